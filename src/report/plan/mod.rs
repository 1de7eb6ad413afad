//! Columns and tables that metrics of plans read: full cost, budgets against spend, targets against figures, spend
//! without an outcome. Only what the metrics asked for need is computed.

mod attainment;
mod budget;
mod claims;
mod costs;
mod outcomes;
mod scope;
mod waste;

use crate::error::Result;
use crate::metrics::Metric;
use crate::metrics::computed as added;
use crate::schema::plan;
use crate::time::Period;

use super::dataset::Dataset;
use super::figures::Figures;
use super::keys::Key;
use super::options::ReportOptions;

pub use outcomes::{ASSUMED, OF_LIFETIME, deals};

/// The datasets of a report: all that was read, and what a period and filters leave of it.
#[derive(Clone, Copy)]
pub struct Sides<'d> {
    /// All that was read.
    pub whole: &'d Dataset,
    /// What is asked.
    pub options: &'d ReportOptions,
    /// The days that the narrowed dataset is of.
    pub period: Option<Period>,
}

/// Adds to a narrowed dataset what the metrics need beside the tables that were read.
///
/// # Errors
/// Where polars refuses a column.
pub fn add(now: &mut Dataset, metrics: &[&Metric], sides: Sides<'_>) -> Result<()> {
    let needs = |table: &str, columns: &[&str]| {
        metrics
            .iter()
            .flat_map(|metric| metric.needs())
            .any(|(of, column)| {
                of == table && column.is_none_or(|column| columns.contains(&column))
            })
    };
    if needs("ad_spend", &[added::SPEND_JOINED]) {
        outcomes::spend_joined(now, sides.whole)?;
    }
    if needs("ad_spend", &[added::SPEND_WASTED]) {
        waste::add(now, sides.whole)?;
    }
    if needs("ad_spend", &[added::CLAIMS_COVERED]) {
        claims::add(now, sides)?;
    }
    if needs(
        "conversions",
        &[
            added::CONTRIBUTION,
            added::REVENUE_MATCHED,
            added::REVENUE_SOCIAL,
            added::NEW_CUSTOMERS_JOINED,
        ],
    ) {
        outcomes::add(now, sides.options)?;
    }
    costs::of_sales(now)?;
    if needs("labour", &[added::HOURS_ALIGNED]) {
        costs::aligned(now)?;
    }
    if needs(added::ALL_COSTS, &[plan::AMOUNT, added::COMPLETE_TYPE]) {
        costs::all(now, sides.options)?;
    }
    if needs("budget", &[added::SPENT, added::PLANNED_TO_DATE]) {
        budget::add(now, sides)?;
    }
    let before = sides.options.compare.map(|(before, _)| before);
    outcomes::of_period(now, sides.period.is_some() && sides.period == before)?;
    if needs(
        "assumptions",
        &[added::CLV, added::CLV_AT_ONCE, added::MONTHLY_CONTRIBUTION],
    ) {
        outcomes::lifetime(now)?;
    }
    if needs(
        "targets",
        &[added::REACHED, added::AIMED, added::MET, added::KNOWN],
    ) {
        attainment::add(now)?;
    }
    Ok(())
}

/// Which tables of plans the metrics asked for lack, and how to give them.
pub fn lacking(now: &Dataset, metrics: &[&Metric]) -> Vec<String> {
    let mut lacks: Vec<(&str, Vec<&str>)> = Vec::new();
    for metric in metrics {
        for (table, _) in metric.needs() {
            let gone = !now.frames.contains_key(table);
            if !gone
                || !(plan::is_plan(table)
                    || [added::JOURNEYS, added::INFLUENCED_DEALS, added::LEDGER].contains(&table)
                    || [added::CURVES, "deals"].contains(&table))
            {
                continue;
            }
            match lacks.iter_mut().find(|(of, _)| *of == table) {
                Some((_, names)) if names.contains(&metric.name.as_str()) => {}
                Some((_, names)) => names.push(&metric.name),
                None => lacks.push((table, vec![&metric.name])),
            }
        }
    }
    let told = |(table, names): (&str, Vec<&str>)| {
        let names = names.join(", ");
        match table {
            added::LEDGER => {
                format!("{names}: a figure of `social-roi ledger`, which weighs every value line")
            }
            added::JOURNEYS => {
                format!("{names}: needs a log of touches with a user each (`social-roi formats`)")
            }
            added::INFLUENCED_DEALS => format!(
                "{names}: needs a log of touches with a user each, and deals of a CRM with the contact of each (`social-roi formats`)"
            ),
            added::CURVES => format!("{names}: needs a fitted response curve, which no file holds"),
            "deals" => format!("{names}: needs deals of a CRM (`social-roi formats`)"),
            _ => format!(
                "{names}: needs the table {table}: a sheet of it among the inputs or in [sheets] of the project file (`social-roi init` writes a template)"
            ),
        }
    };
    lacks.into_iter().map(told).collect()
}

/// Which metrics have no figure by group, because what they read knows the whole company alone.
pub fn of_no_group(figures: &Figures, metrics: &[&Metric], keys: &[Key]) -> Vec<String> {
    let names: Vec<&str> = keys.iter().map(Key::name).collect();
    let whole = metrics.iter().filter(|metric| {
        !figures.is_of_groups(metric) && figures.figure(metric, None).value().is_some()
    });
    let told: Vec<&str> = whole.map(|metric| metric.name.as_str()).collect();
    if told.is_empty() || names.is_empty() {
        return Vec::new();
    }
    let (told, names) = (told.join(", "), names.join(", ").replace('_', " "));
    vec![format!(
        "{told}: known for the whole company, not by {names} (`--by month` and `--totals` show it)"
    )]
}
