//! Inputs in batches: however many documents there are, only some of them are in memory.
//!
//! In: the files that paths stand for. Out: [`Batch`]es in their order, some megabytes each, and of
//! each batch its documents, read in parallel. JSON Lines of any length flow through; a text file is
//! read whole, within its limit.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::vec;

use rayon::prelude::*;

use tollcheck::fault::Fault;
use tollcheck::input::Options;
use tollcheck::text::{Document, Limits, Reading, json_line, known_as_text, line_too_long};

use super::gather::{Source, is_lines, open, read_source, sources, unreadable};

/// How many bytes of input a batch has, about. Two are in memory: one is read while one is worked on.
/// Short documents take many times their bytes while they are worked on.
const BATCH: usize = 512 << 10;

/// The most files in a batch.
const FILES: usize = 1_000;

/// Fewer lines than this are not worth handing to another thread.
const LINES_AT_ONCE: usize = 8;

/// What is still to be read.
pub(super) struct Inputs {
    sources: vec::IntoIter<Source>,
    open: Option<Lines>,
    /// What was wrong with the paths, which the first batch tells.
    faults: Vec<Fault>,
    options: Options,
}

/// Some of the input.
pub(super) struct Batch {
    pieces: Vec<Piece>,
    options: Options,
}

/// A part of the input, not yet read as documents.
enum Piece {
    /// A file that is read whole.
    File(Source),
    /// Lines of a file, and the number of the first.
    Lines { name: String, first: usize, bytes: Vec<u8> },
    /// What could not be had.
    Fault(Fault),
}

/// What one thread reads at a time.
enum Unit<'a> {
    File(&'a Source),
    Line { name: &'a str, number: usize, bytes: &'a [u8] },
    Fault(&'a Fault),
}

impl Inputs {
    /// What the paths name; standard input where they name nothing and something is piped in.
    pub(super) fn new(paths: &[PathBuf], options: Options) -> Inputs {
        let (sources, faults) = sources(paths);
        Inputs { sources: sources.into_iter(), open: None, faults, options }
    }

    /// The next batch; `None` where everything was read.
    pub(super) fn next_batch(&mut self) -> Option<Batch> {
        let mut pieces: Vec<Piece> = self.faults.drain(..).map(Piece::Fault).collect();
        let mut bytes = 0;
        while bytes < BATCH && pieces.len() < FILES {
            if let Some(lines) = &mut self.open {
                match lines.block(&self.options.limits) {
                    Ok(Some(piece)) => {
                        bytes += if let Piece::Lines { bytes, .. } = &piece { bytes.len() } else { 0 };
                        pieces.push(piece);
                    }
                    Ok(None) => self.open = None,
                    Err(fault) => {
                        pieces.push(Piece::Fault(fault));
                        self.open = None;
                    }
                }
                continue;
            }
            let Some(source) = self.sources.next() else { break };
            if is_lines(&source, &self.options) {
                match open(&source.path) {
                    Ok(input) => self.open = Some(Lines::new(source.name, input)),
                    Err(error) => pieces.push(Piece::Fault(unreadable(&source.name, &error))),
                }
            } else {
                bytes += fs::metadata(&source.path).map_or(0, |file| usize::try_from(file.len()).unwrap_or(BATCH));
                pieces.push(Piece::File(source));
            }
        }
        (!pieces.is_empty()).then(|| Batch { pieces, options: self.options.clone() })
    }
}

impl Batch {
    /// The documents in their order, and a fault in the place of each that could not be read.
    pub(super) fn read(self) -> Vec<Result<Document, Fault>> {
        let units: Vec<Unit> = self.pieces.iter().flat_map(units).collect();
        let read = |unit: &Unit| match unit {
            Unit::Fault(fault) => vec![Err((*fault).clone())],
            Unit::Line { name, number, bytes } => {
                json_line(name, bytes, *number, &self.options.limits).into_iter().collect::<Vec<_>>()
            }
            Unit::File(source) => {
                let Reading { documents, faults } = read_source(source, &self.options);
                documents.into_iter().map(Ok).chain(faults.into_iter().map(Err)).collect()
            }
        };
        units.par_iter().with_min_len(LINES_AT_ONCE).flat_map_iter(read).collect()
    }
}

/// The units of a piece.
fn units(piece: &Piece) -> Vec<Unit<'_>> {
    match piece {
        Piece::File(source) => vec![Unit::File(source)],
        Piece::Fault(fault) => vec![Unit::Fault(fault)],
        Piece::Lines { name, first, bytes } => {
            let mut start = 0;
            let ends = memchr::memchr_iter(b'\n', bytes).chain((!bytes.ends_with(b"\n")).then_some(bytes.len()));
            let lines = ends.zip(*first..).map(|(end, number)| {
                let line = &bytes[start..end];
                start = end + 1;
                Unit::Line { name, number, bytes: line }
            });
            lines.collect()
        }
    }
}

/// A file of JSON Lines, read block by block.
struct Lines {
    name: String,
    input: Box<dyn Read + Send>,
    /// The number of the next line, from 1.
    number: usize,
    /// The beginning of a line, behind the last block.
    rest: Vec<u8>,
    /// Whether the head of the file was looked at.
    begun: bool,
    ended: bool,
}

impl Lines {
    fn new(name: String, input: Box<dyn Read + Send>) -> Lines {
        Lines { name, input, number: 1, rest: Vec::new(), begun: false, ended: false }
    }

    /// Some whole lines, or the refusal of one that is too long; `None` at the end.
    fn block(&mut self, limits: &Limits) -> Result<Option<Piece>, Fault> {
        let mut bytes = std::mem::take(&mut self.rest);
        while !self.ended {
            let known = bytes.len();
            self.fill(&mut bytes).map_err(|error| unreadable(&self.name, &error))?;
            if !self.begun {
                self.begun = true;
                known_as_text(&self.name, &bytes)?;
                if bytes.starts_with("\u{feff}".as_bytes()) {
                    bytes.drain(.."\u{feff}".len());
                }
            }
            if self.ended {
                break;
            }
            if let Some(last) = memchr::memrchr(b'\n', &bytes[known.min(bytes.len())..]) {
                self.rest = bytes.split_off(known + last + 1);
                break;
            }
            if bytes.len() > limits.line.0 {
                let fault = line_too_long(&self.name, self.number, limits);
                self.skip_line().map_err(|error| unreadable(&self.name, &error))?;
                self.number += 1;
                return Ok(Some(Piece::Fault(fault)));
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let first = self.number;
        self.number += memchr::memchr_iter(b'\n', &bytes).count();
        Ok(Some(Piece::Lines { name: self.name.clone(), first, bytes }))
    }

    /// Adds some more bytes.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.reserve_exact(BATCH);
        let read = (&mut self.input).take(BATCH as u64).read_to_end(bytes)?;
        self.ended = read < BATCH;
        Ok(())
    }

    /// Reads on to the end of a line and keeps what stands behind it.
    fn skip_line(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        while !self.ended {
            bytes.clear();
            self.fill(&mut bytes)?;
            if let Some(end) = memchr::memchr(b'\n', &bytes) {
                self.rest = bytes.split_off(end + 1);
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollcheck::text::Size;

    /// Each line as its number and length, each fault as its line.
    fn read(source: &[u8], line: usize) -> Vec<Result<(usize, usize), usize>> {
        let limits = Limits { line: Size(line), ..Limits::default() };
        let mut lines = Lines::new("a".to_owned(), Box::new(io::Cursor::new(source.to_vec())));
        let mut found = Vec::new();
        while let Some(piece) = lines.block(&limits).unwrap() {
            found.extend(units(&piece).iter().map(|unit| match unit {
                Unit::Line { number, bytes, .. } => Ok((*number, bytes.len())),
                Unit::Fault(fault) => Err(fault.place.as_ref().unwrap().line),
                Unit::File(_) => unreachable!("no file was asked for"),
            }));
        }
        found
    }

    #[test]
    fn lines_are_numbered_across_blocks() {
        let line = [b"x".repeat(99), b"\n".to_vec()].concat();
        let many = 3 * BATCH / 100 + 7;
        let found = read(&[line.repeat(many), b"end".to_vec()].concat(), 1_000);
        assert_eq!(found.len(), many + 1);
        assert!(found[..many].iter().zip(1..).all(|(&line, number)| line == Ok((number, 99))));
        assert_eq!(found[many], Ok((many + 1, 3)));
        assert_eq!(read(b"\xef\xbb\xbfa\n\nb", 9), [Ok((1, 1)), Ok((2, 0)), Ok((3, 1))]);
    }

    #[test]
    fn a_line_that_never_ends_is_passed_over_without_being_kept() {
        let long = b"y".repeat(3 * BATCH);
        let found = read(&[b"a\n", &*long, b"\nb\n"].concat(), BATCH / 2);
        assert_eq!(found, [Ok((1, 1)), Err(2), Ok((3, 1))]);
        assert_eq!(read(&long, BATCH / 2), [Err(1)]);
    }
}
