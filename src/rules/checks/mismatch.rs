//! The same number under another name: other people, another unit, another fate.
//!
//! In: a scene, and the least number whose repetition tells something. Out: hits of two sides.
//! A number of a source is explained, and no mismatch, where the other source gives an agreeing
//! figure of its sort too. The draft takes no part.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::claim::{Measure, Range, Scope, Unit};
use crate::rules::class::{Time, time_of};
use crate::rules::figure::{Figure, Role, Scene, same_sort, sort};
use crate::rules::hit::Hit;
use crate::rules::population::Relation;
use crate::rules::rounding::coarseness;
use crate::rules::verdict::reconciled;

/// The number that a figure states, where it is one.
fn number(figure: &Figure) -> Option<u64> {
    match figure.claim.stated[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Every two sources' figures of the same number whose `sorts` may be taken for each other and that
/// `suspects` picks, one hit for every two sorts of people.
fn pairs(
    scene: &Scene,
    sorts: impl Fn(&Figure, &Figure, u64) -> bool,
    suspects: impl Fn(&Figure, &Figure, u64) -> bool,
) -> Vec<Hit> {
    let mut by_number: BTreeMap<u64, BTreeMap<_, Vec<usize>>> = BTreeMap::new();
    let what = |f: &Figure| (f.claim.measure, f.claim.unit, f.kind);
    for (at, figure) in scene.figures.iter().enumerate().filter(|(_, f)| f.compared && !f.draft) {
        if let Some(number) = number(figure).filter(|_| figure.role != Role::Loose) {
            let sort = (what(figure), figure.claim.scope, figure.role);
            by_number.entry(number).or_default().entry(sort).or_default().push(at);
        }
    }
    let mut sides: BTreeMap<_, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for (&number, groups) in &by_number {
        for (some, others) in groups.values().flat_map(|some| groups.values().map(move |others| (some, others))) {
            let first = |group: &[usize]| -> &Figure { &scene.figures[group[0]] };
            if !sorts(first(some), first(others), number) {
                continue;
            }
            for (&i, &j) in some.iter().flat_map(|i| others.iter().map(move |j| (i, j))) {
                let (a, b) = (&scene.figures[i], &scene.figures[j]);
                if i != j && scene.two_sources(a, b) && suspects(a, b, number) {
                    let side = sides.entry((number, what(a), what(b))).or_default();
                    side.0.insert(i);
                    side.1.insert(j);
                }
            }
        }
    }
    let hit = |((number, ..), (first, second)): ((u64, _, _), (BTreeSet<usize>, BTreeSet<usize>))| Hit {
        holes: vec![("number", crate::claim::grouped(number))],
        ..Hit::of(first, second)
    };
    sides.into_iter().map(hit).collect()
}

/// What sources say beside a figure: looked up once for each source and figure that it is asked of.
struct Beside<'a> {
    scene: &'a Scene<'a>,
    by_voice: HashMap<usize, Vec<usize>>,
    by_document: HashMap<usize, Vec<usize>>,
    known: RefCell<HashMap<(usize, usize, bool, Asked), bool>>,
}

/// Of what it is asked: what is counted, of whom, how many, and when it was told.
type Asked = ((Measure, Unit, Scope), usize, Role, Range, Option<u64>, Time, Option<usize>);

impl<'a> Beside<'a> {
    fn new(scene: &'a Scene<'a>) -> Self {
        let (mut by_voice, mut by_document) = (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (at, figure) in scene.figures.iter().enumerate().filter(|(_, f)| f.compared && !f.draft) {
            by_voice.entry(figure.voice).or_default().push(at);
            by_document.entry(figure.report.document).or_default().push(at);
        }
        Beside { scene, by_voice, by_document, known: RefCell::default() }
    }

    /// Whether the source of `speaker` gives a figure that `fits` beside `other`: in the same voice,
    /// or anywhere in its document where that is not the other's.
    fn says(&self, speaker: &Figure, other: &Figure, fits: impl Fn(&Figure) -> bool) -> bool {
        let apart = speaker.report.document != other.report.document;
        let (claim, report) = (other.claim, &other.report);
        // In the other's own document, or where it is an entry of a page, time is told otherwise.
        let page = (!apart || report.entry.is_some()).then_some(report.document);
        let asked = (sort(claim), other.kind, other.role, claim.range, coarseness(claim), time_of(report), page);
        let key = (speaker.voice, speaker.report.document, speaker.claim.unit == claim.unit, asked);
        if let Some(&known) = self.known.borrow().get(&key) {
            return known;
        }
        let of_voice = self.by_voice.get(&speaker.voice).into_iter().flatten();
        let of_document = self.by_document.get(&speaker.report.document).into_iter().flatten().filter(|_| apart);
        let says = of_voice.chain(of_document).any(|&at| fits(&self.scene.figures[at]));
        self.known.borrow_mut().insert(key, says);
        says
    }

    /// Whether the source of `speaker` gives a figure too that can be told of the same people.
    fn says_too(&self, speaker: &Figure, other: &Figure) -> bool {
        self.says(speaker, other, |f| {
            let about_them = same_sort(f.claim, other.claim)
                && !matches!(self.scene.relation(f, other), Relation::Exclusive | Relation::Apart);
            let alike = f.kind == other.kind || other.claim.unit != speaker.claim.unit;
            about_them && (alike || other.role == Role::Whole) && reconciled(f, other)
        })
    }
}

/// The same number of people who cannot be the same.
pub fn populations(scene: &Scene, least: u64) -> Vec<Hit> {
    let beside = Beside::new(scene);
    let sorts = |a: &Figure, b: &Figure, number: u64| {
        number >= least
            && same_sort(a.claim, b.claim)
            && scene.relation(a, b) == Relation::Exclusive
            && standing_first(a, b)
    };
    pairs(scene, sorts, |a, b, _| {
        let says = |speaker: &Figure, other: &Figure| {
            let alike = |f: &Figure| f.kind == other.kind && same_sort(f.claim, other.claim) && reconciled(f, other);
            beside.says(speaker, other, alike)
        };
        !says(a, b) && !says(b, a)
    })
}

/// The same number of people and of households.
pub fn units(scene: &Scene, least: u64) -> Vec<Hit> {
    let beside = Beside::new(scene);
    let sorts = |a: &Figure, b: &Figure, number: u64| {
        number >= least
            && (a.claim.unit, b.claim.unit) == (Unit::Person, Unit::Household)
            && (a.claim.measure, a.claim.scope) == (b.claim.measure, b.claim.scope)
            && scene.relation(a, b) != Relation::Exclusive
    };
    pairs(scene, sorts, |a, b, _| !beside.says_too(b, a) && !beside.says_too(a, b))
}

/// The same number killed, and injured or killed and injured; or the two swapped.
pub fn measures(scene: &Scene, least: u64) -> Vec<Hit> {
    let beside = Beside::new(scene);
    let sorts = |a: &Figure, b: &Figure, _: u64| {
        a.claim.measure == Measure::Killed
            && matches!(b.claim.measure, Measure::Injured | Measure::Casualties)
            && (a.claim.unit, a.claim.scope) == (b.claim.unit, b.claim.scope)
            && (a.role, b.role) == (Role::Whole, Role::Whole)
            && !matches!(scene.relation(a, b), Relation::Exclusive | Relation::Apart)
    };
    pairs(scene, sorts, |a, b, number| {
        let unexplained = || number >= least && !beside.says_too(b, a) && !beside.says_too(a, b);
        is_swapped(scene, a, b) || unexplained()
    })
}

/// Whether the sources of `killed` and `injured` give another number the other way round.
fn is_swapped(scene: &Scene, killed: &Figure, injured: &Figure) -> bool {
    if injured.claim.measure != Measure::Injured {
        return false;
    }
    let beside = |f: &Figure, measure: Measure| -> BTreeSet<u64> {
        let of_one = |g: &&Figure| g.voice == f.voice && g.claim.measure == measure;
        let whole = |g: &&Figure| g.role == Role::Whole && g.compared && g.claim.scope == f.claim.scope;
        scene
            .of_document(f.report.document)
            .filter(of_one)
            .filter(whole)
            .filter_map(number)
            .filter(|&n| Some(n) != number(f))
            .collect()
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
