//! The JSON Schema of a project file, for editors: made from the same tables of keys as the reader.

use serde_json::{Map, Value, json};

use crate::schema::{Function, TABLES};

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
    Value::Object(whole)
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
    schema
}

fn kind(kind: &Kind, known: &super::Known) -> Value {
    let text = || json!({"type": "string", "minLength": 1});
    if let Some(words) = kind.words() {
        return json!({"type": "string", "enum": words});
    }
    match kind {
        Kind::Text
        | Kind::Path
        | Kind::Scope
        | Kind::Pattern
        | Kind::TimeZone
        | Kind::Choice(_)
        | Kind::Function
        | Kind::FunctionOrShared
        | Kind::CostType
        | Kind::Grade => text(),
        Kind::Texts | Kind::Paths => texts(),
        Kind::Number => json!({"type": "number"}),
        Kind::Positive => json!({"type": "number", "minimum": 0}),
        Kind::Above => json!({"type": "number", "exclusiveMinimum": 0}),
        Kind::Fraction => json!({"type": "number", "exclusiveMinimum": 0, "maximum": 1}),
        Kind::Share => json!({"type": "number", "minimum": 0, "maximum": 1}),
        Kind::Whole(from, to) => json!({"type": "integer", "minimum": from, "maximum": to}),
        // Editors hand TOML dates to a schema as text.
        Kind::Day => json!({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
        Kind::Period => json!({"type": ["string", "integer"]}),
        Kind::Currency => json!({"type": "string", "pattern": "^[A-Z]{3}$"}),
        Kind::Flag => json!({"type": "boolean"}),
        // A project may define metrics of its own.
        Kind::Metric => json!({"anyOf": [{"enum": known.metrics}, text()]}),
        Kind::Model => json!({"type": "string", "enum": known.models}),
        Kind::Table(section) => object(section, known),
        Kind::Rows(section) => json!({"type": "array", "items": object(section, known)}),
        Kind::Keyed(keys, inner) => keyed(*keys, self::kind(inner, known), known),
        Kind::Sources => json!({"anyOf": [texts(), keyed(Keys::Tables, texts(), known)]}),
    }
}

fn texts() -> Value {
    let text = json!({"type": "string", "minLength": 1});
    json!({"anyOf": [text, {"type": "array", "items": text}]})
}

fn keyed(keys: Keys, value: Value, known: &super::Known) -> Value {
    let names: Option<Vec<&str>> = match keys {
        Keys::Names | Keys::Periods => None,
        Keys::Rules => Some(known.rules.iter().map(String::as_str).collect()),
        Keys::Functions => Some(Function::ALL.map(Function::name).to_vec()),
        Keys::Tables => Some(
            TABLES
                .iter()
                .map(|table| table.name)
                .chain(["auto"])
                .collect(),
        ),
    };
    let mut schema = json!({"type": "object", "additionalProperties": value});
    if let Some(names) = names {
        schema["propertyNames"] = json!({"enum": names});
    }
    schema
}
