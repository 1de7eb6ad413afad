//! Figures of a ledger that moved: headline, ladder, lines, costs, functions, months.

use serde_json::Value;

use crate::report::table::Unit;
use crate::schema::col;

use super::{Diff, Moved, Side};

/// The figures of the headline.
const HEADLINE: [(&str, Unit); 8] = [
    ("roi_supported", Unit::Rate),
    ("roi_with_assumptions", Unit::Rate),
    ("net_value", Unit::Money),
    ("bcr", Unit::Ratio),
    ("media_roas", Unit::Ratio),
    ("break_even_roas", Unit::Ratio),
    ("break_even_cpa", Unit::Money),
    ("iroas", Unit::Ratio),
];

/// A list of a ledger: the section's name, where it stands, what names its entries, their figures.
struct List {
    section: &'static str,
    pointer: &'static str,
    names: &'static [&'static str],
    figures: &'static [(&'static str, Unit)],
}

/// The section of months.
const PERIOD: &str = "period";

const LISTS: [List; 5] = [
    List {
        section: "ladder",
        pointer: "/ladder",
        names: &[col::LABEL],
        figures: &[("roi", Unit::Rate), (col::VALUE, Unit::Money)],
    },
    List {
        section: "line",
        pointer: "/lines",
        names: &["id"],
        figures: &[(col::AMOUNT, Unit::Money)],
    },
    List {
        section: "cost",
        pointer: "/cost/by_type",
        names: &["cost_type"],
        figures: &[(col::AMOUNT, Unit::Money)],
    },
    List {
        section: "function",
        pointer: "/functions/rows",
        names: &["function"],
        figures: &[
            ("roi", Unit::Rate),
            (col::VALUE, Unit::Money),
            ("direct_cost", Unit::Money),
            ("shared_cost", Unit::Money),
        ],
    },
    List {
        section: PERIOD,
        pointer: "/over_time/rows",
        names: &["period"],
        figures: &[
            ("roi", Unit::Rate),
            (col::VALUE, Unit::Money),
            ("cost", Unit::Money),
        ],
    },
];

/// The currency of a ledger.
pub fn currency(ledger: &Value) -> &str {
    ledger[col::CURRENCY].as_str().unwrap_or_default()
}

/// Adds every figure that moved.
pub fn moved(before: &Value, after: &Value, found: &mut Diff) {
    for (name, unit) in HEADLINE {
        let of = |ledger: &Value| side(ledger["headline"].get(name));
        found.moved.extend(Moved::of(
            ("headline", "", name),
            unit,
            of(before),
            of(after),
        ));
    }
    for (name, pointer) in [(col::VALUE, "/value"), ("full_cost", "/cost/total")] {
        let of = |ledger: &Value| side(ledger.pointer(pointer));
        let at = ("headline", "", name);
        found
            .moved
            .extend(Moved::of(at, Unit::Money, of(before), of(after)));
    }
    // Months of other days are no months that moved.
    let same_days = before["period"] == after["period"];
    for list in LISTS
        .iter()
        .filter(|list| same_days || list.section != PERIOD)
    {
        entries(list, before, after, found);
    }
}

fn entries(list: &List, before: &Value, after: &Value, found: &mut Diff) {
    let all = |ledger: &Value| -> Vec<(String, Value)> {
        let rows = ledger.pointer(list.pointer).and_then(Value::as_array);
        let rows = rows.cloned().unwrap_or_default();
        let mut named: Vec<(String, Value)> = Vec::new();
        for row in rows {
            let mut name = name(&row, list.names);
            // Lines of several periods share an id.
            let twins = named.iter().filter(|(known, _)| *known == name).count();
            if twins > 0 {
                name.push_str(&format!(" ({})", twins + 1));
            }
            named.push((name, row));
        }
        named
    };
    let (then, now) = (all(before), all(after));
    let gone = then
        .iter()
        .filter(|(name, _)| now.iter().all(|(other, _)| other != name));
    let names: Vec<&String> = now.iter().chain(gone).map(|(name, _)| name).collect();
    for name in names {
        let of = |rows: &[(String, Value)], figure: &str| {
            let row = rows.iter().find(|(known, _)| known == name);
            row.map_or(Side::Absent, |(_, row)| counted(row, figure))
        };
        for (figure, unit) in list.figures {
            let at = (list.section, &name[..], *figure);
            found
                .moved
                .extend(Moved::of(at, *unit, of(&then, figure), of(&now, figure)));
        }
    }
}

fn name(row: &Value, keys: &[&str]) -> String {
    let words = keys.iter().filter_map(|key| row[*key].as_str());
    let name = words.collect::<Vec<_>>().join(" ");
    match &name[..] {
        "" => "(unallocated)".into(),
        _ => name,
    }
}

/// The figure of a row; none of a line that does not count.
fn counted(row: &Value, figure: &str) -> Side {
    if row["include"] == false {
        return Side::Undefined("not counted".into());
    }
    side(row.get(figure))
}

/// A plain number, or an object with a value and a status.
fn side(value: Option<&Value>) -> Side {
    let Some(value) = value else {
        return Side::Absent;
    };
    let number = value.as_f64().or_else(|| value[col::VALUE].as_f64());
    number.map_or_else(
        || Side::Undefined(value[col::STATUS].as_str().unwrap_or("undefined").into()),
        Side::Number,
    )
}
