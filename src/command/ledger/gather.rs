//! From files and the project to the inputs of a ledger: read once, measured for each period that is asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::{InputArgs, ScopeArgs};
use crate::error::{Error, Result, Warning};
use crate::options::{self, Counting, Keep, Scope};
use crate::project::Project;
use crate::report::ledger::{Channel, Facts, LedgerInputs, grouped};
use crate::report::{
    Absence, Dataset, Method, OF_JOURNEYS, ReportOptions, applied, has_rows, narrowed,
    refuse_no_rows, undated_outcomes,
};
use crate::schema::Amount;
use crate::time::{Calendar, Comparison, Period};

use super::costs::Typed;
use super::covered::{covered, last_day, months_of, of_media, on_record};
use super::customers::{Known, customers};
use super::exports::{Earner, Measured, Stated, measured};
use super::facts::facts;
use super::media::{Media, held, media};
use super::money::Exchange;
use super::{
    apart, assumptions, codes, costs, experiments, lines, outcomes, pipeline, unpaid, unused,
};
use crate::command::scope::{Ask, ProjectCosts, Scoped, scoped};
use crate::command::unread::unread_note;
use crate::command::{Stage, project, zones};

/// Inputs of a ledger, and how the reading went.
pub struct Gathered {
    /// The period asked for.
    pub inputs: LedgerInputs,
    /// The one it is compared with, and by which rule that was found.
    pub before: Option<(LedgerInputs, Comparison)>,
    /// The facts of ad platforms in the other period and in this one.
    pub facts: Facts,
    /// What customers did in the other period and in this one.
    pub customers: Option<(Known, Known)>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
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
    let calendar = *read.options.calendar;
    let (period, asked, told) = match read.options.period {
        Some(period) => (period, Some(period), None),
        None => {
            let days = covered(&read.dataset, &project, calendar, read.options.as_of)?;
            let asked = days.leaves_out.then_some(days.period);
            (days.period, asked, days.told)
        }
    };
    let outcomes = read.known.as_ref();
    let outcomes = outcomes.or_else(|| read.dataset.frames.get("conversions"));
    let seen = outcomes.map(outcomes::seen);
    let maker = Maker {
        seen: seen.unwrap_or_default(),
        holds: of_media(&read.dataset, calendar),
        project: &project,
        scope: &scope,
        counting,
        read: &read,
        as_of: input.as_of.clone(),
        filters: &args.filters,
    };
    let (mut inputs, facts, warnings) = maker.inputs(period, asked)?;
    refuse_empty(&read, &project, &inputs)?;
    inputs.settings.notes.extend(told);
    let other = match read.options.compare {
        Some((before, rule)) => {
            let (mut inputs, before, _) = maker.inputs(before, Some(before))?;
            // What was typed is the cost of the period asked for.
            let typed = scope.costs.iter().map(|(kind, _)| *kind);
            inputs.settings.unknown_costs = typed.collect();
            Some((inputs, before, rule))
        }
        None => None,
    };
    let of_customers = |period: &Period| customers(&read.dataset, &read.options, &project, period);
    let customers = match &read.options.compare {
        Some((then, _)) => Some((of_customers(then)?, of_customers(&period)?)),
        None => None,
    };
    let mut facts = Facts {
        unknown: outcomes::unknown(&inputs),
        now: facts,
        ..Facts::default()
    };
    let before = other.map(|(inputs, before, rule)| {
        facts.before = before;
        facts.unknown.extend(outcomes::unknown(&inputs));
        (inputs, rule)
    });
    Ok(Gathered {
        inputs,
        before,
        facts,
        customers,
        warnings: warnings.into_iter().filter_map(of_ledger).collect(),
        applied: applied(&read.dataset),
        calendar: *read.options.calendar,
        failed: read.failed,
        rejected: read.rejected,
        rows: read.rows,
        method: read.method,
    })
}

/// What the report of rows says of its own ROI is not what a ledger does.
fn of_ledger(warning: Warning) -> Option<Warning> {
    (!warning.what.contains(OF_REPORTS)).then_some(warning)
}

/// Words of a warning that is about the covered spend of reports: in a ledger all media counts.
const OF_REPORTS: &str = "left out of roas and roi";

/// Days of the longest period that the ledger does not discount.
const YEAR: i64 = 366;

/// What inputs are made of.
struct Maker<'m> {
    project: &'m Project,
    scope: &'m Scope,
    counting: &'m Counting,
    read: &'m Scoped,
    as_of: Option<String>,
    filters: &'m [String],
    /// Ad platforms that the files hold outcomes of.
    seen: BTreeMap<String, outcomes::Seen>,
    /// The days of which the files hold the spend of each platform.
    holds: BTreeMap<String, Period>,
}

impl Maker<'_> {
    /// The inputs of one period. `asked` is the period that was asked for: without one, rows without a date count too.
    fn inputs(
        &self,
        period: Period,
        asked: Option<Period>,
    ) -> Result<(LedgerInputs, Vec<Channel>, Vec<Warning>)> {
        let options = &self.read.options;
        let (now, _) = narrowed(&self.read.dataset, options, asked.as_ref())?;
        refuse_no_rows(&self.read.dataset, options, &now)?;
        refuse_undated(&now, &period, *options.calendar)?;
        let project = self.project;
        let calendar = *options.calendar;
        let currency = options
            .currency
            .clone()
            .or_else(|| project.currency.clone());
        let mut given = LedgerInputs::new(period, currency.clone().unwrap_or_default());
        let exchange = Exchange {
            from: project.currency.clone(),
            to: currency,
            rates: &self.read.rates,
        };
        let known = self.read.dataset.outcome_days.stretches();
        let edges = known.map_or_else(BTreeSet::new, outcomes::edges);
        let media = media(&now, &period, calendar, &self.holds, &edges);
        given.exported = held(&self.all_media(&now, &period, asked)?);
        let borders = experiments::borders(project, calendar);
        let stated = Stated {
            margin: project.margin.as_ref(),
            // Journeys have no codes.
            creators: self.counting.credit.is_none().then_some(&project.creators),
        };
        let mut measured = measured(
            &now,
            media.clone(),
            &period,
            calendar,
            &self.read.media,
            &borders,
            stated,
        )?;
        outcomes::add_zeros(&self.seen, &now, &mut measured);
        self.name_logs(&mut measured);
        let (mut held, mut notes) = assumptions::add(
            project, self.scope, &exchange, &measured, calendar, &mut given,
        )?;
        costs::add(project, self.typed(), &exchange, &media, &mut given)?;
        let method = self.method();
        lines::add(
            project,
            self.counting,
            &exchange,
            &measured,
            &method,
            &mut held,
            &mut given,
        )?;
        pipeline::add(&self.read.pipeline, &now, &mut given);
        notes.extend(experiments::unused(project, calendar, &held, &given));
        self.settings(&mut given);
        given.settings.notes.extend(unread_note(&self.read.unread));
        given.settings.notes.extend(notes);
        given.settings.notes.extend(zones::note(project));
        let told = self.read.counted_from.iter().chain(&self.read.idle);
        given.settings.notes.extend(told.cloned());
        let unpaid = unpaid::note(&now, &given.currency);
        given.settings.notes.extend(unpaid);
        given.settings.notes.extend(self.read.refunds.clone());
        given.settings.notes.extend(self.of_deals(&given.currency));
        let idle = unused::notes(project, self.counting, &measured, &held, &given);
        given.settings.notes.extend(idle);
        let coded = codes::notes(project, self.counting, &measured, &given.currency);
        given.settings.notes.extend(coded);
        let apart = apart::notes(&measured, &given.currency, calendar);
        given.settings.notes.extend(apart);
        given.settings.without_media = apart::without_media(&measured);
        given.settings.without_outcomes = outcomes::without(&self.seen, &given);
        given.settings.outcome_days = known.map(<[Period]>::to_vec);
        given
            .settings
            .notes
            .extend(outcomes::beyond(&given, calendar));
        given.settings.notes.extend(undated_outcomes(&now));
        let facts = facts(&now, &given, &measured.earned);
        Ok((given, facts, now.warnings))
    }

    /// The media of the period whatever the conditions leave of it: what an export holds is no cost of its own elsewhere.
    fn all_media(&self, now: &Dataset, period: &Period, asked: Option<Period>) -> Result<Media> {
        let options = &self.read.options;
        let calendar = *options.calendar;
        if options.filters.is_empty() {
            return Ok(media(now, period, calendar, &self.holds, &BTreeSet::new()));
        }
        let whole = ReportOptions {
            filters: Vec::new(),
            ..options.clone()
        };
        let (all, _) = narrowed(&self.read.dataset, &whole, asked.as_ref())?;
        Ok(media(&all, period, calendar, &self.holds, &BTreeSet::new()))
    }

    fn typed(&self) -> Typed<'_> {
        Typed {
            costs: &self.scope.costs,
            filters: &self.scope.filters,
        }
    }

    fn settings(&self, given: &mut LedgerInputs) {
        let calendar = self.read.options.calendar;
        let rate = given
            .input("discount_rate")
            .map(|input| input.base.to_f64());
        let settings = &mut given.settings;
        if !self.filters.is_empty() {
            settings.scope = format!("social activity where {}", self.filters.join(" and "));
            settings.notes.push(
                "--where narrows revenue and media, by platform also that of the project; other costs, hours and counts stay whole".into(),
            );
        }
        let last = || last_day(&self.read.dataset, self.project, *calendar);
        settings.as_of = self.as_of.clone().or_else(last).unwrap_or_default();
        settings.include_risk = self.counting.include_risk;
        settings.allow_undocumented = self.counting.allow_undocumented;
        settings.show_emv = self.counting.show_emv;
        settings.discount_rate = self.counting.discount_rate.or(rate);
        if self.counting.discount_rate.is_some() && given.period.days() <= YEAR {
            settings.notes.push(
                "--npv: no present value, as a period of up to twelve months needs no discounting"
                    .into(),
            );
        }
        settings.buckets = months_of(&given.period, calendar);
        if calendar != Calendar::Gregorian {
            settings.period_name = given.period.told(calendar);
        }
    }

    /// How credit was given, in words.
    fn method(&self) -> String {
        match &self.counting.credit {
            Some(credit) => format!("{} over journeys", credit.models.join(", ")),
            None => "last UTM of the order, joined by campaign".into(),
        }
    }

    /// What became of won deals under a model, in words.
    fn of_deals(&self, currency: &str) -> Option<String> {
        let models = self.counting.credit.as_ref()?.models.join(", ");
        let money = |sum: Amount| {
            let text = format!("{} {currency}", grouped(sum, 2));
            text.trim_end().to_owned()
        };
        self.read.deals.as_ref()?.told(&models, money)
    }

    /// Credit over journeys comes from touch logs, whose names stand in its place.
    fn name_logs(&self, measured: &mut Measured) {
        if self.counting.credit.is_none() {
            return;
        }
        for ((earner, _), sum) in &mut measured.earned {
            if sum.files.remove(OF_JOURNEYS).is_none() {
                continue;
            }
            sum.files.extend(self.read.logs.iter().cloned());
            let deals = self.read.deals.iter().flat_map(|deals| &deals.files);
            for (file, rows) in deals.filter(|_| matches!(earner, Earner::Deals(_))) {
                *sum.files.entry(file.clone()).or_default() += rows;
            }
        }
    }
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

/// Outcomes without a date have a value in every period or in none: a return without them would be −100 %.
fn refuse_undated(now: &Dataset, period: &Period, calendar: Calendar) -> Result<()> {
    let absence = now.absent.get("conversions").map(|(absence, _)| *absence);
    if absence != Some(Absence::Undated) {
        return Ok(());
    }
    Err(Error::NothingToReport {
        why: format!(
            "the outcomes have no date, so that none of their value is known to be of {}; export them by day or month, or leave out `--period` and `--compare`",
            period.told(calendar)
        ),
    })
}
