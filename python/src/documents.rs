//! Documents from what Python has: texts, dictionaries, objects with attributes, paths, Arrow tables.
//!
//! In: any of these, alone or several. Out: [`Document`]s with ids of their own. Tables come by the Arrow
//! C interface: columns are not copied, only the texts in them when their document is made.

use arrow_array::cast::AsArray;
use arrow_array::{Array, LargeStringArray, RecordBatch};
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMapping, PyString};
use pyo3_arrow::input::AnyRecordBatch;
use tollcheck::fault::Fault;
use tollcheck::input::{Options, read};
use tollcheck::text::{Document, Record, distinct_ids};

/// What documents go by that have no id: `documents#1`.
const NAME: &str = "documents";

/// Documents as they were handed in.
pub enum Given {
    /// Made, or the fault of a file.
    Made(Result<Vec<Document>, Fault>),
    /// As rows of tables of one schema.
    Table(Vec<RecordBatch>),
}

impl Given {
    /// What a Python object holds.
    ///
    /// # Errors
    /// `TypeError` where it holds no documents.
    pub fn of(object: &Bound<'_, PyAny>) -> PyResult<Given> {
        if object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")? {
            let batches = object.extract::<AnyRecordBatch>()?.into_reader()?.collect::<Result<_, _>>();
            return Ok(Given::Table(batches.map_err(super::faults::of_us)?));
        }
        let mut made = Vec::new();
        let one = object.is_instance_of::<PyString>() || object.cast::<PyMapping>().is_ok() || is_one(object)?;
        let all = if one { vec![object.clone()] } else { object.try_iter()?.collect::<PyResult<Vec<_>>>()? };
        for object in &all {
            match documents(object, NAME, made.len() + 1)? {
                Ok(documents) => made.extend(documents),
                Err(fault) => return Ok(Given::Made(Err(fault))),
            }
        }
        Ok(Given::Made(Ok(made)))
    }

    /// The documents, no two with one id.
    ///
    /// # Errors
    /// Where a file could not be read, or a table has no texts.
    pub fn read(self) -> Result<Vec<Document>, Fault> {
        let mut documents = match self {
            Given::Made(documents) => documents?,
            Given::Table(batches) => rows(&batches)?,
        };
        distinct_ids(&mut documents);
        Ok(documents)
    }
}

/// The document that is checked against the others.
pub enum Draft {
    /// A document's id, or else the text of one more.
    Text(String),
    /// One more.
    More(Box<Document>),
}

impl Draft {
    /// What a Python object says.
    ///
    /// # Errors
    /// `TypeError` where it is no document.
    pub fn of(object: &Bound<'_, PyAny>) -> PyResult<Draft> {
        if let Ok(text) = object.extract::<String>() {
            return Ok(Draft::Text(text));
        }
        let made = documents(object, "draft", 1)?.map_err(|fault| super::faults::raised(object.py(), &fault))?;
        let first = made.into_iter().next().ok_or_else(|| PyTypeError::new_err("the draft holds no document"))?;
        Ok(Draft::More(Box::new(first)))
    }

    /// Adds it where it is not among the documents; its id.
    pub fn put(self, documents: &mut Vec<Document>) -> String {
        let document = match self {
            Draft::Text(id) if documents.iter().any(|document| document.id == id) => return id,
            Draft::Text(text) => Document::plain("draft", text),
            Draft::More(document) => *document,
        };
        documents.push(document);
        distinct_ids(documents);
        documents.last().map(|document| document.id.clone()).unwrap_or_default()
    }
}

/// Whether the object is a path, or says itself what its text is.
fn is_one(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.hasattr("__fspath__")? || object.hasattr("text")?)
}

/// The documents of one object: several only of a file.
fn documents(object: &Bound<'_, PyAny>, path: &str, number: usize) -> PyResult<Result<Vec<Document>, Fault>> {
    if let Ok(text) = object.extract::<String>() {
        return Ok(Ok(vec![Record { text, ..Record::default() }.document(path, number)]));
    }
    if object.hasattr("__fspath__")? {
        return of_file(object);
    }
    let field = |name: &str| -> PyResult<Option<String>> {
        let value = match object.cast::<PyMapping>() {
            Ok(mapping) if mapping.contains(name)? => mapping.get_item(name)?,
            Ok(_) => return Ok(None),
            Err(_) if object.hasattr(name)? => object.getattr(name)?,
            Err(_) => return Ok(None),
        };
        words(&value, name, number)
    };
    let Some(text) = field("text")? else {
        let kind = object.get_type().name()?;
        let expected = "a text, a dict or an object with “text”, a path, or an Arrow table";
        return Err(PyTypeError::new_err(format!("document {number}: expected {expected}, found {kind}")));
    };
    let record = Record {
        text,
        id: field("id")?,
        title: field("title")?,
        publisher: field("publisher")?,
        published: field("published")?,
        url: field("url")?,
        language: field("language")?,
    };
    Ok(Ok(vec![record.document(path, number)]))
}

/// A field as text: dates as ISO 8601, ids that are numbers as digits.
fn words(value: &Bound<'_, PyAny>, name: &str, number: usize) -> PyResult<Option<String>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Ok(text) = value.extract::<String>() {
        return Ok(Some(text));
    }
    if name == "published" && value.hasattr("isoformat")? {
        return value.call_method0("isoformat")?.extract().map(Some);
    }
    if name == "id"
        && let Ok(id) = value.extract::<i64>()
    {
        return Ok(Some(id.to_string()));
    }
    let kind = value.get_type().name()?;
    Err(PyTypeError::new_err(format!("document {number}: “{name}” is no text but {kind}")))
}

/// The documents of a file, as the command line reads it.
fn of_file(path: &Bound<'_, PyAny>) -> PyResult<Result<Vec<Document>, Fault>> {
    let py = path.py();
    let name: String = path.call_method0("__fspath__")?.extract()?;
    let options = PyDict::new(py);
    options.set_item("mode", "rb")?;
    let file = py.import("builtins")?.getattr("open")?.call((&name,), Some(&options))?;
    let bytes = file.call_method0("read")?.cast_into::<PyBytes>()?;
    file.call_method0("close")?;
    let mut reading = read(&name, bytes.as_bytes(), &Options::default());
    Ok(if reading.faults.is_empty() { Ok(reading.documents) } else { Err(reading.faults.remove(0)) })
}

/// The documents of tables, a row each.
pub fn rows(batches: &[RecordBatch]) -> Result<Vec<Document>, Fault> {
    let mut documents = Vec::with_capacity(batches.iter().map(RecordBatch::num_rows).sum());
    for batch in batches {
        let columns = ["id", "text", "title", "publisher", "published", "url", "language"];
        let [id, text, title, publisher, published, url, language] = columns.map(|name| column(batch, name));
        let (id, title, publisher, published) = (id?, title?, publisher?, published?);
        let (url, language) = (url?, language?);
        let Some(text) = text? else {
            let schema = batch.schema();
            let known: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            return Err(Fault::of_file(NAME, "the table has no column “text”")
                .help(format!("its columns are: {}", known.join(", "))));
        };
        for row in 0..batch.num_rows() {
            let cell = |column: &Option<LargeStringArray>| {
                let column = column.as_ref().filter(|column| column.is_valid(row));
                column.map(|column| column.value(row).to_owned())
            };
            let record = Record {
                id: cell(&id),
                text: text.is_valid(row).then(|| text.value(row).to_owned()).unwrap_or_default(),
                title: cell(&title),
                publisher: cell(&publisher),
                published: cell(&published),
                url: cell(&url),
                language: cell(&language),
            };
            let mut document = record.document(NAME, documents.len() + 1);
            if text.is_null(row) {
                document.notes.push("it has no text".to_owned());
            }
            documents.push(document);
        }
    }
    Ok(documents)
}

/// A column as texts; `None` where there is none.
fn column(batch: &RecordBatch, name: &str) -> Result<Option<LargeStringArray>, Fault> {
    let Some(column) = batch.column_by_name(name) else { return Ok(None) };
    let kind = match column.data_type() {
        DataType::Null => return Ok(None),
        DataType::Dictionary(_, kind) => kind,
        kind => kind,
    };
    let fault = || Fault::of_file(NAME, format!("the column “{name}” holds no texts but {}", column.data_type()));
    if name == "text" && !matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        return Err(fault());
    }
    let texts = arrow_cast::cast(column, &DataType::LargeUtf8).map_err(|_| fault())?;
    Ok(Some(texts.as_string::<i64>().clone()))
}
