//! Outcomes and spend with the columns that the join gives them.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed;
use crate::report::costs::days_of;
use crate::report::keys::FUNCTION;
use crate::schema::{self, cells, col};
use crate::time::{Calendar, Grain};

use super::campaigns::{Campaign, Match};
use super::media::MediaOnRecord;
use super::{AMBIGUOUS, NO_MATCH};

/// Outcomes with the platform, channel and campaign of their spend, and the joined part of their money: that of days
/// with `media` of their platform, as value without its cost is no return. What went back always counts, and deals, which
/// are won long after the ads that brought them.
pub fn joined_frame(
    outcomes: &DataFrame,
    matches: &[Match],
    media: Option<&MediaOnRecord>,
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
    let name = |row: usize, of: fn(&Campaign) -> Option<&str>| match &matches[row] {
        Match::One(campaign) => of(campaign),
        Match::Several => Some(AMBIGUOUS),
        Match::None => Some(NO_MATCH),
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
        cells::text_column(
            col::PLATFORM,
            (0..rows).map(|row| {
                name(row, |campaign| {
                    Some(campaign.platform.as_str()).filter(|name| !name.is_empty())
                })
            }),
        ),
        cells::text_column(
            col::CAMPAIGN,
            (0..rows).map(|row| name(row, |campaign| Some(&campaign.name))),
        ),
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
    // What is joined but counts in no return is nothing, not unknown: its days may have cost.
    let counts = |row: usize| {
        let Match::One(campaign) = &matches[row] else {
            return None;
        };
        let went_back = revenue
            .as_ref()
            .and_then(|all| all[row])
            .is_some_and(|own| own < 0);
        let platform = Some(campaign.platform.as_str()).filter(|name| !name.is_empty());
        let has = |media: &MediaOnRecord| {
            let own = days[row].as_ref();
            own.is_none_or(|own| media.has(platform, own))
        };
        Some(went_back || deals[row].is_some() || media.is_none_or(has))
    };
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

/// A span of days widened to whole months: orders are sparse, so their first and last day are not the bounds of what the
/// file is about.
fn whole_months((from, to): (i32, i32)) -> (i32, i32) {
    let month =
        |day: i32| cells::day_of(day).map(|day| Grain::Month.bucket(day, Calendar::Gregorian));
    let bounds = month(from).zip(month(to));
    bounds.map_or((from, to), |(first, last)| {
        (
            cells::day_number(first.start()),
            cells::day_number(last.end()),
        )
    })
}

/// Spend with the part that outcomes cover: platforms with at least one joined campaign, in the months that the
/// outcomes are about. Spend of other platforms or months has no return that could be known.
pub fn covered_frame(
    spend: &DataFrame,
    outcomes: &DataFrame,
    matches: &[Match],
) -> Result<DataFrame> {
    let mut frame = spend.clone();
    let rows = spend.height();
    let platform = cells::texts(spend, col::PLATFORM).unwrap_or_else(|| vec![None; rows]);
    let units = cells::amounts(spend, col::SPEND).unwrap_or_else(|| vec![None; rows]);
    let joined = matches.iter().filter_map(|found| match found {
        Match::One(one) => Some(one.platform.as_str()),
        _ => None,
    });
    let covered: BTreeSet<&str> = joined.collect();
    let known = cells::span(outcomes, col::PERIOD_START, col::PERIOD_END).map(whole_months);
    let dated = cells::days(outcomes, col::PERIOD_START)
        .iter()
        .all(Option::is_some);
    let (starts, ends) = (
        cells::days(spend, col::PERIOD_START),
        cells::days(spend, col::PERIOD_END),
    );
    let is_known = |row: usize| match (known.filter(|_| dated), starts[row], ends[row]) {
        (Some((from, to)), Some(start), Some(end)) => start <= to && from <= end,
        _ => true,
    };
    let kept = (0..rows).map(|row| {
        units[row].filter(|_| covered.contains(platform[row].unwrap_or("")) && is_known(row))
    });
    frame.with_column(cells::amount_column(
        computed::SPEND_COVERED,
        kept.collect(),
    ))?;
    Ok(frame)
}
