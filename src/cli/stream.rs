//! Inputs in batches: however many documents there are, only some of them are in memory.
//!
//! In: the files that paths stand for. Out: [`Batch`]es in their order, some megabytes each, and of
//! each batch its documents, read in parallel.

use std::path::PathBuf;
use std::vec;

use rayon::prelude::*;

use tollcheck::fault::Fault;
use tollcheck::input::{Options, Parcel, Stream};
use tollcheck::text::Reading;

use super::gather::{Source, sources};

/// How many bytes of text a batch has, about. Two are in memory: one is read while one is worked on.
/// Short documents take many times their bytes while they are worked on.
const BATCH: usize = 512 << 10;

/// What a parcel counts for at least, in bytes: ten thousand small files are not one batch.
const LEAST: usize = 256;

/// What is still to be read.
pub(super) struct Inputs {
    sources: vec::IntoIter<Source>,
    open: Option<Stream<'static>>,
    /// What was wrong with the paths, which the first batch tells.
    faults: Vec<Fault>,
    options: Options,
}

/// Some of the input, not yet read as documents, and what could not be had of it.
pub(super) struct Batch(Vec<Result<Parcel<'static>, Fault>>);

impl Inputs {
    /// What the paths name; standard input where they name nothing and something is piped in.
    pub(super) fn new(paths: &[PathBuf], options: Options) -> Inputs {
        let (sources, faults) = sources(paths);
        Inputs { sources: sources.into_iter(), open: None, faults, options }
    }

    /// The next batch; `None` where everything was read.
    pub(super) fn next_batch(&mut self) -> Option<Batch> {
        let mut batch: Vec<_> = self.faults.drain(..).map(Err).collect();
        let mut bytes = 0;
        while bytes < BATCH {
            if let Some(stream) = &mut self.open {
                match stream.next() {
                    Some(parcel) => {
                        bytes += parcel.len().max(LEAST);
                        batch.push(Ok(parcel));
                    }
                    None => self.open = None,
                }
                continue;
            }
            let Some(source) = self.sources.next() else { break };
            match source.stream(&self.options) {
                Ok(stream) => self.open = Some(stream),
                Err(fault) => batch.push(Err(fault)),
            }
        }
        (!batch.is_empty()).then_some(Batch(batch))
    }
}

impl Batch {
    /// The documents in their order, and what could not be read.
    pub(super) fn read(self) -> Reading {
        let read = |parcel: Result<Parcel, Fault>| {
            parcel.map_or_else(|fault| Reading { documents: Vec::new(), faults: vec![fault] }, Parcel::read)
        };
        let readings: Vec<Reading> = self.0.into_par_iter().map(read).collect();
        let mut all = Reading::default();
        for reading in readings {
            all.documents.extend(reading.documents);
            all.faults.extend(reading.faults);
        }
        all
    }
}
