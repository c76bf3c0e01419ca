//! Where the words of a claim stand, as a program that opens the file has to be told.
//!
//! In: a document and a claim of it. Out: file, lines, columns, bytes. Words that do not stand in
//! the file as they are (a line of JSON Lines, a headline from a case file) get the nearest line.

use super::wording::Index;
use crate::claim::Claim;
use crate::text::{Document, Field, Span};

/// A place in a file. Lines and columns count from 1, columns in characters; the end is the column
/// after the last character.
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    /// The bytes in the file, where the words stand there as they are.
    pub(super) bytes: Option<Span>,
    /// What a person looks for, where the file has no lines: `page 3`.
    pub(super) aside: Option<String>,
}

/// Where a claim stands. `None` where its document is not part of the report.
pub(super) fn place<'a>(index: &Index<'a>, claim: &Claim) -> Option<Place<'a>> {
    let document: &Document = index.entries.get(&*claim.document)?.document.as_ref()?;
    let outside = claim.field == Field::Title && document.title.as_ref().is_some_and(|title| title.at.is_none());
    if let Some(at) = &claim.at {
        let (line, column) = at.position().unwrap_or((document.line.unwrap_or(1), 1));
        let bytes = at.start.zip(at.end).map(|(start, end)| Span::new(start, end));
        let end_column = column + claim.quote.chars().count();
        let aside = at.position().is_none().then(|| at.to_string());
        return Some(Place { file: &document.file, line, column, end_line: line, end_column, bytes, aside });
    }
    if document.line.is_some() || outside {
        let line = document.line.unwrap_or(1);
        return Some(Place {
            file: &document.file,
            line,
            column: 1,
            end_line: line,
            end_column: 1,
            bytes: None,
            aside: None,
        });
    }
    let Claim { line, column, span, .. } = *claim;
    // from the words alone: an index of the lines for each claim would take the square of the text
    let end_line = line + claim.quote.matches('\n').count();
    let end_column = match claim.quote.rsplit_once('\n') {
        Some((_, last)) => last.chars().count() + 1,
        None => column + claim.quote.chars().count(),
    };
    Some(Place { file: &document.file, line, column, end_line, end_column, bytes: Some(span), aside: None })
}
