//! Paths that somebody counted already: channels in one cell with a separator, conversions, value, journeys that did not
//! convert.

use polars::prelude::DataFrame;

use crate::schema::{Amount, cells, col};

/// Separators that are looked for, the surest first; the first that any path holds is taken for all.
const SEPARATORS: [&str; 7] = [" > ", ">", "→", "»", "|", ";", ","];

/// One counted path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedPath {
    /// Channels in order.
    pub channels: Vec<String>,
    /// Conversions.
    pub conversions: Amount,
    /// Their value.
    pub value: Amount,
    /// Journeys that did not convert.
    pub nulls: Amount,
}

/// What the frames of counted paths hold.
#[derive(Clone, Debug, Default)]
pub struct CountedPaths {
    /// The paths.
    pub paths: Vec<CountedPath>,
    /// Conversions and value of rows without a path.
    pub pathless: (Amount, Amount),
    /// Whether a column counts journeys that did not convert.
    pub has_nulls: bool,
}

impl CountedPaths {
    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.pathless == (Amount::ZERO, Amount::ZERO)
    }

    /// Conversions and value of rows with a path.
    pub fn sums(&self) -> (Amount, Amount) {
        self.paths.iter().fold(
            (Amount::ZERO, Amount::ZERO),
            |(conversions, value), path| (conversions + path.conversions, value + path.value),
        )
    }
}

/// Reads frames of counted paths; `separator` as the user gives it.
pub fn counted_paths(frames: &[&DataFrame], separator: Option<&str>) -> CountedPaths {
    let texts: Vec<Vec<Option<&str>>> = frames
        .iter()
        .map(|frame| cells::texts(frame, col::PATH).unwrap_or_default())
        .collect();
    let holds = |mark: &&str| {
        texts
            .iter()
            .flatten()
            .flatten()
            .any(|text| text.contains(*mark))
    };
    let mark = separator
        .or_else(|| SEPARATORS.iter().copied().find(|mark| holds(mark)))
        .unwrap_or(">")
        .to_owned();
    let mut found = CountedPaths::default();
    for (frame, texts) in frames.iter().zip(&texts) {
        let column = |name: &str| cells::amounts(frame, name);
        let (conversions, value, nulls) = (
            column(col::CONVERSIONS),
            column(col::CONVERSION_VALUE),
            column(col::NULLS),
        );
        found.has_nulls |= nulls.is_some();
        let at = |column: &Option<Vec<Option<i128>>>, row: usize| {
            Amount(column.as_ref().and_then(|column| column[row]).unwrap_or(0))
        };
        for (row, text) in texts.iter().enumerate() {
            let channels = channels(text.unwrap_or_default(), &mark);
            let path = CountedPath {
                channels,
                conversions: at(&conversions, row),
                value: at(&value, row),
                nulls: at(&nulls, row),
            };
            if path.channels.is_empty() {
                found.pathless.0 += path.conversions;
                found.pathless.1 += path.value;
            } else {
                found.paths.push(path);
            }
        }
    }
    found
}

/// A blank between two separators is a touch without a name.
fn channels(text: &str, separator: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let name = |part: &str| {
        let part = part.trim();
        if part.is_empty() {
            super::labels::NOT_SET.to_owned()
        } else {
            part.to_owned()
        }
    };
    text.split(separator).map(name).collect()
}
