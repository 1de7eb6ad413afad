//! The surface that charts are drawn on: shapes and text in pixels, drawn with plotters, mirrored for languages that
//! run from right to left.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{
    Circle, DashedPathElement, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, ShapeStyle, TextStyle,
};

use super::fonts::{FAMILY, Weight};
use super::look::Look;
use super::style::{Sizes, Theme};
use super::svg::{Body, Svg, UNITS, escaped, pixels};
use crate::render::text::{ISOLATE_END, ISOLATE_LEFT, ISOLATE_RIGHT, harmless, is_right_to_left};

/// How an element of text begins.
const TEXT: &str = "<text";

/// Stands between the earlier and the newer figure where the language runs to the left.
const TO_THE_LEFT: &str = " ← ";

/// A rectangle in pixels from the left upper corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn right(self) -> f64 {
        self.left + self.width
    }

    pub fn bottom(self) -> f64 {
        self.top + self.height
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        self.left < other.right()
            && other.left < self.right()
            && self.top < other.bottom()
            && other.top < self.bottom()
    }

    /// Whether a point lies within.
    pub fn has(self, (x, y): (f64, f64)) -> bool {
        (self.left..self.right()).contains(&x) && (self.top..self.bottom()).contains(&y)
    }

    /// Whether the other lies within.
    pub fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// Which end of a text its place means; `Start` is the right end where the language runs from right to left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub size: f64,
    pub weight: Weight,
    pub color: RGBColor,
}

impl Ink {
    pub fn regular(size: f64, color: RGBColor) -> Self {
        Self {
            size,
            weight: Weight::Regular,
            color,
        }
    }

    pub fn bold(size: f64, color: RGBColor) -> Self {
        Self {
            size,
            weight: Weight::Bold,
            color,
        }
    }
}

/// The surface of one chart.
pub(super) struct Canvas<'l> {
    pub look: &'l Look,
    pub theme: &'static Theme,
    pub sizes: Sizes,
    pub width: f64,
    pub height: f64,
    area: DrawingArea<Svg<'l>, Shift>,
    body: Body,
    /// Boxes of the texts so far, as drawn.
    boxes: Vec<Rect>,
    texts: Vec<(String, Weight)>,
}

/// A finished surface.
pub(super) struct Sheet {
    pub body: String,
    pub texts: Vec<(String, Weight)>,
}

impl<'l> Canvas<'l> {
    pub fn new(look: &'l Look, height: f64) -> Self {
        let body: Body = Rc::new(RefCell::new(String::new()));
        let width = f64::from(look.size.width);
        let size = ((width * UNITS) as u32, (height * UNITS) as u32);
        let area = Svg::new(Rc::clone(&body), size, &look.fonts).into_drawing_area();
        let mut canvas = Self {
            look,
            theme: look.theme(),
            sizes: look.sizes(),
            width,
            height,
            area,
            body,
            boxes: Vec::new(),
            texts: Vec::new(),
        };
        let whole = Rect {
            width,
            height,
            ..Rect::default()
        };
        canvas.rect(whole, canvas.theme.background);
        canvas
    }

    pub fn finish(self) -> Sheet {
        Sheet {
            body: self.body.take(),
            texts: self.texts,
        }
    }

    fn mirrored(&self) -> bool {
        self.look.lang.is_rtl()
    }

    fn at(&self, (x, y): (f64, f64)) -> (i32, i32) {
        let x = if self.mirrored() { self.width - x } else { x };
        ((x * UNITS).round() as i32, (y * UNITS).round() as i32)
    }

    fn draw<'e, E>(&self, element: &'e E)
    where
        &'e E: PointCollection<'e, (i32, i32)>,
        E: Drawable<Svg<'l>>,
    {
        self.area
            .draw(element)
            .expect("writing to memory cannot fail");
    }

    /// A filled rectangle.
    pub fn rect(&mut self, rect: Rect, fill: impl Color) {
        let corners = [
            self.at((rect.left, rect.top)),
            self.at((rect.right(), rect.bottom())),
        ];
        let (left, right) = (
            corners[0].0.min(corners[1].0),
            corners[0].0.max(corners[1].0),
        );
        let corners = [(left, corners[0].1), (right, corners[1].1)];
        self.draw(&Rectangle::new(corners, fill.to_rgba().filled()));
    }

    /// The edge of a rectangle.
    pub fn frame(&mut self, rect: Rect, color: impl Color, width: f64) {
        let (left, top, right, bottom) = (rect.left, rect.top, rect.right(), rect.bottom());
        let path = [
            (left, top),
            (right, top),
            (right, bottom),
            (left, bottom),
            (left, top),
        ];
        self.line(&path, color, width);
    }

    /// A line through points.
    pub fn line(&mut self, points: &[(f64, f64)], color: impl Color, width: f64) {
        let path: Vec<_> = points.iter().map(|point| self.at(*point)).collect();
        self.draw(&PathElement::new(path, stroke(color, width)));
    }

    /// A dashed line through points.
    pub fn dashed(&mut self, points: &[(f64, f64)], color: impl Color, width: f64) {
        let path: Vec<_> = points.iter().map(|point| self.at(*point)).collect();
        let dash = (self.sizes.body * 0.35 * UNITS) as i32;
        self.draw(&DashedPathElement::new(
            path,
            dash,
            dash,
            stroke(color, width),
        ));
    }

    /// A filled polygon.
    pub fn polygon(&mut self, points: &[(f64, f64)], fill: impl Color) {
        let path: Vec<_> = points.iter().map(|point| self.at(*point)).collect();
        self.draw(&Polygon::new(path, fill.to_rgba()));
    }

    /// A filled circle.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, fill: impl Color) {
        let radius = (radius * UNITS) as i32;
        self.draw(&Circle::new(
            self.at(centre),
            radius,
            fill.to_rgba().filled(),
        ));
    }

    /// The edge of a circle.
    pub fn ring(&mut self, centre: (f64, f64), radius: f64, color: impl Color, width: f64) {
        let radius = (radius * UNITS) as i32;
        self.draw(&Circle::new(self.at(centre), radius, stroke(color, width)));
    }

    /// What is drawn within bears a title, which browsers show on hover and screen readers read.
    pub fn titled(&mut self, title: &str, draw: impl FnOnce(&mut Self)) {
        let open = format!("<g><title>{}</title>\n", escaped(&harmless(title)));
        self.body.borrow_mut().push_str(&open);
        draw(self);
        self.body.borrow_mut().push_str("</g>\n");
    }

    /// A line of text; `y` is its baseline. Gives the box that it takes.
    pub fn text(&mut self, (x, y): (f64, f64), text: &str, ink: Ink, anchor: Anchor) -> Rect {
        let text = self.shown(text);
        if text.trim().is_empty() {
            return Rect::default();
        }
        let drawn = self.text_box((x, y), &text, ink, anchor);
        let pos = match (anchor, self.mirrored()) {
            (Anchor::Middle, _) => HPos::Center,
            (Anchor::Start, false) | (Anchor::End, true) => HPos::Left,
            (Anchor::End, false) | (Anchor::Start, true) => HPos::Right,
        };
        let style = match ink.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let font = FontDesc::new(FontFamily::Name(FAMILY), ink.size, style);
        let style = TextStyle::from(font)
            .color(&ink.color)
            .pos(Pos::new(pos, VPos::Bottom));
        let shown = self.directed(&text);
        self.draw(&Text::new(shown, self.at((x, y)), style));
        self.texts.push((text, ink.weight));
        self.boxes.push(drawn);
        drawn
    }

    /// The same over a rim in the colour of the background, which keeps it legible and hides little of what is behind.
    pub fn rimmed(&mut self, place: (f64, f64), text: &str, ink: Ink, anchor: Anchor) -> Rect {
        let start = self.body.borrow().len();
        let drawn = self.text(place, text, ink, anchor);
        let RGBColor(red, green, blue) = self.theme.background;
        let width = pixels((ink.size * 0.3 * UNITS) as i32);
        let rim = format!(
            " paint-order=\"stroke\" stroke=\"#{red:02x}{green:02x}{blue:02x}\" stroke-width=\"{width}\" stroke-linejoin=\"round\""
        );
        let mut body = self.body.borrow_mut();
        if body[start..].starts_with(TEXT) {
            body.insert_str(start + TEXT.len(), &rim);
        }
        drawn
    }

    /// The same on a ground in the colour of the background: lines behind it end before it and begin behind it.
    pub fn grounded(&mut self, place: (f64, f64), text: &str, ink: Ink, anchor: Anchor) -> Rect {
        let own = self.text_box(place, text, ink, anchor);
        let more = ink.size * 0.1;
        let ground = Rect {
            left: own.left - more,
            width: own.width + 2.0 * more,
            ..own
        };
        self.rect(ground, self.theme.background);
        self.text(place, text, ink, anchor)
    }

    /// Isolated where it runs from right to left: in a language that does, all text but what has no letter of that
    /// direction; in others, by its first letter. Figures one after another keep their order, whatever their units.
    fn directed(&self, text: &str) -> String {
        if let Some((from, to)) = text.split_once(TO_THE_LEFT).filter(|_| self.mirrored()) {
            return format!(
                "{ISOLATE_RIGHT}{}{TO_THE_LEFT}{}{ISOLATE_END}",
                whole(from),
                whole(to)
            );
        }
        let mut letters = text.chars().filter(|char| char.is_alphabetic());
        let rtl = match self.mirrored() {
            true => letters.any(is_right_to_left),
            false => letters.next().is_some_and(is_right_to_left),
        };
        match rtl {
            true => format!("{ISOLATE_RIGHT}{text}{ISOLATE_END}"),
            false => text.to_owned(),
        }
    }

    /// The box that a line of text would take.
    pub fn text_box(&self, (x, y): (f64, f64), text: &str, ink: Ink, anchor: Anchor) -> Rect {
        let width = self.measure(text, ink);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Rect {
            left,
            top: y - ink.size * 0.8,
            width,
            height: ink.size * 1.05,
        }
    }

    /// Width of a line of text.
    pub fn measure(&self, text: &str, ink: Ink) -> f64 {
        self.look.fonts.width(text, ink.size, ink.weight)
    }

    /// Whether no text lies there yet and it lies on the canvas.
    pub fn is_free(&self, rect: Rect) -> bool {
        let canvas = Rect {
            width: self.width,
            height: self.height,
            ..Rect::default()
        };
        canvas.holds(rect) && self.is_clear(rect)
    }

    /// Whether no text lies there yet.
    pub fn is_clear(&self, rect: Rect) -> bool {
        !self.boxes.iter().any(|taken| taken.overlaps(rect))
    }

    /// Keeps texts that look for a free place away.
    pub fn reserve(&mut self, rect: Rect) {
        self.boxes.push(rect);
    }
}

/// A figure whose sign, digits and marks stay together, with its unit behind it.
fn whole(figure: &str) -> String {
    match figure.split_once('\u{a0}') {
        Some((number, unit)) => format!("{ISOLATE_LEFT}{number}{ISOLATE_END}\u{a0}{unit}"),
        None => format!("{ISOLATE_LEFT}{figure}{ISOLATE_END}"),
    }
}

fn stroke(color: impl Color, width: f64) -> ShapeStyle {
    let color: RGBAColor = color.to_rgba();
    color.stroke_width((width * UNITS).round().max(1.0) as u32)
}
