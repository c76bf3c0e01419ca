//! How long grouping takes, and that doubling the documents at most doubles it and a little.
//!
//! `cargo bench --bench grouping [DOCUMENTS]`: generates invented articles, three to an event, each
//! with a past event beside it, extracts their claims and groups them; then half as many.

#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use jiff::civil::Date;
use tollcheck::Checker;
use tollcheck::claim::Claim;
use tollcheck::event::{EventData, group};
use tollcheck::text::{Document, Moment};

const SYLLABLES: [&str; 16] =
    ["ba", "ko", "ri", "du", "sha", "mel", "tor", "ni", "ga", "vu", "zen", "li", "po", "kha", "rem", "su"];
const STRIKES: [&str; 4] = ["An air strike on", "A bomb in a market in", "A flood in", "A shooting in"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides).unwrap_or(0)
    }

    fn name(&mut self) -> String {
        let word: String = (0..4).map(|_| SYLLABLES[self.roll(16)]).collect();
        word[..1].to_uppercase() + &word[1..]
    }
}

/// An article of that number; three in a row are about one event.
fn article(n: u64) -> Document {
    let mut event = Dice(n / 3 * 7919 + 13);
    let mut own = Dice(n);
    let (place, province, past) = (event.name(), event.name(), event.name());
    let day = Date::constant(2021, 1 + event.roll(12) as i8, 1 + event.roll(28) as i8);
    let text = format!(
        "{} {place}, a town in {province} province, killed at least {} people and wounded {} on {}, officials said.\n\n\
         Residents of {place} said the noise was heard for miles. Schools in the town were shut, and the mayor called \
         for calm while engineers looked at the water works and the two bridges over the river.\n\n\
         In March {} an attack on {past} killed {} people.\n\nThe governor of {province} promised help.",
        STRIKES[event.roll(4)],
        10 + own.roll(5),
        20 + own.roll(9),
        WEEKDAYS[day.weekday().to_monday_zero_offset() as usize],
        2005 + event.roll(14),
        3 + own.roll(3),
    );
    let mut document = Document::plain(format!("article-{n:06}"), text);
    document.metadata.published = Some(Moment::of_day(day));
    document
}

/// The time that grouping takes, without extraction.
fn time(checker: &Checker, data: &EventData, documents: u64) -> Duration {
    let documents: Vec<Document> = (0..documents).map(article).collect();
    let mut claims: Vec<Claim> = documents.iter().flat_map(|d| checker.extract(d)).collect();
    let start = Instant::now();
    let events = group(&documents, &mut claims, &[], data);
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
