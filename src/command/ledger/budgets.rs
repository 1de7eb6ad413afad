//! The chart of what was spent of each budget of the project, day by day.

use std::collections::BTreeSet;

use crate::cli::{InputArgs, ScopeArgs};
use crate::command::budgets::{budget_spend, exchange};
use crate::command::scope::{Ask, ProjectCosts, Scoped, scoped};
use crate::command::{Stage, project};
use crate::error::{Error, Result, Warning};
use crate::options::Keep;
use crate::project::Budget;
use crate::report::{BudgetSpend, ChartData, budget_named as named, chart_of_budgets, spent};
use crate::time::{Calendar, Period};

/// The chart of budgets, and how the reading went.
///
/// # Errors
/// What makes any figure unsafe; [`Error::NothingToDraw`] where there is no budget or no spend of any.
pub fn paced(
    input: &InputArgs,
    args: &ScopeArgs,
    top: Option<usize>,
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
    let today = input.as_of.as_deref().map(crate::time::day).transpose()?;
    let asked = read.options.period;
    let wanted =
        |budget: &&Budget| asked.is_none_or(|period| period.overlap(&budget.period).is_some());
    let (mut spends, mut aside) = (Vec::new(), Vec::new());
    for budget in project.budgets.iter().filter(wanted) {
        let spend = budget_spend(budget, &project, &read, today)?;
        match is_whole(&spend, budget, &read)? {
            true => spends.push(spend),
            false => aside.push(format!(
                "not drawn: {}: --where leaves out spend of it",
                named(&spend, *read.options.calendar)
            )),
        }
    }
    if spends.is_empty() && !project.budgets.is_empty() {
        let why = match aside.is_empty() {
            true => none_of(asked, &project.budgets, *read.options.calendar),
            false => aside.join("; "),
        };
        return Err(Error::NothingToDraw {
            chart: crate::report::Kind::Pacing.name(),
            why,
        });
    }
    let currency = exchange(&project, &read).to.unwrap_or_default();
    let calendar = *read.options.calendar;
    let notes = notes(&spends);
    let data = chart_of_budgets(spends, aside, &currency, notes, calendar, top)?;
    let warnings = read.dataset.warnings.clone();
    Ok((data, warnings, read))
}

/// That no budget is of the days asked for, and which days they are of.
fn none_of(asked: Option<Period>, budgets: &[Budget], calendar: Calendar) -> String {
    let days = budgets.iter().map(|budget| budget.period);
    let days = days.reduce(|one, other| Period {
        start: one.start.min(other.start),
        end: one.end.max(other.end),
    });
    let told = |days: Option<Period>| days.map_or_else(String::new, |days| days.told(calendar));
    format!(
        "no [[budget]] of the project has days of {}; they are of {}",
        told(asked),
        told(days)
    )
}

/// Whether the conditions of the command line leave the spend of a budget as it is: one that is cut has no pace.
fn is_whole(spend: &BudgetSpend, budget: &Budget, read: &Scoped) -> Result<bool> {
    if read.options.filters.is_empty() {
        return Ok(true);
    }
    let own = budget.scope.iter().map(crate::command::budgets::filter);
    let both = read.options.filters.iter().cloned().chain(own).collect();
    let narrowed = spent(&read.dataset, &read.options, both, None)?;
    Ok(!narrowed.is_without_rows && narrowed.by_day == spend.spent.by_day)
}

/// What the reader should know of the days of spend.
fn notes(spends: &[BudgetSpend]) -> Vec<String> {
    let mut notes = BTreeSet::new();
    for spend in spends {
        let (found, days) = (&spend.spent, &spend.period);
        if spend.is_spread() {
            notes.insert("spend of rows of several days is spread evenly over them".to_owned());
        }
        if let Some(first) = found
            .first
            .filter(|first| days.start < *first && *first <= days.end)
        {
            notes.insert(format!(
                "{}: the files hold no spend before {first}",
                spend.name
            ));
        }
        if let Some(whole) = &spend.whole {
            notes.insert(format!(
                "{}: its days from {} to {} lie before those of the files and are left out with what was planned for them",
                spend.name,
                whole.start,
                days.start.pred_opt().unwrap_or(days.start)
            ));
        }
        if found.is_without_rows {
            notes.insert(format!("{}: the files hold no spend of it", spend.name));
        }
    }
    notes.into_iter().collect()
}
