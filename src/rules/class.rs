//! Figures that say the same at the same time: what is found of one holds of all of them.
//!
//! In: a scene. Out: [`Classes`]. A thousand reports that repeat five figures make five classes a day,
//! and are compared as such; which two documents and voices a figure stands in is looked at after
//! that. It compares nothing itself.

use std::collections::BTreeMap;

use super::figure::{Figure, Scene, sort};
use super::rounding::coarseness;
use super::time::Report;

/// The classes of the figures of a scene.
#[derive(Debug, Clone, Default)]
pub struct Classes {
    /// For every figure, the number of its class.
    of: Vec<usize>,
    /// For every class, its figures in order.
    members: Vec<Vec<usize>>,
}

impl Classes {
    /// The classes of a scene, numbered by their first figures.
    pub fn of(scene: &Scene) -> Classes {
        let live: std::collections::BTreeSet<usize> =
            scene.figures.iter().filter(|f| f.report.entry.is_some()).map(|f| f.report.document).collect();
        let mut numbers = BTreeMap::new();
        let mut classes = Classes::default();
        for (at, figure) in scene.figures.iter().enumerate() {
            let claim = figure.claim;
            let says = (sort(claim), claim.range, coarseness(claim), claim.stated.is_empty());
            let marks = (figure.draft, figure.compared, figure.toll, figure.superseded, figure.is_headline());
            // Within a live page time is told by its entries.
            let page = live.contains(&figure.report.document).then_some(figure.report.document);
            let key = (says, (figure.kind, figure.role), marks, page, time_of(&figure.report));
            let next = classes.members.len();
            let number = *numbers.entry(key).or_insert(next);
            if number == next {
                classes.members.push(Vec::new());
            }
            classes.members[number].push(at);
            classes.of.push(number);
        }
        classes
    }

    /// The class of a figure.
    pub fn class(&self, figure: usize) -> usize {
        self.of[figure]
    }

    /// The figures of a class.
    pub fn members(&self, class: usize) -> &[usize] {
        &self.members[class]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }
}

/// When a report was made, as far as its order to others of no live page goes.
pub type Time = (Option<(jiff::civil::Date, Option<i64>)>, Option<u16>);

/// The time of a report.
pub fn time_of(report: &Report) -> Time {
    (report.published.map(|moment| (moment.day, moment.instant)), report.entry)
}

/// Of some figures those that stand against one of others in another source.
pub fn facing(scene: &Scene, some: &[usize], others: &[usize]) -> Vec<usize> {
    let figure = |at: usize| -> &Figure { &scene.figures[at] };
    let faces = |at: &usize| others.iter().any(|&other| scene.two_sources(figure(*at), figure(other)));
    some.iter().copied().filter(faces).collect()
}
