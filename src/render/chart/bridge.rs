//! From an earlier figure to the present one: both ends on zero, every effect between them, blue for a rise of the
//! figure and vermilion for a fall.

use crate::report::{
    Cell, ChartData, ENDED, ENDS, FURTHER, NEW, Phrase, Row, TOTAL, UNSPLIT, Unit,
};

use super::canvas::{Anchor, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::steps::{Shape, Step, Steps};
use super::words::{even_decimals, is_nothing};
use super::{Drawing, Refusal, described, drawing};

/// Height of what stands under the line at zero, in sizes of notes.
const FOOT: f64 = 1.4;

/// Draws it; keys are step and kind, metrics what a step adds and the level after it.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let mut data = data.clone();
    let steps = steps(&data, look);
    if steps.cut().is_some() {
        let said = look.lang.phrase("chart.bridge.cut", &[]);
        data.left_out.insert(0, said);
        if let Some(sentences) = &mut data.sentences {
            sentences.insert(0, Phrase::plain("chart.bridge.cut"));
        }
    }
    let frame = Frame::new(&data, look);
    let title = frame.headline.clone();
    let sizes = look.sizes();
    let foot = sizes.note * FOOT;
    let (mut canvas, plot) = steps.canvas(frame, sizes.body, foot)?;
    let plot = Rect {
        height: plot.height - foot,
        ..plot
    };
    if let Some((x, bottom)) = steps.draw(&mut canvas, plot) {
        let ink = Ink::regular(sizes.note, canvas.theme.secondary);
        let zero = look.tick(0.0, data.table.metrics[1].unit, 1.0);
        canvas.text((x, bottom + sizes.note), &zero, ink, Anchor::Middle);
    }
    let said = steps
        .0
        .iter()
        .map(|step| format!("{} {}", step.label, step.text));
    let described = described(&data, look, said);
    Ok(drawing(canvas, title, described))
}

/// Its steps.
pub(super) fn steps(data: &ChartData, look: &Look) -> Steps {
    let theme = look.theme();
    let table = &data.table;
    let (change, shown) = (&table.metrics[0], &table.metrics[1]);
    let sizes = |at: usize| {
        let cells = table.rows.iter().map(move |row| &row.cells[at]);
        let sizes = cells.filter_map(Cell::number).map(f64::abs);
        sizes.fold(0.0, f64::max)
    };
    let decimals = [(change, 0), (shown, 1)].map(|(column, at)| even_decimals(column, sizes(at)));
    let mut before = 0.0;
    let step = |row: &Row| {
        let level = row.cells[1].number().unwrap_or_default();
        let (name, kind) = (key(row, 0), key(row, 1));
        let from = std::mem::replace(&mut before, level);
        let is_total = kind == TOTAL;
        Step {
            label: label(data, row, look),
            from: if is_total { level } else { from },
            to: level,
            text: match is_total {
                true => {
                    let text = look.even(&row.cells[1], shown, decimals[1]);
                    let is_gain = shown.unit == Unit::Rate && level > 0.0;
                    if is_gain { format!("+{text}") } else { text }
                }
                false => moved(look.even(&row.cells[0], change, decimals[0]), &row.cells[0]),
            },
            color: match (is_total, level < from) {
                (true, _) if name == ENDS[0] => theme.other,
                (true, _) => theme.secondary,
                (false, true) => theme.worse,
                (false, false) => theme.better,
            },
            parts: row
                .parts
                .iter()
                .map(|part| {
                    let text = moved(
                        look.even(&part.cells[0], change, decimals[0]),
                        &part.cells[0],
                    );
                    format!("{} {text}", label(data, part, look))
                })
                .collect(),
            shape: match kind {
                TOTAL => Shape::Total,
                FURTHER => Shape::Light,
                _ => Shape::Move,
            },
            ..Step::default()
        }
    };
    Steps(table.rows.iter().map(step).collect())
}

fn key(row: &Row, at: usize) -> &str {
    row.keys[at].as_deref().unwrap_or_default()
}

/// A change with its sign and an arrow, which say the same as its colour.
fn moved(text: String, cell: &Cell) -> String {
    // Points have their sign already.
    let sign = if text.contains('+') { "" } else { "+" };
    match cell.number().filter(|_| !is_nothing(&text)) {
        Some(number) if number > 0.0 => format!("▲ {sign}{text}"),
        Some(number) if number < 0.0 => format!("▼ {text}"),
        _ => text,
    }
}

/// The days of both ends; the kind of an effect with its name.
fn label(data: &ChartData, row: &Row, look: &Look) -> String {
    let (name, kind) = (key(row, 0), key(row, 1));
    let scope = &data.table.scope;
    let days = match name {
        _ if kind != TOTAL => None,
        name if name == ENDS[0] => scope.compared,
        _ => scope.days,
    };
    match (kind, days) {
        (TOTAL, Some(days)) => look.lang.period(days),
        (TOTAL, None) => look.lang.phrase(&format!("chart.bridge.{name}"), &[]),
        (FURTHER, _) => {
            let count = look
                .lang
                .number(&row.summed_up.unwrap_or_default().to_string());
            look.said("chart.bridge.smaller", &[("count", &count)])
        }
        (UNSPLIT | NEW | ENDED, _) => look.said(
            &format!("chart.effect.{kind}"),
            &[("name", &look.titled(name))],
        ),
        ("assumption", _) => look.said("chart.effect.assumption", &[("name", &look.input(name))]),
        _ => {
            let name = look.effect(name);
            look.said(&format!("chart.effect.{kind}"), &[("name", &name)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names,
    };
    use crate::report::{Cell, Kind, Unit};

    #[test]
    fn effects_can_be_read_whatever_the_figures() {
        for (count, start) in [(1, 0.0), (2, -5.0), (6, 1e3), (13, 4.0)] {
            for (what, figures) in hostile_figures(count) {
                let end = |name: &str| vec![name.to_owned(), "total".to_owned()];
                let mut level = start;
                let mut rows = vec![(end("before"), vec![Cell::Ratio(level); 2])];
                for (at, (name, figure)) in
                    hostile_names(count).into_iter().zip(figures).enumerate()
                {
                    level += figure.number().unwrap_or_default();
                    let kind = ["price", "unsplit", "volume"][at % 3];
                    rows.push((
                        vec![name, kind.to_owned()],
                        vec![figure, Cell::Ratio(level)],
                    ));
                }
                rows.push((end("now"), vec![Cell::Ratio(level); 2]));
                let metrics = vec![column("change", Unit::Ratio), column("roas", Unit::Ratio)];
                let data = chart_data(Kind::Bridge, &["step", "kind"], metrics, rows);
                assert_readable_everywhere(&data, &format!("{count} {what}"));
            }
        }
    }
}
