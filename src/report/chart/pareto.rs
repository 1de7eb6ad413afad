//! How much of a sum few rows take: falling, with the share of all so far.

use crate::error::Result;
use crate::report::{Row, Table};
use crate::schema::Amount;

use super::rank::{ROWS, is_named, order, other, without_figure};
use super::share::{only_parts, share, share_column, sum};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// The part of the whole whose takers the headline counts.
const MOST: f64 = 0.8;

/// Rows at most, unless told otherwise.
const LONGEST: usize = 24;

/// Ends the name of the column with the share of all rows so far.
pub const CUMULATIVE: &str = "_cumulative";

/// Rows by the metric, with their share and that of all so far.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let metric = source.summed(Kind::Pareto)?.name.as_str();
    let by = source.by(Kind::Pareto);
    let mut table = source.report(&[by], &[metric])?.table;
    let mut left_out = without_figure(&mut table, 0);
    left_out.extend(only_parts(&mut table, 0));
    if table.rows.is_empty() {
        let why = format!("no {by} has any {metric}; {}", left_out.join("; "));
        return Err(source.nothing(Kind::Pareto, &[metric], &why));
    }
    order(&mut table, 0);
    add_shares(&mut table);
    let headline = headline(&table, metric, by);
    // Those that take most stand on their own where a picture holds them.
    let usual = (most(&table) + 2).clamp(ROWS, LONGEST);
    let limit = source.asked.top.unwrap_or(usual).max(2);
    sum_up(&mut table, limit);
    Ok(ChartData {
        spare: None,
        kind: Kind::Pareto,
        sentences: None,
        headline,
        subtitle: subtitle(metric, by),
        left_out,
        table,
    })
}

fn subtitle(metric: &str, by: &str) -> Phrase {
    Phrase::plain("chart.pareto.subtitle")
        .name("metric", metric)
        .name("key", by)
}

fn add_shares(table: &mut Table) {
    let parts: Vec<Amount> = table
        .rows
        .iter()
        .filter_map(|row| row.cells[0].exact())
        .collect();
    let whole: Amount = parts.iter().copied().sum();
    let mut so_far = Amount::ZERO;
    for (row, part) in table.rows.iter_mut().zip(parts) {
        so_far += part;
        row.cells.push(share(part, whole));
        row.cells.push(share(so_far, whole));
    }
    let column = table.metrics[0].clone();
    let name = |end: &str| format!("{}{end}", column.name);
    table.metrics.push(share_column(&name("_share"), &column));
    table.metrics.push(share_column(&name(CUMULATIVE), &column));
    // The last row has them all.
    table.total = None;
}

/// The row with which those so far take most of the sum.
fn most(table: &Table) -> usize {
    let reached = |row: &Row| row.cells[2].number().is_some_and(|share| share >= MOST);
    let last = table.rows.len() - 1;
    table.rows.iter().position(reached).unwrap_or(last)
}

/// How many rows take most of the sum, over all rows, whatever the chart sums up.
fn headline(table: &Table, metric: &str, by: &str) -> Phrase {
    let (at, last) = (most(table), table.rows.len() - 1);
    // What bears no name is no taker.
    if !table.rows[..=at].iter().all(is_named) {
        return subtitle(metric, by);
    }
    let share = Argument::Figure(table.rows[at].cells[2].clone(), table.metrics[2].clone());
    let phrase = if at == 0 {
        let name = table.rows[0].keys[0].clone().unwrap_or_default();
        Phrase::plain("chart.pareto.one").text("name", name)
    } else {
        Phrase::plain("chart.pareto.headline")
            .count("count", at + 1)
            .count("all", last + 1)
    };
    phrase.with("part", share).name("metric", metric)
}

/// Sums the rows beyond the limit up in a last one.
fn sum_up(table: &mut Table, limit: usize) {
    if table.rows.len() <= limit {
        return;
    }
    let rest = table.rows.split_off(limit - 1);
    let own = sum(rest.iter().map(|row| &row.cells[0]));
    let of = |row: &Row| row.cells[0].exact();
    let whole: Amount = table.rows.iter().chain(&rest).filter_map(of).sum();
    let shares = own
        .exact()
        .map(|part| [share(part, whole), share(whole, whole)]);
    let cells = std::iter::once(own).chain(shares.into_iter().flatten());
    table.rows.push(other(rest.len(), cells.collect()));
}
