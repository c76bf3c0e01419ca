//! Whether a whole figure contradicts those that were told before it.
//!
//! In: claims, one after the other. Out: whether one more can be true beside each of them. Of a
//! measure's figures only the greatest floor and the least ceiling are kept: any number of figures
//! is asked at once. Which figures belong to one occurrence is not known here.

use rustc_hash::FxHashMap;

use crate::claim::{Claim, Measure, Range};

/// The greatest floor and the least ceiling of some ranges.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    floor: u64,
    ceiling: Option<u64>,
}

impl Bounds {
    fn narrowed(self, range: Range) -> Bounds {
        let ceiling = [self.ceiling, range.high].into_iter().flatten().min();
        Bounds { floor: self.floor.max(range.low), ceiling }
    }

    /// Whether a range shares no number with one of those kept.
    fn exclude(self, range: Range) -> bool {
        range.high.is_some_and(|high| high < self.floor) || self.ceiling.is_some_and(|ceiling| ceiling < range.low)
    }
}

/// The whole figures of the dead and the hurt, each sort by itself.
#[derive(Debug, Clone)]
pub(super) struct Wholes<K> {
    of: FxHashMap<K, Bounds>,
}

impl<K> Default for Wholes<K> {
    fn default() -> Self {
        Wholes { of: FxHashMap::default() }
    }
}

impl<K: std::hash::Hash + Eq> Wholes<K> {
    /// Keeps a claim as one of its sort, where it is a whole figure of the dead or the hurt.
    pub fn note(&mut self, sort: K, claim: &Claim) {
        if is_whole(claim) {
            let new = Bounds { floor: claim.range.low, ceiling: claim.range.high };
            self.of.entry(sort).and_modify(|old| *old = old.narrowed(claim.range)).or_insert(new);
        }
    }

    /// Whether one of that sort is more than the claim, whatever its own bounds.
    pub fn exceed(&self, sort: &K, claim: &Claim) -> bool {
        is_whole(claim) && self.of.get(sort).is_some_and(|b| claim.range.high.is_some_and(|high| high < b.floor))
    }

    /// The greatest floor of that sort.
    pub fn floor(&self, sort: &K) -> Option<u64> {
        self.of.get(sort).map(|bounds| bounds.floor)
    }

    /// Whether the claim cannot be true beside one of that sort.
    pub fn contradict(&self, sort: &K, claim: &Claim) -> bool {
        is_whole(claim) && self.of.get(sort).is_some_and(|bounds| bounds.exclude(claim.range))
    }
}

/// Whether it is a whole figure of the dead or the hurt.
pub(super) fn is_whole(claim: &Claim) -> bool {
    !claim.part && !claim.additional && matches!(claim.measure, Measure::Killed | Measure::Injured)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_contradicts_what_it_shares_no_number_with() {
        let range = |low, high| Range { low, high };
        let bounds = Bounds { floor: 12, ceiling: Some(12) }.narrowed(range(10, None)).narrowed(range(14, Some(20)));
        assert!(bounds.exclude(range(13, Some(13))), "12 and 14 to 20 are told");
        let open = Bounds { floor: 12, ceiling: None }.narrowed(range(20, None));
        assert!(!open.exclude(range(20, Some(20))) && !open.exclude(range(3, None)));
        assert!(open.exclude(range(19, Some(19))));
    }
}
