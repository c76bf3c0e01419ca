//! Runs of ASCII letters or digits in a text, and a table of what runs are signs of.
//!
//! In: bytes. Out: [`Runs`], found eight bytes at a time, and what a [`RunTable`] says of one. A table is
//! filled with words and phrases of a word list: a word stands for its longest run of letters. So a
//! sign can be there without its word, but no word without its sign, wherever words are cut at no
//! letter of ASCII. It does not know what a sign means.

use rustc_hash::FxHashMap;

/// A run of letters or of digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'t> {
    /// Its bytes.
    pub bytes: &'t [u8],
    /// Its first eight letters, small, and its length, as a number; 0 for digits. Two long runs may
    /// share one, which makes a sign of a word that is none.
    key: u64,
}

impl Run<'_> {
    /// The run of a word that is nothing but letters of ASCII.
    pub fn whole(word: &str) -> Option<Run<'_>> {
        Runs::of(word.as_bytes()).next().filter(|run| run.bytes.len() == word.len() && !run.is_digits())
    }

    /// Its number.
    pub const fn key(&self) -> u64 {
        self.key
    }

    /// Whether it is one of digits.
    pub const fn is_digits(&self) -> bool {
        self.key == 0
    }
}

/// The runs of a text, in order.
pub(crate) struct Runs<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Runs<'t> {
    pub const fn of(text: &'t [u8]) -> Self {
        Runs { text, at: 0 }
    }
}

impl<'t> Iterator for Runs<'t> {
    type Item = Run<'t>;

    #[inline(always)]
    fn next(&mut self) -> Option<Run<'t>> {
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let (head, mut length) = small_letters(rest);
            if length > 0 {
                let mut more = length;
                while more == EIGHT {
                    more = small_letters(&rest[length..]).1;
                    length += more;
                }
                self.at += length;
                return Some(Run { bytes: &rest[..length], key: head ^ (length as u64) << 56 });
            }
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.at += digits.max(1);
            if digits > 0 {
                return Some(Run { bytes: &rest[..digits], key: 0 });
            }
        }
        None
    }
}

/// So many bytes are looked at at once.
const EIGHT: usize = 8;

/// The same byte eight times.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; EIGHT])
}

const BLANKS: u64 = all(b' ');
const LOW: u64 = all(0x7f);
const HIGH: u64 = all(0x80);
/// What lifts "a", and what is behind "z", to the highest bit.
const FROM_A: u64 = all(0x80 - b'a');
const PAST_Z: u64 = all(0x80 - b'z' - 1);

/// The letters at the start of a text, eight at most: small, blanks behind them; and how many they are.
#[inline(always)]
fn small_letters(text: &[u8]) -> (u64, usize) {
    let bytes = match text.first_chunk::<EIGHT>() {
        Some(bytes) => *bytes,
        None => {
            let mut bytes = [0; EIGHT];
            bytes[..text.len()].copy_from_slice(text);
            bytes
        }
    };
    let word = u64::from_le_bytes(bytes);
    let small = word | BLANKS;
    // the highest bit of each byte tells whether it is one of a to z: no sum of seven bits reaches the next byte
    let low = small & LOW;
    let letters = (low + FROM_A) & !(low + PAST_Z) & !word & HIGH;
    let length = ((!letters & HIGH).trailing_zeros() / 8) as usize;
    let kept = if length == EIGHT { u64::MAX } else { (1 << (8 * length)) - 1 };
    (small & kept | BLANKS, length)
}

/// What runs of letters are signs of: sets of up to 32.
#[derive(Debug, Clone)]
pub(crate) struct RunTable {
    signs: FxHashMap<u64, u32>,
    /// One bit for each place that a hashed run may have: most runs are no sign, and end here.
    sieve: Vec<u64>,
}

/// The places of the sieve, as a power of two.
const SIEVE: u32 = 15;

impl Default for RunTable {
    fn default() -> Self {
        RunTable { signs: FxHashMap::default(), sieve: vec![0; 1 << (SIEVE - 6)] }
    }
}

impl RunTable {
    /// Adds signs of a word.
    pub fn add(&mut self, word: &str, signs: u32) {
        let Some(run) = Runs::of(longest_run(word).as_bytes()).next() else { return };
        *self.signs.entry(run.key).or_default() |= signs;
        let place = place(run.key);
        self.sieve[place >> 6] |= 1 << (place & 63);
    }

    /// The signs of a run.
    #[inline(always)]
    pub fn of(&self, run: &Run) -> u32 {
        let place = place(run.key);
        if self.sieve[place >> 6] & 1 << (place & 63) == 0 {
            return 0;
        }
        self.signs.get(&run.key).copied().unwrap_or_default()
    }

    /// Whether signs tell all of this text: it has no letter that is ASCII only in lower case.
    pub fn is_sure(text: &str) -> bool {
        memchr::memmem::find(text.as_bytes(), "\u{212a}".as_bytes()).is_none()
    }
}

/// The place of a run in the sieve.
const fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SIEVE)) as usize
}

/// The longest run of ASCII letters in a word.
pub(crate) fn longest_run(word: &str) -> &str {
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return word;
    }
    word.split(|c: char| !c.is_ascii_alphabetic()).max_by_key(|run| run.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        Runs::of(text.as_bytes()).map(|run| std::str::from_utf8(run.bytes).unwrap()).collect()
    }

    #[test]
    fn runs_end_where_letters_or_digits_do() {
        assert_eq!(read("At 17:05, twelve-year-olds"), ["At", "17", "05", "twelve", "year", "olds"]);
        assert_eq!(read("[a`z{@Z}"), ["a", "z", "Z"]);
        assert_eq!(read("caféteria’s 1,204kg"), ["caf", "teria", "s", "1", "204", "kg"]);
        let long = "abcdefgh".repeat(3);
        assert_eq!(read(&format!("{long} {long}i.")), [long.clone(), format!("{long}i")]);
    }

    #[test]
    fn a_word_is_found_whatever_its_capitals_and_no_other_is() {
        let mut table = RunTable::default();
        table.add("killed", 1);
        table.add("well-being", 2);
        table.add("casualties", 4);
        let signs = |text: &str| Runs::of(text.as_bytes()).map(|run| table.of(&run)).fold(0, |all, one| all | one);
        assert_eq!((signs("KILLED"), signs("Killed,"), signs("being 7 Casualties")), (1, 1, 6));
        assert_eq!((signs("kill"), signs("killeds"), signs("unkilled"), signs("1204 of well")), (0, 0, 0, 0));
    }
}
