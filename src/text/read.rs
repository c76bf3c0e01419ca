//! From the bytes of one input to its documents.
//!
//! In: bytes, the name they go by, and how they are written. Out: a [`Reading`]: the documents in
//! file order, and a [`Fault`] for each that could not be read. Offsets stay those of the bytes
//! handed in. It opens no file and knows nothing of claims.

use std::sync::Arc;

use super::json_lines::json_lines;
use super::limits::Limits;
use super::{Document, Span, front_matter};
use crate::fault::Fault;

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

/// Reads the documents in `bytes`, which go by the name `path`, within the limits that hold by default.
pub fn read(path: &str, bytes: &[u8], format: InputFormat) -> Reading {
    read_within(path, bytes, format, &Limits::default())
}

/// Reads the documents in `bytes`, which go by the name `path`.
pub fn read_within(path: &str, bytes: &[u8], format: InputFormat, limits: &Limits) -> Reading {
    let documents = match format {
        InputFormat::Text => text_of(path, bytes, limits).and_then(|text| text_documents(path, text)),
        InputFormat::JsonLines => return json_lines(path, bytes, limits),
    };
    match documents {
        Ok(documents) => Reading { documents, faults: Vec::new() },
        Err(fault) => Reading { documents: Vec::new(), faults: vec![fault] },
    }
}

/// The bytes as text, or why they are none.
fn text_of<'a>(path: &str, bytes: &'a [u8], limits: &Limits) -> Result<&'a str, Fault> {
    if bytes.len() > limits.document.0 {
        return Err(too_large(path, limits));
    }
    known_as_text(path, bytes)?;
    utf8(path, bytes)
}

/// The refusal of a text file that is larger than the limit.
pub fn too_large(path: &str, limits: &Limits) -> Fault {
    Fault::of_file(path, format!("the file is larger than {}", limits.document))
        .help("split it, give one document a line as JSON Lines (.jsonl), or allow more with --max-document")
}

/// What to do about a file that is no text.
const SAVE_AS_TEXT: &str = "save the text as UTF-8 and give that file";

/// Refuses files that show by their first bytes what else they are.
///
/// # Errors
/// A [`Fault`] that names what they are.
pub fn known_as_text(path: &str, bytes: &[u8]) -> Result<(), Fault> {
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
pub(super) fn utf8<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    let place = |at: usize, message: &str| {
        let text = String::from_utf8_lossy(bytes);
        let length = text[at..].chars().next().map_or(0, char::len_utf8);
        Fault::at(path, &text, Span::new(at, at + length), message)
    };
    let text = std::str::from_utf8(bytes);
    let valid = text.as_ref().map_or_else(|error| error.valid_up_to(), |text| text.len());
    if let Some(at) = memchr::memchr(0, &bytes[..valid]) {
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
    let (mut begin, mut lines) = (0, 0);
    for (n, section) in front_matter::sections(path, text)?.into_iter().enumerate() {
        let id = if n == 0 { path.to_owned() } else { format!("{path}#{}", n + 1) };
        // the front matter stands below the fence that opens it
        let start = section.matter.map_or(section.body.start, |matter| matter.start);
        lines += memchr::memchr_iter(b'\n', &text.as_bytes()[begin..start]).count();
        begin = start;
        let mut document = Document {
            file: path.to_owned(),
            body: section.body,
            begins: (begin, lines),
            ..Document::plain(id, shared.clone())
        };
        if let Some(matter) = section.matter {
            front_matter::apply(path, text, matter, &mut document)?;
        }
        documents.push(document);
    }
    Ok(documents)
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
    fn each_document_knows_its_lines_in_the_file() {
        let source = "\u{feff}Zero dié.\n---\ntitle: A\n---\nOne dïed.\n\n---\r\ntitle: B\r\n---\r\nTwo diëd.\n";
        let documents = text(source);
        let place = |n: usize, words: &str| {
            documents[n].lines(crate::text::Field::Text).position(source, source.find(words).unwrap())
        };
        assert_eq!(documents.len(), 3);
        assert_eq!((place(0, "dié"), place(0, "Zero")), ((1, 6), (1, 1)));
        assert_eq!((place(1, "A\n"), place(1, "ed.")), ((3, 8), (5, 7)));
        assert_eq!((place(2, "B\r"), place(2, "Two")), ((8, 8), (10, 1)));
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
}
