//! What own experiments say of how much credit was caused: the valid one of each key corrects lines, an old one is no
//! more than an assumption.

use crate::error::Result;
use crate::project::{Experiment, Project};
use crate::report::ledger::{Input, LedgerInputs};
use crate::schema::{Function, col};

use super::assumptions::{KAPPA_OF_ALL, origin};
use super::money::Exchange;
use super::tested::tested;

/// The key of the incrementality that an experiment measured; `None` where it is about less than a platform.
pub fn kappa_key(experiment: &Experiment) -> Option<String> {
    match (&experiment.scope[..], experiment.function) {
        ([], Some(function)) => Some(format!("kappa_{}", function.name())),
        ([], None) => Some(KAPPA_OF_ALL.into()),
        ([one], None | Some(Function::Paid)) if one.key == col::PLATFORM => {
            Some(format!("kappa_{}", one.value))
        }
        _ => None,
    }
}

/// Of each key the experiment that ended last; it takes the place of an assumption of that key. One that expired before
/// the period ended is a documented assumption, and stands back where another is stated.
///
/// One that states no incrementality and has groups gives incremental revenue.
///
/// # Errors
/// A missing rate.
pub fn add(
    project: &Project,
    exchange: &Exchange<'_>,
    given: &mut LedgerInputs,
    notes: &mut Vec<String>,
) -> Result<()> {
    let mut order: Vec<&Experiment> = project.experiments.iter().collect();
    order.sort_by(|one, two| (one.days.1, &one.id).cmp(&(two.days.1, &two.id)));
    let (mut valid, mut old) = (Vec::new(), Vec::new());
    for one in order.into_iter().rev() {
        match expired(one, given) {
            true => old.push(one),
            false => valid.push(one),
        }
    }
    let mut taken: Vec<String> = Vec::new();
    for one in valid {
        if one.incrementality.is_none() {
            notes.extend(tested(one, exchange, given)?);
            continue;
        }
        let Some((key, mut input)) = input(one, given) else {
            continue;
        };
        if taken.contains(&key) {
            continue;
        }
        given.inputs.retain(|known| known.key != key);
        input.grade = Some(one.grade);
        given.inputs.push(input);
        taken.push(key);
    }
    for one in old {
        let Some((key, input)) = input(one, given) else {
            continue;
        };
        // Without source, owner and date an old figure is nobody's word.
        if !one.evidence.is_documented() || given.input(&key).is_some() {
            continue;
        }
        let day = one.evidence.expires.unwrap_or_default();
        notes.push(format!(
            "the experiment {} expired on {day}: its incrementality is an assumption, D1 ({})",
            one.id, one.spot
        ));
        let base = Input::assumption(&key, input.base, input.origin.clone());
        given.inputs.push(Input {
            kind: base.kind,
            grade: None,
            ..input
        });
    }
    Ok(())
}

fn expired(one: &Experiment, given: &LedgerInputs) -> bool {
    let expires = one.evidence.expires;
    expires.is_some_and(|day| day < given.period.end)
}

/// The input that an experiment is; `None` where it states nothing for a line of the period.
fn input(one: &Experiment, given: &LedgerInputs) -> Option<(String, Input)> {
    let range = one.incrementality?;
    let key = kappa_key(one).filter(|_| one.days.0 <= given.period.end)?;
    let mut evidence = one.evidence.clone();
    evidence.date = evidence.date.or(Some(one.days.1));
    let mut input = Input::experiment(&key, range.base, one.grade, origin(&evidence))
        .titled(format!("incrementality by {}", one.id))
        .in_unit(col::SHARE)
        .stated_at(one.spot.to_string());
    (input.low, input.high) = (range.low, range.high);
    Some((key, input))
}

/// A sentence for every experiment of a stated incrementality that no line uses.
pub fn unused(project: &Project, given: &LedgerInputs) -> Vec<String> {
    let used = |one: &Experiment| {
        let place = one.spot.to_string();
        let own = |key: &String| {
            let input = given.input(key);
            input.is_some_and(|input| input.place.as_ref() == Some(&place))
        };
        given.lines.iter().any(|line| line.causal.iter().any(own))
    };
    let left = project
        .experiments
        .iter()
        .filter(|one| one.incrementality.is_some() && !used(one));
    left.map(|one| {
        let why = why_unused(one, given);
        format!(
            "the experiment {} corrects no line: {why} ({})",
            one.id, one.spot
        )
    })
    .collect()
}

fn why_unused(one: &Experiment, given: &LedgerInputs) -> String {
    let Some(key) = kappa_key(one) else {
        return "it is about a part of a platform".into();
    };
    if one.days.0 > given.period.end {
        return "it begins after the period".into();
    }
    match given.input(&key) {
        Some(input) if input.place.as_ref() != Some(&one.spot.to_string()) => {
            format!(
                "{key} stands elsewhere ({})",
                input.place.as_deref().unwrap_or_default()
            )
        }
        None if expired(one, given) => "it expired, and lacks source, owner or date".into(),
        _ => format!("none takes {key}"),
    }
}
