//! Every colour, size and format of cells, in one place.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::lang::Lang;
use crate::render::text::wrapped as wrapped_lines;

/// Categories: Paul Tol's *muted* five, which stay apart in greyscale and for readers with any common colour deficiency.
pub const CATEGORIES: [Color; 5] = [
    Color::RGB(0x33_22_88),
    Color::RGB(0xCC_66_77),
    Color::RGB(0x11_77_33),
    Color::RGB(0x88_22_55),
    Color::RGB(0x99_99_33),
];

/// Text in charts.
pub const TEXT: Color = Color::RGB(0x22_22_22);

/// Notes, and whatever else steps back.
pub const SECONDARY: Color = Color::RGB(0x5F_63_68);

/// Gridlines of charts.
pub const GRID: Color = Color::RGB(0xD9_D9_D9);

/// The widest that a column is set, in characters.
pub const WIDEST: f64 = 40.0;

/// Height of a line of text, in points.
pub const LINE: f64 = 15.0;

/// The highest that a row can be, in points.
const HIGHEST: f64 = 409.0;

/// Characters of a line of notes.
pub const NOTE: f64 = 100.0;

/// Letters that fit where so many digits do, on a line long enough for them to even out.
const LETTERS: f64 = 1.1;

/// Characters of a line that is long enough.
const LONG: f64 = 60.0;

/// Height of a text that is broken into lines in so many characters, in points.
pub fn height(text: &str, width: f64) -> f64 {
    let room = if width < LONG {
        width - 1.0
    } else {
        width * LETTERS
    };
    let room = room as usize;
    let lines = text.split('\n');
    let lines = lines.map(|line| wrapped_lines("", line, Some(room)).len());
    (lines.sum::<usize>() as f64 * LINE).min(HIGHEST)
}

/// Text, kept as it is even where somebody edits the cell: an id, a name that begins like a formula.
pub const AS_TEXT: &str = "@";

/// Which edge of its column a header keeps to; the left is the right in scripts that run that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// The side on which the lines of a language begin.
pub fn start(lang: &Lang) -> FormatAlign {
    match lang.is_rtl() {
        true => FormatAlign::Right,
        false => FormatAlign::Left,
    }
}

/// The head of a column, clear of the filter's button.
pub fn header(side: Side, lang: &Lang) -> Format {
    let format = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin)
        .set_num_format(AS_TEXT);
    match side {
        Side::Left => format.set_align(start(lang)),
        Side::Right => format.set_align(FormatAlign::Right),
    }
}

/// A figure, a day or a text.
pub fn cell(num_format: &str) -> Format {
    Format::new().set_num_format(num_format)
}

/// What keeps to the left beside what keeps to the right stands a little apart from it.
pub fn apart(format: Format, before: Side, side: Side) -> Format {
    match (before, side) {
        (Side::Right, Side::Left) => format.set_indent(1),
        _ => format,
    }
}

/// The same on the line of totals.
pub fn total(num_format: &str) -> Format {
    cell(num_format)
        .set_bold()
        .set_border_top(FormatBorder::Thin)
}

/// A sentence under a table.
pub fn note() -> Format {
    wrapped().set_font_color(SECONDARY)
}

/// A text over as many lines as it takes.
pub fn wrapped() -> Format {
    cell(AS_TEXT).set_text_wrap().set_align(FormatAlign::Top)
}

/// The heading of a part of a sheet.
pub fn heading() -> Format {
    cell(AS_TEXT).set_bold().set_font_size(13)
}
