//! What would make a ledger a full one, and where to write it.

use serde::Serialize;

use crate::ledger::{InputKind, Ledger};
use crate::schema::{CostType, Function};

/// The key of the contribution margin.
const MARGIN: &str = "margin";

/// Something that the ledger lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// What it is.
    pub what: String,
    /// What it would change, and where to write it.
    pub how: String,
}

/// What the ledger lacks, the weightiest first.
pub fn missing(ledger: &Ledger) -> Vec<Missing> {
    let mut found = Vec::new();
    let mut add = |what: &str, how: String| {
        found.push(Missing {
            what: what.into(),
            how,
        });
    };
    if !ledger.lines.iter().any(|line| line.quantity.is_none()) {
        add(
            "outcomes",
            "orders of a shop, deals or a touch log: without them nothing is known of a return"
                .into(),
        );
    }
    let lacks = |kind: CostType| ledger.cost.completeness.missing.contains(&kind);
    if lacks(CostType::Labour) {
        add(
            CostType::Labour.name(),
            "mostly the largest cost: hours under [[labour]] or `--cost labour=12000`".into(),
        );
    }
    let others: Vec<&str> = ledger
        .cost
        .completeness
        .missing
        .iter()
        .filter(|kind| **kind != CostType::Labour)
        .map(|kind| kind.name())
        .collect();
    if let Some(first) = others.first() {
        add(
            &others.join(", "),
            format!("cost: amounts under [[costs]] or `--cost {first}=900`, 0 where there is none"),
        );
    }
    let implicit: Vec<&str> = ledger
        .inputs
        .iter()
        .filter(|input| input.kind == InputKind::Implicit)
        .map(|input| input.key.as_str())
        .collect();
    if implicit.contains(&MARGIN) {
        add(
            "margin",
            "revenue counts as value until [margin] or --margin says otherwise".into(),
        );
    }
    let kappas: Vec<&str> = implicit
        .iter()
        .copied()
        .filter(|key| key.starts_with("kappa_"))
        .collect();
    if !kappas.is_empty() {
        add(
            &kappas.join(", "),
            "all credit is taken as caused: an experiment under [[experiments]], or an assumption of that name".into(),
        );
    }
    let without_range: Vec<&str> = ledger
        .inputs
        .iter()
        .filter(|input| input.kind == InputKind::Assumption && input.range().is_none())
        .filter(|input| {
            crate::ledger::switching_value(ledger, &input.key)
                .is_some_and(|found| found.value.reason() != Some(crate::ledger::Reason::NoEffect))
        })
        .map(|input| input.key.as_str())
        .collect();
    if !without_range.is_empty() {
        add(
            &without_range.join(", "),
            "ranges: `low` and `high` say how far the figure may be off".into(),
        );
    }
    for (function, what) in [
        (
            Function::Care,
            "contacts_resolved, deflection_share and contact_cost",
        ),
        (
            Function::Recruiting,
            "hires_social, agency_share and agency_cost",
        ),
    ] {
        if !ledger
            .lines
            .iter()
            .any(|line| line.function == Some(function) && line.amount.value().is_some())
        {
            add(
                function.name(),
                format!("value: {what} under [[counts]] and [[assumptions]]"),
            );
        }
    }
    found
}
