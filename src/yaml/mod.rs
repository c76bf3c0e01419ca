//! Loading YAML that a person wrote: rules, cases, lexicons, front matter.
//!
//! In: a source text, its name, and the type it should become. Out: the value, or a [`Fault`] with
//! line, column and what was expected. Every loader goes through here, so that what the parser
//! leaves open is closed in one place: duplicate keys, alias bombs, size and depth, and errors
//! that a person can act on. It does not know what any file means, and reads none.
//!
//! ```
//! #[derive(Debug, serde::Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Place { name: String }
//!
//! let place: Place = tollcheck::yaml::load("place.yaml", "name: Idlib").unwrap();
//! assert_eq!(place.name, "Idlib");
//! let fault = tollcheck::yaml::load::<Place>("place.yaml", "nam: Idlib").unwrap_err();
//! assert_eq!(fault.to_string(), "place.yaml:1:1: unknown key “nam” (did you mean “name”?)");
//! ```

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::fault::Fault;
use crate::text::Span;

mod explain;

pub use explain::nearest;
pub(crate) use explain::reword;

/// The largest file that is read as YAML, in bytes. Ours are below 100 kB; the parser's time
/// grows with the square of hostile nesting, so the limit is what bounds it.
pub const MAX_BYTES: usize = 2 << 20;

/// How deep maps and lists may nest. The deepest of our formats needs eight.
pub const MAX_DEPTH: usize = 32;

/// Opening brackets that may stand unclosed: counted before parsing, prose in quotes included.
const MAX_OPEN_BRACKETS: usize = 100;

/// Reads the whole of `source`, named `path`, as one YAML document.
///
/// # Errors
/// A [`Fault`] at the place where the text is no YAML, repeats a key, or does not fit `T`.
pub fn load<T: DeserializeOwned>(path: &str, source: &str) -> Result<T, Fault> {
    load_part(path, source, Span::new(0, source.len()))
}

/// Reads the part of `source` at `span` as one YAML document; places in faults count in the whole.
///
/// # Errors
/// As [`load`].
pub fn load_part<T: DeserializeOwned>(path: &str, source: &str, span: Span) -> Result<T, Fault> {
    let part = span.of(source);
    let lead = if part.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let span = Span::new(span.start + lead, span.end);
    let part = &part[lead..];
    refuse_bombs(path, source, span)?;
    let fault = |error: &serde_yaml::Error| explain::explain(path, source, span, error);
    let mut room = part.len() + 1;
    Shape { depth: 0, room: &mut room }
        .deserialize(serde_yaml::Deserializer::from_str(part))
        .map_err(|error| fault(&error))?;
    T::deserialize(serde_yaml::Deserializer::from_str(part)).map_err(|error| fault(&error))
}

/// A YAML file of `rules/` that is built into the program, and the same as JSON.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BuiltIn {
    pub path: &'static str,
    pub yaml: &'static str,
    /// As `build.rs` makes it: no more to read than what the YAML says, in a form that is read sooner.
    pub json: &'static str,
}

/// The built-in file of that name below `rules/`, without its ending.
macro_rules! built_in {
    ($name:literal) => {
        crate::yaml::BuiltIn {
            path: concat!("rules/", $name, ".yaml"),
            yaml: include_str!(concat!("../../rules/", $name, ".yaml")),
            json: include_str!(concat!(env!("OUT_DIR"), "/rules/", $name, ".json")),
        }
    };
}

pub(crate) use built_in;

impl BuiltIn {
    /// Reads it from the JSON; what is wrong with it is told by the YAML.
    ///
    /// # Errors
    /// As [`load`]. A test keeps the files free of what only [`load`] refuses.
    pub fn load<T: DeserializeOwned>(self) -> Result<T, Fault> {
        serde_json::from_str(self.json).or_else(|_| {
            let told = load(self.path, self.yaml);
            debug_assert!(told.is_err(), "{}: build.rs makes another thing of it", self.path);
            told
        })
    }
}

/// For `deserialize_with`: an optional value that is written as text and parsed. The parse error
/// is raised while the text is read, so that it has the text's place.
///
/// # Errors
/// Where the value is no text, or the text does not parse.
pub fn parsed<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    deserializer.deserialize_option(Parsed(PhantomData))
}

/// Reads an optional text and parses it.
struct Parsed<T>(PhantomData<T>);

impl<'de, T: FromStr<Err: fmt::Display>> Visitor<'de> for Parsed<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string")
    }
    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_str(self)
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse().map(Some).map_err(E::custom)
    }
}

/// What must be refused before the parser sees it.
fn refuse_bombs(path: &str, source: &str, span: Span) -> Result<(), Fault> {
    let part = span.of(source);
    if part.len() > MAX_BYTES {
        return Err(Fault::of_file(path, format!("the YAML is larger than {MAX_BYTES} bytes"))
            .help("split it into several files"));
    }
    let too_deep = |at: usize| {
        let at = span.start + at;
        Fault::at(path, source, Span::new(at, at + 1), "too many levels, one inside another")
            .help(format!("at most {MAX_DEPTH} levels are read"))
    };
    let mut open = 0usize;
    for (at, byte) in part.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_OPEN_BRACKETS {
            return Err(too_deep(at));
        }
    }
    let mut start = 0;
    for line in part.split_inclusive('\n') {
        let dashes = line.split_whitespace().take_while(|&word| word == "-" || word == "?" || word == ":").count();
        if dashes > MAX_DEPTH {
            return Err(too_deep(start));
        }
        start += line.len();
    }
    Ok(())
}

/// Walks a document without building it: refuses what no loader of ours wants.
struct Shape<'a> {
    depth: usize,
    /// How many values may still come. A text without aliases holds fewer values than bytes.
    room: &'a mut usize,
}

impl Shape<'_> {
    fn one<E: de::Error>(&mut self) -> Result<(), E> {
        *self.room = self.room.checked_sub(1).ok_or_else(|| E::custom("aliases repeat more than the file holds"))?;
        if self.depth > MAX_DEPTH {
            return Err(E::custom(format!("more than {MAX_DEPTH} levels, one inside another")));
        }
        Ok(())
    }

    fn inner(&mut self) -> Shape<'_> {
        Shape { depth: self.depth + 1, room: self.room }
    }
}

impl<'de> DeserializeSeed<'de> for Shape<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        self.one()?;
        deserializer.deserialize_any(self)
    }
}

/// The scalars of YAML, for a visitor that treats them alike.
macro_rules! scalars {
    ($($visit:ident: $type:ty),*) => {
        $(fn $visit<E: de::Error>(self, value: $type) -> Result<Self::Value, E> { self.scalar(&value.to_string()) })*
        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> { self.scalar("null") }
        fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> { self.scalar("null") }
        fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
            inner.deserialize_any(self)
        }
        fn visit_enum<A: de::EnumAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
            Err(de::Error::custom("a tag (“!…”) means nothing here"))
        }
    };
}

impl Shape<'_> {
    #[allow(clippy::unused_self, clippy::unnecessary_wraps)] // the form that `scalars!` calls
    fn scalar<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

impl<'de> Visitor<'de> for Shape<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a map, a list or a value")
    }

    scalars!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(self.inner())?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while entries.next_key_seed(Key(&mut seen))?.is_some() {
            self.one()?;
            entries.next_value_seed(self.inner())?;
        }
        Ok(())
    }
}

/// One key of a map, beside those that came before it.
struct Key<'a>(&'a mut HashSet<String>);

impl Key<'_> {
    // The refusal is raised while the key is read: that is what gives it the key's place.
    fn scalar<E: de::Error>(self, key: &str) -> Result<(), E> {
        if self.0.insert(key.to_owned()) { Ok(()) } else { Err(E::custom(format!("{DUPLICATE}`{key}`"))) }
    }
}

/// How our own refusal of a second key begins.
const DUPLICATE: &str = "duplicate key ";

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a word as a key")
    }

    scalars!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64, visit_str: &str);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Sample {
        name: String,
        #[serde(default)]
        items: Vec<Item>,
        count: Option<u64>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Item {
        path: String,
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Error,
        Warning,
    }

    fn fault(source: &str) -> String {
        load::<Sample>("x.yaml", source).unwrap_err().to_string()
    }

    /// Every file below a folder.
    fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn the_built_in_files_are_such_as_a_user_could_write() {
        let mut found = files(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"));
        found.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
        assert!(found.len() > 30);
        for path in found {
            let read = load::<de::IgnoredAny>(&path.to_string_lossy(), &std::fs::read_to_string(&path).unwrap());
            assert!(read.is_ok(), "{read:?}");
        }
    }

    #[test]
    fn a_wrong_key_or_value_is_shown_where_it_stands() {
        for (source, expected) in [
            (
                "name: a\nitem: []",
                "x.yaml:2:1: unknown key “item” (did you mean “items”? keys that are known here: name, items, count)",
            ),
            (
                "name: a\nitems:\n  - paht: b",
                "x.yaml:3:5: unknown key “paht” (did you mean “path”? keys that are known here: path, kind)",
            ),
            (
                "name: a\nitems:\n  - path: b\n    kind: eror",
                "x.yaml:4:11: unknown value “eror” (did you mean “error”? values that are known here: error, warning)",
            ),
            ("count: 1", "x.yaml:1:1: the key “name” is missing (add “name: …”)"),
            ("name: a\ncount: many", "x.yaml:2:8: expected a whole number, found the text \"many\""),
            ("name: a\n---\nname: b", "x.yaml: a second YAML document begins in this file (remove the line “---”)"),
            ("name: [a]", "x.yaml:1:7: expected a text, found a list"),
            ("name: a\nname: b", "x.yaml:2:1: the key “name” stands here for the second time (remove one of the two)"),
            ("# nothing", "x.yaml:1:10: the key “name” is missing (add “name: …”)"),
        ] {
            assert_eq!(fault(source), expected, "{source}");
        }
    }

    #[test]
    fn the_offending_bytes_are_underlined() {
        let source = "name: a\nитог: 5\n";
        let place = load::<Sample>("x.yaml", source).unwrap_err().place.unwrap();
        assert_eq!(place.span.of(&place.text), "итог");
    }

    #[test]
    fn broken_syntax_has_a_place() {
        assert!(fault("name: \"a\nitems: []").starts_with("x.yaml:"));
        assert!(fault("name: a\n\titems: []").starts_with("x.yaml:2:"));
        assert!(fault("name: a\nitems: !tag [a]").contains("tag"));
    }

    #[test]
    fn a_part_counts_in_the_whole() {
        let source = "\u{feff}---\r\nname: a\r\nnom: b\r\n---\r\nText";
        let fault = load_part::<Sample>("x.md", source, Span::new(8, source.find("---\r\nT").unwrap())).unwrap_err();
        assert!(fault.to_string().starts_with("x.md:3:1: unknown key “nom”"), "{fault}");
    }

    #[test]
    fn bombs_are_refused_quickly() {
        let lists = "[".repeat(500_000);
        assert!(fault(&lists).contains("too many levels"));
        assert!(fault(&"- ".repeat(500_000)).contains("too many levels"));
        let mut aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..9 {
            let row = vec![format!("*a{}", n - 1); 9].join(", ");
            aliases.push_str(&format!("a{n}: &a{n} [{row}]\n"));
        }
        let told = fault(&aliases);
        assert!(told.contains("aliases") || told.contains("repetition"), "{told}");
        let deep: String = (0..40).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        assert!(fault(&deep).contains("levels"));
        assert!(fault(&"x".repeat(MAX_BYTES + 1)).contains("larger than"));
    }

    #[test]
    fn hostile_indentation_within_the_limit_is_bounded() {
        let deep: String = (0..1_400).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        assert!(deep.len() < MAX_BYTES);
        assert!(fault(&deep).contains("levels"));
        let (flat, started) = ("a: b\n".repeat(20_000), std::time::Instant::now());
        assert!(fault(&flat).contains("second time"));
        assert!(started.elapsed().as_secs() < 10);
    }
}
