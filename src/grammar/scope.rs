//! The time that a figure covers: one event, a long time, or so many a day.
//!
//! In: the tokens of a sentence and the place of a figure. Out: its [`Scope`].

use super::period::{self, month, ranked};
use super::symbols::Sentence;
use crate::claim::Scope;
use crate::lexicon::{Case, Mark, Sense, Token};

/// The scope of the figure whose quote ends before token `end`; `segment` is its clause between
/// semicolons, as tokens.
pub(super) fn scope(s: &Sentence, segment: (usize, usize), start: usize, end: usize) -> Scope {
    let tokens = s.tokens;
    let rates = s.kinds.has(Sense::RateUnit);
    if rates && a_day(tokens, end) || at_the_rate(tokens, start) {
        return Scope::Rate;
    }
    let (from, to) = apart(tokens, segment, start);
    // "earlier this year", "in May last year" are days in it
    let earlier =
        |i: usize| i > 0 && (tokens[i - 1].is_word(&["earlier", "later", "early", "late"]) || month(&tokens[i - 1]));
    let happened = |i: usize| short(&tokens[i]) && !tokens[from..to].iter().any(counts_up);
    let spanned = |i: usize, scope: Scope| {
        tokens[i].means(Sense::Span(scope)) && !earlier(i) && !happened(i) && !ranked(tokens, i) && !named(tokens, i)
    };
    let spans = s.kinds.has(Sense::Span(Scope::Event));
    let timed = tokens[from..to].iter().any(period::may_name);
    let told = |i: usize| {
        (spans && spanned(i, Scope::Cumulative) || timed && period::is_long(tokens, i, to))
            && !aside(tokens, from, i, start)
    };
    let clause = &tokens[from..to];
    let cumulative = (spans || timed) && (from..to).any(told)
        || clause.iter().zip(from..).any(|(t, i)| t.possessive && of_the_year(tokens, i));
    let comma = |t: &Token| t.is(',');
    let right = tokens[end..to].iter().position(comma).map_or(to, |i| end + i);
    let rate = |i: usize| spanned(i, Scope::Rate);
    let first = (from + 1).min(to);
    if spans && (clause_start(tokens, from, start)..right).chain(from..first).any(rate)
        || tokens[end..right].iter().zip(end..).any(|(t, i)| t.text.len() == EVERY.len() && every(tokens, i))
    {
        return Scope::Rate;
    }
    if cumulative { Scope::Cumulative } else { Scope::Event }
}

/// "A ferry sank this week" was on a day of it, "ten have died this week" is a count over it.
fn short(t: &Token) -> bool {
    ["this week", "this month"].iter().any(|span| t.text.eq_ignore_ascii_case(span))
}

/// Whether the word is one of a count that is kept: have died, deaths, so far, recorded.
fn counts_up(t: &Token) -> bool {
    let kept = ["have", "has", "so far", "already", "recorded", "documented", "counted", "registered", "reported"];
    t.is_word(&kept) || t.ends("s") && t.has(|s| matches!(s, Sense::Toll(_) | Sense::Harmed(..))) || t.ends("toll")
}

/// "the depot, which rebels have held since May, was shelled, killing 12": a time in a relative clause that has ended
/// before the figure.
fn aside(tokens: &[Token], from: usize, at: usize, start: usize) -> bool {
    at < start
        && tokens[at..start].iter().any(|t| t.is(','))
        && tokens[from..at].iter().any(|t| t.means(Sense::Relative))
}

/// Where the part between commas begins that holds token `start`, in the clause from `from` on.
fn clause_start(tokens: &[Token], from: usize, start: usize) -> usize {
    tokens[from..start].iter().rposition(|t| t.is(',')).map_or(from, |i| from + i)
}

// a-day = word{0,2} ("a" | "per" | "every" | "each") unit
fn a_day(tokens: &[Token], end: usize) -> bool {
    (end.max(1)..(end + 3).min(tokens.len())).any(|i| {
        let opens = tokens[i].means(Sense::Article) || tokens[i].text.eq_ignore_ascii_case("per");
        // "within an hour of one another", "in less than a month"
        let within = tokens[i - 1].has(|s| matches!(s, Sense::Preposition | Sense::Bound(_)));
        let stop = within || tokens[end..i].iter().any(|t| matches!(t.mark, Mark::Point(_)) || t.means(Sense::And));
        !stop && opens && tokens.get(i + 1).is_some_and(|t| t.means(Sense::RateUnit)) && !later(tokens, i + 2)
    })
}

const EVERY: &str = "every";

// every = "every" number unit
fn every(tokens: &[Token], at: usize) -> bool {
    tokens[at].text.eq_ignore_ascii_case(EVERY) && tokens.get(at + 1).is_some_and(Token::is_number)
}

/// "the weekly Rumbo", "the Valley Daily": a name.
fn named(tokens: &[Token], at: usize) -> bool {
    let within = |t: &Token| t.case == Case::Title;
    at > 0 && tokens[at - 1].means(Sense::Determiner) && tokens.get(at + 1).is_some_and(Token::is_capital)
        || at > 0 && within(&tokens[at]) && within(&tokens[at - 1])
}

/// "a week later", "a year ago" is no rate.
fn later(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.is_word(&["later", "ago", "earlier", "before", "after", "long", "old"]))
}

fn at_the_rate(tokens: &[Token], start: usize) -> bool {
    start >= 2 && tokens[start - 1].means(Sense::Of) && tokens[start - 2].text.eq_ignore_ascii_case("rate")
}

/// What brings an event's figure to a total of its own time: "six drowned, bringing this year's deaths to 88".
const BRINGING: [&str; 6] = ["bringing", "taking", "raising", "pushing", "lifting", "putting"];

/// The same behind "which".
const BRINGS: [&str; 8] = ["brings", "brought", "takes", "took", "raises", "raised", "pushes", "pushed"];

/// The clause of a figure, cut where a total is brought about behind it or before it.
fn apart(tokens: &[Token], (from, to): (usize, usize), start: usize) -> (usize, usize) {
    let brings =
        |w: &[Token]| w[0].is(',') && (w[1].is_word(&BRINGING) || w[1].is_word(&["which"]) && w[2].is_word(&BRINGS));
    let cut = tokens[from..to].windows(3).position(brings).map(|comma| from + comma + 1);
    match cut {
        Some(cut) if start < cut => (from, cut),
        Some(cut) => (cut, to),
        None => (from, to),
    }
}

// of-the-year = "year's" toll     bringing the year's toll to 214
fn of_the_year(tokens: &[Token], at: usize) -> bool {
    tokens[at].possessive
        && tokens[at].begins("year")
        && tokens.get(at + 1).is_some_and(|t| t.has(|s| matches!(s, Sense::Toll(_) | Sense::Harmed(..))))
}
