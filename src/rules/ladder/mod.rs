//! What a house would publish from the figures of an event, and why.
//!
//! In: `rules/ladders/*.yaml`, which name the house's steps in their order, and the figures of an
//! event as its convention reads them. Out: [`Published`]. The steps are a closed set (`steps`);
//! what no document says stays unknown and is told as such.

mod statement;
mod steps;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::convention::Convention;
use super::figure::Scene;
use super::{Rules, stage};
use crate::claim::{Claim, Measure};
use crate::event::Event;
use crate::fault::Fault;
use crate::text::Document;
use crate::yaml;
use statement::statements;
use steps::{Climb, Step};

/// What one house would publish of one measure of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The name of the ladder: `gtd`.
    pub ladder: String,
    /// The house, for people.
    pub house: String,
    /// Where it says how it chooses.
    pub document: String,
    /// What happened to the people.
    pub measure: Measure,
    /// Who they were, where the house tells them apart or figures cannot be of the same people.
    pub population: Vec<String>,
    /// What it publishes.
    pub value: Value,
    /// How it comes to that, step by step.
    pub why: Vec<String>,
    /// What no document says, or what the house does not count.
    pub unknown: Vec<String>,
    /// The ids of the figures that it rests on.
    pub claims: Vec<String>,
}

/// What a house publishes of a measure. `None` is what no document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// One number.
    Number(Option<u64>),
    /// From the least to the greatest.
    Span {
        /// The least.
        low: Option<u64>,
        /// The greatest; `None` where a figure sets no upper bound.
        high: Option<u64>,
    },
    /// Three estimates.
    Estimates {
        /// The most conservative.
        low: Option<u64>,
        /// The most reliable.
        best: Option<u64>,
        /// The highest reliable.
        high: Option<u64>,
    },
}

/// How one house chooses among figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Ladder {
    /// Its name on the command line.
    pub id: String,
    /// The house, for people.
    house: String,
    /// Where it says so.
    document: String,
    /// The convention by which it reads words.
    convention: String,
    /// The measures that it publishes.
    measures: Vec<Measure>,
    /// Measures that it counts in with another: the missing with the dead.
    #[serde(default)]
    adds: BTreeMap<Measure, Measure>,
    /// Whether it publishes each kind of people apart.
    #[serde(default)]
    by_population: bool,
    /// What it does, first to last.
    steps: Vec<Rung>,
    /// What its documents leave open.
    #[serde(default)]
    unknown: Vec<String>,
}

/// One step of a ladder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rung {
    step: Step,
    /// The house's reason, in a few words.
    why: String,
}

/// The words that make a figure official.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Official {
    words: Vec<String>,
}

macro_rules! files {
    ($($name:literal)*) => { &[$((concat!($name, ".yaml"), include_str!(concat!("../../../rules/ladders/", $name, ".yaml")))),*] };
}

/// The ladders built in.
const BUILT_IN: &[(&str, &str)] = files!["acled" "airwars" "bbc" "em-dat" "gtd" "ucdp"];

impl Ladder {
    /// Reads a ladder.
    ///
    /// # Errors
    /// Where it is none, or names a convention that is not there.
    pub fn load(path: &str, source: &str) -> Result<Ladder, Fault> {
        let ladder: Ladder = yaml::load(path, source)?;
        Convention::named(&ladder.convention)?;
        Ok(ladder)
    }

    /// The built-in ladder of this name.
    ///
    /// # Errors
    /// Where there is none, with the nearest.
    ///
    /// # Panics
    /// Never: that the built-in files are well formed is tested.
    pub fn named(name: &str) -> Result<Ladder, Fault> {
        let load =
            |(path, source): &(&str, &str)| Ladder::load(path, source).expect("a built-in ladder is well formed");
        let all: Vec<Ladder> = BUILT_IN.iter().map(load).collect();
        let known: Vec<&str> = all.iter().map(|ladder| &*ladder.id).collect();
        let near = yaml::nearest(name, &known).map_or_else(String::new, |near| format!("did you mean “{near}”? "));
        let help = format!("{near}houses: {}", known.join(", "));
        let found = all.iter().find(|ladder| ladder.id == name).cloned();
        found.ok_or_else(|| Fault::of_file("--ladder", format!("no ladder is known of “{name}”")).help(help))
    }
}

/// What each house would publish of each event, in the order of the events and of the ladders.
///
/// # Panics
/// Never: a ladder is loaded only with a convention that is there.
pub fn published(
    documents: &[Document],
    claims: &[Claim],
    events: &[Event],
    draft: Option<&str>,
    rules: &Rules,
    ladders: &[Ladder],
) -> Vec<Vec<Published>> {
    let words: Official = yaml::load("official.yaml", include_str!("../../../rules/ladders/official.yaml"))
        .expect("the built-in words are well formed");
    let mut all = vec![Vec::new(); events.len()];
    for ladder in ladders {
        let convention = Convention::named(&ladder.convention).expect("named when the ladder was loaded");
        let read = convention.read(claims);
        let stage = stage(documents, &read, draft, rules);
        for (event, published) in events.iter().zip(&mut all) {
            let scene = Scene::new(&stage, &event.id, &event.claims);
            // Words that the house gives no value for are said to be left out.
            let lost = |measure: Measure| {
                let of = event.claims.iter().map(|&at| (&claims[at], &read[at]));
                let lost = of.filter(move |(own, as_read)| own.measure == measure && own.status != as_read.status);
                lost.map(|(own, _)| own.quote.clone()).collect::<Vec<_>>()
            };
            published.extend(ladder.climb(&scene, &words, lost));
        }
    }
    all
}

impl Ladder {
    /// What the house publishes of one event.
    fn climb(&self, scene: &Scene, official: &Official, lost: impl Fn(Measure) -> Vec<String>) -> Vec<Published> {
        let mut all = Vec::new();
        for &measure in &self.measures {
            let lost = lost(measure);
            let groups = statements(scene, measure, self.adds.get(&measure).copied(), self.by_population);
            if groups.is_empty() && !lost.is_empty() {
                let climb = Climb::new(scene, official, Vec::new());
                all.push(self.told(measure, Vec::new(), climb, &lost));
            }
            for (population, statements) in groups {
                let mut climb = Climb::new(scene, official, statements);
                self.steps.iter().for_each(|rung| climb.take(rung.step, &rung.why));
                all.push(self.told(measure, population, climb, &lost));
            }
        }
        all
    }

    fn told(&self, measure: Measure, population: Vec<String>, climb: Climb, lost: &[String]) -> Published {
        let mut why = Vec::new();
        if !lost.is_empty() {
            let lost: Vec<String> = lost.iter().map(|quote| format!("“{quote}”")).collect();
            why.push(format!("no value is published for {}: left out", lost.join(", ")));
        }
        let claims = climb.claims();
        let value = climb.value.unwrap_or(Value::Number(None));
        why.extend(climb.why);
        let unknown = climb.unknown.into_iter().chain(self.unknown.iter().cloned()).collect();
        let (ladder, house, document) = (self.id.clone(), self.house.clone(), self.document.clone());
        Published { ladder, house, document, measure, population, value, why, unknown, claims }
    }
}

impl std::fmt::Display for Value {
    /// `35`, `24 to 99`, `24 or more`, `low 35, best unknown, high 70`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let told = |n: Option<u64>| n.map_or_else(|| "unknown".to_owned(), crate::claim::grouped);
        match *self {
            Value::Number(n) => f.pad(&told(n)),
            Value::Span { low: None, high: None } => f.pad("unknown"),
            Value::Span { low: Some(low), high: None } => write!(f, "{} or more", crate::claim::grouped(low)),
            Value::Span { low, high } if low == high => f.pad(&told(low)),
            Value::Span { low, high } => write!(f, "{} to {}", told(low), told(high)),
            Value::Estimates { low, best, high } => {
                write!(f, "low {}, best {}, high {}", told(low), told(best), told(high))
            }
        }
    }
}

#[cfg(test)]
mod tests;
