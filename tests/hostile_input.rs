//! Inputs that are damaged or made to harm: none ends in a panic, none takes memory beyond its limit, and
//! what is refused is told in words. A thousand mutations of each fixture, the same ones every time.

#[path = "invariants/input.rs"]
mod input;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use input::sound;
use tollcheck::input::Kind;

const MUTATIONS: usize = 1_000;

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/input/fixtures").join(name)).unwrap()
}

/// Numbers that look like chance and are the same every time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap()
    }
}

/// The same bytes with some of them changed, taken out, doubled or cut off.
fn mutated(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(out.len());
        let length = chance.below(64).min(out.len() - at);
        match chance.below(7) {
            0 if !out.is_empty() => out[at] ^= 1 << chance.below(8),
            1 if !out.is_empty() => out[at] = [0, 0xff, b'<', b'>', b'"', b'/', b'9', b'\n'][chance.below(8)],
            2 => drop(out.drain(at..at + length)),
            3 => {
                let piece = out[at..at + length].to_vec();
                let to = chance.below(out.len());
                out.splice(to..to, piece);
            }
            4 => {
                let token: &[u8] =
                    [&b"&amp;"[..], b"<!--", b"]]>", b"%PDF", b"4294967295", b"-1", b"\r\n\r\n"][chance.below(7)];
                out.splice(at..at, token.iter().copied());
            }
            5 => out[at..at + length].reverse(),
            _ if chance.below(4) == 0 => out.truncate(at),
            _ => {}
        }
    }
    out
}

/// A thousand mutations of a fixture, read as what they are and as what they were.
#[track_caller]
fn survives(name: &str, kind: Kind) {
    let bytes = fixture(name);
    let mut chance = Chance(0x5eed + name.len() as u64);
    for n in 0..MUTATIONS {
        let mutant = mutated(&bytes, &mut chance);
        sound(name, &mutant, (n % 2 == 0).then_some(kind));
    }
}

/// The members of an archive, unpacked.
fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |n| {
        let mut member = archive.by_index(n).unwrap();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        (member.name().unwrap().into_owned(), content)
    };
    (0..count).map(read).collect()
}

fn archive(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    input::archive(members.iter().map(|(name, content)| (&**name, &**content)))
}

/// Mutations of what is in an archive: of the archive itself most fail at its sums already.
#[track_caller]
fn survives_within(name: &str, member: &str, kind: Kind) {
    let mut members = members(&fixture(name));
    let at = members.iter().position(|(known, _)| known == member).unwrap();
    let content = members[at].1.clone();
    let mut chance = Chance(0xdec0de);
    for _ in 0..MUTATIONS {
        members[at].1 = mutated(&content, &mut chance);
        sound(name, &archive(&members), Some(kind));
    }
}

#[test]
fn mutated_pages() {
    survives("article.html", Kind::Html);
    survives("article-old.html", Kind::Html);
}

#[test]
fn mutated_text() {
    survives("article.md", Kind::Text);
    survives("article-utf16.txt", Kind::Text);
}

#[test]
fn mutated_word_documents() {
    survives("article.docx", Kind::Docx);
    survives_within("article.docx", "word/document.xml", Kind::Docx);
    survives_within("article-libreoffice.docx", "word/styles.xml", Kind::Docx);
}

#[test]
fn mutated_opendocument_texts() {
    survives("article.odt", Kind::Odt);
    survives_within("article.odt", "content.xml", Kind::Odt);
}

#[test]
fn mutated_workbooks() {
    survives("article.xlsx", Kind::Xlsx);
    survives_within("article.xlsx", "xl/worksheets/sheet1.xml", Kind::Xlsx);
    survives("article.ods", Kind::Ods);
    survives_within("article.ods", "content.xml", Kind::Ods);
}

#[test]
fn mutated_tables() {
    survives("article.csv", Kind::Csv);
    survives("article.tsv", Kind::Tsv);
}

#[test]
fn mutated_mails() {
    survives("article.eml", Kind::Mail);
    survives("article.mbox", Kind::Mailbox);
}

#[test]
fn mutated_feeds() {
    survives("article.rss", Kind::Feed);
    survives("article.atom", Kind::Feed);
    survives("feed.json", Kind::Feed);
}

#[test]
fn mutated_web_archives() {
    survives("article.warc", Kind::Warc);
    survives("article.warc.gz", Kind::Warc);
}

#[cfg(feature = "pdf")]
#[test]
fn mutated_pdfs() {
    survives("article.pdf", Kind::Pdf);
}

#[cfg(feature = "parquet")]
#[test]
fn mutated_parquet_files() {
    survives("article.parquet", Kind::Parquet);
    survives("article-typed.parquet", Kind::Parquet);
}

#[cfg(feature = "parquet")]
mod parquet {
    use super::*;

    #[test]
    fn a_file_that_is_cut_off_is_told_so() {
        let bytes = fixture("article.parquet");
        for end in [bytes.len() - 1, bytes.len() / 2, 200, 7, 4] {
            let told = refused("a.parquet", &bytes[..end]);
            assert!(told.contains("cut off or damaged"), "{end}: {told}");
        }
    }
}

/// The one fault of an input.
#[track_caller]
fn refused(name: &str, bytes: &[u8]) -> String {
    let reading = sound(name, bytes, None);
    assert!(reading.documents.is_empty(), "{name} was read");
    assert_eq!(reading.faults.len(), 1, "{name}: {:?}", reading.faults);
    reading.faults[0].to_string()
}

#[test]
fn an_archive_that_unpacks_to_anything_is_stopped() {
    let mut members = members(&fixture("article.docx"));
    members.retain(|(name, _)| name != "word/document.xml");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &members {
        out.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    let options =
        SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).compression_level(Some(1));
    out.start_file("word/document.xml", options.large_file(true)).unwrap();
    let mebibyte = vec![b' '; 1 << 20];
    for _ in 0..257 {
        out.write_all(&mebibyte).unwrap();
    }
    let bomb = out.finish().unwrap().into_inner();
    assert!(bomb.len() < 4 << 20, "{}", bomb.len());
    assert!(refused("bomb.docx", &bomb).contains("unpacks to more than 256 MiB"));
}

#[test]
fn entities_that_grow_are_not_unfolded() {
    let mut bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a0 \"people killed \">".to_owned();
    (1..40).for_each(|n| bomb.push_str(&format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10))));
    let rss = format!(
        "{bomb}]>\n<rss><channel><item><title>Twelve died</title><description>&a39; One.</description></item></channel></rss>"
    );
    let reading = sound("a.rss", rss.as_bytes(), Some(Kind::Feed));
    assert!(reading.documents.iter().all(|document| document.text.len() < 1_000), "{:?}", reading.documents);
    let mut members = members(&fixture("article.docx"));
    let at = members.iter().position(|(name, _)| name == "word/document.xml").unwrap();
    let text = "<w:document><w:body><w:p><w:r><w:t>Twelve died. &a39;</w:t></w:r></w:p></w:body></w:document>";
    members[at].1 = format!("{bomb}]>{text}").into_bytes();
    let reading = sound("a.docx", &archive(&members), None);
    assert!(reading.documents.iter().all(|document| document.text.len() < 1_000), "{:?}", reading.documents);
}

#[test]
fn a_page_of_an_archive_that_unpacks_to_anything_is_stopped() {
    let mut page = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    (0..65).for_each(|_| page.write_all(&vec![b' '; 1 << 20]).unwrap());
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    let block = [&head[..], &page.finish().unwrap()].concat();
    let mut bomb = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    bomb.extend(block);
    assert!(bomb.len() < 1 << 20);
    assert!(refused("a.warc", &bomb).contains("record 1: the page unpacks to more than"));
}

#[test]
fn what_is_cut_off_says_so() {
    for (name, told) in [
        ("article.docx", "cut off or damaged"),
        ("article.xlsx", "cut off or damaged"),
        ("article.odt", "cut off or damaged"),
    ] {
        let bytes = fixture(name);
        let told_of = refused(name, &bytes[..bytes.len() * 3 / 4]);
        assert!(told_of.contains(told), "{name}: {told_of}");
    }
    let bytes = fixture("article.warc");
    let reading = sound("a.warc", &bytes[..bytes.len() - 40], None);
    assert_eq!(reading.documents.len(), 1, "what stands before is read");
    assert!(reading.faults[0].to_string().contains("cut off in record 5"), "{:?}", reading.faults);
    let bytes = fixture("article.warc.gz");
    let reading = sound("a.warc.gz", &bytes[..bytes.len() - 40], None);
    assert_eq!(reading.documents.len(), 1, "what stands before is read");
    assert!(reading.faults[0].to_string().contains("cut off in record"), "{:?}", reading.faults);
}

#[test]
fn a_mail_of_a_thousand_parts_is_read_up_to_a_limit() {
    let mut mail =
        String::from("From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n");
    for n in 0..1_000 {
        mail.push_str(&format!("--x\r\nContent-Type: text/plain\r\n\r\nPart {n} of it.\r\n"));
    }
    mail.push_str("--x--\r\n");
    let reading = sound("a.eml", mail.as_bytes(), None);
    let notes = reading.documents[0].notes.concat();
    assert!(notes.contains("of 1000 parts only the first 100 are read"), "{notes}");
    // Parts within parts within parts.
    let nested: String =
        (0..5_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect();
    sound("a.eml", format!("From: a@b.example\r\nMIME-Version: 1.0\r\n{nested}").as_bytes(), None);
}

#[test]
fn cells_that_repeat_for_ever_take_no_room() {
    let mut members = members(&fixture("article.ods"));
    let at = members.iter().position(|(name, _)| name == "content.xml").unwrap();
    let cell = "<table:table-cell table:number-columns-repeated=\"4294967295\"><text:p>x</text:p></table:table-cell>";
    let rows =
        format!("<table:table-row table:number-rows-repeated=\"18446744073709551615\">{cell}{cell}</table:table-row>");
    members[at].1 =
        format!("<office><table:table table:name=\"a\">{}</table:table></office>", rows.repeat(50)).into_bytes();
    assert!(refused("a.ods", &archive(&members)).contains("no column is called"));
}

#[test]
fn deep_nesting_is_no_harm() {
    let html = format!("{}<p>Twelve people died.", "<div><blockquote>".repeat(100_000));
    assert!(sound("a.html", html.as_bytes(), Some(Kind::Html)).documents[0].text.contains("Twelve people died."));
    let rss = format!("<rss><channel>{}", "<item>".repeat(100_000));
    assert!(refused("a.rss", rss.as_bytes()).contains("nested more than"));
    let json = format!("{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": {}", "[".repeat(100_000));
    assert!(refused("a.json", json.as_bytes()).contains("no JSON"));
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    /// A file of these objects, numbered from 1; the first is the catalogue.
    fn file(objects: &[&str], trailer: &str) -> Vec<u8> {
        let mut out = String::from("%PDF-1.7\n");
        let mut places = Vec::new();
        for (n, object) in objects.iter().enumerate() {
            places.push(out.len());
            out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
        }
        let table = out.len();
        out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
        places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
        out.push_str(&format!(
            "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n",
            objects.len() + 1
        ));
        out.into_bytes()
    }

    const CATALOGUE: &str = "<< /Type /Catalog /Pages 2 0 R >>";

    #[test]
    fn a_scan_has_no_text_layer_and_is_told_so() {
        let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
        let scan = file(&[CATALOGUE, pages, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"], "");
        assert!(refused("scan.pdf", &scan).contains("has no text layer"));
    }

    #[test]
    fn objects_that_hold_each_other_end() {
        let circle = file(&[CATALOGUE, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 /Parent 2 0 R >>"], "");
        refused("circle.pdf", &circle);
        let form = "<< /Type /XObject /Subtype /Form /Resources << /XObject << /F 5 0 R >> >> /Length 12 >>\nstream\n/F Do /F Do \nendstream";
        let page = "<< /Type /Page /Parent 2 0 R /Resources << /XObject << /F 5 0 R >> >> /Contents 4 0 R >>";
        let content = "<< /Length 6 >>\nstream\n/F Do \nendstream";
        let forms = file(&[CATALOGUE, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, content, form], "");
        refused("forms.pdf", &forms);
        let deep = format!("<< /Length 200000 >>\nstream\n{}\nendstream", "[".repeat(200_000));
        let deep = file(&[CATALOGUE, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, &deep], "");
        refused("deep.pdf", &deep);
    }

    #[test]
    fn an_encrypted_file_is_told_so() {
        let zeros = "00".repeat(32);
        let lock = format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{zeros}> /U <{zeros}> >>");
        let locked =
            file(&[CATALOGUE, "<< /Type /Pages /Kids [] /Count 0 >>", &lock], "/Encrypt 3 0 R /ID [<00> <00>]");
        assert!(refused("locked.pdf", &locked).contains("encrypted"));
    }
}
