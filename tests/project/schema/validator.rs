//! A validator of the JSON Schema that the program writes.

use serde_json::{Map, Value};

/// As much of JSON Schema as ours uses; a keyword beyond that is an error, so that none goes unread.
pub struct Schema(pub Value);

impl Schema {
    pub fn takes(&self, value: &Value) -> bool {
        self.fits(&self.0, value)
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let rules = match schema {
            Value::Bool(any) => return *any,
            schema => schema.as_object().unwrap(),
        };
        // A table that no table fits: `if` with neither `then` nor `else` takes everything.
        let branch = match rules.get("if") {
            Some(condition) if self.fits(condition, value) => rules.get("then"),
            Some(_) => rules.get("else"),
            None => None,
        };
        branch.is_none_or(|schema| self.fits(schema, value))
            && rules
                .iter()
                .all(|(keyword, rule)| self.holds(rules, keyword, rule, value))
    }

    fn holds(
        &self,
        rules: &Map<String, Value>,
        keyword: &str,
        rule: &Value,
        value: &Value,
    ) -> bool {
        let each = || rule.as_array().unwrap().iter();
        let number = |right: fn(f64, f64) -> bool| {
            value
                .as_f64()
                .is_none_or(|own| right(own, rule.as_f64().unwrap()))
        };
        match keyword {
            "$schema" | "title" | "description" | "definitions" | "if" | "then" | "else" => true,
            "$ref" => {
                let path = rule.as_str().unwrap().strip_prefix('#').unwrap();
                self.fits(self.0.pointer(path).unwrap(), value)
            }
            "allOf" => each().all(|schema| self.fits(schema, value)),
            "anyOf" => each().any(|schema| self.fits(schema, value)),
            "oneOf" => each().filter(|schema| self.fits(schema, value)).count() == 1,
            "not" => !self.fits(rule, value),
            "type" => of_type(rule.as_str().unwrap(), value),
            "enum" => each().any(|word| word == value),
            "minimum" => number(|own, bound| own >= bound),
            "maximum" => number(|own, bound| own <= bound),
            "exclusiveMinimum" => number(|own, bound| own > bound),
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|text| pattern.is_match(text))
            }
            "items" => {
                let items = value.as_array();
                items.is_none_or(|items| items.iter().all(|item| self.fits(rule, item)))
            }
            "minItems" => {
                let items = value.as_array();
                items.is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap())
            }
            "required" => {
                let has = |object: &Map<String, Value>| {
                    each().all(|key| object.contains_key(key.as_str().unwrap()))
                };
                value.as_object().is_none_or(has)
            }
            "propertyNames" => {
                let named = |object: &Map<String, Value>| {
                    object
                        .keys()
                        .all(|key| self.fits(rule, &Value::from(key.as_str())))
                };
                value.as_object().is_none_or(named)
            }
            "properties" => {
                let own = |object: &Map<String, Value>| {
                    object.iter().all(|(key, value)| {
                        rule.get(key).is_none_or(|schema| self.fits(schema, value))
                    })
                };
                value.as_object().is_none_or(own)
            }
            "additionalProperties" => {
                let known = |key: &String| {
                    rules
                        .get("properties")
                        .is_some_and(|own| own.get(key).is_some())
                };
                let more = |object: &Map<String, Value>| {
                    object
                        .iter()
                        .all(|(key, value)| known(key) || self.fits(rule, value))
                };
                value.as_object().is_none_or(more)
            }
            other => panic!("the keyword `{other}`"),
        }
    }
}

fn of_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        other => panic!("a type `{other}`"),
    }
}

/// TOML as JSON, days as texts, as editors hand them to a schema.
pub fn json(value: &toml::Value) -> Value {
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
