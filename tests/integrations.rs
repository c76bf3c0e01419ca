//! What other programs start tollcheck with: the hooks of pre-commit, the action of GitHub, the citation.
//! That the files say what the program understands is asserted here; they are run by those programs.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_yaml::Value;

fn yaml(name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value:?} is no text"))
}

/// Runs a command line in a folder with one text that contradicts itself.
#[track_caller]
fn run(name: &str, words: &str, more: &[&str]) -> i32 {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("integrations").join(name);
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(folder.join("articles")).unwrap();
    for (file, n) in [("a.md", 20), ("b.md", 35)] {
        let story = format!("---\npublished: 2021-05-04\n---\nThe raid on Harim on 3 May 2021 killed {n} fighters.\n");
        fs::write(folder.join("articles").join(file), story).unwrap();
    }
    let mut words = words.split_whitespace();
    assert_eq!(words.next(), Some("tollcheck"));
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    command.current_dir(&folder).args(words).args(more).assert().get_output().status.code().unwrap()
}

#[test]
fn the_hooks_are_commands_of_the_program() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_sequence().unwrap();
    let ids: Vec<&str> = hooks.iter().map(|hook| text(&hook["id"])).collect();
    assert_eq!(ids, ["tollcheck-snapshot", "tollcheck-check"]);
    // Nothing is kept yet, and the two contradict each other: both hooks fail, and neither for bad usage.
    assert_eq!(run("snapshot", text(&hooks[0]["entry"]), &["articles/a.md", "articles/b.md"]), 1);
    assert_eq!(run("check", text(&hooks[1]["entry"]), &["articles/"]), 1);
    let readme = include_str!("../README.md");
    assert!(ids.iter().all(|id| readme.contains(&format!("- id: {id}\n"))));
}

#[test]
fn the_action_runs_what_its_inputs_say() {
    let action = yaml("action.yml");
    let given = text(&action["inputs"]["arguments"]["default"]);
    assert_eq!(run("action", &format!("tollcheck {given}"), &[]), 1);
    let shown = include_str!("../README.md").split_once("arguments: ").unwrap().1.lines().next().unwrap();
    assert_eq!(run("readme", &format!("tollcheck {shown}"), &[]), 1);
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    assert!(steps.iter().all(|step| text(&step["shell"]) == "bash"));
    // Inputs reach the shell as variables only: what they hold is not run.
    assert!(steps.iter().all(|step| !text(&step["run"]).contains("${{")));
}

#[test]
fn the_citation_is_of_this_version() {
    let citation = yaml("CITATION.cff");
    assert_eq!(text(&citation["version"]), env!("CARGO_PKG_VERSION"));
    assert_eq!(text(&citation["repository-code"]), env!("CARGO_PKG_REPOSITORY"));
    for key in ["cff-version", "message", "title", "authors"] {
        assert!(!citation[key].is_null(), "{key}");
    }
}
