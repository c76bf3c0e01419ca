//! The rules in force: those built in, those of the user, and how they are set.
//!
//! In: the texts of rule files and settings. Out: [`Rules`], read-only from then on.
//! It does not open files: the built-in ones are part of the binary, others come as text.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::cause::Cause;
use super::figure::{Remainders, Updates};
use super::finding::Severity;
use super::population::Axes;
use super::rule::{Check, Factor, Grade, Only, Parameters, Rule, Thresholds, grade};
use super::voice::Words;
use crate::fault::Fault;
use crate::text::Span;
use crate::yaml;

macro_rules! files {
    ($($name:literal)*) => { &[$((concat!($name, ".yaml"), include_str!(concat!("../../rules/checks/", $name, ".yaml")))),*] };
}

/// The rules built in, in the order in which findings of one severity are told.
const BUILT_IN: &[(&str, &str)] = files![
    "disjoint-figures"
    "impossible-together"
    "self-contradiction"
    "part-exceeds-whole"
    "parts-do-not-sum"
    "unsupported-figure"
    "toll-fell"
    "divergent-figures"
    "measure-mismatch"
    "population-mismatch"
    "unit-mismatch"
    "likely-typo"
    "stronger-than-source"
    "misattributed-figure"
    "stale-figure"
    "disputed-figure"
    "toll-rose"
    "figure-changed"
    "unattributed-figure"
];

/// The rules in force, with the tables that all of them use.
#[derive(Debug, Clone)]
pub struct Rules {
    rules: Vec<Rule>,
    axes: Axes,
    words: Words,
    rest: Remainders,
    updates: Updates,
    causes: Vec<Cause>,
}

/// What is set of a rule; whatever is not named stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// How much a finding matters.
    #[serde(default, deserialize_with = "some_grade")]
    #[schemars(with = "Option<Grade>")]
    severity: Option<Option<Severity>>,
    /// How many times one floor is the other.
    factor: Option<Factor>,
    /// How many people at least lie between two floors.
    difference: Option<u64>,
    /// The least number whose repetition tells something.
    number: Option<u64>,
    /// To which figures the rule is restricted.
    only: Option<Only>,
}

fn some_grade<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Severity>>, D::Error> {
    grade(deserializer).map(Some)
}

impl Rules {
    /// The built-in rules as they are.
    ///
    /// # Panics
    /// Never: that the built-in files are well formed is tested.
    pub fn built_in() -> Rules {
        let sound = "a built-in rule file is well formed";
        let rules = BUILT_IN.iter().map(|(path, source)| Rule::load(path, source).expect(sound)).collect();
        let axes = Axes::load("populations.yaml", include_str!("../../rules/populations.yaml")).expect(sound);
        let words = Words::load("voices.yaml", include_str!("../../rules/voices.yaml")).expect(sound);
        let rest = yaml::load("remainders.yaml", include_str!("../../rules/remainders.yaml")).expect(sound);
        let updates = yaml::load("updates.yaml", include_str!("../../rules/updates.yaml")).expect(sound);
        let causes = yaml::load("causes.yaml", include_str!("../../rules/causes.yaml")).expect(sound);
        Rules { rules, axes, words, rest, updates, causes }
    }

    /// Adds a rule of the user's.
    ///
    /// # Errors
    /// Where it is no rule, or has the id of another.
    pub fn add(&mut self, path: &str, source: &str) -> Result<(), Fault> {
        let rule = Rule::load(path, source)?;
        if self.get(&rule.id).is_some() {
            let at = source.find(&*rule.id).unwrap_or_default();
            let message = format!("there is a rule “{}” already", rule.id);
            return Err(Fault::at(path, source, Span::new(at, at + rule.id.len()), message)
                .help("choose another id, or set the other rule under “settings:”"));
        }
        self.rules.push(rule);
        Ok(())
    }

    /// Applies settings (`{divergent-figures: {factor: 2}}`) from the file `path` with the text
    /// `source`.
    ///
    /// # Errors
    /// Where a rule is not known, or does not know what is set of it.
    pub fn configure(
        &mut self,
        path: &str,
        source: &str,
        settings: &BTreeMap<String, BTreeMap<String, serde_yaml::Value>>,
    ) -> Result<(), Fault> {
        let fault = |word: &str, message: String| match source.rfind(word) {
            Some(at) => Fault::at(path, source, Span::new(at, at + word.len()), message),
            None => Fault::of_file(path, message),
        };
        for (id, values) in settings {
            let known: Vec<&str> = self.rules.iter().map(|rule| &*rule.id).collect();
            let Some(at) = known.iter().position(|known| known == id) else {
                let near = yaml::nearest(id, &known).map(|near| format!("did you mean “{near}”? "));
                return Err(fault(id, format!("there is no rule “{id}”")).help(format!(
                    "{}rules: {}",
                    near.unwrap_or_default(),
                    known.join(", ")
                )));
            };
            let map = values.iter().map(|(key, value)| (key.clone().into(), value.clone())).collect();
            let setting: Setting = serde_yaml::from_value(serde_yaml::Value::Mapping(map)).map_err(|error| {
                let text = error.to_string();
                let text = text.find("unknown ").map_or(&*text, |at| &text[at..]);
                let (message, help) = yaml::reword(text);
                // The word that is wrong stands behind the rule's name.
                let word = text.split('`').nth(1).unwrap_or(id);
                let start = source.rfind(&**id).unwrap_or_default();
                let told = match source[start..].find(word) {
                    Some(at) => {
                        let span = Span::new(start + at, start + at + word.len());
                        Fault::at(path, source, span, format!("{message} in the settings of “{id}”"))
                    }
                    None => fault(id, format!("the settings of “{id}”: {message}")),
                };
                match help {
                    Some(help) => told.help(help),
                    None => told,
                }
            })?;
            self.rules[at]
                .set(setting)
                .map_err(|name| fault(id, format!("the rule “{id}” has no parameter “{name}”")))?;
        }
        Ok(())
    }

    /// The rules in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// From when on two floors are far apart: as the first rule says that tells divergent figures,
    /// also for those that tell an update in its place.
    pub fn thresholds(&self) -> Thresholds {
        let given = self.rules.iter().find(|rule| rule.check == Check::Divergent).map(|rule| rule.parameters);
        let Parameters { factor, difference, .. } = given.unwrap_or_default();
        Thresholds { factor: factor.unwrap_or(Factor(1500)), difference: difference.unwrap_or(3) }
    }

    /// The table of populations.
    pub fn axes(&self) -> &Axes {
        &self.axes
    }

    /// What may lie behind a disagreement, likeliest first.
    pub(super) fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// The words by which a figure follows an earlier one of its text.
    pub(super) fn updates(&self) -> &Updates {
        &self.updates
    }

    /// The words that make a stated zero speak of the rest only.
    pub(super) fn rest(&self) -> &Remainders {
        &self.rest
    }

    /// The words that do not tell one voice from another.
    pub fn words(&self) -> &Words {
        &self.words
    }
}

impl Rule {
    /// Sets what a user sets; the name of a parameter that the check does not have, where there is one.
    fn set(&mut self, setting: Setting) -> Result<(), &'static str> {
        let Setting { severity, factor, difference, number, only } = setting;
        let given = [("factor", factor.is_some()), ("difference", difference.is_some()), ("number", number.is_some())];
        for (name, given) in given {
            if given && !self.check.parameters().contains(&name) {
                return Err(name);
            }
        }
        let old = self.parameters;
        self.parameters = Parameters {
            factor: factor.or(old.factor),
            difference: difference.or(old.difference),
            number: number.or(old.number),
        };
        self.severity = severity.unwrap_or(self.severity);
        self.only = only.unwrap_or_else(|| std::mem::take(&mut self.only));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rules: &mut Rules, text: &str) -> Result<(), Fault> {
        rules.configure("case.yaml", text, &yaml::load("case.yaml", text).unwrap())
    }

    #[test]
    fn settings_grade_tune_and_restrict() {
        let mut rules = Rules::built_in();
        set(&mut rules, "unattributed-figure: {severity: off}\ndivergent-figures: {factor: 2, severity: error}\n")
            .unwrap();
        set(&mut rules, "disjoint-figures: {only: {measures: [killed]}}").unwrap();
        assert_eq!(rules.get("unattributed-figure").unwrap().severity, None);
        assert_eq!(rules.get("divergent-figures").unwrap().severity, Some(Severity::Error));
        assert_eq!(rules.thresholds(), Thresholds { factor: Factor(2000), difference: 3 });
        assert_eq!(rules.get("disjoint-figures").unwrap().only.measures.len(), 1);
    }

    #[test]
    fn settings_that_mean_nothing_are_refused() {
        let mut rules = Rules::built_in();
        for (text, told) in [
            ("divergent-figure: {factor: 2}", "case.yaml:1:1: there is no rule “divergent-figure”"),
            ("toll-rose: {factor: 2}", "the rule “toll-rose” has no parameter “factor”"),
            (
                "toll-rose: {severty: off}",
                "case.yaml:1:13: unknown key “severty” in the settings of “toll-rose” (did you mean “severity”?",
            ),
            (
                "toll-rose: {severity: eror}",
                "case.yaml:1:23: unknown value “eror” in the settings of “toll-rose” (did you mean “error”?",
            ),
        ] {
            let fault = set(&mut rules, text).unwrap_err().to_string();
            assert!(fault.contains(told), "{fault}");
        }
    }

    #[test]
    fn a_rule_id_is_taken_once() {
        let (path, source) = BUILT_IN[0];
        let fault = Rules::built_in().add(path, source).unwrap_err().to_string();
        assert!(fault.contains("there is a rule “disjoint-figures” already"), "{fault}");
    }
}
