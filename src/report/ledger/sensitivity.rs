//! What the ROI hangs on as a table: each input at its low and at its high, and what is left out of it.

use super::LedgerReport;
use super::words::{
    column, even, headed, key, nothing, of_input, or_nothing, owns, rate, ratio, row, table, text,
    texts,
};
use crate::ledger::{Figure, Reason, Tornado};
use crate::report::table::{Cell, Table, Unit};

/// What is so whatever an input is, where no value that it can have turns the ROI.
pub(super) fn always(roi: Figure) -> &'static str {
    match roi {
        Figure::Defined(roi) if roi >= 0.0 => "always pays",
        Figure::Defined(_) => "never pays",
        Figure::Undefined(_) => "",
    }
}

/// What the ROI hangs on.
pub(super) fn tornado(report: &LedgerReport) -> Table {
    let always = always(report.tornado.roi);
    let rows = report.tornado.bars.iter().map(|bar| {
        let at = |figure| bar.low.map_or_else(nothing, |_| ratio(figure));
        let swing = bar.swing.map(|swing| Cell::Ratio(100.0 * swing));
        let reach = match (bar.low, bar.switching.within, bar.switching.value) {
            (_, _, Figure::Undefined(reason)) if reason != Reason::NotSupplied => always,
            (None, ..) => "no range",
            (_, Some(true), _) => "in range",
            (_, Some(false), _) => "out of range",
            (_, None, _) => "",
        };
        let cells = vec![
            Cell::Amount(bar.base),
            or_nothing(bar.low),
            or_nothing(bar.high),
            at(bar.roi_low),
            at(bar.roi_high),
            swing.unwrap_or_else(nothing),
            bar.switching
                .value
                .value()
                .map_or_else(nothing, Cell::Ratio),
            text(reach),
        ];
        let values = [Some(bar.base), bar.low, bar.high].map(|of| of.map(|of| of.to_f64()));
        let switching = bar.switching.value.value();
        let row = of_input(
            values.into_iter().chain([switching]),
            row(&[&bar.key], cells),
        );
        (bar.unit.clone(), row)
    });
    let mut found = table(
        "What the ROI hangs on: ROI with one input at its low and at its high",
        vec![key("input")],
        vec![
            owns("base", 5),
            owns("low", 6),
            owns("high", 7),
            headed(rate("roi_at_low", 3), "at low"),
            headed(rate("roi_at_high", 3), "at high"),
            column("swing", Unit::Ratio, "pp", 1, 1),
            headed(owns("switching_value", 2), "break-even at"),
            headed(texts("within_range", 4), "break-even is"),
        ],
        even(rows),
    );
    let reads = "break-even at: the value of the input at which ROI is zero, all else at its base";
    found.notes.push(reads.into());
    if let Some(told) = further(&report.tornado) {
        found.notes.push(format!("{told} (`--top` shows more)"));
    }
    found
}

/// How many inputs are left out, and why: those without a range are not known to move it less.
pub fn further(tornado: &Tornado) -> Option<String> {
    let without = tornado.left_out_without_range;
    let less = tornado.left_out - without;
    let noun = match tornado.left_out {
        1 => "input",
        _ => "inputs",
    };
    let moves = if less == 1 { "moves" } else { "move" };
    let has = if without == 1 { "has" } else { "have" };
    match (less, without) {
        (0, 0) => None,
        (less, 0) => Some(format!("{less} further {noun} {moves} it less")),
        (0, count) => Some(format!("{count} further {noun} {has} no range")),
        (less, count) => Some(format!(
            "{} further inputs: {less} {moves} it less, {count} {has} no range",
            tornado.left_out
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_told_with_its_reason() {
        let told = |left_out, left_out_without_range| {
            further(&Tornado {
                roi: Figure::Defined(0.0),
                bars: Vec::new(),
                left_out,
                left_out_without_range,
            })
        };
        assert_eq!(told(0, 0), None);
        for (left_out, without, expected) in [
            (1, 0, "1 further input moves it less"),
            (3, 3, "3 further inputs have no range"),
            (7, 6, "7 further inputs: 1 moves it less, 6 have no range"),
        ] {
            assert_eq!(told(left_out, without).unwrap(), expected);
        }
    }
}
