//! A horizontal axis of counts that may span magnitudes.

use crate::report::Unit;

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::scale::{Scale, Ticks, ticks_from_zero};

/// The largest value over the smallest from which the axis is logarithmic.
const MAGNITUDES: f64 = 20.0;

/// The axis.
pub(super) enum Reach {
    /// From zero.
    Linear(Ticks),
    /// From a little below the smallest to a little above the largest.
    Log(f64, f64),
}

/// From values to pixels.
pub(super) struct Along {
    scale: Scale,
    is_log: bool,
}

/// The axis for these values, all above zero where it is logarithmic.
pub(super) fn reach(values: &[f64]) -> Reach {
    let (low, high) = values
        .iter()
        .fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
    if low > 0.0 && low.is_finite() && high / low >= MAGNITUDES {
        return Reach::Log(low / 1.3, high * 1.3);
    }
    Reach::Linear(ticks_from_zero(low.min(0.0), high, 5))
}

impl Reach {
    pub fn is_log(&self) -> bool {
        matches!(self, Self::Log(..))
    }

    /// The scale between two pixels.
    pub fn over(&self, start: f64, end: f64) -> Along {
        let (from, to) = match self {
            Self::Linear(ticks) => ticks.ends(),
            Self::Log(low, high) => (low.log10(), high.log10()),
        };
        Along {
            scale: Scale {
                from,
                to,
                start,
                end,
            },
            is_log: self.is_log(),
        }
    }

    /// Values of gridlines: 1, 2, 5 of each power where there are few of them, else the powers.
    fn values(&self) -> Vec<f64> {
        let (low, high) = match self {
            Self::Linear(ticks) => return ticks.values.clone(),
            Self::Log(low, high) => (*low, *high),
        };
        let powers = low.log10().floor() as i32..=high.log10().ceil() as i32;
        let digits: &[f64] = if (high / low).log10() > 3.0 {
            &[1.0]
        } else {
            &[1.0, 2.0, 5.0]
        };
        let values =
            powers.flat_map(|power| digits.iter().map(move |digit| digit * 10_f64.powi(power)));
        values
            .filter(|value| (low..=high).contains(value))
            .collect()
    }

    /// Gridlines with their values below, as many as have room.
    pub fn lines(&self, canvas: &mut Canvas<'_>, plot: Rect, along: &Along, cell: Rect) {
        let size = canvas.sizes.note;
        let ink = Ink::regular(size, canvas.theme.secondary);
        let y = plot.bottom() + size * 1.45;
        for value in self.values() {
            let x = along.at(value);
            let ends = [(x, plot.top), (x, plot.bottom())];
            canvas.line(&ends, canvas.theme.grid, canvas.sizes.grid);
            let step = if value.abs() < 1.0 && value != 0.0 {
                value
            } else {
                1.0
            };
            let label = canvas.look.tick(value, Unit::Count, step);
            let width = canvas.measure(&label, ink);
            let left = (x - width / 2.0).min(cell.right() - width).max(cell.left);
            let own = canvas.text_box((left, y), &label, ink, Anchor::Start);
            let apart = Rect {
                left: own.left - size * 0.5,
                width: own.width + size,
                ..own
            };
            if canvas.is_clear(apart) {
                canvas.text((left, y), &label, ink, Anchor::Start);
            }
        }
    }
}

impl Along {
    /// Where a value lies.
    pub fn at(&self, value: f64) -> f64 {
        if self.is_log {
            return self.scale.at(value.max(f64::MIN_POSITIVE).log10());
        }
        self.scale.at(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_span_magnitudes_get_a_logarithmic_axis() {
        let log = reach(&[100.0, 1_000.0, 10_000.0]);
        assert!(log.is_log());
        let along = log.over(0.0, 100.0);
        assert!((along.at(1_000.0) - 50.0).abs() < 1e-9);
        assert_eq!(
            log.values(),
            [100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0]
        );
        assert_eq!(reach(&[1.0, 1e7]).values().len(), 8);
        assert!(!reach(&[100.0, 900.0]).is_log());
        assert!(!reach(&[]).is_log());
        assert!(!reach(&[0.0, 1e6]).is_log());
    }
}
