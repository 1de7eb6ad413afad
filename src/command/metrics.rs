//! `metrics`: what can be computed, and with inputs, what these inputs allow.

use crate::cli::MetricsArgs;
use crate::error::{Error, Result};
use crate::ingest::Reading;
use crate::metrics::{Metric, Registry, computed};
use crate::options::{Destination, Form};
use crate::render::Format;
use crate::report::{self, KeyColumn, MediaOnRecord, Row, Table};
use crate::schema::col;

use super::formats::write_list;
use super::{Stage, inputs, method, output, plans, sheets};

/// Runs the command.
pub fn run(args: &MetricsArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = output::destination(&args.output, stage)?;
    let asked = args.can || !args.input.inputs.is_empty();
    let mut readings = Vec::new();
    let dataset = if asked {
        let project = super::project::found(stage)?;
        if args.input.inputs.is_empty() && project.inputs().is_empty() {
            return Err(inputs::none(&project, stage));
        }
        readings = inputs::read(&args.input, destination.keep(), stage)
            .map_err(|error| of_a_name(error, &super::project::registry(stage)))?;
        inputs::announce(&readings, stage)?;
        inputs::warn(&inputs::idle(&args.input, &readings)?, stage)?;
        inputs::warn(&sheets::adopt(&mut readings, stage)?, stage)?;
        let mut dataset =
            report::gather(&super::scope::supplied(&readings), &report::Outcomes::Best)?;
        report::join(&mut dataset, &MediaOnRecord::always())?;
        let tables = super::scope::supplied(&readings);
        plans::add_all(&tables, &mut dataset, stage)?;
        let is_log = |reading: &Reading| reading.table == Some("touchpoints");
        if readings.iter().any(is_log) {
            report::add_empty_journeys(&mut dataset, &tables)?;
        }
        report::add_computed(&mut dataset, &super::project::registry(stage))?;
        Some(dataset)
    } else {
        None
    };
    let told = told(&destination);
    let mut table = Table {
        keys: keys(asked, told),
        ..Table::default()
    };
    for metric in super::project::registry(stage).metrics() {
        table.rows.push(row(metric, dataset.as_ref(), told));
    }
    if told == Told::Name {
        table.notes.push(format!(
            "functions, formulas and rules stand in a wider table (`--width {WITH_FORMULA}`) and in files"
        ));
    }
    if !asked {
        table.notes.push("`social-roi explain NAME` says more of one; `social-roi metrics --can INPUT` says which ones your files allow".into());
    }
    let method = method::method(readings.iter(), destination.keep(), stage)?;
    write_list("Metrics", &table, method, &destination, stage)?;
    Ok(0)
}

/// Most metrics that are named for a word in the place of an input.
const NAMED: usize = 6;

/// A word in the place of an input is mostly meant to be a metric.
fn of_a_name(error: Error, registry: &Registry) -> Error {
    let Error::Missing { path, similar } = &error else {
        return error;
    };
    let is_word = |letter: char| letter.is_alphanumeric() || "_-".contains(letter);
    if !similar.is_empty() || !path.chars().all(is_word) {
        return error;
    }
    let word = path.to_lowercase();
    let mut names = registry.nearest(&word);
    if names.is_empty() {
        let holds = |metric: &&Metric| {
            metric.name.contains(&word) || metric.title.to_lowercase().contains(&word)
        };
        let found = registry.metrics().iter().filter(holds);
        names = found.map(|metric| metric.name.as_str()).collect();
    }
    let near = match &names[..] {
        [] => String::new(),
        near => format!("; near are {}", report::listed(near, NAMED)),
    };
    Error::BadOption {
        what: path.clone(),
        why: format!("no such file or folder; `social-roi explain NAME` tells of one metric{near}"),
    }
}

/// The width from which a line has room for the formula.
const WITH_FORMULA: usize = 130;

/// How much is told of each metric.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// What fits a short line.
    Name,
    /// What fits a line: its formula and rules too.
    Short,
    /// Its meaning and source too.
    Whole,
}

/// A table for a screen has no room for sentences.
fn told(destination: &Destination) -> Told {
    let is_narrow = |width: usize| width < WITH_FORMULA;
    match destination.form {
        Form::Text(Format::Table) if destination.render.width.is_some_and(is_narrow) => Told::Name,
        Form::Text(Format::Table | Format::Markdown) => Told::Short,
        _ => Told::Whole,
    }
}

/// Where its figure is found.
fn found_in(metric: &Metric) -> &'static str {
    if metric.is_of(computed::LEDGER) {
        "ledger"
    } else if metric.is_of(computed::CURVES) {
        "no file"
    } else {
        "report"
    }
}

fn keys(asked: bool, told: Told) -> Vec<KeyColumn> {
    let key = |name: &str| KeyColumn {
        name: name.into(),
        header: name.into(),
    };
    let mut keys = vec![key("metric"), key("id")];
    if told != Told::Name {
        keys.push(key("function"));
    }
    keys.push(key("unit"));
    if asked {
        keys.extend([key("can"), key("missing")]);
    } else {
        keys.push(key("title"));
    }
    if told != Told::Name {
        keys.extend([key(col::FROM), key("rule"), key("formula")]);
    }
    if told == Told::Whole {
        keys.extend([key("meaning"), key(col::SOURCE)]);
    }
    keys
}

fn row(metric: &Metric, dataset: Option<&report::Dataset>, told: Told) -> Row {
    let mut keys = vec![metric.name.clone(), metric.id.clone()];
    if told != Told::Name {
        keys.push(metric.function.text().into());
    }
    keys.push(metric.unit.text().into());
    match dataset {
        Some(dataset) => {
            let missing = report::missing(metric, dataset);
            keys.push(if missing.is_empty() { "yes" } else { "no" }.into());
            keys.push(missing.join(" "));
        }
        None => keys.push(metric.title.clone()),
    }
    if told != Told::Name {
        let rule = format!("{}/{}", metric.zero.text(), metric.aggregation.text());
        keys.extend([found_in(metric).into(), rule, metric.formula()]);
    }
    if told == Told::Whole {
        keys.extend([metric.note.clone(), metric.source.clone()]);
    }
    Row {
        keys: keys.into_iter().map(Some).collect(),
        cells: Vec::new(),
        ..Row::default()
    }
}
