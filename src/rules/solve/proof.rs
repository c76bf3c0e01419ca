//! The arithmetic of a conflict in words and numbers.
//!
//! In: the floor and the ceiling that contradict each other, with how they follow. Out: a line
//! such as "at least 27 killed + at least 52 injured = at least 79, but 75 casualties". It checks
//! nothing: that the bounds follow is the search's to answer for.

use super::smallest::{Bound, Step};
use super::system::System;
use crate::claim::{Measure, Range, grouped};
use crate::rules::figure::Scene;
use crate::rules::rounding;

/// What the floor and the ceiling say, one against the other.
pub fn told(scene: &Scene, system: &System, low: &Bound, high: &Bound) -> String {
    let line = Line { scene, system };
    format!("{}, but {}", line.side(low, true), line.side(high, false))
}

struct Line<'a> {
    scene: &'a Scene<'a>,
    system: &'a System,
}

impl Line<'_> {
    /// One side: a plain figure, or a sum with its result.
    fn side(&self, bound: &Bound, is_low: bool) -> String {
        match &bound.step {
            Step::Sum(_) | Step::Less(..) if bound.figures.len() > 1 => {
                format!("{} = {}", self.terms(bound, is_low, true), self.amount(bound, is_low))
            }
            _ => self.terms(bound, is_low, true),
        }
    }

    /// The figures that a bound is made of, with their signs.
    fn terms(&self, bound: &Bound, is_low: bool, outermost: bool) -> String {
        let told = match &bound.step {
            Step::Zero => return "none".to_owned(),
            Step::Given(figure) => return self.figure(*figure, bound, is_low),
            Step::Sum(parts) => {
                let parts: Vec<String> =
                    parts.iter().filter(|part| part.value != 0).map(|part| self.terms(part, is_low, false)).collect();
                (parts.len(), parts.join(" + "))
            }
            Step::Less(whole, others) => {
                let others: Vec<String> =
                    others.iter().filter(|o| o.value != 0).map(|o| self.terms(o, !is_low, false)).collect();
                let whole = self.terms(whole, is_low, others.is_empty() && outermost);
                (others.len() + 1, std::iter::once(whole).chain(others).collect::<Vec<_>>().join(" − "))
            }
        };
        match told {
            (0, _) => format!("none {}", self.what(bound.unknown)),
            (1, text) => text,
            (_, text) if outermost => text,
            (_, text) => format!("({text})"),
        }
    }

    /// `at least 27 killed`, `75 casualties`.
    fn figure(&self, figure: usize, bound: &Bound, is_low: bool) -> String {
        let claim = self.scene.figures[figure].claim;
        let number = grouped(u64::try_from(bound.value).unwrap_or_default());
        let plain = claim.range.high == Some(claim.range.low);
        if plain && rounding::widened(claim) == claim.range {
            return format!("{number} {}", self.what(bound.unknown));
        }
        let bounded = if is_low { "at least" } else { "at most" };
        let rounded = match Range::exactly(claim.range.low) == claim.range {
            true => format!(" (“{}” may be rounded)", claim.quote),
            false => String::new(),
        };
        format!("{bounded} {number} {}{rounded}", self.what(bound.unknown))
    }

    /// `at least 79 casualties`.
    fn amount(&self, bound: &Bound, is_low: bool) -> String {
        let bounded = if is_low { "at least" } else { "at most" };
        let number = match u64::try_from(bound.value) {
            Ok(number) => grouped(number),
            Err(_) => format!("−{}", grouped(u64::try_from(-bound.value).unwrap_or(u64::MAX))),
        };
        format!("{bounded} {number} {}", self.what(bound.unknown))
    }

    /// `killed`, `civilians killed`.
    fn what(&self, unknown: usize) -> String {
        let unknown = &self.system.unknowns[unknown];
        let fate = match unknown.measure {
            Measure::Casualties => "killed or injured",
            measure => measure.name(),
        };
        let who: Vec<&str> = unknown.kind.tags().collect();
        if who.is_empty() { fate.to_owned() } else { format!("{} {fate}", who.join(" and ")) }
    }
}
