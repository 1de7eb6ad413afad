//! The ledger: lines of value, full cost, and what follows from them, as plain data.

use std::collections::BTreeSet;

use serde::Serialize;

use super::beside::Beside;
use super::cost::FullCost;
use super::figure::{Figure, Reason};
use super::functions::ByFunction;
use super::input::Input;
use super::ladder::{Evidence, LadderRung};
use super::line::ValueLine;
use super::model::Model;
use super::over_time::OverTime;
use super::plain;
use super::returned::Returned;
use super::sentence::Sentence;
use super::unfinished::Unfinished;
use crate::schema::{Amount, Rung};
use crate::time::Period;

/// A computed ledger. Money is in `currency`, shares and returns are fractions of one.
#[derive(Clone, Debug, Serialize)]
pub struct Ledger {
    /// The days it is about.
    #[serde(serialize_with = "plain::period")]
    pub period: Period,
    /// The currency of all money.
    pub currency: String,
    /// The day the data were read as of, as the caller states it.
    pub as_of: String,
    /// Lines of value, those that do not count too; earned media value stands apart.
    pub lines: Vec<ValueLine>,
    /// Earned media value, only where it was asked for. In no sum.
    pub earned_media: Vec<ValueLine>,
    /// The full cost.
    pub cost: FullCost,
    /// All counted value.
    #[serde(serialize_with = "plain::amount")]
    pub value: Amount,
    /// That outcomes are on record for a part of its days alone, where they are.
    #[serde(skip)]
    pub unfinished: Option<Unfinished>,
    /// Why it is not known what the cost brought, where it is not: then `value` is nothing, not known to be nothing.
    #[serde(skip)]
    pub unknown: Option<Reason>,
    /// Ad platforms whose credited revenue is left out, as their media are on no record.
    #[serde(skip)]
    pub without_media: BTreeSet<String>,
    /// Value less full cost.
    #[serde(serialize_with = "plain::amount")]
    pub net: Amount,
    /// Net over full cost, with every documented line.
    pub roi: Figure,
    /// Value over full cost.
    pub bcr: Figure,
    /// ROI by how well the value is supported.
    pub ladder: Vec<LadderRung>,
    /// How much of the value each letter supports.
    pub evidence: Vec<Evidence>,
    /// Value and cost by function.
    pub functions: ByFunction,
    /// Value and cost by month.
    pub over_time: OverTime,
    /// Returns on media under their own names.
    pub beside: Beside,
    /// What they are made of.
    #[serde(skip)]
    pub returned: Returned,
    /// The sentence that says what the ROI is of.
    pub sentence: Sentence,
    /// What the reader should know before believing it.
    pub notes: Vec<String>,
    /// Measured values and assumptions, implicit ones too.
    pub inputs: Vec<Input>,
    #[serde(skip)]
    pub(super) model: Model,
}

impl Ledger {
    /// ROI down to that letter; `Rung::B` is the supported one, `Rung::D` the one with assumptions.
    pub fn roi_through(&self, rung: Rung) -> Figure {
        let found = self.ladder.iter().find(|step| step.rung == Some(rung));
        found.map_or(self.roi, |step| step.roi)
    }

    /// An amount that value is a part of, or why it is not known.
    pub fn known(&self, amount: Amount) -> Figure<Amount> {
        match self.unknown {
            Some(reason) => Figure::Undefined(reason),
            None => Figure::Defined(amount),
        }
    }

    /// Ids of the lines that would count, had their inputs a source, an owner and a date, and that are worth something.
    pub fn refused(&self) -> Vec<&str> {
        refused(&self.lines)
    }

    /// The line of that id; of several periods the first.
    pub fn line(&self, id: &str) -> Option<&ValueLine> {
        self.lines.iter().find(|line| line.id == id)
    }

    /// The input of that key.
    pub fn input(&self, key: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.key == key)
    }
}

/// Ids of refused lines that are worth something.
pub(super) fn refused(lines: &[ValueLine]) -> Vec<&str> {
    let refused = lines.iter().filter(|line| line.is_refused());
    let worth = refused.filter(|line| line.free().is_some_and(|amount| amount > Amount::ZERO));
    worth.map(|line| line.id.as_str()).collect()
}
