//! What a check found, before it is put into words.
//!
//! In: figures of a scene, by number. Out: a [`Hit`], and from it a [`Finding`] in the words of
//! its rule. It does not know which check found it.

use std::collections::BTreeSet;

use super::cause::{self, Cause};
use super::figure::{Figure, Scene};
use super::finding::Finding;
use super::rule::Rule;
use crate::claim::{Measure, Range};

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Hit {
    /// The sides that stand against each other, each the figures that state the same.
    pub sides: Vec<Vec<usize>>,
    /// Figures that bear on it without standing against another.
    pub related: Vec<usize>,
    /// What fills the holes that only this check knows.
    pub holes: Vec<(&'static str, String)>,
    /// The arithmetic, where there is some.
    pub proof: Option<String>,
}

impl Hit {
    /// A hit of two sides.
    pub fn of(first: impl IntoIterator<Item = usize>, second: impl IntoIterator<Item = usize>) -> Hit {
        Hit { sides: vec![first.into_iter().collect(), second.into_iter().collect()], ..Hit::default() }
    }

    /// The figures of all sides, in order.
    pub fn figures(&self) -> impl Iterator<Item = usize> {
        self.sides.iter().flatten().copied()
    }

    /// The finding, where the rule admits every figure of it.
    pub fn told(&self, rule: &Rule, scene: &Scene, causes: &[Cause]) -> Option<Finding> {
        let severity = rule.severity?;
        let admitted = |at: usize| {
            let figure = &scene.figures[at];
            rule.only.admits(figure.claim, scene.documents.get(figure.report.document))
        };
        let mut seen = BTreeSet::new();
        let named: Vec<usize> = self.figures().filter(|&at| seen.insert(at)).collect();
        if !named.iter().all(|&at| admitted(at)) {
            return None;
        }
        let id = |at: &usize| scene.figures[*at].claim.id.clone();
        Some(Finding {
            rule: rule.id.clone(),
            severity,
            event: scene.event.to_owned(),
            claims: named.iter().map(id).collect(),
            related: self.related.iter().filter(|at| !seen.contains(at)).map(id).collect(),
            message: rule.message.fill(|hole| self.hole(hole, scene)),
            proof: self.proof.clone(),
            causes: if rule.check.tells_causes() { cause::causes(self, scene, causes) } else { Vec::new() },
            under: Vec::new(),
            suppressed: None,
            known: false,
        })
    }

    /// What stands in a hole.
    fn hole(&self, name: &str, scene: &Scene) -> String {
        if let Some((_, text)) = self.holes.iter().find(|(hole, _)| *hole == name) {
            return text.clone();
        }
        let side = |n: usize| self.sides.get(n).map_or(&[][..], |side| side);
        let range = |n: usize| side(n).first().map_or(String::new(), |&at| scene.figures[at].claim.range.to_string());
        match name {
            "first" => told_side(side(0), scene),
            "second" => told_side(side(1), scene),
            "third" => told_side(side(2), scene),
            "all" => self.sides.iter().map(|side| told_side(side, scene)).collect::<Vec<_>>().join(", "),
            "measure" => side(0).first().map_or(String::new(), |&at| scene.figures[at].claim.measure.to_string()),
            "first_range" => range(0),
            "second_range" => range(1),
            "proof" => self.proof.clone().unwrap_or_default(),
            _ => String::new(),
        }
    }
}

/// How many documents of one side a message names before it counts the rest.
const NAMED: usize = 3;

/// `“at least 35 fighters” (Al Jazeera), “35 dead” (BBC)`.
fn told_side(side: &[usize], scene: &Scene) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut documents = BTreeSet::new();
    for figure in side.iter().map(|&at| &scene.figures[at]) {
        if documents.insert((figure.report.document, figure.voice)) {
            told.push(format!("“{}” ({})", figure.claim.quote, who(figure, scene)));
        }
    }
    let more = told.len().saturating_sub(NAMED);
    if more > 0 {
        told.truncate(NAMED);
        told.push(format!("{more} more"));
    }
    told.join(", ")
}

/// Who says so, for people: the publisher or the document, and the voice that it quotes.
pub fn who(figure: &Figure, scene: &Scene) -> String {
    let document = scene.documents.get(figure.report.document);
    let publisher = document.and_then(|d| d.metadata.publisher.clone());
    let house = publisher.unwrap_or_else(|| figure.claim.document.clone());
    match &figure.claim.attribution {
        Some(voice) if !scene.words.name(voice).is(&scene.words.name(&house)) => format!("{voice}, in {house}"),
        _ => house,
    }
}

/// What makes two claims state the same figure: what is counted, and the numbers.
pub fn figure_of(figure: &Figure) -> (Measure, Range) {
    (figure.claim.measure, figure.claim.range)
}
