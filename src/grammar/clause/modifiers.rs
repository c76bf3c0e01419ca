//! What may stand between a figure and its verb: prepositional phrases, relative clauses, insertions
//! between commas, brackets or dashes, participles.
//!
//! In: two places in a sentence. Out: whether the one can be reached from the other. Nothing is read here.

use super::super::figure::{Head, Reason, person, thing};
use super::super::symbols::Symbol;
use super::super::verbs::Role;
use super::{Clauses, WINDOW};
use crate::claim::{Measure, Quantifier};
use crate::lexicon::{Form, Mark, Sense, Tag, Token};

/// The most items of a person who is only named, in front of the verb that is said of him too: "and
/// the driver of the second bus".
const NAMED: usize = 7;

impl<'t, 'a> Clauses<'_, 't, 'a> {
    // modifier = of-phrase | prepositional phrase | insertion between commas, brackets or dashes
    //          | relative clause | participle phrase
    pub(super) fn reaches(&self, from: usize, verb: usize) -> bool {
        let mut at = from;
        let mut phrase = false; // inside a prepositional or participle phrase
        let mut relative = false; // inside a relative clause
        let mut verbs = 0; // finite verbs stepped over
        let mut harmed = false; // behind a participle that tells what befell them
        let mut reduced = false; // behind "reported missing", as if "who were" stood before it
        while at < verb {
            let Some(symbol) = self.symbol(at) else { return false };
            match symbol {
                Symbol::Preposition | Symbol::Of | Symbol::Including | Symbol::By => phrase = true,
                Symbol::Relative => {
                    relative = true;
                    verbs = 0;
                }
                // "two brothers, 9 and 11 were hurt": no second comma
                Symbol::Comma if self.is_age(at + 1) && self.symbol(at + 2) != Some(Symbol::Comma) => {
                    at += 2;
                    continue;
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
                        let and_name = self.symbol(at + 1) == Some(Symbol::And) && self.and_another(at + 2, verb);
                        // "5,600 people, having fled their county"
                        let having = at + 1 == verb && self.first_token(verb).is_some_and(|t| t.is_word(&["having"]));
                        return having
                            || and_verb
                            || and_name
                            || self.all_of_whom(at + 1, verb)
                            || self.unclosed_including(at + 1, verb);
                    }
                },
                Symbol::Open | Symbol::Dash => {
                    let close = if symbol == Symbol::Open { Symbol::Close } else { Symbol::Dash };
                    match self.items()[at + 1..verb].iter().position(|i| i.symbol == close) {
                        Some(end) => at += end + 1,
                        None => return false,
                    }
                }
                Symbol::Verbs(g) if !relative && self.found_by(at, g, verb) => return true,
                // "protesting against a rise in fares": a noun
                Symbol::Verbs(g) if phrase && self.may_be_noun(g, verb) => {}
                Symbol::Verbs(g) => {
                    let group = &self.s.groups[g];
                    if group.finite && group.role != Role::Either || relative {
                        verbs += 1;
                    }
                    // "two men who were passing by placed the explosives and fled"
                    if relative && verbs > 1 && self.flight(verb) && self.shares_subject(at, verb) {
                        return false;
                    }
                    reduced |= self.reduced(g);
                    harmed |= group.measure.is_some();
                    if !group.finite
                        || self.reduced(g)
                        || group.bare && !self.adverbs_only(at + 1, verb) && !relative && !self.shares_subject(at, verb)
                    {
                        phrase = true;
                    } else if !relative {
                        // a second verb of the same subject: "fell into the river and drowned"; but those
                        // who robbed a bank and fled were not displaced
                        let flight = self.flight(verb);
                        let being = at + 1 == verb && self.first_token(verb).is_some_and(|t| t.is_word(&["being"]));
                        return (!flight || being) && self.shares_subject(at, verb);
                    }
                }
                Symbol::Semicolon | Symbol::Colon | Symbol::But | Symbol::Close => return false,
                Symbol::Opener if reduced && !relative => {
                    let clause =
                        (at..verb).any(|i| matches!(self.symbol(i), Some(Symbol::Verbs(g)) if self.s.groups[g].finite));
                    (relative, phrase) = (clause, !clause);
                }
                // "two cousins working as security"
                Symbol::Opener if phrase && self.serves_as(at, verb) => {}
                // "held there since 2019"
                Symbol::Opener if phrase && !harmed && self.opens_time(at) => {}
                Symbol::Opener | Symbol::If if !relative => {
                    return false;
                }
                Symbol::And if !phrase && !relative && !self.adverbs_only(at + 1, verb) => {
                    return self.and_another(at + 1, verb);
                }
                Symbol::Figure(f)
                    if !phrase && !relative && self.readings[f].is_none() && !self.s.figures[f].of_whole =>
                {
                    return false;
                }
                // "5,600 people already there, having fled"
                Symbol::Pronoun if self.first_token(at).is_some_and(|t| t.means(Sense::Adverb)) => {}
                // "eight people in it are presumed to have died"
                Symbol::Pronoun
                    if self.symbol(at - 1) == Some(Symbol::Preposition)
                        && self.first_token(at).is_some_and(|t| t.is_word(&["it", "them"])) => {}
                // "told relatives she was trapped"
                Symbol::Pronoun if !relative && (!phrase || at + 1 == verb) => return false,
                _ => {}
            }
            at += 1;
        }
        !relative
            || verbs > 0
            || self.symbol(verb.saturating_sub(1)) == Some(Symbol::Relative)
            || self.adverbs_after_relative(from, verb)
    }

    /// Whether a word that can be a verb is a noun inside a phrase before the finite verb at item `verb`: "a rise in fares".
    fn may_be_noun(&self, g: usize, verb: usize) -> bool {
        let group = &self.s.groups[g];
        let either = |s: &Sense| matches!(s, Sense::Verb(Form::Base | Form::Present) | Sense::Thing(_));
        let noun = |t: &Token| t.senses.iter().all(either) && !t.senses.is_empty();
        let be = matches!(self.symbol(verb), Some(Symbol::Verbs(h)) if !self.bare_state(h));
        be && group.end == group.start + 1 && group.role == Role::Other && noun(&self.s.tokens[group.start])
    }

    /// Whether a time and no clause follows the "since" or "after" at item `at`.
    fn opens_time(&self, at: usize) -> bool {
        let since = self.first_token(at).is_some_and(|t| t.is_word(&["since", "after", "before", "until"]));
        let time = |t: &Token| t.means(Sense::Calendar) && t.is_capital() || matches!(t.mark, Mark::Number { .. });
        since && self.first_token(at + 1).is_some_and(time)
    }

    // unclosed-including = "," "including" figure-list verb     four people, including a boy were found shot
    fn unclosed_including(&self, at: usize, verb: usize) -> bool {
        if !self.includes(at) {
            return false;
        }
        let last = self.list_from(at + 1, false).last().map(|&(_, last)| self.past_modifiers(last + 1));
        last.is_some_and(|end| end == verb || self.adverbs_only(end, verb))
    }

    /// Whether the item is "including", and no "of whom".
    pub(super) fn includes(&self, at: usize) -> bool {
        let whom = |i: &super::Item| self.s.tokens[i.start..i.end].iter().any(|t| t.means(Sense::Relative));
        self.items().get(at).is_some_and(|i| i.symbol == Symbol::Including && !whom(i))
    }

    // serves-as = "as" article? word+ verb
    fn serves_as(&self, at: usize, verb: usize) -> bool {
        let word = |i: usize| matches!(self.symbol(i), Some(Symbol::Word | Symbol::Figure(_)));
        let named = self.first_token(at + 1).is_some_and(|t| !t.means(Sense::Determiner));
        self.first_token(at).is_some_and(|t| t.is_word(&["as"])) && named && at + 1 < verb && (at + 1..verb).all(word)
    }

    // found-by = "were found" "by" word+ state     six people were found by police shot to death
    fn found_by(&self, at: usize, g: usize, verb: usize) -> bool {
        let group = &self.s.groups[g];
        let Some(Symbol::Verbs(state)) = self.symbol(verb) else { return false };
        let found = self.s.tokens[group.end - 1].is_word(&["found", "discovered", "seen", "spotted"])
            && self.s.tokens[group.start..group.end].iter().any(|t| t.means(Sense::Be));
        let word = |i: usize| self.symbol(i) == Some(Symbol::Word);
        found && self.symbol(at + 1) == Some(Symbol::By) && self.bare_state(state) && (at + 2..verb).all(word)
    }

    /// Whether the verb at item `at` moves people.
    fn flight(&self, at: usize) -> bool {
        let moved = |m: Measure| matches!(m, Measure::Displaced | Measure::Returned | Measure::Evacuated);
        matches!(self.symbol(at), Some(Symbol::Verbs(g)) if self.s.groups[g].measure.is_some_and(moved))
    }

    // and-another = "and" noun without a number, before a plural verb     four children and their teacher were
    fn and_another(&self, at: usize, verb: usize) -> bool {
        let Some(Symbol::Verbs(g)) = self.symbol(verb) else { return false };
        let singular = self.s.tokens[self.s.groups[g].start].is_word(&["was", "is", "has", "dies"]);
        let named =
            |i: usize| matches!(self.symbol(i), Some(Symbol::Word | Symbol::Of | Symbol::Preposition | Symbol::Number));
        let noun = (at..verb).all(named);
        let tokens = &self.s.tokens[self.items()[at].start..self.items()[verb].start];
        // "and a dog", "and three horses"
        let other = |t: &Token| person(t).is_some() || t.is_capital() || t.pick(thing).is_some();
        // "and 30 percent of the crops"
        let share = self.s.reason_at(at) == Some(&Reason::Share);
        noun && !singular && !share && verb - at <= NAMED && tokens.iter().any(other)
    }

    /// Whether a verb group is a state without its "were": "three people reported missing".
    pub(super) fn reduced(&self, g: usize) -> bool {
        let group = &self.s.groups[g];
        let state = self.s.tokens[group.end - 1].has(|s| matches!(s, Sense::State(_)));
        group.role == Role::Subject && state && self.bare_state(g)
    }

    // all-of-whom = "," ("all" "of")? relative verb
    pub(super) fn all_of_whom(&self, at: usize, verb: usize) -> bool {
        let relative =
            (at..verb).find(|&i| self.first_token(i).is_some_and(|t| t.means(Sense::Relative) || t.means(Sense::Them)));
        let opens = self
            .first_token(at)
            .is_some_and(|t| t.means(Sense::All) || t.means(Sense::Both) || t.means(Sense::Relative));
        opens && relative.is_some_and(|r| r <= at + 2 && self.adverbs_only(r + 1, verb))
    }

    pub(super) fn adverbs_after_relative(&self, from: usize, verb: usize) -> bool {
        (from..verb)
            .rev()
            .find(|&i| self.symbol(i) == Some(Symbol::Relative))
            .is_some_and(|r| self.adverbs_only(r + 1, verb))
    }

    // with-things = ("as well as" | "along with") word+ ","     47 people, as well as dozens of cattle, were
    fn with_things(&self, at: usize, verb: usize) -> bool {
        let beside = self.first_token(at).is_some_and(|t| t.text.contains(' '));
        let thing = |i: &usize| {
            matches!(self.symbol(*i), Some(Symbol::Word | Symbol::Number | Symbol::Of | Symbol::Preposition))
        };
        let end = at + 1 + (at + 1..verb).take_while(thing).count();
        beside && self.symbol(end) == Some(Symbol::Comma)
    }

    /// The item behind the comma that closes an insertion opened by the comma at `at`.
    pub(super) fn insertion_end(&self, at: usize, verb: usize) -> Option<usize> {
        let opens = match self.symbol(at + 1)? {
            // "3,600 households, or roughly 19,000 people, have"
            Symbol::And => {
                self.first_token(at + 1).is_some_and(|t| t.means(Sense::Or)) || self.with_things(at + 1, verb)
            }
            // ", it is thought,"
            Symbol::Pronoun => {
                let said = matches!(self.symbol(at + 2), Some(Symbol::Verbs(g)) if self.s.groups[g].measure.is_none());
                said && self.symbol(at + 3) == Some(Symbol::Comma)
            }
            Symbol::But | Symbol::Opener | Symbol::If => false,
            Symbol::Verbs(g) => !self.s.groups[g].finite || self.s.groups[g].bare,
            Symbol::Figure(f) => {
                self.s.figures[f].of_whole
                    || self.readings[f].is_some()
                    || self.s.figures[f].head == Head::Elided
                    || self.s.figures[f].single
                    || self.figure_before(at).is_some_and(|b| self.other_unit(f, b))
                    || self.adds_up(at).is_some()
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
                    self.symbol(end) != Some(Symbol::And) && !self.starts_clause(end) && self.reaches_on(end, verb)
                })
            })
    }

    /// The same as [`Self::reaches`], asked of a place inside; each place is tried once for a verb, or commas
    /// within commas would be tried over and over.
    fn reaches_on(&self, from: usize, verb: usize) -> bool {
        {
            let mut unreached = self.unreached.borrow_mut();
            if unreached.depth == 0 {
                unreached.from.clear();
            }
            if unreached.from.contains(&from) {
                return false;
            }
            unreached.depth += 1;
        }
        let reached = self.reaches(from, verb);
        let mut unreached = self.unreached.borrow_mut();
        unreached.depth -= 1;
        if !reached {
            unreached.from.push(from);
        }
        reached
    }

    // adds-up = figure "," figure ("," figure)* "and" figure — whose sum is the first
    /// The figures behind the comma at item `at` that tell who the people before it were.
    pub(super) fn adds_up(&self, at: usize) -> Option<Vec<usize>> {
        let head = self.figure_before(at).filter(|&f| self.exactly(f).is_some())?;
        let listed: Vec<usize> = self.list_from(at + 1, false).into_iter().map(|(f, _)| f).collect();
        // "six soldiers, two policemen and four civilians": twelve, not six
        let (tags, lexicon) = (&self.s.figures[head].tags, self.s.lexicon);
        let age_or_sex = |tag: &Tag| matches!(lexicon.tag(*tag), "children" | "women" | "men");
        let of_them = |f: &usize| {
            let own = &self.s.figures[*f].tags;
            tags.is_empty() || own == tags || own.iter().all(age_or_sex) && !tags.iter().any(age_or_sex)
        };
        if !listed.iter().all(of_them) {
            return None;
        }
        self.sum_up_to(&listed, head).then_some(listed)
    }

    /// Whether two figures or more, all exact, are together as many as another.
    pub(super) fn sum_up_to(&self, parts: &[usize], whole: usize) -> bool {
        let sum = parts.iter().try_fold(0_u64, |sum, &f| sum.checked_add(self.exactly(f)?));
        parts.len() > 1 && sum.is_some() && sum == self.exactly(whole)
    }

    /// The number of a figure that is exact.
    fn exactly(&self, figure: usize) -> Option<u64> {
        let quantity = &self.s.figures[figure].quantity;
        (quantity.quantifier == Quantifier::Exact).then_some(quantity.range.low)
    }

    /// Whether a clause with a subject of its own begins at item `at`.
    pub(super) fn starts_clause(&self, at: usize) -> bool {
        matches!(self.symbol(at), Some(Symbol::Pronoun | Symbol::Opener | Symbol::But | Symbol::Figure(_)))
            || self.first_token(at).is_some_and(|t| t.means(Sense::Determiner) || t.means(Sense::Article))
    }

    /// Whether only adverbs and quotes stand between `from` and `to`.
    pub(super) fn adverbs_only(&self, from: usize, to: usize) -> bool {
        from <= to
            && to - from <= 3
            && (from..to).all(|i| {
                matches!(self.symbol(i), Some(Symbol::Gravely(_) | Symbol::Quote))
                    || self.first_token(i).is_some_and(|t| t.means(Sense::Adverb))
            })
    }

    /// Whether the verbs at items `first` and `second` are joined by "and" without a new subject.
    pub(super) fn shares_subject(&self, first: usize, second: usize) -> bool {
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

    /// Steps over a short modifier behind a figure in a list: "a pilot on the plane".
    pub(super) fn past_modifiers(&self, at: usize) -> usize {
        let mut next = at;
        while next < at + 7 {
            match self.symbol(next) {
                Some(Symbol::Preposition | Symbol::Of | Symbol::Word | Symbol::Number | Symbol::Toll(_)) => next += 1,
                Some(Symbol::Verbs(g)) if !self.s.groups[g].finite && self.s.groups[g].role == Role::Other => next += 1,
                // "a man, 45, and two women"
                Some(Symbol::Comma) if self.is_age(next + 1) => next += 2,
                Some(Symbol::Open) => match self.items()[next..].iter().position(|i| i.symbol == Symbol::Close) {
                    Some(close) => return next + close + 1,
                    None => return next,
                },
                _ => return next,
            }
        }
        next
    }

    /// Whether a relative clause, and nothing else, fills the items from `at` to `end`.
    pub(super) fn relative_clause(&self, at: usize, end: usize) -> bool {
        self.symbol(at) == Some(Symbol::Relative)
            && (at + 1..end).any(|i| matches!(self.symbol(i), Some(Symbol::Verbs(_))))
            && !(at + 1..end).any(|i| {
                matches!(
                    self.symbol(i),
                    Some(Symbol::Comma | Symbol::Semicolon | Symbol::Colon | Symbol::But | Symbol::Figure(_))
                )
            })
    }

    /// Whether item `at` is a number that was found to be an age.
    fn is_age(&self, at: usize) -> bool {
        self.symbol(at) == Some(Symbol::Number) && self.s.reason_at(at) == Some(&Reason::Age)
    }

    /// Whether a verb group of a headline is one participle: "held", "taken".
    fn headline_participle(&self, g: usize) -> bool {
        let group = &self.s.groups[g];
        self.s.headline && group.end == group.start + 1 && group.bare
    }

    /// Whether the figure at item `at` is the subject of a verb behind it.
    pub(super) fn has_own_verb(&self, at: usize) -> bool {
        let ends = |next: Symbol| {
            matches!(
                next,
                Symbol::Comma | Symbol::Semicolon | Symbol::Colon | Symbol::And | Symbol::Dash | Symbol::Opener
            )
        };
        let mut next = self.past_modifiers(at + 1);
        if self.symbol(next) == Some(Symbol::Relative) {
            // "five others who had been buried were rescued"
            let first = (next..next + WINDOW)
                .find(|&i| !matches!(self.symbol(i), Some(Symbol::Relative | Symbol::Word | Symbol::Pronoun)));
            if let Some(first) = first.filter(|&i| matches!(self.symbol(i), Some(Symbol::Verbs(_)))) {
                next = self.past_modifiers(first + 1);
            }
        }
        match self.symbol(next) {
            Some(Symbol::Verbs(g)) => {
                let group = &self.s.groups[g];
                // "bomb kills 38, 12 held": something else was done to them
                let made = group.role == Role::Makes
                    && group.bare // "and 300 people took part"
                    && !(self.headline_participle(g) && self.symbol(next + 1).is_none_or(ends));
                group.finite && !made && !(group.role == Role::Either && self.figure_at(next + 1).is_some())
            }
            _ => false,
        }
    }

    // speaks = "," figure ("and" figure)? say-verb     …, a union official and two of the drivers said
    pub(super) fn speaks(&self, at: usize) -> bool {
        let comma = at.checked_sub(1).is_some_and(|b| self.symbol(b) == Some(Symbol::Comma));
        let mut next = self.past_modifiers(at + 1);
        // "a doctor at the hospital said"
        if matches!(self.symbol(next), Some(Symbol::Outcome(_))) {
            next = self.past_modifiers(next + 1);
        }
        while self.symbol(next) == Some(Symbol::And) && self.figure_at(next + 1).is_some() {
            next = self.past_modifiers(next + 2);
        }
        comma && matches!(self.symbol(next), Some(Symbol::Verbs(g)) if self.s.groups[g].role == Role::Say)
    }
}
