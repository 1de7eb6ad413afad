//! GA4 reports of the last month: traffic acquisition, and the snapshot with several tables in one file.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;

use crate::calendar::{day, days, last_day, season};
use crate::company::{NAME, mistags};
use crate::delivery::Delivery;
use crate::dice::Dice;
use crate::folder::Folder;
use crate::orders::Order;
use crate::text::{Encoding, money, plain};

/// First day of the reports.
pub fn report_from() -> NaiveDate {
    day(2026, 10, 1)
}

/// What GA4 measured for a source, medium and campaign.
#[derive(Clone, Copy, Default)]
pub struct Traffic {
    pub sessions: i64,
    pub users: i64,
    pub key_events: i64,
    /// Cents of a euro.
    pub revenue: i64,
}

/// Traffic by (source / medium, campaign) in the last month.
pub fn traffic(deliveries: &[Delivery], orders: &[Order]) -> BTreeMap<(String, String), Traffic> {
    let mut dice = Dice::new("ga4");
    let mut all: BTreeMap<(String, String), Traffic> = BTreeMap::new();
    for row in deliveries.iter().filter(|row| row.date >= report_from()) {
        let (source, medium) = row.campaign.platform.utm();
        let tag = mistags().into_iter().find(|tag| {
            tag.0 == row.campaign.name
                && tag.1 == row.ad_set.0
                && (tag.2..=tag.3).contains(&row.date)
        });
        let campaign = tag.map_or(row.campaign.name, |tag| tag.4);
        let entry = all.entry(key(source, medium, campaign)).or_default();
        // A click is not yet a session: people leave before the page has loaded.
        entry.sessions += dice.near(row.link_clicks * 82 / 100, 60);
    }
    for order in orders.iter().filter(|order| order.date >= report_from()) {
        let utm = &order.utm;
        let entry = all
            .entry(key(&utm.source, &utm.medium, &utm.campaign))
            .or_default();
        if order.brought_by.is_none() {
            entry.sessions += dice.between(38, 66);
        }
        // One visitor in eight refuses the banner and is not measured.
        if !dice.chance(125_000) {
            entry.key_events += 1;
            entry.revenue += order.subtotal();
        }
    }
    for entry in all.values_mut() {
        entry.sessions = entry.sessions.max(entry.key_events);
        entry.users = (entry.sessions * dice.between(760, 910) / 1000).max(1);
    }
    all
}

fn key(source: &str, medium: &str, campaign: &str) -> (String, String) {
    let origin = if source.is_empty() {
        "(direct) / (none)".into()
    } else {
        format!("{source} / {medium}")
    };
    let named = match (source, medium, campaign) {
        ("", ..) => "(direct)",
        (_, "organic", "") => "(organic)",
        (_, "referral", "") => "(referral)",
        (_, _, "") => "(not set)",
        _ => campaign,
    };
    (origin, named.to_owned())
}

/// Writes both reports.
pub fn write(traffic: &BTreeMap<(String, String), Traffic>, folder: &mut Folder) {
    let mut text = preamble("Traffic acquisition: Session source / medium");
    text +=
        "Session source / medium,Session campaign,Sessions,Active users,Key events,Total revenue\n";
    for ((origin, campaign), row) in by_sessions(traffic) {
        let _ = writeln!(
            text,
            "{},{},{},{},{},{}",
            plain(origin),
            plain(campaign),
            row.sessions,
            row.users,
            row.key_events,
            money(row.revenue),
        );
    }
    folder.add(
        "ga4/Traffic_acquisition_Session_source_medium.csv",
        &text,
        Encoding::Utf8,
    );
    folder.add(
        "ga4/Reports_snapshot.csv",
        &snapshot(traffic),
        Encoding::Utf8,
    );
}

fn by_sessions(
    traffic: &BTreeMap<(String, String), Traffic>,
) -> Vec<(&(String, String), &Traffic)> {
    let mut rows: Vec<_> = traffic.iter().collect();
    rows.sort_by_key(|(_, row)| -row.sessions);
    rows
}

fn range() -> String {
    format!(
        "# Start date: {}\n# End date: {}\n",
        report_from().format("%Y%m%d"),
        last_day().format("%Y%m%d")
    )
}

fn preamble(title: &str) -> String {
    let rule = "# ----------------------------------------\n";
    format!(
        "{rule}# {title}\n# Account: {NAME}\n# Property: shop.example.com\n{rule}# \n# All Users\n{}",
        range()
    )
}

/// Several tables; only the first stands under the report's own preamble.
fn snapshot(traffic: &BTreeMap<(String, String), Traffic>) -> String {
    let sessions: i64 = traffic.values().map(|row| row.sessions).sum();
    let users = sessions * 71 / 100;
    let mut text = preamble("Reports snapshot").replace("# \n# All Users\n", "#  \n");
    let _ = write!(
        text,
        "Active users,New users,Average engagement time per active user,Event count\n{users},{},48.31746031746032,{}\n",
        users * 83 / 100,
        sessions * 7,
    );
    let mut pages =
        String::from("Page title and screen class,Views,Active users,Event count,Bounce rate\n");
    let titles = [
        (
            "Tannholm — bags, lights and rainwear",
            31,
            "0.3127490039840637",
        ),
        ("Heron Frame Bag — Tannholm", 22, "0.2413793103448276"),
        ("Drizzle Rain Jacket — Tannholm", 14, "0.28125"),
        ("Checkout — Tannholm", 6, "0.0625"),
    ];
    for (title, share, bounce) in titles {
        let _ = writeln!(
            pages,
            "{},{},{},{},{bounce}",
            plain(title),
            sessions * share / 50,
            users * share / 100,
            sessions * share / 20
        );
    }
    for table in [
        daily(users),
        sources(traffic),
        pages,
        "Item name,Items purchased\n".to_owned(),
    ] {
        text += &format!("\n#  \n{}{table}", range());
    }
    text
}

/// Days by their number after the start date.
fn daily(users: i64) -> String {
    let mut dice = Dice::new("ga4 days");
    let mut text = String::from("Nth day,Active users\n");
    for (nth, date) in days(report_from(), last_day()).enumerate() {
        let count = dice.near(users * season(date) / 33_000, 120);
        let _ = writeln!(text, "{nth:04},{count}");
    }
    text
}

fn sources(traffic: &BTreeMap<(String, String), Traffic>) -> String {
    let mut origins: BTreeMap<&str, i64> = BTreeMap::new();
    for ((origin, _), row) in traffic {
        *origins.entry(origin).or_default() += row.sessions;
    }
    let mut origins: Vec<_> = origins.into_iter().collect();
    origins.sort_by_key(|(_, sessions)| -sessions);
    let mut text = String::from("Session source / medium,Sessions\n");
    for (origin, sessions) in origins {
        let _ = writeln!(text, "{origin},{sessions}");
    }
    text
}
