//! Bytes to text, whatever encoding they are in.
//!
//! In: the bytes of a text, and what it says of its own encoding where it says something; or a stream.
//! Out: the text, and the name of its encoding where that is not UTF-8. It knows nothing of what the
//! text says.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a stream is looked at to find what it is, in bytes.
pub(super) const LOOKED_AT: usize = 64 << 10;

/// How much of a text is looked at to find its encoding, in bytes.
const DETECTED_BY: usize = 1 << 20;

/// A text, and how it was written.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// The encoding, where it is not UTF-8.
    pub(super) encoding: Option<&'static str>,
}

impl Decoded<'_> {
    /// What is said of a text that is not UTF-8.
    pub(super) fn note(&self) -> Option<String> {
        self.encoding.map(note)
    }
}

fn note(encoding: &str) -> String {
    format!("read as {encoding}: see with `extract --text` whether its letters are right")
}

/// A stream of UTF-8, or of what was meant to be.
pub(super) struct Utf8<'a> {
    /// The first bytes.
    pub(super) head: Vec<u8>,
    /// All others.
    pub(super) rest: Box<dyn Read + Send + 'a>,
    /// What is said of a stream that was in another encoding.
    pub(super) note: Option<String>,
}

/// A stream as UTF-8. Its encoding shows by its beginning; UTF-8 with flaws is left as it is.
///
/// # Errors
/// Those of the stream.
pub(super) fn as_utf_8<'a>(mut input: Box<dyn Read + Send + 'a>) -> io::Result<Utf8<'a>> {
    let mut head = Vec::new();
    (&mut input).take(LOOKED_AT as u64).read_to_end(&mut head)?;
    // A letter may be cut in two at the end of what is looked at.
    let is_utf_8 = match std::str::from_utf8(&head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && head.len() == LOOKED_AT,
    };
    let decoded = if is_utf_8 && !head.contains(&0) { None } else { decode(&head, None) };
    let encoding = decoded.and_then(|decoded| Encoding::for_label(decoded.encoding?.as_bytes()));
    let Some(encoding) = encoding else { return Ok(Utf8 { head, rest: input, note: None }) };
    let whole = Box::new(io::Cursor::new(head).chain(input));
    let decoder = encoding.new_decoder_with_bom_removal();
    let mut rest = Decoding { input: whole, decoder, ready: Vec::new(), given: 0, over: false };
    let mut head = Vec::new();
    (&mut rest).take(LOOKED_AT as u64).read_to_end(&mut head)?;
    Ok(Utf8 { head, rest: Box::new(rest), note: Some(note(encoding.name())) })
}

/// A stream that is decoded as it is read.
struct Decoding<'a> {
    input: Box<dyn Read + Send + 'a>,
    decoder: Decoder,
    /// UTF-8, of which so many bytes were given on.
    ready: Vec<u8>,
    given: usize,
    over: bool,
}

impl Read for Decoding<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.over {
            let mut raw = Vec::new();
            (&mut self.input).take(LOOKED_AT as u64).read_to_end(&mut raw)?;
            self.over = raw.is_empty();
            let room = self.decoder.max_utf8_buffer_length(raw.len()).ok_or(io::ErrorKind::OutOfMemory)?;
            self.ready.resize(room, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(&raw, &mut self.ready, self.over);
            self.ready.truncate(written);
            self.given = 0;
        }
        let ready = &self.ready[self.given..];
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.given += count;
        Ok(count)
    }
}

/// The text of `bytes`. A byte order mark holds before anything else; then UTF-8, where the bytes are
/// that; then the label that the text gives itself; then what the bytes look like. `None` where they
/// are no text, or UTF-8 with a flaw: then whoever reads UTF-8 tells the place.
pub(super) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Option<Decoded<'a>> {
    let utf_8 = |text| Decoded { text: Cow::Borrowed(text), encoding: None };
    let of = |encoding: &'static Encoding| {
        let (text, _, _) = encoding.decode(bytes);
        Some(Decoded { text, encoding: Some(encoding.name()) })
    };
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != UTF_8 => return of(encoding),
        Some(_) => return std::str::from_utf8(bytes).ok().map(utf_8),
        None => {}
    }
    if bytes.contains(&0) {
        return utf_16_without_mark(bytes).and_then(of);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(utf_8(text));
    }
    let named = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Some(encoding) = named.filter(|&encoding| encoding != UTF_8) {
        return of(encoding);
    }
    // A label of UTF-8, or many letters of it, make the rest a flaw and not another encoding.
    if named.is_some() || flawed_utf_8(bytes) {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(DETECTED_BY)], true);
    of(detector.guess(None, Utf8Detection::Deny))
}

/// UTF-16 shows by its zeros: every other byte of Latin text, on one side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |side: usize| start.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 2;
    match () {
        () if most < 4 || bytes.len() % 2 == 1 => None,
        () if odd * 10 > most * 7 && even == 0 => Some(UTF_16LE),
        () if even * 10 > most * 7 && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// Whether more letters beyond ASCII are right UTF-8 than are not.
fn flawed_utf_8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
        decode(bytes, None).map(|decoded| (decoded.text.into_owned(), decoded.encoding))
    }

    #[test]
    fn what_is_not_utf_8_is_told_by_its_looks() {
        let utf_16: Vec<u8> = "\u{feff}Zwölf".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf_16), Some(("Zwölf".into(), Some("UTF-16LE"))));
        assert_eq!(read(&utf_16[2..]), Some(("Zwölf".into(), Some("UTF-16LE"))));
        let russian = "При обстреле погибли двенадцать человек, сообщили в больнице.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(read(&bytes), Some((russian.into(), Some("windows-1251"))));
        let arabic = "قتل اثنا عشر شخصا على الأقل في قصف على سوق في المدينة";
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(arabic);
        assert_eq!(read(&bytes), Some((arabic.into(), Some("windows-1256"))));
        let french = b"Douze personnes ont \xe9t\xe9 tu\xe9es, a d\xe9clar\xe9 la pr\xe9fecture";
        assert_eq!(read(french).unwrap().1, Some("windows-1252"));
    }

    #[test]
    fn a_stream_is_decoded_to_its_end() {
        let long = "Zwölf Menschen fielen. ".repeat(20_000);
        let utf_16: Vec<u8> = format!("\u{feff}{long}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&long);
        for (bytes, encoding) in [(&*utf_16, Some("UTF-16BE")), (&latin, Some("windows-1252")), (long.as_bytes(), None)]
        {
            let Utf8 { head, mut rest, note } = as_utf_8(Box::new(bytes)).unwrap();
            let mut text = head;
            rest.read_to_end(&mut text).unwrap();
            assert!(text == long.as_bytes(), "{encoding:?}");
            assert_eq!(note.is_some(), encoding.is_some());
            assert!(encoding.is_none_or(|name| note.unwrap().contains(name)));
        }
    }

    #[test]
    fn utf_8_with_a_flaw_is_no_other_encoding_and_zeros_are_no_text() {
        assert!(decode("двенадцать человек \u{fffd}".as_bytes(), None).is_some());
        assert!(decode(&["двенадцать".as_bytes(), b"\xff"].concat(), None).is_none());
        assert!(decode(b"one\ntw\0o", None).is_none());
        assert_eq!(decode(b"caf\xe9", Some("iso-8859-1")).unwrap().text, "café");
    }
}
