//! From totals to a figure: the one place where a metric is divided, with every zero rule.

use super::component::{Component, Operation};
use super::figure::{Figure, Reason, Value, quotient};
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
    /// Different bases among the rows that count, where the component asks.
    pub kinds: u64,
    /// Accounts with a value, for a stock.
    pub units: u64,
}

impl Total {
    /// The total of a column or table that was not supplied.
    pub const ABSENT: Self = Self { sum: None, n: 0, rows: 0, max: None, kinds: 0, units: 0 };

    /// The total of a table that was supplied but has no rows in the scope.
    pub const EMPTY: Self = Self { sum: Some(Amount::ZERO), ..Self::ABSENT };
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

/// Whether a defined ratio rests on fewer than the metric's minimum.
pub fn is_low_n(metric: &Metric, total: &dyn Fn(&Component) -> Total) -> bool {
    let least = Amount::whole(i64::from(metric.min_n));
    matches!(sides(metric, total), (Ok(_), Some(Ok(denominator))) if denominator != Amount::ZERO && denominator < least)
}

/// Numerator and denominator as they are divided, or why there is none; no denominator for a sum.
pub fn sides(
    metric: &Metric,
    total: &dyn Fn(&Component) -> Total,
) -> (Result<Amount, Reason>, Option<Result<Amount, Reason>>) {
    let numerator = side(&metric.numerator, total);
    let denominator = metric.denominator.as_ref().map(|formula| side(formula, total));
    match (numerator, denominator) {
        // What was not given explains more than what is blank.
        (Err(Reason::MissingInput), Some(Err(Reason::NotSupplied))) => {
            (Err(Reason::NotSupplied), Some(Err(Reason::NotSupplied)))
        }
        both => both,
    }
}

fn ratio(zero: Zero, numerator: Amount, denominator: Amount) -> Figure {
    let undefined = Figure::Undefined;
    match zero {
        Zero::PerOutcome if numerator == Amount::ZERO => undefined(Reason::NoSpend),
        Zero::PerOutcome if denominator == Amount::ZERO => undefined(Reason::NoOutcomes),
        Zero::OnSpend if denominator == Amount::ZERO => undefined(Reason::NoSpend),
        Zero::Growth if denominator < Amount::ZERO => undefined(Reason::NegativeBase),
        Zero::Growth if denominator == Amount::ZERO && numerator > Amount::ZERO => undefined(Reason::New),
        Zero::Positive if numerator != Amount::ZERO && (numerator < Amount::ZERO) != (denominator < Amount::ZERO) => {
            undefined(if denominator == Amount::ZERO { Reason::ZeroDenominator } else { Reason::NegativeBase })
        }
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
                blank = blank.filter(|known| *known == Reason::MissingInput).or(Some(reason));
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
        let bound = if (product.0 < 0) == (value.0 < 0) { i128::MAX } else { i128::MIN };
        product = product.times(value).unwrap_or(Amount(bound));
    }
    Ok(product)
}

fn value(component: &Component, total: Total) -> Result<Amount, Reason> {
    let sum = total.sum.ok_or(Reason::NotSupplied)?;
    let operation = &component.operation;
    let is_stock = component.by_account() || matches!(operation, Operation::MeanOfRatios { .. });
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
    if formula.components().any(|c| matches!(c.operation, Operation::MeanOfRatios { .. })) {
        return Value::Ratio(value.to_f64());
    }
    let counts = formula.components().all(Component::is_count) && value.0 % ONE == 0;
    match i64::try_from(value.0 / ONE) {
        Ok(count) if counts => Value::Count(count),
        _ => Value::Amount(value),
    }
}

#[cfg(test)]
mod tests {
    use super::super::registry::registry;
    use super::*;

    /// A scope in which each named column has this total; every other column was not supplied.
    fn figure_of(name: &str, totals: &[(&str, Total)], platforms: usize) -> Figure {
        let total = |component: &Component| {
            let named = |column: &str| component.columns() == [column];
            totals.iter().find(|(column, _)| named(column)).map_or(Total::ABSENT, |(_, total)| *total)
        };
        figure(registry().metric(name).unwrap(), &total, platforms)
    }

    fn sum(text: &str) -> Total {
        Total { sum: Amount::from_plain(text), n: 1, rows: 1, ..Total::ABSENT }
    }

    const BLANK: Total = Total { rows: 3, ..Total::EMPTY };

    fn ratio(value: f64) -> Figure {
        Figure::Defined(Value::Ratio(value))
    }

    #[test]
    fn every_zero_rule_gives_its_reason() {
        let undefined = Figure::Undefined;
        for (name, above, below, expected) in [
            ("ctr", sum("0"), sum("100"), ratio(0.0)),
            ("ctr", sum("0"), sum("0"), undefined(Reason::ZeroDenominator)),
            ("cpm", sum("0"), sum("100"), ratio(0.0)),
            ("cpm", sum("5"), sum("2000"), ratio(2.5)),
            ("cpa", sum("500"), sum("0"), undefined(Reason::NoOutcomes)),
            ("cpa", sum("0"), sum("0"), undefined(Reason::NoSpend)),
            ("cpa", sum("0"), sum("4"), undefined(Reason::NoSpend)),
            ("cpa", sum("500"), sum("2.5"), ratio(200.0)),
            ("claimed_roas", sum("0"), sum("500"), ratio(0.0)),
            ("claimed_roas", sum("90"), sum("0"), undefined(Reason::NoSpend)),
            ("break_even_roas", sum("100"), sum("40"), ratio(2.5)),
            ("break_even_roas", sum("100"), sum("-40"), undefined(Reason::NegativeBase)),
            ("break_even_roas", sum("-100"), sum("-40"), ratio(2.5)),
            ("break_even_roas", sum("-100"), sum("0"), undefined(Reason::ZeroDenominator)),
            ("cpc", Total::ABSENT, sum("4"), undefined(Reason::NotSupplied)),
            ("cpc", BLANK, sum("4"), undefined(Reason::MissingInput)),
            ("cpc", sum("4"), BLANK, undefined(Reason::MissingInput)),
            ("cpc", BLANK, Total::ABSENT, undefined(Reason::NotSupplied)),
            ("cpc", Total::EMPTY, Total::EMPTY, undefined(Reason::NoSpend)),
            ("roas", sum("400"), BLANK, undefined(Reason::NotSupplied)),
        ] {
            let metric = registry().metric(name).unwrap();
            let columns: Vec<_> = metric.components().flat_map(Component::columns).collect();
            let got = figure_of(name, &[(columns[0], above), (columns[1], below)], 1);
            assert_eq!(got, expected, "{name} of {above:?} and {below:?}");
        }
    }

    #[test]
    fn sums_tell_absent_blank_and_empty_apart() {
        let money = |text| Figure::Defined(Value::Amount(Amount::from_plain(text).unwrap()));
        for (name, column, total, expected) in [
            ("spend", "spend", Total::ABSENT, Figure::Undefined(Reason::NotSupplied)),
            ("spend", "spend", BLANK, Figure::Undefined(Reason::MissingInput)),
            ("spend", "spend", Total::EMPTY, money("0")),
            ("spend", "spend", sum("12.5"), money("12.5")),
            ("clicks", "clicks", sum("7"), Figure::Defined(Value::Count(7))),
            ("claimed_conversions", "conversions", sum("7.5"), money("7.5")),
        ] {
            assert_eq!(figure_of(name, &[(column, total)], 1), expected, "{name} of {total:?}");
        }
    }

    #[test]
    fn people_mixed_results_and_claims_of_several_platforms_are_undefined() {
        let two_rows = Total { n: 2, rows: 2, ..sum("900") };
        let (reach, results) = (|total| [("reach", total)], |total| [("results", total)]);
        let undefined = Figure::Undefined;
        assert_eq!(figure_of("reach", &reach(sum("900")), 1), Figure::Defined(Value::Count(900)));
        assert_eq!(figure_of("reach", &reach(two_rows), 1), undefined(Reason::NonAdditive));
        let mixed = Total { kinds: 2, ..two_rows };
        assert_eq!(figure_of("results", &results(mixed), 1), undefined(Reason::MixedBasis));
        let claims = [("conversion_value", sum("300")), ("spend", sum("100"))];
        assert_eq!(figure_of("claimed_roas", &claims, 1), ratio(3.0));
        assert_eq!(figure_of("claimed_roas", &claims, 2), undefined(Reason::NonAdditive));
        assert_eq!(figure_of("claimed_roas", &claims[..1], 2), undefined(Reason::NotSupplied));
        let caveat = |name, platforms| registry().metric(name).unwrap().caveat(platforms);
        assert_eq!(caveat("claimed_revenue", 2), Some("platforms may claim the same order"));
        assert_eq!((caveat("claimed_revenue", 1), caveat("revenue", 2)), (None, None));
    }

    #[test]
    fn roi_is_value_less_cost_over_cost() {
        for (value, cost, expected) in [
            ("1200", "1000", ratio(0.2)),
            ("0", "1000", ratio(-1.0)),
            ("1200", "0", Figure::Undefined(Reason::NoSpend)),
        ] {
            assert_eq!(figure_of("roi", &[("value", sum(value)), ("cost", sum(cost))], 1), expected);
        }
        let no_outcomes_given = figure_of("roi", &[("cost", sum("1000"))], 1);
        assert_eq!(no_outcomes_given, Figure::Undefined(Reason::NotSupplied), "never -100 % for want of a file");
    }

    #[test]
    fn absent_engagements_count_as_zero_but_absent_losses_do_not() {
        let some = [("reactions", sum("5")), ("shares", BLANK)];
        assert_eq!(figure_of("organic_engagements", &some, 1), Figure::Defined(Value::Count(5)));
        let none = figure_of("organic_engagements", &[("shares", BLANK)], 1);
        assert_eq!(none, Figure::Undefined(Reason::MissingInput));
        let gained = [("new_follows", sum("40"))];
        assert_eq!(figure_of("net_new_followers", &gained, 1), Figure::Undefined(Reason::NotSupplied));
        let both = [gained[0], ("unfollows", sum("15"))];
        assert_eq!(figure_of("net_new_followers", &both, 1), Figure::Defined(Value::Count(25)));
    }

    #[test]
    fn a_rate_on_fewer_than_its_minimum_is_marked() {
        let ctr = registry().metric("ctr").unwrap();
        for (impressions, low) in [("29", true), ("30", false), ("0", false)] {
            let total = |c: &Component| sum(if c.columns() == ["clicks"] { "1" } else { impressions });
            assert_eq!(is_low_n(ctr, &total), low, "{impressions}");
        }
    }
}
