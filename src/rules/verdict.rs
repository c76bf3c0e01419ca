//! What two figures that are compared say of each other.
//!
//! In: two figures of a scene. Out: a [`Verdict`]. Rounding and time are weighed here once, for
//! all checks; which verdict is worth which finding is for the rules.

use super::figure::{Comparison, Figure, Scene};
use super::rounding;
use super::rule::Thresholds;
use super::time::Order;

/// What two figures say of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They may both be true, and neither says much more than the other.
    Agree,
    /// No number lies in both, and time does not explain it.
    Disjoint,
    /// Some number lies in both, but their floors are far apart.
    Divergent,
    /// The later one's floor is above the earlier one's figure: an update.
    Rose,
    /// The later one's ceiling is below the earlier one's floor.
    Fell,
    /// Another figure at a later time, of a measure that goes up and down.
    Changed,
}

/// What `a` and `b` say of each other; `None` where they are not compared, or have one source.
pub fn verdict(scene: &Scene, a: &Figure, b: &Figure, thresholds: Thresholds) -> Option<Verdict> {
    let comparison = scene.comparison(a, b)?;
    let overtaken = a.report.document != b.report.document && (a.superseded || b.superseded);
    let updated = scene.overtakes(a, b) || scene.overtakes(b, a);
    if overtaken || updated || !scene.two_sources(a, b) {
        return None;
    }
    let (earlier, later) = match a.report.order(&b.report) {
        Order::Later => (b, a),
        Order::Earlier | Order::Together => (a, b),
    };
    let timed = a.report.order(&b.report) != Order::Together;
    let grows = a.claim.measure.grows();
    if rounding::agree(a.claim, b.claim) {
        let rises = later.claim.range.low > earlier.claim.range.low;
        return Some(match far_apart(a, b, thresholds) {
            false => Verdict::Agree,
            true if !timed => Verdict::Divergent,
            true if !grows => Verdict::Agree,
            true if rises => Verdict::Rose,
            true => Verdict::Divergent,
        });
    }
    if comparison == Comparison::Crossed {
        return Some(Verdict::Agree);
    }
    let rises = earlier.claim.range.high.is_some_and(|high| later.claim.range.low > high);
    Some(match (timed, grows) {
        (false, _) => Verdict::Disjoint,
        (true, false) => Verdict::Changed,
        (true, true) if rises => Verdict::Rose,
        (true, true) => Verdict::Fell,
    })
}

/// Whether two figures can be told of the same people at their times: they agree after rounding,
/// or the earlier one has been overtaken.
pub fn reconciled(a: &Figure, b: &Figure) -> bool {
    if rounding::agree(a.claim, b.claim) {
        return true;
    }
    let (earlier, later) = match a.report.order(&b.report) {
        Order::Together => return false,
        Order::Later => (b, a),
        Order::Earlier => (a, b),
    };
    !a.claim.measure.grows() || earlier.claim.range.high.is_some_and(|high| later.claim.range.low > high)
}

/// Whether both state a number and a floor, and the floors lie far apart.
fn far_apart(a: &Figure, b: &Figure, thresholds: Thresholds) -> bool {
    let (x, y) = (a.claim.range.low, b.claim.range.low);
    let states = |f: &Figure| !f.claim.stated.is_empty() && f.claim.range.low > 0;
    states(a) && states(b) && thresholds.apart(x.min(y), x.max(y))
}
