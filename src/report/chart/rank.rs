//! Rows of one key, the largest on their own and the rest summed up as a ratio of sums.

use crate::error::Result;
use crate::report::join::{AMBIGUOUS, NO_MATCH};
use crate::report::words;
use crate::report::{
    Cell, Filter, MetricColumn, Report, ReportOptions, Row, Table, Test, platform_title,
};

use super::ReportSource;
use super::change::SMALL_BASE;
use super::left_out::LeftOut;

/// What stands in a row's key where it sums the others up; the count follows in the same key.
pub const OTHER: &str = "(other)";

/// Names that a sentence lists; more are counted.
const LISTED: usize = 4;

/// What stands where a row states no platform.
const UNSTATED: &str = "(not stated)";

/// Why what joins no campaign has no return.
const UNMATCHED: &str = "no campaign with spend goes with it";

/// Rows that a chart of bars shows unless told otherwise.
pub(super) const ROWS: usize = 12;

impl ReportSource<'_> {
    /// A report by one key: rows in falling order of the first metric, those beyond the limit (`--top`, else that of
    /// the fold) summed up in a last row whose ratios are ratios of sums.
    pub(super) fn summed_up(
        &self,
        mut found: Report,
        by: &str,
        metrics: &[&str],
        fold: &Fold,
    ) -> Result<Report> {
        order(&mut found.table, 0);
        let limit = self.asked.top.unwrap_or(fold.rows).max(2);
        let plotted = found
            .table
            .rows
            .iter()
            .filter(|row| has_figure(row))
            .count();
        if plotted <= limit {
            return Ok(found);
        }
        let own = fold.own(&found.table, limit - 1);
        let others = plotted - own.len();
        if others < 2 {
            return Ok(found);
        }
        found.table.rows = own;
        let mut options = ReportOptions {
            by: vec![by.to_owned()],
            metrics: metrics.iter().map(|name| (*name).to_owned()).collect(),
            ..self.options.clone()
        };
        let shown = found.table.rows.iter();
        let shown = shown.map(|row| row.keys[0].clone().unwrap_or_default());
        options.filters.push(Filter {
            key: by.to_owned(),
            test: Test::IsNoneOf(shown.chain(fold.apart.iter().cloned()).collect()),
        });
        let remaining = crate::report::report(self.dataset, &options, self.registry)?;
        if let Some(total) = remaining.table.total {
            found.table.rows.push(other(others, total.cells));
        }
        Ok(found)
    }
}

/// Which rows of a ranking stand on their own.
#[derive(Default)]
pub(super) struct Fold {
    /// Rows unless told otherwise, the one that sums the others up among them.
    pub rows: usize,
    /// Keys of rows that do so whatever their size: a headline that tells the best of all must not leave it among the
    /// others.
    pub named: Vec<Vec<Option<String>>>,
    /// Keys of rows that are neither shown nor summed up.
    pub apart: Vec<String>,
}

impl Fold {
    /// As many rows as have room, or all named ones: the named ones and the first, in their order.
    fn own(&self, table: &Table, room: usize) -> Vec<Row> {
        let is_named = |row: &Row| self.named.contains(&row.keys);
        let named = table.rows.iter().filter(|row| is_named(row)).count();
        let mut free = room.saturating_sub(named);
        let mut own = table.rows.clone();
        own.retain(|row| {
            let is_free = free > 0 && !is_named(row);
            free -= usize::from(is_free);
            is_free || is_named(row)
        });
        own
    }
}

/// The keys of the named rows with the largest and the smallest figure of a metric, as [`order`] has them.
pub(super) fn ends(table: &Table, metric: usize) -> Vec<Vec<Option<String>>> {
    let mut known = table.clone();
    known
        .rows
        .retain(|row| is_named(row) && row.cells[metric].number().is_some());
    order(&mut known, metric);
    let ends = [known.rows.first(), known.rows.last()];
    ends.into_iter()
        .flatten()
        .map(|row| row.keys.clone())
        .collect()
}

/// Sorts rows by a metric, largest first, undefined last, equal ones by key.
pub(super) fn order(table: &mut Table, metric: usize) {
    table.rows.sort_by(|a, b| {
        let figure = |row: &Row| row.cells[metric].number();
        match (figure(a), figure(b)) {
            (Some(a_figure), Some(b_figure)) => b_figure.total_cmp(&a_figure),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => std::cmp::Ordering::Equal,
        }
        .then_with(|| a.keys.cmp(&b.keys))
    });
}

/// Whether a row has anything to plot.
pub(super) fn has_figure(row: &Row) -> bool {
    row.cells
        .iter()
        .any(|cell| !matches!(cell, Cell::Undefined { .. }))
}

/// Takes the rows out that lack one of those figures before any are summed up, so that no side of the sum is of rows
/// that lack the other: their keys, and a sentence for each reason.
pub(super) fn without_sides(table: &mut Table, metrics: &[usize]) -> (Vec<String>, Vec<String>) {
    let keys = |table: &Table| -> Vec<String> {
        let first = |row: &Row| row.keys.first().cloned().flatten().unwrap_or_default();
        table.rows.iter().map(first).collect()
    };
    let all = keys(table);
    let sentences = metrics
        .iter()
        .flat_map(|metric| without_figure(table, *metric))
        .collect();
    let kept = keys(table);
    let apart = all.into_iter().filter(|key| !kept.contains(key));
    (apart.collect(), sentences)
}

/// Takes the rows out whose figure of that metric is undefined, with a sentence for each reason; changes that are told
/// in counts stay.
pub(super) fn without_figure(table: &mut Table, metric: usize) -> Vec<String> {
    let mut left_out = LeftOut::default();
    table.rows.retain(|row| {
        let sentence = match &row.cells[metric] {
            Cell::Undefined { code, sentence } if *code != SMALL_BASE => sentence,
            _ => return true,
        };
        let keys = row.keys.iter().flatten().cloned().collect::<Vec<_>>();
        let reason = if keys.iter().any(|key| key == NO_MATCH) {
            UNMATCHED
        } else {
            sentence
        };
        left_out.add(keys.join(" / "), reason);
        false
    });
    left_out.sentences()
}

/// The row that sums others up: their number stands in its first key.
pub(super) fn other(count: usize, cells: Vec<Cell>) -> Row {
    Row {
        keys: vec![Some(format!("{OTHER} {count}"))],
        cells,
        summed_up: Some(count),
        ..Row::default()
    }
}

/// Whether a row sums others up.
pub(super) fn is_other(row: &Row) -> bool {
    row.summed_up.is_some()
}

/// Whether a row has a name: what joins nothing, or whose export leaves the key out, is no rival of those that have one.
pub(super) fn is_named(row: &Row) -> bool {
    let is_name = |key: &String| {
        !key.starts_with("(no ") && key != NO_MATCH && key != AMBIGUOUS && key != UNSTATED
    };
    row.keys.iter().flatten().all(is_name)
}

/// The first and the last of rows in falling order, as far as they can be told apart.
pub(super) enum Ends<'r> {
    /// There is none.
    None,
    /// There is but one.
    One(&'r Row),
    /// They print the same figure.
    Alike(&'r Row),
    /// The best and the worst.
    Apart(&'r Row, &'r Row),
}

impl<'r> Ends<'r> {
    /// Those of rows by the figure in one place.
    pub fn of(rows: &[&'r Row], at: usize, column: &MetricColumn) -> Self {
        match rows {
            [] => Self::None,
            [one] => Self::One(one),
            [best, .., worst] if is_alike(&best.cells[at], &worst.cells[at], column) => {
                Self::Alike(best)
            }
            [best, .., worst] => Self::Apart(best, worst),
        }
    }
}

/// Whether two figures print alike, so that none is the larger.
pub(super) fn is_alike(one: &Cell, other: &Cell, column: &MetricColumn) -> bool {
    match (one.number(), other.number()) {
        (Some(one), Some(other)) => column.drawn(one) == column.drawn(other),
        (None, None) => true,
        _ => false,
    }
}

/// What a row stands for.
pub(super) fn name(row: &Row) -> String {
    let keys: Vec<&str> = row.keys.iter().flatten().map(String::as_str).collect();
    keys.join(" / ")
}

/// The first four of a list, and how many more.
pub(super) fn listed(names: &[String]) -> String {
    // Platforms as they stand in the picture.
    let named = names
        .iter()
        .map(|name| platform_title(name).unwrap_or(name));
    words::listed(&named.collect::<Vec<&str>>(), LISTED)
}
