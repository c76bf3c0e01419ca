//! The noun of a figure: who is counted, with adjectives, ages and compounds before it.
//!
//! In: tokens behind a number. Out: a [`Noun`], or the [`Reason`] why what is counted is no people.
//! The words are taken one by one; each either goes on with the noun phrase or ends it.

use super::ages::age;
use super::reason::Reason;
use super::{Head, harmed, household, names_many, person, stands_for_verb, thing};
use crate::claim::{Measure, Scope, Status};
use crate::lexicon::{Case, Form, Kinds, Lexicon, Mark, Plural, Sense, Tag, Token};

/// The most tokens between "strong" and what a group of so many did: "the 400-strong Lira militia wounded".
const STRONG: usize = 4;

/// The most words that may stand between a number and its noun.
const MODIFIERS: usize = 9;

/// The noun of a figure.
pub(super) struct Noun {
    /// The token behind it.
    pub end: usize,
    pub head: Head,
    pub tags: Vec<Tag>,
    /// What adjectives or the noun itself say happened.
    pub measure: Option<Measure>,
    pub plural: Plural,
}

/// What a word does to the noun phrase.
enum Step {
    /// The phrase goes on at this token.
    To(usize),
    /// The phrase ended before it.
    End,
    /// What is counted is no people, for this reason.
    No(Reason),
}

/// A noun phrase while it is read.
struct Phrase<'p, 'a> {
    lexicon: &'p Lexicon,
    tokens: &'p [Token<'a>],
    from: usize,
    /// Whether it was "a", "an" or "one".
    single: bool,
    /// The best noun so far.
    best: Option<Noun>,
    /// The category of things last met: "farm" of "farm workers", "vehicles" of "police vehicles".
    things: Option<u16>,
    /// The last word that the lexicon does not know.
    unknown: Option<usize>,
    /// Sides, ages and sexes named by words before the noun: "civilian casualties".
    core: Vec<Tag>,
    /// What an adjective said happened: "eight injured miners".
    state: Option<Measure>,
    /// Whether an age stood in it.
    aged: bool,
}

// noun = modifier{0,9} (people | household | harmed | thing | unknown) ("and" people)?
pub(super) fn noun(lexicon: &Lexicon, tokens: &[Token], from: usize, single: bool) -> Result<Noun, Reason> {
    let mut phrase = Phrase {
        lexicon,
        tokens,
        from,
        single,
        best: None,
        things: None,
        unknown: None,
        core: Vec::new(),
        state: None,
        aged: false,
    };
    let mut at = from;
    while at < tokens.len() && at - from <= MODIFIERS {
        match phrase.step(at) {
            Step::To(next) => at = next,
            Step::End => break,
            Step::No(reason) => return Err(reason),
        }
    }
    phrase.finish(at)
}

/// Whether some word from token `from` on could be the noun of one person, or an age that stands for one.
pub(super) fn may_be_of_one(tokens: &[Token], from: usize) -> bool {
    const ONE: Kinds = PEOPLE.and(Kinds::of(&[Sense::Victim(Plural::No), Sense::Members, Sense::Number(1)]));
    let words = tokens.get(from..).unwrap_or_default().iter().take(MODIFIERS + 1);
    words.into_iter().any(|t| t.can_be(ONE) || matches!(t.mark, Mark::Number { .. }))
}

impl Phrase<'_, '_> {
    /// Takes the word at token `at`.
    fn step(&mut self, at: usize) -> Step {
        let t = &self.tokens[at];
        let of = t.means(Sense::Of) && self.best.as_ref().is_some_and(|b| b.end == at);
        if of || t.possessive && self.best.is_some() {
            return Step::End;
        }
        if let Some(after) = age(self.tokens, at) {
            self.aged = true;
            return Step::To(after);
        }
        match t.mark {
            // "killed 38 three days later"
            Mark::Word if t.is_number() => Step::End,
            Mark::Word => self.word(at),
            Mark::Point(point) if self.passes(at, point) => Step::To(at + 1),
            _ => Step::End,
        }
    }

    /// Whether a mark belongs to the noun phrase: a hyphen, a quote before it, "18 soldiers' lives".
    fn passes(&self, at: usize, point: char) -> bool {
        let next = self.tokens.get(at + 1);
        let glued = self.tokens[at].glued;
        match point {
            '-' | '‑' => glued,
            '\'' | '’' => {
                self.best.is_some() && glued && next.is_some_and(|n| harmed(n).is_some() || n.pick(thing).is_some())
            }
            '“' | '"' | '”' | '‘' => self.best.is_none() && at == self.from,
            ',' => {
                self.best.is_none()
                    && self.follows_unknown(at)
                    && next.is_some_and(|n| n.mark == Mark::Word && person(n).is_some())
            }
            _ => false,
        }
    }

    fn follows_unknown(&self, at: usize) -> bool {
        at > 0 && self.unknown == Some(at - 1)
    }

    /// Takes a word by what it can be, the surest first.
    fn word(&mut self, at: usize) -> Step {
        let t = &self.tokens[at];
        // "took 56 soldiers prisoner", "took 21 prisoner": the outcome is no part of the noun
        let one_of_many = !self.single && person(t).is_some_and(|(_, plural)| plural == Plural::No);
        if (self.best.is_some() || one_of_many) && t.has(|s| matches!(s, Sense::Outcome(_))) {
            return Step::End;
        }
        if let Some((measure, plural)) = harmed(t) {
            return self.harmed(at, measure, plural);
        }
        if let Some((tag, plural)) = person(t) {
            self.people(at, tag, plural);
            return Step::To(at + 1);
        }
        if t.pick(household).is_some() {
            return self.take(at + 1, Head::Household, Vec::new(), Plural::Yes);
        }
        if let Some(plural) = t.pick(|s| if let Sense::Victim(plural) = s { Some(plural) } else { None }) {
            return self.take(at + 1, Head::Victims, self.core.clone(), plural);
        }
        if t.means(Sense::Members) {
            let (end, tags) = members(self.tokens, at);
            return self.take(end, Head::People, merge(tags, &self.core), Plural::Either);
        }
        let state = t.pick(|s| match s {
            Sense::State(m) | Sense::Does(m, Form::Ed | Form::Participle) => Some(m),
            _ => None,
        });
        match (state, t.pick(thing)) {
            (Some(measure), _) => self.adjective_of_harm(at, measure),
            (None, Some(category)) => self.thing(at, category),
            _ => self.other(at),
        }
    }

    fn take(&mut self, end: usize, head: Head, tags: Vec<Tag>, plural: Plural) -> Step {
        self.best = Some(Noun { end, head, tags, measure: self.state, plural });
        Step::To(end)
    }

    /// A noun of people; before another noun it tells only their side, age or sex.
    fn people(&mut self, at: usize, tag: Option<Tag>, plural: Plural) {
        let adjective = self.best.is_some()
            || self.tokens.get(at + 1).is_some_and(|n| {
                harmed(n).is_some() && !stands_for_verb(n)
                    || n.pick(household).is_some()
                    || person(n).is_some()
                    || n.pick(thing).is_some() && !ends_noun(n)
            });
        if adjective {
            self.core.extend(tag.filter(|&t| is_core(self.lexicon, t)));
        }
        let own = tag.map_or_else(|| self.core.clone(), |tag| vec![tag]);
        self.things = None;
        self.take(at + 1, Head::People, merge(own, &self.core), plural);
    }

    /// A noun that counts under a measure, or an adjective of harm before people.
    fn harmed(&mut self, at: usize, measure: Measure, plural: Plural) -> Step {
        let t = &self.tokens[at];
        let state = stands_for_verb(t);
        let next = self.tokens.get(at + 1);
        let people = next.is_some_and(|n| {
            person(n).is_some() || n.pick(household).is_some() || n.has(|s| matches!(s, Sense::Victim(_)))
        });
        let unknown = next.is_some_and(|n| {
            n.mark == Mark::Word && n.senses.is_empty() && n.case == Case::Lower && n.text.ends_with('s')
        });
        // "a shell wounded three"; "took two hostage"; "3 soldiers dead"
        let hostage = plural == Plural::No && !self.single && t.has(|s| matches!(s, Sense::Outcome(_)));
        if self.single && state && !people || hostage {
            return Step::End;
        }
        // "five missing paintings", "three dead dogs"
        let things = next.is_some_and(|n| {
            n.pick(thing).is_some()
                && !ends_noun(n)
                && !n.means(Sense::Calendar)
                && !n.has(|s| matches!(s, Sense::Days(_)))
        });
        if state && things && self.best.is_none() {
            self.unknown = Some(at);
            self.state = Some(measure); // "eight injured bus passengers"
            return Step::To(at + 1);
        }
        if state && (people || unknown) {
            self.state = Some(measure); // "eight injured miners"
            return Step::To(at + 1);
        }
        // "the two communities displaced 6,000 people", "the 400-strong militia wounded two"
        let strong = || self.tokens[at.saturating_sub(STRONG)..at].iter().any(|t| t.is_word(&["strong"]));
        // "a fire in a 12-storey block wounded 47 people"
        let object = || {
            next.is_some_and(|n| {
                n.is_number()
                    || n.has(|s| matches!(s, Sense::Article | Sense::Determiner | Sense::Bound(_) | Sense::Vague(..)))
            })
        };
        let things = self.things.is_some() && (self.tokens[at - 1].text.ends_with('s') || strong() || object());
        if state && (self.best.is_some() || things) {
            return Step::End;
        }
        // "12,450 IDP families"
        if plural == Plural::No && next.is_some_and(|n| n.pick(household).is_some()) {
            self.state = Some(measure);
            return Step::To(at + 1);
        }
        // "18 soldiers' lives"
        let owners = self.best.as_ref().filter(|b| b.head == Head::People).map_or(&[][..], |b| &b.tags);
        let owners: Vec<Tag> = owners.iter().copied().filter(|&tag| is_core(self.lexicon, tag)).collect();
        self.best = Some(Noun {
            end: at + 1,
            head: Head::Harmed(measure),
            tags: merge(self.core.clone(), &owners),
            measure: Some(measure),
            plural,
        });
        if state { Step::End } else { Step::To(at + 1) }
    }

    /// A participle or state before its noun: "2,760 displaced families", "60 captured Humvees".
    fn adjective_of_harm(&mut self, at: usize, measure: Measure) -> Step {
        let Some(next) = self.tokens.get(at + 1).filter(|_| self.best.is_none()) else { return Step::End };
        let name = next.senses.is_empty() && next.is_capital() && next.text.ends_with('s');
        if next.mark == Mark::Word && (next.pick(thing).is_some() || name) && !self.single {
            self.unknown = Some(at);
            return Step::To(at + 1);
        }
        let people = person(next).is_some()
            || next.pick(household).is_some()
            || harmed(next).is_some()
            || next.has(|s| matches!(s, Sense::Members | Sense::Victim(_)));
        if !people {
            return Step::End;
        }
        self.state = Some(measure);
        Step::To(at + 1)
    }

    /// A noun of things: what is counted, unless people follow ("12 police vehicles", "bus passengers").
    fn thing(&mut self, at: usize, category: u16) -> Step {
        let t = &self.tokens[at];
        let before_noun = self.tokens.get(at + 1).is_some_and(|n| person(n).is_some() || harmed(n).is_some());
        // "three children ages 11, 8 and 2"
        let ages = t.is_word(&["ages", "age"]);
        if self.best.is_some() && (before_noun || ends_noun(t) || ages) {
            return Step::End;
        }
        self.best = None;
        self.things = Some(category);
        Step::To(at + 1)
    }

    /// Any other word: an adjective, or the end of the phrase.
    fn other(&mut self, at: usize) -> Step {
        let t = &self.tokens[at];
        if t.means(Sense::Ordinal) && self.best.is_none() && self.single {
            return Step::No(Reason::Ordinal);
        }
        if t.is_word(&["such"]) && self.best.is_none() {
            return Step::To(at + 1);
        }
        if closes(t) {
            return if self.joins(at) || self.grades(at) { Step::To(at + 1) } else { Step::End };
        }
        let next = self.tokens.get(at + 1);
        let adjective = next.is_some_and(|n| {
            person(n).is_some()
                || n.pick(household).is_some()
                || n.pick(thing).is_some()
                || at > self.from
                    && self.tokens[at - 1].means(Sense::And)
                    && harmed(n).is_some_and(|(_, plural)| plural == Plural::Yes)
        });
        // a verb ends the phrase unless a noun follows; so does a word behind a noun ("six hours later")
        let flees = at == self.from && !self.single && t.has(|s| matches!(s, Sense::Undergoes(_, Form::Base)));
        if self.best.is_some() || self.things.is_some() || is_verb(t) && !adjective || flees {
            return Step::End;
        }
        self.unknown = Some(at);
        Step::To(at + 1)
    }

    /// "14 internally displaced households", "12 seriously injured miners": an adverb before a state
    /// that people follow.
    fn grades(&self, at: usize) -> bool {
        let adverb = self.tokens[at].means(Sense::Adverb) || self.tokens[at].has(|s| matches!(s, Sense::Gravely(_)));
        let [state, noun, ..] = &self.tokens[at + 1..] else { return false };
        adverb
            && self.best.is_none()
            && state.has(|s| matches!(s, Sense::State(_)))
            && (person(noun).is_some() || noun.pick(household).is_some())
    }

    /// "16 Filipino and Georgian sailors", "438,000 new and repeated displacements": "and" between
    /// adjectives.
    fn joins(&self, at: usize) -> bool {
        let (next, noun) = (self.tokens.get(at + 1), self.tokens.get(at + 2));
        let and = self.tokens[at].means(Sense::And);
        let between = and && self.best.is_none() && self.follows_unknown(at);
        // "Filipino" is a person too
        let people = and
            && !self.single
            && self.best.as_ref().is_some_and(|b| b.end == at && b.plural == Plural::No && b.tags.is_empty());
        let names = (between || people)
            && self.tokens[at - 1].is_capital()
            && next.is_some_and(Token::is_capital)
            && noun.is_some_and(|n| person(n).is_some());
        names || between && noun.is_some_and(|n| harmed(n).is_some() && n.text.ends_with('s'))
    }

    /// What the phrase came to, when it ended before token `at`.
    fn finish(self, at: usize) -> Result<Noun, Reason> {
        let plain = |head, end| Noun { end, head, tags: Vec::new(), measure: None, plural: Plural::Either };
        if let Some(mut noun) = self.best {
            if noun.head == Head::People {
                join_people(self.tokens, &mut noun);
            }
            return Ok(noun);
        }
        if let Some(category) = self.things {
            return Err(Reason::Things(self.lexicon.category(category).to_owned()));
        }
        if self.aged {
            return Ok(Noun { plural: Plural::No, ..plain(Head::People, at) });
        }
        match self.unknown {
            Some(last) if !self.single && last + 1 == at && names_many(&self.tokens[last]) => {
                Ok(Noun { tags: self.core, measure: self.state, plural: Plural::Yes, ..plain(Head::Unknown, at) })
            }
            Some(_) if self.single => Err(Reason::Unharmed),
            _ => Ok(plain(Head::Elided, self.from)),
        }
    }
}

/// "32 sherpas and porters": a second plural noun of people without a number of its own.
fn join_people(tokens: &[Token], noun: &mut Noun) {
    if noun.plural == Plural::No {
        return;
    }
    if let [and, other, ..] = &tokens[noun.end..]
        && (and.means(Sense::And) || and.means(Sense::Or))
        && let Some((tag, Plural::Yes)) = person(other)
        && !tokens.get(noun.end + 2).is_some_and(|t| t.possessive || person(t).is_some())
    {
        noun.tags = merge(noun.tags.clone(), &tag.into_iter().collect::<Vec<_>>());
        noun.end += 2;
    }
}

// members = "members" ("of" (determiner | modifier)* noun)?
fn members(tokens: &[Token], at: usize) -> (usize, Vec<Tag>) {
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
        } else if t.has(|s| matches!(s, Sense::Thing(_) | Sense::Household(_) | Sense::Members)) || base.is_empty() {
            end = i + 1;
        }
    }
    tags.dedup();
    (end, tags)
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

/// A thing behind people that ends their noun phrase: "11 people a day", "50 people hours later".
fn ends_noun(t: &Token) -> bool {
    t.means(Sense::RateUnit) || t.text.eq_ignore_ascii_case("hours") || t.text.eq_ignore_ascii_case("days")
}

/// What closes a noun phrase, unless it can be a noun of people as well.
const CLOSING: Kinds = Kinds::of(&[
    Sense::Be,
    Sense::Have,
    Sense::Do,
    Sense::Modal(false),
    Sense::To,
    Sense::Not,
    Sense::Relative,
    Sense::Opener,
    Sense::If,
    Sense::And,
    Sense::Or,
    Sense::But,
    Sense::Including,
    Sense::Them,
    Sense::Of,
    Sense::By,
    Sense::Preposition,
    Sense::Pronoun,
    Sense::According,
    Sense::Article,
    Sense::Determiner,
    Sense::Adverb,
    Sense::Span(Scope::Event),
    Sense::Hedge(Status::Asserted),
    Sense::Outcome(Measure::Killed),
    Sense::Gravely(Measure::Killed),
    Sense::All,
    Sense::Both,
    Sense::Many,
]);

const PEOPLE: Kinds = Kinds::of(&[
    Sense::Person(None, Plural::No),
    Sense::Household(Plural::No),
    Sense::Harmed(Measure::Killed, Plural::No),
]);

/// Whether a word closes a noun phrase.
pub(super) fn closes(t: &Token) -> bool {
    t.can_be(CLOSING) && !t.can_be(PEOPLE)
}

/// What can be a verb.
pub(super) const VERBS: Kinds = Kinds::of(&[
    Sense::Verb(Form::Base),
    Sense::Makes(Form::Base),
    Sense::Say(Form::Base, None),
    Sense::Remains(Form::Base),
    Sense::Undergoes(Measure::Killed, Form::Base),
    Sense::Does(Measure::Killed, Form::Base),
]);

/// Whether a word can be a verb.
fn is_verb(t: &Token) -> bool {
    t.can_be(VERBS)
}
