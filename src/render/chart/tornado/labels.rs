//! What stands before a bar: the input, and under it the range and where ROI is zero.

use super::Bar;
use crate::render::chart::canvas::{Anchor, Canvas, Ink, Rect};
use crate::render::chart::look::Look;

/// Part of the plot's width that labels may take.
const LABELS: f64 = 0.48;

/// Height of a name's line in body sizes, and of one under it.
const LINE: f64 = 1.0;
const UNDER: f64 = 0.9;

/// Size of what stands under a name, in sizes of notes.
const SMALL: f64 = 0.9;

/// The least size of type in pixels.
const SMALLEST: f64 = 11.0;

/// The labels of all bars, broken into lines.
pub(super) struct Labels {
    /// Names and what stands under them, by bar.
    pub each: Vec<(Vec<String>, Vec<String>)>,
    /// Width of the widest line.
    pub width: f64,
}

impl Labels {
    /// Lines that fit beside the bars: names in two at most; the range and the break-even in one where all have room.
    pub fn of(bars: &[Bar], look: &Look) -> Self {
        // Only measures: nothing is drawn on it.
        let ruler = Canvas::new(look, 0.0);
        let room = (ruler.width - 2.0 * ruler.sizes.margin) * LABELS;
        let name = Ink::regular(ruler.sizes.body, ruler.theme.text);
        let small = under_name(&ruler);
        let joined = |bar: &Bar| {
            bar.under
                .iter()
                .map(|part| look.isolated(part))
                .collect::<Vec<_>>()
                .join(" · ")
        };
        let is_one = bars
            .iter()
            .all(|bar| ruler.measure(&joined(bar), small) <= room);
        let of = |bar: &Bar| {
            let under = match is_one {
                true => Some(joined(bar))
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect(),
                false => {
                    let parts = bar.under.iter();
                    parts
                        .flat_map(|part| ruler.wrapped(part, room, small, 2))
                        .collect()
                }
            };
            (ruler.wrapped(&bar.name, room, name, 2), under)
        };
        let each: Vec<(Vec<String>, Vec<String>)> = bars.iter().map(of).collect();
        let widths = each.iter().flat_map(|(names, under)| {
            let names = names.iter().map(|text| ruler.measure(text, name));
            names.chain(under.iter().map(|text| ruler.measure(text, small)))
        });
        let width = widths.fold(0.0, f64::max).min(room);
        Self { each, width }
    }

    /// Height of the highest, in body sizes.
    pub fn height(&self) -> f64 {
        let heights = self.each.iter().map(height_of);
        heights.fold(LINE, f64::max)
    }
}

/// Height of a name and of what stands under it, in body sizes.
fn height_of((names, under): &(Vec<String>, Vec<String>)) -> f64 {
    names.len() as f64 * LINE + under.len() as f64 * UNDER
}

/// How what stands under a name is set.
pub(super) fn under_name(canvas: &Canvas<'_>) -> Ink {
    let size = (SMALL * canvas.sizes.note).max(SMALLEST);
    Ink::regular(size, canvas.theme.secondary)
}

/// The lines of a label, around the middle of its row.
pub(super) fn label(canvas: &mut Canvas<'_>, lines: &(Vec<String>, Vec<String>), row: Rect) {
    let ink = Ink::regular(canvas.sizes.body, canvas.theme.text);
    let small = under_name(canvas);
    let body = canvas.sizes.body;
    let mut y = row.top + row.height / 2.0 - body * height_of(lines) / 2.0 + ink.size * 0.82;
    let (names, under) = lines;
    for text in names {
        canvas.text((row.right(), y), text, ink, Anchor::End);
        y += body * LINE;
    }
    y -= body * (LINE - UNDER);
    for text in under {
        canvas.text((row.right(), y), text, small, Anchor::End);
        y += body * UNDER;
    }
}
