//! What each column of a sheet is: its head, how its cells are formatted, how wide it is.

use chrono::NaiveDate;
use rust_xlsxwriter::ChartAxisDateUnitType;

use crate::lang::Lang;
use crate::render::number::{Figures, are_changes};
use crate::render::text::{width, wrapped};
use crate::report::{Cell, Grain, KeyColumn, MetricColumn, Row, Table, Unit};

use super::style::{AS_TEXT, Side, WIDEST};

/// Characters that the edges of a cell take.
const EDGES: f64 = 2.0;

/// How much wider bold letters are.
const BOLD: f64 = 1.15;

/// Characters of a header that is not broken into lines.
const SHORT: usize = 14;

/// Lines that a header is broken into before its column is set wider.
const HEADER_LINES: usize = 2;

/// Rows by which the width of a column is found; more look alike.
const SAMPLED: usize = 2_000;

/// One column.
pub struct Column {
    /// What it is called.
    pub name: String,
    /// The same with the unit, where its cells do not bear it.
    pub header: String,
    pub side: Side,
    /// How its figures, days or texts are formatted.
    pub format: String,
    pub kind: Kind,
    /// In characters.
    pub width: f64,
    /// Its longest text takes several lines.
    pub wraps: bool,
}

/// What the cells of a column hold.
pub enum Kind {
    /// Names and ids.
    Text,
    /// Stretches of time that have a number format of their own, and their length.
    Days(ChartAxisDateUnitType),
    /// Texts that are days, all of them.
    Dates,
    /// Figures; how they print for people.
    Figures(Figures),
}

/// How days are shown.
const DAY: &str = "yyyy-mm-dd";

/// A day as texts write it: `2026-09-30`.
pub fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (day.to_string() == text).then_some(day)
}

/// Whether the texts of a column are days, all that are there.
fn holds_days(table: &Table, at: usize) -> bool {
    let rows = table.rows.iter().chain(&table.total);
    let mut texts = rows.filter_map(|row| match row.cells.get(at) {
        Some(Cell::Text(text)) if !text.is_empty() => Some(text),
        _ => None,
    });
    let first = texts.next().is_some_and(|text| day(text).is_some());
    first && texts.all(|text| day(text).is_some())
}

/// The columns of a table in the reader's language, keys first.
pub fn columns(table: &Table, lang: &Lang) -> Vec<Column> {
    let keys = (0..table.keys.len()).map(|at| key(table, at, lang));
    let metrics = (0..table.metrics.len()).map(|at| metric(table, at, lang));
    keys.chain(metrics).collect()
}

/// Weeks and quarters stay text, as no number format of spreadsheets shows them.
fn key(table: &Table, at: usize, lang: &Lang) -> Column {
    let key = &table.keys[at];
    let format = match key.grain() {
        Some(Grain::Day) => Some((DAY, ChartAxisDateUnitType::Days)),
        Some(Grain::Month) => Some(("yyyy-mm", ChartAxisDateUnitType::Months)),
        Some(Grain::Year) => Some(("yyyy", ChartAxisDateUnitType::Years)),
        Some(Grain::Week | Grain::Quarter) | None => None,
    };
    let shown = |row: &Row| Some(width(&lang.key(&key.name, row.keys.get(at)?.as_deref()?)));
    let total = width(&lang.phrase("total", &[]));
    let longest = lines(table).filter_map(shown).chain([total]).max();
    let name = lang.metric(&key.name).unwrap_or_else(|| name_of_key(key));
    Column {
        width: set_width(&name, longest.unwrap_or(0)),
        wraps: longest.is_some_and(is_long),
        header: name.clone(),
        name,
        side: Side::Left,
        format: format.map_or(AS_TEXT, |(format, _)| format).into(),
        kind: format.map_or(Kind::Text, |(_, unit)| Kind::Days(unit)),
    }
}

fn name_of_key(key: &KeyColumn) -> String {
    if key.header.is_empty() {
        key.name.clone()
    } else {
        key.header.clone()
    }
}

fn metric(table: &Table, at: usize, lang: &Lang) -> Column {
    let metric = &table.metrics[at];
    let all = table.rows.iter().chain(&table.total);
    let figures = Figures::of(metric, all.filter_map(|row| row.cells.get(at)));
    let mark = match metric.unit {
        Unit::Points => 3,
        unit => usize::from(bears_unit(unit)),
    };
    let shown = |row: &Row| {
        let text = figures.told(row.cells.get(at)?, row, lang);
        Some(text.map_or(0, |text| width(&text) + mark))
    };
    let longest = lines(table).chain(&table.total).filter_map(shown).max();
    let word = lang.metric(&metric.name);
    let name = word.unwrap_or_else(|| name_of_metric(table, metric));
    let header = match lang.unit(&metric.unit_label).as_str() {
        "" => name.clone(),
        _ if bears_unit(metric.unit) => name.clone(),
        unit => format!("{name} ({unit})"),
    };
    let text = metric.unit == Unit::Text;
    let dates = text && holds_days(table, at);
    Column {
        width: set_width(&header, longest.unwrap_or(0)),
        wraps: text && longest.is_some_and(is_long),
        name,
        header,
        side: if text { Side::Left } else { Side::Right },
        format: if dates {
            DAY.into()
        } else if text {
            AS_TEXT.into()
        } else {
            format_of(metric, figures.decimals())
        },
        kind: match dates {
            true => Kind::Dates,
            false => Kind::Figures(figures),
        },
    }
}

/// Whether the format of the figures shows their unit.
fn bears_unit(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Rate | Unit::Ratio | Unit::Points | Unit::Percent
    )
}

/// The header, unless another column has the same.
fn name_of_metric(table: &Table, metric: &MetricColumn) -> String {
    let twins = table
        .metrics
        .iter()
        .filter(|other| other.header == metric.header);
    if twins.count() > 1 {
        metric.name.replace('_', " ")
    } else {
        metric.header.clone()
    }
}

/// The same of a column: a quotient that has another unit than `×` bears that.
fn format_of(metric: &MetricColumn, decimals: usize) -> String {
    let format = match are_changes(metric) {
        true => change_format(metric.unit, decimals),
        false => number_format(metric.unit, decimals),
    };
    match (metric.unit, metric.unit_label.as_str()) {
        (Unit::Ratio, "" | "×") => format,
        (Unit::Ratio, label) => format.replace('×', &format!(" {label}")),
        _ => format,
    }
}

/// How a spreadsheet shows figures of a unit.
pub fn number_format(unit: Unit, decimals: usize) -> String {
    let places = match decimals {
        0 => String::new(),
        decimals => format!(".{}", "0".repeat(decimals)),
    };
    match unit {
        Unit::Rate => format!("0{places}%"),
        Unit::Ratio => format!("#,##0{places}\"×\""),
        Unit::Points => format!("+0{places}\" pp\";-0{places}\" pp\";0{places}\" pp\""),
        Unit::Percent => format!("+#,##0{places}%;-#,##0{places}%;0{places}%"),
        _ => format!("#,##0{places}"),
    }
}

/// How a spreadsheet shows the change of a figure of a unit: with its sign, that of a rate or a percentage in points.
pub fn change_format(unit: Unit, decimals: usize) -> String {
    let unit = match unit {
        Unit::Rate | Unit::Percent => Unit::Points,
        unit => unit,
    };
    match (unit, number_format(unit, decimals)) {
        (Unit::Points, format) => format,
        (_, format) => format!("+{format};-{format};{format}"),
    }
}

fn lines(table: &Table) -> impl Iterator<Item = &Row> {
    table.rows.iter().take(SAMPLED)
}

/// Whether a text of so many characters needs several lines.
fn is_long(width: usize) -> bool {
    width as f64 + EDGES > WIDEST
}

/// Wide enough for the longest cell, and for the header in a few lines.
fn set_width(header: &str, longest: usize) -> f64 {
    let fits = |room: &usize| wrapped("", header, Some(*room)).len() <= HEADER_LINES;
    let words = header.split(' ').map(width).max().unwrap_or(0);
    let least = words.max(width(header).min(SHORT));
    let header = (least..=width(header)).find(fits).unwrap_or(least);
    let widest = (header as f64 * BOLD).max(longest as f64);
    (widest + EDGES).clamp(8.0, WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swing_is_shown_in_points_and_not_as_a_multiple() {
        let of = |label: &str| MetricColumn {
            name: "swing".into(),
            header: "swing".into(),
            unit_label: label.into(),
            unit: Unit::Ratio,
            rank: 1,
            pinned: false,
            decimals: 1,
        };
        assert_eq!(format_of(&of("pp"), 1), "#,##0.0\" pp\"");
        assert_eq!(format_of(&of("×"), 2), "#,##0.00\"×\"");
    }
}
