//! Entries of a project that say nothing or count nowhere, though no key of theirs is wrong.

use crate::check::Entry;
use crate::command::ledger::{days_of_test, is_named, is_sound, kappa_key};
use crate::project::{Assumption, Experiment, Project};
use crate::time::{Calendar, Period};

/// Experiments that nobody gave a result: neither an incrementality, nor cells, nor an assumption that names them.
pub fn without_result(project: &Project) -> Vec<Entry> {
    let has_result = |one: &Experiment| {
        let carries = |entry: &Assumption| is_named(entry, one);
        one.incrementality.is_some()
            || !one.cells.is_empty()
            || project.assumptions.iter().any(carries)
    };
    let empty = project.experiments.iter().filter(|one| !has_result(one));
    let entry = |one: &Experiment| Entry {
        found: format!(
            "the experiment {} has no result, and corrects nothing",
            one.id
        ),
        expected: "`incrementality`, or `cells` with what each group bought".into(),
        mend: "write what was measured, or take the entry away until the test is over".into(),
        spot: one.spot.clone(),
    };
    empty.map(entry).collect()
}

/// Assumptions of what was caused whose days all have an experiment of the same, which counts in their place. `days` are
/// those of the figures; without any, only assumptions with a period of their own are looked at.
pub fn displaced(project: &Project, days: Option<Period>) -> Vec<Entry> {
    let calendar = project.calendar.system.unwrap_or(Calendar::Gregorian);
    let entry = |one: &Assumption| {
        let own = match (one.period, days) {
            (Some(own), Some(days)) => own.overlap(&days)?,
            (own, days) => own.or(days)?,
        };
        let (mut left, mut tests) = (vec![own], Vec::new());
        let of_key = |test: &&Experiment| {
            test.incrementality.is_some()
                && is_sound(test)
                && kappa_key(test).as_deref() == Some(&one.key)
        };
        for test in project.experiments.iter().filter(of_key) {
            if let (Some(valid), _) = days_of_test(test, calendar, &own) {
                left = left.iter().flat_map(|days| days.without(&valid)).collect();
                tests.push(format!("{} ({})", test.id, test.spot));
            }
        }
        (left.is_empty() && !tests.is_empty()).then(|| Entry {
            found: format!(
                "the assumption {} counts on none of these days, {}: {} measured it and counts before it",
                one.key,
                own.told(calendar),
                tests.join(", ")
            ),
            expected: "one figure for each day".into(),
            mend: "take the assumption away, or give it a `period` that no experiment holds for".into(),
            spot: one.spot.clone(),
        })
    };
    project.assumptions.iter().filter_map(entry).collect()
}
