//! Lists of figures: "two soldiers, a policeman and three farmers", behind people who are only named.
//!
//! In: the symbols of a sentence and a place in it. Out: the figures of the list that begins there. Nothing is read
//! here.

use super::super::figure::{self, Head};
use super::super::symbols::Symbol;
use super::super::verbs::Role;
use super::Clauses;
use crate::claim::Measure;
use crate::lexicon::{Sense, Token};

/// The most items of names before the first figure of a list.
const NAMED_WINDOW: usize = 12;

impl Clauses<'_, '_, '_> {
    /// Steps over people without a number at the head of a list: "himself and six others", "the mayor,
    /// his wife and two guards".
    pub(super) fn past_named(&self, at: usize) -> usize {
        if self.figure_at(at).is_some() {
            return at;
        }
        // "after the murder of Luis Mora, the 4,000 judges of the country went on strike"
        let own = |i: usize| {
            self.symbol(i - 1) == Some(Symbol::Comma)
                && matches!(self.symbol(self.past_modifiers(i + 1)), Some(Symbol::Verbs(g)) if self.s.groups[g].finite)
        };
        let listed = |i: usize| {
            self.figure_at(i).is_some()
                && matches!(self.symbol(i - 1), Some(Symbol::And | Symbol::Comma))
                && i > at + 1
                && !own(i)
        };
        let mut named = (at..at + NAMED_WINDOW).take_while(|&i| {
            matches!(
                self.symbol(i),
                Some(
                    Symbol::Word
                        | Symbol::Comma
                        | Symbol::And
                        | Symbol::Figure(_)
                        | Symbol::Pronoun
                        | Symbol::Number
                        | Symbol::Of
                )
            ) || self.participle_before_noun(i)
        });
        let Some(first) = named.find(|&i| listed(i)) else { return at };
        let tokens = &self.s.tokens[self.items()[at].start..self.items()[first].start];
        let person = |t: &Token| t.is_capital() || t.means(Sense::Pronoun) || figure::person(t).is_some();
        // "16 cows and a herder"
        let beasts = self.symbol(at) == Some(Symbol::Number);
        if beasts || tokens.iter().any(person) { first } else { at }
    }

    /// "His estranged wife": a participle between a determiner and its noun.
    fn participle_before_noun(&self, at: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return false };
        let group = &self.s.groups[g];
        let determined = group.start.checked_sub(1).is_some_and(|i| self.s.tokens[i].means(Sense::Determiner));
        group.bare && group.role == Role::Other && determined && self.symbol(at + 1) == Some(Symbol::Word)
    }

    /// The figures of a list that begins at item `at`: "a nurse, two pensioners and a boy".
    /// With each figure the item behind it. `objects`: a figure with a verb of its own ends the list.
    pub(super) fn list_from(&self, at: usize, objects: bool) -> Vec<(usize, usize)> {
        let mut list = Vec::new();
        let mut next = at;
        if self.symbol(next) == Some(Symbol::Quote) {
            next += 1;
        }
        while let Some(f) = self.figure_at(next) {
            let figure = &self.s.figures[f];
            if self.symbol(next.saturating_sub(1)) == Some(Symbol::Of) && self.share_before(next) {
                break;
            }
            if figure.of_whole && !list.is_empty() || self.superseded[f] {
                break;
            }
            // "killed 40 people, 12 children among them"
            if !list.is_empty() && self.is_among_them(next + 1) {
                break;
            }
            if objects && !list.is_empty() && (self.has_own_verb(next) || self.speaks(next)) {
                break;
            }
            // "stabbed three people, one fatally"
            if figure.head == Head::Elided
                && !list.is_empty()
                && matches!(self.symbol(next + 1), Some(Symbol::Gravely(_)))
            {
                // ", and a passer-by"
                next += 2;
                next += usize::from(self.symbol(next) == Some(Symbol::Comma));
                if self.symbol(next) != Some(Symbol::And) {
                    break;
                }
                next += 1;
                continue;
            }
            list.push((f, next));
            let noun = self.past_modifiers(next + 1);
            let mut after = self.past_relative(noun).unwrap_or(noun);
            let mut separators = 0;
            while matches!(self.symbol(after), Some(Symbol::Comma | Symbol::And)) && separators < 2 {
                after += 1;
                separators += 1;
            }
            if separators == 0 {
                break;
            }
            next = after;
        }
        list
    }

    // past-relative = place? relative … ("," figure)     a doctor at the hospital who was his former wife, a guard
    /// The comma behind a relative clause that begins at item `at`, where the list goes on behind it.
    fn past_relative(&self, at: usize) -> Option<usize> {
        let place = usize::from(matches!(self.symbol(at), Some(Symbol::Outcome(Measure::Injured))));
        if self.symbol(at + place) != Some(Symbol::Relative) {
            return None;
        }
        let inside = |i: usize| match self.symbol(i) {
            Some(Symbol::Verbs(g)) => self.s.groups[g].measure.is_none() && self.s.groups[g].role == Role::Other,
            Some(Symbol::Word | Symbol::Preposition | Symbol::Of | Symbol::Number) => true,
            _ => false,
        };
        let comma = (at + place + 1..at + NAMED_WINDOW).find(|&i| !inside(i))?;
        let listed = self.figure_at(comma + 1).is_some_and(|f| self.s.figures[f].head == Head::People);
        (self.symbol(comma) == Some(Symbol::Comma) && comma > at + place + 1 && listed).then_some(comma)
    }
}
