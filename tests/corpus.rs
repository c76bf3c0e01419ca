//! What wordings mean: the corpus written by hand, row by row.
//!
//! In: `tests/corpus/*.yaml`, the expected claim first and its wordings under it; whole texts with
//! all of their claims; under `nothing:` what reads like a claim and is none. Every row must be read
//! as it says, but for those of `tests/corpus/known-misses.yaml`, and those must not be: a row that
//! is read rightly leaves that list, so that it only gets shorter.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer};
use tollcheck::Checker;
use tollcheck::claim::{Claim, Measure, Quantifier, Range, Scope, Status, Unit};
use tollcheck::text::Document;

/// A file of the corpus.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Claims, each with wordings that give it and nothing else.
    #[serde(default)]
    claims: Vec<Wordings>,
    /// Texts with every claim that they make, in text order.
    #[serde(default)]
    texts: Vec<Text>,
    /// Look-alikes.
    #[serde(default)]
    nothing: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wordings {
    expect: Expected,
    wordings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
    expect: Vec<Expected>,
}

/// A claim as the corpus writes it: what is usual is left out.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Expected {
    quote: Option<String>,
    measure: Measure,
    low: u64,
    /// Not written: as `low`. `null`: no upper bound.
    #[serde(default, deserialize_with = "written")]
    high: Option<Option<u64>>,
    #[serde(default = "exact")]
    quantifier: Quantifier,
    /// Not written: `low` alone.
    stated: Option<Vec<u64>>,
    #[serde(default = "person")]
    unit: Unit,
    #[serde(default)]
    population: Vec<String>,
    #[serde(default = "asserted")]
    status: Status,
    attribution: Option<String>,
    #[serde(default)]
    part: bool,
    #[serde(default = "event")]
    scope: Scope,
    #[serde(default)]
    additional: bool,
}

/// Tells a key that is `null` from one that is not written.
fn written<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<u64>>, D::Error> {
    Option::deserialize(value).map(Some)
}

const fn exact() -> Quantifier {
    Quantifier::Exact
}

const fn person() -> Unit {
    Unit::Person
}

const fn asserted() -> Status {
    Status::Asserted
}

const fn event() -> Scope {
    Scope::Event
}

/// What is compared of a claim: the names of its fields and their values, as people read them.
type Fields = Vec<(&'static str, String)>;

impl Expected {
    fn fields(&self) -> Fields {
        let range = Range::new(self.low, self.high.unwrap_or(Some(self.low)));
        let stated = self.stated.clone().unwrap_or_else(|| vec![self.low]);
        let population: BTreeSet<&String> = self.population.iter().collect();
        vec![
            ("measure", self.measure.to_string()),
            ("range", range.to_string()),
            ("quantifier", self.quantifier.to_string()),
            ("stated", format!("{stated:?}")),
            ("unit", self.unit.to_string()),
            ("population", format!("{population:?}")),
            ("status", self.status.to_string()),
            ("attribution", format!("{:?}", self.attribution)),
            ("part", self.part.to_string()),
            ("scope", self.scope.to_string()),
            ("additional", self.additional.to_string()),
        ]
    }
}

/// A claim that was read, in the terms of the corpus.
fn fields_of(claim: &Claim) -> Fields {
    let read = Expected {
        quote: None,
        measure: claim.measure,
        low: claim.range.low,
        high: Some(claim.range.high),
        quantifier: claim.quantifier,
        stated: Some(claim.stated.clone()),
        unit: claim.unit,
        population: claim.population.clone(),
        status: claim.status,
        attribution: claim.attribution.clone(),
        part: claim.part,
        scope: claim.scope,
        additional: claim.additional,
    };
    read.fields()
}

/// One row: a text and everything that must be read in it.
struct Row {
    place: String,
    text: String,
    expected: Vec<Expected>,
}

impl Row {
    /// How the reading differs from what is expected: one line a difference, none where it does not.
    fn differences(&self, claims: &[Claim]) -> Vec<String> {
        let mut found = Vec::new();
        for n in 0..self.expected.len().max(claims.len()) {
            match (self.expected.get(n), claims.get(n)) {
                (Some(want), None) => found.push(format!("missed   {}", shown(want.quote.as_ref(), &want.fields()))),
                (None, Some(got)) => found.push(format!("spurious {}", shown(Some(&got.quote), &fields_of(got)))),
                (Some(want), Some(got)) => {
                    if let Some(quote) = want.quote.as_ref().filter(|quote| **quote != got.quote) {
                        found.push(format!("quote: expected “{quote}”, came “{}”", got.quote));
                    }
                    for ((name, want), (_, came)) in want.fields().into_iter().zip(fields_of(got)) {
                        if want != came {
                            found.push(format!("“{}” {name}: expected {want}, came {came}", got.quote));
                        }
                    }
                }
                (None, None) => {}
            }
        }
        found
    }
}

/// A claim on one line.
fn shown(quote: Option<&String>, fields: &Fields) -> String {
    let values: Vec<&str> = fields.iter().map(|(_, value)| &**value).collect();
    format!("{}{}", quote.map_or_else(String::new, |quote| format!("“{quote}” ")), values.join(" "))
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The line on which a text begins, from 1. The longest piece without quotes is looked for, as
/// YAML may escape those.
fn line_of(source: &str, text: &str) -> usize {
    let pieces = text.split(['"', '\'', '\\', '\n']);
    let longest = pieces.max_by_key(|piece| piece.len()).unwrap_or_default();
    source.find(longest).map_or(1, |at| source[..at].matches('\n').count() + 1)
}

/// The rows of one file.
fn rows(path: &Path) -> Vec<Row> {
    let source = fs::read_to_string(path).unwrap();
    let name = format!("tests/corpus/{}", path.file_name().unwrap().to_string_lossy());
    let file: File = tollcheck::yaml::load(&name, &source).unwrap_or_else(|fault| panic!("{fault}"));
    let wordings = file.claims.into_iter().flat_map(|group| {
        let Wordings { expect, wordings } = group;
        wordings.into_iter().map(move |text| (text, vec![expect.clone()]))
    });
    let texts = file.texts.into_iter().map(|text| (text.text, text.expect));
    let nothing = file.nothing.into_iter().map(|text| (text, Vec::new()));
    let all = wordings.chain(texts).chain(nothing);
    all.map(|(text, expected)| Row { place: format!("{name}:{}", line_of(&source, &text)), text, expected }).collect()
}

/// The texts of the rows that are not yet read as they say.
fn known_misses() -> BTreeSet<String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Misses {
        misses: Vec<Miss>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Miss {
        #[serde(rename = "why")]
        _why: String,
        texts: Vec<String>,
    }
    let source = fs::read_to_string(folder().join("known-misses.yaml")).unwrap();
    let list: Misses = tollcheck::yaml::load("tests/corpus/known-misses.yaml", &source).unwrap();
    list.misses.into_iter().flat_map(|miss| miss.texts).collect()
}

#[test]
fn every_row_is_read_as_it_says() {
    let checker = Checker::new().unwrap();
    let misses = known_misses();
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let files: BTreeSet<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml") && !path.ends_with("known-misses.yaml"))
        .collect();
    let (mut told, mut count, mut wrong, mut failing) = (String::new(), 0, 0, BTreeSet::new());
    for row in files.iter().flat_map(|path| rows(path)) {
        let document = Document::plain("row", &*row.text);
        let differences = row.differences(&checker.extract(&document));
        count += 1;
        if differences.is_empty() {
            continue;
        }
        failing.insert(row.text.clone());
        if !misses.contains(&row.text) {
            wrong += 1;
            let trace = checker.trace(&document);
            let _ = writeln!(told, "{}: {}\n  {}\n{trace}", row.place, row.text, differences.join("\n  "));
        }
    }
    assert!(count > 1_500, "only {count} rows were found");
    assert!(wrong == 0, "{told}{wrong} of {count} rows are not read as they say");
    let mended: Vec<&String> = misses.difference(&failing).collect();
    assert!(mended.is_empty(), "read rightly now, or no row: take out of known-misses.yaml: {mended:#?}");
}
