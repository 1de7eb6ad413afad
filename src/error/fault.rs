//! What is wrong in a file that people write by hand: where, what was expected, what was found, how to mend it.

use std::fmt;

/// A place in a file; lines and columns count from 1, columns in characters (in a sheet: in cells).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The file as the user would write it.
    pub file: String,
    /// The line.
    pub line: u64,
    /// The column.
    pub column: u64,
}

impl fmt::Display for Spot {
    /// `social-roi.toml:12:8`, as compilers write it and editors open it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where.
    pub spot: Spot,
    /// The key that it is about, with its sections: `margin.base`; empty for the text as a whole.
    pub key: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// How to mend it, where there is a way.
    pub hint: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.spot)?;
        if !self.key.is_empty() {
            write!(out, "{}: ", self.key)?;
        }
        write!(out, "expected {}, found {}", self.expected, self.found)
    }
}

/// Faults that are shown of one file; what is wrong in a whole column need not be read a thousand times.
const SHOWN: usize = 10;

/// What to say of many faults: each message with its repair, the first of each file and a count of the rest.
pub fn told(faults: &[Fault]) -> Vec<(String, Option<String>)> {
    let mut told = Vec::new();
    let mut at = 0;
    while at < faults.len() {
        let file = &faults[at].spot.file;
        let of_file = faults[at..]
            .iter()
            .take_while(|fault| fault.spot.file == *file)
            .count();
        let shown = &faults[at..at + of_file.min(SHOWN)];
        told.extend(
            shown
                .iter()
                .map(|fault| (fault.to_string(), fault.hint.clone())),
        );
        if of_file > SHOWN {
            told.push((format!("{file}: and {} more", of_file - SHOWN), None));
        }
        at += of_file;
    }
    told
}
