//! Cases of several documents: which figures belong to one event, and which findings are reported.
//!
//! In: `tests/cases/*/expected.json`. Each case is run by the command as a user would, and what it
//! says in JSON is held to floors that only rise. A case that is wholly right is named here and
//! must stay so.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// The least mean grouping (B-cubed F1 among the expected figures that were found).
const GROUPING: f64 = 0.99;

/// The least share of the expected figures that are found.
const FIGURES: f64 = 0.95;

/// The least F1 of the findings.
const FINDINGS: f64 = 0.68;

/// Cases in which every figure, event and finding is as expected.
const WHOLLY_RIGHT: [&str; 3] = ["05-hays-clinic-shelling", "09-moyale-clashes-sums", "13-cyclone-tindri-draft"];

/// How one case came out.
#[derive(Debug)]
struct Outcome {
    name: String,
    grouping: f64,
    figures: (usize, usize),
    /// Expected findings that were reported, and how many were expected.
    reported: (usize, usize),
    /// Findings that nobody expects.
    false_findings: Vec<String>,
}

impl Outcome {
    fn is_wholly_right(&self) -> bool {
        self.grouping == 1.0
            && self.figures.0 == self.figures.1
            && self.reported.0 == self.reported.1
            && self.false_findings.is_empty()
    }
}

fn strings<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    value[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The claim that `{document, quote, measure}` stands for: the one whose words overlap most.
fn claim_of<'a>(reference: &Value, claims: &'a [Value], folder: &Path) -> Option<&'a str> {
    let (document, quote) = (reference["document"].as_str()?, reference["quote"].as_str()?);
    let text = fs::read_to_string(folder.join(document)).unwrap();
    let start = text.find(quote).unwrap_or_else(|| panic!("{document} does not say “{quote}”")) as u64;
    let end = start + quote.len() as u64;
    let overlap = |claim: &Value| {
        let at = |key: &str| claim["span"][key].as_u64().unwrap();
        at("end").min(end).saturating_sub(at("start").max(start))
    };
    let alike = claims.iter().filter(|claim| {
        claim["document"] == reference["document"] && claim["measure"] == reference["measure"] && overlap(claim) > 0
    });
    alike.max_by_key(|claim| overlap(claim))?["id"].as_str()
}

/// B-cubed F1 of two partitions of the same items.
fn b_cubed(items: &[(String, String)]) -> f64 {
    let count = |same: &dyn Fn(&(String, String)) -> bool| items.iter().filter(|item| same(item)).count() as f64;
    let mean = |part: &dyn Fn(&(String, String)) -> f64| items.iter().map(part).sum::<f64>() / items.len() as f64;
    if items.is_empty() {
        return 1.0;
    }
    let precision = mean(&|item| count(&|other| other == item) / count(&|other| other.1 == item.1));
    let recall = mean(&|item| count(&|other| other == item) / count(&|other| other.0 == item.0));
    2.0 * precision * recall / (precision + recall)
}

fn run(folder: &Path) -> Outcome {
    let expected: Value = serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    let case = folder.join("case.yaml");
    command.arg("check").arg("--case").arg(case).args(["--format", "json", "--fail-on", "never"]);
    let report: Value = serde_json::from_slice(&command.assert().code(0).get_output().stdout).unwrap();
    let claims = list(&report["claims"]);
    let by_id: HashMap<&str, &Value> = claims.iter().map(|claim| (claim["id"].as_str().unwrap(), claim)).collect();
    let mut items = Vec::new();
    let mut figures = (0, 0);
    for event in list(&expected["events"]) {
        for reference in list(&event["claims"]) {
            figures.1 += 1;
            if let Some(id) = claim_of(reference, claims, folder) {
                figures.0 += 1;
                items.push((event["id"].to_string(), by_id[id]["event"].to_string()));
            }
        }
    }
    let figure = |id: &str| {
        let claim = by_id[id];
        format!("{} {} {}", claim["measure"], claim["low"], claim["high"])
    };
    let wanted: Vec<(&str, Vec<Option<&str>>)> = list(&expected["findings"])
        .iter()
        .map(|finding| {
            let ids = list(&finding["claims"]).iter().map(|reference| claim_of(reference, claims, folder));
            (finding["rule"].as_str().unwrap(), ids.collect())
        })
        .collect();
    let got: Vec<(&str, BTreeSet<&str>)> = list(&report["findings"])
        .iter()
        .map(|finding| (finding["rule"].as_str().unwrap(), strings(finding, "claims").into_iter().collect()))
        .collect();
    // As wanted: the rule is, a wanted claim is named, and every other claim states a wanted figure.
    let fits = |(rule, ids): &(&str, BTreeSet<&str>), (wanted_rule, wanted): &(&str, Vec<Option<&str>>)| {
        let known: BTreeSet<&str> = wanted.iter().copied().flatten().collect();
        let same: BTreeSet<String> = known.iter().map(|id| figure(id)).collect();
        rule == wanted_rule
            && ids.iter().any(|id| known.contains(id))
            && (ids.iter().all(|id| same.contains(&figure(id))) || known.len() == 1 && ids.len() <= 3)
    };
    let names_all =
        |ids: &BTreeSet<&str>, wanted: &[Option<&str>]| wanted.iter().all(|id| id.is_some_and(|id| ids.contains(id)));
    let reported = wanted.iter().filter(|want| got.iter().any(|have| fits(have, want) && names_all(&have.1, &want.1)));
    let allowed = strings(&expected, "allowed");
    let unexpected =
        got.iter().filter(|have| !allowed.contains(&have.0) && !wanted.iter().any(|want| fits(have, want)));
    Outcome {
        name: folder.file_name().unwrap().to_string_lossy().into_owned(),
        grouping: b_cubed(&items),
        figures,
        reported: (reported.count(), wanted.len()),
        false_findings: unexpected.map(|(rule, ids)| format!("{rule} {ids:?}")).collect(),
    }
}

#[test]
fn figures_are_grouped_and_findings_reported() {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path());
    let folders: BTreeSet<PathBuf> = folders.filter(|path| path.join("expected.json").exists()).collect();
    let outcomes: BTreeMap<String, Outcome> =
        folders.iter().map(|folder| run(folder)).map(|outcome| (outcome.name.clone(), outcome)).collect();
    let sum = |part: &dyn Fn(&Outcome) -> usize| outcomes.values().map(part).sum::<usize>() as f64;
    let grouping = outcomes.values().map(|outcome| outcome.grouping).sum::<f64>() / outcomes.len() as f64;
    let figures = sum(&|o| o.figures.0) / sum(&|o| o.figures.1);
    let right = sum(&|o| o.reported.0);
    let findings = 2.0 * right / (right + sum(&|o| o.false_findings.len()) + sum(&|o| o.reported.1));
    let told = format!("grouping {grouping:.3}, figures {figures:.3}, findings {findings:.3}\n{outcomes:#?}");
    assert!(grouping >= GROUPING && figures >= FIGURES && findings >= FINDINGS, "{told}");
    for name in WHOLLY_RIGHT {
        assert!(outcomes[name].is_wholly_right(), "{:#?}", outcomes[name]);
    }
}
