//! Where results go: standard output, or a file that appears whole or not at all.
//!
//! In: what writes the result. Out: nothing, or the fault that kept it from being written.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tollcheck::fault::Fault;

/// Writes to `target`, or to standard output. A reader that has gone away (`| head`) is no error.
pub(super) fn write(
    target: Option<&Path>,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Fault> {
    let Some(path) = target else {
        let mut out = BufWriter::new(io::stdout().lock());
        return match content(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.map_err(|error| Fault::of_file("standard output", error.to_string())),
        };
    };
    to_file(path, content).map_err(|error| {
        Fault::of_file(path.display().to_string(), format!("it could not be written: {error}"))
            .help("nothing was changed there")
    })
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
        let mut out = BufWriter::new(File::create_new(&beside)?);
        content(&mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some(metadata) = present {
            file.set_permissions(metadata.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside); // it may not be there: the first error is the one to tell
    }
    written
}
