//! What the figures of an event come to: the numbers that all of them allow, and the widest span.
//!
//! In: the claims of one event, and their documents for the time of each. Out: a [`Figure`] for
//! each measure, unit and population. It reports no disagreement: that is for rules.

use std::collections::{BTreeMap, HashMap};

use crate::claim::{Claim, Measure, Quantifier, Range, Scope, Status, Unit};
use crate::text::{Document, Moment};

/// What the comparable whole figures of one measure, unit and population come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What happened to the people.
    pub measure: Measure,
    /// What is counted.
    pub unit: Unit,
    /// Who they were; empty for people of no stated kind.
    pub population: Vec<String>,
    /// The numbers in the range of every figure, after rounding and with lapsed ceilings dropped.
    /// `None` where there are none.
    pub agreed: Option<Range>,
    /// From the least low to the greatest high of the same figures; open where one is.
    pub envelope: Range,
}

/// The figures of one event, by measure, unit and population.
pub fn figures(claims: &[&Claim], documents: &[Document]) -> Vec<Figure> {
    let published: HashMap<&str, Option<Moment>> =
        documents.iter().map(|document| (document.id.as_str(), document.metadata.published)).collect();
    let mut groups: BTreeMap<(Measure, Unit, Scope, &[String]), Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| is_comparable_whole(claim)) {
        groups.entry((claim.measure, claim.unit, claim.scope, &claim.population)).or_default().push(claim);
    }
    let figure = |((measure, unit, _, population), group): ((Measure, Unit, Scope, &[String]), Vec<&Claim>)| {
        let ranges = group.iter().map(|claim| lasting(claim, &group, &published));
        let agreed = ranges.map(Some).reduce(|a, b| a.zip(b).and_then(|(a, b)| a.meet(b))).flatten();
        let all = group.iter().map(|claim| claim.range);
        let envelope = all.reduce(|a, b| Range::new(a.low.min(b.low), a.high.zip(b.high).map(|(a, b)| a.max(b))))?;
        Some(Figure { measure, unit, population: population.to_vec(), agreed, envelope })
    };
    groups.into_iter().filter_map(figure).collect()
}

/// Whether a figure counts all the people of its kind, and is meant to be true of the event.
fn is_comparable_whole(claim: &Claim) -> bool {
    !claim.part
        && !claim.additional
        && claim.scope != Scope::Rate
        && !matches!(claim.status, Status::Hypothetical | Status::Denied)
}

/// The claim's range, as it stands beside the others of its group: a rounded figure widened, the
/// ceiling of a growing count dropped once a later figure is there.
fn lasting(claim: &Claim, group: &[&Claim], published: &HashMap<&str, Option<Moment>>) -> Range {
    let time = |claim: &Claim| published.get(claim.document.as_str()).copied().flatten();
    let superseded = claim.measure.grows()
        && time(claim).is_some_and(|mine| group.iter().any(|c| time(c).is_some_and(|theirs| theirs.is_after(&mine))));
    let range = rounded(claim, group);
    if superseded { Range::new(range.low, None) } else { range }
}

/// An exact figure of 100 or more that ends in zeros stands for the numbers it may have been
/// rounded from, unless another figure of the group is rounded as coarsely.
fn rounded(claim: &Claim, group: &[&Claim]) -> Range {
    let own = step(claim);
    let as_coarse = |other: &&Claim| other.range != claim.range && step(other).is_some_and(|step| Some(step) >= own);
    match (own, claim.range.high) {
        (Some(step), Some(n)) if !group.iter().any(as_coarse) => {
            let half = (step / 2).min(n / 20);
            Range::new(n - half, Some(n + half.saturating_sub(1)))
        }
        _ => claim.range,
    }
}

/// The unit of the last non-zero digit, for a figure that rounding may have made.
fn step(claim: &Claim) -> Option<u64> {
    let n = claim.range.low;
    if claim.quantifier != Quantifier::Exact || n < 100 || !n.is_multiple_of(10) {
        return None;
    }
    let mut step = 10;
    while n.is_multiple_of(step * 10) {
        step *= 10;
    }
    Some(step)
}
