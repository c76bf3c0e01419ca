//! The JSON Schemas: the project's own files and output are what they say, and what is wrong is not.
//!
//! In: the schemas as the library makes them, files of `rules/` and `tests/cases/`, reports. Out: pass or
//! fail. Every schema is snapshotted too: a change of what other programs read must be seen.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use jsonschema::Validator;
use serde_json::{Value, json};
use tollcheck::Checker;
use tollcheck::case::{Case, Correction};
use tollcheck::report::{Entry, json as written_as};
use tollcheck::rules::Convention;
use tollcheck::schema::Form;
use tollcheck::text::{Document, InputFormat, read};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn validator(form: Form) -> Validator {
    jsonschema::validator_for(&form.schema()).unwrap()
}

/// What is wrong with a value, a line each.
fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[track_caller]
fn holds(form: Form, value: &Value, what: &str) {
    assert_eq!(faults(&validator(form), value), Vec::<String>::new(), "{what} is no {}", form.name());
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// The YAML files of a folder and of the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_projects_own_files_are_what_their_schemas_say() {
    for (folder, form, least) in
        [("rules/checks", Form::Rule, 19), ("rules/conventions", Form::Convention, 7), ("tests/cases", Form::Case, 15)]
    {
        let all = files(&root().join(folder));
        assert!(all.len() >= least, "{folder} has {} files", all.len());
        let validator = validator(form);
        for path in all {
            let value = yaml(&fs::read_to_string(&path).unwrap());
            assert_eq!(faults(&validator, &value), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn what_the_guides_show_is_what_the_schemas_say() {
    let example = |guide: &str, nth: usize| {
        let text = fs::read_to_string(root().join(guide)).unwrap();
        yaml(text.split("```yaml\n").nth(nth).unwrap().split("```").next().unwrap())
    };
    holds(Form::Rule, &example("CONTRIBUTING.md", 1), "the worked example");
    holds(Form::Configuration, &example("README.md", 1), "the configuration of the README");
}

/// A strike as two agencies tell it, with all that a report can say of it.
fn documents() -> Vec<Document> {
    let texts = [
        (
            "a.md",
            "---\ntitle: Strike on Harim kills dozens\npublisher: Agency A\npublished: 2021-05-04T08:00:00Z\n---\nThe \
             strike on Harim on 3 May 2021 killed at least 35 fighters and wounded 20, the army said. Several \
             hundred families fled.\n",
        ),
        (
            "b.md",
            "---\npublisher: Agency B\npublished: 2021-05-04\n---\n<!-- tollcheck: allow disjoint-figures an older \
             count -->\nThe strike on Harim on 3 May 2021 killed 20 fighters. Nobody was missing.\n\nIt killed 12 \
             civilians and wounded 90 people.\n",
        ),
        ("c.md", "Nothing happened.\n"),
    ];
    texts.iter().flat_map(|(path, text)| read(path, text.as_bytes(), InputFormat::Text).documents).collect()
}

fn json_of(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> Vec<Value> {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    serde_json::Deserializer::from_slice(&bytes).into_iter().map(Result::unwrap).collect()
}

#[test]
fn output_is_what_its_schemas_say() {
    let correction = Correction {
        document: "b.md".to_owned(),
        quote: "wounded 90 people".to_owned(),
        event: None,
        ignore: true,
        reason: "counted twice".to_owned(),
    };
    let case = Case { corrections: vec![correction], ..Case::default() };
    let houses = ["airwars", "acled-2016"].map(|name| Convention::named(name).unwrap()).to_vec();
    let checker = Checker::new().unwrap().with_conventions(houses).as_of_one_time(true);
    let report = checker.check(&documents(), &case);
    let [value] = &json_of(|out| written_as::check(&report, out))[..] else { panic!("one object") };
    holds(Form::Report, value, "a report");
    for key in ["corrections", "conventions", "as_of_one_time"] {
        assert!(value.get(key).is_some(), "the report says nothing of {key}");
    }
    assert!(!value["claims"].as_array().unwrap().is_empty());
    let findings = json_of(|out| written_as::findings(&report.findings, out));
    assert!(findings.iter().any(|finding| finding.get("suppressed").is_some()), "{findings:#?}");
    findings.iter().for_each(|finding| holds(Form::Finding, finding, "a finding"));

    let claims: Vec<_> = documents().iter().flat_map(|document| checker.extract(document)).collect();
    let entries: Vec<_> = documents().iter().map(|document| Entry::of(document, 0)).collect();
    let [value] = &json_of(|out| written_as::extract(&entries, &claims, out))[..] else { panic!("one object") };
    holds(Form::Claims, value, "figures");
    let lines = json_of(|out| written_as::claims(&claims, out));
    assert_eq!(lines.len(), claims.len());
    lines.iter().for_each(|line| holds(Form::Claim, line, "a figure"));
}

#[test]
fn what_is_wrong_is_not_what_they_say() {
    let rule =
        |text: &str| yaml(&format!("check: rose\nmessage: m\nreason: r\nexamples: {{fires: [], silent: []}}\n{text}"));
    for (form, wrong) in [
        (Form::Rule, rule("severity: note")),
        (Form::Rule, rule("id: a\nseverity: loud")),
        (Form::Rule, rule("id: a\nseverity: off\nparameters: {factor: 0.5}")),
        (Form::Rule, rule("id: a\nseverity: off\nonly: {measures: [kiled]}")),
        (Form::Rule, rule("id: a\nseverity: off\nwhy: x")),
        (Form::Case, yaml("case: x")),
        (Form::Case, yaml("sources: []")),
        (Form::Case, yaml("sources: [{path: a.md, publishd: x}]")),
        (Form::Case, yaml("sources: [{path: a.md}]\nrules: {settings: {toll-rose: {colour: red}}}")),
        (Form::Configuration, yaml("rules: {settings: {toll-rose: {severity: loud}}}")),
        (Form::Convention, yaml("id: x\ndocument: y\nwords: {dozens: [12]}")),
        (Form::Report, json!({"version": 2, "documents": [], "claims": [], "events": [], "findings": []})),
    ] {
        assert!(!validator(form).is_valid(&wrong), "{} allows {wrong}", form.name());
    }
    holds(Form::Rule, &rule("id: a\nseverity: off"), "a rule");
    holds(Form::Case, &yaml("sources: [{path: a.md}]\nrules: {settings: {my-own: {severity: off}}}"), "a case");
}

#[test]
fn no_schema_changes_unseen() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    for form in Form::ALL {
        let schema = format!("{:#}", form.schema());
        settings.bind(|| insta::assert_snapshot!(format!("schema_{}", form.name()), schema));
    }
}

#[test]
fn schemas_are_printed_listed_and_unknown_ones_told_with_the_nearest() {
    let run = |args: &[&str], status| Command::cargo_bin("tollcheck").unwrap().args(args).assert().code(status);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let printed: Value = serde_json::from_slice(&run(&["schema", "case"], 0).get_output().stdout).unwrap();
    assert_eq!(printed, Form::Case.schema());
    let listed = text(&run(&["schema"], 0).get_output().stdout);
    assert!(Form::ALL.iter().all(|form| listed.contains(form.name()) && listed.contains(form.what())), "{listed}");
    let told = text(&run(&["schema", "reprot"], 2).get_output().stderr);
    assert!(told.contains("there is no schema “reprot”") && told.contains("did you mean “report”?"), "{told}");
}
