//! The way back from a document's text to the file that it was made from.
//!
//! In: where pieces of the text stood in the original. Out: the place of any words of the text. Text
//! and Markdown need none: their text is the file.

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// A place in a file that is not plain text. Numbers count from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct At {
    /// The record of a web archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// The entry of a feed, or the message of a mailbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<u32>,
    /// The part of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// The page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The paragraph, empty ones not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The heading above the paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The sheet, where a file has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row; the header's is counted where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column: of a table, or in characters of a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The first byte of the words in the file, where the file is UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// The byte after their last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
}

impl At {
    /// Line and column of the file, where the place has both: editors go there.
    pub fn position(&self) -> Option<(usize, usize)> {
        // Lines of a record are not those of its archive.
        if self.record.is_some() {
            return None;
        }
        Some((self.line? as usize, self.column? as usize))
    }
}

impl fmt::Display for At {
    /// As a person would look it up: `page 3`, `paragraph 4, under “Toll”`, `row 7, column 2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let mut say = |what: &str, n: Option<u64>| parts.extend(n.map(|n| format!("{what} {n}")));
        say("record", self.record.map(u64::from));
        say("entry", self.entry.map(u64::from));
        say("part", self.part.map(u64::from));
        say("page", self.page.map(u64::from));
        say("paragraph", self.paragraph.map(u64::from));
        say("row", self.row);
        say("line", self.line.map(u64::from));
        say("column", self.column.map(u64::from));
        if let Some(sheet) = &self.sheet {
            parts.insert(0, format!("sheet “{sheet}”"));
        }
        parts.extend(self.heading.iter().map(|heading| format!("under “{heading}”")));
        f.write_str(&parts.join(", "))
    }
}

/// Where one piece of a text stood. It reaches to the next piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// On this page.
    Page(u32),
    /// In this paragraph, under this heading.
    Paragraph(u32, Option<Arc<str>>),
    /// In this part of a mail.
    Part(u32),
    /// From this line, column and byte on, as it stands there.
    Point {
        /// The line, from 1.
        line: u32,
        /// The column in characters, from 1.
        column: u32,
        /// The byte, from 0.
        byte: usize,
    },
}

/// The way back from the text of one document to its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// What holds for the whole document: its record, entry or row.
    pub within: At,
    /// The place of a headline that stands outside the text.
    pub title: Option<At>,
    /// Where pieces stood, by the byte of the text where each begins.
    pub pieces: Vec<(usize, Spot)>,
    /// Whether the bytes of points are those of the file: it is UTF-8 and no archive.
    pub counts_bytes: bool,
}

impl Origin {
    /// Where the words at `span` of `text` stood.
    pub fn at(&self, text: &str, span: Span) -> At {
        let piece = |offset: usize| {
            let n = self.pieces.partition_point(|(start, _)| *start <= offset);
            self.pieces.get(n.wrapping_sub(1))
        };
        let mut at = self.within.clone();
        match piece(span.start) {
            None => {}
            Some((_, Spot::Page(page))) => at.page = Some(*page),
            Some((_, Spot::Part(part))) => at.part = Some(*part),
            Some((_, Spot::Paragraph(number, heading))) => {
                at.paragraph = Some(*number);
                at.heading = heading.as_deref().map(str::to_owned);
            }
            Some((start, Spot::Point { line, column, byte })) => {
                let before = text.get(*start..span.start).map_or(0, |words| words.chars().count());
                at.line = Some(*line);
                at.column = Some(column.saturating_add(u32::try_from(before).unwrap_or(u32::MAX)));
                if self.counts_bytes {
                    at.start = Some(byte + (span.start - start));
                    at.end = match piece(span.end.saturating_sub(1)) {
                        Some((start, Spot::Point { byte, .. })) => Some(byte + (span.end - start)),
                        _ => None,
                    };
                }
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_again_across_pieces() {
        let point = |line, column, byte| Spot::Point { line, column, byte };
        let pieces = vec![(0, point(3, 5, 40)), (7, point(4, 1, 60))];
        let origin = Origin { pieces, counts_bytes: true, ..Origin::default() };
        let at = origin.at("Twélve people", Span::new(0, 13));
        assert_eq!((at.position(), at.start, at.end), (Some((3, 5)), Some(40), Some(66)));
        assert_eq!(origin.at("Twélve people", Span::new(4, 6)).position(), Some((3, 8)));
    }

    #[test]
    fn places_read_as_a_person_looks_them_up() {
        let heading = Some("Toll".into());
        let at = At { paragraph: Some(4), heading, ..At::default() };
        assert_eq!(at.to_string(), "paragraph 4, under “Toll”");
        assert_eq!(At { row: Some(7), column: Some(2), ..At::default() }.to_string(), "row 7, column 2");
        assert_eq!(serde_json::to_string(&At { page: Some(3), ..At::default() }).unwrap(), "{\"page\":3}");
    }
}
