//! What comes out of a model: credits per channel, or the reason why there are none.

use std::fmt;

use super::credit::Credit;
use super::positions::Positions;

/// What one model says.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelResult {
    /// Its name; `markov-2` for a chain of order 2.
    pub name: String,
    /// Whether credits and remainder sum to the total.
    pub summing: bool,
    /// Credit per channel id, or why there is none.
    pub credits: Result<Vec<Credit>, Refused>,
    /// What no channel gets.
    pub remainder: Remainder,
    /// All conversions and their value.
    pub total: Credit,
    /// Fewer than [`LOW_N`] conversions: the figures of a data-driven model are shaky.
    pub low_n: bool,
    /// What the reader should know.
    pub notes: Vec<Note>,
    /// Credit by place in the path, where it was asked for.
    pub positions: Option<Positions>,
    /// How a data-driven model got there.
    pub details: Details,
}

/// Below this many conversions a data-driven model is flagged.
pub const LOW_N: i64 = 50;

/// Conversions that no channel gets, so that credits and remainder make the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remainder {
    /// Of journeys without a touch.
    pub no_touch: Credit,
    /// Of journeys that lack what the model needs: no milestone.
    pub not_supplied: Credit,
}

/// Why a model gives no credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The reason as a code.
    pub reason: Reason,
    /// The reason as a sentence, lower case, no full stop.
    pub sentence: String,
}

impl Refused {
    pub(super) fn new(reason: Reason, sentence: impl Into<String>) -> Self {
        Self {
            reason,
            sentence: sentence.into(),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.sentence)
    }
}

/// Reasons for no credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The data lack what the model needs.
    NotSupplied,
    /// No conversion to share.
    NoConversions,
    /// No channel's removal changes anything.
    NoEffect,
    /// A channel would get negative credit.
    Negative,
    /// More states or sets than memory is set aside for.
    TooLarge,
    /// Too many resamples give no credit.
    Unstable,
}

impl Reason {
    /// The code that machine-readable output carries.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotSupplied => "not_supplied",
            Self::NoConversions => "no_conversions",
            Self::NoEffect => "no_effect",
            Self::Negative => "negative",
            Self::TooLarge => "too_large",
            Self::Unstable => "unstable",
        }
    }
}

/// What the reader of a result should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// No journey without a conversion is on record.
    NoNullPaths,
    /// `u` means 40/20/40 here.
    AliasOfPosition,
    /// Credit is sampled, not exact.
    Sampled,
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NoNullPaths => {
                "no paths without a conversion: the removal effect is only the share of conversions whose path holds the channel"
            }
            Self::AliasOfPosition => {
                "position is 40/20/40 on first and last touch; the U-shaped model of some B2B tools is 50/50 on first touch and lead creation"
            }
            Self::Sampled => "more than 16 channels: Shapley values are sampled, see seed and standard errors",
        })
    }
}

/// How a data-driven model got to its credits.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Details {
    /// A rule, or nothing that could be computed: there is nothing to tell.
    #[default]
    None,
    /// A Markov chain.
    Markov(MarkovDetails),
    /// Shapley values of the conversion rate.
    Rate(RateDetails),
}

/// A chain and the effect of removing channels.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkovDetails {
    /// Touches that a state remembers.
    pub order: u8,
    /// Probability of conversion from the start.
    pub conversion: f64,
    /// Removal effect per channel id, in [0, 1].
    pub effects: Vec<f64>,
    /// Channels on some path from which no conversion can be reached.
    pub barren: Vec<u32>,
    /// States beside conversion and null.
    pub states: usize,
    /// States that fewer than five journeys left.
    pub shaky_states: usize,
}

/// Shapley values of the conversion rate.
#[derive(Clone, Debug, PartialEq)]
pub struct RateDetails {
    /// The conversion rate of all journeys with a touch, which the values sum to.
    pub rate: f64,
    /// Value per channel id; may be negative.
    pub values: Vec<f64>,
    /// Where values are sampled.
    pub sampling: Option<Sampling>,
}

/// How values were sampled.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampling {
    /// The seed.
    pub seed: u64,
    /// How many orders of the channels were drawn.
    pub samples: u32,
    /// Standard error per channel id.
    pub errors: Vec<f64>,
}
