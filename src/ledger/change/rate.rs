//! Money of another currency whose rate alone moved: what is stated, and which part of it counts, are as before.

use crate::ledger::input::Input;

/// Money as it is stated in another currency, and the figures that its rate makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AtRate {
    /// The amount as stated.
    pub amount: f64,
    /// The currency of it.
    pub currency: String,
    /// What one unit of it is in the currency of the ledger.
    pub rate: f64,
    /// The base and the ends of its range, in the currency of the ledger.
    pub figures: [Option<f64>; 3],
}

impl AtRate {
    /// That of an input; `None` of one in the ledger's own currency.
    pub fn of(input: &Input) -> Option<Self> {
        let own = input.exchanged.as_ref()?;
        let figures = [Some(input.base), input.low, input.high];
        Some(Self {
            amount: own.amount.to_f64(),
            currency: own.currency.clone(),
            rate: own.rate.to_f64(),
            figures: figures.map(|figure| Some(figure?.to_f64())),
        })
    }

    /// Whether another one is the same money at another rate.
    pub fn is_moved_by_rate(&self, other: &Self) -> bool {
        let is_alike = |one: &Option<f64>, two: &Option<f64>| match (one, two) {
            (None, None) => true,
            (Some(one), Some(two)) => {
                let (one, two) = (one / self.rate, two / other.rate);
                (one - two).abs() <= 1e-6 * one.abs().max(1.0)
            }
            _ => false,
        };
        let mut figures = self.figures.iter().zip(&other.figures);
        (self.amount, &self.currency) == (other.amount, &other.currency)
            && self.rate != other.rate
            && figures.all(|(one, two)| is_alike(one, two))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 40 dollars at 1.00 and at 1.25, 30 to 50 of them thinkable; of an invoice of 40 dollars 31 of 41 days, then 10.
    #[test]
    fn a_rate_alone_moves_all_figures_alike() {
        let at = |rate: f64, dollars: [f64; 3]| AtRate {
            amount: 40.0,
            currency: "USD".into(),
            rate,
            figures: dollars.map(|dollars| Some(dollars * rate)),
        };
        let own = at(1.0, [40.0, 30.0, 50.0]);
        assert!(own.is_moved_by_rate(&at(1.25, [40.0, 30.0, 50.0])));
        assert!(!own.is_moved_by_rate(&at(1.0, [40.0, 30.0, 50.0])));
        assert!(!own.is_moved_by_rate(&at(1.25, [40.0, 30.0, 60.0])));
        let part =
            |rate: f64, days: f64| at(rate, [days, days, days].map(|days| 40.0 * days / 41.0));
        assert!(!part(1.0, 31.0).is_moved_by_rate(&part(1.25, 10.0)));
    }
}
