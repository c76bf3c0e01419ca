//! Figures that hold pairwise, or of different kinds, but not all at once.
//!
//! In: a scene, and what other checks tell of it. Out: hits whose sides are the figures that state
//! the same. The arithmetic is the solver's.

use std::collections::BTreeMap;

use super::{Ground, own};
use crate::rules::hit::{Hit, figure_of};
use crate::rules::population::Axes;
use crate::rules::solve;
use crate::rules::told::Told;

/// The smallest sets that leave no possibility, without what is told already.
pub fn impossible(ground: &Ground, axes: &Axes) -> Vec<Hit> {
    let scene = ground.scene;
    let mut told = Told::hard(scene, &ground.verdicts);
    let own = [own::contradictions(scene), own::parts_above_wholes(scene), own::parts_not_totals(scene)];
    for hit in own.iter().flatten() {
        let named: Vec<usize> = hit.figures().chain(hit.related.iter().copied()).collect();
        told.extend(named.iter().flat_map(|&a| named.iter().map(move |&b| (a, b))).filter(|(a, b)| a < b));
    }
    let sets = solve::impossible(scene, axes, &told).into_iter();
    let hit = |set: solve::Impossible| {
        let mut sides: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for at in set.figures {
            sides.entry((figure_of(&scene.figures[at]), scene.figures[at].kind)).or_default().push(at);
        }
        let mut sides: Vec<Vec<usize>> = sides.into_values().collect();
        sides.sort();
        Hit { sides, proof: Some(set.proof), ..Hit::default() }
    };
    sets.map(hit).collect()
}
