//! One text with its metadata.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{At, LineIndex, Origin, Span};

/// One text with its metadata. Several documents of one file share its text.
#[derive(Debug, Clone)]
pub struct Document {
    /// The path as given, `<path>#2` for the second document in a file, the `id` of a JSON Lines
    /// document, else `<path>#<line>`.
    pub id: String,
    /// What is known about it.
    pub metadata: Metadata,
    /// The text that spans count in.
    pub text: Arc<str>,
    /// The prose of this document within `text`: without front matter and byte order mark.
    pub body: Span,
    /// Where it begins in `text`, its front matter included, and how many lines end before that.
    pub begins: (usize, usize),
    /// The headline, where there is one.
    pub title: Option<Title>,
    /// The file it was read from, as a program that opens it has to name it.
    pub file: String,
    /// The line of that file which holds it, from 1, where it is one line of JSON Lines; `None`
    /// where `text` is the file's text, so that places in it are places in the file.
    pub line: Option<usize>,
    /// The way back to the file, where the text is not the file's own.
    pub origin: Option<Arc<Origin>>,
    /// What was odd about the metadata (an impossible date, say), for the report. Never silent.
    pub notes: Vec<String>,
}

/// What a document says of itself, or a case file of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When. `None` where unknown or unreadable.
    pub published: Option<Moment>,
    /// Where it stands.
    pub url: Option<String>,
    /// A language tag such as `en`.
    pub language: Option<String>,
}

/// A headline: its words, and where they stand in the document's text when they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub text: String,
    /// Where exactly these words stand in [`Document::text`]; `None` for a title that stands outside.
    pub at: Option<Span>,
}

/// Which of a document's two texts a span counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The headline.
    Title,
    /// The text.
    Text,
}

impl Document {
    /// A document of plain text, all of it prose.
    pub fn plain(id: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let body = Span::new(0, text.len());
        let id = id.into();
        Document {
            file: id.clone(),
            id,
            metadata: Metadata::default(),
            text,
            body,
            begins: (0, 0),
            title: None,
            line: None,
            origin: None,
            notes: Vec::new(),
        }
    }

    /// The text in which spans of `field` count: the title's own words only when they stand
    /// outside the document's text.
    pub fn source(&self, field: Field) -> &str {
        match (&self.title, field) {
            (Some(Title { text, at: None }), Field::Title) => text,
            _ => &self.text,
        }
    }

    /// The lines of [`Document::source`] of `field`, as far as they are this document's: of a file that
    /// holds many documents no more than its own part is read.
    pub fn lines(&self, field: Field) -> LineIndex {
        match (&self.title, field) {
            (Some(Title { text, at: None }), Field::Title) => LineIndex::new(text),
            _ => {
                let (start, lines) = self.begins;
                LineIndex::within(&self.text, Span::new(start, self.body.end.max(start)), lines)
            }
        }
    }

    /// Where the words at `span` of [`Document::source`] of `field` stand in the file. `None` where
    /// the text is the file's own, so that the span says it.
    pub fn at(&self, field: Field, span: Span) -> Option<At> {
        let origin = self.origin.as_ref()?;
        match (&self.title, field) {
            (Some(Title { at: None, .. }), Field::Title) => origin.title.clone(),
            // A headline out of the head of a mail stands nowhere in its text.
            _ => Some(origin.at(&self.text, span)).filter(|at| *at != At::default()),
        }
    }
}

/// A date, or a date with a time of day. Compared at the coarser precision of the two; days are
/// those of the written offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(with = "String", inline, extend("examples" = ["2020-10-26", "2020-10-26T08:30:00Z"]))]
pub struct Moment {
    /// The day as written.
    pub day: Date,
    /// Seconds since 1970 in UTC, when a time was given (one without an offset is taken as UTC).
    pub instant: Option<i64>,
    /// The time as written, when one was given, and its offset from UTC in seconds.
    pub clock: Option<(DateTime, Option<i32>)>,
}

impl Moment {
    /// A day without a time.
    pub const fn of_day(day: Date) -> Self {
        Moment { day, instant: None, clock: None }
    }

    /// The date, or the date and time with its offset, in ISO 8601: `2024-11-14T18:40:00+03:00`.
    pub fn as_written(&self) -> String {
        let Some((clock, offset)) = self.clock else { return self.day.to_string() };
        match offset {
            None => clock.to_string(),
            Some(0) => format!("{clock}Z"),
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let seconds = seconds.abs();
                let minutes = seconds / 60;
                // offsets of old local times have seconds
                let rest = if seconds % 60 == 0 { String::new() } else { format!(":{:02}", seconds % 60) };
                format!("{clock}{sign}{:02}:{:02}{rest}", minutes / 60, minutes % 60)
            }
        }
    }

    /// Whether this is later than `other` at the coarser precision of the two.
    pub fn is_after(&self, other: &Moment) -> bool {
        match (self.instant, other.instant) {
            (Some(a), Some(b)) => a > b,
            _ => self.day > other.day,
        }
    }
}

impl FromStr for Moment {
    type Err = String;

    /// Reads `2020-10-26`, `2020-10-26T08:30:00Z`, `2020-10-26 08:30+03:00` and the like.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let bad = || format!("“{text}” is not a date such as 2020-10-26 or 2020-10-26T08:30:00Z");
        if text.len() <= 10 {
            return Date::from_str(text).map(Moment::of_day).map_err(|_| bad());
        }
        if let Ok(stamp) = jiff::Timestamp::from_str(text) {
            let pieces = jiff::fmt::temporal::Pieces::parse(text).map_err(|_| bad())?;
            let offset = pieces.to_numeric_offset().map_or(0, jiff::tz::Offset::seconds);
            let clock = pieces.date().to_datetime(pieces.time().unwrap_or(jiff::civil::Time::midnight()));
            return Ok(Moment {
                day: clock.date(),
                instant: Some(stamp.as_second()),
                clock: Some((clock, Some(offset))),
            });
        }
        let clock = DateTime::from_str(text).map_err(|_| bad())?;
        let instant = jiff::tz::TimeZone::UTC.to_timestamp(clock).map_err(|_| bad())?.as_second();
        Ok(Moment { day: clock.date(), instant: Some(instant), clock: Some((clock, None)) })
    }
}

impl fmt::Display for Moment {
    /// The day, with hours and minutes as written where there are any: `2024-11-14 18:40`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        if let Some((clock, _)) = self.clock {
            write!(f, " {:02}:{:02}", clock.hour(), clock.minute())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_those_of_the_written_offset() {
        assert_eq!(at("2024-11-14T23:40:00-05:00").day.to_string(), "2024-11-14");
        assert_eq!(at("2024-11-14T18:40:00+03:00").to_string(), "2024-11-14 18:40");
        assert_eq!(at("2024-11-14T18:40").to_string(), "2024-11-14 18:40");
        assert_eq!(at("2024-11-14 18:40+03:00").as_written(), "2024-11-14T18:40:00+03:00");
        assert_eq!(at("1899-12-31T12:00+08:38:01").as_written(), "1899-12-31T12:00:00+08:38:01");
        assert!("2024-02-31".parse::<Moment>().is_err());
        assert!("last week".parse::<Moment>().is_err());
    }

    #[test]
    fn later_is_judged_at_the_coarser_precision() {
        assert!(at("2024-11-15").is_after(&at("2024-11-14T18:40:00Z")));
        assert!(!at("2024-11-14T18:40:00Z").is_after(&at("2024-11-14")));
        assert!(at("2024-11-14T18:40:00Z").is_after(&at("2024-11-14T20:30:00+03:00")));
    }
}
