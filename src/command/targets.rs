//! Targets and benchmarks beside their figures: the same for `check` and for metrics of targets.
//!
//! The return, the net value and whatever else only a ledger has are those of the ledger where nothing narrows them: a
//! project has one ROI. All other figures are those of `report` over the days and the scope of the target.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::budgets::filter;
use super::days::Days;
use super::ledger::Exchange;
use super::saved::STDIN;
use super::scope::{Ask, ProjectCosts, Scoped, scoped};
use super::{Stage, defaults, ledger, plans, project};
use crate::cli::{CountingArgs, InputArgs, LedgerArgs, ScopeArgs};
use crate::error::{Error, Result};
use crate::ingest::Rates;
use crate::metrics::{Metric, Registry, Unit, computed};
use crate::project::{Project, Target};
use crate::report::ledger::LedgerReport;
use crate::report::{
    self, AttributeOptions, Cell, Dataset, FUNCTION, Filter, Measured, ReportOptions, Test,
    measured_of_ledger,
};
use crate::schema::{Amount, Function, cells, plan};
use crate::time::Period;

/// The value of a target; money by the mean rate of its days, from the currency that the target names.
///
/// # Errors
/// The rate that is missing, in words.
pub fn value(
    target: &Target,
    registry: &Registry,
    exchange: &Exchange<'_>,
) -> std::result::Result<Amount, String> {
    let metric = registry.asked(&target.metric);
    if metric.is_none_or(|metric| metric.unit != Unit::Money) {
        return Ok(target.value);
    }
    let (from, days) = (target.currency.as_deref(), &target.period);
    let found = exchange.converted(from, target.value, days, &target.spot);
    found.map_err(|_| {
        format!(
            "there is no rate from {} to {}",
            from.unwrap_or_default(),
            exchange.to.as_deref().unwrap_or_default()
        )
    })
}

/// The first day that is not over: as typed, else the one after the last day in the files.
///
/// # Errors
/// A word that is no day.
pub fn today(input: &InputArgs, days: &Days) -> Result<Option<NaiveDate>> {
    let typed = input.as_of.as_deref().map(crate::time::day).transpose()?;
    let last = days.all.map(|days| days.end);
    Ok(typed.or_else(|| last.and_then(|day| day.succ_opt())))
}

/// What figures of targets are made of.
pub struct Judged<'j> {
    /// The project.
    pub project: &'j Project,
    /// The days of the files.
    pub days: &'j Days,
    /// Rows with the tables of plans that the metrics read.
    pub dataset: &'j Dataset,
    /// The metrics of the program and of the project.
    pub registry: &'j Registry,
    /// Rates of currencies.
    pub rates: &'j Rates,
    /// What was typed, without margin and costs of the project.
    pub typed: ReportOptions,
    /// The files, for the ledger.
    pub input: &'j InputArgs,
    /// Which rows and money, for the ledger.
    pub scope: &'j ScopeArgs,
    /// The model whose credit takes the place of outcomes.
    pub credit: Option<&'j AttributeOptions>,
}

/// What figures of some days are made of, by the days.
#[derive(Default)]
pub struct Known {
    ledgers: RefCell<BTreeMap<Period, Rc<LedgerReport>>>,
    credited: RefCell<BTreeMap<Period, Rc<Dataset>>>,
}

/// Whether standard input is among the files.
fn is_piped(input: &InputArgs) -> bool {
    input.inputs.iter().any(|input| input == STDIN)
}

/// Tables that the figures of targets and benchmarks are made of.
pub fn tables(project: &Project, registry: &Registry) -> Vec<&'static str> {
    let benchmarks = project.benchmarks.iter().map(|own| own.metric.clone());
    let targets = project.targets.iter().map(|aim| aim.metric.clone());
    let names: Vec<String> = targets.chain(benchmarks).collect();
    let mut tables = plans::tables(&names, registry);
    // A target of targets would ask for itself.
    tables.retain(|table| *table != "targets");
    tables
}

/// Whose figure of a ledger.
enum Whose {
    All,
    Function(Function),
}

/// Metrics that a report of ads has too.
const BOTH: [&str; 3] = ["roi", "net_value", "bcr"];

fn of_ledger(metric: &Metric, filters: &[Filter]) -> Option<Whose> {
    let is_of_ledger = metric.is_of(computed::LEDGER);
    match filters {
        [] if is_of_ledger || BOTH.contains(&metric.name.as_str()) => Some(Whose::All),
        [
            Filter {
                key,
                test: Test::Is(name),
            },
        ] if is_of_ledger && key == FUNCTION => Function::named(name).map(Whose::Function),
        _ => None,
    }
}

impl Judged<'_> {
    /// The figure of a metric under conditions in some days; `None` where no metric is called so.
    ///
    /// # Errors
    /// What a report or a ledger of it would fail with.
    pub fn figure(
        &self,
        (metric, filters, period): (&str, &[Filter], &Period),
        known: &Known,
        stage: &mut Stage<'_>,
    ) -> Result<Option<Measured>> {
        let Some(metric) = self.registry.asked(metric) else {
            return Ok(None);
        };
        let mut options = ReportOptions {
            filters: filters.to_vec(),
            period: Some(*period),
            compare: None,
            ..self.typed.clone()
        };
        if let Some(whose) = of_ledger(metric, filters) {
            let ledger = self.ledger(period, known, stage)?;
            let function = match whose {
                Whose::All => None,
                Whose::Function(function) => Some(function),
            };
            let found =
                measured_of_ledger(metric, &ledger.ledger, function, self.dataset, &options);
            return Ok(Some(found));
        }
        let credited = match self.credit {
            Some(credit) => Some(self.credited(credit, period, known, stage)?),
            None => None,
        };
        let dataset = credited.as_deref().unwrap_or(self.dataset);
        // What the money notes say is said by the report itself.
        let mut rows = dataset.clone();
        defaults::money(
            self.project,
            self.days,
            &mut options,
            &mut rows,
            self.rates,
            defaults::Page::None,
        )?;
        report::measured(&metric.name, dataset, &options, self.registry)
    }

    /// Whether any row of any days meets conditions, also of the credit that was worked out.
    ///
    /// # Errors
    /// Where polars refuses a column.
    pub fn bears(&self, filters: &[Filter], rows: &Dataset, known: &Known) -> Result<bool> {
        let options = ReportOptions {
            filters: filters.to_vec(),
            period: None,
            compare: None,
            costs: Vec::new(),
            other_media: Vec::new(),
            ..self.typed.clone()
        };
        let bears = |rows: &Dataset| -> Result<bool> {
            let (rows, _) = report::narrowed(rows, &options, None)?;
            Ok(rows.frames.values().any(|frame| frame.height() > 0))
        };
        if bears(rows)? {
            return Ok(true);
        }
        for credited in known.credited.borrow().values() {
            if bears(credited)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The rows with the credit of these days in the place of outcomes, as a report of the days has them: some models learn
    /// from the days.
    fn credited(
        &self,
        credit: &AttributeOptions,
        period: &Period,
        known: &Known,
        stage: &mut Stage<'_>,
    ) -> Result<Rc<Dataset>> {
        if let Some(known) = known.credited.borrow().get(period) {
            return Ok(Rc::clone(known));
        }
        if is_piped(self.input) {
            return Err(Error::NothingToReport {
                why: "credit of the days of a target is worked out from the files once more, and standard input is read once: name the file".into(),
            });
        }
        let tables = tables(self.project, self.registry);
        let journeys = plans::journeys(&tables, None, self.project);
        let ask = Ask {
            tables: &tables,
            journeys: journeys.as_ref(),
            credit: Some(credit),
            costs: ProjectCosts::LeftOut,
            ..Ask::default()
        };
        let scope = self.scope_of(period);
        let mut nothing = std::io::sink();
        let mut silent = stage.silent(&mut nothing);
        let found = scoped(self.input, &scope, ask, &mut silent);
        let found = found.map_err(|error| defaults::told_by_project(error, stage))?;
        let found = Rc::new(found.dataset);
        known
            .credited
            .borrow_mut()
            .insert(*period, Rc::clone(&found));
        Ok(found)
    }

    /// What was typed of rows and money, for all rows of some days.
    fn scope_of(&self, period: &Period) -> ScopeArgs {
        ScopeArgs {
            filters: Vec::new(),
            period: Some(period.iso(*self.typed.calendar)),
            ..self.scope.clone()
        }
    }

    fn ledger(
        &self,
        period: &Period,
        known: &Known,
        stage: &mut Stage<'_>,
    ) -> Result<Rc<LedgerReport>> {
        if let Some(known) = known.ledgers.borrow().get(period) {
            return Ok(Rc::clone(known));
        }
        let mut args = LedgerArgs {
            input: self.input.clone(),
            scope: self.scope_of(period),
            counting: CountingArgs::default(),
            ..LedgerArgs::default()
        };
        defaults::counting(&mut args.counting, self.project);
        let mut nothing = std::io::sink();
        let mut silent = stage.silent(&mut nothing);
        let found = Rc::new(ledger::reported(&args, &mut silent)?.0);
        known
            .ledgers
            .borrow_mut()
            .insert(*period, Rc::clone(&found));
        Ok(found)
    }

    /// The figure of a target on those of its days that are over, and whether less is better; why not, in words.
    fn of_target(
        &self,
        target: &Target,
        today: Option<NaiveDate>,
        known: &Known,
        stage: &mut Stage<'_>,
    ) -> std::result::Result<Attained, String> {
        let over = today.and_then(|today| today.pred_opt());
        let end = over.map_or(target.period.end, |over| over.min(target.period.end));
        let gone = Period {
            end,
            ..target.period
        };
        if gone.end < gone.start {
            return Err("its days have not begun".into());
        }
        let filters: Vec<Filter> = target.scope.iter().map(filter).collect();
        let asked = (&target.metric[..], &filters[..], &gone);
        let found = self
            .figure(asked, known, stage)
            .map_err(|error| error.to_string())?
            .ok_or("no metric of reports is called so")?;
        let figure = match &found.cell {
            Cell::Ratio(ratio) => Amount::from_plain(&ratio.to_string()),
            Cell::Undefined { sentence, .. } => return Err(sentence.clone()),
            cell => cell.exact(),
        };
        let lower = target.lower_is_better.or(found.lower_is_better);
        Ok(Attained {
            figure: figure.ok_or("the figure is no number")?,
            lower: lower.ok_or(NO_DIRECTION)?,
        })
    }
}

/// A figure beside its target.
struct Attained {
    figure: Amount,
    lower: bool,
}

/// Why a target of a metric that may go either way cannot be judged, and what to do.
const NO_DIRECTION: &str =
    "neither more nor less of it is better as such: `direction` of the target has to say which";

/// Adds to the targets of a report their figures and which way is better; what has no figure is told.
///
/// # Errors
/// Where polars refuses a column.
pub fn attain(
    scoped: &mut Scoped,
    (typed, days): (ReportOptions, &Days),
    (input, scope, credit): (&InputArgs, &ScopeArgs, Option<&AttributeOptions>),
    stage: &mut Stage<'_>,
) -> Result<()> {
    let project = project::found(stage)?;
    let Some(mut frame) = scoped.dataset.frames.get("targets").cloned() else {
        return Ok(());
    };
    if frame.height() != project.targets.len() {
        return Ok(());
    }
    let today = today(input, days)?;
    let judged = Judged {
        project: &project,
        days,
        dataset: &scoped.dataset,
        registry: &scoped.registry,
        rates: &scoped.rates,
        typed: ReportOptions {
            currency: scoped.options.currency.clone(),
            ..typed
        },
        input,
        scope,
        // What was piped has the credit of the report.
        credit: credit.filter(|_| !is_piped(input)),
    };
    let known = Known::default();
    let (mut figures, mut directions, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for target in &project.targets {
        let found = judged.of_target(target, today, &known, stage);
        figures.push(found.as_ref().ok().map(|found| found.figure.0));
        directions.push(match &found {
            Ok(found) if found.lower => Some("lower"),
            Ok(_) => Some("higher"),
            Err(_) => None,
        });
        if let Err(why) = found {
            notes.push(format!(
                "the target of {} at {} has no figure: {why}",
                target.metric, target.spot
            ));
        }
    }
    frame.with_column(cells::amount_column(computed::ACTUAL, figures))?;
    frame.with_column(cells::text_column(plan::DIRECTION, directions.into_iter()))?;
    scoped.dataset.frames.insert("targets", frame);
    scoped.dataset.notes.extend(notes);
    Ok(())
}
