//! Credit for conversions: from journeys to credit per channel, for every model at once.
//!
//! A [`Tally`] adds [`Journey`]s up and says what each [`Model`] makes of them; [`Setup`] holds models and parameters.
//! Nothing here opens a file, prints or reads the clock; whatever is random takes a seed.

mod chain;
mod coalition;
mod credit;
mod exponent;
mod journey;
mod line;
mod log;
mod model;
mod models;
mod order_fit;
mod positions;
mod reader;
mod registry;
mod replicas;
mod result;
mod setup;
mod tally;
mod ties;
mod touched;
mod touches;
pub mod transform;
mod views;
mod walk;
mod walk_counts;

pub use chain::{State, Transition};
pub use credit::Credit;
pub use journey::{Journey, Milestones};
pub use log::{LogBuilder, Nobody, OtherOutcome, Shard, TouchLog};
pub use model::{Method, Model, Needs, Rule, Share};
pub use order_fit::{Fit, OrderFit, OrderScore};
pub use positions::{PLACES, Positions};
pub use registry::{MODELS, Named, allowed, model};
pub use replicas::{Interval, PoissonWeights, Replicas, Resampled, Resamples};
pub use result::{
    Details, LOW_N, MarkovDetails, ModelResult, Note, RateDetails, Reason, Refused, Remainder,
    Sampling,
};
pub use setup::{
    Collapse, Facts, Granularity, HALF_LIFE_DAYS, MAX_ORDER, SAMPLES, Setup, Ties, custom_weights,
    half_life,
};
pub use tally::Tally;
pub use touches::Touches;
pub use views::{Histogram, Outcome, Paths};
pub use walk::{MilestoneTimes, MilestonesOf, NO_TOUCH, PathReset, Visitor, WalkOptions, walk};
pub use walk_counts::WalkCounts;
