//! What a saved JSON text is: a ledger, a report, the manifest of a pack; and what it says it rests on.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::report::keys::Key;
use crate::schema::col;
use crate::time::Calendar;

/// The words that every program of ours begins its signature with.
const MADE_BY: &str = "social-roi ";

/// A saved result.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The file.
    pub path: String,
    /// A ledger, or the rows of a report.
    pub value: Value,
    /// What it rests on: `made_by`, `settings`, `inputs`; nothing where it does not say.
    pub basis: Option<Map<String, Value>>,
}

impl Saved {
    /// What it is, in a word.
    pub fn kind(&self) -> &'static str {
        if self.is_ledger() { "ledger" } else { "report" }
    }

    /// Whether it is a ledger.
    pub fn is_ledger(&self) -> bool {
        self.value.is_object()
    }

    /// The rows of a report.
    pub fn rows(&self) -> &[Value] {
        self.value.as_array().map_or(&[], Vec::as_slice)
    }
}

/// What a text of JSON holds; `beside` is the manifest that lies in the same folder.
///
/// # Errors
/// [`Error::NotSaved`] for what is no JSON, cut off, or none of ours.
pub fn saved(path: &str, text: &str, beside: Option<&str>) -> Result<Saved> {
    let wrong = |what: String| Error::NotSaved {
        path: path.to_owned(),
        what,
    };
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        wrong(match error.is_eof() {
            true if text.trim().is_empty() => "is empty".into(),
            true => format!("ends at line {line}, column {column}, in the middle: it is cut off"),
            false => format!("line {line}, column {column}: no JSON"),
        })
    })?;
    match value {
        Value::Array(rows) => {
            if rows.is_empty() {
                return Err(wrong("holds no row".into()));
            }
            let is_figure = |value: &Value| value.is_number() || value.is_null();
            let has_figure = |row: &Value| {
                row.as_object()
                    .is_some_and(|row| row.values().any(is_figure))
            };
            if !rows.iter().all(is_row) || !rows.iter().any(has_figure) {
                return Err(wrong("is an array, but not of the rows of a report".into()));
            }
            Ok(Saved {
                path: path.to_owned(),
                basis: beside.and_then(|text| basis_beside(text, &rows)),
                value: Value::Array(rows),
            })
        }
        Value::Object(mut object) => {
            if is_manifest(&object) {
                let rows = object.remove("figures").filter(Value::is_array);
                let rows = rows.ok_or_else(|| wrong("is a manifest without figures".into()))?;
                return Ok(Saved {
                    path: path.to_owned(),
                    value: rows,
                    basis: Some(object),
                });
            }
            whole_ledger(&object).map_err(wrong)?;
            let basis = object.get("basis").and_then(Value::as_object).cloned();
            Ok(Saved {
                path: path.to_owned(),
                value: Value::Object(object),
                basis,
            })
        }
        _ => Err(wrong(
            "is neither a ledger nor a report of social-roi".into(),
        )),
    }
}

/// The parts of a ledger, and which of them are lists.
const PARTS: [(&str, bool); 5] = [
    ("headline", false),
    ("ladder", true),
    ("lines", true),
    ("cost", false),
    ("inputs", true),
];

/// Other objects of ours: the command that writes them, and what they hold.
const OTHERS: [(&str, &[&str]); 2] = [
    ("check", &["findings", "errors", "warnings"]),
    ("explain", &["figure", "formula"]),
];

/// Whether an object is a ledger with all its parts; what is wrong with it where it is not.
fn whole_ledger(object: &Map<String, Value>) -> std::result::Result<(), String> {
    let there = PARTS.iter().filter(|(key, _)| object.contains_key(*key));
    if there.count() < PARTS.len() {
        let of = object.get("basis").unwrap_or(&Value::Null);
        let made_by = object.get("made_by").or(of.get("made_by"));
        let made_by = made_by.and_then(Value::as_str);
        let written = OTHERS
            .iter()
            .find(|(_, keys)| keys.iter().all(|key| object.contains_key(*key)));
        if let Some((command, _)) = written {
            return Err(format!(
                "is what `{command}` writes; ledgers, reports and attributions can be compared"
            ));
        }
        return Err(match made_by.filter(|text| text.starts_with(MADE_BY)) {
            Some(other) => format!(
                "was written by {other} and is no ledger that {MADE_BY}{} knows",
                env!("CARGO_PKG_VERSION")
            ),
            None => "is neither a ledger nor a report of social-roi".into(),
        });
    }
    let is_right = |(key, is_list): &&(&str, bool)| match is_list {
        true => object[*key].is_array(),
        false => object[*key].is_object(),
    };
    match PARTS.iter().find(|part| !is_right(part)) {
        None if !object["cost"]["lines"].is_array() => {
            Err("is a ledger, but its `cost` lists no lines: it is damaged".into())
        }
        None => Ok(()),
        Some((key, is_list)) => Err(format!(
            "is a ledger, but `{key}` is no {}: it is damaged",
            if *is_list { "list" } else { "object" }
        )),
    }
}

fn is_manifest(object: &Map<String, Value>) -> bool {
    let made_by = object.get("made_by").and_then(Value::as_str);
    made_by.is_some_and(|text| text.starts_with(MADE_BY)) && object.contains_key("figures")
}

/// The manifest of a folder, where it is about these rows: what both say of a row is the same.
fn basis_beside(text: &str, rows: &[Value]) -> Option<Map<String, Value>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let object = value.as_object().filter(|object| is_manifest(object))?;
    let figures = object["figures"].as_array()?;
    let agrees = |row: &Value, other: &Value| {
        let cells = row.as_object().into_iter().flatten();
        let shared = cells.filter_map(|(name, value)| Some((value, other.get(name)?)));
        shared.clone().count() > 1 && shared.into_iter().all(|(one, two)| one == two)
    };
    let is_known = |row: &Value| figures.iter().any(|other| agrees(row, other));
    rows.iter().all(is_known).then(|| object.clone())
}

/// Whether a value may be a row: a flat object that begins with a key of reports.
fn is_row(value: &Value) -> bool {
    let Some(object) = value.as_object() else {
        return false;
    };
    let flat = object
        .values()
        .all(|value| !value.is_array() && !value.is_object());
    flat && object.keys().next().is_some_and(|name| is_key(name))
}

/// Whether a column is a key of reports, of either calendar, or of attributions.
pub fn is_key(name: &str) -> bool {
    let known = |calendar: Calendar| Key::parse(name, calendar.into()).is_ok();
    Calendar::ALL.into_iter().any(known)
        || ["model", col::SECTION, "item", "figure"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ours_is_told_apart() {
        for (text, what) in [
            ("", "is empty"),
            (
                "[{\"platform\": \"meta\", \"spe",
                "ends at line 1, column 26, in the middle: it is cut off",
            ),
            ("platform,spend\n", "line 1, column 1: no JSON"),
            ("[]", "holds no row"),
            ("[1, 2]", "is an array, but not of the rows of a report"),
            (
                "[{\"id\": 1}]",
                "is an array, but not of the rows of a report",
            ),
            (
                "{\"a\": 1}",
                "is neither a ledger nor a report of social-roi",
            ),
            ("3", "is neither a ledger nor a report of social-roi"),
            (
                "[{\"metric\": \"spend\", \"id\": \"P-01\"}]",
                "is an array, but not of the rows of a report",
            ),
            (
                "{\"files\": 2, \"errors\": 0, \"warnings\": 1, \"findings\": []}",
                "is what `check` writes; ledgers, reports and attributions can be compared",
            ),
            (
                "{\"figure\": \"ledger.roi\", \"formula\": \"x\"}",
                "is what `explain` writes; ledgers, reports and attributions can be compared",
            ),
            (
                "{\"headline\": {}, \"ladder\": [], \"lines\": 3, \"cost\": {\"lines\": []}, \"inputs\": []}",
                "is a ledger, but `lines` is no list: it is damaged",
            ),
            (
                "{\"headline\": {}, \"ladder\": [], \"lines\": [], \"cost\": {}, \"inputs\": []}",
                "is a ledger, but its `cost` lists no lines: it is damaged",
            ),
            (
                "{\"headline\": {}, \"basis\": {\"made_by\": \"social-roi 9.9.9\"}}",
                concat!(
                    "was written by social-roi 9.9.9 and is no ledger that social-roi ",
                    env!("CARGO_PKG_VERSION"),
                    " knows"
                ),
            ),
        ] {
            let error = saved("a.json", text, None).unwrap_err();
            assert_eq!(error.to_string(), format!("a.json: {what}"), "{text}");
        }
        let rows = saved("a.json", "[{\"platform\": \"meta\", \"spend\": 1}]", None).unwrap();
        assert_eq!((rows.kind(), rows.rows().len()), ("report", 1));
    }
}
