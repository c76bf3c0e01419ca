//! Parts: figures that count some of another figure's people, and the same people in another unit.
//!
//! In: the readings made so far. Out: readings that are parts, with their whole where this sentence
//! has it.

use super::super::figure::{self, Head};
use super::super::symbols::Symbol;
use super::super::verbs::Role;
use super::{Clauses, Reading, WINDOW};
use crate::claim::Measure;
use crate::lexicon::{Mark, Sense, Token};

/// The most items behind "are" that name whom somebody is among: "among the many hundreds killed".
const THE_DEAD: usize = 4;

impl<'t, 'a> Clauses<'_, 't, 'a> {
    // among-the-dead = ("among" | "of") the-dead (be | include) figure-list     among the dead were two monks
    //                | toll "include" figure-list
    pub(super) fn among_the_dead(&mut self) {
        let opens = |t: &Token| t.begins("among") || t.text.eq_ignore_ascii_case("of");
        let include = self.holds(&[Symbol::Including]);
        let mut behind = false;
        for at in 0..self.items().len() {
            let here = self.first_token(at).is_some_and(opens);
            let among = std::mem::replace(&mut behind, here) || here;
            if !among && !include {
                continue;
            }
            let Some((measure, whole)) = self.the_dead(at) else { continue };
            let verb = (at + 1..(at + 6).min(self.items().len()))
                .find(|&i| self.is_be(i) || self.symbol(i) == Some(Symbol::Including));
            let Some(verb) = verb else { continue };
            if !among && (whole.is_some() || self.symbol(verb) != Some(Symbol::Including)) {
                continue;
            }
            for (f, _) in self.list_from(verb + 1, false) {
                self.read_part(f, measure, whole, "among the dead");
            }
        }
    }

    /// The people harmed that item `at` names as a whole: "the dead", "the 48 dead", "those killed".
    fn the_dead(&self, at: usize) -> Option<(Measure, Option<usize>)> {
        let t = self.first_token(at)?;
        match self.symbol(at)? {
            Symbol::Toll(Some(m)) if t.begins("the ") || at == 0 => Some((m, None)),
            Symbol::Figure(f) => self.readings[f].as_ref().filter(|r| !r.part).map(|r| (r.measure, Some(f))),
            // "those killed", "among those injured"
            _ if t.ends("those") && t.mark == Mark::Word => match self.symbol(at + 1)? {
                Symbol::Verbs(g) => self.s.groups[g].measure.filter(|_| self.bare_state(g)).map(|m| (m, None)),
                _ => None,
            },
            _ => {
                t.pick(|s| (s == Sense::Them).then_some(()))?;
                let word = t.text.split(' ').nth(1)?;
                let victims = || word.eq_ignore_ascii_case("victims").then(|| self.of_victims());
                state_word(word).or_else(victims).map(|m| (m, None))
            }
        }
    }

    /// What victims are of whom this sentence and the one before tell no more.
    fn of_victims(&self) -> Measure {
        let told = self.s.groups.iter().find_map(|g| g.measure).or(self.previous);
        told.filter(|m| matches!(m, Measure::Killed | Measure::Injured)).unwrap_or(Measure::Casualties)
    }

    /// Whether item `at` is a form of "be" that says no harm itself.
    pub(super) fn is_be(&self, at: usize) -> bool {
        matches!(self.symbol(at), Some(Symbol::Verbs(g)) if self.s.tokens[self.s.groups[g].start..self.s.groups[g].end].iter().any(|t| t.means(Sense::Be)))
    }

    // are-among = figure-list be "among" (the-dead | "those" state)     two policemen were among those killed
    //           | figure-list be "among them"
    //           | figure "among" the-dead — in headlines     baby among five dead
    pub(super) fn are_among(&mut self) {
        for &(at, f) in self.s.counted.iter().filter(|_| self.s.headline) {
            let among = self.first_token(at + 1).is_some_and(|t| t.is_word(&["among"])) && self.free(f);
            if among && let Some((measure, whole)) = self.the_dead(at + 2) {
                self.read_part(f, measure, whole, "are among the dead");
            }
        }
        for &(at, _) in &self.s.verbs {
            let among = self.first_token(at + 1).is_some_and(|t| t.begins("among")) && self.is_be(at);
            if !among {
                continue;
            }
            let end = (at + 1 + THE_DEAD).min(self.items().len());
            let harmed = (at + 1..end).find_map(|i| match self.symbol(i) {
                Some(Symbol::Verbs(g)) => self.s.groups[g].measure.map(|m| (m, None)),
                _ => self.the_dead(i),
            });
            let them = || self.previous.filter(|_| self.is_among_them(at + 1)).map(|measure| (measure, None));
            let Some((measure, whole)) = harmed.or_else(them) else { continue };
            for f in self.subject_list(at) {
                self.read_part(f, measure, whole, "are among the dead");
            }
        }
    }

    // apposition = figure "," figures that add up to it     three civilians, two women and a man, died
    pub(super) fn appositions(&mut self) {
        for &(before, whole) in &self.s.counted {
            let at = before + 1;
            if self.symbol(at) != Some(Symbol::Comma) {
                continue;
            }
            let Some(measure) = self.readings[whole].as_ref().map(|r| r.measure) else { continue };
            let same = |r: &Reading| r.measure == measure && !r.part;
            for f in self.adds_up(at).unwrap_or_default() {
                if self.readings[f].as_ref().is_some_and(same) {
                    self.readings[f] = None; // read beside its whole, as if it came on top
                }
                self.read_part_of_all(f, measure, Some(whole), "apposition");
            }
        }
    }

    // whole = figure "of" figure ("who"? verb)? … verb     two of the 14 men abducted on Sunday were killed:
    // the verb next to it is said of all, the verb of the clause of some
    pub(super) fn wholes(&mut self) {
        for &(some, all) in &self.s.wholes {
            let Some(at) = self.s.item_of_figure(some) else { continue };
            let relative = self.symbol(at + 1) == Some(Symbol::Relative);
            let verb = at + 1 + usize::from(relative);
            // "he was one of 12 people killed": all of them were
            let named = at.checked_sub(1).filter(|&be| self.is_be(be) && self.s.figures[some].single);
            if let Some(Symbol::Verbs(g)) = self.symbol(verb)
                && let Some(measure) = self.s.groups[g].measure
                && (relative || self.bare_state(g))
                && matches!(self.s.groups[g].role, Role::Subject | Role::Either)
                && (named.is_some() || self.told_of_some(some, at, verb))
            {
                self.read(all, measure, Some(g), "the whole of a part");
                if let Some(be) = named {
                    self.readings[some] = None;
                    if let Some(f) = be.checked_sub(1).and_then(|subject| self.figure_at(subject)) {
                        self.read_part(f, measure, Some(all), "the whole of a part");
                    }
                    continue;
                }
            }
            let whole = self.readings[all].as_ref().map(|r| r.measure);
            if let Some(r) = self.readings[some].as_mut()
                && whole.is_some()
            {
                r.part = true;
                r.whole = Some(all);
            }
        }
    }

    /// Whether a finite verb behind the one at item `verb` is said of the figure at item `at`.
    fn told_of_some(&self, figure: usize, at: usize, verb: usize) -> bool {
        let own = self.readings[figure].as_ref().and_then(|r| r.group);
        (verb + 1..self.items().len().min(verb + WINDOW)).any(|later| {
            let Some(Symbol::Verbs(h)) = self.symbol(later) else { return false };
            let group = &self.s.groups[h];
            group.finite && (own == Some(h) || self.reaches(at + 1, later))
        })
    }

    // included = figure … "including" figure-list
    pub(super) fn included(&mut self) {
        if !self.holds(&[Symbol::Including]) {
            return;
        }
        for at in 0..self.items().len() {
            if self.items()[at].symbol != Symbol::Including {
                continue;
            }
            // "among whom were nine pupils"
            let begins = at + 1 + usize::from(self.is_be(at + 1));
            // "among them the imam and four of his students"
            let named = self.past_named(begins);
            let list = self.list_from(if self.has_own_verb(named) { begins } else { named }, false);
            let Some(&(first, _)) = list.first() else { continue };
            if !self.free(first) {
                // "including two soldiers killed": read by its own verb, a part all the same
                if let Some((whole, _)) = self.whole_before(at)
                    && let Some(r) = self.readings[first].as_mut()
                {
                    r.part = true;
                    r.whole = Some(whole);
                }
                continue;
            }
            let whole = self.whole_before(at);
            let above = self.previous.filter(|_| whole.is_none() && self.includes_those_above(at));
            let Some(measure) = whole.map(|(_, measure)| measure).or(above) else { continue };
            for (f, _) in list {
                self.read_part(f, measure, whole.map(|(whole, _)| whole), "including");
            }
        }
    }

    // those-above = "among them" be | "they" "included" — at the beginning     they included 12 children
    /// Whether "including" at item `at` opens a sentence about the people of the one before.
    fn includes_those_above(&self, at: usize) -> bool {
        let they = at == 1 && self.first_token(0).is_some_and(|t| t.is_word(&["they"]));
        at == 0 && self.is_be(1) || they
    }

    // included-behind = ("," | "with") figure-list "among them"     40 were killed, 12 children among them
    /// Reads the figures before an "among them" that has none behind it.
    pub(super) fn included_behind(&mut self) {
        if !self.holds(&[Symbol::Including]) {
            return;
        }
        for at in 1..self.items().len() {
            let Some(last) = self.figure_at(at - 1).filter(|_| self.is_among_them(at)) else { continue };
            let mut list = vec![last];
            let mut first = at - 1;
            while let Some(before) = first.checked_sub(2).filter(|_| self.symbol(first - 1) == Some(Symbol::And)) {
                let Some(f) = self.figure_at(before) else { break };
                list.push(f);
                first = before;
            }
            let Some((whole, measure)) = self.whole_before(first) else { continue };
            for f in list.into_iter().rev() {
                self.read_part(f, measure, Some(whole), "including");
            }
        }
    }

    /// Whether "among them" at item `at` is said of the figure before it.
    pub(super) fn is_among_them(&self, at: usize) -> bool {
        self.symbol(at) == Some(Symbol::Including)
            && self.first_token(at).is_some_and(|t| t.begins("among"))
            && self.s.ends_clause(at + 1)
    }

    // by-place = figure … ("," | ":" | dash) (figure modifier*)+ — that add up to it     40 died, 12 in Kabul and 28 in Herat
    pub(super) fn by_place(&mut self) {
        for &(first, f) in self.s.counted.iter().filter(|(first, _)| *first > 1) {
            let mark = matches!(self.symbol(first - 1), Some(Symbol::Comma | Symbol::Colon | Symbol::Dash));
            if !mark || self.s.figures[f].head != Head::Elided {
                continue;
            }
            let Some((whole, measure)) = self.whole_before(first - 1) else { continue };
            let parts: Vec<usize> = self.list_from(first, false).into_iter().map(|(f, _)| f).collect();
            if !parts.iter().all(|&f| self.free(f)) || !self.sum_up_to(&parts, whole) {
                continue;
            }
            for f in parts {
                self.read_part_of_all(f, measure, Some(whole), "by place");
            }
        }
    }

    /// The nearest figure with a reading before item `at`, and its measure.
    pub(super) fn whole_before(&self, at: usize) -> Option<(usize, Measure)> {
        (0..at)
            .rev()
            .filter_map(|i| self.figure_at(i))
            .find_map(|f| self.readings[f].as_ref().filter(|r| !r.part).map(|r| (f, r.measure)))
    }

    // partitive = figure "of" whole | figure ("fatally" | "critically")
    pub(super) fn partitives(&mut self) {
        for &(at, f) in &self.s.counted {
            let figure = &self.s.figures[f];
            let grave = (at + 1..at + 3).find_map(|i| match self.symbol(i) {
                Some(Symbol::Gravely(m)) => Some(m),
                _ => None,
            });
            if figure.of_whole {
                let whole = self.whole_before(at);
                let people = self.s.tokens.get(figure.end).is_some_and(|t| figure::person(t).is_some());
                let which =
                    self.s.tokens[figure.start..figure.end].iter().any(|t| t.text.eq_ignore_ascii_case("which"));
                let existential = whole.is_none()
                    && grave.is_none()
                    // "there were perhaps 50 of them": how many there were, not what befell them
                    && (0..at).rev().take(2).any(
                        |i| matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Other),
                    );
                let named = (0..at).rev().find_map(|i| self.figure_at(i));
                let unread = which_or_whom(&self.s.tokens[figure.start..figure.end])
                    && named.is_some_and(|f| self.readings[f].is_none());
                // "four of whom were dug out alive"
                let saved = matches!(self.symbol(at + 1), Some(Symbol::Verbs(g)) if self.saves(g));
                // "the attacks hit several parts of the city; one of them was against the barracks"
                let attacks = self.readings[f].is_none()
                    && whole.is_none()
                    && figure.measure.is_none()
                    && grave.is_none()
                    && self.things_told(figure.start);
                if existential || unread || saved || attacks {
                    continue;
                }
                if figure.measure.is_none()
                    && !people
                    && grave.is_none()
                    && (which || whole.is_none())
                    && self.things_before(at)
                {
                    continue;
                }
                let own = grave.or(figure.measure).or(whole.map(|(_, m)| m)).or(self.previous);
                match self.readings[f].as_mut() {
                    Some(r) => {
                        r.part = true;
                        r.whole = whole.map(|(w, _)| w);
                    }
                    None => {
                        if let Some(measure) = own {
                            self.read_part(f, measure, whole.map(|(w, _)| w), "part of a whole");
                        }
                    }
                }
            } else if figure.head == Head::Elided
                && let Some(measure) = grave
                && self.free(f)
                && let Some((whole, whole_measure)) = self.whole_before(at)
            {
                let measure = if whole_measure == Measure::Killed { whole_measure } else { measure };
                self.read_part(f, measure, Some(whole), "so many of them gravely");
            } else if figure.head == Head::Elided
                && grave == Some(Measure::Killed)
                && (0..at).any(|i| self.figure_at(i).is_some_and(|f| self.s.figures[f].head == Head::People))
            {
                // "90 people were poisoned, seven fatally": what befell the others is no measure
                self.read(f, Measure::Killed, None, "so many of them fatally");
            }
        }
        self.of_the_n();
        self.predicate_parts();
    }

    /// Whether a plural noun of things stands before a token, and no people.
    fn things_told(&self, before: usize) -> bool {
        let tokens = &self.s.tokens[..before];
        let many = |t: &Token| t.pick(figure::thing).is_some() && t.text.ends_with(['s', 'S']);
        tokens.iter().any(many) && !tokens.iter().any(|t| figure::person(t).is_some() || figure::harmed(t).is_some())
    }

    // of-casualties = casualties ("," | ":" | "(") figure-killed-or-injured     26 casualties, nine killed
    pub(super) fn of_casualties(&mut self) {
        for &(at, f) in self.s.counted.iter().filter(|(at, _)| *at > 0) {
            if self.s.figures[f].head != Head::Elided && !self.s.figures[f].state_noun {
                continue;
            }
            let joined =
                matches!(self.symbol(at - 1), Some(Symbol::Comma | Symbol::Colon | Symbol::Open | Symbol::And));
            let before = (0..at).rev().filter_map(|i| self.figure_at(i)).find(|&g| self.readings[g].is_some());
            let Some(b) = before.filter(|_| joined) else { continue };
            let Some(model) = self.readings[b].clone() else { continue };
            let whole = if model.measure == Measure::Casualties && !model.part {
                Some(b)
            } else {
                model.whole.filter(|_| model.production == "of casualties")
            };
            if let (Some(whole), Some(r)) = (whole, self.readings[f].as_mut())
                && matches!(r.measure, Measure::Killed | Measure::Injured)
                && !r.part
            {
                r.part = true;
                r.whole = Some(whole);
                r.production = "of casualties";
            }
        }
    }

    // alone = place "alone" figure     in Ardan alone 12 were killed: some of all
    pub(super) fn alone(&mut self) {
        for f in 0..self.s.figures.len() {
            let start = self.s.figures[f].start;
            let near = &self.s.tokens[start.saturating_sub(3)..start];
            let alone = near.iter().any(|t| t.is_word(&["alone"]))
                || near.windows(2).any(|w| w[0].is_word(&["alone"]) && w[1].is(','));
            if alone && let Some(r) = self.readings[f].as_mut() {
                r.part = true;
            }
        }
    }

    // predicate-part = figure be (people | "identified")     six are women; only 31 have been identified
    pub(super) fn predicate_parts(&mut self) {
        for &(at, f) in &self.s.counted {
            if !self.free(f) || self.s.figures[f].head != Head::Elided {
                continue;
            }
            let Some(Symbol::Verbs(g)) = self.symbol(at + 1) else { continue };
            let group = &self.s.groups[g];
            let words = &self.s.tokens[group.start..group.end];
            let be = words.iter().any(|t| t.means(Sense::Be));
            let named = words.iter().any(|t| t.means(Sense::Some));
            let next = &self.s.tokens[group.end..(group.end + 2).min(self.s.tokens.len())];
            let people = next.iter().any(|t| figure::person(t).is_some() || t.means(Sense::Members));
            let whole = self.whole_before(at);
            if let Some(measure) = whole.map(|(_, m)| m).or(self.previous).filter(|_| be && (people || named)) {
                self.read_part(f, measure, whole.map(|(w, _)| w), "so many of them are");
            }
        }
    }

    /// Whether the nearest number before item `at` counts things: "27 recommendations, four of which".
    pub(super) fn things_before(&self, at: usize) -> bool {
        let nearest = (0..at).rev().find_map(|i| match self.symbol(i) {
            Some(Symbol::Number) => Some(matches!(self.s.reason_at(i), Some(figure::Reason::Things(_)))),
            Some(Symbol::Figure(_)) => Some(false),
            _ => None,
        });
        nearest.unwrap_or_else(self.after_things)
    }

    // of-the-n = "Of" figure …, figure (verb)? …
    pub(super) fn of_the_n(&mut self) {
        let first = self.items().iter().position(|i| !matches!(i.symbol, Symbol::Quote | Symbol::Word));
        let Some(first) = first.filter(|&i| i <= 1 && self.symbol(i) == Some(Symbol::Of)) else { return };
        let Some(whole) = self.figure_at(first + 1).or_else(|| self.figure_at(first + 2)) else {
            // "of the wounded, seven are in a critical condition"
            if let Some(Symbol::Toll(Some(_))) = self.symbol(first + 1)
                && self.first_token(first + 1).is_some_and(|t| t.begins("the "))
            {
                self.readings.iter_mut().flatten().for_each(|r| r.part = true);
            }
            return;
        };
        let Some(measure) = self.readings[whole].as_ref().map(|r| r.measure).or(self.previous) else { return };
        for at in first + 2..self.items().len() {
            let Some(f) = self.figure_at(at) else { continue };
            if f == whole {
                continue;
            }
            let safe = self.is_safe(at + 1);
            match self.readings[f].as_mut() {
                Some(r) => {
                    r.part = true;
                    r.whole = Some(whole);
                    // "of the 26 injured, 19 have gone home": out of hospital
                    if r.measure == Measure::Returned && measure == Measure::Injured {
                        r.measure = measure;
                    }
                }
                // "of the 140 hostages 62 are thought to be alive"
                None if safe => {}
                None if !self.s.figures[f].single => self.read_part(f, measure, Some(whole), "of the whole"),
                None => {}
            }
        }
    }

    /// Whether the verb at item `at` tells of something else than harm.
    fn did_otherwise(&self, at: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return false };
        let group = &self.s.groups[g];
        group.finite && group.measure.is_none() && !self.s.tokens[group.end - 1].means(Sense::Be)
    }

    /// Whether the verb at item `at` says that people live.
    pub(super) fn is_safe(&self, at: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return false };
        let alive = self.s.tokens[self.s.groups[g].end..].iter().take(2).any(|t| t.means(Sense::Safe));
        alive || self.saves(g)
    }

    // breakdown = figure … (":" | dash | "(") figure ("," figure)* ("and" figure)?
    pub(super) fn breakdowns(&mut self) {
        if !self.holds(&[Symbol::Colon, Symbol::Dash, Symbol::Open]) {
            return;
        }
        for at in 0..self.items().len() {
            let opens = matches!(self.items()[at].symbol, Symbol::Colon | Symbol::Dash | Symbol::Open);
            if !opens {
                continue;
            }
            let Some((whole, measure)) = self.whole_before(at) else { continue };
            let end = match self.symbol(at) {
                Some(Symbol::Open) => self.items()[at..].iter().position(|i| i.symbol == Symbol::Close).map(|p| at + p),
                Some(Symbol::Dash) => {
                    self.items()[at + 1..].iter().position(|i| i.symbol == Symbol::Dash).map(|p| at + 1 + p)
                }
                _ => None,
            }
            .unwrap_or(self.items().len());
            let Some(first) = (at + 1..end.min(at + 4)).find(|&i| self.figure_at(i).is_some()) else { continue };
            let stops = |i: usize| {
                matches!(self.symbol(i), Some(Symbol::Semicolon))
                    || matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].finite && self.s.groups[g].role != Role::Either)
            };
            let end = (first..end).find(|&i| stops(i)).unwrap_or(end);
            let figures: Vec<usize> =
                (first..end).filter_map(|i| self.figure_at(i)).filter(|&f| self.free(f)).collect();
            let bracket = self.symbol(at) == Some(Symbol::Open);
            if figures.len() < 2 && !bracket || self.figure_at(first).is_some_and(|f| !self.free(f)) {
                continue;
            }
            let total = figures.len();
            // "(12 people were arrested)", but "(12 were children)"
            if total == 1 && self.did_otherwise(first + 1) {
                continue;
            }
            for f in figures {
                if self.s.figures[f].head == Head::Household && self.s.figures[whole].head != Head::Household {
                    continue;
                }
                if bracket && total == 1 && self.other_unit(f, whole) {
                    self.read(f, measure, None, "the same in another unit");
                    continue;
                }
                if bracket && total == 1 && self.s.figures[f].adds == figure::Adds::More {
                    self.read(f, measure, None, "added since");
                    continue;
                }
                if total > 1 {
                    self.read_part_of_all(f, measure, Some(whole), "breakdown");
                } else {
                    self.read_part(f, measure, Some(whole), "breakdown");
                }
            }
        }
    }

    // other-unit = figure ("," | dash | "(") "or"? figure-in-the-other-unit
    //            | displaced ("in" | "from" | "of") households     41,230 people in 5,640 households
    pub(super) fn other_units(&mut self) {
        for &(at, f) in self.s.counted.iter().filter(|(at, _)| *at > 0) {
            if !self.free(f) || !matches!(self.s.figures[f].head, Head::People | Head::Household) {
                continue;
            }
            let mut back = at;
            while back > 0
                && (matches!(self.symbol(back - 1), Some(Symbol::Comma | Symbol::Dash | Symbol::Open))
                    || self.first_token(back - 1).is_some_and(|t| t.means(Sense::Or)))
            {
                back -= 1;
            }
            let living = back == at && self.s.figures[f].head == Head::Household;
            if living && self.first_token(at - 1).is_some_and(|t| t.is_word(&["in", "from", "of"])) {
                back -= 1;
            }
            // "2,300 people were evacuated (690 families)"
            let bracketed = self.symbol(back) == Some(Symbol::Open) && self.symbol(at + 1) == Some(Symbol::Close);
            if bracketed && back > 0 && matches!(self.symbol(back - 1), Some(Symbol::Verbs(_))) {
                back -= 1;
            }
            let Some(model) = back.checked_sub(1).filter(|_| back < at).and_then(|b| self.figure_at(b)) else {
                continue;
            };
            let moved = |m: Measure| {
                matches!(m, Measure::Displaced | Measure::Evacuated | Measure::Refugees | Measure::Returned)
            };
            let households = bracketed && self.s.figures[f].head == Head::Household;
            let elided = households && self.s.figures[model].head == Head::Elided;
            let same = |r: &Reading| (!living && !elided || moved(r.measure)) && (elided || self.other_unit(f, model));
            if let Some(r) = self.readings[model].clone().filter(same) {
                self.read(f, r.measure, r.group, "the same in another unit");
            }
        }
    }

    pub(super) fn other_unit(&self, f: usize, whole: usize) -> bool {
        let household = |f: usize| self.s.figures[f].head == Head::Household;
        let people = |f: usize| matches!(self.s.figures[f].head, Head::People | Head::Harmed(Measure::Displaced));
        household(f) && people(whole) || household(whole) && people(f)
    }
}

/// Whether a part is taken from what was named just before: "nine of whom", "four of which".
fn which_or_whom(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.text.eq_ignore_ascii_case("whom") || t.text.eq_ignore_ascii_case("which"))
}

fn state_word(word: &str) -> Option<Measure> {
    match word.to_ascii_lowercase().as_str() {
        "dead" | "killed" | "deceased" => Some(Measure::Killed),
        "wounded" | "injured" => Some(Measure::Injured),
        "missing" => Some(Measure::Missing),
        "displaced" => Some(Measure::Displaced),
        "casualties" => Some(Measure::Casualties),
        _ => None,
    }
}
