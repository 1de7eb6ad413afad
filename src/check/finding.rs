//! What a rule found: how bad, where, what was expected, how to mend it.

use std::fmt;

use crate::error::Spot;

use super::Rule;

/// How bad a finding is, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Figures may mislead.
    Warning,
    /// Something has to be done.
    Error,
}

impl Severity {
    /// All, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// Its name, which SARIF shares.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.name() == name)
    }
}

/// Where something was found; lines and columns count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the user would write it.
    pub file: String,
    /// The line, where it is known.
    pub line: Option<u64>,
    /// The column in characters, where it is known.
    pub column: Option<u64>,
}

impl Place {
    /// A whole file.
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// A line of a file.
    pub fn line(file: &str, line: Option<u64>) -> Self {
        Self {
            line,
            ..Self::file(file)
        }
    }
}

impl From<&Spot> for Place {
    /// The columns of a sheet are cells, which no editor counts.
    fn from(spot: &Spot) -> Self {
        let counts_letters = spot.file.ends_with(".toml");
        Self {
            file: spot.file.clone(),
            line: Some(spot.line).filter(|line| *line > 0),
            column: Some(spot.column).filter(|column| *column > 0 && counts_letters),
        }
    }
}

impl fmt::Display for Place {
    /// `social-roi.toml:12:8`, as compilers write it and editors open it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        for number in [self.line, self.column]
            .into_iter()
            .map_while(|number| number)
        {
            write!(out, ":{number}")?;
        }
        Ok(())
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad.
    pub severity: Severity,
    /// Where, where there is a place.
    pub place: Option<Place>,
    /// What was found, a sentence without a full stop.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// How to mend it.
    pub mend: String,
}
