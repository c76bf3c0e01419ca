//! A document put together from what a format's reader finds: as Markdown with front matter.
//!
//! In: metadata, and words with the place of each. Out: a [`Document`] whose text says all of it as a
//! person would write it down, so that `extract --text` shows what was understood. Furniture that is
//! kept for the reader's eye only stands in comments, which say nothing.

use std::fmt::Write;
use std::sync::Arc;

use crate::text::{At, Document, Metadata, Origin, Span, Spot, Title};

/// The longest text that one file may come to, in bytes.
pub(super) const MAX_BYTES: usize = 64 << 20;

/// Text that grows paragraph by paragraph.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    pieces: Vec<(usize, Spot)>,
    /// Where the words of the open comment begin, where one is open.
    aside: Option<usize>,
}

impl Page {
    /// Whether nothing was written yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Bytes written so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Begins a paragraph with `lead` before its words: `## ` for a heading, `> ` for a quotation.
    pub(super) fn paragraph(&mut self, lead: &str) {
        if self.aside == Some(self.text.len()) {
            return;
        }
        let end = self.text.trim_end().len();
        self.cut(end);
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(lead);
    }

    /// Begins a line of the same paragraph.
    pub(super) fn line(&mut self, lead: &str) {
        if self.aside == Some(self.text.len()) {
            return;
        }
        let end = self.text.trim_end().len();
        self.cut(end);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(lead);
    }

    /// A paragraph that is shown and says nothing: `<!-- caption: … -->`.
    pub(super) fn aside(&mut self, what: &str, write: impl FnOnce(&mut Page)) {
        let before = (self.text.len(), self.pieces.len());
        self.paragraph("<!-- ");
        let _ = write!(self.text, "{what}: ");
        let start = self.text.len();
        self.aside = Some(start);
        write(self);
        self.aside = None;
        if self.text[start..].trim().is_empty() {
            self.text.truncate(before.0);
            self.pieces.truncate(before.1);
            return;
        }
        let end = self.text.trim_end().len();
        self.cut(end);
        self.text.push_str(" -->");
    }

    /// Writes words which stood at `spot`. White space at their edges is one blank; nothing in them
    /// opens or closes a comment.
    pub(super) fn words(&mut self, words: &str, spot: Option<Spot>) {
        let blank = self.text.is_empty() || self.text.ends_with([' ', '\n']);
        let words = if blank { words.trim_start() } else { words };
        if words.is_empty() {
            return;
        }
        if let Some(spot) = spot {
            let same = self.pieces.last().is_some_and(|(_, last)| *last == spot);
            if !same {
                self.pieces.push((self.text.len(), spot));
            }
        }
        let mut rest = words;
        while let Some(at) = rest.find("<!--").into_iter().chain(rest.find("-->")).min() {
            // Bytes after the blank are one further on than they were: that is near enough.
            self.text.push_str(&rest[..=at]);
            self.text.push(' ');
            rest = &rest[at + 1..];
        }
        self.text.push_str(rest);
    }

    /// Takes back what was written beyond `end`.
    fn cut(&mut self, end: usize) {
        self.text.truncate(end);
        while self.pieces.last().is_some_and(|(start, _)| *start >= end) {
            self.pieces.pop();
        }
    }

    /// The document: front matter, then what was written.
    pub(super) fn document(mut self, path: &str, n: usize, facts: Facts) -> Document {
        let end = self.text.trim_end().len();
        self.cut(end);
        let Facts { metadata, title_spot, within, counts_bytes, notes } = facts;
        let (head, title) = front_matter(&metadata);
        let mut pieces = Vec::with_capacity(self.pieces.len() + 1);
        if let (Some(spot), Some(title)) = (title_spot, title) {
            pieces.push((title.start, spot));
        }
        pieces.extend(self.pieces.into_iter().map(|(at, spot)| (at + head.len(), spot)));
        // The empty line behind the fence is part of the body, as in a file.
        let start = head.len().saturating_sub(1);
        let mut text = head + &self.text;
        if !text.is_empty() {
            text.push('\n');
        }
        let body = Span::new(start, text.len());
        let title = metadata.title.clone().zip(title).map(|(text, at)| Title { text, at: Some(at) });
        let id = if n == 1 { path.to_owned() } else { format!("{path}#{n}") };
        let origin = Origin { within, title: None, pieces, counts_bytes };
        Document {
            file: path.to_owned(),
            metadata,
            body,
            title,
            origin: Some(Arc::new(origin)),
            notes,
            ..Document::plain(id, text)
        }
    }
}

/// What is known of a document beside its text.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) metadata: Metadata,
    /// Where the headline stood.
    pub(super) title_spot: Option<Spot>,
    /// What holds for the whole document: its record, its entry.
    pub(super) within: At,
    /// Whether the bytes of points are those of the file.
    pub(super) counts_bytes: bool,
    pub(super) notes: Vec<String>,
}

/// A text on one line, its white space blanks; `None` where nothing is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    let invisible = |c: char| c.is_control() && !c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let text: String = text.chars().filter(|&c| !invisible(c)).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The metadata as front matter, and where the headline stands in it.
fn front_matter(metadata: &Metadata) -> (String, Option<Span>) {
    let Metadata { title, publisher, published, url, language } = metadata;
    let mut out = String::new();
    let mut place = None;
    let published = published.map(|moment| moment.as_written());
    for (key, value) in
        [("title", title), ("publisher", publisher), ("published", &published), ("url", url), ("language", language)]
    {
        let Some(value) = value else { continue };
        // Words that need escapes in quotation marks stand in a block, where nothing does.
        let (before, after) = match key {
            "published" => ("", ""),
            _ if !value.contains(['"', '\\']) => ("\"", "\""),
            _ => (">-\n  ", ""),
        };
        let _ = write!(out, "{key}: {before}");
        if key == "title" {
            place = Some(Span::new(out.len(), out.len() + value.len()));
        }
        let _ = writeln!(out, "{value}{after}");
    }
    if out.is_empty() {
        return (out, None);
    }
    let fence = "---\n";
    let moved = place.map(|span| Span::new(span.start + fence.len(), span.end + fence.len()));
    (format!("{fence}{out}{fence}\n"), moved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Field, InputFormat, read};

    #[test]
    fn what_is_put_together_reads_back_as_it_is() {
        let metadata = Metadata {
            title: Some("“Twelve dead”: a \"count\" in C:\\Temp".into()),
            publisher: Some("Agency: North".into()),
            published: "2024-11-14T18:40:00+03:00".parse().ok(),
            url: Some("https://example.org/a".into()),
            language: Some("en".into()),
        };
        let mut page = Page::default();
        page.paragraph("# ");
        page.words("Toll", None);
        page.paragraph("");
        page.words("Twelve died, <!-- they said. ", Some(Spot::Page(1)));
        page.aside("caption", |page| page.words("Nine --> dead", Some(Spot::Page(2))));
        page.aside("caption", |_| ());
        let document = page.document("a.html", 1, Facts { metadata: metadata.clone(), ..Facts::default() });
        let again = read("a.md", document.text.as_bytes(), InputFormat::Text).documents.remove(0);
        assert_eq!(again.metadata, metadata);
        assert_eq!(again.body, document.body);
        let title = document.title.clone().unwrap();
        assert_eq!(title.at.unwrap().of(&document.text), title.text);
        let body = document.body.of(&document.text);
        assert_eq!(body, "\n# Toll\n\nTwelve died, < !-- they said.\n\n<!-- caption: Nine - -> dead -->\n");
        let at = document.text.find("Twelve died").unwrap();
        assert_eq!(document.at(Field::Text, Span::new(at, at + 6)).unwrap().page, Some(1));
    }
}
