//! What newsrooms have, as documents: web pages, office files, mails, feeds, tables, archives, text.
//!
//! In: bytes that somebody read, and the name they go by. Out: a [`Reading`]: documents with text,
//! metadata, and the way back from their text to the place in the original. One file a format; each
//! takes hostile input with limits that are told, and knows nothing of claims.

#[cfg(any(feature = "office", feature = "sheets"))]
mod archive;
mod columns;
mod encoding;
#[cfg(feature = "feeds")]
mod feed;
#[cfg(feature = "html")]
mod html;
mod kind;
mod lines;
#[cfg(feature = "mail")]
mod mail;
#[allow(dead_code)] // without features no kind has dates of its own
mod moment;
#[cfg(feature = "office")]
mod office;
#[allow(dead_code)] // each kind uses some of it, and without features none is there
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod stream;
#[cfg(any(feature = "sheets", feature = "parquet"))]
mod table;
#[cfg(feature = "warc")]
mod warc;
#[cfg(any(feature = "office", feature = "feeds", feature = "sheets"))]
mod xml;

pub use columns::Columns;
pub use kind::Kind;
pub use stream::{Parcel, Seekable, Source, Stream, stream};

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::fault::Fault;
use crate::text::{Document, InputFormat, Limits, Reading, read_within};

/// How inputs are to be read, where somebody says so.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The kind, whatever the content looks like.
    pub kind: Option<Kind>,
    /// Which columns of tables hold what.
    pub columns: Columns,
    /// How large texts and lines may be.
    pub limits: Limits,
}

/// Reads the documents in `bytes`, which go by the name `path`.
pub fn read(path: &str, bytes: &[u8], options: &Options) -> Reading {
    stream(path, Source::Bytes(bytes), options).read()
}

/// The documents of an input that is read as a whole.
fn read_whole(path: &str, kind: Kind, bytes: &[u8], options: &Options) -> Reading {
    #[allow(unused_variables)] // without features no kind is one document
    let one = |read: Result<Document, Fault>| match read {
        Ok(document) => Reading { documents: vec![document], faults: Vec::new() },
        Err(fault) => of_fault(fault),
    };
    match kind {
        Kind::Text => text(path, bytes, &options.limits),
        #[cfg(feature = "html")]
        Kind::Html => one(html::read(path, bytes)),
        #[cfg(feature = "office")]
        Kind::Docx => one(guarded(path, || office::read_docx(path, bytes))),
        #[cfg(feature = "office")]
        Kind::Odt => one(guarded(path, || office::read_odt(path, bytes))),
        #[cfg(feature = "pdf")]
        Kind::Pdf => one(guarded(path, || pdf::read(path, bytes))),
        #[cfg(feature = "mail")]
        Kind::Mail => one(guarded(path, || mail::read(path, 1, bytes, crate::text::At::default()))),
        #[cfg(feature = "feeds")]
        Kind::Feed => match encoding::decode(bytes, xml_encoding(bytes).as_deref()) {
            Some(decoded) => {
                let mut reading = feed::read(path, &decoded.text);
                let note = decoded.note();
                reading.documents.iter_mut().for_each(|document| document.notes.extend(note.clone()));
                reading
            }
            None => feed::read(path, &String::from_utf8_lossy(bytes)),
        },
        #[cfg(feature = "sheets")]
        Kind::Xlsx => {
            let read = guarded(path, || Ok(table::read_xlsx(path, bytes, &options.columns)));
            read.unwrap_or_else(of_fault)
        }
        #[cfg(feature = "sheets")]
        Kind::Ods => table::read_ods(path, bytes, &options.columns),
        _ => not_built(path, kind),
    }
}

/// What is said of a file of a kind that is not read.
fn refused(path: &str, what: &str) -> Fault {
    let kinds = "text, Markdown, HTML, .docx, .odt, .pdf, .eml, .mbox, RSS, Atom, JSON Feed, .csv, .tsv, .xlsx, .ods, \
                 Parquet, WARC, JSON Lines";
    Fault::of_file(path, format!("this is {what}, which is not read")).help(format!("these are read: {kinds}"))
}

/// What is said of a file of a kind that this build leaves out.
fn not_built(path: &str, kind: Kind) -> Reading {
    let feature = match kind {
        Kind::Text | Kind::JsonLines => return of_fault(refused(path, &kind.to_string())),
        Kind::Html => "html",
        Kind::Docx | Kind::Odt => "office",
        Kind::Pdf => "pdf",
        Kind::Mail | Kind::Mailbox => "mail",
        Kind::Feed => "feeds",
        Kind::Csv | Kind::Tsv | Kind::Xlsx | Kind::Ods => "sheets",
        Kind::Parquet => "parquet",
        Kind::Warc => "warc",
    };
    let fault = Fault::of_file(path, format!("this is {kind}, which this build does not read"));
    of_fault(fault.help(format!("build it with the feature: cargo install --path . --features {feature}")))
}

fn of_fault(fault: Fault) -> Reading {
    Reading { documents: Vec::new(), faults: vec![fault] }
}

/// Runs a reader that draws on other people's code. Where that panics, which it should not, the input
/// is refused and the run goes on.
#[allow(dead_code)] // without features nobody else's code reads
fn guarded<T>(path: &str, read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Fault::of_file(path, "its reader gave up on this file, which is damaged or made to harm")
            .help("open it with the program that made it, and save it anew"))
    })
}

/// The encoding that an XML declaration names.
#[cfg(feature = "feeds")]
fn xml_encoding(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = start.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// Text in any encoding. Places count in it as UTF-8.
fn text(path: &str, bytes: &[u8], limits: &Limits) -> Reading {
    // What cannot be decoded goes on as it is: the reader of UTF-8 tells the place.
    let Some(decoded) = encoding::decode(bytes, None).filter(|decoded| decoded.encoding.is_some()) else {
        return read_within(path, bytes, InputFormat::Text, limits);
    };
    let mut reading = read_within(path, decoded.text.as_bytes(), InputFormat::Text, limits);
    let note = decoded.note();
    reading.documents.iter_mut().for_each(|document| document.notes.extend(note.clone()));
    reading
}
