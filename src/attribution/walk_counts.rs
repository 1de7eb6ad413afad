//! What was counted while rows became journeys.

use crate::schema::Amount;

/// What was counted on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct WalkCounts {
    pub users: u64,
    pub touches: u64,
    pub converting: u64,
    pub null_journeys: u64,
    /// Conversions and value of journeys with a touch.
    pub conversions: Amount,
    pub value: Amount,
    /// Conversions without any touch before them, and their value.
    pub no_touch: u64,
    pub no_touch_conversions: Amount,
    pub no_touch_value: Amount,
    /// Conversions whose touches all lie outside the window.
    pub out_of_window: u64,
    pub out_of_window_conversions: Amount,
    pub out_of_window_value: Amount,
    /// Conversions outside the period.
    /// Refunds of users who bought nothing in the log, and their value.
    pub no_sale: u64,
    pub no_sale_value: Amount,
    pub other_period: u64,
    pub other_period_conversions: Amount,
    pub other_period_value: Amount,
    pub duplicates: u64,
    pub duplicate_conversions: Amount,
    pub duplicate_value: Amount,
    pub ties: u64,
    pub merged: u64,
    pub long_paths: u64,
    pub longest: u64,
    pub left_censored: u64,
    pub excluded: u64,
    pub refunds: u64,
}

macro_rules! summed {
    ($own:ident, $other:ident, $($field:ident),+) => { $($own.$field += $other.$field;)+ };
}

impl WalkCounts {
    /// Adds the counts of another shard.
    pub fn add(&mut self, other: &Self) {
        summed!(
            self,
            other,
            users,
            touches,
            converting,
            null_journeys,
            conversions,
            value,
            no_touch,
            no_touch_conversions,
            no_touch_value,
            out_of_window,
            out_of_window_conversions,
            out_of_window_value,
            no_sale,
            no_sale_value,
            other_period,
            other_period_conversions,
            other_period_value,
            duplicates,
            duplicate_conversions,
            duplicate_value,
            ties,
            merged,
            long_paths,
            left_censored,
            excluded,
            refunds
        );
        self.longest = self.longest.max(other.longest);
    }
}
