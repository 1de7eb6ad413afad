//! The sources of sums that are put together of several tables: full cost of media by export and of what a project says,
//! the spend of a budget of the exports that hold it.

use crate::error::Result;
use crate::metrics::{Component, Metric, computed};
use crate::schema::{cells, col};

use super::build::narrowed;
use super::costs::typed;
use super::dataset::Dataset;
use super::options::ReportOptions;
use super::plan;
use super::trace::{FromFile, Part, Trace, Tracer};

/// Columns of spend that other cost is added to.
const COSTED: [&str; 3] = [computed::COST, computed::FULL_COST, computed::SPEND_COVERED];

/// Gives every part of the trace of a metric the files that it is from.
///
/// # Errors
/// As [`narrowed`], and where polars refuses.
pub fn name(
    trace: &mut Trace,
    metric: &Metric,
    dataset: &Dataset,
    options: &ReportOptions,
) -> Result<()> {
    let mut components: Vec<&Component> = Vec::new();
    for component in metric.components() {
        if !components.contains(&component) {
            components.push(component);
        }
    }
    let uses = |component: &Component, table: &str, columns: &[&str]| {
        let own = component.columns();
        component.table == table && columns.iter().any(|column| own.first() == Some(column))
    };
    let is_costed = |component: &&Component| uses(component, "ad_spend", &COSTED);
    let is_spent = |component: &&Component| uses(component, "budget", &[computed::SPENT]);
    if components.iter().any(is_costed) {
        let media = media_alone(metric, dataset, options)?;
        let parts = trace.parts.iter_mut().zip(media.parts).zip(&components);
        for ((part, media), _) in parts.filter(|(_, component)| is_costed(component)) {
            add_cost(part, media, options);
        }
    }
    if components.iter().any(is_spent) {
        let files = spent_by_file(metric, dataset, options)?;
        for (at, part) in trace.parts.iter_mut().enumerate() {
            if is_spent(&components[at]) {
                part.files = files.iter().filter_map(|own| from(own, at)).collect();
            }
        }
    }
    Ok(())
}

/// The same figure without any cost beside the media of the exports.
fn media_alone(metric: &Metric, dataset: &Dataset, options: &ReportOptions) -> Result<Trace> {
    let plain = ReportOptions {
        costs: Vec::new(),
        of_paid_media: Vec::new(),
        dated_costs: Vec::new(),
        other_media: Vec::new(),
        ..options.clone()
    };
    let (now, _) = narrowed(dataset, &plain, options.period.as_ref())?;
    traced(now, metric, dataset, &plain)
}

/// The media of each export, before them what is no export's.
fn add_cost(part: &mut Part, media: Part, options: &ReportOptions) {
    let (Some(all), Some(own)) = (part.sum, media.sum) else {
        return;
    };
    (part.rows, part.counted, part.files) = (media.rows, media.counted, media.files);
    if all == own {
        return;
    }
    let mut names: Vec<&str> = Vec::new();
    let mut entries = 0;
    if let Some((files, count)) = &options.cost_entries {
        names.push(files);
        entries += count;
    }
    let count = typed(options).count() as u64;
    if count > 0 {
        names.push("--cost");
        entries += count;
    }
    let cost = FromFile {
        file: names.join(", "),
        rows: entries,
        counted: entries,
        sum: Some(all - own),
    };
    part.files.insert(0, cost);
}

/// A file with the trace of the figure over its rows alone, and how many they are.
type OfFile = (String, u64, Trace);

/// The figure over the spend of each file.
fn spent_by_file(
    metric: &Metric,
    dataset: &Dataset,
    options: &ReportOptions,
) -> Result<Vec<OfFile>> {
    let (now, _) = narrowed(dataset, options, options.period.as_ref())?;
    let Some(spend) = now.frames.get("ad_spend") else {
        return Ok(Vec::new());
    };
    let files = cells::texts(spend, col::FILE).unwrap_or_default();
    let mut names: Vec<&str> = files.iter().flatten().copied().collect();
    names.sort_unstable();
    names.dedup();
    let mut found = Vec::new();
    for name in names {
        let mask: Vec<bool> = files.iter().map(|file| *file == Some(name)).collect();
        let own = cells::kept(spend, &mask)?;
        let rows = own.height() as u64;
        let mut of_file = now.clone();
        of_file.frames.insert("ad_spend", own);
        let trace = traced(of_file, metric, dataset, options)?;
        found.push((name.to_owned(), rows, trace));
    }
    Ok(found)
}

fn from((file, rows, trace): &OfFile, at: usize) -> Option<FromFile> {
    let sum = trace.parts.get(at)?.sum?;
    (sum.0 != 0).then(|| FromFile {
        file: file.clone(),
        rows: *rows,
        counted: *rows,
        sum: Some(sum),
    })
}

fn traced(
    mut now: Dataset,
    metric: &Metric,
    whole: &Dataset,
    options: &ReportOptions,
) -> Result<Trace> {
    let sides = plan::Sides {
        whole,
        options,
        period: options.period,
    };
    plan::add(&mut now, &[metric], sides)?;
    let tracer = Tracer::of(&now, &[], &[metric], options.spread)?;
    Ok(tracer.trace(metric, None))
}
