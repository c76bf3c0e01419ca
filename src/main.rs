//! The `tollcheck` command.
//!
//! In: arguments, files, standard input. Out: data on standard output, everything else on standard
//! error, and an exit status. What is read and judged is for the library to say.

mod cli;

use std::process::ExitCode;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
