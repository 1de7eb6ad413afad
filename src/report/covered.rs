//! The days that figures cover, in words and as days.

use serde::{Serialize, Serializer};

use crate::time::{Calendar, Comparison, Period, PeriodError, Reckoning};

/// What figures cover; in formats for machines its English words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covered {
    /// In English (`1–31 Oct 2026 vs 1–30 Sep 2026`); may be empty.
    pub text: String,
    /// The days.
    pub days: Option<Period>,
    /// The days that they are compared with.
    pub compared: Option<Period>,
}

impl Covered {
    /// One period.
    pub fn days(days: Period, calendar: Calendar) -> Self {
        Self {
            text: days.told(calendar),
            days: Some(days),
            compared: None,
        }
    }

    /// A period beside another, found by that rule; what makes them comparable is said where both are covered.
    ///
    /// # Errors
    /// As [`Comparison::sentence`].
    pub fn beside(
        days: Period,
        (other, rule): (Period, Comparison),
        is_whole: bool,
        reckoning: impl Into<Reckoning>,
    ) -> Result<Self, PeriodError> {
        let calendar = reckoning.into();
        let text = if is_whole {
            rule.sentence(&days, calendar)?
        } else {
            format!("{} vs {}", days.told(calendar), other.told(calendar))
        };
        Ok(Self {
            text,
            days: Some(days),
            compared: Some(other),
        })
    }

    /// The English words of its periods, of either calendar.
    pub fn in_english(&self) -> Vec<String> {
        let days = [self.days, self.compared].into_iter().flatten();
        let told = days.flat_map(|days| Calendar::ALL.map(|calendar| days.told(calendar)));
        told.collect()
    }

    /// Whether nothing is known of it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl Serialize for Covered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
impl From<&str> for Covered {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }
}
