//! Whether a sentence denies what the one before it told: "The army denied it."
//!
//! In: the tokens of a sentence. Out: yes or no. Who denies, and what else the sentence says, is told elsewhere; a
//! denial that says what it denies ("denied that 12 had died") is read with its figures.

use crate::claim::Status;
use crate::lexicon::{Mark, Sense, Token};

/// Whether some verb of denial has what was told for its object, and nothing behind it.
// denial = denies (it | this | the record) end     the army denied it; the ministry rejected the figure
pub(super) fn denies_what_was_told(tokens: &[Token]) -> bool {
    let denies = |t: &Token| t.has(|s| matches!(s, Sense::Say(_, Some(Status::Denied))));
    (0..tokens.len()).filter(|&at| at > 0 && denies(&tokens[at]) && !tokens[at - 1].means(Sense::Be)).any(|at| {
        let rest = &tokens[at + 1..];
        let Some(first) = rest.first() else { return false };
        let record = |t: &Token| t.means(Sense::Record) || t.has(|s| matches!(s, Sense::Toll(_) | Sense::Say(..)));
        let points_back = first.means(Sense::Pronoun) || first.means(Sense::Them) || first.means(Sense::Determiner);
        // "the figure" is one token
        let told = if first.means(Sense::Determiner) && rest.get(1).is_some_and(record) {
            2
        } else if points_back || record(first) && first.text.contains(' ') {
            1
        } else {
            return false;
        };
        rest.get(told).is_none_or(|t| matches!(t.mark, Mark::Point(_)) || t.means(Sense::And))
    })
}
