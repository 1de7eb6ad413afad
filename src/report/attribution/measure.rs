//! The figure that models are compared by.

use crate::report::Unit;
use crate::schema::col;

use super::options::Measure;
use super::result::{Attribution, Figure, ModelCredit};

impl Measure {
    /// The figure that this one means for these journeys.
    pub fn of(self, found: &Attribution) -> Self {
        match self {
            Self::Best if found.has_value => Self::Value,
            Self::Best => Self::Conversions,
            other => other,
        }
    }

    /// What it is measured in.
    pub fn unit(self) -> Unit {
        match self {
            Self::Best | Self::Value | Self::Cpa => Unit::Money,
            Self::Conversions => Unit::Count,
            Self::ConversionShare | Self::ValueShare | Self::Roi => Unit::Rate,
            Self::Roas => Unit::Ratio,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        let known = Self::NAMES.iter().find(|(_, measure)| *measure == self);
        known.map_or(col::VALUE, |(name, _)| name)
    }

    /// What [`super::bounds`] calls it, where it has bounds.
    pub fn bounded(self) -> Option<&'static str> {
        match self {
            Self::Best | Self::Value | Self::Conversions | Self::Cpa | Self::Roas => {
                Some(self.name())
            }
            Self::ConversionShare | Self::ValueShare | Self::Roi => None,
        }
    }
}

impl Attribution {
    /// A figure of one row under one model.
    pub fn figure(&self, row: usize, model: &ModelCredit, measure: Measure) -> Figure {
        let exact = |value: bool| match self.credit(row, model) {
            Ok(credit) => Figure::Exact(if value {
                credit.value
            } else {
                credit.conversions
            }),
            Err(refused) => Figure::Undefined(refused),
        };
        match measure {
            Measure::Best | Measure::Value => exact(true),
            Measure::Conversions => exact(false),
            Measure::ConversionShare => self.conversion_share(row, model),
            Measure::ValueShare => self.value_share(row, model),
            Measure::Cpa => self.cpa(row, model),
            Measure::Roas => self.roas(row, model),
            Measure::Roi => self.roi(row, model),
        }
    }

    /// How much credit a row has over the models that sum; ratios are ordered by value.
    pub fn weight(&self, row: usize, measure: Measure) -> f64 {
        let by = match measure {
            Measure::Conversions | Measure::ConversionShare => Measure::Conversions,
            _ => Measure::Value,
        };
        let sums = self.models.iter().filter(|model| model.sums);
        sums.filter_map(|model| self.figure(row, model, by).value())
            .sum()
    }
}
