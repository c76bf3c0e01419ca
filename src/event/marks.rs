//! What the tables say of single words, found with one look-up a word.
//!
//! In: the words of `rules/time/`, `rules/passages/`, `rules/occurrences/` and `rules/names/`, each
//! with its [`Cue`]. Out: the [`Marks`] of a word. A word that begins a phrase is marked as well, so
//! that phrases are looked for only where one may begin. Of whole sentences the table tells in one pass
//! over their bytes whether any word could date what they tell, or say what kind of occurrence it was.
//! What a cue means is for its reader to say.

use rustc_hash::FxHashMap;

use super::phrases::Phrases;
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
    /// Whether the word has this cue.
    pub const fn has(self, cue: Cue) -> bool {
        self.0 & 1 << cue as u64 != 0
    }

    /// Those of words that a date may begin with, numbers in digits aside.
    const DATING: Marks = Marks(
        1 << Cue::Month as u64
            | 1 << Cue::Weekday as u64
            | 1 << Cue::Count as u64
            | 1 << Cue::Days as u64
            | 1 << Cue::MonthPart as u64,
    );

    /// Whether a date may begin with the word, if it is no number in digits.
    pub const fn may_date(self) -> bool {
        self.0 & Self::DATING.0 != 0
    }
}

/// The marks of all words of the tables, in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct MarkTable {
    words: FxHashMap<Box<str>, Marks>,
    /// The bytes of the longest of them.
    longest: usize,
    /// What their runs of letters could be part of.
    runs: RunTable,
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
    /// Gives the words that phrases begin with a cue.
    pub fn mark_phrases<T: Copy>(&mut self, cue: Cue, phrases: &Phrases<T>) {
        phrases.firsts().for_each(|word| self.add(cue, word));
        for phrase in phrases.all() {
            // small words stand in any sentence, long ones tell
            if let Some(longest) = phrase.iter().max_by_key(|word| word.len()) {
                self.sign(cue, longest);
            }
        }
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
            self.add(cue, word);
        }
    }

    fn add(&mut self, cue: Cue, word: &str) {
        match self.words.get_mut(word) {
            Some(marks) => marks.0 |= 1 << cue as u64,
            None => {
                self.words.insert(word.into(), Marks(1 << cue as u64));
                self.longest = self.longest.max(word.len());
            }
        }
    }

    /// The marks of a word in lower case.
    pub fn of(&self, lower: &str) -> Marks {
        if lower.len() > self.longest { Marks::default() } else { self.words.get(lower).copied().unwrap_or_default() }
    }
}
