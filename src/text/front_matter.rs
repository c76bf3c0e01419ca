//! The metadata that a text file carries at its head, and where one document ends and the next begins.
//!
//! In: the text of a file. Out: its [`Section`]s, and the metadata of each, set on its [`Document`].
//! Keys that other programs put there are left alone; a wrong type is a [`Fault`]; an impossible
//! date is unknown and noted, never guessed. It knows nothing of what the prose says.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Document, Metadata, Moment, Span, Title};
use crate::fault::Fault;
use crate::yaml;

/// The keys that are read.
const KEYS: [&str; 5] = ["title", "publisher", "published", "url", "language"];

/// One document of a file.
pub(super) struct Section {
    /// The YAML between the fences.
    pub matter: Option<Span>,
    /// The prose.
    pub body: Span,
}

/// The keys that are read, with the types they must have.
#[derive(Deserialize)]
struct FrontMatter {
    title: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

/// Cuts a file at its pieces of front matter. There is always at least one section.
///
/// # Errors
/// Where front matter begins the file and never ends.
pub(super) fn sections(path: &str, text: &str) -> Result<Vec<Section>, Fault> {
    let lines = lines(text);
    let mut sections = vec![Section { matter: None, body: Span::new(0, text.len()) }];
    let mut n = 0;
    while n < lines.len() {
        let first = n == 0;
        let Some(end) = is_fence(lines[n].of(text)).then(|| closing(text, &lines, n)) else {
            n += 1;
            continue;
        };
        let known = names_a_key(text, &lines[n + 1..end.unwrap_or(lines.len())]);
        match end {
            Some(end) if known || first && begins_with_a_key(text, &lines[n + 1..end]) => {
                let matter = Span::new(lines[n].end, lines[end].start);
                let body = Span::new(lines[end].end, text.len());
                if let Some(last) = sections.last_mut() {
                    last.body.end = lines[n].start;
                }
                // What stands before the first fence is a document only where it says something.
                if sections.len() == 1
                    && sections[0].matter.is_none()
                    && sections[0].body.of(text).trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty()
                {
                    sections.clear();
                }
                sections.push(Section { matter: Some(matter), body });
                n = end + 1;
            }
            None if first && known => {
                return Err(Fault::at(path, text, lines[0], "the front matter has no end")
                    .help("put a line “---” after its last key"));
            }
            _ => n += 1,
        }
    }
    Ok(sections)
}

/// The lines of a text with their ends, the byte order mark left out.
fn lines(text: &str) -> Vec<Span> {
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let cut = text[start..].split_inclusive('\n').map(|line| {
        let span = Span::new(start, start + line.len());
        start = span.end;
        span
    });
    cut.collect()
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// The line that closes the front matter which line `open` begins: the next fence, with nothing
/// but YAML between. A blank line or one of prose says that the fence is a rule between paragraphs.
fn closing(text: &str, lines: &[Span], open: usize) -> Option<usize> {
    for (n, line) in lines.iter().enumerate().skip(open + 1) {
        let line = line.of(text);
        if is_fence(line) {
            return (n > open + 1).then_some(n);
        }
        let yaml = line.starts_with([' ', '\t', '#', '-', '}', ']']) || key(line).is_some() || line.trim().is_empty();
        // Prose under an unclosed fence, but also broken YAML in a closed one: let the parser tell.
        if !yaml && open > 0 {
            return None;
        }
    }
    None
}

/// The key that a line gives, quoted or not.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.trim_end_matches(['\n', '\r']).split_once(':')?;
    let key = key.trim_matches(['"', '\'']);
    let named = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    (named && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(key)
}

/// Whether one of the lines gives a key that we read. Prose between two rules seldom does.
fn names_a_key(text: &str, lines: &[Span]) -> bool {
    let block = lines.iter().map(|line| line.of(text)).take_while(|line| !line.trim().is_empty() && !is_fence(line));
    block.into_iter().any(|line| key(line).is_some_and(|key| KEYS.contains(&key)))
}

fn begins_with_a_key(text: &str, lines: &[Span]) -> bool {
    let mut meant = lines.iter().map(|line| line.of(text)).filter(|line| !line.starts_with('#'));
    meant.next().is_some_and(|line| key(line).is_some())
}

/// Sets what the front matter at `matter` says on its document.
///
/// # Errors
/// Where it is no YAML, or a value has the wrong type.
pub(super) fn apply(path: &str, text: &str, matter: Span, document: &mut Document) -> Result<(), Fault> {
    let read: FrontMatter = yaml::load_part(path, text, matter)?;
    document.metadata =
        metadata([read.title, read.publisher, read.published, read.url, read.language], &mut document.notes);
    if let Some(title) = &document.metadata.title {
        document.title = Some(Title { at: place_of(text, matter, title), text: title.clone() });
    }
    let keys: BTreeMap<String, IgnoredAny> = yaml::load_part(path, text, matter)?;
    for key in keys.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        // A near miss is likelier a slip than another program's key; both are let through.
        let near =
            KEYS.iter().find(|known| strsim::damerau_levenshtein(key, known) <= 2 && !keys.contains_key(**known));
        if let Some(near) = near {
            document.notes.push(format!("the key “{key}” is not read: did you mean “{near}”?"));
        }
    }
    Ok(())
}

/// Metadata from its five texts (title, publisher, published, url, language). Empty ones are absent.
pub(super) fn metadata(texts: [Option<String>; 5], notes: &mut Vec<String>) -> Metadata {
    let [title, publisher, published, url, language] = texts.map(|text| text.filter(|text| !text.trim().is_empty()));
    let published = published.and_then(|text| match text.parse::<Moment>() {
        Ok(moment) => Some(moment),
        Err(error) => {
            notes.push(format!("published: {error}; taken as unknown"));
            None
        }
    });
    Metadata { title, publisher, published, url, language }
}

/// Where the title's words stand as they are in its line. `None` where YAML's escapes or folds
/// make them differ.
fn place_of(text: &str, matter: Span, title: &str) -> Option<Span> {
    let mut start = matter.start;
    for line in matter.of(text).split_inclusive('\n') {
        if key(line) == Some("title") && !line.starts_with([' ', '\t']) {
            let colon = line.find(':')? + 1;
            let value = &line[colon..];
            let bare = value.trim_start();
            let bare = bare.strip_prefix(['"', '\'']).unwrap_or(bare);
            let at = start + line.len() - bare.len();
            return bare.starts_with(title).then(|| Span::new(at, at + title.len()));
        }
        start += line.len();
    }
    None
}
