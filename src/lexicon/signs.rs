//! Whether a stretch of text holds any word that could matter, told in one pass over its bytes.
//!
//! In: bytes. Out: the [`Signs`] of the words in them. The table is made from the dictionary when
//! a lexicon is loaded: there is no second list of words. A word stands for its longest run of ASCII
//! letters, a phrase for its longest run in a word that is not a small one, so that a sign can be
//! there without its phrase, but no phrase can be there without its sign: every piece that the lexer
//! cuts has no letter right before it or behind. A phrase of harm must stand there as a whole. (The one letter
//! outside ASCII that becomes an ASCII letter in lower case is looked for by [`RunTable::is_sure`].)

use std::ops::{BitOr, BitOrAssign, ControlFlow};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::dictionary::{Dictionary, Meaning, Word};
use super::{Sense, Token};
use crate::text::runs::{Run, RunIndex, RunTable, ends_with, longest_run, runs};

/// Signs for others stand in the upper half.
const WATCHED: u32 = 32;

/// What the words of a stretch of text could be part of, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(u64);

impl Signs {
    /// A word that tells what befell people.
    pub const HARM: Signs = Signs(1);
    /// A verb that tells it together with [`Signs::WHERE_TO`].
    const MOVES: Signs = Signs(2);
    /// Where such a verb leads.
    const WHERE_TO: Signs = Signs(4);
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
    #[inline]
    pub const fn meets(self, other: Signs) -> bool {
        self.0 & other.0 != 0
    }

    /// What may stand between a verb of saying and its number: "speaks of at least another 812".
    const LEADS: Signs = Signs(2048);
    /// Such a verb, then nothing else, then a number.
    const SAID: Signs = Signs(4096);
    /// A number, a form of "be" behind it, and behind that a noun of people.
    const SOME_ARE: Signs = Signs(8192);
    /// A number, and behind it "of" with "them" right behind.
    const OF_THEM: Signs = Signs(16384);
    /// The last word but one of a phrase of harm.
    const FIRST: Signs = Signs(32768);
    /// The last.
    const SECOND: Signs = Signs(65536);
    /// Those that say something only of how words stand.
    const OF_ORDER: Signs = Signs::LEADS.with(Signs::FIRST).with(Signs::SECOND);
    /// A verb that tells what befell people together with [`Signs::OUT`]: "drove 300 from".
    const DRIVES: Signs = Signs(1 << 17);
    const OUT: Signs = Signs(1 << 18);
    /// One that does with [`Signs::SEARCHER`]: "divers were looking for".
    const SEARCHES: Signs = Signs(1 << 19);
    const SEARCHER: Signs = Signs(1 << 20);
    /// A noun that does with [`Signs::UNTOLD`]: "the fate of 21 is unclear".
    const FATE: Signs = Signs(1 << 21);
    const UNTOLD: Signs = Signs(1 << 22);
    /// A verb that does with [`Signs::WOUND`]: "suffered burns", "escaped with cuts".
    const SUFFERS: Signs = Signs(1 << 23);
    const WOUND: Signs = Signs(1 << 24);
    /// A verb that does with [`Signs::PEOPLE`]: "cost the army 14 men".
    const COSTS: Signs = Signs(1 << 25);
    /// One that does with [`Signs::NUMBER`]: "the blaze claimed seven".
    const CLAIMS: Signs = Signs(1 << 26);
    /// Where people are treated, which does with [`Signs::BRINGS`]: "rushed to two hospitals".
    const CLINIC: Signs = Signs(1 << 28);
    const BRINGS: Signs = Signs(1 << 29);
    /// A verb that does with [`Signs::CAPTOR`]: "gunmen took two drivers".
    const SEIZES: Signs = Signs(1 << 30);
    const CAPTOR: Signs = Signs(1 << 31);
    /// Among them, they included: "among them were 12 children".
    pub const INCLUDES: Signs = Signs(1 << 27);

    /// What the words are signs of to those for whom they are watched.
    pub const fn watched(self) -> u32 {
        (self.0 >> WATCHED) as u32
    }

    /// Whether something is said of what befell people.
    #[inline]
    pub fn harm(self) -> bool {
        const TOGETHER: [(Signs, Signs); 10] = [
            (Signs::MOVES, Signs::WHERE_TO),
            (Signs::DRIVES, Signs::OUT),
            (Signs::SEARCHES, Signs::SEARCHER),
            (Signs::SEIZES, Signs::CAPTOR),
            (Signs::FATE, Signs::UNTOLD),
            (Signs::SUFFERS, Signs::WOUND),
            (Signs::BRINGS, Signs::CLINIC),
            (Signs::PEOPLE.with(Signs::NUMBER), Signs::WOUND),
            (Signs::COSTS, Signs::PEOPLE),
            (Signs::CLAIMS, Signs::NUMBER),
        ];
        self.meets(Signs::HARM) || TOGETHER.iter().any(|(one, other)| self.meets(*one) && self.meets(*other))
    }

    /// Whether a figure without a word of harm beside it may take over what an earlier one counts: it is
    /// said by somebody, some of them are somebody, it is a part of them, or the number is spoken of.
    pub fn takes_over(self) -> bool {
        let includes = self.meets(Signs::INCLUDES) && self.meets(Signs::NUMBER);
        includes || self.meets(Signs::SAID | Signs::SOME_ARE | Signs::OF_THEM | Signs::TOTAL)
    }

    /// These with all that may come of how their words stand further apart.
    pub fn at_most(self) -> Signs {
        const STAND: [(&[Signs], Signs); 3] = [
            (&[Signs::SAYS, Signs::NUMBER], Signs::SAID),
            (&[Signs::NUMBER, Signs::BE, Signs::PEOPLE], Signs::SOME_ARE),
            (&[Signs::NUMBER, Signs::OF, Signs::THEM], Signs::OF_THEM),
        ];
        let may = STAND.iter().filter(|(words, _)| words.iter().all(|&word| self.meets(word)));
        may.fold(self, |all, (_, told)| all | *told)
    }

    /// The signs of a token.
    pub fn of(token: &Token) -> Signs {
        let text = token.text.as_bytes();
        let digits = if text[0].is_ascii_digit() { Signs::NUMBER } else { Signs::default() };
        let number = if token.is_word(&[TOTAL]) { Signs::TOTAL } else { Signs::default() };
        let phrase = token.signs.meets(Signs::THEM) && !text.iter().all(u8::is_ascii_alphabetic);
        let own = if phrase { token.signs.of_phrase() } else { token.signs };
        own | digits | number | of_label(text)
    }

    /// What a phrase is a sign of whose senses, as those of a word, are these signs: "the dead", "the wounded".
    const fn of_phrase(self) -> Signs {
        if self.meets(Signs::THEM) { self.with(Signs::HARM) } else { self }
    }
}

impl Signs {
    /// Whether the words of a phrase with these lead on to a number.
    const fn leads(self) -> bool {
        self.meets(Signs::LEADS.with(Signs::SAYS).with(Signs::NUMBER))
    }

    /// These but for some.
    const fn without(self, other: Signs) -> Signs {
        Signs(self.0 & !other.0)
    }

    /// Those of either.
    #[inline]
    pub const fn with(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }
}

impl BitOr for Signs {
    type Output = Signs;

    #[inline]
    fn bitor(self, other: Signs) -> Signs {
        self.with(other)
    }
}

impl BitOrAssign for Signs {
    #[inline]
    fn bitor_assign(&mut self, other: Signs) {
        self.0 |= other.0;
    }
}

impl Signs {
    /// What a word of this sense is a sign of; of a phrase [`Signs::of_phrase`] tells.
    pub(super) const fn of_sense(sense: Sense) -> Signs {
        match sense {
            // every sense from which the grammar takes a measure, by itself or together with another
            Sense::Does(..)
            | Sense::Undergoes(..)
            | Sense::State(_)
            | Sense::Outcome(_)
            | Sense::Deed(_)
            | Sense::Gravely(_)
            | Sense::Toll(_)
            | Sense::Some
            | Sense::Orders
            | Sense::Refuge => Signs::HARM,
            Sense::Them => Signs::THEM,
            Sense::Harmed(..) | Sense::Victim(_) => Signs(Signs::HARM.0 | Signs::PEOPLE.0),
            Sense::Moves(_) => Signs::MOVES,
            Sense::WhereTo(_) => Signs::WHERE_TO,
            Sense::Drives(..) => Signs::DRIVES,
            Sense::Out => Signs::OUT,
            Sense::Searches(_) => Signs::SEARCHES,
            Sense::Searcher => Signs::SEARCHER,
            Sense::Seizes(_) => Signs::SEIZES,
            Sense::Captor => Signs::CAPTOR,
            Sense::Suffers(_) | Sense::Escapes(_) | Sense::Have => Signs::SUFFERS,
            Sense::Costs(_) => Signs::COSTS,
            Sense::Claims => Signs::CLAIMS,
            Sense::Including => Signs::INCLUDES,
            Sense::Wound => Signs::WOUND,
            Sense::Clinic => Signs::CLINIC,
            Sense::Brings => Signs::BRINGS,
            Sense::Fate => Signs::FATE,
            Sense::Untold => Signs::UNTOLD,
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
            | Sense::Another => Signs::NUMBER.with(Signs::LEADS),
            Sense::All | Sense::Determiner | Sense::Bound(_) | Sense::Opens => Signs::LEADS,
            Sense::Article => Signs::ARTICLE.with(Signs::LEADS),
            Sense::Say(..) => Signs::SAYS,
            Sense::Be => Signs::BE,
            Sense::Of => Signs::OF.with(Signs::LEADS),
            Sense::Person(..) | Sense::Household(_) | Sense::Members => Signs::PEOPLE,
            _ => Signs(0),
        }
    }
}

/// The signs of runs of letters.
#[derive(Debug, Default)]
pub(super) struct SignTable {
    runs: RunTable,
    /// The same for reading texts, once the first is read.
    index: OnceLock<RunIndex>,
    /// The last two words of each phrase of harm, as the numbers of their runs, with those before them.
    phrases: FxHashMap<(u64, u64), Vec<Box<[u64]>>>,
    /// What the number of a year is a sign of, to those for whom words are watched.
    year: Signs,
}

/// The runs of the built-in words that are signs, and those of others, about.
const WORDS: usize = 6_500;

/// The digits of a year.
const YEAR: usize = 4;

/// A run before another.
#[derive(Default)]
struct Before {
    signs: Signs,
    key: u64,
    at: usize,
}

impl SignTable {
    /// The table of a dictionary.
    pub fn new(words: &Dictionary) -> SignTable {
        let mut table = SignTable { runs: RunTable::with_room(WORDS), ..SignTable::default() };
        table.add(TOTAL, Signs::TOTAL);
        let small: Vec<bool> = words.all().map(|(_, entries)| is_small(words.own(entries))).collect();
        let telling = |word: &Word| (!small[word.place()], longest_run(words.text(*word)).len());
        let (mut phrase, mut keys) = (Vec::new(), Vec::new());
        for (first, entries) in words.all().filter(|(_, entries)| entries.begins) {
            let signs = words.own(entries).signs;
            if signs != Signs::default() {
                let text = words.text(first);
                let own = if text == THAT { signs.without(Signs::LEADS) } else { signs };
                table.add(text, own);
                table.lead(text, own);
            }
            for (rest, meaning) in words.phrases(entries) {
                let signs = meaning.signs.of_phrase();
                if signs == Signs::default() {
                    continue;
                }
                phrase.clear();
                phrase.extend(std::iter::once(first).chain(rest.iter().copied()));
                let whole = signs.meets(Signs::HARM)
                    && table.add_phrase(phrase.iter().map(|word| words.text(*word)), &mut keys);
                let most = phrase.iter().copied().max_by_key(telling).unwrap_or(first);
                table.add(words.text(most), if whole { signs.without(Signs::HARM) } else { signs });
                if signs.leads() {
                    phrase.iter().for_each(|word| table.lead(words.text(*word), signs));
                }
            }
        }
        table
    }

    /// Adds what runs are signs of to others; `year`: what the number of a year is.
    pub fn watch(&mut self, others: &RunTable, year: u32) {
        others.numbers().for_each(|(run, signs)| self.runs.add_number(run, signs << WATCHED));
        self.index = OnceLock::new();
        self.year = Signs(u64::from(year) << WATCHED);
    }

    /// Adds a sign to the longest run of a word.
    fn add(&mut self, word: &str, signs: Signs) {
        if signs != Signs::default() {
            self.runs.add(word, signs.0);
        }
    }

    /// All words of a bound or a number lead on to it, those of a verb of saying as well.
    fn lead(&mut self, word: &str, signs: Signs) {
        if signs.leads() {
            word.split(|c: char| !c.is_ascii_alphabetic()).for_each(|run| self.add(run, Signs::LEADS));
        }
    }

    /// Adds a phrase of harm, if all its words are nothing but a run of letters. `keys`: room for their numbers.
    fn add_phrase<'w>(&mut self, words: impl Iterator<Item = &'w str>, keys: &mut Vec<u64>) -> bool {
        keys.clear();
        for word in words {
            let Some(run) = Run::whole(word) else { return false };
            keys.push(run.key());
        }
        let [before @ .., one, other] = keys.as_slice() else { return false };
        self.phrases.entry((*one, *other)).or_default().push(before.into());
        self.runs.add_number(*one, Signs::FIRST.0);
        self.runs.add_number(*other, Signs::SECOND.0);
        true
    }

    /// Hands over each run of `text` by its place and its signs, if any, and returns the signs of all; of how they
    /// stand only which phrases of harm they make side by side.
    #[inline(always)]
    pub fn each(&self, text: &[u8], mut each: impl FnMut(usize, Signs)) -> Signs {
        let (mut all, mut before) = (Signs::default(), Before::default());
        let index = self.index();
        let _ = runs::<()>(text, |run| {
            let signs = self.of_run(index, text, &run, &before);
            all |= signs;
            before = Before { signs, key: run.key(), at: run.at };
            each(run.at, signs.without(Signs::OF_ORDER));
            ControlFlow::Continue(())
        });
        all
    }

    fn index(&self) -> &RunIndex {
        self.index.get_or_init(|| RunIndex::new(&self.runs))
    }

    /// The signs of a run of a text, and of a phrase of harm that it ends with the one `before`, of these signs.
    #[inline(always)]
    fn of_run(&self, index: &RunIndex, text: &[u8], run: &Run, before: &Before) -> Signs {
        if run.is_digits() {
            return if run.length == YEAR { Signs::NUMBER | self.year } else { Signs::NUMBER };
        }
        // few words end in this letter
        let label = if run.last() == b'l' { of_label(run.bytes()) } else { Signs::default() };
        let signs = Signs(index.of(run)) | label;
        let side_by_side = before.signs.meets(Signs::FIRST) & signs.meets(Signs::SECOND);
        let ends = side_by_side && self.ends_phrase(text, before.at, before.key, run.key());
        if ends { signs | Signs::HARM } else { signs }
    }

    /// Whether a phrase of harm ends with two runs of these numbers, the first of them at a place of a text.
    fn ends_phrase(&self, text: &[u8], at: usize, one: u64, other: u64) -> bool {
        let phrases = self.phrases.get(&(one, other));
        phrases.is_some_and(|phrases| phrases.iter().any(|before| ends_with(&text[..at], before)))
    }

    /// The signs of all runs of `text` and of how they stand.
    pub fn of(&self, text: &[u8]) -> Signs {
        let mut scan = Scan::default();
        let mut before = Before::default();
        let index = self.index();
        let _ = runs::<()>(text, |run| {
            let signs = self.of_run(index, text, &run, &before);
            scan.take(signs);
            before = Before { signs, key: run.key(), at: run.at };
            ControlFlow::Continue(())
        });
        scan.all
    }
}

/// The signs of the runs up to some place of a text.
#[derive(Default)]
struct Scan {
    all: Signs,
    /// Those of the last run.
    before: Signs,
    /// Whether a verb of saying stands before it, with nothing between that may not lead on to its number.
    says: bool,
    /// Whether a form of "be" stands behind a number.
    number_is: bool,
}

impl Scan {
    fn take(&mut self, signs: Signs) {
        let mut found = signs;
        if self.says && signs.meets(Signs::NUMBER) {
            found |= Signs::SAID;
        }
        if self.number_is && signs.meets(Signs::PEOPLE) {
            found |= Signs::SOME_ARE;
        }
        if self.before.meets(Signs::OF) && signs.meets(Signs::THEM) && self.all.meets(Signs::NUMBER) {
            found |= Signs::OF_THEM;
        }
        self.number_is |= signs.meets(Signs::BE) && self.all.meets(Signs::NUMBER);
        self.says = signs.meets(Signs::SAYS) || self.says && signs.meets(Signs::LEADS);
        self.all |= found;
        self.before = signs;
    }
}

/// Whether signs tell all of a text: it has no entities, which are blanks to the lexer and runs of letters here.
pub(super) fn are_sure(text: &str) -> bool {
    memchr::memchr(b'&', text.as_bytes()).is_none() && RunTable::is_sure(text)
}

/// The word that may stand for a toll that was told before, whatever the dictionary says.
const TOTAL: &str = "number";

/// A determiner that leads on to no number: "said that 12" is not "said 12".
const THAT: &str = "that";

/// Any label that ends in this is one of a toll, whatever the dictionary says.
const TOLL: &str = "toll";

#[inline(always)]
fn of_label(word: &[u8]) -> Signs {
    let toll = word.last_chunk::<{ TOLL.len() }>().is_some_and(|end| end.eq_ignore_ascii_case(TOLL.as_bytes()));
    if toll { Signs::HARM } else { Signs::default() }
}

/// Whether a word stands in any text: it should not be what a phrase is told by.
fn is_small(meaning: &Meaning) -> bool {
    meaning.senses.iter().any(|sense| {
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
