//! What other programs learn of the command line: completions for shells, manual pages.
//!
//! In: the definitions in `args`. Out: text made from them, so that neither can be out of step.

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use tollcheck::fault::Fault;

use super::args::Args;
use super::{Outcome, output};

/// `tollcheck completions`.
pub(super) fn completions(args: &Args, shell: Shell) -> Result<Outcome, Vec<Fault>> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "tollcheck", &mut text);
    written(args, &text)
}

/// `tollcheck man`.
pub(super) fn man(args: &Args, name: Option<&str>) -> Result<Outcome, Vec<Fault>> {
    let mut program = Args::command();
    program.build();
    let command = match name {
        None => program,
        Some(name) => {
            let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            let found = program.find_subcommand(name).cloned();
            found.ok_or_else(|| {
                let fault = Fault::of_file("man", format!("there is no command “{name}”"));
                vec![fault.help(format!("one of: {}", known.join(", ")))]
            })?
        }
    };
    let mut text = Vec::new();
    let rendered = Man::new(command).render(&mut text);
    rendered.map_err(|error| vec![Fault::of_file("man", error.to_string())])?;
    written(args, &text)
}

fn written(args: &Args, text: &[u8]) -> Result<Outcome, Vec<Fault>> {
    output::write(args.output.as_deref(), |out| out.write_all(text)).map_err(|fault| vec![fault])?;
    Ok(Outcome::default())
}
