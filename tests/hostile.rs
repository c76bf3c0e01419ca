//! Texts that attack whoever reads the report: nothing in them is obeyed by a browser, a terminal, a
//! spreadsheet, a build server or a Markdown reader, whatever the format.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;

/// The ways of writing a report, and whether they are for figures that were not compared too.
const FORMATS: [(&str, bool); 11] = [
    ("table", true),
    ("json", true),
    ("jsonl", true),
    ("csv", true),
    ("markdown", true),
    ("line", true),
    ("html", false),
    ("svg", false),
    ("sarif", false),
    ("github", false),
    ("junit", false),
];

/// Documents whose metadata, words and figures hold attacks.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(&folder).unwrap();
    let long = "a".repeat(10_000);
    let attacks = "<script>alert(1)</script></style></title><img src=x onerror=alert(2)> \u{202e}turned\u{2066} \u{1b}[31mred\u{1b}]0;t\u{7} \u{9b}2J\u{7f}\u{85} \
                   =HYPERLINK(1) ::error::owned ]]> --> [x](javascript:alert(3)) |cell| `code` %0A";
    let document = |publisher: &str, n: &str| {
        // YAML takes these only as escape sequences
        let escaped = |text: String, c: char| text.replace(c, &format!("\\u{:04x}", u32::from(c)));
        let publisher =
            ['\u{7f}', '\u{85}', '\u{9b}'].into_iter().fold(serde_json::to_string(publisher).unwrap(), escaped);
        let text = format!(
            "The raid on Harim on 3 May 2021 killed {n} \u{1b}[31m<b>fighters</b>\u{202e}, {attacks} said.\n\n\
             {attacks} killed {n} people in Harim. {long} killed {n} people. The {long} wounded 12 people.\n"
        );
        format!(
            "---\ntitle: {publisher}\npublisher: {publisher}\npublished: 2021-05-04\nurl: \"javascript:alert(4)\"\n---\n{text}"
        )
    };
    fs::write(folder.join("=a,b;.md"), document(&format!("=cmd|'/c calc'!A1 {attacks}"), "35")).unwrap();
    fs::write(folder.join("b\"<&'.md"), document(&format!("@SUM(1) 12 killed {long}{attacks}"), "20")).unwrap();
    fs::write(folder.join("silent.md"), "---\npublisher: \"</script>\"\nlanguage: \"<x>\"\n---\nRain.\n").unwrap();
    folder
}

fn run(folder: &PathBuf, args: &[&str]) -> String {
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    let run = command.current_dir(folder).args(args).assert().code(0);
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

#[test]
fn no_format_lets_a_text_be_obeyed() {
    let folder = folder("formats");
    for (format, both) in FORMATS {
        let out = run(&folder, &["check", "--format", format, "--fail-on", "never", "."]);
        harmless(format, &out);
        if both {
            harmless(format, &run(&folder, &["extract", "--format", format, "."]));
        }
    }
}

#[test]
fn views_of_how_a_text_was_read_are_harmless_as_well() {
    let folder = folder("views");
    for view in [["extract", "--trace"], ["extract", "--numbers"]] {
        harmless("view", &run(&folder, &[&view[..], &["."]].concat()));
    }
    harmless("jsonl", &run(&folder, &["extract", "--numbers", "--format", "jsonl", "."]));
}

/// What holds for every format, and what for this one.
fn harmless(format: &str, out: &str) {
    assert!(!out.is_empty(), "{format}");
    let obeyed = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{2066}';
    let found = if format.starts_with("json") || format == "sarif" {
        // There a control character is an escape sequence of six letters, and marks are the reader's.
        out.chars().find(|&c| c.is_control() && c != '\n')
    } else {
        out.chars().find(|&c| obeyed(c))
    };
    assert_eq!(found, None, "{format}");
    match format {
        "html" | "svg" | "junit" => markup(format, out),
        "csv" => cells(out).iter().for_each(|cell| {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:.40}");
        }),
        "github" => {
            for line in out.lines() {
                assert!(line.starts_with("::") && line.matches("::").count() >= 2, "{line:.80}");
                assert!(!line.starts_with("::error::owned"), "{line:.80}");
            }
        }
        "markdown" => {
            assert!(!out.contains("<script") && !out.contains("<img") && !out.contains("[x]("), "{format}");
            let rows: Vec<&str> = out.lines().filter(|line| line.starts_with("| ")).collect();
            let bars = |line: &str| line.replace("\\|", "").matches('|').count();
            for rows in rows.windows(2).filter(|rows| !rows[1].starts_with("| source")) {
                assert_eq!(bars(rows[0]), bars(rows[1]), "{:.80}", rows[1]);
            }
        }
        "json" | "sarif" => assert!(serde_json::from_str::<serde_json::Value>(out).is_ok(), "{format}"),
        _ => {}
    }
}

/// No element, attribute or script but those of the format itself.
fn markup(format: &str, out: &str) {
    let own = out.matches("<script>").count();
    assert_eq!(own, usize::from(format == "html"));
    for attack in ["<script>alert", "</title><img", "<img", "href=\"javascript", "<b>fighters", "]]>"] {
        assert!(!out.contains(attack), "{format}: {attack}");
    }
    assert_eq!(out.matches("</style>").count(), out.matches("<style>").count(), "{format}");
}

/// The cells of comma-separated values.
fn cells(text: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    assert!(!quoted, "a cell without an end");
    cells
}
