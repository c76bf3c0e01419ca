//! `tollcheck check`, and what several commands share: read, ask the library, write.
//!
//! In: what the command line asks for. Out: the result, written, and the [`Outcome`]; or the faults
//! that kept the run from being done, and then nothing is written.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use indicatif::ProgressBar;

use tollcheck::Checker;
use tollcheck::case::Case;
use tollcheck::configuration::Configuration;
use tollcheck::fault::Fault;
use tollcheck::report::{
    Baseline, Entry, Report, TableOptions, check_table, csv, github, html, json, junit, lines, markdown, plot, sarif,
};
use tollcheck::rules::{Convention, Ladder, Rules};
use tollcheck::text::Reading;

use super::Outcome;
use super::args::{Args, Check, Format};
use super::remarks::Remarks;
use super::show::Screen;
use super::{gather, output, rules};

/// Columns of a table where neither the user nor a terminal says.
const WIDTH: u16 = 100;

/// Sets the number of threads that read.
pub(super) fn pool(threads: usize) -> Result<(), Vec<Fault>> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    built.map_err(|error| vec![Fault::of_file("--threads", error.to_string())])
}

/// `tollcheck check`.
pub(super) fn check(args: &Args, check: &Check, screen: &Screen) -> Result<Outcome, Vec<Fault>> {
    let configuration = gather::configuration(check.config.as_deref())?;
    let options = args.input(&configuration);
    let (case, reading) = match &check.case {
        Some(path) => {
            let case = gather::case_file(path)?;
            let reading = gather::case(&case, &options);
            (case, reading)
        }
        None => {
            let draft = check.draft.as_ref().map(|draft| draft.display().to_string());
            let paths: Vec<_> = check.paths.iter().chain(&check.draft).cloned().collect();
            (Case { draft, ..Case::default() }, gather::paths(&paths, &options))
        }
    };
    let baseline = check.baseline.as_deref().map(baseline).transpose().map_err(|fault| vec![fault])?;
    // Whatever is wrong with the rules is told before documents are read at length.
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
        let mut remarks = Remarks::default();
        report.documents.iter().for_each(|entry| remarks.add(entry));
        remarks.tell(screen);
    }
    if let Some(remark) = alone(&report) {
        screen.remark(&remark);
    }
    let worst = report.counted().map(|finding| finding.severity).max();
    Ok(Outcome { worst, incomplete: !faults.is_empty(), fail_on: check.fail_on })
}

/// What is said where nothing could be found: one document with figures, and no two of them of one event.
fn alone(report: &Report) -> Option<String> {
    let [document] = &report.documents[..] else { return None };
    let apart = report.events.iter().all(|known| known.event.claims.len() < 2);
    (document.claims > 0 && apart).then(|| {
        let id = &document.id;
        format!(
            "nothing to compare: {id} is the only document, and no event in it has two figures; name others beside it"
        )
    })
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
pub(super) fn reader(configuration: &Configuration) -> Result<Checker, Vec<Fault>> {
    Checker::new().and_then(|checker| checker.with_words(&configuration.lexicon)).map_err(|fault| vec![fault])
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
