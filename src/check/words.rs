//! Figures and days in the sentences of findings.

use chrono::NaiveDate;

use crate::report::ledger::grouped;
use crate::report::{MetricColumn, Unit};
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

/// A value in the unit of a metric, as a report prints it.
pub fn value(amount: Amount, column: &MetricColumn) -> String {
    exact(amount, column, 0)
}

/// Decimals that are added at most, so that two values are told apart.
const MOST: u8 = 6;

/// Two values as a report prints them, with as many further decimals as tell them apart where they differ.
pub fn apart(one: Amount, other: Amount, column: &MetricColumn) -> (String, String) {
    let told = |more| (exact(one, column, more), exact(other, column, more));
    let mut all = (0..=MOST).map(told);
    let found = all.find(|(first, second)| one == other || first != second);
    found.unwrap_or_else(|| told(0))
}

/// A share in percent with one decimal, or with as many as leave it on its own side of each bound.
pub fn percent_beside(share: f64, bounds: &[f64]) -> String {
    let told = |decimals: usize| format!("{:.decimals$}", share * 100.0);
    let is_true = |text: &String| {
        let printed = text.parse::<f64>().unwrap_or(share * 100.0);
        let side = |bound: &f64| printed.total_cmp(&(bound * 100.0)) == share.total_cmp(bound);
        bounds.iter().all(side)
    };
    let most = 1 + usize::from(MOST);
    let text = (1..=most)
        .map(told)
        .find(is_true)
        .unwrap_or_else(|| told(1));
    format!("{text} %")
}

/// A value in the unit of a metric with some more decimals than a report prints.
fn exact(amount: Amount, column: &MetricColumn, more: u8) -> String {
    let label = &column.unit_label;
    match column.unit {
        Unit::Rate => {
            let hundredfold = amount.times(Amount::whole(100)).unwrap_or(amount);
            format!("{} %", grouped(hundredfold, 2 + more))
        }
        Unit::Count | Unit::People => {
            let decimals = if amount.0 % ONE == 0 { 0 } else { 2 + more };
            grouped(amount, decimals)
        }
        _ if label.is_empty() => grouped(amount, column.decimals + more),
        _ => format!("{} {label}", grouped(amount, column.decimals + more)),
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
