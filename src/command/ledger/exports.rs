//! What the exports measured in a period: media by platform and month, revenue by whom it is credited to, each with
//! the rows of every file.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::report::ledger::Channel;
use crate::report::{Dataset, FUNCTION};
use crate::schema::cells::{amounts, day_of, days, texts};
use crate::schema::{Amount, Function, channel_group, col, platform_of_source};
use crate::time::{Calendar, Grain, Period};

use super::elsewhere::MediaElsewhere;
use super::media::{Media, channels, media};

/// Whom revenue is credited to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Earner {
    /// Ads of a platform.
    Ads(String),
    /// Organic social.
    Organic,
    /// Creators and affiliates.
    Creators,
    /// Employees, whose orders are none of those of organic social.
    Employees,
    /// Deals won through ads of a platform, or through organic social.
    Deals(String),
}

/// Rows by file.
pub type Files = BTreeMap<String, u64>;

/// A sum over rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The money.
    pub money: Amount,
    /// Orders, where the rows count them.
    pub orders: Amount,
    /// The rows.
    pub files: Files,
    /// How much of it falls into which month.
    pub months: BTreeMap<Period, Amount>,
}

impl Sum {
    pub(super) fn add(&mut self, money: Amount, orders: Amount, file: &str, days: Period) {
        self.money += money;
        self.orders += orders;
        *self.files.entry(file.to_owned()).or_default() += 1;
        *self.months.entry(days).or_default() += money;
    }
}

/// Ads of some platform, where a customer database says no more than that.
pub const ANY_ADS: &str = "ads";

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Media.
    pub media: Media,
    /// Revenue by whom it is credited to and whose line it is.
    pub earned: BTreeMap<(Earner, Function), Sum>,
    /// Revenue of ads on platforms without media on record, which would be value without its cost.
    pub without_cost: BTreeMap<String, Amount>,
    /// Revenue of everything that is no social activity.
    pub elsewhere: Amount,
    /// Revenue of ads that joined no campaign of their spend.
    pub by_source: Amount,
    /// All revenue.
    pub revenue: Amount,
    /// The facts of each ad platform, for why revenue changed.
    pub channels: Vec<Channel>,
    /// Figures that are no money: what, how many, the rows.
    pub memos: Vec<(&'static str, Amount, Files)>,
}

/// Words in source, medium or content that say a creator brought the order.
const CREATORS: [&str; 8] = [
    "affiliate",
    "affiliates",
    "ambassador",
    "creator",
    "creators",
    "influencer",
    "influencers",
    "kol",
];

/// Words that say an employee did.
const EMPLOYEES: [&str; 6] = [
    "advocacy",
    "employee",
    "employee_advocacy",
    "employee-advocacy",
    "employees",
    "staff",
];

/// Channels of networks, where nobody paid for the visit.
const ORGANIC: [&str; 2] = ["Organic Social", "Organic Video"];

/// Sources as customer databases write them, and their channels.
const SOURCES: [(&str, &str); 4] = [
    ("paid_social", "Paid Social"),
    ("organic_social", "Organic Social"),
    ("social_media", "Organic Social"),
    ("social", "Organic Social"),
];

/// What the rows of a period measured. `media_elsewhere` says whose media is on record beside the exports.
pub fn measured(
    dataset: &Dataset,
    period: &Period,
    calendar: Calendar,
    media_elsewhere: &MediaElsewhere,
) -> Measured {
    let mut found = Measured::default();
    let month = |start: Option<i32>, end: Option<i32>| days_of(start, end, period, calendar);
    found.media = media(dataset, period, calendar);
    if let Some(frame) = dataset.frames.get("ad_spend") {
        found.channels = channels(frame);
    }
    if let Some(frame) = dataset.frames.get("conversions") {
        earned(frame, &month, media_elsewhere, &mut found);
    }
    for (table, column, what) in MEMOS {
        let frame = dataset.frames.get(table);
        let units = frame.and_then(|frame| Some((frame, amounts(frame, column)?)));
        if let Some((frame, units)) = units {
            let files = texts(frame, col::FILE).unwrap_or_default();
            let mut rows = Files::new();
            for (at, _) in units.iter().enumerate().filter(|(_, unit)| unit.is_some()) {
                let file = files.get(at).copied().flatten().unwrap_or_default();
                *rows.entry(file.to_owned()).or_default() += 1;
            }
            if !rows.is_empty() {
                let whole = units.into_iter().flatten().sum();
                found.memos.push((what, Amount(whole), rows));
            }
        }
    }
    found
}

/// Figures that are no money: table, column, what they are.
const MEMOS: [(&str, &str, &str); 3] = [
    ("posts", col::IMPRESSIONS, col::IMPRESSIONS),
    ("posts", col::ENGAGEMENTS, col::ENGAGEMENTS),
    ("profiles_daily", col::NEW_FOLLOWS, col::NEW_FOLLOWS),
];

/// The month of a row's days; its own days where they cross a border; the period where it has none.
pub(super) fn days_of(
    start: Option<i32>,
    end: Option<i32>,
    period: &Period,
    calendar: Calendar,
) -> Period {
    let day = |number: Option<i32>| number.and_then(day_of);
    let (Some(start), Some(end)) = (day(start), day(end)) else {
        return *period;
    };
    let own = Period { start, end };
    let days = Grain::Month
        .fits(start, end, calendar)
        .map_or(own, |bucket| bucket.period());
    days.overlap(period).unwrap_or(*period)
}

type Month<'m> = &'m dyn Fn(Option<i32>, Option<i32>) -> Period;

pub(super) fn column<'f>(frame: &'f DataFrame, name: &str) -> Vec<Option<&'f str>> {
    texts(frame, name).unwrap_or_else(|| vec![None; frame.height()])
}

fn earned(
    frame: &DataFrame,
    month: Month<'_>,
    media_elsewhere: &MediaElsewhere,
    found: &mut Measured,
) {
    let Some(revenue) = amounts(frame, col::REVENUE) else {
        return;
    };
    let none = || vec![None; frame.height()];
    let orders = amounts(frame, col::ORDERS).unwrap_or_else(none);
    let text = |name: &str| column(frame, name);
    let (platform, ruled, channel, file) = (
        text(col::PLATFORM),
        text(FUNCTION),
        text(col::CHANNEL),
        text(col::FILE),
    );
    let (source, medium, utm, content, deal) = (
        text(col::SOURCE),
        text(col::MEDIUM),
        text(col::UTM_CAMPAIGN),
        text(col::CONTENT),
        text(col::DEAL_ID),
    );
    let (starts, ends) = (days(frame, col::PERIOD_START), days(frame, col::PERIOD_END));
    let costed: BTreeSet<String> = found.media.keys().map(|key| key.0.clone()).collect();
    for (row, units) in revenue.into_iter().enumerate() {
        let Some(units) = units else { continue };
        let money = Amount(units);
        found.revenue += money;
        // A campaign that spend has; the marks of the join stand in brackets.
        let joined = platform[row].filter(|name| !name.is_empty() && !name.starts_with('('));
        let visit = Visit {
            source: source[row],
            medium: medium[row],
            utm: utm[row],
            content: content[row],
            channel: channel[row],
        };
        let earner = match joined {
            Some(name) => Some(Earner::Ads(name.to_owned())),
            None => visit.earner(),
        };
        let Some(earner) = earner else {
            found.elsewhere += money;
            continue;
        };
        if let Earner::Ads(name) = &earner
            && !costed.contains(name)
            && (name != ANY_ADS || costed.is_empty())
            && !media_elsewhere.has(name)
        {
            *found.without_cost.entry(name.clone()).or_default() += money;
            continue;
        }
        if joined.is_none() && matches!(earner, Earner::Ads(_)) {
            found.by_source += money;
        }
        let function = ruled[row].and_then(Function::named);
        let orders = Amount(orders[row].unwrap_or_default());
        let file = file[row].unwrap_or_default();
        let days = month(starts[row], ends[row]);
        let mut add = |earner: Earner, function: Option<Function>, usual: Function| {
            let sum = found.earned.entry((earner, function.unwrap_or(usual)));
            sum.or_default().add(money, orders, file, days);
        };
        match (earner, deal[row].is_some()) {
            (Earner::Ads(name), true) => add(Earner::Deals(name), function, Function::Sales),
            (Earner::Organic, true) => {
                add(Earner::Deals("organic".into()), function, Function::Sales);
            }
            (Earner::Employees, _) => add(Earner::Employees, None, Function::Organic),
            (Earner::Ads(name), false) => add(Earner::Ads(name), function, Function::Paid),
            (other, _) => add(other, function, Function::Organic),
        }
    }
    credit_channels(found);
}

/// Revenue and orders of every platform, of all functions: what the return on media counts.
fn credit_channels(found: &mut Measured) {
    for ((earner, _), sum) in &found.earned {
        let Earner::Ads(name) = earner else { continue };
        let known = found.channels.iter().position(|one| one.name == *name);
        let at = known.unwrap_or_else(|| {
            found.channels.push(Channel {
                name: name.clone(),
                ..Channel::default()
            });
            found.channels.len() - 1
        });
        let channel = &mut found.channels[at];
        channel.revenue += sum.money;
        if sum.orders != Amount::ZERO {
            *channel.conversions.get_or_insert_default() += sum.orders;
        }
    }
    found.channels.sort_by(|one, two| one.name.cmp(&two.name));
}

/// What an order says of the visit that brought it.
struct Visit<'v> {
    source: Option<&'v str>,
    medium: Option<&'v str>,
    utm: Option<&'v str>,
    content: Option<&'v str>,
    channel: Option<&'v str>,
}

impl Visit<'_> {
    /// Whom an order is credited to that joined no campaign of spend; `None` for what is no social activity.
    fn earner(&self) -> Option<Earner> {
        let says = |words: &[&str]| {
            let texts = [self.source, self.medium, self.content];
            texts.into_iter().flatten().any(|text| {
                let text = text.trim().to_lowercase();
                words.iter().any(|word| *word == text)
            })
        };
        let channel = self.channel();
        if channel == "Affiliates" || says(&CREATORS) {
            return Some(Earner::Creators);
        }
        if says(&EMPLOYEES) {
            return Some(Earner::Employees);
        }
        if ORGANIC.contains(&channel) {
            return Some(Earner::Organic);
        }
        let paid = channel.starts_with("Paid") || ["Display", "Cross-network"].contains(&channel);
        let platform = self.source.and_then(platform_of_source);
        match (paid, platform) {
            (true, Some(platform)) => Some(Earner::Ads(platform.to_owned())),
            (true, None) if self.names_no_platform() => Some(Earner::Ads(ANY_ADS.into())),
            (true, None) => Some(Earner::Ads(
                self.source.unwrap_or("(not stated)").to_lowercase(),
            )),
            (false, _) => None,
        }
    }

    /// The source as a customer database writes it, where it is one of those.
    fn database_source(&self) -> Option<&'static (&'static str, &'static str)> {
        let plain = self.source.unwrap_or_default().trim().to_lowercase();
        let plain = plain.replace([' ', '-'], "_");
        SOURCES.iter().find(|(word, _)| *word == plain)
    }

    fn names_no_platform(&self) -> bool {
        self.database_source().is_some()
    }

    fn channel(&self) -> &str {
        match (self.database_source(), self.channel) {
            (Some((_, channel)), _) if self.medium.is_none() => channel,
            (_, Some(channel)) => channel,
            _ => channel_group(self.source, self.medium, self.utm),
        }
    }
}
