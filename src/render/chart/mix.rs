//! Columns of shares over time, named at their right end, with the sums above them.

use plotters::style::RGBColor;

use crate::report::{ChartData, Row, Table, Unit};

use super::axis::time_labels;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::scale::spread;
use super::trend::times;
use super::{Drawing, Refusal, described, drawing};

/// Part of a column's pitch that it fills.
const FILL: f64 = 0.84;

/// Widest pitch of a column, in body sizes, and least height of the columns.
const WIDEST: f64 = 12.0;
const LEAST: f64 = 9.0;

/// Part of the width that names may take.
const NAMES: f64 = 0.34;

/// One group over time.
struct Group<'d> {
    name: String,
    rows: &'d [Row],
    color: RGBColor,
    is_other: bool,
}

/// Where one group lies in the last column.
struct End {
    label: String,
    at: usize,
    middle: f64,
}

/// Draws it; keys are group and time, the table has the sum and its share.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let times = times(&data.table, look);
    let groups = groups(data, look, times.len());
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let sizes = look.sizes();
    let wanted = f64::from(look.size.width) * 0.45;
    let (mut canvas, plot) = frame.canvas(
        wanted.max(sizes.body * 14.0),
        sizes.body * LEAST + sizes.note * 3.4,
    )?;
    let small = sizes.note;
    let labels: Vec<String> = groups.iter().map(|group| group.label(data, look)).collect();
    let ink = Ink::regular(small, canvas.theme.text);
    let widest = labels.iter().map(|label| canvas.measure(label, ink));
    let names = widest.fold(0.0, f64::max).min(plot.width * NAMES);
    // Before a name stand a line to its column and a square of its colour.
    let beside = small * 3.2;
    let pitch = ((plot.width - names - beside) / times.len() as f64).min(sizes.body * WIDEST);
    let area = Rect {
        top: plot.top + small * 1.7,
        height: plot.height - small * 3.4,
        width: pitch * times.len() as f64,
        ..plot
    };
    let mut ends = columns(&mut canvas, data, &groups, area, &times);
    for end in &mut ends {
        end.label = canvas.shortened(&labels[end.at], names, ink);
    }
    name_groups(&mut canvas, &groups, &ends, area, pitch);
    let places: Vec<f64> = (0..times.len())
        .map(|at| area.left + (at as f64 + 0.5) * pitch)
        .collect();
    let edges = (plot.left, plot.right());
    let y = area.bottom() + small * 1.4;
    time_labels(&mut canvas, &places, &times, y, edges, small);
    let sums = sums_with_unit(&data.table, look, times.len());
    time_labels(
        &mut canvas,
        &places,
        &sums,
        area.top - small * 0.5,
        edges,
        small,
    );
    let described = described(data, look, labels);
    Ok(drawing(canvas, title, described))
}

fn groups<'d>(data: &'d ChartData, look: &Look, times: usize) -> Vec<Group<'d>> {
    let theme = look.theme();
    let group = |(at, rows): (usize, &'d [Row])| {
        let name = Row {
            keys: vec![rows[0].keys[0].clone()],
            summed_up: rows[0].summed_up,
            ..Row::default()
        };
        let is_other = look.is_other(&rows[0]);
        Group {
            name: look.row_name(&name),
            rows,
            color: match theme.categories.get(at).filter(|_| !is_other) {
                Some(color) => *color,
                None => theme.other,
            },
            is_other,
        }
    };
    let groups = data.table.rows.chunks(times.max(1)).enumerate();
    groups.map(group).collect()
}

impl Group<'_> {
    /// Its name with its newest share.
    fn label(&self, data: &ChartData, look: &Look) -> String {
        let newest = self.rows.last().map(|row| &row.cells[1]);
        let share = newest.map(|cell| look.figure(cell, &data.table.metrics[1]));
        format!("{} {}", self.name, share.unwrap_or_default())
    }

    fn share(&self, at: usize) -> f64 {
        self.rows[at].cells[1].number().unwrap_or(0.0).max(0.0)
    }
}

/// The fills of every column from the bottom, the largest group first; gives where they lie in the last one.
fn columns(
    canvas: &mut Canvas<'_>,
    data: &ChartData,
    groups: &[Group<'_>],
    area: Rect,
    times: &[String],
) -> Vec<End> {
    let pitch = area.width / times.len() as f64;
    let mut ends = Vec::new();
    for (at, time) in times.iter().enumerate() {
        let mut bottom = area.bottom();
        for (place, group) in groups.iter().enumerate() {
            let height = area.height * group.share(at);
            if at + 1 == times.len() {
                ends.push(End {
                    label: String::new(),
                    at: place,
                    middle: bottom - height / 2.0,
                });
            }
            if height <= 0.0 {
                continue;
            }
            bottom -= height;
            // A gap of a pixel keeps fills apart where their colours are alike.
            let fill = Rect {
                left: area.left + (at as f64 + (1.0 - FILL) / 2.0) * pitch,
                top: bottom + 0.5,
                width: pitch * FILL,
                height: (height - 1.0).max(0.5),
            };
            let look = canvas.look;
            let cells = &group.rows[at].cells;
            let figures = [0, 1].map(|at| look.figure(&cells[at], &data.table.metrics[at]));
            let title = format!("{} {time}: {}", group.name, figures.join(", "));
            canvas.titled(&title, |canvas| {
                canvas.rect(fill, group.color);
                if group.is_other && pitch > 8.0 {
                    canvas.frame(fill, canvas.theme.outline, 0.75);
                }
            });
        }
    }
    ends
}

/// The names beside the last column, apart from one another, with a line to their fills where they had to move.
fn name_groups(
    canvas: &mut Canvas<'_>,
    groups: &[Group<'_>],
    ends: &[End],
    area: Rect,
    pitch: f64,
) {
    let size = canvas.sizes.note;
    let wanted: Vec<f64> = ends.iter().map(|end| end.middle).collect();
    // Names lie as their fills do, also where several fills are nothing.
    let turned: Vec<f64> = wanted.iter().map(|y| -y).collect();
    let gap = size * 1.35;
    let places = spread(
        &turned,
        gap,
        -area.bottom() + size * 0.3,
        -area.top + size * 0.3,
    );
    let edge = area.right() - pitch * (1.0 - FILL) / 2.0;
    let ink = Ink::regular(size, canvas.theme.text);
    for (end, place) in ends.iter().zip(places) {
        let y = -place;
        let left = area.right() + size * 1.5;
        let group = &groups[end.at];
        let is_moved = (y - end.middle).abs() > size * 0.5;
        if is_moved && group.share(group.rows.len() - 1) > 0.0 {
            let line = [
                (edge + 1.0, end.middle),
                (area.right() + size * 0.4, end.middle),
                (left - size * 0.5, y),
                (left - size * 0.2, y),
            ];
            canvas.line(&line, canvas.theme.outline, canvas.sizes.grid);
        }
        let square = Rect {
            left,
            top: y - size * 0.4,
            width: size * 0.8,
            height: size * 0.8,
        };
        canvas.rect(square, group.color);
        if group.is_other {
            canvas.frame(square, canvas.theme.outline, 0.75);
        }
        let place = (left + size * 1.2, y + size * 0.35);
        canvas.text(place, &end.label, ink, Anchor::Start);
    }
}

/// What every column is a hundred per cent of, the unit at the first only.
fn sums_with_unit(table: &Table, look: &Look, times: usize) -> Vec<String> {
    let mut told = sums(table, look, times);
    let mut wholes = wholes(table, times).enumerate();
    if let Some((at, sum)) = wholes.find(|(_, sum)| *sum > 0.0) {
        told[at] = look.tick_with_unit(sum, &table.metrics[0], step(sum, table));
    }
    told
}

/// What every column is a hundred per cent of.
pub(super) fn sums(table: &Table, look: &Look, times: usize) -> Vec<String> {
    let told = |sum: f64| match sum {
        0.0 => String::new(),
        sum => look.tick(sum, table.metrics[0].unit, step(sum, table)),
    };
    wholes(table, times).map(told).collect()
}

/// The sum of what is above nothing, for every stretch of time.
fn wholes(table: &Table, times: usize) -> impl Iterator<Item = f64> {
    (0..times).map(move |at| {
        let own = table.rows.iter().skip(at).step_by(times);
        let parts = own.filter_map(|row| row.cells[0].number());
        parts.filter(|part| *part > 0.0).sum()
    })
}

/// Three digits of a sum, of whole things none behind the point.
fn step(sum: f64, table: &Table) -> f64 {
    let digits = 10_f64.powf(sum.log10().floor() - 2.0);
    match table.metrics[0].unit {
        Unit::Count | Unit::People if sum.fract() == 0.0 => digits.max(1.0),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names,
    };
    use crate::report::{Cell, Kind, Unit};

    #[test]
    fn columns_of_shares_can_be_read_whatever_the_figures() {
        for (groups, months) in [(1, 1), (2, 2), (6, 15), (6, 60)] {
            for (what, figures) in hostile_figures(groups) {
                let parts = figures.iter().filter_map(Cell::number);
                let whole: f64 = parts.filter(|part| *part > 0.0).sum();
                let mut rows = Vec::new();
                for (name, figure) in hostile_names(groups).into_iter().zip(&figures) {
                    for at in 0..months {
                        let month = format!("{}-{:02}", 2022 + at / 12, at % 12 + 1);
                        let share = match figure.number() {
                            Some(part) if part >= 0.0 && whole > 0.0 => Cell::Ratio(part / whole),
                            _ => super::super::tests::missing(),
                        };
                        rows.push((vec![name.clone(), month], vec![figure.clone(), share]));
                    }
                }
                let metrics = vec![
                    column("spend", Unit::Money),
                    column("spend_share", Unit::Rate),
                ];
                let data = chart_data(Kind::Mix, &["platform", "month"], metrics, rows);
                assert_readable_everywhere(&data, &format!("{groups} × {months} {what}"));
            }
        }
    }
}
