//! Rules about exports and projects, and what they find: nothing here opens a file or prints.
//!
//! A [`Case`] holds what was read and planned as plain facts; [`check`] judges it by every rule of [`rules`] and gives a
//! [`Verdict`]: the findings in a fixed order, and what could not be checked and why. [`form`] puts it into words.

mod case;
mod finding;
pub mod form;
mod rule;
mod rules;
mod settings;
mod verdict;
mod words;

pub use case::{
    Aim, Case, Compared, Data, Dated, Entry, FileFact, FileState, Measure, Plan, PlannedSpend,
    Scoping,
};
pub use finding::{Finding, Place, Severity};
pub use rule::Rule;
pub use rules::{rule, rules, too_large};
pub use settings::{Limits, Settings};
pub use verdict::{Verdict, check};
