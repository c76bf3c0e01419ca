//! What a sentence needs of those before it: who spoke, what was counted, who issued the bulletin.
//!
//! In: the sentences of a document, and glimpses of those that were read. Out: answers, when they are
//! asked for; a sentence that was passed over is read then. Each is read once at most, and the search
//! for a speaker begins where the last one ended, so that long documents take no more than their share.

use std::cell::{Cell, OnceCell, RefCell};

use rustc_hash::FxHashMap;

use super::attribution::{self, Voice};
use super::symbols::{Room, Sentence, Symbol, symbols};
use crate::lexicon::{Lexicon, Mark, Sense, Token};
use crate::text::{self, Document, Field, Kind, Span};

/// For so many sentences a speaker is remembered after the last word of his.
const REMEMBERED: usize = 2;

/// So many sentences at the beginning may name the issuer of a bulletin.
const HEADING: usize = 3;

/// What later sentences may ask of a sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Glimpse {
    /// The last source that it names.
    name: Option<String>,
    /// Whether it only says that "he" spoke.
    pronoun: bool,
    /// Whether its last number counts things, or people whom nothing befell; `None` where it has no number.
    things: Option<bool>,
}

impl Glimpse {
    /// Of a sentence as it was read. `claimed`: it holds a claim.
    pub fn of(s: &Sentence, voices: &[Voice], source: &str, claimed: bool) -> Glimpse {
        let last = s.items.iter().rev().find(|i| matches!(i.symbol, Symbol::Number | Symbol::Figure(_)));
        Glimpse {
            name: voices.iter().rev().find_map(|v| v.name).map(|name| clean(name.of(source))),
            pronoun: voices.iter().any(|v| v.pronoun),
            things: last.map(|item| matches!(item.symbol, Symbol::Number | Symbol::Figure(_)) && !claimed),
        }
    }

    fn speaks(&self) -> bool {
        self.name.is_some() || self.pronoun
    }
}

/// The sentences of a document before the one that is being read.
pub(super) struct Past<'d> {
    document: &'d Document,
    lexicon: &'d Lexicon,
    sentences: &'d [text::Sentence],
    glimpses: RefCell<FxHashMap<usize, Glimpse>>,
    /// The last named speaker and the sentence in which he last spoke, as of the sentence `settled`.
    speaker: RefCell<Option<(String, usize)>>,
    settled: Cell<usize>,
    issuer: OnceCell<Option<String>>,
}

impl<'d> Past<'d> {
    pub fn new(document: &'d Document, lexicon: &'d Lexicon, sentences: &'d [text::Sentence]) -> Self {
        Past {
            document,
            lexicon,
            sentences,
            glimpses: RefCell::default(),
            speaker: RefCell::default(),
            settled: Cell::new(0),
            issuer: OnceCell::new(),
        }
    }

    /// Remembers what a sentence that was read has for later ones.
    pub fn note(&self, index: usize, glimpse: Glimpse) {
        self.glimpses.borrow_mut().insert(index, glimpse);
    }

    /// Whether the last number before a sentence counted things.
    pub fn after_things(&self, index: usize) -> bool {
        (0..index).rev().find_map(|i| self.glimpse(i, |glimpse| glimpse.things)).unwrap_or(false)
    }

    /// Who spoke in the sentences before this one, for a word of his in it.
    pub fn speaker(&self, index: usize) -> Option<String> {
        self.settle(index);
        if self.settled.get() < index {
            return None;
        }
        self.speaker.borrow().as_ref().filter(|(_, said)| index <= said + REMEMBERED).map(|(name, _)| name.clone())
    }

    /// Brings the speaker up to a sentence, unless nobody spoke shortly before it.
    fn settle(&self, index: usize) {
        let (mut name, mut said) = (None, None);
        for i in (self.settled.get()..index).rev() {
            if said.is_none() && i + REMEMBERED < index {
                return;
            }
            if self.glimpse(i, Glimpse::speaks) {
                said = said.or(Some(i));
                name = self.glimpse(i, |glimpse| glimpse.name.clone());
            }
            if name.is_some() {
                break;
            }
        }
        let mut speaker = self.speaker.borrow_mut();
        match (name, said, speaker.as_mut()) {
            (Some(name), Some(said), _) => *speaker = Some((name, said)),
            (None, Some(said), Some((_, last))) => *last = said,
            _ => {}
        }
        self.settled.set(index);
    }

    /// Who issued the bulletin, as far as the sentences up to this one tell.
    pub fn issuer(&self, index: usize) -> Option<String> {
        if index + 1 < HEADING {
            return self.issuer_within(index + 1);
        }
        self.issuer.get_or_init(|| self.issuer_within(HEADING)).clone()
    }

    fn issuer_within(&self, count: usize) -> Option<String> {
        (0..count.min(self.sentences.len())).find_map(|i| {
            let kind = self.sentences[i].kind;
            let text = self.sentences[i].field == Field::Text && kind != Kind::Title;
            if text { self.read(i, |s, _| issuer(s, kind, self.sentences.len())) } else { None }
        })
    }

    /// What a sentence has for later ones; reads it where that was not done.
    fn glimpse<T>(&self, index: usize, look: impl Fn(&Glimpse) -> T) -> T {
        if let Some(known) = self.glimpses.borrow().get(&index) {
            return look(known);
        }
        let glimpse = self.read(index, |s, source| Glimpse::of(s, &attribution::voices(s), source, false));
        let found = look(&glimpse);
        self.note(index, glimpse);
        found
    }

    fn read<T>(&self, index: usize, look: impl Fn(&Sentence, &str) -> T) -> T {
        let place = &self.sentences[index];
        let source = self.document.source(place.field);
        let tokens = self.lexicon.tokens(source, place.span);
        let headline = self.reads_as_headline(index, &tokens);
        look(&symbols(self.lexicon, &tokens, headline, Room::default()), source)
    }

    /// Whether a sentence drops articles and auxiliaries as headlines do.
    pub fn reads_as_headline(&self, index: usize, tokens: &[Token]) -> bool {
        let place = &self.sentences[index];
        reads_as_headline(place, place.span.of(self.document.source(place.field)), tokens, self.sentences.len())
    }
}

/// The name of a source without what does not belong to it: quotes, a final "'s", a leading dash.
pub(super) fn clean(name: &str) -> String {
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '“' | '”' | '-' | '–' | '*'));
    let blanks = |bytes: &[u8]| bytes == b"  " || bytes.iter().any(|byte| byte.is_ascii_control() || !byte.is_ascii());
    if !name.as_bytes().windows(2).any(blanks) {
        return name.to_owned();
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a sentence drops articles and auxiliaries as headlines do.
fn reads_as_headline(place: &text::Sentence, words: &str, tokens: &[Token], count: usize) -> bool {
    let ended = words.trim_end_matches(['"', '”', ')']).ends_with(['.', '!', '?']);
    let capitals =
        || words.chars().filter(|c| c.is_uppercase()).count() > 3 * words.chars().filter(|c| c.is_lowercase()).count();
    match place.kind {
        Kind::Title => true,
        Kind::Heading | Kind::Bullet => !ended,
        Kind::Prose => {
            tokens.len() <= 40 && (!ended || count <= 3) && capitals() || !ended && count <= 2 && tokens.len() <= 32
        }
    }
}

/// The issuer that the heading of a bulletin names: "UNICEF Situation Report 4 – Floods".
fn issuer(s: &Sentence, kind: Kind, count: usize) -> Option<String> {
    if count < 2 || kind == Kind::Prose && s.tokens.last().is_some_and(|t| t.is('.')) {
        return None;
    }
    let mut segments = Vec::new();
    let mut start = 0;
    for (i, t) in s.tokens.iter().enumerate() {
        if matches!(t.mark, Mark::Point('–' | '—' | '|' | ':' | ',' | '/' | '(')) || t.is('-') && !t.glued {
            segments.push(&s.tokens[start..i]);
            start = i + 1;
        }
    }
    segments.push(&s.tokens[start..]);
    segments.iter().find_map(|words| {
        let issue = |t: &Token| {
            t.means(Sense::Alert)
                || t.is_word(&[
                    "report",
                    "update",
                    "situation",
                    "sitrep",
                    "weekly",
                    "daily",
                    "evening",
                    "morning",
                    "note",
                    "dashboard",
                    "list",
                ])
        };
        let end = words
            .iter()
            .position(|t| {
                issue(t)
                    || !t.is_capital()
                        && t.mark == Mark::Word
                        && !t.means(Sense::Of)
                        && !t.means(Sense::Preposition)
                        && !t.means(Sense::Determiner)
                        && !t.means(Sense::And)
            })
            .unwrap_or(words.len());
        let name = &words[..end];
        // among words all in capitals, capitals make no acronym
        let shouted = s.tokens.iter().all(|t| t.mark != Mark::Word || t.case == crate::lexicon::Case::Upper)
            || name.len() > 2 && name.iter().all(|t| t.case == crate::lexicon::Case::Upper);
        // "Firefighters engaged: 350"
        let label = words.get(end).is_some_and(|t| t.mark == Mark::Word && !issue(t));
        let named = name.last().is_some_and(|t| t.means(Sense::Source) && t.is_capital())
            || !shouted && name.iter().any(attribution::names_source);
        (named && !label && !name.is_empty() && name.len() <= 8 && name.iter().all(|t| t.mark == Mark::Word)).then(
            || {
                let span: Span = name[0].span.to(name[name.len() - 1].span);
                name.iter()
                    .map(|t| t.text)
                    .collect::<Vec<_>>()
                    .join(" ")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .to_string()
                    .chars()
                    .take(span.end - span.start)
                    .collect()
            },
        )
    })
}
