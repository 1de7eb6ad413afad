//! Spend that brought nothing (metric P-36): ads, else campaigns, without a conversion and with spend of some target
//! costs. What is not to sell is exempt: what it brings stands in no conversion.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::check::verdict::Court;
use crate::check::words::{money, percent};
use crate::check::{Case, Data, Place, Rule, Severity};
use crate::report::{Dataset, Unsold, joined_campaigns};
use crate::schema::{Amount, cells, col};

pub static RULES: [Rule; 1] = [Rule {
    id: "spend-without-outcome",
    title: "Money was spent and nothing came of it",
    severity: Severity::Warning,
    about: "an ad or campaign without a conversion or another result whose spend is twice the target cost of one or more; campaigns that are not to sell are exempt",
    mend: "stop it, or see whether its conversions are tracked; if it is not to sell, [[mapping]] says so: function = \"recruiting\", or goal = \"awareness\"",
}];

/// Conversions that a platform's mean cost has to rest on, to stand for a target.
const FEW: i64 = 10;

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    let Some(data) = &case.data else {
        return court.leave(&RULES, "there are no figures");
    };
    let Some(frame) = data.now.frames.get("ad_spend") else {
        return court.leave(&RULES, "there is no spend");
    };
    // Orders without a date are in no period, but orders all the same.
    let outcomes = data.now.frames.get("conversions");
    let undated = || {
        data.all
            .frames
            .get("conversions")
            .filter(|_| data.now.absent.contains_key("conversions"))
    };
    let joined = outcomes.or_else(undated).map(joined_campaigns);
    let joined = joined.unwrap_or_default();
    let platforms = Platforms::of(frame);
    let whole = Amount(cells::sum(frame, col::SPEND));
    let (mut left, mut silent) = (BTreeSet::new(), BTreeSet::new());
    let mut others = BTreeSet::new();
    for unit in units(frame, data.now) {
        if !platforms.states_conversions(&unit.platform) && !joined.contains_key(&unit.platform[..])
        {
            silent.insert(unit.platform.clone());
            continue;
        }
        if unit.is_exempt || unit.brought > Amount::ZERO {
            continue;
        }
        if unit.results > Amount::ZERO {
            others.extend(unit.result_types);
            continue;
        }
        // Orders name campaigns, not ads.
        let orders = joined
            .get(&unit.platform[..])
            .and_then(|own| own.get(&unit.campaign[..]));
        if unit.ad.is_none() && orders.is_some() {
            continue;
        }
        match target(&unit, case, data, &platforms) {
            Some((cost, source)) => {
                let currency = data.options.currency.as_deref();
                weigh(&unit, whole, currency, (cost, &source), court);
            }
            None => {
                left.insert(unit.platform.clone());
            }
        }
    }
    if !others.is_empty() {
        let others: Vec<String> = others.into_iter().collect();
        court.leave(
            &RULES,
            format!(
                "campaigns whose results are no conversions ({}): those results count as an outcome",
                others.join(", ")
            ),
        );
    }
    let mut leave = |names: BTreeSet<String>, why: &str| {
        let names: Vec<String> = names.into_iter().collect();
        if !names.is_empty() {
            court.leave(&RULES, format!("{}: {why}", names.join(", ")));
        }
    };
    leave(
        left,
        &format!("neither a target for cpa nor {FEW} conversions to take a mean of"),
    );
    leave(
        silent,
        "the export states no conversions and no order joins a campaign of it",
    );
}

/// An ad, or a campaign where rows name no ads.
struct Unit {
    platform: String,
    campaign: String,
    ad: Option<String>,
    spend: Amount,
    brought: Amount,
    results: Amount,
    result_types: BTreeSet<String>,
    is_exempt: bool,
    file: String,
}

/// The units of spend, those with the most spend first.
fn units(frame: &DataFrame, now: &Dataset) -> Vec<Unit> {
    let unsold = Unsold::of(now).rows;
    let texts =
        |name: &str| cells::texts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
    let amounts =
        |name: &str| cells::amounts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
    let (platform, campaign) = (texts(col::PLATFORM), texts(col::CAMPAIGN));
    let (group, ad, ad_id) = (texts(col::AD_GROUP), texts(col::AD), texts(col::AD_ID));
    let file = texts(col::FILE);
    let (spend, conversions, leads, results) = (
        amounts(col::SPEND),
        amounts(col::CONVERSIONS),
        amounts(col::LEADS),
        amounts(col::RESULTS),
    );
    let result_type = texts(col::RESULT_TYPE);
    let mut found: BTreeMap<[&str; 5], Unit> = BTreeMap::new();
    for row in 0..frame.height() {
        let named = ad[row].or(ad_id[row]);
        let (platform, campaign) = (
            platform[row].unwrap_or_default(),
            campaign[row].unwrap_or_default(),
        );
        if campaign.is_empty() && named.is_none() {
            continue;
        }
        let group = named.and(group[row]).unwrap_or_default();
        let id = named.and(ad_id[row]).unwrap_or_default();
        let key = [platform, campaign, group, named.unwrap_or_default(), id];
        let unit = found.entry(key).or_insert_with(|| Unit {
            platform: platform.to_owned(),
            campaign: campaign.trim().to_owned(),
            ad: named.map(str::to_owned),
            spend: Amount::ZERO,
            brought: Amount::ZERO,
            results: Amount::ZERO,
            result_types: BTreeSet::new(),
            is_exempt: false,
            file: file[row].unwrap_or_default().to_owned(),
        });
        unit.spend += Amount(spend[row].unwrap_or_default());
        let own = [conversions[row], leads[row]].into_iter().flatten();
        unit.brought += own.map(Amount).sum();
        // What the campaign was run for, whatever it is: installs, sign-ups, visits of a store.
        if let Some(units) = results[row].filter(|units| *units > 0) {
            unit.results += Amount(units);
            unit.result_types
                .extend(result_type[row].map(str::to_owned));
        }
        unit.is_exempt |= unsold[row];
    }
    let mut units: Vec<Unit> = found.into_values().collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.spend));
    units
}

/// Spend and conversions of each platform over the rows that state both.
struct Platforms(BTreeMap<String, (Amount, Amount)>);

impl Platforms {
    fn of(frame: &DataFrame) -> Self {
        let platform =
            cells::texts(frame, col::PLATFORM).unwrap_or_else(|| vec![None; frame.height()]);
        let amounts =
            |name: &str| cells::amounts(frame, name).unwrap_or_else(|| vec![None; frame.height()]);
        let (spend, conversions) = (amounts(col::SPEND), amounts(col::CONVERSIONS));
        let states: Vec<&str> = (0..frame.height())
            .filter(|row| conversions[*row].is_some())
            .map(|row| platform[row].unwrap_or_default())
            .collect();
        let mut sums: BTreeMap<String, (Amount, Amount)> = BTreeMap::new();
        for name in states {
            sums.entry(name.to_owned()).or_default();
        }
        // As `cpa` of a report: over the rows that state both sides.
        for row in 0..frame.height() {
            let both = spend[row].zip(conversions[row]);
            let sum = sums.get_mut(platform[row].unwrap_or_default());
            if let (Some(sum), Some((spend, conversions))) = (sum, both) {
                sum.0 += Amount(spend);
                sum.1 += Amount(conversions);
            }
        }
        Self(sums)
    }

    fn states_conversions(&self, platform: &str) -> bool {
        self.0.contains_key(platform)
    }

    /// The mean cost of a conversion, where it rests on enough.
    fn mean_cost(&self, platform: &str) -> Option<Amount> {
        let (spend, conversions) = self.0.get(platform)?;
        let enough = *conversions >= Amount::whole(FEW);
        spend.over(*conversions).filter(|_| enough)
    }
}

/// The target cost of a conversion: the target for `cpa` that names the most of what the unit is, else the mean of the
/// platform; and which.
fn target(
    unit: &Unit,
    case: &Case<'_>,
    data: &Data<'_>,
    platforms: &Platforms,
) -> Option<(Amount, String)> {
    let aims = case.plan.iter().flat_map(|plan| &plan.aims);
    let asked = |aim: &&crate::check::Aim| {
        let days = data.options.period;
        let of_days = days.is_none_or(|days| days.overlap(&aim.period).is_some());
        aim.metric == "cpa"
            && of_days
            && aim
                .scope
                .filters
                .iter()
                .all(|filter| match &filter.key[..] {
                    col::PLATFORM => filter.test.passes(&unit.platform),
                    col::CAMPAIGN => filter.test.passes(&unit.campaign),
                    _ => false,
                })
    };
    let mut best: Option<&crate::check::Aim> = None;
    for aim in aims.filter(asked).filter(|aim| aim.value.is_ok()) {
        let closer = |known: &&crate::check::Aim| {
            (aim.scope.filters.len(), aim.period.end)
                > (known.scope.filters.len(), known.period.end)
        };
        if best.as_ref().is_none_or(closer) {
            best = Some(aim);
        }
    }
    if let Some((aim, Ok(value))) = best.map(|aim| (aim, &aim.value)) {
        return Some((*value, format!("the target at {}", aim.spot)));
    }
    let mean = platforms.mean_cost(&unit.platform)?;
    Some((
        mean,
        format!(
            "the mean of {}, as there is no target for cpa",
            unit.platform
        ),
    ))
}

fn weigh(
    unit: &Unit,
    whole: Amount,
    currency: Option<&str>,
    (cost, source): (Amount, &str),
    court: &mut Court<'_>,
) {
    let factor = court.limits().waste_factor;
    if cost <= Amount::ZERO || unit.spend.to_f64() < factor * cost.to_f64() {
        return;
    }
    let name = match &unit.ad {
        Some(ad) => format!("ad `{ad}` of campaign `{}`", unit.campaign),
        None => format!("campaign `{}`", unit.campaign),
    };
    let share = match whole > Amount::ZERO {
        true => format!(
            " ({} of all spend)",
            percent(unit.spend.to_f64() / whole.to_f64())
        ),
        false => String::new(),
    };
    let found = format!(
        "{name} on {} spent {}{share} without a conversion",
        unit.platform,
        money(unit.spend, currency)
    );
    let expected = format!(
        "a conversion before {factor} × {} are spent ({source})",
        money(cost, currency)
    );
    let place = (!unit.file.is_empty()).then(|| Place::file(&unit.file));
    court.add(&RULES[0], place, found, expected);
}
