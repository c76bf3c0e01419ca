//! Checks for rules of a house's own: a figure with nobody named, a figure that stands alone.
//!
//! In: a scene, and to which figures the rule is restricted. Out: hits of one side. Both the
//! draft's and the sources' figures are looked at; no built-in rule asks for these.

use crate::rules::figure::{Comparison, Figure, Role, Scene};
use crate::rules::hit::Hit;
use crate::rules::rounding;
use crate::rules::rule::Only;

/// Figures for which nobody is named, in headlines too.
pub fn unnamed(scene: &Scene) -> Vec<Hit> {
    let bare = scene.figures.iter().enumerate().filter(|(_, f)| f.claim.attribution.is_none());
    bare.map(|(at, _)| one(at)).collect()
}

/// Whole figures that no other voice bears out.
pub fn alone(scene: &Scene, only: &Only) -> Vec<Hit> {
    let admitted = |f: &Figure| only.admits(f.claim, scene.documents.get(f.report.document));
    let whole = scene.figures.iter().enumerate().filter(|(_, f)| f.compared && f.role == Role::Whole && admitted(f));
    let borne_out = |a: &Figure| {
        scene.figures.iter().any(|b| {
            b.voice != a.voice && scene.comparison(a, b) == Some(Comparison::Alike) && rounding::agree(a.claim, b.claim)
        })
    };
    whole.filter(|(_, figure)| !borne_out(figure)).map(|(at, _)| one(at)).collect()
}

fn one(at: usize) -> Hit {
    Hit { sides: vec![vec![at]], ..Hit::default() }
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;
    use crate::rules::testing::{check_with, read_all};

    fn found(rule: &str, texts: &[&str]) -> Vec<String> {
        let mut rules = Rules::built_in();
        let examples = "examples: {fires: [], silent: []}";
        rules.add("house.yaml", &format!("id: house\nseverity: error\nreason: r\n{examples}\n{rule}")).unwrap();
        let (documents, claims) = read_all(texts);
        let findings = check_with(&documents, &claims, None, &rules);
        findings.into_iter().filter(|f| f.rule == "house").map(|f| f.message).collect()
    }

    #[test]
    fn no_toll_without_attribution_in_a_headline() {
        let rule = "check: unnamed\nonly: {fields: [title], measures: [killed]}\nmessage: \"{first}: who says so?\"";
        assert_eq!(found(rule, &["a: title killed 12; killed 12 by=police"]), ["“title killed 12” (a): who says so?"]);
        assert!(found(rule, &["a: title killed 12 by=police; killed 12"]).is_empty());
    }

    #[test]
    fn a_belligerents_figure_needs_a_second_voice() {
        let rule = "check: alone\nonly: {attributions: [the army]}\nmessage: \"{first} stands alone\"";
        assert_eq!(found(rule, &["a: killed 30 by=the_army; killed 12"]).len(), 1);
        assert!(found(rule, &["a: killed 30 by=the_army", "b: killed 30+"]).is_empty());
    }
}
