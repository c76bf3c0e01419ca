//! `tollcheck extract`: the figures of each document.
//!
//! In: what the command line asks for. Out: the result, written, and the [`Outcome`]. Formats of
//! lines flow: a batch of documents is read while the one before is worked on, and memory does not
//! grow with the input. The others need all figures at once, though not all texts.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::path::Path;

use indicatif::ProgressBar;
use rayon::prelude::*;

use tollcheck::Checker;
use tollcheck::claim::Claim;
use tollcheck::fault::Fault;
use tollcheck::report::{
    Entry, TableOptions, csv, extract_table, harmless, harmless_lines, json, lines, markdown, numbers_table,
};
use tollcheck::text::{Document, Ids, Reading};

use super::args::{Args, Extract, Format};
use super::remarks::Remarks;
use super::run::{readable, reader, table_options};
use super::show::Screen;
use super::stream::{Batch, Inputs};
use super::{Outcome, gather, output};

/// One run of the command.
struct Run<'a> {
    args: &'a Args,
    asked: &'a Extract,
    screen: &'a Screen,
    checker: Checker,
}

/// A batch that was worked on.
#[derive(Default)]
struct Done {
    entries: Vec<Entry>,
    /// The lines of each document, where the format is one of lines.
    lines: Vec<Vec<u8>>,
    /// The figures, where it is not.
    claims: Vec<Claim>,
    faults: Vec<Fault>,
}

/// Runs the command.
pub(super) fn extract(args: &Args, asked: &Extract, screen: &Screen) -> Result<Outcome, Vec<Fault>> {
    if asked.numbers && !matches!(asked.format, Format::Table | Format::Json | Format::Jsonl) {
        let fault = Fault::of_file("--format", "numbers cannot be written in this format");
        return Err(vec![fault.help("one of: table, jsonl")]);
    }
    let configuration = gather::configuration(asked.config.as_deref())?;
    let options = args.input(&configuration);
    let checker = reader(&configuration)?;
    if asked.text || asked.numbers && asked.format == Format::Table {
        let Reading { documents, faults } = readable(gather::paths(&asked.paths, &options), args, screen)?;
        let target = args.output.as_deref();
        let written = if asked.text {
            texts(&documents, target)
        } else {
            numbers(&checker, &documents, table_options(args, screen, false), target)
        };
        return written
            .map(|()| Outcome { incomplete: !faults.is_empty(), ..Outcome::default() })
            .map_err(|fault| vec![fault]);
    }
    let run = Run { args, asked, screen, checker };
    let inputs = Inputs::new(&asked.paths, options);
    let outcome = if run.flows() { run.flow(inputs) } else { run.whole(inputs) };
    // the program ends here: nothing is gained by giving its tables back piece by piece
    std::mem::forget(run.checker);
    outcome
}

impl Run<'_> {
    /// Whether what is written of one document depends on no other.
    fn flows(&self) -> bool {
        let of_lines = matches!(self.asked.format, Format::Jsonl | Format::Csv | Format::Line);
        self.asked.trace || of_lines || self.asked.numbers && self.asked.format == Format::Json
    }

    /// Writes batch by batch.
    fn flow(&self, mut inputs: Inputs) -> Result<Outcome, Vec<Fault>> {
        let mut remarks = Remarks::default();
        let mut stopped = Vec::new();
        let written = output::flow(self.args.output.as_deref(), self.args.keep_going, |out| {
            if self.asked.format == Format::Csv && !self.asked.trace {
                csv::header(out)?;
            }
            self.each(&mut inputs, &mut remarks, &mut |done| {
                if !done.faults.is_empty() && !self.args.keep_going {
                    stopped = done.faults;
                    return Err(io::Error::other("an input could not be read"));
                }
                done.lines.iter().try_for_each(|lines| out.write_all(lines))
            })
        });
        if !stopped.is_empty() {
            return Err(stopped);
        }
        written.map_err(|fault| vec![fault])?;
        remarks.tell_faults(self.screen);
        if !self.asked.trace && !self.asked.numbers {
            remarks.tell(self.screen);
        }
        Ok(Outcome { incomplete: remarks.unread() > 0, ..Outcome::default() })
    }

    /// Puts everything together, and writes it then.
    fn whole(&self, mut inputs: Inputs) -> Result<Outcome, Vec<Fault>> {
        let mut remarks = Remarks::default();
        let mut all = Done::default();
        let ended = self.each(&mut inputs, &mut remarks, &mut |done| {
            all.entries.extend(done.entries);
            all.claims.extend(done.claims);
            all.lines.extend(done.lines);
            all.faults.extend(done.faults);
            if all.faults.is_empty() || self.args.keep_going { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
        });
        if ended.is_err() {
            return Err(all.faults);
        }
        remarks.tell_faults(self.screen);
        let Done { mut entries, claims, faults, .. } = all;
        entries.extend(faults.iter().map(Entry::of_fault));
        let options = table_options(self.args, self.screen, false);
        let written = output::write(self.args.output.as_deref(), |out| match self.asked.format {
            Format::Table => out.write_all(extract_table(&entries, &claims, options).as_bytes()),
            Format::Json => json::extract(&entries, &claims, out),
            Format::Markdown => out.write_all(markdown::extract(&entries, &claims).as_bytes()),
            // The others flow, or the command line refuses them before.
            _ => Err(io::Error::other("figures that were not compared cannot be written in this format")),
        });
        written.map_err(|fault| vec![fault])?;
        Ok(Outcome { incomplete: !faults.is_empty(), ..Outcome::default() })
    }

    /// Works on one batch while the next is read, and hands each on in order.
    fn each(
        &self,
        inputs: &mut Inputs,
        remarks: &mut Remarks,
        take: &mut dyn FnMut(Done) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut ids = Ids::default();
        let mut next = inputs.next_batch();
        let mut bar = ProgressBar::hidden();
        while let Some(batch) = next {
            let done;
            (done, next) = rayon::join(|| self.work(batch, &mut ids), || inputs.next_batch());
            // one batch is soon done
            if bar.is_hidden() && next.is_some() {
                bar = self.screen.counter();
            }
            bar.inc(done.entries.len() as u64);
            done.entries.iter().for_each(|entry| remarks.add(entry));
            if self.args.keep_going {
                remarks.faults(&done.faults, self.screen);
            }
            if let Err(error) = take(done) {
                bar.finish_and_clear();
                return Err(error);
            }
        }
        bar.finish_and_clear();
        if ids.overflowed() {
            remarks.note("so many documents that two may share an id, which is said of none".to_owned());
        }
        Ok(())
    }

    /// Reads the documents of a batch and what is asked for of each.
    fn work(&self, batch: Batch, ids: &mut Ids) -> Done {
        let Reading { mut documents, faults } = batch.read();
        documents.iter_mut().for_each(|document| ids.settle(document));
        let mut done = Done { faults, ..Done::default() };
        let pages: Vec<_> = documents.into_par_iter().map(|document| self.page(&document)).collect();
        for (entry, lines, claims) in pages {
            done.entries.push(entry);
            done.lines.push(lines);
            done.claims.extend(claims);
        }
        done
    }

    /// What one document comes to: what is said of it, and its lines or its figures.
    fn page(&self, document: &Document) -> (Entry, Vec<u8>, Vec<Claim>) {
        let mut lines = Vec::new();
        if self.asked.trace {
            // it quotes the text for people, who look at it on a terminal
            let trace = harmless_lines(&self.checker.trace(document));
            return (Entry::of(document, 0).without_text(), trace.into_bytes(), Vec::new());
        }
        if self.asked.numbers {
            let numbers = self.checker.numbers(document);
            let _ = json::lines(&numbers, &mut lines); // memory takes whatever is written
            return (Entry::of(document, 0).without_text(), lines, Vec::new());
        }
        let claims = self.checker.extract(document);
        let entry = Entry::of(document, claims.len());
        let entries = std::slice::from_ref(&entry);
        let _ = match self.asked.format {
            Format::Jsonl => json::append_claims(&claims, &mut lines),
            Format::Csv => csv::rows(entries, &claims, &mut lines),
            Format::Line => lines::extract(entries, &claims, &mut lines),
            _ => return (entry.without_text(), lines, claims),
        };
        (entry.without_text(), lines, Vec::new())
    }
}

/// `--numbers` as a table, whose columns are as wide as all rows need.
fn numbers(
    checker: &Checker,
    documents: &[Document],
    options: TableOptions,
    target: Option<&Path>,
) -> Result<(), Fault> {
    let numbers: Vec<_> = documents.par_iter().flat_map_iter(|document| checker.numbers(document)).collect();
    output::write(target, |out| out.write_all(numbers_table(&numbers, options).as_bytes()))
}

/// The texts in which places count: as they are, each under its name where there are several.
fn texts(documents: &[Document], target: Option<&Path>) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    // Documents of one file share its text.
    let texts: Vec<&Document> = documents.iter().filter(|document| seen.insert(document.text.as_ptr())).collect();
    // a terminal would obey what stands in them; whoever counts places in them reads them elsewhere
    let shown = target.is_none() && io::stdout().is_terminal();
    output::write(target, |out| {
        for document in &texts {
            if texts.len() > 1 {
                writeln!(out, "==> {} <==", harmless(&document.id))?;
            }
            let text = if shown { Cow::Owned(harmless_lines(&document.text)) } else { Cow::Borrowed(&*document.text) };
            out.write_all(text.as_bytes())?;
            if texts.len() > 1 && !document.text.ends_with('\n') {
                writeln!(out)?;
            }
        }
        Ok(())
    })
}
