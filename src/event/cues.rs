//! The words that show what a passage speaks of, as `rules/occurrences/` and `rules/passages/` have
//! them.
//!
//! In: the files. Out: [`Kinds`] and [`Cues`] that look words up. Which event a passage belongs to is
//! not decided here.

use std::collections::{BTreeSet, HashMap, HashSet};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::marks::{Cue, MarkTable, Tells, WordId};
use super::phrases::Phrases;
use crate::fault::Fault;
use crate::yaml::built_in;

/// A kind of occurrence: its number in the table.
pub(crate) type KindId = u16;

/// A sort of site: the number of its line in the table.
pub(crate) type SiteId = u16;

/// The kinds of occurrence and the phrases that name them.
#[derive(Debug, Clone)]
pub(crate) struct Kinds {
    rows: Vec<Kind>,
    say: Phrases<KindId>,
}

/// One kind of occurrence.
#[derive(Debug, Clone)]
pub(crate) struct Kind {
    /// Its name, for people.
    pub name: String,
    /// Kinds that share one may be one occurrence. Empty: it tells nothing of what happened.
    pub families: BTreeSet<String>,
    /// Whether it has no one place.
    pub wide: bool,
    /// Whether single occurrences happen within it.
    pub background: bool,
    /// Whether it is so seldom that two in a week are taken for one.
    pub rare: bool,
}

/// What the look-alikes of all kinds are called.
const NONE: &str = "none";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindsFile {
    kinds: HashMap<String, KindRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRow {
    families: BTreeSet<String>,
    #[serde(default)]
    wide: bool,
    #[serde(default)]
    background: bool,
    #[serde(default)]
    rare: bool,
    say: Vec<String>,
}

impl Kind {
    /// What a phrase for it is a sign of.
    fn tells(&self) -> Tells {
        match (self.name.as_str(), self.background) {
            (NONE, _) => Tells::default(),
            (_, true) => Tells::KIND | Tells::BACKGROUND,
            (_, false) => Tells::KIND,
        }
    }
}

impl Kinds {
    /// The English kinds that are built in; the words that begin them are marked in `marks`.
    ///
    /// # Errors
    /// A [`Fault`] where the file is wrong; a test keeps the built-in one right.
    pub fn built_in(marks: &mut MarkTable) -> Result<Kinds, Fault> {
        let file: KindsFile = built_in!("occurrences/en").load()?;
        let mut sorted: Vec<(String, KindRow)> = file.kinds.into_iter().collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        let mut rows = Vec::new();
        let mut say = Vec::new();
        for (name, row) in sorted {
            let id = rows.len() as KindId;
            for phrase in row.say {
                let plural = if phrase.ends_with(['s', 'x']) || phrase.ends_with("sh") || phrase.ends_with("ch") {
                    format!("{phrase}es")
                } else {
                    format!("{phrase}s")
                };
                say.extend([(phrase, id), (plural, id)]);
            }
            rows.push(Kind {
                name,
                families: row.families,
                wide: row.wide,
                background: row.background,
                rare: row.rare,
            });
        }
        let say = say.into_iter().map(|(phrase, id)| (phrase, move |_| id));
        let say = Phrases::new(Cue::Kind, say, |id| rows[usize::from(id)].tells(), marks);
        Ok(Kinds { rows, say })
    }

    /// The kind that the words, asked for by number, name, and how many of them do.
    /// `None` in the pair: a look-alike to step over.
    pub fn at(&self, word: impl Fn(usize) -> WordId) -> Option<(usize, Option<KindId>)> {
        let (len, id) = self.say.at(word)?;
        Some((len, (self.rows[id as usize].name != NONE).then_some(id)))
    }

    /// The kind of that number.
    pub fn get(&self, id: KindId) -> &Kind {
        &self.rows[id as usize]
    }

    /// Those of the kinds that say what happened, not only that something did.
    pub fn telling<'a>(&'a self, ids: &'a BTreeSet<KindId>) -> impl Iterator<Item = KindId> + 'a {
        ids.iter().copied().filter(|id| self.is_telling(*id))
    }

    /// Whether a kind says what happened, not only that something did.
    pub fn is_telling(&self, id: KindId) -> bool {
        !self.get(id).families.is_empty()
    }

    /// Whether two kinds may be one occurrence.
    pub fn akin(&self, a: KindId, b: KindId) -> bool {
        a == b || !self.get(a).families.is_disjoint(&self.get(b).families)
    }
}

/// The words of `rules/passages/` that marks do not tell all of.
#[derive(Debug, Clone)]
pub(crate) struct Cues {
    /// "Mount", before a name, with its capital.
    pub features: FxHashSet<String>,
    /// Words before a person's name.
    pub titles: FxHashSet<String>,
    /// Words for the site of an event, with the number of their line.
    pub sites: FxHashMap<String, SiteId>,
    /// Turns from one event to another.
    pub turns: Phrases<Turn>,
}

/// A turn of the text from one event to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// To a past event.
    Recall,
    /// On with the event just recalled.
    Again,
    /// Back to the event of the day.
    Back,
    /// To another event of the same day.
    Another,
    /// To the like of it on another day, where it was before.
    Anew,
    /// To another event of the same day in another place, named or not.
    Apart,
    /// To what the event is measured against ("the worst since").
    Measured,
    /// To several at once.
    Spanning,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CuesFile {
    places: Places,
    groups: Groups,
    persons: Persons,
    say: HashSet<String>,
    counting: HashSet<String>,
    harm: HashSet<String>,
    sites: Vec<Vec<String>>,
    turns: Turns,
    clauses: Clauses,
    not_names: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    at: HashSet<String>,
    toward: HashSet<String>,
    nouns: HashSet<String>,
    heads: HashSet<String>,
    features: FxHashSet<String>,
    facilities: HashSet<String>,
    compass: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    words: HashSet<String>,
    of: HashSet<String>,
    before: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Persons {
    titles: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turns {
    recall: Vec<String>,
    again: Vec<String>,
    back: Vec<String>,
    another: Vec<String>,
    anew: Vec<String>,
    apart: Vec<String>,
    measured: Vec<String>,
    spanning: Vec<String>,
    several: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clauses {
    opens: HashSet<String>,
    leans: HashSet<String>,
}

impl Cues {
    /// The English cues that are built in; their words are marked in `marks`.
    ///
    /// # Errors
    /// A [`Fault`] where the file is wrong; a test keeps the built-in one right.
    pub fn built_in(marks: &mut MarkTable) -> Result<Cues, Fault> {
        let file: CuesFile = built_in!("passages/en").load()?;
        let CuesFile { places, groups, persons, say, counting, harm, sites, turns, clauses, not_names } = file;
        let lists = [
            (Cue::At, &places.at),
            (Cue::Toward, &places.toward),
            (Cue::PlaceNoun, &places.nouns),
            (Cue::Head, &places.heads),
            (Cue::Facility, &places.facilities),
            (Cue::Compass, &places.compass),
            (Cue::GroupWord, &groups.words),
            (Cue::GroupOf, &groups.of),
            (Cue::GroupBefore, &groups.before),
            (Cue::Say, &say),
            (Cue::Counting, &counting),
            (Cue::Harm, &harm),
            (Cue::NotName, &not_names),
            (Cue::Opens, &clauses.opens),
            (Cue::Leans, &clauses.leans),
            (Cue::Several, &turns.several),
        ];
        for (cue, words) in lists {
            marks.mark(cue, words.iter().map(String::as_str));
        }
        marks.mark(Cue::Site, sites.iter().flatten().map(String::as_str));
        let lines = (0..).zip(sites);
        let rows = [
            (Turn::Spanning, turns.spanning),
            (Turn::Recall, turns.recall),
            (Turn::Again, turns.again),
            (Turn::Back, turns.back),
            (Turn::Another, turns.another),
            (Turn::Anew, turns.anew),
            (Turn::Apart, turns.apart),
            (Turn::Measured, turns.measured),
        ];
        let turns = rows.into_iter().flat_map(|(turn, says)| says.into_iter().map(move |say| (say, move |_| turn)));
        let tells = |turn| match turn {
            Turn::Recall | Turn::Another | Turn::Anew | Turn::Apart => Tells::TURN,
            Turn::Again | Turn::Back | Turn::Measured | Turn::Spanning => Tells::default(),
        };
        let turns = Phrases::new(Cue::Turn, turns, tells, marks);
        Ok(Cues {
            features: places.features,
            titles: persons.titles,
            sites: lines.flat_map(|(id, words)| words.into_iter().map(move |word| (word, id))).collect(),
            turns,
        })
    }
}
