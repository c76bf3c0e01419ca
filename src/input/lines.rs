//! Lines of an input of any length.
//!
//! In: bytes as a stream. Out: its lines, one at a time; one that is too long is passed over without
//! being kept.

use std::io::{self, BufRead, BufReader, Read};

/// A line, by its number from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The line with its end.
    Whole(usize, Vec<u8>),
    /// It is longer than the limit.
    TooLong(usize),
}

/// The lines of a stream.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    /// The number of the last line.
    number: usize,
    /// The most bytes of a line, without its end.
    most: usize,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(input: R, most: usize) -> Self {
        Lines { input: BufReader::with_capacity(1 << 16, input), number: 0, most }
    }

    /// The next line; `None` at the end.
    ///
    /// # Errors
    /// Those of the stream.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        // a line may end with two bytes
        let room = self.most.saturating_add(2);
        if (&mut self.input).take(room as u64).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if line.len() < room || line.ends_with(b"\n") {
            return Ok(Some(Line::Whole(self.number, line)));
        }
        drop(line);
        self.input.skip_until(b'\n')?;
        Ok(Some(Line::TooLong(self.number)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line as its number and length, or its number alone where it is too long.
    fn read(source: &[u8], most: usize) -> Vec<Result<(usize, usize), usize>> {
        let mut lines = Lines::new(source, most);
        let next = || lines.next_line().unwrap();
        let found = std::iter::from_fn(next).map(|line| match line {
            Line::Whole(number, bytes) => Ok((number, bytes.len())),
            Line::TooLong(number) => Err(number),
        });
        found.collect()
    }

    #[test]
    fn lines_are_numbered() {
        assert_eq!(read(b"a\n\nbc", 9), [Ok((1, 2)), Ok((2, 1)), Ok((3, 2))]);
        assert_eq!(read(b"", 9), []);
    }

    #[test]
    fn a_line_that_never_ends_is_passed_over_without_being_kept() {
        let long = b"y".repeat(300_000);
        assert_eq!(read(&[b"a\n", &*long, b"\nb\n"].concat(), 100_000), [Ok((1, 2)), Err(2), Ok((3, 2))]);
        assert_eq!(read(&long, 1_000), [Err(1)]);
        assert_eq!(read(b"12345\r\n12345\n1234567\n", 5), [Ok((1, 7)), Ok((2, 6)), Err(3)]);
    }
}
