//! Which of two reports is later.
//!
//! In: when a document was published, and at what time of day an entry of a live page was made.
//! Out: an [`Order`]. It does not know what the reports say, nor the time of the events.

use std::cmp::Ordering;

use crate::text::Moment;

/// One report: a document, or one timed entry of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// The number of the document.
    pub document: usize,
    /// When it was published; `None` where nobody says.
    pub published: Option<Moment>,
    /// Minutes after midnight, for an entry of a live page or log.
    pub entry: Option<u16>,
}

/// How a report stands to another in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Before the other.
    Earlier,
    /// Neither is known to be later.
    Together,
    /// After the other.
    Later,
}

impl Report {
    /// How this report stands to `other`: within one document by the times of its entries, else
    /// by publication at the coarser precision of the two.
    pub fn order(&self, other: &Report) -> Order {
        if self.document == other.document {
            return match (self.entry, other.entry) {
                (Some(a), Some(b)) => match a.cmp(&b) {
                    Ordering::Less => Order::Earlier,
                    Ordering::Equal => Order::Together,
                    Ordering::Greater => Order::Later,
                },
                _ => Order::Together,
            };
        }
        match (&self.published, &other.published) {
            (Some(a), Some(b)) if a.is_after(b) => Order::Later,
            (Some(a), Some(b)) if b.is_after(a) => Order::Earlier,
            _ => Order::Together,
        }
    }

    /// Whether the two are one report: the same document, and no two entries of it.
    pub fn is_one_with(&self, other: &Report) -> bool {
        self.document == other.document && self.order(other) == Order::Together
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(document: usize, published: &str, entry: Option<u16>) -> Report {
        Report { document, published: published.parse().ok(), entry }
    }

    #[test]
    fn nothing_is_later_within_a_document_but_its_entries() {
        let at = |entry| report(0, "2024-02-07", entry);
        assert_eq!(at(Some(600)).order(&at(Some(570))), Order::Later);
        assert_eq!(at(None).order(&at(Some(570))), Order::Together);
        assert!(at(None).is_one_with(&at(Some(570))) && !at(Some(1)).is_one_with(&at(Some(2))));
    }

    #[test]
    fn documents_are_ordered_by_publication_where_it_is_known() {
        let a = report(0, "2024-02-07", None);
        assert_eq!(a.order(&report(1, "2024-02-07T23:00:00Z", None)), Order::Together);
        assert_eq!(a.order(&report(1, "2024-02-06T23:00:00Z", None)), Order::Later);
        assert_eq!(a.order(&report(1, "", None)), Order::Together);
    }
}
