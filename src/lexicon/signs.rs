//! Whether a stretch of text holds any word that could matter, told in one pass over its bytes.
//!
//! In: bytes. Out: the [`Signs`] of the words in them. The table is made from the dictionary when
//! a lexicon is loaded: there is no second list of words. A word stands for its longest run of ASCII
//! letters, a phrase for its longest run in a word that is not a small one, so that a sign can be
//! there without its phrase, but no phrase can be there without its sign: every piece that the lexer
//! cuts has no letter right before it or behind. (The one letter outside ASCII that becomes an ASCII
//! letter in lower case is looked for by [`SignTable::is_sure`].)

use std::ops::{BitOr, BitOrAssign};

use rustc_hash::FxHashMap;

use super::dictionary::{Dictionary, Entries};
use super::{Sense, Token};
use crate::claim::Status;

/// What the words of a stretch of text could be part of, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(u8);

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

    /// Those that the table knows.
    const SCANNED: Signs = Signs(1 | 2 | 4 | 8);

    /// Whether any of `other` is there.
    pub const fn meets(self, other: Signs) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether something is said of what befell people.
    pub fn harm(self) -> bool {
        self.meets(Signs::HARM) || self.meets(Signs::MOVES) && self.meets(Signs::WHERE_TO)
    }

    /// The signs of a token.
    pub fn of(token: &Token) -> Signs {
        let digits = if token.text.as_bytes()[0].is_ascii_digit() { Signs::NUMBER } else { Signs::default() };
        let toll = if ends_in_toll(token.text.as_bytes()) { Signs::HARM } else { Signs::default() };
        let phrase = !token.text.bytes().all(|byte| byte.is_ascii_alphabetic());
        token.senses.iter().fold(digits | toll, |signs, sense| signs | of_sense(*sense, phrase))
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
        Sense::Them if phrase => Signs::HARM,
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
        Sense::Person(..) | Sense::Household(_) | Sense::Members => Signs::PEOPLE,
        _ => Signs(0),
    }
}

/// The signs of runs of letters.
#[derive(Debug, Default)]
pub(super) struct SignTable {
    /// By the number that [`key`] makes of a run.
    runs: FxHashMap<u64, Signs>,
    /// One bit for each place that a hashed key may have: most runs have no sign, and end here.
    sieve: Vec<u64>,
}

/// The places of the sieve, as a power of two.
const SIEVE: u32 = 15;

impl SignTable {
    /// The table of a dictionary.
    pub fn new(words: &Dictionary) -> SignTable {
        let mut table = SignTable { runs: FxHashMap::default(), sieve: vec![0; 1 << (SIEVE - 6)] };
        let texts = words.texts();
        for (&text, entries) in texts.iter().zip(words.all()).filter(|(_, entries)| entries.begins) {
            table.add(text, signs_of(&entries.own.senses, false));
            for (rest, meaning) in &entries.phrases {
                let signs = signs_of(&meaning.senses, true);
                if !signs.meets(Signs::SCANNED) {
                    continue;
                }
                let rest = rest.iter().map(|word| texts[word.place()]);
                let telling = std::iter::once(text).chain(rest).max_by_key(|word| {
                    let small = words.get(word).is_some_and(is_small);
                    (!small, run_of(word).len())
                });
                table.add(telling.unwrap_or(text), signs);
            }
        }
        table
    }

    fn add(&mut self, word: &str, signs: Signs) {
        let signs = Signs(signs.0 & Signs::SCANNED.0);
        let run = run_of(word);
        if signs == Signs::default() {
            return;
        }
        let key = key(run.as_bytes());
        *self.runs.entry(key).or_default() |= signs;
        let place = place(key);
        self.sieve[place >> 6] |= 1 << (place & 63);
    }

    /// Whether signs tell all of this text: it has no letter that is ASCII only in lower case.
    pub fn is_sure(text: &str) -> bool {
        !text.contains('\u{212a}')
    }

    /// Tells the place and signs of every run of `text` that has one of `wanted`, until `found`
    /// returns false.
    pub fn each(&self, text: &[u8], wanted: Signs, mut found: impl FnMut(usize, Signs) -> bool) {
        let mut at = 0;
        while at < text.len() {
            let byte = text[at];
            if !byte.is_ascii_alphabetic() {
                if byte.is_ascii_digit() && wanted.meets(Signs::NUMBER) && !found(at, Signs::NUMBER) {
                    return;
                }
                at += 1;
                continue;
            }
            let start = at;
            while at < text.len() && text[at].is_ascii_alphabetic() {
                at += 1;
            }
            let signs = self.of_run(&text[start..at]);
            if signs.meets(wanted) && !found(start, signs) {
                return;
            }
        }
    }

    fn of_run(&self, run: &[u8]) -> Signs {
        let toll = if ends_in_toll(run) { Signs::HARM } else { Signs::default() };
        let key = key(run);
        let place = place(key);
        if self.sieve[place >> 6] & 1 << (place & 63) == 0 {
            return toll;
        }
        self.runs.get(&key).copied().unwrap_or_default() | toll
    }
}

/// The grammar takes any label that ends so for one of a toll.
fn ends_in_toll(word: &[u8]) -> bool {
    word.last_chunk::<4>().is_some_and(|end| end.eq_ignore_ascii_case(b"toll"))
}

/// A run of ASCII letters as a number, whatever its capitals: its first eight letters and its length.
/// Two long words may share one, which costs time and changes nothing.
fn key(run: &[u8]) -> u64 {
    let mut letters = [0; 8];
    let head = run.len().min(8);
    letters[..head].copy_from_slice(&run[..head]);
    (u64::from_le_bytes(letters) | 0x2020_2020_2020_2020) ^ (run.len() as u64) << 56
}

/// The place of a key in the sieve.
const fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SIEVE)) as usize
}

/// The longest run of ASCII letters in a word.
fn run_of(word: &str) -> &str {
    word.split(|c: char| !c.is_ascii_alphabetic()).max_by_key(|run| run.len()).unwrap_or_default()
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
