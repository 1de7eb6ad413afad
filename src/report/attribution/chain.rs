//! The Markov chain behind the credit: what is lost without each channel, and where journeys go from where.

use crate::attribution::{
    Details, Journey, MAX_ORDER, MarkovDetails, OrderFit, Setup, State, Visitor,
};
use crate::error::{Error, Result};
use crate::metrics::Reason;
use crate::report::{Cell, MetricColumn, Row, Table, Unit};

use crate::schema::{User, col};

use super::Attribution;
use super::credit::Journeys as Walked;
use super::show::{by_channel, empty, metric, name, undefined};

/// The setup with chains only.
fn chains(setup: &Setup) -> Result<Setup> {
    let mut only = setup.clone();
    only.choose(["markov"])?;
    Ok(only)
}

/// What share of conversions is lost when a channel leads nowhere, and the credit that follows.
///
/// # Errors
/// As [`super::attribute`]; where there is no chain to solve.
pub fn removal_effects(walked: &Walked<'_>, found: &Attribution, setup: &Setup) -> Result<Table> {
    let (results, _) = walked.credit(&chains(setup)?)?;
    let mut table = by_channel(found, "What is lost without each channel");
    table.metrics = vec![
        metric(found, "removal_effect", Unit::Rate, 1),
        metric(found, col::CONVERSIONS, Unit::Count, 2),
        metric(found, col::VALUE, Unit::Money, 3),
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
                ..Row::default()
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
    let mut table = empty(found, "Where journeys go", &[col::FROM, col::TO]);
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
                ..Row::default()
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

/// Parts that the users are dealt to; each is foretold from the others.
const FOLDS: u64 = 5;

/// Deals journeys to folds by user.
struct Dealt {
    fit: OrderFit,
    fold: usize,
}

impl Visitor for Dealt {
    fn user(&mut self, user: User) {
        self.fold = (user.1 % FOLDS) as usize;
    }

    fn journey(&mut self, journey: &Journey<'_>) {
        self.fit.add(journey, self.fold);
    }
}

/// How well chains of order 1 to 4 foretell the transitions of users they have not seen.
///
/// # Errors
/// As [`super::attribute`].
pub fn orders(walked: &Walked<'_>, found: &Attribution, setup: &Setup) -> Result<Table> {
    let mut setup = chains(setup)?;
    setup.channels = walked.channels();
    setup.orders = (1..=MAX_ORDER).collect();
    let new = || Dealt {
        fit: OrderFit::new(&setup, FOLDS as usize),
        fold: 0,
    };
    let mut whole = new();
    walked.visit(new, |part| whole.fit.merge(&part.fit));
    let mut table = empty(found, "How well chains of each order fit", &["order"]);
    table.metrics = ["held_out", "log_likelihood", "parameters", "aic", "bic"]
        .iter()
        .enumerate()
        .map(|(at, name)| MetricColumn {
            decimals: if at == 0 { 4 } else { 1 },
            ..metric(found, name, Unit::Count, at as u32 + 1)
        })
        .collect();
    let scores = whole.fit.finish();
    let mut best: Option<(f64, u8)> = None;
    for score in &scores {
        let cells = match &score.fit {
            Ok(fit) => {
                if best.is_none_or(|(held_out, _)| fit.held_out > held_out) {
                    best = Some((fit.held_out, score.order));
                }
                vec![
                    Cell::Ratio(fit.held_out),
                    Cell::Ratio(fit.log_likelihood),
                    Cell::Count(fit.parameters as i64),
                    Cell::Ratio(fit.aic),
                    Cell::Ratio(fit.bic),
                ]
            }
            Err(refused) => (0..5)
                .map(|_| Cell::Undefined {
                    code: refused.reason.code(),
                    sentence: refused.sentence.clone(),
                })
                .collect(),
        };
        table.rows.push(Row {
            keys: vec![Some(score.order.to_string())],
            cells,
            ..Row::default()
        });
    }
    let mut notes = vec![
        "held_out: mean log likelihood of the transitions of users that the chain has not seen, five parts; the highest fits best".to_owned(),
        "aic, bic: in sample, the lowest fits best".to_owned(),
    ];
    if let Some((_, order)) = best {
        notes.insert(
            0,
            format!("order {order} foretells best: `--markov-order {order}`"),
        );
    }
    table.notes.splice(0..0, notes);
    Ok(table)
}

/// Shapley values of the conversion rate: what each channel adds to it, or takes from it.
///
/// # Errors
/// As [`super::attribute`]; where there is no rate to share.
pub fn shapley_values(walked: &Walked<'_>, found: &Attribution, setup: &Setup) -> Result<Table> {
    let mut only = setup.clone();
    only.choose(["shapley-cr"])?;
    let (results, _) = walked.credit(&only)?;
    let mut table = by_channel(found, "What each channel adds to the conversion rate");
    table.metrics = vec![MetricColumn {
        decimals: 4,
        ..metric(found, "shapley_value", Unit::Count, 1)
    }];
    for result in &results {
        let details = match (&result.details, &result.credits) {
            (Details::Rate(details), _) => details,
            (_, Err(refused)) => {
                return Err(Error::NothingToReport {
                    why: refused.sentence.clone(),
                });
            }
            _ => continue,
        };
        let mut notes = vec![format!(
            "the values sum to the conversion rate of all journeys with a touch, {:.4}",
            details.rate
        )];
        if let Some(sampling) = &details.sampling {
            notes.push(format!(
                "sampled: {} orders of the channels, seed {}",
                sampling.samples, sampling.seed
            ));
            table.metrics.push(MetricColumn {
                decimals: 4,
                ..metric(found, "standard_error", Unit::Count, 2)
            });
        }
        if let Err(refused) = &result.credits {
            notes.push(format!("no credit follows: {}", refused.sentence));
        }
        table.notes.splice(0..0, notes);
        for (channel, value) in details.values.iter().enumerate() {
            let error = details
                .sampling
                .as_ref()
                .map(|sampling| Cell::Ratio(sampling.errors[channel]));
            let keys = &walked.prepared.keys[walked.channel_of(channel)];
            table.rows.push(Row {
                keys: keys.iter().cloned().map(Some).collect(),
                cells: std::iter::once(Cell::Ratio(*value)).chain(error).collect(),
                ..Row::default()
            });
        }
    }
    Ok(table)
}
