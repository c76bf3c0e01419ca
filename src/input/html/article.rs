//! Which part of a page is the article, and what within it is furniture.
//!
//! In: a page taken apart. Out: the element that holds the article, and which elements in it are
//! navigation, links to other articles, comments, advertisements. It judges by element names, by the
//! words of `class` and `id`, and by how much of a text is links; it reads no prose.

use super::tree::{Node, Tree};

/// Words of `class`, `id` and `role` that name furniture.
const FURNITURE: [&str; 81] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "advertorial",
    "affiliate",
    "alsoread",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "comment",
    "comments",
    "commentlist",
    "complementary",
    "consent",
    "contentinfo",
    "cookie",
    "cookies",
    "copyright",
    "disclaimer",
    "discussion",
    "disqus",
    "donate",
    "donation",
    "dropdown",
    "feedback",
    "footer",
    "gdpr",
    "latest",
    "login",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "offcanvas",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "paywall",
    "popular",
    "popup",
    "prevnext",
    "promo",
    "promotion",
    "promoted",
    "rail",
    "readmore",
    "recirc",
    "recirculation",
    "recommendations",
    "recommended",
    "related",
    "reply",
    "replies",
    "respond",
    "search",
    "share",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "skiplink",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "teaser",
    "timestamp",
    "toolbar",
    "trending",
];

/// Headings under which other things than the article stand, up to the end of their element.
const ENDS: [&str; 26] = [
    "also read",
    "comments",
    "discussion",
    "editor's picks",
    "further reading",
    "join the conversation",
    "latest news",
    "latest stories",
    "leave a comment",
    "leave a reply",
    "more from",
    "more news",
    "more on this",
    "more on this story",
    "more stories",
    "most popular",
    "most read",
    "newsletter",
    "read more",
    "read next",
    "recommended",
    "related",
    "related articles",
    "related stories",
    "see also",
    "you may also like",
];

/// How paragraphs begin that only point elsewhere.
const POINTERS: [&str; 9] =
    ["read more", "read also", "also read", "related:", "see also", "more:", "watch:", "click here", "read:"];

/// What is left of a page.
#[derive(Debug)]
pub(super) struct Article {
    /// The element that holds the article.
    pub(super) root: usize,
    /// For each node, whether it is left out with all that is in it.
    pub(super) furniture: Vec<bool>,
}

/// How many characters of text stand before each node, in all and in links.
struct Lengths {
    text: Vec<usize>,
    links: Vec<usize>,
}

impl Article {
    /// The article of a page.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut furniture = plain_furniture(tree);
        named_furniture(tree, &mut furniture);
        let root = root(tree, &Lengths::of(tree, &furniture));
        Article::within(tree, root, furniture)
    }

    /// All of a piece of a page, such as a mail or a feed's entry.
    pub(super) fn whole(tree: &Tree) -> Self {
        Article::within(tree, 0, plain_furniture(tree))
    }

    /// Leaves out what within the article points elsewhere.
    fn within(tree: &Tree, root: usize, mut furniture: Vec<bool>) -> Self {
        let lengths = Lengths::of(tree, &furniture);
        let mut n = root + 1;
        while n < tree.nodes[root].end {
            let node = &tree.nodes[n];
            furniture[n] |= points_elsewhere(tree, n, &lengths);
            if matches!(node.name, "h2" | "h3" | "h4" | "h5" | "h6") && !furniture[n] && is_end(&tree.words(n)) {
                // The article's own element is not left because of a heading at its end.
                let end = tree.nodes[node.parent].end.min(tree.nodes[root].end);
                furniture[n..end].fill(true);
                n = end;
                continue;
            }
            n = if furniture[n] { node.end } else { n + 1 };
        }
        Article { root, furniture }
    }
}

impl Lengths {
    fn of(tree: &Tree, furniture: &[bool]) -> Self {
        let (mut text, mut links) = (vec![0], vec![0]);
        let (mut all, mut linked) = (0, 0);
        let (mut left_out, mut link) = (0, 0); // where these end
        for (n, node) in tree.nodes.iter().enumerate() {
            if furniture[n] {
                left_out = left_out.max(node.end);
            }
            if node.name == "a" {
                link = link.max(node.end);
            }
            if node.is_text() && n >= left_out {
                let length = node.words.chars().filter(|c| !c.is_whitespace()).count();
                all += length;
                linked += if n < link { length } else { 0 };
            }
            text.push(all);
            links.push(linked);
        }
        Lengths { text, links }
    }

    /// Characters within a node, in all and in links.
    fn within(&self, tree: &Tree, n: usize) -> (usize, usize) {
        let end = tree.nodes[n].end;
        (self.text[end] - self.text[n], self.links[end] - self.links[n])
    }
}

/// What no page shows as prose, and what is hidden.
fn plain_furniture(tree: &Tree) -> Vec<bool> {
    let hidden = |node: &Node| {
        node.attribute("hidden").is_some()
            || node.attribute("aria-hidden") == Some("true")
            || node.attribute("style").is_some_and(|style| {
                let style: String =
                    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
                style.contains("display:none") || style.contains("visibility:hidden")
            })
    };
    let never = |node: &Node| {
        matches!(
            node.name,
            "head"
                | "script"
                | "style"
                | "noscript"
                | "template"
                | "iframe"
                | "object"
                | "embed"
                | "svg"
                | "math"
                | "canvas"
                | "video"
                | "select"
                | "button"
                | "textarea"
                | "input"
                | "option"
                | "nav"
                | "footer"
                | "aside"
                | "menu"
                | "dialog"
                | "title"
        )
    };
    tree.nodes.iter().map(|node| never(node) || hidden(node)).collect()
}

/// What its class, id or role names as furniture, unless the page stands in it.
fn named_furniture(tree: &Tree, furniture: &mut [bool]) {
    let lengths = Lengths::of(tree, furniture);
    let whole = lengths.within(tree, 0).0;
    for (n, node) in tree.nodes.iter().enumerate() {
        let site_header = node.name == "header" && !tree.is_within(n, &["article", "main"]);
        let form = node.name == "form";
        let structural = matches!(node.name, "html" | "body" | "main" | "article" | "h1" | "a");
        if furniture[n] || node.is_text() || structural || !(site_header || form || is_named(node)) {
            continue;
        }
        let (text, links) = lengths.within(tree, n);
        // "share" may be written on the body of the page as well.
        let holds_the_page = (text - links) * 10 > whole * 6;
        furniture[n] = !holds_the_page;
    }
}

/// Whether its class, id or role has a word that names furniture.
fn is_named(node: &Node) -> bool {
    ["class", "id", "role", "data-component"].into_iter().filter_map(|name| node.attribute(name)).any(|value| {
        // A block of many classes is laid out, not named.
        value
            .split_whitespace()
            .take(24)
            .any(|class| words(class).iter().any(|word| FURNITURE.contains(&word.as_str())))
    })
}

/// The words of a class: `relatedStories`, `related-stories` and `related_stories` have two.
fn words(class: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in class.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && lower {
            words.push(String::new());
        }
        lower = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The element that holds the article: what the page calls so, else the smallest one in which most of
/// its prose stands.
fn root(tree: &Tree, lengths: &Lengths) -> usize {
    let size = |n: &usize| lengths.within(tree, *n).0;
    let all = |test: &dyn Fn(&Node) -> bool| -> Vec<usize> {
        (0..tree.nodes.len()).filter(|&n| test(&tree.nodes[n]) && size(&n) > 0).collect()
    };
    let bodies = all(&|node| node.attribute("itemprop") == Some("articleBody"));
    let articles = all(&|node| node.name == "article");
    if let Some(&body) = bodies.iter().max_by_key(|n| size(n)) {
        return articles.iter().copied().find(|&n| n < body && body < tree.nodes[n].end).unwrap_or(body);
    }
    if let Some(&largest) = articles.iter().max_by_key(|n| size(n)) {
        let outer = |n: &&usize| !tree.is_within(**n, &["article"]);
        let together: usize = articles.iter().filter(outer).map(size).sum();
        // A page of teasers has many, none of them the page.
        if size(&largest) * 2 >= together {
            return largest;
        }
    }
    let mains = all(&|node| node.name == "main" || node.attribute("role") == Some("main"));
    if let Some(&main) = mains.iter().max_by_key(|n| size(n)) {
        return densest(tree, lengths, main);
    }
    densest(tree, lengths, 0)
}

/// The smallest element within `from` that holds seven tenths of its prose.
fn densest(tree: &Tree, lengths: &Lengths, from: usize) -> usize {
    let prose = |n: usize| {
        let (text, links) = lengths.within(tree, n);
        text - links
    };
    let whole = prose(from);
    let mut root = from;
    loop {
        let mut child = root + 1;
        while child < tree.nodes[root].end && prose(child) * 10 < whole * 7 {
            child = tree.nodes[child].end;
        }
        // A paragraph is not the article, however long: what stands beside it belongs to it.
        if child >= tree.nodes[root].end
            || !matches!(
                tree.nodes[child].name,
                "html"
                    | "body"
                    | "div"
                    | "section"
                    | "main"
                    | "article"
                    | "table"
                    | "tbody"
                    | "tr"
                    | "td"
                    | "center"
                    | "?"
            )
        {
            return root;
        }
        root = child;
    }
}

/// Whether an element is only links to other places.
fn points_elsewhere(tree: &Tree, n: usize, lengths: &Lengths) -> bool {
    let node = &tree.nodes[n];
    let (text, links) = lengths.within(tree, n);
    let more_than = |tenths: usize| text > 0 && links * 10 > text * tenths;
    match node.name {
        "ul" | "ol" | "table" | "dl" => more_than(6),
        "div" | "section" => more_than(7),
        "p" | "li" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let begins = || tree.words(n).trim_start().to_lowercase();
            more_than(8) || links > 0 && POINTERS.iter().any(|pointer| begins().starts_with(pointer))
        }
        _ => false,
    }
}

/// Whether a heading says that the article is over.
fn is_end(words: &str) -> bool {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'");
    let words = words.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches(|c: char| !c.is_alphabetic());
    // "Comments (12)"
    let words = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == '(' || c == ' ');
    ENDS.contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_taken_apart_into_words() {
        assert_eq!(words("relatedStories__list-v2"), ["related", "stories", "list", "v2"]);
        assert_eq!(words("leadership"), ["leadership"]);
    }

    #[test]
    fn headings_after_the_article_are_known() {
        assert!(is_end(" Comments (12) ") && is_end("Related stories") && !is_end("Related deaths rise"));
    }
}
