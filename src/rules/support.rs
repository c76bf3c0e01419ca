//! What the sources say of each figure of a draft, also where no rule has anything to report: silence
//! must not be taken for agreement.
//!
//! In: the scenes of a run, and the claims of the draft. Out: a [`DraftFigure`] for each of them. It
//! reports nothing: what is wrong with a figure is for the checks.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::checks::{borne_out, given_elsewhere};
use super::figure::Scene;
use crate::claim::Claim;

/// A figure of a draft, and what the sources say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFigure {
    /// The id of its claim.
    pub claim: String,
    /// What the sources say of it.
    pub verdict: DraftVerdict,
    /// The ids of the sources' claims that say so: one a document and voice, those that state the very
    /// number first.
    pub sources: Vec<String>,
}

/// What the sources say of a figure of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DraftVerdict {
    /// Sources give it, or a range inside it, as surely.
    Supported,
    /// Sources state its number, but the draft says more than they do.
    Stronger,
    /// Sources state it only of another event.
    Elsewhere,
    /// No source gives it.
    Unsupported,
    /// It is denied, hypothetical, a rate, or an addition to another figure: compared with nothing.
    Uncompared,
}

/// The figures of the draft in text order, each with what the sources say of it in its scene.
pub fn draft_figures(scenes: &[Scene], draft: &[&Claim]) -> Vec<DraftFigure> {
    let figure = |claim: &&Claim| {
        let placed = scenes.iter().find_map(|scene| Some((scene, scene.place(&claim.id)?)));
        let (verdict, sources) = match placed {
            Some((scene, at)) if scene.figures[at].compared => said_of(scene, at),
            _ => (DraftVerdict::Uncompared, Vec::new()),
        };
        DraftFigure { claim: claim.id.clone(), verdict, sources }
    };
    draft.iter().map(figure).collect()
}

/// What the sources of a scene say of its figure at this place.
fn said_of(scene: &Scene, at: usize) -> (DraftVerdict, Vec<String>) {
    let draft = &scene.figures[at];
    let (bearing, stating) = borne_out(scene, draft);
    let (verdict, sources) = match (bearing.is_empty(), stating.is_empty()) {
        (false, _) => (DraftVerdict::Supported, bearing),
        (true, false) => (DraftVerdict::Stronger, stating),
        (true, true) => {
            let elsewhere: Vec<String> = given_elsewhere(scene, draft).map(|claim| claim.id.clone()).collect();
            let verdict = if elsewhere.is_empty() { DraftVerdict::Unsupported } else { DraftVerdict::Elsewhere };
            return (verdict, elsewhere);
        }
    };
    let mut seen = HashSet::new();
    let figures = sources.iter().map(|&at| &scene.figures[at]);
    // What stands in the text says more than its headline.
    let (text, headlines): (Vec<_>, Vec<_>) = figures.partition(|figure| !figure.is_headline());
    let told = text.iter().filter(|figure| seen.insert((figure.report.document, Some(figure.voice))));
    let mut told: Vec<String> = told.map(|figure| figure.claim.id.clone()).collect();
    let of_text: HashSet<usize> = text.iter().map(|figure| figure.report.document).collect();
    let alone = headlines.iter().filter(|figure| !of_text.contains(&figure.report.document));
    told.extend(alone.filter(|figure| seen.insert((figure.report.document, None))).map(|f| f.claim.id.clone()));
    (verdict, told)
}

#[cfg(test)]
mod tests {
    use crate::rules::draft_figures;
    use crate::rules::testing::{event, read_all, rules};

    /// What is said of the figures of the draft `d`.
    fn about(draft: &str, sources: &[&str]) -> Vec<String> {
        let draft = format!("d 2024-01-31: {draft}");
        let texts: Vec<&str> = sources.iter().copied().chain([&*draft]).collect();
        let (documents, claims) = read_all(&texts);
        let figures = draft_figures(&documents, &claims, &[event(claims.len())], "d", rules());
        let told = figures.iter().map(|f| format!("{:?} {}", f.verdict, f.sources.join(" ")).trim().to_owned());
        told.collect()
    }

    #[test]
    fn every_figure_of_a_draft_has_a_verdict() {
        for (draft, source, expected) in [
            ("killed 35+", "killed 35", "Supported a:1"),
            ("killed 35", "killed 35+", "Stronger a:1"),
            ("killed 16", "killed 16 feared", "Stronger a:1"),
            ("killed 24..99", "killed 35+", "Supported a:1"),
            ("killed 12", "injured 12", "Unsupported"),
            ("killed 12 additional", "killed 12", "Uncompared"),
            ("killed 12 denied", "killed 12", "Uncompared"),
        ] {
            assert_eq!(about(draft, &[&format!("a: {source}")]), [expected], "{draft} / {source}");
        }
    }

    #[test]
    fn a_source_is_named_once_and_the_very_number_first() {
        let sources = ["a: killed 40+; killed 35 by=x", "b: title killed 35; killed 35", "c: title killed 35"];
        assert_eq!(about("killed 35+ by=x", &sources), ["Supported a:2 b:2 a:1 c:1"]);
    }
}
