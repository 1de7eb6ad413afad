//! Which order of Markov chain fits: likelihood of journeys held out, beside AIC and BIC.
//!
//! Journeys are dealt to folds by the caller (a stable hash of the user). Each fold is predicted from the others:
//! log p = ln((n_ab + ½) / (n_a + ½ m)), with m = channels + 2 the ends a transition can have (Krichevsky and Trofimov 1981), so that
//! what the others never saw costs dearly but not everything. The score is the mean over transitions, weighted by
//! journeys; the highest fits best. All orders predict the same transitions: every touch and every end.
//!
//! In sample, with L = Σ n_ab ln(n_ab / n_a) and k = Σ over states seen of (ends seen − 1) free parameters: AIC = 2k − 2L,
//! BIC = k ln n − 2L over n transitions; the lowest fits best. They lean to high orders where states outnumber journeys.

use std::collections::BTreeMap;

use crate::schema::Amount;

use super::chain::counts::{Code, Counts};
use super::journey::Journey;
use super::reader::Reader;
use super::result::{Reason, Refused};
use super::setup::Setup;

/// Added to every count of the prediction.
const PRIOR: f64 = 0.5;

/// Transition counts per order and fold.
pub struct OrderFit {
    orders: Vec<Vec<Counts>>,
    reader: Reader,
}

/// How one order fits.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderScore {
    /// The order.
    pub order: u8,
    /// Its scores, or why there are none.
    pub fit: Result<Fit, Refused>,
}

/// Scores of one order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Mean log likelihood of a held-out transition.
    pub held_out: f64,
    /// Log likelihood in sample.
    pub log_likelihood: f64,
    /// Free parameters.
    pub parameters: usize,
    /// Transitions, counted as often as they happened.
    pub transitions: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// Bayes' criterion.
    pub bic: f64,
}

impl OrderFit {
    /// For the orders of the setup and so many folds.
    pub fn new(setup: &Setup, folds: usize) -> Self {
        let counts = |order: u8| {
            (0..folds)
                .map(|_| Counts::new(order, setup.channels))
                .collect()
        };
        Self {
            orders: setup.distinct_orders().into_iter().map(counts).collect(),
            reader: Reader::new(setup),
        }
    }

    /// Adds a journey to a fold, counted from 0.
    pub fn add(&mut self, journey: &Journey<'_>, fold: usize) {
        if journey.channels.is_empty() {
            return;
        }
        let touches = self.reader.read(journey);
        for folds in &mut self.orders {
            folds[fold].add(touches.channels, journey.conversions, journey.nulls);
        }
    }

    /// Adds the counts of another of the same setup and folds.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self
            .orders
            .iter_mut()
            .flatten()
            .zip(other.orders.iter().flatten())
        {
            mine.merge(theirs);
        }
    }

    /// The scores per order.
    pub fn finish(&self) -> Vec<OrderScore> {
        let score = |folds: &Vec<Counts>| OrderScore {
            order: folds.first().map_or(0, |counts| counts.code.order),
            fit: fit(folds),
        };
        self.orders.iter().map(score).collect()
    }
}

fn fit(folds: &[Counts]) -> Result<Fit, Refused> {
    let too_large = || {
        Refused::new(
            Reason::TooLarge,
            "the chain has more transitions than memory is set aside for",
        )
    };
    let counted: Option<Vec<Vec<(u64, i128)>>> = folds.iter().map(Counts::sorted).collect();
    let counted = counted.ok_or_else(too_large)?;
    let mut all: BTreeMap<u64, i128> = BTreeMap::new();
    for (key, count) in counted.iter().flatten() {
        *all.entry(*key).or_default() += count;
    }
    let (Some(first), false) = (folds.first(), all.is_empty()) else {
        return Err(Refused::new(Reason::NotSupplied, "no journey with a touch"));
    };
    let whole = Totals::new(first.code, all.into_iter().collect());
    let (log_likelihood, parameters) = whole.in_sample();
    let held_out: f64 = counted.iter().map(|fold| whole.held_out(fold)).sum();
    let transitions = whole.sum();
    Ok(Fit {
        held_out: held_out / transitions,
        log_likelihood,
        parameters,
        transitions,
        aic: 2.0 * parameters as f64 - 2.0 * log_likelihood,
        bic: parameters as f64 * transitions.ln() - 2.0 * log_likelihood,
    })
}

/// Transitions of all folds, ascending by key.
struct Totals {
    code: Code,
    counts: Vec<(u64, i128)>,
}

impl Totals {
    fn new(code: Code, counts: Vec<(u64, i128)>) -> Self {
        Self { code, counts }
    }

    fn sum(&self) -> f64 {
        float(self.counts.iter().map(|(_, count)| count).sum())
    }

    fn rows<'c>(&'c self, counts: &'c [(u64, i128)]) -> impl Iterator<Item = &'c [(u64, i128)]> {
        let state = |(key, _): &(u64, i128)| self.code.split(*key).0;
        counts.chunk_by(move |a, b| state(a) == state(b))
    }

    /// Log likelihood and free parameters.
    fn in_sample(&self) -> (f64, usize) {
        let (mut likelihood, mut parameters) = (0.0, 0);
        for row in self.rows(&self.counts) {
            let leaving = float(row.iter().map(|(_, count)| count).sum());
            likelihood += row
                .iter()
                .map(|(_, count)| float(*count) * (float(*count) / leaving).ln())
                .sum::<f64>();
            parameters += row.len() - 1;
        }
        (likelihood, parameters)
    }

    /// Log likelihood of a fold under what the others counted.
    fn held_out(&self, fold: &[(u64, i128)]) -> f64 {
        let ends = self.code.channels as f64 + 2.0;
        let mut likelihood = 0.0;
        for row in self.rows(fold) {
            let (state, _) = self.code.split(row[0].0);
            let from = self
                .counts
                .partition_point(|(key, _)| self.code.split(*key).0 < state);
            let all = self.counts[from..]
                .iter()
                .take_while(|(key, _)| self.code.split(*key).0 == state);
            let all: i128 = all.map(|(_, count)| count).sum();
            let own: i128 = row.iter().map(|(_, count)| count).sum();
            let leaving = float(all - own) + PRIOR * ends;
            for (key, count) in row {
                let at = self.counts.partition_point(|(other, _)| other < key);
                let others = float(self.counts[at].1 - count);
                likelihood += float(*count) * ((others + PRIOR) / leaving).ln();
            }
        }
        likelihood
    }
}

fn float(count: i128) -> f64 {
    Amount(count).to_f64()
}
