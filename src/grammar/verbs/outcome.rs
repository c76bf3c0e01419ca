//! What follows a verb and settles its measure: an outcome, a place to stay, where a motion leads.
//!
//! In: tokens behind a verb. Out: the measure that they give.

use crate::claim::Measure;
use crate::lexicon::{Mark, Sense, Token};

/// The most tokens between a verb and the outcome it leads to: "taken by ambulance to hospital".
const OUTCOME_WINDOW: usize = 4;

/// The most tokens between a verb of motion and where it leads: "arriving at the centre as refugees".
const MOTION_WINDOW: usize = 10;

/// The most tokens between a verb of staying and the refuge: "in nine crowded evacuation centres".
const STAY_WINDOW: usize = 7;

/// Whether a verb of staying has a refuge within the words behind it.
pub(super) fn stays_in_refuge(tokens: &[Token], at: usize) -> bool {
    let mut words = tokens[at.min(tokens.len())..].iter().skip_while(|t| t.means(Sense::Adverb));
    // "in shelters", one phrase
    if words.clone().next().is_some_and(|t| t.means(Sense::State(Measure::Displaced)) && t.begins("in ")) {
        return true;
    }
    let within =
        words.next().is_some_and(|t| t.means(Sense::Preposition) && t.is_word(&["in", "at", "with", "inside", "into"]));
    within
        && words
            .take(STAY_WINDOW)
            .take_while(|t| !matches!(t.mark, Mark::Point('.' | ';' | ',' | ':')))
            .any(|t| t.means(Sense::Refuge))
}

/// Whether a verb of staying at token `at` leans on a refuge named before it: "943 camps are open, and
/// 357,243 people are housed in them".
pub(super) fn stays_there(tokens: &[Token], at: usize, passive: bool) -> bool {
    let them = tokens.get(at + 1).is_some_and(|t| t.is_word(&["in", "at"]))
        && tokens.get(at + 2).is_some_and(|t| t.means(Sense::Them));
    (passive || them) && tokens[..at].iter().any(|t| t.means(Sense::Refuge))
}

/// Where a verb of motion leads, within the words behind it.
pub(super) fn where_to(tokens: &[Token], at: usize) -> Option<Measure> {
    // "arrived at the home": a house
    let house = |i: usize| i > 0 && (tokens[i - 1].means(Sense::Article) || tokens[i - 1].means(Sense::Determiner));
    (at..tokens.len())
        .take(MOTION_WINDOW)
        .map(|i| (i, &tokens[i]))
        .take_while(|(_, t)| !matches!(t.mark, Mark::Point('.' | ';' | ',' | ':')) && !t.means(Sense::Opener))
        .find_map(|(i, t)| {
            t.pick(|s| match s {
                Sense::WhereTo(Measure::Returned) if house(i) => None,
                Sense::WhereTo(m) => Some(m),
                _ => None,
            })
        })
}

/// The most words between a verb and the wound that its subject suffered: "suffered serious head and leg injuries".
const WOUND_WINDOW: usize = 6;

// wounded = suffers word{0,5} wound     sustained non-life-threatening gunshot wounds
/// What came of a wound within the words behind a verb: a fatal one kills.
pub(in crate::grammar) fn wounded(tokens: &[Token], at: usize) -> Option<Measure> {
    let plain = |t: &&Token| {
        (t.mark == Mark::Word || t.is('-'))
            && !t.has(|s| matches!(s, Sense::No | Sense::Opener | Sense::Relative | Sense::Be | Sense::Number(_)))
    };
    let words = tokens[at.min(tokens.len())..].iter().take(WOUND_WINDOW).take_while(plain);
    let mut fatal = false;
    for word in words {
        if word.means(Sense::Wound) {
            return Some(if fatal { Measure::Killed } else { Measure::Injured });
        }
        fatal |= word.has(|s| matches!(s, Sense::State(Measure::Killed) | Sense::Gravely(Measure::Killed)));
    }
    None
}

/// Whether an outcome stands before the next mark: "put 26 people in hospital", but "put the toll at 26".
pub(super) fn leads_to_outcome(tokens: &[Token], at: usize) -> bool {
    tokens[at.min(tokens.len())..]
        .iter()
        .take(MOTION_WINDOW)
        .take_while(|t| !matches!(t.mark, Mark::Point(_)) && !t.means(Sense::Relative))
        .any(|t| {
            t.has(|s| matches!(s, Sense::Outcome(_)))
                && t.pick(|s| matches!(s, Sense::Does(..)).then_some(())).is_none()
        })
}

/// The most words between "to" and the hospital: "to the city's two largest hospitals".
const CLINIC_WINDOW: usize = 5;

// to-clinic = ("to" | "into") word{0,4} clinic     rushed to two hospitals, but not "to another hospital"
/// Whether people are brought to be treated, from token `at` on; the token behind it.
pub(in crate::grammar) fn to_clinic(tokens: &[Token], at: usize) -> Option<usize> {
    let plain = |t: &&Token| {
        (t.mark == Mark::Word || matches!(t.mark, Mark::Number { .. }))
            && !t.has(|s| matches!(s, Sense::Relative | Sense::Opener | Sense::And | Sense::To))
            && !t.is_word(&["another", "other", "different", "new"])
    };
    let words = tokens[at + 1..].iter().take(CLINIC_WINDOW).take_while(plain);
    tokens[at]
        .is_word(&["to", "into"])
        .then(|| words.zip(at + 2..).find(|(t, _)| t.means(Sense::Clinic)))?
        .map(|(_, end)| end)
}

// to-refuge = ("to" | "into" | "in") word{0,6} refuge     forced 300 people into evacuation centres
/// Whether a refuge is where people are brought or move to, from token `at` on; the token behind it.
pub(in crate::grammar) fn to_refuge(tokens: &[Token], at: usize) -> Option<usize> {
    let to = tokens.get(at).filter(|t| t.means(Sense::To) || t.is_word(&["into", "to", "in"]))?;
    let words = tokens[at + 1..].iter().take(STAY_WINDOW - 1);
    let found = words
        .take_while(|t| t.mark == Mark::Word && !t.means(Sense::Relative) && !t.means(Sense::Opener))
        .position(|t| t.means(Sense::Refuge))?;
    (to.mark == Mark::Word).then_some(at + 2 + found)
}

/// The outcome directly behind a verb.
pub(super) fn outcome_right(tokens: &[Token], at: usize) -> Option<(usize, Measure)> {
    let skip = usize::from(
        tokens.get(at).is_some_and(|t| t.means(Sense::Adverb) || t.has(|s| matches!(s, Sense::Gravely(_)))),
    );
    tokens
        .get(at + skip)?
        .pick(|s| match s {
            Sense::Outcome(m) => Some(m),
            _ => None,
        })
        .map(|m| (at + skip + 1, m))
}

/// The outcome within a few words behind a verb: "taken by bus to safety". Another verb, a figure or
/// a mark ends the search.
pub(super) fn outcome(tokens: &[Token], at: usize) -> Option<(usize, Measure)> {
    for (i, t) in tokens.iter().enumerate().skip(at).take(OUTCOME_WINDOW) {
        if let Some(m) = t.pick(|s| match s {
            Sense::Outcome(m) => Some(m),
            _ => None,
        }) {
            return Some((i + 1, m));
        }
        if let Some(end) = to_clinic(tokens, i) {
            return Some((end, Measure::Injured));
        }
        // "were flown to the capital with burns"
        if t.is_word(&["with", "for"])
            && let Some(m) = wounded(tokens, i + 1)
        {
            return Some((at, m));
        }
        let stops = matches!(t.mark, Mark::Point(_) | Mark::Number { .. })
            || t.senses.iter().any(|s| {
                matches!(
                    s,
                    Sense::And
                        | Sense::But
                        | Sense::Be
                        | Sense::Have
                        | Sense::Number(_)
                        | Sense::Relative
                        | Sense::Opener
                )
            });
        if stops {
            return None;
        }
    }
    None
}
