//! Tables, a row a document: which column holds the text, and which the metadata.
//!
//! In: rows of cells, the header first or below a few lines of title. Out: a document a row, its text
//! the value of its cell. Where nobody says which column is which, the header's names do.

mod delimited;
mod ods;
mod xlsx;

use std::sync::Arc;

use super::Columns;
use super::moment::moment;
use super::page::one_line;
use crate::fault::Fault;
use crate::text::{At, Document, Metadata, Origin, Reading, Title};

pub(super) use delimited::Rows;
pub(super) use ods::read as read_ods;
pub(super) use xlsx::read as read_xlsx;

/// The longest row that is read, in bytes.
pub(super) const MAX_ROW: usize = 16 << 20;

/// The rows among which the header is looked for.
const HEADER_WITHIN: usize = 10;

/// By field, the names that columns have in data sets and exports, likeliest first.
const NAMES: [&[&str]; 7] = [
    &[
        "text",
        "body",
        "content",
        "article",
        "article_text",
        "full_text",
        "fulltext",
        "story",
        "notes",
        "note",
        "event_description",
        "description",
        "summary",
    ],
    &["title", "headline", "heading", "subject", "source_headline"],
    &["publisher", "source", "outlet", "newspaper", "agency", "publication", "media", "author"],
    &[
        "published",
        "publication_date",
        "published_at",
        "date_published",
        "pubdate",
        "pub_date",
        "source_date",
        "date",
        "datetime",
        "timestamp",
        "event_date",
    ],
    &["url", "link", "source_url"],
    &["language", "lang"],
    &["id"],
];

/// Which column holds what, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    text: usize,
    others: [Option<usize>; 6],
}

/// What is wrong with a header.
#[derive(Debug, PartialEq, Eq)]
enum Wrong {
    /// No column of the name that a person gave.
    Unknown(String),
    /// No column whose name says that it holds the text.
    NoText,
}

impl Layout {
    /// The columns of a header.
    fn of(header: &[String], asked: &Columns) -> Result<Layout, Wrong> {
        let plain =
            |name: &str| name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-', '.'], "_");
        let known: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let asked =
            [&asked.text, &asked.title, &asked.publisher, &asked.published, &asked.url, &asked.language, &asked.id];
        let mut found = [None; 7];
        for ((slot, name), names) in found.iter_mut().zip(asked).zip(NAMES) {
            *slot = match name {
                Some(name) => {
                    let at = known.iter().position(|known| *known == plain(name));
                    Some(at.ok_or_else(|| Wrong::Unknown(name.clone()))?)
                }
                None => names.iter().find_map(|name| known.iter().position(|known| known == name)),
            };
        }
        let [text, others @ ..] = found;
        // What a person gave to one field is no other's.
        let text = text.ok_or(Wrong::NoText)?;
        Ok(Layout { text, others: others.map(|column| column.filter(|&column| column != text)) })
    }

    /// The document of a row; `None` where it says nothing. `row` counts from 1, the header's included.
    pub(super) fn document(&self, path: &str, sheet: Option<&str>, row: u64, cells: &[String]) -> Option<Document> {
        let cell = |column: usize| cells.get(column).filter(|text| !text.trim().is_empty());
        let [title, publisher, published, url, language, id] =
            self.others.map(|column| column.and_then(cell).and_then(|text| one_line(text)));
        let text = cell(self.text).cloned().unwrap_or_default();
        if text.is_empty() && title.is_none() {
            return None;
        }
        let place = |column: usize| At {
            sheet: sheet.map(str::to_owned),
            row: Some(row),
            column: u32::try_from(column + 1).ok(),
            ..At::default()
        };
        let number = sheet.map_or_else(|| format!("{path}#{row}"), |sheet| format!("{path}#{sheet}!{row}"));
        let mut document = Document { file: path.to_owned(), ..Document::plain(id.unwrap_or(number), text) };
        let moment = published.as_deref().and_then(moment);
        if let Some(published) = published.filter(|_| moment.is_none()) {
            document.notes.push(format!("published: “{published}” is not a date; taken as unknown"));
        }
        document.title = title.clone().map(|text| Title { text, at: None });
        document.metadata = Metadata { title, publisher, published: moment, url, language };
        let title = self.others[0].map(place);
        document.origin = Some(Arc::new(Origin { within: place(self.text), title, ..Origin::default() }));
        Some(document)
    }
}

/// The rows of one sheet as they come, until the header is found and after it.
pub(super) struct Reader<'a> {
    path: &'a str,
    sheet: Option<&'a str>,
    asked: &'a Columns,
    layout: Option<Layout>,
    /// The rows that were no header.
    seen: Vec<Vec<String>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(path: &'a str, sheet: Option<&'a str>, asked: &'a Columns) -> Self {
        Reader { path, sheet, asked, layout: None, seen: Vec::new() }
    }

    /// Takes the next row, and gives its document where it is one.
    ///
    /// # Errors
    /// Where none of the first rows is a header: there is no use in going on.
    pub(super) fn row(&mut self, row: u64, cells: &[String]) -> Result<Option<Document>, Fault> {
        if let Some(layout) = &self.layout {
            return Ok(layout.document(self.path, self.sheet, row, cells));
        }
        match Layout::of(cells, self.asked) {
            Ok(layout) => self.layout = Some(layout),
            Err(_) if self.seen.len() + 1 < HEADER_WITHIN => self.seen.push(cells.to_vec()),
            Err(_) => return Err(self.without_header()),
        }
        Ok(None)
    }

    /// Whether a header was found.
    pub(super) fn has_header(&self) -> bool {
        self.layout.is_some()
    }

    /// What is said where no row is a header.
    pub(super) fn without_header(&self) -> Fault {
        let empty = Vec::new();
        let header = self.seen.iter().find(|row| !row.iter().all(|cell| cell.trim().is_empty())).unwrap_or(&empty);
        let names: Vec<&str> =
            header.iter().map(String::as_str).filter(|name| !name.trim().is_empty()).take(30).collect();
        let message = match Layout::of(header, self.asked) {
            Err(Wrong::Unknown(name)) => format!("no column is called “{name}”"),
            _ => "no column is called as one that holds the text".to_owned(),
        };
        let help = format!("name it with --text-column; the columns are: {}", names.join(", "));
        Fault::of_file(self.path, message).help(if names.is_empty() { "the table is empty".to_owned() } else { help })
    }
}

/// Puts the sheets of a workbook together: those without a text are passed over where others have one.
fn together(sheets: Vec<Result<Vec<Document>, Fault>>) -> Reading {
    let mut reading = Reading::default();
    let mut faults = Vec::new();
    for sheet in sheets {
        match sheet {
            Ok(documents) => reading.documents.extend(documents),
            Err(fault) => faults.push(fault),
        }
    }
    if reading.documents.is_empty() {
        reading.faults = faults.into_iter().take(1).collect();
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|&cell| cell.to_owned()).collect()
    }

    #[test]
    fn columns_are_known_by_their_names() {
        let header = row(&["Event ID", "Source", "Publication Date", "Notes", "Headline"]);
        let layout = Layout::of(&header, &Columns::default()).unwrap();
        assert_eq!(layout, Layout { text: 3, others: [Some(4), Some(1), Some(2), None, None, None] });
        let asked = Columns { text: Some("headline".into()), ..Columns::default() };
        assert_eq!(Layout::of(&header, &asked).unwrap().others[0], None);
        let asked = Columns { title: Some("lede".into()), ..Columns::default() };
        assert_eq!(Layout::of(&header, &asked), Err(Wrong::Unknown("lede".into())));
    }

    #[test]
    fn a_row_is_a_document_with_its_place() {
        let asked = Columns::default();
        let mut reader = Reader::new("a.csv", None, &asked);
        assert!(reader.row(1, &row(&["Report of November"])).unwrap().is_none());
        assert!(reader.row(2, &row(&["title", "text", "date"])).unwrap().is_none());
        assert!(reader.row(3, &row(&["", "  "])).unwrap().is_none());
        let document = reader.row(4, &row(&["Toll", "Twelve died.", "14 Nov 2024"])).unwrap().unwrap();
        assert_eq!((document.id.as_str(), &*document.text), ("a.csv#4", "Twelve died."));
        let at = document.at(crate::text::Field::Text, crate::text::Span::new(0, 6)).unwrap();
        assert_eq!(at.to_string(), "row 4, column 2");
        assert_eq!(document.metadata.published.unwrap().to_string(), "2024-11-14");
    }

    #[test]
    fn a_table_without_a_text_is_refused_with_its_columns() {
        let asked = Columns::default();
        let mut reader = Reader::new("a.csv", None, &asked);
        let fault = (1..20).find_map(|n| reader.row(n, &row(&["year", "deaths"])).err()).unwrap();
        assert!(fault.to_string().contains("--text-column; the columns are: year, deaths"), "{fault}");
    }
}
