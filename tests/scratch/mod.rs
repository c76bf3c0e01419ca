//! A folder of its own for one test, and the program run in it.
//!
//! In: the names of the suite and of the test. Out: an empty folder, left for whoever looks into a failure.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;

/// An empty folder for one test of a suite.
pub fn folder(suite: &str, name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(suite).join(name);
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The program, to be run in a folder.
pub fn tollcheck(folder: &PathBuf, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    command.current_dir(folder).args(args);
    command
}
