//! One line of the ledger as it is printed: what it is worth, how well that is supported, whether it counts and why not.

use std::fmt;

use serde::{Serialize, Serializer};

use super::expression::Expression;
use super::figure::Figure;
use super::plain;
use super::rule::{LineKind, Rule, Valuation};
use crate::schema::{Amount, Function, Grade};
use crate::time::Period;

/// Why a line does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Other lines of the same value are better supported.
    CoveredBy(Vec<String>),
    /// Inputs lead to no row and to no complete entry.
    Untraceable(Vec<String>),
    /// The same, but shown on a rung of its own because that was asked for.
    Undocumented(Vec<String>),
    /// It needs a control group.
    NoControl,
    /// It needs a model that an experiment calibrates.
    NotCalibrated,
    /// Expected losses count only where that is asked for.
    RiskNotAsked,
    /// It is no money.
    NoMoney,
    /// Deals that are still open.
    NotDecided,
    /// Exposure is not money.
    Exposure,
    /// Its formula has no value.
    Undefined(super::figure::Reason),
}

impl WhyNot {
    /// The machine code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CoveredBy(_) => "covered",
            Self::Untraceable(_) => "untraceable",
            Self::Undocumented(_) => "undocumented",
            Self::NoControl => "no_control",
            Self::NotCalibrated => "not_calibrated",
            Self::RiskNotAsked => "risk_not_asked",
            Self::NoMoney => "no_money",
            Self::NotDecided => "not_decided",
            Self::Exposure => "exposure",
            Self::Undefined(reason) => reason.code(),
        }
    }
}

impl fmt::Display for WhyNot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CoveredBy(ids) => write!(out, "covered by {}", ids.join(", ")),
            Self::Untraceable(keys) => write!(
                out,
                "{}: no file row and no entry with source, owner and date",
                keys.join(", ")
            ),
            Self::Undocumented(keys) => {
                write!(
                    out,
                    "{}: not documented, on a rung of its own",
                    keys.join(", ")
                )
            }
            Self::NoControl => out.write_str(
                "memo: retention_control is no result of a test: it needs `low` and `high`, `grade` A1 or A2, and an experiment (exp_id) that its `source` names",
            ),
            Self::NotCalibrated => out.write_str("memo: no model calibrated with an experiment"),
            Self::RiskNotAsked => out.write_str("memo: expected losses were not asked for"),
            Self::NoMoney => out.write_str("memo: no money"),
            Self::NotDecided => out.write_str("memo: not decided, so no revenue"),
            Self::Exposure => out.write_str("never added: exposure is not money"),
            Self::Undefined(reason) => out.write_str(reason.sentence()),
        }
    }
}

/// What counts of a line that others cover on some of its days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The money of the other days.
    #[serde(serialize_with = "plain::amount")]
    pub counted: Amount,
    /// Which line covers it on which days.
    pub covered: Vec<CoveredDays>,
}

/// Days on which a line is covered by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoveredDays {
    /// The line that counts.
    pub by: String,
    /// The days.
    #[serde(serialize_with = "plain::period")]
    pub period: Period,
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, one) in self.covered.iter().enumerate() {
            let mark = if at == 0 { "" } else { ", " };
            write!(out, "{mark}covered by {} on {}", one.by, one.period)?;
        }
        Ok(())
    }
}

/// A line of value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueLine {
    /// The number in the catalogue and the scope: `L-02:meta`.
    pub id: String,
    /// Which line of the catalogue it is.
    #[serde(skip)]
    pub rule: Rule,
    /// What it is, in words.
    pub title: &'static str,
    /// What of the function it is about; empty for all of it.
    pub scope: String,
    /// Whose it is.
    #[serde(serialize_with = "plain::name_or_null")]
    pub function: Option<Function>,
    /// What its money is.
    pub kind: LineKind,
    /// How its value was found.
    pub valuation: Valuation,
    /// The days it is about.
    #[serde(serialize_with = "plain::period")]
    pub period: Period,
    /// The smallest amount that the ranges of its inputs allow together; `None` where no input has a range, or where it has no
    /// amount at some of their ends.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub amount_low: Option<Amount>,
    /// The amount, exact.
    pub amount: Figure<Amount>,
    /// The largest, likewise.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub amount_high: Option<Amount>,
    /// A count beside money, for lines that are no money.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub quantity: Option<Amount>,
    /// The currency, or the unit of the quantity.
    pub currency: String,
    /// The formula over keys of inputs.
    pub formula: String,
    #[serde(skip)]
    pub(super) expression: Option<Expression>,
    #[serde(skip)]
    pub(super) falls: Vec<(Period, Amount)>,
    /// The keys of its inputs.
    pub inputs: Vec<String>,
    /// How well it is supported.
    #[serde(serialize_with = "plain::name")]
    pub grade: Grade,
    /// Its estimate has an interval that holds zero; it counts at its point all the same.
    pub not_significant: bool,
    /// How it was measured.
    pub method: String,
    /// What it may have in common with other lines.
    pub overlap_group: Vec<String>,
    /// Whether it counts towards ROI.
    pub include: bool,
    /// Why not.
    #[serde(serialize_with = "why_not")]
    pub why_not: Option<WhyNot>,
    /// What of it counts, where others cover it on some of its days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// Where its inputs come from, each once.
    pub source: Vec<String>,
    /// Who answers for its assumptions, each once.
    pub owner: Vec<String>,
    /// The day the data were read as of, as the caller states it.
    pub as_of: String,
}

impl ValueLine {
    /// The amount where it counts, else nothing.
    pub fn counted(&self) -> Amount {
        match self.include {
            true => self.free().unwrap_or_default(),
            false => Amount::ZERO,
        }
    }

    /// The amount on the days on which no other line covers it.
    pub fn free(&self) -> Option<Amount> {
        match &self.part {
            Some(part) => Some(part.counted),
            None => self.amount.value(),
        }
    }

    /// The lines that count in its place, on all of its days or on some.
    pub fn covered_by(&self) -> Vec<&str> {
        match (&self.why_not, &self.part) {
            (Some(WhyNot::CoveredBy(ids)), _) => ids.iter().map(String::as_str).collect(),
            (_, Some(part)) => part.covered.iter().map(|days| days.by.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it would count, had its inputs a source, an owner and a date.
    pub fn is_refused(&self) -> bool {
        matches!(self.why_not, Some(WhyNot::Untraceable(_)))
    }

    /// Whether it stands on the rung of what is not documented.
    pub fn is_undocumented(&self) -> bool {
        matches!(self.why_not, Some(WhyNot::Undocumented(_)))
    }
}

fn why_not<S: Serializer>(why: &Option<WhyNot>, out: S) -> Result<S::Ok, S::Error> {
    why.as_ref().map(ToString::to_string).serialize(out)
}
