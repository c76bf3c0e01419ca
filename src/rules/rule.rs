//! A rule: which check, on what, how severe, in which words, and why.
//!
//! In: the text of a rule file. Out: a [`Rule`], or a [`Fault`](crate::fault::Fault) at the place
//! of what is wrong. It does not know how a check is done: see `checks`.

use schemars::JsonSchema;
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use super::finding::Severity;
use super::template::Template;
use crate::claim::{Claim, Measure, Scope, Status, Unit};
use crate::fault::Fault;
use crate::text::{Document, Field, Span};
use crate::yaml;

/// What a rule looks for. A closed set: each is a function under `checks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// Two sources' figures share no number.
    Disjoint,
    /// Two sources' figures overlap, but their floors are far apart.
    Divergent,
    /// Figures that hold pairwise, or of different kinds, but not all at once.
    Together,
    /// A later floor above an earlier figure.
    Rose,
    /// A later ceiling below an earlier floor.
    Fell,
    /// A later, different figure of a measure that goes up and down.
    Changed,
    /// The same number of people who cannot be the same.
    OtherPopulation,
    /// The same number of people and of households.
    OtherUnit,
    /// The same number killed and injured, or the two swapped.
    OtherMeasure,
    /// Two exact figures that differ by a slip of the pen.
    Typo,
    /// A part larger than its whole.
    PartAboveWhole,
    /// A complete breakdown that is not its total.
    PartsNotTotal,
    /// One voice in one document gives two figures.
    ContradictsItself,
    /// A draft's figure that no source gives.
    Unsupported,
    /// A draft's figure that says more than its source.
    Stronger,
    /// A draft's figure that its named voice did not give.
    Misattributed,
    /// A draft's figure that a later source has superseded.
    Stale,
    /// A draft's figure that other sources contradict.
    Disputed,
    /// A draft's figure with nobody named for it.
    Unattributed,
    /// Any figure with nobody named for it, in headlines too.
    Unnamed,
    /// A figure that no other voice bears out.
    Alone,
}

/// One rule.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name in output and settings: lower-case words joined by hyphens.
    pub id: String,
    /// What it looks for.
    pub check: Check,
    /// How much a finding matters; none where the rule is switched off.
    #[serde(deserialize_with = "grade")]
    #[schemars(with = "Grade")]
    pub severity: Option<Severity>,
    /// The numbers that its check asks for.
    #[serde(default)]
    pub parameters: Parameters,
    /// To which figures it is restricted. Empty lists restrict nothing.
    #[serde(default)]
    pub only: Only,
    /// What a finding says.
    pub message: Template,
    /// Why there is such a rule, for people.
    pub reason: String,
    /// Where its notion comes from.
    #[serde(default)]
    pub cites: Vec<String>,
    /// Texts in which it fires, and near misses in which it does not.
    pub examples: Examples,
}

/// The numbers of a check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// How many times one floor is the other.
    pub factor: Option<Factor>,
    /// How many people at least lie between two floors.
    pub difference: Option<u64>,
    /// The least number whose repetition tells something.
    pub number: Option<u64>,
}

/// A factor in thousandths: 1.5 is 1500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(description = "A factor such as 1.5.", inline)]
pub struct Factor(#[schemars(with = "f64", range(min = 1, max = 1000))] pub u64);

/// From when on two floors are far apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// How many times one is the other.
    pub factor: Factor,
    /// How many people lie between them, at least.
    pub difference: u64,
}

/// The figures to which a rule is restricted. An empty list restricts nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Only {
    /// What happened to the people.
    pub measures: Vec<Measure>,
    /// Who they were: one of these tags.
    pub populations: Vec<String>,
    /// People or households.
    pub units: Vec<Unit>,
    /// How surely it is said.
    pub statuses: Vec<Status>,
    /// The time covered.
    pub scopes: Vec<Scope>,
    /// Headline or text.
    pub fields: Vec<Field>,
    /// Words of an attribution, of which one must occur.
    pub attributions: Vec<String>,
    /// Publishers, as written.
    pub publishers: Vec<String>,
    /// Beginnings of document ids.
    pub documents: Vec<String>,
}

/// Texts that show what a rule does.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// In these it fires.
    pub fires: Vec<Example>,
    /// In these it does not, though they come near.
    pub silent: Vec<Example>,
}

/// Documents about one event.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    pub shows: String,
    /// The documents; all their figures are of one event.
    pub documents: Vec<ExampleDocument>,
    /// The draft that is checked against them.
    pub draft: Option<ExampleDocument>,
}

/// A short text with its metadata.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleDocument {
    /// Who published it.
    pub publisher: String,
    /// When.
    #[serde(default)]
    pub published: Option<String>,
    /// Its headline.
    #[serde(default)]
    pub title: Option<String>,
    /// What it says.
    pub text: String,
}

impl Rule {
    /// Reads a rule file.
    ///
    /// # Errors
    /// A [`Fault`] at the place of an unknown key, check, measure, hole or parameter, or of a
    /// parameter that its check needs and does not find.
    pub fn load(path: &str, source: &str) -> Result<Rule, Fault> {
        let rule: Rule = yaml::load(path, source)?;
        let fault = |word: &str, message: String| match source.find(word) {
            Some(at) => Fault::at(path, source, Span::new(at, at + word.len()), message),
            None => Fault::of_file(path, message),
        };
        let id_is_plain = rule.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !id_is_plain || !rule.id.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Err(fault(&rule.id, format!("“{}” is no id of a rule", rule.id))
                .help("lower-case letters, digits and hyphens, as in “disjoint-figures”"));
        }
        let known = rule.check.holes();
        if let Some(hole) = rule.message.holes().find(|hole| !known.contains(hole)) {
            let near = yaml::nearest(hole, known).map(|near| format!("did you mean “{near}”? "));
            return Err(fault(&format!("{{{hole}}}"), format!("unknown hole “{hole}” in the message")).help(format!(
                "{}this check fills: {}",
                near.unwrap_or_default(),
                known.join(", ")
            )));
        }
        let (needs, given) = (rule.check.parameters(), rule.parameters.given());
        if let Some(name) = given.iter().find(|name| !needs.contains(name)) {
            return Err(fault(name, format!("the check “{}” has no parameter “{name}”", rule.check.name())));
        }
        if let Some(name) = needs.iter().find(|name| !given.contains(name)) {
            return Err(fault("check:", format!("the check “{}” needs the parameter “{name}”", rule.check.name()))
                .help(format!("add “parameters: {{{name}: …}}”")));
        }
        Ok(rule)
    }
}

impl Check {
    /// The name in rule files.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Whether its findings tell what may lie behind them.
    pub const fn tells_causes(self) -> bool {
        matches!(self, Check::Disjoint | Check::Divergent | Check::Fell | Check::ContradictsItself)
    }

    /// The parameters that it needs.
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Check::Divergent => &["factor", "difference"],
            Check::OtherPopulation | Check::OtherUnit | Check::OtherMeasure => &["number"],
            _ => &[],
        }
    }

    /// The holes of a message that it fills.
    pub const fn holes(self) -> &'static [&'static str] {
        match self {
            Check::Together => &["all", "measure", "proof"],
            Check::PartsNotTotal => &["first", "second", "measure", "first_range", "second_range", "parts", "sum"],
            Check::Typo | Check::Stronger => &["first", "second", "measure", "first_range", "second_range", "why"],
            Check::OtherPopulation | Check::OtherUnit | Check::OtherMeasure => {
                &["first", "second", "measure", "first_range", "second_range", "number"]
            }
            Check::Unsupported | Check::Unattributed | Check::Unnamed | Check::Alone => {
                &["first", "measure", "first_range"]
            }
            Check::Misattributed | Check::Stale | Check::Disputed => {
                &["first", "second", "third", "measure", "first_range", "second_range"]
            }
            _ => &["first", "second", "measure", "first_range", "second_range"],
        }
    }
}

impl Parameters {
    /// The names of those that are given.
    fn given(&self) -> Vec<&'static str> {
        let all = [
            ("factor", self.factor.is_some()),
            ("difference", self.difference.is_some()),
            ("number", self.number.is_some()),
        ];
        all.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
    }
}

impl Thresholds {
    /// Whether `low` and `high`, the lesser first, are far apart.
    pub fn apart(self, low: u64, high: u64) -> bool {
        high - low >= self.difference && u128::from(high) * 1000 >= u128::from(low) * u128::from(self.factor.0)
    }
}

impl<'de> Deserialize<'de> for Factor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if !(1.0..=1000.0).contains(&number) {
            return Err(D::Error::custom(format!("a factor lies between 1 and 1000, not {number}")));
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within bounds, just checked
        Ok(Factor((number * 1000.0).round() as u64))
    }
}

/// How much a finding matters.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Grade {
    /// Cannot stand as it is.
    Error,
    /// Worth a look before publication.
    Warning,
    /// Worth knowing.
    Note,
    /// The rule is switched off.
    Off,
}

/// Reads `error`, `warning`, `note`, or `off`.
pub(super) fn grade<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Severity>, D::Error> {
    Ok(match Grade::deserialize(deserializer)? {
        Grade::Error => Some(Severity::Error),
        Grade::Warning => Some(Severity::Warning),
        Grade::Note => Some(Severity::Note),
        Grade::Off => None,
    })
}

impl Only {
    /// Whether a rule with this restriction looks at the claim.
    pub fn admits(&self, claim: &Claim, document: Option<&Document>) -> bool {
        fn among<T: PartialEq>(list: &[T], value: &T) -> bool {
            list.is_empty() || list.contains(value)
        }
        let publisher = document.and_then(|d| d.metadata.publisher.clone()).unwrap_or_default();
        let said_by = claim.attribution.as_deref().unwrap_or_default().to_lowercase();
        among(&self.measures, &claim.measure)
            && among(&self.units, &claim.unit)
            && among(&self.statuses, &claim.status)
            && among(&self.scopes, &claim.scope)
            && among(&self.fields, &claim.field)
            && among(&self.publishers, &publisher)
            && (self.populations.is_empty() || self.populations.iter().any(|tag| claim.population.contains(tag)))
            && (self.attributions.is_empty()
                || self.attributions.iter().any(|words| said_by.contains(&words.to_lowercase())))
            && (self.documents.is_empty() || self.documents.iter().any(|start| claim.document.starts_with(start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "id: x-y\ncheck: divergent\nseverity: warning\nparameters: {factor: 1.5, difference: 3}\n\
                        message: \"{first} and {second}\"\nreason: r\nexamples: {fires: [], silent: []}\n";

    #[test]
    fn a_rule_is_read_and_what_is_wrong_is_told_where_it_stands() {
        let rule = Rule::load("r.yaml", GOOD).unwrap();
        assert_eq!((rule.check, rule.parameters.factor), (Check::Divergent, Some(Factor(1500))));
        for (wrong, right, told) in [
            (
                "check: divergent",
                "check: divergend",
                "r.yaml:2:8: unknown value “divergend” (did you mean “divergent”?",
            ),
            ("{second}", "{secnd}", "r.yaml:5:23: unknown hole “secnd” in the message (did you mean “second”?"),
            ("{second}", "{second", "a hole in a message is a name in braces"),
            ("reason: r", "reason: r\nwhy: x", "unknown key “why”"),
            ("factor: 1.5, ", "", "r.yaml:2:1: the check “divergent” needs the parameter “factor”"),
            ("divergent", "disjoint", "the check “disjoint” has no parameter “factor”"),
            ("factor: 1.5", "factor: 0.5", "a factor lies between 1 and 1000"),
            ("id: x-y", "id: X y", "r.yaml:1:5: “X y” is no id of a rule"),
            ("reason: r", "reason: r\nonly: {measures: [kiled]}", "unknown value “kiled” (did you mean “killed”?"),
        ] {
            let fault = Rule::load("r.yaml", &GOOD.replace(wrong, right)).unwrap_err().to_string();
            assert!(fault.contains(told), "{fault}");
        }
    }

    #[test]
    fn floors_are_far_apart_by_factor_and_by_difference() {
        let thresholds = Thresholds { factor: Factor(1500), difference: 3 };
        assert!(thresholds.apart(35, 70) && thresholds.apart(6, 9) && thresholds.apart(30, 45));
        assert!(!thresholds.apart(4, 6) && !thresholds.apart(32, 46));
    }
}
