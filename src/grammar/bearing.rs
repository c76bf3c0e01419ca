//! Which sentences can hold a claim, told from the signs of their words before they are read.
//!
//! In: a document. Out: for each sentence whether it may state a figure of people harmed. A reading
//! takes its measure from a word of harm in its own sentence, or from a claim before it; and it needs
//! a number, or one person by an article or, in a headline, by a bare noun. A sentence without these
//! words makes no claim, whatever else it holds, and most sentences are without them. What a later
//! sentence needs of one that was passed over (who spoke, what was counted) is read when it is asked
//! for. The property test in `tests/signs.rs` reads texts with and without this.

use crate::lexicon::{Lexicon, Signs, Token};
use crate::text::{Document, Field, Sentence};

/// The words of harm of a document.
pub(super) struct Bearing<'d> {
    document: &'d Document,
    lexicon: &'d Lexicon,
    /// Whether the headline, where it stands outside the text, has signs of harm.
    title: bool,
    /// The places in the text with signs of harm, in order; `None` where signs do not tell.
    places: Option<Vec<(usize, Signs)>>,
}

/// The signs that [`Signs::harm`] looks for.
fn of_harm() -> Signs {
    Signs::HARM | Signs::MOVES | Signs::WHERE_TO
}

impl<'d> Bearing<'d> {
    /// Looks the words of a document through.
    pub fn new(document: &'d Document, lexicon: &'d Lexicon) -> Self {
        let title = document.title.as_ref().filter(|title| title.at.is_none());
        let title = title.is_some_and(|title| harm(lexicon.signs(&title.text, of_harm()).as_deref()));
        Bearing { document, lexicon, title, places: lexicon.signs(&document.text, of_harm()) }
    }

    /// Whether any sentence may hold a claim.
    pub fn any(&self) -> bool {
        self.title || harm(self.places.as_deref())
    }

    /// Whether a sentence may hold a claim. `told`: one was made before it, whose measure it may take over.
    pub fn may_claim(&self, sentence: &Sentence, told: bool) -> bool {
        let source = self.document.source(sentence.field);
        let outside = sentence.field == Field::Title && self.document.title.as_ref().is_some_and(|t| t.at.is_none());
        let harmed = match &self.places {
            _ if outside => self.title,
            None => true,
            Some(places) => {
                let from = places.partition_point(|(at, _)| *at < sentence.span.start);
                let to = from + places[from..].partition_point(|(at, _)| *at < sentence.span.end);
                harm(Some(&places[from..to]))
            }
        };
        harmed || told && self.lexicon.has_sign(sentence.span.of(source), Signs::NUMBER)
    }
}

fn harm(places: Option<&[(usize, Signs)]>) -> bool {
    places.is_none_or(|places| places.iter().fold(Signs::default(), |all, (_, signs)| all | *signs).harm())
}

/// The same as [`Bearing::may_claim`] for a sentence that was cut into tokens, surer by what their
/// phrases mean. In a `headline` a noun is enough for a figure.
pub(super) fn tokens_may_claim(tokens: &[Token], told: bool, headline: bool) -> bool {
    let signs = tokens.iter().fold(Signs::default(), |all, token| all | Signs::of(token));
    let one = (signs.meets(Signs::ARTICLE) || headline) && signs.meets(Signs::PEOPLE);
    let number = signs.meets(Signs::NUMBER);
    signs.harm() && (number || one) || told && number
}
