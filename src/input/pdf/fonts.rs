//! The fonts of a page: which letters its bytes stand for, and how wide they are.
//!
//! In: the dictionary of a font. Out: text and width of a string shown in it.

use std::collections::HashMap;

use lopdf::{Dictionary, Document as Pdf, Encoding, Object};

use super::{MAX_STREAM, number};

/// A font as its dictionary says, kept for as long as its encoding is asked.
pub(super) struct Face {
    dictionary: Dictionary,
    widths: HashMap<u32, f32>,
    other: f32,
    /// Bytes of a code.
    bytes: usize,
}

impl Face {
    pub(super) fn of(pdf: &Pdf, font: &Dictionary) -> Self {
        let mut dictionary = font.clone();
        let composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        // What a font says of its letters' meaning comes before the names that it gives their shapes.
        if !composite && font.has(b"ToUnicode") {
            dictionary.remove(b"Encoding");
        }
        // Two levels of names for one thing; some writers leave out the type.
        dictionary.set("Type", Object::Name(b"Font".to_vec()));
        let mut face = Face { dictionary, widths: HashMap::new(), other: 0.5, bytes: if composite { 2 } else { 1 } };
        if composite {
            face.read_composite(pdf, font);
        } else {
            face.read_simple(pdf, font);
        }
        face
    }

    fn read_simple(&mut self, pdf: &Pdf, font: &Dictionary) {
        let first = font.get(b"FirstChar").ok().and_then(|first| first.as_i64().ok()).unwrap_or(0);
        let Ok(widths) = font.get_deref(b"Widths", pdf).and_then(Object::as_array) else { return };
        for (code, width) in (first..).zip(widths.iter().take(256)) {
            let width = pdf.dereference(width).ok().and_then(|(_, width)| number(width));
            if let (Ok(code), Some(width)) = (u32::try_from(code), width) {
                self.widths.insert(code, width / 1000.0);
            }
        }
    }

    fn read_composite(&mut self, pdf: &Pdf, font: &Dictionary) {
        self.other = 1.0;
        let descendant = font.get_deref(b"DescendantFonts", pdf).and_then(Object::as_array);
        let Some(descendant) = descendant.ok().and_then(|all| all.first()) else { return };
        let Ok(descendant) = pdf.dereference(descendant).and_then(|(_, font)| font.as_dict()) else { return };
        if let Some(width) = descendant.get(b"DW").ok().and_then(number) {
            self.other = width / 1000.0;
        }
        let Ok(all) = descendant.get_deref(b"W", pdf).and_then(Object::as_array) else { return };
        let mut rest = &all[..];
        // "first [w w w]" or "first last w"
        while let [first, second, ..] = rest {
            let Some(first) = first.as_i64().ok().and_then(|code| u32::try_from(code).ok()) else { return };
            let second = pdf.dereference(second).map_or(second, |(_, object)| object);
            if let Ok(widths) = second.as_array() {
                for (code, width) in (first..).zip(widths.iter().take(65_536)) {
                    self.widths.extend(number(width).map(|width| (code, width / 1000.0)));
                }
                rest = &rest[2..];
            } else {
                let last = second.as_i64().ok().and_then(|code| u32::try_from(code).ok()).unwrap_or(first);
                let Some(width) = rest.get(2).and_then(number) else { return };
                self.widths.extend((first..=last.min(first.saturating_add(65_535))).map(|code| (code, width / 1000.0)));
                rest = &rest[3..];
            }
        }
    }

    /// How its bytes are read; `None` where that cannot be known.
    pub(super) fn encoding<'a>(&'a self, pdf: &'a Pdf) -> Option<Encoding<'a>> {
        self.dictionary.get_font_encoding_with_limit(pdf, MAX_STREAM).ok()
    }

    /// The width of a string in units of the font's size, its letters, and how many of them are blanks.
    pub(super) fn width(&self, bytes: &[u8]) -> (f32, usize, usize) {
        let codes =
            bytes.chunks(self.bytes).map(|code| code.iter().fold(0_u32, |code, &byte| code << 8 | u32::from(byte)));
        let (mut width, mut letters, mut blanks) = (0.0, 0, 0);
        for code in codes {
            width += self.widths.get(&code).copied().unwrap_or(self.other);
            letters += 1;
            blanks += usize::from(self.bytes == 1 && code == 32);
        }
        (width, letters, blanks)
    }
}
