//! Doubt that a sentence throws on its figures from outside their clauses: "It is feared that …", "…, according to
//! unconfirmed reports", "the mayor called reports that … false", "which could not be verified".
//!
//! In: the symbols of a sentence. Out: for each figure the status that such words give it, if any. Not: the doubt of a
//! figure's own verb ("may have died") and of the verb of saying that governs it ("claims"), which their readings bring.

use super::figure::Figure;
use super::sentence::segment;
use super::symbols::Sentence;
use super::verbs;
use crate::claim::Status;
use crate::lexicon::{Form, Kinds, Mark, Sense, Token};

/// The most words between "not" and "verify": "could not be independently".
const UNABLE: usize = 4;

/// The most words at the head of a sentence that throw doubt on all of it, or take it back.
const OPENING: usize = 24;

/// The most words between "according to" and what doubt is in: "an early UN estimate".
const NAMED: usize = 5;

/// How many tokens behind "whether" begin what is not known.
const WHETHER: usize = 4;

/// What is only claimed, as a noun before "that".
const CLAIMS: [&str; 8] = ["claim", "claims", "allegation", "allegations", "rumour", "rumours", "rumor", "rumors"];

/// What may be called false, as a noun before "that".
const REPORTS: [&str; 10] = [
    "report",
    "reports",
    "story",
    "stories",
    "suggestion",
    "suggestions",
    "statement",
    "statements",
    "assertion",
    "assertions",
];

/// One doubt.
#[derive(Clone, Copy)]
pub(super) struct Doubt {
    /// The tokens over which it holds, half open.
    from: usize,
    to: usize,
    /// What it makes of the figures there.
    pub status: Status,
    /// Whether it says whose report is denied: "a website's report that … was false".
    pub owned: bool,
}

/// The doubts of one sentence.
pub(super) struct Doubts {
    over: Vec<Doubt>,
    /// The tokens of "verify" behind "not".
    refusals: Vec<usize>,
}

impl Doubts {
    pub(super) fn of(s: &Sentence) -> Doubts {
        let all = s.tokens.len();
        let owner = |to: usize| s.tokens[..to].last().is_some_and(|t| t.possessive);
        let report = || s.tokens.iter().take(OPENING).position(|t| t.is_word(&REPORTS) || t.is_word(&CLAIMS));
        let first =
            opening(s.tokens).map(|status| Doubt { from: 0, to: all, status, owned: report().is_some_and(owner) });
        let aside =
            |at: usize| aside(s.tokens, at).map(|(from, to, status)| Doubt { from, to, status, owned: owner(at) });
        let over = first.into_iter().chain((0..all).filter_map(aside)).collect();
        Doubts { over, refusals: refusals(s) }
    }

    /// What they make of a figure: the first that holds over it.
    pub(super) fn about(&self, figure: &Figure) -> Option<Doubt> {
        self.over.iter().find(|d| (d.from..d.to).contains(&figure.start)).copied()
    }

    // unverified = "not" … verify … figure | figure … "not" … verify     could not be independently confirmed
    /// Whether the clause of a figure says that nobody could confirm it.
    pub(super) fn unverified(&self, s: &Sentence, figure: &Figure) -> bool {
        let apart = |from: usize, to: usize| {
            s.tokens[from.min(to)..to].iter().any(|t| t.means(Sense::But) || matches!(t.mark, Mark::Point(';' | ':')))
        };
        let beside = |&at: &usize| if at < figure.start { !apart(at, figure.start) } else { !apart(figure.end, at) };
        self.refusals.iter().any(beside)
    }
}

fn hedge(t: &Token) -> Option<Status> {
    t.pick(|sense| match sense {
        Sense::Hedge(status) if !matches!(status, Status::Asserted | Status::Ordered) => Some(status),
        _ => None,
    })
}

/// The doubt that begins at a token, and the tokens over which it holds.
fn aside(tokens: &[Token], at: usize) -> Option<(usize, usize, Status)> {
    const TOLD: Kinds = Kinds::of(&[Sense::According, Sense::By, Sense::Pronoun]);
    let t = &tokens[at];
    // most words throw none: they are told by what costs least
    let that = tokens.get(at + 1).is_some_and(|t| t.text.len() == "that".len() && t.is_word(&["that"]));
    let alone = || matches!(t.text.len(), 5 | 7 | 8) && t.is_word(&["proof", "whether", "evidence"]);
    if !that && !t.can_be(TOLD) && !alone() {
        return None;
    }
    let (from, to) = segment(tokens, at);
    // ", according to unconfirmed reports", "by the mayor's estimate"
    if t.has(|s| matches!(s, Sense::According | Sense::By)) {
        let said = tokens[at + 1..to].iter().take(NAMED).take_while(|t| t.mark == Mark::Word);
        let doubt = said.filter_map(hedge).find(|s| matches!(s, Status::Estimated | Status::Alleged));
        return doubt.filter(|&d| d == Status::Estimated || t.means(Sense::According)).map(|status| (from, to, status));
    }
    // "12 people had died, it is feared"
    if t.means(Sense::Pronoun) && at > 0 && matches!(tokens[at - 1].mark, Mark::Point(',' | '–' | '—')) {
        let said =
            tokens.get(at + 1).is_some_and(|t| t.means(Sense::Be)).then(|| tokens.get(at + 2).and_then(hedge))?;
        let ends = tokens.get(at + 3).is_none_or(|t| matches!(t.mark, Mark::Point(_)));
        return said.filter(|_| ends).map(|status| (from, at, status));
    }
    // "without giving evidence that"
    if t.is_word(&["evidence", "proof"]) && tokens[at.saturating_sub(3)..at].iter().any(|t| t.is_word(&["without"])) {
        return Some((from, to, Status::Alleged));
    }
    // "nobody knows whether 20 or 200 died"
    if t.is_word(&["whether"]) {
        return Some((at, (at + WHETHER).min(to), Status::Hypothetical));
    }
    // "it is not the case that"
    let not = || tokens[at.saturating_sub(UNABLE)..at].iter().any(|t| t.means(Sense::Not));
    if that && t.is_word(&["true", "correct", "case", "so"]) && not() {
        return Some((at, to, Status::Denied));
    }
    let end = || tokens[at..to].iter().position(|t| t.is(',')).map_or(to, |comma| at + comma);
    // "called reports that 12 had died false"
    if that && (t.is_word(&REPORTS) || t.is_word(&CLAIMS)) {
        let untrue = tokens[at..to].iter().rposition(|t| t.means(Sense::Untrue));
        if let Some(untrue) = untrue {
            return Some((at, at + untrue, Status::Denied));
        }
    }
    // "amid fears that", "despite claims that"
    let noun =
        at > 0 && !tokens[at - 1].has(|s| matches!(s, Sense::Source | Sense::Pronoun | Sense::Be | Sense::Person(..)));
    if that && noun && t.is_word(&CLAIMS) {
        return Some((at, end(), Status::Alleged));
    }
    let fears = that && noun && t.is_word(&["fear", "fears", "worries", "concern", "concerns", "suspicions"]);
    fears.then(|| (at, end(), Status::Feared))
}

/// "Reportedly, 13 shepherds were killed", "Unverified reports spoke of": doubt over the sentence.
fn opening(tokens: &[Token]) -> Option<Status> {
    let words = || tokens.iter().filter(|t| t.mark == Mark::Word).take(OPENING);
    let that = words().position(|t| t.is_word(&["that"]));
    let denied = |from: usize| words().skip(from).any(|t| t.means(Sense::Untrue));
    match (words().next()?, that) {
        (first, _) if first.means(Sense::Hedge(Status::Alleged)) => Some(Status::Alleged),
        // "It is feared that", "There are fears that", "It was not true that"
        (first, Some(that)) if first.means(Sense::Pronoun) => {
            let not = words().take(that).any(|t| t.means(Sense::Not));
            let untrue = denied(0) || not && words().take(that).any(|t| t.is_word(&["true", "correct"]));
            let doubt = words().take(that).find_map(hedge); // "we were told that" orders nothing
            untrue.then_some(Status::Denied).or(doubt)
        }
        // "The claim that 12 had died", "Rumours had it that"
        (_, Some(that)) if that <= 3 && words().take(that).any(|t| t.is_word(&CLAIMS)) && !denied(that) => {
            Some(Status::Alleged)
        }
        // "Reports that 12 had died were false"
        (_, Some(that)) if that <= 2 && denied(that) => Some(Status::Denied),
        // "There were unverified reports of 12 deaths"
        (first, _) if first.is_word(&["there"]) => words().find_map(hedge).filter(|status| *status == Status::Alleged),
        _ => None,
    }
}

/// Where a sentence says that nobody could confirm something: the tokens of "verify" behind "not".
fn refusals(s: &Sentence) -> Vec<usize> {
    const CONFIRMING: Kinds = Kinds::of(&[Sense::Hedge(Status::Confirmed), Sense::Say(Form::Base, None)]);
    if !s.kinds.meets(CONFIRMING) {
        return Vec::new();
    }
    let confirms =
        |t: &Token| t.has(|x| matches!(x, Sense::Hedge(Status::Confirmed) | Sense::Say(_, Some(Status::Confirmed))));
    let refused = |t: &Token| t.means(Sense::Not) || verbs::negated(t);
    let behind = |at: usize| s.tokens[at.saturating_sub(UNABLE)..at].iter().any(refused);
    let refuses = |&at: &usize| s.tokens[at].can_be(CONFIRMING) && confirms(&s.tokens[at]) && behind(at);
    (0..s.tokens.len()).filter(refuses).collect()
}
