//! From readings to claims: the fields that a clause alone does not settle.
//!
//! In: a document. Out: its [`Extraction`]. What is taken over from one figure to the next
//! (population, attribution, the whole of a part) is decided here, sentence by sentence in order.

use std::cell::{LazyCell, OnceCell};

use super::attribution::{self, Voice};
use super::bearing;
use super::clause::{self, Reading};
use super::denial::denies_what_was_told;
use super::doubt::Doubts;
use super::figure::{Adds, Figure, Head, person};
use super::past::{Glimpse, Past, clean};
use super::quantity::bounded;
use super::scope::scope;
use super::sentence::segment;
use super::symbols::{Item, Room, Sentence, Symbol, symbols};
use super::wholes::Wholes;
use crate::claim::{Claim, Quantifier, Range, Scope, Status, Unit};
use crate::lexicon::{Lexer, Lexicon, Plural, Sense, Sights, Signs, Token};
use crate::text::{self, Document, Field, Kind, LineIndex};

/// What was read in a document.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// The claims, in text order, the headline's first.
    pub claims: Vec<Claim>,
    /// Its sentences, in the same order; a claim's `sentence_index` counts them.
    pub sentences: Vec<text::Sentence>,
    /// Of each sentence what its words are signs of to those for whom the lexicon watches; `None` where signs
    /// do not tell. Empty where it does not watch, or nobody looked.
    pub watched: Vec<Option<u32>>,
}

/// Reads the claims of a document. Sentences that cannot hold one are passed over (see
/// `bearing`), but read where a later one asks who spoke before it, or what was counted.
pub fn extract(document: &Document, lexicon: &Lexicon) -> Extraction {
    let mut sights = Sights::of(&document.text, document.body, lexicon);
    if !bearing::any(document, lexicon, &sights) {
        return Extraction::default();
    }
    let sentences = text::sentences(document, &lexicon.stops);
    let mut reader = Reader::new(document, lexicon, &sentences);
    let (mut lexer, mut tokens) = (Lexer::new(lexicon), Vec::new());
    let mut watched = Vec::with_capacity(if lexicon.watches() { sentences.len() } else { 0 });
    for (index, sentence) in sentences.iter().enumerate() {
        let signs = match sentence.field {
            Field::Text => sights.within(sentence.span),
            Field::Title => lexicon.signs_of_words(sentence.span.of(document.source(sentence.field))),
        };
        if lexicon.watches() {
            watched.push(signs.map(Signs::watched));
        }
        let told = !reader.claims.is_empty();
        if bearing::may_claim(document, lexicon, sentence, signs, sentences.len(), told) {
            lexer.read(document.source(sentence.field), sentence.span, &mut tokens);
            reader.consider(index, &tokens);
        } else {
            if reader.just_told(index) && signs.is_none_or(|s| s.meets(Signs::SAYS)) {
                lexer.read(document.source(sentence.field), sentence.span, &mut tokens);
                reader.contradict(index, &tokens);
            }
            reader.pass_over(index);
        }
    }
    Extraction { claims: reader.claims, sentences, watched }
}

/// The same, without passing over any sentence: what [`extract`] is held to by a test.
pub fn extract_from_all(document: &Document, lexicon: &Lexicon) -> Extraction {
    watch(document, lexicon, &mut |_| {})
}

/// One sentence as it was read, for the views that show how.
pub(super) struct Seen<'s, 't, 'a> {
    pub place: text::Sentence,
    /// The text in which its spans count.
    pub source: &'a str,
    pub sentence: &'s Sentence<'t, 'a>,
    pub readings: &'s [Option<Reading>],
    /// Figures that an update replaced.
    pub superseded: &'s [bool],
    pub voices: &'s [Voice],
    /// The claim that each figure became, as an index into `claims`.
    pub became: &'s [Option<usize>],
    pub claims: &'s [Claim],
}

/// Reads the claims of a document, and shows each sentence as it is done: none is passed over.
pub(super) fn watch(document: &Document, lexicon: &Lexicon, show: &mut dyn FnMut(&Seen)) -> Extraction {
    let sentences = text::sentences(document, &lexicon.stops);
    let mut reader = Reader::new(document, lexicon, &sentences);
    for (index, sentence) in sentences.iter().enumerate() {
        let tokens = lexicon.tokens(document.source(sentence.field), sentence.span);
        reader.sentence(index, &tokens, show);
    }
    Extraction { claims: reader.claims, sentences, watched: Vec::new() }
}

/// What is carried from sentence to sentence.
struct Reader<'d> {
    document: &'d Document,
    lexicon: &'d Lexicon,
    sentences: &'d [text::Sentence],
    /// The lines of the headline and of the text, once a claim stands in one.
    lines: [OnceCell<LineIndex>; 2],
    claims: Vec<Claim>,
    wholes: Wholes,
    past: Past<'d>,
    /// The labelled figure of the line above in a list, and how deep that line stands.
    line_above: Option<(usize, (usize, bool))>,
    /// For the symbols of a sentence.
    room: Room,
}

impl<'d> Reader<'d> {
    fn new(document: &'d Document, lexicon: &'d Lexicon, sentences: &'d [text::Sentence]) -> Self {
        Reader {
            document,
            lexicon,
            sentences,
            lines: Default::default(),
            claims: Vec::new(),
            wholes: Wholes::default(),
            past: Past::new(document, lexicon, sentences),
            line_above: None,
            room: Room::default(),
        }
    }

    /// Reads a sentence if its tokens show that it may hold a claim.
    fn consider(&mut self, index: usize, tokens: &[Token]) {
        let headline = self.past.reads_as_headline(index, tokens);
        let told = !self.claims.is_empty();
        if bearing::tokens_may_claim(tokens, self.lexicon, &self.sentences[index], told, headline) {
            self.sentence(index, tokens, &mut |_| {});
        } else {
            self.contradict(index, tokens);
            self.pass_over(index);
        }
    }

    /// Whether the sentence before this one made a claim.
    fn just_told(&self, index: usize) -> bool {
        self.claims.last().is_some_and(|c| c.sentence_index + 1 == index)
    }

    /// A figure that one voice claims and the next sentence denies is only alleged.
    fn contradict(&mut self, index: usize, tokens: &[Token]) {
        if !self.just_told(index) || !denies_what_was_told(tokens) {
            return;
        }
        let told = self.claims.iter_mut().rev().take_while(|c| c.sentence_index + 1 == index);
        for claim in told.filter(|c| c.attribution.is_some() && c.status == Status::Asserted) {
            claim.status = Status::Alleged;
        }
    }

    /// Goes on without reading a sentence: it holds no claim.
    fn pass_over(&mut self, index: usize) {
        if self.line_above.is_some() {
            self.keep_line_above(None, self.depth(index));
        }
    }

    /// How deep a line of a list stands.
    fn depth(&self, index: usize) -> Option<(usize, bool)> {
        let place = &self.sentences[index];
        (place.kind == Kind::Bullet).then(|| depth(self.document.source(place.field), place.span.start))
    }

    /// Notes the labelled figure of a line, for the lines below it.
    fn keep_line_above(&mut self, label: Option<usize>, depth: Option<(usize, bool)>) {
        match (label, depth) {
            (Some(whole), Some(depth)) => self.line_above = Some((whole, depth)),
            (None, Some(depth)) if self.line_above.is_some_and(|(_, above)| depth > above) => {}
            _ => self.line_above = None,
        }
    }

    fn sentence(&mut self, index: usize, tokens: &[Token], show: &mut dyn FnMut(&Seen)) {
        self.contradict(index, tokens);
        let place = self.sentences[index];
        let headline = self.past.reads_as_headline(index, tokens);
        let parsed = symbols(self.lexicon, tokens, headline, std::mem::take(&mut self.room));
        let previous = self.claims.last().map(|c| c.measure);
        let after_things = || self.past.after_things(index);
        let mut read = clause::clauses(&parsed, previous, &after_things);
        let depth = self.depth(index);
        if let (Some(depth), Some((whole, above))) = (depth, self.line_above)
            && (depth > above || depth == above && read.opens_part())
            && let Some(f) = read.unlabelled()
        {
            read.read_below(f, self.claims[whole].measure);
        }
        let (readings, superseded) = (read.readings, read.superseded);
        let voices = attribution::voices(&parsed);
        let ids = self.claim_all(index, &place, &parsed, &readings, &voices);
        let label = ids
            .iter()
            .zip(&readings)
            .find_map(|(id, r)| id.filter(|_| r.as_ref().is_some_and(|r| matches!(r.production, "label" | "toll"))));
        self.keep_line_above(label, depth);
        let source = self.document.source(place.field);
        show(&Seen {
            place,
            source,
            sentence: &parsed,
            readings: &readings,
            superseded: &superseded,
            voices: &voices,
            became: &ids,
            claims: &self.claims,
        });
        let claimed = ids.iter().any(Option::is_some);
        self.past.note(index, Glimpse::of(&parsed, &voices, source, claimed));
        self.room = parsed.leave();
    }

    /// Makes the claims of one sentence.
    fn claim_all(
        &mut self,
        index: usize,
        place: &text::Sentence,
        s: &Sentence,
        readings: &[Option<Reading>],
        voices: &[Voice],
    ) -> Vec<Option<usize>> {
        let mut ids: Vec<Option<usize>> = vec![None; readings.len()];
        let doubts = LazyCell::new(|| Doubts::of(s));
        let first = self.claims.len();
        for (f, reading) in readings.iter().enumerate() {
            let Some(reading) = reading else { continue };
            let figure = &s.figures[f];
            let Some((range, quantifier, start)) = bound(figure, reading) else { continue };
            let mut claim = self.claim(index, place, s, figure, start, reading, (range, quantifier));
            let (name, status) = self.voice(index, place, s, voices, figure);
            // "denied that the trip was put off because of the murder of six": the murder is not denied
            let taken_as_known = reading.production == "deed of"
                && !voices
                    .iter()
                    .any(|v| v.denies && v.leads && figure.start < v.end + GOVERNED && v.end <= figure.start);
            let status = status.filter(|&s| s != Status::Denied || !taken_as_known);
            let doubt = doubts.about(figure);
            let denied = doubt.is_some_and(|d| d.status == Status::Denied);
            // who denies a figure does not give it; whose report is denied does
            claim.attribution = name.filter(|_| doubt.is_none_or(|d| !denied || d.owned));
            claim.status = settle(claim.status, status.filter(|_| !denied).or(doubt.map(|d| d.status)));
            if matches!(claim.status, Status::Asserted | Status::Confirmed) && doubts.unverified(s, figure) {
                claim.status = Status::Alleged;
            }
            self.inherit(first, figure, reading, &mut claim);
            let rest = is_the_rest(s, figure)
                && self.wholes.of(&claim, false).is_some_and(|w| self.claims[w].range.low > claim.range.low);
            claim.additional = !rest && self.adds(s, figure, &claim);
            claim.part |= rest;
            if claim.part {
                let whole = reading.whole.and_then(|w| ids[w]).or_else(|| self.wholes.of(&claim, figure.of_whole));
                claim.part_of = whole.map(|w| self.claims[w].id.clone());
                if let Some(w) = whole {
                    let scope = self.claims[w].scope;
                    if scope == Scope::Cumulative && claim.scope == Scope::Event {
                        claim.scope = scope;
                    }
                    if self.claims[w].unit == Unit::Household && (figure.head != Head::People || figure.of_whole) {
                        claim.unit = Unit::Household;
                    }
                }
            }
            ids[f] = Some(self.claims.len());
            self.wholes.note(self.claims.len(), &claim);
            if self.claims.is_empty() {
                self.claims.reserve((2 * self.sentences.len()).min(RESERVED));
            }
            self.claims.push(claim);
        }
        ids
    }

    #[allow(clippy::too_many_arguments)] // one claim draws on all that is known of it
    fn claim(
        &self,
        index: usize,
        place: &text::Sentence,
        s: &Sentence,
        figure: &Figure,
        start: usize,
        reading: &Reading,
        bounded: (Range, Quantifier),
    ) -> Claim {
        let source = self.document.source(place.field);
        let end = if figure.state_noun && !keeps_state(s, figure, place.kind) { figure.end - 1 } else { figure.end };
        let span = s.tokens[start].span.to(s.tokens[end.max(start + 1) - 1].span);
        let lines = &self.lines[usize::from(place.field == Field::Text)];
        let lines = lines.get_or_init(|| self.document.lines(place.field));
        let (line, column) = lines.position(source, span.start);
        let segment = segment(s.tokens, start);
        Claim {
            id: numbered(&self.document.id, self.claims.len() + 1),
            document: self.document.id.clone(),
            measure: reading.measure,
            range: bounded.0,
            quantifier: bounded.1,
            stated: figure.quantity.stated.clone(),
            unit: if figure.head == Head::Household || labelled_households(s, figure) {
                Unit::Household
            } else {
                Unit::Person
            },
            population: self.population(s, figure),
            status: reading.status.unwrap_or(if estimated(s, figure) { Status::Estimated } else { Status::Asserted }),
            attribution: None,
            part: reading.part,
            part_of: None,
            complete: reading.complete,
            scope: scope(s, segment, figure.start, figure.end),
            additional: false,
            date: None,
            place: Vec::new(),
            actors: Vec::new(),
            field: place.field,
            quote: span.of(source).to_owned(),
            span,
            line,
            column,
            at: self.document.at(place.field, span),
            sentence: place.span.of(source).to_owned(),
            entry: place.entry,
            sentence_index: index,
        }
    }

    /// Who they were: the noun's own kinds, or what is said of them ("two of them children").
    fn population(&self, s: &Sentence, figure: &Figure) -> Vec<String> {
        let mut tags = figure.tags.clone();
        let mut at = figure.end;
        if figure.of_whole || figure.head == Head::Elided {
            while s
                .tokens
                .get(at)
                .is_some_and(|t| t.means(Sense::Be) || t.means(Sense::Article) || t.means(Sense::Adverb))
                && at < figure.end + 2
            {
                at += 1;
            }
            let plural_fits = |p: Plural| p != Plural::No || figure.quantity.range.high == Some(1);
            if let Some((tag, plural)) = s.tokens.get(at).and_then(person)
                && plural_fits(plural)
                && (figure.of_whole || at > figure.end)
            {
                tags.extend(tag);
            }
        }
        if tags.is_empty() && figure.head == Head::Elided {
            tags.extend(labelled(s, figure));
        }
        self.names(&tags)
    }

    fn names(&self, tags: &[crate::lexicon::Tag]) -> Vec<String> {
        let mut names: Vec<String> = tags.iter().map(|&t| self.lexicon.tag(t).to_owned()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// An elided noun is taken over from the figure before: "killed 35 fighters and wounded 50".
    fn inherit(&self, first: usize, figure: &Figure, reading: &Reading, claim: &mut Claim) {
        let elided = figure.head == Head::Elided
            || figure.state_noun
            || figure.adds == Adds::More && claim.population.is_empty() && figure.head == Head::People;
        if !elided
            || reading.part
            || figure.of_whole
            || figure.quantity.quantifier == Quantifier::None && reading.production != "ellipsis"
            || reading.production == "toll"
            || reading.production == "label"
        {
            return;
        }
        let near = self
            .claims
            .iter()
            .rev()
            .take_while(|c| c.sentence_index + 1 >= claim.sentence_index)
            .find(|c| !c.part)
            .filter(|_| figure.adds == Adds::More);
        let Some(model) = self.claims[first..].iter().rev().find(|c| !c.part && c.range != Range::exactly(0)).or(near)
        else {
            return;
        };
        if claim.population.is_empty() {
            claim.population = model.population.clone();
        }
        if model.unit == Unit::Household && figure.head == Head::Elided {
            claim.unit = Unit::Household;
        }
    }

    /// Whether a figure adds to an earlier one of its measure: "another 12", "five more"; but in
    /// "killed 13 and injured another 70" the word only sets the injured apart from the dead.
    fn adds(&self, s: &Sentence, figure: &Figure, claim: &Claim) -> bool {
        if figure.adds == Adds::No {
            return false;
        }
        let same = self.wholes.claimed(claim.measure, claim.unit);
        let apart = self
            .claims
            .iter()
            .rev()
            .take_while(|c| c.sentence_index + 1 >= claim.sentence_index)
            .any(|c| c.measure != claim.measure);
        let counted = matches!(figure.head, Head::Harmed(_)) && !figure.state_noun;
        let others = s.tokens[figure.start..figure.end].iter().any(|t| t.begins("other"));
        counted || !others && (same || !apart)
    }

    /// Who says so, and with what doubt.
    fn voice(
        &self,
        index: usize,
        place: &text::Sentence,
        s: &Sentence,
        voices: &[Voice],
        figure: &Figure,
    ) -> (Option<String>, Option<Status>) {
        let source = self.document.source(place.field);
        // "denied it and said that two soldiers had died": what who denies says himself is not denied
        let says_besides = |v: &Voice| {
            let same = |w: &&Voice| w.name == v.name && w.pronoun == v.pronoun && !w.denies && w.start >= v.end;
            voices.iter().filter(same).any(|w| w.leads && w.end <= figure.start)
        };
        let denied = voices.iter().any(|v| v.denies && v.leads && v.end <= figure.start && !says_besides(v));
        let contradicted = voices.iter().any(|v| v.denies && v.start >= figure.end);
        match attribution::covering(voices, figure.start) {
            _ if denied => (None, Some(Status::Denied)),
            Some(v) if v.pronoun => (self.past.speaker(index), v.status),
            Some(v) => {
                // "police believe that 14 were inside; four bodies were found": what they believe ends there
                let apart = v.leads && segment(s.tokens, figure.start).0 > v.end;
                let status = v.status.filter(|_| !apart || v.denies);
                (v.name.map(|n| clean(n.of(source))), if contradicted { Some(Status::Alleged) } else { status })
            }
            None if self.quoted(place, s, figure) => (self.past.speaker(index), None),
            None if place.field == Field::Text => (
                if place.kind != Kind::Prose || s.headline { self.past.issuer(index) } else { None },
                if contradicted { Some(Status::Alleged) } else { None },
            ),
            None => (None, None),
        }
    }

    /// Whether a figure stands within a quotation that its sentence opened or took over.
    fn quoted(&self, place: &text::Sentence, s: &Sentence, figure: &Figure) -> bool {
        let source = self.document.source(place.field);
        // most sentences quote nobody
        if place.span.of(source).is_ascii() {
            return false;
        }
        let before = &source[place.span.start..s.tokens[figure.start].span.start];
        let after = &source[s.tokens[figure.start].span.start..place.span.end];
        before.matches('“').count() > before.matches('”').count() || after.contains('”') && !after.contains('“')
    }
}

/// Whether a figure counts those left of others: "the other seven are still being held".
fn is_the_rest(s: &Sentence, figure: &Figure) -> bool {
    figure.head == Head::Elided && s.tokens[figure.start].is_word(&["the other", "the remaining"])
}

/// Room for so many claims at the most is made at once.
const RESERVED: usize = 64;

/// The id of the claim with that number in its document.
fn numbered(document: &str, number: usize) -> String {
    let number = number.to_string();
    let mut id = String::with_capacity(document.len() + 1 + number.len());
    id.push_str(document);
    id.push(':');
    id.push_str(&number);
    id
}

/// How deep a line of a list stands: the blanks before it, and whether it has a bullet.
fn depth(source: &str, start: usize) -> (usize, bool) {
    let line = source[..start].rfind('\n').map_or(0, |i| i + 1);
    let lead = &source[line..start];
    (lead.len() - lead.trim_start().len(), !lead.trim().is_empty())
}

/// The most tokens between "denied" and the people whose killing is denied: "denied the murder of 12".
const GOVERNED: usize = 5;

/// The surer of what the clause and what the verb of saying give.
fn settle(clause: Status, voice: Option<Status>) -> Status {
    match (clause, voice) {
        (Status::Denied | Status::Hypothetical | Status::Ordered, _) => clause,
        (_, Some(Status::Denied)) => Status::Denied,
        (Status::Asserted, Some(status)) => status,
        (clause, _) => clause,
    }
}

/// The range of a figure, with the bound that a toll verb gives it, and where its quote begins.
fn bound(figure: &Figure, reading: &Reading) -> Option<(Range, Quantifier, usize)> {
    let q = &figure.quantity;
    match reading.bound {
        Some((quantifier, start)) if q.quantifier == Quantifier::Exact => {
            let range = bounded(quantifier, q.range.low, q.range.high.unwrap_or(q.range.low))?;
            Some((range, quantifier, start))
        }
        _ => Some((q.range, q.quantifier, figure.start)),
    }
}

/// Whether the state behind a number is its noun ("we had 41 dead", "1 dead, 3 wounded") rather than
/// what a verb or headline says of it ("26 dead as bus overturns").
fn keeps_state(s: &Sentence, figure: &Figure, kind: Kind) -> bool {
    let before = figure.start.checked_sub(1).map(|i| &s.tokens[i]);
    let kept = s.figures.iter().rev().find(|f| f.end <= figure.start && f.state_noun);
    let listed = kept.is_some_and(|k| {
        s.tokens[k.end..figure.start].iter().all(|t| t.is(',') || t.means(Sense::And)) && keeps_state(s, k, kind)
    });
    if listed {
        return true;
    }
    let had = before.is_some_and(|t| {
        t.means(Sense::Have)
            || t.means(Sense::Be)
            || t.means(Sense::Of)
            || !s.headline && (t.is(':') || t.is(';'))
            || t.has(|x| matches!(x, Sense::Say(..)))
    });
    let verb = s
        .groups
        .iter()
        .any(|g| g.end <= figure.start && g.measure.is_some() && s.figures.iter().any(|f| f.end <= g.start));
    had || (kind == Kind::Bullet
        || !s.tokens.iter().any(|t| t.has(|x| matches!(x, Sense::Opener | Sense::Preposition))) && !s.headline)
        && !verb
}

/// "an estimated 4,000": the bound is an estimate as well.
fn estimated(s: &Sentence, figure: &Figure) -> bool {
    s.tokens[figure.start..figure.end].iter().any(|t| t.ends("estimated"))
}

/// "Civilian deaths: 48": the people that a label names.
fn labelled(s: &Sentence, figure: &Figure) -> Vec<crate::lexicon::Tag> {
    let colon = s.items.iter().any(|i| i.symbol == Symbol::Colon && i.end == figure.start);
    // "Deaths: 12, including 3 children; injuries: 40"
    let from = s.tokens[..figure.start].iter().rposition(|t| t.is(';') || t.is(')')).map_or(0, |i| i + 1);
    let of = s.tokens[from..figure.start].iter().position(|t| t.means(Sense::Of)).map_or(figure.start, |i| from + i);
    let label = &s.tokens[from..of.max(from + 1)];
    if colon { label.iter().filter_map(|t| person(t).and_then(|(tag, _)| tag)).collect() } else { Vec::new() }
}

/// "Displaced households: 6,118", "families displaced – 790".
fn labelled_households(s: &Sentence, figure: &Figure) -> bool {
    let mark = s.items.iter().position(|i| i.end == figure.start);
    let label = mark.filter(|&m| matches!(s.items[m].symbol, Symbol::Colon | Symbol::Dash)).map(|mark| {
        let apart = |i: &&Item| matches!(i.symbol, Symbol::Semicolon | Symbol::Figure(_));
        let from = s.items[..mark].iter().rev().find(apart).map_or(0, |i| i.end);
        &s.tokens[from..figure.start]
    });
    figure.head == Head::Elided
        && label.is_some_and(|label| label.iter().any(|t| t.pick(super::figure::household).is_some()))
}
