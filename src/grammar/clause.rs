//! Which figure belongs to which verb: the clauses of a sentence.
//!
//! In: the symbols of a sentence. Out: a [`Reading`] for each figure that counts people harmed.
//! The productions are tried in order, the surest first; a figure that one has read is left alone
//! by those after it. Each production is one function under its rule.

use super::figure::{Figure, Head};
use super::symbols::{Item, Sentence, Symbol};
use super::verbs::Role;
use crate::claim::{Measure, Quantifier, Status};
use crate::lexicon::{Form, Sense, Token};

/// The most items that a clause steps over between a figure and its verb.
pub(super) const WINDOW: usize = 60;

/// The longest label of a bulletin's line, in tokens.
const LABEL: usize = 9;

/// How a figure was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub measure: Measure,
    /// The verb group that says so.
    pub group: Option<usize>,
    /// The production that read it, for the trace.
    pub production: &'static str,
    /// Whether it counts some of another figure's people.
    pub part: bool,
    /// The figure it is part of, in this sentence.
    pub whole: Option<usize>,
    /// Whether it belongs to a breakdown given as complete.
    pub complete: bool,
    /// What the words close to it say of its certainty.
    pub status: Option<Status>,
    /// The quantifier that a toll verb gives it: topped 400.
    pub bound: Option<(Quantifier, usize)>,
}

/// The readings of a sentence while they are made.
pub(super) struct Clauses<'s, 't, 'a> {
    pub s: &'s Sentence<'t, 'a>,
    pub readings: Vec<Option<Reading>>,
    /// Figures that an update replaced: "rose from 35".
    pub superseded: Vec<bool>,
    /// The measure of the last figure before this sentence.
    pub previous: Option<Measure>,
    /// Whether the last number before this sentence counted things, not people.
    pub after_things: bool,
}

/// Reads the clauses of a sentence.
pub(super) fn clauses<'s, 't, 'a>(
    s: &'s Sentence<'t, 'a>,
    previous: Option<Measure>,
    after_things: bool,
) -> Clauses<'s, 't, 'a> {
    let mut c = Clauses {
        s,
        readings: vec![None; s.figures.len()],
        superseded: vec![false; s.figures.len()],
        previous,
        after_things,
    };
    c.supersede();
    c.counted_nouns();
    c.deeds();
    c.tolls(false);
    c.objects();
    c.subjects();
    c.tolls(true);
    c.said_figures();
    c.outcomes();
    c.among_the_dead();
    c.labels();
    c.fallbacks();
    c.included();
    c.partitives();
    c.other_units();
    c.breakdowns();
    c.ellipsis();
    c
}

impl<'t, 'a> Clauses<'_, 't, 'a> {
    fn items(&self) -> &[Item] {
        &self.s.items
    }

    fn symbol(&self, at: usize) -> Option<Symbol> {
        self.s.items.get(at).map(|i| i.symbol)
    }

    fn figure_at(&self, at: usize) -> Option<usize> {
        match self.symbol(at)? {
            Symbol::Figure(f) => Some(f),
            _ => None,
        }
    }

    fn first_token(&self, at: usize) -> Option<&'t Token<'a>> {
        self.s.items.get(at).map(|i| &self.s.tokens[i.start])
    }

    fn free(&self, figure: usize) -> bool {
        self.readings[figure].is_none() && !self.superseded[figure]
    }

    /// Whether the figure's noun can be a victim at all.
    fn people(&self, figure: usize) -> bool {
        self.s.figures[figure].head != Head::Harmed(Measure::Killed)
    }

    fn read(&mut self, figure: usize, measure: Measure, group: Option<usize>, production: &'static str) {
        if !self.free(figure) {
            return;
        }
        let status = group.and_then(|g| self.status_of(g, measure));
        self.readings[figure] = Some(Reading {
            measure,
            group,
            production,
            part: false,
            whole: None,
            complete: false,
            status,
            bound: None,
        });
    }

    fn read_part(&mut self, figure: usize, measure: Measure, whole: Option<usize>, production: &'static str) {
        if self.readings[figure].is_none() && !self.superseded[figure] {
            let status = whole.and_then(|w| self.readings[w].as_ref()).and_then(|r| r.status);
            self.readings[figure] = Some(Reading {
                measure,
                group: None,
                production,
                part: true,
                whole,
                complete: false,
                status,
                bound: None,
            });
        }
    }

    /// What a verb group says of the certainty of its figures.
    fn status_of(&self, group: usize, measure: Measure) -> Option<Status> {
        let g = &self.s.groups[group];
        let ordered = measure == Measure::Evacuated
            && self.s.tokens[g.start..g.end]
                .iter()
                .any(|t| t.means(Sense::Hedge(Status::Ordered)) || t.text.to_ascii_lowercase().starts_with("order"));
        if g.not {
            return Some(Status::Denied);
        }
        let if_at = self.items().iter().position(|i| i.symbol == Symbol::If);
        if g.doubt || g.hedges.contains(&Status::Hypothetical) || if_at.is_some() && g.open {
            return Some(Status::Hypothetical);
        }
        if ordered || g.hedges.contains(&Status::Ordered) {
            return Some(Status::Ordered);
        }
        let own = g.hedges.iter().copied().find(|&h| h != Status::Asserted);
        own.or_else(|| self.presumed_after(group))
    }

    // presumed-after = state ","|"and" "presumed" "dead"
    fn presumed_after(&self, group: usize) -> Option<Status> {
        let at = self.items().iter().position(|i| i.symbol == Symbol::Verbs(group))?;
        let joint = matches!(self.symbol(at + 1), Some(Symbol::Comma | Symbol::And));
        match self.symbol(at + 1 + usize::from(joint))? {
            Symbol::Verbs(g) if joint || self.s.groups[group].second.is_some() => {
                self.s.groups[g].hedges.contains(&Status::Feared).then_some(Status::Feared)
            }
            _ => None,
        }
    }

    // from = "from" figure "to" figure | ("up" | "down") "from" figure | "by" figure "to" figure
    fn supersede(&mut self) {
        for at in 0..self.items().len() {
            let Some(figure) = self.figure_at(at) else { continue };
            let before = at.checked_sub(1).and_then(|b| self.first_token(b)).map(|t| t.text.to_ascii_lowercase());
            let before2 = at.checked_sub(2).and_then(|b| self.first_token(b)).map(|t| t.text.to_ascii_lowercase());
            let then_to = self
                .first_token(at + 1)
                .is_some_and(|t| t.text.eq_ignore_ascii_case("to") || t.text.to_ascii_lowercase().ends_with(" to"))
                && self.figure_at(at + 2).is_some();
            let earlier = before2.as_deref().is_some_and(|w| {
                matches!(
                    w,
                    "up" | "down" | "fell" | "rose" | "climbed" | "risen" | "increased" | "compared" | "revised"
                )
            });
            let replaced = match before.as_deref() {
                Some("from") => then_to || earlier,
                Some("by") => then_to,
                Some("with" | "to") if before2.as_deref() == Some("compared") => true,
                Some("compared with" | "compared to" | "against") => false,
                _ => false,
            };
            self.superseded[figure] = replaced;
        }
    }

    // counted-noun = figure with a noun of harm: 23 deaths, 14 bodies, eight injured miners
    fn counted_nouns(&mut self) {
        for f in 0..self.s.figures.len() {
            let figure = &self.s.figures[f];
            if let (Some(measure), false) = (figure.measure, figure.of_whole) {
                let firm = match figure.head {
                    Head::Harmed(m) => {
                        matches!(m, Measure::Killed | Measure::Injured | Measure::Casualties | Measure::Missing)
                    }
                    _ => false,
                };
                let saved = self.verb_near(f).is_some_and(|t| {
                    matches!(t.text.to_ascii_lowercase().as_str(), "save" | "saved" | "saving" | "saves")
                });
                if firm && !saved {
                    let group = self.group_before(f).filter(|&g| self.s.groups[g].role != Role::Say);
                    self.read(f, measure, None, "counted noun");
                    if let (Some(g), Some(r)) = (group, self.readings[f].as_mut()) {
                        let _ = (g, r);
                    }
                    let status = self.noun_status(f);
                    if let Some(r) = self.readings[f].as_mut() {
                        r.status = status;
                    }
                }
            }
        }
    }

    /// The certainty that words around a counted noun give it: "confirmed deaths", "no reports of".
    fn noun_status(&self, f: usize) -> Option<Status> {
        let figure = &self.s.figures[f];
        let tokens = &self.s.tokens[figure.start..figure.end];
        if figure.quantity.quantifier == Quantifier::None
            && tokens.iter().any(|t| t.text.to_ascii_lowercase().starts_with("report"))
        {
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
        let at = self.items().iter().position(|i| i.symbol == Symbol::Figure(f))?;
        let verb = match self.symbol(at + 1) {
            Some(Symbol::Verbs(g)) => self.status_of(g, Measure::Killed).filter(|&s| s != Status::Denied),
            _ => None,
        };
        inside.or(verb)
    }

    fn verb_near(&self, f: usize) -> Option<&'t Token<'a>> {
        let start = self.s.figures[f].start;
        (1..=2)
            .filter_map(|n| start.checked_sub(n))
            .map(|i| &self.s.tokens[i])
            .find(|t| t.text.to_ascii_lowercase().starts_with("sav"))
    }

    fn group_before(&self, f: usize) -> Option<usize> {
        let at = self.items().iter().position(|i| i.symbol == Symbol::Figure(f))?;
        match self.symbol(at.checked_sub(1)?)? {
            Symbol::Verbs(g) => Some(g),
            _ => None,
        }
    }

    // deed = ("the death" | "the abduction" | …) "of" figure-list
    fn deeds(&mut self) {
        for at in 0..self.items().len() {
            if let Some(Symbol::Deed(measure)) = self.symbol(at) {
                let ordered = at.checked_sub(1).is_some_and(|b| matches!(self.symbol(b), Some(Symbol::Verbs(g)) if self.s.tokens[self.s.groups[g].start..self.s.groups[g].end].iter().any(|t| t.means(Sense::Hedge(Status::Ordered)))));
                let some = self.first_token(at).is_some_and(|t| t.means(Sense::Some));
                for (f, _) in self.list_from(at + 2, true) {
                    self.read(f, measure, None, "deed of");
                    if let Some(r) = self.readings[f].as_mut() {
                        r.part |= some;
                        if ordered {
                            r.status = Some(Status::Ordered);
                        }
                    }
                }
            }
        }
    }

    // toll = toll-noun … toll-verb ("by" figure)? ("from" figure)? figure
    /// `figures`: only those of a noun such as "figure", whose measure was told before.
    fn tolls(&mut self, figures: bool) {
        for at in 0..self.items().len() {
            let Some(Symbol::Toll(measure)) = self.symbol(at) else { continue };
            let word = self.first_token(at).map_or(String::new(), |t| t.text.to_ascii_lowercase());
            let named = word.ends_with("toll");
            if figures == (named || measure.is_some()) {
                continue;
            }
            let told = self.whole_before(at).map(|(_, m)| m).or(self.previous);
            let Some(measure) = measure.or(if named { Some(Measure::Killed) } else { told }) else { continue };
            let plain_noun =
                self.first_token(at).is_some_and(|t| t.pick(|s| matches!(s, Sense::Toll(_)).then_some(())).is_none());
            let figure = self.toll_figure(at, !plain_noun);
            if let Some((f, bound)) = figure {
                self.read(f, measure, None, "toll");
                let status = self.noun_status(f);
                if let Some(r) = self.readings[f].as_mut() {
                    r.bound = bound;
                    r.status = r.status.or(status);
                }
                let end = self.s.figures[f].start;
                let doubt =
                    self.s.groups.iter().filter(|g| g.end <= end && g.start >= self.s.items[at].start).any(|g| g.doubt);
                let confirmed = self.s.tokens[self.s.items[at].start..self.s.items[at].end]
                    .iter()
                    .any(|t| t.text.to_ascii_lowercase().contains("confirmed"));
                if let Some(r) = self.readings[f].as_mut() {
                    let told = if doubt { Some(Status::Hypothetical) } else { confirmed.then_some(Status::Confirmed) };
                    r.status = told.or(r.status);
                }
            }
        }
    }

    /// The figure that a toll verb puts on the toll at item `at`.
    fn toll_figure(&self, at: usize, named: bool) -> Option<(usize, Option<(Quantifier, usize)>)> {
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
                    ) && !figure.single;
                    if let Some(bound) = self.toll_verb(figure, next == at + 1 || named && !apart)
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
        while back > 0 && matches!(self.symbol(back - 1), Some(Symbol::Toll(_))) {
            back -= 1; // "to 274,000 | the total | number of people displaced"
        }
        let before = back.checked_sub(1).and_then(|b| self.figure_at(b)).filter(|&f| self.free(f))?;
        let figure = &self.s.figures[before];
        (figure.head == Head::Elided && self.toll_verb(figure, true).is_some()).then_some((before, None))
    }

    /// The toll verb right before a figure: `None` where there is none, else the bound it gives.
    fn toll_verb(&self, figure: &Figure, close: bool) -> Option<Option<(Quantifier, usize)>> {
        let before = figure.start.checked_sub(1)?;
        let t = &self.s.tokens[before];
        let quantifier = t.pick(|s| match s {
            Sense::TollVerb(q) => Some(q),
            _ => None,
        });
        match quantifier {
            Some(Quantifier::Exact) => (close || t.text.len() > 3).then_some(None),
            Some(q) => {
                let negated = before > 0 && self.s.tokens[before - 1].means(Sense::Not);
                let q = if negated { Quantifier::AtMost } else { q };
                Some(Some((q, if negated { before.saturating_sub(2) } else { before })))
            }
            None if t.means(Sense::Not) || t.means(Sense::Adverb) || t.is(':') => {
                let earlier = before.checked_sub(1).map(|i| &self.s.tokens[i])?;
                let fits = t.is(':')
                    || t.text.eq_ignore_ascii_case("now")
                    || earlier.pick(|s| matches!(s, Sense::TollVerb(_)).then_some(())).is_some();
                (close && fits).then_some(None)
            }
            None if close
                && figure.start > 0
                && t.pick(|s| matches!(s, Sense::Toll(_)).then_some(())).is_some()
                && self.s.headline =>
            {
                Some(None)
            }
            None => None,
        }
    }

    // object = verb figure-list outcome?
    fn objects(&mut self) {
        for at in 0..self.items().len() {
            let Some(Symbol::Verbs(g)) = self.symbol(at) else { continue };
            let group = &self.s.groups[g];
            let takes = matches!(group.role, Role::Object | Role::Either | Role::Makes);
            if !takes || group.role == Role::Either && self.telegraphic(at) {
                continue;
            }
            // "are killing, or on their way to killing, thousands"
            let apart = self.symbol(at + 1) == Some(Symbol::Comma)
                && (at.saturating_sub(5)..at)
                    .any(|i| self.symbol(i) == Some(Symbol::And) && i > 0 && self.symbol(i - 1) == Some(Symbol::Comma));
            let list = self.list_from(at + 1 + usize::from(apart), true);
            let Some(&(_, last)) = list.last() else { continue };
            let ordered = self.s.tokens[group.start..group.end].iter().any(|t| t.means(Sense::Hedge(Status::Ordered)));
            let outcome = self
                .outcome_after(last, group.role == Role::Makes)
                .map(|m| if ordered && m == Measure::Displaced { Measure::Evacuated } else { m })
                .or_else(|| self.driven_out(g, last));
            let Some(measure) = outcome.or(group.measure) else { continue };
            let respective = group.second.filter(|_| group.respectively);
            for (i, (f, _)) in list.iter().enumerate() {
                let m = respective.filter(|_| i == 1).unwrap_or(measure);
                self.read(*f, m, Some(g), "verb and object");
            }
        }
    }

    // driven-out = drives figure-list ("from" | "out of")
    fn driven_out(&self, g: usize, last: usize) -> Option<Measure> {
        let group = &self.s.groups[g];
        let drives = self.s.tokens[group.end - 1].pick(|s| matches!(s, Sense::Drives(_)).then_some(())).is_some();
        let out = self.first_token(last + 1).is_some_and(|t| t.means(Sense::Out));
        (drives && out).then_some(Measure::Displaced)
    }

    /// "2 died 2 injured", "3 killed 5 hurt": a participle between two figures belongs to the first.
    fn telegraphic(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|b| self.figure_at(b)).is_some();
        let after = self.figure_at(at + 1).is_some()
            && matches!(self.symbol(at + 2), Some(Symbol::Verbs(g)) if matches!(self.s.groups[g].role, Role::Either | Role::Subject) && self.figure_at(at + 3).is_none());
        before && after
    }

    /// The figures of a list that begins at item `at`: "a nurse, two pensioners and a boy".
    /// With each figure the item behind it. `objects`: a figure with a verb of its own ends the list.
    fn list_from(&self, at: usize, objects: bool) -> Vec<(usize, usize)> {
        let mut list = Vec::new();
        let mut next = at;
        if self.symbol(next) == Some(Symbol::Quote) {
            next += 1;
        }
        while let Some(f) = self.figure_at(next) {
            let figure = &self.s.figures[f];
            if figure.of_whole && !list.is_empty() || self.superseded[f] {
                break;
            }
            if objects && !list.is_empty() && (self.has_own_verb(next) || self.speaks(next)) {
                break;
            }
            list.push((f, next));
            let mut after = self.past_modifiers(next + 1);
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

    // speaks = "," figure ("and" figure)? say-verb     …, a union official and two of the drivers said
    fn speaks(&self, at: usize) -> bool {
        let comma = at.checked_sub(1).is_some_and(|b| self.symbol(b) == Some(Symbol::Comma));
        let mut next = self.past_modifiers(at + 1);
        while self.symbol(next) == Some(Symbol::And) && self.figure_at(next + 1).is_some() {
            next = self.past_modifiers(next + 2);
        }
        comma && matches!(self.symbol(next), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Say)
    }

    /// Steps over a short modifier behind a figure in a list: "a pilot on the plane".
    fn past_modifiers(&self, at: usize) -> usize {
        let mut next = at;
        while next < at + 7 {
            match self.symbol(next) {
                Some(Symbol::Preposition | Symbol::Of | Symbol::Word | Symbol::Number | Symbol::Toll(_)) => next += 1,
                Some(Symbol::Verbs(g)) if !self.s.groups[g].finite && self.s.groups[g].role == Role::Other => next += 1,
                Some(Symbol::Open) => match self.items()[next..].iter().position(|i| i.symbol == Symbol::Close) {
                    Some(close) => return next + close + 1,
                    None => return next,
                },
                _ => return next,
            }
        }
        next
    }

    /// Whether the figure at item `at` is the subject of a verb behind it.
    fn has_own_verb(&self, at: usize) -> bool {
        let next = self.past_modifiers(at + 1);
        match self.symbol(next) {
            Some(Symbol::Verbs(g)) => {
                let group = &self.s.groups[g];
                group.finite
                    && group.role != Role::Makes
                    && !(group.role == Role::Either && self.figure_at(next + 1).is_some())
            }
            _ => false,
        }
    }

    /// What became of the objects before item `at`: to safety, homeless, hostage.
    fn outcome_after(&self, last: usize, far: bool) -> Option<Measure> {
        for next in last + 1..last + if far { 9 } else { 4 } {
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

    // subject = figure-list modifier* verb
    fn subjects(&mut self) {
        for at in 0..self.items().len() {
            let Some(Symbol::Verbs(g)) = self.symbol(at) else { continue };
            let group = &self.s.groups[g];
            let Some(measure) = group.measure else { continue };
            let fits = match group.role {
                Role::Subject => true,
                Role::Either => !self.takes_object(at),
                _ => false,
            };
            if !fits {
                continue;
            }
            let list = self.subject_list(at);
            if list.is_empty() {
                self.settle_casualties(at, measure);
            }
            let respective = group.second.filter(|_| group.respectively);
            let count = list.len();
            for (i, f) in list.into_iter().enumerate() {
                if self.moves_by_itself(f, measure) || self.only_where(f, g) {
                    continue;
                }
                let m = match respective {
                    Some(second) if count > 1 => {
                        let first = if measure == Measure::Casualties { other_half(second) } else { measure };
                        if i + 1 == count { second } else { first }
                    }
                    _ => measure,
                };
                self.read(f, m, Some(g), "subject and verb");
            }
        }
    }

    /// "one in hospital" tells where, "26 people in hospital" what happened to them.
    fn only_where(&self, f: usize, g: usize) -> bool {
        let group = &self.s.groups[g];
        let place = group.end == group.start + 1 && self.s.tokens[group.start].text.starts_with("in ");
        place && self.s.figures[f].head == Head::Elided && !self.s.headline
    }

    /// One who went home, or robbers who fled: moved, but not as the displaced are.
    fn moves_by_itself(&self, f: usize, measure: Measure) -> bool {
        let figure = &self.s.figures[f];
        match measure {
            Measure::Returned | Measure::Refugees => figure.single,
            Measure::Displaced => figure.tags.iter().any(|&t| self.s.lexicon.escapes(t)),
            _ => false,
        }
    }

    /// "was shot in the leg and wounded": the second verb tells what came of the first.
    fn settle_casualties(&mut self, at: usize, measure: Measure) {
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

    fn takes_object(&self, at: usize) -> bool {
        if self.telegraphic(at) {
            return false;
        }
        match self.symbol(at + 1) {
            Some(Symbol::Figure(f)) => !self.s.figures[f].of_whole || self.readings[f].is_some(),
            // "Gunmen killed the mayor": an object without a number
            Some(Symbol::Word) => {
                let t = self.first_token(at + 1);
                t.is_some_and(|t| t.means(Sense::Determiner))
            }
            Some(Symbol::Pronoun) => true,
            // "stabbed three police dogs"; but "killed two days later"
            Some(Symbol::Number) if matches!(self.symbol(at), Some(Symbol::Verbs(g)) if self.s.groups[g].measure == Some(Measure::Captured)) => true,
            Some(Symbol::Number) => self.s.rejected.iter().any(|(start, _, reason)| {
                *start == self.s.items[at + 1].start && matches!(reason, super::figure::Reason::Things(kind) if !matches!(kind.as_str(), "time" | "distance" | "a measurement" | "pieces"))
            }),
            _ => false,
        }
    }

    /// The figures that are the subject of the verb at item `at`, in text order.
    fn subject_list(&self, at: usize) -> Vec<usize> {
        let mut list = Vec::new();
        let floor = at.saturating_sub(WINDOW);
        for start in (floor..at).rev() {
            let Some(f) = self.figure_at(start) else { continue };
            if !self.can_be_subject(start, at) {
                continue;
            }
            if !self.reaches(start + 1, at) {
                continue;
            }
            list.push(f);
            self.joined_left(start, at, &mut list);
            list.reverse();
            return list;
        }
        list
    }

    /// Adds the figures that "and" or a comma joins before the subject at item `at`.
    fn joined_left(&self, at: usize, verb: usize, list: &mut Vec<usize>) {
        let mut here = at;
        let mut joined = false;
        loop {
            let mut link = here;
            let mut and = false;
            while let Some(symbol) = link.checked_sub(1).and_then(|i| self.symbol(i)) {
                match symbol {
                    Symbol::And if !and => and = true,
                    Symbol::Comma => {}
                    _ => break,
                }
                link -= 1;
            }
            if link == here || !(and || joined || self.s.headline) {
                return;
            }
            let Some(before) = (link.saturating_sub(8)..link).rev().find(|&i| self.figure_at(i).is_some()) else {
                return;
            };
            let Some(f) = self.figure_at(before) else { return };
            if !self.free(f)
                || self.past_modifiers(before + 1) != link
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

    /// Whether the figure at item `at` can stand as the subject of the verb at `verb`.
    fn can_be_subject(&self, at: usize, verb: usize) -> bool {
        let Some(f) = self.figure_at(at) else { return false };
        let figure = &self.s.figures[f];
        if !self.free(f) || figure.head == Head::Harmed(Measure::Killed) && !figure.of_whole {
            return false;
        }
        let Some(Symbol::Verbs(g)) = self.symbol(verb) else { return false };
        let direct = self.symbol(at + 1) == Some(Symbol::Relative) && self.adverbs_only(at + 2, verb);
        let bare = direct || !self.s.groups[g].finite || self.s.groups[g].role == Role::Either || self.bare_state(g);
        match at.checked_sub(1).and_then(|b| self.symbol(b)) {
            Some(Symbol::By) => false,
            Some(Symbol::Preposition) => {
                let word = self.first_token(at - 1).map_or(String::new(), |t| t.text.to_ascii_lowercase());
                bare || matches!(word.as_str(), "with" | "after" | "before" | "until")
            }
            Some(Symbol::Of) => bare || figure.of_whole || at <= 2,
            Some(Symbol::Verbs(before)) => {
                // the object of another verb: "carrying 40 people were", but "said 40 people were"
                let role = self.s.groups[before].role;
                matches!(role, Role::Say | Role::Makes)
                    || bare
                    || role == Role::Other && self.s.groups[before].finite && at == verb - 1
                    || role == Role::Subject
            }
            _ => true,
        }
    }

    fn bare_state(&self, g: usize) -> bool {
        let group = &self.s.groups[g];
        !self.s.tokens[group.start..group.end].iter().any(|t| t.means(Sense::Be) || t.means(Sense::Have))
    }

    // modifier = of-phrase | prepositional phrase | insertion between commas, brackets or dashes
    //          | relative clause | participle phrase
    fn reaches(&self, from: usize, verb: usize) -> bool {
        let mut at = from;
        let mut phrase = false; // inside a prepositional or participle phrase
        let mut relative = false; // inside a relative clause
        let mut verbs = 0; // finite verbs stepped over
        while at < verb {
            let Some(symbol) = self.symbol(at) else { return false };
            match symbol {
                Symbol::Preposition | Symbol::Of | Symbol::Including | Symbol::By => phrase = true,
                Symbol::Relative => {
                    relative = true;
                    verbs = 0;
                }
                Symbol::Comma => match self.insertion_end(at, verb) {
                    Some(end) => {
                        at = end;
                        phrase = false;
                        relative = false;
                        continue;
                    }
                    None => {
                        let and_verb = self.symbol(at + 1) == Some(Symbol::And) && self.adverbs_only(at + 2, verb);
                        return and_verb || self.all_of_whom(at + 1, verb);
                    }
                },
                Symbol::Open | Symbol::Dash => {
                    let close = if symbol == Symbol::Open { Symbol::Close } else { Symbol::Dash };
                    match self.items()[at + 1..verb].iter().position(|i| i.symbol == close) {
                        Some(end) => at += end + 1,
                        None => return false,
                    }
                }
                Symbol::Verbs(g) => {
                    let group = &self.s.groups[g];
                    if group.finite && group.role != Role::Either || relative {
                        verbs += 1;
                    }
                    if !group.finite
                        || group.bare && !self.adverbs_only(at + 1, verb) && !relative && !self.shares_subject(at, verb)
                    {
                        phrase = true;
                    } else if !relative {
                        // a second verb of the same subject: "fell into the river and drowned"; but those
                        // who robbed a bank and fled were not displaced
                        let flight = matches!(self.symbol(verb), Some(Symbol::Verbs(v)) if matches!(self.s.groups[v].measure, Some(Measure::Displaced | Measure::Returned | Measure::Evacuated)));
                        return !flight && self.shares_subject(at, verb);
                    }
                }
                Symbol::Semicolon | Symbol::Colon | Symbol::But | Symbol::Close => return false,
                Symbol::Opener | Symbol::If if !relative => {
                    return false;
                }
                Symbol::And if !phrase && !relative && !self.adverbs_only(at + 1, verb) => {
                    return false;
                }
                Symbol::Figure(f)
                    if !phrase && !relative && self.readings[f].is_none() && !self.s.figures[f].of_whole =>
                {
                    return false;
                }
                Symbol::Pronoun if !relative && !phrase => return false,
                _ => {}
            }
            at += 1;
        }
        !relative
            || verbs > 0
            || self.symbol(verb.saturating_sub(1)) == Some(Symbol::Relative)
            || self.adverbs_after_relative(from, verb)
    }

    // all-of-whom = "," ("all" "of")? relative verb
    fn all_of_whom(&self, at: usize, verb: usize) -> bool {
        let relative =
            (at..verb).find(|&i| self.first_token(i).is_some_and(|t| t.means(Sense::Relative) || t.means(Sense::Them)));
        let opens = self
            .first_token(at)
            .is_some_and(|t| t.means(Sense::All) || t.means(Sense::Both) || t.means(Sense::Relative));
        opens && relative.is_some_and(|r| r <= at + 2 && self.adverbs_only(r + 1, verb))
    }

    fn adverbs_after_relative(&self, from: usize, verb: usize) -> bool {
        (from..verb)
            .rev()
            .find(|&i| self.symbol(i) == Some(Symbol::Relative))
            .is_some_and(|r| self.adverbs_only(r + 1, verb))
    }

    /// The item behind the comma that closes an insertion opened by the comma at `at`.
    fn insertion_end(&self, at: usize, verb: usize) -> Option<usize> {
        let opens = match self.symbol(at + 1)? {
            // "3,600 households, or roughly 19,000 people, have"
            Symbol::And => self.first_token(at + 1).is_some_and(|t| t.means(Sense::Or)),
            Symbol::But | Symbol::Opener | Symbol::If | Symbol::Pronoun => false,
            Symbol::Verbs(g) => !self.s.groups[g].finite || self.s.groups[g].bare,
            Symbol::Figure(f) => {
                self.s.figures[f].of_whole
                    || self.readings[f].is_some()
                    || self.s.figures[f].head == Head::Elided
                    || self.s.figures[f].single
                    || at.checked_sub(1).and_then(|b| self.figure_at(b)).is_some_and(|b| self.other_unit(f, b))
            }
            _ => true,
        };
        if !opens {
            return None;
        }
        // the last comma before the verb closes it, or an earlier one from which the verb is reached
        (at + 2..verb)
            .rev()
            .find(|&i| self.symbol(i) == Some(Symbol::Comma))
            .map(|last| last + 1)
            .filter(|&end| end == verb || self.adverbs_only(end, verb))
            .or_else(|| {
                (at + 2..verb).filter(|&i| self.symbol(i) == Some(Symbol::Comma)).map(|i| i + 1).find(|&end| {
                    self.symbol(end) != Some(Symbol::And) && !self.starts_clause(end) && self.reaches(end, verb)
                })
            })
    }

    /// Whether a clause with a subject of its own begins at item `at`.
    fn starts_clause(&self, at: usize) -> bool {
        matches!(self.symbol(at), Some(Symbol::Pronoun | Symbol::Opener | Symbol::But | Symbol::Figure(_)))
            || self.first_token(at).is_some_and(|t| t.means(Sense::Determiner) || t.means(Sense::Article))
    }

    /// Whether only adverbs and quotes stand between `from` and `to`.
    fn adverbs_only(&self, from: usize, to: usize) -> bool {
        from <= to
            && to - from <= 3
            && (from..to).all(|i| {
                matches!(self.symbol(i), Some(Symbol::Gravely(_) | Symbol::Quote))
                    || self.first_token(i).is_some_and(|t| t.means(Sense::Adverb))
            })
    }

    /// Whether the verbs at items `first` and `second` are joined by "and" without a new subject.
    fn shares_subject(&self, first: usize, second: usize) -> bool {
        let mut back = second;
        while back > first
            && self.first_token(back - 1).is_some_and(|t| t.means(Sense::Adverb))
            && self.symbol(back - 1) != Some(Symbol::And)
        {
            back -= 1;
        }
        let joined = back > first + 1 && matches!(self.symbol(back - 1), Some(Symbol::And)) || back == first + 1;
        let object = (first + 1..second).any(|i| matches!(self.symbol(i), Some(Symbol::Semicolon | Symbol::Colon)));
        joined && !object && !matches!(self.symbol(first), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Say)
    }

    // outcome = makes figure-list … state     left 26 dead, 16 wounded
    fn outcomes(&mut self) {
        for at in 0..self.items().len() {
            if let Some(Symbol::Outcome(measure)) = self.symbol(at)
                && let Some(f) = at.checked_sub(1).and_then(|b| self.figure_at(b))
                && self.s.figures[f].head == Head::Elided
                && (0..at)
                    .any(|i| matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Makes))
            {
                self.read(f, measure, None, "outcome");
            }
        }
    }

    // said-figure = say-verb "of"? figure     the interior ministry speaks of 812, has confirmed nine
    fn said_figures(&mut self) {
        for at in 0..self.items().len() {
            let Some(Symbol::Verbs(g)) = self.symbol(at) else { continue };
            if self.s.groups[g].role != Role::Say || self.s.groups[g].bare && self.s.groups[g].not {
                continue;
            }
            let mut next = at + 1 + usize::from(self.symbol(at + 1) == Some(Symbol::Of));
            next += usize::from(self.symbol(next) == Some(Symbol::Quote));
            let Some(f) = self.figure_at(next).filter(|&f| self.free(f)) else { continue };
            let told = self.whole_before(at).map(|(_, m)| m).or(self.previous);
            let ends = !matches!(self.symbol(next + 1), Some(Symbol::Verbs(_) | Symbol::Of));
            if self.s.figures[f].head == Head::Elided
                && ends
                && let Some(measure) = told
            {
                self.read(f, measure, None, "said figure");
            }
        }
    }

    // among-the-dead = "among" "the dead" be figure-list | toll "include" figure-list
    fn among_the_dead(&mut self) {
        for at in 0..self.items().len() {
            let Some(symbol) = self.symbol(at) else { continue };
            let Some(t) = self.first_token(at) else { continue };
            let measure = match symbol {
                Symbol::Toll(Some(m)) if t.text.to_ascii_lowercase().starts_with("the ") || at == 0 => m,
                _ => match t
                    .pick(|s| if s == Sense::Them { Some(()) } else { None })
                    .and_then(|()| t.text.split(' ').nth(1))
                    .and_then(state_word)
                {
                    Some(m) => m,
                    None => continue,
                },
            };
            let verb = (at + 1..(at + 6).min(self.items().len())).find(|&i| match self.symbol(i) {
                Some(Symbol::Verbs(g)) => {
                    self.s.tokens[self.s.groups[g].start..self.s.groups[g].end].iter().any(|t| t.means(Sense::Be))
                }
                Some(Symbol::Including) => true,
                _ => false,
            });
            let among = at
                .checked_sub(1)
                .and_then(|b| self.first_token(b))
                .is_some_and(|t| t.text.to_ascii_lowercase().starts_with("among") || t.text.eq_ignore_ascii_case("of"));
            let Some(verb) = verb else { continue };
            if !among && self.symbol(verb) != Some(Symbol::Including) {
                continue;
            }
            for (f, _) in self.list_from(verb + 1, false) {
                self.read_part(f, measure, None, "among the dead");
            }
        }
    }

    /// The figure behind the colon of a line whose label names no measure: part of the line above it.
    pub(super) fn unlabelled(&self) -> Option<usize> {
        let colon = self.items().iter().position(|i| i.symbol == Symbol::Colon)?;
        self.figure_at(colon + 1)
            .filter(|&f| self.free(f) && self.s.figures[f].head == Head::Elided && self.items()[colon].start <= LABEL)
    }

    /// Reads that figure as a part.
    pub(super) fn read_below(&mut self, figure: usize, measure: Measure) {
        self.read_part(figure, measure, None, "part of the line above");
        if let Some(r) = self.readings[figure].as_mut() {
            r.complete = true;
        }
    }

    // label = word* measure-word word* ":" figure
    fn labels(&mut self) {
        let Some(colon) = self.items().iter().position(|i| i.symbol == Symbol::Colon) else { return };
        let Some(f) = self.figure_at(colon + 1).filter(|&f| self.free(f)) else { return };
        let end = self.items()[colon].start;
        let label = &self.s.tokens[..end];
        if label.len() > LABEL {
            return;
        }
        let Some(measure) = label_measure(label) else { return };
        let status = label.iter().find_map(|t| {
            t.pick(|s| match s {
                Sense::Hedge(status @ (Status::Confirmed | Status::Estimated | Status::Feared | Status::Ordered)) => {
                    Some(status)
                }
                _ => None,
            })
            .or_else(|| t.text.to_ascii_lowercase().contains("confirmed").then_some(Status::Confirmed))
        });
        self.read(f, measure, None, "label");
        // "Displaced: 1,117 families / 5,320 persons"
        let mut next = colon + 2;
        while matches!(self.symbol(next), Some(Symbol::Comma | Symbol::Open)) {
            let Some(other) = self.figure_at(next + 1).filter(|&other| self.free(other) && self.other_unit(other, f))
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

    // included = figure … "including" figure-list
    fn included(&mut self) {
        for at in 0..self.items().len() {
            if self.symbol(at) != Some(Symbol::Including) {
                continue;
            }
            let list = self.list_from(at + 1, false);
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
            let Some((whole, measure)) = self.whole_before(at) else { continue };
            for (f, _) in list {
                self.read_part(f, measure, Some(whole), "including");
            }
        }
    }

    /// The nearest figure with a reading before item `at`, and its measure.
    fn whole_before(&self, at: usize) -> Option<(usize, Measure)> {
        (0..at)
            .rev()
            .filter_map(|i| self.figure_at(i))
            .find_map(|f| self.readings[f].as_ref().filter(|r| !r.part).map(|r| (f, r.measure)))
    }

    // partitive = figure "of" whole | figure ("fatally" | "critically")
    fn partitives(&mut self) {
        for at in 0..self.items().len() {
            let Some(f) = self.figure_at(at) else { continue };
            let figure = &self.s.figures[f];
            let grave = (at + 1..at + 3).find_map(|i| match self.symbol(i) {
                Some(Symbol::Gravely(m)) => Some(m),
                _ => None,
            });
            if figure.of_whole {
                let whole = self.whole_before(at);
                let people = self.s.tokens.get(figure.end).is_some_and(|t| super::figure::person(t).is_some());
                let which =
                    self.s.tokens[figure.start..figure.end].iter().any(|t| t.text.eq_ignore_ascii_case("which"));
                let existential = whole.is_none()
                    && at > 0
                    && matches!(self.symbol(at - 1), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Other);
                let named = (0..at).rev().find_map(|i| self.figure_at(i));
                let unread = which_or_whom(&self.s.tokens[figure.start..figure.end])
                    && named.is_some_and(|f| self.readings[f].is_none());
                if existential || unread {
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
            }
        }
        self.of_the_n();
        self.predicate_parts();
    }

    // predicate-part = figure be (people | "identified")     six are women; only 31 have been identified
    fn predicate_parts(&mut self) {
        for at in 0..self.items().len() {
            let Some(f) = self.figure_at(at).filter(|&f| self.free(f) && self.s.figures[f].head == Head::Elided) else {
                continue;
            };
            let Some(Symbol::Verbs(g)) = self.symbol(at + 1) else { continue };
            let group = &self.s.groups[g];
            let words = &self.s.tokens[group.start..group.end];
            let be = words.iter().any(|t| t.means(Sense::Be));
            let named = words.iter().any(|t| t.means(Sense::Some));
            let next = &self.s.tokens[group.end..(group.end + 2).min(self.s.tokens.len())];
            let people = next.iter().any(|t| super::figure::person(t).is_some() || t.means(Sense::Members));
            let whole = self.whole_before(at);
            if let Some(measure) = whole.map(|(_, m)| m).or(self.previous).filter(|_| be && (people || named)) {
                self.read_part(f, measure, whole.map(|(w, _)| w), "so many of them are");
            }
        }
    }

    /// Whether the nearest number before item `at` counts things: "27 recommendations, four of which".
    fn things_before(&self, at: usize) -> bool {
        let nearest = (0..at).rev().find_map(|i| match self.symbol(i) {
            Some(Symbol::Number) => Some(self.s.rejected.iter().any(|(start, _, reason)| {
                *start == self.s.items[i].start && matches!(reason, super::figure::Reason::Things(_))
            })),
            Some(Symbol::Figure(_)) => Some(false),
            _ => None,
        });
        nearest.unwrap_or(self.after_things)
    }

    // of-the-n = "Of" figure …, figure (verb)? …
    fn of_the_n(&mut self) {
        let first = self.items().iter().position(|i| !matches!(i.symbol, Symbol::Quote | Symbol::Word));
        let Some(first) = first.filter(|&i| i <= 1 && self.symbol(i) == Some(Symbol::Of)) else { return };
        let Some(whole) = self.figure_at(first + 1).or_else(|| self.figure_at(first + 2)) else { return };
        let Some(measure) = self.readings[whole].as_ref().map(|r| r.measure).or(self.previous) else { return };
        for at in first + 2..self.items().len() {
            let Some(f) = self.figure_at(at) else { continue };
            if f == whole {
                continue;
            }
            match self.readings[f].as_mut() {
                Some(r) => {
                    r.part = true;
                    r.whole = Some(whole);
                }
                None if !self.s.figures[f].single => self.read_part(f, measure, Some(whole), "of the whole"),
                None => {}
            }
        }
    }

    // ellipsis = figure-with-verb … ("," | "and" | ";") figure-without
    fn ellipsis(&mut self) {
        for at in 0..self.items().len() {
            let Some(f) = self.figure_at(at).filter(|&f| self.free(f)) else { continue };
            let figure = &self.s.figures[f];
            let listed =
                self.parallel_before(at).is_some_and(|(m, _)| self.readings[m].as_ref().is_some_and(|r| r.part));
            let others = figure.head == Head::People && figure.adds != super::figure::Adds::No;
            if figure.head != Head::Elided && !others && !(figure.head == Head::People && listed) || figure.of_whole {
                continue;
            }
            if self.has_own_verb(at) {
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
            let joined = matches!(before, Some(Symbol::And | Symbol::Comma | Symbol::Semicolon | Symbol::Colon));
            if !joined {
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

    // at-the-rate = ("rate" | "average") "of" figure
    fn at_the_rate(&self, at: usize) -> bool {
        let of = at.checked_sub(1).is_some_and(|b| self.symbol(b) == Some(Symbol::Of));
        of && at
            .checked_sub(2)
            .and_then(|b| self.first_token(b))
            .is_some_and(|t| t.text.eq_ignore_ascii_case("rate") || t.text.to_ascii_lowercase().ends_with("average"))
    }

    /// The figure before item `at` that a later one without a verb is parallel to.
    fn parallel_before(&self, at: usize) -> Option<(usize, Measure)> {
        let mut steps = 0;
        for i in (0..at).rev() {
            match self.symbol(i)? {
                Symbol::Figure(f) => {
                    if let Some(r) = &self.readings[f] {
                        let listed = matches!(
                            r.production,
                            "of the whole" | "so many of them are" | "ellipsis" | "including" | "part of a whole"
                        );
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

    // breakdown = figure … (":" | dash | "(") figure ("," figure)* ("and" figure)?
    fn breakdowns(&mut self) {
        for at in 0..self.items().len() {
            let opens = matches!(self.symbol(at), Some(Symbol::Colon | Symbol::Dash | Symbol::Open));
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
            for f in figures {
                if self.s.figures[f].head == Head::Household && self.s.figures[whole].head != Head::Household {
                    continue;
                }
                if bracket && total == 1 && self.other_unit(f, whole) {
                    self.read(f, measure, None, "the same in another unit");
                    continue;
                }
                self.read_part(f, measure, Some(whole), "breakdown");
                if total > 1
                    && let Some(r) = self.readings[f].as_mut()
                {
                    r.complete = true;
                }
            }
        }
    }

    // other-unit = figure ("," | dash | "(") "or"? figure-in-the-other-unit
    fn other_units(&mut self) {
        for at in 1..self.items().len() {
            let Some(f) = self
                .figure_at(at)
                .filter(|&f| self.free(f) && matches!(self.s.figures[f].head, Head::People | Head::Household))
            else {
                continue;
            };
            let mut back = at;
            while back > 0
                && (matches!(self.symbol(back - 1), Some(Symbol::Comma | Symbol::Dash | Symbol::Open))
                    || self.first_token(back - 1).is_some_and(|t| t.means(Sense::Or)))
            {
                back -= 1;
            }
            let Some(model) = back.checked_sub(1).filter(|_| back < at).and_then(|b| self.figure_at(b)) else {
                continue;
            };
            if let Some(r) = self.readings[model].clone().filter(|_| self.other_unit(f, model)) {
                self.read(f, r.measure, r.group, "the same in another unit");
            }
        }
    }

    fn other_unit(&self, f: usize, whole: usize) -> bool {
        let household = |f: usize| self.s.figures[f].head == Head::Household;
        household(f) && self.s.figures[whole].head == Head::People
            || household(whole) && self.s.figures[f].head == Head::People
    }

    /// What a noun says by itself where no clause said otherwise.
    fn fallbacks(&mut self) {
        let killing = self.s.groups.iter().any(|g| g.measure == Some(Measure::Killed));
        for f in 0..self.s.figures.len() {
            if !self.free(f) {
                continue;
            }
            let figure = &self.s.figures[f];
            match (figure.head, figure.measure) {
                (Head::Victims, _) if figure.quantity.range.high != Some(0) => {
                    let hurt = self.readings.iter().flatten().any(|r| r.measure == Measure::Injured);
                    let measure = if killing && !hurt { Measure::Killed } else { Measure::Casualties };
                    self.read(f, measure, None, "victims");
                }
                (head, Some(measure))
                    if head != Head::Unknown && !figure.of_whole && self.people(f) && !self.set_free(f) =>
                {
                    self.read(f, measure, None, "counted noun");
                }
                _ => {}
            }
        }
    }

    /// Whether the people of a counted noun were freed, rescued or found: no longer harmed.
    fn set_free(&self, f: usize) -> bool {
        let freed = |t: &Token| {
            let word = t.text.to_ascii_lowercase();
            ["free", "releas", "rescu", "sav", "liberat"].iter().any(|stem| word.starts_with(stem))
        };
        let figure = &self.s.figures[f];
        let before = figure.start.saturating_sub(3);
        let after = (figure.end + 4).min(self.s.tokens.len());
        self.s.tokens[before..figure.start].iter().chain(&self.s.tokens[figure.end..after]).any(|t| {
            freed(t) && super::figure::person(t).is_none() && super::verbs::form_of(t).is_some_and(|f| f != Form::Base)
        })
    }
}

/// Whether a part is taken from what was named just before: "nine of whom", "four of which".
fn which_or_whom(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.text.eq_ignore_ascii_case("whom") || t.text.eq_ignore_ascii_case("which"))
}

/// Of casualties, the half that is not this one.
fn other_half(measure: Measure) -> Measure {
    if measure == Measure::Killed { Measure::Injured } else { Measure::Killed }
}

fn state_word(word: &str) -> Option<Measure> {
    match word.to_ascii_lowercase().as_str() {
        "dead" | "victims" | "killed" | "deceased" => Some(Measure::Killed),
        "wounded" | "injured" => Some(Measure::Injured),
        "missing" => Some(Measure::Missing),
        "displaced" => Some(Measure::Displaced),
        "casualties" => Some(Measure::Casualties),
        _ => None,
    }
}

/// The measure that the label of a bulletin's line names.
pub(super) fn label_measure(label: &[Token]) -> Option<Measure> {
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
        t.pick(|s| matches!(s, Sense::Thing(_)).then_some(())).is_some()
            && t.pick(|s| matches!(s, Sense::Household(_) | Sense::Harmed(..)).then_some(())).is_none()
    });
    let toll = label.iter().any(|t| t.text.to_ascii_lowercase().ends_with("toll"));
    let found = label.iter().find_map(unit_of).or(toll.then_some(Measure::Killed));
    let counted = label
        .iter()
        .find(|t| unit_of(t).is_some())
        .is_some_and(|t| t.pick(|s| matches!(s, Sense::Harmed(..) | Sense::Toll(_)).then_some(())).is_some());
    found.filter(|_| !things || counted)
}
