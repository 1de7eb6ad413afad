//! A comparison as tables: for people what moved and why, for programs one row for each.

use crate::report::ledger::grouped;
use crate::report::table::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::{Amount, col};

use super::{Cause, Diff, Moved, Side};

/// Sections for people: what moved, and why.
pub fn sections(diff: &Diff) -> Vec<(&'static str, Table)> {
    let mut moved = Table {
        title: "What moved".into(),
        keys: keys(&[col::SECTION, "item", "figure"]),
        metrics: ["before", "after", "change"].map(words).to_vec(),
        rows: diff.moved.iter().map(told).collect(),
        ..Table::default()
    };
    let mut why = Table {
        title: "Why".into(),
        keys: keys(&["cause", "which"]),
        metrics: ["before", "after", "effect on ROI"].map(words).to_vec(),
        rows: diff.causes.iter().map(cause).collect(),
        ..Table::default()
    };
    if diff.moved.is_empty() {
        moved.notes.push("no figure moved".into());
    }
    let is_money = |moved: &Moved| moved.unit == Unit::Money;
    if diff.moved.iter().any(is_money) && !diff.currency.is_empty() {
        moved.notes.push(format!("money in {}", diff.currency));
    }
    if diff.causes.is_empty() {
        why.notes
            .push("nothing differs in what they say they rest on".into());
    }
    why.notes.extend(diff.notes.iter().cloned());
    vec![("What moved", moved), ("Why", why)]
}

fn keys(names: &[&str]) -> Vec<KeyColumn> {
    names.iter().map(|name| KeyColumn::of(name)).collect()
}

/// A column of words, which no narrow screen drops.
fn words(name: &str) -> MetricColumn {
    column(name, Unit::Text)
}

fn column(name: &str, unit: Unit) -> MetricColumn {
    MetricColumn {
        name: name.to_lowercase().replace(' ', "_"),
        header: name.into(),
        unit_label: String::new(),
        unit,
        rank: 1,
        pinned: true,
        decimals: 4,
    }
}

fn row(keys: &[&str], cells: Vec<Cell>) -> Row {
    let key = |key: &&str| Some((*key).to_owned()).filter(|key| !key.is_empty());
    Row {
        keys: keys.iter().map(key).collect(),
        cells,
        ..Row::default()
    }
}

fn told(moved: &Moved) -> Row {
    let more = further(moved);
    let side = |side: &Side| match side {
        Side::Absent => "(not there)".to_owned(),
        Side::Undefined(why) => format!("— ({})", why.replace('_', " ")),
        Side::Number(number) => figure(*number, moved.unit, more),
    };
    let change = moved.change.map_or_else(
        || "—".to_owned(),
        |change| {
            let sign = if change > 0.0 { "+" } else { "" };
            match moved.unit {
                Unit::Rate => format!("{sign}{} pp", fixed(100.0 * change, 2 + more)),
                unit => format!("{sign}{}", figure(change, unit, more)),
            }
        },
    );
    let cells = [side(&moved.before), side(&moved.after), change];
    row(
        &[&moved.section, &moved.item, &moved.figure],
        cells.map(Cell::Text).to_vec(),
    )
}

/// Decimals beyond the usual ones that it takes to see a figure move.
fn further(moved: &Moved) -> u8 {
    let (Some(before), Some(after)) = (moved.before.number(), moved.after.number()) else {
        return 0;
    };
    let alike = |more: &u8| figure(before, moved.unit, *more) == figure(after, moved.unit, *more);
    (0..MOST).find(|more| !alike(more)).unwrap_or(MOST)
}

/// Decimals that are added at most.
const MOST: u8 = 6;

fn figure(number: f64, unit: Unit, more: u8) -> String {
    match unit {
        Unit::Rate => format!("{} %", fixed(100.0 * number, 2 + more)),
        Unit::Percent => format!("{} %", fixed(number, 2 + more)),
        Unit::Points => format!("{} pp", fixed(number, 2 + more)),
        Unit::Count | Unit::People if number.fract() == 0.0 => fixed(number, more),
        Unit::Ratio => fixed(number, 3 + more),
        _ => fixed(number, 2 + more),
    }
}

fn fixed(number: f64, decimals: u8) -> String {
    let amount = Amount::from_plain(&format!("{number:.9}"));
    amount.map_or_else(|| number.to_string(), |amount| grouped(amount, decimals))
}

fn cause(cause: &Cause) -> Row {
    let side = |text: &str| match text {
        "" => "—".to_owned(),
        text => text.to_owned(),
    };
    let effect = cause.effect_on_roi.map_or_else(
        || "—".to_owned(),
        |effect| {
            let sign = if effect > 0.0 { "+" } else { "" };
            format!("{sign}{} pp", fixed(100.0 * effect, 2))
        },
    );
    let cells = [side(&cause.before), side(&cause.after), effect];
    row(&[cause.kind, &cause.what], cells.map(Cell::Text).to_vec())
}

/// One row for each figure that moved and each cause, numbers as they are; words in columns of their own.
pub fn tidy(diff: &Diff) -> Table {
    let number = |number: Option<f64>| {
        number.map_or_else(
            || Cell::Undefined {
                code: "not_supplied",
                sentence: String::new(),
            },
            Cell::Ratio,
        )
    };
    let word = |side: &Side| {
        Cell::Text(match side {
            Side::Absent => "absent".into(),
            Side::Undefined(why) => why.clone(),
            Side::Number(_) => String::new(),
        })
    };
    let moved = diff.moved.iter().map(|moved| {
        let cells = vec![
            number(moved.before.number()),
            number(moved.after.number()),
            number(moved.change),
            number(None),
            word(&moved.before),
            word(&moved.after),
        ];
        row(
            &["moved", &moved.section, &moved.item, &moved.figure],
            cells,
        )
    });
    let causes = diff.causes.iter().map(|cause| {
        let cells = vec![
            number(None),
            number(None),
            number(None),
            number(cause.effect_on_roi),
            Cell::Text(cause.before.clone()),
            Cell::Text(cause.after.clone()),
        ];
        row(&["cause", cause.kind, &cause.what, ""], cells)
    });
    let numbers = ["before", "after", "change", "effect_on_roi"];
    let numbers = numbers.map(|name| column(name, Unit::Ratio)).into_iter();
    Table {
        keys: keys(&["kind", col::SECTION, "item", "figure"]),
        metrics: numbers
            .chain(["before_text", "after_text"].map(words))
            .collect(),
        rows: moved.chain(causes).collect(),
        notes: diff.notes.clone(),
        ..Table::default()
    }
}
