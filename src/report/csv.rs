//! The figures as comma-separated values, one row a figure, for spreadsheets and statistics.
//!
//! In: claims, or a report. Out: UTF-8, RFC 4180 with `\n` at line ends, a header first. Lists are
//! joined with `; `. A cell that a spreadsheet would run as a formula begins with an apostrophe.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use super::Report;
use super::layout::harmless;
use crate::claim::Claim;
use crate::event::Event;
use crate::text::Field;

/// The columns of a figure: the keys of the JSON format, lists and objects laid flat. `at` is the place in
/// a file that is not plain text, as a person looks it up.
const COLUMNS: [&str; 28] = [
    "id",
    "document",
    "measure",
    "low",
    "high",
    "quantifier",
    "stated",
    "unit",
    "population",
    "status",
    "attribution",
    "part",
    "part_of",
    "scope",
    "additional",
    "from",
    "to",
    "place",
    "actors",
    "field",
    "quote",
    "start",
    "end",
    "line",
    "column",
    "at",
    "publisher",
    "sentence",
];

/// Writes a row for each figure.
///
/// # Errors
/// Those of the writer.
pub fn extract(documents: &[super::Entry], claims: &[Claim], out: &mut dyn Write) -> io::Result<()> {
    header(out)?;
    rows(documents, claims, out)
}

/// Writes the names of the columns.
///
/// # Errors
/// Those of the writer.
pub fn header(out: &mut dyn Write) -> io::Result<()> {
    row(COLUMNS.map(str::to_owned), out)
}

/// Writes a row for each figure, without a header.
///
/// # Errors
/// Those of the writer.
pub fn rows(documents: &[super::Entry], claims: &[Claim], out: &mut dyn Write) -> io::Result<()> {
    let publishers = publishers(documents);
    claims.iter().try_for_each(|claim| row(cells(claim, &publishers), out))
}

/// Writes a row for each figure, with its event and the rules that report it.
///
/// # Errors
/// Those of the writer.
pub fn check(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let publishers = publishers(&report.documents);
    let mut rules: HashMap<&str, Vec<&str>> = HashMap::new();
    for finding in &report.findings {
        for id in &finding.claims {
            let own = rules.entry(id).or_default();
            if !own.contains(&&*finding.rule) {
                own.push(&finding.rule);
            }
        }
    }
    row(["event", "event_title", "findings"].into_iter().chain(COLUMNS).map(str::to_owned), out)?;
    for (claim, event) in report.claims.iter().zip(report.events_of_claims()) {
        let (id, title) = event.map_or(("", ""), |Event { id, title, .. }| (id, title));
        let found = rules.get(&*claim.id).map_or_else(String::new, |rules| rules.join("; "));
        row([id.to_owned(), title.to_owned(), found].into_iter().chain(cells(claim, &publishers)), out)?;
    }
    Ok(())
}

/// Who published a document, by its id.
fn publishers(documents: &[super::Entry]) -> HashMap<&str, &str> {
    documents.iter().filter_map(|entry| Some((&*entry.id, entry.metadata.publisher.as_deref()?))).collect()
}

/// The cells of a figure, in the order of [`COLUMNS`].
fn cells(claim: &Claim, publishers: &HashMap<&str, &str>) -> [String; 28] {
    let number = |n: usize| n.to_string();
    [
        claim.id.clone(),
        claim.document.clone(),
        claim.measure.to_string(),
        claim.range.low.to_string(),
        claim.range.high.map_or_else(String::new, |high| high.to_string()),
        claim.quantifier.to_string(),
        claim.stated.iter().map(u64::to_string).collect::<Vec<_>>().join("; "),
        claim.unit.to_string(),
        claim.population.join("; "),
        claim.status.to_string(),
        claim.attribution.clone().unwrap_or_default(),
        claim.part.to_string(),
        claim.part_of.clone().unwrap_or_default(),
        claim.scope.to_string(),
        claim.additional.to_string(),
        claim.date.map_or_else(String::new, |date| date.from.to_string()),
        claim.date.map_or_else(String::new, |date| date.to.to_string()),
        claim.place.join("; "),
        claim.actors.join("; "),
        match claim.field {
            Field::Title => "title".to_owned(),
            Field::Text => "text".to_owned(),
        },
        claim.quote.clone(),
        number(claim.span.start),
        number(claim.span.end),
        number(claim.line),
        number(claim.column),
        claim.at.as_ref().map_or_else(String::new, ToString::to_string),
        publishers.get(&*claim.document).copied().unwrap_or_default().to_owned(),
        claim.sentence.clone(),
    ]
}

fn row(cells: impl IntoIterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.into_iter().map(|text| cell(&text)).collect();
    writeln!(out, "{}", cells.join(","))
}

/// A text as a cell: on one line, no formula, in quotation marks where it needs them.
fn cell(text: &str) -> String {
    let text = harmless(text);
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let text = if formula { Cow::from(format!("'{text}")) } else { Cow::from(text) };
    if text.contains([',', '"', ';']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_cell_and_runs_nothing() {
        assert_eq!(cell("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
        assert_eq!(cell("\t@SUM(A1)\r\n"), "\"' @SUM(A1) \"");
        assert_eq!(cell("\u{200b}-2+3"), "'-2+3");
        assert_eq!(cell("at least 35"), "at least 35");
    }
}
