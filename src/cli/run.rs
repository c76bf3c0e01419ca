//! The commands: read, ask the library, write.
//!
//! In: what the command line asks for. Out: the result, written, and the [`Outcome`]; or the faults
//! that kept the run from being done, and then nothing is written.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use indicatif::ProgressBar;
use rayon::prelude::*;

use tollcheck::Checker;
use tollcheck::case::Case;
use tollcheck::claim::Claim;
use tollcheck::fault::Fault;
use tollcheck::grammar::Number;
use tollcheck::report::{
    Baseline, Entry, Report, TableOptions, check_table, csv, extract_table, github, html, json, junit, lines, markdown,
    numbers_table, plot, sarif,
};
use tollcheck::rules::{Convention, Ladder, Rules};
use tollcheck::text::{Document, Reading};

use super::Outcome;
use super::args::{Args, Check, Extract, Format};
use super::show::Screen;
use super::{gather, output, rules};

/// Columns of a table where neither the user nor a terminal says.
const WIDTH: u16 = 100;

/// How many documents without a figure are named before the rest is only counted.
const NAMED: usize = 5;

/// Sets the number of threads that read.
pub(super) fn pool(threads: usize) -> Result<(), Vec<Fault>> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    built.map_err(|error| vec![Fault::of_file("--threads", error.to_string())])
}

/// `tollcheck extract`.
pub(super) fn extract(args: &Args, extract: &Extract, screen: &Screen) -> Result<Outcome, Vec<Fault>> {
    let Reading { documents, faults } = readable(gather::paths(&extract.paths, &args.input()), args, screen)?;
    let target = args.output.as_deref();
    let outcome = Outcome { incomplete: !faults.is_empty(), ..Outcome::default() };
    if extract.text {
        return texts(&documents, target).map(|()| outcome).map_err(|fault| vec![fault]);
    }
    let checker = reader(extract.config.as_deref())?;
    if extract.trace {
        let written =
            output::write(target, |out| documents.iter().try_for_each(|d| out.write_all(checker.trace(d).as_bytes())));
        return written.map(|()| outcome).map_err(|fault| vec![fault]);
    }
    if extract.numbers {
        if !matches!(extract.format, Format::Table | Format::Json | Format::Jsonl) {
            let fault = Fault::of_file("--format", "numbers cannot be written in this format");
            return Err(vec![fault.help("one of: table, jsonl")]);
        }
        let numbers: Vec<Number> = documents.par_iter().flat_map_iter(|document| checker.numbers(document)).collect();
        let written = output::write(target, |out| match extract.format {
            Format::Table => out.write_all(numbers_table(&numbers, table_options(args, screen, false)).as_bytes()),
            _ => json::lines(&numbers, out),
        });
        return written.map(|()| outcome).map_err(|fault| vec![fault]);
    }
    let bar = screen.progress(documents.len(), "reading");
    let checker = told_by(&bar, checker);
    let extracted: Vec<Vec<Claim>> = documents.par_iter().map(|document| checker.extract(document)).collect();
    bar.finish_and_clear();
    let mut entries: Vec<Entry> =
        documents.iter().zip(&extracted).map(|(document, claims)| Entry::of(document, claims.len())).collect();
    entries.extend(faults.iter().map(Entry::of_fault));
    let claims: Vec<Claim> = extracted.into_iter().flatten().collect();
    let written = output::write(target, |out| match extract.format {
        Format::Table => out.write_all(extract_table(&entries, &claims, table_options(args, screen, false)).as_bytes()),
        Format::Json => json::extract(&entries, &claims, out),
        Format::Jsonl => json::claims(&claims, out),
        Format::Csv => csv::extract(&entries, &claims, out),
        Format::Markdown => out.write_all(markdown::extract(&entries, &claims).as_bytes()),
        Format::Line => lines::extract(&entries, &claims, out),
        // The command line refuses these before.
        Format::Html | Format::Svg | Format::Sarif | Format::Github | Format::Junit => {
            Err(io::Error::other("figures that were not compared cannot be written in this format"))
        }
    });
    written.map_err(|fault| vec![fault])?;
    if extract.format.is_bare() {
        remarks(&entries, screen);
    }
    // the program ends here: nothing is gained by giving its tables back piece by piece
    std::mem::forget(checker);
    Ok(outcome)
}

/// `tollcheck check`.
pub(super) fn check(args: &Args, check: &Check, screen: &Screen) -> Result<Outcome, Vec<Fault>> {
    let (case, reading) = match &check.case {
        Some(path) => {
            let case = gather::case_file(path)?;
            let reading = gather::case(&case, &args.input());
            (case, reading)
        }
        None => {
            let draft = check.draft.as_ref().map(|draft| draft.display().to_string());
            let paths: Vec<_> = check.paths.iter().chain(&check.draft).cloned().collect();
            (Case { draft, ..Case::default() }, gather::paths(&paths, &args.input()))
        }
    };
    let baseline = check.baseline.as_deref().map(baseline).transpose().map_err(|fault| vec![fault])?;
    // Whatever is wrong with the rules is told before documents are read at length.
    let configuration = gather::configuration(check.config.as_deref())?;
    let rules = rules::in_force(&configuration, &case)?;
    let words = configuration.lexicon.and(case.lexicon.clone());
    let checker = Checker::new().and_then(|checker| checker.with_words(&words)).map_err(|fault| vec![fault])?;
    let checker = checker.with_rules(rules.clone());
    let conventions = named(&check.convention, Convention::named)?;
    let ladders = named(&check.ladder, Ladder::named)?;
    let checker = checker.with_conventions(conventions).with_ladders(ladders).as_of_one_time(check.as_of_one_time);
    let Reading { documents, faults } = readable(reading, args, screen)?;
    let stale = case.stale_corrections(&documents);
    if !stale.is_empty() {
        return Err(stale);
    }
    let bar = screen.progress(documents.len(), "reading");
    let mut report = told_by(&bar, checker).check(&documents, &case);
    bar.finish_and_clear();
    if let Some(baseline) = &baseline {
        report.compare(baseline);
    }
    report.documents.extend(faults.iter().map(Entry::of_fault));
    let options = TableOptions { plot: !check.no_plot, ..table_options(args, screen, check.why) };
    let written = output::write(args.output.as_deref(), |out| written(&report, &rules, check, options, out));
    written.map_err(|fault| vec![fault])?;
    if check.format.is_bare() {
        remarks(&report.documents, screen);
    }
    let worst = report.counted().map(|finding| finding.severity).max();
    Ok(Outcome { worst, incomplete: !faults.is_empty(), fail_on: check.fail_on })
}

/// The findings of an earlier run.
fn baseline(path: &Path) -> Result<Baseline, Fault> {
    Baseline::load(&path.display().to_string(), &gather::text_file(path)?)
}

/// The checker, which moves a bar on.
fn told_by(bar: &ProgressBar, checker: Checker) -> Checker {
    let bar = bar.clone();
    if bar.is_hidden() { checker } else { checker.with_progress(move || bar.inc(1)) }
}

/// Writes a report in the format that was asked for.
fn written(
    report: &Report,
    rules: &Rules,
    check: &Check,
    options: TableOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    match check.format {
        Format::Table => out.write_all(check_table(report, options).as_bytes()),
        Format::Json => json::check(report, out),
        Format::Jsonl => json::findings(&report.findings, out),
        Format::Csv => csv::check(report, out),
        Format::Markdown => out.write_all(markdown::check(report).as_bytes()),
        Format::Line => lines::check(report, out),
        Format::Html => out.write_all(html::check(report).as_bytes()),
        Format::Svg => out.write_all(plot::check(report).as_bytes()),
        Format::Sarif => sarif::check(report, rules, out),
        Format::Github => github::check(report, out),
        Format::Junit => {
            out.write_all(junit::check(report, rules, |severity| check.fail_on.counts(severity)).as_bytes())
        }
    }
}

/// A checker that only reads, with the words of a configuration.
pub(super) fn reader(configuration: Option<&Path>) -> Result<Checker, Vec<Fault>> {
    let words = gather::configuration(configuration)?.lexicon;
    Checker::new().and_then(|checker| checker.with_words(&words)).map_err(|fault| vec![fault])
}

/// What goes by these names, each once.
fn named<T>(names: &[String], find: fn(&str) -> Result<T, Fault>) -> Result<Vec<T>, Vec<Fault>> {
    let mut seen = HashSet::new();
    let (known, unknown): (Vec<_>, Vec<_>) =
        names.iter().filter(|name| seen.insert(*name)).map(|name| find(name)).partition(|one| one.is_ok());
    let faults: Vec<Fault> = unknown.into_iter().filter_map(Result::err).collect();
    if faults.is_empty() { Ok(known.into_iter().flatten().collect()) } else { Err(faults) }
}

/// What could be read. Without `--keep-going` one fault ends the run.
pub(super) fn readable(reading: Reading, args: &Args, screen: &Screen) -> Result<Reading, Vec<Fault>> {
    if reading.faults.is_empty() {
        return Ok(reading);
    }
    if !args.keep_going {
        return Err(reading.faults);
    }
    screen.faults(&reading.faults);
    Ok(reading)
}

pub(super) fn table_options(args: &Args, screen: &Screen, why: bool) -> TableOptions {
    let on_terminal = args.output.is_none();
    let terminal = || comfy_table::Table::new().width().filter(|_| on_terminal);
    let width = args.width.or_else(terminal).unwrap_or(WIDTH);
    TableOptions { width: width.into(), color: on_terminal && screen.colors_output(), why, plot: true }
}

/// The texts in which places count: as they are, each under its name where there are several.
fn texts(documents: &[Document], target: Option<&Path>) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    // Documents of one file share its text.
    let texts: Vec<&Document> = documents.iter().filter(|document| seen.insert(document.text.as_ptr())).collect();
    output::write(target, |out| {
        for document in &texts {
            if texts.len() > 1 {
                writeln!(out, "==> {} <==", document.id)?;
            }
            out.write_all(document.text.as_bytes())?;
            if texts.len() > 1 && !document.text.ends_with('\n') {
                writeln!(out)?;
            }
        }
        Ok(())
    })
}

/// What a format of bare lines has no room for goes to standard error: silence is no clean bill.
fn remarks(entries: &[Entry], screen: &Screen) {
    let silent: Vec<&str> =
        entries.iter().filter(|e| e.claims == 0 && e.error.is_none()).map(|e| e.id.as_str()).collect();
    let named = silent.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match silent.len() {
        0 => {}
        n if n <= NAMED => screen.remark(&format!("no figure of people harmed or moved was found in: {named}")),
        n => screen.remark(&format!(
            "no figure of people harmed or moved was found in {n} of {} documents: {named}, …",
            entries.len()
        )),
    }
    for (entry, note) in entries.iter().flat_map(|entry| entry.notes.iter().map(move |note| (entry, note))) {
        screen.remark(&format!("{}: {note}", entry.id));
    }
}
