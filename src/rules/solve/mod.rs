//! Which figures cannot all be true, and why.
//!
//! In: a scene, and the pairs of its figures that other rules tell already.
//! Out: the smallest sets of figures that leave no possibility, smallest first, no two sharing a
//! figure. The relations are those of the contract: casualties = killed + injured; a part is no
//! larger than its whole; kinds that exclude each other add up to no more than all; the dead and
//! injured grow with time. Nothing else is assumed, and nothing is guessed.

mod bounds;
mod implied;
mod proof;
mod smallest;
mod system;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use implied::{Implied, implied};

use super::figure::{Figure, Role, Scene};
use super::population::Axes;
use super::rounding;
use super::time::{Order, Report};
use crate::claim::{Scope, Unit};
use smallest::{Conflict, Search};
use system::{Given, System, Unknown};

/// Figures that cannot all be true, and the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible {
    /// The numbers of the figures in the scene, ascending.
    pub figures: Vec<usize>,
    /// Why, in words and numbers.
    pub proof: String,
}

/// The smallest impossible sets among the figures of the sources.
pub fn impossible(scene: &Scene, axes: &Axes, told: &BTreeSet<(usize, usize)>) -> Vec<Impossible> {
    sorts(scene).into_values().flat_map(|members| Board::new(scene, axes, members).impossible(told)).collect()
}

/// The figures of the sources that are compared, by what they count and the time that they cover.
fn sorts(scene: &Scene) -> BTreeMap<(Unit, Scope), Vec<usize>> {
    let mut sorts: BTreeMap<(Unit, Scope), Vec<usize>> = BTreeMap::new();
    for (at, figure) in scene.figures.iter().enumerate().filter(|(_, f)| f.compared && !f.draft && !f.superseded) {
        sorts.entry((figure.claim.unit, figure.claim.scope)).or_default().push(at);
    }
    sorts
}

/// Figures of one unit and scope, on the unknowns that they speak of.
struct Board<'a> {
    scene: &'a Scene<'a>,
    system: System,
    /// The figures, each with its intervals.
    given: Vec<(usize, Vec<Given>)>,
}

impl<'a> Board<'a> {
    fn new(scene: &'a Scene<'a>, axes: &Axes, members: Vec<usize>) -> Self {
        let spoken: Vec<(usize, Vec<(Unknown, bool)>)> =
            members.into_iter().map(|at| (at, unknowns(scene, &scene.figures[at]))).collect();
        Board::of(scene, axes, spoken, BTreeSet::new())
    }

    /// A board of figures with the unknowns that each speaks of, and of more unknowns.
    fn of(
        scene: &'a Scene<'a>,
        axes: &Axes,
        spoken: Vec<(usize, Vec<(Unknown, bool)>)>,
        mut wanted: BTreeSet<Unknown>,
    ) -> Self {
        let named = spoken.iter().flat_map(|(_, all)| all).map(|(unknown, _)| unknown.clone());
        wanted.extend(named);
        let system = System::new(&wanted, axes);
        let number: BTreeMap<&Unknown, usize> = system.unknowns.iter().enumerate().map(|(n, u)| (u, n)).collect();
        let intervals = |(at, all): (usize, Vec<(Unknown, bool)>)| {
            let range = rounding::widened(scene.figures[at].claim);
            let given = all.iter().map(|(unknown, some)| Given { unknown: number[unknown], range, some: *some });
            (at, given.collect())
        };
        let given = spoken.into_iter().map(intervals).collect();
        Board { scene, system, given }
    }

    /// Reports sets until what is left is possible.
    fn impossible(&self, told: &BTreeSet<(usize, usize)>) -> Vec<Impossible> {
        let views = self.views();
        let mut told = told.clone();
        let mut used: BTreeSet<usize> = BTreeSet::new();
        let mut found = Vec::new();
        while let Some(conflict) = self.smallest(&views, &used, &told) {
            let (low, high) = (&conflict.low, &conflict.high);
            if self.is_minimal(&views, &conflict.figures) {
                let repeated = self.repeated(&conflict.figures, &views);
                used.extend(repeated.iter().copied());
                let proof = proof::told(self.scene, &self.system, low, high);
                found.push(Impossible { figures: repeated, proof });
            } else {
                // Fewer of them are impossible already, and those are told.
                told.extend(pairs(&conflict.figures));
            }
        }
        found
    }

    /// The first of the smallest sets, at whatever time.
    fn smallest(&self, views: &[View], used: &BTreeSet<usize>, told: &BTreeSet<(usize, usize)>) -> Option<Conflict> {
        let mut best: Option<Conflict> = None;
        for view in views {
            let given = view.given(self, |at| !used.contains(&at));
            if bounds::propagate(&self.system, given.iter().map(|(_, given)| *given)).is_some() {
                continue;
            }
            let found = Search { system: &self.system, given, told }.first_smallest();
            let key = |c: &Conflict| (c.figures.len(), c.figures.clone());
            if let Some(found) = found.filter(|found| best.as_ref().is_none_or(|old| key(found) < key(old))) {
                best = Some(found);
            }
        }
        best
    }

    /// Whether no figure of an impossible set can be left out.
    fn is_minimal(&self, views: &[View], figures: &[usize]) -> bool {
        figures.iter().all(|without| {
            views.iter().all(|view| {
                let given = view.given(self, |at| at != *without && figures.contains(&at));
                bounds::propagate(&self.system, given.into_iter().map(|(_, given)| given)).is_some()
            })
        })
    }

    /// The figures with those that state the same: what many documents repeat is told once.
    fn repeated(&self, figures: &[usize], views: &[View]) -> Vec<usize> {
        let mut all: BTreeSet<usize> = figures.iter().copied().collect();
        for (at, given) in self.given.iter().filter(|(at, _)| !figures.contains(at)) {
            let like = |other: usize| self.given.iter().any(|(f, same)| *f == other && same == given);
            let stands_in = figures.iter().any(|&other| {
                let instead: Vec<usize> = figures.iter().map(|&f| if f == other { *at } else { f }).collect();
                like(other) && !self.is_possible(&instead, views)
            });
            if stands_in {
                all.insert(*at);
            }
        }
        all.into_iter().collect()
    }

    fn is_possible(&self, figures: &[usize], views: &[View]) -> bool {
        views.iter().all(|view| {
            let given = view.given(self, |at| figures.contains(&at));
            bounds::propagate(&self.system, given.into_iter().map(|(_, given)| given)).is_some()
        })
    }

    /// The times at which the figures are looked at: every report, but for those that are
    /// simultaneous with two that are not simultaneous with each other; these see less exactly.
    fn views(&self) -> Vec<View> {
        let mut reports: Vec<Report> = Vec::new();
        for (at, _) in &self.given {
            let report = self.scene.figures[*at].report;
            let known = |old: &Report| {
                (old.document == report.document || report.entry.is_none() && old.entry.is_none())
                    && (old.published, old.entry) == (report.published, report.entry)
            };
            if !reports.iter().any(known) {
                reports.push(report);
            }
        }
        let together = |a: &Report, b: &Report| a.order(b) == Order::Together;
        let exact = |report: &&Report| {
            let beside: Vec<&Report> = reports.iter().filter(|other| together(report, other)).collect();
            beside.iter().all(|a| beside.iter().all(|b| together(a, b)))
        };
        reports.iter().filter(exact).map(|report| View { report: *report }).collect()
    }
}

/// The figures as they hold at the time of one report.
struct View {
    report: Report,
}

impl View {
    /// The intervals that hold: of the dead and injured the floors of all that is not later and
    /// the ceilings of all that is not earlier; of other measures what is simultaneous.
    fn given(&self, board: &Board, admits: impl Fn(usize) -> bool) -> Vec<(usize, Given)> {
        let mut all = Vec::new();
        for (at, given) in board.given.iter().filter(|(at, _)| admits(*at)) {
            let figure = &board.scene.figures[*at];
            let order = figure.report.order(&self.report);
            let grows = figure.claim.measure.grows();
            for given in given {
                let mut given = *given;
                match order {
                    Order::Together => {}
                    _ if !grows => continue,
                    Order::Earlier => given.some = true,
                    Order::Later => given.range.low = 0,
                }
                all.push((*at, given));
            }
        }
        all
    }
}

/// The unknowns on which a figure speaks, and whether it counts only some of their people.
fn unknowns(scene: &Scene, figure: &Figure) -> Vec<(Unknown, bool)> {
    let of = |kind: usize| Unknown { measure: figure.claim.measure, kind: scene.kinds[kind].clone() };
    let whole = figure.claim.part_of.as_deref().and_then(|id| scene.place(id)).map(|at| &scene.figures[at]);
    let whole = whole.filter(|whole| whole.claim.measure == figure.claim.measure && whole.kind != figure.kind);
    let own = (of(figure.kind), matches!(figure.role, Role::Loose | Role::Stray));
    let of_whole = whole.map(|whole| (of(whole.kind), true));
    match figure.role {
        Role::Whole => vec![own],
        Role::Part => std::iter::once(own).chain(of_whole).collect(),
        Role::Stray => vec![own],
        // Some of the whole's people; of its own kind, where it names one, all the same.
        Role::Loose => vec![of_whole.unwrap_or(own)],
    }
}

fn pairs(figures: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    figures.iter().flat_map(|&a| figures.iter().map(move |&b| (a, b))).filter(|(a, b)| a < b)
}
