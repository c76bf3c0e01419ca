//! Words with a number each, looked up by their bytes.
//!
//! In: words, while a table is made. Out: their numbers, from 0 in the order in which they came. A word of up to eight
//! bytes is told by these and its length alone, without looking at the word that is kept; nearly all are. It knows
//! nothing of capitals, nor of what a word means.

/// Words with a number each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbered {
    /// A power of two of places, or none; a word stands at the one that its bytes tell, or behind it.
    places: Vec<Place>,
    words: Vec<Box<str>>,
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
        Numbered { places, words: Vec::with_capacity(words), longest: 0 }
    }

    /// The number of a word, if it has one.
    #[inline]
    pub fn find(&self, word: &str) -> Option<usize> {
        if word.len() > self.longest || self.places.is_empty() {
            return None;
        }
        let place = self.places[self.place(word, head(word.as_bytes()))];
        (place.length != 0).then_some(place.number as usize)
    }

    /// The number of a word, a new one where it has none.
    pub fn add(&mut self, word: &str) -> usize {
        if (self.words.len() + 1) * SPARSE > self.places.len() {
            self.grow();
        }
        let head = head(word.as_bytes());
        let at = self.place(word, head);
        if self.places[at].length == 0 {
            let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            self.places[at] = Place { head, length: length(word), number };
            self.words.push(word.into());
            self.longest = self.longest.max(word.len());
        }
        self.places[at].number as usize
    }

    /// The words by their numbers.
    pub fn words(&self) -> &[Box<str>] {
        &self.words
    }

    fn grow(&mut self) {
        let larger = vec![Place::default(); (self.places.len() * 2).max(EIGHT)];
        for place in std::mem::replace(&mut self.places, larger) {
            if let Some(word) = self.words.get(place.number as usize).filter(|_| place.length != 0) {
                let at = self.place(word, place.head);
                self.places[at] = place;
            }
        }
    }

    /// Where a word stands, or would stand.
    #[inline(always)]
    fn place(&self, word: &str, head: u64) -> usize {
        let last = self.places.len() - 1;
        // long words often begin alike
        let tail = word.as_bytes().last_chunk().map_or(0, |tail| u64::from_le_bytes(*tail).rotate_left(21));
        let mixed = (head ^ tail ^ word.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut at = (mixed >> 32) as usize & last;
        loop {
            let place = &self.places[at];
            let told = place.head == head && place.length == length(word);
            let free = place.length == 0;
            if free || told && (word.len() <= EIGHT || *self.words[place.number as usize] == *word) {
                return at;
            }
            at = (at + 1) & last;
        }
    }
}

/// The length of a word as it is kept; longer ones than it can tell are compared byte by byte.
#[inline(always)]
fn length(word: &str) -> u32 {
    word.len() as u32 | 0x8000_0000
}

/// The first eight bytes of a word; all bytes of a shorter one, so that two of one length differ in it.
#[inline(always)]
fn head(word: &[u8]) -> u64 {
    if let Some(first) = word.first_chunk() {
        return u64::from_le_bytes(*first);
    }
    match (word.first_chunk(), word.last_chunk(), word) {
        (Some(first), Some(last), _) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        (_, _, [first, .., last]) => u64::from_le_bytes([*first, word[word.len() / 2], *last, 0, 0, 0, 0, 0]),
        (_, _, [only]) => u64::from(*only),
        _ => 0,
    }
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
        }
        assert_eq!((numbered.find("abb"), numbered.find("bab"), numbered.find("abcdefghijkl!")), (None, None, None));
    }
}
