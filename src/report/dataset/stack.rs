//! Frames of several files under one another, without copying a cell.

use polars::prelude::{Column, DataFrame, IntoColumn, Scalar};

use crate::error::Result;
use crate::schema::cells;

/// All rows of the frames, in order, with every column that one of them has; blank where a frame lacks it. A column that
/// is one and the same text throughout stays one text.
///
/// # Errors
/// Where columns of one name differ in type.
pub fn stacked(frames: &[DataFrame]) -> Result<DataFrame> {
    let height = frames.iter().map(DataFrame::height).sum();
    let mut columns: Vec<Column> = Vec::new();
    for (at, frame) in frames.iter().enumerate() {
        let above: usize = frames[..at].iter().map(DataFrame::height).sum();
        for column in frame.columns() {
            let name = column.name();
            if columns.iter().any(|known| known.name() == name) {
                continue;
            }
            let below = &frames[at..];
            columns.push(match same_text(below, name).filter(|_| above == 0) {
                Some(text) => cells::constant_column(name, text, height),
                None => one_column(column, above, below)?,
            });
        }
    }
    Ok(DataFrame::new(height, columns)?)
}

/// The text that the column is in every row of every frame.
fn same_text<'f>(frames: &'f [DataFrame], name: &str) -> Option<&'f str> {
    let text = cells::constant(frames.first()?, name)?;
    frames
        .iter()
        .all(|frame| cells::constant(frame, name) == Some(text))
        .then_some(text)
}

/// The column of the first frame with blanks above it and the other frames' cells under it.
fn one_column(first: &Column, above: usize, frames: &[DataFrame]) -> Result<Column> {
    let blank = |rows| {
        let missing = Scalar::null(first.dtype().clone());
        Column::new_scalar(first.name().clone(), missing, rows)
    };
    let mut whole = blank(above).take_materialized_series();
    for frame in frames {
        match frame.column(first.name()) {
            Ok(column) => whole.append(column.as_materialized_series())?,
            Err(_) => whole.append(blank(frame.height()).as_materialized_series())?,
        };
    }
    Ok(whole.into_column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::col;

    fn frame(platform: &str, spend: &[i128]) -> DataFrame {
        let units = spend.iter().map(|units| Some(*units)).collect();
        let columns = vec![
            cells::constant_column(col::PLATFORM, platform, spend.len()),
            cells::amount_column(col::SPEND, units),
        ];
        DataFrame::new(spend.len(), columns).unwrap()
    }

    #[test]
    fn rows_keep_their_order_and_what_is_missing_is_blank() {
        let mut second = frame("meta", &[3]);
        second
            .with_column(cells::count_column(col::CLICKS, vec![Some(7)]))
            .unwrap();
        let whole = stacked(&[frame("meta", &[1, 2]), second, frame("meta", &[4])]).unwrap();
        assert_eq!(whole.height(), 4);
        assert_eq!(cells::constant(&whole, col::PLATFORM), Some("meta"));
        let units = cells::amounts(&whole, col::SPEND).unwrap();
        assert_eq!(units, [Some(1), Some(2), Some(3), Some(4)]);
        let clicks = cells::amounts(&whole, col::CLICKS).unwrap();
        let seven = Some(7 * crate::schema::ONE);
        assert_eq!(clicks, [None, None, seven, None]);
    }

    #[test]
    fn different_texts_are_no_longer_one_text() {
        let whole = stacked(&[frame("meta", &[1]), frame("linkedin", &[2])]).unwrap();
        assert_eq!(cells::constant(&whole, col::PLATFORM), None);
        let texts = cells::texts(&whole, col::PLATFORM).unwrap();
        assert_eq!(texts, [Some("meta"), Some("linkedin")]);
    }
}
