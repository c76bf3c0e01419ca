//! What a sentence answers of its symbols, to clauses and voices alike.
//!
//! In: a [`Sentence`] and a place in it. Out: whether something stands there, and where. Nothing is read here.

use super::attribution;
use super::figure::{self, Head, Reason};
use super::symbols::{Sentence, Symbol};
use super::verbs::Role;
use crate::lexicon::{Mark, Sense, Token};

/// The category of things that happen, of which people are victims.
const INCIDENTS: &str = "incidents";

/// The most tokens of a subject whose verb is left out: "and the district hospital 17".
const GAPPED: usize = 6;

impl Sentence<'_, '_> {
    /// The item of a figure; none where it stands inside the words of another.
    pub fn item_of_figure(&self, figure: usize) -> Option<usize> {
        self.counted.binary_search_by_key(&figure, |&(_, f)| f).ok().map(|i| self.counted[i].0)
    }

    /// The item of a verb group.
    pub fn item_of_group(&self, group: usize) -> Option<usize> {
        self.verbs.binary_search_by_key(&group, |&(_, g)| g).ok().map(|i| self.verbs[i].0)
    }

    /// Whether the figure counts some of one inside its own words.
    pub fn counts_some(&self, figure: usize) -> bool {
        self.whole_of(figure).is_some()
    }

    /// The figure inside the words of this one, of which it counts some.
    pub fn whole_of(&self, figure: usize) -> Option<usize> {
        self.wholes.binary_search_by_key(&figure, |&(some, _)| some).ok().map(|i| self.wholes[i].1)
    }

    /// Why the number at item `at` counts nobody, where that was found.
    pub fn reason_at(&self, at: usize) -> Option<&Reason> {
        let start = self.items.get(at)?.start;
        self.rejected.iter().find(|(from, ..)| *from == start).map(|(.., reason)| reason)
    }

    /// Whether a word names something that happens: "the blaze", "Friday's bombing".
    pub fn is_incident(&self, word: &Token) -> bool {
        word.pick(figure::thing).is_some_and(|category| self.lexicon.category(category) == INCIDENTS)
    }

    /// Whether what stands before item `at` ends there, without a word of its own behind it.
    pub fn ends_clause(&self, at: usize) -> bool {
        self.items.get(at).is_none_or(|next| {
            matches!(next.symbol, Symbol::Comma | Symbol::Semicolon | Symbol::And | Symbol::Quote)
                || self.tokens[next.start].is('.')
        })
    }

    /// Whether the figure stands inside the words of one that counts some of it.
    pub fn is_whole(&self, figure: usize) -> bool {
        self.wholes.binary_search_by_key(&figure, |&(_, whole)| whole).is_ok()
    }

    // gapped = ("," | ";" | "and" | "while") source "at"? figure     police counted 14 dead and the hospital 17
    //        | ("," | ";" | "and" | "while") "the" ordinal figure    the second 12 soldiers
    /// The tokens of a subject whose verb is that of the clause before, in front of the figure at item
    /// `at`; and whether "at" stands between them.
    pub fn gapped(&self, at: usize) -> Option<(usize, usize, bool)> {
        let Symbol::Figure(f) = self.items[at].symbol else { return None };
        let token = |i: usize| &self.tokens[self.items[i].start];
        let mut last = at.checked_sub(1)?;
        let placed = token(last).is_word(&["at"]);
        last = if placed { last.checked_sub(1)? } else { last };
        let words = (0..=last).rev().take_while(|&i| self.items[i].symbol == Symbol::Word && !placed_word(token(i)));
        let first = words.last()?;
        let joint = first.checked_sub(1).map(|i| (&self.items[i], token(i)))?;
        let joins =
            matches!(joint.0.symbol, Symbol::Comma | Symbol::Semicolon | Symbol::And) || joint.1.is_word(&["while"]);
        let (from, to) = (self.items[first].start, self.items[last].end);
        let noun = &self.tokens[from..to];
        let ranked = noun.len() == 2 && noun[0].is_word(&["the"]) && noun[1].means(Sense::Ordinal);
        let source = noun.last().is_some_and(attribution::names_source) && !noun[0].possessive;
        let closed = self.ends_clause(at + 1);
        let bare = self.figures[f].head == Head::Elided;
        (joins && noun.len() <= GAPPED && closed && (source && bare || ranked && !placed)).then_some((from, to, placed))
    }

    // claims-victims = incident (preposition word*)? "claim" figure     the blaze claimed seven
    /// Whether the verb at item `at` tells that something that happened claimed people: not that somebody claims it.
    pub fn claims_victims(&self, at: usize) -> bool {
        let (Symbol::Verbs(g), Some(Symbol::Figure(f))) =
            (self.items[at].symbol, self.items.get(at + 1).map(|i| i.symbol))
        else {
            return false;
        };
        let (group, figure) = (&self.groups[g], &self.figures[f]);
        let claims = group.role == Role::Say && self.tokens[group.end - 1].means(Sense::Claims);
        let people = matches!(figure.head, Head::Elided | Head::People | Head::Victims) && !figure.of_whole;
        let told = matches!(self.items.get(at + 2).map(|i| i.symbol), Some(Symbol::Verbs(_)));
        if !claims || !people || told || figure.single && !self.headline {
            return false;
        }
        let before = &self.tokens[..group.start];
        let Some(last) = before.iter().rposition(|t| self.is_incident(t)) else { return false };
        let behind = &before[last + 1..];
        let place = behind.first().is_none_or(|t| t.means(Sense::Preposition) || t.means(Sense::Of));
        place && behind.iter().all(|t| t.mark == Mark::Word && !t.means(Sense::Relative) && figure::person(t).is_none())
    }
}

/// A word that does not stand inside a subject.
fn placed_word(t: &Token) -> bool {
    t.has(|s| matches!(s, Sense::TollVerb(_))) || t.mark != Mark::Word
}

/// The tokens of the clause between semicolons that holds token `at`.
pub(super) fn segment(tokens: &[Token], at: usize) -> (usize, usize) {
    let stop = |t: &Token| t.is(';');
    let from = tokens[..at].iter().rposition(stop).map_or(0, |i| i + 1);
    let to = tokens[at..].iter().position(stop).map_or(tokens.len(), |i| at + i);
    (from, to)
}
