//! Value and cost of each function, shared cost allocated by a key (metric F-10). What no key reaches stands in a row
//! of its own, so that the rows always sum to the ledger. Net value may be added over functions, ROI may not.

use serde::Serialize;

use super::cost::CostLine;
use super::figure::{Figure, over_cost};
use super::inputs::{AllocationKey, Settings};
use super::line::ValueLine;
use super::plain;
use super::shares::by_weight;
use crate::schema::{Amount, Function};

/// One function; without a name the row of what belongs to none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunctionRow {
    /// The function; `None` is what could not be allocated.
    #[serde(serialize_with = "plain::name_or_null")]
    pub function: Option<Function>,
    /// Its counted value.
    #[serde(serialize_with = "plain::amount")]
    pub value: Amount,
    /// Cost recorded for it.
    #[serde(serialize_with = "plain::amount")]
    pub direct_cost: Amount,
    /// Its part of shared cost; in the row without a name, what no key reached.
    #[serde(serialize_with = "plain::amount")]
    pub shared_cost: Amount,
    /// Value less both costs.
    #[serde(serialize_with = "plain::amount")]
    pub net: Amount,
    /// Net over cost.
    pub roi: Figure,
}

impl FunctionRow {
    /// Direct and allocated cost.
    pub fn cost(&self) -> Amount {
        self.direct_cost + self.shared_cost
    }
}

/// The rows and the key by which shared cost was allocated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByFunction {
    /// Functions with value or cost in the order of reports, then the row of what belongs to none.
    pub rows: Vec<FunctionRow>,
    /// The key that was used; `none` where the one asked for was not on record.
    pub key: AllocationKey,
}

/// Functions of the ledger. `hours` are the hours on record for each function, counted cost of `costs` is what is
/// shared out. Where the return of the whole is not `known`, nor is that of a part.
pub(super) fn by_function(
    lines: &[ValueLine],
    costs: &[CostLine],
    hours: &[(Function, Amount)],
    settings: &Settings,
    known: Figure,
) -> ByFunction {
    let all = Function::ALL;
    let value_of = |function: Option<Function>| -> Amount {
        let of = lines.iter().filter(|line| line.function == function);
        of.map(ValueLine::counted).sum()
    };
    let direct_of = |function: Option<Function>| -> Amount {
        let of = costs.iter().filter(|line| line.function == function);
        of.map(|line| line.counted).sum()
    };
    let hours_of = |function: Function| -> Amount {
        let of = hours.iter().filter(|(whose, _)| *whose == function);
        of.map(|(_, hours)| *hours).sum()
    };
    let shared = direct_of(None);
    let direct: Vec<Amount> = all
        .iter()
        .map(|function| direct_of(Some(*function)))
        .collect();
    let by_cost = |key| by_weight(shared, &positive(&direct)).map(|parts| (parts, key));
    let stated = || {
        let of = |function: &Function| {
            let own = settings
                .shares
                .iter()
                .filter(|(whose, _)| whose == function);
            own.map(|(_, share)| *share).sum()
        };
        let mut shares: Vec<Amount> = all.iter().map(of).collect();
        let left = Amount::whole(1) - shares.iter().copied().sum();
        shares.push(left);
        let mut parts = by_weight(shared, &positive(&shares))?;
        parts.pop();
        Some((parts, AllocationKey::Shares))
    };
    let allocated = match settings.allocation {
        AllocationKey::Hours => {
            let hours: Vec<Amount> = all.iter().map(|function| hours_of(*function)).collect();
            by_weight(shared, &positive(&hours))
                .map(|parts| (parts, AllocationKey::Hours))
                .or_else(|| by_cost(AllocationKey::DirectCost))
        }
        AllocationKey::DirectCost => by_cost(AllocationKey::DirectCost),
        AllocationKey::Shares => stated(),
        AllocationKey::None => None,
    };
    let (parts, key) = allocated.unwrap_or((vec![Amount::ZERO; all.len()], AllocationKey::None));
    let left = shared + -parts.iter().copied().sum::<Amount>();
    let mut rows: Vec<FunctionRow> = all
        .into_iter()
        .zip(direct)
        .zip(parts)
        .map(|((function, direct), part)| {
            row(Some(function), value_of(Some(function)), direct, part)
        })
        .filter(|row| row.value != Amount::ZERO || row.cost() != Amount::ZERO)
        .collect();
    rows.push(row(None, value_of(None), Amount::ZERO, left));
    for row in rows.iter_mut().filter(|row| row.cost() != Amount::ZERO) {
        row.roi = known.and(row.roi);
    }
    ByFunction { rows, key }
}

fn row(function: Option<Function>, value: Amount, direct: Amount, shared: Amount) -> FunctionRow {
    let cost = direct + shared;
    FunctionRow {
        function,
        value,
        direct_cost: direct,
        shared_cost: shared,
        net: value - cost,
        roi: over_cost(value - cost, cost),
    }
}

/// Credits make no weight.
fn positive(weights: &[Amount]) -> Vec<Amount> {
    weights
        .iter()
        .map(|weight| (*weight).max(Amount::ZERO))
        .collect()
}
