//! A claim as one line of JSON, of which a run over an archive writes millions.
//!
//! In: a [`ClaimRecord`]. Out: the bytes that serde makes of it, and a line end, at a third of the
//! cost: its keys are written as they stand here, and a text without anything to escape as it is.
//! A test holds the two to each other.

use std::io::{self, Write};

use serde::Serialize;

use super::ClaimRecord;

/// Adds the line of a claim to `line`.
pub(super) fn write(claim: &ClaimRecord, line: &mut Vec<u8>) -> io::Result<()> {
    let mut object = Object { line };
    object.text(r#"{"id":"#, claim.id)?;
    object.text(r#","document":"#, claim.document)?;
    if let Some(event) = claim.event {
        object.text(r#","event":"#, event)?;
    }
    object.text(r#","measure":"#, claim.measure.name())?;
    object.value(r#","low":"#, claim.low)?;
    object.value(r#","high":"#, claim.high)?;
    object.text(r#","quantifier":"#, claim.quantifier.name())?;
    object.value(r#","stated":"#, claim.stated)?;
    object.text(r#","unit":"#, claim.unit.name())?;
    object.texts(r#","population":"#, claim.population)?;
    object.text(r#","status":"#, claim.status.name())?;
    object.text_or_null(r#","attribution":"#, claim.attribution)?;
    object.value(r#","part":"#, claim.part)?;
    object.text_or_null(r#","part_of":"#, claim.part_of)?;
    object.text(r#","scope":"#, claim.scope.name())?;
    object.value(r#","additional":"#, claim.additional)?;
    object.value(r#","date":"#, claim.date)?;
    object.texts(r#","place":"#, claim.place)?;
    object.texts(r#","actors":"#, claim.actors)?;
    object.value(r#","field":"#, claim.field)?;
    object.text(r#","quote":"#, claim.quote)?;
    object.value(r#","span":{"start":"#, claim.span.start)?;
    object.value(r#","end":"#, claim.span.end)?;
    object.value(r#","line":"#, claim.span.line)?;
    object.value(r#","column":"#, claim.span.column)?;
    object.line.push(b'}');
    if let Some(at) = claim.at {
        object.value(r#","at":"#, at)?;
    }
    object.text(r#","sentence":"#, claim.sentence)?;
    object.line.extend_from_slice(b"}\n");
    Ok(())
}

/// An object while it is written. A key is given with all that stands before its value.
struct Object<'l> {
    line: &'l mut Vec<u8>,
}

impl Object<'_> {
    fn value(&mut self, key: &str, value: impl Serialize) -> io::Result<()> {
        self.line.extend_from_slice(key.as_bytes());
        Ok(serde_json::to_writer(&mut *self.line, &value)?)
    }

    fn text(&mut self, key: &str, text: &str) -> io::Result<()> {
        self.line.extend_from_slice(key.as_bytes());
        self.string(text)
    }

    fn text_or_null(&mut self, key: &str, text: Option<&str>) -> io::Result<()> {
        match text {
            Some(text) => self.text(key, text),
            None => self.value(key, ()),
        }
    }

    fn texts(&mut self, key: &str, texts: &[String]) -> io::Result<()> {
        self.line.extend_from_slice(key.as_bytes());
        let mut before = b'[';
        for text in texts {
            self.line.push(before);
            self.string(text)?;
            before = b',';
        }
        self.line.write_all(if texts.is_empty() { b"[]" } else { b"]" })
    }

    fn string(&mut self, text: &str) -> io::Result<()> {
        // all of it is looked at, which goes many bytes at a time
        let escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
        if text.bytes().fold(false, |found, byte| found | escaped(byte)) {
            return Ok(serde_json::to_writer(&mut *self.line, text)?);
        }
        self.line.push(b'"');
        self.line.extend_from_slice(text.as_bytes());
        self.line.push(b'"');
        Ok(())
    }
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
        claims[0].actors = vec!["one".to_owned(), "the \"other\"".to_owned(), "\u{7f}é\n".to_owned()];
        claims
    }

    #[test]
    fn a_line_is_what_serde_makes_of_the_claim() {
        let claims = claims();
        assert!(claims.iter().any(|claim| claim.part_of.is_some()), "{claims:#?}");
        assert!(claims.iter().any(|claim| claim.range.high.is_none() && !claim.population.is_empty()));
        for claim in &claims {
            let record = ClaimRecord::of(claim, None);
            let mut line = Vec::new();
            write(&record, &mut line).unwrap();
            assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(&record).unwrap() + "\n");
        }
    }
}
