//! The report as JSON: one object for a run, or one line for a claim or a finding.
//!
//! In: claims, or a [`Report`]. Out: bytes on a writer. The structs here are the interface that
//! other programs rely on (contract, section 5): keys stand in its order, and the program's own
//! types may change without them.

use std::io::{self, Write};

use serde::Serialize;

use super::{Entry, House, Occurrence, Report};
use crate::claim::{Claim, Days, Measure, Quantifier, Range, Scope, Status, Unit};
use crate::event::Event;
use crate::rules::{DraftFigure, DraftVerdict, Finding, Implied, Reading, Severity};
use crate::text::{At, Field};

#[derive(Serialize)]
struct ClaimRecord<'a> {
    id: &'a str,
    document: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    measure: Measure,
    low: u64,
    high: Option<u64>,
    quantifier: Quantifier,
    stated: &'a [u64],
    unit: Unit,
    population: &'a [String],
    status: Status,
    attribution: Option<&'a str>,
    part: bool,
    part_of: Option<&'a str>,
    scope: Scope,
    additional: bool,
    date: Option<Days>,
    place: &'a [String],
    actors: &'a [String],
    field: Field,
    quote: &'a str,
    span: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a At>,
    sentence: &'a str,
}

#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

impl<'a> ClaimRecord<'a> {
    fn of(claim: &'a Claim, event: Option<&'a Event>) -> Self {
        ClaimRecord {
            id: &claim.id,
            document: &claim.document,
            event: event.map(|event| event.id.as_str()),
            measure: claim.measure,
            low: claim.range.low,
            high: claim.range.high,
            quantifier: claim.quantifier,
            stated: &claim.stated,
            unit: claim.unit,
            population: &claim.population,
            status: claim.status,
            attribution: claim.attribution.as_deref(),
            part: claim.part,
            part_of: claim.part_of.as_deref(),
            scope: claim.scope,
            additional: claim.additional,
            date: claim.date,
            place: &claim.place,
            actors: &claim.actors,
            field: claim.field,
            quote: &claim.quote,
            span: Place { start: claim.span.start, end: claim.span.end, line: claim.line, column: claim.column },
            at: claim.at.as_ref(),
            sentence: &claim.sentence,
        }
    }
}

#[derive(Serialize)]
struct DocumentRecord<'a> {
    id: &'a str,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    claims: usize,
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

impl<'a> DocumentRecord<'a> {
    fn of(entry: &'a Entry) -> Self {
        let metadata = &entry.metadata;
        DocumentRecord {
            id: &entry.id,
            title: metadata.title.as_deref(),
            publisher: metadata.publisher.as_deref(),
            published: metadata.published.map(|moment| moment.as_written()),
            url: metadata.url.as_deref(),
            language: metadata.language.as_deref(),
            claims: entry.claims,
            notes: &entry.notes,
            error: entry.error.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct EventRecord<'a> {
    id: &'a str,
    title: &'a str,
    date: Option<Days>,
    places: &'a [String],
    actors: &'a [String],
    links: &'a [String],
    figures: Vec<FigureRecord<'a>>,
    implied: Option<Vec<ImpliedRecord>>,
}

/// What follows for people of any kind.
#[derive(Serialize)]
struct ImpliedRecord {
    measure: Measure,
    unit: Unit,
    scope: Scope,
    #[serde(flatten)]
    range: Range,
}

#[derive(Serialize)]
struct FigureRecord<'a> {
    measure: Measure,
    unit: Unit,
    scope: Scope,
    population: &'a [String],
    agreed: Option<Range>,
    envelope: Range,
}

impl<'a> EventRecord<'a> {
    fn of(Occurrence { event, figures, implied }: &'a Occurrence) -> Self {
        let figures = figures.iter().map(|figure| FigureRecord {
            measure: figure.measure,
            unit: figure.unit,
            scope: figure.scope,
            population: &figure.population,
            agreed: figure.agreed,
            envelope: figure.envelope,
        });
        EventRecord {
            id: &event.id,
            title: &event.title,
            date: event.date,
            places: &event.places,
            actors: &event.actors,
            links: &event.links,
            figures: figures.collect(),
            implied: implied.as_ref().map(|all| {
                let one =
                    |i: &Implied| ImpliedRecord { measure: i.measure, unit: i.unit, scope: i.scope, range: i.range };
                all.iter().map(one).collect()
            }),
        }
    }
}

#[derive(Serialize)]
struct FindingRecord<'a> {
    rule: &'a str,
    severity: Severity,
    event: &'a str,
    claims: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    related: &'a [String],
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    causes: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    under: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<SuppressedRecord<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    known: bool,
}

#[derive(Serialize)]
struct SuppressedRecord<'a> {
    reason: &'a str,
}

impl<'a> FindingRecord<'a> {
    fn of(finding: &'a Finding) -> Self {
        FindingRecord {
            rule: &finding.rule,
            severity: finding.severity,
            event: &finding.event,
            claims: &finding.claims,
            related: &finding.related,
            message: &finding.message,
            proof: finding.proof.as_deref(),
            causes: &finding.causes,
            under: &finding.under,
            suppressed: finding.suppressed.as_deref().map(|reason| SuppressedRecord { reason }),
            known: finding.known,
        }
    }
}

#[derive(Serialize)]
struct CorrectionRecord<'a> {
    document: &'a str,
    quote: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    ignore: bool,
    reason: &'a str,
}

#[derive(Serialize)]
struct HouseRecord<'a> {
    id: &'a str,
    document: &'a str,
    readings: Vec<ReadingRecord<'a>>,
}

/// `low` and `high` as in a claim; `known: false` without them where the house gives no value.
#[derive(Serialize)]
struct ReadingRecord<'a> {
    claim: &'a str,
    known: bool,
    #[serde(flatten)]
    range: Option<Range>,
}

impl<'a> HouseRecord<'a> {
    fn of(house: &'a House) -> Self {
        let reading = |reading: &'a Reading| ReadingRecord {
            claim: &reading.claim,
            known: reading.range.is_some(),
            range: reading.range,
        };
        HouseRecord { id: &house.id, document: &house.document, readings: house.readings.iter().map(reading).collect() }
    }
}

#[derive(Serialize)]
struct Summary {
    documents: usize,
    claims: usize,
    events: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    #[serde(skip_serializing_if = "is_zero")]
    suppressed: usize,
    #[serde(skip_serializing_if = "is_zero")]
    known: usize,
    #[serde(skip_serializing_if = "is_zero")]
    gone: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the form that serde calls
fn is_zero(n: &usize) -> bool {
    *n == 0
}

#[derive(Serialize)]
struct ReportRecord<'a> {
    documents: Vec<DocumentRecord<'a>>,
    claims: Vec<ClaimRecord<'a>>,
    events: Vec<EventRecord<'a>>,
    findings: Vec<FindingRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conventions: Vec<HouseRecord<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    as_of_one_time: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<DraftRecord<'a>>,
    summary: Summary,
}

/// The draft, and what the sources say of each of its figures.
#[derive(Serialize)]
struct DraftRecord<'a> {
    document: &'a str,
    figures: Vec<DraftFigureRecord<'a>>,
}

#[derive(Serialize)]
struct DraftFigureRecord<'a> {
    claim: &'a str,
    verdict: DraftVerdict,
    sources: &'a [String],
}

impl<'a> DraftRecord<'a> {
    fn of(report: &'a Report) -> Option<Self> {
        let figure = |figure: &'a DraftFigure| DraftFigureRecord {
            claim: &figure.claim,
            verdict: figure.verdict,
            sources: &figure.sources,
        };
        let document = report.draft.as_deref()?;
        Some(DraftRecord { document, figures: report.draft_figures.iter().map(figure).collect() })
    }
}

#[derive(Serialize)]
struct ExtractRecord<'a> {
    documents: Vec<DocumentRecord<'a>>,
    claims: Vec<ClaimRecord<'a>>,
}

/// Writes the whole report as one object.
///
/// # Errors
/// Those of the writer.
pub fn check(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let claims = report.claims.iter().zip(report.events_of_claims());
    let corrections = report.corrections.iter().map(|correction| CorrectionRecord {
        document: &correction.document,
        quote: &correction.quote,
        event: correction.event.as_deref(),
        ignore: correction.ignore,
        reason: &correction.reason,
    });
    let record = ReportRecord {
        documents: report.documents.iter().map(DocumentRecord::of).collect(),
        claims: claims.map(|(claim, event)| ClaimRecord::of(claim, event)).collect(),
        events: report.events.iter().map(EventRecord::of).collect(),
        findings: report.findings.iter().map(FindingRecord::of).collect(),
        corrections: corrections.collect(),
        conventions: report.conventions.iter().map(HouseRecord::of).collect(),
        as_of_one_time: report.one_time,
        draft: DraftRecord::of(report),
        summary: Summary {
            documents: report.documents.len(),
            claims: report.claims.len(),
            events: report.events.len(),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
            suppressed: report.findings.iter().filter(|finding| finding.suppressed.is_some()).count(),
            known: report.findings.iter().filter(|finding| finding.known).count(),
            gone: report.gone.as_ref().map_or(0, Vec::len),
        },
    };
    pretty(&record, out)
}

/// Writes a line for each finding.
///
/// # Errors
/// Those of the writer.
pub fn findings(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    findings.iter().try_for_each(|finding| line(&FindingRecord::of(finding), out))
}

/// Writes documents and claims as one object.
///
/// # Errors
/// Those of the writer.
pub fn extract(documents: &[Entry], claims: &[Claim], out: &mut dyn Write) -> io::Result<()> {
    let record = ExtractRecord {
        documents: documents.iter().map(DocumentRecord::of).collect(),
        claims: claims.iter().map(|claim| ClaimRecord::of(claim, None)).collect(),
    };
    pretty(&record, out)
}

/// Writes a line for each claim.
///
/// # Errors
/// Those of the writer.
pub fn claims(claims: &[Claim], out: &mut dyn Write) -> io::Result<()> {
    claims.iter().try_for_each(|claim| line(&ClaimRecord::of(claim, None), out))
}

/// Records of any kind, one a line.
///
/// # Errors
/// Those of the writer.
pub fn lines<T: Serialize>(records: &[T], out: &mut dyn Write) -> io::Result<()> {
    records.iter().try_for_each(|record| line(record, out))
}

fn line<T: Serialize>(record: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}

fn pretty<T: Serialize>(record: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, record)?;
    out.write_all(b"\n")
}
