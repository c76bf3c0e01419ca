//! Dates that cannot be taken as they stand: no wrong day is made of them, and the report says so.

use tollcheck::Checker;
use tollcheck::case::Case;
use tollcheck::report::Report;
use tollcheck::text::{Document, Moment};

fn check(text: &str) -> Report {
    let mut document = Document::plain("a.md", text);
    document.metadata.published = Some(Moment::of_day("2020-10-28".parse().unwrap()));
    Checker::new().unwrap().check(&[document], &Case::default())
}

#[test]
fn an_odd_date_is_unknown_and_noted() {
    for (text, note) in [
        (
            "A bomb killed 12 people in Salqin on Monday 27 October 2020.",
            "“Monday 27 October 2020” contradicts itself, for 2020-10-27 was a Tuesday: taken as unknown",
        ),
        (
            "A bomb killed 12 people in Salqin on 31 February 2020.",
            "“31 February 2020” is no day of the calendar: taken as unknown",
        ),
        (
            "A bomb killed 12 people in Salqin on 3 November 2020.",
            "“3 November 2020” lies after the day of publication, 2020-10-28: taken as unknown",
        ),
    ] {
        let report = check(text);
        assert_eq!(report.documents[0].notes, [note]);
        assert_eq!(report.claims[0].date, None, "{text}");
        assert_eq!(report.events[0].event.date, None, "{text}");
    }
}

#[test]
fn another_sentence_does_not_lend_its_day() {
    let report = check(
        "An air strike killed 12 people in Salqin on Monday.\n\nOn Monday 27 October 2020 the strike killed 14 people.",
    );
    let days: Vec<_> = report.claims.iter().map(|c| c.date.map(|d| d.from.to_string())).collect();
    assert_eq!(days, [Some("2020-10-26".to_owned()), None]);
}

#[test]
fn what_is_to_come_is_not_odd() {
    let report = check("A bomb killed 12 people in Salqin on Monday.\n\nThe town votes on 3 November 2020.");
    assert_eq!(report.documents[0].notes, Vec::<String>::new());
}
