//! Whether what is to be reached is written as a fraction, as rates are, and not as a number of per cent.

use crate::check::verdict::Court;
use crate::check::{Case, Place, Rule, Severity};
use crate::error::Spot;
use crate::report::ledger::grouped;
use crate::schema::Amount;

pub static RULES: [Rule; 1] = [Rule {
    id: "target-scale",
    title: "A target is beyond belief",
    severity: Severity::Warning,
    about: "a target or benchmark of a rate of 1,000 % or more, or of a multiple of 100 or more: mostly per cent written as they are",
    mend: "write a fraction: 0.4 for 40 %",
}];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    // Who plans nothing lacks nothing.
    let Some(plan) = &case.plan else {
        return;
    };
    for aim in &plan.aims {
        if let Ok(value) = &aim.value {
            one((&aim.metric, *value, aim.beyond), &aim.spot, court);
        }
    }
    for own in &plan.benchmarks {
        one((&own.metric, own.value, own.beyond), &own.spot, court);
    }
}

fn one(
    (metric, value, beyond): (&str, Amount, Option<Amount>),
    spot: &Spot,
    court: &mut Court<'_>,
) {
    let Some(beyond) = beyond else {
        return;
    };
    let Some((found, mend)) = too_large(metric, value, beyond) else {
        return;
    };
    let expected = format!("a figure below {beyond}");
    court.add_mended(&RULES[0], Some(Place::from(spot)), found, expected, mend);
}

/// What is wrong with a figure from `beyond` on, and how to mend it; `None` below.
pub fn too_large(metric: &str, value: Amount, beyond: Amount) -> Option<(String, String)> {
    if value < beyond {
        return None;
    }
    let hundred = Amount::whole(100);
    let (percent, fraction) = (value.times(hundred)?, value.over(hundred)?);
    let found = format!("{metric} of {value}, which is {} %", grouped(percent, 0));
    Some((found, format!("write {fraction} for {value} %")))
}
