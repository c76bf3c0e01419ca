//! Whether a figure is the sum of the greatest figures of several occurrences of the day.
//!
//! In: the claims of a document with their occurrences. Out: an answer for each figure, from sums
//! that are made once. Whether the occurrences are told apart rightly is not known here.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::claim::{Claim, Measure};

/// The greatest figure of an occurrence by its last number, and the greatest that states something else.
#[derive(Debug, Default, Clone, Copy)]
struct Greatest<'a> {
    first: &'a [u64],
    second: &'a [u64],
}

impl<'a> Greatest<'a> {
    fn note(&mut self, stated: &'a [u64]) {
        if stated == self.first {
        } else if stated.last() > self.first.last() {
            (self.first, self.second) = (stated, self.first);
        } else if stated.last() > self.second.last() {
            self.second = stated;
        }
    }
}

/// How much some figures come to, and how many they are.
#[derive(Debug, Default, Clone, Copy)]
struct Total {
    sum: u128,
    figures: usize,
}

impl Total {
    fn add(&mut self, stated: &[u64]) {
        if let Some(&last) = stated.last() {
            self.sum += u128::from(last);
            self.figures += 1;
        }
    }
}

/// The greatest figures of one measure, an occurrence each.
#[derive(Debug, Default)]
struct Measured<'a> {
    all: Total,
    /// Of the occurrences whose greatest figure states so much: those figures, and their second ones.
    stating: BTreeMap<&'a [u64], (Total, Total)>,
}

/// The sums that figures are compared with.
pub(super) struct Sums<'a> {
    of: FxHashMap<Measure, Measured<'a>>,
}

impl<'a> Sums<'a> {
    /// `claims`: each with the number of its occurrence.
    pub fn of(claims: impl Iterator<Item = (usize, &'a Claim)>) -> Self {
        let mut greatest: FxHashMap<(Measure, usize), Greatest> = FxHashMap::default();
        for (of, claim) in claims.filter(|(_, claim)| !claim.part && !claim.stated.is_empty()) {
            greatest.entry((claim.measure, of)).or_default().note(&claim.stated);
        }
        let mut sums = Sums { of: FxHashMap::default() };
        for ((measure, _), Greatest { first, second }) in greatest {
            let measured = sums.of.entry(measure).or_default();
            measured.all.add(first);
            let (own, next) = measured.stating.entry(first).or_default();
            own.add(first);
            next.add(second);
        }
        sums
    }

    /// Whether the figure is the sum of the greatest whole figures of two occurrences or more, those
    /// left out that state the same as it.
    pub fn is_sum(&self, claim: &Claim) -> bool {
        let [total] = claim.stated[..] else { return false };
        let Some(Measured { all, stating }) = self.of.get(&claim.measure) else { return false };
        let (own, next) = stating.get(&claim.stated[..]).copied().unwrap_or_default();
        let figures = all.figures - own.figures + next.figures;
        figures > 1 && all.sum - own.sum + next.sum == u128::from(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[test]
    fn a_sum_leaves_out_what_states_the_same() {
        let document = Document::plain("a", "22 died. 14 died. 36 died. 12 died. 50 died.");
        let claims = crate::Checker::new().unwrap().extract(&document);
        let stated: Vec<u64> = claims.iter().map(|claim| claim.stated[0]).collect();
        assert_eq!(stated, [22, 14, 36, 12, 50]);
        // 22 and 36 are of the first occurrence, 14 and 12 of the second
        let sums = Sums::of([(0, &claims[0]), (1, &claims[1]), (0, &claims[2]), (1, &claims[3])].into_iter());
        assert!(sums.is_sum(&claims[2]), "36 is 22 and 14");
        assert!(sums.is_sum(&claims[4]), "50 is 36 and 14");
        assert!(!sums.is_sum(&claims[0]));
    }
}
