//! Texts and dates in a file's description of itself.
//!
//! In: objects. Out: text on one line; moments.

use lopdf::Object;

use crate::input::{moment, page::one_line};
use crate::text::Moment;

/// The words of a text string: UTF-16, UTF-8, or one byte a letter.
pub(super) fn text(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0,
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode(rest).0,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        // Its own table differs from this one in signs that headlines do not have.
        rest => encoding_rs::WINDOWS_1252.decode(rest).0,
    };
    one_line(&text)
}

/// `D:20241114184000+03'00'`.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let digits = text.strip_prefix("D:").unwrap_or(text);
    let part =
        |range: std::ops::Range<usize>| digits.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let day = format!("{}-{}-{}", part(0..4)?, part(4..6).unwrap_or("01"), part(6..8)?);
    let Some((hour, minute)) = part(8..10).zip(part(10..12)) else { return moment::moment(&day) };
    let second = part(12..14).unwrap_or("00");
    let offset = digits.get(14..).unwrap_or_default().replace('\'', ":");
    let offset = match offset.trim_end_matches(':') {
        "" => "",
        zone if zone.starts_with('Z') => "Z",
        zone => zone,
    };
    moment::moment(&format!("{day}T{hour}:{minute}:{second}{offset}")).or_else(|| moment::moment(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_their_offset() {
        for (written, read) in [
            ("D:20241114184000+03'00'", "2024-11-14T18:40:00+03:00"),
            ("D:20241114184000+03'00", "2024-11-14T18:40:00+03:00"),
            ("D:20241114184000Z", "2024-11-14T18:40:00Z"),
            ("D:20241114", "2024-11-14"),
        ] {
            assert_eq!(moment(written).unwrap().as_written(), read);
        }
        assert_eq!(moment("D:20249999"), None);
    }
}
