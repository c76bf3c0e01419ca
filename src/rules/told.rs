//! Which pairs of figures other rules tell already: the solver reports no set that holds one.
//!
//! In: the verdicts of a scene, and more pairs. Out: the answer to "is this pair told?". A thousand
//! reports make half a million pairs: those of the verdicts are kept by class.

use std::collections::BTreeSet;

use super::checks::Verdicts;
use super::figure::Scene;

/// Pairs of figures that are told.
#[derive(Clone, Default)]
pub struct Told<'a> {
    verdicts: Option<(&'a Scene<'a>, &'a Verdicts)>,
    pairs: BTreeSet<(usize, usize)>,
    named: BTreeSet<usize>,
}

impl<'a> Told<'a> {
    /// The pairs of a scene that cannot both be true.
    pub fn hard(scene: &'a Scene<'a>, verdicts: &'a Verdicts) -> Told<'a> {
        Told { verdicts: Some((scene, verdicts)), ..Told::default() }
    }

    /// Adds pairs, the lesser number first.
    pub fn extend(&mut self, pairs: impl IntoIterator<Item = (usize, usize)>) {
        for (a, b) in pairs {
            self.pairs.insert((a, b));
            self.named.extend([a, b]);
        }
    }

    /// Whether a pair is told.
    pub fn holds(&self, a: usize, b: usize) -> bool {
        self.pairs.contains(&(a.min(b), a.max(b)))
            || self.verdicts.is_some_and(|(scene, verdicts)| verdicts.is_hard(scene, a, b))
    }

    /// Figures of equal answers are told of in the same pairs.
    pub fn likeness(&self, figure: usize) -> (bool, usize) {
        match self.verdicts {
            _ if self.named.contains(&figure) => (true, figure),
            Some((_, verdicts)) => (false, verdicts.class(figure)),
            None => (false, 0),
        }
    }
}
