//! Tables of values with commas, semicolons, tabs or bars between them (RFC 4180, loosely).
//!
//! In: bytes as a stream. Out: documents, a row each, one at a time: memory does not grow with the table.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use csv::{ByteRecord, ReaderBuilder};

use super::{MAX_ROW, Reader};
use crate::fault::Fault;
use crate::input::encoding::{Utf8, as_utf_8};
use crate::input::stream::{Held, Input, Parcels, ended, until_fault};

/// A stream that refuses to go on within one row for ever.
struct Bounded<R> {
    input: R,
    /// How many bytes may still be read before the row has to end.
    left: Arc<AtomicUsize>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed);
        if read > left {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("a row is longer than {MAX_ROW} bytes")));
        }
        self.left.store(left - read, Ordering::Relaxed);
        Ok(read)
    }
}

/// The rows of a table.
struct Rows<'a> {
    reader: csv::Reader<Bounded<Box<dyn Read + Send + 'a>>>,
    left: Arc<AtomicUsize>,
    record: ByteRecord,
    row: u64,
    /// Whether lines end with two bytes: the reader counts a line when it has seen the second.
    pairs: bool,
    /// The encoding, where it is not UTF-8.
    note: Option<String>,
}

impl<'a> Rows<'a> {
    /// Opens a table; `tabs` says that tabs stand between its values.
    ///
    /// # Errors
    /// Those of the stream.
    fn open(input: Box<dyn Read + Send + 'a>, tabs: bool) -> io::Result<Self> {
        let Utf8 { head, rest: input, note } = as_utf_8(input)?;
        let pairs = memchr::memchr(b'\n', &head).is_some_and(|end| head[..end].ends_with(b"\r"));
        let mark = if tabs { b'\t' } else { mark(&head) };
        let left = Arc::new(AtomicUsize::new(MAX_ROW));
        let whole: Box<dyn Read + Send + 'a> = Box::new(io::Cursor::new(head).chain(input));
        let bounded = Bounded { input: whole, left: left.clone() };
        let reader = ReaderBuilder::new().delimiter(mark).flexible(true).has_headers(false).from_reader(bounded);
        Ok(Rows { reader, left, record: ByteRecord::new(), row: 0, pairs, note })
    }

    /// The next row: its number, the line on which it begins, its cells. `None` at the end.
    ///
    /// # Errors
    /// Those of the stream, or a row that never ends.
    fn next_row(&mut self) -> io::Result<Option<(u64, u64, Vec<String>)>> {
        self.left.store(MAX_ROW, Ordering::Relaxed);
        let read = self.reader.read_byte_record(&mut self.record).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            kind => io::Error::other(format!("{kind:?}")),
        })?;
        if !read {
            return Ok(None);
        }
        self.row += 1;
        let line = self.record.position().map_or(self.row, csv::Position::line) + u64::from(self.pairs && self.row > 1);
        let cells =
            self.record.iter().map(|cell| String::from_utf8_lossy(cell).trim_start_matches('\u{feff}').to_owned());
        Ok(Some((self.row, line, cells.collect())))
    }
}

/// The documents of a table, a row each.
///
/// # Errors
/// Those of the stream.
pub(in crate::input) fn rows<'a>(
    input: &Arc<Input>,
    source: Box<dyn Read + Send + 'a>,
    tabs: bool,
) -> Result<Parcels<'a>, Fault> {
    let input = input.clone();
    let mut rows = Rows::open(source, tabs).map_err(|error| ended(&input.path, &error))?;
    let mut reader = Reader::new(&input.path, None, &input.options.columns);
    Ok(Box::new(until_fault(move || {
        loop {
            let Some((row, line, cells)) = rows.next_row().map_err(|error| ended(&input.path, &error))? else {
                return if reader.has_header() { Ok(None) } else { Err(reader.without_header()) };
            };
            if let Some(mut document) = reader.row(row, &cells)? {
                document.line = usize::try_from(line).ok();
                document.notes.extend(rows.note.clone());
                return Ok(Some(Held::Row(Box::new(document))));
            }
        }
    })))
}

/// The mark that stands between values: of the likely ones the most frequent in the first line.
fn mark(head: &[u8]) -> u8 {
    let first = head.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let count = |mark: &u8| first.iter().filter(|&byte| byte == mark).count();
    // Of equals the last is taken: a comma.
    *[b'|', b'\t', b';', b','].iter().max_by_key(|mark| count(mark)).unwrap_or(&b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &'static [u8]) -> Vec<(u64, u64, Vec<String>)> {
        let mut rows = Rows::open(Box::new(source), false).unwrap();
        std::iter::from_fn(|| rows.next_row().unwrap()).collect()
    }

    #[test]
    fn values_are_told_apart_by_the_mark_of_the_header() {
        let read = rows("\u{feff}a;b;c, d\n\"1;\n2\";3\n4\n".as_bytes());
        assert_eq!(read[0].2, ["a", "b", "c, d"]);
        assert_eq!((read[1].1, read[1].2[0].as_str()), (2, "1;\n2"));
        assert_eq!((read[2].0, read[2].1), (3, 4));
        assert_eq!(rows(b"a\tb\n1\t2")[1].2, ["1", "2"]);
    }

    #[test]
    fn a_row_that_never_ends_is_refused_before_memory_does() {
        let endless = io::repeat(b'x').take(u64::MAX / 2);
        let start = &b"text\n\""[..];
        let mut rows = Rows::open(Box::new(start.chain(endless)), false).unwrap();
        assert!(rows.next_row().unwrap().is_some());
        assert!(rows.next_row().unwrap_err().to_string().contains("longer than"));
    }
}
