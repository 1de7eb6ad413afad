//! Canonical frames brought together: one per table, outcomes of every kind in one, rows in no period counted.

mod absent;
mod outcomes;
mod period;
mod stack;
mod undated;

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame, PlSmallStr, Scalar};

use crate::error::{Result, Warning};
use crate::schema::col;

use super::outcome_days::OutcomeDays;
use super::words;
use super::worth::Margins;
use super::{OutcomeKind, Outcomes};
pub use absent::{Absence, leave_out_absent};
use outcomes::{
    chosen, chosen_summary, dimensions_of, finest_analytics, outcome_frame, outcome_kind,
};
pub use stack::stacked;

pub use period::{part, shared_out_told, spans, with_exact_counts, within};
pub use undated::undated_rows;

/// Frames by table.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Table name → all rows.
    pub frames: BTreeMap<&'static str, DataFrame>,
    /// Tables of which the period holds nothing that could be known, why, and their columns without a row.
    pub absent: BTreeMap<&'static str, (Absence, DataFrame)>,
    /// Platforms that a table tells of in the period, rows or not.
    pub told_of: BTreeMap<&'static str, BTreeSet<String>>,
    /// The days of which outcomes are on record, of all periods.
    pub outcome_days: OutcomeDays,
    /// The margins that its value is at, where it has one.
    pub margins: Margins,
    /// How many rows of a table cross the bounds of the period and count by their days.
    pub shared_out: BTreeMap<&'static str, usize>,
    /// Sentences for under the table.
    pub notes: Vec<String>,
    /// Sentences about the join, for under tables that show outcomes.
    pub join_notes: Vec<String>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

/// One canonical table of one file.
#[derive(Clone, Copy, Debug)]
pub struct Supplied<'r> {
    /// The canonical table.
    pub table: &'static str,
    /// Its rows.
    pub frame: &'r DataFrame,
    /// The file.
    pub path: &'r str,
    /// Whose export it is.
    pub vendor: &'r str,
    /// Sentences for under the table.
    pub notes: &'r [String],
}

/// Which of the tables, by position, a report counts: spend and organic tables, and of outcomes those that say of each
/// sale once.
pub fn counted(tables: &[Supplied<'_>], outcomes: &Outcomes) -> Vec<usize> {
    let choice = Choice::of(tables, outcomes, &mut Dataset::default());
    let counts = |one: &Supplied<'_>| {
        let plain = TABLES.contains(&one.table) && outcome_kind(one).is_none();
        plain || choice.takes(one, tables)
    };
    (0..tables.len())
        .filter(|at| counts(&tables[*at]))
        .collect()
}

/// The outcomes that count.
struct Choice<'r> {
    kinds: Vec<OutcomeKind>,
    summary: Vec<&'r str>,
}

impl<'r> Choice<'r> {
    fn of(tables: &[Supplied<'r>], outcomes: &Outcomes, dataset: &mut Dataset) -> Self {
        let kinds = chosen(tables, outcomes, dataset);
        let summary = chosen_summary(tables, &kinds, dataset);
        Self { kinds, summary }
    }

    fn takes(&self, one: &Supplied<'r>, tables: &[Supplied<'r>]) -> bool {
        match (one.table, outcome_kind(one)) {
            ("sales_summary", _) => self.summary.contains(&one.path),
            (_, Some(OutcomeKind::Analytics)) => {
                self.kinds.contains(&OutcomeKind::Analytics)
                    && dimensions_of(one) == finest_analytics(tables, one.path)
            }
            (_, Some(kind)) => self.kinds.contains(&kind),
            _ => false,
        }
    }
}

/// Tables that metrics read.
const TABLES: [&str; 4] = ["ad_spend", "posts", "profiles_daily", "conversions"];

/// Brings the tables of all files together.
///
/// # Errors
/// Where frames do not fit together.
pub fn gather(tables: &[Supplied<'_>], outcomes: &Outcomes) -> Result<Dataset> {
    let mut dataset = Dataset::default();
    let mut parts: BTreeMap<&'static str, Vec<DataFrame>> = BTreeMap::new();
    let choice = Choice::of(tables, outcomes, &mut dataset);
    for one in tables {
        if TABLES.contains(&one.table) && outcome_kind(one).is_none() {
            let frame = with_file(one.frame, one.path)?;
            parts.entry(one.table).or_default().push(frame);
        }
        let counts = choice.takes(one, tables);
        if counts {
            parts
                .entry("conversions")
                .or_default()
                .push(outcome_frame(one)?);
        }
        for note in one.notes {
            if !dataset.notes.contains(note) {
                dataset.notes.push(note.clone());
            }
        }
    }
    for (table, frames) in parts {
        let whole = match &frames[..] {
            [one] => one.clone(),
            several => stacked(several)?,
        };
        dataset.frames.insert(table, whole);
    }
    Ok(dataset)
}

/// The frame with the file that it comes from.
pub fn with_file(frame: &DataFrame, path: &str) -> Result<DataFrame> {
    let mut frame = frame.clone();
    frame.with_column(Column::new_scalar(
        col::FILE.into(),
        Scalar::from(PlSmallStr::from_str(path)),
        frame.height(),
    ))?;
    Ok(frame)
}

/// The first two of a list, and how many more.
pub fn listed(names: &[&str]) -> String {
    words::listed(names, 2)
}
