//! From paths to documents.
//!
//! In: paths of files and folders, or a case. Out: documents in the order of the paths, those of a
//! folder sorted, and a fault for each input that could not be read. It knows no figures.

use std::collections::HashSet;
use std::env;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use tollcheck::case::Case;
use tollcheck::configuration::{Configuration, FILE_NAME};
use tollcheck::fault::Fault;
use tollcheck::input::{Kind, Options, Source as Bytes, Stream, stream};
use tollcheck::text::{self, InputFormat, Limits, Reading, distinct_ids, too_large};

use super::stream::Inputs;

/// One thing to read: where it is, and the name it goes by.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) name: String,
}

/// Reads what the paths name; standard input where they name nothing and something is piped in.
pub(super) fn paths(paths: &[PathBuf], options: &Options) -> Reading {
    let mut all = Reading::default();
    let mut inputs = Inputs::new(paths, options.clone());
    while let Some(batch) = inputs.next_batch() {
        let Reading { documents, faults } = batch.read();
        all.documents.extend(documents);
        all.faults.extend(faults);
    }
    distinct_ids(&mut all.documents);
    all
}

/// What the paths stand for, each once, and what is wrong with some of them.
pub(super) fn sources(paths: &[PathBuf]) -> (Vec<Source>, Vec<Fault>) {
    let stdin = [PathBuf::from("-")];
    let paths = match paths {
        [] if io::stdin().is_terminal() => {
            let fault = Fault::of_file("tollcheck", "there is nothing to read")
                .help("name files or folders, or pipe a text in; --help shows examples");
            return (Vec::new(), vec![fault]);
        }
        [] => &stdin,
        paths => paths,
    };
    let mut sources = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        if let Err(fault) = expand(path, &mut sources) {
            faults.push(fault);
        }
    }
    let mut seen = HashSet::new();
    sources.retain(|source| seen.insert(source.name.clone()));
    (sources, faults)
}

/// Reads the sources of a case, and its draft last. Metadata of the case file are put over theirs.
pub(super) fn case(case: &Case, options: &Options) -> Reading {
    let folder = Path::new(&case.path).parent().unwrap_or(Path::new(""));
    let named = case.sources.iter().map(|source| (&source.path, Some(source)));
    let named: Vec<_> = named.chain(case.draft.iter().map(|draft| (draft, None))).collect();
    let read_one = |&(name, source): &(&String, Option<&tollcheck::case::Source>)| {
        let path = folder.join(name);
        if !path.exists() {
            let place = if folder == Path::new("") { ".".to_owned() } else { folder.display().to_string() };
            let fault = case
                .fault_at(name, format!("there is no file “{name}”"))
                .help(format!("paths are looked up from the folder of the case file, {place}"));
            return of_fault(fault);
        }
        let file = path.display().to_string();
        let mut reading = Source { path, name: name.clone() }.stream(options).map_or_else(of_fault, Stream::read);
        // Their ids are as the case file has them; other programs open them from here.
        reading.documents.iter_mut().for_each(|document| document.file.clone_from(&file));
        if let Some(source) = source {
            reading.documents.iter_mut().for_each(|document| source.apply(document));
        }
        reading
    };
    let readings: Vec<Reading> = named.par_iter().map(read_one).collect();
    let mut all = Reading::default();
    for reading in readings {
        all.documents.extend(reading.documents);
        all.faults.extend(reading.faults);
    }
    distinct_ids(&mut all.documents);
    all
}

/// The case that a file describes.
pub(super) fn case_file(path: &Path) -> Result<Case, Vec<Fault>> {
    text_file(path).and_then(|text| Case::load(&path.display().to_string(), &text)).map_err(|fault| vec![fault])
}

/// The configuration that holds: the file that is named, else the first `tollcheck.yaml` from the
/// working folder upwards, else none.
pub(super) fn configuration(named: Option<&Path>) -> Result<Configuration, Vec<Fault>> {
    let found = || {
        let here = env::current_dir().ok()?;
        let file = here.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())?;
        // A file in the working folder is named as the user would.
        Some(file.strip_prefix(&here).map(Path::to_owned).unwrap_or(file))
    };
    let Some(path) = named.map(Path::to_owned).or_else(found) else { return Ok(Configuration::default()) };
    let read = text_file(&path).and_then(|text| Configuration::load(&path.display().to_string(), &text));
    read.map_err(|fault| vec![fault])
}

/// The text of a file that is not a document: a case, a rule.
pub(super) fn text_file(path: &Path) -> Result<String, Fault> {
    let name = path.display().to_string();
    let limits = Limits::default();
    let mut bytes = Vec::new();
    let most = limits.document.0;
    let read = open(path).and_then(|input| input.take(most as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|error| Fault::of_io(&name, &error))?;
    if bytes.len() > most {
        return Err(too_large(&name, &limits));
    }
    // The reader of documents says what is wrong with bytes that are no text, and where.
    let mut reading = text::read(&name, &bytes, InputFormat::Text);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => Err(reading.faults.pop().unwrap_or_else(|| Fault::of_file(name, "not valid UTF-8"))),
    }
}

fn of_fault(fault: Fault) -> Reading {
    Reading { documents: Vec::new(), faults: vec![fault] }
}

/// The files that a path stands for.
fn expand(path: &Path, sources: &mut Vec<Source>) -> Result<(), Fault> {
    let name = path.display().to_string();
    if path.is_dir() {
        let before = sources.len();
        walk(path, &mut HashSet::new(), sources)?;
        if sources.len() == before {
            return Err(Fault::of_file(name, "no documents in this folder")
                .help(format!("looked for {}, in folders below it too", endings())));
        }
        return Ok(());
    }
    sources.push(Source { path: path.to_owned(), name });
    Ok(())
}

/// The endings of the files that are looked for.
fn endings() -> String {
    let all = Kind::ALL.iter().flat_map(|kind| kind.endings()).map(|ending| format!(".{ending}"));
    all.collect::<Vec<_>>().join(", ")
}

/// The documents of a folder, sorted by name. A folder that a link leads back to is read once.
fn walk(folder: &Path, seen: &mut HashSet<PathBuf>, sources: &mut Vec<Source>) -> Result<(), Fault> {
    let refused = |error: io::Error| Fault::of_io(folder.display().to_string(), &error);
    if !seen.insert(folder.canonicalize().map_err(refused)?) {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(refused)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(refused)?;
    paths.sort();
    for path in paths {
        let name = path.display().to_string();
        // hidden, or what Word leaves beside a document that is open
        let hidden =
            |name: &std::ffi::OsStr| [&b"."[..], b"~$"].iter().any(|&s| name.as_encoded_bytes().starts_with(s));
        let hidden = path.file_name().is_some_and(hidden);
        if hidden {
            continue;
        }
        if path.is_dir() {
            walk(&path, seen, sources)?;
        } else if path.is_file() && Kind::of_path(&name).is_some() {
            sources.push(Source { path, name });
        }
    }
    Ok(())
}

impl Source {
    /// What is in it, a parcel at a time.
    pub(super) fn stream(&self, options: &Options) -> Result<Stream<'static>, Fault> {
        let opened = if self.path == Path::new("-") {
            Bytes::Pipe(Box::new(io::stdin()))
        } else {
            let open = || File::open(&self.path).and_then(|file| Ok((file.metadata()?.is_file(), file)));
            let (is_file, file) = open().map_err(|error| Fault::of_io(&self.name, &error))?;
            // a pipe that has a name is one still
            if is_file { Bytes::File(Box::new(file)) } else { Bytes::Pipe(Box::new(file)) }
        };
        Ok(stream(&self.name, opened, options))
    }
}

/// A file, or standard input.
fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    // opening a folder succeeds on some systems; what fails is reading it
    Ok(Box::new(File::open(path)?))
}
