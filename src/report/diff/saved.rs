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
            if !rows.iter().all(is_row) {
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
            let is_ledger = ["headline", "ladder", "lines", "cost", "inputs"]
                .iter()
                .all(|key| object.contains_key(*key));
            if !is_ledger {
                return Err(wrong(
                    "is neither a ledger nor a report of social-roi".into(),
                ));
            }
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
        ] {
            let error = saved("a.json", text, None).unwrap_err();
            assert_eq!(error.to_string(), format!("a.json: {what}"), "{text}");
        }
        let rows = saved("a.json", "[{\"platform\": \"meta\", \"spend\": 1}]", None).unwrap();
        assert_eq!((rows.kind(), rows.rows().len()), ("report", 1));
    }
}
