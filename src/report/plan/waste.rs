//! Metric P-36: spend of ads without a conversion or another result that cost twice the target per acquisition or more.

use std::collections::HashMap;

use crate::error::Result;
use crate::metrics::computed as added;
use crate::report::dataset::Dataset;
use crate::report::unsold::Unsold;
use crate::schema::{Amount, cells, col, plan};

use super::scope;

/// How many times the target an ad may cost before its want of conversions says anything.
const TIMES: i64 = 2;

/// The metric whose target counts.
const TARGET: &str = "cpa";

/// Adds `spend_wasted`: blank on platforms without a target and for ads that say nothing of conversions.
pub fn add(now: &mut Dataset, whole: &Dataset) -> Result<()> {
    let Some(spend) = now.frames.get("ad_spend") else {
        return Ok(());
    };
    let Some(limits) = whole.frames.get("targets").map(Limits::of) else {
        return Ok(());
    };
    let rows = spend.height();
    let text = |name: &str| cells::texts(spend, name).unwrap_or_else(|| vec![None; rows]);
    let names: Vec<_> = [
        col::PLATFORM,
        col::ACCOUNT,
        col::CAMPAIGN,
        col::AD_GROUP,
        col::AD,
    ]
    .into_iter()
    .map(text)
    .collect();
    let unsold = Unsold::of(now).rows;
    let units = cells::amounts(spend, col::SPEND).unwrap_or_else(|| vec![None; rows]);
    let outcomes = [col::CONVERSIONS, col::LEADS, col::RESULTS]
        .map(|name| cells::amounts(spend, name).unwrap_or_else(|| vec![None; rows]));
    let key = |row: usize| -> Vec<&str> {
        names
            .iter()
            .map(|column| column[row].unwrap_or_default())
            .collect()
    };
    let mut ads: HashMap<Vec<&str>, (i128, Option<i128>)> = HashMap::new();
    for row in 0..rows {
        let ad = ads.entry(key(row)).or_default();
        ad.0 += units[row].unwrap_or_default();
        // Results of any type are what the ad was run for.
        for own in outcomes.iter().filter_map(|column| column[row]) {
            *ad.1.get_or_insert(0) += own;
        }
    }
    let wasted = (0..rows).map(|row| {
        let (spent, converted) = ads[&key(row)];
        let limit = limits.of_platform(names[0][row].unwrap_or_default())?;
        let is_wasted = converted? == 0 && spent >= limit && !unsold[row];
        units[row].map(|units| if is_wasted { units } else { 0 })
    });
    let column = cells::amount_column(added::SPEND_WASTED, wasted.collect());
    let mut frame = spend.clone();
    frame.with_column(column)?;
    now.frames.insert("ad_spend", frame);
    Ok(())
}

/// What an ad without a conversion may cost, by platform and for all.
struct Limits {
    of: HashMap<String, (i32, i128)>,
    all: Option<(i32, i128)>,
}

impl Limits {
    /// Of several targets of one scope the latest counts.
    fn of(targets: &polars::prelude::DataFrame) -> Self {
        let rows = targets.height();
        let text = |name: &str| cells::texts(targets, name).unwrap_or_else(|| vec![None; rows]);
        let (metric, scopes) = (text(plan::METRIC), text(plan::SCOPE));
        let values = cells::amounts(targets, plan::VALUE).unwrap_or_else(|| vec![None; rows]);
        let ends = cells::days(targets, col::PERIOD_END);
        let mut limits = Self {
            of: HashMap::new(),
            all: None,
        };
        for row in (0..rows).filter(|row| metric[*row] == Some(TARGET)) {
            let (Some(value), Some(end)) = (values[row], ends[row]) else {
                continue;
            };
            let limit = Amount::whole(TIMES)
                .times(Amount(value))
                .map(|limit| (end, limit.0));
            let scope = scopes[row].unwrap_or_default();
            match (
                scope::filters(scope).as_deref(),
                scope.strip_prefix("platform="),
            ) {
                (Some([]), _) => limits.all = limits.all.max(limit),
                (Some([_]), Some(platform)) => {
                    let known = limits.of.get(platform).copied();
                    limits
                        .of
                        .extend(known.max(limit).map(|limit| (platform.to_owned(), limit)));
                }
                _ => {}
            }
        }
        limits
    }

    fn of_platform(&self, platform: &str) -> Option<i128> {
        let own = self.of.get(platform).or(self.all.as_ref());
        own.map(|(_, limit)| *limit)
    }
}
