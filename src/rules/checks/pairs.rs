//! Two sources' figures of one thing: disjoint, divergent, risen, fallen, changed.
//!
//! In: a scene. Out: hits of two sides, one for every two figures, however many documents repeat
//! them. The draft takes no part. What counts as which verdict is `verdict`'s to say.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Ground;
use crate::claim::{Measure, Range, Scope, Unit};
use crate::rules::class::{Classes, facing};
use crate::rules::figure::{Figure, Scene, sort};
use crate::rules::hit::Hit;
use crate::rules::rule::Thresholds;
use crate::rules::time::Order;
use crate::rules::verdict::{Verdict, verdict};

/// What every two figures of the sources say of each other, where they do not agree: by classes of
/// figures that say the same.
pub struct Verdicts {
    classes: Classes,
    /// Of two classes the earlier stands first, where one is.
    found: Vec<(usize, usize, Verdict)>,
    /// The verdicts by their classes, either first.
    of: HashMap<(usize, usize), Verdict>,
}

/// What is counted, and the two figures that stand against each other.
type Key = ((Measure, Unit, Scope), Range, Range);

impl Verdicts {
    /// Compares every two classes of figures of the sources.
    pub fn of(scene: &Scene, thresholds: Thresholds) -> Verdicts {
        let classes = Classes::of(scene);
        let first = |class: usize| &scene.figures[classes.members(class)[0]];
        let mut by_sort: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for class in (0..classes.len()).filter(|&class| !first(class).draft) {
            by_sort.entry(sort(first(class).claim)).or_default().push(class);
        }
        let mut found = Vec::new();
        for of_sort in by_sort.values() {
            for (n, &a) in of_sort.iter().enumerate() {
                for &b in &of_sort[n + 1..] {
                    if scene.comparison(first(a), first(b)).is_none() {
                        continue;
                    }
                    let Some((i, j)) = two_sources(scene, classes.members(a), classes.members(b)) else { continue };
                    let (x, y) = (&scene.figures[i], &scene.figures[j]);
                    match verdict(scene, x, y, thresholds) {
                        None | Some(Verdict::Agree) => {}
                        Some(verdict) if x.report.order(&y.report) == Order::Later => found.push((b, a, verdict)),
                        Some(verdict) => found.push((a, b, verdict)),
                    }
                }
            }
        }
        let of = found.iter().flat_map(|&(a, b, verdict)| [((a, b), verdict), ((b, a), verdict)]).collect();
        Verdicts { classes, found, of }
    }

    /// The classes with this verdict, each as its figures that stand against some of the other.
    fn with(&self, scene: &Scene, wanted: Verdict) -> impl Iterator<Item = (Vec<usize>, Vec<usize>)> {
        let found = self.found.iter().filter(move |(_, _, verdict)| *verdict == wanted);
        found.map(|&(a, b, _)| {
            let (a, b) = (self.classes.members(a), self.classes.members(b));
            (facing(scene, a, b), facing(scene, b, a))
        })
    }

    /// Whether two figures have this verdict.
    pub fn is(&self, scene: &Scene, a: usize, b: usize, wanted: Verdict) -> bool {
        self.of.get(&(self.class(a), self.class(b))) == Some(&wanted)
            && scene.two_sources(&scene.figures[a], &scene.figures[b])
    }

    /// Whether two figures cannot both be true: they are disjoint, or fallen.
    pub fn is_hard(&self, scene: &Scene, a: usize, b: usize) -> bool {
        [Verdict::Disjoint, Verdict::Fell].into_iter().any(|wanted| self.is(scene, a, b, wanted))
    }

    /// The class of a figure.
    pub fn class(&self, figure: usize) -> usize {
        self.classes.class(figure)
    }
}

/// Two figures of different sources, one of `some` and one of `others`.
fn two_sources(scene: &Scene, some: &[usize], others: &[usize]) -> Option<(usize, usize)> {
    let pairs = some.iter().flat_map(|&a| others.iter().map(move |&b| (a, b)));
    pairs.into_iter().find(|&(a, b)| scene.two_sources(&scene.figures[a], &scene.figures[b]))
}

/// Figures that share no number.
pub fn disjoint(ground: &Ground) -> Vec<Hit> {
    unordered(ground, Verdict::Disjoint)
}

/// Figures that overlap, their floors far apart.
pub fn divergent(ground: &Ground) -> Vec<Hit> {
    unordered(ground, Verdict::Divergent)
}

/// Updates: from each figure to the next, not over one in between.
pub fn rose(ground: &Ground) -> Vec<Hit> {
    hits(steps(ordered(ground, Verdict::Rose)))
}

/// Figures below an earlier floor.
pub fn fell(ground: &Ground) -> Vec<Hit> {
    hits(ordered(ground, Verdict::Fell))
}

/// Developments of measures that go up and down, step by step.
pub fn changed(ground: &Ground) -> Vec<Hit> {
    hits(steps(ordered(ground, Verdict::Changed)))
}

/// The sides of every two figures with a verdict.
type Sides = BTreeMap<Key, (BTreeSet<usize>, BTreeSet<usize>)>;

/// One hit for every two figures, the lesser first.
fn unordered(ground: &Ground, wanted: Verdict) -> Vec<Hit> {
    let figures = &ground.scene.figures;
    let mut sides = Sides::new();
    for (a, b) in ground.verdicts.with(ground.scene, wanted) {
        let range = |side: &[usize]| side.first().map(|&at| figures[at].claim.range);
        let (a, b) = if range(&a) <= range(&b) { (a, b) } else { (b, a) };
        add(&mut sides, figures, &a, &b);
    }
    hits(sides)
}

/// The sides of every two figures, the earlier first.
fn ordered(ground: &Ground, wanted: Verdict) -> Sides {
    let mut sides = Sides::new();
    for (earlier, later) in ground.verdicts.with(ground.scene, wanted) {
        add(&mut sides, &ground.scene.figures, &earlier, &later);
    }
    sides
}

fn add(sides: &mut Sides, figures: &[Figure], a: &[usize], b: &[usize]) {
    let (Some(&i), Some(&j)) = (a.first(), b.first()) else { return };
    let (first, second) = (figures[i].claim, figures[j].claim);
    let side = sides.entry((sort(first), first.range, second.range)).or_default();
    side.0.extend(a);
    side.1.extend(b);
}

/// Leaves out what two shorter steps tell already: from 6 to 17 by way of 11.
fn steps(sides: Sides) -> Sides {
    let mut next: BTreeMap<_, BTreeSet<Range>> = BTreeMap::new();
    for (what, from, to) in sides.keys() {
        next.entry((*what, *from)).or_default().insert(*to);
    }
    let by_way_of_another = |(what, from, to): &Key| {
        let between = next.get(&(*what, *from)).into_iter().flatten();
        let mut between = between.filter(|middle| *middle != from && *middle != to);
        between.any(|middle| next.get(&(*what, *middle)).is_some_and(|reached| reached.contains(to)))
    };
    let kept: Vec<Key> = sides.keys().filter(|key| !by_way_of_another(key)).copied().collect();
    // Figures that lead back to where they began (20, 15, 20) have no shortest way: all are kept.
    let loops = sides.keys().any(|(what, from, to)| next.get(&(*what, *to)).is_some_and(|back| back.contains(from)));
    sides.into_iter().filter(|(key, _)| loops || kept.contains(key)).collect()
}

fn hits(sides: Sides) -> Vec<Hit> {
    sides.into_values().map(|(first, second)| Hit::of(first, second)).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn two_sources_that_share_no_number_disagree_however_many_repeat_them() {
        assert_eq!(
            found(&["a: killed 213", "b: killed 255", "c: killed 213", "d: killed 200+"]),
            ["disjoint-figures a:1 c:1 b:1"]
        );
        assert!(found(&["a: evacuated 1200", "b: evacuated 1187"]).is_empty());
        assert_eq!(found(&["a: captured 9 by=police; captured 17 by=the_mayor"]), ["disjoint-figures a:1 a:2"]);
        assert!(found(&["a: killed 12", "b: killed 14 hypothetical", "c: killed 15 additional"]).is_empty());
    }

    #[test]
    fn floors_far_apart_diverge_unless_a_word_is_vague() {
        assert_eq!(found(&["a: killed 35+ fighters", "b: killed 70+ men"]), ["divergent-figures a:1 b:1"]);
        assert!(found(&["a: killed 24..99", "b: killed 70+"]).is_empty());
        assert!(found(&["a: killed 0-50", "b: killed 40+"]).is_empty());
        assert!(found(&["a: killed 32+", "b: killed 46+"]).is_empty());
    }

    #[test]
    fn time_explains_a_rise_and_tells_a_fall() {
        let days = ["a 2024-01-01: killed 6+", "b 2024-01-02: killed 11", "c 2024-01-03: killed 17"];
        assert_eq!(found(&days), ["toll-rose a:1 b:1", "toll-rose b:1 c:1"]);
        assert_eq!(found(&["a 2024-01-01: killed 63+", "b 2024-01-02: killed 48"]), ["toll-fell a:1 b:1"]);
        assert_eq!(found(&["a 2024-01-01: missing ~20", "b 2024-01-02: missing 15"]), ["figure-changed a:1 b:1"]);
        assert!(found(&["a 2024-01-01: displaced 20+", "b 2024-01-02: displaced 50+"]).is_empty());
        assert_eq!(found(&["a 2024-01-02: killed 35+", "b 2024-01-01: killed 70+"]), ["divergent-figures a:1 b:1"]);
    }

    #[test]
    fn entries_of_a_live_page_are_reports_of_their_own() {
        assert_eq!(found(&["a: killed 8 @570; killed 14 @700"]), ["toll-rose a:1 a:2"]);
        let page = "a 2024-01-01: killed 8 @570; killed 14 @700";
        assert_eq!(found(&[page, "b 2024-01-01: killed 14+"]), ["toll-rose a:1 a:2"]);
        assert_eq!(found(&[page, "b 2024-01-02: killed 21"]), ["toll-rose a:1 a:2", "toll-rose a:2 b:1"]);
    }
}
