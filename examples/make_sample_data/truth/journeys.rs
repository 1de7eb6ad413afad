//! What credit the touchpoint log gives, reckoned from its rows in the plainest way: a conversion closes a journey.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::cents;
use crate::calendar::month;
use crate::journeys::{Click, Event, Row, Visit, date_of};
use crate::text::ratio;

/// Parts of a conversion, so that a path of up to ten touches shares it without a rest.
const PARTS: i64 = 2_520;

/// What one user did until an order, or until the log ends.
struct Journey<'a> {
    touches: Vec<&'a Visit>,
    /// Of the order, else of the last touch.
    at: i64,
    /// Net sales of the order.
    order: Option<i64>,
}

/// Conversions and their value.
#[derive(Clone, Copy, Default)]
struct Sum {
    conversions: i64,
    cents: i64,
}

impl Sum {
    fn add(&mut self, conversions: i64, cents: i64) {
        self.conversions += conversions;
        self.cents += cents;
    }

    fn of(orders: impl IntoIterator<Item = i64>) -> Self {
        let mut sum = Self::default();
        orders.into_iter().for_each(|order| sum.add(1, order));
        sum
    }

    fn figures(self) -> Value {
        json!({ "conversions": self.conversions.to_string(), "value": cents(self.cents) })
    }
}

/// The figures of the log, as a whole and of its whole quarter.
pub fn figures(rows: &[Row]) -> Value {
    let (known, repeated) = by_user(rows);
    let nobody: Vec<&Row> = rows.iter().filter(|row| row.user.is_none()).collect();
    let journeys: Vec<Journey> = known.values().flat_map(|rows| journeys(rows)).collect();
    let visits = |row: &&&Row| matches!(row.event, Event::Visit(_));
    let periods = [
        ("all", "2026-07", "2026-10"),
        ("2026-Q3", "2026-07", "2026-09"),
    ];
    let periods = periods.map(|(name, from, to)| {
        let within = |at: i64| (from..=to).contains(&month(date_of(at)).as_str());
        let journeys: Vec<&Journey> = journeys.iter().filter(|own| within(own.at)).collect();
        let nobody = nobody.iter().filter(|row| within(row.at));
        (
            name.to_owned(),
            period(&journeys, Sum::of(nobody.filter_map(|row| order(row)))),
        )
    });
    json!({
        "currency": "EUR",
        "rows": rows.len().to_string(),
        "rows_without_user": nobody.len().to_string(),
        "duplicate_rows": repeated.len().to_string(),
        "duplicates": Sum::of(repeated.iter().filter_map(|row| order(row))).figures(),
        "users": known.len().to_string(),
        "touches": known.values().flatten().filter(visits).count().to_string(),
        "click_without_tags": known.values().flatten().filter(|row| only_clicked(row)).count().to_string(),
        "periods": Value::Object(periods.into_iter().collect()),
    })
}

/// Rows of each user by time, once each, and the rows that repeat another.
fn by_user(rows: &[Row]) -> (BTreeMap<u32, Vec<&Row>>, Vec<&Row>) {
    let mut known: BTreeMap<u32, Vec<&Row>> = BTreeMap::new();
    let mut repeated = Vec::new();
    for row in rows {
        if let Some(user) = row.user {
            let own = known.entry(user).or_default();
            if own.contains(&row) {
                repeated.push(row);
            } else {
                own.push(row);
            }
        }
    }
    known
        .values_mut()
        .for_each(|rows| rows.sort_by_key(|row| row.at));
    (known, repeated)
}

fn order(row: &Row) -> Option<i64> {
    match row.event {
        Event::Order(net) => Some(net),
        Event::Visit(_) => None,
    }
}

fn only_clicked(row: &Row) -> bool {
    matches!(&row.event, Event::Visit(visit) if visit.utm.source.is_empty() && visit.click.is_some())
}

fn journeys<'a>(rows: &[&'a Row]) -> Vec<Journey<'a>> {
    let mut all = Vec::new();
    let mut touches = Vec::new();
    for row in rows {
        match &row.event {
            Event::Visit(visit) => touches.push(visit),
            Event::Order(net) => all.push(Journey {
                touches: std::mem::take(&mut touches),
                at: row.at,
                order: Some(*net),
            }),
        }
    }
    if let (false, Some(last)) = (touches.is_empty(), rows.last()) {
        all.push(Journey {
            touches,
            at: last.at,
            order: None,
        });
    }
    all
}

fn period(journeys: &[&Journey], nobody: Sum) -> Value {
    let (reached, none): (Vec<&Journey>, Vec<&Journey>) = journeys
        .iter()
        .filter(|journey| journey.order.is_some())
        .partition(|journey| !journey.touches.is_empty());
    let sum = |journeys: &[&Journey]| Sum::of(journeys.iter().filter_map(|own| own.order));
    let (attributed, no_touch) = (sum(&reached), sum(&none));
    let mut total = nobody;
    for part in [attributed, no_touch] {
        total.add(part.conversions, part.cents);
    }
    let mut lengths: BTreeMap<String, usize> = BTreeMap::new();
    for journey in &reached {
        *lengths
            .entry(journey.touches.len().to_string())
            .or_default() += 1;
    }
    let lengths = lengths
        .into_iter()
        .map(|(length, count)| (length, count.to_string().into()));
    json!({
        "total": total.figures(),
        "attributed": attributed.figures(),
        "unattributed": { "no_touch": no_touch.figures(), "no_user_id": nobody.figures() },
        "null_journeys": (journeys.len() - reached.len() - none.len()).to_string(),
        "path_lengths": Value::Object(lengths.collect()),
        "first": credit(&reached, |at, _| i64::from(at == 0) * PARTS),
        "last": credit(&reached, |at, count| i64::from(at + 1 == count) * PARTS),
        "linear": credit(&reached, |_, count| PARTS / count as i64),
    })
}

/// What each channel and each campaign gets where a touch, by its place and their number, earns so many parts.
fn credit(reached: &[&Journey], parts: fn(usize, usize) -> i64) -> Value {
    let (mut channels, mut campaigns) = (BTreeMap::new(), BTreeMap::new());
    for journey in reached {
        let count = journey.touches.len();
        assert_eq!(PARTS % count as i64, 0, "a path of {count} touches");
        for (at, touch) in journey.touches.iter().enumerate() {
            let parts = parts(at, count);
            let value = parts * journey.order.unwrap_or_default();
            for (names, name) in [
                (&mut channels, channel(touch)),
                (&mut campaigns, campaign(touch)),
            ] {
                names
                    .entry(name)
                    .or_insert_with(Sum::default)
                    .add(parts, value);
            }
        }
    }
    json!({ "by_channel": shares(channels), "by_campaign": shares(campaigns) })
}

fn shares(names: BTreeMap<&str, Sum>) -> Value {
    let figures = |sum: Sum| {
        json!({
            "conversions": ratio(sum.conversions, PARTS, 6),
            "value": ratio(sum.cents, PARTS * 100, 6),
        })
    };
    let named = names
        .into_iter()
        .filter(|(_, sum)| sum.conversions > 0)
        .map(|(name, sum)| (name.to_owned(), figures(sum)));
    Value::Object(named.collect())
}

/// GA4's channel; a click on an ad whose address lost its tags is still paid.
fn channel(visit: &Visit) -> &'static str {
    match (
        visit.utm.source.as_str(),
        visit.utm.medium.as_str(),
        &visit.click,
    ) {
        ("", _, Some(Click::Google(_))) | ("google", "cpc", _) => "Paid Search",
        ("", _, Some(Click::Meta(_))) | (_, "paid_social", _) => "Paid Social",
        ("", ..) => "Direct",
        (_, "organic", _) => "Organic Search",
        (_, "social", _) => "Organic Social",
        (_, "email", _) => "Email",
        (_, "referral", _) => "Referral",
        (source, medium, _) => unreachable!("no visit comes from {source} / {medium}"),
    }
}

fn campaign(visit: &Visit) -> &str {
    match visit.utm.campaign.as_str() {
        "" => "(not set)",
        campaign => campaign,
    }
}
