//! A line for each finding or figure that editors and `grep` find their way by:
//! `path:line:column: severity[rule] message`.
//!
//! In: a report, or documents and claims. Out: lines, the findings in the order of telling.
//! A finding stands at the first of its figures.

use std::io::{self, Write};

use super::layout::harmless;
use super::place::{Place, place};
use super::wording::{Index, cell, column_name};
use super::{Entry, Report};
use crate::claim::Claim;

/// Writes a line for each finding.
///
/// # Errors
/// Those of the writer.
pub fn check(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let index = Index::of(report);
    for finding in &report.findings {
        let claim = finding.claims.first().and_then(|id| index.claims.get(&**id));
        let place = claim.and_then(|claim| place(&index, claim));
        let (at, aside) = at(place.as_ref());
        let asides: String = index.asides(finding).iter().map(|aside| format!(" ({aside})")).collect();
        let message = harmless(&finding.message);
        writeln!(out, "{at}{}[{}] {message}{asides}{aside}", finding.severity, harmless(&finding.rule))?;
    }
    Ok(())
}

/// Writes a line for each figure: `path:line:column: killed 35+ “at least 35 fighters”`.
///
/// # Errors
/// Those of the writer.
pub fn extract(documents: &[Entry], claims: &[Claim], out: &mut dyn Write) -> io::Result<()> {
    let index = Index::new(documents, claims);
    for claim in claims {
        let (at, aside) = at(place(&index, claim).as_ref());
        writeln!(out, "{at}{} {}{aside}", column_name((claim.measure, claim.unit)), cell(claim))?;
    }
    Ok(())
}

/// `path:line:column: `, and for the end of the line ` (page 3)` where the file has no lines; nothing
/// where the document is unknown.
fn at(place: Option<&Place>) -> (String, String) {
    let Some(place) = place else { return (String::new(), String::new()) };
    let aside = place.aside.as_ref().map_or_else(String::new, |aside| format!(" ({})", harmless(aside)));
    (format!("{}:{}:{}: ", harmless(place.file), place.line, place.column), aside)
}
