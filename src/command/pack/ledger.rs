//! The ledger's part of a pack, where a project is at hand: its tables and the charts that it can fill.

use crate::cli::{CountingArgs, LedgerArgs, ReportArgs};
use crate::command::{Stage, defaults, ledger, project};
use crate::error::Result;
use crate::report::ledger::sections;
use crate::report::{ChartData, Kind, Phrase, Source, Table, answer_of_ledger, chart_of_ledger};

use super::manifest::LeftOut;

/// What the ledger gives.
#[derive(Default)]
pub struct OfLedger {
    /// Its tables: the name of the file below `data/`, the name of the sheet, the table.
    pub tables: Vec<(String, String, Table)>,
    /// Its charts.
    pub charts: Vec<ChartData>,
    /// Its ROI and net value in a sentence; none where it has no ROI.
    pub answer: Option<Phrase>,
}

/// The ledger of the report's files, period and money. What was said about the files was said when the report read
/// them.
///
/// # Errors
/// What makes a figure unsafe.
pub fn of_ledger(
    args: &ReportArgs,
    left_out: &mut Vec<LeftOut>,
    stage: &mut Stage<'_>,
) -> Result<OfLedger> {
    let project = project::found(stage)?;
    if project.file.is_empty() {
        return Ok(OfLedger::default());
    }
    if let Some(why) = unasked(args) {
        left_out.push(LeftOut::new("data/ledger_*.csv", why));
        return Ok(OfLedger::default());
    }
    let mut counting = CountingArgs::default();
    defaults::counting(&mut counting, &project);
    let asked = LedgerArgs {
        input: args.input.clone(),
        scope: args.scope.clone(),
        compare: args.compare.clone(),
        counting,
        ..LedgerArgs::default()
    };
    let mut nothing = std::io::sink();
    let mut silent = stage.silent(&mut nothing);
    let (report, calendar) = match ledger::reported(&asked, &mut silent) {
        Ok(found) => found,
        Err(error) => {
            left_out.push(LeftOut::soft("data/ledger_*.csv", error)?);
            return Ok(OfLedger::default());
        }
    };
    let tables = sections(&report, calendar)
        .into_iter()
        .map(|(name, table)| {
            let file = name.to_lowercase().replace(' ', "_");
            (
                format!("ledger_{file}"),
                format!("Ledger {}", name.to_lowercase()),
                table,
            )
        });
    let tables = tables.collect();
    let mut charts = Vec::new();
    for kind in Kind::all().filter(|kind| kind.source() == Source::Ledger) {
        if kind == Kind::Bridge && report.change.is_none() {
            let why = "no --compare, so that there is no change to explain";
            left_out.push(LeftOut::new(&super::charts::file(kind), why));
            continue;
        }
        let drawn = match kind {
            Kind::Pacing => ledger::pacing(&args.input, &args.scope, &mut silent),
            kind => chart_of_ledger(kind, &report, &[], None, calendar),
        };
        match drawn {
            Ok(data) => charts.push(data),
            Err(error) => left_out.push(LeftOut::soft(&super::charts::file(kind), error)?),
        }
    }
    Ok(OfLedger {
        tables,
        charts,
        answer: answer_of_ledger(&report, calendar),
    })
}

/// Why the ledger is not looked at, where it cannot answer what the report was asked.
fn unasked(args: &ReportArgs) -> Option<&'static str> {
    if !args.scope.filters.is_empty() {
        return Some("the ledger is one of everything, and --where narrows the rows");
    }
    let reads_once = args.input.inputs.iter().any(|input| input == "-");
    reads_once.then_some("standard input is read only once")
}
