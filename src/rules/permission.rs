//! Permissions that a text gives inline: `<!-- tollcheck: allow RULE reason -->`.
//!
//! In: documents and the rules in force. Out: [`Permission`]s, each for the paragraph that follows
//! it, and remarks on those that permit nothing: an unknown rule, no reason. A finding that is
//! permitted is kept with the reason; it is only not counted.

use std::collections::HashMap;

use super::{Finding, Rules};
use crate::claim::Claim;
use crate::text::{Document, Field, Span, comments};
use crate::yaml::nearest;

/// One permission: the findings of a rule that concern figures of a paragraph are expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// The id of the document.
    pub document: String,
    /// The id of the rule.
    pub rule: String,
    /// Why, in the words of the text.
    pub reason: String,
    /// The paragraph: up to the next empty line.
    pub paragraph: Span,
}

/// What a comment of ours begins with.
const MARK: &str = "tollcheck:";

/// The permissions of a document, and what is wrong with those that are none, with line and column.
pub fn permissions(document: &Document, rules: &Rules) -> (Vec<Permission>, Vec<String>) {
    let (mut permissions, mut remarks) = (Vec::new(), Vec::new());
    let text = &*document.text;
    let lines = document.lines(Field::Text);
    let comments = comments(text, document.body);
    let ours = comments.iter().any(|comment| comment.of(text).contains(MARK));
    let paragraphs = if ours { paragraphs_after(text, &comments, document.body.end) } else { Vec::new() };
    for (comment, &paragraph) in comments.iter().zip(&paragraphs) {
        let words = comment.of(text).trim_start_matches("<!--").trim_end_matches("-->").trim();
        let Some(order) = words.strip_prefix(MARK) else { continue };
        match order_of(order, rules) {
            Ok((rule, reason)) => {
                permissions.push(Permission { document: document.id.clone(), rule, reason, paragraph })
            }
            Err(remark) => {
                let (line, column) = lines.position(text, comment.start);
                remarks.push(format!("{line}:{column}: {remark}"));
            }
        }
    }
    (permissions, remarks)
}

/// The rule and the reason of `allow RULE reason`, or what is wrong with it.
fn order_of(order: &str, rules: &Rules) -> Result<(String, String), String> {
    let form = "the form is <!-- tollcheck: allow RULE reason -->";
    let order = order.trim();
    let Some(rest) =
        order.strip_prefix("allow").filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    else {
        return Err(format!("“{order}” permits nothing: {form}"));
    };
    let rest = rest.trim();
    let (rule, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let known: Vec<&str> = rules.iter().map(|rule| &*rule.id).collect();
    if rule.is_empty() {
        return Err(format!("no rule is named: {form}"));
    }
    if !known.contains(&rule) {
        let near = nearest(rule, &known).map_or_else(String::new, |near| format!(" (did you mean “{near}”?)"));
        return Err(format!("nothing is permitted: there is no rule “{rule}”{near}"));
    }
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(format!("nothing is permitted: “{rule}” needs a reason: {form}"));
    }
    Ok((rule.to_owned(), reason))
}

/// For each comment its paragraph: from the first words behind it that are no comment up to the next
/// empty line, or to `end`. Each part of the text is looked at once, however many comments there are.
fn paragraphs_after(text: &str, comments: &[Span], end: usize) -> Vec<Span> {
    let mut empty = Vec::new();
    let mut start = comments.first().map_or(end, |comment| comment.end);
    for line in text[start..end].split_inclusive('\n') {
        if line.trim().is_empty() {
            empty.push(start);
        }
        start += line.len();
    }
    let mut paragraphs: Vec<Span> = Vec::new();
    for (n, comment) in comments.iter().enumerate().rev() {
        let next = comments.get(n + 1).map_or(end, |next| next.start);
        let blank = text[comment.end..next].trim_start().is_empty();
        let paragraph = match paragraphs.last() {
            // a comment follows at once: its paragraph is that of both
            Some(&following) if blank => following,
            _ => {
                let rest = &text[comment.end..end];
                let start = end - rest.trim_start().len();
                let after = empty.partition_point(|&at| at <= start);
                Span::new(start, empty.get(after).copied().unwrap_or(end))
            }
        };
        paragraphs.push(paragraph);
    }
    paragraphs.reverse();
    paragraphs
}

/// Marks the findings that are permitted where one of their figures stands.
pub fn permit(findings: &mut [Finding], claims: &[Claim], permissions: &[Permission]) {
    if permissions.is_empty() {
        return;
    }
    let places: HashMap<&str, &Claim> = claims.iter().map(|claim| (&*claim.id, claim)).collect();
    let mut given: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (n, permission) in permissions.iter().enumerate() {
        given.entry((&permission.rule, &permission.document)).or_default().push(n);
    }
    for finding in findings.iter_mut() {
        let figures = finding.claims.iter().filter_map(|id| places.get(id.as_str()));
        let permitting = figures.filter(|claim| claim.field == Field::Text).filter_map(|claim| {
            let given = given.get(&(&*finding.rule, &*claim.document))?;
            given.iter().copied().find(|&n| permissions[n].paragraph.holds(claim.span.start))
        });
        finding.suppressed = permitting.min().map(|n| permissions[n].reason.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Permission>, Vec<String>) {
        permissions(&Document::plain("a.md", text), &Rules::built_in())
    }

    #[test]
    fn a_permission_holds_for_the_next_paragraph() {
        let text = "One.\n\n<!-- tollcheck: allow toll-rose known\n since Monday -->\n<!-- other -->\n\nTwo.\nThree.\n\nFour.\n";
        let (permissions, remarks) = read(text);
        assert!(remarks.is_empty(), "{remarks:?}");
        assert_eq!((&*permissions[0].rule, &*permissions[0].reason), ("toll-rose", "known since Monday"));
        assert_eq!(permissions[0].paragraph.of(text), "Two.\nThree.\n");
    }

    #[test]
    fn what_permits_nothing_is_told_with_its_place() {
        for (comment, told) in [
            (
                "<!-- tollcheck: allow tol-rose known -->",
                "2:1: nothing is permitted: there is no rule “tol-rose” (did you mean “toll-rose”?)",
            ),
            ("<!-- tollcheck: allow toll-rose -->", "2:1: nothing is permitted: “toll-rose” needs a reason"),
            ("<!-- tollcheck: allow -->", "2:1: no rule is named"),
            ("<!-- tollcheck: forbid toll-rose -->", "2:1: “forbid toll-rose” permits nothing"),
        ] {
            let (permissions, remarks) = read(&format!("\n{comment}\n12 died.\n"));
            assert!(permissions.is_empty() && remarks[0].starts_with(told), "{remarks:?}");
        }
        assert_eq!(read("<!-- a note -->\n12 died.\n"), (Vec::new(), Vec::new()));
    }
}
