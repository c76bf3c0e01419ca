//! The examples of a rule, run as they stand.
//!
//! In: an example, a reader of claims, and the rules in force. Out: what the rules find in it, and
//! which examples of a rule do not do what the rule says of them. All figures of an example are of
//! one event; how claims are read, it is handed.

use super::rule::{Example, ExampleDocument, Rule};
use super::{Finding, Rules, check};
use crate::claim::Claim;
use crate::event::Event;
use crate::text::{Document, Metadata, Title};

/// An example that does not do what its rule says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistaken {
    /// What the example is to show.
    pub shows: String,
    /// Whether the rule is to fire in it.
    pub fires: bool,
    /// The figures that were read in it: document, quote, measure and range.
    pub read: Vec<String>,
}

/// An example as it runs.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// The example.
    pub example: &'a Example,
    /// Whether the rule is to fire in it.
    pub fires: bool,
    /// What the rule says of it, a finding each.
    pub says: Vec<String>,
}

impl Example {
    /// Its documents, the draft last, each with its publisher as its id.
    fn texts(&self) -> Vec<Document> {
        self.documents.iter().chain(&self.draft).map(document).collect()
    }

    /// The claims that `read` finds in its documents.
    fn claims(&self, read: &dyn Fn(&Document) -> Vec<Claim>) -> Vec<Claim> {
        self.texts().iter().flat_map(read).collect()
    }

    /// What the rules find in it.
    pub fn findings(&self, rules: &Rules, read: &dyn Fn(&Document) -> Vec<Claim>) -> Vec<Finding> {
        let claims = self.claims(read);
        let event = Event {
            id: "example".to_owned(),
            title: self.shows.clone(),
            date: None,
            places: Vec::new(),
            actors: Vec::new(),
            claims: (0..claims.len()).collect(),
            links: Vec::new(),
        };
        let draft = self.draft.as_ref().map(|draft| &*draft.publisher);
        check(&self.texts(), &claims, &[event], draft, rules)
    }
}

/// A document of an example. A date that is none counts as unknown: rules are read before texts.
fn document(example: &ExampleDocument) -> Document {
    let mut document = Document::plain(&*example.publisher, &*example.text);
    document.title = example.title.as_ref().map(|text| Title { text: text.clone(), at: None });
    document.metadata = Metadata {
        title: example.title.clone(),
        publisher: Some(example.publisher.clone()),
        published: example.published.as_deref().and_then(|published| published.parse().ok()),
        ..Metadata::default()
    };
    document
}

impl Rule {
    /// Its examples as they run among the rules in force, those that fire first.
    pub fn shown(&self, rules: &Rules, read: &dyn Fn(&Document) -> Vec<Claim>) -> Vec<Shown<'_>> {
        let firing = self.examples.fires.iter().map(|example| (example, true));
        let all = firing.chain(self.examples.silent.iter().map(|example| (example, false)));
        all.map(|(example, fires)| {
            let own = example.findings(rules, read).into_iter().filter(|finding| finding.rule == self.id);
            Shown { example, fires, says: own.map(|finding| finding.message).collect() }
        })
        .collect()
    }

    /// The examples that do not do what the rule says of them, among the rules in force.
    pub fn mistaken(&self, rules: &Rules, read: &dyn Fn(&Document) -> Vec<Claim>) -> Vec<Mistaken> {
        let firing = self.examples.fires.iter().map(|example| (example, true));
        let all = firing.chain(self.examples.silent.iter().map(|example| (example, false)));
        let wrong = all.filter(|(example, fires)| {
            example.findings(rules, read).iter().any(|finding| finding.rule == self.id) != *fires
        });
        let told = |claim: &Claim| format!("{}: “{}”, {} {}", claim.document, claim.quote, claim.range, claim.measure);
        let mistaken = wrong.map(|(example, fires)| Mistaken {
            shows: example.shows.clone(),
            fires,
            read: example.claims(read).iter().map(told).collect(),
        });
        mistaken.collect()
    }
}
