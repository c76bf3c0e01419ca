//! The report as an editor reads it: a table for each event, then the findings.
//!
//! In: a [`Report`], or documents and claims, and the width to fill. Out: text of lines that are
//! no wider, in which whatever is quoted is harmless to the terminal.

use std::collections::HashMap;
use std::fmt::Write;

use comfy_table::{ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle, Width};

use super::bars::bars;
use super::draft;
use super::layout::{harmless, wrap};
use super::palette::Palette;
use super::verdicts;
use super::wording::{
    Column, Index, cell, column_name, columns, count, heading, place, place_within, publications, remarks, remarks_on,
    settings, summary, sums, what_follows,
};
use super::{Entry, Occurrence, Report};
use crate::claim::Claim;
use crate::rules::{Agreement, Finding};

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
    /// Whether the ranges are drawn below each table, where there is room.
    pub plot: bool,
}

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
    let view = View { options, palette: Palette { on: options.color }, index: Index::of(report) };
    let mut out = String::new();
    for occurrence in &report.events {
        view.event(&mut out, occurrence, &report.claims);
        if options.why || report.one_time {
            view.paragraph(&mut out, &[what_follows(occurrence, report.one_time)]);
        }
        for (head, reasons) in publications(occurrence) {
            view.lines(&mut out, &head, 0, str::to_owned);
            reasons.iter().for_each(|reason| view.lines(&mut out, reason, 2, |line| view.palette.quiet(line)));
            out.push('\n');
        }
    }
    view.findings(&mut out, report);
    view.verdicts(&mut out, report);
    view.paragraph(&mut out, &remarks_on(&report.documents));
    view.paragraph(&mut out, &settings(report));
    view.lines(&mut out, &summary(report), 0, str::to_owned);
    out
}

/// The claims of documents as text.
pub fn extract_table(documents: &[Entry], claims: &[Claim], options: TableOptions) -> String {
    let view = View { options, palette: Palette { on: options.color }, index: Index::new(documents, &[]) };
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
    view.paragraph(&mut out, &remarks_on(documents));
    let read = documents.iter().filter(|entry| entry.error.is_none()).count();
    let summary = format!("{} in {}", count(claims.len(), "figure"), count(read, "document"));
    view.lines(&mut out, &summary, 0, str::to_owned);
    out
}

/// What every part of the text needs to be written.
struct View<'a> {
    options: TableOptions,
    palette: Palette,
    index: Index<'a>,
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
        let columns = columns(claims.iter().copied());
        let room = self.options.width.saturating_sub(FIGURE_WIDTH) / FIGURE_WIDTH;
        for columns in columns.chunks(room.max(1)) {
            let _ = writeln!(out, "{}", self.event_table(&claims, &occurrence.figures, columns));
        }
        if self.options.plot {
            bars(&self.index, &claims, &columns, self.options.width).iter().for_each(|line| {
                let _ = writeln!(out, "{line}");
            });
        }
        out.push('\n');
    }

    /// Sources as rows, these columns, and what the figures come to.
    fn event_table(&self, claims: &[&Claim], figures: &[Agreement], columns: &[Column]) -> Table {
        let mut table = bordered(self.options.width);
        let mut header = vec!["source".to_owned()];
        header.extend(columns.iter().map(|&column| column_name(column)));
        table.set_header(header);
        let shown = claims.iter().copied().filter(|claim| columns.contains(&(claim.measure, claim.unit)));
        for (id, claims) in self.index.rows(shown) {
            let mut row = vec![self.source(id)];
            for &column in columns {
                let own = claims.iter().filter(|claim| (claim.measure, claim.unit) == column);
                row.push(own.map(|claim| cell(claim)).collect::<Vec<_>>().join("\n"));
            }
            table.add_row(row);
        }
        let sums: Vec<_> = columns.iter().map(|&column| sums(figures, column)).collect();
        let row = |name: &str, cells: &mut dyn Iterator<Item = &Vec<String>>| {
            let mut row = vec![name.to_owned()];
            row.extend(cells.map(|lines| lines.join("\n")));
            row
        };
        table.add_row(row("agreed by all", &mut sums.iter().map(|(agreed, _)| agreed)));
        table.add_row(row("lowest to highest", &mut sums.iter().map(|(_, envelope)| envelope)));
        let source = (self.options.width / 5).clamp(SOURCE_WIDTH, 30);
        if let (Some(column), Ok(width)) = (table.column_mut(0), u16::try_from(source)) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(width)));
        }
        table
    }

    /// Who says it, when, and in which document.
    fn source(&self, id: &str) -> String {
        let mut lines = Vec::new();
        if let Some(entry) = self.index.entries.get(id) {
            lines.extend(entry.metadata.publisher.as_deref().map(harmless));
            lines.extend(entry.metadata.published.map(|moment| moment.to_string()));
        }
        lines.push(format!("{}{}", harmless(id), self.index.role(id)));
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
            let place = place_within(claim);
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
        for finding in &report.findings {
            let Finding { rule, severity, event, claims, related, message, proof, causes, .. } = finding;
            let name = format!("{severity}[{rule}]");
            let about = titles.get(event.as_str()).copied().unwrap_or(event);
            self.lines(out, &harmless(&format!("{name} {about}")), 0, |line| {
                line.strip_prefix(&*name)
                    .map_or_else(|| line.to_owned(), |rest| self.palette.severity(*severity, &name) + rest)
            });
            let subject = draft::subject(report, &self.index, finding);
            if let Some(claim) = subject {
                self.lines(out, &format!("--> {}", harmless(&place(claim))), 2, |line| self.palette.quiet(line));
                let [words, underline] = draft::shown(&self.index, claim, self.options.width);
                let _ = writeln!(out, "{words}\n{}", self.palette.severity(*severity, &underline));
            }
            self.lines(out, &harmless(message), 2, str::to_owned);
            self.quotes(out, &claims[usize::from(subject.is_some())..], "");
            self.quotes(out, related, "see also ");
            // Some rules say the arithmetic in their message already.
            if let Some(proof) = proof.as_ref().filter(|proof| !message.contains(*proof)) {
                self.lines(out, &harmless(proof), 4, str::to_owned);
            }
            for aside in self.index.asides(finding) {
                self.lines(out, &aside, 4, str::to_owned);
            }
            for cause in causes {
                self.lines(out, &harmless(&format!("perhaps: {cause}")), 4, str::to_owned);
            }
            out.push('\n');
        }
    }

    /// What the sources say of each figure of the draft: silence is no agreement.
    fn verdicts(&self, out: &mut String, report: &Report) {
        let all = verdicts::told(report, &self.index);
        if all.is_empty() {
            return;
        }
        self.lines(out, &format!("{}:", verdicts::heading(&all)), 0, |line| self.palette.heading(line));
        for told in &all {
            let figure = format!("{} {}", column_name((told.claim.measure, told.claim.unit)), cell(told.claim));
            self.lines(out, &format!("{}: {figure}", harmless(&place(told.claim))), 2, str::to_owned);
            let severity = told.rules.first().map(|finding| finding.severity);
            self.lines(out, &format!("{}{}", told.said, told.reported()), 4, |line| match severity {
                Some(severity) => self.palette.severity(severity, line),
                None => self.palette.quiet(line),
            });
        }
        out.push('\n');
    }

    /// The words of claims, who says them, and where they stand.
    fn quotes(&self, out: &mut String, claims: &[String], lead: &str) {
        for claim in claims.iter().filter_map(|id| self.index.claims.get(id.as_str())) {
            self.lines(out, &format!("{lead}{}", self.index.quote(claim)), 4, str::to_owned);
            let published = self.index.entries.get(&*claim.document).and_then(|entry| entry.metadata.published);
            let when = published.map_or_else(String::new, |moment| format!(", {moment}"));
            self.lines(out, &format!("{}{when}", harmless(&place(claim))), 6, |line| self.palette.quiet(line));
        }
    }

    /// Lines of their own, set off by an empty one.
    fn paragraph(&self, out: &mut String, lines: &[String]) {
        lines.iter().for_each(|line| self.lines(out, line, 0, str::to_owned));
        if !lines.is_empty() {
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
