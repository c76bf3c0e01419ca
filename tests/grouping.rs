//! Which claims are held to be of one event, by texts that mark it; and that order has no say in it.

mod marked;

use std::collections::{BTreeMap, BTreeSet};

use marked::unmarked;
use serde::Deserialize;
use tollcheck::case::CaseEvent;
use tollcheck::claim::{Claim, Measure, Quantifier, Range, Scope, Status, Unit};
use tollcheck::event::{Event, EventData, group};
use tollcheck::text::{Document, Field, Span, Title};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cases: Vec<Marked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marked {
    name: String,
    /// Why it is not grouped as marked, though it ought to be.
    missed: Option<String>,
    #[serde(default)]
    given: Vec<CaseEvent>,
    documents: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    id: String,
    published: String,
    #[serde(default)]
    title: String,
    text: String,
}

/// A case with its claims, and the event that each is marked with.
struct Read {
    documents: Vec<Document>,
    claims: Vec<Claim>,
    labels: Vec<String>,
}

fn read(marked: &Marked) -> Read {
    let mut out = Read { documents: Vec::new(), claims: Vec::new(), labels: Vec::new() };
    for text in &marked.documents {
        let (plain, marked) = unmarked(&text.text);
        for mark in marked {
            let parts = mark.parts;
            out.claims.push(claim(&text.id, out.claims.len(), parts[0], parts.get(2).copied(), mark.span));
            out.labels.push(parts[1].to_owned());
        }
        let mut document = Document::plain(&text.id, plain);
        document.metadata.published = Some(text.published.parse().unwrap());
        document.title = (!text.title.is_empty()).then(|| Title { text: text.title.clone(), at: None });
        out.documents.push(document);
    }
    out
}

/// A claim of the words; numbers are read only as far as grouping looks at them.
fn claim(document: &str, n: usize, quote: &str, measure: Option<&str>, span: Span) -> Claim {
    const WORDS: [&str; 20] = [
        "no",
        "one",
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
    ];
    let lower = quote.to_lowercase().replace(',', "");
    let number = lower
        .split_whitespace()
        .find_map(|w| w.parse().ok().or_else(|| WORDS.iter().position(|x| *x == w).map(|n| n as u64)));
    let low = number.unwrap_or(20);
    let measure = measure.map_or(Measure::Killed, |m| Measure::ALL.into_iter().find(|x| x.name() == m).unwrap());
    Claim {
        id: format!("{document}:{n}"),
        document: document.to_owned(),
        measure,
        range: Range::new(low, (!lower.contains("least") && !lower.contains("more")).then_some(low)),
        quantifier: Quantifier::Exact,
        stated: number.into_iter().collect(),
        unit: Unit::Person,
        population: Vec::new(),
        status: Status::Asserted,
        attribution: None,
        part: lower.contains("of them"),
        part_of: None,
        complete: false,
        scope: Scope::Event,
        additional: false,
        date: None,
        place: Vec::new(),
        actors: Vec::new(),
        field: Field::Text,
        quote: quote.to_owned(),
        span,
        line: 1,
        column: 1,
        at: None,
        sentence: String::new(),
        entry: None,
        sentence_index: 0,
    }
}

fn cases() -> Vec<Marked> {
    let files = [
        ("flow.yaml", include_str!("grouping/flow.yaml")),
        ("stories.yaml", include_str!("grouping/stories.yaml")),
        ("more.yaml", include_str!("grouping/more.yaml")),
        ("again.yaml", include_str!("grouping/again.yaml")),
        ("unseen.yaml", include_str!("grouping/unseen.yaml")),
    ];
    let load = |(path, source)| tollcheck::yaml::load::<File>(path, source).unwrap_or_else(|fault| panic!("{fault}"));
    files.into_iter().flat_map(|file| load(file).cases).collect()
}

/// The events as sets of claim ids.
fn partition(events: &[Event], claims: &[Claim]) -> BTreeSet<BTreeSet<String>> {
    events.iter().map(|e| e.claims.iter().map(|&i| claims[i].id.clone()).collect()).collect()
}

#[test]
fn claims_are_grouped_as_marked() {
    let data = EventData::built_in().unwrap();
    let mut wrong = Vec::new();
    for marked in cases() {
        let mut case = read(&marked);
        let events = group(&case.documents, &mut case.claims, &marked.given, &data).events;
        let mut wanted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (claim, label) in case.claims.iter().zip(&case.labels) {
            wanted.entry(label).or_default().insert(claim.id.clone());
        }
        let right = partition(&events, &case.claims) == wanted.into_values().collect();
        if right && marked.missed.is_some() {
            wrong.push(format!("{}: grouped as marked now, strike out “missed”", marked.name));
        } else if !right && marked.missed.is_none() {
            let shown = events.iter().map(|e| {
                let claims = e.claims.iter().map(|&i| {
                    format!(
                        "\n    [{}] {} “{}” {:?}",
                        case.labels[i], case.claims[i].document, case.claims[i].quote, case.claims[i].place
                    )
                });
                format!("\n  {} ({}) {:?}: {:?}{}", e.id, e.title, e.places, e.links, claims.collect::<String>())
            });
            wrong.push(format!("{}{}", marked.name, shown.collect::<String>()));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// All cases thrown together, the ids of documents told apart by the case's number.
fn pooled() -> Read {
    let mut pool = Read { documents: Vec::new(), claims: Vec::new(), labels: Vec::new() };
    for (n, marked) in cases().iter().enumerate() {
        let mut case = read(marked);
        for document in &mut case.documents {
            document.id = format!("{n:02}-{}", document.id);
        }
        for claim in &mut case.claims {
            claim.document = format!("{n:02}-{}", claim.document);
            claim.id = format!("{n:02}-{}", claim.id);
        }
        pool.documents.extend(case.documents);
        pool.claims.extend(case.claims);
        pool.labels.extend(case.labels.into_iter().map(|label| format!("{n:02}-{label}")));
    }
    pool
}

#[test]
fn texts_about_different_things_stay_apart() {
    let data = EventData::built_in().unwrap();
    let mut pool = pooled();
    for event in group(&pool.documents, &mut pool.claims, &[], &data).events {
        let stories: BTreeSet<&str> = event.claims.iter().map(|&i| &pool.labels[i][..2]).collect();
        assert_eq!(stories.len(), 1, "{event:?}");
    }
}

mod order {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn has_no_say(
            documents in Just((0..pooled().documents.len()).collect::<Vec<_>>()).prop_shuffle(),
            claims in Just((0..pooled().claims.len()).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let data = EventData::built_in().unwrap();
            let mut pool = pooled();
            let first = group(&pool.documents, &mut pool.claims, &[], &data).events;
            let moved: Vec<Document> = documents.iter().map(|&i| pool.documents[i].clone()).collect();
            let mut other: Vec<Claim> = claims.iter().map(|&i| pool.claims[i].clone()).collect();
            let second = group(&moved, &mut other, &[], &data).events;
            prop_assert_eq!(partition(&first, &pool.claims), partition(&second, &other));
            for (a, b) in first.iter().zip(&second) {
                prop_assert_eq!((&a.id, &a.title, a.date, &a.places, &a.actors, &a.links),
                                (&b.id, &b.title, b.date, &b.places, &b.actors, &b.links));
            }
        }
    }
}
