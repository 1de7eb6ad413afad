//! The value ledger as a report: the ledger with its sensitivity, its change and what it lacks, as plain data; and the
//! tables that every format draws of it.

mod adding_up;
mod assumed;
mod carrying;
mod change;
mod change_tables;
mod coverage;
mod explain;
mod headline;
mod missing;
mod named;
mod parts;
mod returned;
mod sections;
mod sensitivity;
mod tables;
mod tidy;
mod words;

use serde::Serialize;

pub use crate::ledger::change::{
    AssumptionChange, Channel, Customers, Decomposition, Effect, EffectKind, EffectSize, Unsplit,
};
pub use crate::ledger::{
    AllocationKey, Bands, Bar, Booking, ByFunction, Charged, ChargedPart, CostLine, CostSpec,
    Document, ExportedMedia, Expression, Figure, FileRows, FullCost, Group, Input, InputKind,
    Ledger, LedgerInputs, LineSpec, Origin, Pace, Pacing, Reason, RecordedIn, Scenario, Simulation,
    Tornado, ValueLine, Work, charged, formulas, incremental_revenue, input, rounded, whole,
};
pub use adding_up::{adding_up, effects_adding_up};
pub use change::LedgerChange;
pub use coverage::Coverage;
pub use explain::{
    ALL as WHOLE_LEDGER, LedgerExplanation, LedgerPart, explain_ledger, explained,
    figure_of_ledger, input_of_ledger, is_of_ledger,
};
pub use headline::Headline;
pub use missing::Missing;
pub(super) use missing::{names_without_media, undocumented};
pub use sections::sections;
pub(super) use sensitivity::further;
pub use tables::{by_function, by_month, value_lines};
pub use tidy::tidy as tidy_ledger;
pub(super) use words::{even, headed, of_input, owns};
pub use words::{fixed, grouped};

use returned::Returned;

use crate::error::Result;
use crate::ledger::{
    cost_of, cost_type, has, is_about, ledger, scenarios, simulate, tornado, usual_tornado, what_if,
};
use crate::schema::Amount;
use crate::time::Comparison;

/// What is asked of a ledger beside its figures.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Other values of inputs.
    pub what_if: Vec<(String, Amount)>,
    /// Bars of the tornado.
    pub top: Option<usize>,
    /// Draws and their seed.
    pub draws: Option<(usize, u64)>,
}

/// A value that stands for another one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Supposed {
    /// The key of the input.
    pub key: String,
    /// What was on record.
    #[serde(serialize_with = "crate::ledger::plain_amount")]
    pub before: Amount,
    /// How that was weighted over months, products or days; `None` where it is a figure that somebody gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<String>,
    /// What is supposed.
    #[serde(serialize_with = "crate::ledger::plain_amount")]
    pub after: Amount,
}

/// A ledger and all that is said about it.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerReport {
    /// The figures that carry it.
    pub headline: Headline,
    /// The ledger: lines, costs, ladder, functions, months, inputs.
    #[serde(flatten)]
    pub ledger: Ledger,
    /// What the ROI hangs on, one input at a time.
    pub tornado: Tornado,
    /// All inputs at once.
    pub scenarios: Vec<Scenario>,
    /// Random draws, where they were asked for.
    pub simulation: Option<Simulation>,
    /// What was supposed instead of the record.
    pub what_if: Vec<Supposed>,
    /// ROI on the record, where something else is supposed.
    pub roi_on_record: Option<Figure>,
    /// Why it changed, where it is compared.
    pub change: Option<LedgerChange>,
    /// For how many days each type of cost is on record.
    pub coverage: Vec<Coverage>,
    /// What would make it a full ROI, and how.
    pub missing: Vec<Missing>,
    /// What the returns on media are made of.
    #[serde(skip)]
    returned: Returned,
}

/// Computes everything.
///
/// # Errors
/// As the ledger itself; an unknown key in `what_if`.
pub fn assembled(
    given: &LedgerInputs,
    before: Option<&(LedgerInputs, Comparison)>,
    channels: &(Vec<Channel>, Vec<Channel>),
    asked: &Asked,
) -> Result<LedgerReport> {
    let on_record = match asked.what_if.is_empty() {
        true => None,
        false => Some(ledger(given)?),
    };
    let supposed = supposed_of(given, &asked.what_if)?;
    let mut now = ledger(&supposed)?;
    let not_twice = tables::not_twice(&now);
    now.notes.extend(not_twice);
    let roi_on_record = on_record.as_ref().map(|ledger| ledger.roi);
    let change = match before {
        Some((before, rule)) => {
            // What the other period has not, cannot be other there.
            let mut own = asked.what_if.clone();
            own.retain(|(key, _)| has(before, key));
            let then = ledger(&supposed_of(before, &own)?)?;
            let settings = &before.settings;
            Some(LedgerChange::of(&then, &now, *rule, channels, settings))
        }
        None => None,
    };
    now.notes
        .extend(change.as_ref().and_then(LedgerChange::unknown));
    let recorded = |key: &str| {
        let whole = cost_type(key).and_then(|kind| cost_of(on_record.as_ref()?, kind));
        whole.unwrap_or_else(|| supposed_before(given, key))
    };
    Ok(LedgerReport {
        headline: Headline::of(&now),
        tornado: match asked.top {
            Some(top) => tornado(&now, top),
            None => usual_tornado(&now),
        },
        scenarios: scenarios(&now).into_iter().map(told).collect(),
        simulation: asked.draws.map(|(draws, seed)| simulate(&now, draws, seed)),
        what_if: asked
            .what_if
            .iter()
            .map(|(key, after)| Supposed {
                key: key.clone(),
                before: recorded(key),
                weighted: weighting(given, key),
                after: *after,
            })
            .collect(),
        roi_on_record,
        change,
        coverage: coverage::coverage(&now),
        missing: missing::missing(&now),
        returned: Returned::of(&supposed, &now),
        ledger: now,
    })
}

/// A scenario whose money is as exact as the floats that it was worked out in: to a millionth.
fn told(scenario: Scenario) -> Scenario {
    let millionths = |money: f64| format!("{money:.6}").parse().unwrap_or(money);
    Scenario {
        value: millionths(scenario.value),
        cost: millionths(scenario.cost),
        net: millionths(scenario.net),
        ..scenario
    }
}

/// The inputs with other values, each of which says that it is supposed: no source stands for it.
fn supposed_of(given: &LedgerInputs, changes: &[(String, Amount)]) -> Result<LedgerInputs> {
    let mut found = what_if(given, changes)?;
    for (key, _) in changes {
        let how = weighting(given, key).map_or_else(String::new, |how| format!(", {how}"));
        let before = supposed_before(given, key);
        let why = format!("supposed by --what-if; {before} on record{how}");
        let own = |input: &&mut Input| is_about(key, &input.key);
        for input in found.inputs.iter_mut().filter(own) {
            input.origin = Origin::Formula(why.clone());
            input.place = None;
        }
    }
    Ok(found)
}

/// What an input is on the record; what nobody gave is one.
fn supposed_before(given: &LedgerInputs, key: &str) -> Amount {
    given
        .input(key)
        .map_or(Amount::whole(1), |input| input.base)
}

/// How the value of an input is weighted, where it is.
fn weighting(given: &LedgerInputs, key: &str) -> Option<String> {
    given.input(key)?.weighting().map(str::to_owned)
}
