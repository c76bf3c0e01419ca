//! Objects: whom a verb does it to, what became of them, and the victims of a deed named as a noun.
//!
//! In: the symbols of a sentence. Out: readings of the figures of object lists.

use super::super::figure::Head;
use super::super::symbols::{DEED_WINDOW, Symbol};
use super::super::verbs::{self, Role};
use super::Clauses;
use crate::claim::{Measure, Status};
use crate::lexicon::{Form, Sense};

/// The most items between a participle that opens a sentence and its "were": "killed in the blast were".
const FRONTED: usize = 10;

/// The most items between an order or a verb of looking and whom it is about: "searching the river bank
/// below the dam for".
const SEARCHED: usize = 9;

/// The most items of what stands between dashes behind an object: "75 families – about 400 people – out of".
const INSERTED: usize = 6;

/// The most words of those whom something cost people: "the divided national army".
const BEARER: usize = 4;

impl<'t, 'a> Clauses<'_, 't, 'a> {
    // deed = ("the death" | "the abduction" | …) "of" figure-list
    pub(super) fn deeds(&mut self) {
        if !self.holds(&[Symbol::Deed(Measure::Killed)]) {
            return;
        }
        for at in 0..self.items().len() {
            if let Symbol::Deed(measure) = self.items()[at].symbol {
                let ordered = at.checked_sub(1).is_some_and(|b| matches!(self.symbol(b), Some(Symbol::Verbs(g)) if self.s.tokens[self.s.groups[g].start..self.s.groups[g].end].iter().any(|t| t.means(Sense::Hedge(Status::Ordered)))));
                let some = self.first_token(at).is_some_and(|t| t.means(Sense::Some));
                // "to save the lives of four people"
                let saved = self.items()[at].start.checked_sub(1).is_some_and(|i| self.s.tokens[i].begins("sav"));
                if saved {
                    continue;
                }
                let mut victims = self.list_from(self.first_victim(at), true);
                victims.extend(victims.last().and_then(|&(_, last)| self.last_victim(last)));
                for (f, _) in victims {
                    if measure == Measure::Missing && self.hunted(f) {
                        continue;
                    }
                    // "demanded the return of seven kidnapped students": they have not returned
                    let held = self.s.figures[f].measure.filter(|_| measure == Measure::Returned);
                    // "the remains of 11 people have yet to be found"
                    let sought = self.is_sought(f).then_some(Measure::Missing);
                    self.read(f, sought.or(held).unwrap_or(measure), None, "deed of");
                    // "the alleged killing of 12 people"
                    let doubt = self.items()[at].start.checked_sub(1).and_then(|i| {
                        self.s.tokens[i].pick(|s| if let Sense::Hedge(status) = s { Some(status) } else { None })
                    });
                    if let Some(r) = self.readings[f].as_mut() {
                        r.status = doubt.filter(|&d| d != Status::Asserted && d != Status::Ordered).or(r.status);
                        r.part |= some;
                        if ordered {
                            r.status = Some(Status::Ordered);
                        }
                    }
                }
            }
        }
    }

    /// Whether people are looked for because they fled from justice: "two escaped prisoners".
    fn hunted(&self, f: usize) -> bool {
        let figure = &self.s.figures[f];
        figure.tags.iter().any(|&t| self.s.lexicon.escapes(t))
            || self.s.tokens[figure.start..figure.end].iter().any(|t| t.has(|s| matches!(s, Sense::Escapes(_))))
    }

    /// Where the figures begin that a deed at item `at` was done to: behind its "of", and behind those
    /// who are only named ("the murder of the mayor and two guards").
    fn first_victim(&self, at: usize) -> usize {
        let missing = self.symbol(at) == Some(Symbol::Deed(Measure::Missing));
        let opens = |i: &usize| {
            self.symbol(*i) == Some(Symbol::Of) || missing && self.first_token(*i).is_some_and(|t| t.is_word(&["for"]))
        };
        let of = (at + 1..at + 1 + DEED_WINDOW).find(opens).unwrap_or(at + 1);
        // "the evacuation of, according to the latest data, 17,631 people"
        let inserted = self.symbol(of + 1) == Some(Symbol::Comma);
        let close = (of + 2..of + 2 + DEED_WINDOW).find(|&i| self.symbol(i) == Some(Symbol::Comma));
        if let Some(close) = close.filter(|_| inserted) {
            return self.past_named(close + 1);
        }
        self.past_named(of + 1)
    }

    // object = verb figure-list outcome?
    pub(super) fn objects(&mut self) {
        for &(at, g) in &self.s.verbs {
            let group = &self.s.groups[g];
            let takes = matches!(group.role, Role::Object | Role::Either | Role::Makes);
            if !takes || group.role == Role::Either && self.telegraphic(at) {
                continue;
            }
            // "are killing, or on their way to killing, thousands"
            let apart = self.symbol(at + 1) == Some(Symbol::Comma)
                && (at.saturating_sub(5)..at)
                    .any(|i| self.symbol(i) == Some(Symbol::And) && i > 0 && self.symbol(i - 1) == Some(Symbol::Comma));
            let from = self.past_day(at + 1 + usize::from(apart));
            // "the avalanche buried a group of nine; three were dug out alive"
            let buries = self.s.tokens[group.end - 1].means(Sense::Some);
            let first = self.past_crew(from).filter(|_| !buries).unwrap_or_else(|| self.past_named(from));
            let list = self.list_from(first, true);
            let Some(&(_, last)) = list.last().filter(|_| first == from || !self.has_own_verb(first)) else { continue };
            let ordered = self.s.tokens[group.start..group.end].iter().any(|t| t.means(Sense::Hedge(Status::Ordered)));
            let outcome = self
                .outcome_after(last, group.role == Role::Makes)
                .map(|m| if ordered && m == Measure::Displaced { Measure::Evacuated } else { m })
                .or_else(|| self.driven_out(g, last))
                .or_else(|| self.taken_as(g, list[0].0));
            // "killing a doctor at the hospital": where
            let where_only = group.measure == Some(Measure::Killed) && outcome == Some(Measure::Injured);
            let Some(measure) = outcome.filter(|_| !where_only).or(group.measure) else { continue };
            // "20 homes stood there; the mud buried six of them"
            if list.len() == 1 && self.some_of_things(list[0].0, list[0].1) {
                continue;
            }
            if self.lost_otherwise(g, from, last) {
                continue;
            }
            let respective = group.second.filter(|_| group.respectively);
            for (i, (f, _)) in list.iter().enumerate() {
                let m = respective.filter(|_| i == 1).unwrap_or(measure);
                self.read(*f, m, Some(g), "verb and object");
            }
        }
    }

    // last-victim = "and" figure verb     the bodies of a man and two women were pulled out
    /// The figure that ends a list of victims before a verb that is said of the deed or the bodies, not of them.
    fn last_victim(&self, last: usize) -> Option<(usize, usize)> {
        let and = self.past_modifiers(last + 1);
        let f = self.figure_at(and + 1).filter(|_| self.symbol(and) == Some(Symbol::And))?;
        let plain = matches!(self.symbol(and + 2), Some(Symbol::Verbs(g)) if self.s.groups[g].finite && self.s.groups[g].measure.is_none() && self.is_be(and + 2));
        plain.then_some((f, and + 1))
    }

    /// Whether the verb right behind a figure says that nobody has found them.
    fn is_sought(&self, f: usize) -> bool {
        self.verb_behind(f).is_some_and(|g| g.measure == Some(Measure::Missing))
    }

    // day = "on"? day figure     killed on Monday 47 people
    /// The item behind a day at item `at` that stands between a verb and its object; else the same item.
    pub(super) fn past_day(&self, at: usize) -> usize {
        let on = self.first_token(at).is_some_and(|t| t.is_word(&["on"]));
        let day = at + usize::from(on);
        let named = self.symbol(day) == Some(Symbol::Word)
            && self.first_token(day).is_some_and(|t| t.means(Sense::Calendar) && t.is_capital());
        if named && self.figure_at(day + 1).is_some() { day + 1 } else { at }
    }

    // crew = (determiner | article) word{0,3} "crew" "of" figure     killing its crew of four, a group of six tourists
    /// The item of the figure that tells how many are in a crew which item `from` begins.
    fn past_crew(&self, from: usize) -> Option<usize> {
        let words = (from..from + BEARER).take_while(|&i| self.symbol(i) == Some(Symbol::Word)).count();
        let of = from + words;
        let crew = words > 0
            && self.first_token(from).is_some_and(|t| t.means(Sense::Determiner) || t.means(Sense::Article))
            && self.symbol(of) == Some(Symbol::Of)
            && self.figure_at(of + 1).is_some_and(|f| matches!(self.s.figures[f].head, Head::Elided | Head::People))
            && self.crew_of(of + 1);
        crew.then_some(of + 1)
    }

    /// "Lost 14 branches and 200 staff", "lost three players to injury": nobody died. `from`: the first item of
    /// what was lost, `last` its last figure.
    fn lost_otherwise(&self, g: usize, from: usize, last: usize) -> bool {
        let loses = self.s.tokens[self.s.groups[g].end - 1].is_word(&["lose", "loses", "losing", "lost"]);
        let things = self.symbol(from) == Some(Symbol::Number);
        let to = self.first_token(last + 1).is_some_and(|t| t.is_word(&["to", "through"]));
        let injury =
            self.first_token(last + 2).is_some_and(|t| t.is_word(&["injury", "injuries", "suspension", "suspensions"]));
        loses && (things || to && injury)
    }

    /// Whether a figure counts some of the things that the number before it counts.
    fn some_of_things(&self, f: usize, at: usize) -> bool {
        let figure = &self.s.figures[f];
        let them = self.s.tokens[figure.start..figure.end]
            .last()
            .is_some_and(|t| t.is_word(&["them", "these", "those", "which"]));
        let people = (0..at).any(|i| {
            self.figure_at(i).is_some_and(|g| self.s.figures[g].head == Head::People && !self.s.figures[g].single)
        });
        figure.of_whole && figure.measure.is_none() && them && !people && self.things_before(at)
    }

    // contact = figure pronoun verb     the four soldiers they had captured
    pub(super) fn contact(&mut self) {
        for &(at, f) in &self.s.counted {
            let Some(Symbol::Verbs(g)) = self.symbol(at + 2) else { continue };
            let group = &self.s.groups[g];
            let whose = self.symbol(at + 1) == Some(Symbol::Pronoun)
                && self.first_token(at + 1).is_some_and(|t| t.is_word(&["they", "he", "she", "it", "we"]));
            let takes = matches!(group.role, Role::Object | Role::Either) && group.finite && !self.takes_object(at + 2);
            if whose
                && takes
                && let Some(measure) = group.measure
            {
                self.read(self.s.whole_of(f).unwrap_or(f), measure, Some(g), "contact clause");
            }
        }
    }

    // made-to-flee = verb figure "to flee"     shelling prompted 300 people to flee
    pub(super) fn made_to_flee(&mut self) {
        for &(at, f) in &self.s.counted {
            let made = at.checked_sub(1).is_some_and(
                |b| matches!(self.symbol(b), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Other),
            );
            let to = self.first_token(at + 1).is_some_and(|t| t.begins("to "));
            if let Some(Symbol::Outcome(Measure::Displaced)) = self.symbol(at + 1)
                && made
                && to
            {
                self.read(f, Measure::Displaced, None, "made to flee");
            }
        }
    }

    // cost = "cost" bearer figure     the battle cost the army 14 men
    pub(super) fn costs(&mut self) {
        if !self.s.kinds.has(Sense::Costs(Form::Base)) {
            return;
        }
        for &(at, g) in &self.s.verbs {
            let cost = self.s.tokens[self.s.groups[g].end - 1].has(|s| matches!(s, Sense::Costs(_)));
            let bearer = (at + 1..at + 1 + BEARER).take_while(|&i| self.symbol(i) == Some(Symbol::Word)).count();
            let Some(f) = self.figure_at(at + 1 + bearer).filter(|_| cost && bearer > 0) else { continue };
            if self.s.figures[f].head == Head::People {
                self.read(f, Measure::Killed, Some(g), "cost");
            }
        }
    }

    // claimed = incident … "claim" figure-list     the blaze claimed seven, storm claims 12 in Assam
    pub(super) fn claimed(&mut self) {
        if !self.s.kinds.has(Sense::Claims) {
            return;
        }
        for &(at, g) in &self.s.verbs {
            if self.s.claims_victims(at) {
                for (f, _) in self.list_from(at + 1, true) {
                    self.read(f, Measure::Killed, Some(g), "claimed");
                }
            }
        }
    }

    // evacuating = "to evacuate" figure-list     the town plans to evacuate 12,000 residents
    pub(super) fn evacuating(&mut self) {
        if !self.holds(&[Symbol::Outcome(Measure::Killed)]) {
            return;
        }
        for at in 0..self.items().len() {
            let Some(Symbol::Outcome(measure)) = self.symbol(at) else { continue };
            let verb =
                self.first_token(at).is_some_and(|t| t.text.len() > 3 && t.begins("to ") && !t.text[3..].contains(' '));
            let planned = self.items()[at]
                .start
                .checked_sub(1)
                .is_some_and(|i| self.s.tokens[i].means(Sense::Hedge(Status::Hypothetical)));
            // "forced 300 people to evacuate" has them before it
            let made = (0..at).any(|i| matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Makes && (i..at).any(|j| self.figure_at(j).is_some())));
            if !verb || made {
                continue;
            }
            for (f, _) in self.list_from(at + 1, true) {
                self.read(f, measure, None, "evacuating");
                if let Some(r) = self.readings[f].as_mut().filter(|r| planned && r.production == "evacuating") {
                    r.status = Some(Status::Hypothetical);
                }
            }
        }
    }

    // fronted = "also"? participle phrase? be figure-list     killed in the blast were two guards
    pub(super) fn fronted(&mut self) {
        let Some(at) = (0..2).find(|&i| matches!(self.symbol(i), Some(Symbol::Verbs(_)))) else { return };
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return };
        let Some(measure) = self.s.groups[g].measure.filter(|_| self.bare_state(g) && self.adverbs_only(0, at)) else {
            return;
        };
        let be = (at + 1..at + FRONTED)
            .find(|&i| !matches!(self.symbol(i), Some(Symbol::Word | Symbol::Preposition | Symbol::Of)));
        let Some(be) = be.filter(|&i| self.is_be(i)) else { return };
        for (f, _) in self.list_from(be + 1, true) {
            self.read(f, measure, Some(g), "fronted verb");
        }
    }

    // driven-out = drives figure-list ("from" | "out of")
    pub(super) fn driven_out(&self, g: usize, last: usize) -> Option<Measure> {
        let drives = |s| match s {
            Sense::Drives(measure, _) => Some(measure),
            _ => None,
        };
        let measure = self.s.tokens[self.s.groups[g].end - 1].pick(drives)?;
        // "75 families – about 400 people – out of Talish"
        let inserted = (last + 2..last + INSERTED).find(|&i| self.symbol(i) == Some(Symbol::Dash));
        let next = match (self.symbol(last + 1), inserted) {
            (Some(Symbol::Dash), Some(close)) => close + 1,
            _ => last + 1,
        };
        self.first_token(next).is_some_and(|t| t.means(Sense::Out)).then_some(measure)
    }

    // taken-as = makes figure whose noun is an outcome     took 40 prisoners
    fn taken_as(&self, g: usize, f: usize) -> Option<Measure> {
        let makes = self.s.groups[g].role == Role::Makes
            && self.s.tokens[self.s.groups[g].end - 1].is_word(&["take", "takes", "took", "taking", "taken"]);
        let noun = self.s.figures[f].end.checked_sub(1).map(|i| &self.s.tokens[i])?;
        let outcome = noun.pick(|s| if let Sense::Outcome(m) = s { Some(m) } else { None });
        outcome.filter(|m| makes && *m == Measure::Captured)
    }

    // searched-for = searcher … searches place? "for" figure-list     divers were looking for seven people
    pub(super) fn searched_for(&mut self) {
        if !self.s.kinds.has(Sense::Searcher) {
            return;
        }
        for &(at, g) in &self.s.verbs {
            let group = &self.s.groups[g];
            let searches = self.s.tokens[group.end - 1].has(|s| matches!(s, Sense::Searches(_)));
            let searcher = || self.s.tokens[..group.start].iter().any(|t| t.means(Sense::Searcher));
            if !searches || !searcher() {
                continue;
            }
            let is_for = |i: &usize| self.first_token(*i).is_some_and(|t| t.is_word(&["for"]));
            let place = (at + 1..at + SEARCHED).take_while(|&i| {
                matches!(self.symbol(i), Some(Symbol::Word | Symbol::Preposition | Symbol::Of | Symbol::Outcome(_)))
            });
            let Some(is_for) = place.filter(is_for).last() else { continue };
            for (f, _) in self.list_from(is_for + 1, true) {
                if !self.hunted(f) {
                    self.read(f, Measure::Missing, Some(g), "searched for");
                }
            }
        }
    }

    // ordered = orders … ("for" | verb) figure-list     evacuation orders cover more than 40,000 people
    pub(super) fn ordered_out(&mut self) {
        if !self.s.kinds.has(Sense::Orders) || self.s.kinds.has(Sense::Lifted) {
            return;
        }
        for at in 0..self.items().len() {
            if !self.first_token(at).is_some_and(|t| t.means(Sense::Orders)) {
                continue;
            }
            let between = |i: &usize| {
                matches!(self.symbol(*i), Some(Symbol::Word | Symbol::Preposition | Symbol::Of | Symbol::Verbs(_)))
            };
            let Some(last) = (at + 1..at + SEARCHED).take_while(between).last() else { continue };
            let governs = matches!(self.symbol(last), Some(Symbol::Preposition | Symbol::Of | Symbol::Verbs(_)));
            for (f, _) in self.list_from(last + 1, true) {
                if governs {
                    self.read(f, Measure::Evacuated, None, "ordered out");
                    if let Some(r) = self.readings[f].as_mut() {
                        r.status = Some(Status::Ordered);
                    }
                }
            }
        }
    }

    // untold = fate "of" figure-list … unknown     the fate of the other 21 is unclear
    //        | figure "whose" fate … unknown
    pub(super) fn untold(&mut self) {
        if !self.s.kinds.has(Sense::Fate) {
            return;
        }
        for at in 0..self.items().len() {
            let fate = |i: usize| self.first_token(i).is_some_and(|t| t.means(Sense::Fate));
            if !fate(at) {
                continue;
            }
            let ends = |i: &usize| matches!(self.symbol(*i), Some(Symbol::Semicolon | Symbol::Colon));
            let unknown = (at + 1..self.items().len())
                .take_while(|i| !ends(i))
                .any(|i| self.first_token(i).is_some_and(|t| t.means(Sense::Untold)));
            if !unknown {
                continue;
            }
            let figures = if self.symbol(at + 1) == Some(Symbol::Of) {
                self.list_from(self.first_victim(at), true).into_iter().map(|(f, _)| f).collect()
            } else if at >= 2 && self.symbol(at - 1) == Some(Symbol::Relative) {
                self.figure_at(at - 2).into_iter().collect()
            } else {
                Vec::new()
            };
            for f in figures {
                self.read(f, Measure::Missing, None, "fate unknown");
            }
        }
    }

    /// "2 died 2 injured", "3 killed 5 hurt": a participle between two figures belongs to the first.
    pub(super) fn telegraphic(&self, at: usize) -> bool {
        let before = self.figure_before(at).is_some();
        let after = self.figure_at(at + 1).is_some()
            && matches!(self.symbol(at + 2), Some(Symbol::Verbs(g)) if matches!(self.s.groups[g].role, Role::Either | Role::Subject) && self.figure_at(at + 3).is_none());
        before && after
    }

    /// What became of the objects before item `at`: to safety, homeless, hostage.
    pub(super) fn outcome_after(&self, last: usize, far: bool) -> Option<Measure> {
        for next in last + 1..last + if far { 9 } else { 4 } {
            if far && self.items().get(next).is_some_and(|i| verbs::to_refuge(self.s.tokens, i.start).is_some()) {
                return Some(Measure::Displaced);
            }
            // "doctors treated 12 people for head wounds"
            let wound = self.first_token(next).filter(|t| far && t.is_word(&["for", "with"]));
            if let Some(m) = wound.and_then(|_| verbs::wounded(self.s.tokens, self.items()[next].end)) {
                return Some(m);
            }
            let hospital = || self.items().get(next).and_then(|i| verbs::to_clinic(self.s.tokens, i.start));
            if far && hospital().is_some() {
                return Some(Measure::Injured);
            }
            match self.symbol(next)? {
                Symbol::Outcome(m) => return Some(m),
                Symbol::Comma | Symbol::Semicolon | Symbol::Colon | Symbol::Opener | Symbol::Relative => {
                    return None;
                }
                Symbol::Verbs(g) => {
                    let group = &self.s.groups[g];
                    let first = &self.s.tokens[group.start];
                    let outcome = first.pick(|s| match s {
                        Sense::Outcome(m) => Some(m),
                        _ => None,
                    });
                    return outcome.filter(|_| far || group.measure == Some(Measure::Killed));
                }
                _ => {}
            }
        }
        None
    }

    // outcome = makes figure-list … state     left 26 dead, 16 wounded
    pub(super) fn outcomes(&mut self) {
        if !self.holds(&[Symbol::Outcome(Measure::Killed)]) {
            return;
        }
        for at in 0..self.items().len() {
            if let Symbol::Outcome(measure) = self.items()[at].symbol
                && let Some(f) = self.figure_before(at)
                && self.s.figures[f].head == Head::Elided
                && (0..at)
                    .any(|i| matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Makes))
            {
                self.read(f, measure, None, "outcome");
            }
        }
    }
}
