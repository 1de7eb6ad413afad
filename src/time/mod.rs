//! Periods, calendar buckets and comparisons. Nothing here reads the clock: "now" is always an as-of date that the
//! caller states. Days are Gregorian days; what a month or a year is, a [`Calendar`] says. Weeks are ISO weeks
//! where nothing else was said; what a fiscal year is, a [`Reckoning`] says. Periods hold both of their ends.

mod bucket;
mod calendar;
mod compare;
mod error;
mod period;
mod reckoning;
mod spec;
mod zone;

pub use bucket::{Bucket, Grain, Share, due};
pub use calendar::{Calendar, YearMonthDay};
pub use compare::{Comparison, compare_period};
pub use error::PeriodError;
pub use period::{EARLIEST, Period};
pub use reckoning::Reckoning;
pub use spec::{PeriodSpec, day};
pub use zone::{Zone, zone_names};
