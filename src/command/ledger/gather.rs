//! From files and the project to the ledgers that are asked for: what is read, which periods, and what is said of it.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::cli::{InputArgs, ScopeArgs};
use crate::error::{Error, Result, Warning};
use crate::options::{self, Counting, Keep};
use crate::project::Project;
use crate::report::ledger::{Facts, LedgerInputs, Source};
use crate::report::{Method, PlatformOf, applied, has_rows, narrowed};
use crate::time::{Calendar, Comparison, Period};

use super::covered::{covered, left_out, of_media, on_record};
use super::customers::{Known, customers};
use super::maker::{Maker, Side};
use super::outcomes;
use crate::command::scope::{Ask, ProjectCosts, Scoped, scoped};
use crate::command::{Stage, project};

/// Inputs of a ledger, and how the reading went.
pub struct Gathered {
    /// The period asked for.
    pub now: Side,
    /// The one it is compared with, and by which rule that was found.
    pub before: Option<(Side, Comparison)>,
    /// The facts of ad platforms in the other period and in this one.
    pub facts: Facts,
    /// What customers did in the other period and in this one.
    pub customers: Option<(Known, Known)>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// What the project says without use for these files, in words.
    pub idle: Vec<String>,
    /// Which rules took which campaigns, in words.
    pub applied: Vec<String>,
    /// The calendar of its periods.
    pub calendar: Calendar,
    /// How the figures come about.
    pub method: Method,
    /// A named input failed, though others did not.
    pub failed: bool,
    /// Rows rejected.
    pub rejected: u64,
    /// Rows in all.
    pub rows: u64,
}

impl Gathered {
    /// What the ledger is compared with.
    pub fn compared(&self) -> Option<(&dyn Source, Comparison)> {
        let (side, rule) = self.before.as_ref()?;
        Some((side, *rule))
    }
}

/// Reads the files and the project.
///
/// # Errors
/// What makes any figure unsafe; `Error::NothingToReport` where neither files nor project hold a figure of the period.
pub fn gathered(
    input: &InputArgs,
    args: &ScopeArgs,
    counting: &Counting,
    compare: Option<&str>,
    keep: Keep,
    stage: &mut Stage<'_>,
) -> Result<Gathered> {
    let ask = Ask {
        compare,
        credit: counting.credit.as_ref(),
        keep,
        costs: ProjectCosts::LeftOut,
        pipeline: true,
        ..Ask::default()
    };
    let mut read = scoped(input, args, ask, stage)?;
    let project = project::found(stage)?;
    let scope = options::scope(args)?;
    // Margin and costs are those of the ledger, not of its rows.
    (read.options.margin, read.options.costs) = (None, Vec::new());
    // A condition on platforms takes what its lines are made of, by whatever they were credited.
    read.options.platform_of = PlatformOf::Credit;
    let calendar = *read.options.calendar;
    let (period, asked, told) = match read.options.period {
        Some(period) => (period, Some(period), None),
        None => {
            let days = covered(&read.dataset, &project, calendar, read.options.as_of)?;
            let asked = days.leaves_out.then_some(days.period);
            let currency = read.options.currency.as_deref();
            let left_out = left_out(&read.dataset, &days.period, currency);
            let told = days.told.map(|told| told + &left_out);
            (days.period, asked, told)
        }
    };
    let outcomes = read.known.as_ref();
    let outcomes = outcomes.or_else(|| read.dataset.frames.get("conversions"));
    let sourced = outcomes.map(outcomes::sourced).unwrap_or_default();
    let seen = outcomes.map(outcomes::seen);
    let (seen, holds) = (seen.unwrap_or_default(), of_media(&read.dataset, calendar));
    let maker = Rc::new(Maker {
        seen,
        sourced,
        holds,
        project,
        scope,
        counting: counting.clone(),
        read,
        as_of: input.as_of.clone(),
        filters: args.filters.clone(),
    });
    let (read, project) = (&maker.read, &*maker.project);
    let now = Side::of(&maker, period, asked)?.telling(told);
    refuse_empty(read, project, &now.inputs)?;
    let before = match read.options.compare {
        Some((before, rule)) => {
            let mut then = Side::of(&maker, before, Some(before))?;
            // What was typed is the cost of the period asked for.
            let typed = maker.scope.costs.iter().map(|(kind, _)| *kind);
            then.inputs.settings.unknown_costs = typed.collect();
            Some((then, rule))
        }
        None => None,
    };
    let of_customers = |period: &Period| customers(&read.dataset, &read.options, project, period);
    let customers = match &read.options.compare {
        Some((then, _)) => Some((of_customers(then)?, of_customers(&period)?)),
        None => None,
    };
    let mut facts = Facts {
        unknown: half_known(&now.inputs),
        now: now.facts(),
        ..Facts::default()
    };
    if let Some((then, _)) = &before {
        facts.before = then.facts();
        facts.unknown.extend(half_known(&then.inputs));
    }
    let warnings = now.warnings().iter().cloned();
    Ok(Gathered {
        facts,
        customers,
        // What a report says of its own figures is not what a ledger does.
        warnings: warnings.filter(|warning| !warning.of_reports).collect(),
        idle: read.idle.clone(),
        applied: applied(&read.dataset),
        calendar,
        failed: read.failed,
        rejected: read.rejected,
        rows: read.rows,
        method: read.method.clone(),
        now,
        before,
    })
}

/// Ad platforms of whose media the outcomes of the period are not known, or of whose outcomes the media.
fn half_known(given: &LedgerInputs) -> BTreeSet<String> {
    let mut names = outcomes::unknown(given);
    names.extend(given.settings.without_media.iter().cloned());
    names
}

/// Refuses a period of which neither files nor project hold anything: every figure would be nought or none.
///
/// # Errors
/// [`Error::NothingToReport`] with the days that they hold.
fn refuse_empty(read: &Scoped, project: &Project, inputs: &LedgerInputs) -> Result<()> {
    let options = &read.options;
    let Some(period) = options.period else {
        return Ok(());
    };
    if !(inputs.lines.is_empty() && inputs.costs.is_empty()) {
        return Ok(());
    }
    let (now, _) = narrowed(&read.dataset, options, Some(&period))?;
    if has_rows(&now) {
        return Ok(());
    }
    let calendar = *options.calendar;
    let days = on_record(&read.dataset, project, calendar, options.as_of);
    let held = days.map_or_else(String::new, |days| {
        format!(
            "; files and project hold {} (`--period` names other days)",
            days.told(calendar)
        )
    });
    Err(Error::NothingToReport {
        why: format!(
            "no value and no cost falls into {}{held}",
            period.told(calendar)
        ),
    })
}
