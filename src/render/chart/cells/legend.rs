//! What stands below a grid of cells: the scale of shades, samples of hatched and empty cells, columns without a name.

use super::{Cells, Heads, Layout, empty, hatch, number};
use crate::render::chart::canvas::{Anchor, Canvas, Ink, Rect};
use crate::render::chart::scale::Scale;
use crate::render::chart::style::shade;

/// Length of the strip of shades in body sizes, and its stripes.
const STRIP: f64 = 7.0;
const STRIPES: f64 = 24.0;

impl Cells {
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
    pub(super) fn foot(&self, ruler: &Canvas<'_>, layout: &Layout, width: f64) -> f64 {
        let lines = self.legend_places(ruler, layout, width);
        let last = lines.last().map_or(0, |(_, line)| *line);
        ruler.sizes.note * (1.0 + (last + 1) as f64 * 1.6)
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

    /// The values at both ends of the scale, marked where cells lie beyond.
    fn ends(&self, canvas: &Canvas<'_>) -> [String; 2] {
        let (low, high) = self.range;
        let span = (high - low).abs();
        let step = if span > 0.0 { span / 10.0 } else { 1.0 };
        let values = || self.cells.iter().flatten().flatten().map(|cell| cell.value);
        let beyond = [
            ("≤ ", low, values().any(|value| value < low)),
            ("≥ ", high, values().any(|value| value > high)),
        ];
        beyond.map(|(mark, value, is_clamped)| {
            let text = canvas.look.tick(value, self.column.unit, step);
            if is_clamped {
                format!("{mark}{text}")
            } else {
                text
            }
        })
    }

    pub(super) fn legend(&self, canvas: &mut Canvas<'_>, plot: Rect, layout: &Layout) {
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
