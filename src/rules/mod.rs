//! Rules over the claims of an event, and what they report.
//!
//! In: an event's claims. Out: [`Finding`]s. What is reported is plain data: how it is shown is
//! for the report to say.

mod finding;

pub use finding::{Finding, Severity};
