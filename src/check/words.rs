//! Figures and days in the sentences of findings.

use chrono::NaiveDate;

use crate::report::ledger::grouped;
use crate::report::{Cell, MetricColumn, Unit};
use crate::schema::{Amount, ONE};

/// An amount with its currency, where one is known.
pub fn money(amount: Amount, currency: Option<&str>) -> String {
    let text = grouped(amount, 2);
    currency.map_or(text.clone(), |code| format!("{text} {code}"))
}

/// A share in percent with one decimal.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// One thing or several.
pub fn counted(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    }
}

/// A figure of a metric as a report prints it.
pub fn figure(cell: &Cell, column: &MetricColumn) -> Option<String> {
    let amount = match cell {
        Cell::Ratio(ratio) => amount_of(*ratio)?,
        cell => cell.exact()?,
    };
    Some(value(amount, column))
}

/// A value in the unit of a metric, as a report prints it.
pub fn value(amount: Amount, column: &MetricColumn) -> String {
    let label = &column.unit_label;
    match column.unit {
        Unit::Rate => {
            let hundredfold = amount.times(Amount::whole(100)).unwrap_or(amount);
            format!("{} %", grouped(hundredfold, 2))
        }
        Unit::Count | Unit::People => {
            let decimals = if amount.0 % ONE == 0 { 0 } else { 2 };
            grouped(amount, decimals)
        }
        _ if label.is_empty() => grouped(amount, column.decimals),
        _ => format!("{} {label}", grouped(amount, column.decimals)),
    }
}

/// The amount nearest to a quotient.
pub fn amount_of(ratio: f64) -> Option<Amount> {
    Amount::from_plain(&format!("{ratio:.9}"))
}

/// Days as they can be typed.
pub fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}
