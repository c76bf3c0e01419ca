//! From what a page draws to lines, and from lines to paragraphs.
//!
//! In: the drawing of a page. Out: its lines in the order in which they are drawn, which is the order of
//! reading, over columns too; then paragraphs, told by gaps, sizes and ends of sentences. It knows
//! letters by their places only.

use std::collections::{BTreeMap, HashMap};

use lopdf::content::Content;
use lopdf::{Dictionary, Document as Pdf, Encoding, Object, ObjectId};

use super::fonts::Face;
use super::{MAX_STREAM, number};

/// Drawings within drawings.
const MAX_DEPTH: usize = 8;

/// The most strings of one page.
const MAX_STRINGS: usize = 500_000;

/// A line of text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where it begins and ends, from the left.
    left: f32,
    right: f32,
    /// Its height above the foot of the page, and the size of its letters.
    height: f32,
    size: f32,
}

/// A paragraph: its words by page.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) pieces: Vec<(u32, String)>,
    pub(super) heading: bool,
    pub(super) item: bool,
}

impl Paragraph {
    pub(super) fn words(&self) -> String {
        self.pieces.iter().map(|(_, words)| words.as_str()).collect()
    }
}

/// A matrix of six numbers.
#[derive(Debug, Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const ONE: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(operands: &[Object]) -> Option<Matrix> {
        let numbers: Vec<f32> = operands.iter().filter_map(number).collect();
        Some(Matrix(numbers.try_into().ok()?))
    }

    /// First this, then the other.
    fn then(self, other: Matrix) -> Matrix {
        let (a, b) = (self.0, other.0);
        Matrix([
            a[0] * b[0] + a[1] * b[2],
            a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2],
            a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4],
            a[4] * b[1] + a[5] * b[3] + b[5],
        ])
    }

    fn moved(self, x: f32, y: f32) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// How text is drawn at the moment.
#[derive(Debug, Clone, Copy)]
struct State<'a> {
    page: Matrix,
    font: Option<&'a [u8]>,
    size: f32,
    letters: f32,
    words: f32,
    wide: f32,
    leading: f32,
    rise: f32,
}

/// The lines of a page, as they are drawn.
///
/// # Errors
/// Where its drawing cannot be read.
pub(super) fn of_page(pdf: &Pdf, page: ObjectId) -> lopdf::Result<Vec<Line>> {
    let content = pdf.get_page_content_with_limit(page, MAX_STREAM)?;
    let content = Content::decode(&content)?;
    let fonts = pdf.get_page_fonts(page).unwrap_or_default();
    let (own, inherited) = pdf.get_page_resources(page)?;
    let mut forms: BTreeMap<Vec<u8>, &Object> = BTreeMap::new();
    let inherited = inherited.iter().filter_map(|id| pdf.get_dictionary(*id).ok());
    for resources in own.into_iter().chain(inherited) {
        forms_of(pdf, resources, &mut forms);
    }
    let mut drawing = Drawing { pdf, lines: Vec::new(), strings: 0 };
    drawing.run(&content, &fonts, &forms, Matrix::ONE, 0);
    let mut lines = drawing.lines;
    lines.retain(|line| !line.text.trim().is_empty());
    Ok(lines)
}

fn forms_of<'a>(pdf: &'a Pdf, resources: &'a Dictionary, forms: &mut BTreeMap<Vec<u8>, &'a Object>) {
    if let Ok(all) = resources.get_deref(b"XObject", pdf).and_then(Object::as_dict) {
        for (name, object) in all {
            forms.entry(name.clone()).or_insert(object);
        }
    }
}

struct Drawing<'a> {
    pdf: &'a Pdf,
    lines: Vec<Line>,
    strings: usize,
}

impl<'a> Drawing<'a> {
    fn run(
        &mut self,
        content: &Content,
        fonts: &BTreeMap<Vec<u8>, &Dictionary>,
        forms: &BTreeMap<Vec<u8>, &'a Object>,
        page: Matrix,
        depth: usize,
    ) {
        let faces: HashMap<&[u8], Face> =
            fonts.iter().map(|(name, font)| (&name[..], Face::of(self.pdf, font))).collect();
        let encodings: HashMap<&[u8], Encoding> =
            faces.iter().filter_map(|(name, face)| Some((*name, face.encoding(self.pdf)?))).collect();
        let mut state =
            State { page, font: None, size: 1.0, letters: 0.0, words: 0.0, wide: 1.0, leading: 0.0, rise: 0.0 };
        let mut saved = Vec::new();
        let (mut text, mut line) = (Matrix::ONE, Matrix::ONE);
        for operation in &content.operations {
            let operands = &operation.operands[..];
            let first = operands.first().and_then(number);
            match operation.operator.as_str() {
                "q" if saved.len() < 256 => saved.push(state),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.page = Matrix::of(operands).map_or(state.page, |matrix| matrix.then(state.page)),
                "BT" => (text, line) = (Matrix::ONE, Matrix::ONE),
                "Tf" => {
                    state.font = operands.first().and_then(|name| name.as_name().ok());
                    state.size = operands.get(1).and_then(number).unwrap_or(state.size);
                }
                "Tc" => state.letters = first.unwrap_or(0.0),
                "Tw" => state.words = first.unwrap_or(0.0),
                "Tz" => state.wide = first.unwrap_or(100.0) / 100.0,
                "TL" => state.leading = first.unwrap_or(0.0),
                "Ts" => state.rise = first.unwrap_or(0.0),
                "Tm" => {
                    line = Matrix::of(operands).unwrap_or(line);
                    text = line;
                }
                "Td" | "TD" => {
                    if let [x, y] = operands
                        && let (Some(x), Some(y)) = (number(x), number(y))
                    {
                        if operation.operator == "TD" {
                            state.leading = -y;
                        }
                        line = line.moved(x, y);
                        text = line;
                    }
                }
                "T*" | "'" | "\"" => {
                    line = line.moved(0.0, -state.leading);
                    text = line;
                }
                "Do" if depth < MAX_DEPTH => self.form(operands, forms, state.page, depth),
                _ => {}
            }
            if matches!(operation.operator.as_str(), "Tj" | "TJ" | "'" | "\"") {
                let font = state.font.and_then(|name| Some((faces.get(name)?, encodings.get(name))));
                for string in operands {
                    self.show(string, &state, font, &mut text);
                }
            }
        }
    }

    /// Draws a form, which is a page within the page.
    fn form(&mut self, operands: &[Object], forms: &BTreeMap<Vec<u8>, &'a Object>, page: Matrix, depth: usize) {
        let object = operands.first().and_then(|name| name.as_name().ok()).and_then(|name| forms.get(name));
        let Some(form) =
            object.and_then(|form| self.pdf.dereference(form).ok()).and_then(|(_, form)| form.as_stream().ok())
        else {
            return;
        };
        if form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind != b"Form")
            || self.strings > MAX_STRINGS
        {
            return;
        }
        let bytes = form.decompressed_content_with_limit(MAX_STREAM).unwrap_or_else(|_| form.content.clone());
        let Ok(content) = Content::decode(&bytes) else { return };
        let matrix = form.dict.get(b"Matrix").and_then(Object::as_array).ok().and_then(|matrix| Matrix::of(matrix));
        let (mut fonts, mut inner) = (BTreeMap::new(), BTreeMap::new());
        if let Ok(resources) = form.dict.get_deref(b"Resources", self.pdf).and_then(Object::as_dict) {
            forms_of(self.pdf, resources, &mut inner);
            if let Ok(all) = resources.get_deref(b"Font", self.pdf).and_then(Object::as_dict) {
                for (name, font) in all {
                    if let Ok((_, Object::Dictionary(font))) = self.pdf.dereference(font) {
                        fonts.insert(name.clone(), font);
                    }
                }
            }
        }
        // Each form costs some of the strings, so that forms that draw each other end.
        self.strings += 100;
        self.run(&content, &fonts, &inner, matrix.unwrap_or(Matrix::ONE).then(page), depth + 1);
    }

    /// Draws a string, or an array of strings and gaps.
    fn show(&mut self, string: &Object, state: &State, font: Option<(&Face, Option<&Encoding>)>, text: &mut Matrix) {
        match string {
            Object::Array(all) => all.iter().for_each(|one| match one {
                Object::String(bytes, _) => self.string(bytes, state, font, text),
                gap => {
                    if let Some(gap) = number(gap) {
                        *text = text.moved(-gap / 1000.0 * state.size * state.wide, 0.0);
                    }
                }
            }),
            Object::String(bytes, _) => self.string(bytes, state, font, text),
            _ => {}
        }
    }

    fn string(&mut self, bytes: &[u8], state: &State, font: Option<(&Face, Option<&Encoding>)>, text: &mut Matrix) {
        self.strings += 1;
        let Some((face, encoding)) = font.filter(|_| self.strings <= MAX_STRINGS) else { return };
        let (width, letters, blanks) = face.width(bytes);
        let advance = (width * state.size + letters as f32 * state.letters + blanks as f32 * state.words) * state.wide;
        let from = text.moved(0.0, state.rise).then(state.page);
        *text = text.moved(advance, 0.0);
        let to = text.then(state.page);
        let words = encoding.and_then(|encoding| Pdf::decode_text(encoding, bytes).ok()).unwrap_or_default();
        let size = (state.size * from.0[3]).abs();
        // What runs up or down the page is a mark on it, not its text.
        let upright = from.0[0].abs() > from.0[1].abs() && size > 0.1;
        if upright && !words.is_empty() {
            self.place(&words, from.0[4], to.0[4], from.0[5], size);
        }
    }

    /// Puts words on the line that they continue, or on a new one.
    fn place(&mut self, words: &str, left: f32, right: f32, height: f32, size: f32) {
        if let Some(line) = self.lines.last_mut() {
            let em = line.size.max(size);
            let gap = left - line.right;
            let note = size < line.size * 0.8 && height > line.height + line.size * 0.1;
            // The number of a footnote is no part of the sentence.
            if note && gap < em && words.trim().chars().all(|c| c.is_ascii_digit() || c == '*') {
                return;
            }
            let same = (height - line.height).abs() < em * 0.45 && gap > -em && gap < em * 3.0;
            if same {
                if gap > em * 0.16 && !line.text.ends_with(' ') && !words.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(words);
                line.right = right.max(line.right);
                line.size = em;
                return;
            }
        }
        self.lines.push(Line { text: words.to_owned(), left, right, height, size });
    }
}

/// Leaves out what stands at the top or the foot of many pages: running heads, page numbers.
pub(super) fn without_running_heads(pages: &mut [Vec<Line>]) {
    let plain = |line: &Line| line.text.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let edges = |lines: &[Line]| -> Vec<usize> {
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|&a, &b| lines[b].height.total_cmp(&lines[a].height));
        let foot = order.iter().rev().take(2);
        let mut edges: Vec<usize> = order.iter().take(2).chain(foot).copied().collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for lines in pages.iter() {
        let mut own: Vec<String> = edges(lines).into_iter().map(|n| plain(&lines[n])).collect();
        own.sort();
        own.dedup();
        own.into_iter().for_each(|text| *counts.entry(text).or_insert(0) += 1);
    }
    let whole = pages.len();
    for lines in pages {
        let runs = |line: &Line| {
            let text = plain(line);
            let number = ["", "page", "pageof", "p", "of"].contains(&text.as_str());
            let often = counts.get(&text).is_some_and(|&count| count >= 2 && count * 4 >= whole);
            number && line.text.trim().len() < 16 || often
        };
        let gone: Vec<usize> = edges(lines).into_iter().filter(|&n| runs(&lines[n])).collect();
        let mut n = 0;
        lines.retain(|_| {
            n += 1;
            !gone.contains(&(n - 1))
        });
    }
}

/// The paragraphs of all pages.
pub(super) fn paragraphs(pages: &[Vec<Line>]) -> Vec<Paragraph> {
    let body = usual(pages.iter().flatten().map(|line| line.size));
    let leading = usual(pages.iter().flat_map(|lines| lines.windows(2)).filter_map(|pair| {
        let gap = pair[0].height - pair[1].height;
        (gap > 0.0 && gap < pair[0].size * 3.0).then_some(gap)
    }));
    let right = pages.iter().flatten().map(|line| line.right).fold(0.0, f32::max);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut before: Option<(&Line, u32)> = None;
    for (lines, number) in pages.iter().zip(1..) {
        for line in lines {
            let words = line.text.trim();
            let (mark, rest) = bullet(words);
            let heading = line.size > body * 1.15 && words.len() < 200;
            let goes_on =
                !mark && before.is_some_and(|(last, page)| goes_on(last, line, page == number, leading, right));
            match found.last_mut() {
                Some(paragraph) if goes_on && paragraph.heading == heading => add(paragraph, number, words),
                _ => found.push(Paragraph { pieces: vec![(number, rest.to_owned())], heading, item: mark }),
            }
            before = Some((line, number));
        }
    }
    found
}

/// Whether a line goes on with the sentence or the paragraph of the one before.
fn goes_on(last: &Line, line: &Line, same_page: bool, leading: f32, right: f32) -> bool {
    let words = line.text.trim();
    let open = !last.text.trim_end().ends_with(['.', '!', '?', ':', '”', '"', ')']);
    if (last.size - line.size).abs() > last.size * 0.08 {
        return false;
    }
    let gap = last.height - line.height;
    // Over the end of a column or a page only a sentence goes on.
    if !same_page || gap <= 0.0 {
        return open && words.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '(');
    }
    if gap > (leading * 1.3).max(line.size * 1.4) {
        return false;
    }
    let short = last.right < right - (right - last.left) * 0.2;
    let indented = line.left > last.left + line.size * 0.8;
    !((short || indented) && !open)
        && !(short && open && words.starts_with(char::is_uppercase) && last.right < right - (right - last.left) * 0.35)
}

/// Adds a line to a paragraph; a word that was cut at the end of the line before is put together.
fn add(paragraph: &mut Paragraph, number: u32, words: &str) {
    let Some((page, last)) = paragraph.pieces.last_mut() else { return };
    let cut = last.ends_with(['-', '\u{ad}', '‐']) && words.starts_with(char::is_lowercase);
    if cut {
        let stem = last.trim_end_matches(['-', '\u{ad}', '‐']).to_owned();
        let word = stem.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        // "twenty-" and "five" on the next line are twenty-five.
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
        if !tens.contains(&word.as_str()) {
            *last = stem;
        }
    } else {
        last.push(' ');
    }
    if *page == number {
        last.push_str(words);
    } else {
        paragraph.pieces.push((number, words.to_owned()));
    }
}

/// Whether a line begins with the mark of an item, and what stands behind it.
fn bullet(words: &str) -> (bool, &str) {
    // Signs of fonts of pictures stand in the private part of Unicode.
    let mark = |c: char| matches!(c, '•' | '●' | '▪' | '◦' | '‣' | '·' | '–' | '\u{e000}'..='\u{f8ff}');
    match words.strip_prefix(mark) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, words),
    }
}

/// The value in the middle.
fn usual(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(12.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, height: f32, right: f32) -> Line {
        Line { text: text.to_owned(), left: 50.0, right, height, size: 10.0 }
    }

    #[test]
    fn lines_are_joined_to_paragraphs_and_cut_words_put_together() {
        let pages = vec![
            vec![
                line("At least twenty-", 700.0, 300.0),
                line("five people were in-", 688.0, 300.0),
                line("jured.", 676.0, 80.0),
                line("Ten died on the", 664.0, 300.0),
            ],
            vec![line("road, they said.", 700.0, 120.0), line("• Nine fled", 688.0, 100.0)],
        ];
        let found = paragraphs(&pages);
        let words: Vec<String> = found.iter().map(Paragraph::words).collect();
        assert_eq!(
            words,
            ["At least twenty-five people were injured.", "Ten died on the road, they said.", "Nine fled"]
        );
        assert_eq!(found[1].pieces[1].0, 2);
        assert!(found[2].item);
    }

    #[test]
    fn what_stands_at_the_edge_of_many_pages_is_left_out() {
        let page = |n: usize| {
            let head = line("The Bulletin 88", 800.0, 200.0);
            let foot = line(&format!("Page {n} of 3"), 20.0, 200.0);
            let text = ["One died.", "Two died.", "Three died."][n - 1];
            vec![head, line("Text above", 600.0 + n as f32, 100.0), line(text, 500.0, 100.0), foot]
        };
        let mut pages: Vec<Vec<Line>> = (1..=3).map(page).collect();
        pages.iter_mut().zip(["a", "b", "c"]).for_each(|(lines, word)| lines[1].text.push_str(word));
        without_running_heads(&mut pages);
        let left: Vec<usize> = pages.iter().map(Vec::len).collect();
        assert_eq!(left, [2, 2, 2], "{pages:?}");
    }
}
