//! The signs in a text, found in one pass over its bytes before its sentences are cut.
//!
//! In: a text, and the part of it that is read. Out: [`Sights`], which tell the [`Signs`] of the words of any
//! stretch of that part. It does not know which stretches are sentences.

use super::signs::are_sure;
use super::{Lexicon, Signs};
use crate::text::Span;

/// Where words stand that are signs.
pub struct Sights<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    /// The places, ascending, and what the words there are signs of.
    seen: Vec<(usize, Signs)>,
    all: Signs,
    /// Whether signs tell all of the text.
    sure: bool,
    /// How many of the places lie before the span that was asked for last.
    passed: usize,
}

/// Of so many bytes one begins a word that is a sign, about.
const SPARSE: usize = 8;

impl<'a> Sights<'a> {
    /// Those in a part of a text.
    #[inline(never)] // it needs all registers for itself
    pub fn of(text: &'a str, part: Span, lexicon: &'a Lexicon) -> Sights<'a> {
        let words = part.of(text);
        let mut seen = vec![(0, Signs::default()); words.len() / SPARSE];
        let mut count = 0;
        let all = lexicon.signs.each(words.as_bytes(), |at, signs| {
            if count == seen.len() {
                seen.resize(2 * count + 1, (0, Signs::default()));
            }
            // which words are signs cannot be foreseen: each is noted, and overwritten where it is none
            seen[count] = (part.start + at, signs);
            count += usize::from(signs != Signs::default());
        });
        seen.truncate(count);
        Sights { lexicon, text, seen, all, sure: are_sure(words), passed: 0 }
    }

    /// Whether the words may tell what befell people.
    pub fn harm(&self) -> bool {
        !self.sure || self.all.harm()
    }

    /// The signs of the words within a span, as [`Lexicon::signs_of_words`] tells them. Spans are asked for in the
    /// order of the text.
    pub fn within(&mut self, span: Span) -> Option<Signs> {
        let bytes = self.text.as_bytes();
        let inside = |at: usize| {
            at > 0 && bytes[at - 1].is_ascii_alphanumeric() && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
        };
        // what is cut inside a word is looked at by itself
        if !self.sure || inside(span.start) || inside(span.end) {
            return self.lexicon.signs_of_words(span.of(self.text));
        }
        debug_assert!(self.passed == 0 || self.seen[self.passed - 1].0 < span.start, "{span:?} comes too late");
        self.passed += self.seen[self.passed..].iter().take_while(|(at, _)| *at < span.start).count();
        let seen = self.seen[self.passed..].iter().take_while(|(at, _)| *at < span.end);
        Some(seen.fold(Signs::default(), |all, (_, signs)| all | *signs))
    }
}
