//! Rows of one key, the largest on their own and the rest summed up as a ratio of sums.

use crate::error::Result;
use crate::report::join::NO_MATCH;
use crate::report::{Cell, Filter, Report, ReportOptions, Row, Table, Test};

use super::ReportSource;
use super::change::SMALL_BASE;
use super::left_out::LeftOut;

/// What stands in a row's key where it sums the others up; the count follows in the same key.
pub const OTHER: &str = "(other)";

/// Why what joins no campaign has no return.
const UNMATCHED: &str = "no campaign with spend goes with it";

/// Rows that a chart of bars shows unless told otherwise.
pub(super) const ROWS: usize = 12;

impl ReportSource<'_> {
    /// A report by one key: rows in falling order of the first metric, those beyond the limit (`--top`, else `rows`)
    /// summed up in a last row whose ratios are ratios of sums.
    pub(super) fn ranked(&self, by: &str, metrics: &[&str], rows: usize) -> Result<Report> {
        let found = self.report(&[by], metrics)?;
        self.summed_up(found, by, metrics, rows)
    }

    /// A report by one key with its rows beyond the limit summed up.
    pub(super) fn summed_up(
        &self,
        mut found: Report,
        by: &str,
        metrics: &[&str],
        rows: usize,
    ) -> Result<Report> {
        order(&mut found.table, 0);
        let limit = self.asked.top.unwrap_or(rows).max(2);
        let plotted = found
            .table
            .rows
            .iter()
            .filter(|row| has_figure(row))
            .count();
        if plotted <= limit {
            return Ok(found);
        }
        let kept = limit - 1;
        let (rest, others) = (found.table.rows.split_off(kept), plotted - kept);
        let mut options = ReportOptions {
            by: vec![by.to_owned()],
            metrics: metrics.iter().map(|name| (*name).to_owned()).collect(),
            ..self.options.clone()
        };
        for row in &found.table.rows {
            let name = row.keys[0].clone().unwrap_or_default();
            options.filters.push(Filter {
                key: by.to_owned(),
                test: Test::IsNot(name),
            });
        }
        let remaining = crate::report::report(self.dataset, &options, self.registry)?;
        debug_assert!(rest.len() >= others);
        if let Some(total) = remaining.table.total {
            found.table.rows.push(Row {
                keys: vec![Some(format!("{OTHER} {others}"))],
                cells: total.cells,
            });
        }
        Ok(found)
    }
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

/// Whether a row sums others up.
pub(super) fn is_other(row: &Row) -> bool {
    let first = row.keys.first().and_then(Option::as_deref);
    first.is_some_and(|key| key.starts_with(OTHER))
}

/// What a row stands for.
pub(super) fn name(row: &Row) -> String {
    let keys: Vec<&str> = row.keys.iter().flatten().map(String::as_str).collect();
    keys.join(" / ")
}

/// The first four of a list, and how many more.
pub(super) fn listed(names: &[String]) -> String {
    let shown = names.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
    match names.len() {
        0..=4 => shown,
        more => format!("{shown} and {} more", more - 4),
    }
}
