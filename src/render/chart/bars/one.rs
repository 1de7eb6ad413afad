//! One bar: its name before it, its figure behind it.

use super::{Asides, BAR_AT_MOST, Bar, Columns, Shape};
use crate::render::chart::canvas::{Anchor, Canvas, Ink, Rect};
use crate::render::chart::label::label;
use crate::render::chart::style::BAR;

/// Where in a bar that is cut the gap stands, and how wide it is in body sizes.
const CUT: (f64, f64) = (0.82, 0.4);

impl Bar {
    /// Draws it at that height, with its name and its figure.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        plot: Rect,
        (top, pitch): (f64, f64),
        (name, columns): (&str, &Columns),
    ) {
        let Columns { labels, scale, .. } = columns;
        let (body, theme) = (canvas.sizes.body, canvas.theme);
        let gap = body * 0.5;
        let baseline = top + pitch / 2.0 + body * 0.35;
        if self.shape == Shape::Heading {
            let ink = Ink::regular(canvas.sizes.note, theme.secondary);
            let text = canvas.shortened(&self.text, plot.width, ink);
            canvas.text((plot.left, baseline), &text, ink, Anchor::Start);
            return;
        }
        let title = format!("{}: {} {}", self.label, self.text, self.aside);
        canvas.titled(title.trim_end(), |canvas| {
            let place = (top + pitch / 2.0, pitch);
            label(canvas, name, plot.left + labels, *labels, place);
            let zero = scale.at(0.0);
            let end = match (self.shape, self.value) {
                (Shape::Cut, _) => scale.end,
                (_, value) => value.map_or(zero, |value| scale.at(value)),
            };
            if let Some(value) = self.value {
                self.shape(canvas, (top, pitch), (zero, end), value);
            }
            let is_negative = self.value.is_some_and(|value| value < 0.0);
            let (x, anchor) = if is_negative {
                (end - gap, Anchor::End)
            } else {
                (end + gap, Anchor::Start)
            };
            let ink = Ink::regular(body, theme.text);
            let text = canvas.text((x, baseline), &self.text, ink, anchor);
            let ink = Ink::regular(canvas.sizes.note, theme.secondary);
            let (x, anchor) = match columns.asides {
                Asides::Edge => (plot.right(), Anchor::End),
                Asides::Close if !is_negative => (text.right() + gap, Anchor::Start),
                Asides::Close | Asides::None => return,
            };
            canvas.text((x, baseline), &self.aside, ink, anchor);
        });
    }

    fn shape(
        &self,
        canvas: &mut Canvas<'_>,
        (top, pitch): (f64, f64),
        (zero, end): (f64, f64),
        value: f64,
    ) {
        let (body, theme) = (canvas.sizes.body, canvas.theme);
        // What is not nought is seen, however small.
        let length = (end - zero).abs().max(if value == 0.0 { 0.0 } else { 1.0 });
        let height = (pitch * BAR).min(body * BAR_AT_MOST);
        let bar = Rect {
            left: if value < 0.0 { zero - length } else { zero },
            top: top + (pitch - height) / 2.0,
            width: length,
            height,
        };
        if self.shape == Shape::Light {
            canvas.rect(bar, theme.other);
            canvas.frame(bar, theme.outline, 1.0);
            return;
        }
        canvas.rect(bar, self.color);
        if self.shape == Shape::Cut {
            let (x, lean) = (bar.left + bar.width * CUT.0, bar.height * 0.25);
            let width = body * CUT.1;
            let gap = [
                (x - lean, bar.bottom() + 1.0),
                (x + lean, bar.top - 1.0),
                (x + lean + width, bar.top - 1.0),
                (x - lean + width, bar.bottom() + 1.0),
            ];
            canvas.polygon(&gap, theme.background);
        }
    }
}
