//! `metrics`: what can be computed, and with inputs, what these inputs allow.

use crate::cli::MetricsArgs;
use crate::error::{Error, Result};
use crate::metrics::Metric;
use crate::report::{self, KeyColumn, Row, Table};

use super::formats::text_frame;
use super::{Stage, inputs, method, output, plans, sheets};

/// Runs the command.
pub fn run(args: &MetricsArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = output::destination(&args.output, stage)?;
    let asked = args.can || !args.input.inputs.is_empty();
    let mut readings = Vec::new();
    let dataset = if asked {
        if args.input.inputs.is_empty() && super::project::found(stage)?.inputs().is_empty() {
            return Err(Error::NoInput);
        }
        readings = inputs::read(&args.input, destination.keep(), stage)?;
        inputs::announce(&readings, stage)?;
        inputs::warn(&inputs::idle(&args.input, &readings)?, stage)?;
        inputs::warn(&sheets::adopt(&mut readings, stage)?, stage)?;
        let mut dataset =
            report::gather(&super::scope::supplied(&readings), &report::Outcomes::Best)?;
        report::join(&mut dataset)?;
        plans::add_all(&super::scope::supplied(&readings), &mut dataset, stage)?;
        report::add_computed(&mut dataset, &super::project::registry(stage))?;
        Some(dataset)
    } else {
        None
    };
    let mut table = Table {
        keys: keys(asked),
        ..Table::default()
    };
    for metric in super::project::registry(stage).metrics() {
        table.rows.push(row(metric, dataset.as_ref()));
    }
    if !asked {
        table.notes.push("`social-roi explain NAME` says more of one; `social-roi metrics --can INPUT` says which ones your files allow".into());
    }
    let method = method::method(readings.iter(), destination.keep(), stage)?;
    output::write_tables(
        &[("Metrics", &table)],
        || text_frame(&table),
        || method::told(method, &table, Vec::new(), &[]),
        &destination,
        stage,
    )?;
    Ok(0)
}

fn keys(asked: bool) -> Vec<KeyColumn> {
    let key = |name: &str| KeyColumn {
        name: name.into(),
        header: name.into(),
    };
    let mut keys = vec![key("metric"), key("id"), key("function"), key("unit")];
    if asked {
        keys.extend([key("can"), key("missing")]);
    } else {
        keys.push(key("title"));
    }
    keys.push(key("formula"));
    keys
}

fn row(metric: &Metric, dataset: Option<&report::Dataset>) -> Row {
    let formula = metric.denominator.as_ref().map_or_else(
        || metric.numerator.to_string(),
        |denominator| format!("({}) / {denominator}", metric.numerator),
    );
    let mut keys = vec![
        metric.name.clone(),
        metric.id.clone(),
        metric.function.text().into(),
        metric.unit.text().into(),
    ];
    match dataset {
        Some(dataset) => {
            let missing = report::missing(metric, dataset);
            keys.push(if missing.is_empty() { "yes" } else { "no" }.into());
            keys.push(missing.join(" "));
        }
        None => keys.push(metric.title.clone()),
    }
    keys.push(formula);
    Row {
        keys: keys.into_iter().map(Some).collect(),
        cells: Vec::new(),
        ..Row::default()
    }
}
