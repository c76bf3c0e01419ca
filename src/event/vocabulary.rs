//! Which words are written small somewhere, and which with a capital inside a sentence.
//!
//! In: documents with their sentences. Out: answers about single words, which tell names from words
//! that only begin a sentence. Of several documents all words are learnt before the first question; of
//! one, only the sentences that hold the word that is asked for, unless too much is asked.

use std::cell::{Cell, OnceCell, RefCell};

use memchr::memchr_iter;
use rustc_hash::FxHashSet;

use super::marks::MarkTable;
use super::mentions::mostly_capital;
use super::words::words;
use crate::text::{Document, Field, Kind, Sentence};

/// A text is searched for words so many times before all of it is learnt.
const SEARCHES: usize = 24;

/// What is known of words.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary<'d> {
    known: RefCell<Known>,
    /// The text that is learnt from as questions come.
    asked: Option<Asked<'d>>,
}

/// Words in lower case.
#[derive(Debug, Default)]
struct Known {
    /// From running text.
    small: FxHashSet<String>,
    /// From inside sentences of running text.
    capital: FxHashSet<String>,
}

/// A document of which only some sentences were learnt.
#[derive(Debug)]
struct Asked<'d> {
    document: &'d Document,
    sentences: &'d [Sentence],
    marks: &'d MarkTable,
    /// Which sentences were learnt.
    learnt: RefCell<Vec<bool>>,
    searches: Cell<usize>,
    /// Whether the sign for Kelvin stands in it, which is an ASCII letter in lower case.
    kelvin: OnceCell<bool>,
    /// Whether all of them were.
    all: Cell<bool>,
    /// The words that were asked for, small and with a capital.
    words: [RefCell<FxHashSet<String>>; 2],
}

impl<'d> Vocabulary<'d> {
    /// That of one document, learnt as far as it is asked.
    pub fn of(document: &'d Document, sentences: &'d [Sentence], marks: &'d MarkTable) -> Self {
        let asked = Asked {
            document,
            sentences,
            marks,
            learnt: RefCell::new(vec![false; sentences.len()]),
            searches: Cell::new(0),
            kelvin: OnceCell::new(),
            all: Cell::new(false),
            words: Default::default(),
        };
        Vocabulary { known: RefCell::default(), asked: Some(asked) }
    }

    /// Adds all words of a document.
    pub fn learn(&mut self, document: &Document, sentences: &[Sentence], marks: &MarkTable) {
        let known = self.known.get_mut();
        sentences.iter().for_each(|sentence| known.learn(document, sentence, marks));
    }

    /// Whether a word is written small somewhere, and nowhere inside a sentence with a capital.
    pub fn is_common(&self, lower: &str) -> bool {
        if self.has_capital(lower) {
            return false;
        }
        self.look_for(lower, false);
        self.known.borrow().small.contains(lower)
    }

    /// Whether a word is written with a capital inside a sentence.
    pub fn has_capital(&self, lower: &str) -> bool {
        self.look_for(lower, true);
        self.known.borrow().capital.contains(lower)
    }

    /// Learns the sentences that may hold a word, small or with a capital.
    fn look_for(&self, lower: &str, capital: bool) {
        let Some(asked) = &self.asked else { return };
        if asked.all.get() {
            return;
        }
        let words = &asked.words[usize::from(capital)];
        if words.borrow().contains(lower) {
            return;
        }
        words.borrow_mut().insert(lower.to_owned());
        asked.searches.set(asked.searches.get() + 1);
        // a file may hold other documents beside this one
        let body = asked.document.body;
        let text = body.of(&asked.document.text);
        // what is no ASCII may come of more than one letter
        let kelvin = || *asked.kelvin.get_or_init(|| text.contains('\u{212a}'));
        if asked.searches.get() > SEARCHES || !lower.is_ascii() || kelvin() {
            (0..asked.sentences.len()).for_each(|sentence| self.learn_once(asked, sentence));
            asked.all.set(true);
            return;
        }
        let Some(&first) = lower.as_bytes().first() else { return };
        let first = if capital { first.to_ascii_uppercase() } else { first };
        for at in memchr_iter(first, text.as_bytes()).filter(|&at| stands_at(text.as_bytes(), at, lower.as_bytes())) {
            let at = body.start + at;
            let behind = asked.sentences.partition_point(|s| s.field == Field::Title || s.span.start <= at);
            let Some(sentence) = behind.checked_sub(1) else { continue };
            // a capital that a sentence begins with tells nothing
            if !capital || asked.sentences[sentence].span.start < at {
                self.learn_once(asked, sentence);
            }
        }
    }

    fn learn_once(&self, asked: &Asked, sentence: usize) {
        if !std::mem::replace(&mut asked.learnt.borrow_mut()[sentence], true) {
            self.known.borrow_mut().learn(asked.document, &asked.sentences[sentence], asked.marks);
        }
    }
}

/// Whether a word may stand here, whatever its capitals: no letter stands before it, nor one or a digit behind.
fn stands_at(text: &[u8], at: usize, word: &[u8]) -> bool {
    let end = at + word.len();
    text.get(at..end).is_some_and(|here| here.eq_ignore_ascii_case(word))
        && !text[..at].last().is_some_and(u8::is_ascii_alphabetic)
        && !text.get(end).is_some_and(u8::is_ascii_alphanumeric)
}

impl Known {
    /// Adds the words of a sentence.
    fn learn(&mut self, document: &Document, sentence: &Sentence, marks: &MarkTable) {
        if !matches!(sentence.kind, Kind::Prose | Kind::Bullet) || sentence.field != Field::Text {
            return;
        }
        let words = words(document.source(sentence.field), sentence.span, marks);
        if mostly_capital(&words) {
            return;
        }
        for (i, word) in words.iter().enumerate().filter(|(_, w)| w.is_word) {
            let opens = i == 0 || !words[i - 1].is_word;
            let set = match (word.is_capital, opens) {
                (false, _) => &mut self.small,
                (true, false) => &mut self.capital,
                (true, true) => continue,
            };
            if !set.contains(&*word.lower) {
                set.insert(word.lower.clone().into_owned());
            }
        }
    }
}
