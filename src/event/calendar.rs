//! The words for dates of a language, as `rules/time/` has them.
//!
//! In: the file. Out: a [`Calendar`] that looks words up. It does no calendar arithmetic.

use std::collections::{HashMap, HashSet};

use jiff::civil::Weekday;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::marks::{Cue, MarkTable, Tells, WordId};
use super::phrases::Phrases;
use crate::fault::Fault;
use crate::yaml::built_in;

/// The words for dates, ready to look up.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    months: FxHashMap<String, i8>,
    weekdays: FxHashMap<String, Weekday>,
    units: FxHashMap<String, Unit>,
    phrases: Phrases<Phrase>,
    parts: Phrases<MonthPart>,
    /// Small numbers in words.
    pub numbers: FxHashMap<String, i64>,
    /// How many days before publication an event may lie whose day is not stated.
    pub unstated: i64,
}

/// What "ago" counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Its length in days.
    pub days: i64,
    /// By how many days a count of them may be off.
    pub slack: i64,
}

/// A stretch of days told from the day of publication.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Phrase {
    /// How many words say it.
    pub len: usize,
    /// What sort of stretch.
    pub base: Base,
    /// How many of its sort before the one that holds the day of publication.
    pub back: i64,
    /// Where it is cut, in days before publication.
    pub through: Option<i64>,
    /// Whether it may reach into the next morning.
    pub night: bool,
}

/// What sort of stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Base {
    /// A day.
    Day,
    /// The day that the sentence named before.
    Named,
    /// Monday to Sunday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

/// A part of a month: its days, both included; 31 stands for the last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MonthPart {
    /// How many words say it.
    pub len: usize,
    /// The first day.
    pub from: i8,
    /// The last day.
    pub to: i8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: HashMap<i8, Vec<String>>,
    weekdays: HashMap<i8, Vec<String>>,
    numbers: FxHashMap<String, i64>,
    units: Vec<UnitRow>,
    phrases: Vec<PhraseRow>,
    month_parts: Vec<PartRow>,
    day_parts: HashSet<String>,
    nights: HashSet<String>,
    since: HashSet<String>,
    until: HashSet<String>,
    will: HashSet<String>,
    every: HashSet<String>,
    year_after: HashSet<String>,
    ago: HashSet<String>,
    after: HashSet<String>,
    counts_on: HashSet<String>,
    unstated: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRow {
    say: Vec<String>,
    days: i64,
    slack: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseRow {
    say: Vec<String>,
    base: Base,
    #[serde(default)]
    back: i64,
    through: Option<i64>,
    #[serde(default)]
    night: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartRow {
    say: Vec<String>,
    from: i8,
    to: i8,
}

impl Calendar {
    /// The English calendar that is built in; its words are marked in `marks`.
    ///
    /// # Errors
    /// A [`Fault`] where the file is wrong; a test keeps the built-in one right.
    pub fn built_in(marks: &mut MarkTable) -> Result<Calendar, Fault> {
        let built_in = built_in!("time/en");
        let file: File = built_in.load()?;
        let lists = [
            (Cue::DayPart, &file.day_parts),
            (Cue::Night, &file.nights),
            (Cue::Since, &file.since),
            (Cue::Until, &file.until),
            (Cue::Will, &file.will),
            (Cue::Every, &file.every),
            (Cue::YearAfter, &file.year_after),
            (Cue::Ago, &file.ago),
            (Cue::After, &file.after),
            (Cue::CountsOn, &file.counts_on),
        ];
        for (cue, words) in lists {
            marks.mark(cue, words.iter().map(String::as_str));
        }
        marks.mark(Cue::Month, file.months.values().flatten().map(String::as_str));
        marks.mark(Cue::Weekday, file.weekdays.values().flatten().map(String::as_str));
        marks.mark(Cue::Unit, file.units.iter().flat_map(|row| &row.say).map(String::as_str));
        marks.mark(Cue::Count, file.numbers.keys().map(String::as_str));
        let mut weekdays = FxHashMap::default();
        for (n, names) in file.weekdays {
            let day = Weekday::from_monday_one_offset(n).map_err(|_| {
                Fault::of_file(built_in.path, format!("{n} is no weekday")).help("1 is Monday, 7 is Sunday")
            })?;
            weekdays.extend(names.into_iter().map(|name| (name, day)));
        }
        let phrases = file.phrases.into_iter().flat_map(|row| {
            let PhraseRow { say, base, back, through, night } = row;
            say.into_iter().map(move |s| (s, move |len| Phrase { len, base, back, through, night }))
        });
        let parts = file.month_parts.into_iter().flat_map(|row| {
            let PartRow { say, from, to } = row;
            say.into_iter().map(move |s| (s, move |len| MonthPart { len, from, to }))
        });
        let phrases = Phrases::new(Cue::Days, phrases, |_| Tells::DATE, marks);
        let parts = Phrases::new(Cue::MonthPart, parts, |_| Tells::DATE, marks);
        Ok(Calendar {
            months: file.months.into_iter().flat_map(|(n, names)| names.into_iter().map(move |m| (m, n))).collect(),
            weekdays,
            units: file
                .units
                .into_iter()
                .flat_map(|row| row.say.into_iter().map(move |s| (s, Unit { days: row.days, slack: row.slack })))
                .collect(),
            phrases,
            parts,
            numbers: file.numbers,
            unstated: file.unstated,
        })
    }

    /// The month of that name, from 1.
    pub fn month(&self, lower: &str) -> Option<i8> {
        self.months.get(lower).copied()
    }

    /// The weekday of that name.
    pub fn weekday(&self, lower: &str) -> Option<Weekday> {
        self.weekdays.get(lower).copied()
    }

    /// The unit of that name.
    pub fn unit(&self, lower: &str) -> Option<Unit> {
        self.units.get(lower).copied()
    }

    /// The longest phrase that the words, asked for by number, begin with.
    pub fn phrase_at(&self, word: impl Fn(usize) -> WordId) -> Option<Phrase> {
        self.phrases.at(word).map(|(_, phrase)| phrase)
    }

    /// The same for a part of a month.
    pub fn month_part_at(&self, word: impl Fn(usize) -> WordId) -> Option<MonthPart> {
        self.parts.at(word).map(|(_, part)| part)
    }
}
