//! What a report looks like, on claims made by hand: wide characters, open ranges, many columns,
//! and texts that no reading would give. Looks are snapshotted; that no line is too wide is asserted.

use assert_cmd::Command;
use tollcheck::Checker;
use tollcheck::claim::{Claim, Days, Measure, Quantifier, Range, Scope, Status, Unit};
use tollcheck::event::Event;
use tollcheck::report::{Report, TableOptions, check_table, json, rule_page, rules_markdown, rules_table};
use tollcheck::rules::{Finding, Rule, Rules, Severity, agreements, implied};
use tollcheck::text::{Document, Field, Metadata, Span};
use unicode_width::UnicodeWidthStr;

fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings
}

fn document(id: &str, publisher: &str, published: &str) -> Document {
    let published = published.parse().ok();
    Document {
        metadata: Metadata { publisher: Some(publisher.into()), published, ..Metadata::default() },
        ..Document::plain(id, "…")
    }
}

fn claim(id: &str, measure: Measure, range: Range, quote: &str) -> Claim {
    Claim {
        id: id.into(),
        document: id.split(':').next().unwrap().into(),
        measure,
        range,
        quantifier: if range.high == Some(range.low) { Quantifier::Exact } else { Quantifier::Vague },
        stated: vec![range.low],
        unit: Unit::Person,
        population: Vec::new(),
        status: Status::Asserted,
        attribution: None,
        part: false,
        part_of: None,
        complete: false,
        scope: Scope::Event,
        additional: false,
        date: None,
        place: Vec::new(),
        actors: Vec::new(),
        field: Field::Text,
        quote: quote.into(),
        span: Span::new(0, quote.len()),
        line: 3,
        column: 14,
        at: None,
        sentence: quote.into(),
        entry: None,
        sentence_index: 0,
    }
}

/// Four sources of one flood in as many scripts, and one document that says nothing.
fn report() -> Report {
    let documents = [
        document("agency.md", "Riverside Agency", "2022-08-14"),
        document("arabic.md", "وكالة الأنباء", "2022-08-15T06:30:00+03:00"),
        document("chinese.md", "新华社报道", "2022-08-15"),
        document("office.txt", "Office of the Provincial Governor for Relief, Works and Resettlement", ""),
        document("silent.md", "Nobody", "2022-08-15"),
    ];
    let exactly = Range::exactly;
    let officials = |claim: Claim| Claim { attribution: Some("the district office".into()), ..claim };
    let claims = vec![
        officials(claim("agency.md:1", Measure::Killed, exactly(12), "12 people")),
        claim("agency.md:2", Measure::Missing, Range::new(24, Some(99)), "dozens"),
        Claim { unit: Unit::Household, ..claim("agency.md:3", Measure::Displaced, exactly(1_200), "1,200 families") },
        claim("arabic.md:1", Measure::Killed, Range::new(35, None), "٣٥ شخصا على الأقل"),
        claim("chinese.md:1", Measure::Killed, exactly(21), "21人死亡"),
        claim("chinese.md:2", Measure::Injured, exactly(147), "147人受伤"),
        Claim {
            status: Status::Feared,
            population: vec!["children".into()],
            part: true,
            ..claim(
                "office.txt:1",
                Measure::Missing,
                exactly(7),
                "seven children \u{1b}[31mof\u{202e} the upper village",
            )
        },
        claim("office.txt:2", Measure::Displaced, Range::new(900_000, Some(999_999)), "nearly a million people"),
        claim("office.txt:3", Measure::Evacuated, Range::new(0, Some(50)), "up to 50"),
    ];
    let day = Days::one("2022-08-14".parse().unwrap());
    let event = |id: &str, title: &str, claims: Vec<usize>| Event {
        id: id.into(),
        title: title.into(),
        date: Some(day),
        places: vec!["Karnali".into(), "कालिकोट".into()],
        actors: Vec::new(),
        claims,
        links: vec!["same day".into(), "Karnali ≈ Karnāli".into()],
    };
    let events = vec![event("e1", "Flash flood in the west", (0..7).collect()), event("e2", "Exodus", vec![7, 8])];
    let finding = |rule: &str, severity, claims: &[&str], message: &str| Finding {
        rule: rule.into(),
        severity,
        event: "e1".into(),
        claims: claims.iter().map(|&id| id.into()).collect(),
        related: Vec::new(),
        message: message.into(),
        proof: None,
        causes: Vec::new(),
        under: Vec::new(),
        suppressed: None,
        known: false,
    };
    let findings = vec![
        finding(
            "disjoint-figures",
            Severity::Error,
            &["arabic.md:1", "chinese.md:1"],
            "One says 35 or more were killed, the other 21: no number is both. Ask which count is meant, \
             or give both with their sources.",
        ),
        finding("toll-rose", Severity::Note, &["agency.md:1", "chinese.md:1"], "The toll rose from 12 to 21."),
    ];
    let figures = agreements(&documents, &claims, &events, None, &Rules::built_in());
    let follows = implied(&documents, &claims, &events, None, &Rules::built_in(), false);
    let mut report = Report::new(&documents, claims, events.into_iter().zip(figures).collect(), findings);
    report.events.iter_mut().zip(follows).for_each(|(event, follows)| event.implied = follows);
    report
}

#[test]
fn the_table_fits_the_width_and_aligns_wide_characters() {
    for width in [80, 140] {
        let table = check_table(&report(), TableOptions { width, color: false, why: true, plot: true });
        for line in table.lines() {
            assert!(line.width() <= width, "{} columns: {line}", line.width());
        }
        snapshots().bind(|| insta::assert_snapshot!(format!("table_made_by_hand_{width}"), table));
    }
}

#[test]
fn no_width_overflows_or_fails() {
    for width in 40..=200 {
        let table = check_table(&report(), TableOptions { width, color: false, why: true, plot: true });
        let wide = table.lines().find(|line| line.width() > width);
        assert_eq!(wide, None, "at {width}");
    }
}

#[test]
fn json_keeps_the_keys_of_the_contract_in_their_order() {
    let mut bytes = Vec::new();
    json::check(&report(), &mut bytes).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    snapshots().bind(|| insta::assert_snapshot!("json_made_by_hand", String::from_utf8(bytes).unwrap()));
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&value), "version documents claims events findings summary");
    assert_eq!(
        keys(&value["claims"][0]),
        "id document event measure low high quantifier stated unit population status attribution part part_of scope \
         additional date place actors field quote span sentence"
    );
    assert_eq!(keys(&value["claims"][0]["span"]), "start end line column");
    assert_eq!(keys(&value["findings"][0]), "rule severity event claims message");
    assert_eq!(value["claims"][3]["high"], serde_json::Value::Null);
    assert_eq!(value["events"][0]["figures"][0]["agreed"], serde_json::Value::Null);
}

#[test]
fn the_rules_explain_themselves_within_the_width() {
    let rules = Rules::built_in();
    let options = TableOptions { width: 80, color: false, why: false, plot: false };
    let checker = Checker::new().unwrap();
    let shown = |rule: &Rule| -> Vec<(bool, usize)> {
        rule.shown(&rules, &|text| checker.extract(text)).iter().map(|shown| (shown.fires, shown.says.len())).collect()
    };
    let page = |rule: &Rule| rule_page(rule, &rule.shown(&rules, &|text| checker.extract(text)), options);
    // What a page shows is what happens.
    for rule in rules.iter() {
        assert!(shown(rule).iter().all(|&(fires, says)| fires == (says > 0)), "{}", rule.id);
    }
    for text in [rules_table(&rules, options)].into_iter().chain(rules.iter().map(page)) {
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    }
    let web = rules_markdown(&rules, |rule| rule.shown(&rules, &|text| checker.extract(text)));
    assert!(rules.iter().all(|rule| web.contains(&format!("\n## {}\n", rule.id))), "{web}");
    assert!(web.matches("**it says:**").count() >= rules.iter().count(), "{web}");
    let page = page(rules.get("divergent-figures").unwrap());
    snapshots().bind(|| insta::assert_snapshot!("rule_page", page));
}

/// What one of the cases comes to, at this width.
fn example(case: &str, width: &str) -> String {
    let case = format!("{}/tests/cases/{case}/case.yaml", env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::cargo_bin("tollcheck").unwrap();
    let run = command.args(["check", "--case", &case, "--width", width, "--fail-on", "never"]).assert().code(0);
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

#[test]
fn the_example_looks_as_it_should() {
    for width in ["80", "140"] {
        let table = example("idlib-strike", width);
        assert!(table.lines().all(|line| line.width() <= width.parse().unwrap()), "{table}");
        snapshots().bind(|| insta::assert_snapshot!(format!("example_{width}"), table));
    }
}

/// The README shows parts of what is printed, with `…` where lines are left out. After a change: copy
/// the lines from there.
#[test]
fn the_readme_shows_the_examples_as_they_are() {
    let readme = include_str!("../README.md");
    for (first, case, width) in [
        ("warning[divergent-figures] ", "idlib-strike", "80"),
        ("warning[stronger-than-source] ", "14-dogoba-raid-draft", "80"),
    ] {
        let sample = readme.split(&format!("```text\n{first}")).nth(1).expect("the README shows it");
        let sample = format!("{first}{}", sample.split("```").next().unwrap());
        let printed = example(case, width);
        let mut lines = printed.lines();
        for shown in sample.lines().filter(|line| *line != "…") {
            assert!(lines.any(|line| line == shown), "README.md has a line that is not printed:\n{shown}\n\n{printed}");
        }
    }
}
