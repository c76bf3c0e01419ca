//! What holds for documents of any kind of file: a function for each kind, and what they share.
//!
//! In: bytes. Out: what was read, or a failed assertion. Nobody panics, what is refused is told in words,
//! spans lie within the text, and every place leads back to the file.

#![allow(dead_code)] // each fuzz target uses one of them

use std::io::{Cursor, Write};

use tollcheck::input::{Kind, Options, read};
use tollcheck::text::{Field, Reading, Span};

/// Text in any encoding.
pub fn text(bytes: &[u8]) {
    sound("a.txt", bytes, Some(Kind::Text));
    sound("a.jsonl", bytes, Some(Kind::JsonLines));
    sound("a", bytes, None);
}

/// A web page.
pub fn page(bytes: &[u8]) {
    sound("a.html", bytes, Some(Kind::Html));
}

/// A document of Word: an archive, or the text within one.
pub fn docx(bytes: &[u8]) {
    sound("a.docx", &within(bytes, &[], "word/document.xml"), Some(Kind::Docx));
}

/// A document of LibreOffice, likewise.
pub fn odt(bytes: &[u8]) {
    sound("a.odt", &within(bytes, &[], "content.xml"), Some(Kind::Odt));
}

/// A workbook of Excel: an archive, or the first sheet within one.
pub fn xlsx(bytes: &[u8]) {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let others = [("xl/workbook.xml", &*book), ("xl/_rels/workbook.xml.rels", &*relations)];
    sound("a.xlsx", &within(bytes, &others, "xl/worksheets/sheet1.xml"), Some(Kind::Xlsx));
}

/// A workbook of LibreOffice.
pub fn ods(bytes: &[u8]) {
    sound("a.ods", &within(bytes, &[], "content.xml"), Some(Kind::Ods));
}

/// A PDF file.
pub fn pdf(bytes: &[u8]) {
    sound("a.pdf", bytes, Some(Kind::Pdf));
}

/// A mail, and the same as a mailbox.
pub fn mail(bytes: &[u8]) {
    sound("a.eml", bytes, Some(Kind::Mail));
    sound("a.mbox", bytes, Some(Kind::Mailbox));
}

/// A feed of any kind.
pub fn feed(bytes: &[u8]) {
    sound("a.rss", bytes, Some(Kind::Feed));
}

/// Values with marks between them.
pub fn table(bytes: &[u8]) {
    sound("a.csv", bytes, Some(Kind::Csv));
    sound("a.tsv", bytes, Some(Kind::Tsv));
}

/// Columns of Parquet.
pub fn parquet(bytes: &[u8]) {
    sound("a.parquet", bytes, Some(Kind::Parquet));
}

/// A web archive.
pub fn warc(bytes: &[u8]) {
    sound("a.warc", bytes, Some(Kind::Warc));
}

/// An archive is taken as it is; of anything else one is made, with it as a member. The fuzzer would
/// not get past the sums of an archive.
fn within(bytes: &[u8], others: &[(&str, &str)], name: &str) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let others = others.iter().map(|(name, content)| (*name, content.as_bytes()));
    archive(others.chain([(name, bytes)]))
}

/// An archive of these members, none of them packed.
pub fn archive<'a>(members: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in members {
        out.start_file(name, stored).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Reads, and holds what comes out to what every document keeps.
#[track_caller]
pub fn sound(name: &str, bytes: &[u8], kind: Option<Kind>) -> Reading {
    let reading = read(name, bytes, &Options { kind, ..Options::default() });
    // The libraries that read workbooks and Parquet panic on some inputs; that is caught and told.
    let may_give_up = matches!(Kind::of_path(name), Some(Kind::Xlsx | Kind::Parquet));
    for fault in &reading.faults {
        assert!(!fault.message.is_empty() && fault.path == name, "{fault}");
        assert!(may_give_up || !fault.message.contains("gave up"), "{fault}");
    }
    for document in &reading.documents {
        let text = &*document.text;
        assert!(text.get(document.body.start..document.body.end).is_some(), "{name}: {:?}", document.body);
        if let Some(title) = document.title.as_ref().and_then(|title| Some((title.at?, &title.text))) {
            assert_eq!(title.0.of(text), title.1, "{name}");
        }
        for (start, c) in text.char_indices().step_by(37) {
            let at = document.at(Field::Text, Span::new(start, start + c.len_utf8()));
            let bytes_of = at.and_then(|at| Some((at.start?, at.end?)));
            // marks and metadata are ours
            let theirs = start >= document.body.start && c.is_alphanumeric();
            let lies_within = bytes_of.is_none_or(|(start, end)| start <= end && end <= bytes.len());
            assert!(lies_within || !theirs, "{name}: {bytes_of:?}");
        }
    }
    reading
}
