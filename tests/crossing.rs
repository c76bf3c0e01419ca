//! Two reports of one event are compared, however each words it, and with nothing else that stands beside it.
//!
//! In: the tables of `tests/crossing/tables.yaml`. Out: pass, or the pairs of reports whose figures were not grouped as
//! marked or not reported as they should be, by what was crossed.

mod marked;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use marked::{Marked, unmarked};
use rayon::prelude::*;
use serde::Deserialize;
use tollcheck::Checker;
use tollcheck::case::Case;
use tollcheck::text::Document;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new().unwrap());

static TABLES: LazyLock<Tables> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("crossing/tables.yaml")).expect("the tables are sound"));

/// The most examples that a failure shows.
const SHOWN: usize = 30;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    events: Vec<Told>,
    places: Vec<String>,
    days: Vec<(String, Vec<u8>)>,
    beside: Vec<String>,
    aftermath: Vec<String>,
    happenings: Vec<(String, String)>,
    two: Vec<String>,
    of_two: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    first: String,
    second: String,
    name: String,
    another: String,
}

/// A report: the day of March on which it is published, and its marked text.
struct Report {
    day: u8,
    text: String,
}

/// Two reports, and what was crossed in them.
struct Pair {
    crossed: String,
    first: Report,
    second: Report,
}

/// The figures: of the first report, of the second, and of another event.
const FIRST: &str = "⟦23 people|main⟧";
const SECOND: &str = "⟦31 people|main⟧";
const OTHER: &str = "⟦nine people|other⟧";
const HURT: &str = "⟦52|main|injured⟧";

impl Told {
    fn first(&self, place: &str, when: &str, day: u8) -> Report {
        Report { day, text: filled(&self.first, place, when, FIRST) }
    }

    fn second(&self, place: &str, when: &str, day: u8) -> Report {
        Report { day, text: filled(&self.second, place, when, SECOND) }
    }
}

fn filled(frame: &str, place: &str, when: &str, killed: &str) -> String {
    begun(&frame.replace("{p}", place).replace("{d}", when).replace("{k}", killed).replace("{i}", HURT))
}

/// A sentence, which begins with a capital.
fn begun(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + rest.as_str()
}

impl Pair {
    /// The rule that must be reported, alone.
    fn rule(&self) -> &'static str {
        match self.first.day.cmp(&self.second.day) {
            std::cmp::Ordering::Less => "toll-rose",
            std::cmp::Ordering::Equal => "disjoint-figures",
            std::cmp::Ordering::Greater => "toll-fell",
        }
    }

    /// What is otherwise than it should be; nothing where all is well.
    fn fault(&self) -> Option<String> {
        let texts = [("a.md", "Meridian Agency", &self.first), ("b.md", "Harbour Post", &self.second)];
        let mut documents = Vec::new();
        let mut marks = Vec::new();
        for (id, publisher, report) in texts {
            let (plain, marked) = unmarked(&report.text);
            let named =
                |m: &Marked| (id, m.span, m.parts[1].to_owned(), m.parts.get(2).unwrap_or(&"killed").to_string());
            marks.extend(marked.iter().map(named));
            let mut document = Document::plain(id, plain);
            document.metadata.publisher = Some(publisher.to_owned());
            document.metadata.published = Some(format!("2024-03-{:02}", report.day).parse().unwrap());
            documents.push(document);
        }
        let report = CHECKER.check(&documents, &Case::default());
        let mut of_event: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (id, span, event, measure) in marks {
            let is = |c: &tollcheck::claim::Claim| {
                c.document == id && c.span.start < span.end && span.start < c.span.end && c.measure.name() == measure
            };
            let Some(claim) = report.claims.iter().position(is) else {
                return Some(format!("no {measure} at {span:?}"));
            };
            let found = report.events.iter().position(|e| e.event.claims.contains(&claim)).unwrap();
            of_event.entry(event).or_default().insert(found);
        }
        let told: BTreeSet<&str> = report.findings.iter().map(|f| f.rule.as_str()).collect();
        if let Some((event, _)) = of_event.iter().find(|(_, found)| found.len() > 1) {
            return Some(format!("“{event}” is taken for several events"));
        }
        let all: BTreeSet<&BTreeSet<usize>> = of_event.values().collect();
        if all.len() < of_event.len() {
            return Some("several events are taken for one".to_owned());
        }
        (told != BTreeSet::from([self.rule()])).then(|| format!("{told:?} reported, not {}", self.rule()))
    }
}

fn check(pairs: &[Pair]) {
    assert!(pairs.len() > 100, "only {} pairs", pairs.len());
    let faults: Vec<(&Pair, String)> = pairs.par_iter().filter_map(|pair| Some((pair, pair.fault()?))).collect();
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    faults.iter().for_each(|(pair, _)| *by.entry(&pair.crossed).or_default() += 1);
    let shown = faults.iter().take(SHOWN).map(|(pair, fault)| {
        format!("{fault}\n  ({}) {}\n  ({}) {}", pair.first.day, pair.first.text, pair.second.day, pair.second.text)
    });
    let shown: Vec<String> = shown.collect();
    assert!(faults.is_empty(), "{} of {}: {by:?}\n{}", faults.len(), pairs.len(), shown.join("\n"));
}

#[test]
fn however_the_place_is_worded() {
    let mut pairs = Vec::new();
    for (e, told) in TABLES.events.iter().enumerate() {
        for (n, place) in TABLES.places.iter().enumerate() {
            let other = &TABLES.places[(n + 1 + e) % TABLES.places.len()];
            pairs.push(Pair {
                crossed: format!("{place} / {other}"),
                first: told.first(place, "on Tuesday", 13),
                second: told.second(other, "on Tuesday", 13),
            });
        }
    }
    check(&pairs);
}

#[test]
fn however_the_day_is_worded() {
    let mut pairs = Vec::new();
    for (n, (when, published)) in TABLES.days.iter().enumerate() {
        for (m, (other, later)) in TABLES.days.iter().enumerate() {
            let told = &TABLES.events[(n + m) % TABLES.events.len()];
            let day = |days: &[u8]| days[(n + m) % days.len()];
            pairs.push(Pair {
                crossed: format!("{when} / {other}"),
                first: told.first("in Kelmani", when, day(published)),
                second: told.second("in the town of Kelmani", other, day(later)),
            });
        }
    }
    check(&pairs);
}

#[test]
fn whatever_stands_beside_it() {
    let mut pairs = Vec::new();
    for told in &TABLES.events {
        let another = filled(&told.another, "", "", OTHER);
        for beside in TABLES.beside.iter().chain([&another]) {
            let first = told.first("in Kelmani", "on Tuesday", 13);
            let second = told.second("near Kelmani", "on Tuesday evening", 14);
            let with = |report: Report| Report { text: format!("{}\n\n{beside}", report.text), ..report };
            let crossed = beside.clone();
            if pairs.len() % 2 == 0 {
                pairs.push(Pair { crossed, first: with(first), second });
            } else {
                pairs.push(Pair { crossed, first, second: with(second) });
            }
        }
    }
    check(&pairs);
}

#[test]
fn whatever_came_of_it_days_later() {
    let mut pairs = Vec::new();
    let days = [("on Friday", 15), ("on Thursday", 14), ("yesterday", 15), ("today", 15), ("on Friday", 16)];
    for told in TABLES.events.iter().filter(|told| !["flood", "cyclone", "clashes"].contains(&told.name.as_str())) {
        for lead in &TABLES.aftermath {
            let (day, published) = days[pairs.len() % days.len()];
            let lead = lead.replace("{name}", &told.name).replace("{w}", day);
            let ends =
                ["The number of dead stands at {k}.", "Police said that {k} had died.", "{k} are known to have died."];
            let text = filled(&format!("{lead}\n\n{}", ends[pairs.len() % ends.len()]), "in Kelmani", "", SECOND);
            pairs.push(Pair {
                crossed: lead,
                first: told.first("in Kelmani", "on Tuesday", 13),
                second: Report { day: published, text },
            });
        }
    }
    check(&pairs);
}

#[test]
fn two_events_of_one_day_stay_two() {
    let mut pairs = Vec::new();
    let happenings = &TABLES.happenings;
    for (n, (a, k)) in happenings.iter().enumerate() {
        for (m, (b, l)) in happenings.iter().enumerate() {
            let told = |frame: &str, dead: (&str, &str)| {
                let text =
                    frame.replace("{A}", &begun(a)).replace("{B}", &begun(b)).replace("{a}", a).replace("{b}", b);
                let text = text.replace("{p}", "Kelmani").replace("{q}", "Tulengo").replace("{k}", k).replace("{l}", l);
                text.replace("{x}", &format!("⟦{} people|e1⟧", dead.0))
                    .replace("{y}", &format!("⟦{} people|e2⟧", dead.1))
            };
            let first = &TABLES.two[(n + m) % TABLES.two.len()];
            for second in &TABLES.of_two {
                pairs.push(Pair {
                    crossed: format!("{first} / {second}"),
                    first: Report { day: 13, text: told(first, ("19", "8")) },
                    second: Report { day: 13 + (n % 2) as u8, text: told(second, ("26", "13")) },
                });
            }
        }
    }
    check(&pairs);
}
