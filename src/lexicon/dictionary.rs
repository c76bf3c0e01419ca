//! The words of the lexicon as numbers, each with what begins with it.
//!
//! In: phrases with a sense each, while a lexicon is loaded. Out: the [`Word`] of a written word,
//! found with one look-up, and its [`Entries`]. Phrases are kept as numbers too, so that comparing
//! one with a text compares numbers. It knows nothing of how a text is cut into words.

use std::borrow::Cow;
use std::num::NonZeroU32;

use super::numbered::Numbered;
use super::{Kinds, Sense, Signs};

/// The number of a word, from 1. Words that the lexicon does not know have none, which takes no more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word(NonZeroU32);

impl Word {
    /// That of the word at a place among all words.
    const fn at(place: usize) -> Word {
        Word(NonZeroU32::MIN.saturating_add(place as u32))
    }

    /// Its place among all words.
    pub const fn place(self) -> usize {
        self.0.get() as usize - 1
    }

    /// Its bit in a set of words, which it shares with others.
    const fn bit(self) -> u128 {
        1 << (self.0.get() % u128::BITS)
    }
}

/// What a word or phrase can be.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    pub senses: Vec<Sense>,
    /// The kinds of them.
    pub kinds: Kinds,
    /// What they are signs of.
    pub signs: Signs,
}

impl Meaning {
    fn add(&mut self, sense: Sense) {
        if !self.senses.contains(&sense) {
            self.senses.push(sense);
            self.kinds = self.kinds.with(sense);
            self.signs |= Signs::of_sense(sense);
        }
    }
}

/// What begins with one word: what it is itself, and the phrases it opens.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub own: Meaning,
    /// Whether the word is only meant with a capital (names of peoples).
    pub capital: bool,
    /// The words of each phrase behind its first, and what it is.
    pub phrases: Vec<(Box<[Word]>, Meaning)>,
    /// A bit for each second word of a phrase; several words share one.
    seconds: u128,
    /// Whether anything begins with the word; it may only stand inside phrases.
    pub begins: bool,
}

/// All words of a lexicon.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    numbers: Numbered,
    entries: Vec<Entries>,
    /// The first of two words that a missing blank runs together, for each word from `run_together_from` on.
    run_together: Vec<Word>,
    run_together_from: usize,
}

impl Entries {
    /// The phrases whose second word this is, the longest first.
    #[inline]
    pub fn phrases_with(&self, second: Option<Word>) -> &[(Box<[Word]>, Meaning)] {
        second.filter(|second| self.seconds & second.bit() != 0).map_or(&[], |second| self.followed_by(second))
    }

    /// The kinds of all that begins with the word.
    fn kinds(&self) -> Kinds {
        self.phrases.iter().fold(self.own.kinds, |kinds, (_, meaning)| kinds.and(meaning.kinds))
    }

    fn followed_by(&self, second: Word) -> &[(Box<[Word]>, Meaning)] {
        let from = self.phrases.partition_point(|(rest, _)| rest[0] < second);
        let count = self.phrases[from..].iter().take_while(|(rest, _)| rest[0] == second).count();
        &self.phrases[from..from + count]
    }
}

impl Dictionary {
    /// An empty one with room for so many words.
    pub fn with_room(words: usize) -> Dictionary {
        Dictionary { numbers: Numbered::with_room(words), entries: Vec::with_capacity(words), ..Dictionary::default() }
    }

    /// The number of a word that is folded: lower case, straight apostrophes and hyphens.
    #[inline]
    pub fn find(&self, folded: &str) -> Option<Word> {
        self.numbers.find(folded).map(Word::at)
    }

    /// The number of the run of `length` ASCII letters at the start of a text, whatever its capitals.
    #[inline]
    pub fn find_run(&self, text: &str, length: usize) -> Option<Word> {
        self.numbers.find_run(text.as_bytes(), length).map(Word::at)
    }

    /// What begins with a word, where anything does.
    #[inline]
    pub fn entries(&self, word: Word) -> Option<&Entries> {
        self.entries.get(word.place()).filter(|entries| entries.begins)
    }

    /// What begins with a word that is folded.
    pub fn get(&self, folded: &str) -> Option<&Entries> {
        self.find(folded).and_then(|word| self.entries(word))
    }

    /// Whether one of the first two tokens of a text may be of some kinds. Where they are not two words of ASCII
    /// letters, each a token by itself, it may.
    pub fn may_open_with(&self, kinds: Kinds, text: &str) -> bool {
        let Some((first, rest)) = text.split_once(' ') else { return true };
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let alone = matches!(rest.as_bytes().get(length), Some(b' ' | b',' | b'.')) && length > 0;
        if !alone || first.is_empty() || !first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return true;
        }
        let words = [self.find_run(first, first.len()), self.find_run(rest, length)];
        let entries = words.map(|word| word.and_then(|word| self.entries(word)));
        let joined = entries[0].is_some_and(|entries| !entries.phrases_with(words[1]).is_empty());
        let run_together = words.iter().flatten().any(|word| self.first_of(*word).is_some());
        joined || run_together || entries.iter().flatten().any(|entries| entries.kinds().meets(kinds))
    }

    /// The texts of all words, folded, by their numbers.
    pub fn texts(&self) -> &[Box<str>] {
        self.numbers.words()
    }

    /// What begins with each word.
    pub fn numbered(&self) -> impl Iterator<Item = (Word, &Entries)> {
        (0..).map(Word::at).zip(&self.entries)
    }

    /// What begins with each word, by their numbers.
    pub fn all(&self) -> &[Entries] {
        &self.entries
    }

    /// Adds a word or phrase. Curly apostrophes are folded, as the lexer folds them.
    pub fn add(&mut self, phrase: &str, sense: Sense) {
        let capital = phrase.starts_with(char::is_uppercase);
        let plain = phrase.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let lower = if plain { Cow::Borrowed(phrase) } else { Cow::Owned(phrase.to_lowercase().replace('’', "'")) };
        let mut parts = lower.split(' ').filter(|part| !part.is_empty());
        let Some(first) = parts.next() else { return };
        let first = self.number(first);
        let rest: Box<[Word]> = parts.map(|part| self.number(part)).collect();
        let entries = &mut self.entries[first.place()];
        if !entries.begins {
            entries.capital = capital;
        } else if rest.is_empty() {
            entries.capital &= capital;
        }
        entries.begins = true;
        if rest.is_empty() {
            entries.own.add(sense);
        } else {
            let mut meaning = Meaning::default();
            meaning.add(sense);
            entries.phrases.push((rest, meaning));
        }
    }

    /// Numbers a word, though nothing may begin with it.
    pub fn know(&mut self, word: &str) {
        self.number(word);
    }

    /// Adds two words run together by a missing blank ("weredisplaced"), unless that is a word by itself. No other
    /// word may be added behind the first such.
    pub fn run_together(&mut self, first: &str, second: &str) {
        let (Some(a), Some(b)) = (self.find(first), self.find(second)) else { return };
        let together = [first, second].concat();
        if self.find(&together).is_some() {
            return;
        }
        if self.run_together.is_empty() {
            self.run_together_from = self.entries.len();
        }
        let senses: Vec<Sense> = [a, b].iter().flat_map(|word| self.entries[word.place()].own.senses.clone()).collect();
        let word = self.number(&together);
        let entries = &mut self.entries[word.place()];
        entries.begins = true;
        senses.into_iter().for_each(|sense| entries.own.add(sense));
        self.run_together.push(a);
    }

    /// The first of the two words that were run together to this one.
    #[inline]
    pub fn first_of(&self, word: Word) -> Option<(Word, usize)> {
        let first = *self.run_together.get(word.place().checked_sub(self.run_together_from)?)?;
        Some((first, self.texts()[first.place()].len()))
    }

    /// To be called when all is added: puts phrases with the same second word together, of these the
    /// longest first, and what was added of one phrase into one.
    pub fn finish(&mut self) {
        for entries in &mut self.entries {
            // by their second word; of two phrases of one length only one can stand in a text
            let order = |a: &[Word], b: &[Word]| a[0].cmp(&b[0]).then(b.len().cmp(&a.len())).then_with(|| a.cmp(b));
            entries.phrases.sort_by(|(a, _), (b, _)| order(a, b));
            entries.phrases.dedup_by(|(rest, more), (kept, meaning)| {
                let same = rest == kept;
                if same {
                    more.senses.iter().for_each(|&sense| meaning.add(sense));
                }
                same
            });
            entries.seconds = entries.phrases.iter().fold(0, |seconds, (rest, _)| seconds | rest[0].bit());
        }
    }

    fn number(&mut self, text: &str) -> Word {
        let number = self.numbers.add(text);
        if number == self.entries.len() {
            self.entries.push(Entries::default());
        }
        Word::at(number)
    }
}
