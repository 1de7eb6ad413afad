//! What cost is told of under a table: which types are on record, who bears them, what a return rests on.

use crate::metrics::{Metric, computed};
use crate::schema::{Amount, CostType, cells, col};

use super::costs::{is_borne, typed_media, types};
use super::dataset::Dataset;
use super::ledger::grouped;
use super::options::ReportOptions;

/// How many types are on record, and of which of them paid media bear none.
fn told_types(options: &ReportOptions) -> String {
    let counted = format!("{} of {} cost types", types(options), CostType::FULL.len());
    let others: Vec<&str> = CostType::FULL
        .into_iter()
        .filter(|kind| !is_borne(*kind, options))
        .filter(|kind| options.on_record.iter().flatten().any(|of| of == kind))
        .map(CostType::name)
        .collect();
    match others.is_empty() {
        true => counted,
        false => format!(
            "{counted} on record; paid media bear none of {}",
            others.join(", ")
        ),
    }
}

/// Which of the metrics shown count media that no export holds, and how much, for under the table.
pub fn other_media(metrics: &[&Metric], options: &ReportOptions) -> Option<String> {
    let parts = options.other_media.iter().map(|part| part.amount);
    let sum = parts.sum::<Amount>() + typed_media(options);
    let counts = |metric: &&&Metric| {
        let mut components = metric.components();
        components.any(|component| component.columns().contains(&computed::SPEND_COVERED))
    };
    let names: Vec<&str> = metrics
        .iter()
        .filter(counts)
        .map(|metric| metric.name.as_str())
        .collect();
    (sum != Amount::ZERO && !names.is_empty()).then(|| {
        let currency = options.currency.as_ref();
        let currency = currency.map_or_else(String::new, |code| format!(" {code}"));
        format!(
            "media that no export holds, {}{currency}, counts beside the spend in {} where outcomes of its platform are on record",
            grouped(sum, 2),
            names.join(", ")
        )
    })
}

/// Which metrics asked for have no figure because no margin was given, and how to give one.
pub fn without_margin(metrics: &[&Metric], options: &ReportOptions) -> Option<String> {
    let needs = |metric: &&&Metric| {
        let columns = metric.needs();
        columns.iter().any(|(_, column)| {
            column.is_some_and(|column| {
                [computed::CONTRIBUTION, computed::CONTRIBUTION_JOINED].contains(&column)
            })
        })
    };
    let names: Vec<&str> = metrics
        .iter()
        .filter(needs)
        .map(|metric| metric.name.as_str())
        .collect();
    (options.margin.is_none() && !names.is_empty()).then(|| {
        format!(
            "{}: not known without a margin, as revenue is not what is left of it: `--margin 0.45` or [margin] of the project file gives one",
            names.join(", ")
        )
    })
}

/// How much of the cost beside media the rows shown bear, where conditions narrow them, and how much of it lies on spend
/// whose return nobody knows, so that it counts in no return: for under the table.
pub fn borne_by_rows(dataset: &Dataset, options: &ReportOptions) -> Vec<String> {
    let Some(frame) = dataset.frames.get("ad_spend") else {
        return Vec::new();
    };
    let column = |name: &str| cells::amounts(frame, name);
    let (Some(full), Some(cost)) = (column(computed::FULL_COST), column(computed::COST)) else {
        return Vec::new();
    };
    let spend = column(col::SPEND).unwrap_or_else(|| vec![None; frame.height()]);
    let beside = |row: usize| Some(full[row]? - spend[row].unwrap_or_default());
    let sum = |rows: &dyn Fn(usize) -> bool| {
        let rows = (0..frame.height()).filter(|row| rows(*row));
        Amount(rows.filter_map(beside).sum())
    };
    let mut notes = Vec::new();
    if !options.filters.is_empty() && !options.costs.is_empty() {
        notes.push(format!(
            "the rows that meet the conditions bear {} of the cost beside media",
            grouped(sum(&|_| true), 2)
        ));
    }
    let lost = sum(&|row| cost[row].is_none());
    if lost != Amount::ZERO {
        notes.push(format!(
            "{} of the cost beside media lies on spend whose outcomes are not known, and is in no roi; `social-roi ledger` counts all cost of its period",
            grouped(lost, 2)
        ));
    }
    notes
}

/// What ROI rests on, for under the table.
pub fn notes(options: &ReportOptions) -> Vec<String> {
    let mut notes = Vec::new();
    match options.margin {
        None => notes.push("margin not given: revenue counted as value".into()),
        Some(margin) => notes.push(format!("margin {margin}: value is revenue × margin")),
    }
    if options.costs.is_empty() {
        notes.push(format!("cost: media only ({})", told_types(options)));
    } else {
        let list: Vec<String> = options
            .costs
            .iter()
            .map(|(kind, amount)| match kind {
                CostType::Media => format!("other media {}", grouped(*amount, 2)),
                kind => format!("{} {}", kind.name(), grouped(*amount, 2)),
            })
            .collect();
        let currency = options.currency.as_ref();
        let currency = currency.map_or_else(String::new, |code| format!(" {code}"));
        notes.push(format!(
            "cost: media and {}{currency} ({}), shared out by spend within the period",
            list.join(", "),
            told_types(options)
        ));
        if let Some((before, _)) = &options.compare
            && options.known_costs(before).is_none()
        {
            notes.push(format!(
                "the cost given is that of the period reported; what {before} cost beside media is not known, so that its roi is not either"
            ));
        }
    }
    notes
}
