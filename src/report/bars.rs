//! The ranges of an event on a terminal: a line a figure in the order of time, for each measure.
//!
//! In: an event of a report, and the width to fill. Out: lines that are no wider. A number is `●`, a
//! range `━`, vague or approximate words `╌`, an open end `▶`.

use unicode_width::UnicodeWidthStr;

use super::layout::wrap;
use super::plot::Axis;
use super::wording::{Column, Index, column_name};
use crate::claim::{Claim, Quantifier, Range, grouped};

/// The columns of the name of a source.
const NAME: usize = 24;

/// The fewest and the most columns of a bar.
const BAR: (usize, usize) = (20, 100);

/// The narrowest terminal on which bars say anything.
const NARROWEST: usize = 90;

/// The bars of each measure that has two figures or more; nothing where there is no room.
pub(super) fn bars(index: &Index, claims: &[&Claim], columns: &[Column], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if width < NARROWEST {
        return lines;
    }
    for &column in columns {
        let own = claims.iter().copied().filter(|claim| (claim.measure, claim.unit) == column);
        let own: Vec<&Claim> = index.rows(own).into_iter().flat_map(|(_, claims)| claims).collect();
        let value = own.iter().map(|claim| claim.range.to_string().width()).max().unwrap_or(0);
        let room = width.saturating_sub(NAME + 2 + value).min(BAR.1);
        if own.len() < 2 || room < BAR.0 {
            continue;
        }
        let axis = Axis::over(own.iter().map(|claim| claim.range));
        lines.push(format!("{} {}", fitted(&column_name(column), NAME), scale(&axis, room)));
        for claim in own {
            // That it is the draft is said however long its name.
            let role = index.role(&claim.document);
            let name = shortened(&index.name(&claim.document), NAME - role.len());
            let name = fitted(&format!("{name}{role}"), NAME);
            lines.push(format!("{name} {} {}", bar(claim, &axis, room), claim.range));
        }
    }
    lines
}

/// A text in at most so many columns, with an ellipsis where some of it is left out.
fn shortened(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut line = wrap(text, columns - 1).into_iter().next().unwrap_or_default();
    line.push('…');
    line
}

/// A text in exactly so many columns.
fn fitted(text: &str, columns: usize) -> String {
    let line = shortened(text, columns);
    let space = columns.saturating_sub(line.width());
    line + &" ".repeat(space)
}

/// The place of a number among so many columns, from 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a column on a terminal"
)]
fn at(axis: &Axis, n: u64, room: usize) -> usize {
    ((axis.at(n) / 100.0 * room as f64) as usize).min(room - 1)
}

/// Zero and the largest number, above their places.
fn scale(axis: &Axis, room: usize) -> String {
    let Range { low, high } = axis.ends();
    let high = high.unwrap_or(low);
    let most = grouped(high);
    let end = at(axis, high, room);
    let space = end.saturating_sub(most.len()).max(1);
    let steps = if axis.tenfold { "  tenfold steps" } else { "" };
    let line = format!("0{}{most}", " ".repeat(space));
    if line.len() + steps.len() <= room { line + steps } else { line }
}

fn bar(claim: &Claim, axis: &Axis, room: usize) -> String {
    let Range { low, high } = claim.range;
    let from = at(axis, low, room);
    let to = high.map_or(room - 1, |high| at(axis, high, room));
    let stroke = match claim.quantifier {
        Quantifier::Vague | Quantifier::About | Quantifier::Nearly | Quantifier::JustOver => '╌',
        _ => '━',
    };
    let column = |n: usize| match n {
        n if n < from || n > to => '·',
        n if n == to && high.is_none() => '▶',
        n if from == to && n == from => '●',
        _ => stroke,
    };
    (0..room).map(column).collect()
}
