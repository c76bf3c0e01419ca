//! The words of one sentence, as the readers of when, where and who need them.
//!
//! In: a source text and the span of a sentence. Out: [`Word`]s and marks in text order, as spans of
//! the source. Compounds stay together ("al-Dweila", "Turkish-backed"), numbers are cut at dashes
//! ("16-18"), but an ISO date is one word. It does not know what any word means.

use std::borrow::Cow;

use super::marks::{MarkTable, Marks, WordId};
use crate::text::Span;

/// A word, a number or a mark of punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// Where it stands, without a possessive ending.
    pub span: Span,
    /// As written, without a possessive ending.
    pub text: &'t str,
    /// In lower case.
    pub lower: Cow<'t, str>,
    /// Its number in the tables.
    pub id: WordId,
    /// What the tables say of it.
    pub marks: Marks,
    /// Whether "'s" followed.
    pub possessive: bool,
    /// Whether it is a word or a number, no punctuation.
    pub is_word: bool,
    /// Whether it begins with a capital letter.
    pub is_capital: bool,
    /// Whether it is nothing but ASCII letters and digits.
    pub is_plain: bool,
}

impl Word<'_> {
    /// Whether it is written in capitals throughout, and longer than one letter.
    pub fn is_shouted(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic());
        self.is_capital && self.text.chars().nth(1).is_some() && letters.all(char::is_uppercase)
    }

    /// Its value, where it is a number in digits without separators ("26", "26th").
    pub fn number(&self) -> Option<i64> {
        if !self.text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let digits = self.lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        matches!(&self.lower[digits.len()..], "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
    }
}

const APOSTROPHES: [char; 5] = ['\'', '’', '‘', 'ʼ', '`'];

/// The words and marks of `source` within `span`, with what `table` says of them.
pub(crate) fn words<'t>(source: &'t str, span: Span, table: &MarkTable) -> Vec<Word<'t>> {
    let mut found = Vec::new();
    read(source, span, table, &mut found);
    found
}

/// Puts these words into `found`, in place of what was there.
pub(crate) fn read<'t>(source: &'t str, span: Span, table: &MarkTable, found: &mut Vec<Word<'t>>) {
    let sentence = span.of(source);
    let end = if sentence.is_empty() { 0 } else { span.end };
    let bytes = &source.as_bytes()[..end];
    found.clear();
    found.reserve(sentence.len() / 4);
    let mut at = end - sentence.len();
    while let Some(&first) = bytes.get(at) {
        // nearly all words have one blank behind them
        if first == b' ' {
            at += 1;
            continue;
        }
        if first.is_ascii_punctuation() {
            found.push(mark(&source[at..=at], at, table));
            at += 1;
            continue;
        }
        let Some((length, seen)) = plain(&bytes[at..]) else {
            at += other(&source[at..end], at, table, found);
            continue;
        };
        let text = &source[at..at + length];
        let lower = match seen & CAPITAL {
            0 => Cow::Borrowed(text),
            _ => Cow::Owned(text.to_ascii_lowercase()),
        };
        let (id, marks) = table.of_run(&bytes[at..], length);
        found.push(Word {
            span: Span::new(at, at + length),
            text,
            lower,
            id,
            marks,
            possessive: false,
            is_word: true,
            is_capital: first.is_ascii_uppercase(),
            is_plain: true,
        });
        at += length;
    }
}

/// A mark of one byte.
fn mark<'t>(text: &'t str, at: usize, table: &MarkTable) -> Word<'t> {
    let (id, marks) = table.of(text);
    Word {
        span: Span::new(at, at + 1),
        text,
        lower: Cow::Borrowed(text),
        id,
        marks,
        possessive: false,
        is_word: false,
        is_capital: false,
        is_plain: false,
    }
}

/// Adds the word or the mark at the start of `rest`, byte `at` of its text, where it is not plain; how many bytes
/// it takes.
fn other<'t>(rest: &'t str, at: usize, table: &MarkTable, found: &mut Vec<Word<'t>>) -> usize {
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_whitespace() {
        return first.len_utf8();
    }
    let is_word = first.is_alphanumeric();
    let length = if is_word { word_length(rest) } else { first.len_utf8() };
    let whole = &rest[..length];
    let bare = without_possessive(whole);
    let text = bare.unwrap_or(whole);
    let lower = lower(text);
    let (id, marks) = table.of(&lower);
    found.push(Word {
        span: Span::new(at, at + text.len()),
        text,
        lower,
        id,
        marks,
        possessive: bare.is_some(),
        is_word,
        is_capital: first.is_uppercase(),
        is_plain: false,
    });
    length
}

/// "Syria" of "Syria's".
fn without_possessive(word: &str) -> Option<&str> {
    word.strip_suffix(['s', 'S'])?.strip_suffix(APOSTROPHES).filter(|bare| !bare.is_empty())
}

/// A word in lower case; most are so already.
fn lower(word: &str) -> Cow<'_, str> {
    let small = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// What an ASCII letter or digit is to a word.
const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
/// The same of each byte; 0 of all others.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let class = if (byte as u8).is_ascii_uppercase() { CAPITAL } else { SMALL };
        letters[byte] = if (byte as u8).is_ascii_alphanumeric() { class } else { 0 };
        byte += 1;
    }
    letters
};

/// How many bytes the word at the start of `text` takes, and what its letters are, where it is ASCII letters and
/// digits up to a byte that ends any word.
fn plain(text: &[u8]) -> Option<(usize, u8)> {
    let mut seen = 0;
    let mut end = 0;
    let next = loop {
        let Some(&byte) = text.get(end) else { break None };
        match LETTERS[usize::from(byte)] {
            0 => break Some(byte),
            class => seen |= class,
        }
        end += 1;
    };
    let ends = match next {
        Some(b' ') => true,
        Some(b'.' | b',') => text.get(end + 1).is_none_or(u8::is_ascii_whitespace),
        Some(b'-' | b':' | b'\'' | b'`') => false,
        next => next.is_none_or(|byte| byte.is_ascii()),
    };
    (ends && end > 0).then_some((end, seen))
}

/// How many bytes any word at the start of `text` takes.
fn word_length(text: &str) -> usize {
    if let Some(head) = text.get(..10) {
        let digit = |i: usize| head.as_bytes()[i].is_ascii_digit();
        let iso = (0..10).all(|i| if i == 4 || i == 7 { head.as_bytes()[i] == b'-' } else { digit(i) });
        if iso && !text[10..].starts_with(|c: char| c.is_ascii_digit()) {
            return 10;
        }
    }
    let mut end = 0;
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map_or(' ', |(_, n)| *n);
        let goes_on = c.is_alphanumeric()
            || APOSTROPHES.contains(&c) && next.is_alphabetic()
            || matches!(c, '-' | '‑' | '‐') && before.is_alphabetic() && next.is_alphabetic()
            || matches!(c, '.' | ',' | ':') && before.is_ascii_digit() && next.is_ascii_digit()
            || c == '.' && is_initial(&text[..at]) && next.is_alphabetic()
            || !c.is_whitespace() && !c.is_ascii() && next.is_alphabetic() && !"–—“”…•".contains(c);
        if !goes_on {
            break;
        }
        before = c;
        end = at + c.len_utf8();
    }
    end
}

/// `U` of "U.S", `U.S` of "U.S.A".
fn is_initial(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        words(text, Span::new(0, text.len()), &MarkTable::default()).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn compounds_stay_whole_and_numbers_are_cut_at_dashes() {
        assert_eq!(
            read("al-Dweila, Sa'dah’s 16-18 U.S. men"),
            ["al-Dweila", ",", "Sa'dah", "16", "-", "18", "U.S", ".", "men"]
        );
        assert_eq!(read("2020-10-26: 1,204 at 17:00"), ["2020-10-26", ":", "1,204", "at", "17:00"]);
        assert_eq!(read("Baqubah—and “Tikrit”"), ["Baqubah", "—", "and", "“", "Tikrit", "”"]);
    }

    #[test]
    fn ordinals_are_numbers() {
        let word = |text: &'static str| words(text, Span::new(0, text.len()), &MarkTable::default())[0].number();
        assert_eq!((word("26th"), word("7"), word("1,204"), word("5kg")), (Some(26), Some(7), None, None));
    }
}
