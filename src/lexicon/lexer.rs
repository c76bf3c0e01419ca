//! From a sentence to its tokens. Nothing is lost: words, numbers and every mark between them.
//!
//! In: a text and a span of it. Out: [`Token`]s in order, phrases of the lexicon joined to one token
//! (longest first), numbers read but not yet interpreted. White space is not a token; whether there
//! was any is kept, for "12-15" and "7,300+" mean something by standing close.

use super::dictionary::{Entries, Meaning, Word};
use super::pieces::{Piece, case_of, fold};
use super::{Kinds, Lexicon, Sense, Signs};
use crate::claim::Quantifier;
use crate::text::Span;

/// One word, phrase, number or mark.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    /// As written.
    pub text: &'a str,
    /// Where it stands in the text.
    pub span: Span,
    /// What the lexicon says of it; empty for unknown words and marks.
    pub senses: &'a [Sense],
    /// The kinds of these senses.
    pub kinds: Kinds,
    /// What they are signs of.
    pub(super) signs: Signs,
    /// What it is by its looks.
    pub mark: Mark,
    /// How it is capitalised.
    pub case: Case,
    /// Whether it touches the token before it.
    pub glued: bool,
    /// Whether it is a possessive (Syria's): never the head of a phrase.
    pub possessive: bool,
}

/// What a token is by its looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A word or phrase.
    Word,
    /// A number in digits: `mantissa / 10^places × unit`.
    Number {
        /// All digits, without separators and decimal point.
        mantissa: u64,
        /// How many of them stand behind the decimal point.
        places: u8,
        /// What letters behind it multiply it by: 1 without any.
        unit: u64,
    },
    /// A time of day: 17:10, 11.30pm.
    Clock,
    /// 3rd, 19th.
    Ordinal,
    /// A single mark.
    Point(char),
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// All small, or no letters.
    Lower,
    /// A capital first.
    Title,
    /// Capitals only, more than one.
    Upper,
}

impl Token<'_> {
    /// Whether this is the mark `point`.
    #[inline]
    pub fn is(&self, point: char) -> bool {
        self.mark == Mark::Point(point)
    }

    /// Whether the lexicon gives it this sense.
    #[inline(always)]
    pub fn means(&self, sense: Sense) -> bool {
        self.kinds.has(sense) && (sense.is_bare() || self.senses.contains(&sense))
    }

    /// Whether one of its senses is of these kinds.
    #[inline]
    pub const fn can_be(&self, kinds: Kinds) -> bool {
        self.kinds.meets(kinds)
    }

    /// The first of its senses for which `pick` finds something.
    #[inline]
    pub fn pick<T>(&self, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses.iter().find_map(|&sense| pick(sense))
    }

    /// Whether one of its senses passes the test.
    #[inline]
    pub fn has(&self, test: impl Fn(&Sense) -> bool) -> bool {
        self.senses.iter().any(test)
    }

    /// Whether it is one of these words, whatever the capitals.
    #[inline]
    pub fn is_word(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// Whether it begins with these letters, whatever the capitals.
    #[inline]
    pub fn begins(&self, letters: &str) -> bool {
        let bytes = self.text.as_bytes();
        bytes.len() >= letters.len() && bytes[..letters.len()].eq_ignore_ascii_case(letters.as_bytes())
    }

    /// Whether it ends with these letters, whatever the capitals.
    #[inline]
    pub fn ends(&self, letters: &str) -> bool {
        let bytes = self.text.as_bytes();
        bytes.len() >= letters.len() && bytes[bytes.len() - letters.len()..].eq_ignore_ascii_case(letters.as_bytes())
    }

    /// Whether these letters stand somewhere in it, whatever the capitals.
    pub fn holds(&self, letters: &str) -> bool {
        self.text.as_bytes().windows(letters.len()).any(|window| window.eq_ignore_ascii_case(letters.as_bytes()))
    }

    /// Whether it is written with a capital.
    #[inline]
    pub fn is_capital(&self) -> bool {
        self.case != Case::Lower
    }

    /// Whether it is a number in digits.
    #[inline]
    pub const fn is_digits(&self) -> bool {
        matches!(self.mark, Mark::Number { .. })
    }

    /// Whether it is a number, in digits or as a word.
    #[inline]
    pub fn is_number(&self) -> bool {
        const NUMBER: Kinds = Kinds::of(&[Sense::Number(0)]);
        self.is_digits() || self.can_be(NUMBER)
    }
}

/// A lexer that uses its room again from one sentence to the next.
pub struct Lexer<'a> {
    lexicon: &'a Lexicon,
    pieces: Vec<Piece>,
}

impl<'a> Lexer<'a> {
    /// A lexer for the words of a lexicon.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Lexer { lexicon, pieces: Vec::new() }
    }

    /// Puts the tokens of `text` within `span` into `tokens`, in place of what was there.
    pub fn read(&mut self, text: &'a str, span: Span, tokens: &mut Vec<Token<'a>>) {
        tokens.clear();
        self.pieces.clear();
        self.lexicon.pieces(text, span, &mut self.pieces);
        self.lexicon.join(text, &self.pieces, tokens);
    }
}

impl Lexicon {
    /// The tokens of `text` within `span`.
    pub fn tokens<'a>(&'a self, text: &'a str, span: Span) -> Vec<Token<'a>> {
        let mut tokens = Vec::new();
        Lexer::new(self).read(text, span, &mut tokens);
        tokens
    }

    /// Puts pieces of `text` together to tokens.
    fn join<'a>(&'a self, text: &'a str, pieces: &[Piece], tokens: &mut Vec<Token<'a>>) {
        tokens.reserve(pieces.len());
        let mut at = 0;
        while at < pieces.len() {
            let first = &pieces[at];
            let (meaning, length) = self.longest(text, &pieces[at..]);
            let span = first.span.to(pieces[at + length - 1].span);
            let words = span.of(text);
            let possessive = length == 1 && first.mark == Mark::Word && is_possessive(words);
            let (senses, kinds, signs): (&[Sense], _, _) = match meaning {
                Some(meaning) if !possessive => (&meaning.senses, meaning.kinds, meaning.signs),
                _ => Default::default(),
            };
            tokens.push(Token {
                text: words,
                span,
                senses,
                kinds,
                signs,
                mark: first.mark,
                case: if length == 1 { first.case } else { case_of(words) },
                glued: first.glued,
                possessive,
            });
            at += length;
        }
    }

    /// The longest phrase that begins here, and how many pieces it takes.
    fn longest(&self, text: &str, pieces: &[Piece]) -> (Option<&Meaning>, usize) {
        let first = &pieces[0];
        if matches!(first.mark, Mark::Number { .. } | Mark::Clock | Mark::Ordinal) {
            return (None, 1);
        }
        let known = first.word.and_then(|word| self.words.entries(word));
        let Some(entries) = known.or_else(|| self.compound(text, first)) else { return (None, 1) };
        let second = pieces.get(1).and_then(|piece| piece.word);
        for (rest, meaning) in self.words.phrases_with(entries, second) {
            if follows(rest, pieces) && !self.bound_begins(&pieces[rest.len()..]) {
                return (Some(meaning), rest.len() + 1);
            }
        }
        if entries.capital && first.case == Case::Lower {
            return (None, 1);
        }
        (Some(self.words.own(entries)), 1)
    }

    /// Whether the last word of a phrase begins a bound instead: "stands | at least 160".
    fn bound_begins(&self, pieces: &[Piece]) -> bool {
        let Some(entries) = pieces[0].word.and_then(|word| self.words.entries(word)) else { return false };
        let second = pieces.get(1).and_then(|piece| piece.word);
        let mut phrases = self.words.phrases_with(entries, second);
        phrases.any(|(rest, meaning)| meaning.kinds.meets(BOUND) && follows(rest, pieces))
    }

    /// The entries of the last part of an unknown compound of people ("ex-soldiers").
    fn compound(&self, text: &str, piece: &Piece) -> Option<&Entries> {
        // most words that nobody knows are names without a hyphen
        let word = piece.span.of(text);
        if word.bytes().all(|byte| byte.is_ascii() && byte != b'-') {
            return None;
        }
        let (_, last) = word.rsplit_once(['-', '‑'])?;
        let mut lower = String::new();
        fold(last, &mut lower);
        let entries = self.words.get(&lower)?;
        let people = |s: &Sense| matches!(s, Sense::Person(..) | Sense::Household(_));
        self.words.own(entries).senses.iter().any(people).then_some(entries)
    }
}

/// The kind of a bound before its number.
const BOUND: Kinds = Kinds::of(&[Sense::Bound(Quantifier::Exact)]);

/// Whether the words behind the first of a phrase stand behind the first of the pieces.
fn follows(rest: &[Word], pieces: &[Piece]) -> bool {
    rest.len() < pieces.len() && rest.iter().zip(&pieces[1..]).all(|(word, piece)| piece.word == Some(*word))
}

fn is_possessive(word: &str) -> bool {
    let Some(b's' | b'S' | b'\'' | 0x80..) = word.as_bytes().last() else { return false };
    let word = word.trim_end_matches(['s', 'S']);
    word.ends_with(['\'', '’']) && word.chars().count() > 1
}
