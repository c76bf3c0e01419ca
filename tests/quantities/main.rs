//! Every bound with every numeral, of every measure, in every frame: what is rendered as text is
//! read back as the same claim.
//!
//! In: the tables below. What a combination must come to is worked out here from the contract's
//! table of ranges, by other means than the program's. Combinations that are no English are left
//! out where the reason stands; what is good English and not read yet is in [`NOT_YET`].

mod tables;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use rayon::prelude::*;
use tollcheck::Checker;
use tollcheck::claim::{Claim, Measure, Quantifier, Range, Status, Unit};
use tollcheck::text::Document;

use tables::*;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new().unwrap());

/// The least number of combinations that a run reads.
const ENOUGH: usize = 2_000;

/// A prime, so that each quantity meets others of all kinds.
const STRIDE: usize = 7_919;

/// Why combinations are not read yet, and which they are.
type NotYet = (&'static str, fn(&Combination) -> bool);

/// Good English that is not read yet. Something of each must fail, or it must go.
const NOT_YET: [NotYet; 1] =
    [("“a total of” behind a verb that puts a number on a toll", |c| c.frame == Toll && c.bound.0 == "a total of")];

/// One text and what it says.
#[derive(Debug, Clone)]
struct Combination {
    text: String,
    bound: (&'static str, Side, Quantifier),
    numeral: Numeral,
    measure: Measure,
    frame: Frame,
    population: &'static str,
    unit: Unit,
}

impl Combination {
    /// Puts a quantity into a frame; `None` where that is no English.
    fn new(
        bound: (&'static str, Side, Quantifier),
        numeral: Numeral,
        (measure, frame, template): (Measure, Frame, &'static str),
        noun: (&'static str, &'static str, Unit),
    ) -> Option<Combination> {
        if !goes_with(bound, numeral) || !stands_in(bound, numeral, frame) {
            return None;
        }
        let (before, rest) = template.split_once('[')?;
        let (slot, behind) = rest.split_once(']')?;
        let moves = matches!(measure, Measure::Displaced | Measure::Evacuated | Measure::Returned);
        let (noun, population, unit) = match slot {
            "people" if moves || noun.2 == Unit::Person => noun,
            slot => (slot, "", Unit::Person),
        };
        let text = capitalised(&format!("{before}{}{behind}", quantity(bound, numeral, noun)));
        Some(Combination { text, bound, numeral, measure, frame, population, unit })
    }

    /// The claim that the contract makes of it, in the words of [`shown`].
    fn expected(&self) -> String {
        let (quantifier, stated) = match (self.bound.2, self.numeral.means) {
            (Quantifier::Exact, Between(a, b)) => (Quantifier::Between, vec![a, b]),
            (Quantifier::Exact, Vague(..) | Few(..)) => (Quantifier::Vague, vec![]),
            (quantifier, Vague(..) | Few(..)) => (quantifier, vec![]),
            (quantifier, Digits(n) | Words(n) | Article(n)) => (quantifier, vec![n]),
            (quantifier, Between(a, b)) => (quantifier, vec![a, b]),
        };
        let status = if self.bound.0 == "an estimated" { Status::Estimated } else { Status::Asserted };
        let population = Some(self.population).filter(|tag| !tag.is_empty());
        let population: Vec<String> = population.into_iter().map(str::to_owned).collect();
        let range = range(self.bound.2, self.numeral.means);
        format!("{} {range} {quantifier} {stated:?} {} {population:?} {status}", self.measure, self.unit)
    }
}

/// The words of a quantity with its noun.
fn quantity((words, side, _): (&str, Side, Quantifier), numeral: Numeral, noun: &str) -> String {
    let number = numeral.words;
    let bounded = match side {
        _ if words.is_empty() => number.to_owned(),
        Before | BeforeBare => format!("{words} {number}"),
        Sign => format!("{words}{number}"),
        Behind => format!("{number} {words}"),
        Glued => format!("{number}{words}"),
    };
    let of = if matches!(numeral.means, Vague(..)) { " of" } else { "" };
    if noun.is_empty() { bounded } else { format!("{bounded}{of} {noun}") }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A claim in the terms that are compared. A generated text names nobody, no part, no other time.
fn shown(claim: &Claim) -> String {
    let plain = claim.attribution.is_none() && !claim.part && !claim.additional;
    let odd = if plain && claim.scope.name() == "event" { "" } else { " with marks that nothing gives it" };
    format!(
        "{} {} {} {:?} {} {:?} {}{odd}",
        claim.measure, claim.range, claim.quantifier, claim.stated, claim.unit, claim.population, claim.status
    )
}

/// The contract's table of ranges.
fn range(quantifier: Quantifier, means: Means) -> Range {
    let (low, high) = match means {
        Digits(n) | Words(n) | Article(n) => (n, n),
        Between(a, b) | Vague(a, b) | Few(a, b) => (a, b),
    };
    let (less, more) = (low * 9 / 10, (high * 11).div_ceil(10));
    match quantifier {
        Quantifier::AtLeast => Range::new(low, None),
        Quantifier::MoreThan => Range::new(low + 1, None),
        Quantifier::AtMost => Range::new(0, Some(high)),
        Quantifier::LessThan => Range::new(0, Some(high - 1)),
        Quantifier::Nearly => Range::new(less, Some(high - 1)),
        Quantifier::About => Range::new(less, Some(more)),
        Quantifier::JustOver => Range::new(low + 1, Some(more)),
        _ => Range::new(low, Some(high)),
    }
}

/// Whether the bound and the number are English together.
fn goes_with((words, side, quantifier): (&str, Side, Quantifier), numeral: Numeral) -> bool {
    let by_side = match side {
        Before | Behind => true,
        // not "some a dozen", "an estimated half a dozen"
        BeforeBare => !matches!(numeral.means, Article(_)),
        // not "thirty-five+", "~thirty-five"
        Sign | Glued => matches!(numeral.means, Digits(_)) && !numeral.words.contains(' '),
    };
    let by_means = match numeral.means {
        Digits(_) | Words(_) | Article(_) => true,
        // A range is bounded already: not "nearly 12 to 15".
        Between(..) => words.is_empty(),
        // not "nearly dozens", "exactly scores"
        Vague(..) => words.is_empty(),
        // "up to several hundred", "at least several dozen"; not "almost several", "more than several"
        Few(low, _) => {
            words.is_empty()
                || low > 3 && matches!(quantifier, Quantifier::AtLeast | Quantifier::AtMost) && side == Before
        }
    };
    by_side && by_means
}

/// Whether a quantity stands in such a frame.
fn stands_in((words, side, _): (&str, Side, Quantifier), numeral: Numeral, frame: Frame) -> bool {
    let vague = matches!(numeral.means, Vague(..) | Few(3, _));
    match frame {
        // not "The death toll stands at dozens"
        Toll => !vague,
        // not "Killed: a total of 35"
        Label => words != "a total of",
        // not "dozens or more"
        _ => side != Behind || !vague,
    }
}

impl fmt::Display for Combination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bound, number) = (self.bound.2, self.numeral.words);
        write!(f, "[{bound}, {number}, {}, {:?}] {}", self.measure, self.frame, self.text)
    }
}

/// All of them: a noun is used in turn, since it changes nothing but itself.
fn combinations() -> Vec<Combination> {
    let mut all = Vec::new();
    for bound in BOUNDS {
        for numeral in NUMERALS.map(numeral) {
            for frame in FRAMES {
                let noun = NOUNS[all.len() % NOUNS.len()];
                all.extend(Combination::new(bound, numeral, frame, noun));
            }
        }
    }
    all
}

/// The claims of a text, as [`Combination::expected`] has them.
fn read(checker: &Checker, text: &str) -> String {
    let claims = checker.extract(&Document::plain("one", text));
    claims.iter().map(shown).collect::<Vec<_>>().join("; ")
}

#[test]
fn what_is_rendered_is_read_back() {
    let all = combinations();
    assert!(all.len() >= ENOUGH, "only {} combinations", all.len());
    let misread: Vec<(&Combination, String)> = all
        .par_iter()
        .filter_map(|combination| {
            let read = read(&CHECKER, &combination.text);
            (read != combination.expected()).then_some((combination, read))
        })
        .collect();
    let excused = |combination: &Combination| NOT_YET.iter().position(|(_, holds)| holds(combination));
    let used: BTreeSet<usize> = misread.iter().filter_map(|(combination, _)| excused(combination)).collect();
    let wrong: Vec<String> = misread
        .iter()
        .filter(|(combination, _)| excused(combination).is_none())
        .map(|(combination, read)| format!("{combination}\n  expected {}\n  came     {read}", combination.expected()))
        .collect();
    assert!(wrong.is_empty(), "{}\n{} of {} combinations are misread", wrong.join("\n"), wrong.len(), all.len());
    for (n, (why, _)) in NOT_YET.iter().enumerate() {
        assert!(used.contains(&n), "read rightly now, so take it out of NOT_YET: {why}");
    }
}

/// Texts with two quantities, and the claims that they make: each quantity once first, with another in turn behind it.
fn pairs() -> Vec<(String, String)> {
    let numerals = || NUMERALS.into_iter().map(numeral);
    let quantities: Vec<_> = BOUNDS.iter().flat_map(|&bound| numerals().map(move |n| (bound, n))).collect();
    let mut all = Vec::new();
    for (n, &(bound, numeral)) in quantities.iter().enumerate() {
        for (m, (first, second, template)) in PAIRS.into_iter().enumerate() {
            let (other_bound, other_numeral) = quantities[(n * STRIDE + m) % quantities.len()];
            let (sentence, behind) = template.rsplit_once("[]").unwrap_or((template, ""));
            let noun = NOUNS[n % 4];
            let Some(one) = Combination::new(bound, numeral, (first, Passive, sentence), noun) else { continue };
            let Some(mut other) = Combination::new(other_bound, other_numeral, (second, Passive, "[]"), noun) else {
                continue;
            };
            other.population = one.population;
            let text = format!("{}{}{behind}", one.text, quantity(other_bound, other_numeral, ""));
            all.push((text, format!("{}; {}", one.expected(), other.expected())));
        }
    }
    all
}

#[test]
fn two_measures_of_a_sentence_are_told_apart() {
    let all = pairs();
    assert!(all.len() >= ENOUGH, "only {} pairs", all.len());
    let came = all.par_iter().map(|(text, expected)| (text, expected, read(&CHECKER, text)));
    let wrong: Vec<String> = came
        .filter(|(_, expected, came)| *expected != came)
        .map(|(text, expected, came)| format!("{text}\n  expected {expected}\n  came     {came}"))
        .collect();
    assert!(wrong.is_empty(), "{}\n{} of {} pairs are misread", wrong.join("\n"), wrong.len(), all.len());
}
