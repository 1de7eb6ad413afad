//! Percentile intervals of a resampled figure.

use crate::attribution::result::{Reason, Refused};

/// Resampled credit of a channel, one figure per resample that gives any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resamples {
    /// Conversions.
    pub conversions: Vec<f64>,
    /// Their value.
    pub value: Vec<f64>,
}

/// Between which figures the middle of the resamples lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end; `None` where there is none, as of cost per conversion when there may be no conversion.
    pub high: Option<f64>,
}

impl Resamples {
    /// Of conversions; `level` is the share in the middle, such as 0.95.
    pub fn conversions_interval(&self, level: f64) -> Interval {
        interval(&self.conversions, level)
    }

    /// Of value.
    pub fn value_interval(&self, level: f64) -> Interval {
        interval(&self.value, level)
    }

    /// Of value per cost; `None` where nothing was spent.
    pub fn roas_interval(&self, cost: f64, level: f64) -> Option<Interval> {
        let value = self.value_interval(level);
        (cost > 0.0).then(|| Interval {
            low: value.low / cost,
            high: value.high.map(|high| high / cost),
        })
    }

    /// Of cost per conversion; `None` where nothing was spent or nothing converts.
    pub fn cpa_interval(&self, cost: f64, level: f64) -> Option<Interval> {
        let conversions = self.conversions_interval(level);
        let most = conversions.high.filter(|high| *high > 0.0)?;
        (cost > 0.0).then(|| Interval {
            low: cost / most,
            high: (conversions.low > 0.0).then(|| cost / conversions.low),
        })
    }
}

/// What resampling says of one model.
#[derive(Clone, Debug, PartialEq)]
pub struct Resampled {
    /// The model, named as in its result.
    pub name: String,
    /// Per channel id, or why there are no resamples.
    pub channels: Result<Vec<Resamples>, Refused>,
    /// Resamples in which the model gives no credit; they are left out.
    pub undefined: usize,
}

/// Where more than one in this many resamples gives no credit, there is no interval.
const UNDEFINED: usize = 20;

impl Resampled {
    pub(super) fn new(
        name: String,
        channels: usize,
        resamples: Vec<Option<Vec<[f64; 2]>>>,
    ) -> Self {
        let all = resamples.len();
        let defined: Vec<Vec<[f64; 2]>> = resamples.into_iter().flatten().collect();
        let undefined = all - defined.len();
        let of = |channel: usize| Resamples {
            conversions: defined.iter().map(|credits| credits[channel][0]).collect(),
            value: defined.iter().map(|credits| credits[channel][1]).collect(),
        };
        let channels = if undefined * UNDEFINED > all {
            let sentence = format!("{undefined} of {all} resamples give no credit");
            Err(Refused::new(Reason::Unstable, sentence))
        } else {
            Ok((0..channels).map(of).collect())
        };
        Self {
            name,
            channels,
            undefined,
        }
    }

    pub(super) fn refused(name: String, refused: Refused) -> Self {
        Self {
            name,
            channels: Err(refused),
            undefined: 0,
        }
    }
}

/// The percentiles (1 − level)/2 and (1 + level)/2, between neighbours by straight line (Hyndman and Fan, type 7).
fn interval(figures: &[f64], level: f64) -> Interval {
    let mut sorted = figures.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - level) / 2.0;
    Interval {
        low: percentile(&sorted, tail),
        high: Some(percentile(&sorted, 1.0 - tail)),
    }
}

fn percentile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = share.clamp(0.0, 1.0) * last as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (at - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_lie_between_neighbours() {
        let figures: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        let found = interval(&figures, 0.9);
        assert!(
            (found.low - 5.0).abs() < 1e-9 && (found.high.unwrap() - 95.0).abs() < 1e-9,
            "{found:?}"
        );
        assert_eq!(
            interval(&[3.0], 0.95),
            Interval {
                low: 3.0,
                high: Some(3.0)
            }
        );
        assert!((percentile(&[0.0, 10.0], 0.25) - 2.5).abs() < 1e-12);
    }

    #[test]
    fn cost_per_conversion_may_be_open_above() {
        let resamples = Resamples {
            conversions: vec![0.0, 1.0, 4.0],
            value: vec![0.0, 10.0, 40.0],
        };
        let cpa = resamples.cpa_interval(100.0, 1.0).unwrap();
        assert_eq!(
            cpa,
            Interval {
                low: 25.0,
                high: None
            }
        );
        let roas = resamples.roas_interval(100.0, 1.0).unwrap();
        assert_eq!(
            roas,
            Interval {
                low: 0.0,
                high: Some(0.4)
            }
        );
        assert_eq!(resamples.roas_interval(0.0, 1.0), None);
    }
}
