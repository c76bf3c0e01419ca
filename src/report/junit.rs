//! The findings as test results, which most build servers show.
//!
//! In: a report, the rules in force, and what counts as a failure. Out: JUnit XML: a suite for each
//! event with a test for each rule, and one for the documents, so that what could not be read or
//! holds no figure shows as such.

use std::fmt::Write;

use super::layout::harmless;
use super::markup::escaped;
use super::wording::{Index, heading, place};
use super::{Entry, Occurrence, Report};
use crate::rules::{Finding, Rules, Severity};

/// The report of a run. A finding whose severity `fails` is a failed test; others are told in the
/// output of a passed one.
pub fn check(report: &Report, rules: &Rules, fails: impl Fn(Severity) -> bool) -> String {
    let index = Index::of(report);
    let mut suites = vec![documents(&report.documents)];
    for Occurrence { event, .. } in &report.events {
        let mut suite = Suite { name: heading(event), ..Suite::default() };
        for rule in rules.iter().filter(|rule| rule.severity.is_some()) {
            let own = |finding: &&Finding| finding.event == event.id && finding.rule == rule.id;
            let found: Vec<&Finding> = report.findings.iter().filter(own).collect();
            let text: Vec<String> = found.iter().map(|finding| told(&index, finding)).collect();
            let text = escaped_paragraphs(&text);
            let body = match found.iter().find(|finding| finding.counts() && fails(finding.severity)) {
                _ if found.is_empty() => String::new(),
                None => format!("<system-out>{text}</system-out>"),
                Some(worst) => {
                    suite.failures += 1;
                    let (message, severity) = (escaped(&worst.message), worst.severity);
                    format!("<failure message=\"{message}\" type=\"{severity}\">{text}</failure>")
                }
            };
            suite.test(&event.id, &rule.id, &body);
        }
        suites.push(suite);
    }
    let sum = |of: fn(&Suite) -> usize| suites.iter().map(of).sum::<usize>();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (tests, failures, errors) = (sum(|s| s.tests), sum(|s| s.failures), sum(|s| s.errors));
    let _ =
        writeln!(out, "<testsuites name=\"tollcheck\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">");
    suites.iter().for_each(|suite| suite.write(&mut out));
    out.push_str("</testsuites>\n");
    out
}

/// Tests that belong together.
#[derive(Default)]
struct Suite {
    name: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
    body: String,
}

impl Suite {
    fn test(&mut self, class: &str, name: &str, body: &str) {
        self.tests += 1;
        let (class, name) = (escaped(class), escaped(name));
        let _ = match body {
            "" => writeln!(self.body, "    <testcase classname=\"{class}\" name=\"{name}\"/>"),
            body => writeln!(self.body, "    <testcase classname=\"{class}\" name=\"{name}\">{body}</testcase>"),
        };
    }

    fn write(&self, out: &mut String) {
        let Suite { name, tests, failures, errors, skipped, body } = self;
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" \
             skipped=\"{skipped}\">\n{body}  </testsuite>",
            escaped(name)
        );
    }
}

/// A test for each document: whether it could be read and holds a figure.
fn documents(entries: &[Entry]) -> Suite {
    let mut suite = Suite { name: "documents".to_owned(), ..Suite::default() };
    for entry in entries {
        let body = if let Some(error) = &entry.error {
            suite.errors += 1;
            format!("<error message=\"{}\"/>", escaped(error))
        } else if entry.claims == 0 {
            suite.skipped += 1;
            "<skipped message=\"no figure of people harmed or moved was found\"/>".to_owned()
        } else {
            let notes: Vec<String> = entry.notes.iter().map(|note| harmless(note)).collect();
            if notes.is_empty() {
                String::new()
            } else {
                format!("<system-out>{}</system-out>", escaped_paragraphs(&notes))
            }
        };
        suite.test("documents", &entry.id, &body);
    }
    suite
}

/// A finding in lines: what it says, then each figure with its place.
fn told(index: &Index, finding: &Finding) -> String {
    let mut text = format!("{}[{}] {}", finding.severity, finding.rule, harmless(&finding.message));
    for claim in finding.claims.iter().chain(&finding.related).filter_map(|id| index.claims.get(&**id)) {
        let _ = write!(text, "\n  {}, {}", index.quote(claim), harmless(&place(claim)));
    }
    for aside in index.asides(finding) {
        let _ = write!(text, "\n  {aside}");
    }
    text
}

/// Texts of lines that are harmless already, a line each.
fn escaped_paragraphs(texts: &[String]) -> String {
    super::markup::escaped_lines(&texts.join("\n"))
}
