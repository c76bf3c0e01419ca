//! What a page says of itself: headline, publisher, time, address, language.
//!
//! In: a page taken apart. Out: its metadata. What is written for machines (JSON-LD, Open Graph) comes
//! before what is written for people; of the time of publication and that of a change, the former.

use serde_json::Value;

use super::tree::Tree;
use crate::input::moment::moment;
use crate::input::page::one_line;
use crate::text::Metadata;

/// How deep and how far a page's description of itself is searched.
const MAX_VALUES: usize = 10_000;

/// What the page says, and the element in which its headline stands, where it stands in the text.
pub(super) struct Facts {
    pub(super) metadata: Metadata,
    pub(super) headline: Option<usize>,
}

/// What a page says of itself.
pub(super) fn facts(tree: &Tree, furniture: &[bool]) -> Facts {
    let described = Described::of(tree);
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            tree.nodes.iter().filter(|node| node.name == "meta").find_map(|node| {
                let named = ["property", "name", "itemprop"]
                    .into_iter()
                    .any(|key| node.attribute(key).is_some_and(|value| value.eq_ignore_ascii_case(name)));
                named.then(|| node.attribute("content").and_then(one_line)).flatten()
            })
        })
    };
    let publisher = described
        .publisher
        .clone()
        .or_else(|| meta(&["og:site_name", "publisher", "dc.publisher", "application-name"]));
    let told = described.headline.clone().or_else(|| meta(&["og:title", "twitter:title", "dc.title"]));
    let headline = headline(tree, furniture, told.as_deref(), publisher.as_deref());
    let shown = headline.and_then(|n| one_line(&tree.words(n)));
    let of_window = || {
        let title = tree.nodes.iter().position(|node| node.name == "title")?;
        Some(without_site(&one_line(&tree.words(title))?, publisher.as_deref()))
    };
    let times = ["datePublished", "dateCreated", "pubdate"];
    let marked = || {
        let node =
            tree.nodes.iter().find(|node| node.attribute("itemprop").is_some_and(|name| times.contains(&name)))?;
        node.attribute("datetime").or(node.attribute("content")).and_then(moment)
    };
    let written = || {
        let time = |(n, node): &(usize, &super::tree::Node)| node.name == "time" && !is_left_out(tree, furniture, *n);
        let mut times = tree.nodes.iter().enumerate().filter(time);
        times.find_map(|(n, node)| node.attribute("datetime").and_then(moment).or_else(|| moment(&tree.words(n))))
    };
    let published = described.published.as_deref().and_then(moment);
    let names = [
        "article:published_time",
        "og:published_time",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "datepublished",
    ];
    let published = published
        .or_else(|| names.iter().find_map(|name| meta(&[*name]).as_deref().and_then(moment)))
        .or_else(marked)
        .or_else(written);
    let link = || {
        let link = tree.nodes.iter().find(|node| node.name == "link" && node.attribute("rel") == Some("canonical"))?;
        link.attribute("href").and_then(one_line)
    };
    let language = || {
        let own = |name: &str| tree.nodes.iter().find(|node| node.name == name)?.attribute("lang").and_then(one_line);
        own("html").or_else(|| own("body")).or_else(|| meta(&["og:locale", "content-language", "dc.language"]))
    };
    let metadata = Metadata {
        title: shown.or(told).or_else(of_window),
        publisher,
        published,
        url: link().or_else(|| meta(&["og:url"])).or(described.url),
        language: language().or(described.language),
    };
    Facts { metadata, headline }
}

/// The heading that is the headline: the one that machines are told, else the only one of first rank.
fn headline(tree: &Tree, furniture: &[bool], told: Option<&str>, publisher: Option<&str>) -> Option<usize> {
    let same =
        |a: &str, b: &str| a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase));
    let headings = |name: &'static str| {
        let heads = tree.nodes.iter().enumerate().filter(move |(_, node)| node.name == name);
        heads.map(|(n, _)| n).filter(|&n| !is_left_out(tree, furniture, n) && !tree.words(n).trim().is_empty())
    };
    let first: Vec<usize> = headings("h1").collect();
    let is_told = |n: &usize| told.is_some_and(|told| same(told, &tree.words(*n)));
    if let Some(&n) = first.iter().find(|n| is_told(n)) {
        return Some(n);
    }
    let own: Vec<usize> =
        first.into_iter().filter(|&n| !publisher.is_some_and(|publisher| same(publisher, &tree.words(n)))).collect();
    match &own[..] {
        [only] => Some(*only),
        _ => headings("h2").find(is_told),
    }
}

fn is_left_out(tree: &Tree, furniture: &[bool], mut n: usize) -> bool {
    while !furniture[n] {
        if tree.nodes[n].parent == n {
            return false;
        }
        n = tree.nodes[n].parent;
    }
    true
}

/// A window's title without the site's name behind it.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    for mark in [" | ", " – ", " — ", " - ", " :: ", " » "] {
        if let Some((before, site)) = title.rsplit_once(mark) {
            let named = publisher.is_some_and(|publisher| publisher.eq_ignore_ascii_case(site.trim()));
            // A short piece behind a mark is a name, and a headline has some words.
            if named || site.split_whitespace().count() <= 3 && before.split_whitespace().count() >= 3 {
                return before.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// What a page's JSON-LD says of its article.
#[derive(Debug, Default)]
struct Described {
    headline: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

impl Described {
    fn of(tree: &Tree) -> Self {
        let mut described = Described::default();
        let scripts = tree.nodes.iter().enumerate().filter(|(_, node)| {
            node.name == "script"
                && node.attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
        });
        for (n, _) in scripts {
            let Ok(value) = serde_json::from_str::<Value>(tree.words(n).trim()) else { continue };
            // Objects within objects, nearest first.
            let mut open = std::collections::VecDeque::from([&value]);
            let mut seen = 0;
            while let Some(value) = open.pop_front().filter(|_| seen < MAX_VALUES) {
                seen += 1;
                match value {
                    Value::Array(values) => open.extend(values),
                    Value::Object(object) if is_article(object.get("@type")) => described.read(object),
                    Value::Object(object) => {
                        open.extend(object.get("@graph").into_iter().chain(object.get("mainEntity")))
                    }
                    _ => {}
                }
            }
        }
        described
    }

    fn read(&mut self, object: &serde_json::Map<String, Value>) {
        let text = |key: &str| object.get(key).and_then(Value::as_str).and_then(one_line);
        let publisher = || match object.get("publisher")? {
            Value::Array(all) => named(all.first()?),
            one => named(one),
        };
        let address = || {
            text("url").or_else(|| {
                object
                    .get("mainEntityOfPage")
                    .and_then(|page| page.as_str().or_else(|| page.get("@id")?.as_str()))
                    .and_then(one_line)
            })
        };
        self.headline = self.headline.take().or_else(|| text("headline")).or_else(|| text("name"));
        self.publisher = self.publisher.take().or_else(publisher);
        self.published = self.published.take().or_else(|| text("datePublished"));
        self.url = self.url.take().or_else(address);
        self.language = self.language.take().or_else(|| text("inLanguage"));
    }
}

fn named(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value.get("name")?.as_str()).and_then(one_line)
}

/// Whether a type is that of an article, a report or a post.
fn is_article(kind: Option<&Value>) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report")
    };
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_name_is_no_part_of_a_headline() {
        assert_eq!(without_site("Twelve dead in Harim | The Agency", None), "Twelve dead in Harim");
        assert_eq!(
            without_site("Twelve dead in Harim - a day on the border with the army", None),
            "Twelve dead in Harim - a day on the border with the army"
        );
    }
}
