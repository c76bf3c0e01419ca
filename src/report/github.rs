//! The findings as annotations of GitHub Actions, which shows them beside the lines of a change.
//!
//! In: a report. Out: a workflow command a finding, such as
//! `::warning file=a.md,line=3,col=7,title=toll-fell::…`. Whatever is quoted is escaped as GitHub's
//! runner unescapes it, so that no text can give it a command.

use std::io::{self, Write};

use super::Report;
use super::layout::harmless;
use super::place::place;
use super::wording::{Index, remarks_on};
use crate::rules::Severity;

/// Writes an annotation for each finding, and a notice for each thing that must not pass in silence.
///
/// # Errors
/// Those of the writer.
pub fn check(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let index = Index::of(report);
    for finding in &report.findings {
        let level = match finding.severity {
            _ if !finding.counts() => "notice",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let claim = finding.claims.first().and_then(|id| index.claims.get(&**id));
        let at = claim.and_then(|claim| place(&index, claim)).map_or_else(String::new, |place| {
            let lines = format!("file={},line={},endLine={}", property(place.file), place.line, place.end_line);
            // GitHub takes columns only where the annotation is on one line.
            let one_line = place.line == place.end_line && place.column < place.end_column;
            let columns =
                if one_line { format!(",col={},endColumn={}", place.column, place.end_column) } else { String::new() };
            format!("{lines}{columns},")
        });
        let asides: String = index.asides(finding).iter().map(|aside| format!(" ({aside})")).collect();
        let message = format!("{}{asides}", finding.message);
        writeln!(out, "::{level} {at}title={}::{}", property(&finding.rule), data(&message))?;
    }
    remarks_on(&report.documents).iter().try_for_each(|line| writeln!(out, "::notice title=tollcheck::{}", data(line)))
}

/// The text after the second `::`.
fn data(text: &str) -> String {
    harmless(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_gives_the_runner_a_command() {
        assert_eq!(property("a,b:c%0A\n::error::"), "a%2Cb%3Ac%250A %3A%3Aerror%3A%3A");
        assert_eq!(data("100%\r\n::stop-commands::x"), "100%25 ::stop-commands::x");
    }
}
