//! Names in a sentence: places, groups, and the rest.
//!
//! In: the words of a sentence and the cues around names. Out: [`Mention`]s in text order, each with
//! what it seems to be and whether something happened there. What a name means for an event is not
//! decided here; whether two names are one is for [`Names`](super::names::Names).

use std::cell::OnceCell;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::EventData;
use super::cues::{Cues, Kinds};
use super::marks::{Cue, WordId};
use super::names::{Name, Names, Nation, Size};
use super::vocabulary::Vocabulary;
use super::words::Word;

/// So many words before a hospital or office may say that something happened to it.
const STRUCK: usize = 5;

/// A name in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The words of the name.
    pub words: Range<usize>,
    /// The name as written, with the word of its sort where one follows ("Karnali province").
    pub text: String,
    /// What it seems to be.
    pub role: Role,
    /// What the words beside it say of its size.
    pub size: Option<Size>,
    /// Whether the words before it say that something is there ("in", "near").
    pub at: bool,
    /// What it has to do with a country, once somebody asked for it.
    pub nation: OnceCell<Option<Nation>>,
    /// The name to compare it by, once somebody asked for it.
    pub read: OnceCell<Name>,
}

impl Mention {
    /// The country that it speaks of as an adjective does ("Syrian": Syria).
    pub fn country(&self, names: &Names) -> Option<&str> {
        match self.nation.get_or_init(|| names.nation(&self.text)) {
            Some(Nation::Adjective(country)) => Some(country),
            _ => None,
        }
    }

    /// The name to compare it by.
    pub fn name(&self, names: &Names) -> &Name {
        self.read.get_or_init(|| names.read(&self.text))
    }
}

/// What a name seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Role {
    /// A place.
    Place,
    /// A group or an institution.
    Group,
    /// A ship, a storm, a road: something else with a name.
    Thing,
    /// A person.
    Person,
}

/// Names in a sentence. `headline`: capitals there say little.
pub(crate) fn mentions(words: &[Word], headline: bool, vocabulary: &Vocabulary, data: &EventData) -> Vec<Mention> {
    let EventData { cues, names, kinds, .. } = data;
    let reader = Reader { words, shouted: headline && mostly_capital(words), vocabulary, cues, names, kinds };
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match reader.name(i) {
            Some(end) => {
                reader.mention(i..end, &mut found);
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

/// Whether a line is set in capitals, so that they do not show what is a name.
pub(crate) fn mostly_capital(words: &[Word]) -> bool {
    let long = || words.iter().filter(|w| w.text.chars().count() > 3 && w.text.starts_with(char::is_alphabetic));
    long().count() > 3 && long().filter(|w| w.is_capital).count() * 5 >= long().count() * 3
}

struct Reader<'a, 't> {
    words: &'a [Word<'t>],
    shouted: bool,
    vocabulary: &'a Vocabulary<'a>,
    cues: &'a Cues,
    names: &'a Names,
    kinds: &'a Kinds,
}

impl Reader<'_, '_> {
    fn lower(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| &w.lower)
    }

    fn id(&self, i: usize) -> WordId {
        self.words.get(i).map_or(WordId::default(), |w| w.id)
    }

    fn is(&self, i: usize, cue: Cue) -> bool {
        self.words.get(i).is_some_and(|w| w.marks.has(cue))
    }

    fn is_before(&self, i: usize, back: usize, cue: Cue) -> bool {
        i.checked_sub(back).is_some_and(|j| self.is(j, cue))
    }

    /// Whether the word names a weekday or a month.
    fn names_a_day(&self, i: usize) -> bool {
        self.is(i, Cue::Month) || self.is(i, Cue::Weekday)
    }

    fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |j| self.lower(j))
    }

    /// Whether the word may stand in a name: a capital, or an article joined to one ("al-Sham").
    fn is_part(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i) else { return false };
        if word.is_capital {
            return word.text.chars().nth(1).is_some();
        }
        // a word of letters alone is what most are
        !word.is_plain
            && word.text.split_once(['-', '‑']).is_some_and(|(article, rest)| {
                self.names.is_article(&article.to_lowercase()) && rest.starts_with(char::is_uppercase)
            })
    }

    /// Whether a sentence may begin so, or a line be full of such words, without naming anything.
    fn is_common(&self, i: usize) -> bool {
        self.is_no_name(i) || self.vocabulary.is_common(self.lower(i))
    }

    /// The same of the words that the tables tell of.
    fn is_no_name(&self, i: usize) -> bool {
        self.is(i, Cue::NotName) || self.is(i, Cue::Say) || self.names_a_day(i)
    }

    fn opens_sentence(&self, i: usize) -> bool {
        i == 0 || matches!(self.before(i, 1), "“" | "\"" | "‘" | "(" | ":") || i == 1 && !self.words[0].is_word
    }

    /// The index after the name that begins at `i`.
    // name = PART+ ((article | "of" "the"?) PART+)*
    fn name(&self, i: usize) -> Option<usize> {
        if !self.is_part(i) || self.names_a_day(i) {
            return None;
        }
        let doubtful = self.shouted || self.opens_sentence(i);
        if self.is(i, Cue::NotName) && (doubtful || !self.is_part(i + 1)) {
            return None;
        }
        if doubtful && self.is_no_name(i) {
            return None;
        }
        // "Gate 3", "Bulletin 6"; but "In Baqubah 13 people died"
        let people =
            || self.before(i, 1) == "in" && self.words.get(i + 2).is_some_and(|w| w.text.ends_with(['s', 'e', 'n']));
        if self.words.get(i + 1).is_some_and(|w| w.number().is_some()) && !people() {
            return None;
        }
        let vouched = || self.vocabulary.has_capital(self.lower(i)) || self.names.nation(self.words[i].text).is_some();
        let end = self.name_end(i);
        let placed = self.is_before(i, 1, Cue::At) || self.lower(end) == ",";
        let long = end > i + 1 && !self.shouted;
        let owner = self.words[end - 1].possessive;
        // the text itself is asked last: that takes longest
        if doubtful && (!(long || placed || owner || vouched()) || self.vocabulary.is_common(self.lower(i))) {
            return None;
        }
        Some(end)
    }

    fn name_end(&self, i: usize) -> usize {
        let mut end = i + 1;
        while !self.words[end - 1].possessive {
            let group = (i..end).any(|k| self.is(k, Cue::GroupOf));
            let link = match self.lower(end) {
                "of" if group && self.lower(end + 1) == "the" => 2,
                "of" | "for" if group => 1,
                "de" | "da" | "do" | "du" | "del" | "la" | "al" | "el" | "bin" | "ibn" | "von" | "van" | "e" | "i" => 1,
                _ => 0,
            };
            if !self.is_part(end + link) || self.names_a_day(end + link) {
                break;
            }
            // "HILLSIDE ACADEMY TRAGEDY"
            let kind = self.is(end + link, Cue::Kind) && self.kinds.at(|k| self.id(end + link + k)).is_some();
            if self.shouted && (kind || self.is_common(end + link)) {
                break;
            }
            end += link + 1;
        }
        end
    }

    /// Adds what the words at `range` name.
    fn mention(&self, range: Range<usize>, found: &mut Vec<Mention>) {
        let mut text = self.words[range.start].text.to_owned();
        for word in &self.words[range.start + 1..range.end] {
            text.push(' ');
            text.push_str(word.text);
        }
        let part = |text: &str, at| Mention {
            words: range.clone(),
            text: text.to_owned(),
            role: Role::Place,
            size: None,
            at,
            nation: OnceCell::new(),
            read: OnceCell::new(),
        };
        // "the Funtua-Gusau road": two names
        let on_the_way = matches!(self.lower(range.end), "road" | "highway" | "border" | "line" | "axis" | "railway");
        let joined = range.len() == 1 && !self.words[range.start].is_plain;
        if on_the_way
            && joined
            && let Some((a, b)) = text.split_once('-')
            && a.chars().count() > 3
        {
            found.extend([part(a, true), part(b, true)]);
            return;
        }
        // "Turkish-backed rebels": the country, if anything
        if joined
            && let Some((nation, tail)) = text.split_once(['-', '‑'])
            && tail.starts_with(char::is_lowercase)
        {
            found.extend(self.names.nation(nation).map(|_| part(nation, false)));
            return;
        }
        let size = self.size(&range);
        let nation = self.names.nation(&text);
        let role = self.role(&range, nation.is_some());
        let sort = size.is_some() && self.is(range.end, Cue::Sort);
        if sort {
            text = format!("{text} {}", self.words[range.end].text);
        }
        found.push(Mention {
            at: role != Role::Person && self.is_at(&range),
            words: range,
            text,
            role,
            size,
            nation: if sort { OnceCell::new() } else { OnceCell::from(nation) },
            read: OnceCell::new(),
        });
    }

    /// How large the place is, from the words on either side.
    fn size(&self, range: &Range<usize>) -> Option<Size> {
        if !self.words[range.end - 1].possessive
            && self.is(range.end, Cue::Sort)
            && let Some(size) = self.names.sort(self.lower(range.end))
        {
            return Some(size);
        }
        match (self.before(range.start, 1), self.before(range.start, 2)) {
            ("of", noun) => self.names.sort(noun),
            _ => None,
        }
    }

    fn role(&self, range: &Range<usize>, nation: bool) -> Role {
        let inside = |cue| range.clone().any(|k| self.is(k, cue));
        let before = self.before(range.start, 1);
        let after = self.lower(range.end);
        let titled = |i: usize| self.words.get(i).is_some_and(|w| self.cues.titles.contains(w.text));
        // "Rahma Siti, 52, …"; "In North Kivu, 52 people died" is a place
        let age = after == "," && self.words.get(range.end + 1).is_some_and(|w| w.number().is_some_and(|n| n < 120));
        let aged = age && self.words.get(range.end + 2).is_none_or(|w| !w.is_word);
        if range.start > 0 && titled(range.start - 1) || titled(range.start) || aged && range.len() > 1 {
            return Role::Person;
        }
        if nation || self.cues.features.contains(self.words[range.start].text) && range.len() > 1 {
            return Role::Place;
        }
        // "Times Square": the last word says what it is
        let last = range.end - 1;
        if range.len() > 1 && self.is(last, Cue::Head) && !self.is(last, Cue::GroupWord) {
            return Role::Place;
        }
        if inside(Cue::GroupWord) && range.len() > 1 || self.is_before(range.start, 1, Cue::GroupBefore) {
            return Role::Group;
        }
        if self.is(range.end, Cue::Say) && range.len() > 1 && range.len() < 4 {
            return Role::Person;
        }
        if self.is_where(range) {
            return Role::Place;
        }
        let of_place = before == "of" && self.is_before(range.start, 2, Cue::PlaceNoun);
        let headed = !self.words[range.end - 1].possessive && self.is(range.end, Cue::Head);
        let lead = self.lead(range.start);
        if of_place
            || headed
            || self.of_kind(range)
            || self.is_before(lead, 1, Cue::At)
            || self.is_before(lead, 1, Cue::Toward)
        {
            return Role::Place;
        }
        Role::Thing
    }

    /// "The Cianjur quake", "the Lamu ferry disaster": a name before the word for what happened.
    fn of_kind(&self, range: &Range<usize>) -> bool {
        let kind = |i: usize| self.is(i, Cue::Kind) && self.kinds.at(|k| self.id(i + k)).is_some();
        !self.shouted
            && range.len() < 3
            && self.before(range.start, 1) == "the"
            && !self.words[range.end - 1].possessive
            && kind(range.end)
    }

    /// The index behind the word before a name, past "the" and compass words.
    fn lead(&self, start: usize) -> usize {
        let mut i = start;
        while i > 0 && (matches!(self.lower(i - 1), "the" | "\"" | "“") || self.is(i - 1, Cue::Compass)) {
            i -= 1;
        }
        // "in Nepal's western Karnali province"
        if i > 1 && self.words[i - 1].possessive {
            i -= 1;
            while i > 1 && self.words[i - 1].is_capital {
                i -= 1;
            }
        }
        i
    }

    /// Whether the words before it say that something is there, and it is no hospital or office where people are
    /// brought.
    fn is_at(&self, range: &Range<usize>) -> bool {
        let lead = self.lead(range.start);
        // "the town of A", "in the rice fields of A"
        let within = (2..6).any(|back| self.is_before(range.start, back, Cue::At));
        let of_place = self.before(lead, 1) == "of" && (within || self.is_before(range.start, 2, Cue::PlaceNoun));
        let facility = (range.end.saturating_sub(1)..range.end + 2).any(|k| self.is(k, Cue::Facility));
        let mut before = range.start.saturating_sub(4)..range.start;
        let behind = before.any(|k| self.is(k, Cue::Facility) && !self.is_struck(k));
        (of_place || self.is_where(range) || self.is_before(lead, 1, Cue::At) || self.of_kind(range))
            && !facility
            && !behind
    }

    /// "was reported from A, where a bus fell into a ravine"
    fn is_where(&self, range: &Range<usize>) -> bool {
        let comma = usize::from(self.lower(range.end) == ",");
        self.lower(range.end + comma) == "where"
    }

    /// Whether it is the hospital or office itself that something happened to: "opened fire at a shopping centre",
    /// "the strike on a clinic"; not "the wounded of the strike were brought to a clinic".
    fn is_struck(&self, facility: usize) -> bool {
        let before = (facility.saturating_sub(STRUCK)..facility).rev();
        let mut clause =
            before.take_while(|&k| self.words[k].is_word && !["to", "from", "by"].contains(&self.lower(k)));
        clause.any(|k| self.is(k, Cue::Kind))
    }
}
