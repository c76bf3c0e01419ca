//! Ages in digits and words, one by one and in rows: "15-year-old", "12, 10 and 6-year-old", "aged 11, 8 and 2".
//!
//! In: tokens. Out: whether a number among them is an age, and where it ends. Whose age it is is told in
//! [`super::super::ages`].

use super::super::numeral::words;
use super::super::stream::Stream;
use crate::lexicon::{Kinds, Mark, Sense, Token};

/// The most ages in a row: "aged 11, 8 and 2".
const LISTED: usize = 8;

const NUMBER: Kinds = Kinds::of(&[Sense::Number(0)]);

/// What makes an age of a number before it, as one token.
const OLD: [&str; 12] = [
    "year-old",
    "month-old",
    "day-old",
    "week-old",
    "yr-old",
    "year-olds",
    "hour-old",
    "years-old",
    "months-old",
    "years old",
    "year old",
    "months old",
];

/// The end of an age at this token: "15-year-old", "nine-year-old", "34 year old".
pub(super) fn age(tokens: &[Token], at: usize) -> Option<usize> {
    let word =
        |i: usize, text: &[&str]| tokens.get(i).is_some_and(|t| text.iter().any(|w| t.text.eq_ignore_ascii_case(w)));
    let mut i = match tokens[at].mark {
        Mark::Number { .. } => at + 1,
        Mark::Word if tokens[at].can_be(NUMBER) => {
            let (rest, _) = words(Stream(&tokens[at..])).ok()?;
            tokens.len() - rest.0.len()
        }
        _ => return None,
    };
    let dash = |i: usize| tokens.get(i).is_some_and(|t| t.is('-') || t.is('‑'));
    if dash(i) {
        i += 1;
    }
    if word(i, &OLD) {
        return Some(i + 1);
    }
    if !word(i, &["year", "years", "month", "months", "day", "week", "yr", "weeks", "days"]) {
        return None;
    }
    i += 1;
    if dash(i) {
        i += 1;
    }
    word(i, &["old", "olds"]).then_some(i + 1)
}

// first-of-ages = number (("," | "and" | "or")+ number)* age     12, 10 and 6-year-old children
/// Whether an age ends the row that goes on behind a number, which ends before token `at`.
pub(super) fn first_of_ages(tokens: &[Token], mut at: usize) -> bool {
    for _ in 0..LISTED {
        let next = at + (at..at + 2).take_while(|&i| tokens.get(i).is_some_and(joins)).count();
        if next == at || !tokens.get(next).is_some_and(Token::is_number) {
            return false;
        }
        if age(tokens, next).is_some() {
            return true;
        }
        at = next + 1;
    }
    false
}

// further-age = ("aged" | "ages") number (("," | "and" | "or")+ number)+     aged 11, 8 and 2
/// Whether "aged" begins the row of which the number at token `at` is not the first.
pub(super) fn further_age(tokens: &[Token], mut at: usize) -> bool {
    for _ in 0..LISTED {
        let joints = (0..at).rev().take(2).take_while(|&i| joins(&tokens[i])).count();
        let Some(before) = at.checked_sub(joints + 1).filter(|_| joints > 0) else { return false };
        if !tokens[before].is_number() {
            return false;
        }
        if before > 0 && tokens[before - 1].is_word(&["aged", "ages"]) {
            return true;
        }
        at = before;
    }
    false
}

fn joins(t: &Token) -> bool {
    t.is(',') || t.means(Sense::And) || t.means(Sense::Or)
}
