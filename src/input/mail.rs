//! Mails, one a file or many a mailbox: what their writers say, without what they quote.
//!
//! In: the bytes of a mail (RFC 5322, MIME), or a mailbox as a stream. Out: a document a mail. Quoted
//! replies and signatures are asides; attachments are named and not read.

use std::io::{self, BufRead};

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use super::html;
use super::moment::moment;
use super::page::{Facts, Page, one_line};
use crate::fault::Fault;
use crate::text::{At, Document, Metadata, Spot};

/// The largest mail that is read, in bytes.
pub(super) const MAX_BYTES: usize = 64 << 20;

/// The most parts of one mail that are read as text.
const MAX_PARTS: usize = 100;

/// Attachments that are named before the rest is only counted.
const NAMED: usize = 5;

/// How mails begin what they quote whole.
const FORWARDS: [&str; 4] = [
    "-----original message-----",
    "---------- forwarded message",
    "begin forwarded message:",
    "________________________________",
];

/// The document of one mail, the `n`th of its file.
///
/// # Errors
/// Where it is too large, or no mail.
pub(super) fn read(path: &str, n: usize, bytes: &[u8], within: At) -> Result<Document, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::of_file(path, format!("the mail is larger than {MAX_BYTES} bytes")));
    }
    let Some(message) = MessageParser::default().parse(bytes).filter(|message| !message.parts.is_empty()) else {
        return Err(
            Fault::of_file(path, "this is no mail: it has no headers").help("read it as text: --input-format text")
        );
    };
    let mut facts = Facts { metadata: metadata(&message), within, ..Facts::default() };
    let mut page = Page::default();
    let leaves =
        |upto: usize| message.parts[..upto].iter().filter(|part| !matches!(part.body, PartType::Multipart(_))).count();
    // A text that was made for people who cannot see pages says the same in plainer form.
    let plain =
        |part: &u32| matches!(message.parts.get(*part as usize).map(|part| &part.body), Some(PartType::Text(_)));
    let ids = if message.text_body.iter().any(plain) { &message.text_body } else { &message.html_body };
    if ids.len() > MAX_PARTS {
        facts.notes.push(format!("of {} parts only the first {MAX_PARTS} are read", ids.len()));
    }
    for &id in ids.iter().take(MAX_PARTS) {
        let Some(part) = message.parts.get(id as usize) else { continue };
        let spot = Spot::Part(u32::try_from(leaves(id as usize) + 1).unwrap_or(u32::MAX));
        match &part.body {
            PartType::Text(text) => write_text(text, &spot, &mut page),
            PartType::Html(text) => html::fragment(text, Some(spot), true, &mut page),
            _ => {}
        }
    }
    facts.notes.extend(attachments(&message));
    Ok(page.document(path, n, facts))
}

fn metadata(message: &Message) -> Metadata {
    let sender = message.from().or_else(|| message.sender()).and_then(|address| {
        let first = match address {
            Address::List(all) => all.first(),
            Address::Group(groups) => groups.first().and_then(|group| group.addresses.first()),
        }?;
        first.name.as_deref().or(first.address.as_deref()).and_then(one_line)
    });
    Metadata {
        title: message.subject().and_then(one_line),
        publisher: sender,
        published: message.date().and_then(|date| moment(&date.to_rfc3339())),
        url: message
            .header("Archived-At")
            .and_then(|value| value.as_text())
            .map(|url| url.trim_matches(['<', '>']))
            .and_then(one_line),
        language: message.header("Content-Language").and_then(|value| value.as_text()).and_then(one_line),
    }
}

/// That there are attachments, which are not read.
fn attachments(message: &Message) -> Option<String> {
    let names: Vec<String> = message
        .attachments()
        .take(NAMED)
        .map(|part| part.attachment_name().and_then(one_line).unwrap_or_else(|| "one without a name".to_owned()))
        .collect();
    let more = message.attachment_count().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!names.is_empty()).then(|| format!("attachments are not read: {}{more}", names.join(", ")))
}

/// Writes a text part: its own lines, what it quotes as asides.
fn write_text(text: &str, spot: &Spot, page: &mut Page) {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut n = 0;
    let mut open = false; // whether a paragraph is open
    while n < lines.len() && page.len() < super::page::MAX_BYTES {
        if let Some((what, end)) = aside(&lines, n) {
            page.aside(what, |page| {
                for line in lines[n..end].iter().filter_map(|line| one_line(line.trim_start_matches(['>', ' ']))) {
                    page.line("");
                    page.words(&line, Some(spot.clone()));
                }
            });
            (n, open) = (end, false);
            continue;
        }
        match one_line(lines[n]) {
            None => open = false,
            Some(line) => {
                if open {
                    page.line("");
                } else {
                    page.paragraph("");
                }
                page.words(&line, Some(spot.clone()));
                open = true;
            }
        }
        n += 1;
    }
}

/// Whether lines from here on are quoted or a signature, and where that ends.
fn aside(lines: &[&str], n: usize) -> Option<(&'static str, usize)> {
    let quoted = |line: &str| line.starts_with('>');
    let run = |from: usize| {
        let rest = lines[from..].iter().take_while(|line| quoted(line)).count();
        from + rest
    };
    if quoted(lines[n]) {
        return Some(("quoted", run(n)));
    }
    if lines[n] == "--" {
        return Some(("signature", lines.len()));
    }
    let lower = lines[n].trim_start().to_lowercase();
    if FORWARDS.iter().any(|mark| lower.starts_with(mark)) {
        return Some(("quoted", lines.len()));
    }
    // "On Monday, A. Writer wrote:", on one line or two, with a quotation behind it.
    let introduces = |line: &str| {
        line.ends_with(':') && (lower.starts_with("on ") || line.contains('@') || line.ends_with("wrote:"))
    };
    for end in n + 1..=n + 2 {
        if end <= lines.len() && introduces(lines[end - 1]) && (end == n + 1 || lower.starts_with("on ")) {
            let blank = usize::from(lines.get(end).is_some_and(|line| line.is_empty()));
            if lines.get(end + blank).is_some_and(|line| quoted(line)) {
                return Some(("quoted", run(end + blank)));
            }
        }
    }
    None
}

/// The mails of a mailbox, one after the other.
pub(super) struct Mailbox<R> {
    input: R,
    /// Whether the line that begins the next mail was read.
    begun: bool,
}

impl<R: BufRead> Mailbox<R> {
    pub(super) fn new(input: R) -> Self {
        Mailbox { input, begun: false }
    }

    /// The bytes of the next mail; a mail that is too large is cut off at the limit, which its reader
    /// tells. `None` at the end.
    ///
    /// # Errors
    /// Those of the stream.
    pub(super) fn next_mail(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut mail = Vec::new();
        let mut line = Vec::new();
        let mut blank = !self.begun;
        loop {
            line.clear();
            let room = (MAX_BYTES + 2).saturating_sub(mail.len());
            // One endless line is read and thrown away in pieces.
            let read =
                io::Read::take(&mut self.input, room.clamp(1 << 16, MAX_BYTES) as u64).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok((self.begun || !mail.is_empty()).then(|| {
                    self.begun = false;
                    mail
                }));
            }
            if blank && line.starts_with(b"From ") {
                if self.begun {
                    return Ok(Some(mail));
                }
                self.begun = true;
                blank = false;
                continue;
            }
            blank = line.trim_ascii().is_empty();
            // ">From " was "From " before it went into the mailbox.
            let quoted =
                line.iter().position(|&byte| byte != b'>').filter(|&n| n > 0 && line[n..].starts_with(b"From "));
            if room > 2 {
                mail.extend_from_slice(&line[usize::from(quoted.is_some())..]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_quotes_is_an_aside() {
        let mail = b"From: The Office <press@example.org>\r\nSubject: =?utf-8?Q?Toll_rises_=E2=80=93_12_dead?=\r\n\
            Date: Thu, 14 Nov 2024 18:40:00 +0300\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\n\
            Twelve died\r\nin Harim\x97all.\r\n\r\nOn Monday, A wrote:\r\n> Nine died.\r\n>> Eight died.\r\n\r\nTen hurt.\r\n-- \r\nThe Office\r\n";
        let document = read("a.eml", 1, mail, At::default()).unwrap();
        assert_eq!(
            document.body.of(&document.text).trim(),
            "Twelve died\nin Harim—all.\n\n<!-- quoted: On Monday, A wrote:\nNine died.\nEight died. -->\n\nTen hurt.\n\n<!-- signature: --\nThe Office -->"
        );
        let Metadata { title, publisher, published, .. } = document.metadata;
        assert_eq!(title.as_deref(), Some("Toll rises – 12 dead"));
        assert_eq!(publisher.as_deref(), Some("The Office"));
        assert_eq!(published.unwrap().as_written(), "2024-11-14T18:40:00+03:00");
    }

    #[test]
    fn a_mailbox_is_cut_at_its_envelopes() {
        let source = b"From a Mon Jan  1 00:00:00 2024\nSubject: x\n\nOne.\n>From here.\n\nFrom b Mon Jan  1 00:00:00 2024\nSubject: y\n\nFrom a line\n";
        let mut mailbox = Mailbox::new(&source[..]);
        let mut mails = Vec::new();
        while let Some(mail) = mailbox.next_mail().unwrap() {
            mails.push(String::from_utf8(mail).unwrap());
        }
        assert_eq!(mails[0], "Subject: x\n\nOne.\nFrom here.\n\n");
        assert_eq!(mails.len(), 3);
    }
}
