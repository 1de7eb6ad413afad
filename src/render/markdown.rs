//! A Markdown table: formatted like the table for people, but complete.

use super::grid::{Column, Entry, Grid, Pen, Side, mark};
use super::text::{harmless, width};
use super::{RenderOptions, told};
use crate::lang::Lang;
use crate::report::Table;

/// The whole table with its notes, with a line feed after each line.
pub(super) fn drawn(table: &Table, options: &RenderOptions) -> String {
    let pen = Pen {
        lang: &options.lang,
        print: escaped,
    };
    let (grid, reasons) = Grid::whole(table, pen);
    let total = grid
        .total
        .as_ref()
        .map(|entries| strong(entries, table.keys.len()));
    let headers: Vec<String> = grid.columns.iter().map(header).collect();
    let body: Vec<Vec<String>> = grid
        .rows
        .iter()
        .chain(&total)
        .map(|line| cells(line))
        .collect();
    let widths: Vec<usize> = (0..headers.len())
        .map(|at| {
            body.iter()
                .chain([&headers])
                .map(|line| width(&line[at]))
                .max()
                .unwrap_or(0)
                .max(3)
        })
        .collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&grid.columns).zip(&widths);
        let padded = padded.map(|((cell, column), &to)| padded_cell(cell, column.side, to));
        format!("| {} |\n", padded.collect::<Vec<_>>().join(" | "))
    };
    let rule: Vec<String> = grid
        .columns
        .iter()
        .zip(&widths)
        .map(|(column, &to)| dashes(column.side, to))
        .collect();
    let mut text = String::new();
    if !table.title.is_empty() {
        text += &format!("**{}**\n\n", escaped(&table.title));
    }
    if !table.lead.is_empty() {
        text += &format!("{}\n\n", escaped(&table.lead));
    }
    text += &line(&headers);
    text += &line(&rule);
    text.extend(body.iter().map(|cells| line(cells)));
    text + &notes(table, &reasons, &options.lang)
}

fn notes(table: &Table, reasons: &[String], lang: &Lang) -> String {
    let scope = Some(escaped(&told(&table.scope, lang))).filter(|scope| !scope.is_empty());
    let reasons = reasons
        .iter()
        .enumerate()
        .map(|(at, reason)| format!("{} {reason}", mark(at + 1)));
    let notes = table.notes.iter().map(|note| escaped(note));
    let lines: String = scope
        .into_iter()
        .chain(reasons)
        .chain(notes)
        .map(|line| format!("- {line}\n"))
        .collect();
    if lines.is_empty() {
        lines
    } else {
        format!("\n{lines}")
    }
}

fn header(column: &Column) -> String {
    match column.unit.as_str() {
        "" => column.header.clone(),
        unit => format!("{} ({unit})", column.header),
    }
}

fn cells(line: &[Entry]) -> Vec<String> {
    line.iter().map(|entry| entry.hung(0)).collect()
}

/// The total's keys in bold.
fn strong(entries: &[Entry], keys: usize) -> Vec<Entry> {
    let mut entries = entries.to_vec();
    for entry in entries
        .iter_mut()
        .take(keys)
        .filter(|entry| !entry.text.is_empty())
    {
        entry.text = format!("**{}**", entry.text);
    }
    entries
}

fn padded_cell(cell: &str, side: Side, to: usize) -> String {
    let blank = to.saturating_sub(width(cell));
    match side {
        Side::Left => format!("{cell}{:blank$}", ""),
        Side::Right => format!("{:blank$}{cell}", ""),
    }
}

fn dashes(side: Side, to: usize) -> String {
    match side {
        Side::Left => "-".repeat(to),
        Side::Right => format!("{}:", "-".repeat(to - 1)),
    }
}

/// Text that reads as it is: what Markdown or HTML would act upon has a backslash before it, except underscores
/// inside words, which do nothing.
fn escaped(text: &str) -> String {
    let text = harmless(text);
    let mut escaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut previous = ' ';
    while let Some(char) = chars.next() {
        let inside =
            previous.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        let acts = matches!(
            char,
            '\\' | '|' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~' | '$'
        );
        if acts || (char == '_' && !inside) {
            escaped.push('\\');
        }
        escaped.push(char);
        previous = char;
    }
    escaped
}
