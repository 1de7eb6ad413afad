//! `attribute`: multi-touch attribution, all models side by side.

use crate::cli::AttributeArgs;
use crate::error::Result;
use crate::options::{Destination, Form};
use crate::render::Format;
use crate::report::{self, AttributeOptions, Table};

use super::journeys::journeys;
use super::{Stage, method, output};

/// Runs the command.
pub fn run(args: &AttributeArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = output::destination(&args.output, stage)?;
    let read = journeys(args, destination.keep(), stage, |evidence, options| {
        let found = report::attribute(evidence, options)?;
        Ok((tables(&found, options, &destination), found.warnings))
    })?;
    let code = read.code(stage);
    let tables = read.found;
    let named: Vec<(&str, &Table)> = tables.iter().map(|table| (name(table), table)).collect();
    output::write_tables(
        &named,
        || super::report::frame(&tables[0]),
        || method::of_attribution(read.method, args, &read.options, &tables, &read.warnings),
        &destination,
        stage,
    )?;
    code
}

/// What is asked for, in the form that fits where it goes: models side by side for people, a row for each model for
/// programs, both in a workbook.
fn tables(
    found: &report::Found,
    options: &AttributeOptions,
    destination: &Destination,
) -> Vec<Table> {
    if let Some(table) = &found.shown {
        return vec![table.clone()];
    }
    let wide = || report::wide(&found.attribution, options.measure, options.top);
    let tidy = || report::tidy(&found.attribution);
    match destination.form {
        Form::Text(Format::Table | Format::Tall | Format::Markdown) => vec![wide()],
        Form::Text(_) | Form::Parquet => vec![tidy()],
        Form::Html => vec![wide()],
        Form::Xlsx => vec![wide(), tidy()],
    }
}

/// Only the table of every figure bears no title.
fn name(table: &Table) -> &str {
    if table.title.is_empty() {
        "Every figure"
    } else {
        &table.title
    }
}
