//! Return on investment by channel or campaign.

use crate::error::Result;
use crate::report::unspent::NO_SPEND;
use crate::report::{Row, Table};
use crate::schema::col;

use super::rank::{
    Ends, Fold, ROWS, ends, is_named, is_other, name, order, without_figure, without_sides,
};
use super::{Argument, ChartData, Kind, Phrase, ReportSource};

/// Why cost that falls where nothing was spent has no bar: of itself it returns nothing, whatever it was good for.
const UNSPENT: &str =
    "not drawn: (no spend): cost of days without spend, whose return stands in the total alone";

/// Takes the row of cost without spend out; whether there was one.
fn without_unspent(table: &mut Table) -> bool {
    let rows = table.rows.len();
    let is_unspent = |row: &Row| row.keys.first().and_then(Option::as_deref) == Some(NO_SPEND);
    table.rows.retain(|row| !is_unspent(row));
    table.rows.len() < rows
}

/// How many rows have a bar of their own, and of how many; `None` where all have one.
fn drawn(table: &Table) -> Option<(usize, usize)> {
    let others = table.rows.iter().find_map(|row| row.summed_up)?;
    let own = table.rows.len() - 1;
    Some((own, own + others))
}

/// Which rows have a bar of their own, where others share one.
fn chosen(table: &Table, by: &str) -> Option<String> {
    let (own, all) = drawn(table)?;
    Some(format!(
        "by {by}, {own} of {all} rows have a bar of their own: those with the highest and the lowest return, and those with the most \
         spend; the other {} share one (`--top` draws more)",
        all - own
    ))
}

/// Rows by spend, drawn by return; those with the highest and the lowest of all are among them.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let by = source.by(Kind::Roi);
    let metrics = [col::SPEND, "roi"];
    let mut found = source.report(&[by], &metrics)?;
    let unspent = without_unspent(&mut found.table);
    let (mut apart, unsold) = source.without_unsold(&mut found.table, by)?;
    let (undefined, mut left_out) = without_sides(&mut found.table, &[1]);
    apart.extend(undefined);
    left_out.extend(unsold);
    if unspent {
        apart.push(NO_SPEND.into());
        left_out.insert(0, UNSPENT.into());
    }
    let fold = Fold {
        rows: ROWS,
        named: ends(&found.table, 1),
        apart,
    };
    let mut table = source.summed_up(found, by, &metrics, &fold)?.table;
    left_out.extend(chosen(&table, by));
    left_out.extend(without_figure(&mut table, 1));
    if table.rows.is_empty() {
        let why = format!("no {by} has one; {}", left_out.join("; "));
        return Err(source.nothing(Kind::Roi, &[col::SPEND, "revenue_joined"], &why));
    }
    order(&mut table, 1);
    let column = table.metrics[1].clone();
    let figure = |row: &Row| Argument::Figure(row.cells[1].clone(), column.clone());
    let rivals = table.rows.iter();
    let own: Vec<&Row> = rivals
        .filter(|row| !is_other(row) && is_named(row))
        .collect();
    let headline = match Ends::of(&own, 1, &column) {
        Ends::None => Phrase::plain("chart.roi.subtitle").name("key", by),
        Ends::One(one) => Phrase::plain("chart.roi.one")
            .text("best", name(one))
            .with("highest", figure(one)),
        Ends::Alike(row) => Phrase::plain("chart.roi.alike").with("figure", figure(row)),
        Ends::Apart(best, worst) => Phrase::plain("chart.roi.headline")
            .text("best", name(best))
            .with("highest", figure(best))
            .text("worst", name(worst))
            .with("lowest", figure(worst)),
    };
    Ok(ChartData {
        spare: None,
        kind: Kind::Roi,
        sentences: None,
        headline,
        subtitle: match drawn(&table) {
            None => Phrase::plain("chart.roi.subtitle").name("key", by),
            Some((own, all)) => Phrase::plain("chart.roi.subtitle.chosen")
                .name("key", by)
                .count("own", own)
                .count("all", all),
        },
        left_out,
        table,
    })
}
