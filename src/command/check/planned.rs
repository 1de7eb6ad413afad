//! What a project plans and assumes, as the facts that rules judge.

use chrono::NaiveDate;

use crate::check::{Aim, Compared, Dated, Plan, PlannedSpend, Scoping, too_large};
use crate::command::budgets::{budget_spend, exchange, filter};
use crate::command::scope::Scoped;
use crate::command::targets;
use crate::metrics::{Registry, Unit, registry};
use crate::project::{Condition, Evidence, Project};
use crate::schema::Amount;
use crate::time::Period;

use super::entries;

/// Targets, budgets and what grows old, money in the currency of the figures.
/// `days` are those of the figures.
pub fn plan(
    project: &Project,
    found: Option<&Scoped>,
    (today, days): (Option<NaiveDate>, Option<Period>),
) -> Plan {
    let known: &Registry = match found {
        Some(found) => &found.registry,
        None => registry(),
    };
    let aims = project.targets.iter().map(|target| {
        let value = match found {
            Some(found) => targets::value(target, &found.registry, &exchange(project, found)),
            None => Ok(target.value),
        };
        Aim {
            metric: target.metric.clone(),
            scope: scoping(&target.scope),
            period: target.period,
            value,
            lower_is_better: target.lower_is_better,
            beyond: beyond(&target.metric, known),
            spot: target.spot.clone(),
        }
    });
    let asked = found.and_then(|found| found.options.period);
    let common = |own: &Period| asked.and_then(|asked| asked.overlap(own));
    let budgets = project.budgets.iter().map(|budget| PlannedSpend {
        scope: scoping(&budget.scope),
        period: common(&budget.period).unwrap_or(budget.period),
        spend: match found {
            Some(found) => budget_spend(budget, project, found, today)
                .map(|spend| match common(&budget.period) {
                    Some(common) => spend.within(&common),
                    None => spend,
                })
                .map_err(|error| error.to_string()),
            None => Err("there are no figures".into()),
        },
        spot: budget.spot.clone(),
    });
    let benchmarks = project.benchmarks.iter().map(|benchmark| Compared {
        metric: benchmark.metric.clone(),
        scope: scoping(&benchmark.scope),
        days: match benchmark.period {
            Some(own) => days.and_then(|days| days.overlap(&own)),
            None => days,
        },
        value: benchmark.value,
        lower_is_better: benchmark.lower_is_better,
        beyond: beyond(&benchmark.metric, known),
        source: benchmark.source.clone(),
        date: benchmark.date,
        spot: benchmark.spot.clone(),
    });
    Plan {
        file: project.file.clone(),
        aims: aims.collect(),
        benchmarks: benchmarks.collect(),
        budgets: budgets.collect(),
        dated: dated(project),
        begun: entries::begun(project),
        outside: found.map_or_else(Vec::new, |found| entries::outside(project, &found.dataset)),
        empty: entries::without_result(project),
        idle: entries::displaced(project, days),
        whose: found.map_or_else(Vec::new, |found| {
            entries::media_of_nobody(project, &found.dataset)
        }),
    }
}

/// From where on nobody believes a figure: a return of 1,000 %, a hundredfold of what was spent. Written larger, it is
/// mostly a number of per cent.
fn beyond(metric: &str, registry: &Registry) -> Option<Amount> {
    match registry.metric(metric)?.unit {
        Unit::Rate => Some(Amount::whole(10)),
        Unit::Ratio => Some(Amount::whole(100)),
        _ => None,
    }
}

/// Targets and benchmarks beyond belief, in words, before any export is read.
pub fn beyond_belief(project: &Project) -> Vec<String> {
    let targets = project.targets.iter();
    let targets = targets.map(|one| (&one.metric, one.value, &one.spot));
    let benchmarks = project.benchmarks.iter();
    let all = targets.chain(benchmarks.map(|one| (&one.metric, one.value, &one.spot)));
    let told = all.filter_map(|(metric, value, spot)| {
        let (found, mend) = too_large(metric, value, beyond(metric, registry())?)?;
        Some(format!("{found} ({spot}): {mend}"))
    });
    told.collect()
}

/// Everything that a project assumes at a date.
fn dated(project: &Project) -> Vec<Dated> {
    let entry = |what: String, evidence: &Evidence, spot: &crate::error::Spot| Dated {
        what,
        date: evidence.date,
        expires: evidence.expires,
        verb: "was set on",
        spot: spot.clone(),
    };
    let mut found = Vec::new();
    if let Some(margin) = &project.margin {
        found.push(entry("the margin".into(), &margin.evidence, &margin.spot));
    }
    for one in &project.assumptions {
        // What holds for some days only is no figure of today.
        if one.period.is_none() || one.evidence.expires.is_some() {
            found.push(entry(
                format!("the assumption {}", one.key),
                &one.evidence,
                &one.spot,
            ));
        }
    }
    for one in &project.roles {
        found.push(entry(
            format!("the rate of the role `{}`", one.role),
            &one.evidence,
            &one.spot,
        ));
    }
    for one in &project.experiments {
        let mut dated = entry(
            format!("the experiment {}", one.id),
            &one.evidence,
            &one.spot,
        );
        dated.date = dated.date.or(Some(one.days.1));
        found.push(dated);
    }
    found
}

fn scoping(conditions: &[Condition]) -> Scoping {
    let words: Vec<String> = conditions
        .iter()
        .map(|condition| format!("{}={}", condition.key, condition.value))
        .collect();
    Scoping {
        filters: conditions.iter().map(filter).collect(),
        words: if words.is_empty() {
            "all".into()
        } else {
            words.join(", ")
        },
    }
}
