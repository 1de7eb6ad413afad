//! Inputs, explained: who uses each, how far it may be off, and where the ROI would be zero.

use std::collections::{BTreeSet, HashMap, HashSet};

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
    users: HashMap<&'l str, Users<'l>>,
    /// The keys of what enters a figure: inputs of lines that count, and of costs.
    entering: HashSet<&'l str>,
}

/// Who uses an input.
#[derive(Clone, Debug, Default)]
struct Users<'l> {
    /// Lines of value that count, in their order.
    lines: Vec<&'l str>,
    /// Those of which nothing counts.
    left_out: Vec<&'l str>,
    /// Types of cost.
    kinds: BTreeSet<&'l str>,
}

impl<'l> Uses<'l> {
    /// Those of a ledger.
    pub fn of(ledger: &'l Ledger) -> Self {
        let levers = Levers::of(ledger);
        let mut users: HashMap<&str, Users<'_>> = HashMap::new();
        let mut entering = HashSet::new();
        for line in &ledger.lines {
            for key in known_by(&levers, &line.inputs) {
                let own = users.entry(key).or_default();
                match line.include {
                    true => own.lines.push(&line.id),
                    false => own.left_out.push(&line.id),
                }
            }
            if line.include {
                entering.extend(line.inputs.iter().map(String::as_str));
            }
        }
        for line in &ledger.cost.lines {
            for key in known_by(&levers, &line.inputs) {
                let kinds = &mut users.entry(key).or_default().kinds;
                kinds.insert(line.cost_type.name());
            }
            entering.extend(line.inputs.iter().map(String::as_str));
        }
        Self {
            levers,
            users,
            entering,
        }
    }

    /// Who uses an input.
    fn of_key(&self, key: &str) -> Users<'l> {
        self.users.get(key).cloned().unwrap_or_default()
    }

    /// The records of a key that enter a figure; all of them where none does.
    fn records_of(&self, key: &str) -> Vec<&'l Input> {
        let all = self.levers.records_of(key);
        let is_entering = |input: &&Input| self.entering.contains(input.key.as_str());
        let own: Vec<&Input> = all.iter().copied().filter(is_entering).collect();
        if own.is_empty() { all } else { own }
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
    let own = uses.of_key(&input.key);
    let users = own.lines.iter().map(|id| (*id).to_owned());
    let users = users.chain(own.kinds.iter().map(|kind| format!("{COST}{kind}")));
    let users: Vec<String> = users.collect();
    let left_out = own.left_out.join(", ");
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
            (Figure::Undefined(Reason::NotPossible), _) => {
                let other = match ledger.roi.value() {
                    Some(roi) if roi >= 0.0 => "less than zero",
                    _ => "zero or more",
                };
                format!(
                    "{}: no value that it can have makes ROI {other}",
                    always(ledger.roi)
                )
            }
            (Figure::Undefined(reason), _) => format!("where ROI is zero: {}", reason.sentence()),
        });
    }
    let records = match uses.levers.one_of(&input.key) {
        Some(_) => uses.records_of(&input.key),
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
