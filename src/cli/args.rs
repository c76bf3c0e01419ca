//! The command line as types: what can be asked for, and how `--help` teaches it.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ColorChoice, Parser, Subcommand, ValueEnum, ValueHint};

use tollcheck::configuration::Configuration;
use tollcheck::input::{Columns, Kind, Options};
use tollcheck::rules::Severity;
use tollcheck::text::{Limits, Size};

/// Reads news texts, extracts every figure of people killed, injured, missing or displaced as a
/// range, and says which figures of one event cannot both be true.
#[derive(Debug, Parser)]
#[command(name = "tollcheck", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,

    /// Colours on the terminal [NO_COLOR is honoured]
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, global = true, value_name = "WHEN")]
    pub(super) color: ColorChoice,

    /// Width of tables, in columns [default: the terminal's, else 100]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub(super) width: Option<u16>,

    /// Write to FILE, which appears whole or not at all
    #[arg(long, short, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,

    /// What the inputs are [default: as their content shows]
    #[arg(long, value_enum, global = true, value_name = "FORMAT")]
    pub(super) input_format: Option<Input>,

    #[command(flatten)]
    pub(super) columns: TableColumns,

    /// The largest text file that is read, such as 64M [default: 64M]
    #[arg(long, global = true, value_name = "SIZE")]
    pub(super) max_document: Option<Size>,

    /// The longest line of JSON Lines that is read, such as 16M [default: 16M]
    #[arg(long, global = true, value_name = "SIZE")]
    pub(super) max_line: Option<Size>,

    /// Leave out what cannot be read, do the rest, and end with status 2
    #[arg(long, global = true)]
    pub(super) keep_going: bool,

    /// How many threads read [default: as many as there are cores; the output is the same]
    #[arg(long, global = true, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) threads: usize,

    /// Say nothing on standard error but what went wrong
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
}

const AFTER_HELP: &str = "\
Examples:
  tollcheck check agency-a.md agency-b.md       which figures of these two cannot both be true?
  tollcheck check --case case.yaml              the same, described in a file
  tollcheck extract --format jsonl articles/    every figure in a folder, a line each
  curl -s https://example.org/a.txt | tollcheck extract

A figure is a range of whole numbers: “at least 35” is 35 or more, “dozens” 24 to 99. Two figures
of one event contradict each other where no number fits both. `tollcheck rules` lists what is
looked for.

Exit status: 0 nothing to report, 1 findings at or above --fail-on, 2 the run could not be done.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the figures of each document
    #[command(after_help = EXTRACT_HELP)]
    Extract(Extract),
    /// Compare the figures of documents, event by event
    #[command(after_help = CHECK_HELP)]
    Check(Check),
    /// Keep the figures of documents in files, and say what changed
    #[command(after_help = SNAPSHOT_HELP)]
    Snapshot(Snapshot),
    /// List the rules in force, or explain one
    #[command(after_help = RULES_HELP)]
    Rules(Rules),
    /// Print the JSON Schema of a file or of an output, or list them
    #[command(after_help = SCHEMA_HELP)]
    Schema {
        /// rule, case, configuration, convention, claim, claims, finding or report
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Print the completions for a shell
    #[command(
        after_help = "Example:\n  tollcheck completions bash > ~/.local/share/bash-completion/completions/tollcheck"
    )]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program, or of one command
    #[command(after_help = "Example:\n  tollcheck man check | man -l -")]
    Man {
        /// The command to describe
        #[arg(value_name = "COMMAND")]
        name: Option<String>,
    },
}

const EXTRACT_HELP: &str = "\
A figure is a range of whole numbers: “at least 35 fighters” is 35 or more, “nearly 200” is 180 to
199, “dozens” 24 to 99.

Examples:
  tollcheck extract article.md
  tollcheck extract --format jsonl articles/ > figures.jsonl
  tollcheck extract --numbers article.md            every number, and why some are no figure
  tollcheck extract --input-format jsonl --format jsonl - < articles.jsonl";

const CHECK_HELP: &str = "\
Figures are compared within one event only. Without a case file the events are found from the
texts: place, date, actors, kind of occurrence.

Examples:
  tollcheck check agency-a.md agency-b.md
  tollcheck check --draft draft.md agency-a.md agency-b.md
  tollcheck check --draft draft.md --watch sources/      again on every save
  tollcheck check --case case.yaml --format json --output report.json
  tollcheck check --format html --output report.html articles/
  tollcheck check --fail-on warning articles/ || echo 'look at the figures'
  tollcheck check --format sarif --output known.sarif articles/   what is known today …
  tollcheck check --baseline known.sarif articles/                … fails no later run";

const SNAPSHOT_HELP: &str = "\
The figures of article.md are kept in article.md.figures, to be reviewed and put under version
control. Where some changed, appeared or vanished, the change is shown and the status is 1: a bound
that an edit lost shows as “killed: at least 35 → 35, bound lost”. Lines that move are no change.

Examples:
  tollcheck snapshot articles/             write what is not kept yet; show what changed
  tollcheck snapshot --check articles/     the same, but write nothing: for build servers and hooks
  tollcheck snapshot --accept articles/    take the figures as they are now";

const RULES_HELP: &str = "\
Examples:
  tollcheck rules                          all rules, with their severity
  tollcheck rules divergent-figures        what it says, why, and when it fires and does not
  tollcheck rules --format markdown        every page, for the web
  tollcheck rules --case case.yaml         as a case file sets them and adds to them
  tollcheck rules --check house.yaml       is this a rule file?";

const SCHEMA_HELP: &str = "\
Examples:
  tollcheck schema                         what there are schemas of
  tollcheck schema case > case.schema.json
and as the first line of a case file, for editors that know the YAML language server:
  # yaml-language-server: $schema=case.schema.json";

#[derive(Debug, clap::Args)]
pub(super) struct Extract {
    /// Files and folders (texts, web pages, office files, mails, tables in them are read); `-` is standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,

    /// What to write
    #[arg(long, value_parser = formats(Format::fits_extract), default_value = "table", value_name = "FORMAT")]
    pub(super) format: Format,

    /// More words to read, and limits [default: tollcheck.yaml, from the working folder upwards]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,

    /// Print the documents' text, in which the places of figures count
    #[arg(long, conflicts_with = "format")]
    pub(super) text: bool,

    /// Account for every number in the text: the claim it became, or why it is none
    /// (with --format jsonl, a number a line)
    #[arg(long, conflicts_with_all = ["text", "trace"])]
    pub(super) numbers: bool,

    /// Print how each sentence was read: its tokens, its symbols, and the derivation of each figure
    #[arg(long, conflicts_with_all = ["format", "text"])]
    pub(super) trace: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Files and folders (texts, web pages, office files, mails, tables in them are read); `-` is standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath, conflicts_with = "case")]
    pub(super) paths: Vec<PathBuf>,

    /// Compare the documents that this file names, with what it says of them
    #[arg(long, value_name = "CASE.yaml", value_hint = ValueHint::FilePath)]
    pub(super) case: Option<PathBuf>,

    /// Rules and settings [default: tollcheck.yaml, from the working folder upwards]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,

    /// Check this document against the others; figures of its own are not compared with one another
    #[arg(long, value_name = "DRAFT", value_hint = ValueHint::FilePath, conflicts_with = "case")]
    pub(super) draft: Option<PathBuf>,

    /// What to write (jsonl: a finding a line; csv: a row a figure)
    #[arg(long, value_parser = formats(|_| true), default_value = "table", value_name = "FORMAT")]
    pub(super) format: Format,

    /// Mark the findings that an earlier run wrote to FILE with --format sarif: only new ones count
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) baseline: Option<PathBuf>,

    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(super) fail_on: FailOn,

    /// Show what holds each event together, and what follows from its figures
    #[arg(long)]
    pub(super) why: bool,

    /// Tell what follows from the figures as if all were made at one time and of one population
    #[arg(long)]
    pub(super) as_of_one_time: bool,

    /// Read vague words as these houses do (acled-2016, airwars, …; default is our own reading),
    /// and say of each finding under which it holds
    #[arg(long, value_name = "NAME[,NAME…]", value_delimiter = ',')]
    pub(super) convention: Vec<String>,

    /// Run again whenever a document, the case file or a rule file changes
    #[cfg(feature = "watch")]
    #[arg(long)]
    pub(super) watch: bool,

    /// Tell of each event what these houses would publish from its figures, and why
    /// (bbc, acled, gtd, ucdp, em-dat, airwars)
    #[arg(long, value_name = "HOUSE[,HOUSE…]", value_delimiter = ',')]
    pub(super) ladder: Vec<String>,

    /// Leave out the bars below the tables, which are drawn where 90 columns are to be had
    #[arg(long)]
    pub(super) no_plot: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Snapshot {
    /// Files and folders (texts, web pages, office files, mails, tables in them are read)
    #[arg(value_name = "DOC", required = true, value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,

    /// More words to read, and limits [default: tollcheck.yaml, from the working folder upwards]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,

    /// Write nothing: fail where figures changed or are not kept
    #[arg(long, conflicts_with = "accept")]
    pub(super) check: bool,

    /// Keep the figures as they are now
    #[arg(long)]
    pub(super) accept: bool,

    /// Keep the figures at the documents' paths below FOLDER, not beside the documents
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Rules {
    /// The rule to explain
    pub(super) id: Option<String>,

    /// Show the rules as this case file sets them
    #[arg(long, value_name = "CASE.yaml", value_hint = ValueHint::FilePath)]
    pub(super) case: Option<PathBuf>,

    /// Rules and settings [default: tollcheck.yaml, from the working folder upwards]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,

    /// What to write: for the terminal, or Markdown for the web (without a rule: all pages)
    #[arg(long, value_parser = formats(|format| matches!(format, Format::Table | Format::Markdown)), default_value = "table",
          value_name = "FORMAT")]
    pub(super) format: Format,

    /// Say whether FILE is a rule file and its examples do what they say, and what is wrong with it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["id", "case", "config"])]
    pub(super) check: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Table,
    /// One object
    Json,
    /// One object a line
    Jsonl,
    /// A row a figure, for spreadsheets
    Csv,
    /// Tables to paste into a pull request or an editorial system
    Markdown,
    /// `path:line:column: severity[rule] message`, for editors and grep
    Line,
    /// One page with plots, findings and sources, for a browser or a printer
    Html,
    /// The plot of the ranges alone
    Svg,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Test results for build servers
    Junit,
}

impl Format {
    /// Whether figures that were not compared can be written so.
    fn fits_extract(self) -> bool {
        match self {
            Format::Table | Format::Json | Format::Jsonl | Format::Csv | Format::Markdown | Format::Line => true,
            Format::Html | Format::Svg | Format::Sarif | Format::Github | Format::Junit => false,
        }
    }

    /// Whether its lines have no room for what is said of documents and not of figures.
    pub(super) fn is_bare(self) -> bool {
        matches!(self, Format::Jsonl | Format::Csv | Format::Line | Format::Svg)
    }
}

/// The formats that a command has; any other is refused with the list of these.
fn formats(fits: fn(Format) -> bool) -> impl TypedValueParser<Value = Format> {
    let fitting = Format::value_variants().iter().filter(move |format| fits(**format));
    PossibleValuesParser::new(fitting.filter_map(ValueEnum::to_possible_value))
        .try_map(|name| Format::from_str(&name, false))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Input {
    /// Text or Markdown, with or without YAML front matter
    Text,
    /// One document a line: `text`, and any of id, title, publisher, published, url, language
    Jsonl,
    /// A web page
    Html,
    /// A document of Word
    Docx,
    /// A document of LibreOffice
    Odt,
    /// A PDF file with a text layer
    Pdf,
    /// A mail
    Eml,
    /// A mailbox, a mail a document
    Mbox,
    /// RSS, Atom or JSON Feed, an entry a document
    Feed,
    /// A table, a row a document
    Csv,
    /// The same with tabs
    Tsv,
    /// A workbook of Excel, a row a document
    Xlsx,
    /// A workbook of LibreOffice, a row a document
    Ods,
    /// Columns of Apache Parquet, a row a document
    Parquet,
    /// A web archive, compressed or not, a page a document
    Warc,
}

impl Input {
    fn kind(self) -> Kind {
        match self {
            Input::Text => Kind::Text,
            Input::Jsonl => Kind::JsonLines,
            Input::Html => Kind::Html,
            Input::Docx => Kind::Docx,
            Input::Odt => Kind::Odt,
            Input::Pdf => Kind::Pdf,
            Input::Eml => Kind::Mail,
            Input::Mbox => Kind::Mailbox,
            Input::Feed => Kind::Feed,
            Input::Csv => Kind::Csv,
            Input::Tsv => Kind::Tsv,
            Input::Xlsx => Kind::Xlsx,
            Input::Ods => Kind::Ods,
            Input::Parquet => Kind::Parquet,
            Input::Warc => Kind::Warc,
        }
    }
}

/// Which columns of a table hold what [default: as the header says]
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Tables (.csv, .tsv, .xlsx, .ods)")]
pub(super) struct TableColumns {
    /// The column that holds the text [default: text, body, content, notes, … by the header]
    #[arg(long, global = true, value_name = "NAME")]
    text_column: Option<String>,

    /// The column of headlines [default: title, headline, …]
    #[arg(long, global = true, value_name = "NAME")]
    title_column: Option<String>,

    /// The column of publishers [default: publisher, source, outlet, …]
    #[arg(long, global = true, value_name = "NAME")]
    publisher_column: Option<String>,

    /// The column of dates of publication [default: published, date, …]
    #[arg(long, global = true, value_name = "NAME")]
    published_column: Option<String>,

    /// The column of addresses [default: url, link, …]
    #[arg(long, global = true, value_name = "NAME")]
    url_column: Option<String>,

    /// The column of languages [default: language, lang]
    #[arg(long, global = true, value_name = "NAME")]
    language_column: Option<String>,

    /// The column that names each row [default: id, else file and row]
    #[arg(long, global = true, value_name = "NAME")]
    id_column: Option<String>,
}

impl Args {
    /// How inputs are to be read.
    pub(super) fn input(&self, configuration: &Configuration) -> Options {
        let Limits { document, line } = Limits::default();
        let limits = Limits {
            document: self.max_document.or(configuration.limits.document).unwrap_or(document),
            line: self.max_line.or(configuration.limits.line).unwrap_or(line),
        };
        let named = self.columns.clone();
        let columns = Columns {
            text: named.text_column,
            title: named.title_column,
            publisher: named.publisher_column,
            published: named.published_column,
            url: named.url_column,
            language: named.language_column,
            id: named.id_column,
        };
        Options { kind: self.input_format.map(Input::kind), columns, limits }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors only
    #[default]
    Error,
    /// Errors and warnings
    Warning,
    /// Any finding
    Note,
    /// Nothing: the status is 0 whatever is found
    Never,
}

impl FailOn {
    /// Whether a finding of this severity is a failure.
    pub(super) fn counts(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Note => true,
            FailOn::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Args::command().debug_assert();
    }
}
