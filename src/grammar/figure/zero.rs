//! Figures of nobody and of both: "no casualties", "none of the 163 passengers", "both of them".
//!
//! In: tokens from some place on. Out: a [`Figure`] that states nought or two.

use super::*;

/// Of what "no" says that there is none, and of no people: "no word on casualties".
const NO_WORD: [&str; 12] = [
    "word",
    "details",
    "information",
    "confirmation",
    "news",
    "figures",
    "breakdown",
    "estimate",
    "count",
    "indication",
    "doubt",
    "comment",
];

/// The most words behind "nobody" that tell of serious wounds: "nobody had suffered any serious injuries".
const SERIOUS: usize = 4;

/// Whether a word before a noun of harm says nothing of light wounds.
fn grave(t: &Token) -> bool {
    t.is_word(&["serious", "seriously", "major", "grave", "critical", "life-threatening"])
}

// zero = "no" (adjective)* harmed-or-people | "nobody" "else"?
pub(super) fn zero(tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
    let none = Quantity {
        range: Range::exactly(0),
        quantifier: Quantifier::None,
        stated: Vec::new(),
        single: false,
        of: false,
    };
    let figure = |end, head, tags, measure| {
        let f = Figure {
            quantity: none.clone(),
            start: at,
            end,
            head,
            tags,
            measure,
            adds: Adds::No,
            of_whole: false,
            whole_at: None,
            bare: false,
            single: false,
            state_noun: false,
        };
        Some((end, f))
    };
    let t = &tokens[at];
    let of_things = |of: usize| tokens.get(of).is_some_and(|n| n.means(Sense::Of)) && whole(tokens, of) == of;
    if t.means(Sense::Nobody) && !of_things(at + 1) {
        let mut end = at + 1;
        if tokens.get(end).is_some_and(|n| n.text.eq_ignore_ascii_case("else")) {
            end += 1;
        }
        if tokens.get(end).is_some_and(|n| n.means(Sense::Of)) {
            end = whole(tokens, end);
        }
        // "none of them seriously" says nothing of light wounds
        let next = tokens[end.min(tokens.len())..].iter().find(|t| !t.means(Sense::Be));
        let serious = || tokens[end.min(tokens.len())..].iter().take(SERIOUS).any(grave);
        if next.is_some_and(|t| t.has(|s| matches!(s, Sense::Gravely(Measure::Injured)))) || serious() {
            return None;
        }
        let tags = person(&tokens[end - 1]).and_then(|(tag, _)| tag).into_iter().collect();
        return figure(end, Head::Elided, tags, None);
    }
    if !t.means(Sense::No) {
        return None;
    }
    let mut tags = Vec::new();
    // "no reports of casualties", "no immediate reports of any deaths", "no other civilian casualties"
    for next in at + 1..at + 7 {
        let n = tokens.get(next)?;
        // "without finding two of the five missing"
        if n.is_number() {
            return None;
        }
        match n.pick(|s| match s {
            Sense::Harmed(m, _) => Some(Head::Harmed(m)),
            Sense::Victim(_) => Some(Head::Victims),
            _ => None,
        }) {
            Some(head) => {
                let measure = match head {
                    Head::Harmed(m) => Some(m),
                    _ => None,
                };
                return figure(next + 1, head, tags, measure);
            }
            None if matches!(n.mark, Mark::Point(_)) => return None,
            None => {}
        }
        if let Some(tag) = n.pick(|s| match s {
            Sense::Person(tag, _) => Some(tag),
            _ => None,
        }) {
            tags.extend(tag);
            let harmed_next = tokens
                .get(next + 1)
                .is_some_and(|t| t.has(|s| matches!(s, Sense::Harmed(..) | Sense::Victim(_) | Sense::Person(..))));
            if !harmed_next {
                return figure(next + 1, Head::People, tags, None);
            }
        } else if grave(n) {
            return None; // "no serious injuries" says nothing of light ones
        }
        if n.is_word(&NO_WORD) {
            return None; // "no word on casualties" states none
        }
        if n.has(|s| matches!(s, Sense::Be | Sense::Have | Sense::Modal(_) | Sense::Opener)) {
            return None;
        }
    }
    None
}

/// The end of the whole behind "none of": them, the 163 passengers, the crew; `of` itself where it is
/// no people.
pub(super) fn whole(tokens: &[Token], of: usize) -> usize {
    if tokens.get(of + 1).is_some_and(|t| t.means(Sense::Them)) {
        return of + 2;
    }
    (of + 1..tokens.len().min(of + 7))
        .take_while(|&i| !matches!(tokens[i].mark, Mark::Point(p) if p != '-'))
        .find(|&i| person(&tokens[i]).is_some() && tokens.get(i + 1).is_none_or(|n| person(n).is_none()))
        .map_or(of, |i| i + 1)
}

// both = "both" ("of them" | "the"? people)?
pub(super) fn both(tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
    let quantity = exactly(2);
    let mut end = at + 1;
    let mut tags = Vec::new();
    if let Some(t) = tokens.get(end) {
        if t.has(|s| matches!(s, Sense::State(_) | Sense::Harmed(..) | Sense::Does(..))) {
            return None;
        }
        if t.means(Sense::Of) {
            end += 2;
        } else {
            if t.means(Sense::Determiner) {
                end += 1;
            }
            match tokens.get(end).and_then(|t| {
                t.pick(|s| match s {
                    Sense::Person(tag, Plural::Yes | Plural::Either) => Some(tag),
                    _ => None,
                })
            }) {
                Some(tag) => {
                    tags.extend(tag);
                    end += 1;
                }
                None if end > at + 1 || t.mark == Mark::Word && (t.pick(thing).is_some() || names_many(t)) => {
                    return None;
                }
                None => {}
            }
        }
    }
    let end = end.min(tokens.len());
    Some((
        end,
        Figure {
            quantity,
            start: at,
            end,
            head: if tags.is_empty() { Head::Elided } else { Head::People },
            tags,
            measure: None,
            adds: Adds::No,
            of_whole: false,
            whole_at: None,
            bare: false,
            single: false,
            state_noun: false,
        },
    ))
}
