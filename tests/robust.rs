//! Whatever comes in, nothing panics, and what is said of it holds: the invariants of
//! `tests/invariants`, which the fuzzer tries too, on texts made of what breaks readers, on bytes
//! of any kind, and on what the fuzzer found worth keeping (`fuzz/corpus`, `fuzz/found`).

mod invariants;

use std::fs;
use std::path::PathBuf;

use invariants::input;
use proptest::prelude::*;
use tollcheck::text::{InputFormat, read};

/// A way in, and the function that holds what comes of it to its promises.
type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 20] = [
    ("documents", invariants::documents),
    ("front_matter", invariants::front_matter),
    ("files", invariants::files),
    ("lexer", invariants::lexer),
    ("extraction", invariants::extraction),
    ("check", invariants::check),
    ("formats", invariants::formats),
    ("dates", invariants::dates),
    ("text", input::text),
    ("page", input::page),
    ("docx", input::docx),
    ("odt", input::odt),
    ("pdf", input::pdf),
    ("mail", input::mail),
    ("feed", input::feed),
    ("table", input::table),
    ("xlsx", input::xlsx),
    ("ods", input::ods),
    ("parquet", input::parquet),
    ("warc", input::warc),
];

/// Pieces that texts about tolls are made of, and what breaks readers of them.
const PIECES: [&str; 76] = [
    "at least 35 fighters",
    "were killed",
    " and ",
    "wounded more than 50",
    ".",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "---\n",
    "---\r\n",
    "title: ",
    "publisher: Agency\n",
    "published: 2020-02-31\n",
    "published: 2020-10-26\n",
    "12-15",
    "1,204",
    "two hundred and",
    "half a million",
    "dozens of",
    "nearly",
    "people",
    "families",
    "displaced",
    "in Idlib",
    "on Monday",
    "The blast killed 12 people.",
    "The toll rose from 12 to 17",
    "since 2011",
    "“",
    "”",
    "\"",
    "'",
    "(",
    ")",
    "…",
    "U.S.",
    "\u{feff}",
    "\u{a0}",
    "\u{202e}",
    "\u{1b}[31m",
    "漢字",
    "شخص",
    "e\u{301}",
    "18446744073709551615",
    "18446744073709551615 million",
    "99999999999999999999",
    "0",
    "%",
    "$",
    "- ",
    "• ",
    "# ",
    "09:30 ",
    ":",
    "[",
    "{",
    "*a",
    "&a",
    "!t",
    "including three children",
    "said the governor",
    "the army denied",
    "no casualties",
    "[[",
    ": x\n",
    "\u{c}",
    "!",
    "=1+1,\"",
    "<b>|`",
    "</script>",
    "&quot;",
    "<!-- tollcheck: allow toll-rose old -->\n",
    "{\"text\":\"12 died\"}\n",
    "sources: [{path: a.md}]\n",
    "id: x\ncheck: alone\n",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn texts_are_read_whatever_they_say(text in texts()) {
        for (_, holds) in &TARGETS[..5] {
            holds(text.as_bytes());
        }
    }

    #[test]
    fn bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for (_, holds) in TARGETS {
            holds(&bytes);
        }
    }

    #[test]
    fn json_lines_are_read_or_refused(text in texts(), title in texts(), cut in 0usize..2_000) {
        let line = serde_json::json!({ "id": "x", "text": text, "title": title }).to_string();
        let whole = read("a.jsonl", line.as_bytes(), InputFormat::JsonLines);
        prop_assert_eq!(&*whole.documents[0].text, &text);
        invariants::extracted(&whole.documents[0]);
        let cut = line.len().min(cut);
        if cut < line.len() && line.is_char_boundary(cut) && cut > 0 {
            prop_assert_eq!(read("a.jsonl", &line.as_bytes()[..cut], InputFormat::JsonLines).faults.len(), 1);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn runs_are_told_truly_in_every_format(text in texts()) {
        invariants::check(text.as_bytes());
        invariants::formats(text.as_bytes());
    }
}

/// The inputs of a folder of `fuzz`, by target; none where the package came without them.
fn inputs(folder: &str, target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[allow(clippy::print_stdout)]
#[test]
fn what_the_fuzzer_kept_and_found_holds() {
    let mut tried = 0;
    for (target, holds) in TARGETS {
        for (path, bytes) in inputs("corpus", target).into_iter().chain(inputs("found", target)) {
            println!("{}", path.display()); // shown where it fails
            holds(&bytes);
            tried += 1;
        }
    }
    assert!(tried > 0 || !PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz").exists());
}
