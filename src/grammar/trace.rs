//! How a document was read, for people: tokens with their senses, symbols, and the production that
//! read each figure.
//!
//! In: a document. Out: text, a block a sentence. It shows what the reading made and decides nothing.

use std::fmt::Write;

use super::compose::{Seen, watch};
use super::symbols::{Sentence, Symbol};
use crate::lexicon::Lexicon;
use crate::text::Document;

/// The derivation of every claim of a document, sentence by sentence.
pub fn trace(document: &Document, lexicon: &Lexicon) -> String {
    let mut out = String::new();
    watch(document, lexicon, &mut |seen| block(&mut out, seen));
    out
}

fn block(out: &mut String, seen: &Seen) {
    let s = seen.sentence;
    let as_headline = if s.headline { ", as a headline" } else { "" };
    let _ = writeln!(out, "sentence ({:?}{as_headline}): {}", seen.place.kind, seen.place.span.of(seen.source));
    for item in &s.items {
        let _ = writeln!(out, "  {}", line(s, item.symbol, item.start, item.end, seen.source));
    }
    for (f, (figure, reading)) in s.figures.iter().zip(seen.readings).enumerate() {
        let words = s.tokens[figure.start].span.to(s.tokens[figure.end.max(figure.start + 1) - 1].span).of(seen.source);
        let _ = match (reading, seen.became[f]) {
            (Some(r), Some(claim)) => {
                let claim = &seen.claims[claim];
                let part = claim.part_of.as_ref().map_or(String::new(), |whole| format!(", part of {whole}"));
                writeln!(
                    out,
                    "  “{words}” → {} {} {} by “{}”{part}",
                    claim.id, claim.measure, claim.range, r.production
                )
            }
            _ => writeln!(out, "  “{words}” → nothing: no word says that these people were harmed"),
        };
    }
    for voice in seen.voices {
        let name = voice.name.map_or("(a pronoun)", |n| n.of(seen.source));
        let denies = if voice.denies { ", who denies it" } else { "" };
        let _ = writeln!(out, "  voice: {name}{denies}{}", if voice.leads { ", of what follows" } else { "" });
    }
}

fn line(s: &Sentence, symbol: Symbol, start: usize, end: usize, source: &str) -> String {
    let words = s.tokens[start].span.to(s.tokens[end - 1].span).of(source);
    let what = match symbol {
        Symbol::Figure(f) => format!("figure {:?} {}", s.figures[f].head, s.figures[f].quantity.range),
        Symbol::Verbs(g) => {
            let g = &s.groups[g];
            let measure = g.measure.map_or(String::new(), |m| format!(" {m}"));
            format!(
                "verbs {:?}{measure}{}{}",
                g.role,
                if g.finite { " finite" } else { "" },
                if g.not { " not" } else { "" }
            )
        }
        other => format!("{other:?}"),
    };
    let senses: Vec<String> = s.tokens[start..end].iter().map(|t| format!("{:?}", t.senses)).collect();
    format!("{words:<28} {what:<34} {}", senses.join(" "))
}
