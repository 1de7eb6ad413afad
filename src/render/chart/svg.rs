//! A plotters backend that writes SVG text.
//!
//! plotters' own SVG backend rounds to whole pixels and knows neither titles nor weights; this one takes hundredths
//! of a pixel as its unit and leaves text as text.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::rc::Rc;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use super::fonts::{FAMILY, Fonts, Weight};
use crate::render::text::{ISOLATE_RIGHT, LEFT_TO_RIGHT_MARK, is_right_to_left};

/// Units of the backend in a pixel.
pub(super) const UNITS: f64 = 100.0;

/// Writing to memory never fails.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The elements written so far, shared with whoever adds groups and titles around them.
pub(super) type Body = Rc<RefCell<String>>;

/// The backend.
pub(super) struct Svg<'f> {
    body: Body,
    size: (u32, u32),
    fonts: &'f Fonts,
}

impl<'f> Svg<'f> {
    /// A backend of that size in units, which writes to `body`.
    pub(super) fn new(body: Body, size: (u32, u32), fonts: &'f Fonts) -> Self {
        Self { body, size, fonts }
    }

    /// The text with each piece in the family that has its glyphs: renderers differ in how they find one.
    ///
    /// The first piece is one of the family whose script runs from right to left, a mark without a glyph where no other
    /// comes first: resvg shapes the whole line with the first family and lays the others' glyphs over it, which breaks
    /// ligatures of letters that run to the left unless they come from the first.
    fn spans(&self, text: &str, weight: Weight) -> String {
        let span = |(family, piece): (Option<&str>, String)| match family {
            None => escaped(&piece),
            Some(family) => format!(
                "<tspan font-family=\"'{family}', '{FAMILY}'\">{}</tspan>",
                escaped(&piece)
            ),
        };
        let mut pieces = self.fonts.pieces(text, weight);
        let turned = pieces
            .iter()
            .find_map(|(family, piece)| family.filter(|_| piece.chars().any(is_right_to_left)));
        if let (Some(family), Some(first)) = (turned, pieces.first_mut())
            && first.0 != Some(family)
        {
            let isolate = first.1.strip_prefix(ISOLATE_RIGHT).map(str::to_owned);
            let mark = match isolate {
                Some(rest) => {
                    first.1 = rest;
                    ISOLATE_RIGHT
                }
                None => LEFT_TO_RIGHT_MARK,
            };
            pieces.insert(0, (Some(family), mark.into()));
        }
        pieces.into_iter().map(span).collect()
    }

    fn push(&self, element: std::fmt::Arguments<'_>) {
        let mut body = self.body.borrow_mut();
        body.write_fmt(element).expect("memory takes any text");
        body.push('\n');
    }
}

/// A length in pixels, without a tail of zeros.
pub(super) fn pixels(units: i32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let (whole, part) = (units.unsigned_abs() / 100, units.unsigned_abs() % 100);
    match (part, part % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

/// The text with what XML reserves or forbids taken out of harm's way.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => safe.push('\u{FFFD}'),
            char if char < ' ' => safe.push(' '),
            char => safe.push(char),
        }
    }
    safe
}

fn hex(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn opacity(name: &str, color: BackendColor) -> String {
    if color.alpha >= 1.0 {
        String::new()
    } else {
        format!(" {name}=\"{:.2}\"", color.alpha)
    }
}

fn fill(style: &impl BackendStyle) -> String {
    let color = style.color();
    format!("fill=\"{}\"{}", hex(color), opacity("fill-opacity", color))
}

fn stroke(style: &impl BackendStyle) -> String {
    let color = style.color();
    let width = pixels(i32::try_from(style.stroke_width()).unwrap_or(i32::MAX));
    format!(
        "fill=\"none\" stroke=\"{}\"{} stroke-width=\"{width}\"",
        hex(color),
        opacity("stroke-opacity", color)
    )
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let points: Vec<String> = path
        .into_iter()
        .map(|(x, y)| format!("{},{}", pixels(x), pixels(y)))
        .collect();
    points.join(" ")
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &color, true)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        filled: bool,
    ) -> Drawn {
        let paint = if filled { fill(style) } else { stroke(style) };
        self.push(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {paint}/>",
            pixels(left),
            pixels(top),
            pixels(right - left),
            pixels(bottom - top)
        ));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        (x1, y1): BackendCoord,
        (x2, y2): BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([(x1, y1), (x2, y2)], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.push(format_args!(
            "<polyline points=\"{}\" {} stroke-linejoin=\"round\"/>",
            points(path),
            stroke(style)
        ));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        filled: bool,
    ) -> Drawn {
        let paint = if filled { fill(style) } else { stroke(style) };
        self.push(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {paint}/>",
            pixels(x),
            pixels(y),
            pixels(i32::try_from(radius).unwrap_or(i32::MAX))
        ));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.push(format_args!(
            "<polygon points=\"{}\" {}/>",
            points(path),
            fill(style)
        ));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let (own, weight) = match style.style() {
            FontStyle::Bold => (Weight::Bold, " font-weight=\"700\""),
            _ => (Weight::Regular, ""),
        };
        let color = style.color();
        self.push(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight}{anchor} fill=\"{}\"{}>{}</text>",
            pixels(x),
            pixels(y),
            pixels((style.size() * UNITS).round() as i32),
            hex(color),
            opacity("fill-opacity", color),
            self.spans(text, own)
        ));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_to_a_hundredth_without_a_tail() {
        for (units, text) in [
            (0, "0"),
            (100, "1"),
            (150, "1.5"),
            (-5, "-0.05"),
            (1234, "12.34"),
        ] {
            assert_eq!(pixels(units), text);
        }
    }

    #[test]
    fn text_cannot_leave_its_element() {
        assert_eq!(
            escaped("<b>&\"\u{1}\u{FFFF}</b>"),
            "&lt;b&gt;&amp;&quot; \u{FFFD}&lt;/b&gt;"
        );
    }
}
