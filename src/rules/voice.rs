//! Who speaks: a figure's voice is whoever it is attributed to, or else the document itself.
//!
//! In: attributions and publishers as written, and the words of `rules/voices.yaml`.
//! Out: for every claim the number of its voice; and how surely two names mean one voice.
//! It does not know who is reliable, nor who "they" are: attributions come resolved.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use crate::claim::Claim;
use crate::fault::Fault;
use crate::text::Document;
use crate::yaml;

/// The words that do not tell one voice from another.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    small: HashSet<String>,
    titles: HashSet<String>,
}

/// A name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words that matter, in lower case and Latin letters.
    words: Vec<String>,
    /// Whether every one of them was written with a capital.
    proper: bool,
    /// The initials of its capitalised words, where it has two or more.
    initials: Option<String>,
    /// The name itself, where it is an abbreviation, and one that stands behind it in brackets.
    short: Option<String>,
}

impl Words {
    /// Reads the words.
    ///
    /// # Errors
    /// Where the file is not of this form.
    pub fn load(path: &str, source: &str) -> Result<Words, Fault> {
        yaml::load(path, source)
    }

    /// Takes a name apart.
    pub fn name(&self, written: &str) -> Name {
        let (outside, bracket) = match written.split_once('(') {
            Some((before, rest)) => (before, rest.split(')').next()),
            None => (written, None),
        };
        let plain = outside.replace("'s ", " ").replace("’s ", " ");
        let tokens = plain.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty());
        let tokens: Vec<&str> = tokens.filter(|t| !self.small.contains(&t.to_lowercase())).collect();
        let capital = |token: &str| token.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let initials: String = tokens.iter().filter(|t| capital(t)).filter_map(|t| t.chars().next()).collect();
        let matter: Vec<&str> = tokens.iter().copied().filter(|t| !self.titles.contains(&t.to_lowercase())).collect();
        let matter = if matter.is_empty() { tokens } else { matter };
        let short = match (matter.as_slice(), bracket) {
            (_, Some(bracket)) if is_abbreviation(bracket.trim()) => Some(bracket.trim().to_owned()),
            ([one], _) if is_abbreviation(one) => Some((*one).to_owned()),
            _ => None,
        };
        Name {
            proper: matter.iter().all(|t| capital(t)),
            words: matter.iter().map(|t| any_ascii::any_ascii(t).to_lowercase()).collect(),
            initials: (initials.chars().count() > 1).then_some(initials),
            short,
        }
    }
}

/// `SOHR`, `NSCW`, `UN`.
fn is_abbreviation(word: &str) -> bool {
    (2..=8).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

impl Name {
    /// Whether the two are one voice wherever they stand: the same words, or an abbreviation and
    /// what it abbreviates.
    pub fn is(&self, other: &Name) -> bool {
        !self.words.is_empty() && self.words == other.words || self.abbreviates(other) || other.abbreviates(self)
    }

    fn abbreviates(&self, other: &Name) -> bool {
        self.short.is_some() && (self.short == other.initials || self.short == other.short)
    }

    /// Whether this is a shorter form of `other` within one text: "the Observatory" of "the Syrian
    /// Observatory for Human Rights", "Kibwana" of "Anselm Kibwana".
    fn shortens(&self, other: &Name) -> bool {
        self.proper && !self.words.is_empty() && self.words.iter().all(|word| other.words.contains(word))
    }

    /// Whether this surely names the house that `publisher` names.
    pub fn is_house(&self, publisher: &Name) -> bool {
        let (few, many) = if self.words.len() <= publisher.words.len() { (self, publisher) } else { (publisher, self) };
        self.is(publisher) || few.words.len() > 1 && few.words.iter().all(|word| many.words.contains(word))
    }

    /// Whether this may name the same voice as `other`: some word of theirs is the same.
    pub fn may_be(&self, other: &Name) -> bool {
        self.is(other) || self.words.iter().any(|word| other.words.contains(word))
    }
}

/// The number of every claim's voice. Equal numbers: one voice. Numbers do not depend on order
/// in what they equate, only in how they count. Each claim comes with the number of its document
/// and the document itself, where it is known.
pub fn voices<'a>(claims: impl Iterator<Item = (usize, Option<&'a Document>, &'a Claim)>, words: &Words) -> Vec<usize> {
    let mut names: Vec<(usize, String, Name)> = Vec::new();
    let mut seen: HashMap<(usize, String), usize> = HashMap::new();
    let mut of_claim = Vec::new();
    for (document, known, claim) in claims {
        let publisher = known.and_then(|d| d.metadata.publisher.as_ref());
        let written = claim.attribution.as_ref().or(publisher).unwrap_or(&claim.document).clone();
        let next = names.len();
        let at = *seen.entry((document, written.clone())).or_insert_with(|| {
            names.push((document, written.clone(), words.name(&written)));
            next
        });
        of_claim.push(at);
    }
    let mut same = Same((0..names.len()).collect());
    join_everywhere(&names, &mut same);
    join_within_documents(&names, &mut same);
    of_claim.into_iter().map(|at| same.root(at)).collect()
}

/// Joins names of the same words and abbreviations, in whatever documents.
fn join_everywhere(names: &[(usize, String, Name)], same: &mut Same) {
    let mut by_words: HashMap<&[String], usize> = HashMap::new();
    let mut by_short: HashMap<&str, usize> = HashMap::new();
    for (at, (_, _, name)) in names.iter().enumerate().filter(|(_, (_, _, name))| !name.words.is_empty()) {
        same.join(at, *by_words.entry(&name.words).or_insert(at));
        if let Some(short) = &name.short {
            same.join(at, *by_short.entry(short).or_insert(at));
        }
    }
    for (at, (_, _, name)) in names.iter().enumerate() {
        if let Some(&abbreviation) = name.initials.as_deref().and_then(|initials| by_short.get(initials)) {
            same.join(at, abbreviation);
        }
    }
}

/// Joins the shorter forms that one text uses for a name.
fn join_within_documents(names: &[(usize, String, Name)], same: &mut Same) {
    let mut by_document: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, (document, _, _)) in names.iter().enumerate() {
        by_document.entry(*document).or_default().push(at);
    }
    for of_one in by_document.values() {
        for &a in of_one {
            // A short form that fits several longer names says nothing.
            let longer: Vec<usize> =
                of_one.iter().copied().filter(|&b| b != a && names[a].2.shortens(&names[b].2)).collect();
            if let [one] = longer[..] {
                same.join(a, one);
            }
        }
    }
}

/// Which names are one voice: a forest of joined numbers.
struct Same(Vec<usize>);

impl Same {
    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::claim;

    fn words() -> Words {
        Words::load("v", include_str!("../../rules/voices.yaml")).unwrap()
    }

    #[test]
    fn one_voice_has_several_names() {
        let words = words();
        let is = |a: &str, b: &str| words.name(a).is(&words.name(b));
        assert!(is("the Syrian Observatory for Human Rights", "SOHR"));
        assert!(is("Syrian Observatory for Human Rights (SOHR)", "SOHR"));
        assert!(is("Dr Jovin Masele", "Jovin Masele"));
        assert!(is("The police", "police") && !is("police", "police in Homs"));
        let house = |a: &str, b: &str| words.name(a).is_house(&words.name(b));
        assert!(house("the national disaster office", "National Risk and Disaster Office"));
        assert!(!house("the agency", "Vanilla Coast Agency"));
    }

    #[test]
    fn short_forms_count_within_one_text_only() {
        let said = |id, by: &str| Claim { attribution: Some(by.to_owned()), ..claim(id, "12") };
        let claims = [
            said("a:1", "the Syrian Observatory for Human Rights"),
            said("a:2", "the Observatory"),
            said("b:1", "Observatory"),
            said("b:2", "the hospital"),
            claim("b:3", "12"),
        ];
        let documents = [Document::plain("a", ""), Document::plain("b", "")];
        let of = |claim: &Claim| documents.iter().position(|d| d.id == claim.document).unwrap();
        let voices = voices(claims.iter().map(|c| (of(c), documents.get(of(c)), c)), &words());
        assert_eq!(voices[0], voices[1]);
        // Whoever "Observatory" is in another text, the two texts' own names for it are alike.
        assert_eq!(voices[1], voices[2]);
        assert!(voices[3] != voices[4] && voices[3] != voices[2]);
    }
}
