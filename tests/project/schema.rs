//! The JSON Schema says what the reader takes: every key of either is accepted by both, any other refused by both.

use serde_json::Value;

use super::{Story, checked};

fn schema() -> (String, Value) {
    let text = Story::new(&[]).run("check --project-schema").out;
    let value = serde_json::from_str(&text).unwrap();
    (text, value)
}

#[test]
fn the_schema_of_the_documents_is_that_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/social-roi.schema.json");
    let (text, _) = schema();
    if std::env::var_os("SOCIAL_ROI_BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == text,
        "docs/social-roi.schema.json is stale: `just bless` writes it"
    );
}

/// As much of JSON Schema as ours uses.
fn fits(schema: &Value, value: &Value) -> bool {
    if let Some(any) = schema["anyOf"].as_array() {
        return any.iter().any(|schema| fits(schema, value));
    }
    let of_type = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        other => panic!("a type `{other}`"),
    };
    let right_type = match &schema["type"] {
        Value::String(name) => of_type(name),
        Value::Array(names) => names.iter().any(|name| of_type(name.as_str().unwrap())),
        _ => true,
    };
    let listed = schema["enum"]
        .as_array()
        .is_none_or(|words| words.contains(value));
    let number = value.as_f64();
    let bound = |key: &str, right: fn(f64, f64) -> bool| {
        number
            .zip(schema[key].as_f64())
            .is_none_or(|(number, bound)| right(number, bound))
    };
    let bounds = bound("minimum", |number, bound| number >= bound)
        && bound("maximum", |number, bound| number <= bound)
        && bound("exclusiveMinimum", |number, bound| number > bound);
    let items = value
        .as_array()
        .is_none_or(|items| items.iter().all(|item| fits(&schema["items"], item)));
    let pattern = schema["pattern"].as_str().zip(value.as_str());
    let matched =
        pattern.is_none_or(|(pattern, text)| regex::Regex::new(pattern).unwrap().is_match(text));
    right_type
        && matched
        && listed
        && bounds
        && items
        && value
            .as_object()
            .is_none_or(|object| keys_fit(schema, object))
}

fn keys_fit(schema: &Value, object: &serde_json::Map<String, Value>) -> bool {
    let required = schema["required"].as_array();
    let complete = required.is_none_or(|keys| {
        keys.iter()
            .all(|key| object.contains_key(key.as_str().unwrap()))
    });
    let names = schema["propertyNames"]["enum"].as_array();
    let each = |(key, value): (&String, &Value)| {
        let named = names.is_none_or(|names| names.contains(&Value::from(key.as_str())));
        named
            && match (
                schema["properties"].get(key),
                &schema["additionalProperties"],
            ) {
                (Some(schema), _) => fits(schema, value),
                (None, Value::Bool(more)) => *more,
                (None, schema) => fits(schema, value),
            }
    };
    complete && object.iter().all(each)
}

/// TOML as JSON, days as texts, as editors hand them to a schema.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => Value::from(day.to_string()),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, value)| (key.clone(), json(value)))
                .collect(),
        ),
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(flag) => Value::from(*flag),
    }
}

/// The text that `init` writes, every line in force but those that another line stands in the place of.
fn everything() -> String {
    let story = Story::new(&[]);
    assert_eq!(story.run("init").code, Some(0));
    let text = story.read("social-roi.toml");
    let instead = [
        "share_of_labour",
        "annual_pay",
        "on_cost",
        "paid_hours",
        "leave_hours",
        "holiday_hours",
        "utilisation",
        "rates",
    ];
    let line = |line: &str| {
        let rest = line.strip_prefix('#').filter(|rest| {
            let key = rest.split(' ').next().unwrap();
            rest.starts_with('[')
                || rest.contains(" = ")
                    && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                    && !key.is_empty()
        });
        let line = rest
            .unwrap_or(line)
            .replace("key = \"hours\"", "key = \"shares\"");
        let key = line.split(' ').next().unwrap();
        if instead.contains(&key) || line.contains("plan/") {
            String::new()
        } else {
            line
        }
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn every_key_of_the_template_is_accepted_by_both() {
    let text = everything();
    // No folder of exports is there.
    let lines = text.lines().filter(|line| !line.starts_with("sources"));
    let out = checked(&lines.map(|line| format!("{line}\n")).collect::<String>());
    assert!(
        out.starts_with("social-roi.toml: nothing wrong"),
        "{out}\n{text}"
    );
    let (_, schema) = schema();
    let value: toml::Value = toml::from_str(&text).unwrap();
    assert!(fits(&schema, &json(&value)));
    // Every key of the schema stands in the template.
    let instead = [
        "rates",
        "sheets",
        "share_of_labour",
        "annual_pay",
        "on_cost",
        "paid_hours",
        "leave_hours",
        "holiday_hours",
        "utilisation",
    ];
    missing(&schema, &json(&value), "", &instead);
}

fn missing(schema: &Value, value: &Value, path: &str, instead: &[&str]) {
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    for (key, inner) in properties {
        if instead.contains(&key.as_str()) {
            continue;
        }
        let own = &value[key];
        assert!(!own.is_null(), "{path}{key} does not stand in the template");
        let path = format!("{path}{key}.");
        match own {
            Value::Array(rows) if inner["items"].is_object() => {
                missing(&inner["items"], &rows[0], &path, instead)
            }
            own => missing(inner, own, &path, instead),
        }
    }
}

#[test]
fn what_one_refuses_the_other_refuses_too() {
    let (_, schema) = schema();
    for text in [
        "suorces = []",
        "[margin]\nbase = 1.4",
        "[margin]\nbase = 0",
        "[margin]\nlow = 0.3",
        "[calendar]\nsystem = \"lunar\"",
        "[calendar]\nfiscal_year_start = 13",
        "[[costs]]\nperiod = \"2026-09\"\nfunction = \"zebra\"\ncost_type = \"tools\"\namount = 1",
        "[[costs]]\nperiod = \"2026-09\"\nfunction = \"paid\"\ncost_type = \"zebra\"\namount = 1",
        "[[costs]]\nperiod = \"2026-09\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = \"1\"",
        "[[assumptions]]\nkey = \"a\"\nbase = 1",
        "[[benchmarks]]\nmetric = \"ctr\"\nvalue = 1",
        "[[budget]]\nperiod = \"2026\"\nplanned = 0",
        "[money]\ncurrency = \"euro\"",
        "[attribution]\nmodel = \"zebra\"",
        "[attribution]\nmarkov_order = 9",
        "[allocation]\nshares = { zebra = 0.1 }",
        "[allocation]\nshares = { paid = 1.1 }",
        "[sources]\nzebra = [\"x\"]",
        "[sheets]\nmapping = \"x.csv\"",
        "sources = [1]",
        "margin = 0.4",
        "[[experiments]]\nexp_id = \"e\"\nmethod = \"guess\"\nstart = 2026-01-01\nend = 2026-02-01",
        "[[accounts]]\naccount = \"a\"\nmfa = \"yes\"",
    ] {
        let value: toml::Value = toml::from_str(text).unwrap();
        assert!(!fits(&schema, &json(&value)), "the schema takes\n{text}");
        assert!(
            !checked(text).contains("nothing wrong"),
            "the reader takes\n{text}"
        );
    }
}
