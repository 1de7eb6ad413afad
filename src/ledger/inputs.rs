//! All that a ledger is computed from, as plain data.

use std::collections::BTreeSet;

use super::cost::{CostSpec, ExportedMedia, RecordedIn};
use super::expression::input;
use super::identity::Names;
use super::input::{Input, Origin};
use super::spec::LineSpec;
use crate::schema::{Amount, CostType, Function};
use crate::time::{Calendar, Period};

/// By what shared cost is allocated to functions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AllocationKey {
    /// Hours worked; where none are on record, direct cost.
    #[default]
    Hours,
    /// Direct cost.
    DirectCost,
    /// Stated shares.
    Shares,
    /// Not at all: shared cost stays unallocated.
    None,
}

impl AllocationKey {
    /// The key in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::DirectCost => "direct cost",
            Self::Shares => "stated shares",
            Self::None => "no key",
        }
    }
}

/// What the reader chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// What the ledger is about, in the sentence under the figure; empty for all social activity.
    pub scope: String,
    /// It is about a part of the revenue and media alone, beside all other cost.
    pub is_narrowed: bool,
    /// The period's name for people; empty for its days.
    pub period_name: String,
    /// The calendar in which days are told.
    pub calendar: Calendar,
    /// The day the data were read as of, as it is printed.
    pub as_of: String,
    /// By what shared cost is allocated.
    pub allocation: AllocationKey,
    /// The shares of functions, for [`AllocationKey::Shares`]; up to one together, the rest stays unallocated.
    pub shares: Vec<(Function, Amount)>,
    /// The key of overhead as a share of labour.
    pub overhead_of_labour: Option<String>,
    /// Shows lines without documents on a rung of their own.
    pub allow_undocumented: bool,
    /// Counts expected losses that fell, as an assumption.
    pub include_risk: bool,
    /// Shows earned media value, in its own box.
    pub show_emv: bool,
    /// The discount rate of a year; a present value is computed with it.
    pub discount_rate: Option<f64>,
    /// The key of orders of the attributed lines of ads, for the average order.
    pub paid_orders: Option<String>,
    /// Ad platforms of which the files hold no outcome: what their media brought is unknown.
    pub without_outcomes: BTreeSet<String>,
    /// Ad platforms whose credited revenue is left out, as no media of theirs is on record in the period.
    pub without_media: BTreeSet<String>,
    /// Sentences about revenue that counts nowhere, as what it cost is on no record.
    pub left_out: Vec<String>,
    /// Some revenue is on record that nothing says social media brought.
    pub has_other_revenue: bool,
    /// Stretches of days of which the files hold outcomes, in their order; `None` where outcomes have no days. What media
    /// of other days brought is unknown.
    pub outcome_days: Option<Vec<Period>>,
    /// Types of cost whose amount is that of another period, so that what this one cost is not known.
    pub unknown_costs: Vec<CostType>,
    /// Further sentences that the reader should know.
    pub notes: Vec<String>,
    /// The periods, one after the other, of the row over time: months.
    pub buckets: Vec<Period>,
}

/// All that a ledger is computed from. Periods of lines and costs lie within the ledger's.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerInputs {
    /// The days it is about.
    pub period: Period,
    /// The currency of all money.
    pub currency: String,
    /// Measured values and assumptions, each key once.
    pub inputs: Vec<Input>,
    /// The lines of value.
    pub lines: Vec<LineSpec>,
    /// The costs.
    pub costs: Vec<CostSpec>,
    /// Media of exports beyond that of `costs`, which conditions on rows left out.
    pub exported: Vec<ExportedMedia>,
    /// Figures that lines weigh with others, under the keys by which they are supposed: another one of them changes the
    /// means, so that the ledger is made again.
    pub moved: Vec<Input>,
    /// Keys of means of such figures, which could have a figure of their own.
    pub means: Vec<String>,
    /// What the reader chose.
    pub settings: Settings,
    /// Keys that are taken.
    pub(super) names: Names,
}

/// An amount in the books: an invoice, an export's spend.
#[derive(Clone, Debug, PartialEq)]
pub struct Booking {
    /// What the money was spent on.
    pub cost_type: CostType,
    /// Whose it is; `None` is shared.
    pub function: Option<Function>,
    /// The days it is for.
    pub period: Period,
    /// The money.
    pub amount: Amount,
    /// Where it was recorded.
    pub recorded_in: RecordedIn,
    /// The ad platform that was paid.
    pub platform: Option<String>,
    /// It is an estimate that is not in the books.
    pub estimated: bool,
    /// Vendor or note.
    pub note: String,
    /// The rows it stands in.
    pub origin: Origin,
}

/// Hours worked.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// For whom; `None` is shared.
    pub function: Option<Function>,
    /// The days they are of.
    pub period: Period,
    /// The role, for people.
    pub role: String,
    /// How many.
    pub hours: Amount,
    /// The key of the loaded rate of an hour.
    pub rate: String,
    /// The rows they stand in.
    pub origin: Origin,
}

impl LedgerInputs {
    /// Nothing yet.
    pub fn new(period: Period, currency: impl Into<String>) -> Self {
        Self {
            period,
            currency: currency.into(),
            inputs: Vec::new(),
            lines: Vec::new(),
            costs: Vec::new(),
            exported: Vec::new(),
            moved: Vec::new(),
            means: Vec::new(),
            settings: Settings::default(),
            names: Names::default(),
        }
    }

    /// The input of that key.
    pub fn input(&self, key: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.key == key)
    }

    /// Adds an amount in the books; the key of its input is `cost_media_paid`, with a number from the second on.
    pub fn book(&mut self, booking: Booking) {
        let name = match booking.function {
            Some(function) => format!("cost_{}_{}", booking.cost_type.name(), function.name()),
            None => format!("cost_{}", booking.cost_type.name()),
        };
        let money = Input::measured(&name, booking.amount, booking.origin);
        let key = self.add(money.in_unit(&self.currency));
        self.costs.push(CostSpec {
            cost_type: booking.cost_type,
            function: booking.function,
            period: booking.period,
            amount: input(key),
            recorded_in: booking.recorded_in,
            platform: booking.platform,
            is_others: false,
            estimated: booking.estimated,
            hours: None,
            note: booking.note,
            detail: String::new(),
        });
    }

    /// Adds hours worked; labour is hours times the rate.
    pub fn work(&mut self, work: Work) {
        let name = match work.function {
            Some(function) => format!("hours_{}", function.name()),
            None => "hours".into(),
        };
        let key = self.add(Input::measured(&name, work.hours, work.origin).in_unit("h"));
        self.costs.push(CostSpec {
            cost_type: CostType::Labour,
            function: work.function,
            period: work.period,
            amount: input(&key) * input(work.rate),
            recorded_in: RecordedIn::Hours,
            platform: None,
            is_others: false,
            estimated: false,
            hours: Some(key),
            note: work.role,
            detail: String::new(),
        });
    }

    /// The costs, with overhead as a share of every labour cost where that was asked for.
    pub(super) fn all_costs(&self) -> Vec<CostSpec> {
        let mut costs = self.costs.clone();
        if let Some(share) = &self.settings.overhead_of_labour {
            let labour = self.costs.iter();
            let labour = labour.filter(|cost| cost.cost_type == CostType::Labour);
            costs.extend(labour.map(|labour| CostSpec {
                cost_type: CostType::Overhead,
                amount: labour.amount.clone() * input(share),
                recorded_in: RecordedIn::ShareOfLabour,
                estimated: true,
                hours: None,
                ..labour.clone()
            }));
        }
        costs
    }

    /// The inputs, with those that formulas take where nothing was given.
    pub(super) fn all_inputs(&self) -> Vec<Input> {
        let mut inputs = self.inputs.clone();
        for implied in self.lines.iter().flat_map(|line| &line.implicit) {
            if !inputs.iter().any(|input| input.key == implied.key) {
                inputs.push(implied.clone());
            }
        }
        inputs
    }
}
