//! Credit over journeys in the place of outcomes.

use std::str::FromStr;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::ingest::Reading;
use crate::report::exported::rows;
use crate::report::{
    self, AttributeOptions, Dataset, DealCredit, OutcomeDays, ReportOptions, TouchLog,
};
use crate::schema::{cells, col};
use crate::time::{Grain, Period, Reckoning};

use super::scope::supplied;
use super::touches;

/// The won deals among the outcomes of a dataset; `None` where there is none.
///
/// # Errors
/// Where polars refuses a column.
pub fn won(dataset: &Dataset) -> Result<Option<DataFrame>> {
    let Some(outcomes) = dataset.frames.get("conversions") else {
        return Ok(None);
    };
    let ids = cells::texts(outcomes, col::DEAL_ID).unwrap_or_default();
    let is_deal: Vec<bool> = ids.iter().map(Option::is_some).collect();
    Ok(match is_deal.contains(&true) {
        true => Some(cells::kept(outcomes, &is_deal)?),
        false => None,
    })
}

/// Puts credit in the place of outcomes, for the periods that the report shows; that of won deals, where there are any,
/// beside it.
///
/// # Errors
/// No touches, more or less than one model, a model that gives no credit.
pub fn by(
    credit: &AttributeOptions,
    log: &TouchLog,
    readings: &[Reading],
    (by, options): (&[String], &ReportOptions),
    won: Option<DataFrame>,
    dataset: &mut Dataset,
) -> Result<Option<DealCredit>> {
    let compared = options.compare.iter().map(|(period, _)| *period);
    let mut periods: Vec<Period> = options.period.into_iter().chain(compared).collect();
    if periods.is_empty() {
        periods.extend(days(readings, won.as_ref()));
    }
    let grains: Vec<Grain> = by
        .iter()
        .filter_map(|name| Grain::from_str(name).ok())
        .collect();
    let grain = match &grains[..] {
        grains if grains.contains(&Grain::Day) => Grain::Day,
        [Grain::Week] => Grain::Week,
        grains if grains.contains(&Grain::Week) => Grain::Day,
        _ => Grain::Month,
    };
    let tables = supplied(readings);
    let times = (grain, options.calendar);
    report::credit_outcomes(dataset, log, &tables, credit, &periods, times)?;
    let own = won.map(|won| report::credit_deals(dataset, &won, log, credit, &periods, times));
    own.transpose()
}

/// Outcomes of every day of touches and of won deals, each credited to all touches before it: whom the files hold outcomes
/// of, whatever the model and the days that are asked for.
///
/// # Errors
/// As [`by`].
pub fn of_all_days(
    credit: &AttributeOptions,
    log: &TouchLog,
    readings: &[Reading],
    options: &ReportOptions,
    won: Option<&DataFrame>,
    dataset: &Dataset,
) -> Result<Option<Dataset>> {
    if options.period.is_none() || log.is_empty() {
        return Ok(None);
    }
    let Some(days) = days(readings, won) else {
        return Ok(None);
    };
    let every_touch = AttributeOptions {
        models: vec![LINEAR.into()],
        ..credit.clone()
    };
    let mut all = dataset.clone();
    let whole = ReportOptions {
        period: Some(days),
        compare: None,
        ..options.clone()
    };
    by(
        &every_touch,
        log,
        readings,
        (&[], &whole),
        won.cloned(),
        &mut all,
    )?;
    Ok(Some(all))
}

/// The days of which a touch log and won deals hold outcomes.
pub fn outcome_days(log: &TouchLog, won: Option<&DataFrame>, calendar: Reckoning) -> OutcomeDays {
    let touched = log.days(calendar.zone()).into_iter();
    let touched = touched.filter_map(cells::day_of);
    let touched = touched.filter_map(|day| Period::new(day, day).ok());
    let mut all: Vec<Period> = touched.chain(won.into_iter().flat_map(rows)).collect();
    all.sort();
    all.dedup();
    OutcomeDays::of_rows(&all, *calendar)
}

/// The model that leaves no touch out.
const LINEAR: &str = "linear";

/// From the first to the last day of touches and of won deals.
fn days(readings: &[Reading], won: Option<&DataFrame>) -> Option<Period> {
    let touched = touches::days(readings);
    let span = won.and_then(|won| cells::span(won, col::PERIOD_START, col::PERIOD_END));
    let closed =
        span.and_then(|(from, to)| Period::new(cells::day_of(from)?, cells::day_of(to)?).ok());
    let both = touched.into_iter().chain(closed);
    both.reduce(|one, two| Period {
        start: one.start.min(two.start),
        end: one.end.max(two.end),
    })
}
