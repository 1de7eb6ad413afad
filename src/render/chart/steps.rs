//! Steps that lead from one sum to another: each a bar that begins where the one above it ends.

use plotters::style::RGBColor;

use super::Refusal;
use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::frame::Frame;
use super::label::label;
use super::scale::Scale;
use super::style::{BAR, PITCH, TIGHT_PITCH, legible_on};

/// Part of the plot's width that labels may take.
const LABELS: f64 = 0.36;

/// Steps that move the level by less than this part of it stand on a scale that does not begin at zero.
const SMALL: f64 = 0.3;

/// Part of the moves' span that is left between them and the cut.
const LEFT: f64 = 0.5;

/// Where in a total that is cut the gap stands, and how wide it is in body sizes.
const CUT: (f64, f64) = (0.35, 0.4);

/// How a step is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// From the level before to the level after.
    #[default]
    Move,
    /// The same, light with an outline.
    Light,
    /// From zero to the level.
    Total,
}

/// One step.
#[derive(Clone, Debug, Default)]
pub(super) struct Step {
    /// Before the bar.
    pub label: String,
    /// The level before.
    pub from: f64,
    /// The level after.
    pub to: f64,
    /// In the column of figures at the end of the row.
    pub text: String,
    /// What it sums up, each with its figure; only said, not drawn.
    pub parts: Vec<String>,
    /// Within the bar, or beside it where that is thin.
    pub mark: String,
    /// Its colour.
    pub color: RGBColor,
    /// How it is drawn.
    pub shape: Shape,
}

/// All steps, from the top.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps(pub Vec<Step>);

/// Where labels end and bars begin.
struct Place {
    /// Width of the labels.
    labels: f64,
    /// Where the scale begins, where that is not zero.
    cut: Option<f64>,
    /// Width of the column of figures.
    figures: f64,
}

impl Steps {
    /// The surface for them under a legend of that height, with its frame.
    ///
    /// # Errors
    /// A picture too low for that many rows.
    pub fn canvas<'d>(
        &self,
        frame: Frame<'d>,
        body: f64,
        legend: f64,
    ) -> Result<(Canvas<'d>, Rect), Refusal> {
        let height = |pitch: f64| self.0.len() as f64 * body * pitch + legend;
        frame.canvas(height(PITCH), height(TIGHT_PITCH))
    }

    /// The lowest and the highest level.
    fn levels(&self) -> (f64, f64) {
        let levels = self.0.iter().flat_map(|step| [step.from, step.to]);
        levels.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), level| {
            (low.min(level), high.max(level))
        })
    }

    /// Where the scale begins, where that is not zero: above it for positive levels, below it for negative ones.
    pub fn cut(&self) -> Option<f64> {
        let (low, high) = self.levels();
        let span = high - low;
        let far = low.abs().max(high.abs());
        // Both totals alone are no reason: nothing would be seen to move.
        let is_small = low * high > 0.0 && span > 0.0 && span < far * SMALL;
        let near = if low > 0.0 {
            low - span * LEFT
        } else {
            high + span * LEFT
        };
        is_small.then_some(near)
    }

    /// Draws them into the plot; gives the foot of the line at zero, where it is drawn.
    pub fn draw(&self, canvas: &mut Canvas<'_>, plot: Rect) -> Option<(f64, f64)> {
        let body = canvas.sizes.body;
        let gap = body * 0.5;
        let ink = Ink::regular(body, canvas.theme.text);
        let cut = self.cut();
        let (low, high) = self.levels();
        let (low, high) = match cut {
            Some(cut) => (low.min(cut), high.max(cut)),
            None => (low.min(0.0), high.max(0.0)),
        };
        let widest = |texts: &mut dyn Iterator<Item = &str>| {
            texts
                .map(|text| canvas.measure(text, ink))
                .fold(0.0, f64::max)
        };
        let labels = widest(&mut self.0.iter().map(|step| step.label.as_str()));
        let labels = labels.min(plot.width * LABELS);
        let bold = Ink::bold(body, canvas.theme.text);
        let figures = self.0.iter().map(|step| canvas.measure(&step.text, bold));
        let figures = figures.fold(0.0, f64::max);
        let zero = cut.unwrap_or(0.0);
        let start = plot.left + labels + gap;
        let room = plot.width - labels - 2.0 * gap - figures;
        let scale = Scale {
            from: low,
            to: if high > low { high } else { low + 1.0 },
            start,
            end: start + room.max(plot.width * 0.15),
        };
        let pitch = (plot.height / self.0.len().max(1) as f64).min(body * PITCH * 1.6);
        let at_zero = scale.at(zero);
        let bottom = plot.top + pitch * self.0.len() as f64;
        let ends = [(at_zero, plot.top), (at_zero, bottom)];
        match cut {
            None => canvas.line(&ends, canvas.theme.zero, canvas.sizes.zero),
            Some(_) => canvas.dashed(&ends, canvas.theme.outline, canvas.sizes.grid),
        }
        let place = Place {
            labels,
            cut,
            figures,
        };
        for (at, step) in self.0.iter().enumerate() {
            let top = plot.top + at as f64 * pitch;
            let is_last = at + 1 == self.0.len();
            step.draw(canvas, plot, (top, pitch), &scale, &place);
            if !is_last {
                let x = scale.at(step.to);
                let bar = pitch * (1.0 + BAR) / 2.0;
                let ends = [(x, top + bar), (x, top + pitch + pitch * (1.0 - BAR) / 2.0)];
                canvas.line(&ends, canvas.theme.outline, canvas.sizes.grid);
            }
        }
        cut.is_none().then_some((at_zero, bottom))
    }
}

impl Step {
    /// What it says to a pointer or a voice.
    fn title(&self) -> String {
        let own = format!("{}: {}", self.label, self.text);
        match self.parts.is_empty() {
            true => own,
            false => format!("{own} ({})", self.parts.join("; ")),
        }
    }

    fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        plot: Rect,
        (top, pitch): (f64, f64),
        scale: &Scale,
        place: &Place,
    ) {
        let (labels, cut) = (place.labels, place.cut);
        let (body, theme) = (canvas.sizes.body, canvas.theme);
        let gap = body * 0.5;
        let baseline = top + pitch / 2.0 + body * 0.35;
        let from = match self.shape {
            Shape::Total => cut.unwrap_or(0.0),
            Shape::Move | Shape::Light => self.from,
        };
        let (start, end) = (scale.at(from), scale.at(self.to));
        // What is not nought is seen, however small.
        let least = if from == self.to { 0.0 } else { 1.0 };
        let bar = Rect {
            left: start.min(end),
            top: top + pitch * (1.0 - BAR) / 2.0,
            width: (end - start).abs().max(least),
            height: pitch * BAR,
        };
        let title = self.title();
        canvas.titled(&title, |canvas| {
            let middle = (top + pitch / 2.0, pitch);
            label(canvas, &self.label, plot.left + labels, labels, middle);
            let fill = match self.shape {
                Shape::Light => theme.other,
                Shape::Move | Shape::Total => self.color,
            };
            canvas.rect(bar, fill);
            if self.shape == Shape::Light {
                canvas.frame(bar, theme.outline, 1.0);
            }
            if self.shape == Shape::Total && cut.is_some() && bar.width > body * 2.0 {
                cut_through(canvas, bar);
            }
            self.mark(
                canvas,
                bar,
                (plot.right() - place.figures - gap, baseline),
                fill,
            );
            let ink = match self.shape {
                Shape::Total => Ink::bold(body, theme.text),
                Shape::Move | Shape::Light => Ink::regular(body, theme.text),
            };
            // Digits end one below the other in every language.
            match canvas.look.lang.is_rtl() {
                true => {
                    let start = (plot.right() - place.figures, baseline);
                    canvas.text(start, &self.text, ink, Anchor::Start)
                }
                false => canvas.text((plot.right(), baseline), &self.text, ink, Anchor::End),
            };
        });
    }
}

impl Step {
    /// The letter within the bar, beside it where the bar is thin.
    fn mark(&self, canvas: &mut Canvas<'_>, bar: Rect, (edge, y): (f64, f64), fill: RGBColor) {
        if self.mark.is_empty() {
            return;
        }
        let (sizes, theme) = (canvas.sizes, canvas.theme);
        let ink = Ink::bold(sizes.note, legible_on(fill));
        let (width, gap) = (canvas.measure(&self.mark, ink), sizes.note * 0.5);
        if width + gap < bar.width {
            let middle = (bar.left + bar.width / 2.0, y);
            canvas.text(middle, &self.mark, ink, Anchor::Middle);
            return;
        }
        let ink = Ink::bold(sizes.note, theme.secondary);
        match bar.right() + gap + width <= edge {
            true => canvas.text((bar.right() + gap, y), &self.mark, ink, Anchor::Start),
            false => canvas.text((bar.left - gap, y), &self.mark, ink, Anchor::End),
        };
    }
}

/// The gap of a bar that does not begin at zero.
fn cut_through(canvas: &mut Canvas<'_>, bar: Rect) {
    let (x, lean) = (bar.left + bar.width * CUT.0, bar.height * 0.25);
    let width = canvas.sizes.body * CUT.1;
    let gap = [
        (x - lean, bar.bottom() + 1.0),
        (x + lean, bar.top - 1.0),
        (x + lean + width, bar.top - 1.0),
        (x - lean + width, bar.bottom() + 1.0),
    ];
    canvas.polygon(&gap, canvas.theme.background);
}
