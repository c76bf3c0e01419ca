//! What the program means by a claim: plain data, no reading, no judging.
//!
//! The terms and their bounds are those of the contract: a range is a closed interval of whole
//! numbers, `low..=high`, open above where `high` is `None`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

use crate::text::{At, Field, Span};

/// What happened to the people counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Dead, by whatever cause.
    Killed,
    /// Wounded, hurt, hospitalised.
    Injured,
    /// Killed and injured counted together.
    Casualties,
    /// Unaccounted for.
    Missing,
    /// Abducted or taken hostage, not arrested.
    Captured,
    /// Driven from their homes.
    Displaced,
    /// Moved to safety, or ordered to go.
    Evacuated,
    /// Across a border, or asking for asylum.
    Refugees,
    /// Gone home.
    Returned,
}

impl Measure {
    /// Every measure, in the order in which tables show them.
    pub const ALL: [Measure; 9] = [
        Measure::Killed,
        Measure::Injured,
        Measure::Casualties,
        Measure::Missing,
        Measure::Captured,
        Measure::Displaced,
        Measure::Evacuated,
        Measure::Refugees,
        Measure::Returned,
    ];

    /// The name in files and tables.
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Killed => "killed",
            Measure::Injured => "injured",
            Measure::Casualties => "casualties",
            Measure::Missing => "missing",
            Measure::Captured => "captured",
            Measure::Displaced => "displaced",
            Measure::Evacuated => "evacuated",
            Measure::Refugees => "refugees",
            Measure::Returned => "returned",
        }
    }

    /// Whether the count of one event can only grow as it is counted: killed, injured, casualties.
    pub const fn grows(self) -> bool {
        matches!(self, Measure::Killed | Measure::Injured | Measure::Casualties)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The whole numbers that a wording allows: `low..=high`, open above where `high` is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Range {
    /// The least number allowed.
    pub low: u64,
    /// The greatest number allowed; none means no upper bound.
    pub high: Option<u64>,
}

impl Range {
    /// From `low` to `high`, both included.
    pub const fn new(low: u64, high: Option<u64>) -> Self {
        Range { low, high }
    }

    /// Exactly `n`.
    pub const fn exactly(n: u64) -> Self {
        Range { low: n, high: Some(n) }
    }

    /// Whether some number lies in both.
    pub fn meets(self, other: Range) -> bool {
        self.high.is_none_or(|h| h >= other.low) && other.high.is_none_or(|h| h >= self.low)
    }

    /// Whether every number of this range lies in `other`.
    pub fn within(self, other: Range) -> bool {
        self.low >= other.low
            && match (self.high, other.high) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(a), Some(b)) => a <= b,
            }
    }

    /// The numbers in both, where there are any.
    pub fn meet(self, other: Range) -> Option<Range> {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let low = self.low.max(other.low);
        high.is_none_or(|h| low <= h).then_some(Range { low, high })
    }
}

impl fmt::Display for Range {
    /// `35`, `35–50`, `35+`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.high {
            None => format!("{}+", grouped(self.low)),
            Some(high) if high == self.low => grouped(high),
            Some(high) => format!("{}–{}", grouped(self.low), grouped(high)),
        };
        f.pad(&text)
    }
}

/// A number with its thousands set apart by commas: `1,204`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// The name in files and output.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

named! {
    /// How the wording bounds the number.
    Quantifier {
        /// N.
        Exact = "exact",
        /// At least N.
        AtLeast = "at_least",
        /// More than N.
        MoreThan = "more_than",
        /// Up to N.
        AtMost = "at_most",
        /// Fewer than N.
        LessThan = "less_than",
        /// Nearly N.
        Nearly = "nearly",
        /// About N.
        About = "about",
        /// Just over N.
        JustOver = "just_over",
        /// Between A and B.
        Between = "between",
        /// Dozens, several, hundreds.
        Vague = "vague",
        /// A stated zero.
        None = "none",
    }
}

named! {
    /// What the figure counts.
    Unit {
        /// People, one by one.
        Person = "person",
        /// Families or households.
        Household = "household",
    }
}

named! {
    /// How surely it is said.
    Status {
        /// Plainly said.
        Asserted = "asserted",
        /// Said to be confirmed or verified.
        Confirmed = "confirmed",
        /// Said to be an estimate.
        Estimated = "estimated",
        /// Feared, believed, presumed.
        Feared = "feared",
        /// Claimed, reportedly, unverified.
        Alleged = "alleged",
        /// Said not to be so.
        Denied = "denied",
        /// An order to leave.
        Ordered = "ordered",
        /// Could, would, if.
        Hypothetical = "hypothetical",
    }
}

named! {
    /// The time that the figure covers.
    Scope {
        /// One occurrence.
        Event = "event",
        /// A long time: since 2011, this year, a week or longer.
        Cumulative = "cumulative",
        /// So many a day.
        Rate = "rate",
    }
}

/// The days from `from` to `to`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Days {
    /// The first day.
    pub from: jiff::civil::Date,
    /// The last day.
    pub to: jiff::civil::Date,
}

impl Days {
    /// One day.
    pub const fn one(day: jiff::civil::Date) -> Self {
        Days { from: day, to: day }
    }

    /// Whether some day lies in both.
    pub fn meet(self, other: Days) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// One quantified statement about people harmed or moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// `<document>:<n>`, n from 1 in text order.
    pub id: String,
    /// The id of its document.
    pub document: String,
    /// What happened to the people.
    pub measure: Measure,
    /// The numbers that the wording allows.
    pub range: Range,
    /// How the wording bounds the number.
    pub quantifier: Quantifier,
    /// The numbers as worded, in order; empty for vague words and for none.
    pub stated: Vec<u64>,
    /// What is counted.
    pub unit: Unit,
    /// Who they were, as canonical tags, sorted, without repetition. Empty: people of no stated kind.
    pub population: Vec<String>,
    /// How surely it is said.
    pub status: Status,
    /// Who is named as saying so, as written. `None` where nobody is.
    pub attribution: Option<String>,
    /// Whether it counts some of the people of another figure.
    pub part: bool,
    /// The id of the figure it is part of, where that can be told.
    pub part_of: Option<String>,
    /// Whether it belongs to a breakdown that the text gives as complete ("13 people: eight
    /// soldiers, three policemen and two civilians").
    pub complete: bool,
    /// The time that the figure covers.
    pub scope: Scope,
    /// Whether it adds to an earlier figure of the same measure.
    pub additional: bool,
    /// When, as far as the text says; relative days resolved against the date of publication.
    pub date: Option<Days>,
    /// Where, as written, in text order.
    pub place: Vec<String>,
    /// The groups and institutions named with it, as written, in text order.
    pub actors: Vec<String>,
    /// Whether it stands in the headline or in the text.
    pub field: Field,
    /// The words of the quantity and its noun phrase, exactly as in the text.
    pub quote: String,
    /// Where the quote stands, in [`Document::source`](crate::text::Document::source) of `field`.
    pub span: Span,
    /// Line of the quote, from 1.
    pub line: usize,
    /// Column of the quote in characters, from 1.
    pub column: usize,
    /// The place in the file, where the text is not the file's own.
    pub at: Option<At>,
    /// Its sentence, exactly as in the text.
    pub sentence: String,
    /// The time of day of its entry on a live page or in a log, in minutes after midnight.
    pub entry: Option<u16>,
    /// The sentence's number within the extraction of its document, from 0 (the headline first).
    pub sentence_index: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_meet_where_they_share_a_number() {
        let at_least = |n| Range::new(n, None);
        assert!(at_least(35).meets(Range::exactly(35)));
        assert!(!at_least(35).meets(Range::new(0, Some(34))));
        assert_eq!(at_least(35).meet(Range::new(0, Some(50))), Some(Range::new(35, Some(50))));
        assert_eq!(at_least(51).meet(Range::new(0, Some(50))), None);
        assert!(Range::exactly(40).within(at_least(35)) && !at_least(35).within(Range::exactly(35)));
    }

    #[test]
    fn ranges_print_as_an_editor_writes_them() {
        assert_eq!(Range::new(900_000, Some(999_999)).to_string(), "900,000–999,999");
        assert_eq!(Range::new(35, None).to_string(), "35+");
        assert_eq!(Range::exactly(0).to_string(), "0");
    }
}
