//! The unknowns of an event and how they hang together.
//!
//! In: kinds of people, with how they stand to each other, and figures as intervals on unknowns.
//! Out: a [`System`]. An unknown is a measure of a kind of people; people and households, events
//! and long times make systems of their own. It knows no documents and no time.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Measure, Range};
use crate::rules::population::{Axes, Kind, Relation};

/// What is not known: how many people of a kind met a fate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unknown {
    /// What happened to them.
    pub measure: Measure,
    /// Who they were.
    pub kind: Kind,
}

/// A figure as an interval on an unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Given {
    /// The number of the unknown.
    pub unknown: usize,
    /// The numbers that the figure allows, after rounding. No more than a floor for some of the
    /// people of an unknown.
    pub range: Range,
    /// Whether it counts only some of the unknown's people.
    pub some: bool,
}

/// `casualties = killed + injured`, by the numbers of the unknowns.
#[derive(Debug, Clone, Copy)]
pub struct Total {
    /// The killed and injured together.
    pub casualties: usize,
    /// The dead.
    pub killed: usize,
    /// The wounded.
    pub injured: usize,
}

/// Narrower kinds within a wider one, as one axis tells them apart.
#[derive(Debug, Clone)]
pub struct Nest {
    /// The wider unknown.
    pub whole: usize,
    /// Narrower unknowns, each with the tags that it takes of the axis, as bits. Those that share
    /// no bit exclude each other, and add up to no more than the whole.
    pub parts: Vec<(usize, u32)>,
}

/// Unknowns and their relations.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// The unknowns.
    pub unknowns: Vec<Unknown>,
    /// Which of them are totals of which.
    pub totals: Vec<Total>,
    /// Which of them are parts of which.
    pub nests: Vec<Nest>,
}

impl System {
    /// The system of some unknowns and of those that their totals need.
    pub fn new(wanted: &BTreeSet<Unknown>, axes: &Axes) -> System {
        let mut unknowns = wanted.clone();
        for unknown in wanted.iter().filter(|unknown| unknown.measure.grows()) {
            for measure in [Measure::Killed, Measure::Injured, Measure::Casualties] {
                unknowns.insert(Unknown { measure, kind: unknown.kind.clone() });
            }
        }
        let unknowns: Vec<Unknown> = unknowns.into_iter().collect();
        let number: BTreeMap<&Unknown, usize> = unknowns.iter().enumerate().map(|(n, unknown)| (unknown, n)).collect();
        let of = |measure, kind: &Kind| number.get(&Unknown { measure, kind: kind.clone() }).copied();
        let totals = unknowns.iter().enumerate().filter(|(_, unknown)| unknown.measure == Measure::Casualties);
        let totals = totals.filter_map(|(casualties, unknown)| {
            let (killed, injured) = (of(Measure::Killed, &unknown.kind)?, of(Measure::Injured, &unknown.kind)?);
            Some(Total { casualties, killed, injured })
        });
        let totals = totals.collect();
        let nests = (0..unknowns.len()).flat_map(|whole| nests_of(whole, &unknowns, axes)).collect();
        System { unknowns, totals, nests }
    }
}

/// The narrower unknowns within one, axis by axis.
fn nests_of(whole: usize, unknowns: &[Unknown], axes: &Axes) -> Vec<Nest> {
    let wide = &unknowns[whole];
    let within = |part: &&(usize, &Unknown)| {
        part.1.measure == wide.measure && axes.relation(&part.1.kind, &wide.kind) == Relation::Narrower
    };
    let all: Vec<(usize, &Unknown)> = unknowns.iter().enumerate().collect();
    let narrower: Vec<(usize, &Unknown)> = all.iter().filter(within).copied().collect();
    let mut nests = Vec::new();
    for axis in 0..axes.exclusive() {
        let bits = |kind: &Kind| {
            let tags = axes.tags(axis).iter().enumerate();
            kind.tags_on(axis).map(|on| tags.filter(|(_, tag)| on.contains(*tag)).fold(0, |bits, (n, _)| bits | 1 << n))
        };
        let parts: Vec<(usize, u32)> =
            narrower.iter().filter_map(|(at, part)| Some((*at, bits(&part.kind)?))).collect();
        if !parts.is_empty() {
            nests.push(Nest { whole, parts });
        }
    }
    // Whoever no exclusive axis tells apart is a part by himself: occupations only differ.
    for (at, part) in narrower {
        if (0..axes.exclusive()).all(|axis| part.kind.tags_on(axis).is_none()) {
            nests.push(Nest { whole, parts: vec![(at, u32::MAX)] });
        }
    }
    nests
}
