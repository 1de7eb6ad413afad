//! `check --project-only` as text and JSON: the faults of the project file, or what it holds.

use std::io::Write;

use serde_json::{Map, Value, json};

use crate::error::{Fault, Result};
use crate::project::{self, Assumption, Margin, Project};
use crate::schema::currency_of_unit;

use super::entries;
use super::planned::beyond_belief;

/// What the ledger will refuse, though it is no fault.
fn gap(project: &Project) -> Option<String> {
    project.margin.as_ref().and_then(Margin::gap)
}

/// Assumptions in money of another currency, which the ledger converts, where no rates are named.
fn foreign(project: &Project) -> Vec<String> {
    let Some(own) = project
        .currency
        .as_deref()
        .filter(|_| project.rates.is_none())
    else {
        return Vec::new();
    };
    let note = |one: &Assumption| {
        let (_, code) = currency_of_unit(one.unit.as_deref()?).filter(|(_, code)| *code != own)?;
        Some(format!(
            "`{}` is in {code} ({}): a ledger in {own} needs a rate {code} to {own}, by `rates` of [money] or a file of rates \
             among the sources",
            one.key, one.spot
        ))
    };
    project.assumptions.iter().filter_map(note).collect()
}

/// What changes no figure, or will be refused, though it is no fault.
fn notes(project: &Project, left_out: &[String]) -> Vec<String> {
    let unused = project::unused_keys(project, None);
    let unused = unused.iter().map(ToString::to_string);
    let told = left_out.iter().cloned();
    let near = project::near_platforms(project).into_iter();
    let near = near.map(|(what, near)| format!("{what}: did you mean `{near}`?"));
    let platforms = project::unknown_platforms(project);
    let empty = entries::without_result(project).into_iter();
    let silent = empty.chain(entries::displaced(project, None));
    let silent = silent.map(|one| format!("{} ({}): {}", one.found, one.spot, one.mend));
    told.chain(gap(project))
        .chain(foreign(project))
        .chain(beyond_belief(project))
        .chain(silent)
        .chain(unused)
        .chain(near)
        .chain(platforms)
        .collect()
}

/// Faults and sizes as one object; `left_out` are sheets that do not count, in words.
pub fn entry(project: &Project, faults: &[Fault], left_out: &[String]) -> Value {
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
        "notes": notes(project, left_out),
    })
}

/// `social-roi.toml: 2 faults`; where sheets have faults too, how many of each file.
fn counted(project: &str, faults: &[Fault]) -> String {
    let count = |count: usize| match count {
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    };
    let mut files: Vec<(&str, usize)> = Vec::new();
    for fault in faults {
        match files.iter_mut().find(|(file, _)| *file == fault.spot.file) {
            Some((_, known)) => *known += 1,
            None => files.push((&fault.spot.file, 1)),
        }
    }
    if let [(file, all)] = files[..] {
        return format!("{file}: {}", count(all));
    }
    let told: Vec<String> = files
        .iter()
        .map(|(file, of_file)| format!("{of_file} in {file}"))
        .collect();
    format!("{project}: {} ({})", count(faults.len()), told.join(", "))
}

/// The same for people.
pub fn describe(
    project: &Project,
    faults: &[Fault],
    left_out: &[String],
    out: &mut Vec<u8>,
) -> Result<()> {
    for fault in faults {
        writeln!(out, "{fault}")?;
        if let Some(hint) = &fault.hint {
            writeln!(out, "  hint: {hint}")?;
        }
    }
    match faults.len() {
        0 => writeln!(out, "{}: nothing wrong", project.file)?,
        _ => writeln!(out, "{}", counted(&project.file, faults))?,
    }
    if !faults.is_empty() {
        return Ok(());
    }
    for note in notes(project, left_out) {
        writeln!(out, "  note: {note}")?;
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
