//! What the houses would publish of small events, by hand.

use super::{BUILT_IN, Ladder, Published, published};
use crate::rules::testing::{event, read_all, rules};

fn all(texts: &[&str], house: &str) -> Vec<Published> {
    let (documents, claims) = read_all(texts);
    let events = [event(claims.len())];
    published(&documents, &claims, &events, None, rules(), &[Ladder::named(house).unwrap()]).remove(0)
}

/// `killed 35`, with the kind of people where they are told apart.
fn told(texts: &[&str], house: &str) -> Vec<String> {
    let one =
        |one: Published| format!("{} {} {}", one.measure, one.value, one.population.join(" ")).trim_end().to_owned();
    all(texts, house).into_iter().map(one).collect()
}

/// One strike as four outlets told it on three days: the first word is vague, floors rise and fall.
const STRIKE: [&str; 4] = [
    "a 2020-10-26: killed 24..99 fighters dozens; injured 90 fighters",
    "b 2020-10-26: killed 51+ fighters",
    "c 2020-10-27: killed 70+ men",
    "d 2020-10-28: killed 35+ fighters; injured 51+ fighters",
];

#[test]
fn a_strike_as_each_house_would_publish_it() {
    assert_eq!(told(&STRIKE, "bbc"), ["killed 24 or more", "injured 51 or more"]);
    assert_eq!(told(&STRIKE, "acled"), ["killed 12"]);
    assert_eq!(told(&STRIKE, "gtd"), ["killed 35"]);
    assert_eq!(told(&STRIKE, "ucdp"), ["killed low 35, best unknown, high unknown"]);
    assert_eq!(told(&STRIKE, "em-dat"), ["killed unknown", "injured unknown"]);
    assert_eq!(
        told(&STRIKE, "airwars"),
        ["killed 12 or more fighters", "killed 70 or more men", "injured 51 or more fighters"]
    );
}

#[test]
fn every_house_says_why_and_what_it_does_not_know() {
    let gtd = &all(&STRIKE, "gtd")[0];
    assert_eq!(
        gtd.why,
        [
            "no value is published for “killed 24..99 fighters dozens”: left out",
            "the most recent source: “killed 35+ fighters” (d)"
        ]
    );
    assert_eq!(gtd.claims, ["d:1"]);
    let bbc = &all(&STRIKE, "bbc")[0];
    assert!(bbc.unknown[0].starts_with("the source with the greatest authority, named: no text says"), "{bbc:?}");
    assert!(bbc.why[0].contains("from “killed 24..99 fighters dozens” (a) to “killed 70+ men” (c)"), "{bbc:?}");
    for (path, source) in BUILT_IN {
        let ladder = Ladder::load(path, source).unwrap();
        assert_eq!(format!("{}.yaml", ladder.id), *path);
        for one in all(&STRIKE, &ladder.id) {
            assert!(!one.why.is_empty() && !one.document.is_empty(), "{one:?}");
        }
    }
}

#[test]
fn the_latest_then_the_majority_then_the_lowest() {
    let texts =
        ["a 2024-01-01: killed 30", "b 2024-01-02: killed 12", "c 2024-01-02: killed 14", "d 2024-01-02: killed 14"];
    assert_eq!(told(&texts, "gtd"), ["killed 14"]);
    assert_eq!(told(&texts[..3], "gtd"), ["killed 12"]);
    // Two outlets that quote one voice are one source.
    let one_voice = ["a: killed 14 by=police", "b: killed 14 by=police", "c: killed 12"];
    assert_eq!(told(&one_voice, "gtd"), ["killed 12"]);
}

#[test]
fn sides_add_up_in_one_voice_and_stay_apart_between_voices() {
    assert_eq!(told(&["a: killed 12 civilians; killed 5 fighters"], "ucdp"), ["killed low 17, best 17, high 17"]);
    assert_eq!(
        told(&["a: killed 12 civilians", "b: killed 5 fighters"], "acled"),
        ["killed 12 civilians", "killed 5 fighters"]
    );
    assert_eq!(told(&["a: killed 17; killed 5 children part=a:1", "b: killed 19"], "acled"), ["killed 17"]);
}

#[test]
fn em_dat_takes_the_official_figure_with_the_missing_and_averages_ranges() {
    let texts = ["a: killed 40 by=interior_ministry; missing 8 by=interior_ministry", "b: killed 70"];
    assert_eq!(told(&texts, "em-dat"), ["killed 48"]);
    assert_eq!(told(&["a: killed 40-50 by=police"], "em-dat"), ["killed 45"]);
    assert_eq!(told(&["a: killed 40+ by=police"], "em-dat"), ["killed unknown"]);
    assert_eq!(told(&["a: killed 40 by=police", "b: killed 50 by=the_mayor"], "em-dat"), ["killed unknown"]);
    assert_eq!(told(&["a: killed 40 by=the_charity"], "em-dat"), ["killed unknown"]);
}

#[test]
fn airwars_grades_by_independent_sources() {
    let grade = |texts: &[&str]| all(texts, "airwars")[0].why.last().unwrap().clone();
    assert!(grade(&["a: killed 12 by=police", "b: killed 12 by=police"]).contains("weak"));
    assert!(grade(&["a: killed 12", "b: killed 12-14"]).contains("fair, for 2 sources"));
    assert!(grade(&["a: killed 12", "b: killed 19"]).contains("contested"));
}

#[test]
fn a_house_that_is_not_known_is_told_with_the_nearest() {
    let fault = Ladder::named("acledd").unwrap_err().to_string();
    assert!(fault.contains("no ladder is known of “acledd” (did you mean “acled”?"), "{fault}");
}
