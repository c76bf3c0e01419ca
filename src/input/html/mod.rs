//! Web pages: the article without its furniture, each word with its line and column.
//!
//! In: the bytes of a page, or a piece of HTML out of a mail or a feed. Out: a document, or paragraphs on
//! a page. Captions and quoted mails are kept as comments. Nothing is fetched and no script is run.

mod article;
mod facts;
mod tree;
mod write;

use super::encoding::decode;
use super::page::{Facts, Page};
use crate::fault::Fault;
use crate::text::{At, Document, Spot};

use article::Article;
use tree::Tree;
use write::{Cursor, Places, write};

/// The largest page that is read, in bytes.
pub(super) const MAX_BYTES: usize = 64 << 20;

/// How far into a page its encoding may be named, in bytes.
const PRESCAN: usize = 4096;

/// The document of a web page, the `n`th of its file. `label` is the encoding that a server told;
/// `within` the place of the page in an archive.
///
/// # Errors
/// Where the page is too large or its text cannot be decoded.
pub(super) fn page(path: &str, n: usize, bytes: &[u8], label: Option<&str>, within: At) -> Result<Document, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::of_file(path, format!("the page is larger than {MAX_BYTES} bytes")));
    }
    let own = label.map(str::to_owned).or_else(|| named_encoding(bytes));
    let decoded = decode(bytes, own.as_deref());
    let notes: Vec<String> = match &decoded {
        Some(decoded) => decoded.note().into_iter().collect(),
        None => vec!["some of its letters are broken UTF-8 and left out".to_owned()],
    };
    let counts_bytes = decoded.as_ref().is_some_and(|decoded| decoded.encoding.is_none()) && within == At::default();
    let text = decoded.map_or_else(|| String::from_utf8_lossy(bytes), |decoded| decoded.text);
    let tree = Tree::of(&text);
    let article = Article::of(&tree);
    let facts::Facts { metadata, headline } = facts::facts(&tree, &article.furniture);
    let mut places = Places::Points(Cursor::new(&text));
    let title_spot = headline.and_then(|n| {
        let node = tree.nodes[n..tree.nodes[n].end].iter().find(|node| !node.words.trim().is_empty())?;
        let blank = text.get(node.span.clone()).map_or(0, |raw| raw.len() - raw.trim_start().len());
        Some(Cursor::new(&text).point(node.span.start + blank))
    });
    let mut written = Page::default();
    write(&tree, &article, metadata.title.as_deref(), false, &mut places, &mut written);
    Ok(written.document(path, n, Facts { metadata, title_spot, within, counts_bytes, notes }))
}

/// Writes a piece of HTML on a page: the body of a mail (then what it quotes is an aside), an entry's
/// content. Every word of it stands at `spot`.
pub(super) fn fragment(html: &str, spot: Option<Spot>, mail: bool, page: &mut Page) {
    let tree = Tree::of(html);
    let article = Article::whole(&tree);
    let mut places = spot.map_or(Places::None, Places::One);
    write(&tree, &article, None, mail, &mut places, page);
}

/// The words of a piece of HTML on one line: a title.
pub(super) fn words_of(html: &str) -> Option<String> {
    let tree = Tree::of(html);
    super::page::one_line(&tree.words(0))
}

/// The encoding that a page names in its first bytes.
fn named_encoding(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let after = start.split("charset").nth(1).or_else(|| start.split("encoding").nth(1))?;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

/// The document of a file that is one page.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Document, Fault> {
    page(path, 1, bytes, None, At::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Field, Metadata, Span};

    fn text_of(html: &str) -> String {
        let document = read("a.html", html.as_bytes()).unwrap();
        document.body.of(&document.text).trim().to_owned()
    }

    #[test]
    fn an_article_is_told_from_what_stands_around_it() {
        let html = "<html><body><header><h1>The Agency</h1></header><nav><a href=/>Ten dead</a></nav><div class='page share'>\
            <div id=content><h1>Toll rises</h1><p class=byline>By A. Writer</p><p>Twelve people &amp; a dog died in\n  Harim. \
            <b>At least</b>\n35 were hurt.</p><ul><li>One<li>Two</ul><table><tr><th>a<th>b<tr><td>1<td>2</table>\
            <figure><figcaption>Nine dead</figcaption></figure>\
            <p><a href=x>Read more: eight killed</a></p><h3>Comments</h3><p>Seven dead!</p></div>\
            <div class='relatedStories'><p>Six dead in a far place, the police said on Monday.</p></div></div>\
            <footer>Five dead</footer></body></html>";
        assert_eq!(
            text_of(html),
            "Twelve people & a dog died in Harim. At least 35 were hurt.\n\n- One\n- Two\n\n| a | b\n| 1 | 2\n\n<!-- caption: Nine dead -->"
        );
    }

    #[test]
    fn words_lead_back_to_their_line_and_column() {
        let html = "<article>\n<h1>Toll</h1>\n<p>In Čas &amp; co,\n   twelve died.</p></article>";
        let document = read("a.html", html.as_bytes()).unwrap();
        let at = document.text.find("twelve died").unwrap();
        let at = document.at(Field::Text, Span::new(at, at + 11)).unwrap();
        assert_eq!(at.position(), Some((4, 4)));
        assert_eq!(&html[at.start.unwrap()..at.end.unwrap()], "twelve died");
        let title = document.title.clone().unwrap().at.unwrap();
        assert_eq!(document.at(Field::Title, title).unwrap().position(), Some((2, 5)));
    }

    #[test]
    fn a_page_says_when_where_and_by_whom_it_was_published() {
        let html = "<html lang=en><head><title>Toll - X</title><link rel=canonical href=https://e.org/a>\
            <script type=application/ld+json>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"no\"},{\"@type\":[\"NewsArticle\"],\
            \"headline\":\"Toll rises to 12\",\"datePublished\":\"2024-11-14T18:40:00+03:00\",\"publisher\":{\"name\":\"The Agency\"}}]}\
            </script></head><body><p>Twelve died.</p></body></html>";
        let metadata = read("a.html", html.as_bytes()).unwrap().metadata;
        let Metadata { title, publisher, published, url, language } = metadata;
        assert_eq!(title.as_deref(), Some("Toll rises to 12"));
        assert_eq!(publisher.as_deref(), Some("The Agency"));
        assert_eq!(published.unwrap().as_written(), "2024-11-14T18:40:00+03:00");
        assert_eq!((url.as_deref(), language.as_deref()), (Some("https://e.org/a"), Some("en")));
    }

    #[test]
    fn the_encoding_is_what_the_page_says() {
        let html = b"<meta charset=\"windows-1251\"><p>\xcf\xee\xe3\xe8\xe1\xeb\xe8 12</p>";
        let document = read("a.html", html).unwrap();
        assert!(document.text.contains("Погибли 12") && document.notes[0].contains("windows-1251"));
    }

    #[test]
    fn quoted_mails_are_asides() {
        let mut page = Page::default();
        fragment(
            "<div>Ten died.</div><blockquote type=cite><p>Nine died.</p><p>More</p></blockquote>",
            Some(Spot::Part(1)),
            true,
            &mut page,
        );
        assert_eq!(
            page.document("a", 1, Facts::default()).text.trim_end(),
            "Ten died.\n\n<!-- quoted: Nine died.\n\nMore -->"
        );
    }
}
