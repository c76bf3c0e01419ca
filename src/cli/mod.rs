//! From arguments to an exit status.
//!
//! In: the command line. Out: what was asked for, on standard output or in a file, and the status:
//! 0 nothing at or above `--fail-on`, 1 something is, 2 the run could not be done (or, with
//! `--keep-going`, not wholly). Only this part of the program opens files and writes anything.

mod args;
mod extract;
mod gather;
mod interrupt;
mod manual;
mod output;
mod remarks;
mod rules;
mod run;
mod schema;
mod show;
mod snapshot;
mod stream;
#[cfg(feature = "watch")]
mod watch;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, FailOn};
use show::Screen;
use tollcheck::rules::Severity;

/// How a run ended that was done.
#[derive(Debug, Clone, Copy, Default)]
struct Outcome {
    /// The most severe finding.
    worst: Option<Severity>,
    /// Whether some input was left out because it could not be read.
    incomplete: bool,
    /// What counts as a failure.
    fail_on: FailOn,
}

/// Runs the command line. clap has its own status for bad usage: 2 as well.
pub(crate) fn main() -> ExitCode {
    let args = Args::parse();
    let screen = Screen::new(args.color, args.quiet);
    interrupt::listen();
    let outcome = run::pool(args.threads).and_then(|()| match &args.command {
        Command::Extract(extract) => extract::extract(&args, extract, &screen),
        #[cfg(feature = "watch")]
        Command::Check(check) if check.watch => watch::watch(&args, check, &screen),
        Command::Check(check) => run::check(&args, check, &screen),
        Command::Snapshot(asked) => snapshot::snapshot(&args, asked, &screen),
        Command::Schema { name } => schema::schema(&args, name.as_deref()),
        Command::Completions { shell } => manual::completions(&args, *shell),
        Command::Man { name } => manual::man(&args, name.as_deref()),
        Command::Rules(rules) => rules::rules(&args, rules, &screen),
    });
    ExitCode::from(match outcome {
        Err(faults) => {
            screen.faults(&faults);
            2
        }
        Ok(Outcome { incomplete: true, .. }) => 2,
        Ok(Outcome { worst, fail_on, .. }) => u8::from(worst.is_some_and(|worst| fail_on.counts(worst))),
    })
}
