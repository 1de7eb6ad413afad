//! What stands before a bar: the input, and under it the range and where ROI is zero.

use super::bar::Bar;
use crate::render::chart::canvas::{Anchor, Canvas, Ink, Rect};
use crate::render::chart::look::Look;
use crate::render::chart::style::Sizes;

/// Part of the plot's width that labels may take.
const LABELS: f64 = 0.48;

/// Height of a line in type sizes: ends of letters above stay clear of those below.
const LEADING: f64 = 1.03;

/// The same of scripts that run to the left, whose letters reach further up and down.
const LEADING_TO_THE_LEFT: f64 = 1.2;

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
        // Keys stand beside names where all have room in a line, else in the titles of bars alone.
        let has_keys = bars
            .iter()
            .all(|bar| ruler.measure(&bar.keyed, name) <= room);
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
            let shown = if has_keys { &bar.keyed } else { &bar.name };
            (ruler.wrapped(shown, room, name, 2), under)
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
    pub fn height(&self, look: &Look) -> f64 {
        let (sizes, leading) = (look.sizes(), leading(look));
        let heights = self.each.iter();
        let heights = heights.map(|lines| height_of(lines, sizes, leading));
        heights.fold(sizes.body * leading, f64::max) / sizes.body
    }
}

/// Height of a name and of what stands under it, in pixels.
fn height_of((names, under): &(Vec<String>, Vec<String>), sizes: Sizes, leading: f64) -> f64 {
    let lines = names.len() as f64 * sizes.body + under.len() as f64 * sizes.note;
    lines * leading
}

fn leading(look: &Look) -> f64 {
    match look.lang.is_rtl() {
        true => LEADING_TO_THE_LEFT,
        false => LEADING,
    }
}

/// How what stands under a name is set.
fn under_name(canvas: &Canvas<'_>) -> Ink {
    Ink::regular(canvas.sizes.note, canvas.theme.secondary)
}

/// The lines of a label, around the middle of its row.
pub(super) fn label(canvas: &mut Canvas<'_>, lines: &(Vec<String>, Vec<String>), row: Rect) {
    let ink = Ink::regular(canvas.sizes.body, canvas.theme.text);
    let small = under_name(canvas);
    let (names, under) = lines;
    let inked = names.iter().map(|text| (text, ink));
    let inked = inked.chain(under.iter().map(|text| (text, small)));
    let leading = leading(canvas.look);
    let mut bottom = row.top + (row.height - height_of(lines, canvas.sizes, leading)) / 2.0;
    for (text, ink) in inked {
        bottom += ink.size * leading;
        let baseline = bottom - ink.size * 0.38;
        canvas.text((row.right(), baseline), text, ink, Anchor::End);
    }
}
