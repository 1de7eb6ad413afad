//! Types of cost, explained.

use super::super::LedgerReport;
use super::super::parts::{cost_record, money, printed};
use super::LedgerExplanation;
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
