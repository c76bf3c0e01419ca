//! From the sentences of a document to its claims.
//!
//! A cascade: tokens (the lexicon's lexer) → symbols (figures, verb groups, small words) → readings
//! (which figure belongs to which verb) → claims (who says so, how surely, over what time). Each
//! stage is one file whose functions are named after the symbol they read and stand under their
//! production. Reading never fails: a sentence that is not understood gives fewer claims.

mod ages;
mod attribution;
mod bearing;
mod clause;
mod compose;
mod denial;
mod doubt;
mod figure;
mod numbers;
mod numeral;
mod past;
mod period;
mod quantity;
mod scope;
mod sentence;
mod steps;
mod stream;
mod symbols;
#[cfg(test)]
mod tests;
mod trace;
mod verbs;
mod wholes;

pub use compose::{Extraction, extract, extract_from_all};
pub use figure::Reason;
pub use numbers::{Number, numbers};
pub use steps::steps;
pub use trace::trace;
