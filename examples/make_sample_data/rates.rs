//! Rates of exchange: dollars to euros on working days.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::calendar::{day, days, last_day};
use crate::dice::Dice;
use crate::text::fixed;

/// Decimals of a rate.
pub const PLACES: u32 = 4;

/// Euros per dollar in units of 10⁻⁴, by date; nothing on weekends.
pub struct Rates(Vec<(NaiveDate, i64)>);

impl Rates {
    /// The rates of the sample's time, from the Monday before it.
    pub fn new() -> Self {
        let mut dice = Dice::new("rates");
        let mut rate = 8690;
        let working = days(day(2025, 7, 28), last_day())
            .filter(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun));
        Self(
            working
                .map(|date| {
                    // A pull towards 0.87 keeps fifteen months of steps within what markets do.
                    rate += dice.between(-32, 32) + (8700 - rate) / 60;
                    (date, rate)
                })
                .collect(),
        )
    }

    /// The rate of that day or of the last working day before it.
    pub fn on(&self, date: NaiveDate) -> i64 {
        let next = self.0.partition_point(|(known, _)| *known <= date);
        self.0[next - 1].1
    }

    /// The table as a file.
    pub fn csv(&self) -> String {
        let lines = self
            .0
            .iter()
            .map(|(date, rate)| format!("{date},USD,EUR,{}\n", fixed(i128::from(*rate), PLACES)));
        "date,from,to,rate\n".to_owned() + &lines.collect::<String>()
    }
}
