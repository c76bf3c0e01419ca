//! What stands around a figure says over which time it counts, how sure it is and who says so.
//!
//! In: the tables of `tests/around/fields.yaml`. Out: pass, or the texts whose claim has another scope, status or
//! attribution than the table says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rayon::prelude::*;
use serde::Deserialize;
use tollcheck::Checker;
use tollcheck::claim::Claim;
use tollcheck::text::Document;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new().unwrap());

static TABLES: LazyLock<Tables> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("around/fields.yaml")).expect("the tables are sound"));

/// The most examples that a failure shows.
const SHOWN: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    clauses: Vec<(String, String)>,
    chances: Vec<(String, String)>,
    scope: BTreeMap<String, Vec<String>>,
    status: BTreeMap<String, Vec<String>>,
    voices: Vec<String>,
    saying: Vec<String>,
}

/// A text, what its claim counts, and the field as it should come.
struct Case {
    around: String,
    text: String,
    measure: String,
    field: String,
}

/// A sentence, which begins with a capital.
fn begun(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + rest.as_str()
}

fn check(cases: &[Case], field: impl Fn(&Claim) -> String + Sync) {
    assert!(cases.len() > 300, "only {} texts", cases.len());
    let wrong: Vec<String> = cases
        .par_iter()
        .filter_map(|case| {
            let claims = CHECKER.extract(&Document::plain("t", &*case.text));
            let told: Vec<String> = claims.iter().map(|c| format!("{}: {}", c.measure.name(), field(c))).collect();
            let right = told == [format!("{}: {}", case.measure, case.field)];
            (!right).then(|| format!("“{}”: {}\n    {} came", case.around, case.text, told.join("; ")))
        })
        .collect();
    let shown = wrong.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {} texts are read otherwise than they say:\n{shown}", wrong.len(), cases.len());
}

#[test]
fn the_time_around_a_figure_gives_its_scope() {
    let cases: Vec<Case> = TABLES
        .scope
        .iter()
        .flat_map(|(scope, times)| times.iter().map(move |time| (scope, time)))
        .flat_map(|(scope, time)| {
            TABLES.clauses.iter().flat_map(move |(clause, measure)| {
                let behind = format!("{clause} {time}.");
                let before = format!("{time}, {clause}.");
                // a rate stands behind its number, most times elsewhere as well
                let texts = if scope == "rate" { vec![behind] } else { vec![behind, before] };
                texts.into_iter().map(move |text| Case {
                    around: time.clone(),
                    text: begun(&text),
                    measure: measure.clone(),
                    field: scope.clone(),
                })
            })
        })
        .collect();
    check(&cases, |claim| claim.scope.to_string());
}

#[test]
fn what_is_said_of_a_figure_gives_its_status() {
    let cases: Vec<Case> = TABLES
        .status
        .iter()
        .flat_map(|(status, wordings)| wordings.iter().map(move |wording| (status, wording)))
        .flat_map(|(status, wording)| {
            let clauses = if status == "hypothetical" { &TABLES.chances } else { &TABLES.clauses };
            clauses.iter().map(move |(clause, measure)| Case {
                around: wording.clone(),
                text: begun(&wording.replace("{c}", clause)),
                measure: measure.clone(),
                field: status.clone(),
            })
        })
        .collect();
    check(&cases, |claim| claim.status.to_string());
}

#[test]
fn whoever_says_it_is_its_attribution() {
    let cases: Vec<Case> = TABLES
        .voices
        .iter()
        .flat_map(|voice| {
            TABLES.saying.iter().flat_map(move |wording| {
                TABLES.clauses.iter().map(move |(clause, measure)| Case {
                    around: wording.clone(),
                    text: begun(&wording.replace("{n}", voice).replace("{c}", clause)),
                    measure: measure.clone(),
                    field: voice.to_lowercase(),
                })
            })
        })
        .collect();
    check(&cases, |claim| claim.attribution.clone().unwrap_or_default().to_lowercase());
}
