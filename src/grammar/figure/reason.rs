//! Numbers that count no people harmed, and why: ages, dates, money, shares, names.
//!
//! In: tokens around a number. Out: a [`Reason`], shown to users by `extract --numbers`.

use std::fmt;

use super::super::numeral::numeral;
use super::super::quantity::quantity;
use super::super::stream::Stream;
use super::ages::{age, first_of_ages, further_age};
use super::{harmed, household, person, stands_for_verb, thing};
use crate::lexicon::{Case, Mark, Plural, Sense, Token};

/// Why a number counts no people harmed. Shown to users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// An age.
    Age,
    /// A date, a year or a time of day.
    Date,
    /// An amount of money.
    Money,
    /// A percentage or a fraction.
    Share,
    /// A rank: the third victim.
    Ordinal,
    /// A number that counts things of a kind: vehicles, days, kilometres.
    Things(String),
    /// Part of a name, a weapon, a road.
    Name,
    /// An earlier figure that an update replaces: rose from 38.
    Earlier,
    /// How many more or fewer than another number: 40 fewer than the year before.
    Difference,
    /// Those whom it did not befall: all but six died.
    Spared,
    /// How many of them were of one sex, by its letter: 4 dead (2F, 2M).
    Sex,
    /// A number word that counts nothing: one another, a score to settle.
    Word,
    /// No word says that these people were harmed.
    Unharmed,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Age => f.write_str("an age"),
            Reason::Date => f.write_str("a date or time"),
            Reason::Money => f.write_str("money"),
            Reason::Share => f.write_str("a share, not a count"),
            Reason::Ordinal => f.write_str("a rank"),
            Reason::Things(kind) => f.write_str(kind),
            Reason::Name => f.write_str("part of a name"),
            Reason::Earlier => f.write_str("an earlier figure, replaced by the one that follows"),
            Reason::Difference => f.write_str("a difference from another number"),
            Reason::Spared => f.write_str("those whom it did not befall"),
            Reason::Sex => f.write_str("people of one sex, told by a letter"),
            Reason::Word => f.write_str("a word that counts nothing here"),
            Reason::Unharmed => f.write_str("no word says that these people were harmed"),
        }
    }
}

/// The most tokens between the number of one sex and that of the other.
const SEXES: usize = 4;

/// The letter of a sex that stands at the number at token `at`: "2F"; an "M" that may be a million.
fn sex_at(tokens: &[Token], at: usize) -> Option<char> {
    let letter = match tokens[at].mark {
        Mark::Number { unit: 1, .. } => tokens.get(at + 1).filter(|t| t.glued && t.text.len() == 1)?,
        Mark::Number { .. } => &tokens[at],
        _ => return None,
    };
    letter.text.chars().next_back().filter(|c| matches!(c, 'F' | 'M'))
}

/// The fewest digits in a row, without separators, that no count of people is written with.
const LONGEST_BARE: usize = 7;

/// What shares are counted out of: "nine out of ten".
const SHARES: [u64; 7] = [2, 3, 4, 5, 10, 100, 1_000];

/// The most words between such a sum and what it stands for: "in reported property damage".
const LOSS_WINDOW: usize = 3;

/// Of fewer than so many, in fewer than so many others, a share is made: "three in 25".
const FEW: u64 = 10;
const MANY: u64 = 1_000;

/// The longest number of which one is a share, in letters or digits: a year has more.
const LONGEST_SHARE: usize = 3;

/// The words that tell that a figure changed, before "from" or "by".
const CHANGE_WINDOW: usize = 14;

/// The verbs of a range, which changes nothing.
pub(in crate::grammar) const RANGES: [&str; 7] = ["range", "ranges", "ranged", "ranging", "vary", "varies", "varied"];

// earlier = changed … ("from" | "by") number — before "to" number
pub(in crate::grammar) fn earlier(tokens: &[Token], at: usize) -> Option<usize> {
    let by = tokens[at].is_word(&["by"]);
    if !by && !tokens[at].is_word(&["from"]) {
        return None;
    }
    let (rest, _) = numeral(Stream(&tokens[at + 1..])).ok()?;
    let end = tokens.len() - rest.0.len();
    let to = tokens.get(end)?;
    if !to.is_word(&["to"]) && !to.ends(" to")
        || quantity(Stream(&tokens[end + 1..])).is_err() && quantity(Stream(&tokens[end..])).is_err()
    {
        return None;
    }
    // "estimates range from 300 to 1,200"
    if at > 0 && tokens[at - 1].is_word(&RANGES) {
        return None;
    }
    let changed = tokens[at.saturating_sub(CHANGE_WINDOW)..at]
        .iter()
        .any(|t| t.has(|s| matches!(s, Sense::TollVerb(_) | Sense::Toll(_))) && t.text.len() > 3);
    (by || changed).then_some(end)
}

/// A number at this token that never counts anything: an age, a share, a date.
pub(super) fn not_counting(tokens: &[Token], at: usize) -> Option<(usize, Reason)> {
    let t = &tokens[at];
    match t.mark {
        Mark::Clock => return Some((at + 1, Reason::Date)),
        Mark::Ordinal => return Some((at + 1, Reason::Ordinal)),
        _ => {}
    }
    if t.is_number()
        && let Some(end) = age(tokens, at)
    {
        return Some((end, Reason::Age));
    }
    None
}

/// A number with the tokens around it.
struct Place<'p, 'a> {
    tokens: &'p [Token<'a>],
    from: usize,
    to: usize,
}

/// Why the number that stands at `from..to` counts nothing, from what stands around it.
pub(super) fn rejected(tokens: &[Token], from: usize, to: usize) -> Option<Reason> {
    let place = Place { tokens, from, to };
    place
        .money()
        .or_else(|| place.losses())
        .or_else(|| place.share())
        .or_else(|| place.difference())
        .or_else(|| place.spared())
        .or_else(|| place.sex())
        .or_else(|| place.name())
        .or_else(|| place.age())
        .or_else(|| place.measurement())
        .or_else(|| place.date())
}

impl<'p, 'a> Place<'p, 'a> {
    fn first(&self) -> &'p Token<'a> {
        &self.tokens[self.from]
    }

    fn before(&self) -> Option<&'p Token<'a>> {
        self.from.checked_sub(1).map(|i| &self.tokens[i])
    }

    fn next(&self) -> Option<&'p Token<'a>> {
        self.tokens.get(self.to)
    }

    fn before_is(&self, words: &[&str]) -> bool {
        self.before().is_some_and(|b| b.is_word(words))
    }

    fn next_is(&self, words: &[&str]) -> bool {
        self.next().is_some_and(|n| n.is_word(words))
    }

    /// Whether it is written in digits.
    fn digits(&self) -> bool {
        self.first().is_digits()
    }

    // sexes = number "F" ("," | "/" | "and") number "M"     4 dead (2F, 2M)
    /// Whether it is how many were women or men, beside how many were not.
    fn sex(&self) -> Option<Reason> {
        let own = sex_at(self.tokens, self.from)?;
        let near = self.from.saturating_sub(SEXES)..(self.from + SEXES + 1).min(self.tokens.len());
        near.into_iter().filter_map(|i| sex_at(self.tokens, i)).any(|other| other != own).then_some(Reason::Sex)
    }

    /// Whether it is one token long.
    fn short(&self) -> bool {
        self.to == self.from + 1
    }

    // difference = number ("more than" | "fewer than")
    fn difference(&self) -> Option<Reason> {
        let than = ["more than", "fewer than", "less than", "higher than", "lower than"];
        self.next_is(&than).then_some(Reason::Difference)
    }

    // spared = ("all but" | "except" | …) number
    fn spared(&self) -> Option<Reason> {
        self.before().is_some_and(|b| b.means(Sense::Besides)).then_some(Reason::Spared)
    }

    // money = ("$" | "€" | …) number
    fn money(&self) -> Option<Reason> {
        let currency = |b: &Token| matches!(b.mark, Mark::Point('$' | '€' | '£' | '¥' | '₦' | '₹' | '₽' | '¢'));
        self.before().is_some_and(currency).then_some(Reason::Money)
    }

    // money = number "in" word{0,2} ("damage" | "losses" | …)     millions in property damage
    fn losses(&self) -> Option<Reason> {
        let behind = self.tokens.get(self.to + 1..).unwrap_or_default();
        (self.next_is(&["in"]) && behind.iter().take(LOSS_WINDOW).any(|t| t.means(Sense::Loss)))
            .then_some(Reason::Money)
    }

    /// Whether digits stand so many tokens behind the number.
    fn digits_behind(&self, by: usize) -> bool {
        self.tokens.get(self.to + by).is_some_and(Token::is_digits)
    }

    // share = number ("%" | "per cent") | number ("in" | "out of") number
    fn share(&self) -> Option<Reason> {
        let behind = |i: usize| self.tokens.get(self.to + i);
        let percent = self.next().is_some_and(|n| n.is('%') || n.begins("per cent"))
            || self.next_is(&["percent"])
            || self.next_is(&["per"]) && behind(1).is_some_and(|t| t.is_word(&["cent"]));
        // "one in five residents", "six out of ten"; but "seven out of 12 climbers" counts
        let base = |t: Option<&Token>| t.and_then(value).is_some_and(|n| SHARES.contains(&n));
        // "two-thirds of the crew"
        let parts = usize::from(self.next().is_some_and(|n| n.is('-') && n.glued));
        let thirds = behind(parts).is_some_and(|t| t.means(Sense::Share))
            && behind(parts + 1).is_some_and(|t| t.means(Sense::Of));
        let every = usize::from(behind(1).is_some_and(|t| t.is_word(&["every"])));
        // "at least one in five"
        let last = &self.tokens[self.to - 1];
        let one_in = (self.next_is(&["in"]) && is_so_many_in(Some(last), behind(1 + every))
            || self.next_is(&["out of"]) && base(behind(1)))
            && behind(2 + every).is_none_or(|t| t.pick(thing).is_none());
        let in_five = self.before_is(&["in", "out of"])
            && self.from >= 2
            && is_so_many_in(self.tokens.get(self.from - 2), Some(self.first()));
        let child_in = one_in_so_many(self.tokens, self.from)
            || self.from.checked_sub(3).is_some_and(|one| one_in_so_many(self.tokens, one));
        (percent || thirds || one_in || self.short() && (in_five || child_in)).then_some(Reason::Share)
    }

    // name = "#" number | Capital-thing number | digits that no count is written with
    fn name(&self) -> Option<Reason> {
        let first = self.first();
        let hash = self.before().is_some_and(|b| b.is('#') || b.is('№'));
        let long = first.text.len() >= LONGEST_BARE && first.text.bytes().all(|b| b.is_ascii_digit());
        // "Hill 402", "Gate 6"
        let capital = self.before().is_some_and(|b| b.case == Case::Title && b.pick(thing).is_some() && !first.glued);
        let alone = self.next().is_none_or(|n| n.mark != Mark::Word || n.means(Sense::Be) || n.means(Sense::Have));
        let glued = first.glued && self.before().is_some_and(|b| b.is('-') && b.glued) && !self.after_digits();
        // "ambulance no 93", "a .45-calibre pistol"
        let numbered = self.before_is(&["no", "nos", "nr"]);
        let calibre = self.before().is_some_and(|b| b.is('.') && !b.glued) && first.glued
            || self.next().is_some_and(|n| n.is('.') && !n.glued) && self.digits_behind(1);
        (self.digits() && (hash || long || capital && alone || glued || numbered) || calibre).then_some(Reason::Name)
    }

    // age = "aged" number | ("under" | "over") number, of people
    fn age(&self) -> Option<Reason> {
        let limit = self.first().is_word(&["under", "over", "above", "below"]);
        let people = self.before().is_some_and(|b| {
            b.means(Sense::Them)
                || b.means(Sense::All)
                || person(b).is_some()
                || b.means(Sense::Be) && !self.behind_toll()
                || b.is_word(&["the"])
        });
        let alone =
            self.next().is_none_or(|n| n.mark != Mark::Word || n.means(Sense::And) || n.means(Sense::Preposition));
        // "between the ages of 20 and 35"
        let of_age = self.before_is(&["of"])
            && self.from.checked_sub(2).is_some_and(|i| self.tokens[i].is_word(&["age", "ages"]));
        let told = self.before_is(&["aged", "age", "ages"]) || of_age || limit && people && alone;
        // "the youngest of them eight"
        let youngest = self.alone()
            && self.tokens[..self.from].iter().rev().take(3).any(|t| t.is_word(&["youngest", "oldest", "eldest"]));
        // "said Amina, 14."
        let speaker = self.closes() && self.before().is_some_and(|b| b.is(',')) && self.behind_speaker(self.from - 1);
        let row = speaker
            || youngest
            || first_of_ages(self.tokens, self.to)
            || self.alone() && further_age(self.tokens, self.from);
        (told || row).then_some(Reason::Age)
    }

    /// "The death toll is above 150": whether a toll stands before the verb before it.
    fn behind_toll(&self) -> bool {
        self.tokens[..self.from].iter().any(|t| t.has(|s| matches!(s, Sense::Toll(_))))
    }

    /// Whether a name ends before token `end` that stands behind a verb of saying.
    fn behind_speaker(&self, end: usize) -> bool {
        let words = || self.tokens[..end].iter().rev();
        words().next().is_some_and(|t| t.is_capital() && t.senses.is_empty())
            && words().find(|t| !t.is_capital()).is_some_and(|t| t.has(|s| matches!(s, Sense::Say(..))))
    }

    /// Whether the sentence, or an insertion, ends behind the number.
    fn closes(&self) -> bool {
        self.next().is_none_or(|n| n.is('.') || n.is(','))
    }

    /// Whether no noun follows.
    fn alone(&self) -> bool {
        self.next().is_none_or(|n| {
            n.mark != Mark::Word
                || n.means(Sense::And)
                || n.means(Sense::Or)
                || n.means(Sense::Be)
                || n.means(Sense::Have)
                || n.means(Sense::Preposition)
                || n.means(Sense::Opener)
        })
    }

    // measurement = digits unit | "in" number
    fn measurement(&self) -> Option<Reason> {
        let unit = self.next().is_some_and(|n| {
            n.glued
                && self.digits()
                && n.mark == Mark::Word
                && n.case != Case::Title
                && n.senses.iter().all(|s| matches!(s, Sense::Thing(_)))
        });
        let degrees = self.next().is_some_and(|n| n.glued && (n.is('°') || n.is('º')));
        // "broke in two"
        let pieces = self.short()
            && self.before_is(&["in", "into"])
            && self.next().is_none_or(|n| n.mark != Mark::Word || n.means(Sense::Preposition));
        // "about four hours after", one phrase
        let while_later = self.next().is_some_and(|n| n.means(Sense::Opener) && spans_time(n));
        let kind = [(while_later, "time"), (unit, "a measurement"), (degrees, "temperature"), (pieces, "pieces")]
            .into_iter()
            .find(|(is, _)| *is)?;
        Some(Reason::Things(kind.1.to_owned()))
    }

    // date = number month | month number | clock | year
    fn date(&self) -> Option<Reason> {
        (self.half_day()
            || self.day()
            || self.year()
            || self.short_year()
            || self.military()
            || self.before_digits()
            || self.first().glued && self.after_digits())
        .then_some(Reason::Date)
    }

    /// "8 a.m.", "10 pm".
    fn half_day(&self) -> bool {
        let dotted = self.next_is(&["a", "p"]) && self.tokens.get(self.to + 1).is_some_and(|p| p.is('.') && p.glued);
        self.short() && (dotted || self.next_is(&["am", "pm"]))
    }

    /// "At 1545 (2145 GMT)", "at 0930 local time": four digits that a zone follows.
    fn military(&self) -> bool {
        let clock = matches!(self.first().mark, Mark::Number { mantissa: 0..=2359, places: 0, unit: 1 });
        let four = self.first().text.len() == 4 && self.first().text.bytes().all(|b| b.is_ascii_digit());
        let zone = |t: Option<&Token>| {
            t.is_some_and(|t| {
                t.is_word(&["gmt", "utc", "local", "hours", "hrs", "est", "cet"]) || t.begins("local time")
            })
        };
        let bracket = self.next().is_some_and(|n| n.is('(') || n.is('['))
            && (zone(self.tokens.get(self.to + 2))
                || self.tokens.get(self.to + 1).is_some_and(|t| t.mark == Mark::Clock));
        self.short() && clock && four && (zone(self.next()) || bracket)
    }

    /// "12 December", "between 6 and 12 December", "October 7".
    fn day(&self) -> bool {
        let month = |t: Option<&Token>| t.is_some_and(|t| t.means(Sense::Calendar) && t.is_capital());
        let days =
            || quantity(Stream(&self.tokens[self.from..])).is_ok_and(|(_, q)| q.range.high.is_some_and(|h| h <= 31));
        let weekday = self.before().is_some_and(|b| is_weekday(b));
        let small = matches!(self.first().mark, Mark::Number { mantissa: 1..=31, places: 0, unit: 1 });
        // "on 3 May 12 people died"
        let full = self.from >= 2 && self.tokens[self.from - 2].is_digits() && self.counts_people();
        month(self.next()) && days() || self.short() && small && month(self.before()) && !weekday && !full
    }

    /// "18 Aug 89".
    fn short_year(&self) -> bool {
        let first = self.first();
        matches!(first.mark, Mark::Number { mantissa: 0..=99, places: 0, unit: 1 })
            && first.text.len() == 2
            && self.before().is_some_and(|b| b.means(Sense::Calendar) && b.is_capital() && !is_weekday(b))
            && self.from >= 2
            && self.tokens[self.from - 2].is_digits()
            && !self.counts_people()
    }

    /// "47 people", "12 families", "nine bodies".
    fn counts_people(&self) -> bool {
        self.next().is_some_and(|n| person(n).is_some() || n.pick(household).is_some() || harmed(n).is_some())
    }

    /// "in 2015", "since 1979", "26 October 2020"; but "2,000 people".
    fn year(&self) -> bool {
        let first = self.first();
        let looks = matches!(first.mark, Mark::Number { mantissa: 1800..=2099, places: 0, unit: 1 })
            && !first.text.contains([',', ' ', '\u{a0}'])
            && self.short();
        let Some(before) = self.before().filter(|_| looks) else { return false };
        let next = self.next();
        let people = self.counts_people();
        let leads = before.means(Sense::Preposition)
            || before.means(Sense::Of)
            || before.means(Sense::By)
            || before.means(Sense::Opener)
            || before.means(Sense::And);
        let dated = leads
            || before.means(Sense::Calendar) && before.is_capital()
            || before.is_word(&["early", "late", "mid", "the", "from", "to"])
            || matches!(before.mark, Mark::Number { .. } | Mark::Ordinal | Mark::Point(',' | '/' | '-' | '–' | '('));
        // "the 2018 killings", "a war that in 2012 displaced 9,000"
        let deed = before.is_word(&["the"]) && next.is_some_and(|n| harmed(n).is_some());
        let verb = leads && next.is_some_and(stands_for_verb);
        dated && (!people || deed || verb)
    }

    /// "The 9/11 attacks", "lost 3-1": digits behind a bar or a dash that make no range; but "killed/wounded: 5/12".
    fn before_digits(&self) -> bool {
        let joined = self.next().is_some_and(|n| n.glued && (n.is('/') || n.is('-')));
        let digits = self.tokens.get(self.to + 1).is_some_and(|t| t.glued && t.is_digits());
        self.digits() && self.short() && joined && digits && !self.before().is_some_and(|b| b.is(':'))
    }

    /// "09/09", "2019-21": digits behind digits.
    fn after_digits(&self) -> bool {
        self.digits()
            && self.from >= 2
            && self.before().is_some_and(|b| b.is('/') || b.is('-') && b.glued)
            && self.tokens[self.from - 2].is_digits()
    }
}

/// The number of one token, without a scale.
fn value(t: &Token) -> Option<u64> {
    t.pick(|s| if let Sense::Number(n) = s { Some(n) } else { None }).or_else(|| t.text.parse().ok())
}

/// Whether the one number in the other makes a share: "one in five", "three in 25"; but "killed 38 in 1970", "killed 61
/// in 12 villages".
fn is_so_many_in(one: Option<&Token>, many: Option<&Token>) -> bool {
    let (Some(one), Some(many)) = (one.and_then(value), many.and_then(value)) else { return false };
    one < many && (SHARES.contains(&many) || one < FEW && many < MANY)
}

// one-in-so-many = "one" person "in" number     one child in 12 dies; but one man in 12 hours
/// Whether such a share begins at token `at`.
fn one_in_so_many(tokens: &[Token], at: usize) -> bool {
    let [one, who, r#in, many, behind @ ..] = &tokens[at..] else { return false };
    one.means(Sense::Number(1))
        && person(who).is_some_and(|(_, plural)| plural == Plural::No)
        && r#in.is_word(&["in"])
        && many.is_number()
        && many.text.len() <= LONGEST_SHARE
        && behind.first().is_none_or(|t| t.pick(thing).is_none() && !t.means(Sense::Calendar))
}

/// Whether a phrase begins with a unit of time: "hours after".
fn spans_time(t: &Token) -> bool {
    let first = t.text.split(' ').next().unwrap_or_default();
    let units = ["minute", "hour", "day", "week", "month", "year"];
    first.len() < t.text.len() && units.iter().any(|unit| first.trim_end_matches(['s', 'S']).eq_ignore_ascii_case(unit))
}

fn is_weekday(t: &Token) -> bool {
    t.ends("day") || t.ends("days")
}
