//! Overhead as a share of labour: of the labour on record, or of what was typed in its place.

use crate::project::{CostAmount, CostEntry, Project};
use crate::report::ledger::{
    CostSpec, Expression, Input, LedgerInputs, Origin, RecordedIn, input, whole,
};
use crate::schema::{Amount, CostType, Function, col};
use crate::time::Period;

use super::money::within;

/// The key of overhead as a share of labour.
const OVERHEAD: &str = "overhead";

/// Overhead as a share of what labour of the same function costs on the days that both have.
pub fn of_labour(project: &Project, given: &mut LedgerInputs) {
    let labour = labour(given);
    for (entry, share) in shares(project) {
        let own: Vec<&CostSpec> = labour
            .iter()
            .filter(|cost| entry.function.is_none() || cost.function == entry.function)
            .filter(|cost| cost.period.overlap(&entry.period).is_some())
            .collect();
        if own.is_empty() {
            continue;
        }
        let key = share_key(entry, share, given);
        for cost in own {
            given.costs.extend(share_of(cost, &entry.period, &key));
        }
    }
}

/// Overhead as a share of labour that was typed. It names no function and no days, so the labour on record says how
/// much of it is of a function and of the days of its overhead.
pub fn of_typed_labour(project: &Project, given: &mut LedgerInputs) {
    let Some(typed) = labour(given).pop() else {
        return;
    };
    let period = given.period;
    let all = recorded(project, None, &period);
    for (entry, share) in shares(project) {
        let Some(days) = entry.period.overlap(&period) else {
            continue;
        };
        if all <= Amount::ZERO {
            if let Some(function) = entry.function {
                given.settings.notes.push(format!(
                    "overhead of {} counts nothing of the labour typed as --cost: no labour on record says how much of it is of {0} ({})",
                    function.name(),
                    entry.spot
                ));
                continue;
            }
            let key = share_key(entry, share, given);
            given.costs.extend(share_of(&typed, &days, &key));
            continue;
        }
        let own = recorded(project, entry.function, &days);
        if own <= Amount::ZERO {
            continue;
        }
        let key = share_key(entry, share, given);
        let mut amount = typed.amount.clone() * input(&key);
        if let Some(part) = own.over(all).filter(|_| own != all) {
            amount = amount * input(part_key(entry, part, given));
        }
        given.costs.push(CostSpec {
            function: entry.function,
            ..overhead(&typed, days, amount)
        });
    }
}

/// The labour that counts.
fn labour(given: &LedgerInputs) -> Vec<CostSpec> {
    let costs = given.costs.iter();
    costs
        .filter(|cost| cost.cost_type == CostType::Labour)
        .cloned()
        .collect()
}

/// Entries of overhead that are a share of labour.
fn shares(project: &Project) -> impl Iterator<Item = (&CostEntry, Amount)> {
    project.costs.iter().filter_map(|entry| match entry.amount {
        CostAmount::ShareOfLabour(share) => Some((entry, share)),
        CostAmount::Money(_) => None,
    })
}

/// What the project has on record for labour of a function, or of all, on some days.
fn recorded(project: &Project, function: Option<Function>, days: &Period) -> Amount {
    let hours = project
        .labour
        .iter()
        .filter_map(|own| Some((own.function, own.period, own.cost()?)));
    let listed = project.costs.iter().filter_map(|own| match &own.amount {
        CostAmount::Money(money) if own.cost_type == CostType::Labour => {
            Some((own.function, own.period, money.reported))
        }
        _ => None,
    });
    hours
        .chain(listed)
        .filter(|(whose, ..)| function.is_none() || *whose == function)
        .filter_map(|(_, period, cost)| Some(within(cost, &period, days)?.0))
        .sum()
}

/// Adds the share, and returns its key.
fn share_key(entry: &CostEntry, share: Amount, given: &mut LedgerInputs) -> String {
    let source = entry
        .note
        .clone()
        .unwrap_or_else(|| entry.spot.file.clone());
    let input = Input::assumption(OVERHEAD, share, Origin::document(source, "", None));
    given.add_to(
        input
            .in_unit("share of labour")
            .stated_at(entry.spot.to_string()),
    )
}

/// Adds the part of the typed labour that overhead is a share of, and returns its key.
fn part_key(entry: &CostEntry, part: Amount, given: &mut LedgerInputs) -> String {
    let whose = entry.function.map_or("shared", Function::name);
    let name = format!("labour_part_{whose}");
    let why = format!(
        "labour on record: of {} / all",
        match entry.function {
            Some(function) => function.name(),
            None => "the days of this overhead",
        }
    );
    let input = Input::measured(name, part, Origin::Formula(why)).in_unit(col::SHARE);
    given.add_to(input.stated_at(entry.spot.to_string()))
}

fn share_of(labour: &CostSpec, days: &Period, key: &str) -> Option<CostSpec> {
    let period = labour.period.overlap(days)?;
    let money: Expression = labour.amount.clone() * input(key);
    let amount = match (period.days(), labour.period.days()) {
        (part, all) if part == all => money,
        (part, all) => money * whole(part) / whole(all),
    };
    Some(overhead(labour, period, amount))
}

fn overhead(labour: &CostSpec, period: Period, amount: Expression) -> CostSpec {
    CostSpec {
        cost_type: CostType::Overhead,
        period,
        amount,
        recorded_in: RecordedIn::ShareOfLabour,
        estimated: true,
        hours: None,
        ..labour.clone()
    }
}
