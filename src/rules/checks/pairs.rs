//! Two sources' figures of one thing: disjoint, divergent, risen, fallen, changed.
//!
//! In: a scene. Out: hits of two sides, one for every two figures, however many documents repeat
//! them. The draft takes no part. What counts as which verdict is `verdict`'s to say.

use std::collections::{BTreeMap, BTreeSet};

use super::Ground;
use crate::claim::{Measure, Range, Scope, Unit};
use crate::rules::figure::{Figure, Scene, sort};
use crate::rules::hit::Hit;
use crate::rules::rule::Thresholds;
use crate::rules::time::Order;
use crate::rules::verdict::{Verdict, verdict};

/// What every two figures of the sources say of each other, where they do not agree.
pub struct Verdicts(Vec<(usize, usize, Verdict)>);

/// What is counted, and the two figures that stand against each other.
type Key = ((Measure, Unit, Scope), Range, Range);

impl Verdicts {
    /// Compares every two figures of the sources. Of a pair the earlier stands first, where one is.
    pub fn of(scene: &Scene, thresholds: Thresholds) -> Verdicts {
        let mut found = Vec::new();
        for (i, a) in scene.figures.iter().enumerate().filter(|(_, f)| !f.draft) {
            for (j, b) in scene.figures.iter().enumerate().skip(i + 1).filter(|(_, f)| !f.draft) {
                match verdict(scene, a, b, thresholds) {
                    None | Some(Verdict::Agree) => {}
                    Some(verdict) if a.report.order(&b.report) == Order::Later => found.push((j, i, verdict)),
                    Some(verdict) => found.push((i, j, verdict)),
                }
            }
        }
        Verdicts(found)
    }

    /// The pairs with this verdict.
    pub fn with(&self, wanted: Verdict) -> impl Iterator<Item = (usize, usize)> {
        self.0.iter().filter(move |(_, _, verdict)| *verdict == wanted).map(|&(a, b, _)| (a, b))
    }

    /// The pairs that cannot both be true: disjoint, or fallen. The lesser number first.
    pub fn hard(&self) -> BTreeSet<(usize, usize)> {
        let pairs = self.with(Verdict::Disjoint).chain(self.with(Verdict::Fell));
        pairs.map(|(a, b)| (a.min(b), a.max(b))).collect()
    }
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
    for (a, b) in ground.verdicts.with(wanted) {
        let (a, b) = if figures[a].claim.range <= figures[b].claim.range { (a, b) } else { (b, a) };
        add(&mut sides, figures, a, b);
    }
    hits(sides)
}

/// The sides of every two figures, the earlier first.
fn ordered(ground: &Ground, wanted: Verdict) -> Sides {
    let mut sides = Sides::new();
    for (earlier, later) in ground.verdicts.with(wanted) {
        add(&mut sides, &ground.scene.figures, earlier, later);
    }
    sides
}

fn add(sides: &mut Sides, figures: &[Figure], a: usize, b: usize) {
    let (first, second) = (figures[a].claim, figures[b].claim);
    let side = sides.entry((sort(first), first.range, second.range)).or_default();
    side.0.insert(a);
    side.1.insert(b);
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
