//! What may lie behind a disagreement between two figures.
//!
//! In: the two sides of a finding, and every other figure of the event. Out: likely causes in the
//! words of `rules/causes.yaml`, in its order. A cause is a guess with a reason: some figure of the
//! texts, or some digits, would explain the difference. It changes no finding.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::checks::slip;
use super::figure::{Figure, Role, Scene};
use super::hit::{Hit, who};
use super::template::Template;
use crate::claim::{Measure, Quantifier, Scope, Unit, grouped};

/// A kind of cause. A closed set: each is looked for by a function below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Slip,
    Missing,
    Injured,
    Attackers,
    Households,
    LongerTime,
    Undated,
    OneSource,
}

/// A cause and how it is told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    cause: Kind,
    says: Template,
}

/// What a cause rests on: the words for its holes.
#[derive(Default)]
struct Ground {
    third: String,
    sum: String,
    why: String,
}

/// The causes of a disagreement of two sides, in the order of the table.
pub fn causes(hit: &Hit, scene: &Scene, table: &[Cause]) -> Vec<String> {
    let [first, second] = &hit.sides[..] else { return Vec::new() };
    let figure = |side: &[usize]| side.first().map(|&at| &scene.figures[at]);
    let (Some(a), Some(b)) = (figure(first), figure(second)) else { return Vec::new() };
    if a.claim.measure != b.claim.measure || a.claim.unit != b.claim.unit {
        return Vec::new();
    }
    let (low, high) = if a.claim.range.low <= b.claim.range.low { (a, b) } else { (b, a) };
    let pair = Pair { scene, low, high, sides: [first, second] };
    let told = table.iter().filter_map(|cause| {
        let ground = pair.ground(cause.cause)?;
        Some(cause.says.fill(|hole| match hole {
            "first" => quoted(low),
            "second" => quoted(high),
            "third" => ground.third.clone(),
            "sum" => ground.sum.clone(),
            "why" => ground.why.clone(),
            _ => String::new(),
        }))
    });
    told.collect()
}

struct Pair<'a> {
    scene: &'a Scene<'a>,
    low: &'a Figure<'a>,
    high: &'a Figure<'a>,
    sides: [&'a Vec<usize>; 2],
}

impl Pair<'_> {
    /// What a cause of this kind would rest on here.
    fn ground(&self, kind: Kind) -> Option<Ground> {
        let measure = self.low.claim.measure;
        match kind {
            Kind::Slip => self.slip(),
            Kind::Missing => self.counted_in(|f| measure == Measure::Killed && f.claim.measure == Measure::Missing),
            Kind::Injured => self.counted_in(|f| measure == Measure::Killed && f.claim.measure == Measure::Injured),
            Kind::Attackers => self.counted_in(|f| {
                let fighters = |f: &Figure| f.claim.population.iter().any(|tag| tag == "fighters");
                f.claim.measure == measure && fighters(f) && !fighters(self.low) && !fighters(self.high)
            }),
            Kind::Households => self.elsewhere(|f| f.claim.unit == Unit::Household),
            Kind::LongerTime => self.elsewhere(|f| f.claim.scope == Scope::Cumulative),
            Kind::Undated => self.undated(),
            Kind::OneSource => self.one_source(),
        }
    }

    fn slip(&self) -> Option<Ground> {
        let exact = |f: &Figure| f.claim.quantifier == Quantifier::Exact;
        let why = slip(self.low.claim.range.low, self.high.claim.range.low)
            .filter(|_| exact(self.low) && exact(self.high))?;
        Some(Ground { why: why.to_owned(), ..Ground::default() })
    }

    /// Another figure of the event that makes the lesser into the greater.
    fn counted_in(&self, is_candidate: impl Fn(&Figure) -> bool) -> Option<Ground> {
        let (low, high) = (stated(self.low)?, stated(self.high)?);
        let missing = high.checked_sub(low).filter(|&difference| difference > 1)?;
        let other = self
            .scene
            .figures
            .iter()
            .find(|f| stated(f) == Some(missing) && f.role != Role::Loose && is_candidate(f))?;
        let sum = format!("{} + {} = {}", grouped(low), grouped(missing), grouped(high));
        Some(Ground { third: self.named(other), sum, ..Ground::default() })
    }

    /// A figure of the same number that counts something else.
    fn elsewhere(&self, is_candidate: impl Fn(&Figure) -> bool) -> Option<Ground> {
        let numbers = [stated(self.low), stated(self.high)];
        let counts = |f: &&Figure| {
            f.claim.measure == self.low.claim.measure && stated(f).is_some() && numbers.contains(&stated(f))
        };
        let other = self.scene.figures.iter().filter(counts).find(|f| is_candidate(f))?;
        Some(Ground { third: self.named(other), ..Ground::default() })
    }

    fn undated(&self) -> Option<Ground> {
        let apart = self.low.report.document != self.high.report.document;
        let undated = [self.low, self.high].into_iter().filter(|f| apart && f.report.published.is_none());
        let names: Vec<String> = undated.map(|f| who(f, self.scene)).collect();
        (!names.is_empty()).then(|| Ground { third: names.join(" and "), ..Ground::default() })
    }

    /// Several documents that quote one voice for the same figure.
    fn one_source(&self) -> Option<Ground> {
        let repeated = self.sides.iter().find_map(|side| {
            let figures = || side.iter().map(|&at| &self.scene.figures[at]);
            let quoting: Vec<&Figure> = figures().filter(|f| f.claim.attribution.is_some()).collect();
            let first = quoting.first()?;
            let of_it: Vec<&&Figure> = quoting.iter().filter(|f| f.voice == first.voice).collect();
            let documents: BTreeSet<usize> = of_it.iter().map(|f| f.report.document).collect();
            let voice = first.claim.attribution.as_deref()?;
            (documents.len() > 1).then(|| format!("{} documents quote {voice}", documents.len()))
        })?;
        Some(Ground { third: repeated, ..Ground::default() })
    }

    fn named(&self, figure: &Figure) -> String {
        format!("{} ({})", quoted(figure), who(figure, self.scene))
    }
}

fn quoted(figure: &Figure) -> String {
    format!("“{}”", figure.claim.quote)
}

/// The one number that a figure states.
fn stated(figure: &Figure) -> Option<u64> {
    match figure.claim.stated[..] {
        [one] => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check_all, read_all};

    fn causes(texts: &[&str]) -> Vec<String> {
        let (documents, claims) = read_all(texts);
        check_all(&documents, &claims, None).into_iter().next().unwrap().causes
    }

    #[test]
    fn a_figure_of_the_texts_may_explain_the_difference() {
        let dated = |text: &str| text.replace(": ", " 2024-01-01: ");
        let missing = [dated("a: killed 63"), dated("b: killed 48; missing 15")];
        assert_eq!(
            causes(&[&missing[0], &missing[1]]),
            ["the missing are counted in: 48 + 15 = 63, with “missing 15” (b)"]
        );
        assert_eq!(
            causes(&["a: killed 213", "b 2024-01-01: killed 273"]),
            ["a typing error: one digit differs", "one is older: a bears no date"]
        );
        assert!(causes(&["a 2024-01-01: killed 12", "b 2024-01-01: killed 19"]).is_empty());
    }

    #[test]
    fn one_voice_in_several_documents_is_one_source() {
        let texts =
            ["a 2024-01-01: killed 12 by=police", "b 2024-01-01: killed 12 by=police", "c 2024-01-01: killed 19"];
        assert_eq!(causes(&texts), ["one source, not several: 2 documents quote police"]);
    }
}
