//! What the sources say of each figure of a draft, in words: silence is no agreement.
//!
//! In: a report on a draft. Out: a line for each of its figures, in text order, in which whatever is
//! quoted is harmless. How it is set off is for each format.

use super::Report;
use super::layout::harmless;
use super::wording::{Index, count};
use crate::claim::{Claim, Scope, Status};
use crate::rules::{DraftFigure, DraftVerdict, Finding};

/// How many sources are named before the rest is only counted.
const NAMED: usize = 3;

/// What is said of one figure of the draft.
pub(super) struct Told<'a> {
    pub(super) claim: &'a Claim,
    pub(super) verdict: DraftVerdict,
    /// `supported by Agency A (2020-10-26: “at least 35 fighters”)`
    pub(super) said: String,
    /// The rules that report it, each once, the most severe first.
    pub(super) rules: Vec<&'a Finding>,
}

/// What is said of each figure of the draft; nothing where there is no draft.
pub(super) fn told<'a>(report: &'a Report, index: &Index<'a>) -> Vec<Told<'a>> {
    let one = |figure: &DraftFigure| {
        let claim = *index.claims.get(&*figure.claim)?;
        let mut rules: Vec<&Finding> = Vec::new();
        for finding in report.findings.iter().filter(|finding| finding.claims.contains(&claim.id)) {
            if rules.iter().all(|other| other.rule != finding.rule) {
                rules.push(finding);
            }
        }
        Some(Told { claim, verdict: figure.verdict, said: said(index, figure, claim), rules })
    };
    report.draft_figures.iter().filter_map(one).collect()
}

impl Told<'_> {
    /// `; reported: stale-figure` where rules report it, else nothing.
    pub(super) fn reported(&self) -> String {
        let rules: Vec<&str> = self.rules.iter().map(|finding| &*finding.rule).collect();
        if rules.is_empty() { String::new() } else { harmless(&format!("; reported: {}", rules.join(", "))) }
    }
}

/// `Of the draft's 7 figures 5 are supported by a source`
pub(super) fn heading(all: &[Told]) -> String {
    let supported = all.iter().filter(|told| told.verdict == DraftVerdict::Supported).count();
    match (all.len(), supported) {
        (1, 1) => "The draft's one figure is supported by a source".to_owned(),
        (1, _) => "The draft's one figure is supported by no source".to_owned(),
        (all, supported) if all == supported => {
            format!("All {} of the draft are supported by a source", count(all, "figure"))
        }
        (all, 0) => format!("Of the draft's {} none is supported by a source", count(all, "figure")),
        (all, 1) => format!("Of the draft's {} one is supported by a source", count(all, "figure")),
        (all, some) => format!("Of the draft's {} {some} are supported by a source", count(all, "figure")),
    }
}

/// The verdict in words, with the sources that it rests on.
fn said(index: &Index, figure: &DraftFigure, claim: &Claim) -> String {
    let mut named: Vec<String> = figure.sources.iter().take(NAMED).filter_map(|id| source(index, id)).collect();
    let more = figure.sources.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let named = named.join(", ");
    match figure.verdict {
        DraftVerdict::Supported => format!("supported by {named}"),
        DraftVerdict::Stronger => format!("given, but less surely or less exactly, by {named}"),
        DraftVerdict::Elsewhere => format!("given only of another event, by {named}"),
        DraftVerdict::Unsupported => "given by no source".to_owned(),
        DraftVerdict::Uncompared => format!("compared with no source: {}", why_uncompared(claim)),
    }
}

/// `Agency A (2020-10-26: “at least 35 fighters”)`
fn source(index: &Index, id: &str) -> Option<String> {
    let claim = index.claims.get(id)?;
    let published = index.entries.get(&*claim.document).and_then(|entry| entry.metadata.published);
    let when = published.map_or_else(String::new, |moment| format!("{moment}: "));
    Some(harmless(&format!("{} ({when}“{}”)", index.name(&claim.document), claim.quote)))
}

/// Why a figure is compared with nothing.
fn why_uncompared(claim: &Claim) -> &'static str {
    match (claim.status, claim.scope) {
        (Status::Denied, _) => "the draft says that it is denied",
        (Status::Hypothetical, _) => "the draft says only that it might be",
        (_, Scope::Rate) => "it is a rate",
        _ if claim.additional => "it adds to another figure",
        _ => "it counts only who is left over",
    }
}
