//! What the project says and no line of this ledger uses.

use std::collections::BTreeSet;

use crate::options::Counting;
use crate::project::{Project, unused_keys};
use crate::report::ledger::{Expression, LedgerInputs};
use crate::schema::{ads_platform_of, titled_platforms};

use super::exports::Measured;
use super::held::Held;
use super::margins::MARGIN;

/// A sentence for each key that no formula knows, with the one that was probably meant, and one for those that the
/// figures at hand have no use for.
pub fn notes(
    project: &Project,
    counting: &Counting,
    measured: &Measured,
    held: &Held,
    given: &LedgerInputs,
) -> Vec<String> {
    let at_hand: BTreeSet<String> = measured
        .media
        .keys()
        .map(|(platform, ..)| platform.clone())
        .collect();
    let at_hand: Vec<String> = at_hand.into_iter().collect();
    let unknown = unused_keys(project, Some(&at_hand));
    let is_unknown = |key: &str| unknown.iter().any(|other| other.key == key);
    let used = used(given);
    let is_idle = |key: &str| {
        let is_there = given.input(key).is_some() || !held.of(key).is_empty();
        is_there && !used.contains(key) && !held.is_taken(key)
    };
    let assumptions = project.assumptions.iter().map(|one| one.key.as_str());
    let keys: BTreeSet<&str> = assumptions
        .chain(project.counts.iter().map(|one| one.key.as_str()))
        .collect();
    let idle: Vec<&str> = keys
        .into_iter()
        .filter(|key| is_idle(key) && !is_unknown(key))
        .filter(|key| counting.risk_adjust || !key.starts_with("risk_factor"))
        .filter(|key| counting.show_emv || !key.starts_with("emv_"))
        .collect();
    let mut notes: Vec<String> = unknown.iter().map(ToString::to_string).collect();
    if !idle.is_empty() {
        let told: Vec<String> = idle.iter().map(|key| with_platform(key)).collect();
        notes.push(format!(
            "no line of value and no cost here uses {}",
            told.join(", ")
        ));
    }
    notes
}

/// A key, and where it names a network, the platform that its ads are of.
fn with_platform(key: &str) -> String {
    let of = |network: &&str| {
        let head = key.strip_suffix(network);
        head.is_some_and(|head| head.ends_with('_'))
    };
    let network = titled_platforms().find(|network| of(network));
    match network.and_then(|network| Some((network, ads_platform_of(network)?))) {
        Some((network, platform)) => {
            format!("{key} (ads of {network} are of the platform `{platform}`)")
        }
        None => key.to_owned(),
    }
}

/// Keys of inputs that lines, costs and settings name.
fn used(given: &LedgerInputs) -> BTreeSet<&str> {
    let lines = given.lines.iter().flat_map(|line| {
        let formulas = [&line.amount, &line.revenue, &line.caused];
        let keys = formulas.into_iter().flatten().flat_map(Expression::keys);
        keys.chain(line.causal.iter().map(String::as_str))
    });
    let costs = given.costs.iter().flat_map(|cost| cost.amount.keys());
    lines
        .chain(costs)
        .chain([MARGIN, "discount_rate"])
        .collect()
}
