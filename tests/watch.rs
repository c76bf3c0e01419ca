//! `check --watch`: a change is seen and the figures are compared again, until the run is ended.
#![cfg(feature = "watch")]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// How long a line may take to come: far longer than on any machine.
const LONG: Duration = Duration::from_secs(120);

/// A run that is ended with the test.
struct Watching {
    child: Child,
    output: Lines,
    errors: Lines,
}

/// The lines of one stream: which of two streams is the faster one nobody knows.
struct Lines(Receiver<String>);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended
        let _ = self.child.wait();
    }
}

impl Watching {
    fn start(folder: &Path, args: &[&str]) -> Watching {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tollcheck"));
        command.current_dir(folder).args(["check", "--watch", "--format", "line"]).args(args);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = Lines::of(child.stdout.take().unwrap());
        let errors = Lines::of(child.stderr.take().unwrap());
        Watching { child, output, errors }
    }
}

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Lines {
        let (sender, lines) = channel();
        // It ends with the run.
        thread::spawn(move || {
            BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
        });
        Lines(lines)
    }

    /// Waits for a line that holds these words.
    #[track_caller]
    fn until(&self, words: &str) {
        let mut seen = Vec::new();
        loop {
            let line = self.0.recv_timeout(LONG);
            let line = line.unwrap_or_else(|_| panic!("“{words}” did not come after:\n{}", seen.join("\n")));
            if line.contains(words) {
                return;
            }
            seen.push(line);
        }
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("watch").join(name);
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(folder.join("sources")).unwrap();
    folder
}

fn story(killed: u32) -> String {
    format!("---\npublished: 2021-05-04\n---\nThe raid on Harim on 3 May 2021 killed {killed} fighters.\n")
}

#[test]
fn a_change_of_a_document_is_seen_wherever_it_was_named() {
    let folder = folder("documents");
    fs::write(folder.join("draft.md"), story(12)).unwrap();
    fs::write(folder.join("sources/a.md"), story(35)).unwrap();
    let run = Watching::start(&folder, &["--draft", "draft.md", "sources"]);
    run.output.until("[unsupported-figure]");
    run.errors.until("waiting for a change");
    // As some editors save: a new file is put in the old one's place.
    fs::write(folder.join("new"), story(36)).unwrap();
    fs::rename(folder.join("new"), folder.join("draft.md")).unwrap();
    run.errors.until("draft.md changed");
    run.output.until("“36 fighters”");
    run.errors.until("waiting for a change");
    // A document that is new in a folder.
    fs::write(folder.join("sources/b.md"), story(36)).unwrap();
    run.errors.until("b.md changed");
    run.output.until("[disputed-figure]");
}

#[test]
fn a_case_file_that_is_broken_is_told_of_and_awaited() {
    let folder = folder("case");
    fs::write(folder.join("sources/a.md"), story(12)).unwrap();
    fs::write(folder.join("sources/b.md"), story(35)).unwrap();
    fs::write(folder.join("case.yaml"), "sources: [{path: sources/a.md}]\n").unwrap();
    let run = Watching::start(&folder, &["--case", "case.yaml"]);
    run.errors.until("waiting for a change");
    fs::write(folder.join("case.yaml"), "sources: [\n").unwrap();
    run.errors.until("error: ");
    run.errors.until("waiting for a change");
    fs::write(folder.join("case.yaml"), "sources: [{path: sources/a.md}, {path: sources/b.md}]\n").unwrap();
    run.output.until("[disjoint-figures]");
    run.errors.until("waiting for a change");
    fs::write(folder.join("sources/b.md"), story(13)).unwrap();
    run.output.until("“13 fighters”");
}

#[test]
fn standard_input_cannot_be_watched() {
    let mut run = Command::new(env!("CARGO_BIN_EXE_tollcheck"));
    let output = run.args(["check", "--watch"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard input cannot be watched"));
}
