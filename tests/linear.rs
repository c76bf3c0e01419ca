//! Reading takes steps in line with its input: counted, not timed, on texts that nobody writes but
//! whoever wants them to grow with the square of it.

#[path = "../benches/shapes/mod.rs"]
mod shapes;

use tollcheck::grammar::{extract, steps};
use tollcheck::lexicon::Lexicon;
use tollcheck::text::{Document, sentences};

/// The most steps that the grammar takes for a token, whatever the text.
const A_TOKEN: usize = 800;

const BYTES: usize = 24_000;

/// The tokens of a text, and the steps that the grammar takes over it.
fn counted(lexicon: &Lexicon, text: String) -> (usize, usize) {
    let document = Document::plain("a", text);
    let tokens =
        sentences(&document, &lexicon.stops).iter().map(|s| lexicon.tokens(&document.text, s.span).len()).sum();
    steps();
    extract(&document, lexicon);
    (tokens, steps())
}

#[allow(clippy::print_stdout)]
#[test]
fn the_grammar_takes_so_many_steps_a_token_and_no_more() {
    let lexicon = Lexicon::english().unwrap();
    let shaped = |bytes| {
        let all = shapes::SHAPES.iter().map(move |&shape| (shape.0, shapes::text(shape, bytes)));
        all.chain([("nested", shapes::nested(bytes))])
    };
    let mut some = 0;
    for ((name, one), (_, two)) in shaped(BYTES).zip(shaped(2 * BYTES)) {
        let (tokens, short) = counted(&lexicon, one);
        let (_, long) = counted(&lexicon, two);
        println!(
            "{name}: {short} steps, {:.1} a token, {long} for twice the text",
            short as f64 / tokens.max(1) as f64
        );
        assert!(short <= A_TOKEN * tokens.max(1), "{name}: {short} steps for {tokens} tokens");
        // a sentence more or less at the end
        assert!(long <= 2 * short + short / 5 + 1_000, "{name}: {short} steps, and {long} for twice the text");
        some += short;
    }
    assert!(some > 100_000, "the steps are counted");
}
