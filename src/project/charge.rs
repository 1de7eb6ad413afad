//! What one function cost in some days: its own costs and hours, and its part of what is shared.

use std::collections::BTreeSet;

use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

use super::Project;
use super::entries::{AllocationKey, CostAmount, portion};

/// What one function cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// By type, in the order of types, in the currency of reports.
    pub costs: Vec<(CostType, Amount)>,
    /// By what shared cost was shared out; `None` where there was none, or nothing to go by, so that all of it counts.
    pub shared_by: Option<&'static str>,
    /// Media of the project left out, as the exports hold media of its days.
    pub media_left_out: bool,
    /// Other functions that cost something in these days.
    pub others: Vec<Function>,
}

/// Media that the exports hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Its days.
    pub days: Period,
    /// Its platforms.
    pub platforms: BTreeSet<String>,
}

impl Exported {
    /// Whether it may hold media of these days, and of that platform or of no certain one.
    fn holds(&self, platform: Option<&str>, days: &Period) -> bool {
        self.days.overlap(days).is_some() && platform.is_none_or(|of| self.platforms.contains(of))
    }
}

/// One cost within the days: whose, what, how much, its hours.
struct Part {
    function: Option<Function>,
    cost_type: CostType,
    amount: Amount,
    hours: Amount,
}

impl Project {
    /// What a function cost in the days, each cost by the share of its days that lie in them. Media counts only where the
    /// exports do not hold it.
    pub fn charge(&self, function: Function, days: &Period, exported: Option<&Exported>) -> Charge {
        let mut charge = Charge::default();
        let mut parts: Vec<Part> = Vec::new();
        for entry in &self.labour {
            let amount = entry
                .cost()
                .and_then(|cost| within(cost, &entry.period, days));
            let hours = within(entry.hours, &entry.period, days);
            parts.extend(amount.zip(hours).map(|(amount, hours)| Part {
                function: entry.function,
                cost_type: CostType::Labour,
                amount,
                hours,
            }));
        }
        for entry in &self.costs {
            let exported = exported
                .is_some_and(|exported| exported.holds(entry.platform.as_deref(), &entry.period));
            if entry.cost_type == CostType::Media && exported {
                charge.media_left_out |= entry.period.overlap(days).is_some();
                continue;
            }
            let amount = match &entry.amount {
                CostAmount::Money(money) => within(money.reported, &entry.period, days),
                CostAmount::ShareOfLabour(share) => {
                    self.share_of_labour(entry.function, *share, &entry.period, days)
                }
            };
            parts.extend(amount.map(|amount| Part {
                function: entry.function,
                cost_type: entry.cost_type,
                amount,
                hours: Amount::ZERO,
            }));
        }
        let (shared_by, share) = self.share(function, &parts);
        if parts.iter().any(|part| part.function.is_none()) {
            charge.shared_by = shared_by;
        }
        for kind in CostType::ALL {
            let own = parts.iter().filter(|part| part.cost_type == kind);
            let amounts: Vec<Amount> = own
                .filter_map(|part| match part.function {
                    None => {
                        Some(share.map_or(part.amount, |(own, all)| portion(part.amount, own, all)))
                    }
                    Some(whose) => (whose == function).then_some(part.amount),
                })
                .collect();
            if !amounts.is_empty() {
                charge.costs.push((kind, amounts.into_iter().sum()));
            }
        }
        for other in Function::ALL {
            if other != function && parts.iter().any(|part| part.function == Some(other)) {
                charge.others.push(other);
            }
        }
        charge
    }

    /// Overhead as a share of what labour of the same function costs in the days that both have.
    fn share_of_labour(
        &self,
        function: Option<Function>,
        share: Amount,
        period: &Period,
        days: &Period,
    ) -> Option<Amount> {
        let common = period.overlap(days)?;
        let of_labour = self
            .labour
            .iter()
            .filter(|entry| function.is_none() || entry.function == function);
        let costs = of_labour.filter_map(|entry| within(entry.cost()?, &entry.period, &common));
        costs.sum::<Amount>().times(share)
    }

    /// By what shared cost is shared out, and the function's part of the whole; nothing where there is nothing to go by.
    fn share(
        &self,
        function: Function,
        parts: &[Part],
    ) -> (Option<&'static str>, Option<(Amount, Amount)>) {
        let by = |amount: &dyn Fn(&Part) -> Amount| {
            let sum = |whose: Option<Function>| -> Amount {
                let own = parts.iter().filter(|part| part.function.is_some());
                own.filter(|part| whose.is_none() || part.function == whose)
                    .map(amount)
                    .sum()
            };
            let all = sum(None);
            (all > Amount::ZERO).then(|| (sum(Some(function)), all))
        };
        let hours = || by(&|part| part.hours).map(|share| ("hours", share));
        let cost = || by(&|part| part.amount).map(|share| ("direct cost", share));
        let found = match &self.allocation.key {
            Some(AllocationKey::Hours) => hours(),
            Some(AllocationKey::DirectCost) => cost(),
            Some(AllocationKey::Shares(shares)) => {
                let own = shares.iter().find(|(whose, _)| *whose == function);
                let share = own.map_or(Amount::ZERO, |(_, share)| *share);
                Some(("the project's shares", (share, Amount::whole(1))))
            }
            None => hours().or_else(cost),
        };
        found.map_or((None, None), |(name, share)| (Some(name), Some(share)))
    }
}

/// The part of an amount by the share of its days that lie within others; `None` where none does.
fn within(amount: Amount, period: &Period, days: &Period) -> Option<Amount> {
    let common = period.overlap(days)?;
    Some(portion(
        amount,
        Amount::whole(common.days()),
        Amount::whole(period.days()),
    ))
}
