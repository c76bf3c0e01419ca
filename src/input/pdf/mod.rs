//! PDF files with a text layer: paragraphs with their pages.
//!
//! In: the bytes of a file. Out: a document. Words are put together from where they are drawn, lines to
//! paragraphs, over columns and pages; what stands at the edge of many pages is left out. Pages that are
//! pictures have no text, and that is said.

mod fonts;
mod lines;
mod strings;

use lopdf::{Document as Pdf, LoadOptions, Object};

use super::page::{Facts, MAX_BYTES, Page};
use crate::fault::Fault;
use crate::text::{Document, Metadata, Spot};

use lines::{Line, paragraphs, without_running_heads};

/// The most pages that are read.
const MAX_PAGES: usize = 20_000;

/// The most bytes that one stream in a file unpacks to.
const MAX_STREAM: usize = 64 << 20;

/// Reads a file.
///
/// # Errors
/// Where it is damaged, encrypted, or has no text.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Document, Fault> {
    // Lines of other programs may stand before it.
    let start = memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").unwrap_or(0);
    let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM), ..LoadOptions::default() };
    let encrypted = || {
        Fault::of_file(path, "the file is encrypted, and needs a password")
            .help("open it with the password, and print it to a file without one")
    };
    let pdf = Pdf::load_mem_with_options(&bytes[start..], options).map_err(|error| {
        let told = error.to_string();
        if told.contains("assword") || told.contains("ecrypt") {
            return encrypted();
        }
        Fault::of_file(path, format!("the PDF file is damaged: {told}")).help("get the file again from where it came")
    })?;
    if pdf.is_encrypted() {
        return Err(encrypted());
    }
    let mut facts = Facts { metadata: metadata(&pdf), ..Facts::default() };
    let ids: Vec<_> = pdf.page_iter().take(MAX_PAGES + 1).collect();
    if ids.len() > MAX_PAGES {
        facts.notes.push(format!("only the first {MAX_PAGES} pages are read"));
    }
    let mut pages: Vec<Vec<Line>> = Vec::new();
    let (mut size, mut broken) = (0, Vec::new());
    for (id, number) in ids.iter().take(MAX_PAGES).zip(1..) {
        match lines::of_page(&pdf, *id) {
            Ok(lines) => {
                size += lines.iter().map(|line| line.text.len()).sum::<usize>();
                pages.push(lines);
            }
            Err(_) => {
                broken.push(number);
                pages.push(Vec::new());
            }
        }
        if size > MAX_BYTES {
            facts.notes.push(format!("the text is too long: it is read up to page {number}"));
            break;
        }
    }
    if let [first, ..] = broken[..] {
        facts.notes.push(format!("{} of its pages cannot be read, page {first} the first of them", broken.len()));
    }
    if size == 0 {
        let fault =
            Fault::of_file(path, "the PDF file has no text layer: its pages are pictures, as a scanner makes them");
        return Err(fault.help("let a program read the letters and add the text, for example: ocrmypdf FILE NEW"));
    }
    let empty = pages.iter().filter(|lines| lines.is_empty()).count() - broken.len();
    if empty > 0 {
        facts.notes.push(format!("{empty} of {} pages have no text: they are empty, or pictures", pages.len()));
    }
    without_running_heads(&mut pages);
    Ok(written(path, &pages, facts))
}

/// The paragraphs on a page of ours, the headline told apart.
fn written(path: &str, pages: &[Vec<Line>], mut facts: Facts) -> Document {
    let mut page = Page::default();
    let mut first = true;
    for paragraph in paragraphs(pages) {
        let words = paragraph.words();
        let is_title =
            facts.metadata.title.as_ref().is_some_and(|title| title.split_whitespace().eq(words.split_whitespace()));
        if first && is_title {
            facts.title_spot = paragraph.pieces.first().map(|(number, _)| Spot::Page(*number));
            first = false;
            continue;
        }
        first = false;
        match (paragraph.heading, paragraph.item) {
            (true, _) => page.paragraph("## "),
            (_, true) => page.line("- "),
            _ => page.paragraph(""),
        }
        for (number, words) in &paragraph.pieces {
            page.words(words, Some(Spot::Page(*number)));
        }
    }
    page.document(path, 1, facts)
}

/// What a file says of itself.
fn metadata(pdf: &Pdf) -> Metadata {
    let info = pdf.trailer.get(b"Info").and_then(|info| pdf.dereference(info)).and_then(|(_, info)| info.as_dict());
    let text = |key: &[u8]| {
        let value = info.as_ref().ok()?.get(key).ok()?;
        strings::text(pdf.dereference(value).ok()?.1)
    };
    let language = pdf.catalog().ok().and_then(|catalog| catalog.get(b"Lang").ok()).and_then(strings::text);
    Metadata {
        title: text(b"Title"),
        publisher: text(b"Author"),
        published: text(b"CreationDate").or_else(|| text(b"ModDate")).as_deref().and_then(strings::moment),
        url: None,
        language,
    }
}

/// A number, whole or not.
fn number(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|number| number.is_finite())
}
