//! The solver against brute force, and against hand-made events.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::bounds::propagate;
use super::smallest::Search;
use super::system::{Given, System, Unknown};
use crate::claim::{Measure, Range};
use crate::rules::population::Kind;
use crate::rules::testing::{check_all, found, read_all, rules};
use crate::rules::told::Told;

const MEASURES: [Measure; 3] = [Measure::Killed, Measure::Injured, Measure::Casualties];

/// The kinds that small systems are made of, and which hold which: people hold all; civilians and
/// fighters exclude each other; children may be either.
const KINDS: [&str; 4] = ["", "civilians", "fighters", "children"];

fn kinds() -> Vec<Kind> {
    let kind = |tag: &&str| rules().axes().kind(&tag.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    KINDS.iter().map(kind).collect()
}

fn system() -> System {
    let wanted: BTreeSet<Unknown> =
        kinds().into_iter().map(|kind| Unknown { measure: Measure::Killed, kind }).collect();
    System::new(&wanted, rules().axes())
}

/// Figures as (kind, measure, low, width; 9 is open, whether some).
type Drawn = Vec<(usize, usize, u64, u64, bool)>;

fn given(system: &System, drawn: &Drawn) -> Vec<Given> {
    let kinds = kinds();
    let interval = |&(kind, measure, low, width, some): &(usize, usize, u64, u64, bool)| {
        let wanted = Unknown { measure: MEASURES[measure], kind: kinds[kind].clone() };
        let unknown = system.unknowns.iter().position(|unknown| *unknown == wanted).unwrap();
        Given { unknown, range: Range::new(low, (width < 9).then_some(low + width)), some }
    };
    drawn.iter().map(interval).collect()
}

/// Whether some killed and injured of every kind fit all figures: by trying.
fn brute(drawn: &Drawn) -> bool {
    const MOST: u64 = 14;
    let fits = |kind: usize, k: u64, i: u64| {
        drawn.iter().filter(|figure| figure.0 == kind).all(|&(_, measure, low, width, some)| {
            let value = [k, i, k + i][measure];
            value >= low && (some || width >= 9 || value <= low + width)
        })
    };
    let pairs = |kind: usize| -> Vec<(u64, u64)> {
        let all = (0..=MOST).flat_map(|k| (0..=MOST).map(move |i| (k, i)));
        // Of the parts only the least matter: whatever holds more holds these.
        let fitting: Vec<(u64, u64)> = all.filter(|&(k, i)| fits(kind, k, i)).collect();
        let least =
            |&(k, i): &(u64, u64)| kind == 0 || !fitting.iter().any(|&(x, y)| (x, y) != (k, i) && x <= k && y <= i);
        fitting.iter().copied().filter(least).collect()
    };
    let [people, civilians, fighters, children] = [0, 1, 2, 3].map(pairs);
    people.iter().any(|&(k, i)| {
        let hold = |(x, y): (u64, u64)| x <= k && y <= i;
        children.iter().any(|&c| hold(c))
            && civilians.iter().any(|&c| fighters.iter().any(|&f| hold((c.0 + f.0, c.1 + f.1))))
    })
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let width = prop_oneof![Just(0u64), 0..3u64, Just(9u64)];
    proptest::collection::vec((0..4usize, 0..3usize, 0..5u64, width, proptest::bool::weighted(0.1)), 1..7)
}

fn is_possible(system: &System, drawn: &Drawn) -> bool {
    propagate(system, given(system, drawn)).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, ..ProptestConfig::default() })]

    #[test]
    fn bounds_agree_with_trying_everything(drawn in drawn()) {
        prop_assert_eq!(is_possible(&system(), &drawn), brute(&drawn));
    }

    #[test]
    fn a_smallest_set_is_the_first_of_the_smallest(drawn in drawn()) {
        let system = system();
        let given: Vec<_> = given(&system, &drawn).into_iter().enumerate().collect();
        let subset = |bits: usize| -> Vec<usize> { (0..drawn.len()).filter(|n| bits >> n & 1 == 1).collect() };
        let of = |set: &[usize]| -> Drawn { set.iter().map(|&n| drawn[n]).collect() };
        // Two plain figures of one unknown are another rule's; so is every set that holds such a pair.
        let plain = |a: usize, b: usize| {
            let (x, y) = (drawn[a], drawn[b]);
            (x.0, x.1) == (y.0, y.1) && !brute(&of(&[a, b])) && (!x.4 || x.2 <= y.2) && (!y.4 || y.2 <= x.2)
        };
        let told_already = |set: &[usize]| set.iter().any(|&a| set.iter().any(|&b| a < b && plain(a, b)));
        let mut told = Told::default();
        told.extend((0..drawn.len()).flat_map(|b| (0..b).map(move |a| (a, b))).filter(|&(a, b)| plain(a, b)));
        let found = Search { system: &system, given, told: &told }.first_smallest();
        let mut sets: Vec<Vec<usize>> = (1..1usize << drawn.len()).map(subset).collect();
        sets.sort_by_key(|set| (set.len(), set.clone()));
        let expected = sets.into_iter().find(|set| !told_already(set) && !brute(&of(set)));
        prop_assert_eq!(found.map(|found| found.figures), expected);
    }

    #[test]
    fn what_is_possible_stays_so_when_a_range_is_widened(drawn in drawn(), at in 0..6usize, down in 0..3u64, up in 0..3u64) {
        let system = system();
        let mut wider = drawn.clone();
        let at = at % drawn.len();
        wider[at].2 = drawn[at].2.saturating_sub(down);
        wider[at].3 = (drawn[at].3 + (drawn[at].2 - wider[at].2) + up).min(9);
        prop_assert!(!is_possible(&system, &drawn) || is_possible(&system, &wider));
    }

    #[test]
    fn findings_do_not_depend_on_the_order_of_documents(drawn in drawn(), turn in 0..6usize) {
        let tags = ["killed", "injured", "casualties"];
        let text = |n: usize, &(kind, measure, low, width, _): &(usize, usize, u64, u64, bool)| {
            let number = match width {
                0 => format!("{}", low * 20),
                9 => format!("{}+", low * 20),
                _ => format!("{}-{}", low * 20 + 1, (low + width) * 20),
            };
            format!("d{n} 2024-01-0{}: {} {number} {}", n % 3 + 1, tags[measure], KINDS[kind])
        };
        let texts: Vec<String> = drawn.iter().enumerate().map(|(n, figure)| text(n, figure)).collect();
        let mut turned = texts.clone();
        turned.rotate_left(turn % texts.len());
        turned.reverse();
        let run = |texts: &[String]| {
            let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
            let (documents, claims) = read_all(&texts);
            check_all(&documents, &claims, None)
        };
        prop_assert_eq!(run(&texts), run(&turned));
    }
}

#[test]
fn the_sets_of_the_contract() {
    let moyale = ["a: killed 19+; injured ~50", "b: killed 27+", "c: injured 52+", "d: casualties 75"];
    let (documents, claims) = read_all(&moyale);
    let findings = check_all(&documents, &claims, None);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].claims, ["b:1", "c:1", "d:1"]);
    assert_eq!(
        findings[0].proof.as_deref(),
        Some("at least 27 killed + at least 52 injured = at least 79 killed or injured, but 75 killed or injured")
    );
    assert_eq!(found(&["a: killed 17", "b: killed 21 civilians"]), ["impossible-together a:1 b:1"]);
    assert_eq!(
        found(&["a: killed 20", "b: killed 12 civilians", "c: killed 11 fighters"]),
        ["impossible-together a:1 b:1 c:1"]
    );
    assert_eq!(found(&["a: casualties 0 civilians", "b: killed 3 civilians"]), ["impossible-together a:1 b:1"]);
}

#[test]
fn what_is_told_already_is_not_told_again() {
    assert_eq!(found(&["a: injured 26; injured 29 children part=a:1"]), ["part-exceeds-whole a:2 a:1"]);
    assert_eq!(found(&["a: killed 14", "b: killed 25"]), ["disjoint-figures a:1 b:1"]);
    assert_eq!(
        found(&["a: casualties 75", "b: killed 27+; injured 52+", "c: killed 27+"]),
        ["impossible-together a:1 b:1 c:1 b:2"]
    );
}

#[test]
fn a_pair_told_already_hides_no_other_set() {
    // That three people at least were killed, the second says as well as the third; the third is told with
    // the first, and would hide that the other four leave no possibility.
    let figures = [
        "a: killed 0 civilians",
        "b: killed 3 children",
        "c: killed 3 civilians",
        "d: casualties 3",
        "e: casualties 1+ civilians",
    ];
    assert_eq!(found(&figures), ["disjoint-figures a:1 c:1", "impossible-together a:1 b:1 d:1 e:1"]);
}

#[test]
fn ceilings_lapse_and_floors_stay() {
    assert!(found(&["a 2024-01-01: killed 17", "b 2024-01-02: killed 21 civilians"]).is_empty());
    assert_eq!(
        found(&["a 2024-01-01: killed 21 civilians", "b 2024-01-02: killed 17"]),
        ["impossible-together a:1 b:1"]
    );
    assert!(found(&["a 2024-01-01: displaced 17", "b 2024-01-02: displaced 21 civilians"]).is_empty());
    // A date is simultaneous with every time of its day; the times are not with each other.
    let day = ["a 2024-01-01T10:00Z: killed 17", "b 2024-01-01T18:00Z: killed 21 civilians", "c 2024-01-01: injured 3"];
    assert!(found(&day).is_empty());
}

#[test]
fn a_thousand_figures_of_one_event_are_checked() {
    let text = |n: usize| match n % 3 {
        0 => format!("d{n}: killed {}+", 20 + n % 8),
        1 => format!("d{n}: injured {}+", 50 + n % 4),
        _ => format!("d{n}: casualties {}-90", 78 + n % 3),
    };
    let texts: Vec<String> = (0..1000).map(text).collect();
    let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
    let (documents, claims) = read_all(&texts);
    assert!(check_all(&documents, &claims, None).is_empty());
}
