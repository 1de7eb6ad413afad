//! From values to pixels, and where the gridlines lie.

/// A linear axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// The values at both ends.
    pub from: f64,
    /// The value at the other end.
    pub to: f64,
    /// The pixels at both ends.
    pub start: f64,
    /// The pixel at the other end.
    pub end: f64,
}

impl Scale {
    /// Where a value lies.
    pub fn at(&self, value: f64) -> f64 {
        if self.to == self.from {
            return self.start;
        }
        let share = (value - self.from) / (self.to - self.from);
        self.start + share * (self.end - self.start)
    }
}

/// Values of gridlines, on steps of 1, 2 or 5.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ticks {
    /// Between two lines.
    pub step: f64,
    /// The values, rising.
    pub values: Vec<f64>,
}

impl Ticks {
    /// Lowest and highest line.
    pub fn ends(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }
}

/// About `lines` gridlines that enclose all values from `low` to `high`; zero is always among them.
pub(super) fn ticks_from_zero(low: f64, high: f64, lines: usize) -> Ticks {
    ticks(low.min(0.0), high.max(0.0), lines)
}

/// About `lines` gridlines that enclose all values from `low` to `high`.
pub(super) fn ticks(low: f64, high: f64, lines: usize) -> Ticks {
    let (low, high) = match (low.is_finite() && high.is_finite(), high > low) {
        (false, _) => (0.0, 1.0),
        (true, true) => (low, high),
        (true, false) if low == 0.0 => (0.0, 1.0),
        (true, false) => (low - low.abs() * 0.5, low + low.abs() * 0.5),
    };
    let rough = (high - low) / lines.saturating_sub(1).max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .map(|digit| digit * power)
        .into_iter()
        .find(|step| *step >= rough * 0.999_999)
        .unwrap_or(power * 10.0);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let count = (last - first).round() as usize;
    let values = (0..=count).map(|at| (first + at as f64) * step).collect();
    Ticks { step, values }
}

/// Places rising positions at least `gap` apart within `low` and `high`, each as near to where it wants to be as the
/// others allow; what does not fit is squeezed evenly.
pub(super) fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let count = wanted.len();
    if count == 0 {
        return Vec::new();
    }
    let gap = gap.min((high - low) / count.max(2).saturating_sub(1) as f64);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    let mut places = vec![0.0; count];
    let mut floor = low;
    for at in &order {
        places[*at] = wanted[*at].max(floor);
        floor = places[*at] + gap;
    }
    let mut ceiling = high;
    for at in order.iter().rev() {
        places[*at] = places[*at].min(ceiling);
        ceiling = places[*at] - gap;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gridlines_lie_on_round_values() {
        for (low, high, values) in [
            (0.0, 100.0, vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
            (0.0, 136_600.0, vec![0.0, 50_000.0, 100_000.0, 150_000.0]),
            (-30.0, 55.0, vec![-40.0, -20.0, 0.0, 20.0, 40.0, 60.0]),
            (0.0, 0.0, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        ] {
            let found = ticks_from_zero(low, high, 6).values;
            assert_eq!(found.len(), values.len(), "{found:?}");
            for (found, value) in found.iter().zip(values) {
                assert!((found - value).abs() < 1e-9, "{found} {value}");
            }
        }
    }

    #[test]
    fn senseless_values_still_give_an_axis() {
        assert_eq!(ticks(f64::NAN, 1.0, 5).ends(), (0.0, 1.0));
        assert_eq!(
            ticks(f64::INFINITY, f64::NEG_INFINITY, 5).ends(),
            (0.0, 1.0)
        );
        let (low, high) = ticks(7.0, 7.0, 5).ends();
        assert!(low < 7.0 && 7.0 < high);
    }

    proptest! {
        #[test]
        fn gridlines_enclose_the_values(low in -1e9_f64..1e9, span in 1e-6_f64..1e9, lines in 4_usize..7) {
            let ticks = ticks(low, low + span, lines);
            let (first, last) = ticks.ends();
            prop_assert!(first <= low + ticks.step * 1e-6 && low + span <= last + ticks.step * 1e-6);
            prop_assert!(ticks.values.len() >= 2 && ticks.values.len() <= 2 * lines + 2);
        }

        #[test]
        fn spread_labels_keep_their_distance(wanted in prop::collection::vec(0.0_f64..100.0, 1..9)) {
            let mut places = spread(&wanted, 12.0, 0.0, 100.0);
            prop_assert!(places.iter().all(|place| (-1e-9..=100.0 + 1e-9).contains(place)));
            places.sort_by(f64::total_cmp);
            prop_assert!(places.windows(2).all(|two| two[1] - two[0] >= 12.0 - 1e-9));
        }
    }
}
