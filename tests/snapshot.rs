//! Figures under version control: written, changed, looked at, accepted.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("snapshot").join(name);
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Standard output of `tollcheck snapshot` with these arguments, which ends with this status.
#[track_caller]
fn snapshot(folder: &Path, args: &[&str], status: i32) -> String {
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    let run = command.current_dir(folder).arg("snapshot").args(args).assert().code(status);
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

const STORY: &str =
    "---\ntitle: Raid on Harim\n---\nThe raid killed at least 35 fighters, the army said.\n\nIt wounded 12 people.\n";

#[test]
fn a_bound_that_is_lost_is_told_and_accepted_and_then_nothing_changes() {
    let folder = folder("bound");
    let kept = folder.join("a.md.figures");
    fs::write(folder.join("a.md"), STORY).unwrap();
    assert_eq!(
        snapshot(&folder, &["--check", "a.md"], 1),
        "a.md: no figures are kept; `tollcheck snapshot` writes them\n"
    );
    assert!(!kept.exists());

    assert_eq!(snapshot(&folder, &["a.md"], 0), "");
    let first = fs::read_to_string(&kept).unwrap();
    assert!(first.contains("  - measure: \"killed\"\n    quote: \"at least 35 fighters\"\n    low: 35\n"), "{first}");
    assert_eq!(snapshot(&folder, &["--check", "a.md"], 0), "");

    // Lines that move are no change; a bound is.
    fs::write(folder.join("a.md"), STORY.replace("The raid", "It rained.\n\nThe raid")).unwrap();
    assert_eq!(snapshot(&folder, &["--check", "a.md"], 0), "");
    fs::write(folder.join("a.md"), STORY.replace("at least ", "")).unwrap();
    let told = "a.md:\n  changed: killed: at least 35 → 35, bound lost\n      “[-at least-] 35 fighters”\n";
    for args in [&["--check", "a.md"][..], &["a.md"]] {
        assert_eq!(snapshot(&folder, args, 1), told);
        assert_eq!(fs::read_to_string(&kept).unwrap(), first);
    }

    assert_eq!(snapshot(&folder, &["--accept", "a.md"], 0), "");
    let second = fs::read_to_string(&kept).unwrap();
    assert_ne!(first, second);
    let times = || fs::metadata(&kept).unwrap().modified().unwrap();
    let written = times();
    for args in [&["--accept", "a.md"][..], &["--check", "a.md"], &["a.md"]] {
        assert_eq!(snapshot(&folder, args, 0), "");
        assert_eq!((fs::read_to_string(&kept).unwrap(), times()), (second.clone(), written));
    }
}

#[test]
fn figures_that_appear_and_vanish_are_told() {
    let folder = folder("appear");
    fs::write(folder.join("a.md"), STORY).unwrap();
    snapshot(&folder, &["a.md"], 0);
    fs::write(folder.join("a.md"), STORY.replace("It wounded 12 people.", "Some 900 families fled.")).unwrap();
    let told = snapshot(&folder, &["--check", "."], 1);
    assert!(
        told.contains("  vanished: injured: 12\n") && told.contains("  appeared: displaced: about 900\n"),
        "{told}"
    );
}

#[test]
fn figures_of_many_documents_are_kept_below_a_folder() {
    let folder = folder("below");
    fs::create_dir_all(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.md"), format!("{STORY}{}", STORY.replace("35", "40"))).unwrap();
    fs::write(folder.join("in/b.jsonl"), "{\"id\":\"x\",\"text\":\"Nine people died.\"}\n{\"text\":\"Two died.\"}\n")
        .unwrap();
    snapshot(&folder, &["--folder", "kept", "in"], 0);
    assert_eq!(fs::read_dir(folder.join("in")).unwrap().count(), 2);
    let kept = |name: &str| fs::read_to_string(folder.join("kept/in").join(name)).unwrap();
    assert!(kept("a.md.figures").contains("document: \"#2\""), "{}", kept("a.md.figures"));
    assert!(kept("b.jsonl.figures").contains("document: \"x\""), "{}", kept("b.jsonl.figures"));
    snapshot(&folder, &["--folder", "kept", "--check", "in"], 0);
    // From another folder the same.
    snapshot(&folder.join("in"), &["--folder", "../kept/in", "--check", "a.md", "b.jsonl"], 0);
}

#[test]
fn what_is_no_snapshot_is_refused_with_its_place() {
    let folder = folder("faulty");
    fs::write(folder.join("a.md"), STORY).unwrap();
    fs::write(folder.join("a.md.figures"), "version: 1\nfigures: 3\n").unwrap();
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    let run = command.current_dir(&folder).args(["snapshot", "--check", "a.md"]).assert().code(2);
    let error = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(error.contains("a.md.figures:2:10") && error.contains("--accept"), "{error}");
    snapshot(&folder, &["--accept", "a.md"], 0);
    snapshot(&folder, &["--check", "a.md"], 0);
    snapshot(&folder, &["-"], 2);
}
