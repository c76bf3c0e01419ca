//! The built-in word lists once more as JSON, which takes a small part of the time of YAML to read
//! when the program starts.
//!
//! In: the YAML files below `rules/`. Out: a `.json` beside each name in the folder of the build. Only
//! the form changes; `src/yaml/mod.rs` reads both, and tells what is wrong by the YAML.

use std::path::Path;
use std::{env, fs};

use serde_json::{Map, Value};
use serde_yaml::Value as Yaml;

/// The folders with files that every start reads.
const FOLDERS: [&str; 5] = ["rules/lexicon/en", "rules/names", "rules/occurrences", "rules/passages", "rules/time"];

fn main() {
    let out = env::var("OUT_DIR").expect("cargo tells where to build");
    println!("cargo::rerun-if-changed=build.rs");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        fs::create_dir_all(Path::new(&out).join(folder)).expect("the folder of the build can be written");
        for file in fs::read_dir(folder).expect("the rules are there") {
            let path = file.expect("the rules can be listed").path();
            let text = fs::read_to_string(&path).expect("a rule file is UTF-8");
            // what is no YAML is told by the program's own loader, with its place
            let json = serde_yaml::from_str(&text).map(|yaml| json(&yaml).to_string()).unwrap_or_default();
            let target = Path::new(&out).join(&path).with_extension("json");
            write(&target, &json);
        }
    }
}

/// Writes a file beside its place and renames it: folders of builds may share files by hard links.
fn write(target: &Path, text: &str) {
    let beside = target.with_extension("new");
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, target));
    written.expect("the folder of the build can be written");
}

fn json(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(*value),
        Yaml::Number(number) => number.as_i64().map_or(Value::Null, Value::from),
        Yaml::String(text) => Value::String(text.clone()),
        Yaml::Sequence(items) => items.iter().map(item).collect(),
        Yaml::Mapping(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (word(key), json(value))).collect::<Map<_, _>>())
        }
        Yaml::Tagged(_) => Value::Null,
    }
}

/// An item of a list: where it could be a truth value it is a word, "false".
fn item(yaml: &Yaml) -> Value {
    match json(yaml) {
        Value::Bool(value) => Value::String(value.to_string()),
        other => other,
    }
}

/// A key as JSON has it: a text.
fn word(key: &Yaml) -> String {
    match json(key) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
