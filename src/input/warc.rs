//! Web archives (WARC, ISO 28500), compressed or not, record by record.
//!
//! In: an archive as a stream. Out: the pages in it, one at a time, with their addresses: memory does
//! not grow with the archive. Records that are no page that was found (requests, pictures, redirects)
//! are counted and passed over.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::{DeflateDecoder, GzDecoder, MultiGzDecoder, ZlibDecoder};

use super::html;
use super::moment::moment;
use crate::fault::Fault;
use crate::text::{At, Document};

/// The longest header of a record, in bytes.
const MAX_HEADER: usize = 64 << 10;

/// One record that holds a page.
#[derive(Debug)]
pub(super) struct Record {
    /// Its number in the archive, from 1, other records included.
    number: u32,
    uri: Option<String>,
    date: Option<String>,
    /// Whether the block begins with the headers of a server.
    http: bool,
    block: Vec<u8>,
}

/// An archive, record by record.
pub(super) struct Archive<'a> {
    input: Box<dyn BufRead + Send + 'a>,
    number: u32,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Those of the stream.
    pub(super) fn open(input: Box<dyn Read + Send + 'a>) -> io::Result<Self> {
        let mut plain = BufReader::with_capacity(1 << 16, input);
        let compressed = plain.fill_buf()?.starts_with(b"\x1f\x8b");
        let input: Box<dyn BufRead + Send + 'a> = if compressed {
            Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(plain)))
        } else {
            Box::new(plain)
        };
        Ok(Archive { input, number: 0 })
    }

    /// The next record with a page; `None` at the end.
    ///
    /// # Errors
    /// Where the archive is cut off or is none, in words.
    pub(super) fn next_record(&mut self) -> Result<Option<Record>, String> {
        loop {
            let record = self.record();
            match record {
                Ok(Some(Some(record))) => return Ok(Some(record)),
                Ok(Some(None)) => {}
                Ok(None) => return Ok(None),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Err(format!("the archive is cut off in record {}", self.number));
                }
                Err(error) => return Err(format!("record {} cannot be read: {error}", self.number)),
            }
        }
    }

    /// The next record, where it holds a page.
    fn record(&mut self) -> io::Result<Option<Option<Record>>> {
        let mut line = String::new();
        // Records end with two empty lines; some writers put more.
        while line.trim().is_empty() {
            line.clear();
            if self.line(&mut line)? == 0 {
                return Ok(None);
            }
        }
        self.number += 1;
        if !line.starts_with("WARC/") {
            return Err(io::Error::other("it does not begin with WARC/"));
        }
        let mut headers = Vec::new();
        let mut size = 0;
        loop {
            line.clear();
            let read = self.line(&mut line)?;
            size += read;
            if read == 0 || size > MAX_HEADER {
                return Err(if read == 0 {
                    io::ErrorKind::UnexpectedEof.into()
                } else {
                    io::Error::other("its header is too long")
                });
            }
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let length: u64 = header("content-length")
            .and_then(|length| length.parse().ok())
            .ok_or_else(|| io::Error::other("it does not say how long it is"))?;
        let kind = header("content-type").unwrap_or_default().to_ascii_lowercase();
        let http = header("warc-type") == Some("response") && kind.starts_with("application/http");
        let page = http || header("warc-type") == Some("resource") && is_page(&kind);
        if !page || length > html::MAX_BYTES as u64 {
            self.skip(length)?;
            return Ok(Some(None));
        }
        let mut block = Vec::new();
        let read = (&mut self.input).take(length).read_to_end(&mut block)?;
        if (read as u64) < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let uri = header("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let date = header("warc-date").map(str::to_owned);
        Ok(Some(Some(Record { number: self.number, uri, date, http, block })))
    }

    fn line(&mut self, line: &mut String) -> io::Result<usize> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(MAX_HEADER as u64).read_until(b'\n', &mut bytes)?;
        line.push_str(&String::from_utf8_lossy(&bytes));
        Ok(read)
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let passed = io::copy(&mut (&mut self.input).take(length), &mut io::sink())?;
        if passed < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

impl Record {
    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.block.len()
    }

    /// The page that was found; `None` where it is none.
    ///
    /// # Errors
    /// Where it unpacks to too much.
    pub(super) fn read(&self, path: &str) -> Result<Option<Document>, Fault> {
        let within = At { record: Some(self.number), ..At::default() };
        let (body, charset) = if self.http {
            let Some((headers, body)) = response(&self.block) else { return Ok(None) };
            let header = |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            let kind = header("content-type").unwrap_or_default().to_ascii_lowercase();
            if !is_page(&kind) {
                return Ok(None);
            }
            let chunked =
                header("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
            let body = if chunked { unchunked(body) } else { body.to_vec() };
            let body = match header("content-encoding").map(str::to_ascii_lowercase).as_deref() {
                Some("gzip" | "x-gzip") => unpacked(path, self.number, &mut GzDecoder::new(&body[..]))?,
                // The name means zlib, and some servers mean it without its frame.
                Some("deflate") => match unpacked(path, self.number, &mut ZlibDecoder::new(&body[..])) {
                    Ok(body) if !body.is_empty() => body,
                    _ => unpacked(path, self.number, &mut DeflateDecoder::new(&body[..]))?,
                },
                None | Some("" | "identity") => body,
                Some(other) => {
                    let what = format!("record {}: pages compressed as “{other}” are not read", self.number);
                    return Err(Fault::of_file(path, what));
                }
            };
            (body, kind.split("charset=").nth(1).map(|charset| charset.trim_matches(['"', '\'', ' ']).to_owned()))
        } else {
            (self.block.clone(), None)
        };
        let charset = charset.as_deref().map(|charset| charset.split(';').next().unwrap_or_default());
        let mut document = html::page(path, self.number as usize, &body, charset, within)?;
        document.id = format!("{path}#{}", self.number);
        document.metadata.url = self.uri.clone().or(document.metadata.url);
        // The day on which it was found is the last on which it can have been published.
        document.metadata.published = document.metadata.published.or_else(|| self.date.as_deref().and_then(moment));
        Ok(Some(document))
    }
}

fn is_page(kind: &str) -> bool {
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

/// Names in lower case, and values.
type Headers = Vec<(String, String)>;

/// The headers of a server and what it sent, where it found what was asked for.
fn response(block: &[u8]) -> Option<(Headers, &[u8])> {
    let (end, gap) = memchr::memmem::find(block, b"\r\n\r\n")
        .map(|end| (end, 4))
        .or_else(|| memchr::memmem::find(block, b"\n\n").map(|end| (end, 2)))?;
    let head = String::from_utf8_lossy(&block[..end]);
    let mut lines = head.lines();
    let found = lines.next()?.split_whitespace().nth(1)? == "200";
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect();
    found.then_some((headers, &block[end + gap..]))
}

/// What was sent in chunks, put together; what is not in chunks as it is.
fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let size = String::from_utf8_lossy(&rest[..end]);
        let size = size.trim().split(';').next().unwrap_or_default();
        let Ok(size) = usize::from_str_radix(size, 16) else { return if out.is_empty() { body.to_vec() } else { out } };
        let chunk = &rest[end + 1..];
        let chunk = &chunk[..size.min(chunk.len())];
        if chunk.is_empty() {
            break;
        }
        out.extend_from_slice(chunk);
        rest = &rest[end + 1 + chunk.len()..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    out
}

/// What a compressed page unpacks to; of one that is cut off, its beginning.
fn unpacked(path: &str, number: u32, packed: &mut dyn Read) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let _ = packed.take(html::MAX_BYTES as u64 + 1).read_to_end(&mut out); // cut off: what there is
    if out.len() > html::MAX_BYTES {
        return Err(Fault::of_file(
            path,
            format!("record {number}: the page unpacks to more than {} bytes", html::MAX_BYTES),
        ));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, http: &str, body: &str) -> String {
        let block = format!("{http}{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://e.org/a>\r\nWARC-Date: 2024-11-15T00:00:00Z\r\n\
             Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    #[test]
    fn pages_that_were_found_are_read_and_all_else_is_passed_over() {
        let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n";
        let source = [
            record("request", "GET / HTTP/1.1\r\n\r\n", ""),
            record("response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", "<p>Nine died."),
            record("response", html, "7\r\n<p>Twel\r\n9\r\nve died.\n\r\n0\r\n\r\n"),
        ]
        .concat();
        let mut archive = Archive::open(Box::new(source.as_bytes())).unwrap();
        let mut pages = Vec::new();
        while let Some(record) = archive.next_record().unwrap() {
            pages.extend(record.read("a.warc").unwrap());
        }
        let [page] = &pages[..] else { panic!("{pages:?}") };
        assert_eq!((page.id.as_str(), page.body.of(&page.text).trim()), ("a.warc#3", "Twelve died."));
        assert_eq!(page.metadata.url.as_deref(), Some("https://e.org/a"));
        assert_eq!(page.metadata.published.unwrap().as_written(), "2024-11-15T00:00:00Z");
    }

    #[test]
    fn an_archive_that_is_cut_off_says_where() {
        let source = record("response", "HTTP/1.1 200 OK\r\n\r\n", "x");
        let mut archive = Archive::open(Box::new(&source.as_bytes()[..source.len() - 10])).unwrap();
        assert!(archive.next_record().unwrap_err().contains("cut off in record 1"));
    }
}
