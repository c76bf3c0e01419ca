//! What follows from figures: the bounds of every unknown, tightened to the fixed point.
//!
//! In: a [`System`] and intervals on its unknowns. Out: the least and greatest number of each
//! unknown, or that nothing fits. Whole numbers throughout; it does not know which figures are to
//! blame: see `smallest`.

use super::system::{Given, Nest, System};

/// The least and greatest number of an unknown; `None` where there is no greatest.
pub type Bounds = (i128, Option<i128>);

/// The bounds of every unknown, or `None` where the figures leave no possibility.
pub fn propagate(system: &System, given: impl IntoIterator<Item = Given>) -> Option<Vec<Bounds>> {
    let mut state = State { bounds: vec![(0, None); system.unknowns.len()], changed: true };
    for given in given {
        state.raise(given.unknown, i128::from(given.range.low));
        if let (Some(high), false) = (given.range.high, given.some) {
            state.lower(given.unknown, i128::from(high));
        }
    }
    // A figure that cannot be would be tightened for ever: what is empty ends it.
    while std::mem::take(&mut state.changed) {
        if state.bounds.iter().any(|(low, high)| high.is_some_and(|high| *low > high)) {
            return None;
        }
        state.totals(system);
        system.nests.iter().for_each(|nest| state.nest(nest));
    }
    Some(state.bounds)
}

struct State {
    bounds: Vec<Bounds>,
    changed: bool,
}

impl State {
    fn raise(&mut self, unknown: usize, low: i128) {
        if low > self.bounds[unknown].0 {
            self.bounds[unknown].0 = low;
            self.changed = true;
        }
    }

    fn lower(&mut self, unknown: usize, high: i128) {
        if self.bounds[unknown].1.is_none_or(|old| high < old) {
            self.bounds[unknown].1 = Some(high);
            self.changed = true;
        }
    }

    /// casualties = killed + injured
    fn totals(&mut self, system: &System) {
        for total in &system.totals {
            let [c, k, i] = [total.casualties, total.killed, total.injured].map(|at| self.bounds[at]);
            self.raise(total.casualties, k.0 + i.0);
            for (part, other) in [(total.killed, i), (total.injured, k)] {
                if let Some(high) = other.1 {
                    self.raise(part, c.0 - high);
                }
                if let Some(high) = c.1 {
                    self.lower(part, high - other.0);
                }
            }
            if let (Some(killed), Some(injured)) = (k.1, i.1) {
                self.lower(total.casualties, killed + injured);
            }
        }
    }

    /// Parts that exclude each other ≤ whole.
    fn nest(&mut self, nest: &Nest) {
        let all = self.heaviest(nest, 0, None);
        self.raise(nest.whole, all);
        if let Some(high) = self.bounds[nest.whole].1 {
            for &(part, bits) in &nest.parts {
                let beside = self.heaviest(nest, bits, Some(part));
                self.lower(part, high - beside);
            }
        }
    }

    /// The greatest sum of floors of parts that share no bit with each other nor with `taken`.
    fn heaviest(&self, nest: &Nest, taken: u32, without: Option<usize>) -> i128 {
        let mut sums = std::collections::BTreeMap::from([(taken, 0)]);
        for &(part, bits) in nest.parts.iter().filter(|(part, _)| Some(*part) != without) {
            let low = self.bounds[part].0;
            let free: Vec<(u32, i128)> =
                sums.iter().filter(|(used, _)| *used & bits == 0).map(|(u, s)| (*u, *s)).collect();
            for (used, sum) in free.into_iter().filter(|_| low > 0) {
                let best = sums.entry(used | bits).or_insert(0);
                *best = (*best).max(sum + low);
            }
        }
        sums.into_values().max().unwrap_or_default()
    }
}
