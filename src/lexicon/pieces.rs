//! Cutting a text into words, numbers and marks, before phrases are joined.
//!
//! In: a text and a span of it. Out: [`Piece`]s in order, each with its number in the dictionary.
//! A word is folded once, here; most are ASCII, which is cut byte by byte. Which pieces make a
//! phrase is not known here.

use super::dictionary::Word;
use super::{Case, Lexicon, Mark, Sense};
use crate::text::Span;

/// A word, a number or a mark, as it stands in the text.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub span: Span,
    pub mark: Mark,
    pub glued: bool,
    pub case: Case,
    /// Its number in the dictionary, if it has one.
    pub word: Option<Word>,
}

/// A word as it was cut.
struct Cut {
    length: usize,
    case: Case,
    word: Option<Word>,
}

/// What a letter of ASCII is.
const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
/// The same of each byte; 0 of all others.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut letter = 0;
    while letter < 26 {
        letters[(b'a' + letter) as usize] = SMALL;
        letters[(b'A' + letter) as usize] = CAPITAL;
        letter += 1;
    }
    letters
};

impl Lexicon {
    /// Adds the pieces of `text` within `span` to `pieces`.
    pub(super) fn pieces(&self, text: &str, span: Span, pieces: &mut Vec<Piece>) {
        let text = &text[..span.end];
        pieces.reserve((span.end - span.start) / 4);
        let mut at = span.start;
        let mut glued = false;
        let mut lower = String::new();
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte == b' ' {
                at += 1;
                glued = false;
                continue;
            }
            if LETTERS[usize::from(byte)] != 0 {
                let cut = self.word(&text[at..], &mut lower);
                let span = Span::new(at, at + cut.length);
                pieces.push(Piece { span, mark: Mark::Word, glued, case: cut.case, word: cut.word });
                glued = true;
                at += cut.length;
                continue;
            }
            let first = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or(' ') };
            if first.is_whitespace() || matches!(first, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{ad}') {
                at += first.len_utf8();
                glued = false;
                continue;
            }
            let rest = &text[at..];
            if byte == b'&'
                && let Some(length) = entity(rest)
            {
                if rest.starts_with("&ndash;") || rest.starts_with("&mdash;") {
                    let span = Span::new(at, at + length);
                    pieces.push(Piece { span, mark: Mark::Point('–'), glued: false, case: Case::Lower, word: None });
                }
                at += length;
                glued = false;
                continue;
            }
            let (cut, mark) = if first.is_ascii_digit() {
                let (length, mark) = self.number(rest);
                let word = self.folded(&rest[..length], &mut lower);
                (Cut { length, case: case_of(&rest[..length]), word }, mark)
            } else if first.is_alphanumeric() {
                (self.any_word(rest, &mut lower), Mark::Word)
            } else {
                let length = first.len_utf8();
                let mark = &rest[..length];
                let word = if byte.is_ascii() { self.words.find(mark) } else { self.folded(mark, &mut lower) };
                (Cut { length, case: Case::Lower, word }, Mark::Point(first))
            };
            let span = Span::new(at, at + cut.length);
            pieces.push(Piece { span, mark, glued, case: cut.case, word: cut.word });
            glued = true;
            at += cut.length;
        }
    }

    /// The number of a piece, whatever its capitals.
    fn folded(&self, piece: &str, lower: &mut String) -> Option<Word> {
        fold(piece, lower);
        self.words.find(lower)
    }

    /// The word at the start: letters, digits, apostrophes and hyphens within.
    /// A compound with a number in it ("nine-year-old", "twenty-three") ends at its first hyphen.
    fn word(&self, rest: &str, lower: &mut String) -> Cut {
        let bytes = rest.as_bytes();
        let (mut length, mut capitals) = (0, 0);
        let next = loop {
            let Some(&byte) = bytes.get(length) else { break None };
            match LETTERS[usize::from(byte)] {
                0 => break Some(byte),
                letter => capitals += usize::from(letter == CAPITAL),
            }
            length += 1;
        };
        if next.is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'\'' | b'-') || !byte.is_ascii()) {
            return self.any_word(rest, lower);
        }
        let case = match (bytes[0].is_ascii_uppercase(), capitals) {
            (false, _) => Case::Lower,
            (true, n) if n == length && n > 1 => Case::Upper,
            (true, _) => Case::Title,
        };
        let word = self.words.find_run(rest, length);
        // "weredisplaced": the second word is cut next
        match word.and_then(|word| self.words.first_of(word)) {
            Some((first, length)) => Cut { length, case, word: Some(first) },
            None => Cut { length, case, word },
        }
    }

    /// The same for a word with more than ASCII letters.
    fn any_word(&self, rest: &str, lower: &mut String) -> Cut {
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            let joins = matches!(c, '\'' | '’' | '-' | '‑') && next.is_some_and(char::is_alphanumeric);
            if !c.is_alphanumeric() && !joins {
                break;
            }
            end = at + c.len_utf8();
        }
        let length = self.ends_sooner(&rest[..end], lower).unwrap_or(end);
        let word = self.folded(&rest[..length], lower);
        Cut { length, case: case_of(&rest[..length]), word }
    }

    /// Where a word ends that is no word as a whole: before the digits behind a small word, at the
    /// first hyphen of a compound with a number.
    fn ends_sooner(&self, word: &str, lower: &mut String) -> Option<usize> {
        // "with14,593": a missing blank behind a small word
        if let Some(digit) = word.find(|c: char| c.is_ascii_digit()).filter(|&d| d > 2) {
            fold(&word[..digit], lower);
            let small = |s: &Sense| {
                matches!(s, Sense::Preposition | Sense::Bound(_) | Sense::Does(..) | Sense::And | Sense::Of)
            };
            if self.words.get(lower).is_some_and(|e| self.words.own(e).senses.iter().any(small)) {
                return Some(digit);
            }
        }
        let hyphen = word.find(['-', '‑'])?;
        fold(word, lower);
        let is_number = |part: &str| {
            self.words.get(part).is_some_and(|e| {
                self.words
                    .own(e)
                    .senses
                    .iter()
                    .any(|s| matches!(s, Sense::Number(_) | Sense::Scale(_) | Sense::Group(_)))
            })
        };
        (self.words.get(lower).is_none() && lower.split('-').any(is_number)).then_some(hyphen)
    }

    /// A number in digits with its separators, decimals and suffix; or a clock time or ordinal.
    fn number(&self, rest: &str) -> (usize, Mark) {
        let bytes = rest.as_bytes();
        let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
        let mut end = digits(0);
        let head = end;
        let other = |mark: Mark, end: usize| (end, mark);
        // 17:10
        if head <= 2 && bytes.get(end) == Some(&b':') && digits(end + 1) == 2 {
            return other(Mark::Clock, end + 3);
        }
        let mut mantissa = with_digits(Some(0), &bytes[..end]);
        let mut grouped = false;
        while let Some(length) = group(&rest[end..], head, grouped) {
            mantissa = with_digits(mantissa, &bytes[end..end + length]);
            end += length;
            grouped = true;
        }
        let mut places = 0;
        if bytes.get(end) == Some(&b'.') {
            let count = digits(end + 1);
            // "1.2.2020" is no decimal, "5.1." at the end of a sentence is
            let dotted = bytes.get(end + 1 + count) == Some(&b'.') && digits(end + 2 + count) > 0;
            if (1..=3).contains(&count) && !dotted {
                mantissa = with_digits(mantissa, &bytes[end + 1..end + 1 + count]);
                places = u8::try_from(count).unwrap_or(u8::MAX);
                end += 1 + count;
            }
        }
        let letters = rest[end..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        let suffix = rest[end..end + letters].to_lowercase();
        match suffix.as_str() {
            "" => {}
            "am" | "pm" | "h" | "hrs" | "gmt" => return other(Mark::Clock, end + letters),
            "st" | "nd" | "rd" | "th" | "d" if places == 0 && (suffix != "d" || rest[..end].ends_with(['2', '3'])) => {
                return other(Mark::Ordinal, end + letters);
            }
            "s" => return other(Mark::Word, end + letters),
            _ => {}
        }
        let mut unit = 1;
        if let Some(&scale) = self.suffixes.get(suffix.as_str()) {
            unit = scale;
            end += letters;
        }
        match mantissa {
            Some(mantissa) => (end, Mark::Number { mantissa, places, unit }),
            None => (end, Mark::Word), // more digits than any count of people has
        }
    }
}

/// A number with the digits among some bytes behind its own; `None` where that is too large.
fn with_digits(number: Option<u64>, bytes: &[u8]) -> Option<u64> {
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit());
    digits.fold(number, |number, digit| number?.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
}

/// The length of a further group of digits (",204", " 204"), where there is one.
/// Groups are of three; Indian ones of two before the last three. "61, 000" has a stray blank.
fn group(rest: &str, head: usize, grouped: bool) -> Option<usize> {
    if head > 3 {
        return None;
    }
    let separator = rest.chars().next()?;
    let after = &rest[separator.len_utf8()..];
    let count = after.bytes().take_while(u8::is_ascii_digit).count();
    match separator {
        ',' if count == 3 => Some(1 + 3),
        ',' if count == 2 && (head <= 2 || grouped) && indian(after) => Some(1 + 2),
        ',' if after.starts_with(" 000") && !after[4..].starts_with(|c: char| c.is_ascii_digit()) => Some(1 + 4),
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' if count == 3 && !after[3..].starts_with([',', '.', ':']) => {
            Some(separator.len_utf8() + 3)
        }
        ' ' if count == 3
            && !after[3..].starts_with(|c: char| c == ',' && after[4..].starts_with(|d: char| d.is_ascii_digit())) =>
        {
            Some(1 + 3)
        }
        _ => None,
    }
}

/// Whether groups of two lead to a last group of three: "57,243" after "3,".
fn indian(after: &str) -> bool {
    let mut rest = after;
    while let Some(tail) = rest.get(2..).and_then(|tail| tail.strip_prefix(',')) {
        let count = tail.bytes().take_while(u8::is_ascii_digit).count();
        if count == 3 {
            return true;
        }
        if count != 2 {
            return false;
        }
        rest = tail;
    }
    false
}

/// The length of an HTML entity at the start ("&nbsp;", "&#8220;"), which counts as white space.
fn entity(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('&')?;
    let length = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    (length > 1 && length <= 8 && inner[length..].starts_with(';')).then_some(length + 2)
}

/// Folds a word for lookup: lower case, straight apostrophes and hyphens, no possessive ending.
pub(super) fn fold(word: &str, into: &mut String) {
    into.clear();
    if word.is_ascii() {
        into.push_str(word);
        into.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '’' => into.push('\''),
            '‑' => into.push('-'),
            c => into.extend(c.to_lowercase()),
        }
    }
}

/// How a piece is capitalised.
pub(super) fn case_of(word: &str) -> Case {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Case::Lower;
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => match letters.next() {
            Some(second) if second.is_uppercase() && letters.all(|c| c.is_uppercase()) => Case::Upper,
            _ => Case::Title,
        },
        _ => Case::Lower,
    }
}
