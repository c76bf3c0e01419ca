//! What each voice of an event says of one measure on the whole.
//!
//! In: a scene, read as a house reads it. Out: [`Statement`]s by population: people of any kind,
//! and apart from them people who cannot be the same as those of another statement. It chooses none.

use std::collections::BTreeMap;

use crate::claim::{Measure, Range, Scope, Unit};
use crate::rules::figure::{Figure, Role, Scene};
use crate::rules::population::Relation;

/// What one voice in one document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The numbers of its figures in the scene.
    pub figures: Vec<usize>,
    /// How many people.
    pub range: Range,
    /// The number of the voice.
    pub voice: usize,
}

/// The statements of a measure by population, people of any kind first. `adds` is counted in,
/// where the same voice gives it; `apart` tells every kind of people apart.
pub fn statements(
    scene: &Scene,
    measure: Measure,
    adds: Option<Measure>,
    apart: bool,
) -> BTreeMap<Vec<String>, Vec<Statement>> {
    let tolls = |measure: Measure| {
        let is_toll = move |f: &Figure| {
            f.toll && f.role == Role::Whole && f.compared && !f.draft && !f.superseded && f.claim.measure == measure
        };
        let counts_people = |f: &Figure| (f.claim.unit, f.claim.scope) == (Unit::Person, Scope::Event);
        let all = scene.figures.iter().enumerate();
        all.filter(move |(_, f)| is_toll(f) && counts_people(f)).map(|(at, _)| at)
    };
    let mut voices: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for at in tolls(measure) {
        let figure = &scene.figures[at];
        voices.entry((figure.report.document, figure.voice)).or_default().push(at);
    }
    let excluded = |at: usize| {
        let exclusive = |other: usize| scene.relation(&scene.figures[at], &scene.figures[other]) == Relation::Exclusive;
        tolls(measure).any(exclusive)
    };
    let mut groups: BTreeMap<Vec<String>, Vec<Statement>> = BTreeMap::new();
    for ((document, voice), members) in voices {
        let range = |at: usize| scene.figures[at].claim.range;
        let several = if apart { None } else { summed(scene, &members) };
        let mut own: Vec<(Vec<String>, Statement)> = match several {
            Some(range) => vec![(Vec::new(), Statement { figures: members, range, voice })],
            None => {
                let one = |at: usize| {
                    let kind = &scene.figures[at].claim.population;
                    let population = if apart || excluded(at) { kind.clone() } else { Vec::new() };
                    (population, Statement { figures: vec![at], range: range(at), voice })
                };
                members.into_iter().map(one).collect()
            }
        };
        let beside = |at: &usize| {
            let figure = &scene.figures[*at];
            (figure.report.document, figure.voice) == (document, voice)
        };
        if let Some(at) = adds.and_then(|measure| tolls(measure).find(beside)) {
            for (_, statement) in own.iter_mut().filter(|(population, _)| population.is_empty()) {
                statement.range = sum(statement.range, range(at));
                statement.figures.push(at);
            }
        }
        for (population, statement) in own {
            groups.entry(population).or_default().push(statement);
        }
    }
    groups
}

/// The sum of figures of people none of whom can be counted twice.
fn summed(scene: &Scene, members: &[usize]) -> Option<Range> {
    let exclusive = |a: usize, b: usize| scene.relation(&scene.figures[a], &scene.figures[b]) == Relation::Exclusive;
    let all = members.iter().all(|&a| members.iter().all(|&b| a == b || exclusive(a, b)));
    (members.len() > 1 && all)
        .then(|| members.iter().map(|&at| scene.figures[at].claim.range).fold(Range::exactly(0), sum))
}

/// The sum of two ranges; what no number can hold is open.
fn sum(a: Range, b: Range) -> Range {
    let high = a.high.zip(b.high).and_then(|(a, b)| a.checked_add(b));
    Range::new(a.low.saturating_add(b.low), high)
}
