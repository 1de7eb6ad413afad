//! Where a figure of the ledger comes from: its formula, what goes into it, and of each input the rows or the entry.
//!
//! Every figure of a ledger has a name here; a test goes through the ledger's JSON and asks for each.

mod costs;
mod figures;
mod functions;
mod inputs;
mod lines;
mod months;
mod returns;

use serde::Serialize;

use super::LedgerReport;
use super::parts::{COST, INPUT};
use super::records::told;
use crate::error::{Error, Result};
use crate::ledger::Rule;
use crate::schema::{CostType, nearest};

use functions::FUNCTION;
use inputs::Uses;
pub use months::MONTH;

/// All figures at once.
pub const ALL: &str = "ledger";

/// What a figure of the ledger begins with on the command line.
const PREFIX: &str = "ledger.";

/// One part of a figure: a line of value, a cost, an input.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerPart {
    /// Its name, under which it can be explained in turn.
    pub name: String,
    /// What it is.
    pub title: String,
    /// What it comes to, as text.
    pub value: String,
    /// Its formula, its rows or its entry.
    pub origin: String,
    /// Where it was stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// One figure of a ledger, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LedgerExplanation {
    /// Its name.
    pub figure: String,
    /// What it is.
    pub title: String,
    /// What it comes to.
    pub value: String,
    /// Its formula.
    pub formula: String,
    /// What goes into it.
    pub parts: Vec<LedgerPart>,
    /// What else must be said.
    pub notes: Vec<String>,
}

/// Whether a name is one of the ledger's.
pub fn is_of_ledger(name: &str) -> bool {
    let line = name
        .strip_prefix("L-")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let prefixes = [PREFIX, COST, INPUT, FUNCTION, MONTH];
    line || name == ALL || prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// The figure of the whole ledger that bears this name in its tables, and the name that explains it.
pub fn figure_of_ledger(name: &str) -> Option<String> {
    figures::is_figure(name).then(|| format!("{PREFIX}{name}"))
}

/// The name that explains an input, where this is how keys of inputs begin.
pub fn input_of_ledger(name: &str) -> Option<String> {
    const KEYS: [&str; 9] = [
        "kappa_",
        "margin_",
        "revenue_",
        "deals_",
        "saving_",
        "incremental_",
        "own_rate_",
        "rate_",
        "hours_",
    ];
    let is_input = name == "margin" || KEYS.iter().any(|key| name.starts_with(key));
    is_input.then(|| format!("{INPUT}{name}"))
}

/// Explains a figure.
///
/// # Errors
/// [`Error::UnknownName`] with the nearest.
pub fn explain_ledger(name: &str, report: &LedgerReport) -> Result<LedgerExplanation> {
    explanation(name, report, &Uses::of(&report.ledger))
}

fn explanation(name: &str, report: &LedgerReport, uses: &Uses<'_>) -> Result<LedgerExplanation> {
    let ledger = &report.ledger;
    let found = if let Some(figure) = name.strip_prefix(PREFIX) {
        figures::of_figure(name, figure, report)
    } else if let Some(kind) = name.strip_prefix(COST) {
        costs::of_cost(name, kind, report)
    } else if let Some(key) = name.strip_prefix(INPUT) {
        let input = told(key, report, &uses.levers);
        input.map(|input| inputs::of_input(name, &input, report, uses))
    } else if let Some(function) = name.strip_prefix(FUNCTION) {
        functions::of_function(name, function, ledger)
    } else if let Some(month) = name.strip_prefix(MONTH) {
        months::of_month(name, month, ledger)
    } else {
        lines::of_line(name, ledger).or_else(|| lines::absent(name, ledger))
    };
    found.ok_or_else(|| {
        let month = name.strip_prefix(MONTH);
        let near = month.and_then(|month| months::near(month, ledger));
        let near = near.or_else(|| {
            let known = names(report);
            nearest(name, known.iter().map(String::as_str)).map(str::to_owned)
        });
        Error::UnknownName {
            what: "figure of the ledger",
            name: name.into(),
            nearest: near.into_iter().collect(),
        }
    })
}

/// The figure, the line or the input of the ledger that somebody probably meant who left out what its name begins with.
pub fn near_of_ledger(name: &str, report: &LedgerReport) -> Option<String> {
    let known = names(report);
    let near = nearest(name, known.iter().map(|own| bare(own)))?;
    known.iter().find(|own| bare(own) == near).cloned()
}

/// A name without what those of its kind begin with.
fn bare(name: &str) -> &str {
    let bare = name.strip_prefix(INPUT).or(name.strip_prefix(PREFIX));
    bare.unwrap_or(name)
}

/// Every figure of a ledger, explained, in the order of the report.
///
/// # Errors
/// None but of a name that lacks an explanation, which would be a fault of this module.
pub fn explained(report: &LedgerReport) -> Result<Vec<LedgerExplanation>> {
    let known = names(report);
    let uses = Uses::of(&report.ledger);
    known
        .iter()
        .map(|name| explanation(name, report, &uses))
        .collect()
}

/// The name of every figure.
fn names(report: &LedgerReport) -> Vec<String> {
    let ledger = &report.ledger;
    let lines = ledger.lines.iter().chain(&ledger.earned_media);
    let mut lines: Vec<String> = lines.map(|line| line.id.clone()).collect();
    let has =
        |lines: &[String], code: &str| lines.iter().any(|id| id.split(':').next() == Some(code));
    for code in Rule::ALL.map(Rule::code) {
        if !has(&lines, code) {
            lines.push(code.to_owned());
        }
    }
    let mut names: Vec<String> = figures::names(report)
        .into_iter()
        .map(|name| format!("{PREFIX}{name}"))
        .collect();
    names.extend(lines);
    names.extend(CostType::ALL.map(|kind| format!("{COST}{}", kind.name())));
    names.extend(functions::names(ledger));
    names.extend(months::names(ledger));
    let inputs = ledger.inputs.iter();
    names.extend(inputs.map(|input| format!("{INPUT}{}", input.key)));
    names.dedup();
    names
}
