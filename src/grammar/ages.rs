//! Ages of people who are named or counted before them: "his son, 9, was hurt", "two girls, 9 and 11".
//!
//! In: the symbols of a sentence so far, and a token. Out: where ages end that begin there; no figures.

use super::figure::{self, Head, Reason};
use super::symbols::{Item, Sentence, Symbol};
use crate::claim::Quantifier;
use crate::lexicon::{Case, Mark, Plural, Sense, Token};

/// Whether the number before "and" was an age.
pub(super) fn second_age(sentence: &Sentence) -> bool {
    let [.., before, joint] = sentence.items.as_slice() else { return false };
    let age =
        sentence.rejected.last().is_some_and(|(start, _, reason)| *start == before.start && *reason == Reason::Age);
    before.symbol == Symbol::Number && joint.symbol == Symbol::And && age
}

/// The oldest that somebody in a text may be, in years.
const OLDEST: u64 = 115;

// ages = person "," number ("and" number)? ("," | ".")     his son, 9, was hurt; two girls, 9 and 11,
//      | person "of" number                                a boy of 15
pub(super) fn ages_of(sentence: &Sentence, at: usize) -> Option<usize> {
    let tokens = sentence.tokens;
    let of = tokens[at].means(Sense::Of);
    let person = match sentence.items.as_slice() {
        [.., person] if of => person,
        [.., person, comma] if comma.symbol == Symbol::Comma => person,
        _ => return None,
    };
    // how many people the ages belong to, where that is told
    let people = match person.symbol {
        Symbol::Figure(f) => {
            let figure = &sentence.figures[f];
            let told = figure.head == Head::People && figure.quantity.quantifier == Quantifier::Exact;
            Some(figure.quantity.range.low).filter(|_| told && (figure.single || !of))?
        }
        _ if of => return None,
        _ => named(sentence, person).or_else(|| full_name(sentence))?,
    };
    let ends = |end: usize| {
        tokens.get(end).is_none_or(|t| matches!(t.mark, Mark::Point(p) if p != '-' && p != '/' && p != '–'))
    };
    let mut end = one_age(sentence, at + usize::from(of))?;
    let mut ages = 1;
    while !of
        && people != ages
        && let Some(joint) = tokens.get(end).filter(|t| t.means(Sense::And) || t.is(','))
        && let listed = usize::from(joint.is(',') && tokens.get(end + 1).is_some_and(|t| t.means(Sense::And)))
        && let Some(next) = one_age(sentence, end + 1 + listed)
    {
        end = next;
        ages += 1;
    }
    ((people == ages || people == SEVERAL) && ends(end)).then_some(end)
}

/// Any number of people: "her children, 9 and 11".
const SEVERAL: u64 = u64::MAX;

/// Whether the item is a noun of people behind a possessive ("his son", "her children") or in a headline ("kills
/// girl, 7"), and how many.
fn named(sentence: &Sentence, item: &Item) -> Option<u64> {
    let own = item.start.checked_sub(1).map(|i| &sentence.tokens[i]);
    let (_, plural) = figure::person(&sentence.tokens[item.start])?;
    let whose = sentence.headline || own.is_some_and(|own| own.means(Sense::Determiner) || own.possessive);
    whose.then_some(if plural == Plural::No { 1 } else { SEVERAL })
}

/// One person, where a name of two words or more stands before the comma: "Maria Lopez, 43,"; but "in
/// Dar es Salaam, 43". In a text of capitals any words can be one.
fn full_name(sentence: &Sentence) -> Option<u64> {
    let [before @ .., comma] = sentence.items.as_slice() else { return None };
    let token = |i: &Item| &sentence.tokens[i.start];
    let case = |t: &Token| if sentence.capitals { t.case == Case::Upper } else { t.case == Case::Title };
    let part = |i: &&Item| i.symbol == Symbol::Word && case(token(i)) && token(i).mark == Mark::Word;
    let words = before.iter().rev().take_while(part).count();
    let unknown = before.last().is_some_and(|i| token(i).senses.is_empty());
    let behind = before.len().checked_sub(words + 1).map(|i| token(&before[i]));
    let placed = behind.is_some_and(|t| t.means(Sense::Preposition) && !t.is_word(&["for", "with", "to", "by"]));
    // "Galan, 46, was shot": one word of a name, where it begins the sentence
    let told = sentence.tokens[comma.end..].get(1..3).is_some_and(|t| {
        t[0].is(',') && (t[1].means(Sense::Be) || t[1].means(Sense::Have) || t[1].means(Sense::Relative))
    });
    (unknown && (words >= 2 && !placed || words == 1 && behind.is_none() && told)).then_some(1)
}

/// The end of a number at token `at` that can be an age.
fn one_age(sentence: &Sentence, at: usize) -> Option<usize> {
    sentence.tokens.get(at)?;
    let (end, read) = figure::figure(sentence.lexicon, sentence.tokens, at).ok()?;
    let q = &read.quantity;
    let plain = read.head == Head::Elided && q.quantifier == Quantifier::Exact && q.stated.len() == 1;
    (plain && q.range.low <= OLDEST).then_some(end)
}

// ages = age (("," | "and" | "or")+ age)+     aged seventeen, sixteen and twelve
/// Makes one item of the age that was read last and the one before it in a row.
pub(super) fn join_ages(sentence: &mut Sentence) {
    let age = |item: &Item, behind: usize| {
        let told = sentence.rejected.len().checked_sub(behind).map(|i| &sentence.rejected[i]);
        item.symbol == Symbol::Number && told.is_some_and(|(_, end, reason)| *end == item.end && *reason == Reason::Age)
    };
    let Some((last, before)) = sentence.items.split_last().filter(|(last, _)| age(last, 1)) else { return };
    let joints = before.iter().rev().take(2).take_while(|i| matches!(i.symbol, Symbol::Comma | Symbol::And)).count();
    let Some(first) = before.len().checked_sub(joints + 1).filter(|_| joints > 0) else { return };
    if age(&before[first], 2) {
        let end = last.end;
        sentence.items.truncate(first + 1);
        sentence.items[first].end = end;
    }
}
