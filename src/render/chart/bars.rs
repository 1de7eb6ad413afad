//! Horizontal bars with a label before and a figure behind each: what most charts of categories are.

use plotters::style::RGBColor;

use super::Refusal;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::label::label;
use super::scale::Scale;
use super::style::{BAR, PITCH, TIGHT_PITCH};

/// Part of the plot's width that labels may take.
const LABELS: f64 = 0.36;

/// Part of it that is left to the bars.
const LEAST: f64 = 0.2;

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    /// Before the bar.
    pub label: String,
    /// Its length; without one nothing is drawn but the text.
    pub value: Option<f64>,
    /// Behind the bar.
    pub text: String,
    /// In lighter type at the right edge.
    pub aside: String,
    /// Its colour.
    pub color: RGBColor,
    /// Sums others up: drawn light, with an outline.
    pub is_rest: bool,
}

/// A set of bars on one scale.
#[derive(Clone, Debug, Default)]
pub(super) struct Bars {
    /// From the top.
    pub rows: Vec<Bar>,
    /// What stands over the line at zero.
    pub at_zero: Option<String>,
    /// What stands over the asides.
    pub aside: String,
}

impl Bars {
    /// The surface for them, with its frame.
    ///
    /// # Errors
    /// A picture too low for that many rows.
    pub fn canvas<'d>(&self, frame: Frame<'d>, body: f64) -> Result<(Canvas<'d>, Rect), Refusal> {
        let rows = self.rows.len() as f64 * body;
        let head = self.head(body);
        frame.canvas(rows * PITCH + head, rows * TIGHT_PITCH + head)
    }

    fn head(&self, body: f64) -> f64 {
        if self.at_zero.is_some() || !self.aside.is_empty() {
            body * 1.6
        } else {
            0.0
        }
    }

    /// Draws them into the plot.
    pub fn draw(&self, canvas: &mut Canvas<'_>, plot: Rect) {
        let body = canvas.sizes.body;
        let theme = canvas.theme;
        let head = self.head(body);
        let pitch = ((plot.height - head) / self.rows.len().max(1) as f64).min(body * PITCH * 1.3);
        let columns = Columns::of(self, canvas, plot);
        let scale = columns.scale(self, plot, body * 0.5);
        let zero = scale.at(0.0);
        for (at, row) in self.rows.iter().enumerate() {
            let top = plot.top + head + at as f64 * pitch;
            row.draw(canvas, plot, (top, pitch), &scale, &columns);
        }
        let bottom = plot.top + head + self.rows.len() as f64 * pitch;
        let ends = [(zero, plot.top + head * 0.85), (zero, bottom)];
        canvas.line(&ends, theme.zero, canvas.sizes.zero);
        let ink = Ink::regular(body * 0.9, theme.secondary);
        if let Some(text) = &self.at_zero {
            let width = canvas.measure(text, ink);
            let left = (zero - width / 2.0)
                .max(plot.left)
                .min(plot.right() - width);
            canvas.text((left, plot.top + body * 0.9), text, ink, Anchor::Start);
        }
        let at = (plot.right(), plot.top + body * 0.9);
        if columns.asides > 0.0
            && canvas.is_free(canvas.text_box(at, &self.aside, ink, Anchor::End))
        {
            canvas.text(at, &self.aside, ink, Anchor::End);
        }
    }
}

/// Widths of what stands around the bars.
struct Columns {
    /// Labels before them.
    labels: f64,
    /// Figures left of bars that run to the left.
    before: f64,
    /// Figures behind the others.
    behind: f64,
    /// Figures at the right edge; 0 where there is no room for them.
    asides: f64,
}

impl Columns {
    fn of(bars: &Bars, canvas: &Canvas<'_>, plot: Rect) -> Self {
        let body = canvas.sizes.body;
        let gap = body * 0.5;
        let label = Ink::regular(body, canvas.theme.text);
        let aside = Ink::regular(body * 0.9, canvas.theme.secondary);
        let widest = |texts: &mut dyn Iterator<Item = &str>, ink: Ink| {
            let width = texts
                .map(|text| canvas.measure(text, ink))
                .fold(0.0, f64::max);
            if width > 0.0 { width + gap } else { 0.0 }
        };
        let texts = |negative: bool| {
            let runs_left = |row: &&Bar| row.value.is_some_and(|value| value < 0.0) == negative;
            let own = bars.rows.iter().filter(runs_left);
            widest(&mut own.map(|row| row.text.as_str()), label)
        };
        let asides = bars.rows.iter().map(|row| row.aside.as_str());
        let mut columns = Self {
            labels: widest(&mut bars.rows.iter().map(|row| row.label.as_str()), label)
                .min(plot.width * LABELS),
            before: texts(true),
            behind: texts(false),
            asides: widest(&mut asides.chain([bars.aside.as_str()]), aside),
        };
        if columns.asides > 0.0 {
            columns.asides += gap;
        }
        if plot.width - columns.taken() < plot.width * LEAST {
            columns.asides = 0.0;
        }
        let short = plot.width * LEAST - (plot.width - columns.taken());
        columns.labels = (columns.labels - short.max(0.0)).max(body * 3.0);
        columns
    }

    fn taken(&self) -> f64 {
        self.labels + self.before + self.behind + self.asides
    }

    fn scale(&self, bars: &Bars, plot: Rect, gap: f64) -> Scale {
        let values = bars.rows.iter().filter_map(|row| row.value);
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let start = plot.left + self.labels + self.before;
        Scale {
            from: low,
            to: if low == high { 1.0 } else { high },
            start,
            end: (plot.right() - self.behind - self.asides).max(start + gap),
        }
    }
}

impl Bar {
    fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        plot: Rect,
        (top, pitch): (f64, f64),
        scale: &Scale,
        columns: &Columns,
    ) {
        let body = canvas.sizes.body;
        let theme = canvas.theme;
        let gap = body * 0.5;
        let baseline = top + pitch / 2.0 + body * 0.35;
        let ink = Ink::regular(body, theme.text);
        let title = format!("{}: {}", self.label, self.text);
        canvas.titled(&title, |canvas| {
            let room = columns.labels - gap;
            let place = (top + pitch / 2.0, pitch);
            label(canvas, &self.label, plot.left + room, room, place);
            let zero = scale.at(0.0);
            let end = self.value.map_or(zero, |value| scale.at(value));
            if let Some(value) = self.value {
                // What is not nought is seen, however small.
                let length = (end - zero).abs().max(if value == 0.0 { 0.0 } else { 1.0 });
                let bar = Rect {
                    left: if value < 0.0 { zero - length } else { zero },
                    top: top + pitch * (1.0 - BAR) / 2.0,
                    width: length,
                    height: pitch * BAR,
                };
                if self.is_rest {
                    canvas.rect(bar, theme.other);
                    canvas.frame(bar, theme.outline, 1.0);
                } else {
                    canvas.rect(bar, self.color);
                }
            }
            let is_negative = self.value.is_some_and(|value| value < 0.0);
            let (x, anchor) = if is_negative {
                (end - gap, Anchor::End)
            } else {
                (end + gap, Anchor::Start)
            };
            canvas.text((x, baseline), &self.text, ink, anchor);
            let aside = Ink::regular(body * 0.9, theme.secondary);
            if columns.asides > 0.0 {
                canvas.text((plot.right(), baseline), &self.aside, aside, Anchor::End);
            }
        });
    }
}
