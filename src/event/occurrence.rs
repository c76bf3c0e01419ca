//! What one document says of one occurrence: the unit that grouping joins.
//!
//! In: clauses that the flow of the document gave to it. Out: its days, names, kinds, wording and
//! claims, as plain data. Whether two of them are one event is not known here.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cues::{KindId, SiteId};
use super::mentions::{Mention, Role};
use super::names::{Name, Names, Size};
use super::passage::{Clause, Dated, Passage, width};
use crate::claim::{Days, Measure};

/// So many names of one occurrence are kept, the first of its text: names are compared each with each,
/// and what names more tells by the first of them.
const NAMES: usize = 60;

/// What one document says of one occurrence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Occurrence {
    /// The number of the document in the order of ids; case events share one of their own.
    pub document: usize,
    /// How it stands in the document.
    pub standing: Standing,
    /// The day of publication of the document.
    pub published: Option<Date>,
    /// When, as far as the document says.
    pub dated: Option<Dated>,
    /// The days from which on a long time counts: "since October".
    pub since: Option<Days>,
    /// The names that stand with it, no two the same.
    pub names: Vec<Used>,
    /// What it is called.
    pub kinds: BTreeSet<KindId>,
    /// What sorts of site it is spoken of at.
    pub sites: BTreeSet<SiteId>,
    /// Pairs of words from its sentences.
    pub wording: BTreeSet<u64>,
    /// Figures stated of it: what happened, and the number.
    pub figures: BTreeSet<(Measure, u64)>,
    /// Indices of its claims.
    pub claims: Vec<usize>,
    /// How many of them say nothing themselves of when, where or what.
    pub borrowed: usize,
}

/// How an occurrence stands in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Standing {
    /// A case file describes it.
    Given,
    /// What the document is about.
    Main,
    /// Another one beside it.
    Beside,
    /// A past one that the document recalls.
    Recalled,
    /// Several at once.
    Spanning,
    /// A long time, not an occurrence.
    Cumulative,
}

/// A name as an occurrence uses it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Used {
    /// As written.
    pub text: String,
    /// To compare it by.
    pub name: Name,
    /// What it seems to be.
    pub role: Role,
    /// How large the place is.
    pub size: Option<Size>,
    /// Whether something is said to be there.
    pub at: bool,
    /// How often it stands with the occurrence; 0: only in passing.
    pub count: usize,
}

impl Occurrence {
    /// One of which nothing is known yet.
    pub fn new(document: usize, standing: Standing, published: Option<Date>) -> Self {
        Occurrence {
            document,
            standing,
            published,
            dated: None,
            since: None,
            names: Vec::new(),
            kinds: BTreeSet::new(),
            sites: BTreeSet::new(),
            wording: BTreeSet::new(),
            figures: BTreeSet::new(),
            claims: Vec::new(),
            borrowed: 0,
        }
    }

    /// The days on which it was, as far as stated.
    pub fn days(&self) -> Option<Days> {
        self.dated.map(|d| d.days)
    }

    /// Adds what a clause says, but for its names. Its date only where none is known, or where it is
    /// more precise.
    pub fn hear(&mut self, passage: &Passage, clause: &Clause) {
        self.kinds.extend(&clause.kinds);
        self.sites.extend(&clause.sites);
        self.wording.extend(&passage.wording);
        self.since = self.since.or(clause.since);
        if let Some(dated) = clause.date {
            let narrower =
                self.dated.is_none_or(|old| old.reach.meet(dated.reach) && width(dated.days) < width(old.days));
            if narrower && (self.dated.is_none() || self.standing != Standing::Main) {
                self.dated = Some(dated);
            }
        }
    }

    /// Adds the names of a clause.
    pub fn use_names(&mut self, clause: &Clause, names: &Names) {
        for mention in &clause.names {
            self.use_name(mention, names);
        }
    }

    /// Notes the places of a clause that says nothing of the occurrence itself, as named in passing.
    pub fn overhear(&mut self, clause: &Clause, names: &Names) {
        for mention in clause.names.iter().filter(|m| m.role == Role::Place && m.at) {
            let name = mention.name(names);
            let size = name.size.or(mention.size);
            let room = self.names.len() < NAMES;
            if room && size.is_none_or(|s| s <= Size::Town) && !self.names.iter().any(|used| used.name == *name) {
                let (text, name) = (mention.text.clone(), name.clone());
                self.names.push(Used { text, name, role: Role::Place, size, at: false, count: 0 });
            }
        }
    }

    /// Adds a name, or counts it once more.
    pub fn use_name(&mut self, mention: &Mention, names: &Names) {
        if mention.role == Role::Person {
            return;
        }
        let country = mention.country(names);
        let adjective = country.map(|country| names.read(country));
        let name = adjective.as_ref().unwrap_or_else(|| mention.name(names));
        let size = name.size.or(mention.size);
        let room = self.names.len() < NAMES;
        match self.names.iter_mut().find(|used| used.name == *name) {
            Some(used) => {
                used.count += 1;
                used.at |= mention.at;
                used.size = used.size.max(size);
                used.role = used.role.min(mention.role);
            }
            None if !room => {}
            None => {
                let (text, name) = (country.unwrap_or(&mention.text).to_owned(), name.clone());
                self.names.push(Used { text, name, role: mention.role, size, at: mention.at, count: 1 });
            }
        }
    }

    /// The places where something is said to be, the smallest kinds of place first in the text's order.
    pub fn places(&self) -> impl Iterator<Item = &Used> {
        self.names.iter().filter(|n| n.role == Role::Place)
    }
}
