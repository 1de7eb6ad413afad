//! What customers did in a period, for why revenue changed: customers, their orders and their revenue (metric S-18).
//!
//! Orders that name their customer count each customer once. Where none does, a row of the company's figures for the very
//! period counts: customers of several rows cannot be added, as who bought in two would count twice.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::project::Project;
use crate::report::ledger::{Customers, Reason};
use crate::report::{Dataset, ReportOptions, narrowed};
use crate::schema::{Amount, ONE, cells, col};
use crate::time::Period;

/// What is known of customers; `None` where neither orders nor the company's figures count any.
pub type Known = Option<std::result::Result<Customers, Reason>>;

/// What customers did in the period.
///
/// # Errors
/// Where polars refuses a column.
pub fn customers(
    dataset: &Dataset,
    options: &ReportOptions,
    project: &Project,
    period: &Period,
) -> Result<Known> {
    let (now, _) = narrowed(dataset, options, Some(period))?;
    let filtered = !options.filters.is_empty();
    // Rules and conditions narrow orders; the company's figures know of neither.
    Ok(match of_orders(&now) {
        Some(found) if names_customers(dataset) => Some(Ok(found)),
        _ if filtered => None,
        _ => of_company(project, period),
    })
}

/// Whether any order names its customer, in whatever days.
fn names_customers(dataset: &Dataset) -> bool {
    let frame = dataset.frames.get("conversions");
    let users = frame.and_then(|frame| cells::texts(frame, col::USER_ID));
    users.is_some_and(|users| users.iter().any(Option::is_some))
}

/// Orders that name their customer. Those without one stand apart with their revenue.
fn of_orders(now: &Dataset) -> Option<Customers> {
    let frame = now.frames.get("conversions")?;
    let users = cells::texts(frame, col::USER_ID)?;
    let revenue = cells::amounts(frame, col::REVENUE)?;
    let orders = cells::amounts(frame, col::ORDERS);
    let mut known = BTreeSet::new();
    let (mut ordered, mut earned, mut apart) = (Amount::ZERO, Amount::ZERO, Amount::ZERO);
    for (row, user) in users.into_iter().enumerate() {
        let revenue = Amount(revenue[row].unwrap_or_default());
        let Some(user) = user.map(str::trim).filter(|user| !user.is_empty()) else {
            apart += revenue;
            continue;
        };
        let count = match &orders {
            Some(orders) => orders[row].unwrap_or_default(),
            None => ONE,
        };
        if count != 0 {
            known.insert(user);
        }
        ordered += Amount(count);
        earned += revenue;
    }
    Some(Customers {
        customers: Amount::whole(i64::try_from(known.len()).ok()?),
        orders: ordered,
        revenue: earned,
        apart,
    })
}

fn of_company(project: &Project, period: &Period) -> Known {
    let within = |entry: &&crate::project::Finance| entry.period.overlap(period).is_some();
    let mut counted = project
        .finance
        .iter()
        .filter(within)
        .filter(|entry| entry.customers.is_some());
    let only = counted.next()?;
    if only.period != *period || counted.next().is_some() {
        return Some(Err(Reason::NonAdditive));
    }
    let found = Customers {
        customers: only.customers?,
        orders: only.orders?,
        revenue: only.total_revenue.as_ref()?.reported,
        apart: Amount::ZERO,
    };
    Some(Ok(found))
}
