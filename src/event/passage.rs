//! One sentence with what it says of when, where, who and what kind, clause by clause.
//!
//! In: a sentence of a document and the tables. Out: a [`Passage`] on owned data. How a date, a name
//! or a kind in it relates to those of other sentences is not known here.

use std::cell::{Cell, OnceCell};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::EventData;
use super::cues::{KindId, SiteId, Turn};
use super::marks::{Cue, Marks, Tells, WordId};
use super::mentions::{Mention, Role, mentions};
use super::vocabulary::Vocabulary;
use super::when::{self, Odd, When, dates};
use super::words::{self, Word, words};
use crate::claim::{Claim, Days};
use crate::text::{Document, Field, Kind, Sentence, Span};

/// One sentence with what it says.
#[derive(Debug)]
pub(crate) struct Passage {
    /// Where it stands.
    pub sentence: Sentence,
    /// Its clauses in text order; none where nothing was read of it, and no claim stands in it.
    pub clauses: Vec<Clause>,
    /// Whether it is a place alone, or begins with one and a colon: what follows is about that place.
    pub label: bool,
    /// Pairs of neighbouring words, as numbers, to see whether two texts word things alike.
    pub wording: Vec<u64>,
    /// Dates in it that cannot be taken as they stand, with the bytes of their words.
    pub odd: Vec<(Span, Odd)>,
}

/// A clause with what it says.
#[derive(Debug, Default)]
pub(crate) struct Clause {
    /// Its bytes.
    pub from: usize,
    /// Whether it leans on the clause before ("in which …").
    pub leans: bool,
    /// The date that best tells when its event was.
    pub date: Option<Dated>,
    /// Whether it states a date that cannot be: its day is unknown.
    pub undatable: bool,
    /// A date in it that need not be its event's.
    pub loose: Option<Dated>,
    /// The days from which on something has been so: "since 2011".
    pub since: Option<Days>,
    /// Its names.
    pub names: Vec<Mention>,
    /// What kinds of occurrence it names.
    pub kinds: Vec<KindId>,
    /// What sorts of site it speaks of.
    pub sites: Vec<SiteId>,
    /// Turns from one event to another.
    pub turns: Vec<Turn>,
    /// Whether it has a verb of harm.
    pub harm: bool,
    /// Whether it tells of counting, finding or treating.
    pub counted: bool,
    /// Whether a claim stands in it.
    pub figure: bool,
    /// Whether it points at a place that was named before: "the strike there".
    pub there: bool,
}

/// A date with how surely it is the event's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Dated {
    /// The days.
    pub days: Days,
    /// The days, with the morning after where it may reach into it.
    pub reach: Days,
    /// How surely: 3 counted from it, 2 beside the word for it, 1 in its clause, 0 not at all.
    pub weight: u8,
    /// Whether a verb of harm stands just before it.
    pub harmed: bool,
}

/// The weight of a date that is counted from its event ("two days after the raid").
pub(crate) const COUNTED: u8 = 3;

/// How much is read of the sentences of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Depth<'a> {
    /// Of all of them everything, and how they are worded: they are compared with those of other documents.
    Compared,
    /// Of all of them everything but that.
    Whole,
    /// Of headlines and running text without a claim only what could be said of the main occurrence or of
    /// another, no names, unless they turn to another event. A glance a sentence.
    Glance(&'a [Glance]),
}

/// What is known of a sentence before it is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glance {
    /// Whether a claim stands in it.
    pub claimed: bool,
    /// What its words could tell; `None` where that is not known.
    pub tells: Option<Tells>,
}

/// The passages of a document, in text order.
pub(crate) fn passages(
    document: &Document,
    sentences: &[Sentence],
    published: Option<Date>,
    vocabulary: &Vocabulary,
    data: &EventData,
    depth: Depth,
) -> Vec<Passage> {
    let glances = if let Depth::Glance(glances) = depth { glances } else { &[] };
    let (day, settled) = Default::default();
    let named = Named { document, sentences, glances, published, data, day, settled };
    // whether a sentence told what sort of occurrence the text is about
    let mut about = false;
    let mut words = Vec::new();
    let read = |(index, &sentence): (usize, &Sentence)| {
        let source = document.source(sentence.field);
        let plain = matches!(sentence.kind, Kind::Prose | Kind::Title);
        let glance = glances.get(index).filter(|glance| plain && !glance.claimed);
        let known = about && sentence.kind != Kind::Title;
        if glance.is_some_and(|glance| glance.tells.is_some_and(|tells| !tells.of_occurrences(known))) {
            return Passage::silent(sentence);
        }
        words::read(source, sentence.span, &data.marks, &mut words);
        let whens = dates(&words, published, &|| named.before(index), &data.calendar);
        named.note(index, &words, &whens);
        let reader = Reader { words: &words, data };
        let mut passage = reader.passage(sentence, &whens);
        if glance.is_none() || passage.turns_to_another() {
            reader.name(&mut passage, vocabulary);
        }
        if matches!(depth, Depth::Compared) {
            passage.wording = reader.wording();
        }
        about |= sentence.kind != Kind::Title && passage.tells_what(data);
        passage
    };
    sentences.iter().enumerate().map(read).collect()
}

/// The day that a text named last, up to any of its sentences: those that were passed over are read for
/// it when a date asks.
struct Named<'a> {
    document: &'a Document,
    sentences: &'a [Sentence],
    glances: &'a [Glance],
    published: Option<Date>,
    data: &'a EventData,
    /// The day as of the sentence `settled`.
    day: Cell<Option<Days>>,
    settled: Cell<usize>,
}

impl Named<'_> {
    /// The day that was named last before a sentence.
    fn before(&self, index: usize) -> Option<Days> {
        for at in self.settled.get()..index {
            let sentence = &self.sentences[at];
            let source = self.document.source(sentence.field);
            if self.glances.get(at).and_then(|glance| glance.tells).is_none_or(Tells::a_date) {
                let words = words(source, sentence.span, &self.data.marks);
                let whens = dates(&words, self.published, &|| self.day.get(), &self.data.calendar);
                self.day.set(named(&words, &whens).or(self.day.get()));
            }
        }
        self.settled.set(self.settled.get().max(index));
        self.day.get()
    }

    /// Notes the dates of a sentence that was read.
    fn note(&self, index: usize, words: &[Word], whens: &[When]) {
        let named = named(words, whens);
        if named.is_some() || self.settled.get() == index {
            self.day.set(named.or(self.day.get()));
            self.settled.set(index + 1);
        }
    }
}

/// The day that a sentence names last.
fn named(words: &[Word], whens: &[When]) -> Option<Days> {
    let told = |w: &&When| w.role != when::Role::Until && !is_said(words, w);
    whens.iter().rev().filter(told).find_map(|w| w.days).filter(|d| d.from == d.to)
}

/// The bytes of the longest word that opens a clause only beside another: "which".
const LONGEST_OPENING: usize = 5;

/// So many words before the word for an occurrence may stand the article that says it is known.
const KNOWN: usize = 4;

struct Reader<'a, 't> {
    words: &'a [Word<'t>],
    data: &'a EventData,
}

impl Reader<'_, '_> {
    fn lower(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| &w.lower)
    }

    fn id(&self, i: usize) -> WordId {
        self.words.get(i).map_or(WordId::default(), |w| w.id)
    }

    fn is(&self, i: usize, cue: Cue) -> bool {
        self.words.get(i).is_some_and(|w| w.marks.has(cue))
    }

    /// The sentence with all but its names.
    fn passage(&self, sentence: Sentence, whens: &[When]) -> Passage {
        let cuts = self.cuts();
        let mut clauses: Vec<Clause> = cuts.iter().map(|cut| self.clause(cut)).collect();
        // most sentences have none
        if !whens.is_empty() {
            self.date(&mut clauses, &cuts, whens);
        }
        let bytes = |w: &When| Span::new(self.words[w.words.start].span.start, self.words[w.words.end - 1].span.end);
        let odd = whens.iter().filter_map(|w| Some((bytes(w), w.odd?))).collect();
        Passage { sentence, clauses, label: false, wording: Vec::new(), odd }
    }

    /// Gives the clauses of a sentence their dates.
    fn date(&self, clauses: &mut [Clause], cuts: &[Range<usize>], whens: &[When]) {
        // each date is asked once where it stands: a sentence may have as many clauses as dates
        let cut_of = |word: usize| cuts.partition_point(|cut| cut.start <= word) - 1;
        let mut whens_of: Vec<Vec<&When>> = vec![Vec::new(); cuts.len()];
        for when in whens {
            whens_of[cut_of(Self::stands_at(when))].push(when);
            let clause = &mut clauses[cut_of(when.words.start)];
            clause.undatable |= when.odd.is_some();
        }
        for (i, cut) in cuts.iter().enumerate() {
            let next = clauses.get(i + 1).map(|c| c.leans && (c.harm || !c.kinds.is_empty())).unwrap_or(false);
            let of_counting = OnceCell::new();
            let dated: Vec<(Dated, when::Role)> =
                whens_of[i].iter().filter_map(|w| Some((self.dated(w, cut, next, &of_counting)?, w.role))).collect();
            clauses[i].date = best(&dated);
            let since = whens_of[i].iter().find(|w| w.role == when::Role::Since);
            clauses[i].since = since.and_then(|w| w.days);
            let loose = dated.iter().map(|(d, _)| *d).filter(|d| d.weight == 0);
            clauses[i].loose = loose.min_by_key(|d| width(d.days));
        }
        for i in 1..clauses.len() {
            // "the deadliest since 1998, when 92 died": it was then that they died
            let since = whens_of[i - 1].last().filter(|w| w.role == when::Role::Since);
            let ends = |w: &&&When| !self.words[w.words.end..cuts[i].start].iter().any(|w| w.is_word);
            let days = since.filter(ends).and_then(|w| w.days);
            if let (Some(days), "when", None) = (days, self.lower(cuts[i].start), clauses[i].date) {
                clauses[i].date = Some(Dated { days, reach: days, weight: 2, harmed: false });
                clauses[i - 1].since = None;
            }
        }
        for i in 1..clauses.len() {
            // "after the fire, which razed the town last Wednesday": the day of what the clause leans on
            let (lead, leaning) = (&clauses[i - 1], &clauses[i]);
            let told = leaning.leans && leaning.harm && !leaning.counted && !lead.kinds.is_empty();
            let which = matches!(self.lower(cuts[i].start), "which" | "that");
            if let (true, None, Some(loose)) = (told && which, leaning.date, leaning.loose) {
                clauses[i].date = Some(Dated { weight: 1, ..loose });
            }
        }
        for i in 1..clauses.len() {
            // "eight drowned when a launch turned over on Wednesday": the day of what they came to harm by
            let (lead, leaning) = (&clauses[i - 1], &clauses[i]);
            let by =
                matches!(self.lower(cuts[i].start), "when" | "as") && lead.harm && !lead.counted && !leaning.counted;
            if let (true, None, None, Some(loose)) = (by, lead.date, leaning.date, leaning.loose) {
                clauses[i].date = Some(Dated { weight: 1, ..loose });
            }
        }
        hand_down(clauses);
    }

    /// Adds the names of the sentence.
    fn name(&self, passage: &mut Passage, vocabulary: &Vocabulary) {
        let Passage { sentence, clauses, .. } = passage;
        let headline = sentence.kind != Kind::Prose;
        let mut found = mentions(self.words, headline, vocabulary, self.data);
        let label = sentence.kind != Kind::Prose && found.first().is_some_and(|m| self.is_label(m));
        if let Some(place) = found.first_mut().filter(|_| label) {
            place.role = Role::Place;
            place.at = true;
        }
        match clauses.as_mut_slice() {
            [only] => only.names = found,
            several => {
                for mention in found {
                    let at = self.words[mention.words.start].span.start;
                    if let Some(n) = several.partition_point(|clause| clause.from <= at).checked_sub(1) {
                        several[n].names.push(mention);
                    }
                }
            }
        }
        self.dateline(sentence, &mut clauses[0]);
        passage.label = label;
    }

    /// The word that says in which clause a date stands: "two days after" is one of the clause that
    /// "after" opens.
    fn stands_at(when: &When) -> usize {
        if when.role == when::Role::After { when.words.end - 1 } else { when.words.start }
    }

    /// A place alone ("Baqubah (Diyala governorate)."), or one before a colon.
    fn is_label(&self, first: &Mention) -> bool {
        let lead = (0..first.words.start).all(|i| !self.words[i].is_word || self.words[i].number().is_some());
        let mut rest = self.words[first.words.end..].iter().filter(|w| w.is_word && w.number().is_none());
        let colon = self.lower(first.words.end) == ":";
        let shouted = self.words[first.words.start].is_shouted();
        let alone = !shouted
            && self.words.len() < 12
            && rest.all(|w| w.text.contains(char::is_uppercase) || w.marks.has(Cue::Sort));
        lead && first.words.start < 3 && !matches!(first.role, Role::Person | Role::Group) && (alone || colon)
    }

    /// "HARIM, Syria, May 17 (MPA) -": where it was written, which may be far from where it happened.
    fn dateline(&self, sentence: &Sentence, clause: &mut Clause) {
        let shouted = self.words.first().is_some_and(Word::is_shouted);
        if sentence.kind != Kind::Prose || !shouted || self.words.get(1).is_none_or(|w| w.is_word && !w.is_shouted()) {
            return;
        }
        if let Some(first) = clause.names.first_mut().filter(|m| m.words.start == 0 && m.role != Role::Group) {
            first.role = Role::Place;
            first.at = false;
        }
    }

    /// Where clauses begin: at words that open one, at semicolons and dashes, at ", and".
    fn cuts(&self) -> Vec<Range<usize>> {
        let mut cuts = Vec::new();
        let mut start = 0;
        for (i, word) in self.words.iter().enumerate().skip(1) {
            let before = &self.words[i - 1];
            let cut = match &*word.lower {
                lower if word.is_plain && lower.len() > LONGEST_OPENING => word.marks.has(Cue::Opens),
                // "in which" is one opening
                "which" if matches!(&*before.lower, "in" | "of" | "after" | "during") => false,
                _ if word.marks.has(Cue::Opens) => true,
                "in" => self.lower(i + 1) == "which",
                "and" => before.text == ",",
                ";" | "—" | "…" => true,
                "-" | "–" => before.span.end < word.span.start,
                _ => false,
            };
            if cut {
                cuts.push(start..i);
                start = i;
            }
        }
        cuts.push(start..self.words.len());
        cuts
    }

    fn clause(&self, cut: &Range<usize>) -> Clause {
        let EventData { cues, kinds, .. } = self.data;
        let words = &self.words[cut.clone()];
        let all = Marks::of_all(words);
        let mut clause = Clause {
            from: self.words.get(cut.start).map_or(0, |w| w.span.start),
            leans: cut.start > 0 && self.is(cut.start, Cue::Leans),
            counted: all.has(Cue::Counting) && cut.clone().any(|i| self.is(i, Cue::Counting) && !self.is_scene(i, cut)),
            harm: all.has(Cue::Harm),
            there: cut.clone().any(|i| self.lower(i) == "there" && !self.is_be(i + 1)),
            ..Clause::default()
        };
        if all.has(Cue::Site) {
            let sites = words.iter().filter(|w| w.marks.has(Cue::Site));
            clause.sites.extend(sites.filter_map(|w| cues.sites.get(&*w.lower).copied()));
        }
        if !all.tell_of_events() {
            return clause;
        }
        let mut i = cut.start;
        while i < cut.end {
            if !self.words[i].marks.tell_of_events() {
                i += 1;
                continue;
            }
            if self.is(i, Cue::Turn)
                && let Some((_, turn)) = cues.turns.at(|k| self.id(i + k))
            {
                clause.turns.push(turn);
            }
            if self.is(i, Cue::Several) && self.kind_at(i + 1) {
                clause.turns.push(Turn::Spanning);
            }
            let kind = if self.is(i, Cue::Kind) { kinds.at(|k| self.id(i + k)) } else { None };
            match kind {
                Some((len, kind)) => {
                    // "the Fire Service": a word of a name
                    let named =
                        self.words[i].is_capital && i > 0 && self.words.get(i + 1).is_some_and(|w| w.is_capital);
                    let group = named && self.is(i + 1, Cue::GroupWord);
                    clause.kinds.extend(kind.filter(|_| !group));
                    i += len;
                }
                None => i += 1,
            }
        }
        clause
    }

    /// "there were": it points at no place.
    fn is_be(&self, i: usize) -> bool {
        let be = [
            "was", "were", "is", "are", "has", "have", "had", "will", "would", "may", "might", "remain", "remains",
            "seems",
        ];
        be.contains(&self.lower(i))
    }

    /// "killed four at the funeral": where it was that people came to harm, or by what, not what came of it.
    fn is_scene(&self, i: usize, cut: &Range<usize>) -> bool {
        // "a landslide buried houses"
        if i > cut.start && self.kind_at(i - 1) {
            return true;
        }
        let article = i >= cut.start + 2 && matches!(self.lower(i - 1), "a" | "the");
        let at = article && matches!(self.lower(i - 2), "at" | "on");
        at && self.is(i, Cue::Site) && (cut.start..i - 2).any(|before| self.is(before, Cue::Harm))
    }

    /// A date with how surely it is that of the clause's event; `next`: a clause about one leans on it.
    fn dated(
        &self,
        when: &When,
        cut: &Range<usize>,
        next: bool,
        of_counting: &OnceCell<(bool, bool)>,
    ) -> Option<Dated> {
        let days = when.days?;
        let weight = match when.role {
            when::Role::Since | when::Role::Until if self.owned(when, cut) => 2,
            when::Role::Since | when::Role::Until => return None,
            when::Role::After => COUNTED,
            when::Role::On => self.weight(when, cut, next, of_counting)?,
        };
        let morning = days.to.checked_add(1.day()).unwrap_or(days.to);
        let reach = Days { from: days.from, to: if when.night { morning } else { days.to } };
        let near = when.words.start.saturating_sub(8).max(cut.start)..when.words.start;
        let last = near.clone().rfind(|&i| self.is(i, Cue::Harm) || self.is(i, Cue::Counting));
        let harmed = last.is_some_and(|i| !self.is(i, Cue::Counting));
        Some(Dated { days, reach, weight, harmed })
    }

    /// `None` where it is when something was said. `of_counting`: whether the clause tells of counting,
    /// and whether it names a kind of occurrence, once that was asked.
    fn weight(&self, when: &When, cut: &Range<usize>, next: bool, of_counting: &OnceCell<(bool, bool)>) -> Option<u8> {
        if is_said(self.words, when) {
            return None;
        }
        // "the attack on Monday", "a bombardment a day earlier"
        let near = when.words.start.saturating_sub(7).max(cut.start)..when.words.start;
        let beside = near.clone().any(|i| self.kind_at(i))
            && near.clone().all(|i| !self.is(i, Cue::Counting) && self.lower(i) != ",");
        let aftermath = self.is_aftermath(when, cut, beside);
        if beside && !aftermath || self.owned(when, cut) {
            return Some(2);
        }
        if aftermath {
            return Some(0);
        }
        let told = || (cut.clone().any(|i| self.is(i, Cue::Counting)), cut.clone().any(|i| self.kind_at(i)));
        let &(counted, kind) = of_counting.get_or_init(told);
        // a date at the end of its clause: no more than the first word behind it need be looked at
        let hands_over = next && !self.words[when.words.end..cut.end].iter().any(|w| w.is_word);
        Some(u8::from(!counted && (kind || hands_over)))
    }

    /// "resigned on Friday over the fire in A", "toured the site of the fire in A on Friday": the day of what came
    /// after it, for the occurrence is named as known, and nobody comes to harm in that clause. `beside`: the
    /// word for it stands just before the date.
    fn is_aftermath(&self, when: &When, cut: &Range<usize>, beside: bool) -> bool {
        let known = |i: usize| {
            let lead = i.saturating_sub(KNOWN)..i;
            lead.clone().any(|k| k > cut.start && matches!(self.lower(k), "the" | "this" | "that" | "these" | "those"))
        };
        let mut kinds = cut.clone().filter(|&i| self.kind_at(i)).peekable();
        let Some(&first) = kinds.peek() else { return false };
        let after = if beside { self.counts(cut.start..first) } else { when.words.start < first };
        after && kinds.all(known) && !cut.clone().any(|i| self.is(i, Cue::Harm) && !self.is_of_those(i))
    }

    /// Whether one of the words tells of counting, finding or of what else is done afterwards.
    fn counts(&self, mut words: Range<usize>) -> bool {
        words.any(|i| self.is(i, Cue::Counting))
    }

    /// "for those killed in", "the victims killed by": who they were, not what happened.
    fn is_of_those(&self, harm: usize) -> bool {
        harm > 0 && matches!(self.lower(harm - 1), "those" | "people" | "victims" | "all")
    }

    fn kind_at(&self, i: usize) -> bool {
        self.is(i, Cue::Kind) && matches!(self.data.kinds.at(|k| self.id(i + k)), Some((_, Some(_))))
    }

    /// "Thursday's pit collapse", "the October 2019 raid", "last night's factory fire"
    fn owned(&self, when: &When, cut: &Range<usize>) -> bool {
        let follows = (when.words.end..(when.words.end + 4).min(cut.end)).any(|i| self.kind_at(i));
        // "Saturday's was stronger": the noun is understood
        let possessive = self.words[when.words.end - 1].possessive;
        let understood = possessive && is_auxiliary(self.lower(when.words.end));
        understood || follows && (possessive || self.before_noun(when))
    }

    /// "the October 2019 raid": a date between an article and a noun.
    fn before_noun(&self, when: &When) -> bool {
        let start = when.words.start;
        start > 0
            && matches!(self.lower(start - 1), "the" | "a" | "that")
            && self.words.get(when.words.end).is_some_and(|w| w.is_word)
    }

    fn wording(&self) -> Vec<u64> {
        let tells = |w: &Word| {
            w.text.chars().count() > 3
                && w.text.chars().all(char::is_lowercase)
                && ![Cue::NotName, Cue::Harm, Cue::Say, Cue::Counting, Cue::Opens]
                    .into_iter()
                    .any(|cue| w.marks.has(cue))
        };
        self.words
            .windows(2)
            .filter(|pair| tells(&pair[0]) && tells(&pair[1]))
            .map(|pair| {
                let mut hasher = DefaultHasher::new();
                (&pair[0].lower, &pair[1].lower).hash(&mut hasher);
                hasher.finish()
            })
            .collect()
    }
}

/// "stepped down on Thursday over the fire in which 31 died on Sunday": of the two days the one in the
/// clause that leans is the event's.
fn hand_down(clauses: &mut [Clause]) {
    for i in 1..clauses.len() {
        let own = clauses[i].leans && (clauses[i].date.is_some() || clauses[i].harm && clauses[i].loose.is_some());
        let lead = &mut clauses[i - 1];
        if own && lead.date.is_some_and(|d| d.weight == 1) {
            lead.loose = lead.date.take();
        }
    }
}

/// The date that best tells when a clause's event was: the surest, of those the narrowest. One that is
/// stated beside one that is counted is the better of the two.
fn best(dated: &[(Dated, when::Role)]) -> Option<Dated> {
    let sure = || dated.iter().filter(|(d, _)| d.weight > 0);
    let stated = sure().any(|(_, role)| *role != when::Role::After);
    sure()
        .filter(|(_, role)| !stated || *role != when::Role::After)
        .map(|(d, _)| *d)
        .max_by(|a, b| a.weight.cmp(&b.weight).then_with(|| width(b.days).cmp(&width(a.days))))
}

fn is_auxiliary(lower: &str) -> bool {
    matches!(lower, "was" | "were" | "is" | "had" | "has")
}

/// Whether a date is the day on which something was said: a verb of saying stands before it.
fn is_said(words: &[Word], when: &When) -> bool {
    let before = &words[when.words.start.saturating_sub(3)..when.words.start];
    let said = before.iter().rposition(|w| w.marks.has(Cue::Say));
    said.is_some_and(|at| !before[at..].iter().any(|w| w.text == ","))
}

/// How many days a stretch has, less one.
pub(crate) fn width(days: Days) -> i32 {
    days.from.until(days.to).map_or(0, |span| span.get_days())
}

impl Clause {
    /// Whether it turns to another event of the day.
    pub fn turns_to_another(&self) -> bool {
        self.turns.iter().any(|turn| matches!(turn, Turn::Another | Turn::Apart))
    }
}

impl Passage {
    /// A sentence of which nothing was read.
    fn silent(sentence: Sentence) -> Passage {
        Passage { sentence, clauses: Vec::new(), label: false, wording: Vec::new(), odd: Vec::new() }
    }

    /// Whether nothing was read of it.
    pub fn is_silent(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Whether it says what sort of occurrence it speaks of.
    fn tells_what(&self, data: &EventData) -> bool {
        self.clauses.iter().flat_map(|clause| &clause.kinds).any(|&kind| data.kinds.is_telling(kind))
    }

    /// Whether it turns to another event of the day.
    fn turns_to_another(&self) -> bool {
        self.clauses.iter().any(Clause::turns_to_another)
    }

    /// The number of the clause that holds the byte.
    pub fn clause_at(&self, offset: usize) -> usize {
        self.clauses.partition_point(|c| c.from <= offset).saturating_sub(1)
    }

    /// Notes that a claim stands at the byte: a date beside a verb of harm there is that of its event.
    pub fn mark_figure(&mut self, offset: usize) {
        let n = self.clause_at(offset);
        let clause = &mut self.clauses[n];
        clause.figure = true;
        // a day that is named beside the harm is better than one that is counted
        let open = clause.date.is_none_or(|d| d.weight == COUNTED);
        if let Some(loose) = clause.loose.filter(|d| open && (d.harmed || clause.harm && !clause.counted)) {
            clause.date = Some(Dated { weight: 1, ..loose });
        }
    }

    /// Whether it holds the span.
    pub fn holds(&self, field: Field, span: Span) -> bool {
        self.sentence.field == field && self.sentence.span.start <= span.start && span.start < self.sentence.span.end
    }
}

/// The passage that holds a claim: that of its sentence, else where it stands. They stand in text order, the
/// headline first.
pub(crate) fn passage_of(passages: &[Passage], claim: &Claim) -> Option<usize> {
    let own = claim.sentence_index;
    if passages.get(own).is_some_and(|p| p.holds(claim.field, claim.span)) {
        return Some(own);
    }
    let at = (claim.field, claim.span.start);
    let after = passages.partition_point(|p| (p.sentence.field, p.sentence.span.start) <= at);
    after.checked_sub(1).filter(|&n| passages[n].holds(claim.field, claim.span))
}
