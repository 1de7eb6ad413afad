//! Whether outcomes find the campaigns that brought them (metric G-11).

use crate::check::verdict::Court;
use crate::check::words::{money, percent, percent_beside};
use crate::check::{Case, Data, Place, Rule, Severity};
use crate::report::Join;
use crate::report::ledger::grouped;
use crate::schema::{Amount, cells, col};

pub static RULES: [Rule; 2] = [
    Rule {
        id: "join-rate",
        title: "Too little joins by campaign",
        severity: Severity::Warning,
        about: "the share of revenue that joins a campaign of the spend, and of spend whose campaign has outcomes: below the limit, ROI by campaign says little",
        mend: "tag ads with utm_campaign = the campaign's exact name",
    },
    Rule {
        id: "utm-tag",
        title: "A campaign tag joins nothing",
        severity: Severity::Warning,
        about: "a utm_campaign that nearly is the name of a campaign, a macro that the ad platform did not fill in, or a campaign that claims conversions while no outcome names it",
        mend: "correct the tag at its source; near misses are never mapped by themselves",
    },
];

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    let Some(data) = &case.data else {
        return court.leave(&RULES, "there are no figures");
    };
    let Some(join) = data.join else {
        return court.leave(&RULES, "it takes both spend and outcomes");
    };
    let currency = data.options.currency.as_deref();
    let limit = court.limits().join_rate;
    let column = join.column.replace('_', " ");
    let largest = named(join, currency);
    for (part, whole, what, more) in [
        (
            join.joined,
            join.revenue,
            format!("of {column} joins a campaign of the spend"),
            largest,
        ),
        (
            join.spend_joined,
            join.spend,
            "of spend is of campaigns with outcomes".to_owned(),
            uncovered(join),
        ),
    ] {
        if whole <= Amount::ZERO {
            continue;
        }
        // Exact: 9.6 of 12 is 80 %, not a hair less.
        let inexact = || part.to_f64() / whole.to_f64();
        let rate = part.over(whole).map_or_else(inexact, Amount::to_f64);
        if rate < limit {
            let found = format!(
                "{} {what} ({} of {}){more}",
                percent_beside(rate, &[limit]),
                money(part, None),
                money(whole, currency)
            );
            let expected = format!("{} or more", percent(limit));
            court.add(&RULES[0], None, found, expected);
        }
    }
    tags(join, data, currency, court);
    untagged(join, data, court);
}

/// The names that match no spend, with the most revenue.
fn named(join: &Join, currency: Option<&str>) -> String {
    let names: Vec<String> = join
        .unmatched_names()
        .iter()
        .take(3)
        .map(|(utm, _, amount)| format!("`{utm}` {}", money(*amount, currency)))
        .collect();
    match &names[..] {
        [] => String::new(),
        names => format!("; without a campaign: {}", names.join(", ")),
    }
}

/// Platforms none of whose campaigns has an outcome.
fn uncovered(join: &Join) -> String {
    let names: Vec<&str> = join.uncovered.iter().map(String::as_str).collect();
    match &names[..] {
        [] => String::new(),
        names => format!("; no campaign of {} has any", names.join(", ")),
    }
}

fn tags(join: &Join, data: &Data<'_>, currency: Option<&str>, court: &mut Court<'_>) {
    for (utm, name, amount) in &join.near {
        let found = format!("`{utm}` ({}) joins no campaign", money(*amount, currency));
        court.add(
            &RULES[1],
            tagged(utm, data),
            found,
            format!("perhaps `{name}`"),
        );
    }
    let is_macro = |utm: &str| utm.contains("{{") || utm.contains("{campaign");
    for (utm, amount) in join.unmatched.iter().filter(|(utm, _)| is_macro(utm)) {
        let found = format!(
            "`{utm}` ({}) is a macro that the ad platform did not fill in",
            money(*amount, currency)
        );
        let mend = "check the URL parameters of the ads";
        court.add_mended(
            &RULES[1],
            tagged(utm, data),
            found,
            "a campaign's name",
            mend,
        );
    }
}

/// Campaigns that claim conversions and that no outcome names.
fn untagged(join: &Join, data: &Data<'_>, court: &mut Court<'_>) {
    let place = |platform: &str, campaign: &str| {
        let frame = data.now.frames.get("ad_spend")?;
        let texts = [col::PLATFORM, col::CAMPAIGN, col::FILE].map(|name| cells::texts(frame, name));
        let [Some(platforms), Some(campaigns), Some(files)] = texts else {
            return None;
        };
        let is_own = |row: &usize| {
            platforms[*row] == Some(platform)
                && campaigns[*row].is_some_and(|name| name.trim() == campaign)
        };
        files[(0..files.len()).find(is_own)?].map(Place::file)
    };
    for (platform, campaign, claimed) in &join.untagged {
        let found = format!(
            "{platform} claims {} conversions for `{campaign}`, and no outcome names it",
            grouped(*claimed, 0)
        );
        court.add_mended(
            &RULES[1],
            place(platform, campaign),
            found,
            "outcomes with its tag",
            "see whether its ads carry utm_campaign; where they are to bring something else, nothing is amiss",
        );
    }
}

/// The first file with that tag.
fn tagged(utm: &str, data: &Data<'_>) -> Option<Place> {
    let frame = data.now.frames.get("conversions")?;
    let tags = cells::texts(frame, col::UTM_CAMPAIGN)?;
    let files = cells::texts(frame, col::FILE)?;
    let row = tags
        .iter()
        .position(|tag| tag.is_some_and(|tag| tag.trim() == utm))?;
    files[row].map(Place::file)
}
