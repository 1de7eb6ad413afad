//! Value and cost of each function, shared cost allocated by a key (metric F-10). What no key reaches stands in a row
//! of its own, so that the rows always sum to the ledger. Net value may be added over functions, ROI may not.

use serde::Serialize;

use super::allocation::{Allocated, allocated};
use super::cost::CostLine;
use super::figure::{Figure, over_cost};
use super::inputs::{AllocationKey, Settings};
use super::line::ValueLine;
use super::plain;
use crate::schema::{Amount, Function};
use crate::time::Period;

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
    /// The key that was used, of several the one that was asked for; `none` where none was on record.
    pub key: AllocationKey,
    /// How it was allocated: in each month by the key of that month.
    #[serde(skip)]
    pub allocated: Vec<Allocated>,
}

impl ByFunction {
    /// Sentences about months whose shared cost goes another way than that of the others.
    pub(super) fn notes(&self) -> Vec<String> {
        let others = self.allocated.iter();
        others.filter_map(|own| own.told(self.key)).collect()
    }
}

/// Hours on record for a function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hours {
    /// The function.
    pub function: Function,
    /// The days they are of.
    pub days: Period,
    /// How many.
    pub hours: Amount,
}

/// Functions of the ledger. `hours` are those on record for each function, counted cost of `costs` is what is shared
/// out. Where the return of the whole is not `known`, nor is that of a part.
pub(super) fn by_function(
    lines: &[ValueLine],
    costs: &[CostLine],
    hours: &[Hours],
    settings: &Settings,
    known: Figure,
) -> ByFunction {
    let value_of = |function: Option<Function>| -> Amount {
        let of = lines.iter().filter(|line| line.function == function);
        of.map(ValueLine::counted).sum()
    };
    let direct_of = |function: Option<Function>| -> Amount {
        let of = costs.iter().filter(|line| line.function == function);
        of.map(|line| line.counted).sum()
    };
    let allocated = allocated(costs, hours, settings);
    let part_of = |function: Function| -> Amount {
        let all = allocated.iter().flat_map(|own| &own.parts);
        let own = all.filter(|part| part.function == function);
        own.map(|part| part.cost).sum()
    };
    let parts = Function::ALL.map(|function| (function, part_of(function)));
    let left = direct_of(None) - parts.iter().map(|(_, part)| *part).sum();
    let mut rows: Vec<FunctionRow> = parts
        .into_iter()
        .map(|(function, part)| {
            let whose = Some(function);
            row(whose, value_of(whose), direct_of(whose), part)
        })
        .filter(|row| row.value != Amount::ZERO || row.cost() != Amount::ZERO)
        .collect();
    rows.push(row(None, value_of(None), Amount::ZERO, left));
    for row in rows.iter_mut().filter(|row| row.cost() != Amount::ZERO) {
        row.roi = known.and(row.roi);
    }
    ByFunction {
        rows,
        key: key(&allocated, settings),
        allocated,
    }
}

/// The key that was asked for, where any cost went by it; else the first that one went by.
pub(super) fn key(allocated: &[Allocated], settings: &Settings) -> AllocationKey {
    let mut keys = allocated.iter().map(|own| own.key);
    match keys.clone().any(|key| key == settings.allocation) {
        true => settings.allocation,
        false => keys.next().unwrap_or(AllocationKey::None),
    }
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
