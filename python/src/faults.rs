//! What is wrong with what a person handed in, as a Python exception; and the rules of a configuration.
//!
//! In: a [`Fault`], or the text of a configuration file. Out: `tollcheck.Fault` with file, line and
//! column, or the rules in force.

use std::path::Path;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use tollcheck::configuration::Configuration;
use tollcheck::fault::Fault;
use tollcheck::rules::Rules;

/// The exception that says it: `tollcheck.Fault`.
pub fn raised(py: Python<'_>, fault: &Fault) -> PyErr {
    let place = fault.place.as_ref();
    let parts = (
        &fault.path,
        &fault.message,
        place.map(|place| place.line),
        place.map(|place| place.column),
        &fault.help,
        fault.to_string(),
    );
    match py.import("tollcheck._fault").and_then(|module| module.getattr("Fault")?.call1(parts)) {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// The exception for what should not happen.
pub fn of_us(error: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}

/// The built-in rules with what a configuration adds and sets. Rule files are looked up from its folder.
///
/// # Errors
/// Where the configuration or a rule file is none, or cannot be read.
pub fn rules(path: &str, source: &str) -> Result<Rules, Fault> {
    let configuration = Configuration::load(path, source)?;
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let mut rules = Rules::built_in();
    for file in &configuration.rules.files {
        let name = folder.join(file);
        let text = std::fs::read_to_string(&name)
            .map_err(|error| configuration.fault_at(file, format!("the rule file “{file}” cannot be read: {error}")))?;
        rules.add(&name.display().to_string(), &text)?;
    }
    rules.configure(path, source, &configuration.rules.settings)?;
    Ok(rules)
}
