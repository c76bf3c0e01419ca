//! Which figure belongs to which verb: the clauses of a sentence.
//!
//! In: the symbols of a sentence. Out: a [`Reading`] for each figure that counts people harmed.
//! The productions are tried in order, the surest first; a figure that one has read is left alone
//! by those after it. Each production is one function under its rule.

mod captives;
mod ellipsis;
mod lists;
mod modifiers;
mod nouns;
mod objects;
mod parts;
mod subjects;
mod tolls;

pub(in crate::grammar) use nouns::label_measure;

use std::cell::RefCell;

use super::figure::Head;
use super::steps::step;
use super::symbols::{Item, Sentence, Sorts, Symbol};
use super::verbs::Group;
use crate::claim::{Measure, Quantifier, Status};
use crate::lexicon::{Sense, Token};

/// The most items that a clause steps over between a figure and its verb.
pub(super) const WINDOW: usize = 60;

/// The longest label of a bulletin's line, in tokens.
const LABEL: usize = 9;

/// How a figure was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub measure: Measure,
    /// The verb group that says so.
    pub group: Option<usize>,
    /// The production that read it, for the trace.
    pub production: &'static str,
    /// Whether it counts some of another figure's people.
    pub part: bool,
    /// The figure it is part of, in this sentence.
    pub whole: Option<usize>,
    /// Whether it belongs to a breakdown given as complete.
    pub complete: bool,
    /// What the words close to it say of its certainty.
    pub status: Option<Status>,
    /// The quantifier that a toll verb gives it: topped 400.
    pub bound: Option<(Quantifier, usize)>,
}

/// The readings of a sentence while they are made.
pub(super) struct Clauses<'s, 't, 'a> {
    pub s: &'s Sentence<'t, 'a>,
    pub readings: Vec<Option<Reading>>,
    /// Figures that an update replaced: "rose from 35".
    pub superseded: Vec<bool>,
    /// The measure of the last figure before this sentence.
    pub previous: Option<Measure>,
    /// Whether the last number before this sentence counted things, not people.
    pub after_things: &'s dyn Fn() -> bool,
    /// The places from which the verb that is looked for was not reached.
    pub(super) unreached: RefCell<Unreached>,
}

/// Places from which a verb was not reached, while it is looked for.
#[derive(Default)]
pub(super) struct Unreached {
    /// How many searches stand within one another.
    depth: usize,
    from: Vec<usize>,
}

/// Reads the clauses of a sentence.
pub(super) fn clauses<'s, 't, 'a>(
    s: &'s Sentence<'t, 'a>,
    previous: Option<Measure>,
    after_things: &'s dyn Fn() -> bool,
) -> Clauses<'s, 't, 'a> {
    let mut c = Clauses {
        s,
        readings: vec![None; s.figures.len()],
        superseded: vec![false; s.figures.len()],
        previous,
        after_things,
        unreached: RefCell::default(),
    };
    c.supersede();
    c.counted_nouns();
    c.tabular();
    c.deeds();
    c.untold();
    c.searched_for();
    c.ordered_out();
    c.tolls(false);
    c.named_dead();
    c.fronted();
    c.contact();
    c.objects();
    c.captives();
    c.costs();
    c.claimed();
    c.made_to_flee();
    c.evacuating();
    c.subjects();
    c.together();
    c.with_wounds();
    c.tolls(true);
    c.said_figures();
    c.outcomes();
    c.among_the_dead();
    c.are_among();
    c.appositions();
    c.by_place();
    c.labels();
    c.fallbacks();
    c.wholes();
    c.included();
    c.included_behind();
    c.partitives();
    c.other_units();
    c.breakdowns();
    c.ellipsis();
    c.of_casualties();
    c.alone();
    c
}

impl<'t, 'a> Clauses<'_, 't, 'a> {
    pub(super) fn items(&self) -> &[Item] {
        &self.s.items
    }

    /// Whether a symbol of one of these sorts stands in the sentence, whatever it says besides.
    pub(super) const fn holds(&self, symbols: &[Symbol]) -> bool {
        self.s.sorts.meets(Sorts::of(symbols))
    }

    pub(super) fn symbol(&self, at: usize) -> Option<Symbol> {
        step();
        self.s.items.get(at).map(|i| i.symbol)
    }

    pub(super) fn figure_at(&self, at: usize) -> Option<usize> {
        match self.symbol(at)? {
            Symbol::Figure(f) => Some(f),
            _ => None,
        }
    }

    pub(super) fn first_token(&self, at: usize) -> Option<&'t Token<'a>> {
        self.s.items.get(at).map(|i| &self.s.tokens[i.start])
    }

    pub(super) fn free(&self, figure: usize) -> bool {
        self.readings[figure].is_none() && !self.superseded[figure]
    }

    /// Whether the figure's noun can be a victim at all.
    pub(super) fn people(&self, figure: usize) -> bool {
        self.s.figures[figure].head != Head::Harmed(Measure::Killed)
    }

    pub(super) fn read(&mut self, figure: usize, measure: Measure, group: Option<usize>, production: &'static str) {
        if !self.free(figure) {
            return;
        }
        let status = group.and_then(|g| self.status_of(g, measure));
        self.readings[figure] = Some(Reading {
            measure,
            group,
            production,
            part: false,
            whole: None,
            complete: false,
            status,
            bound: None,
        });
    }

    pub(super) fn read_part(
        &mut self,
        figure: usize,
        measure: Measure,
        whole: Option<usize>,
        production: &'static str,
    ) {
        if self.readings[figure].is_none() && !self.superseded[figure] {
            let status = whole.and_then(|w| self.readings[w].as_ref()).and_then(|r| r.status);
            self.readings[figure] = Some(Reading {
                measure,
                group: None,
                production,
                part: true,
                whole,
                complete: false,
                status,
                bound: None,
            });
        }
    }

    /// The figure right before item `at`.
    pub(super) fn figure_before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).and_then(|b| self.figure_at(b))
    }

    /// The verb group right behind a figure.
    pub(super) fn verb_behind(&self, figure: usize) -> Option<&Group> {
        match self.symbol(self.s.item_of_figure(figure)? + 1)? {
            Symbol::Verbs(g) => Some(&self.s.groups[g]),
            _ => None,
        }
    }

    /// The same of a part of a breakdown that is given as complete.
    pub(super) fn read_part_of_all(
        &mut self,
        figure: usize,
        measure: Measure,
        whole: Option<usize>,
        production: &'static str,
    ) {
        self.read_part(figure, measure, whole, production);
        if let Some(r) = self.readings[figure].as_mut() {
            r.complete = true;
        }
    }

    /// What a verb group says of the certainty of its figures.
    pub(super) fn status_of(&self, group: usize, measure: Measure) -> Option<Status> {
        let g = &self.s.groups[group];
        let ordered = measure == Measure::Evacuated
            && self.s.tokens[g.start..g.end]
                .iter()
                .any(|t| t.means(Sense::Hedge(Status::Ordered)) || t.begins("order") || t.text.contains(" order"));
        if g.not {
            return Some(Status::Denied);
        }
        let intent = g.start.checked_sub(1).map(|i| &self.s.tokens[i]);
        // "threatened to kill 200", "22,000 risk being displaced"
        if (self.s.tokens[g.start].means(Sense::To) || self.s.tokens[g.start].is_word(&["being"]))
            && intent.is_some_and(|t| t.means(Sense::Hedge(Status::Hypothetical)))
        {
            return Some(Status::Hypothetical);
        }
        if g.doubt || g.hedges.contains(&Status::Hypothetical) || g.open && self.holds(&[Symbol::If]) {
            return Some(Status::Hypothetical);
        }
        if ordered || g.hedges.contains(&Status::Ordered) {
            return Some(Status::Ordered);
        }
        let own = g.hedges.iter().copied().find(|&h| h != Status::Asserted);
        own.or_else(|| self.presumed_after(group))
    }

    // presumed-after = state ","|"and" "presumed" "dead"
    pub(super) fn presumed_after(&self, group: usize) -> Option<Status> {
        let at = self.s.item_of_group(group)?;
        let joint = matches!(self.symbol(at + 1), Some(Symbol::Comma | Symbol::And));
        match self.symbol(at + 1 + usize::from(joint))? {
            Symbol::Verbs(g) if joint || self.s.groups[group].second.is_some() => {
                self.s.groups[g].hedges.contains(&Status::Feared).then_some(Status::Feared)
            }
            _ => None,
        }
    }
}
