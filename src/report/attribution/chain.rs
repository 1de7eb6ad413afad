//! The Markov chain behind the credit: what is lost without each channel, and where journeys go from where.

use crate::attribution::{Details, MarkovDetails, Setup, State, models};
use crate::error::{Error, Result};
use crate::metrics::Reason;
use crate::report::{Cell, Row, Table, Unit};

use super::Attribution;
use super::credit::Journeys as Walked;
use super::show::{empty, key, metric, name, undefined};

/// The setup with chains only.
fn chains(setup: &Setup) -> Result<Setup> {
    let mut only = setup.clone();
    only.models = models(["markov"])?
        .into_iter()
        .map(|named| named.model)
        .collect();
    Ok(only)
}

/// What share of conversions is lost when a channel leads nowhere, and the credit that follows.
///
/// # Errors
/// As [`super::attribute`]; where there is no chain to solve.
pub fn removal_effects(walked: &Walked<'_>, found: &Attribution, setup: &Setup) -> Result<Table> {
    let (results, _) = walked.credit(&chains(setup)?)?;
    let mut table = empty(found, "What is lost without each channel", &[]);
    table.keys = found.by.iter().map(|by| key(by.name())).collect();
    table.metrics = vec![
        metric(found, "removal_effect", Unit::Rate, 1),
        metric(found, "conversions", Unit::Count, 2),
        metric(found, "value", Unit::Money, 3),
    ];
    for result in &results {
        let details = match (&result.details, &result.credits) {
            (Details::Markov(details), _) => details,
            (_, Err(refused)) => {
                return Err(Error::NothingToReport {
                    why: refused.sentence.clone(),
                });
            }
            _ => continue,
        };
        table.notes.insert(0, told(walked, details));
        for (channel, effect) in details.effects.iter().enumerate() {
            let credit = result
                .credits
                .as_ref()
                .ok()
                .and_then(|credits| credits.get(channel));
            let exact = |amount: Option<crate::schema::Amount>| {
                amount.map_or_else(|| undefined(Reason::NotSupplied), Cell::Amount)
            };
            let keys = &walked.prepared.keys[walked.channel_of(channel)];
            table.rows.push(Row {
                keys: keys.iter().cloned().map(Some).collect(),
                cells: vec![
                    Cell::Ratio(*effect),
                    exact(credit.map(|credit| credit.conversions)),
                    exact(credit.map(|credit| credit.value)),
                ],
            });
        }
    }
    Ok(table)
}

/// The chain in a sentence.
pub(super) fn told(walked: &Walked<'_>, details: &MarkovDetails) -> String {
    let mut text = format!(
        "chain of order {}: {} states, of which {} were left fewer than 5 times; {:.4} of journeys convert",
        details.order, details.states, details.shaky_states, details.conversion
    );
    if !details.barren.is_empty() {
        let names: Vec<String> = details
            .barren
            .iter()
            .map(|channel| name(walked, *channel))
            .collect();
        text += &format!("; no conversion can be reached from {}", names.join(", "));
    }
    text
}

/// Every transition with its count and probability.
///
/// # Errors
/// As [`super::attribute`].
pub fn transitions(walked: &Walked<'_>, found: &Attribution, setup: &Setup) -> Result<Table> {
    let (tally, setup, _) = walked.tally(&chains(setup)?)?;
    let mut table = empty(found, "Where journeys go", &["from", "to"]);
    table.metrics = vec![
        metric(found, "count", Unit::Count, 1),
        metric(found, "probability", Unit::Rate, 2),
    ];
    for order in &setup.orders {
        for step in tally.transitions(*order) {
            table.rows.push(Row {
                keys: vec![
                    Some(state(walked, &step.from)),
                    Some(state(walked, &step.to)),
                ],
                cells: vec![Cell::Amount(step.count), Cell::Ratio(step.probability)],
            });
        }
    }
    Ok(table)
}

/// A state as people read it. A channel that is called like a state stands in quotes.
fn state(walked: &Walked<'_>, state: &State) -> String {
    match state {
        State::Start => "(start)".into(),
        State::Conversion => "(conversion)".into(),
        State::Null => "(null)".into(),
        State::Touches(touches) => {
            let own = |channel: &u32| {
                let name = name(walked, *channel);
                match name.as_str() {
                    "(start)" | "(conversion)" | "(null)" => format!("\"{name}\""),
                    _ => name,
                }
            };
            touches.iter().map(own).collect::<Vec<_>>().join(" > ")
        }
    }
}
