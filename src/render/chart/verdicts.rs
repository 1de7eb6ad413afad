//! What the colours of changes mean: a square and a word for each that is drawn.

use plotters::style::RGBColor;

use crate::report::Verdict;

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::look::Look;
use super::style::Theme;

/// Height of the line in sizes of notes.
const HIGH: f64 = 1.9;

/// The verdicts of a picture, each once.
pub(super) struct Verdicts(Vec<Verdict>);

impl Verdicts {
    /// Those that occur.
    pub fn of(drawn: impl Iterator<Item = Verdict>) -> Self {
        let drawn: Vec<Verdict> = drawn.collect();
        let all = [Verdict::Better, Verdict::Worse, Verdict::Neither];
        let occurs = |verdict: &Verdict| drawn.contains(verdict);
        Self(all.into_iter().filter(occurs).collect())
    }

    /// Height of their line.
    pub fn height(&self, look: &Look) -> f64 {
        if self.0.is_empty() {
            return 0.0;
        }
        look.sizes().note * HIGH
    }

    /// Draws them at the top of the plot; gives what is left of it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, plot: Rect) -> Rect {
        let look = canvas.look;
        let (size, theme) = (canvas.sizes.note, canvas.theme);
        let ink = Ink::regular(size, theme.secondary);
        let y = plot.top + size;
        let mut left = plot.left;
        for verdict in &self.0 {
            let square = Rect {
                left,
                top: y - size * 0.72,
                width: size * 0.72,
                height: size * 0.72,
            };
            canvas.rect(square, color(theme, *verdict));
            if *verdict == Verdict::Neither {
                canvas.frame(square, theme.outline, 1.0);
            }
            let word = look.lang.phrase(word(*verdict), &[]);
            let drawn = canvas.text((square.right() + size * 0.4, y), &word, ink, Anchor::Start);
            left = drawn.right() + size * 1.2;
        }
        let taken = self.height(look);
        Rect {
            top: plot.top + taken,
            height: plot.height - taken,
            ..plot
        }
    }
}

/// The colour of a verdict.
pub(super) fn color(theme: &Theme, verdict: Verdict) -> RGBColor {
    match verdict {
        Verdict::Better => theme.better,
        Verdict::Worse => theme.worse,
        Verdict::Neither => theme.other,
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "chart.verdict.better",
        Verdict::Worse => "chart.verdict.worse",
        Verdict::Neither => "chart.verdict.neither",
    }
}
