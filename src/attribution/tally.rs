//! Adds journeys up for every model at once.

use crate::schema::Amount;

use super::chain::counts::Counts;
use super::chain::{Chain, Transition};
use super::coalition::Sets;
use super::credit::Credit;
use super::journey::Journey;
use super::line::Line;
use super::model::{Method, Model};
use super::models::{markov, shapley_cr};
use super::reader::Reader;
use super::result::{Details, LOW_N, ModelResult, Note, Refused, Remainder};
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
    Chains(Vec<Counts>),
    Sets(Sets),
    Refused(Refused),
}

/// What all models share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Totals {
    touched: Credit,
    untouched: Credit,
    nulls: Amount,
}

impl Part {
    fn new(model: &dyn Model, setup: &Setup) -> Self {
        let by_place = model.by_place() || setup.positions.contains(&model.name());
        match model.method(setup) {
            Ok(Method::Rule(rule)) => Self::Line(Line::new(rule, setup.channels, by_place)),
            Ok(Method::Chain(orders)) => {
                let counts = orders
                    .iter()
                    .map(|order| Counts::new(*order, setup.channels));
                Self::Chains(counts.collect())
            }
            Ok(Method::ConversionRate) => Self::Sets(Sets::new(setup.channels)),
            Err(refused) => Self::Refused(refused),
        }
    }

    fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Line(mine), Self::Line(theirs)) => mine.merge(theirs),
            (Self::Chains(mine), Self::Chains(theirs)) => {
                mine.iter_mut()
                    .zip(theirs)
                    .for_each(|(mine, theirs)| mine.merge(theirs));
            }
            (Self::Sets(mine), Self::Sets(theirs)) => mine.merge(theirs),
            _ => {}
        }
    }
}

impl Tally {
    /// Empty sums. The setup is one that [`Setup::check`] accepts.
    pub fn new(setup: &Setup) -> Self {
        let parts = setup
            .models
            .iter()
            .map(|model| (*model, Part::new(*model, setup)));
        Self {
            parts: parts.collect(),
            totals: Totals::default(),
            split: setup.ties == Ties::Split,
            reader: Reader::new(setup),
            weights: Vec::new(),
        }
    }

    /// Adds a journey, or a row of an aggregated path file.
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
        let converts = journey.converts();
        let touches = self.reader.read(journey);
        let split = converts && self.split && touches.tied();
        self.weights.resize(touches.channels.len(), 0.0);
        for (_, part) in &mut self.parts {
            match part {
                Part::Line(line) if converts => line.add(&touches, whole, split, &mut self.weights),
                Part::Chains(chains) => chains.iter_mut().for_each(|counts| {
                    counts.add(touches.channels, journey.conversions, journey.nulls)
                }),
                Part::Sets(sets) => sets.add(
                    touches.distinct_channels(),
                    journey.conversions,
                    journey.nulls,
                ),
                Part::Line(_) | Part::Refused(_) => {}
            }
        }
    }

    /// Adds the sums of another tally of the same setup.
    pub fn merge(&mut self, other: &Self) {
        for ((_, mine), (_, theirs)) in self.parts.iter_mut().zip(&other.parts) {
            mine.merge(theirs);
        }
        self.totals.touched += other.totals.touched;
        self.totals.untouched += other.totals.untouched;
        self.totals.nulls += other.totals.nulls;
    }

    /// What each model says, in the order of the setup; `markov` once for each order.
    pub fn finish(&self, setup: &Setup) -> Vec<ModelResult> {
        let results = |(model, part): &(&'static dyn Model, Part)| {
            let about = setup.notes.iter().filter(|(name, _)| *name == model.name());
            let notes: Vec<Note> = about.map(|(_, note)| *note).collect();
            let mut results = self.results(*model, part, setup);
            results
                .iter_mut()
                .for_each(|result| result.notes.extend(&notes));
            results
        };
        self.parts.iter().flat_map(results).collect()
    }

    /// The transitions of the chain of that order, in order of state; empty where no such chain was counted.
    pub fn transitions(&self, order: u8) -> Vec<Transition> {
        let chains = self.parts.iter().filter_map(|(_, part)| match part {
            Part::Chains(chains) => Some(chains),
            _ => None,
        });
        let counts = chains.flatten().find(|counts| counts.code.order == order);
        counts.map(Chain::transitions).unwrap_or_default()
    }

    fn results(&self, model: &dyn Model, part: &Part, setup: &Setup) -> Vec<ModelResult> {
        let blank = self.blank(model);
        match part {
            Part::Line(line) => {
                let outcome = line.finish();
                let mut result = blank;
                result.credits = Ok(outcome.credits);
                result.remainder.not_supplied = outcome.not_supplied;
                result.positions = outcome.positions;
                vec![result]
            }
            Part::Chains(chains) => chains
                .iter()
                .map(|counts| self.chain(blank.clone(), counts))
                .collect(),
            Part::Sets(sets) => vec![self.rate(blank, sets, setup)],
            Part::Refused(refused) => {
                let credits = Err(refused.clone());
                vec![ModelResult { credits, ..blank }]
            }
        }
    }

    fn blank(&self, model: &dyn Model) -> ModelResult {
        let mut total = self.totals.touched;
        total += self.totals.untouched;
        ModelResult {
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
            details: Details::None,
        }
    }

    fn chain(&self, mut result: ModelResult, counts: &Counts) -> ModelResult {
        if counts.code.order > 1 {
            result.name = format!("{}-{}", result.name, counts.code.order);
        }
        let (credits, details) = markov::credits(counts, self.totals.touched);
        result.credits = credits;
        result.details = details.map_or(Details::None, Details::Markov);
        self.flagged(result)
    }

    fn rate(&self, mut result: ModelResult, sets: &Sets, setup: &Setup) -> ModelResult {
        let (credits, details) = shapley_cr::credits(sets, self.totals.touched, setup);
        result.credits = credits;
        if let Some(details) = details {
            if details.sampling.is_some() {
                result.notes.push(Note::Sampled);
            }
            result.details = Details::Rate(details);
        }
        self.flagged(result)
    }

    /// What is to be said about every data-driven model.
    fn flagged(&self, mut result: ModelResult) -> ModelResult {
        result.low_n = self.totals.touched.conversions < Amount::whole(LOW_N);
        if self.totals.nulls <= Amount::ZERO {
            result.notes.push(Note::NoNullPaths);
        }
        result
    }
}
