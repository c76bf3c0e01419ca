//! Workbooks of LibreOffice and OpenOffice, row by row (`content.xml`, ISO/IEC 26300).
//!
//! In: the bytes of an .ods file. Out: a document a row of each sheet that has a text. Rows and cells
//! that a file says to repeat are counted, not made: a million of them take a line.

use super::{Columns, MAX_ROW, Reader, together};
use crate::fault::Fault;
use crate::input::archive::Archive;
use crate::input::xml::{Event, Tag, Xml};
use crate::text::{Document, Reading};

const TEXT: &str = "content.xml";

/// The most columns that are read of a row.
const MAX_COLUMNS: usize = 16_384;

/// Reads a workbook.
pub(in crate::input) fn read(path: &str, bytes: &[u8], asked: &Columns) -> Reading {
    let text = Archive::open(path, bytes)
        .and_then(|mut archive| archive.text(TEXT))
        .and_then(|text| text.ok_or_else(|| Fault::of_file(path, format!("there is no table in it ({TEXT})"))));
    let text = match text {
        Ok(text) => text,
        Err(fault) => return Reading { documents: Vec::new(), faults: vec![fault] },
    };
    let several = text.matches("<table:table ").count() > 1;
    let mut xml = Xml::new(&text);
    let mut sheets = Vec::new();
    loop {
        match xml.next() {
            Ok(None) => break,
            Ok(Some(Event::Start(tag))) if tag.name == "table:table" => {
                let name = tag.attribute("name").unwrap_or_default().to_owned();
                let mut reader = Reader::new(path, several.then_some(&name), asked);
                let read =
                    sheet(&mut xml, &mut reader).map_err(|fault| fault.unwrap_or_else(|| reader.without_header()));
                sheets.push(read);
            }
            Ok(Some(_)) => {}
            Err(why) => {
                sheets.push(Err(Fault::of_file(path, format!("{TEXT} in it: {why}"))));
                break;
            }
        }
    }
    together(sheets)
}

/// The documents of a sheet. An error without words is the want of a header.
fn sheet(xml: &mut Xml, reader: &mut Reader) -> Result<Vec<Document>, Option<Fault>> {
    let mut documents = Vec::new();
    let mut row: u64 = 0;
    let mut depth = 1; // tables may stand within cells
    let mut fault = None;
    while depth > 0 {
        let broken = |why: String| Some(Fault::of_file(&reader.path, format!("{TEXT} in it: {why}")));
        match xml.next().map_err(broken)? {
            None => break,
            Some(Event::Start(tag)) if tag.name == "table:table-row" => {
                let times = repeated(&tag, "number-rows-repeated");
                let cells = cells(xml).map_err(broken)?;
                if fault.is_none() && !cells.is_empty() {
                    match reader.row(row.saturating_add(1), &cells) {
                        Ok(document) => documents.extend(document),
                        // The rest is passed over, so that the next sheet is found.
                        Err(why) => fault = Some(why),
                    }
                }
                row = row.saturating_add(times);
            }
            Some(Event::Start(tag)) if tag.name == "office:annotation" => xml.skip().map_err(broken)?,
            Some(Event::Start(tag)) if tag.name == "table:table" => depth += 1,
            Some(Event::End(name)) if name == "table:table" => depth -= 1,
            Some(_) => {}
        }
    }
    match fault {
        Some(fault) => Err(Some(fault)),
        None if reader.has_header() => Ok(documents),
        None => Err(None),
    }
}

/// The texts of a row's cells, without empty ones at its end.
fn cells(xml: &mut Xml) -> Result<Vec<String>, String> {
    let mut cells: Vec<String> = Vec::new();
    let (mut text, mut date, mut times) = (String::new(), None, 1);
    let (mut column, mut size) = (0_usize, 0);
    loop {
        match xml.next()? {
            None => break,
            Some(Event::Start(tag)) => match tag.name.as_str() {
                "table:table-cell" | "table:covered-table-cell" => {
                    times = repeated(&tag, "number-columns-repeated");
                    date = tag.attribute("date-value").map(str::to_owned);
                    text.clear();
                }
                "text:p" if !text.is_empty() => text.push('\n'),
                "text:s" | "text:tab" => text.push(' '),
                "text:line-break" => text.push('\n'),
                "office:annotation" | "table:table" | "text:note-citation" => xml.skip()?,
                _ => {}
            },
            Some(Event::Text(words)) => {
                size += words.len();
                if size > MAX_ROW {
                    return Err(format!("a row is longer than {MAX_ROW} bytes"));
                }
                text.push_str(&words);
            }
            Some(Event::End(name)) => match name.as_str() {
                "table:table-cell" | "table:covered-table-cell" => {
                    let value = date.take().unwrap_or_else(|| std::mem::take(&mut text));
                    if !value.trim().is_empty() && column < MAX_COLUMNS {
                        cells.resize(column + 1, String::new());
                        cells[column] = value;
                    }
                    column = column.saturating_add(usize::try_from(times).unwrap_or(usize::MAX));
                }
                "table:table-row" => break,
                _ => {}
            },
        }
    }
    Ok(cells)
}

fn repeated(tag: &Tag, name: &str) -> u64 {
    tag.attribute(name).and_then(|times| times.parse().ok()).unwrap_or(1)
}
