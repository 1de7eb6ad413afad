//! What a report is asked for.

use crate::schema::{Amount, CostType};
use crate::time::{Comparison, Period, Reckoning};

use super::{Filter, Outcomes};

/// What to report.
#[derive(Clone, Debug, Default)]
pub struct ReportOptions {
    /// Keys, leftmost first.
    pub by: Vec<String>,
    /// Metrics by name, in order; empty for those that the data allow.
    pub metrics: Vec<String>,
    /// Key or metric to sort by; `true` where it goes down.
    pub sort: Option<(String, bool)>,
    /// Rows to show.
    pub top: Option<usize>,
    /// Conditions on keys.
    pub filters: Vec<Filter>,
    /// What a condition on the platform of outcomes is about.
    pub platform_of: PlatformOf,
    /// The calendar of times in keys, and of days in sentences.
    pub calendar: Reckoning,
    /// The first day that is not over; where it is not said, all days of the files are.
    pub as_of: Option<chrono::NaiveDate>,
    /// The days that count.
    pub period: Option<Period>,
    /// Share rows that cross a boundary out by days.
    pub spread: bool,
    /// The period to compare with, and by which rule it was found.
    pub compare: Option<(Period, Comparison)>,
    /// Contribution margin.
    pub margin: Option<Amount>,
    /// Margins of days, the first that covers those of an outcome counts; without one `margin` does.
    pub margins: Vec<(Period, Amount)>,
    /// Cost beside media, by type.
    pub costs: Vec<(CostType, Amount)>,
    /// Types whose cost is that of paid media alone: media that serve another function bear none of it.
    pub of_paid_media: Vec<CostType>,
    /// When that falls, and on which platform.
    pub dated_costs: Vec<DatedCost>,
    /// Media of every function that no export holds: part of what a return on media is over.
    pub other_media: Vec<DatedCost>,
    /// The days that cost of a project is taken from, where no period is asked for.
    pub cost_days: Option<Period>,
    /// The files that this cost is from, and how many of their entries count; `None` where it has no days.
    pub cost_entries: Option<(String, u64)>,
    /// Types of cost on record for the programme as a whole, whoever bears them; `None` where nobody keeps a record.
    pub on_record: Option<Vec<CostType>>,
    /// That of other periods, and when it falls, where it is known.
    pub costs_of: Vec<(Period, CostsOf)>,
    /// The currency of all money.
    pub currency: Option<String>,
    /// Which kinds of outcomes count.
    pub outcomes: Outcomes,
    /// Files that were not read.
    pub unread: usize,
}

/// Which platform an outcome is of, for a condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlatformOf {
    /// That of the campaign that it joined, as in the rows of a report.
    #[default]
    Campaign,
    /// The one that it is credited to, by campaign or by the source of its UTM, as in the lines of a ledger.
    Credit,
}

impl ReportOptions {
    /// The cost beside media of another period; `None` where it is not known.
    pub fn known_costs(&self, period: &Period) -> Option<&CostsOf> {
        let mut known = self.costs_of.iter();
        known
            .find(|(other, _)| other == period)
            .map(|(_, costs)| costs)
    }
}

/// The cost beside media of a period.
#[derive(Clone, Debug, Default)]
pub struct CostsOf {
    /// By type.
    pub costs: Vec<(CostType, Amount)>,
    /// When it falls, and on which platform.
    pub dated: Vec<DatedCost>,
    /// Media of every function that no export holds.
    pub media: Vec<DatedCost>,
}

/// A part of the cost of paid media.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedCost {
    /// What the money was spent on.
    pub cost_type: CostType,
    /// The days whose spend bears it; `None` is all of them.
    pub days: Option<Period>,
    /// Those of them on which it falls: of an invoice, the days that no export holds.
    pub falls: Option<Period>,
    /// The platform whose media it is; `None` is all paid media.
    pub platform: Option<String>,
    /// The money.
    pub amount: Amount,
}
