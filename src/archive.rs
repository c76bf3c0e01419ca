//! Checking an archive in pieces: what one document contributes, what two tell of one event, and what
//! a piece that holds whole events comes to.
//!
//! In: documents, one by one; then the sheets and links of a piece. Out: [`Sheet`]s, plain data that may
//! travel, and a [`Report`]. How pieces are made and where they are worked on is for whoever asks; the
//! answers are those of [`Checker::check`] on all documents where these are more than
//! [`TOGETHER`](crate::event::TOGETHER).

use serde::{Deserialize, Serialize};

use crate::Checker;
use crate::claim::Claim;
use crate::event::{Link, Publishers, Told, join, tell};
use crate::report::Report;
use crate::rules::{agreements, check, implied, permissions, permit};
use crate::text::{Document, Record};

/// What one document contributes: itself without its text, unless that permits something, and its
/// claims in the order of the text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sheet {
    /// The document.
    pub document: Record,
    /// Its claims, with when, where and who.
    pub claims: Vec<Claim>,
}

/// The id of a document and the number of an occurrence in it.
pub type Key = (String, usize);

/// A text without these words permits nothing.
const MARK: &str = "tollcheck:";

impl Checker {
    /// The publishers of an archive, by their names: they say who speaks, not of what.
    pub fn publishers<'a>(&self, names: impl Iterator<Item = &'a str>) -> Publishers {
        Publishers::new(names, &self.events)
    }

    /// What a document contributes, and the occurrences of which it tells. `None`: it holds no claim.
    pub fn sheet(&self, document: &Document, publishers: &Publishers) -> Option<(Sheet, Vec<Told>)> {
        let mut claims = self.read(document);
        if claims.is_empty() {
            return None;
        }
        let told = tell(document, &mut claims, publishers, &self.events);
        let Document { id, metadata, text, .. } = document;
        let record = Record {
            id: Some(id.clone()),
            text: if text.contains(MARK) { text.to_string() } else { String::new() },
            title: metadata.title.clone(),
            publisher: metadata.publisher.clone(),
            published: metadata.published.map(|moment| moment.as_written()),
            url: metadata.url.clone(),
            language: metadata.language.clone(),
        };
        Some((Sheet { document: record, claims }, told))
    }

    /// The link between occurrences of two documents, of so many in the archive, where it is strong
    /// enough. The one whose document comes first by its id is given first.
    pub fn link(&self, a: &Told, b: &Told, of_archive: usize) -> Option<Link> {
        a.link(b, of_archive, &self.events)
    }

    /// What a piece of an archive comes to: occurrences with every link that one of them has, and the
    /// sheets of their documents. The events are numbered within the piece; claims of other pieces'
    /// events belong to none.
    pub fn settle(&self, mut sheets: Vec<Sheet>, mut told: Vec<(Key, Told)>, links: Vec<(Link, Key, Key)>) -> Report {
        sheets.sort_by(|a, b| a.document.id.cmp(&b.document.id));
        sheets.dedup_by(|a, b| a.document.id == b.document.id);
        told.sort_by(|a, b| a.0.cmp(&b.0));
        let mut claims = Vec::new();
        let mut documents = Vec::new();
        for (n, sheet) in sheets.into_iter().enumerate() {
            claims.extend(sheet.claims);
            documents.push(sheet.document.document("archive", n + 1));
        }
        let events = join(told, links, &claims, &self.events);
        let mut findings = check(&documents, &claims, &events, None, self.rules());
        let figures = agreements(&documents, &claims, &events, None, self.rules());
        let permitted: Vec<_> = documents.iter().flat_map(|document| permissions(document, self.rules()).0).collect();
        permit(&mut findings, &claims, &permitted);
        let implied = implied(&documents, &claims, &events, None, self.rules(), self.one_time);
        let mut report = Report::new(&documents, claims, events.into_iter().zip(figures).collect(), findings);
        for (occurrence, implied) in report.events.iter_mut().zip(implied) {
            occurrence.implied = implied;
        }
        report
    }
}
