//! Where results go: standard output, or a file that appears whole or not at all.
//!
//! In: what writes the result. Out: nothing, or the fault that kept it from being written. A file is
//! written beside its place and renamed; [`abandon`] removes what an interrupted run has written.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tollcheck::fault::Fault;

/// So many bytes are held back before a run that may still fail writes to standard output: an input
/// that is small and broken gives nothing at all.
const HELD: usize = 8 << 20;

/// The file that is being written, for whoever interrupts it.
static PART: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Writes to `target`, or to standard output. A reader that has gone away (`| head`) is no error.
pub(super) fn write(
    target: Option<&Path>,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Fault> {
    flow(target, true, content)
}

/// As [`write()`], of something that may fail when much of it is written: the first of it is held
/// back, unless `at_once`.
pub(super) fn flow(
    target: Option<&Path>,
    at_once: bool,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Fault> {
    let Some(path) = target else {
        let out = BufWriter::new(io::stdout().lock());
        let mut out = Held { held: Vec::new(), open: at_once, out };
        return match content(&mut out).and_then(|()| out.release()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => {
                result.map_err(|error| Fault::of_file("standard output", format!("it could not be written: {error}")))
            }
        };
    };
    to_file(path, content).map_err(|error| {
        let fault = Fault::of_file(path.display().to_string(), format!("it could not be written: {error}"));
        let device = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
        if device { fault } else { fault.help("nothing was changed there") }
    })
}

/// A writer that holds the first bytes back.
struct Held<W: Write> {
    held: Vec<u8>,
    open: bool,
    out: W,
}

impl<W: Write> Held<W> {
    fn release(&mut self) -> io::Result<()> {
        self.open = true;
        self.out.write_all(&self.held)?;
        self.held = Vec::new();
        self.out.flush()
    }
}

impl<W: Write> Write for Held<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.open {
            return self.out.write(bytes);
        }
        self.held.extend_from_slice(bytes);
        if self.held.len() > HELD {
            self.release()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.open { self.out.flush() } else { Ok(()) }
    }
}

/// Writes beside the file and renames: whoever reads it sees the old or the new, never a part.
fn to_file(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // Through a link to what it points at; a device or a pipe has no beside.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let present = fs::metadata(path).ok();
    if present.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        let mut out = BufWriter::new(File::options().write(true).open(path)?);
        content(&mut out)?;
        return out.flush();
    }
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = (|| {
        let file = {
            let mut part = part();
            // what a killed run with our number left behind is in nobody's way
            let file = File::create_new(&beside).or_else(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => fs::remove_file(&beside).and_then(|()| File::create_new(&beside)),
                _ => Err(error),
            })?;
            *part = Some(beside.clone());
            file
        };
        let mut out = BufWriter::new(file);
        content(&mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some(metadata) = present {
            file.set_permissions(metadata.permissions())?;
        }
        file.sync_all()?;
        let mut part = part();
        fs::rename(&beside, path)?;
        *part = None;
        Ok(())
    })();
    if written.is_err() && part().take().is_some() {
        let _ = fs::remove_file(&beside); // the first error is the one to tell
    }
    written
}

/// Removes the part of a file that is being written. Nothing more is written after it: the guard
/// that it gives keeps whoever writes from beginning or ending a file.
pub(super) fn abandon() -> MutexGuard<'static, Option<PathBuf>> {
    let mut part = part();
    if let Some(beside) = part.take() {
        let _ = fs::remove_file(beside); // nobody is left to be told
    }
    part
}

fn part() -> MutexGuard<'static, Option<PathBuf>> {
    PART.lock().unwrap_or_else(PoisonError::into_inner)
}
