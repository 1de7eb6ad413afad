//! Tables of plans for metrics that read them: costs, hours, budgets, targets, finance, assumptions.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame};

use crate::cli::JourneyArgs;
use crate::error::{Error, Result};
use crate::ingest::{DealMoney, Reading};
use crate::metrics::{COMPUTED_TABLES, Metric, Registry, computed};
use crate::project::{Assumption, Money, Project, Target};
use crate::report::{self, AttributeOptions, Dataset, Supplied, TouchLog};
use crate::schema::{cells, col, plan};
use crate::time::{Calendar, Period};

use super::ledger::{Exchange, days_of_media, of_rows};
use super::scope::Scoped;
use super::{Stage, project, targets};

/// The table of assumptions.
const ASSUMPTIONS: &str = "assumptions";

/// The table of deals.
const DEALS: &str = "deals";

/// The tables that metrics read, each once; names that are no metric are left to others.
pub fn tables(names: &[String], registry: &Registry) -> Vec<&'static str> {
    let metrics = names.iter().filter_map(|name| registry.asked(name));
    let mut tables: Vec<&'static str> = metrics.flat_map(read_by).collect();
    // A target may be for any metric.
    if tables.contains(&"targets") {
        tables.extend(plan::PLAN_TABLES);
        tables.push(DEALS);
    }
    tables.sort_unstable();
    tables.dedup();
    tables
}

/// Refuses figures of the value ledger, which a report of rows does not hold.
///
/// # Errors
/// [`Error::OfLedger`].
pub fn refuse_ledger(names: &[String], registry: &Registry) -> Result<()> {
    let metrics = names.iter().filter_map(|name| registry.asked(name));
    let mut of_ledger = metrics.filter(|metric| metric.is_of(computed::LEDGER));
    of_ledger.next().map_or(Ok(()), |metric| {
        Err(Error::OfLedger {
            metric: metric.name.clone(),
        })
    })
}

fn read_by(metric: &Metric) -> Vec<&'static str> {
    let needs = metric.needs();
    let mut tables: Vec<&'static str> = needs.iter().map(|(table, _)| *table).collect();
    let all_costs = tables.contains(&computed::ALL_COSTS);
    tables.extend(["costs", "labour"].into_iter().filter(|_| all_costs));
    let influenced = tables.contains(&computed::INFLUENCED_DEALS);
    tables.extend(influenced.then_some(DEALS));
    let of_targets = [computed::SPEND_WASTED];
    if needs
        .iter()
        .any(|(_, column)| column.is_some_and(|column| of_targets.contains(&column)))
    {
        tables.push("targets");
    }
    tables
}

/// How touches become journeys, where tables of journeys are among those wanted: by the words of the project.
pub fn journeys(
    wanted: &[&str],
    lookback_days: Option<&str>,
    project: &Project,
) -> Option<JourneyArgs> {
    let of_journeys = [computed::JOURNEYS, computed::INFLUENCED_DEALS];
    let asked = wanted.iter().any(|table| of_journeys.contains(table));
    asked.then(|| super::defaults::of_journeys(lookback_days, project))
}

/// Whose money is wanted of deals: that of all, where their own metrics are.
pub fn deal_money(wanted: &[&str]) -> DealMoney {
    match wanted.contains(&DEALS) {
        true => DealMoney::All,
        false => DealMoney::Won,
    }
}

/// Counts deals among the readings whose money is settled, where their own metrics are wanted.
pub fn count_deals(wanted: &[&str], readings: &[Reading], counted: &mut Vec<usize>) {
    if wanted.contains(&DEALS) {
        let is_deal = |at: &usize| {
            let reading = &readings[*at];
            reading.table == Some(DEALS) && reading.frame.is_some()
        };
        counted.extend((0..readings.len()).filter(is_deal));
        counted.sort_unstable();
        counted.dedup();
    }
}

/// Adds the deals of a customer database, where their own metrics are wanted.
///
/// # Errors
/// Where polars refuses a column.
pub fn add_deals(wanted: &[&str], tables: &[Supplied<'_>], dataset: &mut Dataset) -> Result<()> {
    if wanted.contains(&DEALS)
        && let Some(deals) = report::pipeline(tables)?
    {
        dataset.frames.insert(DEALS, deals);
    }
    Ok(())
}

/// Deals beside the lines of a ledger.
#[derive(Debug, Default)]
pub struct Pipeline {
    /// All of them, by the day on which they arose.
    pub deals: Option<DataFrame>,
    /// Those whose contacts the touch log knows, with the amount of those that social touched.
    pub influenced: Option<DataFrame>,
    /// The file of the deals.
    pub file: String,
}

/// Whether deals are among the outcomes that count and their money needs no rate that the others do not.
pub fn has_pipeline(readings: &[Reading], counted: &[usize], others: &[usize]) -> bool {
    let deals = |at: &&usize| readings[**at].table == Some(DEALS);
    let codes = |at: &usize| readings[*at].currencies.clone();
    let known: Vec<String> = others.iter().flat_map(codes).collect();
    let is_known = |code: String| known.is_empty() || known.contains(&code);
    let mut own = counted.iter().filter(deals).peekable();
    own.peek().is_some() && own.flat_map(codes).all(is_known)
}

/// The deals that count as outcomes, for memos beside them; by the touch log where credit is given over it.
///
/// # Errors
/// Where polars refuses a column.
pub fn pipeline(
    tables: &[Supplied<'_>],
    dataset: &Dataset,
    touches: Option<(&TouchLog, &AttributeOptions)>,
) -> Result<Pipeline> {
    let mut found = Pipeline {
        deals: report::pipeline(tables)?,
        ..Pipeline::default()
    };
    let files = tables.iter().filter(|one| one.table == DEALS);
    found.file = files.map(|one| one.path).collect::<Vec<_>>().join(", ");
    if let Some((log, options)) = touches {
        let mut aside = Dataset::default();
        let spend = dataset.frames.get_key_value("ad_spend");
        let spend = spend.map(|(name, frame)| (*name, frame.clone()));
        aside.frames.extend(spend);
        let wanted = [computed::INFLUENCED_DEALS];
        report::add_journeys(&mut aside, log, tables, options, &wanted)?;
        found.influenced = aside.frames.remove(computed::INFLUENCED_DEALS);
    }
    Ok(found)
}

/// Adds the tables of the project that are wanted, in the currency of the report, and what its mapping says of goals.
///
/// # Errors
/// Where polars refuses a column.
pub fn add(wanted: &[&str], scoped: &mut Scoped, stage: &Stage<'_>) -> Result<()> {
    let is_wanted = |table: &str| {
        plan::is_plan(table) || COMPUTED_TABLES.iter().any(|known| known.name == table)
    };
    let project = project::found(stage)?;
    if wanted.iter().any(|table| is_wanted(table)) {
        scoped.options.currency = scoped
            .options
            .currency
            .take()
            .or_else(|| project.currency.clone());
        let exchange = Exchange {
            from: project.currency.clone(),
            to: scoped.options.currency.clone(),
            rates: &scoped.rates,
        };
        let mut gone = None;
        let unclear = std::cell::RefCell::new(Vec::new());
        let registry = &scoped.registry;
        let frames = {
            let gone = std::cell::RefCell::new(&mut gone);
            let convert = |money: &Money, days: &Period| {
                let found = exchange.of_entry(money, days, &project.file);
                found
                    .map_err(|error| **gone.borrow_mut() = Some(error))
                    .ok()
            };
            let aimed = |target: &Target| {
                let found = targets::value(target, registry, &exchange);
                let tell = |why| unclear.borrow_mut().push((target.spot.to_string(), why));
                found.map_err(tell).ok()
            };
            let media = days_of_media(&scoped.dataset, *scoped.options.calendar);
            let held = |platform: Option<&str>| held_of(&media, platform);
            project.frames(&convert, &aimed, &held)?
        };
        if let Some(error) = gone {
            return Err(error);
        }
        if wanted.contains(&"targets") {
            let told = unclear.into_inner().into_iter();
            let told = told.map(|(spot, why)| format!("the target at {spot} is left out: {why}"));
            scoped.dataset.notes.extend(told);
        }
        for (table, mut frame) in frames {
            if wanted.contains(&table) {
                if table == ASSUMPTIONS {
                    let options = &scoped.options;
                    let rows = || of_rows(&scoped.dataset, *options.calendar, options.as_of);
                    let days = options.period.or_else(rows);
                    frame.with_column(assumed(plan::BASE, &project, &exchange, days)?)?;
                    let before = options.compare.map(|(before, _)| before);
                    if before.is_some() {
                        let own = assumed(computed::BASE_BEFORE, &project, &exchange, before)?;
                        frame.with_column(own)?;
                    }
                    let spans = days.into_iter().chain(before);
                    let told = spans.flat_map(|days| which_hold(&project, days, *options.calendar));
                    scoped.dataset.notes.extend(told.collect::<Vec<_>>());
                }
                scoped.dataset.frames.insert(table, frame);
            }
        }
    }
    goals(wanted, &project, &mut scoped.dataset)
}

/// The base of each assumption in the currency of the report, at the rates of its own days, else of those reported. Of
/// entries of several periods only that of the last reported day holds. What no metric reads is left out where there is
/// no rate for it.
///
/// # Errors
/// [`Error::MissingRate`].
fn assumed(
    name: &str,
    project: &Project,
    exchange: &Exchange<'_>,
    days: Option<Period>,
) -> Result<Column> {
    let base = |one: &Assumption| {
        if !holds(one, project, days) {
            return Ok(None);
        }
        let dated = one.evidence.date.map(|day| Period {
            start: day,
            end: day,
        });
        let Some(days) = one.period.or(days).or(dated) else {
            return Ok(None);
        };
        match exchange.in_unit(one, one.range.base, &days) {
            Err(_) if !report::ASSUMED.contains(&&one.key[..]) => Ok(None),
            found => found.map(|base| Some(base.0)),
        }
    };
    let bases = project.assumptions.iter().map(base);
    let bases = bases.collect::<Result<Vec<Option<i128>>>>()?;
    Ok(cells::amount_column(name, bases))
}

/// Whether an assumption holds in a report of some days: of entries of several periods that of the last day, of one
/// without a period where none of these does.
fn holds(one: &Assumption, project: &Project, days: Option<Period>) -> bool {
    let of_last = |one: &Assumption| {
        let (own, days) = one.period.zip(days)?;
        Some(own.contains(days.end))
    };
    of_last(one).unwrap_or_else(|| {
        let mut same = project.assumptions.iter().filter(|own| own.key == one.key);
        !same.any(|own| of_last(own) == Some(true))
    })
}

/// Which entry of a lifetime value holds, where several overlap the days of a report.
fn which_hold(project: &Project, days: Period, calendar: Calendar) -> Vec<String> {
    let told = |key: &&str| {
        let own = project.assumptions.iter().filter(|one| one.key == *key);
        let own = own.filter_map(|one| one.period.map(|period| (one, period)));
        let all: Vec<_> = own
            .filter(|(_, period)| period.overlap(&days).is_some())
            .collect();
        let mut held = all.iter();
        let (held, period) = held.find(|(one, _)| holds(one, project, Some(days)))?;
        (all.len() > 1).then(|| {
            format!(
                "{key}: of {} entries for {} that of its last day counts, {} ({})",
                all.len(),
                days.told(calendar),
                period.told(calendar),
                held.spot
            )
        })
    };
    report::OF_LIFETIME.iter().filter_map(told).collect()
}

/// Days of which media of a platform is held; of none in particular, those of any.
fn held_of(media: &BTreeMap<String, Vec<Period>>, platform: Option<&str>) -> Vec<Period> {
    match platform {
        Some(name) => media.get(name).cloned().unwrap_or_default(),
        None => media.values().flatten().copied().collect(),
    }
}

/// Adds every table of plans and the deals, money as it was written: to see which metrics the inputs allow.
///
/// # Errors
/// Where polars refuses a column.
pub fn add_all(tables: &[Supplied<'_>], dataset: &mut Dataset, stage: &Stage<'_>) -> Result<()> {
    let project = project::found(stage)?;
    let as_written = |money: &Money, _: &Period| Some(money.reported);
    for (table, frame) in
        project.frames(&as_written, &|target| Some(target.value), &|_| Vec::new())?
    {
        dataset.frames.insert(table, frame);
    }
    add_deals(&[DEALS], tables, dataset)?;
    goals(&["ad_spend", "posts"], &project, dataset)
}

/// Marks spend and posts of campaigns that the mapping gives a goal; without a goal in it nothing is known.
fn goals(wanted: &[&str], project: &Project, dataset: &mut Dataset) -> Result<()> {
    if project.mapping.rules.iter().all(|rule| rule.goal.is_none()) {
        return Ok(());
    }
    let marked = ["ad_spend", "posts"].into_iter();
    for table in marked.filter(|table| wanted.contains(table)) {
        let Some(mut frame) = dataset.frames.get(table).cloned() else {
            continue;
        };
        let column = aligned(project, table, &frame);
        frame.with_column(column)?;
        dataset.frames.insert(table, frame);
    }
    Ok(())
}

fn aligned(project: &Project, table: &str, frame: &DataFrame) -> Column {
    let rows = frame.height();
    let text = |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; rows]);
    let (campaign, platform) = (text(col::CAMPAIGN), text(col::PLATFORM));
    let has_goal = |row: usize| {
        let rule = project
            .mapping
            .rule(campaign[row].unwrap_or_default(), platform[row]);
        rule.is_some_and(|rule| rule.goal.is_some())
    };
    if table == "posts" {
        let own = (0..rows).map(|row| campaign[row].map(|_| i64::from(has_goal(row))));
        return cells::count_column(computed::ALIGNED, own.collect());
    }
    let spend = cells::amounts(frame, col::SPEND).unwrap_or_else(|| vec![None; rows]);
    let own = (0..rows).map(|row| spend[row].map(|units| if has_goal(row) { units } else { 0 }));
    cells::amount_column(computed::SPEND_ALIGNED, own.collect())
}
