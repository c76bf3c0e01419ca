//! From the YAML files of a language to a compiled [`Lexicon`].
//!
//! Each file has its own shape, told by the structs below; an unknown key is a fault with its place.
//! What the files mean is told in their own heads.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::dictionary::Dictionary;
use super::inflect::{Conjugated, Inflected, conjugate, plural};
use super::signs::SignTable;
use super::{Form, Lexicon, Plural, Sense, Tag};
use crate::case::Words as More;
use crate::claim::{Measure, Quantifier, Scope, Status};
use crate::fault::Fault;
use crate::text::Stops;
use crate::yaml::{BuiltIn, built_in};

type Words = Vec<String>;
type ByMeasure = BTreeMap<Measure, Words>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    number: BTreeMap<String, u64>,
    scale: BTreeMap<String, u64>,
    suffix: BTreeMap<String, u64>,
    group: BTreeMap<String, u64>,
    ordinal: Words,
    vague: BTreeMap<String, (u64, u64)>,
    few: BTreeMap<String, u64>,
    pairs: BTreeMap<String, u64>,
    quarters: BTreeMap<String, u64>,
    many: Words,
    share: Words,
    nobody: Words,
    no: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    before: BTreeMap<Quantifier, Words>,
    after: BTreeMap<Quantifier, Words>,
    opens: Words,
    joins: Words,
    also: Words,
    besides: Words,
}

/// Words of harm, and the small words before and behind them that scans run together with them.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RunTogether {
    before: Words,
    harm: Words,
    behind: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Function {
    run_together: RunTogether,
    article: Words,
    determiner: Words,
    both: Words,
    all: Words,
    another: Words,
    more: Words,
    be: Words,
    have: Words,
    #[serde(rename = "do")]
    do_: Words,
    modal_doubt: Words,
    modal_plain: Words,
    to: Words,
    not: Words,
    adverb: Words,
    relative: Words,
    opener: Words,
    #[serde(rename = "if")]
    if_: Words,
    and: Words,
    or: Words,
    but: Words,
    including: Words,
    them: Words,
    of: Words,
    by: Words,
    preposition: Words,
    pronoun: Words,
    according: Words,
    alone: Words,
    hedge: BTreeMap<Status, Words>,
    untrue: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frames {
    does: ByMeasure,
    undergoes: ByMeasure,
    suffers: Words,
    costs: Words,
    claims: Words,
    wounds: Words,
    clinics: Words,
    brings: Words,
    does_ing: ByMeasure,
    moves: Words,
    where_to: ByMeasure,
    state: ByMeasure,
    outcome: ByMeasure,
    harmed: ByMeasure,
    victim: Words,
    household: Words,
    members: Words,
    companies: Words,
    losses: Words,
    deed: ByMeasure,
    orders: Words,
    lifts: Words,
    some: Words,
    toll: BTreeMap<String, Words>,
    toll_verb: BTreeMap<Quantifier, Words>,
    drives: ByMeasure,
    out: Words,
    stays: Words,
    refuge: Words,
    saves: Words,
    safe: Words,
    escapes: Words,
    fate: Words,
    untold: Words,
    searches: Words,
    searchers: Words,
    seizes: Words,
    captors: Words,
    fugitives: Words,
    travellers: Words,
    makes: Words,
    gravely: ByMeasure,
    remains: Words,
    doubling: Words,
    irregular: BTreeMap<String, [String; 4]>,
    say: BTreeMap<Status, Words>,
    say_of_sources: Words,
    say_behind: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Time {
    rate_unit: Words,
    rate: Words,
    cumulative: Words,
    units: BTreeMap<String, u16>,
    eras: Words,
    calendar: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    regular: Words,
    irregular: BTreeMap<String, [String; 4]>,
    doubling: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demonyms {
    people: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    source: Words,
    alert: Words,
    record: Words,
    hearsay: Words,
}

/// The files of English, built into the program.
const ENGLISH: [BuiltIn; 11] = [
    built_in!("lexicon/en/numbers"),
    built_in!("lexicon/en/bounds"),
    built_in!("lexicon/en/function"),
    built_in!("lexicon/en/frames"),
    built_in!("lexicon/en/time"),
    built_in!("lexicon/en/verbs"),
    built_in!("lexicon/en/people"),
    built_in!("lexicon/en/demonyms"),
    built_in!("lexicon/en/things"),
    built_in!("lexicon/en/sources"),
    built_in!("lexicon/en/sentences"),
];

impl Lexicon {
    /// The built-in English lexicon.
    ///
    /// # Errors
    /// A [`Fault`] names the file and place of what is wrong in it.
    pub fn english() -> Result<Lexicon, Fault> {
        Lexicon::english_with(&More::default())
    }

    /// The built-in English lexicon with words that a person adds.
    ///
    /// # Errors
    /// A [`Fault`] names the file and place of what is wrong in a built-in file.
    pub fn english_with(more: &More) -> Result<Lexicon, Fault> {
        let [numbers, bounds, function, frames, time, verbs, people, demonyms, things, sources, sentences] = ENGLISH;
        let mut building = Building {
            words: Dictionary::with_room(WORDS),
            phrase: String::new(),
            tags: Vec::new(),
            categories: Vec::new(),
            suffixes: FxHashMap::default(),
            fugitives: Vec::new(),
            travellers: Vec::new(),
        };
        let frames: Frames = frames.load()?;
        building.more(more, &frames);
        building.verbs(&verbs.load()?, &frames);
        building.numbers(numbers.load()?);
        building.bounds(bounds.load()?);
        let mut function: Function = function.load()?;
        let run_together = std::mem::take(&mut function.run_together);
        building.function(function);
        building.frames(frames);
        building.time(time.load()?);
        let people: BTreeMap<String, Words> = people.load()?;
        building.people(&people);
        building.demonyms(demonyms.load()?);
        building.things(things.load()?);
        let sources: Sources = sources.load()?;
        building.add_all(&sources.source, Sense::Source);
        building.add_all(&sources.alert, Sense::Alert);
        building.add_all(&sources.record, Sense::Record);
        building.add_all(&sources.hearsay, Sense::Hearsay);
        building.run_together(&run_together);
        let stops: Stops = sentences.load()?;
        Ok(building.finish(stops))
    }
}

/// The words of the built-in files, about.
const WORDS: usize = 16_000;

/// The verbs whose last letter is doubled, to look up.
fn doubled(verbs: &[String]) -> FxHashSet<&str> {
    verbs.iter().map(String::as_str).collect()
}

/// All forms of a verb.
fn forms<'w>(
    verb: &'w str,
    irregular: &'w BTreeMap<String, [String; 4]>,
    doubling: &FxHashSet<&str>,
) -> [(Inflected<'w>, Form); 5] {
    let base = (Inflected::whole(verb), Form::Base);
    let Some(given) = irregular.get(verb) else {
        let Conjugated { present, past, ing } = conjugate(verb, doubling.contains(verb));
        return [base, (present, Form::Present), (past, Form::Ed), (past, Form::Ed), (ing, Form::Ing)];
    };
    let [present, ing, past, participle] = given.each_ref().map(|form| Inflected::whole(form));
    let (of_past, of_participle) =
        if past == participle { (Form::Ed, Form::Ed) } else { (Form::Past, Form::Participle) };
    [base, (present, Form::Present), (past, of_past), (participle, of_participle), (ing, Form::Ing)]
}

/// A lexicon while its files are added.
struct Building {
    words: Dictionary,
    /// Room for a phrase that is formed.
    phrase: String,
    tags: Vec<String>,
    categories: Vec<String>,
    suffixes: FxHashMap<Box<str>, u64>,
    fugitives: Vec<String>,
    travellers: Vec<String>,
}

impl Building {
    fn add(&mut self, phrase: &str, sense: Sense) {
        self.words.add(phrase, sense);
    }

    fn add_all(&mut self, phrases: &[String], sense: Sense) {
        for phrase in phrases {
            self.add(phrase, sense);
        }
    }

    /// Adds a noun, `singular` or `singular/plural`, in both numbers.
    fn noun(&mut self, noun: &str, sense: impl Fn(Plural) -> Sense) {
        let (singular, given) = noun.split_once('/').map_or((noun, None), |(s, p)| (s, Some(p)));
        if given == Some(singular) {
            return self.add(singular, sense(Plural::Either));
        }
        self.add(singular, sense(Plural::No));
        self.form(given.map_or_else(|| plural(singular), Inflected::whole), sense(Plural::Yes));
    }

    /// Adds a form of a word.
    fn form(&mut self, form: Inflected, sense: Sense) {
        self.phrase.clear();
        form.write(&mut self.phrase);
        self.words.add(&self.phrase, sense);
    }

    /// Adds every form of a verb; of a phrase, its first word (or the second: "be left") is inflected.
    fn verb(
        &mut self,
        phrase: &str,
        irregular: &BTreeMap<String, [String; 4]>,
        doubling: &FxHashSet<&str>,
        sense: impl Fn(Form) -> Sense,
    ) {
        let (first, rest) = phrase.split_once(' ').map_or((phrase, ""), |(f, r)| (f, r));
        let adverb = |word: &str| word.ends_with("ly") && !word.ends_with("ply"); // but "apply for"
        let (first, rest) = match rest.split_once(' ') {
            // "fatally shoot", "shoot and kill": an adverb before the verb
            Some((verb, tail)) if adverb(first) => (verb, (Some(first), tail)),
            None if adverb(first) && !rest.is_empty() => (rest, (Some(first), "")),
            _ => (first, (None, rest)),
        };
        let (before, after) = rest;
        if before.is_none() && after.is_empty() {
            // most are one word
            let mut last = None;
            for (text, form) in forms(first, irregular, doubling) {
                // the participle is the past, but for a few
                if last != Some((text, form)) {
                    self.form(text, sense(form));
                }
                last = Some((text, form));
            }
            return;
        }
        // both verbs of "shoot and kill" are inflected alike
        let second = after.strip_prefix("and ").or_else(|| after.strip_prefix("or "));
        let others = second.map(|second| forms(second, irregular, doubling));
        for (i, (text, form)) in forms(first, irregular, doubling).into_iter().enumerate() {
            self.phrase.clear();
            before.into_iter().for_each(|before| self.phrase.extend([before, " "]));
            text.write(&mut self.phrase);
            match (second, &others) {
                (Some(second), Some(others)) => {
                    self.phrase.extend([" ", &after[..after.len() - second.len()]]);
                    others[i].0.write(&mut self.phrase);
                }
                _ if after.is_empty() => {}
                _ => self.phrase.extend([" ", after]),
            }
            self.words.add(&self.phrase, sense(form));
        }
    }

    fn numbers(&mut self, numbers: Numbers) {
        for (word, n) in &numbers.number {
            self.add(word, Sense::Number(*n));
        }
        for (word, n) in &numbers.scale {
            self.add(word, Sense::Scale(*n));
        }
        for (word, n) in &numbers.group {
            self.add(word, Sense::Group(*n));
        }
        for (phrase, (low, high)) in &numbers.vague {
            self.add(phrase, Sense::Vague(*low, *high));
        }
        for (phrase, n) in &numbers.few {
            self.add(phrase, Sense::Few(*n));
        }
        for (noun, n) in &numbers.pairs {
            self.add(noun, Sense::Pair(*n));
        }
        for (phrase, n) in &numbers.quarters {
            self.add(phrase, Sense::Quarters(*n));
        }
        self.add_all(&numbers.ordinal, Sense::Ordinal);
        self.add_all(&numbers.many, Sense::Many);
        self.add_all(&numbers.share, Sense::Share);
        self.add_all(&numbers.nobody, Sense::Nobody);
        self.add_all(&numbers.no, Sense::No);
        self.suffixes = numbers.suffix.into_iter().map(|(word, n)| (word.into(), n)).collect();
    }

    fn bounds(&mut self, bounds: Bounds) {
        for (quantifier, words) in &bounds.before {
            self.add_all(words, Sense::Bound(*quantifier));
        }
        for (quantifier, words) in &bounds.after {
            self.add_all(words, Sense::After(*quantifier));
        }
        self.add_all(&bounds.opens, Sense::Opens);
        self.add_all(&bounds.joins, Sense::Joins);
        self.add_all(&bounds.also, Sense::Possibly);
        self.add_all(&bounds.besides, Sense::Besides);
    }

    fn function(&mut self, words: Function) {
        let plain = [
            (&words.article, Sense::Article),
            (&words.determiner, Sense::Determiner),
            (&words.both, Sense::Both),
            (&words.all, Sense::All),
            (&words.another, Sense::Another),
            (&words.more, Sense::More),
            (&words.be, Sense::Be),
            (&words.have, Sense::Have),
            (&words.do_, Sense::Do),
            (&words.modal_doubt, Sense::Modal(true)),
            (&words.modal_plain, Sense::Modal(false)),
            (&words.to, Sense::To),
            (&words.not, Sense::Not),
            (&words.adverb, Sense::Adverb),
            (&words.relative, Sense::Relative),
            (&words.opener, Sense::Opener),
            (&words.if_, Sense::If),
            (&words.and, Sense::And),
            (&words.or, Sense::Or),
            (&words.but, Sense::But),
            (&words.including, Sense::Including),
            (&words.them, Sense::Them),
            (&words.of, Sense::Of),
            (&words.by, Sense::By),
            (&words.preposition, Sense::Preposition),
            (&words.pronoun, Sense::Pronoun),
            (&words.according, Sense::According),
            (&words.alone, Sense::Alone),
            (&words.untrue, Sense::Untrue),
        ];
        for (list, sense) in plain {
            self.add_all(list, sense);
        }
        for (status, list) in &words.hedge {
            self.add_all(list, Sense::Hedge(*status));
        }
    }

    fn verbs(&mut self, verbs: &Verbs, frames: &Frames) {
        let doubling = doubled(&verbs.doubling);
        let told: FxHashSet<&String> = frames.does.values().chain(frames.undergoes.values()).flatten().collect();
        for verb in verbs.regular.iter().chain(&verbs.doubling).chain(verbs.irregular.keys()) {
            if !told.contains(verb) {
                self.verb(verb, &verbs.irregular, &doubling, Sense::Verb);
            }
        }
    }

    fn frames(&mut self, frames: Frames) {
        let (irregular, doubling) = (&frames.irregular, &doubled(&frames.doubling));
        for (measure, list) in &frames.does {
            for verb in list {
                self.verb(verb, irregular, doubling, |form| Sense::Does(*measure, form));
            }
        }
        for (measure, list) in &frames.undergoes {
            for verb in list {
                self.verb(verb, irregular, doubling, |form| Sense::Undergoes(*measure, form));
            }
        }
        for verb in &frames.suffers {
            self.verb(verb, irregular, doubling, Sense::Suffers);
        }
        for verb in &frames.costs {
            self.verb(verb, irregular, doubling, Sense::Costs);
        }
        for verb in &frames.claims {
            self.verb(verb, irregular, doubling, |_| Sense::Claims);
        }
        self.add_all(&frames.losses, Sense::Loss);
        for noun in &frames.companies {
            self.noun(noun, |_| Sense::Company);
        }
        for verb in &frames.brings {
            self.verb(verb, irregular, doubling, |_| Sense::Brings);
        }
        for noun in &frames.clinics {
            self.noun(noun, |_| Sense::Clinic);
        }
        for noun in &frames.wounds {
            self.noun(noun, |_| Sense::Wound);
        }
        for (measure, list) in &frames.drives {
            for verb in list {
                self.verb(verb, irregular, doubling, |form| Sense::Drives(*measure, form));
            }
        }
        self.add_all(&frames.out, Sense::Out);
        for verb in &frames.stays {
            self.verb(verb, irregular, doubling, Sense::Stays);
        }
        for noun in &frames.refuge {
            self.noun(noun, |_| Sense::Refuge);
        }
        for verb in &frames.saves {
            self.verb(verb, irregular, doubling, Sense::Saves);
        }
        self.add_all(&frames.safe, Sense::Safe);
        for verb in &frames.escapes {
            self.verb(verb, irregular, doubling, Sense::Escapes);
        }
        self.add_all(&frames.fate, Sense::Fate);
        self.add_all(&frames.untold, Sense::Untold);
        for noun in &frames.orders {
            self.noun(noun, |_| Sense::Orders);
        }
        self.add_all(&frames.lifts, Sense::Lifted);
        for verb in &frames.searches {
            self.verb(verb, irregular, doubling, Sense::Searches);
        }
        self.add_all(&frames.searchers, Sense::Searcher);
        for verb in &frames.seizes {
            self.verb(verb, irregular, doubling, Sense::Seizes);
        }
        self.add_all(&frames.captors, Sense::Captor);
        self.fugitives = frames.fugitives;
        self.travellers = frames.travellers;
        for verb in &frames.makes {
            self.verb(verb, irregular, doubling, Sense::Makes);
        }
        for (measure, list) in &frames.does_ing {
            for verb in list {
                self.form(conjugate(verb, false).ing, Sense::Does(*measure, Form::Ing));
            }
        }
        for verb in &frames.moves {
            self.verb(verb, irregular, doubling, Sense::Moves);
        }
        for (measure, list) in &frames.where_to {
            self.add_all(list, Sense::WhereTo(*measure));
        }
        for verb in &frames.remains {
            self.verb(verb, irregular, doubling, Sense::Remains);
        }
        for (status, list) in &frames.say {
            let doubt = (*status != Status::Asserted).then_some(*status);
            for verb in list {
                self.verb(verb, irregular, doubling, |form| Sense::Say(form, doubt));
            }
        }
        for verb in &frames.say_of_sources {
            self.verb(verb, irregular, doubling, |form| Sense::Say(form, None));
            self.verb(verb, irregular, doubling, |_| Sense::SayOfSources);
        }
        for verb in &frames.say_behind {
            self.verb(verb, irregular, doubling, |_| Sense::SayBehind);
        }
        for (measure, list) in &frames.state {
            self.add_all(list, Sense::State(*measure));
        }
        for (measure, list) in &frames.outcome {
            self.add_all(list, Sense::Outcome(*measure));
        }
        for (measure, list) in &frames.harmed {
            for noun in list {
                self.noun(noun, |number| Sense::Harmed(*measure, number));
            }
        }
        for (measure, list) in &frames.deed {
            self.add_all(list, Sense::Deed(*measure));
        }
        for (measure, list) in &frames.gravely {
            self.add_all(list, Sense::Gravely(*measure));
        }
        for (measure, list) in &frames.toll {
            let measure = Measure::ALL.into_iter().find(|m| m.name() == measure);
            self.add_all(list, Sense::Toll(measure));
        }
        for (quantifier, list) in &frames.toll_verb {
            self.add_all(list, Sense::TollVerb(*quantifier));
        }
        for noun in &frames.victim {
            self.noun(noun, Sense::Victim);
        }
        for noun in &frames.household {
            self.noun(noun, Sense::Household);
        }
        for noun in &frames.members {
            self.noun(noun, |_| Sense::Members);
        }
        self.add_all(&frames.some, Sense::Some);
    }

    fn time(&mut self, time: Time) {
        self.add_all(&time.rate_unit, Sense::RateUnit);
        self.add_all(&time.rate, Sense::Span(Scope::Rate));
        self.add_all(&time.cumulative, Sense::Span(Scope::Cumulative));
        for (unit, days) in &time.units {
            self.add(unit, Sense::Days(*days));
        }
        self.add_all(&time.eras, Sense::Era);
        self.add_all(&time.calendar, Sense::Calendar);
    }

    /// What a person adds: first, so that it is read before all else.
    fn more(&mut self, more: &More, frames: &Frames) {
        let (irregular, doubling) = (&frames.irregular, &doubled(&frames.doubling));
        self.people(&more.people);
        for (measure, verb) in more.does.iter().flat_map(|(measure, list)| list.iter().map(move |verb| (measure, verb)))
        {
            self.verb(verb, irregular, doubling, |form| Sense::Does(*measure, form));
        }
        for (measure, verb) in more.undergoes.iter().flat_map(|(measure, list)| list.iter().map(move |v| (measure, v)))
        {
            self.verb(verb, irregular, doubling, |form| Sense::Undergoes(*measure, form));
        }
        for noun in &more.households {
            self.noun(noun, Sense::Household);
        }
        for noun in &more.sources {
            self.noun(noun, |_| Sense::Source);
        }
        self.things(more.things.clone());
    }

    /// The number of a population's name.
    fn tag(&mut self, name: &str) -> Tag {
        let at = self.tags.iter().position(|tag| tag == name).unwrap_or_else(|| {
            self.tags.push(name.to_owned());
            self.tags.len() - 1
        });
        Tag(u16::try_from(at).unwrap_or(u16::MAX))
    }

    /// People nouns by population; those under `people` have none.
    fn people(&mut self, people: &BTreeMap<String, Words>) {
        for (tag, nouns) in people {
            let tag = (tag != "people").then(|| self.tag(tag));
            for noun in nouns {
                self.noun(noun, |number| Sense::Person(tag, number));
            }
        }
    }

    fn demonyms(&mut self, demonyms: Demonyms) {
        for noun in &demonyms.people {
            self.noun(noun, |number| Sense::Person(None, number));
        }
    }

    fn things(&mut self, things: BTreeMap<String, Words>) {
        for (category, nouns) in things {
            let at = self.categories.iter().position(|known| *known == category).unwrap_or_else(|| {
                self.categories.push(category);
                self.categories.len() - 1
            });
            let index = u16::try_from(at).unwrap_or(u16::MAX);
            for noun in &nouns {
                self.noun(noun, |_| Sense::Thing(index));
            }
        }
    }

    fn run_together(&mut self, words: &RunTogether) {
        [&words.before, &words.harm, &words.behind].into_iter().flatten().for_each(|word| self.words.know(word));
        for harm in &words.harm {
            words.before.iter().for_each(|before| self.words.run_together(before, harm));
            words.behind.iter().for_each(|behind| self.words.run_together(harm, behind));
        }
    }

    fn finish(mut self, stops: Stops) -> Lexicon {
        self.words.finish();
        Lexicon {
            signs: SignTable::new(&self.words),
            watches: false,
            words: self.words,
            tags: self.tags,
            categories: self.categories,
            suffixes: self.suffixes,
            fugitives: self.fugitives,
            travellers: self.travellers,
            stops,
        }
    }
}
