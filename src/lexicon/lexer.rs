//! From a sentence to its tokens. Nothing is lost: words, numbers and every mark between them.
//!
//! In: a text and a span of it. Out: [`Token`]s in order, phrases of the lexicon joined to one token
//! (longest first), numbers read but not yet interpreted. White space is not a token; whether there
//! was any is kept, for "12-15" and "7,300+" mean something by standing close.

use super::{Entries, Lexicon, Sense};
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
    pub fn is(&self, point: char) -> bool {
        self.mark == Mark::Point(point)
    }

    /// Whether the lexicon gives it this sense.
    pub fn means(&self, sense: Sense) -> bool {
        self.senses.contains(&sense)
    }

    /// The first of its senses for which `pick` finds something.
    pub fn pick<T>(&self, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses.iter().find_map(|&sense| pick(sense))
    }

    /// Whether one of its senses passes the test.
    pub fn has(&self, test: impl Fn(&Sense) -> bool) -> bool {
        self.senses.iter().any(test)
    }

    /// Whether it is one of these words, whatever the capitals.
    pub fn is_word(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// Whether it is written with a capital.
    pub fn is_capital(&self) -> bool {
        self.case != Case::Lower
    }
}

/// A piece of text before phrases are joined.
#[derive(Clone, Copy)]
struct Piece {
    span: Span,
    mark: Mark,
    glued: bool,
}

impl Lexicon {
    /// The tokens of `text` within `span`.
    pub fn tokens<'a>(&'a self, text: &'a str, span: Span) -> Vec<Token<'a>> {
        let pieces = self.pieces(text, span);
        let mut tokens = Vec::with_capacity(pieces.len());
        let mut at = 0;
        let mut lower = String::new();
        while at < pieces.len() {
            let (senses, length) = self.longest(text, &pieces[at..], &mut lower);
            let span = pieces[at].span.to(pieces[at + length - 1].span);
            let words = span.of(text);
            let possessive = length == 1 && pieces[at].mark == Mark::Word && is_possessive(words);
            tokens.push(Token {
                text: words,
                span,
                senses: if possessive { &[] } else { senses },
                mark: pieces[at].mark,
                case: case_of(words),
                glued: pieces[at].glued,
                possessive,
            });
            at += length;
        }
        tokens
    }

    /// The longest phrase that begins here, and how many pieces it takes.
    fn longest(&self, text: &str, pieces: &[Piece], lower: &mut String) -> (&[Sense], usize) {
        let first = pieces[0].span.of(text);
        if matches!(pieces[0].mark, Mark::Number { .. } | Mark::Clock | Mark::Ordinal) {
            return (&[], 1);
        }
        let Some(entries) = self.lookup(first, lower) else { return (&[], 1) };
        for (rest, senses) in &entries.phrases {
            if rest.len() < pieces.len()
                && !self.bound_begins(text, &pieces[rest.len()..], lower)
                && rest.iter().zip(&pieces[1..]).all(|(word, piece)| {
                    fold(piece.span.of(text), lower);
                    lower.as_str() == &**word
                })
            {
                return (senses, rest.len() + 1);
            }
        }
        if entries.capital && case_of(first) == Case::Lower {
            return (&[], 1);
        }
        (&entries.senses, 1)
    }

    /// Whether the last word of a phrase begins a bound instead: "stands | at least 160".
    fn bound_begins(&self, text: &str, pieces: &[Piece], lower: &mut String) -> bool {
        fold(pieces[0].span.of(text), lower);
        let Some(entries) = self.words.get(lower.as_str()) else { return false };
        entries.phrases.iter().any(|(rest, senses)| {
            senses.iter().any(|s| matches!(s, Sense::Bound(_)))
                && rest.len() < pieces.len()
                && rest.iter().zip(&pieces[1..]).all(|(word, piece)| {
                    fold(piece.span.of(text), lower);
                    lower.as_str() == &**word
                })
        })
    }

    /// The entries of a word, or those of the last part of an unknown compound of people
    /// ("ex-soldiers").
    fn lookup(&self, word: &str, lower: &mut String) -> Option<&Entries> {
        fold(word, lower);
        if let Some(entries) = self.words.get(lower.as_str()) {
            return Some(entries);
        }
        let (_, last) = lower.rsplit_once('-')?;
        let entries = self.words.get(last)?;
        entries.senses.iter().any(|s| matches!(s, Sense::Person(..) | Sense::Household(_))).then_some(entries)
    }

    fn pieces(&self, text: &str, span: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = span.start;
        let mut glued = false;
        while let Some(first) = text[at..span.end].chars().next() {
            let rest = &text[at..span.end];
            if first.is_whitespace() || matches!(first, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{ad}') {
                at += first.len_utf8();
                glued = false;
                continue;
            }
            if let Some(length) = entity(rest) {
                if rest.starts_with("&ndash;") || rest.starts_with("&mdash;") {
                    pieces.push(Piece { span: Span::new(at, at + length), mark: Mark::Point('–'), glued: false });
                }
                at += length;
                glued = false;
                continue;
            }
            let (length, mark) = if first.is_ascii_digit() {
                self.number(rest)
            } else if first.is_alphanumeric() {
                (self.word(rest), Mark::Word)
            } else {
                (first.len_utf8(), Mark::Point(first))
            };
            pieces.push(Piece { span: Span::new(at, at + length), mark, glued });
            glued = true;
            at += length;
        }
        pieces
    }

    /// The length of the word at the start: letters, digits, apostrophes and hyphens within.
    /// A compound with a number in it ("nine-year-old", "twenty-three") ends at its first hyphen.
    fn word(&self, rest: &str) -> usize {
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
        let word = &rest[..end];
        // "with14,593": a missing blank behind a small word
        if let Some(digit) = word.find(|c: char| c.is_ascii_digit()).filter(|&d| d > 2) {
            let mut lower = String::new();
            fold(&word[..digit], &mut lower);
            let small = |s: &Sense| {
                matches!(s, Sense::Preposition | Sense::Bound(_) | Sense::Does(..) | Sense::And | Sense::Of)
            };
            if self.words.get(lower.as_str()).is_some_and(|e| e.senses.iter().any(small)) {
                return digit;
            }
        }
        if word.contains(['-', '‑']) {
            let mut lower = String::new();
            fold(word, &mut lower);
            let is_number = |part: &str| {
                self.words.get(part).is_some_and(|e| {
                    e.senses.iter().any(|s| matches!(s, Sense::Number(_) | Sense::Scale(_) | Sense::Group(_)))
                })
            };
            let compound = !self.words.contains_key(lower.as_str());
            if compound && lower.split('-').any(is_number) {
                return word.find(['-', '‑']).unwrap_or(end);
            }
        }
        end
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
        let mut text = rest[..end].to_owned();
        let mut grouped = false;
        while let Some(length) = group(&rest[end..], head, grouped) {
            text.extend(rest[end..end + length].chars().filter(char::is_ascii_digit));
            end += length;
            grouped = true;
        }
        let mut places = 0;
        if bytes.get(end) == Some(&b'.') {
            let count = digits(end + 1);
            if (1..=3).contains(&count) && bytes.get(end + 1 + count) != Some(&b'.') {
                text.push_str(&rest[end + 1..end + 1 + count]);
                places = u8::try_from(count).unwrap_or(u8::MAX);
                end += 1 + count;
            }
        }
        let letters = rest[end..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        let suffix = rest[end..end + letters].to_lowercase();
        match suffix.as_str() {
            "" => {}
            "am" | "pm" | "h" | "hrs" | "gmt" => return other(Mark::Clock, end + letters),
            "st" | "nd" | "rd" | "th" if places == 0 => return other(Mark::Ordinal, end + letters),
            "s" => return other(Mark::Word, end + letters),
            _ => {}
        }
        let mut unit = 1;
        if let Some(&scale) = self.suffixes.get(suffix.as_str()) {
            unit = scale;
            end += letters;
        }
        match text.parse() {
            Ok(mantissa) => (end, Mark::Number { mantissa, places, unit }),
            Err(_) => (end, Mark::Word), // more digits than any count of people has
        }
    }
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
fn fold(word: &str, into: &mut String) {
    into.clear();
    for c in word.chars() {
        match c {
            '’' => into.push('\''),
            '‑' => into.push('-'),
            c if c.is_ascii() => into.push(c.to_ascii_lowercase()),
            c => into.extend(c.to_lowercase()),
        }
    }
}

fn is_possessive(word: &str) -> bool {
    let word = word.trim_end_matches(['s', 'S']);
    word.ends_with(['\'', '’']) && word.chars().count() > 1
}

fn case_of(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => match letters.next() {
            Some(second) if second.is_uppercase() && letters.all(|c| c.is_uppercase()) => Case::Upper,
            _ => Case::Title,
        },
        _ => Case::Lower,
    }
}
