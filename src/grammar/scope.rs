//! The time that a figure covers: one event, a long time, or so many a day.
//!
//! In: the tokens of a sentence and the place of a figure. Out: its [`Scope`].

use crate::claim::Scope;
use crate::lexicon::{Mark, Sense, Token};

/// The most tokens between "since" and the year that makes it long.
const SINCE_WINDOW: usize = 8;

/// The scope of the figure whose quote ends before token `end`; `segment` is its clause between
/// semicolons, as tokens.
pub(super) fn scope(tokens: &[Token], segment: (usize, usize), start: usize, end: usize) -> Scope {
    if a_day(tokens, end) || at_the_rate(tokens, start) {
        return Scope::Rate;
    }
    let (from, to) = segment;
    let spanned = |scope: Scope| tokens[from..to].iter().any(|t| t.means(Sense::Span(scope)));
    let cumulative = spanned(Scope::Cumulative) || (from..to).any(|i| since(tokens, i, to));
    if spanned(Scope::Rate) {
        return Scope::Rate;
    }
    if cumulative { Scope::Cumulative } else { Scope::Event }
}

// a-day = word{0,2} ("a" | "per" | "every" | "each") unit
fn a_day(tokens: &[Token], end: usize) -> bool {
    (end..(end + 3).min(tokens.len())).any(|i| {
        let opens = tokens[i].means(Sense::Article) || tokens[i].text.eq_ignore_ascii_case("per");
        let stop = tokens[end..i].iter().any(|t| matches!(t.mark, Mark::Point(_)) || t.means(Sense::And));
        !stop && opens && tokens.get(i + 1).is_some_and(|t| t.means(Sense::RateUnit)) && !later(tokens, i + 2)
    })
}

/// "a week later", "a year ago" is no rate.
fn later(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| {
        matches!(
            t.text.to_ascii_lowercase().as_str(),
            "later" | "ago" | "earlier" | "before" | "after" | "long" | "old"
        )
    })
}

fn at_the_rate(tokens: &[Token], start: usize) -> bool {
    start >= 2 && tokens[start - 1].means(Sense::Of) && tokens[start - 2].text.eq_ignore_ascii_case("rate")
}

// since = "since" word{0,7} (year | month)    but not "since Friday"
fn since(tokens: &[Token], at: usize, to: usize) -> bool {
    let word = tokens[at].text.to_ascii_lowercase();
    if word != "since" && word != "from" {
        return false;
    }
    let end = (at + SINCE_WINDOW).min(to);
    let year = |t: &Token| matches!(t.mark, Mark::Number { mantissa: 1900..=2100, places: 0, unit: 1 });
    let month = |t: &Token| {
        t.means(Sense::Calendar)
            && t.is_capital()
            && !t.text.to_ascii_lowercase().trim_end_matches('s').ends_with("day")
            && t.text.len() > 2
    };
    let stop = tokens[at + 1..end].iter().position(|t| matches!(t.mark, Mark::Point(_))).map_or(end, |p| at + 1 + p);
    if word == "from" {
        return false;
    }
    tokens[at + 1..stop].iter().any(|t| year(t) || month(t))
}
