//! The long times that a sentence names: "in the past ten days", "over two decades", "since the coup", "in the 1990s".
//!
//! In: the tokens of a sentence and a place in them. Out: whether a stretch of time of [`LONG`] days or more is named
//! there, so that a figure beside it counts more than one occurrence. Not: phrases of the word lists that say so by
//! themselves ("this year"), nor which days they are, which [`crate::event`] reads.

use crate::lexicon::{Kinds, Mark, Sense, Token};

/// From how many days on a time is long.
const LONG: u64 = 7;

/// How long a time with no number and no "past" must be by itself: "in the year", "in the quarter", not "in the week".
const WHOLE: u64 = 90;

/// How many tokens may stand between what opens a time and its unit: "in | little more than the past two | years".
const REACH: usize = 8;

/// The most tokens between "since" and the year that makes it long.
const SINCE_WINDOW: usize = 9;

/// The most tokens between "since" and the war or coup that makes it long: "since the start of the Russian invasion".
const ERA_WINDOW: usize = 6;

/// The most tokens between "between" and what it ends with: "from December 2019 to March 2020".
const BETWEEN: usize = 5;

/// How far before a time a rank makes it none: "the worst in ten years".
const RANK_WINDOW: usize = 9;

/// Whether a long time is named by the token `at`, its unit, year or "since", in a clause that ends before `to`.
pub(super) fn is_long(tokens: &[Token], at: usize, to: usize) -> bool {
    match days(&tokens[at]) {
        Some(unit) => is_period(tokens, at, unit),
        None => since(tokens, at, to) || between(tokens, at, to) || of_years(tokens, at),
    }
}

/// Whether a token may name a long time or stand in one.
pub(super) fn may_name(t: &Token) -> bool {
    const NAMES: Kinds = Kinds::of(&[Sense::Days(0), Sense::Era, Sense::Calendar]);
    t.can_be(NAMES) && (days(t).is_some() || month(t) || t.means(Sense::Era)) || year(t) || decade(t)
}

/// "the third storm in a fortnight", "the worst since 1996": a rank, not a count over that time.
pub(super) fn ranked(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(RANK_WINDOW)..at].iter().any(|t| {
        t.means(Sense::Ordinal)
            || t.text == "worst"
            || t.text.len() > 5 && t.text.ends_with("est") && t.text != "forest" && t.text != "latest"
    })
}

pub(super) fn month(t: &Token) -> bool {
    t.means(Sense::Calendar)
        && (t.is_capital() || t.text.contains('-'))
        && !(t.ends("day") || t.ends("days"))
        && t.text.len() > 2
}

/// What stands between the word that opens a time and its unit.
#[derive(Default)]
struct Before {
    count: Option<u64>,
    article: bool,
    determiner: bool,
    /// "past", "last", "first": the time is bounded by it.
    ordered: bool,
    /// "the course of", "the space of".
    spread: bool,
}

// period = ("in" | "over" | "during" | …) ("just" | "less than" | "the course of")* det? ("past" | "first")? number? unit
fn is_period(tokens: &[Token], at: usize, unit: u64) -> bool {
    let mut told = Before::default();
    let floor = at.saturating_sub(REACH);
    let mut i = at;
    while i > floor {
        i -= 1;
        let t = &tokens[i];
        if opens(t) {
            return spans(t, &told, tokens, at, unit) && !ranked(tokens, i);
        }
        match count(t) {
            Some(n) if told.count.is_none() && !told.determiner => told.count = Some(n),
            _ if t.is_word(&["past", "last", "previous", "preceding", "first", "latest", "final"]) => {
                told.ordered = true
            }
            _ if t.means(Sense::Article) => told.article = true,
            _ if t.means(Sense::Determiner) || t.is_word(&["those", "these"]) => told.determiner = true,
            _ if t.is_word(&["few", "several"]) => told.count = Some(3),
            _ if t.is_word(&["couple"]) => told.count = Some(2),
            _ if t.is_word(&["course", "space", "span", "period"]) => told.spread = true,
            _ if t.is('-') || t.means(Sense::Of) || t.is_word(&["just", "only", "barely", "under", "little"]) => {}
            _ if t.has(|s| matches!(s, Sense::Bound(_) | Sense::Adverb)) => {}
            _ => return false,
        }
    }
    false
}

/// Whether what stands before the unit of time at `at` makes a long time of it.
fn spans(opener: &Token, told: &Before, tokens: &[Token], at: usize, unit: u64) -> bool {
    let merged = opener.is_word(&["over the", "in the"]); // "in the", cut as one word
    let determiner = told.determiner || merged;
    let plural = tokens[at].ends("s");
    let length = unit * told.count.unwrap_or(if plural { 2 } else { 1 });
    let next = tokens.get(at + 1);
    let after = next.is_some_and(|t| t.is_word(&["later", "ago", "earlier", "before", "long", "old", "time"]));
    // "within a week of the flood", "in a week after", "in the 12-year-old house"
    let from = next.is_some_and(|t| t.means(Sense::Of) || t.is_word(&["after", "since"]))
        && !determiner
        && !told.ordered
        && tokens.get(at + 2).is_none_or(|t| t.has(|s| matches!(s, Sense::Determiner | Sense::Article)));
    let aged = next.is_some_and(|t| t.is('-') && t.glued) || tokens[at].possessive;
    let whole = told.spread
        || determiner
            && (unit >= WHOLE || plural || opener.is_word(&["during", "throughout", "over", "across", "over the"]));
    let counted = told.count.is_some() || told.article && !opener.is_word(&["over", "throughout"]) || told.ordered;
    // a state lasts "for two months"; what happened "for the past two months" happened again and again
    let lasting = opener.is_word(&["for"]) && !told.ordered;
    length >= LONG && (counted || whole) && !after && !from && !aged && !lasting
}

fn opens(t: &Token) -> bool {
    t.is_word(&["in", "over", "during", "within", "across", "throughout", "for", "over the", "in the", "inside"])
}

/// How many a word before a unit of time counts, at the least.
fn count(t: &Token) -> Option<u64> {
    match t.mark {
        Mark::Number { mantissa, places: 0, unit } => Some(mantissa.saturating_mul(unit)),
        _ => t.pick(|s| match s {
            Sense::Number(n) | Sense::Few(n) => Some(n),
            Sense::Vague(low, _) => Some(low),
            _ => None,
        }),
    }
}

fn days(t: &Token) -> Option<u64> {
    const DAYS: Kinds = Kinds::of(&[Sense::Days(0)]);
    if !t.can_be(DAYS) {
        return None;
    }
    t.pick(|s| match s {
        Sense::Days(days) => Some(u64::from(days)),
        _ => None,
    })
}

fn year(t: &Token) -> bool {
    matches!(t.mark, Mark::Number { mantissa: 1900..=2100, places: 0, unit: 1 })
}

// decade = digits "0s"     the 1990s
fn decade(t: &Token) -> bool {
    t.text.len() == 5 && t.text.ends_with("0s") && t.text.starts_with(['1', '2'])
}

// of-years = ("in" | "during") "the" decade | ("during" | "throughout" | "so far in" | "all of") year | year "-" year
fn of_years(tokens: &[Token], at: usize) -> bool {
    if at == 0 || ranked(tokens, at) {
        return false;
    }
    let word = |back: usize, words: &[&str]| at >= back && tokens[at - back].is_word(words);
    if decade(&tokens[at]) {
        let named = tokens.get(at + 1).is_some_and(|t| t.senses.is_empty() && t.is_capital());
        return word(1, &["the", "in the", "over the", "late", "early"]) && !named;
    }
    year(&tokens[at])
        && (word(1, &["during", "throughout"])
            || word(1, &["in", "of"]) && word(2, &["far", "so far", "all", "in all", "whole", "course"])
            || word(1, &["all of", "the whole of", "the course of"])
            || word(1, &["-", "–"]) && at >= 3 && year(&tokens[at - 2]) && opens(&tokens[at - 3]))
}

// between = ("between" | "from") (month | year) … ("and" | "to" | "until") (month | year)     between January and June
fn between(tokens: &[Token], at: usize, to: usize) -> bool {
    let span = |t: &Token| year(t) || month(t);
    let opens = tokens[at].is_word(&["between", "from"]) && tokens.get(at + 1).is_some_and(span);
    let joint = |i: &usize| tokens[*i].is_word(&["and", "to", "until", "till", "through"]);
    let end = (at + BETWEEN).min(to);
    opens && (at + 2..end).find(joint).is_some_and(|i| tokens.get(i + 1).is_some_and(span))
}

// since = "since" word{0,8} (year | month | decade) | "since" word{0,5} era    but not "since Friday"
fn since(tokens: &[Token], at: usize, to: usize) -> bool {
    if !tokens[at].is_word(&["since"]) || ranked(tokens, at) {
        return false;
    }
    let end = (at + SINCE_WINDOW).min(to);
    let stop = tokens[at + 1..end].iter().position(|t| matches!(t.mark, Mark::Point(_))).map_or(end, |p| at + 1 + p);
    let behind = &tokens[at + 1..stop];
    behind.iter().any(|t| year(t) || month(t) || decade(t))
        || behind.iter().take(ERA_WINDOW).any(|t| t.means(Sense::Era))
}
