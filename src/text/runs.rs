//! Runs of ASCII letters or digits in a text, and a table of what runs are signs of.
//!
//! In: bytes. Out: its [`runs`], found many bytes at a time, and what a [`RunTable`] says of one. A table is
//! filled with words and phrases of a word list: a word stands for its longest run of letters. So a
//! sign can be there without its word, but no word without its sign, wherever words are cut at no
//! letter of ASCII. It does not know what a sign means.

use std::hint::select_unpredictable;
use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

/// A run of letters or of digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'t> {
    text: &'t [u8],
    /// Where it begins.
    pub at: usize,
    /// How many bytes it takes.
    pub length: usize,
    /// Its first eight letters, small, and its length, as a number; 0 for digits. Two long runs may
    /// share one, which makes a sign of a word that is none.
    key: u64,
}

impl<'t> Run<'t> {
    /// The run of a word that is nothing but letters of ASCII.
    pub fn whole(word: &'t str) -> Option<Run<'t>> {
        let letters = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        letters.then(|| Run::of_letters(word.as_bytes(), 0, word.len()))
    }

    /// The run of so many letters at a place of a text.
    #[inline(always)]
    fn of_letters(text: &'t [u8], at: usize, length: usize) -> Run<'t> {
        let first = match text.get(at..).and_then(|rest| rest.first_chunk::<EIGHT>()) {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => last_letters(text, at),
        };
        let key = (first & KEPT[length.min(EIGHT)] | BLANKS) ^ (length as u64) << 56;
        Run { text, at, length, key }
    }

    #[inline(always)]
    const fn of_digits(text: &'t [u8], at: usize, length: usize) -> Run<'t> {
        Run { text, at, length, key: 0 }
    }

    /// Its bytes.
    #[inline(always)]
    pub fn bytes(&self) -> &'t [u8] {
        self.text.get(self.at..self.at + self.length).unwrap_or_default()
    }

    /// Its last letter, small.
    #[inline(always)]
    pub fn last(&self) -> u8 {
        self.text.get(self.at + self.length - 1).map_or(0, |letter| letter | b' ')
    }

    /// Its number.
    #[inline]
    pub const fn key(&self) -> u64 {
        self.key
    }

    /// Whether it is one of digits.
    #[inline]
    pub const fn is_digits(&self) -> bool {
        self.key == 0
    }
}

/// Hands over the runs of a text in their order, until one of them breaks it off.
#[inline(always)]
pub(crate) fn runs<'t, B>(text: &'t [u8], mut each: impl FnMut(Run<'t>) -> ControlFlow<B>) -> ControlFlow<B> {
    let mut from = 0;
    while let Some(rest @ [_, ..]) = text.get(from..) {
        let (letters, digits) = classes(rest);
        // where runs begin, and what follows on their ends; a run of digits may end where one of letters begins
        let mut starts = letters & !(letters << 1) | digits & !(digits << 1);
        let mut ends = !letters & letters << 1 | !digits & digits << 1;
        // the next block begins with a run that goes on in it, if that is not all of this one
        let (mut next, mut more) = (BLOCK, 0);
        if (letters | digits) >> (BLOCK - 1) != 0 && rest.len() > BLOCK {
            let last = starts.ilog2() as usize;
            if last > 0 {
                next = last;
                starts ^= 1 << last;
            } else {
                more = goes_on(&rest[BLOCK..], digits != 0);
                next += more;
            }
        }
        while starts != 0 {
            let (at, end) = (starts.trailing_zeros(), ends.trailing_zeros());
            starts &= starts - 1;
            ends &= ends.wrapping_sub(1);
            let (place, length) = (from + at as usize, (end - at) as usize + more);
            let digit = digits >> at & 1 != 0;
            each(if digit { Run::of_digits(text, place, length) } else { Run::of_letters(text, place, length) })?;
        }
        from += next;
    }
    ControlFlow::Continue(())
}

/// Whether a text ends with runs of these numbers, whatever stands between them.
pub(crate) fn ends_with(text: &[u8], keys: &[u64]) -> bool {
    let mut rest = text;
    keys.iter().rev().all(|key| {
        let end = rest.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
        let start = rest[..end].iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |before| before + 1);
        let run = Run::of_letters(&rest[..end], start, end - start);
        rest = &rest[..start];
        run.length > 0 && run.key == *key
    })
}

/// What is left of a text at a place where that is less than eight bytes, and nothing behind it.
#[cold]
fn last_letters(text: &[u8], at: usize) -> u64 {
    let mut bytes = [0; EIGHT];
    let rest = &text[at..];
    bytes[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(bytes)
}

/// How many bytes a run that fills its block goes on behind it.
#[cold]
fn goes_on(text: &[u8], digit: bool) -> usize {
    text.iter().take_while(|byte| if digit { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() }).count()
}

/// So many bytes are looked at at once.
const BLOCK: usize = 64;
const EIGHT: usize = 8;

/// Which of the first bytes of a text are letters, and which are digits: a bit each, the lowest for the first.
#[inline(always)]
fn classes(text: &[u8]) -> (u64, u64) {
    let mut padded = [0; BLOCK];
    let block = text.first_chunk::<BLOCK>().unwrap_or_else(|| {
        padded[..text.len()].copy_from_slice(text);
        &padded
    });
    let (mut letters, mut digits) = (0, 0);
    for (n, bytes) in block.as_chunks::<EIGHT>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*bytes);
        letters |= within::<b'a', b'z'>(word | BLANKS) << (EIGHT * n);
    }
    // most blocks have no digits
    if block.iter().fold(false, |any, byte| any | byte.is_ascii_digit()) {
        for (n, bytes) in block.as_chunks::<EIGHT>().0.iter().enumerate() {
            digits |= within::<b'0', b'9'>(u64::from_le_bytes(*bytes)) << (EIGHT * n);
        }
    }
    (letters, digits)
}

/// The same byte eight times.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; EIGHT])
}

const BLANKS: u64 = all(b' ');
const LOW: u64 = all(0x7f);
const HIGH: u64 = all(0x80);

/// Keeps so many of eight bytes, the first ones.
const KEPT: [u64; EIGHT + 1] = [
    0,
    u64::MAX >> 56,
    u64::MAX >> 48,
    u64::MAX >> 40,
    u64::MAX >> 32,
    u64::MAX >> 24,
    u64::MAX >> 16,
    u64::MAX >> 8,
    u64::MAX,
];

/// Which of eight bytes are of ASCII and from `FIRST` to `LAST`: a bit each, the lowest for the first.
#[inline(always)]
const fn within<const FIRST: u8, const LAST: u8>(word: u64) -> u64 {
    // the highest bit of each byte tells: no sum of seven bits reaches the next byte
    let low = word & LOW;
    let from = low.wrapping_add(const { all(0x80 - FIRST) });
    let past = low.wrapping_add(const { all(0x7f - LAST) });
    let bits = (from & !past & !word & HIGH) >> 7;
    // gathers the bits in the highest byte
    bits.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// What runs of letters are signs of: sets of up to 64.
#[derive(Debug, Clone)]
pub(crate) struct RunTable {
    /// The number of a run and its signs, at the place of the number or right behind it. A run without signs
    /// has place for one.
    slots: Vec<(u64, u64)>,
    /// How many places are taken.
    taken: usize,
}

/// The places of a table that is still small, a power of two.
const PLACES: usize = 1 << 8;

/// Of so many places one is taken at most.
const SPARSE: usize = 2;

impl Default for RunTable {
    fn default() -> Self {
        RunTable { slots: vec![(0, 0); PLACES], taken: 0 }
    }
}

impl RunTable {
    /// An empty one with room for so many.
    pub fn with_room(runs: usize) -> RunTable {
        RunTable { slots: vec![(0, 0); (SPARSE * runs).next_power_of_two()], taken: 0 }
    }

    /// Adds signs of a word.
    pub fn add(&mut self, word: &str, signs: u64) {
        let letters = longest_run(word);
        if !letters.is_empty() {
            self.add_number(Run::of_letters(letters.as_bytes(), 0, letters.len()).key, signs);
        }
    }

    /// Adds signs of the run of this number.
    pub fn add_number(&mut self, key: u64, signs: u64) {
        if (self.taken + 1) * SPARSE > self.slots.len() {
            let larger = vec![(0, 0); self.slots.len() * 2];
            for (key, signs) in std::mem::replace(&mut self.slots, larger) {
                if signs != 0 {
                    let place = self.place(key);
                    self.slots[place] = (key, signs);
                }
            }
        }
        let place = self.place(key);
        self.taken += usize::from(self.slots[place].1 == 0);
        self.slots[place] = (key, self.slots[place].1 | signs);
    }

    /// The numbers of the runs that are signs, and what they are signs of.
    pub fn numbers(&self) -> impl Iterator<Item = (u64, u64)> {
        self.slots.iter().copied().filter(|(_, signs)| *signs != 0)
    }

    /// The signs of a run.
    #[inline(always)]
    pub fn of(&self, run: &Run) -> u64 {
        self.slots[self.place(run.key)].1
    }

    /// The signs of all runs of a text.
    #[cfg(test)]
    fn all(&self, text: &[u8]) -> u64 {
        let mut all = 0;
        let _ = runs::<()>(text, |run| {
            all |= self.of(&run);
            ControlFlow::Continue(())
        });
        all
    }

    /// Where a run stands, or would stand.
    #[inline(always)]
    fn place(&self, key: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & last;
        loop {
            let (number, signs) = self.slots[place];
            // which of the two it is cannot be foreseen, that it is one of them can
            if (signs == 0) | (number == key) {
                return place;
            }
            place = (place + 1) & last;
        }
    }

    /// Whether signs tell all of this text: it has no letter that is ASCII only in lower case.
    pub fn is_sure(text: &str) -> bool {
        const KELVIN: [u8; 3] = *b"\xe2\x84\xaa";
        // few texts have the last byte of that letter
        let text = text.as_bytes();
        !memchr::memchr_iter(KELVIN[2], text).any(|at| text[..=at].ends_with(&KELVIN))
    }
}

/// The same as a [`RunTable`] once that is full, for whole texts: each run has one place, so that nothing is asked
/// on the way to it that cannot be foreseen. Of a run its place keeps a mark, which few runs that are no sign share:
/// all places together are as small as what a processor keeps beside itself.
#[derive(Debug)]
pub(crate) struct RunIndex {
    /// The mark of each run at its place, and which of the sets of signs is the run's, by [`Slot`]; the empty
    /// set where there is none.
    slots: Vec<Slot>,
    /// The sets of signs, the empty one first.
    sets: Vec<u64>,
    /// What each bucket of runs multiplies their numbers by, so that they have a place each.
    spread: Vec<u32>,
    /// What numbers are multiplied by to find their bucket.
    seed: u64,
    /// Of such a product the highest bits are the place: it is moved down so far.
    shift: u32,
}

/// The mark of a run in the upper half, the number of its set of signs in the lower.
type Slot = u32;

/// So many runs share a bucket, about.
const SHARE: usize = 4;

/// So many ways to spread a bucket are tried before all is begun anew.
const WAYS: u32 = 1 << 14;

impl RunIndex {
    /// That of a table.
    pub fn new(table: &RunTable) -> RunIndex {
        let runs: Vec<(u64, u64)> = table.numbers().collect();
        let mut seed = 0x9e37_79b9_7f4a_7c15;
        loop {
            if let Some(index) = RunIndex::by(&runs, seed) {
                return index;
            }
            seed = seed.wrapping_mul(0xd134_2543_de82_ef95);
        }
    }

    /// That by a seed, if runs find a place by it.
    fn by(runs: &[(u64, u64)], seed: u64) -> Option<RunIndex> {
        // a fifth of the places stays free, or more
        let places = (runs.len() + runs.len() / SHARE).next_power_of_two().max(2);
        let mut sets = vec![0];
        let mut which_of: FxHashMap<u64, Slot> = FxHashMap::default();
        let spread = vec![1; (places / SHARE).next_power_of_two()];
        let shift = u32::BITS - places.ilog2();
        let mut index = RunIndex { slots: vec![0; places], sets: Vec::new(), spread, seed, shift };
        let mut buckets = vec![Vec::new(); index.spread.len()];
        for &(number, signs) in runs {
            let which = *which_of.entry(signs).or_insert_with(|| {
                sets.push(signs);
                (sets.len() - 1) as Slot & WHICH
            });
            let mixed = index.mixed(number);
            buckets[index.bucket(mixed)].push((mixed, which));
        }
        debug_assert!(sets.len() <= WHICH as usize, "{} sets of signs", sets.len());
        index.sets = sets;
        let mut order: Vec<usize> = (0..buckets.len()).collect();
        // those that need most while there is room
        order.sort_by_key(|&bucket| std::cmp::Reverse(buckets[bucket].len()));
        for bucket in order {
            let mut ways = (1..WAYS).map(|way| way.wrapping_mul(0x9e37_79b9) | 1);
            index.spread[bucket] = ways.find(|&way| index.take(&buckets[bucket], way))?;
        }
        Some(index)
    }

    /// Gives the runs of a bucket the places to which a way of spreading leads, if all are free.
    fn take(&mut self, runs: &[(u64, Slot)], way: u32) -> bool {
        for (n, &(mixed, which)) in runs.iter().enumerate() {
            let place = self.place(mixed, way);
            if self.slots[place] != 0 {
                for (earlier, _) in &runs[..n] {
                    let place = self.place(*earlier, way);
                    self.slots[place] = 0;
                }
                return false;
            }
            self.slots[place] = mark(mixed) | which;
        }
        true
    }

    #[inline(always)]
    const fn mixed(&self, key: u64) -> u64 {
        // what stands in the upper half reaches all bits that are looked at
        (key ^ key >> 32).wrapping_mul(self.seed)
    }

    #[inline(always)]
    fn bucket(&self, mixed: u64) -> usize {
        (mixed >> 40) as usize & (self.spread.len() - 1)
    }

    #[inline(always)]
    fn place(&self, mixed: u64, way: u32) -> usize {
        ((mixed >> 32 ^ mixed) as u32).wrapping_mul(way) as usize >> self.shift
    }

    /// The signs of a run.
    #[inline(always)]
    pub fn of(&self, run: &Run) -> u64 {
        let mixed = self.mixed(run.key);
        let slot = self.slots[self.place(mixed, self.spread[self.bucket(mixed)])];
        // which words are signs cannot be foreseen
        let which = select_unpredictable(slot & !WHICH == mark(mixed), slot & WHICH, 0);
        self.sets[which as usize]
    }
}

/// The bits of a slot that tell which set of signs.
const WHICH: Slot = 0xffff;

/// The mark of a run, by its number as an index mixes it: from bits that do not tell its bucket.
#[inline(always)]
const fn mark(mixed: u64) -> Slot {
    (mixed >> 32) as Slot & 0xff00_0000 | (mixed >> 8) as Slot & 0x00ff_0000
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
        let mut found = Vec::new();
        let _ = runs::<()>(text.as_bytes(), |run| {
            found.push(std::str::from_utf8(run.bytes()).unwrap());
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn runs_end_where_letters_or_digits_do() {
        assert_eq!(read("At 17:05, twelve-year-olds"), ["At", "17", "05", "twelve", "year", "olds"]);
        assert_eq!(read("[a`z{@Z}"), ["a", "z", "Z"]);
        assert_eq!(read("caféteria’s 1,204kg"), ["caf", "teria", "s", "1", "204", "kg"]);
        for length in [7, 8, 9, 60, 63, 64, 65, 130, 200] {
            let (letters, digits) = ("a".repeat(length), "1".repeat(length));
            assert_eq!(read(&format!("{letters} {digits}{letters}.")), [&*letters, &*digits, &*letters]);
            assert_eq!(read(&format!("{digits}é{letters}")), [digits, letters]);
        }
    }

    #[test]
    fn an_index_tells_what_its_table_tells() {
        for count in [0, 1, 2, 700, 9_000] {
            let mut table = RunTable::default();
            let words: Vec<String> =
                (0..2 * count).map(|n: u32| format!("{n:b}").replace('0', "o").replace('1', "i")).collect();
            words.iter().step_by(2).for_each(|word| table.add(word, word.len() as u64));
            let index = RunIndex::new(&table);
            for word in words.iter().map(|word| Run::whole(word).unwrap()) {
                assert_eq!(index.of(&word), table.of(&word), "{word:?}");
            }
        }
    }

    #[test]
    fn a_word_is_found_whatever_its_capitals_and_no_other_is() {
        let mut table = RunTable::default();
        table.add("killed", 1);
        table.add("well-being", 2);
        table.add("casualties", 4);
        let signs = |text: &str| table.all(text.as_bytes());
        assert_eq!((signs("KILLED"), signs("Killed,"), signs("being 7 Casualties")), (1, 1, 6));
        assert_eq!((signs("kill"), signs("killeds"), signs("unkilled"), signs("1204 of well")), (0, 0, 0, 0));
    }
}
