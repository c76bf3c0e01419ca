//! The rules in force: built in, added and set by a configuration and a case file; shown, or a file of them checked.
//!
//! In: a case, or the command line of `tollcheck rules`. Out: [`Rules`] for the library, or text.

use std::path::Path;

use tollcheck::Checker;
use tollcheck::case::{self, Case};
use tollcheck::configuration::Configuration;
use tollcheck::fault::Fault;
use tollcheck::report::{TableOptions, rule_markdown, rule_page, rules_markdown, rules_table};
use tollcheck::rules::{Mistaken, Rules};
use tollcheck::text::{Document, Span};
use tollcheck::yaml::nearest;

use super::args::{self, Args, Format};
use super::run::table_options;
use super::show::Screen;
use super::{Outcome, gather, output};

/// A file that adds rules and sets them.
struct Adding<'a> {
    rules: &'a case::Rules,
    path: &'a str,
    source: &'a str,
    /// What it is called where a path in it is looked up.
    kind: &'a str,
    fault_at: &'a dyn Fn(&str, String) -> Fault,
}

/// The built-in rules with what the configuration adds and sets, and then the case file.
pub(super) fn in_force(configuration: &Configuration, case: &Case) -> Result<Rules, Vec<Fault>> {
    let mut rules = Rules::built_in();
    let mut faults = Vec::new();
    let of_configuration = Adding {
        rules: &configuration.rules,
        path: &configuration.path,
        source: &configuration.source,
        kind: "configuration",
        fault_at: &|value, message| configuration.fault_at(value, message),
    };
    let of_case = Adding {
        rules: &case.rules,
        path: &case.path,
        source: &case.source,
        kind: "case file",
        fault_at: &|value, message| case.fault_at(value, message),
    };
    for adding in [of_configuration, of_case] {
        adding.add_to(&mut rules, &mut faults);
    }
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

impl Adding<'_> {
    fn add_to(&self, rules: &mut Rules, faults: &mut Vec<Fault>) {
        let folder = Path::new(self.path).parent().unwrap_or(Path::new(""));
        for file in &self.rules.files {
            let path = folder.join(file);
            let text = if path.exists() {
                gather::text_file(&path)
            } else {
                Err((self.fault_at)(file, format!("there is no rule file “{file}”"))
                    .help(format!("paths are looked up from the folder of the {}", self.kind)))
            };
            let added = text.and_then(|text| rules.add(&path.display().to_string(), &text));
            faults.extend(added.err());
        }
        faults.extend(rules.configure(self.path, self.source, &self.rules.settings).err());
    }
}

/// Whether the examples of a rule file do what it says: how many there are, or a fault for each
/// that does not.
fn tried(path: &str, source: &str) -> Result<usize, Vec<Fault>> {
    let mut rules = Rules::built_in();
    rules.add(path, source).map_err(|fault| vec![fault])?;
    let checker = Checker::new().map_err(|fault| vec![fault])?;
    let Some(rule) = rules.iter().last() else { return Ok(0) };
    let fault = |mistaken: Mistaken| {
        let Mistaken { shows, fires, read } = mistaken;
        let is = if fires { "does not fire" } else { "fires" };
        let at = source.find(&*shows).map(|at| Span::new(at, at + shows.len()));
        let message = format!("the rule {is} in the example “{shows}”");
        let fault = at.map_or_else(|| Fault::of_file(path, &*message), |at| Fault::at(path, source, at, &*message));
        let read = if read.is_empty() { "no figure".to_owned() } else { read.join("; ") };
        fault.help(format!("read in it: {read}"))
    };
    let wrong: Vec<Fault> =
        rule.mistaken(&rules, &|document| checker.extract(document)).into_iter().map(fault).collect();
    if wrong.is_empty() { Ok(rule.examples.fires.len() + rule.examples.silent.len()) } else { Err(wrong) }
}

/// `tollcheck rules`.
pub(super) fn rules(args: &Args, asked: &args::Rules, screen: &Screen) -> Result<Outcome, Vec<Fault>> {
    let one = |fault| vec![fault];
    let options = table_options(args, screen, false);
    let text = if let Some(path) = &asked.check {
        let name = path.display().to_string();
        let text = gather::text_file(path).map_err(one)?;
        match tried(&name, &text)? {
            0 => format!("{name} is a rule file; it has no examples\n"),
            1 => format!("{name} is a rule file, and its example does what it says\n"),
            n => format!("{name} is a rule file, and its {n} examples do what they say\n"),
        }
    } else {
        let case = asked.case.as_deref().map(gather::case_file).transpose()?.unwrap_or_default();
        let configuration = gather::configuration(asked.config.as_deref())?;
        let rules = in_force(&configuration, &case)?;
        let checker = Checker::new().and_then(|checker| checker.with_words(&configuration.lexicon.and(case.lexicon)));
        let checker = checker.map_err(one)?;
        page(asked, &rules, &checker, options)?
    };
    output::write(args.output.as_deref(), |out| out.write_all(text.as_bytes())).map_err(one)?;
    Ok(Outcome::default())
}

/// The list of rules, or the page of one, in the format that is asked for.
fn page(asked: &args::Rules, rules: &Rules, checker: &Checker, options: TableOptions) -> Result<String, Vec<Fault>> {
    let extract = |document: &Document| checker.extract(document);
    let web = asked.format == Format::Markdown;
    let Some(id) = &asked.id else {
        let all = || rules_markdown(rules, |rule| rule.shown(rules, &extract));
        return Ok(if web { all() } else { rules_table(rules, options) });
    };
    let rule = rules.get(id).ok_or_else(|| vec![unknown(id, rules)])?;
    let shown = rule.shown(rules, &extract);
    Ok(if web { rule_markdown(rule, &shown) } else { rule_page(rule, &shown, options) })
}

fn unknown(id: &str, rules: &Rules) -> Fault {
    let known: Vec<&str> = rules.iter().map(|rule| &*rule.id).collect();
    let near = nearest(id, &known).map_or_else(String::new, |near| format!("did you mean “{near}”? "));
    Fault::of_file("rules", format!("there is no rule “{id}”"))
        .help(format!("{near}`tollcheck rules` lists them: {}", known.join(", ")))
}
