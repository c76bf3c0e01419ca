//! The report as JSON: one object for a run, or one line for a claim or a finding.
//!
//! In: claims, or a [`Report`]. Out: bytes on a writer. The structs here are the interface that
//! other programs rely on (contract, section 5): keys stand in its order, and the program's own
//! types may change without them. Their comments are the descriptions in `tollcheck schema`.

mod claim_line;
pub(super) mod shown;

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use self::shown::Shown;
use super::{Entry, House, Occurrence, Report};
use crate::claim::{Claim, Days, Measure, Quantifier, Range, Scope, Status, Unit};
use crate::event::Event;
use crate::rules::{DraftFigure, DraftVerdict, Finding, Implied, Published, Reading, Severity, Value};
use crate::text::{At, Field};

/// The version of the objects. Raise it when a key goes or changes its meaning.
const VERSION: u32 = 1;

/// One quantified statement about people harmed or moved.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Claim")]
pub(crate) struct ClaimRecord<'a> {
    /// `<document>:<n>`, n from 1 in text order.
    id: &'a str,
    /// The id of its document.
    document: &'a str,
    /// The id of its event; only where documents were compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    /// What happened to the people.
    measure: Measure,
    /// The least number that the wording allows.
    low: u64,
    /// The greatest number that the wording allows; null means no upper bound.
    high: Option<u64>,
    /// How the wording bounds the number.
    quantifier: Quantifier,
    /// The numbers as worded, in order; empty for vague words and for none.
    stated: &'a [u64],
    /// What is counted.
    unit: Unit,
    /// Who they were, as tags; empty for people of no stated kind.
    population: &'a [String],
    /// How surely it is said.
    status: Status,
    /// Who is named as saying so, as written.
    attribution: Option<&'a str>,
    /// Whether it counts some of the people of another figure.
    part: bool,
    /// The id of the figure it is part of, where that can be told.
    part_of: Option<&'a str>,
    /// The time that the figure covers.
    scope: Scope,
    /// Whether it adds to an earlier figure of the same measure.
    additional: bool,
    /// When, as far as the text says.
    date: Option<Days>,
    /// Where, as written.
    place: &'a [String],
    /// The groups and institutions named with it, as written.
    actors: &'a [String],
    /// Which of the document's two texts the quote stands in.
    field: Field,
    /// The words of the quantity and its noun phrase, exactly as in the text.
    quote: &'a str,
    /// Where the quote stands.
    span: Place,
    /// The place in the original, where its format is not plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a At>,
    /// Its sentence, exactly as in the text.
    sentence: &'a str,
}

/// A place in a text.
#[derive(Serialize, JsonSchema)]
struct Place {
    /// The first byte, from 0.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// The line, from 1.
    line: usize,
    /// The column in characters, from 1.
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

/// A document, and what is said of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Document")]
struct DocumentRecord<'a> {
    /// Its path as given, `<path>#2` for the second in a file, or the id of a JSON Lines document.
    id: &'a str,
    /// The headline.
    title: Option<&'a str>,
    /// Who published it.
    publisher: Option<&'a str>,
    /// When: a day, or a day with a time.
    published: Option<String>,
    /// Where it stands.
    url: Option<&'a str>,
    /// A language tag such as `en`.
    language: Option<&'a str>,
    /// How many figures were read in it.
    claims: usize,
    /// What was odd about it.
    notes: &'a [String],
    /// Why it could not be read, where it could not.
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

/// An occurrence whose victims the figures count.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Event")]
struct EventRecord<'a> {
    /// Its id: that of the case file, else `e1`, `e2`, … in the order of the first figure.
    id: &'a str,
    /// A few words for people.
    title: &'a str,
    /// When.
    date: Option<Days>,
    /// Where.
    places: &'a [String],
    /// Who.
    actors: &'a [String],
    /// What holds its figures together.
    links: &'a [String],
    /// What its figures come to, by measure, unit and population.
    figures: Vec<FigureRecord<'a>>,
    /// What follows for people of any kind; null where the figures cannot all be true.
    implied: Option<Vec<ImpliedRecord>>,
    /// What houses would publish of it, where some were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    published: Vec<PublishedRecord<'a>>,
}

/// What a house would publish of one measure, and why. Of `number`, `low`, `best` and `high` those
/// stand here that the house publishes; null is what no document says or no figure bounds.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Published")]
struct PublishedRecord<'a> {
    /// The name of the ladder.
    ladder: &'a str,
    /// The house.
    house: &'a str,
    /// Where it says how it chooses.
    document: &'a str,
    /// What happened to the people.
    measure: Measure,
    /// Who they were, where they are told apart.
    population: &'a [String],
    /// The one number.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<Option<u64>>,
    /// The least number.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<Option<u64>>,
    /// The most reliable estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<Option<u64>>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<Option<u64>>,
    /// How the house comes to that, step by step.
    why: &'a [String],
    /// What no document says.
    unknown: &'a [String],
    /// The ids of the figures that it rests on.
    claims: &'a [String],
}

impl<'a> PublishedRecord<'a> {
    fn of(published: &'a Published) -> Self {
        let (number, low, best, high) = match published.value {
            Value::Number(number) => (Some(number), None, None, None),
            Value::Span { low, high } => (None, Some(low), None, Some(high)),
            Value::Estimates { low, best, high } => (None, Some(low), Some(best), Some(high)),
        };
        PublishedRecord {
            ladder: &published.ladder,
            house: &published.house,
            document: &published.document,
            measure: published.measure,
            population: &published.population,
            number,
            low,
            best,
            high,
            why: &published.why,
            unknown: &published.unknown,
            claims: &published.claims,
        }
    }
}

/// What follows for people of any kind.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Implied")]
struct ImpliedRecord {
    /// What happened to the people.
    measure: Measure,
    /// What is counted.
    unit: Unit,
    /// The time covered.
    scope: Scope,
    #[serde(flatten)]
    range: Range,
}

/// What the comparable whole figures of one measure, unit and population come to.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Figure")]
struct FigureRecord<'a> {
    /// What happened to the people.
    measure: Measure,
    /// What is counted.
    unit: Unit,
    /// The time covered.
    scope: Scope,
    /// Who they were; empty for people of no stated kind.
    population: &'a [String],
    /// The numbers in the range of every figure; null where there are none.
    agreed: Option<Range>,
    /// From the least low to the greatest high.
    envelope: Range,
}

impl<'a> EventRecord<'a> {
    fn of(Occurrence { event, figures, implied, published }: &'a Occurrence) -> Self {
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
            published: published.iter().map(PublishedRecord::of).collect(),
        }
    }
}

/// One report of one rule.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(crate) struct FindingRecord<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// How much it matters.
    severity: Severity,
    /// The id of the event.
    event: &'a str,
    /// The ids of every figure concerned, in the order in which the message speaks of them.
    claims: &'a [String],
    /// The ids of figures that bear on it without standing against another.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    related: &'a [String],
    /// What is wrong and what to do.
    message: &'a str,
    /// The arithmetic, where figures cannot hold together.
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<&'a str>,
    /// What probably lies behind it, likeliest first.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    causes: &'a [String],
    /// The conventions under which it holds, where some were asked for.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    under: &'a [String],
    /// Present where the text permits it: it is told, and not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<SuppressedRecord<'a>>,
    /// Whether an earlier run reported it: it is told, and not counted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    known: bool,
}

/// A permission in the text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Suppressed")]
struct SuppressedRecord<'a> {
    /// The reason that the text gives.
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

/// A correction of the case file that was applied.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AppliedCorrection")]
struct CorrectionRecord<'a> {
    /// The id of the document.
    document: &'a str,
    /// The words that hold the figure.
    quote: &'a str,
    /// The id of the event to which the figure was put.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    /// Whether the figure was left out.
    ignore: bool,
    /// Why.
    reason: &'a str,
}

/// A house as which figures were read.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "House")]
struct HouseRecord<'a> {
    /// The name of its convention.
    id: &'a str,
    /// Where its values are published.
    document: &'a str,
    /// The figures that it reads otherwise than their words say.
    readings: Vec<ReadingRecord<'a>>,
}

/// `low` and `high` as in a claim; `known: false` without them where the house gives no value.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reading")]
struct ReadingRecord<'a> {
    /// The id of the claim.
    claim: &'a str,
    /// Whether the house gives a value.
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

/// How many there are of each.
#[derive(Serialize, JsonSchema)]
struct Summary {
    documents: usize,
    claims: usize,
    events: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// How many findings the texts permit; they are in none of the three.
    #[serde(skip_serializing_if = "is_zero")]
    suppressed: usize,
    /// How many findings an earlier run reported; they are in none of the three.
    #[serde(skip_serializing_if = "is_zero")]
    known: usize,
    /// How many findings of the earlier run are no longer there.
    #[serde(skip_serializing_if = "is_zero")]
    gone: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the form that serde calls
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// What one run of `tollcheck check --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub(crate) struct ReportRecord<'a> {
    /// The version of this form. It is raised when a key goes or changes its meaning; keys may be
    /// added without it.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The documents, in the order of their ids, those that could not be read included.
    documents: Vec<DocumentRecord<'a>>,
    /// The figures, in the order of the documents and of the text.
    claims: Vec<ClaimRecord<'a>>,
    /// The events.
    events: Vec<EventRecord<'a>>,
    /// What the rules report, most severe first.
    findings: Vec<FindingRecord<'a>>,
    /// The corrections of the case file that were applied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionRecord<'a>>,
    /// The houses as which figures were read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conventions: Vec<HouseRecord<'a>>,
    /// Whether `implied` was told as if all figures were of one time and population.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    as_of_one_time: bool,
    /// The draft, where one was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<DraftRecord<'a>>,
    /// How many there are of each.
    summary: Summary,
}

/// The draft, and what the sources say of each of its figures.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Draft")]
struct DraftRecord<'a> {
    /// The id of its document.
    document: &'a str,
    /// Its figures.
    figures: Vec<DraftFigureRecord<'a>>,
}

/// What the sources say of one figure of the draft.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DraftFigure")]
struct DraftFigureRecord<'a> {
    /// The id of the figure.
    claim: &'a str,
    /// Whether sources bear it out.
    verdict: DraftVerdict,
    /// The ids of the sources' figures.
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

/// What one run of `tollcheck extract --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Claims")]
pub(crate) struct ExtractRecord<'a> {
    /// The version of this form. It is raised when a key goes or changes its meaning; keys may be
    /// added without it.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The documents, in the order given, those that could not be read last.
    documents: Vec<DocumentRecord<'a>>,
    /// The figures, in the order of the documents and of the text.
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
        version: VERSION,
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
    lines_of(findings.iter().map(FindingRecord::of), out)
}

/// Writes documents and claims as one object.
///
/// # Errors
/// Those of the writer.
pub fn extract(documents: &[Entry], claims: &[Claim], out: &mut dyn Write) -> io::Result<()> {
    let record = ExtractRecord {
        version: VERSION,
        documents: documents.iter().map(DocumentRecord::of).collect(),
        claims: claims.iter().map(|claim| ClaimRecord::of(claim, None)).collect(),
    };
    pretty(&record, out)
}

/// So many bytes of lines are put together before they are handed on.
const BLOCK: usize = 1 << 16;

/// The bytes of the line of a claim, about, and some to spare.
const LINE: usize = 640;

/// Writes a line for each claim.
///
/// # Errors
/// Those of the writer.
pub fn claims(claims: &[Claim], out: &mut dyn Write) -> io::Result<()> {
    let mut lines = Vec::new();
    for some in claims.chunks(BLOCK / LINE) {
        lines.clear();
        append_claims(some, &mut lines)?;
        out.write_all(&lines)?;
    }
    Ok(())
}

/// The same into memory, behind what is there.
///
/// # Errors
/// None that a claim gives: memory takes whatever is written.
pub fn append_claims(claims: &[Claim], lines: &mut Vec<u8>) -> io::Result<()> {
    lines.reserve(LINE * claims.len());
    claims.iter().try_for_each(|claim| claim_line::write(&ClaimRecord::of(claim, None), lines))
}

/// Records of any kind, one a line.
///
/// # Errors
/// Those of the writer.
pub fn lines<T: Serialize>(records: &[T], out: &mut dyn Write) -> io::Result<()> {
    lines_of(records.iter(), out)
}

/// A line for each record. It is put together in memory: a record is written in many small pieces.
fn lines_of<T: Serialize>(records: impl Iterator<Item = T>, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::new();
    for record in records {
        line.clear();
        serde_json::to_writer(Shown::new(&mut line), &record)?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

fn pretty<T: Serialize>(record: &T, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(Shown::new(&mut *out), record)?;
    out.write_all(b"\n")
}
