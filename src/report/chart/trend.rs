//! Metrics over time, a panel per platform, with the period before or the year before behind.

use crate::error::{Error, Result};
use crate::metrics::Metric;
use crate::report::{MetricColumn, ReportOptions, Row, Table};
use crate::schema::{Amount, col};
use crate::time::{Bucket, Grain, Period};

use super::rank::{listed, order};
use super::series::{Along, Parts, gap, key, told};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Panels that stay apart from one another.
const PANELS: usize = 12;

/// Ends the name of a column with the figures of the period before.
pub const PREVIOUS: &str = "_previous";

/// A row per panel and stretch of time, gaps included.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let along = Along::of(source)?;
    let (panel, grain) = (along.beside.unwrap_or(Kind::Trend.by()), along.grain);
    let named: Vec<&str> = source.asked.metrics.iter().map(String::as_str).collect();
    let metrics = if named.is_empty() {
        vec![col::SPEND]
    } else {
        named
    };
    let by = [panel, grain.name()];
    let known = metrics.iter().map(|name| source.metric(name));
    let known = known.collect::<Result<Vec<_>>>()?;
    let mut table = source.report(&by, &metrics)?.table;
    let mut left_out: Vec<String> = along.dated(&mut table).into_iter().collect();
    if table.rows.is_empty() {
        let why = format!("no {} with a date", metrics.join(", "));
        return Err(source.nothing(Kind::Trend, &metrics, &why));
    }
    let parts = Parts::of(source)?;
    left_out.extend(parts.mark(&along, &mut table, &known));
    let mut order = by_size(source, panel, known[0])?;
    let compared = source.compare.map(|(period, _)| period);
    let both = source.options.period.zip(compared);
    let mut earlier = Table::default();
    if let Some((_, before)) = both {
        let options = ReportOptions {
            period: Some(before),
            ..source.options.clone()
        };
        let source = &ReportSource {
            options: &options,
            ..*source
        };
        earlier = before_it(source, &by, &metrics)?.unwrap_or_else(|| earlier_of(&table));
        along.dated(&mut earlier);
        let told = parts.beside(before).mark(&along, &mut earlier, &known);
        left_out.extend(told);
        order.extend(by_size(source, panel, known[0]).unwrap_or_default());
        for row in &earlier.rows {
            if !table.rows.iter().any(|own| key(own, 0) == key(row, 0)) {
                let keys = vec![row.keys[0].clone(), table.rows[0].keys[1].clone()];
                table.rows.push(gaps(keys, metrics.len()));
            }
        }
    }
    left_out.extend(largest_panels(&mut table, &order));
    along.complete(&mut table, both.as_ref().map(|(own, _)| own));
    if let Some((own, before)) = both {
        let pairs = partners(
            (&along.buckets(&own), &own),
            (&along.buckets(&before), &before),
        );
        left_out.extend(alone(&table, &earlier, &pairs, grain));
        behind(&mut table, &earlier, &pairs);
    }
    Ok(ChartData {
        spare: None,
        kind: Kind::Trend,
        sentences: None,
        headline: headline(&metrics, grain),
        subtitle: subtitle(panel, compared),
        left_out,
        table,
    })
}

/// The table of an earlier period; `None` where there are no rows in it.
fn before_it(source: &ReportSource<'_>, by: &[&str], metrics: &[&str]) -> Result<Option<Table>> {
    match source.report(by, metrics) {
        Ok(found) => Ok(Some(found.table)),
        Err(Error::NothingToReport { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The same table without rows.
fn earlier_of(table: &Table) -> Table {
    Table {
        rows: Vec::new(),
        ..table.clone()
    }
}

/// Panels by their figure over the whole period, largest first; of a ratio, which has no size, by their spend.
fn by_size(source: &ReportSource<'_>, panel: &str, metric: &Metric) -> Result<Vec<String>> {
    let is_ratio = metric.denominator.is_some();
    let metrics = if is_ratio && source.can(col::SPEND) && source.options.currency.is_some() {
        vec![col::SPEND, &metric.name]
    } else {
        vec![&metric.name[..]]
    };
    let mut table = source.report(&[panel], &metrics)?.table;
    order(&mut table, 0);
    Ok(table
        .rows
        .iter()
        .map(|row| key(row, 0).to_owned())
        .collect())
}

/// Keeps the panels that come first.
fn largest_panels(table: &mut Table, order: &[String]) -> Option<String> {
    let mut panels: Vec<String> = Vec::new();
    for row in &table.rows {
        if !panels.iter().any(|name| name == key(row, 0)) {
            panels.push(key(row, 0).to_owned());
        }
    }
    let rank = |name: &str| order.iter().position(|known| known == name);
    panels.sort_by_key(|name| (rank(name).unwrap_or(order.len()), name.clone()));
    let place = |row: &Row| panels.iter().position(|name| name == key(row, 0));
    table
        .rows
        .sort_by_key(|row| (place(row), row.keys[1].clone()));
    table
        .rows
        .retain(|row| place(row).is_some_and(|at| at < PANELS));
    (panels.len() > PANELS).then(|| format!("not drawn: {} smaller ones", panels.len() - PANELS))
}

fn gaps(keys: Vec<Option<String>>, metrics: usize) -> Row {
    Row {
        keys,
        cells: vec![gap(); metrics],
        ..Row::default()
    }
}

/// Which stretch of the earlier period stands beside which: whole ones in their order, those that the bounds of a period
/// cut only where as many days are left of both.
fn partners(
    (now, period): (&[Bucket], &Period),
    (before, earlier): (&[Bucket], &Period),
) -> Vec<(String, String)> {
    let days = |bucket: &Bucket, period: &Period| {
        bucket.period().overlap(period).map_or(0, |own| own.days())
    };
    let whole = |bucket: &Bucket, period: &Period| days(bucket, period) == bucket.period().days();
    let label = |(now, before): (&Bucket, &Bucket)| (now.label(), before.label());
    let wholes = (
        now.iter().filter(|bucket| whole(bucket, period)),
        before.iter().filter(|bucket| whole(bucket, earlier)),
    );
    let mut pairs: Vec<(String, String)> = wholes.0.zip(wholes.1).map(label).collect();
    let first = now.first().zip(before.first());
    let last = now.last().zip(before.last());
    let is_single = now.len() == 1 || before.len() == 1;
    for (own, other) in first.into_iter().chain(last.filter(|_| !is_single)) {
        // Whole months differ by up to three days too.
        let off = match own.grain() {
            Grain::Day | Grain::Week => 0,
            Grain::Month | Grain::Quarter | Grain::Year => 3,
        };
        let is_cut = !whole(own, period) && !whole(other, earlier);
        if is_cut && (days(own, period) - days(other, earlier)).abs() <= off {
            pairs.push(label((own, other)));
        }
    }
    pairs
}

/// What of the earlier period stands beside nothing, with its amount.
fn alone(
    table: &Table,
    earlier: &Table,
    pairs: &[(String, String)],
    grain: Grain,
) -> Option<String> {
    let is_alone = |row: &&Row| {
        let drawn = table.rows.iter().any(|own| key(own, 0) == key(row, 0));
        drawn && !pairs.iter().any(|(_, label)| label == key(row, 1))
    };
    let rows: Vec<&Row> = earlier.rows.iter().filter(is_alone).collect();
    let mut times: Vec<String> = rows.iter().map(|row| key(row, 1).to_owned()).collect();
    times.sort();
    times.dedup();
    if times.is_empty() {
        return None;
    }
    let column = &table.metrics[0];
    let sums: Option<Vec<Amount>> = rows.iter().map(|row| row.cells[0].exact()).collect();
    let sum = sums.map_or_else(String::new, |sums| {
        let sum = told(column, sums.into_iter().sum());
        let name = column.name.replace('_', " ");
        format!(" ({name} {sum})")
    });
    Some(format!(
        "not drawn: {} of the period before{sum}: no {} of its length stands beside it",
        listed(&times),
        grain.name()
    ))
}

/// Adds the figures of the earlier period, each beside its partner.
fn behind(table: &mut Table, earlier: &Table, pairs: &[(String, String)]) {
    let metrics = table.metrics.len();
    let columns: Vec<MetricColumn> = table
        .metrics
        .iter()
        .map(|column| MetricColumn {
            name: format!("{}{PREVIOUS}", column.name),
            header: format!("{} previous", column.header),
            ..column.clone()
        })
        .collect();
    table.metrics.extend(columns);
    for row in &mut table.rows {
        let partner = pairs.iter().find(|(own, _)| own == key(row, 1));
        let own = partner.and_then(|(_, label)| {
            let is_own =
                |earlier: &&Row| key(earlier, 0) == key(row, 0) && key(earlier, 1) == label;
            earlier.rows.iter().find(is_own)
        });
        match own {
            Some(own) => row.cells.extend(own.cells[..metrics].iter().cloned()),
            None => row.cells.extend(std::iter::repeat_n(gap(), metrics)),
        }
    }
}

fn subtitle(panel: &str, compared: Option<Period>) -> Phrase {
    match compared {
        Some(period) => Phrase::plain("chart.trend.compared")
            .name("key", panel)
            .with("period", Argument::Period(period)),
        None => Phrase::plain("chart.trend.subtitle").name("key", panel),
    }
}

fn headline(metrics: &[&str], grain: Grain) -> Phrase {
    match metrics {
        [one] => Phrase::plain("chart.trend.one")
            .name("metric", one)
            .name("grain", grain.name()),
        _ => Phrase::plain("chart.trend.several").name("grain", grain.name()),
    }
}
