//! Claims that count victims of one occurrence, and what holds them together.
//!
//! In: the documents, their claims, and the events that a case file describes. Out: [`Event`]s; every
//! claim belongs to exactly one, and learns its date, places and groups on the way. The path:
//! sentences become passages (when, where, who, what kind), the flow of each document makes
//! occurrences of them, links between occurrences make events. Nothing here compares figures.

mod calendar;
mod cues;
mod describe;
mod flow;
#[cfg(feature = "gazetteer")]
mod gazetteer;
#[cfg(test)]
mod glance_tests;
mod group;
mod link;
mod marks;
mod mentions;
mod names;
mod occurrence;
mod passage;
mod phrases;
mod spelling;
mod told;
mod vocabulary;
mod when;
mod words;

pub use describe::Publishers;
pub use group::{Neighbours, is_one_block};
pub use link::Link;
pub use names::{Name, Names, Nation, Relation, Size};
pub use told::{Told, join, tell};

use crate::case::CaseEvent;
use crate::claim::{Claim, Days};
use crate::fault::Fault;
use crate::grammar::Extraction;
use crate::lexicon::Lexicon;
use crate::text::{Document, Sentence, Stops, sentences};
use crate::yaml::built_in;
use marks::{Cue, MarkTable, Tells};
use mentions::{Mention, Role};
use occurrence::{Occurrence, Standing};
use passage::{Depth, Glance, Passage, passage_of, passages};
use vocabulary::Vocabulary;
use when::Odd;

/// An occurrence whose victims claims count. Claims are compared only within one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The id from the case file, else `e1`, `e2`, … in the order of first claims.
    pub id: String,
    /// A few words for tables: from the case file, else made from what links its claims.
    pub title: String,
    /// The days on which it happened, where the texts or the case file say so.
    pub date: Option<Days>,
    /// Names of its places, as written, most frequent first.
    pub places: Vec<String>,
    /// Names of groups and institutions, as written, most frequent first.
    pub actors: Vec<String>,
    /// Indices of its claims in the slice that was grouped, ascending.
    pub claims: Vec<usize>,
    /// What holds it together, for people: "same day; Duwaylah ≈ al-Dweila; air strike".
    pub links: Vec<String>,
}

/// The tables that grouping reads by, made once and shared.
#[derive(Debug, Clone)]
pub struct EventData {
    stops: Stops,
    calendar: calendar::Calendar,
    names: Names,
    marks: MarkTable,
    kinds: cues::Kinds,
    cues: cues::Cues,
}

impl EventData {
    /// Has a lexicon watch for the words of these tables while it looks for its own.
    pub fn watch(&self, lexicon: &mut Lexicon) {
        self.marks.watch(lexicon);
    }

    /// The English tables that are built in.
    ///
    /// # Errors
    /// A [`Fault`] where a table is wrong; a test keeps the built-in ones right.
    pub fn built_in() -> Result<EventData, Fault> {
        let names = Names::built_in()?;
        let mut marks = MarkTable::default();
        marks.mark(Cue::Sort, names.sorts());
        Ok(EventData {
            stops: built_in!("lexicon/en/sentences").load()?,
            calendar: calendar::Calendar::built_in(&mut marks)?,
            kinds: cues::Kinds::built_in(&mut marks)?,
            cues: cues::Cues::built_in(&mut marks)?,
            names,
            marks,
        })
    }
}

/// Up to so many documents, what one text shows of words and of the sizes of places helps to read the
/// others. Among more, some text writes any word with a capital and calls any town a region: each is
/// read by itself, and can be read anywhere.
pub const TOGETHER: usize = 1_000;

/// One sentence in so many with a claim, or fewer: the others are worth no more than a glance.
const FEW: usize = 3;

/// The events that claims were grouped into, and what was odd on the way.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    /// The events of the case file first, in its order, those without claims left out; then the
    /// events that were found, by their first claim.
    pub events: Vec<Event>,
    /// Dates that cannot be taken as they stand, as sentences for people: the index of the document
    /// in the slice that was grouped, and the note. In the order of document ids, then of the text.
    pub notes: Vec<(usize, String)>,
}

/// Groups claims by the occurrence whose victims they count, and fills in their date, place and
/// actors. The order of documents and claims has no say in it.
pub fn group(documents: &[Document], claims: &mut [Claim], given: &[CaseEvent], data: &EventData) -> Grouping {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by(|&a, &b| documents[a].id.cmp(&documents[b].id));
    let split: Vec<_> = order.iter().map(|&d| sentences(&documents[d], &data.stops)).collect();
    let together = documents.len() <= TOGETHER;
    let mut vocabulary = Vocabulary::default();
    for (&d, sentences) in order.iter().zip(&split).filter(|_| together) {
        vocabulary.learn(&documents[d], sentences, &data.marks);
    }
    let own = claims_by_document(documents, claims, &order);
    let mut notes = Vec::new();
    let mut found: Vec<Occurrence> = given.iter().map(|event| describe::given(event, documents.len(), data)).collect();
    for (n, (&d, sentences)) in order.iter().zip(&split).enumerate() {
        let published = documents[d].metadata.published.map(|p| p.day);
        if !together {
            vocabulary = Vocabulary::of(&documents[d], sentences, &data.marks);
        }
        let mut read = passages(&documents[d], sentences, published, &vocabulary, data, Depth::Compared);
        let occurrences =
            flow::occurrences(n, published, &mut read, claims, &own[n], data, Depth::Compared).unwrap_or_default();
        notes.extend(odd_dates(&documents[d], &read, claims, &own[n]).map(|note| (d, note)));
        fill(claims, &read, &occurrences, &data.names);
        found.extend(occurrences.into_iter().filter(|o| !o.claims.is_empty()));
    }
    let publishers = Publishers::new(documents.iter().filter_map(|d| d.metadata.publisher.as_deref()), data);
    found.iter_mut().for_each(|occurrence| publishers.forget(occurrence));
    if together {
        describe::learn_sizes(&mut found);
    }
    let groups = group::groups(&found, data);
    Grouping { events: describe::events(&groups, &found, given, claims, data), notes }
}

/// Fills in the date, place and actors of the claims of one document, as [`group`] does for a
/// document by itself.
pub fn place(document: &Document, read: &mut Extraction, data: &EventData) {
    let glances = glances(document, read, data);
    let Extraction { claims, sentences, .. } = read;
    // most documents tell of one occurrence: only of others more has to be known than dates and kinds.
    // Where claims stand everywhere, a glance saves nothing
    let few = glances.iter().filter(|glance| glance.claimed).count() * FEW <= glances.len();
    let depths = [Depth::Glance(&glances), Depth::Whole];
    place_by(document, sentences, claims, data, if few { &depths } else { &depths[1..] });
}

/// What is known of each sentence before it is read.
fn glances(document: &Document, read: &Extraction, data: &EventData) -> Vec<Glance> {
    let Extraction { claims, sentences, watched } = read;
    let tells = |(n, sentence): (usize, &Sentence)| match watched.get(n) {
        Some(watched) => watched.map(Tells),
        None => data.marks.tells(sentence.span.of(document.source(sentence.field))),
    };
    let mut glances: Vec<Glance> =
        sentences.iter().enumerate().map(|at| Glance { claimed: false, tells: tells(at) }).collect();
    for claim in claims {
        if let Some(glance) = glances.get_mut(claim.sentence_index) {
            glance.claimed = true;
        }
    }
    glances
}

/// The same, reading as deep as the first of the depths that is enough.
fn place_by(document: &Document, sentences: &[Sentence], claims: &mut [Claim], data: &EventData, depths: &[Depth]) {
    let vocabulary = Vocabulary::of(document, sentences, &data.marks);
    let mut own: Vec<usize> = (0..claims.len()).collect();
    own.sort_by_key(|&i| (claims[i].field, claims[i].span.start, claims[i].measure));
    let published = document.metadata.published.map(|p| p.day);
    for &depth in depths {
        let mut read = passages(document, sentences, published, &vocabulary, data, depth);
        if let Some(occurrences) = flow::occurrences(0, published, &mut read, claims, &own, data, depth) {
            return fill(claims, &read, &occurrences, &data.names);
        }
    }
}

/// What is wrong with a document's dates. One that lies after publication may be meant so, but not
/// beside a figure.
fn odd_dates<'a>(
    document: &'a Document,
    passages: &'a [Passage],
    claims: &'a [Claim],
    own: &'a [usize],
) -> impl Iterator<Item = String> + 'a {
    let figure = |p: &Passage| own.iter().any(|&c| p.holds(claims[c].field, claims[c].span));
    passages.iter().flat_map(move |p| {
        let odd = p.odd.iter().filter(move |(_, odd)| !matches!(odd, Odd::AfterPublication(_)) || figure(p));
        let source = document.source(p.sentence.field);
        odd.map(|(span, odd)| format!("“{}” {odd}: taken as unknown", &source[span.start..span.end]))
    })
}

/// The claims of each document, in text order; a claim of no document belongs to none.
fn claims_by_document(documents: &[Document], claims: &[Claim], order: &[usize]) -> Vec<Vec<usize>> {
    let number: std::collections::HashMap<&str, usize> =
        order.iter().enumerate().map(|(n, &d)| (documents[d].id.as_str(), n)).collect();
    let mut own = vec![Vec::new(); documents.len()];
    for (i, claim) in claims.iter().enumerate() {
        if let Some(&n) = number.get(claim.document.as_str()) {
            own[n].push(i);
        }
    }
    for list in &mut own {
        list.sort_by_key(|&i| (claims[i].field, claims[i].span.start, claims[i].measure));
    }
    own
}

/// The long time of a figure: from the day that its clause or sentence counts from to publication.
fn since(clause: &passage::Clause, passage: &Passage, published: Option<jiff::civil::Date>) -> Option<Days> {
    let first = clause.since.or_else(|| passage.clauses.iter().find_map(|c| c.since))?;
    let to = published.filter(|day| *day >= first.from)?;
    Some(Days { from: first.from, to })
}

/// Fills in what the text says of when, where and who for each claim: its clause first, then what
/// the document says of the occurrence.
fn fill(claims: &mut [Claim], passages: &[Passage], occurrences: &[Occurrence], names: &Names) {
    for occurrence in occurrences {
        for &index in &occurrence.claims {
            let claim = &mut claims[index];
            let Some(passage) = passage_of(passages, claim).map(|n| &passages[n]) else { continue };
            let clause = &passage.clauses[passage.clause_at(claim.span.start)];
            let text = |m: &Mention| m.text.clone();
            let place = |m: &&Mention| m.role == Role::Place && m.country(names).is_none();
            let all = || passage.clauses.iter().flat_map(|c| &c.names);
            if occurrence.standing == Standing::Cumulative {
                claim.date = since(clause, passage, occurrence.published);
            } else {
                let known = if clause.undatable { None } else { occurrence.days() };
                claim.date = clause.date.map(|d| d.days).or(known);
            }
            claim.place = clause.names.iter().filter(place).map(text).collect();
            if claim.place.is_empty() {
                claim.place = all().filter(place).map(text).collect();
            }
            claim.actors = all().filter(|m| m.role == Role::Group).map(text).collect();
            claim.place.dedup();
            claim.actors.dedup();
        }
    }
}
