//! A report: the dataset narrowed, its metrics chosen, its figures laid out as a table.

use std::cmp::Ordering;

use polars::prelude::DataFrame;

use crate::error::{Error, Result, Warning};
use crate::metrics::{
    Aggregation, Direction, Figure, Metric, Reason, Registry, Unit as MetricUnit, Value, change,
    change_columns,
};
use crate::schema::{Amount, cells, col, currency_decimals};
use crate::time::Comparison;

use super::costs;
use super::dataset::{Dataset, listed, within};
use super::figures::Figures;
use super::join::{AMBIGUOUS, Join, NO_MATCH, tell};
use super::keys::Key;
use super::options::ReportOptions;
use super::table::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};

/// A finished report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What every format draws.
    pub table: Table,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// Builds the report.
///
/// # Errors
/// Unknown names, rows that span buckets, nothing to report, a sum that does not reconcile.
pub fn report(dataset: &Dataset, options: &ReportOptions, registry: &Registry) -> Result<Report> {
    let keys: Vec<Key> = options
        .by
        .iter()
        .map(|name| Key::parse(name))
        .collect::<Result<_>>()?;
    let (now, join) = narrowed(dataset, options, options.period.as_ref())?;
    let mut chosen = metrics(&now, &keys, options, registry)?;
    if chosen.metrics.is_empty() {
        return Err(Error::NothingToReport {
            why: "no rows that any metric reads".into(),
        });
    }
    let figures = Figures::of(&now, &keys, &chosen.metrics, options.spread)?;
    reconcile(&figures, &chosen.metrics)?;
    let before = match &options.compare {
        Some((period, _)) => {
            if keys.iter().any(|key| matches!(key, Key::Time(..))) {
                return Err(Error::BadOption {
                    what: "--compare".into(),
                    why:
                        "compares one period with another, so it cannot stand beside a time in --by"
                            .into(),
                });
            }
            let (before, _) = narrowed(dataset, options, Some(period))?;
            Some(Figures::of(
                &before,
                &keys,
                &chosen.metrics,
                options.spread,
            )?)
        }
        None => None,
    };
    let mut table = laid_out(&keys, &chosen, &figures, before.as_ref(), options)?;
    sort(&mut table, &keys, &chosen, options)?;
    if let Some(top) = options.top.filter(|top| *top < table.rows.len()) {
        let hidden = table.rows.len() - top;
        table.rows.truncate(top);
        table.notes.push(format!(
            "{hidden} further rows are not shown; the total covers them"
        ));
    }
    table.scope = scope(&now, &chosen.metrics, options)?;
    table.notes.extend(notes(&now, &chosen, &figures, options));
    table.extra = constants(join.as_ref(), options);
    let mut warnings = now.warnings;
    warnings.append(&mut chosen.warnings);
    Ok(Report { table, warnings })
}

/// The dataset of one period, with cost and value and only the rows that pass the filters, and how much of the period
/// joins (whatever the filters).
///
/// # Errors
/// As [`within`]; an unknown key in a filter.
pub fn narrowed(
    dataset: &Dataset,
    options: &ReportOptions,
    period: Option<&crate::time::Period>,
) -> Result<(Dataset, Option<Join>)> {
    let mut narrowed = match period {
        Some(period) => within(dataset, period, options.spread)?,
        None => dataset.clone(),
    };
    let join = Join::of(&narrowed, dataset);
    if let Some(join) = &join {
        tell(&mut narrowed, join);
    }
    costs::add(&mut narrowed, options)?;
    for filter in &options.filters {
        let key = Key::parse(&filter.key)?;
        for (table, frame) in &mut narrowed.frames {
            let keyed =
                super::keys::keyed(table, frame, std::slice::from_ref(&key), options.spread)?;
            let placeholder = key.placeholder();
            let texts =
                cells::texts(&keyed, key.name()).unwrap_or_else(|| vec![None; keyed.height()]);
            let mask: Vec<bool> = texts
                .iter()
                .map(|text| filter.test.passes(text.unwrap_or(&placeholder)))
                .collect();
            *frame = cells::kept(&keyed, &mask)?;
        }
    }
    if !options.filters.is_empty() && has_rows(dataset) && !has_rows(&narrowed) {
        let keys: Vec<&str> = options
            .filters
            .iter()
            .map(|filter| filter.key.as_str())
            .collect();
        return Err(Error::NothingToReport {
            why: format!(
                "no row passes the conditions on {} in --where",
                keys.join(", ")
            ),
        });
    }
    Ok((narrowed, join))
}

/// Whether any table has rows.
fn has_rows(dataset: &Dataset) -> bool {
    dataset.frames.values().any(|frame| frame.height() > 0)
}

/// The metrics of a report.
struct Chosen<'r> {
    metrics: Vec<&'r Metric>,
    named: bool,
    notes: Vec<String>,
    warnings: Vec<Warning>,
}

fn metrics<'r>(
    dataset: &Dataset,
    keys: &[Key],
    options: &ReportOptions,
    registry: &'r Registry,
) -> Result<Chosen<'r>> {
    let mut chosen = Chosen {
        metrics: Vec::new(),
        named: !options.metrics.is_empty(),
        notes: Vec::new(),
        warnings: Vec::new(),
    };
    for name in &options.metrics {
        let unknown = || Error::UnknownName {
            what: "metric",
            name: name.clone(),
            nearest: registry
                .nearest(name)
                .into_iter()
                .take(2)
                .map(str::to_owned)
                .collect(),
        };
        chosen
            .metrics
            .push(registry.metric(name).ok_or_else(unknown)?);
    }
    if chosen.named {
        return Ok(chosen);
    }
    // Spend is never left out; organic tables are where they lack a key that others have.
    let known = |key: &&Key| dataset.frames.values().any(|frame| key.is_in(frame));
    let lacks = |table: &str, frame: &DataFrame| {
        let organic = super::keys::function_of(table) == "organic";
        keys.iter()
            .filter(|_| organic)
            .filter(known)
            .find(|key| !key.is_in(frame))
    };
    for (table, frame) in &dataset.frames {
        if let Some(key) = lacks(table, frame).filter(|_| frame.height() > 0) {
            chosen.notes.push(format!(
                "{} rows of {table} have no {} and are left out here",
                frame.height(),
                key.name().replace('_', " ")
            ));
        }
    }
    let can = |metric: &&Metric| {
        metric.default
            && metric.needs().iter().all(|(table, column)| {
                dataset.frames.get(table).is_some_and(|frame| {
                    column.is_none_or(|column| frame.column(column).is_ok())
                        && lacks(table, frame).is_none()
                })
            })
    };
    // A sum of several columns needs but one of them; its figure tells.
    let some = |metric: &&Metric| {
        metric.default
            && metric.numerator.terms.len() > 1
            && metric.denominator.as_ref().is_none_or(|formula| {
                formula
                    .components()
                    .all(|component| has(dataset, component))
            })
            && metric
                .numerator
                .components()
                .any(|component| has(dataset, component))
            && metric.needs().iter().all(|(table, _)| {
                dataset
                    .frames
                    .get(table)
                    .is_some_and(|frame| lacks(table, frame).is_none())
            })
    };
    chosen.metrics = registry
        .metrics()
        .iter()
        .filter(|metric| can(metric) || some(metric))
        .collect();
    Ok(chosen)
}

fn has(dataset: &Dataset, component: &crate::metrics::Component) -> bool {
    dataset.frames.get(component.table).is_some_and(|frame| {
        component
            .columns()
            .iter()
            .all(|column| frame.column(column).is_ok())
    })
}

/// Every additive figure: the groups sum to the whole, exactly.
fn reconcile(figures: &Figures, metrics: &[&Metric]) -> Result<()> {
    for metric in metrics.iter().filter(|metric| {
        metric.aggregation == Aggregation::Additive && metric.denominator.is_none()
    }) {
        let exact = |figure: Figure| figure.value().and_then(Value::exact);
        let Some(whole) = exact(figures.figure(metric, None)) else {
            continue;
        };
        let sum: Amount = figures
            .groups
            .iter()
            .filter_map(|group| exact(figures.figure(metric, Some(group))))
            .sum();
        if sum != whole {
            return Err(Error::Unreconciled {
                what: format!("{} of the rows is {sum}, of the whole {whole}", metric.name),
            });
        }
    }
    Ok(())
}

fn laid_out(
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
        }),
        ..Table::default()
    })
}

fn cells_of(metric: &Metric, now: Figure, earlier: Option<Figure>) -> Vec<Cell> {
    let Some(earlier) = earlier else {
        return vec![cell(now)];
    };
    let change = change(metric, now, earlier);
    let percent = match change.relative {
        Figure::Defined(value) => Cell::Ratio(value.to_f64() * 100.0),
        Figure::Undefined(reason) => undefined(reason),
    };
    vec![
        cell(now),
        cell(change.previous),
        cell(change.absolute),
        percent,
    ]
}

fn cell(figure: Figure) -> Cell {
    match figure {
        Figure::Defined(Value::Count(count)) => Cell::Count(count),
        Figure::Defined(Value::Amount(amount)) => Cell::Amount(amount),
        Figure::Defined(Value::Ratio(ratio)) => Cell::Ratio(ratio),
        Figure::Undefined(reason) => undefined(reason),
    }
}

fn undefined(reason: Reason) -> Cell {
    Cell::Undefined {
        code: reason.code(),
        sentence: reason.sentence().into(),
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
        columns.push(column(&growth, relative.0, relative.1, 1, metric.rank));
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

/// Time keys go forwards, everything else by the wanted column; rows that match nothing come last.
fn sort(
    table: &mut Table,
    keys: &[Key],
    chosen: &Chosen<'_>,
    options: &ReportOptions,
) -> Result<()> {
    let timed = keys.iter().any(|key| matches!(key, Key::Time(..)));
    let by = match &options.sort {
        Some((name, down)) => Some(sort_column(table, name, *down)?),
        None if timed => None,
        None => chosen.metrics.first().map(|first| {
            let name = if table.metrics.iter().any(|column| column.name == col::SPEND) {
                col::SPEND
            } else {
                &first.name
            };
            (
                SortBy::Metric(
                    table
                        .metrics
                        .iter()
                        .position(|column| column.name == *name)
                        .unwrap_or(0),
                ),
                true,
            )
        }),
    };
    let explicit = options.sort.is_some();
    table.rows.sort_by(|a, b| {
        let last = |row: &Row| {
            !explicit
                && row
                    .keys
                    .iter()
                    .flatten()
                    .any(|key| key == NO_MATCH || key == AMBIGUOUS || key.starts_with("(no"))
        };
        let by_column = by.as_ref().map_or(Ordering::Equal, |(column, down)| {
            column.compare(a, b, *down)
        });
        last(a)
            .cmp(&last(b))
            .then(by_column)
            .then_with(|| a.keys.cmp(&b.keys))
    });
    Ok(())
}

enum SortBy {
    Key(usize),
    Metric(usize),
}

impl SortBy {
    /// Undefined figures come last in both directions.
    fn compare(&self, a: &Row, b: &Row, down: bool) -> Ordering {
        let turned = |order: Ordering| if down { order.reverse() } else { order };
        match self {
            Self::Key(at) => turned(a.keys[*at].cmp(&b.keys[*at])),
            Self::Metric(at) => match (number(&a.cells[*at]), number(&b.cells[*at])) {
                (Some(a), Some(b)) => turned(a.total_cmp(&b)),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            },
        }
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Count(count) => Some(*count as f64),
        Cell::Amount(amount) => Some(amount.to_f64()),
        Cell::Ratio(ratio) => Some(*ratio),
        Cell::Text(_) | Cell::Undefined { .. } => None,
    }
}

fn sort_column(table: &Table, name: &str, down: bool) -> Result<(SortBy, bool)> {
    if let Some(at) = table.keys.iter().position(|key| key.name == name) {
        return Ok((SortBy::Key(at), down));
    }
    match table.metrics.iter().position(|column| column.name == name) {
        // Figures sort with the largest first, as people ask for the top; `-name` turns that round.
        Some(at) => Ok((SortBy::Metric(at), !down)),
        None => {
            let known: Vec<&str> = table
                .keys
                .iter()
                .map(|key| key.name.as_str())
                .chain(table.metrics.iter().map(|column| column.name.as_str()))
                .collect();
            let mut near: Vec<(f64, &str)> = known
                .into_iter()
                .map(|known| (strsim::jaro_winkler(name, known), known))
                .filter(|(score, _)| *score > 0.7)
                .collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0));
            Err(Error::UnknownName {
                what: "column in --sort:",
                name: name.into(),
                nearest: near
                    .into_iter()
                    .take(2)
                    .map(|(_, known)| known.to_owned())
                    .collect(),
            })
        }
    }
}

/// What the figures cover.
fn scope(dataset: &Dataset, metrics: &[&Metric], options: &ReportOptions) -> Result<String> {
    if let (Some(period), Some((_, comparison))) = (&options.period, &options.compare) {
        return Ok(Comparison::sentence(*comparison, period)?);
    }
    if let Some(period) = &options.period {
        return Ok(period.to_string());
    }
    let read = |table: &str| {
        metrics
            .iter()
            .flat_map(|metric| metric.components())
            .any(|component| component.table == table)
    };
    let spans = dataset
        .frames
        .iter()
        .filter(|(table, _)| read(table))
        .filter_map(|(_, frame)| cells::span(frame, col::PERIOD_START, col::PERIOD_END));
    let (first, last) = spans.fold((None, None), |(first, last), (start, end)| {
        (
            Some(first.map_or(start, |first: i32| first.min(start))),
            Some(last.map_or(end, |last: i32| last.max(end))),
        )
    });
    let day = |number: i32| cells::day_of(number);
    let span = first.and_then(day).zip(last.and_then(day));
    Ok(span
        .and_then(|(start, end)| crate::time::Period::new(start, end).ok())
        .map_or_else(String::new, |period| period.to_string()))
}

fn notes(
    dataset: &Dataset,
    chosen: &Chosen<'_>,
    figures: &Figures,
    options: &ReportOptions,
) -> Vec<String> {
    let mut notes = Vec::new();
    let shows = |name: &str| chosen.metrics.iter().any(|metric| metric.name == name);
    if (shows("roi") || shows("roas")) && dataset.frames.contains_key("conversions") {
        notes.push("roas and roi: joined revenue over the spend of platforms that occur in the outcomes; credited, not caused".into());
    }
    if shows("roi") {
        notes.extend(costs::notes(options));
    }
    let caveats: Vec<&str> = chosen
        .metrics
        .iter()
        .filter(|metric| metric.caveat(figures.platforms(None)).is_some())
        .map(|metric| metric.name.as_str())
        .collect();
    if !caveats.is_empty() {
        notes.push(format!(
            "{}: platforms may claim the same order",
            listed(&caveats)
        ));
    }
    debug_assert!(chosen.metrics.iter().all(|metric| matches!(
        metric.direction,
        Direction::Higher | Direction::Lower | Direction::Neutral
    )));
    notes.extend(dataset.notes.iter().cloned());
    notes.extend(chosen.notes.iter().cloned());
    notes
}

/// Constant columns of machine formats.
fn constants(join: Option<&Join>, options: &ReportOptions) -> Vec<(String, String)> {
    let mut constants = Vec::new();
    if let Some(currency) = &options.currency {
        constants.push((col::CURRENCY.into(), currency.clone()));
    }
    constants.push(("cost_types".into(), (1 + options.costs.len()).to_string()));
    constants.push(("margin_given".into(), options.margin.is_some().to_string()));
    if let Some(join) = join {
        let rate = |part: Amount, whole: Amount| {
            if whole == Amount::ZERO {
                String::new()
            } else {
                format!("{:.6}", part.to_f64() / whole.to_f64())
            }
        };
        constants.push((
            "join_rate_spend".into(),
            rate(join.spend_joined, join.spend),
        ));
        constants.push(("join_rate_value".into(), rate(join.joined, join.revenue)));
    }
    constants
}
