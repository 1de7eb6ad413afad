//! `chart` of the ledger: the figures that `ledger` itself reports.

use super::budgets::paced;
use super::gather::{Gathered, gathered};
use crate::cli::{InputArgs, LedgerArgs, ScopeArgs};
use crate::command::Stage;
use crate::error::{Result, Warning};
use crate::options::{self, Keep};
use crate::report::ledger::{Asked, LedgerReport, assembled};
use crate::report::{ChartData, Kind, Method, chart_of_ledger};
use crate::time::Calendar;

/// A chart's data and how the reading went.
pub struct Charted {
    /// The data.
    pub data: ChartData,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// How the figures come about.
    pub method: Method,
    /// A named input failed, though others did not.
    pub failed: bool,
    /// Rows rejected.
    pub rejected: u64,
    /// Rows in all.
    pub rows: u64,
}

/// Reads the files and the project as `ledger` does; `metrics` are those asked for.
///
/// # Errors
/// As [`gathered`]; [`crate::error::Error::NothingToDraw`] with what is missing.
pub fn chart(
    kind: Kind,
    args: &LedgerArgs,
    metrics: &[String],
    keep: Keep,
    stage: &mut Stage<'_>,
) -> Result<Charted> {
    if kind == Kind::Pacing {
        let (data, warnings, read) = paced(&args.input, &args.scope, args.top, keep, stage)?;
        return Ok(Charted {
            data,
            warnings,
            method: read.method,
            failed: read.failed,
            rejected: read.rejected,
            rows: read.rows,
        });
    }
    let (report, found) = read(args, keep, stage)?;
    Ok(Charted {
        data: chart_of_ledger(kind, &report, metrics, args.top, found.calendar)?,
        warnings: found.warnings,
        method: found.method,
        failed: found.failed,
        rejected: found.rejected,
        rows: found.rows,
    })
}

/// The ledger that the words ask for, and the calendar of its days; warnings stay unsaid.
///
/// # Errors
/// As [`gathered`].
pub fn reported(args: &LedgerArgs, stage: &mut Stage<'_>) -> Result<(LedgerReport, Calendar)> {
    let (report, found) = read(args, Keep::Figures, stage)?;
    Ok((report, found.calendar))
}

/// The chart of budgets; warnings stay unsaid.
///
/// # Errors
/// As [`paced`].
pub fn pacing(input: &InputArgs, scope: &ScopeArgs, stage: &mut Stage<'_>) -> Result<ChartData> {
    Ok(paced(input, scope, None, Keep::Figures, stage)?.0)
}

fn read(args: &LedgerArgs, keep: Keep, stage: &mut Stage<'_>) -> Result<(LedgerReport, Gathered)> {
    let options = options::ledger(args)?;
    let compare = args.compare.as_deref();
    let found = gathered(
        &args.input,
        &args.scope,
        &options.counting,
        compare,
        keep,
        stage,
    )?;
    let asked = Asked {
        what_if: options.what_if,
        top: options.top,
        draws: None,
    };
    let report = assembled(&found.now, found.compared(), &found.facts, &asked)?;
    Ok((report, found))
}
