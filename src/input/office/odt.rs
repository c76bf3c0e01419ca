//! OpenDocument's way of writing a text (`content.xml`, ISO/IEC 26300).
//!
//! In: an .odt file. Out: its document.

use super::{Sheet, Sort, Styles, Walk, broken, metadata, no_text, properties, walk};
use crate::fault::Fault;
use crate::input::archive::Archive;
use crate::input::xml::{Event, Tag, Xml};
use crate::text::Document;

const TEXT: &str = "content.xml";

/// A paragraph that is being read, with the notes in it.
#[derive(Debug)]
struct Open {
    text: String,
    sort: Sort,
    notes: Vec<String>,
}

/// Reads an OpenDocument text.
///
/// # Errors
/// Where the file is damaged or unpacks to too much.
pub(in crate::input) fn read(path: &str, bytes: &[u8]) -> Result<Document, Fault> {
    let mut archive = Archive::open(path, bytes)?;
    let names = [
        "dc:title",
        "dc:publisher",
        "meta:initial-creator",
        "dc:creator",
        "meta:creation-date",
        "dc:date",
        "dc:language",
    ];
    let told = properties(&mut archive, "meta.xml", &names)?;
    let [title, publisher, author, editor, created, changed, language] = &told[..] else {
        return Err(no_text(path, TEXT));
    };
    let publisher = publisher.clone().or_else(|| author.clone()).or_else(|| editor.clone());
    let metadata = metadata(title.clone(), publisher, created.as_deref().or(changed.as_deref()), language.clone());
    let text = archive.text(TEXT)?.ok_or_else(|| no_text(path, TEXT))?;
    let mut styles = Styles::default();
    for text in archive.text("styles.xml")?.iter().chain([&text]) {
        read_styles(text, &mut styles);
    }
    let mut reader =
        Reader { sheet: Sheet::default(), styles, open: Vec::new(), lists: 0, tables: 0, notes: Vec::new() };
    walk(&mut Xml::new(&text), &mut reader).map_err(|why| broken(path, TEXT, &why))?;
    Ok(reader.sheet.document(path, metadata))
}

struct Reader {
    sheet: Sheet,
    styles: Styles,
    /// Paragraphs within paragraphs: text boxes and notes.
    open: Vec<Open>,
    lists: usize,
    tables: usize,
    /// For each note that is open, how many paragraphs are open around it.
    notes: Vec<usize>,
}

impl Walk for Reader {
    fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    fn start(&mut self, xml: &mut Xml, tag: &Tag) -> Result<(), String> {
        match tag.name.as_str() {
            // What was deleted stands here, and nowhere else.
            "text:tracked-changes"
            | "office:annotation"
            | "text:note-citation"
            | "text:table-of-content"
            | "text:hidden-text"
            | "office:forms"
            | "office:automatic-styles"
            | "office:font-face-decls"
            | "office:scripts"
            | "svg:title"
            | "svg:desc"
            | "text:sequence-decls"
            | "text:ruby-text" => xml.skip()?,
            "text:p" | "text:h" => {
                let style = tag.attribute("style-name").and_then(|style| self.styles.sort(style));
                let rank = tag.attribute("outline-level").and_then(|rank| rank.parse().ok()).unwrap_or(1);
                let sort = match style {
                    Some(sort) => sort,
                    None if tag.name == "text:h" => Sort::Heading(rank),
                    None if self.lists > 0 => Sort::Item,
                    None => Sort::Prose,
                };
                self.open.push(Open { text: String::new(), sort, notes: Vec::new() });
            }
            "text:s" => {
                let count = tag.attribute("c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.say(&" ".repeat(count.min(8)));
            }
            "text:tab" => self.say(" "),
            "text:line-break" => self.say("\n"),
            "text:list" => self.lists += 1,
            "text:note-body" => self.notes.push(self.open.len()),
            "table:table" => self.tables += 1,
            "table:table-row" if self.tables == 1 => self.sheet.cells = Some(0),
            "table:table-cell" => self.sheet.fresh = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => {
                let Some(open) = self.open.pop() else { return };
                let depth = self.open.len();
                match (self.notes.last(), self.open.last_mut()) {
                    (Some(&around), Some(outer)) if around == depth => outer.notes.push(open.text),
                    _ => self.sheet.paragraph(&open.text, open.sort, &open.notes),
                }
            }
            "text:list" => self.lists = self.lists.saturating_sub(1),
            "text:note-body" => {
                self.notes.pop();
            }
            "table:table-row" if self.tables == 1 => self.sheet.cells = None,
            "table:table" => {
                self.tables = self.tables.saturating_sub(1);
                self.sheet.rows &= self.tables > 0;
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        self.say(words);
    }
}

impl Reader {
    /// Words of the paragraph that is open; white space in the file is one blank.
    fn say(&mut self, words: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.extend(words.chars().map(|c| if c == '\n' && words.len() > 1 { ' ' } else { c }));
        }
    }
}

/// The styles of paragraphs in a file. Broken ones are none.
fn read_styles(text: &str, styles: &mut Styles) {
    let mut xml = Xml::new(text);
    while let Ok(Some(event)) = xml.next() {
        if let Event::Start(tag) = event
            && tag.name == "style:style"
            && let Some(name) = tag.attribute("name")
        {
            styles.add(name, tag.attribute("display-name"), tag.attribute("parent-style-name"));
        }
    }
}
