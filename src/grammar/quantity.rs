//! A number with its bound: the range of whole numbers that a wording allows.
//!
//! In: tokens. Out: a [`Quantity`]: range, quantifier, the numbers as stated. The arithmetic of
//! section 3 of the contract lives here and nowhere else; what is counted is not known here.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, map_opt, opt, verify};

use super::numeral::{self, Numeral, dozen, numeral};
use super::stream::{Read, Stream, Tokens, point, sense, token, word};
use crate::claim::{Quantifier, Range};
use crate::lexicon::{Kinds, Mark, Sense, Token};

/// A bounded number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quantity {
    /// The numbers that the wording allows.
    pub range: Range,
    /// How it is bounded.
    pub quantifier: Quantifier,
    /// The numbers as worded.
    pub stated: Vec<u64>,
    /// Whether it was "a", "an" or "one" without a bound.
    pub single: bool,
    /// Whether "of" leads to its noun (dozens of people), not to the whole it is taken from.
    pub of: bool,
}

/// The range that a bound makes of a number or of a vague span of numbers.
///
/// Rounding is down for the lower end and up for the upper one. `None` where nothing is left
/// ("fewer than 0") or a number would be too large.
pub(super) fn bounded(quantifier: Quantifier, low: u64, high: u64) -> Option<Range> {
    let tenths_down = |n: u64, tenths: u64| u64::try_from(u128::from(n) * u128::from(tenths) / 10).ok();
    let tenths_up = |n: u64, tenths: u64| u64::try_from((u128::from(n) * u128::from(tenths)).div_ceil(10)).ok();
    let range = match quantifier {
        Quantifier::Exact | Quantifier::Vague | Quantifier::Between => Range::new(low, Some(high)),
        Quantifier::AtLeast => Range::new(low, None),
        Quantifier::MoreThan => Range::new(low.checked_add(1)?, None),
        Quantifier::AtMost => Range::new(0, Some(high)),
        Quantifier::LessThan => Range::new(0, Some(high.checked_sub(1)?)),
        Quantifier::Nearly => Range::new(tenths_down(low, 9)?, Some(high.checked_sub(1)?)),
        Quantifier::About => Range::new(tenths_down(low, 9)?, Some(tenths_up(high, 11)?)),
        Quantifier::JustOver => Range::new(low.checked_add(1)?, Some(tenths_up(high, 11)?)),
        Quantifier::None => Range::exactly(0),
    };
    range.high.is_none_or(|h| range.low <= h).then_some(range)
}

/// What a quantity can begin with, numerals aside.
const OPENING: Kinds = Kinds::of(&[Sense::Bound(Quantifier::Exact), Sense::Opens]);

/// What joins two bounds to one range.
const ALSO: Kinds = Kinds::of(&[Sense::Possibly, Sense::And]);

// quantity = bounded ("possibly" bounded)?
pub(super) fn quantity<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Quantity> {
    if !input.0.first().is_some_and(|t| t.can_be(OPENING) || numeral::opens(t)) {
        return Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)));
    }
    let (rest, first) = bounds(input)?;
    if !rest.0.first().is_some_and(|t| t.is(',') || t.can_be(ALSO)) {
        return Ok((rest, first));
    }
    let comma = opt(point(&[',']));
    let also = (comma, alt((word(Sense::Possibly), word(Sense::And))));
    if let Ok((after, (_, _, second))) = (also, opt(word(Sense::Possibly)), bounds).parse(rest) {
        // "at least 20 and as many as 30": only a floor with a ceiling makes a range
        let skipped = rest.0.len() - after.0.len();
        let possibly = rest.0[..skipped].iter().any(|t| t.means(Sense::Possibly));
        // "scores, perhaps as many as 90"
        let floor = possibly && first.quantifier == Quantifier::Vague
            || matches!(
                first.quantifier,
                Quantifier::Exact | Quantifier::AtLeast | Quantifier::About | Quantifier::MoreThan
            );
        let ceiling = matches!(second.quantifier, Quantifier::AtMost)
            || possibly
                && matches!(
                    second.quantifier,
                    Quantifier::Exact | Quantifier::About | Quantifier::AtLeast | Quantifier::MoreThan
                );
        if floor && ceiling && second.range.high.is_none_or(|h| h > first.range.low) {
            let stated = first.stated.iter().chain(&second.stated).copied().collect();
            let range = Range::new(first.range.low, second.range.high);
            return Ok((after, Quantity { range, quantifier: Quantifier::Between, stated, single: false, of: false }));
        }
    }
    Ok((rest, first))
}

/// A dozen without its article, exactly.
pub(super) fn a_dozen<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Quantity> {
    let exactly = |n: Numeral| Quantity {
        range: Range::exactly(n.low),
        quantifier: Quantifier::Exact,
        stated: vec![n.low],
        single: false,
        of: true,
    };
    map(dozen, exactly).parse(input)
}

// bounded = bound* (between | spanned | numeral) after?
fn bounds<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Quantity> {
    let bound = |t: &Token| {
        t.pick(|s| match s {
            Sense::Bound(q) => Some(q),
            _ => None,
        })
    };
    // of several bounds the one that says most counts: "at least some 40", "only about 20"
    let mut before = None;
    let mut from = 0;
    while let Some(q) = input.0.get(from).and_then(bound) {
        before = before.or((q != Quantifier::Exact).then_some(q));
        // "approx. 1,200", "max. 40"
        let stop = input.0.get(from + 1).is_some_and(|t| t.is('.') && t.glued);
        from += 1 + usize::from(stop);
    }
    let bare = from == 0;
    let (rest, read) = match numbers(Stream(&input.0[from..])) {
        Err(_) if !bare => dozen.map(|n| Numbers { first: n, second: None }).parse(Stream(&input.0[from..]))?,
        read => read?,
    };
    let (first, last) = (read.first, read.second.unwrap_or(read.first));
    let (low, high) = (first.low, last.high);
    let (rest, behind) = after(rest);
    let vague = first.vague || last.vague;
    let plain = match (read.second.is_some(), vague) {
        (true, _) => Quantifier::Between,
        (_, true) => Quantifier::Vague,
        _ => Quantifier::Exact,
    };
    let quantifier = before.or(behind).unwrap_or(plain);
    let fault = || nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify));
    let range = bounded(quantifier, low, high).ok_or_else(fault)?;
    let stated = || std::iter::once(first.low).chain(read.second.map(|n| n.low)).collect();
    let zero = quantifier == Quantifier::Exact && high == 0;
    Ok((
        rest,
        Quantity {
            range,
            quantifier: if zero { Quantifier::None } else { quantifier },
            stated: if zero || vague { Vec::new() } else { stated() },
            single: read.second.is_none() && first.single && bare,
            of: last.of,
        },
    ))
}

/// An exact quantity with the bound behind its noun, which is one token: "30 people or more".
pub(super) fn bounded_behind(quantity: &Quantity, rest: &[Token]) -> Option<Quantity> {
    let (quantifier, next) = match (quantity.quantifier, quantity.range.high, rest) {
        (Quantifier::Exact, Some(high), [bound, next @ ..]) if high > 1 && bound.text.contains(' ') => {
            (bound.pick(|s| if let Sense::After(q) = s { Some(q) } else { None })?, next)
        }
        _ => return None,
    };
    // "killed 12 people, at least five of them children"
    if next.first().is_some_and(numeral::opens) {
        return None;
    }
    let range = bounded(quantifier, quantity.range.low, quantity.range.high?)?;
    Some(Quantity { range, quantifier, ..quantity.clone() })
}

/// A bound behind the number: "or more", "-odd", "+", "-plus".
fn after<'t, 'a: 't>(rest: Tokens<'t, 'a>) -> (Tokens<'t, 'a>, Option<Quantifier>) {
    let behind = |s: Sense| match s {
        Sense::After(q) => Some(q),
        _ => None,
    };
    if let [first, second, ..] = rest.0
        && first.glued
        && first.is('-')
        && second.glued
        && let Some(q) = second.pick(behind)
    {
        return (Stream(&rest.0[2..]), Some(q));
    }
    // "in May 2015 at least 12 were killed"
    if let [bound, next, ..] = rest.0
        && bound.has(|s| matches!(s, Sense::Bound(_)))
        && numeral::opens(next)
    {
        return (rest, None);
    }
    match rest.0.first() {
        Some(t) if t.is('+') => (Stream(&rest.0[1..]), Some(Quantifier::AtLeast)),
        // "plus" and "odd" stand close to their number; the others are phrases
        Some(t) if t.text.contains(' ') => t.pick(behind).map_or((rest, None), |q| (Stream(&rest.0[1..]), Some(q))),
        _ => (rest, None),
    }
}

/// One number, or the two of a range.
struct Numbers {
    first: Numeral,
    second: Option<Numeral>,
}

impl Numbers {
    /// A range of two numbers; the scale of the second is meant for the first as well.
    fn range(a: Numeral, b: Numeral) -> Self {
        Numbers { first: shared(a, b), second: Some(b) }
    }
}

// numbers = between | pair | numeral
fn numbers<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numbers> {
    // what the first token rules out is not tried
    let opens = input.0.first().is_some_and(|t| t.means(Sense::Opens));
    let decimal = input.0.first().is_some_and(|t| matches!(t.mark, Mark::Number { places: 1.., .. }));
    if opens && let Ok(read) = between(input) {
        return Ok(read);
    }
    if (opens || decimal)
        && let Ok(read) = decimals(input)
    {
        return Ok(read);
    }
    let (rest, first) = numeral(input)?;
    let in_digits = |rest: &[Token]| rest.first().is_some_and(|t| matches!(t.mark, Mark::Number { .. }));
    // "killed five – 12 others were wounded"
    let apart = matches!(rest.0, [dash, second @ ..] if !dash.glued && matches!(dash.mark, Mark::Point(_)) && in_digits(second) != in_digits(input.0));
    if apart {
        return Ok((rest, Numbers { first, second: None }));
    }
    pair(first, rest).or(Ok((rest, Numbers { first, second: None })))
}

// between = ("between" | "from") numeral ("and" | "to" | dash) bound? numeral
fn between<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numbers> {
    let joint = alt((word(Sense::Joins), point(&['-', '–', '—', '‑'])));
    let up_to = opt(sense(|s| matches!(s, Sense::Bound(Quantifier::AtMost | Quantifier::About)).then_some(())));
    verify((word(Sense::Opens), numeral, joint, up_to, numeral), |(_, a, _, _, b)| rises(a, b))
        .map(|(_, a, _, _, b)| Numbers::range(a, b))
        .parse(input)
}

// decimals = ("between" | "from")? decimal ("and" | "to" | "or" | dash) numeral     between 1.2 and 1.5 million
/// A decimal has its scale from the number behind it.
fn decimals<'t, 'a: 't>(input: Tokens<'t, 'a>) -> Read<'t, 'a, Numbers> {
    let opened = input.0.first().is_some_and(|t| t.means(Sense::Opens));
    let decimal = token(|t| match t.mark {
        Mark::Number { mantissa, places, unit: 1 } if places > 0 => Some((mantissa, places)),
        _ => None,
    });
    let joins = verify(token(|t| Some(t.means(Sense::Joins) && (opened || !t.means(Sense::And)))), |joins| *joins);
    let joint = alt((map(joins, |_| ()), point(&['-', '–', '—', '‑'])));
    map_opt((opt(word(Sense::Opens)), decimal, joint, numeral), |(_, (mantissa, places), (), b)| {
        let unit = Some(b.scale).filter(|&scale| scale > 1)?;
        let low = mantissa.checked_mul(unit)? / 10_u64.checked_pow(u32::from(places))?;
        let first = Numeral { low, high: low, single: false, ..b };
        (low < b.low).then_some(Numbers { first, second: Some(b) })
    })
    .parse(input)
}

// pair = numeral ("to" | "or" | dash) numeral
/// `a`: the first numeral, `rest`: what stands behind it.
fn pair<'t, 'a: 't>(a: Numeral, rest: Tokens<'t, 'a>) -> Read<'t, 'a, Numbers> {
    let input = rest;
    let dash = rest.0.first().is_some_and(|t| ['-', '–', '—', '‑'].iter().any(|&p| t.is(p)) && (t.glued || !t.is('-')));
    let to = rest.0.first().is_some_and(|t| t.means(Sense::Joins) && !t.means(Sense::And));
    let fault = || nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify));
    if !dash && !to {
        return Err(fault());
    }
    let (rest, b) = numeral(Stream(&rest.0[1..]))?;
    let year = |n: &Numeral| n.scale == 1 && (1900..2100).contains(&n.low);
    // "UPDATE 1-Dozens killed in blast"
    if !rises(&a, &b) || a.vague || b.vague && dash || b.single || year(&a) && year(&b) {
        return Err(fault());
    }
    Ok((rest, Numbers::range(a, b)))
}

/// Whether two numerals make a range: the second is larger, its scale counted for both.
fn rises(a: &Numeral, b: &Numeral) -> bool {
    shared(*a, *b).low < b.low || a.low == 0 && b.low > 0
}

/// "one to two million": the scale of the second number is meant for the first as well.
fn shared(a: Numeral, b: Numeral) -> Numeral {
    if a.scale == 1 && b.scale > 1 && a.low < b.low / b.scale {
        let times = |n: u64| n.saturating_mul(b.scale);
        return Numeral { low: times(a.low), high: times(a.high), scale: b.scale, ..a };
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::Span;

    fn read(text: &str) -> (u64, Option<u64>, Quantifier, Vec<u64>) {
        let lexicon = Lexicon::english().unwrap();
        let tokens = lexicon.tokens(text, Span::new(0, text.len()));
        let (rest, q) = quantity(Stream(&tokens)).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        assert!(rest.0.is_empty(), "{text}: {:?} left", rest.0.iter().map(|t| t.text).collect::<Vec<_>>());
        (q.range.low, q.range.high, q.quantifier, q.stated)
    }

    /// Wording, low, high, quantifier, stated.
    type Row = (&'static str, u64, Option<u64>, Quantifier, &'static [u64]);

    #[test]
    fn every_row_of_the_table_of_ranges() {
        use Quantifier::{About, AtLeast, AtMost, Between, Exact, JustOver, LessThan, MoreThan, Nearly, Vague};
        let rows: &[Row] = &[
            ("35", 35, Some(35), Exact, &[35]),
            ("exactly 35", 35, Some(35), Exact, &[35]),
            ("at least 35", 35, None, AtLeast, &[35]),
            ("no fewer than 35", 35, None, AtLeast, &[35]),
            ("35 or more", 35, None, AtLeast, &[35]),
            ("35-plus", 35, None, AtLeast, &[35]),
            ("7,300+", 7300, None, AtLeast, &[7300]),
            ("more than 50", 51, None, MoreThan, &[50]),
            ("upwards of 50", 51, None, MoreThan, &[50]),
            ("up to 50", 0, Some(50), AtMost, &[50]),
            ("as many as 50", 0, Some(50), AtMost, &[50]),
            ("fewer than 50", 0, Some(49), LessThan, &[50]),
            ("nearly one million", 900_000, Some(999_999), Nearly, &[1_000_000]),
            ("just under 15", 13, Some(14), Nearly, &[15]),
            ("some 45", 40, Some(50), About, &[45]),
            ("40-odd", 36, Some(44), About, &[40]),
            ("30 or so", 27, Some(33), About, &[30]),
            ("~4,000", 3600, Some(4400), About, &[4000]),
            ("just over 2,400", 2401, Some(2640), JustOver, &[2400]),
            ("between 60 and 80", 60, Some(80), Between, &[60, 80]),
            ("60 to 70", 60, Some(70), Between, &[60, 70]),
            ("12-15", 12, Some(15), Between, &[12, 15]),
            ("five or six", 5, Some(6), Between, &[5, 6]),
            ("between one and two million", 1_000_000, Some(2_000_000), Between, &[1_000_000, 2_000_000]),
            ("20, possibly up to 30", 20, Some(30), Between, &[20, 30]),
            ("at least 20 and as many as 30", 20, Some(30), Between, &[20, 30]),
            ("dozens", 24, Some(99), Vague, &[]),
            ("several hundred", 300, Some(999), Vague, &[]),
            ("a couple of hundred", 200, Some(299), Vague, &[]),
            ("several dozen", 36, Some(119), Vague, &[]),
            ("tens of thousands", 20_000, Some(99_999), Vague, &[]),
            ("at least several dozen", 36, None, AtLeast, &[]),
            ("nearly several dozen", 32, Some(118), Nearly, &[]),
            ("a dozen", 12, Some(12), Exact, &[12]),
            ("about two dozen", 21, Some(27), About, &[24]),
            ("half a million", 500_000, Some(500_000), Exact, &[500_000]),
            ("a quarter of a million", 250_000, Some(250_000), Exact, &[250_000]),
            ("more than half a million", 500_001, None, MoreThan, &[500_000]),
            ("one and a half million", 1_500_000, Some(1_500_000), Exact, &[1_500_000]),
            ("three and a half lakh", 350_000, Some(350_000), Exact, &[350_000]),
            ("2.5 million", 2_500_000, Some(2_500_000), Exact, &[2_500_000]),
            ("1.2bn", 1_200_000_000, Some(1_200_000_000), Exact, &[1_200_000_000]),
            ("1 204", 1204, Some(1204), Exact, &[1204]),
            ("3,57,243", 357_243, Some(357_243), Exact, &[357_243]),
            ("61, 000", 61_000, Some(61_000), Exact, &[61_000]),
            ("3 thousand", 3000, Some(3000), Exact, &[3000]),
            ("twenty-three", 23, Some(23), Exact, &[23]),
            ("one hundred and five", 105, Some(105), Exact, &[105]),
            ("two hundred and fifty thousand", 250_000, Some(250_000), Exact, &[250_000]),
            ("forty (40)", 40, Some(40), Exact, &[40]),
            ("a couple", 2, Some(2), Exact, &[2]),
            ("zero", 0, Some(0), Quantifier::None, &[]),
        ];
        for (text, low, high, quantifier, stated) in rows {
            assert_eq!(read(text), (*low, *high, *quantifier, stated.to_vec()), "{text}");
        }
    }

    #[test]
    fn a_bound_on_nothing_is_no_quantity() {
        assert_eq!(bounded(Quantifier::LessThan, 0, 0), None);
        assert_eq!(bounded(Quantifier::MoreThan, u64::MAX, u64::MAX), None);
        assert_eq!(bounded(Quantifier::About, u64::MAX, u64::MAX), None);
    }
}
