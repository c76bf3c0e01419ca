//! The words of the lexicon as numbers, each with what begins with it.
//!
//! In: phrases with a sense each, while a lexicon is loaded. Out: the [`Word`] of a written word,
//! found with one look-up, and its [`Entries`]. Phrases are kept as numbers too, so that comparing
//! one with a text compares numbers. It knows nothing of how a text is cut into words.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

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

/// What a word or phrase can be. Words that can be the same share one.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    pub senses: Vec<Sense>,
    /// The kinds of them.
    pub kinds: Kinds,
    /// What they are signs of.
    pub signs: Signs,
}

/// Which of all meanings it is; the first is that of a word that is nothing by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct MeaningId(u32);

/// What begins with one word: what it is itself, and the phrases it opens.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entries {
    own: MeaningId,
    /// Whether the word is only meant with a capital (names of peoples).
    pub capital: bool,
    /// Whether anything begins with the word; it may only stand inside phrases.
    pub begins: bool,
    /// Where its phrases stand among all.
    from: u32,
    to: u32,
    /// A bit for each second word of a phrase; several words share one.
    seconds: u128,
}

/// A phrase.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    first: Word,
    second: Word,
    /// Where the words behind the first stand among those of all phrases, and how many they are.
    from: u32,
    length: u32,
    meaning: MeaningId,
}

/// All words of a lexicon.
#[derive(Debug)]
pub(super) struct Dictionary {
    numbers: Numbered,
    entries: Vec<Entries>,
    meanings: Vec<Meaning>,
    /// What a meaning becomes with one more sense.
    more: FxHashMap<(MeaningId, Sense), MeaningId>,
    /// By their first words, then by their second, of these the longest first; until all are added as they came.
    phrases: Vec<Phrase>,
    /// The words of each phrase behind its first.
    rests: Vec<Word>,
    /// The first of two words that a missing blank runs together, for each word from `run_together_from` on.
    run_together: Vec<Word>,
    run_together_from: usize,
}

impl Dictionary {
    /// An empty one with room for so many words.
    pub fn with_room(words: usize) -> Dictionary {
        Dictionary {
            numbers: Numbered::with_room(words),
            entries: Vec::with_capacity(words),
            meanings: vec![Meaning::default()],
            more: FxHashMap::default(),
            phrases: Vec::with_capacity(words),
            rests: Vec::with_capacity(words),
            run_together: Vec::new(),
            run_together_from: 0,
        }
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
        let joined = entries[0].is_some_and(|entries| self.phrases_with(entries, words[1]).next().is_some());
        let run_together = words.iter().flatten().any(|word| self.first_of(*word).is_some());
        joined || run_together || entries.iter().flatten().any(|entries| self.kinds(entries).meets(kinds))
    }

    /// The text of a word, folded.
    #[inline]
    pub fn text(&self, word: Word) -> &str {
        self.numbers.word(word.place())
    }

    /// All words with what begins with each.
    pub fn all(&self) -> impl Iterator<Item = (Word, &Entries)> {
        (0..).map(Word::at).zip(&self.entries)
    }

    /// What a word is by itself.
    #[inline]
    pub fn own(&self, entries: &Entries) -> &Meaning {
        &self.meanings[entries.own.0 as usize]
    }

    /// The phrases that a word opens: the words behind it, and what they are.
    pub fn phrases(&self, entries: &Entries) -> impl Iterator<Item = (&[Word], &Meaning)> {
        self.told(&self.phrases[entries.from as usize..entries.to as usize])
    }

    /// Those whose second word this is, the longest first.
    #[inline]
    pub fn phrases_with(&self, entries: &Entries, second: Option<Word>) -> impl Iterator<Item = (&[Word], &Meaning)> {
        let second = second.filter(|second| entries.seconds & second.bit() != 0);
        self.told(second.map_or(&[], |second| self.followed_by(entries, second)))
    }

    fn told<'a>(&'a self, phrases: &'a [Phrase]) -> impl Iterator<Item = (&'a [Word], &'a Meaning)> {
        phrases.iter().map(|phrase| (self.rest(phrase), &self.meanings[phrase.meaning.0 as usize]))
    }

    fn followed_by(&self, entries: &Entries, second: Word) -> &[Phrase] {
        let phrases = &self.phrases[entries.from as usize..entries.to as usize];
        let from = phrases.partition_point(|phrase| phrase.second < second);
        let count = phrases[from..].iter().take_while(|phrase| phrase.second == second).count();
        &phrases[from..from + count]
    }

    #[inline]
    fn rest(&self, phrase: &Phrase) -> &[Word] {
        &self.rests[phrase.from as usize..(phrase.from + phrase.length) as usize]
    }

    /// The kinds of all that begins with a word.
    fn kinds(&self, entries: &Entries) -> Kinds {
        self.phrases(entries).fold(self.own(entries).kinds, |kinds, (_, meaning)| kinds.and(meaning.kinds))
    }

    /// Adds a word or phrase. Curly apostrophes are folded, as the lexer folds them.
    pub fn add(&mut self, phrase: &str, sense: Sense) {
        let (mut plain, mut blank) = (true, false);
        for byte in phrase.bytes() {
            plain &= byte.is_ascii() & !byte.is_ascii_uppercase();
            blank |= byte == b' ';
        }
        if plain && !blank {
            self.add_word(phrase, false, sense);
        } else if plain {
            self.add_folded(phrase, false, sense);
        } else {
            let capital = phrase.starts_with(char::is_uppercase);
            self.add_folded(&phrase.to_lowercase().replace('’', "'"), capital, sense);
        }
    }

    /// The same of a word that is folded; `capital`: whether it begins with one.
    fn add_word(&mut self, word: &str, capital: bool, sense: Sense) {
        let word = self.number(word);
        let Entries { own, begins, capital: always, .. } = self.entries[word.place()];
        let own = self.with(own, sense);
        let entries = &mut self.entries[word.place()];
        (entries.own, entries.begins, entries.capital) = (own, true, capital && (always || !begins));
    }

    /// The same of a phrase that is folded.
    fn add_folded(&mut self, phrase: &str, capital: bool, sense: Sense) {
        let mut parts = phrase.split(' ').filter(|part| !part.is_empty());
        let (Some(first), second) = (parts.next(), parts.next()) else { return };
        let Some(second) = second else { return self.add_word(first, capital, sense) };
        let from = self.rests.len();
        let (first, second) = (self.number(first), self.number(second));
        self.rests.push(second);
        for part in parts {
            let word = self.number(part);
            self.rests.push(word);
        }
        let entries = &mut self.entries[first.place()];
        entries.capital = if entries.begins { entries.capital } else { capital };
        entries.begins = true;
        let meaning = self.with(MeaningId::default(), sense);
        let length = (self.rests.len() - from) as u32;
        self.phrases.push(Phrase { first, second, from: from as u32, length, meaning });
    }

    /// A meaning with one more sense.
    fn with(&mut self, meaning: MeaningId, sense: Sense) -> MeaningId {
        if let Some(known) = self.more.get(&(meaning, sense)) {
            return *known;
        }
        let Meaning { senses, kinds, signs } = &self.meanings[meaning.0 as usize];
        let more = if senses.contains(&sense) {
            meaning
        } else {
            let senses = [senses, &[sense] as &[Sense]].concat();
            let (kinds, signs) = (kinds.with(sense), *signs | Signs::of_sense(sense));
            self.meanings.push(Meaning { senses, kinds, signs });
            MeaningId((self.meanings.len() - 1) as u32)
        };
        self.more.insert((meaning, sense), more);
        more
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
        let [one, other] = [a, b].map(|word| self.entries[word.place()].own);
        let meaning = self.joint(one, other);
        let word = self.number(&together);
        let entries = &mut self.entries[word.place()];
        (entries.own, entries.begins) = (meaning, true);
        self.run_together.push(a);
    }

    /// The first of the two words that were run together to this one.
    #[inline]
    pub fn first_of(&self, word: Word) -> Option<(Word, usize)> {
        let first = *self.run_together.get(word.place().checked_sub(self.run_together_from)?)?;
        Some((first, self.text(first).len()))
    }

    /// To be called when all is added: puts phrases with the same first and second word together, of these the
    /// longest first, and what was added of one phrase into one.
    pub fn finish(&mut self) {
        let mut phrases = self.by_first_word();
        for entries in 0..self.entries.len() {
            let Entries { from, to, .. } = self.entries[entries];
            let own = &mut phrases[from as usize..to as usize];
            // of two phrases of one length only one can stand in a text; of one phrase what was added first stays first
            own.sort_by(|a, b| {
                let order = a.second.cmp(&b.second).then(b.length.cmp(&a.length));
                order.then_with(|| self.rest(a).cmp(self.rest(b)))
            });
            let start = self.phrases.len();
            for &phrase in &*own {
                let kept = self.phrases[start..].last().copied();
                match kept.filter(|kept| self.rest(kept) == self.rest(&phrase)) {
                    Some(kept) => {
                        let meaning = self.joint(kept.meaning, phrase.meaning);
                        self.phrases.last_mut().into_iter().for_each(|kept| kept.meaning = meaning);
                    }
                    None => self.phrases.push(phrase),
                }
            }
            let seconds = own.iter().fold(0, |seconds, phrase| seconds | phrase.second.bit());
            let (from, to) = (start as u32, self.phrases.len() as u32);
            self.entries[entries] = Entries { from, to, seconds, ..self.entries[entries] };
        }
    }

    /// Takes all phrases, and puts those with the same first word together, as they were added.
    fn by_first_word(&mut self) -> Vec<Phrase> {
        let added = std::mem::take(&mut self.phrases);
        for phrase in &added {
            self.entries[phrase.first.place()].to += 1;
        }
        let mut from = 0;
        for entries in &mut self.entries {
            (entries.from, entries.to, from) = (from, from, from + entries.to);
        }
        let mut phrases = added.clone();
        for phrase in added {
            let entries = &mut self.entries[phrase.first.place()];
            phrases[entries.to as usize] = phrase;
            entries.to += 1;
        }
        phrases
    }

    /// What two meanings come to together.
    fn joint(&mut self, one: MeaningId, other: MeaningId) -> MeaningId {
        let senses = self.meanings[other.0 as usize].senses.clone();
        senses.into_iter().fold(one, |meaning, sense| self.with(meaning, sense))
    }

    fn number(&mut self, text: &str) -> Word {
        let number = self.numbers.add(text);
        if number == self.entries.len() {
            self.entries.push(Entries::default());
        }
        Word::at(number)
    }
}
