//! Messages of rules: text with named holes.
//!
//! In: a text such as `{first} and {second} share no number`. Out: the text with its holes filled.
//! Which holes a check can fill, the check says; a rule that names another is refused when it is
//! loaded. It does not know what stands in the holes.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error};

/// A text with holes.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(with = "String", inline)]
pub struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Hole(String),
}

impl Template {
    /// The names of its holes, in order.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Hole(name) => Some(&**name),
            Piece::Text(_) => None,
        })
    }

    /// The text, each hole filled with what `value` gives for its name.
    pub fn fill(&self, value: impl Fn(&str) -> String) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Hole(name) => value(name),
        });
        pieces.collect()
    }
}

impl FromStr for Template {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let Some(end) = rest[at..].find('}').filter(|&end| end > 1 && rest[at..].starts_with('{')) else {
                return Err(format!("a hole in a message is a name in braces, as in “{{first}}”: “{}”", &rest[at..]));
            };
            pieces.push(Piece::Text(rest[..at].to_owned()));
            pieces.push(Piece::Hole(rest[at + 1..at + end].trim().to_owned()));
            rest = &rest[at + end + 1..];
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Template(pieces))
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(Error::custom)
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Text(text) => f.write_str(text),
            Piece::Hole(name) => write!(f, "{{{name}}}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_and_broken_ones_refused() {
        let template: Template = "{first} beside { second }.".parse().unwrap();
        assert_eq!(template.holes().collect::<Vec<_>>(), ["first", "second"]);
        assert_eq!(template.fill(str::to_uppercase), "FIRST beside SECOND.");
        assert_eq!(template.to_string(), "{first} beside {second}.");
        for broken in ["a {first", "a } b", "{}", "} {first}"] {
            assert!(broken.parse::<Template>().is_err(), "{broken}");
        }
    }
}
