//! A claim as one line of JSON, of which a run over an archive writes millions.
//!
//! In: a [`ClaimRecord`]. Out: the bytes that serde makes of it, and a line end, at a part of the cost: its keys,
//! names and numbers are written as they stand here, and a text without anything to escape as it is.
//! A test holds the two to each other.

use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::ClaimRecord;
use super::shown::{DELETE, LEAD, Shown};
use crate::claim::Days;
use crate::text::Field;

/// Adds the line of a claim to `line`.
pub(super) fn write(claim: &ClaimRecord, line: &mut Vec<u8>) -> io::Result<()> {
    let mut object = Object { line };
    object.text(r#"{"id":"#, claim.id)?;
    object.text(r#","document":"#, claim.document)?;
    if let Some(event) = claim.event {
        object.text(r#","event":"#, event)?;
    }
    object.name(r#","measure":""#, claim.measure.name());
    object.number(r#","low":"#, claim.low);
    match claim.high {
        Some(high) => object.number(r#","high":"#, high),
        None => object.raw(r#","high":null"#),
    }
    object.name(r#","quantifier":""#, claim.quantifier.name());
    object.numbers(r#","stated":["#, claim.stated);
    object.name(r#","unit":""#, claim.unit.name());
    object.texts(r#","population":["#, claim.population)?;
    object.name(r#","status":""#, claim.status.name());
    object.text_or_null(r#","attribution":"#, claim.attribution)?;
    object.raw(if claim.part { r#","part":true"# } else { r#","part":false"# });
    object.text_or_null(r#","part_of":"#, claim.part_of)?;
    object.name(r#","scope":""#, claim.scope.name());
    object.raw(if claim.additional { r#","additional":true"# } else { r#","additional":false"# });
    object.days(r#","date":"#, claim.date)?;
    object.texts(r#","place":["#, claim.place)?;
    object.texts(r#","actors":["#, claim.actors)?;
    object.raw(match claim.field {
        Field::Title => r#","field":"title""#,
        Field::Text => r#","field":"text""#,
    });
    object.text(r#","quote":"#, claim.quote)?;
    object.number(r#","span":{"start":"#, claim.span.start as u64);
    object.number(r#","end":"#, claim.span.end as u64);
    object.number(r#","line":"#, claim.span.line as u64);
    object.number(r#","column":"#, claim.span.column as u64);
    object.raw("}");
    if let Some(at) = claim.at {
        object.line.extend_from_slice(br#","at":"#);
        serde_json::to_writer(Shown::new(&mut *object.line), at)?;
    }
    object.text(r#","sentence":"#, claim.sentence)?;
    object.raw("}\n");
    Ok(())
}

/// An object while it is written. A key is given with all that stands before its value.
struct Object<'l> {
    line: &'l mut Vec<u8>,
}

/// The digits of the largest number.
const DIGITS: usize = 20;

// inline, so that the bytes of a key are moved as a constant
impl Object<'_> {
    #[inline(always)]
    fn raw(&mut self, text: &str) {
        self.line.extend_from_slice(text.as_bytes());
    }

    /// `key`: with the quotation mark before its value, which has nothing to escape.
    #[inline(always)]
    fn name(&mut self, key: &str, name: &str) {
        self.raw(key);
        self.raw(name);
        self.line.push(b'"');
    }

    #[inline(always)]
    fn number(&mut self, key: &str, number: u64) {
        self.raw(key);
        self.digits::<1>(number);
    }

    /// A number with so many digits at least.
    fn digits<const LEAST: usize>(&mut self, number: u64) {
        let mut digits = [b'0'; DIGITS];
        let (mut rest, mut from) = (number, DIGITS);
        while rest > 0 || from > DIGITS - LEAST {
            from -= 1;
            digits[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        self.line.extend_from_slice(&digits[from..]);
    }

    fn numbers(&mut self, key: &str, numbers: &[u64]) {
        self.raw(key);
        for (n, &number) in numbers.iter().enumerate() {
            self.number(if n == 0 { "" } else { "," }, number);
        }
        self.line.push(b']');
    }

    fn value(&mut self, key: &str, value: impl Serialize) -> io::Result<()> {
        self.raw(key);
        Ok(serde_json::to_writer(&mut *self.line, &value)?)
    }

    fn days(&mut self, key: &str, days: Option<Days>) -> io::Result<()> {
        match days {
            Some(days) if days.from.year() >= 0 && days.to.year() >= 0 => {
                self.raw(key);
                self.day(r#"{"from":""#, days.from);
                self.day(r#"","to":""#, days.to);
                self.raw("\"}");
                Ok(())
            }
            days => self.value(key, days),
        }
    }

    /// A day of our era.
    fn day(&mut self, key: &str, day: Date) {
        self.raw(key);
        self.digits::<4>(u64::from(day.year().unsigned_abs()));
        self.line.push(b'-');
        self.digits::<2>(u64::from(day.month().unsigned_abs()));
        self.line.push(b'-');
        self.digits::<2>(u64::from(day.day().unsigned_abs()));
    }

    #[inline(always)]
    fn text(&mut self, key: &str, text: &str) -> io::Result<()> {
        self.raw(key);
        self.string(text)
    }

    #[inline(always)]
    fn text_or_null(&mut self, key: &str, text: Option<&str>) -> io::Result<()> {
        match text {
            Some(text) => self.text(key, text),
            None => {
                self.raw(key);
                self.raw("null");
                Ok(())
            }
        }
    }

    /// `key`: with the bracket before its values.
    fn texts(&mut self, key: &str, texts: &[String]) -> io::Result<()> {
        self.raw(key);
        for (n, text) in texts.iter().enumerate() {
            self.text(if n == 0 { "" } else { "," }, text)?;
        }
        self.line.push(b']');
        Ok(())
    }

    fn string(&mut self, text: &str) -> io::Result<()> {
        if has_to_escape(text.as_bytes()) {
            return Ok(serde_json::to_writer(Shown::new(&mut *self.line), text)?);
        }
        self.line.push(b'"');
        self.raw(text);
        self.line.push(b'"');
        Ok(())
    }
}

const EIGHT: usize = 8;

/// Whether a text has a control character, a quotation mark or a backslash, or may have. Eight bytes are looked at at once, the
/// last eight once more.
fn has_to_escape(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<EIGHT>();
    let found = words.iter().fold(0, |found, word| found | escaped(u64::from_le_bytes(*word)));
    let last = match text.last_chunk::<EIGHT>() {
        Some(last) => escaped(u64::from_le_bytes(*last)),
        None => rest.iter().fold(0, |found, &byte| found | escaped(u64::from(byte) | HARMLESS)),
    };
    found | last != 0
}

/// The same byte eight times, once multiplied with it.
const ALL: u64 = u64::from_le_bytes([1; EIGHT]);

/// Blanks but for the first byte.
const HARMLESS: u64 = (ALL * 0x20) << 8;

/// Not 0 where one of eight bytes is a control character, a quotation mark or a backslash, or the first byte of a
/// control character behind ASCII.
#[inline(always)]
const fn escaped(word: u64) -> u64 {
    below::<0x20>(word)
        | below::<1>(word ^ const { ALL * b'"' as u64 })
        | below::<1>(word ^ const { ALL * b'\\' as u64 })
        | below::<1>(word ^ const { ALL * DELETE as u64 })
        | below::<1>(word ^ const { ALL * LEAD as u64 })
}

/// Not 0 where one of eight bytes is less than `BYTE`, which is 128 at most.
#[inline(always)]
const fn below<const BYTE: u64>(word: u64) -> u64 {
    word.wrapping_sub(const { ALL * BYTE }) & !word & const { ALL * 0x80 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Checker;
    use crate::claim::Claim;
    use crate::text::{At, Document};

    fn claims() -> Vec<Claim> {
        let text = "At least 35 fighters were killed in Harim on 3 May 2021, the army said, and some 20 \
            were “wounded”. Two of them were children.\n\n\"The army killed\t12 \\ 14 soldiers\", he said.";
        let document = Document::plain("a \"quoted\"\u{1} id", text);
        let mut claims = Checker::new().unwrap().extract(&document);
        claims[0].at = Some(At { page: Some(3), ..At::default() });
        claims[0].actors = vec!["one".to_owned(), "the \"other\"".to_owned(), "\u{7f}é\u{9b}\n".to_owned()];
        claims
    }

    #[test]
    fn what_has_to_be_escaped_is_found_at_any_place() {
        for byte in 0..=255 {
            for (length, at) in (1..20).flat_map(|length| (0..length).map(move |at| (length, at))) {
                let mut text = vec![b'a'; length];
                text[at] = byte;
                let has_to = byte < b' ' || [b'"', b'\\', DELETE, LEAD].contains(&byte);
                assert_eq!(has_to_escape(&text), has_to, "{byte} at {at} of {length}");
            }
        }
        assert!(!has_to_escape(b""));
    }

    #[test]
    fn numbers_and_days_are_what_serde_makes_of_them() {
        let written = |write: &dyn Fn(&mut Object)| {
            let mut line = Vec::new();
            write(&mut Object { line: &mut line });
            String::from_utf8(line).unwrap()
        };
        for number in [0, 1, 9, 10, 1_204, 99_999, u64::MAX] {
            assert_eq!(written(&|object| object.number("", number)), number.to_string());
        }
        for day in ["2021-05-03", "0000-01-01", "-000044-03-15", "9999-12-31"].map(|day| day.parse().unwrap()) {
            let days = Some(Days { from: day, to: day });
            let line = written(&|object| object.days("", days).unwrap());
            assert_eq!(line, serde_json::to_string(&days).unwrap());
        }
    }

    #[test]
    fn a_line_is_what_serde_makes_of_the_claim() {
        let claims = claims();
        assert!(claims.iter().any(|claim| claim.part_of.is_some()), "{claims:#?}");
        assert!(claims.iter().any(|claim| claim.range.high.is_none() && !claim.population.is_empty()));
        for claim in &claims {
            let record = ClaimRecord::of(claim, None);
            let (mut line, mut expected) = (Vec::new(), Vec::new());
            write(&record, &mut line).unwrap();
            serde_json::to_writer(Shown::new(&mut expected), &record).unwrap();
            assert_eq!(String::from_utf8(line).unwrap(), String::from_utf8(expected).unwrap() + "\n");
        }
    }
}
