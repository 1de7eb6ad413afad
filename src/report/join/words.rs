//! The join in sentences: shares, money, notes and warnings.

use std::collections::BTreeSet;

use crate::error::Warning;
use crate::metrics::{Value, share};
use crate::report::dataset::{Absence, Dataset, listed};
use crate::report::keys::FUNCTION;
use crate::report::ledger::grouped;
use crate::report::options::ReportOptions;
use crate::report::visit::named_platform;
use crate::schema::{Amount, cells, col};
use crate::time::{Calendar, Period};

use super::{Join, NO_MATCH, UNRECORDED};

/// Money as people read it in a sentence: `2,098,356.40`.
pub fn money(amount: Amount) -> String {
    amount.grouped()
}

/// A share as people read it.
pub fn percent(part: Amount, whole: Amount) -> String {
    let share = share(part, whole).value().map(Value::to_f64);
    share.map_or_else(|| "—".into(), |share| format!("{:.1} %", share * 100.0))
}

/// That outcomes without a date are set against spend of some days, and of which.
pub fn undated(dataset: &Dataset) -> Option<String> {
    let frame = |table: &str| dataset.frames.get(table);
    let outcomes = frame("conversions").filter(|outcomes| outcomes.height() > 0)?;
    if cells::span(outcomes, col::PERIOD_START, col::PERIOD_END).is_some() {
        return None;
    }
    let spend = frame("ad_spend")?;
    let starts = cells::days(spend, col::PERIOD_START);
    let ends = cells::days(spend, col::PERIOD_END);
    let rows = starts.iter().zip(&ends);
    let days: BTreeSet<(i32, i32)> = rows
        .filter_map(|(start, end)| Some(((*start)?, (*end)?)))
        .collect();
    let mut stretches: Vec<(i32, i32)> = Vec::new();
    for (start, end) in days {
        match stretches.last_mut().filter(|last| start <= last.1 + 1) {
            Some(last) => last.1 = last.1.max(end),
            None => stretches.push((start, end)),
        }
    }
    let told: Vec<String> = stretches
        .iter()
        .filter_map(|(start, end)| {
            let (start, end) = (cells::day_of(*start)?, cells::day_of(*end)?);
            Some(format!("{start}..{end}"))
        })
        .collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    (!told.is_empty()).then(|| {
        format!(
            "the outcomes have no date: whether they are of the days of the spend ({}) nobody can tell",
            listed(&told)
        )
    })
}

/// That a period has spend and no outcomes, and of which days the files hold some.
pub fn tell_absence(dataset: &mut Dataset, period: &Period, calendar: Calendar) {
    let absence = dataset
        .absent
        .get("conversions")
        .map(|(absence, _)| *absence);
    let days = dataset.outcome_days.told(calendar);
    let has_spend = dataset
        .frames
        .get("ad_spend")
        .is_some_and(|frame| frame.height() > 0);
    if absence == Some(Absence::OtherDays) && has_spend && !days.is_empty() {
        dataset.join_notes.push(format!(
            "the files hold outcomes of {days}, and none of {}: what its spend brought is not known",
            period.told(calendar)
        ));
    }
}

/// What people must know about the join: notes for under the table, warnings.
pub fn tell(dataset: &mut Dataset, join: &Join, options: &ReportOptions) {
    let calendar = *options.calendar;
    let is_by = |key: &str| options.by.iter().any(|name| name == key);
    let by_value = percent(join.joined, join.revenue);
    dataset.join_notes.extend(undated(dataset));
    if join.revenue == Amount::ZERO && join.unmatched.is_empty() {
        tell_uncovered(dataset, join);
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
    dataset.join_notes.push(format!(
        "join by campaign name: {by_value} of {} ({} of {}){billed}; {} of spend has outcomes",
        join.column,
        money(join.joined),
        money(join.revenue),
        percent(join.spend_joined, join.spend)
    ));
    // Of platforms without an export there is no campaign that could be joined.
    let sourced: Amount = join.by_source.iter().map(|(_, amount)| *amount).sum();
    let joinable = join.revenue - sourced;
    if joinable != Amount::ZERO && join.joined.to_f64() / joinable.to_f64() < 0.8 {
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
    let unmatched = join.unmatched_names();
    if !unmatched.is_empty() {
        let largest: Vec<String> = unmatched
            .iter()
            .take(3)
            .map(|(utm, _, amount)| format!("`{utm}` {}", money(*amount)))
            .collect();
        let (count, stand) = match unmatched.len() {
            1 => ("1 UTM campaign matches no spend".to_owned(), "stands"),
            count => (format!("{count} UTM campaigns match no spend"), "stand"),
        };
        let place = if is_by(col::PLATFORM) || is_by(col::CAMPAIGN) {
            format!(" and {stand} under {NO_MATCH}")
        } else if options.by.is_empty() {
            // A page has several tables.
            format!(" and, by platform or campaign, {stand} under {NO_MATCH}")
        } else if is_by(FUNCTION) {
            format!(" and {stand} where source and medium say")
        } else {
            String::new()
        };
        let largest = largest.join(", ");
        let note = format!("{count}{place}: {largest}");
        dataset.join_notes.push(note);
    }
    let untagged: Vec<String> = join
        .untagged
        .iter()
        .map(|(_, name, claimed)| format!("`{name}` ({} claimed)", grouped(*claimed, 0)))
        .collect();
    if !untagged.is_empty() {
        dataset.join_notes.push(format!(
            "no outcome names campaigns that claim conversions, perhaps as their ads carry no tag: {}",
            crate::report::listed(&untagged, 3)
        ));
    }
    if join.other_days != Amount::ZERO {
        let what = format!(
            "the files hold outcomes of {}: {} of spend of other days is left out of roas and roi",
            dataset.outcome_days.told(calendar),
            money(join.other_days)
        );
        dataset.join_notes.push(what.clone());
        dataset.warnings.push(
            Warning::run(what)
                .hint("give outcomes and spend of the same days")
                .of_reports(),
        );
    }
    for (platform, amount) in &join.by_source {
        dataset.join_notes.push(format!(
            "{} of revenue is of ads of `{platform}` by the source of its UTM, as no export holds their campaigns",
            money(*amount)
        ));
    }
    if is_by(FUNCTION) {
        let all = join.unrecorded.iter();
        dataset.join_notes.extend(all.map(|(ads, amount)| {
            let whose = named_platform(ads).map_or_else(String::new, |name| format!(" of `{name}`"));
            format!(
                "{} of revenue of ads{whose} stands under {UNRECORDED}: their media of its days is on no record, and value without its cost is no return, as in `ledger`",
                money(*amount)
            )
        }));
    }
    for (platform, amount) in &join.without_media {
        let what = format!(
            "{} of revenue of `{platform}` is of days of which no media of it is on record: value without its cost is left out of roas and roi",
            money(*amount)
        );
        if !is_by(FUNCTION) {
            dataset.join_notes.push(what.clone());
        }
        dataset.warnings.push(
            Warning::run(what)
                .hint("give the exports of these days too")
                .of_reports(),
        );
    }
    tell_uncovered(dataset, join);
}

/// Platforms whose campaigns no outcome of any day names.
fn tell_uncovered(dataset: &mut Dataset, join: &Join) {
    for platform in join
        .uncovered
        .iter()
        .filter(|platform| !platform.is_empty())
    {
        let what = format!(
            "no campaign of `{platform}` occurs in the outcomes: its revenue, ROAS and ROI are n/a, not 0"
        );
        dataset.warnings.push(Warning::run(what).of_reports());
    }
}
