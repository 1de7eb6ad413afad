//! `inspect`: what is this file, what will be read from it, what will not.

use std::io::Write;

use serde_json::{Map, Value, json};

use crate::cli::{InspectArgs, JourneyArgs};
use crate::error::Result;
use crate::ingest::{Reading, Status};
use crate::options::{self, Keep};
use crate::render;

use super::touches::Unkept;
use super::{Stage, inputs, output};

/// Columns that lists are broken to where no width is known.
const LIST: usize = 110;

/// Runs the command: 1 where a file is unknown or unreadable, 0 otherwise.
pub fn run(args: &InspectArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let json = output::is_json(args.format.as_deref(), args.output.as_deref())?;
    // A touch log is read as `attribute` reads it, so that both tell the same of its rows.
    let rules = options::touches(args.input.as_of.as_deref(), &JourneyArgs::default())?;
    let readings = inputs::read_into(&args.input, Some((rules, &Unkept)), Keep::Figures, stage)?;
    let idle = inputs::idle(&args.input, &readings)?;
    inputs::warn(&idle, stage)?;
    let mut text = Vec::new();
    if json {
        let list: Vec<Value> = readings.iter().map(entry).collect();
        serde_json::to_writer_pretty(&mut text, &list).map_err(std::io::Error::from)?;
        text.push(b'\n');
    } else {
        let limit = args.width.or(output::limit(args.output.as_deref(), stage));
        for reading in &readings {
            // A path is copied whole.
            writeln!(text, "{}", reading.path)?;
            let mut lines = Vec::new();
            describe(reading, limit.unwrap_or(LIST), &mut lines)?;
            let lines = String::from_utf8_lossy(&lines);
            text.write_all(render::fitted(&lines, limit).as_bytes())?;
        }
        summarise(&readings, &mut text)?;
    }
    output::write_bytes(args.output.as_deref(), &text, stage)?;
    let failed = readings
        .iter()
        .any(|reading| matches!(reading.status, Status::Unknown | Status::Error));
    let rejected: u64 = readings.iter().map(|reading| reading.rejected).sum();
    let rows = readings.iter().map(Reading::rows).sum();
    if !failed {
        super::scope::strict(stage, rejected, rows, idle.len())?;
    }
    Ok(u8::from(failed))
}

/// One table of one file for machines.
fn entry(reading: &Reading) -> Value {
    let rejects: Vec<Value> = reading
        .rejects
        .iter()
        .take(10)
        .map(|reject| json!(reject))
        .collect();
    let currency = match &reading.currencies[..] {
        [] => Value::Null,
        several => Value::String(several.join(" ")),
    };
    let columns: Map<String, Value> = reading
        .columns
        .iter()
        .map(|(name, header)| (name.clone(), json!(header)))
        .collect();
    json!({
        "path": reading.path,
        "table": reading.table,
        "profile": reading.profile,
        "evidence": reading.evidence.map(|evidence| evidence.words()),
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "decimal_mark": reading.decimal,
        "date_order": reading.date_order,
        "header_line": reading.header_line,
        "rows_read": reading.rows(),
        "rows_used": reading.used,
        "rows_rejected": reading.rejected,
        "rows_left_out": reading.left_out,
        "totals": reading.totals,
        "date_min": reading.dates.map(|(from, _)| from.to_string()),
        "date_max": reading.dates.map(|(_, to)| to.to_string()),
        "currency": currency,
        "level": reading.level,
        "breakdowns": reading.breakdowns,
        "status": reading.status,
        "message": reading.message,
        "columns": columns,
        "ignored": reading.ignored,
        "rejects": rejects,
        "warnings": reading.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn describe(reading: &Reading, width: usize, out: &mut Vec<u8>) -> Result<()> {
    match reading.status {
        Status::Unknown | Status::Error => {
            write_status(reading, out)?;
            if let Some(hint) = &reading.hint {
                writeln!(out, "  hint      {hint}")?;
            }
            writeln!(out)?;
            return Ok(());
        }
        _ => {}
    }
    let evidence = reading.evidence.map_or("", |evidence| evidence.words());
    if let (Some(profile), Some(title)) = (&reading.profile, &reading.title) {
        writeln!(out, "  format    {profile}: {title} ({evidence})")?;
    }
    if let Some(table) = reading.table {
        writeln!(out, "  table     {table}{}", level_words(reading))?;
    }
    write!(out, "  text      {}", reading.written())?;
    if let Some(line) = reading.header_line {
        write!(out, ", header line {line}")?;
    }
    if let Some(mark) = reading.decimal {
        write!(out, ", decimal {mark}")?;
    }
    if let Some(order) = reading.date_order {
        write!(out, ", dates {order}")?;
    }
    writeln!(out)?;
    describe_rows(reading, out)?;
    if let Some((from, to)) = reading.dates {
        writeln!(out, "  dates     {from} to {to}")?;
    }
    if !reading.currencies.is_empty() {
        writeln!(out, "  currency  {}", reading.currencies.join(", "))?;
    }
    describe_columns(reading, width, out)?;
    for warning in &reading.warnings {
        writeln!(out, "  warning   {}", warning.what)?;
    }
    writeln!(out)?;
    Ok(())
}

fn write_status(reading: &Reading, out: &mut Vec<u8>) -> Result<()> {
    let words = reading.status.words();
    writeln!(out, "  status    {words}: {}", reading.message)?;
    Ok(())
}

fn describe_rows(reading: &Reading, out: &mut Vec<u8>) -> Result<()> {
    if reading.status != Status::Ok {
        write_status(reading, out)?;
    }
    write!(
        out,
        "  rows      {} read = {} used + {} rejected",
        reading.rows(),
        reading.used,
        reading.rejected
    )?;
    for (why, count) in &reading.left_out {
        write!(out, "; {count} left out ({why})")?;
    }
    writeln!(out)?;
    for reject in reading.rejects.iter().take(10) {
        let column = reject
            .column
            .as_ref()
            .map_or_else(String::new, |column| format!(", column `{column}`"));
        writeln!(
            out,
            "            line {}{column}: expected {}, found `{}`",
            reject.line, reject.expected, reject.found
        )?;
    }
    for check in &reading.totals {
        let difference = if check.difference == "0" {
            String::new()
        } else {
            format!(", difference {}", check.difference)
        };
        writeln!(
            out,
            "  total     {} {}: rows {}, `{}` (line {}) {}{difference}",
            check.column,
            check.verdict.words(),
            check.sum,
            check.label,
            check.line,
            check.expected
        )?;
    }
    Ok(())
}

/// Lists of columns, broken between their names.
fn describe_columns(reading: &Reading, width: usize, out: &mut Vec<u8>) -> Result<()> {
    let pairs = reading.columns.iter().map(|(name, header)| {
        if name == header {
            name.clone()
        } else {
            format!("{name} ← {header}")
        }
    });
    for (label, items) in [
        ("columns", pairs.collect::<Vec<_>>()),
        ("unused", reading.ignored.clone()),
    ] {
        if !items.is_empty() {
            let mut line = format!("  {label:<10}");
            for (at, item) in items.iter().enumerate() {
                let separator = if at == 0 { "" } else { ", " };
                if line.chars().count() + item.chars().count() + 2 > width && at > 0 {
                    writeln!(out, "{line},")?;
                    line = format!("{:12}{item}", "");
                } else {
                    line.push_str(separator);
                    line.push_str(item);
                }
            }
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn level_words(reading: &Reading) -> String {
    let Some(level) = reading.level else {
        return String::new();
    };
    let by = if reading.breakdowns.is_empty() {
        String::new()
    } else {
        format!(", broken down by {}", reading.breakdowns.join(", "))
    };
    format!(", level {level}{by}")
}

fn summarise(readings: &[Reading], out: &mut Vec<u8>) -> Result<()> {
    let count = |status| {
        readings
            .iter()
            .filter(|reading| reading.status == status)
            .count()
    };
    let all = [
        Status::Ok,
        Status::NoRows,
        Status::Refused,
        Status::Unknown,
        Status::Error,
    ];
    let parts: Vec<String> = all
        .into_iter()
        .filter(|status| count(*status) > 0)
        .map(|status| format!("{} {}", count(status), status.words()))
        .collect();
    let tables = if readings.len() == 1 {
        "table"
    } else {
        "tables"
    };
    writeln!(out, "{} {tables}: {}", readings.len(), parts.join(", "))?;
    Ok(())
}
