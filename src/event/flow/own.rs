//! Which claims stand in which sentence of a document, and which occurrence each was given to.
//!
//! In: claims by their indices in the slice that is grouped. Out: [`Own`], the claims of each passage,
//! and [`Given`], the occurrences of claims, both without a list or a node for each of them: most sentences
//! hold a claim or two. What an occurrence is, is not known here.

use crate::claim::Claim;
use crate::event::passage::{Passage, passage_of};

/// The claims of each passage, in text order.
pub(super) struct Own {
    claims: Vec<usize>,
    /// For each passage, how many claims stand up to its end.
    ends: Vec<usize>,
}

impl Own {
    /// Finds where the claims of `order`, which is that of the text, stand.
    pub fn stand(passages: &[Passage], claims: &[Claim], order: &[usize]) -> Own {
        // a claim of no passage is one of the first
        let at = |claim: usize| passage_of(passages, &claims[claim]).unwrap_or(0);
        let mut placed: Vec<(usize, usize)> = order.iter().map(|&claim| (at(claim), claim)).collect();
        if passages.is_empty() {
            placed.clear();
        }
        placed.sort_by_key(|&(passage, _)| passage);
        let mut ends = vec![0; passages.len()];
        let mut end = 0;
        for (passage, own) in ends.iter_mut().enumerate() {
            end += placed[end..].iter().take_while(|&&(at, _)| at == passage).count();
            *own = end;
        }
        Own { claims: placed.into_iter().map(|(_, claim)| claim).collect(), ends }
    }

    /// The claims of a passage.
    pub fn of(&self, passage: usize) -> &[usize] {
        let start = passage.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.claims[start..self.ends[passage]]
    }

    /// Those of each passage.
    pub fn each(&self) -> impl Iterator<Item = &[usize]> {
        (0..self.ends.len()).map(|passage| self.of(passage))
    }

    /// All of them.
    pub fn all(&self) -> &[usize] {
        &self.claims
    }
}

/// The occurrences that the claims of a document were given to.
pub(super) struct Given {
    /// The claims, ascending.
    claims: Vec<usize>,
    of: Vec<Option<usize>>,
}

impl Given {
    /// Of these claims none has been given yet.
    pub fn none(claims: &[usize]) -> Given {
        let mut claims = claims.to_vec();
        claims.sort_unstable();
        Given { of: vec![None; claims.len()], claims }
    }

    fn place(&self, claim: usize) -> Option<usize> {
        // those of a document mostly follow one another
        let near = claim.checked_sub(*self.claims.first()?)?;
        if self.claims.get(near) == Some(&claim) { Some(near) } else { self.claims.binary_search(&claim).ok() }
    }

    /// Gives a claim to an occurrence, or takes it to another.
    pub fn give(&mut self, claim: usize, of: usize) {
        if let Some(place) = self.place(claim) {
            self.of[place] = Some(of);
        }
    }

    /// The occurrence of a claim.
    pub fn get(&self, claim: usize) -> Option<usize> {
        self.of[self.place(claim)?]
    }

    /// The claims that were given, ascending, each with its occurrence.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        self.claims.iter().zip(&self.of).filter_map(|(&claim, &of)| Some((claim, of?)))
    }
}
