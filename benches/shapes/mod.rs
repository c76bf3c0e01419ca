//! Texts that nobody writes but whoever wants a reader to take the square of their length.
//!
//! In: how many bytes are wanted. Out: a text of that length, about; the same every time. Most are
//! one piece again and again: without an end to the sentence, with everything that opens and never
//! closes, with every word that a production of the grammar begins with. In some pieces a number
//! (`{n}`) or a name (`{N}`) is another one each time: figures that contradict each other, places that
//! nobody named before.

#![allow(dead_code)] // each that draws this in uses some of it

/// A name, and what is repeated.
pub type Shape = (&'static str, &'static str);

pub const SHAPES: [Shape; 89] = [
    ("one sentence", "at least 35 people were killed in Domeko and 12 wounded, "),
    ("one sentence without a figure", "the council of the town met to talk about "),
    ("commas", ","),
    ("killed and", "killed and "),
    ("digits", "1234567890"),
    ("numbers", "12 "),
    ("number words", "two hundred and "),
    ("hundreds", "hundred "),
    ("groups of three", "123,"),
    ("groups of two", "12,"),
    ("groups with blanks", "1 234 "),
    ("decimals", "1.2"),
    ("ranges", "12 to "),
    ("dashes between numbers", "12-"),
    ("either or", "12 or "),
    ("bounds", "at least "),
    ("between", "between "),
    ("vague words", "dozens of "),
    ("two figures again and again", "12 killed and 14 wounded and "),
    ("parts", "12 people, including 3 women, "),
    ("parts of parts", "12 of them "),
    ("of whom", "12 people, of whom "),
    ("relative clauses", "12 people who were "),
    ("more", "another 12 more "),
    ("semicolons", "12 killed; "),
    ("a rising toll", "the toll rose from 12 to 17 to "),
    ("voices", "police said "),
    ("according to", "according to "),
    ("denials", "the army denied that 12 died, "),
    ("quotations", "“12 people died,” he said, "),
    ("times", "since 2011 "),
    ("dates", "on 3 May 2021 "),
    ("weekdays", "on Monday "),
    ("places", "in Domeko, "),
    ("names", "Josef Marak "),
    ("negations", "no "),
    ("people", "people "),
    ("auxiliaries", "were "),
    ("percentages", "12% "),
    ("quotation marks", "“\""),
    ("brackets that never close", "[("),
    ("closing brackets", ")]"),
    ("full stops", "."),
    ("full stops and quotation marks", ".\""),
    ("full stops and letters", "a."),
    ("short sentences", ". A"),
    ("abbreviations", "Dr. "),
    ("initials", "A. "),
    ("exclamation marks and blanks", "! ? "),
    ("hyphens", "nine-"),
    ("apostrophes", "a'"),
    ("one word", "a"),
    ("one word in capitals", "A"),
    ("blanks", " "),
    ("line ends", "\n"),
    ("bullets", "- 12 killed\n"),
    ("labels", "Deaths: 22\n"),
    ("deep lists", "          - 12 killed\n"),
    ("entries of a log", "09:30 12 killed\n"),
    ("rows of a table", "| 12 | killed |\n"),
    ("short paragraphs", "Twelve people died in Domeko.\n\n"),
    ("headings", "# Twelve dead\n"),
    ("asterisks", "*"),
    ("comments in one line", "<!-- a --> b "),
    ("comments that never end", "<!-- a "),
    ("comments in lines", "<!-- a\n-->\n"),
    ("rules between paragraphs", "---\n"),
    ("front matter again and again", "---\ntitle: Twelve dead\n---\nTwelve people died.\n"),
    ("ampersands", "&"),
    ("references of HTML", "&quot;"),
    ("Arabic", "قتل "),
    ("accents on one letter", "\u{301}"),
    ("marks of direction", "\u{202e}"),
    ("byte order marks", "\u{feff}"),
    ("parts without a whole", "12 people died 12 of them "),
    ("vague words behind a figure", "12 people were killed dozens of "),
    ("parts of parts behind a figure", "12 people were killed (12), of them "),
    ("figures that differ", "{n} people died. "),
    ("figures by places", "{n} people were killed in {N}. "),
    ("figures by days and places", "On Monday {n} people were killed in {N}. In {n} {n} died in {N}.\n\n"),
    ("figures by speakers", "{n} people died, {N} said. "),
    ("one event and another", "A second blast in {N} killed {n}. Meanwhile in {N}, {n} were killed.\n\n"),
    ("quakes and floods", "The earthquake in {N} on Monday killed {n}. The flood in {N} killed {n}. "),
    ("headings of places", "# {N}\n\n{n} died.\n\n"),
    ("labels of places", "{N}: {n} killed\n"),
    ("names that differ", "the {N} Army in {N} killed {n}; "),
    ("sums of places", "{n} people were killed in {N}, {n} in {N}, and "),
    ("permissions", "<!-- tollcheck: allow toll-rose {N} --> {n} people died. "),
    ("permissions and paragraphs", "<!-- tollcheck: allow toll-rose {N} -->\n{n} people died.\n\n"),
];

/// The shapes that a reader was promised to stand, by name.
pub const PROMISED: [&str; 4] = ["one sentence", "commas", "killed and", "digits"];

/// A text of that shape, no longer than `bytes`.
pub fn text((_, piece): Shape, bytes: usize) -> String {
    if !piece.contains(['{']) {
        return piece.repeat(bytes / piece.len());
    }
    let mut text = String::with_capacity(bytes);
    for n in 0.. {
        let next = filled(piece, n);
        if text.len() + next.len() > bytes {
            break;
        }
        text += &next;
    }
    text
}

/// The piece with its numbers and names for the `n`th time.
pub fn filled(piece: &str, n: usize) -> String {
    let mut filled = piece.replace("{n}", &(n + 2).to_string());
    for more in 0.. {
        let Some(at) = filled.find("{N}") else { break };
        filled.replace_range(at..at + 3, &name(7 * n + more));
    }
    filled
}

/// The name of that number: no two sound alike.
fn name(mut n: usize) -> String {
    let mut name = String::new();
    for first in [true, false, false, false] {
        let consonant = char::from(b"bdfgklmnprstvz"[n % 14]);
        name.push(if first { consonant.to_ascii_uppercase() } else { consonant });
        name.push(char::from(b"aiou"[n / 14 % 4]));
        n /= 14 * 4;
    }
    name
}

/// Brackets and quotation marks, one within the other, to the middle and out again.
pub fn nested(bytes: usize) -> String {
    let half = bytes / 10;
    "(“[".repeat(half) + "12 people died" + &"]”)".repeat(half)
}
