//! As much of JSON Schema as the schemas need that tests hold output to.
//!
//! In: a schema and a value. Out: what is wrong with the value, a line each. A keyword that is not
//! known here is a fault too, so that nothing passes because it was not looked at.

use serde_json::Value;

/// What is wrong with `value`.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    Validator { root: schema, faults: &mut faults }.check(schema, value, "");
    faults
}

struct Validator<'a> {
    root: &'a Value,
    faults: &'a mut Vec<String>,
}

impl<'a> Validator<'a> {
    fn check(&mut self, schema: &'a Value, value: &Value, at: &str) {
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            let holds = match &**keyword {
                "$ref" => {
                    let pointer = rule.as_str().unwrap().strip_prefix('#').expect("a reference within the schema");
                    self.check(self.root.pointer(pointer).expect("a definition"), value, at);
                    true
                }
                "type" => is(rule.as_str().unwrap(), value),
                "enum" => rule.as_array().unwrap().contains(value),
                "const" => rule == value,
                "required" => value.as_object().is_none_or(|object| {
                    rule.as_array().unwrap().iter().all(|key| object.contains_key(key.as_str().unwrap()))
                }),
                "properties" => {
                    for (key, schema) in rule.as_object().unwrap() {
                        if let Some(value) = value.get(key) {
                            self.check(schema, value, &format!("{at}/{key}"));
                        }
                    }
                    true
                }
                "additionalProperties" => self.additional(schema, rule, value, at),
                "items" => {
                    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}/{n}"));
                    }
                    true
                }
                "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
                "uniqueItems" => value
                    .as_array()
                    .is_none_or(|items| items.iter().enumerate().all(|(n, item)| !items[..n].contains(item))),
                "minimum" => value.as_f64().is_none_or(|n| n >= rule.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|n| n <= rule.as_f64().unwrap()),
                "anyOf" | "oneOf" => {
                    let fits = |schema: &&Value| {
                        let mut faults = Vec::new();
                        Validator { root: self.root, faults: &mut faults }.check(schema, value, at);
                        faults.is_empty()
                    };
                    rule.as_array().unwrap().iter().any(|schema| fits(&schema))
                }
                // Of texts: that they are URIs, dates, GUIDs. Annotations say nothing of the value.
                "format" | "pattern" => value.is_string(),
                "$schema" | "$id" | "$comment" | "title" | "description" | "default" | "definitions" | "$defs" => true,
                other => panic!("the keyword {other} is not known"),
            };
            if !holds {
                self.faults.push(format!("{at}: {keyword} {rule} does not hold"));
            }
        }
    }

    fn additional(&mut self, schema: &'a Value, rule: &'a Value, value: &Value, at: &str) -> bool {
        let named = |key: &str| schema["properties"].get(key).is_some();
        let more: Vec<(&String, &Value)> =
            value.as_object().into_iter().flatten().filter(|(key, _)| !named(key)).collect();
        match rule {
            Value::Bool(allowed) => *allowed || more.is_empty(),
            rule => {
                more.into_iter().for_each(|(key, value)| self.check(rule, value, &format!("{at}/{key}")));
                true
            }
        }
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the type {other} is not known"),
    }
}
