//! Return on investment by channel or campaign.

use crate::error::{Error, Result};
use crate::schema::col;

use super::rank::{order, without_figure};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Rows by spend, drawn by return.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let by = source.asked.by.as_deref().unwrap_or(col::CHANNEL);
    let mut table = source.ranked(by, &["spend", "roi"])?.table;
    let left_out = without_figure(&mut table, 1);
    if table.rows.is_empty() {
        return Err(Error::NothingToReport {
            why: format!(
                "no {by} has a return on investment; {}",
                left_out.join("; ")
            ),
        });
    }
    order(&mut table, 1);
    let column = table.metrics[1].clone();
    let figure = |row: usize| Argument::Figure(table.rows[row].cells[1].clone(), column.clone());
    let name = |row: usize| table.rows[row].keys[0].clone().unwrap_or_default();
    let last = table.rows.len() - 1;
    let headline = if last == 0 {
        Phrase::plain("chart.roi.one")
            .text("best", name(0))
            .with("highest", figure(0))
    } else {
        Phrase::plain("chart.roi.headline")
            .text("best", name(0))
            .with("highest", figure(0))
            .text("worst", name(last))
            .with("lowest", figure(last))
    };
    Ok(ChartData {
        kind: Kind::Roi,
        headline,
        subtitle: Phrase::plain("chart.roi.subtitle").name("key", by),
        left_out,
        table,
    })
}
