//! What the command says of inputs that it cannot read: what, where, how to mend it; status 2; and
//! nothing on standard output, no output file, nothing half done.

mod scratch;

use std::fs;
use std::path::PathBuf;

use scratch::tollcheck;

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    scratch::folder("bad_input", name)
}

/// Runs, and holds standard error to `told`; every failure looks the same otherwise.
#[track_caller]
fn refused(folder: &PathBuf, args: &[&str], told: &[&str]) {
    let args = [args, &["--output", "result.txt"]].concat();
    let run = tollcheck(folder, &args).assert().code(2);
    let output = run.get_output();
    let stderr = String::from_utf8_lossy(&output.stderr);
    for part in told {
        assert!(stderr.contains(part), "“{part}” is not in:\n{stderr}");
    }
    assert!(output.stdout.is_empty(), "{:?}", output.stdout);
    assert!(!stderr.contains('\u{1b}'), "colours in a pipe: {stderr}");
    let left: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("result")), "{left:?}");
}

#[test]
fn a_missing_file() {
    let folder = folder("missing");
    refused(&folder, &["extract", "nowhere.md"], &["there is no such file", "--> nowhere.md", "help: check the name"]);
    refused(&folder, &["check", "--case", "case.yaml"], &["there is no such file", "--> case.yaml"]);
}

#[test]
fn a_folder_without_documents() {
    let folder = folder("empty");
    fs::create_dir(folder.join("sub")).unwrap();
    fs::write(folder.join("sub/picture.png"), "x").unwrap();
    refused(&folder, &["extract", "sub"], &["no documents in this folder", "--> sub", ".jsonl"]);
}

#[test]
fn a_binary_file_and_wrong_utf_8() {
    let folder = folder("binary");
    fs::write(folder.join("a.txt"), b"one\ntw\0o").unwrap();
    refused(&folder, &["extract", "a.txt"], &["a.txt:2:3", "binary file", "help: save the text as UTF-8"]);
    fs::write(folder.join("d.png"), b"\x89PNG\r\n").unwrap();
    refused(&folder, &["extract", "d.png"], &["a picture (PNG), which is not read", "d.png", "help: these are read"]);
    fs::write(folder.join("e.txt"), "première\nTwelve died in the caf\u{e9}.\n".as_bytes()).unwrap();
    let flawed = [&fs::read(folder.join("e.txt")).unwrap()[..], b"\xff"].concat();
    fs::write(folder.join("e.txt"), flawed).unwrap();
    refused(&folder, &["extract", "e.txt"], &["e.txt:3:1", "not valid UTF-8", "help: convert the file"]);
}

#[test]
fn broken_front_matter() {
    let folder = folder("front_matter");
    fs::write(folder.join("open.md"), "---\ntitle: Twelve dead\n\nTwelve people died.\n").unwrap();
    fs::write(folder.join("type.md"), "---\ntitle:\n  - Twelve dead\n---\nTwelve people died.\n").unwrap();
    fs::write(folder.join("twice.md"), "---\ntitle: a\ntitle: b\n---\nTwelve people died.\n").unwrap();
    refused(
        &folder,
        &["extract", "open.md"],
        &["open.md:1:1", "the front matter has no end", "help: put a line “---”"],
    );
    refused(&folder, &["extract", "type.md"], &["type.md:3:3", "expected a text, found a list"]);
    refused(&folder, &["extract", "twice.md"], &["twice.md:3:1", "for the second time", "help: remove one"]);
}

#[test]
fn a_case_file_that_is_wrong() {
    let folder = folder("case");
    fs::write(folder.join("a.md"), "Twelve people died.\n").unwrap();
    for (case, told) in [
        (
            "sources:\n  - path: a.md\n    publsher: x\n",
            ["case.yaml:3:5", "unknown key “publsher”", "did you mean “publisher”?"],
        ),
        (
            "sources:\n  - path: a.md\n  - path: b.md\n",
            ["case.yaml:3:11", "there is no file “b.md”", "from the folder of the case file"],
        ),
        (
            "sources:\n  - path: a.md\n    published: 2021-02-31\n",
            ["case.yaml:3:16", "2021-02-31", "is not a date such as"],
        ),
        ("sources: a.md\n", ["case.yaml:1:10", "expected a list", "found the text \"a.md\""]),
        ("case: x\n", ["case.yaml", "names no sources", "add “sources:”"]),
        (
            "sources: [{path: a.md}]\ncorrections:\n  - {document: a.md, quote: Ten, ignore: true, reason: r}\n",
            ["case.yaml:3:29", "no longer in a.md", "remove the correction"],
        ),
    ] {
        fs::write(folder.join("case.yaml"), case).unwrap();
        refused(&folder, &["check", "--case", "case.yaml"], &told);
    }
}

#[test]
fn a_rule_file_or_a_setting_that_is_wrong() {
    let folder = folder("rules");
    let good =
        include_str!("../rules/checks/divergent-figures.yaml").replace("id: divergent-figures", "id: house-divergent");
    fs::write(folder.join("a.md"), "Twelve people died.\n").unwrap();
    fs::write(folder.join("key.yaml"), good.replace("check:", "chekc:")).unwrap();
    fs::write(folder.join("hole.yaml"), good.replace("{measure}", "{mesure}")).unwrap();
    fs::write(folder.join("good.yaml"), &good).unwrap();
    for (rules, told) in [
        ("{files: [key.yaml]}", ["key.yaml:2:1", "unknown key “chekc”", "did you mean “check”?"]),
        ("{files: [hole.yaml]}", ["hole.yaml:5:", "unknown hole “mesure”", "did you mean “measure”?"]),
        (
            "{files: [none.yaml]}",
            ["case.yaml:2:17", "there is no rule file “none.yaml”", "from the folder of the case file"],
        ),
        (
            "{settings: {toll-rise: {severity: off}}}",
            ["case.yaml:2:20", "no rule “toll-rise”", "did you mean “toll-rose”?"],
        ),
    ] {
        fs::write(folder.join("case.yaml"), format!("sources: [{{path: a.md}}]\nrules: {rules}\n")).unwrap();
        refused(&folder, &["check", "--case", "case.yaml"], &told);
        refused(&folder, &["rules", "--case", "case.yaml"], &told);
    }
    refused(&folder, &["rules", "--check", "key.yaml"], &["key.yaml:2:1", "unknown key “chekc”"]);
    refused(&folder, &["rules", "disjont-figures"], &["there is no rule", "did you mean “disjoint-figures”?"]);
    tollcheck(&folder, &["rules", "--check", "good.yaml"]).assert().code(0);
}

#[test]
fn json_lines_that_break_at_line_7() {
    let folder = folder("lines");
    let good = "{\"text\": \"Twelve people died.\"}\n".repeat(6);
    for (line, told) in [
        ("{\"text\": \"cut off", ["news.jsonl:7:", "EOF while parsing a string", "help: each line is one document"]),
        ("{\"txt\": \"a\"}", ["news.jsonl:7:", "the key “text” is missing", "help: each line is one document"]),
        (
            "{\"text\": 12}",
            ["news.jsonl:7:", "expected a text, found the number 12", "help: each line is one document"],
        ),
    ] {
        fs::write(folder.join("news.jsonl"), format!("{good}{line}\n")).unwrap();
        refused(&folder, &["extract", "news.jsonl"], &told);
    }
}

#[test]
fn whoever_asks_to_go_on_loses_no_other_document() {
    let folder = folder("keep_going");
    fs::write(folder.join("a.md"), "Twelve people died.\n").unwrap();
    fs::write(folder.join("b.md"), b"caf\0").unwrap();
    let run =
        tollcheck(&folder, &["check", "--keep-going", "--format", "json", "a.md", "b.md", "c.md"]).assert().code(2);
    let report: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    let ids: Vec<_> = report["documents"].as_array().unwrap().iter().map(|d| d["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a.md", "b.md", "c.md"]);
    assert!(report["documents"][0].get("error").is_none());
    assert!(report["documents"][1]["error"].as_str().unwrap().contains("a zero byte"));
    let stderr = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(stderr.contains("b.md:1:4") && stderr.contains("c.md"), "{stderr}");
}

#[test]
fn bad_usage_is_status_2_and_an_old_result_is_left_alone() {
    let folder = folder("usage");
    fs::write(folder.join("result.txt"), "old").unwrap();
    tollcheck(&folder, &["extract", "--format", "xml", "a.md"]).assert().code(2);
    tollcheck(&folder, &["extract", "nowhere.md", "--output", "result.txt"]).assert().code(2);
    assert_eq!(fs::read_to_string(folder.join("result.txt")).unwrap(), "old");
    let run = tollcheck(&folder, &["extract", "result.txt", "--output", "no/such/folder.txt"]).assert().code(2);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("could not be written"));
}
