//! Engagement by weekday and hour: a row per weekday from the language's first, a column per hour.

use crate::report::{ChartData, FEW, Row};

use super::cells::{Cells, Shaded};
use super::look::Look;
use super::{Drawing, Refusal};

/// Draws it; keys are weekday (1 for Monday) and hour, metrics the figure and the posts that it rests on.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    cells(data, look).chart(data, look)
}

fn key(row: &Row, at: usize) -> Option<u32> {
    row.keys[at].as_deref()?.parse().ok()
}

fn cells(data: &ChartData, look: &Look) -> Cells {
    let table = &data.table;
    let hours = || table.rows.iter().filter_map(|row| key(row, 1));
    // Hours before the first post and after the last hold nothing to compare.
    let (first, last) = (hours().min().unwrap_or(0), hours().max().unwrap_or(0));
    let start = look.lang.first_weekday();
    let weekdays: Vec<u32> = (0..7).map(|day| (start + day) % 7).collect();
    let cell = |weekday: u32, hour: u32| {
        let is_own = |row: &&Row| key(row, 0) == Some(weekday + 1) && key(row, 1) == Some(hour);
        shaded(table.rows.iter().find(is_own)?, data, look)
    };
    let rows = weekdays.iter();
    let cells: Vec<Vec<Option<Shaded>>> = rows
        .map(|weekday| (first..=last).map(|hour| cell(*weekday, hour)).collect())
        .collect();
    let all = || cells.iter().flatten().flatten();
    let told = || all().filter(|cell| !cell.is_few);
    let values = |few: bool| {
        let values = all().filter(move |cell| few || !cell.is_few);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), cell| {
            (low.min(cell.value), high.max(cell.value))
        })
    };
    let few = look.lang.number(&FEW.to_string());
    let phrase = |id: &str| look.lang.phrase(id, &[("count", &few)]);
    let range = values(told().next().is_none());
    let has_few = all().any(|cell| cell.is_few);
    let has_empty = cells.iter().flatten().any(Option::is_none);
    Cells {
        rows: weekdays
            .iter()
            .map(|day| look.lang.weekday_short(*day))
            .collect(),
        columns: (first..=last)
            .map(|hour| look.lang.number(&hour.to_string()))
            .collect(),
        range: if range.0.is_finite() {
            range
        } else {
            (0.0, 1.0)
        },
        cells,
        apart: (0, 0),
        column: table.metrics[0].clone(),
        legend: (
            has_few.then(|| phrase("chart.heatmap.hatched")),
            has_empty.then(|| phrase("chart.heatmap.empty")),
        ),
    }
}

fn shaded(row: &Row, data: &ChartData, look: &Look) -> Option<Shaded> {
    let (column, posts) = (&data.table.metrics[0], &data.table.metrics[1]);
    let value = row.cells[0].number()?;
    let weekday = look.lang.weekday_short(key(row, 0)?.checked_sub(1)?);
    let hour = look.lang.number(&key(row, 1)?.to_string());
    let figure = look.figure(&row.cells[0], column);
    let count = look.figure(&row.cells[1], posts);
    let arguments = [
        ("weekday", weekday.as_str()),
        ("hour", &hour),
        ("figure", &figure),
        ("posts", &count),
    ];
    Some(Shaded {
        value,
        text: look.in_cell(value, column.unit),
        title: look.lang.phrase("chart.heatmap.cell", &arguments),
        is_few: row.cells[1].number().unwrap_or_default() < FEW as f64,
    })
}
