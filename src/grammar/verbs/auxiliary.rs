//! What stands before a verb in its group: be, have, modals, hedges, adverbs, "not", "to".
//!
//! In: one token at a time. Out: what it adds to [`Before`].

use super::form_of;
use crate::claim::{Measure, Status};
use crate::lexicon::{Form, Kinds, Mark, Sense, Token};

/// The auxiliaries before the verb itself.
#[derive(Default)]
pub(super) struct Before {
    pub(super) be: bool,
    pub(super) have: bool,
    pub(super) to: bool,
    pub(super) not: bool,
    pub(super) doubt: bool,
    pub(super) modal: bool,
    pub(super) future: bool,
    pub(super) does: bool,
    pub(super) remains: bool,
    pub(super) hedges: Vec<Status>,
}

impl Before {
    pub(super) fn nothing(&self) -> bool {
        !(self.be || self.have || self.to || self.modal || self.does || self.remains)
    }

    pub(super) fn finite_be(&self) -> bool {
        self.be || self.have || self.does || self.modal
    }
}

/// Takes one word that stands before the verb itself: an auxiliary, an adverb, a hedge.
pub(super) fn auxiliary(tokens: &[Token], at: usize, before: &mut Before) -> bool {
    let t = &tokens[at];
    if t.mark != Mark::Word {
        return false;
    }
    let next = tokens.get(at + 1);
    let verb_next = |t: Option<&Token>| t.is_some_and(|t| t.mark == Mark::Word && t.can_be(LEADING));
    let hedge = t.pick(|s| match s {
        Sense::Hedge(status) => Some(status),
        _ => None,
    });
    if let Some(status) = hedge.filter(|_| t.text.ends_with("ly") && hedges(tokens, at, before)) {
        before.hedges.push(status);
        return true;
    }
    for &sense in t.senses {
        match sense {
            Sense::Be => {
                before.be = true;
                before.not |= negated(t);
                return true;
            }
            Sense::Have => {
                before.have = true;
                before.not |= negated(t);
                return true;
            }
            Sense::Do => {
                before.does = true;
                before.not |= negated(t);
                return true;
            }
            Sense::Modal(doubt) if verb_next(next) || before.be => {
                let not = negated(t) || next.is_some_and(|n| n.means(Sense::Not) || n.begins("not "));
                before.modal = true;
                before.doubt |= doubt && !not;
                before.future |= !doubt;
                before.not |= negated(t);
                return true;
            }
            // "to Mount Sinai"
            Sense::To if verb_next(next) && (t.is_capital() || next.is_none_or(|n| !n.is_capital())) => {
                // "is alleged to have shot": the auxiliaries before "to" belong to another verb
                before.to = true;
                before.be = false;
                before.have = false;
                return true;
            }
            Sense::Not => {
                before.not = true;
                return verb_next(next) || before.be || before.have || before.does;
            }
            Sense::Hedge(status) if hedges(tokens, at, before) => {
                before.hedges.push(status);
                return true;
            }
            Sense::Remains(_) if next.is_some_and(|n| takes_state(tokens, at + 1, n)) => {
                before.remains = true;
                return true;
            }
            Sense::Adverb | Sense::Gravely(_)
                if verb_next(next) || next.is_some_and(|n| n.has(|s| matches!(s, Sense::State(_)))) =>
            {
                return true;
            }
            _ => {}
        }
    }
    // "are listed as missing"
    let state_next = next.is_some_and(|n| n.has(|s| matches!(s, Sense::State(_))));
    if before.be && state_next && (t.text.eq_ignore_ascii_case("as") || t.has(|s| matches!(s, Sense::Hedge(_)))) {
        return true;
    }
    if before.be && next.is_some_and(|n| n.text.eq_ignore_ascii_case("as")) && t.has(|s| matches!(s, Sense::Hedge(_))) {
        return tokens.get(at + 2).is_some_and(|n| n.has(|s| matches!(s, Sense::State(_))));
    }
    // "is steadily killing": an unknown adverb within a group
    (before.be || before.have || before.modal) && t.senses.is_empty() && t.text.ends_with("ly") && verb_next(next)
}

/// What can go on with a verb group.
pub(super) const LEADING: Kinds = Kinds::of(&[
    Sense::Be,
    Sense::Have,
    Sense::Do,
    Sense::Not,
    Sense::Adverb,
    Sense::Gravely(Measure::Killed),
    Sense::Hedge(Status::Asserted),
    Sense::Does(Measure::Killed, Form::Base),
    Sense::Undergoes(Measure::Killed, Form::Base),
    Sense::Moves(Form::Base),
    Sense::Stays(Form::Base),
    Sense::Verb(Form::Base),
    Sense::Makes(Form::Base),
    Sense::Say(Form::Base, None),
    Sense::Remains(Form::Base),
    Sense::State(Measure::Killed),
    Sense::Modal(false),
    Sense::To,
]);

/// Whether a hedge word belongs to the verb group: "are feared dead", "believed to have died",
/// "were reported killed", "reportedly abducted".
pub(super) fn hedges(tokens: &[Token], at: usize, before: &Before) -> bool {
    let t = &tokens[at];
    let Some(next) = tokens.get(at + 1) else { return false };
    let state = |t: &Token| {
        t.pick(|s| {
            matches!(
                s,
                Sense::State(_)
                    | Sense::Does(_, Form::Ed | Form::Participle)
                    | Sense::Undergoes(_, Form::Ed | Form::Past | Form::Participle)
            )
            .then_some(())
        })
        .is_some()
    };
    if t.ends("ly") {
        return next.mark == Mark::Word && next.can_be(LEADING);
    }
    let finite_hedge =
        matches!(form_of(t), Some(Form::Ed | Form::Participle)) || t.has(|s| matches!(s, Sense::Hedge(_)));
    if next.means(Sense::To) {
        // "are feared to have died", "ordered to leave"
        return before.be
            || tokens.get(at + 2).is_some_and(|t| t.means(Sense::Have) || t.means(Sense::Be)) && finite_hedge;
    }
    let adverb_then = next.means(Sense::Adverb) && tokens.get(at + 2).is_some_and(state);
    state(next) || adverb_then || next.has(|s| matches!(s, Sense::Hedge(_))) && hedges(tokens, at + 1, before)
}

/// Whether it ends in "n't".
pub(in crate::grammar) fn negated(t: &Token) -> bool {
    t.ends("n't") || t.ends("n’t")
}

/// Whether a state follows a verb like remain: "remain unaccounted for", "are still missing".
pub(super) fn takes_state(tokens: &[Token], at: usize, next: &Token) -> bool {
    let state = |t: &Token| t.has(|s| matches!(s, Sense::State(_)));
    state(next)
        || (next.means(Sense::Adverb) || next.has(|s| matches!(s, Sense::Hedge(_))))
            && tokens.get(at + 1).is_some_and(state)
}
