//! Entries of which other days lie in each of two ledgers: nobody changed them.

use serde_json::Value;

use crate::ledger::change::is_one_entry;
use crate::schema::col;
use crate::time::Period;

use super::figures;
use super::formula::near;
use super::inputs::{Both, begins_with};
use super::model::Model;

impl Both<'_> {
    /// The days of an entry in both, in words, where they alone made another amount of it.
    pub(super) fn other_days(&self, was: &Value, is: &Value) -> Option<[String; 2]> {
        let (before, after) = (&self.before.0, &self.after.0);
        let (then, now) = (days(before, was)?, days(after, is)?);
        let of_days = [was, is].map(|input| input["of_days"] == true);
        let places = [was, is].map(|input| input["place"].as_str());
        let is_one = is_one_entry(of_days, places) && was["origin"] == is["origin"];
        let stated = |input: &Value| {
            let own = &input["exchanged"];
            Some((own["amount"].as_f64()?, own[col::CURRENCY].clone()))
        };
        let is_same = match (stated(was), stated(is)) {
            (None, None) => {
                let each = |input: &Value, days: &Period| {
                    Some(input["base"].as_f64()? / days.days() as f64)
                };
                near(each(was, &then)?, each(is, &now)?)
            }
            (was, is) => was == is,
        };
        let told = [then, now].map(|days| figures::told(&days));
        (is_one && is_same && then != now).then_some(told)
    }
}

/// The days of the line of value that an input begins.
fn days(model: &Model, input: &Value) -> Option<Period> {
    let key = input["key"].as_str()?;
    let mut lines = model.lines.iter().filter(|line| !line.is_cost);
    figures::period(&lines.find(|line| begins_with(line, key))?.period)
}
