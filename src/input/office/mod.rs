//! Word and OpenDocument texts: paragraphs with their numbers and the heading above each.
//!
//! In: the bytes of a .docx or .odt file. Out: a document. Tracked changes are taken as accepted;
//! comments, headers, footers and tables of contents are left out; captions are asides.

mod docx;
mod odt;

use std::collections::HashMap;
use std::sync::Arc;

use super::archive::Archive;
use super::moment::moment;
use super::page::{Facts, MAX_BYTES, Page, one_line};
use super::xml::{Event, Tag, Xml};
use crate::fault::Fault;
use crate::text::{Document, Metadata, Spot};

pub(super) use docx::read as read_docx;
pub(super) use odt::read as read_odt;

/// What sort of paragraph one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Running text.
    Prose,
    /// The headline of the whole.
    Title,
    /// A heading of this rank, from 1.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A picture's words.
    Caption,
    /// A line of a table of contents.
    Contents,
}

/// Which sort the name of a style stands for, in Word as in LibreOffice.
fn sort_of(style: &str) -> Option<Sort> {
    let style = style.to_lowercase().replace("_20_", " ");
    match style.as_str() {
        "title" => Some(Sort::Title),
        "caption" | "illustration" | "figure" | "drawing" | "image caption" => Some(Sort::Caption),
        _ if style.starts_with("toc ") || style.starts_with("contents ") => Some(Sort::Contents),
        _ => {
            let rank = style.strip_prefix("heading")?.trim();
            Some(Sort::Heading(if rank.is_empty() { 2 } else { rank.parse().ok()? }))
        }
    }
}

/// Styles by their names, each with the one it is made from.
#[derive(Debug, Default)]
struct Styles(HashMap<String, (Option<Sort>, Option<String>)>);

impl Styles {
    fn add(&mut self, id: &str, name: Option<&str>, parent: Option<&str>) {
        let sort = name.and_then(sort_of).or_else(|| sort_of(id));
        self.0.insert(id.to_owned(), (sort, parent.map(str::to_owned)));
    }

    /// The sort of a style: its own, else that of the one it is made from.
    fn sort(&self, style: &str) -> Option<Sort> {
        let mut style = style;
        for _ in 0..16 {
            match self.0.get(style) {
                None => return sort_of(style),
                Some((Some(sort), _)) => return Some(*sort),
                Some((None, Some(parent))) => style = parent,
                Some((None, None)) => return None,
            }
        }
        None
    }
}

/// Paragraphs as they come, on a page.
#[derive(Debug, Default)]
struct Sheet {
    page: Page,
    /// Paragraphs so far, empty ones not counted.
    count: u32,
    heading: Option<Arc<str>>,
    /// The headline, where a paragraph is it, and its number.
    title: Option<(String, u32)>,
    /// Cells written in the row that is open; `None` outside of tables.
    cells: Option<usize>,
    /// Whether the row that is open is not the table's first.
    rows: bool,
    /// Whether a cell begins, and whether the last item was one of a list.
    fresh: bool,
    listed: bool,
}

impl Sheet {
    /// Whether no more is to be written.
    fn is_full(&self) -> bool {
        self.page.len() > MAX_BYTES
    }

    /// Writes a paragraph, with its notes behind it.
    fn paragraph(&mut self, text: &str, sort: Sort, notes: &[String]) {
        if text.trim().is_empty() || sort == Sort::Contents || self.is_full() {
            return;
        }
        self.count += 1;
        let opens = self.page.is_empty() && self.title.is_none();
        if sort == Sort::Title && self.title.is_none() || sort == Sort::Heading(1) && opens {
            self.title = one_line(text).map(|title| (title, self.count));
            return;
        }
        let spot = Spot::Paragraph(self.count, self.heading.clone());
        if sort == Sort::Caption {
            self.page.aside("caption", |page| lines(page, text, &spot));
        } else if self.cells.is_some() {
            self.cell(text, &spot);
        } else {
            match sort {
                Sort::Heading(rank) => {
                    self.page.paragraph(["# ", "## ", "### "][usize::from(rank.clamp(1, 3)) - 1]);
                    self.heading = one_line(text).map(Arc::from);
                }
                Sort::Item if self.listed => self.page.line("- "),
                Sort::Item => self.page.paragraph("- "),
                _ => self.page.paragraph(""),
            }
            lines(&mut self.page, text, &spot);
        }
        self.listed = sort == Sort::Item;
        for note in notes.iter().filter(|note| !note.trim().is_empty()) {
            self.page.paragraph("");
            lines(&mut self.page, note, &spot);
        }
    }

    /// Words of a cell: on the line of its row.
    fn cell(&mut self, text: &str, spot: &Spot) {
        let words = one_line(text).unwrap_or_default();
        match self.cells {
            Some(0) if self.rows => self.page.line("| "),
            Some(0) => self.page.paragraph("| "),
            _ if self.fresh => self.page.words(" | ", None),
            _ => self.page.words(" ", None),
        }
        self.fresh = false;
        self.cells = self.cells.map(|cells| cells + 1);
        self.rows = true;
        self.page.words(&words, Some(spot.clone()));
    }

    /// The document, with what the file says of itself.
    fn document(self, path: &str, mut metadata: Metadata) -> Document {
        let mut facts = Facts::default();
        if self.is_full() {
            facts.notes.push("the text is too long: only its beginning is read".to_owned());
        }
        if let Some((title, number)) = self.title {
            facts.title_spot = Some(Spot::Paragraph(number, None));
            metadata.title = Some(title);
        }
        self.page.document(path, 1, Facts { metadata, ..facts })
    }
}

/// What makes of a file's elements the paragraphs of a sheet.
trait Walk {
    fn sheet(&self) -> &Sheet;
    fn start(&mut self, xml: &mut Xml, tag: &Tag) -> Result<(), String>;
    fn end(&mut self, name: &str);
    fn text(&mut self, words: &str);
}

/// Goes through a file until the sheet is full.
fn walk(xml: &mut Xml, reader: &mut impl Walk) -> Result<(), String> {
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => reader.start(xml, &tag)?,
            Event::End(name) => reader.end(&name),
            Event::Text(words) => reader.text(&words),
        }
        if reader.sheet().is_full() {
            break;
        }
    }
    Ok(())
}

/// Words with line breaks in them, every other white space a blank.
fn lines(page: &mut Page, text: &str, spot: &Spot) {
    for (n, line) in text.split('\n').filter_map(one_line).enumerate() {
        if n > 0 {
            page.line("");
        }
        page.words(&line, Some(spot.clone()));
    }
}

/// What a file says of itself: the texts of these elements, wherever they stand, in order of the names.
fn properties(archive: &mut Archive, member: &str, names: &[&str]) -> Result<Vec<Option<String>>, Fault> {
    let mut found = vec![None; names.len()];
    let Some(text) = archive.text(member)? else { return Ok(found) };
    let mut xml = Xml::new(&text);
    // Broken properties are none: the text can still be read.
    while let Ok(Some(event)) = xml.next() {
        if let Event::Start(tag) = event
            && let Some(n) = names.iter().position(|name| *name == tag.name)
            && let Ok(text) = xml.text()
            && found[n].is_none()
        {
            found[n] = one_line(&text);
        }
    }
    Ok(found)
}

/// Metadata of title, publisher, published and language.
fn metadata(
    title: Option<String>,
    publisher: Option<String>,
    published: Option<&str>,
    language: Option<String>,
) -> Metadata {
    Metadata { title, publisher, published: published.and_then(moment), url: None, language }
}

/// How a damaged file is mended.
const ANEW: &str = "open it with the program that made it, and save it anew";

/// A fault of a file without the member that holds its text.
fn no_text(path: &str, member: &str) -> Fault {
    Fault::of_file(path, format!("there is no text in it ({member})")).help(ANEW)
}

/// A fault of a member that is no XML.
fn broken(path: &str, member: &str, why: &str) -> Fault {
    Fault::of_file(path, format!("{member} in it: {why}")).help(ANEW)
}
