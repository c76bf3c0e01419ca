//! A quantity with its noun phrase: "more than 50 Turkish-backed militia fighters", "six of the
//! injured", "a 34-year-old climber", "no one".
//!
//! In: tokens from some place on. Out: a [`Figure`], or the [`Reason`] why the number there counts
//! no people harmed. Whether anything happened to the people is for the clause to say.

mod ages;
mod noun;
mod partitive;
mod reason;
mod zero;

pub use reason::Reason;
pub(in crate::grammar) use reason::{RANGES, earlier};

use ages::age;
use noun::{VERBS, closes, may_be_of_one, noun};
use partitive::{Of, partitive};
use reason::{not_counting, rejected};
use zero::{both, zero};

use super::numeral::{self, numeral};
use super::quantity::{Quantity, a_dozen, bounded_behind, quantity};
use super::stream::Stream;
use crate::claim::{Measure, Quantifier, Range};
use crate::lexicon::{Case, Form, Kinds, Lexicon, Mark, Plural, Sense, Tag, Token};

/// A quantity with its noun phrase. Token numbers count from the start of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub quantity: Quantity,
    /// The first token of the quote, and the one after its last.
    pub start: usize,
    pub end: usize,
    /// What the noun is.
    pub head: Head,
    /// Who they were, as far as the noun phrase says.
    pub tags: Vec<Tag>,
    /// What the noun phrase itself says happened to them ("eight injured miners").
    pub measure: Option<Measure>,
    /// Whether it adds to an earlier figure (another, more, further).
    pub adds: Adds,
    /// Whether it is taken from a whole ("six of them", "two of the wounded").
    pub of_whole: bool,
    /// The token at which the number begins of whom it counts some: two of the | 14 men.
    pub whole_at: Option<usize>,
    /// A singular noun without any number word; a figure in headlines only.
    pub bare: bool,
    /// Stated as one person by an article or "one".
    pub single: bool,
    /// Its noun is a state as well (30 hurt): no part of the quote where it stands for a verb.
    pub state_noun: bool,
}

impl Figure {
    /// A plain count of people over some tokens; the rest is filled in by the caller.
    fn of(quantity: Quantity, start: usize, end: usize, head: Head) -> Self {
        Figure {
            quantity,
            start,
            end,
            head,
            tags: Vec::new(),
            measure: None,
            adds: Adds::No,
            of_whole: false,
            whole_at: None,
            bare: false,
            single: false,
            state_noun: false,
        }
    }
}

/// How a figure relates to an earlier one of its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Adds {
    No,
    /// "23 others", "another 11": may only set apart from another measure.
    Others,
    /// "five more", "a further 750".
    More,
}

/// What a figure's noun is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// A noun of people.
    People,
    /// Families.
    Household,
    /// A noun that counts under a measure: deaths, bodies, refugees.
    Harmed(Measure),
    /// Victims.
    Victims,
    /// No noun at all: "killed eight".
    Elided,
    /// A plural noun that the lexicon does not know; people only where a clause says so.
    Unknown,
}

/// A figure and the token behind it; else the end of a number that counts nobody, with the reason.
pub(super) type Reading = Result<(usize, Figure), Option<(usize, Reason)>>;

/// Reads the figure that begins at token `at`: most tokens can begin none.
#[inline]
pub(super) fn figure(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Reading {
    if tokens[at].possessive || !opens(&tokens[at]) { Err(None) } else { opened(lexicon, tokens, at) }
}

// figure = zero | both | family | determiner* quantity more? ("of" whole | "of"? noun) | article noun
fn opened(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Reading {
    if let Some(read) = zero(tokens, at).or_else(|| family_of(tokens, at)).or_else(|| couple(tokens, at)) {
        return Ok(read);
    }
    if let Some(rejected) = not_counting(tokens, at) {
        return Err(Some(rejected));
    }
    if let Some(end) = the_one(tokens, at) {
        return Err(Some((end, Reason::Word)));
    }
    let lead = lead(tokens, at);
    if tokens.get(lead.from).is_some_and(|t| t.means(Sense::Both)) {
        return both(tokens, lead.from).ok_or(None);
    }
    if lead.from > at
        && let Some(end) = tokens.get(lead.from).and_then(|_| age(tokens, lead.from))
    {
        return Err(Some((end, Reason::Age))); // "their five-year-old son"
    }
    let behind = Stream(&tokens[lead.from.min(tokens.len())..]);
    // "another dozen"
    let dozen = |fault| if lead.adds == Adds::No { Err(fault) } else { a_dozen(behind) };
    match quantity(behind).or_else(dozen) {
        Ok((rest, quantity)) => counted(lexicon, tokens, &lead, tokens.len() - rest.0.len(), quantity),
        Err(_) => article(lexicon, tokens, &lead).ok_or(None),
    }
}

/// "The one on Friday", "this one": a word that stands for a noun.
fn the_one(tokens: &[Token], at: usize) -> Option<usize> {
    let [the, one, rest @ ..] = &tokens[at..] else { return None };
    let ends = rest.first().is_none_or(|t| {
        matches!(t.mark, Mark::Point(_)) && !t.is('-') || t.means(Sense::Preposition) || t.means(Sense::Relative)
    });
    (the.means(Sense::Determiner) && one.is_word(&["one"]) && ends).then_some(at + 2)
}

/// What a figure can begin with, digits aside.
pub(super) const OPENING: Kinds = numeral::OPENING.and(Kinds::of(&[
    Sense::Nobody,
    Sense::No,
    Sense::Both,
    Sense::All,
    Sense::Another,
    Sense::Determiner,
    Sense::Article,
    Sense::Bound(Quantifier::Exact),
    Sense::Opens,
]));

/// Whether a figure, or a number that counts nobody, can begin with the token.
fn opens(t: &Token) -> bool {
    t.can_be(OPENING) || matches!(t.mark, Mark::Number { .. } | Mark::Clock | Mark::Ordinal)
}

/// What stands before a number.
struct Lead {
    /// The first token of all.
    at: usize,
    /// The first token of the quote.
    start: usize,
    /// The first token of the number.
    from: usize,
    adds: Adds,
}

// determiner = "all" | "another" article? | ("the" | "his" …) — before a number
fn lead(tokens: &[Token], at: usize) -> Lead {
    let mut lead = Lead { at, start: at, from: at, adds: Adds::No };
    while let Some(t) = tokens.get(lead.from) {
        if t.means(Sense::All) {
            lead.from += 1;
        } else if t.means(Sense::Another) {
            lead.adds = if t.is_word(&["another", "the other", "the remaining", "all remaining"]) {
                Adds::Others
            } else {
                Adds::More
            };
            lead.from += 1 + usize::from(tokens.get(lead.from + 1).is_some_and(|t| t.means(Sense::Article)));
        } else if t.means(Sense::Determiner)
            && next_is_number(tokens, lead.from)
            && (t.case != Case::Upper || t.text.len() > 2)
            && !t.is_word(&["that"])
        {
            lead.from += 1;
            let plain = ["the", "these", "those", "this", "each", "every", "such", "any"];
            if t.is_word(&plain) && lead.adds == Adds::No {
                lead.start = lead.from; // "the 34 people": the article is not quoted, "his two" is
            }
        } else {
            break;
        }
    }
    lead
}

/// A quantity that ends before token `next`, with its noun.
fn counted(lexicon: &Lexicon, tokens: &[Token], lead: &Lead, next: usize, mut quantity: Quantity) -> Reading {
    // "nearly all of the 600 villagers"
    let share = lead.at.checked_sub(1).is_some_and(|i| {
        tokens[lead.at].means(Sense::All) && tokens[i].has(|s| matches!(s, Sense::Bound(Quantifier::Nearly)))
    });
    if share {
        return Err(Some((next, Reason::Share)));
    }
    if let Some(reason) = rejected(tokens, lead.from, next) {
        return Err(Some((next, reason)));
    }
    let start = past_plain_bounds(tokens, lead, next);
    let (mut next, mut adds) = (next, lead.adds);
    if tokens.get(next).is_some_and(|t| t.means(Sense::More)) {
        adds = if tokens[next].text.starts_with("other") { Adds::Others } else { Adds::More };
        next += 1;
    }
    // "1,204 (+16)"
    if let [.., open, plus] = &tokens[..lead.at]
        && plus.is('+')
        && open.is('(')
    {
        adds = Adds::More;
    }
    let mut whole_at = None;
    if tokens.get(next).is_some_and(|t| t.means(Sense::Of) || t.is_word(&["out of"])) {
        match partitive(tokens, next, &quantity) {
            Of::Noun(after) | Of::Group(after) => next = after,
            Of::Number(number, after) => (whole_at, next) = (Some(number), after),
            Of::Whole(after, tag, measure) => {
                let of_whole = !tokens[lead.at].means(Sense::All);
                let tags = tag.into_iter().collect();
                return Ok((
                    after,
                    Figure { tags, measure, adds, of_whole, ..Figure::of(quantity, start, after, Head::People) },
                ));
            }
            Of::Nothing => return Err(Some((next, Reason::Share))),
        }
    }
    let single = std::mem::take(&mut quantity.single);
    let noun = noun(lexicon, tokens, next, single).map_err(|reason| Some((next.max(lead.at + 1), reason)))?;
    let mut end = noun.end.max(next);
    if end > next
        && let Some(bound) = bounded_behind(&quantity, &tokens[end..])
    {
        (quantity, end) = (bound, end + 1);
    }
    let quote = if noun.head == Head::Elided { next } else { end };
    let state_noun = matches!(noun.head, Head::Harmed(_)) && end > next && stands_for_verb(&tokens[noun.end - 1]);
    let figure = Figure::of(quantity, start, quote, noun.head);
    Ok((end, Figure { tags: noun.tags, measure: noun.measure, adds, single, state_noun, whole_at, ..figure }))
}

/// Where the quote begins: "only 31", "a total of 38 people" say nothing of the number before it.
fn past_plain_bounds(tokens: &[Token], lead: &Lead, next: usize) -> usize {
    let plain = |t: &Token| t.means(Sense::Bound(Quantifier::Exact)) && !t.begins("exact");
    let mut start = lead.start;
    while start == lead.from.max(start) && start + 1 < next && plain(&tokens[start]) {
        start += 1;
    }
    start
}

fn next_is_number(tokens: &[Token], at: usize) -> bool {
    let number = |s: &Sense| {
        matches!(
            s,
            Sense::Number(_)
                | Sense::Scale(_)
                | Sense::Group(_)
                | Sense::Vague(..)
                | Sense::Few(_)
                | Sense::Quarters(_)
        )
    };
    tokens.get(at + 1).is_some_and(|t| matches!(t.mark, Mark::Number { .. }) || t.has(number))
}

/// Exactly `n`, as a quantity.
fn exactly(n: u64) -> Quantity {
    Quantity { range: Range::exactly(n), quantifier: Quantifier::Exact, stated: vec![n], single: false, of: false }
}

// family = article "family" "of" number     a family of five: five people
fn family_of(tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
    const FAMILY: Kinds = Kinds::of(&[Sense::Household(Plural::No)]);
    let article = tokens.get(at)?;
    if !tokens[at + 1..].iter().take(3).any(|t| t.can_be(FAMILY)) {
        return None;
    }
    let plain = |t: &&Token| t.mark == Mark::Word && !closes(t) && t.pick(household).is_none();
    let adjectives = tokens[at + 1..].iter().take(2).take_while(plain).count(); // "a Guatemalan family of 12"
    let one = article.means(Sense::Article) || article.means(Sense::Number(1)) || article.means(Sense::Determiner);
    let start = if article.means(Sense::Determiner) { at + 1 } else { at };
    bare_family(tokens, at + 1 + adjectives, start).filter(|_| one)
}

// bare-family = "family" "of" number     blaze kills family of five
fn bare_family(tokens: &[Token], at: usize, start: usize) -> Option<(usize, Figure)> {
    let [family, of, number @ ..] = &tokens[at..] else { return None };
    if !family.has(|s| matches!(s, Sense::Household(Plural::No))) || !of.means(Sense::Of) {
        return None;
    }
    let (rest, n) = numeral(Stream(number)).ok().filter(|(_, n)| !n.vague)?;
    let end = tokens.len() - rest.0.len();
    Some((end, Figure::of(exactly(n.low), start, end, Head::People)))
}

// couple = article adjective{0,2} "couple"     an elderly couple: two people
fn couple(tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
    tokens[at].means(Sense::Article).then(|| bare_couple(tokens, at, at + 1))?
}

// bare-couple = adjective{0,2} "couple"     in headlines: Israeli couple wounded
/// `from`: the first word behind the article, if there is one; the figure begins at `at`.
fn bare_couple(tokens: &[Token], at: usize, from: usize) -> Option<(usize, Figure)> {
    const PAIR: Kinds = Kinds::of(&[Sense::Pair(2)]);
    if !tokens[from..].iter().take(3).any(|t| t.can_be(PAIR)) {
        return None;
    }
    let plain = |t: &&Token| t.mark == Mark::Word && !closes(t) && !t.has(|s| matches!(s, Sense::Pair(_)));
    let noun = from + tokens[from..].iter().take(2).take_while(plain).count();
    let n = tokens.get(noun)?.pick(|s| if let Sense::Pair(n) = s { Some(n) } else { None })?;
    let of = tokens.get(noun + 1).is_some_and(|t| t.means(Sense::Of));
    (!of).then(|| (noun + 1, Figure::of(exactly(n), at, noun + 1, Head::People)))
}

// elsewhere = preposition name+ number     (one bomb killed eight and) another in Baidoa five
/// Whether "another" is another bomb: a place and a number of its own stand behind it.
fn is_elsewhere(tokens: &[Token], at: usize) -> bool {
    let named = tokens[(at + 1).min(tokens.len())..].iter().take(3).take_while(|t| t.is_capital()).count();
    let number = tokens.get(at + 1 + named).is_some_and(Token::is_number);
    tokens.get(at).is_some_and(|t| t.means(Sense::Preposition)) && named > 0 && number
}

// article = ("a" | "another") noun     a soldier: one person
fn article(lexicon: &Lexicon, tokens: &[Token], lead: &Lead) -> Option<(usize, Figure)> {
    let first = tokens.get(lead.from)?;
    let another = lead.from > lead.at && tokens[lead.at].is_word(&["another"]);
    let next = if first.means(Sense::Article) { lead.from + 1 } else { lead.from };
    if next == lead.from && !another {
        return None;
    }
    if another && alone(tokens, next) && !is_elsewhere(tokens, next) {
        let figure = Figure::of(exactly(1), lead.start, next, Head::Elided);
        return Some((next, Figure { adds: lead.adds, single: true, ..figure }));
    }
    if !may_be_of_one(tokens, next) {
        return None;
    }
    if let Some(measure) = one_held(tokens, next) {
        let figure = Figure::of(exactly(1), lead.start, next + 1, Head::Harmed(measure));
        return Some((next + 1, Figure { measure: Some(measure), adds: lead.adds, single: true, ..figure }));
    }
    let noun = noun(lexicon, tokens, next, true).ok()?;
    let counts = matches!(noun.head, Head::People | Head::Household | Head::Harmed(_) | Head::Victims);
    // "a murder-suicide", "an evacuation": a deed, not one person; "a body" is one
    let last = tokens[next..noun.end].last()?;
    let deed = matches!(noun.head, Head::Harmed(_))
        && last.has(|s| matches!(s, Sense::Deed(_)))
        && !last.is_word(&["body", "corpse"]);
    // "was living a quiet life"
    let lived = last.is_word(&["life"])
        && lead
            .at
            .checked_sub(1)
            .is_some_and(|i| tokens[i].has(|s| matches!(s, Sense::Stays(_) | Sense::Have | Sense::Be)));
    // "holding a national plebiscite": an adjective
    let adjective = last.means(Sense::Members)
        && tokens.get(noun.end).is_some_and(|t| {
            t.mark == Mark::Word && t.senses.is_empty() && (t.case == Case::Lower || last.case == Case::Upper)
        });
    // "a crew of nine" counts nine
    let of_so_many = noun.plural == Plural::Either
        && tokens.get(noun.end).is_some_and(|t| t.means(Sense::Of))
        && next_is_number(tokens, noun.end);
    if !counts || deed || lived || adjective || of_so_many || noun.plural == Plural::Yes {
        return None;
    }
    let end = decade(tokens, noun.end).unwrap_or(noun.end);
    let figure = Figure::of(exactly(1), lead.start, end, noun.head);
    Some((end, Figure { tags: noun.tags, measure: noun.measure, adds: lead.adds, single: true, ..figure }))
}

/// What a singular noun of people under a measure says, where it is no adjective: "a hostage died", not "a hostage drama".
fn one_held(tokens: &[Token], at: usize) -> Option<Measure> {
    let measure = tokens.get(at)?.pick(|s| match s {
        Sense::Harmed(m @ Measure::Captured, Plural::No) => Some(m),
        _ => None,
    })?;
    let ends = |t: &Token| {
        matches!(t.mark, Mark::Point(_)) && !t.is('-')
            || t.has(|s| matches!(s, Sense::Preposition | Sense::And | Sense::Be | Sense::Have | Sense::Relative))
            || t.has(|s| matches!(s, Sense::Undergoes(..) | Sense::State(_)))
    };
    tokens.get(at + 1).is_none_or(ends).then_some(measure)
}

/// Whether nothing that could be a noun follows: "killed one soldier and wounded another".
fn alone(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|t| {
        matches!(t.mark, Mark::Point('.' | ',' | ';' | '”'))
            || t.is('"') && t.glued
            || t.means(Sense::Be)
            || t.means(Sense::Preposition)
            || t.means(Sense::Opener)
            || t.is_word(&["there", "here"])
            // "one cyclist dead and another fighting for his life"
            || t.text.contains(' ') && t.has(|s| matches!(s, Sense::Outcome(_)))
            || t.has(|s| matches!(s, Sense::State(_) | Sense::Does(_, Form::Ed)))
                && tokens.get(at + 1).is_none_or(|n| n.mark != Mark::Word || closes(n))
    })
}

/// Whether an age begins at token `at`: "34-year-old".
pub(super) fn begins_aged(tokens: &[Token], at: usize) -> bool {
    tokens[at].is_number() && age(tokens, at).is_some()
}

/// Reads a noun of people without article or number: one person, in headlines.
pub(super) fn bare(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
    let before = at.checked_sub(1).map(|i| &tokens[i]);
    // "driver kills girl"; but "wounded soldier returns"
    let determined = at >= 2 && tokens[at - 2].means(Sense::Determiner);
    let object =
        |b: &Token| !determined && b.has(|s| matches!(s, Sense::Does(_, Form::Base | Form::Present | Form::Ing)));
    // "4th person dies"
    let inside = before.is_some_and(|b| {
        b.mark == Mark::Ordinal
            || b.is_number()
            || b.mark == Mark::Word && !b.means(Sense::And) && !b.means(Sense::Including) && !object(b)
    });
    if closes(&tokens[at]) || tokens[at].possessive || inside {
        return None;
    }
    if let Some(group) = bare_family(tokens, at, at).or_else(|| bare_couple(tokens, at, at)) {
        return Some(group);
    }
    // "dozen abducted"
    if let Ok((rest, quantity)) = a_dozen(Stream(&tokens[at..])) {
        let end = tokens.len() - rest.0.len();
        let verb = tokens.get(end).is_some_and(|t| t.has(|s| matches!(s, Sense::Does(..) | Sense::State(_))));
        return verb.then(|| (end, Figure::of(quantity, at, end, Head::Elided)));
    }
    let noun = noun(lexicon, tokens, at, true).ok()?;
    if noun.head != Head::People || noun.plural == Plural::Yes {
        return None;
    }
    // "district police"
    if person(&tokens[noun.end - 1]).is_some_and(|(_, plural)| plural == Plural::Either) {
        return None;
    }
    let figure = Figure::of(exactly(1), at, noun.end, Head::People);
    Some((noun.end, Figure { tags: noun.tags, measure: noun.measure, bare: true, single: true, ..figure }))
}

/// Whether a word that follows a number is a plural that might name people.
fn names_many(t: &Token) -> bool {
    let word = t.text;
    word.chars().count() > 3
        && (word.ends_with('s') && !word.ends_with("ss")
            || word.ends_with("men")
            || word.ends_with("folk")
            || t.is_capital())
        && t.senses.is_empty()
}

#[inline]
pub(super) fn person(t: &Token) -> Option<(Option<Tag>, Plural)> {
    t.pick(|s| match s {
        Sense::Person(tag, plural) => Some((tag, plural)),
        _ => None,
    })
}

#[inline]
pub(super) fn harmed(t: &Token) -> Option<(Measure, Plural)> {
    t.pick(|s| match s {
        Sense::Harmed(m, plural) => Some((m, plural)),
        _ => None,
    })
}

pub(super) fn household(s: Sense) -> Option<()> {
    matches!(s, Sense::Household(_)).then_some(())
}

pub(in crate::grammar) fn thing(s: Sense) -> Option<u16> {
    match s {
        Sense::Thing(category) => Some(category),
        _ => None,
    }
}

/// Dead, wounded, missing: nouns that are states as well.
fn stands_for_verb(t: &Token) -> bool {
    t.has(|s| matches!(s, Sense::State(_)))
}

/// The end of "in his twenties" behind a noun that ends before token `end`.
fn decade(tokens: &[Token], end: usize) -> Option<usize> {
    let [within, whose, rest @ ..] = tokens.get(end..)? else { return None };
    let early = usize::from(rest.first().is_some_and(|t| matches!(t.text, "early" | "mid" | "late")));
    let decade =
        rest.get(early).is_some_and(|t| t.text.ends_with("ties") || t.text == "teens" || t.text.ends_with("0s"));
    (within.text == "in" && whose.means(Sense::Determiner) && decade).then_some(end + 3 + early)
}
