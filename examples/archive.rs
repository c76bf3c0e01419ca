//! An invented archive with contradictions planted in it: `cargo run --release --example archive -- 20000 FOLDER`.
//!
//! Writes `articles.jsonl`, so many documents, and `planted.jsonl`, a line for each contradiction: the
//! document that contradicts, and those that it contradicts. Events are reported by several outlets over
//! several days, with tolls that rise; some documents hold no figure. The same number of documents gives
//! the same archive.

#![allow(clippy::print_stderr)]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde_json::json;

#[path = "../benches/articles/mod.rs"]
mod articles;

use articles::Dice;

const OUTLETS: [&str; 24] = [
    "Meridian Agency",
    "Harbour Post",
    "Delta Wire",
    "Northern Observer",
    "Plateau Radio",
    "Continental Dispatch",
    "Lagoon Times",
    "Savanna Herald",
    "Ridge Tribune",
    "Coastal Monitor",
    "Valley Gazette",
    "Capital Courier",
    "Island Mail",
    "Frontier Bulletin",
    "Estuary News",
    "Highland Press",
    "Morning Ledger",
    "Evening Star",
    "Desert Chronicle",
    "Forest Voice",
    "River Report",
    "Union Daily",
    "Free Channel",
    "Open Record",
];

/// What happens: as a sentence begins, and as a headline says it.
const KINDS: [(&str, &str); 6] = [
    ("An air strike on", "air strike"),
    ("A car bomb in", "car bomb"),
    ("A flood in", "flood"),
    ("An earthquake near", "earthquake"),
    ("A fire in", "fire"),
    ("A landslide near", "landslide"),
];

/// One event in so many has a contradiction planted in it.
const PLANTED: u64 = 8;
/// One document in so many tells of no harm.
const QUIET: u64 = 10;

struct Event {
    place: String,
    province: String,
    kind: (&'static str, &'static str),
    /// Days after the first of January 2021.
    day: i64,
    killed: u64,
    injured: u64,
}

impl Event {
    fn new(dice: &mut Dice) -> Self {
        let injured = 30 + dice.roll(300) as u64;
        Event {
            place: dice.name(),
            province: dice.name(),
            kind: KINDS[dice.roll(6)],
            day: dice.roll(720) as i64,
            killed: 10 + dice.roll(90) as u64,
            injured,
        }
    }

    /// What is known so many days later: tolls rise.
    fn tolls(&self, days: u64) -> (u64, u64) {
        (self.killed + days * (1 + self.killed / 10), self.injured + days * (1 + self.injured / 20))
    }

    fn article(&self, days: u64, killed: u64, injured: u64, dice: &mut Dice) -> (String, String) {
        let Event { place, province, kind: (opening, short), .. } = self;
        let day = date(self.day);
        let lead = match dice.roll(3) {
            0 => format!(
                "{opening} {place}, in {province} province, killed {killed} people and wounded {injured} on {day}, officials said."
            ),
            1 => format!(
                "{opening} {place} in {province} province on {day} has left {killed} people dead and {injured} others injured, the governor said."
            ),
            _ => format!(
                "{killed} people were killed and {injured} wounded on {day} by {} {place}, in {province} province, rescuers said.",
                lower(opening)
            ),
        };
        let more = [
            "Schools in the town stayed shut, and the mayor called for calm while engineers looked at the bridges.",
            "Residents said that the noise was heard for miles. The road to the coast was closed to traffic.",
            "Volunteers brought water and blankets, and asked for donations of blood at the central hospital.",
            "The minister promised help, and an inquiry into what went wrong. Relatives waited outside the gates.",
        ];
        let title = if days == 0 {
            format!("{place}: many feared lost after {short}")
        } else {
            format!("{place} counts its losses")
        };
        (title, format!("{lead}\n\n{}\n\n{}\n", more[dice.roll(4)], more[dice.roll(4)]))
    }
}

fn lower(opening: &str) -> String {
    opening[..1].to_lowercase() + &opening[1..]
}

/// The day so many days after the first of January 2021, written as 2021-01-01.
fn date(days: i64) -> String {
    let first = jiff::civil::Date::constant(2021, 1, 1);
    first.checked_add(jiff::Span::new().days(days)).unwrap_or(first).to_string()
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(documents), Some(folder)) = (arguments.next().and_then(|n| n.parse().ok()), arguments.next()) else {
        eprintln!("usage: archive DOCUMENTS FOLDER");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let mut articles = BufWriter::new(File::create(folder.join("articles.jsonl"))?);
    let mut planted = BufWriter::new(File::create(folder.join("planted.jsonl"))?);
    let (mut written, mut events) = (0usize, 0u64);
    while written < documents {
        let mut dice = Dice::new(events * 7_919 + 5);
        let event = Event::new(&mut dice);
        let reports = (2 + dice.roll(5)).min(documents - written);
        let outlet = dice.roll(24);
        // two reports of one day are needed to contradict one another
        let contradicts = dice.roll(PLANTED) == 0 && reports > 2;
        let mut of_day = Vec::new();
        for report in 0..reports {
            let id = format!("article-{written:07}");
            written += 1;
            let days = if contradicts { 0 } else { (report / 2) as u64 };
            let (mut killed, injured) = event.tolls(days);
            if contradicts && report + 1 == reports {
                killed += killed / 2 + 11;
                writeln!(planted, "{}", json!({"document": id, "contradicts": of_day}))?;
            }
            let (title, text) = if dice.roll(QUIET) == 0 && !contradicts {
                (
                    format!("{} looks ahead", event.place),
                    format!("The council of {} met to talk about the budget for the coming year.\n", event.place),
                )
            } else {
                of_day.push(id.clone());
                event.article(days, killed, injured, &mut dice)
            };
            let published = date(event.day + 1 + days as i64);
            let publisher = OUTLETS[(outlet + report * 5) % 24];
            let line = json!({"id": id, "title": title, "publisher": publisher, "published": published, "text": text});
            writeln!(articles, "{line}")?;
        }
        events += 1;
    }
    articles.flush()?;
    planted.flush()
}
