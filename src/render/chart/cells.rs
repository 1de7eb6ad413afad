//! A grid of shaded cells with their figures, and the scale that tells what the shades mean.

mod legend;

use plotters::style::RGBColor;

use crate::report::{ChartData, MetricColumn};

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::style::{legible_on, shade};
use super::{Drawing, Refusal, described, drawing};

/// Height of a row in body sizes, and the least.
const ROW: f64 = 2.2;
const LEAST: f64 = 1.35;

/// The widest cell, in body sizes.
const WIDEST: f64 = 7.0;

/// Part of the width that labels of rows may take.
const LABELS: f64 = 0.26;

/// Sizes of columns' labels, as parts of that of notes, and the least: what does not fit the first is set smaller.
const HEADS: [f64; 3] = [1.0, 0.85, 0.7];
const SMALLEST: f64 = 11.0;

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
    /// By their labels, broken into lines, in that size.
    Labels(Vec<Vec<String>>, f64),
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
    /// The chart whose grid it is.
    ///
    /// # Errors
    /// A picture too low for that many rows.
    pub fn chart(&self, data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
        let frame = Frame::new(data, look);
        let title = frame.headline.clone();
        let canvas = self.canvas(frame, look)?;
        let titles = self.cells.iter().flatten().flatten();
        let described = described(data, look, titles.map(|cell| cell.title.clone()));
        Ok(drawing(canvas, title, described))
    }

    fn canvas<'d>(&self, frame: Frame<'d>, look: &'d Look) -> Result<Canvas<'d>, Refusal> {
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
        let broken = HEADS.iter().find_map(|part| {
            let size = (sizes.note * part).max(SMALLEST);
            Some((self.broken(ruler, cell(own), size)?, size))
        });
        let (heads, labels, cell) = match broken {
            Some((lines, size)) => (Heads::Labels(lines, size), own, cell(own)),
            None => (Heads::Numbers, labels(true), cell(labels(true))),
        };
        let lines = match &heads {
            Heads::Labels(lines, _) => lines.iter().map(Vec::len).max().unwrap_or(1),
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
    fn broken(&self, ruler: &Canvas<'_>, cell: f64, size: f64) -> Option<Vec<Vec<String>>> {
        let ink = Ink::regular(size, ruler.theme.text);
        let room = cell - size * 0.4;
        let broken = self.columns.iter().map(|label| {
            // Lines break after hyphens too.
            let open = label.replace('-', "- ");
            let lines = ruler.wrapped(&open, room, ink, LINES);
            let is_whole = lines.join(" ") == open;
            is_whole.then(|| lines.iter().map(|line| line.replace("- ", "-")).collect())
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

    fn draw(&self, canvas: &mut Canvas<'_>, plot: Rect, layout: &Layout) {
        self.heads(canvas, layout);
        let size = self.text_size(canvas, layout);
        for (row, cells) in self.cells.iter().enumerate() {
            let place = self.place(layout, row, 0);
            let middle = place.top + place.height / 2.0;
            let label = match layout.heads {
                Heads::Labels(..) => self.rows[row].clone(),
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
        let size = match layout.heads {
            Heads::Labels(_, size) => size,
            Heads::Numbers => canvas.sizes.note,
        };
        let ink = Ink::regular(size, canvas.theme.text);
        let leading = ink.size * 1.15;
        for column in 0..self.columns.len() {
            let place = self.place(layout, 0, column);
            let middle = place.left + place.width / 2.0;
            let lines = match &layout.heads {
                Heads::Labels(lines, _) => lines[column].clone(),
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
                canvas.frame(own, canvas.theme.outline, canvas.sizes.grid);
            } else if let Some(size) = size {
                let ink = Ink::regular(size, legible_on(fill));
                let x = place.left + place.width / 2.0;
                let y = place.top + place.height / 2.0 + size * 0.36;
                canvas.text((x, y), &cell.text, ink, Anchor::Middle);
            }
        });
    }
}

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
