//! Two saved results side by side: what moved, and why, as far as they say it themselves.
//!
//! A ledger is an object with its formulas and inputs, so that the effect of each input on the ROI can be worked out; a
//! report is an array of rows; a pack's manifest holds a report and what it was made from.

mod causes;
mod days;
mod effects;
mod figures;
mod folders;
mod formula;
mod inputs;
#[cfg(test)]
mod laws;
mod model;
mod numbers;
mod order;
mod pairs;
mod rates;
mod records;
mod rows;
mod saved;
mod sources;
mod tables;
mod tidy;
mod why;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::metrics::Registry;

use super::table::Unit;

pub use numbers::Written;
pub use saved::{Saved, saved};
pub use tables::sections;
pub use tidy::tidy;

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
    /// The same in words that people know.
    pub title: String,
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

/// The part of a figure below which it did not move: ten digits are alike.
const NOTHING: f64 = 1e-10;

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
        // The last digits of floats are no move.
        let is_nothing = before
            .number()
            .zip(after.number())
            .is_some_and(|(then, now)| {
                (now - then).abs() <= NOTHING * then.abs().max(now.abs()).max(1.0)
            });
        (before != after && !is_nothing).then(|| Self {
            section: section.into(),
            item: item.into(),
            title: item.into(),
            figure: figure.into(),
            unit,
            before,
            after,
            change,
        })
    }
}

/// Something that differs between what two results rest on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cause {
    /// What it is: `program`, `period`, `setting`, `source`, `rates`, `margin`, `assumption`, `days`, `cost`, `data`,
    /// `line`, `method`.
    pub kind: &'static str,
    /// Which one, for people.
    pub what: String,
    /// The key of an input or the id of a line, in the second where it is there.
    pub key: Option<String>,
    /// How it was; empty where it was not there.
    pub before: String,
    /// How it is; empty where it is gone.
    pub after: String,
    /// The value of an input as it was.
    pub before_value: Option<f64>,
    /// The value as it is.
    pub after_value: Option<f64>,
    /// What it does to the ROI, as a fraction, so that all effects add up to its change; `None` where it does nothing of
    /// its own or that cannot be worked out.
    pub effect_on_roi: Option<f64>,
}

/// The change of the ROI of two ledgers, as fractions, and what of it the causes tell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Whole {
    /// The ROI of the first.
    pub before: f64,
    /// The ROI of the second.
    pub after: f64,
    /// By how much it changed.
    pub change: f64,
    /// The sum of all effects.
    pub told: f64,
    /// What no effect tells.
    pub rest: f64,
}

/// How ledgers of two periods are compared, and what says more.
const OF_LEDGERS: &str = "records of both are matched by what they are; `ledger --compare` says why a period is other than \
     the one before";

/// What moved, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Diff {
    /// What the two are: `ledger`, `report`.
    pub kind: &'static str,
    /// The currency of the second; empty where it says none.
    pub currency: String,
    /// The currency of the first, where it is another one: no money is subtracted then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency_before: Option<String>,
    /// Figures that moved.
    pub moved: Vec<Moved>,
    /// The change of the ROI; `None` of reports, and where one of them has no ROI.
    pub whole: Option<Whole>,
    /// What differs in what they rest on.
    pub causes: Vec<Cause>,
    /// What the reader should know.
    pub notes: Vec<String>,
    /// How many of the notes stand before everything else.
    #[serde(skip)]
    heads: usize,
}

impl Diff {
    /// Takes the currencies of both; where they are two, that is said.
    fn in_currencies(&mut self, before: &str, after: &str) {
        self.currency = after.to_owned();
        let both = !before.is_empty() && !after.is_empty();
        self.currency_before = (both && before != after).then(|| before.to_owned());
        if self.currency_before.is_some() {
            self.notes.insert(
                self.heads,
                format!(
                    "money is in {before} in the first and in {after} in the second: it is not subtracted; save both with \
                     one `--currency`"
                ),
            );
            self.heads += 1;
        }
    }

    /// Says first that the two are of other days, as the change of a period is asked for otherwise.
    fn of_other_days(&mut self, days: [Option<String>; 2], how: &str) {
        if let [Some(then), Some(now)] = days
            && then != now
        {
            let note = format!("two periods, {then} and {now}: {how}");
            self.notes.insert(0, note);
            self.heads += 1;
        }
    }

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
    let both = folders::alike(before, after);
    let [before, after] = both.each_ref().map(AsRef::as_ref);
    let mut found = Diff {
        kind: after.kind(),
        ..Diff::default()
    };
    causes::shared(before, after, &mut found);
    if after.is_ledger() {
        found.in_currencies(
            figures::currency(&before.value),
            figures::currency(&after.value),
        );
        let days = [&before.value, &after.value].map(|ledger| ledger["period"].as_str());
        found.of_other_days(days.map(|days| days.map(figures::days)), OF_LEDGERS);
        figures::moved(&before.value, &after.value, &mut found);
        causes::of_ledger(&before.value, &after.value, &mut found);
        inputs::compared(&before.value, &after.value, &mut found);
    } else {
        rows::compared(before, after, registry, &mut found);
    }
    if found.currency_before.is_some() {
        let money = found.moved.iter_mut();
        for moved in money.filter(|moved| moved.unit == Unit::Money) {
            moved.change = None;
        }
    }
    Ok(found)
}
