//! Dates as web pages, mails, feeds and tables write them.
//!
//! In: a text. Out: the [`Moment`] it names, where it names one day beyond doubt: `03/04/2024` does not.

use jiff::civil::Date;

use crate::text::Moment;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The moment that a text names: ISO 8601, the dates of mails (RFC 2822), `14 November 2024` or
/// `November 14, 2024`, perhaps with a weekday, and `20241114`.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.len() > 200 {
        return None;
    }
    if let Ok(moment) = text.parse::<Moment>() {
        return Some(moment);
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return of_zoned(&zoned);
    }
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(digits) = digits.filter(|_| text.len() == 8 || text[8..].starts_with('T')) {
        let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
        let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
        return day_of(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    }
    // "2024-11-14T18:40:00+0300 and what else", "2024-11-14 18:40 GMT": the day is beyond doubt.
    let iso = text.get(..10).and_then(|day| day.parse::<Date>().ok());
    iso.map(Moment::of_day).or_else(|| in_words(text))
}

/// The moment of a date with an offset, as it is written.
pub(super) fn of_zoned(zoned: &jiff::Zoned) -> Option<Moment> {
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string().parse().ok()
}

fn day_of(year: i16, month: i8, day: i8) -> Option<Moment> {
    (1900..=2200).contains(&year).then(|| Date::new(year, month, day).ok().map(Moment::of_day))?
}

/// `14 November 2024`, `November 14th, 2024`.
fn in_words(text: &str) -> Option<Moment> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let month = words.iter().position(|word| {
        MONTHS.iter().any(|month| word.starts_with(month)) && word.len() <= 9 && word.chars().all(char::is_alphabetic)
    })?;
    let number = MONTHS.iter().position(|name| words[month].starts_with(name))?;
    let day = |at: usize| {
        let word = words.get(at)?.trim_end_matches(|c: char| c.is_alphabetic());
        word.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
    };
    let year = |at: usize| words.get(at)?.parse::<i16>().ok();
    let month_number = i8::try_from(number + 1).ok()?;
    let before = month.checked_sub(1).and_then(day).zip(year(month + 1));
    let (day, year) = before.or_else(|| day(month + 1).zip(year(month + 2)))?;
    day_of(year, month_number, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (written, read) in [
            ("2024-11-14T18:40:00.000+03:00", "2024-11-14T18:40:00+03:00"),
            ("2024-11-14T18:40:00+0300", "2024-11-14T18:40:00+03:00"),
            ("Thu, 14 Nov 2024 18:40:00 +0300", "2024-11-14T18:40:00+03:00"),
            ("Thu, 14 Nov 2024 18:40:00 GMT", "2024-11-14T18:40:00Z"),
            ("Thursday, November 14th, 2024", "2024-11-14"),
            ("14 November 2024", "2024-11-14"),
            ("20241114", "2024-11-14"),
        ] {
            assert_eq!(moment(written).unwrap().as_written(), read, "{written}");
        }
    }

    #[test]
    fn what_may_be_two_days_is_none() {
        for text in ["03/04/2024", "2024", "yesterday", "May 2024", "31 February 2024", ""] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
