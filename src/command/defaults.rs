//! What the project file says where the command line says nothing: as if it had been typed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::cli::{
    AttributeArgs, Command, CountingArgs, JourneyArgs, LedgerArgs, Reckoned, ReportArgs, ScopeArgs,
};
use crate::error::{Error, Result};
use crate::ingest::Rates;
use crate::project::{Charge, CostAmount, Exported, Project};
use crate::report::ledger::{grouped, is_of_ledger};
use crate::report::{CostsBefore, Dataset, FUNCTION, Kind, ReportOptions, Source, narrowed};
use crate::schema::cells::{amounts, texts};
use crate::schema::{Amount, CostType, Function, col};
use crate::time::{Grain, Period};

use super::Stage;
use super::days::Days;
use super::ledger::{Exchange, of_rows};
use super::mapping;

/// The word that takes a model of the project away again.
const NO_MODEL: &str = "none";

/// An error about the model of the project, told by the line that says it: nobody typed an option.
pub fn told_by_project(error: Error, stage: &Stage<'_>) -> Error {
    let Some(project) = stage.project.get() else {
        return error;
    };
    let (Some(model), Some(spot)) = (&project.attribution.model, &project.attribution.model_spot)
    else {
        return error;
    };
    match error {
        Error::BadOption { what, why }
            if what == format!("--model {model}") && !stage.typed.contains("--model") =>
        {
            Error::BadOption {
                what: format!("{spot}: attribution.model {model}"),
                why: format!(
                    "{why}: name one among `sources`, take the line away, or type `--model none`"
                ),
            }
        }
        error => error,
    }
}

/// Fills in what was not typed.
///
/// # Errors
/// A project that cannot be read.
pub fn fill(command: &mut Command, stage: &Stage<'_>) -> Result<()> {
    match command {
        Command::Report(args) => report(args, &*super::project::found(stage)?),
        Command::Attribute(args) => attribute(args, &*super::project::found(stage)?),
        Command::Ledger(args) => ledger(args, &*super::project::found(stage)?),
        Command::Chart(args) if !args.list => {
            let project = super::project::found(stage)?;
            scope(&mut args.scope, &project);
            journeys(&mut args.journeys, &project);
            let kind = Kind::parse(args.kind.as_deref().unwrap_or_default());
            if kind.is_ok_and(|kind| kind.source() == Source::Ledger && kind != Kind::Pacing) {
                let own = project.attribution.model.clone();
                or(&mut args.model, own);
                args.model = args.model.take().filter(|model| model != NO_MODEL);
            }
        }
        // A definition needs no project.
        Command::Explain(args) => {
            if let Ok(project) = super::project::found(stage) {
                let typed = args.scope.margin.clone();
                scope(&mut args.scope, &project);
                if is_of_ledger(&args.figure) {
                    args.scope.margin = typed;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn or(typed: &mut Option<String>, default: Option<String>) {
    if typed.is_none() {
        *typed = default;
    }
}

fn number(amount: Option<Amount>) -> Option<String> {
    amount.map(|amount| amount.to_string())
}

fn list(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(","))
}

fn calendar(project: &Project) -> Option<String> {
    project
        .calendar
        .system
        .map(|calendar| calendar.name().to_owned())
}

/// What the project says of rows and money. The margin waits for the days of the report.
pub fn scope(args: &mut ScopeArgs, project: &Project) {
    or(&mut args.currency, project.currency.clone());
    or(&mut args.calendar, calendar(project));
    args.reckoned = reckoned(project);
    args.rates = args.rates.take().or_else(|| project.rates.clone());
}

fn reckoned(project: &Project) -> Reckoned {
    Reckoned {
        calendar: calendar(project),
        fiscal_year_start: project.calendar.fiscal_year_start,
        week_start: project.calendar.week_start,
        time_zone: project.calendar.time_zone.map(|zone| zone.to_string()),
    }
}

fn journeys(args: &mut JourneyArgs, project: &Project) {
    let own = &project.attribution;
    or(&mut args.lookback_days, number(own.lookback_days));
    or(&mut args.view_lookback_days, number(own.view_lookback_days));
    or(&mut args.touch_types, list(&own.touch_types));
    or(&mut args.path_reset, own.path_reset.clone());
    or(&mut args.ties, own.ties.clone());
    or(&mut args.direct, list(&own.direct));
    or(&mut args.conversion_event, list(&own.conversion_events));
    or(&mut args.half_life_days, number(own.half_life_days));
    args.markov_order = args.markov_order.or(own.markov_order);
}

/// How touches become journeys, as the project says where nothing is typed.
pub fn of_journeys(lookback_days: Option<&str>, project: &Project) -> JourneyArgs {
    let mut args = JourneyArgs {
        lookback_days: lookback_days.map(str::to_owned),
        ..JourneyArgs::default()
    };
    journeys(&mut args, project);
    args
}

fn report(args: &mut ReportArgs, project: &Project) {
    scope(&mut args.scope, project);
    or(&mut args.model, project.attribution.model.clone());
    if args.model.as_deref() == Some(NO_MODEL) {
        args.model = None;
    }
    if args.model.is_some() {
        or(
            &mut args.lookback_days,
            number(project.attribution.lookback_days),
        );
    }
}

/// The margin and the costs of a project are not as if they were typed: they have a source.
fn ledger(args: &mut LedgerArgs, project: &Project) {
    let typed = args.scope.margin.take();
    scope(&mut args.scope, project);
    args.scope.margin = typed;
    counting(&mut args.counting, project);
}

/// The model that the project gives credit by.
pub fn counting(counting: &mut CountingArgs, project: &Project) {
    or(&mut counting.model, project.attribution.model.clone());
    if counting.model.as_deref() == Some(NO_MODEL) {
        counting.model = None;
    }
    if counting.model.is_some() {
        let own = number(project.attribution.lookback_days);
        or(&mut counting.lookback_days, own);
    }
}

fn attribute(args: &mut AttributeArgs, project: &Project) {
    or(&mut args.currency, project.currency.clone());
    or(&mut args.calendar, calendar(project));
    args.reckoned = reckoned(project);
    args.rates = args.rates.take().or_else(|| project.rates.clone());
    journeys(&mut args.journeys, project);
}

/// What decides money and depends on the days: the margin where none was typed, and what paid media cost beside media,
/// but for the types that were typed.
///
/// # Errors
/// Where polars refuses a column.
pub fn money(
    project: &Project,
    days: &Days,
    options: &mut ReportOptions,
    dataset: &mut Dataset,
    rates: &Rates,
) -> Result<()> {
    // Cost is mostly of months, and rows are sparse: without a period it counts for the months that `ledger` would take.
    let months = || of_rows(dataset, options.calendar.into(), options.as_of).or(days.money);
    let Some(reported) = options.period.or_else(months).or(days.all) else {
        return Ok(());
    };
    if let (None, Some(margin)) = (options.margin, &project.margin) {
        options.margin = Some(margin.of(None, &reported));
        options.margins = margin.by_days();
        let before = options.compare.as_ref().map(|(before, _)| *before);
        let spans = || std::iter::once(reported).chain(before);
        let cuts = |month: &Period| {
            spans().any(|days| month.overlap(&days).is_some())
                && spans().any(|days| !month.covers(&days))
        };
        if margin.months.iter().any(|(month, _)| cuts(month)) {
            dataset.notes.push(format!(
                "months with a margin of their own in {} have it, all others {}",
                project.file, margin.range.base
            ));
        }
        let told = margin.without_products(&project.file.to_string());
        dataset.notes.extend(told);
    }
    let typed: Vec<CostType> = options.costs.iter().map(|(kind, _)| *kind).collect();
    let project = &*converted(project, options, rates)?;
    let charge = |days_of: &Period| {
        let exported = media(project, days, days_of, options, dataset)?;
        let charged = |days: &Period| project.charge(Function::Paid, days, exported.as_ref());
        let months = Grain::Month.buckets(days_of, options.calendar);
        let months = months.iter().filter_map(|month| {
            let month = month.period().overlap(days_of)?;
            let costs = charged(&month).costs.into_iter();
            let costs = costs.filter(|(kind, _)| !typed.contains(kind));
            Some((month, costs.map(|(_, amount)| amount).sum()))
        });
        let months: Vec<(Period, Amount)> = months.collect();
        Ok::<_, Error>((charged(days_of), months, exported))
    };
    let before = options.compare.as_ref();
    let before = before.map(|(before, _)| charge(before)).transpose()?;
    let (charge, months, exported) = charge(&reported)?;
    if charge.media_left_out {
        let file = &project.file;
        dataset.notes.push(format!(
            "media costs of {file} left out: the exports hold the media of their days"
        ));
    }
    for (platform, amount) in &charge.media_elsewhere {
        dataset.notes.push(format!(
            "{} of media on {platform} in {} is in no row and no roi: the exports hold no spend of it; `ledger` counts it",
            grouped(*amount, 2), project.file
        ));
    }
    let told = reported.told(options.calendar);
    let note = note(project, &charge, exported.as_ref(), &told);
    let added: Vec<_> = charge
        .costs
        .into_iter()
        .filter(|(kind, _)| !typed.contains(kind))
        .collect();
    if added.is_empty() {
        return Ok(());
    }
    dataset.notes.push(note);
    options.of_paid_media = CostType::ALL.to_vec();
    options.of_paid_media.retain(|kind| !typed.contains(kind));
    options.costs.extend(added);
    options.cost_days = months;
    if typed.is_empty() {
        options.costs_before = before.map(|(charge, days, _)| CostsBefore {
            costs: charge.costs,
            days,
        });
    }
    Ok(())
}

/// The project with its costs and rates of hours in the currency of the report.
fn converted<'p>(
    project: &'p Project,
    options: &ReportOptions,
    rates: &Rates,
) -> Result<Cow<'p, Project>> {
    let exchange = Exchange {
        from: project.currency.clone(),
        to: options.currency.clone(),
        rates,
    };
    if exchange.to.is_none() || exchange.from == exchange.to {
        return Ok(Cow::Borrowed(project));
    }
    let mut own = project.clone();
    for cost in &mut own.costs {
        if let CostAmount::Money(money) = &mut cost.amount {
            money.reported = exchange.of_entry(money, &cost.period, &cost.spot)?;
        }
    }
    for hours in &mut own.labour {
        hours.rate.reported = exchange.of_entry(&hours.rate, &hours.period, &hours.spot)?;
    }
    Ok(Cow::Owned(own))
}

/// The media of the exports, with what of it lies in a period, by whom the project's rules say that it serves.
fn media(
    project: &Project,
    days: &Days,
    period: &Period,
    options: &ReportOptions,
    dataset: &Dataset,
) -> Result<Option<Exported>> {
    let Some(exported) = days.spent.clone() else {
        return Ok(None);
    };
    let mut mapped = Dataset::default();
    mapped.frames.extend(
        dataset
            .frames
            .get_key_value("ad_spend")
            .map(|(table, frame)| (*table, frame.clone())),
    );
    // Rows that the mapping went over are not mapped again.
    let is_mapped = |frame: &DataFrame| frame.column(FUNCTION).is_ok();
    if !mapped.frames.values().any(is_mapped) {
        mapping::map(&project.mapping, &mut mapped)?;
    }
    let everything = ReportOptions {
        filters: Vec::new(),
        ..options.clone()
    };
    let mut spend: BTreeMap<Function, Amount> = BTreeMap::new();
    if let Ok((now, _)) = narrowed(&mapped, &everything, Some(period))
        && let Some(frame) = now.frames.get("ad_spend")
    {
        let amounts = amounts(frame, col::SPEND).unwrap_or_default();
        let functions = texts(frame, FUNCTION).unwrap_or_else(|| vec![None; frame.height()]);
        for (amount, function) in amounts.into_iter().zip(functions) {
            let function = function.and_then(Function::named).unwrap_or(Function::Paid);
            *spend.entry(function).or_default() += Amount(amount.unwrap_or_default());
        }
    }
    Ok(Some(Exported { spend, ..exported }))
}

fn note(project: &Project, charge: &Charge, exported: Option<&Exported>, days: &str) -> String {
    let mut note = format!("cost of paid media from {}, {days}", project.file);
    if let Some(by) = charge.shared_by {
        note.push_str(&format!("; shared cost by {by}"));
    }
    let served: Vec<&str> = exported
        .into_iter()
        .flat_map(|exported| exported.spend.keys())
        .filter(|function| **function != Function::Paid)
        .map(|function| function.name())
        .collect();
    if !served.is_empty() {
        let served = served.join(", ");
        note.push_str(&format!("; media that serve {served} bear none of it"));
    }
    if !charge.others.is_empty() {
        let others: Vec<&str> = charge.others.iter().map(|other| other.name()).collect();
        let others = others.join(", ");
        note.push_str(&format!(
            "; cost of {others} left out, as their value does not stand here"
        ));
    }
    note
}
