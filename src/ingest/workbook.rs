//! Workbooks and parquet files as comma-separated text, so that one reader serves every input.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Sheets, StyleRange};
use polars::prelude::{AnyValue, DataFrame, DataType};
use polars_io::SerReader;
use polars_io::parquet::read::{ParallelStrategy, ParquetReader};

use super::guard::guarded;

/// A cell whose formula nobody has worked out.
const NO_RESULT: &str = "(a formula without a result)";

/// What a date cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// A day or a moment.
    Days,
    /// A first of a month is that month where its number format shows no day: what Excel makes of a typed `2026-07`;
    /// shares have the percent sign that they are shown with.
    AsShown,
}

/// Every sheet that holds cells: its name and its cells as comma-separated text.
///
/// Dates become ISO text by the cell's number format; whole numbers have no decimals.
///
/// # Errors
/// A sentence where the workbook is broken.
pub fn sheets(bytes: &[u8], dates: Dates) -> Result<Vec<(String, String)>, String> {
    guarded(|| filled_sheets(bytes, dates)).flatten()
}

fn filled_sheets(bytes: &[u8], dates: Dates) -> Result<Vec<(String, String)>, String> {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|error| format!("cannot be read as a workbook: {error}"))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range = book
            .worksheet_range(&name)
            .map_err(|error| format!("sheet `{name}` cannot be read: {error}"))?;
        let styles = match (&mut book, dates) {
            // Other kinds of workbooks tell no number formats.
            (Sheets::Xlsx(book), Dates::AsShown) => book.worksheet_style(&name).ok(),
            _ => None,
        };
        let formulas = match dates {
            Dates::AsShown => book.worksheet_formula(&name).ok(),
            Dates::Days => None,
        };
        if !range.is_empty() {
            let text = sheet_text(&range, styles.as_ref(), formulas.as_ref(), dates)?;
            sheets.push((name, text));
        }
    }
    if sheets.is_empty() {
        return Err("the workbook has no cells".into());
    }
    Ok(sheets)
}

fn sheet_text(
    range: &Range<Data>,
    styles: Option<&StyleRange>,
    formulas: Option<&Range<String>>,
    dates: Dates,
) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    let (above, left) = range.start().unwrap_or_default();
    let is_formula = |row, column| {
        let formula = formulas.and_then(|formulas| formulas.get_value((row, column)));
        formula.is_some_and(|formula| !formula.is_empty())
    };
    let mut text = "\n".repeat(above as usize);
    for (row, cells) in (above..).zip(range.rows()) {
        let format = |column| {
            let style = styles.and_then(|styles| styles.get((row, column)));
            let format = style.and_then(|style| style.number_format.as_ref());
            format.map_or("", |format| &format.format_code)
        };
        let cells: Vec<String> = (left..)
            .zip(cells)
            .map(|(column, cell)| match dates {
                Dates::Days => cell_text(cell),
                Dates::AsShown if *cell == Data::Empty && is_formula(row, column) => {
                    NO_RESULT.into()
                }
                Dates::AsShown => shown_text(cell, format(column)),
            })
            .collect();
        writer
            .write_record(&cells)
            .map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    text.push_str(&String::from_utf8(bytes).map_err(|error| error.to_string())?);
    Ok(text)
}

/// A cell as its number format shows it: the first of a month without its day, a share with its percent sign; a number
/// with three decimals has a zero behind them, so that no text such as `1.234` is taken for one.
fn shown_text(cell: &Data, format: &str) -> String {
    let text = cell_text(cell);
    match cell {
        Data::DateTime(_) if shows_a_month(format) => month_of(&text).unwrap_or(text),
        Data::Float(value) if plain_format(format).contains('%') => {
            format!("{}%", number_text(value * 100.0))
        }
        Data::Error(error) => format!("({error})"),
        Data::Int(value) if plain_format(format).contains('%') => format!("{}%", value * 100),
        Data::Float(_)
            if text
                .split_once('.')
                .is_some_and(|(_, behind)| behind.len() == 3) =>
        {
            format!("{text}0")
        }
        _ => text,
    }
}

/// Whether a number format of dates shows year and month, and neither a day nor a time.
fn shows_a_month(format: &str) -> bool {
    let plain = plain_format(format);
    plain.contains('m') && plain.contains('y') && !plain.contains(['d', 'h', 's'])
}

/// A number format in small letters, without its quoted texts, languages and colours.
fn plain_format(format: &str) -> String {
    let mut quoted = false;
    let letters: String = format
        .chars()
        .filter(|letter| {
            quoted ^= *letter == '"';
            !quoted
        })
        .collect::<String>()
        .to_lowercase();
    // `[$-409]` names a language, `[Red]` a colour.
    let parts = letters.split('[');
    parts
        .map(|part| part.split_once(']').map_or(part, |(_, rest)| rest))
        .collect()
}

/// The month of an ISO day that is its first.
fn month_of(day: &str) -> Option<String> {
    day.strip_suffix("-01")
        .filter(|month| month.len() == 7)
        .map(str::to_owned)
}

fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Int(value) => value.to_string(),
        Data::Float(value) => number_text(*value),
        Data::String(value) => value.clone(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(value) => date_text(value),
        Data::DateTimeIso(value) | Data::DurationIso(value) => value.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// Fifteen significant digits are what a workbook keeps; more would print the noise of binary fractions.
fn number_text(value: f64) -> String {
    let text = format!("{value:.15e}");
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if text.is_empty() || rounded.abs() >= 1e15 {
        format!("{value}")
    } else {
        format!("{rounded}")
    }
}

fn date_text(value: &calamine::ExcelDateTime) -> String {
    if value.is_duration() {
        let seconds = (value.as_f64() * 86_400.0).round() as i64;
        return format!(
            "{}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// A parquet file's rows as comma-separated text.
///
/// # Errors
/// A sentence where the file is broken or a column has a nested type.
pub fn parquet_text(bytes: Vec<u8>) -> Result<String, String> {
    guarded(|| {
        let frame = ParquetReader::new(Cursor::new(bytes))
            .read_parallel(ParallelStrategy::None)
            .finish()
            .map_err(|error| error.to_string())?;
        frame_text(&frame).map_err(|error| error.to_string())
    })
    .flatten()
}

fn frame_text(frame: &DataFrame) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(frame.get_column_names().iter().map(|name| name.as_str()))?;
    let columns: Vec<_> = frame
        .columns()
        .iter()
        .map(|column| column.as_materialized_series())
        .collect();
    if let Some(nested) = columns
        .iter()
        .find(|column| matches!(column.dtype(), DataType::List(_)))
    {
        return Err(format!("column `{}` holds lists", nested.name()).into());
    }
    for row in 0..frame.height() {
        let cells = columns
            .iter()
            .map(|column| column.get(row).map(|value| value_text(&value)));
        writer.write_record(cells.collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn value_text(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Float64(number) => format!("{number}"),
        AnyValue::Float32(number) => format!("{number}"),
        AnyValue::Boolean(flag) => flag.to_string(),
        other => other.str_value().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_workbook_print_without_binary_noise() {
        for (value, text) in [
            (0.1 + 0.2, "0.3"),
            (1234.5, "1234.5"),
            (1_000_000.0, "1000000"),
            (-2.0, "-2"),
            (4_212_251.77, "4212251.77"),
        ] {
            assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn a_number_format_shows_a_month_or_a_day() {
        for (format, month) in [
            ("mmm-yy", true),
            ("[$-407]MMMM\\ YYYY;@", true),
            ("yyyy\"-\"mm", true),
            ("dd.mm.yyyy", false),
            ("d-mmm", false),
            ("h:mm", false),
            ("General", false),
            ("0.00", false),
        ] {
            assert_eq!(shows_a_month(format), month, "{format}");
        }
    }

    #[test]
    fn a_parquet_file_cut_anywhere_is_read_or_refused() {
        let mut frame = polars::df!(
            "campaign" => (0..200).map(|row| format!("campaign {}", row % 7)).collect::<Vec<_>>(),
            "spend" => (0..200).map(f64::from).collect::<Vec<_>>(),
        )
        .unwrap();
        let mut whole = Vec::new();
        polars_io::parquet::write::ParquetWriter::new(&mut whole)
            .finish(&mut frame)
            .unwrap();
        assert_eq!(parquet_text(whole.clone()).unwrap().lines().count(), 201);
        for start in 0..whole.len() - 8 {
            let mut cut = whole.clone();
            cut.drain(start..start + 8);
            if let Err(what) = parquet_text(cut) {
                assert!(!what.is_empty());
            }
        }
    }
}
