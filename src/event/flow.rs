//! The flow of one document: which of its sentences, clauses and claims speak of which occurrence.
//!
//! In: the passages of a document and its claims. Out: its [`Occurrence`]s, the main one first; each
//! claim belongs to exactly one. A document is about one occurrence (its main one) unless a clause
//! shows otherwise: by an earlier date, by a turn ("a similar collapse", "a second blast, in …"), by
//! another place, by a long time. Other documents are not known here.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use self::bounds::{Wholes, is_whole};
use self::named::Named;
use self::own::{Given, Own};
use super::EventData;
use super::cues::{KindId, Turn};
use super::mentions::Mention;
use super::occurrence::{Occurrence, Standing};
use super::passage::{Clause, Dated, Depth, Passage, passage_of, width};
use crate::claim::{Claim, Measure};
use crate::text::{Field, Kind};

/// An event told without its day is looked for this many days before publication, at most.
const RECENT: i64 = 30;
/// A date of this many days or more does not tell one event from another that lies within it.
const WIDE: i32 = 27;
/// For so many sentences a text goes on about something else than its main occurrence without
/// saying so again.
const GOES_ON: usize = 2;

/// So many occurrences of a document are asked whether one of them is meant again: the latest, and the main one.
const LATEST: usize = 24;

/// The document's occurrences, with their names where the passages were read to be compared. `None`
/// where a glance at the passages was not enough: as long as only the main occurrence is known and nobody
/// asks for its names, neither the names of a clause without a claim nor its turns tell anything.
pub(crate) fn occurrences(
    document: usize,
    published: Option<Date>,
    passages: &mut [Passage],
    claims: &[Claim],
    order: &[usize],
    data: &EventData,
    depth: Depth,
) -> Option<Vec<Occurrence>> {
    let mut main = Occurrence::new(document, Standing::Main, published);
    let own = Own::stand(passages, claims, order);
    for (passage, own) in passages.iter_mut().zip(own.each()) {
        let harm = |c: &&Claim| {
            matches!(c.measure, Measure::Killed | Measure::Injured | Measure::Casualties | Measure::Captured)
        };
        own.iter().map(|&c| &claims[c]).filter(harm).for_each(|claim| passage.mark_figure(claim.span.start));
    }
    let passages = &*passages;
    main.dated = opening::main_date(published, passages, &at_odds(&own, claims));
    let mut flow = Flow {
        passages,
        claims,
        own: &own,
        data,
        found: vec![main],
        recalled: None,
        spanning: None,
        open_apart: None,
        about: opening::about(passages, data),
        of_claim: Given::none(own.all()),
        mains: Mains::default(),
        sentence_sum: None,
        due: Vec::new(),
        named: Named::default(),
        glance: matches!(depth, Depth::Glance(_)),
        unsure: false,
    };
    flow.read_body();
    if flow.unsure {
        return None;
    }
    flow.read_title();
    flow.span_several();
    flow.follow_wholes();
    flow.settle(matches!(depth, Depth::Compared));
    Some(flow.found)
}

/// Whether each passage gives a whole figure that one before it contradicts.
fn at_odds(own: &Own, claims: &[Claim]) -> Vec<bool> {
    let mut before = Wholes::default();
    let mut odds = |own: &[usize]| {
        let own = || own.iter().map(|&c| &claims[c]);
        let odd = own().any(|claim| before.contradict(&claim.measure, claim));
        own().filter(|claim| claim.field == Field::Text).for_each(|claim| before.note(claim.measure, claim));
        odd
    };
    own.each().map(&mut odds).collect()
}

struct Flow<'a> {
    passages: &'a [Passage],
    claims: &'a [Claim],
    own: &'a Own,
    data: &'a EventData,
    found: Vec<Occurrence>,
    /// The occurrence that was recalled last.
    recalled: Option<usize>,
    /// What is told of several at once.
    spanning: Option<usize>,
    /// Where the last sentence begins that turned to an occurrence elsewhere, and that occurrence.
    open_apart: Option<(usize, usize)>,
    /// What the headline and the first sentence that names a kind are about.
    about: BTreeSet<KindId>,
    /// The occurrence of each claim.
    of_claim: Given,
    /// The figures of the main occurrence.
    mains: Mains<'a>,
    /// What the whole figures of the dead and of the hurt come to in the passage that was asked last.
    sentence_sum: Option<(usize, [u64; 2])>,
    /// Names that the occurrences are still to be given: reading names takes long, and most
    /// documents tell of one occurrence, for which nobody asks.
    due: Vec<Due>,
    /// The names of the latest occurrences by what they are like, as far as they were asked for.
    named: Named,
    /// Whether the passages were read at a glance.
    glance: bool,
    /// Whether something was asked that a glance does not tell.
    unsure: bool,
}

/// The whole figures of the main occurrence, as others are compared with them.
#[derive(Default)]
struct Mains<'a> {
    all: Wholes<Measure>,
    of_people: Wholes<(Measure, &'a [String])>,
    /// Those that stand beside a place of their own.
    placed: Wholes<Measure>,
    /// Claims of which nobody asked yet whether they do.
    to_place: Vec<usize>,
}

/// Names of a clause, put off until an occurrence is asked for its own.
struct Due {
    of: usize,
    passage: usize,
    clause: usize,
    names: Names,
}

/// Which names of a clause, and how they stand with the occurrence.
#[derive(Clone, Copy)]
enum Names {
    All,
    Last,
    InPassing,
}

const MAIN: usize = 0;

/// What a clause was found to speak of, and whether it says so itself.
#[derive(Clone, Copy)]
struct Target {
    of: usize,
    own: bool,
}

impl Flow<'_> {
    fn read_body(&mut self) {
        let mut current = MAIN;
        let mut paragraph = usize::MAX;
        let mut silent = 0;
        for i in 0..self.passages.len() {
            if self.unsure {
                return;
            }
            let passage = &self.passages[i];
            if passage.sentence.field == Field::Title || passage.sentence.kind == Kind::Title {
                self.found[MAIN].kinds.extend(passage.clauses.iter().flat_map(|c| &c.kinds));
                continue;
            }
            if passage.sentence.paragraph != paragraph {
                paragraph = passage.sentence.paragraph;
                current = self.at_paragraph(current);
            }
            let (next, said) = self.read_passage(i, current);
            silent = if said || next != current { 0 } else { silent + 1 };
            current = if silent >= GOES_ON { MAIN } else { next };
        }
    }

    /// A new paragraph speaks of the main occurrence again, but for one beside it that is still open.
    fn at_paragraph(&self, current: usize) -> usize {
        if self.found[current].standing == Standing::Beside { current } else { MAIN }
    }

    /// Gives the clauses of a passage to occurrences; returns what the next sentence goes on about,
    /// and whether this one says so.
    fn read_passage(&mut self, i: usize, current: usize) -> (usize, bool) {
        let passage = &self.passages[i];
        if passage.is_silent() {
            return (current, false);
        }
        let opening = i < 4;
        let mut next = current;
        let mut settled = false;
        let mut before: Option<Target> = None;
        let mut open = current;
        let mut rest = self.own.of(i);
        for n in 0..passage.clauses.len() {
            let clause = &passage.clauses[n];
            let stands_here = |&&c: &&usize| passage.clause_at(self.claims[c].span.start) == n;
            let (own, behind) = rest.split_at(rest.iter().take_while(stands_here).count());
            rest = behind;
            let target = match before {
                Some(lead) if clause.leans && clause.date.is_none() => lead,
                _ => self.target(i, n, open, own),
            };
            // a sentence that opens with an event, or turns to one beside, goes on about it
            if target.own && (n == 0 || self.found[target.of].standing == Standing::Beside) {
                open = target.of;
            }
            let speaks = target.own || !own.is_empty() || !clause.kinds.is_empty() || clause.harm;
            let tells = !own.is_empty() || !clause.kinds.is_empty() || clause.harm || clause.date.is_some();
            // "In A, where 21 were killed six weeks ago": the name before the clause is that of its place
            let lead = n.checked_sub(1).map(|k| &passage.clauses[k]).filter(|_| clause.leans && clause.date.is_some());
            if lead.is_some_and(|lead| !lead.names.is_empty()) {
                self.due.push(Due { of: target.of, passage: i, clause: n - 1, names: Names::Last });
            }
            let lends = passage.clauses.get(n + 1).is_some_and(|next| next.leans && next.date.is_some());
            if (tells || opening || passage.label) && !(lends && own.is_empty() && clause.kinds.is_empty()) {
                self.hear(target.of, i, n);
            } else if !clause.names.is_empty() {
                self.due.push(Due { of: target.of, passage: i, clause: n, names: Names::InPassing });
            }
            if target.own && !settled {
                next = target.of;
                settled = true;
            }
            if speaks {
                before = Some(target);
            }
            for &claim in own {
                self.give(claim, target);
            }
        }
        (if settled { next } else { before.map_or(current, |t| t.of) }, settled)
    }

    /// Adds what a clause says to an occurrence, its names when they are asked for.
    fn hear(&mut self, of: usize, i: usize, n: usize) {
        let passage = &self.passages[i];
        self.found[of].hear(passage, &passage.clauses[n]);
        if !passage.clauses[n].names.is_empty() {
            self.due.push(Due { of, passage: i, clause: n, names: Names::All });
        }
    }

    /// Gives the occurrences the names that were put off, in the order of the text.
    fn name_all(&mut self) {
        self.unsure |= self.glance;
        for due in std::mem::take(&mut self.due) {
            let clause = &self.passages[due.passage].clauses[due.clause];
            let occurrence = &mut self.found[due.of];
            match (due.names, clause.names.last()) {
                (Names::Last, Some(last)) => occurrence.use_name(last, &self.data.names),
                (Names::Last, None) => {}
                (Names::All, _) => occurrence.use_names(clause, &self.data.names),
                (Names::InPassing, _) => occurrence.overhear(clause, &self.data.names),
            }
        }
    }

    fn give(&mut self, claim: usize, target: Target) {
        self.of_claim.give(claim, target.of);
        if target.of == MAIN {
            self.note_main(claim);
        }
        self.found[target.of].borrowed += usize::from(!target.own);
    }

    // The order matters: a date tells most, then a turn, then a background, then a place.
    fn target(&mut self, i: usize, n: usize, current: usize, own: &[usize]) -> Target {
        let passage = &self.passages[i];
        let clause = &passage.clauses[n];
        self.by_date(i, n, own)
            .or_else(|| self.by_turn(passage, clause, current, own))
            .or_else(|| self.by_background(clause))
            .or_else(|| self.by_place(i, n, current, own))
            .unwrap_or_else(|| self.going_on(clause, current))
    }

    /// An earlier date: a past occurrence. The main one's own date: that one.
    fn by_date(&mut self, i: usize, n: usize, own: &[usize]) -> Option<Target> {
        let passages = self.passages;
        let clause = &passages[i].clauses[n];
        // "In 2003 200,000 came the same way": a figure's month or year is its own
        // so is that of a clause that leads up to it: "In 2017 a heap slid onto huts, and 115 died"
        let bare = |next: &Clause| next.figure && next.date.is_none() && next.loose.is_none();
        let leads = n == 0 && passages[i].clauses.get(1).is_some_and(bare);
        let loose = clause.loose.filter(|d| (!own.is_empty() || leads) && width(d.days) >= WIDE);
        let dated = clause.date.or(loose)?;
        let main = &self.found[MAIN];
        let past = match (main.dated, main.published) {
            (Some(day), _) if day.reach.meet(dated.reach) => {
                let tells = width(dated.days) < WIDE || width(day.days) >= WIDE;
                // "In B, on the same Monday, a gunman shot two": the place tells more than the day
                let here = tells && !self.elsewhere(clause) && !self.is_another_place(i, clause, own);
                return here.then_some(Target { of: MAIN, own: true });
            }
            (Some(day), _) => dated.reach.to < day.days.from,
            (None, Some(published)) => published.checked_sub(RECENT.days()).is_ok_and(|early| dated.days.to < early),
            (None, None) => false,
        };
        if past || main.dated.is_none() && self.contradicts(own) {
            return Some(Target { of: self.recall(dated), own: true });
        }
        if self.later(clause, own) {
            let known = self.found.len();
            let of = self.of_day(dated);
            // "They came back on Wednesday": to where they had been
            if of == known && !self.telling(clause) && !clause.names.iter().any(|m| m.at) {
                self.lend_main(of);
            }
            return Some(Target { of, own: true });
        }
        if main.dated.is_none() && width(dated.days) < WIDE {
            return Some(Target { of: MAIN, own: true });
        }
        None
    }

    /// A whole figure of what happened on a later day: something else than the main occurrence, or the
    /// like of it again, where it has a place; not its toll that has grown.
    fn later(&self, clause: &Clause, own: &[usize]) -> bool {
        let whole = own.iter().any(|&c| !self.claims[c].part && !self.claims[c].additional);
        let dated = self.found[MAIN].dated.is_some();
        let kinds = &self.data.kinds;
        let akin = clause.kinds.iter().any(|&k| self.about.iter().any(|&about| kinds.akin(k, about)));
        let known = kinds.telling(&self.about).next().is_some();
        // "A gunman opened fire again on Tuesday and killed one man"
        let anew = clause.turns.contains(&Turn::Anew);
        // "the earthquake of 11 October" is not that of the 7th, nor is it its aftershock's toll
        let other = clause.date.is_some_and(|d| d.weight > 1) && clause.kinds.iter().any(|&k| kinds.get(k).rare);
        let again = (other || !self.is_wide(clause)) && (anew || self.contradicts(own));
        // "They came back on Wednesday and killed four": fewer than are dead already
        let fewer = || clause.harm && again && self.falls_short(own);
        dated && whole && !clause.counted && (self.telling(clause) && (known && !akin || again) || fewer())
    }

    /// The main occurrence and the latest others, in the order of the text.
    fn latest(&self) -> impl Iterator<Item = usize> + use<> {
        std::iter::once(MAIN).chain(self.latest_from()..self.found.len())
    }

    /// The first of the latest occurrences but the main one.
    fn latest_from(&self) -> usize {
        self.found.len().saturating_sub(LATEST).max(1)
    }

    /// The occurrence beside the main one on that day, a new one where there is none.
    fn of_day(&mut self, dated: Dated) -> usize {
        let same =
            |o: &Occurrence| o.standing == Standing::Beside && o.dated.is_some_and(|d| d.reach.meet(dated.reach));
        let known = self.latest().skip(1).find(|&k| same(&self.found[k]));
        let at = known.unwrap_or_else(|| self.add(Standing::Beside));
        self.found[at].dated = self.found[at].dated.or(Some(dated));
        at
    }

    /// Keeps a claim of the main occurrence.
    fn note_main(&mut self, claim: usize) {
        let claims = self.claims;
        let new = &claims[claim];
        if is_whole(new) {
            self.mains.all.note(new.measure, new);
            self.mains.of_people.note((new.measure, &new.population), new);
            self.mains.to_place.push(claim);
        }
    }

    /// Where something is said to be, in the clause of a claim and in those that lean on it or tell what it
    /// follows: "eight died when a rocket struck a house in A", "the hospital took in 14 bodies after the strike on A".
    fn names_beside(&self, claim: &Claim) -> impl Iterator<Item = &Mention> {
        let said = passage_of(self.passages, claim).map(|n| &self.passages[n]);
        let clauses = said.map(|p| &p.clauses[p.clause_at(claim.span.start)..]).unwrap_or_default();
        let leaning =
            clauses.iter().skip(1).take_while(|clause| clause.leans || self.telling(clause) && !clause.figure);
        clauses.iter().take(1).chain(leaning).flat_map(|clause| &clause.names).filter(|m| m.at)
    }

    /// Whether the figures contradict whole ones of the main occurrence.
    fn contradicts(&self, own: &[usize]) -> bool {
        let mut own = own.iter().map(|&c| &self.claims[c]);
        own.any(|claim| self.mains.of_people.contradict(&(claim.measure, &claim.population), claim))
    }

    /// Gives an occurrence that says nothing of itself the kinds and names that the main one has so far.
    fn lend_main(&mut self, of: usize) {
        let lent: Vec<Due> = self.due.iter().filter(|due| due.of == MAIN).map(|due| Due { of, ..*due }).collect();
        self.due.extend(lent);
        let main = &self.found[MAIN];
        let (kinds, names) = (main.kinds.clone(), main.names.clone());
        self.found[of].kinds.extend(kinds);
        self.found[of].names.extend(names);
    }

    /// Whether one of the figures is below a whole one of the main occurrence.
    fn falls_short(&self, own: &[usize]) -> bool {
        let mut own = own.iter().map(|&c| &self.claims[c]);
        own.any(|claim| self.mains.of_people.exceed(&(claim.measure, &claim.population), claim))
    }

    /// The recalled occurrence of that date, a new one where there is none.
    fn recall(&mut self, dated: Dated) -> usize {
        let known = self.latest().skip(1).find(|&k| {
            let o = &self.found[k];
            o.standing == Standing::Recalled && o.dated.is_some_and(|d| d.reach.meet(dated.reach))
        });
        let at = known.unwrap_or_else(|| self.add(Standing::Recalled));
        if self.found[at].dated.is_none() {
            self.found[at].dated = Some(dated);
        }
        self.recalled = Some(at);
        at
    }

    fn add(&mut self, standing: Standing) -> usize {
        self.unsure |= self.glance;
        let main = &self.found[MAIN];
        self.found.push(Occurrence::new(main.document, standing, main.published));
        self.found.len() - 1
    }

    /// "a similar collapse killed 22", "that attack"
    fn by_turn(&mut self, passage: &Passage, clause: &Clause, current: usize, own: &[usize]) -> Option<Target> {
        let turned = |turn| clause.turns.contains(&turn);
        if let Some(recalled) = self.recalled
            && turned(Turn::Again)
            && self.found[current].standing != Standing::Beside
        {
            return Some(Target { of: recalled, own: true });
        }
        let tells = || self.telling(clause) && passage.clauses.iter().all(|c| c.date.is_none());
        if turned(Turn::Recall) && tells() && passage.sentence.paragraph > 1 {
            let at = match self.recalled.filter(|&r| self.found[r].dated.is_none()) {
                Some(open) => open,
                None => self.add(Standing::Recalled),
            };
            self.recalled = Some(at);
            return Some(Target { of: at, own: true });
        }
        self.apart(passage, clause, own)
    }

    /// "Elsewhere in the city, a lorry killed two": another occurrence of the day, though nobody says where.
    fn apart(&mut self, passage: &Passage, clause: &Clause, own: &[usize]) -> Option<Target> {
        let turned = passage.clauses.iter().any(|c| c.turns.contains(&Turn::Apart));
        let placed = || passage.clauses.iter().flat_map(|c| &c.names).any(|m| m.at && self.is_small(m));
        if !turned || clause.counted || own.is_empty() || self.is_wide(clause) || placed() {
            return None;
        }
        let of = match self.open_apart.filter(|&(sentence, _)| sentence == passage.sentence.span.start) {
            Some((_, open)) => open,
            None => self.add(Standing::Beside),
        };
        self.open_apart = Some((passage.sentence.span.start, of));
        self.found[of].dated = self.found[of].dated.or(clause.date).or(self.found[MAIN].dated);
        Some(Target { of, own: true })
    }

    /// Whether the clause names a kind of occurrence that tells what happened.
    fn telling(&self, clause: &Clause) -> bool {
        clause.kinds.iter().any(|&k| self.data.kinds.is_telling(k))
    }

    /// Whether what happens there has no one place.
    fn is_wide(&self, clause: &Clause) -> bool {
        clause.kinds.iter().chain(&self.about).any(|&k| self.data.kinds.get(k).wide)
    }

    fn spanning(&mut self) -> usize {
        let known = self.spanning;
        let at = known.unwrap_or_else(|| self.add(Standing::Spanning));
        self.spanning = Some(at);
        at
    }

    /// A war or an offensive in a text about a single strike.
    fn by_background(&mut self, clause: &Clause) -> Option<Target> {
        let kinds = &self.data.kinds;
        let background = |k: u16| kinds.get(k).background;
        let mut telling = clause.kinds.iter().copied().filter(|&k| kinds.is_telling(k)).peekable();
        telling.peek()?;
        if !telling.all(background) || self.about.iter().any(|&k| background(k)) {
            return None;
        }
        kinds.telling(&self.about).next()?;
        let known = self.latest().skip(1).find(|&k| self.is_background(k));
        Some(Target { of: known.unwrap_or_else(|| self.add(Standing::Beside)), own: true })
    }

    /// Whether an occurrence is a war or the like beside the main one.
    fn is_background(&self, of: usize) -> bool {
        let kinds = &self.data.kinds;
        let mut telling = kinds.telling(&self.found[of].kinds).peekable();
        self.found[of].standing == Standing::Beside
            && telling.peek().is_some()
            && telling.all(|k| kinds.get(k).background)
    }

    /// Nothing of its own: on with what the sentence before was about.
    fn going_on(&self, clause: &Clause, current: usize) -> Target {
        let own = !clause.kinds.is_empty() || clause.date.is_some() || clause.names.iter().any(|n| n.at);
        // "the attack" after a word about an old one, or about the war, is the attack of the day
        let past = self.found[current].standing == Standing::Recalled || self.is_background(current);
        let back = clause.turns.contains(&Turn::Back) || past && self.telling(clause);
        Target { of: if back { MAIN } else { current }, own }
    }
}

mod bounds;
mod named;
mod opening;
mod own;
mod place;
mod settle;
mod sums;
