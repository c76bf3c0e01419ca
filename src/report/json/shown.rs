//! JSON that does nothing to a terminal.
//!
//! In: JSON as serde writes it, piece by piece. Out: the same, with the control characters behind ASCII, and
//! delete, as escape sequences: JSON allows them as they are, and some terminals obey them. It knows no keys.

use std::io::{self, Write};

/// The control character that stands behind the others of ASCII.
pub(super) const DELETE: u8 = 0x7f;
/// The first byte of the control characters behind ASCII, and of others.
pub(super) const LEAD: u8 = 0xc2;

/// Writes JSON to another writer, harmless.
pub(in crate::report) struct Shown<W: Write> {
    to: W,
    /// Whether the first byte of a character is held until the next is known.
    held: bool,
}

impl<W: Write> Shown<W> {
    /// Writes to this one.
    pub fn new(to: W) -> Self {
        Shown { to, held: false }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, all: &[u8]) -> io::Result<usize> {
        let mut rest = all;
        while let Some(&first) = rest.first() {
            if std::mem::take(&mut self.held) {
                match first {
                    0x80..=0x9f => {
                        write!(self.to, "\\u{first:04x}")?;
                        rest = &rest[1..];
                        continue;
                    }
                    _ => self.to.write_all(&[LEAD])?,
                }
            }
            let plain = memchr::memchr2(DELETE, LEAD, rest).unwrap_or(rest.len());
            self.to.write_all(&rest[..plain])?;
            match rest.get(plain) {
                Some(&DELETE) => self.to.write_all(b"\\u007f")?,
                byte => self.held = byte.is_some(),
            }
            rest = rest.get(plain + 1..).unwrap_or_default();
        }
        Ok(all.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped_wherever_the_pieces_are_cut() {
        let text = "\"a\u{7f}\u{9b}2J é £\u{a0}\u{80}\u{9f}\u{85}ü\"".as_bytes();
        for cut in 0..=text.len() {
            let mut out = Vec::new();
            let mut shown = Shown::new(&mut out);
            [&text[..cut], &text[cut..]].iter().for_each(|piece| shown.write_all(piece).unwrap());
            let out = String::from_utf8(out).unwrap();
            assert_eq!(out, "\"a\\u007f\\u009b2J é £\u{a0}\\u0080\\u009f\\u0085ü\"");
            assert_eq!(serde_json::from_str::<String>(&out).unwrap().as_bytes(), &text[1..text.len() - 1]);
        }
    }
}
