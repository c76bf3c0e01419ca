//! What happens when the world is not as it should be: limits that are reached, files that cannot
//! be read among good ones, disks that are full, readers that go away, people who press Ctrl-C.

mod scratch;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use scratch::tollcheck;

fn folder(name: &str) -> PathBuf {
    scratch::folder("faults", name)
}

/// Status, standard output, standard error.
#[track_caller]
fn run(folder: &PathBuf, args: &[&str]) -> (Option<i32>, String, String) {
    let output = tollcheck(folder, args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A program of our own that runs beside the test.
fn start(folder: &PathBuf, args: &[&str]) -> Child {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tollcheck"));
    let command = command.current_dir(folder).args(args).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn names(folder: &PathBuf) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A line of JSON Lines with one figure.
fn line(n: usize) -> String {
    format!("{{\"id\":\"d{n}\",\"text\":\"The blast in Harim killed {} people.\"}}\n", n % 90 + 10)
}

#[test]
fn sizes_are_limited_and_the_limits_can_be_set() {
    let folder = folder("limits");
    fs::write(folder.join("a.md"), "Twelve people died.\n").unwrap();
    fs::write(folder.join("b.jsonl"), "{\"text\":\"Nine people died.\"}\n").unwrap();
    let (status, stdout, stderr) = run(&folder, &["extract", "--format", "line", "--max-document", "10", "a.md"]);
    assert_eq!((status, &*stdout), (Some(2), ""));
    assert!(stderr.contains("the file is larger than 10 bytes") && stderr.contains("--max-document"), "{stderr}");
    let (status, _, stderr) = run(&folder, &["check", "--max-line", "10", "a.md", "b.jsonl"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("b.jsonl:1") && stderr.contains("longer than 10 bytes"), "{stderr}");
    fs::write(folder.join("tollcheck.yaml"), "limits: {document: 10, line: 10}\n").unwrap();
    let (status, stdout, stderr) = run(&folder, &["extract", "--keep-going", "a.md", "b.jsonl"]);
    assert_eq!(status, Some(2));
    assert!(stdout.contains("0 figures in 0 documents"), "{stdout}");
    assert!(stderr.contains("a.md") && stderr.contains("b.jsonl"), "{stderr}");
    let args = ["extract", "--max-document", "1K", "--max-line", "1K", "--format", "line", "a.md", "b.jsonl"];
    let (status, stdout, _) = run(&folder, &args);
    assert_eq!((status, stdout.lines().count()), (Some(0), 2));
    let (status, _, stderr) = run(&folder, &["extract", "--max-line", "much", "a.md"]);
    assert!(status == Some(2) && stderr.contains("is not a size such as"), "{stderr}");
    fs::write(folder.join("tollcheck.yaml"), "limits:\n  lines: 10\n").unwrap();
    let (status, _, stderr) = run(&folder, &["extract", "a.md"]);
    assert!(status == Some(2) && stderr.contains("tollcheck.yaml:2:3") && stderr.contains("“line”"), "{stderr}");
}

#[test]
fn one_broken_line_of_ten_thousand_costs_one_document() {
    let folder = folder("ten_thousand");
    let lines: String =
        (1..=10_000).map(|n| if n == 7_777 { "{\"text\": \"cut o\n".to_owned() } else { line(n) }).collect();
    fs::write(folder.join("a.jsonl"), &lines).unwrap();
    let (status, stdout, stderr) = run(&folder, &["extract", "--format", "jsonl", "a.jsonl"]);
    assert_eq!((status, &*stdout), (Some(2), ""));
    assert!(stderr.contains("a.jsonl:7777:"), "{stderr}");
    let (status, stdout, stderr) = run(&folder, &["extract", "--format", "jsonl", "--keep-going", "a.jsonl"]);
    assert_eq!((status, stdout.lines().count()), (Some(2), 9_999));
    assert!(stderr.contains("a.jsonl:7777:"), "{stderr}");
    let ids =
        stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["document"].to_string());
    let wanted = (1..=10_000).filter(|&n| n != 7_777).map(|n| format!("\"d{n}\""));
    assert!(ids.eq(wanted), "in the order of the lines");
    for threads in ["1", "3"] {
        let args = ["extract", "--format", "jsonl", "--keep-going", "--quiet", "--threads", threads];
        let piped = tollcheck(&folder, &[&args[..], &["--input-format", "jsonl", "-"]].concat())
            .write_stdin(lines.clone())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(piped.stdout).unwrap(), stdout);
    }
    for format in ["csv", "line"] {
        let (status, stdout, _) = run(&folder, &["extract", "--format", format, "--keep-going", "a.jsonl"]);
        assert_eq!((status, stdout.lines().count()), (Some(2), 9_999 + usize::from(format == "csv")));
    }
}

#[test]
fn only_the_first_of_many_faults_are_shown() {
    let folder = folder("many_faults");
    fs::write(folder.join("a.jsonl"), "broken\n".repeat(30_000) + &line(1)).unwrap();
    let (status, stdout, stderr) = run(&folder, &["extract", "--format", "jsonl", "--keep-going", "a.jsonl"]);
    assert_eq!((status, stdout.lines().count()), (Some(2), 1));
    assert!(stderr.contains("… and 29980 more") && stderr.matches("error").count() == 20, "{stderr}");
}

#[test]
fn what_cannot_be_read_among_good_ones_is_named() {
    let folder = folder("unreadable");
    fs::write(folder.join("a.md"), "Twelve people died.\n").unwrap();
    fs::create_dir(folder.join("b.md")).unwrap();
    fs::write(folder.join("c.md"), b"\xff\xfeT\0").unwrap();
    fs::write(folder.join("z.md"), "Nine people died.\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("d.md", folder.join("d.md")).unwrap();
    let paths = ["a.md", "b.md", "c.md", "d.md", "z.md"];
    let (status, stdout, stderr) =
        run(&folder, &[&["extract", "--format", "line", "--keep-going"], &paths[..]].concat());
    assert_eq!((status, stdout.lines().count()), (Some(2), 2), "{stdout}");
    for told in ["b.md", "c.md", "UTF-16", "d.md"] {
        assert!(stderr.contains(told), "{told}: {stderr}");
    }
    // a folder: links that lead in circles are no documents
    #[cfg(unix)]
    std::os::unix::fs::symlink(".", folder.join("again")).unwrap();
    fs::remove_file(folder.join("c.md")).unwrap();
    let (status, stdout, _) = run(&folder, &["extract", "--format", "line", "."]);
    assert_eq!((status, stdout.lines().count()), (Some(0), 2), "{stdout}");
}

#[test]
fn yaml_bombs_are_refused_wherever_yaml_is_read() {
    let folder = folder("bombs");
    let mut aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..9 {
        let row = vec![format!("*a{}", n - 1); 9].join(", ");
        aliases += &format!("a{n}: &a{n} [{row}]\n");
    }
    let deep = format!("a: {}\n", "[".repeat(100_000));
    fs::write(folder.join("a.md"), "Twelve people died.\n").unwrap();
    for bomb in [&aliases, &deep] {
        fs::write(folder.join("case.yaml"), bomb).unwrap();
        fs::write(folder.join("matter.txt"), format!("---\ntitle: x\n{bomb}---\nTwelve people died.\n")).unwrap();
        let started = Instant::now();
        for args in [
            &["check", "--case", "case.yaml"][..],
            &["check", "--config", "case.yaml", "a.md"],
            &["rules", "--check", "case.yaml"],
            &["extract", "matter.txt"],
        ] {
            let (status, stdout, stderr) = run(&folder, args);
            assert_eq!((status, &*stdout), (Some(2), ""), "{args:?}: {stderr}");
            assert!(["too many levels", "aliases", "repetition"].iter().any(|told| stderr.contains(told)), "{stderr}");
        }
        assert!(started.elapsed() < Duration::from_secs(60), "a bomb went off");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = folder("full");
    fs::write(folder.join("a.jsonl"), (0..2_000).map(line).collect::<String>()).unwrap();
    for args in [&["extract", "--format", "jsonl", "a.jsonl"][..], &["check", "--format", "json", "a.jsonl"]] {
        let (status, _, stderr) = run(&folder, &[args, &["--output", "/dev/full"]].concat());
        assert_eq!(status, Some(2));
        assert!(stderr.contains("could not be written") && stderr.contains("/dev/full"), "{stderr}");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tollcheck"));
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command.current_dir(&folder).args(args).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr.contains("standard output") && stderr.contains("could not be written"), "{stderr}");
    }
}

/// Runs the program where no file may grow beyond so many blocks of 512 or 1,024 bytes, as the shell counts them.
#[cfg(target_os = "linux")]
fn run_on_a_small_disk(folder: &PathBuf, blocks: u32, args: &[&str]) -> std::process::Output {
    let mut command = std::process::Command::new("sh");
    // the signal is not taken, so that writing fails as on a full disk
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    command.current_dir(folder).args(["-c", &limited, env!("CARGO_BIN_EXE_tollcheck")]).args(args).output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_meanwhile_tears_no_file() {
    let folder = folder("fills_up");
    fs::write(folder.join("a.jsonl"), (0..300).map(line).collect::<String>()).unwrap();
    for (args, name) in [
        (&["extract", "--format", "jsonl", "--output"][..], "figures.jsonl"),
        (&["extract", "--format", "csv", "--output"], "figures.csv"),
        (&["check", "--format", "json", "--fail-on", "never", "--output"], "report.json"),
        (&["check", "--format", "html", "--fail-on", "never", "--output"], "report.html"),
    ] {
        let args = [args, &[name, "a.jsonl"]].concat();
        for old in [None, Some("old")] {
            old.iter().for_each(|old| fs::write(folder.join(name), old).unwrap());
            let output = run_on_a_small_disk(&folder, 16, &args);
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
            assert!(stderr.contains("could not be written") && stderr.contains(name), "{stderr}");
            assert_eq!(fs::read_to_string(folder.join(name)).ok().as_deref(), old, "{args:?}");
            assert_eq!(names(&folder).len(), 1 + usize::from(old.is_some()), "{:?}", names(&folder));
        }
        let (status, _, stderr) = run(&folder, &args);
        assert_eq!(status, Some(0), "{stderr}");
        assert!(fs::metadata(folder.join(name)).unwrap().len() > 16 * 1_024, "it is larger than the disk");
        fs::remove_file(folder.join(name)).unwrap();
    }
}

#[test]
fn a_result_that_cannot_be_written_leaves_nothing_behind() {
    let folder = folder("torn");
    fs::write(folder.join("a.jsonl"), "broken\n".to_owned() + &line(1)).unwrap();
    fs::write(folder.join("old.jsonl"), "old").unwrap();
    let (status, ..) = run(&folder, &["extract", "--format", "jsonl", "a.jsonl", "--output", "old.jsonl"]);
    assert_eq!(status, Some(2));
    fs::create_dir(folder.join("taken")).unwrap();
    fs::write(folder.join("taken/x"), "").unwrap();
    let (status, _, stderr) =
        run(&folder, &["extract", "--format", "jsonl", "--keep-going", "a.jsonl", "--output", "taken"]);
    assert!(status == Some(2) && stderr.contains("taken"), "{stderr}");
    assert_eq!(names(&folder), ["a.jsonl", "old.jsonl", "taken"]);
    assert_eq!(fs::read_to_string(folder.join("old.jsonl")).unwrap(), "old");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder("pipe");
    fs::write(folder.join("a.jsonl"), (0..60_000).map(line).collect::<String>()).unwrap();
    fs::write(folder.join("b.jsonl"), (0..300).map(line).collect::<String>()).unwrap();
    for args in [
        &["extract", "--format", "jsonl", "a.jsonl"][..],
        &["check", "--format", "line", "--fail-on", "never", "b.jsonl"],
    ] {
        let mut child = start(&folder, args);
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!first.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_130_and_leaves_no_part_of_a_file() {
    let folder = folder("interrupted");
    fs::write(folder.join("result.jsonl"), "old").unwrap();
    let args = ["extract", "--input-format", "jsonl", "--format", "jsonl", "--output", "result.jsonl", "-"];
    for (signal, wanted) in [("-INT", 130), ("-TERM", 143)] {
        let mut child = start(&folder, &args);
        // more than a batch, so that some of it is written; and the run waits for more
        let mut input = child.stdin.take().unwrap();
        input.write_all((0..100_000).map(line).collect::<String>().as_bytes()).unwrap();
        let begun = Instant::now();
        while names(&folder).len() < 2 && begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(names(&folder).len(), 2, "it writes beside the file");
        let killed = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        let status = child.wait().unwrap();
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert_eq!(status.code(), Some(wanted), "{stderr}");
        assert!(stderr.contains("interrupted"), "{stderr}");
        assert_eq!(names(&folder), ["result.jsonl"]);
        assert_eq!(fs::read_to_string(folder.join("result.jsonl")).unwrap(), "old");
        drop(input);
    }
}

#[cfg(unix)]
#[test]
fn a_comparison_can_be_interrupted_too() {
    let folder = folder("comparison");
    fs::write(folder.join("report.html"), "old").unwrap();
    let args = ["check", "--input-format", "jsonl", "--format", "html", "--output", "report.html", "-"];
    let mut child = start(&folder, &args);
    let mut input = child.stdin.take().unwrap();
    input.write_all((0..2_000).map(line).collect::<String>().as_bytes()).unwrap();
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(130), 0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("interrupted"));
    assert_eq!(names(&folder), ["report.html"]);
    assert_eq!(fs::read_to_string(folder.join("report.html")).unwrap(), "old");
    drop(input);
}
