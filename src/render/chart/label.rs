//! Labels of rows, right-aligned before what they name.

use super::canvas::{Anchor, Canvas, Ink};

/// Height of a row that has room for two lines, in body sizes.
const TWO_LINES: f64 = 1.9;

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
    let is_one = !text.contains('\n') && canvas.measure(text, ink) <= room;
    if is_one || pitch < body * TWO_LINES {
        let text = canvas.shortened(text, room, ink);
        canvas.text((right, middle + body * 0.35), &text, ink, Anchor::End);
        return;
    }
    let small = Ink::regular(canvas.sizes.note, theme.text);
    let broken: Vec<String> = match text.contains('\n') {
        true => text.lines().map(str::to_owned).collect(),
        false => canvas.wrapped(text, room, small, 2),
    };
    let leading = small.size * 1.08;
    let first = middle + small.size * 0.35 - leading * (broken.len() as f64 - 1.0) / 2.0;
    for (at, line) in broken.iter().enumerate() {
        let baseline = first + at as f64 * leading;
        canvas.text((right, baseline), line, small, Anchor::End);
    }
}
