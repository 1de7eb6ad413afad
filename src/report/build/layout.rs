//! Figures as the rows and columns of a table.

use crate::error::Result;
use crate::metrics::{Figure, Metric, Reason, Unit as MetricUnit, Value, change, change_columns};
use crate::report::figures::Figures;
use crate::report::keys::Key;
use crate::report::options::ReportOptions;
use crate::report::table::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::currency_decimals;

use super::choice::Chosen;

pub fn laid_out(
    keys: &[Key],
    chosen: &Chosen<'_>,
    figures: &Figures,
    before: Option<&Figures>,
    options: &ReportOptions,
) -> Result<Table> {
    let mut groups = figures.groups.clone();
    if let Some(before) = before {
        groups.extend(before.groups.iter().cloned());
        groups.sort();
        groups.dedup();
    }
    let row = |group: Option<&[String]>| -> Vec<Cell> {
        chosen
            .metrics
            .iter()
            .flat_map(|metric| {
                let now = figures.figure(metric, group);
                let earlier = before.map(|before| before.figure(metric, group));
                cells_of(metric, now, earlier)
            })
            .collect()
    };
    let rows = groups.iter().map(|group| Row {
        keys: group.iter().map(|key| Some(key.clone())).collect(),
        cells: row(Some(group)),
        ..Row::default()
    });
    Ok(Table {
        keys: keys
            .iter()
            .map(|key| KeyColumn {
                name: key.name().into(),
                header: key.name().replace('_', " "),
            })
            .collect(),
        metrics: chosen
            .metrics
            .iter()
            .flat_map(|metric| columns(metric, before.is_some(), chosen.named, options))
            .collect(),
        rows: rows.collect(),
        total: Some(Row {
            keys: vec![None; keys.len()],
            cells: row(None),
            ..Row::default()
        }),
        ..Table::default()
    })
}

fn cells_of(metric: &Metric, now: Figure, earlier: Option<Figure>) -> Vec<Cell> {
    let Some(earlier) = earlier else {
        return vec![now.into()];
    };
    let change = change(metric, now, earlier);
    let percent = match change.relative {
        Figure::Defined(value) => Cell::Ratio(value.to_f64() * 100.0),
        Figure::Undefined(reason) => reason.into(),
    };
    vec![
        now.into(),
        change.previous.into(),
        change.absolute.into(),
        percent,
    ]
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        match figure {
            Figure::Defined(Value::Count(count)) => Self::Count(count),
            Figure::Defined(Value::Amount(amount)) => Self::Amount(amount),
            Figure::Defined(Value::Ratio(ratio)) => Self::Ratio(ratio),
            Figure::Undefined(reason) => reason.into(),
        }
    }
}

impl From<Reason> for Cell {
    fn from(reason: Reason) -> Self {
        Self::Undefined {
            code: reason.code(),
            sentence: reason.sentence().into(),
        }
    }
}

/// The column of a metric on its own.
pub fn column(metric: &Metric, options: &ReportOptions) -> MetricColumn {
    columns(metric, false, false, options).swap_remove(0)
}

/// The last rank of the figures that carry a report: beside another period their changes come before any other figure.
const CARRYING: u32 = 4;

/// The ranks of a figure and of its change beside another period.
fn ranks(rank: u32) -> (u32, u32) {
    match rank <= CARRYING {
        true => (rank, rank + CARRYING),
        false => (2 * rank, 2 * rank + 1),
    }
}

fn columns(
    metric: &Metric,
    compared: bool,
    pinned: bool,
    options: &ReportOptions,
) -> Vec<MetricColumn> {
    let currency = options.currency.as_deref().unwrap_or_default();
    let unit = match metric.unit {
        MetricUnit::Money => Unit::Money,
        MetricUnit::Count => Unit::Count,
        MetricUnit::Rate => Unit::Rate,
        MetricUnit::Ratio => Unit::Ratio,
        MetricUnit::People => Unit::People,
        MetricUnit::Seconds => Unit::Seconds,
        MetricUnit::PerPost => Unit::PerPost,
    };
    let (label, decimals) = match metric.unit {
        MetricUnit::Money => (
            currency,
            if currency.is_empty() {
                2
            } else {
                money_decimals(currency)
            },
        ),
        MetricUnit::Rate => ("%", 2),
        MetricUnit::Ratio => ("×", 2),
        MetricUnit::Seconds => ("s", 0),
        MetricUnit::PerPost => ("/post", 2),
        MetricUnit::Count | MetricUnit::People => ("", 2),
    };
    // A price of less than one keeps its digits even in a currency without subunits.
    let decimals = if metric.unit == MetricUnit::Money && metric.denominator.is_some() {
        decimals.max(2)
    } else {
        decimals
    };
    let column = |name: &str, unit, label: &str, decimals, rank| MetricColumn {
        name: name.into(),
        header: name.replace('_', " "),
        unit_label: label.into(),
        unit,
        rank,
        pinned,
        decimals,
    };
    let mut columns = vec![column(&metric.name, unit, label, decimals, metric.rank)];
    if compared {
        columns[0].rank = ranks(metric.rank).0;
        let [previous, difference, growth] = change_columns(metric);
        let relative = if metric.unit == MetricUnit::Rate {
            (Unit::Points, "pp")
        } else {
            (Unit::Percent, "%")
        };
        columns.push(column(&previous, unit, label, decimals, metric.rank + 200));
        columns.push(column(
            &difference,
            unit,
            label,
            decimals,
            metric.rank + 300,
        ));
        let mut growth = column(&growth, relative.0, relative.1, 1, ranks(metric.rank).1);
        // Its unit stands below, and the words are those of the difference.
        growth.header = format!("{} Δ", metric.name.replace('_', " "));
        columns.push(growth);
    }
    columns
}

/// Decimals of money as people write it: those of the currency, none where its subunits are out of use.
fn money_decimals(currency: &str) -> u8 {
    if matches!(currency, "IDR" | "IRR") {
        0
    } else {
        currency_decimals(currency)
    }
}
