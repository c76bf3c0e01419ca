//! `extract --numbers` leaves no number out: what it accounts for agrees with what a few lines of
//! plain scanning find.

use std::fs;

use tollcheck::Checker;
use tollcheck::text::{Document, Field};

/// Number words that are found by plain scanning, whatever the lexicon says of them.
const WORDS: [&str; 30] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "dozens",
    "dozen",
];

/// The places where digits or number words begin, found without the lexer.
fn scanned(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = ' ';
    // "&#8220;" is a mark, not a number
    let entity = |at: usize| text[..at].ends_with("&#");
    for (at, c) in text.char_indices() {
        let starts = !before.is_alphanumeric();
        let word: String =
            text[at..].chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if c.is_ascii_digit() && !before.is_ascii_digit() && !entity(at) || starts && WORDS.contains(&word.as_str()) {
            found.push(at);
        }
        before = c;
    }
    found
}

#[test]
fn every_number_of_the_corpus_is_accounted_for() {
    let checker = Checker::new().unwrap();
    let mut counted = 0;
    for file in ["dev", "dev2", "dev3"] {
        let corpus = fs::read_to_string(format!("{}/tests/corpus/{file}.jsonl", env!("CARGO_MANIFEST_DIR"))).unwrap();
        for line in corpus.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = row["text"].as_str().unwrap();
            let document = Document::plain(row["id"].as_str().unwrap(), text);
            let numbers = checker.numbers(&document);
            let entries: Vec<u16> = tollcheck_entries(text);
            for at in scanned(text) {
                let held = numbers.iter().filter(|n| n.field == Field::Text && n.span.holds(at)).count();
                // the time that an entry of a log begins with is no part of its sentence
                let stamp = entries.iter().any(|&e| usize::from(e) == at);
                assert!(
                    held == 1 || stamp,
                    "{}: “{}…” at {at} is held {held} times in: {text}",
                    row["id"],
                    &text[at..].chars().take(12).collect::<String>()
                );
                counted += 1;
            }
            for number in &numbers {
                assert!(number.claim.is_some() != number.reason.is_some(), "{number:?}");
            }
        }
    }
    assert!(counted > 2000, "only {counted} numbers were scanned");
}

/// Where the numbers of bullets and log entries begin: they stand before their sentence.
fn tollcheck_entries(text: &str) -> Vec<u16> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let offset = start + line.len() - lead.len();
        let stamp: usize =
            lead.chars().take_while(|c| c.is_ascii_digit() || ":.h".contains(*c)).map(char::len_utf8).sum();
        let item = lead[stamp..].starts_with([' ', ')', '*', ']']) || lead[..stamp].ends_with('.');
        if stamp > 0 && item {
            found.extend((0..stamp).filter_map(|i| u16::try_from(offset + i).ok()));
        }
        start += line.len();
    }
    found
}
