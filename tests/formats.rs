//! What the formats for other programs look like, on texts that read the same whatever is learnt, and
//! that SARIF is what its schema says. Looks are snapshotted; what must hold is asserted.

use assert_cmd::Command;
use serde_json::Value;
use tollcheck::Checker;
use tollcheck::case::{Case, Correction};
use tollcheck::claim::Claim;
use tollcheck::report::{Baseline, Entry, Report, csv, github, html, junit, lines, markdown, plot, sarif};
use tollcheck::rules::{Rules, Severity};
use tollcheck::text::{Document, InputFormat, read};

fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings
}

/// A raid as four documents tell it: Markdown, one in a folder whose name a URI cannot hold, a line
/// of JSON Lines, and one without a figure.
fn documents() -> Vec<Document> {
    let inputs = [
        (
            "agency.md",
            "---\ntitle: Raid on Harim kills 35\npublisher: Agency A\npublished: 2021-05-04\n---\n\
             The raid on Harim on 3 May 2021 killed at least 35 fighters, the army said.\n\n\
             It wounded between 40 and 50 people.\n",
        ),
        (
            "in & out/paper #2.txt",
            "---\npublisher: \"The Paper, Late Edition: 100%\"\npublished: 2021-05-04\n---\n\
             The raid on Harim on 3 May 2021 killed 20 fighters. About 45 people were wounded.\n",
        ),
        (
            "wire.jsonl",
            "{\"id\":\"w1\",\"title\":\"Dozens killed in Harim\",\"publisher\":\"Wire\",\"published\":\"2021-05-05\",\
             \"text\":\"The raid on Harim on 3 May 2021 killed dozens of fighters.\"}\n",
        ),
        ("silent.md", "Nothing happened.\n"),
    ];
    let read = |(path, text): (&str, &str)| {
        read(path, text.as_bytes(), InputFormat::of_path(path).unwrap_or(InputFormat::Text)).documents
    };
    inputs.into_iter().flat_map(read).collect()
}

fn report() -> Report {
    let reason = "counted twice".to_owned();
    let document = "in & out/paper #2.txt".to_owned();
    let correction = Correction { document, quote: "About 45 people".to_owned(), event: None, ignore: true, reason };
    let case = Case { corrections: vec![correction], ..Case::default() };
    let mut report = Checker::new().unwrap().check(&documents(), &case);
    // How the rules word their messages is theirs to change.
    for finding in &mut report.findings {
        finding.message = format!("What {} says: 100% of “these”, <all> of them.", finding.rule);
    }
    report
}

fn written(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn sarif_log(report: &Report) -> Value {
    serde_json::from_str(&written(|out| sarif::check(report, &Rules::built_in(), out))).unwrap()
}

#[test]
fn every_format_looks_as_it_should() {
    let report = report();
    let rules = Rules::built_in();
    let mut log = sarif_log(&report);
    // What the rules say of themselves is theirs to change.
    log["runs"][0]["tool"] = Value::Null;
    let formats = [
        ("csv", written(|out| csv::check(&report, out))),
        ("markdown", markdown::check(&report)),
        ("line", written(|out| lines::check(&report, out))),
        ("github", written(|out| github::check(&report, out))),
        ("junit", junit::check(&report, &rules, |severity| severity == Severity::Error)),
        ("sarif", serde_json::to_string_pretty(&log).unwrap()),
    ];
    for (name, text) in formats {
        snapshots().bind(|| insta::assert_snapshot!(format!("format_{name}"), text));
    }
}

#[test]
fn the_figures_alone_can_be_written_too() {
    let checker = Checker::new().unwrap();
    let (mut entries, mut claims): (Vec<Entry>, Vec<Claim>) = Default::default();
    for document in documents() {
        let own = checker.extract(&document);
        entries.push(Entry::of(&document, own.len()));
        claims.extend(own);
    }
    let formats = [
        ("csv", written(|out| csv::extract(&entries, &claims, out))),
        ("markdown", markdown::extract(&entries, &claims)),
        ("line", written(|out| lines::extract(&entries, &claims, out))),
    ];
    for (name, text) in formats {
        snapshots().bind(|| insta::assert_snapshot!(format!("extract_{name}"), text));
    }
}

#[test]
fn sarif_is_what_its_schema_says() {
    // One of its patterns is no regular expression: a bracket is closed that was never opened.
    let text = include_str!("schemas/sarif-schema-2.1.0.json").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    let log = sarif_log(&report());
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults = |log: &Value| validator.iter_errors(log).map(|error| error.to_string()).collect::<Vec<_>>();
    assert_eq!(faults(&log), Vec::<String>::new());
    // Compared with an earlier run, of which some findings are known and one is gone.
    let mut compared = report();
    let mut earlier = log.clone();
    let results = earlier["runs"][0]["results"].as_array_mut().unwrap();
    results.truncate(1);
    results.push(results[0].clone());
    results[1]["partialFingerprints"]["tollcheck/v1"] = "another".into();
    compared.compare(&Baseline::load("earlier", &earlier.to_string()).unwrap());
    let later = sarif_log(&compared);
    assert_eq!(faults(&later), Vec::<String>::new());
    assert!(later.to_string().contains("\"absent\""));
    // The test would see a fault.
    let mut wrong = log.clone();
    wrong["runs"][0]["results"][0]["level"] = "fatal".into();
    wrong["runs"][0]["tool"]["driver"].as_object_mut().unwrap().remove("name");
    assert_eq!(faults(&wrong).len(), 2, "{:?}", faults(&wrong));
}

#[test]
fn sarif_places_and_rules_are_those_of_the_files() {
    let log = sarif_log(&report());
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let related = result["relatedLocations"].as_array().unwrap();
        for place in result["locations"].as_array().unwrap().iter().chain(related) {
            let place = &place["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            let region = &place["region"];
            let Some(start) = region["byteOffset"].as_u64() else {
                assert_eq!((uri, &region["startLine"]), ("wire.jsonl", &Value::from(1)));
                continue;
            };
            let file = documents()
                .into_iter()
                .find(|d| uri == d.file.replace(' ', "%20").replace('&', "%26").replace('#', "%23"));
            let bytes = start as usize..(start + region["byteLength"].as_u64().unwrap()) as usize;
            assert_eq!(&file.unwrap().text[bytes], region["snippet"]["text"].as_str().unwrap());
        }
    }
}

#[test]
fn fingerprints_outlast_lines_that_move() {
    let prints = |documents: &[Document]| -> Vec<Value> {
        let log = sarif_log(&Checker::new().unwrap().check(documents, &Case::default()));
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.into_iter().map(|mut result| result["partialFingerprints"].take()).collect()
    };
    let document = |id: &str, before: &str, n: u32| {
        Document::plain(id, format!("{before}The raid on Harim on 3 May 2021 killed {n} fighters.\n"))
    };
    let before = prints(&[document("a.md", "", 20), document("b.md", "", 35)]);
    let moved = prints(&[document("a.md", "It rained.\n\n", 20), document("b.md", "", 35)]);
    let other = prints(&[document("a.md", "", 21), document("b.md", "", 35)]);
    assert!(!before.is_empty());
    assert_eq!(before, moved);
    assert_ne!(before, other);
}

/// The page without its style and script, which say nothing of the report.
fn page(report: &Report) -> String {
    without_own(&html::check(report))
}

fn without_own(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let (body, _) = body.split_once("<script>").unwrap();
    format!("{head}…{body}…")
}

#[test]
fn the_page_and_the_plot_look_as_they_should() {
    let report = report();
    snapshots().bind(|| {
        insta::assert_snapshot!("format_html", page(&report));
        insta::assert_snapshot!("format_svg", plot::check(&report).split_once("</style>").unwrap().1);
    });
}

#[test]
fn every_link_in_the_page_leads_somewhere_and_every_anchor_is_one() {
    let page = page(&report());
    let values = |attribute: &str| -> Vec<String> {
        let parts = page.split(attribute).skip(1);
        parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = values(" id=\"");
    let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
    for target in values("href=\"#") {
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
    // Each figure can be followed from the table to its words, and back.
    for n in 0..report().claims.len() {
        for anchor in [format!("t{n}"), format!("c{n}")] {
            assert!(ids.contains(&anchor) && page.contains(&format!("href=\"#{anchor}\"")), "{anchor}");
        }
    }
}

#[test]
fn the_page_loads_nothing_and_stays_small() {
    let page = html::check(&report());
    for from_elsewhere in ["src=", "@import", "<link rel=\"stylesheet\"", "fetch(", "url(http", "XMLHttpRequest"] {
        assert!(!page.contains(from_elsewhere), "{from_elsewhere}");
    }
    // Twenty articles of some 3,000 characters with ten figures each.
    let rain = "It rained all day, and the roads were closed. ".repeat(50);
    let story = |n: usize| {
        let killed = [30, 35, 70][n % 3];
        let told = format!("The raid on Harim on 3 May 2021 killed {killed} people and wounded 9.\n\n").repeat(5);
        let text = format!("{told}{rain}");
        Document::plain(format!("{n}.md"), text)
    };
    let documents: Vec<Document> = (20..40).map(story).collect();
    let report = Checker::new().unwrap().check(&documents, &Case::default());
    assert_eq!(report.claims.len(), 200);
    let size = html::check(&report).len();
    assert!(size < 300_000, "{size} bytes");
}

/// What the command prints about a case, without what changes with every release.
fn of_case(case: &str, format: &str) -> String {
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    let case = format!("tests/cases/{case}/case.yaml");
    let args = ["check", "--case", &case, "--format", format, "--width", "100", "--fail-on", "never"];
    let run = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).assert().code(0);
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    match format {
        "html" => without_own(&text),
        "svg" => text.split_once("</style>").unwrap().1.to_owned(),
        "sarif" => {
            let mut log: Value = serde_json::from_str(&text).unwrap();
            // What the rules say of themselves is theirs to change.
            log["runs"][0]["tool"] = Value::Null;
            serde_json::to_string_pretty(&log).unwrap()
        }
        _ => text,
    }
}

/// A disagreement, a toll that rises, a draft.
const CASES: [&str; 3] = ["idlib-strike", "02-gold-pit-week", "14-dogoba-raid-draft"];

const FORMATS: [&str; 11] =
    ["table", "json", "jsonl", "csv", "markdown", "line", "html", "svg", "sarif", "github", "junit"];

#[test]
fn every_format_of_the_same_three_cases() {
    for case in CASES {
        for format in FORMATS {
            let mut settings = snapshots();
            settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/cases"));
            settings.bind(|| insta::assert_snapshot!(format!("{case}.{format}"), of_case(case, format)));
        }
    }
}
