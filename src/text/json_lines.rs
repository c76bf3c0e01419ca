//! JSON Lines: a document a line.
//!
//! In: bytes of a file, or of one line of it. Out: documents, and a [`Fault`] for each line that is
//! none. It opens no file; whoever has a file that is larger than memory hands in line after line.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

use super::front_matter::metadata;
use super::limits::Limits;
use super::read::{known_as_text, utf8};
use super::{Document, Reading, Span, Title};
use crate::fault::Fault;
use crate::yaml;

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
pub(super) fn json_lines(path: &str, bytes: &[u8], limits: &Limits) -> Reading {
    let mut reading = Reading::default();
    if let Err(fault) = known_as_text(path, bytes) {
        return Reading { documents: Vec::new(), faults: vec![fault] };
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    for (n, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        match json_line(path, line, n + 1, limits) {
            Some(Ok(document)) => reading.documents.push(document),
            Some(Err(fault)) => reading.faults.push(fault),
            None => {}
        }
    }
    reading
}

/// The document on one line, the `number`th (from 1), of a JSON Lines file. `None` for an empty line.
pub fn json_line(path: &str, line: &[u8], number: usize, limits: &Limits) -> Option<Result<Document, Fault>> {
    let line = line.trim_ascii_end();
    if line.is_empty() {
        return None;
    }
    if line.len() > limits.line.0 {
        return Some(Err(line_too_long(path, number, limits)));
    }
    // Faults are made from the line alone: a file may have as many broken lines as lines.
    let mut read = utf8(path, line).and_then(|line| json_document(path, line, number));
    if let Err(Fault { place: Some(place), .. }) = &mut read {
        place.line = number;
    }
    Some(read)
}

/// The refusal of a line that is longer than the limit.
pub fn line_too_long(path: &str, number: usize, limits: &Limits) -> Fault {
    let message = format!("the line is longer than {}", limits.line);
    let mut fault = Fault::at(path, "", Span::new(0, 0), message)
        .help("one line holds one document; --max-line allows longer ones");
    if let Some(place) = &mut fault.place {
        place.line = number;
    }
    fault
}

/// The document on one line, the `number`th, of a JSON Lines file. Faults take it for the first.
fn json_document(path: &str, line: &str, number: usize) -> Result<Document, Fault> {
    const SHAPE: &str = "each line is one document, such as {\"id\": \"a1\", \"text\": \"…\"}";
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
    use super::super::{InputFormat, Size, read, read_within};
    use super::*;

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
    fn a_line_that_is_too_long_is_named_and_the_others_are_read() {
        let source = format!("{{\"text\":\"a\"}}\n{{\"text\":\"{}\"}}\n{{\"text\":\"b\"}}\n", "x".repeat(50));
        let limits = Limits { line: Size(40), ..Limits::default() };
        let reading = read_within("f.jsonl", source.as_bytes(), InputFormat::JsonLines, &limits);
        assert_eq!(reading.documents.len(), 2);
        assert!(reading.faults[0].to_string().starts_with("f.jsonl:2:1: the line is longer than 40 bytes"));
    }
}
