//! What is wrong with a thing a person handed in, told so that the person can mend it.
//!
//! In: a source text (a rule, case or input file) and what a loader found in it.
//! Out: a [`Fault`], plain data that the command line renders with the line and a caret.
//! It does not know how it will be shown, and it never ends the process.

use std::{fmt, io};

use crate::text::{LineIndex, Span};

/// One thing wrong with one input: what, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file as the user named it (`-` for standard input).
    pub path: String,
    /// What is wrong, in one line, without a full stop.
    pub message: String,
    /// Where it is, when it is at a place in a text.
    pub place: Option<Box<Place>>,
    /// What was expected or what to do about it, in one line.
    pub help: Option<String>,
}

/// A place in a faulty text, with the line that a person will want to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line itself, without its line end.
    pub text: String,
    /// The offending bytes within `text` (may be empty: a point).
    pub span: Span,
}

impl Fault {
    /// A fault of the file as a whole.
    pub fn of_file(path: impl Into<String>, message: impl Into<String>) -> Self {
        Fault { path: path.into(), message: message.into(), place: None, help: None }
    }

    /// That an input could not be opened or read.
    pub fn of_io(path: impl Into<String>, error: &io::Error) -> Self {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "it may not be read (permission denied)".to_owned(),
            io::ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
            _ => format!("it could not be read: {error}"),
        };
        let fault = Fault::of_file(path, message);
        if error.kind() == io::ErrorKind::NotFound { fault.help("check the name and the folder") } else { fault }
    }

    /// A fault at `span` of `source`, the text of the file.
    pub fn at(path: impl Into<String>, source: &str, span: Span, message: impl Into<String>) -> Self {
        let lines = LineIndex::new(source);
        let (line, column) = lines.position(source, span.start);
        let whole = lines.line(source, line);
        let within = |offset: usize| offset.clamp(whole.start, whole.end) - whole.start;
        let place = Place {
            line,
            column,
            text: source[whole.start..whole.end].to_owned(),
            span: Span::new(within(span.start), within(span.end.max(span.start))),
        };
        Fault { path: path.into(), message: message.into(), place: Some(Box::new(place)), help: None }
    }

    /// The same fault with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some(place) = &self.place {
            write!(f, ":{}:{}", place.line, place.column)?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(help) = &self.help {
            write!(f, " ({help})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_line_and_column_in_characters() {
        let source = "a: 1\nимя: x\n";
        let at = source.find('x').unwrap();
        let fault = Fault::at("case.yaml", source, Span::new(at, at + 1), "unknown key").help("one of: a");
        let place = fault.place.as_ref().unwrap();
        assert_eq!((place.line, place.column, place.text.as_str()), (2, 6, "имя: x"));
        assert_eq!(&place.text[place.span.start..place.span.end], "x");
        assert_eq!(fault.to_string(), "case.yaml:2:6: unknown key (one of: a)");
    }
}
