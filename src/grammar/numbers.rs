//! An account of every number in a text: the claim it became, or why it is none.
//!
//! In: a document. Out: a [`Number`] for each number, in digits or in words, in text order; nothing
//! is left out, so that an editor sees what was passed over and why.

use serde::Serialize;

use super::compose::{Seen, watch};
use super::figure::Reason;
use super::symbols::Symbol;
use crate::lexicon::{Lexicon, Mark, Sense, Token};
use crate::text::{Document, Field, LineIndex, Span};

/// One number of a text and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Number {
    /// The id of its document.
    pub document: String,
    /// The number as written, with its bound.
    pub words: String,
    /// The id of the claim that it became, if it became one.
    pub claim: Option<String>,
    /// Why it is no claim; `None` where it is one.
    pub reason: Option<String>,
    /// Whether it stands in the headline or in the text.
    pub field: Field,
    /// Where it stands.
    pub span: Span,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// What became of every number of a document.
pub fn numbers(document: &Document, lexicon: &Lexicon) -> Vec<Number> {
    let mut found = Vec::new();
    let lines = [Field::Title, Field::Text].map(|field| document.lines(field));
    watch(document, lexicon, &mut |seen| {
        let lines = &lines[usize::from(seen.place.field == Field::Text)];
        account(&mut found, document, lines, seen);
    });
    found
}

/// Accounts for the numbers of one sentence.
fn account(found: &mut Vec<Number>, document: &Document, lines: &LineIndex, seen: &Seen) {
    let tokens = seen.sentence.tokens;
    for item in &seen.sentence.items {
        let numeric: Vec<usize> = (item.start..item.end).filter(|&i| is_number(&tokens[i])).collect();
        let (Some(&first), Some(&last)) = (numeric.first(), numeric.last()) else { continue };
        let (claim, reason) = match item.symbol {
            Symbol::Figure(f) => match seen.became[f] {
                Some(claim) => (Some(seen.claims[claim].id.clone()), None),
                None if seen.superseded[f] => (None, Some(Reason::Earlier)),
                None => (None, Some(Reason::Unharmed)),
            },
            _ => (None, Some(rejected(seen, item.start).unwrap_or_else(|| by_looks(&tokens[first])))),
        };
        let span = tokens[first].span.to(tokens[last].span);
        let (line, column) = lines.position(seen.source, span.start);
        found.push(Number {
            document: document.id.clone(),
            words: span.of(seen.source).to_owned(),
            claim,
            reason: reason.map(|r| r.to_string()),
            field: seen.place.field,
            span,
            line,
            column,
        });
    }
}

/// The reason that the grammar gave for passing over the number at token `at`.
fn rejected(seen: &Seen, at: usize) -> Option<Reason> {
    seen.sentence
        .rejected
        .iter()
        .find(|(start, end, _)| (*start..*end).contains(&at))
        .map(|(_, _, reason)| reason.clone())
}

/// Why a number that no production looked at is none: a rank, a name with digits, a word.
fn by_looks(t: &Token) -> Reason {
    match t.mark {
        Mark::Clock => Reason::Date,
        Mark::Ordinal => Reason::Ordinal,
        Mark::Number { .. } => Reason::Unharmed,
        _ if t.text.contains(|c: char| c.is_ascii_digit()) => Reason::Name,
        _ if t.means(Sense::Ordinal) => Reason::Ordinal,
        _ => Reason::Word,
    }
}

/// Whether a token holds a number, in digits or in words.
fn is_number(t: &Token) -> bool {
    t.text.contains(|c: char| c.is_ascii_digit())
        || t.has(|s| {
            matches!(
                s,
                Sense::Number(_)
                    | Sense::Scale(_)
                    | Sense::Group(_)
                    | Sense::Vague(..)
                    | Sense::Few(_)
                    | Sense::Ordinal
            )
        })
}
