//! What rules judge: files as they were read, figures as they can be had, and what was planned. Plain facts.

use chrono::NaiveDate;

use crate::error::{Error, Fault, Spot, Warning};
use crate::report::{BudgetSpend, Dataset, Filter, Join, Measured, ReportOptions, Test};
use crate::schema::{Amount, CostType, ads_platform_of, col};
use crate::time::Period;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Read.
    Read,
    /// A known export without rows.
    Empty,
    /// A known format that holds nothing to read.
    Refused,
    /// A sheet of the project's lists that does not count.
    LeftOut,
    /// No format fits.
    Unknown,
    /// It cannot be read.
    Broken,
}

/// One table of one file.
#[derive(Clone, Debug)]
pub struct FileFact {
    /// The file.
    pub path: String,
    /// Named by the user, not found in a folder.
    pub named: bool,
    /// What became of it.
    pub state: FileState,
    /// Why.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
    /// Rows of data.
    pub rows: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// The first of them: line, and what was wrong.
    pub first_rejects: Vec<(u64, String)>,
}

/// The figure of a metric under conditions in some days; `None` where no metric is called so.
///
/// # Errors
/// What a report of it would fail with.
pub type Measure<'c> = &'c dyn Fn(&str, &[Filter], &Period) -> Result<Option<Measured>, Error>;

/// Whether any row of any days meets conditions.
///
/// # Errors
/// A key that no table has.
pub type Bears<'c> = &'c dyn Fn(&[Filter]) -> Result<bool, Error>;

/// Figures.
#[derive(Clone, Copy)]
pub struct Data<'c> {
    /// All rows, joined.
    pub all: &'c Dataset,
    /// Those of the period that was asked for.
    pub now: &'c Dataset,
    /// How much of them joins.
    pub join: Option<&'c Join>,
    /// Period, calendar, currency.
    pub options: &'c ReportOptions,
    /// Figures of metrics.
    pub measure: Measure<'c>,
    /// Whether anything meets conditions.
    pub bears: Bears<'c>,
}

/// What an entry is about: conditions on rows, and their words.
#[derive(Clone, Debug, Default)]
pub struct Scoping {
    /// The conditions; none for everything.
    pub filters: Vec<Filter>,
    /// As it stands in the project: `platform=meta`.
    pub words: String,
}

impl Scoping {
    /// Says that nothing in the files is of it, and under which name the ads of a network stand.
    pub fn nowhere(&self) -> String {
        let mut told = format!("nothing in the files is {}", self.words);
        for filter in self.filters.iter().filter(|one| one.key == col::PLATFORM) {
            let Test::Is(name) = &filter.test else {
                continue;
            };
            if let Some(platform) = ads_platform_of(name) {
                told.push_str(&format!("; ads of {name} are of the platform `{platform}`"));
            }
        }
        told
    }
}

/// A target.
#[derive(Clone, Debug)]
pub struct Aim {
    /// The metric.
    pub metric: String,
    /// What it is for.
    pub scope: Scoping,
    /// Its days.
    pub period: Period,
    /// What is to be reached, in the currency of reports; why not, where it cannot be converted.
    pub value: Result<Amount, String>,
    /// Whether less is better, where the entry says so.
    pub lower_is_better: Option<bool>,
    /// From where on nobody believes a figure of the metric, where it is known.
    pub beyond: Option<Amount>,
    /// Where it stands.
    pub spot: Spot,
}

/// What others reach.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The metric.
    pub metric: String,
    /// What it is about.
    pub scope: Scoping,
    /// The days of the files that it is about; `None` where there are none.
    pub days: Option<Period>,
    /// Their figure.
    pub value: Amount,
    /// Whether less is better, where the entry says so.
    pub lower_is_better: Option<bool>,
    /// From where on nobody believes a figure of the metric, where it is known.
    pub beyond: Option<Amount>,
    /// Whose figure it is.
    pub source: String,
    /// When it was published.
    pub date: NaiveDate,
    /// Where it stands.
    pub spot: Spot,
}

/// A budget.
#[derive(Clone, Debug)]
pub struct PlannedSpend {
    /// What it is for.
    pub scope: Scoping,
    /// Its days.
    pub period: Period,
    /// What was spent of it, in the currency of reports; why that is not known, where it is not.
    pub spend: Result<BudgetSpend, String>,
    /// Where it stands.
    pub spot: Spot,
}

/// An entry whose figure grows old.
#[derive(Clone, Debug)]
pub struct Dated {
    /// What it is: `assumption loaded_rate`.
    pub what: String,
    /// When its figure was set.
    pub date: Option<NaiveDate>,
    /// Until when it holds, where it says so.
    pub expires: Option<NaiveDate>,
    /// What happened on its day: `was set on`, `begins on`.
    pub verb: &'static str,
    /// Where it stands.
    pub spot: Spot,
}

/// An entry that says nothing or counts nowhere, in words.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// How to mend it.
    pub mend: String,
    /// Where it stands.
    pub spot: Spot,
}

/// What a project plans and assumes.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The project file.
    pub file: String,
    /// Targets.
    pub aims: Vec<Aim>,
    /// Benchmarks.
    pub benchmarks: Vec<Compared>,
    /// Budgets.
    pub budgets: Vec<PlannedSpend>,
    /// Assumptions, margin, roles, experiments.
    pub dated: Vec<Dated>,
    /// Costs and hours, by the day on which they begin.
    pub begun: Vec<Dated>,
    /// Costs and hours on days of which the files hold nothing.
    pub outside: Vec<Entry>,
    /// Experiments without a result.
    pub empty: Vec<Entry>,
    /// Assumptions whose days experiments hold.
    pub idle: Vec<Entry>,
    /// Media of which the project does not say whether the exports hold it.
    pub whose: Vec<Entry>,
}

/// Everything that rules judge.
#[derive(Clone, Default)]
pub struct Case<'c> {
    /// Files, in the order of reading.
    pub files: Vec<FileFact>,
    /// What reading them warned of.
    pub warnings: Vec<Warning>,
    /// Orders that stand in files of two formats.
    pub repeated: Vec<Warning>,
    /// Why there are no figures, and how to mend it.
    pub stopped: Option<(String, Option<String>)>,
    /// Figures, where the files give any.
    pub data: Option<Data<'c>>,
    /// The first day that is not over.
    pub today: Option<NaiveDate>,
    /// Whether somebody said which day that is; else it follows the last one of the files.
    pub today_is_said: bool,
    /// The project, where there is one and it is right.
    pub plan: Option<Plan>,
    /// What is wrong in it.
    pub faults: Vec<Fault>,
    /// Types of cost on record.
    pub recorded: Vec<CostType>,
    /// Whether a contribution margin is known.
    pub margin_given: bool,
    /// Conditions narrow the rows, so that what is planned for all of them cannot be judged.
    pub is_narrowed: bool,
    /// What the reader should know of the whole.
    pub told: Vec<String>,
    /// The working folder; empty where it is not known.
    pub folder: String,
}

impl Case<'_> {
    /// Why what a project plans cannot be checked, where it cannot.
    pub(super) fn lacks_plan(&self) -> Option<&'static str> {
        match (&self.plan, self.faults.is_empty()) {
            (_, false) => Some("the project file has faults"),
            (None, true) => Some("there is no project file"),
            (Some(_), true) => None,
        }
    }

    /// Why figures cannot be checked, where they cannot.
    pub(super) fn lacks_data(&self) -> Option<&'static str> {
        self.data.is_none().then_some("there are no figures")
    }
}
