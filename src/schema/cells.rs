//! Typed cells of canonical frames, in and out.

use polars::prelude::*;

use super::{ONE, SCALE};

/// Days since 1970-01-01.
pub fn day_number(day: chrono::NaiveDate) -> i32 {
    chrono::Datelike::num_days_from_ce(&day) - EPOCH
}

/// The day of a number of days since 1970-01-01.
pub fn day_of(number: i32) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::from_num_days_from_ce_opt(number.checked_add(EPOCH)?)
}

/// 1970-01-01 in days of the common era.
const EPOCH: i32 = 719_163;

/// The texts of a column; `None` where the frame lacks it.
pub fn texts<'f>(frame: &'f DataFrame, name: &str) -> Option<Vec<Option<&'f str>>> {
    Some(
        frame
            .column(name)
            .ok()?
            .as_materialized_series()
            .str()
            .ok()?
            .iter()
            .collect(),
    )
}

/// The text of a column that is one text in every row by construction; `None` for any other column.
pub fn constant<'f>(frame: &'f DataFrame, name: &str) -> Option<&'f str> {
    match frame.column(name).ok()? {
        Column::Scalar(scalar) => match scalar.scalar().value() {
            AnyValue::String(text) => Some(text),
            AnyValue::StringOwned(text) => Some(text.as_str()),
            _ => None,
        },
        Column::Series(_) => None,
    }
}

/// First and last day over two date columns; `None` where all are missing.
pub fn span(frame: &DataFrame, first: &str, last: &str) -> Option<(i32, i32)> {
    let column = |name: &str| {
        frame
            .column(name)
            .ok()?
            .as_materialized_series()
            .date()
            .ok()
    };
    let (first, last) = (column(first)?, column(last)?);
    Some((first.physical().min()?, last.physical().max()?))
}

/// Numbers of a column in units of 10⁻¹², whole counts too; `None` where the frame lacks it.
pub fn amounts(frame: &DataFrame, name: &str) -> Option<Vec<Option<i128>>> {
    let series = frame.column(name).ok()?.as_materialized_series();
    match series.dtype() {
        DataType::Decimal(_, _) => Some(series.decimal().ok()?.physical().iter().collect()),
        DataType::Int64 => Some(
            series
                .i64()
                .ok()?
                .iter()
                .map(|count| count.map(|count| i128::from(count) * ONE))
                .collect(),
        ),
        _ => None,
    }
}

/// Whether a column holds whole counts.
pub fn is_count(frame: &DataFrame, name: &str) -> bool {
    frame
        .column(name)
        .is_ok_and(|column| column.dtype() == &DataType::Int64)
}

/// Days since 1970-01-01 of a date column; all missing where the frame lacks it.
pub fn days(frame: &DataFrame, name: &str) -> Vec<Option<i32>> {
    let column = frame.column(name).ok().map(Column::as_materialized_series);
    match column.and_then(|series| series.date().ok()) {
        Some(dates) => dates.physical().iter().collect(),
        None => vec![None; frame.height()],
    }
}

/// A decimal column from units of 10⁻¹².
pub fn amount_column(name: &str, units: Vec<Option<i128>>) -> Column {
    let units: Int128Chunked = units.into_iter().collect();
    units
        .with_name(name.into())
        .into_decimal_unchecked(38, SCALE as usize)
        .into_column()
}

/// A column of whole counts.
pub fn count_column(name: &str, counts: Vec<Option<i64>>) -> Column {
    counts
        .into_iter()
        .collect::<Int64Chunked>()
        .with_name(name.into())
        .into_column()
}

/// A column of texts.
pub fn text_column<'t>(name: &str, texts: impl Iterator<Item = Option<&'t str>>) -> Column {
    texts
        .collect::<StringChunked>()
        .with_name(name.into())
        .into_column()
}

/// A column of one text in every row.
pub fn constant_column(name: &str, text: &str, rows: usize) -> Column {
    Column::new_scalar(name.into(), Scalar::from(PlSmallStr::from_str(text)), rows)
}

/// A date column from days since 1970-01-01.
pub fn day_column(name: &str, days: Vec<Option<i32>>) -> Column {
    days.into_iter()
        .collect::<Int32Chunked>()
        .with_name(name.into())
        .into_date()
        .into_column()
}

/// The rows that a mask keeps.
///
/// # Errors
/// Where mask and frame differ in length.
pub fn kept(frame: &DataFrame, mask: &[bool]) -> PolarsResult<DataFrame> {
    if mask.iter().all(|keep| *keep) {
        return Ok(frame.clone());
    }
    frame.filter(&BooleanChunked::from_slice("mask".into(), mask))
}

/// The exact sum of a column in units of 10⁻¹²; zero where the frame lacks it.
pub fn sum(frame: &DataFrame, name: &str) -> i128 {
    amounts(frame, name).map_or(0, |units| units.into_iter().flatten().sum())
}
