//! Texts in which figures are marked with what they are: `⟦words|event⟧`, `⟦words|event|measure⟧`.
//!
//! In: such a text. Out: the plain text, and the marks with their places in it.

use tollcheck::text::Span;

/// A marked figure: where its words stand in the plain text, and all that stands between the brackets.
pub struct Marked<'t> {
    pub span: Span,
    pub parts: Vec<&'t str>,
}

/// The text without its marks, and the marks in text order.
pub fn unmarked(text: &str) -> (String, Vec<Marked<'_>>) {
    let (mut plain, mut rest, mut marks) = (String::new(), text, Vec::new());
    while let Some((before, after)) = rest.split_once('⟦') {
        let (mark, after) = after.split_once('⟧').unwrap();
        let parts: Vec<&str> = mark.split('|').collect();
        plain.push_str(before);
        let span = Span::new(plain.len(), plain.len() + parts[0].len());
        plain.push_str(parts[0]);
        marks.push(Marked { span, parts });
        rest = after;
    }
    plain.push_str(rest);
    (plain, marks)
}
