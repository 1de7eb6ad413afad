//! Records to what they mean: plain structs, each with its place, and what must hold among them.

mod account;
mod assumption;
mod budget;
mod check;
mod cost;
mod count;
mod creators;
mod experiment;
mod finance;
mod labour;
mod mapping;
mod margin;
mod metric;
mod money;
mod overlap;
mod scoped;
mod settings;
mod target;
mod tested;

pub use account::{Account, accounts};
pub use assumption::{Assumption, Evidence, MEASURED, Range, assumptions};
pub use budget::{Budget, Curve, budgets};
pub use check::{CheckSettings, check};
pub use cost::{CostAmount, CostEntry, costs};
pub use count::{Count, Saved, Saving, counted_and_assumed, counts, savings};
pub use creators::{Creators, EVERYTHING, creators};
pub use experiment::{Cell, Experiment, RANDOMISED, experiments};
pub use finance::{Finance, finance};
pub use labour::{LabourEntry, RATE_PARTS, Role, labour, roles};
pub use mapping::{Mapping, Rule, mapping};
pub use margin::{Margin, assumed as margin_assumed, margin};
pub use metric::{OwnMetric, metrics};
pub use money::{Book, Money, only_currency};
pub use scoped::{
    check as scoped, is_known_platform, named as named_platforms, near_platform, platforms_of,
};
pub use settings::{
    Allocation, AllocationKey, AttributionDefaults, CalendarSettings, Refunds, TOUCH_TYPES,
    allocation, attribution, calendar, refunds,
};
pub use target::{Benchmark, Target, benchmarks, targets};
pub use tested::{INCREMENTAL, Tested};
