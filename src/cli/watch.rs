//! `check --watch`: the same again whenever something that was named changes.
//!
//! In: what was named on the command line and in the case file. Out: a run at once, and one after each
//! change, until the user ends it. What could not be done is told, and the next change awaited.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf, absolute};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use tollcheck::fault::Fault;
use tollcheck::input::Kind;

use super::args::{Args, Check};
use super::show::Screen;
use super::{Outcome, gather, run};

/// How long nothing must change before the next run: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(150);

/// Runs at once and after each change. It ends only where nothing can be watched.
pub(super) fn watch(args: &Args, check: &Check, screen: &Screen) -> Result<Outcome, Vec<Fault>> {
    let named = named(check);
    if named.is_empty() || named.contains(Path::new("-")) {
        let fault = Fault::of_file("--watch", "standard input cannot be watched");
        return Err(vec![fault.help("name the files or folders")]);
    }
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(|error| refused("--watch", &error))?;
    let mut watched = BTreeSet::new();
    loop {
        // What is named may have changed with the case file.
        let things = Things::of(&self::named(check));
        // Watched before it is read: no change falls between the two.
        things.watch(&mut watcher, &mut watched)?;
        if let Err(faults) = run::check(args, check, screen) {
            screen.faults(&faults);
        }
        screen.remark("waiting for a change; Ctrl-C ends");
        let Some(changed) = next(&changes, &things, args.output.as_deref()) else {
            return Err(vec![Fault::of_file("--watch", "the system no longer tells of changes")]);
        };
        screen.remark(&format!("{} changed", changed.display()));
    }
}

fn refused(path: &str, error: &notify::Error) -> Vec<Fault> {
    vec![Fault::of_file(path, format!("it cannot be watched: {error}"))]
}

/// The files and folders that a run reads: named on the command line, and in the case file.
fn named(check: &Check) -> BTreeSet<PathBuf> {
    let given = [&check.draft, &check.case, &check.config, &check.baseline];
    let mut all: BTreeSet<PathBuf> = check.paths.iter().chain(given.into_iter().flatten()).cloned().collect();
    let below = |file: &Path, names: &mut dyn Iterator<Item = &String>| -> Vec<PathBuf> {
        let folder = file.parent().unwrap_or(Path::new(""));
        names.map(|name| folder.join(name)).collect()
    };
    // A case file that cannot be read now is told of by the run, and watched until it can be.
    if let Some((path, case)) = check.case.as_deref().and_then(|path| Some((path, gather::case_file(path).ok()?))) {
        let sources = case.sources.iter().map(|source| &source.path);
        all.extend(below(path, &mut sources.chain(&case.draft).chain(&case.rules.files)));
    }
    if let Ok(configuration) = gather::configuration(check.config.as_deref()) {
        let path = PathBuf::from(&configuration.path);
        all.extend(below(&path, &mut configuration.rules.files.iter()));
        all.extend((!configuration.path.is_empty()).then_some(path));
    }
    all
}

/// What is watched, by absolute paths.
struct Things {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

impl Things {
    fn of(named: &BTreeSet<PathBuf>) -> Things {
        let absolute = named.iter().map(|path| absolute(path).unwrap_or_else(|_| path.clone()));
        let (folders, files) = absolute.partition(|path| path.is_dir());
        Things { files, folders }
    }

    /// Watches the folders, and of each file its folder: an editor may put a new file in its place.
    fn watch(&self, watcher: &mut RecommendedWatcher, watched: &mut BTreeSet<PathBuf>) -> Result<(), Vec<Fault>> {
        let around = self.files.iter().filter_map(|file| Some((file.parent()?, RecursiveMode::NonRecursive)));
        let within = self.folders.iter().map(|folder| (&**folder, RecursiveMode::Recursive));
        // The wider way comes last and holds.
        for (folder, mode) in around.chain(within) {
            if watched.insert(folder.to_owned()) || mode == RecursiveMode::Recursive {
                watcher.watch(folder, mode).map_err(|error| refused(&folder.display().to_string(), &error))?;
            }
        }
        Ok(())
    }

    /// Whether a change of this path may change what a run finds.
    fn concern(&self, path: &Path) -> bool {
        let document = || Kind::of_path(&path.to_string_lossy()).is_some();
        self.files.contains(path) || self.folders.iter().any(|folder| path.starts_with(folder)) && document()
    }
}

/// The next thing that changed, once nothing more does; `None` where no news can come any more.
fn next(changes: &Receiver<notify::Result<Event>>, things: &Things, output: Option<&Path>) -> Option<PathBuf> {
    let own = output.and_then(|path| absolute(path).ok());
    let concerns = |path: &PathBuf| own.as_ref() != Some(path) && things.concern(path);
    let mut changed = None;
    loop {
        let news = match &changed {
            None => changes.recv().ok()?,
            Some(_) => match changes.recv_timeout(QUIET) {
                Ok(news) => news,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return changed,
            },
        };
        // Reading a file is no change. News that got lost may have been of anything.
        let Ok(event) = news else { continue };
        if !matches!(event.kind, EventKind::Access(_)) {
            changed = changed.or_else(|| event.paths.into_iter().find(concerns));
        }
    }
}
