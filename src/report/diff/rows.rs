//! Rows of two reports, matched by their keys: added, removed, and metrics that moved.

use serde_json::{Map, Value};

use crate::metrics::{Registry, Unit as MetricUnit};
use crate::report::table::{DAYS, Unit};
use crate::schema::col;

use super::saved::is_key;
use super::{Cause, Diff, Moved, Saved, Side, figures};

/// Columns that say the same in every row: what they rest on.
const CONSTANTS: [&str; 6] = [
    col::CURRENCY,
    "cost_types",
    "margin_given",
    "join_rate_spend",
    "join_rate_value",
    "files_not_read",
];

/// Endings of columns that stand beside a metric, and how they are measured.
const BESIDE: [(&str, Option<Unit>); 4] = [
    ("_previous", None),
    ("_change_pct", Some(Unit::Percent)),
    ("_change_pp", Some(Unit::Points)),
    ("_change", None),
];

type Row = Map<String, Value>;

/// Adds rows and metrics that differ.
pub fn compared(before: &Saved, after: &Saved, registry: &Registry, found: &mut Diff) {
    let rows = |saved: &Saved| -> Vec<Row> {
        saved
            .rows()
            .iter()
            .filter_map(|row| row.as_object().cloned())
            .collect()
    };
    let (then, now) = (rows(before), rows(after));
    let currency = |rows: &[Row]| {
        let own = rows.first().and_then(|row| row.get(col::CURRENCY));
        own.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    found.in_currencies(&currency(&then), &currency(&now));
    constants(&then, &now, found);
    days(&then, &now, found);
    let (keys_then, keys_now) = (keys(&then), keys(&now));
    if keys_then != keys_now {
        found.notes.push(format!(
            "the rows are by {} in the first and by {} in the second: none of them match",
            keys_then.join(", "),
            keys_now.join(", ")
        ));
    }
    let name = |row: &Row, keys: &[String]| -> String {
        let words = keys.iter().map(|key| match row.get(key) {
            Some(Value::String(text)) => text.clone(),
            _ => "—".to_owned(),
        });
        words.collect::<Vec<_>>().join(", ")
    };
    let named = |rows: Vec<Row>, keys: &[String]| -> Vec<(String, Row)> {
        rows.into_iter()
            .map(|row| (name(&row, keys), row))
            .collect()
    };
    let (then, now) = (named(then, &keys_then), named(now, &keys_now));
    let gone = then
        .iter()
        .filter(|(name, _)| now.iter().all(|(other, _)| other != name));
    let names: Vec<&String> = now.iter().chain(gone).map(|(name, _)| name).collect();
    for name in names {
        let of = |rows: &[(String, Row)]| {
            rows.iter()
                .find(|(known, _)| known == name)
                .map(|(_, row)| row.clone())
        };
        let (was, is) = (of(&then), of(&now));
        for figure in figures(was.as_ref(), is.as_ref(), &keys_now) {
            let at = ("row", &name[..], &figure[..]);
            let unit = unit(&figure, registry);
            found.moved.extend(Moved::of(
                at,
                unit,
                side(was.as_ref(), &figure),
                side(is.as_ref(), &figure),
            ));
        }
    }
    columns(&then, &now, found);
}

/// The keys of the rows, in their order.
fn keys(rows: &[Row]) -> Vec<String> {
    let first = rows.first().into_iter().flat_map(|row| row.iter());
    let words = first.take_while(|(name, value)| is_key(name) && !value.is_number());
    words.map(|(name, _)| name.clone()).collect()
}

fn is_figure(name: &str, value: &Value, keys: &[String]) -> bool {
    let words = value.is_string() || value.is_boolean();
    let beside = name.ends_with("_status") || CONSTANTS.contains(&name);
    !beside && !words && !keys.iter().any(|key| key == name)
}

/// Figures of a row that is there on both sides, or on one.
fn figures(was: Option<&Row>, is: Option<&Row>, keys: &[String]) -> Vec<String> {
    let of = |row: Option<&Row>| -> Vec<String> {
        let cells = row.into_iter().flat_map(|row| row.iter());
        cells
            .filter(|(name, value)| is_figure(name, value, keys))
            .map(|(name, _)| name.clone())
            .collect()
    };
    let (then, now) = (of(was), of(is));
    match (was, is) {
        // A metric that only one of them has is told once, not in every row.
        (Some(_), Some(_)) => now.into_iter().filter(|name| then.contains(name)).collect(),
        (None, _) => now,
        (_, None) => then,
    }
}

fn side(row: Option<&Row>, figure: &str) -> Side {
    let Some(row) = row else {
        return Side::Absent;
    };
    match row.get(figure).and_then(Value::as_f64) {
        Some(number) => Side::Number(number),
        None => {
            let status = row.get(&format!("{figure}_status")).and_then(Value::as_str);
            Side::Undefined(status.unwrap_or("undefined").into())
        }
    }
}

fn unit(figure: &str, registry: &Registry) -> Unit {
    let beside = BESIDE.iter().find(|(ending, _)| figure.ends_with(ending));
    if let Some((_, Some(unit))) = beside {
        return *unit;
    }
    let name = beside.map_or(figure, |(ending, _)| figure.trim_end_matches(ending));
    match registry.metric(name).map(|metric| metric.unit) {
        Some(MetricUnit::Money) => Unit::Money,
        Some(MetricUnit::Rate) => Unit::Rate,
        Some(MetricUnit::Count) => Unit::Count,
        Some(MetricUnit::People) => Unit::People,
        Some(MetricUnit::Seconds) => Unit::Seconds,
        Some(MetricUnit::PerPost) => Unit::PerPost,
        Some(MetricUnit::Ratio) | None => Unit::Ratio,
    }
}

fn constants(then: &[Row], now: &[Row], found: &mut Diff) {
    for name in CONSTANTS {
        let of = |rows: &[Row]| match rows.first().and_then(|row| row.get(name)) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let (before, after) = (of(then), of(now));
        let told = found
            .causes
            .iter()
            .any(|cause| cause.what == name.replace('_', " "));
        if before != after && !told {
            found.causes.push(Cause {
                kind: "setting",
                what: name.replace('_', " "),
                before,
                after,
                ..Cause::default()
            });
        }
    }
}

/// How reports of two periods are compared, and what sets one beside the other.
const OF_REPORTS: &str =
    "rows of both are matched by their keys; `report --compare` sets a period beside another one";

/// Says that they are of other days, by their rows or what they rest on.
fn days(then: &[Row], now: &[Row], found: &mut Diff) {
    let of = |rows: &[Row]| rows.first()?.get(DAYS)?.as_str().map(str::to_owned);
    let is_period = |cause: &&Cause| cause.kind == "setting" && cause.what == DAYS;
    let told = found.causes.iter().find(is_period);
    let told = told.map(|cause| [cause.before.clone(), cause.after.clone()]);
    let both = of(then).zip(of(now));
    let both = both.map(|(before, after)| [before, after]);
    if let Some([before, after]) = both.clone().filter(|[before, after]| before != after)
        && told.is_none()
    {
        found.causes.push(Cause {
            kind: DAYS,
            what: DAYS.into(),
            before,
            after,
            ..Cause::default()
        });
    }
    let [before, after] = both.or(told).unwrap_or_default();
    let known = |days: String| (!days.is_empty()).then(|| figures::days(&days));
    found.of_other_days([known(before), known(after)], OF_REPORTS);
}

/// Says which metrics only one of them has.
fn columns(then: &[(String, Row)], now: &[(String, Row)], found: &mut Diff) {
    let names = |rows: &[(String, Row)]| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (name, value) in rows.iter().flat_map(|(_, row)| row.iter()) {
            if is_figure(name, value, &[]) && !names.contains(name) && !is_key(name) {
                names.push(name.clone());
            }
        }
        names
    };
    let (then, now) = (names(then), names(now));
    for (these, others, which) in [(&then, &now, "first"), (&now, &then, "second")] {
        let only: Vec<&str> = these
            .iter()
            .filter(|name| !others.contains(name))
            .map(String::as_str)
            .collect();
        if !only.is_empty() {
            found
                .notes
                .push(format!("only the {which} has {}", only.join(", ")));
        }
    }
}
