//! Steps between channels: a row for where from, a column for where to.

use crate::report::{CONVERSION, ChartData, NULL, OTHER, Row, START};

use super::cells::{Cells, Shaded};
use super::look::Look;
use super::{Drawing, Refusal};

/// Draws it; keys are where from and where to, metrics count and probability.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    cells(data, look).chart(data, look)
}

/// Names in the order of first mention, those of the ends and the others at their places.
fn names<'d>(data: &'d ChartData, keys: &[usize]) -> Vec<&'d str> {
    let mut names: Vec<&str> = Vec::new();
    for at in keys {
        for name in data
            .table
            .rows
            .iter()
            .filter_map(|row| row.keys[*at].as_deref())
        {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.sort_by_key(|name| match *name {
        START => 0,
        CONVERSION => 3,
        NULL => 4,
        name if name.starts_with(OTHER) => 2,
        _ => 1,
    });
    names
}

fn cells(data: &ChartData, look: &Look) -> Cells {
    let table = &data.table;
    let is_end = |name: &&str| [CONVERSION, NULL].contains(name);
    // The channels stand in one order, down and across.
    let all = names(data, &[0, 1]);
    let rows: Vec<&str> = all.iter().copied().filter(|name| !is_end(name)).collect();
    let columns: Vec<&str> = all.iter().copied().filter(|name| *name != START).collect();
    let cell = |from: &str, to: &str| {
        let is_own =
            |row: &&Row| row.keys[0].as_deref() == Some(from) && row.keys[1].as_deref() == Some(to);
        let row = table.rows.iter().find(is_own)?;
        let value = row.cells[1].number()?;
        let count = look.figure(&row.cells[0], &table.metrics[0]);
        let share = look.figure(&row.cells[1], &table.metrics[1]);
        Some(Shaded {
            value,
            text: look.in_cell(value, table.metrics[1].unit),
            title: format!(
                "{} – {}: {share} ({count})",
                look.key_name(from),
                look.key_name(to)
            ),
            is_few: false,
        })
    };
    let of_row = |from: &&str| columns.iter().map(|to| cell(from, to)).collect();
    let cells: Vec<Vec<Option<Shaded>>> = rows.iter().map(of_row).collect();
    let most = cells.iter().flatten().flatten().map(|cell| cell.value);
    let most = most.fold(0.0, f64::max);
    let has_empty = cells.iter().flatten().any(Option::is_none);
    let name = |name: &&str| look.key_name(name);
    Cells {
        apart: (
            rows.iter().filter(|name| **name == START).count(),
            columns.iter().copied().filter(|name| is_end(name)).count(),
        ),
        rows: rows.iter().map(name).collect(),
        columns: columns.iter().map(name).collect(),
        cells,
        range: (0.0, if most > 0.0 { most } else { 1.0 }),
        column: table.metrics[1].clone(),
        legend: (
            None,
            has_empty.then(|| look.lang.phrase("chart.transitions.empty", &[])),
        ),
    }
}
