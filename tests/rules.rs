//! The built-in rules as their files state them: every example does what its rule says.
//!
//! In: `rules/checks/*.yaml`, run through the real reading of texts. Out: pass or fail, with what
//! was read in the example that failed.

use tollcheck::Checker;
use tollcheck::rules::Rules;

#[test]
fn every_rule_has_an_example_that_fires_and_a_near_miss() {
    for rule in Rules::built_in().iter() {
        assert!(!rule.examples.fires.is_empty(), "{} has no example that fires", rule.id);
        assert!(!rule.examples.silent.is_empty(), "{} has no near miss", rule.id);
    }
}

#[test]
fn every_example_does_what_its_rule_says() {
    let checker = Checker::new().unwrap();
    let rules = Rules::built_in();
    let mut wrong = String::new();
    for rule in rules.iter() {
        for mistaken in rule.mistaken(&rules, &|document| checker.extract(document)) {
            let should = if mistaken.fires { "should fire" } else { "should be silent" };
            wrong += &format!("{}: {} {should}; read {:#?}\n", rule.id, mistaken.shows, mistaken.read);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_file_is_built_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/checks");
    let rules = Rules::built_in();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(rules.get(&id).is_some(), "{id} is not in the list of src/rules/set.rs");
    }
}

#[test]
fn the_worked_example_of_a_rule_is_one() {
    let guide = include_str!("../CONTRIBUTING.md");
    let example = guide.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let mut rules = Rules::built_in();
    rules.add("CONTRIBUTING.md", example).unwrap();
    let rule = rules.get("second-voice").unwrap();
    assert!(!rule.examples.fires.is_empty() && !rule.examples.silent.is_empty());
    let checker = Checker::new().unwrap();
    assert_eq!(rule.mistaken(&rules, &|document| checker.extract(document)), []);
}
