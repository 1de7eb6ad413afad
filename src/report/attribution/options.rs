//! What attribution is asked for.

use crate::attribution::transform::Transform;
use crate::attribution::{Collapse, Granularity, PathReset, Ties};
use crate::schema::{Amount, col};
use crate::time::{Period, Reckoning};

use super::By;

/// How touches become journeys, and journeys credit.
#[derive(Clone, Debug)]
pub struct Journeys {
    /// Microseconds before a conversion in which a click counts.
    pub lookback: Option<i64>,
    /// The same for views.
    pub view_lookback: Option<i64>,
    /// Clicks and visits count.
    pub clicks: bool,
    /// Views count.
    pub views: bool,
    /// Whether a conversion closes a journey.
    pub reset: PathReset,
    /// Touches at one moment.
    pub ties: Ties,
    /// Repeats of a channel in a row count once.
    pub collapse: Collapse,
    /// How paths are seen.
    pub transform: Option<Seen>,
    /// Microseconds within which touches of one channel are one.
    pub session: Option<i64>,
    /// Only these channels; all where empty.
    pub include: Vec<String>,
    /// Not these.
    pub exclude: Vec<String>,
    /// Names of direct visits; the usual ones where empty.
    pub direct: Vec<String>,
    /// Separator of counted paths.
    pub separator: Option<String>,
    /// Half-life of time-decay, in days.
    pub half_life_days: f64,
    /// Ages exact or in whole days.
    pub decay: Granularity,
    /// First, middle, last, for `custom`.
    pub weights: Option<[f64; 3]>,
    /// Order of the chain.
    pub markov_order: u8,
    /// Seed of everything random.
    pub seed: u64,
    /// Permutations where Shapley values are sampled.
    pub samples: u32,
}

/// What to attribute, and how to show it.
#[derive(Clone, Debug)]
pub struct AttributeOptions {
    /// Keys of credit.
    pub by: Vec<By>,
    /// Models by name; empty for all that the data allow.
    pub models: Vec<String>,
    /// Journeys and models.
    pub journeys: Journeys,
    /// The calendar of days in sentences.
    pub calendar: Reckoning,
    /// Days of the conversions that count.
    pub period: Option<Period>,
    /// Contribution margin.
    pub margin: Option<Amount>,
    /// Margins of days, the first that covers that of a conversion counts; without one `margin` does.
    pub margins: Vec<(Period, Amount)>,
    /// What to say of the margin beside its figure.
    pub of_margin: Option<String>,
    /// Currency of the money.
    pub currency: Option<String>,
    /// Resamples for intervals, and their level as a fraction.
    pub bootstrap: Option<(usize, f64)>,
    /// Figure of the table for people.
    pub measure: Measure,
    /// Rows to show.
    pub top: Option<usize>,
    /// Something else than credit.
    pub show: Option<Show>,
}

/// What can be shown instead of credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// What is lost without each channel.
    RemovalEffects,
    /// Shapley values of the conversion rate, which may be negative.
    ShapleyValues,
    /// The chain's matrix.
    Transitions,
    /// The commonest paths.
    Paths,
    /// How many touches journeys have.
    Lengths,
    /// How long journeys take.
    Lags,
    /// Credit under lookback windows of 7, 30 and 90 days.
    Windows,
    /// Credit by place in the path.
    Positions,
    /// How well chains of each order foretell journeys they have not seen.
    Orders,
}

impl Show {
    /// What can be shown, by name.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("removal-effects", Self::RemovalEffects),
        ("shapley-values", Self::ShapleyValues),
        ("transitions", Self::Transitions),
        ("paths", Self::Paths),
        ("lengths", Self::Lengths),
        ("lags", Self::Lags),
        ("windows", Self::Windows),
        ("positions", Self::Positions),
    ];
}

/// How paths are seen before they are credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// With fewer touches.
    As(Transform),
    /// Each channel once, told apart by how often it occurs.
    Frequency,
}

/// The figure that the table for people shows, model beside model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Value where there is any, else conversions.
    #[default]
    Best,
    /// Credited conversions.
    Conversions,
    /// Credited value.
    Value,
    /// Share of all conversions.
    ConversionShare,
    /// Share of all value.
    ValueShare,
    /// Cost over credited conversions.
    Cpa,
    /// Credited value over cost.
    Roas,
    /// Credited value × margin less cost, over cost.
    Roi,
}

impl Measure {
    /// The figures by name.
    pub const NAMES: [(&'static str, Self); 7] = [
        (col::CONVERSIONS, Self::Conversions),
        (col::VALUE, Self::Value),
        ("conversion_share", Self::ConversionShare),
        ("value_share", Self::ValueShare),
        ("cpa", Self::Cpa),
        ("roas", Self::Roas),
        ("roi", Self::Roi),
    ];
}
