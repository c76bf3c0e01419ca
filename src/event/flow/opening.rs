//! What the opening of a document says that it is about: its day and its kinds of occurrence.
//!
//! In: the passages of a document. Out: the [`Dated`] day and the kinds of its main occurrence. What
//! the rest of the document speaks of is not known here.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{RECENT, WIDE};
use crate::event::EventData;
use crate::event::cues::{KindId, Turn};
use crate::event::passage::{COUNTED, Dated, Passage, width};
use crate::text::{Field, Kind};

/// Paragraphs of the opening, in which a document says what it is about, and sentences, where it
/// has no paragraphs.
const OPENING: usize = 3;
const OPENING_SENTENCES: usize = 10;
/// The kinds that the headline and the first sentence to name one are about.
pub(super) fn about(passages: &[Passage], data: &EventData) -> BTreeSet<KindId> {
    let telling = |p: &Passage| -> BTreeSet<KindId> {
        let kinds = p.clauses.iter().flat_map(|c| &c.kinds).copied();
        kinds.filter(|&kind| data.kinds.is_telling(kind)).collect()
    };
    let title = |p: &&Passage| p.sentence.field == Field::Title || p.sentence.kind == Kind::Title;
    let mut about: BTreeSet<KindId> = passages.iter().filter(title).flat_map(telling).collect();
    about.extend(
        passages
            .iter()
            .filter(|p| !p.is_silent() && !title(p))
            .map(telling)
            .find(|kinds| !kinds.is_empty())
            .into_iter()
            .flatten(),
    );
    about
}

/// The day of what the document is about: the surest date of the opening, the lead before the rest;
/// a recent one if there is any, else that of the past event that the lead recalls.
/// `at_odds`: by passage, whether it gives figures that those before it contradict.
pub(super) fn main_date(published: Option<Date>, passages: &[Passage], at_odds: &[bool]) -> Option<Dated> {
    let recent = |d: &Dated| {
        published.is_none_or(|p| {
            d.days.from <= p.checked_add(1.day()).unwrap_or(p) && d.days.to >= p.checked_sub(RECENT.days()).unwrap_or(p)
        })
    };
    let mut paragraphs: Vec<usize> = Vec::new();
    let mut best: Option<(u8, Dated)> = None;
    let mut old: Option<Dated> = None;
    // whether a sentence with a day has told how many came to harm
    let mut counted = false;
    for (n, passage) in passages.iter().enumerate() {
        if passage.sentence.kind == Kind::Prose && paragraphs.last() != Some(&passage.sentence.paragraph) {
            paragraphs.push(passage.sentence.paragraph);
        }
        let bonus = match paragraphs.len() {
            _ if n > OPENING_SENTENCES && best.is_some() => break,
            0 | 1 if n <= OPENING_SENTENCES => 2,
            2 => 1,
            n if n <= OPENING => 0,
            _ if best.is_some() => break,
            _ => 0,
        };
        let turned = |turn| passage.clauses.iter().any(|c| c.turns.contains(&turn));
        let told = best.is_some_and(|(_, dated)| dated.weight != COUNTED);
        // "It came two days after the fire in A": of what the sentence before told, not of the fire
        // nor that of "the second crash in a week: on Sunday …"
        let second = counted && turned(Turn::Another);
        let other = |d: &Dated| told && (d.weight == COUNTED || second);
        for dated in own_dates(passage).filter(|d| !other(d) && (d.weight > 1 || !at_odds[n])) {
            if recent(&dated) && width(dated.days) < WIDE {
                counted |= passage.clauses.iter().any(|c| c.figure);
                if best.is_none_or(|(weight, _)| dated.weight + bonus > weight) {
                    best = Some((dated.weight + bonus, dated));
                }
            } else if bonus == 2 && dated.weight > 1 && !turned(Turn::Measured) {
                old = old.or(Some(dated));
            }
        }
    }
    best.map(|(_, dated)| dated).or(old)
}

/// The dates of a sentence that may be those of its own event: not what it recalls, nor what it
/// counts from where it tells of harm on a day of its own ("killed 66 on Tuesday, weeks after …").
fn own_dates(passage: &Passage) -> impl Iterator<Item = Dated> + '_ {
    let mut told = false;
    passage.clauses.iter().filter_map(move |clause| {
        let dated = clause.date.filter(|d| !(clause.turns.contains(&Turn::Recall) || told && d.weight == COUNTED))?;
        told |= clause.harm && !clause.counted;
        Some(dated)
    })
}
