//! What one function cost in some days: its own costs and hours, and its part of what is shared.

use std::collections::{BTreeMap, BTreeSet};

use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

use super::Project;
use super::entries::{AllocationKey, CostAmount, CostEntry};

/// What one function cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// By type, in the order of types, in the currency of reports.
    pub costs: Vec<(CostType, Amount)>,
    /// By what shared cost was shared out; `None` where there was none, or nothing to go by, so that all of it counts.
    pub shared_by: Option<&'static str>,
    /// Media of the project left out, as the exports hold media of its days.
    pub media_left_out: bool,
    /// Media of platforms that the exports hold nothing of on these days: no row of an export can bear it.
    pub media_elsewhere: BTreeMap<String, Amount>,
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
    /// How much of it lies in the days asked about, by whom it serves: shared cost may go by direct cost, and media is
    /// the largest.
    pub spend: BTreeMap<Function, Amount>,
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

/// Overhead that is a share of what some labour cost.
pub(super) struct Overhead {
    /// Whose labour it was.
    pub function: Option<Function>,
    /// The days of that labour on which the share holds.
    common: Period,
    /// Those of them on which no overhead is booked.
    pub free: Vec<Period>,
    /// What all of that labour cost.
    pub labour: Amount,
    /// The days of that labour.
    pub of: Period,
    /// The share.
    share: Amount,
}

impl Overhead {
    /// What of it falls within some days, of labour that cost so much in all; `None` where the share holds on none of them.
    pub fn amount(&self, labour: Amount, days: &Period) -> Option<Amount> {
        self.common.overlap(days)?;
        let common = self.free.iter().filter_map(|free| free.overlap(days));
        let days = common.map(|common| common.days()).sum();
        labour.of_days(days, self.of.days()).times(self.share)
    }
}

impl Project {
    /// What a function cost in the days, each cost by the share of its days that lie in them. Media counts only where the
    /// exports do not hold it.
    pub fn charge(&self, function: Function, days: &Period, exported: Option<&Exported>) -> Charge {
        let mut charge = Charge::default();
        let mut parts: Vec<Part> = Vec::new();
        let mut elsewhere: Vec<(Function, Amount)> = Vec::new();
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
            let is_exported = exported
                .is_some_and(|exported| exported.holds(entry.platform.as_deref(), &entry.period));
            if entry.cost_type == CostType::Media && is_exported {
                charge.media_left_out |= entry.period.overlap(days).is_some();
                continue;
            }
            match &entry.amount {
                CostAmount::Money(money) => {
                    let amount = within(money.reported, &entry.period, days);
                    if let (CostType::Media, Some(platform), Some(_)) =
                        (entry.cost_type, &entry.platform, exported)
                    {
                        if let Some(amount) = amount {
                            elsewhere.extend(entry.function.map(|whose| (whose, amount)));
                            *charge.media_elsewhere.entry(platform.clone()).or_default() += amount;
                        }
                        continue;
                    }
                    parts.extend(amount.map(|amount| Part {
                        function: entry.function,
                        cost_type: entry.cost_type,
                        amount,
                        hours: Amount::ZERO,
                    }));
                }
                CostAmount::ShareOfLabour(share) => {
                    let own = self.overhead(entry, *share);
                    parts.extend(own.filter_map(|own| {
                        Some(Part {
                            function: own.function,
                            cost_type: CostType::Overhead,
                            amount: own.amount(own.labour, days)?,
                            hours: Amount::ZERO,
                        })
                    }));
                }
            }
        }
        // Media of no export are direct cost too, though no row can bear them.
        let mut media = exported.map_or_else(BTreeMap::new, |exported| exported.spend.clone());
        for (whose, amount) in elsewhere {
            *media.entry(whose).or_default() += amount;
        }
        let (shared_by, share) = self.share(function, &media, &parts);
        if parts.iter().any(|part| part.function.is_none()) {
            charge.shared_by = shared_by;
        }
        for kind in CostType::ALL {
            let own = parts.iter().filter(|part| part.cost_type == kind);
            let amounts: Vec<Amount> = own
                .filter_map(|part| match part.function {
                    None => {
                        Some(share.map_or(part.amount, |(own, all)| part.amount.portion(own, all)))
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

    /// Overhead as a share of what labour costs in the days that both have, each of the function that worked; on no day
    /// for which overhead itself is booked.
    pub(super) fn overhead<'p>(
        &'p self,
        entry: &'p CostEntry,
        share: Amount,
    ) -> impl Iterator<Item = Overhead> + 'p {
        let hours = self
            .labour
            .iter()
            .filter_map(|own| Some((own.function, own.period, own.cost()?)));
        let listed = self.costs.iter().filter_map(|own| match &own.amount {
            CostAmount::Money(money) if own.cost_type == CostType::Labour => {
                Some((own.function, own.period, money.reported))
            }
            _ => None,
        });
        let same =
            |function: &Option<Function>| entry.function.is_none() || *function == entry.function;
        hours
            .chain(listed)
            .filter(move |(function, _, _)| same(function))
            .filter_map(move |(function, period, cost)| {
                let common = period.overlap(&entry.period)?;
                Some(Overhead {
                    function,
                    common,
                    free: self.free_of_overhead(function, common),
                    labour: cost,
                    of: period,
                    share,
                })
            })
    }

    /// Stretches of days for which no overhead of a function, or of all, is booked.
    fn free_of_overhead(&self, function: Option<Function>, days: Period) -> Vec<Period> {
        let booked = self.costs.iter().filter(|own| {
            own.cost_type == CostType::Overhead
                && matches!(own.amount, CostAmount::Money(_))
                && (own.function.is_none() || own.function == function)
        });
        days.without_all(booked.map(|own| own.period))
    }

    /// By what shared cost is shared out, and the function's part of the whole; nothing where there is nothing to go by.
    fn share(
        &self,
        function: Function,
        media: &BTreeMap<Function, Amount>,
        parts: &[Part],
    ) -> (Option<&'static str>, Option<(Amount, Amount)>) {
        let own = media.get(&function).copied().unwrap_or_default();
        let media = (own, media.values().copied().sum::<Amount>());
        let by = |amount: &dyn Fn(&Part) -> Amount, more: (Amount, Amount)| {
            let sum = |whose: Option<Function>| -> Amount {
                let own = parts.iter().filter(|part| part.function.is_some());
                own.filter(|part| whose.is_none() || part.function == whose)
                    .map(amount)
                    .sum()
            };
            let all = sum(None) + more.1;
            (all > Amount::ZERO).then(|| (sum(Some(function)) + more.0, all))
        };
        let hours = || by(&|part| part.hours, Default::default()).map(|share| ("hours", share));
        let cost = || by(&|part| part.amount, media).map(|share| ("direct cost", share));
        let found = match &self.allocation.key {
            Some(AllocationKey::Hours) => hours().or_else(cost),
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
    Some(amount.of_days(common.days(), period.days()))
}
