//! The JSON Schema of a project file, for editors: made from the same tables of keys as the reader.
//!
//! It refuses what the reader refuses, but for what no schema can say: see the tests of the project file.

mod rules;
mod words;

use serde_json::{Map, Value, json};

use crate::schema::{Function, TABLES, currencies};
use crate::time::{Calendar, zone_names};

use super::fields::{Keys, Kind, ROOT, Section};

/// The schema, of JSON Schema draft 7, which editors of TOML read. Metrics and models are those that are known.
pub fn json_schema(known: &super::Known) -> Value {
    let mut schema = object(&ROOT, known);
    let head = [
        ("$schema", json!("http://json-schema.org/draft-07/schema#")),
        ("title", json!("social-roi.toml")),
    ];
    let mut whole: Map<String, Value> = head
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    if let Value::Object(body) = &mut schema {
        whole.append(body);
    }
    whole.insert("definitions".into(), definitions(known));
    Value::Object(whole)
}

/// What several keys are, each said once.
fn definitions(known: &super::Known) -> Value {
    let text = json!({"type": "string", "pattern": "\\S"});
    let matching = |pattern: String| json!({"type": "string", "pattern": pattern});
    let with = |mut schema: Value, key: &str, value: Value| {
        schema[key] = value;
        schema
    };
    // Editors hand TOML dates to a schema as text.
    let year = |years: std::ops::RangeInclusive<i32>| json!({"type": "integer", "minimum": years.start(), "maximum": years.end()});
    let years = Calendar::ALL.map(|calendar| year(calendar.years()));
    let periods: Vec<Value> = [matching(words::period())]
        .into_iter()
        .chain(years)
        .collect();
    let functions = Kind::Function.words().unwrap_or_default();
    let shared = Kind::FunctionOrShared.words().unwrap_or_default();
    let models = known.models.iter().map(String::as_str);
    json!({
        "text": text,
        "texts": one_or_several(&text),
        "pattern": with(matching(words::pattern()), "not", json!({"pattern": "^\\s*$"})),
        "scope": with(matching(words::scope()), "not", json!({"pattern": words::NO_VALUE})),
        "day": matching(words::day()),
        "period": {"anyOf": periods},
        "currency": {"anyOf": [
            {"enum": currencies().collect::<Vec<_>>()},
            matching(format!("^\\s*(?:{})\\s*$", currencies().collect::<Vec<_>>().join("|"))),
        ]},
        "time_zone": {"anyOf": [
            {"enum": zone_names().collect::<Vec<_>>()},
            matching("^[+-](?:0[0-9]|1[0-4]):[0-5][0-9]$".into()),
        ]},
        "function": words_of(functions),
        "function_or_shared": words_of(shared),
        "cost_type": words_of(Kind::CostType.words().unwrap_or_default()),
        "grade": words_of(Kind::Grade.words().unwrap_or_default()),
        "model": words_of(models.collect()),
        // A project may define metrics of its own.
        "metric": {"anyOf": [
            {"enum": known.metrics},
            matching("^\\s*[A-Za-z][A-Za-z0-9_]*\\s*$".into()),
        ]},
    })
}

/// One of few words, told to the editor as they are and taken in any case.
fn words_of(words: Vec<&str>) -> Value {
    let any_case = words::any_case(words.iter().copied());
    json!({"anyOf": [{"enum": words}, {"type": "string", "pattern": any_case}]})
}

/// A definition, by its name.
fn defined(name: &str) -> Value {
    json!({"allOf": [{"$ref": format!("#/definitions/{name}")}]})
}

fn object(section: &Section, known: &super::Known) -> Value {
    let properties: Map<String, Value> = section
        .fields
        .iter()
        .map(|field| {
            let mut schema = kind(&field.kind, known);
            if let Value::Object(schema) = &mut schema {
                schema.insert("description".into(), json!(field.doc));
            }
            (field.key.to_owned(), schema)
        })
        .collect();
    let required: Vec<&str> = section.required().collect();
    let mut schema = json!({
        "type": "object",
        "description": section.doc,
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    let rules = rules::rules(section.name, known);
    if !rules.is_empty() {
        schema["allOf"] = json!(rules);
    }
    schema
}

fn kind(kind: &Kind, known: &super::Known) -> Value {
    match kind {
        Kind::Text | Kind::Path => defined("text"),
        Kind::Texts | Kind::Paths => defined("texts"),
        Kind::Pattern => defined("pattern"),
        Kind::Scope => defined("scope"),
        Kind::Day => defined("day"),
        Kind::Period => defined("period"),
        Kind::Currency => defined("currency"),
        Kind::TimeZone => defined("time_zone"),
        Kind::Function => defined("function"),
        Kind::FunctionOrShared => defined("function_or_shared"),
        Kind::CostType => defined("cost_type"),
        Kind::Grade => defined("grade"),
        Kind::Metric => defined("metric"),
        Kind::Model => defined("model"),
        Kind::Choice(words) => words_of(words.to_vec()),
        Kind::Number => json!({"type": "number"}),
        Kind::Positive => json!({"type": "number", "minimum": 0}),
        Kind::Above => json!({"type": "number", "exclusiveMinimum": 0}),
        Kind::Fraction => json!({"type": "number", "exclusiveMinimum": 0, "maximum": 1}),
        Kind::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
        Kind::Whole(from, to) => json!({"type": "integer", "minimum": from, "maximum": to}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Table(section) => object(section, known),
        Kind::Rows(section) => json!({"type": "array", "items": object(section, known)}),
        Kind::Keyed(keys, inner) => keyed(*keys, self::kind(inner, known), known),
        Kind::Sources => {
            json!({"anyOf": [defined("texts"), keyed(Keys::Tables, defined("texts"), known)]})
        }
    }
}

fn one_or_several(text: &Value) -> Value {
    json!({"anyOf": [text, {"type": "array", "items": text}]})
}

fn keyed(keys: Keys, value: Value, known: &super::Known) -> Value {
    let names = match keys {
        Keys::Names => None,
        Keys::Periods => Some(json!({"pattern": words::period()})),
        Keys::Rules => Some(json!({"enum": known.rules})),
        Keys::Functions => {
            let any_case = words::any_case(Function::ALL.map(Function::name));
            Some(json!({"pattern": any_case}))
        }
        Keys::Tables => {
            let tables = TABLES.iter().map(|table| table.name);
            Some(json!({"enum": tables.chain(["auto"]).collect::<Vec<_>>()}))
        }
    };
    let mut schema = json!({"type": "object", "additionalProperties": value});
    if let Some(names) = names {
        schema["propertyNames"] = names;
    }
    schema
}
