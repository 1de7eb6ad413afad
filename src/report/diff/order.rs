//! The order that inputs and lines which differ are told in.

use super::Cause;
use super::inputs::{Both, begins_with};

/// Kinds, assumptions first: somebody decided them.
const KINDS: [&str; 7] = [
    "margin",
    "assumption",
    "days",
    "cost",
    "rates",
    "data",
    "line",
];

/// By kind, the largest effect first; what differs by its days alone stays together, by date.
pub fn sorted(causes: Vec<Cause>, both: &Both<'_>) -> Vec<Cause> {
    let effect = |cause: &Cause| cause.effect_on_roi.map_or(-1.0, f64::abs);
    let mut all: Vec<(Cause, (String, String))> = causes
        .into_iter()
        .map(|cause| {
            let own = title_and_days(&cause, both);
            (cause, own)
        })
        .collect();
    let groups: Vec<(&'static str, String, f64)> = all
        .iter()
        .map(|(cause, (title, _))| (cause.kind, title.clone(), effect(cause)))
        .collect();
    let largest = |kind: &str, of: &str| {
        let own = groups
            .iter()
            .filter(|(one, title, _)| *one == kind && title == of);
        own.map(|(.., effect)| *effect).fold(-1.0, f64::max)
    };
    // Groups of one effect keep the order that they are in.
    let first = |kind: &str, of: &str| {
        let mut all = groups.iter();
        all.position(|(one, title, _)| *one == kind && title == of)
    };
    let place = |cause: &Cause| KINDS.iter().position(|kind| *kind == cause.kind);
    let of_kind = |cause: &Cause| place(cause).unwrap_or(KINDS.len());
    all.sort_by(|(one, (title, days)), (other, (other_title, other_days))| {
        let (this, that) = (largest(one.kind, title), largest(other.kind, other_title));
        of_kind(one)
            .cmp(&of_kind(other))
            .then(that.total_cmp(&this))
            .then_with(|| first(one.kind, title).cmp(&first(other.kind, other_title)))
            .then_with(|| days.cmp(other_days))
            .then(effect(other).total_cmp(&effect(one)))
    });
    all.into_iter().map(|(cause, _)| cause).collect()
}

/// The title without its days, and the days as they are written; what is of no line has none.
fn title_and_days(cause: &Cause, both: &Both<'_>) -> (String, String) {
    let key = cause.key.as_deref().unwrap_or_default();
    let sides = [&both.after.0, &both.before.0];
    let mut lines = sides.into_iter().flat_map(|model| &model.lines);
    let own = lines.find(|line| {
        let is_own = begins_with(line, key) || (!key.is_empty() && line.id == key);
        is_own && line.is_cost && cause.what.starts_with(&line.title)
    });
    own.map_or_else(
        || (cause.what.clone(), String::new()),
        |line| (line.title.clone(), line.period.clone()),
    )
}
