//! One block of lines per row: every figure of a wide table on a narrow screen.

use super::RenderOptions;
use super::grid::{Entry, Grid, Pen, Side, UNDEFINED};
use super::page::{Page, Style};
use super::text::{harmless, isolated, width};
use crate::report::Table;

/// The whole table, with a line feed after each line.
pub(super) fn drawn(table: &Table, options: &RenderOptions) -> String {
    let pen = Pen {
        lang: &options.lang,
        print: harmless,
    };
    let (grid, reasons) = Grid::whole(table, pen);
    let mut page = Page::new(options);
    page.title(&table.title);
    page.lead(&table.lead);
    for entries in grid.rows.iter().chain(&grid.total) {
        block(&mut page, &grid, entries, table.keys.len());
        page.push("", Style::Plain);
    }
    page.summary(table, grid.columns.len(), &options.lang);
    page.footnotes(&reasons, &table.notes);
    page.text
}

fn block(page: &mut Page, grid: &Grid, entries: &[Entry], keys: usize) {
    let names = grid
        .columns
        .iter()
        .map(|column| width(&column.name))
        .max()
        .unwrap_or(0);
    let numbers = (0..grid.columns.len()).filter(|&at| grid.columns[at].side == Side::Right);
    let mark_width = numbers
        .clone()
        .map(|at| grid.columns[at].mark_width)
        .max()
        .unwrap_or(0);
    let figures = numbers.map(|at| grid.entry_width(at)).max().unwrap_or(0) + mark_width;
    for (at, (column, entry)) in grid.columns.iter().zip(entries).enumerate() {
        let name = padded(&isolated(&column.name), names);
        match column.side {
            Side::Left if entry.text.is_empty() => {}
            Side::Left => {
                let style = if at < keys { Style::Bold } else { Style::Plain };
                let text = isolated(&entry.hung(0));
                page.wrap(&format!("{name}  "), &text, style);
            }
            Side::Right => {
                let text = isolated(&entry.hung(mark_width));
                let blank = figures - width(&text);
                let unit = if entry.text == UNDEFINED {
                    String::new()
                } else {
                    isolated(&column.unit)
                };
                page.push(&format!("{name}  {:blank$}{text} {unit}", ""), Style::Plain);
            }
        }
    }
}

fn padded(text: &str, to: usize) -> String {
    format!("{text}{:blank$}", "", blank = to - width(text))
}
