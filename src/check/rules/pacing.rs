//! Whether spend keeps to its budget (metric P-35).

use crate::check::verdict::Court;
use crate::check::words::{day, money, percent};
use crate::check::{Case, Data, Place, PlannedSpend, Rule, Severity};
use crate::report::ledger::{Figure, Pace};
use crate::report::{BudgetSpend, NoPace, decimals_of_pace};
use crate::schema::Amount;

pub static RULES: [Rule; 2] = [
    Rule {
        id: "budget-off-plan",
        title: "Spend is far from its budget",
        severity: Severity::Error,
        about: "the share of a budget that is spent over the share of its days that are over, off 1 by more than pacing_act (15 %)",
        mend: "change the daily budgets of the campaigns, or the plan",
    },
    Rule {
        id: "budget-watch",
        title: "Spend drifts from its budget",
        severity: Severity::Warning,
        about: "the same, off 1 by more than pacing_watch (5 %) and no more than pacing_act",
        mend: "look at it again in some days",
    },
];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    if let Some(why) = case.lacks_plan().or(case.lacks_data()) {
        return court.leave(&RULES, why);
    }
    let (Some(plan), Some(data)) = (&case.plan, &case.data) else {
        return;
    };
    if plan.budgets.is_empty() {
        return court.leave(&RULES, "the project has no budget");
    }
    if case.is_narrowed {
        return court.leave(
            &RULES,
            "--where narrows spend, and budgets are for all of it",
        );
    }
    for budget in &plan.budgets {
        let asked = data.options.period;
        if asked.is_none_or(|asked| asked.overlap(&budget.period).is_some()) {
            one(budget, data, court);
        }
    }
}

fn one(budget: &PlannedSpend, data: &Data<'_>, court: &mut Court<'_>) {
    let days = budget.period.told(data.options.calendar);
    let name = format!("budget of {} for {days}", budget.scope.words);
    let mut skip = |why: &str| court.leave(&RULES, format!("{}: {name}: {why}", budget.spot));
    let spend = match &budget.spend {
        Ok(spend) => spend,
        Err(why) => return skip(why),
    };
    match spend.no_pace() {
        None => judge_pace(&name, budget, spend, data, court),
        // A budget that has not begun says nothing yet.
        Some(NoPace::NotBegun) => {}
        Some(why) => skip(why.words()),
    }
}

/// A pace in percent, as exact as leaves it on its side of each band.
fn percent_of_plan(index: f64, bands: &[f64]) -> String {
    let decimals = decimals_of_pace(index - 1.0, bands).max(1);
    format!("{:.decimals$} %", 100.0 * index)
}

fn judge_pace(
    name: &str,
    budget: &PlannedSpend,
    spend: &BudgetSpend,
    data: &Data<'_>,
    court: &mut Court<'_>,
) {
    let pace = spend.pacing();
    let Some(index) = pace.index.value() else {
        return;
    };
    let bands = spend.bands;
    let (rule, band) = match pace.pace {
        Some(Pace::Act) => (&RULES[0], bands.act),
        Some(Pace::Watch) => (&RULES[1], bands.watch),
        _ => return,
    };
    let currency = data.options.currency.as_deref();
    let last = spend.last();
    // The whole budget is not what should be spent while its days run.
    let so_far = if spend.is_over() { "" } else { " by then" };
    let mut found = format!(
        "{name}: {} of {} spent by {}: {} of the plan{so_far}",
        money(spend.spent_by(last), None),
        money(spend.planned, currency),
        day(last),
        percent_of_plan(index, &[bands.watch, bands.act])
    );
    let amount = |figure: Figure| {
        let value = figure.value()?;
        crate::check::words::amount_of(value).map(|amount| money(amount, currency))
    };
    if let (false, Some(projected)) = (spend.is_over(), amount(pace.projected)) {
        found.push_str(&format!("; {projected} at the end if it goes on"));
    }
    if let Some(before) = spend.whole.and(spend.period.start.pred_opt()) {
        found.push_str(&format!(
            "; its days until {} lie before those of the files and are left out with what was planned for them",
            day(before)
        ));
    }
    let expected = format!("within {} of the plan", percent(band));
    // What is never in the files is misspelt, or an export is missing: nobody knows what was spent of it.
    let scope = &budget.scope;
    let is_absent = !scope.filters.is_empty() && matches!((data.bears)(&scope.filters), Ok(false));
    if is_absent {
        found.push_str(&format!("; {}", scope.nowhere()));
    }
    let left = spend.planned - spend.spent_by(last);
    let mend = match (spend.is_over(), amount(pace.needed_per_day)) {
        _ if is_absent => "correct the scope, or add the export that it is about".to_owned(),
        (false, _) if left < Amount::ZERO => format!(
            "the budget is overspent by {}: stop the campaigns that it is for, or raise the budget",
            money(-left, currency)
        ),
        (false, _) if left == Amount::ZERO => {
            "the budget is used up: stop the campaigns that it is for, or raise the budget"
                .to_owned()
        }
        (false, Some(needed)) => format!("{needed} a day would use the budget up; {}", rule.mend),
        _ => "see why, and plan the next one by it".to_owned(),
    };
    let place = Some(Place::from(&budget.spot));
    court.add_mended(rule, place, found, expected, mend);
}
