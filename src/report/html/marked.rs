//! The sources on the page: what is known of each, its text with the figures marked, and how they were read.
//!
//! In: a document and its claims. Out: HTML in which every figure leads to its row in the table and to the
//! findings that name it. Whatever is quoted is escaped.

use std::fmt::Write;

use super::{Page, days};
use crate::claim::Claim;
use crate::report::Entry;
use crate::report::layout::harmless;
use crate::report::markup::{escaped, escaped_lines};
use crate::report::wording::{column_name, place, remarks};
use crate::text::{Document, Field, Span, Title};

impl Page<'_> {
    /// A document: what is known of it, its text with the figures marked, and how they were read.
    pub(super) fn source(&self, out: &mut String, n: usize, entry: &Entry) {
        let claims: Vec<&Claim> = self.report.claims.iter().filter(|claim| claim.document == entry.id).collect();
        let _ = write!(
            out,
            "<article class=\"source\" id=\"d{n}\">\n<h3>{}{}</h3>\n<p class=\"meta\">",
            escaped(entry.name()),
            self.index.role(&entry.id)
        );
        let mut known = vec![escaped(&entry.id)];
        known.extend(entry.metadata.published.map(|moment| moment.to_string()));
        known.extend(entry.metadata.url.as_deref().map(link));
        let _ = writeln!(out, "{}</p>", known.join(" · "));
        if let Some(error) = &entry.error {
            let _ = writeln!(out, "<p>It was not read: {}</p>", escaped(error));
        }
        if let Some(document) = &entry.document {
            self.words(out, document, &claims);
        }
        self.readings(out, &claims);
        out.push_str("</article>\n");
    }

    /// The headline and the text of a document, with its figures marked.
    fn words(&self, out: &mut String, document: &Document, claims: &[&Claim]) {
        let of = |field: Field| claims.iter().copied().filter(move |claim| claim.field == field);
        if let Some(Title { text, at }) = &document.title {
            let whole = Span::new(0, text.len());
            let from = at.map_or(0, |at| at.start);
            let _ = writeln!(
                out,
                "<p class=\"headline\" dir=\"auto\">{}</p>",
                self.marked(text, whole, from, of(Field::Title))
            );
        }
        let text = &*document.text;
        let body = document.body.of(text);
        // White space around the text is not worth room on the page.
        let start = document.body.start + (body.len() - body.trim_start().len());
        let body = Span::new(start, start + body.trim().len());
        let _ = writeln!(out, "<div class=\"text\" dir=\"auto\">{}</div>", self.marked(text, body, 0, of(Field::Text)));
    }

    /// The part of a text, with marks around the words of figures and behind them what each was read
    /// as. Spans of figures count from `from` bytes before the text.
    fn marked<'b>(&self, text: &str, part: Span, from: usize, claims: impl Iterator<Item = &'b Claim>) -> String {
        let inside = |claim: &Claim| {
            let span = Span::new(claim.span.start.checked_sub(from)?, claim.span.end.checked_sub(from)?);
            (part.start <= span.start && span.end <= part.end && !span.of(text).is_empty()).then_some(span)
        };
        let mut placed: Vec<(Span, &Claim)> = claims.filter_map(|claim| Some((inside(claim)?, claim))).collect();
        placed.sort_by_key(|(span, _)| *span);
        let (mut out, mut at, mut rest) = (String::new(), part.start, &placed[..]);
        while let Some((first, _)) = rest.first() {
            // Figures whose words overlap share a mark.
            let mut whole = *first;
            let together = rest.iter().take_while(|(span, _)| {
                let overlaps = span.start < whole.end;
                whole = if overlaps { whole.to(*span) } else { whole };
                overlaps
            });
            let (own, more) = rest.split_at(together.count());
            out.push_str(&escaped_lines(Span::new(at, whole.start).of(text)));
            let ids = own
                .iter()
                .map(|(_, claim)| format!("<span id=\"t{}\"></span>", self.numbers[&*claim.id]))
                .collect::<String>();
            let read = own.iter().map(|(_, claim)| {
                let n = self.numbers[&*claim.id];
                format!(
                    "<a href=\"#c{n}\">{} {}</a>{}",
                    claim.measure,
                    escaped(&claim.range.to_string()),
                    self.signs(claim)
                )
            });
            let read = read.collect::<Vec<_>>().join(", ");
            let _ = write!(out, "{ids}<mark>{}</mark><sup>{read}</sup>", escaped_lines(whole.of(text)));
            (at, rest) = (whole.end, more);
        }
        out.push_str(&escaped_lines(Span::new(at, part.end).of(text)));
        out
    }

    /// How each figure of a document was read.
    fn readings(&self, out: &mut String, claims: &[&Claim]) {
        if claims.is_empty() {
            return;
        }
        let document = claims.first().map_or("", |claim| &*claim.document);
        let _ = write!(
            out,
            "<details><summary>How the figures were read</summary><section class=\"scroll\" tabindex=\"0\" \
             aria-label=\"How the figures of {} were read\"><table><thead><tr><th scope=\"col\">words</th><th \
             scope=\"col\">measure</th><th scope=\"col\">range</th><th scope=\"col\">bound</th><th \
             scope=\"col\">who</th><th scope=\"col\">said by, how surely</th><th scope=\"col\">when</th><th \
             scope=\"col\">place</th></tr></thead><tbody>",
            escaped(document)
        );
        for claim in claims {
            let cells = [
                column_name((claim.measure, claim.unit)),
                claim.range.to_string(),
                claim.quantifier.to_string().replace('_', " "),
                claim.population.join(", "),
                remarks(claim).join("; "),
                claim.date.map_or_else(String::new, days),
                harmless(&place(claim)),
            ];
            let n = self.numbers[&*claim.id];
            let _ = write!(out, "<tr><td><a href=\"#t{n}\">{}</a></td>", escaped(&claim.quote));
            cells.iter().for_each(|cell| {
                let _ = write!(out, "<td>{}</td>", escaped(cell));
            });
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table></section></details>\n");
    }
}

/// A link to where a document stands; only the web's own schemes are linked.
fn link(url: &str) -> String {
    let text = escaped(url);
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web { format!("<a href=\"{text}\" rel=\"noreferrer\">{text}</a>") } else { text }
}
