//! Findings that an earlier run reported too: how one is recognised, and which of a report's are.
//!
//! In: a report, and the SARIF log of an earlier run. Out: a fingerprint for each finding, the report
//! with the known ones marked, and what was reported then and is not now. A fingerprint is made from
//! rule, documents, measures and words, so that it outlasts lines that move.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Report;
use super::layout::harmless;
use super::wording::Index;
use crate::fault::Fault;
use crate::rules::Finding;
use crate::text::{LineIndex, Span};

/// The name under which SARIF keeps fingerprints; it changes when what they are made from does.
pub(super) const FINGERPRINT: &str = "tollcheck/v1";

/// What to do about a file that is no baseline.
const CURE: &str = "a baseline is made by `tollcheck check --format sarif --output FILE`";

/// The findings of an earlier run.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    findings: Vec<Former>,
}

/// A finding of an earlier run, as far as its log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The id of its rule; empty where the log does not say.
    pub rule: String,
    /// What it said.
    pub message: String,
    /// What it is recognised by.
    pub(super) fingerprint: String,
}

impl Baseline {
    /// Reads what `check --format sarif` wrote. Findings that were absent then already are left out.
    ///
    /// # Errors
    /// A [`Fault`] where it is no such file, with the place where JSON ends to be JSON.
    pub fn load(path: &str, source: &str) -> Result<Baseline, Fault> {
        let log: Value = serde_json::from_str(source).map_err(|error| not_json(path, source, &error))?;
        let faulty = |message: &str| Fault::of_file(path, message).help(CURE);
        let runs = log.get("runs").and_then(Value::as_array);
        let runs = runs.ok_or_else(|| faulty("this is no SARIF log: it has no “runs”"))?;
        let results = runs.iter().filter_map(|run| run.get("results")?.as_array()).flatten();
        let present = results.filter(|result| result.get("baselineState").and_then(Value::as_str) != Some("absent"));
        let findings: Option<Vec<Former>> = present.map(Former::of).collect();
        let findings = findings.ok_or_else(|| faulty("a result of this log has no fingerprint of tollcheck's"))?;
        Ok(Baseline { findings })
    }
}

impl Former {
    /// What a result of a log says; `None` where it cannot be recognised again.
    fn of(result: &Value) -> Option<Former> {
        let text = |value: Option<&Value>| harmless(value.and_then(Value::as_str).unwrap_or_default());
        Some(Former {
            rule: text(result.get("ruleId")),
            message: text(result.get("message").and_then(|message| message.get("text"))),
            fingerprint: result.get("partialFingerprints")?.get(FINGERPRINT)?.as_str()?.to_owned(),
        })
    }
}

/// Where a text ends to be JSON, and why.
fn not_json(path: &str, source: &str, error: &serde_json::Error) -> Fault {
    let line = LineIndex::new(source).line(source, error.line().max(1));
    // serde_json counts columns in bytes, from 1; at the end of a text it may count one too many.
    let mut at = (line.start + error.column().saturating_sub(1)).min(line.end);
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    Fault::at(path, source, Span::new(at, at), "this is no JSON, so no SARIF log").help(CURE)
}

impl Report {
    /// Marks the findings that a baseline holds: they are told, and not counted. What the baseline
    /// holds beside them is gone.
    pub fn compare(&mut self, baseline: &Baseline) {
        let prints = fingerprints(self);
        let known: HashSet<&str> = baseline.findings.iter().map(|former| &*former.fingerprint).collect();
        for (finding, print) in self.findings.iter_mut().zip(&prints) {
            finding.known = known.contains(&**print);
        }
        let now: HashSet<&String> = prints.iter().collect();
        let gone = baseline.findings.iter().filter(|former| !now.contains(&former.fingerprint));
        self.gone = Some(gone.cloned().collect());
    }
}

/// For each finding, a text that is its own within the report.
pub(super) fn fingerprints(report: &Report) -> Vec<String> {
    let index = Index::of(report);
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let print = |finding: &Finding| {
        let print = fingerprint(&index, finding);
        let count = seen.entry(print).or_default();
        *count += 1;
        format!("{print:016x}:{count}")
    };
    report.findings.iter().map(print).collect()
}

/// FNV-1a over rule, documents, measures and words.
fn fingerprint(index: &Index, finding: &Finding) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut feed = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    feed(&finding.rule);
    for claim in finding.claims.iter().filter_map(|id| index.claims.get(&**id)) {
        feed(&claim.document);
        feed(claim.measure.name());
        feed(&claim.quote);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_log_is_refused_with_its_place() {
        let fault = |source: &str| Baseline::load("b", source).unwrap_err().to_string();
        assert!(fault("{\"runs\": [\n  ü}").starts_with("b:2:3: this is no JSON"), "{}", fault("{\"runs\": [\n  ü}"));
        assert!(fault("").starts_with("b:1:1: this is no JSON"));
        assert!(fault("{}").starts_with("b: this is no SARIF log: it has no “runs”"));
        assert!(
            fault("{\"runs\":[{\"results\":[{}]}]}").contains("no fingerprint of tollcheck's (a baseline is made by")
        );
        assert!(Baseline::load("b", "{\"runs\":[{\"results\":[]}]}").unwrap().findings.is_empty());
        assert!(Baseline::load("b", "{\"runs\":[{\"results\":[{\"baselineState\":\"absent\"}]}]}").is_ok());
    }
}
