//! Paths that somebody counted already: channels in one cell with a separator, conversions, value, journeys that did not
//! convert.

use polars::prelude::DataFrame;

use crate::schema::{Amount, cells, col};

/// Separators that are looked for, the surest first; the first that any path of a file holds is taken for all of
/// it. Blanks around one are no part of names.
const SEPARATORS: [&str; 6] = [">", "→", "»", "|", ";", ","];

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
    /// Rows left out: their conversions, or journeys that did not convert, are negative.
    pub negative_rows: u64,
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
    let given = separator.map(|mark| if mark.trim() == ">" { ">" } else { mark });
    let mut found = CountedPaths::default();
    for frame in frames {
        let texts: Vec<Option<&str>> = cells::texts(frame, col::PATH).unwrap_or_default();
        let holds = |mark: &&str| texts.iter().flatten().any(|text| text.contains(*mark));
        let mark = given
            .or_else(|| SEPARATORS.iter().copied().find(holds))
            .unwrap_or(">");
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
            let channels = channels(text.unwrap_or_default(), mark);
            let path = CountedPath {
                channels,
                conversions: at(&conversions, row),
                value: at(&value, row),
                nulls: at(&nulls, row),
            };
            if path.conversions.0 < 0 || path.nulls.0 < 0 {
                found.negative_rows += 1;
            } else if path.channels.is_empty() {
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

#[cfg(test)]
mod tests {
    use polars::prelude::df;

    use super::*;

    fn frame(rows: &[(&str, i128)]) -> DataFrame {
        let paths: Vec<&str> = rows.iter().map(|row| row.0).collect();
        let mut frame = df!(col::PATH => paths).unwrap();
        let counts: Vec<Option<i128>> = rows
            .iter()
            .map(|row| Some(row.1 * crate::schema::ONE))
            .collect();
        frame
            .with_column(cells::amount_column(col::CONVERSIONS, counts))
            .unwrap();
        frame
    }

    fn names(counted: &CountedPaths) -> Vec<String> {
        let join = |path: &CountedPath| path.channels.join("+");
        counted.paths.iter().map(join).collect()
    }

    #[test]
    fn each_file_has_its_own_separator_and_blanks_are_no_part_of_it() {
        let arrows = frame(&[("a > b", 1), ("a>b", 1), ("x|y>b", 1)]);
        let bars = frame(&[("a|b", 1), ("b", 1)]);
        let counted = counted_paths(&[&arrows, &bars], None);
        assert_eq!(names(&counted), ["a+b", "a+b", "x|y+b", "a+b", "b"]);
        let given = counted_paths(&[&arrows], Some(" > "));
        assert_eq!(names(&given), ["a+b", "a+b", "x|y+b"]);
    }

    #[test]
    fn rows_below_zero_are_left_out_and_counted() {
        let counted = counted_paths(&[&frame(&[("a > b", 3), ("a", -2), ("", -1)])], None);
        assert_eq!(names(&counted), ["a+b"]);
        assert_eq!(counted.negative_rows, 2);
        assert_eq!(counted.pathless, (Amount::ZERO, Amount::ZERO));
    }
}
