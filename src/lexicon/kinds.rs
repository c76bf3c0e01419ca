//! Sets of kinds of words: which of its senses a token could have, asked without looking at each.
//!
//! In: senses. Out: [`Kinds`], one bit for each kind of sense, whatever the sense says besides.

use super::Sense;

/// The kinds of some senses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u128);

impl Kinds {
    /// The kinds of these senses.
    pub const fn of(senses: &[Sense]) -> Kinds {
        let mut kinds = 0;
        let mut at = 0;
        while at < senses.len() {
            kinds |= 1 << senses[at].kind();
            at += 1;
        }
        Kinds(kinds)
    }

    /// Whether the kind of a sense is among them.
    #[inline(always)]
    pub const fn has(self, sense: Sense) -> bool {
        self.0 & 1 << sense.kind() != 0
    }

    /// The set with the kind of a sense.
    #[must_use]
    pub const fn with(self, sense: Sense) -> Kinds {
        Kinds(self.0 | 1 << sense.kind())
    }

    /// The kinds of both sets.
    #[must_use]
    #[inline(always)]
    pub const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// Whether the two sets share a kind.
    #[inline(always)]
    pub const fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

impl Sense {
    /// Whether its kind says all of it.
    #[inline(always)]
    pub(super) const fn is_bare(self) -> bool {
        matches!(
            self,
            Sense::Ordinal
                | Sense::Safe
                | Sense::Fate
                | Sense::Orders
                | Sense::Lifted
                | Sense::Searcher
                | Sense::Captor
                | Sense::Untold
                | Sense::Untrue
                | Sense::Record
                | Sense::Refuge
                | Sense::Out
                | Sense::Besides
                | Sense::Wound
                | Sense::Hearsay
                | Sense::Article
                | Sense::Determiner
                | Sense::Both
                | Sense::All
                | Sense::No
                | Sense::Nobody
                | Sense::Many
                | Sense::Share
                | Sense::Opens
                | Sense::Joins
                | Sense::Possibly
                | Sense::Another
                | Sense::More
                | Sense::Members
                | Sense::Some
                | Sense::SayOfSources
                | Sense::SayBehind
                | Sense::Era
                | Sense::Clinic
                | Sense::Brings
                | Sense::Be
                | Sense::Have
                | Sense::Do
                | Sense::To
                | Sense::Not
                | Sense::Adverb
                | Sense::Relative
                | Sense::Opener
                | Sense::If
                | Sense::And
                | Sense::Or
                | Sense::But
                | Sense::Including
                | Sense::Them
                | Sense::Of
                | Sense::By
                | Sense::Preposition
                | Sense::Pronoun
                | Sense::According
                | Sense::RateUnit
                | Sense::Calendar
                | Sense::Source
                | Sense::Alert
                | Sense::Alone
        )
    }

    /// The number of its kind, whatever it says besides.
    #[inline(always)]
    const fn kind(self) -> u32 {
        match self {
            Sense::Number(..) => 0,
            Sense::Scale(..) => 1,
            Sense::Group(..) => 2,
            Sense::Vague(..) => 3,
            Sense::Ordinal => 4,
            Sense::Drives(..) => 5,
            Sense::Stays(..) => 6,
            Sense::Refuge => 7,
            Sense::Out => 8,
            Sense::Few(..) => 9,
            Sense::Quarters(..) => 10,
            Sense::Article => 11,
            Sense::Determiner => 12,
            Sense::Both => 13,
            Sense::All => 14,
            Sense::No => 15,
            Sense::Nobody => 16,
            Sense::Many => 17,
            Sense::Bound(..) => 18,
            Sense::After(..) => 19,
            Sense::Opens => 20,
            Sense::Joins => 21,
            Sense::Possibly => 22,
            Sense::Another => 23,
            Sense::More => 24,
            Sense::Person(..) => 25,
            Sense::Household(..) => 26,
            Sense::Members => 27,
            Sense::Harmed(..) => 28,
            Sense::Victim(..) => 29,
            Sense::Thing(..) => 30,
            Sense::Deed(..) => 31,
            Sense::Some => 32,
            Sense::Toll(..) => 33,
            Sense::TollVerb(..) => 34,
            Sense::State(..) => 35,
            Sense::Outcome(..) => 36,
            Sense::Gravely(..) => 37,
            Sense::Does(..) => 38,
            Sense::Undergoes(..) => 39,
            Sense::Verb(..) => 40,
            Sense::Makes(..) => 41,
            Sense::Say(..) => 42,
            Sense::SayOfSources => 43,
            Sense::SayBehind => 44,
            Sense::Days(..) => 45,
            Sense::Be => 46,
            Sense::Have => 47,
            Sense::Do => 48,
            Sense::Modal(..) => 49,
            Sense::To => 50,
            Sense::Not => 51,
            Sense::Adverb => 52,
            Sense::Hedge(..) => 53,
            Sense::Moves(..) => 54,
            Sense::WhereTo(..) => 55,
            Sense::Remains(..) => 56,
            Sense::Relative => 57,
            Sense::Opener => 58,
            Sense::If => 59,
            Sense::And => 60,
            Sense::Or => 61,
            Sense::But => 62,
            Sense::Including => 63,
            Sense::Them => 64,
            Sense::Of => 65,
            Sense::By => 66,
            Sense::Preposition => 67,
            Sense::Pronoun => 68,
            Sense::According => 69,
            Sense::Span(..) => 70,
            Sense::RateUnit => 71,
            Sense::Calendar => 72,
            Sense::Source => 73,
            Sense::Alert => 74,
            Sense::Alone => 75,
            Sense::Saves(..) => 76,
            Sense::Safe => 77,
            Sense::Untrue => 78,
            Sense::Record => 79,
            Sense::Escapes(..) => 80,
            Sense::Fate => 81,
            Sense::Untold => 82,
            Sense::Share => 83,
            Sense::Searches(..) => 84,
            Sense::Searcher => 85,
            Sense::Orders => 86,
            Sense::Lifted => 87,
            Sense::Pair(..) => 88,
            Sense::Besides => 89,
            Sense::Suffers(..) => 90,
            Sense::Wound => 91,
            Sense::Hearsay => 92,
            Sense::Costs(..) => 93,
            Sense::Company => 94,
            Sense::Loss => 95,
            Sense::Claims => 96,
            Sense::Era => 97,
            Sense::Clinic => 98,
            Sense::Brings => 99,
            Sense::Seizes(..) => 100,
            Sense::Captor => 101,
        }
    }
}
