//! What one document says against itself: two figures in one voice, a part above its whole, a
//! complete breakdown that is not its total.
//!
//! In: a scene; the draft's figures count like others. Out: hits. It compares no two documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::Range;
use crate::rules::figure::{Comparison, Figure, Role, Scene, same_sort};
use crate::rules::hit::{Hit, figure_of};
use crate::rules::population::Relation;
use crate::rules::rounding;
use crate::rules::time::Order;

/// Two whole figures of one voice that cannot both hold, and headlines that no figure of the text
/// bears out.
pub fn contradictions(scene: &Scene) -> Vec<Hit> {
    let mut sides = Sides::new();
    for of_one in by_document(scene).values() {
        for (n, &(i, a)) in of_one.iter().enumerate() {
            for &(j, b) in &of_one[n + 1..] {
                let in_text = !a.is_headline() && !b.is_headline();
                let one_source = a.report.is_one_with(&b.report) && a.voice == b.voice;
                let alike = scene.comparison(a, b) == Some(Comparison::Alike);
                let updated = scene.overtakes(a, b) || scene.overtakes(b, a);
                if in_text && one_source && alike && !updated && !rounding::agree(a.claim, b.claim) {
                    add(&mut sides, scene, i, j);
                }
            }
            if a.is_headline() {
                headline(scene, of_one, i, a).into_iter().for_each(|j| add(&mut sides, scene, i, j));
            }
        }
    }
    sides.into_values().map(|(first, second)| Hit::of(first, second)).collect()
}

/// By document, the two figures that stand against each other.
type Sides = BTreeMap<(usize, FigureKey, FigureKey), (BTreeSet<usize>, BTreeSet<usize>)>;
type FigureKey = (crate::claim::Measure, Range);

fn add(sides: &mut Sides, scene: &Scene, a: usize, b: usize) {
    let (first, second) = (&scene.figures[a], &scene.figures[b]);
    let key = (first.report.document, figure_of(first), figure_of(second));
    let back = (key.0, key.2, key.1);
    let (key, a, b) = if sides.contains_key(&back) { (back, b, a) } else { (key, a, b) };
    let side = sides.entry(key).or_default();
    side.0.insert(a);
    side.1.insert(b);
}

/// The whole figures, with their numbers.
fn whole<'s>(scene: &'s Scene) -> impl Iterator<Item = (usize, &'s Figure<'s>)> {
    scene.figures.iter().enumerate().filter(|(_, f)| f.role == Role::Whole && f.compared)
}

/// The whole figures of each document.
fn by_document<'s>(scene: &'s Scene) -> BTreeMap<usize, Vec<(usize, &'s Figure<'s>)>> {
    let mut documents: BTreeMap<usize, Vec<(usize, &Figure)>> = BTreeMap::new();
    for (at, figure) in whole(scene) {
        documents.entry(figure.report.document).or_default().push((at, figure));
    }
    documents
}

/// The figures of the text that a headline contradicts: none where one of them agrees with it.
fn headline(scene: &Scene, of_one: &[(usize, &Figure)], number: usize, title: &Figure) -> Vec<usize> {
    let body = of_one.iter().copied().filter(|&(at, f)| at != number && !f.is_headline());
    let body: Vec<(usize, &Figure)> = body
        .filter(|(_, f)| same_sort(f.claim, title.claim) && scene.relation(f, title) != Relation::Exclusive)
        .collect();
    if body.iter().any(|(_, f)| rounding::agree(f.claim, title.claim)) {
        return Vec::new();
    }
    let against = |f: &Figure| {
        let (own, heads) = rounding::compared(f.claim, title.claim);
        match scene.relation(f, title) {
            Relation::Same => true, // that they do not agree, we know
            Relation::Narrower => exceeds(own, heads),
            Relation::Wider => exceeds(heads, own),
            _ => false,
        }
    };
    body.into_iter().filter(|(_, f)| against(f)).map(|(at, _)| at).collect()
}

/// Whether every number of one range lies above the other.
fn exceeds(a: Range, b: Range) -> bool {
    b.high.is_some_and(|high| a.low > high)
}

/// Parts larger than the figure they are part of, as the text says or as their kinds do.
pub fn parts_above_wholes(scene: &Scene) -> Vec<Hit> {
    let mut hits = Vec::new();
    let documents = by_document(scene);
    for (i, part) in scene.figures.iter().enumerate().filter(|(_, f)| f.compared) {
        let named =
            part.claim.part_of.as_deref().and_then(|id| scene.place(id)).filter(|&at| scene.figures[at].compared);
        let beside = documents.get(&part.report.document).into_iter().flatten();
        let by_kind = beside.filter(|(_, w)| is_wider_in_one_voice(scene, part, w)).map(|(at, _)| *at);
        let wholes: BTreeSet<usize> = named.into_iter().chain(by_kind.filter(|_| named.is_none())).collect();
        for at in wholes {
            let whole = &scene.figures[at];
            let (small, large) = rounding::compared(part.claim, whole.claim);
            let overtaken = part.report.order(&whole.report) == Order::Later && whole.claim.measure.grows();
            if at != i && !overtaken && exceeds(small, large) {
                hits.push(Hit::of([i], [at]));
            }
        }
    }
    hits
}

/// Whether `whole`, of the same document, counts wider people in the same breath: one voice, no headline.
fn is_wider_in_one_voice(scene: &Scene, part: &Figure, whole: &Figure) -> bool {
    part.role != Role::Loose
        && same_sort(part.claim, whole.claim)
        && scene.relation(part, whole) == Relation::Narrower
        && part.voice == whole.voice
        && !part.is_headline()
        && !whole.is_headline()
}

/// Breakdowns given as complete that do not add up to their totals.
pub fn parts_not_totals(scene: &Scene) -> Vec<Hit> {
    let mut breakdowns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, part) in scene.figures.iter().enumerate().filter(|(_, f)| f.claim.complete) {
        if let Some(whole) = part.claim.part_of.as_deref().and_then(|id| scene.place(id)).filter(|&w| w != at) {
            breakdowns.entry(whole).or_default().push(at);
        }
    }
    breakdowns.into_iter().filter_map(|(whole, parts)| breakdown(scene, whole, &parts)).collect()
}

/// A hit where the parts do not add up to the whole: neither together, nor axis by axis.
fn breakdown(scene: &Scene, whole: usize, parts: &[usize]) -> Option<Hit> {
    let total = rounding::widened(scene.figures[whole].claim);
    let fits = |parts: &[usize]| sum(parts.iter().map(|&at| rounding::widened(scene.figures[at].claim))).meets(total);
    let mut by_axes: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
    for &at in parts {
        by_axes.entry(scene.axes_of(&scene.figures[at])).or_default().push(at);
    }
    let several = by_axes.len() > 1 && by_axes.values().all(|parts| fits(parts));
    if parts.len() < 2 || fits(parts) || several {
        return None;
    }
    let stated = sum(parts.iter().map(|&at| scene.figures[at].claim.range));
    let worded: Vec<String> = parts.iter().map(|&at| scene.figures[at].claim.range.to_string()).collect();
    let proof = format!("{} = {stated}, but {} in all", worded.join(" + "), scene.figures[whole].claim.range);
    // The total and where its breakdown begins are named; the other parts bear on it.
    let mut hit = Hit::of([whole], [parts[0]]);
    hit.related = parts[1..].to_vec();
    hit.holes = vec![("parts", worded.join(" + ")), ("sum", stated.to_string())];
    hit.proof = Some(proof);
    Some(hit)
}

/// The sum of ranges; open where one is, or where it is too large to tell.
fn sum(ranges: impl Iterator<Item = Range>) -> Range {
    ranges.fold(Range::exactly(0), |sum, range| Range {
        low: sum.low.saturating_add(range.low),
        high: sum.high.zip(range.high).and_then(|(a, b)| a.checked_add(b)),
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    #[test]
    fn one_voice_that_gives_two_figures_contradicts_itself() {
        assert_eq!(found(&["a: killed 14; killed 17"]), ["self-contradiction a:1 a:2"]);
        assert_eq!(found(&["a: title killed 46; killed 41"]), ["self-contradiction a:1 a:2"]);
        assert_eq!(found(&["a: title killed 46; killed 41 by=police"]), ["self-contradiction a:1 a:2"]);
        assert!(found(&["a: title killed 46; killed 46 by=police"]).is_empty());
        assert_eq!(
            found(&["a: title killed 15; killed 12 by=police; killed 15 by=the_hospital"]),
            ["disjoint-figures a:2 a:3"]
        );
        assert!(found(&["a: injured 3 police; injured nobody else"]).is_empty());
        assert!(found(&["a: killed 14; killed 3 children part=a:1; killed 5 part=a:1"]).is_empty());
    }

    #[test]
    fn a_part_is_no_larger_than_its_whole() {
        assert_eq!(found(&["a: injured 26; injured 29 children part=a:1"]), ["part-exceeds-whole a:2 a:1"]);
        assert_eq!(found(&["a: casualties 26; killed 27 part=a:1"]), ["part-exceeds-whole a:2 a:1"]);
        assert_eq!(found(&["a: killed 12; killed 15 children"]), ["part-exceeds-whole a:2 a:1"]);
        assert!(found(&["a: injured 26+; injured 29 children part=a:1"]).is_empty());
        assert!(found(&["a: displaced 1200; displaced 1220 children part=a:1"]).is_empty());
    }

    #[test]
    fn a_complete_breakdown_adds_up() {
        let parts = "injured 61 women part=a:1 complete; injured 34 men part=a:1 complete";
        let third = "injured 19 children part=a:1 complete";
        assert_eq!(found(&[&format!("a: injured 118; {parts}; {third}")]), ["parts-do-not-sum a:1 a:2"]);
        assert!(found(&[&format!("a: injured 114; {parts}; {third}")]).is_empty());
        assert!(found(&[&format!("a: injured 118; {parts}; injured 19+ children part=a:1 complete")]).is_empty());
    }
}
