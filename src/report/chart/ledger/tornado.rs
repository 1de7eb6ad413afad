//! What the ROI hangs on: one input at its low and at its high, all others at their base (metric catalogue, 5.5).

use crate::error::Result;
use crate::report::ledger::{Bar, Figure};
use crate::report::{Argument, Cell, ChartData, Kind, Phrase, Row, Unit};
use crate::schema::Amount;

use super::{LedgerSource, column, none, nothing, row};

/// Decimals of values of inputs, whose units differ.
const DECIMALS: u8 = 4;

/// A row for each input, the longest swing first, those without a range last.
pub(super) fn data(source: &LedgerSource<'_>) -> Result<ChartData> {
    source.returns(Kind::Tornado)?;
    let tornado = &source.report.tornado;
    if tornado.bars.is_empty() {
        let why = "no assumption, experiment or implied input moves the ROI; [[assumptions]] with low and high in social-roi.toml have them";
        return Err(nothing(Kind::Tornado, why.into()));
    }
    let of_input = |name: &str| column(name, Unit::Count, "", DECIMALS);
    let of_roi = |name: &str| column(name, Unit::Rate, "%", 1);
    let metrics = vec![
        of_input("base"),
        of_input("low"),
        of_input("high"),
        of_roi("roi_at_base"),
        of_roi("roi_at_low"),
        of_roi("roi_at_high"),
        column("swing", Unit::Points, "pp", 1),
        of_input("switching_value"),
        column("within_range", Unit::Text, "", 0),
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
    let roi = |figure: Figure| Argument::Figure(ratio(figure), metrics[3].clone());
    let widest = tornado.bars.iter().find(|bar| bar.swing.is_some());
    let headline = match widest {
        None => Phrase::plain("chart.tornado.plain"),
        Some(bar) => {
            let (low, high) = ends(bar);
            let phrase = Phrase::plain("chart.tornado.headline").name("input", &bar.key);
            phrase.with("low", roi(low)).with("high", roi(high))
        }
    };
    Ok(ChartData {
        kind: Kind::Tornado,
        headline,
        subtitle: Phrase::plain("chart.tornado.subtitle").with("roi", roi(tornado.roi)),
        left_out,
        table: source.table(&["input"], metrics.clone(), rows),
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
    row(&[&bar.key], cells)
}
