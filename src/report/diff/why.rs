//! Why the ROI moved, as a table for people: every cause with its effect, and the change that they make together.

use crate::report::ledger::{effects_adding_up, grouped};
use crate::report::table::{Cell, MetricColumn, Row, Table, Unit};
use crate::schema::Amount;

use super::numbers::{Written, measured, nothing, quantities};
use super::tables::{column, figure, fixed, keys, kind, row, side, told_numbers};
use super::{Cause, Diff};

/// Causes, what no effect tells, and the ROI that they moved. Effects that are written in words add up to the change.
pub(super) fn why(diff: &Diff, reasons: &[&Cause], written: Written) -> Table {
    let points = |change: f64| match written {
        Written::Words => Cell::Text(points(change)),
        Written::Numbers => Cell::Ratio(100.0 * change),
    };
    let mut effects: Vec<f64> = reasons.iter().filter_map(|one| one.effect_on_roi).collect();
    let mut rest = diff.whole.as_ref().map_or(0.0, |whole| whole.rest);
    let is_rest_seen = !effects.is_empty() && rest.abs() >= SEEN;
    if let (Written::Words, Some(whole)) = (written, &diff.whole) {
        effects.extend(is_rest_seen.then_some(rest));
        effects = effects_adding_up(&effects, whole.change, SEEN, 4);
        if is_rest_seen {
            rest = effects.pop().unwrap_or(rest);
        }
    }
    let mut effects = effects.into_iter();
    let reason = |cause: &&Cause| {
        let mut row = reason(cause);
        if written == Written::Numbers {
            quantities(cause, &mut row);
        }
        let effect = cause.effect_on_roi.and_then(|_| effects.next());
        row.cells[2] = match (effect, written) {
            (Some(effect), _) => points(effect),
            (None, Written::Numbers) => nothing(),
            (None, Written::Words) => Cell::Text("—".into()),
        };
        row
    };
    let mut rows: Vec<Row> = reasons.iter().map(reason).collect();
    if let Some(whole) = &diff.whole {
        if is_rest_seen {
            rows.push(row(
                &["rest", "what no effect tells"],
                vec![Cell::Text("—".into()), Cell::Text("—".into()), points(rest)],
            ));
        }
        let percent = |roi: f64| match written {
            Written::Words => Cell::Text(figure(roi, Unit::Rate, 0)),
            Written::Numbers => Cell::Ratio(roi),
        };
        let cells = vec![
            percent(whole.before),
            percent(whole.after),
            points(whole.change),
        ];
        rows.push(Row {
            column: Some(Box::new(measured(Unit::Rate, 2))),
            ..row(&["together", "ROI"], cells)
        });
    }
    let metrics = match written {
        Written::Words => ["before", "after", "effect on ROI"].map(told_numbers),
        Written::Numbers => [
            column("before", Unit::Own),
            column("after", Unit::Own),
            MetricColumn {
                decimals: 2,
                ..column("effect on ROI", Unit::Points)
            },
        ],
    };
    Table {
        title: "Why the ROI moved".into(),
        keys: keys(&["cause", "which"]),
        metrics: metrics.to_vec(),
        wraps: true,
        rows,
        ..Table::default()
    }
}

/// The least change of the ROI that is seen in a table.
const SEEN: f64 = 0.000_05;

fn points(change: f64) -> String {
    let sign = if change > 0.0 { "+" } else { "" };
    format!("{sign}{} pp", fixed(100.0 * change, 2))
}

fn reason(cause: &Cause) -> Row {
    let told = |text: &str| Cell::Text(side(&shorter(text)));
    let cells = vec![told(&cause.before), told(&cause.after), nothing()];
    row(&[&kind(cause), &cause.what], cells)
}

/// The words with two decimals at most in each figure: all of them stand in JSON and CSV. What would be nought keeps its
/// digits.
fn shorter(text: &str) -> String {
    let word = |word: &str| {
        let long = word.split_once('.').filter(|(whole, fraction)| {
            let plain = whole.trim_start_matches('-').replace(',', "");
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|of| of.is_ascii_digit());
            digits(&plain) && digits(fraction) && fraction.len() > 2
        });
        let number = long.and_then(|_| Amount::from_plain(&word.replace(',', "")));
        let rounded = number.map(|number| grouped(number, 2));
        match rounded {
            Some(rounded) if rounded != "0.00" => rounded,
            _ => word.to_owned(),
        }
    };
    let words: Vec<String> = text.split(' ').map(word).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_among_words_have_two_decimals_at_most() {
        for (text, told) in [
            ("88.815789 EUR", "88.82 EUR"),
            ("1,578.767761 EUR; 93 rows", "1,578.77 EUR; 93 rows"),
            ("8,400.8 EUR; 9 rows", "8,400.8 EUR; 9 rows"),
            ("0.48 share; 0.44 to 0.515", "0.48 share; 0.44 to 0.52"),
            ("0.0004 share", "0.0004 share"),
            ("version 1.234.5", "version 1.234.5"),
            ("", ""),
        ] {
            assert_eq!(shorter(text), told, "{text}");
        }
    }
}
