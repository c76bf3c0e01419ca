//! Who is named as saying so.
//!
//! In: the symbols of a sentence, and who spoke in the one before. Out: for each token a
//! [`Voice`], as far as one is named: the words of the source, and the doubt its verb throws on
//! what it says. Whoever denies a figure is no source of it.

use std::ops::Range;

use super::symbols::{Sentence, Symbol};
use super::verbs::{self, Role};
use crate::claim::Status;
use crate::lexicon::{Case, Form, Mark, Sense, Token};
use crate::text::Span;

/// The longest source that is read, in tokens.
const LONGEST: usize = 16;

/// The most tokens of what somebody gave out before who did: "a preliminary count by".
const RECORD: usize = 3;

/// The most tokens between "told" and the comma that ends its clause: "told the state news agency".
const TOLD: usize = 6;

/// The longest title that is cut short with a full stop, in bytes: "Gov.", "Messrs.".
const TITLE: usize = 6;

/// A source and what it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Voice {
    /// The words of the source; `None` for one that nobody can tell ("he said").
    pub name: Option<Span>,
    /// The doubt that the verb throws on what is said.
    pub status: Option<Status>,
    /// The first token of the source and the one after its verb.
    pub start: usize,
    pub end: usize,
    /// Whether what is said follows the verb; else it stands before.
    pub leads: bool,
    /// "He said": the speaker is named in the sentence before.
    pub pronoun: bool,
    /// Whether the verb denies what is said.
    pub denies: bool,
}

impl Voice {
    /// Whoever is named by the tokens `from..to`, where they and their verb stand at `place`; `leads`: what is
    /// said follows. It is said without doubt.
    fn named(s: &Sentence, (from, to): (usize, usize), place: Range<usize>, leads: bool) -> Voice {
        Voice {
            name: Some(s.tokens[from].span.to(s.tokens[to - 1].span)),
            status: None,
            start: place.start,
            end: place.end,
            leads,
            pronoun: false,
            denies: false,
        }
    }
}

/// The voices of a sentence, in text order.
pub(super) fn voices(s: &Sentence) -> Vec<Voice> {
    let mut voices = Vec::new();
    for (at, item) in s.items.iter().enumerate() {
        match item.symbol {
            Symbol::Verbs(g) if let Some(voice) = adding(s, g, voices.last()) => voices.push(voice),
            Symbol::Verbs(g) if s.groups[g].role == Role::Say => match quoted_as(s, g).or_else(|| said(s, at, g)) {
                // "the UN said it had verified 2,100 deaths"
                Some(Voice { pronoun: true, status, end, denies, .. })
                    if let Some(speaker) = voices.last().filter(|v: &&Voice| v.leads && v.name.is_some()).cloned() =>
                {
                    voices.push(Voice { status, start: s.groups[g].start, end, denies, ..speaker });
                }
                Some(voice) => voices.push(voice),
                // "have confirmed 14 deaths and believe that 40 are missing"
                None => voices.extend(again(s, g, voices.last()).or_else(|| first_subject(s, g))),
            },
            Symbol::Word if item.start > 0 => voices.extend(puts_at(s, item.start)),
            Symbol::By if at > 0 => voices.extend(said_by(s, at)),
            Symbol::According => {
                let voice = according(s, at);
                // "Reuters reported, citing police": who is cited says so
                let cited = voice.as_ref().is_some_and(|v| {
                    !s.tokens[item.start].text.contains(' ') && s.tokens[v.start + 1..v.end].iter().any(names_source)
                });
                if cited && voices.last().is_some_and(|v: &Voice| v.end + 1 >= item.start) {
                    voices.pop();
                }
                voices.extend(voice);
            }
            _ => {}
        }
    }
    if !voices.is_empty() {
        voices.extend(s.counted.iter().filter_map(|&(at, _)| gapped(s, at)));
    }
    voices.extend(possessive(s));
    if voices.iter().all(|v: &Voice| v.denies) {
        voices.extend(headline_source(s));
    }
    voices.sort_by_key(|v| v.start);
    voices
}

/// "Police counted 14 dead and the hospital 17": a second speaker without a verb.
fn gapped(s: &Sentence, at: usize) -> Option<Voice> {
    let (from, to, _) = s.gapped(at).filter(|&(_, to, _)| names_source(&s.tokens[to - 1]))?;
    Some(Voice::named(s, (from, to), from..s.items[at].start, true))
}

/// The voice that covers the token `figure`, of those that do not deny: the last that leads to it,
/// else the first behind it, else the last before it.
pub(super) fn covering(voices: &[Voice], figure: usize) -> Option<&Voice> {
    let sayers = || voices.iter().filter(|v| !v.denies);
    let leading = sayers().rev().find(|v| v.leads && v.end <= figure);
    let trailing = sayers().find(|v| !v.leads && v.start >= figure);
    let closer = match (leading, trailing) {
        // a voice between the two takes over: "police said 12; 15 died, the hospital said"
        (Some(l), Some(t)) if sayers().any(|v| v.start > l.end && v.end <= figure && v.leads) => Some(t),
        (Some(l), _) => Some(l),
        (None, t) => t,
    };
    closer.or_else(|| sayers().rev().find(|v| v.end <= figure))
}

/// A second verb of saying of the speaker before.
fn again(s: &Sentence, g: usize, last: Option<&Voice>) -> Option<Voice> {
    let group = &s.groups[g];
    let joined = group.start.checked_sub(1).is_some_and(|i| s.tokens[i].means(Sense::And));
    let status = s.tokens[group.end - 1].pick(|x| match x {
        Sense::Say(_, status) => Some(status),
        _ => None,
    })?;
    last.filter(|v| joined && v.leads).map(|v| Voice {
        status,
        start: group.start,
        end: group.end,
        denies: status == Some(Status::Denied),
        ..v.clone()
    })
}

// adding = voice "," say-verb-ing     police said, adding that nine bodies had been found
fn adding(s: &Sentence, g: usize, last: Option<&Voice>) -> Option<Voice> {
    let group = &s.groups[g];
    let comma = group.start.checked_sub(1).filter(|&i| s.tokens[i].is(','))?;
    let ing = s.tokens[group.start].has(|x| matches!(x, Sense::Say(Form::Ing, _)));
    let near = |v: &&Voice| {
        ing && v.end <= comma && (v.denies || (v.end..comma).all(|i| i == v.end || dated(s, i) || dated(s, i - 1)))
    };
    // "denied the claim, saying that two soldiers had died"
    let own = |v: &Voice| Voice { status: v.status.filter(|_| !v.denies), denies: false, ..v.clone() };
    last.filter(near).map(|v| Voice { start: group.start, end: group.end, leads: true, ..own(v) })
}

// first-subject = source verb … "and" say-verb     the disaster office raised the toll to 97 and said
fn first_subject(s: &Sentence, g: usize) -> Option<Voice> {
    let says = &s.groups[g];
    let joined =
        says.start.checked_sub(1).is_some_and(|i| s.tokens[i].means(Sense::And) || s.tokens[i].means(Sense::But));
    let first = s.groups[..g].first().filter(|first| joined && first.finite && first.role != Role::Subject)?;
    let (from, to) = subject(s, first.start)?;
    names_source(&s.tokens[to - 1]).then(|| Voice::named(s, (from, to), from..first.end, true))
}

// puts-at = source "puts at" figure     a figure that the union puts at 5,500
fn puts_at(s: &Sentence, at: usize) -> Option<Voice> {
    let puts = &s.tokens[at];
    let toll_verb = puts.has(|x| matches!(x, Sense::TollVerb(_))) && puts.begins("put") && puts.text.ends_with(" at");
    if !toll_verb {
        return None;
    }
    let from = skip_lead(s, phrase_start(s, at), at);
    (from < at && names_source(&s.tokens[at - 1])).then(|| Voice::named(s, (from, at), from..at + 1, true))
}

// said-by = say-participle "by" source
fn said_by(s: &Sentence, by: usize) -> Option<Voice> {
    let before = &s.tokens[s.items[by - 1].end - 1];
    let counted = before.has(|x| matches!(x, Sense::Say(Form::Ed | Form::Participle, _)));
    // "an attack claimed by the group": the deed, not a figure
    let claims_deed = before.begins("claim")
        && !by.checked_sub(2).is_some_and(|i| matches!(s.items[i].symbol, Symbol::Figure(_) | Symbol::Toll(_)));
    let (from, to) = object(s, s.items[by].end).filter(|_| counted && !claims_deed)?;
    let figures = s.items[..by].iter().any(|i| matches!(i.symbol, Symbol::Figure(_)));
    Some(Voice::named(s, (from, to), s.items[by].start..to, !figures))
}

// quoted-as = "quoted" source "as" saying | source "was quoted" ("by" …)? "as" saying
fn quoted_as(s: &Sentence, g: usize) -> Option<Voice> {
    let group = &s.groups[g];
    let says = &s.tokens[group.end - 1];
    let saying = says.has(|x| matches!(x, Sense::Say(Form::Ing, _)));
    let r#as = group.start.checked_sub(1).filter(|&i| saying && s.tokens[i].is_word(&["as"]))?;
    let quotes = s.groups[..g].last().filter(|q| q.end <= r#as)?;
    let by_whom = s.tokens[quotes.end - 1].has(|x| matches!(x, Sense::Say(..) | Sense::Verb(_)));
    // "the mayor was quoted as saying", "by the agency as saying"
    if s.tokens[quotes.start..quotes.end].iter().any(|t| t.means(Sense::Be)) && quotes.start > 0 {
        let near = quotes.end == r#as || s.tokens[quotes.end].means(Sense::By);
        let (from, to) = subject(s, quotes.start).filter(|_| near)?;
        return Some(Voice::named(s, (from, to), from..group.end, true));
    }
    (by_whom && quotes.end < r#as && r#as - quotes.end <= LONGEST).then(|| Voice {
        name: Some(s.tokens[quotes.end].span.to(s.tokens[r#as - 1].span)),
        status: says.pick(|x| if let Sense::Say(_, status) = x { Some(status) } else { None }).flatten(),
        start: quotes.end,
        end: group.end,
        leads: true,
        pronoun: false,
        denies: false,
    })
}

// said = source say-verb "that"? … | … "," source say-verb | … "," say-verb source
fn said(s: &Sentence, at: usize, g: usize) -> Option<Voice> {
    let group = &s.groups[g];
    let verb = &s.tokens[group.end - 1];
    let status = verb.pick(|x| match x {
        Sense::Say(_, status) => Some(status),
        _ => None,
    })?;
    let first = &s.tokens[group.start];
    if is_record(s, group.end - 1) {
        return None;
    }
    // "fled the capital, fearing violence": who flees says nothing
    if verb.has(|x| matches!(x, Sense::Say(Form::Ing, Some(Status::Feared)))) && group.end == group.start + 1 {
        return None;
    }
    // "a man suspected in a killing shot several"
    let suspected = group.bare
        && status.is_some()
        && s.tokens.get(group.end).is_some_and(|t| t.is_word(&["in", "of"]))
        && s.groups[g + 1..].iter().any(|later| later.finite && later.measure.is_some());
    if suspected {
        return None;
    }
    // "claimed 318 lives" says nothing; nor does the label of a line, "Deaths confirmed: 27"
    let harmed = |f: usize| matches!(s.figures[f].head, super::figure::Head::Harmed(_));
    let claims_lives = verb.means(Sense::Claims)
        && matches!(s.items.get(at + 1).map(|i| i.symbol), Some(Symbol::Figure(f)) if harmed(f))
        || s.claims_victims(at);
    // "claimed responsibility for the attack, which killed 12"
    let claims_deed = s.tokens.get(group.end).is_some_and(|t| t.is_word(&["responsibility", "credit"]));
    let label = s.items[at..].iter().take(3).any(|i| i.symbol == Symbol::Colon)
        && super::clause::label_measure(&s.tokens[..group.end]).is_some()
        && s.items[..at].iter().all(|i| !matches!(i.symbol, Symbol::Figure(_)));
    if first.means(Sense::To) || group.not && status != Some(Status::Denied) || claims_deed || claims_lives || label {
        return None;
    }
    let status = if group.doubt && status.is_none() { None } else { status };
    let denies = status == Some(Status::Denied);
    let next = s.tokens.get(group.end);
    let closes = |t: &Token| {
        matches!(t.mark, Mark::Point('.' | ',' | '"' | '”' | ';' | ':' | ')' | '!' | '*'))
            || t.means(Sense::Calendar)
            || t.means(Sense::Opener)
    };
    // "a volcanologist told reporters, and"
    let told = verb.is_word(&["told", "tells"])
        && s.tokens[group.end..].iter().take(TOLD).position(|t| t.is(',') || t.is('.')).is_some_and(|end| {
            s.tokens[group.end..group.end + end].iter().all(|t| t.mark == Mark::Word && !t.means(Sense::Relative))
        });
    // "is now believed to exceed 1,100"
    let adverbs = s.tokens[..group.start].iter().rev().take_while(|t| t.means(Sense::Adverb)).count();
    let passive = verb.has(|x| matches!(x, Sense::Say(Form::Ed | Form::Participle, _)))
        && group.start.checked_sub(adverbs + 1).is_some_and(|i| s.tokens[i].means(Sense::Be));
    // "no tsunami warning was issued"
    if passive
        || verb.has(|x| matches!(x, Sense::Say(Form::Ing, _)))
            && s.tokens.get(group.end).is_some_and(|t| t.means(Sense::Be))
    {
        return None;
    }
    let end_of_sentence = next.is_none_or(closes) || told;
    let time_then_end = next.is_some_and(|t| t.means(Sense::Preposition))
        && s.tokens[group.end..]
            .iter()
            .take(14)
            .all(|t| t.pick(|x| matches!(x, Sense::Number(_)).then_some(())).is_none() || t.means(Sense::Calendar));
    let before = group.start.checked_sub(1).map(|i| &s.tokens[i]);
    let quoted = before.is_some_and(|t| matches!(t.mark, Mark::Point('”' | '"' | '’')))
        || before.is_some_and(|t| t.is(','))
            && group.start >= 2
            && matches!(s.tokens[group.start - 2].mark, Mark::Point('”' | '"' | '’'));
    let mut voice =
        Voice { name: None, status, start: group.start, end: group.end, leads: true, pronoun: false, denies };
    let subject = subject(s, group.start);
    match subject {
        Some((from, to)) if !quoted => {
            voice.start = from;
            let segment_starts = from.checked_sub(1).map(|i| &s.tokens[i]);
            // "a list in which the archdiocese put the number"
            let within = from >= 2 && s.tokens[from - 2].means(Sense::Preposition);
            // "an attack which police say killed nine"
            let tells = matches!(s.items.get(at + 1).map(|i| i.symbol), Some(Symbol::Verbs(h))
                if s.groups[h].finite && (s.groups[h].measure.is_some() || s.groups[h].role == Role::Makes));
            if segment_starts.is_some_and(|t| {
                t.means(Sense::Relative) && !t.means(Sense::Determiner) && !within && !tells
                    || t.text.eq_ignore_ascii_case("that")
                        && !denies
                        && s.items[at + 1..].iter().take(2).all(|i| !matches!(i.symbol, Symbol::Figure(_)))
            }) {
                return None; // "a stand that the municipality had declared unsafe"
            }
            let after_comma =
                segment_starts.is_some_and(|t| matches!(t.mark, Mark::Point(',' | '”' | '"' | '–' | '—' | '-' | '…')));
            let figures_behind = s.items[at + 1..].iter().any(|i| matches!(i.symbol, Symbol::Figure(_)));
            // "killed 35, Lister said it is possible": he says something else; so do those who fear
            // something "as" it happens
            let other = next.is_some_and(|t| t.means(Sense::Pronoun) || t.is_word(&["that"]));
            // "returned after sappers declared", "1,200 people work nights and unions have complained"
            let apart = segment_starts.is_some_and(|t| {
                t.means(Sense::Opener) && !t.is_word(&["as"])
                    || t.means(Sense::And) && clause_before(s, from - 1)
                    || t.is(';') && !denies
            });
            // "has risen to 26 after divers found more bodies"
            let found = segment_starts.is_some_and(|t| t.means(Sense::Opener)) && verb.means(Sense::SayBehind);
            if !figures_behind && (other && !denies || apart || found) {
                return None;
            }
            voice.leads = figures_behind && !(after_comma && (end_of_sentence || time_then_end));
            if s.tokens[from..to].iter().any(|t| t.is_word(&["we", "i", "you"])) {
                return None; // within a quotation: who speaks is named outside it
            }
            if s.tokens[from..to].iter().all(|t| t.means(Sense::Pronoun)) {
                voice.pronoun = true;
            } else if !denies && !says_figures(s, at, voice.leads) || !fits(s, verb, from, to, voice.leads) {
                return None;
            } else {
                // "volunteers there said"
                let to = to + usize::from(s.tokens.get(to).is_some_and(|t| t.is_word(&["there", "here"])));
                voice.name = (!hearsay(&s.tokens[from..to])).then(|| s.tokens[from].span.to(s.tokens[to - 1].span));
            }
            Some(voice)
        }
        _ if quoted || before.is_some_and(|t| t.is(',')) => {
            // said NAME, who leads …
            let (from, to) = object(s, group.end)?;
            if s.tokens[from..to].iter().all(|t| t.means(Sense::Determiner) || t.means(Sense::Article)) {
                return None;
            }
            voice.end = to;
            voice.leads = false;
            if s.tokens[from].means(Sense::Pronoun) {
                voice.pronoun = true;
            } else {
                voice.name = Some(s.tokens[from].span.to(s.tokens[to - 1].span));
            }
            Some(voice)
        }
        _ => None,
    }
}

/// Whether what is named as saying so is only talk of which nobody is named: "initial reports", "the latest figures".
fn hearsay(words: &[Token]) -> bool {
    words.iter().any(|t| t.means(Sense::Hearsay))
        && words.iter().all(|t| t.means(Sense::Hearsay) || t.means(Sense::Article) || t.means(Sense::Determiner))
}

/// Where whoever is named begins, behind what they gave out: "the latest figures from | the ministry".
fn past_record(s: &Sentence, from: usize, to: usize) -> usize {
    let opens = s.tokens[from].means(Sense::Article) || s.tokens[from].means(Sense::Determiner);
    let given = |i: &usize| {
        let gave = s.tokens[*i].means(Sense::By)
            || s.tokens[*i].is_word(&["from", "on", "in"]) && s.tokens[*i - 1].means(Sense::Hearsay)
            || s.tokens[*i].is_word(&["from"]) && s.tokens[*i - 1].means(Sense::Record);
        // "reports from northern Syria" name nobody
        let who = s.tokens[*i].means(Sense::By) || s.tokens[*i..to].iter().any(names_source);
        gave && who && *i - from <= RECORD && *i + 1 < to
    };
    (from + 1..to).find(given).filter(|_| opens || s.tokens[from].means(Sense::Hearsay)).map_or(from, |by| by + 1)
}

/// Whether the subject can be a source of what this verb says: "the ministry counts", not "divers
/// found" nor "the attack recalls".
fn fits(s: &Sentence, verb: &Token, from: usize, to: usize, leads: bool) -> bool {
    let subject = &s.tokens[from..to];
    // "if confirmed"
    let bare = |t: &Token| {
        t.means(Sense::Article) || t.means(Sense::Determiner) || t.means(Sense::Opener) || t.means(Sense::If)
    };
    let words = subject.iter().any(|t| t.mark == Mark::Word && !bare(t));
    // "displaced by land disputes"
    let denies = verb.has(|x| matches!(x, Sense::Say(_, Some(Status::Denied))));
    if !words || !leads && !verb.means(Sense::SayOfSources) && !denies {
        return words;
    }
    let head = subject
        .iter()
        .take_while(|t| !t.means(Sense::Preposition) && !t.means(Sense::Of))
        .last()
        .unwrap_or(&subject[0]);
    let gives = subject.iter().any(names_source) || head.is_capital() || super::figure::person(head).is_some();
    // "UN figures show", "a report by the union found"
    let record = subject.iter().any(|t| t.means(Sense::Record))
        || from >= 2 && s.tokens[from - 1].means(Sense::By) && s.tokens[from - 2].means(Sense::Record);
    (!leads || record || !verb.means(Sense::SayBehind)) && (gives || !verb.means(Sense::SayOfSources) && !denies)
}

/// Whether a verb such as "put", "show" or "give" is about figures here: one follows, or a clause
/// or quote does.
fn says_figures(s: &Sentence, at: usize, leads: bool) -> bool {
    if !leads {
        return true;
    }
    s.items[at + 1..].iter().take(40).any(|i| matches!(i.symbol, Symbol::Figure(_) | Symbol::Quote))
}

/// The tokens of the noun phrase that ends before token `end`: the subject of a verb of saying.
fn subject(s: &Sentence, end: usize) -> Option<(usize, usize)> {
    let mut to = end;
    // "said on Friday" stands behind; "the minister on Friday said" before
    while to > 0
        && (is_adverb(s, to - 1, end)
            || s.tokens[to - 1].means(Sense::Calendar) && to >= 2 && s.tokens[to - 2].text.eq_ignore_ascii_case("on"))
    {
        to -= if s.tokens[to - 1].means(Sense::Calendar) { 2 } else { 1 };
    }
    if to > 0 && s.tokens[to - 1].is(',') {
        return apposed(s, to - 1);
    }
    let from = phrase_start(s, to);
    if let Some(reached) = reached_by(s, from, to) {
        return subject(s, reached);
    }
    // "a group that monitors the war says"
    let in_relative = s.groups.iter().any(|g| {
        g.end == from && g.finite && g.start.checked_sub(1).is_some_and(|i| s.tokens[i].means(Sense::Relative))
    });
    if from == to || to - from > LONGEST || in_relative {
        return related(s, to);
    }
    let of_relative = from > 1 && s.tokens[from - 1].means(Sense::Relative);
    if of_relative && !s.tokens[from - 2].is(',') && !s.tokens[from - 2].means(Sense::Preposition) {
        return related(s, to);
    }
    let from = skip_lead(s, from, to);
    if from >= to
        || s.tokens[from].means(Sense::Not)
        || s.tokens[from].means(Sense::Relative) && !(s.tokens[from].text == "WHO" && to == from + 1)
        || is_figure(s, from) && !witnesses(s, from, to)
    {
        return None;
    }
    // "an estimate by the lawyers' collective"
    Some((past_record(s, from, to), to))
}

/// Whether the word at token `at` is not a verb but what a source gives: "by a later estimate", "by one estimate".
fn is_record(s: &Sentence, at: usize) -> bool {
    let lead = at.checked_sub(1).map_or(0, |i| if s.tokens[i].means(Sense::Adverb) { i } else { at });
    s.tokens[at].means(Sense::Record)
        && lead >= 2
        && (s.tokens[lead - 1].means(Sense::Article) || s.tokens[lead - 1].means(Sense::Number(1)))
        && s.tokens[lead - 2].means(Sense::By)
}

/// Whether the word at token `at` says how or when the verb at token `verb` is done: "flatly denied"; not the end
/// of a name, "Justice Now said".
fn is_adverb(s: &Sentence, at: usize, verb: usize) -> bool {
    let t = &s.tokens[at];
    let titled = || s.tokens.get(verb).is_some_and(Token::is_capital);
    let manner = t.text.ends_with("ly") && t.senses.is_empty() && t.mark == Mark::Word;
    (t.means(Sense::Adverb) || manner) && (!t.is_capital() || at == 0 || titled())
}

/// "A UN official who asked not to be named said": the phrase before a relative clause without commas.
fn related(s: &Sentence, to: usize) -> Option<(usize, usize)> {
    let marked = |i: &usize| matches!(s.tokens[*i].mark, Mark::Point(p) if p != '-' && p != '’' && p != '\'');
    let relative = (to.saturating_sub(LONGEST)..to).rev().take_while(|i| !marked(i)).find(|&i| {
        let verb = || s.groups.iter().any(|g| g.start == i + 1); // "that monitors"
        s.tokens[i].means(Sense::Relative) && (!s.tokens[i].means(Sense::Determiner) || verb())
    })?;
    let noun = relative.checked_sub(1).map(|i| &s.tokens[i])?;
    // "according to a resident who gave his name as Omar" is told by its first words
    subject(s, relative).filter(|&(from, _)| may_speak(noun) && !s.tokens[from].means(Sense::According))
}

/// Whether a word can name who speaks.
fn may_speak(t: &Token) -> bool {
    t.means(Sense::Source) || super::figure::person(t).is_some()
}

/// "A resident reached by telephone said": where the participle behind the speaker begins.
fn reached_by(s: &Sentence, from: usize, to: usize) -> Option<usize> {
    let by = (from.saturating_sub(1)..to).find(|&i| s.tokens[i].means(Sense::By))?;
    let group = s.groups.iter().find(|g| g.end == by && g.bare && g.role == Role::Other)?;
    let speaker = &s.tokens[group.start.checked_sub(1)?];
    may_speak(speaker).then_some(group.start)
}

/// "Two witnesses said": people who are counted, and give figures.
fn witnesses(s: &Sentence, from: usize, to: usize) -> bool {
    // "two security sources"
    let plain = s.items.iter().filter(|i| i.start > from && i.end <= to).all(|i| match i.symbol {
        Symbol::Figure(f) => s.figures[f].single,
        symbol => matches!(symbol, Symbol::Word | Symbol::And),
    });
    plain && s.tokens[to - 1].means(Sense::Source)
}

/// ", NAME, the governor, said": the name, where an apposition stands between commas.
fn apposed(s: &Sentence, comma: usize) -> Option<(usize, usize)> {
    let mut inner = phrase_start(s, comma);
    let mut before = inner.checked_sub(1)?;
    // "The Monitor, which has no staff there, said"
    let relative = (before.saturating_sub(LONGEST)..=before).rev().find(|&i| s.tokens[i].means(Sense::Relative));
    if let Some(relative) =
        relative.filter(|&r| r > 0 && s.tokens[r - 1].is(',') && !s.tokens[r..comma].iter().any(|t| t.is(',')))
    {
        inner = relative;
        before = relative - 1;
    }
    if !s.tokens[before].is(',') {
        return None;
    }
    let outer = phrase_start(s, before);
    let name = |from: usize, to: usize| {
        from + 1 < to
            && to - from <= 5
            && s.tokens[from..to]
                .iter()
                .all(|t| t.is_capital() && t.senses.iter().all(|x| !matches!(x, Sense::Determiner | Sense::Article)))
    };
    let outer = skip_lead(s, outer, before);
    // "its manager, Helmsea, said"
    let whose = outer < before
        && s.tokens[outer].is_word(&["its", "his", "her", "their"])
        && s.tokens[inner..comma].iter().all(Token::is_capital);
    if name(inner, comma) && !name(outer, before) || whose {
        return Some((inner, comma));
    }
    if outer < before && before - outer <= LONGEST {
        // "a spokeswoman for the operator, NAME, said": the apposition belongs to the source
        let single = comma == inner + 1 && s.tokens[inner].is_capital();
        return Some((outer, if single { comma } else { before }));
    }
    None
}

/// Where the phrase that ends before token `to` begins.
fn phrase_start(s: &Sentence, to: usize) -> usize {
    let mut from = to;
    while from > 0 && to - from <= LONGEST {
        let t = &s.tokens[from - 1];
        let stop = match t.mark {
            Mark::Point(p) => {
                matches!(
                    p,
                    ',' | ';' | ':' | '”' | '“' | '"' | '–' | '—' | '(' | ')' | '.' | '…' | '•' | '*' | '!' | '?'
                ) && !(p == '.' && abbreviated(s, from - 1))
                    || p == '-' && !t.glued
            }
            Mark::Word => {
                t.senses.iter().any(|x| matches!(x, Sense::But | Sense::If | Sense::Opener | Sense::Relative))
                    && t.case != Case::Upper
                    && !t.is_capital()
                    || t.means(Sense::And) && !capital_both(s, from - 1)
                    // "the UN said | it had verified"
                    || s.tokens.get(from).is_some_and(|n| n.means(Sense::Pronoun))
                        && s.groups.iter().any(|g| {
                            g.role == Role::Say && g.end <= from && (g.end..from).all(|i| dated(s, i) || i > g.end && dated(s, i - 1))
                        })
                    || s.groups.iter().any(|g| {
                        g.start < from
                            && from <= g.end
                            && g.finite
                            && !g.bare
                            && g.end <= to
                            && !(g.end == from && s.tokens[g.start].is_capital())
                            && !(g.end == g.start + 1 && verbs::stands_before_noun(s.tokens, g.start))
                    })
            }
            _ => false,
        };
        if stop {
            break;
        }
        from -= 1;
    }
    from
}

/// "police and hospital sources": "and" inside a source.
fn capital_both(s: &Sentence, and: usize) -> bool {
    let source = |t: &Token| t.means(Sense::Source) || t.is_capital();
    let before = and.checked_sub(1).is_some_and(|i| source(&s.tokens[i]));
    let verb_next = s.groups.iter().any(|g| g.start == and + 1);
    // "two local councillors and a security source said"
    let person = and.checked_sub(1).is_some_and(|i| super::figure::person(&s.tokens[i]).is_some());
    let before = before || person && !clause_before(s, and);
    before && !verb_next && s.tokens[and + 1..].iter().take(4).any(source)
}

/// Whether a clause with a verb of its own ends before the "and" at a token.
fn clause_before(s: &Sentence, and: usize) -> bool {
    let stop = |i: &usize| matches!(s.tokens[*i].mark, Mark::Point(p) if p != '-' && p != '’' && p != '\'');
    let start = (0..and).rev().find(stop).map_or(0, |i| i + 1);
    s.groups.iter().any(|g| g.start >= start && g.end <= and)
}

/// Where a day ends that begins at token `from`: "Monday", "Monday 3 May", "May 3".
fn past_day(s: &Sentence, from: usize, to: usize) -> usize {
    (from..to).find(|&i| !s.tokens[i].means(Sense::Calendar) && !s.tokens[i].is_digits()).unwrap_or(to)
}

/// Skips what opens a sentence and is no part of a source: "But", "Meanwhile", "On Friday".
fn skip_lead(s: &Sentence, from: usize, to: usize) -> usize {
    let mut from = from;
    // "On Monday police said", "In Kabul officials said"
    let day = |i: usize| s.tokens.get(i).is_some_and(|t| t.means(Sense::Calendar));
    if s.tokens[from].means(Sense::Preposition) && (day(from + 1) || s.tokens[from].is_word(&["in", "at", "on"])) {
        let named = |t: &Token| t.is_capital() && t.senses.is_empty() || t.means(Sense::Calendar) || t.is_digits();
        let past = (from + 1..to).find(|&i| !named(&s.tokens[i])).unwrap_or(to);
        if day(from + 1) || past > from + 1 && past < to && s.tokens[past].means(Sense::Source) {
            return skip_lead(s, if day(from + 1) { past_day(s, from + 1, to) } else { past }, to);
        }
    }
    // "In a statement on Telegram the group said"
    if from < to && (s.tokens[from].means(Sense::Preposition) || s.tokens[from].means(Sense::Of)) {
        let start = (from + 2..to).rev().find(|&i| {
            (s.tokens[i].means(Sense::Determiner) || s.tokens[i].means(Sense::Article))
                && !s.tokens[i - 1].means(Sense::Preposition)
                && !s.tokens[i - 1].means(Sense::Of)
        });
        match start {
            Some(start) => from = start,
            None => return to,
        }
    }
    while from < to {
        let t = &s.tokens[from];
        let lead = t.means(Sense::But)
            || t.means(Sense::And)
            || t.means(Sense::Adverb) && !t.means(Sense::Determiner)
            || matches!(t.mark, Mark::Point(_))
            || t.means(Sense::Opener) && !t.means(Sense::Preposition);
        let dated =
            t.text.eq_ignore_ascii_case("on") && s.tokens.get(from + 1).is_some_and(|n| n.means(Sense::Calendar));
        if dated {
            from += 2;
        } else if lead {
            from += 1;
        } else {
            break;
        }
    }
    from
}

fn is_figure(s: &Sentence, token: usize) -> bool {
    s.items.iter().any(|i| i.start <= token && token < i.end && matches!(i.symbol, Symbol::Figure(f) if s.figures[f].head != super::figure::Head::People || !s.figures[f].single))
}

/// The tokens of the noun phrase that begins at token `from`: who said it, behind the verb.
fn object(s: &Sentence, from: usize) -> Option<(usize, usize)> {
    let mut to = from;
    while to < s.tokens.len() && to - from < LONGEST {
        let t = &s.tokens[to];
        let stop = match t.mark {
            Mark::Point('.') => !abbreviated(s, to),
            Mark::Point(p) => !matches!(p, '-' | '’' | '\'' | '&' | '/'),
            _ => {
                s.items.iter().any(|i| {
                    i.start == to && matches!(i.symbol, Symbol::Figure(f) if !s.figures[f].single) && to > from
                }) || t.means(Sense::Relative)
                    || t.means(Sense::Opener)
                    || t.means(Sense::But)
                    || dated(s, to)
                    || to > from
                        && !t.means(Sense::Record)
                        && s.groups.iter().any(|g| g.start == to && (g.finite || g.role == Role::Other))
            }
        };
        if stop {
            break;
        }
        to += 1;
    }
    // "heard 20 miles away"
    if to == from || s.tokens[from].is_number() && !s.tokens[from..to].iter().any(may_speak) {
        return None;
    }
    // "the head of the union, NAME,": the name that an apposition gives
    if s.tokens.get(to).is_some_and(|t| t.is(',')) && s.tokens[from].means(Sense::Determiner) {
        let mut end = to + 1;
        while end < s.tokens.len()
            && s.tokens[end].is_capital()
            && s.tokens[end].senses.iter().all(|x| !matches!(x, Sense::Determiner))
        {
            end += 1;
        }
        if end - to > 2 && end - to <= 5 && s.tokens.get(end).is_none_or(|t| matches!(t.mark, Mark::Point(_))) {
            return Some((to + 1, end));
        }
    }
    Some((from, to))
}

/// Whether the full stop at token `at` is that of a title: "Dr. Amal Haddad".
fn abbreviated(s: &Sentence, at: usize) -> bool {
    let title = at.checked_sub(1).is_some_and(|b| s.tokens[b].is_capital() && s.tokens[b].text.len() <= TITLE);
    s.tokens[at].glued && title && s.tokens.get(at + 1).is_some_and(|t| t.is_capital() && !t.glued)
}

/// Whether a phrase of time begins at token `at`: "on Friday", "on 3 May", "late on Monday".
fn dated(s: &Sentence, at: usize) -> bool {
    let t = &s.tokens[at];
    let calendar = |i: usize| {
        s.tokens.get(i).is_some_and(|t| {
            t.means(Sense::Calendar) && t.is_capital() || matches!(t.mark, Mark::Number { .. } | Mark::Clock)
        })
    };
    t.means(Sense::Calendar) && t.is_capital()
        || t.is_word(&["on", "late", "early", "at", "by", "in"])
            && (calendar(at + 1) || t.text.len() > 2 && calendar(at + 2))
}

// according = "according to" source
fn according(s: &Sentence, at: usize) -> Option<Voice> {
    let item = s.items[at];
    let (mut from, mut to) = object(s, item.end)?;
    // "according to figures released by the ministry"
    if s.tokens[to - 1].means(Sense::Record)
        && s.tokens.get(to).is_some_and(|t| t.text.ends_with("ed") || t.means(Sense::Verb(Form::Participle)))
        && s.tokens.get(to + 1).is_some_and(|t| t.means(Sense::By))
    {
        (from, to) = object(s, to + 2)?;
    }
    // "according to a count by the lawyers' collective"
    let from = past_record(s, from, to);
    if hearsay(&s.tokens[from..to]) {
        return None;
    }
    let leads = at == 0 || s.items[..at].iter().all(|i| !matches!(i.symbol, Symbol::Figure(_)));
    Some(Voice::named(s, (from, to), item.start..to, leads))
}

// headline-source = source ":" … | … (dash | ":" | "(") source
fn headline_source(s: &Sentence) -> Option<Voice> {
    let voice = |from: usize, to: usize, leads: bool| Voice::named(s, (from, to), from..to, leads);
    let last = s.items.iter().rposition(|i| matches!(i.symbol, Symbol::Dash | Symbol::Colon | Symbol::Open));
    if let Some(at) = last {
        let from = s.items[at].end;
        let mut to = s.tokens.len();
        while to > from && matches!(s.tokens[to - 1].mark, Mark::Point(_)) {
            to -= 1;
        }
        let to = (from..to).find(|&i| matches!(s.tokens[i].mark, Mark::Point('.' | '…' | ')' | ','))).unwrap_or(to);
        let plain = s.items[at + 1..].iter().take_while(|i| i.start < to).all(|i| match i.symbol {
            Symbol::Figure(f) => s.figures[f].bare,
            symbol => symbol != Symbol::Number,
        });
        if to > from && to - from <= 6 && plain && s.tokens[from..to].iter().any(names_source) && at > 0 {
            return Some(voice(from, to, false));
        }
    }
    let colon = s.items.iter().position(|i| i.symbol == Symbol::Colon).map(|at| s.items[at].start)?;
    let from = s.tokens[..colon].iter().position(|t| t.mark == Mark::Word)?;
    let words = &s.tokens[from..colon];
    // "Ministry of Health: 12 dead"
    let of = words.windows(2).any(|w| names_source(&w[0]) && w[0].is_capital() && w[1].means(Sense::Of));
    // among words all in capitals, capitals make no acronym
    let shouted = words.len() > 2 && words.iter().all(|t| t.case == Case::Upper);
    let source = |t: &Token| t.means(Sense::Source) || !shouted && names_source(t);
    // "rescuers: 2" counts them
    let counts = s.tokens[colon + 1..].iter().all(|t| !matches!(t.mark, Mark::Word));
    // "Regional president Elly Conti: deaths now eight"
    let named = words.iter().rposition(|t| t.means(Sense::Source)).is_some_and(|title| {
        let name = &words[title + 1..];
        !name.is_empty() && name.iter().all(|t| t.is_capital() && t.senses.is_empty())
    });
    let names = (of || named || words.last().is_some_and(source)) && words.len() <= 8 && !counts;
    let measured = super::clause::label_measure(words).is_some();
    (names && !measured && words.iter().all(|t| t.mark == Mark::Word && !t.means(Sense::Alert)))
        .then(|| voice(from, colon, true))
}

// possessive = source "'s" ("figure" | "tally" | "count" | "log")
fn possessive(s: &Sentence) -> Option<Voice> {
    let at = s.tokens.iter().position(|t| t.possessive)?;
    let owner = s.tokens[at].text;
    // "Tuesday's toll", "the quake's toll": when and of what, not whose
    let day = ["day", "week", "month", "year"]
        .iter()
        .any(|unit| owner[..owner.len() - possessive_ending(owner)].ends_with(unit));
    let gives = |t: &Token| t.has(|x| matches!(x, Sense::Toll(None))) && !t.ends("toll") || t.means(Sense::Record);
    if day || !s.tokens.get(at + 1).is_some_and(gives) {
        return None;
    }
    // "described as false a militant website's report"
    let phrase = phrase_start(s, at + 1);
    let noun = (phrase + 1..at).rev().find(|&i| {
        (s.tokens[i].means(Sense::Article) || s.tokens[i].means(Sense::Determiner))
            && !s.tokens[i - 1].means(Sense::Of)
            && !s.tokens[i - 1].means(Sense::Preposition)
    });
    let from = noun.unwrap_or(phrase);
    let span = s.tokens[from].span.to(s.tokens[at].span);
    let name = Span::new(span.start, span.end - possessive_ending(s.tokens[at].text));
    Some(Voice { name: Some(name), status: None, start: from, end: at + 2, leads: true, pronoun: false, denies: false })
}

/// The bytes of "'s" or "'" at the end of a word.
fn possessive_ending(word: &str) -> usize {
    word.len() - word.trim_end_matches(['s', 'S']).trim_end_matches(['\'', '’']).len()
}

/// Whether a word ends the name of a source: a noun of those who give figures, or an acronym.
pub(super) fn names_source(t: &Token) -> bool {
    let acronym = t.case == Case::Upper
        && (2..=7).contains(&t.text.chars().count())
        && t.senses.is_empty()
        && !t.text.bytes().any(|b| b.is_ascii_digit());
    t.means(Sense::Source) || acronym
}
