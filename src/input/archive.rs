//! The members of an office file, which is a ZIP archive.
//!
//! In: the bytes of the file. Out: the text of a member by its name, within a limit: a small file can
//! unpack to anything. It knows nothing of what the members mean.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::encoding::decode;
use crate::fault::Fault;

/// The most bytes that the members of one file come to, unpacked.
const MAX_BYTES: u64 = 256 << 20;

/// The most members.
const MAX_MEMBERS: usize = 20_000;

/// An office file, opened.
pub(super) struct Archive<'a> {
    path: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// Where it is none, or was cut off.
    pub(super) fn open(path: &'a str, bytes: &'a [u8]) -> Result<Self, Fault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            Fault::of_file(path, "the list of what is in this file is missing or broken: it was cut off or damaged")
                .help("get the file again from where it came")
        })?;
        if zip.len() > MAX_MEMBERS {
            return Err(Fault::of_file(path, format!("the file holds more than {MAX_MEMBERS} members")));
        }
        Ok(Archive { path, zip, left: MAX_BYTES })
    }

    /// The text of a member; `None` where there is none of this name.
    ///
    /// # Errors
    /// Where it is damaged, encrypted, or unpacks to too much.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        match decode(&bytes, None) {
            Some(decoded) => Ok(Some(decoded.text.into_owned())),
            None => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        }
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        if self.zip.index_for_name(name).is_none() {
            return Ok(None);
        }
        let broken =
            |error: &dyn std::fmt::Display| Fault::of_file(self.path, format!("{name} in it is damaged: {error}"));
        let member = self.zip.by_name(name).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(why) if why.contains("assword") => {
                Fault::of_file(self.path, "the file is encrypted").help("save it without a password")
            }
            error => broken(&error),
        })?;
        let mut bytes = Vec::new();
        let read = member.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| too_large(self.path))?;
        Ok(Some(bytes))
    }

    /// Unpacks everything once and keeps nothing: what a library will read is within the limit then.
    ///
    /// # Errors
    /// Where it unpacks to too much.
    #[cfg(feature = "sheets")]
    pub(super) fn weigh(&mut self) -> Result<(), Fault> {
        for n in 0..self.zip.len() {
            let Ok(member) = self.zip.by_index(n) else { continue };
            // A damaged member is the reader's to tell.
            let read = std::io::copy(&mut member.take(self.left + 1), &mut std::io::sink()).unwrap_or(0);
            self.left = self.left.checked_sub(read).ok_or_else(|| too_large(self.path))?;
        }
        Ok(())
    }
}

fn too_large(path: &str) -> Fault {
    Fault::of_file(path, format!("the file unpacks to more than {} MiB", MAX_BYTES >> 20))
        .help("if it is what it should be, save its text as a file of its own")
}
