//! Words with a number each, looked up by their bytes.
//!
//! In: words, while a table is made. Out: their numbers, from 0 in the order in which they came. A word of up to eight
//! bytes is told by these and its length alone, without looking at the word that is kept; nearly all are. It knows
//! nothing of capitals, nor of what a word means.

use std::ops::Range;

/// Words with a number each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbered {
    /// A power of two of places, or none; a word stands at the one that its bytes tell, or behind it.
    places: Vec<Place>,
    /// All words one behind the other, and where each ends.
    texts: String,
    ends: Vec<u32>,
    /// The bytes of the longest word: nothing longer needs a look-up.
    longest: usize,
}

/// A place for a word.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// The first eight bytes, or all in an order of their own.
    head: u64,
    /// How many bytes it has, with the highest bit set; 0 where the place is free.
    length: u32,
    number: u32,
}

/// Of so many places one is taken at most.
const SPARSE: usize = 2;
const EIGHT: usize = 8;

impl Numbered {
    /// None yet, with room for so many.
    pub fn with_room(words: usize) -> Numbered {
        let places = vec![Place::default(); (SPARSE * (words + 1)).next_power_of_two()];
        Numbered { places, texts: String::with_capacity(EIGHT * words), ends: Vec::with_capacity(words), longest: 0 }
    }

    /// The number of a word, if it has one.
    #[inline]
    pub fn find(&self, word: &str) -> Option<usize> {
        if word.len() > self.longest || self.places.is_empty() {
            return None;
        }
        let place = self.places[self.place(Bytes::of(word.as_bytes()), |known| known == word.as_bytes())];
        (place.length != 0).then_some(place.number as usize)
    }

    /// The number of the run of `length` ASCII letters and digits at the start of `text`, whatever its capitals, if the
    /// same in small letters has one. A run has a byte at least.
    #[inline(always)]
    pub fn find_run(&self, text: &[u8], length: usize) -> Option<usize> {
        if length > self.longest || self.places.is_empty() {
            return None;
        }
        let same = |known: &[u8]| known.eq_ignore_ascii_case(&text[..length]);
        let place = self.places[self.place(Bytes::of_run(text, length), same)];
        (place.length != 0).then_some(place.number as usize)
    }

    /// The number of a word, a new one where it has none.
    pub fn add(&mut self, word: &str) -> usize {
        if (self.ends.len() + 1) * SPARSE > self.places.len() {
            self.grow();
        }
        let bytes = Bytes::of(word.as_bytes());
        let at = self.place(bytes, |known| known == word.as_bytes());
        if self.places[at].length == 0 {
            let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            self.places[at] = Place { head: bytes.head, length: bytes.kept_length(), number };
            self.texts.push_str(word);
            self.ends.push(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
            self.longest = self.longest.max(word.len());
        }
        self.places[at].number as usize
    }

    /// The word of a number.
    pub fn word(&self, number: usize) -> &str {
        &self.texts[self.span(number)]
    }

    #[inline]
    fn span(&self, number: usize) -> Range<usize> {
        let from = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        from as usize..self.ends[number] as usize
    }

    fn grow(&mut self) {
        let larger = vec![Place::default(); (self.places.len() * 2).max(EIGHT)];
        for place in std::mem::replace(&mut self.places, larger) {
            if place.length != 0 {
                let at = self.place(Bytes::of(self.word(place.number as usize).as_bytes()), |_| false);
                self.places[at] = place;
            }
        }
    }

    /// Where a word stands, or would stand. `same`: whether a known one of more than eight bytes is it.
    #[inline(always)]
    fn place(&self, word: Bytes, same: impl Fn(&[u8]) -> bool) -> usize {
        let last = self.places.len() - 1;
        let mixed = (word.head ^ word.tail.rotate_left(21) ^ word.length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut at = (mixed >> 32) as usize & last;
        loop {
            let place = &self.places[at];
            let told = place.head == word.head && place.length == word.kept_length();
            if place.length == 0
                || told && (word.length <= EIGHT || same(&self.texts.as_bytes()[self.span(place.number as usize)]))
            {
                return at;
            }
            at = (at + 1) & last;
        }
    }
}

/// What a word is looked up by.
#[derive(Clone, Copy)]
struct Bytes {
    /// The first eight bytes, those behind its end 0.
    head: u64,
    /// The last eight of a longer one, for long words often begin alike; else 0.
    tail: u64,
    length: usize,
}

impl Bytes {
    #[inline(always)]
    fn of(word: &[u8]) -> Bytes {
        let (head, length) = (first_eight(word), word.len());
        Bytes { head, tail: tail(word, length), length }
    }

    /// Those of a run of ASCII letters and digits at the start of a text, with its letters small.
    #[inline(always)]
    fn of_run(text: &[u8], length: usize) -> Bytes {
        // a digit has that bit already
        let head = (first_eight(text) | BLANKS) & KEPT[length.min(EIGHT)];
        Bytes { head, tail: if length > EIGHT { tail(text, length) | BLANKS } else { 0 }, length }
    }

    /// The length as a place keeps it; a word that is too long for that is compared byte by byte.
    #[inline(always)]
    const fn kept_length(self) -> u32 {
        self.length as u32 | 1 << 31
    }
}

const BLANKS: u64 = u64::from_le_bytes([b' '; EIGHT]);

/// Keeps so many of eight bytes, the first ones.
const KEPT: [u64; EIGHT + 1] = {
    let mut kept = [0; EIGHT + 1];
    let mut bytes = 1;
    while bytes <= EIGHT {
        kept[bytes] = u64::MAX >> (8 * (EIGHT - bytes));
        bytes += 1;
    }
    kept
};

/// The first eight bytes of a text, those behind its end 0.
#[inline(always)]
fn first_eight(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        None => text.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)),
    }
}

/// The last eight bytes of the first so many of a text, where these are more; else 0.
#[inline(always)]
fn tail(text: &[u8], length: usize) -> u64 {
    let last = if length > EIGHT { text[..length].last_chunk() } else { None };
    last.map_or(0, |last| u64::from_le_bytes(*last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_number_and_no_other_word_has_one() {
        let letters = "abcdefghijklmnopqrstuvwxyz".repeat(2);
        let parts = (1..20).flat_map(|length| (0..26).map(move |from| (from, length)));
        let words: Vec<&str> = parts.map(|(from, length)| &letters[from..from + length]).collect();
        let mut numbered = Numbered::default();
        assert_eq!(numbered.find("a"), None, "it is empty");
        for word in &words {
            assert_eq!(numbered.find(word), None, "{word}");
            numbered.add(word);
        }
        for (number, word) in words.iter().enumerate() {
            assert_eq!((numbered.find(word), numbered.add(word)), (Some(number), number), "{word}");
            assert_eq!(numbered.find(&format!("{word}-")), None);
            let (shouted, behind) = (word.to_ascii_uppercase(), format!("{word}, and more"));
            assert_eq!(numbered.find_run(shouted.as_bytes(), word.len()), Some(number));
            assert_eq!(numbered.find_run(behind.as_bytes(), word.len()), Some(number));
        }
        numbered.add("a1");
        assert_eq!(numbered.find_run(b"A12", 2), Some(words.len()));
        assert_eq!((numbered.find("abb"), numbered.find("bab"), numbered.find("abcdefghijkl!")), (None, None, None));
    }
}
