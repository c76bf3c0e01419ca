//! The article of a page as paragraphs with their places.
//!
//! In: a page taken apart, and what of it is the article. Out: words on a [`Page`]: headings, lists and
//! tables as Markdown writes them; captions and quoted mails as comments, which say nothing.

use super::article::Article;
use super::tree::{Tree, aligned, is_block};
use crate::input::page::{MAX_BYTES, Page};
use crate::text::{LineIndex, Spot};

/// Where pieces of a page are said to stand.
pub(super) enum Places<'a> {
    /// At their line and column of the page.
    Points(Cursor<'a>),
    /// All at one spot: the part of a mail.
    One(Spot),
    /// Nowhere in particular: the entry says it.
    None,
}

/// Lines and columns for bytes that mostly come in rising order.
pub(super) struct Cursor<'a> {
    source: &'a str,
    lines: LineIndex,
    /// A byte, and the line and column at which it stands.
    last: (usize, u32, u32),
}

impl<'a> Cursor<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Cursor { source, lines: LineIndex::new(source), last: (0, 1, 1) }
    }

    pub(super) fn point(&mut self, byte: usize) -> Spot {
        let (at, line, column) = self.last;
        // From the last place on, so that one endless line is counted once.
        let on = self.source.get(at..byte).filter(|between| !between.contains('\n'));
        let (line, column) = match on {
            Some(between) => (line, column + u32::try_from(between.chars().count()).unwrap_or(0)),
            None => {
                let (line, column) = self.lines.position(self.source, byte);
                (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
            }
        };
        self.last = (byte, line, column);
        Spot::Point { line, column, byte }
    }
}

/// What has to come before the next words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Break {
    None,
    Line(&'static str),
    Paragraph(&'static str),
}

struct Writer<'a, 'p> {
    tree: &'a Tree<'a>,
    article: &'a Article,
    places: &'p mut Places<'a>,
    page: &'p mut Page,
    next: Break,
    /// The headline, which is not said again, and whether mails quoted in the text are asides.
    title: Option<&'a str>,
    mail: bool,
}

/// Writes the article on a page. `title` is the headline, which is told apart from the text.
pub(super) fn write<'a>(
    tree: &'a Tree<'a>,
    article: &'a Article,
    title: Option<&'a str>,
    mail: bool,
    places: &mut Places<'a>,
    page: &mut Page,
) {
    let mut writer = Writer { tree, article, places, page, next: Break::Paragraph(""), title, mail };
    writer.nodes(article.root, tree.nodes[article.root].end, false);
}

impl Writer<'_, '_> {
    /// The nodes from one to before another, in the order of the page.
    fn nodes(&mut self, from: usize, to: usize, aside: bool) {
        let mut blocks: Vec<usize> = Vec::new(); // that are open: where they end
        let mut n = from;
        while n < to && self.page.len() < MAX_BYTES {
            while blocks.pop_if(|end| *end <= n).is_some() {
                self.after(Break::Paragraph(""));
            }
            let node = &self.tree.nodes[n];
            if self.article.furniture[n] {
                n = node.end;
                continue;
            }
            if node.is_text() {
                self.text(n);
                n += 1;
                continue;
            }
            if let Some(what) = self.is_aside(n).filter(|_| !aside) {
                // The page is lent to the comment, and the comment goes no deeper.
                let mut page = std::mem::take(self.page);
                page.aside(what, |page| {
                    std::mem::swap(self.page, page);
                    self.next = Break::Paragraph("");
                    self.nodes(n + 1, self.tree.nodes[n].end, true);
                    std::mem::swap(self.page, page);
                });
                *self.page = page;
                self.after(Break::Paragraph(""));
                n = self.tree.nodes[n].end;
                continue;
            }
            if self.is_said(n) {
                n = node.end;
                continue;
            }
            self.begin(n);
            if is_block(node.name) {
                blocks.push(node.end);
            }
            n += 1;
        }
        self.after(Break::Paragraph(""));
    }

    /// What an element brings before its words.
    fn begin(&mut self, n: usize) {
        let node = &self.tree.nodes[n];
        let first_in = |names: &[&str]| {
            let before = &self.tree.nodes[node.parent + 1..n];
            !before.iter().any(|other| other.parent == node.parent && names.contains(&other.name))
        };
        match node.name {
            "h1" => self.after(Break::Paragraph("# ")),
            "h2" => self.after(Break::Paragraph("## ")),
            "h3" | "h4" | "h5" | "h6" => self.after(Break::Paragraph("### ")),
            "li" if first_in(&["li"]) => self.next = Break::Paragraph("- "),
            "li" => self.next = Break::Line("- "),
            "dt" | "dd" | "summary" => self.next = Break::Line(""),
            "br" if self.next == Break::Line("") => self.next = Break::Paragraph(""),
            "br" => self.after(Break::Line("")),
            "tr" => {
                let table = self.tree.nodes[node.parent].parent;
                let rows = self.tree.nodes[table..n].iter().any(|other| other.name == "tr");
                self.next = if rows { Break::Line("| ") } else { Break::Paragraph("| ") };
            }
            "td" | "th" if !first_in(&["td", "th"]) && self.next == Break::None => self.page.words(" | ", None),
            name if is_block(name)
                && !matches!(self.next, Break::Line("- " | "| ") | Break::Paragraph("- " | "| ")) =>
            {
                self.after(Break::Paragraph(""));
            }
            _ => {}
        }
    }

    /// Asks for a break, unless a stronger one is asked for already.
    fn after(&mut self, asked: Break) {
        let (Break::Paragraph(lead) | Break::Line(lead)) = self.next else {
            self.next = asked;
            return;
        };
        let stronger = matches!((self.next, asked), (Break::Line(_), Break::Paragraph(_)));
        if stronger || lead.is_empty() || matches!(asked, Break::Paragraph(lead) if !lead.is_empty()) {
            self.next =
                if matches!((self.next, asked), (Break::Paragraph(_), Break::Line(_))) { self.next } else { asked };
        }
    }

    /// Words, every run of white space one blank.
    fn text(&mut self, n: usize) {
        let node = &self.tree.nodes[n];
        let words = node.words.as_str();
        if words.trim().is_empty() {
            if self.next == Break::None {
                self.page.words(" ", None);
            }
            return;
        }
        match std::mem::replace(&mut self.next, Break::None) {
            Break::None => {}
            Break::Line(lead) => self.page.line(lead),
            Break::Paragraph(lead) => self.page.paragraph(lead),
        }
        let stretches = aligned(self.tree.source, node.span.clone(), words);
        let ends = stretches.iter().skip(1).map(|stretch| stretch.0).chain([words.len()]);
        for (&(start, byte), end) in stretches.iter().zip(ends) {
            self.stretch(words.get(start..end).unwrap_or_default(), byte);
        }
    }

    /// Words that stand in the page as they are, from this byte on.
    fn stretch(&mut self, words: &str, byte: usize) {
        let mut start = 0;
        while start < words.len() {
            let rest = &words[start..];
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                self.page.words(" ", None);
                start += blank;
                continue;
            }
            // Up to white space that is not a single blank between words.
            let mut end = rest.len();
            for (at, c) in rest.char_indices().filter(|(_, c)| c.is_whitespace()) {
                let next = rest[at + c.len_utf8()..].chars().next();
                if !matches!(c, ' ' | '\u{a0}' | '\u{202f}') || next.is_none_or(char::is_whitespace) {
                    end = at;
                    break;
                }
            }
            let spot = match self.places {
                Places::Points(cursor) => Some(cursor.point(byte + start)),
                Places::One(spot) => Some(spot.clone()),
                Places::None => None,
            };
            self.page.words(&rest[..end], spot);
            start += end;
        }
    }

    /// What an element is that is shown and says nothing.
    fn is_aside(&self, n: usize) -> Option<&'static str> {
        let node = &self.tree.nodes[n];
        let class = |words: &[&str]| {
            ["class", "id"].into_iter().filter_map(|name| node.attribute(name)).any(|value| {
                value.to_ascii_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
            })
        };
        if node.name == "figcaption"
            || class(&["caption", "figcaption", "credit", "credits"]) && !matches!(node.name, "figure" | "table")
        {
            return Some("caption");
        }
        let quoted = node.name == "blockquote" && node.attribute("type") == Some("cite")
            || ["gmail_quote", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "gmail_attr", "divRplyFwdMsg"]
                .iter()
                .any(|mark| {
                    ["class", "id"].iter().any(|name| node.attribute(name).is_some_and(|value| value.contains(mark)))
                });
        (self.mail && quoted).then_some("quoted")
    }

    /// Whether an element says again what stands elsewhere: the headline, the time of publication.
    fn is_said(&self, n: usize) -> bool {
        let node = &self.tree.nodes[n];
        match node.name {
            "h1" | "h2" => {
                self.title.is_some_and(|title| self.tree.words(n).split_whitespace().eq(title.split_whitespace()))
            }
            "time" => !self.tree.is_within(n, &["p", "li", "td"]),
            _ => false,
        }
    }
}
