//! A plane of two value axes, both linear or both logarithmic; on a logarithmic one zero stands apart, before a gap.

use crate::report::MetricColumn;

use super::canvas::{Anchor, Canvas, Ink, Rect};
use super::scale::{Scale, Ticks, ticks_from_zero};

/// Values that lie further apart than this many times are set on logarithmic axes.
const APART: f64 = 100.0;

/// Part of a logarithmic axis between zero and its lowest value.
const GAP: f64 = 0.1;

/// One axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    /// Over the logarithms where it is logarithmic.
    scale: Scale,
    is_log: bool,
    /// Where zero stands.
    zero: f64,
    /// Values of gridlines, rising, and the step between them for their decimals.
    ticks: Vec<(f64, f64)>,
}

/// Whether the values ask for logarithmic axes.
pub(super) fn is_wide(values: &[f64]) -> bool {
    let positive = || values.iter().copied().filter(|value| *value > 0.0);
    let (low, high) = (
        positive().fold(f64::INFINITY, f64::min),
        positive().fold(0.0, f64::max),
    );
    values.iter().all(|value| *value >= 0.0) && high > low * APART
}

impl Axis {
    /// An axis for these values from one pixel to another.
    pub fn new(values: &[f64], is_log: bool, (start, end): (f64, f64), lines: usize) -> Self {
        if is_log {
            return Self::logarithmic(values, (start, end), lines);
        }
        let (low, high) = values
            .iter()
            .fold((0.0_f64, 0.0_f64), |(low, high), value| {
                (low.min(*value), high.max(*value))
            });
        let Ticks { step, values } = ticks_from_zero(low, high, lines);
        let scale = Scale {
            from: values[0],
            to: values[values.len() - 1],
            start,
            end,
        };
        Self {
            zero: scale.at(0.0),
            scale,
            is_log,
            ticks: values.into_iter().map(|value| (value, step)).collect(),
        }
    }

    fn logarithmic(values: &[f64], (start, end): (f64, f64), lines: usize) -> Self {
        let positive = || values.iter().copied().filter(|value| *value > 0.0);
        let low = positive().fold(f64::INFINITY, f64::min);
        let high = positive().fold(0.0, f64::max);
        let (low, high) = if high > 0.0 { (low, high) } else { (1.0, 10.0) };
        let decades = (low.log10().floor() as i32)..=(high.log10().ceil() as i32);
        // 1, 2, 5 where that gives few lines, else powers of ten, of hundred …
        let digits: &[f64] = if decades.clone().count() * 3 <= lines * 2 {
            &[1.0, 2.0, 5.0]
        } else {
            &[1.0]
        };
        let every = decades.clone().count().div_ceil(lines).max(1) as i32;
        let all = decades
            .filter(|power| power.rem_euclid(every) == 0)
            .flat_map(|power| digits.iter().map(move |digit| digit * 10_f64.powi(power)));
        let all: Vec<f64> = all.collect();
        // The outermost lines that the values do not reach are left out.
        let from = all
            .iter()
            .copied()
            .rfind(|tick| *tick <= low)
            .unwrap_or(low);
        let to = all.iter().copied().find(|tick| *tick >= high);
        let to = to.unwrap_or(high).max(from * 2.0);
        let has_zero = values.iter().any(|value| *value <= 0.0);
        let lowest = if has_zero {
            start + (end - start) * GAP
        } else {
            start
        };
        let inside = |tick: &f64| (from..=to).contains(tick);
        let ticks = has_zero.then_some((0.0, 1.0)).into_iter();
        let ticks = ticks.chain(all.into_iter().filter(inside).map(|tick| (tick, tick)));
        Self {
            scale: Scale {
                from: from.log10(),
                to: to.log10(),
                start: lowest,
                end,
            },
            is_log: true,
            zero: start,
            ticks: ticks.collect(),
        }
    }

    /// Where a value lies.
    pub fn at(&self, value: f64) -> f64 {
        match (self.is_log, value > 0.0) {
            (true, true) => self.scale.at(value.log10()),
            (true, false) => self.zero,
            (false, _) => self.scale.at(value),
        }
    }

    /// Whether it has a line at zero.
    pub fn has_zero(&self) -> bool {
        self.ticks.iter().any(|(value, _)| *value == 0.0)
    }

    /// The lowest and highest positive value that it shows.
    pub fn ends(&self) -> (f64, f64) {
        if self.is_log {
            (10_f64.powf(self.scale.from), 10_f64.powf(self.scale.to))
        } else {
            (self.scale.from.max(0.0), self.scale.to)
        }
    }

    /// What stands at each gridline, the unit at the highest only.
    fn labels(&self, canvas: &Canvas<'_>, column: &MetricColumn) -> Vec<String> {
        let last = self.ticks.len() - 1;
        let label = |(at, (value, step)): (usize, &(f64, f64))| {
            if at == last {
                canvas.look.tick_with_unit(*value, column, *step)
            } else {
                canvas.look.tick(*value, column.unit, *step)
            }
        };
        self.ticks.iter().enumerate().map(label).collect()
    }

    /// Width of the values of a vertical axis, with the gap to the plot.
    pub fn room(&self, canvas: &Canvas<'_>, column: &MetricColumn, size: f64) -> f64 {
        let ink = Ink::regular(size, canvas.theme.secondary);
        let labels = self.labels(canvas, column);
        let widths = labels.iter().map(|label| canvas.measure(label, ink));
        widths.fold(0.0, f64::max) + size * 0.6
    }

    /// Lines across the plot with their values left of it.
    pub fn across(&self, canvas: &mut Canvas<'_>, plot: Rect, column: &MetricColumn, size: f64) {
        let ink = Ink::regular(size, canvas.theme.secondary);
        let labels = self.labels(canvas, column);
        for ((value, _), label) in self.ticks.iter().zip(labels) {
            let y = self.at(*value);
            self.line(canvas, *value, [(plot.left, y), (plot.right(), y)]);
            let place = (plot.left - size * 0.6, y + size * 0.35);
            if canvas.is_free(canvas.text_box(place, &label, ink, Anchor::End)) {
                canvas.text(place, &label, ink, Anchor::End);
            }
        }
    }

    /// Lines up the plot with their values under it, from the last backwards where there is little room.
    pub fn upright(&self, canvas: &mut Canvas<'_>, plot: Rect, column: &MetricColumn, size: f64) {
        let ink = Ink::regular(size, canvas.theme.secondary);
        let labels = self.labels(canvas, column);
        let mut free = canvas.width + size;
        for ((value, _), label) in self.ticks.iter().zip(labels).rev() {
            let x = self.at(*value);
            self.line(canvas, *value, [(x, plot.top), (x, plot.bottom())]);
            let width = canvas.measure(&label, ink);
            let left = (x - width / 2.0).min(canvas.width - canvas.sizes.margin - width);
            if left + width + size * 0.6 <= free {
                let place = (left, plot.bottom() + size * 1.35);
                canvas.text(place, &label, ink, Anchor::Start);
                free = left;
            }
        }
    }

    fn line(&self, canvas: &mut Canvas<'_>, value: f64, ends: [(f64, f64); 2]) {
        let (theme, sizes) = (canvas.theme, canvas.sizes);
        if value == 0.0 {
            canvas.line(&ends, theme.zero, sizes.zero);
        } else {
            canvas.line(&ends, theme.grid, sizes.grid);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(axis: &Axis) -> Vec<f64> {
        axis.ticks.iter().map(|(value, _)| *value).collect()
    }

    #[test]
    fn values_far_apart_stand_on_a_logarithmic_axis_with_zero_before_a_gap() {
        assert!(is_wide(&[0.0, 10.0, 1001.0]));
        assert!(!is_wide(&[10.0, 1000.0]));
        assert!(!is_wide(&[-1.0, 10.0, 100_000.0]));
        assert!(!is_wide(&[]) && !is_wide(&[0.0]));
        let axis = Axis::new(&[0.0, 10.0, 40_000.0], true, (0.0, 100.0), 6);
        assert_eq!(
            values(&axis),
            [0.0, 10.0, 100.0, 1000.0, 10_000.0, 100_000.0]
        );
        let places = [0.0, 10.0, 1000.0, 100_000.0].map(|value| axis.at(value));
        assert_eq!(places, [0.0, 10.0, 55.0, 100.0]);
        assert_eq!(axis.ends(), (10.0, 100_000.0));
    }

    #[test]
    fn a_logarithmic_axis_over_little_more_than_two_decades_has_lines_between() {
        let axis = Axis::new(&[30.0, 4000.0], true, (0.0, 1.0), 6);
        assert_eq!(
            values(&axis),
            [20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0]
        );
    }

    #[test]
    fn values_close_together_stand_on_a_linear_axis_from_zero() {
        let axis = Axis::new(&[2.0, 9.0], false, (0.0, 100.0), 6);
        assert_eq!(values(&axis), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(axis.at(5.0), 50.0);
    }
}
