//! Budgets of a project with what was spent of them: the same for `check` and for the chart of budgets.

use chrono::NaiveDate;
use regex::Regex;

use super::check::bands;
use super::ledger::Exchange;
use super::scope::Scoped;
use crate::error::Result;
use crate::project::{Budget, Condition, Curve, Project};
use crate::report::{BudgetSpend, EVERYTHING, Filter, Test, spent};

/// A budget beside its spend, of the days that the files know, whatever the conditions of the command line; `today` is the first day that is not over.
///
/// # Errors
/// A rate that is missing, a key that no table has.
pub fn budget_spend(
    budget: &Budget,
    project: &Project,
    read: &Scoped,
    today: Option<NaiveDate>,
) -> Result<BudgetSpend> {
    let exchange = exchange(project, read);
    let filters = budget.scope.iter().map(filter).collect();
    let whole = BudgetSpend {
        name: name(&budget.scope),
        period: budget.period,
        whole: None,
        planned: exchange.of_entry(&budget.planned, &budget.period, &budget.spot)?,
        weekdays: budget.curve == Curve::Weekdays,
        spent: spent(&read.dataset, &read.options, filters, today)?,
        bands: bands(&project.check),
    };
    Ok(whole.of_known_days())
}

/// From the currency of the project to that of the figures.
pub fn exchange<'r>(project: &Project, read: &'r Scoped) -> Exchange<'r> {
    let own = || project.currency.clone();
    Exchange {
        from: own(),
        to: read.options.currency.clone().or_else(own),
        rates: &read.rates,
    }
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

/// A condition with `*` and `?` as one on rows.
pub fn filter(condition: &Condition) -> Filter {
    let text = &condition.value;
    let is_pattern = text.contains(['*', '?']);
    let pattern = regex::escape(text).replace("\\*", ".*").replace("\\?", ".");
    let test = match Regex::new(&format!("(?s)^{pattern}$")) {
        Ok(pattern) if is_pattern => Test::Matches(pattern),
        _ => Test::Is(text.clone()),
    };
    Filter {
        key: condition.key.clone(),
        test,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything_and_all_else_for_itself() {
        let condition = |value: &str| Condition {
            key: "campaign".into(),
            value: value.into(),
        };
        let found = filter(&condition("Brand_*.v?")).test;
        assert!(found.passes("Brand_Autumn.v2"));
        assert!(!found.passes("Brand_AutumnXv2") && !found.passes("My Brand_.v1"));
    }
}
