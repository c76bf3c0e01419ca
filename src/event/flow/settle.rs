//! What the flow of a document leaves to the end: headlines, parts, long times, claims nobody placed.
//!
//! In: a [`Flow`] whose body has been read. Out: every claim in exactly one occurrence, and no
//! occurrence without claims but the main one.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::sums::Sums;
use super::{Flow, MAIN, WIDE};
use crate::claim::{Claim, Measure, Scope, Unit};
use crate::event::cues::Turn;
use crate::event::mentions::Role;
use crate::event::names::Size;
use crate::event::occurrence::{Standing, Used};
use crate::event::passage::{Passage, passage_of, width};
use crate::text::{Field, Kind};

/// What a figure states: of two alike one is that of the other's occurrence.
type Stated<'a> = (Measure, Unit, &'a [u64]);

fn stated(claim: &Claim) -> Stated<'_> {
    (claim.measure, claim.unit, &claim.stated)
}

fn is_title(passage: &Passage) -> bool {
    passage.sentence.field == Field::Title || passage.sentence.kind == Kind::Title
}

impl Flow<'_> {
    /// A headline speaks of the main occurrence; of another one, or of all, where its figure says so.
    pub(super) fn read_title(&mut self) {
        let beside = self.found.iter().filter(|o| o.standing == Standing::Beside).count();
        let claims = self.claims;
        let titled = (self.passages.iter().zip(self.own.each())).any(|(p, own)| is_title(p) && !own.is_empty());
        let agreeing = if titled { self.agreeing(claims) } else { BTreeMap::new() };
        for i in 0..self.passages.len() {
            let passage = &self.passages[i];
            if !is_title(passage) {
                continue;
            }
            for &claim in self.own.of(i) {
                let of = match agreeing.get(&stated(&claims[claim])).copied() {
                    Some(of) => of,
                    None if beside > 0 => self.spanning(),
                    None => MAIN,
                };
                self.of_claim.give(claim, of);
            }
            // where there are several, a headline names the places of all of them
            let of = if beside > 0 { self.own.of(i).first().and_then(|&c| self.of_claim.get(c)) } else { Some(MAIN) };
            if let Some(of) = of {
                for n in 0..passage.clauses.len() {
                    self.hear(of, i, n);
                }
            }
        }
    }

    /// The occurrence of the day with each whole figure of the body, by what it states: the first one.
    fn agreeing<'c>(&self, claims: &'c [Claim]) -> BTreeMap<Stated<'c>, usize> {
        let mut agreeing = BTreeMap::new();
        for (claim, of) in self.of_claim.iter() {
            let today = matches!(self.found[of].standing, Standing::Main | Standing::Beside);
            if today && !claims[claim].part {
                agreeing.entry(stated(&claims[claim])).or_insert(of);
            }
        }
        agreeing
    }

    /// A figure over several occurrences of the day belongs to none of them: its words say so ("in the
    /// two towns"), or it is the sum of theirs.
    pub(super) fn span_several(&mut self) {
        let today = |k: usize| matches!(self.found[k].standing, Standing::Main | Standing::Beside);
        if (0..self.found.len()).filter(|&k| today(k)).count() < 2 {
            return;
        }
        let clause_of = |claim: usize| {
            let said = passage_of(self.passages, &self.claims[claim]).map(|n| &self.passages[n])?;
            Some(&said.clauses[said.clause_at(self.claims[claim].span.start)])
        };
        let worded = |claim: usize| clause_of(claim).is_some_and(|c| c.turns.contains(&Turn::Spanning));
        // "22 died in A" is of A, whatever other figures come to
        let placed = |claim: usize| {
            clause_of(claim).is_some_and(|c| c.names.iter().filter(|m| m.at && self.is_small(m)).count() == 1)
        };
        let (over_all, others): (Vec<_>, Vec<_>) =
            self.of_claim.iter().filter(|&(_, of)| today(of)).partition(|&(c, _)| worded(c));
        let sums = Sums::of(others.iter().map(|&(c, of)| (of, &self.claims[c])));
        let sum = others.iter().filter(|&&(c, _)| sums.is_sum(&self.claims[c]) && !placed(c)).map(|&(c, _)| c);
        let spanning: Vec<usize> = over_all.iter().map(|&(c, _)| c).chain(sum).collect();
        for claim in spanning {
            let of = self.spanning();
            self.of_claim.give(claim, of);
        }
    }

    /// A part belongs where its whole does.
    pub(super) fn follow_wholes(&mut self) {
        let claims = self.claims;
        let parts = || self.own.all().iter().filter_map(|&claim| Some((claim, claims[claim].part_of.as_deref()?)));
        if parts().next().is_none() {
            return;
        }
        // ids of one document differ by their numbers
        let index: FxHashMap<&str, usize> = self.of_claim.iter().map(|(c, _)| (&*claims[c].id, c)).collect();
        for (claim, whole) in parts() {
            if let Some(of) = index.get(whole).and_then(|&whole| self.of_claim.get(whole)) {
                self.of_claim.give(claim, of);
            }
        }
    }

    /// The sentence of a figure over a long time; none where its clause has days of its own all the same.
    fn long_sentence(&self, claim: usize) -> Option<usize> {
        let claim = &self.claims[claim];
        let sentence = passage_of(self.passages, claim)?;
        let clause = &self.passages[sentence].clauses[self.passages[sentence].clause_at(claim.span.start)];
        let days = clause.date.is_some_and(|d| width(d.days) < WIDE);
        (claim.scope == Scope::Cumulative && !days).then_some(sentence)
    }

    /// What a sentence says of a long time.
    fn long_time(&mut self, sentence: usize) -> usize {
        let of = self.add(Standing::Cumulative);
        let passage = &self.passages[sentence];
        for n in 0..passage.clauses.len() {
            self.hear(of, sentence, n);
        }
        of
    }

    /// Hands the claims out, long times apart, and drops what holds none.
    /// `names`: whether the occurrences are to have theirs.
    pub(super) fn settle(&mut self, names: bool) {
        let mut long: BTreeMap<usize, usize> = BTreeMap::new();
        for &claim in self.own.all() {
            let of = match self.long_sentence(claim) {
                Some(sentence) => *long.entry(sentence).or_insert_with(|| self.long_time(sentence)),
                None => self.of_claim.get(claim).unwrap_or(MAIN),
            };
            self.found[of].claims.push(claim);
            let stated = &self.claims[claim].stated;
            let measure = self.claims[claim].measure;
            self.found[of].figures.extend(stated.iter().map(|&n| (measure, n)));
        }
        if names {
            self.name_all();
            self.lend_names();
        }
        let mut first = true;
        self.found.retain(|o| std::mem::take(&mut first) || !o.claims.is_empty());
    }

    /// What is recalled without a name is taken to be of the same places and people as the main event.
    fn lend_names(&mut self) {
        let lent: Vec<_> = self.found[MAIN].names.iter().filter(|n| n.role != Role::Thing).cloned().collect();
        for recalled in self.found.iter_mut().filter(|o| o.standing == Standing::Recalled) {
            if recalled.names.iter().all(|n| n.size == Some(Size::Country)) {
                recalled.names.extend(lent.iter().map(|n| Used { at: false, ..n.clone() }));
            }
        }
    }
}
