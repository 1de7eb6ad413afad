//! From totals to a figure: the one place where a metric is divided, with every zero rule.

use super::component::{Component, Operation};
use super::figure::{Figure, Reason, Value, quotient, share};
use super::formula::{Formula, Term};
use super::record::{Across, Metric, Zero};
use crate::schema::{Amount, ONE};

/// What a component comes to in one scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The sum (the stock, the number of rows); `None` where the column was not supplied.
    pub sum: Option<Amount>,
    /// Rows that count: not blank, and let through by the mask.
    pub n: u64,
    /// Rows in the scope.
    pub rows: u64,
    /// The largest value of a count of people: with the sum, the bounds of the true one.
    pub max: Option<Amount>,
    /// Different bases among the rows that count, where the component asks; for a count of people, the rows that stand
    /// for a part of a longer one.
    pub kinds: u64,
    /// Accounts with a value, for a stock.
    pub units: u64,
}

impl Total {
    /// The total of a column or table that was not supplied.
    pub const ABSENT: Self = Self {
        sum: None,
        n: 0,
        rows: 0,
        max: None,
        kinds: 0,
        units: 0,
    };

    /// The total of a table that was supplied but has no rows in the scope.
    pub const EMPTY: Self = Self {
        sum: Some(Amount::ZERO),
        ..Self::ABSENT
    };
}

/// The metric's figure over a scope of `platforms` platforms.
pub fn figure(metric: &Metric, total: &dyn Fn(&Component) -> Total, platforms: usize) -> Figure {
    let (numerator, denominator) = match sides(metric, total) {
        (Err(reason), _) | (_, Some(Err(reason))) => return Figure::Undefined(reason),
        (Ok(numerator), denominator) => (numerator, denominator.and_then(Result::ok)),
    };
    if metric.across == Across::Undefined && platforms > 1 {
        return Figure::Undefined(Reason::NonAdditive);
    }
    match denominator {
        Some(denominator) => ratio(metric.zero, numerator, denominator),
        None => Figure::Defined(whole(&metric.numerator, numerator)),
    }
}

/// Whether a defined ratio, or the median of few rows, rests on fewer than the metric's minimum.
pub fn is_low_n(metric: &Metric, total: &dyn Fn(&Component) -> Total) -> bool {
    if metric.zero == Zero::Distribution {
        let rows = metric.components().map(|component| total(component).n);
        let rows = rows.min().unwrap_or_default();
        return rows > 0 && rows < u64::from(metric.min_n);
    }
    let least = Amount::whole(i64::from(metric.min_n));
    matches!(sides(metric, total), (Ok(_), Some(Ok(denominator))) if denominator != Amount::ZERO && denominator < least)
}

/// Numerator and denominator as they are divided, or why there is none; no denominator for a sum.
pub fn sides(
    metric: &Metric,
    total: &dyn Fn(&Component) -> Total,
) -> (Result<Amount, Reason>, Option<Result<Amount, Reason>>) {
    let numerator = side(&metric.numerator, total);
    let denominator = metric
        .denominator
        .as_ref()
        .map(|formula| side(formula, total));
    match (numerator, denominator) {
        // What was not given or cannot be added up explains more than what is blank.
        (
            Err(Reason::MissingInput),
            Some(Err(reason @ (Reason::NotSupplied | Reason::NonAdditive))),
        ) => (Err(reason), Some(Err(reason))),
        both => both,
    }
}

fn ratio(zero: Zero, numerator: Amount, denominator: Amount) -> Figure {
    let undefined = Figure::Undefined;
    match zero {
        Zero::PerOutcome if numerator == Amount::ZERO => undefined(Reason::NoSpend),
        Zero::PerOutcome if denominator == Amount::ZERO => undefined(Reason::NoOutcomes),
        Zero::OnSpend if denominator == Amount::ZERO => undefined(Reason::NoSpend),
        Zero::OnSpend if denominator < Amount::ZERO => undefined(Reason::NegativeBase),
        Zero::Growth if denominator < Amount::ZERO => undefined(Reason::NegativeBase),
        Zero::Growth if denominator == Amount::ZERO && numerator > Amount::ZERO => {
            undefined(Reason::New)
        }
        Zero::Positive | Zero::Whole
            if numerator != Amount::ZERO
                && (numerator < Amount::ZERO) != (denominator < Amount::ZERO) =>
        {
            undefined(if denominator == Amount::ZERO {
                Reason::ZeroDenominator
            } else {
                Reason::NegativeBase
            })
        }
        Zero::Share => share(numerator, denominator),
        Zero::Whole => match share(denominator, numerator) {
            Figure::Undefined(reason) => undefined(reason),
            Figure::Defined(_) => quotient(numerator, denominator),
        },
        _ => quotient(numerator, denominator),
    }
}

/// One side of a ratio. Added terms that are blank or absent count as zero where another is present; a subtracted
/// term is required, as leaving it out would overstate.
fn side(formula: &Formula, total: &dyn Fn(&Component) -> Total) -> Result<Amount, Reason> {
    let (mut sum, mut present, mut blank) = (Amount::ZERO, false, None);
    for term in &formula.terms {
        match (product(term, total), term.negative) {
            (Ok(value), true) => sum = sum - value,
            (Ok(value), false) => {
                sum += value;
                present = true;
            }
            (Err(reason @ (Reason::NotSupplied | Reason::MissingInput)), false) => {
                // A column that was given but blank is the nearer reason, as the others need not have been given.
                blank = blank
                    .filter(|known| *known == Reason::MissingInput)
                    .or(Some(reason));
            }
            (Err(reason), _) => return Err(reason),
        }
    }
    match blank {
        Some(reason) if !present => Err(reason),
        _ => Ok(sum),
    }
}

fn product(term: &Term, total: &dyn Fn(&Component) -> Total) -> Result<Amount, Reason> {
    let mut product = term.factor;
    for component in &term.components {
        let value = value(component, total(component))?;
        // Beyond 1.7e26 the product is held at the bound, as sums of amounts are.
        let bound = if (product.0 < 0) == (value.0 < 0) {
            i128::MAX
        } else {
            i128::MIN
        };
        product = product.times(value).unwrap_or(Amount(bound));
    }
    Ok(product)
}

fn value(component: &Component, total: Total) -> Result<Amount, Reason> {
    let sum = total.sum.ok_or(Reason::NotSupplied)?;
    let operation = &component.operation;
    let is_stock = component.by_account()
        || matches!(
            operation,
            Operation::MeanOfRatios { .. } | Operation::Median(_) | Operation::P90(_)
        );
    // How many of a row's people were there in some of its days nobody knows.
    if matches!(operation, Operation::Unique(_)) && total.kinds > 0 {
        return Err(Reason::NonAdditive);
    }
    match (total.rows, total.n) {
        (0, _) if is_stock => return Err(Reason::MissingInput),
        (0, _) => return Ok(Amount::ZERO),
        (_, 0) if component.is_computed() => return Err(Reason::NotSupplied),
        (_, 0) => return Err(Reason::MissingInput),
        _ => {}
    }
    match operation {
        Operation::Unique(_) if total.n > 1 => Err(Reason::NonAdditive),
        Operation::Uniform { .. } if total.kinds > 1 => Err(Reason::MixedBasis),
        // One value per account has no earlier one to differ from: its growth is unknown, not zero.
        Operation::First(_) if total.n <= total.units => Err(Reason::MissingInput),
        Operation::MeanOfRatios { .. } => {
            let rows = i64::try_from(total.n).unwrap_or(i64::MAX);
            sum.over(Amount::whole(rows)).ok_or(Reason::NonAdditive)
        }
        _ => Ok(sum),
    }
}

/// An undivided value in its own kind: whole counts as such.
fn whole(formula: &Formula, value: Amount) -> Value {
    if formula
        .components()
        .any(|c| matches!(c.operation, Operation::MeanOfRatios { .. }))
    {
        return Value::Ratio(value.to_f64());
    }
    let counts = formula.components().all(Component::is_count) && value.0 % ONE == 0;
    match i64::try_from(value.0 / ONE) {
        Ok(count) if counts => Value::Count(count),
        _ => Value::Amount(value),
    }
}
