//! How fast the program is as a user runs it: `cargo bench --bench program [MEGABYTES]`.
//!
//! In: the articles of `benches/articles`, as a JSON Lines file in a temporary folder, which stays
//! there for profilers. Prints how long it takes to start, of how many of their sentences one holds a claim,
//! the megabytes of text a second that `tollcheck extract` reads on one thread and on two, and how long
//! `tollcheck check` takes over reports and over twice as many; the median of five runs. No time fails
//! anything.

#![allow(clippy::print_stdout)]

mod articles;

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tollcheck::Checker;
use tollcheck::text::{Document, Stops, sentences};

use articles::{bytes_of, dense, json_lines, news, of_event};

const RUNS: usize = 5;

/// Reports that are compared, three to an event, with three figures each.
const REPORTS: u64 = 10_000;

/// Runs of a start, which are short and many.
const STARTS: usize = 41;

/// How long the program takes with these arguments, the median of several runs.
fn median(runs: usize, arguments: &[&str]) -> Duration {
    let run = || {
        let start = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tollcheck"));
        let status = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "{arguments:?} failed");
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..runs).map(|_| run()).collect();
    times.sort_unstable();
    times[runs / 2]
}

/// Of how many sentences one holds a claim, in the first few hundred of the documents.
fn sentences_a_claim(checker: &Checker, documents: &[Document]) -> f64 {
    let (mut all, mut claimed) = (0, HashSet::new());
    let stops = Stops::default();
    for (n, document) in documents.iter().take(500).enumerate() {
        all += sentences(document, &stops).len();
        claimed.extend(checker.extract(document).iter().map(|claim| (n, claim.sentence_index)));
    }
    all as f64 / claimed.len() as f64
}

fn main() {
    let megabytes: usize = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(50);
    let folder = std::env::temp_dir().join("tollcheck-bench");
    fs::create_dir_all(&folder).unwrap();
    let small = folder.join("small.txt");
    fs::write(&small, "At least 35 people were killed.\n").unwrap();
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let start = median(STARTS, &["extract", "--format", "jsonl", &path(&small)]);
    println!("start, one short text: {:.2} ms", start.as_secs_f64() * 1e3);
    let checker = Checker::new().unwrap();
    for (name, generate) in [("dense", dense as fn(usize) -> _), ("news", news)] {
        let documents = generate(megabytes << 20);
        let file = folder.join(name).with_extension("jsonl");
        fs::write(&file, json_lines(&documents)).unwrap();
        println!("{name}: one sentence in {:.1} holds a claim", sentences_a_claim(&checker, &documents));
        for threads in ["1", "2"] {
            let took = median(RUNS, &["extract", "--format", "jsonl", "--threads", threads, &path(&file)]);
            let speed = bytes_of(&documents) as f64 / took.as_secs_f64() / 1e6;
            println!("{name}, {megabytes} MiB, threads {threads}: {speed:.1} MB/s ({:.2} s)", took.as_secs_f64());
        }
    }
    let compared = [REPORTS / 2, REPORTS].map(|count| {
        let documents: Vec<_> = (0..count).map(of_event).collect();
        let file = folder.join(format!("reports-{count}")).with_extension("jsonl");
        fs::write(&file, json_lines(&documents)).unwrap();
        let arguments = ["check", "--threads", "1", "--fail-on", "never", "--format", "json", &path(&file)];
        let took = median(RUNS, &arguments).as_secs_f64();
        println!("check, {count} reports, threads 1: {took:.2} s");
        took
    });
    println!("check, twice the reports: {:.2} times the time", compared[1] / compared[0]);
}
