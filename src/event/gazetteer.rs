//! Which place of GeoNames a spelling denotes, and in which country it lies.
//!
//! In: the words of a name, in ASCII lower case and without articles. Out: what `rules/gazetteer/` has
//! on it, by binary search in the text of the file. It only knows places of 15,000 people and more,
//! and only spellings that one country has: what it does not know says nothing. It never makes a
//! name of a word (March, Reading and Police are towns): names are found without it.

/// Spelling, number, country; sorted by the spelling's bytes.
const PLACES: &str = include_str!("../../rules/gazetteer/places.tsv");

/// Name and code; sorted by the name's bytes.
const COUNTRIES: &str = include_str!("../../rules/gazetteer/countries.tsv");

/// What is known of a spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The number of the place; `None` where several places of the country are spelled so.
    pub place: Option<usize>,
    /// The code of its country.
    pub country: &'static str,
}

/// The place that is spelled so.
pub(crate) fn place(words: &str) -> Option<Entry> {
    let rest = line(PLACES, words)?;
    let (number, country) = rest.split_once('\t')?;
    Some(Entry { place: number.parse().ok(), country })
}

/// The code of the country of this name.
pub(crate) fn country(words: &str) -> Option<&'static str> {
    line(COUNTRIES, words)
}

/// What follows a key in a sorted table.
fn line(table: &'static str, key: &str) -> Option<&'static str> {
    let (mut from, mut to) = (0, table.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        let start = table.as_bytes()[from..middle].iter().rposition(|&b| b == b'\n').map_or(from, |at| from + at + 1);
        let end = table.as_bytes()[start..].iter().position(|&b| b == b'\n').map_or(table.len(), |at| start + at);
        let (found, rest) = table[start..end].split_once('\t')?;
        match found.as_bytes().cmp(key.as_bytes()) {
            std::cmp::Ordering::Equal => return Some(rest),
            std::cmp::Ordering::Less => from = end + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Names, Relation};

    #[test]
    fn every_line_is_found_and_nothing_else() {
        for (table, least) in [(PLACES, 100_000), (COUNTRIES, 240)] {
            let keys: Vec<&str> = table.lines().map(|line| line.split('\t').next().unwrap()).collect();
            assert!(keys.len() > least && keys.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
            for key in keys.iter().step_by(97).chain(keys.last()) {
                assert!(line(table, key).is_some(), "{key}");
            }
            for key in ["", "\u{0}", "zzzzzz", "aaaaaaa", "no such place"] {
                assert_eq!(line(table, key), None);
            }
        }
    }

    #[test]
    fn places_lie_in_countries() {
        assert_eq!(place("hodeidah").map(|entry| entry.country), Some("YE"));
        assert_eq!(place("hodeidah"), place("hudaydah"));
        assert_eq!(place("springfield"), Some(Entry { place: None, country: "US" }));
        assert_eq!((country("yemen"), country("hodeidah")), (Some("YE"), None));
    }

    #[test]
    fn names_that_no_rule_of_spelling_links_are_one_place() {
        let names = Names::built_in().unwrap();
        let relation = |a: &str, b: &str| names.read(a).relation(&names.read(b));
        for (a, b) in [
            ("Yangon", "Rangoon"),
            ("Mumbai", "Bombay"),
            ("Chennai", "Madras"),
            ("Liège", "Luik"),
            ("Hodeidah", "al-Hudaydah"),
        ] {
            assert_eq!(relation(a, b), Relation::Same, "{a} {b}");
        }
        for (a, b) in [("Homs", "Hama"), ("Kandahar", "Kunduz"), ("Mumbai", "Chennai"), ("Reading", "March")] {
            assert_eq!(relation(a, b), Relation::Apart, "{a} {b}");
        }
        assert_eq!(relation("Idlib city", "Idlib province"), Relation::Within);
    }
}
