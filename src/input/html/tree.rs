//! A web page as elements and texts in the order of the page, each with its place.
//!
//! In: the text of a page. Out: a flat [`Tree`]: the elements within one stand right behind it, up to
//! its `end`, so that nobody needs to recurse however deep a page is nested. It knows nothing of what
//! is an article.

use html5gum::{DefaultEmitter, Span, StartTag, Token, Tokenizer};

/// Elements nested deeper than this count as standing beside one another.
const MAX_DEPTH: usize = 256;

/// The most elements and texts that are kept of a page.
const MAX_NODES: usize = 2_000_000;

/// The longest value of an attribute that is kept, in bytes.
const MAX_VALUE: usize = 4096;

/// The elements that are told apart; all others are inline and nameless.
const NAMES: [&str; 76] = [
    "a",
    "address",
    "article",
    "aside",
    "base",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "center",
    "col",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "img",
    "input",
    "label",
    "li",
    "link",
    "main",
    "math",
    "menu",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "param",
    "pre",
    "script",
    "section",
    "select",
    "source",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "ul",
    "video",
    "wbr",
];

/// The attributes that are kept.
const ATTRIBUTES: [&str; 20] = [
    "aria-hidden",
    "charset",
    "class",
    "content",
    "data-component",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemscope",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "style",
    "type",
    "xml:lang",
];

/// An element, or a text.
#[derive(Debug)]
pub(super) struct Node {
    /// The element's name; empty for a text, `?` for an element that is not told apart.
    pub(super) name: &'static str,
    /// The element it stands in; its own number for the first.
    pub(super) parent: usize,
    /// The number after the last node within it.
    pub(super) end: usize,
    attributes: Vec<(&'static str, String)>,
    /// The words of a text, as they read.
    pub(super) words: String,
    /// The bytes of a text in the page.
    pub(super) span: std::ops::Range<usize>,
}

/// A page, taken apart.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) source: &'a str,
    /// The first node holds all others.
    pub(super) nodes: Vec<Node>,
}

impl Node {
    fn element(name: &'static str, parent: usize) -> Self {
        Node { name, parent, end: 0, attributes: Vec::new(), words: String::new(), span: 0..0 }
    }

    /// The value of an attribute, empty for one without.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn is_text(&self) -> bool {
        self.name.is_empty()
    }
}

impl<'a> Tree<'a> {
    /// Takes a page apart. No page is wrong.
    pub(super) fn of(source: &'a str) -> Self {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut builder = Builder { nodes: vec![Node::element("?", 0)], open: vec![0] };
        for Ok(token) in Tokenizer::new_with_emitter(source, emitter) {
            match token {
                Token::StartTag(tag) => builder.start(tag),
                Token::EndTag(tag) => builder.end(known(&tag.name)),
                Token::String(words) => builder.text(&words.value, words.span, source),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
            if builder.nodes.len() >= MAX_NODES {
                break;
            }
        }
        while !builder.open.is_empty() {
            builder.close();
        }
        Tree { source, nodes: builder.nodes }
    }

    /// The words within an element.
    pub(super) fn words(&self, n: usize) -> String {
        self.nodes[n..self.nodes[n].end].iter().map(|node| node.words.as_str()).collect()
    }

    /// Whether one of the elements around a node has one of these names.
    pub(super) fn is_within(&self, mut n: usize, names: &[&str]) -> bool {
        while self.nodes[n].parent != n {
            n = self.nodes[n].parent;
            if names.contains(&self.nodes[n].name) {
                return true;
            }
        }
        false
    }
}

struct Builder {
    nodes: Vec<Node>,
    /// The elements that are not closed yet, outermost first.
    open: Vec<usize>,
}

impl Builder {
    fn start(&mut self, tag: StartTag<usize>) {
        let name = known(&tag.name);
        self.close_implied(name);
        let parent = self.open.last().copied().unwrap_or(0);
        let mut node = Node::element(name, parent);
        for known in ATTRIBUTES {
            if let Some(value) = tag.attributes.get(known.as_bytes()) {
                let value = String::from_utf8_lossy(&value.value);
                // A page's own description of itself may be long; it stands in a script or in `content`.
                let mut end = value.len().min(MAX_VALUE);
                while !value.is_char_boundary(end) {
                    end -= 1;
                }
                node.attributes.push((known, value[..end].to_owned()));
            }
        }
        let n = self.nodes.len();
        self.nodes.push(node);
        let empty = is_void(name) || tag.self_closing && matches!(name, "?" | "svg" | "math");
        if empty || self.open.len() >= MAX_DEPTH {
            self.nodes[n].end = n + 1;
        } else {
            self.open.push(n);
        }
    }

    /// Closes the elements that this one's start ends, as browsers do.
    fn close_implied(&mut self, name: &str) {
        let ends: &[&str] = match name {
            "li" => &["li", "p"],
            "dt" | "dd" => &["dt", "dd", "p"],
            "tr" => &["tr", "td", "th", "p"],
            "td" | "th" => &["td", "th", "p"],
            "option" => &["option"],
            _ if is_block(name) => &["p"],
            _ => return,
        };
        let bounds: &[&str] = match name {
            "li" => &["ul", "ol", "menu"],
            "tr" | "td" | "th" => &["table"],
            _ => &["table", "td", "th", "li", "div", "section", "article", "button", "blockquote", "figure"],
        };
        let name_of = |n: &usize| self.nodes[*n].name;
        let within = self.open.iter().rposition(|n| bounds.contains(&name_of(n)) && !ends.contains(&name_of(n)));
        let from = within.map_or(1, |n| n + 1);
        if let Some(first) = self.open.iter().skip(from).position(|n| ends.contains(&name_of(n))) {
            while self.open.len() > from + first {
                self.close();
            }
        }
    }

    fn end(&mut self, name: &str) {
        // The nameless are not told apart, so their ends say nothing.
        if name == "?" {
            return;
        }
        if let Some(at) = self.open.iter().rposition(|&n| self.nodes[n].name == name).filter(|&at| at > 0) {
            while self.open.len() > at {
                self.close();
            }
        }
    }

    fn text(&mut self, words: &[u8], span: Span<usize>, source: &str) {
        let parent = self.open.last().copied().unwrap_or(0);
        let n = self.nodes.len();
        let end = span.end.min(source.len());
        let node = Node {
            end: n + 1,
            words: String::from_utf8_lossy(words).into_owned(),
            span: span.start.min(end)..end,
            ..Node::element("", parent)
        };
        self.nodes.push(node);
    }

    fn close(&mut self) {
        if let Some(n) = self.open.pop() {
            self.nodes[n].end = self.nodes.len();
        }
    }
}

fn known(name: &[u8]) -> &'static str {
    NAMES.into_iter().find(|known| known.as_bytes() == name).unwrap_or("?")
}

/// Whether an element has no end.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an element begins a paragraph of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tr"
            | "ul"
    )
}

/// Stretches of a text's words that stand in the page as they are: the byte of the words and the byte
/// of the page where each begins. References such as `&amp;` stand between them.
pub(super) fn aligned(source: &str, span: std::ops::Range<usize>, words: &str) -> Vec<(usize, usize)> {
    let Some(raw) = source.get(span.clone()) else { return vec![(0, span.start)] };
    if raw == words {
        return vec![(0, span.start)];
    }
    let (mut i, mut j) = (0, 0); // bytes of the page, of the words
    let mut stretches = vec![(0, span.start)];
    while let (Some(there), Some(here)) = (raw[i..].chars().next(), words[j..].chars().next()) {
        if there == '\r' && here != '\r' {
            // A line end of two bytes reads as one; alone it is one character of the words.
            let pair = raw[i + 1..].starts_with('\n');
            (i, j) = (i + 1, if pair { j } else { j + here.len_utf8() });
            stretches.push((j, span.start + i));
            continue;
        }
        let reference = reference(&raw[i..]);
        if there == '&' && reference > 1 && !words[j..].starts_with(&raw[i..i + reference]) {
            i += reference;
            j += here.len_utf8();
            // Some references are two characters.
            let next = raw[i..].chars().next();
            if let Some(second) = words[j..].chars().next()
                && next.is_some_and(|next| next != second && next != '&' && next != '\r')
            {
                j += second.len_utf8();
            }
            stretches.push((j, span.start + i));
            continue;
        }
        i += there.len_utf8();
        j += here.len_utf8();
    }
    stretches
}

/// The bytes that a character reference at the start of a text takes, as it is usually written.
fn reference(text: &str) -> usize {
    let name = text.bytes().skip(1).take(40).take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'#').count();
    1 + name + usize::from(name > 0 && text.as_bytes().get(1 + name) == Some(&b';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_end_where_the_next_begin() {
        let tree = Tree::of("<ul><li>a<p>b<li>c</ul><table><tr><td>d<td>e<tr><td>f</table>g");
        let parents: Vec<_> = tree.nodes.iter().filter(|n| n.is_text()).map(|n| tree.nodes[n.parent].name).collect();
        assert_eq!(parents, ["li", "p", "li", "td", "td", "td", "?"]);
    }

    #[test]
    fn any_depth_is_read() {
        let source = "<div>".repeat(100_000) + "x" + &"</span>".repeat(1000);
        let tree = Tree::of(&source);
        assert_eq!(tree.nodes.last().unwrap().words, "x");
        assert_eq!(tree.nodes[0].end, tree.nodes.len());
    }

    #[test]
    fn words_are_found_again_behind_references() {
        let source = "<p>A &amp; B\r\nC &ldquo;d&rdquo; &x e</p>";
        let tree = Tree::of(source);
        let text = tree.nodes.iter().find(|node| node.is_text()).unwrap();
        assert_eq!(text.words, "A & B\nC “d” &x e");
        for (letter, from) in
            aligned(source, text.span.clone(), &text.words).iter().zip([3, 10, 13, 23, 31]).map(|(s, n)| (s.1, n))
        {
            assert_eq!(letter, from, "{:?}", aligned(source, text.span.clone(), &text.words));
        }
    }
}
