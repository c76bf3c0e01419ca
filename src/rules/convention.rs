//! How the houses count: vague wordings as a house reads them.
//!
//! In: `rules/conventions/*.yaml`, each value with its document, and claims in the contract's own
//! reading. Out: the claims as a house would read them, and findings with the houses under which
//! they hold. A word for which no document gives a value stays unknown: under that house the
//! figure is compared with nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::{Finding, Rules, check};
use crate::claim::{Claim, Quantifier, Range, Status};
use crate::event::Event;
use crate::fault::Fault;
use crate::text::Document;
use crate::yaml;

/// How one house counts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Convention {
    /// Its name on the command line.
    pub id: String,
    /// Where its values are published.
    pub document: String,
    /// What its vague words stand for.
    words: BTreeMap<String, Value>,
    /// Whether words for which it gives no value keep their range. Else they are unknown.
    #[serde(default)]
    keeps_others: bool,
    /// What it takes of "at least N". Absent: as it is.
    #[serde(default)]
    at_least: Option<Taken>,
    /// What it takes of "between A and B". Absent: as it is.
    #[serde(default)]
    between: Option<Taken>,
}

/// A value of a word: a number, or a range such as `12-24`.
#[derive(Debug, Clone, Copy, JsonSchema)]
#[schemars(inline, extend("type" = ["integer", "string"], "pattern" = r"^\d+(-\d+)?$"))]
struct Value(#[schemars(with = "serde_json::Value")] Range);

/// What a house takes of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Taken {
    /// The lowest number.
    Low,
    /// The number in the middle.
    Mean,
    /// The range as it is.
    Range,
}

/// The conventions built in.
const BUILT_IN: &[(&str, &str)] = &[
    ("acled-2016.yaml", include_str!("../../rules/conventions/acled-2016.yaml")),
    ("acled-2024.yaml", include_str!("../../rules/conventions/acled-2024.yaml")),
    ("airwars.yaml", include_str!("../../rules/conventions/airwars.yaml")),
    ("data4democracy.yaml", include_str!("../../rules/conventions/data4democracy.yaml")),
    ("default.yaml", include_str!("../../rules/conventions/default.yaml")),
    ("em-dat.yaml", include_str!("../../rules/conventions/em-dat.yaml")),
    ("gtd-2017.yaml", include_str!("../../rules/conventions/gtd-2017.yaml")),
    ("ucdp-23.yaml", include_str!("../../rules/conventions/ucdp-23.yaml")),
];

impl Convention {
    /// Reads a convention.
    ///
    /// # Errors
    /// Where it is none.
    pub fn load(path: &str, source: &str) -> Result<Convention, Fault> {
        yaml::load(path, source)
    }

    /// The conventions built in, by name.
    ///
    /// # Panics
    /// Never: that the built-in files are well formed is tested.
    pub fn built_in() -> Vec<Convention> {
        let load = |(path, source): &(&str, &str)| Convention::load(path, source);
        BUILT_IN.iter().map(|file| load(file).expect("a built-in convention is well formed")).collect()
    }

    /// The built-in convention of this name.
    ///
    /// # Errors
    /// Where there is none, with the nearest.
    pub fn named(name: &str) -> Result<Convention, Fault> {
        let all = Convention::built_in();
        let ids: Vec<String> = all.iter().map(|convention| convention.id.clone()).collect();
        all.into_iter().find(|convention| convention.id == name).ok_or_else(|| {
            let known: Vec<&str> = ids.iter().map(String::as_str).collect();
            let near = yaml::nearest(name, &known).map_or_else(String::new, |near| format!("did you mean “{near}”? "));
            Fault::of_file("--convention", format!("there is no convention “{name}”"))
                .help(format!("{near}conventions: {}", known.join(", ")))
        })
    }

    /// The claims as this house reads them. What it gives no value for is left out of every
    /// comparison.
    pub fn read(&self, claims: &[Claim]) -> Vec<Claim> {
        let one = |claim: &Claim| match self.range(claim) {
            Some(range) => Claim { range, ..claim.clone() },
            None => Claim { status: Status::Hypothetical, ..claim.clone() },
        };
        claims.iter().map(one).collect()
    }

    /// What is read otherwise than the words say, claim by claim, in their order.
    pub fn readings(&self, claims: &[Claim]) -> Vec<Reading> {
        let read = claims.iter().map(|claim| (claim, self.range(claim)));
        let other = read.filter(|(claim, range)| *range != Some(claim.range));
        other.map(|(claim, range)| Reading { claim: claim.id.clone(), range }).collect()
    }

    /// What this house takes a figure for; `None` where none of its documents says.
    fn range(&self, claim: &Claim) -> Option<Range> {
        let range = claim.range;
        let vague = claim.stated.is_empty() && claim.quantifier != Quantifier::None;
        match claim.quantifier {
            Quantifier::Vague => self.word_in(&claim.quote).or(self.keeps_others.then_some(range)),
            Quantifier::AtLeast | Quantifier::MoreThan if vague => {
                let floor = self.word_in(&claim.quote).map(|word| Range::new(word.low, None));
                floor.or(self.keeps_others.then_some(range)).map(|range| take(range, self.at_least))
            }
            _ if vague => self.keeps_others.then_some(range),
            Quantifier::AtLeast | Quantifier::MoreThan => Some(take(range, self.at_least)),
            Quantifier::Between => Some(take(range, self.between)),
            _ => Some(range),
        }
    }

    /// What the longest of its words that stands in a quote stands for.
    fn word_in(&self, quote: &str) -> Option<Range> {
        let quote = format!(" {} ", quote.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
        let found = self.words.iter().filter(|(word, _)| quote.contains(&format!(" {word} ")));
        // "several hundred" is not several.
        if ["dozen", "hundred", "thousand", "million"].iter().any(|unit| quote.contains(&format!(" {unit} "))) {
            return None;
        }
        // "tens of thousands" is neither tens nor thousands.
        let scaled = quote.contains("s of ") && !found.clone().any(|(word, _)| word.contains(" of "));
        let of_scale = ["tens of ", "dozens of ", "hundreds of ", "scores of "].into_iter().any(|many| {
            ["hundreds", "thousands", "millions"].into_iter().any(|scale| quote.contains(&format!(" {many}{scale} ")))
        });
        if scaled && of_scale {
            return None;
        }
        found.max_by_key(|(word, _)| word.len()).map(|(_, value)| value.0)
    }
}

fn take(range: Range, taken: Option<Taken>) -> Range {
    match (taken, range.high) {
        (Some(Taken::Low), _) => Range::exactly(range.low),
        (Some(Taken::Mean), Some(high)) => Range::exactly(range.low + (high - range.low) / 2),
        _ => range,
    }
}

/// A figure that a house reads otherwise than its words say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The id of the claim.
    pub claim: String,
    /// What it stands for; `None` where no document of the house gives a value.
    pub range: Option<Range>,
}

/// What the rules find under each of some conventions, a finding once for all that share it, in
/// the words of the first of them, with the ids of all in the order asked for.
pub fn check_under(
    documents: &[Document],
    claims: &[Claim],
    events: &[Event],
    draft: Option<&str>,
    rules: &Rules,
    conventions: &[Convention],
) -> Vec<Finding> {
    let mut held: Vec<Finding> = Vec::new();
    for convention in conventions {
        for finding in check(documents, &convention.read(claims), events, draft, rules) {
            // Which side is the lesser may differ from house to house.
            let named = |finding: &Finding| -> BTreeSet<String> { finding.claims.iter().cloned().collect() };
            let same =
                |old: &Finding| (&old.rule, &old.event, named(old)) == (&finding.rule, &finding.event, named(&finding));
            match held.iter_mut().find(|old| same(old) && old.under.last() != Some(&convention.id)) {
                Some(old) => old.under.push(convention.id.clone()),
                None => held.push(Finding { under: vec![convention.id.clone()], ..finding }),
            }
        }
    }
    held.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    held
}

impl FromStr for Value {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |part: &str| part.trim().parse::<u64>();
        let range = match text.split_once('-') {
            Some((low, high)) => number(low).and_then(|low| Ok(Range::new(low, Some(number(high)?)))),
            None => number(text).map(Range::exactly),
        };
        let sound = range.ok().filter(|range| range.high.is_none_or(|high| range.low <= high));
        sound.map(Value).ok_or_else(|| format!("“{text}” is neither a number nor a range such as 12-24"))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Value;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a number or a range such as 12-24")
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
                Ok(Value(Range::exactly(number)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{claim, read_all, rules};

    fn convention(id: &str) -> Convention {
        Convention::named(id).unwrap()
    }

    #[test]
    fn a_house_that_is_not_known_is_told_with_the_nearest() {
        let fault = Convention::named("airwar").unwrap_err().to_string();
        assert!(fault.contains("there is no convention “airwar” (did you mean “airwars”?"), "{fault}");
    }

    #[test]
    fn a_house_reads_its_own_numbers_and_fills_no_gaps() {
        let quoted = |words: &str, quote: &str| Claim { quote: quote.to_owned(), ..claim("a:1", words) };
        let bound = |words: &str, quote: &str| Claim { stated: Vec::new(), ..quoted(words, quote) };
        let read = |id: &str, claim: &Claim| convention(id).read(std::slice::from_ref(claim)).remove(0);
        let dozens = quoted("24..99", "Dozens of fighters");
        assert_eq!(read("acled-2016", &dozens).range, Range::exactly(12));
        assert_eq!(read("airwars", &dozens).range, Range::new(12, Some(24)));
        assert_eq!(read("gtd-2017", &dozens).status, Status::Hypothetical);
        let tens = quoted("20000..99999", "tens of thousands of people");
        assert_eq!(read("data4democracy", &tens).range, Range::exactly(55_000));
        assert_eq!(read("acled-2024", &tens).status, Status::Hypothetical);
        let several = quoted("300..999", "several hundred people");
        assert_eq!(read("acled-2016", &several).status, Status::Hypothetical);
        assert_eq!(read("default", &several).range, Range::new(300, Some(999)));
        assert_eq!(read("airwars", &bound("24+", "at least dozens")).range, Range::new(12, None));
        assert_eq!(read("em-dat", &claim("a:1", "12-15")).range, Range::exactly(13));
        assert_eq!(read("acled-2016", &claim("a:1", "35+")).range, Range::exactly(35));
    }

    #[test]
    fn a_disagreement_is_told_with_the_houses_under_which_it_holds() {
        let (documents, mut claims) = read_all(&["a: killed 24..99", "b: killed 20"]);
        claims[0].quote = "dozens".to_owned();
        let event = Event {
            id: "e".to_owned(),
            title: String::new(),
            date: None,
            places: Vec::new(),
            actors: Vec::new(),
            claims: vec![0, 1],
            links: Vec::new(),
        };
        let houses = [convention("acled-2016"), convention("airwars"), convention("data4democracy")];
        let held = check_under(&documents, &claims, &[event], None, rules(), &houses);
        assert_eq!(held.len(), 1);
        assert_eq!(held[0].under, ["acled-2016", "data4democracy"]);
    }
}
