//! What the command does with inputs that are in order: the way of a path to its documents, the
//! formats, the exit status.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("command_line").join(name);
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[track_caller]
fn run(folder: &PathBuf, args: &[&str], stdin: &str) -> String {
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    let run = command.current_dir(folder).args(args).write_stdin(stdin.to_owned()).assert().code(0);
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

#[test]
fn folders_are_searched_and_links_that_lead_back_are_harmless() {
    let folder = folder("walk");
    fs::create_dir_all(folder.join("in/b/.hidden")).unwrap();
    for name in ["in/z.md", "in/b/a.txt", "in/b/c.png", "in/b/.hidden/x.md"] {
        fs::write(folder.join(name), "Nothing happened.\n").unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", folder.join("in/b/loop")).unwrap();
    let json: serde_json::Value =
        serde_json::from_str(&run(&folder, &["extract", "--format", "json", "in"], "")).unwrap();
    let ids: Vec<_> = json["documents"].as_array().unwrap().iter().map(|d| d["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["in/b/a.txt", "in/z.md"]);
}

#[test]
fn the_text_is_printed_as_it_is_read() {
    let folder = folder("text");
    let text = "\u{feff}---\r\ntitle: One\r\n---\r\nTwelve died.\r\n---\r\ntitle: Two\r\n---\r\nNine died.";
    assert_eq!(run(&folder, &["extract", "--text"], text), text);
}

#[test]
fn a_document_without_a_figure_is_said_to_be_so() {
    let folder = folder("silent");
    assert!(
        run(&folder, &["extract"], "Nothing happened.").contains("No figure of people harmed or moved was found in: -")
    );
    let lines =
        Command::cargo_bin("tollcheck").unwrap().args(["extract", "--format", "jsonl"]).write_stdin("Rain.").assert();
    let output = lines.get_output();
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("no figure of people harmed or moved was found in: -"));
}

#[test]
fn a_document_with_nothing_to_compare_is_said_to_be_so_beside_the_report() {
    let folder = folder("alone");
    let check = |text: &str, format: &str| {
        let mut command = Command::cargo_bin("tollcheck").unwrap();
        let run = command.current_dir(&folder).args(["check", "--format", format]).write_stdin(text).assert();
        let output = run.get_output();
        let texts = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).unwrap());
        texts.map(|text| text.contains("nothing to compare: - is the only document"))
    };
    for format in ["table", "json", "jsonl", "sarif"] {
        assert_eq!(check("A bomb killed 12 people in Harim.", format), [false, true], "{format}");
        assert_eq!(check("A bomb killed 12 people in Harim. It wounded 15.", format), [false, false], "{format}");
        assert_eq!(check("Rain.", format), [false, false], "{format}");
    }
}

#[test]
fn a_document_in_a_language_that_is_not_read_is_said_to_be_so() {
    let folder = folder("language");
    let document = |language: &str| format!("---\nlanguage: {language}\n---\n12 personnes sont mortes.\n");
    assert!(run(&folder, &["extract"], &document("fr")).contains("-: the language “fr” is not read"));
    assert!(!run(&folder, &["extract"], &document("en-GB")).contains("is not read"));
}

#[test]
fn the_same_input_gives_the_same_bytes_in_any_order_and_on_any_number_of_threads() {
    let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/idlib-strike");
    let never = ["check", "--format", "json", "--fail-on", "never"];
    let first = run(&example, &[&never[..], &["--threads", "1", "bbc.md", "agency.md", "al-jazeera.md"]].concat(), "");
    let second = run(&example, &[&never[..], &["--threads", "4", "al-jazeera.md", "bbc.md", "agency.md"]].concat(), "");
    assert_eq!(first, second);
}

#[test]
fn an_output_file_holds_what_standard_output_would() {
    let folder = folder("output");
    let printed = run(&folder, &["extract", "--format", "json"], "Twelve people were killed.");
    run(&folder, &["extract", "--format", "json", "--output", "o.json"], "Twelve people were killed.");
    assert_eq!(fs::read_to_string(folder.join("o.json")).unwrap(), printed);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn what_a_terminal_would_obey_is_shown_and_not_done() {
    let folder = folder("hostile");
    fs::write(
        folder.join("a.md"),
        "---\npublisher: \"\\e[31mEvil\\e]0;x\\a\"\n---\nTwelve people \u{1b}[2Jwere killed.\n",
    )
    .unwrap();
    for command in ["extract", "check"] {
        let table = run(&folder, &[command, "a.md"], "");
        assert!(!table.contains('\u{1b}') && !table.contains('\u{7}'), "{table:?}");
    }
}

#[test]
fn a_person_corrects_what_is_read_or_grouped_wrongly() {
    let folder = folder("corrections");
    fs::write(
        folder.join("a.md"),
        "---\npublished: 2021-05-03\n---\nThe blast in Harim killed 12 people and wounded 40.\n",
    )
    .unwrap();
    fs::write(folder.join("b.md"), "---\npublished: 2021-05-03\n---\nThe blast in Harim killed 19 people.\n").unwrap();
    let case = "sources: [{path: a.md}, {path: b.md}]\ncorrections:\n";
    let report = |corrections: &str| -> serde_json::Value {
        fs::write(folder.join("case.yaml"), format!("{case}{corrections}")).unwrap();
        let args = ["check", "--case", "case.yaml", "--format", "json", "--fail-on", "never"];
        serde_json::from_str(&run(&folder, &args, "")).unwrap()
    };
    let ignored = report("  - {document: b.md, quote: 19 people, ignore: true, reason: another blast}\n");
    assert_eq!(ignored["summary"]["claims"], 2);
    assert_eq!(ignored["findings"].as_array().unwrap().len(), 0);
    assert_eq!(ignored["corrections"][0]["reason"], "another blast");
    let moved = report("  - {document: b.md, quote: 19 people, event: second, reason: another blast}\n");
    assert_eq!(moved["claims"][2]["event"], "second");
    assert_eq!(moved["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn completions_and_manual_pages_know_the_commands() {
    let folder = folder("manual");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run(&folder, &["completions", shell], "").contains("fail-on"), "{shell}");
    }
    assert!(run(&folder, &["man"], "").starts_with(".ie"), "{}", run(&folder, &["man"], ""));
    assert!(run(&folder, &["man", "check"], "").contains("fail\\-on"));
    let wrong = Command::cargo_bin("tollcheck").unwrap().args(["man", "chek"]).assert().code(2);
    assert!(String::from_utf8_lossy(&wrong.get_output().stderr).contains("one of: extract, check"));
}

#[test]
fn a_draft_is_shown_as_compilers_show_errors_and_no_figure_of_it_passes_in_silence() {
    let folder = folder("draft");
    fs::write(
        folder.join("source.md"),
        "---\npublisher: Agency A\npublished: 2021-05-04\n---\nThe raid on Harim on 3 May 2021 killed at least 35 fighters, \
         the army said. It wounded 12 people, the army said.\n",
    )
    .unwrap();
    fs::write(
        folder.join("draft.md"),
        "---\npublished: 2021-05-05\n---\nThe raid on Harim on 3 May 2021 killed 35 fighters, the army said. It wounded 12 \
         people, the army said.\n",
    )
    .unwrap();
    let table = run(&folder, &["check", "--draft", "draft.md", "source.md", "--width", "100"], "");
    let shown = "warning[stronger-than-source] ambush, Harim, 2021-05-03\n  --> draft.md:4:40\n  4 │ The raid on Harim on 3 May \
                 2021 killed 35 fighters, the army said.\n    │                                        ^^^^^^^^^^^ 35\n";
    assert!(table.contains(shown), "{table}");
    assert!(table.contains("source.md:5:40, 2021-05-04"), "{table}");
    let verdicts = "Of the draft's 2 figures one is supported by a source:\n  draft.md:4:40: killed 35 “35 fighters” (the army)\n    \
                    given, but less surely or less exactly, by Agency A (2021-05-04: “at least 35 fighters”);\n    reported: \
                    stronger-than-source\n  draft.md:4:79: injured 12 “12 people” (the army)\n    \
                    supported by Agency A (2021-05-04: “12 people”)\n";
    assert!(table.contains(verdicts), "{table}");
    let draft = ["check", "--draft", "draft.md", "source.md", "--format"];
    let with = |format| run(&folder, &[&draft[..], &[format]].concat(), "");
    for format in ["markdown", "html"] {
        assert!(with(format).contains("supported by Agency A (2021-05-04: “12 people”)"), "{}", with(format));
    }
    let json: serde_json::Value = serde_json::from_str(&with("json")).unwrap();
    assert_eq!(json["draft"]["document"], "draft.md");
    assert_eq!(json["draft"]["figures"][0]["verdict"], "stronger");
    assert_eq!(json["draft"]["figures"][1]["sources"], serde_json::json!(["source.md:2"]));
}

#[test]
fn what_was_known_before_is_marked_and_not_counted() {
    let folder = folder("baseline");
    let write = |name: &str, n: u32, before: &str| {
        let text =
            format!("---\npublished: 2021-05-04\n---\n{before}The raid on Harim on 3 May 2021 killed {n} fighters.\n");
        fs::write(folder.join(name), text).unwrap();
    };
    write("a.md", 20, "");
    write("b.md", 35, "");
    let check = |more: &[&str], status: i32| -> String {
        let mut command = Command::cargo_bin("tollcheck").unwrap();
        let run = command.current_dir(&folder).args(["check", "a.md", "b.md"]).args(more).assert().code(status);
        String::from_utf8(if status == 2 { &run.get_output().stderr } else { &run.get_output().stdout }.clone())
            .unwrap()
    };
    let states = |log: &str| -> Vec<String> {
        let log: serde_json::Value = serde_json::from_str(log).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        results.iter().map(|result| result["baselineState"].as_str().unwrap().to_owned()).collect()
    };
    check(&["--format", "sarif", "--output", "known.sarif"], 1);
    // The same finding some lines further down is still known.
    write("a.md", 20, "It rained.\n\n");
    let known = ["--baseline", "known.sarif"];
    let with = |format| [&known[..], &["--format", format]].concat();
    let table = check(&known, 0);
    assert!(table.contains("known from the baseline, and not counted"), "{table}");
    assert!(table.contains("0 errors, 0 warnings, 0 notes (1 known before)"), "{table}");
    assert!(check(&with("junit"), 0).contains("failures=\"0\""));
    assert!(check(&with("github"), 0).starts_with("::notice "));
    assert!(check(&with("jsonl"), 0).contains("\"known\":true"));
    for format in ["line", "markdown", "html"] {
        assert!(check(&with(format), 0).contains("known from the baseline"), "{format}");
    }
    assert_eq!(states(&check(&with("sarif"), 0)), ["unchanged"]);
    write("a.md", 21, "");
    assert_eq!(states(&check(&with("sarif"), 1)), ["new", "absent"]);
    assert!(check(&known, 1).contains("1 error, 0 warnings, 0 notes (1 gone since then)"));
    // What is no baseline is said to be none, with its place and the cure.
    fs::write(folder.join("other.json"), "{}").unwrap();
    for (file, place) in [("other.json", "other.json"), ("a.md", "a.md:1:2"), ("absent", "absent")] {
        let told = check(&["--baseline", file], 2);
        assert!(told.contains("error: ") && told.contains("help: ") && told.contains(place), "{told}");
    }
}

#[test]
fn a_long_run_draws_no_bar_where_nobody_watches() {
    let folder = folder("bar");
    let lines: String =
        (0..400).map(|n| format!("{{\"id\":\"d{n}\",\"text\":\"Twelve people were killed.\"}}\n")).collect();
    fs::write(folder.join("many.jsonl"), lines).unwrap();
    for command in ["extract", "check"] {
        let mut run = Command::cargo_bin("tollcheck").unwrap();
        let run = run.current_dir(&folder).args([command, "--format", "csv", "many.jsonl"]).assert().code(0);
        assert_eq!(String::from_utf8_lossy(&run.get_output().stderr), "", "{command}");
    }
}
