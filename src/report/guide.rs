//! The rules in force as a person reads them: a list of all, or the page of one.
//!
//! In: rules, and their examples as they run. Out: text of the terminal's width, or Markdown. What a rule
//! says of itself stands in its file; nothing is added here.

use std::fmt::Write;

use super::TableOptions;
use super::layout::{harmless, wrap};
use super::markdown;
use super::palette::Palette;
use super::table::bordered;
use crate::rules::{Example, ExampleDocument, Rule, Rules, Severity, Shown};

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

/// What a rule says, why there is such a rule, and texts in which it fires and does not, each with
/// what it says of it.
pub fn rule_page(rule: &Rule, examples: &[Shown], options: TableOptions) -> String {
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
    for (title, fires) in [("It reports:", true), ("It does not report:", false)] {
        let _ = writeln!(out, "\n{}", palette.heading(title));
        examples.iter().filter(|shown| shown.fires == fires).for_each(|shown| texts(&mut out, shown, options.width));
    }
    out
}

/// The same page in Markdown, for the web.
pub fn rule_markdown(rule: &Rule, examples: &[Shown]) -> String {
    let name = markdown::escaped(&harmless(&rule.id));
    let mut out = format!("## {name}\n\n*{}*: {}\n", severity(rule), plain(&rule.message.to_string()));
    for paragraph in rule.reason.split("\n\n") {
        let _ = write!(out, "\n{}\n", plain(paragraph));
    }
    for source in &rule.cites {
        let _ = write!(out, "\nSee {}\n", plain(source));
    }
    for (title, fires) in [("It reports", true), ("It does not report", false)] {
        let _ = write!(out, "\n### {title}\n\n");
        for shown in examples.iter().filter(|shown| shown.fires == fires) {
            let _ = writeln!(out, "- {}", plain(&shown.example.shows));
            documents(shown.example).for_each(|line| {
                let _ = writeln!(out, "  - {}", plain(&line));
            });
            shown.says.iter().for_each(|says| {
                let _ = writeln!(out, "  - **it says:** {}", plain(says));
            });
        }
    }
    out
}

/// All pages in Markdown, with a table of the rules before them. `shown` gives each rule's examples.
pub fn rules_markdown<'a>(rules: &'a Rules, shown: impl Fn(&'a Rule) -> Vec<Shown<'a>>) -> String {
    let mut out = "# The rules\n\n| rule | severity | what a finding says |\n| --- | --- | --- |\n".to_owned();
    for rule in rules.iter() {
        let id = markdown::escaped(&harmless(&rule.id));
        let _ = writeln!(out, "| [{id}](#{id}) | {} | {} |", severity(rule), plain(&rule.message.to_string()));
    }
    for rule in rules.iter() {
        let _ = write!(out, "\n{}", rule_markdown(rule, &shown(rule)));
    }
    out
}

/// A text on one line, harmless in Markdown.
fn plain(text: &str) -> String {
    markdown::escaped(&harmless(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The severity that is in force.
fn severity(rule: &Rule) -> &'static str {
    rule.severity.map_or("off", Severity::name)
}

/// An example: what it shows, then its texts, then what the rule says of them.
fn texts(out: &mut String, Shown { example, fires, says }: &Shown, width: usize) {
    lines(out, &format!("- {}", example.shows), 0, width);
    documents(example).for_each(|line| lines(out, &line, 4, width));
    says.iter().for_each(|says| lines(out, &format!("→ {says}"), 4, width));
    if *fires && says.is_empty() {
        lines(out, "→ nothing, as the rule is set", 4, width);
    }
}

/// The texts of an example, a line each, the draft last.
fn documents(example: &Example) -> impl Iterator<Item = String> {
    let drafts = example.draft.iter().map(|draft| (draft, "draft of "));
    let all = example.documents.iter().map(|document| (document, "")).chain(drafts);
    all.map(|(ExampleDocument { publisher, published, title, text }, lead)| {
        let when = published.as_ref().map_or_else(String::new, |published| format!(", {published}"));
        let title = title.as_ref().map_or_else(String::new, |title| format!(" {title}. "));
        format!("{lead}{publisher}{when}: {title}“{text}”")
    })
}

fn lines(out: &mut String, text: &str, indent: usize, width: usize) {
    for line in wrap(&harmless(text), width.saturating_sub(indent)) {
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}
