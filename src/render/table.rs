//! Aligned columns for people: no vertical rules, one rule under the header and one above the total, and under the
//! table what it covers, why figures are missing, what was assumed and what is hidden.

use std::collections::HashMap;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};

use super::RenderOptions;
use super::grid::{self, Entry, Grid, Pen, Side};
use super::groups;
use super::layout::{self, Content, GAP, Plan, Role};
use super::number::{is_undefined, is_zero};
use super::page::{Page, Style, WIDEST_NOTE};
use super::text::{Cut, harmless, isolated, shortened, width, wrapped};
use crate::report::{Cell, MetricColumn, Row, Table, Unit};
use crate::schema::col;

/// comfy-table counts display columns in 16 bits, and text wider than that would break into lines.
const WIDEST_TEXT: usize = 60_000;

/// Columns whose entries are typed again, as in `explain L-02:meta`.
const IDS: [&str; 2] = ["line", "input"];

/// Columns whose entries are typed again and stand beside words alone: they are never shortened.
const NAMES: [&str; 2] = ["metric", "format"];

/// The column of places in files, which are of no use in part.
const PLACE: &str = "place";

/// What stands between the figures and the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Summary {
    /// How much is shown of how much.
    Counts,
    /// Nothing: the table is one of several on a page.
    Nothing,
}

/// The whole table, with a line feed after each line.
pub(super) fn drawn(table: &Table, options: &RenderOptions) -> String {
    page(table, options, Summary::Counts)
}

/// The same as one of several on a page.
pub(super) fn section(table: &Table, options: &RenderOptions) -> String {
    match &table.metrics[..] {
        [] => prose(table, options),
        [only] if only.unit == Unit::Text => prose(table, options),
        _ => page(table, options, Summary::Nothing),
    }
}

/// A table of words: a paragraph for each row.
fn prose(table: &Table, options: &RenderOptions) -> String {
    let mut page = Page::new(options);
    page.title(&table.title);
    for row in &table.rows {
        let keys: Vec<String> = row.keys.iter().flatten().map(|key| harmless(key)).collect();
        let keys = keys.join(" / ");
        match row.cells.first() {
            Some(Cell::Text(text)) => {
                let text = format!("{keys}: {}", harmless(text));
                page.wrap("- ", &text, Style::Plain);
            }
            _ => page.wrap("- ", &keys, Style::Plain),
        }
    }
    page.footnotes(&[], &table.notes);
    page.text
}

fn page(table: &Table, options: &RenderOptions, summary: Summary) -> String {
    let rows = rows_shown(table, options.width);
    let all: Vec<usize> = (0..table.metrics.len()).collect();
    let pen = Pen {
        lang: &options.lang,
        print: harmless,
    };
    let full = Grid::of(table, &rows, &all, pen, &mut Vec::new());
    let plan = layout::plan(&columns(table, &full), options.width);
    let keys = table.keys.len();
    let mut page = Page::new(options);
    page.title(&table.title);
    page.lead(&table.lead);
    let visible: Vec<usize> = plan.bands.iter().flatten().map(|at| at - keys).collect();
    let (rows, silent) = with_figures(rows, &visible, options.width);
    let zeros = table.rows.len() - rows.len() - silent.len();
    let starts = match summary {
        Summary::Nothing => groups::starts(&rows, keys),
        Summary::Counts => groups::by_count(rows.len()),
    };
    let mut reasons = Vec::new();
    for (number, band) in plan.bands.iter().enumerate() {
        let metrics: Vec<usize> = band.iter().map(|at| at - keys).collect();
        let mut grid = Grid::of(table, &rows, &metrics, pen, &mut reasons);
        for (at, column) in (0..keys).chain(band.iter().copied()).enumerate() {
            let limit = plan.limits[column].min(WIDEST_TEXT);
            match table.wraps {
                true => wrap(&mut grid, at, limit),
                false => shorten(&mut grid, at, limit),
            }
        }
        if number > 0 {
            page.push("", Style::Plain);
        }
        draw(&mut page, &grid, &starts, zeros, &silent);
    }
    if summary == Summary::Counts {
        page.push("", Style::Plain);
        let shown = keys + plan.bands.iter().map(Vec::len).sum::<usize>();
        page.summary(table, shown, &options.lang);
    }
    page.footnotes(&reasons, &table.notes);
    dropped(&mut page, table, &plan);
    page.text
}

/// All rows where nothing may be hidden; else those with a figure other than nought, if folding saves any line.
fn rows_shown(table: &Table, width: Option<usize>) -> Vec<&Row> {
    let all: Vec<&Row> = table.rows.iter().collect();
    let filled: Vec<&Row> = table.rows.iter().filter(|row| !only_zeros(row)).collect();
    let folds = width.is_some() && !filled.is_empty() && all.len() - filled.len() > 1;
    if folds { filled } else { all }
}

/// Rows with a figure in the columns that are left, and the names of those without one.
fn with_figures<'t>(
    rows: Vec<&'t Row>,
    visible: &[usize],
    limit: Option<usize>,
) -> (Vec<&'t Row>, Vec<String>) {
    let has_figure = |row: &&Row| visible.iter().any(|at| !is_undefined(&row.cells[*at]));
    if limit.is_none() || visible.is_empty() || !rows.iter().any(has_figure) {
        return (rows, Vec::new());
    }
    let (told, silent): (Vec<&Row>, Vec<&Row>) = rows.into_iter().partition(has_figure);
    let name = |row: &&Row| {
        let keys: Vec<String> = row.keys.iter().flatten().map(|key| harmless(key)).collect();
        keys.join(" / ")
    };
    (told, silent.iter().map(name).collect())
}

fn only_zeros(row: &Row) -> bool {
    row.cells.iter().any(is_zero)
        && row
            .cells
            .iter()
            .all(|cell| is_zero(cell) || is_undefined(cell))
}

fn columns(table: &Table, grid: &Grid) -> Vec<layout::Column> {
    // Words at the right edge go on in further lines too, but no figure among them is broken.
    let of_words = |at: usize| {
        let metric = at.checked_sub(table.keys.len());
        let cells = metric.map(|metric| table.rows.iter().map(move |row| row.cells.get(metric)));
        let is_word = |cell: Option<&Cell>| matches!(cell, Some(Cell::Text(_)));
        table.wraps && cells.is_some_and(|mut cells| cells.any(is_word))
    };
    let column = |(at, column): (usize, &grid::Column)| layout::Column {
        width: grid.width(at),
        header: match column.side {
            Side::Right if of_words(at) => width(&column.header).max(longest_word(grid, at)),
            _ => width(&column.header),
        },
        content: match column.side {
            Side::Left if NAMES.contains(&column.name.as_str()) => Content::Numbers,
            Side::Left if IDS.contains(&column.name.as_str()) => Content::Id,
            Side::Left => Content::Text,
            Side::Right if of_words(at) => Content::Text,
            Side::Right => Content::Numbers,
        },
        with_next: pairs(table, at),
        is_spare: column.name == PLACE,
        role: at
            .checked_sub(table.keys.len())
            .map_or(Role::Key, |metric| role(table, metric)),
    };
    grid.columns.iter().enumerate().map(column).collect()
}

/// Display columns of the longest word in a column.
fn longest_word(grid: &Grid, at: usize) -> usize {
    let entries = grid.rows.iter().chain(&grid.total);
    let words = entries.flat_map(|line| line[at].text.split(' '));
    words.map(width).max().unwrap_or(0)
}

/// Whether a column and the next are the low and the high end of something.
fn pairs(table: &Table, at: usize) -> bool {
    let name = |at: usize| table.metrics.get(at).map(|metric| metric.name.as_str());
    let ends = at.checked_sub(table.keys.len());
    ends.is_some_and(|at| match (name(at), name(at + 1)) {
        (Some(low), Some(high)) => {
            let stem = low.strip_suffix("low");
            stem.is_some() && stem == high.strip_suffix("high")
        }
        _ => false,
    })
}

fn role(table: &Table, metric: usize) -> Role {
    let mut cells = table
        .rows
        .iter()
        .chain(&table.total)
        .filter_map(|row| row.cells.get(metric));
    let nothing =
        |cell: &Cell| is_undefined(cell) || matches!(cell, Cell::Text(text) if text.is_empty());
    let column = &table.metrics[metric];
    if column.pinned {
        Role::Pinned
    } else if !table.rows.is_empty() && cells.all(nothing) {
        Role::Empty
    } else {
        Role::Ranked(column.rank)
    }
}

/// Cuts a text column's entries to `limit`; in the middle where names would look the same cut at the end.
fn shorten(grid: &mut Grid, at: usize, limit: usize) {
    if grid.columns[at].side == Side::Right {
        for line in grid.rows.iter_mut().chain(&mut grid.total) {
            line[at].text = isolated(&line[at].text);
        }
        return;
    }
    let limit = limit.saturating_sub(grid.columns[at].mark_width);
    let mut names: HashMap<String, &str> = HashMap::new();
    let clash = grid.rows.iter().any(|line| {
        let name = line[at].text.as_str();
        names
            .insert(shortened(name, limit, Cut::End), name)
            .is_some_and(|other| other != name)
    });
    // Sentences and paths are read from their beginning.
    let is_name = grid.columns[at].name != col::SOURCE;
    let cut = match clash && is_name {
        true => Cut::Middle,
        false => Cut::End,
    };
    for line in grid.rows.iter_mut().chain(&mut grid.total) {
        line[at].text = isolated(&shortened(&line[at].text, limit, cut));
    }
}

/// Lets a column's entries go on in further lines of at most `limit`.
fn wrap(grid: &mut Grid, at: usize, limit: usize) {
    let limit = limit.saturating_sub(grid.columns[at].mark_width);
    for line in grid.rows.iter_mut().chain(&mut grid.total) {
        let lines = wrapped("", &line[at].text, Some(limit));
        let lines: Vec<String> = lines.iter().map(|line| isolated(line)).collect();
        line[at].text = lines.join("\n");
    }
}

/// Lines that a row takes.
fn height(entries: &[Entry]) -> usize {
    let lines = entries.iter().map(|entry| entry.text.lines().count());
    lines.max().unwrap_or(1).max(1)
}

/// Header, rows and total; `starts` are the rows with a gap before them.
fn draw(page: &mut Page, grid: &Grid, starts: &[usize], folded: usize, silent: &[String]) {
    let units = grid.columns.iter().any(|column| !column.unit.is_empty());
    let lines: Vec<String> = comfy(grid, units).lines().collect();
    let (header, body) = lines.split_at(if units { 2 } else { 1 });
    let (rule, body) = body.split_first().expect("a header has a rule under it");
    page.push(&header[0], Style::Bold);
    header[1..]
        .iter()
        .for_each(|units| page.push(units, Style::Dim));
    page.push(rule, Style::Dim);
    let (rows, total) = body.split_at(grid.rows.iter().map(|row| height(row)).sum());
    let mut lines = rows.iter();
    for (at, row) in grid.rows.iter().enumerate() {
        if starts.contains(&at) {
            page.push("", Style::Plain);
        }
        for line in lines.by_ref().take(height(row)) {
            page.push(line, Style::Plain);
        }
    }
    if folded > 0 {
        page.push(&format!("({folded} rows with only zeros)"), Style::Dim);
    }
    if !silent.is_empty() {
        let limit = page.width.unwrap_or(WIDEST_NOTE).min(WIDEST_NOTE);
        let line = shortened(&list("no figure here: ", silent, limit), limit, Cut::End);
        page.push(&line, Style::Dim);
    }
    if !total.is_empty() {
        page.push(rule, Style::Dim);
    }
    for total in total {
        page.push(total, Style::Bold);
    }
}

/// What the width had no room for, by header, and how to see it.
fn dropped(page: &mut Page, table: &Table, plan: &Plan) {
    let names = |columns: &[usize]| -> Vec<String> {
        let metrics = columns
            .iter()
            .map(|at| &table.metrics[at - table.keys.len()]);
        let metrics: Vec<&MetricColumn> = metrics.collect();
        let named = by_name(&metrics, &table.metrics);
        named
            .iter()
            .map(|metric| harmless(&metric.header))
            .collect()
    };
    let limit = page.width.unwrap_or(WIDEST_NOTE).min(WIDEST_NOTE);
    // A column of words that says nothing lacks no figure.
    let of_figures = |at: &&usize| table.metrics[**at - table.keys.len()].unit != Unit::Text;
    let empty: Vec<usize> = plan.empty.iter().filter(of_figures).copied().collect();
    if !empty.is_empty() {
        page.push(&list("no figures: ", &names(&empty), limit), Style::Dim);
    }
    if plan.hidden.is_empty() {
        return;
    }
    let see_all = "See all: --tall, or -o report.xlsx";
    let names = names(&plan.hidden);
    let room = limit.saturating_sub(see_all.len() + 2);
    let beside = list("hidden: ", &names, room);
    if room > 40 && width(&beside) <= room {
        page.push(&format!("{beside}  {see_all}"), Style::Dim);
    } else {
        page.push(&list("hidden: ", &names, limit), Style::Dim);
        page.wrap("", see_all, Style::Dim);
    }
}

/// Columns in the order that they would be told in: figures by rank, then what stands beside figures that are seen: an
/// earlier value, a change. What stands beside one of them needs no name of its own.
fn by_name<'t>(columns: &[&'t MetricColumn], all: &[MetricColumn]) -> Vec<&'t MetricColumn> {
    let beside = |column: &MetricColumn| {
        let stems = BESIDE
            .iter()
            .filter_map(|end| column.name.strip_suffix(end));
        let stem = stems
            .into_iter()
            .find(|stem| all.iter().any(|of| of.name == *stem));
        stem.map(str::to_owned)
    };
    let is_among = |name: &str| columns.iter().any(|of| of.name == name);
    let mut told: Vec<&MetricColumn> = columns.to_vec();
    told.retain(|column| !beside(column).is_some_and(|stem| is_among(&stem)));
    let ranked = told.iter().any(|column| beside(column).is_some());
    if ranked {
        told.sort_by_key(|column| (beside(column).is_some(), column.rank));
    }
    told
}

/// What the names of columns of a comparison end with.
const BESIDE: [&str; 4] = ["_previous", "_change", "_change_pct", "_change_pp"];

/// As many names as the width has room for, at least one, and the number of the others.
fn list(lead: &str, names: &[String], limit: usize) -> String {
    let text = |count: usize| match names.len() - count {
        0 => format!("{lead}{}.", names.join(", ")),
        more => format!("{lead}{}, … {more} more.", names[..count].join(", ")),
    };
    let fits = (1..=names.len())
        .rev()
        .find(|&count| width(&text(count)) <= limit);
    text(fits.unwrap_or(1))
}

/// Whether words stand where others have figures: what has several of them is read from its beginning.
fn is_prose(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.contains([' ', '\n'])
}

fn comfy(grid: &Grid, units: bool) -> comfy_table::Table {
    let cells = |entries: &Vec<Entry>| -> Vec<comfy_table::Cell> {
        let entries = entries.iter().zip(&grid.columns);
        let cell = entries.map(|(entry, column)| {
            let cell = comfy_table::Cell::new(entry.hung(column.mark_width));
            match column.side == Side::Right && is_prose(&entry.text) {
                true => cell.set_alignment(CellAlignment::Left),
                false => cell,
            }
        });
        cell.collect()
    };
    let header = grid.columns.iter().map(|column| {
        let blank = " ".repeat(column.mark_width);
        let unit = if units {
            format!("\n{}{blank}", isolated(&column.unit))
        } else {
            String::new()
        };
        format!("{}{blank}{unit}", isolated(&column.header))
    });
    let mut drawing = comfy_table::Table::new();
    drawing
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')))
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header.collect::<Vec<_>>())
        .add_rows(grid.rows.iter().chain(&grid.total).map(cells));
    let last = grid.columns.len().saturating_sub(1);
    for (at, (drawn, column)) in drawing.column_iter_mut().zip(&grid.columns).enumerate() {
        drawn.set_padding((0, if at == last { 0 } else { GAP as u16 }));
        drawn.set_cell_alignment(match column.side {
            Side::Left => CellAlignment::Left,
            Side::Right => CellAlignment::Right,
        });
    }
    drawing
}
