//! Claims that count victims of one occurrence, and what holds them together.
//!
//! In: the claims of all documents with the mentions of when, where, who and what kind that stand
//! around them. Out: [`Event`]s; every claim belongs to exactly one. Nothing here compares figures.

mod calendar;
mod names;
mod spelling;
mod when;
mod words;

pub use names::{Name, Names, Relation, Size};

use crate::claim::Days;

/// An occurrence whose victims claims count. Claims are compared only within one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The id from the case file, else `e1`, `e2`, … in the order of first claims.
    pub id: String,
    /// A few words for tables: from the case file, else made from what links its claims.
    pub title: String,
    /// The days on which it happened, where the texts or the case file say so.
    pub date: Option<Days>,
    /// Names of its places, as written, most frequent first.
    pub places: Vec<String>,
    /// Names of groups and institutions, as written, most frequent first.
    pub actors: Vec<String>,
    /// Indices of its claims in the slice that was grouped, ascending.
    pub claims: Vec<usize>,
    /// What holds it together, for people: "same day; Duwaylah ≈ al-Dweila; air strike".
    pub links: Vec<String>,
}
