//! The same number under another name: other people, another unit, another fate.
//!
//! In: a scene, and the least number whose repetition tells something. Out: hits of two sides.
//! A number of a source is explained, and no mismatch, where the other source gives an agreeing
//! figure of its sort too. The draft takes no part.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Measure, Unit};
use crate::rules::figure::{Figure, Role, Scene, same_sort};
use crate::rules::hit::Hit;
use crate::rules::population::Relation;
use crate::rules::verdict::reconciled;

/// The number that a figure states, where it is one.
fn number(figure: &Figure) -> Option<u64> {
    match figure.claim.stated[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Every two sources' figures of the same number that `suspects` picks, one hit for every two
/// sorts of people.
fn pairs(scene: &Scene, suspects: impl Fn(&Figure, &Figure, u64) -> bool) -> Vec<Hit> {
    let mut by_number: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, figure) in scene.figures.iter().enumerate().filter(|(_, f)| f.compared && !f.draft) {
        if let Some(number) = number(figure).filter(|_| figure.role != Role::Loose) {
            by_number.entry(number).or_default().push(at);
        }
    }
    let mut sides: BTreeMap<_, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for (&number, members) in &by_number {
        for (&i, &j) in members.iter().flat_map(|i| members.iter().map(move |j| (i, j))) {
            let (a, b) = (&scene.figures[i], &scene.figures[j]);
            if i != j && scene.two_sources(a, b) && suspects(a, b, number) {
                let what = |f: &Figure| (f.claim.measure, f.claim.unit, f.kind);
                let side = sides.entry((number, what(a), what(b))).or_default();
                side.0.insert(i);
                side.1.insert(j);
            }
        }
    }
    let hit = |((number, ..), (first, second)): ((u64, _, _), (BTreeSet<usize>, BTreeSet<usize>))| Hit {
        holes: vec![("number", crate::claim::grouped(number))],
        ..Hit::of(first, second)
    };
    sides.into_iter().map(hit).collect()
}

/// Whether the source of `speaker` gives a figure too that can be told of the same people as
/// `other`: in the same voice, or anywhere in its document where that is not the other's.
fn also_says(scene: &Scene, speaker: &Figure, other: &Figure) -> bool {
    let apart = speaker.report.document != other.report.document;
    scene.figures.iter().any(|f| {
        let its_own = f.voice == speaker.voice || apart && f.report.document == speaker.report.document;
        let about_them = same_sort(f.claim, other.claim)
            && !matches!(scene.relation(f, other), Relation::Exclusive | Relation::Apart);
        let alike = f.kind == other.kind || other.claim.unit != speaker.claim.unit;
        its_own && !f.draft && f.compared && about_them && (alike || other.role == Role::Whole) && reconciled(f, other)
    })
}

/// The same number of people who cannot be the same.
pub fn populations(scene: &Scene, least: u64) -> Vec<Hit> {
    pairs(scene, |a, b, number| {
        let says = |speaker: &Figure, other: &Figure| {
            let alike = |f: &Figure| f.kind == other.kind && same_sort(f.claim, other.claim) && reconciled(f, other);
            let voice = |f: &Figure| {
                let apart = speaker.report.document != other.report.document;
                f.voice == speaker.voice || apart && f.report.document == speaker.report.document
            };
            scene.figures.iter().any(|f| !f.draft && f.compared && voice(f) && alike(f))
        };
        number >= least
            && same_sort(a.claim, b.claim)
            && scene.relation(a, b) == Relation::Exclusive
            && standing_first(a, b)
            && !says(a, b)
            && !says(b, a)
    })
}

/// The same number of people and of households.
pub fn units(scene: &Scene, least: u64) -> Vec<Hit> {
    pairs(scene, |a, b, number| {
        number >= least
            && (a.claim.unit, b.claim.unit) == (Unit::Person, Unit::Household)
            && (a.claim.measure, a.claim.scope) == (b.claim.measure, b.claim.scope)
            && scene.relation(a, b) != Relation::Exclusive
            && !also_says(scene, b, a)
            && !also_says(scene, a, b)
    })
}

/// The same number killed, and injured or killed and injured; or the two swapped.
pub fn measures(scene: &Scene, least: u64) -> Vec<Hit> {
    pairs(scene, |a, b, number| {
        let sorts = a.claim.measure == Measure::Killed
            && matches!(b.claim.measure, Measure::Injured | Measure::Casualties)
            && (a.claim.unit, a.claim.scope) == (b.claim.unit, b.claim.scope)
            && (a.role, b.role) == (Role::Whole, Role::Whole)
            && !matches!(scene.relation(a, b), Relation::Exclusive | Relation::Apart);
        let unexplained = || number >= least && !also_says(scene, b, a) && !also_says(scene, a, b);
        sorts && (is_swapped(scene, a, b) || unexplained())
    })
}

/// Whether the sources of `killed` and `injured` give another number the other way round.
fn is_swapped(scene: &Scene, killed: &Figure, injured: &Figure) -> bool {
    if injured.claim.measure != Measure::Injured {
        return false;
    }
    let beside = |f: &Figure, measure: Measure| -> BTreeSet<u64> {
        let of_one =
            |g: &&Figure| g.voice == f.voice && g.report.document == f.report.document && g.claim.measure == measure;
        let whole = |g: &&Figure| g.role == Role::Whole && g.compared && g.claim.scope == f.claim.scope;
        scene.figures.iter().filter(of_one).filter(whole).filter_map(number).filter(|&n| Some(n) != number(f)).collect()
    };
    let (first, second) = (beside(killed, Measure::Injured), beside(injured, Measure::Killed));
    !first.is_disjoint(&second)
        && !beside(killed, Measure::Killed).contains(&number(killed).unwrap_or_default())
        && !beside(injured, Measure::Killed).contains(&number(killed).unwrap_or_default())
}

/// Of a symmetric pair, the order in which it is told.
fn standing_first(a: &Figure, b: &Figure) -> bool {
    a.kind < b.kind
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn the_same_number_of_other_people() {
        assert_eq!(
            found(&["a: killed 19 civilians", "b: killed 19 fighters", "c: killed 19+"]),
            ["population-mismatch a:1 b:1"]
        );
        assert_eq!(
            found(&["a: killed 19 civilians by=charity; killed 19 fighters by=army"]),
            ["population-mismatch a:1 a:2"]
        );
        assert!(found(&["a: killed 19 civilians", "b: killed 19 fighters; killed 19 civilians"]).is_empty());
        assert!(found(&["a: killed 9 civilians", "b: killed 9 fighters"]).is_empty());
    }

    #[test]
    fn the_same_number_of_families_and_people() {
        assert_eq!(found(&["a: displaced 640 household", "b: displaced 640"]), ["unit-mismatch b:1 a:1"]);
        assert!(found(&["a: displaced 640 household; displaced 640", "b: displaced 640"]).is_empty());
    }

    #[test]
    fn the_same_number_of_other_fates() {
        assert_eq!(
            found(&["a: killed 14; injured 23", "b: killed 23; injured 14"]),
            [
                "disjoint-figures a:1 b:1",
                "disjoint-figures b:2 a:2",
                "measure-mismatch a:1 b:2",
                "measure-mismatch b:1 a:2"
            ]
        );
        assert!(found(&["a: killed 45", "b: casualties 45"]).contains(&"measure-mismatch a:1 b:1".to_owned()));
        assert!(found(&["a: killed 14", "b: killed 14; injured 14"]).is_empty());
        let days = ["a 2024-01-01: killed 12; injured 30", "b 2024-01-02: killed 30; injured 45"];
        assert_eq!(found(&days), ["toll-rose a:1 b:1", "toll-rose a:2 b:2"]);
        assert!(found(&["a: killed 5; injured 8", "b: killed 8; injured 5"]).iter().any(|f| f.starts_with("measure")));
    }
}
