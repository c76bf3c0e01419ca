//! What the tables say of single words, found with one look-up a word.
//!
//! In: the words of `rules/time/`, `rules/passages/`, `rules/occurrences/` and `rules/names/`, each
//! with its [`Cue`]. Out: the [`Marks`] of a word. A word that begins a phrase is marked as well, so
//! that phrases are looked for only where one may begin. Of whole sentences the table tells in one pass
//! over their bytes which [`Tells`] their words could be part of.
//! What a cue means is for its reader to say.

use std::ops::{BitOr, ControlFlow};

use super::words::Word;
use crate::lexicon::Lexicon;
use crate::lexicon::numbered::Numbered;
use crate::text::runs::{RunTable, runs};

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
    const fn of(cues: &[Cue]) -> Marks {
        let mut marks = 0;
        let mut at = 0;
        while at < cues.len() {
            marks |= 1 << cues[at] as u64;
            at += 1;
        }
        Marks(marks)
    }

    /// Whether the word has this cue.
    pub const fn has(self, cue: Cue) -> bool {
        self.0 & 1 << cue as u64 != 0
    }

    /// Those that one of the words has.
    pub fn of_all(words: &[Word]) -> Marks {
        Marks(words.iter().fold(0, |all, word| all | word.marks.0))
    }

    /// Whether a date may begin with the word, if it is no number.
    pub const fn may_date(self) -> bool {
        const DATING: Marks = Marks::of(&[Cue::Month, Cue::Weekday, Cue::Days, Cue::MonthPart]);
        self.0 & DATING.0 != 0
    }

    /// Whether a kind of occurrence, a number of occurrences or a turn to one may begin with the word.
    pub const fn tell_of_events(self) -> bool {
        const EVENTS: Marks = Marks::of(&[Cue::Turn, Cue::Several, Cue::Kind]);
        self.0 & EVENTS.0 != 0
    }
}

/// The number of a word of the tables; the words that no table holds share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct WordId(u32);

impl WordId {
    /// That of a word that the tables gave a number. 0 is for the words that no table holds.
    const fn of(number: usize) -> WordId {
        WordId(number as u32 + 1)
    }

    /// Its place among all of them.
    pub const fn place(self) -> usize {
        self.0 as usize
    }
}

/// What the words of a sentence could tell, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tells(pub u32);

impl Tells {
    /// A date.
    pub const DATE: Tells = Tells(1);
    /// A kind of occurrence.
    pub const KIND: Tells = Tells(2);
    /// One that lasts, and others happen within it.
    pub const BACKGROUND: Tells = Tells(4);
    /// A turn to another occurrence, of the past or of the day.
    pub const TURN: Tells = Tells(8);
    /// A unit of time, which makes a date with one of the next two.
    const UNIT: Tells = Tells(16);
    /// "ago": so long before a day.
    const AGO: Tells = Tells(32);
    /// "after": so long after an occurrence.
    const AFTER: Tells = Tells(64);
    /// A verb of harm.
    const HARM: Tells = Tells(128);
    /// The end of a possessive.
    const POSSESSIVE: Tells = Tells(256);

    /// What a word with this cue is a sign of.
    const fn of(cue: Cue) -> Tells {
        match cue {
            Cue::Month | Cue::Weekday => Tells::DATE,
            Cue::Unit => Tells::UNIT,
            Cue::Ago => Tells::AGO,
            Cue::After => Tells::AFTER,
            Cue::Harm => Tells::HARM,
            _ => Tells(0),
        }
    }

    /// Whether any of `other` is there.
    const fn has(self, other: Tells) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there may be a date.
    pub const fn a_date(self) -> bool {
        self.has(Tells::DATE) || self.has(Tells::UNIT) && (self.has(Tells::AGO) || self.has(Tells::AFTER))
    }

    /// Whether there may be a date that is one of an occurrence: counted from it, beside the word for it, in
    /// front of a clause about harm, or with a possessive that stands for it ("Saturday's was stronger").
    const fn dates(self) -> bool {
        let beside = self.has(Tells::KIND) || self.has(Tells::HARM) || self.has(Tells::POSSESSIVE);
        self.has(Tells::UNIT) && self.has(Tells::AFTER) || self.a_date() && beside
    }

    /// Whether a sentence without a claim may say something of the occurrence that its text is about, or
    /// turn to another. `known`: what that occurrence is called is known.
    pub const fn of_occurrences(self, known: bool) -> bool {
        let turns = self.has(Tells::TURN) || self.has(Tells::BACKGROUND);
        self.dates() || self.has(Tells::KIND) && (!known || turns)
    }
}

impl BitOr for Tells {
    type Output = Tells;

    fn bitor(self, other: Tells) -> Tells {
        Tells(self.0 | other.0)
    }
}

/// The marks of all words of the tables, in lower case.
#[derive(Debug, Clone)]
pub(crate) struct MarkTable {
    words: Numbered,
    /// Those of each word.
    marks: Vec<Marks>,
    /// By first byte, a bit for each length that one of them has: most other words are told by that.
    lengths: [u64; 256],
    /// What their runs of letters could be part of.
    runs: RunTable,
}

impl Default for MarkTable {
    fn default() -> Self {
        let mut table =
            MarkTable { words: Numbered::default(), marks: Vec::new(), lengths: [0; 256], runs: RunTable::default() };
        table.sign(Tells::POSSESSIVE, "s");
        table
    }
}

impl MarkTable {
    /// Gives the word that a phrase in lower case begins with a cue; the numbers of its words.
    pub fn mark_phrase(&mut self, cue: Cue, phrase: &str) -> Vec<WordId> {
        let own = |n: usize| if n == 0 { Marks::of(&[cue]) } else { Marks::default() };
        phrase.split_whitespace().enumerate().map(|(n, word)| self.add(own(n), word)).collect()
    }

    /// Notes what a phrase is a sign of: small words stand in any sentence, its longest one tells.
    pub fn sign_phrase(&mut self, tells: Tells, phrase: &str) {
        if let Some(longest) = phrase.split_whitespace().max_by_key(|word| word.len()) {
            self.sign(tells, longest);
        }
    }

    /// What the words of a text could tell; `None` where it has letters that signs do not tell of. A year has
    /// four digits.
    pub fn tells(&self, text: &str) -> Option<Tells> {
        if !RunTable::is_sure(text) {
            return None;
        }
        let mut tells = 0;
        let _ = runs::<()>(text.as_bytes(), |run| {
            let year = run.is_digits() && run.length == 4;
            tells |= if year { Tells::DATE.0 } else { self.runs.of(&run) as u32 };
            ControlFlow::Continue(())
        });
        Some(Tells(tells))
    }

    /// Has a lexicon watch for the words that tell.
    pub fn watch(&self, lexicon: &mut Lexicon) {
        lexicon.watch(&self.runs, Tells::DATE.0);
    }

    fn sign(&mut self, tells: Tells, word: &str) {
        if tells != Tells::default() {
            self.runs.add(word, u64::from(tells.0));
        }
    }

    /// Gives words a cue.
    pub fn mark<'w>(&mut self, cue: Cue, words: impl IntoIterator<Item = &'w str>) {
        for word in words {
            self.sign(Tells::of(cue), word);
            self.add(Marks::of(&[cue]), word);
        }
    }

    fn add(&mut self, marks: Marks, word: &str) -> WordId {
        let number = self.words.add(word);
        match self.marks.get_mut(number) {
            Some(known) => known.0 |= marks.0,
            None => self.marks.push(marks),
        }
        if let Some(&first) = word.as_bytes().first() {
            self.lengths[usize::from(first)] |= length_bit(word.len());
        }
        WordId::of(number)
    }

    /// The number and the marks of a word in lower case.
    pub fn of(&self, lower: &str) -> (WordId, Marks) {
        let first = lower.as_bytes().first().copied().unwrap_or_default();
        self.known(first, lower.len(), || self.words.find(lower))
    }

    /// Those of the run of `length` ASCII letters and digits at the start of `text`, whatever its capitals.
    #[inline]
    pub fn of_run(&self, text: &[u8], length: usize) -> (WordId, Marks) {
        // a digit has the bit of a small letter already
        let first = text.first().map_or(0, |first| first | b' ');
        self.known(first, length, || self.words.find_run(text, length))
    }

    /// Those of the word that is found, where its first byte and its length are those of any.
    #[inline]
    fn known(&self, first: u8, length: usize, find: impl Fn() -> Option<usize>) -> (WordId, Marks) {
        if self.lengths[usize::from(first)] & length_bit(length) == 0 {
            return Default::default();
        }
        find().map(|number| (WordId::of(number), self.marks[number])).unwrap_or_default()
    }
}

/// The bit of a word's length; the longest words share one.
fn length_bit(length: usize) -> u64 {
    1 << length.min(63)
}
