//! L-01 from the groups of an experiment: what the treated ones brought beyond the control.

use crate::error::Result;
use crate::project::{Experiment, INCREMENTAL};
use crate::report::ledger::{Group, Input, LedgerInputs, incremental_revenue};
use crate::schema::Amount;
use crate::time::{Calendar, Period};

use super::assumptions::origin;
use super::experiments::kappa_key;
use super::money::{Exchange, within};

/// Incremental revenue by the groups of an experiment that states no incrementality; a sentence about what it rests on,
/// or why it gives none.
pub fn tested(
    one: &Experiment,
    exchange: &Exchange<'_>,
    given: &mut LedgerInputs,
) -> Result<Option<String>> {
    let (id, spot) = (&one.id, &one.spot);
    let days = Period {
        start: one.days.0,
        end: one.days.1,
    };
    let why_not = |why: &str| Ok(Some(format!("the experiment {id} {why} ({spot})")));
    if days.overlap(&given.period).is_none() {
        return Ok(None);
    }
    let group = |treated: bool| {
        let mut sum = Group::default();
        for cell in one.cells.iter().filter(|cell| cell.treated == treated) {
            sum.n += cell.n;
            sum.conversions += cell.conversions;
            sum.revenue += cell.revenue?;
        }
        Some(sum)
    };
    let Some((treated, control)) = group(true).zip(group(false)) else {
        return why_not(
            "states no `incrementality` and no revenue of its cells, and gives no value",
        );
    };
    let Some(found) = incremental_revenue(&treated, &control) else {
        return why_not(
            "states no `incrementality`, nor conversions of a treated and of a control group",
        );
    };
    let Some(key) = kappa_key(one) else {
        return why_not("is about a part of a platform and gives no line");
    };
    let told = days.told(Calendar::Gregorian);
    if !days.covers(&given.period) {
        return why_not(&format!(
            "is about {told}, a part of the period alone, and gives no line: `--period` with those days shows it"
        ));
    }
    let part = |amount: Amount| -> Result<Amount> {
        let amount = exchange.convert(amount, &days, spot)?;
        Ok(within(amount, &days, &given.period).map_or(Amount::ZERO, |(part, _)| part))
    };
    let scope = key.strip_prefix("kappa_").unwrap_or(&key);
    let key = format!("{INCREMENTAL}{scope}");
    let mut evidence = one.evidence.clone();
    evidence.date = evidence.date.or(Some(one.days.1));
    let mut input = Input::experiment(&key, part(found.base)?, one.grade, origin(&evidence))
        .titled(format!("incremental revenue by {id}"))
        .in_unit(&given.currency)
        .stated_at(spot.to_string());
    (input.low, input.high) = (Some(part(found.low)?), Some(part(found.high)?));
    given.inputs.retain(|known| known.key != key);
    given.inputs.push(input);
    let share = if days == given.period {
        String::new()
    } else {
        format!("; it is about {told} and counts by days")
    };
    Ok(Some(format!(
        "incremental revenue by the experiment {id}: treated − control × {} / {}; its interval takes order values as equal in both groups{share}",
        treated.n, control.n
    )))
}
