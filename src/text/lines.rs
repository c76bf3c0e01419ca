//! From byte offsets to lines and columns, and back to the line.

use memchr::memchr_iter;

use super::Span;

/// Where the lines of a text begin. Lines end with `\n`; a `\r` before it belongs to the line end.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the line starts of `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1));
        LineIndex { starts }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    /// A byte order mark at the start of the text has no width.
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&s| s <= offset);
        let start = self.starts[line - 1];
        let column = text.get(start..offset).map_or(0, |s| s.chars().filter(|&c| c != '\u{feff}').count());
        (line, column + 1)
    }

    /// The bytes of a line (from 1), without its line end.
    pub fn line(&self, text: &str, line: usize) -> Span {
        let start = self.starts.get(line - 1).copied().unwrap_or(text.len());
        let end = self.starts.get(line).map_or(text.len(), |&next| next - 1);
        let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
        Span::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_drop_their_ends() {
        let text = "\u{feff}één\r\ntwo\nlast";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, text.find("én").unwrap()), (1, 2));
        assert_eq!(lines.position(text, text.find("two").unwrap() + 1), (2, 2));
        assert_eq!(lines.position(text, text.len()), (3, 5));
        assert_eq!(lines.line(text, 1).of(text), "\u{feff}één");
        assert_eq!(lines.line(text, 3).of(text), "last");
    }
}
