//! From readings to a dataset in one currency, joined: shared by `report` and `explain`.

use polars::prelude::DataFrame;

use crate::cli::{InputArgs, JourneyArgs, ScopeArgs};
use crate::error::{Error, Result, Warning};
use crate::ingest::{self, Rates, Reading, Repeated, Resolution};
use crate::metrics::Registry;
use crate::options::{self, Keep, Scope};
use crate::report::{
    self, AttributeOptions, Dataset, DealCredit, LogBuilder, MediaOnRecord, Method, OutcomeDays,
    ReportOptions, Supplied, gather, join,
};
use crate::schema::TouchSink;

use super::counting::{counting, counting_days};
use super::days::Days;
use super::ledger::{Typed, mark_codes, media_on_record};
use super::periods::periods;
use super::rates::rates;
use super::unread::{report_failures, unread, unread_note};
use super::{
    Stage, credit, defaults, idle, inputs, mapping, method, plans, refunds, sheets, targets,
    touches, unnamed, zones,
};

/// Everything read, settled and joined.
pub struct Scoped {
    /// The frames.
    pub dataset: Dataset,
    /// The metrics of the program and of the project.
    pub registry: Registry,
    /// The options so far.
    pub options: ReportOptions,
    /// A named input failed, though others did not.
    pub failed: bool,
    /// Files of exports that were not read.
    pub unread: Vec<String>,
    /// Rows rejected.
    pub rejected: u64,
    /// Rows in all.
    pub rows: u64,
    /// How its figures come about, as far as files and options say; the files only where they are kept.
    pub method: Method,
    /// The rates of currencies.
    pub rates: Rates,
    /// Touch logs and how many of their rows were used.
    pub logs: Vec<(String, u64)>,
    /// What became of refunds, where the project has a word in it.
    pub refunds: Option<String>,
    /// Deals beside the lines of a ledger, where they are wanted.
    pub pipeline: plans::Pipeline,
    /// What became of won deals where credit is given over journeys.
    pub deals: Option<DealCredit>,
    /// Outcomes of all days of the touch log, where credit is given over journeys to those of some days: they show
    /// whose outcomes the files hold.
    pub known: Option<DataFrame>,
    /// From which day a relative period was counted, in a sentence.
    pub counted_from: Vec<String>,
    /// The days of which media is on record.
    pub media: MediaOnRecord,
    /// What the project says and the files have no use for, in sentences that are among the notes too.
    pub idle: Vec<String>,
    /// Orders that stand in files of two formats.
    pub repeated: Vec<Warning>,
}

/// What becomes of the costs of the project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProjectCosts {
    /// Those of paid media stand beside its spend.
    #[default]
    OfPaidMedia,
    /// They are left to the caller.
    LeftOut,
}

/// What a command asks of the files beside the scope.
#[derive(Clone, Copy, Default)]
pub struct Ask<'a> {
    /// Keys of the rows.
    pub by: &'a [String],
    /// The period to compare with.
    pub compare: Option<&'a str>,
    /// The model whose credit takes the place of outcomes.
    pub credit: Option<&'a AttributeOptions>,
    /// What is kept of the files.
    pub keep: Keep,
    /// No figure is money, so that several currencies need no common one.
    pub without_money: bool,
    /// What becomes of the costs of the project.
    pub costs: ProjectCosts,
    /// Tables that the metrics asked for read.
    pub tables: &'a [&'static str],
    /// How touches become journeys, where those tables are made of journeys.
    pub journeys: Option<&'a JourneyArgs>,
    /// Whether a page is made of it.
    pub page: defaults::Page,
    /// Deals are wanted beside the outcomes, for memos.
    pub pipeline: bool,
}

/// Reads, resolves overlaps, settles currencies and joins.
///
/// # Errors
/// What makes any figure unsafe; unreadable files only where nothing else is left.
pub fn scoped(
    input: &InputArgs,
    args: &ScopeArgs,
    ask: Ask<'_>,
    stage: &mut Stage<'_>,
) -> Result<Scoped> {
    let builder = LogBuilder::default();
    let plain = JourneyArgs::default();
    let journeys = ask.journeys.or(ask.credit.map(|_| &plain));
    let rules = options::touches(input.as_of.as_deref(), journeys.unwrap_or(&plain))?;
    options::scope(args)?;
    let sink: &dyn TouchSink = match journeys {
        Some(_) => &builder,
        None => &touches::Unkept,
    };
    let mut readings = inputs::read_into(input, Some((rules, sink)), ask.keep, stage)?;
    inputs::announce(&readings, stage)?;
    let mut warnings = inputs::idle(input, &readings)?;
    warnings.extend(sheets::adopt(&mut readings, stage)?);
    let failed = report_failures(&readings, stage, &mut warnings)?;
    let mut read = Read {
        readings,
        log: builder,
        warnings,
        failed,
    };
    settled(&mut read, input, args, ask, stage)
}

/// What was read, before anything is made of it.
#[derive(Default)]
pub struct Read {
    /// The files.
    pub readings: Vec<Reading>,
    /// Rows of touch logs, where they are wanted.
    pub log: LogBuilder,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// A named input failed, though others did not.
    pub failed: bool,
}

/// Resolves overlaps, settles currencies and joins what was read.
///
/// # Errors
/// What makes any figure unsafe.
pub fn settled(
    read: &mut Read,
    input: &InputArgs,
    args: &ScopeArgs,
    ask: Ask<'_>,
    stage: &mut Stage<'_>,
) -> Result<Scoped> {
    let Ask { by, credit, .. } = ask;
    let scope = options::scope(args)?;
    let failed = read.failed;
    let readings = &mut read.readings;
    let mut warnings = std::mem::take(&mut read.warnings);
    let builder = std::mem::take(&mut read.log);
    touches::refuse_half(readings)?;
    let (rates, of_rates) = rates(readings, scope.rates.as_deref(), ask.keep)?;
    let mut counted = counting(readings, &scope);
    let outcomes = counted.clone();
    if credit.is_some() {
        let earns = |at: &usize| OUTCOMES.contains(&readings[*at].table.unwrap_or_default());
        counted.retain(|at| !earns(at));
    }
    let pipeline = ask.pipeline
        && scope.filters.is_empty()
        && plans::has_pipeline(readings, &outcomes, &counted);
    let is_deals = |at: &usize| readings[*at].table == Some("deals");
    // A model credits orders by the touch log alone; deals that count beside them stay.
    let won = ask.pipeline && credit.is_some() && outcomes.iter().any(is_deals);
    plans::count_deals(ask.tables, readings, &mut counted);
    if pipeline || won {
        plans::count_deals(&["deals"], readings, &mut counted);
    }
    let spent = touches::codes(readings, &counted);
    let settles = !ask.without_money || scope.currency.is_some();
    let currency = ingest::settle_counted(
        readings,
        if settles { &counted } else { &[] },
        plans::deal_money(ask.tables),
        &rates,
        scope.currency.as_deref(),
        &mut warnings,
    );
    let project = super::project::found(stage)?;
    let mut currency = currency.map_err(|error| idle::beside(error, &project, readings))?;
    let mut log = builder.finish();
    let journeys = ask.journeys.map(options::without_model).transpose()?;
    if journeys.is_some() {
        warnings.extend(touches::twice(&log, readings));
    }
    if credit.is_some() {
        currency = touches::agree(
            &mut log,
            readings,
            (&rates, scope.calendar.zone()),
            currency,
            spent,
            &mut warnings,
        )?;
    }
    let wanted: Vec<&str> = by
        .iter()
        .map(String::as_str)
        .chain(scope.filters.iter().map(|filter| filter.key.as_str()))
        .collect();
    ingest::resolve(
        readings,
        &Resolution {
            policy: scope.on_overlap,
            wanted,
        },
    )?;
    ingest::resolve_analytics(readings, &counted, scope.on_overlap)?;
    let repeated = ingest::repeated_orders(readings, &counted, scope.on_overlap);
    let repeated: Vec<Warning> = repeated.iter().map(Repeated::warning).collect();
    warnings.extend(repeated.iter().cloned());
    for reading in readings.iter() {
        warnings.extend(reading.warnings.iter().cloned());
    }
    let mut dataset = gather(&supplied(readings), &scope.outcomes)?;
    plans::add_deals(ask.tables, &supplied(readings), &mut dataset)?;
    let mut options = report_options(&scope, currency);
    options.as_of = input.as_of.as_deref().map(crate::time::day).transpose()?;
    let told = dataset.notes.len();
    let is_read = |at: usize| outcomes.contains(&at) || counted.contains(&at);
    let with_logs = credit.is_some() || journeys.is_some();
    if !with_logs && !dataset.frames.contains_key("conversions") {
        warnings.extend(touches::uncredited(readings, stage.takes_model()));
    }
    let counting: Vec<&Reading> = counting_days(readings, with_logs, is_read);
    (options.period, options.compare) =
        periods(&scope, ask.compare, input, &counting, &mut dataset)?;
    let counted_from = dataset.notes[told..].to_vec();
    let unread = unread(readings);
    dataset.notes.extend(unread_note(&unread));
    options.unread = unread.len();
    dataset.notes.extend(zones::note(&project));
    let moved = match credit {
        // Journeys have refunds as rows of their own.
        Some(_) => None,
        None => refunds::on_their_day(&project, &mut dataset)?,
    };
    dataset.notes.extend(moved.clone());
    let days = Days::of(readings);
    let typed = options.clone();
    if ask.costs == ProjectCosts::OfPaidMedia {
        defaults::money(
            &project,
            &days,
            &mut options,
            &mut dataset,
            &rates,
            ask.page,
        )?;
        let is_named = !input.inputs.is_empty() && !options.costs.is_empty();
        let unnamed = is_named
            .then(|| unnamed::note(&project, readings))
            .flatten();
        dataset.notes.extend(unnamed);
    }
    let calendar = *options.calendar;
    let media = media_on_record(&project, &dataset, Typed::whole(&typed.costs), calendar);
    let mut deals = None;
    let mut known = None;
    dataset.outcome_days = OutcomeDays::of(dataset.frames.get("conversions"), calendar);
    if let Some(credit) = credit {
        let won = won.then(|| credit::won(&dataset)).transpose()?.flatten();
        dataset.outcome_days = credit::outcome_days(&log, won.as_ref(), options.calendar);
        if ask.pipeline {
            known = credit::of_all_days(credit, &log, readings, &options, won.as_ref(), &dataset)?;
        }
        deals = credit::by(credit, &log, readings, (by, &options), won, &mut dataset)?;
    }
    let pipeline = match pipeline {
        true => plans::pipeline(
            &supplied(readings),
            &dataset,
            credit.map(|credit| (&log, credit)),
        )?,
        false => plans::Pipeline::default(),
    };
    mapping::map(&project.mapping, &mut dataset)?;
    let idle = match input.inputs.is_empty() {
        true => idle::notes(&project, readings, &dataset, &log, journeys.is_some()),
        false => Vec::new(),
    };
    dataset.notes.extend(idle.clone());
    let known = match known {
        Some(mut known) => {
            mapping::map(&project.mapping, &mut known)?;
            join(&mut known, &media)?;
            known.frames.remove("conversions")
        }
        None => None,
    };
    if let Some(journeys) = &journeys {
        mapping::map_touches(&project.mapping, &mut log);
        let tables = supplied(readings);
        report::add_journeys(&mut dataset, &log, &tables, journeys, ask.tables)?;
    }
    join(&mut dataset, &media)?;
    mark_codes(&project.creators, &mut dataset)?;
    dataset.warnings.splice(0..0, warnings);
    let rejected = readings.iter().map(|reading| reading.rejected).sum();
    let rows = readings.iter().map(Reading::rows).sum();
    let mut method = method::method(readings.iter().chain(&of_rates), ask.keep, stage)?;
    method::set_scope(&mut method, input, args, &options);
    let mut scoped = Scoped {
        registry: super::project::registry(stage),
        dataset,
        options,
        failed,
        unread,
        rejected,
        rows,
        method,
        rates,
        logs: touches::files(readings),
        refunds: moved,
        pipeline,
        deals,
        known,
        counted_from,
        media,
        idle,
        repeated,
    };
    plans::add(ask.tables, &mut scoped, stage)?;
    if ask.tables.contains(&"targets") {
        targets::attain(&mut scoped, (typed, &days), (input, args, credit), stage)?;
    }
    Ok(scoped)
}

/// Tables of outcomes, which credit takes the place of.
pub const OUTCOMES: [&str; 4] = ["conversions", "deals", "sessions", "sales_summary"];

/// The tables that were read, as the report takes them.
pub fn supplied(readings: &[Reading]) -> Vec<Supplied<'_>> {
    readings
        .iter()
        .filter_map(|reading| {
            Some(Supplied {
                table: reading.table?,
                frame: reading.frame.as_ref()?,
                path: &reading.path,
                vendor: reading.vendor().unwrap_or_default(),
                notes: &reading.notes,
            })
        })
        .collect()
}

fn report_options(scope: &Scope, currency: Option<String>) -> ReportOptions {
    ReportOptions {
        filters: scope.filters.clone(),
        calendar: scope.calendar,
        spread: scope.spread,
        margin: scope.margin,
        costs: scope.costs.clone(),
        currency,
        outcomes: scope.outcomes.clone(),
        ..ReportOptions::default()
    }
}

/// `--strict`: warnings and rejected rows are errors, after everything was shown.
///
/// # Errors
/// [`Error::Strict`], [`Error::StrictWarnings`].
pub fn strict(stage: &Stage<'_>, rejected: u64, rows: u64, warnings: usize) -> Result<()> {
    match (stage.global.strict, rejected, warnings) {
        (false, _, _) | (true, 0, 0) => Ok(()),
        (true, 0, count) => Err(Error::StrictWarnings { count }),
        (true, rejected, _) => Err(Error::Strict {
            rejected,
            total: rows,
        }),
    }
}
