//! tollcheck for Python: documents in, the records of the JSON contract out, as objects or columns.
//!
//! In: Python objects and Arrow tables. Out: what the library says of them. Nothing is judged here; the
//! package `tollcheck` beside this file gives the results their types.

mod archive;
mod columns;
mod documents;
mod faults;
mod patience;

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pyo3_arrow::PyTable;
use pyo3_arrow::input::AnyRecordBatch;
use rayon::prelude::*;
use serde_json::Value;
use tollcheck::case::Case;
use tollcheck::claim::Claim;
use tollcheck::report::{self, Entry, TableOptions};
use tollcheck::rules::Rules;
use tollcheck::text::Document;

use documents::Given;

/// How many columns a printed table has.
const WIDTH: u16 = 100;
/// So many documents are read before the next look whether the user wants to stop.
const AT_ONCE: usize = 256;

/// The program, built once from its rules. Threads may share it.
#[pyclass(frozen, module = "tollcheck._tollcheck")]
struct Checker {
    checker: Arc<tollcheck::Checker>,
    rules: Rules,
}

#[pymethods]
impl Checker {
    /// `path` and `source`: a configuration file (`tollcheck.yaml`) and its text.
    #[new]
    fn new(py: Python<'_>, path: &str, source: &str) -> PyResult<Self> {
        let built = faults::rules(path, source).and_then(|rules| Ok((tollcheck::Checker::new()?, rules)));
        let (checker, rules) = built.map_err(|fault| faults::raised(py, &fault))?;
        Ok(Checker { checker: Arc::new(checker.with_rules(rules.clone())), rules })
    }

    /// The rules in force, in the order of telling: id, severity (`None`: off), message, reason.
    fn rules(&self) -> Vec<(String, Option<&'static str>, String, String)> {
        let told = |rule: &tollcheck::rules::Rule| {
            let severity = rule.severity.map(tollcheck::rules::Severity::name);
            (rule.id.clone(), severity, rule.message.to_string(), rule.reason.clone())
        };
        self.rules.iter().map(told).collect()
    }

    /// The claims of documents, each for itself. With `threads` 1 no other thread is used.
    #[pyo3(signature = (documents, threads = None))]
    fn extract(&self, py: Python<'_>, documents: &Bound<'_, PyAny>, threads: Option<usize>) -> PyResult<Figures> {
        let given = Given::of(documents)?;
        let checker = self.checker.clone();
        let read = patience::wait(py, move |stop| {
            let documents = given.read()?;
            let mut claims = Vec::new();
            for some in documents.chunks(AT_ONCE).take_while(|_| !stop.is_set()) {
                match threads {
                    Some(1) => claims.extend(some.iter().map(|document| checker.extract(document))),
                    _ => claims.par_extend(some.par_iter().map(|document| checker.extract(document))),
                }
            }
            Ok(Figures::new(&documents, claims))
        })?;
        read.map_err(|fault| faults::raised(py, &fault))
    }

    /// What the rows of a table of documents contribute to an archive, by `(doc, n)`: under `n` −1 what
    /// stands in the document, under the others the occurrences of which it tells, with their blocks.
    fn sheets(&self, py: Python<'_>, documents: AnyRecordBatch, publishers: Vec<String>) -> PyResult<PyTable> {
        let batches = archive::batches(documents)?;
        let columns = py.detach(|| archive::sheets(&self.checker, &batches, &publishers));
        archive::table(columns.map_err(|fault| faults::raised(py, &fault))?)
    }

    /// The documents of files that were read whole.
    #[staticmethod]
    fn files(py: Python<'_>, files: AnyRecordBatch) -> PyResult<PyTable> {
        let batches = archive::batches(files)?;
        py.detach(|| archive::files(&batches))
    }

    /// What a piece of an archive comes to: its sheets, occurrences and links in one table.
    fn settle(&self, py: Python<'_>, piece: AnyRecordBatch) -> PyResult<PyTable> {
        let batches = archive::batches(piece)?;
        py.detach(|| archive::settle(&self.checker, &batches))
    }

    /// What a table of documents comes to that are few enough to be read together.
    fn whole(&self, py: Python<'_>, documents: AnyRecordBatch) -> PyResult<PyTable> {
        let batches = archive::batches(documents)?;
        let report = py.detach(|| {
            let documents = Given::Table(batches).read()?;
            Ok(self.checker.check(&documents, &Case::default()))
        });
        archive::records(&report.map_err(|fault| faults::raised(py, &fault))?)
    }

    /// Up to how many documents are read together.
    #[classattr]
    const TOGETHER: usize = tollcheck::event::TOGETHER;

    /// Compares documents. `events`: what a person knows of them, as a case file has it; `draft`: the
    /// id of a document, or one more, that is checked against the others.
    #[pyo3(signature = (documents, events = None, draft = None))]
    fn check(
        &self,
        py: Python<'_>,
        documents: &Bound<'_, PyAny>,
        events: Option<&str>,
        draft: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Report> {
        let given = Given::of(documents)?;
        let draft = draft.map(documents::Draft::of).transpose()?;
        let case = events.map_or_else(|| Ok(Case::default()), |events| Case::load("events", events));
        let case = case.map_err(|fault| faults::raised(py, &fault))?;
        let checker = self.checker.clone();
        let checked = patience::wait(py, move |_| {
            let mut documents = given.read()?;
            let draft = draft.map(|draft| draft.put(&mut documents));
            let case = Case { draft, sources: Vec::new(), ..case };
            Report::new(checker.check(&documents, &case))
        })?;
        checked.map_err(|fault| faults::raised(py, &fault))
    }
}

/// The claims of documents.
#[pyclass(frozen, module = "tollcheck._tollcheck")]
struct Figures {
    entries: Vec<Entry>,
    claims: Vec<Claim>,
}

impl Figures {
    fn new(documents: &[Document], claims: Vec<Vec<Claim>>) -> Self {
        let entries = documents.iter().zip(&claims).map(|(document, own)| Entry::of(document, own.len())).collect();
        Figures { entries, claims: claims.into_iter().flatten().collect() }
    }
}

#[pymethods]
impl Figures {
    /// Documents and claims as the JSON contract has them.
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut out = Vec::new();
        report::json::extract(&self.entries, &self.claims, &mut out)?;
        Ok(PyBytes::new(py, &out))
    }

    /// The claims as columns.
    fn table(&self, py: Python<'_>) -> PyResult<PyTable> {
        py.detach(|| columns::of_claims(&self.claims))
    }

    /// For people, in text.
    fn text(&self) -> String {
        report::extract_table(&self.entries, &self.claims, options())
    }

    /// For people, as a page.
    fn html(&self) -> String {
        let documents: Vec<Document> = self.entries.iter().filter_map(|entry| entry.document.clone()).collect();
        report::html::check(&report::Report::new(&documents, self.claims.clone(), Vec::new(), Vec::new()))
    }
}

/// What documents come to, compared.
#[pyclass(frozen, module = "tollcheck._tollcheck")]
struct Report {
    report: report::Report,
    json: Vec<u8>,
}

impl Report {
    fn new(report: report::Report) -> Result<Self, tollcheck::fault::Fault> {
        let mut json = Vec::new();
        // writing into memory does not fail
        report::json::check(&report, &mut json)
            .map_err(|error| tollcheck::fault::Fault::of_file("report", error.to_string()))?;
        Ok(Report { report, json })
    }
}

#[pymethods]
impl Report {
    /// The report as the JSON contract has it.
    fn json<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.json)
    }

    /// The records under a key of the contract (`claims`, `events`, `findings`) as columns.
    fn table(&self, py: Python<'_>, key: &str) -> PyResult<PyTable> {
        py.detach(|| {
            let report: Value = serde_json::from_slice(&self.json).map_err(faults::of_us)?;
            columns::of_records(key, report[key].as_array().map_or(&[], Vec::as_slice))
        })
    }

    /// For people, in text.
    fn text(&self) -> String {
        report::check_table(&self.report, options())
    }

    /// For people, as a page that loads nothing from elsewhere.
    fn html(&self) -> String {
        report::html::check(&self.report)
    }
}

fn options() -> TableOptions {
    TableOptions { width: WIDTH.into(), color: false, why: false, plot: true }
}

/// What `tollcheck` is built on.
#[pymodule]
mod _tollcheck {
    #[pymodule_export]
    use super::archive::Neighbourhood;
    #[pymodule_export]
    use super::{Checker, Figures, Report};
}
