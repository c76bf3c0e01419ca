//! The records of the JSON contract as columns.
//!
//! In: claims, or records as JSON. Out: Arrow tables with the contract's keys as columns. Numbers are
//! signed, since Spark and pandas know no others: one above 2^63 − 1 is given as that.

use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use serde_json::Value;
use tollcheck::claim::{Claim, Range};
use tollcheck::report::json;

use super::faults::of_us;

/// So many rows make a batch.
const ROWS: usize = 8192;

/// The claims of documents that were not compared: their column `event` is empty.
pub fn of_claims(claims: &[Claim]) -> PyResult<PyTable> {
    let mut batches = Vec::new();
    let mut decoder = decoder(claim())?;
    let mut lines = Vec::new();
    for some in claims.chunks(ROWS) {
        lines.clear();
        match some.iter().any(is_huge) {
            true => json::claims(&some.iter().map(signed).collect::<Vec<_>>(), &mut lines)?,
            false => json::claims(some, &mut lines)?,
        }
        decoder.decode(&lines).map_err(of_us)?;
        batches.extend(decoder.flush().map_err(of_us)?);
    }
    PyTable::try_new(batches, Arc::new(claim()))
}

/// The records under a key of a report.
///
/// # Errors
/// `KeyError` where no records stand under it.
pub fn of_records(key: &str, records: &[Value]) -> PyResult<PyTable> {
    let schema = match key {
        "claims" => claim(),
        "events" => event(),
        "findings" => finding(),
        _ => return Err(PyKeyError::new_err(format!("no records stand under “{key}”"))),
    };
    let mut decoder = decoder(schema.clone())?;
    let mut batches = Vec::new();
    for some in records.chunks(ROWS) {
        let some: Vec<Value> = some.iter().map(within_bounds).collect();
        decoder.serialize(&some).map_err(of_us)?;
        batches.extend(decoder.flush().map_err(of_us)?);
    }
    PyTable::try_new(batches, Arc::new(schema))
}

fn decoder(schema: Schema) -> PyResult<Decoder> {
    let built: Result<_, ArrowError> = ReaderBuilder::new(Arc::new(schema)).with_batch_size(ROWS).build_decoder();
    built.map_err(of_us)
}

const GREATEST: u64 = i64::MAX as u64;

fn is_huge(claim: &Claim) -> bool {
    [claim.range.low, claim.range.high.unwrap_or(0)].iter().chain(&claim.stated).any(|&n| n > GREATEST)
}

fn signed(claim: &Claim) -> Claim {
    let range = Range { low: claim.range.low.min(GREATEST), high: claim.range.high.map(|n| n.min(GREATEST)) };
    let stated = claim.stated.iter().map(|&n| n.min(GREATEST)).collect();
    Claim { range, stated, ..claim.clone() }
}

/// The same value with its numbers brought within bounds.
pub fn within_bounds(value: &Value) -> Value {
    match value {
        Value::Number(n) if n.as_u64().is_some_and(|n| n > GREATEST) => GREATEST.into(),
        Value::Array(items) => items.iter().map(within_bounds).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), within_bounds(value))).collect(),
        other => other.clone(),
    }
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn flag(name: &str) -> Field {
    Field::new(name, DataType::Boolean, true)
}

fn list(name: &str, of: DataType) -> Field {
    Field::new_list(name, Field::new_list_field(of, true), true)
}

fn group(name: &str, fields: Vec<Field>) -> Field {
    Field::new_struct(name, fields, true)
}

fn days() -> Field {
    group("date", vec![Field::new("from", DataType::Date32, true), Field::new("to", DataType::Date32, true)])
}

fn range(name: &str) -> Field {
    group(name, vec![number("low"), number("high")])
}

fn claim() -> Schema {
    Schema::new(vec![
        text("id"),
        text("document"),
        text("event"),
        text("measure"),
        number("low"),
        number("high"),
        text("quantifier"),
        list("stated", DataType::Int64),
        text("unit"),
        list("population", DataType::Utf8),
        text("status"),
        text("attribution"),
        flag("part"),
        text("part_of"),
        text("scope"),
        flag("additional"),
        days(),
        list("place", DataType::Utf8),
        list("actors", DataType::Utf8),
        text("field"),
        text("quote"),
        group("span", vec![number("start"), number("end"), number("line"), number("column")]),
        text("sentence"),
        at(),
    ])
}

/// The place in a file that is not plain text.
fn at() -> Field {
    let numbers = |names: &[&str]| names.iter().map(|name| number(name)).collect::<Vec<_>>();
    let mut fields = numbers(&["record", "entry", "part", "page", "paragraph"]);
    fields.extend([text("heading"), text("sheet")]);
    fields.extend(numbers(&["row", "line", "column", "start", "end"]));
    group("at", fields)
}

fn event() -> Schema {
    let figure = vec![
        text("measure"),
        text("unit"),
        text("scope"),
        list("population", DataType::Utf8),
        range("agreed"),
        range("envelope"),
    ];
    Schema::new(vec![
        text("id"),
        text("title"),
        days(),
        list("places", DataType::Utf8),
        list("actors", DataType::Utf8),
        list("links", DataType::Utf8),
        list("figures", DataType::Struct(Fields::from(figure))),
    ])
}

fn finding() -> Schema {
    Schema::new(vec![
        text("rule"),
        text("severity"),
        text("event"),
        list("claims", DataType::Utf8),
        list("related", DataType::Utf8),
        text("message"),
        text("proof"),
        list("causes", DataType::Utf8),
    ])
}
