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
}

impl Warning {
    /// A warning about a file.
    pub fn file(file: &str, what: impl Into<String>) -> Self {
        Self {
            place: Some(Place::file(file)),
            what: what.into(),
            hint: None,
        }
    }

    /// A warning about the whole run.
    pub fn run(what: impl Into<String>) -> Self {
        Self {
            place: None,
            what: what.into(),
            hint: None,
        }
    }

    /// The same with a repair.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
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
