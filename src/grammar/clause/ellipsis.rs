//! Figures without a verb of their own, parallel to one that has it: "six in the north and two in the south".
//!
//! In: the readings made so far. Out: readings taken over from the parallel figure.

use super::super::figure::{self, Head};
use super::super::symbols::Symbol;
use super::super::verbs::Role;
use super::Clauses;
use crate::claim::Measure;
use crate::lexicon::{Case, Mark, Sense, Token};

/// The most words of the name of another place.
const PLACE: usize = 4;

/// The most words between what was done to people and that they live: "pulled from the rubble alive".
const SAFE: usize = 4;

impl<'t, 'a> Clauses<'_, 't, 'a> {
    // ellipsis = figure-with-verb … ("," | "and" | ";") figure-without
    pub(super) fn ellipsis(&mut self) {
        for &(at, f) in &self.s.counted {
            if !self.free(f) {
                continue;
            }
            let figure = &self.s.figures[f];
            let listed =
                self.parallel_before(at).is_some_and(|(m, _)| self.readings[m].as_ref().is_some_and(|r| r.part));
            let others = figure.head == Head::People && figure.adds != figure::Adds::No;
            let gapped = self.s.gapped(at);
            let noun_left_out = figure.head == Head::Elided || figure.head == Head::People && listed;
            if figure.of_whole || !(noun_left_out || others || gapped.is_some()) {
                continue;
            }
            // "four died at the scene and one in hospital": where, not what
            let where_only = matches!(self.symbol(at + 1), Some(Symbol::Verbs(g)) if self.only_where(f, g));
            if self.has_own_verb(at) && !where_only {
                continue;
            }
            if self.is_made_otherwise(at) || self.is_safe(at + 1) {
                continue;
            }
            // "11 killed, hundreds sick": the word behind says something else of them
            let told = self.symbol(at + 1) == Some(Symbol::Word)
                && self.first_token(at + 1).is_some_and(|t| {
                    t.mark == Mark::Word && t.case == Case::Lower && t.senses.is_empty() && !t.text.ends_with('s')
                });
            if told && figure.head == Head::Elided && gapped.is_none() {
                continue;
            }
            if let Some((model, measure)) = self.elsewhere(at).then(|| self.parallel_before(at)).flatten() {
                let group = self.readings[model].as_ref().and_then(|r| r.group);
                self.read(f, measure, group, "elsewhere");
                continue;
            }
            let before = at.checked_sub(1).and_then(|b| self.symbol(b));
            if self.at_the_rate(at) {
                let told = self.s.groups.iter().rev().filter(|g| g.start < figure.start).find_map(|g| g.measure);
                if let Some(measure) = told {
                    self.read(f, measure, None, "rate");
                }
                continue;
            }
            if let Some((from, _, placed)) = gapped {
                self.gap(f, from, placed);
                continue;
            }
            let joined = matches!(before, Some(Symbol::And | Symbol::Comma | Symbol::Semicolon | Symbol::Colon));
            if !joined || self.has_own_label(at) {
                continue;
            }
            let Some((model, measure)) = self.parallel_before(at) else { continue };
            let Some(r) = self.readings[model].as_ref() else { continue };
            let (group, part, whole) = (r.group, r.part, r.whole);
            if part {
                self.read_part(f, measure, whole, "ellipsis");
            } else {
                self.read(f, measure, group, "ellipsis");
            }
        }
    }

    // own-label = (";" | "(" | …) word* ":" figure     lives lost: 23; livestock lost: 4,100
    /// Whether the figure at item `at` stands behind a label that counts things, or an earlier time.
    fn has_own_label(&self, at: usize) -> bool {
        if at == 0 || self.symbol(at - 1) != Some(Symbol::Colon) {
            return false;
        }
        let word = |i: &usize| matches!(self.symbol(*i), Some(Symbol::Word | Symbol::Verbs(_)));
        let label = (0..at - 1).rev().take_while(word).last().unwrap_or(at - 1);
        let tokens = &self.s.tokens[self.items()[label].start..self.items()[at - 1].start];
        let plain = |t: &Token| t.senses.is_empty() && t.case == Case::Lower;
        tokens.iter().any(|t| t.has(|s| matches!(s, Sense::Thing(_))) || plain(t))
    }

    // made-otherwise = figure verb … "alive" | figure verb     rockfall buries seven; two pulled out alive; 38 killed,
    //                  — at the end of a clause               12 held
    /// Whether something else was done to the people of the figure at item `at`.
    fn is_made_otherwise(&self, at: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(at + 1) else { return false };
        let group = &self.s.groups[g];
        let ends = self.symbol(at + 2).is_none_or(|next| next == Symbol::Dash) || self.s.ends_clause(at + 2);
        let safe = || self.s.tokens[group.end..].iter().take(SAFE).any(|t| t.means(Sense::Safe));
        group.role == Role::Makes && (ends || safe())
    }

    // elsewhere = ("," | ";" | "and") "another"? ("in" | "on" | …) name figure     the toll in Marib was 14, in Taiz nine
    /// Whether the figure at item `at` stands for another place, its verb left out, and ends its clause.
    fn elsewhere(&self, at: usize) -> bool {
        let name = |i: usize| {
            self.symbol(i) == Some(Symbol::Word)
                && self.first_token(i).is_some_and(|t| t.is_capital() || t.means(Sense::Determiner))
        };
        let named = (0..at).rev().take_while(|&i| name(i)).count();
        let Some(place) = at.checked_sub(named + 1).filter(|_| (1..=PLACE).contains(&named)) else { return false };
        let within =
            self.first_token(place).is_some_and(|t| t.is_word(&["in", "at", "near", "around", "outside", "on"]));
        // "one bomb killed eight and another in Baidoa five"
        let another = place.checked_sub(1).filter(|&i| self.first_token(i).is_some_and(|t| t.is_word(&["another"])));
        let joint = another.unwrap_or(place).checked_sub(1).and_then(|i| self.symbol(i));
        within && matches!(joint, Some(Symbol::Comma | Symbol::Semicolon | Symbol::And)) && self.s.ends_clause(at + 1)
    }

    /// Reads a figure whose verb is left out, as the last one before its subject, which begins at token
    /// `from`. `placed`: behind "at", as a toll is put.
    fn gap(&mut self, f: usize, from: usize, placed: bool) {
        let before = self.items().iter().rposition(|i| i.end <= from && matches!(i.symbol, Symbol::Figure(_)));
        let model = before.and_then(|b| self.figure_at(b)).and_then(|m| self.readings[m].clone());
        if let Some(r) = model.filter(|r| !r.part && (!placed || r.production == "toll" || r.production == "gap")) {
            self.read(f, r.measure, r.group, "gap");
        }
    }

    // at-the-rate = ("rate" | "average") "of" figure
    pub(super) fn at_the_rate(&self, at: usize) -> bool {
        let of = at.checked_sub(1).is_some_and(|b| self.symbol(b) == Some(Symbol::Of));
        of && at
            .checked_sub(2)
            .and_then(|b| self.first_token(b))
            .is_some_and(|t| t.text.eq_ignore_ascii_case("rate") || t.ends("average"))
    }

    /// The figure before item `at` that a later one without a verb is parallel to.
    pub(super) fn parallel_before(&self, at: usize) -> Option<(usize, Measure)> {
        let mut steps = 0;
        for i in (0..at).rev() {
            match self.symbol(i)? {
                Symbol::Figure(f) => {
                    if let Some(r) = &self.readings[f] {
                        let listed = matches!(
                            r.production,
                            "of the whole" | "so many of them are" | "ellipsis" | "including" | "part of a whole"
                        );
                        // "seven were hurt in Kano, two critically, and three in Zaria"
                        if r.production == "so many of them gravely" {
                            steps += 1;
                            continue;
                        }
                        return (!r.part || listed).then_some((f, r.measure));
                    }
                }
                Symbol::Opener | Symbol::If => return None,
                Symbol::Verbs(g)
                    if self.s.groups[g].finite
                        && self.s.groups[g].measure.is_none()
                        && self.s.groups[g].role == Role::Other =>
                {
                    return None;
                }
                _ => {}
            }
            steps += 1;
            if steps > 24 {
                return None;
            }
        }
        None
    }
}
