//! The dataset of one period and of the rows that the filters let pass.

use std::borrow::Cow;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::report::costs;
use crate::report::dataset::{Dataset, leave_out_absent, within};
use crate::report::figures::is_company;
use crate::report::join::{Join, tell, tell_absence};
use crate::report::keys::Key;
use crate::report::options::{PlatformOf, ReportOptions};
use crate::report::scope::Filter;
use crate::report::visit::credited_platforms;
use crate::schema::{cells, col};
use crate::time::Period;

/// The dataset of one period, with cost and value and only the rows that pass the filters, and how much of the period
/// joins: of outcomes whatever the filters, of the spend that passes them.
///
/// # Errors
/// As [`within`]; an unknown key in a filter.
pub fn narrowed(
    dataset: &Dataset,
    options: &ReportOptions,
    period: Option<&Period>,
) -> Result<(Dataset, Option<Join>)> {
    let mut narrowed = match period {
        Some(period) => within(dataset, period, options.spread)?,
        None => dataset.clone(),
    };
    if let Some(period) = period {
        leave_out_absent(&mut narrowed, dataset, period)?;
        tell_absence(&mut narrowed, period, *options.calendar);
    }
    let asked = with_spend(&narrowed, options)?;
    let join = Join::of(&asked, dataset);
    if let Some(join) = &join {
        tell(&mut narrowed, join, options);
    }
    let whose = if period.is_none() || period == options.period.as_ref() {
        costs::CostOf::ThisPeriod
    } else {
        costs::CostOf::AnotherPeriod
    };
    let known = period.and_then(|period| options.known_costs(period));
    match (known, whose) {
        (Some(known), costs::CostOf::AnotherPeriod) => {
            let known = ReportOptions {
                costs: known.costs.clone(),
                dated_costs: known.dated.clone(),
                other_media: known.media.clone(),
                ..options.clone()
            };
            costs::add(&mut narrowed, &known, costs::CostOf::ThisPeriod, dataset)?;
        }
        _ => costs::add(&mut narrowed, options, whose, dataset)?,
    }
    for filter in &options.filters {
        let key = Key::parse(&filter.key, options.calendar)?;
        // Of what a whole company has no part is known.
        narrowed
            .frames
            .retain(|table, frame| !is_company(table) || key.is_in(frame));
        let tables: Vec<&'static str> = narrowed.frames.keys().copied().collect();
        for table in tables {
            let kept = kept(&narrowed, table, (&key, filter), options)?;
            narrowed.frames.insert(table, kept);
        }
    }
    Ok((narrowed, join))
}

/// The rows of a table that a condition lets pass, with the column of its key.
fn kept(
    dataset: &Dataset,
    table: &str,
    (key, filter): (&Key, &Filter),
    options: &ReportOptions,
) -> Result<DataFrame> {
    let frame = &dataset.frames[table];
    let keyed = dataset.keyed(table, frame, std::slice::from_ref(key), options.spread)?;
    let placeholder = key.placeholder();
    let passes = |text: Option<&str>| filter.test.passes(text.unwrap_or(&placeholder));
    let is_by_credit = options.platform_of == PlatformOf::Credit
        && table == OUTCOMES
        && *key == Key::Name(col::PLATFORM);
    let mask: Vec<bool> = match is_by_credit {
        true => {
            let names = credited_platforms(&keyed);
            names.iter().map(|name| passes(name.as_deref())).collect()
        }
        false => {
            let texts = cells::texts(&keyed, key.name());
            let texts = texts.unwrap_or_else(|| vec![None; keyed.height()]);
            texts.into_iter().map(passes).collect()
        }
    };
    Ok(cells::kept(&keyed, &mask)?)
}

/// The dataset with the spend alone that passes the conditions: how much of it has outcomes is asked of that spend, and which
/// campaigns outcomes name of all.
fn with_spend<'d>(dataset: &'d Dataset, options: &ReportOptions) -> Result<Cow<'d, Dataset>> {
    let mut own = Cow::Borrowed(dataset);
    for filter in &options.filters {
        if !own.frames.contains_key(SPEND) {
            break;
        }
        let key = Key::parse(&filter.key, options.calendar)?;
        let spend = kept(&own, SPEND, (&key, filter), options)?;
        own.to_mut().frames.insert(SPEND, spend);
    }
    Ok(own)
}

/// The table of joined outcomes.
const OUTCOMES: &str = "conversions";

/// The table of spend.
const SPEND: &str = "ad_spend";
