//! The verb itself, once its auxiliaries are read.
//!
//! In: tokens at the verb, and what stood before it. Out: its role and measure.

use super::auxiliary::{Before, auxiliary};
use super::outcome::{
    leads_to_outcome, outcome, outcome_right, stays_in_refuge, stays_there, to_refuge, where_to, wounded,
};
use super::{Role, form_of};
use crate::claim::{Measure, Status};
use crate::lexicon::{Case, Form, Mark, Sense, Token};

pub(super) type Head = (usize, Role, Option<Measure>, Option<Measure>);

/// The verb itself, with what it is joined to by "and" or "or".
pub(super) fn head(tokens: &[Token], at: usize, before: &mut Before) -> Option<Head> {
    let (mut end, role, mut measure) = verb(tokens, at, before)?;
    let mut second = None;
    let mut joint = end;
    if tokens.get(joint).is_some_and(|t| t.is(',') || t.is('/')) {
        joint += 1;
    }
    let and = tokens.get(joint).is_some_and(|t| t.means(Sense::And) || t.means(Sense::Or))
        || joint > end && tokens[end].is('/');
    // "were affected and evacuated", "were rounded up and shot dead": the second verb of a passive
    let passive_pair = role == Role::Other && measure.is_none() && before.be && and && !before.not;
    if passive_pair
        && let Some((other_end, Role::Either | Role::Subject, Some(other))) = tokens
            .get(joint + 1)
            .filter(|t| form_of(t).is_some_and(|f| matches!(f, Form::Ed | Form::Participle)))
            .and_then(|_| verb(tokens, joint + 1, &Before { be: true, ..Before::default() }))
        && tokens.get(joint).is_some_and(|t| t.means(Sense::And))
    {
        return Some((other_end, Role::Subject, Some(other), None));
    }
    if measure.is_some() && and && matches!(role, Role::Subject | Role::Object | Role::Either) {
        let after = joint
            + usize::from(
                !tokens[joint.min(tokens.len() - 1)].is('/') && tokens.get(joint).is_some_and(|t| t.mark == Mark::Word),
            );
        let mut own = Before { be: before.be || role == Role::Subject, ..Before::default() };
        let mut next = after;
        while tokens.get(next).is_some() && next < after + 4 && auxiliary(tokens, next, &mut own) {
            next += 1;
        }
        // "homeless and killed 40": a second verb with an object of its own
        // "shot a priest dead and kidnapped his two sons"
        let theirs = |end: usize| {
            !before.be && tokens.get(end).is_some_and(|t| t.means(Sense::Determiner)) && counts_next(tokens, end + 1)
        };
        let own_object = |end: usize| role == Role::Subject && (counts_next(tokens, end) || theirs(end));
        if let Some((other_end, _, Some(other))) = tokens.get(next).and_then(|_| verb(tokens, next, &own))
            && !own_object(other_end)
        {
            before.hedges.append(&mut own.hedges); // "missing and presumed dead"
            second = Some(other);
            measure = measure.map(|m| combined(m, other));
            end = other_end;
        }
    }
    Some((end, role, measure, second))
}

/// What two verbs of one subject say together: killed or wounded is casualties.
pub(super) fn combined(a: Measure, b: Measure) -> Measure {
    match (a, b) {
        (Measure::Killed, Measure::Injured) | (Measure::Injured, Measure::Killed) => Measure::Casualties,
        (Measure::Casualties, other) => other, // shot and killed, stabbed and wounded
        (Measure::Captured, Measure::Killed) => Measure::Killed,
        (a, _) => a,
    }
}

/// What a verb came to: the token behind it, its role, its measure.
type Verb = (usize, Role, Option<Measure>);

/// One verb or state with its outcome. The kinds are tried in order: what harms, what is suffered,
/// states, what moves or empties, verbs of saying, all others.
pub(super) fn verb(tokens: &[Token], at: usize, before: &Before) -> Option<Verb> {
    let t = tokens.get(at)?;
    if t.mark != Mark::Word {
        return before.finite_be().then_some((at, Role::Other, None));
    }
    if let Some(found) = harming(tokens, at, before) {
        return found;
    }
    // "had broken ribs"
    let noun =
        before.have && !before.be && !t.has(|s| matches!(s, Sense::Suffers(_) | Sense::Say(..) | Sense::Makes(_)));
    if noun && let Some(measure) = wounded(tokens, at) {
        return Some((at + 1, Role::Subject, Some(measure)));
    }
    let state = t.pick(|s| match s {
        Sense::State(m) => Some(m),
        _ => None,
    });
    // "doctors treated 14 people for burns": not their state
    let of_others = t.has(|s| matches!(s, Sense::Makes(_))) && !before.be && counts_next(tokens, at + 1);
    if let Some(m) = state.filter(|_| !of_others) {
        return Some((at + 1, Role::Subject, Some(m)));
    }
    t.senses.iter().find_map(|&sense| moving(tokens, at, before, sense)).or_else(|| plain(tokens, at, before))
}

/// Whether a number or an article follows.
fn counts_next(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| {
        matches!(t.mark, Mark::Number { .. })
            || t.has(|s| {
                matches!(
                    s,
                    Sense::Number(_)
                        | Sense::Bound(_)
                        | Sense::Article
                        | Sense::Vague(..)
                        | Sense::Few(_)
                        | Sense::Group(_)
                )
            })
    })
}

fn passive(before: &Before, form: Form) -> bool {
    before.be && matches!(form, Form::Ed | Form::Participle)
}

/// A verb that harms its object, or that its subject suffers. `Some(None)`: a noun after all.
fn harming(tokens: &[Token], at: usize, before: &Before) -> Option<Option<Verb>> {
    let t = &tokens[at];
    let state = t.has(|s| matches!(s, Sense::State(_)));
    // "hurt", "cut": the form that the words before it ask for comes first
    let fits = |sense: &&Sense| match **sense {
        Sense::Does(_, form @ (Form::Base | Form::Ed | Form::Participle)) => {
            (before.be || before.nothing()) == (form != Form::Base)
        }
        _ => true,
    };
    for &sense in t.senses.iter().filter(fits).chain(t.senses.iter().filter(|s| !fits(s))) {
        match sense {
            // "were shot at but not hit"; but "were shot at a checkpoint"
            Sense::Does(Measure::Casualties, form) if passive(before, form) && only_at(tokens, at + 1) => {
                return Some(Some((at + 2, Role::Other, None)));
            }
            Sense::Does(m, form) if passive(before, form) => {
                // "were shot dead", "were abducted and killed": the outcome tells more than the deed
                let open = matches!(m, Measure::Casualties | Measure::Captured);
                let m = outcome(tokens, at + 1).filter(|_| open).map_or(m, |(_, o)| o);
                return Some(Some((at + 1, Role::Subject, Some(m))));
            }
            Sense::Does(..) if before.remains && state => return None,
            Sense::Does(m, form) => {
                // "boy drowns in canal"
                let also_undergone = t.has(|s| matches!(s, Sense::Undergoes(_, undergone) if *undergone == form));
                let either = matches!(form, Form::Ed | Form::Participle) && !before.have && !before.to
                    || form == Form::Present && also_undergone;
                return Some(Some((at + 1, if either { Role::Either } else { Role::Object }, Some(m))));
            }
            Sense::Undergoes(m, form) => {
                if passive(before, form) && !matches!(m, Measure::Killed | Measure::Returned | Measure::Evacuated) {
                    return Some(Some((at + 1, Role::Other, None)));
                }
                let noun = form == Form::Base && before.nothing() && at > 0 && tokens[at - 1].means(Sense::Article);
                return Some((!noun).then_some((at + 1, Role::Subject, Some(m))));
            }
            _ => {}
        }
    }
    None
}

/// Whether "at" stands here and no place behind it: "shot at".
fn only_at(tokens: &[Token], at: usize) -> bool {
    let ends =
        |t: &Token| matches!(t.mark, Mark::Point(_)) || t.has(|s| matches!(s, Sense::But | Sense::By | Sense::And));
    tokens.get(at).is_some_and(|t| t.is_word(&["at"])) && tokens.get(at + 1).is_none_or(ends)
}

/// A verb that moves people or makes something of them: by its outcome or by where it leads.
fn moving(tokens: &[Token], at: usize, before: &Before, sense: Sense) -> Option<Verb> {
    let t = &tokens[at];
    let subject = |m| Some((at + 1, Role::Subject, Some(m)));
    match sense {
        // "had to flee"; "was in hospital"
        Sense::Outcome(m) if (before.have || before.modal) && t.text.starts_with("to ") => subject(m),
        Sense::Outcome(m @ (Measure::Injured | Measure::Killed)) if before.be => subject(m),
        // "are living in a UN camp", "were accommodated at two shelters"
        Sense::Stays(form)
            if form != Form::Base
                && !(before.nothing() && form == Form::Participle)
                && (stays_in_refuge(tokens, at + 1) || form == Form::Ed && stays_there(tokens, at, before.be)) =>
        {
            subject(Measure::Displaced)
        }
        // "suffered severe head injuries"
        Sense::Suffers(_) => wounded(tokens, at + 1).and_then(subject),
        // "escaped with cuts and bruises"
        Sense::Escapes(_) if tokens.get(at + 1).is_some_and(|t| t.begins("with")) => {
            let wound = outcome_right(tokens, at + 1).map(|(_, m)| m);
            wound.or_else(|| wounded(tokens, at + 2)).and_then(subject)
        }
        // "crossed the river into the next country"
        Sense::Moves(_) => where_to(tokens, at + 1).and_then(subject),
        Sense::Makes(_) => making(tokens, at, before, form_of(t).unwrap_or(Form::Ed)),
        Sense::Hedge(Status::Ordered) if before.be => making(tokens, at, before, Form::Ed),
        _ => None,
    }
}

/// Leave, take, force: what they make of their object stands behind it, or directly behind the verb.
fn making(tokens: &[Token], at: usize, before: &Before, form: Form) -> Option<Verb> {
    if tokens[at].has(|s| matches!(s, Sense::Say(..))) && !before.be && !leads_to_outcome(tokens, at + 1) {
        return Some((at + 1, Role::Say, None));
    }
    let right = outcome_right(tokens, at + 1);
    // "and taken 21 prisoner": the participle has its object still before it
    let object = !before.be && form == Form::Participle && right.is_none();
    if !object && (passive(before, form) || form == Form::Participle && !before.have) {
        // "were moved to evacuation centres"
        let moved = |end| (end, Measure::Evacuated);
        let refuge = || to_refuge(tokens, at + 1).filter(|_| before.be).map(moved);
        // "were moved out of a block of flats"
        let drives = tokens[at].has(|s| matches!(s, Sense::Drives(Measure::Evacuated, _)));
        let left = tokens.get(at + 1).is_some_and(|t| t.means(Sense::Out) && !t.is_word(&["from", "out"]));
        let out = || (before.be && drives && left).then(|| moved(at + 2));
        // "were forced to leave" is no order
        let driven = tokens[at].has(|s| matches!(s, Sense::Drives(Measure::Displaced, _)));
        let leave = |end: usize| driven && tokens[end - 1].begins("to leave");
        let forced = |(end, m)| (end, if m == Measure::Evacuated && leave(end) { Measure::Displaced } else { m });
        return match outcome(tokens, at + 1).map(forced).or_else(refuge).or_else(out) {
            Some((end, m)) => Some((end, Role::Subject, Some(m))),
            None => Some((at + 1, Role::Other, None)),
        };
    }
    let refuge = || to_refuge(tokens, at + 1).map(|end| (end, Measure::Displaced));
    let moved = form == Form::Ed && (before.nothing() || before.have && !before.be);
    match right.or_else(refuge).filter(|_| moved) {
        // "12,000 forced from homes", "25,000 had moved to emergency shelters"
        Some((end, m)) => Some((end, Role::Either, Some(m))),
        None => Some((at + 1, Role::Makes, None)),
    }
}

/// A verb of saying, or any other; an unknown word where auxiliaries or its ending make it a verb.
fn plain(tokens: &[Token], at: usize, before: &Before) -> Option<Verb> {
    let t = &tokens[at];
    let says = t.has(|s| matches!(s, Sense::Say(..)));
    let known = says
        || t.has(|s| {
            matches!(
                s,
                Sense::Verb(_)
                    | Sense::Remains(_)
                    | Sense::Drives(..)
                    | Sense::Stays(_)
                    | Sense::Moves(_)
                    | Sense::Escapes(_)
                    | Sense::Searches(_)
                    | Sense::Suffers(_)
            )
        });
    let hedge = before.nothing() && t.text.ends_with("ed") && t.has(|s| matches!(s, Sense::Hedge(_)));
    // "a word that ends like a verb": "the plane that ditched"
    let ed = t.senses.is_empty()
        && t.case == Case::Lower
        && t.text.len() > 4
        && t.text.ends_with("ed")
        && !t.text.contains('-');
    let unknown = t.senses.is_empty() && !before.nothing() && (t.text.ends_with("ed") || t.text.ends_with("ing"));
    if known || hedge || unknown {
        // "were beaten to death", "were hustled into camps"
        let beaten = before.be && (unknown || passive(before, form_of(t).unwrap_or(Form::Base)));
        if let Some((end, m)) = outcome_right(tokens, at + 1).filter(|_| beaten) {
            return Some((end, Role::Subject, Some(m)));
        }
        return Some((at + 1, if says && !before.be { Role::Say } else { Role::Other }, None));
    }
    if before.nothing() {
        return ed.then_some((at + 1, Role::Other, None));
    }
    if before.be && stays_in_refuge(tokens, at) {
        return Some((at, Role::Subject, Some(Measure::Displaced)));
    }
    before.finite_be().then_some((at, Role::Other, None))
}
