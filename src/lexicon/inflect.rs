//! Regular forms of nouns and verbs, so that the word lists need only name the irregular ones.

/// A form of a word: what it keeps of it, and what is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inflected<'w> {
    stem: &'w str,
    /// Whether the last letter of the stem is doubled.
    doubled: bool,
    ending: &'static str,
}

impl<'w> Inflected<'w> {
    const fn new(stem: &'w str, ending: &'static str) -> Inflected<'w> {
        Inflected { stem, doubled: false, ending }
    }

    /// A word as it stands.
    pub const fn whole(word: &'w str) -> Inflected<'w> {
        Inflected::new(word, "")
    }

    /// Adds the form to a text.
    pub fn write(self, text: &mut String) {
        text.push_str(self.stem);
        if self.doubled {
            text.push_str(&self.stem[self.stem.len() - 1..]);
        }
        text.push_str(self.ending);
    }
}

/// The regular plural of a noun; of a phrase, that of its last word.
pub(super) fn plural(noun: &str) -> Inflected<'_> {
    let ends = |ending: &str| noun.ends_with(ending);
    if ends("man") && !ends("human") && !ends("roman") && !ends("german") && !ends("ottoman") {
        Inflected::new(&noun[..noun.len() - 3], "men")
    } else if hisses(noun) {
        Inflected::new(noun, "es")
    } else if ends_in_y(noun) {
        Inflected::new(&noun[..noun.len() - 1], "ies")
    } else {
        Inflected::new(noun, "s")
    }
}

/// Whether a word ends in a sound before which "-s" becomes "-es".
fn hisses(word: &str) -> bool {
    matches!(word.as_bytes(), [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'])
}

/// Whether a word ends in "y" behind a consonant.
fn ends_in_y(word: &str) -> bool {
    matches!(word.as_bytes(), [.., b'y']) && !matches!(word.as_bytes(), [.., b'a' | b'e' | b'o' | b'u', b'y'])
}

/// The forms of a verb beside its base; the past is the participle as well.
pub(super) struct Conjugated<'w> {
    pub present: Inflected<'w>,
    pub past: Inflected<'w>,
    pub ing: Inflected<'w>,
}

/// The regular forms of a verb. `doubled`: its final consonant is doubled (plan, planned).
pub(super) fn conjugate(verb: &str, doubled: bool) -> Conjugated<'_> {
    let ends = |ending: &str| verb.ends_with(ending);
    let without = |bytes: usize| &verb[..verb.len() - bytes];
    let with = |ending: &'static str| Inflected { doubled, ..Inflected::new(verb, ending) };
    let present = if hisses(verb) || ends("o") {
        Inflected::new(verb, "es")
    } else if ends_in_y(verb) {
        Inflected::new(without(1), "ies")
    } else {
        Inflected::new(verb, "s")
    };
    let past = if ends("e") {
        Inflected::new(verb, "d")
    } else if ends_in_y(verb) {
        Inflected::new(without(1), "ied")
    } else {
        with("ed")
    };
    let ing = if ends("ie") {
        Inflected::new(without(2), "ying")
    } else if ends("e") && !ends("ee") && !ends("ye") && !ends("oe") {
        Inflected::new(without(1), "ing")
    } else {
        with("ing")
    };
    Conjugated { present, past, ing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        let forms = ["soldier", "policeman", "casualty", "boy", "witness", "aid worker", "person", "human"];
        let plurals = ["soldiers", "policemen", "casualties", "boys", "witnesses", "aid workers", "persons", "humans"];
        let written = |form: Inflected| {
            let mut text = String::new();
            form.write(&mut text);
            text
        };
        assert_eq!(forms.map(|noun| written(plural(noun))), plurals);
        let all = |v: Conjugated| [v.present, v.past, v.ing].map(written);
        assert_eq!(all(conjugate("kill", false)), ["kills", "killed", "killing"]);
        assert_eq!(all(conjugate("bury", false)), ["buries", "buried", "burying"]);
        assert_eq!(all(conjugate("stab", true)), ["stabs", "stabbed", "stabbing"]);
        assert_eq!(all(conjugate("die", false)), ["dies", "died", "dying"]);
        assert_eq!(all(conjugate("displace", false)), ["displaces", "displaced", "displacing"]);
    }
}
