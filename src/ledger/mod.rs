//! The value ledger: what social media returned over its full cost, line by line, each with its evidence.
//!
//! [`ledger()`] computes a [`Ledger`] from [`LedgerInputs`]: values and assumptions, [`LineSpec`]s whose formulas name
//! them, costs, and settings. Sensitivity, simulation, `--what-if` and `explain` evaluate the same formulas. Nothing
//! here opens a file, prints or reads the clock; whatever is random takes a seed.

mod allocation;
mod beside;
mod bound;
mod build;
pub mod change;
mod charged;
mod compiled;
mod corners;
mod cost;
mod counting;
mod customer;
mod experiment;
mod expression;
mod figure;
pub mod formulas;
mod free;
mod functions;
mod identity;
mod input;
mod inputs;
mod known;
mod ladder;
mod line;
mod media;
mod model;
mod over_time;
mod overlap;
mod pacing;
mod payback;
mod plain;
mod result;
mod returned;
mod rule;
mod sensitivity;
mod sentence;
mod shares;
mod spec;
mod trace;
mod unfinished;
mod value;

pub use allocation::{Allocated, Share};
pub use beside::Beside;
pub use bound::LabourDays;
pub use build::ledger;
pub use charged::{Charged, ChargedPart, charged};
pub use corners::descended;
pub use cost::{Completeness, CostLine, CostSpec, ExportedMedia, FullCost, RecordedIn, TypeTotal};
pub use customer::{FirstMargin, lifetime_value};
pub use experiment::{Group, Increment, incremental_revenue};
pub use expression::{Expression, input, whole};
pub use figure::{Figure, Reason};
pub use functions::{ByFunction, FunctionRow, elsewhere};
pub use input::{Document, Exchanged, FileRows, Input, InputKind, Origin, Weighed};
pub use inputs::{AllocationKey, Booking, LedgerInputs, Settings, Work};
pub use known::KnownMedia;
pub use ladder::{Evidence, LadderRung};
pub use line::{CoveredDays, Part, ValueLine, WhyNot};
pub use over_time::{MonthParts, OverTime, PeriodRow, month_parts};
pub use overlap::tested_with;
pub use pacing::{Bands, Pace, Pacing, pacing};
pub use payback::{npv, payback};
pub use plain::{
    Plain, PlainNumber, amount as plain_amount, amount_or_null as plain_amount_or_null,
};
pub use result::Ledger;
pub use returned::{Caused, Credited, Returned};
pub use rule::{Inclusion, LineKind, Rule, Valuation};
pub use sensitivity::{
    Bar, Levers, Move, Record, Scenario, Simulation, Switching, TOP, Tornado, bar_again, cost_of,
    cost_type, further, has, is_about, is_searched, key_of, one_figure, scenarios, simulate,
    tornado, usual_tornado, what_if,
};
pub use sentence::{Sentence, ValuedBy};
pub use shares::rounded;
pub use spec::LineSpec;
pub use unfinished::Unfinished;
