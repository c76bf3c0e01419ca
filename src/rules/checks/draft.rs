//! A draft against its sources.
//!
//! In: a scene with figures of a draft. Out: hits, the draft's figures as their first side; the
//! sources' figures that are named beside them are few, the rest is related.
//! Sources among themselves are not compared here.

use std::collections::BTreeMap;

use super::Ground;
use crate::claim::{Claim, Quantifier, Range, Status};
use crate::rules::figure::{Comparison, Figure, Role, Scene, same_sort, sort};
use crate::rules::hit::Hit;
use crate::rules::population::Relation;
use crate::rules::rounding;
use crate::rules::time::Order;
use crate::rules::verdict::Verdict;

/// How many figures a hit names: the draft's, and of each side of the sources the first.
const NAMED: usize = 3;

/// The figures of the draft that are compared.
fn drafted<'s>(scene: &'s Scene) -> impl Iterator<Item = (usize, &'s Figure<'s>)> {
    scene.figures.iter().enumerate().filter(|(_, f)| f.draft && f.compared)
}

/// The figures of the sources that are compared.
fn sources<'s>(scene: &'s Scene) -> impl Iterator<Item = (usize, &'s Figure<'s>)> {
    scene.figures.iter().enumerate().filter(|(_, f)| !f.draft && !f.claim.additional)
}

/// Sources' figures by the side that they are on in a hit: `{second}`, `{third}`.
type Sides = Vec<Vec<usize>>;

/// One hit for every figure of the draft, however often it stands there.
fn merged(scene: &Scene, found: Vec<(usize, Sides, String)>) -> Vec<Hit> {
    let mut by_figure: BTreeMap<_, (Vec<usize>, Sides, String)> = BTreeMap::new();
    for (at, sides, why) in found {
        let claim = scene.figures[at].claim;
        let entry = by_figure.entry((sort(claim), claim.range)).or_insert_with(|| (Vec::new(), sides, why));
        entry.0.push(at);
    }
    by_figure.into_values().map(|(draft, sides, why)| hit(draft, sides, why)).collect()
}

fn hit(draft: Vec<usize>, sources: Sides, why: String) -> Hit {
    let room = NAMED.saturating_sub(draft.len());
    let mut hit = Hit { sides: vec![draft], holes: vec![("why", why)], ..Hit::default() };
    for (n, side) in sources.into_iter().enumerate() {
        let (named, rest) = side.split_at(side.len().min(usize::from(n < room)));
        hit.sides.push(named.to_vec());
        hit.related.extend(rest);
    }
    hit
}

/// Figures that no source gives.
pub fn unsupported(scene: &Scene) -> Vec<Hit> {
    let mut found = Vec::new();
    for (at, draft) in drafted(scene) {
        let supported = sources(scene).any(|(_, source)| supports(scene, source, draft));
        if !supported && given_elsewhere(scene, draft).next().is_none() {
            found.push((at, Vec::new(), String::new()));
        }
    }
    merged(scene, found)
}

/// The claims of sources that give the very figure of some other event. None where the draft's own
/// event has a figure to compare: only without one is it likelier that the events were told apart
/// wrongly.
pub fn given_elsewhere<'s>(scene: &'s Scene, draft: &'s Figure) -> impl Iterator<Item = &'s Claim> {
    let comparable = sources(scene).any(|(_, source)| same_sort(source.claim, draft.claim));
    let same = |claim: &&Claim| claim.range == draft.claim.range && same_sort(claim, draft.claim);
    let claims = if comparable { &[][..] } else { scene.claims };
    claims.iter().filter(|claim| claim.document != draft.claim.document).filter(same)
}

/// The sources' figures that bear out the draft's as surely as it is said, those that state its very
/// number first; and those that state its number, whatever they allow.
pub fn borne_out(scene: &Scene, draft: &Figure) -> (Vec<usize>, Vec<usize>) {
    let of_them: Vec<_> = sources(scene).filter(|(_, source)| counts_them(scene, source, draft)).collect();
    let (stating, others): (Vec<_>, Vec<_>) = of_them.into_iter().partition(|(_, source)| states(source, draft));
    let bears =
        |(at, source): &(usize, &Figure)| (lies_inside(source, draft) && !loses_doubt(source, draft)).then_some(*at);
    (stating.iter().chain(&others).filter_map(bears).collect(), stating.iter().map(|(at, _)| *at).collect())
}

/// Whether a source's figure bears out the draft's: it states the number, or a range inside.
fn supports(scene: &Scene, source: &Figure, draft: &Figure) -> bool {
    counts_them(scene, source, draft) && (states(source, draft) || lies_inside(source, draft))
}

/// Whether a source's figure counts the people of the draft's, or some of them that the draft
/// does not tell apart.
fn counts_them(scene: &Scene, source: &Figure, draft: &Figure) -> bool {
    let only_some = draft.role == Role::Whole && source.role != Role::Whole && source.kind != draft.kind;
    // Which time a figure covers is told within the event, or it would be another event's.
    (source.claim.measure, source.claim.unit) == (draft.claim.measure, draft.claim.unit)
        && !only_some
        && match scene.relation(draft, source) {
            Relation::Same | Relation::Wider | Relation::Crossed | Relation::Apart => true,
            // Who is a worker or a villager is a matter of words; who is a civilian is not.
            Relation::Narrower => {
                !scene.kinds[draft.kind].is_told_apart_beside(&scene.kinds[source.kind], scene.exclusive)
            }
            Relation::Exclusive => false,
        }
}

/// Whether the source states a number of the draft's.
fn states(source: &Figure, draft: &Figure) -> bool {
    draft.claim.stated.iter().any(|number| source.claim.stated.contains(number))
}

/// Whether whatever the source allows, the draft allows too.
fn lies_inside(source: &Figure, draft: &Figure) -> bool {
    let (wide, _) = rounding::compared(draft.claim, source.claim);
    let range = source.claim.range;
    // A vague word promises no ceiling: "dozens" is a fair reading of "at least 35".
    let vaguely = draft.claim.quantifier == Quantifier::Vague && Range::exactly(range.low).within(wide);
    range.within(wide) || range.within(draft.claim.range) || vaguely
}

/// Figures that say more than the sources that give them.
pub fn stronger(scene: &Scene) -> Vec<Hit> {
    let mut found = Vec::new();
    for (at, draft) in drafted(scene) {
        let (bearing, givers) = borne_out(scene, draft);
        if let (true, Some(&source)) = (bearing.is_empty(), givers.first()) {
            let lost = what_is_lost(&scene.figures[source], draft);
            found.push((at, vec![givers], lost));
        }
    }
    merged(scene, found)
}

/// Whether a doubt of the source's is gone in the draft.
fn loses_doubt(source: &Figure, draft: &Figure) -> bool {
    let doubt = matches!(source.claim.status, Status::Feared | Status::Alleged | Status::Ordered);
    let sure = matches!(draft.claim.status, Status::Asserted | Status::Confirmed);
    // Who claimed it is still named: the reader sees whose word it is.
    let claimed = source.claim.status == Status::Alleged && draft.voice == source.voice;
    doubt && sure && !claimed
}

/// What the draft leaves out, in words.
fn what_is_lost(source: &Figure, draft: &Figure) -> String {
    if lies_inside(source, draft) {
        return format!("there it is {}", source.claim.status);
    }
    format!("there it allows {}, here {}", source.claim.range, draft.claim.range)
}

/// Figures that the voice named in the draft did not give, but another did.
pub fn misattributed(scene: &Scene) -> Vec<Hit> {
    let mut found = Vec::new();
    for (at, draft) in drafted(scene) {
        let Some(named) = draft.claim.attribution.as_deref().map(|written| scene.words.name(written)) else { continue };
        let of_them: Vec<(usize, &Figure)> =
            sources(scene).filter(|(_, source)| counts_them(scene, source, draft)).collect();
        let (mut its_own, mut others, mut gave_it) = (Vec::new(), Vec::new(), false);
        for (at, source) in of_them {
            let voice = source.claim.attribution.as_deref().map(|written| scene.words.name(written));
            let house = scene.publisher(source).map(|written| scene.words.name(written));
            let supported = supports(scene, source, draft);
            let sure = voice.as_ref().is_some_and(|v| named.is(v)) || house.as_ref().is_some_and(|h| named.is_house(h));
            let may_be = voice.iter().chain(&house).any(|name| named.may_be(name));
            gave_it |= (sure || may_be) && supported;
            match (sure, supported) {
                (true, false) => its_own.push(at),
                (_, true) => others.push(at),
                _ => {}
            }
        }
        if !gave_it && !its_own.is_empty() && !others.is_empty() {
            found.push((at, vec![others, its_own], String::new()));
        }
    }
    merged(scene, found)
}

/// The sources' figures of the draft's people that agree with it, and those that do not.
fn by_agreement(scene: &Scene, draft: &Figure) -> (Vec<usize>, Vec<usize>) {
    let alike = |source: &Figure| scene.comparison(source, draft) == Some(Comparison::Alike);
    let all = sources(scene).filter(|(_, source)| alike(source));
    let (agreeing, other): (Vec<_>, Vec<_>) = all.partition(|(_, source)| rounding::agree(source.claim, draft.claim));
    let numbers = |side: Vec<(usize, &Figure)>| side.into_iter().map(|(at, _)| at).collect();
    (numbers(agreeing), numbers(other))
}

/// The figures by which every source that agrees with the draft has been superseded.
fn superseding(scene: &Scene, draft: &Figure) -> (Vec<usize>, Vec<usize>) {
    let (agreeing, other) = by_agreement(scene, draft);
    let is_later = |at: usize, than: usize| scene.figures[at].report.order(&scene.figures[than].report) == Order::Later;
    let later = other.into_iter().filter(|&at| !agreeing.is_empty() && agreeing.iter().all(|&old| is_later(at, old)));
    (later.collect(), agreeing)
}

/// Figures of earlier sources that a later one supersedes.
pub fn stale(scene: &Scene) -> Vec<Hit> {
    let mut found = Vec::new();
    for (at, draft) in drafted(scene) {
        let (later, agreeing) = superseding(scene, draft);
        if !later.is_empty() {
            found.push((at, vec![later, agreeing], String::new()));
        }
    }
    merged(scene, found)
}

/// Figures that other sources contradict, whose side the draft does not give.
pub fn disputed(ground: &Ground) -> Vec<Hit> {
    let scene = ground.scene;
    let mut found = Vec::new();
    for (at, draft) in drafted(scene) {
        let (agreeing, other) = by_agreement(scene, draft);
        let (later, _) = superseding(scene, draft);
        let against = |&at: &usize| {
            let figure = &scene.figures[at];
            let contradicts = agreeing.iter().any(|&other| ground.verdicts.is(scene, at, other, Verdict::Disjoint));
            let overtaken = agreeing.iter().any(|&a| scene.figures[a].report.order(&figure.report) == Order::Later);
            let given = drafted(scene).any(|(_, also)| {
                scene.comparison(also, figure) == Some(Comparison::Alike) && rounding::agree(also.claim, figure.claim)
            });
            contradicts && !overtaken && !given
        };
        let against: Vec<usize> = other.into_iter().filter(against).collect();
        if later.is_empty() && !against.is_empty() {
            found.push((at, vec![against, agreeing], String::new()));
        }
    }
    merged(scene, found)
}

/// Figures for which nobody is named.
pub fn unattributed(scene: &Scene) -> Vec<Hit> {
    let in_text = scene.figures.iter().enumerate().filter(|(_, f)| f.draft && !f.is_headline());
    let bare = in_text.filter(|(_, f)| {
        let whole = f.claim.part_of.as_deref().and_then(|id| scene.claims.iter().find(|claim| claim.id == id));
        f.claim.attribution.is_none() && whole.is_none_or(|whole| whole.attribution.is_none())
    });
    merged(scene, bare.map(|(at, _)| (at, Vec::new(), String::new())).collect())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found_with;

    /// What is found about the draft `d` beside what nobody is named for.
    fn about(draft: &str, sources: &[&str]) -> Vec<String> {
        let draft = format!("d 2024-01-31: {draft}");
        let texts: Vec<&str> = sources.iter().copied().chain([&*draft]).collect();
        let found = found_with(&texts, Some("d"));
        found.into_iter().filter(|f| f.contains(" d:")).collect()
    }

    #[test]
    fn every_figure_stands_in_a_source() {
        let by = "by=a_name";
        assert_eq!(about(&format!("displaced 31000 {by}"), &["a: displaced 18400"]), ["unsupported-figure d:1"]);
        assert_eq!(about(&format!("killed 23 {by}"), &["a: injured 23"]), ["unsupported-figure d:1"]);
        for (draft, source) in [
            ("displaced 18000+", "displaced 18400"),
            ("killed 24..99", "killed 35+"),
            ("killed 1200", "killed 1187"),
            ("killed 6 part", "killed 6 part"),
            ("killed 23", "killed 23 workers"),
        ] {
            assert!(about(&format!("{draft} {by}"), &[&format!("a: {source}")]).is_empty(), "{draft} / {source}");
        }
        assert_eq!(about(&format!("killed 19 civilians {by}"), &["a: killed 19"]), ["unsupported-figure d:1"]);
    }

    #[test]
    fn a_draft_says_no_more_than_its_source() {
        assert_eq!(about("killed 37 by=x", &["a: killed 37+"]), ["stronger-than-source d:1 a:1"]);
        assert_eq!(about("killed 50+ by=x", &["a: killed 0-50"]), ["stronger-than-source d:1 a:1"]);
        assert_eq!(about("killed 16 by=x", &["a: killed 16 feared"]), ["stronger-than-source d:1 a:1"]);
        assert!(about("killed 37+ by=x", &["a: killed 37"]).is_empty());
        assert!(about("killed 37 by=x", &["a: killed 37+", "b: killed 37"]).is_empty());
    }

    #[test]
    fn a_figure_goes_by_its_own_name() {
        let sources = ["a: killed 12 by=police; killed 19 by=the_ministry"];
        assert!(about("killed 19 by=police", &sources).contains(&"misattributed-figure d:1 a:2 a:1".to_owned()));
        assert!(!about("killed 19 by=the_ministry", &sources).iter().any(|f| f.starts_with("misattributed")));
    }

    #[test]
    fn a_later_source_makes_a_draft_stale_and_another_disputes_it() {
        let days = ["a 2024-01-28: killed 12", "b 2024-01-30: killed 29"];
        assert_eq!(about("killed 12 by=x", &days), ["stale-figure d:1 b:1 a:1"]);
        assert!(about("killed 29 by=x", &days).is_empty());
        let sides = ["a: displaced ~38000", "b: displaced 21500"];
        assert_eq!(about("displaced ~38000 by=x", &sides), ["disputed-figure d:1 b:1 a:1"]);
        assert!(about("displaced ~38000 by=x; displaced 21500 by=y", &sides).is_empty());
    }

    #[test]
    fn somebody_is_named_for_every_figure() {
        assert_eq!(about("killed 12; title killed 12", &["a: killed 12"]), ["unattributed-figure d:1"]);
        assert!(about("killed 12 by=x; killed 3 part=d:1", &["a: killed 12; killed 3 part=a:1"]).is_empty());
    }
}
