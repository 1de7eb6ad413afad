//! The polars expressions that compute a component.

use polars::prelude::{
    DataType, Expr, NULL, QuantileMethod, coalesce, col as column, len, lit, when,
};

use super::component::{Component, Operation};
use super::computed::IS_PART;
use crate::schema::{SCALE, col};

/// The parts that an aggregation yields for a component.
pub(super) mod part {
    pub const SUM: &str = "sum";
    pub const FILLED: &str = "n";
    pub const ROWS: &str = "rows";
    pub const MAX: &str = "max";
    pub const KINDS: &str = "kinds";
    pub const UNITS: &str = "units";
}

impl Component {
    /// The name under which a part of it stands in an aggregated frame.
    pub(super) fn alias(&self, part: &str) -> String {
        format!("{self}#{part}")
    }

    /// The aggregations that compute it over a frame with these columns, each with its alias; none where the frame
    /// lacks what it needs. A stock ([`Component::by_account`]) is to be grouped by account as well, then brought
    /// together by [`Component::over_accounts`].
    pub fn expression(&self, frame_columns: &[&str]) -> Vec<(String, Expr)> {
        let Some(mask) = self.mask_over(frame_columns) else {
            return Vec::new();
        };
        let has = |name: &&str| frame_columns.contains(name);
        let Some(mut parts) = self.parts(&has, mask, frame_columns) else {
            return Vec::new();
        };
        parts.push((part::ROWS, len()));
        parts
            .into_iter()
            .map(|(part, expr)| self.aliased(part, expr))
            .collect()
    }

    fn parts(
        &self,
        has: &dyn Fn(&&str) -> bool,
        mask: Option<Expr>,
        frame_columns: &[&str],
    ) -> Option<Vec<(&'static str, Expr)>> {
        let masked = |name: &'static str| {
            has(&name).then(|| match mask.clone() {
                Some(mask) => when(mask).then(column(name)).otherwise(lit(NULL)),
                None => column(name),
            })
        };
        Some(match &self.operation {
            Operation::Sum(name) => summed(masked(name)?),
            Operation::Rows => {
                let count = mask.map_or_else(len, |mask| mask.sum());
                vec![(part::SUM, count.clone()), (part::FILLED, count)]
            }
            Operation::Unique(name) => {
                let people = masked(name)?;
                let mut parts = summed(people.clone());
                parts.push((part::MAX, people.max()));
                if has(&IS_PART) {
                    parts.push((part::KINDS, column(IS_PART).sum()));
                }
                parts
            }
            Operation::Uniform {
                column: name,
                basis,
            } => {
                let counted = masked(name)?;
                let mut parts = summed(counted.clone());
                if has(basis) {
                    let kinds = column(*basis).filter(counted.is_not_null()).n_unique();
                    parts.push((part::KINDS, kinds));
                }
                parts
            }
            Operation::Last(name) => at_end(masked(name)?, &day(frame_columns)?, Expr::last),
            Operation::First(name) => at_end(masked(name)?, &day(frame_columns)?, Expr::first),
            Operation::Mean(name) => summed(masked(name)?),
            Operation::Distinct(name) => {
                let texts = masked(name)?;
                vec![
                    (part::SUM, texts.clone().drop_nulls().n_unique()),
                    (part::FILLED, texts.count()),
                ]
            }
            Operation::Median(name) => percentile(masked(name)?, 0.5),
            Operation::P90(name) => percentile(masked(name)?, 0.9),
            Operation::Days => {
                let days = day(frame_columns)?.drop_nulls().n_unique();
                vec![(part::SUM, days.clone()), (part::FILLED, days)]
            }
            Operation::MeanOfRatios {
                numerators,
                denominator,
            } => {
                let present: Vec<_> = numerators
                    .iter()
                    .copied()
                    .filter(|name| has(name))
                    .collect();
                summed(ratio_of_row(
                    &present,
                    has(denominator).then_some(*denominator)?,
                )?)
            }
        })
    }

    /// The aggregations that bring a stock's accounts together, over the outcome of [`Component::expression`].
    pub fn over_accounts(&self) -> Vec<(String, Expr)> {
        let (sum, filled) = (
            column(self.alias(part::SUM)),
            column(self.alias(part::FILLED)),
        );
        let value = match self.operation {
            Operation::Mean(_) => when(filled.clone().gt(lit(0)))
                .then(sum.cast(DataType::Float64) / filled.clone().cast(DataType::Float64))
                .otherwise(lit(NULL))
                .cast(fixed_point()),
            _ => sum,
        };
        [
            (part::UNITS, value.clone().count()),
            (part::SUM, value.sum()),
            (part::FILLED, filled.sum()),
            (part::ROWS, column(self.alias(part::ROWS)).sum()),
        ]
        .into_iter()
        .map(|(part, expr)| self.aliased(part, expr))
        .collect()
    }

    fn aliased(&self, part: &str, expr: Expr) -> (String, Expr) {
        let alias = self.alias(part);
        (alias.clone(), expr.alias(alias))
    }

    /// `None` where a group has no column at all in the frame, `Some(None)` where there is no mask.
    fn mask_over(&self, frame_columns: &[&str]) -> Option<Option<Expr>> {
        let mut whole: Option<Expr> = None;
        for group in &self.mask {
            let filled = any_filled(group.iter().filter(|name| frame_columns.contains(name)))?;
            whole = Some(match whole {
                Some(so_far) => so_far.and(filled),
                None => filled,
            });
        }
        Some(whole)
    }
}

fn summed(values: Expr) -> Vec<(&'static str, Expr)> {
    vec![
        (part::SUM, values.clone().sum()),
        (part::FILLED, values.count()),
    ]
}

/// A percentile of the values, on the line between the two nearest where it falls between them (type 7 of Hyndman and
/// Fan 1996, which spreadsheets and numpy take).
fn percentile(values: Expr, share: f64) -> Vec<(&'static str, Expr)> {
    let floats = values.clone().cast(DataType::Float64);
    let found = floats.quantile(lit(share), QuantileMethod::Linear);
    vec![
        (part::SUM, found.cast(fixed_point())),
        (part::FILLED, values.count()),
    ]
}

/// The value at one end of the calendar; equal days are ordered by value, so the order of rows decides nothing.
fn at_end(values: Expr, day: &Expr, end: fn(Expr) -> Expr) -> Vec<(&'static str, Expr)> {
    let dated = values.clone().is_not_null().and(day.clone().is_not_null());
    let filtered = values.clone().filter(dated.clone());
    let ordered = filtered.clone().sort_by(
        [day.clone().filter(dated), filtered.clone()],
        Default::default(),
    );
    vec![(part::SUM, end(ordered)), (part::FILLED, filtered.count())]
}

/// A row's day: its date, else the last day of its span; `None` where the frame has neither.
fn day(frame_columns: &[&str]) -> Option<Expr> {
    let known: Vec<Expr> = [col::DATE, col::PERIOD_END]
        .into_iter()
        .filter(|name| frame_columns.contains(name))
        .map(column)
        .collect();
    (!known.is_empty()).then(|| coalesce(&known))
}

fn any_filled<'a>(names: impl Iterator<Item = &'a &'static str>) -> Option<Expr> {
    names
        .map(|name| column(*name).is_not_null())
        .reduce(Expr::or)
}

/// Each row's own ratio in fixed point, so that their sum does not depend on their order; blank where undefined.
fn ratio_of_row(numerators: &[&'static str], denominator: &'static str) -> Option<Expr> {
    let filled = any_filled(numerators.iter())?;
    let float = |expr: Expr| expr.cast(DataType::Float64);
    let sum = numerators
        .iter()
        .map(|name| float(column(*name)).fill_null(lit(0.0)))
        .reduce(|a, b| a + b)?;
    let ratio = sum / float(column(denominator));
    let defined = filled.and(float(column(denominator)).neq(lit(0.0)));
    Some(
        when(defined)
            .then(ratio)
            .otherwise(lit(NULL))
            .cast(fixed_point()),
    )
}

fn fixed_point() -> DataType {
    DataType::Decimal(38, SCALE as usize)
}
