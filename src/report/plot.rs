//! The ranges of an event as a picture: a row a figure in the order of time, for each measure.
//!
//! In: a report. Out: SVG that needs nothing from elsewhere. Places along the axis are percentages, so
//! that a plot is as wide as where it stands. A number is a dot, a range a bar, an open end an arrow;
//! vague words are an outline, approximations are hatched; what stands against another figure has a
//! mark of its own shape. Colour says nothing that shape and words do not.

use std::collections::HashMap;
use std::fmt::Write;

use super::markup::{escaped, shortened};
use super::wording::{Column, Index, column_name, columns, heading};
use super::{Occurrence, Report};
use crate::claim::{Claim, Quantifier, Range, Scope, Status, grouped};
use crate::rules::{Agreement, Severity};

/// The colours, light and dark, of a plot. All pairs can be told apart by colour-blind readers
/// (Okabe and Ito 2008).
pub(super) const STYLE: &str = include_str!("plot.css");

/// Pixels: a row, the axis below the rows, the room above them.
const ROW: usize = 40;
const AXIS: usize = 30;
const TOP: usize = 6;

/// The width of a picture that stands alone, in pixels.
const WIDTH: usize = 960;

/// How many characters of a source are shown beside its date.
const NAME: usize = 26;

/// A figure with what is said against it.
pub(super) type Marks<'a> = HashMap<&'a str, (Severity, &'a str)>;

/// The plots of all events, one below the other, as one picture.
pub fn check(report: &Report) -> String {
    let index = Index::of(report);
    let marks = marks(report);
    let (mut body, mut y) = (String::new(), 16);
    for occurrence in &report.events {
        let _ = write!(body, "<text class=\"heading\" x=\"16\" y=\"{}\">{}</text>", y + 16, {
            escaped(&shortened(&heading(&occurrence.event), 110))
        });
        y += 28;
        for column in event_columns(report, occurrence) {
            let (plot, height) = panel(report, &index, &marks, occurrence, column);
            let name = escaped(&column_name(column));
            let _ = write!(body, "<text class=\"measure\" x=\"16\" y=\"{}\">{name}</text>", y + 14);
            let _ = write!(
                body,
                "<svg x=\"16\" y=\"{}\" width=\"{}\" height=\"{height}\">{plot}</svg>",
                y + 22,
                WIDTH - 32
            );
            y += height + 34;
        }
        y += 10;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot alone\" width=\"{WIDTH}\" height=\"{y}\" \
         viewBox=\"0 0 {WIDTH} {y}\" role=\"img\"><title>{}</title><style>{STYLE}</style>{PATTERN}\
         <rect class=\"paper\" width=\"100%\" height=\"100%\"/>{body}</svg>\n",
        escaped(&super::wording::summary(report))
    )
}

/// The plot of one measure of one event, for a page.
pub(super) fn event_plot(
    report: &Report,
    index: &Index,
    marks: &Marks,
    occurrence: &Occurrence,
    column: Column,
) -> String {
    let (plot, height) = panel(report, index, marks, occurrence, column);
    let name = column_name(column);
    format!(
        "<svg class=\"plot\" width=\"100%\" height=\"{height}\" role=\"img\" aria-label=\"Ranges of {}: {}; the table below \
         gives the same figures\">{plot}</svg>",
        escaped(&name),
        escaped(&heading(&occurrence.event)),
    )
}

/// What a page of plots needs once: the hatching.
pub(super) const PATTERN: &str = "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
     patternTransform=\"rotate(45)\"><rect class=\"hatched\" width=\"3\" height=\"6\"/></pattern></defs>";

/// The measures of an event that have figures to draw.
pub(super) fn event_columns(report: &Report, occurrence: &Occurrence) -> Vec<Column> {
    columns(occurrence.event.claims.iter().filter_map(|&n| report.claims.get(n)))
}

/// The severest finding that each figure is part of.
pub(super) fn marks(report: &Report) -> Marks<'_> {
    let mut marks = Marks::new();
    // The most severe come first.
    for finding in report.findings.iter().filter(|finding| finding.severity > Severity::Note) {
        for id in &finding.claims {
            marks.entry(id).or_insert((finding.severity, &finding.rule));
        }
    }
    marks
}

/// The rows of one measure over a common axis, and their height in pixels.
fn panel(report: &Report, index: &Index, marks: &Marks, occurrence: &Occurrence, column: Column) -> (String, usize) {
    let claims = occurrence.event.claims.iter().filter_map(|&n| report.claims.get(n));
    let own = claims.filter(|claim| (claim.measure, claim.unit) == column);
    let claims: Vec<&Claim> = index.rows(own).into_iter().flat_map(|(_, claims)| claims).collect();
    let axis = Axis::over(claims.iter().map(|claim| claim.range));
    let rows = claims.len() * ROW + TOP;
    let mut out = String::new();
    // That one figure agrees with itself needs no picture.
    if let Some(agreed) = shaded(&occurrence.figures, column).filter(|_| claims.len() > 1) {
        let (from, to) = (axis.at(agreed.low), agreed.high.map_or(100.0, |high| axis.at(high)));
        // A single number would have no width.
        let (x, width) = if to - from < 0.8 { (from - 0.4, 0.8) } else { (from, to - from) };
        let _ = write!(
            out,
            "<rect class=\"agreed\" x=\"{x:.2}%\" y=\"0\" width=\"{width:.2}%\" height=\"{rows}\"><title>agreed by \
             all: {agreed}</title></rect>"
        );
    }
    axis.draw(&mut out, rows);
    for (n, claim) in claims.iter().enumerate() {
        row(&mut out, index, claim, marks.get(&*claim.id), &axis, TOP + n * ROW);
    }
    (out, rows + AXIS)
}

/// The agreed range to shade: of people of no stated kind, else where there is only one.
fn shaded(figures: &[Agreement], column: Column) -> Option<Range> {
    let own = |figure: &&Agreement| (figure.measure, figure.unit) == column && figure.scope == Scope::Event;
    let own: Vec<&Agreement> = figures.iter().filter(own).collect();
    let figure =
        own.iter().find(|figure| figure.population.is_empty()).or(if own.len() == 1 { own.first() } else { None });
    figure?.agreed
}

/// One figure: who says it, the range in words, and the range.
fn row(out: &mut String, index: &Index, claim: &Claim, mark: Option<&(Severity, &str)>, axis: &Axis, y: usize) {
    let published = index.entries.get(&*claim.document).and_then(|entry| entry.metadata.published);
    let day = published.map_or_else(String::new, |moment| format!(" {}", moment.day));
    let role = index.role(&claim.document);
    let name = format!("{}{role}{day}", shortened(&index.name(&claim.document), NAME - role.len()));
    let told = match mark {
        Some((severity, rule)) => format!("{} ({severity}: {rule})", index.quote(claim)),
        None => index.quote(claim),
    };
    let _ = write!(out, "<g><title>{}</title>", escaped(&told));
    let _ = write!(out, "<text x=\"0\" y=\"{}\">{}</text>", y + 13, escaped(&name));
    let kind = kind(claim);
    let value = format!("{}{}", claim.range, kind.map_or_else(String::new, |kind| format!(" {kind}")));
    let sign = match mark {
        Some((Severity::Error, _)) => "✖ ",
        Some(_) => "▲ ",
        None => "",
    };
    let class = match mark {
        Some((severity, _)) => format!("value {severity}"),
        None => "value".to_owned(),
    };
    let value = escaped(&shortened(&value, 28));
    let _ = write!(out, "<text class=\"{class}\" x=\"100%\" y=\"{}\" text-anchor=\"end\">{sign}{value}</text>", y + 13);
    bar(out, claim, mark.map(|(severity, _)| *severity), axis, y + 26);
    out.push_str("</g>");
}

/// Who the people were, or what sets the figure apart: a word or two beside the range.
fn kind(claim: &Claim) -> Option<String> {
    match (claim.status, claim.scope) {
        (Status::Denied | Status::Hypothetical, _) => Some(claim.status.to_string()),
        (_, Scope::Cumulative | Scope::Rate) => Some(claim.scope.to_string()),
        _ if !claim.population.is_empty() => Some(claim.population.join(", ")),
        _ if claim.part => Some("part".to_owned()),
        _ => None,
    }
}

/// How surely a figure is bounded: the class that its shape has.
pub(super) fn form(claim: &Claim) -> &'static str {
    match (claim.quantifier, claim.status) {
        (_, Status::Denied | Status::Hypothetical) => "unheld",
        (Quantifier::Vague, _) => "vague",
        (Quantifier::About | Quantifier::Nearly | Quantifier::JustOver, _) => "about",
        _ => "sure",
    }
}

/// The range itself, its middle at height `y`.
fn bar(out: &mut String, claim: &Claim, mark: Option<Severity>, axis: &Axis, y: usize) {
    let class = form(claim);
    let class = mark.map_or_else(|| class.to_owned(), |severity| format!("{class} {severity}"));
    let low = axis.at(claim.range.low);
    match claim.range.high {
        None => {
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{low:.2}%\" y=\"{}\" width=\"{:.2}%\" height=\"6\"/><rect class=\"end {class}\" \
                 x=\"{low:.2}%\" y=\"{}\" width=\"3\" height=\"14\"/><svg x=\"100%\" y=\"{}\" overflow=\"visible\"><path \
                 class=\"end {class}\" d=\"M-12,-7 L0,0 L-12,7 Z\"/></svg>",
                y - 3,
                // The arrow's head covers the end.
                (99.5 - low).max(0.0),
                y - 7,
                y
            );
        }
        Some(high) if axis.at(high) - low < 1.0 => {
            let middle = (axis.at(high) + low) / 2.0;
            let _ = write!(out, "<circle class=\"{class}\" cx=\"{middle:.2}%\" cy=\"{y}\" r=\"6\"/>");
        }
        Some(high) => {
            let width = axis.at(high) - low;
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{low:.2}%\" y=\"{}\" width=\"{width:.2}%\" height=\"12\" rx=\"2\"/>",
                y - 6
            );
        }
    }
}

/// The numbers along the bottom. Even steps; tenfold ones where the figures lie far apart.
pub(super) struct Axis {
    most: u64,
    pub(super) tenfold: bool,
}

impl Axis {
    pub(super) fn over(ranges: impl Iterator<Item = Range> + Clone) -> Self {
        let bounds = ranges.flat_map(|range| [Some(range.low), range.high]).flatten();
        let most = bounds.clone().max().unwrap_or(0).max(1);
        let least = bounds.filter(|&n| n > 0).min().unwrap_or(1);
        Axis { most, tenfold: most / least > 60 }
    }

    /// Where a number lies, in percent of the width: room is left for arrows on the right.
    pub(super) fn at(&self, n: u64) -> f64 {
        1.0 + 87.0 * self.share(n)
    }

    /// Where a number lies between zero, 0.0, and the largest, 1.0.
    #[expect(clippy::cast_precision_loss, reason = "a place on a picture")]
    pub(super) fn share(&self, n: u64) -> f64 {
        if self.tenfold { (n as f64).ln_1p() / (self.most as f64).ln_1p() } else { n as f64 / self.most as f64 }
    }

    /// Zero and the largest number that a figure names.
    pub(super) fn ends(&self) -> Range {
        Range::new(0, Some(self.most))
    }

    /// The numbers to name, ascending: at most six.
    pub(super) fn ticks(&self) -> Vec<u64> {
        let tens = || std::iter::successors(Some(1_u64), |n| n.checked_mul(10));
        if self.tenfold {
            let all: Vec<u64> = std::iter::once(0).chain(tens().take_while(|&n| n <= self.most)).collect();
            let step = all.len().div_ceil(6);
            return all.into_iter().step_by(step).collect();
        }
        let steps = tens().flat_map(|n| [Some(n), n.checked_mul(2), n.checked_mul(5)]).flatten();
        let step = steps.into_iter().find(|step| self.most / step < 5).unwrap_or(self.most);
        (0..=self.most / step).map(|n| n * step).collect()
    }

    fn draw(&self, out: &mut String, rows: usize) {
        let _ = write!(out, "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"{rows}\" y2=\"{rows}\"/>");
        for n in self.ticks() {
            let x = self.at(n);
            let anchor = if n == 0 { "start" } else { "middle" };
            let label = if n == 0 { 0.0 } else { x };
            let _ = write!(
                out,
                "<line class=\"grid\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"0\" y2=\"{}\"/><text class=\"tick\" x=\"{label:.2}%\" \
                 y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                rows + 4,
                rows + 18,
                grouped(n)
            );
        }
        if self.tenfold {
            let y = rows + 18;
            let _ = write!(out, "<text class=\"tick\" x=\"100%\" y=\"{y}\" text-anchor=\"end\">tenfold steps</text>");
        }
    }
}

/// What the shapes mean, in words; the shapes themselves are drawn beside them.
pub(super) fn legend() -> String {
    let item = |shape: &str, text: &str| {
        format!("<li><svg width=\"34\" height=\"16\" aria-hidden=\"true\" class=\"plot\">{shape}</svg> {text}</li>")
    };
    let bar = |class: &str| format!("<rect class=\"{class}\" x=\"2\" y=\"3\" width=\"30\" height=\"10\" rx=\"2\"/>");
    [
        item("<circle class=\"sure\" cx=\"17\" cy=\"8\" r=\"6\"/>", "a number"),
        item(&bar("sure"), "a range"),
        item(
            "<rect class=\"sure\" x=\"2\" y=\"5\" width=\"20\" height=\"6\"/><path class=\"end sure\" d=\"M20,1 L32,8 L20,15 Z\"/>",
            "no upper bound",
        ),
        item(&bar("about"), "about, nearly"),
        item(&bar("vague"), "vague words"),
        item(&bar("unheld"), "denied or hypothetical"),
        item(&bar("agreed"), "agreed by all"),
        "<li><b class=\"error\">✖</b> in an error</li><li><b class=\"warning\">▲</b> in a warning</li>".to_owned(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_names_a_few_round_numbers() {
        let ticks = |ranges: &[Range]| Axis::over(ranges.iter().copied()).ticks();
        assert_eq!(ticks(&[Range::new(35, None), Range::exactly(99)]), [0, 20, 40, 60, 80]);
        assert_eq!(ticks(&[Range::exactly(0)]), [0, 1]);
        assert_eq!(
            ticks(&[Range::exactly(3), Range::exactly(100_000)]),
            [0, 1, 10, 100, 1_000, 10_000, 100_000][..].iter().copied().step_by(2).collect::<Vec<_>>()
        );
        assert!(ticks(&[Range::exactly(1), Range::exactly(u64::MAX)]).len() <= 7);
        assert!(ticks(&[Range::exactly(u64::MAX)]).len() <= 7);
    }

    #[test]
    fn places_grow_with_numbers_and_stay_on_the_picture() {
        for axis in [Axis { most: 100, tenfold: false }, Axis { most: u64::MAX, tenfold: true }] {
            assert!(axis.at(0) >= 0.0 && axis.at(0) < axis.at(50) && axis.at(axis.most) <= 100.0);
        }
    }
}
