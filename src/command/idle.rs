//! What the project says and the files at hand have no use for: rules of the mapping that take no campaign, codes that no
//! order used, patterns of accounts that name no file. A typing mistake there changes no figure, so it has to be told.

use std::collections::BTreeSet;

use crate::error::{Error, Warning};
use crate::ingest::{Reading, named_for};
use crate::metrics::computed::RULE;
use crate::project::{Account, Creators, Mapping, Project, UnusedKey, near_platforms, unused_keys};
use crate::report::{Dataset, TouchLog};
use crate::schema::{cells, col, is_of_platforms, platform_of_source};

/// Entries that a sentence names; the rest is counted.
const NAMED: usize = 5;

/// Sentences about both, for a run that reads the project's own sources. `log` is the touch log before its campaigns are
/// mapped, and `is_log_read` tells whether this run reads it.
pub fn notes(
    project: &Project,
    readings: &[Reading],
    dataset: &Dataset,
    log: &TouchLog,
    is_log_read: bool,
) -> Vec<String> {
    let has_log = readings
        .iter()
        .any(|reading| reading.table == Some("touchpoints"));
    let mut notes = Vec::new();
    // A rule may be for touches that this run does not look at.
    if is_log_read || !has_log {
        let rules = idle_rules(&project.mapping, dataset, log);
        notes.extend(told(
            "rules of [[mapping]] that take no campaign of these files",
            &rules,
        ));
    }
    notes.extend(told(
        "codes of [creators] that no order of these files used",
        &idle_codes(&project.creators, dataset),
    ));
    let patterns = idle_patterns(project, readings);
    notes.extend(told(
        "files of [[accounts]] that are none of these files",
        &patterns,
    ));
    notes
}

fn told(what: &str, entries: &[String]) -> Option<String> {
    let named = entries.iter().take(NAMED).cloned().collect::<Vec<_>>();
    let more = match entries.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!entries.is_empty()).then(|| format!("{what}: {}{more}", named.join(", ")))
}

fn idle_rules(mapping: &Mapping, dataset: &Dataset, log: &TouchLog) -> Vec<String> {
    let frames = ["ad_spend", "conversions"]
        .into_iter()
        .filter_map(|table| dataset.frames.get(table));
    let mut used: BTreeSet<&str> = frames
        .flat_map(|frame| cells::texts(frame, RULE).unwrap_or_default())
        .flatten()
        .collect();
    for kind in &log.kinds {
        let platform = kind.source.as_deref().and_then(platform_of_source);
        let campaign = kind.campaign.as_deref().map(str::trim);
        let rule = campaign.and_then(|name| mapping.rule(name, platform.or(kind.clicked)));
        used.extend(rule.map(|rule| rule.told.as_str()));
    }
    let idle = mapping
        .rules
        .iter()
        .filter(|rule| !used.contains(rule.told.as_str()));
    idle.map(|rule| {
        format!(
            "`{}` ({}:{})",
            rule.campaign, rule.spot.file, rule.spot.line
        )
    })
    .collect()
}

/// Codes that no order used, where orders say which they used.
fn idle_codes(creators: &Creators, dataset: &Dataset) -> Vec<String> {
    let frame = dataset.frames.get("conversions");
    let coupons = frame.and_then(|frame| cells::texts(frame, col::COUPON));
    let coupons: BTreeSet<&str> = coupons.into_iter().flatten().flatten().collect();
    if coupons.is_empty() {
        return Vec::new();
    }
    let used: BTreeSet<usize> = coupons
        .iter()
        .flat_map(|coupon| creators.entries(coupon))
        .collect();
    let codes = creators.codes.iter().enumerate();
    let idle = codes.filter(|(at, _)| !used.contains(at));
    idle.map(|(_, code)| format!("`{}` ({}:{})", code.text, code.spot.file, code.spot.line))
        .collect()
}

/// An error about files of which nobody knows the currency, with the globs of accounts that take no file: one of them was
/// probably meant to say it.
pub fn beside(error: Error, project: &Project, readings: &[Reading]) -> Error {
    match error {
        Error::CurrencyUnknown { files, known, .. } => Error::CurrencyUnknown {
            files,
            known,
            idle: idle_patterns(project, readings),
        },
        error => error,
    }
}

fn idle_patterns(project: &Project, readings: &[Reading]) -> Vec<String> {
    let is_idle = |files: &&String| {
        let patterns = project.patterns(files).into_iter();
        let rules: Vec<_> = patterns.map(|pattern| (pattern, String::new())).collect();
        let none = |reading: &Reading| named_for(&rules, &reading.path).is_none();
        !rules.is_empty() && readings.iter().all(none)
    };
    let of = |account: &Account| {
        let spot = &account.spot;
        let idle = account.files.iter().filter(is_idle);
        idle.map(|file| format!("`{file}` ({}:{})", spot.file, spot.line))
            .collect::<Vec<_>>()
    };
    project.accounts.iter().flat_map(of).collect()
}

/// Keys of assumptions and counts that no line of value uses and that are a known one but for some letters or of a platform
/// that no file has, and platforms of accounts that are a known one but for some letters.
pub fn misspelt(project: &Project, readings: &[Reading]) -> Vec<Warning> {
    let mut platforms: Vec<String> = Vec::new();
    for frame in readings.iter().filter_map(|reading| reading.frame.as_ref()) {
        let texts = cells::texts(frame, col::PLATFORM).unwrap_or_default();
        platforms.extend(texts.into_iter().flatten().map(str::to_owned));
        platforms.sort_unstable();
        platforms.dedup();
    }
    let unused = unused_keys(project, Some(&platforms));
    let warning = |key: UnusedKey| {
        let what = format!("no line of value uses `{}` ({})", key.key, key.place);
        match key.nearest {
            Some(near) => Some(Warning::run(what).hint(format!("did you mean `{near}`?"))),
            None => is_of_platforms(&key.key).then(|| Warning::run(what)),
        }
    };
    let near = near_platforms(project).into_iter();
    let near = near.map(|(what, near)| Warning::run(what).hint(format!("did you mean `{near}`?")));
    unused.into_iter().filter_map(warning).chain(near).collect()
}
