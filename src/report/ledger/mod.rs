//! The value ledger as a report: the ledger with its sensitivity, its change and what it lacks, as plain data; and the
//! tables that every format draws of it.

mod adding_up;
mod assumed;
mod carrying;
mod change;
mod change_tables;
mod coverage;
mod difference;
mod ends;
mod explain;
mod facts;
mod headline;
mod missing;
mod named;
mod parts;
mod records;
mod sections;
mod sensitivity;
mod supposed;
mod tables;
mod tidy;
mod twice;
mod words;

use serde::Serialize;

pub use crate::ledger::change::{
    AssumptionChange, Channel, Customers, Decomposition, Effect, EffectKind, EffectSize, Recorded,
    Unsplit,
};
pub use crate::ledger::{
    AllocationKey, Bands, Bar, Booking, ByFunction, Charged, ChargedPart, CostLine, CostSpec,
    Document, Exchanged, ExportedMedia, Expression, Figure, FileRows, FullCost, Group, Input,
    InputKind, Ledger, LedgerInputs, LineSpec, Move, Origin, Pace, Pacing, Reason, RecordedIn,
    Rule, Scenario, Simulation, Tornado, ValueLine, Weighed, Work, charged, formulas,
    incremental_revenue, input, rounded, tested_with, whole,
};
pub use adding_up::{adding_up, effects_adding_up};
pub use change::LedgerChange;
pub use coverage::Coverage;
pub use explain::{
    ALL as WHOLE_LEDGER, LedgerExplanation, LedgerPart, explain_ledger, explained,
    figure_of_ledger, input_of_ledger, is_of_ledger, near_of_ledger,
};
pub use facts::Facts;
pub use headline::Headline;
pub use missing::Missing;
pub(super) use missing::{names_without_media, undocumented};
pub use sections::sections;
pub(super) use sensitivity::further;
pub use supposed::{Source, Supposed};
pub use tables::{by_function, by_month, value_lines};
pub use tidy::tidy as tidy_ledger;
pub use twice::guessed;
pub(super) use words::{even, headed, of_input, owns};
pub use words::{fixed, grouped};

use crate::error::Result;
use crate::ledger::{has, is_searched, ledger, simulate, tornado, usual_tornado};
use crate::schema::Amount;
use crate::time::Comparison;
use ends::{at_ends, moved_bars, scenarios_of, set_ranges};
use supposed::{of_records, supposed, supposed_of};

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
    /// The means of figures of which several inputs are records, with other values on other days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<Input>,
    /// Figures that are weighed with others.
    #[serde(skip)]
    pub weighed: Vec<Input>,
    /// Their bars, but for those that are supposed.
    #[serde(skip)]
    pub moved: Vec<Bar>,
    /// Whether the worst and the best scenario are the ends that a search found, not those of every combination.
    #[serde(skip)]
    pub is_searched: bool,
}

/// Computes everything.
///
/// # Errors
/// As the ledger itself; an unknown key in `what_if`.
pub fn assembled(
    source: &dyn Source,
    before: Option<(&dyn Source, Comparison)>,
    facts: &Facts,
    asked: &Asked,
) -> Result<LedgerReport> {
    let given = source.record();
    let on_record = match asked.what_if.is_empty() {
        true => None,
        false => Some(ledger(given)?),
    };
    let inputs = supposed_of(source, &asked.what_if, &[])?;
    let mut now = ledger(&inputs)?;
    let moved = moved_bars(source, &now, &asked.what_if)?;
    let ends = at_ends(source, &now, &moved, &asked.what_if)?;
    set_ranges(&mut now, &ends);
    let not_twice = twice::not_twice(&now.cost.lines);
    now.notes.extend(not_twice);
    let roi_on_record = on_record.as_ref().map(|ledger| ledger.roi);
    let change = match before {
        Some((before, rule)) => {
            // What the other period has not, cannot be other there.
            let mut own = asked.what_if.clone();
            own.retain(|(key, _)| has(before.record(), key));
            let then = ledger(&supposed_of(before, &own, &[])?)?;
            let settings = &before.record().settings;
            let roi = |key: &str, value: Amount| {
                let mut all = asked.what_if.clone();
                all.retain(|(other, _)| other != key);
                all.push((key.to_owned(), value));
                let found = ledger(&supposed_of(source, &all, &[]).ok()?);
                Some(found.ok()?.roi)
            };
            let is_left = |input: &&Input| asked.what_if.iter().all(|(key, _)| *key != input.key);
            let weighed = |source: &dyn Source| -> Vec<Input> {
                let all = source.record().moved.iter();
                all.filter(is_left).cloned().collect()
            };
            let (was, is) = (weighed(before), weighed(source));
            let both = (
                Recorded {
                    ledger: &then,
                    weighed: &was,
                },
                Recorded {
                    ledger: &now,
                    weighed: &is,
                },
            );
            Some(LedgerChange::of(both, &roi, rule, facts, settings))
        }
        None => None,
    };
    now.notes
        .extend(change.as_ref().and_then(LedgerChange::unknown));
    now.notes.extend(of_records(given, &asked.what_if));
    let mut report = LedgerReport {
        headline: Headline::of(&now),
        tornado: match asked.top {
            Some(top) => tornado(&now, &moved, top),
            None => usual_tornado(&now, &moved),
        },
        scenarios: scenarios_of(&now, &ends).into_iter().map(told).collect(),
        simulation: asked.draws.map(|(draws, seed)| simulate(&now, draws, seed)),
        what_if: supposed(given, on_record.as_ref(), &asked.what_if),
        roi_on_record,
        change,
        coverage: coverage::coverage(&now),
        missing: missing::missing(&inputs, &now, &moved),
        means: Vec::new(),
        moved,
        is_searched: ends.searched || is_searched(&now),
        weighed: given.moved.clone(),
        ledger: now,
    };
    report.means = records::means(&report);
    Ok(report)
}

impl LedgerReport {
    /// What is supposed instead of the record, each input with its value; `None` where nothing is.
    pub fn supposed(&self) -> Option<String> {
        let one = |of: &Supposed| format!("{} = {}", of.key, words::short(of.after.to_f64()));
        let all: Vec<String> = self.what_if.iter().map(one).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
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
