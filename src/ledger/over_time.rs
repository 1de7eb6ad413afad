//! The ledger by month: value and cost spread over the days of their lines, so that the months sum to the ledger.

use serde::Serialize;

use super::cost::CostLine;
use super::figure::{Figure, Reason, over_cost};
use super::inputs::Settings;
use super::line::ValueLine;
use super::payback::{npv, payback};
use super::plain;
use super::result::Ledger;
use super::shares::{Unshared, by_days, by_signed_weight};
use crate::error::{self, Error};
use crate::schema::{Amount, CostType};
use crate::time::Period;

/// Days of a month, on average.
const MONTH: f64 = 365.25 / 12.0;

/// A horizon of more days than this is longer than twelve months.
const TWELVE_MONTHS: i64 = 366;

/// One month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeriodRow {
    /// Its days; `None` is what lies in no month given.
    #[serde(serialize_with = "period_or_null")]
    pub period: Option<Period>,
    /// Counted value.
    #[serde(serialize_with = "plain::amount")]
    pub value: Amount,
    /// Counted cost.
    #[serde(serialize_with = "plain::amount")]
    pub cost: Amount,
    /// Value less cost.
    #[serde(serialize_with = "plain::amount")]
    pub net: Amount,
    /// Net over cost.
    pub roi: Figure,
}

/// The months, and what only they can tell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OverTime {
    /// Months in their order; a last row holds what lies in none of them, where there is any.
    pub rows: Vec<PeriodRow>,
    /// Periods given (months) until the sum of net values is no longer negative.
    pub payback: Figure,
    /// The present value at the first month, where a discount rate was given.
    pub npv: Figure,
}

fn period_or_null<S: serde::Serializer>(
    period: &Option<Period>,
    out: S,
) -> Result<S::Ok, S::Error> {
    match period {
        Some(period) => plain::period(period, out),
        None => out.serialize_none(),
    }
}

/// Spreads what counts over the buckets of the settings. Where the return of the whole is not `known`, nor is that of a
/// month.
///
/// # Errors
/// [`Error::TooLarge`].
pub(super) fn over_time(
    lines: &[ValueLine],
    costs: &[CostLine],
    settings: &Settings,
    known: Figure,
) -> error::Result<OverTime> {
    let mut parts = Vec::new();
    for line in lines {
        parts.extend(falling(line)?);
    }
    let amounts = parts.iter().map(|(_, amount)| *amount);
    let charged = costs.iter().map(|line| line.counted);
    Amount::size_of_all(amounts.chain(charged)).ok_or_else(|| Error::TooLarge {
        what: "value and cost by month".into(),
    })?;
    let values = spread(parts.into_iter(), &settings.buckets);
    let costs = spread(costs.iter().flat_map(CostLine::falling), &settings.buckets);
    let periods = settings.buckets.iter().copied().map(Some).chain([None]);
    let mut rows: Vec<PeriodRow> = periods
        .zip(values.into_iter().zip(costs))
        .map(|(period, (value, cost))| PeriodRow {
            period,
            value,
            cost,
            net: value - cost,
            roi: known.and(over_cost(value - cost, cost)),
        })
        .collect();
    let costs_any = rows.iter().any(|row| row.cost != Amount::ZERO);
    let nothing = |row: &PeriodRow| row.value == Amount::ZERO && row.cost == Amount::ZERO;
    rows.retain(|row| row.period.is_some() || !nothing(row));
    let months = || rows.iter().filter_map(|row| Some((row.period?, row.net)));
    let nets: Vec<Amount> = months().map(|(_, net)| net).collect();
    Ok(OverTime {
        payback: match costs_any {
            true => known.and(payback(&nets)),
            false => Figure::Undefined(Reason::NoCost),
        },
        npv: present_value(&months().collect::<Vec<_>>(), settings.discount_rate),
        rows,
    })
}

fn present_value(months: &[(Period, Amount)], rate: Option<f64>) -> Figure {
    let (Some(rate), Some((first, _)), Some((last, _))) = (rate, months.first(), months.last())
    else {
        return Figure::Undefined(Reason::NotSupplied);
    };
    let days = (last.end - first.start).num_days() + 1;
    if days <= TWELVE_MONTHS {
        return Figure::Undefined(Reason::ShortHorizon);
    }
    // Whole months from the first one: a year of them is a year, whatever its days.
    let months_on = |month: &Period| (month.start - first.start).num_days() as f64 / MONTH;
    let years = |month: &Period| months_on(month).round() / 12.0;
    let flows: Vec<(f64, Amount)> = months
        .iter()
        .map(|(month, net)| (years(month), *net))
        .collect();
    npv(&flows, rate)
}

/// The parts of a line and their days: by its weights where it has them, else all of it over its days.
fn falling(line: &ValueLine) -> error::Result<Vec<(Period, Amount)>> {
    let weights: Vec<Amount> = line.falls.iter().map(|(_, weight)| *weight).collect();
    match by_signed_weight(line.counted(), &weights) {
        Ok(parts) => {
            let days = line.falls.iter().map(|(days, _)| *days);
            Ok(days.zip(parts).collect())
        }
        Err(Unshared::NoWeight) => Ok(vec![(line.period, line.counted())]),
        Err(Unshared::TooLarge) => Err(Error::TooLarge {
            what: line.id.clone(),
        }),
    }
}

/// What falls on the days of one month: of every line, and of every type of cost.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthParts<'l> {
    /// Lines with what of them falls there, but for those with nothing.
    pub lines: Vec<(&'l ValueLine, Amount)>,
    /// Types of cost likewise.
    pub costs: Vec<(CostType, Amount)>,
    /// Their records likewise.
    pub records: Vec<(&'l CostLine, Amount)>,
}

/// The parts of one row of [`OverTime`]: that of a month, or of what lies in none.
pub fn month_parts(ledger: &Ledger, month: Option<Period>) -> MonthParts<'_> {
    let rows = ledger.over_time.rows.iter();
    let buckets: Vec<Period> = rows.filter_map(|row| row.period).collect();
    let at = month.and_then(|month| buckets.iter().position(|days| *days == month));
    let at = at.unwrap_or(buckets.len());
    let some = |amount: &Amount| *amount != Amount::ZERO;
    // No sum is too large: the ledger would not stand.
    let of_line = |line| spread(falling(line).into_iter().flatten(), &buckets)[at];
    let of_type = |kind: CostType| {
        let of = ledger
            .cost
            .lines
            .iter()
            .filter(|line| line.cost_type == kind);
        spread(of.flat_map(CostLine::falling), &buckets)[at]
    };
    let lines = ledger.lines.iter().map(|line| (line, of_line(line)));
    let costs = CostType::ALL.into_iter().map(|kind| (kind, of_type(kind)));
    let of_record = |line: &CostLine| spread(line.falling().into_iter(), &buckets)[at];
    let records = ledger.cost.lines.iter();
    let records = records.map(|line| (line, of_record(line)));
    MonthParts {
        records: records.filter(|(_, amount)| some(amount)).collect(),
        lines: lines.filter(|(_, amount)| some(amount)).collect(),
        costs: costs.filter(|(_, amount)| some(amount)).collect(),
    }
}

/// Sums per bucket, and last what lies in none.
pub(super) fn spread(
    amounts: impl Iterator<Item = (Period, Amount)>,
    buckets: &[Period],
) -> Vec<Amount> {
    let mut sums = vec![Amount::ZERO; buckets.len() + 1];
    for (days, amount) in amounts {
        let (parts, rest) = by_days(amount, days, buckets);
        for (sum, part) in sums.iter_mut().zip(parts.into_iter().chain([rest])) {
            *sum += part;
        }
    }
    sums
}
