//! Whether two names denote the same place or group, across spellings and transliterations.
//!
//! In: names as written, and the tables of `rules/names/`. Out: [`Name`]s, and the [`Relation`]
//! between two of them. What a name is the name of (a town, a ship, an army) is not known here
//! beyond what its own words say ("Idlib province"), nor where anything lies.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::spelling::{Spelling, hint, romanised, romanised_whole};
use crate::fault::Fault;
use crate::yaml::built_in;

/// How large a thing a place name names, as far as the words beside it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// A town, a village, a quarter, a camp.
    Town,
    /// A district.
    District,
    /// A province, a governorate, a state of a federation.
    Region,
    /// A country.
    Country,
}

/// A name reduced to what its spellings agree on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name {
    words: Vec<Spelling>,
    /// The words written in one, where there are not one but several or none.
    joined: Option<Spelling>,
    /// The line of the alias table that holds it.
    alias: Option<usize>,
    /// North, new, upper: canonical.
    qualifiers: BTreeSet<String>,
    /// Lake, port: as written.
    features: BTreeSet<String>,
    /// What its own words say of its size; a country's name says so too.
    pub size: Option<Size>,
    /// The code of the country that it names or lies in, where the gazetteer is built in and knows.
    pub(crate) country: Option<[u8; 2]>,
}

/// What a name has to do with a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nation {
    /// It is the name of one.
    Country,
    /// It is an adjective made of the name of this one ("Syrian": Syria).
    Adjective(String),
}

/// What two names have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Two spellings of one name.
    Same,
    /// One is the other with something left out, or a city and a province of one name.
    Within,
    /// Nothing that the names show.
    Apart,
}

/// The tables of `rules/names/`, ready to compare names with.
#[derive(Debug, Clone)]
pub struct Names {
    articles: FxHashSet<String>,
    particles: FxHashSet<String>,
    features: FxHashSet<String>,
    sorts: FxHashMap<String, Size>,
    qualifiers: FxHashMap<String, String>,
    aliases: FxHashMap<String, usize>,
    countries: FxHashSet<String>,
    /// "syrian" → "Syria", all in romanised words joined by blanks.
    adjectives: FxHashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Particles {
    articles: Vec<String>,
    particles: Vec<String>,
    features: Vec<String>,
    sorts: HashMap<Size, Vec<String>>,
    qualifiers: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Aliases {
    aliases: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Countries {
    countries: HashMap<String, Vec<String>>,
}

/// A word inside a longer name tells of the whole only when it has at least this many consonants.
const TELLING_BONES: usize = 3;
/// The first words of a longer name are the name, where they have this many: "Syrian Observatory".
const LONG_BONES: usize = 6;

impl Names {
    /// The tables that are built in.
    ///
    /// # Errors
    /// A [`Fault`] where a table is wrong; a test keeps the built-in ones right.
    pub fn built_in() -> Result<Names, Fault> {
        let particles: Particles = built_in!("names/particles").load()?;
        let aliases: Aliases = built_in!("names/aliases").load()?;
        let countries: Countries = built_in!("names/countries").load()?;
        let mut names = Names {
            articles: particles.articles.into_iter().collect(),
            particles: particles.particles.into_iter().collect(),
            features: particles.features.into_iter().collect(),
            sorts: particles
                .sorts
                .into_iter()
                .flat_map(|(size, words)| words.into_iter().map(move |w| (w, size)))
                .collect(),
            qualifiers: particles
                .qualifiers
                .into_iter()
                .flat_map(|(name, words)| words.into_iter().map(move |w| (w, name.clone())))
                .collect(),
            aliases: FxHashMap::default(),
            countries: FxHashSet::default(),
            adjectives: FxHashMap::default(),
        };
        for (country, adjectives) in countries.countries {
            names.countries.insert(romanised(&country).join(" "));
            for adjective in adjectives {
                names.adjectives.insert(romanised(&adjective).join(" "), country.clone());
            }
        }
        for (line, spellings) in aliases.aliases.into_iter().enumerate() {
            for spelling in spellings {
                let key = names.plain(&romanised(&spelling)).into_owned();
                if names.aliases.insert(key, line).is_some_and(|other| other != line) {
                    return Err(Fault::of_file("rules/names/aliases.yaml", format!("“{spelling}” is in two lines"))
                        .help("put all spellings of one name in one line"));
                }
            }
        }
        Ok(names)
    }

    /// The words that stay when articles and words of kind are dropped, joined.
    fn plain<'w>(&self, words: &'w [String]) -> Cow<'w, str> {
        if words.len() < 2 {
            return joined(words);
        }
        let kept: Vec<&str> = words.iter().filter(|w| !self.articles.contains(*w)).map(String::as_str).collect();
        if kept.is_empty() { joined(words) } else { Cow::Owned(kept.join(" ")) }
    }

    /// Reads a name as written.
    pub fn read(&self, text: &str) -> Name {
        let mut words = romanised(text);
        if words.len() > 1 && words.last().is_some_and(|w| w == "s") {
            words.pop();
        }
        let mut name = Name {
            words: Vec::new(),
            joined: None,
            alias: None,
            qualifiers: BTreeSet::new(),
            features: BTreeSet::new(),
            size: None,
            country: None,
        };
        if self.countries.contains(&*joined(&words)) {
            name.size = Some(Size::Country);
        } else if words.len() > 1 {
            self.strip(&mut words, &mut name);
        }
        name.alias = self.aliases.get(&*self.plain(&words)).copied();
        #[cfg(feature = "gazetteer")]
        self.look_up(&words, &mut name);
        name.words = words.iter().map(|w| Spelling::of(w)).collect();
        name.joined = (words.len() != 1).then(|| Spelling::of(&words.concat()));
        name
    }

    /// Adds what the gazetteer knows: which place it is, where no alias says so, and its country.
    #[cfg(feature = "gazetteer")]
    fn look_up(&self, words: &[String], name: &mut Name) {
        use super::gazetteer;
        let plain = self.plain(words);
        if name.size == Some(Size::Country) {
            name.country = gazetteer::country(&plain).and_then(|code| code.as_bytes().try_into().ok());
        } else if let Some(entry) = gazetteer::place(&plain) {
            // Numbers of places lie above the lines of the alias table.
            name.alias = name.alias.or(entry.place.map(|number| self.aliases.len() + number));
            name.country = entry.country.as_bytes().try_into().ok();
        }
    }

    /// Takes out of `words` what does not tell names apart, and notes in `name` what it says. One word stays.
    fn strip(&self, words: &mut Vec<String>, name: &mut Name) {
        let drop = |words: &mut Vec<String>, test: &mut dyn FnMut(&String) -> bool| {
            for i in (0..words.len()).rev() {
                if words.len() > 1 && test(&words[i]) {
                    words.remove(i);
                }
            }
        };
        drop(words, &mut |w| self.articles.contains(w));
        if self.aliases.contains_key(&*joined(words)) {
            return;
        }
        drop(words, &mut |w| self.sorts.get(w).is_some_and(|size| name.size.replace(*size) != Some(Size::Country)));
        drop(words, &mut |w| self.particles.contains(w));
        drop(words, &mut |w| self.features.contains(w) && name.features.insert(w.clone()));
        drop(words, &mut |w| self.qualifiers.get(w).is_some_and(|q| name.qualifiers.insert(q.clone())));
        if name.size.is_none() && name.features.is_empty() && self.countries.contains(&*joined(words)) {
            name.size = Some(Size::Country);
        }
    }

    /// What a name has to do with a country, if anything.
    pub fn nation(&self, text: &str) -> Option<Nation> {
        let words = romanised_whole(text);
        if self.countries.contains(&words) {
            return Some(Nation::Country);
        }
        self.adjectives.get(&words).cloned().map(Nation::Adjective)
    }

    /// The words that say how large the place beside them is.
    pub(crate) fn sorts(&self) -> impl Iterator<Item = &str> {
        self.sorts.keys().map(String::as_str)
    }

    /// What a word beside a name says of its size ("province").
    pub fn sort(&self, lower: &str) -> Option<Size> {
        self.sorts.get(lower).copied()
    }

    /// Whether the word is one that stands before a place's name ("mount", "lake").
    pub fn is_feature(&self, lower: &str) -> bool {
        self.features.contains(lower) || self.particles.contains(lower)
    }

    /// Whether the word is an article or linking word inside names ("al", "de").
    pub fn is_article(&self, lower: &str) -> bool {
        self.articles.contains(lower)
    }
}

/// The words with blanks between them.
fn joined(words: &[String]) -> Cow<'_, str> {
    match words {
        [word] => Cow::Borrowed(word),
        _ => Cow::Owned(words.join(" ")),
    }
}

impl Name {
    /// What two names have to do with each other.
    ///
    /// ```
    /// use tollcheck::event::{Names, Relation};
    /// let names = Names::built_in().unwrap();
    /// let relate = |a, b| names.read(a).relation(&names.read(b));
    /// assert_eq!(relate("Duwaylah", "Jabal al-Dweila"), Relation::Same);
    /// assert_eq!(relate("Niger", "Nigeria"), Relation::Apart);
    /// assert_eq!(relate("Idlib city", "Idlib province"), Relation::Within);
    /// ```
    pub fn relation(&self, other: &Name) -> Relation {
        let countries = (self.size == Some(Size::Country), other.size == Some(Size::Country));
        let same = if self.alias.is_some() && self.alias == other.alias {
            true
        } else if countries == (true, true) {
            self.words.iter().map(Spelling::plain).eq(other.words.iter().map(Spelling::plain))
        } else {
            self.agrees(other)
        };
        let featured = (countries.0 || countries.1) && self.features != other.features;
        if same && self.qualifiers == other.qualifiers && !featured {
            let sizes = self.size.zip(other.size);
            return if sizes.is_some_and(|(a, b)| a != b) { Relation::Within } else { Relation::Same };
        }
        let opposed = !self.qualifiers.is_empty() && !other.qualifiers.is_empty();
        if same && !featured && !opposed && countries == (false, false) {
            return Relation::Within;
        }
        let shorter = self.words.len() != other.words.len();
        if shorter && countries == (false, false) && self.qualifiers == other.qualifiers {
            self.partial(other)
        } else {
            Relation::Apart
        }
    }

    /// The words written in one.
    fn joined(&self) -> Option<&Spelling> {
        self.joined.as_ref().or(self.words.first())
    }

    /// Word by word, or written in one.
    fn agrees(&self, other: &Name) -> bool {
        if self.words.len() == other.words.len() {
            return self.words.iter().zip(&other.words).all(|(a, b)| a.agrees(b));
        }
        let joined = self.joined().zip(other.joined());
        joined.is_some_and(|(one, other)| one.bones().len() > TELLING_BONES && one.agrees(other))
    }

    /// Whether one name is the other with words left out: the last two of them are enough to be the
    /// same ("Saif al-Sahel" of "Kataib Saif al-Sahel"), or the first two where they are long; one
    /// alone only hints.
    fn partial(&self, other: &Name) -> Relation {
        let (short, long) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        if short.words.len() == long.words.len() || long.alias.is_some() && short.alias.is_some() {
            return Relation::Apart;
        }
        let tail = &long.words[long.words.len() - short.words.len()..];
        let ends = short.words.iter().zip(tail).all(|(a, b)| a.agrees(b));
        let begins = short.words.iter().zip(&long.words).all(|(a, b)| a.agrees(b));
        let bones = short.words.iter().map(|w| w.bones().len()).sum::<usize>();
        let telling = bones >= TELLING_BONES;
        match (ends || begins) && telling {
            true if ends && short.words.len() > 1 => Relation::Same,
            true if short.words.len() > 1 && bones >= LONG_BONES => Relation::Same,
            true => Relation::Within,
            false => Relation::Apart,
        }
    }

    /// Numbers such that names that are not [apart](Relation::Apart) share one; few others do.
    pub(crate) fn hints(&self) -> Vec<u64> {
        let alias = self.alias.map(|line| hint(b'#', &line.to_le_bytes()));
        let words = self.words.iter().chain(&self.joined).flat_map(Spelling::hints);
        let mut hints: Vec<u64> = alias.into_iter().chain(words).collect();
        hints.sort_unstable();
        hints.dedup();
        hints
    }

    /// How it sounds: alike for most spellings of one name, seldom for two names.
    pub fn sound(&self) -> String {
        let words = self.words.iter().map(Spelling::sound);
        words.chain(self.qualifiers.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
    }

    /// Keys such that names that are the same, or the one within the other, share one, but for
    /// slips of a letter.
    pub fn keys(&self) -> impl Iterator<Item = String> + '_ {
        let alias = self.alias.map(|line| format!("#{line}"));
        let whole = self.words.iter().map(Spelling::bones).collect::<String>();
        let each = self.words.iter().filter(|w| w.bones().len() >= 2).map(|w| w.bones().to_owned());
        alias.into_iter().chain(std::iter::once(whole)).chain(each.filter(|_| self.words.len() > 1))
    }
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
