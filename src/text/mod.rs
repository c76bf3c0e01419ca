//! Documents and places in them.
//!
//! In: bytes that somebody read. Out: [`Document`]s, whose text is exactly what was read, and
//! [`Sentence`]s as spans of it. Nothing here knows what a claim is.
//!
//! Offsets are byte offsets into [`Document::text`]: the whole file for text and Markdown
//! (front matter, byte order mark and line ends included), the value of `text` for JSON Lines.

mod comments;
mod document;
mod front_matter;
mod ids;
mod json_lines;
mod limits;
mod lines;
mod origin;
mod read;
pub(crate) mod runs;
mod sentences;

pub use comments::comments;
pub use document::{Document, Field, Metadata, Moment, Title};
pub use ids::{Ids, distinct_ids};
pub use json_lines::{Record, json_line, line_too_long};
pub use limits::{Limits, Size};
pub use lines::LineIndex;
pub use origin::{At, Origin, Spot};
pub use read::{InputFormat, Reading, known_as_text, read, read_within, too_large};
pub use sentences::{Kind, Sentence, Stops, sentences};

use serde::{Deserialize, Serialize};

/// A half-open range of bytes: `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to but not including `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether `offset` lies inside.
    pub fn holds(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The text at this span. Empty where it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}
