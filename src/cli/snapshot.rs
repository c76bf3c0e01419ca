//! `tollcheck snapshot`: the figures of documents in files beside them, for version control.
//!
//! In: paths, and what to do where figures changed. Out: files, and the changes on standard output.
//! What is kept and what counts as a change is for the library.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use tollcheck::claim::Claim;
use tollcheck::fault::Fault;
use tollcheck::report::harmless;
use tollcheck::rules::Severity;
use tollcheck::snapshot::{Kept, changes};
use tollcheck::text::Reading;

use super::args::{Args, FailOn, Snapshot};
use super::run::{readable, reader};
use super::show::Screen;
use super::{Outcome, gather, output};

/// What is added to the name of a document.
const ENDING: &str = ".figures";

/// What became of one file.
enum State {
    /// As it was.
    Same,
    /// Written for the first time, or anew.
    Written,
    /// There is none, and none may be written.
    Absent,
    /// The changes, which nobody has accepted.
    Changed(Vec<String>),
}

/// Writes, compares or accepts.
pub(super) fn snapshot(args: &Args, asked: &Snapshot, screen: &Screen) -> Result<Outcome, Vec<Fault>> {
    if asked.paths.iter().any(|path| path == Path::new("-")) {
        let fault = Fault::of_file("-", "standard input has no file to keep figures beside");
        return Err(vec![fault.help("name the files")]);
    }
    let configuration = gather::configuration(asked.config.as_deref())?;
    let options = args.input(&configuration);
    let Reading { documents, faults } = readable(gather::paths(&asked.paths, &options), args, screen)?;
    let checker = reader(&configuration)?;
    let mut files: BTreeMap<&str, Vec<Claim>> = BTreeMap::new();
    for document in &documents {
        files.entry(&document.file).or_default().extend(checker.extract(document));
    }
    let (mut lines, mut open, mut written) = (Vec::new(), 0, 0);
    for (file, claims) in &files {
        let place = place(file, asked.folder.as_deref()).map_err(|fault| vec![fault])?;
        let now = Kept::of(file, claims);
        let state = settle(&place, file, &now, asked).map_err(|fault| vec![fault])?;
        let name = harmless(file);
        match state {
            State::Same => {}
            State::Written => {
                written += 1;
                screen.remark(&format!("wrote {}: {} figures", place.display(), now.count()));
            }
            State::Absent => {
                open += 1;
                lines.push(format!("{name}: no figures are kept; `tollcheck snapshot` writes them"));
            }
            State::Changed(changes) => {
                open += 1;
                lines.push(format!("{name}:"));
                lines.extend(changes.iter().map(|line| format!("  {line}")));
            }
        }
    }
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    output::write(args.output.as_deref(), |out| out.write_all(text.as_bytes())).map_err(|fault| vec![fault])?;
    let same = files.len() - open - written;
    screen.remark(&format!("{} files: {same} as kept, {written} written, {open} to look at", files.len()));
    if open > 0 {
        screen.remark("`tollcheck snapshot --accept` with the same files takes the figures as they are now");
    }
    let worst = (open > 0).then_some(Severity::Error);
    Ok(Outcome { worst, incomplete: !faults.is_empty(), fail_on: FailOn::Error })
}

/// Where the figures of a file are kept: beside it, or at its path below a folder.
fn place(file: &str, folder: Option<&Path>) -> Result<PathBuf, Fault> {
    let named = PathBuf::from(format!("{file}{ENDING}"));
    let Some(folder) = folder else { return Ok(named) };
    let mut place = folder.to_owned();
    for component in named.components() {
        match component {
            Component::Normal(name) => place.push(name),
            Component::ParentDir => {
                return Err(Fault::of_file(file, "a path with “..” has no place below a folder")
                    .help("run the command from a folder that holds the documents"));
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    Ok(place)
}

/// Compares what is kept with what is read now, and writes what may be written.
fn settle(place: &Path, file: &str, now: &Kept, asked: &Snapshot) -> Result<State, Fault> {
    let name = place.display().to_string();
    // The folder that a file is read from may change; its own name is told inside.
    let own = Path::new(file).file_name().map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
    let write = || {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(|error| {
                Fault::of_file(folder.display().to_string(), format!("it could not be made: {error}"))
            })?;
        }
        output::write(Some(place), |out| out.write_all(now.write(&own).as_bytes())).map(|()| State::Written)
    };
    let before = match fs::read_to_string(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && asked.check => return Ok(State::Absent),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return write(),
        Err(error) => return Err(Fault::of_file(name, format!("it could not be read: {error}"))),
        Ok(text) => text,
    };
    let changes = match Kept::load(&name, &before) {
        Ok(before) => changes(&before, now),
        // What cannot be read can still be replaced.
        Err(_) if asked.accept => return write(),
        Err(fault) => return Err(fault.help("`tollcheck snapshot --accept` writes it anew")),
    };
    match changes {
        changes if changes.is_empty() => Ok(State::Same),
        _ if asked.accept => write(),
        changes => Ok(State::Changed(changes)),
    }
}
