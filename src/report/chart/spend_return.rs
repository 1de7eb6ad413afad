//! Spend against the revenue that joins it, row by row: what earns its cost back and what does not.

use crate::error::Result;
use crate::report::worth::Margins;
use crate::report::{Constant, Row, Table};
use crate::schema::col;

use super::rank::{Fold, without_figure, without_sides};
use super::{ChartData, Kind, Phrase, ReportSource};

/// Points that stay apart from one another.
const POINTS: usize = 30;

/// What the area of a point may stand for, the first that the files state.
const SIZES: [&str; 2] = ["orders_joined", "claimed_conversions"];

/// The constant column with the margin, where one is given; without a value where days have several.
pub const MARGIN: &str = "margin";

/// Rows by spend; what they return is revenue, and value where a margin makes it another figure.
pub(super) fn data(source: &ReportSource<'_>) -> Result<ChartData> {
    let by = source.by(Kind::SpendReturn);
    let size = SIZES.into_iter().find(|name| source.can(name));
    let metrics: Vec<&str> = [col::SPEND, "revenue_joined", col::VALUE]
        .into_iter()
        .chain(size)
        .collect();
    let mut whole = source.report(&[by], &metrics)?;
    let (mut apart, unsold) = source.without_unsold(&mut whole.table, by)?;
    let headline = headline(&whole.table, source.options.margin.is_some());
    let (one_sided, mut left_out) = without_sides(&mut whole.table, &[0, 1]);
    apart.extend(one_sided);
    left_out.extend(unsold);
    let fold = Fold {
        rows: POINTS,
        apart,
        ..Fold::default()
    };
    let mut table = source.summed_up(whole, by, &metrics, &fold)?.table;
    left_out.extend(without_figure(&mut table, 0));
    left_out.extend(without_figure(&mut table, 1));
    table.rows.retain(|row| sides(row) != Some((0.0, 0.0)));
    if table.rows.is_empty() {
        let why = format!("no {by} has spend and revenue; {}", left_out.join("; "));
        return Err(source.nothing(Kind::SpendReturn, &metrics[..2], &why));
    }
    let differ = Margins::of(source.options).differ(source.options.period.as_ref());
    if let Some(margin) = source.options.margin {
        let one = (!differ).then(|| margin.to_f64());
        table.extra.push((MARGIN.into(), Constant::Share(one)));
    }
    if !source.options.costs.is_empty() {
        left_out.push("break-even is that of media spend: further cost is not drawn".into());
    }
    let subtitle = match (size, differ) {
        (Some(size), false) => Phrase::plain("chart.spend-return.sized").name("size", size),
        (Some(size), true) => Phrase::plain("chart.spend-return.worth_sized").name("size", size),
        (None, false) => Phrase::plain("chart.spend-return.subtitle"),
        (None, true) => Phrase::plain("chart.spend-return.worth"),
    };
    Ok(ChartData {
        spare: None,
        kind: Kind::SpendReturn,
        sentences: None,
        headline,
        subtitle: subtitle.name("key", by),
        left_out,
        table,
    })
}

/// Spend and value.
fn sides(row: &Row) -> Option<(f64, f64)> {
    row.cells[0].number().zip(row.cells[2].number())
}

/// How many return less than they cost, of all whose return is known.
fn headline(table: &Table, of_margin: bool) -> Phrase {
    let known: Vec<(f64, f64)> = table
        .rows
        .iter()
        .filter_map(sides)
        .filter(|sides| *sides != (0.0, 0.0))
        .collect();
    let below = known.iter().filter(|(spend, value)| value < spend).count();
    let phrase = match (below, known.len()) {
        (0, 1) => Phrase::plain("chart.spend-return.returns"),
        (1, 1) => Phrase::plain("chart.spend-return.costs"),
        (0, _) => Phrase::plain("chart.spend-return.all"),
        (below, all) if below == all => Phrase::plain("chart.spend-return.none"),
        _ if of_margin => Phrase::plain("chart.spend-return.headline.margin"),
        _ => Phrase::plain("chart.spend-return.headline"),
    };
    phrase.count("below", below).count("all", known.len())
}
