//! The words that the grammar knows, and what kinds of words they are.
//!
//! In: the YAML files of `rules/lexicon/<language>/`. Out: a [`Lexicon`], compiled once, that tells
//! the [`Sense`]s of a word or phrase, and [`Lexicon::tokens`], the lexer. The lexicon does not
//! know what a claim is made of: it says that "dozens" is vague from 24 to 99, not what is counted.

mod dictionary;
mod inflect;
mod kinds;
mod lexer;
mod load;
pub(crate) mod numbered;
mod pieces;
mod sights;
mod signs;

pub use kinds::Kinds;
pub use lexer::{Case, Lexer, Mark, Token};
pub use sights::Sights;
pub use signs::Signs;

use rustc_hash::FxHashMap;

use crate::claim::{Measure, Quantifier, Status};
use crate::text::Stops;
use crate::text::runs::RunTable;

/// One kind of word that a word or phrase can be. Most have one; "second" or "shot" have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// A number word below a hundred: zero … ninety.
    Number(u64),
    /// A word that multiplies the number before it: hundred, thousand, million, lakh.
    Scale(u64),
    /// A word that counts as a number after an article or a number: dozen 12, score 20.
    Group(u64),
    /// A word that stands for a vague number: dozens 24–99, several 3–9.
    Vague(u64, u64),
    /// A rank: the third victim, a third man.
    Ordinal,
    /// A verb that empties a place of its object, and what the people then are: drove 14 families out.
    Drives(Measure, Form),
    /// A verb of staying, with a refuge behind it.
    Stays(Form),
    /// A verb that tells that people came out of it: rescued, freed.
    Saves(Form),
    /// A word that tells so behind a verb: found alive.
    Safe,
    /// A verb that tells that its subject came out of it: escaped, survived.
    Escapes(Form),
    /// A noun for where people are or what became of them: fate, whereabouts.
    Fate,
    /// What tells people to leave: an evacuation order.
    Orders,
    /// Said of an order that no longer holds.
    Lifted,
    /// A plain verb of taking or holding people, which tells of captives where captors do it: take, hold.
    Seizes(Form),
    /// Those who take people: gunmen, kidnappers.
    Captor,
    /// A verb of looking for people.
    Searches(Form),
    /// Those who look for the missing, not for suspects: rescuers, divers.
    Searcher,
    /// What is said of it where nobody knows: unknown, unclear.
    Untold,
    /// Said of a report that is not so: false, unfounded.
    Untrue,
    /// What a source gives out, and figures stand in: data, an estimate.
    Record,
    /// Where the displaced stay: a camp, a shelter.
    Refuge,
    /// Where such a verb leads: from, out of.
    Out,
    /// Before those whom it did not befall: all but six died.
    Besides,
    /// A verb that tells of harm by the wound behind it: suffered burns.
    Suffers(Form),
    /// Such a wound.
    Wound,
    /// Where people are treated: a hospital.
    Clinic,
    /// A verb that brings people there: rush, transfer.
    Brings,
    /// What a sum of money stands for: millions in damage.
    Loss,
    /// A group of people some of whom are counted: two of the team.
    Company,
    /// A verb of what was lost: the battle cost the army 14 men.
    Costs(Form),
    /// A verb of what something that happened took: the blaze claimed seven.
    Claims,
    /// Talk and figures of which nobody is named: initial reports, preliminary information.
    Hearsay,
    /// A small group named as such, exactly that many: a couple of 2, a trio 3.
    Few(u64),
    /// A noun of so many people: an elderly couple 2.
    Pair(u64),
    /// Half, quarter: a part of the scale that follows, in quarters.
    Quarters(u64),
    /// A, an.
    Article,
    /// The, his, these.
    Determiner,
    /// Both: all of two.
    Both,
    /// All, every one of: stands before a number.
    All,
    /// No, zero, without: before a noun.
    No,
    /// Nobody, none: zero people by itself.
    Nobody,
    /// Many, numerous: no quantity.
    Many,
    /// Most, thirds: a part of a whole that states no number.
    Share,
    /// A bound before its number.
    Bound(Quantifier),
    /// A bound after its number: "or more", "or so", "-odd".
    After(Quantifier),
    /// Between, from: opens a range of two numbers.
    Opens,
    /// To, and, or: joins the two numbers of a range.
    Joins,
    /// Possibly, and perhaps: joins two bounds into one range.
    Possibly,
    /// Another, a further: adds to an earlier figure, before its number.
    Another,
    /// More, further, others: after its number.
    More,
    /// A noun of people, with its population.
    Person(Option<Tag>, Plural),
    /// Family, household.
    Household(Plural),
    /// A group of people that counts its members: "a family of five", "members of".
    Members,
    /// A noun that counts people under a measure: deaths, bodies, hostages, refugees.
    Harmed(Measure, Plural),
    /// Victim: killed beside a word of killing, else casualties.
    Victim(Plural),
    /// A noun that is no people, with the name of its category.
    Thing(u16),
    /// A word for the deed that takes "of" and its victims: the deaths of, the abduction of.
    Deed(Measure),
    /// Funeral of, identified: only some of the people by its nature.
    Some,
    /// Toll, number of dead.
    Toll(Option<Measure>),
    /// A verb that puts a number on a toll.
    TollVerb(Quantifier),
    /// An adjective or participle that says what happened to the noun: dead, injured, missing.
    State(Measure),
    /// What a verb makes of its object: (left them) homeless, (shot) dead, (taken) hostage.
    Outcome(Measure),
    /// An adverb that says the outcome of a part: fatally, critically.
    Gravely(Measure),
    /// A verb that does it to its object.
    Does(Measure, Form),
    /// A verb that its subject undergoes.
    Undergoes(Measure, Form),
    /// Any other verb.
    Verb(Form),
    /// Leave, make, take: a verb whose outcome follows its object.
    Makes(Form),
    /// A verb of saying, with the doubt that it throws on what is said.
    Say(Form, Option<Status>),
    /// A verb of saying only where its subject is one who gives figures.
    SayOfSources,
    /// A verb of saying only behind what is said.
    SayBehind,
    /// A unit of time, in days: a week 7.
    Days(u16),
    /// A war, a coup: since it a long time has passed.
    Era,
    /// Be, have, do, and their forms.
    Be,
    /// Have and its forms.
    Have,
    /// Do and its forms.
    Do,
    /// Could, would, may.
    Modal(bool),
    /// To.
    To,
    /// Not, never.
    Not,
    /// An adverb that may stand inside a verb group.
    Adverb,
    /// Feared, believed, confirmed: a word that hedges the verb or noun it stands by.
    Hedge(Status),
    /// A verb of motion whose subject ends where [`Sense::WhereTo`] says.
    Moves(Form),
    /// Where a motion leads: into, home.
    WhereTo(Measure),
    /// Remain, keep, go: a verb that takes a state.
    Remains(Form),
    /// Who, which, whom.
    Relative,
    /// When, after, as: opens another clause.
    Opener,
    /// If, unless.
    If,
    /// And, or, as well as.
    And,
    /// Or.
    Or,
    /// But, while, whereas.
    But,
    /// Including, among them: opens a part.
    Including,
    /// Them, whom, those: the whole that a part is taken from.
    Them,
    /// Of.
    Of,
    /// By.
    By,
    /// Any other preposition.
    Preposition,
    /// He, she, they, it.
    Pronoun,
    /// According to.
    According,
    /// Words that make a figure cumulative, or a rate.
    Span(crate::claim::Scope),
    /// A unit of time behind "a" that makes a rate: a day.
    RateUnit,
    /// A month or a day of the week.
    Calendar,
    /// A noun of somebody who gives figures: ministry, police, hospital.
    Source,
    /// BREAKING, LIVE: stands before a colon and names no source.
    Alert,
    /// Alone, only: behind a place, marks a part.
    Alone,
}

/// A population tag: an index into [`Lexicon::tag`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u16);

/// Whether a noun form is singular or plural (or may be either).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Plural {
    /// One: soldier.
    No,
    /// More: soldiers.
    Yes,
    /// Either: crew, Chinese.
    Either,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Kill.
    Base,
    /// Kills.
    Present,
    /// Took: past only.
    Past,
    /// Killed: past or participle.
    Ed,
    /// Taken: participle only.
    Participle,
    /// Killing.
    Ing,
}

/// The words of one language, compiled. Shared freely: it never changes.
#[derive(Debug)]
pub struct Lexicon {
    /// Single words and phrases, by their first word in lower case.
    words: dictionary::Dictionary,
    /// What runs of letters are signs of.
    signs: signs::SignTable,
    /// Whether some of them are signs to others.
    watches: bool,
    tags: Vec<String>,
    categories: Vec<String>,
    /// Letters behind digits that multiply them: 2.5m, 300k.
    suffixes: FxHashMap<Box<str>, u64>,
    /// Populations of whom flight means escape.
    fugitives: Vec<String>,
    travellers: Vec<String>,
    /// The words that the sentence splitter knows.
    pub stops: Stops,
}

impl Lexicon {
    /// The signs of all words of `text`, but of how they stand only phrases of harm; `None` where the text has letters that signs
    /// do not tell of.
    pub fn signs_of_words(&self, text: &str) -> Option<Signs> {
        signs::are_sure(text).then(|| self.signs.each(text.as_bytes(), |_, _| {}))
    }

    /// The signs of all words of a text that has no other letters, and of how they stand.
    pub fn signs(&self, text: &str) -> Signs {
        self.signs.of(text.as_bytes())
    }

    /// Whether one of the first two tokens of a text may be of some kinds.
    pub(crate) fn may_open_with(&self, kinds: Kinds, text: &str) -> bool {
        self.words.may_open_with(kinds, text)
    }

    /// Watches for words of others as well: [`Signs::watched`] tells of them. `year`: what four digits are a sign of.
    pub(crate) fn watch(&mut self, others: &RunTable, year: u32) {
        self.signs.watch(others, year);
        self.watches = true;
    }

    /// Whether it watches for words of others.
    pub(crate) fn watches(&self) -> bool {
        self.watches
    }

    /// The canonical name of a population.
    pub fn tag(&self, tag: Tag) -> &str {
        &self.tags[usize::from(tag.0)]
    }

    /// Whether people of this kind who flee escape, and are not displaced.
    pub fn escapes(&self, tag: Tag) -> bool {
        self.fugitives.iter().any(|f| f == self.tag(tag))
    }

    /// Whether a kind of people comes back from where it had business: pilgrims, troops.
    pub(crate) fn travels(&self, tag: Tag) -> bool {
        self.travellers.iter().any(|t| t == self.tag(tag))
    }

    /// The name of a category of things, told to users as the reason why a number is no claim.
    pub fn category(&self, category: u16) -> &str {
        &self.categories[usize::from(category)]
    }
}
