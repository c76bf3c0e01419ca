//! A count of the steps that the grammar takes: tokens that a production looks at, and symbols that
//! a clause does. Tests hold it to a number a token; a release does not count.

#[cfg(debug_assertions)]
use std::cell::Cell;

#[cfg(debug_assertions)]
thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Counts one.
#[inline]
pub(super) fn step() {
    #[cfg(debug_assertions)]
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// The steps on this thread since it was last asked; 0 in a release.
pub fn steps() -> usize {
    #[cfg(debug_assertions)]
    return STEPS.with(Cell::take);
    #[cfg(not(debug_assertions))]
    0
}
