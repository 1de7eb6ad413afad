//! Draws [`ChartData`]: once, as SVG, from which PNG and PDF are made. One file per chart; numbers and colours in
//! `style`.

mod axis;
mod bars;
mod bridge;
mod canvas;
mod cells;
mod compare;
mod fit;
mod fonts;
mod frame;
mod funnel;
mod heatmap;
mod image;
mod key;
mod label;
mod ladder;
mod look;
mod marker;
mod mix;
mod models;
mod named;
mod pacing;
mod pareto;
mod paths;
mod plane;
mod reach;
mod roi;
mod scale;
mod scatter;
mod sparkline;
mod spend_return;
mod steps;
pub(super) mod style;
mod svg;
mod terminal;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_journeys;
#[cfg(test)]
mod tests_of_posts;
mod tornado;
mod transitions;
mod trend;
mod verdicts;
mod waterfall;
mod words;

use std::fmt::Write;

use crate::render::text::harmless;
use crate::report::{ChartData, Kind};

use canvas::Sheet;
use svg::escaped;

pub use fonts::{Fonts, Weight};
pub use image::{pdf, png};
pub use look::{Caption, Look, Shade, Size};
pub use terminal::{figures, typed};

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The height asked for leaves no place for the plot.
    #[error(
        "too low for this chart: expected a height of at least {least}; `--size {width}` lets its rows decide, `--top 5` draws fewer where it has many"
    )]
    TooSmall {
        /// Pixels that it needs.
        least: u32,
        /// Its width.
        width: u32,
    },
    /// More pixels than a picture may have.
    #[error("too large: expected at most 200 million pixels and 10,000 a side")]
    TooLarge,
    /// The picture could not be made.
    #[error("the picture could not be made: {why}")]
    Unreadable {
        /// What went wrong.
        why: String,
    },
}

/// A finished chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// The headline.
    pub title: String,
    /// The picture in words.
    pub description: String,
    families: String,
    texts: Vec<(String, Weight)>,
    body: String,
}

impl Drawing {
    /// The chart as an SVG file, with the fonts that it uses.
    pub fn svg(&self) -> String {
        self.document(&Fonts::css(&self.texts))
    }

    /// The chart without fonts, for a page that has them or a renderer that was given them.
    pub fn bare(&self) -> String {
        self.document("")
    }

    /// All that is written in it, with the weights it is written in: what a page needs fonts for.
    pub fn texts(&self) -> &[(String, Weight)] {
        &self.texts
    }

    fn document(&self, css: &str) -> String {
        let mut text = String::new();
        let (width, height) = (self.width, self.height);
        let _ = writeln!(
            text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{}\">",
            escaped(&self.families)
        );
        let _ = writeln!(text, "<title>{}</title>", escaped(&harmless(&self.title)));
        let _ = writeln!(
            text,
            "<desc>{}</desc>",
            escaped(&harmless(&self.description))
        );
        if !css.is_empty() {
            let _ = writeln!(text, "<style>\n{css}</style>");
        }
        text + &self.body + "</svg>\n"
    }
}

/// Draws a chart.
///
/// # Errors
/// A size in which it has no place.
pub fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    match data.kind {
        Kind::Roi => roi::draw(data, look),
        Kind::Trend => trend::draw(data, look),
        Kind::Models => models::draw(data, look),
        Kind::Paths => paths::draw(data, look),
        Kind::Transitions => transitions::draw(data, look),
        Kind::Heatmap => heatmap::draw(data, look),
        Kind::Scatter => scatter::draw(data, look),
        Kind::SpendReturn => spend_return::draw(data, look),
        Kind::Pareto => pareto::draw(data, look),
        Kind::Funnel => funnel::draw(data, look),
        Kind::Mix => mix::draw(data, look),
        Kind::Compare => compare::draw(data, look),
        Kind::Sparkline => sparkline::draw(data, look),
        Kind::Ladder => ladder::draw(data, look),
        Kind::Waterfall => waterfall::draw(data, look),
        Kind::Tornado => tornado::draw(data, look),
        Kind::Pacing => pacing::draw(data, look),
        Kind::Bridge => bridge::draw(data, look),
    }
}

/// Characters of the drawing that no font has a glyph for, each once.
pub fn missing(drawing: &Drawing, fonts: &Fonts) -> Vec<char> {
    let texts: String = drawing
        .texts
        .iter()
        .map(|(text, _)| text.as_str())
        .collect();
    fonts.missing(&texts)
}

/// What a picture shows, in words: what it is about, and each of its parts.
fn described(
    data: &ChartData,
    look: &Look,
    parts: impl IntoIterator<Item = impl Into<String>>,
) -> String {
    let parts: Vec<String> = parts.into_iter().map(Into::into).collect();
    format!("{}: {}", look.words(&data.subtitle), parts.join("; "))
}

/// Everything drawn, as a drawing.
fn drawing(canvas: canvas::Canvas<'_>, title: String, description: String) -> Drawing {
    let (width, height) = (canvas.width, canvas.height);
    let families = canvas.look.fonts.families();
    let Sheet { body, texts } = canvas.finish();
    Drawing {
        width,
        height,
        title,
        description,
        families,
        texts,
        body,
    }
}
