//! Bars of change, right of the line for a rise and left of it for a fall, blue for the better and vermilion for the
//! worse.

use crate::report::{Cell, ChartData, MetricColumn, Row, SMALL_BASE, UNIT, Unit, Verdict};

use super::bars::{Bar, Bars, Shape};
use super::frame::Frame;
use super::look::Look;
use super::style::{PITCH, TIGHT_PITCH};
use super::verdicts::{Verdicts, color};
use super::{Drawing, Refusal, described, drawing};

/// What the scales show at least, so that trifles stay short: ten per cent, one point.
const TENTH: f64 = 10.0;
const POINT: f64 = 1.0;

/// One bar before it has a length: changes in per cent and in points have scales of their own.
struct Change<'d> {
    name: String,
    now: Cell,
    before: Cell,
    /// The column of both.
    column: MetricColumn,
    growth: &'d Cell,
    growth_column: &'d MetricColumn,
    verdict: Verdict,
}

impl Change<'_> {
    fn in_points(&self) -> bool {
        self.growth_column.unit == Unit::Points
    }

    fn bar(&self, look: &Look, largest: f64) -> Bar {
        let [before, now] = [&self.before, &self.now].map(|cell| look.figure(cell, &self.column));
        let bare = look.bare(&self.before, &self.column);
        let counts = matches!(self.growth, Cell::Undefined { code, .. } if *code == SMALL_BASE);
        let from_to = |before: &str| {
            let places = [("before", before), ("now", now.as_str())];
            look.lang.phrase("chart.from_to", &places)
        };
        Bar {
            says: String::new(),
            short: String::new(),
            label: self.name.clone(),
            value: self.growth.number().map(|number| number / largest),
            text: if counts {
                from_to(&before)
            } else {
                look.change(self.growth, self.growth_column)
            },
            aside: if counts {
                String::new()
            } else {
                from_to(&bare)
            },
            color: color(look.theme(), self.verdict),
            shape: match self.verdict {
                Verdict::Neither => Shape::Light,
                Verdict::Better | Verdict::Worse => Shape::Plain,
            },
        }
    }
}

/// Draws it; rows are the groups of one metric, or metrics with their units.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let changes = changes(data, look);
    let bars = bars_of(&changes, look);
    let verdicts = Verdicts::of(changes.iter().map(|change| change.verdict));
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let (body, legend) = (look.sizes().body, verdicts.height(look));
    let heights = [PITCH, TIGHT_PITCH].map(|pitch| bars.height(body, pitch) + legend);
    let (mut canvas, plot) = frame.canvas(heights[0], heights[1])?;
    let plot = verdicts.draw(&mut canvas, plot);
    bars.draw(&mut canvas, plot);
    let bars = bars.rows.iter().filter(|bar| bar.shape != Shape::Heading);
    let said = changes
        .iter()
        .zip(bars)
        .map(|(change, bar)| format!("{} {} ({})", change.name, bar.text, bar.aside));
    let described = described(data, look, said);
    Ok(drawing(canvas, title, described))
}

/// Its bars.
pub(super) fn bars(data: &ChartData, look: &Look) -> Bars {
    bars_of(&changes(data, look), look)
}

/// Changes in per cent, then those in points on a scale of their own.
fn bars_of(changes: &[Change<'_>], look: &Look) -> Bars {
    let largest = |in_points: bool| {
        let own = changes
            .iter()
            .filter(|change| change.in_points() == in_points);
        let sizes = own.filter_map(|change| change.growth.number());
        sizes
            .map(f64::abs)
            .fold(if in_points { POINT } else { TENTH }, f64::max)
    };
    let (percent, points) = (largest(false), largest(true));
    let both = changes.iter().any(Change::in_points) && !changes.iter().all(Change::in_points);
    let mut rows: Vec<Bar> = Vec::new();
    let mut headed = !both;
    for change in changes {
        if change.in_points() && !headed {
            headed = true;
            rows.push(Bar {
                text: look.lang.phrase("chart.compare.points", &[]),
                shape: Shape::Heading,
                ..Bar::default()
            });
        }
        let largest = if change.in_points() { points } else { percent };
        rows.push(change.bar(look, largest));
    }
    Bars {
        rows,
        ..Bars::default()
    }
}

fn changes<'d>(data: &'d ChartData, look: &Look) -> Vec<Change<'d>> {
    let table = &data.table;
    let has_units = table.keys.get(1).is_some_and(|key| key.name == UNIT);
    let change = |row: &'d Row| {
        let name = if has_units {
            look.name(row.keys[0].as_deref().unwrap_or_default())
        } else {
            look.row_name(row)
        };
        let own = row.column.as_deref();
        let column = own.unwrap_or(&table.metrics[0]).clone();
        // In the long table rates stand in per cent, and their changes in a column of points.
        let in_points = has_units && column.unit == Unit::Rate;
        let figure = |at: usize| match (&row.cells[at], in_points) {
            (Cell::Ratio(ratio), true) => Cell::Ratio(ratio / 100.0),
            (cell, _) => cell.clone(),
        };
        let at = if in_points { 4 } else { 3 };
        Change {
            name,
            now: figure(0),
            before: figure(1),
            column,
            growth: &row.cells[at],
            growth_column: &table.metrics[at],
            verdict: row.cells.last().map_or(Verdict::Neither, Verdict::of),
        }
    };
    table.rows.iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names,
    };
    use super::*;
    use crate::report::Kind;

    fn changes(figure: &Cell) -> Vec<Cell> {
        let verdict = match figure.number() {
            Some(number) if number > 0.0 => "better",
            Some(_) => "worse",
            None => "",
        };
        let growth = match figure {
            Cell::Undefined { sentence, .. } => Cell::Undefined {
                code: SMALL_BASE,
                sentence: sentence.clone(),
            },
            cell => cell.clone(),
        };
        vec![
            Cell::Count(1_234_567),
            Cell::Count(12),
            figure.clone(),
            growth,
            Cell::Text(verdict.into()),
        ]
    }

    #[test]
    fn changes_can_be_read_whatever_the_figures() {
        for count in [1, 2, 12] {
            for (what, figures) in hostile_figures(count) {
                let rows = hostile_names(count).into_iter().zip(&figures);
                let rows = rows.map(|(name, figure)| (vec![name], changes(figure)));
                let metrics = vec![
                    column("spend", Unit::Money),
                    column("spend_previous", Unit::Money),
                    column("spend_change", Unit::Money),
                    column("spend_change_pct", Unit::Percent),
                    column("spend_verdict", Unit::Text),
                ];
                let data = chart_data(Kind::Compare, &["campaign"], metrics, rows.collect());
                assert_readable_everywhere(&data, &format!("{count} {what}"));
            }
        }
    }

    #[test]
    fn changes_of_metrics_can_be_read_beside_those_in_points() {
        for (what, figures) in hostile_figures(12) {
            let names = hostile_names(12).into_iter().zip(&figures).enumerate();
            let rows = names.map(|(at, (name, figure))| {
                let unit = if at < 8 { "EUR" } else { "%" };
                let mut cells = changes(figure);
                cells.insert(4, cells[3].clone());
                (vec![name, unit.to_owned()], cells)
            });
            let metrics = vec![
                column("now", Unit::Count),
                column("previous", Unit::Count),
                column("change", Unit::Count),
                column("change_pct", Unit::Percent),
                column("change_pp", Unit::Points),
                column("verdict", Unit::Text),
            ];
            let mut data = chart_data(Kind::Compare, &["metric", UNIT], metrics, rows.collect());
            for (at, row) in data.table.rows.iter_mut().enumerate() {
                let unit = if at < 8 { Unit::Money } else { Unit::Rate };
                row.column = Some(Box::new(column("own", unit)));
            }
            assert_readable_everywhere(&data, what);
        }
    }
}
