//! `check --project-only` as text and JSON: the faults of the project file, or what it holds.

use std::io::Write;

use serde_json::{Map, Value, json};

use crate::error::{Fault, Result};
use crate::project::Project;

/// Faults and sizes as one object.
pub fn entry(project: &Project, faults: &[Fault]) -> Value {
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
    })
}

/// The same for people.
pub fn describe(project: &Project, faults: &[Fault], out: &mut Vec<u8>) -> Result<()> {
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
