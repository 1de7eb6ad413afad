//! What attribution comes to: credit by row and model, exact, or the reason why a model gives none.

use crate::metrics::Reason;
use crate::report::Covered;
use crate::schema::Amount;

use super::By;

/// The row of conversions that no touch can be credited with.
pub const UNATTRIBUTED: &str = "(unattributed)";

/// All models over the same journeys.
#[derive(Clone, Debug, Default)]
pub struct Attribution {
    /// Keys of the rows.
    pub by: Vec<By>,
    /// Rows: what they stand for and what they cost. Rows with spend but without a touch come last.
    pub rows: Vec<Credited>,
    /// Models, in order.
    pub models: Vec<ModelCredit>,
    /// Conversions that no touch can be credited with, and their value.
    pub unattributed: Credit,
    /// All conversions and their value.
    pub total: Credit,
    /// Whether anything has a value.
    pub has_value: bool,
    /// Whether spend was given.
    pub has_cost: bool,
    /// Contribution margin; 1 where none was given.
    pub margin: Option<Amount>,
    /// Whether days have margins of their own.
    pub has_margins: bool,
    /// Currency of the money.
    pub currency: Option<String>,
    /// Level of the intervals, as a fraction.
    pub interval: Option<f64>,
    /// What the figures cover.
    pub scope: Covered,
    /// Sentences for under the table.
    pub notes: Vec<String>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Credited {
    /// One per key.
    pub keys: Vec<String>,
    /// Spend; `None` where no spend bears these keys.
    pub cost: Option<Amount>,
    /// Whether any journey has a touch of it.
    pub touched: bool,
}

/// Conversions and value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// Conversions, fractional.
    pub conversions: Amount,
    /// Value.
    pub value: Amount,
}

/// Lower and upper bounds of what a row is credited with.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Of conversions.
    pub conversions: (f64, f64),
    /// Of value.
    pub value: (f64, f64),
}

/// One model's credit.
#[derive(Clone, Debug)]
pub struct ModelCredit {
    /// The model's name.
    pub name: String,
    /// Whether its credit sums to the total.
    pub sums: bool,
    /// One per touched row, or why there is none.
    pub credit: Result<Vec<Credit>, Refused>,
    /// The value at the margin of each conversion's day, by row, where margins differ.
    pub worth: Option<Vec<Amount>>,
    /// Of that, what the model itself could not credit (journeys without milestones).
    pub left: Credit,
    /// Bounds by row, where they were asked for and can be had.
    pub bounds: Option<Vec<Bounds>>,
}

/// Why a model gives no credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// For machines.
    pub code: &'static str,
    /// For people.
    pub sentence: String,
}

/// A figure of one row under one model.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Exact.
    Exact(Amount),
    /// A quotient.
    Ratio(f64),
    /// None, and why.
    Undefined(Refused),
}

impl Figure {
    pub(super) fn missing(reason: Reason) -> Self {
        Self::Undefined(Refused {
            code: reason.code(),
            sentence: reason.sentence().into(),
        })
    }

    /// As a float, where defined.
    pub fn value(&self) -> Option<f64> {
        match self {
            Self::Exact(amount) => Some(amount.to_f64()),
            Self::Ratio(ratio) => Some(*ratio),
            Self::Undefined(_) => None,
        }
    }
}

impl Attribution {
    /// What a row is credited with under a model; the row of the unattributed comes after all others.
    pub fn credit(&self, row: usize, model: &ModelCredit) -> Result<Credit, Refused> {
        let credit = model.credit.as_ref().map_err(Clone::clone)?;
        if row == self.rows.len() {
            let add = |a: Amount, b: Amount| Amount(a.0 + b.0);
            return Ok(Credit {
                conversions: add(self.unattributed.conversions, model.left.conversions),
                value: add(self.unattributed.value, model.left.value),
            });
        }
        credit.get(row).copied().ok_or_else(|| Refused {
            code: Reason::NotSupplied.code(),
            sentence: "no journey has a touch of it".into(),
        })
    }

    /// A share of the total; undefined where the total is zero.
    fn share(part: Amount, total: Amount) -> Figure {
        if total.0 == 0 {
            return Figure::missing(Reason::ZeroDenominator);
        }
        Figure::Ratio(part.to_f64() / total.to_f64())
    }

    /// Share of all conversions.
    pub fn conversion_share(&self, row: usize, model: &ModelCredit) -> Figure {
        match self.credit(row, model) {
            Ok(credit) => Self::share(credit.conversions, self.total.conversions),
            Err(refused) => Figure::Undefined(refused),
        }
    }

    /// Share of all value.
    pub fn value_share(&self, row: usize, model: &ModelCredit) -> Figure {
        match self.credit(row, model) {
            Ok(credit) => Self::share(credit.value, self.total.value),
            Err(refused) => Figure::Undefined(refused),
        }
    }

    /// Spend of a row.
    pub fn cost(&self, row: usize) -> Figure {
        match self.rows.get(row).and_then(|row| row.cost) {
            Some(cost) => Figure::Exact(cost),
            None => Figure::Undefined(self.no_cost()),
        }
    }

    fn no_cost(&self) -> Refused {
        let sentence = if self.has_cost {
            "no spend bears this name"
        } else {
            "the files hold no spend"
        };
        Refused {
            code: Reason::NotSupplied.code(),
            sentence: sentence.into(),
        }
    }

    /// Cost over credited conversions.
    pub fn cpa(&self, row: usize, model: &ModelCredit) -> Figure {
        self.of_cost(row, model, |cost, credit| {
            if credit.conversions.0 <= 0 {
                let reason = if cost.0 == 0 {
                    Reason::NoSpend
                } else {
                    Reason::NoOutcomes
                };
                return Figure::missing(reason);
            }
            Figure::Ratio(cost.to_f64() / credit.conversions.to_f64())
        })
    }

    /// Credited value over cost.
    pub fn roas(&self, row: usize, model: &ModelCredit) -> Figure {
        self.of_cost(row, model, |cost, credit| match cost.0 {
            0 => Figure::missing(Reason::NoSpend),
            _ => Figure::Ratio(credit.value.to_f64() / cost.to_f64()),
        })
    }

    /// (credited value × margin − cost) / cost, each conversion at the margin of its day where margins differ.
    pub fn roi(&self, row: usize, model: &ModelCredit) -> Figure {
        let own = model.worth.as_ref().and_then(|worth| worth.get(row));
        let margin = self.margin.map_or(1.0, Amount::to_f64);
        self.of_cost(row, model, |cost, credit| match cost.0 {
            0 => Figure::missing(Reason::NoSpend),
            _ => {
                let worth = own.map_or(credit.value.to_f64() * margin, |worth| worth.to_f64());
                Figure::Ratio((worth - cost.to_f64()) / cost.to_f64())
            }
        })
    }

    fn of_cost(
        &self,
        row: usize,
        model: &ModelCredit,
        ratio: impl Fn(Amount, Credit) -> Figure,
    ) -> Figure {
        let Some(cost) = self.rows.get(row).and_then(|row| row.cost) else {
            return Figure::Undefined(self.no_cost());
        };
        if !model.sums {
            return Figure::Undefined(Refused {
                code: Reason::NonAdditive.code(),
                sentence: "participation counts every conversion once for each channel: it is no share of the value".into(),
            });
        }
        match self.credit(row, model) {
            Ok(credit) => ratio(cost, credit),
            Err(refused) => Figure::Undefined(refused),
        }
    }

    /// Largest less smallest of a figure over the models that sum; `None` where fewer than two have one.
    pub fn spread(&self, figure: impl Fn(&ModelCredit) -> Option<f64>) -> Option<f64> {
        let figures: Vec<f64> = self
            .models
            .iter()
            .filter(|model| model.sums)
            .filter_map(figure)
            .collect();
        if figures.len() < 2 {
            return None;
        }
        let (low, high) = figures
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| {
                (low.min(*figure), high.max(*figure))
            });
        Some(high - low)
    }
}
