//! Claims, documents and rules built by hand, for tests of this module.
//!
//! In: a few words, such as `claim("b:2", "injured 30+ fighters part=b:1 by=police")`.
//! Out: what extraction would give for such a figure. It reads no prose.

use std::sync::OnceLock;

use crate::claim::{Claim, Measure, Quantifier, Range, Scope, Status, Unit};
use crate::event::Event;
use crate::rules::{Finding, Rules, check};
use crate::text::{Document, Field, Span};

/// The built-in rules, read once.
pub fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(Rules::built_in)
}

/// A claim of `killed`, exactly `0`, about nobody, said by nobody, in the text.
fn bare(id: &str) -> Claim {
    let (document, n) = id.split_once(':').expect("an id such as a:1");
    let at = n.parse::<usize>().expect("a number after the colon");
    Claim {
        id: id.to_owned(),
        document: document.to_owned(),
        measure: Measure::Killed,
        range: Range::exactly(0),
        quantifier: Quantifier::Exact,
        stated: Vec::new(),
        unit: Unit::Person,
        population: Vec::new(),
        status: Status::Asserted,
        attribution: None,
        part: false,
        part_of: None,
        complete: false,
        scope: Scope::Event,
        additional: false,
        date: None,
        place: Vec::new(),
        actors: Vec::new(),
        field: Field::Text,
        quote: String::new(),
        span: Span::new(at * 10, at * 10 + 5),
        line: at,
        column: 1,
        at: None,
        sentence: String::new(),
        entry: None,
        sentence_index: at,
    }
}

/// A claim from words: a measure, a number (`12`, `12+`, `0-50`, `~40`, `24..99` for a vague
/// word), a unit, a status, a scope, `part`, `part=ID`, `complete`, `title`, `additional`,
/// `nobody`, `else`, `by=NAME` (underscores for blanks), `@MINUTES`; every other word is a population.
pub fn claim(id: &str, words: &str) -> Claim {
    let mut claim = bare(id);
    words.split_whitespace().for_each(|word| read(&mut claim, word));
    claim.population.sort();
    claim.quote = words.to_owned();
    claim
}

fn read(claim: &mut Claim, word: &str) {
    let named = |name: &str| Measure::ALL.into_iter().find(|m| m.name() == name);
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '~') {
        return number(claim, word);
    }
    if let Some(measure) = named(word) {
        claim.measure = measure;
        return;
    }
    match (word.split_once('='), word) {
        (Some(("part", whole)), _) => (claim.part, claim.part_of) = (true, Some(whole.to_owned())),
        (Some(("by", name)), _) => claim.attribution = Some(name.replace('_', " ")),
        (_, "part") => claim.part = true,
        (_, "nobody") => {
            (claim.range, claim.quantifier, claim.stated) = (Range::exactly(0), Quantifier::None, vec![]);
        }
        // Only part of the quote, not of who they were.
        (_, "else" | "dozens") => {}
        (_, "complete") => claim.complete = true,
        (_, "title") => claim.field = Field::Title,
        (_, "additional") => claim.additional = true,
        (_, "household") => claim.unit = Unit::Household,
        (_, "cumulative") => claim.scope = Scope::Cumulative,
        (_, "rate") => claim.scope = Scope::Rate,
        (_, "feared") => claim.status = Status::Feared,
        (_, "alleged") => claim.status = Status::Alleged,
        (_, "denied") => claim.status = Status::Denied,
        (_, "hypothetical") => claim.status = Status::Hypothetical,
        (_, entry) if entry.starts_with('@') => claim.entry = entry[1..].parse().ok(),
        (_, tag) => claim.population.push(tag.to_owned()),
    }
}

fn number(claim: &mut Claim, word: &str) {
    let n = |text: &str| text.parse::<u64>().expect("a number");
    let (range, quantifier, stated) = if let Some((low, high)) = word.split_once("..") {
        (Range::new(n(low), Some(n(high))), Quantifier::Vague, vec![])
    } else if let Some(low) = word.strip_suffix('+') {
        (Range::new(n(low), None), Quantifier::AtLeast, vec![n(low)])
    } else if let Some(about) = word.strip_prefix('~') {
        let n = n(about);
        (Range::new(n * 9 / 10, Some((n * 11).div_ceil(10))), Quantifier::About, vec![n])
    } else if let Some(high) = word.strip_prefix("0-") {
        (Range::new(0, Some(n(high))), Quantifier::AtMost, vec![n(high)])
    } else if let Some((low, high)) = word.split_once('-') {
        (Range::new(n(low), Some(n(high))), Quantifier::Between, vec![n(low), n(high)])
    } else {
        (Range::exactly(n(word)), Quantifier::Exact, vec![n(word)])
    };
    (claim.range, claim.quantifier, claim.stated) = (range, quantifier, stated);
}

/// A document with an id and, where given, a date of publication.
pub fn document(id: &str, published: &str) -> Document {
    let mut document = Document::plain(id, "");
    document.metadata.published = published.parse().ok();
    document
}

/// Everything that the built-in rules find among claims of one event, as `rule id id…`.
/// Documents are made for the claims: `a 2024-01-02: killed 12; injured 3`.
pub fn found(texts: &[&str]) -> Vec<String> {
    found_with(texts, None)
}

/// The same, where the document `draft` is a draft.
pub fn found_with(texts: &[&str], draft: Option<&str>) -> Vec<String> {
    let (documents, claims) = read_all(texts);
    check_all(&documents, &claims, draft).iter().map(|f| format!("{} {}", f.rule, f.claims.join(" "))).collect()
}

/// The documents and claims of `a 2024-01-02: killed 12; injured 3`.
pub fn read_all(texts: &[&str]) -> (Vec<Document>, Vec<Claim>) {
    let mut documents = Vec::new();
    let mut claims = Vec::new();
    for text in texts {
        let (head, body) = text.split_once(": ").expect("a head before a colon");
        let (id, published) = head.split_once(' ').unwrap_or((head, ""));
        documents.push(document(id, published));
        let figures = body.split(';').enumerate().map(|(n, words)| claim(&format!("{id}:{}", n + 1), words.trim()));
        claims.extend(figures);
    }
    (documents, claims)
}

/// The findings of the built-in rules, all claims taken as of one event.
pub fn check_all(documents: &[Document], claims: &[Claim], draft: Option<&str>) -> Vec<Finding> {
    check_with(documents, claims, draft, rules())
}

/// The same with other rules.
pub fn check_with(documents: &[Document], claims: &[Claim], draft: Option<&str>, rules: &Rules) -> Vec<Finding> {
    check(documents, claims, &[event(claims.len())], draft, rules)
}

/// An event of the first so many claims.
pub fn event(claims: usize) -> Event {
    Event {
        id: "e1".to_owned(),
        title: String::new(),
        date: None,
        places: Vec::new(),
        actors: Vec::new(),
        claims: (0..claims).collect(),
        links: Vec::new(),
    }
}
