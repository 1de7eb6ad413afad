//! Figures of a ledger that moved: headline, ladder, lines, costs, functions, months.

use chrono::NaiveDate;
use serde_json::Value;

use crate::report::table::Unit;
use crate::schema::col;
use crate::time::{Calendar, Period, PeriodSpec};

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
    name: &'static str,
    figures: &'static [(&'static str, Unit)],
}

/// The section of months.
const PERIOD: &str = "period";

/// The section of types of cost.
const COST: &str = "cost";

const LISTS: [List; 5] = [
    List {
        section: "ladder",
        pointer: "/ladder",
        name: col::LABEL,
        figures: &[("roi", Unit::Rate), (col::VALUE, Unit::Money)],
    },
    List {
        section: "line",
        pointer: "/lines",
        name: "id",
        figures: &[(col::AMOUNT, Unit::Money)],
    },
    List {
        section: COST,
        pointer: "/cost/by_type",
        name: "cost_type",
        figures: &[(col::AMOUNT, Unit::Money)],
    },
    List {
        section: "function",
        pointer: "/functions/rows",
        name: "function",
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
        name: "period",
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
    let rows = |ledger: &Value| -> Vec<Value> {
        let rows = ledger.pointer(list.pointer).and_then(Value::as_array);
        rows.cloned().unwrap_or_default()
    };
    let (then, now) = (rows(before), rows(after));
    let (then, now) = (named(list, &then, &now), named(list, &now, &then));
    let gone = then
        .iter()
        .filter(|(name, _)| now.iter().all(|(other, _)| other != name));
    for (name, row) in now.iter().chain(gone) {
        let of = |rows: &[(String, &Value)], figure: &str| {
            let row = rows.iter().find(|(known, _)| known == name);
            row.map_or(Side::Absent, |(_, row)| match counted(row, figure) {
                Side::Undefined(_) if list.section == COST && row[figure].is_null() => {
                    Side::Undefined("not on record".into())
                }
                side => side,
            })
        };
        for (figure, unit) in list.figures {
            let at = (list.section, &name[..], *figure);
            let moved = Moved::of(at, *unit, of(&then, figure), of(&now, figure));
            found.moved.extend(moved.map(|moved| Moved {
                title: title(list, name, row),
                ..moved
            }));
        }
    }
}

/// Rows by their names; lines of several periods share an id, which their days tell apart.
fn named<'r>(list: &List, rows: &'r [Value], others: &[Value]) -> Vec<(String, &'r Value)> {
    let own = |row: &Value| {
        row[list.name]
            .as_str()
            .unwrap_or("(unallocated)")
            .to_owned()
    };
    let is_alone = |name: &str| {
        let many = |rows: &[Value]| rows.iter().filter(|row| own(row) == name).count();
        many(rows) < 2 && many(others) < 2
    };
    let mut found: Vec<(String, &Value)> = Vec::new();
    for row in rows {
        let mut name = own(row);
        if !is_alone(&name) {
            name = format!("{name}, {}", row["period"].as_str().unwrap_or_default());
        }
        let is_twin = |known: &&(String, &Value)| known.0 == name;
        let twins = found.iter().filter(is_twin).count();
        if twins > 0 {
            name.push_str(&format!(" ({})", twins + 1));
        }
        found.push((name, row));
    }
    found
}

/// The name of an entry for people.
fn title(list: &List, name: &str, row: &Value) -> String {
    match list.section {
        PERIOD => days(name),
        "line" => {
            let (id, title) = (row["id"].as_str(), row[col::TITLE].as_str());
            let title = line_title(
                id.unwrap_or_default(),
                title.unwrap_or_default(),
                row["scope"].as_str().unwrap_or_default(),
            );
            match name.split_once(", ") {
                Some((_, period)) => format!("{title}, {}", days(period)),
                None => title,
            }
        }
        _ => name.to_owned(),
    }
}

/// The title of a line of value, with its scope where the id has one.
pub fn line_title(id: &str, title: &str, scope: &str) -> String {
    match (title.is_empty(), id.contains(':') && !scope.is_empty()) {
        (true, _) => id.to_owned(),
        (false, true) => format!("{title}: {scope}"),
        (false, false) => title.to_owned(),
    }
}

/// Days as people write them: `1–31 Oct 2026` of `2026-10-01..2026-10-31`.
pub fn days(written: &str) -> String {
    period(written).map_or_else(|| written.to_owned(), |period| told(&period))
}

/// The same in words.
pub fn told(period: &Period) -> String {
    period.told(Calendar::Gregorian)
}

/// Days as they are written in a ledger.
pub fn period(written: &str) -> Option<Period> {
    let spec = PeriodSpec::parse(written, Calendar::Gregorian).ok()?;
    spec.resolve(NaiveDate::MIN).ok()
}

/// The figure of a row; none of a line that does not count, and of one that counts on some of its days that of these.
fn counted(row: &Value, figure: &str) -> Side {
    if row["include"] == false {
        return Side::Undefined("not counted".into());
    }
    if let Some(part) = row["part"].get("counted").filter(|_| figure == col::AMOUNT) {
        return side(Some(part));
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
