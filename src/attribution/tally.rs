//! Adds journeys up for every model at once.

use crate::schema::Amount;

use super::credit::Credit;
use super::journey::Journey;
use super::line::Line;
use super::model::{Method, Model};
use super::reader::Reader;
use super::result::{Details, ModelResult, Refused, Remainder};
use super::setup::{Setup, Ties};

/// Sums over journeys. Every sum is exact, so that neither the order of journeys nor the way they are split changes a byte.
pub struct Tally {
    parts: Vec<(&'static dyn Model, Part)>,
    totals: Totals,
    split: bool,
    reader: Reader,
    weights: Vec<f64>,
}

/// Where a model keeps its sums.
enum Part {
    Line(Line),
    Refused(Refused),
}

/// What all models share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Totals {
    touched: Credit,
    untouched: Credit,
    nulls: Amount,
}

impl Tally {
    /// Empty sums. The setup is one that [`Setup::check`] accepts.
    pub fn new(setup: &Setup) -> Self {
        let part = |model: &&'static dyn Model| {
            let by_place = model.by_place() || setup.positions.contains(&model.name());
            let part = match model.method(setup) {
                Ok(Method::Rule(rule)) => Part::Line(Line::new(rule, setup.channels, by_place)),
                Ok(_) => Part::Refused(Refused::new(super::result::Reason::TooLarge, "later")),
                Err(refused) => Part::Refused(refused),
            };
            (*model, part)
        };
        Self {
            parts: setup.models.iter().map(part).collect(),
            totals: Totals::default(),
            split: setup.ties == Ties::Split,
            reader: Reader::new(setup),
            weights: Vec::new(),
        }
    }

    /// Adds a journey.
    pub fn add(&mut self, journey: &Journey<'_>) {
        let whole = Credit {
            conversions: journey.conversions,
            value: journey.value,
        };
        if journey.channels.is_empty() {
            self.totals.untouched += whole;
            return;
        }
        self.totals.touched += whole;
        self.totals.nulls += journey.nulls;
        let touches = self.reader.read(journey);
        if journey.converts() {
            let split = self.split && touches.tied();
            self.weights.resize(touches.channels.len(), 0.0);
            for (_, part) in &mut self.parts {
                if let Part::Line(line) = part {
                    line.add(&touches, whole, split, &mut self.weights);
                }
            }
        }
    }

    /// Adds another's sums.
    pub fn merge(&mut self, other: &Self) {
        for ((_, mine), (_, theirs)) in self.parts.iter_mut().zip(&other.parts) {
            if let (Part::Line(mine), Part::Line(theirs)) = (mine, theirs) {
                mine.merge(theirs);
            }
        }
        self.totals.touched += other.totals.touched;
        self.totals.untouched += other.totals.untouched;
        self.totals.nulls += other.totals.nulls;
    }

    /// What each model says, in the order of the setup.
    pub fn finish(&self, _setup: &Setup) -> Vec<ModelResult> {
        self.parts
            .iter()
            .map(|(model, part)| self.result(*model, part))
            .collect()
    }

    fn result(&self, model: &dyn Model, part: &Part) -> ModelResult {
        let mut total = self.totals.touched;
        total += self.totals.untouched;
        let mut result = ModelResult {
            name: model.name().to_owned(),
            summing: model.summing(),
            credits: Ok(Vec::new()),
            remainder: Remainder {
                no_touch: self.totals.untouched,
                not_supplied: Credit::default(),
            },
            total,
            low_n: false,
            notes: Vec::new(),
            positions: None,
            details: Details::Rule,
        };
        match part {
            Part::Line(line) => {
                let outcome = line.finish();
                result.credits = Ok(outcome.credits);
                result.remainder.not_supplied = outcome.not_supplied;
                result.positions = outcome.positions;
            }
            Part::Refused(refused) => result.credits = Err(refused.clone()),
        }
        result
    }
}
