//! Text as a terminal can show it: harmless, and wrapped to a width.
//!
//! In: text that somebody else wrote. Out: text without anything that a terminal would obey, and
//! lines of at most so many columns. It knows nothing of claims.

use unicode_width::UnicodeWidthStr;

/// The text on one line, without what a terminal would obey: control characters (an escape becomes
/// `␛`), and the marks that turn the direction of writing.
pub fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // A run of white space, line ends included, is one blank.
            c if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(shown(c)),
        }
    }
    out
}

/// The same of a text of several lines, which stay what they are.
pub fn harmless_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(c),
            '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c => out.extend(shown(c)),
        }
    }
    out
}

/// What is shown for a character: `None` where nothing is, a stand-in for what would be obeyed.
pub(super) fn shown(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => Some('\u{fffd}'),
        '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        c => Some(c),
    }
}

/// Cuts a text at blanks into lines of at most `width` columns. A word that is wider than that is
/// cut where it must be.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let columns = word.width();
        if used > 0 && used + 1 + columns > width {
            lines.push(String::new());
            used = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if columns <= width {
            line.push_str(word);
            used += columns;
            continue;
        }
        for c in word.chars() {
            let wide = c.to_string().width();
            if used + wide > width {
                lines.push(String::new());
                used = 0;
            }
            lines.last_mut().expect("there is always a line").push(c);
            used += wide;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(harmless("a\u{1b}[31mb\r\nc\t\u{202e}d\u{9b}"), "a␛[31mb cd\u{fffd}".replace("cd", "c d"));
        assert_eq!(harmless_lines("a\u{1b}[2J\n  b\tc\u{2028}\u{202e}d\u{9b}\n"), "a␛[2J\n  b c d\u{fffd}\n");
    }

    #[test]
    fn lines_are_never_wider_than_asked() {
        for line in wrap(&format!("some short words, then {} and عربى نص", "漢".repeat(40)), 20) {
            assert!(line.width() <= 20, "{line}");
        }
        assert_eq!(wrap("one two three four", 9), ["one two", "three", "four"]);
    }
}
