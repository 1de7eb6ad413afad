//! How much of the outcomes and of the spend joins.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::metrics::computed;
use crate::report::dataset::Dataset;
use crate::schema::{Amount, cells, col};

use super::campaigns::Campaigns;
use super::{AMBIGUOUS, Join, NO_MATCH, of_campaigns};

/// Claimed conversions that make it unlikely that none of them was a sale.
const MANY: i64 = 10;

impl Join {
    /// How much of a joined dataset joins; `whole` is the dataset of all periods, which says what campaigns have outcomes and
    /// what near misses may mean.
    /// `None` where there are no outcomes or no spend.
    pub fn of(dataset: &Dataset, whole: &Dataset) -> Option<Self> {
        let spend = dataset.frames.get("ad_spend")?;
        let outcomes = dataset.frames.get("conversions")?;
        let platforms = cells::texts(outcomes, col::PLATFORM)?;
        let joined = of_campaigns(outcomes);
        let mut join = Self {
            spend: Amount(cells::sum(spend, col::SPEND)),
            ..Self::default()
        };
        join.measure_outcomes(outcomes, &joined, &platforms);
        // Which campaigns occur in the outcomes, all that was read tells: of those a period without any is a true zero.
        let all = whole.frames.get("conversions").unwrap_or(outcomes);
        join.measure_spend(spend, all, &of_campaigns(all));
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
        // Money that joins a campaign but counts in no return.
        let kept = cells::amounts(outcomes, computed::REVENUE_JOINED).unwrap_or_default();
        let mut lost: BTreeMap<&str, i128> = BTreeMap::new();
        for (row, (units, kept)) in revenue.iter().zip(kept).enumerate() {
            let is_own = joined[row] && column == col::REVENUE;
            if let (true, Some(units), Some(0)) = (is_own && *units != Some(0), units, kept) {
                *lost.entry(platforms[row].unwrap_or_default()).or_default() += units;
            }
        }
        let lost = lost.into_iter();
        self.without_media = lost
            .map(|(name, units)| (name.to_owned(), Amount(units)))
            .collect();
        let unrecorded = cells::texts(outcomes, computed::UNRECORDED).unwrap_or_default();
        let mut lost: BTreeMap<&str, i128> = BTreeMap::new();
        for (name, units) in unrecorded.into_iter().zip(&revenue) {
            if let (Some(name), Some(units)) = (name, units) {
                *lost.entry(name).or_default() += units;
            }
        }
        let lost = lost.into_iter().filter(|(_, units)| *units != 0);
        self.unrecorded = lost
            .map(|(name, units)| (name.to_owned(), Amount(units)))
            .collect();
        let mut sourced: BTreeMap<&str, i128> = BTreeMap::new();
        for (row, platform) in platforms.iter().enumerate() {
            let name =
                platform.filter(|name| !joined[row] && ![NO_MATCH, AMBIGUOUS].contains(name));
            if let Some(name) = name {
                *sourced.entry(name).or_default() += revenue[row].unwrap_or(0);
            }
        }
        let sourced = sourced.into_iter();
        self.by_source = sourced
            .map(|(name, units)| (name.to_owned(), Amount(units)))
            .collect();
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
        self.name_untagged(spend, &own, &named);
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
            .filter(|((pair, _), _)| covered_platforms.contains(&pair.0));
        let left = elsewhere.filter_map(|((_, units), known)| Some((*units)? - known.unwrap_or(0)));
        self.other_days = Amount(left.sum());
        let covered: BTreeSet<&String> = named.iter().map(|(platform, _)| platform).collect();
        let all: BTreeSet<&String> = own.iter().map(|(platform, _)| platform).collect();
        self.uncovered = all
            .difference(&covered)
            .map(|platform| (*platform).clone())
            .collect();
    }

    /// Campaigns of platforms with joined outcomes that claim conversions of their own, while no outcome names them.
    fn name_untagged(
        &mut self,
        spend: &DataFrame,
        own: &[(String, String)],
        named: &BTreeSet<(String, String)>,
    ) {
        let claims = cells::amounts(spend, col::CONVERSIONS).unwrap_or_default();
        let covered: BTreeSet<&String> = named.iter().map(|(platform, _)| platform).collect();
        let mut found: BTreeMap<&(String, String), i128> = BTreeMap::new();
        for (pair, claimed) in own.iter().zip(claims) {
            let is_open = covered.contains(&pair.0) && !named.contains(pair) && !pair.1.is_empty();
            if let (true, Some(claimed)) = (is_open, claimed) {
                *found.entry(pair).or_default() += claimed;
            }
        }
        let found = found.into_iter();
        let many = found.filter(|(_, claimed)| *claimed >= Amount::whole(MANY).0);
        self.untagged = many
            .map(|((platform, campaign), claimed)| {
                (platform.clone(), campaign.clone(), Amount(claimed))
            })
            .collect();
        self.untagged
            .sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
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
