//! Bars in falling order with the share of all so far; those that take most of the whole stand out.

use crate::report::ChartData;

use super::bars::{Bar, Bars, Shape};
use super::look::Look;
use super::{Drawing, Refusal};

/// The part of the whole whose takers stand out.
const MOST: f64 = 0.8;

/// Draws it; the table has the metric, its share and the share of all so far.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let metrics = &data.table.metrics;
    let mut taken = 0.0;
    let mut parted = None;
    let mut rows = Vec::new();
    for (at, row) in data.table.rows.iter().enumerate() {
        let stands_out = taken < MOST && !look.is_other(row);
        taken = row.cells[2].number().unwrap_or(taken);
        if stands_out && taken >= MOST && at + 1 < data.table.rows.len() {
            parted = Some(at);
        }
        rows.push(Bar {
            says: String::new(),
            short: String::new(),
            label: look.row_name(row),
            value: row.cells[0].number(),
            text: look.figure(&row.cells[0], &metrics[0]),
            aside: look.figure(&row.cells[2], &metrics[2]),
            color: look.theme().one,
            shape: if stands_out {
                Shape::Plain
            } else {
                Shape::Light
            },
        });
    }
    let bars = Bars {
        rows,
        aside: look.lang.phrase("chart.pareto.cumulative", &[]),
        parted,
        ..Bars::default()
    };
    bars.picture(data, look, |bar| {
        format!("{} {} ({})", bar.label, bar.text, bar.aside)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names,
    };
    use crate::report::{Cell, Kind, Unit};

    #[test]
    fn falling_bars_can_be_read_whatever_the_figures() {
        for count in [1, 2, 12, 24] {
            for (what, figures) in hostile_figures(count) {
                let rows = hostile_names(count).into_iter().zip(figures).enumerate();
                let rows = rows.map(|(at, (name, figure))| {
                    let so_far = Cell::Ratio((at + 1) as f64 / count as f64);
                    let share = Cell::Ratio(1.0 / count as f64);
                    (vec![name], vec![figure, share, so_far])
                });
                let metrics = vec![
                    column("spend", Unit::Money),
                    column("spend_share", Unit::Rate),
                    column("spend_cumulative", Unit::Rate),
                ];
                let data = chart_data(Kind::Pareto, &["campaign"], metrics, rows.collect());
                assert_readable_everywhere(&data, &format!("{count} {what}"));
            }
        }
    }
}
