//! From files and a project to the facts that rules judge.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::check::{self, Case, Data, FileFact, FileState, Settings, Verdict};
use crate::cli::{CheckArgs, JourneyArgs, ScopeArgs};
use crate::command::days::Days;
use crate::command::defaults;
use crate::command::scope::{self, Ask, ProjectCosts, Read};
use crate::command::targets::{self, Judged, Known};
use crate::command::touches::{self, Unkept};
use crate::command::{Stage, idle, inputs, plans, rates, sheets};
use crate::error::{Error, Fault, Result, Warning};
use crate::ingest::{Rates, Reading, Reject, Status};
use crate::options::{self, Keep};
use crate::project::Project;
use crate::report::{self, Filter};
use crate::schema::{CostType, plan};
use crate::time::Period;

use super::planned::plan;
use super::unrated::unrated;

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
    if !faults.is_empty() && rates::rates(&[], rates, Keep::Figures).is_err() {
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
    let today = targets::today(&args.input, &Days::of(&readings))?;
    let told = convert(&readings, &mut scope_args)?;
    let mut read = Read {
        warnings: [inputs::idle(&args.input, &readings)?, lost].concat(),
        readings,
        ..Read::default()
    };
    let mut case = Case {
        files,
        today,
        today_is_said: args.input.as_of.is_some(),
        faults,
        is_narrowed: !scope_args.filters.is_empty(),
        margin_given: project.margin.is_some() || scope.margin.is_some(),
        told: told.into_iter().collect(),
        folder: folder(),
        ..Case::default()
    };
    let tables = targets::tables(project, &crate::command::project::registry(stage));
    // Deals are read with their money; sheets stand beside the rows that other rules look at.
    let deals: Vec<&'static str> = tables.iter().copied().filter(|of| *of == DEALS).collect();
    let ask = Ask {
        costs: ProjectCosts::LeftOut,
        tables: &deals,
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
    if let Some(found) = &scoped {
        case.repeated.clone_from(&found.repeated);
        case.warnings.retain(|own| !found.repeated.contains(own));
    }
    let credit = defaults::credit(project)?;
    if credit.is_some() {
        let uncredited = touches::uncredited(&read.readings, false);
        case.warnings.retain(|own| Some(own) != uncredited.as_ref());
    }
    case.warnings
        .extend(idle::misspelt(project, &read.readings));
    // Rates that cannot be read are told where they are used.
    if let Ok((rates, _)) = rates::rates(&read.readings, scope_args.rates.as_deref(), Keep::Figures)
    {
        let currency = scope_args.currency.as_deref();
        case.told.extend(unrated(project, currency, &rates, asked));
    }
    let Some(mut found) = scoped else {
        case.plan = has_plan(project).then(|| plan(project, None, (today, asked)));
        return Ok(check::check(&case, settings));
    };
    case.told.extend(found.idle.clone());
    case.plan = has_plan(project).then(|| plan(project, Some(&found), (today, asked)));
    let narrowed = report::narrowed(
        &found.dataset,
        &found.options,
        found.options.period.as_ref(),
    );
    let narrowed = stopped(narrowed, &mut case)?;
    let rows = found.dataset.clone();
    plans::add(&tables, &mut found, stage)?;
    let judged = Judged {
        project,
        days: &days,
        dataset: &found.dataset,
        registry: &found.registry,
        rates: &found.rates,
        typed: found.options.clone(),
        input: &args.input,
        scope: &scope_args,
        credit: credit.as_ref(),
    };
    let (known, stage) = (Known::default(), RefCell::new(stage));
    let measure = |name: &str, filters: &[Filter], period: &Period| {
        judged.figure((name, filters, period), &known, &mut stage.borrow_mut())
    };
    let bears = |filters: &[Filter]| judged.bears(filters, &rows, &known);
    case.data = narrowed.as_ref().map(|(now, join)| Data {
        all: &rows,
        now,
        join: join.as_ref(),
        options: &found.options,
        measure: &measure,
        bears: &bears,
    });
    Ok(check::check(&case, settings))
}

/// The table of deals.
const DEALS: &str = "deals";

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
    let readings = inputs::read_into(&args.input, Some((rules, &Unkept)), Keep::Figures, stage)?;
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
            Status::Refused if reading.table.is_some_and(plan::is_plan) => FileState::LeftOut,
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
    // What is wrong with them is told once more where they are used, and stops the figures alone.
    let rates = rates::rates(readings, scope.rates.as_deref(), Keep::Figures);
    let rates = rates.map_or_else(|_| Rates::default(), |(rates, _)| rates);
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
            | Error::MissingRates { .. }
            | Error::OverlapDiffers { .. }
            | Error::LevelsUnclear { .. }
            | Error::SpansBuckets { .. }
            | Error::Unreconciled { .. }
            | Error::NothingToReport { .. }),
        ) => {
            case.stopped = Some((error.to_string(), error.hint()));
            Ok(None)
        }
        // Rates among the files that cannot be read are faults as those of the project are.
        Err(Error::BadProject { faults }) => {
            case.stopped = Some((
                "rates among the files cannot be read".into(),
                Some("mend their rows, which are told as faults of the project".into()),
            ));
            case.faults.extend(faults);
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
