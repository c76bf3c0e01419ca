//! XML as it comes out of office files and feeds: elements and texts, with limits.
//!
//! In: the text of an XML file. Out: its events in order, or what is wrong with it. Entities that a file
//! declares for itself are not expanded, nothing is fetched, and depth is bounded.

use quick_xml::events::{BytesStart, Event as Raw};

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 512;

/// What comes next in a file. Names have their prefix: `w:p`.
#[derive(Debug)]
pub(super) enum Event {
    /// An element begins. An empty one ends at once.
    Start(Tag),
    End(String),
    Text(String),
}

/// The name of an element and its attributes.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute, by its name with or without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let local = |known: &str| known == name || known.rsplit(':').next() == Some(name);
        self.attributes.iter().find(|(known, _)| local(known)).map(|(_, value)| value.as_str())
    }
}

/// A file of XML, event by event.
pub(super) struct Xml<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    depth: usize,
    /// The end of an empty element, whose start was told.
    end: Option<String>,
    /// Whether entities that XML does not know are told as they are written, for readers of HTML.
    keeps_entities: bool,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = quick_xml::Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = true;
        config.allow_dangling_amp = true;
        Xml { reader, depth: 0, end: None, keeps_entities: false }
    }

    /// The same, for text that is read as HTML later.
    pub(super) fn keeping_entities(self) -> Self {
        Xml { keeps_entities: true, ..self }
    }

    /// The byte up to which the file was read.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// What is wrong with the file, in a few words.
    pub(super) fn next(&mut self) -> Result<Option<Event>, String> {
        if let Some(name) = self.end.take() {
            return Ok(Some(Event::End(name)));
        }
        loop {
            let event = self.reader.read_event().map_err(|error| format!("broken XML: {error}"))?;
            return Ok(Some(match event {
                Raw::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(format!("elements are nested more than {MAX_DEPTH} deep"));
                    }
                    Event::Start(tag(&start))
                }
                Raw::Empty(start) => {
                    let tag = tag(&start);
                    self.end = Some(tag.name.clone());
                    Event::Start(tag)
                }
                Raw::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Event::End(end.name().as_ref().to_owned())
                }
                Raw::Text(text) => Event::Text(text.xml10_content().into_owned()),
                Raw::CData(text) => Event::Text(text.xml10_content().into_owned()),
                Raw::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(c)) => Event::Text(c.to_string()),
                    _ => Event::Text(self.entity(&name)),
                },
                Raw::Eof if self.depth > 0 => return Err("it ends before its last element does".to_owned()),
                Raw::Eof => return Ok(None),
                Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) => continue,
            }));
        }
    }

    /// Passes over the rest of the element that began last.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn skip(&mut self) -> Result<(), String> {
        let mut open = 1;
        while open > 0 {
            match self.next()? {
                Some(Event::Start(_)) => open += 1,
                Some(Event::End(_)) => open -= 1,
                Some(Event::Text(_)) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// The text of the element that began last, with that of elements in it.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub(super) fn text(&mut self) -> Result<String, String> {
        let mut open = 1;
        let mut text = String::new();
        while open > 0 {
            match self.next()? {
                Some(Event::Start(_)) => open += 1,
                Some(Event::End(_)) => open -= 1,
                Some(Event::Text(words)) => text.push_str(&words),
                None => break,
            }
        }
        Ok(text)
    }

    fn entity(&self, name: &str) -> String {
        match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ if self.keeps_entities => return format!("&{name};"),
            _ => "",
        }
        .to_owned()
    }
}

fn tag(start: &BytesStart) -> Tag {
    let mut all = start.attributes();
    let attributes = all.with_checks(false).filter_map(Result::ok).map(|attribute| {
        let value =
            quick_xml::escape::unescape(&attribute.value).map_or_else(|_| String::new(), |value| value.into_owned());
        (attribute.key.as_ref().to_owned(), value)
    });
    let attributes = attributes.collect();
    Tag { name: start.name().as_ref().to_owned(), attributes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(xml: &str) -> Result<String, String> {
        let mut reader = Xml::new(xml);
        let mut text = String::new();
        while let Some(event) = reader.next()? {
            match event {
                Event::Text(words) => text.push_str(&words),
                Event::Start(tag) => text.push_str(tag.attribute("b").unwrap_or("<")),
                Event::End(_) => text.push('>'),
            }
        }
        Ok(text)
    }

    #[test]
    fn entities_of_a_files_own_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]><a x:b='1'>&y;&amp;&#65;<c/></a>";
        assert_eq!(text_of(bomb).unwrap(), "1&A<>>");
    }

    #[test]
    fn what_is_broken_cut_off_or_too_deep_is_told() {
        assert!(text_of("<a><b></a>").unwrap_err().starts_with("broken XML"));
        assert!(text_of("<a>x").unwrap_err().contains("ends before"));
        assert!(text_of(&"<a>".repeat(1000)).unwrap_err().contains("nested more than"));
    }
}
