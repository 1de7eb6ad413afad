//! Bootstrap: every statistic of every model in many resamples of the users at once.
//!
//! The caller draws a weight per user and resample ([`PoissonWeights`]) and adds each of the user's journeys with them. All that
//! is linear in journeys (credits of rules, transitions, sets of channels) is summed with the resample innermost; what
//! is not (removal effects, Shapley values of a rate) is worked out per resample at the end.

mod finish;
mod grid;
mod interval;
mod keyed;
mod poisson;

pub use interval::{Interval, Resampled, Resamples};
pub use poisson::PoissonWeights;

use super::chain::counts::Code;
use super::journey::Journey;
use super::line::share;
use super::model::{Method, Model, Rule, Share};
use super::reader::Reader;
use super::result::{Reason, Refused};
use super::setup::{Setup, Ties};
use super::touches::Touches;
use grid::{CONVERSIONS, Grid, VALUE, nearest};
use keyed::Keyed;

/// Sums per resample. Which partition a journey was added to, and in what order, changes nothing.
pub struct Replicas {
    resamples: usize,
    channels: usize,
    parts: Vec<(&'static dyn Model, Part)>,
    /// Conversions and value of all journeys with a touch.
    total: Grid,
    /// Per channel conversions and value of journeys of one touch, which all plain rules treat alike.
    single: Grid,
    split: bool,
    reader: Reader,
    shares: Vec<f64>,
    weights: Vec<f64>,
}

/// Where a model keeps its sums.
enum Part {
    /// Per channel conversions and value.
    Line(Box<dyn Rule>, Grid),
    Chains(Vec<(Code, Keyed<u64, 1>)>),
    /// Conversions and nulls of each set.
    Sets(Keyed<Vec<u32>, 2>),
    Refused(Refused),
}

/// Conversions and value of a journey, in units of the grid.
#[derive(Clone, Copy)]
struct Whole {
    conversions: f64,
    value: f64,
}

impl Replicas {
    /// Empty sums of `resamples` resamples. The setup is one that [`Setup::check`] accepts.
    pub fn new(setup: &Setup, resamples: usize) -> Self {
        let part = |model: &&'static dyn Model| (*model, Part::new(*model, setup, resamples));
        Self {
            resamples,
            channels: setup.channels,
            parts: setup.models.iter().map(part).collect(),
            total: Grid::new(2, resamples),
            single: Grid::new(
                if fits(setup, resamples) {
                    2 * setup.channels
                } else {
                    0
                },
                resamples,
            ),
            split: setup.ties == Ties::Split,
            reader: Reader::new(setup),
            shares: Vec::new(),
            weights: Vec::new(),
        }
    }

    /// Adds a journey whose user has these weights, one per resample.
    pub fn add(&mut self, journey: &Journey<'_>, weights: &[u8]) {
        debug_assert_eq!(weights.len(), self.resamples);
        if journey.channels.is_empty() {
            return;
        }
        self.weights.clear();
        self.weights
            .extend(weights.iter().map(|weight| f64::from(*weight)));
        let whole = Whole {
            conversions: journey.conversions.to_f64() * CONVERSIONS,
            value: journey.value.to_f64() * VALUE,
        };
        let converts = journey.converts();
        let touches = self.reader.read(journey);
        let single = touches.channels.len() == 1 && self.single.holds(1);
        if converts {
            self.total.add(0, nearest(whole.conversions), &self.weights);
            self.total.add(1, nearest(whole.value), &self.weights);
            if single {
                give(&mut self.single, touches.channels[0], whole, &self.weights);
            }
        }
        let split = converts && self.split && touches.tied();
        self.shares.resize(touches.channels.len(), 0.0);
        let ends = [journey.conversions, journey.nulls]
            .map(|count| nearest(count.to_f64().max(0.0) * CONVERSIONS));
        for (_, part) in &mut self.parts {
            match part {
                Part::Line(rule, grid) if converts && !(single && rule.plain()) => {
                    let share = share(&**rule, &touches, split, &mut self.shares);
                    credit(grid, &touches, share, &self.shares, whole, &self.weights);
                }
                Part::Chains(chains) => {
                    for (code, sums) in chains {
                        walk(*code, sums, touches.channels, ends, &self.weights);
                    }
                }
                Part::Sets(sets) => {
                    let mut set = touches.distinct_channels().to_vec();
                    set.sort_unstable();
                    sets.add(set, ends, &self.weights);
                }
                Part::Line(..) | Part::Refused(_) => {}
            }
        }
    }

    /// Adds the sums of other replicas of the same setup.
    pub fn merge(&mut self, other: &Self) {
        self.total.merge(&other.total);
        self.single.merge(&other.single);
        for ((_, mine), (_, theirs)) in self.parts.iter_mut().zip(&other.parts) {
            match (mine, theirs) {
                (Part::Line(_, mine), Part::Line(_, theirs)) => mine.merge(theirs),
                (Part::Chains(mine), Part::Chains(theirs)) => {
                    mine.iter_mut()
                        .zip(theirs)
                        .for_each(|((_, mine), (_, theirs))| mine.merge(theirs));
                }
                (Part::Sets(mine), Part::Sets(theirs)) => mine.merge(theirs),
                _ => {}
            }
        }
    }
}

/// Whether two sums per channel fit into memory.
fn fits(setup: &Setup, resamples: usize) -> bool {
    2 * setup.channels <= Grid::most_rows(resamples) / setup.models.len().max(1)
}

impl Part {
    fn new(model: &dyn Model, setup: &Setup, resamples: usize) -> Self {
        match model.method(setup) {
            Ok(Method::Rule(_)) if !fits(setup, resamples) => {
                let sentence = format!(
                    "{resamples} resamples of {} channels take too much memory",
                    setup.channels
                );
                Self::Refused(Refused::new(Reason::TooLarge, sentence))
            }
            Ok(Method::Rule(rule)) => Self::Line(rule, Grid::new(2 * setup.channels, resamples)),
            Ok(Method::Chain(orders)) => {
                let codes: Option<Vec<Code>> = orders
                    .iter()
                    .map(|order| Code::new(*order, setup.channels))
                    .collect();
                match codes {
                    Some(codes) => Self::Chains(
                        codes
                            .into_iter()
                            .map(|code| (code, Keyed::new(resamples)))
                            .collect(),
                    ),
                    None => Self::Refused(Refused::new(
                        Reason::TooLarge,
                        "too many channels for a chain of that order",
                    )),
                }
            }
            Ok(Method::ConversionRate) => Self::Sets(Keyed::new(resamples)),
            Err(refused) => Self::Refused(refused),
        }
    }
}

fn give(grid: &mut Grid, channel: u32, part: Whole, weights: &[f64]) {
    let row = 2 * channel as usize;
    grid.add(row, nearest(part.conversions), weights);
    grid.add(row + 1, nearest(part.value), weights);
}

/// Gives a journey's whole to its touches.
fn credit(
    grid: &mut Grid,
    touches: &Touches<'_>,
    share: Share,
    shares: &[f64],
    whole: Whole,
    weights: &[f64],
) {
    match share {
        Share::All(touch) => give(grid, touches.channels[touch], whole, weights),
        Share::Each => {
            for channel in touches.distinct_channels() {
                give(grid, *channel, whole, weights);
            }
        }
        Share::Spread(sum) => {
            for (channel, share) in touches.channels.iter().zip(shares) {
                let part = Whole {
                    conversions: whole.conversions * share / sum,
                    value: whole.value * share / sum,
                };
                if *share > 0.0 {
                    give(grid, *channel, part, weights);
                }
            }
        }
        Share::Missing => {}
    }
}

/// Counts the transitions of a path.
fn walk(code: Code, sums: &mut Keyed<u64, 1>, path: &[u32], ends: [f64; 2], weights: &[f64]) {
    let all = ends[0] + ends[1];
    if all == 0.0 {
        return;
    }
    let last = code.walk(path, |key| sums.add(key, [all], weights));
    for (end, count) in [code.conversion(), code.null()].into_iter().zip(ends) {
        if count > 0.0 {
            sums.add(code.key(last, end), [count], weights);
        }
    }
}
