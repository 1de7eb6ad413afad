//! How values of lower layers are written as plain data: names as text, days and periods in ISO form, money as a number.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::schema::{Amount, CostType, Function, Grade, ONE, Rung};
use crate::time::{Calendar, Period};

/// A number as JSON writes it: whole amounts digit by digit, others as the nearest float, whose shortest form is the
/// same text up to fifteen digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PlainNumber {
    /// Without a fraction.
    Whole(i128),
    /// With one.
    Float(f64),
}

/// What can be written as a number.
pub trait Plain {
    /// The number.
    fn plain(self) -> PlainNumber;
}

impl Plain for f64 {
    fn plain(self) -> PlainNumber {
        PlainNumber::Float(self)
    }
}

impl Plain for Amount {
    fn plain(self) -> PlainNumber {
        if self.0 % ONE == 0 {
            PlainNumber::Whole(self.0 / ONE)
        } else {
            PlainNumber::Float(self.to_f64())
        }
    }
}

impl Serialize for PlainNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(whole) => serializer.serialize_i128(*whole),
            Self::Float(float) => serializer.serialize_f64(*float),
        }
    }
}

/// What has a name in output.
pub trait Named {
    /// The name.
    fn text(&self) -> &'static str;
}

macro_rules! named {
    ($($kind:ty),+) => { $(impl Named for $kind {
        fn text(&self) -> &'static str { self.name() }
    })+ };
}
named!(CostType, Function, Grade, Rung);

pub(super) fn name<S: Serializer>(named: &impl Named, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(named.text())
}

pub(super) fn name_or_null<S: Serializer>(
    named: &Option<impl Named>,
    out: S,
) -> Result<S::Ok, S::Error> {
    named.as_ref().map(Named::text).serialize(out)
}

pub(super) fn names<S: Serializer>(named: &[impl Named], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(named.iter().map(Named::text))
}

/// Writes an amount as a number.
///
/// # Errors
/// What the serializer reports.
pub fn amount<S: Serializer>(amount: &Amount, out: S) -> Result<S::Ok, S::Error> {
    amount.plain().serialize(out)
}

/// The same, or null.
///
/// # Errors
/// What the serializer reports.
pub fn amount_or_null<S: Serializer>(amount: &Option<Amount>, out: S) -> Result<S::Ok, S::Error> {
    amount.map(Plain::plain).serialize(out)
}

pub(super) fn period<S: Serializer>(period: &Period, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&period.iso(Calendar::Gregorian))
}

pub(super) fn day_or_null<S: Serializer>(
    day: &Option<NaiveDate>,
    out: S,
) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(out)
}
