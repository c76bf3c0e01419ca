//! Whether HTML and XML are well formed, as far as what this program writes goes.
//!
//! In: a page, a picture or a test report. Out: nothing, or a failed assertion: an element that is
//! not closed, an attribute without quotation marks, a bare `<` or `&`.

/// Elements of HTML that have no end.
const VOID: [&str; 6] = ["meta", "link", "br", "hr", "input", "img"];

/// Elements of HTML whose text is no markup.
const RAW: [&str; 2] = ["script", "style"];

/// A page.
pub fn html(page: &str) {
    let page = page.strip_prefix("<!DOCTYPE html>").expect("a page begins with its doctype");
    assert_eq!(page.matches("<script>").count(), 1, "a script that is not ours");
    balanced(page, true);
}

/// A picture or a test report.
pub fn xml(text: &str) {
    let text = text.split_once("?>").map_or(text, |(_, rest)| rest);
    assert!(!text.contains("]]>"));
    balanced(text, false);
}

/// Whether each element ends where it should.
fn balanced(text: &str, html: bool) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        text_only(before);
        let end = end_of_tag(tag);
        let (tag, after) = (&tag[..end], &tag[end + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed, but not open: {tag}");
            continue;
        }
        let closed = tag.ends_with('/');
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        let name = tag.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "<{tag}>");
        attributes(tag[name.len()..].trim(), html);
        if html && RAW.contains(&name) {
            let close = format!("</{name}>");
            rest = rest.split_once(&close).unwrap_or_else(|| panic!("{name} has no end")).1;
        } else if !(closed || html && VOID.contains(&name)) {
            open.push(name);
        }
    }
    text_only(rest);
    assert_eq!(open, Vec::<&str>::new(), "left open");
}

/// Where a tag ends: at the first `>` that stands in no value.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => quote = !quote,
            '>' if !quote => return at,
            '<' => panic!("“<” within a tag: {tag:.80}"),
            _ => {}
        }
    }
    panic!("a tag has no end: {tag:.80}")
}

/// `name="value"`, or a bare name in HTML; each name once.
fn attributes(mut rest: &str, html: bool) {
    let mut seen = Vec::new();
    while !rest.is_empty() {
        let length = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = &rest[..length];
        assert!(!name.is_empty() && !name.contains(['"', '\'']) && !seen.contains(&name), "attributes: {rest:.80}");
        seen.push(name);
        rest = &rest[length..];
        if let Some(value) = rest.strip_prefix('=') {
            let value = value.strip_prefix('"').unwrap_or_else(|| panic!("no quotation marks: {value:.80}"));
            let (value, after) = value.split_once('"').expect("a value has an end");
            text_only(value);
            rest = after;
        } else {
            assert!(html, "an attribute without a value: {name}");
        }
        rest = rest.trim_start();
    }
}

/// Text between tags or in a value: each `&` begins a reference, and control characters are none.
fn text_only(text: &str) {
    for part in text.split('&').skip(1) {
        let name = part.split_once(';').map(|(name, _)| name).unwrap_or_default();
        let known = ["amp", "lt", "gt", "quot", "apos"].contains(&name) || name.starts_with('#');
        assert!(known, "a bare “&”: &{part:.20}");
    }
    assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r')), "{text:?}");
}
