//! Labels of rows, right-aligned before what they name.

use super::canvas::{Anchor, Canvas, Ink};

/// A row's label on one line, or on two where the row is high enough; `room` pixels wide at most.
pub(super) fn label(
    canvas: &mut Canvas<'_>,
    text: &str,
    right: f64,
    room: f64,
    (middle, pitch): (f64, f64),
) {
    let (body, theme) = (canvas.sizes.body, canvas.theme);
    let ink = Ink::regular(body, theme.text);
    if canvas.measure(text, ink) <= room || pitch < body * 1.9 {
        let text = canvas.shortened(text, room, ink);
        canvas.text((right, middle + body * 0.35), &text, ink, Anchor::End);
        return;
    }
    let small = Ink::regular(canvas.sizes.note, theme.text);
    let broken = canvas.wrapped(text, room, small, 2);
    let leading = small.size * 1.08;
    let first = middle + small.size * 0.35 - leading * (broken.len() as f64 - 1.0) / 2.0;
    for (at, line) in broken.iter().enumerate() {
        let baseline = first + at as f64 * leading;
        canvas.text((right, baseline), line, small, Anchor::End);
    }
}
