//! Attribution: journeys from logs and counted paths, credit by every model, joined to spend.

mod chain;
mod cost;
mod credit;
mod deals;
mod definitions;
mod direct;
mod drawn;
mod journey_rows;
mod labels;
mod largest;
mod measure;
mod milestones;
mod notes;
mod options;
mod outcomes;
mod paths;
mod prepare;
mod resample;
mod result;
mod show;
mod spend_channels;
mod tidy;
mod totals;
mod wide;
mod worth;

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::attribution::{Facts, ModelResult, Setup, WalkCounts, custom_weights};
use crate::error::{Error, Result, Warning};
use crate::schema::Amount;
use crate::time::{Period, Zone};

use super::{Dataset, Supplied, Table};
use credit::Journeys as Walked;
use direct::Direct;
use milestones::Deals;
use paths::{CountedPaths, counted_paths};
use prepare::{Prepared, prepare};
use spend_channels::SpendChannels;

pub use crate::attribution::{LogBuilder, TouchLog};
pub use deals::{DealCredit, credit_deals};
pub use definitions::{attribution_definitions, model_definition, model_names};
pub(super) use drawn::{CommonPaths, Place, Step, common_paths, transitions};
pub use journey_rows::{add_empty_journeys, add_journeys};
pub use labels::By;
pub(super) use notes::window;
pub use options::{AttributeOptions, Journeys, Measure, Seen, Show};
pub use outcomes::{JOURNEYS as OF_JOURNEYS, credit_outcomes};
pub use result::{Attribution, Credit, Credited, ModelCredit, Refused, UNATTRIBUTED};
pub use tidy::tidy;
pub(super) use tidy::{bounds, cell, keys, unit_label};
pub use wide::wide;

/// What attribution looks at.
pub struct Evidence<'e> {
    /// Rows of touch logs.
    pub log: TouchLog,
    /// Frames of every other table: spend.
    pub dataset: &'e Dataset,
    /// First and last day of the log.
    pub days: Option<Period>,
    /// Tables by file: counted paths, deals.
    pub tables: &'e [Supplied<'e>],
}

/// What was found.
pub struct Found {
    /// Credit.
    pub attribution: Attribution,
    /// Something else than credit, where it was asked for.
    pub shown: Option<Table>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// Gives credit.
///
/// # Errors
/// Nothing to attribute, unknown models, parameters that make no sense, sums that do not reconcile.
pub fn attribute(evidence: &Evidence<'_>, options: &AttributeOptions) -> Result<Found> {
    let (attribution, shown, warnings) = credited(evidence, options, Spend::Joined, |credited| {
        options
            .show
            .map(|show| shown(show, credited, options))
            .transpose()
    })?;
    Ok(Found {
        attribution,
        shown,
        warnings,
    })
}

/// Journeys with the credit that was given for them.
struct Journeyed<'j> {
    walked: &'j Walked<'j>,
    attribution: &'j Attribution,
    setup: &'j Setup,
    counts: &'j WalkCounts,
}

/// Whether credit is set beside what was spent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spend {
    Joined,
    LeftOut,
}

/// Gives credit, then looks at the journeys once more.
///
/// # Errors
/// As [`attribute`], and what the look at the journeys refuses.
fn credited<T>(
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
    spend: Spend,
    look: impl FnOnce(&Journeyed<'_>) -> Result<T>,
) -> Result<(Attribution, T, Vec<Warning>)> {
    let frames = |name: &str| -> Vec<&DataFrame> {
        evidence
            .tables
            .iter()
            .filter(|table| table.table == name)
            .map(|table| table.frame)
            .collect()
    };
    let counted = counted_paths(&frames("paths"), options.journeys.separator.as_deref());
    if evidence.log.is_empty() && counted.is_empty() {
        return Err(Error::NothingToReport {
            why: "the files hold no touches and no counted paths".into(),
        });
    }
    if let (Some(period), Some(days)) = (&options.period, &evidence.days)
        && counted.is_empty()
        && period.overlap(days).is_none()
    {
        let [asked, held] = [period, days].map(|days| days.told(*options.calendar));
        return Err(Error::NothingToReport {
            why: format!("no touches in {asked}; the files cover {held}"),
        });
    }
    let deals = Deals::of_all(&frames("deals"), options.calendar.zone());
    let spent = SpendChannels::of(evidence.dataset.frames.get("ad_spend"));
    let moments = |period: &Period| prepare::moments(period, options.calendar);
    let counted_days = options.period.as_ref().map(moments);
    let mut prepared = prepare(
        &evidence.log,
        &counted,
        &spent,
        &options.by,
        &options.journeys,
        counted_days,
    );
    prepared.walk.begins = evidence.days.map(|days| moments(&days).0);
    let of_deals = |user, at| deals.times(user, at);
    let walked = Walked {
        log: &evidence.log,
        counted: &counted,
        prepared: &prepared,
        milestones: (!deals.is_empty()).then_some(&of_deals),
        seen: options.journeys.transform,
        worth: None,
    };
    let setup = setup(&prepared, &counted, &deals, &evidence.log, options)?;
    let (mut results, counts) = walked.credit(&setup)?;
    let mut said: Vec<String> = Vec::new();
    for note in results.iter().flat_map(|result| &result.notes) {
        let note = note.to_string();
        if !said.contains(&note) {
            said.push(note);
        }
    }
    let direct = Direct::of(&options.by);
    let finer = direct.told_apart(&setup, || {
        let by: Vec<By> = options.by.iter().copied().chain([By::Channel]).collect();
        prepare(
            &evidence.log,
            &counted,
            &spent,
            &by,
            &options.journeys,
            counted_days,
        )
    });
    if let Some(finer) = &finer {
        direct::credit(&walked, finer, &setup, &mut results)?;
    }
    let worth = match worth::Worth::of(options) {
        Some(worth) => {
            let walked = Walked {
                worth: Some(&worth),
                ..walked
            };
            let (mut results, _) = walked.credit(&setup)?;
            if let Some(finer) = &finer {
                direct::credit(&walked, finer, &setup, &mut results)?;
            }
            results
        }
        None => Vec::new(),
    };
    let mut warnings = Vec::new();
    let costs = match spend {
        Spend::Joined => cost::spend(evidence, options, &mut warnings)?,
        Spend::LeftOut => None,
    };
    let mut attribution = assembled(&walked, results, costs.as_ref(), options);
    for (model, worth) in attribution.models.iter_mut().zip(worth) {
        let credit = model_credit(&walked, worth).credit.ok();
        model.worth = credit.map(|rows| rows.iter().map(|row| row.value).collect());
    }
    totals::totals(&mut attribution, evidence, &counted, &counts, &prepared);
    totals::reconcile(&attribution, &counts, &evidence.log)?;
    let intervals = match options.bootstrap {
        Some(draws) => {
            let mut setup = setup.clone();
            if finer.is_some() {
                setup.models.retain(|model| model.name() != direct::MODEL);
            }
            resample::bounds(&walked, &setup, draws, &mut attribution.models)?
        }
        None => Vec::new(),
    };
    warnings.extend(notes::add(
        &mut attribution,
        &walked,
        evidence,
        &counts,
        &setup,
        options,
    ));
    attribution.notes.extend(said.into_iter().chain(intervals));
    let seen = look(&Journeyed {
        walked: &walked,
        attribution: &attribution,
        setup: &setup,
        counts: &counts,
    })?;
    Ok((attribution, seen, warnings))
}

/// Something else than credit.
fn shown(show: Show, credited: &Journeyed<'_>, options: &AttributeOptions) -> Result<Table> {
    let Journeyed {
        walked,
        attribution,
        setup,
        ..
    } = *credited;
    Ok(match show {
        Show::Paths => show::paths(walked, attribution, options.top),
        Show::Lengths => show::lengths(walked, attribution),
        Show::Lags | Show::Windows if walked.log.is_empty() => {
            return Err(Error::NothingToReport {
                why: "counted paths have no times, so that neither lags nor windows are known"
                    .into(),
            });
        }
        Show::ShapleyValues => chain::shapley_values(walked, attribution, setup)?,
        Show::Lags => show::lags(walked, attribution),
        Show::Windows => show::windows(walked, attribution, setup, options)?,
        Show::Positions => show::positions(walked, attribution, setup, options)?,
        Show::RemovalEffects => chain::removal_effects(walked, attribution, setup)?,
        Show::Transitions => chain::transitions(walked, attribution, setup)?,
        Show::Orders => chain::orders(walked, attribution, setup)?,
    })
}

/// Models and their parameters.
fn setup(
    prepared: &Prepared,
    counted: &CountedPaths,
    deals: &Deals,
    log: &TouchLog,
    options: &AttributeOptions,
) -> Result<Setup> {
    let asked = &options.journeys;
    let facts = Facts {
        ages: !log.is_empty() && counted.is_empty(),
        milestones: !deals.is_empty(),
    };
    let mut setup = Setup::new(prepared.keys.len(), facts);
    setup.direct.clone_from(&prepared.direct);
    setup.half_life_days = asked.half_life_days;
    setup.granularity = asked.decay;
    setup.weights = asked.weights.map(custom_weights).transpose()?;
    setup.orders = vec![asked.markov_order];
    setup.seed = asked.seed;
    setup.samples = asked.samples;
    setup.ties = asked.ties;
    setup.collapse = asked.collapse;
    setup.choose(options.models.iter().map(String::as_str))?;
    Ok(setup)
}

/// Rows and models from what the models say.
fn assembled(
    walked: &Walked<'_>,
    results: Vec<ModelResult>,
    costs: Option<&BTreeMap<Vec<String>, Amount>>,
    options: &AttributeOptions,
) -> Attribution {
    let keys = &walked.prepared.keys;
    let cost = |key: &Vec<String>| costs.and_then(|costs| costs.get(key)).copied();
    let mut rows: Vec<Credited> = keys
        .iter()
        .map(|key| Credited {
            keys: key.clone(),
            cost: cost(key),
            touched: true,
        })
        .collect();
    let unseen = costs
        .into_iter()
        .flatten()
        .filter(|(key, _)| !keys.contains(key));
    rows.extend(unseen.map(|(key, cost)| Credited {
        keys: key.clone(),
        cost: Some(*cost),
        touched: false,
    }));
    let models = results
        .into_iter()
        .map(|result| model_credit(walked, result))
        .collect();
    Attribution {
        by: options.by.clone(),
        rows,
        models,
        has_cost: costs.is_some(),
        margin: options.margin,
        has_margins: !options.margins.is_empty(),
        currency: options.currency.clone(),
        interval: options.bootstrap.map(|(_, level)| level),
        ..Attribution::default()
    }
}

fn model_credit(walked: &Walked<'_>, result: ModelResult) -> ModelCredit {
    let folded = result.credits.map(|credits| {
        let mut own = vec![Credit::default(); walked.prepared.keys.len()];
        for (number, credit) in credits.into_iter().enumerate() {
            let row = &mut own[walked.channel_of(number)];
            row.conversions += credit.conversions;
            row.value += credit.value;
        }
        own
    });
    ModelCredit {
        name: result.name,
        sums: result.summing,
        credit: folded.map_err(|refused| Refused {
            code: refused.reason.code(),
            sentence: refused.sentence,
        }),
        left: Credit {
            conversions: result.remainder.not_supplied.conversions,
            value: result.remainder.not_supplied.value,
        },
        worth: None,
        bounds: None,
    }
}

impl Deals {
    fn of_all(frames: &[&DataFrame], zone: Option<Zone>) -> Self {
        let mut all = Self::default();
        for frame in frames {
            all.extend(Self::of(frame, zone));
        }
        all
    }
}
