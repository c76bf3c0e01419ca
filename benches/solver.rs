//! How long the rules take over one event with very many figures, and how that grows.
//!
//! `cargo bench --bench solver`: invented reports of one flood, each with a number of dead and of
//! injured, on ten days. *agree*: floors that can all be true. *disagree*: exact figures, some of which
//! cannot. *spread*: every report has a floor of its own.

use divan::Bencher;
use tollcheck::Checker;
use tollcheck::claim::Claim;
use tollcheck::event::Event;
use tollcheck::rules::{Rules, check, implied};
use tollcheck::text::{Document, Moment};

fn main() {
    divan::main();
}

/// How many figures there are of the event.
const CLAIMS: [u64; 4] = [500, 1_000, 2_000, 4_000];

/// A kind of report: by its number, what it says of the dead and of the injured.
type Story = fn(u64) -> String;

fn agree(n: u64) -> String {
    format!("at least {} people and wounded at least {}", 20 + n % 8, 50 + n % 5)
}

fn disagree(n: u64) -> String {
    format!("{} people and wounded {}", 20 + n % 8, 50 + n % 5)
}

fn spread(n: u64) -> String {
    format!("at least {} people and wounded at least {}", 2_000 + n % 2_000, 9_000 + n * 7 % 4_000)
}

/// The documents, their claims, and the one event of all.
fn scene(claims: u64, story: Story) -> (Vec<Document>, Vec<Claim>, Vec<Event>) {
    let checker = Checker::new().expect("the tables are sound");
    let report = |n: u64| {
        let text = format!("The flood in Bakori on 3 May 2021 killed {}.", story(n));
        let mut document = Document::plain(format!("report-{n:05}"), text);
        let day = jiff::civil::Date::constant(2021, 5, 4 + (n % 10) as i8);
        document.metadata.published = Some(Moment::of_day(day));
        document
    };
    let documents: Vec<Document> = (0..claims / 2).map(report).collect();
    let claims: Vec<Claim> = documents.iter().flat_map(|document| checker.extract(document)).collect();
    let event = Event {
        id: "e1".to_owned(),
        title: "flood".to_owned(),
        date: None,
        places: Vec::new(),
        actors: Vec::new(),
        claims: (0..claims.len()).collect(),
        links: Vec::new(),
    };
    (documents, claims, vec![event])
}

fn checked(bencher: Bencher, claims: u64, story: Story) {
    let (documents, claims, events) = scene(claims, story);
    let rules = Rules::built_in();
    bencher.bench_local(|| check(&documents, &claims, &events, None, &rules).len());
}

#[divan::bench(args = CLAIMS)]
fn all_rules_agree(bencher: Bencher, claims: u64) {
    checked(bencher, claims, agree);
}

#[divan::bench(args = CLAIMS)]
fn all_rules_disagree(bencher: Bencher, claims: u64) {
    checked(bencher, claims, disagree);
}

#[divan::bench(args = CLAIMS)]
fn all_rules_spread(bencher: Bencher, claims: u64) {
    checked(bencher, claims, spread);
}

#[divan::bench(args = CLAIMS)]
fn what_follows_agree(bencher: Bencher, claims: u64) {
    let (documents, claims, events) = scene(claims, agree);
    let rules = Rules::built_in();
    bencher.bench_local(|| implied(&documents, &claims, &events, None, &rules, true));
}
