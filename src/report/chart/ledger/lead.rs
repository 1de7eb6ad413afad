//! The sentences that open a page of the ledger: what was earned against what it cost, then the ROI.

use crate::ledger::{Ledger, Reason};
use crate::report::ledger::{LedgerChange, LedgerReport};
use crate::report::{Argument, Cell, Kind, Phrase, Unit};
use crate::schema::{Amount, col};
use crate::time::Calendar;

use super::{chart_of_ledger, column};

/// The sentences; where the ledger has no ROI, why.
pub fn lead_of_ledger(report: &LedgerReport, calendar: Calendar) -> Vec<Phrase> {
    let ladder = chart_of_ledger(Kind::Ladder, report, &[], None, calendar);
    let unlike = report.change.as_ref().and_then(unlike);
    let figures = match ladder {
        Ok(ladder) => {
            let sentence = against_cost(&report.ledger);
            let value = match report.supposed() {
                None => sentence,
                Some(inputs) => Phrase::plain("ledger.lead.supposing")
                    .text("inputs", inputs)
                    .with("sentence", Argument::Phrase(sentence)),
            };
            vec![value, ladder.headline]
        }
        Err(_) => without_return(&report.ledger).into_iter().collect(),
    };
    let refused = report.ledger.refused();
    let refused = (!refused.is_empty()).then(|| {
        let lines = refused.into_iter().map(str::to_owned).collect();
        Phrase::plain("ledger.lead.refused").with("lines", Argument::Names(lines))
    });
    let further = refused.into_iter().chain(unlike);
    figures.into_iter().chain(further).collect()
}

/// The ledger's ROI and net value in one sentence with its days, for a page that is about ads; none where it has no ROI.
pub fn answer_of_ledger(report: &LedgerReport, calendar: Calendar) -> Option<Phrase> {
    let ladder = chart_of_ledger(Kind::Ladder, report, &[], None, calendar).ok()?;
    let ledger = &report.ledger;
    let id = match ledger.cost.completeness.is_full() {
        true => "document.lead.ledger",
        false => "document.lead.ledger.part",
    };
    let phrase = Phrase::plain(id)
        .with("period", Argument::Period(ledger.period))
        .with("roi", Argument::Phrase(ladder.headline))
        .with(col::VALUE, Argument::Phrase(against_cost(ledger)));
    Some(phrase)
}

/// Why there is no ROI; none where refused lines say it.
fn without_return(ledger: &Ledger) -> Option<Phrase> {
    let left_out = ledger.without_media.iter().cloned();
    let left_out: Vec<String> = left_out.collect();
    match ledger.unknown {
        Some(Reason::Refused) => None,
        Some(_) if !left_out.is_empty() => {
            let names = Argument::Names(left_out);
            Some(Phrase::plain("ledger.lead.without_media").with("names", names))
        }
        Some(_) => Some(Phrase::plain("ledger.lead.without_value")),
        None => Some(Phrase::plain("ledger.lead.without_cost")),
    }
}

/// Value against full cost, or against the cost that is on record.
fn against_cost(ledger: &Ledger) -> Phrase {
    let id = match ledger.cost.completeness.is_full() {
        true => "ledger.lead",
        false => "ledger.lead.part",
    };
    let money = column(col::VALUE, Unit::Money, &ledger.currency, 0);
    let figure = |amount: Amount| Argument::Figure(Cell::Amount(amount), money.clone());
    Phrase::plain(id)
        .with(col::VALUE, figure(ledger.value))
        .with("cost", figure(ledger.cost.total))
        .with(
            "net",
            Argument::Signed(Cell::Amount(ledger.net), money.clone()),
        )
}

/// That other parts of the two periods are on record.
pub(super) fn unlike(change: &LedgerChange) -> Option<Phrase> {
    let unlike = change.unlike?;
    let count = |days: i64| usize::try_from(days).unwrap_or_default();
    let phrase = Phrase::plain("chart.said.unlike")
        .count("now", count(unlike.now.0))
        .count("all", count(unlike.now.1))
        .count("before", count(unlike.before.0));
    Some(phrase.count("whole", count(unlike.before.1)))
}
