//! Every number of a text and what became of it, as a table for people.
//!
//! In: numbers in text order. Out: a table a document, and how many became figures.

use std::fmt::Write;

use comfy_table::LineStyle;

use super::TableOptions;
use super::layout::harmless;
use super::table::bordered;
use crate::grammar::Number;
use crate::text::Field;

/// The account of numbers as text, a table a document.
pub fn numbers_table(numbers: &[Number], options: TableOptions) -> String {
    let mut out = String::new();
    for document in numbers.chunk_by(|a, b| a.document == b.document) {
        let _ = writeln!(out, "{}", harmless(&document[0].document));
        let mut table = bordered(options.width);
        table.style_mut().row_separator = LineStyle::none(); // rows are one line high
        table.set_header(["place", "number", "what it is"]);
        for number in document {
            let place = match number.field {
                Field::Title => "headline".to_owned(),
                Field::Text => format!("{}:{}", number.line, number.column),
            };
            let what = match (&number.claim, &number.reason) {
                (Some(claim), _) => format!("figure {}", claim.rsplit(':').next().unwrap_or(claim)),
                (None, reason) => format!("no figure: {}", reason.as_deref().unwrap_or("unknown")),
            };
            table.add_row([place, harmless(&number.words), what]);
        }
        let figures = document.iter().filter(|n| n.claim.is_some()).count();
        let _ = writeln!(out, "{table}\n{figures} of {} numbers are figures\n", document.len());
    }
    out
}
