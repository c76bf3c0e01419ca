//! What is said against a draft's figures, as compilers show errors: the draft's words, underlined,
//! beneath them what the sources say, then what to do.
//!
//! In: a report on a draft, and the width to fill. Out: lines that are no wider, in which whatever is
//! quoted is harmless to the terminal. It judges nothing.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Report;
use super::layout::harmless;
use super::wording::Index;
use crate::claim::Claim;
use crate::rules::Finding;
use crate::text::Span;

/// The words of a figure within as much of its sentence as fits, and where in that they stand.
struct Excerpt {
    text: String,
    /// Columns before the words.
    before: usize,
    /// Columns of the words: at least one.
    width: usize,
}

/// The figure of the draft that a finding is about; `None` where it is about others.
pub(super) fn subject<'a>(report: &Report, index: &Index<'a>, finding: &Finding) -> Option<&'a Claim> {
    let claim = finding.claims.first().and_then(|id| index.claims.get(&**id))?;
    (report.draft.as_deref() == Some(&*claim.document)).then_some(claim)
}

/// The draft's words, and beneath them the figure underlined, with what it is read as.
pub(super) fn shown(index: &Index, claim: &Claim, width: usize) -> [String; 2] {
    // In a file that is not plain text, the line, paragraph or page of the file.
    let number = claim.at.as_ref().and_then(|at| at.line.or(at.paragraph).or(at.page));
    let number = number.map_or(claim.line, |n| n as usize).to_string();
    let margin = " ".repeat(number.len());
    let range = claim.range.to_string();
    // The range stands behind the underline, which may reach as far as the words do.
    let room = width.saturating_sub(number.len() + 6 + range.width()).max(12);
    let Excerpt { text, before, width } = excerpt(&claim.sentence, quoted_at(index, claim), room);
    [format!("  {number} │ {text}"), format!("  {margin} │ {}{} {range}", " ".repeat(before), "^".repeat(width))]
}

/// Where the words of a figure stand in its sentence: they may stand there twice.
fn quoted_at(index: &Index, claim: &Claim) -> Span {
    let document = index.entries.get(&*claim.document).and_then(|entry| entry.document.as_ref());
    let text = document.map_or("", |document| document.source(claim.field));
    let holds = |&(at, _): &(usize, &str)| at <= claim.span.start && claim.span.end <= at + claim.sentence.len();
    let sentence = if claim.sentence.is_empty() { None } else { text.match_indices(&*claim.sentence).find(holds) };
    let start = match sentence {
        Some((at, _)) => claim.span.start - at,
        None => claim.sentence.find(&*claim.quote).unwrap_or(0),
    };
    Span::new(start, start + claim.quote.len())
}

/// The words at `at` within their sentence, cut on both sides to so many columns.
fn excerpt(sentence: &str, at: Span, room: usize) -> Excerpt {
    let Span { start, end } = at;
    let (before, quote) = (sentence.get(..start).unwrap_or_default(), at.of(sentence));
    let after = sentence.get(end..).unwrap_or_default();
    // White space at a seam is kept once; harmless() makes every run of it one blank.
    let (before, quote, after) = (harmless(before), harmless(quote), harmless(after));
    let quote = cut(quote.chars(), room / 2);
    let left = room - quote.width();
    let lead: String = cut(before.chars().rev(), left / 2).chars().rev().collect();
    let tail = cut(after.chars(), left - lead.width());
    let (columns, width) = (lead.width(), quote.width().max(1));
    Excerpt { text: format!("{lead}{quote}{tail}"), before: columns, width }
}

/// The first characters that fill at most so many columns, the last of them an ellipsis where some
/// are left out.
fn cut(text: impl Iterator<Item = char> + Clone, columns: usize) -> String {
    let wide = |c: char| c.width().unwrap_or(0);
    if text.clone().map(wide).sum::<usize>() <= columns {
        return text.collect();
    }
    let mut used = 1;
    let mut out: String = text
        .take_while(|&c| {
            used += wide(c);
            used <= columns
        })
        .collect();
    if columns > 0 {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_stand_above_their_underline_whatever_is_around_them() {
        for (sentence, quote) in [
            ("Thirty-seven people were killed before they left again, three hours later.", "Thirty-seven people"),
            ("In the end, after many hours and many calls, they counted 12 dead.", "12 dead"),
            ("漢字漢字漢字漢字漢字漢字漢字 12人 \u{1b}[31m漢字漢字漢字漢字漢字", "12人"),
            ("12", "12"),
        ] {
            for room in [20, 30, 80] {
                let start = sentence.find(quote).unwrap();
                let Excerpt { text, before, width } = excerpt(sentence, Span::new(start, start + quote.len()), room);
                assert!(text.width() <= room, "{text}");
                let words: String = text
                    .chars()
                    .scan(0, |at, c| {
                        let here = *at;
                        *at += c.width().unwrap_or(0);
                        Some((here, c))
                    })
                    .filter(|(at, _)| (before..before + width).contains(at))
                    .map(|(_, c)| c)
                    .collect();
                assert!(quote.starts_with(words.trim_end_matches('…')), "{words} in {text}");
            }
        }
    }
}
