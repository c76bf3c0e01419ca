//! An archive in pieces, as tables that an engine shuffles between them.
//!
//! In: tables of documents, of occurrences in the order of their blocks, of pieces. Out: tables. What is
//! in a `payload` is the library's own, as JSON; engines carry it and look into nothing.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{BinaryBuilder, Int32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, BinaryArray, Int32Array, RecordBatch, StringArray};
use arrow_schema::DataType;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tollcheck::Checker;
use tollcheck::archive::{Key, Sheet};
use tollcheck::event::{Link, Neighbours, Told, is_one_block};
use tollcheck::fault::Fault;
use tollcheck::input::Options;
use tollcheck::report::{Occurrence, Report, json};
use tollcheck::text::{Document, Field};

use super::documents::rows;
use super::faults::of_us;

/// Under this number stands the sheet of a document.
const SHEET: i32 = -1;

/// The batches of what an engine hands in.
pub fn batches(table: AnyRecordBatch) -> PyResult<Vec<RecordBatch>> {
    table.into_reader()?.collect::<Result<_, _>>().map_err(of_us)
}

/// See `Checker.sheets`: `doc`, `n`, `time` (days since 1970; none: unknown), `keys`, `payload`.
///
/// # Errors
/// Where the table has no texts.
pub fn sheets(
    checker: &Checker,
    batches: &[RecordBatch],
    publishers: &[String],
) -> Result<Vec<(&'static str, ArrayRef)>, Fault> {
    let publishers = checker.publishers(publishers.iter().map(String::as_str));
    let (mut doc, mut n, mut time) = (StringBuilder::new(), Int32Builder::new(), Int32Builder::new());
    let (mut keys, mut payload) = (ListBuilder::new(StringBuilder::new()), BinaryBuilder::new());
    for document in rows(batches)? {
        let Some((sheet, told)) = checker.sheet(&document, &publishers) else { continue };
        doc.append_value(&document.id);
        n.append_value(SHEET);
        time.append_null();
        keys.append(true);
        payload.append_value(as_json(&sheet));
        for (number, told) in told.iter().enumerate() {
            doc.append_value(&document.id);
            n.append_value(count(number));
            time.append_option(told.time().map(days));
            told.keys().iter().for_each(|key| keys.values().append_value(key));
            keys.append(true);
            payload.append_value(as_json(told));
        }
    }
    Ok(vec![
        ("doc", Arc::new(doc.finish())),
        ("n", Arc::new(n.finish())),
        ("time", Arc::new(time.finish())),
        ("keys", Arc::new(keys.finish())),
        ("payload", Arc::new(payload.finish())),
    ])
}

/// The documents of files that an engine read whole (`path`, `content`): the columns of a table of
/// documents, and `error`, why a file or a part of it could not be read. The text of a file with front
/// matter is what follows it.
pub fn files(batches: &[RecordBatch]) -> PyResult<PyTable> {
    const COLUMNS: [&str; 8] = ["id", "text", "title", "publisher", "published", "url", "language", "error"];
    let mut builders = COLUMNS.map(|_| StringBuilder::new());
    for batch in batches {
        let (paths, contents) = (texts(batch, "path")?, binary(batch, "content")?);
        for row in 0..batch.num_rows() {
            let path = paths.value(row);
            let reading = tollcheck::input::read(path, contents.value(row), &Options::default());
            for Document { id, metadata, text, body, .. } in reading.documents {
                let published = metadata.published.map(|moment| moment.as_written());
                let (text, url) = (Some(body.of(&text).to_owned()), metadata.url);
                let cells =
                    [Some(id), text, metadata.title, metadata.publisher, published, url, metadata.language, None];
                builders.iter_mut().zip(cells).for_each(|(builder, cell)| builder.append_option(cell));
            }
            for fault in reading.faults {
                let cells = [Some(path.to_owned()), None, None, None, None, None, None, Some(fault.to_string())];
                builders.iter_mut().zip(cells).for_each(|(builder, cell)| builder.append_option(cell));
            }
        }
    }
    let finished = builders.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef);
    table(COLUMNS.into_iter().zip(finished).collect())
}

/// Days since 1970.
fn days(date: jiff::civil::Date) -> i32 {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    epoch.until(date).map_or(i32::MIN, |span| span.get_days())
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

/// An occurrence in its block.
struct Member {
    key: Key,
    told: Told,
    payload: Vec<u8>,
    time: Option<i32>,
    /// The part of the blocks in which it was met.
    part: i32,
    /// How many were met before it.
    at: usize,
}

/// Goes through a part of the blocks, sorted by `key`, `time`, `doc` and `n`, and links neighbours.
#[pyclass(module = "tollcheck._tollcheck")]
pub struct Neighbourhood {
    checker: Arc<Checker>,
    of_archive: usize,
    near: Neighbours<Arc<Member>>,
    met: usize,
    first: Option<String>,
    block: Option<String>,
    /// The first ones of the first block, which may have neighbours in the part before.
    heads: Vec<Arc<Member>>,
    /// The last ones of the block that is gone through, which may have neighbours in the part behind.
    tails: Vec<Arc<Member>>,
}

#[pymethods]
impl Neighbourhood {
    /// `of_archive`: how many occurrences there are.
    #[new]
    fn new(checker: &super::Checker, of_archive: usize) -> Self {
        Neighbourhood {
            checker: checker.checker.clone(),
            of_archive,
            near: Neighbours::new(of_archive),
            met: 0,
            first: None,
            block: None,
            heads: Vec::new(),
            tails: Vec::new(),
        }
    }

    /// Whether so few occurrences make one block, whatever their keys.
    #[staticmethod]
    fn is_one_block(of_archive: usize) -> bool {
        is_one_block(of_archive)
    }

    /// The links of the next rows (`key`, `time`, `doc`, `n`, `payload`, `part`) with those before them.
    /// With `across`, rows of one part are not compared: they were, in it.
    fn feed(&mut self, py: Python<'_>, rows: AnyRecordBatch, across: bool) -> PyResult<PyTable> {
        let batches = batches(rows)?;
        py.detach(|| {
            let mut found = Found::default();
            for batch in &batches {
                self.walk(batch, across, &mut found)?;
            }
            found.table()
        })
    }

    /// The rows at either end of the part, whose neighbours may stand in others.
    fn ends(&self) -> PyResult<PyTable> {
        let mut found = Found::default();
        for member in &self.heads {
            found.end(self.first.as_deref(), member);
        }
        let seen: Vec<usize> = self.heads.iter().map(|member| member.at).collect();
        for member in self.tails.iter().filter(|member| !seen.contains(&member.at)) {
            found.end(self.block.as_deref(), member);
        }
        found.table()
    }
}

impl Neighbourhood {
    fn walk(&mut self, batch: &RecordBatch, across: bool, found: &mut Found) -> PyResult<()> {
        let (keys, docs) = (texts(batch, "key")?, texts(batch, "doc")?);
        let (ns, times, parts) = (numbers(batch, "n")?, numbers(batch, "time")?, numbers(batch, "part")?);
        let payloads = binary(batch, "payload")?;
        for row in 0..batch.num_rows() {
            self.enter(keys.value(row));
            let member = Arc::new(Member {
                key: (docs.value(row).to_owned(), usize::try_from(ns.value(row)).map_err(of_us)?),
                told: read(payloads.value(row))?,
                payload: payloads.value(row).to_vec(),
                time: times.is_valid(row).then(|| times.value(row)),
                part: parts.value(row),
                at: self.met,
            });
            self.met += 1;
            self.remember(&member);
            let (checker, of_archive) = (&self.checker, self.of_archive);
            self.near.meet(member.clone(), |before| {
                let apart = before.key.0 != member.key.0 && !(across && before.part == member.part);
                let (a, b) = if before.key < member.key { (&**before, &*member) } else { (&*member, &**before) };
                let link = if apart { checker.link(&a.told, &b.told, of_archive) } else { None };
                if let Some(link) = link {
                    found.link(&a.key, &b.key, &link);
                }
            });
        }
        Ok(())
    }

    fn enter(&mut self, block: &str) {
        if self.block.as_deref() != Some(block) {
            self.near.part();
            self.tails.clear();
            self.block = Some(block.to_owned());
            self.first.get_or_insert_with(|| block.to_owned());
        }
    }

    /// Keeps the first and the last ones of the part.
    fn remember(&mut self, member: &Arc<Member>) {
        let reach = self.near.reach();
        if self.first == self.block && self.heads.len() < reach {
            self.heads.push(member.clone());
        }
        if self.tails.len() == reach {
            self.tails.remove(0);
        }
        self.tails.push(member.clone());
    }
}

/// Links, and rows at the ends of parts: a link has an `other` and its number `m`.
#[derive(Default)]
struct Found {
    key: StringBuilder,
    time: Int32Builder,
    doc: StringBuilder,
    n: Int32Builder,
    other: StringBuilder,
    m: Int32Builder,
    part: Int32Builder,
    payload: BinaryBuilder,
}

impl Found {
    fn link(&mut self, a: &Key, b: &Key, link: &Link) {
        self.key.append_null();
        self.time.append_null();
        self.row(a);
        self.other.append_value(&b.0);
        self.m.append_value(count(b.1));
        self.part.append_null();
        self.payload.append_value(as_json(link));
    }

    fn end(&mut self, block: Option<&str>, member: &Member) {
        self.key.append_option(block);
        self.time.append_option(member.time);
        self.row(&member.key);
        self.other.append_null();
        self.m.append_null();
        self.part.append_value(member.part);
        self.payload.append_value(&member.payload);
    }

    fn row(&mut self, key: &Key) {
        self.doc.append_value(&key.0);
        self.n.append_value(count(key.1));
    }

    fn table(mut self) -> PyResult<PyTable> {
        table(vec![
            ("key", Arc::new(self.key.finish())),
            ("time", Arc::new(self.time.finish())),
            ("doc", Arc::new(self.doc.finish())),
            ("n", Arc::new(self.n.finish())),
            ("other", Arc::new(self.other.finish())),
            ("m", Arc::new(self.m.finish())),
            ("part", Arc::new(self.part.finish())),
            ("payload", Arc::new(self.payload.finish())),
        ])
    }
}

/// See `Checker.settle`. Rows are sheets (`n` −1), occurrences (no `other`) and links (to `other`, `m`).
pub fn settle(checker: &Checker, batches: &[RecordBatch]) -> PyResult<PyTable> {
    let (mut sheets, mut told, mut links) = (Vec::<Sheet>::new(), Vec::<(Key, Told)>::new(), Vec::new());
    for batch in batches {
        let (docs, others) = (texts(batch, "doc")?, texts(batch, "other")?);
        let (ns, ms, payloads) = (numbers(batch, "n")?, numbers(batch, "m")?, binary(batch, "payload")?);
        for row in 0..batch.num_rows() {
            let payload = payloads.value(row);
            if ns.value(row) == SHEET {
                sheets.push(read(payload)?);
                continue;
            }
            let key = (docs.value(row).to_owned(), usize::try_from(ns.value(row)).map_err(of_us)?);
            if others.is_valid(row) {
                let other = (others.value(row).to_owned(), usize::try_from(ms.value(row)).map_err(of_us)?);
                links.push((read::<Link>(payload)?, key, other));
            } else {
                told.push((key, read(payload)?));
            }
        }
    }
    records(&checker.settle(sheets, told, links))
}

/// Claims, events and findings, a record a row, under the place in the archive where their event is first
/// spoken of: `kind`, `doc`, `field`, `start`, `record`.
pub fn records(report: &Report) -> PyResult<PyTable> {
    let place = |occurrence: &Occurrence| {
        let claims = occurrence.event.claims.iter().map(|&n| &report.claims[n]);
        let field = |field| i32::from(field == Field::Text);
        claims.map(|claim| (claim.document.clone(), field(claim.field), claim.span.start)).min().unwrap_or_default()
    };
    let places: HashMap<&str, _> = report.events.iter().map(|event| (&*event.event.id, place(event))).collect();
    let mut out = Vec::new();
    json::check(report, &mut out)?;
    let value: Value = serde_json::from_slice(&out).map_err(of_us)?;
    let (mut kind, mut doc, mut field) = (StringBuilder::new(), StringBuilder::new(), Int32Builder::new());
    let (mut start, mut record) = (Int64Builder::new(), StringBuilder::new());
    for (name, id) in [("claims", "event"), ("events", "id"), ("findings", "event")] {
        for one in value[name].as_array().into_iter().flatten() {
            let Some((first, of, at)) = one[id].as_str().and_then(|id| places.get(id)) else { continue };
            kind.append_value(name);
            doc.append_value(first);
            field.append_value(*of);
            start.append_value(i64::try_from(*at).map_err(of_us)?);
            record.append_value(super::columns::within_bounds(one).to_string());
        }
    }
    table(vec![
        ("kind", Arc::new(kind.finish())),
        ("doc", Arc::new(doc.finish())),
        ("field", Arc::new(field.finish())),
        ("start", Arc::new(start.finish())),
        ("record", Arc::new(record.finish())),
    ])
}

/// Columns as a table; all of them may be null.
pub fn table(columns: Vec<(&'static str, ArrayRef)>) -> PyResult<PyTable> {
    let columns = columns.into_iter().map(|(name, column)| (name, column, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(of_us)?;
    let schema = batch.schema();
    PyTable::try_new(vec![batch], schema)
}

fn column(batch: &RecordBatch, name: &str, kind: &DataType) -> PyResult<ArrayRef> {
    let column = batch.column_by_name(name).ok_or_else(|| of_us(format!("there is no column “{name}”")))?;
    arrow_cast::cast(column, kind).map_err(of_us)
}

fn texts(batch: &RecordBatch, name: &str) -> PyResult<StringArray> {
    Ok(column(batch, name, &DataType::Utf8)?.as_string::<i32>().clone())
}

fn numbers(batch: &RecordBatch, name: &str) -> PyResult<Int32Array> {
    Ok(column(batch, name, &DataType::Int32)?.as_primitive::<Int32Type>().clone())
}

fn binary(batch: &RecordBatch, name: &str) -> PyResult<BinaryArray> {
    Ok(column(batch, name, &DataType::Binary)?.as_binary::<i32>().clone())
}

fn as_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn read<T: DeserializeOwned>(payload: &[u8]) -> PyResult<T> {
    serde_json::from_slice(payload).map_err(of_us)
}
