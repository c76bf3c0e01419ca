//! How a document was read, for people: tokens with their senses, symbols, and the production that
//! read each figure.
//!
//! In: a document. Out: text, a block a sentence. It shows what the stages made and decides nothing.

use std::fmt::Write;

use super::attribution;
use super::clause;
use super::compose::reads_as_headline;
use super::symbols::{Sentence, Symbol, symbols};
use crate::lexicon::Lexicon;
use crate::text::{self, Document};

/// The derivation of every claim of a document, sentence by sentence.
pub fn trace(document: &Document, lexicon: &Lexicon) -> String {
    let mut out = String::new();
    let sentences = text::sentences(document, &lexicon.stops);
    for place in &sentences {
        let source = document.source(place.field);
        let tokens = lexicon.tokens(source, place.span);
        let headline = reads_as_headline(place, place.span.of(source), &tokens, sentences.len());
        let parsed = symbols(lexicon, &tokens, headline);
        let _ = writeln!(
            out,
            "sentence ({:?}{}): {}",
            place.kind,
            if headline { ", as a headline" } else { "" },
            place.span.of(source)
        );
        for item in &parsed.items {
            let _ = writeln!(out, "  {}", line(&parsed, item.symbol, item.start, item.end, source));
        }
        let read = clause::clauses(&parsed, None, false);
        for (figure, reading) in parsed.figures.iter().zip(&read.readings) {
            let words = tokens[figure.start].span.to(tokens[figure.end.max(figure.start + 1) - 1].span).of(source);
            let _ = match reading {
                Some(r) => writeln!(
                    out,
                    "  “{words}” → {} {} by “{}”{}",
                    r.measure,
                    figure.quantity.range,
                    r.production,
                    if r.part { ", a part" } else { "" }
                ),
                None => writeln!(out, "  “{words}” → nothing: no word says that these people were harmed"),
            };
        }
        for voice in attribution::voices(&parsed) {
            let name = voice.name.map_or("(a pronoun, or one who denies)", |n| n.of(source));
            let _ = writeln!(out, "  voice: {name}{}", if voice.leads { ", of what follows" } else { "" });
        }
    }
    out
}

fn line(s: &Sentence, symbol: Symbol, start: usize, end: usize, source: &str) -> String {
    let words = s.tokens[start].span.to(s.tokens[end - 1].span).of(source);
    let what = match symbol {
        Symbol::Figure(f) => format!("figure {:?} {}", s.figures[f].head, s.figures[f].quantity.range),
        Symbol::Verbs(g) => {
            let g = &s.groups[g];
            format!(
                "verbs {:?} {:?}{}{}",
                g.role,
                g.measure,
                if g.finite { " finite" } else { "" },
                if g.not { " not" } else { "" }
            )
        }
        other => format!("{other:?}"),
    };
    let senses: Vec<String> = s.tokens[start..end].iter().map(|t| format!("{:?}", t.senses)).collect();
    format!("{words:<28} {what:<34} {}", senses.join(" "))
}
