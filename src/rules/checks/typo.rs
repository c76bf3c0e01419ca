//! Two exact figures that disagree and differ by a slip of the pen.
//!
//! In: the disagreements of a scene. Out: hits of two sides, beside those disagreements. Whatever
//! time explains is no disagreement here.

use super::{Ground, own, pairs};
use crate::claim::Quantifier;
use crate::rules::hit::Hit;

/// The slips among the disagreements between sources and within documents.
pub fn slips(ground: &Ground) -> Vec<Hit> {
    let mut disagreements = pairs::disjoint(ground);
    disagreements.extend(own::contradictions(ground.scene));
    disagreements.iter().filter_map(|hit| slip_of(ground, hit)).collect()
}

/// The slip that explains a disagreement, where one does.
fn slip_of(ground: &Ground, hit: &Hit) -> Option<Hit> {
    let exact = |side: &Vec<usize>| -> Vec<usize> {
        let is_exact = |at: &&usize| ground.scene.figures[**at].claim.quantifier == Quantifier::Exact;
        side.iter().filter(is_exact).copied().collect()
    };
    let (first, second) = (exact(hit.sides.first()?), exact(hit.sides.get(1)?));
    let number = |side: &[usize]| side.first().map(|&at| ground.scene.figures[at].claim.range.low);
    let why = slip(number(&first)?, number(&second)?)?;
    Some(Hit { holes: vec![("why", why.to_owned())], ..Hit::of(first, second) })
}

/// What slip leads from one number to the other, in words.
pub fn slip(a: u64, b: u64) -> Option<&'static str> {
    let (low, high) = (a.min(b), a.max(b));
    if low == 0 || low == high {
        return None;
    }
    if power_of_ten(low, high) {
        return Some("they differ by zeros at the end");
    }
    let (x, y) = (low.to_string().into_bytes(), high.to_string().into_bytes());
    let both_rounded = low.is_multiple_of(10) && high.is_multiple_of(10);
    if x.len() != y.len() || x.len() < 3 || both_rounded {
        return None;
    }
    let differing: Vec<usize> = (0..x.len()).filter(|&at| x[at] != y[at]).collect();
    match differing[..] {
        [_] => Some("one digit differs"),
        [i, j] if j == i + 1 && x[i] == y[j] && x[j] == y[i] => Some("two neighbouring digits are swapped"),
        _ => None,
    }
}

fn power_of_ten(low: u64, high: u64) -> bool {
    let mut scaled = low;
    while let Some(next) = scaled.checked_mul(10).filter(|&next| next <= high) {
        scaled = next;
    }
    scaled == high
}

#[cfg(test)]
mod tests {
    use super::slip;
    use crate::rules::testing::found;

    #[test]
    fn slips_of_the_pen() {
        for (a, b, is_slip) in [
            (273, 213, true),
            (9_400, 94_000, true),
            (1_187, 1_817, true),
            (1_187, 1_178, true),
            (120, 130, false),
            (273, 318, false),
            (12, 13, false),
            (4, 40, true),
            (41, 46, false),
            (1_234, 234, false),
            (0, 10, false),
            (u64::MAX, u64::MAX / 10, false),
        ] {
            assert_eq!(slip(a, b).is_some(), is_slip, "{a} {b}");
            assert_eq!(slip(b, a).is_some(), is_slip);
        }
    }

    #[test]
    fn a_slip_is_told_beside_the_disagreement() {
        assert_eq!(found(&["a: killed 273", "b: killed 213"]), ["disjoint-figures b:1 a:1", "likely-typo b:1 a:1"]);
        assert_eq!(found(&["a 2024-01-01: killed 213", "b 2024-01-02: killed 273"]), ["toll-rose a:1 b:1"]);
        assert_eq!(found(&["a: killed 273+", "b: killed 213"]), ["disjoint-figures b:1 a:1"]);
    }
}
