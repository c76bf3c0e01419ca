//! Numbers as they are written and spoken, read as a fold over number words.
//!
//! In: tokens. Out: a [`Numeral`]: exactly one number, or a vague span of numbers.
//! It knows nothing of bounds and nouns.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, map_opt, opt};
use nom::sequence::{pair, preceded, terminated};

use super::stream::{Read, Tokens, point, sense, token, word};
use crate::lexicon::{Kinds, Mark, Sense, Token};

/// A number as worded, before any bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    /// The least number meant.
    pub low: u64,
    /// The greatest number meant.
    pub high: u64,
    /// Whether the word is vague (dozens): it states no number.
    pub vague: bool,
    /// What was multiplied, for a scale shared with the number before it ("one to two million").
    pub scale: u64,
    /// Whether it was "a", "an" or "one".
    pub single: bool,
    /// Whether the wording goes on with "of" before its noun (dozens of, a couple of).
    pub of: bool,
}

impl Numeral {
    fn exactly(n: u64) -> Self {
        Numeral { low: n, high: n, vague: false, scale: 1, single: n == 1, of: false }
    }

    fn vaguely(low: u64, high: u64) -> Self {
        Numeral { low, high, vague: true, scale: 1, single: false, of: true }
    }

    fn of(self) -> Self {
        Numeral { of: true, ..self }
    }
}

// numeral = fraction | vague | few | group | digits | words   ("forty (40)" is one number)
pub(super) fn numeral<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let (rest, read) = one_number(input)?;
    if !rest.0.first().is_some_and(|t| t.is('(')) {
        return Ok((rest, read));
    }
    match again(rest) {
        Ok((after, same)) if same.low == read.low && !read.vague => Ok((after, read)),
        _ => Ok((rest, read)),
    }
}

/// The first of its alternatives that fits. What the words ahead rule out is not tried.
fn one_number<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let fault = || nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Alt));
    let Some(first) = input.0.first().filter(|t| opens(t)) else { return Err(fault()) };
    if !first.can_be(OPENING_ALONE) && first.can_be(ARTICLE) && !input.0.get(1).is_some_and(|t| t.can_be(UNIT)) {
        return Err(fault());
    }
    let (quarters, groups) = ahead(input);
    let tried = quarters.then(|| fraction(input)).filter(Result::is_ok);
    let tried = tried.or_else(|| first.can_be(VAGUE).then(|| alt((vague, few)).parse(input)).filter(Result::is_ok));
    let tried = tried.or_else(|| groups.then(|| grouped(input)).filter(Result::is_ok));
    tried.unwrap_or_else(|| if first.can_be(ARTICLE) { alt((mixed, whole)).parse(input) } else { whole(input) })
}

// whole = digits | words     no word is written in digits
fn whole<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    match input.0.first() {
        Some(Token { mark: Mark::Number { .. }, .. }) => digits(input),
        _ => words(input),
    }
}

/// What goes on with an article: a hundred, a dozen, a quarter of a million.
const UNIT: Kinds = Kinds::of(&[Sense::Scale(0), Sense::Group(0), Sense::Quarters(0)]);
const ARTICLE: Kinds = Kinds::of(&[Sense::Article]);
const VAGUE: Kinds = Kinds::of(&[Sense::Vague(0, 0), Sense::Few(0)]);
const QUARTERS: Kinds = Kinds::of(&[Sense::Quarters(0)]);
const GROUP: Kinds = Kinds::of(&[Sense::Group(0)]);

/// What a numeral can begin with, digits aside.
pub(super) const OPENING: Kinds = OPENING_ALONE.and(ARTICLE);

/// The same but for articles, which need a word behind them.
const OPENING_ALONE: Kinds = Kinds::of(&[Sense::Number(0), Sense::Quarters(0), Sense::Vague(0, 0), Sense::Few(0)]);

/// What a numeral with a fraction or a group can be made of, digits and hyphens aside.
const INSIDE: Kinds = Kinds::of(&[
    Sense::Number(0),
    Sense::Scale(0),
    Sense::Group(0),
    Sense::Quarters(0),
    Sense::And,
    Sense::Article,
    Sense::Of,
]);

/// The longest run of number words that is looked through before it is read.
const LOOK_AHEAD: usize = 24;

/// Whether a numeral can begin with the token.
pub(super) fn opens(t: &Token) -> bool {
    matches!(t.mark, Mark::Number { .. }) || t.can_be(OPENING)
}

/// Whether quarters, and whether groups stand among the number words ahead.
fn ahead(input: Tokens) -> (bool, bool) {
    let (mut quarters, mut groups) = (false, false);
    for (n, t) in input.0.iter().enumerate() {
        if n == LOOK_AHEAD {
            return (true, true);
        }
        if !matches!(t.mark, Mark::Number { .. }) && !t.can_be(INSIDE) && !t.is('-') && !t.is('‑') {
            break;
        }
        quarters |= t.can_be(QUARTERS);
        groups |= t.can_be(GROUP);
    }
    (quarters, groups)
}

// again = "(" number ")"
fn again<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    nom::sequence::delimited(point(&['(']), whole, point(&[')'])).parse(input)
}

// vague = vague-word ("of"? (scale | group))*    several hundred, a few dozen, dozens
fn vague<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let (rest, (low, high)) = sense(|s| match s {
        Sense::Vague(low, high) => Some((low, high)),
        _ => None,
    })
    .parse(input)?;
    Ok(times(rest, low, high).unwrap_or((rest, Numeral::vaguely(low, high))))
}

// few = ("a couple" | "a trio") ("of"? (scale | group))*
fn few<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let (rest, n) = sense(|s| match s {
        Sense::Few(n) => Some(n),
        _ => None,
    })
    .parse(input)?;
    Ok(times(rest, n, n).unwrap_or((rest, Numeral::exactly(n).of())))
}

/// a–b times a unit u is a·u to (b+1)·u − 1.
fn times<'t, 'a: 't>(input: Tokens<'t, 'a>, low: u64, high: u64) -> Option<(Tokens<'t, 'a>, Numeral)> {
    let (mut rest, mut unit) = preceded(opt(word(Sense::Of)), multiplier).parse(input).ok()?;
    while let Ok((after, more)) = multiplier(rest) {
        unit = unit.checked_mul(more)?;
        rest = after;
    }
    let top = high.checked_add(1)?.checked_mul(unit)?.checked_sub(1)?;
    Some((rest, Numeral { low: low.checked_mul(unit)?, high: top, vague: true, scale: 1, single: false, of: true }))
}

// multiplier = scale | group
fn multiplier<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, u64> {
    sense(|s| match s {
        Sense::Scale(n) | Sense::Group(n) => Some(n),
        _ => None,
    })
    .parse(input)
}

// scale = "thousand" | "million" | …
fn scale<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, u64> {
    sense(|s| match s {
        Sense::Scale(n) => Some(n),
        _ => None,
    })
    .parse(input)
}

// fraction = quarters "of"? ("a" | "one")? (scale | group) | words "and" quarters scale
fn fraction<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let article = || opt(alt((word(Sense::Article), word(Sense::Number(1)))));
    let half = (quarters, opt(word(Sense::Of)), article(), multiplier);
    let plain = map_opt(preceded(article(), half), |(q, _, _, unit): (u64, _, _, u64)| {
        unit.checked_mul(q).map(|n| Numeral::exactly(n / 4))
    });
    let more = map_opt(
        (whole, word(Sense::And), opt(word(Sense::Article)), quarters, scale),
        |(n, (), _, q, unit): (Numeral, (), _, u64, u64)| {
            let whole = n.low.checked_mul(unit)?;
            let read = Numeral::exactly(whole.checked_add(unit.checked_mul(q)? / 4)?);
            Some(Numeral { scale: unit, ..read })
        },
    );
    // "a million and a half"
    let behind = map_opt(
        (word(Sense::Article), scale, word(Sense::And), word(Sense::Article), quarters),
        |((), unit, (), (), q): ((), u64, (), (), u64)| {
            unit.checked_add(unit.checked_mul(q)? / 4).map(Numeral::exactly)
        },
    );
    alt((more, behind, plain)).parse(input)
}

fn quarters<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, u64> {
    sense(|s| match s {
        Sense::Quarters(n) => Some(n),
        _ => None,
    })
    .parse(input)
}

// grouped = ("a" | digits | words | quarters "a"?) group     a dozen, two dozen, half a dozen, three score
fn grouped<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let group = || {
        sense(|s| match s {
            Sense::Group(n) => Some(n),
            _ => None,
        })
    };
    let one = map(word(Sense::Article), |()| 1);
    let many = map(whole, |n: Numeral| n.low);
    map_opt(pair(alt((one, many)), group()), |(n, unit): (u64, u64)| {
        n.checked_mul(unit).map(|n| Numeral::exactly(n).of())
    })
    .parse(input)
}

// digits = digit-group ("." digits)? suffix? scale?
fn digits<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let (mut rest, (mantissa, places, mut unit)) = token(|t| match t.mark {
        Mark::Number { mantissa, places, unit } => Some((mantissa, places, unit)),
        _ => None,
    })
    .parse(input)?;
    while let Ok((after, more)) = scale(rest) {
        let Some(product) = unit.checked_mul(more) else { break };
        unit = product;
        rest = after;
    }
    // "18.00", "6.2": people are not counted in decimals without a scale
    if places > 0 && unit == 1 {
        return Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)));
    }
    let whole = 10u64.checked_pow(u32::from(places)).and_then(|tenth| {
        let product = u128::from(mantissa) * u128::from(unit);
        (product % u128::from(tenth) == 0).then(|| u64::try_from(product / u128::from(tenth)).ok()).flatten()
    });
    match whole {
        Some(n) => Ok((rest, Numeral { scale: unit, single: false, ..Numeral::exactly(n) })),
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify))),
    }
}

// dozen = group     after a bound or "another", and in headlines: some dozen people
pub(super) fn dozen<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let unit = sense(|s| match s {
        Sense::Group(n) => Some(n),
        _ => None,
    });
    map(unit, |n| Numeral::exactly(n).of()).parse(input)
}

// mixed = article scale     a hundred, a million
fn mixed<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let (rest, unit) = preceded(word(Sense::Article), scale).parse(input)?;
    let start = Numeral { scale: unit, single: false, ..Numeral::exactly(unit) };
    // "a hundred and five", "a thousand two hundred"
    match preceded(opt(word(Sense::And)), words).parse(rest) {
        Ok((after, more)) if more.low < unit => Ok((after, Numeral::exactly(unit + more.low))),
        _ => Ok((rest, start)),
    }
}

/// The running value of number words: `total` of closed scales, `current` below the next one.
#[derive(Default)]
struct Fold {
    total: u64,
    current: u64,
    closed: u64,
    scale: u64,
    words: usize,
}

impl Fold {
    /// Takes one more number below a hundred, if it can follow what was read.
    fn number(&mut self, n: u64) -> Option<()> {
        let fits = match self.current % 100 {
            0 => true,
            tens => n < 10 && n > 0 && tens >= 20 && tens % 10 == 0,
        };
        if self.words > 0 && (!fits || n == 0) || self.words > 0 && self.current == 0 && self.total == 0 {
            return None;
        }
        self.current += n;
        self.words += 1;
        Some(())
    }

    /// Takes a scale word: hundred multiplies what is open, a larger one closes it.
    fn scale(&mut self, unit: u64) -> Option<()> {
        if self.words == 0 || self.current == 0 && self.total == 0 {
            return None;
        }
        if unit == 100 {
            if self.current == 0 || self.current >= 100 {
                return None;
            }
            self.current *= 100;
        } else if self.current > 0 && (self.closed == 0 || unit < self.closed) {
            self.total = self.total.checked_add(self.current.checked_mul(unit)?)?;
            self.current = 0;
            self.closed = unit;
        } else if self.current == 0 && self.closed > 0 {
            // "two thousand million"
            self.total = self.total.checked_mul(unit)?;
        } else {
            return None;
        }
        self.scale = unit;
        self.words += 1;
        Some(())
    }
}

/// What a number in words can go on with, hyphens aside.
const GOES_ON: Kinds = Kinds::of(&[Sense::Number(0), Sense::Scale(0), Sense::And]);

// words = number (("-" | "and")? number | scale)*
pub(super) fn words<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numeral> {
    let number = || {
        sense(|s| match s {
            Sense::Number(n) => Some(n),
            _ => None,
        })
    };
    let mut fold = Fold::default();
    let (mut rest, first) = number().parse(input)?;
    fold.number(first);
    // most are one word
    while rest.0.first().is_some_and(|t| t.can_be(GOES_ON) || t.is('-') || t.is('‑')) {
        if let Ok((after, unit)) = scale(rest) {
            if fold.scale(unit).is_none() {
                break;
            }
            rest = after;
            continue;
        }
        let hyphen = terminated(opt(point(&['-', '‑'])), opt(word(Sense::And)));
        let Ok((after, n)) = preceded(hyphen, number()).parse(rest) else { break };
        let skipped = rest.0.len() - after.0.len();
        let joined_by_and = skipped > 1 && rest.0[0].means(Sense::And);
        if joined_by_and && fold.scale < 100 || fold.number(n).is_none() {
            break;
        }
        rest = after;
    }
    let value = fold.total.checked_add(fold.current);
    match value {
        Some(n) => {
            let scale = if fold.scale >= 1000 && fold.current == 0 { fold.scale } else { 1 };
            Ok((rest, Numeral { scale, ..Numeral::exactly(n) }))
        }
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify))),
    }
}
