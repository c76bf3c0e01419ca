//! What an input is, by its content and its name.
//!
//! In: the first bytes and the path. Out: a [`Kind`], or what it is that is not read. Content comes
//! first; the end of the path decides only between kinds that look alike.

use std::fmt;

/// How much of an input is looked at, in bytes.
const LOOKED_AT: usize = 16 << 10;

/// How an input is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text or Markdown, perhaps with front matter.
    Text,
    /// One document a line.
    JsonLines,
    /// A web page.
    Html,
    /// A document of Word.
    Docx,
    /// A document of LibreOffice or OpenOffice.
    Odt,
    /// A page description with a text layer.
    Pdf,
    /// A mail.
    Mail,
    /// Many mails.
    Mailbox,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// Values separated by commas or semicolons.
    Csv,
    /// Values separated by tabs.
    Tsv,
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice or OpenOffice.
    Ods,
    /// Columns of Apache Parquet.
    Parquet,
    /// A web archive, compressed or not.
    Warc,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 15] = [
        Kind::Text,
        Kind::JsonLines,
        Kind::Html,
        Kind::Docx,
        Kind::Odt,
        Kind::Pdf,
        Kind::Mail,
        Kind::Mailbox,
        Kind::Feed,
        Kind::Csv,
        Kind::Tsv,
        Kind::Xlsx,
        Kind::Ods,
        Kind::Parquet,
        Kind::Warc,
    ];

    /// The endings of its files; a search of folders reads files with these and passes over others.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Kind::Text => &["txt", "md", "markdown"],
            Kind::JsonLines => &["jsonl", "ndjson"],
            Kind::Html => &["html", "htm", "xhtml"],
            Kind::Docx => &["docx"],
            Kind::Odt => &["odt"],
            Kind::Pdf => &["pdf"],
            Kind::Mail => &["eml"],
            Kind::Mailbox => &["mbox"],
            Kind::Feed => &["rss", "atom"],
            Kind::Csv => &["csv"],
            Kind::Tsv => &["tsv"],
            Kind::Xlsx => &["xlsx"],
            Kind::Ods => &["ods"],
            Kind::Parquet => &["parquet"],
            Kind::Warc => &["warc", "warc.gz"],
        }
    }

    /// What the end of a path says. `None` for a file that a search of folders passes over.
    pub fn of_path(path: &str) -> Option<Self> {
        let path = path.to_ascii_lowercase();
        let ends = |ending: &&str| path.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.'));
        Kind::ALL.into_iter().find(|kind| kind.endings().iter().any(ends))
    }

    /// What the content is.
    ///
    /// # Errors
    /// The name of a kind of file that is not read ("a picture").
    pub fn of_content(path: &str, bytes: &[u8]) -> Result<Self, &'static str> {
        let start = &bytes[..bytes.len().min(LOOKED_AT)];
        if let Some(kind) = binary(start, bytes) {
            return kind;
        }
        let named = Kind::of_path(path);
        // Sniffing is for ASCII: what is UTF-16 shows the same letters without its zeros.
        let start: Vec<u8> = start.iter().copied().filter(|&byte| byte != 0).collect();
        let start = String::from_utf8_lossy(&start);
        let text = start.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
        if let Some(kind) = textual(text) {
            // A page in a Markdown file is Markdown that begins with a page's tags: read it as a page.
            return Ok(kind);
        }
        Ok(match named {
            Some(Kind::Html) if text.contains('<') => Kind::Html,
            Some(Kind::Mail) if headers(text).next().is_some() => Kind::Mail,
            Some(kind @ (Kind::JsonLines | Kind::Csv | Kind::Tsv)) => kind,
            _ if is_json_line(text) => Kind::JsonLines,
            _ => Kind::Text,
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Text => "text",
            Kind::JsonLines => "JSON Lines",
            Kind::Html => "a web page",
            Kind::Docx => "a Word document",
            Kind::Odt => "an OpenDocument text",
            Kind::Pdf => "a PDF file",
            Kind::Mail => "a mail",
            Kind::Mailbox => "a mailbox",
            Kind::Feed => "a feed",
            Kind::Csv => "a table of comma-separated values",
            Kind::Tsv => "a table of tab-separated values",
            Kind::Xlsx => "an Excel workbook",
            Kind::Ods => "an OpenDocument workbook",
            Kind::Parquet => "a Parquet file",
            Kind::Warc => "a web archive",
        })
    }
}

/// What shows by its first bytes.
fn binary(start: &[u8], bytes: &[u8]) -> Option<Result<Kind, &'static str>> {
    const REFUSED: [(&[u8], &str); 22] = [
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"II*\0", "a picture (TIFF)"),
        (b"MM\0*", "a picture (TIFF)"),
        (b"BM", "a picture (BMP)"),
        (b"RIFF", "a sound, a film or a picture (RIFF)"),
        (b"OggS", "a sound or a film (Ogg)"),
        (b"ID3", "a sound (MP3)"),
        (b"\x1aE\xdf\xa3", "a film (Matroska)"),
        (b"\xd0\xcf\x11\xe0", "an old office document (.doc, .xls or .msg)"),
        (b"{\\rtf", "a Rich Text document (.rtf)"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"SQLite format 3", "an SQLite database"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"%!PS", "a PostScript file"),
        (b"ARROW1", "an Arrow file"),
    ];
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Some(zip(start, bytes));
    }
    if start.starts_with(b"PAR1") {
        return Some(Ok(Kind::Parquet));
    }
    // Some programs put a line or two before it.
    if start[..start.len().min(1024)].windows(5).any(|five| five == b"%PDF-") {
        return Some(Ok(Kind::Pdf));
    }
    if start.starts_with(b"\x1f\x8b") {
        return Some(gzip(bytes));
    }
    if start.starts_with(b"WARC/1.") || start.starts_with(b"WARC/0.") {
        return Some(Ok(Kind::Warc));
    }
    let film = start.get(4..8).filter(|&four| four == b"ftyp").map(|_| Err("a film or a picture (MP4, HEIC)"));
    let tar = start.get(257..262).filter(|&five| five == b"ustar").map(|_| Err("a tar archive"));
    // "BM" and "ID3" begin words too; a picture or a sound has bytes that no text has.
    let refused = REFUSED.iter().find(|(magic, _)| start.starts_with(magic));
    let refused = refused.filter(|(magic, _)| magic.len() > 3 || start.contains(&0)).map(|(_, what)| Err(*what));
    film.or(tar).or(refused)
}

/// Which office document an archive is: it says so in names or in its first member.
fn zip(start: &[u8], bytes: &[u8]) -> Result<Kind, &'static str> {
    const ODF: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.";
    let holds = |part: &[u8], words: &[u8]| memchr::memmem::find(part, words).is_some();
    if let Some(at) = memchr::memmem::find(start, ODF) {
        let rest = &start[at + ODF.len()..];
        return match () {
            () if rest.starts_with(b"text") => Ok(Kind::Odt),
            () if rest.starts_with(b"spreadsheet") => Ok(Kind::Ods),
            () => Err("an OpenDocument file that is neither text nor workbook"),
        };
    }
    if holds(start, b"mimetypeapplication/epub") {
        return Err("an e-book (.epub)");
    }
    // The list of members stands at the end; in a file that was cut off, only the members themselves.
    let tail = &bytes[bytes.len().saturating_sub(64 << 10)..];
    for (name, what) in [
        (&b"word/document"[..], Ok(Kind::Docx)),
        (b"xl/workbook", Ok(Kind::Xlsx)),
        (b"ppt/presentation", Err("a presentation (.pptx)")),
        (b"xl/", Ok(Kind::Xlsx)),
        (b"word/", Ok(Kind::Docx)),
    ] {
        if holds(tail, name) || holds(start, name) {
            return what;
        }
    }
    Err("a ZIP archive")
}

/// What a gzip archive holds.
fn gzip(bytes: &[u8]) -> Result<Kind, &'static str> {
    #[cfg(feature = "warc")]
    {
        use std::io::Read;
        let mut start = [0; 5];
        let read = flate2::read::MultiGzDecoder::new(bytes).read_exact(&mut start);
        if read.is_ok() && &start == b"WARC/" {
            return Ok(Kind::Warc);
        }
    }
    #[cfg(not(feature = "warc"))]
    let _ = bytes;
    Err("a gzip archive of something other than a web archive")
}

/// What shows by the first words of a text.
fn textual(text: &str) -> Option<Kind> {
    let head: String = text.chars().take(1024).collect::<String>().to_ascii_lowercase();
    if text.starts_with('<') {
        match first_element(&head)? {
            "html" | "head" | "body" | "!doctype html" => return Some(Kind::Html),
            "rss" | "feed" | "rdf:rdf" => return Some(Kind::Feed),
            _ => return None,
        }
    }
    if text.starts_with('{') && text.contains("://jsonfeed.org/version/") {
        return Some(Kind::Feed);
    }
    if let Some(rest) = text.strip_prefix("From ")
        && let Some((envelope, rest)) = rest.split_once('\n')
        && envelope.trim_end().rsplit(' ').next().is_some_and(|year| year.len() == 4 || year.starts_with('+'))
        && envelope.matches(':').count() >= 2
        && headers(rest).next().is_some()
    {
        return Some(Kind::Mailbox);
    }
    // Press releases begin with "From:" and "Date:" too; these are put there by programs.
    let technical = |name: &str| {
        ["message-id", "mime-version", "received", "return-path", "content-type", "delivered-to", "dkim-signature"]
            .contains(&name)
    };
    let names: Vec<String> = headers(text).collect();
    let said = |name: &str| names.iter().any(|known| known == name);
    let mail = names.iter().any(|name| technical(name)) && (said("from") || said("subject") || said("date"));
    mail.then_some(Kind::Mail)
}

/// The name of the first element after declarations and comments; `!doctype html` for that.
fn first_element(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = &after[after.find("-->")? + 3..];
        } else if rest.starts_with("<!doctype html") {
            return Some("!doctype html");
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            // a document type may hold declarations of its own
            let end = rest.find('>')?;
            let end = if rest[..end].contains('[') { rest.find("]>")? + 1 } else { end };
            rest = &rest[end + 1..];
        } else {
            let name = rest.strip_prefix('<')?;
            return name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next();
        }
    }
}

/// The names of the header lines that a text begins with, in lower case.
fn headers(text: &str) -> impl Iterator<Item = String> + '_ {
    let lines = text.lines().take_while(|line| !line.trim().is_empty());
    let lines = lines.filter(|line| !line.starts_with([' ', '\t']));
    lines.map_while(|line| {
        let (name, _) = line.split_once(':')?;
        let named = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        named.then(|| name.to_ascii_lowercase())
    })
}

/// Whether the first line is an object with a text.
fn is_json_line(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.starts_with("{\"") && line.contains("\"text\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(path: &str, bytes: &[u8], kind: Kind) {
        assert_eq!(Kind::of_content(path, bytes), Ok(kind), "{path}");
    }

    #[test]
    fn content_says_what_a_file_is() {
        is("a.txt", b"<!-- saved --><!DOCTYPE html><p>x", Kind::Html);
        is("a", b"<!DOCTYPE rss [<!ENTITY a \"b\"> ]>\n<rss>", Kind::Feed);
        is("a", b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Kind::Feed);
        is("a", b"{\"version\": \"https://jsonfeed.org/version/1.1\"", Kind::Feed);
        is("a", b"From x@y Mon Jan  1 00:00:00 2024\nSubject: x\n", Kind::Mailbox);
        is("a.txt", b"Subject: x\nFrom: y\nMessage-ID: <z>\n\nText", Kind::Mail);
        is("-", b"{\"id\": 1, \"text\": \"x\"}\n", Kind::JsonLines);
        is("a.pdf", b"Twelve died.", Kind::Text);
        is("a.docx", b"junk\n%PDF-1.7", Kind::Pdf);
        is("a", b"WARC/1.0\r\n", Kind::Warc);
    }

    #[test]
    fn what_looks_alike_is_told_apart_by_its_name() {
        is("a.csv", b"text,date\nx,y\n", Kind::Csv);
        is("a.md", b"text,date\nx,y\n", Kind::Text);
        is("a.html", b"<p>Twelve died.", Kind::Html);
        is("a.md", b"<p align=center>Twelve died.", Kind::Text);
        is("a.txt", b"From: the ministry\nDate: today\n\nText", Kind::Text);
        is("a.txt", b"From here on twelve died in 2024\nName: x", Kind::Text);
    }

    #[test]
    fn what_is_not_read_is_named() {
        assert_eq!(Kind::of_content("a", b"\x89PNG\r\n"), Err("a picture (PNG)"));
        assert_eq!(Kind::of_content("a", b"PK\x03\x04rest"), Err("a ZIP archive"));
        is("a.txt", b"BMW said twelve died.", Kind::Text);
    }

    #[test]
    fn endings_tell_which_files_of_a_folder_are_read() {
        assert_eq!(Kind::of_path("a/B.HTML"), Some(Kind::Html));
        assert_eq!(Kind::of_path("x.warc.gz"), Some(Kind::Warc));
        assert_eq!(Kind::of_path("x.gz"), None);
        assert_eq!(Kind::of_path("md"), None);
    }
}
