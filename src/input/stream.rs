//! Inputs as documents, a parcel at a time.
//!
//! In: where the bytes of an input are. Out: [`Parcel`]s in the order of the input, each to be read by
//! itself and on any thread. Kinds that hold many documents come in many parcels, and memory does not
//! grow with them; a kind that can only be read as a whole is one parcel.

use std::borrow::Cow;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::lines::{Line, Lines};
use super::{Kind, Options, encoding, read_whole, refused};
use crate::fault::Fault;
use crate::text::{Document, Reading, Size, json_line, known_as_text, line_too_long, too_large};

#[cfg(feature = "mail")]
use super::mail::{self, Mailbox};
#[cfg(any(feature = "sheets", feature = "parquet"))]
use super::table;
#[cfg(feature = "warc")]
use super::warc;

/// The largest input that is read as a whole, in bytes; a text may be smaller still.
const MAX_WHOLE: Size = Size(2 << 30);

/// Pages and archives have so many times the bytes of their text, about.
const MARKUP: usize = 8;

/// Bytes that can be read from any place.
pub trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

/// Where the bytes of an input are.
pub enum Source<'a> {
    /// In memory.
    Bytes(&'a [u8]),
    /// In a file.
    File(Box<dyn Seekable>),
    /// They come one after the other, and only once.
    Pipe(Box<dyn Read + Send + 'a>),
}

/// What holds for all parcels of an input.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) path: String,
    pub(super) options: Options,
}

/// Something that holds documents, taken from an input and not read yet.
#[derive(Debug)]
pub struct Parcel<'a> {
    input: Arc<Input>,
    held: Held<'a>,
}

#[derive(Debug)]
pub(super) enum Held<'a> {
    /// An input that is read as a whole.
    Whole(Kind, Cow<'a, [u8]>),
    /// A line of JSON Lines, its number, and what is said of the encoding.
    Line(usize, Vec<u8>, Option<Arc<str>>),
    #[cfg(feature = "mail")]
    Mail(u32, Vec<u8>),
    #[cfg(feature = "warc")]
    Record(warc::Record),
    /// A row of a table.
    #[cfg(any(feature = "sheets", feature = "parquet"))]
    Row(Box<Document>),
    Fault(Fault),
}

impl Parcel<'_> {
    /// How many bytes of text it holds, roughly.
    pub fn len(&self) -> usize {
        match &self.held {
            Held::Whole(Kind::Text | Kind::JsonLines, bytes) => bytes.len(),
            Held::Whole(_, bytes) => bytes.len() / MARKUP,
            Held::Line(_, bytes, _) => bytes.len(),
            #[cfg(feature = "mail")]
            Held::Mail(_, bytes) => bytes.len(),
            #[cfg(feature = "warc")]
            Held::Record(record) => record.len() / MARKUP,
            #[cfg(any(feature = "sheets", feature = "parquet"))]
            Held::Row(document) => document.text.len(),
            Held::Fault(_) => 0,
        }
    }

    /// Whether it holds no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is in it: one document, many, none (a picture of a web archive), or why it could not be read.
    pub fn read(self) -> Reading {
        let Input { path, options } = &*self.input;
        let one: Result<Option<Document>, Fault> = match self.held {
            Held::Whole(kind, bytes) => return read_whole(path, kind, &bytes, options),
            Held::Line(number, bytes, note) => {
                let mut read = json_line(path, &bytes, number, &options.limits).transpose();
                if let Ok(Some(document)) = &mut read {
                    document.notes.extend(note.as_deref().map(str::to_owned));
                }
                read
            }
            #[cfg(feature = "mail")]
            Held::Mail(number, bytes) => {
                let within = crate::text::At { entry: Some(number), ..Default::default() };
                super::guarded(path, || mail::read(path, number as usize, &bytes, within)).map(Some)
            }
            #[cfg(feature = "warc")]
            Held::Record(record) => super::guarded(path, || record.read(path)),
            #[cfg(any(feature = "sheets", feature = "parquet"))]
            Held::Row(document) => Ok(Some(*document)),
            Held::Fault(fault) => Err(fault),
        };
        match one {
            Ok(document) => Reading { documents: document.into_iter().collect(), faults: Vec::new() },
            Err(fault) => Reading { documents: Vec::new(), faults: vec![fault] },
        }
    }
}

/// The parcels of one input.
pub struct Stream<'a> {
    input: Arc<Input>,
    parcels: Parcels<'a>,
}

pub(super) type Parcels<'a> = Box<dyn Iterator<Item = Held<'a>> + Send + 'a>;

impl<'a> Iterator for Stream<'a> {
    type Item = Parcel<'a>;

    fn next(&mut self) -> Option<Parcel<'a>> {
        self.parcels.next().map(|held| Parcel { input: self.input.clone(), held })
    }
}

impl Stream<'_> {
    /// Everything that the input holds.
    pub fn read(self) -> Reading {
        let mut reading = Reading::default();
        for parcel in self {
            let read = parcel.read();
            reading.documents.extend(read.documents);
            reading.faults.extend(read.faults);
        }
        reading
    }
}

impl Kind {
    /// Whether it comes in many parcels.
    pub fn streams(self) -> bool {
        let streams = |kinds: &[Kind]| kinds.contains(&self);
        self == Kind::JsonLines
            || cfg!(feature = "mail") && streams(&[Kind::Mailbox])
            || cfg!(feature = "warc") && streams(&[Kind::Warc])
            || cfg!(feature = "sheets") && streams(&[Kind::Csv, Kind::Tsv])
            || cfg!(feature = "parquet") && streams(&[Kind::Parquet])
    }
}

/// The parcels of an input, which goes by the name `path`. What it is shows by its beginning, where
/// the options do not say it.
pub fn stream<'a>(path: &str, source: Source<'a>, options: &Options) -> Stream<'a> {
    let input = Arc::new(Input { path: path.to_owned(), options: options.clone() });
    let parcels = opened(&input, source).unwrap_or_else(|fault| Box::new(std::iter::once(Held::Fault(fault))));
    Stream { input, parcels }
}

fn opened<'a>(input: &Arc<Input>, mut source: Source<'a>) -> Result<Parcels<'a>, Fault> {
    let Input { path, options } = &**input;
    let broken = |error: io::Error| Fault::of_io(path, &error);
    let head = source.head().map_err(broken)?;
    let kind_of = |bytes: &[u8]| options.kind.map_or_else(|| Kind::of_content(path, bytes), Ok);
    // What an archive of files is, its end tells.
    let kind = match kind_of(&head) {
        Err(what) if !head.starts_with(b"PK") => return Err(refused(path, what)),
        kind => kind.ok().filter(|kind| kind.streams()),
    };
    let Some(kind) = kind else {
        let bytes = source.whole(head, |head| most(kind_of(head), options)).map_err(broken)?;
        let kind = kind_of(&bytes).map_err(|what| refused(path, what))?;
        if bytes.len() > most(Ok(kind), options) {
            return Err(whole_too_large(path, kind, options));
        }
        return Ok(Box::new(std::iter::once(Held::Whole(kind, bytes))));
    };
    match kind {
        #[cfg(feature = "mail")]
        Kind::Mailbox => Ok(mails(input, source.rest(head))),
        #[cfg(feature = "warc")]
        Kind::Warc => records(input, source.rest(head)),
        #[cfg(feature = "sheets")]
        Kind::Csv | Kind::Tsv => table::rows(input, source.rest(head), kind == Kind::Tsv),
        #[cfg(feature = "parquet")]
        Kind::Parquet => {
            let whole = match source {
                Source::File(file) => file,
                other => {
                    let bytes = other.whole(head, |_| MAX_WHOLE.0).map_err(broken)?;
                    if bytes.len() > MAX_WHOLE.0 {
                        return Err(whole_too_large(path, kind, options));
                    }
                    Box::new(Cursor::new(bytes.into_owned()))
                }
            };
            table::columns(input, whole)
        }
        _ => lines(input, source.rest(head)),
    }
}

/// How many bytes of an input that is read as a whole are read at most.
fn most(kind: Result<Kind, &str>, options: &Options) -> usize {
    if kind == Ok(Kind::Text) { options.limits.document.0 } else { MAX_WHOLE.0 }
}

fn whole_too_large(path: &str, kind: Kind, options: &Options) -> Fault {
    if kind == Kind::Text {
        return too_large(path, &options.limits);
    }
    Fault::of_file(path, format!("this is {kind} of more than {MAX_WHOLE}"))
        .help("split it; JSON Lines, CSV, mailboxes, web archives and Parquet files may be of any length")
}

impl<'a> Source<'a> {
    /// The first bytes, which are not to be had again from a pipe.
    fn head(&mut self) -> io::Result<Cow<'a, [u8]>> {
        let most = encoding::LOOKED_AT as u64;
        let mut head = Vec::new();
        match self {
            Source::Bytes(bytes) => return Ok(Cow::Borrowed(bytes)),
            Source::File(file) => (&mut **file).take(most).read_to_end(&mut head)?,
            Source::Pipe(pipe) => (&mut **pipe).take(most).read_to_end(&mut head)?,
        };
        Ok(Cow::Owned(head))
    }

    /// All bytes, or one more than `most` of them.
    fn whole(self, head: Cow<'a, [u8]>, most: impl Fn(&[u8]) -> usize) -> io::Result<Cow<'a, [u8]>> {
        let left = (most(&head) + 1).saturating_sub(head.len()) as u64;
        let (mut rest, mut bytes): (Box<dyn Read + Send + 'a>, Vec<u8>) = match self {
            Source::Bytes(bytes) => return Ok(Cow::Borrowed(bytes)),
            Source::File(mut file) => {
                let length = file.seek(SeekFrom::End(0))?.saturating_sub(head.len() as u64);
                file.seek(SeekFrom::Start(head.len() as u64))?;
                let mut bytes = head.into_owned();
                bytes.reserve_exact(usize::try_from(length.min(left)).unwrap_or(0));
                (file, bytes)
            }
            Source::Pipe(pipe) => (pipe, head.into_owned()),
        };
        (&mut rest).take(left).read_to_end(&mut bytes)?;
        Ok(Cow::Owned(bytes))
    }

    /// All bytes as a stream.
    fn rest(self, head: Cow<'a, [u8]>) -> Box<dyn Read + Send + 'a> {
        let head = Cursor::new(head);
        match self {
            Source::Bytes(_) => Box::new(head),
            Source::File(file) => Box::new(head.chain(file)),
            Source::Pipe(pipe) => Box::new(head.chain(pipe)),
        }
    }
}

/// A fault that ends a stream.
pub(super) fn ended(path: &str, why: &dyn std::fmt::Display) -> Fault {
    Fault::of_file(path, why.to_string()).help("what stands before it was read")
}

/// What `next` gives, to the end or to the first fault.
pub(super) fn until_fault<'a>(
    mut next: impl FnMut() -> Result<Option<Held<'a>>, Fault> + Send + 'a,
) -> impl Iterator<Item = Held<'a>> + Send + 'a {
    let mut over = false;
    std::iter::from_fn(move || {
        if over {
            return None;
        }
        let held = next().unwrap_or_else(|fault| {
            over = true;
            Some(Held::Fault(fault))
        });
        over |= held.is_none();
        held
    })
}

/// The lines of JSON Lines.
fn lines<'a>(input: &Arc<Input>, source: Box<dyn Read + Send + 'a>) -> Result<Parcels<'a>, Fault> {
    let input = input.clone();
    let mut source = encoding::as_utf_8(source).map_err(|error| Fault::of_io(&input.path, &error))?;
    known_as_text(&input.path, &source.head)?;
    let mark = "\u{feff}".as_bytes();
    if source.head.starts_with(mark) {
        source.head.drain(..mark.len());
    }
    let note: Option<Arc<str>> = source.note.map(Arc::from);
    let mut lines = Lines::new(Cursor::new(source.head).chain(source.rest), input.options.limits.line.0);
    Ok(Box::new(until_fault(move || {
        let line = lines.next_line().map_err(|error| ended(&input.path, &error))?;
        Ok(line.map(|line| match line {
            Line::Whole(number, bytes) => Held::Line(number, bytes, note.clone()),
            Line::TooLong(number) => Held::Fault(line_too_long(&input.path, number, &input.options.limits)),
        }))
    })))
}

#[cfg(feature = "mail")]
fn mails<'a>(input: &Arc<Input>, source: Box<dyn Read + Send + 'a>) -> Parcels<'a> {
    let input = input.clone();
    let mut mailbox = Mailbox::new(io::BufReader::with_capacity(1 << 16, source));
    let mut number = 0;
    Box::new(until_fault(move || {
        let mail = mailbox.next_mail().map_err(|error| ended(&input.path, &error))?;
        number += 1;
        Ok(mail.map(|bytes| Held::Mail(number, bytes)))
    }))
}

#[cfg(feature = "warc")]
fn records<'a>(input: &Arc<Input>, source: Box<dyn Read + Send + 'a>) -> Result<Parcels<'a>, Fault> {
    let input = input.clone();
    let mut archive = warc::Archive::open(source).map_err(|error| ended(&input.path, &error))?;
    Ok(Box::new(until_fault(move || {
        archive.next_record().map(|record| record.map(Held::Record)).map_err(|why| ended(&input.path, &why))
    })))
}
