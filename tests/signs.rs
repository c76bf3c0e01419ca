//! Passing over the sentences that cannot hold a figure changes no claim: documents made of the
//! corpus's texts in any order, with and without it, whatever their layout.

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use tollcheck::grammar::{extract, extract_from_all};
use tollcheck::lexicon::Lexicon;
use tollcheck::text::{Document, Title};

/// What stands between two sentences.
const JOINTS: [&str; 8] = [" ", " ", "\n", "\n\n", "\n• ", "\n  - ", "\n\n# ", " “"];

/// Sentences that lean on what stands before them, and some that hold nothing.
const OTHERS: [&str; 28] = [
    "He said 12 were children.",
    "They said so on Monday.",
    "Six are women.",
    "Four of them were later found alive.",
    "Of the 40, nine were named.",
    "The ministry speaks of 812.",
    "Two of which were empty.",
    "The council met on Friday to talk about the budget.",
    "It is 40 metres long.",
    "Ana Ruiz, a spokeswoman for the police, said the road was shut.",
    "The figure rose from 12 to 17.",
    "Men: 12",
    "Women: 3",
    "UNICEF Situation Report 4 – Floods",
    "“We saw nine bodies,” she said.",
    "The mayor opened a camp in Koduba.",
    "27 recommendations were made.",
    "The number was higher than 20.",
    "The ministry has confirmed “at least nine”.",
    "The army speaks of another 40.",
    "“Of the 19, six fled,” he said.",
    "Hospital staff of 12 were on duty, and of those four left.",
    "None of them were soldiers.",
    "Both are students.",
    "Two said that they were students.",
    "The company said it would build 30 houses for those who had none.",
    "A boy and his two sisters went home.",
    "\u{212a}illed: 12",
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::english().unwrap());
static SENTENCES: LazyLock<Vec<String>> = LazyLock::new(sentences);

/// The sentences of the corpus, cut anywhere after a full stop.
fn sentences() -> Vec<String> {
    let path = |name: &str| format!("{}/tests/corpus/{name}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let mut found: Vec<String> = OTHERS.iter().map(|text| (*text).to_owned()).collect();
    for name in ["dev", "dev2", "dev3"] {
        for line in fs::read_to_string(path(name)).unwrap().lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            found.extend(value["text"].as_str().unwrap().split_inclusive(". ").map(str::to_owned));
        }
    }
    assert!(found.len() > 200, "the corpus is smaller than it was");
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn claims_are_the_same_when_every_sentence_is_read(
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0..3u8, 0..JOINTS.len()), 1..20),
        title in any::<Option<prop::sample::Index>>(),
    ) {
        let mut text = String::new();
        for (pick, other, joint) in picks {
            text += if other == 0 { pick.get(&SENTENCES).as_str() } else { pick.get::<&str>(&OTHERS) };
            text += JOINTS[joint];
        }
        let mut document = Document::plain("t", text);
        document.title = title.map(|pick| Title { text: pick.get(&SENTENCES).clone(), at: None });
        prop_assert_eq!(extract(&document, &LEXICON).claims, extract_from_all(&document, &LEXICON).claims);
    }
}

/// Each alone, too: nothing before it to lean on.
#[test]
fn texts_of_the_corpus_hold_the_same_claims() {
    for text in &*SENTENCES {
        let document = Document::plain("t", text.as_str());
        assert_eq!(extract(&document, &LEXICON).claims, extract_from_all(&document, &LEXICON).claims, "{text}");
    }
}
