//! The ladder of evidence: ROI on measured value alone, then with attributed, modelled and assumed value, each over the
//! same full cost (metric catalogue, section 5.4).

use crate::error::Result;
use crate::ledger::Figure;
use crate::report::{Argument, Cell, ChartData, Kind, Phrase, Unit};
use crate::schema::{Rung, col};

use super::{LedgerSource, column, none, row};

/// A row for each rung.
pub(super) fn data(source: &LedgerSource<'_>) -> Result<ChartData> {
    source.returns(Kind::Ladder)?;
    let ledger = &source.report.ledger;
    let metrics = vec![
        column("roi", Unit::Rate, "%", 1),
        source.money(col::VALUE),
        source.money("full_cost"),
        source.money("net_value"),
        column("bcr", Unit::Ratio, "×", 3),
    ];
    let ratio = |figure: Figure| figure.value().map_or_else(|| none("no_cost"), Cell::Ratio);
    let rows = ledger.ladder.iter().map(|step| {
        let cells = vec![
            ratio(step.roi),
            Cell::Amount(step.value),
            Cell::Amount(ledger.cost.total),
            Cell::Amount(step.net),
            ratio(step.bcr),
        ];
        row(&[&step.label], cells)
    });
    let figure = |figure| Argument::Signed(ratio(figure), metrics[0].clone());
    let (supported, all) = (ledger.roi_through(Rung::B), ledger.roi);
    let headline = match supported == all {
        true => Phrase::plain("chart.ladder.one"),
        false => Phrase::plain("chart.ladder.headline").with("supported", figure(supported)),
    };
    let cost = Argument::Figure(Cell::Amount(ledger.cost.total), metrics[2].clone());
    Ok(ChartData {
        kind: Kind::Ladder,
        sentences: Some(source.sentences()),
        headline: headline.with("all", figure(all)),
        subtitle: Phrase::plain("chart.ladder.subtitle").with("cost", cost),
        table: source.table(&["rung"], metrics.clone(), rows.collect()),
        left_out: Vec::new(),
    })
}
