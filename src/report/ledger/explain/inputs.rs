//! Inputs, explained: who uses each, how far it may be off, and where the ROI would be zero.

use std::collections::{BTreeSet, HashMap};

use super::super::LedgerReport;
use super::super::parts::{COST, part, short};
use super::super::sensitivity::always;
use super::super::words::fixed;
use super::{LedgerExplanation, LedgerPart};
use crate::ledger::{Figure, Input, Ledger, Levers, Reason};

/// Who uses which input, found once for all of them.
pub struct Uses<'l> {
    /// What moves together.
    pub levers: Levers<'l>,
    /// By key: lines of value in their order, and types of cost.
    users: HashMap<&'l str, (Vec<&'l str>, BTreeSet<&'l str>)>,
}

impl<'l> Uses<'l> {
    /// Those of a ledger.
    pub fn of(ledger: &'l Ledger) -> Self {
        let levers = Levers::of(ledger);
        let mut users: HashMap<&str, (Vec<&str>, BTreeSet<&str>)> = HashMap::new();
        for line in &ledger.lines {
            for key in known_by(&levers, &line.inputs) {
                users.entry(key).or_default().0.push(&line.id);
            }
        }
        for line in &ledger.cost.lines {
            for key in known_by(&levers, &line.inputs) {
                let kinds = &mut users.entry(key).or_default().1;
                kinds.insert(line.cost_type.name());
            }
        }
        Self { levers, users }
    }

    /// The lines and the types of cost that use an input.
    fn of_key(&self, key: &str) -> (&[&'l str], Vec<&'l str>) {
        match self.users.get(key) {
            Some((lines, kinds)) => (lines, kinds.iter().copied().collect()),
            None => (&[], Vec::new()),
        }
    }
}

/// The keys under which inputs are known: their own, those that they go by, and those of what they are the means of.
fn known_by<'l>(levers: &Levers<'l>, inputs: &'l [String]) -> BTreeSet<&'l str> {
    let mut keys = BTreeSet::new();
    for key in inputs {
        keys.insert(key.as_str());
        keys.insert(levers.key_of(key));
        let weighs = levers.input(key).map_or(&[][..], |input| &input.weighs);
        keys.extend(weighs.iter().map(|one| one.key.as_str()));
    }
    keys
}

/// An input, with who uses it and where the ROI would be zero.
pub fn of_input(
    name: &str,
    input: &Input,
    report: &LedgerReport,
    uses: &Uses<'_>,
) -> LedgerExplanation {
    let ledger = &report.ledger;
    let mut notes = input.made_of.clone();
    let (used, charged) = uses.of_key(&input.key);
    let users = used.iter().map(|id| (*id).to_owned());
    let users = users.chain(charged.iter().map(|kind| format!("{COST}{kind}")));
    let users: Vec<String> = users.collect();
    notes.push(match users.is_empty() {
        true => "no line of value and no cost uses it".to_owned(),
        false => format!("used by {}", users.join(", ")),
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
    if let Some(found) = switching.or_else(|| uses.levers.switching_value(&input.key)) {
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
    let records = match uses.levers.one_of(&input.key) {
        Some(_) => uses.levers.records_of(&input.key),
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
