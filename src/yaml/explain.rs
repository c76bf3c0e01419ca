//! The YAML parser's errors in words that a person can act on.
//!
//! In: an error, and the text it came from. Out: a [`Fault`] with its place, what was expected,
//! and the key that was probably meant. It decides nothing: what is wrong has been found already.

use super::DUPLICATE;
use crate::fault::Fault;
use crate::text::Span;

/// How much of somebody's text a message repeats, in characters.
const LONGEST: usize = 80;

/// The parser's error as a fault of ours.
pub(super) fn explain(path: &str, source: &str, span: Span, error: &serde_yaml::Error) -> Fault {
    let part = span.of(source);
    let text = error.to_string();
    // The parser ends a message with its place and begins it with the path of keys; we show both.
    let text = text.rfind(" at line ").map_or(&*text, |at| &text[..at]);
    let text = without_key_path(text);
    let at = error.location().map(|place| offset(part, place.line(), place.column()));
    let (message, help) = reword(text);
    let fault = match at {
        Some(at) => {
            let start = span.start + at;
            Fault::at(path, source, Span::new(start, start + token_length(&part[at..])), message)
        }
        None => Fault::of_file(path, message),
    };
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// The message without the `sources[0].path: ` before it.
fn without_key_path(text: &str) -> &str {
    let is_path = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_alphanumeric() || "_-.[]?".contains(c));
    text.split_once(": ").map_or(text, |(path, rest)| {
        let of_serde = ["invalid type", "invalid value", "invalid length"].contains(&path);
        if is_path(path) && !of_serde { rest } else { text }
    })
}

/// serde's words as ours: the message, and what to do. They are the same for YAML and JSON.
pub(crate) fn reword(text: &str) -> (String, Option<String>) {
    let names: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let list = |names: &[&str]| names.join(", ");
    if let Some(key) = text.strip_prefix(DUPLICATE) {
        let key = key.trim_matches('`');
        return (format!("the key “{key}” stands here for the second time"), Some("remove one of the two".to_owned()));
    }
    match names.as_slice() {
        [key, known @ ..] if text.starts_with("unknown field") || text.starts_with("unknown variant") => {
            let what = if text.starts_with("unknown field") { "key" } else { "value" };
            let near = nearest(key, known).map(|near| format!("did you mean “{near}”?"));
            let all = (!known.is_empty() && (known.len() > 1 || near.is_none()))
                .then(|| format!("{what}s that are known here: {}", list(known)));
            let help: Vec<String> = near.into_iter().chain(all).collect();
            (format!("unknown {what} “{key}”"), (!help.is_empty()).then(|| help.join(" ")))
        }
        [key] if text.starts_with("missing field") => {
            (format!("the key “{key}” is missing"), Some(format!("add “{key}: …”")))
        }
        _ if text.starts_with("invalid ") => match text.split_once(", expected ") {
            Some((found, expected)) => {
                let found = found.split_once(": ").map_or(found, |(_, found)| found);
                (format!("expected {}, found {}", plain_type(expected), plain_type(found)), None)
            }
            None => (text.to_owned(), None),
        },
        _ if text.contains("more than one document") => {
            ("a second YAML document begins in this file".to_owned(), Some("remove the line “---”".to_owned()))
        }
        _ => (shortened(text), None),
    }
}

/// The text, cut where a message would fill the screen.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// serde's names for types as a person who is no programmer says them.
fn plain_type(name: &str) -> String {
    let name = name.replace("struct ", "").replace('`', "");
    let (kind, value) = name.split_once(' ').unwrap_or((&name, ""));
    let value = shortened(value);
    match kind {
        "u64" | "u32" | "u16" | "u8" | "usize" | "i64" => "a whole number".to_owned(),
        "integer" => format!("the number {value}"),
        "floating" => format!("the number {}", value.trim_start_matches("point ")),
        "string" => format!("the text {value}"),
        "boolean" if !value.is_empty() => value.to_owned(),
        "unit" => "nothing".to_owned(),
        _ => match name.as_str() {
            "a string" => "a text".to_owned(),
            "a boolean" => "true or false".to_owned(),
            "a sequence" | "sequence" => "a list".to_owned(),
            "map" | "a map" => "a map (“key: value”)".to_owned(),
            _ if name.starts_with(char::is_uppercase) => "a map (“key: value”)".to_owned(),
            _ => name,
        },
    }
}

/// The known name that a wrong one was probably meant to be. `None` where none is near.
pub fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let scored = known.iter().map(|&name| (strsim::normalized_damerau_levenshtein(wrong, name), name));
    scored.filter(|&(score, _)| score >= 0.5).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// The byte offset of a line and column (characters, both from 1) as the parser counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let (mut l, mut c) = (1, 1);
    let mut chars = text.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        if (l, c) >= (line, column) {
            return at;
        }
        // The parser breaks lines at these too, where editors do not.
        let breaks = matches!(ch, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
            || ch == '\r' && chars.peek().is_none_or(|&(_, next)| next != '\n');
        (l, c) = if breaks { (l + 1, 1) } else { (l, c + 1) };
    }
    text.len()
}

/// How many bytes to underline: the key before its colon, else the rest of the line.
fn token_length(rest: &str) -> usize {
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let quote = line.chars().next().filter(|&c| c == '"' || c == '\'');
    if let Some(end) = quote.and_then(|quote| line[1..].find(quote)) {
        return end + 2;
    }
    let end = [": ", " #"].iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len());
    line[..end].trim_end().trim_end_matches(':').len()
}
