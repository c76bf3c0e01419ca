//! The names of a document's occurrences, by what they are like.
//!
//! In: occurrences whose names only grow in number. Out: for a hint of a name those names that share it, so
//! that a place is compared with these and not with all that were named. Whether two names are one place is not
//! known here.

use rustc_hash::FxHashMap;

use super::MAIN;
use crate::event::occurrence::Occurrence;

/// Names by their hints.
#[derive(Default)]
pub(super) struct Named {
    /// An occurrence, and the number of the name among its names.
    by_hint: FxHashMap<u64, Vec<(usize, usize)>>,
    /// How many names of each occurrence stand there.
    read: Vec<usize>,
}

impl Named {
    /// Takes in the names that some occurrences were given since they were asked for last.
    pub fn read(&mut self, found: &[Occurrence], of: impl Iterator<Item = usize>) {
        self.read.resize(found.len(), 0);
        for k in of {
            let names = &found[k].names;
            for (nth, used) in names.iter().enumerate().skip(self.read[k]) {
                for hint in used.name.hints() {
                    self.by_hint.entry(hint).or_default().push((k, nth));
                }
            }
            self.read[k] = names.len();
        }
    }

    /// The names with this hint, of the main occurrence and of those from `live` on; the others are forgotten.
    pub fn under(&mut self, hint: u64, live: usize) -> &[(usize, usize)] {
        let Some(names) = self.by_hint.get_mut(&hint) else { return &[] };
        names.retain(|&(of, _)| of == MAIN || of >= live);
        names
    }
}
