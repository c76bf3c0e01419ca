//! Regular forms of nouns and verbs, so that the word lists need only name the irregular ones.

/// The regular plural of a noun; of a phrase, that of its last word.
pub(super) fn plural(noun: &str) -> String {
    let (stem, last) = noun.rsplit_once(' ').map_or(("", noun), |(stem, last)| (stem, last));
    let ends = |ending: &str| last.ends_with(ending);
    let form = if last == "person" {
        "persons".to_owned()
    } else if ends("man") && !ends("human") && !ends("roman") && !ends("german") && !ends("ottoman") {
        [&last[..last.len() - 3], "men"].concat()
    } else if ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh") {
        [last, "es"].concat()
    } else if ends("y") && !["ay", "ey", "oy", "uy"].iter().any(|e| last.ends_with(e)) {
        [&last[..last.len() - 1], "ies"].concat()
    } else {
        [last, "s"].concat()
    };
    if stem.is_empty() { form } else { [stem, " ", &form].concat() }
}

/// The forms of a verb: base, present, past, participle, -ing.
pub(super) struct Conjugated {
    pub present: String,
    pub past: String,
    pub participle: String,
    pub ing: String,
}

/// The regular forms of a verb. `doubled`: its final consonant is doubled (plan, planned).
pub(super) fn conjugate(verb: &str, doubled: bool) -> Conjugated {
    let ends = |ending: &str| verb.ends_with(ending);
    let vowel_y = ["ay", "ey", "oy", "uy"].iter().any(|e| verb.ends_with(e));
    let stem = if doubled { [verb, &verb[verb.len() - 1..]].concat() } else { verb.to_owned() };
    let present = if ends("s") || ends("x") || ends("z") || ends("ch") || ends("sh") || ends("o") {
        [verb, "es"].concat()
    } else if ends("y") && !vowel_y {
        [&verb[..verb.len() - 1], "ies"].concat()
    } else {
        [verb, "s"].concat()
    };
    let past = if ends("e") {
        [verb, "d"].concat()
    } else if ends("y") && !vowel_y {
        [&verb[..verb.len() - 1], "ied"].concat()
    } else {
        [stem.as_str(), "ed"].concat()
    };
    let ing = if ends("ie") {
        [&verb[..verb.len() - 2], "ying"].concat()
    } else if ends("e") && !ends("ee") && !ends("ye") && !ends("oe") {
        [&verb[..verb.len() - 1], "ing"].concat()
    } else {
        [stem.as_str(), "ing"].concat()
    };
    Conjugated { present, participle: past.clone(), past, ing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        let forms = ["soldier", "policeman", "casualty", "boy", "witness", "aid worker", "person", "human"];
        let plurals = ["soldiers", "policemen", "casualties", "boys", "witnesses", "aid workers", "persons", "humans"];
        assert_eq!(forms.map(plural), plurals);
        let all = |v: Conjugated| [v.present, v.past, v.participle, v.ing];
        assert_eq!(all(conjugate("kill", false)), ["kills", "killed", "killed", "killing"]);
        assert_eq!(all(conjugate("bury", false)), ["buries", "buried", "buried", "burying"]);
        assert_eq!(all(conjugate("stab", true)), ["stabs", "stabbed", "stabbed", "stabbing"]);
        assert_eq!(all(conjugate("die", false)), ["dies", "died", "died", "dying"]);
        assert_eq!(all(conjugate("displace", false)), ["displaces", "displaced", "displaced", "displacing"]);
    }
}
