//! The findings as SARIF 2.1.0, which code hosts and editors show beside the text.
//!
//! In: a report and the rules in force. Out: one SARIF log. A result stands at the first of its
//! figures; the others are related locations. Lines and columns count characters from 1, byte offsets
//! are those of the file. Compared with an earlier log, each result says whether it is new, unchanged or
//! absent. What could not be read, or must not pass in silence, is a notification of the
//! invocation, and so is each correction of the case file.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::baseline::{FINGERPRINT, Former, fingerprints};
use super::json::shown::Shown;
use super::layout::harmless;
use super::place::place;
use super::wording::{Index, settings};
use super::{Entry, Report};
use crate::claim::Claim;
use crate::rules::{Finding, Rule, Rules, Severity};

/// Where the format is defined.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the log of a run.
///
/// # Errors
/// Those of the writer.
pub fn check(report: &Report, rules: &Rules, out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<&Rule> = rules.iter().filter(|rule| rule.severity.is_some()).collect();
    let places: HashMap<&str, usize> = rules.iter().enumerate().map(|(n, rule)| (&*rule.id, n)).collect();
    let index = Index::of(report);
    let prints = fingerprints(report);
    let found = |(finding, print): (&Finding, &String)| {
        let mut result = result(&index, finding, places.get(&*finding.rule), print);
        if report.gone.is_some() {
            result["baselineState"] = json!(if finding.known { "unchanged" } else { "new" });
        }
        result
    };
    let results = || {
        let found = report.findings.iter().zip(&prints).map(found);
        found.chain(report.gone.iter().flatten().map(absent))
    };
    let run = Run {
        tool: json!({"driver": {
            "name": "tollcheck",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
        }}),
        column_kind: "unicodeCodePoints",
        invocations: json!([{
            "executionSuccessful": report.documents.iter().all(|entry| entry.error.is_none()),
            "toolExecutionNotifications": notifications(report),
        }]),
        artifacts: artifacts(&report.documents),
        results: Each(results),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_writer_pretty(Shown::new(&mut *out), &log)?;
    out.write_all(b"\n")
}

/// The whole file.
#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [R; 1],
}

/// What one run of the program came to.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R, A> {
    tool: Value,
    column_kind: &'static str,
    invocations: Value,
    artifacts: A,
    results: R,
}

/// A list of which no more than one is held at a time.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item = Value>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

fn level(severity: Severity) -> &'static str {
    severity.name() // the same words
}

/// A rule as the tool describes it.
fn descriptor(rule: &Rule) -> Value {
    let level = rule.severity.map_or("none", level);
    json!({
        "id": rule.id,
        "shortDescription": {"text": harmless(&rule.message.to_string())},
        "fullDescription": {"text": harmless(&rule.reason)},
        "defaultConfiguration": {"level": level},
    })
}

/// A finding.
fn result(index: &Index, finding: &Finding, rule: Option<&usize>, fingerprint: &str) -> Value {
    let claims: Vec<&Claim> = finding.claims.iter().filter_map(|id| index.claims.get(&**id).copied()).collect();
    let more = finding.related.iter().filter_map(|id| index.claims.get(&**id).copied());
    let related: Vec<Value> = claims
        .iter()
        .skip(1)
        .copied()
        .chain(more)
        .filter_map(|claim| location(index, claim))
        .enumerate()
        .map(|(n, mut location)| {
            location["id"] = json!(n + 1);
            location
        })
        .collect();
    let mut message = harmless(&finding.message);
    for text in finding.proof.iter().filter(|proof| !finding.message.contains(*proof)) {
        message = format!("{message} {}", harmless(text));
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": message},
        "locations": claims.iter().take(1).filter_map(|claim| location(index, claim)).collect::<Vec<_>>(),
        "relatedLocations": related,
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "properties": {"event": finding.event, "claims": finding.claims, "causes": finding.causes},
    });
    if let Some(reason) = &finding.suppressed {
        result["suppressions"] = json!([{"kind": "inSource", "justification": harmless(reason)}]);
    }
    if !finding.under.is_empty() {
        result["properties"]["under"] = json!(finding.under);
    }
    if let Some(rule) = rule {
        result["ruleIndex"] = json!(rule);
    }
    result
}

/// A finding of the earlier run that is gone.
fn absent(former: &Former) -> Value {
    json!({
        "ruleId": former.rule,
        "level": "none",
        "message": {"text": former.message},
        "partialFingerprints": {FINGERPRINT: former.fingerprint},
        "baselineState": "absent",
    })
}

/// Where a figure stands, and what it says.
fn location(index: &Index, claim: &Claim) -> Option<Value> {
    let place = place(index, claim)?;
    let mut region = json!({"startLine": place.line});
    if let Some(bytes) = place.bytes {
        region = json!({
            "startLine": place.line, "startColumn": place.column,
            "endLine": place.end_line, "endColumn": place.end_column,
            "byteOffset": bytes.start, "byteLength": bytes.end - bytes.start,
            "snippet": {"text": claim.quote},
        });
    }
    let aside = place.aside.as_ref().map_or_else(String::new, |aside| harmless(&format!(" ({aside})")));
    Some(json!({
        "physicalLocation": {"artifactLocation": {"uri": uri(place.file)}, "region": region},
        "message": {"text": format!("{}{aside}", index.quote(claim))},
    }))
}

/// The files, each once, in the order of the documents.
fn artifacts(entries: &[Entry]) -> Vec<Value> {
    let mut files: Vec<&str> = Vec::new();
    for document in entries.iter().filter_map(|entry| entry.document.as_ref()) {
        if !files.contains(&&*document.file) {
            files.push(&document.file);
        }
    }
    files.iter().map(|file| json!({"location": {"uri": uri(file)}, "encoding": "UTF-8"})).collect()
}

/// What is said of the run rather than of a figure.
fn notifications(report: &Report) -> Vec<Value> {
    let said = |level: &str, text: String| json!({"level": level, "message": {"text": harmless(&text)}});
    let mut all = Vec::new();
    for entry in &report.documents {
        if let Some(error) = &entry.error {
            all.push(said("error", format!("{} was not read: {error}", entry.id)));
        } else if entry.claims == 0 {
            all.push(said("note", format!("{}: no figure of people harmed or moved was found", entry.id)));
        }
        all.extend(entry.notes.iter().map(|note| said("warning", format!("{}: {note}", entry.id))));
    }
    all.extend(settings(report).into_iter().map(|line| said("note", line)));
    all
}

/// A path as a reference that a URI may be: relative as it was given, or a `file` URI.
fn uri(path: &str) -> String {
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    }
    // A first segment with a colon would be taken for a scheme.
    else if path.split('/').next().is_some_and(|first| first.contains(':')) {
        out.push_str("./");
    }
    for &byte in path.as_bytes() {
        match byte {
            b'\\' if cfg!(windows) => out.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b':' => out.push(byte.into()),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("a b/ü#1.md"), "a%20b/%C3%BC%231.md");
        assert_eq!(uri("/tmp/a.md"), "file:///tmp/a.md");
        assert_eq!(uri("c:x.md"), "./c:x.md");
    }
}
