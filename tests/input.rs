//! One article of our own in every format that is read (`tests/input/fixtures/`, made by
//! `tests/input/make.py`): the same figures in each, none from the furniture around it, and each figure's
//! place right. What is hostile is in `tests/hostile_input.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

use tollcheck::Checker;
use tollcheck::claim::Claim;
use tollcheck::input::{Columns, Kind, Options, read};
use tollcheck::text::{Document, Metadata};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/input/fixtures")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(fixtures().join(name)).unwrap()
}

/// The documents of a fixture.
#[track_caller]
fn documents(name: &str) -> Vec<Document> {
    let reading = read(name, &bytes(name), &Options::default());
    assert!(reading.faults.is_empty(), "{name}: {:?}", reading.faults);
    reading.documents
}

/// The figures of a fixture with the document that holds them: all of them stand in one.
#[track_caller]
fn claims(checker: &Checker, name: &str) -> (Document, Vec<Claim>) {
    let mut found: Vec<(Document, Vec<Claim>)> =
        documents(name).into_iter().map(|document| (document.clone(), checker.extract(&document))).collect();
    found.retain(|(_, claims)| !claims.is_empty());
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0)
}

/// What a figure says, without the place where it says it.
fn said(claim: &Claim) -> String {
    format!(
        "{} {} {} {} {:?} {} {:?} {:?} {} {:?}",
        claim.measure,
        claim.range,
        claim.quantifier,
        claim.unit,
        claim.population,
        claim.status,
        claim.attribution,
        claim.field,
        claim.quote,
        claim.date,
    )
}

/// Every fixture, and where its figures stand: the headline's first, then those of the text.
fn fixtures_and_places() -> Vec<(&'static str, [&'static str; 6])> {
    let paragraphs = [
        "paragraph 1",
        "paragraph 2",
        "paragraph 2",
        "paragraph 4",
        "paragraph 6, under “Streets emptied”",
        "paragraph 7, under “Streets emptied”",
    ];
    let row = |headline, text| [headline, text, text, text, text, text];
    let (headline_3, text_3) = ("row 3, column 2", "row 3, column 7");
    let (headline_4, text_4) = ("sheet “Reports”, row 4, column 2", "sheet “Reports”, row 4, column 7");
    let record = [
        "record 4, line 16, column 49",
        "record 4, line 18, column 4",
        "record 4, line 18, column 39",
        "record 4, line 19, column 4",
        "record 4, line 21, column 4",
        "record 4, line 23, column 7",
    ];
    let mut all = vec![
        ("article.md", [""; 6]),
        ("article-utf16.txt", [""; 6]),
        ("article-1252.txt", [""; 6]),
        (
            "article.html",
            [
                "line 16, column 49",
                "line 18, column 4",
                "line 18, column 39",
                "line 19, column 4",
                "line 21, column 4",
                "line 23, column 7",
            ],
        ),
        (
            "article-old.html",
            [
                "",
                "line 9, column 4",
                "line 9, column 39",
                "line 10, column 4",
                "line 12, column 4",
                "line 14, column 7",
            ],
        ),
        ("article.docx", paragraphs),
        ("article-libreoffice.docx", paragraphs),
        ("article.odt", paragraphs),
        ("article.eml", ["", "part 1", "part 1", "part 1", "part 1", "part 1"]),
        ("article-html.eml", ["", "part 1", "part 1", "part 1", "part 1", "part 1"]),
        (
            "article.mbox",
            ["entry 2", "entry 2, part 1", "entry 2, part 1", "entry 2, part 1", "entry 2, part 1", "entry 2, part 1"],
        ),
        ("article.rss", ["entry 2"; 6]),
        ("article.atom", ["entry 2"; 6]),
        ("feed.json", ["entry 2"; 6]),
        ("article.csv", row(headline_3, text_3)),
        ("article-semicolons.csv", row(headline_3, text_3)),
        ("article.tsv", row(headline_3, text_3)),
        ("article.xlsx", row(headline_4, text_4)),
        ("article.ods", row(headline_4, text_4)),
        ("article.warc", record),
        ("article.warc.gz", record),
    ];
    if cfg!(feature = "parquet") {
        all.push(("article.parquet", row("row 2, column 2", "row 2, column 7")));
        all.push(("article-typed.parquet", row("row 2, column 3", "row 2, column 6")));
    }
    if cfg!(feature = "pdf") {
        all.push(("article.pdf", ["page 1", "page 1", "page 1", "page 1", "page 2", "page 2"]));
    }
    all
}

#[test]
fn the_same_article_says_the_same_in_every_format() {
    let checker = Checker::new().unwrap();
    let (_, plain) = claims(&checker, "article.md");
    let expected: Vec<String> = plain.iter().map(said).collect();
    assert_eq!(expected.len(), 6, "{expected:#?}");
    for (name, places) in fixtures_and_places() {
        let (document, found) = claims(&checker, name);
        assert_eq!(found.iter().map(said).collect::<Vec<_>>(), expected, "{name}\n{}", document.text);
        let found: Vec<String> =
            found.iter().map(|claim| claim.at.as_ref().map_or_else(String::new, ToString::to_string)).collect();
        assert_eq!(found, places, "{name}");
    }
}

#[test]
fn bytes_of_a_page_are_those_of_the_words() {
    let (_, found) = claims(&Checker::new().unwrap(), "article.html");
    let page = String::from_utf8(bytes("article.html")).unwrap();
    for claim in found {
        let at = claim.at.unwrap();
        let words = page[at.start.unwrap()..at.end.unwrap()].replace("<b>", "").replace("</b>", "");
        assert_eq!(words, claim.quote);
    }
}

#[test]
fn files_say_who_published_them_and_when() {
    for (name, _) in fixtures_and_places() {
        let (document, _) = claims(&Checker::new().unwrap(), name);
        let Metadata { title, publisher, published, url, language } = document.metadata;
        assert_eq!(title.as_deref(), Some("Toll of Talmar market fire rises to 17 dead"), "{name}");
        assert_eq!(publisher.as_deref(), Some("Sava Valley Courier"), "{name}");
        // Office programs drop the offset of the time they are given.
        let published = published.unwrap_or_else(|| panic!("{name} has no date"));
        assert_eq!(published.day.to_string(), "2024-11-14", "{name}");
        let has_url =
            !name.contains(".docx") && !name.contains(".odt") && !name.contains(".eml") && !name.ends_with(".mbox");
        if has_url && !name.ends_with(".pdf") {
            assert_eq!(url.as_deref(), Some("https://courier.example/2024/talmar-market-fire"), "{name}");
        }
        assert!(language.is_none_or(|language| language.starts_with("en")), "{name}");
    }
}

#[test]
fn the_text_that_is_shown_is_the_text_that_is_read() {
    for (name, _) in fixtures_and_places() {
        let (document, found) = claims(&Checker::new().unwrap(), name);
        for claim in found {
            assert_eq!(claim.span.of(document.source(claim.field)), claim.quote, "{name}");
        }
        // What was left out as furniture is not to be seen, or to be seen as such.
        for decoy in ["88 dead", "99 people", "66 killed", "58", "52 people"] {
            let shown = document.text.lines().find(|line| line.contains(decoy));
            let aside =
                document.text.split("<!--").skip(1).any(|rest| rest.split("-->").next().unwrap().contains(decoy));
            assert!(shown.is_none() || aside, "{name}: {decoy} in\n{}", document.text);
        }
    }
}

#[test]
fn an_encoding_that_is_not_utf_8_is_said() {
    for (name, encoding) in
        [("article-1252.txt", "windows-1252"), ("article-utf16.txt", "UTF-16LE"), ("article-old.html", "windows-1252")]
    {
        let note = documents(name)[0].notes.concat();
        assert!(note.contains(encoding), "{name}: {note}");
    }
}

#[test]
fn a_kind_is_found_by_content_and_can_be_told() {
    for (name, kind) in [
        ("article.html", Kind::Html),
        ("article.docx", Kind::Docx),
        ("article-libreoffice.docx", Kind::Docx),
        ("article.odt", Kind::Odt),
        ("article.pdf", Kind::Pdf),
        ("article.eml", Kind::Mail),
        ("article.mbox", Kind::Mailbox),
        ("article.rss", Kind::Feed),
        ("article.atom", Kind::Feed),
        ("feed.json", Kind::Feed),
        ("article.xlsx", Kind::Xlsx),
        ("article.ods", Kind::Ods),
        ("article.parquet", Kind::Parquet),
        ("article.warc", Kind::Warc),
        ("article.warc.gz", Kind::Warc),
        ("article.md", Kind::Text),
    ] {
        assert_eq!(Kind::of_content("without-a-name", &bytes(name)), Ok(kind), "{name}");
    }
    let html = bytes("article.html");
    let as_text = read("a", &html, &Options { kind: Some(Kind::Text), ..Options::default() });
    assert!(as_text.documents[0].text.starts_with("<!DOCTYPE"));
}

#[test]
fn a_kind_that_is_left_out_is_refused_by_name_with_how_to_get_it() {
    for (name, is_read, what, feature) in [
        ("article.parquet", cfg!(feature = "parquet"), "a Parquet file", "parquet"),
        ("article.pdf", cfg!(feature = "pdf"), "a PDF file", "pdf"),
    ] {
        let faults = read(name, &bytes(name), &Options::default()).faults;
        let told = faults.first().map(ToString::to_string).unwrap_or_default();
        let refused = told.contains(&format!("this is {what}, which this build does not read"))
            && told.ends_with(&format!("cargo install --path . --features {feature})"));
        assert_eq!(refused, !is_read, "{told}");
    }
}

#[cfg(feature = "parquet")]
#[test]
fn columns_that_hold_no_text_are_told_so() {
    let told = |text: Option<&str>| {
        let columns = Columns { text: text.map(str::to_owned), ..Columns::default() };
        let reading = read("lists.parquet", &bytes("lists.parquet"), &Options { columns, ..Options::default() });
        assert!(reading.documents.is_empty());
        reading.faults[0].to_string()
    };
    let lists = told(None);
    assert!(
        lists.contains("“text” holds no text, but lists") && lists.contains("these hold text: words, outlet"),
        "{lists}"
    );
    assert!(told(Some("Seen")).contains("“seen” holds numbers or days, not text"), "{}", told(Some("Seen")));
    assert!(told(Some("place")).contains("“place” holds lists, records"), "{}", told(Some("place")));
    assert!(told(Some("lede")).contains("no column is called “lede”"), "{}", told(Some("lede")));
    let columns = Columns { text: Some("words".into()), published: Some("text".into()), ..Columns::default() };
    let reading = read("lists.parquet", &bytes("lists.parquet"), &Options { columns, ..Options::default() });
    assert!(reading.faults[0].to_string().contains("“text” holds lists"), "{}", reading.faults[0]);
}

#[test]
fn a_column_can_be_named() {
    let columns = Columns { text: Some("caption".into()), ..Columns::default() };
    let reading = read("article.csv", &bytes("article.csv"), &Options { columns, ..Options::default() });
    assert!(reading.documents[1].text.starts_with("Firemen carry out"));
    let columns = Columns { text: Some("lede".into()), ..Columns::default() };
    let reading = read("article.csv", &bytes("article.csv"), &Options { columns, ..Options::default() });
    let fault = reading.faults[0].to_string();
    assert!(fault.contains("no column is called “lede”") && fault.contains("Headline, Outlet"), "{fault}");
}

/// A folder with the article in formats of the desk, its figures changed in one.
fn mixed_folder(name: &str, files: &[&str]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder); // of an earlier run
    fs::create_dir_all(&folder).unwrap();
    for file in files {
        fs::copy(fixtures().join(file), folder.join(file)).unwrap();
    }
    let later = "---\npublisher: Talmar Radio\npublished: 2024-11-16T08:00:00+03:00\n---\n\n\
        The market fire in Talmar on Wednesday killed 12 people, the city’s fire service said.\n";
    fs::write(folder.join("radio.md"), later).unwrap();
    fs::write(folder.join("picture.png"), b"\x89PNG\r\n").unwrap();
    folder
}

#[test]
fn a_folder_that_mixes_formats_is_compared_as_plain_text_is() {
    let mut files = vec!["article.html", "article.docx", "article.eml", "article.md"];
    if cfg!(feature = "pdf") {
        files.push("article.pdf");
    }
    let folder = mixed_folder("mixed", &files);
    let run = |paths: &[&str]| -> Value {
        let mut command = Command::cargo_bin("tollcheck").unwrap();
        let run = command.current_dir(&folder).args(["check", "--format", "json"]).args(paths).assert();
        serde_json::from_slice(&run.get_output().stdout).unwrap()
    };
    let (mixed, plain) = (run(&["."]), run(&["article.md", "radio.md"]));
    for report in [&mixed, &plain] {
        assert_eq!(report["events"].as_array().unwrap().len(), 1, "{:#}", report["events"]);
    }
    let figures = |report: &Value| report["events"][0]["figures"].to_string();
    assert_eq!(figures(&mixed), figures(&plain));
    let rules = |report: &Value| {
        let mut rules: Vec<String> =
            report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].to_string()).collect();
        rules.sort();
        rules.dedup();
        rules
    };
    assert_eq!(rules(&mixed), rules(&plain));
    assert!(!rules(&mixed).is_empty());
    for document in mixed["documents"].as_array().unwrap() {
        let publisher = document["publisher"].as_str().unwrap();
        let radio = document["id"].as_str().unwrap().ends_with("radio.md");
        assert_eq!(publisher, if radio { "Talmar Radio" } else { "Sava Valley Courier" });
        assert!(document["published"].as_str().unwrap().starts_with(if radio { "2024-11-16" } else { "2024-11-14" }));
    }
}

#[test]
fn places_are_shown_as_people_look_them_up() {
    let folder = mixed_folder("shown", &["article.docx", "article.html", "article.csv"]);
    let run = |args: &[&str]| {
        let mut command = Command::cargo_bin("tollcheck").unwrap();
        let run = command.current_dir(&folder).args(args).assert();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    let table = run(&["extract", "article.docx"]);
    assert!(table.contains("paragraph 4"), "{table}");
    let lines = run(&["extract", "--format", "line", "article.docx", "article.html", "article.csv"]);
    assert!(lines.contains("article.docx:1:1: killed") && lines.contains("(paragraph 2)"), "{lines}");
    assert!(lines.contains("article.html:18:4: killed"), "{lines}");
    assert!(lines.contains("article.csv:3:1: killed") && lines.contains("(row 3, column 7)"), "{lines}");
    let report = run(&["check", "--format", "markdown", "article.docx", "radio.md"]);
    assert!(report.contains("article.docx, paragraph 2"), "{report}");
    let text = run(&["extract", "--text", "article.html"]);
    assert!(text.starts_with("---\ntitle: \"Toll of Talmar") && text.contains("<!-- caption: Firemen"), "{text}");
}
