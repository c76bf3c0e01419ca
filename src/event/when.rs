//! Dates in a sentence, as days of the calendar.
//!
//! In: the words of a sentence, the day of publication where it is known, and `rules/time/`.
//! Out: [`When`]s in text order. A date that cannot be (31 February) or cannot be resolved (a weekday
//! without a day of publication) is there with `days: None`: unknown, never a wrong day. Which
//! event a date belongs to is not known here.

use std::fmt;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::calendar::{Base, Calendar, Unit};
use super::marks::{Cue, Marks, WordId};
use super::passage::width;
use super::words::Word;
use crate::claim::Days;

/// A date that a sentence states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    /// The words that state it.
    pub words: Range<usize>,
    /// The days it may be, both included. `None`: a date that is not one, or cannot be told.
    pub days: Option<Days>,
    /// Whether it may reach into the morning after.
    pub night: bool,
    /// What it says of them.
    pub role: Role,
    /// What is wrong with it; then `days` is `None`.
    pub odd: Option<Odd>,
}

/// Why a date cannot be taken as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Odd {
    /// The calendar has no such day.
    NoSuchDay,
    /// That day was another day of the week than is stated.
    OtherWeekday(Date),
    /// It is told as past, and lies after the day of publication.
    AfterPublication(Date),
}

impl fmt::Display for Odd {
    /// What is wrong, for people, to follow the words of the date.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Odd::NoSuchDay => write!(f, "is no day of the calendar"),
            Odd::OtherWeekday(day) => write!(f, "contradicts itself, for {day} was a {:?}", day.weekday()),
            Odd::AfterPublication(published) => write!(f, "lies after the day of publication, {published}"),
        }
    }
}

/// What a date says of the days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It was then.
    On,
    /// It has been so since then.
    Since,
    /// It was so until then, or will be then.
    Until,
    /// Counted from an event ("two days after the raid"): it happened then.
    After,
}

/// One production's result: the words taken, the days, and whether a night is meant.
struct Reading {
    len: usize,
    days: Option<Days>,
    night: bool,
    odd: Option<Odd>,
}

impl Reading {
    const fn of(len: usize, days: Option<Days>) -> Option<Reading> {
        Some(Reading { len, days, night: false, odd: None })
    }

    const fn oddly(self, odd: Odd) -> Reading {
        Reading { days: None, odd: Some(odd), ..self }
    }

    /// Odd where the weekday beside it is that of another day.
    fn on(self, weekday: Weekday) -> Reading {
        match self.days {
            Some(days) if width(days) < 7 && days.from.weekday() != weekday => self.oddly(Odd::OtherWeekday(days.from)),
            _ => self,
        }
    }
}

/// The dates of a sentence; `before`: the day that the text named last before it, which few dates ask for.
pub(crate) fn dates(
    words: &[Word],
    published: Option<Date>,
    before: &dyn Fn() -> Option<Days>,
    calendar: &Calendar,
) -> Vec<When> {
    let mut found: Vec<When> = Vec::new();
    let all = Marks::of_all(words);
    let reader = Reader { words, all, published, before, calendar };
    let mut i = 0;
    while i < words.len() {
        if !reader.may_begin(i) {
            i += 1;
            continue;
        }
        let anchor = found.iter().rev().find_map(|w| w.days);
        let counted = reader.counted_from_event(i, anchor);
        let after = counted.is_some();
        let Some(reading) = counted.or_else(|| reader.date(i, anchor)) else {
            i += 1;
            continue;
        };
        let role = if after { Role::After } else { reader.role(i) };
        let ahead = published
            .filter(|p| role == Role::On && reading.days.is_some_and(|d| back(d.from, 1).is_some_and(|eve| eve > *p)));
        let reading = match ahead {
            Some(published) => reading.oddly(Odd::AfterPublication(published)),
            None => reading,
        };
        found.push(When {
            words: i..i + reading.len,
            days: reading.days,
            night: reading.night,
            role,
            odd: reading.odd,
        });
        i += reading.len.max(1);
    }
    found.retain(|when| !reader.recurs(when));
    found
}

/// The years that a number of four digits may be.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// A year with a 29th of February.
const LEAP: i16 = 2000;

struct Reader<'a, 't> {
    words: &'a [Word<'t>],
    /// The cues of all of them.
    all: Marks,
    published: Option<Date>,
    before: &'a dyn Fn() -> Option<Days>,
    calendar: &'a Calendar,
}

impl Reader<'_, '_> {
    /// The day that was named last, in this sentence (`anchor`) or before it.
    fn named(&self, anchor: Option<Days>) -> Option<Date> {
        anchor.or_else(self.before).map(|days| days.from)
    }

    fn lower(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| &w.lower)
    }

    fn id(&self, i: usize) -> WordId {
        self.words.get(i).map_or(WordId::default(), |w| w.id)
    }

    fn is(&self, i: usize, cue: Cue) -> bool {
        self.words.get(i).is_some_and(|w| w.marks.has(cue))
    }

    /// Whether a date may begin with the word: one of the table's, "last", digits, or what is cut like an ISO date.
    fn may_begin(&self, i: usize) -> bool {
        let word = &self.words[i];
        let counted = self.all.has(Cue::Unit);
        if word.text.as_bytes()[0].is_ascii_digit() {
            return counted || self.all.has(Cue::Month) || matches!(word.text.len(), 4 | 10);
        }
        word.marks.may_date()
            || counted && word.marks.has(Cue::Count)
            || self.all.has(Cue::Weekday) && word.lower == "last"
            || !word.is_plain && cut_as_iso(word.text)
    }

    fn month_at(&self, i: usize) -> Option<i8> {
        if self.is(i, Cue::Month) { self.calendar.month(self.lower(i)) } else { None }
    }

    fn weekday_at(&self, i: usize) -> Option<Weekday> {
        if self.is(i, Cue::Weekday) { self.calendar.weekday(self.lower(i)) } else { None }
    }

    fn unit_at(&self, i: usize) -> Option<Unit> {
        if self.is(i, Cue::Unit) { self.calendar.unit(self.lower(i)) } else { None }
    }

    /// The index of the word after `i` and marks that may stand inside a date.
    fn past(&self, mut i: usize, marks: &[&str]) -> usize {
        while marks.contains(&self.lower(i)) {
            i += 1;
        }
        i
    }

    // date = iso | phrase | weekday | days month | month day | month | ago | year
    fn date(&self, i: usize, anchor: Option<Days>) -> Option<Reading> {
        self.iso(i)
            .or_else(|| self.phrase(i, anchor))
            .or_else(|| self.weekday(i))
            .or_else(|| self.with_weekday(i, self.days_month(i)))
            .or_else(|| self.with_weekday(i, self.month(i)))
            .or_else(|| self.ago(i, anchor))
            .or_else(|| self.year(i))
    }

    // iso = yyyy "-" mm "-" dd
    fn iso(&self, i: usize) -> Option<Reading> {
        let text = self.words.get(i)?.text;
        if !cut_as_iso(text) {
            return None;
        }
        let reading = Reading::of(1, text.parse().ok().map(Days::one))?;
        let year = text[..4].parse().is_ok_and(|year| YEARS.contains(&year));
        let digits = year && text[5..].bytes().all(|b| b.is_ascii_digit() || b == b'-');
        Some(if reading.days.is_none() && digits { reading.oddly(Odd::NoSuchDay) } else { reading })
    }

    // with weekday = date (("(" | ", a") WEEKDAY)?
    fn with_weekday(&self, i: usize, date: Option<Reading>) -> Option<Reading> {
        let date = date?;
        let end = i + date.len;
        let at = match (self.lower(end), self.lower(end + 1)) {
            ("(", _) => end + 1,
            (",", "a") => end + 2,
            _ => return Some(date),
        };
        let Some(weekday) = self.weekday_at(at) else { return Some(date) };
        Some(Reading { len: at + 1 - i, ..date }.on(weekday))
    }

    // phrase = one of the table's, the longest that fits
    fn phrase(&self, i: usize, anchor: Option<Days>) -> Option<Reading> {
        if !self.is(i, Cue::Days) {
            return None;
        }
        let phrase = self.calendar.phrase_at(|k| self.id(i + k))?;
        let from = if phrase.base == Base::Named { self.named(anchor) } else { self.published };
        let days = from.and_then(|d| {
            let (from, to) = match phrase.base {
                Base::Day | Base::Named => (back(d, phrase.back)?, back(d, phrase.through.unwrap_or(phrase.back))?),
                // at the end of a week "last week" may be the one that is ending
                Base::Week => {
                    let (from, to) = week(back(d, 7 * phrase.back)?)?;
                    let ending = phrase.back == 1 && d.weekday().to_monday_one_offset() >= 6;
                    (from, if ending { d } else { to })
                }
                Base::Weekend => {
                    let (_, sunday) = week(d)?;
                    // on Saturday and Sunday it is this one, before that the last
                    let sunday = if d.weekday().to_monday_one_offset() >= 6 { sunday } else { back(sunday, 7)? };
                    (back(sunday, 1)?, sunday)
                }
                Base::Month => {
                    let d = d.first_of_month().checked_sub(phrase.back.months()).ok()?;
                    (d, d.last_of_month())
                }
                Base::Year => {
                    let d = d.first_of_year().checked_sub(phrase.back.years()).ok()?;
                    (d, d.last_of_year())
                }
            };
            let to = phrase.through.and_then(|n| back(d, n)).map_or(to, |end| to.min(end));
            Some(Days { from, to: to.max(from) })
        });
        Some(Reading { len: phrase.len, days, night: phrase.night, odd: None })
    }

    // weekday = "last"? WEEKDAY part* (","? date)? (("and" | "to") WEEKDAY)?
    fn weekday(&self, i: usize) -> Option<Reading> {
        if !self.all.has(Cue::Weekday) {
            return None;
        }
        let lead = usize::from(self.lower(i) == "last");
        let weekday = self.weekday_at(i + lead)?;
        let mut end = i + lead + 1;
        let mut night = false;
        while self.is(end, Cue::DayPart) {
            night |= self.is(end, Cue::Night);
            end += 1;
        }
        let next = self.past(end, &[","]);
        if let Some(date) = self.days_month(next).or_else(|| self.month(next)).or_else(|| self.iso(next)) {
            return Some(Reading { len: next + date.len - i, night: night || date.night, ..date }.on(weekday));
        }
        let day = self.published.and_then(|d| latest(d, weekday, lead == 1));
        let mut days = day.map(Days::one);
        if matches!(self.lower(end), "and" | "to" | "-" | "–")
            && let Some(second) = self.weekday_at(end + 1)
        {
            let to = self.published.and_then(|d| latest(d, second, false));
            // from Friday to Sunday: the Friday before that Sunday
            let from = to.and_then(|d| latest(d, weekday, false));
            days = from.zip(to).map(|(from, to)| Days { from, to });
            end += 2;
        }
        Some(Reading { len: end - i, days, night, odd: None })
    }

    // days month = DAY ((","|"and"|"to"|"-") DAY)* "of"? MONTH ","? YEAR?
    fn days_month(&self, i: usize) -> Option<Reading> {
        if !self.all.has(Cue::Month) {
            return None;
        }
        let first = self.day_number(i)?;
        let mut numbers = vec![first];
        let mut end = i + 1;
        loop {
            let next = self.past(end, &[",", "and", "to", "-", "–", "or"]);
            match self.day_number(next).filter(|_| next > end) {
                Some(day) => numbers.push(day),
                None => break,
            }
            end = next + 1;
        }
        let at = self.past(end, &["of"]);
        let month = self.month_at(at).filter(|_| self.words[at].is_capital)?;
        let (year, end) = self.year_after(self.past(at + 1, &["."]));
        let night = i >= 2 && self.is(i - 2, Cue::Night);
        let reading = self.in_month(end - i, month, year, *numbers.iter().min()?, numbers.iter().max().copied());
        Some(Reading { night, ..reading })
    }

    // month = part? MONTH "."? (DAY (("-"|"to"|"and") DAY)?)? ","? YEAR?
    fn month(&self, i: usize) -> Option<Reading> {
        if !self.all.has(Cue::Month) {
            return None;
        }
        let opens = self.is(i, Cue::MonthPart);
        let part = if opens { self.calendar.month_part_at(|k| self.id(i + k)) } else { None };
        let at = i + part.map_or(0, |p| p.len);
        let month = self.month_at(at)?;
        if !self.words[at].is_capital {
            return None; // "march", "may", "sun"
        }
        let dot = self.past(at + 1, &["."]);
        if let Some(first) = self.day_number(dot).filter(|_| part.is_none()) {
            let mut last = first;
            let mut end = dot + 1;
            if matches!(self.lower(end), "-" | "–" | "to" | "and")
                && let Some(day) = self.day_number(end + 1)
                && self.month_at(end + 2).is_none()
            {
                last = day;
                end += 2;
            }
            let (year, end) = self.year_after(end);
            return Some(self.in_month(end - i, month, year, first.min(last), Some(first.max(last))));
        }
        let (year, end) = self.year_after(dot);
        if self.words[at].lower == "may" && year.is_none() && !self.after_preposition(i) {
            return None;
        }
        let (from, to) = part.map_or((1, None), |p| (p.from, Some(p.to).filter(|to| *to < 31)));
        let end = if end == dot { at + 1 } else { end };
        Some(self.in_month(end - i, month, year, from, to))
    }

    fn after_preposition(&self, i: usize) -> bool {
        i > 0 && matches!(self.lower(i - 1), "in" | "since" | "of" | "until" | "during" | "last" | "by" | "from")
    }

    /// A year at `i` or after a comma there, in digits or as told from publication; the index after it.
    fn year_after(&self, i: usize) -> (Option<i16>, usize) {
        let at = self.past(i, &[",", "of"]);
        // "in May last year"
        let told = match (self.lower(at), self.lower(at + 1)) {
            ("last", "year") => self.published.map(|d| d.year() - 1),
            ("this", "year") => self.published.map(|d| d.year()),
            _ => None,
        };
        match (self.year_number(at), told) {
            (Some(year), _) => (Some(year), at + 1),
            (None, Some(year)) => (Some(year), at + 2),
            (None, None) => (None, i),
        }
    }

    fn year_number(&self, i: usize) -> Option<i16> {
        let text = self.words.get(i)?.text;
        let year: i16 = (text.len() == 4).then(|| text.parse().ok())??;
        YEARS.contains(&year).then_some(year)
    }

    fn day_number(&self, i: usize) -> Option<i8> {
        let word = self.words.get(i)?;
        let day = word.number().filter(|n| (1..=31).contains(n))?;
        (word.lower.len() <= 4).then_some(day as i8)
    }

    /// The days `from..=to` of a month, `None` being its last, in its latest year that is not after publication.
    fn in_month(&self, len: usize, month: i8, year: Option<i16>, from: i8, to: Option<i8>) -> Reading {
        let reading = Reading { len, days: self.days_in(month, year, from, to), night: false, odd: None };
        // without a year, the 29th of February may be one
        let stands = Date::new(year.unwrap_or(LEAP), month, to.unwrap_or(from)).is_ok();
        if stands { reading } else { reading.oddly(Odd::NoSuchDay) }
    }

    fn days_in(&self, month: i8, year: Option<i16>, from: i8, to: Option<i8>) -> Option<Days> {
        let year = match (year, self.published) {
            (Some(year), _) => year,
            // a dateline may be a day ahead
            (None, Some(d)) => {
                let first = Date::new(d.year(), month, 1).ok()?;
                let start = if to.is_none() { first } else { Date::new(d.year(), month, from).unwrap_or(first) };
                if back(start, 1)? > d { d.year() - 1 } else { d.year() }
            }
            (None, None) => return None,
        };
        let first = Date::new(year, month, 1).ok()?;
        let last = to.map_or(Ok(first.last_of_month()), |to| Date::new(year, month, to)).ok()?;
        Some(Days { from: Date::new(year, month, from).ok()?, to: last })
    }

    // ago = NUMBER UNIT ("ago" | "earlier" | "previously") "today"?
    fn ago(&self, i: usize, anchor: Option<Days>) -> Option<Reading> {
        if !self.all.has(Cue::Ago) {
            return None;
        }
        let (count, len) = self.count(i)?;
        let unit = self.unit_at(i + len)?;
        let word = self.lower(i + len + 1);
        if !self.is(i + len + 1, Cue::Ago) {
            return None;
        }
        // "earlier" counts from the day that was just named, "ago" from publication
        let from = if word == "ago" { None } else { self.named(anchor) };
        let day = from.or(self.published);
        // "a year ago today": to the day
        let exact = word == "ago" && self.lower(i + len + 2) == "today";
        if exact {
            return Reading::of(len + 3, day.and_then(|d| same_day(d, unit, count)).map(Days::one));
        }
        let days = day.and_then(|d| around(d, count * unit.days, unit.slack * count.min(2)));
        Reading::of(len + 2, days)
    }

    // counted from event = NUMBER UNIT ("to the day")? "after", at the start, after a comma or after a date
    fn counted_from_event(&self, i: usize, anchor: Option<Days>) -> Option<Reading> {
        if !self.all.has(Cue::After) {
            return None;
        }
        let (count, len) = self.count(i)?;
        let unit = self.unit_at(i + len)?;
        let led = i > 0 && (!self.words[i - 1].is_word || self.is(i - 1, Cue::CountsOn));
        let placed = i == 0 || anchor.is_some() || led;
        let exact = ["to", "the", "day"].iter().zip(i + len + 1..).all(|(word, at)| self.lower(at) == *word);
        let end = i + len + 1 + if exact { 3 } else { 0 };
        if !placed || !self.is(end, Cue::After) {
            return None;
        }
        let day = anchor.filter(|a| a.from == a.to).map(|a| a.from).or(self.published);
        let days = if exact {
            self.named(anchor).or(day).and_then(|d| same_day(d, unit, count)).map(Days::one)
        } else {
            day.and_then(|d| around(d, count * unit.days, unit.slack))
        };
        Reading::of(end + 1 - i, days)
    }

    /// A small number in words or digits, perhaps with "about" or "of" around it.
    fn count(&self, i: usize) -> Option<(i64, usize)> {
        let value = |i: usize| {
            let word = self.words.get(i)?;
            let told = if word.marks.has(Cue::Count) { self.calendar.numbers.get(&*word.lower).copied() } else { None };
            told.or_else(|| word.number()).filter(|n| (1..200).contains(n))
        };
        let first = value(i)?;
        match value(i + 1) {
            Some(second) if self.lower(i) == "a" => Some((second, 2 + usize::from(self.lower(i + 2) == "of"))),
            _ => Some((first, 1)),
        }
    }

    // year = a word that lets a year follow, YEAR
    fn year(&self, i: usize) -> Option<Reading> {
        let year = self.year_number(i)?;
        let before = i.checked_sub(1).map(|j| self.lower(j))?;
        let later = self.published.is_some_and(|d| year > d.year());
        if later || !self.is(i - 1, Cue::YearAfter) {
            return None;
        }
        let next = self.words.get(i + 1);
        // "the 2015 attack", but not "the 2000 houses"
        let articled = matches!(before, "the" | "a" | "that" | "its" | "their");
        if articled && !next.is_some_and(|w| w.is_word && !w.lower.ends_with('s')) {
            return None;
        }
        // "of 2018", but not "of 2000 men"
        let clause = matches!(self.lower(i + 1), "that" | "which" | "in" | "when" | "where" | "and" | "was" | "had");
        // "the festival of 2013 killed 36"
        let killed = self.is(i + 1, Cue::Harm) && self.words.get(i + 2).is_some_and(|w| w.number().is_some());
        if matches!(before, "of" | "around")
            && !clause
            && !killed
            && next.is_some_and(|w| w.text.starts_with(char::is_lowercase))
        {
            return None;
        }
        let first = Date::new(year, 1, 1).ok()?;
        Reading::of(1, Some(Days { from: first, to: first.last_of_year() }))
    }

    /// What the words before the date make of it.
    fn role(&self, i: usize) -> Role {
        for j in (i.saturating_sub(3)..i).rev() {
            let word = self.lower(j);
            if self.is(j, Cue::Since) {
                return Role::Since;
            }
            if self.is(j, Cue::Until) {
                return Role::Until;
            }
            if !matches!(word, "on" | "the" | "at" | "early" | "late" | "in" | "least" | "from" | "end" | "of") {
                break;
            }
        }
        let ahead = (i.saturating_sub(8)..i).any(|j| self.is(j, Cue::Will));
        if ahead { Role::Until } else { Role::On }
    }

    /// "every Wednesday", "on Fridays"
    fn recurs(&self, when: &When) -> bool {
        when.words.start > 0 && self.is(when.words.start - 1, Cue::Every)
    }
}

/// "2021-05-03", or something else with hyphens in these places.
fn cut_as_iso(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-'
}

fn back(day: Date, days: i64) -> Option<Date> {
    day.checked_sub(days.days()).ok()
}

fn around(day: Date, days: i64, slack: i64) -> Option<Days> {
    let to = back(day, (days - slack).max(1))?;
    Some(Days { from: back(day, days + slack)?, to })
}

/// The days of a month and of a year, as the units that are counted in have them.
const MONTH: i64 = 30;
const YEAR: i64 = 365;

/// The same day so many units before: "a year ago today".
fn same_day(day: Date, unit: Unit, count: i64) -> Option<Date> {
    match unit.days {
        MONTH => day.checked_sub(count.months()).ok(),
        days if days % YEAR == 0 => day.checked_sub((days / YEAR * count).years()).ok(),
        days => back(day, days * count),
    }
}

/// Monday and Sunday of the day's week.
fn week(day: Date) -> Option<(Date, Date)> {
    let monday = back(day, i64::from(day.weekday().to_monday_zero_offset()))?;
    Some((monday, back(monday, -6)?))
}

/// The last such weekday up to `day`; before it where `strictly`.
fn latest(day: Date, weekday: Weekday, strictly: bool) -> Option<Date> {
    let ago = i64::from(day.weekday().since(weekday));
    back(day, if strictly && ago == 0 { 7 } else { ago })
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
