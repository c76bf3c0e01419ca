//! Verb groups: "have been killed or wounded", "are feared dead", "killing", "was taken to hospital".
//!
//! In: tokens from some place on. Out: a [`Group`]: what the verb does to its subject or object,
//! and how surely it is said. It does not know which figures stand around it.

use crate::claim::{Measure, Status};
use crate::lexicon::{Case, Form, Mark, Plural, Sense, Token};

/// The most tokens between a verb and the outcome it leads to: "taken by ambulance to hospital".
const OUTCOME_WINDOW: usize = 4;

/// The most tokens between a verb of motion and where it leads: "arriving at the centre as refugees".
const MOTION_WINDOW: usize = 10;

/// The most tokens between a verb of staying and the refuge: "in nine crowded evacuation centres".
const STAY_WINDOW: usize = 7;

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

/// The auxiliaries before the verb itself.
#[derive(Default)]
struct Before {
    be: bool,
    have: bool,
    to: bool,
    not: bool,
    doubt: bool,
    modal: bool,
    future: bool,
    does: bool,
    remains: bool,
    hedges: Vec<Status>,
}

/// Reads a verb group at token `at`.
/// In prose a capital within the sentence marks a name, not a verb.
pub(super) fn group(tokens: &[Token], at: usize, capitals: bool) -> Option<(usize, Group)> {
    if tokens[at].mark != Mark::Word || tokens[at].possessive || !capitals && is_name(tokens, at) {
        return None;
    }
    // "the bus", "a count", "their return": a base form behind a determiner is a noun
    let noun = |t: &Token| t.means(Sense::Article) || t.means(Sense::Determiner) || t.means(Sense::Of) || t.possessive;
    if matches!(form_of(&tokens[at]), Some(Form::Base))
        && at > 0
        && noun(&tokens[at - 1])
        && tokens[at].pick(|s| matches!(s, Sense::State(_) | Sense::Be).then_some(())).is_none()
    {
        return None;
    }
    // "the state government", "the border command": a noun as well as a verb needs a subject of its own
    let also_noun =
        tokens[at].pick(|s| matches!(s, Sense::Thing(_) | Sense::Source | Sense::Person(..)).then_some(())).is_some();
    if also_noun && matches!(form_of(&tokens[at]), Some(Form::Base)) && !takes_plural_verb(tokens, at) {
        return None;
    }
    // "near", "like": prepositions first
    if tokens[at].means(Sense::Preposition)
        && tokens[at]
            .pick(|s| matches!(s, Sense::Does(..) | Sense::Undergoes(..) | Sense::State(_)).then_some(()))
            .is_none()
    {
        return None;
    }
    let mut before = Before::default();
    let mut next = at;
    while let Some(t) = tokens.get(next) {
        if next > at + 9 || !auxiliary(tokens, next, &mut before) {
            break;
        }
        let _ = t;
        next += 1;
    }
    let (end, role, measure, second) = head(tokens, next, &before)?;
    let respectively = tokens.get(end).is_some_and(|t| t.text.eq_ignore_ascii_case("respectively"));
    let finite = before.be
        || before.have
        || before.does
        || before.modal
        || !matches!(form_of(&tokens[next.min(tokens.len() - 1)]), Some(Form::Ing | Form::Participle));
    let bare = before.nothing()
        && !matches!(form_of(&tokens[next.min(tokens.len() - 1)]), Some(Form::Base | Form::Present | Form::Past));
    let end = end.max(at + 1);
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
            open: before.future
                || before.nothing()
                    && matches!(form_of(&tokens[next.min(tokens.len() - 1)]), Some(Form::Base | Form::Present)),
            hedges: before.hedges,
            bare,
            finite: finite && !before.to,
            respectively,
        },
    ))
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
    let begins = at == 0
        || matches!(tokens[at - 1].mark, Mark::Point('“' | '"' | '‘' | '.' | ':' | '*' | '#' | '!' | '?' | '…' | '•'));
    // "Tens of Thousands Flee Onslaught": a headline run into the text
    let harm = tokens[at].pick(|s| matches!(s, Sense::Does(..) | Sense::Undergoes(..)).then_some(())).is_some();
    let titled = harm && at > 0 && tokens[at - 1].is_capital() && tokens.get(at + 1).is_some_and(Token::is_capital);
    tokens[at].is_capital() && !begins && !titled
}

/// Takes one word that stands before the verb itself: an auxiliary, an adverb, a hedge.
fn auxiliary(tokens: &[Token], at: usize, before: &mut Before) -> bool {
    let t = &tokens[at];
    if t.mark != Mark::Word {
        return false;
    }
    let next = tokens.get(at + 1);
    let verb_next = |t: Option<&Token>| t.is_some_and(|t| t.mark == Mark::Word && t.senses.iter().any(|s| leads(*s)));
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
                let not = negated(t)
                    || next.is_some_and(|n| n.means(Sense::Not) || n.text.to_ascii_lowercase().starts_with("not "));
                before.modal = true;
                before.doubt |= doubt && !not;
                before.future |= !doubt;
                before.not |= negated(t);
                return true;
            }
            Sense::To if verb_next(next) => {
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
                if verb_next(next)
                    || next.is_some_and(|n| n.pick(|s| matches!(s, Sense::State(_)).then_some(())).is_some()) =>
            {
                return true;
            }
            _ => {}
        }
    }
    // "are listed as missing"
    let state_next = next.is_some_and(|n| n.pick(|s| matches!(s, Sense::State(_)).then_some(())).is_some());
    if before.be
        && state_next
        && (t.text.eq_ignore_ascii_case("as") || t.pick(|s| matches!(s, Sense::Hedge(_)).then_some(())).is_some())
    {
        return true;
    }
    if before.be
        && next.is_some_and(|n| n.text.eq_ignore_ascii_case("as"))
        && t.pick(|s| matches!(s, Sense::Hedge(_)).then_some(())).is_some()
    {
        return tokens.get(at + 2).is_some_and(|n| n.pick(|s| matches!(s, Sense::State(_)).then_some(())).is_some());
    }
    // "is steadily killing": an unknown adverb within a group
    (before.be || before.have || before.modal) && t.senses.is_empty() && t.text.ends_with("ly") && verb_next(next)
}

/// Whether a sense can go on with a verb group.
fn leads(sense: Sense) -> bool {
    matches!(
        sense,
        Sense::Be
            | Sense::Have
            | Sense::Do
            | Sense::Not
            | Sense::Adverb
            | Sense::Gravely(_)
            | Sense::Hedge(_)
            | Sense::Does(..)
            | Sense::Undergoes(..)
            | Sense::Moves(_)
            | Sense::Stays(_)
            | Sense::Verb(_)
            | Sense::Makes(_)
            | Sense::Say(..)
            | Sense::Remains(_)
            | Sense::State(_)
            | Sense::Modal(_)
            | Sense::To
    )
}

/// Whether a hedge word belongs to the verb group: "are feared dead", "believed to have died",
/// "were reported killed", "reportedly abducted".
fn hedges(tokens: &[Token], at: usize, before: &Before) -> bool {
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
    if t.text.to_ascii_lowercase().ends_with("ly") {
        return next.mark == Mark::Word && next.senses.iter().any(|s| leads(*s));
    }
    let finite_hedge = matches!(form_of(t), Some(Form::Ed | Form::Participle))
        || t.pick(|s| matches!(s, Sense::Hedge(_)).then_some(())).is_some();
    if next.means(Sense::To) {
        // "are feared to have died", "ordered to leave"
        return before.be
            || tokens.get(at + 2).is_some_and(|t| t.means(Sense::Have) || t.means(Sense::Be)) && finite_hedge;
    }
    let adverb_then = next.means(Sense::Adverb) && tokens.get(at + 2).is_some_and(state);
    state(next)
        || adverb_then
        || next.pick(|s| matches!(s, Sense::Hedge(_)).then_some(())).is_some() && hedges(tokens, at + 1, before)
}

fn negated(t: &Token) -> bool {
    let word = t.text.to_ascii_lowercase();
    word.ends_with("n't") || word.ends_with("n’t")
}

/// Whether a state follows a verb like remain: "remain unaccounted for", "are still missing".
fn takes_state(tokens: &[Token], at: usize, next: &Token) -> bool {
    let state = |t: &Token| t.pick(|s| matches!(s, Sense::State(_)).then_some(())).is_some();
    state(next)
        || (next.means(Sense::Adverb) || next.pick(|s| matches!(s, Sense::Hedge(_)).then_some(())).is_some())
            && tokens.get(at + 1).is_some_and(state)
}

/// The form of a verb, whatever kind of verb it is.
pub(super) fn form_of(t: &Token) -> Option<Form> {
    t.pick(|s| match s {
        Sense::Does(_, f)
        | Sense::Drives(f)
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

type Head = (usize, Role, Option<Measure>, Option<Measure>);

/// The verb itself, with what it is joined to by "and" or "or".
fn head(tokens: &[Token], at: usize, before: &Before) -> Option<Head> {
    let (mut end, role, mut measure) = verb(tokens, at, before)?;
    let mut second = None;
    let mut joint = end;
    if tokens.get(joint).is_some_and(|t| t.is(',') || t.is('/')) {
        joint += 1;
    }
    let and = tokens.get(joint).is_some_and(|t| t.means(Sense::And) || t.means(Sense::Or))
        || joint > end && tokens[end].is('/');
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
        let own_object = |end: usize| {
            role == Role::Subject
                && tokens.get(end).is_some_and(|t| {
                    matches!(t.mark, Mark::Number { .. })
                        || t.pick(|s| {
                            matches!(s, Sense::Number(_) | Sense::Bound(_) | Sense::Article | Sense::Vague(..))
                                .then_some(())
                        })
                        .is_some()
                })
        };
        if let Some((other_end, _, Some(other))) = tokens.get(next).and_then(|_| verb(tokens, next, &own))
            && !own_object(other_end)
        {
            second = Some(other);
            measure = measure.map(|m| combined(m, other));
            end = other_end;
        }
    }
    Some((end, role, measure, second))
}

/// What two verbs of one subject say together: killed or wounded is casualties.
fn combined(a: Measure, b: Measure) -> Measure {
    match (a, b) {
        (Measure::Killed, Measure::Injured) | (Measure::Injured, Measure::Killed) => Measure::Casualties,
        (Measure::Casualties, other) => other, // shot and killed, stabbed and wounded
        (Measure::Captured, Measure::Killed) => Measure::Killed,
        (a, _) => a,
    }
}

/// One verb or state with its outcome.
fn verb(tokens: &[Token], at: usize, before: &Before) -> Option<(usize, Role, Option<Measure>)> {
    let t = tokens.get(at)?;
    if t.mark != Mark::Word {
        return before.finite_be().then_some((at, Role::Other, None));
    }
    let passive = |form: Form| before.be && matches!(form, Form::Ed | Form::Participle);
    let state = t.pick(|s| match s {
        Sense::State(m) => Some(m),
        _ => None,
    });
    let form_fits = |sense: &Sense| match *sense {
        // "hurt", "cut": the form that the words before it ask for
        Sense::Does(_, form @ (Form::Base | Form::Ed | Form::Participle)) => {
            (before.be || before.nothing()) == (form != Form::Base)
        }
        _ => true,
    };
    let fitting = t.senses.iter().filter(|s| form_fits(s)).chain(t.senses.iter().filter(|s| !form_fits(s)));
    for &sense in fitting {
        match sense {
            Sense::Does(m, form) => {
                if passive(form) {
                    return Some((
                        at + 1,
                        Role::Subject,
                        Some(
                            outcome(tokens, at + 1)
                                .filter(|_| m == Measure::Casualties || m == Measure::Captured)
                                .map_or(m, |(_, o)| o),
                        ),
                    ));
                }
                if before.remains && state.is_some() {
                    break;
                }
                let role = match form {
                    Form::Ed | Form::Participle if !before.have && !before.to => Role::Either,
                    _ => Role::Object,
                };
                return Some((at + 1, role, Some(m)));
            }
            Sense::Undergoes(m, form) => {
                if before.be
                    && matches!(form, Form::Ed | Form::Participle)
                    && m != Measure::Killed
                    && m != Measure::Returned
                {
                    return Some((at + 1, Role::Other, None));
                }
                if form == Form::Base
                    && !before.modal
                    && !before.to
                    && !before.does
                    && at > 0
                    && before.nothing()
                    && tokens[at - 1].means(Sense::Article)
                {
                    return None;
                }
                return Some((at + 1, Role::Subject, Some(m)));
            }
            _ => {}
        }
    }
    if let Some(m) = state {
        return Some((at + 1, Role::Subject, Some(m)));
    }
    for &sense in t.senses {
        match sense {
            // "had to flee"
            Sense::Outcome(m) if (before.have || before.modal) && t.text.starts_with("to ") => {
                return Some((at + 1, Role::Subject, Some(m)));
            }
            Sense::Outcome(m) if before.be && (m == Measure::Injured || m == Measure::Killed) => {
                return Some((at + 1, Role::Subject, Some(m)));
            }
            // "are living in a UN camp", "were accommodated at two shelters"
            Sense::Stays(form)
                if form != Form::Base
                    && (!before.nothing() || form != Form::Participle)
                    && stays_in_refuge(tokens, at + 1) =>
            {
                return Some((at + 1, Role::Subject, Some(Measure::Displaced)));
            }
            Sense::Moves(_) => {
                // "crossed the Naf river into Bangladesh"
                if let Some(m) = where_to(tokens, at + 1) {
                    return Some((at + 1, Role::Subject, Some(m)));
                }
            }
            Sense::Makes(_) | Sense::Hedge(Status::Ordered) if matches!(sense, Sense::Makes(_)) || before.be => {
                let form = match sense {
                    Sense::Makes(_) => form_of(t).unwrap_or(Form::Ed),
                    _ => Form::Ed,
                };
                let says = t.pick(|s| matches!(s, Sense::Say(..)).then_some(())).is_some();
                if says && !before.be && !leads_to_outcome(tokens, at + 1) {
                    return Some((at + 1, Role::Say, None));
                }
                let object = !before.be && form == Form::Participle && outcome_right(tokens, at + 1).is_none();
                if !object && (passive(form) || form == Form::Participle && !before.have) {
                    let found = outcome(tokens, at + 1);
                    return match found {
                        Some((end, m)) => Some((end, Role::Subject, Some(m))),
                        None => Some((at + 1, Role::Other, None)),
                    };
                }
                if matches!(form, Form::Ed)
                    && before.nothing()
                    && let Some((end, m)) = outcome_right(tokens, at + 1)
                {
                    // "58 taken hostage", "12,000 forced from homes"
                    return Some((end, Role::Either, Some(m)));
                }
                return Some((at + 1, Role::Makes, None));
            }
            _ => {}
        }
    }
    let says = t.pick(|s| matches!(s, Sense::Say(..)).then_some(Role::Say));
    let other = says.or_else(|| {
        t.pick(|s| match s {
            Sense::Verb(_) | Sense::Remains(_) => Some(Role::Other),
            Sense::Hedge(_) if before.nothing() && t.text.ends_with("ed") => Some(Role::Other),
            _ => None,
        })
    });
    match other {
        Some(role) => {
            // "were beaten to death", "kicked to death", "crowded into camps"
            if passive(form_of(t).unwrap_or(Form::Base))
                && let Some((end, m)) = outcome_right(tokens, at + 1)
            {
                return Some((end, Role::Subject, Some(m)));
            }
            Some((at + 1, if before.be && role == Role::Say { Role::Other } else { role }, None))
        }
        None if before.nothing() => {
            // an unknown verb, by its ending: "that ditched off Jan Mayen"
            let unknown = t.senses.is_empty()
                && t.case == Case::Lower
                && t.text.len() > 4
                && t.text.ends_with("ed")
                && !t.text.contains('-');
            unknown.then_some((at + 1, Role::Other, None))
        }
        None if t.senses.is_empty() && (t.text.ends_with("ed") || t.text.ends_with("ing")) => {
            match outcome_right(tokens, at + 1) {
                Some((end, m)) if before.be => Some((end, Role::Subject, Some(m))),
                _ => Some((at + 1, Role::Other, None)),
            }
        }
        None if before.be && stays_in_refuge(tokens, at) => Some((at, Role::Subject, Some(Measure::Displaced))),
        None => before.finite_be().then_some((at, Role::Other, None)),
    }
}

impl Before {
    fn nothing(&self) -> bool {
        !(self.be || self.have || self.to || self.modal || self.does || self.remains)
    }

    fn finite_be(&self) -> bool {
        self.be || self.have || self.does || self.modal
    }
}

/// Whether a verb of staying has a refuge within the words behind it.
fn stays_in_refuge(tokens: &[Token], at: usize) -> bool {
    let mut words = tokens[at.min(tokens.len())..].iter().skip_while(|t| t.means(Sense::Adverb));
    let within = words.next().is_some_and(|t| {
        t.means(Sense::Preposition)
            && matches!(t.text.to_ascii_lowercase().as_str(), "in" | "at" | "with" | "inside" | "into")
    });
    within
        && words
            .take(STAY_WINDOW)
            .take_while(|t| !matches!(t.mark, Mark::Point('.' | ';' | ',' | ':')))
            .any(|t| t.means(Sense::Refuge))
}

/// Where a verb of motion leads, within the words behind it.
fn where_to(tokens: &[Token], at: usize) -> Option<Measure> {
    tokens[at.min(tokens.len())..]
        .iter()
        .take(MOTION_WINDOW)
        .take_while(|t| !matches!(t.mark, Mark::Point('.' | ';' | ',' | ':')) && !t.means(Sense::Opener))
        .find_map(|t| {
            t.pick(|s| match s {
                Sense::WhereTo(m) => Some(m),
                _ => None,
            })
        })
}

/// Whether an outcome stands before the next mark: "put 26 people in hospital", but "put the toll at 26".
fn leads_to_outcome(tokens: &[Token], at: usize) -> bool {
    tokens[at.min(tokens.len())..]
        .iter()
        .take(MOTION_WINDOW)
        .take_while(|t| !matches!(t.mark, Mark::Point(_)) && !t.means(Sense::Relative))
        .any(|t| {
            t.pick(|s| matches!(s, Sense::Outcome(_)).then_some(())).is_some()
                && t.pick(|s| matches!(s, Sense::Does(..)).then_some(())).is_none()
        })
}

/// The outcome directly behind a verb.
pub(super) fn outcome_right(tokens: &[Token], at: usize) -> Option<(usize, Measure)> {
    let skip =
        usize::from(tokens.get(at).is_some_and(|t| {
            t.means(Sense::Adverb) || t.pick(|s| matches!(s, Sense::Gravely(_)).then_some(())).is_some()
        }));
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
