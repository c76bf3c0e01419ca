//! `tollcheck schema`: what editors and other programs learn of files and output.
//!
//! In: the name of a form. Out: its JSON Schema; without a name, the list of forms.

use tollcheck::fault::Fault;
use tollcheck::schema::Form;
use tollcheck::yaml::nearest;

use super::args::Args;
use super::{Outcome, output};

/// `tollcheck schema`.
pub(super) fn schema(args: &Args, name: Option<&str>) -> Result<Outcome, Vec<Fault>> {
    let text = match name {
        None => Form::ALL.iter().map(|form| format!("{:15}{}\n", form.name(), form.what())).collect(),
        Some(name) => {
            let form = Form::named(name).ok_or_else(|| vec![unknown(name)])?;
            format!("{:#}\n", form.schema())
        }
    };
    output::write(args.output.as_deref(), |out| out.write_all(text.as_bytes())).map_err(|fault| vec![fault])?;
    Ok(Outcome::default())
}

fn unknown(name: &str) -> Fault {
    let known = Form::ALL.map(Form::name);
    let near = nearest(name, &known).map_or_else(String::new, |near| format!("did you mean “{near}”? "));
    Fault::of_file("schema", format!("there is no schema “{name}”")).help(format!("{near}one of: {}", known.join(", ")))
}
