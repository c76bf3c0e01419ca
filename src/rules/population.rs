//! Who was counted: how two kinds of people stand to each other.
//!
//! In: the canonical tags of a claim, and the table of axes in `rules/populations.yaml`.
//! Out: a [`Kind`], and the [`Relation`] between two of them. It does not know any tag by name.
//!
//! Tags of one axis add up ("women and children"), tags of different axes narrow each other
//! ("civilian women"). No tag at all: people of no stated kind, who contain every kind.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::fault::Fault;
use crate::yaml;

/// The table of axes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axes {
    axes: Vec<Axis>,
    /// What the tags are called that stand on no axis. They differ without excluding each other.
    others: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Axis {
    name: String,
    tags: Vec<String>,
}

/// People of some kind: by axis, the tags of which they may be. Empty: people of no stated kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(BTreeMap<usize, BTreeSet<String>>);

/// How one kind of people stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The same people.
    Same,
    /// Some of the other's.
    Narrower,
    /// All of the other's, and more.
    Wider,
    /// Nobody is both.
    Exclusive,
    /// Told apart on different axes: anybody may be both.
    Crossed,
    /// They differ on one axis, and may still share somebody.
    Apart,
}

impl Axes {
    /// Reads a table of axes.
    ///
    /// # Errors
    /// Where it is no such table, or puts one tag on two axes.
    pub fn load(path: &str, source: &str) -> Result<Axes, Fault> {
        let axes: Axes = yaml::load(path, source)?;
        let mut seen = BTreeSet::new();
        for tag in axes.axes.iter().flat_map(|axis| &axis.tags) {
            if !seen.insert(tag) {
                return Err(Fault::of_file(path, format!("“{tag}” stands on two axes")).help("leave it on one"));
            }
        }
        Ok(axes)
    }

    /// The kind that some tags name.
    pub fn kind(&self, tags: &[String]) -> Kind {
        let mut kind = Kind::default();
        for tag in tags {
            let axis = self.axes.iter().position(|axis| axis.tags.contains(tag)).unwrap_or(self.axes.len());
            kind.0.entry(axis).or_default().insert(tag.clone());
        }
        kind
    }

    /// How `a` stands to `b`.
    pub fn relation(&self, a: &Kind, b: &Kind) -> Relation {
        if a == b {
            return Relation::Same;
        }
        let shared: Vec<_> = a.0.iter().filter_map(|(axis, tags)| Some((*axis, tags, b.0.get(axis)?))).collect();
        if shared.iter().any(|&(axis, x, y)| axis < self.axes.len() && x.is_disjoint(y)) {
            Relation::Exclusive
        } else if within(a, b) {
            Relation::Narrower
        } else if within(b, a) {
            Relation::Wider
        } else if shared.iter().all(|(_, x, y)| x == y) {
            Relation::Crossed
        } else {
            Relation::Apart
        }
    }

    /// How many axes exclude; those of [`Kind::tags_on`] are numbered below it.
    pub fn exclusive(&self) -> usize {
        self.axes.len()
    }

    /// The tags of an axis.
    pub fn tags(&self, axis: usize) -> &[String] {
        self.axes.get(axis).map_or(&[], |axis| &axis.tags)
    }

    /// The names of the axes, for people.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.axes.iter().map(|axis| &*axis.name).chain([&*self.others])
    }
}

impl Kind {
    /// Whether nothing is said of who they were.
    pub fn is_anyone(&self) -> bool {
        self.0.is_empty()
    }

    /// The tags on one axis, where it is spoken of.
    pub fn tags_on(&self, axis: usize) -> Option<&BTreeSet<String>> {
        self.0.get(&axis)
    }

    /// Which axes it speaks of, each by its number, as far as the last of them.
    pub fn axes(&self) -> Vec<bool> {
        let last = self.0.keys().next_back().map_or(0, |axis| axis + 1);
        (0..last).map(|axis| self.0.contains_key(&axis)).collect()
    }

    /// Whether this kind is told apart on one of the `exclusive` axes where `other` is not so.
    pub fn is_told_apart_beside(&self, other: &Kind, exclusive: usize) -> bool {
        (0..exclusive).any(|axis| self.0.get(&axis) != other.0.get(&axis))
    }

    /// Every tag, axis by axis.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.values().flatten().map(|tag| &**tag)
    }
}

/// Whether everybody of kind `a` is of kind `b`.
fn within(a: &Kind, b: &Kind) -> bool {
    b.0.iter().all(|(axis, wide)| a.0.get(axis).is_some_and(|narrow| narrow.is_subset(wide)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_stand_to_each_other_as_the_table_says() {
        let axes = Axes::load("p", include_str!("../../rules/populations.yaml")).unwrap();
        let kind = |tags: &str| axes.kind(&tags.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        for (a, b, expected) in [
            ("", "", Relation::Same),
            ("civilians", "", Relation::Narrower),
            ("", "children", Relation::Wider),
            ("civilians", "fighters", Relation::Exclusive),
            ("men", "fighters", Relation::Crossed),
            ("passengers", "men", Relation::Crossed),
            ("passengers", "miners", Relation::Apart),
            ("women", "women children", Relation::Narrower),
            ("women men", "women children", Relation::Apart),
            ("civilians children", "children", Relation::Narrower),
            ("civilians children", "fighters", Relation::Exclusive),
        ] {
            assert_eq!(axes.relation(&kind(a), &kind(b)), expected, "{a} / {b}");
        }
    }
}
