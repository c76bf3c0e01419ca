//! Whether a stretch of text holds any word that could matter, told in one pass over its bytes.
//!
//! In: bytes. Out: the [`Signs`] of the words in them. The table is made from the dictionary when
//! a lexicon is loaded: there is no second list of words. A word stands for its longest run of ASCII
//! letters, a phrase for its longest run in a word that is not a small one, so that a sign can be
//! there without its phrase, but no phrase can be there without its sign: every piece that the lexer
//! cuts has no letter right before it or behind. (The one letter outside ASCII that becomes an ASCII
//! letter in lower case is looked for by [`RunTable::is_sure`].)

use std::ops::{BitOr, BitOrAssign};

use super::dictionary::{Dictionary, Entries};
use super::{Sense, Token};
use crate::claim::Status;
use crate::text::runs::{RunTable, Runs, longest_run};

/// What the words of a stretch of text could be part of, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(u16);

impl Signs {
    /// A word that tells what befell people.
    pub const HARM: Signs = Signs(1);
    /// A verb that tells it together with [`Signs::WHERE_TO`].
    pub const MOVES: Signs = Signs(2);
    /// Where such a verb leads.
    pub const WHERE_TO: Signs = Signs(4);
    /// A number in digits or words, both, another, nobody, none.
    pub const NUMBER: Signs = Signs(8);
    /// A, an: one person, with a noun behind it.
    pub const ARTICLE: Signs = Signs(16);
    /// A noun of people.
    pub const PEOPLE: Signs = Signs(32);

    /// A verb of saying: "the ministry speaks of 812".
    pub const SAYS: Signs = Signs(64);
    /// A form of "be": "six are women".
    pub const BE: Signs = Signs(128);
    /// Of: "of the 40, nine …".
    pub const OF: Signs = Signs(256);
    /// Them, whom, those: "four of them".
    pub const THEM: Signs = Signs(512);
    /// The word "number", which may stand for a toll that was told before.
    pub const TOTAL: Signs = Signs(1024);

    /// Whether any of `other` is there.
    pub const fn meets(self, other: Signs) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether something is said of what befell people.
    pub fn harm(self) -> bool {
        self.meets(Signs::HARM) || self.meets(Signs::MOVES) && self.meets(Signs::WHERE_TO)
    }

    /// Whether a figure without a word of harm beside it may take over what an earlier one counts: it is
    /// said by somebody, some of them are somebody, it is a part of them, or the number is spoken of.
    pub fn takes_over(self) -> bool {
        self.meets(Signs::SAYS)
            || self.meets(Signs::BE) && self.meets(Signs::PEOPLE)
            || self.meets(Signs::OF) && self.meets(Signs::THEM)
            || self.meets(Signs::TOTAL)
    }

    /// The signs of a token.
    pub fn of(token: &Token) -> Signs {
        let text = token.text.as_bytes();
        let digits = if text[0].is_ascii_digit() { Signs::NUMBER } else { Signs::default() };
        let phrase = !text.iter().all(u8::is_ascii_alphabetic);
        token.senses.iter().fold(digits | by_itself(text), |signs, sense| signs | of_sense(*sense, phrase))
    }
}

impl BitOr for Signs {
    type Output = Signs;

    fn bitor(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }
}

impl BitOrAssign for Signs {
    fn bitor_assign(&mut self, other: Signs) {
        self.0 |= other.0;
    }
}

/// What a word or phrase of this sense is a sign of.
const fn of_sense(sense: Sense, phrase: bool) -> Signs {
    match sense {
        // every sense from which the grammar takes a measure
        Sense::Does(..)
        | Sense::Undergoes(..)
        | Sense::State(_)
        | Sense::Outcome(_)
        | Sense::Deed(_)
        | Sense::Gravely(_)
        | Sense::Toll(_)
        | Sense::Some
        | Sense::Drives(..)
        | Sense::Fate
        | Sense::Orders
        | Sense::Searches(_)
        | Sense::Refuge
        | Sense::Hedge(Status::Ordered) => Signs::HARM,
        // "the dead", "the wounded"
        Sense::Them if phrase => Signs(Signs::HARM.0 | Signs::THEM.0),
        Sense::Them => Signs::THEM,
        Sense::Harmed(..) | Sense::Victim(_) => Signs(Signs::HARM.0 | Signs::PEOPLE.0),
        Sense::Moves(_) => Signs::MOVES,
        Sense::WhereTo(_) => Signs::WHERE_TO,
        Sense::Number(_)
        | Sense::Scale(_)
        | Sense::Group(_)
        | Sense::Vague(..)
        | Sense::Few(_)
        | Sense::Pair(_)
        | Sense::Quarters(_)
        | Sense::Both
        | Sense::No
        | Sense::Nobody
        | Sense::Another => Signs::NUMBER,
        Sense::Article => Signs::ARTICLE,
        Sense::Say(..) => Signs::SAYS,
        Sense::Be => Signs::BE,
        Sense::Of => Signs::OF,
        Sense::Person(..) | Sense::Household(_) | Sense::Members => Signs::PEOPLE,
        _ => Signs(0),
    }
}

/// The signs of runs of letters.
#[derive(Debug, Default)]
pub(super) struct SignTable(RunTable);

impl SignTable {
    /// The table of a dictionary.
    pub fn new(words: &Dictionary) -> SignTable {
        let mut table = SignTable::default();
        let texts = words.texts();
        for (&text, entries) in texts.iter().zip(words.all()).filter(|(_, entries)| entries.begins) {
            table.add(text, signs_of(&entries.own.senses, false));
            for (rest, meaning) in &entries.phrases {
                let signs = signs_of(&meaning.senses, true);
                if signs == Signs::default() {
                    continue;
                }
                let rest = rest.iter().map(|word| texts[word.place()]);
                let telling = std::iter::once(text).chain(rest).max_by_key(|word| {
                    let small = words.get(word).is_some_and(is_small);
                    (!small, longest_run(word).len())
                });
                table.add(telling.unwrap_or(text), signs);
            }
        }
        table
    }

    fn add(&mut self, word: &str, signs: Signs) {
        if signs != Signs::default() {
            self.0.add(word, signs.0);
        }
    }

    /// The signs of all runs of `text`, or of as many as are `enough`.
    pub fn of(&self, text: &[u8], enough: impl Fn(Signs) -> bool) -> Signs {
        let mut all = Signs::default();
        for run in Runs::of(text) {
            let signs = if run.is_digits() { Signs::NUMBER } else { Signs(self.0.of(&run)) | by_itself(run.bytes) };
            if signs != Signs::default() {
                all |= signs;
                if enough(all) {
                    break;
                }
            }
        }
        all
    }
}

/// What the grammar takes a word for whatever the dictionary says: any label that ends in "toll" for one
/// of a toll, "number" for one that was told before.
fn by_itself(word: &[u8]) -> Signs {
    match word.last_chunk::<4>() {
        Some(end) if end.eq_ignore_ascii_case(b"toll") => Signs::HARM,
        Some(end) if end.eq_ignore_ascii_case(b"mber") && word.eq_ignore_ascii_case(b"number") => Signs::TOTAL,
        _ => Signs::default(),
    }
}

fn signs_of(senses: &[Sense], phrase: bool) -> Signs {
    senses.iter().fold(Signs::default(), |signs, sense| signs | of_sense(*sense, phrase))
}

/// Whether a word stands in any text: it should not be what a phrase is told by.
fn is_small(entries: &Entries) -> bool {
    entries.own.senses.iter().any(|sense| {
        matches!(
            sense,
            Sense::Article
                | Sense::Determiner
                | Sense::Be
                | Sense::Have
                | Sense::Do
                | Sense::To
                | Sense::Not
                | Sense::And
                | Sense::Or
                | Sense::But
                | Sense::Of
                | Sense::By
                | Sense::Preposition
                | Sense::Pronoun
                | Sense::Relative
                | Sense::Them
                | Sense::Person(None, _)
        )
    })
}
