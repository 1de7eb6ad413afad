//! What `check` lets pass, and how bad what it finds is.

use crate::project::read::{Located, Record, Value};
use crate::schema::Amount;

use super::Book;

/// The settings of `check` that a project states; what it does not state has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// The share that is to join by campaign.
    pub join_rate: Option<Amount>,
    /// How far a pace may be from its plan.
    pub pacing_watch: Option<Amount>,
    /// How far until something has to be done.
    pub pacing_act: Option<Amount>,
    /// Target costs that may be spent without a conversion.
    pub waste_factor: Option<Amount>,
    /// The share of a target from which it is nearly reached.
    pub target_near: Option<Amount>,
    /// Months that a figure holds.
    pub expires_months: Option<Amount>,
    /// Rules and their severities: `error`, `warning`, `note`, `off`.
    pub severities: Vec<(String, String)>,
}

/// The settings of its section.
pub fn check(record: Option<&Record>, book: &mut Book<'_>) -> CheckSettings {
    let Some(record) = record else {
        return CheckSettings::default();
    };
    let (watch, act) = (record.amount("pacing_watch"), record.amount("pacing_act"));
    if let (Some(watch), Some(act)) = (watch, act)
        && watch > act
    {
        let expected = format!("a figure from pacing_watch {watch} on");
        let hint = "what has to be acted on lies beyond what is watched";
        book.fault(
            record.spot("pacing_act"),
            "check.pacing_act",
            &expected,
            act.to_string(),
            hint,
        );
    }
    let pair = |(key, value): (Located<String>, Located<Value>)| match value.value {
        Value::Text(severity) => Some((key.value, severity)),
        _ => None,
    };
    CheckSettings {
        join_rate: record.amount("join_rate"),
        pacing_watch: watch,
        pacing_act: act,
        waste_factor: record.amount("waste_factor"),
        target_near: record.amount("target_near"),
        expires_months: record.amount("expires_months"),
        severities: record
            .keyed("severity")
            .unwrap_or_default()
            .into_iter()
            .filter_map(pair)
            .collect(),
    }
}
