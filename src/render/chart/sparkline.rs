//! Tiles: a metric's name, its newest figure, the change against the time before, a line without axes.

use crate::report::{Cell, ChartData, LEAST_OF_LINE, MetricColumn, SMALL_BASE, SPARKED, Verdict};

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::scale::Scale;
use super::verdicts::{Verdicts, color};
use super::{Drawing, Refusal, described, drawing};

/// Tiles side by side, and the width that one wants in body sizes.
const ACROSS: (usize, usize) = (2, 4);
const WIDE: f64 = 13.0;

/// Height of a tile in body sizes, and the least that holds its texts and a line.
const HIGH: f64 = 7.4;
const LEAST: f64 = 6.0;

/// Height of a tile without a line.
const PLAIN: f64 = 5.4;

/// One metric.
struct Tile {
    name: String,
    figure: String,
    /// Against the time before; empty where there is none.
    change: String,
    verdict: Verdict,
    line: Vec<Option<f64>>,
}

/// Draws it; the key is the time, the table has three columns per metric.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let tiles = tiles(data, look);
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let body = look.sizes().body;
    let wide = (f64::from(look.size.width) / body / WIDE) as usize;
    let most = wide.clamp(ACROSS.0, ACROSS.1).min(tiles.len());
    // Rows as even as may be: six tiles are three and three, not four and two.
    let across = tiles.len().div_ceil(tiles.len().div_ceil(most));
    let down = tiles.len().div_ceil(across) as f64;
    let judged = tiles.iter().map(|tile| tile.verdict);
    let verdicts = Verdicts::of(judged.filter(|verdict| *verdict != Verdict::Neither));
    let legend = verdicts.height(look);
    let (high, least) = match tiles.iter().any(Tile::has_line) {
        true => (HIGH, LEAST),
        false => (PLAIN, PLAIN),
    };
    let heights = [high, least].map(|high| down * body * high + legend);
    let (mut canvas, plot) = frame.canvas(heights[0], heights[1])?;
    let plot = verdicts.draw(&mut canvas, plot);
    let gap = body * 1.6;
    let width = (plot.width + gap) / across as f64;
    let height = (plot.height / down).min(body * high * 1.6);
    for (at, tile) in tiles.iter().enumerate() {
        let cell = Rect {
            left: plot.left + (at % across) as f64 * width,
            top: plot.top + (at / across) as f64 * height,
            width: width - gap,
            height: height - body * 0.9,
        };
        tile.draw(&mut canvas, cell);
    }
    let said = tiles
        .iter()
        .map(|tile| format!("{} {} {}", tile.name, tile.figure, tile.change));
    let described = described(data, look, said);
    Ok(drawing(canvas, title, described))
}

fn tiles(data: &ChartData, look: &Look) -> Vec<Tile> {
    let rows = &data.table.rows;
    let tile = |(at, columns): (usize, &[MetricColumn])| {
        let at = at * SPARKED;
        let cell = |row: usize, place: usize| rows.get(row).map(|row| &row.cells[at + place]);
        let last = rows.len().saturating_sub(1);
        let before = last.checked_sub(1);
        let figure = |cell: Option<&Cell>| {
            cell.map_or_else(String::new, |cell| look.figure(cell, &columns[0]))
        };
        let told = match cell(last, 1) {
            Some(Cell::Undefined { code, .. }) if *code == SMALL_BASE => {
                let earlier = figure(before.and_then(|row| cell(row, 0)));
                let now = figure(cell(last, 0));
                let places = [("before", earlier.as_str()), ("now", now.as_str())];
                look.lang.phrase("chart.from_to", &places)
            }
            Some(cell @ Cell::Ratio(_)) => look.change(cell, &columns[1]),
            _ => String::new(),
        };
        Tile {
            name: look.name(&columns[0].name),
            figure: figure(cell(last, 0)),
            change: told,
            verdict: cell(last, 2).map_or(Verdict::Neither, Verdict::of),
            line: rows.iter().map(|row| row.cells[at].number()).collect(),
        }
    };
    data.table
        .metrics
        .chunks(SPARKED)
        .enumerate()
        .map(tile)
        .collect()
}

impl Tile {
    fn has_line(&self) -> bool {
        self.line.iter().flatten().count() >= LEAST_OF_LINE
    }

    fn draw(&self, canvas: &mut Canvas<'_>, cell: Rect) {
        let (theme, sizes) = (canvas.theme, canvas.sizes);
        let body = sizes.body;
        let top = [(cell.left, cell.top), (cell.right(), cell.top)];
        canvas.line(&top, theme.grid, sizes.grid);
        let ink = Ink::regular(body, theme.secondary);
        let name = canvas.shortened(&self.name, cell.width, ink);
        let mut y = cell.top + body * 1.35;
        canvas.text((cell.left, y), &name, ink, Anchor::Start);
        // Large, but never wider than its tile.
        let large = Ink::bold(sizes.title, theme.text);
        let fit = cell.width / canvas.measure(&self.figure, large).max(1.0);
        let large = Ink::bold(sizes.title * fit.min(1.0), theme.text);
        y += body * 1.75;
        canvas.text((cell.left, y), &self.figure, large, Anchor::Start);
        y += body * 1.25;
        self.draw_change(canvas, (cell.left, y), cell.width);
        let plot = Rect {
            left: cell.left + sizes.dot,
            top: y + body * 0.7,
            width: cell.width - 2.0 * sizes.dot,
            height: cell.bottom() - y - body * 0.7 - sizes.dot,
        };
        let title = format!("{}: {}", self.name, self.figure);
        canvas.titled(&title, |canvas| self.draw_line(canvas, plot));
    }

    /// The change, a square of its colour before it.
    fn draw_change(&self, canvas: &mut Canvas<'_>, (left, y): (f64, f64), room: f64) {
        let size = canvas.sizes.note;
        let theme = canvas.theme;
        let is_judged = self.verdict != Verdict::Neither && !self.change.is_empty();
        let mut start = left;
        if is_judged {
            let square = Rect {
                left,
                top: y - size * 0.68,
                width: size * 0.62,
                height: size * 0.62,
            };
            canvas.rect(square, color(theme, self.verdict));
            start += size * 0.95;
        }
        let ink = Ink::regular(size, theme.text);
        let text = canvas.shortened(&self.change, room - (start - left), ink);
        canvas.text((start, y), &text, ink, Anchor::Start);
    }

    /// The line from its lowest to its highest figure, broken at gaps, with a dot at its end.
    fn draw_line(&self, canvas: &mut Canvas<'_>, plot: Rect) {
        if !self.has_line() {
            return;
        }
        let (theme, sizes) = (canvas.theme, canvas.sizes);
        let known = || self.line.iter().flatten().copied();
        let low = known().fold(f64::INFINITY, f64::min);
        let high = known().fold(f64::NEG_INFINITY, f64::max);
        if !(low.is_finite() && high.is_finite()) || plot.height < 2.0 {
            return;
        }
        let is_flat = low == high;
        let scale = Scale {
            from: low,
            to: if is_flat { low + 1.0 } else { high },
            start: plot.bottom() - if is_flat { plot.height / 2.0 } else { 0.0 },
            end: plot.top,
        };
        let steps = (self.line.len().max(2) - 1) as f64;
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut last = None;
        for (at, value) in self.line.iter().map(Some).chain([None]).enumerate() {
            if let Some(Some(value)) = value {
                run.push((plot.left + plot.width * at as f64 / steps, scale.at(*value)));
                continue;
            }
            match run.len() {
                0 => {}
                1 => canvas.circle(run[0], sizes.dot * 0.6, theme.one),
                _ => canvas.line(&run, theme.one, sizes.line * 0.8),
            }
            last = run.last().copied().or(last);
            run.clear();
        }
        if let Some(end) = last {
            canvas.circle(end, sizes.dot, theme.one);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names,
    };
    use crate::report::{Cell, Kind, Unit};

    /// Five months are five figures; of six there is a line in each tile.
    #[test]
    fn fewer_than_six_points_make_no_line() {
        let lines = |months: usize| {
            let rows = (1..=months).map(|at| {
                let told = [
                    Cell::Ratio(at as f64),
                    Cell::Ratio(1.0),
                    Cell::Text(String::new()),
                ];
                (vec![format!("2026-{at:02}")], told.to_vec())
            });
            let metrics =
                [Unit::Money, Unit::Percent, Unit::Text].map(|unit| column("spend", unit));
            let data = chart_data(Kind::Sparkline, &["month"], metrics.into(), rows.collect());
            let drawing = super::draw(&data, &Default::default()).unwrap();
            drawing.bare().matches("<circle").count()
        };
        assert_eq!([3, 5, 6, 12].map(lines), [0, 0, 1, 1]);
    }

    #[test]
    fn tiles_can_be_read_whatever_the_figures() {
        for (tiles, months) in [(1, 1), (2, 2), (8, 60), (12, 12)] {
            for (what, figures) in hostile_figures(months) {
                let names = hostile_names(tiles);
                let metrics = names.iter().flat_map(|name| {
                    [Unit::Money, Unit::Percent, Unit::Text].map(|unit| column(name, unit))
                });
                let rows = figures.iter().enumerate().map(|(at, figure)| {
                    let month = format!("{}-{:02}", 2022 + at / 12, at % 12 + 1);
                    let told = [
                        figure.clone(),
                        Cell::Ratio(-12.3),
                        Cell::Text("worse".into()),
                    ];
                    (vec![month], vec![told; tiles].concat())
                });
                let data = chart_data(
                    Kind::Sparkline,
                    &["month"],
                    metrics.collect(),
                    rows.collect(),
                );
                assert_readable_everywhere(&data, &format!("{tiles} × {months} {what}"));
            }
        }
    }
}
