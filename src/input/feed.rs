//! Feeds: RSS, Atom and JSON Feed, an entry a document.
//!
//! In: the text of a feed. Out: a document an entry, in the order of the feed; of an entry's texts the
//! fullest. What comes after the place where a feed breaks off is told and left out.

use serde_json::Value;

use super::html;
use super::moment::moment;
use super::page::{Facts, Page, one_line};
use super::xml::{Event, Tag, Xml};
use crate::fault::Fault;
use crate::text::{At, Metadata, Reading, Span};

/// The most entries of one feed that are read.
const MAX_ENTRIES: usize = 100_000;

/// An entry, or what a feed says of all its entries.
#[derive(Debug, Default)]
struct Entry {
    title: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    url: Option<String>,
    language: Option<String>,
    /// The text as HTML: the whole, and the summary.
    content: Option<String>,
    summary: Option<String>,
}

/// Reads the entries of a feed.
pub(super) fn read(path: &str, text: &str) -> Reading {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let (feed, entries, fault) = if start.starts_with('{') { json(path, start) } else { xml(path, text) };
    let mut reading = Reading { documents: Vec::new(), faults: fault.into_iter().collect() };
    for (entry, n) in entries.into_iter().zip(1..) {
        let Entry { title, publisher, published, updated, url, language, content, summary } = entry;
        let mut page = Page::default();
        if let Some(html) = content.filter(|html| !html.trim().is_empty()).or(summary) {
            html::fragment(&html, None, false, &mut page);
        }
        let written = published.or(updated);
        let metadata = Metadata {
            title: title.as_deref().and_then(html::words_of),
            publisher: publisher.or_else(|| feed.title.as_deref().and_then(html::words_of)),
            published: written.as_deref().and_then(moment),
            url: url.as_deref().and_then(one_line),
            language: language.or_else(|| feed.language.clone()),
        };
        let mut facts = Facts { metadata, within: At { entry: Some(n), ..At::default() }, ..Facts::default() };
        if let Some(written) = written.filter(|_| facts.metadata.published.is_none()) {
            facts.notes.push(format!("published: “{written}” is not a date; taken as unknown"));
        }
        reading.documents.push(page.document(path, n as usize, facts));
    }
    reading
}

/// The feed itself, its entries, and why some could not be read.
type Read = (Entry, Vec<Entry>, Option<Fault>);

/// Reads RSS (0.9 to 2.0) and Atom.
fn xml(path: &str, text: &str) -> Read {
    let mut xml = Xml::new(text).keeping_entities();
    let (mut feed, mut entries) = (Entry::default(), Vec::new());
    let read = elements(&mut xml, &mut feed, &mut entries);
    let fault = read.err().map(|why| {
        let mut at = xml.position().min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let message = format!("the feed cannot be read from here on: {why}");
        Fault::at(path, text, Span::new(at, at), message).help("get it again, or mend it there")
    });
    (feed, entries, fault)
}

fn elements(xml: &mut Xml, feed: &mut Entry, entries: &mut Vec<Entry>) -> Result<(), String> {
    let mut entry: Option<Entry> = None;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => match local(&tag.name) {
                "item" | "entry" if entry.is_none() => {
                    entry = Some(Entry { language: tag.attribute("xml:lang").map(str::to_owned), ..Entry::default() });
                }
                "rss" | "feed" | "RDF" | "channel" => {
                    feed.language = feed.language.take().or_else(|| tag.attribute("xml:lang").and_then(one_line));
                }
                // A picture of the channel has a title and a link of its own.
                "image" | "textinput" | "textInput" | "cloud" if entry.is_none() => xml.skip()?,
                _ => field(xml, &tag, entry.as_mut().unwrap_or(feed))?,
            },
            Event::End(name) if matches!(local(&name), "item" | "entry") => {
                entries.extend(entry.take());
                if entries.len() >= MAX_ENTRIES {
                    return Err(format!("more than {MAX_ENTRIES} entries"));
                }
            }
            Event::End(_) | Event::Text(_) => {}
        }
    }
    Ok(())
}

/// The name without the prefixes that feeds use for their own elements.
fn local(name: &str) -> &str {
    name.strip_prefix("rss:")
        .or_else(|| name.strip_prefix("atom:"))
        .or_else(|| name.strip_prefix("rdf:"))
        .unwrap_or(name)
}

/// One element of an entry or of the channel.
fn field(xml: &mut Xml, tag: &Tag, entry: &mut Entry) -> Result<(), String> {
    let name = local(&tag.name);
    if name == "link" && tag.attribute("href").is_some() {
        let own = tag.attribute("rel").is_none_or(|rel| rel == "alternate");
        if own && entry.url.is_none() {
            entry.url = tag.attribute("href").map(str::to_owned);
        }
        return xml.skip();
    }
    if name == "source" || name == "author" {
        // Atom writes a name within; RSS writes it outright.
        let name = named(xml)?;
        if tag.name == "source" {
            entry.publisher = entry.publisher.take().or(name);
        }
        return Ok(());
    }
    let text = match tag.attribute("type") {
        Some("xhtml") => markup(xml)?,
        // Plain text in Atom is not HTML: what looks like markup in it is none.
        Some("text") => escaped(&xml.text()?),
        None if tag.name == "title" && !tag.name.contains(':') => xml.text()?,
        _ => xml.text()?,
    };
    let slot = match name {
        "title" | "dc:title" => &mut entry.title,
        "link" => &mut entry.url,
        "guid" if tag.attribute("isPermaLink") == Some("true") => &mut entry.url,
        "pubDate" | "published" | "issued" | "dc:date" | "dcterms:issued" | "dcterms:created" => &mut entry.published,
        "updated" | "modified" | "dcterms:modified" => &mut entry.updated,
        "content" | "content:encoded" | "xhtml:body" => &mut entry.content,
        "description" | "summary" | "dc:description" => &mut entry.summary,
        "dc:publisher" => &mut entry.publisher,
        "language" | "dc:language" => &mut entry.language,
        _ => return Ok(()),
    };
    if slot.is_none() && !text.trim().is_empty() {
        *slot = Some(text);
    }
    Ok(())
}

/// The name in an element: its title or name, else its text.
fn named(xml: &mut Xml) -> Result<Option<String>, String> {
    let (mut own, mut inner) = (String::new(), None);
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Some(Event::Start(tag)) if matches!(local(&tag.name), "name" | "title") && inner.is_none() => {
                inner = one_line(&xml.text()?)
            }
            Some(Event::Start(_)) => depth += 1,
            Some(Event::End(_)) => depth -= 1,
            Some(Event::Text(text)) if depth == 1 => own.push_str(&text),
            Some(Event::Text(_)) => {}
            None => break,
        }
    }
    Ok(inner.or_else(|| one_line(&own)))
}

/// XHTML within an element, as HTML.
fn markup(xml: &mut Xml) -> Result<String, String> {
    let mut out = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Some(Event::Start(tag)) => {
                depth += 1;
                out.push_str(&format!("<{}>", tag.name.trim_start_matches("xhtml:")));
            }
            Some(Event::End(name)) => {
                depth -= 1;
                if depth > 0 {
                    out.push_str(&format!("</{}>", name.trim_start_matches("xhtml:")));
                }
            }
            Some(Event::Text(text)) => out.push_str(&escaped(&text)),
            None => break,
        }
    }
    Ok(out)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Reads JSON Feed.
fn json(path: &str, text: &str) -> Read {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let mut at = (line + error.column().saturating_sub(1)).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            let fault = Fault::at(path, text, Span::new(at, at), format!("the feed is no JSON: {message}"));
            return (Entry::default(), Vec::new(), Some(fault));
        }
    };
    let string = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let plain = |value: &Value, key: &str| string(value, key).map(|text| escaped(&text));
    let feed = Entry { title: plain(&value, "title"), language: string(&value, "language"), ..Entry::default() };
    let items = value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    // Lines of a text are not paragraphs of HTML yet.
    let paragraphs = |text: String| {
        let lines: Vec<String> =
            text.split("\n\n").map(|part| format!("<p>{}</p>", part.replace('\n', "<br>"))).collect();
        lines.concat()
    };
    let entries = items.iter().take(MAX_ENTRIES).map(|item| Entry {
        title: plain(item, "title"),
        publisher: None,
        published: string(item, "date_published"),
        updated: string(item, "date_modified"),
        url: string(item, "url").or_else(|| string(item, "external_url")),
        language: string(item, "language"),
        content: string(item, "content_html").or_else(|| plain(item, "content_text").map(paragraphs)),
        summary: plain(item, "summary"),
    });
    let entries = entries.collect();
    (feed, entries, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fullest_text_of_an_entry_is_read() {
        let rss = "<?xml version=\"1.0\"?><rss><channel><title>The Agency</title><language>en</language><image><title>no</title></image>\
            <item><title>Toll &amp;amp; more</title><description>Short.</description><media:title>no</media:title>\
            <content:encoded><![CDATA[<p>Twelve died.</p><p>Ten&nbsp;hurt.</p>]]></content:encoded>\
            <pubDate>Thu, 14 Nov 2024 18:40:00 +0300</pubDate><link>https://e.org/a</link></item>\
            <item><title>Two</title><description>&lt;b&gt;Nine&lt;/b&gt; died.</description></item></channel></rss>";
        let reading = read("f.rss", rss);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let [one, two] = &reading.documents[..] else { panic!("{reading:?}") };
        assert_eq!(one.body.of(&one.text).trim(), "Twelve died.\n\nTen hurt.");
        assert_eq!(one.metadata.title.as_deref(), Some("Toll & more"));
        assert_eq!(one.metadata.publisher.as_deref(), Some("The Agency"));
        assert_eq!(one.metadata.published.unwrap().as_written(), "2024-11-14T18:40:00+03:00");
        assert_eq!((two.id.as_str(), two.body.of(&two.text).trim()), ("f.rss#2", "Nine died."));
    }

    #[test]
    fn atom_and_json_feed_say_the_same() {
        let atom = "<feed xml:lang='en'><title>The Agency</title><entry><title type='text'>A &lt;b></title><link rel='self' href='no'/>\
            <link href='https://e.org/a'/><updated>2024-11-15T00:00:00Z</updated><published>2024-11-14T18:40:00Z</published>\
            <content type='xhtml'><div><p>Twelve <b>died</b>.</p></div></content></entry></feed>";
        let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The Agency\", \"language\": \"en\", \"items\": [\
            {\"title\": \"A <b>\", \"url\": \"https://e.org/a\", \"date_published\": \"2024-11-14T18:40:00Z\", \"content_text\": \"Twelve died.\"}]}";
        let [one, two] = [atom, json].map(|text| read("f", text).documents.remove(0));
        assert_eq!(one.text, two.text);
        assert_eq!(one.metadata.title.as_deref(), Some("A <b>"));
        assert!(one.text.ends_with("Twelve died.\n"));
    }

    #[test]
    fn what_stands_before_the_flaw_is_read() {
        let reading = read("f", "<rss><channel><item><title>One</title></item>\n<item><title>Two</b></item>");
        assert_eq!(reading.documents.len(), 1);
        assert!(reading.faults[0].to_string().starts_with("f:2:"), "{}", reading.faults[0]);
    }
}
