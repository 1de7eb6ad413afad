//! Shares of a sum over time: the largest groups on their own, the rest as one; credits stand apart.

use crate::error::{Error, Result};
use crate::report::{Cell, Row, Table};
use crate::schema::Amount;

use super::rank::{is_alike, is_other, listed, other};
use super::series::{Along, Parts, key};
use super::share::{share, share_column, sum, usual_key};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Groups on their own; the rest is summed up.
const GROUPS: usize = 5;

/// Columns that can be told apart.
const COLUMNS: usize = 120;

/// A row per group and stretch of time, the groups in falling order of their sums.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let metric = source.summed(Kind::Mix)?;
    let name = metric.name.as_str();
    let along = Along::of(source)?;
    let (by, grain) = (along.beside.unwrap_or(usual_key(metric)), along.grain);
    let mut table = source.report(&[by, grain.name()], &[name])?.table;
    let mut left_out: Vec<String> = along.dated(&mut table).into_iter().collect();
    if table.rows.is_empty() {
        let why = format!("no {by} has a {name} with a date");
        return Err(source.nothing(Kind::Mix, &[name], &why));
    }
    left_out.extend(Parts::of(source)?.mark(&along, &mut table, &[metric]));
    along.complete(&mut table, None);
    let mut groups = groups(&table);
    let times = table.rows.len() / groups.len();
    if times > COLUMNS {
        return Err(Error::BadOption {
            what: format!("--by {by},{}", grain.name()),
            why: format!(
                "{times} columns, expected at most {COLUMNS}: a coarser grain (week, month, quarter) or a shorter --period"
            ),
        });
    }
    left_out.extend(credits(&table));
    let limit = source
        .asked
        .top
        .map_or(GROUPS + 1, |top| top.clamp(2, GROUPS + 1));
    let rest = if groups.len() > limit {
        groups.split_off(limit - 1)
    } else {
        Vec::new()
    };
    arrange(&mut table, &groups, &rest, times);
    let sums = sums(&table, times);
    if sums.iter().all(|sum| *sum == Amount::ZERO) {
        let why = format!("{name} is nowhere above 0");
        return Err(source.nothing(Kind::Mix, &[name], &why));
    }
    for (at, row) in table.rows.iter_mut().enumerate() {
        let part = row.cells[0].exact();
        let own = part.map_or_else(
            || row.cells[0].clone(),
            |part| share(part, sums[at % times]),
        );
        row.cells.push(own);
    }
    let column = table.metrics[0].clone();
    table
        .metrics
        .push(share_column(&format!("{name}_share"), &column));
    table.total = None;
    Ok(ChartData {
        spare: None,
        kind: Kind::Mix,
        sentences: None,
        headline: headline(&table, &sums, name),
        subtitle: Phrase::plain("chart.mix.subtitle")
            .name("metric", name)
            .name("key", by)
            .name("grain", grain.name()),
        left_out,
        table,
    })
}

/// The groups, those with the largest sums first.
fn groups(table: &Table) -> Vec<String> {
    let mut groups: Vec<(String, Amount)> = Vec::new();
    for row in &table.rows {
        let part = row.cells[0].exact().unwrap_or_default();
        match groups.last_mut() {
            Some((name, sum)) if name == key(row, 0) => *sum += part,
            _ => groups.push((key(row, 0).to_owned(), part)),
        }
    }
    groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    groups.into_iter().map(|(name, _)| name).collect()
}

/// Figures below zero, which are part of no whole.
fn credits(table: &Table) -> Option<String> {
    let below = table.rows.iter().filter_map(|row| {
        let part = row.cells[0].exact().filter(|part| *part < Amount::ZERO)?;
        Some(format!("{} {} ({part})", key(row, 0), key(row, 1)))
    });
    let below: Vec<String> = below.collect();
    (!below.is_empty()).then(|| {
        format!(
            "not drawn: {}: credits are no part of a whole",
            listed(&below)
        )
    })
}

/// Rows in the order of the groups, those of the rest summed up, their credits left out.
fn arrange(table: &mut Table, groups: &[String], rest: &[String], times: usize) {
    let rows = std::mem::take(&mut table.rows);
    let of = |name: &String| rows.chunks(times).find(|rows| key(&rows[0], 0) == name);
    table.rows = groups.iter().filter_map(of).flatten().cloned().collect();
    let others: Vec<&[Row]> = rest.iter().filter_map(of).collect();
    if others.is_empty() {
        return;
    }
    for at in 0..times {
        let time = others[0][at].keys[1].clone();
        let is_part = |cell: &&Cell| cell.exact().is_some_and(|part| part >= Amount::ZERO);
        let cells = others.iter().map(|rows| &rows[at].cells[0]);
        let parts: Vec<&Cell> = cells.filter(is_part).collect();
        let own = if parts.is_empty() {
            others[0][at].cells[0].clone()
        } else {
            sum(parts.into_iter())
        };
        let mut row = other(rest.len(), vec![own]);
        row.keys.push(time);
        table.rows.push(row);
    }
}

/// What is above zero at each time.
fn sums(table: &Table, times: usize) -> Vec<Amount> {
    let mut sums = vec![Amount::ZERO; times];
    for (at, row) in table.rows.iter().enumerate() {
        let part = row.cells[0].exact().unwrap_or_default();
        sums[at % times] += part.max(Amount::ZERO);
    }
    sums
}

/// The group whose share moved most from the first to the last time with any figure, of those known at both.
fn headline(table: &Table, sums: &[Amount], metric: &str) -> Phrase {
    let known = |sum: &Amount| *sum > Amount::ZERO;
    let first = sums.iter().position(known).unwrap_or(0);
    let last = sums.iter().rposition(known).unwrap_or(0);
    let moved = |rows: &[Row]| {
        let (before, now) = (&rows[first].cells[1], &rows[last].cells[1]);
        Some((now.number()? - before.number()?).abs())
    };
    let mut most: Option<(f64, &[Row])> = None;
    for rows in table.rows.chunks(sums.len()) {
        if let Some(moved) = moved(rows).filter(|_| !is_other(&rows[0]))
            && most.is_none_or(|(known, _)| moved > known)
        {
            most = Some((moved, rows));
        }
    }
    let Some((_, rows)) = most else {
        return Phrase::plain("chart.mix.groups").name("metric", metric);
    };
    let (before, now) = (&rows[first].cells[1], &rows[last].cells[1]);
    if first != last && is_alike(before, now, &table.metrics[1]) {
        return Phrase::plain("chart.mix.groups").name("metric", metric);
    }
    let figure = |at: usize| {
        let cell = rows[at].cells[1].clone();
        Argument::Figure(cell, table.metrics[1].clone())
    };
    let phrase = if first == last {
        Phrase::plain("chart.mix.one")
    } else {
        Phrase::plain("chart.mix.headline").with("before", figure(first))
    };
    phrase
        .text("name", key(&rows[0], 0))
        .with("now", figure(last))
        .name("metric", metric)
}
