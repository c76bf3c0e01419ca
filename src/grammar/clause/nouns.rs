//! Figures whose own noun says what happened: 23 deaths, 14 bodies, the labelled lines of a bulletin.
//!
//! In: the symbols of a sentence. Out: readings that need no verb.

use super::super::figure::{self, Head};
use super::super::symbols::{Item, Symbol};
use super::super::verbs::{self, Role};
use super::{Clauses, LABEL};
use crate::claim::{Measure, Quantifier, Status};
use crate::lexicon::{Form, Mark, Sense, Token};

/// The most tokens behind "victims of" that name what they are victims of: "Friday's Kabul airport bombing".
const VICTIMS_OF: usize = 6;
/// The most words between the verb of those taken and the one that tells that they are free.
const FREED: usize = 8;

impl<'t, 'a> Clauses<'_, 't, 'a> {
    // counted-noun = figure with a noun of harm: 23 deaths, 14 bodies, eight injured miners
    pub(super) fn counted_nouns(&mut self) {
        for f in 0..self.s.figures.len() {
            let figure = &self.s.figures[f];
            if let (Some(measure), false) = (figure.measure, figure.of_whole) {
                let firm = match figure.head {
                    Head::Harmed(m) => {
                        matches!(m, Measure::Killed | Measure::Injured | Measure::Casualties | Measure::Missing)
                    }
                    _ => false,
                };
                let saved = self.verb_near(f).is_some_and(|t| t.is_word(&["save", "saved", "saving", "saves"]));
                if firm && !saved && !self.died_since(f) {
                    self.read(f, measure, None, "counted noun");
                    let status = self.noun_status(f);
                    if let Some(r) = self.readings[f].as_mut() {
                        r.status = status;
                    }
                }
            }
        }
    }

    /// "Three of the 22 injured died": what befell them in the end is for the verb to say.
    fn died_since(&self, f: usize) -> bool {
        let figure = &self.s.figures[f];
        let behind = self.s.groups.iter().find(|g| g.start == figure.end && g.role == Role::Subject);
        figure.state_noun
            && figure.measure != Some(Measure::Killed)
            && behind.is_some_and(|g| g.measure == Some(Measure::Killed) && g.finite)
    }

    /// The certainty that words around a counted noun give it: "confirmed deaths", "no reports of".
    pub(super) fn noun_status(&self, f: usize) -> Option<Status> {
        let figure = &self.s.figures[f];
        let tokens = &self.s.tokens[figure.start..figure.end];
        if figure.quantity.quantifier == Quantifier::None && tokens.iter().any(|t| t.holds("report")) {
            return Some(Status::Alleged);
        }
        let inside = tokens.iter().find_map(|t| {
            t.pick(|s| match s {
                Sense::Hedge(status @ (Status::Confirmed | Status::Alleged | Status::Estimated | Status::Feared)) => {
                    Some(status)
                }
                _ => None,
            })
        });
        let at = self.s.item_of_figure(f)?;
        let verb = match self.symbol(at + 1) {
            // "eleven deaths have been verified"
            Some(Symbol::Verbs(g))
                if self.s.tokens[self.s.groups[g].end - 1].means(Sense::Hedge(Status::Confirmed)) =>
            {
                Some(Status::Confirmed)
            }
            Some(Symbol::Verbs(g)) => self.status_of(g, Measure::Killed).filter(|&s| s != Status::Denied),
            _ => None,
        };
        inside.or(verb)
    }

    pub(super) fn verb_near(&self, f: usize) -> Option<&'t Token<'a>> {
        let start = self.s.figures[f].start;
        (1..=2).filter_map(|n| start.checked_sub(n)).map(|i| &self.s.tokens[i]).find(|t| t.begins("sav"))
    }

    /// What a noun says by itself where no clause said otherwise.
    pub(super) fn fallbacks(&mut self) {
        let killing = self.s.groups.iter().any(|g| g.measure == Some(Measure::Killed));
        for f in 0..self.s.figures.len() {
            if !self.free(f) {
                continue;
            }
            let figure = &self.s.figures[f];
            match (figure.head, figure.measure) {
                (Head::Victims, None)
                    if figure.quantity.range.high != Some(0) && !figure.single && self.victims_of_harm(f) =>
                {
                    let hurt = self.readings.iter().flatten().any(|r| r.measure == Measure::Injured);
                    let named = self.tells_the_harm(f);
                    let measure = if killing && !hurt && !named { Measure::Killed } else { Measure::Casualties };
                    self.read(f, measure, None, "victims");
                }
                (head, Some(measure))
                    if head != Head::Unknown
                        && !figure.of_whole
                        && self.people(f)
                        && !self.set_free(f)
                        && !self.is_one(f)
                        && !self.is_speaker(f) =>
                {
                    self.read(f, measure, None, "counted noun");
                }
                _ => {}
            }
        }
    }

    // with-wounds = figure be-found? "with" word{0,3} wound     four people with gunshot wounds
    pub(super) fn with_wounds(&mut self) {
        if !self.s.kinds.has(Sense::Wound) && !self.holds(&[Symbol::Outcome(Measure::Injured)]) {
            return;
        }
        for &(at, f) in &self.s.counted {
            let found = |i: usize| matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].measure.is_none() && !self.s.groups[g].not);
            let with = at + 1 + usize::from(found(at + 1));
            let Some(item) = self.items().get(with).filter(|_| self.people(f)) else { continue };
            let first = &self.s.tokens[item.start];
            let measure = match item.symbol {
                Symbol::Outcome(measure) if first.begins("with ") => Some(measure),
                _ if first.is_word(&["with"]) => verbs::wounded(self.s.tokens, item.end),
                _ => None,
            };
            if let Some(measure) = measure {
                self.read(f, measure, None, "with wounds");
            }
        }
    }

    /// "A captured officer said": one who tells of others.
    fn is_speaker(&self, f: usize) -> bool {
        self.s.figures[f].single && self.verb_behind(f).is_some_and(|g| g.role == Role::Say && g.finite)
    }

    /// "Her father is a refugee": what somebody is, not how many there are.
    fn is_one(&self, f: usize) -> bool {
        let before = self.s.item_of_figure(f).and_then(|at| at.checked_sub(1));
        self.s.figures[f].single && before.is_some_and(|b| self.is_be(b))
    }

    /// "Eight gunshot victims": whether the noun of victims, a phrase of the lexicon, says what of.
    fn tells_the_harm(&self, f: usize) -> bool {
        self.s.tokens[self.s.figures[f].end - 1].text.contains(' ')
    }

    // victims-of-harm = victims beside a measure | victims "of" incident     104 victims of the dormitory fire
    /// Whether the sentence tells what they are victims of: not of fraud, not of an age.
    fn victims_of_harm(&self, f: usize) -> bool {
        let told = |m: Measure| matches!(m, Measure::Killed | Measure::Injured | Measure::Casualties);
        let harmed = |t: &Token| {
            t.has(
                |s| matches!(s, Sense::Does(m, _) | Sense::Harmed(m, _) | Sense::Deed(m) | Sense::State(m) if told(*m)),
            )
        };
        let figure = &self.s.figures[f];
        if self.tells_the_harm(f) {
            return true;
        }
        let [of, behind @ ..] = &self.s.tokens[figure.end..] else { return self.s.tokens.iter().any(harmed) };
        let incident = |t: &Token| self.s.is_incident(t);
        let plain = |t: &&Token| t.mark == Mark::Word || t.mark == Mark::Point('-');
        self.s.tokens.iter().any(harmed)
            || of.means(Sense::Of) && behind.iter().take(VICTIMS_OF).take_while(plain).any(incident)
    }

    /// Whether a figure counts the families of those whom a label's figure counts: "Displaced persons: 14,200 (2,840
    /// families)".
    fn labelled_unit(&self, other: usize, f: usize) -> bool {
        let heads = (self.s.figures[f].head, self.s.figures[other].head);
        heads == (Head::Elided, Head::Household) || self.other_unit(other, f)
    }

    /// Whether the people of a counted noun were freed, rescued or found: no longer harmed.
    pub(super) fn set_free(&self, f: usize) -> bool {
        let freed =
            |t: &Token| t.has(|s| matches!(s, Sense::Saves(form) | Sense::Escapes(form) if *form != Form::Base));
        if self.s.is_whole(f) {
            return false; // "freed 14 of the 60 hostages": not all of them
        }
        let figure = &self.s.figures[f];
        let before = figure.start.saturating_sub(3);
        let behind = self.past_insertion(f);
        let after = (behind + 4).min(self.s.tokens.len());
        self.s.tokens[before..figure.start]
            .iter()
            .chain(&self.s.tokens[behind..after])
            .any(|t| freed(t) && figure::person(t).is_none())
            || self.freed_since(f)
    }

    // freed-since = figure participle word{0,8} (be | have been) saved     two hostages seized on Monday have been freed
    fn freed_since(&self, f: usize) -> bool {
        let Some(at) = self.s.item_of_figure(f) else { return false };
        let Some(Symbol::Verbs(g)) = self.symbol(at + 1) else { return false };
        if self.s.groups[g].measure != Some(Measure::Captured) || !self.s.groups[g].bare {
            return false;
        }
        let plain = |i: &usize| matches!(self.symbol(*i), Some(Symbol::Word | Symbol::Preposition));
        let words = (at + 2..at + 2 + FREED).take_while(plain).count();
        matches!(self.symbol(at + 2 + words), Some(Symbol::Verbs(h)) if self.s.groups[h].finite && self.saves(h))
    }

    // insertion = "," figure word* ","     the 12 hostages, six of them foreigners, were freed
    /// The token behind what stands between commas or dashes behind a figure, or the one behind the figure.
    fn past_insertion(&self, f: usize) -> usize {
        let end = self.s.figures[f].end;
        let Some(at) = self.s.item_of_figure(f) else { return end };
        let mark = self.symbol(at + 1);
        if !matches!(mark, Some(Symbol::Comma | Symbol::Dash)) || self.figure_at(at + 2).is_none() {
            return end;
        }
        let words = self.items().iter().skip(at + 3).take_while(|i| i.symbol == Symbol::Word).count();
        let close = at + 3 + words;
        if self.symbol(close) == mark { self.items()[close].end } else { end }
    }

    /// Whether the line begins as a part of the one above it: "of whom civilians: 20".
    pub(in crate::grammar) fn opens_part(&self) -> bool {
        self.symbol(0) == Some(Symbol::Including)
    }

    /// The figure behind the colon of a line whose label names no measure: part of the line above it.
    pub(in crate::grammar) fn unlabelled(&self) -> Option<usize> {
        let colon = self.items().iter().position(|i| i.symbol == Symbol::Colon)?;
        self.figure_at(colon + 1)
            .filter(|&f| self.free(f) && self.s.figures[f].head == Head::Elided && self.items()[colon].start <= LABEL)
    }

    /// Reads that figure as a part.
    pub(in crate::grammar) fn read_below(&mut self, figure: usize, measure: Measure) {
        self.read_part_of_all(figure, measure, None, "part of the line above");
    }

    // tabular = (label (":" | dash)? figure bracket?) ("," | ";" | "/" | "and") … — two or more, or one that is all
    //           there is     dead 4, injured 17 (5 children), missing 2; DEATHS – 4
    /// The lines of a table in one line: each figure stands behind its label.
    pub(super) fn tabular(&mut self) {
        let brackets = if self.holds(&[Symbol::Open, Symbol::Close]) { self.in_brackets() } else { Vec::new() };
        let inside = |i: usize| brackets.get(i) == Some(&true);
        let mut rows: Vec<(usize, Measure)> = Vec::new();
        let mut start = 0;
        let mut whole = true;
        while start < self.items().len() {
            let separates = |i: &usize| {
                matches!(self.symbol(*i), Some(Symbol::Comma | Symbol::Semicolon | Symbol::And)) && !inside(*i)
            };
            let end = (start..self.items().len()).find(separates).unwrap_or(self.items().len());
            match self.row(start, end, &inside) {
                Some(row) => rows.push(row),
                None if rows.len() > 1 => break,
                None => {
                    whole = false;
                    rows.clear();
                }
            }
            start = end + 1;
        }
        if rows.len() > 1 || whole && rows.len() == 1 && self.marked_row() {
            for (f, measure) in rows {
                self.read(f, measure, None, "row of a table");
            }
        }
    }

    /// Of each item, whether it stands in brackets, themselves included.
    fn in_brackets(&self) -> Vec<bool> {
        let mut open = false;
        let inside = |item: &Item| {
            let closes = item.symbol == Symbol::Close;
            open = open && !closes || item.symbol == Symbol::Open;
            open || closes
        };
        self.items().iter().map(inside).collect()
    }

    /// The figure and measure of a label with its figure that fills the items from `start` to `end`, but for what
    /// stands in brackets.
    fn row(&self, start: usize, end: usize, inside: &impl Fn(usize) -> bool) -> Option<(usize, Measure)> {
        let mut figures = (start..end).rev().filter(|&i| self.figure_at(i).is_some());
        let last = figures.clone().next()?;
        let at = figures.find(|&i| !inside(i)).unwrap_or(last);
        let f = self.figure_at(at).filter(|&f| self.s.figures[f].head == Head::Elided)?;
        let mark = |i: usize| matches!(self.symbol(i), Some(Symbol::Colon | Symbol::Dash | Symbol::Open));
        let marked = at > start && mark(at - 1);
        let behind = if marked { at - 1 } else { at };
        let first = (start..behind).rev().find(|&i| mark(i)).map_or(start, |i| i + 1);
        let label = self.s.tokens.get(self.items()[first].start..self.items()[behind].start)?;
        let closed =
            (at + 1..end).all(|i| inside(i) || self.first_token(i).is_some_and(|t| matches!(t.mark, Mark::Point(_))));
        let short = if marked { label.len() <= LABEL } else { behind == first + 1 };
        let finite = |i: usize| matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].finite && !self.s.groups[g].bare && self.s.groups[g].role != Role::Subject);
        let counted = (first..behind).any(|i| self.figure_at(i).is_some());
        if label.is_empty() || !closed || !short || counted || (first..behind).any(finite) {
            return None;
        }
        label_measure(label).map(|measure| (f, measure))
    }

    /// Whether a mark stands between a label and its figure anywhere.
    fn marked_row(&self) -> bool {
        (1..self.items().len()).any(|i| self.figure_at(i).is_some() && self.symbol(i - 1) == Some(Symbol::Dash))
    }

    // label = word* measure-word word* ":" figure
    pub(super) fn labels(&mut self) {
        if !self.holds(&[Symbol::Colon]) {
            return;
        }
        let Some(colon) = self.items().iter().position(|i| i.symbol == Symbol::Colon) else { return };
        let counted = (0..colon).any(|i| self.figure_at(i).is_some());
        let Some(f) = self.figure_at(colon + 1).filter(|&f| self.free(f) && !counted) else { return };
        let end = self.items()[colon].start;
        let label = &self.s.tokens[..end];
        if label.len() > LABEL {
            return;
        }
        let Some(measure) = label_measure(label) else { return };
        // "'We lost everything': 4,000 homeless"
        let own = self.s.figures[f].measure.is_some_and(|own| own != measure);
        if own || label.iter().any(|t| t.means(Sense::Pronoun)) {
            return;
        }
        let status = label.iter().find_map(|t| {
            t.pick(|s| match s {
                Sense::Hedge(status @ (Status::Confirmed | Status::Estimated | Status::Feared | Status::Ordered)) => {
                    Some(status)
                }
                _ => None,
            })
            .or_else(|| t.holds("confirmed").then_some(Status::Confirmed))
        });
        self.read(f, measure, None, "label");
        // "Killed: a nurse, two cooks"
        if self.s.figures[f].head == Head::People {
            for (other, _) in self.list_from(colon + 1, true) {
                if self.s.figures[other].head == Head::People {
                    self.read(other, measure, None, "label");
                }
            }
        }
        // "Displaced: 1,117 families / 5,320 persons"
        let mut next = colon + 2;
        while matches!(self.symbol(next), Some(Symbol::Comma | Symbol::Open)) {
            let Some(other) =
                self.figure_at(next + 1).filter(|&other| self.free(other) && self.labelled_unit(other, f))
            else {
                break;
            };
            self.read(other, measure, None, "label");
            next += 2;
        }
        if let Some(r) = self.readings[f].as_mut() {
            r.status = status;
        }
    }
}

/// The measure that the label of a bulletin's line names.
pub(in crate::grammar) fn label_measure(label: &[Token]) -> Option<Measure> {
    let unit_of = |t: &Token| {
        t.pick(|s| match s {
            Sense::Harmed(m, _) | Sense::State(m) | Sense::Toll(Some(m)) | Sense::Deed(m) | Sense::Outcome(m) => {
                Some(m)
            }
            Sense::Does(m, Form::Ed | Form::Participle) => Some(m),
            Sense::Undergoes(m, Form::Ed | Form::Past | Form::Participle) => Some(m),
            _ => None,
        })
    };
    let things = label.iter().any(|t| {
        t.has(|s| matches!(s, Sense::Thing(_)))
            && t.pick(|s| matches!(s, Sense::Household(_) | Sense::Harmed(..)).then_some(())).is_none()
    });
    let toll = label.iter().any(|t| t.ends("toll"));
    // "IDP returnees"
    let returned = label.iter().any(|t| unit_of(t) == Some(Measure::Returned)).then_some(Measure::Returned);
    let found = returned.or_else(|| label.iter().find_map(unit_of)).or(toll.then_some(Measure::Killed));
    let counted = label
        .iter()
        .find(|t| unit_of(t).is_some())
        .is_some_and(|t| t.has(|s| matches!(s, Sense::Harmed(..) | Sense::Toll(_))));
    found.filter(|_| !things || counted)
}
