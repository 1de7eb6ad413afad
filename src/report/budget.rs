//! Budgets beside what was spent of them, day by day (metric P-35). The one place that says up to which day spend is
//! known and how far it is from its plan: a check, a chart and a report cannot judge a budget differently.
//!
//! Spend of a budget is known from the first day of the month in which the files begin (ads need not start on the first)
//! until the last day that they have of the platforms of the budget; of a budget without any spend, until the last day
//! of all platforms. A day that is not over counts neither as spent nor as gone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use polars::prelude::DataFrame;

use crate::error::Result;
use crate::ledger::{Bands, Pacing, pacing};
use crate::schema::cells::{amounts, texts};
use crate::schema::{Amount, col};
use crate::time::{Grain, Period, Reckoning};

use super::costs::days_of;
use super::{Dataset, Filter, ReportOptions, narrowed};

/// Spend under conditions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spent {
    /// What was spent on each day.
    pub by_day: BTreeMap<NaiveDate, Amount>,
    /// The days of which it is known; `None` where the files have no spend with a date, or none that is over.
    pub known: Option<Period>,
    /// The first day of any spend.
    pub first: Option<NaiveDate>,
    /// Rows of several days, of which spend is spread evenly.
    pub spread: Vec<Period>,
    /// No row meets the conditions.
    pub is_without_rows: bool,
}

/// One budget and what was spent of it.
#[derive(Clone, Debug)]
pub struct BudgetSpend {
    /// What it is for: `platform=meta`.
    pub name: String,
    /// The days it is for.
    pub period: Period,
    /// All of its days, where some of them lie before the files and are left out.
    pub whole: Option<Period>,
    /// How much.
    pub planned: Amount,
    /// Planned from Monday to Friday alone, not every day alike.
    pub weekdays: bool,
    /// What was spent.
    pub spent: Spent,
    /// Where it stops being on plan.
    pub bands: Bands,
}

/// Why a budget has no pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPace {
    /// No file has spend with a date.
    NoSpend,
    /// Its first day is not over, or lies behind the last day with spend.
    NotBegun,
    /// Days of it lie before the files.
    BeforeFiles,
    /// Nothing is planned.
    Zero,
}

impl NoPace {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoSpend => "there is no spend with a date",
            Self::NotBegun => "not begun by the last day of spend",
            Self::BeforeFiles => "its days lie before those of the exports",
            Self::Zero => "a budget of zero has no pace",
        }
    }
}

/// The spend of a dataset under conditions; `today` is the first day that is not over.
///
/// # Errors
/// A key that no table has.
pub fn spent(
    dataset: &Dataset,
    options: &ReportOptions,
    filters: Vec<Filter>,
    today: Option<NaiveDate>,
) -> Result<Spent> {
    let options = ReportOptions {
        filters,
        margin: None,
        costs: Vec::new(),
        ..options.clone()
    };
    let (own, _) = narrowed(dataset, &options, None)?;
    let frames = [&own, dataset].map(|dataset| dataset.frames.get("ad_spend"));
    Ok(match frames {
        [Some(own), Some(all)] => Spent::of(own, all, options.calendar, today),
        _ => Spent::default(),
    })
}

impl Spent {
    /// The spend of some rows among all.
    pub(super) fn of(
        own: &DataFrame,
        all: &DataFrame,
        calendar: Reckoning,
        today: Option<NaiveDate>,
    ) -> Self {
        let (periods, money) = (days_of(own), amounts(own, col::SPEND).unwrap_or_default());
        let mut found = Self {
            is_without_rows: own.height() == 0,
            ..Self::default()
        };
        for (units, period) in money.into_iter().zip(periods) {
            let (Some(units), Some(period)) = (units, period) else {
                continue;
            };
            if period.days() > 1 {
                found.spread.push(period);
            }
            spread(Amount(units), &period, &mut found.by_day);
        }
        let named: BTreeSet<&str> = platforms(own).into_iter().collect();
        let everything = days_of(all);
        found.first = everything.iter().flatten().map(|days| days.start).min();
        let start = found
            .first
            .map(|first| Grain::Month.bucket(first, calendar).start());
        let rows = platforms(all).into_iter().zip(everything);
        let of_own = rows.filter(|(name, _)| named.is_empty() || named.contains(name));
        let last = of_own.filter_map(|(_, days)| Some(days?.end)).max();
        let over = today.and_then(|today| today.pred_opt());
        let last = last.map(|last| over.map_or(last, |over| over.min(last)));
        found.known = start
            .zip(last)
            .and_then(|(start, last)| Period::new(start, last).ok());
        found
    }
}

fn platforms(frame: &DataFrame) -> Vec<&str> {
    let names = texts(frame, col::PLATFORM).unwrap_or_else(|| vec![None; frame.height()]);
    names.into_iter().map(Option::unwrap_or_default).collect()
}

/// Spreads an amount evenly over days; what they get sums to it exactly.
fn spread(amount: Amount, period: &Period, spent: &mut BTreeMap<NaiveDate, Amount>) {
    let by = |days: i64| amount.of_days(days, period.days());
    for (at, day) in (0..).zip(each(period)) {
        *spent.entry(day).or_default() += by(at + 1) - by(at);
    }
}

/// Every day.
pub(super) fn each(period: &Period) -> impl Iterator<Item = NaiveDate> + use<> {
    let start = period.start;
    let days = u64::try_from(period.days()).unwrap_or_default();
    (0..days).filter_map(move |day| start.checked_add_days(Days::new(day)))
}

impl BudgetSpend {
    /// The budget without its days before those that the files know, and without what was planned for them: nobody knows
    /// what was spent then. One that ends before the files stays as it is.
    pub fn of_known_days(mut self) -> Self {
        let Some(known) = self.spent.known else {
            return self;
        };
        if self.period.start < known.start
            && known.start <= self.period.end
            && let Some(before) = known.start.pred_opt()
        {
            self.planned = self.planned - self.planned_by(before);
            self.whole = Some(self.period);
            self.period.start = known.start;
        }
        self
    }

    /// The budget of those of its days that lie in a period, with what is planned for them.
    pub fn within(mut self, period: &Period) -> Self {
        let Some(common) = self.period.overlap(period) else {
            // The days asked for may be those that lie before the files.
            let asked = self.whole.and_then(|whole| whole.overlap(period));
            self.period = asked.unwrap_or(self.period);
            return self;
        };
        let before = common.start.pred_opt();
        let before = before.map_or(Amount::ZERO, |day| self.planned_by(day));
        self.planned = self.planned_by(common.end) - before;
        // Days before the files are left out only where the period holds some of them.
        self.whole = self.whole.filter(|_| period.start < self.period.start);
        self.period = common;
        self
    }

    /// Whether rows of several days are among its spend, which is spread evenly over them.
    pub fn is_spread(&self) -> bool {
        let mut rows = self.spent.spread.iter();
        rows.any(|row| row.overlap(&self.period).is_some())
    }

    /// Why it has no pace, where it has none.
    pub fn no_pace(&self) -> Option<NoPace> {
        let Some(known) = self.spent.known else {
            return Some(match self.spent.first {
                Some(_) => NoPace::NotBegun,
                None => NoPace::NoSpend,
            });
        };
        if known.end < self.period.start {
            Some(NoPace::NotBegun)
        } else if self.period.start < known.start {
            Some(NoPace::BeforeFiles)
        } else if self.planned <= Amount::ZERO {
            Some(NoPace::Zero)
        } else {
            None
        }
    }

    /// The last day of the budget of which spend is known.
    pub fn last(&self) -> NaiveDate {
        let known = self.spent.known.map(|known| known.end);
        known.unwrap_or(self.period.end).min(self.period.end)
    }

    /// Whether all of its days are known.
    pub fn is_over(&self) -> bool {
        self.last() == self.period.end
    }

    /// Spend up to a day, that day counted.
    pub fn spent_by(&self, day: NaiveDate) -> Amount {
        if day < self.period.start {
            return Amount::ZERO;
        }
        let days = self.spent.by_day.range(self.period.start..=day);
        days.map(|(_, amount)| *amount).sum()
    }

    /// Days up to one on which spend is planned.
    fn planned_days(&self, day: NaiveDate) -> i64 {
        let days = Period {
            start: self.period.start,
            end: day,
        };
        match self.weekdays {
            false => days.days(),
            true => {
                let is_weekday =
                    |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
                let days = each(&days).filter(is_weekday).count();
                i64::try_from(days).unwrap_or_default()
            }
        }
    }

    /// What the plan spends up to a day.
    pub fn planned_by(&self, day: NaiveDate) -> Amount {
        let (days, all) = (self.planned_days(day), self.planned_days(self.period.end));
        let whole = Amount::whole(all.max(1));
        Amount(self.planned.part(Amount::whole(days), whole).0)
    }

    /// The pace by a day.
    pub fn pacing_by(&self, day: NaiveDate) -> Pacing {
        let gone = Period {
            start: self.period.start,
            end: day,
        };
        let curve = self.weekdays.then(|| self.planned_by(day));
        pacing(
            self.spent_by(day),
            self.planned,
            curve,
            gone.days(),
            self.period.days(),
            self.bands,
        )
    }

    /// The pace by the last day that is known.
    pub fn pacing(&self) -> Pacing {
        self.pacing_by(self.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
    }

    #[test]
    fn what_days_get_sums_to_the_amount() {
        let period = Period::new(day(5), day(11)).unwrap();
        for amount in [Amount::whole(100), -Amount::whole(100), Amount(1)] {
            let mut spent = BTreeMap::new();
            spread(amount, &period, &mut spent);
            assert_eq!(spent.len(), 7);
            assert_eq!(spent.values().copied().sum::<Amount>(), amount);
        }
    }

    /// September 2026 begins on a Tuesday: 22 weekdays, the 5th and the 6th are a weekend.
    #[test]
    fn budgets_of_weekdays_plan_nothing_for_weekends() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
        let budget = BudgetSpend {
            name: "all".into(),
            period: Period::new(day(1), day(30)).unwrap(),
            whole: None,
            planned: Amount::whole(20_000),
            weekdays: true,
            spent: Spent::default(),
            bands: Bands::default(),
        };
        let planned = [4, 5, 6, 30].map(|at| budget.planned_by(day(at)).rounded(2));
        let expected = ["3636.36", "3636.36", "3636.36", "20000"];
        assert_eq!(
            planned,
            expected.map(|text| Amount::from_plain(text).unwrap())
        );
    }

    #[test]
    fn a_budget_without_a_pace_has_one_reason() {
        let known = |start: u32, end: u32| Spent {
            known: Period::new(day(start), day(end)).ok(),
            first: Some(day(start)),
            ..Spent::default()
        };
        let of = |planned: i64, spent: Spent| {
            let budget = BudgetSpend {
                name: "all".into(),
                period: Period::new(day(5), day(20)).unwrap(),
                whole: None,
                planned: Amount::whole(planned),
                weekdays: false,
                spent,
                bands: Bands::default(),
            };
            budget.no_pace()
        };
        assert_eq!(of(100, known(1, 10)), None);
        assert_eq!(of(0, known(1, 10)), Some(NoPace::Zero));
        assert_eq!(of(100, known(1, 4)), Some(NoPace::NotBegun));
        assert_eq!(of(100, known(6, 10)), Some(NoPace::BeforeFiles));
        assert_eq!(of(100, Spent::default()), Some(NoPace::NoSpend));
    }

    /// 160 for 16 days from the 5th, of which the files know those from the 9th: 120 for 12 of them.
    #[test]
    fn days_before_the_files_are_no_part_of_a_budget() {
        let budget = BudgetSpend {
            name: "all".into(),
            period: Period::new(day(5), day(20)).unwrap(),
            whole: None,
            planned: Amount::whole(160),
            weekdays: false,
            spent: Spent {
                known: Period::new(day(9), day(14)).ok(),
                by_day: [(day(10), Amount::whole(90))].into(),
                ..Spent::default()
            },
            bands: Bands::default(),
        };
        let whole = budget.period;
        let budget = budget.of_known_days();
        assert_eq!(budget.planned, Amount::whole(120));
        assert_eq!((budget.period.start, budget.whole), (day(9), Some(whole)));
        assert_eq!(budget.no_pace(), None);
        // 60 were planned for the six days that are over.
        assert_eq!(budget.pacing().index.value(), Some(1.5));
    }
}
