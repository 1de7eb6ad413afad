//! Outcomes joined to spend: UTM campaign = campaign name, trimmed, else campaign identifier; nothing else, silently.
//!
//! `utm_source` narrows to a platform; a name that two platforms use without a source is `(ambiguous)`. What does not
//! join stays visible under its GA4 channel. Near misses are named, never mapped.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use polars::prelude::DataFrame;

use crate::error::{Result, Warning};
use crate::metrics::computed;
use crate::schema::{self, Amount, cells, col};
use crate::time::Grain;

use super::dataset::Dataset;

/// The key of outcomes that joined no spend.
pub const NO_MATCH: &str = "(no match)";
/// The key of outcomes whose campaign two platforms use.
pub const AMBIGUOUS: &str = "(ambiguous)";

/// How much joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Join {
    /// Revenue in outcomes.
    pub revenue: Amount,
    /// Of it, joined to a campaign.
    pub joined: Amount,
    /// Spend.
    pub spend: Amount,
    /// Of it, of campaigns with outcomes.
    pub spend_joined: Amount,
    /// Names the revenue column that the rates are over.
    pub column: String,
    /// The same over what was billed, where both are known: all and joined.
    pub billed: Option<(Amount, Amount)>,
    /// Unmatched campaign names that nearly match: theirs, ours, revenue.
    pub near: Vec<(String, String, Amount)>,
    /// Other unmatched campaign names with the most revenue.
    pub unmatched: Vec<(String, Amount)>,
    /// Spend of covered platforms in months that the outcomes are not about.
    pub other_days: Amount,
    /// Platforms with spend, none of whose campaigns occurs in the outcomes.
    pub uncovered: Vec<String>,
}

/// One campaign of spend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Campaign {
    platform: String,
    name: String,
    channel: Option<String>,
    account: Option<String>,
}

impl Campaign {
    /// Whether several accounts or channels have a campaign of this name.
    fn ambiguous(&self, column: &str) -> bool {
        let text = match column {
            col::CHANNEL => &self.channel,
            col::ACCOUNT => &self.account,
            _ => return false,
        };
        text.as_deref() == Some(AMBIGUOUS)
    }
}

/// Joins the outcomes of a dataset to its spend: outcomes get the platform, channel and campaign of their spend.
///
/// # Errors
/// Where polars refuses a column.
pub fn join(dataset: &mut Dataset) -> Result<()> {
    let (Some(spend), Some(outcomes)) = (
        dataset.frames.get("ad_spend").cloned(),
        dataset.frames.get("conversions").cloned(),
    ) else {
        return alone(dataset);
    };
    let campaigns = Campaigns::of(&spend);
    let matches = campaigns.matches(&outcomes);
    let joined = joined_frame(&outcomes, &matches)?;
    dataset.frames.insert("conversions", joined);
    dataset
        .frames
        .insert("ad_spend", covered_frame(&spend, &outcomes, &matches)?);
    Ok(())
}

/// Outcomes without spend, or spend without outcomes: no row joins.
fn alone(dataset: &mut Dataset) -> Result<()> {
    if let Some(outcomes) = dataset.frames.get("conversions").cloned() {
        let none = vec![Match::None; outcomes.height()];
        dataset
            .frames
            .insert("conversions", joined_frame(&outcomes, &none)?);
    }
    Ok(())
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Match {
    One(Campaign),
    Several,
    None,
}

#[derive(Default)]
struct Campaigns {
    by_name: HashMap<String, BTreeSet<Campaign>>,
    by_id: HashMap<String, BTreeSet<Campaign>>,
}

impl Campaigns {
    fn of(spend: &DataFrame) -> Self {
        let missing = || vec![None; spend.height()];
        let column = |name: &str| cells::texts(spend, name).unwrap_or_else(missing);
        let (platform, name, id) = (
            column(col::PLATFORM),
            column(col::CAMPAIGN),
            column(col::CAMPAIGN_ID),
        );
        let (channel, account) = (column(col::CHANNEL), column(col::ACCOUNT));
        let mut known = Self::default();
        let mut last = None;
        for row in 0..spend.height() {
            let key = (
                platform[row],
                name[row],
                id[row],
                channel[row],
                account[row],
            );
            if last.replace(key) == Some(key) {
                continue;
            }
            let campaign = Campaign {
                platform: platform[row].unwrap_or("").to_owned(),
                name: name[row].or(id[row]).unwrap_or("").to_owned(),
                channel: channel[row].map(str::to_owned),
                account: account[row].map(str::to_owned),
            };
            if let Some(name) = name[row] {
                known
                    .by_name
                    .entry(name.trim().to_owned())
                    .or_default()
                    .insert(campaign.clone());
            }
            if let Some(id) = id[row] {
                known
                    .by_id
                    .entry(id.trim().to_owned())
                    .or_default()
                    .insert(campaign);
            }
        }
        known
    }

    fn matches(&self, outcomes: &DataFrame) -> Vec<Match> {
        let missing = || vec![None; outcomes.height()];
        let utm = cells::texts(outcomes, col::UTM_CAMPAIGN).unwrap_or_else(missing);
        let source = cells::texts(outcomes, col::SOURCE).unwrap_or_else(missing);
        let mut known: HashMap<(&str, Option<&str>), Match> = HashMap::new();
        utm.iter()
            .zip(&source)
            .map(
                |(utm, source)| match utm.map(str::trim).filter(|utm| !utm.is_empty()) {
                    Some(utm) => known
                        .entry((utm, *source))
                        .or_insert_with(|| self.find(utm, *source))
                        .clone(),
                    None => Match::None,
                },
            )
            .collect()
    }

    fn find(&self, utm: &str, source: Option<&str>) -> Match {
        let Some(found) = self.by_name.get(utm).or_else(|| self.by_id.get(utm)) else {
            return Match::None;
        };
        let stated = source.and_then(schema::platform_of_source);
        let fits =
            |campaign: &&Campaign| stated.is_none_or(|platform| campaign.platform == platform);
        let mut found = found.iter().filter(fits);
        match (found.next(), found.next()) {
            (None, _) => Match::None,
            (Some(one), None) => Match::One(one.clone()),
            (Some(one), Some(other)) => {
                let all = [one, other].into_iter().chain(found);
                if all.clone().any(|more| more.platform != one.platform) {
                    return Match::Several;
                }
                // One platform, several accounts or channels: the platform is certain, the rest is not.
                let same = |of: fn(&Campaign) -> &Option<String>| {
                    all.clone().all(|more| of(more) == of(one))
                };
                let ambiguous = || Some(AMBIGUOUS.to_owned());
                let (channel, account) = (same(|one| &one.channel), same(|one| &one.account));
                Match::One(Campaign {
                    channel: if channel {
                        one.channel.clone()
                    } else {
                        ambiguous()
                    },
                    account: if account {
                        one.account.clone()
                    } else {
                        ambiguous()
                    },
                    ..one.clone()
                })
            }
        }
    }

    /// The campaign that a name probably means: the same but for case, apostrophes, spaces and one or two letters.
    fn near(&self, utm: &str) -> Option<String> {
        let plain = |text: &str| {
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        let wanted = plain(utm);
        if wanted.len() < 5 {
            return None;
        }
        let mut best: Option<(usize, &String)> = None;
        let mut names: Vec<&String> = self.by_name.keys().collect();
        names.sort();
        for name in names {
            let distance = strsim::osa_distance(&wanted, &plain(name));
            let close = distance <= 2 && distance * 8 <= wanted.len();
            if close && best.is_none_or(|(known, _)| distance < known) {
                best = Some((distance, name));
            }
        }
        best.map(|(_, name)| name.clone())
    }
}

impl Join {
    /// How much of a joined dataset joins; `whole` is the dataset of all periods, whose campaigns near misses may mean.
    /// `None` where there are no outcomes or no spend.
    pub fn of(dataset: &Dataset, whole: &Dataset) -> Option<Self> {
        let spend = dataset.frames.get("ad_spend")?;
        let outcomes = dataset.frames.get("conversions")?;
        let platforms = cells::texts(outcomes, col::PLATFORM)?;
        let is_joined = |platform: &Option<&str>| !matches!(platform, Some(NO_MATCH | AMBIGUOUS));
        let joined: Vec<bool> = platforms.iter().map(is_joined).collect();
        let mut join = Self {
            spend: Amount(cells::sum(spend, col::SPEND)),
            ..Self::default()
        };
        join.measure_outcomes(outcomes, &joined, &platforms);
        join.measure_spend(spend, outcomes, &joined);
        join.name_near_misses(whole);
        Some(join)
    }

    fn measure_outcomes(
        &mut self,
        outcomes: &DataFrame,
        joined: &[bool],
        platforms: &[Option<&str>],
    ) {
        let has = |name: &&str| outcomes.column(name).is_ok();
        let column = [col::REVENUE, col::GROSS_BILLED]
            .into_iter()
            .find(has)
            .unwrap_or(col::REVENUE);
        let rows = outcomes.height();
        let revenue = cells::amounts(outcomes, column).unwrap_or_else(|| vec![None; rows]);
        let sum = |units: &[Option<i128>], only: bool| {
            let rows = units
                .iter()
                .zip(joined)
                .filter(|(_, joined)| !only || **joined);
            Amount(rows.filter_map(|(units, _)| *units).sum())
        };
        let billed = cells::amounts(outcomes, col::GROSS_BILLED).filter(|_| column == col::REVENUE);
        self.column = column.into();
        self.revenue = sum(&revenue, false);
        self.joined = sum(&revenue, true);
        self.billed = billed.map(|billed| (sum(&billed, false), sum(&billed, true)));
        let utm = cells::texts(outcomes, col::UTM_CAMPAIGN).unwrap_or_else(|| vec![None; rows]);
        let mut lost: BTreeMap<&str, i128> = BTreeMap::new();
        for (row, platform) in platforms.iter().enumerate() {
            if let (Some(NO_MATCH), Some(utm)) = (platform, utm[row]) {
                *lost.entry(utm.trim()).or_default() += revenue[row].unwrap_or(0);
            }
        }
        let mut lost: Vec<(String, Amount)> = lost
            .into_iter()
            .map(|(utm, units)| (utm.to_owned(), Amount(units)))
            .collect();
        lost.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        self.unmatched = lost;
    }

    fn measure_spend(&mut self, spend: &DataFrame, outcomes: &DataFrame, joined: &[bool]) {
        let pairs = |frame: &DataFrame| -> Vec<(String, String)> {
            let column = |name: &str| {
                cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()])
            };
            let (platform, campaign) = (column(col::PLATFORM), column(col::CAMPAIGN));
            let text = |cell: Option<&str>| cell.unwrap_or("").trim().to_owned();
            platform
                .into_iter()
                .zip(campaign)
                .map(|(platform, campaign)| (text(platform), text(campaign)))
                .collect()
        };
        let named: BTreeSet<(String, String)> = pairs(outcomes)
            .into_iter()
            .zip(joined)
            .filter(|(_, joined)| **joined)
            .map(|(pair, _)| pair)
            .collect();
        let units = cells::amounts(spend, col::SPEND).unwrap_or_else(|| vec![None; spend.height()]);
        let own = pairs(spend);
        let spent = own
            .iter()
            .zip(&units)
            .filter(|(pair, _)| named.contains(*pair));
        self.spend_joined = Amount(spent.filter_map(|(_, units)| *units).sum());
        let on_record = cells::amounts(spend, computed::SPEND_COVERED).unwrap_or_default();
        let covered_platforms: BTreeSet<&String> =
            named.iter().map(|(platform, _)| platform).collect();
        let elsewhere = own
            .iter()
            .zip(&units)
            .zip(&on_record)
            .filter(|((pair, _), known)| known.is_none() && covered_platforms.contains(&pair.0));
        self.other_days = Amount(elsewhere.filter_map(|((_, units), _)| *units).sum());
        let covered: BTreeSet<&String> = named.iter().map(|(platform, _)| platform).collect();
        let all: BTreeSet<&String> = own.iter().map(|(platform, _)| platform).collect();
        self.uncovered = all
            .difference(&covered)
            .map(|platform| (*platform).clone())
            .collect();
    }

    fn name_near_misses(&mut self, whole: &Dataset) {
        let Some(spend) = whole
            .frames
            .get("ad_spend")
            .filter(|_| !self.unmatched.is_empty())
        else {
            return;
        };
        let campaigns = Campaigns::of(spend);
        let mut rest = Vec::new();
        for (utm, amount) in std::mem::take(&mut self.unmatched) {
            match campaigns.near(&utm) {
                Some(name) => self.near.push((utm, name, amount)),
                None => rest.push((utm, amount)),
            }
        }
        self.unmatched = rest;
    }
}

/// Outcomes with the platform, channel and campaign of their spend, and the joined part of their money.
fn joined_frame(outcomes: &DataFrame, matches: &[Match]) -> Result<DataFrame> {
    let mut frame = outcomes.clone();
    let rows = outcomes.height();
    let missing = || vec![None; rows];
    let column = |name: &str| cells::texts(outcomes, name).unwrap_or_else(missing);
    let (source, medium, utm, group) = (
        column(col::SOURCE),
        column(col::MEDIUM),
        column(col::UTM_CAMPAIGN),
        column(col::CHANNEL_GROUP),
    );
    let name = |row: usize, of: fn(&Campaign) -> Option<&str>| match &matches[row] {
        Match::One(campaign) => of(campaign),
        Match::Several => Some(AMBIGUOUS),
        Match::None => Some(NO_MATCH),
    };
    let channel = |row: usize| match &matches[row] {
        Match::One(campaign) => campaign.channel.as_deref(),
        _ => group[row].or_else(|| Some(schema::channel_group(source[row], medium[row], utm[row]))),
    };
    let account = |row: usize| {
        if let Match::One(campaign) = &matches[row] {
            campaign.account.as_deref()
        } else {
            None
        }
    };
    let columns = [
        cells::text_column(
            col::PLATFORM,
            (0..rows).map(|row| {
                name(row, |campaign| {
                    Some(campaign.platform.as_str()).filter(|name| !name.is_empty())
                })
            }),
        ),
        cells::text_column(
            col::CAMPAIGN,
            (0..rows).map(|row| name(row, |campaign| Some(&campaign.name))),
        ),
        cells::text_column(col::CHANNEL, (0..rows).map(channel)),
        cells::text_column(col::ACCOUNT, (0..rows).map(account)),
    ];
    for column in columns {
        // Where a campaign stands in several accounts or channels, no figure by them can be known.
        let ambiguous = |name: &str| {
            matches
                .iter()
                .any(|found| matches!(found, Match::One(one) if one.ambiguous(name)))
        };
        if ambiguous(column.name()) {
            let name = column.name().to_string();
            if frame.column(&name).is_ok() {
                frame = frame.drop(&name)?;
            }
        } else {
            frame.with_column(column)?;
        }
    }
    let only = |units: Vec<Option<i128>>| {
        units
            .into_iter()
            .zip(matches)
            .map(|(units, found)| units.filter(|_| matches!(found, Match::One(_))))
            .collect::<Vec<_>>()
    };
    if let Some(revenue) = cells::amounts(outcomes, col::REVENUE) {
        frame.with_column(cells::amount_column(
            computed::REVENUE_JOINED,
            only(revenue),
        ))?;
    }
    if let Some(orders) = cells::amounts(outcomes, col::ORDERS) {
        let whole = only(orders)
            .into_iter()
            .map(|units| units.map(|units| (units / schema::ONE) as i64));
        frame.with_column(cells::count_column(
            computed::ORDERS_JOINED,
            whole.collect(),
        ))?;
    }
    Ok(frame)
}

/// A span of days widened to whole months: orders are sparse, so their first and last day are not the bounds of what the
/// file is about.
fn whole_months((from, to): (i32, i32)) -> (i32, i32) {
    let month = |day: i32| cells::day_of(day).map(|day| Grain::Month.bucket(day));
    let bounds = month(from).zip(month(to));
    bounds.map_or((from, to), |(first, last)| {
        (
            cells::day_number(first.start()),
            cells::day_number(last.end()),
        )
    })
}

/// Spend with the part that outcomes cover: platforms with at least one joined campaign, in the months that the
/// outcomes are about. Spend of other platforms or months has no return that could be known.
fn covered_frame(spend: &DataFrame, outcomes: &DataFrame, matches: &[Match]) -> Result<DataFrame> {
    let mut frame = spend.clone();
    let rows = spend.height();
    let platform = cells::texts(spend, col::PLATFORM).unwrap_or_else(|| vec![None; rows]);
    let units = cells::amounts(spend, col::SPEND).unwrap_or_else(|| vec![None; rows]);
    let joined = matches.iter().filter_map(|found| match found {
        Match::One(one) => Some(one.platform.as_str()),
        _ => None,
    });
    let covered: BTreeSet<&str> = joined.collect();
    let known = cells::span(outcomes, col::PERIOD_START, col::PERIOD_END).map(whole_months);
    let dated = cells::days(outcomes, col::PERIOD_START)
        .iter()
        .all(Option::is_some);
    let (starts, ends) = (
        cells::days(spend, col::PERIOD_START),
        cells::days(spend, col::PERIOD_END),
    );
    let is_known = |row: usize| match (known.filter(|_| dated), starts[row], ends[row]) {
        (Some((from, to)), Some(start), Some(end)) => start <= to && from <= end,
        _ => true,
    };
    let kept = (0..rows).map(|row| {
        units[row].filter(|_| covered.contains(platform[row].unwrap_or("")) && is_known(row))
    });
    frame.with_column(cells::amount_column(
        computed::SPEND_COVERED,
        kept.collect(),
    ))?;
    Ok(frame)
}

/// Money as people read it in a sentence: `2,098,356.40`.
pub fn money(amount: Amount) -> String {
    let cents = (amount.0.unsigned_abs() + schema::ONE as u128 / 200) / (schema::ONE as u128 / 100);
    let whole = (cents / 100).to_string();
    let mut text = String::from(if amount.0 < 0 && cents > 0 { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + &format!(".{:02}", cents % 100)
}

/// A share as people read it.
pub fn percent(part: Amount, whole: Amount) -> String {
    if whole == Amount::ZERO {
        "—".into()
    } else {
        format!("{:.1} %", part.to_f64() / whole.to_f64() * 100.0)
    }
}

/// What people must know about the join: notes for under the table, warnings.
pub fn tell(dataset: &mut Dataset, join: &Join) {
    let by_value = percent(join.joined, join.revenue);
    if join.revenue == Amount::ZERO && join.unmatched.is_empty() {
        return;
    }
    let billed = join.billed.map_or_else(String::new, |(all, joined)| {
        format!(
            "; of what was billed {} ({} of {})",
            percent(joined, all),
            money(joined),
            money(all)
        )
    });
    dataset.notes.push(format!(
        "join by campaign name: {by_value} of {} ({} of {}){billed}; {} of spend has outcomes",
        join.column,
        money(join.joined),
        money(join.revenue),
        percent(join.spend_joined, join.spend)
    ));
    if join.revenue != Amount::ZERO && join.joined.to_f64() / join.revenue.to_f64() < 0.8 {
        let what = format!(
            "only {by_value} of {} joins a campaign of the spend",
            join.column
        );
        dataset
            .warnings
            .push(Warning::run(what).hint("tag ads with utm_campaign = the campaign's exact name"));
    }
    for (utm, name, amount) in join.near.iter().take(5) {
        let what = format!(
            "utm_campaign `{utm}` ({} of {}) joins no campaign; did you mean `{name}`?",
            money(*amount),
            join.column
        );
        dataset.warnings.push(
            Warning::run(what)
                .hint("correct the tag at its source; near misses are never mapped by themselves"),
        );
    }
    let macros: Vec<&(String, Amount)> = join
        .unmatched
        .iter()
        .filter(|(utm, _)| utm.contains("{{") || utm.contains("{campaign"))
        .collect();
    for (utm, amount) in macros.iter().take(3) {
        let what = format!(
            "utm_campaign `{utm}` ({} of {}) is a macro that the ad platform did not fill in",
            money(*amount),
            join.column
        );
        dataset
            .warnings
            .push(Warning::run(what).hint("check the URL parameters of the ads"));
    }
    let rest: Vec<&(String, Amount)> = join
        .unmatched
        .iter()
        .filter(|(utm, _)| !utm.contains("{{"))
        .collect();
    if !rest.is_empty() {
        let largest: Vec<String> = rest
            .iter()
            .take(3)
            .map(|(utm, amount)| format!("`{utm}` {}", money(*amount)))
            .collect();
        dataset.notes.push(format!(
            "{} UTM campaigns match no spend and stand under {NO_MATCH}: {}",
            rest.len(),
            largest.join(", ")
        ));
    }
    if join.other_days != Amount::ZERO {
        let what = format!(
            "{} of spend lies in months that the outcomes are not about: it is left out of roas and roi",
            money(join.other_days)
        );
        dataset
            .warnings
            .push(Warning::run(what).hint("give outcomes and spend of the same months"));
    }
    for platform in join
        .uncovered
        .iter()
        .filter(|platform| !platform.is_empty())
    {
        let what = format!(
            "no campaign of `{platform}` occurs in the outcomes: its revenue, ROAS and ROI are n/a, not 0"
        );
        dataset.warnings.push(Warning::run(what));
    }
}
