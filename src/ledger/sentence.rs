//! The sentence under every ROI, in the form of Farris, Hanssens, Lenskold and Reibstein (MSI, 2015): which return, of
//! what, by which valuation, over which time.

use std::fmt;

use serde::Serialize;

use super::Ledger;
use super::line::ValueLine;
use super::plain;
use super::rule::Valuation;
use crate::schema::{Function, Rung};

/// Functions whose value was found in one way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValuedBy {
    /// The way.
    pub valuation: Valuation,
    /// The functions, in the order of the ledger.
    #[serde(serialize_with = "plain::names")]
    pub functions: Vec<Function>,
}

/// The parts of the sentence; `Display` is the sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sentence {
    /// What the return is of.
    pub scope: String,
    /// How its value was found.
    pub methods: Vec<ValuedBy>,
    /// The period, for people.
    pub period: String,
    /// What stands on the side of costs.
    pub cost: String,
    /// The day the data were read as of; empty where nobody said.
    pub as_of: String,
}

/// Valuations of what counts, in the order of their lines.
pub(super) fn methods<'l>(lines: impl IntoIterator<Item = &'l ValueLine>) -> Vec<ValuedBy> {
    let mut methods: Vec<ValuedBy> = Vec::new();
    for line in lines.into_iter().filter(|line| line.include) {
        let at = methods
            .iter()
            .position(|method| method.valuation == line.valuation)
            .unwrap_or_else(|| {
                methods.push(ValuedBy {
                    valuation: line.valuation,
                    functions: Vec::new(),
                });
                methods.len() - 1
            });
        let functions = &mut methods[at].functions;
        functions.extend(
            line.function
                .filter(|function| !functions.contains(function)),
        );
    }
    methods
}

impl Ledger {
    /// The sentence under the ROI of a rung, which names how the value of its own lines was found.
    pub fn sentence_through(&self, rung: Rung) -> Sentence {
        let lines = self.lines.iter();
        let own = lines.filter(|line| rung == Rung::D || line.grade.rung() <= rung);
        Sentence {
            methods: methods(own),
            ..self.sentence.clone()
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |method: &ValuedBy| {
            let names: Vec<&str> = method
                .functions
                .iter()
                .map(|function| function.name())
                .collect();
            match names.is_empty() {
                true => method.valuation.words().to_owned(),
                false => format!("{} ({})", method.valuation.words(), names.join(", ")),
            }
        };
        let methods: Vec<String> = self.methods.iter().map(told).collect();
        let methods = match methods.is_empty() {
            true => "no line of value".to_owned(),
            false => methods.join(", "),
        };
        write!(
            out,
            "This is a total MROI of {} using {methods} over {}; {}, net of refunds",
            self.scope, self.period, self.cost
        )?;
        if !self.as_of.is_empty() {
            write!(out, ", as of {}", self.as_of)?;
        }
        Ok(())
    }
}
