//! Phrases of one or more words, found in running text.
//!
//! In: rows of phrases with a value each. Out: the longest phrase that stands at a word. Words are
//! compared in lower case; nothing is inflected here.

use rustc_hash::FxHashMap;

/// Phrases by their first word, the longest first.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<T> {
    rows: FxHashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// A table of phrases; `make` gets the number of words.
    pub fn new<F: Fn(usize) -> T>(phrases: impl Iterator<Item = (String, F)>) -> Self {
        let mut rows: FxHashMap<String, Vec<(Vec<String>, T)>> = FxHashMap::default();
        for (say, make) in phrases {
            let words: Vec<String> = say.split_whitespace().map(str::to_lowercase).collect();
            let value = make(words.len());
            if let Some(first) = words.first() {
                rows.entry(first.clone()).or_default().push((words, value));
            }
        }
        for rows in rows.values_mut() {
            // of two rows with the same words the first stays first: sorting is stable
            rows.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Phrases { rows }
    }

    /// The words that a phrase begins with.
    pub fn firsts(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// The words of each phrase.
    pub fn all(&self) -> impl Iterator<Item = &[String]> {
        self.rows.values().flatten().map(|(words, _)| words.as_slice())
    }

    /// The longest phrase that the words, asked for by number, begin with, and its length.
    pub fn at<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<(usize, T)> {
        let rows = self.rows.get(word(0))?;
        let fits = |words: &Vec<String>| words.iter().enumerate().all(|(k, w)| word(k) == w);
        rows.iter().find(|(words, _)| fits(words)).map(|(words, value)| (words.len(), *value))
    }
}
