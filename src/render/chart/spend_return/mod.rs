//! Circles of spend against return, blue above the break-even diagonal and vermilion below it; pairs of bars where
//! there are too few for a pattern.

mod names;

use plotters::style::{Color, RGBColor};

use crate::report::{ChartData, Constant, MARGIN, Row, Table};

use super::bars::{Bar, Bars, Shape};
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::plane::{Axis, is_wide};
use super::{Drawing, Refusal, drawing};
use names::{name_line, name_points};

/// Fewer rows than this are drawn as pairs of bars.
const FEW: usize = 3;

/// Least height of the plane, in body sizes.
const LEAST: f64 = 12.0;

/// The largest circle's radius, in body sizes.
const LARGEST: f64 = 1.1;

/// One row.
struct Point<'d> {
    row: &'d Row,
    name: String,
    title: String,
    spend: f64,
    /// Joined revenue, or value where days have several margins.
    returned: f64,
    /// Revenue times margin.
    value: f64,
    /// Part of the largest size; `None` where it is not known.
    size: Option<f64>,
    is_other: bool,
}

impl Point<'_> {
    fn returns(&self) -> bool {
        self.value >= self.spend
    }
}

/// Draws it; the table has spend, joined revenue, value and perhaps a size.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let points = points(data, look);
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let described: Vec<&str> = points.iter().map(|point| point.title.as_str()).collect();
    let described = format!("{}: {}", look.words(&data.subtitle), described.join("; "));
    if points.len() < FEW {
        let bars = pairs(data, look, &points);
        let (mut canvas, plot) = bars.canvas(frame, look.sizes().body)?;
        bars.draw(&mut canvas, plot);
        return Ok(drawing(canvas, title, described));
    }
    let body = look.sizes().body;
    let wanted = f64::from(look.size.width) * 0.58;
    let (mut canvas, plot) = frame.canvas(wanted.max(body * 18.0), body * LEAST)?;
    plane(&mut canvas, plot, data, &points);
    Ok(drawing(canvas, title, described))
}

fn points<'d>(data: &'d ChartData, look: &Look) -> Vec<Point<'d>> {
    let table = &data.table;
    let sizes = || {
        table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(3)?.number())
    };
    let largest = sizes().fold(0.0, f64::max);
    let up = upright(table);
    let point = |row: &'d Row| {
        let number = |at: usize| row.cells[at].number();
        let figure = |at: usize| {
            let column = &table.metrics[at];
            format!(
                "{} {}",
                look.name(&column.name),
                look.figure(&row.cells[at], column)
            )
        };
        let name = look.row_name(row);
        let shown = [0, up, 3].into_iter().filter(|at| *at < row.cells.len());
        let figures: Vec<String> = shown.map(figure).collect();
        Some(Point {
            row,
            title: format!("{name}: {}", figures.join(", ")),
            name,
            spend: number(0)?,
            returned: number(up)?,
            value: number(2).or(number(1))?,
            size: row
                .cells
                .get(3)
                .and_then(|cell| cell.number())
                .filter(|_| largest > 0.0)
                .map(|size| (size / largest).max(0.0)),
            is_other: look.is_other(row),
        })
    };
    table.rows.iter().filter_map(point).collect()
}

/// The column that stands against spend: joined revenue, under whose margin the diagonal lies; value where days have
/// several margins, so that no one line stands for all.
fn upright(table: &Table) -> usize {
    let several = |(name, value): &(String, Constant)| {
        name == MARGIN && matches!(value, Constant::Share(None))
    };
    if table.extra.iter().any(several) {
        2
    } else {
        1
    }
}

fn pairs(data: &ChartData, look: &Look, points: &[Point<'_>]) -> Bars {
    let theme = look.theme();
    let mut rows = Vec::new();
    for point in points {
        let up = upright(&data.table);
        for (at, value) in [(0, point.spend), (up, point.returned)] {
            let column = &data.table.metrics[at];
            rows.push(Bar {
                label: format!("{} · {}", point.name, look.name(&column.name)),
                value: Some(value),
                text: look.figure(&point.row.cells[at], column),
                color: color(point, theme.better, theme.worse),
                shape: if at == 0 { Shape::Light } else { Shape::Plain },
                ..Bar::default()
            });
        }
    }
    Bars {
        rows,
        ..Bars::default()
    }
}

fn color(point: &Point<'_>, better: RGBColor, worse: RGBColor) -> RGBColor {
    if point.returns() { better } else { worse }
}

/// The axes, the diagonal, the circles and their names.
fn plane(canvas: &mut Canvas<'_>, area: Rect, data: &ChartData, points: &[Point<'_>]) {
    let (theme, sizes) = (canvas.theme, canvas.sizes);
    let small = sizes.note;
    let columns = &data.table.metrics;
    let returned = &columns[upright(&data.table)];
    let spends: Vec<f64> = points.iter().map(|point| point.spend).collect();
    let returns: Vec<f64> = points.iter().map(|point| point.returned).collect();
    let negative = spends.iter().chain(&returns).any(|value| *value < 0.0);
    let is_log = !negative && (is_wide(&spends) || is_wide(&returns));
    let inset = sizes.body * LARGEST;
    let title = Ink::regular(small, theme.secondary);
    let mut plot = Rect {
        top: area.top + small * 1.6,
        height: area.height - small * 5.0,
        ..area
    };
    let up = Axis::new(
        &returns,
        is_log,
        (plot.bottom() - inset, plot.top + inset * 1.4),
        6,
    );
    plot.left += up.room(canvas, returned, small);
    plot.width = area.right() - plot.left;
    let lines = ((plot.width / (sizes.body * 5.0)) as usize).clamp(3, 6);
    let along = Axis::new(
        &spends,
        is_log,
        (plot.left + inset, plot.right() - inset),
        lines,
    );
    up.across(canvas, plot, returned, small);
    along.upright(canvas, plot, &columns[0], small);
    let name = canvas.look.name(&returned.name);
    canvas.text((area.left, area.top + small), &name, title, Anchor::Start);
    let name = canvas.look.name(&columns[0].name);
    let place = (area.right(), area.bottom() - small * 0.4);
    canvas.text(place, &name, title, Anchor::End);
    let margin = data
        .table
        .extra
        .iter()
        .find_map(|(name, value)| match value {
            Constant::Share(Some(margin)) if name == MARGIN => Some(*margin),
            _ => None,
        });
    let line = diagonal(canvas, (&along, &up), margin);
    let places: Vec<(f64, f64)> = points
        .iter()
        .map(|point| (along.at(point.spend), up.at(point.returned)))
        .collect();
    circles(canvas, points, &places);
    if let Some(line) = line {
        name_line(canvas, plot, line, margin);
    }
    let axis = up
        .has_zero()
        .then(|| [plot.left, plot.right()].map(|x| (x, up.at(0.0))));
    name_points(canvas, plot, points, &places, (axis, line));
}

fn radius(canvas: &Canvas<'_>, point: &Point<'_>) -> f64 {
    let least = canvas.sizes.dot * 1.1;
    let largest = canvas.sizes.body * LARGEST;
    (largest * point.size.unwrap_or(0.0).sqrt()).max(least)
}

/// Where value and spend are equal; gives both ends.
fn diagonal(
    canvas: &mut Canvas<'_>,
    (along, up): (&Axis, &Axis),
    margin: Option<f64>,
) -> Option<[(f64, f64); 2]> {
    let per_spend = 1.0 / margin.filter(|margin| *margin > 0.0).unwrap_or(1.0);
    let ((low, high), (bottom, top)) = (along.ends(), up.ends());
    let from = low.max(bottom / per_spend);
    let to = high.min(top / per_spend);
    let place = |spend: f64| (along.at(spend), up.at(spend * per_spend));
    let line = (from < to).then(|| [place(from), place(to)])?;
    canvas.line(&line, canvas.theme.outline, canvas.sizes.line * 0.6);
    // Names keep off it.
    let size = canvas.sizes.note * 0.3;
    let [from, to] = line;
    let steps = ((to.0 - from.0).hypot(to.1 - from.1) / size)
        .ceil()
        .max(1.0);
    for step in 0..=steps as usize {
        let part = step as f64 / steps;
        canvas.reserve(Rect {
            left: from.0 + (to.0 - from.0) * part - size / 2.0,
            top: from.1 + (to.1 - from.1) * part - size / 2.0,
            width: size,
            height: size,
        });
    }
    Some(line)
}

/// The circles, the largest first so that none hides another; names keep off them.
fn circles(canvas: &mut Canvas<'_>, points: &[Point], places: &[(f64, f64)]) {
    let theme = canvas.theme;
    let mut order: Vec<usize> = (0..points.len()).collect();
    let size = |at: &usize| points[*at].size.unwrap_or(0.0);
    order.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    for at in order {
        let (point, place) = (&points[at], places[at]);
        let radius = radius(canvas, point);
        canvas.titled(&point.title, |canvas| {
            if point.is_other {
                canvas.circle(place, radius, theme.other);
                canvas.ring(place, radius, theme.outline, 1.0);
            } else {
                let color = color(point, theme.better, theme.worse);
                canvas.circle(place, radius, color.mix(0.85));
                canvas.ring(place, radius, theme.background, 1.0);
            }
        });
        // The square within the circle: names may touch its edge.
        let side = radius * 1.6;
        canvas.reserve(Rect {
            left: place.0 - side / 2.0,
            top: place.1 - side / 2.0,
            width: side,
            height: side,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names, missing,
    };
    use crate::report::{Cell, Kind, Unit};

    #[test]
    fn circles_and_pairs_of_bars_can_be_read_whatever_the_figures() {
        for count in [1, 2, 3, 12, 30] {
            for (what, figures) in hostile_figures(count) {
                let rows = hostile_names(count).into_iter().zip(figures).enumerate();
                let rows = rows.map(|(at, (name, figure))| {
                    let size = if at % 2 == 0 {
                        Cell::Count(at as i64)
                    } else {
                        missing()
                    };
                    let spend = Cell::Ratio(30.0 * (at * at + 1) as f64);
                    (vec![name], vec![spend, figure.clone(), figure, size])
                });
                let metrics = vec![
                    column("spend", Unit::Money),
                    column("revenue_joined", Unit::Money),
                    column("value", Unit::Money),
                    column("orders_joined", Unit::Count),
                ];
                let data = chart_data(Kind::SpendReturn, &["campaign"], metrics, rows.collect());
                assert_readable_everywhere(&data, &format!("{count} {what}"));
            }
        }
    }
}
