//! What "of" behind a number leads to: its noun, a whole it is part of, or something else.
//!
//! In: tokens at an "of". Out: an [`Of`].

use super::*;

/// The most tokens of an owner behind "of": "the village's", "the coal company's".
const OWNER: usize = 4;

/// What can be said of a group behind its noun.
const TELLING: Kinds = VERBS.and(Kinds::of(&[Sense::State(Measure::Killed)]));

/// What "of" after a number leads to.
pub(super) enum Of {
    /// Its noun begins at this token: dozens of | people.
    Noun(usize),
    /// A whole that it is part of, ending before this token.
    Whole(usize, Option<Tag>, Option<Measure>),
    /// A group whose noun begins here, no part of a figure: many of the crew.
    Group(usize),
    /// A group with a number of its own, and where its noun begins: 10 of her | 17 | crew.
    Number(usize, usize),
    /// Something else: one of the attacks.
    Nothing,
}

// partitive = "of" (them | "the" state | those people | owner noun)
pub(super) fn partitive(tokens: &[Token], of: usize, quantity: &Quantity) -> Of {
    let Some(t) = tokens.get(of + 1) else { return Of::Nothing };
    let person = |t: &Token| {
        t.pick(|s| match s {
            Sense::Person(tag, _) => Some(tag),
            Sense::Victim(_) => Some(None),
            _ => None,
        })
    };
    let state = |t: &Token| {
        t.pick(|s| match s {
            Sense::State(m) | Sense::Harmed(m, _) | Sense::Does(m, crate::lexicon::Form::Ed) => Some(m),
            _ => None,
        })
    };
    if t.means(Sense::Them) {
        // "those men", "those who died", "them"; "the dead" brings its measure
        let measure = tokens.get(of + 1).and_then(state).or_else(|| t.text.split(' ').nth(1).and_then(dead));
        if let Some(tag) = tokens.get(of + 2).and_then(person)
            && !t.text.contains(' ')
            && !t.text.eq_ignore_ascii_case("them")
        {
            return Of::Whole(of + 3, tag, None);
        }
        return Of::Whole(of + 2, None, measure);
    }
    // "102 of the deaths", "seven of the bodies"
    if let Some(measure) = t.pick(|s| match s {
        Sense::Deed(m) if t.text.contains(' ') => Some(m),
        Sense::Toll(Some(m)) if t.begins("the ") => Some(m),
        _ => None,
    }) {
        return Of::Whole(of + 2, None, Some(measure));
    }
    if let Some(number) = out_of(tokens, of, quantity) {
        return number;
    }
    if let Some(number) = of_company(tokens, of) {
        return number;
    }
    if !t.means(Sense::Determiner) {
        return if quantity.of || tokens[of].glued { Of::Noun(of + 1) } else { Of::Nothing };
    }
    let the = t.text.eq_ignore_ascii_case("the") || t.text.eq_ignore_ascii_case("these");
    let next = of + 2;
    // "of the village's 80 families"
    let owner = tokens[of + 1..].iter().take(OWNER).position(|t| t.possessive).map_or(of + 1, |i| of + 1 + i);
    // "four of its last five games"
    let owner = owner + tokens[owner + 1..].iter().take_while(|t| t.means(Sense::Ordinal)).count();
    if next_is_number(tokens, owner) {
        return Of::Number(owner + 1, past_number(tokens, owner + 1));
    }
    if the && let Some(n) = tokens.get(next) {
        if let Some(measure) = state(n) {
            let noun = tokens.get(next + 1).and_then(person);
            return Of::Whole(next + 1 + usize::from(noun.is_some()), noun.flatten(), Some(measure));
        }
        // "two of the team"; but "two of the group's lorries"
        let owns = tokens.get(next).is_some_and(|t| t.possessive);
        if n.means(Sense::Company)
            && !owns
            && tokens.get(next + 1).is_none_or(|t| t.mark != Mark::Word || closes(t) || t.can_be(TELLING))
        {
            return Of::Whole(next + 1, None, None);
        }
        if n.has(|s| matches!(s, Sense::Victim(_))) {
            return Of::Whole(next + 1, None, None);
        }
    }
    Of::Group(next)
}

// of-company = "of" ("a" | "the" | "its") word? company "of" number     four of a party of nine skiers, two of its crew of 11
fn of_company(tokens: &[Token], of: usize) -> Option<Of> {
    let opens = tokens.get(of + 1).is_some_and(|t| t.means(Sense::Article) || t.means(Sense::Determiner));
    let company = |t: &Token| t.means(Sense::Company) || t.is_word(&["crew"]);
    let noun = (of + 2..of + 4).find(|&i| tokens.get(i).is_some_and(company)).filter(|_| opens)?;
    let held = tokens.get(noun + 1).is_some_and(|t| t.means(Sense::Of)) && next_is_number(tokens, noun + 1);
    held.then(|| Of::Number(noun + 2, past_number(tokens, noun + 2)))
}

/// The token behind a number: of the | 17 | crew.
fn past_number(tokens: &[Token], at: usize) -> usize {
    let number = |t: &Token| {
        matches!(t.mark, Mark::Number { .. })
            || t.has(|s| matches!(s, Sense::Number(_) | Sense::Scale(_) | Sense::Group(_)))
            || t.is('-')
    };
    tokens[at..].iter().position(|t| !number(t)).map_or(tokens.len(), |n| at + n)
}

// out-of = ("of" | "out of") number     11 of 14 patients, seven out of 12 climbers
fn out_of(tokens: &[Token], of: usize, quantity: &Quantity) -> Option<Of> {
    if quantity.of || tokens[of].glued || !next_is_number(tokens, of) {
        return None;
    }
    let (rest, all) = numeral(Stream(&tokens[of + 1..])).ok().filter(|(_, n)| !n.vague)?;
    let after = tokens.len() - rest.0.len();
    let fewer = quantity.range.high.unwrap_or(quantity.range.low) <= all.low;
    (fewer && tokens.get(after).is_some_and(|t| t.mark == Mark::Word)).then_some(Of::Number(of + 1, after))
}

/// The measure of a word inside a phrase such as "the dead".
pub(super) fn dead(word: &str) -> Option<Measure> {
    match word.to_ascii_lowercase().as_str() {
        "dead" | "killed" | "deceased" => Some(Measure::Killed),
        "wounded" | "injured" => Some(Measure::Injured),
        "missing" => Some(Measure::Missing),
        "displaced" => Some(Measure::Displaced),
        _ => None,
    }
}
