//! The figures of one event, ready to be compared; and which of them may be.
//!
//! In: the claims of an event, their documents, voices and the table of populations.
//! Out: a [`Scene`] of [`Figure`]s in a fixed order, and the answer to "are these two compared?".
//! What a comparison finds, it does not know: that is for the checks.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Deserialize;

use super::population::{Axes, Kind, Relation};
use super::time::{Order, Report};
use super::voice::{Words, voices};
use crate::claim::{Claim, Measure, Quantifier, Range, Scope, Status, Unit};
use crate::text::{Document, Field};

/// What share of the people a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// All of its kind.
    Whole,
    /// Some of a wider figure's people, told apart by their kind: "including 12 children".
    Part,
    /// Some people, told apart by their kind, of nobody knows which figure.
    Stray,
    /// Some people who are told apart by something that a claim does not carry: "six of them".
    Loose,
}

/// A claim as it is compared.
#[derive(Debug, Clone)]
pub struct Figure<'a> {
    /// The claim itself.
    pub claim: &'a Claim,
    /// Its document and entry.
    pub report: Report,
    /// The number of its voice.
    pub voice: usize,
    /// The number of its kind in [`Scene::kinds`].
    pub kind: usize,
    /// Whether it counts all of that kind.
    pub role: Role,
    /// Whether it stands in the draft.
    pub draft: bool,
    /// Whether it is compared at all: it adds to no other figure, is no rate, and counts no rest.
    pub compared: bool,
    /// Whether nothing wider and larger is said in the same voice beside it: it is the toll.
    pub toll: bool,
    /// Whether a later entry of its own live page or log, or an update in its own text, counts the same people
    /// anew: to other documents the text says only what it says last.
    pub superseded: bool,
    /// Whether its words or the sum show that it follows an earlier figure of its text: "two more died,
    /// bringing the toll to 14".
    pub updates: bool,
}

/// How two figures are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// In all respects: they count the same people.
    Alike,
    /// Only for a wide difference: they name people on different axes (men, fighters).
    Crossed,
}

/// The figures of one event in the order of their documents' ids, then of place.
pub struct Scene<'a> {
    /// The id of the event.
    pub event: &'a str,
    /// The figures.
    pub figures: Vec<Figure<'a>>,
    /// The kinds of people that they count.
    pub kinds: Vec<Kind>,
    /// How the first kind of a pair stands to the second.
    relations: Vec<Vec<Relation>>,
    /// The documents, for names in messages.
    pub documents: &'a [Document],
    /// How many axes of populations exclude.
    pub exclusive: usize,
    /// Every claim of the run, of other events too.
    pub claims: &'a [Claim],
    /// The words that do not tell one voice from another.
    pub words: &'a Words,
    /// The place of a claim in `figures`, by id.
    by_id: HashMap<&'a str, usize>,
    /// The places in `figures` of each document's.
    by_document: HashMap<usize, std::ops::Range<usize>>,
}

/// The words that make a stated zero speak of the rest only: "no one else was hurt".
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remainders {
    words: Vec<String>,
}

/// The words by which a figure follows an earlier one of its text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Updates {
    words: Vec<String>,
}

/// So many words before a figure may say that it follows another.
const FOLLOWS: usize = 8;

impl Updates {
    /// Whether the words before the figure say so: "bringing the toll to", "rose from".
    fn are_meant(&self, claim: &Claim) -> bool {
        let Some((before, _)) = claim.sentence.split_once(&claim.quote) else { return false };
        let words = || before.split_whitespace().rev().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let leads = claim.quote.starts_with("from ") || words().next().is_some_and(|word| matches!(word, "to" | "at"));
        let listed = |word: &str| self.words.iter().any(|w| w.eq_ignore_ascii_case(word));
        leads && words().take(FOLLOWS).any(listed)
    }
}

impl Remainders {
    /// Whether the claim says that nobody is left over.
    fn are_meant(&self, claim: &Claim) -> bool {
        let words = || claim.quote.split(|c: char| !c.is_alphanumeric());
        claim.quantifier == Quantifier::None
            && words().any(|word| self.words.iter().any(|w| w.eq_ignore_ascii_case(word)))
    }
}

/// Where documents and claims are found by their ids: made once for a run, not once for an event.
pub struct Index<'a> {
    documents: HashMap<&'a str, usize>,
    claims: HashMap<&'a str, &'a Claim>,
    /// The claims of each document.
    own: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// The index of these.
    pub fn of(documents: &'a [Document], claims: &'a [Claim]) -> Self {
        let mut own: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, claim) in claims.iter().enumerate() {
            own.entry(&claim.document).or_default().push(at);
        }
        Index {
            documents: documents.iter().enumerate().map(|(n, d)| (&*d.id, n)).collect(),
            claims: claims.iter().map(|c| (&*c.id, c)).collect(),
            own,
        }
    }
}

/// What every scene of a run shares.
pub struct Stage<'a> {
    /// The documents, in the order handed in.
    pub documents: &'a [Document],
    /// Every claim.
    pub claims: &'a [Claim],
    /// Both by their ids.
    pub index: Index<'a>,
    /// The table of populations.
    pub axes: &'a Axes,
    /// The words that do not tell one voice from another.
    pub words: &'a Words,
    /// The words that make a stated zero speak of the rest only.
    pub rest: &'a Remainders,
    /// The words by which a figure follows an earlier one of its text.
    pub updates: &'a Updates,
    /// The id of the draft.
    pub draft: Option<&'a str>,
}

impl Stage<'_> {
    /// The voices of the claims of the documents that have a claim among `members`: who is who is
    /// told by the texts that speak of the event, not by whatever else a run reads.
    fn voices(&self, members: &[usize]) -> HashMap<usize, usize> {
        let documents: BTreeSet<&str> = members.iter().map(|&at| &*self.claims[at].document).collect();
        let claims: Vec<usize> =
            documents.into_iter().filter_map(|id| self.index.own.get(id)).flatten().copied().collect();
        let told = claims.iter().map(|&at| {
            let document = self.index.documents.get(&*self.claims[at].document).copied().unwrap_or(usize::MAX);
            (document, self.documents.get(document), &self.claims[at])
        });
        let voices = voices(told, self.words);
        claims.into_iter().zip(voices).collect()
    }
}

impl<'a> Scene<'a> {
    /// The figures of the claims at `members`, without those that nobody says are so.
    pub fn new(stage: &Stage<'a>, event: &'a str, members: &[usize]) -> Scene<'a> {
        let (claims, documents) = (stage.claims, stage.documents);
        let voices = stage.voices(members);
        let (members, _) = compared(claims, members);
        let mut numbers: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut kinds = Vec::new();
        let mut figures = Vec::new();
        for at in members {
            let claim = &claims[at];
            let kind = stage.axes.kind(&claim.population);
            let whole = claim.part_of.as_deref().and_then(|id| stage.index.claims.get(id)).copied();
            let role = role(claim, &kind, whole, stage.axes);
            let number = *numbers.entry(kind).or_insert_with_key(|kind| {
                kinds.push(kind.clone());
                kinds.len() - 1
            });
            let document = stage.index.documents.get(&*claim.document).copied().unwrap_or(usize::MAX);
            let published = documents.get(document).and_then(|d| d.metadata.published);
            figures.push(Figure {
                claim,
                report: Report { document, published, entry: claim.entry },
                voice: voices[&at],
                kind: number,
                role,
                draft: stage.draft == Some(&*claim.document),
                compared: !claim.additional && claim.scope != Scope::Rate && !stage.rest.are_meant(claim),
                toll: false,
                superseded: false,
                updates: claim.measure.grows() && stage.updates.are_meant(claim),
            });
        }
        let relations = kinds.iter().map(|a| kinds.iter().map(|b| stage.axes.relation(a, b)).collect()).collect();
        let by_id = figures.iter().enumerate().map(|(n, f)| (&*f.claim.id, n)).collect();
        let mut by_document: HashMap<usize, std::ops::Range<usize>> = HashMap::new();
        for (at, figure) in figures.iter().enumerate() {
            by_document.entry(figure.report.document).or_insert(at..at).end = at + 1;
        }
        let mut scene = Scene {
            event,
            figures,
            kinds,
            relations,
            documents,
            exclusive: stage.axes.exclusive(),
            claims,
            words: stage.words,
            by_id,
            by_document,
        };
        scene.mark_tolls();
        scene.mark_sums();
        scene.mark_superseded();
        scene
    }

    /// Marks the whole figures beside which the same voice gives nothing wider and larger.
    fn mark_tolls(&mut self) {
        let mut tolls = Vec::with_capacity(self.figures.len());
        let mut voices: HashMap<(usize, usize), Vec<&Figure>> = HashMap::new();
        for figure in self.figures.iter().filter(|f| f.role == Role::Whole) {
            voices.entry((figure.voice, figure.report.document)).or_default().push(figure);
        }
        for a in &self.figures {
            let beside = voices.get(&(a.voice, a.report.document));
            let wider = |b: &&Figure| {
                same_sort(a.claim, b.claim)
                    && b.claim.range.low >= a.claim.range.low
                    && self.relation(a, b) == Relation::Narrower
            };
            tolls.push(a.role == Role::Whole && !beside.into_iter().flatten().any(wider));
        }
        for (figure, toll) in self.figures.iter_mut().zip(tolls) {
            figure.toll = toll;
        }
    }

    /// Marks the figures to which one that adds to an earlier one comes: "12 died … two more … 14 in all".
    fn mark_sums(&mut self) {
        let mut wholes: HashMap<(usize, usize, Measure), HashSet<Range>> = HashMap::new();
        let mut added: HashMap<(usize, Measure), Vec<(usize, Range)>> = HashMap::new();
        let mut sums = Vec::new();
        for (at, figure) in self.figures.iter().enumerate().filter(|(_, f)| !f.is_headline()) {
            let Claim { measure, range, sentence_index, .. } = *figure.claim;
            let document = figure.report.document;
            if figure.claim.additional {
                added.entry((document, measure)).or_default().push((sentence_index, range));
            } else if figure.compared && figure.role == Role::Whole && measure.grows() {
                let near = added.get(&(document, measure)).into_iter().flatten();
                let mut near = near.rev().take_while(|(sentence, _)| sentence + 1 >= sentence_index);
                let told = wholes.entry((document, figure.kind, measure)).or_default();
                if near.any(|(_, more)| less(range, *more).is_some_and(|before| told.contains(&before))) {
                    sums.push(at);
                }
                told.insert(range);
            }
        }
        sums.into_iter().for_each(|at| self.figures[at].updates = true);
    }

    /// Whether one figure follows the other in its own text, in the same entry, as an update of it.
    pub fn overtakes(&self, later: &Figure, earlier: &Figure) -> bool {
        later.updates
            && later.report.is_one_with(&earlier.report)
            && !earlier.is_headline()
            && earlier.claim.span.start < later.claim.span.start
            && earlier.claim.range.low < later.claim.range.low
    }

    /// Marks the figures of entries that later entries of the same page count anew, and those that their own text
    /// updates.
    fn mark_superseded(&mut self) {
        let anew = |a: &Figure, b: &Figure| {
            a.report.document == b.report.document
                && (b.report.order(&a.report) == Order::Later || self.overtakes(b, a))
                && self.comparison(a, b) == Some(Comparison::Alike)
        };
        let updated: HashSet<usize> = self.figures.iter().filter(|f| f.updates).map(|f| f.report.document).collect();
        let may = |a: &Figure| a.report.entry.is_some() || updated.contains(&a.report.document);
        let marks: Vec<bool> = self.figures.iter().map(|a| may(a) && self.figures.iter().any(|b| anew(a, b))).collect();
        for (figure, mark) in self.figures.iter_mut().zip(marks) {
            figure.superseded = mark;
        }
    }

    /// How the people of one figure stand to those of another.
    pub fn relation(&self, a: &Figure, b: &Figure) -> Relation {
        self.relations[a.kind][b.kind]
    }

    /// On which axes the people of a figure are told apart.
    pub fn axes_of(&self, figure: &Figure) -> Vec<bool> {
        self.kinds[figure.kind].axes()
    }

    /// The figures of one document: they stand together, in the order of the documents.
    pub fn of_document(&self, document: usize) -> impl Iterator<Item = &Figure<'a>> {
        let place = self.by_document.get(&document).cloned().unwrap_or(0..0);
        self.figures[place].iter().filter(move |figure| figure.report.document == document)
    }

    /// The place of a claim among the figures, where it is compared and of this event.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Who published the document of a figure.
    pub fn publisher(&self, figure: &Figure) -> Option<&'a str> {
        self.documents.get(figure.report.document)?.metadata.publisher.as_deref()
    }

    /// Whether and how two figures are compared, whoever states them.
    pub fn comparison(&self, a: &Figure, b: &Figure) -> Option<Comparison> {
        if !a.compared || !b.compared || !same_sort(a.claim, b.claim) || a.role == Role::Loose || b.role == Role::Loose
        {
            return None;
        }
        match self.relation(a, b) {
            Relation::Same => {
                let stray_beside_whole = a.role.min(b.role) == Role::Whole && a.role.max(b.role) == Role::Stray;
                (!stray_beside_whole).then_some(Comparison::Alike)
            }
            Relation::Crossed => (a.toll && b.toll).then_some(Comparison::Crossed),
            _ => None,
        }
    }

    /// Whether two sources state the figures: two voices, or one that two reports quote. A
    /// headline speaks in every voice of its document.
    pub fn two_sources(&self, a: &Figure, b: &Figure) -> bool {
        !a.report.is_one_with(&b.report) || a.voice != b.voice && !a.is_headline() && !b.is_headline()
    }
}

impl Figure<'_> {
    /// Whether it stands in the headline.
    pub fn is_headline(&self) -> bool {
        self.claim.field == Field::Title
    }
}

/// What a range was before so many were added to it; `None` where it is smaller.
fn less(range: Range, more: Range) -> Option<Range> {
    let high = match (range.high, more.high) {
        (Some(high), Some(more)) => Some(high.checked_sub(more)?),
        _ => range.high,
    };
    Some(Range { low: range.low.checked_sub(more.low)?, high })
}

/// Whether somebody says that it is so: what is denied or might be is never compared.
fn is_said(claim: &Claim) -> bool {
    !matches!(claim.status, Status::Hypothetical | Status::Denied)
}

/// Whether two claims count the same thing: measure, unit and scope.
pub fn same_sort(a: &Claim, b: &Claim) -> bool {
    sort(a) == sort(b)
}

/// What a claim counts.
pub fn sort(claim: &Claim) -> (Measure, Unit, Scope) {
    (claim.measure, claim.unit, claim.scope)
}

/// So many different figures of one sort are compared within an event: every two that disagree are a
/// finding, and nobody reads ten thousands of them.
pub const DIFFERENT: usize = 400;

/// The claims at `members` that are compared, in the order in which they are named, and those that
/// are left out because the event tells of too many different figures.
pub fn compared(claims: &[Claim], members: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut members: Vec<usize> = members.iter().copied().filter(|&at| is_said(&claims[at])).collect();
    members.sort_by_key(|&at| standing(&claims[at]));
    if members.len() <= DIFFERENT {
        return (members, Vec::new());
    }
    let mut ranges: BTreeMap<_, HashSet<Range>> = BTreeMap::new();
    members.into_iter().partition(|&at| {
        let known = ranges.entry(sort(&claims[at])).or_default();
        known.contains(&claims[at].range) || known.len() < DIFFERENT && known.insert(claims[at].range)
    })
}

/// The order in which figures are named: by document, the headline first, then by place.
pub fn standing(claim: &Claim) -> (&str, Field, usize, usize, &str) {
    (&claim.document, claim.field, claim.span.start, claim.span.end, &claim.id)
}

/// Which share of its kind a claim counts. A part across measures ("nine killed of 26
/// casualties") is a whole figure of its own measure; but of the injured who died, others may
/// have been dead before.
fn role(claim: &Claim, kind: &Kind, whole: Option<&Claim>, axes: &Axes) -> Role {
    let across = |whole: &Claim| whole.measure != claim.measure;
    let of_other_victims = |whole: &Claim| {
        let only = |measure| matches!(measure, Measure::Killed | Measure::Injured);
        across(whole) && only(whole.measure) && only(claim.measure)
    };
    let whole = whole.filter(|whole| !of_other_victims(whole));
    if !claim.part || whole.is_some_and(across) {
        return Role::Whole;
    }
    match whole.map(|whole| axes.relation(kind, &axes.kind(&whole.population))) {
        _ if kind.is_anyone() => Role::Loose,
        None => Role::Stray,
        Some(Relation::Narrower | Relation::Crossed) => Role::Part,
        Some(_) => Role::Loose,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{claim, document};

    #[test]
    fn like_is_compared_with_like() {
        let axes = Axes::load("p", include_str!("../../rules/populations.yaml")).unwrap();
        let compared = |a: &str, b: &str| {
            let claims = [
                claim("a:1", "killed 50"),
                claim("a:2", "casualties 90 men"),
                claim("a:3", "injured 40 men"),
                claim("b:1", a),
                claim("c:1", b),
            ];
            let documents = ["a", "b", "c"].map(|id| document(id, ""));
            let (words, rest, updates) = (&Words::default(), &Remainders::default(), &Updates::default());
            let index = Index::of(&documents, &claims);
            let (documents, claims, axes) = (&documents, &claims, &axes);
            let stage = Stage { documents, claims, index, axes, words, rest, updates, draft: None };
            let scene = Scene::new(&stage, "e", &[0, 1, 2, 3, 4]);
            let [.., x, y] = &scene.figures[..] else { return None };
            assert!(x.claim.id == "b:1" && y.claim.id == "c:1");
            scene.comparison(x, y)
        };
        use Comparison::{Alike, Crossed};
        for (a, b, expected) in [
            ("killed 12", "killed 14", Some(Alike)),
            ("killed 12", "injured 14", None),
            ("killed 12", "killed 14 household", None),
            ("killed 12", "killed 14 cumulative", None),
            ("killed 12 civilians", "killed 14", None),
            ("killed 12 children part=a:1", "killed 14 children", Some(Alike)),
            ("killed 12 children part=a:1", "killed 14 children part", Some(Alike)),
            ("killed 10 fighters part", "killed 35+ fighters", None),
            ("killed 12 part=a:1", "killed 14 part=a:1", None),
            ("killed 70+ men part=a:2", "killed 35+ fighters", Some(Crossed)),
            ("killed 12 passengers", "killed 14 miners", None),
            ("killed 9 part=a:2", "killed 14", Some(Alike)),
            ("killed 9 part=a:3", "killed 14", None),
        ] {
            assert_eq!(compared(a, b), expected, "{a} / {b}");
        }
    }
}
