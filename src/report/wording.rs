//! The words for claims, events and places that several formats share.
//!
//! In: plain data of a report. Out: short texts in which whatever is quoted is harmless, and the
//! order of the sources. How they are set off from one another is for each format.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use super::layout::harmless;
use super::{Entry, House, Occurrence, Report};
use crate::case::Correction;
use crate::claim::{Claim, Days, Measure, Scope, Status, Unit};
use crate::event::Event;
use crate::rules::{Agreement, Finding, Implied, Published, Severity};
use crate::text::Field;

/// A column of a table: what happened to whom is counted in what.
pub(super) type Column = (Measure, Unit);

/// Documents and claims by their ids.
pub(super) struct Index<'a> {
    pub(super) entries: HashMap<&'a str, &'a Entry>,
    pub(super) claims: HashMap<&'a str, &'a Claim>,
    /// The houses as which figures were read.
    houses: &'a [House],
    draft: Option<&'a str>,
}

impl<'a> Index<'a> {
    pub(super) fn new(entries: &'a [Entry], claims: &'a [Claim]) -> Self {
        Index {
            entries: entries.iter().map(|entry| (entry.id.as_str(), entry)).collect(),
            claims: claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
            houses: &[],
            draft: None,
        }
    }

    pub(super) fn of(report: &'a Report) -> Self {
        Index {
            houses: &report.conventions,
            draft: report.draft.as_deref(),
            ..Self::new(&report.documents, &report.claims)
        }
    }

    /// The claims by their documents: oldest first, those of unknown time last, ties by id.
    pub(super) fn rows<'b>(&self, claims: impl IntoIterator<Item = &'b Claim>) -> Vec<(&'b str, Vec<&'b Claim>)> {
        let mut rows: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in claims {
            rows.entry(&claim.document).or_default().push(claim);
        }
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|(id, _)| {
            let published = self.entries.get(id).and_then(|entry| entry.metadata.published);
            published.map_or((true, None, None), |moment| (false, Some(moment.day), moment.instant))
        });
        rows
    }

    /// Who speaks in a document: its publisher, else its id.
    pub(super) fn name(&self, document: &str) -> String {
        harmless(self.entries.get(document).map_or(document, |entry| entry.name()))
    }

    /// What is said of a finding beside its message: that the text permits it, that it was known
    /// before, and under which houses it holds.
    pub(super) fn asides(&self, finding: &Finding) -> Vec<String> {
        let Finding { under, suppressed, known, .. } = finding;
        let permitted = suppressed.iter().map(|reason| format!("permitted in the text, and not counted: {reason}"));
        let mut asides: Vec<String> = permitted.collect();
        if *known {
            asides.push("known from the baseline, and not counted".to_owned());
        }
        if !under.is_empty() {
            let others = self.houses.iter().map(|house| &house.id).filter(|id| !under.contains(id));
            let others: Vec<&str> = others.map(String::as_str).collect();
            let not = if others.is_empty() { String::new() } else { format!(", not under {}", others.join(", ")) };
            asides.push(format!("holds under {}{not}", under.join(", ")));
        }
        asides.iter().map(|aside| harmless(aside)).collect()
    }

    /// ` (draft)` behind the name of the document that is checked against the others.
    pub(super) fn role(&self, document: &str) -> &'static str {
        if self.draft == Some(document) { " (draft)" } else { "" }
    }

    /// The words of a claim, who says them, and the range: `Agency A: “at least 35 fighters” is 35+`.
    pub(super) fn quote(&self, claim: &Claim) -> String {
        harmless(&format!("{}: “{}” is {}", self.name(&claim.document), claim.quote, claim.range))
    }
}

/// The columns that claims need, in the order of the measures.
pub(super) fn columns<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Vec<Column> {
    let columns: BTreeSet<Column> = claims.into_iter().map(|claim| (claim.measure, claim.unit)).collect();
    columns.into_iter().collect()
}

/// Under each column, what its figures agree on; beside it, from the lowest to the highest.
pub(super) fn sums(figures: &[Agreement], column: Column) -> (Vec<String>, Vec<String>) {
    let own: Vec<&Agreement> = figures.iter().filter(|figure| (figure.measure, figure.unit) == column).collect();
    let alone = own.len() == 1;
    let agreed = |figure: &Agreement| figure.agreed.map_or("no number fits all".to_owned(), |range| range.to_string());
    (
        own.iter().map(|figure| labelled(figure, alone, &agreed(figure))).collect(),
        own.iter().map(|figure| labelled(figure, alone, &figure.envelope.to_string())).collect(),
    )
}

/// `10 figures in 4 documents about 2 events: 0 errors, 2 warnings, 0 notes`
pub(super) fn summary(report: &Report) -> String {
    let read = report.documents.iter().filter(|entry| entry.error.is_none()).count();
    let found = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| count(report.count(severity), severity.name()));
    let among = |which: fn(&Finding) -> bool| report.findings.iter().filter(|finding| which(finding)).count();
    let beside = [
        (among(|finding| finding.suppressed.is_some()), "permitted"),
        (among(|finding| finding.known && finding.suppressed.is_none()), "known before"),
        (report.gone.as_ref().map_or(0, Vec::len), "gone since then"),
    ];
    let beside: Vec<String> = beside.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let beside = if beside.is_empty() { String::new() } else { format!(" ({})", beside.join(", ")) };
    format!(
        "{} in {} about {}: {}{beside}",
        count(report.claims.len(), "figure"),
        count(read, "document"),
        count(report.events.len(), "event"),
        found.join(", ")
    )
}

/// What must not pass in silence, a line each: no claim, odd metadata, an input that was not read.
pub(super) fn remarks_on(entries: &[Entry]) -> Vec<String> {
    let mut lines = Vec::new();
    let silent = entries.iter().filter(|entry| entry.claims == 0 && entry.error.is_none());
    let silent: Vec<&str> = silent.map(|entry| entry.id.as_str()).collect();
    if !silent.is_empty() {
        lines.push(format!("No figure of people harmed or moved was found in: {}", silent.join(", ")));
    }
    for entry in entries {
        lines.extend(entry.notes.iter().map(|note| format!("{}: {note}", entry.id)));
        lines.extend(entry.error.iter().map(|error| format!("{} was not read: {error}", entry.id)));
    }
    lines.iter().map(|line| harmless(line)).collect()
}

/// What a person set, a line each: what was corrected and why, and as which houses figures were read.
pub(super) fn settings(report: &Report) -> Vec<String> {
    let line = |correction: &Correction| {
        let done = correction.event.as_ref().map_or("left out".to_owned(), |event| format!("put to {event}"));
        harmless(&format!("corrected: {} “{}” {done} ({})", correction.document, correction.quote, correction.reason))
    };
    report.corrections.iter().map(line).chain(readings(report)).collect()
}

/// What each house reads otherwise than the words say, a line each.
fn readings(report: &Report) -> Vec<String> {
    let index = Index::of(report);
    let mut lines = Vec::new();
    for House { id, document, readings } in &report.conventions {
        let others =
            if readings.is_empty() { "every figure as its words say" } else { "the others as their words say" };
        for reading in readings {
            let Some(claim) = index.claims.get(&*reading.claim) else { continue };
            let range = reading.range.map(|range| format!("is {range}"));
            let read = range.unwrap_or_else(|| "has no value and is compared with nothing".to_owned());
            lines.push(format!("as {id} counts: “{}” ({}) {read}", claim.quote, place(claim)));
        }
        lines.push(format!("as {id} counts: {others} ({document})"));
    }
    lines.iter().map(|line| harmless(line)).collect()
}

/// `What follows: killed 70+, injured 90+, casualties 160+`
pub(super) fn what_follows(occurrence: &Occurrence, one_time: bool) -> String {
    let lead = if one_time { "What follows, if all are of one time and population" } else { "What follows" };
    let Some(implied) = &occurrence.implied else { return format!("{lead}: nothing, for not all figures can be true") };
    let one = |one: &Implied| {
        let scope = if one.scope == Scope::Event { String::new() } else { format!(", {}", one.scope) };
        format!("{} {}{scope}", column_name((one.measure, one.unit)), one.range)
    };
    let all: Vec<String> = implied.iter().map(one).collect();
    format!("{lead}: {}", if all.is_empty() { "nothing".to_owned() } else { all.join(", ") })
}

/// What houses would publish of an event: `as BBC would publish it: killed 24 or more`, with the
/// reasons below.
pub(super) fn publications(occurrence: &Occurrence) -> Vec<(String, Vec<String>)> {
    let one = |one: &Published| {
        let who = if one.population.is_empty() { String::new() } else { format!(" ({})", one.population.join(", ")) };
        let head = format!("as {} would publish it: {}{who} {}", one.house, one.measure, one.value);
        let unknown = one.unknown.iter().map(|text| format!("not known: {text}"));
        let document = std::iter::once(one.document.clone());
        let reasons = one.why.iter().cloned().chain(unknown).chain(document);
        (harmless(&head), reasons.map(|reason| harmless(&reason)).collect())
    };
    occurrence.published.iter().map(one).collect()
}

/// `Strike on the camp · 2020-10-26 · Duwaylah, Idlib`
pub(super) fn heading(event: &Event) -> String {
    let mut parts = vec![format!("[{}] {}", event.id, event.title)];
    // A title made from what links the claims says these already.
    parts.extend(event.date.map(days).filter(|days| !event.title.contains(days)));
    if event.places.iter().any(|place| !event.title.contains(place)) {
        // The first few are the most frequent; the rest are in the JSON.
        let shown = event.places.iter().filter(|place| !event.title.contains(*place)).take(4).cloned();
        parts.push(shown.collect::<Vec<_>>().join(", "));
    }
    harmless(&parts.join(" · "))
}

pub(super) fn days(days: Days) -> String {
    if days.from == days.to { days.from.to_string() } else { format!("{} to {}", days.from, days.to) }
}

pub(super) fn column_name((measure, unit): Column) -> String {
    match unit {
        Unit::Person => measure.to_string(),
        Unit::Household => format!("{measure} (households)"),
    }
}

/// A figure as a range and as worded: `35+ “at least 35 fighters” (the Observatory)`.
pub(super) fn cell(claim: &Claim) -> String {
    let remarks = remarks(claim);
    let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
    format!("{} “{}”{remarks}", claim.range, harmless(&claim.quote))
}

/// What sets a figure apart from a plain statement of the document.
pub(super) fn remarks(claim: &Claim) -> Vec<String> {
    let mut remarks = Vec::new();
    remarks.extend(claim.attribution.as_deref().map(harmless));
    if claim.field == Field::Title {
        remarks.push("headline".to_owned());
    }
    if claim.status != Status::Asserted {
        remarks.push(claim.status.to_string());
    }
    if claim.part {
        remarks.push("part".to_owned());
    }
    if claim.additional {
        remarks.push("in addition".to_owned());
    }
    match claim.scope {
        Scope::Event => {}
        scope => remarks.push(scope.to_string()),
    }
    remarks
}

/// A figure's text under the name of its population, unless it is the only one.
/// What is not of one occurrence is said to be so.
pub(super) fn labelled(figure: &Agreement, alone: bool, text: &str) -> String {
    let mut who = if figure.population.is_empty() { "people".to_owned() } else { figure.population.join(", ") };
    match figure.scope {
        Scope::Event if alone && figure.population.is_empty() => return text.to_owned(),
        Scope::Event => {}
        scope => {
            let _ = write!(who, ", {scope}");
        }
    }
    format!("{}: {text}", harmless(&who))
}

/// Where the words stand: `agency-a.md:14:47`, `report.pdf, page 3`.
pub(super) fn place(claim: &Claim) -> String {
    let headline = if claim.field == Field::Title { " (headline)" } else { "" };
    let Some(at) = &claim.at else {
        return format!("{}:{}:{}{headline}", claim.document, claim.line, claim.column);
    };
    match at.position() {
        // A web page has lines and columns as a text has.
        Some((line, column)) => format!("{}:{line}:{column}{headline}", claim.document),
        None => format!("{}, {at}{headline}", claim.document),
    }
}

/// The same within its document: `14:47`, `page 3`, `headline`.
pub(super) fn place_within(claim: &Claim) -> String {
    match &claim.at {
        _ if claim.field == Field::Title => "headline".to_owned(),
        None => format!("{}:{}", claim.line, claim.column),
        Some(at) => match at.position() {
            Some((line, column)) => format!("{line}:{column}"),
            None => harmless(&at.to_string()),
        },
    }
}

/// `1 figure`, `2 figures`.
pub(super) fn count(n: usize, what: &str) -> String {
    format!("{} {what}{}", crate::claim::grouped(n as u64), if n == 1 { "" } else { "s" })
}
