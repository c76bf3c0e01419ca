//! The colours of the report on a terminal: which meaning has which.
//!
//! In: a text and what it is. Out: the text with the escapes around it, or as it is where there is
//! to be no colour. Colour only repeats what the words say already.

use crate::rules::Severity;

/// Whether colours are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    pub(super) on: bool,
}

impl Palette {
    pub(super) fn heading(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(super) fn quiet(self, text: &str) -> String {
        self.paint("2", text)
    }

    pub(super) fn severity(self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.paint("1;31", text),
            Severity::Warning => self.paint("1;33", text),
            Severity::Note => self.paint("1;36", text),
        }
    }

    fn paint(self, codes: &str, text: &str) -> String {
        if self.on { format!("\u{1b}[{codes}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
