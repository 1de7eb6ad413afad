//! What was spent of each budget of the project, day by day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use polars::prelude::DataFrame;
use regex::Regex;

use super::money::Exchange;
use crate::cli::{InputArgs, ScopeArgs};
use crate::command::scope::{Ask, ProjectCosts, Scoped, scoped};
use crate::command::{Stage, project};
use crate::error::{Error, Result, Warning};
use crate::options::Keep;
use crate::project::{Budget, Condition, Curve};
use crate::report::{
    BudgetSpend, ChartData, EVERYTHING, Filter, ReportOptions, Test, chart_of_budgets, narrowed,
};
use crate::schema::cells::{amounts, day_of, days, texts};
use crate::schema::{Amount, col};
use crate::time::Period;

/// The chart of budgets, and how the reading went.
///
/// # Errors
/// What makes any figure unsafe; [`Error::NothingToDraw`] where there is no budget or no spend of any.
pub fn paced(
    input: &InputArgs,
    args: &ScopeArgs,
    keep: Keep,
    stage: &mut Stage<'_>,
) -> Result<(ChartData, Vec<Warning>, Scoped)> {
    let ask = Ask {
        costs: ProjectCosts::LeftOut,
        keep,
        ..Ask::default()
    };
    let project = project::found(stage)?;
    let read = scoped(input, args, ask, stage)?;
    let exchange = Exchange {
        from: project.currency.clone(),
        to: read
            .options
            .currency
            .clone()
            .or_else(|| project.currency.clone()),
        rates: &read.rates,
    };
    let today = input.as_of.as_deref().map(crate::time::day).transpose()?;
    let mut spends = Vec::new();
    let mut notes: BTreeSet<String> = BTreeSet::new();
    let asked = read.options.period;
    let wanted =
        |budget: &&Budget| asked.is_none_or(|period| period.overlap(&budget.period).is_some());
    for budget in project.budgets.iter().filter(wanted) {
        let mut spend = BudgetSpend {
            name: name(&budget.scope),
            period: budget.period,
            planned: exchange.convert(budget.planned.reported, &budget.period, &budget.spot)?,
            weekdays: budget.curve == Curve::Weekdays,
            spent: BTreeMap::new(),
            until: None,
        };
        let frames = [
            rows(&read, &budget.scope)?,
            read.dataset.frames.get("ad_spend").cloned(),
        ];
        if let [Some(own), Some(all)] = frames {
            spent(&own, &all, &mut spend, &mut notes);
        }
        let yesterday = today.and_then(|today| today.pred_opt());
        spend.until = match (spend.until, yesterday) {
            (Some(last), Some(yesterday)) => Some(last.min(yesterday)),
            (last, _) => last,
        };
        spends.push(spend);
    }
    if spends.is_empty() && !project.budgets.is_empty() {
        return Err(Error::NothingToDraw {
            chart: crate::report::Kind::Pacing.name(),
            why: "no [[budget]] of the project has days of that period".into(),
        });
    }
    let currency = exchange.to.clone().unwrap_or_default();
    let calendar = *read.options.calendar;
    let data = chart_of_budgets(spends, &currency, notes.into_iter().collect(), calendar)?;
    let warnings = read.dataset.warnings.clone();
    Ok((data, warnings, read))
}

/// What a budget is for, as it is written.
fn name(scope: &[Condition]) -> String {
    if scope.is_empty() {
        return EVERYTHING.into();
    }
    let parts = scope
        .iter()
        .map(|condition| format!("{}={}", condition.key, condition.value));
    parts.collect::<Vec<_>>().join(" ")
}

/// The rows of spend that a budget is about, among those that pass the conditions of the command line.
fn rows(read: &Scoped, scope: &[Condition]) -> Result<Option<DataFrame>> {
    let mut filters = read.options.filters.clone();
    for condition in scope {
        let is_plain = !condition.value.contains(['*', '?']);
        filters.push(Filter {
            key: condition.key.clone(),
            test: match is_plain {
                true => Test::Is(condition.value.clone()),
                false => Test::Matches(pattern(&condition.value)?),
            },
        });
    }
    let options = ReportOptions {
        filters,
        margin: None,
        costs: Vec::new(),
        ..read.options.clone()
    };
    let (found, _) = narrowed(&read.dataset, &options, None)?;
    Ok(found.frames.get("ad_spend").cloned())
}

/// A name with `*` and `?` as a pattern of all of it.
fn pattern(text: &str) -> Result<Regex> {
    let plain = regex::escape(text).replace(r"\*", ".*").replace(r"\?", ".");
    Regex::new(&format!("^{plain}$")).map_err(|error| Error::BadOption {
        what: format!("scope = \"{text}\" of a budget"),
        why: error.to_string(),
    })
}

/// Adds the spend of rows up by day, and tells up to which day the files cover the platforms of the budget.
fn spent(own: &DataFrame, all: &DataFrame, spend: &mut BudgetSpend, notes: &mut BTreeSet<String>) {
    let Some(money) = amounts(own, col::SPEND) else {
        return;
    };
    let of = |frame: &DataFrame| days_of(frame);
    for (units, period) in money.into_iter().zip(of(own)) {
        let (Some(units), Some(period)) = (units, period) else {
            continue;
        };
        if period.days() > 1 && period.overlap(&spend.period).is_some() {
            notes.insert("spend of rows of several days is spread evenly over them".into());
        }
        spread(Amount(units), &period, &mut spend.spent);
    }
    let names = |frame: &DataFrame| -> Vec<String> {
        let names = texts(frame, col::PLATFORM).unwrap_or_else(|| vec![None; frame.height()]);
        let names = names.into_iter().map(Option::unwrap_or_default);
        names.map(str::to_owned).collect()
    };
    let platforms: BTreeSet<String> = names(own).into_iter().collect();
    let rows = names(all).into_iter().zip(of(all));
    let covered = rows
        .filter(|(platform, _)| platforms.contains(platform))
        .filter_map(|(_, period)| period)
        .reduce(|one, other| Period {
            start: one.start.min(other.start),
            end: one.end.max(other.end),
        });
    if let Some(covered) = covered {
        spend.until = Some(covered.end);
        if covered.start > spend.period.start && covered.start <= spend.period.end {
            notes.insert(format!(
                "{}: the files hold no spend before {}",
                spend.name, covered.start
            ));
        }
    }
}

/// The days of each row.
fn days_of(frame: &DataFrame) -> Vec<Option<Period>> {
    let (starts, ends) = (days(frame, col::PERIOD_START), days(frame, col::PERIOD_END));
    let day = |number: Option<i32>| number.and_then(day_of);
    let pairs = starts.into_iter().zip(ends);
    pairs
        .map(|(start, end)| Period::new(day(start)?, day(end)?).ok())
        .collect()
}

/// Spreads an amount evenly over days; what they get sums to it exactly.
fn spread(amount: Amount, period: &Period, spent: &mut BTreeMap<NaiveDate, Amount>) {
    let by = |days: i64| amount.of_days(days, period.days());
    for at in 0..period.days() {
        let day = u64::try_from(at).ok().map(Days::new);
        if let Some(day) = day.and_then(|day| period.start.checked_add_days(day)) {
            *spent.entry(day).or_default() += by(at + 1) - by(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_days_get_sums_to_the_amount() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        let period = Period::new(day(5), day(11)).unwrap();
        for amount in [Amount::whole(100), -Amount::whole(100), Amount(1)] {
            let mut spent = BTreeMap::new();
            spread(amount, &period, &mut spent);
            assert_eq!(spent.len(), 7);
            assert_eq!(spent.values().copied().sum::<Amount>(), amount);
        }
    }

    #[test]
    fn stars_stand_for_anything_and_all_else_for_itself() {
        let found = pattern("Brand_*.v?").unwrap();
        assert!(found.is_match("Brand_Autumn.v2"));
        assert!(!found.is_match("Brand_AutumnXv2") && !found.is_match("My Brand_.v1"));
    }
}
