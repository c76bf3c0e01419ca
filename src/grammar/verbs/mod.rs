//! Verb groups: "have been killed or wounded", "are feared dead", "killing", "was taken to hospital".
//!
//! In: tokens from some place on. Out: a [`Group`]: what the verb does to its subject or object,
//! and how surely it is said. It does not know which figures stand around it.

mod auxiliary;
mod head;
mod outcome;

pub(in crate::grammar) use auxiliary::negated;
use auxiliary::{Before, LEADING, auxiliary};
use head::head;
pub(in crate::grammar) use outcome::{to_clinic, to_refuge, wounded};

use crate::claim::{Measure, Status};
use crate::lexicon::{Case, Form, Kinds, Mark, Plural, Sense, Token};

/// The most words that may stand before the verb of a group.
const AUXILIARIES: usize = 9;

/// A verb group. Token numbers count from the start of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub start: usize,
    pub end: usize,
    pub role: Role,
    /// What is done or suffered; `None` for verbs that are no measure.
    pub measure: Option<Measure>,
    /// A second measure of "were killed and wounded respectively".
    pub second: Option<Measure>,
    pub not: bool,
    /// Could, would, may.
    pub doubt: bool,
    /// Will, must; or a present tense: not yet a fact where an "if" stands by it.
    pub open: bool,
    /// Feared, confirmed, reportedly: in the order they stand.
    pub hedges: Vec<Status>,
    /// Whether it is a finite verb or carries an auxiliary, so that it heads a clause.
    pub finite: bool,
    /// A single -ed form: a past or a participle, as the words around it decide.
    pub bare: bool,
    /// "Respectively" stands behind it.
    pub respectively: bool,
}

/// How the people of the measure stand to the verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The victims are the subject: were killed, died, are missing.
    Subject,
    /// The victims are the object: killed 5, killing 5.
    Object,
    /// "killed" by itself: the subject or the object, as the words around it decide.
    Either,
    /// The object is made something by what follows it: left 5 dead.
    Makes,
    /// A verb of saying.
    Say,
    /// Any other verb.
    Other,
}

/// Reads a verb group at token `at`.
/// In prose a capital within the sentence marks a name, not a verb.
#[inline]
pub(super) fn group(tokens: &[Token], at: usize, capitals: bool) -> Option<(usize, Group)> {
    if opens(&tokens[at]) {
        return opened(tokens, at, capitals);
    }
    debug_assert!(opened(tokens, at, capitals).is_none(), "“{}” opens a verb group", tokens[at].text);
    None
}

/// The same at a token that a group can begin with.
fn opened(tokens: &[Token], at: usize, capitals: bool) -> Option<(usize, Group)> {
    if tokens[at].mark != Mark::Word || tokens[at].possessive || !capitals && is_name(tokens, at) || is_noun(tokens, at)
    {
        return None;
    }
    let mut before = Before::default();
    let mut next = at;
    while next < tokens.len() && next <= at + AUXILIARIES && auxiliary(tokens, next, &mut before) {
        next += 1;
    }
    let (end, role, measure, second) = head(tokens, next, &mut before)?;
    let end = end.max(at + 1);
    let form = form_of(&tokens[next.min(tokens.len() - 1)]);
    let finite = before.finite_be() || !matches!(form, Some(Form::Ing | Form::Participle));
    Some((
        end,
        Group {
            start: at,
            end,
            role,
            measure,
            second,
            not: before.not,
            doubt: before.doubt,
            open: before.future || before.nothing() && matches!(form, Some(Form::Base | Form::Present)),
            bare: before.nothing() && !matches!(form, Some(Form::Base | Form::Present | Form::Past)),
            finite: finite && !before.to,
            respectively: tokens.get(end).is_some_and(|t| t.is_word(&["respectively"])),
            hedges: before.hedges,
        },
    ))
}

/// What a group begins with besides that which can go on with it.
const BESIDES: Kinds = Kinds::of(&[
    Sense::Drives(Measure::Displaced, Form::Base),
    Sense::Escapes(Form::Base),
    Sense::Searches(Form::Base),
    Sense::Suffers(Form::Base),
]);

/// What a group can begin with.
pub(super) const OPENING: Kinds = LEADING.and(BESIDES);

/// Whether a verb group can begin with the token: by its senses, or an unknown word by its ending.
fn opens(t: &Token) -> bool {
    t.mark == Mark::Word && (t.can_be(OPENING) || t.senses.is_empty() && t.text.ends_with("ed"))
}

/// Whether a word that can be a verb is a noun or preposition where it stands.
fn is_noun(tokens: &[Token], at: usize) -> bool {
    let t = &tokens[at];
    let form = form_of(t);
    let base = form == Some(Form::Base);
    // "the bus", "a count", "their return": a base form behind a determiner
    let determined =
        |b: &Token| b.means(Sense::Article) || b.means(Sense::Determiner) || b.means(Sense::Of) || b.possessive;
    let behind = base && at > 0 && determined(&tokens[at - 1]) && !t.has(|s| matches!(s, Sense::State(_) | Sense::Be));
    // "the state government", "the border command": it needs a subject of its own
    let also_noun = t.has(|s| matches!(s, Sense::Thing(_) | Sense::Source | Sense::Person(..)));
    // "near", "like": prepositions first
    let preposition = t.means(Sense::Preposition)
        && !t.has(|s| matches!(s, Sense::Does(..) | Sense::Undergoes(..) | Sense::State(_)));
    // "reports say", "estimates put": a plural noun before its verb
    let present = form == Some(Form::Present);
    let there = usize::from(tokens.get(at + 1).is_some_and(|n| n.means(Sense::Adverb))); // "volunteers there said"
    let says = tokens
        .get(at + 1 + there)
        .is_some_and(|n| n.has(|s| matches!(s, Sense::Say(Form::Base | Form::Ed | Form::Past, _))));
    // "the police command said", "an AFP tally puts"
    let office = base
        && (says && t.means(Sense::Source)
            || t.means(Sense::Record)
                && tokens.get(at + 1).is_some_and(|n| n.has(|s| matches!(s, Sense::Say(Form::Present, _)))));
    let plural = present && says && (also_noun || t.has(|s| matches!(s, Sense::Say(..))));
    // "living in work sheds or dilapidated houses"
    let inside = present
        && t.has(|s| matches!(s, Sense::Thing(_)))
        && at >= 2
        && tokens[at - 1].mark == Mark::Word
        && tokens[at - 1].case == Case::Lower
        && tokens[at - 1].senses.iter().all(|s| matches!(s, Sense::Verb(Form::Base)))
        && tokens[at - 2].has(|s| matches!(s, Sense::Preposition | Sense::Or));
    // "relatives of the disappeared": a participle that no noun follows
    let closed = |n: &Token| {
        matches!(n.mark, Mark::Point(_)) || n.means(Sense::Be) || n.means(Sense::Have) || n.means(Sense::Preposition)
    };
    let participle = matches!(form, Some(Form::Ed | Form::Participle))
        && at > 0
        && tokens[at - 1].is_word(&["the"])
        && tokens.get(at + 1).is_none_or(closed);
    // "taken hostage last month"
    let ranked = base
        && t.means(Sense::Ordinal)
        && !(at > 0 && tokens[at - 1].has(|s| matches!(s, Sense::To | Sense::Modal(_) | Sense::Do)));
    // "a free, critical press", "PRESUMED EXTREMISTS KILLED FIVE": adjectives before a noun
    let noun_next = tokens.get(at + 1).is_some_and(|n| {
        n.mark == Mark::Word
            && !n.possessive
            && n.has(|s| matches!(s, Sense::Thing(_) | Sense::Source | Sense::Person(..)))
    });
    let listed = at > 1
        && tokens[at - 1].is(',')
        && form.is_none()
        && t.has(|s| matches!(s, Sense::State(_)))
        && !t.has(|s| matches!(s, Sense::Harmed(..)));
    let hedged = at == 0
        && form == Some(Form::Ed)
        && t.has(|s| matches!(s, Sense::Hedge(_)))
        && !t.has(|s| matches!(s, Sense::Makes(_)));
    // "the suspected shooter"
    let described = at > 0
        && (tokens[at - 1].means(Sense::Article) || tokens[at - 1].means(Sense::Determiner))
        && !tokens[at - 1].is_word(&["that", "this", "these", "those", "which", "whose"])
        && form == Some(Form::Ed)
        && t.has(|s| matches!(s, Sense::Hedge(_)))
        && tokens.get(at + 1).is_some_and(|n| !n.possessive && n.has(|s| matches!(s, Sense::Person(..))));
    let adjective = (listed || hedged) && noun_next || described;
    // "riding on top", "in need"
    let placed = base
        && at > 0
        && tokens[at - 1].means(Sense::Preposition)
        && !tokens[at - 1].means(Sense::To)
        && !t.has(|s| matches!(s, Sense::State(_) | Sense::Be | Sense::Does(..) | Sense::Undergoes(..)));
    behind
        || ranked
        || placed
        || participle
        || plural
        || office
        || inside
        || adjective
        || base && also_noun && !takes_plural_verb(tokens, at)
        || preposition
}

/// Whether the word at token `at` is a noun before another, though it could be a verb: "temple trust officials".
pub(super) fn stands_before_noun(tokens: &[Token], at: usize) -> bool {
    let plain = tokens[at].has(|s| matches!(s, Sense::Verb(Form::Base))) && form_of(&tokens[at]) == Some(Form::Base);
    plain && at > 0 && tokens[at - 1].mark == Mark::Word && !takes_plural_verb(tokens, at)
}

/// Whether what stands before token `at` can be the subject of a plural verb: "villagers report".
fn takes_plural_verb(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|i| &tokens[i]) else { return true };
    let word = before.text;
    word.ends_with('s') && !word.ends_with("ss") && !before.possessive
        || before.senses.iter().any(|s| {
            matches!(
                s,
                Sense::Pronoun
                    | Sense::Relative
                    | Sense::To
                    | Sense::Modal(_)
                    | Sense::And
                    | Sense::Person(_, Plural::Yes | Plural::Either)
            )
        })
        || matches!(before.mark, Mark::Point(','))
}

/// Whether the word at `at` is written as a name: a capital that no sentence or quote begins with.
fn is_name(tokens: &[Token], at: usize) -> bool {
    if !tokens[at].is_capital() {
        return false;
    }
    let begins = at == 0
        || matches!(tokens[at - 1].mark, Mark::Point('“' | '"' | '‘' | '.' | ':' | '*' | '#' | '!' | '?' | '…' | '•'));
    // "Tens of Thousands Flee Onslaught": a headline run into the text
    let harm = tokens[at].has(|s| matches!(s, Sense::Does(..) | Sense::Undergoes(..)));
    let titled = harm && at > 0 && tokens[at - 1].is_capital() && tokens.get(at + 1).is_some_and(Token::is_capital);
    !begins && !titled
}

/// The form of a verb, whatever kind of verb it is.
pub(super) fn form_of(t: &Token) -> Option<Form> {
    t.pick(|s| match s {
        Sense::Does(_, f)
        | Sense::Drives(_, f)
        | Sense::Escapes(f)
        | Sense::Searches(f)
        | Sense::Suffers(f)
        | Sense::Stays(f)
        | Sense::Undergoes(_, f)
        | Sense::Verb(f)
        | Sense::Moves(f)
        | Sense::Makes(f)
        | Sense::Say(f, _)
        | Sense::Remains(f) => Some(f),
        _ => None,
    })
}
