//! Why figures moved: program, period, settings, files, rates, data, assumptions, margin, method.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::schema::col;

use super::formula::Model;
use super::sources::{self, differing};
use super::{Cause, Diff, Saved};

/// The input that is the contribution margin.
const MARGIN: &str = "margin";

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Adds a cause where two texts differ.
fn differs(kind: &'static str, what: &str, before: String, after: String, found: &mut Diff) {
    if before != after {
        found.causes.push(Cause {
            kind,
            what: what.into(),
            before,
            after,
            effect_on_roi: None,
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

/// What only a ledger says: its days, inputs with their effect on the ROI, formulas and evidence of its lines.
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
    what_if(before, after, found);
    inputs(before, after, found);
    method(before, after, found);
}

fn what_if(before: &Value, after: &Value, found: &mut Diff) {
    let of = |ledger: &Value| -> String {
        let all = list(ledger.get("what_if")).iter();
        let one = |one: &Value| format!("{}={}", text(&one["key"]), text(&one["after"]));
        all.map(one).collect::<Vec<_>>().join(", ")
    };
    differs("setting", "what if", of(before), of(after), found);
}

/// Inputs that are others, each with what it alone does to the ROI of the first, and the two kinds together.
fn inputs(before: &Value, after: &Value, found: &mut Diff) {
    let all = |ledger: &Value| list(ledger.get("inputs")).to_vec();
    let (then, now) = (all(before), all(after));
    let model = Model::of(before);
    let of = |inputs: &[Value], key: &Value| inputs.iter().find(|one| one["key"] == *key).cloned();
    let mut causes = Vec::new();
    let mut others: BTreeMap<&str, Vec<(String, f64)>> = BTreeMap::new();
    let gone = then.iter().filter(|one| of(&now, &one["key"]).is_none());
    let keys: Vec<&Value> = now.iter().chain(gone).map(|one| &one["key"]).collect();
    for key in keys {
        let (was, is) = (of(&then, key), of(&now, key));
        let kind = match is.as_ref().or(was.as_ref()).map(|one| one["kind"].clone()) {
            Some(Value::String(kind)) if kind == "measured" => "data",
            _ if *key == MARGIN => "margin",
            _ => "assumption",
        };
        let name = text(key);
        let change = was
            .as_ref()
            .zip(is.as_ref())
            .filter(|(was, is)| was["base"] != is["base"]);
        let value = change.and_then(|(_, is)| is["base"].as_f64());
        if let Some(value) = value {
            others
                .entry(if kind == "data" { kind } else { "assumption" })
                .or_default()
                .push((name.clone(), value));
        }
        let effect = value.and_then(|value| model.as_ref()?.effect(&[(&name, value)]));
        let parts = |one: &Option<Value>| one.as_ref().map(stated).unwrap_or_default();
        let (before, after) = differing(&parts(&was), &parts(&is));
        if before != after {
            causes.push(Cause {
                kind,
                what: name,
                before,
                after,
                effect_on_roi: effect,
            });
        }
    }
    for (kind, group) in &others {
        let pairs: Vec<(&str, f64)> = group
            .iter()
            .map(|(key, value)| (&key[..], *value))
            .collect();
        if pairs.len() > 1 {
            causes.push(Cause {
                kind: if *kind == "data" {
                    "data"
                } else {
                    "assumption"
                },
                what: format!("all {} together", pairs.len()),
                before: String::new(),
                after: String::new(),
                effect_on_roi: model.as_ref().and_then(|model| model.effect(&pairs)),
            });
        }
    }
    // Assumptions before data: somebody decided them.
    causes.sort_by_key(|cause| cause.kind == "data");
    if !others.is_empty() {
        found.notes.push(match model {
            Some(_) => "an effect on the ROI is that of one change alone in the first ledger; effects do not add up to the whole change, as inputs work together".into(),
            None => "the formulas of the first ledger do not give its own ROI, so that no effect is told".into(),
        });
    }
    found.causes.extend(causes);
}

/// An input in words, part by part: value with unit, range, source, rows.
fn stated(input: &Value) -> Vec<String> {
    let mut value = text(&input["base"]);
    if let Some(unit) = input["unit"].as_str().filter(|unit| !unit.is_empty()) {
        value.push_str(&format!(" {unit}"));
    }
    let is_bare = input["low"].is_null() && input["high"].is_null();
    let range = match is_bare {
        true => String::new(),
        false => format!("{} to {}", text(&input["low"]), text(&input["high"])),
    };
    let origin = &input["origin"];
    let mut parts = vec![value, range, text(&origin["formula"])];
    let document = &origin["document"];
    parts.extend([col::SOURCE, col::OWNER, col::DATE].map(|key| text(&document[key])));
    let rows: u64 = list(origin.get("files"))
        .iter()
        .filter_map(|file| file["rows"].as_u64())
        .sum();
    parts.push(match rows {
        0 => String::new(),
        rows => format!("{rows} rows"),
    });
    parts
}

/// Lines that are credited, valued or graded otherwise.
fn method(before: &Value, after: &Value, found: &mut Diff) {
    let told = |line: &Value| -> Vec<String> {
        let mut parts = ["method", "grade", "formula"]
            .map(|key| text(&line[key]))
            .to_vec();
        parts.push(match line["include"] == false {
            true => "not counted".into(),
            false => String::new(),
        });
        parts
    };
    for line in list(after.get("lines")) {
        let was = list(before.get("lines"))
            .iter()
            .find(|one| one["id"] == line["id"]);
        if let Some(was) = was {
            let (before, after) = differing(&told(was), &told(line));
            differs("method", &text(&line["id"]), before, after, found);
        }
    }
}
