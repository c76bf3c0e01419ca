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

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use implied::{Implied, implied};

use super::class::time_of;
use super::figure::{Figure, Role, Scene};
use super::population::Axes;
use super::rounding;
use super::time::{Order, Report};
use super::told::Told;
use crate::claim::{Range, Scope, Unit};
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
pub fn impossible(scene: &Scene, axes: &Axes, told: &Told) -> Vec<Impossible> {
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

/// What figures set to unknowns; apart for those that count only some of the people.
type Bounds = BTreeMap<(usize, bool), Range>;

/// Figures of one unit and scope, on the unknowns that they speak of.
struct Board<'a> {
    scene: &'a Scene<'a>,
    system: System,
    /// The figures, each with its intervals.
    given: Vec<(usize, Vec<Given>)>,
    /// The place of a figure in `given`.
    by_figure: HashMap<usize, usize>,
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
        let given: Vec<(usize, Vec<Given>)> = spoken.into_iter().map(intervals).collect();
        let by_figure = given.iter().enumerate().map(|(n, (at, _))| (*at, n)).collect();
        Board { scene, system, given, by_figure }
    }

    /// Reports sets until what is left is possible.
    fn impossible(&self, told: &Told) -> Vec<Impossible> {
        let mut used: BTreeSet<usize> = BTreeSet::new();
        let mut found = Vec::new();
        // What is possible at one time is so at any: time only takes bounds away.
        if self.is_possible_at_once() {
            return found;
        }
        let views = self.views();
        let mut told = told.clone();
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

    /// Whether all figures hold together, whenever they were made.
    fn is_possible_at_once(&self) -> bool {
        let all = self.given.iter().flat_map(|(_, given)| given.iter().copied());
        bounds::propagate(&self.system, all).is_some()
    }

    /// The first of the smallest sets, at whatever time.
    fn smallest(&self, views: &[View], used: &BTreeSet<usize>, told: &Told) -> Option<Conflict> {
        let mut best: Option<Conflict> = None;
        let tightest = self.tightest(used);
        for view in views {
            if view.is_possible(self, &tightest) {
                continue;
            }
            let given = view.given(self, |at| !used.contains(&at));
            let found = Search { system: &self.system, given, told }.without_likes().first_smallest();
            let key = |c: &Conflict| (c.figures.len(), c.figures.clone());
            if let Some(found) = found.filter(|found| best.as_ref().is_none_or(|old| key(found) < key(old))) {
                best = Some(found);
            }
        }
        best
    }

    /// By time, the highest floor and the lowest ceiling that figures set to each unknown.
    fn tightest(&self, used: &BTreeSet<usize>) -> Vec<(usize, Vec<Given>)> {
        let mut moments: BTreeMap<_, (usize, Bounds)> = BTreeMap::new();
        for (at, all) in self.given.iter().filter(|(at, _)| !used.contains(at)) {
            let figure = &self.scene.figures[*at];
            let page = figure.report.entry.map(|_| figure.report.document);
            let key = (page, time_of(&figure.report), figure.claim.measure.grows());
            let (_, bounds) = moments.entry(key).or_insert((*at, BTreeMap::new()));
            for given in all {
                let old = bounds.entry((given.unknown, given.some)).or_insert(Range::new(0, None));
                let high = [old.high, given.range.high].into_iter().flatten().min();
                *old = Range::new(old.low.max(given.range.low), high);
            }
        }
        let given = |((unknown, some), range): ((usize, bool), Range)| Given { unknown, range, some };
        moments.into_values().map(|(at, bounds)| (at, bounds.into_iter().map(given).collect())).collect()
    }

    /// Whether no figure of an impossible set can be left out.
    fn is_minimal(&self, views: &[View], figures: &[usize]) -> bool {
        figures.iter().all(|without| {
            let rest: Vec<usize> = figures.iter().copied().filter(|at| at != without).collect();
            self.are_possible(&rest, views)
        })
    }

    /// The figures with those that state the same: what many documents repeat is told once.
    fn repeated(&self, figures: &[usize], views: &[View]) -> Vec<usize> {
        let mut all: BTreeSet<usize> = figures.iter().copied().collect();
        let intervals = |at: usize| self.by_figure.get(&at).map(|&n| &self.given[n].1);
        let mut known = BTreeMap::new();
        for (at, given) in self.given.iter().filter(|(at, _)| !figures.contains(at)) {
            let report = &self.scene.figures[*at].report;
            let page = report.entry.map(|_| report.document);
            let stands_in = figures.iter().filter(|&&other| intervals(other) == Some(given)).any(|&other| {
                *known.entry((other, page, time_of(report))).or_insert_with(|| {
                    let instead: Vec<usize> = figures.iter().map(|&f| if f == other { *at } else { f }).collect();
                    !self.are_possible(&instead, views)
                })
            });
            if stands_in {
                all.insert(*at);
            }
        }
        all.into_iter().collect()
    }

    /// Whether these figures hold together at every time.
    fn are_possible(&self, figures: &[usize], views: &[View]) -> bool {
        let given: Vec<(usize, Vec<Given>)> =
            figures.iter().filter_map(|at| Some(self.given[*self.by_figure.get(at)?].clone())).collect();
        views.iter().all(|view| view.is_possible(self, &given))
    }

    /// The times at which the figures are looked at: every report, but for those that are
    /// simultaneous with two that are not simultaneous with each other; these see less exactly.
    fn views(&self) -> Vec<View> {
        let reports = self.reports();
        let together = |a: &Report, b: &Report| a.order(b) == Order::Together;
        let exact = |report: &&Report| {
            let beside: Vec<&Report> = reports.iter().filter(|other| together(report, other)).collect();
            beside.iter().all(|a| beside.iter().all(|b| together(a, b)))
        };
        reports.iter().filter(exact).map(|report| View { report: *report }).collect()
    }

    /// The reports of different times, in the order of the figures.
    fn reports(&self) -> Vec<Report> {
        let mut reports: BTreeMap<_, (usize, Report)> = BTreeMap::new();
        for (n, (at, _)) in self.given.iter().enumerate() {
            let report = self.scene.figures[*at].report;
            let page = report.entry.map(|_| report.document);
            reports.entry((page, time_of(&report))).or_insert((n, report));
        }
        let mut reports: Vec<(usize, Report)> = reports.into_values().collect();
        reports.sort_by_key(|(n, _)| *n);
        reports.into_iter().map(|(_, report)| report).collect()
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
        let admitted = board.given.iter().filter(|(at, _)| admits(*at));
        let held = |(at, all): &(usize, Vec<Given>)| -> Vec<(usize, Given)> {
            all.iter().filter_map(|given| Some((*at, self.held(board, *at, *given)?))).collect()
        };
        admitted.flat_map(held).collect()
    }

    /// What holds now of an interval of the figure `at`.
    fn held(&self, board: &Board, at: usize, mut given: Given) -> Option<Given> {
        let figure = &board.scene.figures[at];
        match figure.report.order(&self.report) {
            Order::Together => {}
            _ if !figure.claim.measure.grows() => return None,
            Order::Earlier => given.some = true,
            Order::Later => given.range.low = 0,
        }
        Some(given)
    }

    /// Whether some intervals, each with a figure of its time, hold together now.
    fn is_possible(&self, board: &Board, given: &[(usize, Vec<Given>)]) -> bool {
        let held = given.iter().flat_map(|(at, all)| all.iter().filter_map(|given| self.held(board, *at, *given)));
        bounds::propagate(&board.system, held).is_some()
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
