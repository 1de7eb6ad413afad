//! Horizontal bars with a label before and a figure behind each: what most charts of categories are.

mod one;

use std::borrow::Cow;

use plotters::style::RGBColor;

use crate::report::ChartData;

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::look::Look;
use super::scale::Scale;
use super::style::{PITCH, TIGHT_PITCH};
use super::{Drawing, Refusal, described, drawing};

/// Part of the plot's width that labels may take.
const LABELS: f64 = 0.36;

/// Part of the plot's width that bars keep; what stands at the right edge gives way.
const LEAST: f64 = 0.2;

/// The same where rows go by shorter names.
const LEAST_OF_SHORT: f64 = 0.1;

/// Height of a row whose name has two lines, and the least that keeps it apart from the next, in body sizes.
const PITCH_OF_LINES: f64 = 2.8;
const LEAST_OF_LINES: f64 = 2.4;

/// Height of a row where the picture has room, in body sizes, and of its bar.
const PITCH_AT_MOST: f64 = 4.4;
const BAR_AT_MOST: f64 = 2.4;

/// How a row is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// A bar in its colour.
    #[default]
    Plain,
    /// Light with an outline: sums others up, or stands beside the focus.
    Light,
    /// Longer than there is room, so that the others can be told apart: drawn to the end, with a gap.
    Cut,
    /// No bar: its text stands above the rows that follow.
    Heading,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(super) struct Bar {
    /// Before the bar.
    pub label: String,
    /// What stands there where the label of one row has no room; nothing where there is no shorter name.
    pub short: String,
    /// What stands under that where rows are high enough.
    pub says: String,
    /// Its length; without one nothing is drawn but the text.
    pub value: Option<f64>,
    /// Behind the bar.
    pub text: String,
    /// In lighter type at the right edge.
    pub aside: String,
    /// Its colour.
    pub color: RGBColor,
    /// How it is drawn.
    pub shape: Shape,
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
    /// Where asides have no place at the edge, they stand behind the figures.
    pub is_close: bool,
    /// A value that bars on a terminal are read against, and what it is called.
    pub mark: Option<(f64, String)>,
    /// A line under that row sets what is above it apart.
    pub parted: Option<usize>,
    /// Whether rows go by their shorter names.
    pub is_short: bool,
    /// Whether what the shorter names say stands under them.
    pub says: bool,
}

/// Where what is said in lighter type stands.
#[derive(Clone, Copy, PartialEq)]
enum Asides {
    /// At the right edge.
    Edge,
    /// Behind the figures.
    Close,
    /// Nowhere.
    None,
}

/// Where the columns of a set lie.
struct Columns {
    /// Width of the labels.
    labels: f64,
    /// Whether a label or the asides have no room.
    is_cramped: bool,
    /// Where the asides stand.
    asides: Asides,
    scale: Scale,
}

impl Bars {
    /// The surface for them, with its frame.
    ///
    /// # Errors
    /// A picture too low for that many rows.
    pub fn canvas<'d>(&self, frame: Frame<'d>, body: f64) -> Result<(Canvas<'d>, Rect), Refusal> {
        frame.canvas(self.height(body, PITCH), self.height(body, TIGHT_PITCH))
    }

    /// A picture of nothing but these bars; `says` puts one into words.
    ///
    /// # Errors
    /// A picture too low for that many rows.
    pub fn picture(
        &self,
        data: &ChartData,
        look: &Look,
        says: impl Fn(&Bar) -> String,
    ) -> Result<Drawing, Refusal> {
        let frame = Frame::new(data, look);
        let title = frame.headline.clone();
        let body = look.sizes().body;
        let (mut canvas, mut plot) = self.canvas(frame, body)?;
        // Names of two lines take higher rows, where nobody asked for a height.
        let is_cramped = self.columns(&canvas, plot).is_cramped;
        if is_cramped && self.rows.iter().all(|row| !row.says.is_empty()) {
            let high = self.height(body, PITCH_OF_LINES);
            (canvas, plot) = Frame::new(data, look).canvas(high, self.height(body, TIGHT_PITCH))?;
        }
        self.draw(&mut canvas, plot);
        let described = described(data, look, self.rows.iter().map(says));
        Ok(drawing(canvas, title, described))
    }

    /// The same with shorter names, where it has any.
    pub fn shorter(&self) -> Option<Self> {
        let has_short = self.rows.iter().any(|row| !row.short.is_empty());
        (has_short && !self.is_short).then(|| Self {
            is_short: true,
            ..self.clone()
        })
    }

    /// What stands before a row.
    pub fn label<'b>(&self, row: &'b Bar) -> &'b str {
        match self.is_short && !row.short.is_empty() {
            true => &row.short,
            false => &row.label,
        }
    }

    /// The same with what a shorter name says on a line below, where that is shown.
    fn lines<'b>(&self, row: &'b Bar) -> Cow<'b, str> {
        match self.says && !row.says.is_empty() {
            true => format!("{}\n{}", self.label(row), row.says).into(),
            false => self.label(row).into(),
        }
    }

    /// Their height where a row takes `pitch` body sizes.
    pub fn height(&self, body: f64, pitch: f64) -> f64 {
        self.rows.len() as f64 * body * pitch + self.head(body)
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
        let head = self.head(body);
        let pitch =
            ((plot.height - head) / self.rows.len().max(1) as f64).min(body * PITCH_AT_MOST);
        let columns = self.columns(canvas, plot);
        if let Some(shorter) = self.shorter().filter(|_| columns.is_cramped) {
            let telling = Self {
                says: true,
                ..shorter.clone()
            };
            let has_room = pitch >= body * LEAST_OF_LINES
                && shorter.rows.iter().all(|row| !row.says.is_empty())
                && !telling.columns(canvas, plot).is_cramped;
            return match has_room {
                true => telling.draw(canvas, plot),
                false => shorter.draw(canvas, plot),
            };
        }
        for (at, row) in self.rows.iter().enumerate() {
            let top = plot.top + head + at as f64 * pitch;
            row.draw(canvas, plot, (top, pitch), (&self.lines(row), &columns));
        }
        let (theme, zero) = (canvas.theme, columns.scale.at(0.0));
        if let Some(at) = self.parted {
            let y = plot.top + head + (at + 1) as f64 * pitch;
            let ends = [(zero, y), (plot.right(), y)];
            canvas.line(&ends, theme.outline, canvas.sizes.grid);
        }
        // The line at zero is interrupted by headings.
        let mut from = plot.top + head * 0.85;
        for (at, row) in self.rows.iter().enumerate() {
            let top = plot.top + head + at as f64 * pitch;
            if row.shape == Shape::Heading {
                canvas.line(&[(zero, from), (zero, top)], theme.zero, canvas.sizes.zero);
                from = top + pitch;
            }
        }
        let bottom = plot.top + head + self.rows.len() as f64 * pitch;
        let ends = [(zero, from), (zero, bottom)];
        canvas.line(&ends, theme.zero, canvas.sizes.zero);
        self.draw_head(canvas, plot, zero, columns.asides);
    }

    fn columns(&self, canvas: &Canvas<'_>, plot: Rect) -> Columns {
        let body = canvas.sizes.body;
        let gap = body * 0.5;
        let ink = Ink::regular(body, canvas.theme.text);
        let aside_ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        let bars = || self.rows.iter().filter(|row| row.shape != Shape::Heading);
        let widest = |texts: &mut dyn Iterator<Item = &str>, ink: Ink| {
            texts
                .map(|text| canvas.measure(text, ink))
                .fold(0.0, f64::max)
        };
        let names = bars().map(|row| {
            let name = self.lines(row);
            let ink = match name.contains('\n') {
                true => Ink::regular(canvas.sizes.note, ink.color),
                false => ink,
            };
            let lines = name.split('\n').map(|line| canvas.measure(line, ink));
            lines.fold(0.0, f64::max)
        });
        let widest_label = names.fold(0.0, f64::max);
        let labels = widest_label.min(plot.width * LABELS);
        let least = match self.is_short {
            true => LEAST_OF_SHORT,
            false => LEAST,
        };
        let asides = bars().map(|row| row.aside.as_str());
        let asides = widest(&mut asides.chain([self.aside.as_str()]), aside_ink);
        let is_negative = |row: &&Bar| row.value.is_some_and(|value| value < 0.0);
        let close = |row: &Bar| match row.aside.is_empty() {
            true => 0.0,
            false => canvas.measure(&row.aside, aside_ink) + gap,
        };
        let texts = |negative: bool, is_close: bool| {
            let own = bars().filter(|row| is_negative(row) == negative);
            let width = own
                .map(|row| canvas.measure(&row.text, ink) + if is_close { close(row) } else { 0.0 })
                .fold(0.0, f64::max);
            if width > 0.0 { width + gap } else { 0.0 }
        };
        // What stands at the end of the longest bar below zero keeps off the names.
        let off_names = |before: f64| if before > 0.0 { before + gap } else { 0.0 };
        let (before, behind) = (off_names(texts(true, false)), texts(false, false));
        let room = |labels: f64, asides: f64| plot.width - labels - gap - before - behind - asides;
        let wanted = if asides > 0.0 {
            asides + 2.0 * gap
        } else {
            0.0
        };
        let at_edge = room(labels, wanted) >= plot.width * least;
        let asides = match (at_edge, self.is_close) {
            (true, _) => Asides::Edge,
            (false, true) => Asides::Close,
            (false, false) => Asides::None,
        };
        let wanted = match asides {
            Asides::Edge => wanted,
            Asides::Close => texts(false, true) - behind,
            Asides::None => 0.0,
        };
        let short = (plot.width * least - room(labels, wanted)).max(0.0);
        let labels = (labels - short).max(body * 3.0).min(labels);
        let (low, high) = self.ends();
        let start = plot.left + labels + gap + before;
        let scale = Scale {
            from: low,
            to: if low == high { 1.0 } else { high },
            start,
            end: (plot.right() - behind - wanted).max(start + gap),
        };
        Columns {
            labels,
            is_cramped: labels < widest_label || asides == Asides::None,
            asides,
            scale,
        }
    }

    /// The smallest and largest value that is drawn to scale, zero among them.
    pub fn ends(&self) -> (f64, f64) {
        let scaled = |row: &&Bar| !matches!(row.shape, Shape::Cut | Shape::Heading);
        let values = self.rows.iter().filter(scaled).filter_map(|row| row.value);
        values.fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        })
    }

    /// What stands over the line at zero and over the asides.
    fn draw_head(&self, canvas: &mut Canvas<'_>, plot: Rect, zero: f64, asides: Asides) {
        let body = canvas.sizes.body;
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        if let Some(text) = &self.at_zero {
            let width = canvas.measure(text, ink);
            // What stands over the asides keeps its place.
            let taken = match asides == Asides::None || self.aside.is_empty() {
                true => 0.0,
                false => canvas.measure(&self.aside, ink) + ink.size,
            };
            let left = (zero - width / 2.0)
                .min(plot.right() - taken - width)
                .max(plot.left);
            canvas.text((left, plot.top + body * 0.9), text, ink, Anchor::Start);
        }
        let at = (plot.right(), plot.top + body * 0.9);
        if asides != Asides::None
            && !self.aside.is_empty()
            && canvas.is_free(canvas.text_box(at, &self.aside, ink, Anchor::End))
        {
            canvas.text(at, &self.aside, ink, Anchor::End);
        }
    }
}
