//! Outcomes and spend with the columns that the join gives them.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed;
use crate::report::costs::days_of;
use crate::report::keys::FUNCTION;
use crate::report::outcome_days::OutcomeDays;
use crate::report::visit::{Earner, earners, named_platform};
use crate::schema::{self, Amount, cells, col};
use crate::time::Period;

use super::campaigns::{Campaign, Match};
use super::media::MediaOnRecord;
use super::{AMBIGUOUS, NO_MATCH};

/// Outcomes with the platform, channel and campaign of their spend, or the platform of their source, and the joined part of
/// their money: that of days with `media` of their platform, as value without its cost is no return. What went back always counts, and deals, which
/// are won long after the ads that brought them.
pub fn joined_frame(
    outcomes: &DataFrame,
    matches: &[Match],
    media: &MediaOnRecord,
) -> Result<DataFrame> {
    let mut frame = outcomes.clone();
    let rows = outcomes.height();
    let missing = || vec![None; rows];
    let column = |name: &str| cells::texts(outcomes, name).unwrap_or_else(missing);
    let (source, medium, utm, group) = (
        column(col::SOURCE),
        column(col::MEDIUM),
        column(col::UTM_CAMPAIGN),
        column(col::CHANNEL_GROUP),
    );
    let platform = |row: usize| match &matches[row] {
        Match::Several => Some(AMBIGUOUS),
        found => Some(found.platform().unwrap_or(NO_MATCH)).filter(|name| !name.is_empty()),
    };
    let campaign = |row: usize| match &matches[row] {
        Match::One(campaign) => Some(campaign.name.as_str()),
        Match::Several => Some(AMBIGUOUS),
        Match::Platform(_) | Match::None => Some(NO_MATCH),
    };
    let channel = |row: usize| match &matches[row] {
        Match::One(campaign) => campaign.channel.as_deref(),
        _ => group[row].or_else(|| Some(schema::channel_group(source[row], medium[row], utm[row]))),
    };
    let account = |row: usize| {
        if let Match::One(campaign) = &matches[row] {
            campaign.account.as_deref()
        } else {
            None
        }
    };
    let columns = [
        cells::text_column(col::PLATFORM, (0..rows).map(platform)),
        cells::text_column(col::CAMPAIGN, (0..rows).map(campaign)),
        cells::text_column(col::CHANNEL, (0..rows).map(channel)),
        cells::text_column(col::ACCOUNT, (0..rows).map(account)),
    ];
    for column in columns {
        // Where a campaign stands in several accounts or channels, no figure by them can be known.
        let ambiguous = |name: &str| {
            matches
                .iter()
                .any(|found| matches!(found, Match::One(one) if one.ambiguous(name)))
        };
        if ambiguous(column.name()) {
            let name = column.name().to_string();
            if frame.column(&name).is_ok() {
                frame = frame.drop(&name)?;
            }
        } else {
            frame.with_column(column)?;
        }
    }
    frame = with_rules(frame, matches)?;
    let revenue = cells::amounts(outcomes, col::REVENUE);
    let deals = column(col::DEAL_ID);
    let days = days_of(outcomes);
    let is_late = |row: usize| {
        let own = revenue.as_ref().and_then(|all| all[row]);
        own.is_some_and(|own| own < 0) || deals[row].is_some()
    };
    // What is joined but counts in no return is nothing, not unknown: its days may have cost.
    let counts = |row: usize| {
        let platform = Some(matches[row].platform()?).filter(|name| !name.is_empty());
        let has = || days[row].is_none_or(|own| media.has(platform, &own));
        Some(is_late(row) || has())
    };
    let on_record = |row: usize, ads: &str| {
        let by_visit = || media.counts(named_platform(ads), days[row].as_ref(), is_late(row));
        counts(row).unwrap_or_else(by_visit)
    };
    let unrecorded: Vec<Option<String>> = earners(&frame)
        .into_iter()
        .enumerate()
        .map(|(row, earner)| match earner {
            Some(Earner::Ads(name)) if !on_record(row, &name) => Some(name),
            _ => None,
        })
        .collect();
    let unrecorded = unrecorded.iter().map(Option::as_deref);
    frame.with_column(cells::text_column(computed::UNRECORDED, unrecorded))?;
    let only = |units: Vec<Option<i128>>| {
        let units = units.into_iter().enumerate();
        units
            .map(|(row, units)| {
                Some(if counts(row)? {
                    units?
                } else {
                    units.map(|_| 0)?
                })
            })
            .collect::<Vec<_>>()
    };
    if let Some(revenue) = revenue.clone() {
        frame.with_column(cells::amount_column(
            computed::REVENUE_JOINED,
            only(revenue),
        ))?;
    }
    if let Some(orders) = cells::amounts(outcomes, col::ORDERS) {
        // Credit over journeys has parts of orders.
        frame.with_column(cells::amount_column(computed::ORDERS_JOINED, only(orders)))?;
    }
    Ok(frame)
}

/// Outcomes that join a campaign are for what it is for, by the rule of a project.
fn with_rules(mut frame: DataFrame, matches: &[Match]) -> Result<DataFrame> {
    type Says = fn(&Campaign) -> Option<&str>;
    let columns: [(&str, Says); 3] = [
        (FUNCTION, |campaign| campaign.function.as_deref()),
        (computed::GOAL, |campaign| campaign.goal.as_deref()),
        (computed::RULE, |campaign| campaign.rule.as_deref()),
    ];
    for (name, of) in columns {
        let says = |found: &Match| matches!(found, Match::One(one) if of(one).is_some());
        let own = cells::texts(&frame, name);
        if own.is_none() && !matches.iter().any(says) {
            continue;
        }
        let own = own.unwrap_or_else(|| vec![None; frame.height()]);
        let texts = matches.iter().zip(own).map(|(found, own)| match found {
            Match::One(campaign) => of(campaign),
            _ => own,
        });
        let column = cells::text_column(name, texts);
        frame.with_column(column)?;
    }
    Ok(frame)
}

/// Spend with the part that outcomes cover: that of platforms with joined outcomes, on the days that the files hold
/// outcomes of. Spend of other platforms or days has no return that could be known.
pub fn covered_frame(
    spend: &DataFrame,
    matches: &[Match],
    known: &OutcomeDays,
) -> Result<DataFrame> {
    let mut frame = spend.clone();
    let rows = spend.height();
    let platform = cells::texts(spend, col::PLATFORM).unwrap_or_else(|| vec![None; rows]);
    let units = cells::amounts(spend, col::SPEND).unwrap_or_else(|| vec![None; rows]);
    let covered: BTreeSet<&str> = matches.iter().filter_map(Match::platform).collect();
    let part = |units: i128, days: Option<Period>| {
        let Some(days) = days else {
            return Some(units);
        };
        match known.among(&days) {
            0 => None,
            part => Some(Amount(units).of_days(part, days.days()).0),
        }
    };
    let rows = units.into_iter().zip(days_of(spend)).zip(platform);
    let kept = rows.map(|((units, days), name)| {
        let units = units.filter(|_| covered.contains(name.unwrap_or("")))?;
        part(units, days)
    });
    frame.with_column(cells::amount_column(
        computed::SPEND_COVERED,
        kept.collect(),
    ))?;
    Ok(frame)
}
