//! From the tokens of a sentence to its symbols: figures, verb groups, tolls, deeds, and the small
//! words and marks that hold clauses together.
//!
//! In: tokens. Out: a [`Sentence`] whose items cover every token once, in order. Which figure
//! belongs to which verb is for the clause to say.

use super::ages;
use super::figure::{self, Figure, Head, Reason};
use super::verbs::{self, Group};
use crate::claim::{Measure, Quantifier};
use crate::lexicon::{Case, Form, Kinds, Lexicon, Mark, Plural, Sense, Token};

/// A sentence as symbols.
pub(super) struct Sentence<'t, 'a> {
    pub lexicon: &'t Lexicon,
    pub tokens: &'t [Token<'a>],
    /// The kinds of all senses of its tokens: what none of them has need not be looked for.
    pub kinds: Kinds,
    pub items: Vec<Item>,
    /// The sorts of its items.
    pub sorts: Sorts,
    /// The items that are figures, in order, each with its figure.
    pub counted: Vec<(usize, usize)>,
    /// The items that are verb groups, in order, each with its group.
    pub verbs: Vec<(usize, usize)>,
    pub figures: Vec<Figure>,
    /// Figures that count some of another one inside their own words, and that one: two of the 14 men.
    pub wholes: Vec<(usize, usize)>,
    pub groups: Vec<Group>,
    /// Numbers that count nothing, with the reason: first token, token after the last.
    pub rejected: Vec<(usize, usize, Reason)>,
    /// Whether it reads like a headline: verbs without auxiliaries, nouns without articles.
    pub headline: bool,
    /// Whether capitals tell nothing: a headline, or a text in capitals throughout.
    pub capitals: bool,
}

/// Room for the symbols of a sentence, which the next one uses again.
#[derive(Default)]
pub(super) struct Room {
    items: Vec<Item>,
    counted: Vec<(usize, usize)>,
    verbs: Vec<(usize, usize)>,
    figures: Vec<Figure>,
    wholes: Vec<(usize, usize)>,
    groups: Vec<Group>,
    rejected: Vec<(usize, usize, Reason)>,
}

impl Sentence<'_, '_> {
    /// Empties the room that it took.
    pub fn leave(self) -> Room {
        let Sentence { mut items, mut counted, mut verbs, mut figures, mut wholes, mut groups, mut rejected, .. } =
            self;
        items.clear();
        counted.clear();
        verbs.clear();
        figures.clear();
        wholes.clear();
        groups.clear();
        rejected.clear();
        Room { items, counted, verbs, figures, wholes, groups, rejected }
    }
}

/// Some sorts of symbols, whatever they say besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sorts(u32);

impl Sorts {
    /// These sorts.
    pub const fn of(symbols: &[Symbol]) -> Sorts {
        let mut sorts = 0;
        let mut at = 0;
        while at < symbols.len() {
            sorts |= symbols[at].sort();
            at += 1;
        }
        Sorts(sorts)
    }

    /// Whether the two sets share a sort.
    pub const fn meets(self, other: Sorts) -> bool {
        self.0 & other.0 != 0
    }
}

/// One symbol and the tokens it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub symbol: Symbol,
    pub start: usize,
    pub end: usize,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    /// An index into the sentence's figures.
    Figure(usize),
    /// An index into its verb groups.
    Verbs(usize),
    /// Death toll, number of dead.
    Toll(Option<Measure>),
    /// The deaths of.
    Deed(Measure),
    /// To safety, homeless: what became of an object.
    Outcome(Measure),
    /// Fatally, critically, by itself.
    Gravely(Measure),
    Including,
    Relative,
    Opener,
    If,
    And,
    But,
    Comma,
    Semicolon,
    Colon,
    Dash,
    Open,
    Close,
    Quote,
    Of,
    By,
    Preposition,
    According,
    Pronoun,
    /// A number that counts no people.
    Number,
    /// Any other word or mark.
    Word,
}

impl Symbol {
    /// The bit of its sort.
    const fn sort(self) -> u32 {
        1 << match self {
            Symbol::Figure(_) => 0,
            Symbol::Verbs(_) => 1,
            Symbol::Toll(_) => 2,
            Symbol::Deed(_) => 3,
            Symbol::Outcome(_) => 4,
            Symbol::Gravely(_) => 5,
            Symbol::Including => 6,
            Symbol::Relative => 7,
            Symbol::Opener => 8,
            Symbol::If => 9,
            Symbol::And => 10,
            Symbol::But => 11,
            Symbol::Comma => 12,
            Symbol::Semicolon => 13,
            Symbol::Colon => 14,
            Symbol::Dash => 15,
            Symbol::Open => 16,
            Symbol::Close => 17,
            Symbol::Quote => 18,
            Symbol::Of => 19,
            Symbol::By => 20,
            Symbol::Preposition => 21,
            Symbol::According => 22,
            Symbol::Pronoun => 23,
            Symbol::Number => 24,
            Symbol::Word => 25,
        }
    }
}

/// Reads the symbols of a sentence.
pub(super) fn symbols<'t, 'a>(
    lexicon: &'t Lexicon,
    tokens: &'t [Token<'a>],
    headline: bool,
    room: Room,
) -> Sentence<'t, 'a> {
    let Room { items, counted, verbs, figures, wholes, groups, rejected } = room;
    let mut sentence = Sentence {
        lexicon,
        tokens,
        kinds: tokens.iter().fold(Kinds::default(), |kinds, t| kinds.and(t.kinds)),
        items,
        sorts: Sorts::default(),
        counted,
        verbs,
        figures,
        wholes,
        groups,
        rejected,
        headline,
        capitals: headline || in_capitals(tokens),
    };
    sentence.items.reserve(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let (symbol, end) = symbol(&mut sentence, at);
        match symbol {
            Symbol::Figure(f) => sentence.counted.push((sentence.items.len(), f)),
            Symbol::Verbs(g) => sentence.verbs.push((sentence.items.len(), g)),
            _ => {}
        }
        sentence.sorts.0 |= symbol.sort();
        sentence.items.push(Item { symbol, start: at, end });
        ages::join_ages(&mut sentence);
        at = end;
    }
    sentence
}

/// Whether most words are in capitals throughout.
fn in_capitals(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.mark == Mark::Word && t.text.len() > 3);
    let (capitals, all) = words.fold((0, 0), |(c, n), t| {
        (c + usize::from(t.case == Case::Upper || t.text.chars().all(|c| !c.is_lowercase())), n + 1)
    });
    all > 2 && capitals * 10 > all * 8
}

// what a token must be able to be for the symbols that follow from one sense
const DEEDS: Kinds = Kinds::of(&[Sense::Deed(Measure::Killed), Sense::Some]);
const HARMED: Kinds = Kinds::of(&[Sense::Harmed(Measure::Killed, Plural::No)]);
const TOLLS: Kinds = Kinds::of(&[Sense::Toll(None)]);
const OUTCOMES: Kinds = Kinds::of(&[Sense::Outcome(Measure::Killed)]);

/// What a word must be able to be for a symbol of its own.
const SYMBOLIC: Kinds = DEEDS.and(HARMED).and(TOLLS).and(OUTCOMES).and(figure::OPENING).and(verbs::OPENING).and(SMALL);

/// What [`small`] and its like make a symbol of.
const SMALL: Kinds = Kinds::of(&[
    Sense::According,
    Sense::Including,
    Sense::If,
    Sense::Relative,
    Sense::Opener,
    Sense::And,
    Sense::Or,
    Sense::But,
    Sense::Of,
    Sense::By,
    Sense::Preposition,
    Sense::Gravely(Measure::Killed),
    Sense::Pronoun,
]);

/// The symbol that begins at token `at`, and its end.
fn symbol(sentence: &mut Sentence, at: usize) -> (Symbol, usize) {
    let (lexicon, tokens) = (sentence.lexicon, sentence.tokens);
    let t = &tokens[at];
    if let Mark::Point(point) = t.mark
        && point != '>'
        && point != '<'
        && point != '~'
    {
        return (mark(tokens, at, point), at + 1);
    }
    // most words: names and other nouns, which begin no symbol but a verb that no list holds
    let plain = t.mark == Mark::Word && !sentence.headline && !t.can_be(SYMBOLIC);
    let verb = || t.senses.is_empty() && t.ends("ed");
    let count = || t.is_word(&COUNTS) || t.text.contains(' ');
    if plain && !verb() && !count() {
        return (Symbol::Word, at + 1);
    }
    if t.can_be(DEEDS)
        && deed_of(tokens, at)
        && let Some(measure) = t.pick(|s| match s {
            Sense::Deed(m) => Some(m),
            Sense::Some if verbs::form_of(t).is_none() => Some(Measure::Killed),
            _ => None,
        })
    {
        return (Symbol::Deed(measure), at + 1);
    }
    if t.can_be(HARMED)
        && let Some(read) = second_zero(sentence, at)
    {
        sentence.figures.push(read);
        return (Symbol::Figure(sentence.figures.len() - 1), at + 1);
    }
    if let Some(end) = ages::ages_of(sentence, at) {
        sentence.rejected.push((at, end, Reason::Age));
        return (Symbol::Number, end);
    }
    if let Some(end) = figure::earlier(tokens, at) {
        // "rose from 38 to 45": the words before the earlier number, then the number
        sentence.rejected.push((at + 1, end, Reason::Earlier));
        return (Symbol::Number, end);
    }
    // "34-year-old woman dies": one person in a headline
    if sentence.headline
        && figure::begins_aged(tokens, at)
        && let Some((end, read)) = figure::bare(lexicon, tokens, at)
    {
        sentence.figures.push(read);
        return (Symbol::Figure(sentence.figures.len() - 1), end);
    }
    // "no reports of casualties" and "another 12" begin with words that have other uses
    match figure::figure(lexicon, tokens, at) {
        // "aged four and seven"
        Ok((end, read)) if read.head == Head::Elided && ages::second_age(sentence) => {
            sentence.rejected.push((at, end, Reason::Age));
            return (Symbol::Number, end);
        }
        Ok((end, read)) => {
            let part = sentence.figures.len();
            let whole = read.whole_at.and_then(|at| figure::figure(lexicon, tokens, at).ok());
            sentence.figures.push(read);
            if let Some((_, whole)) = whole {
                sentence.figures.push(whole);
                sentence.wholes.push((part, part + 1));
            }
            return (Symbol::Figure(part), end);
        }
        Err(Some((end, reason))) => {
            sentence.rejected.push((at, end, reason));
            return (Symbol::Number, end);
        }
        Err(None) => {}
    }
    // "the number was higher than 20"
    let number = at > 0 && tokens[at - 1].means(Sense::Determiner) && t.is_word(&["number"]);
    if number && tokens.get(at + 1).is_some_and(|n| n.has(|s| matches!(s, Sense::TollVerb(_))) && !n.means(Sense::Of)) {
        return (Symbol::Toll(None), at + 1);
    }
    if let Some((end, measure)) = number_of(tokens, at) {
        return (Symbol::Toll(Some(measure)), end);
    }
    if t.can_be(TOLLS)
        && let Some(measure) = t.pick(|s| match s {
            Sense::Toll(m) => Some(m),
            _ => None,
        })
    {
        let verb = measure.is_none() && verbs::group(tokens, at, sentence.capitals).is_some();
        if !verb {
            return (Symbol::Toll(measure), at + 1);
        }
    }
    // "Returnees to Sinjar now number 131,000"
    if t.can_be(HARMED)
        && let Some((measure, Plural::Yes)) = figure::harmed(t)
    {
        return (Symbol::Toll(Some(measure)), at + 1);
    }
    if t.can_be(OUTCOMES)
        && let Some(measure) = t.pick(|s| match s {
            Sense::Outcome(m) => Some(m),
            _ => None,
        })
        && t.pick(|s| matches!(s, Sense::State(_) | Sense::Undergoes(..)).then_some(())).is_none()
    {
        return (Symbol::Outcome(measure), at + 1);
    }
    // "of whom 12 are children": a part is named first
    if t.means(Sense::Of)
        && tokens
            .get(at + 1)
            .is_some_and(|n| !n.text.contains(' ') && (n.means(Sense::Them) || n.means(Sense::Relative)))
    {
        return (Symbol::Including, at + 2);
    }
    if (t.means(Sense::According) || t.means(Sense::Including)) && !t.means(Sense::Be) {
        return (if t.means(Sense::According) { Symbol::According } else { Symbol::Including }, at + 1);
    }
    let opener = t.means(Sense::Opener) || t.means(Sense::If);
    if !opener && let Some((end, group)) = verbs::group(tokens, at, sentence.capitals) {
        sentence.groups.push(group);
        return (Symbol::Verbs(sentence.groups.len() - 1), end);
    }
    if sentence.headline
        && let Some((end, read)) = figure::bare(lexicon, tokens, at)
    {
        sentence.figures.push(read);
        return (Symbol::Figure(sentence.figures.len() - 1), end);
    }
    if matches!(t.mark, Mark::Number { .. }) {
        sentence.rejected.push((at, at + 1, Reason::Things("a measurement".to_owned())));
        return (Symbol::Number, at + 1);
    }
    (small(t), at + 1)
}

// deed-of = deed ("by" word{1,4})? "of"     the murder of; the killing by gunmen of
fn deed_of(tokens: &[Token], at: usize) -> bool {
    let of = |t: &Token| t.means(Sense::Of);
    // "injuries to three people"
    let to = |t: &Token| t.is_word(&["to"]) && tokens[at].has(|s| matches!(s, Sense::Deed(Measure::Injured)));
    // "the search for the remaining nine miners"
    let missing = tokens[at].has(|s| matches!(s, Sense::Deed(Measure::Missing)));
    let searched = |t: &&Token| t.mark == Mark::Word && !t.means(Sense::Relative) && !t.means(Sense::Opener);
    let search = missing && tokens[at + 1..].iter().take(SEARCH_FOR).take_while(searched).any(|t| t.is_word(&["for"]));
    if search || tokens.get(at + 1).is_some_and(|t| of(t) || to(t)) {
        return true;
    }
    let by = tokens.get(at + 1).is_some_and(|t| t.means(Sense::By)) && tokens[at].has(|s| matches!(s, Sense::Deed(_)));
    let plain = |t: &&Token| t.mark == Mark::Word && !t.means(Sense::Relative) && !t.means(Sense::Opener);
    by && tokens[at + 2..].iter().take(DEED_WINDOW - 2).take_while(plain).any(of)
}

// second-zero = "no" harmed ("or" | "and") harmed     no deaths or injuries: two figures
fn second_zero(sentence: &Sentence, at: usize) -> Option<Figure> {
    let (measure, _) = figure::harmed(&sentence.tokens[at])?;
    let [.., before, joint] = sentence.items.as_slice() else { return None };
    let (Symbol::Figure(f), Symbol::And) = (before.symbol, joint.symbol) else { return None };
    let first = &sentence.figures[f];
    let zero = first.quantity.quantifier == Quantifier::None && matches!(first.head, Head::Harmed(_));
    zero.then(|| Figure {
        start: at,
        end: at + 1,
        head: Head::Harmed(measure),
        measure: Some(measure),
        ..first.clone()
    })
}

/// The most words between a search and whom it is for: "search is under way for".
const SEARCH_FOR: usize = 4;

/// The most items between a deed and its "of": "the murder by machine-gun fire of".
pub(super) const DEED_WINDOW: usize = 6;

/// The most words between "number of" and what they are a number of.
const NUMBER_WINDOW: usize = 7;

/// What people are a number of.
const COUNTS: [&str; 5] = ["number", "numbers", "total", "count", "tally"];

/// What stands behind the word "number" of a number of people.
const COUNTED: Kinds =
    Kinds::of(&[Sense::State(Measure::Killed), Sense::Does(Measure::Killed, Form::Base), Sense::Of, Sense::Relative]);

// number-of = ("number" | "total" | "figure") "of" word{0,3} measure-word
fn number_of(tokens: &[Token], at: usize) -> Option<(usize, Measure)> {
    let next = tokens.get(at + 1).filter(|t| t.can_be(COUNTED))?;
    let first = tokens[at].text.rsplit(' ').next()?;
    if !COUNTS.iter().any(|word| first.eq_ignore_ascii_case(word)) {
        return None;
    }
    // "the number killed"
    if let Some(m) = next.pick(|s| match s {
        Sense::State(m) | Sense::Does(m, _) => Some(m),
        _ => None,
    }) {
        return Some((at + 2, m));
    }
    // "the number who drowned"
    if !next.means(Sense::Of) && !next.means(Sense::Relative) {
        return None;
    }
    for (i, t) in tokens.iter().enumerate().skip(at + 2).take(NUMBER_WINDOW) {
        if matches!(t.mark, Mark::Number { .. } | Mark::Point(_)) {
            return None;
        }
        if let Some(m) = t.pick(|s| match s {
            Sense::State(m)
            | Sense::Harmed(m, _)
            | Sense::Does(m, _)
            | Sense::Undergoes(m, _)
            | Sense::Toll(Some(m)) => Some(m),
            _ => None,
        }) {
            return Some((i + 1, m));
        }
    }
    None
}

fn mark(tokens: &[Token], at: usize, point: char) -> Symbol {
    match point {
        ',' => Symbol::Comma,
        ';' => Symbol::Semicolon,
        ':' => Symbol::Colon,
        '–' | '—' | '|' => Symbol::Dash,
        '-' if !tokens[at].glued => Symbol::Dash,
        '/' => Symbol::Comma,
        '(' | '[' => Symbol::Open,
        ')' | ']' => Symbol::Close,
        '“' | '”' | '"' | '‘' | '«' | '»' => Symbol::Quote,
        _ => Symbol::Word,
    }
}

/// The symbol of a small word.
fn small(t: &Token) -> Symbol {
    let rank = |sense: &Sense| match sense {
        Sense::If => Some((0, Symbol::If)),
        Sense::Relative => Some((1, Symbol::Relative)),
        Sense::Opener => Some((2, Symbol::Opener)),
        Sense::And | Sense::Or => Some((3, Symbol::And)),
        Sense::But => Some((4, Symbol::But)),
        Sense::Of => Some((5, Symbol::Of)),
        Sense::By => Some((5, Symbol::By)),
        Sense::Preposition => Some((6, Symbol::Preposition)),
        Sense::Gravely(m) => Some((7, Symbol::Gravely(*m))),
        Sense::Pronoun => Some((8, Symbol::Pronoun)),
        _ => None,
    };
    t.senses.iter().filter_map(rank).min_by_key(|(rank, _)| *rank).map_or(Symbol::Word, |(_, symbol)| symbol)
}
