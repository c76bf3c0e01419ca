//! What happens when somebody stops a run (Ctrl-C, or a request to end): the status is 130 (or
//! 143), and no part of a file is left behind. What went to standard output before stays there.

/// Listens from now on.
#[cfg(unix)]
pub(super) fn listen() {
    use std::io::{self, Write};

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    // Where nobody can listen, the system ends the run as it ends any other.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let _guard = super::output::abandon();
            let _ = writeln!(io::stderr(), "interrupted");
            std::process::exit(128 + signal);
        }
    });
}

/// Elsewhere the system ends the run.
#[cfg(not(unix))]
pub(super) fn listen() {}
