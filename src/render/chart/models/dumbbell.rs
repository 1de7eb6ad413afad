//! One row of models: a marker for each, the line between the outermost, intervals.

use plotters::style::{Color, RGBColor};

use super::{APART, Layout};
use crate::render::chart::canvas::{Anchor, Canvas, Ink, Rect};
use crate::render::chart::label::label;
use crate::render::chart::marker::Marker;
use crate::render::chart::style::BAND;

/// One model in one row.
pub struct Dot {
    pub model: String,
    pub value: f64,
    pub bounds: Option<(f64, f64)>,
    pub text: String,
    /// Its place among the models.
    pub at: usize,
}

/// One channel.
pub struct Line {
    pub label: String,
    pub dots: Vec<Dot>,
    pub spread: String,
    /// The same under every model: what no touch can be credited with.
    pub is_plain: bool,
}

impl Line {
    /// The dot furthest down or up the scale.
    pub fn end(&self, sign: f64) -> Option<&Dot> {
        let further = |best, dot| {
            let is_further = |a: &Dot, b: &Dot| a.value * sign > b.value * sign;
            if is_further(dot, best) { dot } else { best }
        };
        self.dots.iter().reduce(further)
    }

    /// The name of the model at an end, where its marker does not tell it.
    pub fn end_name(&self, sign: f64) -> Option<(&str, f64)> {
        let end = self.end(sign).filter(|_| !self.is_plain)?;
        let told = self
            .dots
            .iter()
            .any(|dot| dot.at < APART && dot.value == end.value);
        (!told).then_some((end.model.as_str(), end.value))
    }
}

impl Line {
    /// Draws it as the row of that number.
    pub fn draw(&self, canvas: &mut Canvas<'_>, layout: &Layout, at: usize) {
        let (sizes, theme) = (canvas.sizes, canvas.theme);
        let middle = layout.place.top + (at as f64 + 0.5) * layout.pitch;
        let texts = self
            .dots
            .iter()
            .map(|dot| format!("{} {}", dot.model, dot.text));
        let title = format!("{}: {}", self.label, texts.collect::<Vec<_>>().join("; "));
        canvas.titled(&title, |canvas| {
            let right = layout.place.left + layout.labels;
            label(
                canvas,
                &self.label,
                right,
                layout.labels,
                (middle, layout.pitch),
            );
            if let (Some(least), Some(most)) = (self.end(-1.0), self.end(1.0)) {
                let ends = [least, most].map(|dot| (layout.scale.at(dot.value), middle));
                canvas.line(&ends, theme.other, sizes.line * 1.4);
            }
            // Those with a colour of their own lie above the grey ones, the first on top.
            for dot in self.dots.iter().rev() {
                self.dot(canvas, layout, middle, dot);
            }
            for sign in [-1.0, 1.0] {
                self.name_end(canvas, layout, middle, sign);
            }
            let small = Ink::regular(sizes.note, theme.secondary);
            if layout.has_spreads {
                let place = (layout.place.right(), middle + sizes.note * 0.35);
                canvas.text(place, &self.spread, small, Anchor::End);
            }
        });
    }

    fn dot(&self, canvas: &mut Canvas<'_>, layout: &Layout, middle: f64, dot: &Dot) {
        let (sizes, theme) = (canvas.sizes, canvas.theme);
        let (marker, color) = match Marker::ALL.get(dot.at) {
            Some(marker) if !self.is_plain => (*marker, theme.categories[dot.at]),
            _ => (Marker::Circle, theme.outline),
        };
        let is_small = dot.at >= APART;
        let lane = dot.at as f64 - (layout.lanes - 1.0) / 2.0;
        let y = if is_small || self.is_plain {
            middle
        } else {
            middle + lane * layout.lane
        };
        if let Some(bounds) = dot.bounds.filter(|_| !is_small && !self.is_plain) {
            interval(canvas, layout, y, bounds, color);
        }
        let size = sizes.dot * if is_small { 0.85 } else { 1.3 };
        // Lanes keep markers apart only where these are no higher.
        let radius = if layout.lane > 0.0 {
            size.min((layout.lane * 0.62).max(sizes.dot * 0.6))
        } else {
            size
        };
        marker.draw(canvas, (layout.scale.at(dot.value), y), radius, color);
    }

    fn name_end(&self, canvas: &mut Canvas<'_>, layout: &Layout, middle: f64, sign: f64) {
        let Some((name, value)) = self.end_name(sign) else {
            return;
        };
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.secondary);
        let anchor = if sign < 0.0 {
            Anchor::End
        } else {
            Anchor::Start
        };
        let (end, zero) = (layout.scale.at(value), layout.scale.at(0.0));
        let beside = (
            end + sign * canvas.sizes.dot * 2.0,
            middle + ink.size * 0.35,
        );
        let own = canvas.text_box(beside, name, ink, anchor);
        let crosses = (own.left - ink.size * 0.2..own.right() + ink.size * 0.2).contains(&zero);
        // Over the line, from its end inwards, where it would stand across the axis beside it.
        let (place, anchor) = match (crosses, anchor) {
            (false, _) => (beside, anchor),
            (true, _) if layout.lane > 0.0 => return,
            (true, Anchor::End) => ((end, middle - canvas.sizes.dot * 1.9), Anchor::Start),
            (true, _) => ((end, middle - canvas.sizes.dot * 1.9), Anchor::End),
        };
        let own = canvas.text_box(place, name, ink, anchor);
        let (left, right) = (
            layout.place.left + layout.labels + canvas.sizes.body * 0.4,
            layout.right + canvas.sizes.dot,
        );
        let room = layout.pitch * 0.65;
        let fits = middle - own.top <= room && own.left >= left && own.right() <= right;
        if fits && canvas.is_free(own) {
            canvas.rimmed(place, name, ink, anchor);
        }
    }
}

/// A bar from the lower to the upper bound.
fn interval(
    canvas: &mut Canvas<'_>,
    layout: &Layout,
    middle: f64,
    (low, high): (f64, f64),
    color: RGBColor,
) {
    let (start, end) = (layout.scale.at(low), layout.scale.at(high));
    let bar = Rect {
        left: start,
        top: middle - layout.lane * 0.35,
        width: end - start,
        height: layout.lane * 0.7,
    };
    canvas.rect(bar, color.mix(BAND));
    canvas.frame(bar, color.mix(0.6), 0.75);
}
