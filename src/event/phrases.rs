//! Phrases of one or more words, found in running text.
//!
//! In: rows of phrases with a value each. Out: the longest phrase that stands at a word. Words are
//! compared by the numbers that a [`MarkTable`] gives them; nothing is inflected here.

use rustc_hash::FxHashMap;

use super::marks::{Cue, MarkTable, Tells, WordId};

/// Phrases by their first word, the longest first.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<T> {
    rows: FxHashMap<WordId, Vec<Row<T>>>,
}

/// The words behind the first, and what the phrase stands for.
type Row<T> = (Box<[WordId]>, T);

impl<T: Copy> Phrases<T> {
    /// A table of phrases; `make` gets the number of words. Their first words are marked with the cue.
    /// `tells`: what a phrase is a sign of.
    pub fn new<F>(
        cue: Cue,
        phrases: impl Iterator<Item = (String, F)>,
        tells: impl Fn(T) -> Tells,
        marks: &mut MarkTable,
    ) -> Self
    where
        F: Fn(usize) -> T,
    {
        let mut rows: FxHashMap<WordId, Vec<Row<T>>> = FxHashMap::default();
        for (say, make) in phrases {
            let say = say.to_lowercase();
            let words = marks.mark_phrase(cue, &say);
            if let Some((first, rest)) = words.split_first() {
                let value = make(words.len());
                marks.sign_phrase(tells(value), &say);
                rows.entry(*first).or_default().push((rest.into(), value));
            }
        }
        for rows in rows.values_mut() {
            // of two rows with the same words the first stays first: sorting is stable
            rows.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Phrases { rows }
    }

    /// The longest phrase that the words, asked for by number, begin with, and its length.
    pub fn at(&self, word: impl Fn(usize) -> WordId) -> Option<(usize, T)> {
        let rows = self.rows.get(&word(0))?;
        let fits = |rest: &[WordId]| rest.iter().enumerate().all(|(k, w)| word(k + 1) == *w);
        rows.iter().find(|(rest, _)| fits(rest)).map(|(rest, value)| (rest.len() + 1, *value))
    }
}
