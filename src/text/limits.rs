//! How large an input may be, and how people write sizes.
//!
//! In: `64M` and the like. Out: [`Limits`] in bytes. What is larger is refused by those who read.

use std::fmt;
use std::str::FromStr;

/// Sizes above which nothing is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file that is one text, or several with front matter.
    pub document: Size,
    /// The longest line of JSON Lines.
    pub line: Size,
}

impl Default for Limits {
    /// A text longer than any book, a line longer than any article.
    fn default() -> Self {
        Limits { document: Size(64 << 20), line: Size(16 << 20) }
    }
}

/// A number of bytes: `4096`, `64K`, `16M`, `1G`; the letters stand for powers of 1024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(pub usize);

/// The letters of sizes, with how far each shifts a number.
const UNITS: [(char, u32); 3] = [('G', 30), ('M', 20), ('K', 10)];

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.trim().to_ascii_uppercase();
        let bare = bare.strip_suffix("IB").or(bare.strip_suffix('B')).unwrap_or(&bare).trim_end();
        let unit = UNITS.iter().find_map(|&(letter, shift)| Some((bare.strip_suffix(letter)?, shift)));
        let (digits, shift) = unit.unwrap_or((bare, 0));
        let number: Option<usize> = digits.trim_end().parse().ok();
        let size = number.and_then(|number| number.checked_mul(1 << shift)).filter(|&size| size > 0);
        size.map(Size).ok_or_else(|| format!("“{text}” is not a size such as 4096, 64K, 16M or 1G"))
    }
}

impl fmt::Display for Size {
    /// `64M`; bytes where it is no whole number of a unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |shift: &u32| self.0.trailing_zeros() >= *shift;
        match UNITS.iter().find(|(_, shift)| whole(shift)) {
            Some((letter, shift)) => write!(f, "{}{letter}", self.0 >> shift),
            None => write!(f, "{} bytes", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_people_write_them() {
        for (text, bytes) in
            [("4096", 4096), ("64K", 65_536), ("16M", 16 << 20), ("1 GiB", 1 << 30), ("2mb", 2 << 20), ("7 B", 7)]
        {
            assert_eq!(text.parse(), Ok(Size(bytes)), "{text}");
        }
        for text in ["", "M", "-1", "1.5M", "0", "99999999999G", "12 apples"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
        assert_eq!(
            [Size(16 << 20), Size(1 << 30), Size(5_000)].map(|size| size.to_string()),
            ["16M", "1G", "5000 bytes"]
        );
    }
}
