//! Inputs that hold many documents, one at a time.
//!
//! In: a stream of bytes. Out: [`Parcel`]s in the order of the input, each to be read by itself and on
//! any thread: memory does not grow with the input. Kinds that can only be read as a whole have none.

use std::io::Read;

use super::{Kind, Options};
use crate::fault::Fault;
use crate::text::Document;

#[cfg(feature = "mail")]
use super::mail::{self, Mailbox};
#[cfg(feature = "sheets")]
use super::table;
#[cfg(feature = "warc")]
use super::warc;

/// Something that holds a document, taken from a stream and not read yet.
#[derive(Debug)]
pub struct Parcel(Inner);

#[derive(Debug)]
#[allow(dead_code)] // without features nothing comes in parcels
enum Inner {
    #[cfg(feature = "mail")]
    Mail(u32, Vec<u8>),
    #[cfg(feature = "warc")]
    Record(warc::Record),
    Document(Box<Document>),
    Fault(Fault),
}

impl Parcel {
    /// How many bytes it holds, roughly.
    pub fn len(&self) -> usize {
        match &self.0 {
            #[cfg(feature = "mail")]
            Inner::Mail(_, bytes) => bytes.len(),
            #[cfg(feature = "warc")]
            Inner::Record(record) => record.len(),
            Inner::Document(document) => document.text.len(),
            Inner::Fault(_) => 0,
        }
    }

    /// Whether it holds no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The document in it. `None` where it holds none (a picture of a web archive).
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn read(self, path: &str) -> Result<Option<Document>, Fault> {
        let _ = path;
        match self.0 {
            #[cfg(feature = "mail")]
            Inner::Mail(number, bytes) => {
                let within = crate::text::At { entry: Some(number), ..Default::default() };
                super::guarded(path, || mail::read(path, number as usize, &bytes, within)).map(Some)
            }
            #[cfg(feature = "warc")]
            Inner::Record(record) => super::guarded(path, || record.read(path)),
            Inner::Document(document) => Ok(Some(*document)),
            Inner::Fault(fault) => Err(fault),
        }
    }
}

/// The parcels of one input.
pub struct Stream<'a>(Box<dyn Iterator<Item = Parcel> + Send + 'a>);

impl Iterator for Stream<'_> {
    type Item = Parcel;

    fn next(&mut self) -> Option<Parcel> {
        self.0.next()
    }
}

impl Kind {
    /// Whether it is read parcel by parcel.
    pub fn streams(self) -> bool {
        let streams = |kinds: &[Kind]| kinds.contains(&self);
        cfg!(feature = "mail") && streams(&[Kind::Mailbox])
            || cfg!(feature = "warc") && streams(&[Kind::Warc])
            || cfg!(feature = "sheets") && streams(&[Kind::Csv, Kind::Tsv])
    }
}

/// The parcels of an input of this kind, which goes by the name `path`; none for kinds that do not
/// stream.
pub fn stream<'a>(path: &'a str, input: Box<dyn Read + Send + 'a>, kind: Kind, options: &'a Options) -> Stream<'a> {
    let _ = (&input, options);
    let parcels: Box<dyn Iterator<Item = Parcel> + Send + 'a> = match kind {
        #[cfg(feature = "mail")]
        Kind::Mailbox => mails(path, input),
        #[cfg(feature = "warc")]
        Kind::Warc => records(path, input),
        #[cfg(feature = "sheets")]
        Kind::Csv | Kind::Tsv => rows(path, input, kind == Kind::Tsv, options),
        _ => Box::new(std::iter::empty()),
    };
    Stream(parcels)
}

/// A fault that ends a stream.
#[allow(dead_code)]
fn ended(path: &str, why: &dyn std::fmt::Display) -> Parcel {
    Parcel(Inner::Fault(Fault::of_file(path, why.to_string()).help("what stands before it was read")))
}

#[cfg(feature = "mail")]
fn mails<'a>(path: &'a str, input: Box<dyn Read + Send + 'a>) -> Box<dyn Iterator<Item = Parcel> + Send + 'a> {
    let mut mailbox = Some(Mailbox::new(std::io::BufReader::with_capacity(1 << 16, input)));
    let mut number = 0;
    Box::new(std::iter::from_fn(move || match mailbox.as_mut()?.next_mail() {
        Ok(Some(bytes)) => {
            number += 1;
            Some(Parcel(Inner::Mail(number, bytes)))
        }
        Ok(None) => None,
        Err(error) => {
            mailbox = None;
            Some(ended(path, &error))
        }
    }))
}

#[cfg(feature = "warc")]
fn records<'a>(path: &'a str, input: Box<dyn Read + Send + 'a>) -> Box<dyn Iterator<Item = Parcel> + Send + 'a> {
    let mut archive = match warc::Archive::open(input) {
        Ok(archive) => Some(archive),
        Err(error) => return Box::new(std::iter::once(ended(path, &error))),
    };
    Box::new(std::iter::from_fn(move || match archive.as_mut()?.next_record() {
        Ok(Some(record)) => Some(Parcel(Inner::Record(record))),
        Ok(None) => None,
        Err(why) => {
            archive = None;
            Some(ended(path, &why))
        }
    }))
}

#[cfg(feature = "sheets")]
fn rows<'a>(
    path: &'a str,
    input: Box<dyn Read + Send + 'a>,
    tabs: bool,
    options: &'a Options,
) -> Box<dyn Iterator<Item = Parcel> + Send + 'a> {
    let mut rows = match table::Rows::open(input, tabs) {
        Ok(rows) => Some(rows),
        Err(error) => return Box::new(std::iter::once(ended(path, &error))),
    };
    let mut reader = table::Reader::new(path, None, &options.columns);
    Box::new(std::iter::from_fn(move || {
        loop {
            let open = rows.as_mut()?;
            let note = open.note.clone();
            let read = match open.next_row() {
                Ok(Some((row, line, cells))) => {
                    reader.row(row, &cells).map(|document| document.map(|document| (line, document)))
                }
                Ok(None) if reader.has_header() => return None,
                Ok(None) => Err(reader.without_header()),
                Err(error) => {
                    rows = None;
                    return Some(ended(path, &error));
                }
            };
            match read {
                Ok(None) => {}
                Ok(Some((line, mut document))) => {
                    document.line = usize::try_from(line).ok();
                    document.notes.extend(note);
                    return Some(Parcel(Inner::Document(Box::new(document))));
                }
                Err(fault) => {
                    rows = None;
                    return Some(Parcel(Inner::Fault(fault)));
                }
            }
        }
    }))
}
