//! One run of the comparison: claims to events, findings and a report.
//!
//! In: documents, their claims, and what a person knows of the case. Out: a [`Report`]. Each step
//! is another module's; this one says in which order they come, and applies a person's corrections.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::Checker;
use crate::case::{Case, Correction};
use crate::claim::Claim;
use crate::event::{Event, Grouping, group};
use crate::report::{House, Report};
use crate::rules::{
    Convention, agreements, check, check_under, draft_figures, implied, not_compared, permissions, permit, published,
};
use crate::text::Document;

/// Extracts, groups, compares and reports.
pub(crate) fn run(checker: &Checker, documents: &[Document], case: &Case) -> Report {
    let mut documents = documents.to_vec();
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    let documents = &*documents;
    let extracted: Vec<Vec<Claim>> = documents.par_iter().map(|document| checker.read(document)).collect();
    let mut claims: Vec<Claim> = extracted.into_iter().flatten().collect();
    let places = Places::new(documents, case);
    let left_out = |claim: &Claim| places.corrections_of(claim).any(|correction| correction.ignore);
    let matched = places.matched(&claims);
    claims.retain(|claim| !left_out(claim));
    let Grouping { mut events, notes } = group(documents, &mut claims, &case.events, &checker.events);
    reassign(&mut events, &claims, &places, case);
    let draft = case.draft.as_deref();
    let mut findings = match &*checker.conventions {
        [] => check(documents, &claims, &events, draft, checker.rules()),
        houses => check_under(documents, &claims, &events, draft, checker.rules(), houses),
    };
    let figures = agreements(documents, &claims, &events, draft, checker.rules());
    let permitted = documents.iter().map(|document| permissions(document, checker.rules()));
    let (permissions, remarks): (Vec<_>, Vec<_>) = permitted.unzip();
    permit(&mut findings, &claims, &permissions.concat());
    let house = |house: &Convention| House {
        id: house.id.clone(),
        document: house.document.clone(),
        readings: house.readings(&claims),
    };
    let houses = checker.conventions.iter().map(house).collect();
    let implied = implied(documents, &claims, &events, draft, checker.rules(), checker.one_time);
    let of_draft = |draft| draft_figures(documents, &claims, &events, draft, checker.rules());
    let draft_figures = draft.map(of_draft).unwrap_or_default();
    let published = published(documents, &claims, &events, draft, checker.rules(), &checker.ladders);
    let left: Vec<(String, String)> =
        not_compared(&claims, &events).into_iter().map(|(document, note)| (document.to_owned(), note)).collect();
    let mut report = Report::new(documents, claims, events.into_iter().zip(figures).collect(), findings);
    report.conventions = houses;
    report.one_time = checker.one_time;
    for (occurrence, (implied, published)) in report.events.iter_mut().zip(implied.into_iter().zip(published)) {
        (occurrence.implied, occurrence.published) = (implied, published);
    }
    for (entry, remarks) in report.documents.iter_mut().zip(remarks) {
        entry.notes.extend(remarks);
    }
    for (document, note) in left {
        report
            .documents
            .iter_mut()
            .filter(|entry| entry.id == document)
            .for_each(|entry| entry.notes.push(note.clone()));
    }
    for (document, note) in notes {
        report.documents[document].notes.push(note);
    }
    report.draft.clone_from(&case.draft);
    report.draft_figures = draft_figures;
    for (correction, matched) in case.corrections.iter().zip(matched) {
        if matched {
            report.corrections.push(correction.clone());
        } else if let Some(entry) = report.documents.iter_mut().find(|entry| entry.id == correction.document) {
            entry.notes.push(format!("no figure is read in the words of the correction “{}”", correction.quote));
        }
    }
    report
}

/// The corrections of a case, by document.
struct Places<'a> {
    documents: HashMap<&'a str, &'a Document>,
    corrections: &'a [Correction],
}

impl<'a> Places<'a> {
    fn new(documents: &'a [Document], case: &'a Case) -> Self {
        let documents = documents.iter().map(|document| (&*document.id, document)).collect();
        Places { documents, corrections: &case.corrections }
    }

    /// Whether the figure stands in the words of the correction, wherever the document has them.
    fn concerns(&self, correction: &Correction, claim: &Claim) -> bool {
        let Some(document) = self.documents.get(&*claim.document) else { return false };
        correction.document == claim.document
            && document
                .source(claim.field)
                .match_indices(&*correction.quote)
                .any(|(at, words)| at < claim.span.end && claim.span.start < at + words.len())
    }

    fn corrections_of<'b>(&'b self, claim: &'b Claim) -> impl Iterator<Item = &'a Correction> + 'b {
        self.corrections.iter().filter(move |correction| self.concerns(correction, claim))
    }

    /// For each correction, whether some figure stands in its words.
    fn matched(&self, claims: &[Claim]) -> Vec<bool> {
        let of = |correction| claims.iter().any(|claim| self.concerns(correction, claim));
        self.corrections.iter().map(of).collect()
    }
}

/// Puts figures to the events that a person names. An event that is left without figures goes; one
/// that is not there yet is made.
fn reassign(events: &mut Vec<Event>, claims: &[Claim], places: &Places, case: &Case) {
    for (n, claim) in claims.iter().enumerate() {
        let Some(target) = places.corrections_of(claim).find_map(|correction| correction.event.as_ref()) else {
            continue;
        };
        for event in events.iter_mut() {
            event.claims.retain(|&member| member != n);
        }
        match events.iter_mut().find(|event| event.id == *target) {
            Some(event) => {
                event.claims.push(n);
                event.claims.sort_unstable();
            }
            None => {
                // An event of the case file that had no figures so far, or one of the person's own.
                let given = case.events.iter().find(|event| event.id == *target);
                events.push(Event {
                    id: target.clone(),
                    title: given.map_or_else(|| target.clone(), |event| event.title.clone()),
                    date: given.and_then(|event| event.date).or(claim.date),
                    places: given.map_or_else(|| claim.place.clone(), |event| event.places.clone()),
                    actors: given.map_or_else(|| claim.actors.clone(), |event| event.actors.clone()),
                    claims: vec![n],
                    links: vec!["put together by the case file".to_owned()],
                });
            }
        }
    }
    events.retain(|event| !event.claims.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_different_figures_than_anybody_compares_are_noted() {
        let text: String = (2..500).map(|n| format!("{n} people died in the flood in Harim. ")).collect();
        let report = run(&Checker::new().unwrap(), &[Document::plain("a", text)], &Case::default());
        assert_eq!(report.claims.len(), 498);
        let note = &report.documents[0].notes[0];
        assert!(note.starts_with("98 figures of e1 from line 1 on are not compared"), "{note}");
        let few = run(&Checker::new().unwrap(), &[Document::plain("a", "12 died. 13 died.")], &Case::default());
        assert!(few.documents[0].notes.is_empty());
    }
}
