//! How well whole passages are read: the project's gold data, scored, and floors under the scores.
//!
//! In: `tests/corpus/dev*.jsonl`, passages with every claim that they make, and tags of what is
//! hard about them. A claim is right when its measure, unit and range are, and its words meet the
//! gold's words in a third of their union. Floors stand slightly below what is reached and only rise.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use tollcheck::Checker;
use tollcheck::claim::{Claim, Measure, Quantifier, Range, Scope, Status, Unit};
use tollcheck::text::{Document, Span};

/// The least precision and recall of claims, and the least share of passages that are wholly right.
const CLAIMS: [(&str, f64); 3] = [("precision", 0.985), ("recall", 0.965), ("passages wholly right", 0.95)];

/// The least F1 of the values that are marked.
const FIELDS: [(&str, f64); 8] = [
    ("population", 0.965),
    ("status", 0.965),
    ("part", 0.91),
    ("scope", 0.97),
    ("additional", 0.93),
    ("attribution", 0.92),
    ("quantifier", 0.998),
    ("stated", 0.998),
];

/// The populations that are scored: the others are an open list.
const CORE: [&str; 7] = ["civilians", "fighters", "soldiers", "police", "children", "women", "men"];

/// Words of a name that say nothing about whose it is.
const ARTICLES: [&str; 3] = ["the", "a", "an"];

/// One passage.
#[derive(Deserialize)]
struct Passage {
    id: String,
    text: String,
    claims: Vec<Gold>,
}

/// A claim as the gold data writes it: what is usual is left out. `high: null` is no upper bound.
#[derive(Deserialize)]
struct Gold {
    quote: String,
    measure: Measure,
    low: u64,
    high: Option<u64>,
    unit: Option<Unit>,
    #[serde(default)]
    population: Vec<String>,
    status: Option<Status>,
    attribution: Option<String>,
    #[serde(default)]
    part: bool,
    scope: Option<Scope>,
    #[serde(default)]
    additional: bool,
    quantifier: Option<Quantifier>,
    stated: Option<Vec<u64>>,
}

/// Counts of values that are right, read, and wanted.
#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    read: usize,
    wanted: usize,
}

impl Score {
    fn add(&mut self, right: usize, read: usize, wanted: usize) {
        self.right += right;
        self.read += read;
        self.wanted += wanted;
    }

    fn precision(self) -> f64 {
        self.right as f64 / self.read.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.read + self.wanted).max(1) as f64
    }
}

/// The scores of all passages together.
#[derive(Default)]
struct Scores {
    claims: Score,
    /// In the order of [`FIELDS`].
    fields: [Score; FIELDS.len()],
    passages: usize,
    wholly_right: usize,
    /// What is missed and what is spurious, for people.
    told: String,
}

impl Scores {
    fn add(&mut self, passage: &Passage, claims: &[Claim]) {
        let spans = spans_of(passage);
        let mut free: Vec<&Claim> = claims.iter().collect();
        let mut hits = 0;
        for (gold, &span) in passage.claims.iter().zip(&spans) {
            let fits = free.iter().enumerate().filter(|(_, claim)| is_figure(claim, gold) && meets(claim.span, span));
            let best = fits.max_by(|(_, a), (_, b)| share(a.span, span).total_cmp(&share(b.span, span)));
            let Some(best) = best.map(|(n, _)| n) else {
                self.tell(passage, "missed", gold.measure, Range::new(gold.low, gold.high), &gold.quote);
                continue;
            };
            hits += 1;
            self.add_fields(gold, free.remove(best));
        }
        for claim in free {
            self.tell(passage, "spurious", claim.measure, claim.range, &claim.quote);
        }
        self.claims.add(hits, claims.len(), passage.claims.len());
        self.passages += 1;
        self.wholly_right += usize::from(hits == claims.len() && hits == passage.claims.len());
    }

    /// Fields are scored of the claims that are right. Quantifier and stated: where the gold has them.
    fn add_fields(&mut self, gold: &Gold, claim: &Claim) {
        let core = |tags: &[String]| tags.iter().filter(|tag| CORE.contains(&&***tag)).cloned().collect();
        let (wanted, read): (BTreeSet<String>, BTreeSet<String>) = (core(&gold.population), core(&claim.population));
        let [population, status, part, scope, additional, attribution, quantifier, stated] = &mut self.fields;
        population.add(wanted.intersection(&read).count(), read.len(), wanted.len());
        mark(
            status,
            gold.status.filter(|&s| s != Status::Asserted),
            Some(claim.status).filter(|&s| s != Status::Asserted),
        );
        mark(part, gold.part.then_some(true), claim.part.then_some(true));
        mark(scope, gold.scope.filter(|&s| s != Scope::Event), Some(claim.scope).filter(|&s| s != Scope::Event));
        mark(additional, gold.additional.then_some(true), claim.additional.then_some(true));
        let (wanted, read) = (words(gold.attribution.as_deref()), words(claim.attribution.as_deref()));
        let shared = wanted.intersection(&read).count();
        let same = shared > 0 && 2 * shared >= wanted.union(&read).count();
        attribution.add(same.into(), (!read.is_empty()).into(), (!wanted.is_empty()).into());
        if let Some(wanted) = gold.quantifier {
            quantifier.add((wanted == claim.quantifier).into(), 1, 1);
        }
        if let Some(wanted) = &gold.stated {
            stated.add((*wanted == claim.stated).into(), 1, 1);
        }
    }

    fn tell(&mut self, passage: &Passage, what: &str, measure: Measure, range: Range, quote: &str) {
        self.told += &format!("{}: {what} {measure} {range} “{quote}”\n", passage.id);
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, reached) in self.reached() {
            writeln!(f, "{name:<24} {reached:.3}")?;
        }
        f.write_str(&self.told)
    }
}

impl Scores {
    /// What is held to the floors, in their order.
    fn reached(&self) -> Vec<(&'static str, f64)> {
        let right = self.wholly_right as f64 / self.passages.max(1) as f64;
        let claims = CLAIMS.iter().zip([self.claims.precision(), self.claims.recall(), right]);
        let fields = FIELDS.iter().zip(self.fields.map(Score::f1));
        claims.chain(fields).map(|((name, _), reached)| (*name, reached)).collect()
    }
}

/// A field that has at most one marked value.
fn mark<T: PartialEq>(score: &mut Score, wanted: Option<T>, read: Option<T>) {
    score.add((wanted.is_some() && wanted == read).into(), read.is_some().into(), wanted.is_some().into());
}

/// Where the quotes of a passage stand: each at its first place that no earlier one has taken.
fn spans_of(passage: &Passage) -> Vec<Span> {
    let mut taken = Vec::new();
    for gold in &passage.claims {
        let places = passage.text.match_indices(&gold.quote);
        let mut spans = places.map(|(at, words)| Span::new(at, at + words.len()));
        let free = spans.find(|span| !taken.contains(span));
        taken.push(free.unwrap_or_else(|| panic!("{} does not say “{}” once more", passage.id, gold.quote)));
    }
    taken
}

fn is_figure(claim: &Claim, gold: &Gold) -> bool {
    (claim.measure, claim.unit, claim.range)
        == (gold.measure, gold.unit.unwrap_or(Unit::Person), Range::new(gold.low, gold.high))
}

/// The bytes that two spans share, by those that either has.
fn share(a: Span, b: Span) -> f64 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared as f64 / (a.end - a.start + b.end - b.start - shared) as f64
}

fn meets(a: Span, b: Span) -> bool {
    share(a, b) >= 1.0 / 3.0
}

/// The words of a name, without case, punctuation and articles.
fn words(name: Option<&str>) -> BTreeSet<String> {
    let words = name.unwrap_or_default().split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && !ARTICLES.contains(&&**word)).collect()
}

#[test]
fn passages_are_read_as_well_as_before() {
    let checker = Checker::new().unwrap();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let gold: BTreeSet<PathBuf> = paths.filter(|path| path.extension().is_some_and(|e| e == "jsonl")).collect();
    let mut scores = Scores::default();
    for path in gold {
        for line in fs::read_to_string(path).unwrap().lines() {
            let passage: Passage = serde_json::from_str(line).unwrap();
            let claims = checker.extract(&Document::plain(&*passage.id, &*passage.text));
            scores.add(&passage, &claims);
        }
    }
    assert!(scores.passages > 900, "only {} passages were found", scores.passages);
    for ((name, floor), (_, reached)) in CLAIMS.iter().chain(&FIELDS).zip(scores.reached()) {
        assert!(reached >= *floor, "{name} is {reached:.4}, which was {floor} and more\n{scores}");
    }
}
