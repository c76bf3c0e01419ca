//! Comments in Markdown and text: `<!-- … -->`.
//!
//! In: a text and the part of it to search. Out: where its comments stand. One that is never closed
//! is none: what follows it is prose.

use super::Span;

/// The comments within `part`, in text order, their marks included.
pub fn comments(text: &str, part: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = part.start;
    if memchr::memchr(b'<', part.of(text).as_bytes()).is_none() {
        return found;
    }
    while let Some(start) = text.get(at..part.end).and_then(|rest| rest.find("<!--")).map(|n| at + n) {
        let inner = start + "<!--".len();
        let Some(end) = text[inner..part.end].find("-->").map(|n| inner + n + "-->".len()) else { break };
        found.push(Span::new(start, end));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_where_it_is_closed() {
        let text = "a <!-- b --> c <!--\nd --> e <!-- f";
        let found: Vec<&str> = comments(text, Span::new(0, text.len())).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["<!-- b -->", "<!--\nd -->"]);
    }
}
