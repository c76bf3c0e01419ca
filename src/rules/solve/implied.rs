//! What follows from the figures of an event where all of them can be true.
//!
//! In: a scene. Out: for people of any kind, the least and greatest number of each measure, from
//! the figures and their relations; nothing where they leave no possibility. Which of them is
//! wrong then, it does not say: see the parent.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{Bounds, propagate};
use super::system::{Given, Unknown};
use super::{Board, Figure, Role, Scene, View, sorts, unknowns};
use crate::claim::{Measure, Range, Scope, Unit};
use crate::rules::population::{Axes, Kind, Relation};
use crate::rules::time::Order;

/// What the figures of an event come to for one measure, people of all kinds counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implied {
    /// What happened to the people.
    pub measure: Measure,
    /// What is counted.
    pub unit: Unit,
    /// The time that the figures cover.
    pub scope: Scope,
    /// The numbers that are possible.
    pub range: Range,
}

/// What follows from the figures of the sources at the time of the last report; with `one_time`,
/// from all of them as if made at one time and of one population. `None` where they cannot all be
/// true.
pub fn implied(scene: &Scene, axes: &Axes, one_time: bool) -> Option<Vec<Implied>> {
    let mut all = Vec::new();
    for ((unit, scope), members) in sorts(scene) {
        let kinds: BTreeMap<(Measure, usize), usize> =
            members.iter().map(|&at| ((scene.figures[at].claim.measure, scene.figures[at].kind), at)).collect();
        let of = |at: usize| if one_time { merged(scene, &kinds, at) } else { unknowns(scene, &scene.figures[at]) };
        let spoken: Vec<_> = members.iter().map(|&at| (at, of(at))).collect();
        let stated: BTreeSet<Measure> = members.iter().map(|&at| scene.figures[at].claim.measure).collect();
        let anyone = stated.iter().map(|&measure| Unknown { measure, kind: Kind::default() });
        let board = Board::of(scene, axes, spoken, anyone.collect());
        let given: Vec<Given> = if one_time {
            board.given.iter().flat_map(|(_, given)| given.iter().copied()).collect()
        } else {
            board.last()?.given(&board, |_| true).into_iter().map(|(_, given)| given).collect()
        };
        let bounds = propagate(&board.system, given)?;
        let of_anyone = board.system.unknowns.iter().zip(&bounds).filter(|(unknown, _)| unknown.kind.is_anyone());
        let of_anyone: Vec<(Measure, Bounds)> = of_anyone.map(|(unknown, bounds)| (unknown.measure, *bounds)).collect();
        for &(measure, bounds) in of_anyone.iter().filter(|(measure, bounds)| {
            let says_something = *bounds != (0, None);
            says_something && (stated.contains(measure) || follows(*measure, &of_anyone))
        }) {
            all.push(Implied { measure, unit, scope, range: range(bounds) });
        }
    }
    Some(all)
}

/// Whether a measure that no figure states is worth telling: a sum of two, or a remainder.
fn follows(measure: Measure, bounds: &[(Measure, Bounds)]) -> bool {
    let floor = |wanted| bounds.iter().any(|(measure, (low, _))| *measure == wanted && *low > 0);
    match measure {
        Measure::Casualties => floor(Measure::Killed) && floor(Measure::Injured),
        measure => floor(measure),
    }
}

fn range((low, high): Bounds) -> Range {
    let people = |n: i128| u64::try_from(n.max(0)).unwrap_or(u64::MAX);
    Range::new(people(low), high.map(people))
}

/// The unknowns of a figure where all kinds are one population: of people of any kind, unless
/// another figure counts people who cannot be the same.
fn merged(scene: &Scene, kinds: &BTreeMap<(Measure, usize), usize>, at: usize) -> Vec<(Unknown, bool)> {
    let figure = &scene.figures[at];
    let excluded = |other: &Figure| {
        other.claim.measure == figure.claim.measure && scene.relation(figure, other) == Relation::Exclusive
    };
    if figure.role != Role::Whole || !figure.toll || kinds.values().any(|&other| excluded(&scene.figures[other])) {
        return unknowns(scene, figure);
    }
    vec![(Unknown { measure: figure.claim.measure, kind: Kind::default() }, false)]
}

impl Board<'_> {
    /// The time of a report than which none is later.
    fn last(&self) -> Option<View> {
        let views = self.reports();
        let reports = || views.iter().copied();
        let last = reports().find(|report| reports().all(|other| other.order(report) != Order::Later));
        last.map(|report| View { report })
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{read_all, rules};
    use crate::rules::{implied, testing};

    fn told(texts: &[&str], one_time: bool) -> Option<Vec<String>> {
        let (documents, claims) = read_all(texts);
        let events = [testing::event(claims.len())];
        let all = implied(&documents, &claims, &events, None, rules(), one_time).remove(0)?;
        Some(all.iter().map(|one| format!("{} {}", one.measure, one.range)).collect())
    }

    const STRIKE: [&str; 4] = [
        "a 2020-10-26: killed 24..99 fighters; injured 90 fighters",
        "b 2020-10-26: killed 51+ fighters",
        "c 2020-10-27: killed 70+ men",
        "d 2020-10-28: killed 35+ fighters; injured 51+ fighters",
    ];

    #[test]
    fn later_ceilings_lapse_unless_all_is_of_one_time() {
        assert_eq!(told(&STRIKE, false).unwrap(), ["killed 70+", "injured 90+", "casualties 160+"]);
        assert_eq!(told(&STRIKE, true).unwrap(), ["killed 70–99", "injured 90", "casualties 160–189"]);
    }

    #[test]
    fn a_remainder_follows_and_what_is_impossible_does_not() {
        assert_eq!(
            told(&["a: killed 12; casualties 40"], false).unwrap(),
            ["killed 12", "injured 28", "casualties 40"]
        );
        assert_eq!(told(&["a: killed 12"], false).unwrap(), ["killed 12"]);
        assert_eq!(told(&["a: killed 12", "b: killed 19"], false), None);
    }

    #[test]
    fn people_who_cannot_be_the_same_stay_apart() {
        assert_eq!(told(&["a: killed 12 civilians; killed 5 fighters"], true).unwrap(), ["killed 17+"]);
    }
}
