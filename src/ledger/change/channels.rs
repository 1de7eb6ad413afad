//! Revenue and ROAS of channels: spend × share × what spend buys × how many act × what each is worth.
//!
//! The way from spend to revenue takes every stage that a channel has in both periods: impressions (CPM), clicks (CTR,
//! else CPC), conversions (CVR, else CPA), revenue (average order). A channel without spend starts at its first stage.

use super::effect::EffectKind;
use super::split::{Decomposition, Factor, Term, split};
use crate::ledger::figure::Reason;
use crate::schema::{Amount, col};

/// What a channel or platform did in a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Channel {
    /// Its name, by which the two periods are matched.
    pub name: String,
    /// Media spend.
    pub spend: Option<Amount>,
    /// Impressions.
    pub impressions: Option<Amount>,
    /// Link clicks.
    pub clicks: Option<Amount>,
    /// Conversions or orders.
    pub conversions: Option<Amount>,
    /// Net revenue.
    pub revenue: Amount,
}

/// A stage on the way, by its place in [`STAGES`].
type Stage = (usize, f64, f64);

/// The stages after spend, each with the name of the ratio from every stage before it (spend, impressions, clicks,
/// conversions).
const STAGES: [[&str; 4]; 4] = [
    ["cpm", "", "", ""],
    ["cpc", "ctr", "", ""],
    ["cpa", "conversions_per_impression", "cvr", ""],
    ["roas", "revenue_per_impression", "revenue_per_click", "aov"],
];

/// The change of revenue, to the twelfth decimal. Channels are matched by name.
pub fn revenue_change(before: &[Channel], after: &[Channel]) -> Decomposition<Amount> {
    let pairs = pairs(before, after);
    let spends = (spend(before), spend(after));
    let terms: Vec<Term> = pairs
        .iter()
        .map(|(one, two)| {
            let (revenue, then) = (one.revenue.to_f64(), two.revenue.to_f64());
            let mut factors = way(one, two, Some(spends));
            if factors.is_empty() {
                factors.push(Factor::new(
                    EffectKind::Value,
                    "revenue_alone",
                    revenue,
                    then,
                ));
            }
            Term {
                name: one.name.clone(),
                before: revenue,
                after: then,
                factors,
            }
        })
        .collect();
    let total = |of: &[Channel]| of.iter().map(|channel| channel.revenue).sum::<Amount>();
    let (first, second) = (total(before), total(after));
    split(&terms, first.to_f64(), second.to_f64()).in_money(first, second)
}

/// The change of ROAS over the channels that state their spend; [`Reason::NoSpend`] where a period has none,
/// [`Reason::NegativeSpend`] where credits exceed it.
///
/// # Errors
/// The reason why ROAS is undefined in a period.
pub fn roas_change(before: &[Channel], after: &[Channel]) -> Result<Decomposition<f64>, Reason> {
    let paid = |of: &[Channel]| -> Vec<Channel> {
        of.iter()
            .filter(|channel| channel.spend.is_some())
            .cloned()
            .collect()
    };
    let (before, after) = (paid(before), paid(after));
    let (first, second) = (spend(&before), spend(&after));
    if first < 0.0 || second < 0.0 {
        return Err(Reason::NegativeSpend);
    }
    if first == 0.0 || second == 0.0 {
        return Err(Reason::NoSpend);
    }
    let terms: Vec<Term> = pairs(&before, &after)
        .iter()
        .map(|(one, two)| {
            let spent = |channel: &Channel| channel.spend.unwrap_or_default().to_f64();
            let shares = (spent(one) / first, spent(two) / second);
            let factors = match shares.0 > 0.0 && shares.1 > 0.0 {
                // Ads of no known platform: what they brought, over all media.
                _ if shares == (0.0, 0.0) => vec![
                    Factor::new(
                        EffectKind::Value,
                        "revenue_alone",
                        one.revenue.to_f64(),
                        two.revenue.to_f64(),
                    ),
                    Factor::new(EffectKind::Volume, "media", 1.0 / first, 1.0 / second),
                ],
                true => way(one, two, Some((first, second)))
                    .into_iter()
                    .filter(|factor| factor.effect.kind != EffectKind::Volume)
                    .collect(),
                // Returns of a share of nothing have no logarithm.
                false => vec![Factor::new(EffectKind::Mix, "channels", shares.0, shares.1)],
            };
            Term {
                name: one.name.clone(),
                before: one.revenue.to_f64() / first,
                after: two.revenue.to_f64() / second,
                factors,
            }
        })
        .collect();
    let sum = |of: fn(&Term) -> f64| terms.iter().map(of).sum::<f64>();
    let totals = (sum(|term| term.before), sum(|term| term.after));
    Ok(split(&terms, totals.0, totals.1))
}

/// What customers did in a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Customers {
    /// How many bought.
    pub customers: Amount,
    /// How often, all together.
    pub orders: Amount,
    /// Net revenue.
    pub revenue: Amount,
    /// Net revenue of orders beside these, which name no customer.
    pub apart: Amount,
}

/// The change of revenue = customers × orders per customer × revenue per order (Blanchard's reach, frequency and yield,
/// metric S-18), under these three names.
pub fn customers_change(before: Customers, after: Customers) -> Decomposition<Amount> {
    let parts = |of: Customers| [of.customers, of.orders, of.revenue].map(Amount::to_f64);
    let ([people, orders, revenue], [people_now, orders_now, revenue_now]) =
        (parts(before), parts(after));
    let factors = vec![
        Factor::new(EffectKind::Volume, col::REACH, people, people_now),
        Factor::new(
            EffectKind::Rate,
            "frequency",
            orders / people,
            orders_now / people_now,
        ),
        Factor::new(
            EffectKind::Value,
            "yield",
            revenue / orders,
            revenue_now / orders_now,
        ),
    ];
    let term = Term {
        name: "all customers".into(),
        before: revenue,
        after: revenue_now,
        factors,
    };
    split(&[term], revenue, revenue_now).in_money(before.revenue, after.revenue)
}

fn spend(channels: &[Channel]) -> f64 {
    let spends = channels.iter().filter_map(|channel| channel.spend);
    spends.sum::<Amount>().to_f64()
}

/// Channels of both periods by name, in the order of their names; one that is missing in a period is empty there.
pub(super) fn pairs(before: &[Channel], after: &[Channel]) -> Vec<(Channel, Channel)> {
    let mut names: Vec<&str> = before
        .iter()
        .chain(after)
        .map(|channel| channel.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let of = |channels: &[Channel], name: &str| {
        let found = channels
            .iter()
            .find(|channel| channel.name == name)
            .cloned();
        found.unwrap_or_else(|| Channel {
            name: name.into(),
            ..Channel::default()
        })
    };
    names
        .into_iter()
        .map(|name| (of(before, name), of(after, name)))
        .collect()
}

/// The factors of a channel's revenue. `spends` are the sums over all channels, of which its spend is a share.
pub(super) fn way(one: &Channel, two: &Channel, spends: Option<(f64, f64)>) -> Vec<Factor> {
    let both = |of: fn(&Channel) -> Option<Amount>| {
        let value = |channel| of(channel).map_or(0.0, Amount::to_f64);
        (value(one), value(two))
    };
    let spent = both(|channel| channel.spend);
    let stages = [
        both(|channel| channel.impressions),
        both(|channel| channel.clicks),
        both(|channel| channel.conversions),
        both(|channel| Some(channel.revenue)),
    ];
    let mut factors = Vec::new();
    let mut last: Option<Stage> = None;
    if let (Some(all), true) = (spends, spent.0 > 0.0 && spent.1 > 0.0) {
        factors.push(Factor::new(EffectKind::Volume, "media", all.0, all.1));
        factors.push(Factor::new(
            EffectKind::Mix,
            "channels",
            spent.0 / all.0,
            spent.1 / all.1,
        ));
        last = Some((0, spent.0, spent.1));
    } else if spent.0 > 0.0 || spent.1 > 0.0 {
        // Spend in one period alone: no way leads from one to the other.
        let share = |spent: f64| if spent > 0.0 { 1.0 } else { 0.0 };
        return vec![Factor::new(
            EffectKind::Mix,
            "channels",
            share(spent.0),
            share(spent.1),
        )];
    }
    for (at, (first, second)) in stages.into_iter().enumerate() {
        // A stage that only one period has is passed over; revenue never is.
        let is_last = at + 1 == stages.len();
        let is_known = first > 0.0 && second > 0.0;
        if !is_known && !is_last {
            continue;
        }
        factors.push(match last {
            Some((from, over, under)) => Factor::new(
                kind(from, is_last),
                STAGES[at][from],
                first / over,
                second / under,
            ),
            None if is_last => break,
            None => Factor::new(
                EffectKind::Volume,
                [col::IMPRESSIONS, col::CLICKS, col::CONVERSIONS][at],
                first,
                second,
            ),
        });
        last = Some((at + 1, first, second));
    }
    factors
}

fn kind(from: usize, to_revenue: bool) -> EffectKind {
    match (from, to_revenue) {
        (_, true) => EffectKind::Value,
        (0, false) => EffectKind::Price,
        (_, false) => EffectKind::Rate,
    }
}
