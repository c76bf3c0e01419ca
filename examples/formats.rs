//! Large inputs of our own making: `cargo run --release --features parquet --example formats -- FOLDER`.
//!
//! Writes `pages/`, 1,000 web pages of 100 KB; `report.pdf`, 300 pages; `archive.warc.gz`, 500 MB of such
//! pages as they were found; `articles.parquet`, 1 GB of text; and the same articles' first part as
//! `articles.csv` and `mails.mbox`, 200 MB each. The same every time. Behind the folder stands how
//! large all of it is to be, in percent of that: `FOLDER/tenth 10`, for `benches/formats.py`.

#![allow(clippy::print_stderr)]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::basic::{Compression as Packing, ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use tollcheck::text::Document;

#[path = "../benches/articles/mod.rs"]
mod articles;

use articles::{Dice, news};

/// The articles that are used again and again, in bytes of text.
const ARTICLES: usize = 16 << 20;

/// A web page, in bytes.
const PAGE: usize = 100_000;

const PAGES: usize = 1_000;
const PDF_PAGES: usize = 300;
const LINES_A_PAGE: usize = 45;
const WARC: u64 = 500_000_000;
const PARQUET: u64 = 1_000_000_000;
const OTHERS: u64 = 200_000_000;

/// Rows of a group of columns.
const ROWS: usize = 20_000;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("name a folder to write to");
        std::process::exit(2);
    };
    let percent: u64 = arguments.next().map_or(100, |percent| percent.parse().expect("a number of percent"));
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let documents = news(ARTICLES);
    pages(&folder.join("pages"), &documents, PAGES * usize::try_from(percent).unwrap() / 100)?;
    pdf(&folder.join("report.pdf"), &documents)?;
    warc(&folder.join("archive.warc.gz"), &documents, WARC * percent / 100)?;
    columns(&folder.join("articles.parquet"), &documents, PARQUET * percent / 100).map_err(io::Error::other)?;
    table(&folder.join("articles.csv"), &documents, OTHERS * percent / 100)?;
    mails(&folder.join("mails.mbox"), &documents, OTHERS * percent / 100)
}

/// A page as sites send them: mostly scripts, some furniture, an article.
fn page(document: &Document, n: u64) -> String {
    let mut dice = Dice::new(n);
    let title = document.title.as_ref().map_or("News", |title| &title.text);
    let text: String = document.body.of(&document.text).split("\n\n").map(|p| format!("<p>{p}</p>\n")).collect();
    let links: String = (0..60).map(|n| format!("<li><a href=\"/{n}\">Bus plunge kills {n}</a></li>\n")).collect();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <meta property=\"og:site_name\" content=\"The Wire\">\n\
         <meta property=\"article:published_time\" content=\"2024-11-14T18:40:00Z\">\n"
    );
    let rest = format!(
        "</head><body><nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>\n{text}</article></main>\
         <section class=\"comments\"><ul>{links}</ul></section><footer><p>88 dead in the north</p></footer></body></html>\n"
    );
    while out.len() + rest.len() < PAGE {
        out.push_str("<script>window.state=\"");
        for _ in 0..100 {
            out.push_str(&format!("{:x}.{{\"id\":", dice.roll(1 << 31)));
        }
        out.push_str("\";</script>\n<style>.header .navigation > li a:hover { color: #333; margin: 0 4px }</style>\n");
    }
    out.push_str(&rest);
    out
}

fn pages(folder: &Path, documents: &[Document], count: usize) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (n, document) in (0..count).zip(documents.iter().cycle()) {
        fs::write(folder.join(format!("{n:04}.html")), page(document, n as u64))?;
    }
    Ok(())
}

/// Articles line by line, in the font that every reader has.
fn pdf(path: &Path, documents: &[Document]) -> io::Result<()> {
    let mut lines = documents.iter().flat_map(|document| wrapped(&document.text)).cycle();
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let mut object = |out: &mut Vec<u8>, content: &[u8]| {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n", places.len()).as_bytes());
        out.extend_from_slice(content);
        out.extend_from_slice(b"\nendobj\n");
    };
    let kids: String = (0..PDF_PAGES).map(|n| format!("{} 0 R ", 4 + 2 * n)).collect();
    object(&mut out, b"<< /Type /Catalog /Pages 2 0 R >>");
    object(&mut out, format!("<< /Type /Pages /Kids [{kids}] /Count {PDF_PAGES} >>").as_bytes());
    object(&mut out, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for n in 0..PDF_PAGES {
        let leaf = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * n
        );
        object(&mut out, leaf.as_bytes());
        let mut content = "BT /F 11 Tf 14 TL 60 780 Td\n".to_owned();
        for line in lines.by_ref().take(LINES_A_PAGE) {
            content.push_str(&format!("({line}) Tj T*\n"));
        }
        content.push_str("ET");
        object(&mut out, format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).as_bytes());
    }
    let table = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in &places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let end = format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", places.len() + 1);
    out.extend_from_slice(end.as_bytes());
    fs::write(path, out)
}

/// Lines of some 90 characters, as a string of a PDF has them.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let word: String = word.chars().filter(|c| c.is_ascii() && !matches!(c, '(' | ')' | '\\')).collect();
        if lines.last().is_some_and(|line| line.len() + word.len() > 90) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&word);
            line.push(' ');
        }
    }
    lines
}

/// A writer that counts.
struct Counted<W>(W, u64);

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.0.write(bytes)?;
        self.1 += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn warc(path: &Path, documents: &[Document], size: u64) -> io::Result<()> {
    let mut out = Counted(BufWriter::new(File::create(path)?), 0);
    for (n, document) in documents.iter().cycle().enumerate() {
        if out.1 >= size {
            break;
        }
        let block =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(document, n as u64));
        let mut packed = GzEncoder::new(&mut out, Compression::fast());
        write!(
            packed,
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/{n}\r\nWARC-Date: 2024-11-15T00:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )?;
        packed.finish()?;
    }
    out.flush()
}

fn columns(path: &Path, documents: &[Document], size: u64) -> parquet::errors::Result<()> {
    let column = |name: &str| {
        let column = Type::primitive_type_builder(name, Physical::BYTE_ARRAY).with_repetition(Repetition::REQUIRED);
        column.with_converted_type(ConvertedType::UTF8).build().map(Arc::new)
    };
    let names = ["id", "title", "published", "text"];
    let fields = names.iter().map(|name| column(name)).collect::<parquet::errors::Result<Vec<_>>>()?;
    let schema = Arc::new(Type::group_type_builder("articles").with_fields(fields).build()?);
    let properties = WriterProperties::builder().set_compression(Packing::SNAPPY).set_dictionary_enabled(false).build();
    let mut out = SerializedFileWriter::new(File::create(path)?, schema, Arc::new(properties))?;
    let mut documents = documents.iter().cycle();
    let (mut written, mut row) = (0, 0);
    while written < size {
        let some: Vec<&Document> = documents.by_ref().take(ROWS).collect();
        written += some.iter().map(|document| document.text.len() as u64).sum::<u64>();
        let title = |document: &Document| document.title.as_ref().map_or("News", |title| &title.text).to_owned();
        let cells = [
            (row..).take(some.len()).map(|n| n.to_string()).collect::<Vec<_>>(),
            some.iter().map(|document| title(document)).collect(),
            some.iter().map(|_| "2024-11-14".to_owned()).collect(),
            some.iter().map(|document| document.text.to_string()).collect(),
        ];
        row += some.len();
        let mut group = out.next_row_group()?;
        for cells in cells {
            let cells: Vec<ByteArray> = cells.into_iter().map(|cell| ByteArray::from(cell.into_bytes())).collect();
            let Some(mut column) = group.next_column()? else { break };
            column.typed::<ByteArrayType>().write_batch(&cells, None, None)?;
            column.close()?;
        }
        group.close()?;
    }
    out.close()?;
    Ok(())
}

fn table(path: &Path, documents: &[Document], size: u64) -> io::Result<()> {
    let mut out = Counted(BufWriter::new(File::create(path)?), 0);
    writeln!(out, "id,published,text")?;
    for (n, document) in documents.iter().cycle().enumerate() {
        if out.1 >= size {
            break;
        }
        writeln!(out, "{n},2024-11-14,\"{}\"", document.text.replace('"', "\"\""))?;
    }
    out.flush()
}

fn mails(path: &Path, documents: &[Document], size: u64) -> io::Result<()> {
    let mut out = Counted(BufWriter::new(File::create(path)?), 0);
    for document in documents.iter().cycle() {
        if out.1 >= size {
            break;
        }
        writeln!(
            out,
            "From wire Thu Nov 14 18:40:00 2024\nFrom: The Wire <wire@wire.example>\nSubject: News\n\
             Date: Thu, 14 Nov 2024 18:40:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{}\n",
            document.text
        )?;
    }
    out.flush()
}
