//! What people see beside the data: faults with their line and a caret, and remarks.
//!
//! In: faults and remarks. Out: text on standard error, coloured where that is wanted.

use std::io::{self, IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use tollcheck::fault::{Fault, Place};
use tollcheck::report::harmless;

/// How many faults are shown before the rest is only counted.
const SHOWN: usize = 20;

/// Lines longer than this, in bytes, are named and not shown; nor are those of binary files.
const LONG_LINE: usize = 400;

/// How many documents make a run long.
const LONG_RUN: usize = 200;

/// Standard error, as the user wants it.
pub(super) struct Screen {
    choice: ColorChoice,
    quiet: bool,
}

impl Screen {
    pub(super) fn new(color: clap::ColorChoice, quiet: bool) -> Self {
        let choice = match color {
            clap::ColorChoice::Auto => ColorChoice::Auto,
            clap::ColorChoice::Always => ColorChoice::Always,
            clap::ColorChoice::Never => ColorChoice::Never,
        };
        Screen { choice, quiet }
    }

    /// Whether standard output is to be coloured.
    pub(super) fn colors_output(&self) -> bool {
        match self.choice {
            ColorChoice::Auto => io::stdout().is_terminal() && AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        }
    }

    /// Shows what went wrong, in the order in which it did.
    pub(super) fn faults(&self, faults: &[Fault]) {
        let text: Vec<String> = faults.iter().take(SHOWN).map(fault_text).collect();
        self.write(&format!("{}\n", text.join("\n\n")));
        if faults.len() > SHOWN {
            self.write(&format!("… and {} more\n", faults.len() - SHOWN));
        }
    }

    /// Says something that is no error, unless the user wants quiet.
    pub(super) fn remark(&self, text: &str) {
        if !self.quiet {
            self.write(&format!("{}\n", harmless(text)));
        }
    }

    /// A bar for so many steps, on standard error: only of a long run, on a terminal, and unless the user
    /// wants quiet. It is gone when the last step is done.
    pub(super) fn progress(&self, steps: usize, what: &'static str) -> ProgressBar {
        if self.quiet || steps < LONG_RUN {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{msg} {bar:40} {human_pos}/{human_len} {eta}");
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_message(what)
    }

    /// A count of documents, on standard error: of a run whose end is not known.
    pub(super) fn counter(&self) -> ProgressBar {
        if self.quiet {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("reading {human_pos} documents, {elapsed}");
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
    }

    /// Says something that went wrong, also to whoever wants quiet.
    pub(super) fn warning(&self, text: &str) {
        self.write(&format!("{}\n", harmless(text)));
    }

    fn write(&self, text: &str) {
        // Nobody is left to be told when standard error is gone.
        let _ = AutoStream::new(io::stderr(), self.choice).lock().write_all(text.as_bytes());
    }
}

/// A fault as a compiler shows one: the message, the line with a caret, what to do.
fn fault_text(fault: &Fault) -> String {
    let (path, message) = (harmless(&fault.path), harmless(&fault.message));
    let title = Level::ERROR.primary_title(message.as_str());
    let help = fault.help.as_deref().map(harmless);
    let help = help.as_deref().map(|help| Level::HELP.message(help));
    let group = match fault.place.as_deref() {
        Some(Place { line, text, span, .. }) if text.len() <= LONG_LINE && !text.contains('\0') => {
            let snippet = Snippet::source(text.as_str()).path(path.as_str()).line_start(*line);
            title.element(snippet.annotation(AnnotationKind::Primary.span(span.start..span.end)))
        }
        Some(Place { line, column, .. }) => title.element(Origin::path(path.as_str()).line(*line).char_column(*column)),
        None => title.element(Origin::path(path.as_str())),
    };
    Renderer::styled().render(&[group.elements(help)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollcheck::text::Span;

    #[test]
    fn a_fault_names_its_place_and_the_cure() {
        let fault = Fault::at("case.yaml", "a: 1\nимя: x", Span::new(5, 11), "unknown key").help("one of: a");
        let plain = anstream::adapter::strip_str(&fault_text(&fault)).to_string();
        for part in ["error: unknown key", "case.yaml:2:1", "имя: x", "^^^", "help: one of: a"] {
            assert!(plain.contains(part), "{plain}");
        }
    }

    #[test]
    fn an_endless_line_is_named_and_not_shown() {
        let source = "x".repeat(100_000);
        let plain = fault_text(&Fault::at("a", &source, Span::new(70_000, 70_001), "bad"));
        assert!(plain.len() < 500 && plain.contains("1:70001"), "{plain}");
    }
}
