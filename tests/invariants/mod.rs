//! What holds whatever comes in, a function for each way in: the bodies of the fuzz targets in
//! `fuzz/`, and of the property tests in `tests/robust.rs`.
//!
//! In: bytes. Out: nothing, or a failed assertion. Nobody panics, spans lie in order on the
//! borders of characters, a quote is the text at its span, no range is upside down, and what is
//! written is what its format says.

#![allow(dead_code)] // each fuzz target uses one of them

pub mod input;
mod markup;

use std::collections::HashSet;
use std::io;
use std::sync::LazyLock;

use serde_json::Value;
use tollcheck::Checker;
use tollcheck::case::Case;
use tollcheck::claim::Claim;
use tollcheck::configuration::Configuration;
use tollcheck::fault::Fault;
use tollcheck::lexicon::Lexicon;
use tollcheck::report::{
    Entry, Report, TableOptions, check_table, csv, extract_table, github, html, json, junit, lines, markdown,
    numbers_table, plot, sarif,
};
use tollcheck::rules::{Convention, Rules, Severity};
use tollcheck::snapshot::Kept;
use tollcheck::text::{Document, Field, InputFormat, LineIndex, Moment, Span, read, sentences};
use unicode_width::UnicodeWidthStr;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new().unwrap());
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::english().unwrap());
static SARIF: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    // as in tests/formats.rs: a pattern that is written for another dialect
    let text = include_str!("../schemas/sarif-schema-2.1.0.json").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    jsonschema::validator_for(&serde_json::from_str::<Value>(&text).unwrap()).unwrap()
});

/// The character between the documents of one input of [`check`] and [`formats`].
pub const NEXT_DOCUMENT: char = '\u{c}';

/// The columns of the tables.
const WIDTH: usize = 60;

/// Bytes to documents, as text and as JSON Lines.
pub fn documents(bytes: &[u8]) {
    for format in [InputFormat::Text, InputFormat::JsonLines] {
        let reading = read("a", bytes, format);
        // An empty text is a document; JSON Lines without a line hold none.
        let empty = format == InputFormat::JsonLines && bytes.trim_ascii() == bytes.trim_ascii_end().trim_ascii();
        assert!(empty || !reading.documents.is_empty() || !reading.faults.is_empty());
        let source = String::from_utf8_lossy(bytes);
        for fault in &reading.faults {
            points_at(fault, &source);
        }
        for document in &reading.documents {
            lies_within(document.body, &document.text);
            if format == InputFormat::Text {
                assert_eq!(document.text.as_bytes(), bytes);
            }
            if let Some(title) = &document.title {
                assert!(title.at.is_none_or(|at| at.of(&document.text) == title.text));
            }
        }
    }
}

/// Front matter: the input as it is, and as the whole of it.
pub fn front_matter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for source in [text.to_string(), format!("---\n{text}\n---\nTwelve people died.\n")] {
        documents(source.as_bytes());
    }
}

/// Every YAML file that a person can hand in.
pub fn files(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut faults = Vec::new();
    faults.extend(Case::load("a", &text).err());
    faults.extend(Configuration::load("a", &text).err());
    faults.extend(Convention::load("a", &text).err());
    faults.extend(Kept::load("a", &text).err());
    faults.extend(Rules::built_in().add("a", &text).err());
    for fault in &faults {
        points_at(fault, &text);
    }
    if let Ok(case) = Case::load("a", &text) {
        let mut rules = Rules::built_in();
        if let Err(fault) = rules.configure("a", &text, &case.rules.settings) {
            points_at(&fault, &text);
        }
        case.stale_corrections(&[]).iter().for_each(|fault| points_at(fault, &text));
    }
}

/// The lexer and the splitter: nothing is lost but white space, and nothing is told twice.
pub fn lexer(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let all = Span::new(0, text.len());
    let mut end = 0;
    for token in LEXICON.tokens(&text, all) {
        let span = token.span;
        assert!(end <= span.start && span.start < span.end, "{span:?} after {end}");
        lies_within(span, &text);
        assert_eq!(token.text, span.of(&text));
        nothing_lost(&text[end..span.start]);
        end = span.end;
    }
    nothing_lost(&text[end..]);
    let document = Document::plain("a", &*text);
    let mut end = 0;
    for sentence in sentences(&document, &LEXICON.stops) {
        assert!(end <= sentence.span.start && sentence.span.start < sentence.span.end);
        lies_within(sentence.span, &text);
        end = sentence.span.end;
    }
}

/// Between tokens stand blanks, and references of HTML, which no reader means.
fn nothing_lost(between: &str) {
    let mut rest = between.trim_start_matches(is_blank);
    while let Some(reference) = rest.strip_prefix('&') {
        let (name, after) = reference.split_once(';').unwrap_or_else(|| panic!("lost: {between:?}"));
        assert!(!name.is_empty() && name.len() < 10 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'));
        rest = after.trim_start_matches(is_blank);
    }
    assert!(rest.is_empty(), "lost: {between:?}");
}

/// Characters that are no token.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
}

/// Extraction from a text, and the two views of how it was read.
pub fn extraction(bytes: &[u8]) {
    for document in &read("a.md", bytes, InputFormat::Text).documents {
        extracted(document);
        let trace = CHECKER.trace(document);
        assert!(trace.is_empty() || trace.ends_with('\n'));
        for number in CHECKER.numbers(document) {
            assert_eq!(number.span.of(document.source(number.field)), number.words);
            assert!(number.claim.is_some() != number.reason.is_some(), "{number:?}");
        }
    }
}

/// What holds for the claims of any document.
pub fn extracted(document: &Document) {
    let claims = CHECKER.extract(document);
    for (n, claim) in claims.iter().enumerate() {
        assert_eq!(claim.id, format!("{}:{}", document.id, n + 1));
        assert_eq!(claim.document, document.id);
        holds(claim, document);
        assert!(claim.part_of.as_ref().is_none_or(|whole| *whole != claim.id && claims.iter().any(|c| c.id == *whole)));
    }
    let order: Vec<_> = claims.iter().map(|claim| (claim.field != Field::Title, claim.span.start)).collect();
    assert!(order.is_sorted(), "claims stand in text order, the headline's first: {order:?}");
}

/// What holds for one claim.
fn holds(claim: &Claim, document: &Document) {
    let source = document.source(claim.field);
    lies_within(claim.span, source);
    assert_eq!(claim.span.of(source), claim.quote);
    assert!(!claim.quote.is_empty() && source.contains(&claim.sentence), "{claim:?}");
    assert_eq!(LineIndex::new(source).position(source, claim.span.start), (claim.line, claim.column));
    assert!(claim.range.high.is_none_or(|high| claim.range.low <= high), "{claim:?}");
    assert!(claim.date.is_none_or(|days| days.from <= days.to), "{claim:?}");
}

/// The documents of one input of [`check`] and [`formats`]: a character between them, the first one
/// a draft where the input begins with `!`.
fn several(bytes: &[u8]) -> (Vec<Document>, Case) {
    let text = String::from_utf8_lossy(bytes);
    let drafted = text.starts_with('!');
    let mut documents = Vec::new();
    for (n, part) in text.trim_start_matches('!').split(NEXT_DOCUMENT).take(8).enumerate() {
        let format = if part.starts_with('{') { InputFormat::JsonLines } else { InputFormat::Text };
        documents.extend(read(&format!("{n}.md"), part.as_bytes(), format).documents);
    }
    tollcheck::text::distinct_ids(&mut documents);
    let draft = documents.first().filter(|_| drafted).map(|document| document.id.clone());
    (documents, Case { draft, ..Case::default() })
}

/// A whole run: whatever it names is there, and the order of the documents tells nothing.
pub fn check(bytes: &[u8]) {
    let (mut documents, case) = several(bytes);
    let report = CHECKER.check(&documents, &case);
    let ids: HashSet<&str> = report.claims.iter().map(|claim| &*claim.id).collect();
    assert_eq!(ids.len(), report.claims.len(), "two claims share an id");
    for claim in &report.claims {
        let document = documents.iter().find(|document| document.id == claim.document).unwrap();
        holds(claim, document);
    }
    let mut placed = vec![0; report.claims.len()];
    for occurrence in &report.events {
        assert!(!occurrence.event.claims.is_empty());
        occurrence.event.claims.iter().for_each(|&n| placed[n] += 1);
        for figure in &occurrence.figures {
            let upright = |range: tollcheck::claim::Range| range.high.is_none_or(|high| range.low <= high);
            assert!(figure.agreed.is_none_or(upright) && upright(figure.envelope), "{figure:?}");
        }
    }
    assert!(placed.iter().all(|&n| n == 1), "a claim belongs to one event: {placed:?}");
    for finding in &report.findings {
        assert!(!finding.claims.is_empty() && !finding.message.is_empty());
        assert!(finding.claims.iter().chain(&finding.related).all(|id| ids.contains(&**id)), "{finding:?}");
    }
    documents.reverse();
    let turned = CHECKER.check(&documents, &case);
    let written = |report: &Report| written(|out| json::check(report, out));
    assert_eq!(written(&report), written(&turned));
}

/// Every format, of figures alone and of a whole run.
pub fn formats(bytes: &[u8]) {
    let (documents, case) = several(bytes);
    let report = CHECKER.check(&documents, &case);
    let rules = Rules::built_in();
    is_json(&written(|out| json::check(&report, out)));
    is_json_lines(&written(|out| json::findings(&report.findings, out)));
    is_table(&written(|out| csv::check(&report, out)));
    is_harmless(&markdown::check(&report));
    is_harmless(&written(|out| lines::check(&report, out)));
    is_harmless(&written(|out| github::check(&report, out)));
    markup::html(&html::check(&report));
    for svg in [plot::check(&report), junit::check(&report, &rules, |severity| severity == Severity::Error)] {
        markup::xml(&svg);
    }
    let log = is_json(&written(|out| sarif::check(&report, &rules, out)));
    let wrong: Vec<String> = SARIF.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    is_narrow(&check_table(&report, TableOptions { width: WIDTH, color: false, why: true, plot: true }));
    figures_alone(&documents);
}

/// The formats of `extract`.
fn figures_alone(documents: &[Document]) {
    let extracted: Vec<Vec<Claim>> = documents.iter().map(|document| CHECKER.extract(document)).collect();
    let entry = |(document, claims): (&Document, &Vec<Claim>)| Entry::of(document, claims.len());
    let entries: Vec<Entry> = documents.iter().zip(&extracted).map(entry).collect();
    let claims = extracted.concat();
    is_json(&written(|out| json::extract(&entries, &claims, out)));
    is_json_lines(&written(|out| json::claims(&claims, out)));
    is_table(&written(|out| csv::extract(&entries, &claims, out)));
    is_harmless(&markdown::extract(&entries, &claims));
    is_harmless(&written(|out| lines::extract(&entries, &claims, out)));
    let options = TableOptions { width: WIDTH, color: false, why: false, plot: true };
    is_narrow(&extract_table(&entries, &claims, options));
    let numbers: Vec<_> = documents.iter().flat_map(|document| CHECKER.numbers(document)).collect();
    is_narrow(&numbers_table(&numbers, options));
    let kept = Kept::of("a.md", &claims);
    let again = Kept::load("a.md.figures", &kept.write("a.md")).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(tollcheck::snapshot::changes(&kept, &again), Vec::<String>::new());
}

/// What people write as dates.
pub fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(moment) = text.parse::<Moment>() {
        let again: Moment = moment.as_written().parse().unwrap();
        assert_eq!((again.day, again.instant), (moment.day, moment.instant));
    }
}

fn written(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn is_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn is_json_lines(text: &str) {
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().for_each(|line| assert!(is_json(line).is_object(), "{line}"));
}

/// Rows of one length, no cell a formula.
fn is_table(text: &str) {
    is_harmless(text);
    let mut rows = Vec::new();
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => {
                cells.push(std::mem::take(&mut cell));
                if c == '\n' {
                    rows.push(std::mem::take(&mut cells));
                }
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted && cell.is_empty() && cells.is_empty(), "a row without an end");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "rows of several lengths: {text}");
    let formula = rows.iter().flatten().find(|cell| cell.trim_start().starts_with(['=', '+', '-', '@']));
    assert_eq!(formula, None);
}

/// Nothing that a terminal obeys.
fn is_harmless(text: &str) {
    let obeyed = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
    assert_eq!(text.chars().find(|&c| obeyed(c)), None, "{text}");
}

fn is_narrow(text: &str) {
    is_harmless(text);
    let wide = text.lines().find(|line| line.width() > WIDTH);
    assert_eq!(wide, None);
}

/// The place of a fault is one of the text, on the borders of characters.
fn points_at(fault: &Fault, source: &str) {
    assert!(!fault.message.is_empty() && !fault.to_string().contains('\0'));
    let Some(place) = &fault.place else { return };
    assert!(place.line >= 1 && place.column >= 1);
    lies_within(place.span, &place.text);
    assert!(source.contains(&place.text) || source.contains('\u{fffd}'), "{fault:?}");
}

fn lies_within(span: Span, text: &str) {
    assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} of {} bytes", text.len());
}
