//! Places that tell one occurrence of the day from another.
//!
//! In: a clause with its places, and the occurrences found so far. Out: the one that the clause speaks
//! of, a new one where the place and a turn, a label or a contradicting figure show it. Places of other
//! documents are not known here.

use super::bounds::is_whole;
use super::{Due, Flow, MAIN, Names, Target};
use crate::claim::{Claim, Measure};
use crate::event::mentions::{Mention, Role};
use crate::event::names::{Name, Relation, Size};
use crate::event::occurrence::{Standing, Used};
use crate::event::passage::{Clause, passage_of};

impl<'a> Flow<'a> {
    /// A place of its own beside the main occurrence's.
    pub(super) fn by_place(&mut self, i: usize, n: usize, current: usize, own: &[usize]) -> Option<Target> {
        let passages = self.passages;
        let led = self.led_by(i, n, own);
        let own = led.unwrap_or(own);
        let (passage, clause) = (&passages[i], &passages[i].clauses[n]);
        let label = passage.label;
        let there = |clause: &'_ Clause| clause.names.iter().any(|m| (m.at || label) && self.is_small(m));
        // "ten were killed when gunmen stopped a bus near A"
        let leaning = passage.clauses.iter().find(|next| next.from > clause.from);
        // "two died when another went off in B": another of what was told of before
        let tells = |next: &Clause| self.telling(next) || next.turns_to_another();
        let leaning = leaning.filter(|next| next.leans && !own.is_empty() && tells(next) && !there(clause));
        // "Rescuers in A said that the strike there had killed three"
        let pointed = || passage.clauses[..n].iter().rev().find(|before| there(before));
        let pointed = if clause.there && !there(clause) { pointed() } else { None };
        let back = if pointed.is_none() { self.pointed_back(i, clause) } else { None };
        let leaning = leaning.filter(|_| back.is_none());
        let placed = leaning.or(pointed).unwrap_or(clause);
        if back.is_none() && !placed.names.iter().any(|m| m.at || label) {
            return None;
        }
        if self.of_another_kind(clause, own) {
            let there: Vec<&Mention> = clause.names.iter().filter(|m| m.at && self.is_small(m)).collect();
            self.name_all();
            let of = self.known_at(&there).unwrap_or_else(|| self.add(Standing::Beside));
            return Some(Target { of, own: true });
        }
        // "In A 62 drowned, in B 22": what has no one place is counted place by place
        if self.is_wide(clause) && !self.differs(clause, own) {
            return None;
        }
        let another = passage.clauses.iter().any(Clause::turns_to_another);
        let more = own.iter().any(|&c| self.claims[c].additional);
        let figure = passage.clauses.iter().any(|c| c.figure);
        let told = passage.clauses.iter().any(|c| self.telling(c)) || clause.harm && figure && !clause.counted;
        let turned = another && told && !more;
        // "In B a drone killed two women. In C four were hurt"
        let goes_on = self.found[current].standing == Standing::Beside && !self.is_background(current);
        let moves_on = goes_on && !clause.counted && own.iter().any(|&c| is_whole(&self.claims[c]));
        let apart = label || turned || moves_on || self.differs(clause, own);
        // where only one occurrence is known so far, and nothing tells of another, it is that one, whether the
        // place is small or not
        if self.found.len() == 1 && !apart && leaning.is_none() && clause.names.iter().any(|m| m.at) {
            return Some(Target { of: MAIN, own: true });
        }
        let named = placed.names.iter().filter(|m| (m.at || label) && self.is_small(m));
        let here: Vec<&Mention> = named.chain(back).collect();
        if here.is_empty() {
            return None;
        }
        self.name_all();
        // "He went on to B. There …": that the text speaks of B by then does not make it the place of all
        if let Some(of) = self.known_at(&here).filter(|&of| of != MAIN || back.is_none() || !apart) {
            return Some(Target { of, own: true });
        }
        if apart && self.found[MAIN].places().any(|p| p.at) {
            let at = self.add(Standing::Beside);
            self.found[at].dated = clause.date.or(self.found[MAIN].dated);
            if back.is_some() {
                self.due.push(Due {
                    of: at,
                    passage: i - 1,
                    clause: passages[i - 1].clauses.len() - 1,
                    names: Names::Last,
                });
            }
            // a flood that is counted place by place is a flood in each of them
            let kinds = &self.data.kinds;
            let wide: Vec<_> = self.found[MAIN].kinds.iter().copied().filter(|&k| kinds.get(k).wide).collect();
            self.found[at].kinds.extend(wide);
            return Some(Target { of: at, own: true });
        }
        None
    }

    /// "He went on to B. There a rocket hit a house": the place that the sentence before named last.
    pub(super) fn pointed_back(&self, i: usize, clause: &Clause) -> Option<&'a Mention> {
        let own = clause.names.iter().any(|m| m.at);
        let points = clause.there && !own && !self.is_wide(clause);
        let before = i.checked_sub(1).map(|k| &self.passages[k]).filter(|_| points)?;
        let last = before.clauses.last()?.names.last()?;
        let beside = before.sentence.paragraph == self.passages[i].sentence.paragraph;
        (beside && !matches!(last.role, Role::Person | Role::Group) && self.is_small(last)).then_some(last)
    }

    /// The claims of the clause that leans on one without any: "They also raided B, where they killed nine".
    fn led_by(&self, i: usize, n: usize, own: &[usize]) -> Option<&'a [usize]> {
        let clauses = &self.passages[i].clauses;
        let next = clauses.get(n + 1).filter(|next| own.is_empty() && next.leans && next.date.is_none())?;
        let end = clauses.get(n + 2).map_or(usize::MAX, |after| after.from);
        let of_sentence = self.own.of(i);
        let starts = |&c: &usize| self.claims[c].span.start;
        let first = of_sentence.iter().position(|c| starts(c) >= next.from)?;
        let last = of_sentence.iter().position(|c| starts(c) >= end).unwrap_or(of_sentence.len());
        Some(&of_sentence[first..last])
    }

    /// Whether the clause tells of an occurrence of another kind than the main one, elsewhere, with a whole
    /// figure that contradicts its figures: "the quake in A killed 252" behind four dead in a crash in B.
    fn of_another_kind(&self, clause: &Clause, own: &[usize]) -> bool {
        let kinds = &self.data.kinds;
        let akin = clause.kinds.iter().any(|&k| self.about.iter().any(|&about| kinds.akin(k, about)));
        let known = kinds.telling(&self.about).next().is_some();
        let there = clause.names.iter().any(|m| m.at && self.is_small(m));
        let other =
            || own.iter().map(|&c| &self.claims[c]).any(|claim| self.mains.all.contradict(&claim.measure, claim));
        self.telling(clause) && known && !akin && there && !clause.counted && other()
    }

    /// A town or a thing in it, not a region or a country.
    pub(super) fn is_small(&self, mention: &Mention) -> bool {
        let name = mention.name(&self.data.names);
        !matches!(name.size.or(mention.size), Some(Size::Country | Size::Region))
    }

    /// The occurrence of the day that is known to be at one of these places.
    fn known_at(&mut self, here: &[&Mention]) -> Option<usize> {
        let data = self.data;
        let live = self.latest_from();
        let mut named = std::mem::take(&mut self.named);
        named.read(&self.found, self.latest());
        let mut known: Option<usize> = None;
        // "in Gana, also in Yobu", where Yobu was told to be a state: Gana is the place
        let wide = |used: &&Used| matches!(used.size, Some(Size::Country | Size::Region));
        let region = |name: &Name| {
            self.found[MAIN].places().filter(wide).any(|used| used.name.relation(name) != Relation::Apart)
        };
        let names = || here.iter().map(|mention| mention.name(&data.names));
        let town = here.len() > 1 && names().any(|name| !region(name));
        for name in names().filter(|name| !(town && region(name))) {
            for hint in name.hints() {
                for &(of, nth) in named.under(hint, live) {
                    let used = &self.found[of].names[nth];
                    let is_first = known.is_none_or(|first| of < first);
                    let there = is_first && used.role == Role::Place && used.at;
                    if there && self.is_of_today(of) && name.relation(&used.name) != Relation::Apart {
                        known = Some(of);
                    }
                }
            }
        }
        self.named = named;
        known
    }

    fn is_of_today(&self, of: usize) -> bool {
        matches!(self.found[of].standing, Standing::Main | Standing::Beside) && !self.is_background(of)
    }

    pub(super) fn elsewhere(&self, clause: &Clause) -> bool {
        let beside = self.latest().any(|k| self.found[k].standing == Standing::Beside);
        beside || clause.turns_to_another()
    }

    /// Whether the clause tells of harm at a place that is none of the main occurrence's, with a figure
    /// that differs from those it has elsewhere.
    pub(super) fn is_another_place(&mut self, i: usize, clause: &Clause, own: &[usize]) -> bool {
        if own.is_empty() || !self.differs(clause, own) {
            return false;
        }
        let named = clause.names.iter().filter(|m| m.at && self.is_small(m));
        let back = self.pointed_back(i, clause);
        let here: Vec<&Mention> = named.chain(back).collect();
        self.name_all();
        !here.is_empty() && (back.is_some() || self.known_at(&here) != Some(MAIN))
    }

    /// Whether the clause gives a whole figure, with what happened, that a figure of the main
    /// occurrence contradicts: "12 died in A … five in B". Not where its sentence breaks that figure down by
    /// place, but for a place whose own figure it contradicts.
    fn differs(&mut self, clause: &Clause, own: &[usize]) -> bool {
        let claims = self.claims;
        let mut own = own.iter().map(|&c| &claims[c]);
        // "seven died in A, and in B three": the figure tells that people came to harm, the verb is understood
        !clause.counted
            && own.any(|claim| {
                // names are read only for what contradicts some figure
                self.mains.all.contradict(&claim.measure, claim)
                    && (!self.breaks_down(claim) || {
                        self.place_mains();
                        self.mains.placed.contradict(&claim.measure, claim)
                    })
            })
    }

    /// Whether the whole figures of a claim's sentence come to one of the main occurrence, which may stand
    /// among them: "49 were killed: 41 in the first house, eight in the second".
    fn breaks_down(&mut self, claim: &Claim) -> bool {
        let Some(passage) = passage_of(self.passages, claim) else { return false };
        let sums = match self.sentence_sum {
            Some((known, sums)) if known == passage => sums,
            _ => self.sums_of(passage),
        };
        self.sentence_sum = Some((passage, sums));
        let sum = sums[usize::from(claim.measure == Measure::Injured)];
        self.mains.all.floor(&claim.measure).is_some_and(|floor| sum == floor || Some(sum) == floor.checked_mul(2))
    }

    /// What the whole figures of the dead, and those of the hurt, come to in a passage.
    fn sums_of(&self, passage: usize) -> [u64; 2] {
        let own = || self.own.of(passage).iter().map(|&c| &self.claims[c]).filter(|claim| is_whole(claim));
        let sum = |measure| {
            own()
                .filter(|claim| claim.measure == measure)
                .fold(0, |sum: u64, claim| sum.saturating_add(claim.range.low))
        };
        [sum(Measure::Killed), sum(Measure::Injured)]
    }

    /// Finds which figures of the main occurrence stand beside a place of their own.
    fn place_mains(&mut self) {
        for claim in std::mem::take(&mut self.mains.to_place) {
            let claim = &self.claims[claim];
            if self.names_beside(claim).any(|m| self.is_small(m)) {
                self.mains.placed.note(claim.measure, claim);
            }
        }
    }
}
