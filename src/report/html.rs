//! The report as one page: plots, tables, findings with their proofs, and every source text with its
//! figures marked.
//!
//! In: a report. Out: one HTML file that loads nothing from elsewhere, works without scripts (only the
//! filters need them), prints, and can be read by ear and by keyboard. Whatever is quoted is escaped,
//! and the page forbids itself any connection.

mod marked;

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use super::markup::escaped;
use super::plot::{Marks, PATTERN, STYLE as PLOT_STYLE, event_columns, event_plot, legend, marks};
use super::timeline::timeline;
use super::verdicts;
use super::wording::{
    Column, Index, column_name, heading, place, publications, remarks, remarks_on, settings, summary, sums,
};
use super::{Occurrence, Report};
use crate::claim::{Claim, Days};
use crate::rules::{DraftVerdict, Finding, Severity};

const STYLE: &str = include_str!("html.css");
const SCRIPT: &str = include_str!("html.js");

/// The page of a run.
pub fn check(report: &Report) -> String {
    let page = Page::new(report);
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta \
         http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src \
         'unsafe-inline'; img-src data:\">\n<title>Figures compared</title>\n<link rel=\"icon\" \
         href=\"data:,\">\n<style>\n{STYLE}{PLOT_STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#report\">To the \
         figures</a>\n<svg class=\"plot\" width=\"0\" height=\"0\" aria-hidden=\"true\">{PATTERN}</svg>\n"
    );
    page.header(&mut out);
    out.push_str("<main id=\"report\">\n");
    page.draft(&mut out);
    out.push_str("<div id=\"events\">\n");
    report.events.iter().for_each(|occurrence| page.event(&mut out, occurrence));
    out.push_str("</div>\n");
    out.push_str("<section id=\"sources\" aria-labelledby=\"sources-head\">\n<h2 id=\"sources-head\">Sources</h2>\n");
    page.report.documents.iter().enumerate().for_each(|(n, entry)| page.source(&mut out, n, entry));
    let _ = write!(out, "</section>\n</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

/// The values of a filter, each with its label.
type Choices = Vec<(String, String)>;

/// What every part of the page needs.
struct Page<'a> {
    report: &'a Report,
    index: Index<'a>,
    /// The number of a claim in the report, by its id: anchors are made from it.
    numbers: HashMap<&'a str, usize>,
    /// The number of a document, by its id.
    documents: HashMap<&'a str, usize>,
    /// The numbers of the findings that name a claim.
    named: HashMap<&'a str, Vec<usize>>,
    /// What is marked in the pictures.
    marks: Marks<'a>,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report) -> Self {
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, finding) in report.findings.iter().enumerate() {
            finding.claims.iter().for_each(|id| named.entry(id).or_default().push(n));
        }
        Page {
            report,
            index: Index::of(report),
            numbers: report.claims.iter().enumerate().map(|(n, claim)| (&*claim.id, n)).collect(),
            documents: report.documents.iter().enumerate().map(|(n, entry)| (&*entry.id, n)).collect(),
            named,
            marks: marks(report),
        }
    }

    /// What was found on the whole, what must not pass in silence, the filters, the key to the plots.
    fn header(&self, out: &mut String) {
        let _ = write!(out, "<header>\n<h1>Figures compared</h1>\n<p>{}</p>\n", escaped(&summary(self.report)));
        let lines: Vec<String> = remarks_on(&self.report.documents).into_iter().chain(settings(self.report)).collect();
        if !lines.is_empty() {
            let items = lines.iter().map(|line| format!("<li>{}</li>", escaped(line))).collect::<String>();
            let _ = writeln!(out, "<ul class=\"remarks\">{items}</ul>");
        }
        self.filters(out);
        let _ = write!(
            out,
            "<details class=\"key\"><summary>Key to the plots</summary><ul>{}</ul><p>Rows are in the order of time, \
             oldest first.</p></details>\n</header>\n",
            legend()
        );
    }

    fn filters(&self, out: &mut String) {
        let measures: BTreeSet<_> = self.report.claims.iter().map(|claim| claim.measure).collect();
        let mut rules: Vec<&str> = self.report.findings.iter().map(|finding| &*finding.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        let events = self.report.events.iter().map(|o| (o.event.id.clone(), heading(&o.event)));
        let own = |names: Vec<&str>| names.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect();
        let groups: [(&str, &str, Choices); 4] = [
            ("event", "Event", events.collect()),
            ("measure", "Measure", own(measures.iter().map(|measure| measure.name()).collect())),
            ("rule", "Rule", own(rules)),
            ("severity", "Severity", own(["error", "warning", "note"].to_vec())),
        ];
        out.push_str("<form id=\"filters\" hidden>\n");
        for (name, label, options) in groups {
            let _ = write!(out, "<label>{label} <select name=\"{name}\"><option value=\"\">all</option>");
            for (value, text) in options {
                let _ = write!(out, "<option value=\"{}\">{}</option>", escaped(&value), escaped(&text));
            }
            out.push_str("</select></label>\n");
        }
        out.push_str("<button type=\"reset\">Show all</button> <output aria-live=\"polite\"></output>\n</form>\n");
    }

    /// An event: plots, table, findings.
    fn event(&self, out: &mut String, occurrence: &Occurrence) {
        let event = &occurrence.event;
        let id = escaped(&event.id);
        let title = escaped(&event.title);
        let _ = write!(
            out,
            "<section class=\"event\" data-event=\"{id}\" aria-label=\"{id}: {title}\">\n<h2>{title}</h2>\n<dl class=\"facts\">"
        );
        let fact = |out: &mut String, name: &str, value: &str| {
            if !value.is_empty() {
                let _ = write!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", escaped(value));
            }
        };
        fact(out, "when", &event.date.map_or_else(String::new, days));
        fact(out, "where", &event.places.join(", "));
        fact(out, "who", &event.actors.join(", "));
        out.push_str("</dl>\n");
        if !event.links.is_empty() {
            let links = escaped(&event.links.join("; "));
            let _ = writeln!(out, "<details><summary>What holds it together</summary><p>{links}</p></details>");
        }
        let columns = event_columns(self.report, occurrence);
        for &column in &columns {
            let (measure, name) = (column.0.name(), escaped(&column_name(column)));
            let plot = event_plot(self.report, &self.index, &self.marks, occurrence, column);
            let _ = writeln!(out, "<figure data-measure=\"{measure}\"><figcaption>{name}</figcaption>{plot}</figure>");
            if let Some(picture) = timeline(self.report, &self.index, &self.marks, occurrence, column) {
                let _ = writeln!(
                    out,
                    "<figure data-measure=\"{measure}\"><figcaption>{name} over time <small>each report’s range; the line \
                     is the least number that the latest report gives</small></figcaption>{picture}</figure>"
                );
            }
        }
        self.table(out, occurrence, &columns);
        for (head, reasons) in publications(occurrence) {
            let items = reasons.iter().map(|reason| format!("<li>{}</li>", escaped(reason))).collect::<String>();
            let _ = writeln!(out, "<details><summary>{}</summary><ul>{items}</ul></details>", escaped(&head));
        }
        let own = self.report.findings.iter().enumerate().filter(|(_, finding)| finding.event == event.id);
        let mut own = own.peekable();
        match own.peek() {
            None => out.push_str("<p>Nothing here contradicts anything.</p>\n"),
            Some(_) => out.push_str("<h3>Findings</h3>\n"),
        }
        own.for_each(|(n, finding)| self.finding(out, n, finding));
        out.push_str("</section>\n");
    }

    /// Sources as rows, measures as columns, and what the figures come to.
    fn table(&self, out: &mut String, occurrence: &Occurrence, columns: &[Column]) {
        let claims = occurrence.event.claims.iter().filter_map(|&n| self.report.claims.get(n));
        let _ = write!(
            out,
            "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Figures of {}\"><table>\n<caption>Figures by source, \
             in the order of time</caption>\n<thead><tr><th scope=\"col\">source</th>",
            escaped(&occurrence.event.id)
        );
        for &column in columns {
            let name = escaped(&column_name(column));
            let _ = write!(out, "<th scope=\"col\" data-measure=\"{}\">{name}</th>", column.0);
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for (id, own) in self.index.rows(claims) {
            let published = self.index.entries.get(id).and_then(|entry| entry.metadata.published);
            let when = published.map_or_else(String::new, |moment| format!("<br><small>{moment}</small>"));
            let name = format!("{}{}", escaped(&self.index.name(id)), self.index.role(id));
            let name = self.documents.get(id).map_or_else(|| name.clone(), |n| format!("<a href=\"#d{n}\">{name}</a>"));
            let _ = write!(out, "<tr><th scope=\"row\">{name}{when}</th>");
            for &column in columns {
                let _ = write!(out, "<td data-measure=\"{}\">", column.0);
                own.iter()
                    .filter(|claim| (claim.measure, claim.unit) == column)
                    .for_each(|claim| self.cell(out, claim));
                out.push_str("</td>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n<tfoot>\n");
        let sums: Vec<_> = columns.iter().map(|&column| (column, sums(&occurrence.figures, column))).collect();
        for (name, first) in [("agreed by all", true), ("lowest to highest", false)] {
            let _ = write!(out, "<tr><th scope=\"row\">{name}</th>");
            for (column, (agreed, envelope)) in &sums {
                let lines = if first { agreed } else { envelope };
                let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
                let _ = write!(out, "<td data-measure=\"{}\">{}</td>", column.0, lines.join("<br>"));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tfoot>\n</table></section>\n");
    }

    /// A figure in the table, with a link to its words in the source.
    fn cell(&self, out: &mut String, claim: &Claim) {
        let _ = write!(out, "<p id=\"c{}\">", self.numbers[&*claim.id]);
        self.words_of(out, claim);
        let _ = write!(out, "{}</p>", self.signs(claim));
    }

    /// The range and the words of a figure, with a link to where they stand in the source.
    fn words_of(&self, out: &mut String, claim: &Claim) {
        let remarks = remarks(claim).join("; ");
        let remarks =
            if remarks.is_empty() { String::new() } else { format!(" <small>({})</small>", escaped(&remarks)) };
        let _ = write!(
            out,
            "<a href=\"#t{}\"><b>{}</b> <q dir=\"auto\">{}</q></a>{remarks}",
            self.numbers[&*claim.id],
            escaped(&claim.range.to_string()),
            escaped(&claim.quote)
        );
    }

    /// Links to the findings that name a figure: to the first of each rule, with how many there are.
    fn signs(&self, claim: &Claim) -> String {
        let mut rules: Vec<(usize, usize)> = Vec::new();
        for &n in self.named.get(&*claim.id).into_iter().flatten() {
            let rule = &self.report.findings[n].rule;
            match rules.iter_mut().find(|(first, _)| self.report.findings[*first].rule == *rule) {
                Some((_, count)) => *count += 1,
                None => rules.push((n, 1)),
            }
        }
        let sign = |(n, count): (usize, usize)| {
            let Finding { rule, severity, .. } = &self.report.findings[n];
            let (rule, symbol) = (escaped(rule), symbol(*severity));
            let times = if count > 1 { format!("×{count}") } else { String::new() };
            format!(
                " <a class=\"sign {severity}\" href=\"#f{n}\" title=\"{severity}: {rule}\"><span \
                 aria-hidden=\"true\">{symbol}</span>{times}<span class=\"unseen\"> {severity}: {rule}</span></a>"
            )
        };
        rules.into_iter().map(sign).collect()
    }

    /// What a rule reports, with the words concerned, the proof, and what may lie behind it.
    fn finding(&self, out: &mut String, n: usize, finding: &Finding) {
        let Finding { rule, severity, claims, related, message, proof, causes, .. } = finding;
        let concerned = claims.iter().filter_map(|id| self.index.claims.get(&**id));
        let measures: BTreeSet<&str> = concerned.map(|claim| claim.measure.name()).collect();
        let measures: Vec<&str> = measures.into_iter().collect();
        let rule = escaped(rule);
        let _ = write!(
            out,
            "<article class=\"finding {severity}\" id=\"f{n}\" data-rule=\"{rule}\" data-severity=\"{severity}\" \
             data-measures=\"{}\">\n<h4><span aria-hidden=\"true\">{}</span> {severity}: {rule}</h4>\n<p dir=\"auto\">{}</p>\n<ul>",
            measures.join(" "),
            symbol(*severity),
            escaped(message)
        );
        for (ids, lead) in [(claims, ""), (related, "see also ")] {
            for claim in ids.iter().filter_map(|id| self.index.claims.get(&**id)) {
                let _ = write!(
                    out,
                    "<li>{lead}{}: <a href=\"#t{}\"><q dir=\"auto\">{}</q></a> is {} <small>{}</small></li>",
                    escaped(&self.index.name(&claim.document)),
                    self.numbers[&*claim.id],
                    escaped(&claim.quote),
                    escaped(&claim.range.to_string()),
                    escaped(&place(claim))
                );
            }
        }
        out.push_str("</ul>\n");
        for proof in proof.iter().filter(|proof| !message.contains(*proof)) {
            let _ = writeln!(out, "<p class=\"proof\">{}</p>", escaped(proof));
        }
        for aside in self.index.asides(finding) {
            let _ = writeln!(out, "<p>{}</p>", escaped(&aside));
        }
        for cause in causes {
            let _ = writeln!(out, "<p>Perhaps: {}</p>", escaped(cause));
        }
        out.push_str("</article>\n");
    }

    /// What the sources say of each figure of the draft, with links to the words on both sides.
    fn draft(&self, out: &mut String) {
        let all = verdicts::told(self.report, &self.index);
        if all.is_empty() {
            return;
        }
        let _ = write!(
            out,
            "<section id=\"draft\" aria-labelledby=\"draft-head\">\n<h2 id=\"draft-head\">{}</h2>\n<section class=\"scroll\" \
             tabindex=\"0\" aria-label=\"The draft&#39;s figures\"><table>\n<thead><tr><th \
             scope=\"col\">figure</th><th scope=\"col\">what the sources say</th></tr></thead>\n<tbody>\n",
            escaped(&verdicts::heading(&all))
        );
        for told in &all {
            let measure = escaped(&column_name((told.claim.measure, told.claim.unit)));
            let sign = if told.verdict == DraftVerdict::Supported && told.rules.is_empty() { "✔ " } else { "" };
            let _ = write!(out, "<tr><td>{measure} ");
            self.words_of(out, told.claim);
            let _ = writeln!(out, "</td><td>{sign}{}{}</td></tr>", escaped(&told.said), self.signs(told.claim));
        }
        out.push_str("</tbody></table></section>\n</section>\n");
    }
}

/// A shape for each severity, so that colour need not say it.
fn symbol(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✖",
        Severity::Warning => "▲",
        Severity::Note => "●",
    }
}

fn days(days: Days) -> String {
    if days.from == days.to { days.from.to_string() } else { format!("{} to {}", days.from, days.to) }
}
