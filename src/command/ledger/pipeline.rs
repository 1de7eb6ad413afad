//! Memos beside the lines of value: what is open in the pipeline (L-06) and what of it social touched (L-17). Neither is
//! money that was made, so that neither is in a sum.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::command::plans::Pipeline;
use crate::report::ledger::formulas::{OPEN_PIPELINE, beside_deals, influenced};
use crate::report::ledger::{Input, LedgerInputs, LineSpec, Origin};
use crate::report::{Dataset, Visit};
use crate::schema::cells::{amounts, day_number, days, texts};
use crate::schema::{Amount, DealState, col, plan};

use super::costs::rows;
use super::exports::Files;

/// The key of how many deals are open.
const OPEN_DEALS: &str = "open_deals";

/// The key of the pipeline that social touched.
const INFLUENCED: &str = "pipeline_influenced";

/// Adds the memos of a period: deals credited to social that had arisen by its last day and were not decided then, and
/// the amount of deals that arose in it with a social touch.
pub fn add(pipeline: &Pipeline, dataset: &Dataset, given: &mut LedgerInputs) {
    let period = given.period;
    let currency = given.currency.clone();
    if let Some(open) = pipeline.deals.as_ref().and_then(|deals| {
        let campaigns = dataset.frames.get("ad_spend");
        open(deals, campaigns, day_number(period.end))
    }) {
        let unit = format!("{currency} of open deals").trim().to_owned();
        let counted = if open.deals == 1 {
            "open deal"
        } else {
            "open deals"
        };
        for (key, quantity, unit) in [
            (OPEN_PIPELINE, open.money, unit),
            (OPEN_DEALS, Amount::whole(open.deals), counted.into()),
        ] {
            let line = beside_deals(key, period, quantity, &unit);
            memo(line, key, quantity, &unit, &open.files, given);
        }
    }
    if let Some(found) = pipeline.influenced.as_ref().and_then(|frame| {
        let (from, to) = (day_number(period.start), day_number(period.end));
        touched(frame, (from, to), pipeline)
    }) {
        let unit = format!("{currency} of deals with a social touch");
        let unit = unit.trim().to_owned();
        let line = influenced(INFLUENCED, period, found.money, &unit);
        memo(line, INFLUENCED, found.money, &unit, &found.files, given);
    }
}

fn memo(
    line: LineSpec,
    key: &str,
    quantity: Amount,
    unit: &str,
    files: &Files,
    given: &mut LedgerInputs,
) {
    let input = Input::measured(key, quantity, Origin::Files(rows(files)));
    given.inputs.push(input.in_unit(unit));
    given.lines.push(line.counting(key));
}

/// Deals, their money and their rows.
#[derive(Default)]
struct Found {
    deals: i64,
    money: Amount,
    files: Files,
}

impl Found {
    fn add(&mut self, units: Option<i128>, file: &str) {
        self.deals += 1;
        self.money += Amount(units.unwrap_or_default());
        *self.files.entry(file.to_owned()).or_default() += 1;
    }
}

/// What was open at the end of a day; `None` where nothing was, or no column says what became of deals.
fn open(deals: &DataFrame, spend: Option<&DataFrame>, last: i32) -> Option<Found> {
    let rows = deals.height();
    let text = |name: &str| texts(deals, name).unwrap_or_else(|| vec![None; rows]);
    let states = texts(deals, col::STATUS)?;
    let (source, medium, utm, content) = (
        text(col::SOURCE),
        text(col::MEDIUM),
        text(col::UTM_CAMPAIGN),
        text(col::CONTENT),
    );
    let campaigns: BTreeSet<&str> = spend
        .and_then(|frame| texts(frame, col::CAMPAIGN))
        .into_iter()
        .flatten()
        .flatten()
        .collect();
    let (arose, dated) = (days(deals, col::PERIOD_START), days(deals, col::DATE));
    let (closed, files) = (text(col::CLOSED_AT), text(col::FILE));
    let money = amounts(deals, col::AMOUNT).unwrap_or_else(|| vec![None; rows]);
    let mut found = Found::default();
    for row in 0..rows {
        let visit = Visit {
            source: source[row],
            medium: medium[row],
            utm: utm[row],
            content: content[row],
            channel: None,
        };
        let is_social =
            utm[row].is_some_and(|name| campaigns.contains(name)) || visit.earner().is_some();
        let day = |text: &str| crate::time::day(text.get(..10)?).ok().map(day_number);
        let decided = match states[row] == Some(DealState::Open.name()) {
            true => None,
            // Decided nobody knows when: not open.
            false => Some(closed[row].and_then(day).or(dated[row]).unwrap_or(i32::MIN)),
        };
        let arisen = arose[row].is_some_and(|day| day <= last);
        if is_social && arisen && decided.is_none_or(|day| day > last) {
            found.add(money[row], files[row].unwrap_or_default());
        }
    }
    (found.deals > 0).then_some(found)
}

/// The deals that arose on some days and that a social touch came before, of those whose contacts the log knows.
fn touched(frame: &DataFrame, (from, to): (i32, i32), pipeline: &Pipeline) -> Option<Found> {
    let arose = days(frame, col::PERIOD_START);
    let money = amounts(frame, plan::AMOUNT)?;
    let mut found = Found::default();
    for (units, _) in money
        .iter()
        .zip(&arose)
        .filter(|(_, day)| day.is_some_and(|day| from <= day && day <= to))
    {
        found.add(*units, &pipeline.file);
    }
    (found.deals > 0).then_some(found)
}
