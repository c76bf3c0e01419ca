//! `tollcheck.yaml`: the rules and settings that a person or a house wants in every run.
//!
//! In: the text of a configuration file. Out: a [`Configuration`]. It opens no file and knows no
//! rule: that a setting fits its rule is for the rules to say.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::{NO_WORD, Rules, Words};
use crate::fault::Fault;
use crate::text::{Size, Span};
use crate::yaml;

/// The name under which a configuration is looked for.
pub const FILE_NAME: &str = "tollcheck.yaml";

/// What holds in every run. `Configuration::default()` sets nothing.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// More rule files, and settings of rules, as in a case file.
    #[serde(default)]
    pub rules: Rules,
    /// More words to read, as in a case file.
    #[serde(default)]
    pub lexicon: Words,
    /// Sizes above which nothing is read.
    #[serde(default)]
    pub limits: Limits,
    /// The file as the user named it; empty for `Configuration::default()`.
    #[serde(skip)]
    pub path: String,
    /// Its text, so that what is found wrong later has a place.
    #[serde(skip)]
    pub source: String,
}

/// Sizes above which nothing is read; what is not set is as by default.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The largest text file: `64M`.
    #[schemars(with = "Option<String>", extend("type" = ["string", "integer", "null"]))]
    #[serde(default, deserialize_with = "yaml::parsed")]
    pub document: Option<Size>,
    /// The longest line of JSON Lines: `16M`.
    #[schemars(with = "Option<String>", extend("type" = ["string", "integer", "null"]))]
    #[serde(default, deserialize_with = "yaml::parsed")]
    pub line: Option<Size>,
}

impl Configuration {
    /// Reads a configuration file. One that holds nothing but comments sets nothing.
    ///
    /// # Errors
    /// A [`Fault`] at the place where it is no configuration.
    pub fn load(path: &str, source: &str) -> Result<Configuration, Fault> {
        let says_something = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let read =
            if source.lines().any(says_something) { yaml::load(path, source)? } else { Configuration::default() };
        let read = Configuration { path: path.to_owned(), source: source.to_owned(), ..read };
        match read.lexicon.wrong() {
            Some(word) => Err(read.fault_at(word, format!("“{word}” is no word of a lexicon")).help(NO_WORD)),
            None => Ok(read),
        }
    }

    /// A fault at the last line of the file that holds `value`; of the file where none does.
    pub fn fault_at(&self, value: &str, message: impl Into<String>) -> Fault {
        match self.source.rfind(value) {
            Some(at) => Fault::at(&self.path, &self.source, Span::new(at, at + value.len()), message),
            None => Fault::of_file(&self.path, message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_says_what_a_cases_rules_say() {
        let read =
            Configuration::load("t.yaml", "rules:\n  files: [house.yaml]\n  settings: {toll-rose: {severity: off}}");
        let read = read.unwrap();
        assert_eq!((read.rules.files.len(), read.rules.settings.len()), (1, 1));
        assert!(Configuration::load("t.yaml", "# nothing yet\n").unwrap().rules.files.is_empty());
        for (wrong, told) in [
            ("lexicon: {people: {fighters: [\"12 men\"]}}", "t.yaml:1:32: “12 men” is no word of a lexicon"),
            ("lexicon: {sources: [\"\"]}", "is no word of a lexicon"),
            ("lexicon: {does: {kiled: [waste]}}", "unknown value “kiled” (did you mean “killed”?"),
            ("lexicon: {peple: {}}", "unknown key “peple” (did you mean “people”?"),
        ] {
            let fault = Configuration::load("t.yaml", wrong).unwrap_err().to_string();
            assert!(fault.contains(told), "{fault}");
        }
        let limits = |source| Configuration::load("t.yaml", source).map(|read| read.limits);
        let read = limits("limits: {document: 2M, line: 4096}").unwrap();
        assert_eq!((read.document, read.line), (Some(Size(2 << 20)), Some(Size(4096))));
        let fault = limits("limits:\n  line: huge").unwrap_err().to_string();
        assert!(fault.starts_with("t.yaml:2:9: “huge” is not a size"), "{fault}");
        let fault = Configuration::load("t.yaml", "rule: {}").unwrap_err().to_string();
        assert!(fault.starts_with("t.yaml:1:1: unknown key “rule” (did you mean “rules”?"), "{fault}");
    }
}
