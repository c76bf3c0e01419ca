//! How fast each stage is: `cargo bench --bench stages`, and a name to run only some of them.
//!
//! In: the articles of `benches/articles`. Texts are a megabyte; what compares documents gets a
//! thousand of them. One thread. What comes out is read by people; no time fails anything.

mod articles;

use std::hint::black_box;

use articles::{bytes_of, dense, news, of_event};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use tollcheck::Checker;
use tollcheck::claim::Claim;
use tollcheck::event::{EventData, group};
use tollcheck::lexicon::Lexicon;
use tollcheck::rules::{Rules, check};
use tollcheck::text::{Document, sentences};

const MEGABYTE: usize = 1 << 20;
const REPORTS: [u64; 2] = [500, 1_000];

fn main() {
    divan::main();
}

/// The two kinds of text.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Dense,
    News,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Kind::Dense => "dense",
            Kind::News => "news",
        })
    }
}

const KINDS: [Kind; 2] = [Kind::Dense, Kind::News];

/// Runs `stage` over every document of a megabyte.
fn over(bencher: Bencher, kind: Kind, stage: impl Fn(&Document) -> usize) {
    let documents = match kind {
        Kind::Dense => dense(MEGABYTE),
        Kind::News => news(MEGABYTE),
    };
    let all = || documents.iter().map(|document| stage(black_box(document))).sum::<usize>();
    bencher.counter(BytesCount::new(bytes_of(&documents))).bench_local(all);
}

/// Loading the lexicon and all the tables: what a run costs before its first text.
#[divan::bench]
fn checker() -> Checker {
    Checker::new().unwrap()
}

#[divan::bench(args = KINDS)]
fn splitting(bencher: Bencher, kind: Kind) {
    let lexicon = Lexicon::english().unwrap();
    over(bencher, kind, |document| sentences(document, &lexicon.stops).len());
}

/// Splitting, and the tokens of every sentence.
#[divan::bench(args = KINDS)]
fn lexing(bencher: Bencher, kind: Kind) {
    let lexicon = Lexicon::english().unwrap();
    over(bencher, kind, |document| {
        let sentences = sentences(document, &lexicon.stops);
        sentences.iter().map(|sentence| lexicon.tokens(document.source(sentence.field), sentence.span).len()).sum()
    });
}

/// Tokens to claims, without when, where and who.
#[divan::bench(args = KINDS)]
fn grammar(bencher: Bencher, kind: Kind) {
    let lexicon = Lexicon::english().unwrap();
    over(bencher, kind, |document| tollcheck::grammar::extract(document, &lexicon).claims.len());
}

/// All that `tollcheck extract` does to a document.
#[divan::bench(args = KINDS)]
fn extraction(bencher: Bencher, kind: Kind) {
    let checker = Checker::new().unwrap();
    over(bencher, kind, |document| checker.extract(document).len());
}

/// Reports of events with their claims.
fn reports(count: u64) -> (Vec<Document>, Vec<Claim>, EventData) {
    let checker = Checker::new().unwrap();
    let documents: Vec<Document> = (0..count).map(of_event).collect();
    let claims = documents.iter().flat_map(|document| checker.extract(document)).collect();
    (documents, claims, EventData::built_in().unwrap())
}

#[divan::bench(args = REPORTS)]
fn grouping(bencher: Bencher, count: u64) {
    let (documents, claims, data) = reports(count);
    let fresh = || claims.clone();
    let counter = ItemsCount::new(documents.len());
    bencher
        .counter(counter)
        .with_inputs(fresh)
        .bench_local_values(|mut claims| group(&documents, &mut claims, &[], &data));
}

#[divan::bench(args = REPORTS)]
fn rules(bencher: Bencher, count: u64) {
    let (documents, mut claims, data) = reports(count);
    let events = group(&documents, &mut claims, &[], &data).events;
    let rules = Rules::built_in();
    let counter = ItemsCount::new(documents.len());
    bencher.counter(counter).bench_local(|| check(&documents, &claims, &events, None, &rules));
}
