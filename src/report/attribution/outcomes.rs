//! Credit as outcomes: what journeys earned, by source, medium and campaign, in place of what a shop says of the last click.

use polars::prelude::DataFrame;

use crate::attribution::TouchLog;
use crate::error::{Error, Result};
use crate::report::{Dataset, Supplied};
use crate::schema::{Amount, cells, col};
use crate::time::{Grain, Period, Reckoning};

use super::credit::Journeys as Walked;
use super::labels::{By, NOT_SET};
use super::milestones::Deals;
use super::options::AttributeOptions;
use super::paths::CountedPaths;
use super::prepare::{moments, prepare};
use super::result::UNATTRIBUTED;
use super::setup;
use super::spend_channels::SpendChannels;

/// Where rows of credit come from, in place of a file.
pub const JOURNEYS: &str = "(journeys)";

/// What a touch of credit is told apart by.
pub(super) const BY: [By; 4] = [By::Channel, By::Source, By::Medium, By::Campaign];

/// One row in the making.
pub(super) struct Line {
    days: Period,
    keys: Vec<String>,
    orders: Amount,
    revenue: Amount,
}

/// What becomes of outcomes that no touch can be credited with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// They are a row of their own.
    Row,
    /// Outcomes without a touch are counted elsewhere; others that a model leaves are a row.
    Elsewhere,
}

/// Puts a model's credit in the place of a dataset's outcomes, bucket by bucket of `grain` within each period.
///
/// # Errors
/// No touches, more or less than one model, a model that gives no credit.
pub fn credit_outcomes(
    dataset: &mut Dataset,
    log: &TouchLog,
    tables: &[Supplied<'_>],
    options: &AttributeOptions,
    periods: &[Period],
    (grain, calendar): (Grain, Reckoning),
) -> Result<()> {
    let [name] = &options.models[..] else {
        return Err(Error::BadOption {
            what: format!("--model {}", options.models.join(",")),
            why: "expected one model".into(),
        });
    };
    if log.is_empty() {
        return Err(Error::BadOption {
            what: format!("--model {name}"),
            why: "the files hold no touch log to give credit over".into(),
        });
    }
    let deals: Vec<&DataFrame> = tables
        .iter()
        .filter(|table| table.table == "deals")
        .map(|table| table.frame)
        .collect();
    let deals = Deals::of_all(&deals, calendar.zone());
    let counted = CountedPaths::default();
    let mut prepared = prepare(
        log,
        &counted,
        &SpendChannels::default(),
        &BY,
        &options.journeys,
        None,
    );
    let setup = setup(&prepared, &counted, &deals, log, options)?;
    let of_deals = |user, at| deals.times(user, at);
    let mut lines = Vec::new();
    for days in periods
        .iter()
        .flat_map(|period| buckets(period, grain, calendar))
    {
        prepared.walk.period = Some(moments(&days, calendar));
        let walked = Walked {
            log,
            counted: &counted,
            prepared: &prepared,
            milestones: (!deals.is_empty()).then_some(&of_deals),
            seen: options.journeys.transform,
            worth: None,
        };
        bucket(&walked, &setup, days, Rest::Row, &mut lines)?;
    }
    let whole = setup.models[0].name();
    dataset.frames.insert("conversions", frame(&lines)?);
    dataset.notes.push(format!(
        "orders and revenue: credited by {whole} over journeys, worked out by {} of the conversion; not joined by the last UTM, \
         and outcomes of other files are left out",
        grain.name()
    ));
    Ok(())
}

/// The buckets of a period, cut at its bounds.
pub(super) fn buckets(period: &Period, grain: Grain, calendar: Reckoning) -> Vec<Period> {
    let buckets = grain.buckets(period, calendar);
    buckets
        .iter()
        .filter_map(|bucket| bucket.period().overlap(period))
        .collect()
}

pub(super) fn bucket(
    walked: &Walked<'_>,
    setup: &crate::attribution::Setup,
    days: Period,
    rest: Rest,
    lines: &mut Vec<Line>,
) -> Result<()> {
    let (results, counts) = walked.credit(setup)?;
    let Some(result) = results.into_iter().next() else {
        return Ok(());
    };
    let mut refused = Amount::ZERO;
    let credit = match result.credits {
        Ok(credit) => credit,
        // A stretch with refunds alone has nothing to learn from; its money stays in sight.
        Err(_) if counts.conversions.0 == 0 => {
            refused = counts.value;
            Vec::new()
        }
        Err(refused) => {
            return Err(Error::BadOption {
                what: format!("--model {}", result.name),
                why: format!("{days}: {refused}"),
            });
        }
    };
    for (number, credit) in credit.into_iter().enumerate() {
        if credit.conversions.0 != 0 || credit.value.0 != 0 {
            lines.push(Line {
                days,
                keys: walked.prepared.keys[walked.channel_of(number)].clone(),
                orders: credit.conversions,
                revenue: credit.value,
            });
        }
    }
    let left = result.remainder.not_supplied;
    let nobody = walked.log.nobody(walked.prepared.walk.period);
    let (touchless, worth) = match rest {
        Rest::Row => (
            counts.no_touch_conversions + counts.out_of_window_conversions,
            counts.no_touch_value + counts.out_of_window_value,
        ),
        Rest::Elsewhere => (Amount::ZERO, Amount::ZERO),
    };
    let orders = touchless + nobody.conversions + left.conversions;
    let revenue = worth + counts.no_sale_value + nobody.value + left.value + refused;
    lines.extend(unattributed(days, orders, revenue));
    Ok(())
}

/// The row of what no touch can be credited with.
fn unattributed(days: Period, orders: Amount, revenue: Amount) -> Option<Line> {
    (orders.0 != 0 || revenue.0 != 0).then(|| Line {
        days,
        keys: [UNATTRIBUTED, "", "", ""].map(str::to_owned).to_vec(),
        orders,
        revenue,
    })
}

pub(super) fn frame(lines: &[Line]) -> Result<DataFrame> {
    let text = |name: &str, at: usize| {
        let texts = lines.iter().map(|line| {
            let text = line.keys[at].as_str();
            (!text.is_empty() && text != NOT_SET).then_some(text)
        });
        cells::text_column(name, texts.collect::<Vec<_>>().into_iter())
    };
    let day = |name: &str, of: fn(&Period) -> chrono::NaiveDate| {
        let days = lines
            .iter()
            .map(|line| Some(cells::day_number(of(&line.days))));
        cells::day_column(name, days.collect())
    };
    let amount = |name: &str, of: fn(&Line) -> Amount| {
        cells::amount_column(name, lines.iter().map(|line| Some(of(line).0)).collect())
    };
    Ok(DataFrame::new(
        lines.len(),
        vec![
            day(col::PERIOD_START, |days| days.start),
            day(col::PERIOD_END, |days| days.end),
            text(col::CHANNEL_GROUP, 0),
            text(col::SOURCE, 1),
            text(col::MEDIUM, 2),
            text(col::UTM_CAMPAIGN, 3),
            amount(col::ORDERS, |line| line.orders),
            amount(col::REVENUE, |line| line.revenue),
            cells::constant_column(col::FILE, JOURNEYS, lines.len()),
        ],
    )?)
}
