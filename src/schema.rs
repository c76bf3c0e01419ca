//! JSON Schemas of the files that people write and of what other programs read.
//!
//! In: the name of a form. Out: its schema, made from the types that read or write it, their
//! comments as descriptions. It knows no values: what a schema cannot say (that a message names
//! only holes its check fills), the loaders say.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use crate::case::Case;
use crate::configuration::Configuration;
use crate::report::json::{ClaimRecord, ExtractRecord, FindingRecord, ReportRecord};
use crate::rules::{Convention, Rule, Rules, Setting};

/// A form that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A rule file.
    Rule,
    /// A case file.
    Case,
    /// A configuration, `tollcheck.yaml`.
    Configuration,
    /// How a house counts.
    Convention,
    /// A line of `extract --format jsonl`.
    Claim,
    /// What `extract --format json` prints.
    Claims,
    /// A line of `check --format jsonl`.
    Finding,
    /// What `check --format json` prints.
    Report,
}

impl Form {
    /// Every form, files before output.
    pub const ALL: [Form; 8] = [
        Form::Rule,
        Form::Case,
        Form::Configuration,
        Form::Convention,
        Form::Claim,
        Form::Claims,
        Form::Finding,
        Form::Report,
    ];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Rule => "rule",
            Form::Case => "case",
            Form::Configuration => "configuration",
            Form::Convention => "convention",
            Form::Claim => "claim",
            Form::Claims => "claims",
            Form::Finding => "finding",
            Form::Report => "report",
        }
    }

    /// What it is, for people.
    pub const fn what(self) -> &'static str {
        match self {
            Form::Rule => "a rule file",
            Form::Case => "a case file",
            Form::Configuration => "tollcheck.yaml",
            Form::Convention => "a file of rules/conventions/",
            Form::Claim => "a line of extract --format jsonl",
            Form::Claims => "what extract --format json prints",
            Form::Finding => "a line of check --format jsonl",
            Form::Report => "what check --format json prints",
        }
    }

    /// The form of this name.
    pub fn named(name: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == name)
    }

    /// Its schema, draft 7: the one that editors know best.
    pub fn schema(self) -> Value {
        let schema = match self {
            Form::Rule => read::<Rule>(),
            Form::Case => with_settings(read::<Case>()),
            Form::Configuration => with_settings(read::<Configuration>()),
            Form::Convention => read::<Convention>(),
            Form::Claim => written::<ClaimRecord>(),
            Form::Claims => written::<ExtractRecord>(),
            Form::Finding => written::<FindingRecord>(),
            Form::Report => written::<ReportRecord>(),
        };
        schema.to_value()
    }
}

/// The schema of what is read.
fn read<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07().for_deserialize().into_generator().into_root_schema_for::<T>()
}

/// The schema of what is written.
fn written<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// Says which rules can be set, and what of them: a case file does not know the rules.
fn with_settings(mut schema: Schema) -> Schema {
    let mut of_setting = read::<Setting>().to_value();
    let taken = |value: &mut Value, key: &str| value.as_object_mut().and_then(|object| object.remove(key));
    taken(&mut of_setting, "$schema");
    let mut definitions = match taken(&mut of_setting, "definitions") {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    };
    definitions.insert("Setting".to_owned(), of_setting);
    let reference = json!({"$ref": "#/definitions/Setting"});
    let rules = Rules::built_in();
    let known = rules.iter().map(|rule| {
        let described = json!({"description": rule.reason.trim(), "allOf": [reference]});
        (rule.id.clone(), described)
    });
    let properties: Map<String, Value> = known.collect();
    if let Some(Value::Object(of_schema)) = schema.get_mut("definitions") {
        of_schema.extend(definitions);
    }
    if let Some(settings) = schema.pointer_mut("/definitions/Rules/properties/settings").and_then(Value::as_object_mut)
    {
        settings.insert("properties".to_owned(), properties.into());
        settings.insert("additionalProperties".to_owned(), reference);
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_a_name_and_a_schema_that_says_what_it_is() {
        for form in Form::ALL {
            assert_eq!(Form::named(form.name()), Some(form));
            let schema = form.schema();
            assert!(schema["description"].is_string() && schema["properties"].is_object(), "{}", form.name());
        }
        assert_eq!(Form::named("rules"), None);
    }

    #[test]
    fn settings_are_those_that_rules_know() {
        for form in [Form::Case, Form::Configuration] {
            let schema = form.schema();
            let settings = &schema["definitions"]["Rules"]["properties"]["settings"];
            assert!(settings["properties"]["toll-rose"]["description"].is_string(), "{settings}");
            assert_eq!(settings["additionalProperties"]["$ref"], "#/definitions/Setting");
            assert!(schema["definitions"]["Setting"]["properties"]["factor"].is_object());
            assert!(schema["definitions"]["Only"]["properties"]["publishers"].is_object());
        }
    }
}
