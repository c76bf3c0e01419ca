//! The claims of a document so far, as later ones ask for them: which is the whole of a part, what
//! was counted already.
//!
//! In: each claim as it is made. Out: indices of claims, looked up, for a text may hold any number of
//! parts. Which claim is a part is not known here.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::{Claim, Measure, Scope, Unit};

/// So many sentences back a whole may stand, at most, where nothing else tells that it is the whole.
const NEAR: usize = 2;

/// What was claimed so far.
#[derive(Debug, Default)]
pub(super) struct Wholes {
    /// The last whole figure of each measure and unit, and its sentence.
    like: FxHashMap<(Measure, Unit), (usize, usize)>,
    /// The last whole figure, and its sentence.
    last: Option<(usize, usize)>,
    /// The measures and units of all claims.
    claimed: FxHashSet<(Measure, Unit)>,
}

impl Wholes {
    /// Notes the claim with that index, the next one of the document.
    pub fn note(&mut self, index: usize, claim: &Claim) {
        let key = (claim.measure, claim.unit);
        self.claimed.insert(key);
        if !claim.part && claim.scope != Scope::Rate {
            let at = (index, claim.sentence_index);
            self.like.insert(key, at);
            self.last = Some(at);
        }
    }

    /// Whether there is a claim of that measure and unit.
    pub fn claimed(&self, measure: Measure, unit: Unit) -> bool {
        self.claimed.contains(&(measure, unit))
    }

    /// The whole that a part in another sentence belongs to: the last whole figure of its measure,
    /// else the last of any. `of_whole`: its words point back ("of them").
    pub fn of(&self, part: &Claim, of_whole: bool) -> Option<usize> {
        let near = |&(_, sentence): &(usize, usize)| sentence + NEAR >= part.sentence_index;
        let same = self.like.get(&(part.measure, part.unit)).copied();
        // "2,500 of them had gone back": the whole may be of another measure, and in households
        let whole = if of_whole { same.filter(near).or(self.last.filter(near)).or(same) } else { same };
        whole.map(|(index, _)| index)
    }
}
