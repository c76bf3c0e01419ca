//! Every symbol of the grammar with examples: what it reads, and near misses that it leaves alone.

use crate::claim::{Claim, Measure, Scope, Status, Unit};
use crate::lexicon::Lexicon;
use crate::text::Document;

/// The claims of a text.
fn read(text: &str) -> Vec<Claim> {
    let lexicon = Lexicon::english().unwrap();
    super::extract(&Document::plain("t", text), &lexicon).claims
}

/// The claims of a text as words: `killed 12`, `injured 3+`.
fn said(text: &str) -> Vec<String> {
    read(text).iter().map(|c| format!("{} {}", c.measure, c.range)).collect()
}

#[test]
fn subject_and_verb() {
    assert_eq!(said("Twelve miners were killed."), ["killed 12"]);
    assert_eq!(said("A nurse and two guards died on Monday."), ["killed 1", "killed 2"]);
    assert_eq!(said("Nine people, two of them children, were killed."), ["killed 9", "killed 2"]);
    assert_eq!(said("Thirty pilgrims who had set out before dawn were hurt."), ["injured 30"]);
    assert_eq!(said("The mayor was killed before 40 people marched."), Vec::<String>::new());
    assert_eq!(said("Four robbers emptied the till and fled."), Vec::<String>::new());
}

#[test]
fn verb_and_object() {
    assert_eq!(said("The blast killed six traders and wounded nine."), ["killed 6", "injured 9"]);
    assert_eq!(
        said("Gunmen abducted three drivers, two cooks and a guard."),
        ["captured 3", "captured 2", "captured 1"]
    );
    assert_eq!(said("Three gunmen killed a guard."), ["killed 1"]);
    assert_eq!(said("The army moved 400 villagers to safety."), ["evacuated 400"]);
    assert_eq!(said("Soldiers drove 60 families out of the valley."), ["displaced 60"]);
    assert_eq!(said("The storm killed 300 sheep."), Vec::<String>::new());
}

#[test]
fn counted_nouns_and_deeds() {
    assert_eq!(said("Divers recovered 14 bodies."), ["killed 14"]);
    assert_eq!(said("The fire caused the deaths of eight tenants."), ["killed 8"]);
    assert_eq!(said("There were no deaths or injuries."), ["killed 0", "injured 0"]);
    assert_eq!(said("A mass evacuation began."), Vec::<String>::new());
}

#[test]
fn tolls() {
    assert_eq!(said("The death toll rose from 12 to 17."), ["killed 17"]);
    assert_eq!(said("The number of missing has topped 200."), ["missing 201+"]);
    assert_eq!(said("Police put the toll at 12; the hospital speaks of 15."), ["killed 12", "killed 15"]);
    assert_eq!(said("The road toll is 12 euros."), Vec::<String>::new());
}

#[test]
fn parts() {
    let parts = |text: &str| read(text).iter().map(|c| c.part).collect::<Vec<_>>();
    assert_eq!(parts("Twelve people were killed, including three women."), [false, true]);
    assert_eq!(parts("Forty were hurt, six of them seriously."), [false, true]);
    assert_eq!(parts("Thirteen died: eight soldiers, three clerks and two cooks."), [false, true, true, true]);
    assert_eq!(parts("Ten were killed in the north and two in the south."), [false, false]);
}

#[test]
fn labels() {
    assert_eq!(said("Deaths: 22\nInjured: 147\nHouses lost: 80"), ["killed 22", "injured 147"]);
    let units: Vec<Unit> = read("Displaced: 90 families / 410 persons").iter().map(|c| c.unit).collect();
    assert_eq!(units, [Unit::Household, Unit::Person]);
}

#[test]
fn voices() {
    let voice = |text: &str| read(text).first().and_then(|c| c.attribution.clone());
    assert_eq!(voice("Six people died, the fire service said.").as_deref(), Some("the fire service"));
    assert_eq!(voice("According to the coroner, six people died.").as_deref(), Some("the coroner"));
    assert_eq!(voice("“Six people died,” said Ana Ruiz, a nurse.").as_deref(), Some("Ana Ruiz"));
    assert_eq!(voice("Six people died when the roof gave way."), None);
}

#[test]
fn certainty_and_time() {
    let status = |text: &str| read(text)[0].status;
    assert_eq!(status("Six people are feared dead."), Status::Feared);
    assert_eq!(status("The dam could displace 900 people."), Status::Hypothetical);
    assert_eq!(status("The army denied that 12 civilians had been killed."), Status::Denied);
    let scope = |text: &str| read(text)[0].scope;
    assert_eq!(scope("The fever kills 20 people a day."), Scope::Rate);
    assert_eq!(scope("Mines have killed 90 people since 2011."), Scope::Cumulative);
    assert_eq!(scope("The attack, the worst since 2011, killed 90 people."), Scope::Event);
}

#[test]
fn numbers_that_count_nobody() {
    for text in [
        "A 34-year-old man was arrested on 12 May.",
        "The repairs cost $2.5 million.",
        "One in five residents lost power.",
        "Some 3,000 troops were deployed.",
        "The town has 48,000 inhabitants.",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(read("An 81-year-old farmer is missing.")[0].measure, Measure::Missing);
}
