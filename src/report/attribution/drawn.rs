//! What charts of journeys are drawn from: the commonest paths and the steps between channels, by name.

use crate::attribution::{Paths, State};
use crate::error::{Result, Warning};
use crate::schema::Amount;

use super::credit::Journeys as Walked;
use super::options::{AttributeOptions, Journeys};
use super::{Attribution, Evidence, Journeyed, Spend, credited, notes};

/// The paths with the most conversions.
pub struct CommonPaths {
    /// Names of the touches, first to last, and the conversions.
    pub paths: Vec<(Vec<String>, Amount)>,
    /// Further paths that converted, and their conversions.
    pub others: (usize, Amount),
}

/// Where a step of a journey begins or ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Before the first touch.
    Start,
    /// A channel.
    Channel(String),
    /// Converted.
    Conversion,
    /// Never converted.
    Null,
}

/// A step that journeys took.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where from.
    pub from: Place,
    /// Where to.
    pub to: Place,
    /// How often.
    pub count: Amount,
}

/// The commonest paths of journeys that converted, at most `top`.
///
/// # Errors
/// As [`super::attribute`].
pub fn common_paths(
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
    top: usize,
) -> Result<(Attribution, CommonPaths, Vec<Warning>)> {
    look(evidence, &alone("last", options), |journeyed| {
        let walked = journeyed.walked;
        let mut all = Paths::default();
        walked.visit(Paths::default, |part| all.merge(part));
        let sorted = all.top(usize::MAX);
        let converted = sorted
            .iter()
            .take_while(|(_, outcome)| outcome.conversions > Amount::ZERO);
        let (mut paths, mut others) = (Vec::new(), (0, Amount::ZERO));
        for (at, (path, outcome)) in converted.enumerate() {
            if at < top {
                let names = path.iter().map(|channel| name(walked, *channel));
                paths.push((names.collect(), outcome.conversions));
            } else {
                others.0 += 1;
                others.1 += outcome.conversions;
            }
        }
        Ok(CommonPaths { paths, others })
    })
}

/// Every step between start, channels and ends: a Markov chain of order 1.
///
/// # Errors
/// As [`super::attribute`].
pub fn transitions(
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
) -> Result<(Attribution, Vec<Step>, Vec<Warning>)> {
    look(evidence, &alone("markov", options), |journeyed| {
        let (walked, setup) = (journeyed.walked, journeyed.setup);
        let place = |state: &State| match state {
            State::Start => Place::Start,
            State::Conversion => Place::Conversion,
            State::Null => Place::Null,
            State::Touches(touches) => {
                let own = touches.iter().map(|channel| name(walked, *channel));
                Place::Channel(own.collect::<Vec<_>>().join(" > "))
            }
        };
        let (tally, ..) = walked.tally(setup)?;
        let named = tally.transitions(1).into_iter().map(|step| Step {
            from: place(&step.from),
            to: place(&step.to),
            count: step.count,
        });
        Ok(named.collect())
    })
}

/// The journeys with no more credit than a model needs, and notes on the journeys alone.
fn look<T>(
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
    find: impl FnOnce(&Journeyed<'_>) -> Result<T>,
) -> Result<(Attribution, T, Vec<Warning>)> {
    let both = |journeyed: &Journeyed<'_>| {
        let mut notes = notes::of_journeys(journeyed.walked, journeyed.counts, options);
        // The window bears on a picture most, and a picture has little room.
        let by = notes.len().min(1);
        notes.rotate_right(by);
        Ok((find(journeyed)?, notes))
    };
    let (mut attribution, (found, notes), warnings) =
        credited(evidence, options, Spend::LeftOut, both)?;
    attribution.notes = notes;
    Ok((attribution, found, warnings))
}

fn alone(model: &str, options: &AttributeOptions) -> AttributeOptions {
    AttributeOptions {
        models: vec![model.to_owned()],
        journeys: Journeys {
            markov_order: 1,
            ..options.journeys.clone()
        },
        bootstrap: None,
        show: None,
        ..options.clone()
    }
}

/// A channel by its keys.
fn name(walked: &Walked<'_>, channel: u32) -> String {
    walked.prepared.keys[walked.channel_of(channel as usize)].join(" / ")
}
