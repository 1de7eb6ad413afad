//! The bars of a tornado on one scale, with the lines at the base and at zero.

use super::bar::Bar;
use super::labels::{Labels, label};
use super::{FOOT, HEAD};
use crate::render::chart::axis::value_columns;
use crate::render::chart::canvas::{Anchor, Canvas, Ink, Rect};
use crate::render::chart::scale::{Scale, Ticks, ticks};
use crate::render::chart::style::BAR;
use crate::report::{Cell, MetricColumn};

/// The line at zero is drawn where it lies no further from the bars than this many times their span.
const FAR: f64 = 0.75;

/// Between the end of a bar and its figure, in body sizes.
pub const GAP: f64 = 0.35;

/// Part of the room beside the labels that values keep; figures at the ends of bars give way.
const LEAST: f64 = 0.5;

/// Rounds in which the scale makes room for what stands at its ends.
const ROUNDS: usize = 8;

/// What is drawn in the plot.
pub struct Plot<'p> {
    pub bars: &'p [Bar],
    pub labels: &'p Labels,
    pub base: f64,
    pub column: &'p MetricColumn,
}

impl Plot<'_> {
    /// The lowest and the highest return, and whether zero is among them.
    fn ticks(&self) -> (Ticks, bool) {
        let all = self.bars.iter().filter_map(|bar| bar.ends);
        let ends = all.flat_map(|(low, high)| [low, high]).chain([self.base]);
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
            (low.min(end), high.max(end))
        });
        let span = (high - low).max(0.02);
        // Without any range there is no scale but that from zero.
        let has_none = self.bars.iter().all(|bar| bar.ends.is_none());
        let reaches = has_none || low - span * FAR <= 0.0 && 0.0 <= high + span * FAR;
        let (low, high) = match reaches {
            true => (low.min(0.0), high.max(0.0)),
            false => (low, high),
        };
        (ticks(low, high.max(low + 0.01), 5), reaches)
    }

    /// Where values lie between labels and the picture's edge, and whether figures have room at the ends of bars.
    fn scale(&self, canvas: &Canvas<'_>, ticks: &Ticks, (start, end): (f64, f64)) -> (Scale, bool) {
        let small = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        let gap = canvas.sizes.body * GAP;
        let (from, to) = ticks.ends();
        let least = (end - start) * LEAST;
        // The outermost figures of the axis stand in the middle of their lines.
        let tick = |value: f64| {
            let text = canvas.look.tick_with_unit(value, self.column, ticks.step);
            canvas.measure(&text, small) / 2.0
        };
        let of = |with_ends: bool| {
            let mut scale = Scale {
                from,
                to,
                start,
                end,
            };
            // The narrower the scale, the more room its figures need beside it: a few rounds settle it.
            for _ in 0..ROUNDS {
                let (mut before, mut behind) = (start, end - tick(to));
                for bar in self.bars {
                    for (x, text, anchor) in bar.figures(canvas, &scale, self.base, with_ends) {
                        let width = canvas.measure(text, small);
                        match anchor {
                            Anchor::End => before = before.max(start + scale.start - x + width),
                            _ => behind = behind.min(end + scale.end - x - width),
                        }
                    }
                }
                (scale.start, scale.end) = (before, behind.max(before + gap));
            }
            scale
        };
        let scale = of(true);
        match scale.end - scale.start >= least {
            true => (scale, true),
            false => {
                let scale = of(false);
                let end = scale.end.max(scale.start + canvas.sizes.body * 2.0);
                (Scale { end, ..scale }, false)
            }
        }
    }

    pub fn draw(&self, canvas: &mut Canvas<'_>, plot: Rect) {
        let sizes = canvas.sizes;
        let body = sizes.body;
        let labels = self.labels.width;
        let gap = body * 0.5;
        let (ticks, has_zero) = self.ticks();
        let start = plot.left + labels + gap;
        let (scale, has_ends) = self.scale(canvas, &ticks, (start, plot.right()));
        let head = body * HEAD;
        let inner = Rect {
            left: scale.start,
            top: plot.top + head,
            width: scale.end - scale.start,
            height: plot.height - head - sizes.note * FOOT,
        };
        value_columns(canvas, inner, &ticks, &scale, self.column, sizes.note);
        let pitch = inner.height / self.bars.len().max(1) as f64;
        for (at, bar) in self.bars.iter().enumerate() {
            let row = Rect {
                left: plot.left,
                top: inner.top + at as f64 * pitch,
                width: labels,
                height: pitch,
            };
            let title = format!("{}: {} ({})", bar.keyed, bar.told, bar.under.join(", "));
            canvas.titled(&title, |canvas| {
                label(canvas, &self.labels.each[at], row);
                bar.draw(canvas, row, &scale, self.base, has_ends);
            });
        }
        let x = scale.at(self.base);
        let ends = [(x, inner.top - body * 0.2), (x, inner.bottom())];
        canvas.dashed(&ends, canvas.theme.text, sizes.zero);
        let base = canvas.look.signed(&Cell::Ratio(self.base), self.column);
        let base = canvas
            .look
            .lang
            .phrase("chart.tornado.base", &[("roi", &base)]);
        let zero = canvas.look.lang.phrase("break-even", &[]);
        let mut words = vec![(x, base)];
        if has_zero {
            words.push((scale.at(0.0), zero));
        }
        words.sort_by(|a, b| a.0.total_cmp(&b.0));
        above(canvas, plot, plot.top + body * 1.1, &words);
    }
}

/// One or two words over lines of the plot, from the left, pushed apart where they would touch.
fn above(canvas: &mut Canvas<'_>, plot: Rect, y: f64, words: &[(f64, String)]) {
    let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
    let width = |text: &str| canvas.measure(text, ink);
    let mut lefts: Vec<f64> = words
        .iter()
        .map(|(x, text)| x - width(text) / 2.0)
        .collect();
    let gap = ink.size;
    if let [(_, one), (_, other)] = words {
        let (one, other) = (width(one), width(other));
        let short = (lefts[0] + one + gap - lefts[1]).max(0.0);
        (lefts[0], lefts[1]) = (lefts[0] - short / 2.0, lefts[1] + short / 2.0);
        let over = (lefts[1] + other - plot.right()).max(0.0);
        (lefts[0], lefts[1]) = (lefts[0].min(lefts[1] - over - gap - one), lefts[1] - over);
    }
    for ((_, text), left) in words.iter().zip(lefts) {
        let room = plot.right() - canvas.measure(text, ink);
        let left = left.min(room).max(plot.left);
        if canvas.is_clear(canvas.text_box((left, y), text, ink, Anchor::Start)) {
            canvas.text((left, y), text, ink, Anchor::Start);
        }
    }
}

impl Bar {
    /// What stands beside the bar: the figures outside its ends where they have room, or that it has no range. The line
    /// at zero gives way to them, so that none stands apart from its own end.
    pub fn figures(
        &self,
        canvas: &Canvas<'_>,
        scale: &Scale,
        base: f64,
        with_ends: bool,
    ) -> Vec<(f64, &str, Anchor)> {
        let gap = canvas.sizes.body * GAP;
        let [low_text, high_text] = &self.texts;
        let mut figures: Vec<(f64, &str, Anchor)> = Vec::new();
        match self.ends {
            None => {
                let clear_of_it = scale.at(base) + canvas.sizes.dot + gap;
                figures.push((clear_of_it, high_text, Anchor::Start));
            }
            Some((low, high)) => {
                let (left, right) = match low <= high {
                    true => ((low, low_text), (high, high_text)),
                    false => ((high, high_text), (low, low_text)),
                };
                if with_ends && left.0 < base {
                    figures.push((scale.at(left.0) - gap, left.1, Anchor::End));
                }
                if with_ends && (right.0 > base || left.0 >= base) {
                    figures.push((scale.at(right.0) + gap, right.1, Anchor::Start));
                }
            }
        }
        figures
    }

    fn draw(&self, canvas: &mut Canvas<'_>, row: Rect, scale: &Scale, base: f64, with_ends: bool) {
        let (theme, sizes) = (canvas.theme, canvas.sizes);
        let high = (row.height * BAR).min(sizes.body * 1.7);
        let center = row.top + row.height / 2.0;
        let place = |from: f64, to: f64| Rect {
            left: from.min(to),
            top: center - high / 2.0,
            width: (to - from).abs(),
            height: high,
        };
        let middle = scale.at(base);
        match self.ends {
            // A hollow sliver at the base, as nobody knows how far it goes.
            None => {
                let half = sizes.dot;
                canvas.frame(place(middle - half, middle + half), theme.outline, 1.0);
            }
            Some((low, high)) => {
                let light = place(middle, scale.at(low));
                if light.width > 0.0 {
                    canvas.rect(light, theme.other);
                    canvas.frame(light, theme.outline, 1.0);
                }
                let full = place(middle, scale.at(high));
                if full.width > 0.0 {
                    canvas.rect(full, theme.one);
                }
            }
        }
        let ink = Ink::regular(sizes.note, theme.secondary);
        let baseline = center + ink.size * 0.35;
        for (x, text, anchor) in self.figures(canvas, scale, base, with_ends) {
            match self.ends {
                Some(_) => canvas.grounded((x, baseline), text, ink, anchor),
                None => canvas.rimmed((x, baseline), text, ink, anchor),
            };
        }
    }
}
