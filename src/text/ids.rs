//! Ids that tell documents apart.
//!
//! In: documents in their order, however many. Out: the same with ids of their own. Of each id only
//! 64 bits are kept, and of no more than [`KEPT`] of them: memory is bounded whatever comes in.

use std::collections::{HashMap, HashSet, hash_map::DefaultHasher};
use std::hash::{Hash, Hasher};

use super::Document;

/// How many ids are remembered: some 40 MB.
const KEPT: usize = 3_600_000;

/// The ids that are taken.
#[derive(Debug, Default)]
pub struct Ids {
    seen: HashSet<u64>,
    /// How often an id came that was taken before.
    again: HashMap<u64, usize>,
    forgotten: bool,
}

impl Ids {
    /// Gives a document whose id another one has already its own (`x#2`), and notes it: claims are
    /// told apart by their document's id.
    pub fn settle(&mut self, document: &mut Document) {
        let first = hash(&document.id);
        if self.take(first) {
            return;
        }
        let mut count = self.again.get(&first).copied().unwrap_or(1);
        let id = loop {
            count += 1;
            let id = format!("{}#{count}", document.id);
            if self.take(hash(&id)) {
                break id;
            }
        };
        if self.again.len() < KEPT {
            self.again.insert(first, count);
        }
        document.notes.push(format!("the id “{}” was taken already: called “{id}” here", document.id));
        document.id = id;
    }

    /// Whether there were more documents than ids are remembered: two of them may share one.
    pub fn overflowed(&self) -> bool {
        self.forgotten
    }

    fn take(&mut self, id: u64) -> bool {
        if self.seen.len() < KEPT {
            return self.seen.insert(id);
        }
        self.forgotten = true;
        !self.seen.contains(&id)
    }
}

/// The same in every run.
fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Gives each document an id of its own.
pub fn distinct_ids(documents: &mut [Document]) {
    let mut ids = Ids::default();
    documents.iter_mut().for_each(|document| ids.settle(document));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_documents_never_share_an_id() {
        let mut documents = ["a", "a#2", "a", "a", "b"].map(|id| Document::plain(id, ""));
        distinct_ids(&mut documents);
        assert_eq!(documents.each_ref().map(|document| &*document.id), ["a", "a#2", "a#3", "a#4", "b"]);
        assert!(documents[2].notes[0].contains("“a#3”"));
    }

    #[test]
    fn thousands_of_one_id_take_no_longer_than_as_many_of_their_own() {
        let mut documents = vec![Document::plain("a", ""); 20_000];
        distinct_ids(&mut documents);
        assert_eq!(documents[19_999].id, "a#20000");
    }
}
