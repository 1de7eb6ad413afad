//! Everything that can go wrong, as data: one error enum, one warning, the exit codes.

use std::fmt;
use std::path::PathBuf;

use crate::time::PeriodError;

mod currencies;
mod fault;
mod hint;
mod mapped;
mod missing;
mod system;
mod warning;

pub use currencies::RateGap;
use currencies::{currency_list, how_many};
pub use fault::{Fault, Spot, told};
pub use hint::WITH_DAYS;
pub use missing::is_pattern;
use system::in_words;
pub use warning::Warning;

/// Where in a file something was found; lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as the user would write it; `archive.zip/member.csv` inside archives.
    pub file: String,
    /// Line, where known.
    pub line: Option<u64>,
    /// Column header, where known.
    pub column: Option<String>,
}

impl Place {
    /// A place that is a whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: None,
        }
    }

    /// A place that is a column of a file.
    pub fn column(file: impl Into<String>, column: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: Some(column.into()),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(out, ", column `{column}`")?;
        }
        Ok(())
    }
}

/// One error, with the fields that a caller may want; `Display` is the message, [`Error::hint`] the repair.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum Error {
    #[error("{path}: cannot be read: {}", in_words(source))]
    Unreadable {
        path: String,
        source: std::io::Error,
    },
    #[error("{path}: no such file or folder")]
    Missing { path: String, similar: Vec<String> },
    #[error("no input: name a file, a folder, a glob or `-`; {}", no_sources(project.as_deref()))]
    NoInput {
        /// The command that was run.
        command: String,
        /// The project file, where there is one.
        project: Option<String>,
    },
    #[error("{path}: holds no export that can be read")]
    NothingInFolder { path: String },
    #[error("{path}: {what}")]
    Damaged { path: String, what: String },
    #[error("{path}: no tab `{tab}`, but {}", tabs.join(", "))]
    NoTab {
        path: String,
        tab: String,
        tabs: Vec<String>,
    },
    #[error("{path}: {what}")]
    NotSaved { path: String, what: String },
    #[error("{path}:{line}: expected UTF-8, found {found}")]
    OtherEncoding {
        path: String,
        line: usize,
        found: &'static str,
    },
    #[error("{path}: not text: {what}")]
    Binary { path: String, what: String },
    #[error("{path}: expands beyond the limit of {limit}")]
    Bomb { path: String, limit: String },
    #[error("{place}: a record is longer than {limit}")]
    RecordTooLong { place: Place, limit: String },
    #[error(
        "{path}: expected a known export, found an unknown header{}",
        header_text(header)
    )]
    UnknownFormat {
        path: String,
        header: Option<(u64, String)>,
        closest: Vec<String>,
        /// The table of the closest.
        table: Option<&'static str>,
    },
    #[error("{path}: {reason}")]
    Refused { path: String, reason: String },
    #[error(
        "{place}: expected one date order, found `{sample}`, which is {dmy} (day first) or {mdy} (month first)"
    )]
    DateOrderUnclear {
        place: Place,
        sample: String,
        dmy: String,
        mdy: String,
    },
    #[error(
        "{place}: expected one date order, found `{dmy_only}` (only day first) and `{mdy_only}` (only month first)"
    )]
    DateOrderContradiction {
        place: Place,
        dmy_only: String,
        mdy_only: String,
    },
    #[error(
        "{place}: expected a clear decimal mark, found only numbers like `{sample}`, which is {dot} with a decimal point or {comma} with a decimal comma"
    )]
    DecimalMarkUnclear {
        place: Place,
        sample: String,
        dot: String,
        comma: String,
    },
    #[error("{place}: expected one decimal mark, found `{dot}` and `{comma}`")]
    DecimalMarkContradiction {
        place: Place,
        dot: String,
        comma: String,
    },
    #[error("{place}: a row without names holds {found}, but the other rows sum to {sum}")]
    BlankRowIsNoTotal {
        place: Place,
        found: String,
        sum: String,
    },
    #[error(
        "{}: expected {}, found the header `{}`",
        path,
        quoted(columns),
        header
    )]
    MissingColumns {
        path: String,
        columns: Vec<String>,
        header: String,
        nearest: Option<String>,
    },
    #[error("--map: {what}")]
    BadMap { what: String },
    #[error("profile {path}: {what}")]
    BadProfile { path: String, what: String },
    #[error("{}", fault_list(faults))]
    BadProject { faults: Vec<Fault> },
    #[error(
        "{path}: about {rows} touches need {:.0} MB of memory with the files before it, and {:.0} MB are free",
        *needed as f64 / 1e6,
        *memory as f64 / 1e6
    )]
    TooManyTouches {
        path: String,
        rows: u64,
        needed: u64,
        memory: u64,
    },
    #[error("{path}: expected rates with the columns date, from, to, rate, found {found}")]
    NoRates { path: String, found: String },
    #[error("no project file here or in a folder above")]
    NoProject,
    #[error("{} currencies in one report: {}", how_many(found.len()), currency_list(found))]
    MixedCurrency { found: Vec<(String, Vec<String>)> },
    #[error("{}: amounts state no currency, and the inputs hold several: {}", currencies::some(files), known.join(", "))]
    CurrencyUnknown {
        files: Vec<String>,
        known: Vec<String>,
        idle: Vec<String>,
    },
    #[error("no rate {from} to {to} for {date} or the 7 days before it ({file})")]
    MissingRate {
        from: String,
        to: String,
        date: String,
        file: String,
    },
    #[error("{}", currencies::gaps_told(gaps))]
    MissingRates { gaps: Vec<RateGap>, has_rates: bool },
    #[error("`{text}` is not an ISO 4217 currency code")]
    BadCurrency { text: String },
    #[error(
        "{first} and {second} differ on the same rows: {key} has {first_value} in the first and {second_value} in the second"
    )]
    OverlapDiffers {
        first: String,
        second: String,
        key: String,
        first_value: String,
        second_value: String,
        rows: usize,
    },
    #[error("{what}")]
    LevelsUnclear { what: String, hint: String },
    #[error("{file}: {} several {grain}s (first: {sample}){}", spanning(*.rows), beside_them(.others))]
    SpansBuckets {
        file: String,
        rows: u64,
        grain: String,
        sample: String,
        /// Further files, with their rows.
        others: Vec<(String, u64)>,
    },
    #[error("unknown {what} `{name}`")]
    UnknownName {
        what: &'static str,
        name: String,
        nearest: Vec<String>,
    },
    #[error("{what}: {why}")]
    BadOption { what: String, why: String },
    #[error("`{metric}` is a figure of the value ledger, which a report of rows does not hold")]
    OfLedger { metric: String },
    #[error(transparent)]
    Period(#[from] PeriodError),
    #[error("nothing to report: {why}")]
    NothingToReport { why: String },
    #[error("{}: the outcomes have no date, so that none of their value is known to be of {period}", files.join(", "))]
    Undated { files: Vec<String>, period: String },
    #[error("chart {chart}: nothing to draw: {why}")]
    NothingToDraw { chart: &'static str, why: String },
    #[error("{}: there is no folder `{}`", path.display(), folder.display())]
    NoFolderFor { path: PathBuf, folder: PathBuf },
    #[error("{}: {}", path.display(), in_words(source))]
    Unwritable {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{}: expected a folder that is there", path.display())]
    NoFolder { path: PathBuf },
    #[error("{} exists", path.display())]
    Exists { path: PathBuf },
    #[error("cannot compute the report: {0}")]
    Frame(#[from] polars::error::PolarsError),
    #[error("{}", in_words(.0))]
    Output(#[from] std::io::Error),
    #[error(
        "{} of {} rejected rows are warnings made errors by --strict",
        rejected,
        total
    )]
    Strict { rejected: u64, total: u64 },
    #[error("{count} warning{} made an error by --strict", if *count == 1 { "" } else { "s" })]
    StrictWarnings { count: usize },
    #[error("{what}: expected sums within ±1.7e26, found more: too large to be held exactly")]
    TooLarge { what: String },
    #[error("a sum does not reconcile: {what}")]
    Unreconciled { what: String },
}

fn header_text(header: &Option<(u64, String)>) -> String {
    header.as_ref().map_or_else(String::new, |(line, text)| {
        format!(" (line {line}: `{text}`)")
    })
}

fn fault_list(faults: &[Fault]) -> String {
    let lines: Vec<String> = told(faults).into_iter().map(|(line, _)| line).collect();
    lines.join("\n")
}

fn spanning(rows: u64) -> String {
    match rows {
        1 => "1 row spans".into(),
        rows => format!("{rows} rows span"),
    }
}

fn beside_them(others: &[(String, u64)]) -> String {
    let told = others.iter().map(|(file, rows)| match rows {
        1 => format!("1 row of {file}"),
        rows => format!("{rows} rows of {file}"),
    });
    match others {
        [] => String::new(),
        _ => format!("; likewise {}", told.collect::<Vec<_>>().join(", ")),
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Why the project file names no input.
fn no_sources(project: Option<&str>) -> String {
    match project {
        Some(project) => format!("{project} names no `sources`"),
        None => "no social-roi.toml was found here or above".into(),
    }
}

impl Error {
    /// The process exit code: 2 for wrong usage, 1 for everything about data or files.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoInput { .. }
            | Self::BadMap { .. }
            | Self::NoFolder { .. }
            | Self::BadCurrency { .. }
            | Self::UnknownName { .. }
            | Self::BadOption { .. }
            | Self::OfLedger { .. }
            | Self::Period(_) => 2,
            _ => 1,
        }
    }

    /// Whether somebody closed the pipe we write to, which is no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(source) | Self::Unwritable { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

/// Shorthand of the crate.
pub type Result<T> = std::result::Result<T, Error>;
