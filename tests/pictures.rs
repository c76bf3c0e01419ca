//! The README's pictures show what the program writes today: what they were made from is compared by a
//! fingerprint. After a change: `cargo build --release && tests/browser/run --readme`.

use assert_cmd::Command;

/// What the command prints about the example.
fn printed(args: &[&str]) -> Vec<u8> {
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    let example = ["check", "--case", "tests/cases/idlib-strike/case.yaml", "--fail-on", "never"];
    let run = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(example).args(args).assert().code(0);
    run.get_output().stdout.clone()
}

/// FNV-1a of 64 bits.
fn fingerprint(bytes: &[u8]) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

#[test]
fn the_pictures_were_made_from_what_is_written_now() {
    let table = fingerprint(&printed(&["--width", "100", "--color", "always"]));
    let page = fingerprint(&printed(&["--format", "html"]));
    assert_eq!(
        include_str!("../docs/pictures/made-from.txt"),
        format!("table.svg {table}\nreport.png {page}\n"),
        "the README's pictures are old: cargo build --release && tests/browser/run --readme"
    );
}

#[test]
fn the_readme_shows_the_pictures_with_words_for_who_cannot_see_them() {
    let readme = include_str!("../README.md");
    for picture in ["docs/pictures/table.svg", "docs/pictures/report.png"] {
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(picture).exists());
        let (before, _) = readme.split_once(&format!("]({picture})")).expect("the README shows it");
        let words = before.rsplit("![").next().unwrap();
        assert!(words.len() > 20, "{picture}: {words}");
    }
}
