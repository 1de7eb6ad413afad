//! `attribute`: multi-touch attribution, all models side by side.

use crate::cli::AttributeArgs;
use crate::error::Result;
use crate::options::{self, Destination, Form};
use crate::render::Format;
use crate::report::{self, AttributeOptions, Table};

use super::journeys::journeys;
use super::{Stage, output};

/// Runs the command.
pub fn run(args: &AttributeArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let destination = options::destination(&args.output, &stage.global, stage.terminal)?;
    let read = journeys(args, destination.keep(), stage, |evidence, options| {
        let found = report::attribute(evidence, options)?;
        Ok((table(&found, options, &destination), found.warnings))
    })?;
    let table = &read.found;
    output::write_table(table, || super::report::frame(table), &destination, stage)?;
    read.code(stage)
}

/// What is asked for, in the form that fits where it goes.
fn table(found: &report::Found, options: &AttributeOptions, destination: &Destination) -> Table {
    let for_people = matches!(
        destination.form,
        Form::Text(Format::Table | Format::Tall | Format::Markdown)
    );
    match &found.shown {
        Some(table) => table.clone(),
        None if for_people => report::wide(&found.attribution, options.measure, options.top),
        None => report::tidy(&found.attribution),
    }
}
