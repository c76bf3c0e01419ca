//! What a stated figure may have been rounded from.
//!
//! In: claims. Out: the numbers that an exact figure ending in zeros stands for, and whether two
//! figures agree. Everything that compares two figures asks here.

use crate::claim::{Claim, Quantifier, Range};

/// Figures below this are taken as counted, not rounded.
const ROUNDED_FROM: u64 = 100;

/// A rounded figure stands for at most this part of itself on either side: one twentieth.
const AT_MOST: u64 = 20;

/// The last digit that is not a zero, as a unit: 100 for 1,200. `None` where the figure is no
/// exact number of 100 or more that ends in zeros.
pub fn coarseness(claim: &Claim) -> Option<u64> {
    let n = claim.range.low;
    if claim.quantifier != Quantifier::Exact || claim.range.high != Some(n) || n < ROUNDED_FROM {
        return None;
    }
    let mut unit = 1u64;
    while let Some(next) = unit.checked_mul(10).filter(|&next| n.is_multiple_of(next)) {
        unit = next;
    }
    (unit > 1).then_some(unit)
}

/// The numbers that the figure stands for: from N − h up to but not including N + h, h being half
/// the unit of its last digit that is not a zero, and at most 5 % of N. Other figures as they are.
pub fn widened(claim: &Claim) -> Range {
    match coarseness(claim) {
        None => claim.range,
        Some(unit) => {
            let n = claim.range.low;
            let h = (unit / 2).min(n / AT_MOST);
            Range::new(n - h, Some(n.saturating_add(h) - 1))
        }
    }
}

/// The two ranges as they are compared: of two rounded figures only the coarser is widened, and of
/// two equally coarse ones neither.
pub fn compared(a: &Claim, b: &Claim) -> (Range, Range) {
    match (coarseness(a), coarseness(b)) {
        (Some(x), Some(y)) if x < y => (a.range, widened(b)),
        (Some(x), Some(y)) if x > y => (widened(a), b.range),
        (Some(_), Some(_)) => (a.range, b.range),
        _ => (widened(a), widened(b)),
    }
}

/// Whether some number lies in both, after rounding.
pub fn agree(a: &Claim, b: &Claim) -> bool {
    let (a, b) = compared(a, b);
    a.meets(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::claim;

    #[test]
    fn a_rounded_figure_agrees_with_what_it_was_rounded_from() {
        for (a, b, expected) in [
            ("1200", "1187", true),
            ("1200", "1204", true),
            ("1200", "1250", false),
            ("1200", "1150", true),
            ("200", "195", true),
            ("200", "189", false),
            ("200", "190", true),
            ("150", "160", false),
            ("150", "154", true),
            ("90", "91", false),
            ("100", "104", true),
            ("100", "105", false),
            ("1200", "1190", true),
            ("1250", "1200", false),
            ("1000000", "950000", true),
        ] {
            let (a, b) = (claim("a:1", a), claim("b:1", b));
            assert_eq!(agree(&a, &b), expected, "{} {}", a.range, b.range);
            assert_eq!(agree(&b, &a), expected);
        }
        assert!(!agree(&claim("a:1", "1200+"), &claim("b:1", "1187")), "a bound is not widened");
    }
}
