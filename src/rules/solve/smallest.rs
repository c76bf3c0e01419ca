//! The smallest set of figures that cannot hold together, with the arithmetic.
//!
//! In: a [`System`] and the figures of a time. Out: a [`Conflict`]. For every unknown the best
//! floors and ceilings are kept that can be had from one figure, from two, and so on; where a
//! floor stands above a ceiling, the figures of both cannot all be true.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use super::system::{Given, System};
use crate::rules::told::Told;

/// The most figures of a set that is looked for.
const AT_MOST: usize = 8;

/// The most bounds that are weighed in looking for the sets of one size, and in looking for those of the
/// next after it: what so many do not show takes longer to read than to count again.
const BOUNDS: usize = 200_000;

/// The most bounds that are weighed with care in one search: see [`Thrift`].
const BOUNDS_WITH_CARE: usize = 20_000;

/// Which bounds are let go for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thrift {
    /// For one as good that needs no more figures. It may need one that is told already with a figure of the
    /// set, or one that the set has not: a set may be missed, or a smaller one.
    Haste,
    /// For one as good that needs no other figure. Nothing is lost by it, and few figures make many bounds.
    Care,
}

/// A bound and the figures it follows from.
#[derive(Debug)]
pub struct Bound {
    /// The unknown that it bounds.
    pub unknown: usize,
    /// The number.
    pub value: i128,
    /// The figures, in order.
    pub figures: Vec<usize>,
    /// How it follows.
    pub step: Step,
}

/// How a bound follows from others.
#[derive(Debug)]
pub enum Step {
    /// Nobody is less than none.
    Zero,
    /// A figure says so.
    Given(usize),
    /// The bounds of these together.
    Sum(Vec<Rc<Bound>>),
    /// The first without the others.
    Less(Rc<Bound>, Vec<Rc<Bound>>),
}

/// Figures that cannot all be true, with why.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// The figures, in order.
    pub figures: Vec<usize>,
    /// The floor that stands above the ceiling.
    pub low: Rc<Bound>,
    /// The ceiling.
    pub high: Rc<Bound>,
}

/// The figures of one time, each with its number; a figure may stand there as several intervals.
pub struct Search<'a> {
    /// The unknowns and their relations.
    pub system: &'a System,
    /// The intervals, each with the number of its figure.
    pub given: Vec<(usize, Given)>,
    /// Pairs of figures that no set may hold: they are told already.
    pub told: &'a Told<'a>,
}

/// What makes one figure as good as another: its intervals, and the pairs in which it is told.
type Likeness = (Vec<Given>, (bool, usize));

/// The bounds of one unknown on one side: what figures say of it, and what follows from others.
/// They are kept apart, so that a plain disagreement about one unknown hides no other set.
#[derive(Debug, Clone, Default)]
struct Side {
    given: Vec<Rc<Bound>>,
    derived: Vec<Rc<Bound>>,
}

impl Side {
    fn all(&self) -> impl Iterator<Item = &Rc<Bound>> {
        self.given.iter().chain(&self.derived)
    }
}

struct Table<'s> {
    search: &'s Search<'s>,
    /// Figures that cost nothing: they are in the set already.
    free: &'s BTreeSet<usize>,
    /// The most figures, besides those, that a bound may follow from.
    at_most: usize,
    thrift: Thrift,
    /// The most bounds that are weighed.
    limit: usize,
    /// How many bounds were weighed.
    weighed: usize,
    lows: Vec<Side>,
    highs: Vec<Side>,
    changed: bool,
}

impl Search<'_> {
    /// A smallest set, found by looking for small ones first; `None` where there is none of up to
    /// [`AT_MOST`] figures, or none is found among so many [`BOUNDS`].
    fn smallest(&self, care: &mut usize) -> Option<Conflict> {
        for size in 1..=AT_MOST {
            let (found, is_too_much) = self.least(&BTreeSet::new(), size, care);
            if found.is_some() || is_too_much {
                return found;
            }
        }
        None
    }

    /// A smallest set with the figures of `free` in it for nothing and at most so many others: in haste first,
    /// and what is not found so with care, as long as of that some is left. And whether haste was not enough.
    fn least(&self, free: &BTreeSet<usize>, at_most: usize, care: &mut usize) -> (Option<Conflict>, bool) {
        let (found, weighed) = self.within(free, at_most, Thrift::Haste, BOUNDS);
        if found.is_some() || *care == 0 {
            return (found, weighed > BOUNDS);
        }
        let (found, weighed_with_care) = self.within(free, at_most, Thrift::Care, *care);
        *care = care.saturating_sub(weighed_with_care);
        (found, weighed > BOUNDS)
    }

    /// A smallest set with the figures of `free` in it for nothing and at most so many others; and how many
    /// bounds were weighed, up to a limit.
    fn within(
        &self,
        free: &BTreeSet<usize>,
        at_most: usize,
        thrift: Thrift,
        limit: usize,
    ) -> (Option<Conflict>, usize) {
        let mut table = Table::new(self, free, at_most, thrift, limit);
        let mut found = table.conflict();
        // as deep as an argument from so many figures can be
        for _ in 0..2 * (at_most + free.len()) {
            if !std::mem::take(&mut table.changed) || table.is_too_much() {
                break;
            }
            table.totals();
            table.nests();
            let better = table.conflict();
            let cost = |c: &Option<Conflict>| c.as_ref().map_or(usize::MAX, |c| table.cost(&c.figures));
            if cost(&better) < cost(&found) {
                found = better;
            }
        }
        (found, table.weighed)
    }

    /// Of the smallest sets the first: the one whose figures stand first.
    pub fn first_smallest(&self) -> Option<Conflict> {
        let mut care = BOUNDS_WITH_CARE;
        let mut found = self.smallest(&mut care)?;
        let size = found.figures.len();
        let mut chosen = BTreeSet::new();
        let mut tried: HashSet<Likeness> = HashSet::new();
        for (figure, likeness) in self.likenesses() {
            if chosen.len() == size {
                break;
            }
            // What holds of a figure holds of those like it, and no smallest set needs two of them.
            if !tried.insert(likeness) {
                continue;
            }
            chosen.insert(figure);
            match self.least(&chosen, size - chosen.len(), &mut care).0 {
                Some(conflict)
                    if conflict.figures.len() == size && chosen.iter().all(|f| conflict.figures.contains(f)) =>
                {
                    found = conflict;
                }
                _ => {
                    chosen.remove(&figure);
                }
            }
        }
        Some(found)
    }

    /// The figures in order, each with what makes another as good.
    fn likenesses(&self) -> BTreeMap<usize, Likeness> {
        let mut all: BTreeMap<usize, Likeness> = BTreeMap::new();
        for &(figure, given) in &self.given {
            all.entry(figure).or_insert_with(|| (Vec::new(), self.told.likeness(figure))).0.push(given);
        }
        all
    }

    /// The same search among the first figures of each likeness: it finds the same.
    pub fn without_likes(mut self) -> Self {
        let mut seen = HashSet::new();
        let kept: BTreeSet<usize> =
            self.likenesses().into_iter().filter(|(_, like)| seen.insert(like.clone())).map(|(at, _)| at).collect();
        self.given.retain(|(figure, _)| kept.contains(figure));
        self
    }
}

impl<'s> Table<'s> {
    fn new(search: &'s Search<'s>, free: &'s BTreeSet<usize>, at_most: usize, thrift: Thrift, limit: usize) -> Self {
        let count = search.system.unknowns.len();
        let empty = vec![Side::default(); count];
        let (lows, highs) = (empty.clone(), empty);
        let mut table = Table { search, free, at_most, thrift, limit, weighed: 0, lows, highs, changed: true };
        for unknown in 0..count {
            table.add(true, false, Bound { unknown, value: 0, figures: Vec::new(), step: Step::Zero });
        }
        let is_barred = |figure: usize| free.iter().any(|chosen| search.told.holds(*chosen, figure));
        for &(figure, given) in search.given.iter().filter(|(figure, _)| !is_barred(*figure)) {
            let bound = |value| Bound {
                unknown: given.unknown,
                value: i128::from(value),
                figures: vec![figure],
                step: Step::Given(figure),
            };
            // Some of the people of an unknown are no statement about all of them.
            table.add(true, !given.some, bound(given.range.low));
            if let (Some(high), false) = (given.range.high, given.some) {
                table.add(false, true, bound(high));
            }
        }
        table
    }

    fn cost(&self, figures: &[usize]) -> usize {
        figures.iter().filter(|figure| !self.free.contains(figure)).count()
    }

    fn is_too_much(&self) -> bool {
        self.weighed > self.limit
    }

    /// Whether what needs the figures of `one` needs no more than what needs those of `other`.
    fn is_no_dearer(&self, one: &[usize], other: &[usize]) -> bool {
        match self.thrift {
            Thrift::Care => one.iter().all(|figure| other.contains(figure) || self.free.contains(figure)),
            Thrift::Haste => self.cost(one) <= self.cost(other),
        }
    }

    /// Keeps a bound unless one as good is no dearer.
    fn add(&mut self, is_low: bool, is_given: bool, bound: Bound) {
        let cost = self.cost(&bound.figures);
        self.weighed += 1;
        if cost > self.at_most {
            return;
        }
        let side = if is_low { &self.lows[bound.unknown] } else { &self.highs[bound.unknown] };
        let list = if is_given { &side.given } else { &side.derived };
        let as_good = |a: i128, b: i128| if is_low { a >= b } else { a <= b };
        if list.iter().any(|old| as_good(old.value, bound.value) && self.is_no_dearer(&old.figures, &bound.figures)) {
            return;
        }
        if self.is_told(&bound.figures) {
            return;
        }
        let is_let_go =
            |old: &Bound| as_good(bound.value, old.value) && self.is_no_dearer(&bound.figures, &old.figures);
        let kept = list.iter().filter(|old| !is_let_go(old));
        let mut kept: Vec<Rc<Bound>> = kept.cloned().collect();
        let unknown = bound.unknown;
        kept.push(Rc::new(bound));
        let side = if is_low { &mut self.lows[unknown] } else { &mut self.highs[unknown] };
        *(if is_given { &mut side.given } else { &mut side.derived }) = kept;
        self.changed = true;
    }

    fn is_told(&self, figures: &[usize]) -> bool {
        let pairs = figures.iter().enumerate().flat_map(|(n, a)| figures[n + 1..].iter().map(move |b| (*a, *b)));
        figures.len() > 1 && pairs.into_iter().any(|(a, b)| self.search.told.holds(a, b))
    }

    /// casualties = killed + injured
    fn totals(&mut self) {
        for total in &self.search.system.totals {
            let (c, k, i) = (total.casualties, total.killed, total.injured);
            self.sum(true, c, k, i);
            self.sum(false, c, k, i);
            for (part, other) in [(k, i), (i, k)] {
                self.less(true, part, c, other);
                self.less(false, part, c, other);
            }
        }
    }

    fn side(&self, is_low: bool, unknown: usize) -> Vec<Rc<Bound>> {
        let side = if is_low { &self.lows[unknown] } else { &self.highs[unknown] };
        side.all().cloned().collect()
    }

    fn sum(&mut self, is_low: bool, whole: usize, a: usize, b: usize) {
        for x in self.side(is_low, a) {
            if self.is_too_much() {
                return;
            }
            for y in self.side(is_low, b) {
                let (value, figures) = (x.value + y.value, joined([&x, &y]));
                let step = Step::Sum(vec![x.clone(), y]);
                self.add(is_low, false, Bound { unknown: whole, value, figures, step });
            }
        }
    }

    fn less(&mut self, is_low: bool, part: usize, whole: usize, other: usize) {
        for x in self.side(is_low, whole) {
            if self.is_too_much() {
                return;
            }
            for y in self.side(!is_low, other) {
                let (value, figures) = (x.value - y.value, joined([&x, &y]));
                let step = Step::Less(x.clone(), vec![y]);
                self.add(is_low, false, Bound { unknown: part, value, figures, step });
            }
        }
    }

    /// Parts that exclude each other ≤ whole.
    fn nests(&mut self) {
        for nest in &self.search.system.nests {
            for parts in self.families(&nest.parts, 0, None) {
                let (value, figures) = (parts.iter().map(|part| part.value).sum(), joined(&parts));
                self.add(true, false, Bound { unknown: nest.whole, value, figures, step: Step::Sum(parts) });
            }
            for &(part, bits) in &nest.parts {
                let mut beside = self.families(&nest.parts, bits, Some(part));
                beside.push(Vec::new());
                for high in self.side(false, nest.whole) {
                    if self.is_too_much() {
                        return;
                    }
                    for others in &beside {
                        let value = high.value - others.iter().map(|other| other.value).sum::<i128>();
                        let mut all = others.clone();
                        all.push(high.clone());
                        let figures = joined(&all);
                        let step = Step::Less(high.clone(), others.clone());
                        self.add(false, false, Bound { unknown: part, value, figures, step });
                    }
                }
            }
        }
    }

    /// Floors of parts that share no bit with each other nor with `taken`: by the bits that they
    /// take together, the best for each number of figures.
    fn families(&mut self, parts: &[(usize, u32)], taken: u32, without: Option<usize>) -> Vec<Vec<Rc<Bound>>> {
        let mut families: Vec<(u32, Vec<Rc<Bound>>)> = vec![(taken, Vec::new())];
        for &(part, bits) in parts.iter().filter(|(part, _)| Some(*part) != without) {
            let floors: Vec<Rc<Bound>> = self.lows[part].all().filter(|low| low.value > 0).cloned().collect();
            let mut more = Vec::new();
            for (used, family) in families.iter().filter(|(used, _)| used & bits == 0) {
                for floor in &floors {
                    let mut family = family.clone();
                    family.push(floor.clone());
                    if self.cost(&joined(&family)) <= self.at_most {
                        more.push((used | bits, family));
                    }
                }
            }
            self.weighed += more.len();
            families.extend(more);
            self.prune(&mut families);
            if self.is_too_much() {
                break;
            }
        }
        families.into_iter().map(|(_, family)| family).filter(|family| !family.is_empty()).collect()
    }

    /// Drops the families that others of the same bits match and are no dearer.
    fn prune(&self, families: &mut Vec<(u32, Vec<Rc<Bound>>)>) {
        let worth = |family: &[Rc<Bound>]| family.iter().map(|floor| floor.value).sum::<i128>();
        let rate = |(bits, family): (u32, Vec<Rc<Bound>>)| {
            let figures = joined(&family);
            (bits, self.cost(&figures), worth(&family), figures, family)
        };
        let mut rated: Vec<_> = std::mem::take(families).into_iter().map(rate).collect();
        rated.sort_by_key(|family| (family.0, family.1, -family.2));
        // Of the bits at hand: what each family that is kept is worth, and its figures.
        let mut kept: (u32, Vec<(i128, Vec<usize>)>) = (0, Vec::new());
        for (bits, _, value, figures, family) in rated {
            if kept.0 != bits {
                kept = (bits, Vec::new());
            }
            if !kept.1.iter().any(|(most, of)| *most >= value && self.is_no_dearer(of, &figures)) {
                kept.1.push((value, figures));
                families.push((bits, family));
            }
        }
    }

    /// The cheapest floor above a ceiling. Two plain figures of one unknown are left to other rules.
    fn conflict(&self) -> Option<Conflict> {
        let mut best: Option<(usize, bool, Conflict)> = None;
        for (lows, highs) in self.lows.iter().zip(&self.highs) {
            let plain =
                highs.given.iter().map(|high| (true, high)).chain(highs.derived.iter().map(|high| (false, high)));
            for (is_plain, high) in plain {
                let floors = lows.derived.iter().chain(lows.given.iter().filter(|_| !is_plain));
                for low in floors.filter(|low| low.value > high.value) {
                    let figures = joined([low, high]);
                    let cost = self.cost(&figures);
                    if cost > self.at_most {
                        continue;
                    }
                    let better = best.as_ref().is_none_or(|(old, plain, _)| (cost, !is_plain) < (*old, !plain));
                    if better && !self.is_told(&figures) {
                        best = Some((cost, is_plain, Conflict { figures, low: low.clone(), high: high.clone() }));
                    }
                }
            }
        }
        best.map(|(_, _, conflict)| conflict)
    }
}

/// The figures of all these bounds, in order, each once.
fn joined<'b>(bounds: impl IntoIterator<Item = &'b Rc<Bound>>) -> Vec<usize> {
    let mut all: Vec<usize> = bounds.into_iter().flat_map(|bound| &bound.figures).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}
