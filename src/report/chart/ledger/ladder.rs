//! The ladder of evidence: ROI on measured value alone, then with attributed, modelled and assumed value, each over the
//! same full cost (metric catalogue, section 5.4).

use crate::error::Result;
use crate::ledger::{Figure, FullCost};
use crate::report::{Argument, Cell, ChartData, Kind, Phrase, Unit};
use crate::schema::{CostType, Rung, col};

use super::{LedgerSource, column, decimals_of_roi, none, row};

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
    let decimals = decimals_of_roi(ledger.ladder.iter().filter_map(|step| step.roi.value()));
    let figure = |figure: Figure| match figure.value().zip(decimals) {
        Some((roi, decimals)) => Argument::Percent(roi, decimals),
        None => Argument::Signed(ratio(figure), metrics[0].clone()),
    };
    let (supported, all) = (ledger.roi_through(Rung::B), ledger.roi);
    let over = over(&ledger.cost);
    let id = match (supported == all, over.is_some()) {
        (true, false) => "chart.ladder.one",
        (true, true) => "chart.ladder.one.part",
        (false, false) => "chart.ladder.headline",
        (false, true) => "chart.ladder.headline.part",
    };
    let subtitle = match over {
        None => "chart.ladder.subtitle",
        Some(_) => "chart.ladder.subtitle.part",
    };
    let mut headline = Phrase::plain(id).with("all", figure(all));
    if supported != all {
        headline = headline.with("supported", figure(supported));
    }
    if let Some(over) = over {
        headline = headline.with("over", Argument::Phrase(over));
    }
    let cost = Argument::Figure(Cell::Amount(ledger.cost.total), metrics[2].clone());
    Ok(ChartData {
        spare: None,
        kind: Kind::Ladder,
        sentences: Some(source.sentences()),
        headline,
        subtitle: Phrase::plain(subtitle).with("cost", cost),
        table: source.table(&["rung"], metrics.clone(), rows.collect()),
        left_out: Vec::new(),
    })
}

/// Over which cost the returns are, where that is not all of it: nobody takes media alone for a full cost.
fn over(cost: &FullCost) -> Option<Phrase> {
    let known = &cost.completeness;
    if known.is_full() {
        return None;
    }
    let is_media = known.recorded == 1 && !known.missing.contains(&CostType::Media);
    let id = match is_media {
        true => "chart.ladder.over.media",
        false => "chart.ladder.over",
    };
    let phrase = Phrase::plain(id).count("known", known.recorded);
    Some(phrase.count("all", known.of))
}
