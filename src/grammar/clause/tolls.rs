//! Tolls: a number put on the dead, the missing, the displaced as a count.
//!
//! In: the symbols of a sentence. Out: readings of the figures that a toll verb or a verb of saying
//! gives; earlier figures that an update replaces are marked as superseded.

use super::super::figure::{self, Figure, Head};
use super::super::symbols::Symbol;
use super::super::verbs::Role;
use super::{Clauses, WINDOW};
use crate::claim::{Measure, Quantifier, Status};
use crate::lexicon::{Mark, Sense, Token};

impl<'t, 'a> Clauses<'_, 't, 'a> {
    // from = "from" figure "to" figure | ("up" | "down") "from" figure | "by" figure "to" figure
    pub(super) fn supersede(&mut self) {
        for &(at, figure) in &self.s.counted {
            let before = at.checked_sub(1).and_then(|b| self.first_token(b));
            let before2 = at.checked_sub(2).and_then(|b| self.first_token(b));
            let is = |t: Option<&Token>, words: &[&str]| t.is_some_and(|t| t.is_word(words));
            let then_to = self.first_token(at + 1).is_some_and(|t| t.text.eq_ignore_ascii_case("to") || t.ends(" to"))
                && self.figure_at(at + 2).is_some();
            let earlier =
                ["up", "down", "fell", "rose", "climbed", "risen", "increased", "compared", "revised"].as_slice();
            let ranges = is(before2, &figure::RANGES);
            // "the toll, first put at 28, is now 19"
            let put = at
                .checked_sub(2)
                .is_some_and(|i| matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].bare))
                && is(before, &["at", "as"])
                && at >= 3
                && is(self.first_token(at - 3), &["first", "initially", "originally", "previously", "earlier"]);
            let first_put = put
                || before
                    .is_some_and(|t| t.has(|s| matches!(s, Sense::TollVerb(_))) && (t.ends(" at") || t.ends(" as")))
                    && is(before2, &["first", "at first", "initially", "originally"]);
            let replaced = first_put
                || is(before, &["from"]) && !ranges && (then_to || is(before2, earlier))
                || is(before, &["by"]) && then_to
                || is(before, &["with", "to"]) && is(before2, &["compared"]);
            // "the toll of 20 was raised to 25"
            let of_toll =
                is(before, &["of"]) && before2.is_some_and(|t| t.ends("toll") || t.ends("figure") || t.ends("count"));
            let to = |i: usize| {
                self.first_token(i).is_some_and(|t| {
                    t.has(|s| matches!(s, Sense::TollVerb(Quantifier::Exact))) && t.text.ends_with("to")
                }) && self.figure_at(i + 1).is_some()
            };
            let was = matches!(self.symbol(at + 1), Some(Symbol::Verbs(g)) if self.s.groups[g].finite && self.s.groups[g].measure.is_none());
            let raised = of_toll && (to(at + 1) || was && to(at + 2));
            self.superseded[figure] = replaced || raised;
        }
    }

    // toll = toll-noun … toll-verb ("by" figure)? ("from" figure)? figure
    /// `figures`: only those of a noun such as "figure", whose measure was told before.
    pub(super) fn tolls(&mut self, figures: bool) {
        if !self.holds(&[Symbol::Toll(None)]) {
            return;
        }
        for at in 0..self.items().len() {
            let Symbol::Toll(measure) = self.items()[at].symbol else { continue };
            // "among the dead were two monks": parts, not a toll
            let among =
                at.checked_sub(1).and_then(|b| self.first_token(b)).is_some_and(|t| t.is_word(&["among", "amongst"]));
            if among {
                continue;
            }
            let named = self.is_named_toll(at);
            if figures == (named || measure.is_some()) {
                continue;
            }
            let told = self.whole_before(at).map(|(_, m)| m).or(self.previous);
            let Some(measure) = self.toll_measure(at).or(told) else { continue };
            // "the number of civilian dead" says as much as a noun of its own
            let plain_noun = self.items()[at].end == self.items()[at].start + 1
                && self
                    .first_token(at)
                    .is_some_and(|t| t.pick(|s| matches!(s, Sense::Toll(_)).then_some(())).is_none());
            let figure = self.toll_figure(at, !plain_noun);
            if let Some((f, bound)) = figure {
                self.read(f, measure, None, "toll");
                let status = self.noun_status(f);
                if let Some(r) = self.readings[f].as_mut() {
                    r.bound = bound;
                    r.status = r.status.or(status);
                }
                self.toll_of_several(at, f, measure);
                self.toll_behind_insertion(at, f, measure);
                let end = self.s.figures[f].start;
                let doubt =
                    self.s.groups.iter().filter(|g| g.end <= end && g.start >= self.s.items[at].start).any(|g| g.doubt);
                let confirmed = self.s.tokens[self.s.items[at].start..end.max(self.s.items[at].end)]
                    .iter()
                    .any(|t| t.holds("confirmed"));
                if let Some(r) = self.readings[f].as_mut() {
                    let told = if doubt { Some(Status::Hypothetical) } else { confirmed.then_some(Status::Confirmed) };
                    r.status = told.or(r.status);
                }
            }
        }
    }

    /// What the toll at item `at` counts by its own words: a toll that says nothing else counts the dead.
    fn toll_measure(&self, at: usize) -> Option<Measure> {
        let Some(Symbol::Toll(measure)) = self.symbol(at) else { return None };
        measure.or_else(|| self.is_named_toll(at).then_some(Measure::Killed))
    }

    fn is_named_toll(&self, at: usize) -> bool {
        self.first_token(at).is_some_and(|t| t.ends("toll"))
    }

    // toll-behind-insertion = toll "," … figure … "," toll-verb figure     the toll, now 41, could pass 100
    fn toll_behind_insertion(&mut self, at: usize, inserted: usize, measure: Measure) {
        let Some(item) = self.s.item_of_figure(inserted).filter(|_| self.symbol(at + 1) == Some(Symbol::Comma)) else {
            return;
        };
        let end = self.past_modifiers(item + 1);
        let Some(Symbol::Verbs(g)) = self.symbol(end + 1).filter(|_| self.symbol(end) == Some(Symbol::Comma)) else {
            return;
        };
        let Some(f) = self.figure_at(end + 2).filter(|&f| self.free(f)) else { return };
        if self.s.figures[f].head == Head::Elided
            && let Some(bound) = self.toll_verb(&self.s.figures[f], false)
        {
            self.read(f, measure, Some(g), "toll");
            if let Some(r) = self.readings[f].as_mut() {
                r.bound = bound;
            }
        }
    }

    // toll-of-several = "the dead" (be | ":") figure-list     the dead were 14 Somalis and two Kenyans
    fn toll_of_several(&mut self, at: usize, first: usize, measure: Measure) {
        let listed = self.is_be(at + 1) || self.symbol(at + 1) == Some(Symbol::Colon);
        if self.s.figures[first].head != Head::People || !listed {
            return;
        }
        let Some(item) = self.s.item_of_figure(first) else { return };
        for (f, _) in self.list_from(item, true).into_iter().skip(1) {
            self.read(f, measure, None, "toll");
        }
    }

    // named-dead = "the dead" "," figure-list ","     all the dead, 14 Somalis and two Kenyans, were drivers
    pub(super) fn named_dead(&mut self) {
        if !self.holds(&[Symbol::Toll(None)]) {
            return;
        }
        for at in 0..self.items().len() {
            let Some(Symbol::Toll(Some(measure))) = self.symbol(at) else { continue };
            let of = at
                .checked_sub(1)
                .is_some_and(|b| matches!(self.symbol(b), Some(Symbol::Of | Symbol::Preposition | Symbol::Including)));
            let people = |f: usize| self.s.figures[f].head == Head::People && !self.s.figures[f].of_whole;
            if of
                || self.symbol(at + 1) != Some(Symbol::Comma)
                || !self.figure_at(at + 2).is_some_and(people)
                || !self.first_token(at).is_some_and(|t| t.begins("the "))
            {
                continue;
            }
            let list = self.list_from(at + 2, true);
            let Some(&(_, last)) = list.last() else { continue };
            if self.symbol(self.past_modifiers(last + 1)) == Some(Symbol::Comma) {
                for (f, _) in list {
                    self.read(f, measure, None, "the dead by name");
                }
            }
        }
    }

    /// The figure that a toll verb puts on the toll at item `at`.
    pub(super) fn toll_figure(&self, at: usize, named: bool) -> Option<(usize, Option<(Quantifier, usize)>)> {
        let mut denied = false;
        let mut apart = false; // behind a relative clause: "the list of the dead, who is 81"
        for next in at + 1..self.items().len().min(at + WINDOW) {
            match self.symbol(next)? {
                Symbol::Semicolon => return None,
                Symbol::Relative => apart = true,
                Symbol::Figure(f) if self.free(f) => {
                    let figure = &self.s.figures[f];
                    let counts = matches!(
                        figure.head,
                        Head::Elided | Head::People | Head::Harmed(_) | Head::Victims | Head::Household
                    ) && !figure.single
                        && !self.told_behind(next);
                    // "the toll was not 37 but 73"; "the number of those killed, 73, is"
                    let before = self.s.tokens.get(figure.start.wrapping_sub(1));
                    let not = before.is_some_and(|t| t.means(Sense::Not));
                    denied |= not;
                    let instead = denied && before.is_some_and(|t| t.means(Sense::But));
                    let inserted = next == at + 2
                        && figure.head == Head::Elided
                        && self.symbol(at + 1) == Some(Symbol::Comma)
                        && self.symbol(next + 1) == Some(Symbol::Comma);
                    if (instead || inserted) && counts {
                        return Some((f, None));
                    }
                    if let Some(bound) =
                        self.toll_verb(figure, next == at + 1 || named && !apart || self.put_at(at, next))
                        && counts
                    {
                        return Some((f, bound));
                    }
                }
                Symbol::Toll(_) if next > at + 2 => return None,
                _ => {}
            }
        }
        // "bringing to 164 the number of fatalities"
        let mut back = at;
        let the = |i: usize| self.first_token(i).is_some_and(|t| t.means(Sense::Determiner));
        while back > 0 && (matches!(self.symbol(back - 1), Some(Symbol::Toll(_))) || the(back - 1)) {
            back -= 1; // "to 274,000 | the total | number of people displaced"
        }
        let before = back.checked_sub(1).and_then(|b| self.figure_at(b)).filter(|&f| self.free(f))?;
        let figure = &self.s.figures[before];
        (figure.head == Head::Elided && self.toll_verb(figure, true).is_some()).then_some((before, None))
    }

    /// "The casualty count was 13 killed": the figure at item `at` has a participle of its own.
    fn told_behind(&self, at: usize) -> bool {
        matches!(self.symbol(at + 1), Some(Symbol::Verbs(g)) if self.s.groups[g].bare && self.s.groups[g].measure.is_some())
    }

    // put-at = "put" toll … "at" figure     put the number who drowned in the delta at 70
    fn put_at(&self, toll: usize, figure: usize) -> bool {
        let put = (toll.saturating_sub(3)..toll).any(|i| match self.symbol(i) {
            Some(Symbol::Verbs(g)) => self.s.tokens[self.s.groups[g].end - 1].means(Sense::SayOfSources),
            _ => false,
        });
        put && self.first_token(figure - 1).is_some_and(|t| t.is_word(&["at"]))
    }

    /// The toll verb right before a figure: `None` where there is none, else the bound it gives.
    pub(super) fn toll_verb(&self, figure: &Figure, close: bool) -> Option<Option<(Quantifier, usize)>> {
        // "put the number of drowned at “at least thirty”"
        let quoted =
            figure.start.checked_sub(1).is_some_and(|i| matches!(self.s.tokens[i].mark, Mark::Point('"' | '“')));
        let before = figure.start.checked_sub(1 + usize::from(quoted))?;
        let t = &self.s.tokens[before];
        let quantifier = t.pick(|s| match s {
            Sense::TollVerb(q) => Some(q),
            _ => None,
        });
        match quantifier {
            Some(Quantifier::Exact) => (close || t.text.len() > 3).then_some(None),
            Some(q) => {
                // "has not yet passed 40"
                let adverbs = self.s.tokens[..before]
                    .iter()
                    .rev()
                    .take_while(|t| t.means(Sense::Adverb) && !t.means(Sense::Not))
                    .count();
                let not = before.checked_sub(adverbs + 1).filter(|&i| self.s.tokens[i].means(Sense::Not));
                let q = if not.is_some() { Quantifier::AtMost } else { q };
                Some(Some((q, not.map_or(before, |not| not.saturating_sub(1)))))
            }
            None if t.means(Sense::Adverb) || t.is(':') => {
                let earlier = before.checked_sub(1).map(|i| &self.s.tokens[i])?;
                let fits =
                    t.is(':') || t.text.eq_ignore_ascii_case("now") || earlier.has(|s| matches!(s, Sense::TollVerb(_)));
                (close && fits).then_some(None)
            }
            None if close && figure.start > 0 && t.has(|s| matches!(s, Sense::Toll(_))) && self.s.headline => {
                Some(None)
            }
            None => None,
        }
    }

    // said-figure = say-verb ("of" | "it" be)? figure     the interior ministry speaks of 812, says it was 31
    pub(super) fn said_figures(&mut self) {
        for &(at, g) in &self.s.verbs {
            if self.s.groups[g].role != Role::Say || self.s.groups[g].bare && self.s.groups[g].not {
                continue;
            }
            let mut next = at + 1 + usize::from(self.symbol(at + 1) == Some(Symbol::Of));
            let it = self.first_token(next).is_some_and(|t| t.is_word(&["it"])) && self.is_be(next + 1);
            next += if it { 2 } else { 0 };
            next += usize::from(self.symbol(next) == Some(Symbol::Quote));
            let Some(f) = self.figure_at(next).filter(|&f| self.free(f)) else { continue };
            // "the death toll is disputed: police say 12"
            let toll = || (0..at).rev().find_map(|i| self.toll_measure(i));
            let told = self.whole_before(at).map(|(_, m)| m).or_else(toll).or(self.previous);
            let ends = !matches!(self.symbol(next + 1), Some(Symbol::Verbs(_) | Symbol::Of));
            if self.s.figures[f].head == Head::Elided
                && ends
                && let Some(measure) = told
            {
                self.read(f, measure, None, "said figure");
            }
        }
    }
}
