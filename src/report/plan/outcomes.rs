//! Columns of outcomes, deals and assumptions that metrics of sales read.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::ledger::{FirstMargin, lifetime_value};
use crate::metrics::computed as added;
use crate::report::dataset::{Dataset, Supplied, stacked, with_file};
use crate::report::join::{AMBIGUOUS, NO_MATCH, of_campaigns};
use crate::report::options::ReportOptions;
use crate::report::worth::Margins;
use crate::schema::{Amount, cells, col, is_social, plan};

/// Channels of social media.
const SOCIAL: [&str; 2] = ["Paid Social", "Organic Social"];

/// Whether the row is of ads of a platform.
fn joined(outcomes: &DataFrame) -> Vec<bool> {
    match cells::texts(outcomes, col::PLATFORM) {
        Some(platforms) => platforms
            .iter()
            .map(|platform| !matches!(platform, Some(NO_MATCH | AMBIGUOUS)))
            .collect(),
        None => vec![false; outcomes.height()],
    }
}

/// Adds contribution (where a margin was given), matched and social revenue, and joined orders of new customers.
pub fn add(now: &mut Dataset, options: &ReportOptions) -> Result<()> {
    let Some(mut frame) = now.frames.get("conversions").cloned() else {
        return Ok(());
    };
    let rows = frame.height();
    let (joined, matched) = (joined(&frame), of_campaigns(&frame));
    let revenue = cells::amounts(&frame, col::REVENUE);
    let new = cells::amounts(&frame, col::NEW_CUSTOMER_ORDERS);
    let channels = cells::texts(&frame, col::CHANNEL).unwrap_or_else(|| vec![None; rows]);
    let social: Vec<bool> = channels
        .iter()
        .map(|channel| channel.is_some_and(|channel| SOCIAL.contains(&channel)))
        .collect();
    if let Some(revenue) = revenue {
        let only = |passes: &[bool]| -> Vec<Option<i128>> {
            let pairs = revenue.iter().zip(passes);
            pairs
                .map(|(units, passes)| units.map(|units| if *passes { units } else { 0 }))
                .collect()
        };
        let worth = Margins::of(options).worth(&frame, col::REVENUE);
        if let Some(worth) = worth.filter(|_| options.margin.is_some()) {
            frame.with_column(cells::amount_column(added::CONTRIBUTION, worth))?;
        }
        frame.with_column(cells::amount_column(added::REVENUE_MATCHED, only(&matched)))?;
        frame.with_column(cells::amount_column(added::REVENUE_SOCIAL, only(&social)))?;
    }
    if let Some(new) = new {
        let own = new.iter().zip(&joined);
        let own = own.map(|(units, joined)| units.filter(|_| *joined));
        let column = cells::amount_column(added::NEW_CUSTOMERS_JOINED, own.collect());
        frame.with_column(column)?;
    }
    now.frames.insert("conversions", frame);
    Ok(())
}

/// Adds the spend of campaigns that occur in the outcomes, of whatever days. Without outcomes nothing can be said.
pub fn spend_joined(now: &mut Dataset, whole: &Dataset) -> Result<()> {
    let (Some(spend), Some(own)) = (now.frames.get("ad_spend"), now.frames.get("conversions"))
    else {
        return Ok(());
    };
    let outcomes = whole.frames.get("conversions").unwrap_or(own);
    let named: BTreeSet<(String, String)> = pairs(outcomes)
        .into_iter()
        .zip(of_campaigns(outcomes))
        .filter_map(|(pair, joined)| joined.then_some(pair))
        .collect();
    let units = cells::amounts(spend, col::SPEND).unwrap_or_default();
    let own = units
        .iter()
        .zip(pairs(spend))
        .map(|(units, pair)| units.map(|units| if named.contains(&pair) { units } else { 0 }));
    let column = cells::amount_column(added::SPEND_JOINED, own.collect());
    let mut frame = spend.clone();
    frame.with_column(column)?;
    now.frames.insert("ad_spend", frame);
    Ok(())
}

/// Platform and campaign of each row.
fn pairs(frame: &DataFrame) -> Vec<(String, String)> {
    let rows = frame.height();
    let text = |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; rows]);
    let plain = |text: Option<&str>| text.unwrap_or_default().trim().to_owned();
    let names = text(col::PLATFORM).into_iter().zip(text(col::CAMPAIGN));
    names
        .map(|(platform, campaign)| (plain(platform), plain(campaign)))
        .collect()
}

/// Deals of every file as metrics of pipelines read them: by the day they arose. `None` where no file holds deals.
///
/// # Errors
/// Where polars refuses a column.
pub fn deals(tables: &[Supplied<'_>]) -> Result<Option<DataFrame>> {
    let own = tables.iter().filter(|one| one.table == "deals");
    let frames = own.map(|one| arisen(with_file(one.frame, one.path)?));
    let frames = frames.collect::<Result<Vec<DataFrame>>>()?;
    Ok(match &frames[..] {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(stacked(several)?),
    })
}

fn arisen(mut frame: DataFrame) -> Result<DataFrame> {
    let rows = frame.height();
    let text = |name: &str| cells::texts(&frame, name).unwrap_or_else(|| vec![None; rows]);
    let day = |text: Option<&str>| {
        crate::time::day(text?.get(..10)?)
            .ok()
            .map(cells::day_number)
    };
    let days = |name: &str| -> Vec<Option<i32>> { text(name).into_iter().map(day).collect() };
    let (opened, closed) = (days(col::OPP_CREATED_AT), days(col::CLOSED_AT));
    let leads = days(col::LEAD_CREATED_AT);
    // The days of rows are those on which a deal counts: of a won one that of its closing.
    let dated = cells::days(&frame, col::DATE);
    let arose: Vec<Option<i32>> = (0..rows)
        .map(|row| opened[row].or(leads[row]).or(dated[row]))
        .collect();
    // Without a column of states nothing is known.
    let has_status = frame.column(col::STATUS).is_ok();
    let status = text(col::STATUS);
    let is = |row: usize, word: &str| status[row] == Some(word);
    let flag = |of: &dyn Fn(usize) -> bool| -> Vec<Option<i64>> {
        (0..rows)
            .map(|row| has_status.then(|| i64::from(of(row))))
            .collect()
    };
    let amounts = cells::amounts(&frame, col::AMOUNT).unwrap_or_else(|| vec![None; rows]);
    let source = text(col::SOURCE);
    let social: Vec<Option<bool>> = (0..rows).map(|row| source[row].map(is_social)).collect();
    let columns = vec![
        cells::count_column(added::WON, flag(&|row| is(row, "won"))),
        cells::count_column(
            added::DECIDED,
            flag(&|row| is(row, "won") || is(row, "lost")),
        ),
        cells::amount_column(
            added::WON_AMOUNT,
            (0..rows)
                .map(|row| amounts[row].map(|units| if is(row, "won") { units } else { 0 }))
                .collect(),
        ),
        cells::count_column(
            added::CYCLE_DAYS,
            (0..rows)
                .map(|row| {
                    let span = closed[row]? - opened[row]?;
                    is(row, "won").then_some(i64::from(span))
                })
                .collect(),
        ),
        cells::count_column(
            added::FROM_SOCIAL,
            social.iter().map(|social| social.map(i64::from)).collect(),
        ),
        cells::amount_column(
            added::SOCIAL_AMOUNT,
            amounts
                .iter()
                .zip(&social)
                .map(|(units, social)| Some(if (*social)? { (*units)? } else { 0 }))
                .collect(),
        ),
        cells::day_column(col::PERIOD_START, arose.clone()),
        cells::day_column(col::PERIOD_END, arose),
    ];
    for column in columns {
        frame.with_column(column)?;
    }
    Ok(frame)
}

/// Leaves of the assumptions those of a period: the one reported, or the one that it is compared with.
pub fn of_period(now: &mut Dataset, is_before: bool) -> Result<()> {
    let Some(frame) = now.frames.get("assumptions") else {
        return Ok(());
    };
    let Some(before) = cells::amounts(frame, added::BASE_BEFORE) else {
        return Ok(());
    };
    let mut frame = frame.drop(added::BASE_BEFORE)?;
    if is_before {
        frame.with_column(cells::amount_column(plan::BASE, before))?;
    }
    now.frames.insert("assumptions", frame);
    Ok(())
}

/// Adds lifetime values to the assumptions that they rest on, at the row of `customer_margin`.
pub fn lifetime(now: &mut Dataset) -> Result<()> {
    let Some(mut frame) = now.frames.get("assumptions").cloned() else {
        return Ok(());
    };
    let rows = frame.height();
    let keys = cells::texts(&frame, plan::KEY).unwrap_or_else(|| vec![None; rows]);
    let bases = cells::amounts(&frame, plan::BASE).unwrap_or_else(|| vec![None; rows]);
    // Of entries of several periods, the one that holds has a base.
    let at = |key: &str| (0..rows).find(|row| keys[*row] == Some(key) && bases[*row].is_some());
    let base = |key: &str| bases[at(key)?].map(Amount);
    let column = |name: &str, key: &str, value: Option<Amount>| {
        let mut units = vec![None; rows];
        if let Some(row) = at(key) {
            units[row] = value.map(|value| value.0);
        }
        cells::amount_column(name, units)
    };
    let value = |first: FirstMargin| {
        let (retention, discount) = (base("retention")?, base("discount_rate")?);
        let margin = base(MARGIN)?;
        let found = lifetime_value(margin, retention.to_f64(), discount.to_f64(), first);
        Amount::from_plain(&found.value()?.to_string())
    };
    let columns = [
        column(added::CLV, MARGIN, value(FirstMargin::AfterOnePeriod)),
        column(added::CLV_AT_ONCE, MARGIN, value(FirstMargin::AtOnce)),
        column(added::MONTHLY_CONTRIBUTION, MONTHLY, base(MONTHLY)),
    ];
    for column in columns {
        frame.with_column(column)?;
    }
    now.frames.insert("assumptions", frame);
    Ok(())
}

/// The assumption that has a customer's margin per period.
const MARGIN: &str = "customer_margin";

/// The assumptions that lifetime values rest on.
pub const OF_LIFETIME: [&str; 4] = [MARGIN, "retention", "discount_rate", MONTHLY];

/// The assumptions in money that metrics read.
pub const ASSUMED: [&str; 2] = [MARGIN, MONTHLY];

/// The assumption that has a customer's contribution per month.
const MONTHLY: &str = "monthly_contribution";
