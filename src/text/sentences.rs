//! From a document to its sentences: headline, headings, bullets and prose told apart.
//!
//! In: a [`Document`] and the words of [`Stops`].
//! Out: [`Sentence`]s in text order, the headline first; none is empty, none overlaps another.
//! A line break ends a sentence only where the lines are items (bullets, labels, timed entries,
//! short lines), not where prose is wrapped.

use memchr::{memchr, memchr_iter, memchr3_iter};
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::{Document, Field, Span, comments};

/// The words that a sentence splitter must know: data, from `rules/lexicon/<language>/sentences.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stops {
    /// Words whose full stop ends no sentence, without it ("Dr", "approx").
    pub abbreviations: FxHashSet<String>,
    /// Words that go on after a clock time ("5 p.m. Sunday", "9 a.m. GMT").
    pub after_clock: FxHashSet<String>,
}

/// What sort of line a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The headline of the document.
    Title,
    /// A heading, or a line of a bulletin that stands by itself without a full stop.
    Heading,
    /// An item of a list, a labelled figure or an entry of a log.
    Bullet,
    /// A sentence of running text.
    Prose,
}

/// One sentence, as a span of [`Document::source`] of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without the white space around it and without a bullet before it.
    pub span: Span,
    /// Which text it stands in.
    pub field: Field,
    /// What sort of line it is.
    pub kind: Kind,
    /// The number of its paragraph, from 0; every item of a list counts as one.
    pub paragraph: usize,
    /// The number of its block (lines without an empty line between), from 0.
    pub block: usize,
    /// The time of its entry on a live page or in a log, in minutes after midnight.
    pub entry: Option<u16>,
}

/// Most sentences have fewer bytes.
const LONG: usize = 200;

/// A line that is shorter than this and does not end as a sentence does is no wrapped prose.
const WRAPPED_PROSE: usize = 56;

/// The sentences of a document, the headline first.
pub fn sentences(document: &Document, stops: &Stops) -> Vec<Sentence> {
    let mut found = Vec::with_capacity((document.body.end - document.body.start) / LONG);
    if let Some(title) = &document.title {
        let span = trim(document.source(Field::Title), title.at.unwrap_or(Span::new(0, title.text.len())));
        if span.start < span.end {
            found.push(Sentence { span, field: Field::Title, kind: Kind::Title, paragraph: 0, block: 0, entry: None });
        }
    }
    let text = &*document.text;
    let mut paragraph = found.len();
    let lines = lines(text, document.body);
    let mut items = Vec::new();
    for (block, lines) in (found.len()..).zip(lines.chunk_by(|one, next| one.block == next.block)) {
        self::items(text, lines, &mut items);
        for item in &items {
            let mut entry = None;
            let mut start = item.span.start;
            if let Some(after) = bullet(item.span.of(text)) {
                start += after;
            }
            if let Some((after, minutes)) = timestamp(&text[start..item.span.end]) {
                entry = Some(minutes);
                start += after;
            }
            let whole = trim(text, Span::new(start, item.span.end));
            split(text, whole, stops, &mut |span| {
                let ends =
                    || span.of(text).trim_end_matches(['"', '”', '’', '\'', ')', '*']).ends_with(['.', '!', '?', '…']);
                let kind = match item.kind {
                    Kind::Prose if lines.len() > 1 && span == whole && !ends() => Kind::Heading,
                    kind => kind,
                };
                found.push(Sentence { span, field: Field::Text, kind, paragraph, block, entry });
            });
            paragraph += 1;
        }
    }
    found
}

/// A stretch of lines that belong together, with what they are.
struct Item {
    span: Span,
    kind: Kind,
}

/// A line that is not empty.
struct Line {
    span: Span,
    /// The number of its block: there is an empty line between two.
    block: usize,
}

/// The lines between empty lines. Lines that a comment fills are empty: what stands in them is said to
/// nobody.
fn lines(text: &str, body: Span) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut block = 0;
    let comments: Vec<Span> = comments(text, body).into_iter().map(|comment| whole_lines(text, comment)).collect();
    let mut comments = comments.into_iter().peekable();
    let mut start = body.start;
    let ends = memchr_iter(b'\n', body.of(text).as_bytes()).map(|at| body.start + at + 1);
    for end in ends.chain([body.end]) {
        let span = trim(text, Span::new(start, end));
        start = end;
        while comments.next_if(|comment| comment.end <= span.start).is_some() {}
        let is_comment = comments.peek().is_some_and(|comment| comment.start <= span.start && span.end <= comment.end);
        if span.start == span.end || is_comment {
            block += 1;
        } else {
            lines.push(Line { span, block });
        }
    }
    lines
}

/// The comment where it fills lines, from its first mark to its last; nothing where words stand beside it.
fn whole_lines(text: &str, comment: Span) -> Span {
    // by the blanks beside it alone: one line may hold any number of comments
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let before = text[..comment.start].trim_end_matches(blank);
    let after = text[comment.end..].trim_start_matches(blank);
    let alone = (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
    if alone { comment } else { Span::new(comment.start, comment.start) }
}

/// Joins the wrapped lines of a block and keeps its items apart, in place of what was there.
fn items(text: &str, lines: &[Line], items: &mut Vec<Item>) {
    items.clear();
    let mut open = false; // whether the last line may go on in the next
    for &Line { span: line, .. } in lines {
        let words = line.of(text);
        let kind = if words.starts_with('#') && words.trim_start_matches('#').starts_with(' ') {
            Kind::Heading
        } else if bullet(words).is_some() || timestamp(words).is_some() || is_label(words) {
            Kind::Bullet
        } else {
            Kind::Prose
        };
        match items.last_mut() {
            Some(last) if open && kind == Kind::Prose => last.span.end = line.end,
            _ => items.push(Item { span: line, kind }),
        }
        let ends = words.trim_end_matches(['"', '”', ')']).ends_with(['.', '!', '?', ':']);
        open = kind != Kind::Heading && (is_long(words) || !ends && ends_open(words));
    }
}

/// Whether a line is as long as one of wrapped prose.
fn is_long(line: &str) -> bool {
    // a character takes one to four bytes: most lines need not be counted
    line.len() >= WRAPPED_PROSE && (line.len() >= 4 * WRAPPED_PROSE || line.chars().count() >= WRAPPED_PROSE)
}

/// Whether a short line stops in the middle of a phrase: it ends with a comma or a small word.
fn ends_open(line: &str) -> bool {
    line.ends_with([',', ';', '-', '–'])
        || matches!(
            line.rsplit(' ').next(),
            Some("and" | "or" | "of" | "the" | "a" | "in" | "to" | "at" | "by" | "for" | "with")
        )
}

/// The longest label, in bytes.
const LABEL: usize = 60;

/// `Deaths: 22`, `Missing: at least 11`, `KILLED: 4 DIGGERS`: a short label, a colon, something.
fn is_label(line: &str) -> bool {
    let head = &line.as_bytes()[..line.len().min(LABEL + 1)];
    let Some((label, rest)) = memchr(b':', head).map(|at| (&line[..at], &line[at + 1..])) else { return false };
    label.split_whitespace().count() <= 6
        && label.starts_with(|c: char| c.is_alphabetic())
        && !label.contains(['.', '“', '"', ','])
        && !rest.trim().is_empty()
        && line.chars().count() < 120
}

/// The bytes that a bullet or an item's number takes at the start of a line.
fn bullet(line: &str) -> Option<usize> {
    // most lines begin with a word
    if let [b'A'..=b'Z' | b'a'..=b'z', b'A'..=b'Z' | b'a'..=b'z' | b' ', ..] = line.as_bytes() {
        return None;
    }
    let rest = line.trim_start_matches(['•', '*', '-', '–', '—', '·', '▪', '●', '◦', '‣', '>', '|']);
    let marks = line.len() - rest.len();
    if marks > 0 && (rest.starts_with(char::is_whitespace) || line.starts_with('•')) {
        return Some(line.len() - rest.trim_start().len());
    }
    // "B. Displaced: 1,117 families"
    if let [letter, b'.' | b')', b' ', ..] = line.as_bytes()
        && letter.is_ascii_uppercase()
        && is_label(&line[3..])
    {
        return Some(3);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    if (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) {
        return Some(digits + 2);
    }
    None
}

/// The bytes that a time takes at the start of an entry (`**09:30**`, `11:40`), and its minutes.
fn timestamp(line: &str) -> Option<(usize, u16)> {
    // most lines begin with a word
    if line.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let inner = line.trim_start_matches(['*', '[', '_']);
    let hours: usize = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &inner[hours..];
    if !(1..=2).contains(&hours) || !rest.starts_with([':', '.', 'h']) {
        return None;
    }
    let tail = &rest[1..];
    let minutes = tail.get(..2)?;
    let after = tail[2..].trim_start_matches(['*', ']', '_', ':', '–', '-', ' ', '\u{a0}']);
    let gap = tail.len() - 2 - after.len();
    let (h, m): (u16, u16) = (inner[..hours].parse().ok()?, minutes.parse().ok()?);
    // "2.14 lakh people"
    let decimal = rest.starts_with('.') && after.starts_with(char::is_lowercase);
    if gap == 0 || decimal || h > 23 || m > 59 || !minutes.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    after
        .starts_with(|c: char| c.is_alphabetic() || "“\"#‘(".contains(c) || c.is_ascii_digit())
        .then(|| (line.len() - after.len(), h * 60 + m))
}

/// The span without the white space and markup around it.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    // most have at most blanks around them
    let blanks = words.bytes().take_while(|byte| matches!(byte, b' ' | b'\n')).count();
    if let [b'!'..=b'~', rest @ ..] = &words.as_bytes()[blanks..]
        && matches!(rest, [] | [.., b'!'..=b'~'])
    {
        return Span::new(span.start + blanks, span.end);
    }
    let from = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let end = span.start + words.trim_end_matches(from).len();
    Span::new(end.min(span.start + words.len() - words.trim_start_matches(from).len()), end)
}

/// The longest sentence, in bytes: longer than any that people write (the longest of 8,500 has 941).
/// What goes on without an end is cut at a comma or blank, so that reading stays linear in its input.
const LONGEST: usize = 1_200;

/// So many marks of one run ("?!...”") are looked at, and so many bytes of the word before them.
const MARKS: usize = 6;
const WORD: usize = 80;

/// Cuts an item at the ends of its sentences.
fn split(text: &str, whole: Span, stops: &Stops, out: &mut dyn FnMut(Span)) {
    let words = whole.of(text);
    let mut start = 0;
    let (mut run, mut marks) = (0, 0);
    let mut out =
        |from: usize, to: usize| bearable(text, trim(text, Span::new(whole.start + from, whole.start + to)), out);
    // marks of ASCII are found many bytes at a time; few texts have others
    let ascii = memchr3_iter(b'.', b'!', b'?', words.as_bytes()).map(|at| (at, &words[at..=at]));
    let others = has_dots(words.as_bytes());
    let all = others.then(|| words.match_indices(['.', '!', '?', '…']));
    let (ascii, all) = if all.is_some() { (None, all) } else { (Some(ascii), None) };
    for (at, mark) in all.into_iter().flatten().chain(ascii.into_iter().flatten()) {
        if at < start {
            continue;
        }
        if let Some(ends) = ends_plainly(words.as_bytes(), at, stops) {
            if ends {
                out(start, at + 1);
                start = at + 1;
            }
            continue;
        }
        marks = if at < run { marks + 1 } else { 0 };
        if marks > MARKS {
            continue;
        }
        let mut end = at + mark.len();
        let rest = &words[end..];
        let closing =
            rest.len() - rest.trim_start_matches(['.', '!', '?', '…', '"', '”', '’', '\'', ')', ']', '*']).len();
        end += closing;
        run = run.max(end);
        let before = &words[boundary(words, at.saturating_sub(WORD))..at];
        if ends_here(before, mark, closing > 0, &words[end..], stops) {
            out(start, end);
            start = end;
        }
    }
    out(start, words.len());
}

/// Whether there are three dots in one: few texts have the last byte of that character.
fn has_dots(words: &[u8]) -> bool {
    const DOTS: [u8; 3] = *b"\xe2\x80\xa6";
    memchr_iter(DOTS[2], words).any(|at| words[..=at].ends_with(&DOTS))
}

/// Whether a sentence ends at a full stop with a word of small letters before it and nothing behind, or a
/// blank and a capital, as most do. `None` where it takes a closer look.
fn ends_plainly(words: &[u8], at: usize, stops: &Stops) -> Option<bool> {
    match &words[at..] {
        [b'.'] => return Some(false),
        [b'.', b' ', b'A'..=b'Z', ..] => {}
        _ => return None,
    }
    let mut from = at;
    while from > 0 && at - from < WORD && words[from - 1].is_ascii_lowercase() {
        from -= 1;
    }
    let alone = from == 0 || words[from - 1] == b' ';
    if !alone || at - from <= "a.m".len() {
        return None;
    }
    let word = std::str::from_utf8(&words[from..at]).ok()?;
    Some(!stops.abbreviations.contains(word))
}

/// Hands on the sentence, or the pieces of one that has no end; nothing of an empty one.
fn bearable(text: &str, sentence: Span, out: &mut dyn FnMut(Span)) {
    let mut piece = |piece: Span| {
        if piece.start < piece.end {
            out(piece);
        }
    };
    let mut rest = sentence;
    while rest.end - rest.start > LONGEST {
        let head = &text[rest.start..boundary(text, rest.start + LONGEST)];
        let later = |at: &usize| *at >= LONGEST / 2;
        let mark = head.rfind([';', ',']).map(|at| at + 1).filter(later);
        let cut = mark.or_else(|| head.rfind(char::is_whitespace).filter(later)).unwrap_or(head.len());
        piece(trim(text, Span::new(rest.start, rest.start + cut)));
        rest = trim(text, Span::new(rest.start + cut, rest.end));
    }
    piece(rest);
}

/// The last border of a character at or before a byte offset.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a sentence ends at this mark.
fn ends_here(before: &str, mark: &str, closed: bool, after: &str, stops: &Stops) -> bool {
    let next = after.trim_start().trim_start_matches(['"', '“', '‘', '\'', '(', '[', '*', '#']);
    let glued = !after.starts_with(char::is_whitespace);
    let cut = |c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘' | '[' | '–' | '—');
    let word = before.rsplit(cut).next().unwrap_or_default();
    if glued {
        // "opened late.Witnesses said": a missing blank, not "U.S." or "example.org"
        return mark == "."
            && word.chars().filter(|c| c.is_lowercase()).count() > 1
            && !word.contains('.')
            && after.chars().next().is_some_and(char::is_uppercase)
            && after.chars().nth(1).is_some_and(char::is_lowercase);
    }
    let Some(first) = next.chars().next() else { return false };
    if first.is_lowercase() || matches!(first, ',' | ';' | ':' | ')' | '-' | '–' | '—') {
        return false;
    }
    if mark != "." || closed && !word.contains('.') {
        return mark != "…" || first.is_uppercase();
    }
    let follower = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    match word {
        "a.m" | "p.m" | "am" | "pm" => !stops.after_clock.contains(follower) && first.is_uppercase(),
        "No" | "Nos" | "no" => !first.is_ascii_digit(),
        _ if word.chars().count() == 1 && word.chars().all(char::is_uppercase) => false,
        // "U.S.", but "a magnitude of 5.1."
        _ if word.contains('.')
            && word
                .split('.')
                .all(|part| part.chars().count() <= 1 && !part.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            false
        }
        _ => !stops.abbreviations.contains(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let document = Document::plain("x", text);
        let set = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        let stops = Stops { abbreviations: set(&["Dr", "Mt"]), after_clock: set(&["Sunday", "GMT"]) };
        sentences(&document, &stops).iter().map(|s| s.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_full_stop_ends_a_sentence_unless_it_belongs_to_a_word() {
        assert_eq!(read("Dr. Haddad saw 41. The U.S. Army came at 5 p.m. Sunday. R. Meenakshi left.").len(), 3);
        assert_eq!(read("It opened at 10.25 p.m. All left. About 1.5 million fled.").len(), 3);
        assert_eq!(read("No. 3 is shut. No. Nobody came.").len(), 3);
        assert_eq!(read("It had a magnitude of 5.1. Nobody died.").len(), 2);
        assert_eq!(
            read("The gates were opened late.Witnesses said so."),
            ["The gates were opened late.", "Witnesses said so."]
        );
        assert_eq!(read("“We rest.” He left… and then “slept.”").len(), 2);
    }

    #[test]
    fn items_are_kept_apart_and_wrapped_prose_is_joined() {
        assert_eq!(
            read("Deaths: 22\nInjured: 147\n• 7 missing\n2) Two hurt"),
            ["Deaths: 22", "Injured: 147", "7 missing", "Two hurt"]
        );
        let wrapped = "At least 35 people were killed when a bus left the road near\nthe town of Chame on Friday, officials said.";
        assert_eq!(read(wrapped).len(), 1);
        assert_eq!(read("# A heading\nProse begins. It goes on."), ["# A heading", "Prose begins.", "It goes on."]);
    }

    #[test]
    fn a_comment_that_fills_lines_is_no_sentence() {
        assert_eq!(
            read("It rained.\n<!-- allow: 12 killed\n\nwas first -->\nNine died.\n<!-- a --> Ten fled."),
            ["It rained.", "Nine died.", "<!-- a --> Ten fled."]
        );
    }

    #[test]
    fn a_sentence_without_an_end_is_cut_at_commas() {
        let endless = "twelve people died, nine were hurt and ".repeat(200);
        let pieces = read(&endless);
        assert!(
            pieces.len() > 5
                && pieces
                    .iter()
                    .all(|piece| piece.len() <= LONGEST && piece.ends_with(',') || piece == &pieces[pieces.len() - 1])
        );
        assert_eq!(pieces.concat().replace(' ', ""), endless.replace(' ', ""));
        assert_eq!(read(&"é".repeat(3 * LONGEST)).concat(), "é".repeat(3 * LONGEST));
    }

    #[test]
    fn entries_of_a_log_carry_their_time() {
        let text = "**09:30** Eight dead. More feared.\n\n11:40 Toll now 73";
        let document = Document::plain("x", text);
        let found = sentences(&document, &Stops::default());
        assert_eq!(found.iter().map(|s| s.entry).collect::<Vec<_>>(), [Some(570), Some(570), Some(700)]);
        assert_eq!(found[0].span.of(text), "Eight dead.");
    }
}
