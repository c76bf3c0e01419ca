//! Word's way of writing a text (`word/document.xml`, ECMA-376).
//!
//! In: a .docx file. Out: its document.

use std::collections::HashMap;

use super::{Sheet, Sort, Styles, Walk, broken, metadata, no_text, properties, walk};
use crate::fault::Fault;
use crate::input::archive::Archive;
use crate::input::xml::{Event, Tag, Xml};
use crate::text::Document;

const TEXT: &str = "word/document.xml";

/// Paragraphs within paragraphs (text boxes) that are kept apart.
const MAX_OPEN: usize = 32;

/// A paragraph that is being read.
#[derive(Debug, Default)]
struct Open {
    text: String,
    sort: Option<Sort>,
    /// The notes that it refers to.
    notes: Vec<String>,
    /// Whether its end was deleted: it goes on in the next.
    goes_on: bool,
}

/// Reads a document of Word.
///
/// # Errors
/// Where the file is damaged or unpacks to too much.
pub(in crate::input) fn read(path: &str, bytes: &[u8]) -> Result<Document, Fault> {
    let mut archive = Archive::open(path, bytes)?;
    let core = properties(
        &mut archive,
        "docProps/core.xml",
        &["dc:title", "dc:creator", "dcterms:created", "dcterms:modified", "dc:language"],
    )?;
    let [company] = &properties(&mut archive, "docProps/app.xml", &["Company"])?[..] else {
        return Err(no_text(path, TEXT));
    };
    let [title, creator, created, modified, language] = &core[..] else { return Err(no_text(path, TEXT)) };
    let metadata = metadata(
        title.clone(),
        company.clone().or_else(|| creator.clone()),
        created.as_deref().or(modified.as_deref()),
        language.clone(),
    );
    let styles = archive.text("word/styles.xml")?.map(|text| styles(&text)).unwrap_or_default();
    let mut notes = HashMap::new();
    for (member, kind) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if let Some(text) = archive.text(member)? {
            read_notes(&text, kind, &mut notes).map_err(|why| broken(path, member, &why))?;
        }
    }
    let text = archive.text(TEXT)?.ok_or_else(|| no_text(path, TEXT))?;
    let mut reader =
        Reader { sheet: Sheet::default(), styles, notes, open: Vec::new(), columns: Vec::new(), hidden: false };
    walk(&mut Xml::new(&text), &mut reader).map_err(|why| broken(path, TEXT, &why))?;
    Ok(reader.sheet.document(path, metadata))
}

struct Reader {
    sheet: Sheet,
    styles: Styles,
    /// Notes by kind and number.
    notes: HashMap<(&'static str, String), String>,
    open: Vec<Open>,
    /// For each table that is open, how many columns it has.
    columns: Vec<usize>,
    /// Whether the run that is open is hidden.
    hidden: bool,
}

impl Walk for Reader {
    fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    fn start(&mut self, xml: &mut Xml, tag: &Tag) -> Result<(), String> {
        let value = || tag.attribute("val").unwrap_or_default();
        match tag.name.as_str() {
            // What was deleted or moved away, and what stands a second time for old programs.
            "w:del" | "w:moveFrom" | "mc:Fallback" | "w:instrText" | "w:delText" => {
                if let Some(open) = self.open.last_mut().filter(|_| tag.name == "w:del") {
                    // An empty one within the properties of a paragraph deletes its end.
                    let before = xml.position();
                    xml.skip()?;
                    open.goes_on |= xml.position() == before;
                    return Ok(());
                }
                xml.skip()?;
            }
            "w:p" if self.open.len() < MAX_OPEN => {
                let goes_on = self.open.last().is_some_and(|open| open.goes_on);
                if !goes_on {
                    self.open.push(Open::default());
                } else if let Some(open) = self.open.last_mut() {
                    open.goes_on = false;
                }
            }
            "w:pStyle" => self.set(|reader| reader.styles.sort(value())),
            // Headings may be numbered too.
            "w:numPr" if self.has_no_sort() => self.set(|_| Some(Sort::Item)),
            "w:outlineLvl" if self.has_no_sort() => {
                let rank = value().parse::<u8>().ok().filter(|rank| *rank < 9).map(|rank| Sort::Heading(rank + 1));
                self.set(|_| rank);
            }
            "w:r" => self.hidden = false,
            "w:vanish" => self.hidden = !matches!(value(), "0" | "false" | "off"),
            "w:t" => {
                let text = xml.text()?;
                self.say(&text);
            }
            "w:tab" => self.say(" "),
            "w:br" | "w:cr" => self.say("\n"),
            "w:noBreakHyphen" => self.say("-"),
            "w:footnoteReference" | "w:endnoteReference" => {
                let kind = if tag.name == "w:footnoteReference" { "footnote" } else { "endnote" };
                let note = self.notes.remove(&(kind, tag.attribute("id").unwrap_or_default().to_owned()));
                if let Some(open) = self.open.last_mut() {
                    open.notes.extend(note);
                }
            }
            "w:tbl" => self.columns.push(0),
            "w:gridCol" => {
                if let Some(columns) = self.columns.last_mut() {
                    *columns += 1;
                }
            }
            // A table of one column is a frame around prose.
            "w:tr" if self.columns.len() == 1 && self.columns[0] != 1 => self.sheet.cells = Some(0),
            "w:tc" => self.sheet.fresh = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "w:p" => {
                if self.open.last().is_some_and(|open| open.goes_on) {
                    return;
                }
                if let Some(open) = self.open.pop() {
                    self.sheet.paragraph(&open.text, open.sort.unwrap_or(Sort::Prose), &open.notes);
                }
            }
            "w:tr" if self.columns.len() == 1 => self.sheet.cells = None,
            "w:tbl" => {
                self.columns.pop();
                if self.columns.is_empty() {
                    self.sheet.rows = false;
                }
            }
            _ => {}
        }
    }

    /// Words stand in elements of their own.
    fn text(&mut self, _words: &str) {}
}

impl Reader {
    fn has_no_sort(&self) -> bool {
        self.open.last().is_some_and(|open| open.sort.is_none())
    }

    fn set(&mut self, sort: impl FnOnce(&Self) -> Option<Sort>) {
        let sort = sort(self);
        if let Some(open) = self.open.last_mut() {
            open.sort = sort.or(open.sort);
        }
    }

    fn say(&mut self, words: &str) {
        if let Some(open) = self.open.last_mut().filter(|_| !self.hidden) {
            open.text.push_str(words);
        }
    }
}

/// The styles of a file. Broken ones are none.
fn styles(text: &str) -> Styles {
    let mut styles = Styles::default();
    let mut xml = Xml::new(text);
    let (mut id, mut name, mut parent) = (None, None, None);
    while let Ok(Some(event)) = xml.next() {
        match event {
            Event::Start(tag) if tag.name == "w:style" => {
                id = tag.attribute("styleId").map(str::to_owned);
                (name, parent) = (None, None);
            }
            Event::Start(tag) if tag.name == "w:name" => name = tag.attribute("val").map(str::to_owned),
            Event::Start(tag) if tag.name == "w:basedOn" => parent = tag.attribute("val").map(str::to_owned),
            Event::End(end) if end == "w:style" => {
                if let Some(id) = id.take() {
                    styles.add(&id, name.as_deref(), parent.as_deref());
                }
            }
            _ => {}
        }
    }
    styles
}

/// The texts of notes, as accepted.
fn read_notes(
    text: &str,
    kind: &'static str,
    notes: &mut HashMap<(&'static str, String), String>,
) -> Result<(), String> {
    let mut xml = Xml::new(text);
    let mut id = String::new();
    let mut note = String::new();
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => match tag.name.as_str() {
                "w:footnote" | "w:endnote" => {
                    id = tag.attribute("id").unwrap_or_default().to_owned();
                    note.clear();
                }
                "w:del" | "w:moveFrom" | "mc:Fallback" | "w:instrText" => xml.skip()?,
                "w:t" => note.push_str(&xml.text()?),
                "w:tab" | "w:br" => note.push(' '),
                _ => {}
            },
            Event::End(name) if name == "w:p" => note.push('\n'),
            Event::End(name) if name == "w:footnote" || name == "w:endnote" => {
                notes.insert((kind, std::mem::take(&mut id)), std::mem::take(&mut note));
            }
            _ => {}
        }
    }
    Ok(())
}
