//! Spend by the keys of credit.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::error::{Result, Warning};
use crate::report::keys::function_of;
use crate::report::{Dataset, within};
use crate::schema::{Amount, cells, col};

use super::labels::NO_GOAL;
use super::options::AttributeOptions;
use super::{By, Evidence, notes};

/// Spend by key; rows of spend that lack a key stand under an empty one.
pub fn costs(frame: &DataFrame, by: &[By]) -> BTreeMap<Vec<String>, Amount> {
    let keys: Vec<Option<Vec<Option<&str>>>> = by
        .iter()
        .map(|key| cells::texts(frame, key.name()))
        .collect();
    let spend = cells::amounts(frame, col::SPEND).unwrap_or_default();
    let mut costs: BTreeMap<Vec<String>, Amount> = BTreeMap::new();
    for (row, units) in spend.into_iter().enumerate() {
        let key = keys
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let text = column.as_ref().and_then(|column| column[row]);
                let unstated = match by[at] {
                    By::Function => function_of("ad_spend"),
                    By::Goal => NO_GOAL,
                    _ => "",
                };
                text.unwrap_or(unstated).trim().to_owned()
            })
            .collect();
        *costs.entry(key).or_default() += Amount(units.unwrap_or(0));
    }
    costs
}

/// Spend by key, of the period or of the days of the log; `None` where no spend was given. Rows of spend that cross those
/// days are shared out by days.
pub fn spend(
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
    warnings: &mut Vec<Warning>,
) -> Result<Option<BTreeMap<Vec<String>, Amount>>> {
    let Some(frame) = evidence.dataset.frames.get("ad_spend") else {
        return Ok(None);
    };
    let days = options.period.or(evidence.days);
    let Some(days) = days else {
        return Ok(Some(costs(frame, &options.by)));
    };
    let mut only = Dataset::default();
    let dated = cells::days(frame, col::PERIOD_START);
    let dated: Vec<bool> = dated.iter().map(Option::is_some).collect();
    // Spend without a date belongs to the whole, whatever days the log happens to cover.
    let whole: Vec<bool> = dated
        .iter()
        .map(|dated| !dated && options.period.is_none())
        .collect();
    let rows = if options.period.is_none() {
        cells::kept(frame, &dated)?
    } else {
        frame.clone()
    };
    only.frames.insert("ad_spend", rows);
    let mut inside = within(&only, &days, true)?;
    warnings.append(&mut inside.warnings);
    let kept = inside.frames.remove("ad_spend").unwrap_or_default();
    let undated = cells::kept(frame, &whole)?;
    let sum = |frame: &DataFrame| cells::sum(frame, col::SPEND);
    let left = sum(frame) - sum(&kept) - sum(&undated);
    if left != 0 && options.period.is_none() {
        let left = notes::plain(Amount(left));
        let what = format!(
            "spend of {left} lies outside {days}, the days of the touches, and is left out"
        );
        warnings.push(
            Warning::run(what).hint("`--period` says which days of conversions and spend count"),
        );
    }
    let mut costs_of = costs(&kept, &options.by);
    for (key, cost) in costs(&undated, &options.by) {
        *costs_of.entry(key).or_default() += cost;
    }
    Ok(Some(costs_of))
}
