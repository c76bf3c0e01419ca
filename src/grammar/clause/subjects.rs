//! Subjects: whom a passive or intransitive verb, or a state, is said of.
//!
//! In: the symbols of a sentence. Out: readings of the figures that are subjects, coordinated ones
//! included. How far a subject may stand from its verb is told in `modifiers`.

use super::super::figure::{self, Head};
use super::super::symbols::Symbol;
use super::super::verbs::Role;
use super::{Clauses, WINDOW};
use crate::claim::{Measure, Quantifier, Range, Status};
use crate::lexicon::{Form, Plural, Sense, Token};

/// The most items of modifiers behind one of several subjects: "two officers who had come to help and".
const LINK: usize = 12;

/// The most words of an object without a number: "former junta member Gustavo Lara".
const NAMED: usize = 6;

/// The most words between a number and the noun that it counts: "120,000 mostly Rohingya people".
const APPOSED: usize = 4;

/// The most items between "of" and a figure: "half of the village's 300 people".
const OWNER: usize = 4;

impl<'t, 'a> Clauses<'_, 't, 'a> {
    // subject = figure-list modifier* verb
    pub(super) fn subjects(&mut self) {
        for &(at, g) in &self.s.verbs {
            let group = &self.s.groups[g];
            let Some(measure) = group.measure else { continue };
            let words = &self.s.tokens[group.start..group.end];
            let told = words.iter().any(|t| t.means(Sense::Hedge(Status::Ordered)));
            // "5,000 were told to flee"
            let measure = if told && measure == Measure::Displaced { Measure::Evacuated } else { measure };
            let fits = match group.role {
                Role::Subject => true,
                // "mourners buried those killed"
                Role::Either => {
                    !self.takes_object(at) && self.first_token(at + 1).is_none_or(|t| !t.is_word(&["those"]))
                }
                _ => false,
            };
            // "trying to cross the border"
            let tried = self.s.tokens[group.start].means(Sense::To)
                && group.start.checked_sub(1).is_some_and(|i| self.s.tokens[i].means(Sense::Verb(Form::Ing)));
            if !fits || tried || self.made_so(at) || self.made_of_object(at) || self.of_those(at) {
                continue;
            }
            // "were found by police shot to death"
            let measure = match self.symbol(at + 1) {
                Some(Symbol::Outcome(m)) if measure == Measure::Casualties && group.bare => m,
                _ => measure,
            };
            let list = self.subject_list(at);
            if list.is_empty() {
                self.all_of_them(at, g, measure);
                self.settle_casualties(at, measure);
            }
            let respective = group.second.filter(|_| group.respectively);
            let count = list.len();
            for (i, f) in list.into_iter().enumerate() {
                if self.moves_by_itself(f, g, measure) || self.only_where(f, g) || self.told_later(f, at) {
                    continue;
                }
                let m = match respective {
                    Some(second) if count > 1 => {
                        let first = if measure == Measure::Casualties { other_half(second) } else { measure };
                        if i + 1 == count { second } else { first }
                    }
                    // "26 of the dead had been burned": what killed them
                    _ if self.s.figures[f].of_whole
                        && self.s.figures[f].measure == Some(Measure::Killed)
                        && matches!(measure, Measure::Injured | Measure::Casualties) =>
                    {
                        Measure::Killed
                    }
                    _ => measure,
                };
                self.read(f, m, Some(g), "subject and verb");
            }
        }
    }

    /// "200 relatives of those killed", "thousands at the funerals of the people who died": the verb at item `at` tells
    /// of them alone, unless they are what the figure counts ("twelve of those killed").
    fn of_those(&self, at: usize) -> bool {
        let relative = usize::from(self.symbol(at.wrapping_sub(1)) == Some(Symbol::Relative));
        let Some(noun) = at.checked_sub(1 + relative) else { return false };
        let those = match self.symbol(noun) {
            Some(Symbol::Word) => {
                self.first_token(noun).is_some_and(|t| t.is_word(&["people", "victims", "persons", "those"]))
            }
            _ => self.s.items[noun].end.checked_sub(1).is_some_and(|last| self.s.tokens[last].ends("those")),
        };
        // "twelve of those", "all 36 of those", "120,000 mostly Rohingya people"
        let counts = |i: usize| self.figure_at(i).is_some_and(|f| i == noun || self.s.figures[f].head == Head::Elided);
        let words =
            (noun.saturating_sub(APPOSED)..noun).rev().take_while(|&i| self.symbol(i) == Some(Symbol::Word)).count();
        let counted = (noun.saturating_sub(2.max(words + 1))..=noun).any(counts);
        those && !counted
    }

    // together = verb ("along with" | "together with" | "alongside") figure-list     was killed along with two aides
    pub(super) fn together(&mut self) {
        for &(at, g) in &self.s.verbs {
            let group = &self.s.groups[g];
            let Some(measure) = group.measure.filter(|_| matches!(group.role, Role::Subject | Role::Either)) else {
                continue;
            };
            let joined = self.symbol(at + 1) == Some(Symbol::And)
                && self.first_token(at + 1).is_some_and(|t| t.is_word(&["along with", "together with", "alongside"]));
            if !joined {
                continue;
            }
            for (f, _) in self.list_from(self.past_named(at + 2), true) {
                self.read(f, measure, Some(g), "together");
            }
        }
    }

    // made-of-object = "held" figure "hostage"     the figure is the object, not a man before it
    fn made_of_object(&self, at: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return false };
        let object = self.figure_before(at).and_then(|f| self.readings[f].as_ref());
        let makes = |r: &super::Reading| r.group.is_some_and(|v| self.s.groups[v].role == Role::Makes);
        self.bare_state(g) && object.is_some_and(|r| makes(r) && r.production == "verb and object")
    }

    // made-so = verb pronoun state     two policemen shot him dead: he is, not they
    fn made_so(&self, at: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return false };
        at >= 2
            && self.bare_state(g)
            && self.symbol(at - 1) == Some(Symbol::Pronoun)
            && matches!(self.symbol(at - 2), Some(Symbol::Verbs(_)))
    }

    // all-of-them = figure … (";" | "," | "and") "all" verb     there were 62 people on board; all died
    fn all_of_them(&mut self, at: usize, g: usize, measure: Measure) {
        let joint = at.checked_sub(1).and_then(|b| self.symbol(b));
        let joined = matches!(joint, Some(Symbol::Semicolon | Symbol::Comma | Symbol::And | Symbol::Dash));
        if !joined || !self.s.tokens[self.s.groups[g].start].means(Sense::All) {
            return;
        }
        let Some(last) = (0..at).rev().find(|&i| self.figure_at(i).is_some()) else { return };
        let Some(f) = self.figure_at(last) else { return };
        if self.s.figures[f].head != Head::People || self.s.figures[f].single {
            return;
        }
        let mut list = vec![f];
        self.joined_left(last, at, &mut list);
        for f in list {
            self.read(f, measure, Some(g), "all of them");
        }
    }

    // told-later = figure participle … verb     three people reported missing were found dead; five
    // others buried in the mine were rescued: the finite verb tells what became of them
    pub(super) fn told_later(&self, f: usize, at: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return false };
        let inside = at.checked_sub(1).is_some_and(|b| self.symbol(b) == Some(Symbol::Relative));
        // "two drowned and a third was rescued": somebody else
        let apart = self.symbol(at + 1) == Some(Symbol::And)
            && !(self.s.groups[g].finite && matches!(self.symbol(at + 2), Some(Symbol::Verbs(_))))
            && self.s.tokens[self.s.groups[g].end - 1].has(|s| matches!(s, Sense::Undergoes(..)));
        if !self.bare_state(g) && !inside || apart {
            return false;
        }
        (at + 1..self.items().len().min(at + WINDOW)).any(|later| {
            let Some(Symbol::Verbs(h)) = self.symbol(later) else { return false };
            let group = &self.s.groups[h];
            let counted_of = self.s.counts_some(f);
            let dies = group.measure.is_some_and(|m| counted_of || matches!(m, Measure::Killed | Measure::Returned))
                && group.role == Role::Subject
                && self.s.groups[g].measure != group.measure;
            // "none of the 14 climbers missing since Sunday has been found"
            let nobody = self.s.figures[f].quantity.quantifier == Quantifier::None;
            // a participle says no more of them; "died" is none
            let tells = !group.bare
                || self.s.tokens[group.end - 1].has(|s| matches!(s, Sense::Undergoes(..) | Sense::Escapes(_)));
            group.finite && tells && (dies || nobody || self.saves(h)) && self.subject_list(later).contains(&f)
        })
    }

    /// Whether a verb group says that people came out of it: were rescued, freed, pulled out alive.
    pub(super) fn saves(&self, g: usize) -> bool {
        let group = &self.s.groups[g];
        let words = &self.s.tokens[group.start..(group.end + 2).min(self.s.tokens.len())];
        let saved =
            |t: &Token| t.means(Sense::Safe) || t.has(|s| matches!(s, Sense::Saves(form) if *form != Form::Base));
        let escaped = words.iter().any(|t| t.has(|s| matches!(s, Sense::Escapes(_)))) && !group.not;
        escaped || words.iter().any(|t| t.means(Sense::Be)) && words.iter().any(saved)
    }

    /// "one in hospital" tells where, "26 people in hospital" what happened to them.
    pub(super) fn only_where(&self, f: usize, g: usize) -> bool {
        let group = &self.s.groups[g];
        let place = group.end == group.start + 1
            && self.s.tokens[group.start].text.starts_with("in ")
            && self.s.tokens[group.start].text.contains("hospital");
        // "left three dead and seven in critical condition"
        let made = self.s.groups[..g].iter().any(|before| before.role == Role::Makes);
        let apart = self.s.figures[f].single || self.died_elsewhere(g);
        place && self.s.figures[f].head == Head::Elided && !self.s.headline && !made && apart
    }

    /// "31 died at the scene and four in hospital": whether the verb before group `g` tells of deaths and where.
    fn died_elsewhere(&self, g: usize) -> bool {
        let Some(before) = self.s.groups[..g].iter().rev().find(|b| b.finite) else { return false };
        let died = self.s.tokens[before.end - 1].has(|s| matches!(s, Sense::Undergoes(Measure::Killed, _)));
        let placed = self.s.tokens.get(before.end);
        died && placed.is_some_and(|t| t.has(|s| matches!(s, Sense::Preposition | Sense::Adverb)))
    }

    /// One who went home, or robbers who fled: moved, but not as the displaced are.
    pub(super) fn moves_by_itself(&self, f: usize, g: usize, measure: Measure) -> bool {
        let verb = &self.s.tokens[self.s.groups[g].end - 1];
        let flees = verb.has(|s| matches!(s, Sense::Undergoes(Measure::Displaced, _))) && !verb.text.contains(' ');
        let figure = &self.s.figures[f];
        let behind = self.s.tokens.get(self.s.groups[g].end);
        // a time behind it, not a place
        let comes_back =
            verb.ends(" back") && verb.begins("c") && behind.is_some_and(|t| t.means(Sense::Article) || t.is_number());
        match measure {
            // troops that return to base; "two men came back an hour later"
            // "the only one of the ten climbers to come back"
            Measure::Returned => {
                figure.single
                    || figure.quantity.range == Range::exactly(1)
                    || comes_back
                    || figure.tags.iter().any(|&t| self.s.lexicon.travels(t))
            }
            Measure::Refugees => figure.single,
            // "a motorist fleeing a traffic stop"
            Measure::Displaced if figure.single && flees => true,
            Measure::Displaced => figure.tags.iter().any(|&t| self.s.lexicon.escapes(t)),
            _ => false,
        }
    }

    /// "was shot in the leg and wounded": the second verb tells what came of the first.
    pub(super) fn settle_casualties(&mut self, at: usize, measure: Measure) {
        let joined = at.checked_sub(1).is_some_and(|b| {
            self.symbol(b) == Some(Symbol::And)
                || self.adverbs_only(b, at) && b > 0 && self.symbol(b - 1) == Some(Symbol::And)
        });
        if !joined || !matches!(measure, Measure::Killed | Measure::Injured) {
            return;
        }
        let last = (0..at).rev().find_map(|i| self.figure_at(i));
        if let Some(r) = last.and_then(|f| self.readings[f].as_mut())
            && r.measure == Measure::Casualties
            && r.production == "subject and verb"
        {
            r.measure = measure;
        }
    }

    pub(super) fn takes_object(&self, at: usize) -> bool {
        if self.telegraphic(at) {
            return false;
        }
        match self.symbol(self.past_day(at + 1)) {
            Some(Symbol::Figure(f)) => !self.s.figures[f].of_whole || self.readings[f].is_some(),
            Some(Symbol::Word) => self.uncounted_object(at + 1),
            Some(Symbol::Pronoun) => true,
            // "stabbed three police dogs"; but "killed two days later"
            Some(Symbol::Number) if matches!(self.symbol(at), Some(Symbol::Verbs(g)) if self.s.groups[g].measure == Some(Measure::Captured)) => {
                true
            }
            Some(Symbol::Number) => {
                let things = |kind: &str| !matches!(kind, "time" | "distance" | "a measurement" | "pieces");
                matches!(self.s.reason_at(at + 1), Some(figure::Reason::Things(kind)) if things(kind))
            }
            _ => false,
        }
    }

    // uncounted-object = determiner | ("many" | article) thing | title name     killed the mayor, seized many
    //                    towns, lost a leg, shot former minister Gustavo Lara
    /// Whether an object without a number begins at item `at`.
    fn uncounted_object(&self, at: usize) -> bool {
        let Some(first) = self.first_token(at) else { return false };
        // "lost both legs", "injured some of them"
        if first.means(Sense::Determiner) || first.means(Sense::Both) || first.is_word(&["some"]) {
            return true;
        }
        let words = self.items()[at..].iter().take(NAMED).take_while(|i| i.symbol == Symbol::Word).count();
        let word = |i: usize| self.first_token(at + i).filter(|_| i < words);
        // "killed many years ago", "one a day"
        let time = |t: &Token| t.has(|s| matches!(s, Sense::Days(_) | Sense::RateUnit | Sense::Calendar));
        if first.means(Sense::Many) || first.means(Sense::Article) {
            return word(1).is_some_and(|t| t.pick(figure::thing).is_some() && !time(t) && !t.ends("hours"));
        }
        let title = |t: &Token| figure::person(t).is_some_and(|(_, plural)| plural == Plural::No);
        let named = |t: &Token| t.senses.is_empty() && t.is_capital();
        let titled = (0..words).any(|i| word(i).is_some_and(title) && word(i + 1).is_some_and(named));
        // "killed police chief Ali Karimi said"
        let says = matches!(self.symbol(at + words), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Say);
        titled && !says
    }

    /// The figures that are the subject of the verb at item `at`, in text order.
    pub(super) fn subject_list(&self, at: usize) -> Vec<usize> {
        let mut list = Vec::new();
        let floor = at.saturating_sub(WINDOW);
        let mut subject = None;
        for start in (floor..at).rev() {
            let Some(f) = self.figure_at(start) else { continue };
            // "mourners attended the funeral of the three girls killed": it is said of these
            if start + 1 == at && self.is_participle_of(f, at) {
                return list;
            }
            // "including a girl who was killed": said of her alone
            let own = self.symbol(start + 1) == Some(Symbol::Relative) && self.adverbs_only(start + 2, at);
            if !self.can_be_subject(start, at) || !own && self.stands_included(start) {
                continue;
            }
            if !self.reaches(start + 1, at) && !self.names_subject(start, at) {
                continue;
            }
            // "47 people on a ferry with 120 passengers were killed": a figure that only describes others comes second
            let describes = !own && self.describes(start, at);
            if !describes || subject.is_none() {
                subject = Some((start, f));
            }
            if !describes {
                break;
            }
        }
        if let Some((start, f)) = subject {
            list.push(f);
            self.joined_left(start, at, &mut list);
            list.reverse();
        }
        list
    }

    // describes = (preposition | "of" | "carrying") figure word* verb     (47 people on a ferry with) 120 passengers were
    /// Whether the figure at item `at` stands in a phrase that describes a noun before it, and the finite verb at item
    /// `verb` may be said of that.
    fn describes(&self, at: usize, verb: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(verb) else { return false };
        let participle = self.s.groups[g].role == Role::Either && self.bare_state(g);
        let whole = self.figure_at(at).is_some_and(|f| self.s.figures[f].of_whole);
        let inside = match at.checked_sub(1).and_then(|b| self.symbol(b)) {
            Some(Symbol::Preposition | Symbol::Of) => true,
            // "a company of the town's 3,000 people"
            Some(Symbol::Word) => self.first_token(at - 1).is_some_and(|t| t.possessive) && self.is_owned(at - 1),
            Some(Symbol::Verbs(before)) => {
                let group = &self.s.groups[before];
                !group.finite && matches!(group.role, Role::Other | Role::Makes)
            }
            _ => false,
        };
        inside && !whole && !participle
    }

    /// Whether the owner at item `at` stands behind "of" or a preposition.
    fn is_owned(&self, at: usize) -> bool {
        let plain = |i: &usize| self.symbol(*i) == Some(Symbol::Word);
        let before = (at.saturating_sub(OWNER)..at).rev().take_while(plain).last().unwrap_or(at);
        matches!(before.checked_sub(1).and_then(|b| self.symbol(b)), Some(Symbol::Of | Symbol::Preposition))
    }

    /// Whether the verb at item `at` is a participle of the figure right before it, which is read already.
    fn is_participle_of(&self, f: usize, at: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return false };
        let read = self.readings[f].as_ref().map(|r| r.measure);
        self.bare_state(g) && self.s.groups[g].measure.is_some() && read == self.s.groups[g].measure
    }

    // stands-included = figure modifier* "including" figure-list     four people including two children died
    /// Whether the figure at item `at` only tells who some of those before it were.
    fn stands_included(&self, at: usize) -> bool {
        let listed = |i: &usize| {
            matches!(
                self.symbol(*i),
                Some(
                    Symbol::Figure(_)
                        | Symbol::Word
                        | Symbol::Comma
                        | Symbol::And
                        | Symbol::Of
                        | Symbol::Preposition
                        | Symbol::Number
                )
            )
        };
        let floor = at.saturating_sub(LINK);
        let Some(first) = (floor..at).rev().take_while(listed).last().or(Some(at)) else { return false };
        let Some(including) = first.checked_sub(1).filter(|&i| self.symbol(i) == Some(Symbol::Including)) else {
            return false;
        };
        let whole = (including.saturating_sub(LINK)..including).rev().find(|&i| self.figure_at(i).is_some());
        whole.is_some_and(|w| {
            let end = self.past_modifiers(w + 1);
            let comma = usize::from(self.symbol(end) == Some(Symbol::Comma) && self.includes(including));
            self.figure_at(w).is_some_and(|f| self.free(f)) && end + comma == including
        })
    }

    // names-subject = noun "," figure-list modifier* "," verb     the crew, 12 Filipinos and a Pole, were captured
    fn names_subject(&self, at: usize, verb: usize) -> bool {
        let Some(first) = (0..=at).find(|&i| self.figure_at(i).is_some()) else { return false };
        let plain = |i: usize| {
            matches!(
                self.symbol(i),
                Some(Symbol::Word | Symbol::Preposition | Symbol::Of | Symbol::Quote | Symbol::Number)
            )
        };
        let listed =
            |i: usize| plain(i) || matches!(self.symbol(i), Some(Symbol::Figure(_) | Symbol::Comma | Symbol::And));
        let opens = first >= 2
            && self.symbol(first - 1) == Some(Symbol::Comma)
            && (0..first - 1).all(plain)
            && (first..at).all(listed);
        let close = self.past_modifiers(at + 1);
        opens && self.symbol(close) == Some(Symbol::Comma) && self.adverbs_only(close + 1, verb)
    }

    /// Adds the figures that "and" or a comma joins before the subject at item `at`.
    pub(super) fn joined_left(&self, at: usize, verb: usize, list: &mut Vec<usize>) {
        let mut here = at;
        // "a teacher, three pupils and the bus driver were killed"
        let whole = |f: usize| !self.s.figures[f].of_whole;
        let mut joined = self.figure_at(at).is_some_and(whole) && self.closed_by_name(at, verb);
        loop {
            let mut link = here;
            let mut and = false;
            while let Some(symbol) = link.checked_sub(1).and_then(|i| self.symbol(i)) {
                match symbol {
                    Symbol::And if !and => and = true,
                    Symbol::Comma | Symbol::Quote => {}
                    _ => break,
                }
                link -= 1;
            }
            if link == here || !(and || joined || self.s.headline) {
                return;
            }
            let Some(before) = (link.saturating_sub(LINK)..link).rev().find(|&i| self.figure_at(i).is_some()) else {
                return;
            };
            let Some(f) = self.figure_at(before) else { return };
            let modified = self.past_modifiers(before + 1) == link || self.relative_clause(before + 1, link);
            // "boat with 100 migrants capsizes, 61 feared dead"
            let carried = before.checked_sub(1).is_some_and(|b| self.symbol(b) == Some(Symbol::Preposition));
            // "a wounded woman, and two males and a girl deceased"
            let other = match self.symbol(verb) {
                Some(Symbol::Verbs(g)) => {
                    let own = self.s.figures[f].measure;
                    // "two hostages and a gunman died"
                    let held = matches!(self.s.figures[f].head, Head::Harmed(Measure::Captured | Measure::Refugees));
                    own.is_some() && own != self.s.groups[g].measure && !held
                }
                _ => false,
            };
            if !self.free(f)
                || other
                || self.is_object_before(before, verb)
                || !modified
                || carried && self.s.headline
                || !self.can_be_subject(before, verb)
                || self.s.figures[f].of_whole
            {
                return;
            }
            list.push(f);
            joined = true;
            here = before;
        }
    }

    // object-before = verb figure "and" figure (died | were killed)     the mine employs 900 people and five people died
    /// Whether the figure at item `at` is the object of a verb before it, where `verb` is one that its subject suffers.
    fn is_object_before(&self, at: usize, verb: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(verb) else { return false };
        let told = self.s.groups[g].finite && !self.bare_state(g);
        let suffered = self.s.groups[g].finite
            && self.s.tokens[self.s.groups[g].end - 1]
                .has(|s| matches!(s, Sense::Undergoes(_, Form::Ed | Form::Past | Form::Present)));
        let object = match at.checked_sub(1).and_then(|b| self.symbol(b)) {
            // "the victims were a boy and a farmer who died"; but "there were 60 people aboard and five died"
            Some(Symbol::Verbs(before)) => {
                let group = &self.s.groups[before];
                let last = &self.s.tokens[group.end - 1];
                let names = last.means(Sense::Be) && !self.s.tokens[group.start].is_word(&["there"]);
                // "treated 14 people at the scene, and nine were taken to hospital"
                let harms = last.has(|s| matches!(s, Sense::State(_)));
                group.finite && group.role != Role::Say && !names && !harms
            }
            Some(Symbol::Preposition) => suffered,
            _ => false,
        };
        (suffered || told) && object
    }

    // closed-by-name = figure "and" determiner word+ verb     three pupils and the bus driver were killed
    /// Whether somebody without a number ends the list of the figure at item `at`.
    fn closed_by_name(&self, at: usize, verb: usize) -> bool {
        self.symbol(at + 1) == Some(Symbol::And)
            && at + 2 < verb
            && self.first_token(at + 2).is_some_and(|t| t.means(Sense::Determiner))
            && (at + 2..verb).all(|i| self.symbol(i) == Some(Symbol::Word))
    }

    /// Whether the figure at item `at` can stand as the subject of the verb at `verb`.
    pub(super) fn can_be_subject(&self, at: usize, verb: usize) -> bool {
        let Some(f) = self.figure_at(at) else { return false };
        let figure = &self.s.figures[f];
        if self.share_before(at) && !self.is_own_verb(at, verb)
            || self.closed_off(at, verb)
            || self.is_among_them(at + 1)
        {
            return false;
        }
        if !self.free(f) || figure.head == Head::Harmed(Measure::Killed) && !figure.of_whole {
            return false;
        }
        let Some(Symbol::Verbs(g)) = self.symbol(verb) else { return false };
        let direct = self.symbol(at + 1) == Some(Symbol::Relative) && self.adverbs_only(at + 2, verb);
        let bare = direct || !self.s.groups[g].finite || self.s.groups[g].role == Role::Either || self.bare_state(g);
        match at.checked_sub(1).and_then(|b| self.symbol(b)) {
            Some(Symbol::By) => false,
            Some(Symbol::Preposition) => {
                bare || self.first_token(at - 1).is_some_and(|t| t.is_word(&["with", "after", "before", "until"]))
                    || at + 1 == verb && self.ends_opening(at - 1)
            }
            Some(Symbol::Of) => bare || figure.of_whole || at <= 2 && self.figure_at(0).is_none() || self.crew_of(at),
            // "who is a former guerrilla like the slain leader": what somebody is; but "there was a man killed"
            Some(Symbol::Verbs(_))
                if figure.single
                    && self.is_be(at - 1)
                    && verb > at + 1
                    && self.symbol(verb - 1) != Some(Symbol::Relative) =>
            {
                at >= 2 && self.first_token(at - 2).is_some_and(|t| t.is_word(&["there"]))
            }
            Some(Symbol::Verbs(before)) => {
                // the object of another verb: "carrying 40 people were", but "said 40 people were"
                let role = self.s.groups[before].role;
                matches!(role, Role::Say | Role::Makes)
                    || bare
                    || role == Role::Other && at == verb - 1 && (self.s.groups[before].finite || self.is_deed(at - 1))
                    || role == Role::Subject
            }
            _ => true,
        }
    }

    // own-verb = figure (relative | participle) … verb     most of the 71 people killed were asleep
    /// Whether the verb is that of the clause about the figure at item `at`, and another one is said of it.
    fn is_own_verb(&self, at: usize, verb: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(verb) else { return false };
        let participle = at + 1 == verb && self.s.groups[g].role == Role::Either && self.bare_state(g);
        let direct = self.symbol(at + 1) == Some(Symbol::Relative) && self.adverbs_only(at + 2, verb);
        (participle || direct) && self.s.groups[g + 1..].iter().any(|later| later.finite && !later.bare)
    }

    // ends-opening = (when | since | after) … verb particle     since the war broke out 47 people have died
    /// Whether the preposition at item `at` belongs to the verb before it and ends the clause that opens the sentence.
    fn ends_opening(&self, at: usize) -> bool {
        let particle =
            self.first_token(at).is_some_and(|t| t.is_word(&["out", "in", "off", "up", "down", "over", "through"]));
        let verb = at.checked_sub(1).and_then(|b| self.symbol(b));
        particle
            && matches!(verb, Some(Symbol::Verbs(g)) if self.s.groups[g].finite && self.s.groups[g].role == Role::Other)
            && self.symbol(0) == Some(Symbol::Opener)
    }

    // deed = ("of" | preposition) "fighting"     after a day of fighting 47 people were dead
    /// Whether the verb at item `at` only names what went on: behind a preposition, with no subject.
    fn is_deed(&self, at: usize) -> bool {
        let named = matches!(at.checked_sub(1).and_then(|b| self.symbol(b)), Some(Symbol::Of | Symbol::Preposition));
        let Some(Symbol::Verbs(g)) = self.symbol(at) else { return false };
        named && self.s.tokens[self.s.groups[g].end - 1].has(|s| matches!(s, Sense::Verb(Form::Ing)))
    }

    /// Whether the figure at item `at` stands in brackets that close before `verb`.
    fn closed_off(&self, at: usize, verb: usize) -> bool {
        let bracket = |i: &usize| matches!(self.symbol(*i), Some(Symbol::Open | Symbol::Close));
        self.holds(&[Symbol::Close])
            && (at + 1..verb).find(bracket).is_some_and(|i| self.symbol(i) == Some(Symbol::Close))
    }

    // crew-of = ("crew" | "patrol" | …) "of" figure     the tanker's crew of 31 is being held
    pub(super) fn crew_of(&self, at: usize) -> bool {
        let Some(noun) = self.items()[at - 1].start.checked_sub(1).map(|i| &self.s.tokens[i]) else { return false };
        let many = figure::person(noun).is_some_and(|(_, plural)| plural == Plural::Either);
        many || noun.means(Sense::Company) || noun.ends("crew")
    }

    // share = ("most" | "half" | "a third" | …) "of" owner? figure     half of the village's 300 people
    /// Whether only some of the figure at item `at` are spoken of, without saying how many.
    pub(super) fn share_before(&self, at: usize) -> bool {
        let Some(of) = (at.saturating_sub(OWNER)..at).rev().find(|&i| self.symbol(i) == Some(Symbol::Of)) else {
            return false;
        };
        let owned =
            of + 1 == at || self.s.tokens[self.items()[of].end..self.items()[at].start].iter().any(|t| t.possessive);
        let Some(before) = self.items()[of].start.checked_sub(1) else { return false };
        let share = &self.s.tokens[before];
        // "the last of the 41 workers": one of them, not a part of each
        let ranked = before.checked_sub(1).is_some_and(|i| self.s.tokens[i].means(Sense::Determiner));
        owned
            && (share.is('%')
                || share.is_word(&["per cent", "percent", "pct"])
                || share.means(Sense::Share)
                || share.means(Sense::Many)
                || share.means(Sense::Nobody)
                || share.has(|s| matches!(s, Sense::Quarters(_)))
                || share.means(Sense::Ordinal) && !ranked)
    }

    pub(super) fn bare_state(&self, g: usize) -> bool {
        let group = &self.s.groups[g];
        !self.s.tokens[group.start..group.end].iter().any(|t| t.means(Sense::Be) || t.means(Sense::Have))
    }
}

/// Of casualties, the half that is not this one.
fn other_half(measure: Measure) -> Measure {
    if measure == Measure::Killed { Measure::Injured } else { Measure::Killed }
}
