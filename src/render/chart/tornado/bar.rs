//! What a bar of a tornado says: its input, the range, where ROI is zero, ROI at both ends.

use crate::render::chart::look::Look;
use crate::render::chart::words::capital;
use crate::report::{Cell, ChartData, MetricColumn, Row, Unit};
use crate::schema::col;

/// One bar.
pub struct Bar {
    /// The input.
    pub name: String,
    /// The same with the key of the input, by which tables and options name it.
    pub keyed: String,
    /// The range and where ROI is zero, in words, as far as there are any.
    pub under: Vec<String>,
    /// ROI at the low and at the high; `None` without a range.
    pub ends: Option<(f64, f64)>,
    /// The same in words; that there is no range in place of both.
    pub texts: [String; 2],
    /// Both returns in words.
    pub told: String,
}

/// The column of an input's unit.
const UNIT: usize = 9;

/// Its bars.
pub fn bars(data: &ChartData, look: &Look) -> Vec<Bar> {
    let column = &data.table.metrics[3];
    let bar = |row: &Row| {
        let number = |at: usize| row.cells[at].number();
        let ends = number(4).zip(number(5));
        let range = look.lang.phrase("chart.tornado.no_range", &[]);
        let [low, high] = [4, 5].map(|at| look.signed(&row.cells[at], column));
        let key = row.keys[0].as_deref().unwrap_or_default();
        let name = capital(&look.input(key));
        let is_said = name.to_lowercase() == key.replace('_', " ").to_lowercase();
        Bar {
            keyed: match is_said {
                true => name.clone(),
                false => format!("{name} ({})", look.isolated(key)),
            },
            name,
            under: ends
                .and_then(|_| number(1).zip(number(2)))
                .map(|range| range_of(range, row, look))
                .into_iter()
                .flatten()
                .chain(switching(row, look))
                .collect(),
            ends,
            told: match ends {
                None => range.clone(),
                Some(_) => format!("{low} … {high}"),
            },
            texts: match ends {
                None => [String::new(), range],
                Some(_) => [low, high],
            },
        }
    };
    data.table.rows.iter().map(bar).collect()
}

/// Low and high with their unit; shares have none. Where letters run to the left, what the unit is for stands apart: in
/// one run with a currency it would come first.
fn range_of((low, high): (f64, f64), row: &Row, look: &Look) -> Vec<String> {
    // Both ends have as many decimals.
    let decimals = decimals(low).max(decimals(high));
    let [low, high] = [low, high].map(|end| with_decimals(look, end, decimals));
    let range = format!("{low}–{high}");
    let unit = match row.cells.get(UNIT) {
        Some(Cell::Text(unit)) if unit != col::SHARE && !unit.is_empty() => {
            look.unit_of_input(unit)
        }
        _ => return vec![range],
    };
    match unit.split_once(' ') {
        Some((code, rest)) if look.lang.is_rtl() => {
            vec![format!("{range}\u{a0}{code}"), rest.to_owned()]
        }
        _ => vec![format!("{range}\u{a0}{unit}")],
    }
}

/// Where ROI is zero, or on which side of it ROI stays; nothing where that is not known.
fn switching(row: &Row, look: &Look) -> Option<String> {
    let pays = row.cells[3].number().is_some_and(|roi| roi >= 0.0);
    match (&row.cells[7], row.cells[7].number()) {
        (_, Some(value)) => {
            Some(look.said("chart.tornado.switch", &[(col::VALUE, &input(look, value))]))
        }
        (Cell::Undefined { code, .. }, None) if *code != "not_supplied" => {
            let id = match pays {
                true => "chart.tornado.pays",
                false => "chart.tornado.never",
            };
            Some(look.lang.phrase(id, &[]))
        }
        _ => None,
    }
}

/// A value of an input, as short as it is exact to three digits or so.
fn input(look: &Look, value: f64) -> String {
    with_decimals(look, value, decimals(value))
}

/// The decimals of a value of an input.
fn decimals(value: f64) -> usize {
    let size = value.abs();
    let decimals = if size >= 1_000.0 {
        0
    } else if size >= 10.0 {
        2
    } else {
        3
    };
    let plain = format!("{value:.decimals$}");
    match plain.split_once('.') {
        Some((_, fraction)) => fraction.trim_end_matches('0').len(),
        None => 0,
    }
}

fn with_decimals(look: &Look, value: f64, decimals: usize) -> String {
    let column = MetricColumn {
        name: String::new(),
        header: String::new(),
        unit_label: String::new(),
        unit: Unit::Ratio,
        rank: 1,
        pinned: false,
        decimals: u8::try_from(decimals).unwrap_or_default(),
    };
    // A large ratio is drawn without decimals, which this has none of either.
    look.figure(&Cell::Ratio(value), &column)
}
