//! From byte offsets to lines and columns, and back to the line.

use memchr::memchr_iter;

use super::Span;

/// Where the lines of a text begin. Lines end with `\n`; a `\r` before it belongs to the line end.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// How many characters begin before every [`STRIDE`]th byte: a line may be as long as the text.
    widths: Vec<usize>,
    /// The byte that it begins at, and the lines that end before it.
    from: usize,
    before: usize,
}

/// How many bytes lie between two counts.
const STRIDE: usize = 1 << 8;

impl LineIndex {
    /// Finds the line starts of `text`.
    pub fn new(text: &str) -> Self {
        Self::within(text, Span::new(0, text.len()), 0)
    }

    /// Finds the line starts of a part of `text` that begins with a line; so many lines end before it.
    pub(super) fn within(text: &str, part: Span, before: usize) -> Self {
        let (from, bytes) = (part.start, part.of(text).as_bytes());
        let mut starts = vec![from];
        starts.extend(memchr_iter(b'\n', bytes).map(|at| from + at + 1));
        let mut widths = Vec::with_capacity(bytes.len() / STRIDE + 2);
        let mut width = 0;
        for block in bytes.chunks(STRIDE) {
            widths.push(width);
            width += characters(block);
        }
        widths.push(width);
        LineIndex { starts, widths, from, before }
    }

    /// The characters from where it begins to a byte offset.
    fn width(&self, text: &str, offset: usize) -> usize {
        let block = (offset - self.from) / STRIDE;
        self.widths[block] + characters(&text.as_bytes()[self.from + block * STRIDE..offset])
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    /// A byte order mark at the start of the text has no width.
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = offset.clamp(self.from, text.len());
        let line = self.starts.partition_point(|&s| s <= offset);
        let start = self.starts[line - 1];
        let mark = usize::from(start == 0 && offset > 0 && text.starts_with('\u{feff}'));
        (self.before + line, self.width(text, offset) - self.width(text, start) - mark + 1)
    }

    /// The bytes of a line (from 1), without its line end.
    pub fn line(&self, text: &str, line: usize) -> Span {
        let start = self.starts.get(line - 1).copied().unwrap_or(text.len());
        let end = self.starts.get(line).map_or(text.len(), |&next| next - 1);
        let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
        Span::new(start, end)
    }
}

/// How many characters begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    // in runs that a byte can count, of which a processor takes many at a time
    let begins = |&byte: &u8| u8::from(byte & 0b1100_0000 != 0b1000_0000);
    let of_run = |run: &[u8]| run.iter().fold(0u8, |count, byte| count.wrapping_add(begins(byte)));
    bytes.chunks(usize::from(u8::MAX)).map(|run| usize::from(of_run(run))).sum()
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

    #[test]
    fn places_in_a_line_as_long_as_the_text_are_those_that_counting_gives() {
        for length in [1, 3, STRIDE / 2, STRIDE, 4 * STRIDE] {
            let text = "é\n".to_owned() + &"aé漢".repeat(length);
            let lines = LineIndex::new(&text);
            for (offset, _) in text.char_indices().skip(2).step_by(97).chain([(text.len(), ' ')]) {
                assert_eq!(lines.position(&text, offset), (2, text[3..offset.max(3)].chars().count() + 1), "{offset}");
            }
        }
    }
}
