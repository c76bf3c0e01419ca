//! Columns of Apache Parquet, row by row.
//!
//! In: the bytes of a file, to be read from any place. Out: a document a row. Only the columns that are
//! needed are read, a page of each at a time: memory does not grow with the file. Columns of lists and
//! other things within things are none that hold a text.

use std::io::{self, BufReader, Read, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};

use super::{Layout, MAX_ROW, Wrong, without_text};
use crate::fault::Fault;
use crate::input::guarded;
use crate::input::stream::{Held, Input, Parcels, Seekable, ended, until_fault};
use crate::text::Document;

/// The largest page of a column, packed or not, in bytes: some programs make them of 100 million.
const MAX_PAGE: usize = 128 << 20;

/// So many values are read of a column at a time. Packed values may each be as long as a page.
const VALUES: usize = 8;

/// The bytes at the end of a file that say how long its directory is.
const FOOTER: u64 = 8;

/// The documents of a file, a row each.
///
/// # Errors
/// Where it is damaged, or has no column with a text.
pub(in crate::input) fn columns<'a>(input: &Arc<Input>, file: Box<dyn Seekable>) -> Result<Parcels<'a>, Fault> {
    let input = input.clone();
    let path = &input.path;
    let opened = guarded(path, || SerializedFileReader::new(Chunks::of(file)?).map_err(|error| broken(path, &error)));
    let reader = opened?;
    let schema = reader.metadata().file_metadata().schema();
    let chosen = Chosen::of(&input, schema.get_fields())?;
    let projection = chosen.projection(schema).map_err(|error| broken(path, &error))?;
    let rows = guarded(path, || {
        let rows = RowIter::from_file_into(Box::new(reader)).with_batch_size(VALUES);
        rows.project(Some(projection)).map_err(|error| broken(path, &error))
    });
    let mut rows = rows?;
    let mut row = 0;
    Ok(Box::new(until_fault(move || {
        loop {
            row += 1;
            let read = guarded(&input.path, || rows.next().transpose().map_err(|error| cut(&input.path, row, &error)))?;
            let Some(read) = read else { return Ok(None) };
            if let Some(document) = chosen.document(&input.path, row, read)? {
                return Ok(Some(Held::Row(Box::new(document))));
            }
        }
    })))
}

fn broken(path: &str, error: &ParquetError) -> Fault {
    Fault::of_file(path, format!("the file is cut off or damaged: {}", words(error)))
        .help("get it anew, or write it anew with the program that made it")
}

fn cut(path: &str, row: u64, error: &ParquetError) -> Fault {
    ended(path, &format!("row {row} cannot be read: {}", words(error)))
}

/// What the library says, without its name before it.
fn words(error: &ParquetError) -> String {
    match error {
        ParquetError::General(words) | ParquetError::EOF(words) | ParquetError::NYI(words) => words.clone(),
        ParquetError::External(error) => error.to_string(),
        other => other.to_string(),
    }
}

/// The columns that are read.
struct Chosen {
    layout: Layout,
    /// Their numbers, from 0, in the order of the file, and how each is told as text.
    columns: Vec<(usize, Moments)>,
}

/// What the whole numbers of a column count.
#[derive(Clone, Copy, PartialEq)]
enum Moments {
    /// Nothing but themselves.
    None,
    /// So many of these make a second, since 1970.
    PerSecond(i64),
}

impl Chosen {
    fn of(input: &Input, fields: &[TypePtr]) -> Result<Chosen, Fault> {
        let (path, asked) = (&input.path, &input.options.columns);
        let name = |field: &TypePtr| field.name().to_owned();
        let all: Vec<String> = fields.iter().map(name).collect();
        let readable: Vec<String> =
            fields.iter().map(|field| if is_readable(field) { name(field) } else { String::new() }).collect();
        let other = |column: usize, is: &str| {
            let texts: Vec<&str> = fields.iter().filter(|field| is_text(field)).map(|field| field.name()).collect();
            let help = match texts.len() {
                0 => "no column holds text".to_owned(),
                _ => format!("name another; these hold text: {}", texts[..texts.len().min(30)].join(", ")),
            };
            Fault::of_file(path, format!("the column “{}” holds {is}", all[column])).help(help)
        };
        let layout = Layout::of(&readable, asked).map_err(|wrong| match (Layout::of(&all, asked), &wrong) {
            (Ok(layout), Wrong::NoText) => other(layout.text, "no text, but lists, records or other things"),
            (Ok(_), Wrong::Unknown(name)) => {
                Fault::of_file(path, format!("the column “{name}” holds lists, records or other things, not one value"))
                    .help("name another, or leave it out")
            }
            (Err(wrong), _) => without_text(path, &all.iter().map(String::as_str).collect::<Vec<_>>(), &wrong),
        })?;
        if !is_text(&fields[layout.text]) {
            return Err(other(layout.text, "numbers or days, not text"));
        }
        let mut columns: Vec<usize> = layout.others.into_iter().flatten().chain([layout.text]).collect();
        columns.sort_unstable();
        columns.dedup();
        let columns = columns.into_iter().map(|column| (column, moments(&fields[column]))).collect();
        Ok(Chosen { layout, columns })
    }

    fn projection(&self, schema: &Type) -> Result<Type> {
        let chosen = self.columns.iter().map(|&(column, _)| schema.get_fields()[column].clone()).collect();
        Type::group_type_builder(schema.name()).with_fields(chosen).build()
    }

    fn document(&self, path: &str, row: u64, read: Row) -> Result<Option<Document>, Fault> {
        let width = self.columns.last().map_or(0, |(column, _)| column + 1);
        let mut cells = vec![String::new(); width];
        for ((_, value), &(column, moments)) in read.into_columns().into_iter().zip(&self.columns) {
            cells[column] = text_of(value, moments);
        }
        if cells.iter().map(String::len).sum::<usize>() > MAX_ROW {
            return Err(ended(path, &format!("row {row} is longer than {MAX_ROW} bytes")));
        }
        Ok(self.layout.document(path, None, row, &cells))
    }
}

/// Whether a column holds one value a row that can be told as text.
fn is_readable(field: &Type) -> bool {
    let one = field.is_primitive() && !matches!(repetition(field), Some(parquet::basic::Repetition::REPEATED));
    let physical = one.then(|| field.get_physical_type());
    is_text(field)
        || matches!(physical, Some(Physical::INT32 | Physical::INT64 | Physical::INT96))
            && !matches!(
                field.get_basic_info().converted_type(),
                ConvertedType::DECIMAL | ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS
            )
}

/// Whether a column holds texts, or bytes that may be some.
fn is_text(field: &Type) -> bool {
    field.is_primitive()
        && repetition(field) != Some(parquet::basic::Repetition::REPEATED)
        && field.get_physical_type() == Physical::BYTE_ARRAY
        && !matches!(field.get_basic_info().converted_type(), ConvertedType::DECIMAL | ConvertedType::BSON)
}

fn repetition(field: &Type) -> Option<parquet::basic::Repetition> {
    let info = field.get_basic_info();
    info.has_repetition().then(|| info.repetition())
}

fn moments(field: &Type) -> Moments {
    let info = field.get_basic_info();
    match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::Timestamp(timestamp)), _) => match timestamp.unit {
            TimeUnit::MILLIS => Moments::PerSecond(1_000),
            TimeUnit::MICROS => Moments::PerSecond(1_000_000),
            TimeUnit::NANOS => Moments::PerSecond(1_000_000_000),
        },
        (_, ConvertedType::TIMESTAMP_MILLIS) => Moments::PerSecond(1_000),
        (_, ConvertedType::TIMESTAMP_MICROS) => Moments::PerSecond(1_000_000),
        _ => Moments::None,
    }
}

/// A value as a person reads it. Days and moments are as ISO 8601 has them.
fn text_of(value: Field, moments: Moments) -> String {
    let number = |n: i64| match moments {
        Moments::PerSecond(units) => moment(n.div_euclid(units)),
        Moments::None => n.to_string(),
    };
    match value {
        Field::Str(text) => text,
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Date(days) => day(days).map_or_else(String::new, |day| day.to_string()),
        Field::TimestampMillis(n) => moment(n.div_euclid(1_000)),
        Field::TimestampMicros(n) => moment(n.div_euclid(1_000_000)),
        Field::Long(n) => number(n),
        Field::ULong(n) => n.to_string(),
        Field::Int(n) => n.to_string(),
        Field::UInt(n) => n.to_string(),
        Field::Short(n) => n.to_string(),
        Field::UShort(n) => n.to_string(),
        Field::Byte(n) => n.to_string(),
        Field::UByte(n) => n.to_string(),
        _ => String::new(),
    }
}

/// A day by its number since 1970.
fn day(days: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A moment by its seconds since 1970; at midnight sharp, the day.
fn moment(seconds: i64) -> String {
    let Ok(moment) = Timestamp::from_second(seconds) else { return String::new() };
    let text = moment.to_string();
    text.strip_suffix("T00:00:00Z").map_or_else(|| text.clone(), str::to_owned)
}

/// A file, to be read from any place.
struct Chunks {
    file: Arc<Mutex<Box<dyn Seekable>>>,
    length: u64,
}

impl Chunks {
    fn of(mut file: Box<dyn Seekable>) -> Result<Chunks, Fault> {
        let length = file.seek(SeekFrom::End(0)).map_err(|error| Fault::of_io("", &error))?;
        Ok(Chunks { file: Arc::new(Mutex::new(file)), length })
    }

    fn from(&self, at: u64) -> From {
        From { file: self.file.clone(), at }
    }
}

/// A file from some place on.
struct From {
    file: Arc<Mutex<Box<dyn Seekable>>>,
    at: u64,
}

impl Read for From {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<From>;

    /// The library asks for this where a page begins, and makes room for what its header says: that is
    /// looked at first.
    fn get_read(&self, start: u64) -> Result<Self::T> {
        if start.saturating_add(FOOTER) < self.length {
            let mut header = [0; 16];
            let length = usize::try_from(self.length - start).unwrap_or(header.len()).min(header.len());
            self.from(start).read_exact(&mut header[..length])?;
            match unpacked_size(&header) {
                Some(size) if size <= MAX_PAGE => {}
                Some(_) => return Err(too_large()),
                None => return Err(ParquetError::General("a page has no header".to_owned())),
            }
        }
        Ok(BufReader::with_capacity(1 << 12, self.from(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        if length > MAX_PAGE {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        self.from(start).take(length as u64).read_to_end(&mut bytes)?;
        if bytes.len() < length {
            return Err(ParquetError::EOF("it ends too early".to_owned()));
        }
        Ok(bytes.into())
    }
}

fn too_large() -> ParquetError {
    ParquetError::General(format!("a page of it unpacks to more than {} MiB", MAX_PAGE >> 20))
}

/// The size that the header of a page gives for what it unpacks to: its second field, after the kind of
/// the page (Thrift's compact protocol).
fn unpacked_size(header: &[u8]) -> Option<usize> {
    /// The next field, a number of 32 bits.
    const NUMBER: u8 = 0x15;
    let rest = header.strip_prefix(&[NUMBER])?;
    let kind = rest.iter().position(|byte| byte & 0x80 == 0)?;
    let rest = rest[kind + 1..].strip_prefix(&[NUMBER])?;
    let mut size: u64 = 0;
    for (n, byte) in rest.iter().enumerate().take(5) {
        size |= u64::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            // signs are in the last bit
            return (size & 1 == 0).then(|| usize::try_from(size >> 1).ok())?;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_days_and_moments() {
        let second = Moments::PerSecond(1_000_000_000);
        assert_eq!(text_of(Field::Long(1_731_598_800_000_000_000), second), "2024-11-14T15:40:00Z");
        assert_eq!(text_of(Field::TimestampMicros(1_731_542_400_000_000), Moments::None), "2024-11-14");
        assert_eq!(text_of(Field::Date(20_041), Moments::None), "2024-11-14");
        assert_eq!(text_of(Field::Date(i32::MAX), Moments::None), "");
        assert_eq!(text_of(Field::Long(17), Moments::None), "17");
    }

    #[test]
    fn what_a_page_unpacks_to_is_known_before_room_is_made_for_it() {
        assert_eq!(unpacked_size(&[0x15, 0x00, 0x15, 0xc8, 0x01, 0x15]), Some(100));
        assert_eq!(unpacked_size(&[0x15, 0x00, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f]), Some(0x7fff_ffff));
        assert_eq!(unpacked_size(&[0x15, 0x00, 0x15, 0x01]), None, "less than nothing");
        assert_eq!(unpacked_size(b"PAR1"), None);
        let mut bomb = vec![0; 100];
        bomb[40..48].copy_from_slice(&[0x15, 0x00, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f]);
        let chunks = Chunks::of(Box::new(io::Cursor::new(bomb))).unwrap();
        let told = |start| chunks.get_read(start).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(told(40).contains("unpacks to more than 128 MiB"), "{}", told(40));
        assert!(told(8).contains("no header"), "{}", told(8));
        assert!(chunks.get_bytes(0, MAX_PAGE + 1).is_err() && chunks.get_bytes(90, 11).is_err());
    }
}
