//! The checks: one function for each kind, over the figures of one event.
//!
//! In: a [`Scene`] and the rules. Out: findings, each with the number of its rule.
//! A check knows no messages, no severities and no other check; what several need is worked out
//! here once and handed to them.

mod draft;
mod mismatch;
mod named;
mod own;
mod pairs;
mod together;
mod typo;

use super::figure::Scene;
use super::finding::Finding;
use super::hit::Hit;
use super::population::Axes;
use super::rule::{Check, Rule};
use super::set::Rules;
pub(super) use draft::{borne_out, given_elsewhere};
pub(super) use pairs::Verdicts;
pub(super) use typo::slip;

/// What all checks of one scene share.
pub(super) struct Ground<'a> {
    /// The figures.
    pub scene: &'a Scene<'a>,
    /// What every two of them say of each other.
    pub verdicts: Verdicts,
    /// The table of populations.
    pub axes: &'a Axes,
}

/// What the rules find in a scene, each finding with the number of its rule.
pub(super) fn run(scene: &Scene, rules: &Rules) -> Vec<(usize, Finding)> {
    let ground = Ground { scene, verdicts: Verdicts::of(scene, rules.thresholds()), axes: rules.axes() };
    let mut found = Vec::new();
    for (number, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.severity.is_some()) {
        let hits = hits(rule, &ground);
        found.extend(hits.iter().filter_map(|hit| Some((number, hit.told(rule, scene, rules.causes())?))));
    }
    found
}

/// What one rule's check finds.
fn hits(rule: &Rule, ground: &Ground) -> Vec<Hit> {
    let least = rule.parameters.number.unwrap_or_default();
    match rule.check {
        Check::Disjoint => pairs::disjoint(ground),
        Check::Divergent => pairs::divergent(ground),
        Check::Rose => pairs::rose(ground),
        Check::Fell => pairs::fell(ground),
        Check::Changed => pairs::changed(ground),
        Check::ContradictsItself => own::contradictions(ground.scene),
        Check::PartAboveWhole => own::parts_above_wholes(ground.scene),
        Check::PartsNotTotal => own::parts_not_totals(ground.scene),
        Check::OtherPopulation => mismatch::populations(ground.scene, least),
        Check::OtherUnit => mismatch::units(ground.scene, least),
        Check::OtherMeasure => mismatch::measures(ground.scene, least),
        Check::Typo => typo::slips(ground),
        Check::Unsupported => draft::unsupported(ground.scene),
        Check::Stronger => draft::stronger(ground.scene),
        Check::Misattributed => draft::misattributed(ground.scene),
        Check::Stale => draft::stale(ground.scene),
        Check::Disputed => draft::disputed(ground),
        Check::Unattributed => draft::unattributed(ground.scene),
        Check::Unnamed => named::unnamed(ground.scene),
        Check::Alone => named::alone(ground.scene, &rule.only),
        Check::Together => together::impossible(ground, ground.axes),
    }
}
