//! The rules in force: built in, added and set by a case file; shown, or a file of them checked.
//!
//! In: a case, or the command line of `tollcheck rules`. Out: [`Rules`] for the library, or text.

use std::path::Path;

use tollcheck::case::Case;
use tollcheck::fault::Fault;
use tollcheck::report::{rule_page, rules_table};
use tollcheck::rules::Rules;
use tollcheck::yaml::nearest;

use super::args::{self, Args};
use super::run::table_options;
use super::show::Screen;
use super::{Outcome, gather, output};

/// The built-in rules with what a case file adds and sets.
pub(super) fn in_force(case: &Case) -> Result<Rules, Vec<Fault>> {
    let folder = Path::new(&case.path).parent().unwrap_or(Path::new(""));
    let mut rules = Rules::built_in();
    let mut faults = Vec::new();
    for file in &case.rules.files {
        let path = folder.join(file);
        let text = if path.exists() {
            gather::text_file(&path)
        } else {
            Err(case
                .fault_at(file, format!("there is no rule file “{file}”"))
                .help("paths are looked up from the folder of the case file"))
        };
        let added = text.and_then(|text| rules.add(&path.display().to_string(), &text));
        faults.extend(added.err());
    }
    faults.extend(rules.configure(&case.path, &case.source, &case.rules.settings).err());
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

/// `tollcheck rules`.
pub(super) fn rules(args: &Args, asked: &args::Rules, screen: &Screen) -> Result<Outcome, Vec<Fault>> {
    let one = |fault| vec![fault];
    let options = table_options(args, screen, false);
    let text = if let Some(path) = &asked.check {
        let name = path.display().to_string();
        let text = gather::text_file(path).map_err(one)?;
        Rules::built_in().add(&name, &text).map_err(one)?;
        format!("{name} is a rule file\n")
    } else {
        let case = asked.case.as_deref().map(gather::case_file).transpose()?.unwrap_or_default();
        let rules = in_force(&case)?;
        match &asked.id {
            None => rules_table(&rules, options),
            Some(id) => match rules.get(id) {
                Some(rule) => rule_page(rule, options),
                None => return Err(one(unknown(id, &rules))),
            },
        }
    };
    output::write(args.output.as_deref(), |out| out.write_all(text.as_bytes())).map_err(one)?;
    Ok(Outcome::default())
}

fn unknown(id: &str, rules: &Rules) -> Fault {
    let known: Vec<&str> = rules.iter().map(|rule| &*rule.id).collect();
    let near = nearest(id, &known).map_or_else(String::new, |near| format!("did you mean “{near}”? "));
    Fault::of_file("rules", format!("there is no rule “{id}”"))
        .help(format!("{near}`tollcheck rules` lists them: {}", known.join(", ")))
}
