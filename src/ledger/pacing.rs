//! Budget pacing (metric P-35): how much of the budget is spent against how much of the time is gone.

use serde::Serialize;

use super::figure::{Figure, Reason, quotient};
use crate::schema::Amount;

/// Where an index stops being on plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    /// An index this near to one is on plan.
    pub watch: f64,
    /// An index this near to one is worth watching; beyond it, something has to be done.
    pub act: f64,
}

impl Default for Bands {
    /// Those of the metric catalogue.
    fn default() -> Self {
        Self {
            watch: 0.05,
            act: 0.15,
        }
    }
}

impl Bands {
    /// What an index asks for. A border belongs to the better side; indices that print alike must not differ, so what
    /// lies beyond the ninth decimal is not looked at.
    pub fn pace(&self, index: f64) -> Pace {
        match ((index - 1.0).abs() * 1e9).round() / 1e9 {
            off if off <= self.watch => Pace::OnPlan,
            off if off <= self.act => Pace::Watch,
            _ => Pace::Act,
        }
    }
}

/// What an index asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Nothing.
    OnPlan,
    /// To look at it again.
    Watch,
    /// To do something.
    Act,
}

/// How a budget is going.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Pacing {
    /// The share of the budget spent over the share of time gone, or spend over planned spend to date; 1 is on plan.
    pub index: Figure,
    /// What the index asks for, where there is one.
    pub pace: Option<Pace>,
    /// Spend at the end if it goes on like this.
    pub projected: Figure,
    /// Spend per day that would use the budget up; zero where it is used up or overspent.
    pub needed_per_day: Figure,
}

/// The pace of `spent` after `elapsed` of `days` whole days. A day that is not over counts in neither.
///
/// `planned_to_date` is what a daily curve plans until then; `None` plans every day alike. Before the start and for a
/// budget of zero the index is [`Reason::ZeroDenominator`].
pub fn pacing(
    spent: Amount,
    budget: Amount,
    planned_to_date: Option<Amount>,
    elapsed: i64,
    days: i64,
    bands: Bands,
) -> Pacing {
    let zero = Reason::ZeroDenominator;
    let (gone, all) = (Amount::whole(elapsed), Amount::whole(days));
    let even = match days {
        0 => Figure::Undefined(zero),
        _ => Figure::Defined(budget.to_f64() * elapsed as f64 / days as f64),
    };
    let planned = planned_to_date.map_or(even, |planned| Figure::Defined(planned.to_f64()));
    let index = match planned {
        Figure::Defined(planned) if planned > 0.0 => Figure::Defined(spent.to_f64() / planned),
        _ => Figure::Undefined(zero),
    };
    let left = (days - elapsed).max(0);
    Pacing {
        index,
        pace: index.value().map(|index| bands.pace(index)),
        projected: match planned_to_date {
            Some(_) => index.map(|index| budget.to_f64() * index),
            None => quotient(spent, gone, zero).map(|per_day| per_day * all.to_f64()),
        },
        needed_per_day: quotient(
            (budget - spent).max(Amount::ZERO),
            Amount::whole(left),
            zero,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 6,200 of 20,000 after 9 of 30 days.
    #[test]
    fn the_worked_example() {
        let (spent, budget) = (Amount::whole(6_200), Amount::whole(20_000));
        let found = pacing(spent, budget, None, 9, 30, Bands::default());
        let told =
            |figure: Figure, decimals: usize| format!("{:.*}", decimals, figure.value().unwrap());
        assert_eq!(told(found.index, 3), "1.033");
        assert_eq!(told(found.projected, 0), "20667");
        assert_eq!(told(found.needed_per_day, 2), "657.14");
        assert_eq!(found.pace, Some(Pace::OnPlan));
    }

    #[test]
    fn bands_and_edges() {
        let of = |spent, budget, planned: Option<i64>, elapsed| {
            pacing(
                Amount::whole(spent),
                Amount::whole(budget),
                planned.map(Amount::whole),
                elapsed,
                10,
                Bands::default(),
            )
        };
        assert_eq!(of(60, 100, None, 5).pace, Some(Pace::Act));
        assert_eq!(of(55, 100, None, 5).pace, Some(Pace::Watch));
        // 1,050 of 1,000 is 1.05 and 1,150 is 1.15, whatever floats make of them.
        assert_eq!(of(1_050, 1_000, None, 10).pace, Some(Pace::OnPlan));
        assert_eq!(of(1_150, 1_000, None, 10).pace, Some(Pace::Watch));
        assert_eq!(of(1_151, 1_000, None, 10).pace, Some(Pace::Act));
        assert_eq!(of(850, 1_000, None, 10).pace, Some(Pace::Watch));
        assert_eq!(of(55, 100, Some(55), 5).pace, Some(Pace::OnPlan));
        let undefined = Figure::Undefined(Reason::ZeroDenominator);
        assert_eq!(of(0, 100, None, 0).index, undefined);
        assert_eq!(of(5, 0, None, 5).index, undefined);
        assert_eq!(of(100, 100, None, 10).needed_per_day, undefined);
    }
}
