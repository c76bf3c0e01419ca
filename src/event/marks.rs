//! What the tables say of single words, found with one look-up a word.
//!
//! In: the words of `rules/time/`, `rules/passages/`, `rules/occurrences/` and `rules/names/`, each
//! with its [`Cue`]. Out: the [`Marks`] of a word. A word that begins a phrase is marked as well, so
//! that phrases are looked for only where one may begin. Of whole sentences the table tells in one pass
//! over their bytes whether any word could date what they tell, or say what kind of occurrence it was.
//! What a cue means is for its reader to say.

use rustc_hash::FxHashMap;

use super::words::Word;
use crate::text::runs::{RunTable, Runs};

/// What a table says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    /// What follows is where something is.
    At,
    /// What follows is a place, but not where it happened.
    Toward,
    /// "town", before "of" and a name.
    PlaceNoun,
    /// "province", after a name.
    Head,
    /// Where people are brought and counted.
    Facility,
    /// Compass words before a name.
    Compass,
    /// Words of a group's name.
    GroupWord,
    /// Those of them that "of" may follow.
    GroupOf,
    /// Words before a group's name.
    GroupBefore,
    /// Verbs of saying.
    Say,
    /// Verbs of counting, finding and treating.
    Counting,
    /// Verbs of harm.
    Harm,
    /// Capitalised words that are no names.
    NotName,
    /// Words that open a clause.
    Opens,
    /// Those whose clause leans on the one before.
    Leans,
    /// Numbers before the word for an event: "two air strikes".
    Several,
    /// Words for the site of an event.
    Site,
    /// The first word of a turn from one event to another.
    Turn,
    /// The first word of a kind of occurrence.
    Kind,
    /// Words that say how large the place beside them is.
    Sort,
    /// Names of months.
    Month,
    /// Names of weekdays.
    Weekday,
    /// What "ago" counts in.
    Unit,
    /// Small numbers in words.
    Count,
    /// Words for a part of the day that may follow a weekday.
    DayPart,
    /// Those of them that reach into the next morning.
    Night,
    /// "since"
    Since,
    /// "until", "by"
    Until,
    /// Words that put what follows into the future.
    Will,
    /// "every"
    Every,
    /// Words that a bare year may follow.
    YearAfter,
    /// "ago", "earlier"
    Ago,
    /// "after"
    After,
    /// Words that a count may follow which is told from an event.
    CountsOn,
    /// The first word of a phrase for a stretch of days.
    Days,
    /// The first word of a part of a month.
    MonthPart,
}

/// The cues of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks(u64);

impl Marks {
    const fn of(cue: Cue) -> Marks {
        Marks(1 << cue as u64)
    }

    /// Whether the word has this cue.
    pub const fn has(self, cue: Cue) -> bool {
        self.0 & 1 << cue as u64 != 0
    }

    /// Those that one of the words has.
    pub fn of_all(words: &[Word]) -> Marks {
        Marks(words.iter().fold(0, |all, word| all | word.marks.0))
    }

    /// Those of words that a date may begin with, numbers aside.
    const DATING: Marks =
        Marks(1 << Cue::Month as u64 | 1 << Cue::Weekday as u64 | 1 << Cue::Days as u64 | 1 << Cue::MonthPart as u64);

    /// Whether a date may begin with the word, if it is no number.
    pub const fn may_date(self) -> bool {
        self.0 & Self::DATING.0 != 0
    }
}

/// The number of a word of the tables; the words that no table holds share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct WordId(u32);

/// The marks of all words of the tables, in lower case.
#[derive(Debug, Clone)]
pub(crate) struct MarkTable {
    words: FxHashMap<Box<str>, (WordId, Marks)>,
    /// By first byte, a bit for each length that one of them has: most other words are told by that.
    lengths: [u64; 256],
    /// What their runs of letters could be part of.
    runs: RunTable,
}

impl Default for MarkTable {
    fn default() -> Self {
        MarkTable { words: FxHashMap::default(), lengths: [0; 256], runs: RunTable::default() }
    }
}

/// A date, or a kind of occurrence.
const TELLING: u32 = 1;
/// A unit of time, which with one of [`COUNTS`] makes a date.
const UNIT: u32 = 2;
/// Words from which time is counted: "ago", "after".
const COUNTS: u32 = 4;

impl Cue {
    /// What a word with this cue is a sign of.
    const fn sign(self) -> u32 {
        match self {
            Cue::Month | Cue::Weekday | Cue::Days | Cue::MonthPart | Cue::Kind => TELLING,
            Cue::Unit => UNIT,
            Cue::Ago | Cue::After => COUNTS,
            _ => 0,
        }
    }
}

impl MarkTable {
    /// Gives the word that a phrase in lower case begins with a cue; the numbers of its words.
    pub fn mark_phrase(&mut self, cue: Cue, phrase: &str) -> Vec<WordId> {
        let words = phrase.split_whitespace();
        // small words stand in any sentence, long ones tell
        if let Some(longest) = words.clone().max_by_key(|word| word.len()) {
            self.sign(cue, longest);
        }
        let own = |n: usize| if n == 0 { Marks::of(cue) } else { Marks::default() };
        words.enumerate().map(|(n, word)| self.add(own(n), word)).collect()
    }

    /// Whether a text may state a date or say what kind of occurrence something was. A year has four digits.
    pub fn may_tell(&self, text: &str) -> bool {
        let mut all = 0;
        for run in Runs::of(text.as_bytes()) {
            all |= if run.is_digits() { u32::from(run.bytes.len() == 4) * TELLING } else { self.runs.of(&run) };
            if all & TELLING != 0 || all & UNIT != 0 && all & COUNTS != 0 {
                return true;
            }
        }
        !RunTable::is_sure(text)
    }

    fn sign(&mut self, cue: Cue, word: &str) {
        if cue.sign() != 0 {
            self.runs.add(word, cue.sign());
        }
    }

    /// Gives words a cue.
    pub fn mark<'w>(&mut self, cue: Cue, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            self.sign(cue, word);
            self.add(Marks::of(cue), word);
        }
    }

    fn add(&mut self, marks: Marks, word: &str) -> WordId {
        if let Some((id, known)) = self.words.get_mut(word) {
            known.0 |= marks.0;
            return *id;
        }
        // 0 is for the words that no table holds
        let id = WordId(self.words.len() as u32 + 1);
        self.words.insert(word.into(), (id, marks));
        if let Some(&first) = word.as_bytes().first() {
            self.lengths[usize::from(first)] |= length_bit(word);
        }
        id
    }

    /// The number and the marks of a word in lower case.
    pub fn of(&self, lower: &str) -> (WordId, Marks) {
        let first = lower.as_bytes().first().copied().unwrap_or_default();
        if self.lengths[usize::from(first)] & length_bit(lower) == 0 {
            return Default::default();
        }
        self.words.get(lower).copied().unwrap_or_default()
    }
}

/// The bit of a word's length; the longest words share one.
fn length_bit(word: &str) -> u64 {
    1 << word.len().min(63)
}
