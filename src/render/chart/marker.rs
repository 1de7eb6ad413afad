//! Markers of a few series: each has a shape of its own, so that colour never tells alone.

use plotters::style::RGBColor;

use super::canvas::{Anchor, Canvas, Ink, Rect};

/// A shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Circle,
    Square,
    Up,
    Diamond,
    Down,
}

impl Marker {
    /// In the order of the colours of categories.
    pub const ALL: [Self; 5] = [
        Self::Circle,
        Self::Square,
        Self::Up,
        Self::Diamond,
        Self::Down,
    ];

    /// Draws it with a thin edge of the background, which keeps touching ones apart.
    pub fn draw(self, canvas: &mut Canvas<'_>, centre: (f64, f64), radius: f64, fill: RGBColor) {
        let edge = canvas.theme.background;
        self.shape(canvas, centre, radius + canvas.sizes.grid, edge);
        self.shape(canvas, centre, radius, fill);
    }

    fn shape(self, canvas: &mut Canvas<'_>, (x, y): (f64, f64), radius: f64, fill: RGBColor) {
        let corners = |offsets: &[(f64, f64)]| -> Vec<(f64, f64)> {
            let at = |(right, down): &(f64, f64)| (x + right * radius, y + down * radius);
            offsets.iter().map(at).collect()
        };
        match self {
            Self::Circle => canvas.circle((x, y), radius, fill),
            Self::Square => canvas.polygon(
                &corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
                fill,
            ),
            Self::Up => canvas.polygon(&corners(&[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)]), fill),
            Self::Down => canvas.polygon(&corners(&[(0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)]), fill),
            Self::Diamond => canvas.polygon(
                &corners(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]),
                fill,
            ),
        }
    }
}

/// What markers stand for, in lines above the plot.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Marker, colour, name.
    pub entries: Vec<(Marker, RGBColor, String)>,
}

impl Names {
    /// Where each entry stands: left edge and line.
    fn places(&self, ruler: &Canvas<'_>, room: f64) -> Vec<(f64, usize)> {
        let ink = Ink::regular(ruler.sizes.note, ruler.theme.text);
        let (mut left, mut line) = (0.0, 0);
        let mut places = Vec::new();
        for (.., name) in &self.entries {
            let width = (lead(ruler) + ruler.measure(name, ink)).min(room);
            if left > 0.0 && left + width > room {
                (left, line) = (0.0, line + 1);
            }
            places.push((left, line));
            left += width + ruler.sizes.body;
        }
        places
    }

    /// Height that they take, with the gap to the plot.
    pub fn height(&self, ruler: &Canvas<'_>, room: f64) -> f64 {
        match self.places(ruler, room).last() {
            Some((_, line)) => (line + 1) as f64 * ruler.sizes.note * 1.5 + ruler.sizes.body * 0.5,
            None => 0.0,
        }
    }

    /// Writes them from the upper edge of a place.
    pub fn draw(&self, canvas: &mut Canvas<'_>, place: Rect) {
        let ink = Ink::regular(canvas.sizes.note, canvas.theme.text);
        let radius = canvas.sizes.dot * 1.2;
        let places = self.places(canvas, place.width);
        for ((marker, color, name), (left, line)) in self.entries.iter().zip(places) {
            let baseline = place.top + ink.size * (1.0 + line as f64 * 1.5);
            let left = place.left + left;
            let centre = (left + radius * 1.25, baseline - ink.size * 0.35);
            marker.draw(canvas, centre, radius, *color);
            let room = place.width - lead(canvas);
            let name = canvas.shortened(name, room, ink);
            canvas.text((left + lead(canvas), baseline), &name, ink, Anchor::Start);
        }
    }
}

/// From the left edge of an entry to its name.
fn lead(canvas: &Canvas<'_>) -> f64 {
    canvas.sizes.dot * 3.0 + canvas.sizes.note * 0.35
}
