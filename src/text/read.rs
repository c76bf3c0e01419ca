//! From the bytes of one input to its documents.
//!
//! In: bytes, the name they go by, and how they are written. Out: a [`Reading`]: the documents in
//! file order, and a [`Fault`] for each that could not be read. Offsets stay those of the bytes
//! handed in. It opens no file and knows nothing of claims.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

use super::front_matter::{self, metadata};
use super::{Document, Span, Title};
use crate::fault::Fault;
use crate::yaml;

/// The largest text file that is read, in bytes: longer than any book.
pub const MAX_TEXT_BYTES: usize = 64 << 20;

/// The longest line of a JSON Lines file, in bytes.
pub const MAX_LINE_BYTES: usize = 16 << 20;

/// How an input is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// Text or Markdown, perhaps with front matter.
    Text,
    /// One document a line.
    JsonLines,
}

impl InputFormat {
    /// What the end of a path says. `None` for a file that a search of folders passes over.
    pub fn of_path(path: &str) -> Option<Self> {
        let (_, extension) = path.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "md" | "markdown" => Some(InputFormat::Text),
            "jsonl" | "ndjson" => Some(InputFormat::JsonLines),
            _ => None,
        }
    }
}

/// What one input held.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The documents, in file order.
    pub documents: Vec<Document>,
    /// What could not be read: the whole input, or one line of JSON Lines each.
    pub faults: Vec<Fault>,
}

/// Reads the documents in `bytes`, which go by the name `path`.
pub fn read(path: &str, bytes: &[u8], format: InputFormat) -> Reading {
    let documents = match format {
        InputFormat::Text => text_of(path, bytes).and_then(|text| text_documents(path, text)),
        InputFormat::JsonLines => return json_lines(path, bytes),
    };
    match documents {
        Ok(documents) => Reading { documents, faults: Vec::new() },
        Err(fault) => Reading { documents: Vec::new(), faults: vec![fault] },
    }
}

/// Gives a document whose id another one has already its own (`x#2`), and notes it: claims are
/// told apart by their document's id.
pub fn distinct_ids(documents: &mut [Document]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for document in documents {
        let count = seen.entry(document.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            let id = format!("{}#{count}", document.id);
            document.notes.push(format!("the id “{}” was taken already: called “{id}” here", document.id));
            document.id.clone_from(&id);
            seen.insert(id, 1);
        }
    }
}

/// The bytes as text, or why they are none.
fn text_of<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    if bytes.len() > MAX_TEXT_BYTES {
        return Err(Fault::of_file(path, format!("the file is larger than {MAX_TEXT_BYTES} bytes"))
            .help("split it, or give one document a line as JSON Lines (.jsonl)"));
    }
    known_as_text(path, bytes)?;
    utf8(path, bytes)
}

/// What to do about a file that is no text.
const SAVE_AS_TEXT: &str = "save the text as UTF-8 and give that file";

/// Refuses files that show by their first bytes what else they are.
fn known_as_text(path: &str, bytes: &[u8]) -> Result<(), Fault> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\xff\xfe", "UTF-16 text"),
        (b"\xfe\xff", "UTF-16 text"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x89PNG", "a picture"),
    ];
    match KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((_, what)) => Err(Fault::of_file(path, format!("this is {what}, not UTF-8 text")).help(SAVE_AS_TEXT)),
        None => Ok(()),
    }
}

/// The bytes as UTF-8.
fn utf8<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    let place = |at: usize, message: &str| {
        let text = String::from_utf8_lossy(bytes);
        let length = text[at..].chars().next().map_or(0, char::len_utf8);
        Fault::at(path, &text, Span::new(at, at + length), message)
    };
    let text = std::str::from_utf8(bytes);
    let valid = text.as_ref().map_or_else(|error| error.valid_up_to(), |text| text.len());
    if let Some(at) = bytes[..valid].iter().position(|&b| b == 0) {
        return Err(place(at, "a zero byte: this is a binary file, not text").help(SAVE_AS_TEXT));
    }
    text.map_err(|error| {
        place(error.valid_up_to(), "not valid UTF-8 from here on")
            .help("convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW")
    })
}

/// The documents of a text file: one, or as many as there are pieces of front matter.
fn text_documents(path: &str, text: &str) -> Result<Vec<Document>, Fault> {
    let shared: Arc<str> = text.into();
    let mut documents = Vec::new();
    for (n, section) in front_matter::sections(path, text)?.into_iter().enumerate() {
        let id = if n == 0 { path.to_owned() } else { format!("{path}#{}", n + 1) };
        let mut document =
            Document { file: path.to_owned(), body: section.body, ..Document::plain(id, shared.clone()) };
        if let Some(matter) = section.matter {
            front_matter::apply(path, text, matter, &mut document)?;
        }
        documents.push(document);
    }
    Ok(documents)
}

/// A document as its fields: what a line of JSON Lines holds, or a row of a table. Keys that are not
/// named here are other programs' business.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Record {
    /// What it is called; none or an empty one: by its number.
    #[serde(default, deserialize_with = "id")]
    pub id: Option<String>,
    /// The text.
    pub text: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as `2020-10-26` or `2020-10-26T08:30:00Z`.
    pub published: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// A language tag such as `en`.
    pub language: Option<String>,
}

impl Record {
    /// The document of these fields, the `number`th (from 1) of what goes by the name `path`. A date
    /// that cannot be is unknown, and noted.
    pub fn document(self, path: &str, number: usize) -> Document {
        let id = self.id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("{path}#{number}"));
        let mut document = Document { file: path.to_owned(), line: Some(number), ..Document::plain(id, self.text) };
        let texts = [self.title, self.publisher, self.published, self.url, self.language];
        document.metadata = metadata(texts, &mut document.notes);
        document.title = document.metadata.title.clone().map(|text| Title { text, at: None });
        document
    }
}

/// An id: a text, or a whole number, which many data sets use.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct Id;
    impl Visitor<'_> for Id {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a text or a whole number")
        }
        fn visit_str<E: de::Error>(self, id: &str) -> Result<Self::Value, E> {
            Ok(Some(id.to_owned()).filter(|id| !id.is_empty()))
        }
        fn visit_u64<E: de::Error>(self, id: u64) -> Result<Self::Value, E> {
            Ok(Some(id.to_string()))
        }
        fn visit_i64<E: de::Error>(self, id: i64) -> Result<Self::Value, E> {
            Ok(Some(id.to_string()))
        }
        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }
    }
    deserializer.deserialize_any(Id)
}

/// The documents of a JSON Lines file. A broken line is a fault; the others are still read.
fn json_lines(path: &str, bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    if let Err(fault) = known_as_text(path, bytes) {
        return Reading { documents: Vec::new(), faults: vec![fault] };
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    for (n, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            continue;
        }
        // Faults are made from the line alone: a file may have as many broken lines as lines.
        match utf8(path, line).and_then(|line| json_document(path, line, n + 1)) {
            Ok(document) => reading.documents.push(document),
            Err(mut fault) => {
                if let Some(place) = &mut fault.place {
                    place.line = n + 1;
                }
                reading.faults.push(fault);
            }
        }
    }
    reading
}

/// The document on one line, the `number`th, of a JSON Lines file. Faults take it for the first.
fn json_document(path: &str, line: &str, number: usize) -> Result<Document, Fault> {
    const SHAPE: &str = "each line is one document, such as {\"id\": \"a1\", \"text\": \"…\"}";
    if line.len() > MAX_LINE_BYTES {
        let message = format!("the line is longer than {MAX_LINE_BYTES} bytes");
        return Err(Fault::at(path, "", Span::new(0, 0), message).help("one line holds one document"));
    }
    let record: Record = serde_json::from_str(line).map_err(|error| {
        let mut at = error.column().saturating_sub(1).min(line.len());
        while !line.is_char_boundary(at) {
            at -= 1;
        }
        let message = error.to_string();
        let message = message.rfind(" at line ").map_or(&*message, |end| &message[..end]);
        Fault::at(path, line, Span::new(at, at), yaml::reword(message).0).help(SHAPE)
    })?;
    Ok(record.document(path, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> Vec<Document> {
        let reading = read("a.md", source.as_bytes(), InputFormat::Text);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        reading.documents
    }

    fn refused(bytes: &[u8], format: InputFormat) -> String {
        let reading = read("a", bytes, format);
        assert_eq!(reading.faults.len(), 1);
        reading.faults[0].to_string()
    }

    #[test]
    fn the_text_is_the_whole_file_and_the_body_begins_after_the_front_matter() {
        let source = "\u{feff}---\r\ntitle: \"Toll rises to 12\"\r\npublished: 2020-10-26\r\n---\r\nTwelve died.\r\n";
        let document = &text(source)[0];
        assert_eq!(&*document.text, source);
        assert_eq!(document.body.of(source).trim(), "Twelve died.");
        let title = document.title.as_ref().unwrap();
        assert_eq!(title.at.unwrap().of(source), "Toll rises to 12");
        assert_eq!(document.metadata.published.unwrap().to_string(), "2020-10-26");
    }

    #[test]
    fn front_matter_again_begins_the_next_document() {
        let source = "---\ntitle: A\n---\nOne died.\n\n---\ntitle: B\nauthor: x\n---\nTwo died.\n";
        let documents = text(source);
        assert_eq!(documents.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(), ["a.md", "a.md#2"]);
        assert_eq!(documents[0].body.of(source).trim(), "One died.");
        assert_eq!(documents[1].body.of(source).trim(), "Two died.");
    }

    #[test]
    fn a_rule_between_paragraphs_is_no_front_matter() {
        assert_eq!(text("---\n\nOne died.\n\n---\n\nNote: two were hurt.\n").len(), 1);
        assert_eq!(text("One died.\n\n---\nNote: two were hurt.\n---\n\nEnd.\n").len(), 1);
    }

    #[test]
    fn an_impossible_date_is_no_date_and_is_noted() {
        let document = &text("---\npublished: 2021-02-31\nlangauge: en\n---\nx")[0];
        assert_eq!(document.metadata.published, None);
        assert!(document.notes[0].contains("2021-02-31"), "{:?}", document.notes);
        assert!(document.notes[1].contains("“language”"), "{:?}", document.notes);
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_place() {
        use InputFormat::Text;
        assert!(refused(b"%PDF-1.7", Text).contains("a PDF file"));
        assert!(refused(b"one\ntw\0o", Text).starts_with("a:2:3: a zero byte"));
        assert!(refused(b"one\ncaf\xe9 x", Text).starts_with("a:2:4: not valid UTF-8"));
        assert!(refused(b"---\ntitle: [a]\n---\nx", Text).starts_with("a:2:8: expected a text, found a list"));
        assert!(refused(b"---\ntitle: a\nTwelve died.\n", Text).starts_with("a:1:1: the front matter has no end"));
    }

    #[test]
    fn json_lines_are_documents_and_a_broken_one_does_not_take_the_others() {
        let source = "{\"text\":\"a\",\"claims\":[]}\n\n{\"id\":7,\"text\":\"b\",\"title\":\"T\"}\r\n{\"text\":1}\n{\"id\":\"z\",\"text\":\"c\"}\n";
        let reading = read("f.jsonl", &[source.as_bytes(), b"{\"text\":\"\xff\"}"].concat(), InputFormat::JsonLines);
        let ids: Vec<_> = reading.documents.iter().map(|d| (d.id.as_str(), d.line.unwrap())).collect();
        assert_eq!(ids, [("f.jsonl#1", 1), ("7", 3), ("z", 5)]);
        let faults: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
        assert!(faults[0].starts_with("f.jsonl:4:9: expected a text"), "{faults:?}");
        assert!(faults[1].starts_with("f.jsonl:6:10: not valid UTF-8"), "{faults:?}");
    }

    #[test]
    fn two_documents_never_share_an_id() {
        let mut documents = vec![Document::plain("a", ""), Document::plain("a", ""), Document::plain("a", "")];
        distinct_ids(&mut documents);
        assert_eq!(documents.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(), ["a", "a#2", "a#3"]);
        assert!(documents[2].notes[0].contains("“a#3”"));
    }
}
