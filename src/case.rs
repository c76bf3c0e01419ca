//! A case: which documents are compared, and what a person knows about them beforehand.
//!
//! In: the text of a case file (contract, section 5). Out: a [`Case`], checked as far as it can be
//! without its documents. It opens no file, and it applies neither rules nor corrections: it only
//! says which.

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::claim::{Days, Measure};
use crate::fault::Fault;
use crate::text::{Document, Metadata, Moment, Span, Title};
use crate::yaml;

/// Documents to compare, with what a person knows about them.
///
/// `Case::default()` is the case of bare paths on the command line: nothing is known.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["sources"]))]
pub struct Case {
    /// What the case is about, for people.
    #[serde(rename = "case")]
    pub name: Option<String>,
    /// The document that is checked against the sources, as a path from the case file's folder.
    pub draft: Option<String>,
    /// The documents that are compared.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
    /// The events whose victims they count. Empty: events are found from the text.
    #[serde(default)]
    pub events: Vec<CaseEvent>,
    /// More rule files, and settings of rules.
    #[serde(default)]
    pub rules: Rules,
    /// More words to read.
    #[serde(default)]
    pub lexicon: Words,
    /// Where the reading or the grouping is known to be wrong.
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// The case file as the user named it; empty for `Case::default()`.
    #[serde(skip)]
    pub path: String,
    /// The text of the case file, so that what is found wrong later has a place.
    #[serde(skip)]
    pub source: String,
}

/// A source: its path from the case file's folder, and metadata that override its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The path as written: it is the document's id.
    pub path: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When: a day, or a day with a time.
    #[serde(default, deserialize_with = "yaml::parsed")]
    pub published: Option<Moment>,
    /// Where it stands.
    pub url: Option<String>,
    /// A language tag such as `en`.
    pub language: Option<String>,
}

/// An event that a person describes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "EventAsWritten")]
pub struct CaseEvent {
    /// Its id in reports.
    pub id: String,
    /// A few words for people; the id where none are given.
    pub title: String,
    /// The days on which it happened.
    pub date: Option<Days>,
    /// Names of its places; any spelling.
    pub places: Vec<String>,
    /// Names of the groups in it; any spelling.
    pub actors: Vec<String>,
}

/// An event that a person describes.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "CaseEvent")]
#[serde(deny_unknown_fields)]
struct EventAsWritten {
    /// Its id in reports.
    id: String,
    /// A few words for people; the id where none are given.
    title: Option<String>,
    /// The day on which it happened. For several days: `from` and `to`.
    #[serde(default, deserialize_with = "yaml::parsed")]
    date: Option<Day>,
    /// The first of several days.
    #[serde(default, deserialize_with = "yaml::parsed")]
    from: Option<Day>,
    /// The last of several days.
    #[serde(default, deserialize_with = "yaml::parsed")]
    to: Option<Day>,
    /// Names of its places; any spelling.
    #[serde(default)]
    places: Vec<String>,
    /// Names of the groups in it; any spelling.
    #[serde(default)]
    actors: Vec<String>,
}

/// Which rules apply beside the built-in ones, and how they are set.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Rule files, as paths from the case file's folder.
    #[serde(default)]
    pub files: Vec<String>,
    /// By rule id, what is set differently. Which keys a rule knows, the rule says.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, BTreeMap<String, serde_json::Value>>")]
    pub settings: BTreeMap<String, BTreeMap<String, serde_yaml::Value>>,
}

/// Words that a person adds to the lexicon. They are read before those built in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// Nouns of people by population (`people` for those of no stated kind), singular; a plural that
    /// is not regular stands behind a slash: `mujahid/mujahideen`.
    pub people: BTreeMap<String, Vec<String>>,
    /// Nouns of families and households.
    pub households: Vec<String>,
    /// Nouns of what is no people, by what it is: `boats: [pirogue]`.
    pub things: BTreeMap<String, Vec<String>>,
    /// Verbs in their base form whose object the people are: `killed: [waste]`.
    pub does: BTreeMap<Measure, Vec<String>>,
    /// Verbs in their base form whose subject the people are.
    pub undergoes: BTreeMap<Measure, Vec<String>>,
    /// Nouns of somebody who gives figures.
    pub sources: Vec<String>,
}

/// The longest word or phrase that a person adds, in characters.
const LONGEST_PHRASE: usize = 60;

impl Words {
    /// These words and those of another file.
    #[must_use]
    pub fn and(mut self, other: Words) -> Words {
        fn join<K: Ord>(all: &mut BTreeMap<K, Vec<String>>, more: BTreeMap<K, Vec<String>>) {
            more.into_iter().for_each(|(key, words)| all.entry(key).or_default().extend(words));
        }
        join(&mut self.people, other.people);
        join(&mut self.things, other.things);
        join(&mut self.does, other.does);
        join(&mut self.undergoes, other.undergoes);
        self.households.extend(other.households);
        self.sources.extend(other.sources);
        self
    }

    /// The first that is no word, or no name of people or things.
    pub(crate) fn wrong(&self) -> Option<&str> {
        let lists = self.people.values().chain(self.things.values()).chain(self.does.values());
        let lists = lists.chain(self.undergoes.values()).chain([&self.households, &self.sources]);
        let names = self.people.keys().chain(self.things.keys());
        let is_word = |text: &str| {
            let sound = |c: char| c.is_alphanumeric() || " -'’./".contains(c);
            let words = text.split('/').all(|form| form.trim() == form && form.starts_with(char::is_alphabetic));
            words && text.chars().count() <= LONGEST_PHRASE && text.chars().all(sound) && text.matches('/').count() < 2
        };
        lists.flatten().chain(names).map(String::as_str).find(|text| !is_word(text))
    }
}

/// What a file of words is told that holds something else.
pub(crate) const NO_WORD: &str = "letters, and between them blanks, hyphens and apostrophes; a noun's own plural stands \
                                  behind one slash, as in mujahid/mujahideen";

/// A person's correction of what the tool reads or groups wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The id of the document.
    pub document: String,
    /// Words of it that hold the figure.
    pub quote: String,
    /// The id of the event to which the figure belongs.
    pub event: Option<String>,
    /// Whether the figure is to be left out.
    #[serde(default)]
    pub ignore: bool,
    /// Why. Listed in the report.
    pub reason: String,
}

/// A day such as 2020-10-26.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Day(Date);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Date::from_str(text).map(Day).map_err(|_| format!("“{text}” is not a day such as 2020-10-26"))
    }
}

impl TryFrom<EventAsWritten> for CaseEvent {
    type Error = String;

    fn try_from(event: EventAsWritten) -> Result<Self, String> {
        let EventAsWritten { id, title, date, from, to, places, actors } = event;
        let date = match (date, from, to) {
            (None, None, None) => None,
            (Some(Day(day)), None, None) => Some(Days::one(day)),
            (None, Some(Day(from)), Some(Day(to))) if from <= to => Some(Days { from, to }),
            (None, Some(_), Some(_)) => return Err(format!("the event “{id}” ends before it begins")),
            _ => return Err(format!("the event “{id}” needs either “date”, or both “from” and “to”")),
        };
        Ok(CaseEvent { title: title.unwrap_or_else(|| id.clone()), id, date, places, actors })
    }
}

impl Case {
    /// Reads a case file.
    ///
    /// # Errors
    /// A [`Fault`] at the place where it is no case.
    pub fn load(path: &str, source: &str) -> Result<Case, Fault> {
        let case: Case = yaml::load(path, source)?;
        let case = Case { path: path.to_owned(), source: source.to_owned(), ..case };
        if case.sources.is_empty() {
            return Err(
                Fault::of_file(path, "the case names no sources").help("add “sources:” and under it “- path: FILE”")
            );
        }
        let mut seen = HashSet::new();
        for path in case.sources.iter().map(|source| &source.path).chain(&case.draft) {
            if !seen.insert(path) {
                return Err(case.fault_at(path, format!("“{path}” is named twice")).help("name each document once"));
            }
        }
        let mut seen = HashSet::new();
        for event in &case.events {
            if !seen.insert(&event.id) {
                return Err(case.fault_at(&event.id, format!("two events have the id “{}”", event.id)));
            }
        }
        if let Some(word) = case.lexicon.wrong() {
            return Err(case.fault_at(word, format!("“{word}” is no word of a lexicon")).help(NO_WORD));
        }
        for correction in &case.corrections {
            if correction.ignore == correction.event.is_some() {
                return Err(case.fault_at(&correction.quote, "a correction says either “event: ID” or “ignore: true”"));
            }
            if correction.reason.trim().is_empty() {
                return Err(case.fault_at(&correction.quote, "a correction needs a reason"));
            }
        }
        Ok(case)
    }

    /// The faults that show only beside the documents: a correction whose words are gone.
    pub fn stale_corrections(&self, documents: &[Document]) -> Vec<Fault> {
        let stale = self.corrections.iter().filter_map(|correction| {
            let Some(document) = documents.iter().find(|document| document.id == correction.document) else {
                let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
                let fault =
                    self.fault_at(&correction.document, format!("no document is called “{}”", correction.document));
                return Some(fault.help(format!("documents of this case: {}", ids.join(", "))));
            };
            let title = document.title.as_ref().is_some_and(|title| title.text.contains(&correction.quote));
            (!title && !document.text.contains(&correction.quote)).then(|| {
                self.fault_at(&correction.quote, format!("these words are no longer in {}", correction.document))
                    .help("quote the figure as it stands there now, or remove the correction")
            })
        });
        stale.collect()
    }

    /// A fault at the last line of the case file that holds `value`; of the file where none does.
    pub fn fault_at(&self, value: &str, message: impl Into<String>) -> Fault {
        match self.source.rfind(value) {
            Some(at) => Fault::at(&self.path, &self.source, Span::new(at, at + value.len()), message),
            None => Fault::of_file(&self.path, message),
        }
    }
}

impl Source {
    /// Puts the metadata of the case file over those of the document. A headline stands in the
    /// document's text only where the document's own says the same.
    pub fn apply(&self, document: &mut Document) {
        let own = std::mem::take(&mut document.metadata);
        document.metadata = Metadata {
            title: self.title.clone().or(own.title),
            publisher: self.publisher.clone().or(own.publisher),
            published: self.published.or(own.published),
            url: self.url.clone().or(own.url),
            language: self.language.clone().or(own.language),
        };
        if let Some(text) = &self.title
            && document.title.as_ref().is_none_or(|title| title.text != *text)
        {
            document.title = Some(Title { text: text.clone(), at: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{InputFormat, read};

    fn refused(source: &str) -> String {
        Case::load("case.yaml", source).unwrap_err().to_string()
    }

    #[test]
    fn a_case_says_what_the_contract_lets_it_say() {
        let case = Case::load(
            "case.yaml",
            "case: Strike\ndraft: d.md\nsources:\n  - path: a.md\n    published: 2020-10-26T08:30:00Z\nevents:\n  - id: camp\n    \
             title: Camp\n    from: 2020-10-26\n    to: 2020-10-27\n    places: [Duwaylah]\nrules:\n  files: [house.yaml]\n  \
             settings: {unattributed-figure: {severity: off}, divergent-figures: {factor: 2}}\ncorrections:\n  \
             - {document: a.md, quote: 40 more, ignore: true, reason: twice}\n",
        )
        .unwrap();
        assert_eq!(case.sources[0].published.unwrap().to_string(), "2020-10-26 08:30");
        assert_eq!(case.events[0].date.unwrap().to.to_string(), "2020-10-27");
        assert_eq!(case.rules.settings["divergent-figures"]["factor"].as_u64(), Some(2));
        assert!(case.corrections[0].ignore);
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        let sources = "sources:\n  - path: a.md\n";
        for (rest, expected) in [
            ("event: []", "case.yaml:3:1: unknown key “event” (did you mean “events”?"),
            ("events:\n  - {id: x, date: 2020-02-31}", "case.yaml:4:19: “2020-02-31” is not a day such as 2020-10-26"),
            ("events:\n  - {id: x, from: 2020-02-01}", "case.yaml:4:3: the event “x” needs either “date”"),
            ("events: [{id: x}, {id: x}]", "case.yaml:3:24: two events have the id “x”"),
            ("draft: a.md", "case.yaml:3:8: “a.md” is named twice"),
            ("corrections: [{document: a.md, quote: q, reason: r}]", "case.yaml:3:39: a correction says either"),
        ] {
            let told = refused(&format!("{sources}{rest}"));
            assert!(told.starts_with(expected), "{told}");
        }
        assert!(refused("case: x").contains("names no sources"));
    }

    #[test]
    fn a_headline_from_the_case_stands_outside_the_text_unless_it_is_the_same() {
        let text = b"---\ntitle: Twelve dead\n---\nx";
        let source = |title: &str| Source {
            path: "a.md".into(),
            title: Some(title.into()),
            publisher: None,
            published: None,
            url: None,
            language: None,
        };
        let mut document = read("a.md", text, InputFormat::Text).documents.remove(0);
        source("Twelve dead").apply(&mut document);
        assert!(document.title.as_ref().unwrap().at.is_some());
        source("Ten dead").apply(&mut document);
        assert_eq!(document.title.unwrap().at, None);
    }

    #[test]
    fn a_correction_whose_words_are_gone_is_a_fault() {
        let case = Case::load(
            "case.yaml",
            "sources: [{path: a.md}]\ncorrections:\n  - {document: a.md, quote: 40 more, ignore: true, reason: r}\n",
        )
        .unwrap();
        assert!(case.stale_corrections(&[Document::plain("a.md", "40 more died")]).is_empty());
        let faults = case.stale_corrections(&[Document::plain("a.md", "50 more died")]);
        assert!(faults[0].to_string().starts_with("case.yaml:3:29: these words are no longer in a.md"));
        assert!(case.stale_corrections(&[])[0].to_string().contains("no document is called “a.md”"));
    }
}
