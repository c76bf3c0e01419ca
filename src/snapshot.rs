//! The figures of a file under version control: what is kept of them, and what changed.
//!
//! In: the claims that are read now, and the text of the file that keeps what was read before. Out:
//! that text anew, or the changes in words. Places are not kept, so that a text may move without a
//! change. It opens no file: the command line does.
//!
//! ```
//! use tollcheck::{Checker, snapshot::{Kept, changes}, text::Document};
//!
//! let figures = |text: &str| Kept::of("a.md", &Checker::new().unwrap().extract(&Document::plain("a.md", text)));
//! let before = figures("The blast killed at least 35 people.");
//! let text = before.write("a.md");
//! assert_eq!(Kept::load("a.md.figures", &text).unwrap(), before);
//! let now = figures("The blast killed 35 people.");
//! assert_eq!(changes(&before, &now), [
//!     "changed: killed: at least 35 → 35, bound lost",
//!     "    “[-at least-] 35 people”",
//! ]);
//! ```

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::claim::{Claim, Measure, Quantifier, Scope, Status, Unit, grouped};
use crate::fault::Fault;
use crate::report::harmless;
use crate::text::Field;
use crate::yaml;

/// The version of the file's form; a file of another one is refused.
const VERSION: u32 = 1;

/// Quotes of more words than this are shown whole, before and after.
const MANY_WORDS: usize = 60;

/// The figures of one file, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    version: u32,
    figures: Vec<Figure>,
}

/// What is kept of a figure. What most figures have is left out of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    /// The document within the file, where it is not the only one: `#2`, or an id of JSON Lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    document: String,
    measure: Measure,
    quote: String,
    low: u64,
    #[serde(default)]
    high: Option<u64>,
    bound: Quantifier,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stated: Vec<u64>,
    #[serde(default = "person", skip_serializing_if = "is_person")]
    unit: Unit,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    population: Vec<String>,
    #[serde(default = "asserted", skip_serializing_if = "is_asserted")]
    status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attribution: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    part: bool,
    #[serde(default = "event", skip_serializing_if = "is_event")]
    scope: Scope,
    #[serde(default, skip_serializing_if = "is_false")]
    additional: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    headline: bool,
}

const fn person() -> Unit {
    Unit::Person
}

const fn asserted() -> Status {
    Status::Asserted
}

const fn event() -> Scope {
    Scope::Event
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_person(unit: &Unit) -> bool {
    *unit == Unit::Person
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_asserted(status: &Status) -> bool {
    *status == Status::Asserted
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_event(scope: &Scope) -> bool {
    *scope == Scope::Event
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Kept {
    /// What is kept of the claims of `file`. The name of the file itself is not: it may be read from
    /// another folder.
    pub fn of(file: &str, claims: &[Claim]) -> Kept {
        Kept { version: VERSION, figures: claims.iter().map(|claim| Figure::of(file, claim)).collect() }
    }

    /// The figures in the text of a file called `path`.
    ///
    /// # Errors
    /// A [`Fault`] at the place where it is no such file.
    pub fn load(path: &str, source: &str) -> Result<Kept, Fault> {
        let kept: Kept = yaml::load(path, source)?;
        if kept.version != VERSION {
            return Err(Fault::of_file(path, format!("version {} is not known", kept.version))
                .help(format!("this program reads and writes version {VERSION}")));
        }
        Ok(kept)
    }

    /// The text to keep: YAML, a figure a paragraph. `name` is that of the document, for the reader.
    pub fn write(&self, name: &str) -> String {
        let mut out = format!("# The figures that tollcheck reads in {}.\nversion: {VERSION}\n", harmless(name));
        if self.figures.is_empty() {
            out.push_str("figures: []\n");
            return out;
        }
        out.push_str("figures:\n");
        for figure in &self.figures {
            // JSON is YAML; a key a line is what a reviewer wants to see changed.
            let Ok(serde_json::Value::Object(keys)) = serde_json::to_value(figure) else { continue };
            for (n, (key, value)) in keys.iter().enumerate() {
                let lead = if n == 0 { "  - " } else { "    " };
                let _ = writeln!(out, "{lead}{key}: {}", plain(value));
            }
        }
        out
    }

    /// How many figures there are.
    pub fn count(&self) -> usize {
        self.figures.len()
    }
}

/// A value on one line. What a terminal or a review tool would obey is written as an escape.
fn plain(value: &serde_json::Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        let obeyed = c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
        match c {
            c if obeyed => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

impl Figure {
    fn of(file: &str, claim: &Claim) -> Figure {
        Figure {
            document: claim.document.strip_prefix(file).unwrap_or(&claim.document).to_owned(),
            measure: claim.measure,
            quote: claim.quote.clone(),
            low: claim.range.low,
            high: claim.range.high,
            bound: claim.quantifier,
            stated: claim.stated.clone(),
            unit: claim.unit,
            population: claim.population.clone(),
            status: claim.status,
            attribution: claim.attribution.clone(),
            part: claim.part,
            scope: claim.scope,
            additional: claim.additional,
            headline: claim.field == Field::Title,
        }
    }

    /// The number as an editor would say it: `at least 35`, `40 to 50`, `24–99`.
    fn worded(&self) -> String {
        let numbers: Vec<String> = self.stated.iter().map(|&n| grouped(n)).collect();
        let range = crate::claim::Range::new(self.low, self.high).to_string();
        match (&numbers[..], self.bound) {
            ([n], Quantifier::AtLeast) => format!("at least {n}"),
            ([n], Quantifier::MoreThan) => format!("more than {n}"),
            ([n], Quantifier::AtMost) => format!("at most {n}"),
            ([n], Quantifier::LessThan) => format!("fewer than {n}"),
            ([n], Quantifier::Nearly) => format!("nearly {n}"),
            ([n], Quantifier::About) => format!("about {n}"),
            ([n], Quantifier::JustOver) => format!("just over {n}"),
            ([a, b], Quantifier::Between) => format!("{a} to {b}"),
            _ => range,
        }
    }

    /// `killed: at least 35`, with the headline and the document where that tells figures apart.
    fn told(&self) -> String {
        let document = if self.document.is_empty() { String::new() } else { format!("{} ", self.document) };
        let headline = if self.headline { " (headline)" } else { "" };
        harmless(&format!("{document}{}{headline}: {}", self.measure, self.worded()))
    }

    /// Whether the wording bounds or blurs the number.
    fn bounded(&self) -> bool {
        !matches!(self.bound, Quantifier::Exact | Quantifier::None)
    }
}

/// What is different now, a line each: figures that changed, vanished and appeared, in text order.
/// Empty where nothing is.
pub fn changes(before: &Kept, now: &Kept) -> Vec<String> {
    let mut lines = Vec::new();
    let mut documents: Vec<&str> = before.figures.iter().chain(&now.figures).map(|f| &*f.document).collect();
    documents.sort_unstable();
    documents.dedup();
    for document in documents {
        let of = |kept: &'_ Kept| kept.figures.iter().filter(|f| f.document == document).cloned().collect::<Vec<_>>();
        for (old, new) in paired(&of(before), &of(now)) {
            match (old, new) {
                (Some(old), Some(new)) => changed(&mut lines, &old, &new),
                (Some(old), None) => gone(&mut lines, "vanished", &old),
                (None, Some(new)) => gone(&mut lines, "appeared", &new),
                (None, None) => {}
            }
        }
    }
    lines
}

fn gone(lines: &mut Vec<String>, what: &str, figure: &Figure) {
    lines.push(format!("{what}: {}", figure.told()));
    lines.push(format!("    “{}”", harmless(&figure.quote)));
}

/// The figures that differ, each beside what became of it.
fn paired(old: &[Figure], new: &[Figure]) -> Vec<(Option<Figure>, Option<Figure>)> {
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    let anchors = common(old, new).into_iter().chain([(old.len(), new.len())]);
    for (a, b) in anchors {
        gap(&mut pairs, &old[i..a], &new[j..b]);
        (i, j) = (a + 1, b + 1);
    }
    pairs
}

/// Between two figures that stayed: one that has the same words or else the same measure is the same
/// figure, changed.
fn gap(pairs: &mut Vec<(Option<Figure>, Option<Figure>)>, old: &[Figure], new: &[Figure]) {
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let same: [fn(&Figure, &Figure) -> bool; 3] = [
        |a, b| a.quote == b.quote && a.measure == b.measure && a.headline == b.headline,
        |a, b| a.measure == b.measure && a.unit == b.unit && a.headline == b.headline && a.population == b.population,
        |a, b| a.measure == b.measure && a.headline == b.headline || a.quote == b.quote,
    ];
    for same in same {
        for (n, figure) in old.iter().enumerate() {
            if partner[n].is_none() {
                partner[n] = (0..new.len()).find(|m| !partner.contains(&Some(*m)) && same(figure, &new[*m]));
            }
        }
    }
    pairs.extend(old.iter().zip(&partner).map(|(old, n)| (Some(old.clone()), n.map(|n| new[n].clone()))));
    let appeared = (0..new.len()).filter(|n| !partner.contains(&Some(*n)));
    pairs.extend(appeared.map(|n| (None, Some(new[n].clone()))));
}

/// The longest run of equal items that both have in the same order, as pairs of indices.
fn common<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    // lengths[i][j]: of what a[i..] and b[j..] have in common.
    let mut lengths = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i][j] =
                if a[i] == b[j] { lengths[i + 1][j + 1] + 1 } else { lengths[i + 1][j].max(lengths[i][j + 1]) };
        }
    }
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// What changed about a figure, and its words before and after.
fn changed(lines: &mut Vec<String>, old: &Figure, new: &Figure) {
    let mut what = Vec::new();
    match (old.bounded(), new.bounded()) {
        (true, false) => what.push("bound lost".to_owned()),
        (false, true) => what.push("bound added".to_owned()),
        _ if old.bound != new.bound => what.push("bound changed".to_owned()),
        _ => {}
    }
    let doubtful = |status| matches!(status, Status::Feared | Status::Alleged | Status::Estimated);
    match (old.status, new.status) {
        (a, b) if a == b => {}
        (a, b) if doubtful(a) && !doubtful(b) => what.push(format!("doubt lost ({a} → {b})")),
        (a, b) if !doubtful(a) && doubtful(b) => what.push(format!("doubt added ({a} → {b})")),
        (a, b) => what.push(format!("{a} → {b}")),
    }
    let mut differ = |name: &str, a: String, b: String| {
        if a != b {
            what.push(format!("{name} {} → {}", harmless(&a), harmless(&b)));
        }
    };
    let people = |f: &Figure| if f.population.is_empty() { "people".to_owned() } else { f.population.join(", ") };
    let voice = |f: &Figure| f.attribution.clone().unwrap_or_else(|| "nobody".to_owned());
    let role = |f: &Figure| if f.part { "part" } else { "whole" }.to_owned();
    let count = |f: &Figure| if f.additional { "in addition" } else { "in all" }.to_owned();
    differ("measure", old.measure.to_string(), new.measure.to_string());
    differ("of", people(old), people(new));
    differ("said by", voice(old), voice(new));
    differ("unit", old.unit.to_string(), new.unit.to_string());
    differ("scope", old.scope.to_string(), new.scope.to_string());
    differ("counted as", role(old), role(new));
    differ("counted", count(old), count(new));
    let number = if old.worded() == new.worded() { String::new() } else { format!(" → {}", new.worded()) };
    let what = if what.is_empty() { String::new() } else { format!(", {}", what.join(", ")) };
    lines.push(format!("changed: {}{number}{what}", old.told()));
    lines.push(format!("    “{}”", words(&old.quote, &new.quote)));
}

/// Two quotes as one: `[-at least-] 35 {+rebels+}`.
fn words(old: &str, new: &str) -> String {
    let (old, new) = (harmless(old), harmless(new));
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    if a.len().max(b.len()) > MANY_WORDS {
        return if old == new { old } else { format!("[-{old}-] {{+{new}+}}") };
    }
    let (mut out, mut i, mut j) = (Vec::new(), 0, 0);
    for (n, m) in common(&a, &b).into_iter().chain([(a.len(), b.len())]) {
        if i < n {
            out.push(format!("[-{}-]", a[i..n].join(" ")));
        }
        if j < m {
            out.push(format!("{{+{}+}}", b[j..m].join(" ")));
        }
        out.extend(a.get(n).map(|&word| word.to_owned()));
        (i, j) = (n + 1, m + 1);
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Checker;
    use crate::text::Document;

    fn kept(text: &str) -> Kept {
        Kept::of("a.md", &Checker::new().unwrap().extract(&Document::plain("a.md", text)))
    }

    #[test]
    fn a_change_is_told_in_the_words_of_an_editor() {
        let diff = |a: &str, b: &str| changes(&kept(a), &kept(b)).join("\n");
        assert_eq!(diff("The blast killed 12 people.", "It rained. The blast killed 12 people."), "");
        assert_eq!(
            diff("The blast killed 12 people.", "The blast killed at least 14 people."),
            "changed: killed: 12 → at least 14, bound added\n    “[-12-] {+at least 14+} people”"
        );
        assert_eq!(
            diff("The blast killed 12 people.", "The blast killed 12 people and wounded 40."),
            "appeared: injured: 40\n    “40”"
        );
        assert_eq!(diff("The blast killed 12 people.", "It rained."), "vanished: killed: 12\n    “12 people”");
    }

    #[test]
    fn whatever_is_quoted_comes_back_as_it_was() {
        let mut before = kept("The blast killed 12 people.");
        before.figures[0].quote = "12 \u{1b}[31m\u{202e}“people”: - #\t{x}\n\"\\ \u{fffe}".to_owned();
        before.figures[0].attribution = Some("yes".to_owned());
        let text = before.write("a.md\n- b");
        assert!(!text.contains(['\u{1b}', '\u{202e}']) && text.lines().nth(1) == Some("version: 1"), "{text}");
        assert_eq!(Kept::load("a", &text).unwrap(), before);
    }

    #[test]
    fn a_file_of_another_form_is_refused_with_its_place() {
        let fault = Kept::load("a.md.figures", "version: 1\nfigurs: []\n").unwrap_err();
        assert!(fault.to_string().starts_with("a.md.figures:2:1: unknown key"), "{fault}");
        assert!(Kept::load("a", "version: 2\nfigures: []\n").unwrap_err().to_string().contains("version 2"));
    }
}
