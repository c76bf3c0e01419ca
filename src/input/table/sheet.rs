//! Sheets, whose header is one of the first rows.
//!
//! In: the rows of a sheet as they come, the header first or below a few lines of title. Out: a document
//! a row, or why there is none.

use super::{Columns, Layout, Wrong, without_text};
use crate::fault::Fault;
use crate::text::{Document, Reading};

/// The rows among which the header is looked for.
const HEADER_WITHIN: usize = 10;

/// The rows of one sheet as they come, until the header is found and after it.
pub(super) struct Reader {
    pub(super) path: String,
    sheet: Option<String>,
    asked: Columns,
    layout: Option<Layout>,
    /// The rows that were no header.
    seen: Vec<Vec<String>>,
}

impl Reader {
    pub(super) fn new(path: &str, sheet: Option<&str>, asked: &Columns) -> Self {
        let (path, sheet) = (path.to_owned(), sheet.map(str::to_owned));
        Reader { path, sheet, asked: asked.clone(), layout: None, seen: Vec::new() }
    }

    /// Takes the next row, and gives its document where it is one.
    ///
    /// # Errors
    /// Where none of the first rows is a header: there is no use in going on.
    pub(super) fn row(&mut self, row: u64, cells: &[String]) -> Result<Option<Document>, Fault> {
        if let Some(layout) = &self.layout {
            return Ok(layout.document(&self.path, self.sheet.as_deref(), row, cells));
        }
        match Layout::of(cells, &self.asked) {
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
        let wrong = Layout::of(header, &self.asked).err().unwrap_or(Wrong::NoText);
        let names: Vec<&str> = header.iter().map(String::as_str).collect();
        without_text(&self.path, &names, &wrong)
    }
}

/// Puts the sheets of a workbook together: those without a text are passed over where others have one.
pub(super) fn together(sheets: Vec<Result<Vec<Document>, Fault>>) -> Reading {
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
