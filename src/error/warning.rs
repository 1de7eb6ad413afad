//! What does not stop the work.

use std::fmt;

use super::Place;

/// Something the user should know that does not stop the work; printed once, to standard error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where, where there is a place.
    pub place: Option<Place>,
    /// What, in lower case, no full stop.
    pub what: String,
    /// The repair, where there is one.
    pub hint: Option<String>,
    /// It is about figures that only a report has, so that a ledger of the same files says nothing of it.
    pub of_reports: bool,
}

impl Warning {
    /// A warning about a file.
    pub fn file(file: &str, what: impl Into<String>) -> Self {
        Self {
            place: Some(Place::file(file)),
            what: what.into(),
            hint: None,
            of_reports: false,
        }
    }

    /// A warning about the whole run.
    pub fn run(what: impl Into<String>) -> Self {
        Self {
            place: None,
            what: what.into(),
            hint: None,
            of_reports: false,
        }
    }

    /// The same with a repair.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same about figures that only a report has.
    pub fn of_reports(mut self) -> Self {
        self.of_reports = true;
        self
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(out, "{place}: ")?;
        }
        write!(out, "{}", self.what)
    }
}
