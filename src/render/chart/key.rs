//! What colours stand for: a square and a word for each, in a line above the plot.

use plotters::style::RGBColor;

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::look::Look;

/// Height of a line in sizes of notes.
const HIGH: f64 = 1.7;

/// Width of a square and of a dashed line with the gap to its word, in sizes of notes.
const SQUARE: f64 = 1.1;
const DASH: f64 = 2.4;

/// Colours and their words; those with an outline are light.
#[derive(Default)]
pub(super) struct Colours {
    /// Colour, word, whether it has an outline.
    pub entries: Vec<(RGBColor, String, bool)>,
    /// Dashed lines and their words, behind them.
    pub dashes: Vec<(RGBColor, String)>,
}

impl Colours {
    /// Where each entry stands: left edge and line.
    fn places(&self, ruler: &Canvas<'_>, room: f64) -> Vec<(f64, usize)> {
        let ink = Ink::regular(ruler.sizes.note, ruler.theme.text);
        let (mut left, mut line) = (0.0, 0);
        let mut places = Vec::new();
        let squares = self.entries.iter().map(|(_, word, _)| (word, SQUARE));
        let dashes = self.dashes.iter().map(|(_, word)| (word, DASH));
        for (word, mark) in squares.chain(dashes) {
            let width = ink.size * mark + ruler.measure(word, ink);
            if left > 0.0 && left + width > room {
                (left, line) = (0.0, line + 1);
            }
            places.push((left, line));
            left += width + ink.size * 1.4;
        }
        places
    }

    /// Height that they take in a picture of that look, with the gap to the plot.
    pub fn height(&self, look: &Look) -> f64 {
        let ruler = Canvas::new(look, 0.0);
        let room = ruler.width - 2.0 * ruler.sizes.margin;
        let lines = self
            .places(&ruler, room)
            .last()
            .map_or(0, |(_, line)| line + 1);
        match lines {
            0 => 0.0,
            _ => lines as f64 * ruler.sizes.note * HIGH + ruler.sizes.body * 0.5,
        }
    }

    /// Draws them at the top of the plot; gives what is left of it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, plot: Rect) -> Rect {
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.text);
        let side = ink.size * 0.75;
        let room = canvas.width - 2.0 * canvas.sizes.margin;
        let places = self.places(canvas, room);
        let behind = places.iter().skip(self.entries.len());
        for ((color, word), (left, line)) in self.dashes.iter().zip(behind) {
            let y = plot.top + ink.size * (1.0 + *line as f64 * HIGH);
            let (left, middle) = (plot.left + left, y - side / 2.0);
            let ends = [(left, middle), (left + ink.size * (DASH - 0.4), middle)];
            canvas.dashed(&ends, *color, canvas.sizes.zero);
            canvas.text((left + ink.size * DASH, y), word, ink, Anchor::Start);
        }
        for ((color, word, is_light), (left, line)) in self.entries.iter().zip(places) {
            let y = plot.top + ink.size * (1.0 + line as f64 * HIGH);
            let square = Rect {
                left: plot.left + left,
                top: y - side,
                width: side,
                height: side,
            };
            canvas.rect(square, *color);
            if *is_light {
                canvas.frame(square, canvas.theme.outline, 1.0);
            }
            let place = (square.left + ink.size * SQUARE, y);
            canvas.text(place, word, ink, Anchor::Start);
        }
        let taken = self.height(canvas.look);
        Rect {
            top: plot.top + taken,
            height: plot.height - taken,
            ..plot
        }
    }
}
