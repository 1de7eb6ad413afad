//! Components summed over the groups of a frame.

use polars::prelude::{
    AnyValue, Column, DataFrame, Expr, IntoLazy, LazyFrame, PolarsResult, SortMultipleOptions,
    col as column,
};

use super::component::Component;
use super::evaluate::Total;
use super::expression::part;
use crate::schema::{Amount, SCALE, cells, col};

/// One row per group: the group's keys and the parts of each component.
#[derive(Clone, Debug)]
pub struct Totals {
    frame: DataFrame,
}

/// Sums the components of `table` over the groups of `frame` that `keys` make; without keys all rows are one group.
/// Groups come in the order of their keys, blanks last.
///
/// # Errors
/// Where polars refuses, such as for a key that is no column.
pub fn aggregate<'a>(
    frame: &DataFrame,
    table: &str,
    keys: &[&str],
    components: impl IntoIterator<Item = &'a Component>,
) -> PolarsResult<Totals> {
    let columns: Vec<&str> = frame
        .get_column_names()
        .into_iter()
        .map(|name| name.as_str())
        .collect();
    let mut wanted: Vec<&Component> = components
        .into_iter()
        .filter(|c| c.table == table)
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    let (stocks, sums): (Vec<_>, Vec<_>) = wanted
        .into_iter()
        .filter(|c| !c.expression(&columns).is_empty())
        .partition(|c| c.by_account());
    // A key with one text in every row need not be hashed row by row: it is put back into the groups.
    let all_keys = keys;
    let is_fixed = |key: &&str| frame.height() > 0 && cells::constant(frame, key).is_some();
    let keys: Vec<&str> = all_keys
        .iter()
        .copied()
        .filter(|key| !is_fixed(key))
        .collect();
    let keys = keys.as_slice();
    let expressions = |of: &[&Component]| {
        of.iter()
            .flat_map(|c| c.expression(&columns))
            .map(|(_, e)| e)
            .collect()
    };

    let mut totals = grouped(frame.clone().lazy(), keys, expressions(&sums))?.collect()?;
    if !stocks.is_empty() {
        let accounts = [col::PLATFORM, col::ACCOUNT];
        let accounts = accounts
            .into_iter()
            .filter(|name| columns.contains(name) && !keys.contains(name));
        let finer: Vec<&str> = keys.iter().copied().chain(accounts).collect();
        let per_account = grouped(frame.clone().lazy(), &finer, expressions(&stocks))?;
        let over_accounts = stocks
            .iter()
            .flat_map(|c| c.over_accounts())
            .map(|(_, e)| e)
            .collect();
        let of_stocks = grouped(per_account, keys, over_accounts)?.collect()?;
        let added: Vec<Column> = of_stocks
            .columns()
            .iter()
            .skip(keys.len())
            .cloned()
            .collect();
        totals = match totals.width() {
            0 => DataFrame::new_infer_height(added)?,
            // Both groupings have the same groups in the same order, as both are sorted by all keys.
            _ => totals.hstack(&added)?,
        };
    }
    Ok(Totals {
        frame: with_fixed_keys(totals, frame, all_keys)?,
    })
}

/// The groups with the keys that are one text in every row, in the order of all keys.
fn with_fixed_keys(
    groups: DataFrame,
    frame: &DataFrame,
    all_keys: &[&str],
) -> PolarsResult<DataFrame> {
    let fixed = |key: &str| cells::constant(frame, key).filter(|_| groups.column(key).is_err());
    if all_keys.iter().all(|key| fixed(key).is_none()) {
        return Ok(groups);
    }
    let mut columns = Vec::new();
    for key in all_keys {
        columns.push(match fixed(key) {
            Some(text) => cells::constant_column(key, text, groups.height()),
            None => groups.column(key)?.clone(),
        });
    }
    let parts = groups
        .columns()
        .iter()
        .filter(|column| !all_keys.contains(&column.name().as_str()));
    columns.extend(parts.cloned());
    DataFrame::new(groups.height(), columns)
}

fn grouped(frame: LazyFrame, keys: &[&str], expressions: Vec<Expr>) -> PolarsResult<LazyFrame> {
    if keys.is_empty() {
        return Ok(frame.select(expressions));
    }
    let by: Vec<Expr> = keys.iter().map(|key| column(*key)).collect();
    let order = SortMultipleOptions::default().with_nulls_last(true);
    Ok(frame
        .group_by(by)
        .agg(expressions)
        .sort(keys.to_vec(), order))
}

impl Totals {
    /// The keys and parts as a frame.
    pub fn frame(&self) -> &DataFrame {
        &self.frame
    }

    /// The component's total in that group; absent where the frame lacked its columns or there is no such group.
    pub fn total(&self, group: usize, component: &Component) -> Total {
        let cell = |part: &str| {
            let values = self.frame.column(&component.alias(part)).ok()?;
            values.get(group).ok().map(amount)
        };
        let Some(sum) = cell(part::SUM) else {
            return Total::ABSENT;
        };
        let count =
            |part: &str| cell(part).flatten().map_or(0, |n| n.0 / crate::schema::ONE) as u64;
        Total {
            sum: Some(sum.unwrap_or(Amount::ZERO)),
            n: count(part::FILLED),
            rows: count(part::ROWS),
            max: cell(part::MAX).flatten(),
            kinds: count(part::KINDS),
            units: count(part::UNITS),
        }
    }
}

fn amount(value: AnyValue<'_>) -> Option<Amount> {
    match value {
        AnyValue::Null => None,
        AnyValue::Decimal(units, _, scale) => {
            let missing = (SCALE as usize).saturating_sub(scale) as u32;
            Some(Amount(units.saturating_mul(10_i128.pow(missing))))
        }
        other => other.extract::<i64>().map(Amount::whole),
    }
}
