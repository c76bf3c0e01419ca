//! Phrases of one or more words, found in running text.
//!
//! In: rows of phrases with a value each. Out: the longest phrase that stands at a word. Words are
//! compared by the numbers that a [`MarkTable`] gives them; nothing is inflected here.

use super::marks::{Cue, MarkTable, Tells, WordId};

/// Phrases by the number of their first word, the longest first.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<T> {
    rows: Vec<Vec<Row<T>>>,
}

/// A phrase.
#[derive(Debug, Clone)]
struct Row<T> {
    /// Its second word, if it has one.
    second: WordId,
    /// The words behind the first.
    rest: Box<[WordId]>,
    /// What it stands for.
    value: T,
}

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
        let mut rows: Vec<Vec<Row<T>>> = Vec::new();
        for (say, make) in phrases {
            let say = say.to_lowercase();
            let words = marks.mark_phrase(cue, &say);
            if let Some((first, rest)) = words.split_first() {
                let value = make(words.len());
                marks.sign_phrase(tells(value), &say);
                rows.resize_with(rows.len().max(first.place() + 1), Vec::new);
                let second = rest.first().copied().unwrap_or_default();
                rows[first.place()].push(Row { second, rest: rest.into(), value });
            }
        }
        for rows in &mut rows {
            // of two rows with the same words the first stays first: sorting is stable
            rows.sort_by_key(|row| std::cmp::Reverse(row.rest.len()));
        }
        Phrases { rows }
    }

    /// The longest phrase that the words, asked for by number, begin with, and its length.
    pub fn at(&self, word: impl Fn(usize) -> WordId) -> Option<(usize, T)> {
        let rows = self.rows.get(word(0).place())?;
        let second = if rows.is_empty() { return None } else { word(1) };
        let fits = |row: &&Row<T>| {
            row.rest.is_empty() || row.second == second && (1..row.rest.len()).all(|k| word(k + 1) == row.rest[k])
        };
        rows.iter().find(fits).map(|row| (row.rest.len() + 1, row.value))
    }
}
