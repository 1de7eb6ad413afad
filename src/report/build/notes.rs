//! What stands around the figures: the days they cover, notes under the table, constant columns.

use crate::error::{Result, Warning};
use crate::metrics::{Direction, Metric, Value, Zero, is_low_n, share};
use crate::report::Covered;
use crate::report::dataset::{Dataset, listed};
use crate::report::extent::{Extents, Hole, told};
use crate::report::figures::Figures;
use crate::report::join::{Join, money};
use crate::report::options::ReportOptions;
use crate::report::table::Constant;
use crate::report::{cost_notes, costs};
use crate::schema::{Amount, cells, col};
use crate::time::{Calendar, Period};

use super::choice::Chosen;

/// What the figures cover; what is compared is called whole where the files cover all of both periods.
pub fn scope(
    dataset: &Dataset,
    metrics: &[&Metric],
    is_whole: bool,
    options: &ReportOptions,
) -> Result<Covered> {
    if let (Some(period), Some(compared)) = (options.period, options.compare) {
        return Ok(Covered::beside(
            period,
            compared,
            is_whole,
            options.calendar,
        )?);
    }
    if let Some(period) = options.period {
        return Ok(Covered::days(period, *options.calendar));
    }
    let read = |table: &str| {
        metrics
            .iter()
            .flat_map(|metric| metric.components())
            .any(|component| component.table == table)
    };
    let spans = dataset
        .frames
        .iter()
        .filter(|(table, _)| read(table))
        .filter_map(|(_, frame)| cells::span(frame, col::PERIOD_START, col::PERIOD_END));
    let (first, last) = spans.fold((None, None), |(first, last), (start, end)| {
        (
            Some(first.map_or(start, |first: i32| first.min(start))),
            Some(last.map_or(end, |last: i32| last.max(end))),
        )
    });
    let day = |number: i32| cells::day_of(number);
    let span = first.and_then(day).zip(last.and_then(day));
    Ok(span
        .and_then(|(start, end)| Period::new(start, end).ok())
        .map(|period| Covered::days(period, *options.calendar))
        .unwrap_or_default())
}

/// That periods are compared of which the files do not cover all days, and which days are missing.
pub fn compared_in_part(
    extents: &Extents,
    metrics: &[&Metric],
    options: &ReportOptions,
) -> Option<Warning> {
    let (now, (before, _)) = options.period.zip(options.compare)?;
    let mut holes: Vec<Hole> = Vec::new();
    for metric in metrics {
        for hole in [&now, &before]
            .into_iter()
            .flat_map(|period| extents.holes(metric, period, None))
        {
            if !holes.contains(&hole) {
                holes.push(hole);
            }
        }
    }
    let missing = told(&holes, *options.calendar);
    (!missing.is_empty()).then(|| {
        Warning::run(format!(
            "a part is compared with a whole: {}",
            missing.join("; ")
        ))
        .hint("compare days that the files cover (--period FROM..TO)")
    })
}

pub fn notes(
    dataset: &Dataset,
    chosen: &Chosen<'_>,
    figures: &Figures,
    options: &ReportOptions,
) -> Vec<String> {
    let mut notes = Vec::new();
    let shows = |name: &str| chosen.metrics.iter().any(|metric| metric.name == name);
    if (shows("roi") || shows("roas")) && dataset.frames.contains_key("conversions") {
        notes.push("roas and roi: joined revenue over the spend of platforms that occur in the outcomes; credited, not caused".into());
    }
    if shows("roi") {
        notes.extend(cost_notes::notes(options));
        notes.extend(cost_notes::borne_by_rows(dataset, options));
    }
    notes.extend(cost_notes::other_media(&chosen.metrics, options));
    notes.extend(undated(chosen, figures));
    notes.extend(claims(chosen, figures));
    notes.extend(coverage(chosen, figures));
    notes.extend(few(chosen, figures));
    debug_assert!(chosen.metrics.iter().all(|metric| matches!(
        metric.direction,
        Direction::Higher | Direction::Lower | Direction::Neutral
    )));
    let mut components = chosen.metrics.iter().flat_map(|metric| metric.components());
    if components.any(|component| component.table == "conversions") {
        notes.extend(dataset.join_notes.iter().cloned());
    }
    notes.extend(dataset.notes.iter().cloned());
    notes.extend(chosen.notes.iter().cloned());
    if options.calendar != Calendar::Gregorian {
        let title = options.calendar.title();
        notes.push(format!(
            "months, years and days are those of the {title} calendar"
        ));
    }
    notes
}

/// Medians and percentiles of fewer rows than they should rest on.
fn few(chosen: &Chosen<'_>, figures: &Figures) -> Vec<String> {
    let rows = |metric: &Metric, group: Option<&[String]>| {
        let rows = metric.components().map(|part| figures.total(part, group).n);
        rows.min().unwrap_or_default()
    };
    let told = |metric: &&Metric| {
        let is_few = |group: Option<&[String]>| {
            is_low_n(metric, &|component| figures.total(component, group))
        };
        if is_few(None) {
            let (rows, least) = (rows(metric, None), metric.min_n);
            return Some(format!(
                "{}: rests on {rows}, fewer than {least}",
                metric.name
            ));
        }
        let groups = figures.groups.iter();
        let few = groups.filter(|group| is_few(Some(group))).count();
        (few > 0).then(|| {
            let least = metric.min_n;
            format!(
                "{}: {few} of the rows rest on fewer than {least}",
                metric.name
            )
        })
    };
    let medians = chosen.metrics.iter();
    medians
        .filter(|metric| metric.zero == Zero::Distribution)
        .filter_map(told)
        .collect()
}

/// Figures that a period takes away, because the rows that tell them have no date.
fn undated(chosen: &Chosen<'_>, figures: &Figures) -> Option<String> {
    let lost: Vec<&str> = chosen
        .metrics
        .iter()
        .filter(|metric| figures.is_undated(metric))
        .map(|metric| metric.name.as_str())
        .collect();
    let verb = if lost.len() == 1 { "reads" } else { "read" };
    (!lost.is_empty()).then(|| {
        format!(
            "{} {verb} rows without a date, which are in no period: export them by day or month, or leave out `--period`",
            listed(&lost)
        )
    })
}

/// Claims of several platforms are never summed without a word: each of them counts what it thinks it sold.
pub fn claims(chosen: &Chosen<'_>, figures: &Figures) -> Option<String> {
    let platforms = figures.platforms(None);
    let summed: Vec<&str> = chosen
        .metrics
        .iter()
        .filter(|metric| metric.caveat(platforms).is_some())
        .map(|metric| metric.name.as_str())
        .collect();
    (!summed.is_empty()).then(|| {
        format!(
            "{}: summed over {platforms} platforms, which may claim the same order",
            listed(&summed)
        )
    })
}

/// Ratios that rest on a part of their rows, because the others do not state both sides.
fn coverage(chosen: &Chosen<'_>, figures: &Figures) -> Vec<String> {
    let mut covered: Vec<(String, Vec<&str>)> = Vec::new();
    for metric in &chosen.metrics {
        let known = figures.figure(metric, None).value().is_some();
        let Some((column, part, whole)) = figures.coverage(metric).filter(|_| known) else {
            continue;
        };
        let share = 100.0 * part.to_f64() / whole.to_f64();
        if share.is_nan() || share >= 99.95 {
            continue;
        }
        let shown = |amount| match column {
            col::SPEND => money(amount),
            _ => money(amount).trim_end_matches(".00").to_owned(),
        };
        let (part, whole) = (shown(part), shown(whole));
        let what = format!("{share:.1} % of {column} ({part} of {whole})");
        match covered.iter_mut().find(|(known, _)| *known == what) {
            Some((_, names)) => names.push(&metric.name),
            None => covered.push((what, vec![&metric.name])),
        }
    }
    let sentence = |(what, names): (String, Vec<&str>)| {
        let verb = if names.len() == 1 { "covers" } else { "cover" };
        format!(
            "{} {verb} {what}: the other rows do not state what it needs",
            listed(&names)
        )
    };
    covered.into_iter().map(sentence).collect()
}

/// Constant columns of machine formats.
pub fn constants(join: Option<&Join>, options: &ReportOptions) -> Vec<(String, Constant)> {
    let mut constants = Vec::new();
    if let Some(currency) = &options.currency {
        constants.push((col::CURRENCY.into(), Constant::Text(currency.clone())));
    }
    let types = i64::try_from(costs::types(options)).unwrap_or(i64::MAX);
    constants.push(("cost_types".into(), Constant::Count(types)));
    let given = options.margin.is_some();
    constants.push(("margin_given".into(), Constant::Flag(given)));
    if let Some(join) = join {
        let share = |part: Amount, whole: Amount| {
            Constant::Share(share(part, whole).value().map(Value::to_f64))
        };
        let spend = share(join.spend_joined, join.spend);
        constants.push(("join_rate_spend".into(), spend));
        constants.push(("join_rate_value".into(), share(join.joined, join.revenue)));
    }
    // Who reads a saved file sees no warning.
    if let Some(unread) = i64::try_from(options.unread)
        .ok()
        .filter(|unread| *unread > 0)
    {
        constants.push(("files_not_read".into(), Constant::Count(unread)));
    }
    if options.calendar != Calendar::Gregorian {
        let name = options.calendar.name().to_owned();
        constants.push(("calendar".into(), Constant::Text(name)));
    }
    constants
}
