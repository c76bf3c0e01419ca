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
use tollcheck::input::{Kind, Options, read};
use tollcheck::text::{self, InputFormat, Limits, Reading, Size, distinct_ids, too_large};

/// The largest file that is read as a whole, in bytes; a text may be smaller still.
const MAX_WHOLE: Size = Size(2 << 30);

/// One thing to read: where it is, and the name it goes by.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) name: String,
}

/// Reads what the paths name; standard input where they name nothing and something is piped in.
pub(super) fn paths(paths: &[PathBuf], options: &Options) -> Reading {
    let (sources, faults) = sources(paths);
    let readings: Vec<Reading> = sources.par_iter().map(|source| read_source(source, options)).collect();
    collect(readings, faults)
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
            return Reading { faults: vec![fault], ..Reading::default() };
        }
        let file = path.display().to_string();
        let mut reading = read_source(&Source { path, name: name.clone() }, options);
        // Their ids are as the case file has them; other programs open them from here.
        reading.documents.iter_mut().for_each(|document| document.file.clone_from(&file));
        if let Some(source) = source {
            reading.documents.iter_mut().for_each(|document| source.apply(document));
        }
        reading
    };
    let readings: Vec<Reading> = named.par_iter().map(read_one).collect();
    collect(readings, Vec::new())
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
    let bytes = bytes_of(path, &name, limits.document)?.ok_or_else(|| too_large(&name, &limits))?;
    // The reader of documents says what is wrong with bytes that are no text, and where.
    let mut reading = text::read(&name, &bytes, InputFormat::Text);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => Err(reading.faults.pop().unwrap_or_else(|| Fault::of_file(name, "not valid UTF-8"))),
    }
}

fn collect(readings: Vec<Reading>, faults: Vec<Fault>) -> Reading {
    let mut all = Reading { documents: Vec::new(), faults };
    for reading in readings {
        all.documents.extend(reading.documents);
        all.faults.extend(reading.faults);
    }
    distinct_ids(&mut all.documents);
    all
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
    let refused = |error: io::Error| Fault::of_file(folder.display().to_string(), reason(&error));
    if !seen.insert(folder.canonicalize().map_err(refused)?) {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(refused)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(refused)?;
    paths.sort();
    for path in paths {
        let name = path.display().to_string();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
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

/// Whether a source is JSON Lines by what the user says, else by its name.
pub(super) fn is_lines(source: &Source, options: &Options) -> bool {
    options.kind.or_else(|| Kind::of_path(&source.name)) == Some(Kind::JsonLines)
}

/// The documents of one source, all at once.
pub(super) fn read_source(source: &Source, options: &Options) -> Reading {
    let Source { path, name } = source;
    let is_text = options.kind.or_else(|| Kind::of_path(name)) == Some(Kind::Text);
    let most = if is_text { options.limits.document } else { MAX_WHOLE };
    let fault = match bytes_of(path, name, most) {
        Ok(Some(bytes)) => return read(name, &bytes, options),
        Ok(None) if is_text => too_large(name, &options.limits),
        Ok(None) => Fault::of_file(name, format!("the file is larger than {most}"))
            .help("split it; `tollcheck extract` reads JSON Lines of any length"),
        Err(fault) => fault,
    };
    Reading { faults: vec![fault], ..Reading::default() }
}

/// The bytes of a file, or of standard input. `None` where there are more than `most`.
fn bytes_of(path: &Path, name: &str, most: Size) -> Result<Option<Vec<u8>>, Fault> {
    let mut bytes = Vec::new();
    let read = open(path).and_then(|input| input.take(most.0 as u64 + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(unreadable(name, &error)),
        Ok(read) => Ok((read <= most.0).then_some(bytes)),
    }
}

/// A file, or standard input.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    // opening a folder succeeds on some systems; what fails is reading it
    Ok(Box::new(File::open(path)?))
}

/// That a file could not be read, and why.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Fault {
    let fault = Fault::of_file(name, reason(error));
    if error.kind() == io::ErrorKind::NotFound { fault.help("check the name and the folder") } else { fault }
}

/// Why a file could not be read, in words of ours where they are plainer.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read (permission denied)".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
        _ => format!("it could not be read: {error}"),
    }
}
