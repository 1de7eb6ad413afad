//! Figures of a ledger as words and as cells.

use std::collections::BTreeMap;

use crate::ledger::{Figure, Ledger};
use crate::report::Covered;
use crate::report::table::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::{Amount, col};

/// Money from this on prints without decimals.
const WHOLE: i64 = 10_000;

/// A column.
pub fn column(name: &str, unit: Unit, label: &str, rank: u32, decimals: u8) -> MetricColumn {
    MetricColumn {
        name: name.into(),
        header: name.replace('_', " "),
        unit_label: label.into(),
        unit,
        rank,
        pinned: false,
        decimals,
    }
}

/// A column of words.
pub fn texts(name: &str, rank: u32) -> MetricColumn {
    column(name, Unit::Text, "", rank, 0)
}

/// A column whose figures have a unit of their own in every row.
pub fn owns(name: &str, rank: u32) -> MetricColumn {
    column(name, Unit::Own, "", rank, 4)
}

/// A row whose figures are of that unit.
pub fn of_unit(unit: Unit, label: &str, decimals: u8, row: Row) -> Row {
    Row {
        column: Some(Box::new(column("", unit, label, 1, decimals))),
        ..row
    }
}

/// What the cost of a ledger is called: it is the full cost where every type of it is on record.
pub fn cost_called(ledger: &Ledger) -> &'static str {
    match ledger.cost.completeness.is_full() {
        true => "full cost",
        false => "cost on record",
    }
}

/// How many types of cost are on record, where some are missing: ` (1 of 8 types)`.
pub fn cost_counted(ledger: &Ledger) -> String {
    let known = &ledger.cost.completeness;
    match known.is_full() {
        true => String::new(),
        false => format!(" ({} of {} types)", known.recorded, known.of),
    }
}

/// A row of values of an input, with as many decimals as the least round of them needs.
pub fn of_input(values: impl IntoIterator<Item = Option<f64>>, row: Row) -> Row {
    let places = |value: f64| short(value).split_once('.').map_or(0, |(_, of)| of.len());
    let most = values.into_iter().flatten().map(places).max();
    let decimals = u8::try_from(most.unwrap_or(0)).unwrap_or(u8::MAX);
    of_unit(Unit::Count, "", decimals, row)
}

/// Rows of inputs, each with its unit, so that figures of one unit have the same decimals all down.
pub fn even(rows: impl IntoIterator<Item = (String, Row)>) -> Vec<Row> {
    let mut rows: Vec<(String, Row)> = rows.into_iter().collect();
    let places = |row: &Row| row.column.as_ref().map_or(0, |column| column.decimals);
    let mut most: BTreeMap<String, u8> = BTreeMap::new();
    for (unit, row) in &rows {
        let known = most.entry(family(unit)).or_default();
        *known = places(row).max(*known);
    }
    for (unit, row) in &mut rows {
        let family = family(unit);
        let places = most.get(&family).copied().unwrap_or_default();
        if let Some(column) = &mut row.column {
            column.decimals = match family.as_str() {
                MONEY => places.min(2),
                _ => places,
            };
            // Counts that are whole drop their decimals, each by itself.
            if column.decimals > 0 {
                column.unit = Unit::Money;
            }
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What units of money have in common.
const MONEY: &str = "money";

/// `money` for `EUR per hire` as for `EUR`, `share` for `share of labour`; the unit itself of anything else.
fn family(unit: &str) -> String {
    let first = unit.split([' ', '/']).next().unwrap_or_default();
    let is_code = first.len() == 3 && first.bytes().all(|letter| letter.is_ascii_uppercase());
    match first {
        _ if is_code => MONEY.into(),
        // One without a unit is a share that nobody stated.
        "" | col::SHARE => col::SHARE.into(),
        _ => unit.to_owned(),
    }
}

/// A column of shares and returns.
pub fn rate(name: &str, rank: u32) -> MetricColumn {
    column(name, Unit::Rate, "%", rank, 1)
}

/// A column under another heading.
pub fn headed(column: MetricColumn, header: &str) -> MetricColumn {
    MetricColumn {
        header: header.into(),
        ..column
    }
}

/// A key.
pub fn key(name: &str) -> KeyColumn {
    KeyColumn {
        name: name.into(),
        header: name.replace('_', " "),
    }
}

/// A table.
pub fn table(
    title: &str,
    keys: Vec<KeyColumn>,
    metrics: Vec<MetricColumn>,
    rows: Vec<Row>,
) -> Table {
    Table {
        title: title.into(),
        scope: Covered::default(),
        keys,
        metrics,
        rows,
        ..Table::default()
    }
}

/// A row.
pub fn row(keys: &[&str], cells: Vec<Cell>) -> Row {
    Row {
        keys: keys
            .iter()
            .map(|key| Some((*key).to_owned()).filter(|key| !key.is_empty()))
            .collect(),
        cells,
        ..Row::default()
    }
}

/// A ratio, or why there is none.
pub fn ratio(figure: Figure) -> Cell {
    match figure {
        Figure::Defined(value) => Cell::Ratio(value),
        Figure::Undefined(reason) => Cell::Undefined {
            code: reason.code(),
            sentence: reason.sentence().into(),
        },
    }
}

/// An amount, or why there is none.
pub fn money(figure: Figure<Amount>) -> Cell {
    match figure {
        Figure::Defined(value) => Cell::Amount(value),
        Figure::Undefined(reason) => Cell::Undefined {
            code: reason.code(),
            sentence: reason.sentence().into(),
        },
    }
}

/// An amount, or nothing without a note.
pub fn or_nothing(amount: Option<Amount>) -> Cell {
    amount.map_or_else(nothing, Cell::Amount)
}

/// No figure, and no reason to tell.
pub fn nothing() -> Cell {
    Cell::Undefined {
        code: "not_supplied",
        sentence: String::new(),
    }
}

/// Words.
pub fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// Decimals of money in a ledger of that size.
pub fn decimals(size: Amount) -> u8 {
    if size >= Amount::whole(WHOLE) || -size >= Amount::whole(WHOLE) {
        0
    } else {
        2
    }
}

/// An amount with marks between thousands.
pub fn grouped(amount: Amount, decimals: u8) -> String {
    let rounded = crate::ledger::rounded(&[amount], decimals)[0];
    fixed(rounded.to_f64(), decimals.into())
}

/// A number with that many decimals and marks between thousands.
pub fn fixed(number: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", number.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut marked = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            marked.push(',');
        }
        marked.push(digit);
    }
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if number < 0.0 && !is_zero { "-" } else { "" };
    match fraction {
        "" => format!("{sign}{marked}"),
        fraction => format!("{sign}{marked}.{fraction}"),
    }
}

/// A return with its sign: `+4.4 %`.
pub fn signed(figure: Figure) -> String {
    match figure {
        Figure::Defined(value) => {
            let plain = fixed(100.0 * value, 1);
            let positive = value > 0.0 && plain != "0.0";
            format!("{}{plain} %", if positive { "+" } else { "" })
        }
        Figure::Undefined(reason) => format!("— ({})", reason.sentence()),
    }
}

/// What is taken off a sum; nothing has no sign.
pub fn less(amount: Amount, text: String) -> String {
    match amount == Amount::ZERO {
        true => text,
        false => format!("−{text}"),
    }
}

/// Shares of one whole as they are printed, to a tenth of a percent, so that they add up to what their sum prints.
pub fn parts_of_whole(shares: &[f64]) -> Vec<f64> {
    let exact = |share: &f64| Amount::from_plain(&format!("{share:.12}")).unwrap_or_default();
    let exact: Vec<Amount> = shares.iter().map(exact).collect();
    let printed = crate::ledger::rounded(&exact, 3);
    printed.into_iter().map(Amount::to_f64).collect()
}

/// A share without a sign of its own.
pub fn share(figure: Figure) -> String {
    match figure {
        Figure::Defined(value) => format!("{} %", fixed(100.0 * value, 1)),
        Figure::Undefined(reason) => format!("— ({})", reason.sentence()),
    }
}

/// A ratio with that many decimals.
pub fn told(figure: Figure, decimals: usize) -> String {
    match figure {
        Figure::Defined(value) => fixed(value, decimals),
        Figure::Undefined(reason) => format!("— ({})", reason.sentence()),
    }
}

/// A value of an input as short as it is exact to six digits.
pub fn short(number: f64) -> String {
    let size = number.abs();
    let decimals = if size >= 1_000.0 {
        0
    } else if size >= 10.0 {
        2
    } else {
        3
    };
    let text = fixed(number, decimals);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_one_unit_have_the_same_decimals() {
        let input =
            |unit: &str, value: f64| (unit.to_owned(), of_input([Some(value)], Row::default()));
        let rows = even([
            input(col::SHARE, 0.857),
            input("", 1.0),
            input("share of labour", 0.1),
            input("EUR per hire", 5200.0),
            input("EUR/h", 27.5),
            input("EUR", 3.456),
            input("contacts", 12.0),
        ]);
        let decimals: Vec<u8> = rows
            .iter()
            .filter_map(|row| Some(row.column.as_ref()?.decimals))
            .collect();
        assert_eq!(decimals, [3, 3, 3, 2, 2, 2, 0]);
    }

    #[test]
    fn three_thirds_print_to_a_hundred() {
        let third = 1.0 / 3.0;
        assert_eq!(parts_of_whole(&[third; 3]), [0.334, 0.333, 0.333]);
        assert_eq!(
            parts_of_whole(&[third, third, 0.0, third]),
            [0.334, 0.333, 0.0, 0.333]
        );
        assert_eq!(parts_of_whole(&[0.69, 0.31]), [0.69, 0.31]);
    }
}
