//! Sentences about what stands apart from the lines: revenue of nobody's, searches, value without its cost.

use std::collections::BTreeSet;

use crate::report::ledger::{LedgerInputs, grouped};
use crate::report::listed;
use crate::schema::{Amount, CostType, channel_of_platform};
use crate::time::{Calendar, Period};

use super::exports::Measured;

/// Channels that a sentence names.
const NAMED: usize = 5;

/// The channel of platforms that sell searches.
const PAID_SEARCH: &str = "Paid Search";

/// The same days in as few spans as there are.
fn spans(days: &BTreeSet<Period>) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    for days in days {
        match found.last_mut() {
            Some(last) if last.end.succ_opt() >= Some(days.start) => {
                last.end = last.end.max(days.end)
            }
            _ => found.push(*days),
        }
    }
    found
}

fn text(money: Amount, currency: &str) -> String {
    let text = format!("{} {currency}", grouped(money, 2));
    text.trim_end().to_owned()
}

/// Sentences about revenue that is in no line.
pub fn notes(measured: &Measured, currency: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let text = |money: Amount| text(money, currency);
    let open: Amount = measured.own_channels.values().copied().sum();
    let elsewhere = measured.elsewhere - measured.unassigned - open;
    if elsewhere != Amount::ZERO {
        notes.push(format!(
            "{} of {} revenue is credited to no social activity (direct, search, email and the like) and is in no line",
            text(elsewhere),
            text(measured.revenue)
        ));
    }
    if measured.unassigned != Amount::ZERO {
        notes.push(format!(
            "{} of {} revenue bears a source and medium that tell no channel and is in no line, though it may be social: utm_medium=social or paid_social would tell",
            text(measured.unassigned),
            text(measured.revenue)
        ));
    }
    if open != Amount::ZERO {
        let mut names: Vec<_> = measured.own_channels.iter().collect();
        names.sort_by_key(|(name, money)| (std::cmp::Reverse(**money), *name));
        let names: Vec<String> = names.iter().map(|(name, _)| format!("`{name}`")).collect();
        notes.push(format!(
            "{} of {} revenue is of channels whose names leave open whether they are social ({}) and is in no line: `Paid Social`, `Organic Social`, `facebook_paid` or `facebook_organic` would tell",
            text(open),
            text(measured.revenue),
            listed(&names, NAMED)
        ));
    }
    if measured.by_source != Amount::ZERO {
        notes.push(format!(
            "{} credited to ads joins no campaign of their spend, and is credited by the source of its UTM",
            text(measured.by_source)
        ));
    }
    let other: BTreeSet<&str> = measured
        .media
        .keys()
        .map(|(platform, _, _)| platform.as_str())
        .filter(|name| channel_of_platform(name) == Some(PAID_SEARCH))
        .collect();
    for name in other {
        notes.push(format!(
            "{name}, which is no social network, counts as paid media: `--where platform!={name}` leaves its media and revenue out"
        ));
    }
    notes
}

/// Sentences about revenue that counts nowhere, as what it cost is on no record.
pub fn left_out(measured: &Measured, currency: &str, calendar: Calendar) -> Vec<String> {
    let mut notes = Vec::new();
    let text = |money: Amount| text(money, currency);
    let (mut names, mut sum) = (Vec::new(), Amount::ZERO);
    for (name, money) in &measured.without_cost {
        names.push(name.as_str());
        sum += *money;
    }
    if sum != Amount::ZERO {
        notes.push(format!(
            "{} credited to ads of {} is left out: their media is on no record, and value without its cost is no return",
            text(sum),
            names.join(", ")
        ));
    }
    for (name, (money, days)) in &measured.beyond_media {
        let days: Vec<String> = spans(days).iter().map(|days| days.told(calendar)).collect();
        notes.push(format!(
            "{} of {} credited to ads of {name} is left out: their media of these days is on no record, and value without its cost is no return",
            text(*money),
            days.join(", ")
        ));
    }
    notes
}

/// Platforms whose credited revenue is left out, as no media of theirs is on record in the period.
pub fn without_media(measured: &Measured, given: &LedgerInputs) -> BTreeSet<String> {
    let is_spent = |name: &str| {
        let mut media = given.costs.iter();
        media
            .any(|cost| cost.cost_type == CostType::Media && cost.platform.as_deref() == Some(name))
    };
    let never = measured.without_cost.iter();
    let beyond = measured.beyond_media.iter();
    never
        .chain(beyond.map(|(name, (money, _))| (name, money)))
        .filter(|(name, money)| **money != Amount::ZERO && !is_spent(name))
        .map(|(name, _)| name.clone())
        .collect()
}
