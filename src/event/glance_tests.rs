//! A glance at the sentences without a claim is enough, or says that it is not: whatever stands around a
//! claim, it gets the date, place and actors that it gets when all sentences are read.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::grammar::extract;
use crate::lexicon::Lexicon;
use crate::text::Title;

/// Sentences that turn to other events, other days and other places, and some that tell nothing.
const AROUND: [&str; 16] = [
    "It was the second blast in Koduba this week.",
    "A similar collapse killed 22 in Marun in 2003.",
    "Another raid hit the market of Sadara, where 14 people died.",
    "In Tel Hadya, a shell killed three men on Monday.",
    "Three days after the flood the road to Ardan was still shut.",
    "The worst such fire, on 3 May 2009, killed 40.",
    "Six people were killed two weeks ago in a quake in Ridu Province.",
    "The council met on Friday to talk about the budget.",
    "He has taught music in Posharidu for most of his life.",
    "The bridge is 50 metres long.",
    "More than 2,000 have died in the war since 2011.",
    "Elsewhere, gunmen stopped a bus near Vubavuri.",
    "Last week’s strike on Harim wounded nine.",
    "At least 35 people were killed in the raid, the army said.",
    "HARIM, Syria, May 17 (MPA) - Twelve people died.",
    "May 17: all is quiet in Harim.",
];

const CORPUS: [&str; 3] = [
    include_str!("../../tests/corpus/dev.jsonl"),
    include_str!("../../tests/corpus/dev2.jsonl"),
    include_str!("../../tests/corpus/dev3.jsonl"),
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::english().unwrap();
    DATA.watch(&mut lexicon);
    lexicon
});
static DATA: LazyLock<EventData> = LazyLock::new(|| EventData::built_in().unwrap());
static SENTENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut found: Vec<String> = AROUND.iter().map(|text| (*text).to_owned()).collect();
    for corpus in CORPUS {
        for line in corpus.lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            found.extend(value["text"].as_str().unwrap().split_inclusive(". ").map(str::to_owned));
        }
    }
    found
});

/// Whether the claims of a document come to the same both ways; nothing to say where it has none.
fn told_alike(document: &Document) -> bool {
    let found = extract(document, &LEXICON);
    let glances = glances(document, &found, &DATA);
    let alone = super::glances(document, &Extraction { watched: Vec::new(), ..found.clone() }, &DATA);
    assert!(!found.watched.is_empty() || found.sentences.is_empty());
    let alike = |(one, other): (&Glance, &Glance)| one.tells.is_none() || one.tells == other.tells;
    assert!(glances.iter().zip(&alone).all(alike), "{}", document.text);
    let placed = |depths: &[Depth]| {
        let mut claims = found.claims.clone();
        place_by(document, &found.sentences, &mut claims, &DATA, depths);
        claims
    };
    placed(&[Depth::Glance(&glances), Depth::Whole]) == placed(&[Depth::Whole])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn claims_are_placed_alike_by_a_glance_and_by_all_sentences(
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0..3u8, 0..5usize), 1..16),
        title in any::<Option<prop::sample::Index>>(),
        published in prop::option::of(prop::sample::select(vec!["2009-05-06", "2021-02-28", "2021-11-03T08:30:00Z"])),
    ) {
        let mut text = String::new();
        for (pick, other, joint) in picks {
            text += if other == 0 { pick.get(&SENTENCES).as_str() } else { pick.get::<&str>(&AROUND) };
            text += [" ", " ", "\n\n", "\n", "\n- "][joint];
        }
        let mut document = Document::plain("t", text);
        document.title = title.map(|pick| Title { text: pick.get(&SENTENCES).clone(), at: None });
        document.metadata.published = published.map(|day| day.parse().unwrap());
        prop_assert!(told_alike(&document), "{}", document.text);
    }
}

#[test]
fn articles_of_the_corpus_are_placed_alike() {
    for part in SENTENCES.chunks(12) {
        let mut document = Document::plain("t", part.concat());
        document.metadata.published = Some("2021-11-03".parse().unwrap());
        assert!(told_alike(&document), "{}", document.text);
    }
}

#[test]
fn a_sentence_that_says_nothing_of_an_occurrence_is_not_read() {
    let first = |text: &str| DATA.marks.tells(text).is_none_or(|tells| tells.of_occurrences(false));
    let later = |text: &str| DATA.marks.tells(text).is_none_or(|tells| tells.of_occurrences(true));
    assert!(!first("The ferry runs every 3 minutes, and 1,204 people took it."));
    assert!(!first("The council met on Monday.") && !first("It took two years."));
    assert!(first("The AIRSTRIKES went on.") && !later("The AIRSTRIKES went on."));
    assert!(later("The raid was on a monday.") && later("The fire of 2015.") && later("Two years after that."));
    assert!(later("Saturday’s was stronger.") && later("On Monday, when ten died.") && later("Another raid."));
    assert!(later("The war went on."));
    assert!(later("Wee\u{212a}s went by."));
}
