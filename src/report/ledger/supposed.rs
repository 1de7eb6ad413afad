//! What is supposed instead of the record: inputs at another value, and where lines weigh them with others, the inputs made
//! again.

use serde::Serialize;

use crate::error::Result;
use crate::ledger::{
    Expression, Input, Ledger, LedgerInputs, Levers, LineSpec, Move, Origin, Rule, cost_of,
    cost_type, further, is_about, ledger, what_if,
};
use crate::schema::Amount;
use crate::time::Calendar;

/// What a ledger is made from, as often as some of its figures are others.
pub trait Source {
    /// What is on record.
    fn record(&self) -> &LedgerInputs;

    /// The same where figures that it weighs with others are moved.
    ///
    /// # Errors
    /// As the record itself.
    fn moved(&self, moves: &[(String, Move)]) -> Result<LedgerInputs>;
}

/// A value that stands for another one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Supposed {
    /// The key of the input.
    pub key: String,
    /// What was on record.
    #[serde(serialize_with = "crate::ledger::plain_amount")]
    pub before: Amount,
    /// How that was weighted over months, products or days; `None` where it is a figure that somebody gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<String>,
    /// What is supposed.
    #[serde(serialize_with = "crate::ledger::plain_amount")]
    pub after: Amount,
}

/// What was supposed. `recorded` is the ledger on the record.
pub(super) fn supposed(
    given: &LedgerInputs,
    recorded: Option<&Ledger>,
    changes: &[(String, Amount)],
) -> Vec<Supposed> {
    let before = |key: &str| {
        let whole = cost_type(key).and_then(|kind| cost_of(recorded?, kind));
        whole.unwrap_or_else(|| supposed_before(given, key))
    };
    let each = changes.iter().map(|(key, after)| Supposed {
        key: key.clone(),
        before: before(key),
        weighted: weighting(given, key),
        after: *after,
    });
    each.collect()
}

/// Sentences about what is supposed of one record of a cost or a saving among several of its name.
pub(super) fn of_records(given: &LedgerInputs, changes: &[(String, Amount)]) -> Vec<String> {
    let told = changes.iter().filter_map(|(key, _)| {
        let has = |amount: &Expression| amount.keys().contains(&key.as_str());
        let mut costs = given.costs.iter();
        let cost = costs.find(|cost| has(&cost.amount));
        let mut lines = given.lines.iter();
        let is_saving = |line: &LineSpec| [Rule::CashSaving, Rule::Research].contains(&line.rule);
        let mut saving =
            || lines.find(|line| is_saving(line) && line.amount.as_ref().is_some_and(has));
        let period = match cost {
            Some(cost) => cost.period,
            None => saving()?.period,
        };
        let others = further(key, &given.inputs);
        let days = period.told(Calendar::Gregorian);
        let whole = cost.map_or_else(String::new, |cost| {
            let kind = cost.cost_type.name();
            format!(", and cost.{kind} stands for all of its type")
        });
        (!others.is_empty()).then(|| {
            format!(
                "--what-if {key} is about the record of {days} alone: others of that name stay as they are ({}){whole}",
                others.join(", "),
            )
        })
    });
    told.collect()
}

/// The inputs with other values, each of which says that it is supposed: no source stands for it. Other figures
/// may be moved beside them.
pub(super) fn supposed_of(
    source: &dyn Source,
    changes: &[(String, Amount)],
    others: &[(String, Move)],
) -> Result<LedgerInputs> {
    let given = source.record();
    let is_weighed = |key: &str| {
        given.moved.iter().any(|input| input.key == key) || given.means.iter().any(|of| of == key)
    };
    let weighed = changes.iter().filter(|(key, _)| is_weighed(key));
    let moves = weighed.map(|(key, value)| (key.clone(), Move::To(*value)));
    let moves: Vec<(String, Move)> = moves.chain(others.iter().cloned()).collect();
    let again = match moves.is_empty() {
        true => None,
        false => Some(source.moved(&moves)?),
    };
    // What was moved is what its entries say already.
    let rest = changes.iter().filter(|(key, _)| !is_weighed(key));
    let rest: Vec<(String, Amount)> = rest.cloned().collect();
    let mut found = what_if(again.as_ref().unwrap_or(given), &rest)?;
    for (key, _) in changes {
        let how = weighting(given, key).map_or_else(String::new, |how| format!(", {how}"));
        let before = supposed_before(given, key);
        let why = format!("supposed by --what-if; {before} on record{how}");
        // A mean has the sources of what else it is of.
        let is_its = |input: &Input| {
            let is_mixed = input.weighs.iter().any(|own| own.key != *key);
            is_about(key, input, &found.inputs) && !(is_mixed && is_weighed(key))
        };
        let is_own: Vec<bool> = found.inputs.iter().map(is_its).collect();
        for (input, _) in found.inputs.iter_mut().zip(is_own).filter(|(_, own)| *own) {
            input.origin = Origin::Formula(why.clone());
            input.place = None;
        }
    }
    Ok(found)
}

/// What an input is on the record, its records together where they differ; what nobody gave is one.
fn supposed_before(given: &LedgerInputs, key: &str) -> Amount {
    let is_weighed = given.moved.iter().any(|input| input.key == key);
    let is_alone = given
        .inputs
        .iter()
        .filter(|input| is_about(key, input, &given.inputs))
        .count()
        < 2;
    let records = match is_weighed || is_alone {
        true => None,
        false => ledger(given)
            .ok()
            .and_then(|own| Levers::of(&own).one_of(key)),
    };
    let base = records.map(|one| one.base);
    let base = base.or_else(|| Some(on_record(given, key)?.base));
    base.unwrap_or(Amount::whole(1))
}

/// How the value of an input is weighted, where it is.
fn weighting(given: &LedgerInputs, key: &str) -> Option<String> {
    on_record(given, key)?.weighting().map(str::to_owned)
}

/// The entries of a key that are weighed with others, else its input.
fn on_record<'i>(given: &'i LedgerInputs, key: &str) -> Option<&'i Input> {
    let mut moved = given.moved.iter();
    moved
        .find(|input| input.key == key)
        .or_else(|| given.input(key))
}
