//! Whatever comes in, nothing panics, and what is said of it holds: spans lie where they say, tables
//! are no wider than asked, faults name a place that is there.

use std::sync::LazyLock;

use proptest::prelude::*;
use tollcheck::Checker;
use tollcheck::case::Case;
use tollcheck::report::{TableOptions, check_table};
use tollcheck::text::{Document, Field, InputFormat, LineIndex, read};
use unicode_width::UnicodeWidthStr;

static CHECKER: LazyLock<Checker> = LazyLock::new(|| Checker::new().unwrap());

/// Pieces that texts about tolls are made of, and what breaks readers of them.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "at least 35 fighters",
        "were killed",
        " and ",
        "wounded more than 50",
        ".",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "---\n",
        "---\r\n",
        "title: ",
        "published: 2020-02-31\n",
        "published: 2020-10-26\n",
        "12-15",
        "1,204",
        "two hundred and",
        "half a million",
        "dozens of",
        "nearly",
        "people",
        "families",
        "displaced",
        "in Idlib",
        "on Monday",
        "“",
        "”",
        "\"",
        "'",
        "(",
        ")",
        "…",
        "U.S.",
        "\u{feff}",
        "\u{a0}",
        "\u{202e}",
        "\u{1b}[31m",
        "漢字",
        "شخص",
        "e\u{301}",
        "18446744073709551615",
        "99999999999999999999",
        "0",
        "%",
        "$",
        "- ",
        "• ",
        "# ",
        "09:30 ",
        ":",
        "[",
        "{",
        "*a",
        "&a",
        "!t",
        "including three children",
        "said the governor",
        "no casualties",
        "[[",
        ": x\n",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|pieces| pieces.concat())
}

fn holds(document: &Document) {
    let claims = CHECKER.extract(document);
    for (n, claim) in claims.iter().enumerate() {
        let source = document.source(claim.field);
        assert_eq!(claim.span.of(source), claim.quote);
        assert!(!claim.quote.is_empty() && source.contains(&claim.sentence));
        assert_eq!(LineIndex::new(source).position(source, claim.span.start), (claim.line, claim.column));
        assert_eq!(claim.id, format!("{}:{}", document.id, n + 1));
        assert!(claim.range.high.is_none_or(|high| claim.range.low <= high));
    }
    let mut order: Vec<_> = claims.iter().map(|claim| (claim.field != Field::Title, claim.span.start)).collect();
    let given = order.clone();
    order.sort_unstable();
    assert_eq!(order, given, "claims stand in text order, the headline's first");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn texts_are_read_whatever_they_say(text in pieces()) {
        let reading = read("a.md", text.as_bytes(), InputFormat::Text);
        for document in &reading.documents {
            prop_assert_eq!(&*document.text, &text);
            prop_assert!(document.body.end <= text.len() && text.get(document.body.start..document.body.end).is_some());
            holds(document);
        }
        for fault in &reading.faults {
            let place = fault.place.as_ref();
            prop_assert!(place.is_none_or(|place| text.contains(&place.text)), "{}", fault);
        }
        let report = CHECKER.check(&reading.documents, &Case::default());
        let table = check_table(&report, TableOptions { width: 60, color: false, why: true, plot: true });
        prop_assert!(table.lines().all(|line| line.width() <= 60), "{}", table);
        let obeyed = table.contains(['\u{1b}', '\u{202e}']);
        prop_assert!(!obeyed, "{}", table);
    }

    #[test]
    fn bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), lines in any::<bool>()) {
        let format = if lines { InputFormat::JsonLines } else { InputFormat::Text };
        let reading = read("a", &bytes, format);
        prop_assert!(!reading.faults.is_empty() || !reading.documents.is_empty() || bytes.trim_ascii().is_empty());
        for document in &reading.documents {
            holds(document);
        }
    }

    #[test]
    fn json_lines_are_read_or_refused(text in pieces(), title in pieces(), cut in 0usize..2_000) {
        let line = serde_json::json!({ "id": "x", "text": text, "title": title }).to_string();
        let whole = read("a.jsonl", line.as_bytes(), InputFormat::JsonLines);
        prop_assert_eq!(&*whole.documents[0].text, &text);
        holds(&whole.documents[0]);
        let cut = line.len().min(cut);
        if cut < line.len() && line.is_char_boundary(cut) && cut > 0 {
            prop_assert_eq!(read("a.jsonl", &line.as_bytes()[..cut], InputFormat::JsonLines).faults.len(), 1);
        }
    }

    #[test]
    fn case_files_are_loaded_or_refused(text in pieces()) {
        for source in [text.clone(), format!("sources: [{{path: a.md}}]\n{text}")] {
            if let Err(fault) = Case::load("case.yaml", &source) {
                prop_assert!(!fault.message.is_empty());
            }
        }
    }
}
