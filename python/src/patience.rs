//! Long work that a user can interrupt.
//!
//! In: work. Out: what it comes to. Other Python threads go on meanwhile, and Ctrl-C ends the waiting at
//! once; the work itself ends where it looks at its [`Stop`], else it is finished for nobody.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// How long a user waits for an answer to Ctrl-C.
const LOOK: Duration = Duration::from_millis(50);
/// The stack of a thread that works, in bytes: as large as a main thread's.
const STACK: usize = 8 << 20;

/// Whether nobody waits any more.
#[derive(Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whether to stop.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Does the work in a thread of its own and waits for it.
///
/// # Errors
/// `KeyboardInterrupt` where the user wants to stop; `RuntimeError` where the work broke down.
pub fn wait<T, W>(py: Python<'_>, work: W) -> PyResult<T>
where
    T: Send + 'static,
    W: FnOnce(&Stop) -> T + Send + 'static,
{
    let stop = Stop::default();
    let (sender, mut receiver) = channel();
    let watched = stop.clone();
    // where nobody waits any more, nobody wants the result either
    thread::Builder::new().stack_size(STACK).spawn(move || drop(sender.send(work(&watched))))?;
    loop {
        let (back, got) = py.detach(move || {
            let got = receiver.recv_timeout(LOOK);
            (receiver, got)
        });
        receiver = back;
        match got {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Timeout) => {
                py.check_signals().inspect_err(|_| stop.0.store(true, Ordering::Relaxed))?;
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("tollcheck broke down; please report this with the documents"));
            }
        }
    }
}
