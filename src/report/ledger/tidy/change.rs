//! Why a ledger changed, as rows of the tidy table.

use super::line::{FRACTION, Line};
use crate::ledger::Plain;
use crate::ledger::change::Decomposition;
use crate::report::ledger::LedgerReport;
use crate::report::ledger::change_tables::{effect, kind};
use crate::report::table::{Cell, Row};

/// The effects of a change, then what of it is not split.
fn effects<T: Plain + Copy>(
    section: &str,
    split: &Decomposition<T>,
    unit: &str,
    cell: fn(T) -> Cell,
) -> Vec<Row> {
    let sizes = split.effects.iter();
    let sizes = sizes.map(|one| (&one.effect.name, "effect", one.size, kind(one.effect.kind)));
    let rest = split.unsplit.iter();
    let rest = rest.map(|one| (&one.name, one.reason.code(), one.change, ""));
    let row = |(item, figure, size, kind): (&String, &str, T, &str)| {
        let line = Line {
            section,
            item,
            figure,
            unit,
            detail: kind.into(),
            ..Line::default()
        };
        line.row(cell(size))
    };
    sizes.chain(rest).map(row).collect()
}

/// A row for each effect and for each assumption that changed.
pub fn change(report: &LedgerReport) -> Vec<Row> {
    let Some(change) = &report.change else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    let currency = report.ledger.currency.as_str();
    rows.extend(effects(
        "revenue_change",
        &change.revenue,
        currency,
        Cell::Amount,
    ));
    if let Some(Ok(split)) = &change.customers {
        rows.extend(effects("customer_change", split, currency, Cell::Amount));
    }
    if let Ok(split) = &change.roas {
        rows.extend(effects("roas_change", split, "ratio", Cell::Ratio));
    }
    if let Ok(split) = &change.roi_change {
        rows.extend(effects("roi_change", split, FRACTION, Cell::Ratio));
    }
    for one in &change.assumptions {
        let effect = effect(one, 1.0);
        let line = Line {
            section: match one.by_rate_of {
                Some(_) => "rate_change",
                None => "assumption_change",
            },
            item: &one.key,
            figure: "effect_on_roi",
            unit: FRACTION,
            ..Line::default()
        };
        rows.push(line.row(effect));
    }
    rows
}
