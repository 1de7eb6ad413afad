//! Entries of a project that say nothing or count nowhere, though no key of theirs is wrong.

use crate::check::{Dated, Entry};
use crate::command::ledger::{days_of_media, days_of_test, is_named, is_sound, kappa_key, of_rows};
use crate::error::Spot;
use crate::project::{Assumption, CostEntry, Experiment, Project};
use crate::report::Dataset;
use crate::schema::CostType;
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

/// Media costs that name no platform, on days of which exports hold media: what is only taken to be in them or beside them.
pub fn media_of_nobody(project: &Project, dataset: &Dataset) -> Vec<Entry> {
    let calendar = project.calendar.system.unwrap_or(Calendar::Gregorian);
    let exported = days_of_media(dataset, calendar);
    let entry = |one: &CostEntry| {
        let held = |days: &Vec<Period>| days.iter().any(|own| own.overlap(&one.period).is_some());
        let platforms: Vec<&str> = exported
            .iter()
            .filter(|(_, days)| held(days))
            .map(|(platform, _)| platform.as_str())
            .collect();
        let days = one.period.told(calendar);
        let exports = platforms.join(", ");
        let found = match &one.vendor {
            Some(vendor) if one.is_others => format!(
                "media of {vendor}, {days}, counts beside the exports ({exports}), as its vendor is no platform"
            ),
            _ => format!("media of {days} is taken to be in the exports ({exports})"),
        };
        (!platforms.is_empty()).then(|| Entry {
            found,
            expected: "the platform or whoever was paid".into(),
            mend: "name its `platform`: that of the export that holds it, or whoever was paid beside them".into(),
            spot: one.spot.clone(),
        })
    };
    let media = project.costs.iter();
    let unnamed = media.filter(|one| one.cost_type == CostType::Media && one.platform.is_none());
    unnamed.filter_map(entry).collect()
}

/// Costs and hours of a project: what they are, their days and where they stand.
fn booked(project: &Project) -> impl Iterator<Item = (String, Period, &Spot)> {
    let costs = project.costs.iter();
    let costs = costs.map(|one| {
        let what = format!("the cost of {}", one.cost_type.name());
        (what, one.period, &one.spot)
    });
    let hours = project.labour.iter();
    costs.chain(hours.map(|one| ("the work".to_owned(), one.period, &one.spot)))
}

/// Costs and hours, by the day on which they begin.
pub fn begun(project: &Project) -> Vec<Dated> {
    let all = booked(project).map(|(what, period, spot)| Dated {
        what,
        date: Some(period.start),
        expires: None,
        verb: "begins on",
        spot: spot.clone(),
    });
    all.collect()
}

/// Costs and hours that end before the first month of the files: no figure of these counts them.
pub fn outside(project: &Project, dataset: &Dataset) -> Vec<Entry> {
    let calendar = project.calendar.system.unwrap_or(Calendar::Gregorian);
    let Some(days) = of_rows(dataset, calendar, None) else {
        return Vec::new();
    };
    let own: Vec<_> = booked(project)
        .filter(|(_, period, _)| period.end < days.start)
        .collect();
    let Some((what, period, spot)) = own.first() else {
        return Vec::new();
    };
    let others = match own.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    vec![Entry {
        found: format!(
            "{what} of {}{others}: the files begin on {}",
            period.told(calendar),
            calendar.iso(days.start)
        ),
        expected: "costs and hours of days that the files hold".into(),
        mend: "correct the year of the `period`, or add the exports of these days".into(),
        spot: (*spot).clone(),
    }]
}
