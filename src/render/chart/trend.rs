//! Lines over time: a row of panels per metric, a panel per platform on the same scale, the others in grey behind.

use std::str::FromStr;

use crate::report::{ChartData, Grain, MetricColumn, PREVIOUS, Row, Table};

use super::axis::{time_labels, value_lines, value_room};
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::scale::{Scale, Ticks, ticks_from_zero};
use super::{Drawing, Refusal, drawing};

/// Panels side by side at most.
const ACROSS: usize = 4;

/// Width below which panels stand under one another, in body sizes.
const NARROW: f64 = 13.0;

/// Least height of a panel, in body sizes.
const LEAST: f64 = 6.0;

/// One line: values by place in time, gaps as `None`.
type Line = Vec<Option<f64>>;

/// One panel: its name and the lines of one metric.
pub(super) struct Panel {
    /// What it is about.
    pub name: String,
    /// The figures.
    pub now: Line,
    /// Those of the period before.
    pub before: Option<Line>,
    /// The newest figure; `—` where nothing is known of the last stretch of time.
    pub last: String,
    /// Which stretches of time are covered in part only.
    pub parts: Vec<bool>,
}

/// One metric in all its panels.
pub(super) struct Band {
    /// The metric.
    pub column: MetricColumn,
    /// Those with any figure.
    pub panels: Vec<Panel>,
}

/// Draws it; keys are panel and time, metrics may be followed by their earlier figures.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let bands = bands(&data.table, look);
    let times = times(&data.table, look);
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let sizes = look.sizes();
    let count = bands.iter().map(|band| band.panels.len()).max();
    let count = count.unwrap_or(1).max(1);
    let head = if bands.len() > 1 {
        sizes.body * 2.2
    } else {
        0.0
    };
    let heads = head * bands.len() as f64;
    let down = |band: &Band, across: usize| band.panels.len().div_ceil(across).max(1) as f64;
    let rows = |across: usize| bands.iter().map(|band| down(band, across)).sum::<f64>();
    let least = sizes.body * LEAST;
    let fits = |across: &usize| {
        frame
            .room()
            .is_none_or(|room| rows(*across) * least + heads <= room)
    };
    let wide = f64::from(look.size.width) / sizes.body;
    let usual = match count {
        4 => 2,
        5 | 6 | 9 => 3,
        count => count.min(ACROSS),
    };
    let usual = usual.min((wide / NARROW) as usize).max(1);
    // A low picture takes more panels side by side.
    let most = count.min((wide / NARROW * 1.3) as usize).max(usual);
    let across = (usual..=most).find(fits).unwrap_or(most);
    let rows = rows(across);
    let width = f64::from(look.size.width) / across as f64;
    let wanted = if across == 1 {
        width * 0.45
    } else {
        width * 0.5
    };
    let (mut canvas, plot) = frame.canvas(
        rows * wanted.max(sizes.body * 8.0) + heads,
        rows * least + heads,
    )?;
    let height = (plot.height - heads) / rows;
    let mut top = plot.top;
    for band in &bands {
        if head > 0.0 {
            let ink = Ink::bold(sizes.subtitle, canvas.theme.text);
            let name = look.name(&band.column.name);
            canvas.text((plot.left, top + sizes.subtitle), &name, ink, Anchor::Start);
        }
        let place = Rect {
            top: top + head,
            height: down(band, across) * height,
            ..plot
        };
        band.draw(&mut canvas, place, across, &times);
        top = place.bottom();
    }
    let described = described(&bands, &times, look);
    Ok(drawing(canvas, title, described))
}

fn panel_rows(table: &Table) -> Vec<(&str, Vec<&Row>)> {
    let mut panels: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in &table.rows {
        let name = row.keys[0].as_deref().unwrap_or_default();
        match panels.last_mut() {
            Some((own, rows)) if *own == name => rows.push(row),
            _ => panels.push((name, vec![row])),
        }
    }
    panels
}

/// The metrics of the table, each in its panels.
pub(super) fn bands(table: &Table, look: &Look) -> Vec<Band> {
    let earlier = |name: &str| {
        let own = format!("{name}{PREVIOUS}");
        table.metrics.iter().position(|metric| metric.name == own)
    };
    let own = table
        .metrics
        .iter()
        .enumerate()
        .filter(|(_, metric)| !metric.name.ends_with(PREVIOUS));
    own.map(|(at, column)| {
        let line =
            |rows: &[&Row], at: usize| rows.iter().map(|row| row.cells[at].number()).collect();
        let panels = panel_rows(table).into_iter().map(|(name, rows)| {
            Panel {
                name: look.key(name),
                now: line(&rows, at),
                before: earlier(&column.name).map(|at| line(&rows, at)),
                // A figure of an earlier time would pass for the newest.
                last: rows
                    .last()
                    .map_or_else(String::new, |row| look.figure(&row.cells[at], column)),
                parts: rows.iter().map(|row| row.is_part).collect(),
            }
        });
        Band {
            column: column.clone(),
            panels: panels
                .filter(|panel| {
                    let figures = panel.now.iter().chain(panel.before.iter().flatten());
                    figures.flatten().next().is_some()
                })
                .collect(),
        }
    })
    .collect()
}

/// The labels of the time axis.
pub(super) fn times(table: &Table, look: &Look) -> Vec<String> {
    let grain = Grain::from_str(&table.keys[1].name).unwrap_or(Grain::Day);
    let panels = panel_rows(table);
    let first = panels.first().map_or(&[][..], |(_, rows)| rows);
    first
        .iter()
        .map(|row| {
            look.lang
                .bucket(grain, row.keys[1].as_deref().unwrap_or_default())
        })
        .collect()
}

impl Panel {
    /// Figures of whole stretches of time, the others as gaps.
    fn whole(&self) -> Line {
        let figures = self.now.iter().zip(&self.parts);
        figures
            .map(|(figure, is_part)| figure.filter(|_| !is_part))
            .collect()
    }

    /// Figures of parts with their neighbours, so that a line leads to them.
    fn part(&self) -> Line {
        let is_part = |at: Option<usize>| at.and_then(|at| self.parts.get(at)) == Some(&true);
        let beside = |at: usize| {
            is_part(Some(at)) || is_part(at.checked_sub(1)) || is_part(at.checked_add(1))
        };
        let figures = self.now.iter().enumerate();
        figures
            .map(|(at, figure)| figure.filter(|_| beside(at)))
            .collect()
    }
}

impl Band {
    /// The smallest and largest figure, zero among them.
    pub fn ends(&self) -> (f64, f64) {
        let values = self
            .panels
            .iter()
            .flat_map(|panel| panel.now.iter().chain(panel.before.iter().flatten()))
            .flatten();
        values.fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(*value), high.max(*value))
        })
    }

    fn ticks(&self, lines: usize) -> Ticks {
        let (low, high) = self.ends();
        ticks_from_zero(low, high, lines)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, place: Rect, across: usize, times: &[String]) {
        let sizes = canvas.sizes;
        let small = sizes.note;
        let down = self.panels.len().div_ceil(across).max(1);
        let size = (place.width / across as f64, place.height / down as f64);
        let ticks = self.ticks(if size.1 > sizes.body * 12.0 { 6 } else { 4 });
        let axis = value_room(canvas, &ticks, &self.column, small);
        for (at, panel) in self.panels.iter().enumerate() {
            let (column, row) = (at % across, at / across);
            let gap = sizes.body * 1.4;
            let cell = Rect {
                left: place.left + column as f64 * size.0,
                top: place.top + row as f64 * size.1,
                width: size.0 - if column + 1 < across { gap } else { 0.0 },
                height: size.1 - gap * 0.6,
            };
            let plot = Rect {
                left: cell.left + axis,
                top: cell.top + sizes.body * 2.1,
                width: cell.width - axis - sizes.dot,
                height: cell.height - sizes.body * 2.1 - small * 1.7,
            };
            head(canvas, cell, &panel.name, &panel.last);
            let scale = Scale {
                from: ticks.ends().0,
                to: ticks.ends().1,
                start: plot.bottom(),
                end: plot.top,
            };
            value_lines(canvas, plot, &ticks, &scale, &self.column, small);
            for other in self.panels.iter().filter(|other| other.name != panel.name) {
                line(canvas, plot, &scale, &other.now, Stroke::Ghost);
            }
            if let Some(before) = &panel.before {
                line(canvas, plot, &scale, before, Stroke::Before);
            }
            canvas.titled(&format!("{}: {}", panel.name, panel.last), |canvas| {
                line(canvas, plot, &scale, &panel.whole(), Stroke::Now);
                line(canvas, plot, &scale, &panel.part(), Stroke::Part);
            });
            let places: Vec<f64> = (0..times.len())
                .map(|at| place_of(at, times.len(), plot))
                .collect();
            let edges = (cell.left, cell.right());
            time_labels(
                canvas,
                &places,
                times,
                plot.bottom() + small * 1.45,
                edges,
                small,
            );
        }
    }
}

/// The panel's name and its newest figure.
fn head(canvas: &mut Canvas<'_>, cell: Rect, name: &str, last: &str) {
    let sizes = canvas.sizes;
    let bold = Ink::bold(sizes.body, canvas.theme.text);
    let figure = Ink::regular(sizes.body, canvas.theme.one);
    let room = cell.width - canvas.measure(last, figure) - sizes.body;
    let name = canvas.shortened(name, room, bold);
    let baseline = cell.top + sizes.body;
    canvas.text((cell.left, baseline), &name, bold, Anchor::Start);
    canvas.text((cell.right(), baseline), last, figure, Anchor::End);
}

#[derive(Clone, Copy, PartialEq)]
enum Stroke {
    Now,
    /// To and from what is covered in part only.
    Part,
    Before,
    Ghost,
}

fn place_of(at: usize, count: usize, plot: Rect) -> f64 {
    if count < 2 {
        return plot.left + plot.width / 2.0;
    }
    plot.left + plot.width * at as f64 / (count - 1) as f64
}

/// The line, broken where a value is missing; a value between gaps is a dot.
fn line(canvas: &mut Canvas<'_>, plot: Rect, scale: &Scale, values: &Line, stroke: Stroke) {
    let (theme, sizes) = (canvas.theme, canvas.sizes);
    let point = |at: usize, value: f64| (place_of(at, values.len(), plot), scale.at(value));
    let mut run: Vec<(f64, f64)> = Vec::new();
    let mut runs = Vec::new();
    for (at, value) in values.iter().enumerate() {
        match value {
            Some(value) => run.push(point(at, *value)),
            None if !run.is_empty() => runs.push(std::mem::take(&mut run)),
            None => {}
        }
    }
    if !run.is_empty() {
        runs.push(run);
    }
    for run in &runs {
        match (run.len(), stroke) {
            (1, Stroke::Now | Stroke::Part) => {
                canvas.circle(run[0], sizes.dot * 0.75, theme.one);
            }
            (1, _) => canvas.circle(run[0], sizes.dot * 0.5, theme.other),
            (_, Stroke::Part) => canvas.dashed(run, theme.one, sizes.line * 0.7),
            (_, Stroke::Now) => canvas.line(run, theme.one, sizes.line),
            (_, Stroke::Before) => canvas.dashed(run, theme.outline, sizes.line * 0.7),
            (_, Stroke::Ghost) => canvas.line(run, theme.grid, sizes.grid * 1.2),
        }
    }
    if let (Stroke::Now | Stroke::Part, Some(end)) =
        (stroke, runs.last().and_then(|run| run.last()))
    {
        canvas.circle(*end, sizes.dot, theme.one);
    }
}

fn described(bands: &[Band], times: &[String], look: &Look) -> String {
    let span = match (times.first(), times.last()) {
        (Some(first), Some(last)) => format!("{first} – {last}"),
        _ => String::new(),
    };
    let lines = bands.iter().flat_map(|band| {
        let metric = look.name(&band.column.name);
        band.panels
            .iter()
            .map(move |panel| format!("{} {metric} {}", panel.name, panel.last))
    });
    let lines: Vec<String> = lines.collect();
    format!("{span}: {}", lines.join("; "))
}
