//! What a person sets of a comparison: as which houses figures are read.
//!
//! In: documents and settings in files, through the command line. Out: what the report says of them.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("settings").join(name);
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Two documents about one blast, with these sentences.
fn blast(folder: &Path, one: &str, other: &str) {
    for (name, text) in [("a.md", one), ("b.md", other)] {
        fs::write(folder.join(name), format!("---\npublished: 2021-05-03\n---\n{text}\n")).unwrap();
    }
}

/// Standard output and standard error of a run that ends with this status.
#[track_caller]
fn run(folder: &Path, args: &[&str], status: i32) -> (String, String) {
    let run = Command::cargo_bin("tollcheck").unwrap().current_dir(folder).args(args).assert().code(status);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&run.get_output().stdout), text(&run.get_output().stderr))
}

/// The report of `check` as JSON.
#[track_caller]
fn report(folder: &Path, args: &[&str], status: i32) -> Value {
    serde_json::from_str(&run(folder, &[&["check", "--format", "json"], args].concat(), status).0).unwrap()
}

#[test]
fn a_finding_names_the_houses_under_which_it_holds() {
    let folder = folder("houses");
    blast(&folder, "The blast in Harim killed dozens of people.", "The blast in Harim killed 20 people.");
    let args = ["--convention", "acled-2016,airwars,gtd-2017", "a.md", "b.md"];
    let found = report(&folder, &args, 1);
    assert_eq!(found["findings"][0]["under"], serde_json::json!(["acled-2016"]));
    assert_eq!(
        found["conventions"][1]["readings"][0],
        serde_json::json!({"claim": "a.md:1", "known": true, "low": 12, "high": 24})
    );
    assert_eq!(found["conventions"][2]["readings"][0], serde_json::json!({"claim": "a.md:1", "known": false}));
    assert_eq!(found["claims"][0]["low"], 24, "claims stay as their words say");
    let table = run(&folder, &[&["check"], &args[..]].concat(), 1).0;
    for line in [
        "holds under acled-2016, not under airwars, gtd-2017",
        "as acled-2016 counts: “dozens of people” (a.md:4:27) is 12\n",
    ] {
        assert!(table.contains(line), "{table}");
    }
}

#[test]
fn a_house_that_is_not_known_ends_the_run_before_anything_is_read() {
    let folder = folder("unknown_house");
    let (_, told) = run(&folder, &["check", "--convention", "acled", "nowhere.md"], 2);
    assert!(told.contains("there is no convention “acled”") && told.contains("acled-2016"), "{told}");
}

#[test]
fn what_a_text_permits_is_told_and_not_counted() {
    let folder = folder("permitted");
    let other =
        "<!-- tollcheck: allow disjoint-figures 14 was the first count -->\nThe blast in Harim killed 20 people.";
    blast(&folder, "The blast in Harim killed 12 people.", other);
    let found = report(&folder, &["a.md", "b.md"], 0);
    assert_eq!(found["findings"][0]["suppressed"]["reason"], "14 was the first count");
    assert_eq!((&found["summary"]["errors"], &found["summary"]["suppressed"]), (&0.into(), &1.into()));
    assert_eq!(found["summary"]["claims"], 2, "a comment states no figure");
    let table = run(&folder, &["check", "a.md", "b.md"], 0).0;
    assert!(table.contains("permitted in the text, and not counted: 14 was the first count"), "{table}");
    assert!(table.contains("0 notes (1 permitted)"), "{table}");
}

#[test]
fn a_permission_holds_for_one_paragraph_and_one_rule() {
    let folder = folder("permitted_elsewhere");
    for comment in ["allow toll-rose known", "allow disjoint-figure known", "allow disjoint-figures"] {
        let other = format!("<!-- tollcheck: {comment} -->\n\nThe blast in Harim killed 20 people.");
        blast(&folder, "The blast in Harim killed 12 people.", &other);
        assert_eq!(report(&folder, &["a.md", "b.md"], 1)["summary"]["errors"], 1);
    }
    let table = run(&folder, &["check", "a.md", "b.md"], 1).0;
    assert!(table.contains("b.md: 4:1: nothing is permitted: “disjoint-figures” needs a reason"), "{table}");
    let other = "<!-- tollcheck: allow disjoint-figures known -->\nIt rained.\n\nThe blast in Harim killed 20 people.";
    blast(&folder, "The blast in Harim killed 12 people.", other);
    report(&folder, &["a.md", "b.md"], 1);
}

#[test]
fn what_a_text_permits_fails_in_no_format() {
    let folder = folder("permitted_formats");
    let other = "<!-- tollcheck: allow disjoint-figures known -->\nThe blast in Harim killed 20 people.";
    blast(&folder, "The blast in Harim killed 12 people.", other);
    for (format, told) in [
        ("sarif", "\"justification\": \"known\""),
        ("junit", "failures=\"0\""),
        ("github", "::notice file=a.md"),
        ("line", "(permitted in the text, and not counted: known)"),
        ("markdown", "permitted in the text, and not counted: known"),
        ("html", "permitted in the text, and not counted: known"),
    ] {
        let text = run(&folder, &["check", "--format", format, "a.md", "b.md"], 0).0;
        assert!(text.contains(told), "{format}: {text}");
    }
}

#[test]
fn what_follows_is_told_at_the_last_report_or_as_of_one_time() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/idlib-strike");
    let follows = |args: &[&str]| {
        let found = report(&folder, &[args, &["--case", "case.yaml"]].concat(), 0);
        let implied = found["events"][0]["implied"].as_array().unwrap().clone();
        let one = |i: &Value| format!("{} {} {}", i["measure"].as_str().unwrap(), i["low"], i["high"]);
        implied.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(follows(&[]), ["killed 70 null", "injured 90 null", "casualties 160 null"]);
    assert_eq!(follows(&["--as-of-one-time"]), ["killed 70 99", "injured 90 90", "casualties 160 189"]);
    let table = run(&folder, &["check", "--case", "case.yaml", "--why"], 0).0;
    assert!(table.contains("What follows: killed 70+, injured 90+, casualties 160+"), "{table}");
}

#[test]
fn a_configuration_is_found_upwards_and_a_case_has_the_last_word() {
    let folder = folder("configuration");
    let inner = folder.join("in/side");
    fs::create_dir_all(&inner).unwrap();
    blast(&inner, "The blast in Harim killed 12 people.", "The blast in Harim killed 20 people.");
    assert_eq!(report(&inner, &["a.md", "b.md"], 1)["summary"]["errors"], 1);
    fs::write(folder.join("tollcheck.yaml"), "rules: {settings: {disjoint-figures: {severity: note}}}\n").unwrap();
    assert_eq!(report(&inner, &["a.md", "b.md"], 0)["summary"]["notes"], 1);
    fs::write(folder.join("off.yaml"), "rules: {settings: {disjoint-figures: {severity: off}}}\n").unwrap();
    assert_eq!(report(&inner, &["--config", "../../off.yaml", "a.md", "b.md"], 0)["findings"], Value::Array(vec![]));
    let case = "sources: [{path: a.md}, {path: b.md}]\nrules: {settings: {disjoint-figures: {severity: error}}}\n";
    fs::write(inner.join("case.yaml"), case).unwrap();
    assert_eq!(report(&inner, &["--case", "case.yaml"], 1)["summary"]["errors"], 1);
}

#[test]
fn a_configuration_restricts_a_rule_to_paths_and_adds_rules() {
    let folder = folder("restricted");
    blast(&folder, "The blast in Harim killed 12 people.", "The blast in Harim killed 20 people.");
    let only = |paths: &str| format!("rules: {{settings: {{disjoint-figures: {{only: {{documents: [{paths}]}}}}}}}}\n");
    fs::write(folder.join("tollcheck.yaml"), only("a.md")).unwrap();
    report(&folder, &["a.md", "b.md"], 0);
    fs::write(folder.join("tollcheck.yaml"), only("a.md, b.md")).unwrap();
    report(&folder, &["a.md", "b.md"], 1);
    fs::write(folder.join("tollcheck.yaml"), "rules: {files: [house.yaml]}\n").unwrap();
    let rule = "id: house\ncheck: unnamed\nseverity: note\nmessage: \"{first}: who?\"\nreason: r\n\
                examples: {fires: [], silent: []}\n";
    fs::write(folder.join("house.yaml"), rule).unwrap();
    assert_eq!(report(&folder, &["a.md", "b.md"], 1)["summary"]["notes"], 2);
    assert!(run(&folder, &["rules", "house"], 0).0.contains("who?"));
}

#[test]
fn a_faulty_configuration_is_told_with_its_place() {
    let folder = folder("faulty");
    blast(&folder, "It rained.", "It rained.");
    for (text, told) in [
        ("rules:\n  setings: {}\n", "tollcheck.yaml:2:3"),
        ("rules:\n  files: [nowhere.yaml]\n", "there is no rule file “nowhere.yaml”"),
        ("rules:\n  settings: {toll-rise: {severity: off}}\n", "did you mean “toll-rose”?"),
    ] {
        fs::write(folder.join("tollcheck.yaml"), text).unwrap();
        let (_, stderr) = run(&folder, &["check", "a.md"], 2);
        assert!(stderr.contains(told) && stderr.contains("tollcheck.yaml:2:"), "{stderr}");
    }
    assert!(run(&folder, &["check", "--config", "nowhere.yaml", "a.md"], 2).1.contains("there is no such file"));
}

#[test]
fn a_rule_file_is_checked_with_its_examples() {
    let folder = folder("rule_check");
    let guide = include_str!("../CONTRIBUTING.md");
    let rule = guide.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    fs::write(folder.join("house.yaml"), rule).unwrap();
    let said = run(&folder, &["rules", "--check", "house.yaml"], 0).0;
    assert_eq!(said, "house.yaml is a rule file, and its 2 examples do what they say\n");
    fs::write(folder.join("house.yaml"), rule.replace("it killed 30", "it met 30")).unwrap();
    let told = run(&folder, &["rules", "--check", "house.yaml"], 2).1;
    assert!(told.contains("the rule does not fire in the example “the army alone counts the dead”"), "{told}");
    assert!(told.contains("house.yaml:10:14"), "{told}");
}

#[test]
fn words_that_a_person_adds_are_read() {
    let folder = folder("words");
    let text =
        "The raid killed at least 12 dozos and 30 boda riders. Soldiers wasted 14 dozos. Five pirogues were lost.";
    fs::write(folder.join("a.md"), text).unwrap();
    let quotes = |args: &[&str]| -> Vec<String> {
        let (out, _) = run(&folder, &[&["extract", "--format", "jsonl"], args].concat(), 0);
        let claims = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        claims.map(|claim| format!("{} {} {}", claim["measure"], claim["quote"], claim["population"])).collect()
    };
    assert!(quotes(&["a.md"]).iter().all(|quote| !quote.contains("fighters")));
    let words = "lexicon:\n  people: {fighters: [dozo], people: [boda rider]}\n  does: {killed: [waste]}\n  things: {boats: [pirogue]}\n";
    fs::write(folder.join("tollcheck.yaml"), words).unwrap();
    let read = quotes(&["a.md"]);
    assert_eq!(
        read,
        [
            r#""killed" "at least 12 dozos" ["fighters"]"#,
            r#""killed" "30 boda riders" []"#,
            r#""killed" "14 dozos" ["fighters"]"#
        ]
    );
    // A case file adds words too, and both hold.
    fs::write(folder.join("case.yaml"), "sources: [{path: a.md}]\nlexicon: {people: {civilians: [boda rider]}}\n")
        .unwrap();
    let claims = report(&folder, &["--case", "case.yaml"], 0)["claims"].clone();
    assert_eq!(claims[1]["population"], serde_json::json!(["civilians"]));
    assert_eq!(claims[0]["population"], serde_json::json!(["fighters"]));
    fs::write(folder.join("tollcheck.yaml"), "lexicon: {people: {fighters: [12 men]}}\n").unwrap();
    let (_, told) = run(&folder, &["extract", "a.md"], 2);
    assert!(told.contains("tollcheck.yaml:1:31") && told.contains("“12 men” is no word of a lexicon"), "{told}");
}

#[test]
fn what_houses_would_publish_is_told_in_every_format() {
    let folder = folder("ladders");
    blast(
        &folder,
        "The blast in Harim on 2 May 2021 killed 12 people, police said.",
        "The blast in Harim on 2 May 2021 killed at least 19 people.",
    );
    let json = report(&folder, &["--ladder", "bbc,em-dat,gtd", "--fail-on", "never", "."], 0);
    let told: Vec<String> = json["events"][0]["published"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {} {}", one["ladder"], one["number"], one["low"], one["high"]))
        .collect();
    assert_eq!(told, [r#""bbc" null 12 null"#, r#""em-dat" 12 null null"#, r#""gtd" 12 null null"#]);
    for format in ["table", "markdown", "html"] {
        let args = ["check", "--format", format, "--ladder", "bbc,em-dat", "--fail-on", "never", "."];
        let (text, _) = run(&folder, &args, 0);
        assert!(text.contains("as BBC would publish it: killed 12 or more"), "{format}: {text}");
        assert!(text.contains("as EM-DAT would publish it: killed 12"), "{format}: {text}");
    }
    let (_, told) = run(&folder, &["check", "--ladder", "gdt", "."], 2);
    assert!(told.contains("no ladder is known of “gdt”") && told.contains("did you mean “gtd”?"), "{told}");
}

#[test]
fn pages_of_rules_for_the_web() {
    let folder = folder("pages");
    let (page, _) = run(&folder, &["rules", "toll-fell", "--format", "markdown"], 0);
    assert!(page.starts_with("## toll-fell\n") && page.contains("**it says:**"), "{page}");
    let (all, _) = run(&folder, &["rules", "--format", "markdown"], 0);
    assert!(all.starts_with("# The rules\n") && all.contains("[disjoint-figures](#disjoint-figures)"), "{all}");
    let (page, _) = run(&folder, &["rules", "toll-fell"], 0);
    assert!(page.contains("    → "), "{page}");
}
