//! Who is in the hands of captors.
//!
//! In: clauses in which a plain verb of taking or holding has captors for its subject, or stands in the passive
//! with captors behind "by". Out: readings of those taken as captured. What people do with no captor beside the
//! verb ("took 12 people to hospital", "holds 300 people") is no concern of it.

use super::Clauses;
use crate::claim::Measure;
use crate::grammar::symbols::Symbol;
use crate::lexicon::Sense;

/// How many items behind a verb a particle or "with them" may take.
const PARTICLE: usize = 3;
/// How many behind "by" a captor may stand.
const CAPTOR: usize = 4;

impl Clauses<'_, '_, '_> {
    // captives = captor … seizes particle? figure-list      gunmen also took away two drivers, rebels hold 31 policemen
    //          | figure-list seizes "by" captor              two drivers were taken by gunmen
    pub(super) fn captives(&mut self) {
        if !self.s.kinds.has(Sense::Captor) {
            return;
        }
        for &(at, g) in &self.s.verbs {
            let group = &self.s.groups[g];
            if group.measure.is_some() || !self.s.tokens[group.end - 1].has(|s| matches!(s, Sense::Seizes(_))) {
                continue;
            }
            if self.is_be(at) || group.bare {
                let by = self.first_token(at + 1).is_some_and(|t| t.means(Sense::By));
                if let Some(f) =
                    self.figure_before(at).filter(|_| by && (at + 2..at + 2 + CAPTOR).any(|i| self.is_captor(i)))
                {
                    self.read(f, Measure::Captured, Some(g), "held by captors");
                }
                continue;
            }
            if !self.captors_do(at) {
                continue;
            }
            let particle = (at + 1..at + 1 + PARTICLE).take_while(|&i| self.is_particle(i)).count();
            let list = self.list_from(at + 1 + particle, true);
            let Some(&(_, last)) = list.last() else { continue };
            // "took 12 people to hospital", "held 12 people responsible"
            let elsewhere = self.first_token(last + 1).is_some_and(|t| t.is_word(&["to", "as", "for", "responsible"]));
            if elsewhere || self.outcome_after(last, true).is_some() {
                continue;
            }
            for (f, _) in list {
                self.read(f, Measure::Captured, Some(g), "taken by captors");
            }
        }
    }

    fn is_captor(&self, at: usize) -> bool {
        self.items().get(at).is_some_and(|i| self.s.tokens[i.start..i.end].iter().any(|t| t.means(Sense::Captor)))
    }

    /// Whether captors are the subject of the verb at item `at`: they stand before it, and no other verb before them
    /// in the clause, unless they are pointed back to ("by gunmen, who also took …").
    fn captors_do(&self, at: usize) -> bool {
        let Some(captor) = (0..at).rev().find(|&i| self.is_captor(i)) else { return false };
        let relative = |i: usize| self.symbol(i) == Some(Symbol::Relative);
        let behind = captor + 1 + usize::from(self.symbol(captor + 1) == Some(Symbol::Comma));
        let related = relative(behind);
        // "in a camp that holds 12,000 people"
        if (behind + usize::from(related)..at).any(relative) {
            return false;
        }
        let ends = |i: &usize| matches!(self.symbol(*i), Some(Symbol::Semicolon | Symbol::Colon));
        let first =
            || !(0..captor).rev().take_while(|i| !ends(i)).any(|i| matches!(self.symbol(i), Some(Symbol::Verbs(_))));
        related || first()
    }

    fn is_particle(&self, at: usize) -> bool {
        self.first_token(at).is_some_and(|t| t.is_word(&["away", "off", "with", "them", "him", "up", "captive"]))
    }
}
