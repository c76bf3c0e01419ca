//! One word of a name, reduced to what transliterations agree on.
//!
//! In: a word in any script. Out: a [`Spelling`]: its consonants after folding (q and k, kh, sh and
//! ch, w and v, doubles), and its sound with the vowels in three classes. It knows nothing of
//! articles, of names of several words, or of what a name denotes.

use any_ascii::any_ascii;
use serde::{Deserialize, Serialize};

/// A word as transliterations agree on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Spelling {
    /// The word in ASCII lower case, without marks: `dweila`.
    pub plain: String,
    /// Its consonants after folding: `dvl`.
    pub bones: String,
    /// The consonants with the vowels between them in three classes: `dvela`.
    pub sound: String,
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
        let letters = fold(plain);
        let sound = vowels(&letters);
        let bones = sound.chars().filter(|c| !"aeo".contains(*c)).collect();
        Spelling { plain: plain.to_owned(), bones, sound }
    }

    /// Whether two words may be two spellings of one.
    pub fn agrees(&self, other: &Spelling) -> bool {
        if self.plain == other.plain {
            return true;
        }
        if self.bones == other.bones {
            let alike = strsim::normalized_levenshtein(&self.sound, &other.sound);
            let few = self.bones.len() < FEW_BONES;
            return alike >= if few { ALIKE_FEW } else { ALIKE_MANY };
        }
        self.plain.len() >= LONG_WORD
            && other.plain.len() >= LONG_WORD
            && self.plain.len().abs_diff(other.plain.len()) <= 1
            && self.plain.as_bytes()[0] == other.plain.as_bytes()[0]
            && strsim::osa_distance(&self.plain, &other.plain) <= 1
            && !self.plain.starts_with(&*other.plain)
            && !other.plain.starts_with(&*self.plain)
    }
}

/// Romanises a name and cuts it into words of ASCII lower case; ʿayn, hamza and apostrophes vanish.
pub(crate) fn romanised(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.split(|c: char| c.is_whitespace() || "-‐‑–—/,.()".contains(c)) {
        // the Arabic article is written together with its word, and is lost in romanising
        let part = part.strip_prefix("ال").filter(|rest| !rest.is_empty()).unwrap_or(part);
        let word: String =
            any_ascii(part).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
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

/// Pairs and triples of letters that stand for one sound; longest first.
const SOUNDS: [(&str, &str); 24] = [
    ("shch", "S"),
    ("zhzh", "z"),
    ("dzh", "j"),
    ("sch", "S"),
    ("tch", "S"),
    ("tsh", "S"),
    ("sh", "S"),
    ("ch", "S"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("zh", "z"),
    ("dj", "j"),
    ("dz", "z"),
    ("ts", "s"),
    ("tz", "s"),
    ("ck", "k"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("q", "k"),
    ("x", "ks"),
];

/// Folds spellings of one sound to one letter.
fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let begins = |sound: &str| sound.as_bytes()[0] == rest.as_bytes()[0] && rest.starts_with(sound);
        if let Some((from, to)) = SOUNDS.iter().find(|(from, _)| begins(from)) {
            out.push_str(to);
            rest = &rest[from.len()..];
            continue;
        }
        rest = &rest[first.len_utf8()..];
        out.push(match first {
            'c' if rest.starts_with(['e', 'i', 'y']) => 's',
            'c' => 'k',
            other => other,
        });
    }
    out
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Puts the vowels into three classes (a; e, i and their glides; o, u and theirs) and settles
/// which glides are consonants. A final "-ia" counts as one: Nigeria is not Niger.
fn vowels(word: &str) -> String {
    let letters: Vec<char> = word.trim_end_matches('h').chars().collect();
    let mut out = String::new();
    let push = |c: char, out: &mut String| {
        if !out.ends_with(c) || c.is_ascii_digit() {
            out.push(c);
        }
    };
    for (i, &c) in letters.iter().enumerate() {
        let before = i.checked_sub(1).map(|j| letters[j]);
        let after = letters.get(i + 1).copied();
        let glides = after.is_some_and(is_vowel);
        match c {
            'i' | 'y' if i > 1 && i + 2 == letters.len() && after == Some('a') => push('Y', &mut out),
            'a' if after.is_some_and(|n| n == 'y' || n == 'i') => push('e', &mut out),
            'a' | 'o' if after == Some('u') => push('o', &mut out),
            'a' if after == Some('w') && !letters.get(i + 2).copied().is_some_and(is_vowel) => push('o', &mut out),
            'a' => push('a', &mut out),
            'e' | 'i' => push('e', &mut out),
            // French "ou" before a vowel is the w of other spellings: Adoua, Adwa
            'u' if after.is_some_and(|n| matches!(n, 'a' | 'e' | 'i')) => push('v', &mut out),
            'o' | 'u' => push('o', &mut out),
            'y' if i == 0 && glides => out.push('y'),
            'y' => push('e', &mut out),
            'w' | 'v' if c == 'v' || glides || i == 0 => push('v', &mut out),
            'w' => push('o', &mut out),
            'h' if i > 0 && !glides => {}
            'h' if before.is_some_and(|b| !is_vowel(b) && b != 'y') => {}
            other => push(other, &mut out),
        }
    }
    out
}
