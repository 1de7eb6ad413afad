//! `check`: whether the project file and its sheets are right.

use std::io::Write;

use serde_json::{Map, Value, json};

use crate::cli::CheckArgs;
use crate::error::{Error, Fault, Result};
use crate::project::{self, Experiment, Margin, Project};

use super::{Stage, output};

/// Runs the command: 1 where something is wrong, 0 otherwise.
pub fn run(args: &CheckArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let mut text = Vec::new();
    if args.project_schema {
        let schema = project::json_schema(&super::project::known());
        serde_json::to_writer_pretty(&mut text, &schema).map_err(std::io::Error::from)?;
        text.push(b'\n');
        output::write_bytes(args.output.as_deref(), &text, stage)?;
        return Ok(0);
    }
    let json = output::is_json(args.format.as_deref(), args.output.as_deref())?;
    let path = super::project::path(&stage.global)?.ok_or(Error::NoProject)?;
    let (project, faults) = super::project::checked(&path)?;
    if json {
        let found = entry(&project, &faults);
        serde_json::to_writer_pretty(&mut text, &found).map_err(std::io::Error::from)?;
        text.push(b'\n');
    } else {
        describe(&project, &faults, &mut text)?;
    }
    output::write_bytes(args.output.as_deref(), &text, stage)?;
    Ok(u8::from(!faults.is_empty()))
}

/// What the ledger will refuse, though it is no fault.
fn gaps(project: &Project) -> Vec<String> {
    let margin = project.margin.as_ref().and_then(Margin::gap);
    let tests = project.experiments.iter().filter_map(Experiment::gap);
    margin.into_iter().chain(tests).collect()
}

fn entry(project: &Project, faults: &[Fault]) -> Value {
    let faults: Vec<Value> = faults
        .iter()
        .map(|fault| {
            json!({
                "file": fault.spot.file,
                "line": fault.spot.line,
                "column": fault.spot.column,
                "key": fault.key,
                "expected": fault.expected,
                "found": fault.found,
                "hint": fault.hint,
            })
        })
        .collect();
    let sizes: Map<String, Value> = project
        .sizes()
        .into_iter()
        .map(|(name, size)| (name.to_owned(), json!(size)))
        .collect();
    json!({
        "project": project.file,
        "valid": faults.is_empty(),
        "currency": project.currency,
        "margin": project.margin.as_ref().map(|margin| margin.range.base.to_f64()),
        "entries": sizes,
        "faults": faults,
        "notes": gaps(project),
    })
}

fn describe(project: &Project, faults: &[Fault], out: &mut Vec<u8>) -> Result<()> {
    for fault in faults {
        writeln!(out, "{fault}")?;
        if let Some(hint) = &fault.hint {
            writeln!(out, "  hint: {hint}")?;
        }
    }
    match faults.len() {
        0 => writeln!(out, "{}: nothing wrong", project.file)?,
        1 => writeln!(out, "{}: 1 fault", project.file)?,
        count => writeln!(out, "{}: {count} faults", project.file)?,
    }
    if !faults.is_empty() {
        return Ok(());
    }
    for gap in gaps(project) {
        writeln!(out, "  note: {gap}")?;
    }
    if let Some(currency) = &project.currency {
        writeln!(out, "  {:<12} {currency}", "currency")?;
    }
    if let Some(margin) = &project.margin {
        write!(out, "  {:<12} {}", "margin", margin.range.base)?;
        if let (Some(low), Some(high)) = (margin.range.low, margin.range.high) {
            write!(out, " ({low} to {high})")?;
        }
        writeln!(out)?;
    }
    for (name, size) in project.sizes().into_iter().filter(|(_, size)| *size > 0) {
        writeln!(out, "  {name:<12} {size}")?;
    }
    Ok(())
}
