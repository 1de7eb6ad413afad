//! Value and cost of each function, shared cost allocated by a key (metric F-10). What no key reaches stands in a row
//! of its own, so that the rows always sum to the ledger. Net value may be added over functions, ROI may not.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::allocation::{Allocated, allocated};
use super::cost::CostLine;
use super::figure::{Figure, Reason, over_cost};
use super::inputs::{AllocationKey, Settings};
use super::line::ValueLine;
use super::overlap::EVERYTHING;
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
    /// Net over cost; not known where value of it counts in another row, or a condition leaves out all of it.
    pub roi: Figure,
    /// The lines of other rows in which value of it counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counted_in: Vec<String>,
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

/// That value of functions counts in other rows, in sentences.
pub fn elsewhere<'r>(rows: impl IntoIterator<Item = &'r FunctionRow>) -> Vec<String> {
    let mut found: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| !row.counted_in.is_empty()) {
        let name = row.function.map_or("", Function::name);
        found.entry(&row.counted_in).or_default().push(name);
    }
    let sentences = found.into_iter().map(|(lines, names)| {
        let whose = match names.len() {
            1 => "its own ROI is",
            _ => "their own ROI is",
        };
        format!(
            "value of {} counts in {}, which is of another row: {whose} not known",
            names.join(", "),
            lines.join(", ")
        )
    });
    sentences.collect()
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
            let row = row(whose, value_of(whose), direct_of(whose), part);
            FunctionRow {
                counted_in: counted_in(function, lines),
                ..row
            }
        })
        .filter(|row| row.value != Amount::ZERO || row.cost() != Amount::ZERO)
        .collect();
    rows.push(row(None, value_of(None), Amount::ZERO, left));
    let is_left_out =
        |function: Function| settings.is_narrowed && own_lines(function, lines).next().is_none();
    for row in rows.iter_mut().filter(|row| row.cost() != Amount::ZERO) {
        let own = match row.function {
            _ if !row.counted_in.is_empty() => Figure::Undefined(Reason::CountedElsewhere),
            Some(function) if is_left_out(function) => Figure::Undefined(Reason::LeftOut),
            _ => row.roi,
        };
        row.roi = known.and(own);
    }
    ByFunction {
        rows,
        key: key(&allocated, settings),
        allocated,
    }
}

/// The lines of other functions, or of none, that count in the place of a function's: a test says what ads, or all of social,
/// brought, and not whose it is. Where all of social was tested, that is true of a function without lines too.
fn counted_in(function: Function, lines: &[ValueLine]) -> Vec<String> {
    let own = || own_lines(function, lines);
    let covering: Vec<&str> = own().flat_map(ValueLine::covered_by).collect();
    let is_bare = own().next().is_none();
    let covers = |line: &&ValueLine| {
        let is_of_all = || line.overlap_group.iter().any(|path| path == EVERYTHING);
        covering.contains(&line.id.as_str()) || is_bare && line.include && is_of_all()
    };
    let others = lines.iter().filter(|line| line.function != Some(function));
    let ids: BTreeSet<&str> = others.filter(covers).map(|line| line.id.as_str()).collect();
    ids.into_iter().map(str::to_owned).collect()
}

/// The lines of a function that are money.
fn own_lines(function: Function, lines: &[ValueLine]) -> impl Iterator<Item = &ValueLine> {
    let own = lines
        .iter()
        .filter(move |line| line.function == Some(function));
    own.filter(|line| line.quantity.is_none())
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
        counted_in: Vec::new(),
    }
}
