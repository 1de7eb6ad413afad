//! Shared cost allocated to functions, month by month: the cost of a month by the hours, or the direct cost, of the same
//! month, so that the months of a quarter sum to the quarter for each function. Hours that a month lacks are those of no
//! other month: its key is then its direct cost, as in a ledger of that month alone. Only a month that has neither
//! takes the key of the whole period. Stated shares are the same in every month.

use super::cost::CostLine;
use super::functions::Hours;
use super::inputs::{AllocationKey, Settings};
use super::over_time::spread;
use super::shares::by_weight;
use crate::schema::{Amount, Function};
use crate::time::{Calendar, Period};

/// Shared cost of a month, or of the whole period, and where it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocated {
    /// The month; `None` is the whole period, or what of it lies in no month.
    pub month: Option<Period>,
    /// The key that it went by.
    pub key: AllocationKey,
    /// The key is that of the whole period, as the month has none.
    pub by_whole: bool,
    /// The money.
    pub cost: Amount,
    /// All weights together.
    pub weight: Amount,
    /// What went to functions; together less than the cost where shares leave some.
    pub parts: Vec<Share>,
}

/// What of shared cost went to a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The function.
    pub function: Function,
    /// Its hours, direct cost or share.
    pub weight: Amount,
    /// The money.
    pub cost: Amount,
}

impl Allocated {
    /// How the cost of the month went, where that is another way than by `usual`, the key of that month.
    pub(super) fn told(&self, usual: AllocationKey) -> Option<String> {
        let month = self.month?.told(Calendar::Gregorian);
        let key = self.key.words();
        match (self.by_whole, self.key == usual) {
            (true, _) => Some(format!(
                "{month}: neither hours nor direct cost of a function are on record, and shared cost goes by the {key} of the whole period"
            )),
            (false, false) => Some(format!(
                "{month}: no hours of a function are on record, and shared cost goes by {key}"
            )),
            (false, true) => None,
        }
    }
}

/// Weights of functions, in their order.
type Weights = Vec<Amount>;

/// What of the costs is shared, by month and key. Of several months those without shared cost are left out.
pub(super) fn allocated(
    costs: &[CostLine],
    hours: &[Hours],
    settings: &Settings,
) -> Vec<Allocated> {
    match settings.allocation {
        AllocationKey::Hours => by_month(
            costs,
            &[of_hours(hours, settings), direct(costs, settings)],
            settings,
        ),
        AllocationKey::DirectCost => by_month(costs, &[direct(costs, settings)], settings),
        AllocationKey::Shares => stated(costs, settings).into_iter().collect(),
        AllocationKey::None => Vec::new(),
    }
}

/// A key, and what functions have of it in each month; last what lies in none.
struct Key {
    key: AllocationKey,
    months: Vec<Weights>,
}

fn of_hours(hours: &[Hours], settings: &Settings) -> Key {
    let of = |function: Function| {
        let own = hours.iter().filter(|own| own.function == function);
        spread(own.map(|own| (own.days, own.hours)), &settings.buckets)
    };
    Key::of(AllocationKey::Hours, of)
}

fn direct(costs: &[CostLine], settings: &Settings) -> Key {
    Key::of(AllocationKey::DirectCost, |function| {
        cost_of(Some(function), costs, settings)
    })
}

impl Key {
    fn of(key: AllocationKey, of: impl Fn(Function) -> Vec<Amount>) -> Self {
        let functions: Vec<Vec<Amount>> = Function::ALL.into_iter().map(of).collect();
        let months = functions.first().map_or(0, Vec::len);
        let month = |at: usize| functions.iter().map(|own| own[at]).collect();
        Self {
            key,
            months: (0..months).map(month).collect(),
        }
    }

    fn whole(&self) -> Weights {
        let of = |at: usize| self.months.iter().map(|month| month[at]).sum();
        (0..Function::ALL.len()).map(of).collect()
    }
}

/// Cost of a function, or what is shared, in each month, and last what lies in none.
fn cost_of(function: Option<Function>, costs: &[CostLine], settings: &Settings) -> Vec<Amount> {
    let own = costs.iter().filter(|line| line.function == function);
    spread(own.flat_map(CostLine::falling), &settings.buckets)
}

/// Each month by the first key that it has, else by the first that the whole period has.
fn by_month(costs: &[CostLine], keys: &[Key], settings: &Settings) -> Vec<Allocated> {
    let shared = cost_of(None, costs, settings);
    let months = settings.buckets.iter().copied().map(Some).chain([None]);
    let some = shared.into_iter().zip(months).enumerate();
    some.filter(|(_, (cost, _))| *cost != Amount::ZERO)
        .filter_map(|(at, (cost, month))| {
            let own = keys.iter().map(|key| (key.key, key.months[at].clone()));
            let whole = keys.iter().map(|key| (key.key, key.whole()));
            let mut ways = own
                .map(|way| (false, way))
                .chain(whole.map(|way| (true, way)));
            ways.find_map(|(by_whole, (key, weights))| {
                let found = shared_out(cost, &weights)?;
                Some(Allocated {
                    month,
                    key,
                    by_whole,
                    ..found
                })
            })
        })
        .collect()
}

/// Shares that were stated; what they leave goes to no function.
fn stated(costs: &[CostLine], settings: &Settings) -> Option<Allocated> {
    let of = |function: &Function| {
        let own = settings
            .shares
            .iter()
            .filter(|(whose, _)| whose == function);
        own.map(|(_, share)| *share).sum()
    };
    let mut shares: Weights = Function::ALL.iter().map(of).collect();
    shares.push(Amount::whole(1) - shares.iter().copied().sum());
    let all = costs.iter().filter(|line| line.function.is_none());
    shared_out(all.map(|line| line.counted).sum(), &shares)
}

/// Credits make no weight. Weights beyond those of functions are of none.
fn shared_out(cost: Amount, weights: &[Amount]) -> Option<Allocated> {
    let weights: Weights = weights.iter().map(|own| (*own).max(Amount::ZERO)).collect();
    let parts = by_weight(cost, &weights)?;
    let functions = Function::ALL.into_iter().zip(weights.iter().zip(parts));
    Some(Allocated {
        month: None,
        key: AllocationKey::Shares,
        by_whole: false,
        cost,
        weight: weights.iter().copied().sum(),
        parts: functions
            .map(|(function, (weight, cost))| Share {
                function,
                weight: *weight,
                cost,
            })
            .collect(),
    })
}
