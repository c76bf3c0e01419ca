//! Tables, a row a document: which column holds the text, and which the metadata.
//!
//! In: the names of columns, and rows of cells. Out: a document a row, its text the value of its cell.
//! Where nobody says which column is which, their names do.

#[cfg(feature = "sheets")]
mod delimited;
#[cfg(feature = "sheets")]
mod ods;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "sheets")]
mod sheet;
#[cfg(feature = "sheets")]
mod xlsx;

use std::sync::Arc;

use super::Columns;
use super::moment::moment;
use super::page::one_line;
use crate::fault::Fault;
use crate::text::{At, Document, Metadata, Origin, Title};

#[cfg(feature = "sheets")]
pub(super) use delimited::rows;
#[cfg(feature = "sheets")]
pub(super) use ods::read as read_ods;
#[cfg(feature = "parquet")]
pub(super) use parquet::columns;
#[cfg(feature = "sheets")]
use sheet::{Reader, together};
#[cfg(feature = "sheets")]
pub(super) use xlsx::read as read_xlsx;

/// The longest row that is read, in bytes.
pub(super) const MAX_ROW: usize = 16 << 20;

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

    /// The document of a row; `None` where it says nothing. `row` counts from 1.
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

/// What is said where no column holds the text.
fn without_text(path: &str, names: &[&str], wrong: &Wrong) -> Fault {
    let message = match wrong {
        Wrong::Unknown(name) => format!("no column is called “{name}”"),
        Wrong::NoText => "no column is called as one that holds the text".to_owned(),
    };
    let named: Vec<&str> = names.iter().copied().filter(|name| !name.trim().is_empty()).take(30).collect();
    let help = format!("name it with --text-column; the columns are: {}", named.join(", "));
    Fault::of_file(path, message).help(if named.is_empty() { "the table is empty".to_owned() } else { help })
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
}
