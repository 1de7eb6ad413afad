//! What the project file says where the command line says nothing: as if it had been typed.

use crate::cli::{
    AttributeArgs, Command, CountingArgs, JourneyArgs, LedgerArgs, Reckoned, ReportArgs, ScopeArgs,
};
use crate::error::{Error, Result};
use crate::ingest::Rates;
use crate::options;
use crate::project::Project;
use crate::report;
use crate::report::ledger::{grouped, is_of_ledger};
use crate::report::{AttributeOptions, CostsOf, Dataset, Kind, ReportOptions, Source};
use crate::schema::{Amount, CostType, Function};
use crate::time::Period;

use super::Stage;
use super::days::Days;
use super::ledger::{ChargeAsked, HeldMedia, PaidCost, of_paid, of_rows};

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
            let mend = match stage.takes_model() {
                true => "name one among `sources`, take the line away, or type `--model none`",
                false => "name one among `sources`, or take the line away",
            };
            Error::BadOption {
                what: format!("{spot}: attribution.model {model}"),
                why: format!("{why}: {mend}"),
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
    model((&mut args.model, &mut args.lookback_days), project);
}

/// The model that the project gives credit by and the days that it looks back, where no model is typed.
fn model((model, days): (&mut Option<String>, &mut Option<String>), project: &Project) {
    or(model, project.attribution.model.clone());
    *model = model.take().filter(|model| model != NO_MODEL);
    if model.is_some() {
        or(days, number(project.attribution.lookback_days));
    }
}

/// The credit that takes the place of outcomes in a command that has no option for it: that of the project.
///
/// # Errors
/// A model that is none.
pub fn credit(project: &Project) -> Result<Option<AttributeOptions>> {
    let (mut name, mut days) = (None, None);
    model((&mut name, &mut days), project);
    options::credit(name.as_deref(), days.as_deref())
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
    model((&mut counting.model, &mut counting.lookback_days), project);
}

fn attribute(args: &mut AttributeArgs, project: &Project) {
    or(&mut args.currency, project.currency.clone());
    or(&mut args.calendar, calendar(project));
    args.reckoned = reckoned(project);
    args.rates = args.rates.take().or_else(|| project.rates.clone());
    journeys(&mut args.journeys, project);
}

/// Whether a page is made of the figures, which sets them beside earlier periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// It is.
    Wanted,
    /// It is not.
    #[default]
    None,
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
    page: Page,
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
    if !has_costs(project) && options.costs.is_empty() {
        return Ok(());
    }
    options.cost_days = Some(reported);
    charge(project, &reported, options, dataset, rates, page)
}

/// What paid media cost beside media, for the period of a report and the one that it is compared with.
fn charge(
    project: &Project,
    reported: &Period,
    options: &mut ReportOptions,
    dataset: &mut Dataset,
    rates: &Rates,
    page: Page,
) -> Result<()> {
    let asked = ChargeAsked {
        project,
        dataset,
        options,
        rates,
    };
    let typed: Vec<CostType> = options.costs.iter().map(|(kind, _)| *kind).collect();
    let paid = of_paid(&asked, reported, options.period.as_ref())?;
    // What was typed is the cost of the period reported; of others it is not known.
    let others = match typed.is_empty() {
        true => of_others(&asked, page)?,
        false => Vec::new(),
    };
    let days = reported.told(options.calendar);
    if has_costs(project) {
        tell(project, &paid, dataset);
        options.on_record = Some(paid.on_record.clone());
        if !paid.costs.is_empty() {
            dataset.notes.push(note(project, &paid, &typed, &days));
        }
        dataset.notes.extend(paid.notes);
    }
    if !typed.is_empty() && options.period.is_none() {
        let note = format!("--cost is taken as that of {days} (`--period` decides otherwise)");
        dataset.notes.push(note);
    }
    options.cost_entries = entries(project, reported, &typed);
    options.of_paid_media = CostType::ALL.to_vec();
    (options.costs, options.dated_costs, options.other_media) =
        (paid.costs, paid.dated, paid.media);
    options.costs_of = others;
    Ok(())
}

/// What paid media cost in the period that is compared with, and in the earlier ones that a page shows.
fn of_others(asked: &ChargeAsked<'_>, page: Page) -> Result<Vec<(Period, CostsOf)>> {
    let mut found = Vec::new();
    if let Some((before, _)) = asked.options.compare {
        found.push((before, of_paid(asked, &before, Some(&before))?));
    }
    let earlier = match page {
        Page::Wanted => report::earlier_periods(asked.dataset, asked.options),
        Page::None => Vec::new(),
    };
    // What cannot be told of one of them is left out of the page.
    found.extend(earlier.into_iter().filter_map(|period| {
        let paid = of_paid(asked, &period, Some(&period)).ok()?;
        (!paid.costs.is_empty() || !paid.media.is_empty()).then_some((period, paid))
    }));
    let known = found.into_iter().map(|(period, paid)| {
        let costs = CostsOf {
            costs: paid.costs,
            dated: paid.dated,
            media: paid.media,
        };
        (period, costs)
    });
    Ok(known.collect())
}

/// How much of the media of the project the exports hold.
fn tell(project: &Project, paid: &PaidCost, dataset: &mut Dataset) {
    let file = &project.file;
    match paid.held {
        HeldMedia::None => {}
        HeldMedia::All => dataset.notes.push(format!(
            "media costs of {file} left out: the exports hold the media of their days"
        )),
        HeldMedia::Partly(counted) => dataset.notes.push(format!(
            "media costs of {file} count for the days that no export holds: {}",
            grouped(counted, 2)
        )),
    }
}

fn has_costs(project: &Project) -> bool {
    !(project.costs.is_empty() && project.labour.is_empty())
}

/// The files of entries that paid media bear a part of in these days, what was typed among them, and how many entries.
fn entries(project: &Project, days: &Period, typed: &[CostType]) -> Option<(String, u64)> {
    let is_own = |function: Option<Function>, kind: CostType, period: &Period| {
        function.is_none_or(|own| own == Function::Paid)
            && !typed.contains(&kind)
            && period.overlap(days).is_some()
    };
    let costs = project.costs.iter();
    let costs = costs.filter(|one| is_own(one.function, one.cost_type, &one.period));
    let hours = project.labour.iter();
    let hours = hours.filter(|one| is_own(one.function, CostType::Labour, &one.period));
    let costs = costs.map(|one| one.spot.file.to_string());
    let hours = hours.map(|one| one.spot.file.to_string());
    let mut files: Vec<String> = costs.chain(hours).collect();
    let count = (files.len() + typed.len()) as u64;
    files.sort();
    files.dedup();
    files.extend((!typed.is_empty()).then(|| "--cost".to_owned()));
    (count > 0).then(|| (files.join(", "), count))
}

fn note(project: &Project, paid: &PaidCost, typed: &[CostType], days: &str) -> String {
    let typed = match typed.is_empty() {
        true => "",
        false => " and --cost",
    };
    let mut note = format!("cost of paid media from {}{typed}, {days}", project.file);
    if let Some(by) = paid.shared_by {
        note.push_str(&format!("; shared cost by {by}"));
    }
    let names = |functions: &[Function]| {
        let names: Vec<&str> = functions.iter().map(|own| own.name()).collect();
        names.join(", ")
    };
    if !paid.served.is_empty() {
        let served = names(&paid.served);
        note.push_str(&format!("; media that serve {served} bear none of it"));
    }
    if !paid.others.is_empty() {
        let own = paid
            .others
            .iter()
            .map(|own| match paid.served.contains(own) {
                true => format!("{} beside its media", own.name()),
                false => own.name().to_owned(),
            });
        let others = own.collect::<Vec<String>>().join(", ");
        note.push_str(&format!(
            "; cost of {others} left out, as their value does not stand here"
        ));
    }
    note
}
