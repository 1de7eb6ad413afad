//! From files and a project to the facts that rules judge.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::check::{self, Case, Data, FileFact, FileState, Settings, Verdict};
use crate::cli::{CheckArgs, JourneyArgs, ScopeArgs};
use crate::command::days::Days;
use crate::command::defaults;
use crate::command::inspect::Seen;
use crate::command::scope::{self, Ask, ProjectCosts, Read, Scoped};
use crate::command::{Stage, idle, inputs, sheets};
use crate::error::{Error, Fault, Result, Warning};
use crate::ingest::{Reading, Reject, Status};
use crate::options::{self, Keep};
use crate::project::Project;
use crate::report::{self, Dataset, Filter, Measured};
use crate::schema::CostType;
use crate::time::Period;

use super::planned::plan;

/// Rejected rows of a file that a finding names.
const NAMED: usize = 3;

/// Reads the files and judges everything.
///
/// # Errors
/// Inputs that are not there, wrong words.
pub fn verdict(
    args: &CheckArgs,
    project: &Project,
    faults: Vec<Fault>,
    settings: &Settings,
    stage: &mut Stage<'_>,
) -> Result<Verdict> {
    let mut scope_args = args.scope.clone();
    defaults::scope(&mut scope_args, project);
    // Rates that cannot be read are among the faults of the project.
    let rates = scope_args.rates.as_deref();
    if !faults.is_empty() && scope::rates(&[], rates, Keep::Figures).is_err() {
        scope_args.rates = args.scope.rates.clone();
    }
    let scope = options::scope(&scope_args)?;
    let mut readings = readings(args, project, stage)?;
    let (taken, lost) = sheets::taken(&mut readings, project, stage)?;
    let (project, faults) = match &taken {
        Some((extended, all)) => {
            stage.project = OnceCell::from(Rc::clone(extended));
            (&**extended, all.clone())
        }
        None => (project, faults),
    };
    let files = readings.iter().map(fact).collect();
    let today = today(args, &readings)?;
    let told = convert(&readings, &mut scope_args)?;
    let mut read = Read {
        warnings: [inputs::idle(&args.input, &readings)?, lost].concat(),
        readings,
        ..Read::default()
    };
    let mut case = Case {
        files,
        today,
        faults,
        is_narrowed: !scope_args.filters.is_empty(),
        margin_given: project.margin.is_some() || scope.margin.is_some(),
        told: told.into_iter().collect(),
        folder: folder(),
        ..Case::default()
    };
    let ask = Ask {
        costs: ProjectCosts::LeftOut,
        ..Ask::default()
    };
    let idle = read.warnings.clone();
    let days = Days::of(&read.readings);
    let scoped = scope::settled(&mut read, &args.input, &scope_args, ask, stage);
    let scoped = stopped(scoped, &mut case)?;
    let asked = scoped
        .as_ref()
        .and_then(|found| found.options.period)
        .or(days.money)
        .or(days.all);
    case.recorded = recorded(&read.readings, project, &scope, asked);
    let warnings = match &scoped {
        Some(found) => found.dataset.warnings.clone(),
        None => {
            let own = read
                .readings
                .iter()
                .flat_map(|reading| reading.warnings.iter().cloned());
            idle.into_iter().chain(own).collect()
        }
    };
    case.warnings = doubts(warnings, &read.readings);
    case.warnings
        .extend(idle::misspelt(project, &read.readings));
    let Some(found) = scoped else {
        case.plan = has_plan(project).then(|| plan(project, None, today));
        return Ok(check::check(&case, settings));
    };
    case.told.extend(found.idle.clone());
    case.plan = has_plan(project).then(|| plan(project, Some(&found), today));
    let narrowed = report::narrowed(
        &found.dataset,
        &found.options,
        found.options.period.as_ref(),
    );
    let narrowed = stopped(narrowed, &mut case)?;
    let measure = |name: &str, filters: &[Filter], period: &Period| {
        measured(name, filters, period, &found, project, &days)
    };
    let bears = |filters: &[Filter]| borne(filters, &found);
    case.data = narrowed.as_ref().map(|(now, join)| Data {
        all: &found.dataset,
        now,
        join: join.as_ref(),
        options: &found.options,
        measure: &measure,
        bears: &bears,
    });
    Ok(check::check(&case, settings))
}

fn has_plan(project: &Project) -> bool {
    !project.file.is_empty()
}

/// The files, announced; none where only a project is at hand.
fn readings(args: &CheckArgs, project: &Project, stage: &mut Stage<'_>) -> Result<Vec<Reading>> {
    if args.input.inputs.is_empty() && project.inputs().is_empty() && has_plan(project) {
        return Ok(Vec::new());
    }
    // A touch log is read as `attribute` reads it, so that its rejected rows are known.
    let rules = options::touches(args.input.as_of.as_deref(), &JourneyArgs::default())?;
    let readings = inputs::read_into(&args.input, Some((rules, &Seen)), Keep::Figures, stage)?;
    inputs::announce(&readings, stage)?;
    Ok(readings)
}

fn fact(reading: &Reading) -> FileFact {
    let why = |reject: &Reject| {
        let column = reject.column.as_ref();
        let column = column.map_or_else(String::new, |column| format!("column `{column}`: "));
        let words = format!(
            "{column}expected {}, found `{}`",
            reject.expected, reject.found
        );
        (reject.line, words)
    };
    FileFact {
        path: reading.path.clone(),
        named: reading.named,
        state: match reading.status {
            Status::Ok => FileState::Read,
            Status::NoRows => FileState::Empty,
            Status::Refused => FileState::Refused,
            Status::Unknown => FileState::Unknown,
            Status::Error => FileState::Broken,
        },
        message: reading.message.clone(),
        hint: reading.hint.clone(),
        rows: reading.rows(),
        rejected: reading.rejected,
        first_rejects: reading.rejects.iter().take(NAMED).map(why).collect(),
    }
}

/// The first day that is not over: as typed, else the one after the last day in the files.
fn today(args: &CheckArgs, readings: &[Reading]) -> Result<Option<NaiveDate>> {
    let typed = args
        .input
        .as_of
        .as_deref()
        .map(crate::time::day)
        .transpose()?;
    let last = Days::of(readings).all.map(|days| days.end);
    Ok(typed.or_else(|| last.and_then(|day| day.succ_opt())))
}

/// Where nobody names a currency, several are in the files and rates are at hand, the one with the most rows.
fn convert(readings: &[Reading], scope: &mut ScopeArgs) -> Result<Option<String>> {
    if scope.currency.is_some() {
        return Ok(None);
    }
    let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
    for reading in readings
        .iter()
        .filter(|reading| reading.table != Some("rates"))
    {
        for code in &reading.currencies {
            *rows.entry(code).or_default() += reading.used;
        }
    }
    let (rates, _) = scope::rates(readings, scope.rates.as_deref(), Keep::Figures)?;
    let most = rows
        .iter()
        .max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
    let Some((code, _)) = most.filter(|_| rows.len() > 1 && !rates.is_empty()) else {
        return Ok(None);
    };
    scope.currency = Some((*code).to_owned());
    let all: Vec<&str> = rows.keys().copied().collect();
    Ok(Some(format!(
        "amounts are in {code}, by the rates among the files, which hold {}: `--currency` decides otherwise",
        all.join(", ")
    )))
}

/// The working folder.
pub fn folder() -> String {
    std::env::current_dir().map_or_else(|_| String::new(), |path| path.display().to_string())
}

/// What makes figures unsafe becomes a fact; anything else stops the command.
fn stopped<T>(found: Result<T>, case: &mut Case<'_>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(
            error @ (Error::MixedCurrency { .. }
            | Error::CurrencyUnknown { .. }
            | Error::MissingRate { .. }
            | Error::OverlapDiffers { .. }
            | Error::LevelsUnclear { .. }
            | Error::SpansBuckets { .. }
            | Error::Unreconciled { .. }
            | Error::NothingToReport { .. }),
        ) => {
            case.stopped = Some((error.to_string(), error.hint()));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Warnings but for those of rejected rows, which have a rule of their own.
fn doubts(mut warnings: Vec<Warning>, readings: &[Reading]) -> Vec<Warning> {
    let of_rejects = |warning: &Warning| {
        readings
            .iter()
            .filter(|reading| reading.rejected > 0)
            .any(|reading| {
                let here = warning
                    .place
                    .as_ref()
                    .is_some_and(|place| place.file == reading.path);
                here && warning.what.starts_with(&format!(
                    "{} of {} rows rejected",
                    reading.rejected,
                    reading.rows()
                ))
            })
    };
    warnings.retain(|warning| !of_rejects(warning));
    warnings
}

/// Types of cost on record in the days: media of the exports, entries of the project, what was typed.
fn recorded(
    readings: &[Reading],
    project: &Project,
    scope: &options::Scope,
    days: Option<Period>,
) -> Vec<CostType> {
    let inside = |own: &Period| days.is_none_or(|days| days.overlap(own).is_some());
    let mut found: Vec<CostType> = scope.costs.iter().map(|(kind, _)| *kind).collect();
    if readings
        .iter()
        .any(|reading| reading.table == Some("ad_spend") && reading.used > 0)
    {
        found.push(CostType::Media);
    }
    let costs = project.costs.iter().filter(|cost| inside(&cost.period));
    found.extend(costs.map(|cost| cost.cost_type));
    if project.labour.iter().any(|hours| inside(&hours.period)) {
        found.push(CostType::Labour);
    }
    found
}

/// Whether any row of any days meets conditions, costs of no rows left out.
fn borne(filters: &[Filter], found: &Scoped) -> Result<bool> {
    let mut options = found.options.clone();
    options.filters = filters.to_vec();
    (options.period, options.compare) = (None, None);
    options.costs = Vec::new();
    let (rows, _) = report::narrowed(&found.dataset, &options, None)?;
    Ok(rows.frames.values().any(|frame| frame.height() > 0))
}

/// One figure of a report over those days, with the margin and the costs of the project that belong to them.
fn measured(
    name: &str,
    filters: &[Filter],
    period: &Period,
    found: &Scoped,
    project: &Project,
    days: &Days,
) -> Result<Option<Measured>> {
    let mut options = found.options.clone();
    options.filters = filters.to_vec();
    options.period = Some(*period);
    options.compare = None;
    let mut none = Dataset::default();
    defaults::money(project, days, &mut options, &mut none, &found.rates)?;
    report::measured(name, &found.dataset, &options, &found.registry)
}
