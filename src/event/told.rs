//! Grouping in pieces, for archives that no one machine holds.
//!
//! In: one document, or what some documents tell and the links between them. Out: what it tells, or
//! [`Event`]s. The pieces are those of [`group`](super::group()), which has all documents at hand and
//! reads each by itself where there are more than [`TOGETHER`](super::TOGETHER); the events are the same.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::describe::{self, Publishers};
use super::group::{joined, keys, strong_link, time};
use super::occurrence::Occurrence;
use super::passage::{Depth, passages};
use super::vocabulary::Vocabulary;
use super::{Event, EventData, Link, claims_by_document, fill, flow};
use crate::claim::Claim;
use crate::text::{Document, sentences};

/// An occurrence as one document tells of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Told(Occurrence);

impl Told {
    /// The blocks in which it is compared with others: keys of its names.
    pub fn keys(&self) -> Vec<String> {
        keys(&self.0).into_iter().collect()
    }

    /// The day by which a block is sorted. `None`: nobody knows; such come first.
    pub fn time(&self) -> Option<Date> {
        time(&self.0)
    }

    /// The link with one of another document, of so many in the run, where it is strong enough. This
    /// one's document must come first by its id.
    pub fn link(&self, other: &Told, of_run: usize, data: &EventData) -> Option<Link> {
        strong_link(&self.0, &other.0, of_run, data)
    }
}

/// What a document that is read by itself tells of; its claims learn their dates, places and actors.
/// Only what claims are made of: indices are those of `claims`.
pub fn tell(document: &Document, claims: &mut [Claim], publishers: &Publishers, data: &EventData) -> Vec<Told> {
    let sentences = sentences(document, &data.stops);
    let vocabulary = Vocabulary::of(document, &sentences, &data.marks);
    let own = claims_by_document(std::slice::from_ref(document), claims, &[0]);
    let published = document.metadata.published.map(|p| p.day);
    let mut read = passages(document, &sentences, published, &vocabulary, data, Depth::Compared);
    let found = flow::occurrences(0, published, &mut read, claims, &own[0], data, Depth::Compared).unwrap_or_default();
    fill(claims, &read, &found, &data.names);
    let mut found: Vec<Occurrence> = found.into_iter().filter(|occurrence| !occurrence.claims.is_empty()).collect();
    found.iter_mut().for_each(|occurrence| publishers.forget(occurrence));
    found.into_iter().map(Told).collect()
}

/// Where something is told: the id of its document, and its number in it (from 0).
pub type Origin = (String, usize);

/// The events of occurrences that links connect. `told`: by the id of their document and their number
/// in it, in this order; `claims`: those of their documents, in the order of ids and of the text; what
/// [`tell`] gave as indices counts from the first claim of the document.
pub fn join(
    told: Vec<(Origin, Told)>,
    links: Vec<(Link, Origin, Origin)>,
    claims: &[Claim],
    data: &EventData,
) -> Vec<Event> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let next = numbers.len();
        numbers.entry(&claim.document).or_insert(next);
        first.entry(&claim.document).or_insert(at);
    }
    let mut place: HashMap<(String, usize), usize> = HashMap::new();
    let mut found = Vec::with_capacity(told.len());
    for (key, Told(mut occurrence)) in told {
        let offset = first.get(&*key.0).copied().unwrap_or(0);
        occurrence.document = numbers.get(&*key.0).copied().unwrap_or(0);
        occurrence.claims.iter_mut().for_each(|claim| *claim += offset);
        place.insert(key, found.len());
        found.push(occurrence);
    }
    let known = links.into_iter().filter_map(|(link, a, b)| Some((link, *place.get(&a)?, *place.get(&b)?)));
    let groups = joined(&found, known.collect());
    describe::events(&groups, &found, &[], claims, data)
}
