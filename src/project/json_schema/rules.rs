//! What keys of one table say about each other, as the JSON Schema can say it: one of two, one only beside another.

use serde_json::{Value, json};

use crate::project::entries::{EVERYTHING, MEASURED, RANDOMISED, RATE_PARTS, TOUCH_TYPES};
use crate::schema::{Bounds, CostType, Grade};

use super::words;

/// The rules of a section, all of which hold.
pub fn rules(section: &str, known: &crate::project::Known) -> Vec<Value> {
    match section {
        "attribution" => vec![each("touch_types", &exact(&TOUCH_TYPES))],
        "allocation" => allocation(),
        "creators" => vec![each("codes", &words::pattern()), some_codes()],
        "mapping" => vec![any_of(&["channel", "function", "goal", "rename"])],
        "accounts" => vec![each("files", &words::pattern())],
        "costs" => costs(),
        "roles" => roles(),
        "assumptions" => assumptions(),
        "experiments" => experiments(),
        "metrics" => vec![property(
            "name",
            json!({
                "pattern": "^\\s*[a-z][a-z0-9_]*\\s*$",
                "not": {"pattern": exact(&known.metrics)},
            }),
        )],
        _ => Vec::new(),
    }
}

/// A text of those words as they are, spaces around it let be.
fn exact(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    format!("^\\s*(?:{})\\s*$", words.join("|"))
}

/// What a key's value has to be too.
fn property(key: &str, value: Value) -> Value {
    json!({"properties": {key: value}})
}

/// What each text of a key has to match; one may stand alone.
fn each(key: &str, pattern: &str) -> Value {
    property(
        key,
        json!({"pattern": pattern, "items": {"pattern": pattern}}),
    )
}

/// At least one of these keys.
fn any_of(keys: &[&str]) -> Value {
    let one: Vec<Value> = keys.iter().map(|key| has(&[key])).collect();
    json!({"anyOf": one})
}

/// All of these keys.
fn has(keys: &[&str]) -> Value {
    json!({"required": keys})
}

/// A key that is there with a text of this pattern.
fn is(key: &str, pattern: &str) -> Value {
    json!({"required": [key], "properties": {key: {"pattern": pattern}}})
}

/// At least one code, and none that any code is.
fn some_codes() -> Value {
    let every = json!({"pattern": EVERYTHING});
    property(
        "codes",
        json!({"minItems": 1, "anyOf": [{"type": "array"}, {"not": every}], "items": {"not": every}}),
    )
}

fn allocation() -> Vec<Value> {
    let shares = words::any_case(["shares"]);
    vec![
        json!({"if": is("key", &shares), "then": has(&["shares"])}),
        json!({"if": has(&["key", "shares"]), "then": is("key", &shares)}),
    ]
}

fn costs() -> Vec<Value> {
    let overhead = words::any_case([CostType::Overhead.name()]);
    vec![
        json!({"oneOf": [has(&["amount"]), has(&["share_of_labour"])]}),
        json!({"if": has(&["share_of_labour"]), "then": is("cost_type", &overhead)}),
    ]
}

fn roles() -> Vec<Value> {
    vec![json!({
        "if": has(&["loaded_rate"]),
        "then": {"not": any_of(&RATE_PARTS)},
        "else": has(&["annual_pay", "paid_hours"]),
    })]
}

fn assumptions() -> Vec<Value> {
    let refused = words::any_case([Grade::D2.name()]);
    let measured = format!("^\\s*(?:{})", MEASURED.join("|"));
    let mut rules = vec![
        property("grade", json!({"not": {"pattern": refused}})),
        property("key", json!({"not": {"pattern": measured}})),
    ];
    // The first bounds that a key has count.
    let chain = Bounds::ALL
        .into_iter()
        .rev()
        .fold(json!({}), |rest, bounds| {
            let keys = format!("^\\s*(?:{})\\s*$", bounds.keys());
            json!({"if": is("key", &keys), "then": range("base", bounds), "else": rest})
        });
    rules.push(chain);
    rules
}

/// A figure and its range within bounds.
fn range(base: &str, bounds: Bounds) -> Value {
    let within = match bounds {
        Bounds::Any => json!({}),
        Bounds::Positive => json!({"minimum": 0}),
        Bounds::Share => json!({"minimum": 0, "maximum": 1}),
        Bounds::Fraction => json!({"exclusiveMinimum": 0, "maximum": 1}),
        Bounds::Caused => json!({"minimum": -1, "maximum": 3}),
    };
    json!({"properties": {base: within, "low": within, "high": within}})
}

fn experiments() -> Vec<Value> {
    let randomised = words::any_case(RANDOMISED);
    let grades = |grades: &[Grade]| {
        let pattern = words::any_case(grades.iter().map(|grade| grade.name()));
        property("grade", json!({"pattern": pattern}))
    };
    vec![
        range("incrementality", Bounds::Caused),
        json!({
            "if": is("method", &randomised),
            "then": grades(&[Grade::A1, Grade::A2]),
            "else": grades(&[Grade::A2]),
        }),
    ]
}
