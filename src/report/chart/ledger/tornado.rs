//! What the ROI hangs on: one input at its low and at its high, all others at their base (metric catalogue, 5.5).

use crate::error::Result;
use crate::report::ledger::{Bar, Figure, headed, of_input, owns};
use crate::report::{Argument, Cell, ChartData, Kind, MetricColumn, Phrase, Row, Unit};
use crate::schema::Amount;

use super::{LedgerSource, column, none, nothing, row};

/// A row for each input, the longest swing first, those without a range last.
pub(super) fn data(source: &LedgerSource<'_>) -> Result<ChartData> {
    source.returns(Kind::Tornado)?;
    let tornado = &source.report.tornado;
    if tornado.bars.is_empty() {
        let why = "no assumption, experiment or implied input moves the ROI; [[assumptions]] with low and high in social-roi.toml have them";
        return Err(nothing(Kind::Tornado, why.into()));
    }
    let ranked = |rank: u32, column: MetricColumn| MetricColumn {
        rank,
        pinned: false,
        ..column
    };
    let of_input = |name: &str, rank: u32| ranked(rank, owns(name, rank));
    let of_roi = |name: &str, rank: u32| ranked(rank, column(name, Unit::Rate, "%", 1));
    let metrics = vec![
        of_input("base", 4),
        of_input("low", 5),
        of_input("high", 5),
        // The same in every row.
        of_roi("roi_at_base", 7),
        of_roi("roi_at_low", 3),
        of_roi("roi_at_high", 3),
        ranked(
            1,
            headed(column("swing_pp", Unit::Points, "pp", 1), "swing"),
        ),
        headed(of_input("switching_value", 2), "break-even at"),
        ranked(6, column("within_range", Unit::Text, "", 0)),
    ];
    let rows: Vec<Row> = tornado
        .bars
        .iter()
        .map(|bar| cells(bar, tornado.roi))
        .collect();
    let mut left_out = Vec::new();
    if tornado.left_out > 0 {
        let more = tornado.left_out;
        left_out.push(format!(
            "not drawn: {more} further inputs that move it less (`--top` draws more)"
        ));
    }
    let roi = |figure: Figure| Argument::Signed(ratio(figure), metrics[3].clone());
    let widest = tornado.bars.iter().find(|bar| bar.swing.is_some());
    let headline = match widest {
        None => Phrase::plain("chart.tornado.plain"),
        Some(bar) => {
            let (low, high) = ends(bar);
            let phrase = Phrase::plain("chart.tornado.headline")
                .with("input", Argument::Input(bar.key.clone()));
            phrase.with("low", roi(low)).with("high", roi(high))
        }
    };
    let mut table = source.table(&["input"], metrics.clone(), rows);
    if let Figure::Defined(base) = tornado.roi {
        table
            .notes
            .push(format!("roi at base: {:+.1} %", 100.0 * base));
    }
    Ok(ChartData {
        kind: Kind::Tornado,
        sentences: source.sentences_with("chart.said.inputs", tornado.left_out),
        headline,
        subtitle: Phrase::plain(match widest {
            Some(_) => "chart.tornado.subtitle",
            None => "chart.tornado.subtitle.plain",
        })
        .with("roi", roi(tornado.roi)),
        left_out,
        table,
    })
}

/// The lower ROI and the higher one.
fn ends(bar: &Bar) -> (Figure, Figure) {
    match bar.is_inverted() {
        true => (bar.roi_high, bar.roi_low),
        false => (bar.roi_low, bar.roi_high),
    }
}

fn ratio(figure: Figure) -> Cell {
    match figure {
        Figure::Defined(value) => Cell::Ratio(value),
        Figure::Undefined(reason) => Cell::Undefined {
            code: reason.code(),
            sentence: reason.sentence().into(),
        },
    }
}

fn cells(bar: &Bar, base: Figure) -> Row {
    let no_range = || Cell::Undefined {
        code: "no_range",
        sentence: bar.note().unwrap_or_default().into(),
    };
    let value = |of: Option<Amount>| of.map_or_else(no_range, Cell::Amount);
    let at = |figure: Figure| match bar.low {
        Some(_) => ratio(figure),
        None => no_range(),
    };
    let within = match bar.switching.within {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let cells = vec![
        Cell::Amount(bar.base),
        value(bar.low),
        value(bar.high),
        ratio(base),
        at(bar.roi_low),
        at(bar.roi_high),
        bar.swing
            .map_or_else(|| none("no_range"), |swing| Cell::Ratio(100.0 * swing)),
        ratio(bar.switching.value),
        Cell::Text(within.into()),
    ];
    let values = [Some(bar.base), bar.low, bar.high].map(|of| of.map(|of| of.to_f64()));
    let switching = bar.switching.value.value();
    of_input(
        values.into_iter().chain([switching]),
        row(&[&bar.key], cells),
    )
}
