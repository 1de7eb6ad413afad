//! What is checked, how strictly, and how bad it is: the defaults, and what a project says.

use std::collections::BTreeMap;

use super::{Rule, Severity};
use crate::report::ledger::Bands;

/// Where good ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The share of spend and of revenue that is to join by campaign.
    pub join_rate: f64,
    /// How far from the plan a pace is watched, and has to be acted on.
    pub pacing: Bands,
    /// Spend without an outcome counts from so many target costs on.
    pub waste_factor: f64,
    /// The share of a target from which it is nearly reached.
    pub target_near: f64,
    /// Months after which a figure of no stated end is old.
    pub expires_months: u32,
}

impl Default for Limits {
    /// Those of the metric catalogue: G-11, P-35, P-36, 9.4, P-32.
    fn default() -> Self {
        Self {
            join_rate: 0.8,
            pacing: Bands::default(),
            waste_factor: 2.0,
            target_near: 0.9,
            expires_months: 12,
        }
    }
}

/// What to check.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where good ends.
    pub limits: Limits,
    /// Rules with a severity of their own; `None` for those that are off.
    pub severities: BTreeMap<String, Option<Severity>>,
    /// The rules that are asked for; all where empty.
    pub only: Vec<String>,
}

impl Settings {
    /// How bad a finding of the rule is; `None` where the rule is not to be checked.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        if !self.only.is_empty() && !self.only.iter().any(|name| name == rule.id) {
            return None;
        }
        let own = self.severities.get(rule.id).copied();
        own.unwrap_or(Some(rule.severity))
    }
}
