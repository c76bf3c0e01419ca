//! Occurrences into events: candidate pairs, links, and what the links connect.
//!
//! In: the occurrences of all documents and of the case file. Out: groups of them with the reasons
//! that hold each together. Links are taken from the strongest to the weakest, and one that would
//! join what cannot be one (days that do not meet, two occurrences that one document tells apart) is
//! left out: so what is wrongly connected parts at its weakest link. The order of the documents has
//! no say: occurrences come in the order of document ids, and ties are settled by it.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use jiff::civil::Date;

use super::EventData;
use super::link::{Link, link};
use super::names::Size;
use super::occurrence::{Occurrence, Standing};
use crate::claim::Days;

/// Occurrences that are one event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Their indices, ascending.
    pub members: Vec<usize>,
    /// Why they are held to be one, each reason once, the strongest first.
    pub reasons: Vec<String>,
}

/// Up to this many occurrences, every pair is looked at; above it, pairs that share a name or a kind
/// in one stretch of days.
const ALL_PAIRS: usize = 60;
/// Each occurrence is compared with this many of its neighbours in a block.
const NEIGHBOURS: usize = 12;
/// The strength that a link needs among few documents.
const NEEDED: i32 = 250;
/// The same for a link to an event that a person described.
const NEEDED_GIVEN: i32 = 200;
/// What it needs more whenever the documents double: coincidences grow with them.
const PER_DOUBLING: i32 = 35;
/// What it needs at most.
const NEEDED_AT_MOST: i32 = 450;

/// The groups, each in the order of its first member.
pub(crate) fn groups(occurrences: &[Occurrence], data: &EventData) -> Vec<Group> {
    let of_run = occurrences.len();
    let mut links = Vec::new();
    for (a, b) in pairs(occurrences) {
        let (x, y) = (&occurrences[a], &occurrences[b]);
        let link = if x.document == y.document { None } else { strong_link(x, y, of_run, data) };
        links.extend(link.map(|link| (link, a, b)));
    }
    joined(occurrences, links)
}

/// The link between occurrences of two documents, of so many in the run, where it is strong enough.
pub(crate) fn strong_link(a: &Occurrence, b: &Occurrence, of_run: usize, data: &EventData) -> Option<Link> {
    let given = a.standing == Standing::Given || b.standing == Standing::Given;
    link(a, b, data).filter(|link| link.strength >= if given { NEEDED_GIVEN } else { needed(of_run) })
}

/// What links connect. Those between other occurrences than these have no say in it.
pub(crate) fn joined(occurrences: &[Occurrence], mut links: Vec<(Link, usize, usize)>) -> Vec<Group> {
    links.sort_by(|x, y| y.0.strength.cmp(&x.0.strength).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut forest = Forest::new(occurrences);
    for (link, a, b) in links {
        forest.join(a, b, &link);
    }
    forest.groups()
}

fn needed(occurrences: usize) -> i32 {
    let doublings = (occurrences / ALL_PAIRS).checked_ilog2().map_or(0, |n| n as i32 + 1);
    (NEEDED + PER_DOUBLING * doublings).min(NEEDED_AT_MOST)
}

/// The pairs worth looking at, each once, the smaller index first.
fn pairs(occurrences: &[Occurrence]) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    if is_one_block(occurrences.len()) {
        for b in 0..occurrences.len() {
            pairs.extend((0..b).map(|a| (a, b)));
        }
        return pairs;
    }
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, occurrence) in occurrences.iter().enumerate() {
        for key in keys(occurrence) {
            blocks.entry(key).or_default().push(i);
        }
    }
    for block in blocks.values_mut() {
        block.sort_by_key(|&i| (time(&occurrences[i]), i));
        let mut neighbours = Neighbours::new(occurrences.len());
        for &b in &*block {
            neighbours.meet(b, |&a| {
                pairs.insert((a.min(b), a.max(b)));
            });
        }
    }
    pairs
}

/// The blocks in which an occurrence stands: by the names that it does not share with half the world.
pub(crate) fn keys(occurrence: &Occurrence) -> BTreeSet<String> {
    let names = occurrence.names.iter().filter(|used| used.size != Some(Size::Country));
    names.flat_map(|used| used.name.keys()).filter(|key| key.len() > 1).collect()
}

/// When it was, to sort a block by: what is of one day stands together.
pub(crate) fn time(occurrence: &Occurrence) -> Option<Date> {
    occurrence.dated.map(|d| d.days.from).or(occurrence.published)
}

/// The last occurrences of a block that is gone through in the order of time, then of documents:
/// those with which the next one is compared.
#[derive(Debug)]
pub struct Neighbours<T> {
    near: VecDeque<T>,
    reach: usize,
}

impl<T> Neighbours<T> {
    /// None yet, in a run of so many occurrences. Where all of them make one block, all are compared.
    pub fn new(of_run: usize) -> Self {
        Neighbours { near: VecDeque::new(), reach: if is_one_block(of_run) { ALL_PAIRS } else { NEIGHBOURS } }
    }

    /// Compares the next one with its neighbours, and makes it one.
    pub fn meet(&mut self, next: T, compare: impl FnMut(&T)) {
        self.near.iter().for_each(compare);
        if self.near.len() == self.reach {
            self.near.pop_front();
        }
        self.near.push_back(next);
    }

    /// Leaves the block.
    pub fn part(&mut self) {
        self.near.clear();
    }

    /// How many before it each one is compared with.
    pub fn reach(&self) -> usize {
        self.reach
    }
}

/// Whether so few occurrences are compared each with each, whatever their names.
pub fn is_one_block(of_run: usize) -> bool {
    of_run <= ALL_PAIRS
}

/// Groups that grow by links, each with what must not be joined to it.
struct Forest {
    /// The group of each occurrence: an index into `trees`.
    tree_of: Vec<usize>,
    trees: Vec<Tree>,
}

struct Tree {
    members: Vec<usize>,
    documents: HashSet<usize>,
    /// The days that all members with a stated day have in common.
    common: Option<Days>,
    /// What holds it together, with the strength of the strongest link that says so.
    reasons: BTreeMap<String, i32>,
}

impl Forest {
    fn new(occurrences: &[Occurrence]) -> Self {
        let trees = occurrences.iter().enumerate().map(|(i, o)| Tree {
            members: vec![i],
            documents: HashSet::from([o.document]),
            common: o.dated.map(|d| d.reach),
            reasons: BTreeMap::new(),
        });
        Forest { tree_of: (0..occurrences.len()).collect(), trees: trees.collect() }
    }

    fn join(&mut self, a: usize, b: usize, link: &Link) {
        let (x, y) = (self.tree_of[a], self.tree_of[b]);
        if x == y || !self.may_join(x, y) {
            return;
        }
        // the smaller group moves, so that an occurrence moves a logarithmic number of times
        let (small, large) = if self.trees[x].members.len() < self.trees[y].members.len() { (x, y) } else { (y, x) };
        let moved = std::mem::replace(
            &mut self.trees[small],
            Tree { members: Vec::new(), documents: HashSet::new(), common: None, reasons: BTreeMap::new() },
        );
        for &member in &moved.members {
            self.tree_of[member] = large;
        }
        let tree = &mut self.trees[large];
        tree.members.extend(moved.members);
        tree.documents.extend(moved.documents);
        tree.common = match (tree.common, moved.common) {
            (Some(p), Some(q)) => Some(Days { from: p.from.max(q.from), to: p.to.min(q.to) }),
            (p, q) => p.or(q),
        };
        for (reason, strength) in
            moved.reasons.into_iter().chain(link.reasons.iter().map(|r| (r.clone(), link.strength)))
        {
            let known = tree.reasons.entry(reason).or_insert(strength);
            *known = strength.max(*known);
        }
    }

    /// Whether two groups may be one: their days meet, and no document tells a pair of theirs apart.
    fn may_join(&self, x: usize, y: usize) -> bool {
        let (a, b) = (&self.trees[x], &self.trees[y]);
        let (few, many) = if a.documents.len() < b.documents.len() { (a, b) } else { (b, a) };
        let told_apart = few.documents.iter().any(|d| many.documents.contains(d));
        !told_apart && a.common.zip(b.common).is_none_or(|(p, q)| p.meet(q))
    }

    fn groups(self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for mut tree in self.trees.into_iter().filter(|t| !t.members.is_empty()) {
            tree.members.sort_unstable();
            let mut reasons: Vec<(String, i32)> = tree.reasons.into_iter().collect();
            reasons.sort_by_key(|(_, strength)| std::cmp::Reverse(*strength));
            groups.push(Group { members: tree.members, reasons: reasons.into_iter().map(|(text, _)| text).collect() });
        }
        groups.sort_by_key(|g| g.members[0]);
        groups
    }
}
