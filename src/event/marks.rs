//! What the tables say of single words, found with one look-up a word.
//!
//! In: the words of `rules/time/`, `rules/passages/`, `rules/occurrences/` and `rules/names/`, each
//! with its [`Cue`]. Out: the [`Marks`] of a word. A word that begins a phrase is marked as well, so
//! that phrases are looked for only where one may begin. What a cue means is for its reader to say.

use rustc_hash::FxHashMap;

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
}

/// The marks of all words of the tables, in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct MarkTable {
    words: FxHashMap<Box<str>, Marks>,
    /// The bytes of the longest of them.
    longest: usize,
}

impl MarkTable {
    /// Gives words a cue.
    pub fn mark<'w>(&mut self, cue: Cue, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            match self.words.get_mut(word) {
                Some(marks) => marks.0 |= 1 << cue as u64,
                None => {
                    self.words.insert(word.into(), Marks(1 << cue as u64));
                    self.longest = self.longest.max(word.len());
                }
            }
        }
    }

    /// The marks of a word in lower case.
    pub fn of(&self, lower: &str) -> Marks {
        if lower.len() > self.longest { Marks::default() } else { self.words.get(lower).copied().unwrap_or_default() }
    }
}
