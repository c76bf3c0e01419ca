//! What stands around a figure does not change it, and makes no other.
//!
//! In: the tables of `tests/around/figures.yaml`. Out: pass, or the texts that made another claim than their one,
//! by what stood around the figure.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rayon::prelude::*;
use serde::Deserialize;
use tollcheck::Checker;
use tollcheck::claim::{Claim, Range};
use tollcheck::text::Document;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new().unwrap());

static TABLES: LazyLock<Tables> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("around/figures.yaml")).expect("the tables are sound"));

/// The most examples that a failure shows.
const SHOWN: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    frames: Vec<(String, String)>,
    numbers: Vec<(String, u64, Option<u64>)>,
    openings: Vec<String>,
    tails: Vec<String>,
    beside: Vec<String>,
    joints: Vec<String>,
    split: Vec<(String, String)>,
    insertions: Vec<String>,
    agents: Vec<String>,
    deeds: Vec<(String, String)>,
}

/// A text and what it says.
struct Case {
    around: String,
    text: String,
    measure: String,
    range: Range,
}

/// Every frame with every number, in what `around` makes of it: a name and a text each.
fn cases(around: impl Fn(&str) -> Vec<(String, String)>) -> Vec<Case> {
    cases_of(&TABLES.frames, around)
}

fn cases_of(frames: &[(String, String)], around: impl Fn(&str) -> Vec<(String, String)>) -> Vec<Case> {
    let mut cases = Vec::new();
    for (frame, measure) in frames {
        for (number, low, high) in &TABLES.numbers {
            let clause = frame.replace("{n}", number);
            cases.extend(around(&clause).into_iter().map(|(around, text)| Case {
                around,
                text: format!("{}.", begun(&text)),
                measure: measure.clone(),
                range: Range::new(*low, *high),
            }));
        }
    }
    cases
}

/// A sentence, which begins with a capital.
fn begun(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + rest.as_str()
}

/// The texts that do not make the one claim, by what stands around the figure.
fn wrong(cases: &[Case]) -> BTreeMap<&str, Vec<String>> {
    let is_right = |case: &Case, claims: &[Claim]| matches!(claims, [c] if c.measure.name() == case.measure && c.range == case.range);
    let found: Vec<(&Case, Vec<Claim>)> = cases
        .par_iter()
        .map(|case| (case, CHECKER.extract(&Document::plain("t", &*case.text))))
        .filter(|(case, claims)| !is_right(case, claims))
        .collect();
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (case, claims) in found {
        let came: Vec<String> = claims
            .iter()
            .map(|c| format!("{} {} to {:?} “{}”", c.measure.name(), c.range.low, c.range.high, c.quote))
            .collect();
        wrong.entry(&case.around).or_default().push(format!("{} → {}", case.text, came.join("; ")));
    }
    wrong
}

fn check(cases: &[Case]) {
    assert!(cases.len() > 2_000, "only {} texts", cases.len());
    let wrong = wrong(cases);
    let shown: Vec<String> = wrong
        .iter()
        .map(|(around, texts)| format!("{} with “{around}”, such as\n    {}", texts.len(), texts[0]))
        .take(SHOWN)
        .collect();
    assert!(wrong.is_empty(), "of {} texts are read otherwise than they say:\n{}", cases.len(), shown.join("\n"));
}

#[test]
fn no_opening_changes_a_figure() {
    let openings =
        |clause: &str| TABLES.openings.iter().map(|opening| (opening.clone(), format!("{opening}{clause}"))).collect();
    check(&cases(openings));
}

#[test]
fn no_tail_changes_a_figure() {
    check(&cases(|clause| TABLES.tails.iter().map(|tail| (tail.clone(), format!("{clause}{tail}"))).collect()));
}

#[test]
fn no_clause_beside_it_changes_a_figure_or_makes_another() {
    let beside = |clause: &str| {
        let pairs = TABLES.beside.iter().flat_map(|other| TABLES.joints.iter().map(move |joint| (other, joint)));
        pairs
            .flat_map(|(other, joint)| {
                let before = (other.clone(), format!("{other}{joint}{clause}"));
                [before, (other.clone(), format!("{clause}{joint}{other}"))]
            })
            .collect()
    };
    check(&cases(beside));
}

#[test]
fn nothing_between_a_figure_and_its_verb_changes_it() {
    let split =
        |clause: &str| TABLES.insertions.iter().map(|words| (words.clone(), clause.replace("{i}", words))).collect();
    check(&cases_of(&TABLES.split, split));
}

#[test]
fn whoever_did_it_is_not_counted() {
    let did = |deed: &str| TABLES.agents.iter().map(|agent| (agent.clone(), format!("{agent} {deed}"))).collect();
    check(&cases_of(&TABLES.deeds, did));
}
