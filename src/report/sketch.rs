//! Which chart helps beside a table in a spreadsheet: spend against revenue by name, or money over time.

use std::collections::HashSet;
use std::ops::Range;

use crate::schema::col;
use crate::time::Calendar;

use super::{Table, Unit};

/// Rows whose names still fit beside bars.
const BARS: usize = 20;

/// Days of a line that is worth drawing.
const POINTS: usize = 3;

/// A chart of a table's own cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// How the figures are drawn.
    pub form: SketchForm,
    /// The key columns that name or date them, one beside another where none alone tells the rows apart.
    pub keys: Range<usize>,
    /// The columns of figures, all of one unit.
    pub metrics: Vec<usize>,
    /// The rows drawn.
    pub rows: Range<usize>,
}

/// How figures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SketchForm {
    /// One group of bars for each row.
    Bars,
    /// A line for each column, over time.
    Lines,
}

/// The chart that helps beside the table, where one does.
pub fn sketch(table: &Table) -> Option<Sketch> {
    let timed = table.keys.iter().any(|key| key.grain().is_some());
    if timed { lines(table) } else { bars(table) }
}

/// From the first row with any of the figures to the last one; between them a row without has no bar.
fn bars(table: &Table) -> Option<Sketch> {
    let metrics: Option<Vec<usize>> = [col::SPEND, col::REVENUE]
        .map(|name| column(table, name))
        .into_iter()
        .collect();
    let metrics = metrics?;
    let drawn = |row: &usize| is_drawn(table, *row, &metrics);
    let rows = (0..table.rows.len()).find(drawn)?..(0..table.rows.len()).rfind(drawn)? + 1;
    if !(2..=BARS).contains(&rows.len()) {
        return None;
    }
    Some(Sketch {
        form: SketchForm::Bars,
        keys: naming(table, rows.clone())?,
        metrics,
        rows,
    })
}

/// The key that tells the rows apart, the last such one; all keys where none does.
fn naming(table: &Table, rows: Range<usize>) -> Option<Range<usize>> {
    let is_unique = |at: &usize| {
        let names = table.rows[rows.clone()].iter().map(|row| row.keys.get(*at));
        names.collect::<HashSet<_>>().len() == rows.len()
    };
    let keys = 0..table.keys.len();
    match keys.clone().rev().find(is_unique) {
        Some(at) => Some(at..at + 1),
        None => (!keys.is_empty()).then_some(keys),
    }
}

/// Only of a table of nothing but time, whose rows go forwards.
fn lines(table: &Table) -> Option<Sketch> {
    let [key] = &table.keys[..] else { return None };
    let days = table.rows.iter().map_while(|row| {
        let label = row.keys.first()?.as_deref()?;
        let day = |calendar| key.first_day_in(label, calendar);
        day(Calendar::Gregorian).or_else(|| day(Calendar::Jalali))
    });
    let days: Vec<_> = days.collect();
    let forwards = days.windows(2).all(|pair| pair[0] < pair[1]);
    if !forwards {
        return None;
    }
    let mut metrics: Vec<usize> = [col::SPEND, col::REVENUE]
        .into_iter()
        .filter_map(|name| column(table, name))
        .collect();
    if metrics.is_empty() {
        let known = (0..table.metrics.len()).filter(|at| is_known(table, *at));
        metrics.extend(known.min_by_key(|at| table.metrics[*at].rank));
    }
    let drawn = |row: &usize| is_drawn(table, *row, &metrics);
    let rows = (0..days.len()).find(drawn)?..(0..days.len()).rfind(drawn)? + 1;
    (rows.len() >= POINTS).then_some(Sketch {
        form: SketchForm::Lines,
        keys: 0..1,
        metrics,
        rows,
    })
}

fn column(table: &Table, name: &str) -> Option<usize> {
    let at = table.metrics.iter().position(|column| column.name == name);
    at.filter(|at| is_known(table, *at))
}

/// Whether any row has a figure in that column.
fn is_known(table: &Table, at: usize) -> bool {
    table.metrics[at].unit != Unit::Text
        && (0..table.rows.len()).any(|row| is_drawn(table, row, &[at]))
}

/// Whether a row has a figure in one of those columns.
fn is_drawn(table: &Table, row: usize, metrics: &[usize]) -> bool {
    let mut cells = metrics
        .iter()
        .filter_map(|at| table.rows[row].cells.get(*at));
    cells.any(|cell| cell.number().is_some())
}

#[cfg(test)]
mod tests {
    use crate::report::{Cell, KeyColumn, MetricColumn, Row};

    use super::*;

    fn table(key: &str, labels: &[&str], metrics: &[&str]) -> Table {
        let metric = |(rank, name): (usize, &&str)| MetricColumn {
            name: (*name).into(),
            header: (*name).into(),
            unit_label: String::new(),
            unit: Unit::Money,
            rank: rank as u32,
            pinned: false,
            decimals: 2,
        };
        let row = |label: &&str| Row {
            keys: vec![Some((*label).into())],
            cells: vec![Cell::Count(1); metrics.len()],
            ..Row::default()
        };
        Table {
            keys: vec![KeyColumn {
                name: key.into(),
                header: key.into(),
            }],
            metrics: metrics.iter().enumerate().map(metric).collect(),
            rows: labels.iter().map(row).collect(),
            ..Table::default()
        }
    }

    fn drawn(
        key: &str,
        labels: &[&str],
        metrics: &[&str],
    ) -> Option<(SketchForm, Vec<usize>, Range<usize>)> {
        sketch(&table(key, labels, metrics))
            .map(|sketch| (sketch.form, sketch.metrics, sketch.rows))
    }

    #[test]
    fn names_have_bars_of_spend_and_revenue() {
        let metrics = ["spend", "clicks", "revenue"];
        let found = drawn("platform", &["meta", "x"], &metrics);
        assert_eq!(found, Some((SketchForm::Bars, vec![0, 2], 0..2)));
        assert_eq!(drawn("platform", &["meta"], &metrics), None);
        assert_eq!(drawn("platform", &["meta"; 21], &metrics), None);
        assert_eq!(drawn("platform", &["meta", "x"], &metrics[..2]), None);
    }

    #[test]
    fn rows_after_one_without_a_figure_are_drawn_too() {
        let mut table = table("campaign", &["a", "b", "c", "d"], &["spend", "revenue"]);
        for at in [1, 3] {
            table.rows[at].cells = vec![Cell::Text(String::new()); 2];
        }
        assert_eq!(sketch(&table).unwrap().rows, 0..3);
    }

    #[test]
    fn time_has_lines_as_far_as_it_goes_forwards() {
        let months = ["2026-07", "2026-08", "2026-09", "(no date)"];
        let found = drawn("month", &months, &["clicks", "spend"]);
        assert_eq!(found, Some((SketchForm::Lines, vec![1], 0..3)));
        let found = drawn("month", &months, &["clicks", "views"]);
        assert_eq!(found, Some((SketchForm::Lines, vec![0], 0..3)));
        let back = ["2026-09", "2026-07", "2026-08"];
        assert_eq!(drawn("month", &back, &["spend"]), None);
        assert_eq!(drawn("month", &months[..2], &["spend"]), None);
    }

    #[test]
    fn bars_are_named_by_what_tells_them_apart() {
        let named = |rows: [[&str; 2]; 3]| {
            let mut table = table("campaign", &["", "", ""], &["spend", "revenue"]);
            let platform = KeyColumn {
                name: "platform".into(),
                header: "platform".into(),
            };
            table.keys.push(platform);
            for (row, keys) in table.rows.iter_mut().zip(rows) {
                row.keys = keys.map(|key| Some(key.to_owned())).to_vec();
            }
            sketch(&table).map(|sketch| sketch.keys)
        };
        let rows = [["Spring", "meta"], ["Autumn", "meta"], ["Winter", "x"]];
        assert_eq!(named(rows), Some(0..1));
        let rows = [["Spring", "meta"], ["Autumn", "meta"], ["Spring", "x"]];
        assert_eq!(named(rows), Some(0..2));
        let rows = [["Spring", "meta"], ["Spring", "tiktok"], ["Spring", "x"]];
        assert_eq!(named(rows), Some(1..2));
    }
}
