//! A line for each finding or figure that editors and `grep` find their way by:
//! `path:line:column: severity[rule] message`.
//!
//! In: a report, or documents and claims. Out: lines, the findings in the order of telling.
//! A finding stands at the first of its figures.

use std::io::{self, Write};

use super::layout::harmless;
use super::place::place;
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
        let at = claim.map_or_else(String::new, |claim| at(&index, claim));
        let asides: String = index.asides(finding).iter().map(|aside| format!(" ({aside})")).collect();
        let message = harmless(&finding.message);
        writeln!(out, "{at}{}[{}] {message}{asides}", finding.severity, harmless(&finding.rule))?;
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
        writeln!(out, "{}{} {}", at(&index, claim), column_name((claim.measure, claim.unit)), cell(claim))?;
    }
    Ok(())
}

/// `path:line:column: `, or nothing where the document is unknown.
fn at(index: &Index, claim: &Claim) -> String {
    place(index, claim)
        .map_or_else(String::new, |place| format!("{}:{}:{}: ", harmless(place.file), place.line, place.column))
}
