//! The steps of ladders: each leaves fewer statements, or says what is published of those left.
//!
//! In: statements of one measure. Out: a value, the reasons in order, and what stays unknown.
//! Which steps a house takes, and why, its file says.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::statement::Statement;
use super::{Official, Value};
use crate::claim::Range;
use crate::rules::figure::{Figure, Scene};
use crate::rules::hit::who;
use crate::rules::time::Order;

/// What a house does with figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Keeps the source with the greatest authority: no text says which that is.
    Authority,
    /// Keeps official figures; without one, nothing is published.
    Official,
    /// Keeps what no report is later than.
    Latest,
    /// Keeps what more than half of the voices say.
    Majority,
    /// Publishes the lowest number.
    Lowest,
    /// Publishes the number that all state who are left.
    Only,
    /// Publishes the least and the greatest number.
    Span,
    /// Publishes three estimates.
    LowBestHigh,
    /// Says how well the figures are borne out.
    Grade,
}

/// The way from statements to what is published.
pub struct Climb<'a> {
    scene: &'a Scene<'a>,
    official: &'a Official,
    statements: Vec<Statement>,
    /// What is published, once a step says so.
    pub value: Option<Value>,
    /// The reasons.
    pub why: Vec<String>,
    /// What stays unknown.
    pub unknown: Vec<String>,
}

impl<'a> Climb<'a> {
    /// The foot of the ladder.
    pub fn new(scene: &'a Scene<'a>, official: &'a Official, statements: Vec<Statement>) -> Self {
        Climb { scene, official, statements, value: None, why: Vec::new(), unknown: Vec::new() }
    }

    /// The ids of the figures that are left.
    pub fn claims(&self) -> Vec<String> {
        let figures = self.statements.iter().flat_map(|statement| &statement.figures);
        figures.map(|&at| self.scene.figures[at].claim.id.clone()).collect()
    }

    /// Takes one step, for the house's reason.
    pub fn take(&mut self, step: Step, reason: &str) {
        match step {
            Step::Authority if self.statements.len() > 1 => {
                self.unknown.push(format!("{reason}: no text says which that is"));
            }
            Step::Authority => {}
            Step::Official => self.official(reason),
            Step::Latest => self.latest(reason),
            Step::Majority => self.majority(reason),
            Step::Lowest => self.lowest(reason),
            Step::Only => self.only(reason),
            Step::Span => self.span(reason),
            Step::LowBestHigh => self.estimates(reason),
            Step::Grade => self.grade(reason),
        }
    }

    fn official(&mut self, reason: &str) {
        let (scene, words) = (self.scene, &self.official.words);
        let is_official = |statement: &Statement| {
            statement.figures.iter().all(|&at| {
                let figure = &scene.figures[at];
                let voice = figure.claim.attribution.as_deref().or(scene.publisher(figure)).unwrap_or_default();
                let voice = format!(" {} ", voice.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
                words.iter().any(|word| voice.contains(&format!(" {word} ")))
            })
        };
        self.statements.retain(is_official);
        self.why.push(match &*self.statements {
            [] => format!("{reason}: none is named, by our own list of official voices"),
            left => format!("{reason}, by our own list of official voices: {}", self.named(left)),
        });
    }

    fn latest(&mut self, reason: &str) {
        let scene = self.scene;
        let report = |statement: &Statement| scene.figures[statement.figures[0]].report;
        let all: Vec<_> = self.statements.iter().map(report).collect();
        let before = self.statements.len();
        self.statements.retain(|own| all.iter().all(|other| other.order(&report(own)) != Order::Later));
        if self.statements.len() < before {
            self.why.push(format!("{reason}: {}", self.named(&self.statements)));
        }
    }

    fn majority(&mut self, reason: &str) {
        let mut voices: BTreeMap<Range, BTreeSet<usize>> = BTreeMap::new();
        for statement in &self.statements {
            voices.entry(statement.range).or_default().insert(statement.voice);
        }
        if voices.len() < 2 {
            return;
        }
        let all: BTreeSet<usize> = self.statements.iter().map(|statement| statement.voice).collect();
        match voices.iter().find(|(_, own)| own.len() * 2 > all.len()).map(|(range, _)| *range) {
            Some(range) => {
                self.statements.retain(|statement| statement.range == range);
                self.why.push(format!("{reason}: {}", self.named(&self.statements)));
            }
            None => self.why.push(format!("{reason}: no figure has more than half of them")),
        }
    }

    fn lowest(&mut self, reason: &str) {
        let low = self.statements.iter().map(|statement| statement.range.low).min();
        let several = self.statements.iter().any(|statement| Some(statement.range.low) != low);
        self.statements.retain(|statement| Some(statement.range.low) == low);
        if several || self.why.is_empty() {
            self.why.push(format!("{reason}: {}", self.named(&self.statements)));
        }
        self.value = Some(Value::Number(low));
    }

    fn only(&mut self, reason: &str) {
        let ranges: BTreeSet<Range> = self.statements.iter().map(|statement| statement.range).collect();
        let number = match ranges.iter().collect::<Vec<_>>()[..] {
            [] => None,
            [range] => {
                let exact = (range.high == Some(range.low)).then_some(range.low);
                if exact.is_none() {
                    self.unknown.push(format!("what is taken of {} no document says", self.named(&self.statements)));
                }
                exact
            }
            _ => {
                self.unknown.push(format!("which of these no document says: {}", self.named(&self.statements)));
                None
            }
        };
        let averaged = |at: &usize| self.scene.figures[*at].claim.quantifier == crate::claim::Quantifier::Between;
        if number.is_some() && self.statements.iter().flat_map(|s| &s.figures).any(averaged) {
            self.why.push(reason.to_owned());
        }
        self.value = Some(Value::Number(number));
    }

    fn span(&mut self, reason: &str) {
        let low = self.statements.iter().min_by_key(|statement| statement.range.low);
        let open = self.statements.iter().find(|statement| statement.range.high.is_none());
        let high = open.or_else(|| self.statements.iter().max_by_key(|statement| statement.range.high));
        let (Some(low), Some(high)) = (low, high) else { return };
        // Of several without an upper bound, the one that speaks of most people.
        let high = if high.range.high.is_some() {
            high
        } else {
            let open = self.statements.iter().filter(|statement| statement.range.high.is_none());
            open.max_by_key(|statement| statement.range.low).unwrap_or(high)
        };
        let ends = if low == high {
            self.named(std::slice::from_ref(low))
        } else {
            format!("from {} to {}", self.named(std::slice::from_ref(low)), self.named(std::slice::from_ref(high)))
        };
        self.value = Some(Value::Span { low: Some(low.range.low), high: high.range.high });
        let unbounded = high.range.high.is_none().then(|| self.named(std::slice::from_ref(high)));
        self.why.push(format!("{reason}: {ends}"));
        self.unknown.extend(unbounded.map(|named| format!("the greatest number: {named} sets no upper bound")));
    }

    fn estimates(&mut self, reason: &str) {
        let lows = || self.statements.iter().map(|statement| statement.range.low);
        let low = lows().min();
        let high =
            self.statements.iter().map(|statement| statement.range.high).max_by_key(|high| high.unwrap_or(u64::MAX));
        let ranges: BTreeSet<Range> = self.statements.iter().map(|statement| statement.range).collect();
        let best = match ranges.iter().collect::<Vec<_>>()[..] {
            [range] if range.high == Some(range.low) => Some(range.low),
            _ => None,
        };
        if best.is_none() {
            self.unknown.push("best: no text says which report is the most reliable".to_owned());
        }
        if let Some(None) = high {
            let open: Vec<Statement> = self.statements.iter().filter(|s| s.range.high.is_none()).cloned().collect();
            self.unknown.push(format!("high: no document says what is taken of {}", self.named(&open)));
        }
        self.why.push(format!("{reason}: {}", self.named(&self.statements)));
        self.value = Some(Value::Estimates { low, best, high: high.flatten() });
    }

    fn grade(&mut self, reason: &str) {
        let voices: BTreeSet<usize> = self.statements.iter().map(|statement| statement.voice).collect();
        let all = self.statements.iter().try_fold(Range::new(0, None), |all, statement| all.meet(statement.range));
        let told = match voices.len() {
            0 => return,
            _ if all.is_none() => "contested, for claims compete".to_owned(),
            1 => "weak, for one source".to_owned(),
            n => {
                self.unknown.push("whether the sources are credible".to_owned());
                format!("fair, for {n} sources, where these are credible")
            }
        };
        self.why.push(format!("{reason}: {told}"));
    }

    /// `“at least 35 fighters” (Al Jazeera), …`
    fn named(&self, statements: &[Statement]) -> String {
        let figure = |at: &usize| {
            let figure: &Figure = &self.scene.figures[*at];
            format!("“{}” ({})", figure.claim.quote, who(figure, self.scene))
        };
        let one = |statement: &Statement| statement.figures.iter().map(figure).collect::<Vec<_>>().join(" + ");
        statements.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}
