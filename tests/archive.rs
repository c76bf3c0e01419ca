//! An archive that is checked in pieces gives the events and findings of one that is checked whole.

use std::collections::{BTreeMap, BTreeSet};

use tollcheck::Checker;
use tollcheck::archive::{Key, Sheet};
use tollcheck::case::Case;
use tollcheck::event::{Link, Neighbours, TOGETHER, Told};
use tollcheck::report::Report;
use tollcheck::text::Document;

const TOWNS: [&str; 8] = ["Harim", "Duma", "Baza", "Salqin", "Kobani", "Raqqa", "Homs", "Tadmur"];
const KINDS: [&str; 3] = ["An air strike", "A car bomb", "A flood"];

/// Reports of events: three houses each, the third of which contradicts the others now and then.
fn archive() -> Vec<Document> {
    let report = |n: usize| {
        let (event, house) = (n / 3, n % 3);
        let (town, kind) = (TOWNS[event % 8], KINDS[event / 8 % 3]);
        let (month, day) = (1 + event / 24 % 12, 1 + event % 27);
        let killed = 20 + event % 40;
        let dead = if house == 2 && event % 5 == 0 { format!("{}", killed + 30) } else { format!("at least {killed}") };
        let text = format!(
            "{kind} in {town} on {day}.{month}.2021 killed {dead} people. In March 2011 a raid on {} killed {event}.",
            TOWNS[(event + 3) % 8]
        );
        let text = text.replace(&format!("{day}.{month}.2021"), &format!("2021-{month:02}-{day:02}"));
        let mut document = Document::plain(format!("d{n:05}"), text);
        document.metadata.published = format!("2021-{month:02}-{:02}", day + 1).parse().ok();
        document.metadata.publisher = Some(format!("House {house}"));
        document
    };
    (0..TOGETHER + 200).map(report).collect()
}

/// What [`Checker::check`] does, by pieces: blocks of one key each, then what links connect.
fn in_pieces(checker: &Checker, documents: &[Document]) -> Vec<Report> {
    let publishers = documents.iter().filter_map(|d| d.metadata.publisher.as_deref());
    let publishers = checker.publishers(publishers);
    let mut sheets: BTreeMap<String, Sheet> = BTreeMap::new();
    let mut told: BTreeMap<Key, Told> = BTreeMap::new();
    for document in documents {
        let Some((sheet, found)) = checker.sheet(document, &publishers) else { continue };
        // as if it had travelled
        let sheet = serde_json::from_slice(&serde_json::to_vec(&sheet).unwrap()).unwrap();
        let found: Vec<Told> = serde_json::from_slice(&serde_json::to_vec(&found).unwrap()).unwrap();
        sheets.insert(document.id.clone(), sheet);
        told.extend(found.into_iter().enumerate().map(|(n, told)| ((document.id.clone(), n), told)));
    }
    let mut blocks: BTreeMap<String, Vec<&Key>> = BTreeMap::new();
    for (key, own) in &told {
        own.keys().into_iter().for_each(|block| blocks.entry(block).or_default().push(key));
    }
    let mut links: BTreeMap<(Key, Key), Link> = BTreeMap::new();
    for block in blocks.values_mut() {
        block.sort_by_key(|key| (told[*key].time(), (*key).clone()));
        let mut near = Neighbours::new(told.len());
        for &next in &*block {
            near.meet(next, |&before: &&Key| {
                let (a, b) = (next.min(before), next.max(before));
                let link = if a.0 == b.0 { None } else { checker.link(&told[a], &told[b], told.len()) };
                links.extend(link.map(|link| ((a.clone(), b.clone()), link)));
            });
        }
    }
    let mut pieces: BTreeMap<Key, Vec<Key>> = told.keys().map(|key| (key.clone(), vec![key.clone()])).collect();
    let mut piece_of: BTreeMap<Key, Key> = told.keys().map(|key| (key.clone(), key.clone())).collect();
    for (a, b) in links.keys() {
        let (x, y) = (piece_of[a].clone(), piece_of[b].clone());
        if x != y {
            let moved = pieces.remove(&y).unwrap();
            moved.iter().for_each(|key| drop(piece_of.insert(key.clone(), x.clone())));
            pieces.get_mut(&x).unwrap().extend(moved);
        }
    }
    let settle = |piece: &Vec<Key>| {
        let own: BTreeSet<&String> = piece.iter().map(|key| &key.0).collect();
        let sheets = own.into_iter().map(|id| sheets[id].clone()).collect();
        let held = |(a, b): &(&(Key, Key), &Link)| piece.contains(&a.0) && a.1 != a.0 && b.strength > 0;
        let links = links.iter().filter(held).map(|((a, b), link)| (link.clone(), a.clone(), b.clone())).collect();
        checker.settle(sheets, piece.iter().map(|key| (key.clone(), told[key].clone())).collect(), links)
    };
    pieces.values().map(settle).collect()
}

/// Each event by its claims, with what is said of it, and each finding.
fn told(reports: &[Report]) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut events = BTreeSet::new();
    let mut findings = BTreeSet::new();
    for report in reports {
        for occurrence in &report.events {
            let event = &occurrence.event;
            let claims: Vec<_> = event.claims.iter().map(|&n| format!("{:?}", report.claims[n])).collect();
            let parts = (&event.title, event.date, &event.places, &event.actors, &event.links, claims);
            events.insert(format!("{parts:?} {:?} {:?}", occurrence.figures, occurrence.implied));
        }
        findings
            .extend(report.findings.iter().map(|f| format!("{} {:?} {} {:?}", f.rule, f.claims, f.message, f.proof)));
    }
    (events, findings)
}

#[test]
fn pieces_come_to_what_the_whole_comes_to() {
    let checker = Checker::new().unwrap();
    let documents = archive();
    let whole = told(&[checker.check(&documents, &Case::default())]);
    let pieces = told(&in_pieces(&checker, &documents));
    assert!(whole.0.len() > 400 && whole.1.len() > 50, "{} events, {} findings", whole.0.len(), whole.1.len());
    assert_eq!(whole.0.symmetric_difference(&pieces.0).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(whole.1.symmetric_difference(&pieces.1).collect::<Vec<_>>(), Vec::<&String>::new());
}
