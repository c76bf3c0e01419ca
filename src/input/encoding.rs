//! Bytes to text, whatever encoding they are in.
//!
//! In: the bytes of a text, and what it says of its own encoding where it says something. Out: the
//! text, and the name of its encoding where that is not UTF-8. It knows nothing of what the text says.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a text is looked at to find its encoding, in bytes.
const LOOKED_AT: usize = 1 << 20;

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
        Some(format!("read as {}: see with `extract --text` whether its letters are right", self.encoding?))
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
    detector.feed(&bytes[..bytes.len().min(LOOKED_AT)], true);
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
    fn utf_8_with_a_flaw_is_no_other_encoding_and_zeros_are_no_text() {
        assert!(decode("двенадцать человек \u{fffd}".as_bytes(), None).is_some());
        assert!(decode(&["двенадцать".as_bytes(), b"\xff"].concat(), None).is_none());
        assert!(decode(b"one\ntw\0o", None).is_none());
        assert_eq!(decode(b"caf\xe9", Some("iso-8859-1")).unwrap().text, "café");
    }
}
