//! Where a visit of a day may have come from: the day's clicks on ads, with the tags that they bore, and everything that
//! is not paid for.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{Click, Visit};
use crate::delivery::Delivery;
use crate::dice::Dice;
use crate::orders::{Utm, utm};

/// Visits a day that no ad brought: source, medium, campaign, how many.
const UNPAID: [(&str, &str, &str, i64); 5] = [
    ("", "", "", 184),
    ("google", "organic", "", 115),
    ("instagram", "social", "social_bio", 54),
    ("youtube", "social", "video_description", 15),
    ("bikeblog.example.com", "referral", "", 32),
];

/// Ways to the shop with their visits, by day.
pub struct Pool(BTreeMap<NaiveDate, Vec<(Utm, i64)>>);

impl Pool {
    /// The ways of those days.
    pub fn new(deliveries: &[Delivery], days: impl Iterator<Item = NaiveDate>) -> Self {
        let mut all: BTreeMap<_, _> = days.map(|date| (date, unpaid(date))).collect();
        for row in deliveries {
            if let Some(ways) = all.get_mut(&row.date) {
                ways.push((row.utm(), row.link_clicks));
            }
        }
        Self(all)
    }

    /// A visit of that day; nothing on a day that the log does not hold.
    pub fn visit(&self, date: NaiveDate, dice: &mut Dice) -> Option<Visit> {
        let ways = self.0.get(&date)?;
        let mut at = dice.between(1, ways.iter().map(|way| way.1).sum());
        let (way, _) = ways.iter().find(|(_, visits)| {
            at -= visits;
            at <= 0
        })?;
        let mut visit = clicked(way, dice);
        // Redirects lose the tags now and then; the click's number survives.
        if visit.click.is_some() && dice.chance(30_000) {
            visit.utm = utm("", "", "");
        }
        Some(visit)
    }
}

/// A visit with those tags; most clicks on ads of Google and Meta bear a number.
pub fn clicked(tags: &Utm, dice: &mut Dice) -> Visit {
    let number = (dice.bits() & 0xff_ffff) as u32;
    let click = match (tags.source.as_str(), tags.medium.as_str()) {
        ("google", "cpc") if dice.chance(850_000) => Some(Click::Google(number)),
        ("facebook", "paid_social") if dice.chance(650_000) => Some(Click::Meta(number)),
        _ => None,
    };
    Visit {
        utm: tags.clone(),
        click,
    }
}

/// The newsletter leaves on the first Thursday and is read for a week.
fn unpaid(date: NaiveDate) -> Vec<(Utm, i64)> {
    let read = if date.day() <= 7 { 150 } else { 20 };
    let news = date.format("news_%Y_%m").to_string();
    let others = UNPAID.iter().map(|way| (utm(way.0, way.1, way.2), way.3));
    others
        .chain([(utm("newsletter", "email", &news), read)])
        .collect()
}
