//! Text as HTML, SVG and XML can hold it.
//!
//! In: text that somebody else wrote. Out: text in which no character is markup, none is forbidden
//! in XML 1.0, and none turns the direction of writing.

use super::layout::{harmless, shown};

/// A text on one line, for elements and for attributes in double quotation marks.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    harmless(text).chars().for_each(|c| push(&mut out, c));
    out
}

/// A text with its line ends and tabs.
pub(super) fn escaped_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' => {}
            '\n' | '\t' => out.push(c),
            c => shown(c).into_iter().for_each(|c| push(&mut out, c)),
        }
    }
    out
}

/// At most so many characters of a text, with an ellipsis where some are left out.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let text = harmless(text);
    match text.char_indices().nth(most) {
        None => text,
        Some(_) => text.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
    }
}

fn push(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(escaped("</style>\u{202e}'\u{1b}\n\u{ffff}"), "&lt;/style&gt;&#39;␛ \u{fffd}");
        assert_eq!(escaped_lines("a\r\n<b\u{0}"), "a\n&lt;b␀");
        assert_eq!(shortened("abcdef", 4), "abc…");
        assert_eq!(shortened("abcd", 4), "abcd");
    }
}
