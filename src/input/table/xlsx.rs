//! Workbooks of Excel, cell by cell.
//!
//! In: the bytes of an .xlsx file. Out: a document a row of each sheet that has a text.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use super::{Columns, MAX_ROW, Reader, together};
use crate::fault::Fault;
use crate::input::archive::Archive;
use crate::text::{Document, Reading};

/// The most columns that are read of a row: what Excel has.
const MAX_COLUMNS: u32 = 16_384;

/// Reads a workbook.
pub(in crate::input) fn read(path: &str, bytes: &[u8], asked: &Columns) -> Reading {
    let fault = |fault| Reading { documents: Vec::new(), faults: vec![fault] };
    // The library unpacks without asking how much.
    if let Err(why) = Archive::open(path, bytes).and_then(|mut archive| archive.weigh()) {
        return fault(why);
    }
    let broken = |why: String| {
        Fault::of_file(path, format!("the workbook is damaged: {why}"))
            .help("open it with the program that made it, and save it anew")
    };
    let mut book = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => return fault(broken(error.to_string())),
    };
    let names = book.sheet_names();
    let several = names.len() > 1;
    let sheets = names.iter().map(|name| sheet(&mut book, path, name, several, asked, &broken));
    together(sheets.collect())
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    path: &str,
    name: &str,
    several: bool,
    asked: &Columns,
    broken: &dyn Fn(String) -> Fault,
) -> Result<Vec<Document>, Fault> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| broken(error.to_string()))?;
    let mut reader = Reader::new(path, several.then_some(name), asked);
    let mut documents = Vec::new();
    let (mut row, mut values, mut size) = (0, Vec::new(), 0);
    loop {
        let cell = cells.next_cell().map_err(|error| broken(error.to_string()))?;
        let place = cell.as_ref().map(calamine::Cell::get_position);
        if place.is_none_or(|(at, _)| at != row) {
            if !values.is_empty() {
                documents.extend(reader.row(u64::from(row) + 1, &values)?);
            }
            values.clear();
            size = 0;
        }
        let (Some(cell), Some((at, column))) = (cell, place) else { break };
        row = at;
        let text = text_of(cell.get_value());
        size += text.len();
        if size > MAX_ROW {
            return Err(broken(format!("row {} is longer than {MAX_ROW} bytes", row + 1)));
        }
        if column < MAX_COLUMNS && !text.is_empty() {
            values.resize(values.len().max(column as usize + 1), String::new());
            values[column as usize] = text;
        }
    }
    if reader.has_header() { Ok(documents) } else { Err(reader.without_header()) }
}

/// A value as a person reads it. Dates are as ISO 8601 has them.
fn text_of(value: &DataRef) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::DateTimeIso(text) => text.clone(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
            }
        }
        DataRef::Bool(_) | DataRef::DurationIso(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
