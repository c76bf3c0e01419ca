//! The report as a Markdown table, to paste into a pull request, an issue or an editorial system.
//!
//! In: a report, or documents and claims. Out: tables of GitHub's dialect and lists. Whatever is
//! quoted is escaped: a text can make neither a link, nor a picture, nor a cell.

use std::fmt::Write;

use super::layout::harmless;
use super::verdicts;
use super::wording::{
    Index, cell, column_name, columns, heading, place, publications, remarks, remarks_on, settings, summary, sums,
};
use super::{Entry, Occurrence, Report};
use crate::claim::Claim;
use crate::rules::Finding;

/// The report of a run.
pub fn check(report: &Report) -> String {
    let index = Index::of(report);
    let mut out = String::new();
    for occurrence in &report.events {
        let Occurrence { event, figures, .. } = occurrence;
        let claims: Vec<&Claim> = event.claims.iter().filter_map(|&n| report.claims.get(n)).collect();
        let columns = columns(claims.iter().copied());
        let _ = writeln!(out, "### {}\n", escaped(&heading(event)));
        let header = columns.iter().map(|&column| column_name(column));
        row(&mut out, std::iter::once("source".to_owned()).chain(header));
        row(&mut out, (0..=columns.len()).map(|_| "---".to_owned()));
        for (id, own) in index.rows(claims) {
            let cells = columns.iter().map(|&column| {
                let own = own.iter().filter(|claim| (claim.measure, claim.unit) == column);
                own.map(|claim| escaped(&cell(claim))).collect::<Vec<_>>().join("<br>")
            });
            row(&mut out, std::iter::once(source(&index, id)).chain(cells));
        }
        let sums: Vec<_> = columns.iter().map(|&column| sums(figures, column)).collect();
        let lines = |lines: &Vec<String>| lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br>");
        row(
            &mut out,
            std::iter::once("*agreed by all*".to_owned()).chain(sums.iter().map(|(agreed, _)| lines(agreed))),
        );
        let envelopes = sums.iter().map(|(_, envelope)| lines(envelope));
        row(&mut out, std::iter::once("*lowest to highest*".to_owned()).chain(envelopes));
        let findings = report.findings.iter().filter(|finding| finding.event == event.id);
        out.push('\n');
        findings.for_each(|finding| self::finding(&mut out, &index, finding));
        for (head, reasons) in publications(occurrence) {
            let _ = writeln!(out, "- {}", escaped(&head));
            reasons.iter().for_each(|reason| {
                let _ = writeln!(out, "  - {}", escaped(reason));
            });
        }
        if !out.ends_with("\n\n") {
            out.push('\n');
        }
    }
    draft(&mut out, report, &index);
    for line in remarks_on(&report.documents).iter().chain(&settings(report)) {
        let _ = writeln!(out, "{}\n", escaped(line));
    }
    let _ = writeln!(out, "{}", escaped(&summary(report)));
    out
}

/// What the sources say of each figure of the draft.
fn draft(out: &mut String, report: &Report, index: &Index) {
    let all = verdicts::told(report, index);
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {}\n", verdicts::heading(&all));
    row(out, ["place", "figure", "what the sources say"].map(str::to_owned));
    row(out, ["---"; 3].map(str::to_owned));
    for told in &all {
        let figure = format!("{} {}", column_name((told.claim.measure, told.claim.unit)), cell(told.claim));
        let said = format!("{}{}", told.said, told.reported());
        row(out, [harmless(&place(told.claim)), figure, said].iter().map(|text| escaped(text)));
    }
    out.push('\n');
}

/// A table of the figures.
pub fn extract(documents: &[Entry], claims: &[Claim]) -> String {
    let mut out = String::new();
    row(&mut out, ["place", "measure", "range", "words", "who says so, and how surely"].map(str::to_owned));
    row(&mut out, ["---"; 5].map(str::to_owned));
    for claim in claims {
        let population = claim.population.join(", ");
        let measure = column_name((claim.measure, claim.unit));
        let measure = if population.is_empty() { measure } else { format!("{measure}: {population}") };
        let cells = [
            harmless(&place(claim)),
            measure,
            claim.range.to_string(),
            harmless(&claim.quote),
            remarks(claim).join("; "),
        ];
        row(&mut out, cells.iter().map(|text| escaped(text)));
    }
    for line in remarks_on(documents) {
        let _ = write!(out, "\n{}\n", escaped(&line));
    }
    out
}

fn row(out: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().collect();
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// Who says it and when.
fn source(index: &Index, id: &str) -> String {
    let published = index.entries.get(id).and_then(|entry| entry.metadata.published);
    let published = published.map_or_else(String::new, |moment| format!("<br>{moment}"));
    format!("{}{}{published}", escaped(&index.name(id)), index.role(id))
}

/// A finding with its quotes, as an item of a list.
fn finding(out: &mut String, index: &Index, finding: &Finding) {
    let Finding { rule, severity, claims, related, message, proof, causes, .. } = finding;
    let _ = writeln!(out, "- **{severity}** {}: {}", escaped(&harmless(rule)), escaped(&harmless(message)));
    for (ids, lead) in [(claims, ""), (related, "see also ")] {
        for claim in ids.iter().filter_map(|id| index.claims.get(&**id)) {
            let _ = writeln!(out, "  - {lead}{}, {}", escaped(&index.quote(claim)), escaped(&harmless(&place(claim))));
        }
    }
    for text in proof.iter().filter(|proof| !message.contains(*proof)) {
        let _ = writeln!(out, "  - {}", escaped(&harmless(text)));
    }
    for aside in index.asides(finding) {
        let _ = writeln!(out, "  - {}", escaped(&aside));
    }
    for cause in causes {
        let _ = writeln!(out, "  - perhaps: {}", escaped(&harmless(cause)));
    }
}

/// A text on one line in which Markdown finds nothing to obey.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_neither_link_nor_markup_nor_cell() {
        assert_eq!(escaped("a|b <b>![x](y)</b> `c`"), "a\\|b &lt;b&gt;\\!\\[x\\](y)&lt;/b&gt; \\`c\\`");
    }
}
