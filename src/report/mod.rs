//! What a run found, as plain data, and one file for each way of writing it down.
//!
//! In: documents, claims, events, findings. Out: a [`Report`], and from it text in a format.
//! Nothing is judged here: what agrees and what does not has been decided before. It prints
//! nothing and does not know where its text goes.

mod bars;
mod baseline;
pub mod csv;
mod draft;
pub mod github;
mod guide;
pub mod html;
pub mod json;
pub mod junit;
mod layout;
pub mod lines;
pub mod markdown;
mod markup;
mod numbers;
mod palette;
mod place;
pub mod plot;
pub mod sarif;
mod table;
mod timeline;
mod verdicts;
mod wording;

pub use baseline::{Baseline, Former};
pub use guide::{rule_markdown, rule_page, rules_markdown, rules_table};
pub use layout::{harmless, harmless_lines};
pub use numbers::numbers_table;
pub use table::{TableOptions, check_table, extract_table};

use std::collections::HashMap;

use crate::case::Correction;
use crate::claim::Claim;
use crate::event::Event;
use crate::fault::Fault;
use crate::rules::{Agreement, DraftFigure, Finding, Implied, Published, Reading, Severity};
use crate::text::{Document, Metadata};

/// What one run of `check` found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The documents in the order of their ids, those that could not be read included.
    pub documents: Vec<Entry>,
    /// The claims of all documents, in the order of the documents and of the text.
    pub claims: Vec<Claim>,
    /// The events, with what their figures come to.
    pub events: Vec<Occurrence>,
    /// The findings, most severe first.
    pub findings: Vec<Finding>,
    /// The corrections of the case file that were applied.
    pub corrections: Vec<Correction>,
    /// The houses as which figures were read, in the order asked for.
    pub conventions: Vec<House>,
    /// Whether what follows was told as if all figures were of one time and population.
    pub one_time: bool,
    /// The id of the document that is checked against the others, where one is.
    pub draft: Option<String>,
    /// What the sources say of each figure of the draft, in text order.
    pub draft_figures: Vec<DraftFigure>,
    /// The findings of an earlier run that are gone; `None` where this one is compared with none.
    pub gone: Option<Vec<Former>>,
}

/// A house as which figures were read.
#[derive(Debug, Clone, Default)]
pub struct House {
    /// The id of its convention.
    pub id: String,
    /// Where its values are published.
    pub document: String,
    /// The figures that it reads otherwise than their words say.
    pub readings: Vec<Reading>,
}

/// What is said of a document.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What is known about it.
    pub metadata: Metadata,
    /// The document itself, for reports that show its words. `None` where it could not be read.
    pub document: Option<Document>,
    /// How many claims it holds.
    pub claims: usize,
    /// What was odd about it.
    pub notes: Vec<String>,
    /// Why it could not be read, where it could not.
    pub error: Option<String>,
}

/// An event with what its figures come to.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// The event. Its indices are those of [`Report::claims`].
    pub event: Event,
    /// By measure, unit and population, what the figures agree on.
    pub figures: Vec<Agreement>,
    /// What follows from the figures for people of any kind; `None` where they cannot all be true.
    pub implied: Option<Vec<Implied>>,
    /// What houses would publish of it, in the order in which they were asked for.
    pub published: Vec<Published>,
}

impl Entry {
    /// What is said of a document that was read, which holds so many claims.
    pub fn of(document: &Document, claims: usize) -> Self {
        let mut notes = document.notes.clone();
        if let Some(language) = document.metadata.language.as_deref().filter(|language| !is_read(language)) {
            notes.push(format!("the language “{language}” is not read: only English is, so figures may be missed"));
        }
        Entry {
            id: document.id.clone(),
            metadata: document.metadata.clone(),
            document: Some(document.clone()),
            claims,
            notes,
            error: None,
        }
    }

    /// The same without the document itself, for formats that do not show its words.
    #[must_use]
    pub fn without_text(self) -> Entry {
        Entry { document: None, ..self }
    }

    /// What is said of an input that could not be read.
    pub fn of_fault(fault: &Fault) -> Self {
        let at = fault.place.as_ref().map_or_else(String::new, |place| format!("{}:{}: ", place.line, place.column));
        Entry { id: fault.path.clone(), error: Some(format!("{at}{}", fault.message)), ..Entry::default() }
    }

    /// Who speaks: the publisher, else the id.
    pub fn name(&self) -> &str {
        self.metadata.publisher.as_deref().unwrap_or(&self.id)
    }
}

/// Whether texts in the language of this tag are read: `en`, `en-GB`, `EN_us`, `English`.
fn is_read(tag: &str) -> bool {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
    ["en", "eng", "english"].iter().any(|english| primary.eq_ignore_ascii_case(english))
}

impl Report {
    /// Puts together what was found in `documents`: `claims` in their order, `events` with indices
    /// into `claims`, beside each what its figures come to, and findings in the order of telling.
    pub fn new(
        documents: &[Document],
        claims: Vec<Claim>,
        events: Vec<(Event, Vec<Agreement>)>,
        findings: Vec<Finding>,
    ) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for claim in &claims {
            *counts.entry(&claim.document).or_insert(0) += 1;
        }
        let entry = |document: &Document| Entry::of(document, counts.get(&*document.id).copied().unwrap_or(0));
        let occurrence = |(event, figures)| Occurrence { event, figures, implied: None, published: Vec::new() };
        Report {
            documents: documents.iter().map(entry).collect(),
            events: events.into_iter().map(occurrence).collect(),
            claims,
            findings,
            corrections: Vec::new(),
            conventions: Vec::new(),
            one_time: false,
            draft: None,
            draft_figures: Vec::new(),
            gone: None,
        }
    }

    /// For each claim, the event it belongs to.
    pub fn events_of_claims(&self) -> Vec<Option<&Event>> {
        let mut events = vec![None; self.claims.len()];
        for Occurrence { event, .. } in &self.events {
            for &n in &event.claims {
                events[n] = Some(event);
            }
        }
        events
    }

    /// The findings that are new and that no text permits.
    pub fn counted(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.counts())
    }

    /// How many findings have this severity, but for those that a text permits or that were known before.
    pub fn count(&self, severity: Severity) -> usize {
        self.counted().filter(|finding| finding.severity == severity).count()
    }
}
