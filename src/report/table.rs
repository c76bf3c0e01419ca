//! The report as an editor reads it: a table for each event, then the findings.
//!
//! In: a [`Report`], or documents and claims, and the width to fill. Out: text of lines that are
//! no wider, in which whatever is quoted is harmless to the terminal.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use comfy_table::{ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle, Width};

use super::layout::{harmless, wrap};
use super::palette::Palette;
use super::{Entry, Occurrence, Report};
use crate::claim::{Claim, Days, Measure, Scope, Status, Unit};
use crate::event::Event;
use crate::rules::{Agreement, Finding, Severity};
use crate::text::Field;

/// The narrowest that the column of sources is: a date and a time beside the borders.
const SOURCE_WIDTH: usize = 18;

/// How a table is laid out.
#[derive(Debug, Clone, Copy)]
pub struct TableOptions {
    /// The columns of the terminal.
    pub width: usize,
    /// Whether colours are written.
    pub color: bool,
    /// Whether it is shown what holds each event together.
    pub why: bool,
}

/// A column of the table: what happened to whom is counted in what.
type Column = (Measure, Unit);

/// Thin lines between the rows, which are several lines high; a double one under the header.
const LINES: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('┌', '─', '┬', '┐'))
    .header_lines(ContentLineStyle::new('│', '│', '│'))
    .header_separator(LineStyle::new('╞', '═', '╪', '╡'))
    .content_lines(ContentLineStyle::new('│', '│', '│'))
    .row_separator(LineStyle::new('├', '─', '┼', '┤'))
    .bottom_border(LineStyle::new('└', '─', '┴', '┘'));

/// The narrowest that a column of figures is useful, in terminal columns.
const FIGURE_WIDTH: usize = 22;

/// The report of a run as text.
pub fn check_table(report: &Report, options: TableOptions) -> String {
    let view = View {
        options,
        palette: Palette { on: options.color },
        entries: report.documents.iter().map(|entry| (entry.id.as_str(), entry)).collect(),
        claims: report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
    };
    let mut out = String::new();
    for occurrence in &report.events {
        view.event(&mut out, occurrence, &report.claims);
    }
    view.findings(&mut out, report);
    view.remarks(&mut out, &report.documents);
    view.corrections(&mut out, report);
    let summary = [
        count(report.claims.len(), "figure"),
        count(report.documents.iter().filter(|entry| entry.error.is_none()).count(), "document"),
        count(report.events.len(), "event"),
        count(report.count(Severity::Error), "error"),
        count(report.count(Severity::Warning), "warning"),
        count(report.count(Severity::Note), "note"),
    ];
    let [figures, documents, events, findings @ ..] = summary;
    let summary = format!("{figures} in {documents} about {events}: {}", findings.join(", "));
    view.lines(&mut out, &summary, 0, str::to_owned);
    out
}

/// The claims of documents as text.
pub fn extract_table(documents: &[Entry], claims: &[Claim], options: TableOptions) -> String {
    let view = View {
        options,
        palette: Palette { on: options.color },
        entries: documents.iter().map(|entry| (entry.id.as_str(), entry)).collect(),
        claims: HashMap::new(),
    };
    let mut by_document: HashMap<&str, Vec<&Claim>> = HashMap::new();
    for claim in claims {
        by_document.entry(&claim.document).or_default().push(claim);
    }
    let mut out = String::new();
    for entry in documents {
        if let Some(claims) = by_document.get(entry.id.as_str()) {
            view.document(&mut out, entry, claims);
        }
    }
    view.remarks(&mut out, documents);
    let read = documents.iter().filter(|entry| entry.error.is_none()).count();
    let summary = format!("{} in {}", count(claims.len(), "figure"), count(read, "document"));
    view.lines(&mut out, &summary, 0, str::to_owned);
    out
}

/// What every part of the text needs to be written.
struct View<'a> {
    options: TableOptions,
    palette: Palette,
    entries: HashMap<&'a str, &'a Entry>,
    claims: HashMap<&'a str, &'a Claim>,
}

impl View<'_> {
    /// An event: its heading, and as many tables as its columns need.
    fn event(&self, out: &mut String, occurrence: &Occurrence, all: &[Claim]) {
        let event = &occurrence.event;
        self.lines(out, &heading(event), 0, |line| self.palette.heading(line));
        if self.options.why && !event.links.is_empty() {
            self.lines(out, &harmless(&format!("together by: {}", event.links.join("; "))), 2, |line| {
                self.palette.quiet(line)
            });
        }
        let claims: Vec<&Claim> = event.claims.iter().filter_map(|&n| all.get(n)).collect();
        let columns: BTreeSet<Column> = claims.iter().map(|claim| (claim.measure, claim.unit)).collect();
        let columns: Vec<Column> = columns.into_iter().collect();
        let room = self.options.width.saturating_sub(FIGURE_WIDTH) / FIGURE_WIDTH;
        for columns in columns.chunks(room.max(1)) {
            let _ = writeln!(out, "{}", self.event_table(&claims, &occurrence.figures, columns));
        }
        out.push('\n');
    }

    /// Sources as rows, these columns, and what the figures come to.
    fn event_table(&self, claims: &[&Claim], figures: &[Agreement], columns: &[Column]) -> Table {
        let mut table = bordered(self.options.width);
        let mut header = vec!["source".to_owned()];
        header.extend(columns.iter().map(|&column| column_name(column)));
        table.set_header(header);
        let mut rows: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| columns.contains(&(claim.measure, claim.unit))) {
            rows.entry(&claim.document).or_default().push(claim);
        }
        let mut rows: Vec<(&str, Vec<&Claim>)> = rows.into_iter().collect();
        // Oldest first, those of unknown time last; the sort is stable, so ids decide ties.
        rows.sort_by_key(|(id, _)| {
            let published = self.entries.get(id).and_then(|entry| entry.metadata.published);
            published.map_or((true, None, None), |moment| (false, Some(moment.day), moment.instant))
        });
        for (id, claims) in rows {
            let mut row = vec![self.source(id)];
            for &column in columns {
                let own = claims.iter().filter(|claim| (claim.measure, claim.unit) == column);
                row.push(own.map(|claim| cell(claim)).collect::<Vec<_>>().join("\n"));
            }
            table.add_row(row);
        }
        let sum = |name: &str, text: &dyn Fn(&Agreement) -> String| {
            let mut row = vec![name.to_owned()];
            row.extend(columns.iter().map(|&column| {
                let own: Vec<&Agreement> = figures.iter().filter(|f| (f.measure, f.unit) == column).collect();
                let alone = own.len() == 1;
                own.iter().map(|figure| labelled(figure, alone, &text(figure))).collect::<Vec<_>>().join("\n")
            }));
            row
        };
        table.add_row(sum("agreed by all", &|figure| {
            figure.agreed.map_or_else(|| "no number fits all".to_owned(), |range| range.to_string())
        }));
        table.add_row(sum("lowest to highest", &|figure| figure.envelope.to_string()));
        let source = (self.options.width / 5).clamp(SOURCE_WIDTH, 30);
        if let (Some(column), Ok(width)) = (table.column_mut(0), u16::try_from(source)) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(width)));
        }
        table
    }

    /// Who says it, when, and in which document.
    fn source(&self, id: &str) -> String {
        let mut lines = Vec::new();
        if let Some(entry) = self.entries.get(id) {
            lines.extend(entry.metadata.publisher.as_deref().map(harmless));
            lines.extend(entry.metadata.published.map(|moment| moment.to_string()));
        }
        lines.push(harmless(id));
        lines.join("\n")
    }

    /// The figures of one document.
    fn document(&self, out: &mut String, entry: &Entry, claims: &[&Claim]) {
        let title = entry.metadata.title.as_deref().map_or_else(String::new, |title| format!(" · {title}"));
        self.lines(out, &harmless(&format!("{}{title}", entry.id)), 0, |line| self.palette.heading(line));
        let mut table = bordered(self.options.width);
        table.style_mut().row_separator = LineStyle::none(); // most rows are one line high
        table.set_header(["place", "measure", "range", "words", "who says so, and how surely"]);
        for claim in claims {
            let place = match claim.field {
                Field::Title => "headline".to_owned(),
                Field::Text => format!("{}:{}", claim.line, claim.column),
            };
            let mut measure = column_name((claim.measure, claim.unit));
            if !claim.population.is_empty() {
                let _ = write!(measure, ": {}", harmless(&claim.population.join(", ")));
            }
            let said = remarks(claim).join("; ");
            table.add_row([place, measure, claim.range.to_string(), harmless(&claim.quote), said]);
        }
        let _ = writeln!(out, "{table}\n");
    }

    /// The findings, most severe first, each with its quotes and their places.
    fn findings(&self, out: &mut String, report: &Report) {
        let titles: HashMap<&str, &str> =
            report.events.iter().map(|o| (o.event.id.as_str(), o.event.title.as_str())).collect();
        for Finding { rule, severity, event, claims, related, message, proof, causes } in &report.findings {
            let name = format!("{severity}[{rule}]");
            let about = titles.get(event.as_str()).copied().unwrap_or(event);
            self.lines(out, &harmless(&format!("{name} {about}")), 0, |line| {
                line.strip_prefix(&*name)
                    .map_or_else(|| line.to_owned(), |rest| self.palette.severity(*severity, &name) + rest)
            });
            self.lines(out, &harmless(message), 2, str::to_owned);
            self.quotes(out, claims, "");
            self.quotes(out, related, "see also ");
            // Some rules say the arithmetic in their message already.
            if let Some(proof) = proof.as_ref().filter(|proof| !message.contains(*proof)) {
                self.lines(out, &harmless(proof), 4, str::to_owned);
            }
            for cause in causes {
                self.lines(out, &harmless(&format!("perhaps: {cause}")), 4, str::to_owned);
            }
            out.push('\n');
        }
    }

    /// The words of claims, who says them, and where they stand.
    fn quotes(&self, out: &mut String, claims: &[String], lead: &str) {
        for claim in claims.iter().filter_map(|id| self.claims.get(id.as_str())) {
            let name = self.entries.get(claim.document.as_str()).map_or("", |entry| entry.name());
            let quote = format!("{lead}{name}: “{}” is {}", claim.quote, claim.range);
            self.lines(out, &harmless(&quote), 4, str::to_owned);
            self.lines(out, &harmless(&place(claim)), 6, |line| self.palette.quiet(line));
        }
    }

    /// What must not pass in silence: no claim, odd metadata, an input that was not read.
    fn remarks(&self, out: &mut String, entries: &[Entry]) {
        let before = out.len();
        let silent: Vec<&str> =
            entries.iter().filter(|e| e.claims == 0 && e.error.is_none()).map(|e| e.id.as_str()).collect();
        if !silent.is_empty() {
            let text = format!("No figure of people harmed or moved was found in: {}", silent.join(", "));
            self.lines(out, &harmless(&text), 0, str::to_owned);
        }
        for entry in entries {
            for note in &entry.notes {
                self.lines(out, &harmless(&format!("{}: {note}", entry.id)), 0, str::to_owned);
            }
            if let Some(error) = &entry.error {
                self.lines(out, &harmless(&format!("{} was not read: {error}", entry.id)), 0, str::to_owned);
            }
        }
        if out.len() > before {
            out.push('\n');
        }
    }

    /// What a person corrected, and why.
    fn corrections(&self, out: &mut String, report: &Report) {
        for correction in &report.corrections {
            let done = correction.event.as_ref().map_or("left out".to_owned(), |event| format!("put to {event}"));
            let text =
                format!("corrected: {} “{}” {done} ({})", correction.document, correction.quote, correction.reason);
            self.lines(out, &harmless(&text), 0, str::to_owned);
        }
        if !report.corrections.is_empty() {
            out.push('\n');
        }
    }

    /// A text in lines of the terminal's width, set in by so many columns.
    fn lines(&self, out: &mut String, text: &str, indent: usize, paint: impl Fn(&str) -> String) {
        for line in wrap(text, self.options.width.saturating_sub(indent)) {
            let _ = writeln!(out, "{:indent$}{}", "", paint(&line));
        }
    }
}

/// An empty table that fills at most so many columns.
pub(super) fn bordered(width: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(LINES)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .force_no_tty();
    table
}

/// `Strike on the camp · 2020-10-26 · Duwaylah, Idlib`
fn heading(event: &Event) -> String {
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

fn days(days: Days) -> String {
    if days.from == days.to { days.from.to_string() } else { format!("{} to {}", days.from, days.to) }
}

fn column_name((measure, unit): Column) -> String {
    match unit {
        Unit::Person => measure.to_string(),
        Unit::Household => format!("{measure} (households)"),
    }
}

/// A figure as a range and as worded: `35+ “at least 35 fighters” (the Observatory)`.
fn cell(claim: &Claim) -> String {
    let remarks = remarks(claim);
    let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
    format!("{} “{}”{remarks}", claim.range, harmless(&claim.quote))
}

/// What sets a figure apart from a plain statement of the document.
fn remarks(claim: &Claim) -> Vec<String> {
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
fn labelled(figure: &Agreement, alone: bool, text: &str) -> String {
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

/// Where the words stand: `agency-a.md:14:47`, or the headline where that is outside the file.
fn place(claim: &Claim) -> String {
    let headline = if claim.field == Field::Title { " (headline)" } else { "" };
    format!("{}:{}:{}{headline}", claim.document, claim.line, claim.column)
}

/// `1 figure`, `2 figures`.
fn count(n: usize, what: &str) -> String {
    format!("{} {what}{}", crate::claim::grouped(n as u64), if n == 1 { "" } else { "s" })
}
