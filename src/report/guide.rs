//! The rules in force as a person reads them: a list of all, or the page of one.
//!
//! In: rules. Out: text of the terminal's width. What a rule says of itself stands in its file;
//! nothing is added here.

use std::fmt::Write;

use super::TableOptions;
use super::layout::{harmless, wrap};
use super::palette::Palette;
use super::table::bordered;
use crate::rules::{Example, ExampleDocument, Rule, Rules, Severity};

/// A row for each rule: its id, its severity, and what it says.
pub fn rules_table(rules: &Rules, options: TableOptions) -> String {
    let mut table = bordered(options.width);
    table.set_header(["rule", "severity", "what a finding says"]);
    for rule in rules.iter() {
        table.add_row([&*harmless(&rule.id), severity(rule), &harmless(&rule.message.to_string())]);
    }
    let mut out = format!("{table}\n\n");
    let hint = "tollcheck rules ID explains one, with examples. A case file sets them (“rules: settings:”) and adds others \
                (“rules: files:”).";
    lines(&mut out, hint, 0, options.width);
    out
}

/// What a rule says, why there is such a rule, and texts in which it fires and does not.
pub fn rule_page(rule: &Rule, options: TableOptions) -> String {
    let palette = Palette { on: options.color };
    let mut out = String::new();
    let name = format!("{} ({})", rule.id, severity(rule));
    let _ =
        writeln!(out, "{}\n", rule.severity.map_or_else(|| name.clone(), |severity| palette.severity(severity, &name)));
    lines(&mut out, &rule.message.to_string(), 2, options.width);
    for paragraph in rule.reason.split("\n\n") {
        out.push('\n');
        lines(&mut out, paragraph, 0, options.width);
    }
    for source in &rule.cites {
        lines(&mut out, &format!("See {source}"), 0, options.width);
    }
    for (title, examples) in [("It reports:", &rule.examples.fires), ("It does not report:", &rule.examples.silent)] {
        let _ = writeln!(out, "\n{}", palette.heading(title));
        examples.iter().for_each(|example| texts(&mut out, example, options.width));
    }
    out
}

/// The severity that is in force.
fn severity(rule: &Rule) -> &'static str {
    rule.severity.map_or("off", Severity::name)
}

/// An example: what it shows, then its texts.
fn texts(out: &mut String, example: &Example, width: usize) {
    lines(out, &format!("- {}", example.shows), 0, width);
    let drafts = example.draft.iter().map(|draft| (draft, "draft of "));
    for (ExampleDocument { publisher, published, title, text }, lead) in
        example.documents.iter().map(|document| (document, "")).chain(drafts)
    {
        let when = published.as_ref().map_or_else(String::new, |published| format!(", {published}"));
        let title = title.as_ref().map_or_else(String::new, |title| format!(" {title}. "));
        lines(out, &format!("{lead}{publisher}{when}: {title}“{text}”"), 4, width);
    }
}

fn lines(out: &mut String, text: &str, indent: usize, width: usize) {
    for line in wrap(&harmless(text), width.saturating_sub(indent)) {
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}
