//! Whether spend keeps to its budget (metric P-35).

use chrono::{Datelike, NaiveDate};

use crate::check::verdict::Court;
use crate::check::words::{day, money, percent};
use crate::check::{Case, Data, Place, PlannedSpend, Rule, Severity};
use crate::report::Cell;
use crate::report::ledger::{Pacing, pacing};
use crate::schema::{Amount, cells, col};
use crate::time::Period;

pub static RULES: [Rule; 2] = [
    Rule {
        id: "budget-off-plan",
        title: "Spend is far from its budget",
        severity: Severity::Error,
        about: "the share of a budget that is spent over the share of its days that are over, beyond 15 % from 1",
        mend: "change the daily budgets of the campaigns, or the plan",
    },
    Rule {
        id: "budget-watch",
        title: "Spend drifts from its budget",
        severity: Severity::Warning,
        about: "the same, more than 5 % and up to 15 % from 1",
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
    let Some(until) = known_until(data, case.today) else {
        return court.leave(&RULES, "there is no spend with a date");
    };
    for budget in &plan.budgets {
        let asked = data.options.period;
        if asked.is_none_or(|asked| asked.overlap(&budget.period).is_some()) {
            one(budget, data, until, court);
        }
    }
}

/// The last day that is over and that spend is known of.
fn known_until(data: &Data<'_>, today: Option<NaiveDate>) -> Option<NaiveDate> {
    let frame = data.all.frames.get("ad_spend")?;
    let (_, last) = cells::span(frame, col::PERIOD_START, col::PERIOD_END)?;
    let last = cells::day_of(last)?;
    let over = today.and_then(|today| today.pred_opt());
    Some(over.map_or(last, |over| over.min(last)))
}

fn one(budget: &PlannedSpend, data: &Data<'_>, until: NaiveDate, court: &mut Court<'_>) {
    let name = format!(
        "budget of {} for {}",
        budget.scope.words,
        budget.period.told(data.options.calendar)
    );
    let skip = |court: &mut Court<'_>, why: &str| {
        court.leave(&RULES, format!("{}: {name}: {why}", budget.spot));
    };
    let planned = match &budget.planned {
        Ok(planned) => *planned,
        Err(why) => return skip(court, why),
    };
    // A budget that has not begun says nothing yet.
    let Ok(gone) = Period::new(budget.period.start, budget.period.end.min(until)) else {
        return;
    };
    let first = data.all.frames.get("ad_spend");
    let first = first.and_then(|frame| cells::span(frame, col::PERIOD_START, col::PERIOD_END));
    if first
        .and_then(|(first, _)| cells::day_of(first))
        .is_some_and(|first| first > gone.start)
    {
        return skip(court, "its first days lie before those of the exports");
    }
    let spent = match (data.measure)(col::SPEND, &budget.scope.filters, &gone) {
        Ok(Some(found)) => match found.cell {
            Cell::Undefined { .. } => Amount::ZERO,
            cell => cell.exact().unwrap_or_default(),
        },
        Ok(None) => return,
        Err(error) => return skip(court, &error.to_string()),
    };
    let plan = budget.on_weekdays.then(|| {
        let share = planned.times(Amount::whole(weekdays(&gone)));
        let all = Amount::whole(weekdays(&budget.period));
        share.and_then(|share| share.over(all)).unwrap_or_default()
    });
    let pace = pacing(spent, planned, plan, gone.days(), budget.period.days());
    judge_pace(
        &pace,
        &Told {
            name,
            budget,
            spent,
            planned,
            gone,
        },
        data,
        court,
    );
}

/// What a sentence about a pace needs.
struct Told<'t> {
    name: String,
    budget: &'t PlannedSpend,
    spent: Amount,
    planned: Amount,
    gone: Period,
}

fn judge_pace(pace: &Pacing, told: &Told<'_>, data: &Data<'_>, court: &mut Court<'_>) {
    let Some(index) = pace.index.value() else {
        return;
    };
    let limits = court.limits();
    let (watch, act) = (limits.pacing_watch, limits.pacing_act);
    // The bounds belong to the better side; floats that print alike must not differ.
    let off = ((index - 1.0).abs() * 1e9).round() / 1e9;
    let (rule, band) = match off {
        off if off > act => (&RULES[0], act),
        off if off > watch => (&RULES[1], watch),
        _ => return,
    };
    let currency = data.options.currency.as_deref();
    let mut found = format!(
        "{}: {} of {} spent by {}: {index:.3} of the plan",
        told.name,
        money(told.spent, None),
        money(told.planned, currency),
        day(told.gone.end)
    );
    let is_over = told.gone.end == told.budget.period.end;
    let amount = |figure: crate::report::ledger::Figure| {
        let value = figure.value()?;
        crate::check::words::amount_of(value).map(|amount| money(amount, currency))
    };
    if let (false, Some(projected)) = (is_over, amount(pace.projected)) {
        found.push_str(&format!("; {projected} at the end if it goes on"));
    }
    let expected = format!("within {} of the plan", percent(band));
    let mend = match (is_over, amount(pace.needed_per_day)) {
        (false, Some(needed)) => format!("{needed} a day would use the budget up; {}", rule.mend),
        _ => "see why, and plan the next one by it".to_owned(),
    };
    let place = Some(Place::from(&told.budget.spot));
    court.add_mended(rule, place, found, expected, mend);
}

/// Days from Monday to Friday.
fn weekdays(days: &Period) -> i64 {
    let all = days.start.iter_days().take_while(|day| *day <= days.end);
    all.filter(|day| day.weekday().num_days_from_monday() < 5)
        .count() as i64
}
