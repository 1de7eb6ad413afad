//! Bars of ROI by rung, blue above the line where value covers the full cost and vermilion below it.

use crate::report::{ChartData, UNDOCUMENTED, decimals_of_roi};

use super::bars::{Bar, Bars, Shape};
use super::look::Look;
use super::{Drawing, Refusal};

/// Draws it.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    bars(data, look).picture(data, look, |bar| {
        format!("{} {} ({})", bar.label, bar.text, bar.aside)
    })
}

/// Its bars; the table has ROI, then value.
pub(super) fn bars(data: &ChartData, look: &Look) -> Bars {
    let theme = look.theme();
    let (roi, value) = (&data.table.metrics[0], &data.table.metrics[1]);
    let all = data.table.rows.iter();
    let decimals = decimals_of_roi(all.filter_map(|row| row.cells[0].number()));
    let rows = data.table.rows.iter().map(|row| {
        let rung = row.keys[0].as_deref().unwrap_or_default();
        let letter = rung.rsplit('+').next().unwrap_or_default();
        let says = says_of(letter, look);
        let number = row.cells[0].number();
        Bar {
            label: match letter {
                UNDOCUMENTED => says,
                _ => look
                    .lang
                    .phrase("chart.ladder.rung", &[("rung", rung), ("says", &says)]),
            },
            short: match letter {
                UNDOCUMENTED => String::new(),
                _ => rung.to_owned(),
            },
            says: says_of(letter, look),
            value: number,
            text: match number.zip(decimals) {
                Some((number, decimals)) => look.percent(number, decimals),
                None => look.signed(&row.cells[0], roi),
            },
            aside: look.figure(&row.cells[1], value),
            color: if number.is_some_and(|roi| roi < 0.0) {
                theme.worse
            } else {
                theme.better
            },
            shape: Shape::Plain,
        }
    });
    Bars {
        rows: rows.collect(),
        at_zero: Some(look.lang.phrase("break-even", &[])),
        aside: look.within(&look.name(&value.name)),
        ..Bars::default()
    }
}

/// What the last letter of a rung stands for.
fn says_of(letter: &str, look: &Look) -> String {
    look.lang.phrase(&format!("chart.ladder.{letter}"), &[])
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_readable_everywhere, chart_data, column, hostile_figures};
    use crate::report::{Cell, Kind, Unit};

    #[test]
    fn rungs_can_be_read_whatever_the_figures() {
        let rungs = ["A", "A+B", "A+B+C", "A+B+C+D", "A+B+C+D+undocumented"];
        for (what, figures) in hostile_figures(rungs.len()) {
            let rows = rungs.iter().zip(figures).map(|(rung, figure)| {
                let cells = vec![figure, Cell::Count(33_600)];
                (vec![(*rung).to_owned()], cells)
            });
            let metrics = vec![column("roi", Unit::Rate), column("value", Unit::Money)];
            let data = chart_data(Kind::Ladder, &["rung"], metrics, rows.collect());
            assert_readable_everywhere(&data, what);
        }
    }
}
