//! `--what-if key=value`: the same ledger with other base values.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::ledger::cost::CostLine;
use crate::ledger::expression::Expression;
use crate::ledger::input::Input;
use crate::ledger::inputs::LedgerInputs;
use crate::ledger::{Ledger, ledger};
use crate::schema::{Amount, CostType, nearest};

/// What the name of a whole type of cost begins with.
const COST: &str = "cost.";

/// The key of every margin: a line with a margin of its own goes by it.
pub(in crate::ledger) const MARGINS: &str = "margin";

/// Names that an error offers.
const OFFERED: usize = 4;

/// The type of cost that a key stands for as a whole: `cost.tools`.
pub fn cost_type(key: &str) -> Option<CostType> {
    CostType::named(key.strip_prefix(COST)?)
}

/// What a type of cost comes to; `None` where nothing of it is on record.
pub fn cost_of(ledger: &Ledger, kind: CostType) -> Option<Amount> {
    let mut types = ledger.cost.by_type.iter();
    types.find(|total| total.cost_type == kind)?.amount
}

/// The key under which an input is supposed: its own, or that of the figure of which it is a record.
pub fn key_of<'k>(key: &'k str, inputs: &'k [Input]) -> &'k str {
    let input = inputs.iter().find(|input| input.key == key);
    input.map_or(key, |input| {
        input.goes_by(&|name| inputs.iter().any(|input| input.key == name))
    })
}

/// The keys of further records of an input that are supposed by themselves.
pub fn further<'i>(key: &str, inputs: &'i [Input]) -> Vec<&'i str> {
    let own = inputs
        .iter()
        .filter(|input| input.record_of.as_deref() == Some(key) && input.goes_by.is_none());
    own.map(|input| input.key.as_str()).collect()
}

/// Whether an input is what a key of `--what-if` is about: itself, or what goes by its name.
pub fn is_about(key: &str, input: &Input, inputs: &[Input]) -> bool {
    let has = |name: &str| inputs.iter().any(|input| input.key == name);
    input.key == key || input.goes_by.as_deref() == Some(key) && has(key)
}

/// Whether these inputs have what a key is about.
pub fn has(given: &LedgerInputs, key: &str) -> bool {
    match cost_type(key) {
        Some(kind) => given.costs.iter().any(|cost| cost.cost_type == kind),
        None => {
            let inputs = given.all_inputs();
            let mut all = inputs.iter().chain(&given.moved);
            all.any(|input| input.key == key)
        }
    }
}

/// The inputs with these base values; what is supposed has no range, as nobody documented one around it. Keys may be those of
/// implicit inputs, whose value then stands beside what was given, or a type of cost, all of whose records then change
/// in proportion to what the type costs with the other values. The order of the changes decides nothing.
///
/// # Errors
/// [`Error::UnknownName`] for a key that no formula knows; [`Error::BadOption`] for a type of cost that is not on record, and
/// for an incrementality that goes by another key.
pub fn what_if(given: &LedgerInputs, changes: &[(String, Amount)]) -> Result<LedgerInputs> {
    let mut changed = given.clone();
    changed.inputs = given.all_inputs();
    let mut kinds = Vec::new();
    for (key, value) in changes {
        if let Some(kind) = cost_type(key) {
            kinds.push((kind, key, *value));
            continue;
        }
        let near = offered(key, &changed);
        let is_own = |at: &usize| is_about(key, &changed.inputs[*at], &changed.inputs);
        let own: Vec<usize> = (0..changed.inputs.len()).filter(is_own).collect();
        if !changed.inputs.iter().any(|input| input.key == *key) {
            let unknown = || Error::UnknownName {
                what: "input of the ledger",
                name: key.clone(),
                nearest: near,
            };
            return Err(elsewhere(key, *value, &changed).unwrap_or_else(unknown));
        }
        for at in own {
            let input = changed.inputs[at].clone();
            changed.inputs[at] = input.supposed(*value);
        }
    }
    // Labour before the overhead that is a share of it.
    kinds.sort_by_key(|(kind, ..)| *kind);
    for (kind, key, value) in kinds {
        let total = cost_of(&ledger(&changed)?, kind).filter(|total| *total != Amount::ZERO);
        let total = total.ok_or_else(|| none(key, kind, value))?;
        scale(&mut changed, kind, value, total);
        even(&mut changed, kind, value)?;
    }
    Ok(changed)
}

/// By which key lines go whose own incrementality was meant: what a platform causes may be said of all ads.
fn elsewhere(typed: &str, value: Amount, given: &LedgerInputs) -> Option<Error> {
    let mut keys: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in given.lines.iter().filter(|line| line.owns_kappa(typed)) {
        if let Some(own) = &line.incrementality {
            let lines = keys.entry(key_of(own, &given.inputs)).or_default();
            lines.push(line.id());
        }
    }
    let told = keys.into_iter();
    let told = told.map(|(key, lines)| format!("`{key}` ({})", lines.join(", ")));
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| Error::BadOption {
        what: format!("--what-if {typed}={value}"),
        why: format!(
            "it goes by {}, as no entry under [[assumptions]] is `{typed}` on these days",
            told.join(" and ")
        ),
    })
}

/// Gives what rounding at the twelfth decimal left of a type to the last of its records that counts whole.
fn even(changed: &mut LedgerInputs, kind: CostType, value: Amount) -> Result<()> {
    let found = ledger(changed)?;
    let left = value - cost_of(&found, kind).unwrap_or_default();
    let is_whole = |line: &CostLine| line.cost_type == kind && line.counted == line.amount;
    let own = changed.costs.iter_mut().zip(&found.cost.lines);
    let last = own.filter(|(_, line)| is_whole(line)).last();
    if let (Some((cost, _)), true) = (last, left != Amount::ZERO) {
        cost.amount = cost.amount.clone() + Expression::Number(left);
    }
    Ok(())
}

fn none(key: &str, kind: CostType, value: Amount) -> Error {
    let name = kind.name();
    Error::BadOption {
        what: format!("--what-if {key}={value}"),
        why: format!("no cost of {name} is on record: `--cost {name}={value}` adds one"),
    }
}

/// Every record of a type in proportion to a new total: hours where it is hours worked, so that a share of labour follows.
fn scale(changed: &mut LedgerInputs, kind: CostType, value: Amount, total: Amount) {
    let scaled = |amount: Amount| amount.times_ratio(value, total).unwrap_or(amount);
    let of_type = changed.costs.iter_mut();
    for cost in of_type.filter(|cost| cost.cost_type == kind) {
        let Some(hours) = &cost.hours else {
            let number = Expression::Number;
            cost.amount = cost.amount.clone() * number(value) / number(total);
            continue;
        };
        let of_hours = changed.inputs.iter_mut();
        for input in of_hours.filter(|input| input.key == *hours) {
            let over = input.base.times(value);
            input.quotients = over.map(|over| (over, total)).into_iter().collect();
            input.base = scaled(input.base);
            (input.low, input.high) = (input.low.map(scaled), input.high.map(scaled));
        }
    }
}

/// The nearest name, and those that hold what was typed as a word of theirs; types of cost as a whole first.
fn offered(typed: &str, inputs: &LedgerInputs) -> Vec<String> {
    let kinds = CostType::ALL.into_iter();
    let kinds = kinds.filter(|kind| inputs.costs.iter().any(|cost| cost.cost_type == *kind));
    let names: Vec<String> = kinds
        .map(|kind| format!("{COST}{}", kind.name()))
        .chain(inputs.inputs.iter().map(|input| input.key.clone()))
        .chain(inputs.moved.iter().map(|input| input.key.clone()))
        .collect();
    let holds = |name: &&String| name.split(['.', '_']).any(|word| word == typed);
    let holding: Vec<&String> = names.iter().filter(holds).collect();
    let near = nearest(typed, names.iter().map(String::as_str));
    let mut found: Vec<String> = Vec::new();
    for name in holding.into_iter().map(String::as_str).chain(near) {
        if !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    }
    found.truncate(OFFERED);
    found
}
