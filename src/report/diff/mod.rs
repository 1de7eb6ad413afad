//! Two saved results side by side: what moved, and why, as far as they say it themselves.
//!
//! A ledger is an object with its formulas and inputs, so that the effect of each input on the ROI can be worked out; a
//! report is an array of rows; a pack's manifest holds a report and what it was made from.

mod causes;
mod figures;
mod formula;
mod rows;
mod saved;
mod sources;
mod tables;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::metrics::Registry;

use super::table::Unit;

pub use saved::{Saved, saved};
pub use tables::{sections, tidy};

/// What a figure was or is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The row or line is not there.
    Absent,
    /// There is no figure, and why.
    Undefined(String),
    /// The figure; rates as fractions.
    Number(f64),
}

impl Side {
    /// The figure.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Absent | Self::Undefined(_) => None,
        }
    }
}

/// A figure that is another one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moved {
    /// The part of the result: `headline`, `line`, `cost`, `row` …
    pub section: String,
    /// What it is of: a line, a type of cost, the keys of a row.
    pub item: String,
    /// Which figure.
    pub figure: String,
    /// What it measures.
    pub unit: Unit,
    /// What it was.
    pub before: Side,
    /// What it is.
    pub after: Side,
    /// By how much it changed, where both are there.
    pub change: Option<f64>,
}

impl Moved {
    /// A figure of both results; `None` where it did not move.
    pub(super) fn of(
        (section, item, figure): (&str, &str, &str),
        unit: Unit,
        before: Side,
        after: Side,
    ) -> Option<Self> {
        let change = before.number().zip(after.number());
        let change = change.map(|(before, after)| after - before);
        (before != after).then(|| Self {
            section: section.into(),
            item: item.into(),
            figure: figure.into(),
            unit,
            before,
            after,
            change,
        })
    }
}

/// Something that differs between what two results rest on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cause {
    /// What it is: `program`, `period`, `setting`, `source`, `rates`, `data`, `assumption`, `margin`, `method`.
    pub kind: &'static str,
    /// Which one.
    pub what: String,
    /// How it was; empty where it was not there.
    pub before: String,
    /// How it is; empty where it is gone.
    pub after: String,
    /// What it alone does to the ROI of the first, as a fraction; `None` where that cannot be worked out.
    pub effect_on_roi: Option<f64>,
}

/// What moved, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Diff {
    /// What the two are: `ledger`, `report`.
    pub kind: &'static str,
    /// The currency of the second; empty where it says none.
    pub currency: String,
    /// Figures that moved.
    pub moved: Vec<Moved>,
    /// What differs in what they rest on.
    pub causes: Vec<Cause>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

impl Diff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.causes.is_empty()
    }
}

/// What moved from one saved result to another, and why.
///
/// # Errors
/// [`Error::NotSaved`] where they are of different kinds.
pub fn diff(before: &Saved, after: &Saved, registry: &Registry) -> Result<Diff> {
    if before.kind() != after.kind() {
        return Err(Error::NotSaved {
            path: after.path.clone(),
            what: format!(
                "is a {}, and {} is a {}",
                after.kind(),
                before.path,
                before.kind()
            ),
        });
    }
    let mut found = Diff {
        kind: after.kind(),
        ..Diff::default()
    };
    causes::shared(before, after, &mut found);
    if after.is_ledger() {
        found.currency = figures::currency(&after.value).to_owned();
        figures::moved(&before.value, &after.value, &mut found);
        causes::of_ledger(&before.value, &after.value, &mut found);
    } else {
        rows::compared(before, after, registry, &mut found);
    }
    Ok(found)
}
