//! The days that a ledger is about where nobody says: whole months, as costs and hours are mostly of those.
//!
//! Orders and spend are sparse: their first and last day are not the bounds of what a file is about, and a month cut back
//! to them would lose a part of its cost. Only where the rows themselves show that an export begins or ends within a
//! month (hardly a day of it without one, then none for longer), or where the month is not over on the day that
//! `--as-of` names, does the ledger begin or end there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::report::Dataset;
use crate::report::exported::{bounds, joined, months, rows};
use crate::report::ledger::grouped;
use crate::schema::{Amount, cells, col};
use crate::time::{Calendar, Grain, Period, Reckoning};

use super::media::{held, media, own_days};

/// The days of a ledger.
pub struct Days {
    /// The days.
    pub period: Period,
    /// Which they are and why, where that is not plain from the rows.
    pub told: Option<String>,
    /// Whether rows lie beyond them, which have to be left out.
    pub leaves_out: bool,
}

/// The months that spend and outcomes both have, else those of either, else the days of the project's costs and hours.
///
/// # Errors
/// [`Error::NothingToReport`] where there is none of these.
pub fn covered(
    dataset: &Dataset,
    project: &Project,
    calendar: Calendar,
    as_of: Option<NaiveDate>,
) -> Result<Days> {
    let of = |table: &str| dataset.frames.get(table).map(rows).unwrap_or_default();
    let (spend, outcomes) = (of("ad_spend"), of("conversions"));
    let mut all = [&spend[..], &outcomes[..]].concat();
    all.sort();
    all.dedup();
    let Some(span) = joined(&all) else {
        let own: Vec<Period> = recorded(project).collect();
        let period = joined(&own).ok_or_else(|| Error::NothingToReport {
            why: "the files hold no spend and no outcomes, and the project no costs".into(),
        })?;
        return Ok(Days {
            period,
            told: None,
            leaves_out: false,
        });
    };
    let bounds = bounds(&all, span, calendar, as_of);
    let both = joined(&spend).zip(joined(&outcomes));
    let both = both.and_then(|(spend, outcomes)| {
        let common = months(spend, calendar).overlap(&months(outcomes, calendar))?;
        common.overlap(&bounds)
    });
    let period = both.unwrap_or(bounds);
    let mut why = Vec::new();
    if period != bounds {
        why.push("the months that spend and outcomes both have".to_owned());
    } else if period != span {
        why.push(format!("rows are of {}", span.told(calendar)));
    }
    let whole = months(period, calendar);
    if period.start != whole.start {
        why.push("the rows begin within a month, whose earlier days are left out".into());
    }
    if period.end != whole.end {
        why.push("the rows end within a month, whose later days are left out".into());
    }
    let told = format!(
        "{}: {} (`--period` decides otherwise)",
        period.told(calendar),
        why.join("; ")
    );
    Ok(Days {
        period,
        told: (!why.is_empty()).then_some(told),
        leaves_out: !period.covers(&span),
    })
}

/// What spend and outcomes of other days come to, for behind the sentence that names those of a ledger; nothing where there
/// are none.
pub fn left_out(dataset: &Dataset, period: &Period, currency: Option<&str>) -> String {
    let of = |table: &str, column: &str| {
        let frame = dataset.frames.get(table)?;
        let units = cells::amounts(frame, column)?;
        let starts = cells::days(frame, col::PERIOD_START);
        let ends = cells::days(frame, col::PERIOD_END);
        let is_outside = |row: usize| {
            let own = own_days(starts[row], ends[row]);
            own.is_some_and(|own| own.overlap(period).is_none())
        };
        let rows = (0..units.len()).filter(|row| is_outside(*row));
        let sum = Amount(rows.filter_map(|row| units[row]).sum());
        let money = format!("{} {}", grouped(sum, 2), currency.unwrap_or_default());
        (sum != Amount::ZERO).then(|| format!("{} of {column}", money.trim_end()))
    };
    let parts = [of("conversions", col::REVENUE), of("ad_spend", col::SPEND)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("; left out of other days: {}", parts.join(", ")),
    }
}

/// The days of the rows of spend and outcomes, as whole months where the rows do not show that an export begins or ends
/// within one; `None` without dated rows.
pub fn of_rows(dataset: &Dataset, calendar: Calendar, as_of: Option<NaiveDate>) -> Option<Period> {
    let tables = ["ad_spend", "conversions"].iter();
    let frames = tables.filter_map(|table| dataset.frames.get(table));
    let mut all: Vec<Period> = frames.flat_map(rows).collect();
    all.sort();
    all.dedup();
    Some(bounds(&all, joined(&all)?, calendar, as_of))
}

/// All days from the first to the last of the rows of spend and outcomes, and of the costs and hours of a project.
pub fn on_record(
    dataset: &Dataset,
    project: &Project,
    calendar: Calendar,
    as_of: Option<NaiveDate>,
) -> Option<Period> {
    let rows = of_rows(dataset, calendar, as_of);
    let all: Vec<Period> = recorded(project).chain(rows).collect();
    joined(&all)
}

/// The last day of the data, which stands for the day they were read as of where nobody says one: never the clock.
pub fn last_day(dataset: &Dataset, project: &Project, calendar: Calendar) -> Option<String> {
    let tables = ["ad_spend", "conversions"].iter();
    let frames = tables.filter_map(|table| dataset.frames.get(table));
    let days = joined(&frames.flat_map(rows).collect::<Vec<Period>>());
    let days = days.or_else(|| joined(&recorded(project).collect::<Vec<Period>>()));
    Some(calendar.iso(days?.end))
}

/// The days of costs and hours.
fn recorded(project: &Project) -> impl Iterator<Item = Period> {
    let costs = project.costs.iter().map(|cost| cost.period);
    costs.chain(project.labour.iter().map(|hours| hours.period))
}

/// The days of which the spend of each platform is: whole months where the rows do not show that an export begins or ends
/// within one.
pub fn of_media(dataset: &Dataset, calendar: Calendar) -> BTreeMap<String, Period> {
    let Some(frame) = dataset.frames.get("ad_spend") else {
        return BTreeMap::new();
    };
    let platforms = cells::texts(frame, col::PLATFORM).unwrap_or_default();
    let names: BTreeSet<&str> = platforms.iter().flatten().copied().collect();
    let of_platform = |name: &str| {
        let mask: Vec<bool> = platforms.iter().map(|own| *own == Some(name)).collect();
        let own = rows(&cells::kept(frame, &mask).ok()?);
        Some((name.to_owned(), bounds(&own, joined(&own)?, calendar, None)))
    };
    names.into_iter().filter_map(of_platform).collect()
}

/// The days of which the exports hold media, of each platform: an invoice of other days is in no export.
pub fn days_of_media(dataset: &Dataset, calendar: Calendar) -> BTreeMap<String, Vec<Period>> {
    let always = Period {
        start: NaiveDate::MIN,
        end: NaiveDate::MAX,
    };
    let holds = of_media(dataset, calendar);
    let media = media(dataset, &always, calendar, &holds, &BTreeSet::new());
    let mut found: BTreeMap<String, Vec<Period>> = BTreeMap::new();
    for own in held(&media) {
        found.entry(own.platform).or_default().push(own.period);
    }
    found
}

/// The months of some days, the first and the last as far as those reach.
pub fn months_of(days: &Period, calendar: impl Into<Reckoning>) -> Vec<Period> {
    let months = Grain::Month.buckets(days, calendar);
    let within = months.iter().map(|month| month.period().overlap(days));
    within.flatten().collect()
}
