//! Dates as news texts state them, resolved against a day of publication.

use super::*;
use crate::event::marks::MarkTable;
use crate::event::words::words;
use crate::text::Span;

fn read(published: &str, text: &str) -> Vec<(String, Role)> {
    let mut marks = MarkTable::default();
    let calendar = Calendar::built_in(&mut marks).unwrap();
    let published = published.parse().ok();
    dates(&words(text, Span::new(0, text.len()), &marks), published, &|| None, &calendar)
        .into_iter()
        .map(|when| {
            let days = when.days.map_or("?".to_owned(), |d| {
                if d.from == d.to { d.from.to_string() } else { format!("{}..{}", d.from, d.to) }
            });
            (days, when.role)
        })
        .collect()
}

/// The single date of each text, all published on Wednesday 28 October 2020.
fn one(rows: &[(&str, &str)]) {
    for (text, want) in rows {
        let got = read("2020-10-28", text);
        assert_eq!(got.iter().map(|(days, _)| days.as_str()).collect::<Vec<_>>(), [*want], "{text}");
    }
}

#[test]
fn stated_dates() {
    one(&[
        ("on October 26, 2020, following their death", "2020-10-26"),
        ("on 26 October 2020", "2020-10-26"),
        ("on Monday, 26 October", "2020-10-26"),
        ("HARIM, Syria, Oct. 26 (MPA)", "2020-10-26"),
        ("26 Oct", "2020-10-26"),
        ("on the 26th of October", "2020-10-26"),
        ("the fighting of 3 to 6 April", "2020-04-03..2020-04-06"),
        ("the clashes of 3, 4, 5 and 6 April between", "2020-04-03..2020-04-06"),
        ("the night of 15 to 16 August", "2020-08-15..2020-08-16"),
        ("April 3-6, 2019", "2019-04-03..2019-04-06"),
        ("a raid on Salqin in October 2019, in which", "2019-10-01..2019-10-31"),
        ("the October 2019 raid", "2019-10-01..2019-10-31"),
        ("In September a missile", "2020-09-01..2020-09-30"),
        ("in December", "2019-12-01..2019-12-31"),
        ("in early March", "2020-03-01..2020-03-10"),
        ("in late February 2019", "2019-02-15..2019-02-28"),
        ("in mid March", "2020-03-10..2020-03-20"),
        ("the 2015 attack that killed 130", "2015-01-01..2015-12-31"),
        ("2020-10-26", "2020-10-26"),
        ("in May", "2020-05-01..2020-05-31"),
    ]);
}

#[test]
fn days_told_from_publication() {
    one(&[
        ("on Monday", "2020-10-26"),
        ("Saturday's earthquake", "2020-10-24"),
        ("early on Wednesday", "2020-10-28"),
        ("last Wednesday", "2020-10-21"),
        ("on Monday and Tuesday", "2020-10-26..2020-10-27"),
        ("from Friday to Sunday", "2020-10-23..2020-10-25"),
        ("this morning", "2020-10-28"),
        ("last night", "2020-10-27"),
        ("overnight", "2020-10-27..2020-10-28"),
        ("two days ago", "2020-10-26"),
        ("a week ago", "2020-10-18..2020-10-24"),
        ("over the weekend", "2020-10-24..2020-10-25"),
        ("last week", "2020-10-19..2020-10-25"),
        ("this week", "2020-10-26..2020-10-28"),
        ("earlier this month", "2020-10-01..2020-10-27"),
        ("last month", "2020-09-01..2020-09-30"),
        ("Earlier this year, they", "2020-01-01..2020-10-27"),
        ("in the past few days", "2020-10-25..2020-10-27"),
        ("Two days after the attack on Dogoba", "2020-10-26"),
        ("a day after bandits waylaid", "2020-10-27"),
    ]);
}

#[test]
fn days_told_from_another() {
    let days = |text| read("2020-10-28", text).into_iter().map(|(d, _)| d).collect::<Vec<_>>();
    assert_eq!(days("on Monday of a bombardment a day earlier"), ["2020-10-26", "2020-10-25"]);
    assert_eq!(days("on Tuesday, a day after the attack"), ["2020-10-27", "2020-10-26"]);
    assert_eq!(days("on Monday, after a raid the day before"), ["2020-10-26", "2020-10-25"]);
    assert_eq!(days("what had happened the day before"), ["?"]);
    assert_eq!(days("called off on Monday, four days after its walls gave way"), ["2020-10-26", "2020-10-22"]);
}

#[test]
fn what_a_date_says() {
    let role = |text| read("2020-10-28", text).into_iter().map(|(_, r)| r).collect::<Vec<_>>();
    assert_eq!(role("since 2011"), [Role::Since]);
    assert_eq!(role("Since 1 January"), [Role::Since]);
    assert_eq!(role("to report by 31 January"), [Role::Until]);
    assert_eq!(role("will open on Monday 17 April"), [Role::Until]);
    assert_eq!(role("until Tuesday"), [Role::Until]);
    assert_eq!(role("on Tuesday"), [Role::On]);
    assert_eq!(role("in February 2018"), [Role::On]);
}

#[test]
fn what_is_no_date_is_none_and_what_cannot_be_is_unknown() {
    for text in
        ["they may flee", "the march of 2000 men", "every Wednesday", "3,000 people", "the 2000 houses", "at 17:00"]
    {
        assert_eq!(read("2020-10-28", text), [], "{text}");
    }
    one(&[("on 31 February", "?"), ("on 2020-02-31", "?"), ("on June 31, 2019", "?")]);
    assert_eq!(read("", "on Monday"), [("?".to_owned(), Role::On)]);
    assert_eq!(read("", "in March 2019")[0].0, "2019-03-01..2019-03-31");
}

/// What is wrong with the dates of a text that was published on Wednesday 28 October 2020.
fn odd(text: &str) -> Vec<String> {
    let mut marks = MarkTable::default();
    let calendar = Calendar::built_in(&mut marks).unwrap();
    let found = dates(&words(text, Span::new(0, text.len()), &marks), "2020-10-28".parse().ok(), &|| None, &calendar);
    assert!(found.iter().all(|when| when.odd.is_none() || when.days.is_none()), "{text}: a wrong day");
    found.into_iter().filter_map(|when| Some(when.odd?.to_string())).collect()
}

#[test]
fn days_that_cannot_be_are_unknown_and_said_to_be() {
    for text in ["on 31 February 2020", "on April 31", "30 to 31 June 2019", "29 February 2019", "2020-02-30"] {
        assert_eq!(odd(text), ["is no day of the calendar"], "{text}");
    }
    let tuesday = ["contradicts itself, for 2020-10-27 was a Tuesday"];
    for text in ["on Monday 27 October 2020", "on Monday, October 27", "Monday, 2020-10-27", "27 October (Monday)"] {
        assert_eq!(odd(text), tuesday, "{text}");
    }
    assert_eq!(odd("killed five on 3 November 2020"), ["lies after the day of publication, 2020-10-28"]);
}

#[test]
fn days_that_can_be_are_not_odd() {
    for text in [
        "on Tuesday 27 October 2020",
        "from Monday, 26 to 28 October",
        "29 February 2020",
        "on 29 February",
        "by 3 November 2020",
        "the vote is due on 3 November 2020",
        "HARIM, 29 October 2020 (MPA)",
        "27 October (Tuesday)",
        "at least 31 may have died, about 30 feb",
        "call 2020-99-12345",
        "from 28 to 31 January",
        "in late February 2019",
    ] {
        assert_eq!(odd(text), Vec::<String>::new(), "{text}");
    }
}
