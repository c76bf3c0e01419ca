//! Events as people read them: from case files into occurrences, from groups into events.
//!
//! In: case events, or groups of occurrences. Out: an [`Occurrence`] to link to, or [`Event`]s with
//! titles, places and the reasons that hold them together. It links nothing itself.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::group::Group;
use super::marks::WordId;
use super::mentions::{Mention, Role, mentions};
use super::names::{Name, Relation, Size};
use super::occurrence::{Occurrence, Standing, Used};
use super::passage::{Dated, width};
use super::vocabulary::Vocabulary;
use super::words::words;
use super::{Event, EventData};
use crate::case::CaseEvent;
use crate::claim::{Claim, Days};
use crate::text::{Field, Span};

/// How many names a list for people holds.
const LISTED: usize = 6;

/// An event of the case file as an occurrence; all of them share one document, so that none are joined.
pub(crate) fn given(event: &CaseEvent, document: usize, data: &EventData) -> Occurrence {
    let mut occurrence = Occurrence::new(document, Standing::Given, None);
    occurrence.dated = event.date.map(|days| Dated { days, reach: days, weight: 3, harmed: true });
    let words = words(&event.title, Span::new(0, event.title.len()), &data.marks);
    let titled = mentions(&words, false, &Vocabulary::default(), data);
    let named = |text: &String, role| Mention {
        words: 0..1,
        text: text.clone(),
        role,
        size: None,
        at: role == Role::Place,
        nation: OnceCell::new(),
        read: OnceCell::new(),
    };
    let places = event.places.iter().map(|p| named(p, Role::Place));
    for mention in places.chain(event.actors.iter().map(|a| named(a, Role::Group))).chain(titled) {
        occurrence.use_name(&mention, &data.names);
    }
    for i in 0..words.len() {
        let at = data.kinds.at(|k| words.get(i + k).map_or(WordId::default(), |w| w.id));
        occurrence.kinds.extend(at.and_then(|(_, kind)| kind));
    }
    occurrence
}

/// The publishers of the documents of a run.
#[derive(Debug, Clone, Default)]
pub struct Publishers {
    names: Vec<Name>,
    keys: HashSet<String>,
}

impl Publishers {
    /// The publishers of these names.
    pub fn new<'a>(names: impl Iterator<Item = &'a str>, data: &EventData) -> Self {
        let names: Vec<Name> = names.collect::<HashSet<_>>().into_iter().map(|p| data.names.read(p)).collect();
        let keys = names.iter().flat_map(|p| p.keys().next()).collect();
        Publishers { names, keys }
    }

    /// Drops their names from an occurrence: they say who speaks, not of what.
    pub(crate) fn forget(&self, occurrence: &mut Occurrence) {
        if occurrence.standing == Standing::Given {
            return;
        }
        occurrence.names.retain(|used| {
            let key = used.name.keys().next();
            used.role == Role::Place
                || !key.is_some_and(|k| self.keys.contains(&k))
                || !self.names.iter().any(|p| p.relation(&used.name) == Relation::Same)
        });
    }
}

/// What one document says of a place's size holds for all: "Geita region" makes "Geita" a region.
pub(crate) fn learn_sizes(found: &mut [Occurrence]) {
    let mut sizes: HashMap<String, Size> = HashMap::new();
    let key = |used: &Used| used.name.sound();
    for used in found.iter().flat_map(|o| &o.names) {
        if let Some(size) = used.size {
            let known = sizes.entry(key(used)).or_insert(size);
            *known = size.max(*known);
        }
    }
    for used in found.iter_mut().flat_map(|o| &mut o.names) {
        used.size = sizes.get(&key(used)).copied().or(used.size);
    }
}

/// The events that groups make: those of the case file first, then the others by their first claim.
pub(crate) fn events(
    groups: &[Group],
    found: &[Occurrence],
    given: &[CaseEvent],
    claims: &[Claim],
    data: &EventData,
) -> Vec<Event> {
    let mut events: Vec<(usize, usize, Event)> = Vec::new();
    for group in groups {
        let members: Vec<&Occurrence> = group.members.iter().map(|&i| &found[i]).collect();
        let mut own: Vec<usize> = members.iter().flat_map(|o| &o.claims).copied().collect();
        if own.is_empty() {
            continue;
        }
        let first = *group.members.iter().find(|&&i| !found[i].claims.is_empty()).unwrap_or(&0);
        own.sort_unstable();
        let described = group.members.iter().find(|&&i| i < given.len()).map(|&i| (i, &given[i]));
        let mut event = describe(&members, data);
        event.links = group.reasons.clone();
        event.links.extend(notes(&members, claims));
        event.claims = own;
        if let Some((_, case)) = described {
            event.id.clone_from(&case.id);
            event.title.clone_from(&case.title);
            event.date = case.date.or(event.date);
        }
        events.push((described.map_or(usize::MAX, |(i, _)| i), first, event));
    }
    events.sort_by_cached_key(|(case, first, event)| {
        let document = found[*first].claims.first().map_or("", |&i| &*claims[i].document);
        (*case, found[*first].document, text_order(event, document, claims))
    });
    let mut events: Vec<Event> = events.into_iter().map(|(_, _, event)| event).collect();
    let taken: HashSet<String> = given.iter().map(|g| g.id.clone()).collect();
    let mut numbers = (1..).map(|n| format!("e{n}")).filter(|id| !taken.contains(id));
    for event in events.iter_mut().filter(|e| e.id.is_empty()) {
        event.id = numbers.next().unwrap_or_default();
    }
    events
}

/// Where the event is first spoken of in a document: one document's occurrences are in the order of
/// their first words, not of their first claims.
fn text_order(event: &Event, document: &str, claims: &[Claim]) -> Option<(Field, usize)> {
    let own = event.claims.iter().map(|&i| &claims[i]).filter(|claim| claim.document == document);
    own.map(|claim| (claim.field, claim.span.start)).min()
}

/// What its occurrences say of it together.
fn describe(members: &[&Occurrence], data: &EventData) -> Event {
    let date = members.iter().filter_map(|o| o.dated).map(|d| d.days).min_by_key(|d| (width(*d), d.from));
    let places = listed(members, Role::Place);
    let actors = listed(members, Role::Group);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for member in members {
        for kind in data.kinds.telling(&member.kinds) {
            *kinds.entry(&data.kinds.get(kind).name).or_default() += 1;
        }
    }
    let kind =
        kinds.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(**name))).map(|(name, _)| (*name).to_owned());
    let day = date.map(day_in_words);
    let long = members.iter().all(|o| o.standing == Standing::Cumulative);
    let what = if long { Some("figures over a long time".to_owned()) } else { kind };
    let parts = [what, places.first().cloned(), day];
    let title = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let title = if title.is_empty() { "an event without date, place or kind".to_owned() } else { title };
    Event { id: String::new(), title, date, places, actors, claims: Vec::new(), links: Vec::new() }
}

fn day_in_words(days: Days) -> String {
    if days.from == days.to { days.from.to_string() } else { format!("{} to {}", days.from, days.to) }
}

/// The names of that sort, those where something is said to have happened and the frequent ones first.
fn listed(members: &[&Occurrence], role: Role) -> Vec<String> {
    let mut names: Vec<(&Name, &str, usize, bool, Option<Size>)> = Vec::new();
    for used in members.iter().flat_map(|o| &o.names).filter(|u| u.role == role && u.count > 0) {
        match names.iter_mut().find(|n| n.0.relation(&used.name) == Relation::Same) {
            Some(known) => {
                known.2 += used.count;
                known.3 |= used.at;
            }
            None => names.push((&used.name, &used.text, used.count, used.at, used.size)),
        }
    }
    let rank = |size: Option<Size>| u8::from(size == Some(Size::Country));
    names.sort_by_key(|n| (rank(n.4), !n.3, std::cmp::Reverse(n.2)));
    names.into_iter().take(LISTED).map(|n| n.1.to_owned()).collect()
}

/// What a person should know of how claims came to the event.
fn notes(members: &[&Occurrence], claims: &[Claim]) -> Vec<String> {
    let mut notes = Vec::new();
    for member in members {
        let Some(&first) = member.claims.first() else { continue };
        let document = &claims[first].document;
        match (member.standing, member.borrowed) {
            (Standing::Recalled, _) => notes.push(format!("{document} recalls it as past")),
            (Standing::Spanning, _) => notes.push(format!("{document} counts several events together")),
            (Standing::Cumulative, _) => notes.push(format!("{document} counts over a long time")),
            (_, 0) => {}
            (_, n) => notes.push(format!(
                "{document}: {n} {} neither place nor day of {} own and {} to its main event",
                if n == 1 { "figure has" } else { "figures have" },
                if n == 1 { "its" } else { "their" },
                if n == 1 { "is counted" } else { "are counted" },
            )),
        }
    }
    notes
}
