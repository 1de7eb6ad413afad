//! Every cost on record as one table, and what sales cost.

use polars::prelude::DataFrame;

use crate::error::Result;
use crate::metrics::computed as added;
use crate::report::dataset::{Dataset, within};
use crate::report::options::ReportOptions;
use crate::schema::{CostType, Function, cells, col, plan};
use crate::time::{Grain, Period};

/// Adds the cost of the function sales to costs and hours.
pub fn of_sales(now: &mut Dataset) -> Result<()> {
    for (table, from, to) in [
        ("costs", plan::AMOUNT, added::SALES_AMOUNT),
        ("labour", plan::LABOUR_COST, added::SALES_COST),
    ] {
        let Some(mut frame) = now.frames.get(table).cloned() else {
            continue;
        };
        let rows = frame.height();
        let functions = cells::texts(&frame, plan::FUNCTION).unwrap_or_else(|| vec![None; rows]);
        let amounts = cells::amounts(&frame, from).unwrap_or_else(|| vec![None; rows]);
        let own = amounts.iter().zip(&functions).map(|(amount, function)| {
            let sales = *function == Some(Function::Sales.name());
            amount.map(|amount| if sales { amount } else { 0 })
        });
        let column = cells::amount_column(to, own.collect());
        frame.with_column(column)?;
        now.frames.insert(table, frame);
    }
    Ok(())
}

/// Adds the hours that name a goal. Where none does, nobody said what hours are for.
pub fn aligned(now: &mut Dataset) -> Result<()> {
    let Some(mut frame) = now.frames.get("labour").cloned() else {
        return Ok(());
    };
    let goals = cells::texts(&frame, plan::GOAL).unwrap_or_else(|| vec![None; frame.height()]);
    if goals.iter().all(Option::is_none) {
        now.notes
            .push("aligned_hour_share: no row of hours names a `goal`".into());
        return Ok(());
    }
    let hours = cells::amounts(&frame, plan::HOURS).unwrap_or_else(|| vec![None; goals.len()]);
    let own = hours
        .iter()
        .zip(&goals)
        .map(|(hours, goal)| hours.map(|hours| if goal.is_some() { hours } else { 0 }));
    let column = cells::amount_column(added::HOURS_ALIGNED, own.collect());
    frame.with_column(column)?;
    now.frames.insert("labour", frame);
    Ok(())
}

/// Rows of the table of all costs.
#[derive(Default)]
struct Rows {
    functions: Vec<String>,
    types: Vec<&'static str>,
    amounts: Vec<Option<i128>>,
    files: Vec<String>,
    days: (Vec<Option<i32>>, Vec<Option<i32>>),
}

impl Rows {
    fn add(&mut self, frame: &DataFrame, amount: &str, of: Option<CostType>) {
        let rows = frame.height();
        let texts = |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; rows]);
        let (functions, types, files) = (
            texts(plan::FUNCTION),
            texts(plan::COST_TYPE),
            texts(col::FILE),
        );
        let amounts = cells::amounts(frame, amount).unwrap_or_else(|| vec![None; rows]);
        let days = (
            cells::days(frame, col::PERIOD_START),
            cells::days(frame, col::PERIOD_END),
        );
        // Rows of no file are those of cost without spend, which say nothing of media.
        let has_files = files.iter().any(Option::is_some);
        for row in (0..rows).filter(|row| !has_files || files[*row].is_some()) {
            let kind = of.or_else(|| CostType::named(types[row].unwrap_or_default()));
            let Some(kind) = kind else { continue };
            // A rule of the project says whom media serve; the others are paid media.
            let usual = match of {
                Some(CostType::Media) => Function::Paid.name(),
                _ => "shared",
            };
            let function = functions[row].unwrap_or(usual);
            self.functions.push(function.to_owned());
            self.types.push(kind.name());
            self.amounts.push(amounts[row]);
            self.files.push(files[row].unwrap_or_default().to_owned());
            self.days.0.push(days.0[row]);
            self.days.1.push(days.1[row]);
        }
    }
}

/// The sheets of costs and hours over the days of the report; where nobody names any, over those that cost is taken from
/// (as for `full_cost`), else over the months of the spend, as one month of media beside three of an agency is no sum. A
/// note says so where that leaves anything out.
fn of_days(now: &mut Dataset, options: &ReportOptions) -> Result<Dataset> {
    let mut sheets = Dataset::default();
    for table in ["costs", "labour"] {
        if let Some(frame) = now.frames.get(table) {
            sheets.frames.insert(table, frame.clone());
        }
    }
    if options.period.is_some() || sheets.frames.is_empty() {
        return Ok(sheets);
    }
    let Some(days) = options.cost_days.or_else(|| months_of_spend(now, options)) else {
        return Ok(sheets);
    };
    let inside = within(&sheets, &days, true)?;
    let sum = |sheets: &Dataset| {
        let columns = [("costs", plan::AMOUNT), ("labour", plan::LABOUR_COST)];
        let own = columns.into_iter().map(|(table, column)| {
            let frame = sheets.frames.get(table);
            frame.map_or(0, |frame| cells::sum(frame, column))
        });
        own.sum::<i128>()
    };
    if sum(&inside) != sum(&sheets) {
        now.notes.push(format!(
            "costs of sheets are those of {}, the days of the files (`--period` decides otherwise)",
            days.told(*options.calendar)
        ));
    }
    Ok(inside)
}

fn months_of_spend(now: &Dataset, options: &ReportOptions) -> Option<Period> {
    let spend = now.frames.get("ad_spend")?;
    let (first, last) = cells::span(spend, col::PERIOD_START, col::PERIOD_END)?;
    let month = |day| Some(Grain::Month.bucket(cells::day_of(day)?, options.calendar));
    Period::new(month(first)?.start(), month(last)?.end()).ok()
}

/// Makes the table of all costs: media of the exports, costs and hours of the sheets, what was typed where no sheet is
/// there.
pub fn all(now: &mut Dataset, options: &ReportOptions) -> Result<()> {
    let sheets = of_days(now, options)?;
    if let Some(frame) = table(now, &sheets, options)? {
        now.frames.insert(added::ALL_COSTS, frame);
    }
    Ok(())
}

/// The table of all costs with these sheets; `None` without any.
fn table(now: &Dataset, sheets: &Dataset, options: &ReportOptions) -> Result<Option<DataFrame>> {
    let (spend, costs, labour) = (
        now.frames.get("ad_spend"),
        sheets.frames.get("costs"),
        sheets.frames.get("labour"),
    );
    let mut rows = Rows::default();
    if let Some(spend) = spend {
        rows.add(spend, col::SPEND, Some(CostType::Media));
    }
    if let Some(costs) = costs {
        rows.add(costs, plan::AMOUNT, None);
    }
    if let Some(labour) = labour {
        rows.add(labour, plan::LABOUR_COST, Some(CostType::Labour));
    }
    if costs.is_none() && labour.is_none() {
        for (kind, amount) in &options.costs {
            rows.functions.push("shared".into());
            rows.types.push(kind.name());
            rows.amounts.push(Some(amount.0));
            rows.files.push("--cost".into());
            rows.days
                .0
                .push(options.period.map(|days| cells::day_number(days.start)));
            rows.days
                .1
                .push(options.period.map(|days| cells::day_number(days.end)));
        }
    }
    if rows.types.is_empty() {
        return Ok(None);
    }
    let full = |name: &&'static str| {
        let kind = CostType::named(name)?;
        CostType::FULL.contains(&kind).then_some(*name)
    };
    let texts = |name: &str, texts: &[String]| {
        cells::text_column(name, texts.iter().map(|text| Some(&text[..])))
    };
    let complete: Vec<Option<&str>> = rows
        .types
        .iter()
        .zip(&rows.amounts)
        .map(|(name, amount)| full(name).filter(|_| amount.is_some()))
        .collect();
    let frame = DataFrame::new(
        rows.types.len(),
        vec![
            texts(plan::FUNCTION, &rows.functions),
            cells::text_column(plan::COST_TYPE, rows.types.iter().map(|name| Some(*name))),
            cells::amount_column(plan::AMOUNT, rows.amounts),
            cells::text_column(added::COMPLETE_TYPE, complete.into_iter()),
            texts(col::FILE, &rows.files),
            cells::day_column(col::PERIOD_START, rows.days.0),
            cells::day_column(col::PERIOD_END, rows.days.1),
        ],
    )?;
    Ok(Some(frame))
}
