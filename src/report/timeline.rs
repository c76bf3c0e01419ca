//! The toll of an event as it was told over time: for a measure, each report's range at its time.
//!
//! In: the figures of an event that were published at different times. Out: SVG whose places along the
//! time are percentages, with what it shows in words for who cannot see it. Time runs to the right,
//! numbers upwards; a line follows the least number that the latest report gives. Parts, additions,
//! rates and figures of longer times are left out: they are no toll.

use std::fmt::Write;

use jiff::civil::{Date, date};

use super::markup::escaped;
use super::plot::{Axis, Marks, form};
use super::wording::{Column, Index, column_name, heading};
use super::{Occurrence, Report};
use crate::claim::{Claim, Scope, Status, grouped};

/// Pixels: above the highest number, the numbers, the days below.
const TOP: f64 = 38.0;
const NUMBERS: f64 = 150.0;
const DAYS: f64 = 24.0;

/// Where the first and the last time lie, in percent of the width: room for numbers and arrows.
const SPAN: (f64, f64) = (15.0, 91.0);

/// Labels that are nearer than this to one another would overlap, in percent of the width.
const APART: f64 = 19.0;

/// Pixels between figures of one time.
const BESIDE: usize = 15;

/// A figure at its time.
struct Told<'a> {
    claim: &'a Claim,
    day: Date,
    /// Minutes since 1970.
    at: i64,
}

/// The picture, where the figures of a measure were told at two times or more, and not always the same.
pub(super) fn timeline(
    report: &Report,
    index: &Index,
    marks: &Marks,
    occurrence: &Occurrence,
    column: Column,
) -> Option<String> {
    let all = told(report, index, occurrence, column);
    let (first, last) = (all.first()?.at, all.last()?.at);
    let always_the_same = all.iter().all(|told| told.claim.range == all[0].claim.range);
    if first == last || always_the_same {
        return None;
    }
    let scale = Scale { axis: Axis::over(all.iter().map(|told| told.claim.range)), first, last };
    let height = TOP + NUMBERS + DAYS;
    let mut out = format!("<svg class=\"plot\" width=\"100%\" height=\"{height}\" role=\"img\" aria-label=\"");
    let name = column_name(column);
    let _ =
        write!(out, "{} over time, {}: {}", escaped(&name), escaped(&heading(&occurrence.event)), words(index, &all));
    out.push_str("\">");
    scale.numbers(&mut out);
    scale.days(&mut out, &all);
    let times: Vec<&[Told]> = all.chunk_by(|a, b| a.at == b.at).collect();
    scale.steps(&mut out, &times);
    let mut labelled = f64::MIN;
    for time in times {
        let x = scale.x(time[0].at);
        let _ = write!(out, "<svg x=\"{x:.2}%\" overflow=\"visible\">");
        for (n, told) in time.iter().enumerate() {
            let mark = marks.get(&*told.claim.id).map_or("", |(severity, _)| severity.name());
            scale.figure(&mut out, index, told.claim, mark, n * BESIDE);
        }
        if x - labelled >= APART {
            // An arrow stands out above.
            let reaches =
                |told: &Told| scale.top(told.claim) - if told.claim.range.high.is_none() { 12.0 } else { 0.0 };
            let top = time.iter().map(reaches).fold(f64::MAX, f64::min);
            let range = escaped(&time[0].claim.range.to_string());
            let _ = write!(
                out,
                "<text class=\"value\" x=\"0\" y=\"{:.1}\" text-anchor=\"middle\">{range}</text>",
                top - 8.0
            );
            labelled = x;
        }
        out.push_str("</svg>");
    }
    out.push_str("</svg>");
    Some(out)
}

/// The tolls of a measure in the order of time; figures of the draft are not reports.
fn told<'a>(report: &'a Report, index: &Index, occurrence: &Occurrence, column: Column) -> Vec<Told<'a>> {
    let claims = occurrence.event.claims.iter().filter_map(|&n| report.claims.get(n));
    let is_toll = |claim: &&Claim| {
        (claim.measure, claim.unit) == column
            && claim.scope == Scope::Event
            && !claim.part
            && !claim.additional
            && !matches!(claim.status, Status::Denied | Status::Hypothetical)
            && report.draft.as_ref() != Some(&claim.document)
    };
    let timed = |claim: &'a Claim| {
        let moment = index.entries.get(&*claim.document)?.metadata.published?;
        let midnight = i64::from((moment.day - date(1970, 1, 1)).get_days()) * 24 * 60;
        let offset = moment.clock.and_then(|(_, offset)| offset).unwrap_or(0) / 60;
        let at = match (claim.entry, moment.instant) {
            (Some(minutes), _) => midnight + i64::from(minutes) - i64::from(offset),
            (None, Some(seconds)) => seconds.div_euclid(60),
            // Of a day nobody knows the hour: its middle is never far off.
            (None, None) => midnight + 12 * 60,
        };
        Some(Told { claim, day: moment.day, at })
    };
    let mut all: Vec<Told> = claims.filter(is_toll).filter_map(timed).collect();
    // Reports of one time: the most first, and each number once.
    all.sort_by(|a, b| a.at.cmp(&b.at).then(b.claim.range.cmp(&a.claim.range)).then(a.claim.id.cmp(&b.claim.id)));
    all.dedup_by(|b, a| (a.at, a.claim.range, &a.claim.document) == (b.at, b.claim.range, &b.claim.document));
    all
}

/// What the picture shows, for who hears it: `2024-11-14 6+ (Lakeside Wire), 2024-11-15 11 (Courier)`.
fn words(index: &Index, all: &[Told]) -> String {
    let one = |told: &Told| format!("{} {} ({})", told.day, told.claim.range, index.name(&told.claim.document));
    escaped(&all.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// Where times and numbers lie.
struct Scale {
    axis: Axis,
    /// Minutes since 1970, of the first and the last figure.
    first: i64,
    last: i64,
}

impl Scale {
    /// The place of a time, in percent of the width.
    #[expect(clippy::cast_precision_loss, reason = "a place on a picture")]
    fn x(&self, at: i64) -> f64 {
        SPAN.0 + (SPAN.1 - SPAN.0) * (at - self.first) as f64 / (self.last - self.first) as f64
    }

    /// The height of a number, in pixels from the top.
    fn y(&self, n: u64) -> f64 {
        TOP + NUMBERS * (1.0 - self.axis.share(n))
    }

    /// The highest that a figure reaches.
    fn top(&self, claim: &Claim) -> f64 {
        claim.range.high.map_or(TOP - 8.0, |high| self.y(high))
    }

    fn numbers(&self, out: &mut String) {
        for n in self.axis.ticks() {
            let y = self.y(n);
            let _ = write!(
                out,
                "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text class=\"tick\" x=\"0\" \
                 y=\"{:.1}\">{}</text>",
                y - 3.0,
                grouped(n)
            );
        }
    }

    /// The days below, as many as have room.
    fn days(&self, out: &mut String, all: &[Told]) {
        let mut labelled = f64::MIN;
        for (n, told) in all.iter().enumerate() {
            let x = self.x(told.at);
            if x - labelled < APART || n > 0 && all[n - 1].day == told.day {
                continue;
            }
            labelled = x;
            let y = TOP + NUMBERS + 16.0;
            let _ =
                write!(out, "<text class=\"tick\" x=\"{x:.2}%\" y=\"{y}\" text-anchor=\"middle\">{}</text>", told.day);
        }
    }

    /// The least number of the latest report, from each time to the next.
    fn steps(&self, out: &mut String, times: &[&[Told]]) {
        // Of one time the highest floor: a report of some of the people does not lower the toll.
        let floor = |time: &[Told]| time.iter().map(|told| told.claim.range.low).max().unwrap_or(0);
        for (n, time) in times.iter().enumerate() {
            let (x, y) = (self.x(time[0].at), self.y(floor(time)));
            let to = times.get(n + 1).map_or(100.0, |next| self.x(next[0].at));
            let _ = write!(out, "<line class=\"step\" x1=\"{x:.2}%\" x2=\"{to:.2}%\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>");
            if let Some(next) = times.get(n + 1) {
                let then = self.y(floor(next));
                let _ = write!(
                    out,
                    "<line class=\"step\" x1=\"{to:.2}%\" x2=\"{to:.2}%\" y1=\"{y:.1}\" y2=\"{then:.1}\"/>"
                );
            }
        }
    }

    /// A figure, so many pixels to the left of its time.
    fn figure(&self, out: &mut String, index: &Index, claim: &Claim, mark: &str, aside: usize) {
        let (low, top) = (self.y(claim.range.low), self.top(claim));
        let class = format!("{} {mark}", form(claim));
        let class = class.trim_end();
        let _ = write!(out, "<g><title>{}</title>", escaped(&index.quote(claim)));
        let x = format!("-{aside}");
        let _ = match claim.range.high {
            Some(_) if low - top < 4.0 => write!(out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{top:.1}\" r=\"6\"/>"),
            high => {
                let height = low - top;
                let bar = write!(
                    out,
                    "<g transform=\"translate({x})\"><rect class=\"{class}\" x=\"-5\" y=\"{top:.1}\" width=\"10\" \
                     height=\"{height:.1}\" rx=\"2\"/>"
                );
                let arrow = match high {
                    Some(_) => Ok(()),
                    None => write!(out, "<path class=\"end {class}\" d=\"M-8,{top:.1} l8,-12 l8,12 Z\"/>"),
                };
                bar.and(arrow).and_then(|()| write!(out, "</g>"))
            }
        };
        out.push_str("</g>");
    }
}

#[cfg(test)]
mod tests {
    use crate::Checker;
    use crate::case::Case;
    use crate::report::html;
    use crate::text::{InputFormat, read};

    /// The words of the timeline on the page of these reports of one blast.
    fn words(reports: &[(&str, &str)]) -> Option<String> {
        let document = |(n, (published, killed)): (usize, &(&str, &str))| {
            let text = format!("---\npublished: {published}\n---\nThe blast in Harim on 3 May 2021 killed {killed}.\n");
            read(&format!("{n}.md"), text.as_bytes(), InputFormat::Text).documents
        };
        let documents: Vec<_> = reports.iter().enumerate().flat_map(document).collect();
        let page = html::check(&Checker::new().unwrap().check(&documents, &Case::default()));
        let (_, rest) = page.split_once("aria-label=\"killed over time, ")?;
        let (_, words) = rest.split_once(": ").unwrap();
        Some(words.split('"').next().unwrap().to_owned())
    }

    #[test]
    fn the_toll_is_told_in_the_order_of_time_and_only_where_times_differ() {
        let rising = [("2021-05-05", "19 people"), ("2021-05-04", "at least six people"), ("2021-05-07", "19 people")];
        assert_eq!(words(&rising).unwrap(), "2021-05-04 6+ (1.md), 2021-05-05 19 (0.md), 2021-05-07 19 (2.md)");
        assert_eq!(words(&[("2021-05-04", "19 people"), ("2021-05-04", "12 people")]), None);
        assert_eq!(words(&[("2021-05-04", "19 people")]), None);
        assert_eq!(words(&[("2021-05-04", "19 people"), ("2021-05-06", "19 people")]), None);
        let hours = [("2021-05-04T18:00:00Z", "19 people"), ("2021-05-04T08:00:00Z", "12 people")];
        assert_eq!(words(&hours).unwrap(), "2021-05-04 12 (1.md), 2021-05-04 19 (0.md)");
    }
}
