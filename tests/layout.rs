//! The order of the stages: imports point only down the list, the library neither prints nor opens
//! files nor asks the time, and what the guides name is there.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages of the library from the bottom up. Each may use itself and what stands before it.
const STAGES: [&str; 16] = [
    "fault",
    "yaml",
    "text",
    "input",
    "claim",
    "case",
    "configuration",
    "lexicon",
    "grammar",
    "event",
    "rules",
    "report",
    "schema",
    "snapshot",
    "check",
    "archive",
];

/// Uses that go up, with the reason.
const EXCEPTIONS: [(&str, &str); 2] = [
    ("fault", "text"), // a fault stands at a place: spans and lines are all it uses
    ("yaml", "text"),  // likewise
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found
}

/// The stage that a file of `src` belongs to: `src/text/read.rs` to `text`.
fn stage_of(path: &Path) -> Option<&'static str> {
    let relative = path.strip_prefix(root().join("src")).unwrap();
    let first = relative.components().next()?.as_os_str().to_str()?;
    STAGES.into_iter().find(|&stage| stage == first.trim_end_matches(".rs"))
}

/// The part of a source file that is built into the library: tests may use what they like, and
/// documentation may name it.
fn code(path: &Path) -> String {
    let source = fs::read_to_string(path).unwrap();
    let code = source.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn imports_point_down() {
    for path in files(&root().join("src"), "rs") {
        let Some(stage) = stage_of(&path) else { continue };
        let rank = |stage| STAGES.iter().position(|&s| s == stage).unwrap();
        let code = code(&path);
        for other in STAGES.into_iter().filter(|&other| rank(other) > rank(stage)) {
            let allowed = EXCEPTIONS.contains(&(stage, other));
            assert!(allowed || !code.contains(&format!("crate::{other}")), "{}: {stage} uses {other}", path.display());
        }
    }
}

#[test]
fn only_the_binary_prints_opens_files_and_asks_the_time() {
    for path in files(&root().join("src"), "rs").into_iter().filter(|path| stage_of(path).is_some()) {
        let code = code(&path);
        for forbidden in ["print!(", "println!(", "dbg!(", "std::fs", "std::env", "SystemTime", "Instant", "Zoned::now"]
        {
            assert!(!code.contains(forbidden), "{} has {forbidden}", path.display());
        }
    }
}

#[test]
fn nothing_speaks_to_a_network() {
    for path in files(&root().join("src"), "rs") {
        let code = code(&path);
        for forbidden in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
            assert!(!code.contains(forbidden), "{} has {forbidden}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_comes_in_and_what_goes_out() {
    for path in files(&root().join("src"), "rs").into_iter().chain(files(&root().join("tests"), "rs")) {
        let source = fs::read_to_string(&path).unwrap();
        assert!(source.starts_with("//! "), "{} does not open with //!", path.display());
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!["util", "utils", "helpers", "common", "misc"].contains(&&*stem), "{} says nothing", path.display());
    }
}

#[test]
fn every_path_that_the_guides_name_is_there() {
    for guide in ["README.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(guide)).unwrap();
        for path in named_paths(&text) {
            assert!(root().join(path).exists(), "{guide} names {path}, which is not there");
        }
    }
}

/// Words in backquotes that begin with a folder of ours, up to a placeholder.
fn named_paths(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace);
    let ours = ["src/", "rules/", "tests/", "snapshots/", ".ci/", "LICENSE", "CONTRIBUTING", "README"];
    let paths = quoted.filter(|word| ours.iter().any(|folder| word.starts_with(folder)));
    paths.map(|path| path.split(['*', '<', '…']).next().unwrap().trim_end_matches(['.', ','])).collect()
}

#[test]
fn paths_are_found_in_the_guides() {
    assert_eq!(
        named_paths("Run `cargo test`, see `src/text/read.rs` and `rules/lexicon/en/*.yaml`."),
        ["src/text/read.rs", "rules/lexicon/en/"]
    );
}
