//! What the ROI hangs on: one input at its low and at its high, all others at their base (metric catalogue, 5.5).

use crate::error::Result;
use crate::report::ledger::{Bar, Figure, even, further, headed, of_input, owns};
use crate::report::{Argument, Cell, ChartData, Kind, MetricColumn, Phrase, Row, Undrawn, Unit};
use crate::schema::Amount;

use super::{LedgerSource, column, none, nothing, row};

/// Rows with a range that stay while others without one are drawn.
const LEAST_RANGES: usize = 3;

/// The column of the swing.
const SWING: usize = 6;

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
        ranked(8, column("unit", Unit::Text, "", 0)),
    ];
    let bars = tornado.bars.iter();
    let rows = even(bars.map(|bar| (bar.unit.clone(), cells(bar, tornado.roi))));
    let undrawn = Undrawn {
        less: tornado.left_out - tornado.left_out_without_range,
        without_range: tornado.left_out_without_range,
    };
    let left_out = further(tornado)
        .map(|told| format!("not drawn: {told} (`--top` draws more)"))
        .into_iter()
        .collect();
    let mut sentences = source.sentences();
    sentences.extend(not_drawn(undrawn));
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
        spare: source.top.is_none().then_some(undrawn),
        kind: Kind::Tornado,
        sentences: Some(sentences),
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

/// The same with one row less, where rows may give way: the shortest bar, but inputs without a range before the last few
/// bars. What is not drawn is said first then, as a low picture has room for little.
pub fn with_fewer_bars(data: &ChartData) -> Option<ChartData> {
    let mut undrawn = data.spare?;
    let mut fewer = data.clone();
    let rows = &mut fewer.table.rows;
    let ranged = rows
        .iter()
        .filter(|row| row.cells[SWING].number().is_some());
    let ranged = ranged.count();
    let gone = match ranged > LEAST_RANGES {
        true => ranged - 1,
        false => rows.len().checked_sub(1)?,
    };
    if rows.len() == 1 {
        return None;
    }
    match rows.remove(gone).cells[SWING].number() {
        Some(_) => undrawn.less += 1,
        None => undrawn.without_range += 1,
    }
    fewer.spare = Some(undrawn);
    let mut sentences = fewer.sentences.take().unwrap_or_default();
    sentences.retain(|phrase| !phrase.id.starts_with(NOT_DRAWN));
    fewer.sentences = Some(not_drawn(undrawn).into_iter().chain(sentences).collect());
    Some(fewer)
}

/// How sentences on what is not drawn are called.
const NOT_DRAWN: &str = "chart.said.inputs";

/// How many inputs are not drawn, and why not.
fn not_drawn(undrawn: Undrawn) -> Option<Phrase> {
    let Undrawn {
        less,
        without_range,
    } = undrawn;
    match (less, without_range) {
        (0, 0) => None,
        (less, 0) => Some(Phrase::plain("chart.said.inputs").count("count", less)),
        (0, count) => Some(Phrase::plain("chart.said.inputs.none").count("count", count)),
        (less, none) => Some(
            Phrase::plain("chart.said.inputs.both")
                .count("count", less)
                .count("none", none),
        ),
    }
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
        Cell::Text(bar.unit.clone()),
    ];
    let values = [Some(bar.base), bar.low, bar.high].map(|of| of.map(|of| of.to_f64()));
    let switching = bar.switching.value.value();
    of_input(
        values.into_iter().chain([switching]),
        row(&[&bar.key], cells),
    )
}
