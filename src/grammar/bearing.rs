//! Which sentences can hold a claim, told from the signs of their words before they are read.
//!
//! In: a document. Out: for each sentence whether it may state a figure of people harmed. A reading
//! takes its measure from a word of harm in its own sentence, and then it needs a number, or one person
//! by an article or, in a headline, by a bare noun; or it takes over the measure of a claim before it,
//! and then it needs a number and, in running text, words by which that is done ([`takes_over`]).
//! A sentence without these words makes no claim, whatever else it holds, and most sentences are without
//! them. What a later sentence needs of one that was passed over (who spoke, what was counted) is read
//! when it is asked for. The property test in `tests/signs.rs` reads texts with and without this.

use super::figure::{Head, figure};
use crate::lexicon::{Kinds, Lexicon, Mark, Sense, Sights, Signs, Token};
use crate::text::{Document, Kind, Sentence};

/// Fewer sentences than this may all be headlines.
const HEADLINES: usize = 3;

/// "Of the 40, nine were named", "they included 12 children": among so many tokens at the beginning, the "of" makes parts
/// of all figures.
const OPENING: usize = 2;

/// So many numbers of a sentence are looked at for one that counts people.
const NUMBERS: usize = 16;

/// What makes parts of them.
const OF: Kinds = Kinds::of(&[Sense::Of]);

/// Whether any sentence of a document may hold a claim. `sights`: those of its body.
pub(super) fn any(document: &Document, lexicon: &Lexicon, sights: &Sights) -> bool {
    let title = document.title.as_ref().map(|title| title.at.map_or(&*title.text, |at| at.of(&document.text)));
    sights.harm() || title.is_some_and(|title| lexicon.signs_of_words(title).is_none_or(Signs::harm))
}

/// Whether a sentence, one of `count`, may hold a claim, by the signs of its words. `told`: one was made before
/// it, whose measure it may take over.
pub(super) fn may_claim(
    document: &Document,
    lexicon: &Lexicon,
    sentence: &Sentence,
    signs: Option<Signs>,
    count: usize,
    told: bool,
) -> bool {
    let words = sentence.span.of(document.source(sentence.field));
    let takes_over = |signs: Signs| {
        sentence.kind != Kind::Prose || signs.takes_over() || signs.meets(Signs::OF) && lexicon.may_open_with(OF, words)
    };
    let headline = || sentence.kind != Kind::Prose || count <= HEADLINES || has_few_small_letters(words);
    let may = |signs: Signs| bears(signs, || told && takes_over(signs), headline);
    let Some(signs) = signs else { return true };
    // how the words stand is looked at only where it matters
    let most = signs.at_most();
    may(signs) || most != signs && may(most) && may(lexicon.signs(words))
}

/// The same for a sentence that was cut into tokens, surer by what their phrases mean.
pub(super) fn tokens_may_claim(
    tokens: &[Token],
    lexicon: &Lexicon,
    sentence: &Sentence,
    told: bool,
    headline: bool,
) -> bool {
    let (mut signs, mut before, mut people) = (Signs::default(), Signs::default(), false);
    for token in tokens {
        let own = Signs::of(token);
        people |= before.meets(Signs::NUMBER) && own.meets(Signs::PEOPLE);
        signs |= own;
        before = own;
    }
    let takes_over = || sentence.kind != Kind::Prose || takes_over(lexicon, tokens);
    bears(signs, || told && (takes_over() || tokens.iter().take(OPENING).any(of)), || headline)
        && (headline || people || counts_people(lexicon, tokens))
}

/// Whether a figure begins at any token: "12 cars" and "ten years" are none. Of long rows of numbers it is
/// taken for granted.
fn counts_people(lexicon: &Lexicon, tokens: &[Token]) -> bool {
    let mut numbers = 0;
    (0..tokens.len()).any(|at| match figure(lexicon, tokens, at) {
        Ok(_) => true,
        Err(other) => {
            numbers += usize::from(other.is_some());
            numbers > NUMBERS
        }
    })
}

/// Whether a figure may stand among words of these signs. `told`: it may have its measure of an earlier
/// one; `headline`: a noun is enough for a figure.
fn bears(signs: Signs, told: impl Fn() -> bool, headline: impl Fn() -> bool) -> bool {
    let number = signs.meets(Signs::NUMBER);
    let one = || signs.meets(Signs::PEOPLE) && (signs.meets(Signs::ARTICLE) || headline());
    (number || one()) && signs.harm() || number && told()
}

fn of(token: &Token) -> bool {
    token.means(Sense::Of)
}

/// Whether the words of running text by which a figure takes over a measure stand as they must: said
/// right behind a verb of saying ("speaks of 812"), part of them ("four of them"), some of them with
/// what they are behind it ("six are women"), who was among them ("they included 12 children", "two were among them"), or the number that
/// was told before.
fn takes_over(lexicon: &Lexicon, tokens: &[Token]) -> bool {
    let (mut number, mut be) = (false, false);
    tokens.iter().enumerate().any(|(at, token)| {
        let signs = Signs::of(token);
        let people = be && signs.meets(Signs::PEOPLE);
        number |= signs.meets(Signs::NUMBER);
        be |= number && signs.meets(Signs::BE);
        let part = number && of(token) && tokens.get(at + 1).is_some_and(|next| next.means(Sense::Them));
        let included = (at < OPENING || be) && signs.meets(Signs::INCLUDES);
        people
            || part
            || included
            || signs.meets(Signs::TOTAL)
            || signs.meets(Signs::SAYS) && says_a_figure(lexicon, tokens, at)
    })
}

/// Whether a figure without a noun stands right behind the verb of saying at a token, but for "of" and a quote.
fn says_a_figure(lexicon: &Lexicon, tokens: &[Token], says: usize) -> bool {
    let mut at = says + 1;
    at += usize::from(tokens.get(at).is_some_and(of));
    at += usize::from(tokens.get(at).is_some_and(|token| matches!(token.mark, Mark::Point(_))));
    at < tokens.len() && figure(lexicon, tokens, at).is_ok_and(|(_, figure)| figure.head == Head::Elided)
}

/// Whether words may be set in capitals, so that they read as a headline.
fn has_few_small_letters(words: &str) -> bool {
    words.bytes().filter(u8::is_ascii_lowercase).count() * 3 < words.len()
}
