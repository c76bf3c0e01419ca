//! One word of a name, reduced to what transliterations agree on.
//!
//! In: a word in any script. Out: a [`Spelling`]: its consonants after folding (q and k, kh, sh and
//! ch, w and v, doubles), and its sound with the vowels in three classes. It knows nothing of
//! articles, of names of several words, or of what a name denotes.

use std::hash::Hasher;

use any_ascii::any_ascii;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

/// A word as transliterations agree on it. Two of them are the same where the words are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Spelling {
    /// The word, its sound and its bones, with blanks between them: one piece of memory for all three.
    text: String,
    /// Where the sound and the bones begin.
    sound: usize,
    bones: usize,
}

/// Below this many consonants the vowels must agree as well.
const FEW_BONES: usize = 3;
/// How alike two sounds must be (0 to 1) where the consonants are few, and where they are many.
const ALIKE_FEW: f64 = 0.79;
const ALIKE_MANY: f64 = 0.5;
/// A slip of one letter is forgiven in words at least this long.
const LONG_WORD: usize = 8;

impl Spelling {
    /// Reads one word, already in ASCII lower case.
    pub fn of(plain: &str) -> Spelling {
        let folded = fold(plain);
        let end = folded.iter().rposition(|&letter| letter != b'h').map_or(0, |last| last + 1);
        let letters = &folded[..end];
        let mut text = String::with_capacity(plain.len() + 2 * letters.len() + 2);
        text.push_str(plain);
        text.push(' ');
        let sound = text.len();
        vowels(letters, &mut text);
        let end = text.len();
        text.push(' ');
        let bones = text.len();
        for at in sound..end {
            let letter = text.as_bytes()[at];
            if !matches!(letter, b'a' | b'e' | b'o') {
                text.push(char::from(letter));
            }
        }
        Spelling { text, sound, bones }
    }

    /// The word in ASCII lower case, without marks: `dweila`.
    pub fn plain(&self) -> &str {
        self.text.get(..self.sound.saturating_sub(1)).unwrap_or_default()
    }

    /// The consonants with the vowels between them in three classes: `dvela`.
    pub fn sound(&self) -> &str {
        self.text.get(self.sound..self.bones.saturating_sub(1)).unwrap_or_default()
    }

    /// Its consonants after folding: `dvl`.
    pub fn bones(&self) -> &str {
        self.text.get(self.bones..).unwrap_or_default()
    }

    /// Numbers such that words that [agree](Spelling::agrees) share one: that of the consonants, and for a slip of
    /// a letter those of either end, of which it leaves one as it is; the first letter it always leaves.
    pub fn hints(&self) -> impl Iterator<Item = u64> {
        let letters = self.plain().as_bytes();
        let length = letters.len();
        let ends =
            (length >= LONG_WORD).then(|| [hint(b'<', &letters[..ENDS]), hint(letters[0], &letters[length - ENDS..])]);
        std::iter::once(hint(b'=', self.bones().as_bytes())).chain(ends.into_iter().flatten())
    }

    /// Whether two words may be two spellings of one.
    pub fn agrees(&self, other: &Spelling) -> bool {
        if self.plain() == other.plain() {
            return true;
        }
        if self.bones() == other.bones() {
            let alike = strsim::normalized_levenshtein(self.sound(), other.sound());
            let few = self.bones().len() < FEW_BONES;
            return alike >= if few { ALIKE_FEW } else { ALIKE_MANY };
        }
        self.plain().len() >= LONG_WORD
            && other.plain().len() >= LONG_WORD
            && self.plain().len().abs_diff(other.plain().len()) <= 1
            && self.plain().as_bytes()[0] == other.plain().as_bytes()[0]
            && one_slip(self.plain().as_bytes(), other.plain().as_bytes())
            && !self.plain().starts_with(other.plain())
            && !other.plain().starts_with(self.plain())
    }
}

/// So many letters at either end of a long word: one slip reaches one of the two.
const ENDS: usize = 3;

/// A number for some letters, and for what they are.
pub(super) fn hint(what: u8, letters: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(what);
    hasher.write(letters);
    hasher.finish()
}

/// Whether two words of ASCII are one but for a letter left out, another in its place, or two
/// neighbours swapped.
fn one_slip(a: &[u8], b: &[u8]) -> bool {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[before..], &b[before..]);
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - behind], &b[..b.len() - behind]) {
        ([], []) | ([_], [] | [_]) | ([], [_]) => true,
        ([a, x], [b, y]) => a == y && x == b,
        _ => false,
    }
}

/// Romanises a name and cuts it into words of ASCII lower case; ʿayn, hamza and apostrophes vanish.
pub(crate) fn romanised(text: &str) -> Vec<String> {
    if text.is_ascii() {
        let whole = romanised_whole(text);
        return match whole.contains(' ') {
            true => whole.split(' ').map(str::to_owned).collect(),
            false if whole.is_empty() => Vec::new(),
            false => vec![whole],
        };
    }
    let mut words = Vec::new();
    for part in text.split(|c: char| c.is_whitespace() || "-‐‑–—/,.()".contains(c)) {
        // the Arabic article is written together with its word, and is lost in romanising
        let part = part.strip_prefix("ال").filter(|rest| !rest.is_empty()).unwrap_or(part);
        let plain = any_ascii(part);
        let letters = plain.bytes().filter(u8::is_ascii_alphanumeric);
        let word: String = letters.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// The words of [`romanised`], joined by blanks.
pub(crate) fn romanised_whole(text: &str) -> String {
    if !text.is_ascii() {
        return romanised(text).join(" ");
    }
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return text.to_ascii_lowercase();
    }
    let mut whole = String::with_capacity(text.len());
    let mut apart = false;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            if apart && !whole.is_empty() {
                whole.push(' ');
            }
            apart = false;
            whole.push(char::from(byte.to_ascii_lowercase()));
        } else if byte.is_ascii_whitespace() || byte == 0x0b || b"-/,.()".contains(&byte) {
            apart = true;
        }
    }
    whole
}

/// How many letters at the start of `rest` stand for one sound, and what it is written as; the longest first.
fn sound_at(rest: &[u8]) -> Option<(usize, &'static str)> {
    Some(match rest {
        b"" => return None,
        [b's', b'h', b'c', b'h', ..] => (4, "S"),
        [b'z', b'h', b'z', b'h', ..] => (4, "z"),
        [b'd', b'z', b'h', ..] => (3, "j"),
        [b's', b'c', b'h', ..] | [b't', b'c', b'h', ..] | [b't', b's', b'h', ..] => (3, "S"),
        [b's', b'h', ..] | [b'c', b'h', ..] => (2, "S"),
        [b'k', b'h', ..] | [b'c', b'k', ..] => (2, "k"),
        [b'g', b'h', ..] => (2, "g"),
        [b'p', b'h', ..] => (2, "f"),
        [b't', b'h', ..] => (2, "t"),
        [b'd', b'h', ..] => (2, "d"),
        [b'z', b'h', ..] | [b'd', b'z', ..] => (2, "z"),
        [b'd', b'j', ..] => (2, "j"),
        [b't', b's', ..] | [b't', b'z', ..] => (2, "s"),
        [b'o', b'u', ..] | [b'o', b'o', ..] => (2, "u"),
        [b'e', b'e', ..] => (2, "i"),
        [b'q', ..] => (1, "k"),
        [b'x', ..] => (1, "ks"),
        [b'c', b'e' | b'i' | b'y', ..] => (1, "s"),
        [b'c', ..] => (1, "k"),
        _ => return None,
    })
}

/// Folds spellings of one sound to one letter.
fn fold(word: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(word.len() + 1);
    let mut rest = word.as_bytes();
    while let Some(&first) = rest.first() {
        let (letters, sound) = match first {
            // all others stand for themselves
            b's' | b'z' | b'd' | b't' | b'c' | b'k' | b'g' | b'p' | b'o' | b'e' | b'q' | b'x' => {
                sound_at(rest).unwrap_or((1, ""))
            }
            _ => (1, ""),
        };
        match sound {
            "" => out.push(first),
            sound => out.extend_from_slice(sound.as_bytes()),
        }
        rest = &rest[letters..];
    }
    out
}

const fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Puts the vowels into three classes (a; e, i and their glides; o, u and theirs) and settles
/// which glides are consonants; adds them to `out`. A final "-ia" counts as one: Nigeria is not Niger.
fn vowels(letters: &[u8], out: &mut String) {
    let mut last = None;
    for i in 0..letters.len() {
        if let Some(letter) = class_of(letters, i)
            && (last != Some(letter) || letter.is_ascii_digit())
        {
            out.push(char::from(letter));
            last = Some(letter);
        }
    }
}

/// What the letter at `i` is to the sound; `None` where it is mute.
fn class_of(letters: &[u8], i: usize) -> Option<u8> {
    let c = letters[i];
    let before = i.checked_sub(1).map(|j| letters[j]);
    let after = letters.get(i + 1).copied();
    let glides = after.is_some_and(is_vowel);
    Some(match c {
        b'i' | b'y' if i > 1 && i + 2 == letters.len() && after == Some(b'a') => b'Y',
        b'a' if matches!(after, Some(b'y' | b'i')) => b'e',
        b'a' | b'o' if after == Some(b'u') => b'o',
        b'a' if after == Some(b'w') && !letters.get(i + 2).copied().is_some_and(is_vowel) => b'o',
        b'a' => b'a',
        b'e' | b'i' => b'e',
        // French "ou" before a vowel is the w of other spellings: Adoua, Adwa
        b'u' if matches!(after, Some(b'a' | b'e' | b'i')) => b'v',
        b'o' | b'u' => b'o',
        b'y' if i == 0 && glides => b'y',
        b'y' => b'e',
        b'w' | b'v' if c == b'v' || glides || i == 0 => b'v',
        b'w' => b'o',
        b'h' if i > 0 && !glides => return None,
        b'h' if before.is_some_and(|b| !is_vowel(b) && b != b'y') => return None,
        other => other,
    })
}

#[cfg(test)]
mod slips {
    use super::one_slip;

    #[test]
    fn one_slip_is_a_distance_of_one_at_most() {
        let words =
            ["dernah", "derna", "denrah", "derrah", "dernahh", "drenah", "harim", "", "d", "ed", "abab", "baba", "aab"];
        for a in words {
            for b in words {
                assert_eq!(one_slip(a.as_bytes(), b.as_bytes()), strsim::osa_distance(a, b) <= 1, "{a} {b}");
            }
        }
    }
}
