//! The contribution margin: one of all, and of each line its own where months have theirs.

use crate::options::Scope;
use crate::project::{Margin, Project};
use crate::report::ledger::{Input, LedgerInputs, Origin};
use crate::schema::{Amount, col};
use crate::time::Period;

use super::assumptions::origin;
use super::exports::{Measured, Sum};

/// The key of the contribution margin.
pub const MARGIN: &str = "margin";

/// The key of a line's margin, and how its value falls into months. Where months have margins of their own, the months
/// of a line weigh them by its own revenue, so that lines and months of a ledger add up.
pub fn of_line(
    project: &Project,
    part: &str,
    sum: &Sum,
    given: &mut LedgerInputs,
) -> (Option<String>, Vec<(Period, Amount)>) {
    let plain = || {
        sum.months
            .iter()
            .map(|(days, money)| (*days, *money))
            .collect()
    };
    let Some(all) = given.input(MARGIN) else {
        return (None, plain());
    };
    let (base, place, evidence) = (all.base, all.place.clone(), all.origin.clone());
    // A margin that was typed is one for all.
    let own = project.margin.as_ref().filter(|margin| {
        !margin.months.is_empty() && place.as_ref() == Some(&margin.spot.to_string())
    });
    let Some(margin) = own else {
        return (Some(MARGIN.into()), plain());
    };
    let value =
        |days: &Period, money: Amount| money.times(margin.of(None, days)).unwrap_or_default();
    let falls: Vec<(Period, Amount)> = sum
        .months
        .iter()
        .map(|(days, money)| (*days, value(days, *money)))
        .collect();
    let worth: Amount = falls.iter().map(|(_, value)| *value).sum();
    let revenue: Amount = sum.months.values().copied().sum();
    let weighted = (revenue > Amount::ZERO)
        .then(|| worth.over(revenue))
        .flatten();
    let key = match weighted {
        Some(own) if own != base => {
            let key = format!("{MARGIN}_{part}");
            let input = Input::assumption(&key, own, evidence).in_unit(col::SHARE);
            given.inputs.push(match place {
                Some(place) => input.stated_at(place),
                None => input,
            });
            key
        }
        _ => MARGIN.into(),
    };
    (Some(key), falls)
}

/// The margin that was typed, else that of the project's section, else an assumption of that name.
pub fn add(
    project: &Project,
    scope: &Scope,
    measured: &Measured,
    given: &mut LedgerInputs,
    notes: &mut Vec<String>,
) {
    if let Some(typed) = scope.margin {
        given.inputs.retain(|known| known.key != MARGIN);
        let origin = Origin::Formula("typed as --margin".into());
        let input = Input::assumption(MARGIN, typed, origin);
        given.inputs.push(input.in_unit(col::SHARE));
        return;
    }
    let Some(margin) = &project.margin else {
        if given.input(MARGIN).is_none() {
            let why = "not given: revenue counted as value";
            given
                .inputs
                .push(Input::implicit(MARGIN, why).in_unit(col::SHARE));
        }
        return;
    };
    given.inputs.retain(|known| known.key != MARGIN);
    notes.extend(margin.gap());
    let expires = margin.evidence.expires;
    if let Some(day) = expires.filter(|day| *day < given.period.end) {
        notes.push(format!("the margin expired on {day} ({})", margin.spot));
    }
    let (base, mixed) = mix(margin, measured);
    if mixed {
        notes.push(format!(
            "margin: months have their own, weighted by their revenue to {base} ({})",
            margin.spot
        ));
    }
    if !margin.products.is_empty() {
        notes.push(format!(
            "margins of products count for no line, as outcomes name no product ({})",
            margin.spot
        ));
    }
    let mut input = Input::assumption(MARGIN, base, origin(&margin.evidence))
        .in_unit(col::SHARE)
        .stated_at(margin.spot.to_string());
    if !mixed || base == margin.range.base {
        (input.low, input.high) = (margin.range.low, margin.range.high);
    }
    given.inputs.push(input);
}

/// The margin of the period: where months have their own, weighted by the revenue of each.
fn mix(margin: &Margin, measured: &Measured) -> (Amount, bool) {
    if margin.months.is_empty() {
        return (margin.range.base, false);
    }
    let (mut revenue, mut value) = (Amount::ZERO, Amount::ZERO);
    for sum in measured.earned.values() {
        for (days, money) in &sum.months {
            revenue += *money;
            value += money.times(margin.of(None, days)).unwrap_or_default();
        }
    }
    match value.over(revenue) {
        Some(base) if revenue > Amount::ZERO => (base, true),
        _ => (margin.range.base, false),
    }
}
