//! A rejected row as people see it: where, why, its text without personal cells.

use crate::ingest::fill::Rejected;
use crate::ingest::header;
use crate::ingest::plan::Plan;
use crate::ingest::reading::Reject;
use crate::ingest::records::{Field, Records};
use crate::ingest::row::Fault;

use super::Place;

/// Where and why the first row was rejected.
pub fn first_reject(first: &Reject) -> String {
    let column = first
        .column
        .as_ref()
        .map_or_else(String::new, |column| format!(", column `{column}`"));
    format!(
        "first: line {}{column}: expected {}, found `{}`",
        first.line, first.expected, first.found
    )
}

/// A rejected row with its text, personal cells masked.
pub fn reject(rejected: &Rejected, plan: &Plan, text: &str, place: &Place<'_>) -> Reject {
    let mut records = Records::new(
        text,
        place.delimiter,
        rejected.start,
        text.len(),
        rejected.line,
    );
    let mut fields: Vec<Field> = Vec::new();
    let _ = records.next(&mut fields);
    // In a row with more fields than the header nobody knows which of them are the personal ones.
    let shifted = fields.len() > plan.header.len() && plan.personal.contains(&true);
    let personal = |at: usize| plan.personal.get(at).copied().unwrap_or(false);
    let cell = |at: usize| {
        if shifted || personal(at) {
            "***".to_owned()
        } else {
            fields.get(at).map_or_else(String::new, |field| {
                clipped(&header::harmless(&field.text(text)), 80)
            })
        }
    };
    let cells: Vec<String> = (0..fields.len()).map(cell).collect();
    let at = rejected.cell as usize;
    Reject {
        file: place.path.into(),
        line: rejected.line,
        column: plan.header.get(at).cloned(),
        expected: match Fault::of(rejected.fault) {
            Fault::TooManyFields => format!("{} fields", plan.header.len()),
            fault => fault.expected().into(),
        },
        found: if at < fields.len() {
            cells[at].clone()
        } else {
            format!("{} fields", fields.len())
        },
        text: clipped(&cells.join(","), 500),
    }
}

fn clipped(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        text.to_owned()
    } else {
        text.chars().take(limit - 1).chain(['…']).collect()
    }
}
