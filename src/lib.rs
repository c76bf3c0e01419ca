//! Reads news texts, extracts every quantified statement about people killed, injured, missing or
//! displaced as a range of whole numbers, and says which figures of one event cannot all be true.
//!
//! ```
//! use tollcheck::{Checker, case::Case, text::Document};
//!
//! let checker = Checker::new()?;
//! let one = Document::plain("one.md", "The raid on Harim on 3 May 2021 killed at least 35 fighters.");
//! let other = Document::plain("other.md", "The raid on Harim on 3 May 2021 killed 20 fighters.");
//! let claims = checker.extract(&one);
//! assert_eq!((claims[0].quote.as_str(), claims[0].range.to_string()), ("at least 35 fighters", "35+".to_owned()));
//!
//! let report = checker.check(&[one, other], &Case::default());
//! assert_eq!(report.findings[0].rule, "disjoint-figures");
//! # Ok::<(), tollcheck::fault::Fault>(())
//! ```
//!
//! # Figures under test
//!
//! Texts that a program makes or changes can be kept under test like any other output: here with
//! [insta](https://docs.rs/insta), whose `cargo insta review` shows what an edit did to the figures.
//! (The command line keeps figures in files: see [`snapshot`].)
//!
//! ```
//! use tollcheck::{Checker, text::Document};
//!
//! // The text under test: a template that is filled, a translation, an article that is shortened.
//! let text = "The raid killed at least 35 fighters and wounded about 50, the army said.";
//!
//! let claims = Checker::new()?.extract(&Document::plain("story.md", text));
//! let figures: Vec<String> =
//!     claims.iter().map(|claim| format!("{} {} “{}”", claim.measure, claim.range, claim.quote)).collect();
//! insta::assert_snapshot!(figures.join("\n"), @r"
//! killed 35+ “at least 35 fighters”
//! injured 45–55 “about 50”
//! ");
//! # Ok::<(), tollcheck::fault::Fault>(())
//! ```
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod archive;
pub mod case;
mod check;
pub mod claim;
pub mod configuration;
pub mod event;
pub mod fault;
pub mod grammar;
pub mod input;
pub mod lexicon;
pub mod report;
pub mod rules;
pub mod schema;
pub mod snapshot;
pub mod text;
pub mod yaml;

use std::sync::OnceLock;

use case::Case;
use claim::Claim;
use event::EventData;
use fault::Fault;
use lexicon::Lexicon;
use report::Report;
use rules::{Convention, Ladder, Rules};
use text::Document;

/// The program, built once from its rules: no global state, shared freely between threads.
#[derive(Debug)]
pub struct Checker {
    lexicon: Lexicon,
    events: EventData,
    rules: OnceLock<Rules>,
    conventions: Vec<Convention>,
    ladders: Vec<Ladder>,
    one_time: bool,
    progress: Progress,
}

/// Who is told of each document that has been read.
#[derive(Default)]
struct Progress(Option<Box<dyn Fn() + Send + Sync>>);

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "told" } else { "untold" })
    }
}

impl Checker {
    /// A checker with the built-in lexicon and rules.
    ///
    /// # Errors
    /// A [`Fault`] names the place of what is wrong in a rule or lexicon file.
    pub fn new() -> Result<Checker, Fault> {
        let (mut lexicon, events) = (Lexicon::english()?, EventData::built_in()?);
        events.watch(&mut lexicon);
        Ok(Checker {
            lexicon,
            events,
            rules: OnceLock::new(),
            conventions: Vec::new(),
            ladders: Vec::new(),
            one_time: false,
            progress: Progress::default(),
        })
    }

    /// The same checker, which reads more words.
    ///
    /// # Errors
    /// As for [`Checker::new`].
    pub fn with_words(self, words: &case::Words) -> Result<Checker, Fault> {
        if *words == case::Words::default() {
            return Ok(self);
        }
        let mut lexicon = Lexicon::english_with(words)?;
        self.events.watch(&mut lexicon);
        Ok(Checker { lexicon, ..self })
    }

    /// The same checker with other rules in force.
    #[must_use]
    pub fn with_rules(self, rules: Rules) -> Checker {
        Checker { rules: OnceLock::from(rules), ..self }
    }

    /// The same checker, which reads figures as these houses do and says of each finding under
    /// which of them it holds.
    #[must_use]
    pub fn with_conventions(self, conventions: Vec<Convention>) -> Checker {
        Checker { conventions, ..self }
    }

    /// The same checker, which tells of each event what these houses would publish, and why.
    #[must_use]
    pub fn with_ladders(self, ladders: Vec<Ladder>) -> Checker {
        Checker { ladders, ..self }
    }

    /// The same checker, which tells what follows from the figures of an event as if all were made
    /// at one time and of one population. Findings are not changed by it.
    #[must_use]
    pub fn as_of_one_time(self, one_time: bool) -> Checker {
        Checker { one_time, ..self }
    }

    /// The same checker, which calls `each` after every document that it has read, from any thread and
    /// in any order: for a bar on a long run.
    #[must_use]
    pub fn with_progress(self, each: impl Fn() + Send + Sync + 'static) -> Checker {
        Checker { progress: Progress(Some(Box::new(each))), ..self }
    }

    /// The claims of one document, in text order, the headline's first, with what the document
    /// says of when, where and who.
    pub fn extract(&self, document: &Document) -> Vec<Claim> {
        let mut read = grammar::extract(document, &self.lexicon);
        // most documents of an archive hold no figure: nothing to place in time and space
        if !read.claims.is_empty() {
            event::place(document, &mut read, &self.events);
        }
        read.claims
    }

    /// The rules in force, loaded when something is compared.
    fn rules(&self) -> &Rules {
        self.rules.get_or_init(Rules::built_in)
    }

    /// The claims of one document as its sentences state them, without date, place and actors.
    fn read(&self, document: &Document) -> Vec<Claim> {
        let claims = grammar::extract(document, &self.lexicon).claims;
        if let Some(each) = &self.progress.0 {
            each();
        }
        claims
    }

    /// What the figures of some documents come to, event by event. The order of the documents does
    /// not matter; the report has them in the order of their ids.
    pub fn check(&self, documents: &[Document], case: &Case) -> Report {
        check::run(self, documents, case)
    }

    /// What became of every number of a document: the claim it is, or why it is none.
    pub fn numbers(&self, document: &Document) -> Vec<grammar::Number> {
        grammar::numbers(document, &self.lexicon)
    }

    /// How a document was read: its tokens, symbols and the derivation of each claim, for people.
    pub fn trace(&self, document: &Document) -> String {
        grammar::trace(document, &self.lexicon)
    }
}
