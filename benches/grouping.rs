//! How long grouping takes, and that doubling the documents at most doubles it and a little.
//!
//! `cargo bench --bench grouping [DOCUMENTS]`: generates invented articles, three to an event, each
//! with a past event beside it, extracts their claims and groups them; then half as many.

#![allow(clippy::print_stdout)]

mod articles;

use std::time::{Duration, Instant};

use tollcheck::Checker;
use tollcheck::claim::Claim;
use tollcheck::event::{EventData, group};
use tollcheck::text::Document;

use articles::of_event;

/// The time that grouping takes, without extraction.
fn time(checker: &Checker, data: &EventData, documents: u64) -> Duration {
    let documents: Vec<Document> = (0..documents).map(of_event).collect();
    let mut claims: Vec<Claim> = documents.iter().flat_map(|d| checker.extract(d)).collect();
    let start = Instant::now();
    let events = group(&documents, &mut claims, &[], data).events;
    let took = start.elapsed();
    println!("{} documents, {} claims: {} events in {took:.2?}", documents.len(), claims.len(), events.len());
    took
}

fn main() {
    let documents = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let (Ok(checker), Ok(data)) = (Checker::new(), EventData::built_in()) else {
        return println!("the tables are wrong");
    };
    let half = time(&checker, &data, documents / 2);
    let whole = time(&checker, &data, documents);
    println!("twice the documents, {:.2} times the time", whole.as_secs_f64() / half.as_secs_f64());
}
