//! The dataset of one period and of the rows that the filters let pass.

use crate::error::Result;
use crate::report::costs;
use crate::report::dataset::{Dataset, leave_out_absent, within};
use crate::report::figures::is_company;
use crate::report::join::{Join, tell, tell_absence};
use crate::report::keys::Key;
use crate::report::options::ReportOptions;
use crate::schema::cells;
use crate::time::Period;

/// The dataset of one period, with cost and value and only the rows that pass the filters, and how much of the period
/// joins (whatever the filters).
///
/// # Errors
/// As [`within`]; an unknown key in a filter.
pub fn narrowed(
    dataset: &Dataset,
    options: &ReportOptions,
    period: Option<&Period>,
) -> Result<(Dataset, Option<Join>)> {
    let mut narrowed = match period {
        Some(period) => within(dataset, period, options.spread)?,
        None => dataset.clone(),
    };
    if let Some(period) = period {
        leave_out_absent(&mut narrowed, dataset, period)?;
        tell_absence(&mut narrowed, period, *options.calendar);
    }
    let join = Join::of(&narrowed, dataset);
    if let Some(join) = &join {
        tell(&mut narrowed, join, *options.calendar);
    }
    let whose = if period.is_none() || period == options.period.as_ref() {
        costs::CostOf::ThisPeriod
    } else {
        costs::CostOf::AnotherPeriod
    };
    let known = period.and_then(|period| options.known_costs(period));
    match (known, whose) {
        (Some(known), costs::CostOf::AnotherPeriod) => {
            let known = ReportOptions {
                costs: known.costs.clone(),
                dated_costs: known.dated.clone(),
                other_media: known.media.clone(),
                ..options.clone()
            };
            costs::add(&mut narrowed, &known, costs::CostOf::ThisPeriod, dataset)?;
        }
        _ => costs::add(&mut narrowed, options, whose, dataset)?,
    }
    for filter in &options.filters {
        let key = Key::parse(&filter.key, options.calendar)?;
        // Of what a whole company has no part is known.
        narrowed
            .frames
            .retain(|table, frame| !is_company(table) || key.is_in(frame));
        let tables: Vec<&'static str> = narrowed.frames.keys().copied().collect();
        for table in tables {
            let frame = &narrowed.frames[table];
            let keys = std::slice::from_ref(&key);
            let keyed = narrowed.keyed(table, frame, keys, options.spread)?;
            let placeholder = key.placeholder();
            let texts =
                cells::texts(&keyed, key.name()).unwrap_or_else(|| vec![None; keyed.height()]);
            let mask: Vec<bool> = texts
                .iter()
                .map(|text| filter.test.passes(text.unwrap_or(&placeholder)))
                .collect();
            narrowed.frames.insert(table, cells::kept(&keyed, &mask)?);
        }
    }
    Ok((narrowed, join))
}
