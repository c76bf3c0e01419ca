//! The time that a figure covers: one event, a long time, or so many a day.
//!
//! In: the tokens of a sentence and the place of a figure. Out: its [`Scope`].

use super::symbols::Sentence;
use crate::claim::Scope;
use crate::lexicon::{Case, Mark, Sense, Token};

/// The most tokens between "since" and the year that makes it long.
const SINCE_WINDOW: usize = 8;

/// The most tokens between "between" and what it ends with: "from December 2019 to March 2020".
const BETWEEN: usize = 5;

/// How far before a span of time a rank makes it none.
const RANK_WINDOW: usize = 9;

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
    // what "in the past" and "over five" look for stands behind them
    let spans = s.kinds.has(Sense::Span(Scope::Event));
    let units = s.kinds.has(Sense::LongUnit)
        && tokens[from..(to + 3).min(tokens.len())].iter().any(|t| t.means(Sense::LongUnit));
    // so does what "since" and "between" look for
    let dated = tokens[from..(to + 1).min(tokens.len())].iter().any(|t| year(t) || month(t));
    let told = |i: usize| {
        spans && spanned(i, Scope::Cumulative)
            || dated && (since(tokens, i, to) || between(tokens, i, to))
            || units && (past(tokens, i) || long(tokens, i))
    };
    let clause = &tokens[from..to];
    let cumulative = (spans || dated || units) && (from..to).any(told)
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

/// Where the part between commas begins that holds token `start`, in the clause from `from` on.
fn clause_start(tokens: &[Token], from: usize, start: usize) -> usize {
    tokens[from..start].iter().rposition(|t| t.is(',')).map_or(from, |i| from + i)
}

// a-day = word{0,2} ("a" | "per" | "every" | "each") unit
fn a_day(tokens: &[Token], end: usize) -> bool {
    (end.max(1)..(end + 3).min(tokens.len())).any(|i| {
        let opens = tokens[i].means(Sense::Article) || tokens[i].text.eq_ignore_ascii_case("per");
        // "within an hour of one another"
        let within = tokens[i - 1].means(Sense::Preposition);
        let stop = within || tokens[end..i].iter().any(|t| matches!(t.mark, Mark::Point(_)) || t.means(Sense::And));
        !stop && opens && tokens.get(i + 1).is_some_and(|t| t.means(Sense::RateUnit)) && !later(tokens, i + 2)
    })
}

const EVERY: &str = "every";

// every = "every" number unit
fn every(tokens: &[Token], at: usize) -> bool {
    tokens[at].text.eq_ignore_ascii_case(EVERY) && tokens.get(at + 1).is_some_and(Token::is_number)
}

// past = ("in" | "over" | "during" | "within") "the" ("past" | "last") number? long-unit
fn past(tokens: &[Token], at: usize) -> bool {
    let word =
        |i: usize, words: &[&str]| tokens.get(i).is_some_and(|t| words.iter().any(|w| t.text.eq_ignore_ascii_case(w)));
    word(at, &["past", "last"])
        && at >= 1
        && (at >= 2 && word(at - 1, &["the"]) && word(at - 2, &["in", "over", "during", "within", "across", "for"])
            || word(at - 1, &["over the", "in the"]))
        && (at + 1..at + 3).any(|i| tokens.get(i).is_some_and(|t| t.means(Sense::LongUnit)))
        && !ranked(tokens, at)
}

// long = ("over" | "in" | "within") number long-unit     over five years
fn long(tokens: &[Token], at: usize) -> bool {
    let opens = tokens[at].is_word(&["over", "in", "within", "across"]);
    let unit = tokens.get(at + 2).is_some_and(|t| t.means(Sense::LongUnit) && t.text.ends_with('s'));
    opens && unit && tokens.get(at + 1).is_some_and(Token::is_number) && !ranked(tokens, at)
}

/// "the third storm in a fortnight", "the worst since 1996": a rank, not a count over that time.
fn ranked(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(RANK_WINDOW)..at].iter().any(|t| {
        t.means(Sense::Ordinal)
            || t.text == "worst"
            || t.text.len() > 5 && t.text.ends_with("est") && t.text != "forest"
    })
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

fn year(t: &Token) -> bool {
    matches!(t.mark, Mark::Number { mantissa: 1900..=2100, places: 0, unit: 1 })
}

fn month(t: &Token) -> bool {
    t.means(Sense::Calendar) && t.is_capital() && !(t.ends("day") || t.ends("days")) && t.text.len() > 2
}

// between = ("between" | "from") (month | year) … ("and" | "to" | "until") (month | year)     between January and June
fn between(tokens: &[Token], at: usize, to: usize) -> bool {
    let span = |t: &Token| year(t) || month(t);
    let opens = tokens[at].is_word(&["between", "from"]) && tokens.get(at + 1).is_some_and(span);
    let joint = |i: &usize| tokens[*i].is_word(&["and", "to", "until", "till", "through"]);
    let end = (at + BETWEEN).min(to);
    opens && (at + 2..end).find(joint).is_some_and(|i| tokens.get(i + 1).is_some_and(span))
}

// of-the-year = "year's" toll     bringing the year's toll to 214
fn of_the_year(tokens: &[Token], at: usize) -> bool {
    tokens[at].possessive
        && tokens[at].begins("year")
        && tokens.get(at + 1).is_some_and(|t| t.has(|s| matches!(s, Sense::Toll(_) | Sense::Harmed(..))))
}

// since = "since" word{0,7} (year | month)    but not "since Friday"
fn since(tokens: &[Token], at: usize, to: usize) -> bool {
    if !tokens[at].is_word(&["since"]) || ranked(tokens, at) {
        return false;
    }
    let end = (at + SINCE_WINDOW).min(to);
    let stop = tokens[at + 1..end].iter().position(|t| matches!(t.mark, Mark::Point(_))).map_or(end, |p| at + 1 + p);
    tokens[at + 1..stop].iter().any(|t| year(t) || month(t))
}
