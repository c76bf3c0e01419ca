//! What the figures of an event come to: the numbers that all of them allow, and the widest span.
//!
//! In: the comparable figures of one event. Out: an [`Agreement`] for each measure, unit and
//! population. It reports no disagreement: that is for the checks.

use std::collections::{BTreeMap, BTreeSet};

use super::class::time_of;
use super::figure::{Figure, Role, Scene, sort};
use super::rounding::{coarseness, widened};
use super::time::{Order, Report};
use crate::claim::{Measure, Range, Scope, Unit};

/// What the comparable whole figures of one measure, unit, scope and population come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// What happened to the people.
    pub measure: Measure,
    /// What is counted.
    pub unit: Unit,
    /// The time that the figures cover.
    pub scope: Scope,
    /// Who they were; empty for people of no stated kind.
    pub population: Vec<String>,
    /// The numbers in the range of every figure, after rounding and with lapsed ceilings dropped.
    /// `None` where there are none.
    pub agreed: Option<Range>,
    /// From the least low to the greatest high of the same figures; open where one is.
    pub envelope: Range,
}

/// What the whole figures of the sources come to; a draft's own are not among them.
pub fn agreements(scene: &Scene) -> Vec<Agreement> {
    let mut groups: BTreeMap<_, Vec<&Figure>> = BTreeMap::new();
    let whole = |figure: &&Figure| figure.role == Role::Whole && figure.compared && !figure.draft;
    for figure in scene.figures.iter().filter(whole) {
        groups.entry((sort(figure.claim), &*figure.claim.population)).or_default().push(figure);
    }
    let agreement = |(((measure, unit, scope), population), group): (_, Vec<&Figure>)| {
        let roundings = group.iter().map(|figure| (figure.claim.range, coarseness(figure.claim))).collect();
        let reports = reports(&group);
        let lasting = group.iter().map(|figure| Some(lasting(figure, &roundings, &reports)));
        let agreed = lasting.reduce(|a, b| a.zip(b).and_then(|(a, b)| a.meet(b))).flatten();
        let stated = group.iter().map(|figure| figure.claim.range);
        let envelope = stated.reduce(|a, b| Range::new(a.low.min(b.low), a.high.zip(b.high).map(|(a, b)| a.max(b))))?;
        Some(Agreement { measure, unit, scope, population: <[String]>::to_vec(population), agreed, envelope })
    };
    groups.into_iter().filter_map(agreement).collect()
}

/// A figure's range beside the others of its group: widened where none of them is rounded as
/// coarsely, its ceiling dropped once a later report counts what only grows.
fn lasting(figure: &Figure, roundings: &BTreeSet<(Range, Option<u64>)>, reports: &[Report]) -> Range {
    let claim = figure.claim;
    let own = coarseness(claim);
    let as_coarse = |(range, other): &(Range, Option<u64>)| *range != claim.range && own.is_some() && *other >= own;
    let range = if roundings.iter().any(as_coarse) { claim.range } else { widened(claim) };
    let lapsed = claim.measure.grows() && reports.iter().any(|other| other.order(&figure.report) == Order::Later);
    if lapsed { Range::new(range.low, None) } else { range }
}

/// The reports of different times among some figures.
fn reports(group: &[&Figure]) -> Vec<Report> {
    let key = |figure: &Figure| (figure.report.entry.map(|_| figure.report.document), time_of(&figure.report));
    let all: BTreeMap<_, Report> = group.iter().map(|figure| (key(figure), figure.report)).collect();
    all.into_values().collect()
}
