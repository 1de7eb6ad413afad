//! Types of cost and inputs, explained.

use std::collections::BTreeSet;

use super::super::LedgerReport;
use super::super::parts::{COST, cost_record, money, part, printed, short};
use super::super::sensitivity::always;
use super::super::words::fixed;
use super::{LedgerExplanation, LedgerPart};
use crate::ledger::{
    Figure, Input, Ledger, Reason, ValueLine, is_about, one_of, records_of, switching_value,
};
use crate::schema::CostType;

/// A type of cost, with each of its records.
pub fn of_cost(name: &str, kind: &str, report: &LedgerReport) -> Option<LedgerExplanation> {
    let ledger = &report.ledger;
    let kind = CostType::named(kind)?;
    let lines: Vec<_> = ledger
        .cost
        .lines
        .iter()
        .filter(|line| line.cost_type == kind)
        .collect();
    let parts = lines
        .iter()
        .map(|line| (cost_record(line, ledger), line.counted));
    let parts = printed(parts.collect(), |amount| money(amount, ledger));
    let total = ledger
        .cost
        .by_type
        .iter()
        .find(|total| total.cost_type == kind)?;
    let mut notes = vec![ledger.cost.completeness.sentence()];
    let coverage = report.coverage.iter().find(|one| one.cost_type == kind);
    notes.extend(coverage.map(|one| {
        format!(
            "on record for {} of {} days, in {}",
            one.days,
            one.of,
            one.recorded_in.join(" and ")
        )
    }));
    if lines.is_empty() {
        notes.push(format!(
            "nothing of it is on record: `[[costs]]` or `--cost {}=AMOUNT`, 0 where there is none",
            kind.name()
        ));
    }
    Some(LedgerExplanation {
        figure: name.into(),
        title: format!("cost: {} (F-01)", kind.name()),
        value: total.amount.map_or_else(
            || "— (not on record)".into(),
            |amount| money(amount, ledger),
        ),
        formula: "sum of its records, none counted twice".into(),
        parts,
        notes,
    })
}

/// An input, with who uses it and where the ROI would be zero.
pub fn of_input(name: &str, input: &Input, report: &LedgerReport) -> LedgerExplanation {
    let ledger = &report.ledger;
    // Under its own key, under that of a further record, or as a part of a mean.
    let is_it = |key: &String| {
        let weighs = |mean: &Input| mean.weighs.iter().any(|own| own.key == input.key);
        is_about(&input.key, key, &ledger.inputs) || ledger.input(key).is_some_and(weighs)
    };
    let using = ledger.lines.iter();
    let using = using.filter(|line| line.inputs.iter().any(is_it));
    let (used, left_out): (Vec<&ValueLine>, Vec<&ValueLine>) = using.partition(|line| line.include);
    let mut notes = input.made_of.clone();
    let costs = ledger.cost.lines.iter();
    let charged: BTreeSet<&str> = costs
        .filter(|line| line.inputs.iter().any(is_it))
        .map(|line| line.cost_type.name())
        .collect();
    let users = used.into_iter().map(|line| line.id.clone());
    let users = users.chain(charged.into_iter().map(|kind| format!("{COST}{kind}")));
    let users: Vec<String> = users.collect();
    let left_out: Vec<&str> = left_out.iter().map(|line| line.id.as_str()).collect();
    let left_out = left_out.join(", ");
    notes.push(match (users.is_empty(), left_out.is_empty()) {
        (true, true) => "no line of value and no cost uses it".to_owned(),
        (true, false) => format!("used by {left_out} alone, of which nothing counts"),
        (false, true) => format!("used by {}", users.join(", ")),
        (false, false) => format!(
            "used by {}; also by {left_out}, of which nothing counts",
            users.join(", ")
        ),
    });
    let mut entries = report.weighed.iter();
    let entries = entries
        .find(|own| own.key == input.key)
        .and_then(Input::range);
    notes.extend(match (input.range(), entries) {
        (Some((low, high)), Some(own)) if own != (low, high) => Some(format!(
            "range {low} to {high} of the mean, {} to {} of its entries, which the tornado moves",
            own.0, own.1
        )),
        (Some((low, high)), _) => Some(format!("range {low} to {high}")),
        (None, _) => None,
    });
    let weighed = report.moved.iter().find(|bar| bar.key == input.key);
    let switching = weighed.map(|bar| bar.switching);
    if let Some(found) = switching.or_else(|| switching_value(ledger, &input.key)) {
        notes.push(match (found.value, found.note()) {
            (Figure::Defined(value), _) => format!(
                "ROI is zero at {}{}",
                fixed(value, 3),
                match found.within {
                    Some(false) => ", out of range",
                    _ => "",
                }
            ),
            (Figure::Undefined(Reason::NotPossible), _) => format!(
                "{}: where ROI is zero, {}",
                always(ledger.roi),
                Reason::NotPossible.sentence()
            ),
            (Figure::Undefined(reason), _) => format!("where ROI is zero: {}", reason.sentence()),
        });
    }
    let records = match one_of(ledger, &input.key) {
        Some(_) => entering(records_of(ledger, &input.key), ledger),
        None => vec![input],
    };
    let parts: Vec<LedgerPart> = records.into_iter().map(part).collect();
    LedgerExplanation {
        figure: name.into(),
        title: input.title.clone(),
        value: short(input),
        formula: String::new(),
        parts,
        notes,
    }
}

/// The records that enter a figure; all of them where none does.
fn entering<'l>(all: Vec<&'l Input>, ledger: &Ledger) -> Vec<&'l Input> {
    let lines = ledger.lines.iter().filter(|line| line.include);
    let costs = ledger.cost.lines.iter();
    let keys = lines.flat_map(|line| &line.inputs);
    let keys = keys.chain(costs.flat_map(|line| &line.inputs));
    let keys: BTreeSet<&String> = keys.collect();
    let own: Vec<&Input> = all
        .iter()
        .copied()
        .filter(|input| keys.contains(&input.key))
        .collect();
    match own.is_empty() {
        true => all,
        false => own,
    }
}
