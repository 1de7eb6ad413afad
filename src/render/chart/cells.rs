//! A grid of shaded cells with their figures, and the scale that tells what the shades mean.

use plotters::style::RGBColor;

use crate::report::MetricColumn;

use super::Refusal;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::scale::Scale;
use super::style::{legible_on, shade};

/// Height of a row in body sizes, and the least.
const ROW: f64 = 2.2;
const LEAST: f64 = 1.35;

/// The widest cell, in body sizes.
const WIDEST: f64 = 7.0;

/// Part of the width that labels of rows may take.
const LABELS: f64 = 0.26;

/// Lines that the label of a column may take.
const LINES: usize = 3;

/// One cell.
#[derive(Clone, Debug)]
pub(super) struct Shaded {
    /// What its shade means.
    pub value: f64,
    /// Its figure, short.
    pub text: String,
    /// Its figure in full, for whoever points at it.
    pub title: String,
    /// Rests on few observations: hatched, without its figure.
    pub is_few: bool,
}

/// A grid.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    /// Labels of rows.
    pub rows: Vec<String>,
    /// Labels of columns.
    pub columns: Vec<String>,
    /// Row by row; `None` where there is nothing to tell, which is drawn as an empty frame.
    pub cells: Vec<Vec<Option<Shaded>>>,
    /// Rows at the top and columns at the end that stand apart.
    pub apart: (usize, usize),
    /// The values of the lightest and the darkest shade.
    pub range: (f64, f64),
    /// What the values are.
    pub column: MetricColumn,
    /// What hatched and empty cells mean.
    pub legend: (Option<String>, Option<String>),
}

/// How columns are called.
enum Heads {
    /// By their labels, broken into lines.
    Labels(Vec<Vec<String>>),
    /// By number: rows bear the same numbers before their labels.
    Numbers,
}

/// Where everything lies.
struct Layout {
    grid: Rect,
    labels: f64,
    cell: (f64, f64),
    gap: f64,
    heads: Heads,
    head: f64,
}

impl Cells {
    /// The surface for the grid, drawn.
    ///
    /// # Errors
    /// A picture too low for that many rows.
    pub fn canvas<'d>(&self, frame: Frame<'d>, look: &'d Look) -> Result<Canvas<'d>, Refusal> {
        let ruler = Canvas::new(look, 0.0);
        let width = ruler.width - 2.0 * ruler.sizes.margin;
        let mut layout = self.layout(&ruler, width);
        let body = ruler.sizes.body;
        let rows = self.rows.len() as f64 * body;
        let rest = layout.head + layout.gap + self.foot(&ruler, &layout, width);
        let (mut canvas, plot) = frame.canvas(rows * ROW + rest, rows * LEAST + rest)?;
        let height = (plot.height - rest) / self.rows.len().max(1) as f64;
        layout.cell.1 = height.min(body * ROW * 1.5);
        layout.grid.left = plot.left + layout.labels;
        layout.grid.top = plot.top + layout.head;
        layout.grid.height = layout.cell.1 * self.rows.len() as f64 + layout.gap;
        self.draw(&mut canvas, plot, &layout);
        Ok(canvas)
    }

    fn layout(&self, ruler: &Canvas<'_>, width: f64) -> Layout {
        let sizes = ruler.sizes;
        let ink = Ink::regular(sizes.body, ruler.theme.text);
        let gap = sizes.body * 0.5;
        let labels = |numbered: bool| {
            let widths = (0..self.rows.len()).map(|at| {
                let label = if numbered {
                    self.numbered(ruler, at)
                } else {
                    self.rows[at].clone()
                };
                ruler.measure(&label, ink)
            });
            widths.fold(0.0, f64::max).min(width * LABELS) + sizes.body * 0.6
        };
        let cell = |labels: f64| {
            let cell = (width - labels - gap) / self.columns.len().max(1) as f64;
            cell.min(sizes.body * WIDEST)
        };
        let own = labels(false);
        let (heads, labels, cell) = match self.broken(ruler, cell(own)) {
            Some(lines) => (Heads::Labels(lines), own, cell(own)),
            None => (Heads::Numbers, labels(true), cell(labels(true))),
        };
        let lines = match &heads {
            Heads::Labels(lines) => lines.iter().map(Vec::len).max().unwrap_or(1),
            Heads::Numbers => 1,
        };
        Layout {
            grid: Rect {
                width: cell * self.columns.len() as f64 + gap,
                ..Rect::default()
            },
            labels,
            cell: (cell, 0.0),
            gap,
            heads,
            head: lines as f64 * sizes.note * 1.15 + sizes.note * 0.5,
        }
    }

    /// The labels of columns broken into lines; `None` where one would have to be cut.
    fn broken(&self, ruler: &Canvas<'_>, cell: f64) -> Option<Vec<Vec<String>>> {
        let ink = Ink::regular(ruler.sizes.note, ruler.theme.text);
        let room = cell - ruler.sizes.note * 0.4;
        let broken = self.columns.iter().map(|label| {
            let lines = ruler.wrapped(label, room, ink, LINES);
            (lines.join(" ") == *label).then_some(lines)
        });
        broken.collect()
    }

    /// A row's label with the number of the column that is called the same.
    fn numbered(&self, canvas: &Canvas<'_>, row: usize) -> String {
        let label = &self.rows[row];
        let column = self.columns.iter().position(|column| column == label);
        column.map_or_else(
            || label.clone(),
            |column| format!("{} {label}", number(canvas, column)),
        )
    }

    /// Columns that no row explains, where columns are called by number.
    fn unexplained(&self, canvas: &Canvas<'_>, layout: &Layout) -> Vec<String> {
        let numbers = matches!(layout.heads, Heads::Numbers);
        let unknown = |at: &usize| numbers && !self.rows.contains(&self.columns[*at]);
        let columns = (0..self.columns.len()).filter(unknown);
        columns
            .map(|at| format!("{} {}", number(canvas, at), self.columns[at]))
            .collect()
    }

    /// Height of what stands below the grid.
    fn foot(&self, ruler: &Canvas<'_>, layout: &Layout, width: f64) -> f64 {
        let lines = self.legend_places(ruler, layout, width);
        let last = lines.last().map_or(0, |(_, line)| *line);
        ruler.sizes.note * (1.0 + (last + 1) as f64 * 1.6)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, plot: Rect, layout: &Layout) {
        self.heads(canvas, layout);
        let size = self.text_size(canvas, layout);
        for (row, cells) in self.cells.iter().enumerate() {
            let place = self.place(layout, row, 0);
            let middle = place.top + place.height / 2.0;
            let label = match layout.heads {
                Heads::Labels(_) => self.rows[row].clone(),
                Heads::Numbers => self.numbered(canvas, row),
            };
            let right = layout.grid.left - canvas.sizes.body * 0.6;
            let room = layout.labels - canvas.sizes.body * 0.6;
            super::label::label(canvas, &label, right, room, (middle, layout.cell.1));
            for (column, cell) in cells.iter().enumerate() {
                let place = self.place(layout, row, column);
                match cell {
                    Some(cell) => self.cell(canvas, place, cell, size),
                    None => empty(canvas, place),
                }
            }
        }
        self.legend(canvas, plot, layout);
    }

    fn place(&self, layout: &Layout, row: usize, column: usize) -> Rect {
        let (width, height) = layout.cell;
        let below = if row >= self.apart.0 && self.apart.0 > 0 {
            layout.gap
        } else {
            0.0
        };
        let first_apart = self.columns.len() - self.apart.1;
        let beyond = if column >= first_apart && self.apart.1 > 0 {
            layout.gap
        } else {
            0.0
        };
        Rect {
            left: layout.grid.left + column as f64 * width + beyond,
            top: layout.grid.top + row as f64 * height + below,
            width,
            height,
        }
    }

    fn heads(&self, canvas: &mut Canvas<'_>, layout: &Layout) {
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.text);
        let leading = ink.size * 1.15;
        for column in 0..self.columns.len() {
            let place = self.place(layout, 0, column);
            let middle = place.left + place.width / 2.0;
            let lines = match &layout.heads {
                Heads::Labels(lines) => lines[column].clone(),
                Heads::Numbers => vec![number(canvas, column)],
            };
            for (at, line) in lines.iter().rev().enumerate() {
                let y = layout.grid.top - ink.size * 0.5 - at as f64 * leading;
                let own = canvas.text_box((middle, y), line, ink, Anchor::Middle);
                if canvas.is_free(own) {
                    canvas.text((middle, y), line, ink, Anchor::Middle);
                }
            }
        }
    }

    /// The size that all figures fit their cells in; `None` where they would be too small to read.
    fn text_size(&self, canvas: &Canvas<'_>, layout: &Layout) -> Option<f64> {
        let sizes = canvas.sizes;
        let cells = self.cells.iter().flatten().flatten();
        let told = cells.filter(|cell| !cell.is_few);
        let ink = Ink::regular(sizes.note, canvas.theme.text);
        let widest = told
            .map(|cell| canvas.measure(&cell.text, ink))
            .fold(1.0, f64::max);
        let room = layout.cell.0 - sizes.note * 0.35;
        let size = (sizes.note * room / widest)
            .min(sizes.note)
            .min(layout.cell.1 / 1.25);
        (size >= 10.5).then_some(size)
    }

    fn cell(&self, canvas: &mut Canvas<'_>, place: Rect, cell: &Shaded, size: Option<f64>) {
        let (low, high) = self.range;
        let share = if high > low {
            (cell.value - low) / (high - low)
        } else {
            0.5
        };
        let fill = shade(canvas.theme, share);
        let own = inset(place, canvas.sizes.grid * 0.75);
        canvas.titled(&cell.title, |canvas| {
            canvas.rect(own, fill);
            if cell.is_few {
                hatch(canvas, own);
            } else if let Some(size) = size {
                let ink = Ink::regular(size, legible_on(fill));
                let x = place.left + place.width / 2.0;
                let y = place.top + place.height / 2.0 + size * 0.36;
                canvas.text((x, y), &cell.text, ink, Anchor::Middle);
            }
        });
    }

    /// Left edge and line of each part of the legend: the scale, hatched, empty, unexplained columns.
    fn legend_places(&self, canvas: &Canvas<'_>, layout: &Layout, width: f64) -> Vec<(f64, usize)> {
        let sizes = canvas.sizes;
        let ink = Ink::regular(sizes.note, canvas.theme.secondary);
        let [low, high] = self.ends(canvas);
        let strip = sizes.body * STRIP;
        let scale = canvas.measure(&low, ink) + canvas.measure(&high, ink) + strip + sizes.note;
        let sample = |text: &String| canvas.measure(text, ink) + sizes.note * 1.9;
        let samples = [&self.legend.0, &self.legend.1]
            .into_iter()
            .flatten()
            .map(sample);
        let numbers = self.unexplained(canvas, layout);
        let numbers = numbers.iter().map(|text| canvas.measure(text, ink));
        let (mut left, mut line) = (0.0, 0);
        let mut places = Vec::new();
        for part in [scale].into_iter().chain(samples).chain(numbers) {
            if left > 0.0 && left + part > width {
                (left, line) = (0.0, line + 1);
            }
            places.push((left, line));
            left += part + sizes.body * 1.2;
        }
        places
    }

    fn ends(&self, canvas: &Canvas<'_>) -> [String; 2] {
        let span = (self.range.1 - self.range.0).abs();
        let step = if span > 0.0 { span / 10.0 } else { 1.0 };
        [self.range.0, self.range.1].map(|value| canvas.look.tick(value, self.column.unit, step))
    }

    fn legend(&self, canvas: &mut Canvas<'_>, plot: Rect, layout: &Layout) {
        let sizes = canvas.sizes;
        let ink = Ink::regular(sizes.note, canvas.theme.secondary);
        let places = self.legend_places(canvas, layout, plot.width);
        let top = layout.grid.bottom() + sizes.note * 0.9;
        let at = |(left, line): (f64, usize)| {
            (
                plot.left + left,
                top + sizes.note * (1.0 + line as f64 * 1.6),
            )
        };
        let mut places = places.into_iter().map(at);
        if let Some(place) = places.next() {
            self.scale(canvas, place);
        }
        let samples = [(&self.legend.0, true), (&self.legend.1, false)];
        for (text, is_hatched) in samples {
            let (Some(text), Some((x, y))) = (text, text.as_ref().and_then(|_| places.next()))
            else {
                continue;
            };
            let sample = Rect {
                left: x,
                top: y - sizes.note * 0.95,
                width: sizes.note * 1.3,
                height: sizes.note * 1.2,
            };
            if is_hatched {
                canvas.rect(sample, shade(canvas.theme, 0.6));
                hatch(canvas, sample);
            } else {
                empty(canvas, sample);
            }
            canvas.text((x + sizes.note * 1.7, y), text, ink, Anchor::Start);
        }
        for (text, place) in self.unexplained(canvas, layout).iter().zip(places) {
            canvas.text(place, text, ink, Anchor::Start);
        }
    }

    /// The strip of shades between its two values.
    fn scale(&self, canvas: &mut Canvas<'_>, (x, y): (f64, f64)) {
        let sizes = canvas.sizes;
        let ink = Ink::regular(sizes.note, canvas.theme.secondary);
        let [low, high] = self.ends(canvas);
        let drawn = canvas.text((x, y), &low, ink, Anchor::Start);
        let strip = Scale {
            from: 0.0,
            to: STRIPES,
            start: x + drawn.width + sizes.note * 0.5,
            end: x + drawn.width + sizes.note * 0.5 + sizes.body * STRIP,
        };
        for stripe in 0..STRIPES as usize {
            let (left, right) = (strip.at(stripe as f64), strip.at(stripe as f64 + 1.0));
            let place = Rect {
                left,
                top: y - sizes.note * 0.85,
                width: right - left + 0.3,
                height: sizes.note,
            };
            let fill = shade(canvas.theme, stripe as f64 / (STRIPES - 1.0));
            canvas.rect(place, fill);
        }
        canvas.text((strip.end + sizes.note * 0.5, y), &high, ink, Anchor::Start);
    }
}

/// Length of the strip of shades in body sizes, and its stripes.
const STRIP: f64 = 7.0;
const STRIPES: f64 = 24.0;

fn number(canvas: &Canvas<'_>, column: usize) -> String {
    canvas.look.lang.number(&(column + 1).to_string())
}

fn inset(place: Rect, by: f64) -> Rect {
    Rect {
        left: place.left + by,
        top: place.top + by,
        width: place.width - 2.0 * by,
        height: place.height - 2.0 * by,
    }
}

/// A frame without a fill: nothing is known here.
fn empty(canvas: &mut Canvas<'_>, place: Rect) {
    let (color, width): (RGBColor, f64) = (canvas.theme.grid, canvas.sizes.grid);
    canvas.frame(inset(place, width * 1.25), color, width);
}

/// Diagonal lines of the background over a cell.
fn hatch(canvas: &mut Canvas<'_>, place: Rect) {
    let step = canvas.sizes.body * 0.42;
    let color = canvas.theme.background;
    let width = canvas.sizes.line * 0.8;
    let mut along = step;
    while along < place.width + place.height {
        // From the left or lower edge to the upper or right one.
        let (down, right) = (along.min(place.height), along.min(place.width));
        let start = (place.left + along - down, place.top + down);
        let end = (place.left + right, place.top + along - right);
        canvas.line(&[start, end], color, width);
        along += step;
    }
}
