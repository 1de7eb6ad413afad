//! Tiles as the template draws them: value, changes, the line of the months.

use std::fmt::Write;

use serde::Serialize;

use super::figures::Hint;
use super::words::Words;
use crate::report::{Cell, Change, Course, Form, Grain, LEAST_OF_LINE, Tile};

/// Size of a sparkline's picture.
const WIDTH: f64 = 150.0;
const HEIGHT: f64 = 34.0;

/// Room for the stroke and the dot.
const MARGIN: f64 = 4.0;

/// A tile.
#[derive(Debug, Serialize)]
pub struct TileView {
    /// What it is about.
    pub label: String,
    /// The figure.
    pub value: String,
    /// The number of its trace.
    pub trace: usize,
    /// What the trace comes to, in a line.
    pub hint: String,
    /// Against earlier periods.
    pub changes: Vec<ChangeView>,
    /// Why there is neither, or whose figure it is alone; empty where it is plain.
    pub note: String,
    /// The line; empty where there is none.
    pub spark: Option<Spark>,
}

/// A change.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    /// `up`, `down`, `flat`; empty where nothing can be said.
    pub course: &'static str,
    /// `better`, `worse`; empty where it is neither.
    pub verdict: &'static str,
    /// The course and the verdict for those who do not see them.
    pub said: String,
    /// The change.
    pub text: String,
    /// The period it is against.
    pub against: String,
}

/// A line without axes.
#[derive(Debug, Serialize)]
pub struct Spark {
    /// The line, broken at gaps.
    pub path: String,
    /// The last point.
    pub end: (String, String),
    /// Everything in words.
    pub title: String,
    /// First and last month.
    pub first: String,
    /// The last.
    pub last: String,
}

impl Words<'_> {
    /// A tile with its changes and its line.
    pub fn tile(&self, tile: &Tile, hint: Hint<'_>) -> TileView {
        TileView {
            label: self.heading(&tile.column.name, &tile.column.header),
            value: self.told(&tile.value, &tile.column),
            trace: tile.trace + 1,
            hint: hint(tile.trace, &tile.column.name),
            changes: tile
                .changes
                .iter()
                .map(|change| self.change(change, tile))
                .collect(),
            note: tile
                .note
                .as_ref()
                .map_or_else(String::new, |note| self.phrase(note)),
            spark: self.spark(tile),
        }
    }

    fn change(&self, change: &Change, tile: &Tile) -> ChangeView {
        let course = match change.course {
            Some(Course::Up) => "up",
            Some(Course::Down) => "down",
            Some(Course::Flat) => "flat",
            None => "",
        };
        let verdict = match change.welcome {
            Some(true) => "better",
            Some(false) => "worse",
            None => "",
        };
        let said = [course, verdict]
            .into_iter()
            .filter(|word| !word.is_empty())
            .map(|word| self.say(&format!("document.change.{word}")))
            .collect::<Vec<_>>()
            .join(", ");
        let text = match &change.form {
            Form::By(cell, column) => self.told(cell, column),
            Form::Both => {
                let before = self.told(&change.before, &tile.column);
                let now = self.told(&tile.value, &tile.column);
                let arguments = [("before", before.as_str()), ("now", now.as_str())];
                self.lang().phrase("document.change.both", &arguments)
            }
        };
        let period = self.lang().period(change.period);
        ChangeView {
            course,
            verdict,
            said,
            text,
            against: self
                .lang()
                .phrase("document.change.against", &[("period", &period)]),
        }
    }

    fn spark(&self, tile: &Tile) -> Option<Spark> {
        let known: Vec<f64> = tile.months.iter().filter_map(|(_, value)| *value).collect();
        let (first, last) = (tile.months.first()?, tile.months.last()?);
        if known.len() < LEAST_OF_LINE {
            return None;
        }
        let month = |label: &str| self.lang().bucket(Grain::Month, label);
        let told = |value: f64| self.told(&Cell::Ratio(value), &tile.column);
        let said = tile
            .months
            .iter()
            .filter_map(|(label, value)| Some(format!("{} {}", month(label), told((*value)?))));
        let said: Vec<String> = said.collect();
        let (path, end) = path(&tile.months, self.lang().is_rtl());
        Some(Spark {
            path,
            end,
            title: format!(
                "{}: {}",
                self.heading(&tile.column.name, &tile.column.header),
                said.join(", ")
            ),
            first: month(&first.0),
            last: month(&last.0),
        })
    }
}

/// The line through the months from the lowest to the highest value, and its last point.
fn path(months: &[(String, Option<f64>)], mirrored: bool) -> (String, (String, String)) {
    let known = months.iter().filter_map(|(_, value)| *value);
    let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let reach = if high > low { high - low } else { 1.0 };
    let steps = (months.len().max(2) - 1) as f64;
    let at = |place: usize, value: f64| {
        let x = MARGIN + (WIDTH - 2.0 * MARGIN) * place as f64 / steps;
        let x = if mirrored { WIDTH - x } else { x };
        let share = if high > low {
            (value - low) / reach
        } else {
            0.5
        };
        let y = HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * share;
        (format!("{x:.1}"), format!("{y:.1}"))
    };
    let (mut path, mut end, mut broken) = (String::new(), Default::default(), true);
    for (place, (_, value)) in months.iter().enumerate() {
        let Some(value) = value else {
            broken = true;
            continue;
        };
        end = at(place, *value);
        let command = if broken { 'M' } else { 'L' };
        let _ = write!(path, "{command}{} {}", end.0, end.1);
        broken = false;
    }
    (path, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(values: &[Option<f64>]) -> Vec<(String, Option<f64>)> {
        values.iter().map(|value| (String::new(), *value)).collect()
    }

    #[test]
    fn lines_break_at_gaps_and_end_at_the_last_value() {
        let (path, end) = path(&months(&[Some(0.0), Some(10.0), None, Some(5.0)]), false);
        assert_eq!(path, "M4.0 30.0L51.3 4.0M146.0 17.0");
        assert_eq!(end, ("146.0".into(), "17.0".into()));
    }

    #[test]
    fn equal_values_lie_in_the_middle_and_time_runs_as_the_language_does() {
        let (path, end) = path(&months(&[Some(3.0), Some(3.0)]), true);
        assert_eq!(path, "M146.0 17.0L4.0 17.0");
        assert_eq!(end.0, "4.0");
    }
}
