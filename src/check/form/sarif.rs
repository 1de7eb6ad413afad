//! For code hosts and editors: SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS.

use std::path::{Component, Path};

use serde_json::{Map, Value, json};

use crate::check::{Finding, Place, Rule, Verdict, rules};

use super::path::{below, parted, told};

/// Where the format's own schema stands.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The verdict as a log of one run.
pub fn sarif(verdict: &Verdict) -> Value {
    let order: Vec<&'static Rule> = rules().collect();
    let at = |rule: &Rule| order.iter().position(|known| **known == *rule);
    let results: Vec<Value> = verdict
        .findings
        .iter()
        .map(|finding| result(verdict, finding, at(finding.rule)))
        .collect();
    let notifications: Vec<Value> = verdict
        .unchecked
        .iter()
        .map(|(rule, why)| {
            json!({
                "level": "note",
                "associatedRule": {"id": rule.id},
                "message": {"text": format!("not checked: {why}")},
            })
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": order.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    })
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": sentence(rule.about)},
        "help": {"text": sentence(rule.mend)},
        "defaultConfiguration": {"level": rule.severity.name()},
    })
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn result(verdict: &Verdict, finding: &Finding, index: Option<usize>) -> Value {
    let text = format!(
        "{}{}. Expected {}. To mend it: {}.",
        finding.found,
        told(finding.place.as_ref()),
        finding.expected,
        finding.mend
    );
    let locations: Vec<Value> = verdict
        .place(finding)
        .iter()
        .map(|place| location(place, &verdict.folder))
        .collect();
    json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": finding.severity.name(),
        "message": {"text": text},
        "locations": locations,
    })
}

fn location(place: &Place, folder: &str) -> Value {
    let (file, inside) = parted(&place.file);
    let mut physical = Map::new();
    physical.insert(
        "artifactLocation".into(),
        json!({"uri": address(&below(file, folder))}),
    );
    // A line of a sheet is none of its workbook.
    if let Some(line) = place.line.filter(|_| inside.is_none()) {
        let mut region = Map::from_iter([("startLine".to_owned(), json!(line))]);
        if let Some(column) = place.column {
            region.insert("startColumn".into(), json!(column));
        }
        physical.insert("region".into(), Value::Object(region));
    }
    json!({"physicalLocation": physical})
}

/// A relative reference for a path below the working folder, `file:///…` for a whole one.
fn address(path: &str) -> String {
    let whole = Path::new(path).components().next() == Some(Component::RootDir);
    let drive = path.as_bytes().get(1) == Some(&b':');
    let start = match (whole, drive) {
        (true, _) => "file://",
        (_, true) => "file:///",
        _ => "",
    };
    format!("{start}{}", escaped(path))
}

/// What an address may not hold, as `%20`; bytes of UTF-8.
fn escaped(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut out = String::new();
    for byte in path.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_files() {
        assert_eq!(address("exports/meta ads.csv"), "exports/meta%20ads.csv");
        assert_eq!(address("a#b?.csv"), "a%23b%3F.csv");
        assert_eq!(address("/data/ä.csv"), "file:///data/%C3%A4.csv");
        assert_eq!(address("a.zip/b.csv"), "a.zip/b.csv");
    }
}
