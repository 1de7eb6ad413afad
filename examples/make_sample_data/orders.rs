//! The shop's orders: those that ads brought and those that came without.

use chrono::NaiveDate;

use crate::calendar::{days, first_day, last_day, season};
use crate::company::{PRODUCTS, Platform, Product};
use crate::delivery::Delivery;
use crate::dice::Dice;

/// A line of an order.
pub struct Line {
    pub product: &'static Product,
    pub quantity: i64,
}

impl Line {
    /// Price of the line before any discount, in cents.
    pub fn total(&self) -> i64 {
        self.product.2 * self.quantity
    }
}

/// Where an order came from, as its landing page's address said.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Utm {
    pub source: String,
    pub medium: String,
    pub campaign: String,
}

/// What became of an order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Paid,
    Pending,
    /// Paid back and cancelled before dispatch.
    Cancelled,
    /// Never paid, cancelled.
    Voided,
    /// The last line of the order came back.
    PartlyReturned,
    /// All of it came back.
    Returned,
}

/// An order; money in cents of a euro, before tax.
pub struct Order {
    pub date: NaiveDate,
    pub minute: i64,
    pub utm: Utm,
    /// The ad campaign and platform that brought it, whatever its UTM says.
    pub brought_by: Option<(Platform, &'static str)>,
    pub lines: Vec<Line>,
    pub discount_percent: i64,
    pub country: &'static str,
    pub shipping: i64,
    pub fate: Fate,
}

impl Order {
    /// Price of all lines before the discount.
    pub fn gross(&self) -> i64 {
        self.lines.iter().map(Line::total).sum()
    }

    /// The discount, as a positive figure.
    pub fn discount(&self) -> i64 {
        self.gross() * self.discount_percent / 100
    }

    /// Goods after the discount.
    pub fn subtotal(&self) -> i64 {
        self.gross() - self.discount()
    }

    /// A fifth in Europe, nothing overseas.
    pub fn tax_on(&self, net: i64) -> i64 {
        if self.country == "US" { 0 } else { net / 5 }
    }

    /// Never to be counted as a sale.
    pub fn is_dropped(&self) -> bool {
        matches!(self.fate, Fate::Cancelled | Fate::Voided)
    }

    /// Goods that came back or never left, net, as a positive figure.
    pub fn returned(&self) -> i64 {
        match self.fate {
            Fate::Paid | Fate::Pending => 0,
            Fate::PartlyReturned => {
                let last = self.lines.last().expect("an order has a line");
                last.total() * (100 - self.discount_percent) / 100
            }
            Fate::Cancelled | Fate::Voided | Fate::Returned => self.subtotal(),
        }
    }

    /// Goods sold and kept.
    pub fn net(&self) -> i64 {
        self.subtotal() - self.returned()
    }

    /// Shipping that stays charged.
    pub fn kept_shipping(&self) -> i64 {
        if self.is_dropped() { 0 } else { self.shipping }
    }
}

/// A basket of one to three lines.
pub fn basket(pieces: i64, dice: &mut Dice) -> Vec<Line> {
    let count = *dice.pick(&[1, 1, 1, 1, 1, 2, 2, 3]);
    let mut lines: Vec<Line> = Vec::new();
    for _ in 0..count {
        let product = dice.pick(PRODUCTS);
        // Only the small articles are bought twice.
        let more = if product.2 < 4500 {
            dice.between(0, 1)
        } else {
            0
        };
        let quantity = (1 + more)
            * if pieces > 1 {
                pieces + dice.between(0, 4)
            } else {
                1
            };
        lines.push(Line { product, quantity });
    }
    lines
}

/// Every order, by time.
pub fn orders(deliveries: &[Delivery]) -> Vec<Order> {
    let mut all = paid(deliveries);
    all.extend(unpaid());
    all.sort_by_key(|order| (order.date, order.minute));
    all
}

fn paid(deliveries: &[Delivery]) -> Vec<Order> {
    let mut dice = Dice::new("orders of ads");
    let mut all = Vec::new();
    for row in deliveries {
        let utm = row.utm();
        let overseas = row.campaign.name.contains("US") || row.ad_set.0.contains("US");
        for _ in 0..row.orders {
            let brought_by = Some((row.campaign.platform, row.campaign.name));
            let country = if overseas { "US" } else { europe(&mut dice) };
            all.push(order(
                row.date,
                utm.clone(),
                brought_by,
                (country, row.campaign.pieces),
                &mut dice,
            ));
        }
    }
    all
}

/// Orders nobody paid an ad for: source, medium, campaign, orders per thousand days.
const UNPAID: &[(&str, &str, &str, i64)] = &[
    ("", "", "", 3300),
    ("google", "organic", "", 1900),
    ("instagram", "social", "social_bio", 750),
    ("youtube", "social", "video_description", 260),
    ("bikeblog.example.com", "referral", "", 310),
];

fn unpaid() -> Vec<Order> {
    let mut dice = Dice::new("orders without ads");
    let mut all = Vec::new();
    for date in days(first_day(), last_day()) {
        for &(source, medium, campaign, rate) in UNPAID {
            let count = dice.hits(20, rate * season(date) / 20);
            let utm = utm(source, medium, campaign);
            all.extend((0..count).map(|_| free_order(date, utm.clone(), &mut dice)));
        }
        // The newsletter leaves on the first Thursday and sells for a week.
        let since = i64::from(date.format("%d").to_string().parse::<u8>().unwrap_or(1));
        let rate = if since <= 7 { 2600 } else { 500 };
        let count = dice.hits(10, rate * season(date) / 10);
        let utm = utm(
            "newsletter",
            "email",
            &date.format("news_%Y_%m").to_string(),
        );
        all.extend((0..count).map(|_| free_order(date, utm.clone(), &mut dice)));
    }
    all
}

fn free_order(date: NaiveDate, utm: Utm, dice: &mut Dice) -> Order {
    let country = if dice.chance(160_000) {
        "US"
    } else {
        europe(dice)
    };
    order(date, utm, None, (country, 1), dice)
}

/// Tags of those texts.
pub fn utm(source: &str, medium: &str, campaign: &str) -> Utm {
    Utm {
        source: source.into(),
        medium: medium.into(),
        campaign: campaign.into(),
    }
}

fn europe(dice: &mut Dice) -> &'static str {
    dice.pick::<&'static str>(&["AT", "AT", "FR", "FR", "GB"])
}

fn order(
    date: NaiveDate,
    utm: Utm,
    brought_by: Option<(Platform, &'static str)>,
    (country, pieces): (&'static str, i64),
    dice: &mut Dice,
) -> Order {
    let lines = basket(pieces, dice);
    let goods: i64 = lines.iter().map(Line::total).sum();
    let black_week = ("2025-11-21".."2025-12-02").contains(&date.to_string().as_str());
    let discount_percent = match black_week {
        true => 20,
        false => 10 * i64::from(dice.chance(170_000)),
    };
    let (fee, free_from) = if country == "US" {
        (1490, 18_000)
    } else {
        (490, 10_000)
    };
    Order {
        date,
        // Between six and eleven, so that the day is the same in the shop's time and in UTC.
        minute: dice.between(6 * 60, 23 * 60 - 1),
        utm,
        brought_by,
        discount_percent,
        country,
        shipping: if goods >= free_from { 0 } else { fee },
        fate: fate(date, lines.len(), dice),
        lines,
    }
}

fn fate(date: NaiveDate, lines: usize, dice: &mut Dice) -> Fate {
    let recent = (last_day() - date).num_days() < 6;
    match dice.between(0, 999) {
        0..=9 => Fate::Cancelled,
        10..=13 => Fate::Voided,
        14..=53 if !recent => Fate::Returned,
        54..=93 if !recent && lines > 1 => Fate::PartlyReturned,
        94..=163 if recent => Fate::Pending,
        _ => Fate::Paid,
    }
}
