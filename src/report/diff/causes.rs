//! Why figures moved, as far as both kinds of results say it: program, period, settings, files, rates.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::schema::col;

use super::sources;
use super::{Cause, Diff, Saved};

/// A value as text.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The entries of a list; none of what is no list.
pub fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Adds a cause where two texts differ.
pub fn differs(kind: &'static str, what: &str, before: String, after: String, found: &mut Diff) {
    if before != after {
        found.causes.push(Cause {
            kind,
            what: what.into(),
            before,
            after,
            ..Cause::default()
        });
    }
}

/// What both kinds of results may say: program, settings, files.
pub fn shared(before: &Saved, after: &Saved, found: &mut Diff) {
    let (Some(then), Some(now)) = (&before.basis, &after.basis) else {
        for one in [before, after].iter().filter(|one| one.basis.is_none()) {
            let why = match one.is_ledger() {
                true => "was written by an older version and",
                false => "has no manifest.json beside it and",
            };
            found.notes.push(format!(
                "{} {why} does not say which files and settings it rests on",
                one.path
            ));
        }
        return;
    };
    differs(
        "program",
        "version",
        text(&then["made_by"]),
        text(&now["made_by"]),
        found,
    );
    let settings = |basis: &Map<String, Value>| -> BTreeMap<String, String> {
        let all = list(basis.get("settings")).iter();
        all.map(|one| (text(&one["name"]), text(&one[col::VALUE])))
            .collect()
    };
    let (then_set, now_set) = (settings(then), settings(now));
    let names: std::collections::BTreeSet<&String> =
        then_set.keys().chain(now_set.keys()).collect();
    for name in names {
        let of =
            |settings: &BTreeMap<String, String>| settings.get(name).cloned().unwrap_or_default();
        differs("setting", name, of(&then_set), of(&now_set), found);
    }
    sources::compared(list(then.get("inputs")), list(now.get("inputs")), found);
}

/// What a ledger says beside its basis: its days, and what was supposed.
pub fn of_ledger(before: &Value, after: &Value, found: &mut Diff) {
    for (name, key) in [
        ("period", "period"),
        (col::CURRENCY, col::CURRENCY),
        ("as of", "as_of"),
    ] {
        let known = |cause: &Cause| cause.kind == "setting" && cause.what == name;
        if before[key] != after[key] && !found.causes.iter().any(known) {
            differs("period", name, text(&before[key]), text(&after[key]), found);
        }
    }
    let supposed = |ledger: &Value| -> String {
        let all = list(ledger.get("what_if")).iter();
        let one = |one: &Value| format!("{}={}", text(&one["key"]), text(&one["after"]));
        all.map(one).collect::<Vec<_>>().join(", ")
    };
    differs(
        "setting",
        "what if",
        supposed(before),
        supposed(after),
        found,
    );
}
