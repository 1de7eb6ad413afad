//! Overhead as a share of what labour cost, on the days on which none is booked.

use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

use super::Project;
use super::entries::{CostAmount, CostEntry};
use super::frames::Convert;

/// Overhead that is a share of what some labour cost.
pub(super) struct Overhead {
    /// Whose labour it was.
    pub function: Option<Function>,
    /// The days of that labour on which the share holds.
    common: Period,
    /// Those of them on which no overhead is booked.
    pub free: Vec<Period>,
    /// What all of that labour cost, in the currency of the report.
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
    /// Overhead as a share of what labour costs in the days that both have, each of the function that worked; on no day
    /// for which overhead itself is booked.
    pub(super) fn overhead<'p>(
        &'p self,
        entry: &'p CostEntry,
        share: Amount,
        convert: Convert<'p>,
    ) -> impl Iterator<Item = Overhead> + 'p {
        let hours = self.labour.iter().filter_map(move |own| {
            let cost = own.hours.times(convert(&own.rate, &own.period)?)?;
            Some((own.function, own.period, cost))
        });
        let listed = self.costs.iter().filter_map(move |own| match &own.amount {
            CostAmount::Money(money) if own.cost_type == CostType::Labour => {
                Some((own.function, own.period, convert(money, &own.period)?))
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
}
