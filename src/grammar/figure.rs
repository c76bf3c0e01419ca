//! A quantity with its noun phrase: "more than 50 Turkish-backed militia fighters", "six of the
//! injured", "a 34-year-old climber", "no one".
//!
//! In: tokens from some place on. Out: a [`Figure`], or the [`Reason`] why the number there counts
//! no people harmed. Whether anything happened to the people is for the clause to say.

use super::numeral::words;
use super::quantity::{Quantity, quantity};
use super::stream::Stream;
use crate::claim::{Measure, Quantifier, Range};
use crate::lexicon::{Case, Lexicon, Mark, Plural, Sense, Tag, Token};

/// The most words that may stand between a number and its noun.
const MODIFIERS: usize = 9;

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
    /// A singular noun without any number word; a figure in headlines only.
    pub bare: bool,
    /// Stated as one person by an article or "one".
    pub single: bool,
    /// Its noun is a state as well (30 hurt): no part of the quote where it stands for a verb.
    pub state_noun: bool,
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

/// Why a number counts no people harmed. Shown to users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// An age.
    Age,
    /// A date, a year or a time of day.
    Date,
    /// An amount of money.
    Money,
    /// A percentage or a fraction.
    Share,
    /// A rank: the third victim.
    Ordinal,
    /// A number that counts things of a kind: vehicles, days, kilometres.
    Things(String),
    /// Part of a name, a weapon, a road.
    Name,
    /// An earlier figure that an update replaces: rose from 38.
    Earlier,
    /// No word says that these people were harmed.
    Unharmed,
}

/// The words that tell that a figure changed, before "from" or "by".
const CHANGE_WINDOW: usize = 14;

// earlier = changed … ("from" | "by") number — before "to" number
pub(super) fn earlier(tokens: &[Token], at: usize) -> Option<usize> {
    let word = tokens[at].text.to_ascii_lowercase();
    if word != "from" && word != "by" {
        return None;
    }
    let (rest, _) = super::numeral::numeral(Stream(&tokens[at + 1..])).ok()?;
    let end = tokens.len() - rest.0.len();
    let to = tokens.get(end)?.text.to_ascii_lowercase();
    if to != "to" && !to.ends_with(" to")
        || super::quantity::quantity(Stream(&tokens[end + 1..])).is_err()
            && super::quantity::quantity(Stream(&tokens[end..])).is_err()
    {
        return None;
    }
    let changed = tokens[at.saturating_sub(CHANGE_WINDOW)..at].iter().any(|t| {
        t.pick(|s| matches!(s, Sense::TollVerb(_) | Sense::Toll(_)).then_some(())).is_some() && t.text.len() > 3
    });
    (word == "by" || changed).then_some(end)
}

/// Reads a figure at token `at`.
pub(super) fn figure(
    lexicon: &Lexicon,
    tokens: &[Token],
    at: usize,
) -> Result<(usize, Figure), Option<(usize, Reason)>> {
    if tokens[at].possessive {
        return Err(None);
    }
    if let Some(read) = zero(tokens, at) {
        return Ok(read);
    }
    if let Some((end, reason)) = not_counting(tokens, at) {
        return Err(Some((end, reason)));
    }
    if let Some(read) = family_of(tokens, at) {
        return Ok(read);
    }
    let mut start = at;
    let mut adds = Adds::No;
    let mut from = at;
    // determiner before the number: all four, another six, his two
    loop {
        let Some(t) = tokens.get(from) else { return Err(None) };
        if t.means(Sense::All) || t.means(Sense::Both) && !next_is_number(tokens, from) {
            if t.means(Sense::Both) {
                return both(tokens, from).ok_or(None);
            }
            from += 1;
        } else if t.means(Sense::Another) {
            adds = if t.text.eq_ignore_ascii_case("another") || t.text.eq_ignore_ascii_case("the other") {
                Adds::Others
            } else {
                Adds::More
            };
            from += 1;
            if tokens.get(from).is_some_and(|t| t.means(Sense::Article)) {
                from += 1;
            }
        } else if t.means(Sense::Determiner)
            && next_is_number(tokens, from)
            && t.case != Case::Upper
            && !t.text.eq_ignore_ascii_case("that")
        {
            let owner = !matches!(
                t.text.to_ascii_lowercase().as_str(),
                "the" | "these" | "those" | "this" | "that" | "each" | "every" | "such" | "any"
            );
            from += 1;
            if !owner && adds == Adds::No {
                start = from;
            }
        } else {
            break;
        }
    }
    if from > at
        && let Some(end) = age(tokens, from)
    {
        return Err(Some((end, Reason::Age))); // "their five-year-old son"
    }
    let (mut next, mut quantity) = match quantity(Stream(&tokens[from..])) {
        Ok((rest, q)) => (tokens.len() - rest.0.len(), q),
        Err(_) => return article(lexicon, tokens, at, start, from, adds).ok_or(None),
    };
    if let Some(reason) = rejected(tokens, from, next) {
        return Err(Some((next, reason)));
    }
    // "only 31", "a total of 38 people": the word tells nothing of the number
    while start == from
        && next > from + 1
        && tokens[from].means(Sense::Bound(Quantifier::Exact))
        && !tokens[from].text.to_ascii_lowercase().starts_with("exact")
    {
        start += 1;
        from += 1;
    }
    if tokens.get(next).is_some_and(|t| t.means(Sense::More)) {
        adds = if tokens[next].text.starts_with("other") { Adds::Others } else { Adds::More };
        next += 1;
    }
    let mut of_whole = false;
    let all = tokens[at].means(Sense::All);
    if tokens.get(next).is_some_and(|t| t.means(Sense::Of)) {
        match partitive(tokens, next, &quantity) {
            Of::Noun(after) => next = after,
            Of::Whole(after, tags, measure) => {
                return Ok((
                    after,
                    Figure {
                        quantity,
                        start,
                        end: after,
                        head: Head::People,
                        tags: tags_of(tags),
                        measure,
                        adds,
                        of_whole: !all,
                        bare: false,
                        single: false,
                        state_noun: false,
                    },
                ));
            }
            Of::Group(after) => {
                next = after;
                of_whole = false;
            }
            Of::Nothing => return Err(Some((next, Reason::Share))),
        }
    }
    let single = quantity.single;
    quantity.single = false;
    let noun = match noun(lexicon, tokens, next, single) {
        Ok(noun) => noun,
        Err(reason) => return Err(Some((next.max(at + 1), reason))),
    };
    let end = noun.end.max(next);
    Ok((
        end,
        Figure {
            quantity,
            start,
            end: if noun.head == Head::Elided { next } else { end },
            head: noun.head,
            tags: noun.tags,
            measure: noun.measure,
            adds,
            of_whole,
            bare: false,
            single,
            state_noun: matches!(noun.head, Head::Harmed(_)) && end > next && stands_for_verb(&tokens[end - 1]),
        },
    ))
}

fn tags_of(tags: Option<Tag>) -> Vec<Tag> {
    tags.into_iter().collect()
}

fn next_is_number(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|t| {
        matches!(t.mark, Mark::Number { .. })
            || t.pick(|s| {
                matches!(
                    s,
                    Sense::Number(_)
                        | Sense::Scale(_)
                        | Sense::Group(_)
                        | Sense::Vague(..)
                        | Sense::Few(_)
                        | Sense::Quarters(_)
                )
                .then_some(())
            })
            .is_some()
    })
}

// zero = "no" (adjective)* harmed-or-people | "nobody" "else"?
fn zero(tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
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
        return figure(end, Head::Elided, Vec::new(), None);
    }
    if !t.means(Sense::No) {
        return None;
    }
    let mut tags = Vec::new();
    // "no reports of casualties", "no immediate reports of any deaths", "no other civilian casualties"
    for next in at + 1..at + 7 {
        let n = tokens.get(next)?;
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
            let harmed_next = tokens.get(next + 1).is_some_and(|t| {
                t.pick(|s| matches!(s, Sense::Harmed(..) | Sense::Victim(_) | Sense::Person(..)).then_some(()))
                    .is_some()
            });
            if !harmed_next {
                return figure(next + 1, Head::People, tags, None);
            }
        } else if n.text.to_ascii_lowercase().starts_with("serious")
            || n.text.eq_ignore_ascii_case("major")
            || n.text.eq_ignore_ascii_case("grave")
        {
            return None; // "no serious injuries" says nothing of light ones
        }
        let word = n.text.to_ascii_lowercase();
        if matches!(
            word.as_str(),
            "word"
                | "details"
                | "information"
                | "confirmation"
                | "news"
                | "figures"
                | "breakdown"
                | "estimate"
                | "count"
                | "indication"
                | "doubt"
                | "comment"
        ) {
            return None; // "no word on casualties" states none
        }
        if n.pick(|s| matches!(s, Sense::Be | Sense::Have | Sense::Modal(_) | Sense::Opener).then_some(())).is_some() {
            return None;
        }
    }
    None
}

/// The end of the whole behind "none of": them, the 163 passengers, the crew; `of` itself where it is
/// no people.
fn whole(tokens: &[Token], of: usize) -> usize {
    if tokens.get(of + 1).is_some_and(|t| t.means(Sense::Them)) {
        return of + 2;
    }
    (of + 1..tokens.len().min(of + 7))
        .take_while(|&i| !matches!(tokens[i].mark, Mark::Point(p) if p != '-'))
        .find(|&i| person(&tokens[i]).is_some() && tokens.get(i + 1).is_none_or(|n| person(n).is_none()))
        .map_or(of, |i| i + 1)
}

// both = "both" ("of them" | "the"? people)?
fn both(tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
    let quantity =
        Quantity { range: Range::exactly(2), quantifier: Quantifier::Exact, stated: vec![2], single: false, of: false };
    let mut end = at + 1;
    let mut tags = Vec::new();
    if let Some(t) = tokens.get(end) {
        if t.pick(|s| matches!(s, Sense::State(_) | Sense::Harmed(..) | Sense::Does(..)).then_some(())).is_some() {
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
            bare: false,
            single: false,
            state_noun: false,
        },
    ))
}

// family_of = article ("family" | "group") "of" number
fn family_of(tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
    let [article, family, of, ..] = tokens.get(at..)? else { return None };
    let household = family.pick(|s| matches!(s, Sense::Household(Plural::No)).then_some(())).is_some();
    if !(article.means(Sense::Article) || article.means(Sense::Number(1))) || !household || !of.means(Sense::Of) {
        return None;
    }
    let (rest, n) = words(Stream(&tokens[at + 3..])).ok()?;
    let end = tokens.len() - rest.0.len();
    let quantity = Quantity {
        range: Range::exactly(n.low),
        quantifier: Quantifier::Exact,
        stated: vec![n.low],
        single: false,
        of: false,
    };
    Some((
        end,
        Figure {
            quantity,
            start: at,
            end,
            head: Head::People,
            tags: Vec::new(),
            measure: None,
            adds: Adds::No,
            of_whole: false,
            bare: false,
            single: false,
            state_noun: false,
        },
    ))
}

/// A singular noun with an article ("a soldier", "another man"): one person.
fn article(
    lexicon: &Lexicon,
    tokens: &[Token],
    at: usize,
    start: usize,
    from: usize,
    adds: Adds,
) -> Option<(usize, Figure)> {
    let first = tokens.get(from)?;
    let mut next = from;
    if first.means(Sense::Article) {
        next += 1;
    } else if from == at || !tokens[at].text.eq_ignore_ascii_case("another") {
        return None;
    }
    let noun = noun(lexicon, tokens, next, true).ok()?;
    if !matches!(noun.head, Head::People | Head::Household | Head::Harmed(_) | Head::Victims)
        || noun.plural == Plural::Yes
    {
        return None;
    }
    // "a murder-suicide", "an evacuation": a deed, not one person
    let deed = tokens[next..noun.end]
        .last()
        .is_some_and(|t| t.pick(|s| matches!(s, Sense::Deed(_)).then_some(())).is_some() && !t.means(Sense::Some))
        && matches!(noun.head, Head::Harmed(_));
    let body = tokens[next..noun.end]
        .last()
        .is_some_and(|t| matches!(t.text.to_ascii_lowercase().as_str(), "body" | "corpse"));
    if adds == Adds::No && next == from || deed && !body {
        return None;
    }
    let noun = Noun { end: decade(tokens, noun.end).unwrap_or(noun.end), ..noun };
    let quantity =
        Quantity { range: Range::exactly(1), quantifier: Quantifier::Exact, stated: vec![1], single: false, of: false };
    Some((
        noun.end,
        Figure {
            quantity,
            start,
            end: noun.end,
            head: noun.head,
            tags: noun.tags,
            measure: noun.measure,
            adds,
            of_whole: false,
            bare: false,
            single: true,
            state_noun: false,
        },
    ))
}

/// What "of" after a number leads to.
enum Of {
    /// Its noun begins at this token: dozens of | people.
    Noun(usize),
    /// A whole that it is part of, ending before this token.
    Whole(usize, Option<Tag>, Option<Measure>),
    /// A group whose noun begins here, no part of a figure: 10 of her 17 crew.
    Group(usize),
    /// Something else: one of the attacks.
    Nothing,
}

// partitive = "of" (them | "the" state | those people | owner noun)
fn partitive(tokens: &[Token], of: usize, quantity: &Quantity) -> Of {
    let Some(t) = tokens.get(of + 1) else { return Of::Nothing };
    let person = |t: &Token| {
        t.pick(|s| match s {
            Sense::Person(tag, _) => Some(tag),
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
        Sense::Toll(Some(m)) if t.text.to_ascii_lowercase().starts_with("the ") => Some(m),
        _ => None,
    }) {
        return Of::Whole(of + 2, None, Some(measure));
    }
    if !t.means(Sense::Determiner) {
        return if quantity.of || tokens[of].glued { Of::Noun(of + 1) } else { Of::Nothing };
    }
    let the = t.text.eq_ignore_ascii_case("the") || t.text.eq_ignore_ascii_case("these");
    let mut next = of + 2;
    if next_is_number(tokens, of + 1) {
        // of the 17 crew, of her 17 crew
        while tokens.get(next).is_some_and(|t| {
            matches!(t.mark, Mark::Number { .. })
                || t.pick(|s| matches!(s, Sense::Number(_) | Sense::Scale(_) | Sense::Group(_)).then_some(())).is_some()
                || t.is('-')
        }) {
            next += 1;
        }
        return Of::Group(next);
    }
    if the && let Some(n) = tokens.get(next) {
        if let Some(measure) = state(n) {
            let noun = tokens.get(next + 1).and_then(person);
            return Of::Whole(next + 1 + usize::from(noun.is_some()), noun.flatten(), Some(measure));
        }
        if n.pick(|s| matches!(s, Sense::Victim(_)).then_some(())).is_some() {
            return Of::Whole(next + 1, None, None);
        }
    }
    Of::Group(next)
}

/// The measure of a word inside a phrase such as "the dead".
fn dead(word: &str) -> Option<Measure> {
    match word.to_ascii_lowercase().as_str() {
        "dead" | "killed" | "deceased" => Some(Measure::Killed),
        "wounded" | "injured" => Some(Measure::Injured),
        "missing" => Some(Measure::Missing),
        "displaced" => Some(Measure::Displaced),
        _ => None,
    }
}

/// The noun of a figure.
struct Noun {
    end: usize,
    head: Head,
    tags: Vec<Tag>,
    measure: Option<Measure>,
    plural: Plural,
}

// noun = modifier{0,9} (people | household | harmed | thing | unknown) ("and" people)?
fn noun(lexicon: &Lexicon, tokens: &[Token], from: usize, single: bool) -> Result<Noun, Reason> {
    let elided = Noun { end: from, head: Head::Elided, tags: Vec::new(), measure: None, plural: Plural::Either };
    let mut best: Option<Noun> = None;
    let mut things: Option<u16> = None;
    let mut unknown: Option<usize> = None;
    let mut core: Vec<Tag> = Vec::new();
    let mut state: Option<Measure> = None;
    let mut aged = false;
    let mut at = from;
    while at < tokens.len() && at - from <= MODIFIERS {
        let t = &tokens[at];
        if t.means(Sense::Of) && at > from && best.as_ref().is_some_and(|b| b.end == at) {
            break;
        }
        if let Some(after) = age(tokens, at) {
            aged = true;
            at = after;
            continue;
        }
        match t.mark {
            Mark::Point('-' | '‑') if t.glued => {
                at += 1;
                continue;
            }
            Mark::Point('\'' | '’')
                if best.is_some()
                    && t.glued
                    && tokens.get(at + 1).is_some_and(|n| harmed(n).is_some() || n.pick(thing).is_some()) =>
            {
                at += 1;
                continue;
            }
            Mark::Point('“' | '"' | '”' | '‘') if best.is_none() && at == from => {
                at += 1;
                continue;
            }
            Mark::Point(',')
                if best.is_none()
                    && unknown == Some(at.wrapping_sub(1))
                    && tokens.get(at + 1).is_some_and(|n| n.mark == Mark::Word && person(n).is_some()) =>
            {
                at += 1;
                continue;
            }
            Mark::Word => {}
            Mark::Number { .. } | Mark::Clock | Mark::Ordinal | Mark::Point(_) => break,
        }
        if t.possessive && best.is_some() {
            break;
        }
        let follows = tokens.get(at + 1);
        // "took 56 soldiers prisoner", "took 21 prisoner": the outcome is no part of the noun
        let one_of_many = !single && person(t).is_some_and(|(_, plural)| plural == Plural::No);
        if (best.is_some() || one_of_many) && t.pick(|s| matches!(s, Sense::Outcome(_)).then_some(())).is_some() {
            break;
        }
        if let Some((tag, plural)) = person(t).filter(|_| harmed(t).is_none()) {
            let adjective =
                follows.is_some_and(|n| harmed(n).is_some() && !stands_for_verb(n) || n.pick(household).is_some());
            if adjective
                || best.is_some()
                || follows.is_some_and(|n| person(n).is_some() || n.pick(thing).is_some() && !ends_noun(n))
            {
                core.extend(tag.filter(|&t| is_core(lexicon, t)));
            }
            let tags = match tag {
                Some(tag) => vec![tag],
                None => core.clone(),
            };
            best = Some(Noun { end: at + 1, head: Head::People, tags: merge(tags, &core), measure: state, plural });
            things = None;
        } else if let Some((measure, plural)) = harmed(t) {
            if single && stands_for_verb(t) && !measure_follows(tokens, at) {
                break; // "a shell wounded three"
            }
            // "took two hostage"
            if plural == Plural::No && !single && t.pick(|s| matches!(s, Sense::Outcome(_)).then_some(())).is_some() {
                break;
            }
            let measure_word = follows.is_some_and(|n| {
                person(n).is_some()
                    || n.pick(household).is_some()
                    || (n.mark == Mark::Word && n.senses.is_empty() && n.case == Case::Lower && n.text.ends_with('s'))
            });
            if t.pick(|s| matches!(s, Sense::State(_)).then_some(())).is_some() && measure_word {
                state = Some(measure); // "eight injured miners"
            } else if stands_for_verb(t) && best.is_some() {
                break; // "3 soldiers dead"
            } else {
                best = Some(Noun {
                    end: at + 1,
                    head: Head::Harmed(measure),
                    tags: core.clone(),
                    measure: Some(measure),
                    plural,
                });
                if best.as_ref().is_some_and(|_| stands_for_verb(t)) {
                    break;
                }
            }
        } else if t.pick(household).is_some() {
            best = Some(Noun {
                end: at + 1,
                head: Head::Household,
                tags: Vec::new(),
                measure: state,
                plural: Plural::Yes,
            });
        } else if t.pick(|s| matches!(s, Sense::Victim(_)).then_some(())).is_some() {
            best = Some(Noun {
                end: at + 1,
                head: Head::Victims,
                tags: core.clone(),
                measure: state,
                plural: Plural::Yes,
            });
        } else if t.means(Sense::Members) {
            let (end, tags) = members(lexicon, tokens, at);
            best = Some(Noun {
                end,
                head: Head::People,
                tags: merge(tags, &core),
                measure: state,
                plural: Plural::Either,
            });
            at = end;
            continue;
        } else if let Some(measure) = t.pick(|s| match s {
            Sense::State(m) => Some(m),
            Sense::Does(m, crate::lexicon::Form::Ed | crate::lexicon::Form::Participle) => Some(m),
            _ => None,
        }) {
            let adjective = best.is_none()
                && follows.is_some_and(|n| {
                    person(n).is_some()
                        || n.pick(household).is_some()
                        || harmed(n).is_some()
                        || n.pick(|s| matches!(s, Sense::Members | Sense::Victim(_)).then_some(())).is_some()
                });
            let of_things = best.is_none()
                && follows.is_some_and(|n| {
                    n.mark == Mark::Word
                        && (n.pick(thing).is_some() || n.senses.is_empty() && n.is_capital() && n.text.ends_with('s'))
                });
            if of_things && !single {
                unknown = Some(at); // "60 captured Humvees"
                at += 1;
                continue;
            }
            if !adjective {
                break;
            }
            state = Some(measure);
        } else if let Some(category) = t.pick(thing) {
            if best.is_some() && !followed_by_noun(tokens, at) {
                // "12 police vehicles": the last noun of a compound is what is counted
                if ends_noun(t) || t.means(Sense::RateUnit) {
                    break;
                }
                best = None;
                things = Some(category);
            } else if best.is_none() {
                things = Some(category);
            } else {
                break;
            }
        } else if t.means(Sense::Ordinal) && best.is_none() && single {
            return Err(Reason::Ordinal);
        } else if t.text.eq_ignore_ascii_case("such") && best.is_none() {
        } else if closes(t) {
            // "16 Filipino and Georgian sailors"
            let joins = t.means(Sense::And)
                && best.is_none()
                && unknown == Some(at.wrapping_sub(1))
                && tokens[at - 1].is_capital();
            if !(joins
                && tokens.get(at + 1).is_some_and(Token::is_capital)
                && tokens.get(at + 2).is_some_and(|n| person(n).is_some()))
            {
                break;
            }
        } else if best.is_some() {
            break;
        } else {
            let verb = t
                .pick(|s| {
                    matches!(
                        s,
                        Sense::Verb(_)
                            | Sense::Makes(_)
                            | Sense::Say(..)
                            | Sense::Remains(_)
                            | Sense::Undergoes(..)
                            | Sense::Does(..)
                    )
                    .then_some(())
                })
                .is_some();
            let adjective =
                follows.is_some_and(|n| person(n).is_some() || n.pick(household).is_some() || n.pick(thing).is_some());
            if verb && !adjective {
                break;
            }
            if things.is_some() {
                break; // "six hours later"
            }
            unknown = Some(at);
        }
        at += 1;
    }
    if let Some(mut noun) = best {
        if noun.head == Head::People {
            join_people(lexicon, tokens, &mut noun);
        }
        return Ok(noun);
    }
    if let Some(category) = things {
        return Err(Reason::Things(lexicon.category(category).to_owned()));
    }
    if aged {
        let end = at;
        return if single || end > from {
            Ok(Noun { end, head: Head::People, tags: Vec::new(), measure: None, plural: Plural::No })
        } else {
            Err(Reason::Age)
        };
    }
    match unknown {
        Some(last) if !single && last + 1 == at && names_many(&tokens[last]) => {
            Ok(Noun { end: at, head: Head::Unknown, tags: core, measure: state, plural: Plural::Yes })
        }
        Some(_) if single => Err(Reason::Unharmed),
        _ => Ok(elided),
    }
}

/// "32 sherpas and porters": a second plural noun of people without a number of its own.
fn join_people(lexicon: &Lexicon, tokens: &[Token], noun: &mut Noun) {
    if noun.plural == Plural::No {
        return;
    }
    if let [and, other, ..] = &tokens[noun.end..]
        && (and.means(Sense::And) || and.means(Sense::Or))
        && let Some((tag, Plural::Yes)) = person(other)
        && !tokens.get(noun.end + 2).is_some_and(|t| t.possessive || person(t).is_some())
    {
        let _ = lexicon;
        noun.tags = merge(noun.tags.clone(), &tag.into_iter().collect::<Vec<_>>());
        noun.end += 2;
    }
}

// members = "members" ("of" (determiner | modifier)* noun)?
fn members(lexicon: &Lexicon, tokens: &[Token], at: usize) -> (usize, Vec<Tag>) {
    let own = person(&tokens[at]).and_then(|(tag, _)| tag);
    let mut tags: Vec<Tag> = own.into_iter().collect();
    let mut end = at + 1;
    if !tokens.get(end).is_some_and(|t| t.means(Sense::Of)) {
        return (end, tags);
    }
    for (i, t) in tokens.iter().enumerate().skip(end + 1).take(6) {
        if closes(t) && !t.means(Sense::Determiner) && !t.means(Sense::Article)
            || matches!(t.mark, Mark::Point(p) if p != '\'' && p != '’' && p != '-')
        {
            break;
        }
        // pilgrims' group: the possessive names who they were
        let base = t.text.trim_end_matches(['s', '\'', '’']);
        if let Some((tag, _)) = person(t) {
            tags.extend(tag);
            end = i + 1;
        } else if t
            .pick(|s| matches!(s, Sense::Thing(_) | Sense::Household(_) | Sense::Members).then_some(()))
            .is_some()
            || base.is_empty()
        {
            end = i + 1;
        }
    }
    tags.dedup();
    let _ = lexicon;
    (end, tags)
}

/// The end of an age at this token: "15-year-old", "nine-year-old", "34 year old".
fn age(tokens: &[Token], at: usize) -> Option<usize> {
    let word =
        |i: usize, text: &[&str]| tokens.get(i).is_some_and(|t| text.iter().any(|w| t.text.eq_ignore_ascii_case(w)));
    let mut i = match tokens[at].mark {
        Mark::Number { .. } => at + 1,
        Mark::Word => {
            let (rest, _) = words(Stream(&tokens[at..])).ok()?;
            tokens.len() - rest.0.len()
        }
        _ => return None,
    };
    let dash = |i: usize| tokens.get(i).is_some_and(|t| t.is('-') || t.is('‑'));
    if dash(i) {
        i += 1;
    }
    if word(i, &["year-old", "month-old", "day-old", "week-old", "yr-old", "year-olds", "hour-old"]) {
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

/// A number at this token that never counts anything: an age, a share, a date.
fn not_counting(tokens: &[Token], at: usize) -> Option<(usize, Reason)> {
    let t = &tokens[at];
    match t.mark {
        Mark::Clock => return Some((at + 1, Reason::Date)),
        Mark::Ordinal => return Some((at + 1, Reason::Ordinal)),
        _ => {}
    }
    if (matches!(t.mark, Mark::Number { .. }) || t.pick(|s| matches!(s, Sense::Number(_)).then_some(())).is_some())
        && let Some(end) = age(tokens, at)
        && tokens.get(end).is_none_or(|n| person(n).is_none())
    {
        return Some((end, Reason::Age));
    }
    None
}

/// Why the number that stands at `from..to` counts nothing, from what stands around it.
fn rejected(tokens: &[Token], from: usize, to: usize) -> Option<Reason> {
    let before = from.checked_sub(1).map(|i| &tokens[i]);
    let first = &tokens[from];
    let next = tokens.get(to);
    let digits = matches!(first.mark, Mark::Number { .. });
    if before.is_some_and(|b| matches!(b.mark, Mark::Point('$' | '€' | '£' | '¥' | '₦' | '₹' | '₽' | '¢'))) {
        return Some(Reason::Money);
    }
    if before.is_some_and(|b| b.is('#') || b.is('№')) && digits {
        return Some(Reason::Name);
    }
    // "No 92760548": more digits than a count is written with
    if digits && first.text.len() >= 7 && first.text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Reason::Name);
    }
    // "8 a.m.", "10 pm"
    let half_day = |t: &Token| {
        matches!(t.text.to_ascii_lowercase().as_str(), "a" | "p")
            && tokens.get(to + 1).is_some_and(|p| p.is('.') && p.glued)
            || matches!(t.text.to_ascii_lowercase().as_str(), "am" | "pm")
    };
    if to == from + 1 && next.is_some_and(half_day) {
        return Some(Reason::Date);
    }
    // "Hill 402", "Gate 6": a number in a name
    if digits
        && before.is_some_and(|b| b.case == Case::Title && b.pick(thing).is_some() && !first.glued)
        && next.is_none_or(|n| person(n).is_none() && n.mark != Mark::Word)
    {
        return Some(Reason::Name);
    }
    if before.is_some_and(|b| matches!(b.text.to_ascii_lowercase().as_str(), "aged" | "age" | "ages")) {
        return Some(Reason::Age);
    }
    // "41 per cent of them under five"
    if matches!(first.text.to_ascii_lowercase().as_str(), "under" | "over" | "above" | "below")
        && before.is_some_and(|b| {
            b.means(Sense::Them) || person(b).is_some() || b.means(Sense::Be) || b.text.eq_ignore_ascii_case("the")
        })
        && next.is_none_or(|n| n.mark != Mark::Word || n.means(Sense::And) || n.means(Sense::Preposition))
    {
        return Some(Reason::Age);
    }
    if next.is_none_or(|n| n.mark != Mark::Word || n.means(Sense::Preposition))
        && before.is_some_and(|b| b.text.eq_ignore_ascii_case("in") || b.text.eq_ignore_ascii_case("into"))
        && to == from + 1
    {
        return Some(Reason::Things("pieces".to_owned()));
    }
    if let Some(n) = next {
        if n.is('%')
            || n.text.to_lowercase().starts_with("per cent")
            || n.text.eq_ignore_ascii_case("percent")
            || n.text.eq_ignore_ascii_case("per")
                && tokens.get(to + 1).is_some_and(|t| t.text.eq_ignore_ascii_case("cent"))
        {
            return Some(Reason::Share);
        }
        if n.glued
            && digits
            && n.mark == Mark::Word
            && n.case != Case::Title
            && n.senses.iter().all(|s| matches!(s, Sense::Thing(_)))
            && !n.text.eq_ignore_ascii_case("x")
        {
            return Some(Reason::Things("a measurement".to_owned()));
        }
        if n.glued && (n.is('°') || n.is('º')) {
            return Some(Reason::Things("temperature".to_owned()));
        }
    }
    // "one in five residents", "six out of ten"
    let in_or_out = |t: Option<&Token>| {
        t.is_some_and(|t| t.text.eq_ignore_ascii_case("in") || t.text.eq_ignore_ascii_case("out of"))
    };
    let number = |t: Option<&Token>| {
        t.is_some_and(|t| {
            matches!(t.mark, Mark::Number { .. }) || t.pick(|s| matches!(s, Sense::Number(_)).then_some(())).is_some()
        })
    };
    if to == from + 1
        && (in_or_out(next) && number(tokens.get(to + 1)) && tokens.get(to + 2).is_none_or(|t| t.pick(thing).is_none())
            || in_or_out(before) && from >= 2 && number(tokens.get(from - 2)))
    {
        return Some(Reason::Share);
    }
    let month = |t: Option<&Token>| t.is_some_and(|t| t.means(Sense::Calendar) && t.is_capital());
    let small = matches!(first.mark, Mark::Number { mantissa: 1..=31, places: 0, unit: 1 });
    let days = super::quantity::quantity(Stream(&tokens[from..]))
        .is_ok_and(|(_, q)| q.range.high.is_some_and(|h| h <= 31))
        && next.is_some_and(|n| !n.text.eq_ignore_ascii_case("may") || n.case == Case::Title);
    if days && month(next) {
        return Some(Reason::Date);
    }
    if to == from + 1 && small && (month(next) || month(before) && !before.is_some_and(|b| is_weekday(b.text))) {
        return Some(Reason::Date);
    }
    let year = matches!(first.mark, Mark::Number { mantissa: 1800..=2099, places: 0, unit: 1 })
        && !first.text.contains([',', ' ', '\u{a0}'])
        && to == from + 1;
    if year {
        let people = next.is_some_and(|n| person(n).is_some() || n.pick(household).is_some() || harmed(n).is_some());
        let dated = month(before)
            || before.is_some_and(|b| {
                let word = b.text.to_ascii_lowercase();
                matches!(
                    word.as_str(),
                    "in" | "since"
                        | "of"
                        | "by"
                        | "from"
                        | "until"
                        | "during"
                        | "early"
                        | "late"
                        | "mid"
                        | "the"
                        | "to"
                        | "and"
                        | "before"
                        | "after"
                        | "between"
                        | "november"
                        | ","
                )
            })
            || matches!(before.map(|b| b.mark), Some(Mark::Number { .. } | Mark::Ordinal))
            || before.is_some_and(|b| b.is(',') || b.is('/') || b.is('-') || b.is('–') || b.is('('));
        let the = before.is_some_and(|b| b.text.eq_ignore_ascii_case("the"));
        let deed = next.is_some_and(|n| harmed(n).is_some());
        let verb = next.is_some_and(stands_for_verb)
            && before.is_some_and(|b| matches!(b.text.to_ascii_lowercase().as_str(), "in" | "since" | "by" | "until"));
        if dated && (!people || the && deed || verb) {
            return Some(Reason::Date);
        }
    }
    if before.is_some_and(|b| {
        (b.is('/') || b.is('-') && b.glued)
            && digits
            && from >= 2
            && matches!(tokens[from - 2].mark, Mark::Number { .. })
    }) && first.glued
    {
        return Some(Reason::Date);
    }
    if digits && first.glued && before.is_some_and(|b| b.mark == Mark::Word || b.is('-') && b.glued) {
        let hyphen = before.is_some_and(|b| b.is('-'));
        if hyphen {
            return Some(Reason::Name);
        }
    }
    None
}

fn is_weekday(word: &str) -> bool {
    word.to_ascii_lowercase().trim_end_matches('s').ends_with("day")
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

pub(super) fn person(t: &Token) -> Option<(Option<Tag>, Plural)> {
    t.pick(|s| match s {
        Sense::Person(tag, plural) => Some((tag, plural)),
        _ => None,
    })
}

pub(super) fn harmed(t: &Token) -> Option<(Measure, Plural)> {
    t.pick(|s| match s {
        Sense::Harmed(m, plural) => Some((m, plural)),
        _ => None,
    })
}

pub(super) fn household(s: Sense) -> Option<()> {
    matches!(s, Sense::Household(_)).then_some(())
}

pub(super) fn thing(s: Sense) -> Option<u16> {
    match s {
        Sense::Thing(category) => Some(category),
        _ => None,
    }
}

/// Dead, wounded, missing: nouns that are states as well.
fn stands_for_verb(t: &Token) -> bool {
    t.pick(|s| matches!(s, Sense::State(_)).then_some(())).is_some()
}

/// A thing behind people that ends their noun phrase: "11 people a day", "50 people hours later".
fn ends_noun(t: &Token) -> bool {
    t.means(Sense::RateUnit) || t.text.eq_ignore_ascii_case("hours") || t.text.eq_ignore_ascii_case("days")
}

fn followed_by_noun(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|n| person(n).is_some() || harmed(n).is_some())
}

/// Whether people follow a word of state: "a wounded soldier".
fn measure_follows(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|n| person(n).is_some() || n.pick(household).is_some())
}

/// The end of "in his twenties" behind a noun that ends before token `end`.
fn decade(tokens: &[Token], end: usize) -> Option<usize> {
    let [within, whose, rest @ ..] = tokens.get(end..)? else { return None };
    let early = usize::from(rest.first().is_some_and(|t| matches!(t.text, "early" | "mid" | "late")));
    let decade =
        rest.get(early).is_some_and(|t| t.text.ends_with("ties") || t.text == "teens" || t.text.ends_with("0s"));
    (within.text == "in" && whose.means(Sense::Determiner) && decade).then_some(end + 3 + early)
}

/// Whether a word closes a noun phrase.
fn closes(t: &Token) -> bool {
    t.senses.iter().any(|s| {
        matches!(
            s,
            Sense::Be
                | Sense::Have
                | Sense::Do
                | Sense::Modal(_)
                | Sense::To
                | Sense::Not
                | Sense::Relative
                | Sense::Opener
                | Sense::If
                | Sense::And
                | Sense::Or
                | Sense::But
                | Sense::Including
                | Sense::Them
                | Sense::Of
                | Sense::By
                | Sense::Preposition
                | Sense::Pronoun
                | Sense::According
                | Sense::Article
                | Sense::Determiner
                | Sense::Adverb
                | Sense::Span(_)
                | Sense::Hedge(_)
                | Sense::Outcome(_)
                | Sense::Gravely(_)
                | Sense::All
                | Sense::Both
                | Sense::Many
        )
    }) && t.pick(|s| matches!(s, Sense::Person(..) | Sense::Household(_) | Sense::Harmed(..)).then_some(())).is_none()
}

/// Sides, ages and sexes may stand before another noun and still say who they were.
fn is_core(lexicon: &Lexicon, tag: Tag) -> bool {
    matches!(lexicon.tag(tag), "civilians" | "fighters" | "soldiers" | "police" | "children" | "women" | "men")
}

fn merge(mut tags: Vec<Tag>, more: &[Tag]) -> Vec<Tag> {
    for &tag in more {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Reads a noun of people without article or number: one person, in headlines.
pub(super) fn bare(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<(usize, Figure)> {
    let first = &tokens[at];
    let before = at.checked_sub(1).map(|i| &tokens[i]);
    if closes(first)
        || first.possessive
        || before
            .is_some_and(|b| b.mark == Mark::Word && !b.means(Sense::And) && !b.means(Sense::Including) && !b.is(','))
    {
        return None;
    }
    let noun = noun(lexicon, tokens, at, true).ok()?;
    if noun.head != Head::People || noun.plural == Plural::Yes {
        return None;
    }
    let quantity =
        Quantity { range: Range::exactly(1), quantifier: Quantifier::Exact, stated: vec![1], single: false, of: false };
    Some((
        noun.end,
        Figure {
            quantity,
            start: at,
            end: noun.end,
            head: Head::People,
            tags: noun.tags,
            measure: noun.measure,
            adds: Adds::No,
            of_whole: false,
            bare: true,
            single: true,
            state_noun: false,
        },
    ))
}
