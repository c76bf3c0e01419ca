//! Rules over the claims of an event, and what they report.
//!
//! In: documents, their claims and the events that the claims count victims of.
//! Out: [`Finding`]s, the most severe first. Nothing here reads prose or knows how a finding will
//! be shown; judgements are data under `rules/`, and a check is a function over plain data.
//!
//! | one question | one place |
//! | --- | --- |
//! | who was counted | `population` |
//! | who speaks | `voice` |
//! | what is later | `time` |
//! | what a number was rounded from | `rounding` |
//! | which figures are compared | `figure` |
//! | which figures say the same | `class` |
//! | what two figures say of each other | `verdict` |
//! | what cannot all be true, and what follows where it can | `solve` |
//! | what all agree on | `agreement` |
//! | what bears out a draft's figure | `support` |
//! | what a house would publish | `ladder` |

mod agreement;
mod cause;
mod checks;
mod class;
mod convention;
mod example;
mod figure;
mod finding;
mod hit;
mod ladder;
mod permission;
mod population;
mod rounding;
mod rule;
mod set;
mod solve;
mod support;
mod template;
#[cfg(test)]
mod testing;
mod time;
mod told;
mod verdict;
mod voice;

pub use agreement::Agreement;
pub use convention::{Convention, Reading, check_under};
pub use example::{Mistaken, Shown};
pub use finding::{Finding, Severity};
pub use ladder::{Ladder, Published, Value, published};
pub use permission::{Permission, permissions, permit};
pub use rule::{Check, Example, ExampleDocument, Examples, Factor, Only, Parameters, Rule};
pub use set::{Rules, Setting};
pub use solve::Implied;
pub use support::{DraftFigure, DraftVerdict};
pub use template::Template;

use crate::claim::Claim;
use crate::event::Event;
use crate::text::Document;
use figure::{Index, Scene, Stage, standing};

/// Everything that the rules find in the events, the most severe first; the same in whatever
/// order the documents come. `draft` is the id of a document that is checked against the others:
/// it is put only to the rules of drafts and to those of one document.
pub fn check(
    documents: &[Document],
    claims: &[Claim],
    events: &[Event],
    draft: Option<&str>,
    rules: &Rules,
) -> Vec<Finding> {
    let stage = stage(documents, claims, draft, rules);
    let places: std::collections::HashMap<&str, &Claim> = claims.iter().map(|c| (&*c.id, c)).collect();
    let mut found: Vec<(usize, Finding)> = Vec::new();
    for event in events {
        let scene = Scene::new(&stage, &event.id, &event.claims);
        found.extend(checks::run(&scene, rules));
    }
    let place = |finding: &Finding| {
        let order: Vec<_> = finding.claims.iter().filter_map(|id| places.get(&**id)).map(|c| standing(c)).collect();
        order.iter().min().copied()
    };
    found.sort_by(|(n, a), (m, b)| {
        let order = b.severity.cmp(&a.severity).then(n.cmp(m)).then_with(|| place(a).cmp(&place(b)));
        order.then_with(|| a.claims.cmp(&b.claims))
    });
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// What is not compared, with the document that it is said of: an event that tells of more different
/// figures than anybody could read the findings of.
pub fn not_compared<'a>(claims: &'a [Claim], events: &[Event]) -> Vec<(&'a str, String)> {
    let of_event = |event: &Event| {
        let (_, left) = figure::compared(claims, &event.claims);
        let first = &claims[*left.first()?];
        let figures = if left.len() == 1 { "1 figure".to_owned() } else { format!("{} figures", left.len()) };
        let note = format!(
            "{figures} of {} from line {} on are not compared: of one event and measure the first {} different ones are",
            event.id,
            first.line,
            figure::DIFFERENT
        );
        Some((&*first.document, note))
    };
    events.iter().filter_map(of_event).collect()
}

/// What the figures of each event come to, in the order of the events.
pub fn agreements(
    documents: &[Document],
    claims: &[Claim],
    events: &[Event],
    draft: Option<&str>,
    rules: &Rules,
) -> Vec<Vec<Agreement>> {
    let stage = stage(documents, claims, draft, rules);
    let scenes = events.iter().map(|event| Scene::new(&stage, &event.id, &event.claims));
    scenes.map(|scene| agreement::agreements(&scene)).collect()
}

/// What follows from the figures of each event, in the order of the events; `None` where they
/// cannot all be true. With `one_time` they are taken as made at one time and of one population.
pub fn implied(
    documents: &[Document],
    claims: &[Claim],
    events: &[Event],
    draft: Option<&str>,
    rules: &Rules,
    one_time: bool,
) -> Vec<Option<Vec<Implied>>> {
    let stage = stage(documents, claims, draft, rules);
    let scenes = events.iter().map(|event| Scene::new(&stage, &event.id, &event.claims));
    scenes.map(|scene| solve::implied(&scene, rules.axes(), one_time)).collect()
}

/// What the sources say of each figure of the draft, in text order.
pub fn draft_figures(
    documents: &[Document],
    claims: &[Claim],
    events: &[Event],
    draft: &str,
    rules: &Rules,
) -> Vec<DraftFigure> {
    let stage = stage(documents, claims, Some(draft), rules);
    let scenes: Vec<Scene> = events.iter().map(|event| Scene::new(&stage, &event.id, &event.claims)).collect();
    let own: Vec<&Claim> = claims.iter().filter(|claim| claim.document == draft).collect();
    support::draft_figures(&scenes, &own)
}

/// What every scene of a run shares.
fn stage<'a>(documents: &'a [Document], claims: &'a [Claim], draft: Option<&'a str>, rules: &'a Rules) -> Stage<'a> {
    let index = Index::of(documents, claims);
    let (axes, words, rest, updates) = (rules.axes(), rules.words(), rules.rest(), rules.updates());
    Stage { documents, claims, index, axes, words, rest, updates, draft }
}
